/* sim/watch/monitor.h - checks the invariants INV-01, 03, 04, 05, 06, 07, 08, 09, 13, 14 while a
 * run lasts (15 is checked by the log). It looks at every note at the moment it is made and
 * keeps books of its own, so that it does not believe the party it checks. Rules: system rules
 * section 17. */
#ifndef SIM_WATCH_MONITOR_H
#define SIM_WATCH_MONITOR_H
#include "models/collection/master.h"
#include "models/feecontrol/feecontrol.h"
#include "models/marketing/marketing.h"
#include "sim/scenario/scenario.h"

#define MONITOR_KEPT 1000 /* violations kept with text for each invariant; all are counted */

enum monitor_flag {
    MONITOR_CUT = 1,  /* cut by an order and not restored since */
    MONITOR_OPEN = 2, /* relay open by command (L4); a permitted one waits for the customer */
    MONITOR_OWED = 4  /* was open at the last midnight though his money was back */
};

struct monitor_customer {
    fen_t receipts;         /* posted since the start */
    uint32_t notice_s;      /* pre-cut receipt in force, seconds after the start + 1; 0 = none */
    uint32_t live_strategy; /* of the order that is not final, 0 = none */
};

#define MONITOR_POSTINGS 1024 /* latest postings kept, see MONITOR_HOPS */
#define MONITOR_HOPS     10   /* ms that a receipt may need from the account to the master */

struct monitor {
    const struct sim_scenario *scenario;
    const struct fee_customer *fee;
    const struct marketing *marketing;
    const struct master_registers *registers; /* of the collection system, by customer */
    struct monitor_customer *customers;
    uint8_t *flags; /* by customer: enum monitor_flag */
    struct monitor_payment {
        fen_t amount;
        uint32_t customer;
        bool is_posted;
    } * payments; /* M1 as the channels noted it, by payment id - 1 */
    uint32_t payment_count, payment_capacity;
    struct monitor_posting {
        ms_t at;
        fen_t amount;
        uint32_t customer;
    } postings[MONITOR_POSTINGS]; /* ring */
    uint64_t posting_count;
    uint32_t *in_concentrator; /* tries in flight */
    uint32_t *in_fep;
    ms_t *sms_ring; /* submission times of the last sms_rate segments */
    uint64_t sms_count;
    /* Supply seen from outside (INV-13): customers off now; moments of going off minus moments of
     * coming back, in ms after the start */
    uint64_t off_count;
    int64_t off_since_sum;
    uint32_t counts[SIM_INVARIANTS]; /* violations by invariant */
    struct monitor_violation {
        ms_t at;
        unsigned invariant;
        uint32_t customer;
        char text[160];
    } * violations;
    uint32_t violation_count, violation_capacity;
};

FK_MUST_CHECK int monitor_init(struct monitor *monitor, const struct sim_scenario *scenario,
                               const struct fee_customer *fee, const struct marketing *marketing,
                               const struct master_registers *registers);
void monitor_fini(struct monitor *monitor);
/* Looks at one note; any context. */
void monitor_note(struct monitor *monitor, const struct party_note *note, ms_t now);
/* End of a day: INV-01 over the whole ledger, INV-05 (whoever was owed supply at the last midnight
 * and still is has waited for more than the 24 h of the pledge), INV-13 against the sum of all
 * registers in parts of 0.01 kWh / 86,400,000 (models/meter/energy.h). */
void monitor_day(struct monitor *monitor, uint64_t parts, ms_t now);
/* End of the run: INV-06. */
void monitor_end(struct monitor *monitor, ms_t now);
/* Adds a violation found elsewhere. */
void monitor_report(struct monitor *monitor, unsigned invariant, uint32_t customer, ms_t now,
                    const char *text);
/* Bytes of the books, for the memory plan. */
size_t monitor_bytes(const struct sim_scenario *scenario);
#endif
