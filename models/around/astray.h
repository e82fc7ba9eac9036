/* models/around/astray.h - payments that the channel will take back. Of some the payer has typed a
 * wrong account number (P-PAY-17): it is somebody else's, who gets the money, or nobody's, and the
 * channel holds it (不明款); after a while, or when the payer calls, the error is noticed. Others
 * are asked back by their payer (冲正申请, P-PAY-11). Both happen before the statement of the day
 * leaves. The part of the channels that knows of them; it books nothing itself. Not shared between
 * threads. */
#ifndef MODELS_AROUND_ASTRAY_H
#define MODELS_AROUND_ASTRAY_H
#include "base/chance.h"
#include "base/money.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/house/terms.h"

struct astray_config {
    uint32_t share;      /* of the payments with a typed number, parts of a million; 0: none */
    uint32_t no_account; /* of these the number is nobody's, parts of a million */
    struct chance_dist noticed_after;
    uint32_t asked_back; /* of the payments, parts of a million; 0: none */
    struct chance_dist asked_after;
    ms_t statement_at; /* time of day of the statements of the day before */
    uint32_t customers;
    uint64_t seed;
};
/* One that is not noticed, or asked back, yet. */
struct astray_payment {
    uint32_t id; /* of the payment */
    uint32_t payer;
    uint32_t owner; /* of the number, ASTRAY_NOBODY: it is held; the payer: he asks for it back */
    uint8_t channel;
    fen_t amount;
};
#define ASTRAY_NOBODY UINT32_MAX
struct astray {
    struct astray_config config;
    struct slots open; /* struct astray_payment */
    struct timers notices;
};

FK_MUST_CHECK int astray_init(struct astray *astray, const struct astray_config *config);
void astray_fini(struct astray *astray);
/* Whose number is typed for a payment over `channel`, whose draws have `counter`: the payer's, of
 * somebody else, or ASTRAY_NOBODY. A machine reads the card, and a mandate has the number. */
uint32_t astray_owner(const struct astray *astray, unsigned channel, uint32_t payer,
                      uint64_t counter);
/* True if the payer of a payment whose draws have `counter` will ask for it back. */
bool astray_is_asked_back(const struct astray *astray, uint32_t payer, uint64_t counter);
/* It went astray at `now`, or will be asked back. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int astray_add(struct astray *astray, const struct astray_payment *payment,
                             uint64_t counter, ms_t now);
/* The payer asks where his money is: what is his is noticed at once. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int astray_ask(struct astray *astray, uint32_t payer, ms_t now);
/* The next that is noticed, or asked back, at `now`, and forgotten by it; 0: none, 1, or
 * FK_E_MEMORY. */
FK_MUST_CHECK int astray_take(struct astray *astray, ms_t now, struct astray_payment *out);
ms_t astray_due(const struct astray *astray);
/* Loading refuses records of customers from `customers` on. */
void astray_image(struct astray *astray, struct image *image, uint32_t customers);
#endif
