#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"

#include <stdlib.h>

enum {
    ASPECT_OVERRIDES = 34,
    ASPECT_KINDS = 35,
    ASPECT_CHANGES = 41,
    ASPECT_CREDIT = 57,
    OVERRIDES_DRAWN = 3,
    BATCHES_DRAWN = 3
};

/* Where it holds, and what it changes. */
static void draw_override(struct hunt_dice *d, const struct sim_scenario *s,
                          struct scenario_override *entry)
{
    uint32_t lines = (s->concentrators - 1) / s->concentrators_per_line + 1;
    entry->target = (struct scenario_target){.group = -1, .klass = -1};
    switch (hunt_below(d, 4)) {
    case 0:
        entry->line = 1 + hunt_below(d, lines);
        break;
    case 1:
        entry->area = 1 + hunt_below(d, s->concentrators);
        break;
    case 2:
        entry->target.group = (int)hunt_below(d, s->group_count);
        entry->target.klass = (int)hunt_below(d, s->groups[entry->target.group].classes);
        break;
    default:
        break; /* everybody */
    }
    entry->warning = (fen_t)HUNT_PICK(d, 0, 0, 100, 1000, 5000);
    entry->reminder = (fen_t)HUNT_PICK(d, 0, 0, 1000, 5001, 9000);
    entry->reminding = (uint8_t)HUNT_PICK(d, 0, 0, OVERRIDE_AUTOMATIC, OVERRIDE_MANUAL);
    entry->dunning = (uint8_t)HUNT_PICK(d, 0, 0, OVERRIDE_AUTOMATIC, OVERRIDE_MANUAL);
    entry->restoring = (uint8_t)HUNT_PICK(d, 0, 0, OVERRIDE_AUTOMATIC, OVERRIDE_MANUAL);
    struct hunt_dice own = {.seed = d->seed, .aspect = d->aspect, .thrown = d->thrown + 1000};
    entry->restore_notice = HUNT_PICK(&own, 0, 0, MS_SECOND, 10 * MS_MINUTE, MS_HOUR);
    struct hunt_dice credit = {.seed = d->seed, .aspect = ASPECT_CREDIT, .thrown = d->thrown};
    entry->credit = (fen_t)HUNT_PICK(&credit, 0, 0, 1, 416, 2000);
    ms_t wait = HUNT_PICK(&credit, 0, 0, 1, MS_MINUTE, 30 * MS_MINUTE);
    entry->notice_wait =
        wait < s->policy.notice_wait ? wait : 0; /* what is valid has room for it */
    if (!fee_is_by_hand(&s->policy))
        entry->restore_mode =
            (uint8_t)HUNT_PICK(&credit, OVERRIDE_MODE_NOT, OVERRIDE_CLOSES, OVERRIDE_PERMITS);
}

/* Q37: some of the amounts hold from a moment on. */
static void draw_changes(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CHANGES};
    for (uint32_t i = 0; i < s->override_count; i++) {
        struct scenario_override *o = &s->overrides[i];
        if (!hunt_one_in(&d, 3))
            continue;
        o->from = s->start + (ms_t)hunt_below(&d, s->days) * MS_DAY +
                  HUNT_PICK(&d, 0, 4 * MS_HOUR, 12 * MS_HOUR, 12 * MS_HOUR);
        o->reminding = o->dunning = o->restoring = 0;
        o->restore_notice = 0;
        o->notice_wait = 0;
        o->restore_mode = OVERRIDE_MODE_NOT;
    }
}

/* People dun and restore now and then, and at last everybody. */
static int draw_batches(struct hunt_dice *d, struct sim_scenario *s, ms_t healed)
{
    uint32_t all = s->start_count + BATCHES_DRAWN + 2;
    struct scenario_start *starts = realloc(s->starts, all * sizeof *starts);
    if (!starts)
        return FK_E_MEMORY;
    s->starts = starts;
    while (s->start_count < all) {
        struct scenario_start *start = &starts[s->start_count];
        ms_t before = HUNT_PICK(d, 1, MS_MINUTE, MS_HOUR, 12 * MS_HOUR, MS_DAY, 2 * MS_DAY);
        bool is_last = s->start_count++ + 2 >= all;
        *start = (struct scenario_start){.at = healed - before,
                                         .what = hunt_one_in(d, 2) ? START_DUNNING : START_RESTORE,
                                         .target = {.group = -1, .klass = -1}};
        if (is_last)
            start->at = healed - 1;
        if (is_last)
            start->what = s->start_count == all ? START_RESTORE : START_DUNNING;
        else if (hunt_one_in(d, 2))
            start->target.concentrator = 1 + hunt_below(d, s->concentrators);
        if (start->at < s->start)
            start->at = s->start;
    }
    return FK_OK;
}

/* Non-residents have amounts and approvals of their own. */
static void draw_kinds(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_KINDS};
    struct scenario_non_residents *own = &s->non_residents;
    if (!hunt_one_in(&d, 8))
        return;
    s->groups[hunt_below(&d, s->group_count)].is_non_resident = 1;
    own->warning = (fen_t)HUNT_PICK(&d, 0, 1, 3000, 20000);
    own->reminder = (fen_t)HUNT_PICK(&d, 0, 3001, 20000, 30000);
    own->approval = (uint8_t)hunt_below(&d, 4);
    own->is_warned_once = hunt_one_in(&d, 2);
}

int hunt_draw_overrides(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_OVERRIDES};
    draw_kinds(seed, s);
    if (!hunt_one_in(&d, 8))
        return FK_OK;
    uint32_t count = 1 + hunt_below(&d, OVERRIDES_DRAWN);
    s->overrides = calloc(OVERRIDES_DRAWN, sizeof *s->overrides);
    if (!s->overrides)
        return FK_E_MEMORY;
    for (; s->override_count < count; s->override_count++)
        draw_override(&d, s, &s->overrides[s->override_count]);
    draw_changes(seed, s);
    return draw_batches(&d, s, healed);
}
