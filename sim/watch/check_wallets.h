/* sim/watch/check_wallets.h - local meters: INV-11, money in the meter plus the value of what was
 * used is what was in it at the start plus all that was written, and the purchase records of the
 * account side are what was written; INV-12, each write is the next purchase; INV-17, money alone
 * says whether there is supply. Part of the monitor: notes, and what the meters show at
 * midnight. */
#ifndef SIM_WATCH_CHECK_WALLETS_H
#define SIM_WATCH_CHECK_WALLETS_H
#include "sim/watch/books.h"

/* EVENT_WALLET. */
void check_wallet(struct books *books, const struct party_note *note, ms_t now);
/* EVENT_SUPPLY. */
void check_wallet_supply(struct books *books, uint32_t customer, bool is_on, ms_t now);
/* EVENT_ORDER of a recharge or a re-issue. */
void check_wallet_order(struct books *books, const struct party_note *note);
/* EVENT_ENTRY of LEDGER_METER. */
void check_wallet_booked(struct books *books, const struct party_note *note);
/* What a meter shows at midnight. */
void check_wallet_day(struct books *books, uint32_t customer, fen_t remaining, uint8_t count,
                      ms_t now);
#endif
