#include "models/tariff/tariff.h"

#define EXACT_FEN TARIFF_EXACT_FEN

/* One place only squares energies; 64 bits hold squares of 3e9, not their multiples. */
__extension__ typedef unsigned __int128 wide_t;

void tariff_use_init(struct tariff_use *use)
{
    *use = (struct tariff_use){.quota_of = 1, .quota_in = 1, .days = 1, .days_in = 1};
}

const struct tariff_version *tariff_on(const struct tariff_version *versions, unsigned count,
                                       ms_t at)
{
    const struct tariff_version *found = NULL;
    int month = clock_to_civil(at).month;
    for (unsigned i = 0; i < count; i++) {
        const struct tariff_version *version = &versions[i];
        if (version->from > at || !(version->months >> (month - 1) & 1))
            continue;
        if (found == NULL || version->from >= found->from)
            found = version;
    }
    return found;
}

static kwh100_t least(kwh100_t a, kwh100_t b)
{
    return a < b ? a : b;
}

void tariff_tiers(const kwh100_t limit[2], kwh100_t counted, kwh100_t energy, kwh100_t tiers[3])
{
    kwh100_t end = counted + energy;
    tiers[0] = least(end, limit[0]) - least(counted, limit[0]);
    tiers[2] = (end > limit[1] ? end : limit[1]) - (counted > limit[1] ? counted : limit[1]);
    tiers[1] = energy - tiers[0] - tiers[2];
}

void tariff_quotas(const struct tariff_version *version, const struct tariff_use *use,
                   kwh100_t limit[2])
{
    for (int i = 0; i < 2; i++) {
        limit[i] = version->limit[i] + use->more * (version->period == TARIFF_ANNUAL ? 12 : 1);
        if (use->quota_of != use->quota_in)
            limit[i] = money_round_half_up(limit[i] * use->quota_of, use->quota_in);
    }
}

kwh100_t tariff_part_of_days(kwh100_t energy, uint32_t days, uint32_t days_in)
{
    return money_round_half_up(energy * days, days_in);
}

int64_t tariff_single_exact(const struct tariff_version *version, kwh100_t counted, kwh100_t energy)
{
    int64_t exact = version->base[TARIFF_SINGLE] * energy;
    if (version->period == TARIFF_NO_TIERS || counted + energy <= version->limit[0])
        return exact;
    kwh100_t tiers[3];
    tariff_tiers(version->limit, counted, energy, tiers);
    return exact + version->surcharge[0][TARIFF_SINGLE] * tiers[1] +
           version->surcharge[1][TARIFF_SINGLE] * tiers[2];
}

fen_t tariff_exact_round(int64_t exact)
{
    return money_round_half_up(exact, EXACT_FEN);
}

fen_t tariff_charge(const struct tariff_version *version, kwh100_t counted, kwh100_t energy)
{
    return tariff_exact_round(tariff_single_exact(version, counted, energy));
}

/* The line is filled but for its amounts. */
static void add_line(struct tariff_bill *bill, struct tariff_line line, int64_t exact)
{
    line.exact = exact;
    line.amount = money_round_half_up(exact, EXACT_FEN);
    bill->lines[bill->count++] = line;
}

static void add_energy(struct tariff_bill *bill, enum tariff_line_kind kind, unsigned tier,
                       unsigned rate, kwh100_t energy, price_t price)
{
    if (energy == 0)
        return;
    struct tariff_line line = {.kind = (uint8_t)kind,
                               .tier = (uint8_t)tier,
                               .rate = (uint8_t)rate,
                               .energy = energy,
                               .price = price};
    add_line(bill, line, energy * price);
}

/* TR-3: all rates at their base price, then what tiers 2 and 3 cost more. Only where the surcharge
 * differs by rate, the energy of the tier is shared out as the rates of the whole bill are
 * (TR-4), to 0.01 kWh; the last rate takes the rest. */
static void add_surcharge(struct tariff_bill *bill, const struct tariff_version *version,
                          const struct tariff_use *use, unsigned tier, kwh100_t energy)
{
    const price_t *surcharge = version->surcharge[tier - 2];
    unsigned last = TARIFF_SINGLE;
    bool is_alike = true;
    for (unsigned rate = TARIFF_SHARP; rate < TARIFF_RATES; rate++) {
        if (use->energy[rate] == 0)
            continue;
        is_alike = is_alike && (last == TARIFF_SINGLE || surcharge[rate] == surcharge[last]);
        last = rate;
    }
    if (is_alike) {
        add_energy(bill, TARIFF_LINE_SURCHARGE, tier, TARIFF_SINGLE, energy, surcharge[last]);
        return;
    }
    kwh100_t rest = energy;
    for (unsigned rate = TARIFF_SHARP; rate < last; rate++) {
        kwh100_t part = money_round_half_up(energy * use->energy[rate], bill->energy);
        part = least(part, rest);
        add_energy(bill, TARIFF_LINE_SURCHARGE, tier, rate, part, surcharge[rate]);
        rest -= part;
    }
    add_energy(bill, TARIFF_LINE_SURCHARGE, tier, last, rest, surcharge[last]);
}

static void add_energies(struct tariff_bill *bill, const struct tariff_version *version,
                         const struct tariff_use *use)
{
    bool has_tiers = version->period != TARIFF_NO_TIERS && !use->is_shared;
    const price_t *prices = use->is_shared ? version->shared : version->base;
    kwh100_t limit[2], tiers[3];
    tariff_quotas(version, use, limit);
    tariff_tiers(limit, use->counted, bill->energy, tiers);
    if (has_tiers && use->energy[TARIFF_SINGLE] > 0) {
        for (unsigned tier = 1; tier <= 3; tier++) {
            price_t more = tier == 1 ? 0 : version->surcharge[tier - 2][TARIFF_SINGLE];
            add_energy(bill, TARIFF_LINE_ENERGY, tier, TARIFF_SINGLE, tiers[tier - 1],
                       prices[TARIFF_SINGLE] + more);
        }
        return;
    }
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++)
        add_energy(bill, TARIFF_LINE_ENERGY, 0, rate, use->energy[rate], prices[rate]);
    for (unsigned tier = 2; has_tiers && tier <= 3; tier++)
        add_surcharge(bill, version, use, tier, tiers[tier - 1]);
}

/* TR-12. */
static void add_basic_fee(struct tariff_bill *bill, const struct tariff_version *version,
                          const struct tariff_use *use)
{
    bool is_capacity = use->kva > 0;
    uint32_t kva_kw = is_capacity ? use->kva : use->kw;
    fen_t fee = is_capacity ? version->per_kva : version->per_kw;
    if (kva_kw == 0 || use->days == 0)
        return;
    struct tariff_line line = {.kind = is_capacity ? TARIFF_LINE_CAPACITY : TARIFF_LINE_DEMAND,
                               .price = fee * 10000,
                               .kva_kw = kva_kw};
    add_line(bill, line, money_round_half_up(fee * kva_kw * EXACT_FEN * use->days, use->days_in));
}

int64_t tariff_bill_exact(const struct tariff_bill *bill)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < bill->count; i++)
        sum += bill->lines[i].exact;
    return sum;
}

/* The quotient is taken apart so that no product leaves 64 bits. */
int64_t tariff_adjustment(int64_t sum, int32_t percent)
{
    return sum / 10000 * percent + money_round_half_up(sum % 10000 * percent, 10000);
}

/* TR-13: on basic fee and energy fee. */
static void add_power_factor(struct tariff_bill *bill, const struct tariff_version *version,
                             const struct tariff_use *use)
{
    if (use->power_factor == 0)
        return;
    int32_t percent = tariff_pf_percent(use->power_factor, version->pf_standard);
    add_line(bill, (struct tariff_line){.kind = TARIFF_LINE_POWER_FACTOR, .percent = percent},
             tariff_adjustment(tariff_bill_exact(bill), percent));
}

static const char *const rate_names[TARIFF_RATES] = {"single", "sharp", "peak", "flat", "valley"};

static int check_energy(const struct tariff_version *version, const struct tariff_use *use,
                        kwh100_t *energy, struct fk_diag *diag)
{
    const price_t *prices = use->is_shared ? version->shared : version->base;
    *energy = 0;
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++) {
        kwh100_t part = use->energy[rate];
        if (part < 0 || part > TARIFF_KWH_MAX - *energy)
            return fk_fail(diag, FK_E_RANGE, "TR-1", 0,
                           "the energy of a bill is 0 to 10,000,000 kWh");
        if (part > 0 && prices[rate] == TARIFF_NO_PRICE)
            return fk_fail(diag, FK_E_UNSUPPORTED, "TR-3", 0, "the tariff has no %s price%s",
                           rate_names[rate], use->is_shared ? " for shared meters" : "");
        *energy += part;
    }
    if (use->energy[TARIFF_SINGLE] > 0 && use->energy[TARIFF_SINGLE] != *energy)
        return fk_fail(diag, FK_E_RANGE, "TR-3", 0,
                       "a meter counts at a single rate or at rates of time of use, not both");
    if (use->counted < 0 || use->counted > TARIFF_KWH_MAX)
        return fk_fail(diag, FK_E_RANGE, "TR-1", 0,
                       "the energy counted before is 0 to 10,000,000 kWh");
    return FK_OK;
}

static int check_rest(const struct tariff_version *version, const struct tariff_use *use,
                      struct fk_diag *diag)
{
    if (use->quota_of < 1 || use->quota_of > 24 || use->quota_in < 1 || use->quota_in > 12)
        return fk_fail(diag, FK_E_RANGE, "TR-6", 0, "quotas are for 1 to 12 months");
    if (use->more < 0 || use->more > TARIFF_MORE_MAX)
        return fk_fail(diag, FK_E_RANGE, "TR-6", 0, "a quota is raised by at most 10,000 kWh");
    if (use->days_in < 1 || use->days_in > 31 || use->days > use->days_in)
        return fk_fail(diag, FK_E_RANGE, "TR-12", 0,
                       "a basic fee is due for some days of a month of at most 31");
    if (use->kva > 1000000 || use->kw > 1000000)
        return fk_fail(diag, FK_E_RANGE, "TR-12", 0, "a basic fee is for at most 1,000,000 kVA");
    if (use->kva > 0 && use->kw > 0)
        return fk_fail(diag, FK_E_RANGE, "TR-12", 0,
                       "a basic fee is due for capacity or for demand, not for both");
    if ((use->kva > 0 && version->per_kva == 0) || (use->kw > 0 && version->per_kw == 0))
        return fk_fail(diag, FK_E_UNSUPPORTED, "TR-12", 0, "the tariff has no basic fee %s",
                       use->kva > 0 ? "by capacity" : "by demand");
    if (use->power_factor > 100)
        return fk_fail(diag, FK_E_RANGE, "TR-13", 0, "a power factor is 0.01 to 1.00");
    if (use->power_factor > 0 && version->pf_standard == 0)
        return fk_fail(diag, FK_E_UNSUPPORTED, "TR-13", 0, "the tariff judges no power factor");
    return FK_OK;
}

int tariff_bill_make(const struct tariff_version *version, const struct tariff_use *use,
                     enum tariff_rounding rounding, struct tariff_bill *bill, struct fk_diag *diag)
{
    bill->count = 0;
    int err = check_energy(version, use, &bill->energy, diag);
    if (err == FK_OK)
        err = check_rest(version, use, diag);
    if (err != FK_OK)
        return err;
    add_energies(bill, version, use);
    add_basic_fee(bill, version, use);
    add_power_factor(bill, version, use);
    bill->total = 0;
    for (unsigned i = 0; i < bill->count; i++)
        bill->total += bill->lines[i].amount;
    if (rounding == TARIFF_ROUND_TOTAL)
        bill->total = money_round_half_up(tariff_bill_exact(bill), EXACT_FEN);
    return FK_OK;
}

unsigned tariff_power_factor(kwh100_t active, kwh100_t reactive)
{
    /* p/100 is cos(arctan(r/a)) rounded half up if a / sqrt(a^2 + r^2) >= (2 p - 1) / 200 and p is
     * the largest such number; squared, so that no root is needed. */
    wide_t a = (wide_t)active * (wide_t)active, all = a + (wide_t)reactive * (wide_t)reactive;
    unsigned p = 100;
    while (p > 0 && 40000 * a < (wide_t)((2 * p - 1) * (2 * p - 1)) * all)
        p--;
    return p;
}

int32_t tariff_pf_percent(unsigned power_factor, unsigned standard)
{
    if (standard != 90 && standard != 85 && standard != 80)
        return 0;
    if (power_factor < standard) {
        unsigned below = standard - power_factor; /* in 0.01 */
        return 50 * (int32_t)below + (below > 20 ? 50 * (int32_t)(below - 20) : 0) +
               (below > 25 ? 100 * (int32_t)(below - 25) : 0);
    }
    /* 0.10 % for each 0.01 up to 0.90, 0.15 % above it, up to where the table ends. */
    unsigned best = standard == 90 ? 95 : standard == 85 ? 94 : 92;
    unsigned to = power_factor < best ? power_factor : best;
    return -10 * (int32_t)((to < 90 ? to : 90) - standard) -
           (to > 90 ? 15 * (int32_t)(to - 90) : 0);
}

fen_t tariff_late_fee(fen_t arrears, bool is_resident, uint32_t days, uint32_t earlier_days)
{
    int64_t permille =
        is_resident ? (int64_t)days + earlier_days : 2 * (int64_t)days + 3 * (int64_t)earlier_days;
    if (arrears <= 0 || permille == 0)
        return 0;
    fen_t fee = money_round_half_up(arrears * permille, 1000);
    return fee < 100 ? 100 : fee;
}
