#include "base/daily.h"

void daily_fini(struct daily *daily)
{
    id_map_fini(&daily->counts);
}

int daily_next(struct daily *daily, uint32_t entity, ms_t now, uint64_t *counter)
{
    uint32_t n = 0;
    if (daily->day < clock_day_start(now)) {
        daily->day = clock_day_start(now);
        id_map_clear(&daily->counts);
    }
    (void)id_map_get(&daily->counts, entity, &n);
    *counter = (uint64_t)clock_day_number(daily->day) << 16 | n;
    return id_map_put(&daily->counts, entity, n + 1);
}

void daily_image(struct daily *daily, struct image *image)
{
    IMAGE(image, daily->day);
    id_map_image(&daily->counts, image, UINT64_MAX);
}
