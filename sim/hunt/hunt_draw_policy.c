#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/hunt/hunt_profiles.h"
#include <string.h>

enum {
    ASPECT_POLICY = 2,
    ASPECT_SURROUNDINGS = 3,
    ASPECT_BY_HAND = 11,
    ASPECT_PROFILE = 21,
    ASPECT_SELECTION = 33,
    ASPECT_CHANNELS = 47,
    ASPECT_STALE = 55,
    ASPECT_PROOF = 58,
    ASPECT_ENTRIES = 60,
    ASPECT_LATER_PROFILE = 61,
    ASPECT_LATER_PUSHES = 66
};

/* Draws `value` in one of two worlds; in the others it stays what the base says. */
#define MAYBE(member, value)                                                                       \
    do {                                                                                           \
        if (hunt_one_in(&d, 2))                                                                    \
            (member) = (value);                                                                    \
    } while (0)
/* The same for a member of a smaller type. */
#define MAYBE_PICK(type, member, ...) MAYBE(member, (type)HUNT_PICK(&d, __VA_ARGS__))

static ms_t hm(int hour, int minute)
{
    return hour * MS_HOUR + minute * MS_MINUTE;
}

static void draw_failure(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 1000};
    MAYBE_PICK(uint16_t, p->repeats, 0, 1, 1, 2, 3);
    ms_t length = p->cut_window.to - p->cut_window.from;
    MAYBE(p->repeat_at,
          p->cut_window.from + (ms_t)hunt_below(&d, (uint32_t)(length / MS_SECOND)) * MS_SECOND);
    if (p->repeat_at < p->cut_window.from || p->repeat_at >= p->cut_window.to)
        p->repeat_at = p->cut_window.from; /* another one is refused */
    MAYBE_PICK(uint16_t, p->restore_repeats, 0, 1, 2);
    MAYBE_PICK(ms_t, p->restore_gap, 1, MS_MINUTE, 10 * MS_MINUTE);
    MAYBE_PICK(uint8_t, p->escalation, FEE_FIELD_AT_ONCE, FEE_COMMON_CAUSE_HOLD);
    MAYBE_PICK(uint8_t, p->hold_percent, 0, 20, 50, 99);
    MAYBE_PICK(uint32_t, p->hold_orders, 1, 2, 5);
    MAYBE_PICK(ms_t, p->hold_window, MS_MINUTE, 10 * MS_MINUTE, 2 * MS_HOUR);
}

/* Some provinces send nothing to close, and trip again (CQ-1, CQ-2, CQ-7). */
static void draw_by_hand(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_BY_HAND};
    if (!hunt_one_in(&d, 8))
        return;
    p->restore_mode = FEE_RESTORE_BY_HAND;
    MAYBE_PICK(ms_t, p->release_after, MS_MINUTE, 1, MS_HOUR);
    MAYBE_PICK(uint8_t, p->trip_again, FEE_TRIP_ARREARS, FEE_TRIP_ENERGY);
    MAYBE_PICK(ms_t, p->trip_again_after, MS_DAY, MS_HOUR, 10 * MS_MINUTE);
    MAYBE_PICK(uint16_t, p->trips_most, 1, 2, 5);
}

/* The rate is below what the world would cut in an hour, or above. */
static void draw_calendar(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 2000};
    MAYBE_PICK(uint32_t, p->release_rate, 2000, 1, 7, 60, 3600000);
    if (hunt_one_in(&d, 8))
        p->mass_brake = (uint32_t)HUNT_PICK(&d, 1, 1, 2, 10);
    if (hunt_one_in(&d, 8))
        p->no_cut_days = (uint8_t)(1 + hunt_below(&d, FEE_WORKING_DAYS));
}

/* Approvers are enough for everybody in a day; the limit and the rejections are not always. */
static void draw_approval(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 3000};
    if (!hunt_one_in(&d, 4))
        return;
    p->approval_levels = (uint8_t)(1 + hunt_below(&d, 2));
    p->is_notice_first = hunt_one_in(&d, 2);
    p->approvers = (uint32_t)HUNT_PICK(&d, 1, 1, 2, 50);
    p->approval_time = chance_const(HUNT_PICK(&d, 0, MS_MINUTE, MS_MINUTE, MS_HOUR));
    MAYBE_PICK(ms_t, p->approval_hours.from, 0, hm(8, 30), hm(15, 59));
    MAYBE_PICK(ms_t, p->approval_limit, 1, MS_HOUR, MS_DAY, 3 * MS_DAY);
    if (hunt_one_in(&d, 2))
        p->approval_rejects = (uint8_t)HUNT_PICK(&d, 10, 50, 100);
    p->is_start_manual = hunt_one_in(&d, 4);
    MAYBE_PICK(uint16_t, p->approval_days, 0, 0, 1, 2);
    if (p->is_start_manual)
        MAYBE_PICK(ms_t, p->start_at, 1, hm(8, 30), hm(9, 0), MS_DAY - 1);
}

/* Arrears of some hours or days; a second notice, for which the window has room. */
static void draw_lawful(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 4000};
    if (hunt_one_in(&d, 8))
        p->overdue = HUNT_PICK(&d, 1, 3 * MS_HOUR, MS_DAY, 2 * MS_DAY + MS_HOUR);
    if (!hunt_one_in(&d, 8))
        return;
    p->last_notice = HUNT_PICK(&d, 1, MS_MINUTE - 1, 30 * MS_MINUTE - 1, 2 * MS_HOUR);
    if (p->last_notice >= p->cut_window.to - p->cut_window.from)
        p->last_notice = 1;
}

/* P-THR-03: below the warning, at it, or above it, where nobody is told. */
static void draw_second(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 5000};
    if (hunt_one_in(&d, 4))
        p->second_warning = (fen_t)HUNT_PICK(&d, 500, 500, 1, 1000, 3000);
}

/* CQ-11: everybody is told that he has paid. */
static void draw_telling(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CHANNELS};
    p->tell_paid = hunt_one_in(&d, 4);
}

/* These came later: they are drawn in place of a local profile, so that older worlds stay. */
static bool is_later(const struct fee_policy *profile)
{
    return strcmp(profile->name, "sg_local") == 0 || strcmp(profile->name, "vendor_prepaid") == 0;
}

/* Number `n` of the profiles that are later, or of those that are not. */
static const struct fee_policy *nth_profile(bool later, uint32_t n)
{
    unsigned i = 0;
    while (is_later(hunt_profile(i)) != later || n-- > 0)
        i++;
    return hunt_profile(i);
}

/* everybody has said that closing may be dangerous. */
static void draw_restore_notice(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY, .thrown = 6000};
    if (hunt_one_in(&d, 8))
        p->restore_notice = HUNT_PICK(&d, 1, MS_MINUTE, 30 * MS_MINUTE, 2 * MS_HOUR);
}

/* In one world of six a province decides, and nothing is drawn. */
static void take_profile(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PROFILE};
    struct hunt_dice later = {.seed = seed, .aspect = ASPECT_LATER_PROFILE};
    uint32_t laters = 0;
    for (unsigned i = 0; i < hunt_profile_count(); i++)
        laters += is_later(hunt_profile(i)) ? 1 : 0;
    if (hunt_profile_count() == 0 || !hunt_one_in(&d, 6))
        return;
    *p = *nth_profile(false, hunt_below(&d, hunt_profile_count() - laters));
    if (laters > 0 && strcmp(p->name, "gansu_local") == 0 && hunt_one_in(&later, 2))
        *p = *nth_profile(true, hunt_below(&later, laters));
}

void hunt_draw_policy(uint64_t seed, struct fee_policy *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_POLICY};
    static const struct clock_window windows[] = {{8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                                                  {0, MS_DAY},
                                                  {9 * MS_HOUR, 9 * MS_HOUR + 30 * MS_MINUTE},
                                                  {14 * MS_HOUR, 14 * MS_HOUR + MS_MINUTE},
                                                  {20 * MS_HOUR, MS_DAY}};
    /* thresholds stand in order: overdraft <= warning <= reminder */
    MAYBE_PICK(fen_t, p->overdraft, 0, 0, -2000, 500);
    MAYBE(p->warning, p->overdraft + (fen_t)HUNT_PICK(&d, 0, 1000, 3000));
    if (p->warning < p->overdraft)
        p->warning = p->overdraft;
    MAYBE(p->reminder, p->warning + (fen_t)HUNT_PICK(&d, 0, 1, 2000));
    if (p->reminder < p->warning)
        p->reminder = p->warning;
    MAYBE_PICK(uint8_t, p->restore_at, FEE_RESTORE_AT_LEAST, FEE_RESTORE_ABOVE);
    MAYBE_PICK(uint8_t, p->repeat, FEE_REPEAT_ONCE, FEE_REPEAT_DAILY, FEE_REPEAT_DAILY_LOW);
    MAYBE_PICK(uint8_t, p->restore_mode, FEE_RESTORE_AUTOMATIC, FEE_RESTORE_SAFE);
    MAYBE(p->warn_before_cut, hunt_one_in(&d, 2));
    MAYBE(p->receipt_needed, hunt_one_in(&d, 2));
    MAYBE(p->second_check, hunt_one_in(&d, 2));
    if (hunt_one_in(&d, 2))
        p->cut_window = windows[hunt_below(&d, sizeof windows / sizeof windows[0])];
    MAYBE_PICK(ms_t, p->notice_wait, 30 * MS_MINUTE, 0, MS_MINUTE, 2 * MS_HOUR, MS_DAY);
    /* a notice lasts for a day and the cut window more than its wait, so that a cut can follow */
    p->notice_valid = p->notice_wait + MS_DAY + (p->cut_window.to - p->cut_window.from) +
                      HUNT_PICK(&d, 0, 0, MS_HOUR, MS_DAY);
    MAYBE_PICK(uint8_t, p->reading_lag_days, 0, 1);
    /* the register of a day lasts until the next one is computed with, whenever the cut is tried */
    p->max_reading_age =
        (1 + p->reading_lag_days) * MS_DAY + HUNT_PICK(&d, 0, 0, hm(12, 0), MS_DAY);
    MAYBE_PICK(uint16_t, p->exception_after_days, 1, 2, 3);
    MAYBE(p->recheck_before_submit, hunt_one_in(&d, 2));
    MAYBE(p->tell_tier, hunt_one_in(&d, 2));
    MAYBE_PICK(uint16_t, p->reminder_days, 0, 0, 2, 7);
    MAYBE_PICK(uint16_t, p->warning_days, 0, 0, 1, 3);
    draw_failure(seed, p);
    draw_by_hand(seed, p);
    draw_calendar(seed, p);
    draw_approval(seed, p);
    draw_lawful(seed, p);
    draw_second(seed, p);
    draw_telling(seed, p);
    take_profile(seed, p);
    draw_restore_notice(seed, p);
}

static struct chance_dist spread(uint8_t kind, ms_t a, ms_t b)
{
    return (struct chance_dist){.count = 1, .parts = {{kind, 1000000, a, b}}};
}

/* 80 % of one value, the rest between two others. */
static struct chance_dist mostly(ms_t usual, ms_t a, ms_t b)
{
    return (struct chance_dist){
        .count = 2, .parts = {{CHANCE_CONST, 800000, usual, 0}, {CHANCE_UNIFORM, 200000, a, b}}};
}

/* Distributions of one purpose, from point-like to wild. */
#define CHOOSE(member, ...)                                                                        \
    do {                                                                                           \
        const struct chance_dist choices[] = {__VA_ARGS__};                                        \
        if (hunt_one_in(&d, 2))                                                                    \
            (member) = choices[hunt_below(&d, sizeof choices / sizeof choices[0])];                \
    } while (0)

/* Answers that come when nobody waits for them any more: some after their try, some after the last
 * one and the end of the order. */
static void draw_late_answers(struct hunt_dice *d, struct sim_scenario *s)
{
    ms_t late = s->command_timeout + HUNT_PICK(d, MS_SECOND, 10 * MS_SECOND, MS_MINUTE);
    s->command_time = hunt_one_in(d, 2) ? chance_const(late)
                                        : mostly(late, 1, late + HUNT_PICK(d, 0, 5 * MS_MINUTE));
    s->command_valid = 30 * MS_MINUTE;
    s->command_tries = (uint32_t)HUNT_PICK(d, 1, 1, 2, 3);
}

/* who is not near an amount is not computed in one world of four. */
static void draw_selection(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SELECTION};
    s->is_selecting = hunt_one_in(&d, 4);
    s->selection_days = (uint32_t)HUNT_PICK(&d, 0, 0, 1, 10);
}

/* in one world of six cuts are confirmed, or trips are delayed, or both; orders last long
 * enough to be looked at twice. */
static void draw_proof(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PROOF};
    if (!hunt_one_in(&d, 6))
        return;
    s->trip_delay = HUNT_PICK(&d, 0, MS_MINUTE, 12 * MS_MINUTE, 200 * MS_MINUTE);
    if (s->order_limit < 2 * s->trip_delay)
        s->order_limit = 2 * s->trip_delay;
    if (s->is_status_read)
        s->proof = (enum order_proof)hunt_below(&d, ORDER_PROOFS);
}

/* the estimate of who has no result is carried on in one world of four. */
static void draw_stale(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_STALE};
    s->is_extrapolating = hunt_one_in(&d, 4);
}

static void draw_collection(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SURROUNDINGS};
    MAYBE_PICK(ms_t, s->read_at, hm(0, 5), 0, hm(3, 0));
    if (hunt_one_in(&d, 2)) {
        s->gap_fill_count = hunt_below(&d, 3);
        s->gap_fill_at[0] = hm(6, 0);
        s->gap_fill_at[1] = hm(18, 30);
    }
    MAYBE_PICK(uint32_t, s->gap_fill_days, 1, 2, 3);
    MAYBE_PICK(ms_t, s->push_at, hm(4, 0), hm(0, 6), hm(7, 59));
    MAYBE_PICK(ms_t, s->second_push_at, -1, hm(10, 0), hm(13, 0), hm(8, 30));
    CHOOSE(s->command_time, spread(CHANCE_UNIFORM, MS_SECOND, 20 * MS_SECOND),
           mostly(5 * MS_SECOND, 50 * MS_SECOND, 3 * MS_MINUTE),
           spread(CHANCE_LOGNORMAL, 4 * MS_SECOND, 30 * MS_SECOND), chance_const(70 * MS_SECOND),
           chance_const(60 * MS_SECOND), chance_const(0));
    CHOOSE(s->read_time, spread(CHANCE_UNIFORM, MS_SECOND, 10 * MS_SECOND),
           chance_const(2 * MS_MINUTE), chance_const(0));
    MAYBE_PICK(uint32_t, s->commands_per_concentrator, 1, 2, 8);
    MAYBE_PICK(uint32_t, s->commands_per_fep, 1, 2, 200);
    MAYBE_PICK(uint32_t, s->commands_in_all, 1, 3, 200);
    MAYBE_PICK(ms_t, s->command_timeout, 60 * MS_SECOND, 10 * MS_SECOND, 30 * MS_SECOND);
    MAYBE_PICK(uint32_t, s->command_tries, 1, 2, 3);
    MAYBE_PICK(ms_t, s->command_gap, 0, 10 * MS_SECOND, MS_MINUTE, 10 * MS_MINUTE);
    MAYBE_PICK(ms_t, s->command_valid, 30 * MS_MINUTE, MS_MINUTE, 5 * MS_SECOND);
    MAYBE_PICK(ms_t, s->order_limit, 30 * MS_MINUTE, 5 * MS_MINUTE, 90 * MS_SECOND);
    MAYBE_PICK(uint32_t, s->calc_rate, 713, 1, 5, 1000000);
    MAYBE_PICK(ms_t, s->results_at, hm(5, 0), 0, hm(8, 30));
    if (hunt_one_in(&d, 8))
        s->is_status_read = false;
    if (hunt_one_in(&d, 8))
        draw_late_answers(&d, s);
    MAYBE_PICK(ms_t, s->fep_standby, 120 * MS_SECOND, MS_SECOND, 10 * MS_MINUTE, 3 * MS_HOUR);
    CHOOSE(s->log_on, chance_const(0), chance_const(MS_MINUTE),
           spread(CHANCE_UNIFORM, 30 * MS_SECOND, 5 * MS_MINUTE));
    MAYBE_PICK(ms_t, s->off_line_after, 10 * MS_MINUTE, 1, MS_HOUR);
    d.thrown = 500;
    s->is_validating = !hunt_one_in(&d, 8);
    draw_selection(seed, s);
    draw_proof(seed, s);
    draw_stale(seed, s);
}

/* What is held against the parties: never less than they can keep. */
static void draw_limits(struct hunt_dice *d, struct sim_scenario *s)
{
    if (!hunt_one_in(d, 8))
        return;
    s->restore_limit += HUNT_PICK(d, 0, 1, MS_DAY);
    s->field_restore_limit += HUNT_PICK(d, 0, 1, MS_DAY);
    s->field_cut_days += hunt_below(d, 3);
    s->hold_days += hunt_below(d, 3);
    s->cut_limit += HUNT_PICK(d, 0, MS_HOUR, MS_DAY);
    if (hunt_one_in(d, 2))
        s->field_cut_hours = (struct clock_window){0, MS_DAY};
}

static void draw_people_around(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SURROUNDINGS, .thrown = 1000};
    if (hunt_one_in(&d, 2)) {
        s->sms_window.from = HUNT_PICK(&d, 0, hm(8, 0), hm(9, 0));
        s->sms_window.to = HUNT_PICK(&d, hm(20, 0), hm(9, 1), MS_DAY);
    }
    MAYBE_PICK(uint32_t, s->sms_rate, 1, 10, 500);
    CHOOSE(s->sms_delivery, chance_const(0), spread(CHANCE_UNIFORM, MS_SECOND, 10 * MS_MINUTE),
           spread(CHANCE_EXP, 30 * MS_MINUTE, 0), spread(CHANCE_LOGNORMAL, 5 * MS_SECOND, MS_HOUR),
           chance_const(26 * MS_HOUR));
    MAYBE(s->sms_exempt, hunt_below(&d, 1U << SMS_RESTORE_NOTICE));
    CHOOSE(s->posting.usual, chance_const(0), spread(CHANCE_UNIFORM, 0, 2 * MS_HOUR),
           spread(CHANCE_EXP, 10 * MS_MINUTE, 0), chance_const(MS_HOUR));
    MAYBE_PICK(uint32_t, s->posting_capacity, 1, 300);
    /* crews are enough to keep the pledge when nothing goes by remote (INV-05, INV-06) */
    s->crews = scenario_customers(s) + (uint32_t)HUNT_PICK(&d, 0, 0, 2);
    MAYBE_PICK(uint32_t, s->crew_jobs_per_day, 2, 12);
    if (hunt_one_in(&d, 3))
        s->crew_hours = (struct clock_window){0, MS_DAY};
    s->field_cut_hours = s->crew_hours;
    CHOOSE(s->crew_arrival, chance_const(0), spread(CHANCE_UNIFORM, 10 * MS_MINUTE, 4 * MS_HOUR));
    CHOOSE(s->crew_work, chance_const(0), spread(CHANCE_EXP, 20 * MS_MINUTE, 0));
    s->is_paying_after_cut = !hunt_one_in(&d, 3);
    s->pay_after = chance_const(10 * MS_MINUTE);
    s->pay_amount = (fen_t)HUNT_PICK(&d, 3000, 3000, 100, 10000);
    CHOOSE(s->pay_after, chance_const(0), spread(CHANCE_UNIFORM, 0, MS_DAY),
           spread(CHANCE_EXP, 5 * MS_HOUR, 0));
    CHOOSE(s->button_after, chance_const(0), spread(CHANCE_EXP, 6 * MS_HOUR, 0),
           chance_const(2 * MS_DAY));
    struct hunt_dice hands = {.seed = seed, .aspect = ASPECT_BY_HAND, .thrown = 1000};
    if (fee_is_by_hand(&s->policy) && hunt_one_in(&hands, 2))
        s->breaker_after = spread(CHANCE_EXP, 2 * MS_HOUR, 0);
    if (hunt_one_in(&d, 12))
        s->handheld_fails = (uint8_t)HUNT_PICK(&d, 10, 50, 100);
    draw_limits(&d, s);
    if (hunt_one_in(&d, 2)) {
        s->statement_at = HUNT_PICK(&d, hm(10, 0), hm(10, 0), 0, hm(23, 0));
        s->matching = HUNT_PICK(&d, 2 * MS_HOUR, 0, hm(13, 0));
    }
    if (hunt_one_in(&d, 8))
        s->warn_percent = (uint8_t)HUNT_PICK(&d, 1, 50, 80, 100);
    if (hunt_one_in(&d, 8))
        s->is_cutting_on_working_days = 1;
    MAYBE(s->is_second_level, s->handheld_fails > 0 || hunt_one_in(&d, 2));
    s->is_read_by_hand = hunt_one_in(&d, 4);
    if (hunt_one_in(&d, 4)) {
        s->settlement_books = 1 + hunt_below(&d, 2);
        s->settlement_day = HUNT_START_DAY + 1 + hunt_below(&d, 4);
        s->settlement_apart = hunt_below(&d, 2);
        s->is_bill_told = hunt_one_in(&d, 2);
    }
}

/* P-FLD-06: in one world of twelve crews enter late what they have done. */
static void draw_entries(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_ENTRIES};
    if (!hunt_one_in(&d, 12))
        return;
    s->late_entries = (uint8_t)HUNT_PICK(&d, 10, 50, 100);
    s->entry_delay = chance_const(HUNT_PICK(&d, 1, MS_HOUR, 5 * MS_HOUR, 23 * MS_HOUR));
}

/* Channels with a delay of their own, in working time, closed at night: in one world of four each
 * (P-PAY-02 to P-PAY-05, P-PAY-08). Machines write cards at once, and post soon. */
static void draw_channels(uint64_t seed, struct posting_rules *p)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CHANNELS, .thrown = 100};
    bool is_apart = hunt_one_in(&d, 4);
    for (unsigned i = 0; i < PAY_ATM && is_apart; i++)
        CHOOSE(p->delays[i], chance_const(0), spread(CHANCE_UNIFORM, 0, 2 * MS_HOUR),
               mostly(MS_MINUTE, 0, MS_DAY));
    if (hunt_one_in(&d, 4)) {
        p->in_hours = hunt_below(&d, 1U << PAY_ATM);
        p->hours.from = HUNT_PICK(&d, hm(8, 30), hm(8, 30), 0, hm(12, 0));
        p->hours.to = HUNT_PICK(&d, hm(17, 30), hm(12, 1), MS_DAY);
    }
    if (hunt_one_in(&d, 4)) {
        p->at_night = hunt_below(&d, 1U << PAY_ATM);
        p->night_from = HUNT_PICK(&d, hm(23, 0), hm(23, 0), 0, hm(12, 0));
        p->night_to = HUNT_PICK(&d, hm(1, 0), hm(1, 0), 0, hm(12, 0));
    }
}

/* In most worlds every message arrives: where some do not, much is excused. */
static void draw_messages(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SURROUNDINGS, .thrown = 2000};
    struct sms_shares *shares = &s->sms_shares;
    MAYBE(s->sms_first, hunt_below(&d, 1U << SMS_RESTORE_NOTICE));
    MAYBE_PICK(ms_t, s->sms_validity, 30 * MS_DAY, 30 * MS_DAY, MS_DAY, MS_MINUTE);
    CHOOSE(s->paper, chance_const(8 * MS_HOUR), chance_const(1),
           spread(CHANCE_UNIFORM, 4 * MS_HOUR, 48 * MS_HOUR));
    if (hunt_one_in(&d, 4))
        s->is_paper_counted = false;
    if (!hunt_one_in(&d, 8))
        return;
    MAYBE_PICK(uint32_t, shares->rejected, 10000, 300000, 1000000);
    MAYBE_PICK(uint32_t, shares->lost, 10000, 300000, 1000000);
    MAYBE_PICK(uint32_t, shares->misrouted, 10000, 300000);
    MAYBE_PICK(uint32_t, shares->intercepted, 10000, 300000, 1000000);
    MAYBE_PICK(uint32_t, shares->receipt_lost, 10000, 300000, 1000000);
    MAYBE_PICK(uint32_t, shares->wrong_owner, 10000, 300000);
    MAYBE_PICK(uint32_t, shares->no_number, 10000, 300000);
    MAYBE_PICK(uint32_t, s->paper_lost, 50000, 500000);
}

/* the calculation runs more than twice a day in one world of eight, up to 24 times. */
static void draw_later_pushes(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_LATER_PUSHES};
    ms_t at = s->second_push_at >= 0 ? s->second_push_at : s->push_at;
    if (!hunt_one_in(&d, 8))
        return;
    ms_t gap = HUNT_PICK(&d, MS_HOUR, MS_HOUR, 3 * MS_HOUR, 10 * MS_MINUTE, 1);
    uint32_t most = 1 + hunt_below(&d, sizeof s->later_pushes / sizeof s->later_pushes[0]);
    for (at += gap; at < MS_DAY && s->later_push_count < most; at += gap)
        s->later_pushes[s->later_push_count++] = at;
}

void hunt_draw_surroundings(uint64_t seed, struct sim_scenario *s)
{
    draw_collection(seed, s);
    draw_later_pushes(seed, s);
    draw_people_around(seed, s);
    draw_entries(seed, s);
    draw_channels(seed, &s->posting);
    draw_messages(seed, s);
}
