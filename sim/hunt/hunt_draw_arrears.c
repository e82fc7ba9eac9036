#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"

enum { ASPECT_ARREARS = 70 };

void hunt_draw_arrears(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_ARREARS};
    bool is_prepaid = s->settlement_books == 0 || s->tariff_version_count > 0 || s->is_selecting ||
                      s->is_extrapolating || s->agreement_count > 0 || s->wave_count > 0;
    if (is_prepaid || !hunt_one_in(&d, 2))
        return;
    s->bill_due_days = 1 + hunt_below(&d, 2);
    s->bill_overdue_days = hunt_below(&d, 3);
}
