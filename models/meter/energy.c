#include "models/meter/energy.h"

void energy_advance(struct meter_energy *energy, ms_t now, int is_supplied)
{
    if (now <= energy->at)
        return;
    if (is_supplied)
        energy->parts += energy_of(now - energy->at, energy->per_day);
    energy->at = now;
}
