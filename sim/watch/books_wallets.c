#include "models/feecontrol/customer_state.h"
#include "sim/scenario/population.h"
#include "sim/watch/books.h"

int books_wallet_begin(struct books *books, uint32_t customer, const struct local_entry *entry,
                       fen_t money)
{
    const struct sim_scenario *s = books->scenario;
    struct books_wallet *wallet = slots_open(&books->wallets, customer);
    bool has_load = scenario_has_load_control(s);
    struct books_load *load = wallet && has_load ? slots_open(&books->loads, customer) : NULL;
    if (!wallet || (has_load && !load))
        return FK_E_MEMORY;
    wallet->count = population_ahead(s, customer);
    struct wallet_sale sale = scenario_sale(s);
    wallet->put_in = sale_units(&sale, money);
    wallet->is_new = wallet->put_in <= 0;
    wallet->at = s->start;
    if (load)
        *load = (struct books_load){.id = customer,
                                    .day = clock_day_number(s->start),
                                    .over_since = MS_NEVER,
                                    .at = s->start};
    books->opening += entry->account;
    books->customers[customer] =
        (struct books_customer){.day = (uint16_t)(clock_day_number(s->start) - 1),
                                .short_from = UINT32_MAX,
                                .layers = FEE_NOT_ENROLLED};
    return FK_OK;
}
