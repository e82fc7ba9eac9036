#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/hunt/hunt_faults.h"

#include <stdlib.h>

enum {
    ASPECT_AGAIN = 23,
    ASPECT_CENTRE_AGAIN = 42,
    ASPECT_PAYMENT_SHARE = 43,
    ASPECT_PARTIES = 44,
    ASPECT_FILES = 56,
    ASPECT_MACS = 59,
    ASPECT_CHANNEL = 72,
    ASPECT_SESSION = 78,
    ASPECT_PEOPLE_MISSING = 79
};

static void draw_times(struct hunt_dice *d, struct scenario_fault *fault)
{
    fault->every = fault->lasts = chance_const(HUNT_PICK(d, MS_HOUR, 7 * MS_HOUR, MS_DAY));
    fault->every.parts[0].kind = CHANCE_EXP;
    if (hunt_one_in(d, 2))
        fault->lasts = chance_const(HUNT_PICK(d, 1, MS_MINUTE, 30 * MS_HOUR));
    fault->down = (uint32_t)HUNT_PICK(d, 0, 500000, 1000000);
}

/* Some hit a share of the payments in place of all. */
static void draw_shares(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PAYMENT_SHARE};
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (fault_is_of_payments(s->faults[i].kind) && hunt_one_in(&d, 3))
            s->faults[i].share = (uint32_t)HUNT_PICK(&d, 0, 10000, 500000, 500000);
}

/* One more of everybody in one world of twelve; *fault NULL: none. FK_OK or FK_E_MEMORY. */
static int one_more(struct hunt_dice *d, struct sim_scenario *s, ms_t healed,
                    struct scenario_fault **fault)
{
    *fault = NULL;
    if (!hunt_one_in(d, 12) || (healed - s->start) / MS_MINUTE == 0)
        return FK_OK;
    struct scenario_fault *more = realloc(s->faults, (s->fault_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    *fault = &more[s->fault_count++];
    **fault = (struct scenario_fault){.share = 1000000, .target = {.group = -1, .klass = -1}};
    return FK_OK;
}

/* A moment before everything heals. */
static ms_t draw_from(struct hunt_dice *d, const struct sim_scenario *s, ms_t healed)
{
    return s->start + hunt_below(d, (uint32_t)((healed - s->start) / MS_MINUTE)) * MS_MINUTE;
}

static ms_t soonest(ms_t a, ms_t b)
{
    return a < b ? a : b;
}

static int draw_parties(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PARTIES};
    struct scenario_fault *fault;
    int err = one_more(&d, s, healed, &fault);
    if (!fault)
        return err;
    uint32_t parties = hunt_apart_first() - hunt_party_first();
    fault->kind = hunt_faults[hunt_party_first() + hunt_below(&d, parties)].kind;
    fault->from = draw_from(&d, s, healed);
    fault->to = soonest(fault->from + HUNT_PICK(&d, MS_SECOND, 30 * MS_MINUTE, 3 * MS_HOUR,
                                                12 * MS_HOUR, MS_DAY, 2 * MS_DAY),
                        healed);
    uint32_t share = (uint32_t)HUNT_PICK(&d, 1000000, 1000000, 500000, 10000);
    if (fault->kind == FAULT_CREWS_ABSENT)
        fault->share = share;
    return FK_OK;
}

/* meters lock at the third wrong MAC of a day, the first, or the fifteenth. */
static int draw_macs(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_MACS};
    struct scenario_fault *fault;
    int err = one_more(&d, s, healed, &fault);
    if (!fault)
        return err;
    fault->kind = FAULT_MAC_ERRORS;
    s->mac_lock = (uint32_t)HUNT_PICK(&d, 15, 3, 3, 1, 0);
    fault->from = draw_from(&d, s, healed);
    fault->to = soonest(
        fault->from + HUNT_PICK(&d, 5 * MS_MINUTE, 3 * MS_HOUR, 12 * MS_HOUR, 2 * MS_DAY), healed);
    fault->share = (uint32_t)HUNT_PICK(&d, 1000000, 1000000, 500000);
    return FK_OK;
}

/* R-30, P-MET-25: in one world of eight meters have sessions; some run out within a try, some last
 * until the next command. */
static void draw_session(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_SESSION};
    if (hunt_one_in(&d, 8))
        s->auth_session = HUNT_PICK(&d, 5 * MS_MINUTE, 5 * MS_MINUTE, 2 * MS_MINUTE, 5 * MS_SECOND,
                                    12 * MS_HOUR, MS_DAY);
}

/* P-PAY-01: a channel is down; some payers go elsewhere. */
static int draw_channel(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CHANNEL};
    struct scenario_fault *fault;
    int err = one_more(&d, s, healed, &fault);
    if (!fault)
        return err;
    fault->kind = FAULT_CHANNEL_DOWN;
    s->pays_elsewhere = (uint32_t)HUNT_PICK(&d, 0, 0, 300000, 1000000);
    fault->from = draw_from(&d, s, healed);
    fault->to =
        soonest(fault->from + HUNT_PICK(&d, MS_MINUTE, 4 * MS_HOUR, MS_DAY, 4 * MS_DAY), healed);
    fault->channel = (uint8_t)(1 + hunt_below(&d, PAY_CHANNELS));
    return FK_OK;
}

/* The hotline is down where people call, or those who hand out exception orders are absent. */
static int draw_missing(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PEOPLE_MISSING};
    struct scenario_fault *fault;
    int err = one_more(&d, s, healed, &fault);
    if (!fault)
        return err;
    fault->kind = hunt_one_in(&d, 2) ? FAULT_HOTLINE_DOWN : FAULT_HANDLERS_ABSENT;
    fault->from = draw_from(&d, s, healed);
    fault->to =
        soonest(fault->from + HUNT_PICK(&d, MS_MINUTE, 3 * MS_HOUR, MS_DAY, 4 * MS_DAY), healed);
    s->call_again = HUNT_PICK(&d, 10 * MS_MINUTE, MS_MINUTE, 3 * MS_HOUR);
    if (fault->kind == FAULT_HANDLERS_ABSENT)
        s->is_read_by_hand = true;
    else
        s->is_calling = true;
    return FK_OK;
}

/* something is wrong with files at fee control, for days. */
static int draw_files(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_FILES};
    struct scenario_fault *fault;
    int err = one_more(&d, s, healed, &fault);
    if (!fault)
        return err;
    uint32_t kinds = FAULT_FILED_TWICE - FAULT_FILE_LOST + 1;
    fault->from = draw_from(&d, s, healed);
    fault->to =
        soonest(fault->from + HUNT_PICK(&d, MS_MINUTE, MS_DAY, 2 * MS_DAY, 4 * MS_DAY), healed);
    fault->kind = (enum fault_kind)(FAULT_FILE_LOST + hunt_below(&d, kinds));
    fault->target.group = (int)hunt_below(&d, s->group_count);
    if (hunt_one_in(&d, 2))
        fault->target.klass = (int)hunt_below(&d, s->groups[fault->target.group].classes);
    return FK_OK;
}

int hunt_draw_outages(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    int err = draw_parties(seed, s, healed);
    if (err == FK_OK)
        err = draw_macs(seed, s, healed);
    if (err == FK_OK)
        err = draw_channel(seed, s, healed);
    if (err == FK_OK)
        err = draw_missing(seed, s, healed);
    draw_session(seed, s);
    struct hunt_dice many = {.seed = seed, .aspect = ASPECT_AGAIN};
    struct hunt_dice centre = {.seed = seed, .aspect = ASPECT_CENTRE_AGAIN};
    for (uint32_t i = 0; i < s->fault_count; i++) {
        struct scenario_fault *fault = &s->faults[i];
        bool is_of_many = fault_is_at_meter(fault->kind) || fault->kind == FAULT_TERMINAL_OFFLINE;
        bool is_many_hit = hunt_one_in(&many, 8), is_centre_hit = hunt_one_in(&centre, 6);
        if (is_of_many ? is_many_hit : is_centre_hit)
            draw_times(is_of_many ? &many : &centre, fault);
    }
    draw_shares(seed, s);
    return err == FK_OK ? draw_files(seed, s, healed) : err;
}
