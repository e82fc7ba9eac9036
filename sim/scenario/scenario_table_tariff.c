#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

NAMES(tariff_rounding, "total", "line")
NAMES(tariff_period, "no-tiers", "monthly", "annual")
NAMES(month, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
static const struct scenario_names tariff_periods = {tariff_period_name, TARIFF_PERIODS},
                                   months = {month_name, 12},
                                   roundings = {tariff_rounding_name, TARIFF_ROUNDINGS};

#define RATE(key, member, note, id)                                                                \
    {                                                                                              \
        key, TYPE_PRICE, "none", AT(tariff_version, member), RANGE(1, TARIFF_PRICE_MAX),           \
            .meaning = note, .rule = id                                                            \
    }
static const struct scenario_row versions_rows[] = {
    {"from", TYPE_DATE, NULL, AT(tariff_version, from), .meaning = "first day of these prices",
     .rule = "TR-8"},
    {"price_list", TYPE_COUNT, "0", AT(tariff_version, list), RANGE(0, 63),
     .meaning = "price list that it belongs to: groups of a run choose theirs", .rule = ""},
    {"loaded", TYPE_MOMENT, "none", AT(tariff_version, loaded),
     .meaning = "when calculations know of it, if that is later than the start: until then they "
                "charge by the versions before; one moment for all of a run",
     .rule = "TR-8"},
    {"months", TYPE_FLAGS, "none", AT(tariff_version, months), .names = &months,
     .meaning = "only in these months of the year; without it in all", .rule = ""},
    {"tiers", TYPE_NAME, "no-tiers", AT(tariff_version, period), .names = &tariff_periods,
     .meaning = "over which time quotas are counted", .rule = "TR-5, TR-7"},
    {"tier_year_start", TYPE_COUNT, "1", AT(tariff_version, tier_year_start), RANGE(1, 12),
     .meaning = "month in which annual quotas begin anew", .rule = "TR-5"},
    {"tier_1_to", TYPE_ENERGY, "none", AT(tariff_version, limit[0]), RANGE(1, TARIFF_KWH_MAX),
     .meaning = "the last energy of tier 1", .rule = "TR-1"},
    {"tier_2_to", TYPE_ENERGY, "none", AT(tariff_version, limit[1]), RANGE(1, TARIFF_KWH_MAX),
     .meaning = "the last energy of tier 2", .rule = "TR-1"},
    RATE("single", base[TARIFF_SINGLE], "price of a meter with one rate, tier 1", "TR-2"),
    RATE("sharp", base[TARIFF_SHARP], "time of use: sharp hours (尖), tier 1", "TR-3"),
    RATE("peak", base[TARIFF_PEAK], "time of use: peak hours (峰), tier 1", "TR-3"),
    RATE("flat", base[TARIFF_FLAT], "time of use: flat hours (平), tier 1", "TR-3"),
    RATE("valley", base[TARIFF_VALLEY], "time of use: valley hours (谷), tier 1", "TR-3"),
    RATE("tier_2_more", surcharge[0][TARIFF_SINGLE], "what tier 2 costs more", "TR-2"),
    RATE("tier_3_more", surcharge[1][TARIFF_SINGLE], "what tier 3 costs more", "TR-2"),
    RATE("tier_2_more_peak", surcharge[0][TARIFF_PEAK], "... in peak hours, if it differs", "TR-4"),
    RATE("tier_3_more_peak", surcharge[1][TARIFF_PEAK], "... in peak hours, if it differs", "TR-4"),
    RATE("tier_2_more_valley", surcharge[0][TARIFF_VALLEY], "... in valley hours, if it differs",
         "TR-4"),
    RATE("tier_3_more_valley", surcharge[1][TARIFF_VALLEY], "... in valley hours, if it differs",
         "TR-4"),
    {"peak_hours", TYPE_WINDOW, "none", AT(tariff_version, peak_hours),
     .meaning = "when peak prices hold; valley in all other hours", .rule = "TR-3"},
    RATE("shared", shared[TARIFF_SINGLE], "price of a meter shared by households (合表)", "TR-2"),
    RATE("shared_peak", shared[TARIFF_PEAK], "... in peak hours", "TR-2"),
    RATE("shared_valley", shared[TARIFF_VALLEY], "... in valley hours", "TR-2"),
    {"per_kva", TYPE_AMOUNT, "none", AT(tariff_version, per_kva), RANGE(1, 100000),
     .meaning = "basic fee (基本电费) by capacity, for a kVA and month", .rule = "TR-12"},
    {"per_kw", TYPE_AMOUNT, "none", AT(tariff_version, per_kw), RANGE(1, 100000),
     .meaning = "basic fee by maximum demand, for a kW and month", .rule = "TR-12"},
    {"power_factor", TYPE_PERCENT, "none", AT(tariff_version, pf_standard), RANGE(80, 90),
     .meaning = "power factor asked for (力调电费): 80 %, 85 % or 90 %", .rule = "TR-13"},
};
SECTION(versions, sizeof(struct tariff_version));

static const struct scenario_row tariff_rows[] = {
    {"name", TYPE_TEXT, "none", WORLD(tariff_name), RANGE(1, 31), .meaning = "short name",
     .rule = ""},
    {"place", TYPE_TEXT, "none", WORLD(tariff_place), RANGE(1, 100), .meaning = "for whom it holds",
     .rule = ""},
    {"source", TYPE_TEXT, "none", WORLD(tariff_source), RANGE(1, 200),
     .meaning = "where its prices were published", .rule = ""},
    {"price", TYPE_PRICE, "none", WORLD(price), RANGE(0, TARIFF_PRICE_MAX),
     .meaning = "flat price, up to 6 decimals; instead of `versions`", .rule = "TR-10"},
    {"versions", TYPE_LIST, "none", WORLD(tariff_versions),
     .count_offset = offsetof(struct sim_scenario, tariff_version_count), RANGE(1, 64),
     .section = &versions_section, .meaning = "prices by date and month", .rule = "TR-1..TR-13"},
    {"rounding", TYPE_NAME, "total", WORLD(tariff_rounding), .names = &roundings,
     .meaning =
         "with `versions`: a charge is rounded once, or each of its lines (a tier, a rate, a "
         "surcharge) to 0.01 CNY; not with a basic fee",
     .rule = "TR-9"},
};
const struct scenario_section scenario_tariff = {ALIKE(tariff), 0};
