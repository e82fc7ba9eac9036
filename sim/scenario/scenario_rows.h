/* sim/scenario/scenario_rows.h - how the rows of the table of keys are written, and the sections
 * that files of their own hold. For those files alone, which include scenario_table.h too.
 * Read-only; thread-safe. */
#ifndef SIM_SCENARIO_SCENARIO_ROWS_H
#define SIM_SCENARIO_SCENARIO_ROWS_H
#include "sim/scenario/scenario.h"

/* Limits. With them no sum or product of the simulation leaves 64 bits: 2e7 customers with 1e10 fen
 * each are 2e17 fen; 3,660 days of 1,000 kWh are 3.7e8 hundredths of a kWh, at 100 CNY each 3.7e16.
 * The 15 million customers of Chongqing (CQ-15) are within. */
#define CUSTOMERS_MAX 20000000
#define AMOUNT_MAX    INT64_C(10000000000) /* 100,000,000.00 CNY */
#define BALANCE_MAX   INT64_C(2000000000)  /* 20,000,000.00 CNY */
#define MONEY_MAX     INT64_C(100000000)   /* 1,000,000.00 CNY */
#define DAYS_MAX      3660
#define LONG          (DAYS_MAX * MS_DAY)
#define DAY_END       (MS_DAY - 1)

#define NAMES(id, ...)                                                                             \
    static const char *id##_name(unsigned value)                                                   \
    {                                                                                              \
        static const char *const names[] = {__VA_ARGS__};                                          \
        return value < sizeof names / sizeof names[0] ? names[value] : "?";                        \
    }

#define AT(structure, member)                                                                      \
    .offset = offsetof(struct structure, member), .size = sizeof((struct structure *)0)->member
#define WORLD(member)  AT(sim_scenario, member)
#define NOWHERE        .offset = SCENARIO_NOWHERE
#define RANGE(lo, hi)  .min = (lo), .max = (hi)
#define ALIKE(section) #section, section##_rows, sizeof section##_rows / sizeof section##_rows[0]
#define SECTION(section, entry)                                                                    \
    static const struct scenario_section section##_section = {ALIKE(section), entry}

#define WHO(structure)                                                                             \
    {                                                                                              \
        "who", TYPE_SECTION, "none", AT(structure, target),                                        \
            .section = &scenario_who, .meaning = "which customers; without it everybody",          \
            .rule = ""                                                                             \
    }

struct scenario_section;
extern const struct scenario_section scenario_who;    /* which customers: scenario_table.c */
extern const struct scenario_section scenario_policy; /* scenario_table_policy.c */
extern const struct scenario_section scenario_overrides;
extern const struct scenario_names scenario_group_approvals;
extern const struct scenario_section scenario_payment_keys; /* scenario_table_payment.c */
extern const struct scenario_names scenario_channels;
extern const struct scenario_section scenario_copies; /* scenario_table_copies.c */
extern const struct scenario_section scenario_tariff; /* scenario_table_tariff.c */
extern const struct scenario_section scenario_sms, scenario_phones, scenario_mandates,
    scenario_messages;                                 /* scenario_table_sms.c */
extern const struct scenario_section scenario_rollout; /* scenario_table_rollout.c */
extern const struct scenario_section scenario_crew;    /* scenario_table_crew.c */
extern const struct scenario_section scenario_drawn, scenario_habits,
    scenario_hotline; /* scenario_table_people.c */
extern const struct scenario_section scenario_local, scenario_local_meters; /* ..._local.c */
#endif
