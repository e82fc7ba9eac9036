#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"

#include <stdlib.h>

enum { ASPECT_METER_ORDERS = 80 };

/* in one world of eight people protect meters, have them alarm, or end that; at last no
 * meter is protected. */
int hunt_draw_meter_orders(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_METER_ORDERS};
    uint32_t minutes = (uint32_t)((healed - s->start) / MS_MINUTE);
    if (!hunt_one_in(&d, 8) || minutes == 0)
        return FK_OK;
    uint32_t more = 1 + hunt_below(&d, 4);
    struct scenario_start *starts =
        realloc(s->starts, (s->start_count + more + 1) * sizeof *starts);
    if (!starts)
        return FK_E_MEMORY;
    s->starts = starts;
    for (; more > 0; more--) {
        uint32_t kind = hunt_below(&d, START_KINDS - START_PROTECT);
        struct scenario_start *start = &starts[s->start_count++];
        *start = (struct scenario_start){.at = s->start + hunt_below(&d, minutes) * MS_MINUTE,
                                         .what = (uint8_t)(START_PROTECT + kind),
                                         .target = {.group = -1, .klass = -1}};
        if (hunt_one_in(&d, 2))
            start->target.group = (int)hunt_below(&d, s->group_count);
    }
    starts[s->start_count++] = (struct scenario_start){
        .at = healed - 1, .what = START_UNPROTECT, .target = {.group = -1, .klass = -1}};
    return FK_OK;
}
