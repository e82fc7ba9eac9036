/* sim/scenario/scenario.h - a scenario: what is simulated and what must come out. Filled from
 * YAML by scenario_load; every key, its type, unit, default and meaning is in docs/scenario.md,
 * which is checked against the code. Amounts in fen, energy in 0.01 kWh, times in ms (moments
 * since the Unix epoch, times of day since 00:00 CST). Owned by the caller; read-only while a
 * run lasts. */
#ifndef SIM_SCENARIO_SCENARIO_H
#define SIM_SCENARIO_SCENARIO_H
#include "base/chance.h"
#include "base/err.h"
#include "models/around/habits.h"
#include "models/around/sms.h"
#include "models/feecontrol/policy.h"
#include "models/house/sale.h"
#include "models/house/terms.h"
#include "models/marketing/orders.h"
#include "models/marketing/posting_rules.h"
#include "models/marketing/rollout.h"
#include "models/meter/drawn_use.h"
#include "models/meter/load_guard.h"
#include "models/meter/wallet.h"
#include "models/tariff/tariff.h"

/* Invariants of a run, system rules section 17 and 17a: INV-01 .. INV-18; arrays by number. */
#define SIM_INVARIANTS 19

/* How much of a run is recorded (docs/scenario.md, `recording`). */
enum sim_level { SIM_SUMMARY, SIM_EVENTS, SIM_FULL, SIM_LEVELS };

/* Part of the population. Group g holds the customers i (0 .. customers-1) with i mod every = 0
 * that no later group takes: groups are listed from general to special, the last match wins. Inside
 * a group, class k = (i / every) mod classes; initial balance = balance + k * balance_step. */
struct scenario_group {
    char *name;
    uint32_t every;   /* >= 1 */
    uint32_t classes; /* >= 1 */
    fen_t balance, balance_step;
    uint8_t approval;     /* levels of its cuts + 1, 0: as the policy says */
    uint8_t has_rest;     /* what is left of a payment too */
    uint8_t is_important; /* never cut */
    uint8_t is_non_resident;
    /* With `tariff.versions` only: */
    kwh100_t counted;    /* in the tier period before the start (TR-1) */
    uint32_t kva, kw;    /* capacity, or maximum demand, for the basic fee (TR-12), 0: none */
    kwh100_t more_quota; /* of a large household, a month (TR-6), 0: none */
    uint8_t price_list;
    uint8_t is_tou;        /* meters with a peak and a valley rate (TR-3) */
    uint8_t power_factor;  /* percent, 0: not judged (TR-13) */
    uint8_t reactive;      /* kvarh of 100 kWh, by which it is judged in place of that, 0: not */
    uint8_t months_left;   /* in the tier year of the start (TR-6), 0: all of it */
    uint8_t reactive_then; /* in place of `reactive` from `reactive_from` on, 0: it stays */
    ms_t reactive_from;
};
/* Their meters have a register of reactive energy, by which each month is judged (TR-13): the
 * second one, which with two rates counts the peak hours. */
static inline bool scenario_has_kvarh(const struct scenario_group *group)
{
    return !group->is_tou && (group->reactive > 0 || group->reactive_from > 0);
}
static inline bool scenario_has_second(const struct scenario_group *group)
{
    return group->is_tou || scenario_has_kvarh(group);
}

/* Who: customers of a group, of one class, of one concentrator, the first n of them in order of
 * their numbers behind those that are skipped. */
struct scenario_target {
    int group;      /* index into groups, -1 = everybody */
    int klass;      /* -1 = all classes */
    uint32_t first; /* 0 = all */
    uint32_t skip;
    uint32_t concentrator;          /* K01 is 1; 0 = all */
    uint32_t line;                  /* from 1; 0 = all */
    uint32_t city, county, station; /* likewise (unit_levels.h) */
};

struct scenario_fault {
    enum fault_kind kind;
    ms_t from, to;
    ms_t offset; /* FAULT_MASTER_CLOCK, FAULT_METER_CLOCK: added to the clock, negative = slow */
    uint8_t interface; /* FAULT_LINK_...: 1..14, else 0 */
    uint8_t message;   /* FAULT_LINK_...: enum message_type, 0 all that cross the interface */
    uint8_t channel;   /* FAULT_CHANNEL_DOWN: enum pay_channel + 1, else 0 */
    uint32_t energy;   /* FAULT_WRONG_REGISTERS: added to each, 0.01 kWh */
    uint32_t share;    /* parts of a million: FAULT_LINK_... of the messages, fault_is_at_meter of
                       * the target */
    /* Comes again, of each target for itself (outages.h); `every` of no parts: it does not. */
    struct chance_dist every, lasts;
    uint32_t down;    /* parts of a million that it holds at `from` */
    uint8_t refusal;  /* FAULT_METER_REFUSES: index of the names of its key, 0 none */
    bool loses_tasks; /* FAULT_FEP_DOWN: its task table is gone */
    bool obeys;       /* FAULT_METER_UNREADABLE: commands, and reads of the status word, pass */
    uint32_t fep;     /* FAULT_FEP_DOWN: its number, from 1; FAULT_WRONG_REGISTERS: 0 of all */
    uint32_t terminal, terminals; /* FAULT_TERMINAL_OFFLINE: the first, from 1; how many */
    struct chance_dist delay; /* FAULT_LINK_DELAY, _DISORDER, _DOUBLED: longer, or copy later, by */
    struct scenario_target target; /* fault_is_at_meter, fault_has_targets, fault_is_link */
};

/* Nobody of these is cut from `from` until before `to`: everybody, the areas of a
 * line, an area, or the customers of a target, of an area or a line if one is given. */
struct scenario_lock {
    enum hold_reason kind; /* HOLD_PROTECTION, HOLD_DELAY, HOLD_PERIOD */
    ms_t from, to;
    uint32_t line, area; /* numbered from 1; 0: not by it */
    struct scenario_target target;
};

/* The agreement of the target (T1, T23): archived at `from`, not before the run; ends at `to`. Of
 * several entries for one customer the first says whether he has one at the start. */
struct scenario_agreement {
    ms_t from, to;   /* 0: he has it from the start; 0: it does not end */
    uint8_t is_file; /* by a conversion of many, without a flow of his own (Q80) */
    struct scenario_target target;
};

/* A person starts the flow of the target's approval cuts that wait for it (T7), or has them dunned
 * or restored. */
struct scenario_start {
    ms_t at;
    uint8_t what; /* enum start_kind */
    struct scenario_target target;
};

/* In place of the policy's, for a line, an area or the target (R-08, CQ-9, CQ-10); 0: as it says.
 */
enum scenario_switch { OVERRIDE_NOT, OVERRIDE_AUTOMATIC, OVERRIDE_MANUAL, OVERRIDE_SWITCHES };
struct scenario_override {
    uint32_t line, area; /* from 1; 0: not by it */
    struct scenario_target target;
    fen_t reminder, warning;
    ms_t from;                             /* 0: from the start */
    uint8_t reminding, dunning, restoring; /* enum scenario_switch */
    ms_t restore_notice;                   /* R-42; 0: as the policy */
    fen_t credit;         /* the overdraft lies so much lower; 0: as the policy */
    uint8_t restore_mode; /* enum scenario_restore_mode */
    ms_t notice_wait;     /* R-15; 0: as the policy */
};
enum scenario_restore_mode { OVERRIDE_MODE_NOT, OVERRIDE_CLOSES, OVERRIDE_PERMITS, OVERRIDE_MODES };
/* Moments at which overrides begin to hold, the start left out. */
#define SCENARIO_CHANGES 16

/* What non-residents have in place of the policy's (R-07, R-10, P-THR-05); 0: as it says. */
struct scenario_non_residents {
    fen_t reminder, warning;
    uint8_t approval;       /* as of a group */
    uint8_t is_warned_once; /* no second warning */
};

/* Payments at a moment (`every` 0: each target customer once at `from`), or a stream: one payment
 * at from, from + every, ... before `to`, the target's customers taking turns. */
struct scenario_payment {
    ms_t from, to, every;
    fen_t amount;
    enum pay_channel channel;
    struct scenario_target target;
};

/* What the customers' file holds instead of a valid number of the customer's own (R-62, CQ-9,
 * CQ-13). Of several entries for one customer the last holds. */
struct scenario_phone {
    char *number;   /* NULL: a valid one */
    uint8_t owner;  /* 1: somebody else's */
    bool is_paper;  /* he wants paper */
    bool is_called; /* he is told by telephone */
    ms_t until;     /* put in order then, 0: never */
    struct scenario_target target;
};

/* Who has signed withholding. Of several entries for one customer the last holds. */
struct scenario_mandate {
    fen_t amount;
    uint8_t is_batch;
    uint32_t fails; /* parts of a million */
    struct scenario_target target;
};

/* Who has a local meter (section 11). Of several entries for one customer the last holds. */
struct scenario_local {
    fen_t account;
    ms_t remote_from; /* 0: from the start */
    bool has_several;
    uint8_t is_cash;
    struct scenario_target target;
};

/* A planned SMS to each of the target's customers (CQ-12). */
struct scenario_text {
    ms_t at;
    enum sms_kind kind;
    char *text; /* of SMS_FREE_TEXT, else NULL */
    struct scenario_target target;
};

/* What a profile asks for and no run does. */
struct scenario_gap {
    char *text, *text_zh;
};

/* On-demand reads (召测) of `count` target customers at `at`. */
struct scenario_reads {
    ms_t at;
    uint32_t count;
    struct scenario_target target;
};

/* Balance queries (I14) of the target customers: the layers M1, M2 and M3 as seen at `at`. */
struct scenario_query {
    ms_t at;
    struct scenario_target target;
};

/* How a place comes by the balance that it shows (M4). */
struct scenario_copy {
    uint8_t refresh;   /* enum copy_refresh */
    uint8_t is_posted; /* with each posting besides */
    ms_t every;        /* COPY_TIMED: from midnight on */
};

/* What people do at the meters of the target by hand at `at`. */
enum scenario_hand {
    HAND_KEY,
    HAND_BREAKER,
    HAND_CARD,
    HAND_METER_CHANGE,
    HAND_CARD_BACK,
    HAND_CARD_ELSEWHERE, /* into the next meter */
    HAND_CARD_TERMS,     /* a card with the amounts below */
    HANDS
};
struct scenario_hands {
    ms_t at;
    enum scenario_hand what;
    struct scenario_target target;
    fen_t alarms[WALLET_ALARMS], most;
};

/* Clocks of the target's meters are set at `at`. */
enum scenario_sync { SYNC_BROADCAST, SYNC_ENCRYPTED, SYNCS };
struct scenario_clock_sync {
    ms_t at;
    enum scenario_sync how;
    struct scenario_target target;
};

/* A named SQL query on the run's database with what it must give: either `equals`, or `min` and /
 * or `max` (inclusive). Compared as numbers if the result column is a number, else as text. */
struct scenario_expectation {
    char *name;
    char *source;              /* rule or figure of the catalogue that it checks */
    char *name_zh, *source_zh; /* NULL if not given */
    char *sql;
    char *equals, *min, *max; /* NULL if not given */
    int line;                 /* in the file, for messages */
};

struct sim_scenario {
    char *id, *title, *story;  /* `story` NULL if not given */
    char *title_zh, *story_zh; /* NULL if not given */
    uint64_t seed;
    ms_t start; /* D0 00:00 */
    uint32_t days;
    enum sim_level level;
    uint32_t expected_violations[SIM_INVARIANTS]; /* that the story contains, usually 0 */

    /* population and topology */
    uint32_t concentrators, meters_per_concentrator, concentrators_per_fep;
    uint32_t concentrators_per_line;     /* the last line may have fewer */
    uint32_t cities, counties, stations; /* 0: none (unit_levels.h) */
    uint32_t per_day;                    /* use of every customer, 0.01 kWh per day, or: */
    uint8_t is_use_drawn;
    struct use_config use;
    struct scenario_group *groups;
    uint32_t group_count;

    char *tariff_name, *tariff_place, *tariff_source; /* NULL if not given */
    price_t price;                                    /* flat, 1e-6 CNY/kWh, or: */
    struct tariff_version *tariff_versions;
    uint32_t tariff_version_count;
    uint8_t tariff_rounding; /* enum tariff_rounding (TR-9) */
    struct fee_policy policy;
    struct scenario_non_residents non_residents;

    /* collection (A5, A7) */
    ms_t read_at;        /* time of day: concentrators read the daily freeze (P-MET-04) */
    ms_t gap_fill_at[8]; /* times of day of gap-fill rounds (P-MET-06) */
    uint32_t gap_fill_count;
    uint32_t gap_fill_days;       /* past freezes besides today's (P-MET-05), 1..3 */
    ms_t push_at, second_push_at; /* I3, P-MST-06; second_push_at < 0: none */
    ms_t later_pushes[22];        /* times of day, ascending: a calculation every hour */
    uint32_t later_push_count;
    struct chance_dist command_time; /* one control command, one try, from sending to its answer */
    struct chance_dist read_time;    /* one on-demand read */
    uint32_t commands_per_concentrator, commands_per_fep, commands_in_all; /* limits of INV-09 */
    ms_t command_timeout;                                                  /* P-MST-03 */
    uint32_t command_tries;                                                /* P-MST-03, R-21 */
    ms_t command_gap;          /* from a failed try to the next */
    ms_t command_valid;        /* valid-until = master clock + this (P-MET-27) */
    ms_t order_limit;          /* EXECUTING -> TIMEOUT, R-23, P-MST-04 */
    bool is_status_read;       /* */
    enum order_proof proof;    /* what makes a remote cut a success */
    ms_t auth_session;         /* of a meter (P-MET-25), 0: each command is authenticated */
    uint32_t mac_lock;         /* wrong MACs of a day that lock a meter (P-MET-26), 0: none */
    ms_t trip_delay;           /* programmed in every meter (P-MET-28), whole minutes */
    ms_t fep_standby;          /* from a crash to the standby, P-FEP-04 */
    struct chance_dist log_on; /* a terminal tries again so often, P-FEP-03 */
    ms_t off_line_after;       /* a terminal that is not heard counts as off-line */

    /* calculation (A8) */
    uint32_t calc_rate;      /* customers per second (P-CAL-01) */
    ms_t results_at;         /* time of day before which no result of the first run is used */
    bool is_extrapolating;   /* who has no result is told by his mean use */
    bool is_selecting;       /* only those are computed who may come near an amount ... */
    uint32_t selection_days; /* ... within so many days (P-CAL-09) */
    bool is_validating; /* registers that jump or go backwards are not computed with ... */
    uint32_t jump_above, jump_factor; /* ... P-CAL-10: 0.01 kWh a day, times the mean */

    /* SMS platform (A10) */
    struct clock_window sms_window;
    uint32_t sms_rate;               /* segments per second */
    struct chance_dist sms_delivery; /* from submission to the delivery receipt */
    uint32_t sms_exempt;             /* bit set of enum sms_kind that ignore the window */
    uint32_t sms_first;              /* bit set of those that go before the others */
    ms_t sms_validity;               /* P-SMS-08 */
    struct sms_shares sms_shares;    /* P-SMS-09..13, P-POP-11, P-POP-12 */
    struct chance_dist paper;        /* delivery of a slip, P-SMS-17; count 0: no paper */
    uint32_t paper_lost;             /* slips, parts of a million */
    bool is_paper_counted;           /* */
    struct chance_dist call;         /* a call in place of a message, CQ-11; count 0: none */
    uint32_t call_missed;            /* parts of a million */

    /* payments (A11, A9) */
    struct posting_rules posting;       /* from I11 to the posting */
    uint32_t posting_capacity;          /* payments per second over I11 (P-PAY-16) */
    ms_t statement_at;                  /* time of day of the statements of T on T+1; < 0: none */
    ms_t matching;                      /* from a statement to the end of its matching */
    struct chance_dist withholding;     /* from the request to the result, P-PAY-07 */
    ms_t file_at, file_result_at;       /* times of day, P-PAY-06 */
    uint32_t pays_elsewhere;            /* whose channel is down, parts of a million */
    uint32_t wrong_account, no_account; /* P-PAY-17, parts of a million */
    struct chance_dist noticed_after;
    uint32_t asked_back; /* P-PAY-11, parts of a million */
    struct chance_dist asked_after;
    bool is_paying_after_cut; /* every cut customer pays pay_amount after pay_after */
    struct chance_dist pay_after;
    fen_t pay_amount;
    uint8_t is_reacting; /* customers react to what they are told and to cuts */
    struct habits_config habits;
    ms_t call_again;                                     /* after a call that nobody takes */
    uint8_t is_calling;                                  /* 95598 */
    uint32_t dark_calls, unrestored_calls, button_calls; /* parts of a million */
    struct chance_dist call_after;
    ms_t complains_after;

    struct scenario_copy copies[COPY_PLACES]; /* M4 */
    uint32_t warned_ask, payers_ask;          /* who look before, parts of a million */

    /* settlement (A9, R-80) */
    uint32_t settlement_books;                 /* reading books, 0: nothing is settled */
    uint32_t settlement_day, settlement_apart; /* of the first, day of the month; to the next */
    uint32_t bill_due_days, bill_overdue_days; /* 0: bills count when they are made */
    bool is_bill_told;                         /* each bill by SMS */

    /* rollout by county (S-39) */
    struct rollout_terms rollout;
    uint32_t phone_checks;  /* numbers a day in each county (K-11), 0: none */
    ms_t phone_checks_from; /* 0: from the start */
    uint32_t checked_no_number, checked_wrong_owner; /* parts of a million */
    uint32_t deposits;                               /* who pay it, parts of a million */
    struct rollout_wave *waves;
    uint32_t wave_count;

    /* field crews (A13) */
    uint32_t crews, crew_jobs_per_day;
    struct clock_window crew_hours;
    struct chance_dist crew_arrival, crew_work;
    uint8_t is_cutting_on_working_days; /* crews plan cuts on Monday to Friday alone */
    uint8_t warn_percent; /* of the limit of a field order: its handler is warned; 0: never */
    bool is_read_by_hand; /* crews read the meters of exceptions for a missing register, R-71 */
    bool is_second_level; /* a handheld that fails cannot restore: R-44 */
    struct chance_dist crew_exchange; /* work of the second visit */
    uint8_t handheld_fails;           /* percent of the jobs, P-FLD-05 */
    uint8_t late_entries; /* percent of the switches of crews (P-FLD-06), entered after */
    struct chance_dist entry_delay;
    struct chance_dist button_after;  /* customer presses the button, safe restore */
    struct chance_dist breaker_after; /* closes his breaker, by-hand restore; no part: never */

    /* local meters (A3); the price of `wallet` is that of the tariff */
    struct wallet_terms wallet; /* amounts in money, whatever its unit: scenario_wallet_terms */
    fen_t hour_price;           /* where time is sold */
    struct load_terms load_control;
    uint32_t recharge_blocked, count_wrong, recharge_lost, subscribers; /* parts of a million */
    uint32_t reissues, reissue_success; /* the latter parts of a million, 0: as the channel lets */
    struct chance_dist reissue_after;
    ms_t review;

    /* What the monitor holds against the parties; none of it is known to them */
    ms_t restore_limit;       /* INV-05: supply after the money is back */
    ms_t field_restore_limit; /* INV-06: a field restore order is open */
    uint32_t field_cut_days;  /* INV-06: a field cut order is open, working days */
    uint32_t hold_days;       /* INV-06: an order is held, working days */
    ms_t cut_limit;           /* INV-18: below the overdraft with supply and nothing under way */
    struct clock_window field_cut_hours; /* INV-16: a crew may cut */

    struct scenario_fault *faults;
    uint32_t fault_count;
    struct scenario_lock *locks;
    uint32_t lock_count;
    struct scenario_agreement *agreements;
    uint32_t agreement_count;
    struct scenario_start *starts;
    uint32_t start_count;
    struct scenario_override *overrides;
    uint32_t override_count;
    struct scenario_payment *payments;
    uint32_t payment_count;
    struct scenario_phone *phones;
    uint32_t phone_count;
    struct scenario_mandate *mandates;
    uint32_t mandate_count;
    struct scenario_local *local_meters;
    uint32_t local_count;
    struct scenario_text *messages;
    uint32_t message_count;
    struct scenario_gap *gaps;
    uint32_t gap_count;
    struct scenario_reads *reads;
    uint32_t read_count;
    struct scenario_query *queries;
    uint32_t query_count;
    struct scenario_hands *hands;
    uint32_t hand_count;
    struct scenario_clock_sync *clock_syncs;
    uint32_t clock_sync_count;
    struct scenario_expectation *expectations;
    uint32_t expectation_count;
    char digest[17]; /* XXH3-64 of the merged scenario in canonical form, hex */
};

/* Loads `path` with everything it extends (relative to the file that says so; parents in order, the
 * child wins; lists replace lists) and applies `set[0..set_count)` ("sms.rate=100", "days=3") last.
 * Returns FK_OK, FK_E_IO (`path` cannot be read), FK_E_FORMAT or FK_E_MEMORY; *diag (may be NULL)
 * then holds one line "FILE:LINE:COLUMN: key 'sms.rte': unknown key; expected one of ..." (for a
 * set[i]: "--set sms.rte=1: key ..."). On error *out is empty: scenario_fini is allowed, not
 * needed. Not safe while another thread changes the files; otherwise reentrant. */
FK_MUST_CHECK int scenario_load(const char *path, const char *const *set, size_t set_count,
                                struct sim_scenario *out, struct fk_diag *diag);
/* Folders in which a file named by `extends` is looked for in this order when it is not where
 * scenario_load looks first; ends with NULL and stays the caller's. None at first; not safe while
 * another thread loads. */
void scenario_extends_folders(const char *const *folders);
/* As scenario_load of one section only: of a file with a section `tariff` the members of that
 * section are filled, all others are not to be used. */
FK_MUST_CHECK int scenario_load_tariff(const char *path, struct sim_scenario *out,
                                       struct fk_diag *diag);
void scenario_fini(struct sim_scenario *scenario);
/* What a purchase for a local meter is of, and what these meters are set to in that unit. */
struct wallet_sale scenario_sale(const struct sim_scenario *scenario);
struct wallet_terms scenario_wallet_terms(const struct sim_scenario *scenario);
/* True if some meters open by themselves when their load is too high. */
static inline bool scenario_has_load_control(const struct sim_scenario *scenario)
{
    return scenario->local_count > 0 && scenario->load_control.limit > 0;
}
/* Kinds of messages that leave at any time: a restore does not wait for a window. */
static inline uint32_t scenario_exempt(const struct sim_scenario *s)
{
    return s->sms_exempt | 1U << SMS_RESTORE_NOTICE;
}
/* True if some place shows a balance. */
static inline bool scenario_has_copies(const struct sim_scenario *s)
{
    for (unsigned i = 0; i < COPY_PLACES; i++)
        if (s->copies[i].refresh != COPY_NOT_SHOWN)
            return true;
    return false;
}
/* P-CUT-05: days from a bill to that from which it counts, 0: at once, and everybody is charged by
 * the estimate. */
static inline uint32_t scenario_bill_days(const struct sim_scenario *s)
{
    return s->bill_due_days > 0 ? s->bill_due_days + s->bill_overdue_days : 0;
}
static inline uint32_t scenario_customers(const struct sim_scenario *s)
{
    return s->concentrators * s->meters_per_concentrator;
}
#endif
