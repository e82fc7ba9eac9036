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
    ASPECT_CHANNEL = 72
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

static int draw_parties(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_PARTIES};
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    if (!hunt_one_in(&d, 12) || minutes == 0)
        return FK_OK;
    struct scenario_fault *more = realloc(s->faults, (s->fault_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    uint32_t parties = hunt_apart_first() - hunt_party_first();
    uint32_t row = hunt_party_first() + hunt_below(&d, parties);
    ms_t from = s->start + hunt_below(&d, minutes) * MS_MINUTE;
    ms_t to = from + HUNT_PICK(&d, MS_SECOND, 30 * MS_MINUTE, 3 * MS_HOUR, 12 * MS_HOUR, MS_DAY,
                               2 * MS_DAY);
    s->faults[s->fault_count++] =
        (struct scenario_fault){.kind = hunt_faults[row].kind,
                                .share = (uint32_t)HUNT_PICK(&d, 1000000, 1000000, 500000, 10000),
                                .from = from,
                                .to = to < healed ? to : healed,
                                .target = {.group = -1, .klass = -1}};
    if (hunt_faults[row].kind != FAULT_CREWS_ABSENT)
        s->faults[s->fault_count - 1].share = 1000000;
    return FK_OK;
}

/* meters lock at the third wrong MAC of a day, the first, or the fifteenth. */
static int draw_macs(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_MACS};
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    if (!hunt_one_in(&d, 12) || minutes == 0)
        return FK_OK;
    struct scenario_fault *more = realloc(s->faults, (s->fault_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    s->mac_lock = (uint32_t)HUNT_PICK(&d, 15, 3, 3, 1, 0);
    ms_t from = s->start + hunt_below(&d, minutes) * MS_MINUTE;
    ms_t to = from + HUNT_PICK(&d, 5 * MS_MINUTE, 3 * MS_HOUR, 12 * MS_HOUR, 2 * MS_DAY);
    s->faults[s->fault_count++] =
        (struct scenario_fault){.kind = FAULT_MAC_ERRORS,
                                .share = (uint32_t)HUNT_PICK(&d, 1000000, 1000000, 500000),
                                .from = from,
                                .to = to < healed ? to : healed,
                                .target = {.group = -1, .klass = -1}};
    return FK_OK;
}

/* P-PAY-01: in one world of twelve a channel is down; some payers go elsewhere. */
static int draw_channel(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CHANNEL};
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    if (!hunt_one_in(&d, 12) || minutes == 0)
        return FK_OK;
    struct scenario_fault *more = realloc(s->faults, (s->fault_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    s->pays_elsewhere = (uint32_t)HUNT_PICK(&d, 0, 0, 300000, 1000000);
    ms_t from = s->start + hunt_below(&d, minutes) * MS_MINUTE;
    ms_t to = from + HUNT_PICK(&d, MS_MINUTE, 4 * MS_HOUR, MS_DAY, 4 * MS_DAY);
    s->faults[s->fault_count++] =
        (struct scenario_fault){.kind = FAULT_CHANNEL_DOWN,
                                .channel = (uint8_t)(1 + hunt_below(&d, PAY_CHANNELS)),
                                .share = 1000000,
                                .from = from,
                                .to = to < healed ? to : healed,
                                .target = {.group = -1, .klass = -1}};
    return FK_OK;
}

/* in one world of twelve something is wrong with files at fee control, for days. */
static int draw_files(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_FILES};
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    if (!hunt_one_in(&d, 12) || minutes == 0)
        return FK_OK;
    struct scenario_fault *more = realloc(s->faults, (s->fault_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    s->faults = more;
    ms_t from = s->start + hunt_below(&d, minutes) * MS_MINUTE;
    ms_t to = from + HUNT_PICK(&d, MS_MINUTE, MS_DAY, 2 * MS_DAY, 4 * MS_DAY);
    struct scenario_fault *fault = &more[s->fault_count++];
    *fault = (struct scenario_fault){
        .kind = (enum fault_kind)(FAULT_FILE_LOST +
                                  hunt_below(&d, FAULT_FILED_TWICE - FAULT_FILE_LOST + 1)),
        .share = 1000000,
        .from = from,
        .to = to < healed ? to : healed,
        .target = {.group = (int)hunt_below(&d, s->group_count), .klass = -1}};
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
