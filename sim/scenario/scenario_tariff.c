/* The rules between the keys of `tariff`, of scenario_fill.h. */
#include "sim/scenario/scenario_fill.h"

static int check_tiers(const struct scenario_node *entry, const struct tariff_version *version,
                       struct fk_diag *diag)
{
    bool has_tiers = version->period != TARIFF_NO_TIERS;
    bool has_limits = version->limit[0] > 0 && version->limit[1] > 0;
    if (has_tiers != has_limits || (version->limit[0] > 0) != (version->limit[1] > 0))
        return scenario_fail_value(diag, entry,
                                   "expected `tiers`, `tier_1_to` and `tier_2_to` together");
    if (has_tiers && version->limit[1] <= version->limit[0])
        return scenario_fail_value(diag, scenario_node_find(entry, "tier_2_to"),
                                   "not above `tier_1_to`");
    return FK_OK;
}

static int check_prices(const struct scenario_node *entry, const struct tariff_version *version,
                        struct fk_diag *diag)
{
    bool has_price = false;
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++)
        has_price = has_price || version->base[rate] != TARIFF_NO_PRICE;
    if (!has_price)
        return scenario_fail_value(diag, entry,
                                   "no price; expected `single`, or `peak` and `valley`");
    if (version->pf_standard != 0 && version->pf_standard != 80 && version->pf_standard != 85 &&
        version->pf_standard != 90)
        return scenario_fail_value(diag, scenario_node_find(entry, "power_factor"),
                                   "no standard of the rules; expected 80 %%, 85 %% or 90 %%");
    return FK_OK;
}

/* Two versions of which none is the newer one of some month: which holds cannot be told. */
static int check_order(const struct scenario_node *entry, const struct tariff_version *versions,
                       uint32_t index, struct fk_diag *diag)
{
    for (uint32_t i = 0; i < index; i++)
        if (versions[i].from == versions[index].from && versions[i].list == versions[index].list &&
            (versions[i].months & versions[index].months) != 0)
            return scenario_fail_value(diag, scenario_node_find(entry, "from"),
                                       "another version begins on this day for the same month");
    return FK_OK;
}

/* Calculations know of late versions all at once. */
static int check_loaded(const struct scenario_node *entry, const struct tariff_version *versions,
                        uint32_t index, struct fk_diag *diag)
{
    for (uint32_t i = 0; i < index && versions[index].loaded; i++)
        if (versions[i].loaded && versions[i].loaded != versions[index].loaded)
            return scenario_fail_value(diag, scenario_node_find(entry, "loaded"),
                                       "another version is loaded at another moment");
    return FK_OK;
}

static void complete(struct tariff_version *version)
{
    if (version->months == 0)
        version->months = TARIFF_ALL_YEAR;
    for (int tier = 0; tier < 2; tier++) {
        price_t *surcharge = version->surcharge[tier];
        for (unsigned rate = TARIFF_SHARP; rate < TARIFF_RATES; rate++)
            if (surcharge[rate] == 0)
                surcharge[rate] = surcharge[TARIFF_SINGLE];
    }
}

int scenario_check_tariff(const struct scenario_node *root, struct sim_scenario *out,
                          struct fk_diag *diag)
{
    const struct scenario_node *tariff = scenario_node_find(root, "tariff");
    const struct scenario_node *list = scenario_node_find(tariff, "versions");
    const struct scenario_node *price = scenario_node_find(tariff, "price");
    if (list == NULL && price == NULL)
        return scenario_fail_value(diag, tariff, "expected `price` or `versions`");
    if (list == NULL && out->tariff_rounding == TARIFF_ROUND_LINES)
        return scenario_fail_key(diag, scenario_node_find(tariff, "rounding"),
                                 "only with `versions`");
    if (list != NULL && price != NULL)
        return scenario_fail_key(diag, price, "not together with `versions`");
    const struct scenario_node *entry = list ? list->first : NULL;
    for (uint32_t i = 0; i < out->tariff_version_count; i++, entry = entry->next) {
        complete(&out->tariff_versions[i]);
        int err = check_tiers(entry, &out->tariff_versions[i], diag);
        if (err == FK_OK)
            err = check_prices(entry, &out->tariff_versions[i], diag);
        if (err == FK_OK)
            err = check_order(entry, out->tariff_versions, i, diag);
        if (err == FK_OK)
            err = check_loaded(entry, out->tariff_versions, i, diag);
        if (err != FK_OK)
            return err;
    }
    return FK_OK;
}
