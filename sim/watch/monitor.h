/* sim/watch/monitor.h - checks the invariants INV-01 to 14, 16, 17 and 18 while a run
 * lasts (15 is checked by the log); of INV-02 that registers are used, and with versions of
 * a tariff that they are charged by the prices that are known. It is fed by the notes of
 * the parties and by what crosses their seats, keeps books of its own (books.h) and looks at no
 * party's record, so that it does not believe whom it checks and can watch a foreign program too.
 * Rules: system rules section 17 and 17a. A trip that leaves within BOOKS_HOPS (5 ms) of a receipt
 * is no violation, the money being on its way to it: books.h. Work per note and message is
 * constant but for the pushes of registers (one pass over them). Not shared between threads. */
#ifndef SIM_WATCH_MONITOR_H
#define SIM_WATCH_MONITOR_H
#include "sim/watch/books.h"
#include "sim/watch/check_flight.h"
#include "sim/watch/check_payments.h"

struct monitor {
    struct books books;
    struct slots orders;      /* struct open_order */
    struct check_money money; /* INV-01 */
    struct flight flight;     /* INV-09 */
    ms_t *sms_ring;           /* submission times of the last sms_rate segments */
    uint64_t sms_count;
    /* Supply seen from outside (INV-13), modulo 2^64: use a day of everybody, of those who are off;
     * that of each who went off times the moment, less that of each who came back, in ms after the
     * start */
    uint64_t use, off_use, off_use_since;
    /* The same where use is drawn: what everybody should have used up to the last midnight; since
     * then, what each who came back would have used by that moment, less that of each who went */
    uint64_t drawn, gap;
    uint64_t off_count; /* customers off now */
};

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int monitor_init(struct monitor *monitor, const struct sim_scenario *scenario);
void monitor_fini(struct monitor *monitor);
/* Looks at one note, at a message as it leaves its sender, at a block of registers as it comes to
 * the master. `now` is never before that of an earlier call. Any context. Errors of memory stay in
 * books.err: the run must stop. */
void monitor_note(struct monitor *monitor, const struct party_note *note, ms_t now);
void monitor_message(struct monitor *monitor, const struct message *message, ms_t now);
void monitor_upload(struct monitor *monitor, const struct upload_block *block, ms_t now);
/* The file of registers that marketing takes over for bills, as it does. */
void monitor_bills(struct monitor *m, int32_t until, const uint32_t *values, const uint8_t *ages);
/* A lock as it comes to fee control, well-formed. */
void monitor_lock(struct monitor *monitor, const struct message *message, ms_t now);
/* An agreement (T1, T23) as it comes to fee control. */
void monitor_agreement(struct monitor *monitor, const struct message *message, ms_t now);
/* A message that says what is in an account. */
static inline bool monitor_is_account(unsigned type)
{
    return type == MSG_RECEIPT || type == MSG_BALANCE || type == MSG_SETTLED;
}
/* An account (I4) as it comes to fee control: from the moment when it says all of the money on
 * somebody acts on it (INV-05, R-16). */
void monitor_told(struct monitor *monitor, const struct message *message, ms_t now);
/* What the customers first .. first + count - 1 use on the day that ends if they have supply, in
 * parts of ENERGY_UNIT, where it is drawn: of everybody once, before its monitor_day. */
void monitor_drawn(struct monitor *monitor, uint32_t first, uint32_t count, const uint64_t *parts);
/* Midnight at the end of a day: INV-01 against the sum of all customers' accounts, INV-13 against
 * the sum of all registers in parts of 0.01 kWh / 86,400,000 (models/meter/energy.h), INV-17. */
void monitor_day(struct monitor *monitor, uint64_t parts, fen_t money, ms_t now);
/* What a local meter shows at that midnight, before monitor_day: INV-11, INV-12, INV-17. */
void monitor_wallet(struct monitor *monitor, uint32_t customer, fen_t remaining, uint8_t count,
                    ms_t now);
/* End of the run, after the last monitor_day: INV-06, INV-17. */
void monitor_end(struct monitor *monitor, ms_t now);
/* Adds a violation found elsewhere. */
void monitor_report(struct monitor *monitor, unsigned invariant, uint32_t customer, ms_t now,
                    struct fk_text text);
/* Books and counters (base/image.h). */
void monitor_image(struct monitor *monitor, struct image *image);
/* Bytes of the books, for the memory plan. */
size_t monitor_bytes(const struct sim_scenario *scenario);
#endif
