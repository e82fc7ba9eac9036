#include "models/marketing/dues.h"

#include <stdlib.h>

int dues_init(struct dues *dues, uint32_t days, uint32_t customers)
{
    *dues = (struct dues){.count = customers, .days = days};
    if (days == 0)
        return FK_OK;
    dues->customers = calloc(customers, sizeof *dues->customers);
    return dues->customers ? FK_OK : FK_E_MEMORY;
}

void dues_fini(struct dues *dues)
{
    free(dues->customers);
    dues->customers = NULL;
}

/* Those that count are over. */
static void forget(struct dues_customer *his, ms_t now)
{
    uint8_t kept = 0;
    for (uint8_t i = 0; i < his->count; i++)
        if (clock_day_at(his->bills[i].day) > now)
            his->bills[kept++] = his->bills[i];
    his->count = kept;
}

ms_t dues_bill(struct dues *dues, uint32_t customer, fen_t amount, ms_t now)
{
    struct dues_customer *his = &dues->customers[customer];
    int32_t day = clock_day_number(now) + (int32_t)dues->days;
    forget(his, now);
    if (his->count == DUES_MOST || amount > INT32_MAX || day > UINT16_MAX)
        return FK_E_RANGE;
    his->bills[his->count++] = (struct dues_bill){(int32_t)amount, (uint16_t)day};
    return clock_day_at(day);
}

/* Where it counts already the account has it back, and nothing is to be done. */
void dues_reverse(struct dues *dues, uint32_t customer, ms_t now)
{
    struct dues_customer *his = &dues->customers[customer];
    forget(his, now);
    if (his->count > 0)
        his->count--;
}

fen_t dues_open(const struct dues *dues, uint32_t customer, ms_t now)
{
    fen_t sum = 0;
    if (!dues->customers)
        return 0;
    const struct dues_customer *his = &dues->customers[customer];
    for (uint8_t i = 0; i < his->count; i++)
        if (clock_day_at(his->bills[i].day) > now)
            sum += his->bills[i].fen;
    return sum;
}

void dues_image(struct dues *dues, struct image *image)
{
    if (!dues->customers)
        return;
    image_part(image, "dues");
    image_row(image, dues->customers, sizeof *dues->customers, dues->count);
    for (uint32_t i = 0; image->is_loading && i < dues->count; i++)
        image_expect(image, dues->customers[i].count <= DUES_MOST,
                     "somebody in it has more bills than there can be");
}
