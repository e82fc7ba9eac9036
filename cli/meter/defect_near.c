#include "cli/meter/defect_near.h"

#include "models/meter/device/defects.h"

struct nearest defect_near(const char *word)
{
    struct nearest nearest = nearest_to(word);
    for (size_t i = 0; i < meter_defect_count(); i++)
        nearest_try(&nearest, meter_defect_info(i)->name);
    return nearest;
}
