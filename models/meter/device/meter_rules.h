/* models/meter/device/meter_rules.h - the behaviour of the virtual meter as a record of rules.
 *
 * The code of the meter asks the record and nothing else. A sound meter has the sound values; a
 * profile sets some rules and stays sound, a defect spoils some. A rule whose sound value changes
 * nothing in an answer (a mask of 0, a count of 1) is a filter on the answer: device_filter.c.
 * Every member is an int32_t, so that a table can name one: meter_rules.c tells value and meaning.
 * Read-only tables, thread-safe. */
#ifndef MODELS_METER_DEVICE_METER_RULES_H
#define MODELS_METER_DEVICE_METER_RULES_H
#include "base/err.h"
#include "base/text.h"

#include <stdint.h>

#define METER_TRAIT_RULES 3 /* rules that one profile or defect sets, at most */

struct meter_rules {
    /* listening */
    int32_t request_gap_ms, needs_wake, strips_wakes, checks_sum, checks_end, resyncs, keeps_glued;
    /* addresses and directions */
    int32_t answers_foreign, answers_six_aa, answers_short, takes_aa_anywhere, writes_wild,
        answers_broadcast, takes_answers;
    /* reading */
    int32_t checks_seq, energy_fill, weekday_ahead, reverses_address, supply_bits, daily_shift_ms,
        makes_instant, lacks_energy, lacks_address, lacks_clock;
    /* clock and writing */
    int32_t clock_rate, time_window_s, checks_password, checks_level, guards_readonly,
        stores_writes, number_write;
    /* relay */
    int32_t settle_ms, plain_orders_all, checks_deadline, checks_date, expired_runs_ms,
        refuses_unknown, protection_holds, permit_runs, close_runs, after_protect, after_unprotect,
        after_alarm, counts_trips, counts_repeats, keeps_operator, shows_contact, command_falls,
        shows_protection;
    /* filters on the answer */
    int32_t gives_errors, error_bits, error_more_bytes, error_set, error_clear, control_clear,
        read_set, read_clear, echoes_di, echoes_seq, echoes_address, offset_less, sum_flip,
        sum_flip_from;
    /* answers on the line */
    int32_t answer_delay_ms, late_every, answer_gap_ms, answer_copies, twice_every, noise_bytes,
        wakes;
};

/* What a rule is called and means. */
struct meter_rule {
    const char *name;
    int32_t sound;
    struct fk_text text;
};
size_t meter_rule_count(void);
const struct meter_rule *meter_rule_info(size_t rule);
/* Value of rule 0..count-1. */
int32_t meter_rule_get(const struct meter_rules *rules, size_t rule);
void meter_rule_put(struct meter_rules *rules, size_t rule, int32_t value);
void meter_rules_sound(struct meter_rules *rules);

/* One rule set to a value; `rule` is its number plus 1, 0 ends a list. */
struct meter_setting {
    uint8_t rule;
    int32_t value;
};

/* A row of the tables of profiles (profiles.h) and defects (defects.h). */
struct meter_trait {
    const char *name;     /* lower case, digits, hyphens: an interface of files and options */
    struct fk_text text;  /* what the meter does */
    const char *found_by; /* a defect: id of the conformance test that must fail; else NULL */
    struct meter_setting set[METER_TRAIT_RULES];
};
/* Sets the rules of the trait. FK_E_STATE, and nothing is set, if one of them already has a value
 * that is neither sound nor the same: two traits contradict each other. */
FK_MUST_CHECK int meter_rules_apply(struct meter_rules *rules, const struct meter_trait *trait,
                                    struct fk_diag *diag);

/* For the tables: a setting of a member. */
#define METER_SET(member, value)                                                                   \
    {                                                                                              \
        offsetof(struct meter_rules, member) / sizeof(int32_t) + 1, value                          \
    }
#endif
