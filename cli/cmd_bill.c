/* cli/cmd_bill.c - `feikong bill`: what a customer pays by a tariff. */
#include "cli/bill/bill_print.h"
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/data_find.h"
#include "cli/lang.h"
#include "sim/scenario/scenario_units.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARREARS_MAX   INT64_C(10000000000) /* 100,000,000.00 CNY */
#define LATE_DAYS_MAX 3660

static const char usage[] =
    "Says what a customer pays: tiers, time of use, basic fee and power-factor adjustment.\n"
    "Amounts are exact; they are rounded once, at the end (docs/tariffs.md).\n"
    "\n"
    "Usage: feikong bill --tariff NAME (--energy KWH | --peak KWH --valley KWH) [OPTION]...\n"
    "       feikong bill --arrears CNY --late-days N [--earlier-days N] [--other]\n"
    "\n"
    "  --tariff NAME      one of scenarios/tariffs (CQ, JL, GS, HE, ZJ, SH, JS, SN, HB, GD, HV1),\n"
    "                     or a file with a section `tariff` (docs/scenario.md)\n"
    "  --date YYYY-MM-DD  prices of this day (those that came last)\n"
    "  --energy KWH       of a meter with one rate; without such a price: flat hours\n"
    "  --sharp, --peak, --flat, --valley KWH\n"
    "                     of a meter with rates for hours of the day: all that the tariff has\n"
    "  --ytd KWH          counted in the tier period before this bill (0)\n"
    "  --shared           meter shared by households: no tiers\n"
    "  --months-left N    customer since mid-year: N twelfths of the annual quotas, 1 to 12\n"
    "  --cycle-months N   monthly quotas, read every N months, 1 or 2 (1)\n"
    "  --more-quota KWH   a large household: quotas raised by so much for each month\n"
    "  --quota Q1,Q2      other quotas: the last kWh of tier 1 and of tier 2\n"
    "  --base PRICE       another price of tier 1, CNY/kWh\n"
    "  --kva N            basic fee by capacity; or\n"
    "  --demand KW        basic fee by maximum demand\n"
    "  --days N/M         basic fee for N of the M days of a month\n"
    "  --power-factor X   power factor of the month, 0.01 to 1.00; or\n"
    "  --kvarh N          reactive energy of the month, that says it\n"
    "  --pf-standard Y    power factor asked for: 0.80, 0.85 or 0.90 (that of the tariff)\n"
    "  --rounding R       total: round the sum once; line: round every line (total)\n"
    "  --arrears CNY      the late fee of this, and no bill, with\n"
    "  --late-days N      days that it is late,\n"
    "  --earlier-days N   days at the rate for arrears of earlier years, and\n"
    "  --other            customer who is no resident\n"
    "  --json             one object on a line\n"
    "  --lang en|zh       language (else LC_ALL, LC_MESSAGES or LANG say it)\n"
    "\n"
    "Exit: 0 the bill was made, 2 an option or file is wrong or the tariff has no such price.\n"
    "\n"
    "Example: 300 kWh in Chongqing after 2300 kWh in this year\n"
    "  feikong bill --tariff CQ --ytd 2300 --energy 300\n";

enum option_id {
    OPTION_TARIFF = 256,
    OPTION_DATE,
    OPTION_ENERGY,
    OPTION_SHARP, /* the next three in the order of enum tariff_rate */
    OPTION_PEAK,
    OPTION_FLAT,
    OPTION_VALLEY,
    OPTION_YTD,
    OPTION_SHARED,
    OPTION_MONTHS_LEFT,
    OPTION_CYCLE,
    OPTION_MORE_QUOTA,
    OPTION_QUOTA,
    OPTION_BASE,
    OPTION_KVA,
    OPTION_DEMAND,
    OPTION_DAYS,
    OPTION_POWER_FACTOR,
    OPTION_KVARH,
    OPTION_PF_STANDARD,
    OPTION_ROUNDING,
    OPTION_ARREARS, /* the next four as they stand in `options` */
    OPTION_LATE_DAYS,
    OPTION_EARLIER_DAYS,
    OPTION_OTHER,
    OPTION_JSON,
    OPTION_LANG
};
static const struct option options[] = {
    {"tariff", required_argument, NULL, OPTION_TARIFF},
    {"date", required_argument, NULL, OPTION_DATE},
    {"energy", required_argument, NULL, OPTION_ENERGY},
    {"sharp", required_argument, NULL, OPTION_SHARP},
    {"peak", required_argument, NULL, OPTION_PEAK},
    {"flat", required_argument, NULL, OPTION_FLAT},
    {"valley", required_argument, NULL, OPTION_VALLEY},
    {"ytd", required_argument, NULL, OPTION_YTD},
    {"shared", no_argument, NULL, OPTION_SHARED},
    {"months-left", required_argument, NULL, OPTION_MONTHS_LEFT},
    {"cycle-months", required_argument, NULL, OPTION_CYCLE},
    {"more-quota", required_argument, NULL, OPTION_MORE_QUOTA},
    {"quota", required_argument, NULL, OPTION_QUOTA},
    {"base", required_argument, NULL, OPTION_BASE},
    {"kva", required_argument, NULL, OPTION_KVA},
    {"demand", required_argument, NULL, OPTION_DEMAND},
    {"days", required_argument, NULL, OPTION_DAYS},
    {"power-factor", required_argument, NULL, OPTION_POWER_FACTOR},
    {"kvarh", required_argument, NULL, OPTION_KVARH},
    {"pf-standard", required_argument, NULL, OPTION_PF_STANDARD},
    {"rounding", required_argument, NULL, OPTION_ROUNDING},
    {"arrears", required_argument, NULL, OPTION_ARREARS},
    {"late-days", required_argument, NULL, OPTION_LATE_DAYS},
    {"earlier-days", required_argument, NULL, OPTION_EARLIER_DAYS},
    {"other", no_argument, NULL, OPTION_OTHER},
    {"json", no_argument, NULL, OPTION_JSON},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0}};

struct bill_request {
    const char *tariff;
    ms_t date; /* MS_NEVER: the newest prices */
    struct tariff_use use;
    bool has_energy, has_rates, has_rate[TARIFF_RATES];
    unsigned months_left, cycle; /* 0: not given */
    kwh100_t quota[2];           /* 0: those of the tariff */
    price_t base;                /* 0: that of the tariff */
    unsigned pf_standard;        /* percent, 0: that of the tariff */
    kwh100_t kvarh;              /* 0.01 kvarh; -1: not given */
    enum tariff_rounding rounding;
    struct bill_late late;
    bool is_bill; /* an option of a bill was given */
    bool is_json;
    enum fk_lang lang;
};

static int refuse(const char *option, const char *text, const char *expected)
{
    cmd_say("feikong bill: --%s: \"%s\" is not %s", option, text, expected);
    return CMD_EXIT_USAGE;
}

/* The next functions return -1 to go on, or an exit code. A value may stand with its unit or
 * without: "200", "200 kWh". */
static int take_value(const char *option, const char *text, enum scenario_type type,
                      const char *unit, int64_t low, int64_t high, int64_t *out)
{
    char with_unit[96], least[SCENARIO_VALUE_MAX], most[SCENARIO_VALUE_MAX], expected[192];
    snprintf(with_unit, sizeof with_unit, "%.80s %s", text, unit);
    int err = scenario_value_parse(type, text, 0, out);
    if (err != FK_OK)
        err = scenario_value_parse(type, with_unit, 0, out);
    if (err == FK_OK && *out >= low && *out <= high)
        return -1;
    scenario_value_format(type, low, least);
    scenario_value_format(type, high, most);
    snprintf(expected, sizeof expected, "a value from %s to %s%s", least, most,
             type == TYPE_ENERGY ? " with at most two decimals" : "");
    return refuse(option, text, expected);
}

static int take_energy(const char *option, kwh100_t *out)
{
    return take_value(option, optarg, TYPE_ENERGY, "kWh", 0, TARIFF_KWH_MAX, out);
}

static int take_count(const char *option, int64_t low, int64_t high, unsigned *out)
{
    int64_t value = 0;
    int code = take_value(option, optarg, TYPE_COUNT, "", low, high, &value);
    *out = (unsigned)value;
    return code;
}

/* "0.95" is 95. */
static int take_power_factor(const char *option, unsigned *percent)
{
    int64_t value = 0;
    if (scenario_value_parse(TYPE_COUNT, optarg, 0, &value) != FK_OK || value != 1) {
        char text[32];
        snprintf(text, sizeof text, "%.20s CNY", optarg); /* two decimals, exact */
        if (scenario_value_parse(TYPE_AMOUNT, text, 0, &value) != FK_OK || value < 1 || value > 100)
            return refuse(option, optarg, "a power factor from 0.01 to 1.00");
    } else {
        value = 100;
    }
    *percent = (unsigned)value;
    return -1;
}

static int take_quota(struct bill_request *r)
{
    char first[32];
    const char *comma = strchr(optarg, ',');
    int code = -1;
    if (comma == NULL || comma - optarg >= (ptrdiff_t)sizeof first)
        return refuse("quota", optarg, "two energies such as 1380,2400");
    snprintf(first, sizeof first, "%.*s", (int)(comma - optarg), optarg);
    code = take_value("quota", first, TYPE_ENERGY, "kWh", 1, TARIFF_KWH_MAX, &r->quota[0]);
    if (code < 0)
        code = take_value("quota", comma + 1, TYPE_ENERGY, "kWh", 1, TARIFF_KWH_MAX, &r->quota[1]);
    if (code < 0 && r->quota[1] <= r->quota[0])
        return refuse("quota", optarg, "two energies of which the second is larger");
    return code;
}

static int take_days(struct tariff_use *use)
{
    unsigned days, days_in;
    int end = 0;
    if (sscanf(optarg, "%2u/%2u%n", &days, &days_in, &end) != 2 || optarg[end] != '\0' ||
        days_in < 28 || days_in > 31 || days > days_in)
        return refuse("days", optarg, "days of a month such as 10/30");
    use->days = days;
    use->days_in = days_in;
    return -1;
}

static int take_rounding(struct bill_request *r)
{
    if (strcmp(optarg, "total") == 0)
        r->rounding = TARIFF_ROUND_TOTAL;
    else if (strcmp(optarg, "line") == 0)
        r->rounding = TARIFF_ROUND_LINES;
    else
        return refuse("rounding", optarg, "total or line");
    return -1;
}

static int take_high_voltage(int id, struct bill_request *r)
{
    unsigned percent = 0;
    int code = -1;
    switch (id) {
    case OPTION_KVA:
        return take_count("kva", 1, 1000000, &r->use.kva);
    case OPTION_DEMAND:
        return take_count("demand", 1, 1000000, &r->use.kw);
    case OPTION_DAYS:
        return take_days(&r->use);
    case OPTION_KVARH:
        return take_energy("kvarh", &r->kvarh);
    case OPTION_POWER_FACTOR:
        code = take_power_factor("power-factor", &percent);
        r->use.power_factor = (uint8_t)percent;
        return code;
    default:
        code = take_power_factor("pf-standard", &r->pf_standard);
        if (code < 0 && r->pf_standard != 80 && r->pf_standard != 85 && r->pf_standard != 90)
            return refuse("pf-standard", optarg, "0.80, 0.85 or 0.90");
        return code;
    }
}

/* TR-11. */
static int take_late(int id, struct bill_late *late)
{
    switch (id) {
    case OPTION_ARREARS:
        return take_value("arrears", optarg, TYPE_AMOUNT, "CNY", 1, ARREARS_MAX, &late->arrears);
    case OPTION_LATE_DAYS:
        return take_count("late-days", 0, LATE_DAYS_MAX, &late->days);
    case OPTION_EARLIER_DAYS:
        return take_count("earlier-days", 0, LATE_DAYS_MAX, &late->earlier_days);
    default:
        late->is_other = true;
        return -1;
    }
}

static int take_option(void *context, int id)
{
    static const char *const rates[] = {"sharp", "peak", "flat", "valley"};
    struct bill_request *r = context;
    if (id >= OPTION_ARREARS && id <= OPTION_OTHER)
        return take_late(id, &r->late);
    r->is_bill = r->is_bill || (id != OPTION_JSON && id != OPTION_LANG);
    switch (id) {
    case OPTION_TARIFF:
        r->tariff = optarg;
        return -1;
    case OPTION_DATE:
        if (scenario_value_parse(TYPE_DATE, optarg, 0, &r->date) != FK_OK)
            return refuse("date", optarg, "a date such as 2026-03-02");
        return -1;
    case OPTION_ENERGY:
        r->has_energy = true;
        return take_energy("energy", &r->use.energy[TARIFF_SINGLE]);
    case OPTION_SHARP:
    case OPTION_PEAK:
    case OPTION_FLAT:
    case OPTION_VALLEY:
        r->has_rates = r->has_rate[TARIFF_SHARP + id - OPTION_SHARP] = true;
        return take_energy(rates[id - OPTION_SHARP],
                           &r->use.energy[TARIFF_SHARP + id - OPTION_SHARP]);
    case OPTION_YTD:
        return take_energy("ytd", &r->use.counted);
    case OPTION_SHARED:
        r->use.is_shared = true;
        return -1;
    case OPTION_MONTHS_LEFT:
        return take_count("months-left", 1, 12, &r->months_left);
    case OPTION_CYCLE:
        return take_count("cycle-months", 1, 2, &r->cycle);
    case OPTION_MORE_QUOTA:
        return take_value("more-quota", optarg, TYPE_ENERGY, "kWh", 1, TARIFF_MORE_MAX,
                          &r->use.more);
    case OPTION_QUOTA:
        return take_quota(r);
    case OPTION_BASE:
        return take_value("base", optarg, TYPE_PRICE, "CNY/kWh", 1, TARIFF_PRICE_MAX, &r->base);
    case OPTION_ROUNDING:
        return take_rounding(r);
    case OPTION_JSON:
        r->is_json = true;
        return -1;
    case OPTION_LANG:
        return cli_lang_take("bill", optarg, &r->lang) ? -1 : CMD_EXIT_USAGE;
    default:
        return take_high_voltage(id, r);
    }
}

/* The prices that hold, with what the options change in them. */
static int choose_version(struct bill_request *r, const struct sim_scenario *tariff,
                          struct tariff_version *version)
{
    const struct tariff_version *found = NULL;
    if (r->date != MS_NEVER)
        found = tariff_on(tariff->tariff_versions, tariff->tariff_version_count, r->date);
    for (uint32_t i = 0; r->date == MS_NEVER && i < tariff->tariff_version_count; i++) {
        const struct tariff_version *candidate = &tariff->tariff_versions[i];
        if (candidate->months != TARIFF_ALL_YEAR) {
            cmd_say("feikong bill: the prices of %s follow the season; give the day with --date",
                    r->tariff);
            return CMD_EXIT_USAGE;
        }
        if (found == NULL || candidate->from > found->from)
            found = candidate;
    }
    if (found == NULL) {
        cmd_say("feikong bill: %s has no prices for %s", r->tariff,
                tariff->tariff_version_count > 0 ? "this date"
                                                 : "tiers or time of use: its `tariff` "
                                                   "section has no `versions`");
        return CMD_EXIT_USAGE;
    }
    *version = *found;
    if (r->quota[0] > 0)
        memcpy(version->limit, r->quota, sizeof r->quota);
    if (r->base > 0)
        version->base[TARIFF_SINGLE] = r->base;
    if (r->pf_standard > 0)
        version->pf_standard = (uint8_t)r->pf_standard;
    return -1;
}

/* A register that the tariff prices and nobody read is no register that stood still: -1 or an exit
 * code. */
static int check_rates(const struct bill_request *r, const struct tariff_version *version)
{
    const char *missing = NULL;
    for (int rate = TARIFF_SHARP; r->has_rates && rate < TARIFF_RATES; rate++) {
        bool is_priced = version->base[rate] != TARIFF_NO_PRICE;
        if (r->has_rate[rate] && !is_priced)
            return -1; /* which is refused with the bill */
        if (is_priced && !r->has_rate[rate] && !missing)
            missing = options[OPTION_SHARP - OPTION_TARIFF + rate - TARIFF_SHARP].name;
    }
    if (missing) {
        cmd_say("feikong bill: %s has a price of %s hours; give --%s KWH too, 0 if none was used",
                r->tariff, missing, missing);
        return CMD_EXIT_USAGE;
    }
    return -1;
}

/* TR-13: of two registers; 0.01 at least, as for a month of reactive energy alone. */
static uint8_t power_factor_of(const struct bill_request *r)
{
    kwh100_t active = 0;
    for (int rate = 0; rate < TARIFF_RATES; rate++)
        active += r->use.energy[rate];
    unsigned percent = tariff_power_factor(active, r->kvarh);
    return (uint8_t)(percent > 0 ? percent : 1);
}

/* What fits together: -1 or an exit code. */
static int check_request(struct bill_request *r, const struct tariff_version *version)
{
    const char *problem = NULL;
    bool has_more = r->use.more > 0;
    if ((r->quota[0] > 0 || r->use.counted > 0) && version->period == TARIFF_NO_TIERS)
        problem = "the tariff has no tiers: --ytd and --quota do not apply";
    else if (has_more && (version->period == TARIFF_NO_TIERS || r->use.is_shared))
        problem = "there are no tiers: --more-quota does not apply";
    else if (r->months_left > 0 && version->period != TARIFF_ANNUAL)
        problem = "--months-left is for annual quotas; monthly ones have --cycle-months";
    else if (r->cycle > 0 && version->period != TARIFF_MONTHLY)
        problem = "--cycle-months is for monthly quotas; annual ones have --months-left";
    else if (r->use.is_shared &&
             (r->use.counted > 0 || r->quota[0] > 0 || r->months_left > 0 || r->cycle > 0))
        problem =
            "a shared meter has no tiers: --ytd, --quota, --months-left and --cycle-months do "
            "not apply";
    else if (r->use.is_shared && r->base > 0)
        problem = "--base is the price of tier 1; a shared meter has a price of its own";
    else if (r->has_rates && r->base > 0)
        problem = "--base is the price of one rate; rates of hours have theirs";
    if (problem != NULL) {
        cmd_say("feikong bill: %s", problem);
        return CMD_EXIT_USAGE;
    }
    if (check_rates(r, version) >= 0)
        return CMD_EXIT_USAGE;
    if (r->months_left > 0) {
        r->use.quota_of = r->months_left;
        r->use.quota_in = 12;
    }
    if (r->cycle > 0)
        r->use.quota_of = r->cycle;
    if (r->kvarh >= 0)
        r->use.power_factor = power_factor_of(r);
    bool is_flat = version->base[TARIFF_SINGLE] == TARIFF_NO_PRICE && !r->has_rates;
    if (is_flat) { /* a meter of high voltage: what no other register counts */
        r->use.energy[TARIFF_FLAT] = r->use.energy[TARIFF_SINGLE];
        r->use.energy[TARIFF_SINGLE] = 0;
    }
    return -1;
}

static int make_bill(struct bill_request *r, const struct sim_scenario *tariff)
{
    struct tariff_version version;
    struct tariff_bill bill;
    struct fk_diag diag;
    int code = choose_version(r, tariff, &version);
    if (code < 0)
        code = check_request(r, &version);
    if (code >= 0)
        return code;
    if (tariff_bill_make(&version, &r->use, r->rounding, &bill, &diag) != FK_OK) {
        cmd_say("feikong bill: %s: %s", r->tariff, diag.text);
        return CMD_EXIT_USAGE;
    }
    if (!r->is_json)
        bill_print_table(tariff, r->tariff, &version, &bill, r->rounding, r->lang);
    else if (!bill_print_json(tariff, &version, &bill, r->rounding)) {
        cmd_say("feikong bill: out of memory");
        return CMD_EXIT_HARNESS;
    }
    return CMD_EXIT_OK;
}

/* What the options are about, before any file is read: NULL or why not. */
static const char *find_problem(const struct bill_request *r)
{
    bool has_basic_fee = r->use.kva + r->use.kw > 0;
    const struct bill_late *late = &r->late;
    if (late->arrears > 0 && r->is_bill)
        return "the late fee of --arrears is no bill: it takes no option of one";
    if (late->arrears > 0 && late->days + late->earlier_days == 0)
        return "for how long? give --late-days N, --earlier-days N or both";
    if (late->arrears > 0)
        return NULL;
    if (late->days + late->earlier_days > 0 || late->is_other)
        return "--late-days, --earlier-days and --other are about --arrears CNY; give that too";
    if (r->tariff == NULL)
        return "which tariff? give --tariff NAME";
    if (r->has_energy && r->has_rates)
        return "--energy is for one rate; give it or rates of hours, not both";
    if (!r->has_energy && !r->has_rates && !has_basic_fee)
        return "how much energy? give --energy KWH, or --peak KWH --valley KWH";
    if (r->use.days_in > 1 && !has_basic_fee)
        return "--days is for the basic fee; give --kva N or --demand KW too";
    if (r->kvarh >= 0 && r->use.power_factor > 0)
        return "--kvarh says the power factor; give it or --power-factor X";
    if (r->pf_standard > 0 && r->use.power_factor == 0 && r->kvarh < 0)
        return "--pf-standard is what --power-factor X is held against; give that too";
    return NULL;
}

int cmd_bill(int argc, char **argv)
{
    static const struct cmd_options taken = {"bill", usage, options, take_option};
    static const struct data_kind a_tariff = {"bill", "tariff", "/tariffs"};
    struct bill_request request = {.date = MS_NEVER, .kvarh = -1, .lang = cli_lang_default()};
    struct sim_scenario tariff;
    struct fk_diag diag;
    char path[PATH_MAX];
    tariff_use_init(&request.use);
    int code = cmd_options_take(&taken, argc, argv, &request);
    if (code >= 0)
        return code;
    const char *problem =
        optind < argc ? "takes no argument without an option" : find_problem(&request);
    if (problem != NULL) {
        cmd_say("feikong bill: %s; see `feikong bill --help`", problem);
        return CMD_EXIT_USAGE;
    }
    if (request.late.arrears > 0) {
        bill_print_late(&request.late, request.is_json, request.lang);
        return CMD_EXIT_OK;
    }
    if (!data_find(&a_tariff, request.tariff, path, sizeof path))
        return CMD_EXIT_USAGE;
    if (scenario_load_tariff(path, &tariff, &diag) != FK_OK) {
        cmd_say("feikong bill: %s", diag.text);
        return CMD_EXIT_USAGE;
    }
    code = make_bill(&request, &tariff);
    scenario_fini(&tariff);
    return code;
}
