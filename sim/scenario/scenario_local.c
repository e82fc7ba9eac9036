/* The rules between the keys of `local_meters` and others, of scenario_fill.h. */
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_fill.h"

/* T1: the money of a local meter is in it, and nothing is agreed about cuts by remote fee control.
 * */
static int check_agreements(const struct scenario_node *root, const struct sim_scenario *world,
                            struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "agreements");
    const struct scenario_node *entry = list ? list->first : NULL;
    uint32_t customer;
    int found = FK_OK;
    for (uint32_t i = 0; i < world->agreement_count && found == FK_OK; i++, entry = entry->next) {
        found = population_local_of(world, &world->agreements[i].target, &customer);
        if (found > 0)
            return scenario_fail_value(
                diag, entry,
                "customer %u has a local meter, which has no agreement; expected others", customer);
    }
    return found == FK_OK ? FK_OK : fk_fail(diag, (enum fk_err)found, NULL, 0, "out of memory");
}

struct wallet_sale scenario_sale(const struct sim_scenario *world)
{
    struct wallet_sale sale = {world->wallet.unit, 1, 1};
    if (sale.unit == WALLET_ENERGY) { /* 1e-6 CNY/kWh is 1e-6 fen for 0.01 kWh */
        sale.cost = world->price;
        sale.buys = 1000000;
    } else if (sale.unit == WALLET_TIME) {
        sale.cost = world->hour_price;
        sale.buys = 60;
    }
    return sale;
}

struct wallet_terms scenario_wallet_terms(const struct sim_scenario *world)
{
    static const price_t prices[WALLET_UNITS] = {
        [WALLET_ENERGY] = WALLET_PRICE_ENERGY, [WALLET_TIME] = WALLET_PRICE_TIME};
    const struct wallet_sale sale = scenario_sale(world);
    struct wallet_terms terms = world->wallet;
    terms.price = sale.unit == WALLET_MONEY ? world->price : prices[sale.unit];
    for (unsigned i = 0; i < WALLET_ALARMS; i++)
        terms.alarms[i] = sale_units(&sale, terms.alarms[i]);
    terms.overdraft = sale_units(&sale, terms.overdraft);
    terms.most = sale_units(&sale, terms.most);
    terms.close_at = sale_units(&sale, terms.close_at);
    return terms;
}

/* Amounts are on a card of amounts alone, and the second alarm is not above the first. */
static int check_cards(const struct scenario_node *root, const struct sim_scenario *world,
                       struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "hands");
    const struct scenario_node *entry = list ? list->first : NULL;
    for (uint32_t i = 0; i < world->hand_count; i++, entry = entry->next) {
        const struct scenario_hands *hands = &world->hands[i];
        bool has_amounts = hands->alarms[0] != 0 || hands->alarms[1] != 0 || hands->most != 0;
        if (has_amounts && hands->what != HAND_CARD_TERMS)
            return scenario_fail_value(diag, entry, "amounts go with `what: card-terms`");
        if (hands->alarms[1] > hands->alarms[0])
            return scenario_fail_value(diag, entry, "its `alarm_2` is above its `alarm_1`");
    }
    return FK_OK;
}

/* Money is used at one price, in whole parts: models/meter/wallet.c. */
int scenario_check_local(const struct scenario_node *root, struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "local_meters");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = FK_OK;
    if (list && list->first && (world->tariff_version_count > 0 || world->price < 1000))
        return scenario_fail_value(diag, list,
                                   "a local meter needs a flat price from 0.001 CNY/kWh");
    if (world->wallet.unit == WALLET_TIME && world->hour_price == 0)
        return scenario_fail_value(
            diag, scenario_node_find(scenario_node_find(root, "local"), "sold"),
            "time is sold at the price of an hour, `hour`, which is missing");
    if (world->wallet.alarms[1] > world->wallet.alarms[0]) { /* one of them is the usual amount */
        const struct scenario_node *local = scenario_node_find(root, "local");
        const struct scenario_node *second = scenario_node_find(local, "alarm_2");
        return second ? scenario_fail_value(diag, second, "above `alarm_1`")
                      : scenario_fail_value(diag, scenario_node_find(local, "alarm_1"),
                                            "below `alarm_2`");
    }
    for (uint32_t i = 0; i < world->local_count && result == FK_OK; ++i, entry = entry->next)
        result = scenario_check_target(entry, world, &world->local_meters[i].target, diag);
    if (result == FK_OK)
        result = check_cards(root, world, diag);
    return result == FK_OK && world->local_count > 0 ? check_agreements(root, world, diag) : result;
}
