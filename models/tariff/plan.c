#include "models/tariff/plan.h"

#include <stdlib.h>
#include <string.h>

static ms_t moment_of(int32_t day)
{
    return day * MS_DAY - MS_CST;
}

/* Months or tier years since year 0 in which a version counts (TR-5); 0 without tiers. */
static int counting_of(const struct tariff_version *version, int32_t day)
{
    struct clock_civil date = clock_to_civil(moment_of(day));
    switch (version->period) {
    case TARIFF_MONTHLY:
        return date.year * 12 + date.month;
    case TARIFF_ANNUAL:
        return date.year - (date.month < version->tier_year_start);
    default:
        return 0;
    }
}

static bool is_first_of_month(int32_t day)
{
    return clock_to_civil(moment_of(day)).day == 1;
}

/* Fills plan->spans, or only counts if there are none yet. */
static int make_spans(struct tariff_plan *plan, bool is_monthly, int32_t first, int32_t last)
{
    const struct tariff_version *before = NULL;
    int counting = 0;
    plan->span_count = 0;
    for (int32_t day = first; day <= last; day++) {
        const struct tariff_version *version =
            tariff_on(plan->versions, plan->version_count, moment_of(day));
        if (!version)
            return FK_E_NOT_FOUND;
        int now = counting_of(version, day);
        bool is_anew = before && (version->period != before->period || now != counting);
        if (version != before || is_anew || (is_monthly && is_first_of_month(day))) {
            struct clock_civil date = clock_to_civil(moment_of(day));
            if (plan->spans)
                plan->spans[plan->span_count] = (struct tariff_span){
                    .day = day,
                    .version = (uint16_t)(version - plan->versions),
                    .days_in = (uint8_t)clock_month_days(date.year, date.month),
                    .is_anew = is_anew};
            plan->span_count++;
        }
        before = version;
        counting = now;
    }
    return FK_OK;
}

int tariff_plan_init(struct tariff_plan *plan, const struct tariff_version *versions,
                     uint32_t count, unsigned list, bool is_monthly, int32_t first, int32_t last)
{
    *plan = (struct tariff_plan){0};
    plan->versions = calloc(count ? count : 1, sizeof *versions);
    if (!plan->versions)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        if (versions[i].list == list)
            plan->versions[plan->version_count++] = versions[i];
    int err = make_spans(plan, is_monthly, first, last);
    if (err != FK_OK)
        return err;
    plan->spans = calloc(plan->span_count ? plan->span_count : 1, sizeof *plan->spans);
    return plan->spans ? make_spans(plan, is_monthly, first, last) : FK_E_MEMORY;
}

void tariff_plan_fini(struct tariff_plan *plan)
{
    free(plan->versions);
    free(plan->spans);
    *plan = (struct tariff_plan){0};
}

static void raise(struct tariff_version *version, kwh100_t more, unsigned months)
{
    struct tariff_use use;
    tariff_use_init(&use);
    if (version->period == TARIFF_NO_TIERS)
        return;
    use.more = more;
    if (months > 0 && version->period == TARIFF_ANNUAL) {
        use.quota_of = months;
        use.quota_in = 12;
    }
    kwh100_t limit[2];
    tariff_quotas(version, &use, limit);
    version->limit[0] = limit[0];
    version->limit[1] = limit[1];
}

/* The versions of the first tier year stand behind the others. */
int tariff_plan_set_quotas(struct tariff_plan *plan, kwh100_t more, unsigned months_left)
{
    uint32_t count = plan->version_count;
    if (months_left > 0) {
        struct tariff_version *versions =
            realloc(plan->versions, (size_t)2 * count * sizeof *versions);
        if (!versions)
            return FK_E_MEMORY;
        plan->versions = versions;
        plan->version_count = 2 * count;
        memcpy(versions + count, versions, count * sizeof *versions);
    }
    for (uint32_t i = 0; i < plan->version_count; i++)
        raise(&plan->versions[i], more, i < count ? 0 : months_left);
    for (uint32_t i = 0; months_left > 0 && i < plan->span_count && !plan->spans[i].is_anew; i++)
        plan->spans[i].version = (uint16_t)(plan->spans[i].version + count);
    return FK_OK;
}

/* With what a bad power factor adds, rounded up. */
static int64_t adjusted(const struct tariff_plan *plan, const struct tariff_version *version,
                        int64_t amount)
{
    unsigned factor = plan->has_kvarh ? 1 : plan->power_factor; /* registers may say the worst */
    int32_t percent = factor ? tariff_pf_percent(factor, version->pf_standard) : 0;
    return percent > 0 ? amount + (amount * percent + 9999) / 10000 : amount;
}

fen_t tariff_plan_basic_fee(const struct tariff_plan *plan)
{
    fen_t fee = 0;
    for (uint32_t i = 0; i < plan->span_count; i++) {
        const struct tariff_version *version = &plan->versions[plan->spans[i].version];
        fee += adjusted(plan, version, version->per_kva * plan->kva + version->per_kw * plan->kw);
    }
    return fee;
}

price_t tariff_plan_dearest(const struct tariff_plan *plan)
{
    price_t dearest = 0;
    for (uint32_t i = 0; i < plan->version_count; i++) {
        const struct tariff_version *v = &plan->versions[i];
        for (unsigned rate = 0; rate < TARIFF_RATES; rate++) {
            price_t more = v->surcharge[0][rate] > v->surcharge[1][rate] ? v->surcharge[0][rate]
                                                                         : v->surcharge[1][rate];
            price_t price = adjusted(plan, v, v->base[rate] + more);
            dearest = price > dearest ? price : dearest;
        }
    }
    return dearest;
}

int32_t tariff_turn(const int32_t *turns, uint32_t count, int32_t day)
{
    while (count > 0 && turns[count - 1] > day)
        count--;
    return count > 0 ? turns[count - 1] : INT32_MIN;
}

void tariff_account_init(struct tariff_account *account, const struct tariff_plan *plan,
                         int32_t day)
{
    *account = (struct tariff_account){.counted = (uint32_t)plan->counted, .day = (uint16_t)day};
}

bool tariff_account_is_sound(const struct tariff_account *a, const struct tariff_plan *plan)
{
    return a->span < plan->span_count &&
           (a->span + 1U == plan->span_count || a->day < plan->spans[a->span + 1].day);
}

/* TR-13: power factor of the present span by its registers, 0: it is not judged. A month of
 * reactive energy alone has 0.01. */
static unsigned factor_of(const struct tariff_account *a, const struct tariff_plan *plan,
                          const struct tariff_reading *to)
{
    if (!plan->has_kvarh)
        return plan->power_factor;
    kwh100_t reactive = to->peak > a->base.peak ? (kwh100_t)to->peak - a->base.peak : 0;
    unsigned percent = tariff_power_factor((kwh100_t)to->all - a->base.all, reactive);
    return percent > 0 ? percent : 1;
}

/* What is adjusted of a span: not the basic fee of days that were billed, which an account that
 * began within the span (tariff_account_start), and no other one, has below zero. */
static int64_t judged(const struct tariff_account *a, int64_t exact)
{
    return a->closed < 0 ? exact + a->closed : exact;
}

/* Exact charge of the present span up to a register by a power factor. The scenario made sure that
 * its versions have what the plan asks for. */
static int64_t charge_by(const struct tariff_account *a, const struct tariff_plan *plan,
                         const struct tariff_reading *to, unsigned factor)
{
    const struct tariff_span *span = &plan->spans[a->span];
    const struct tariff_version *version = &plan->versions[span->version];
    kwh100_t energy = (kwh100_t)to->all - a->base.all;
    kwh100_t peak = plan->is_tou ? (kwh100_t)to->peak - a->base.peak : 0;
    bool is_lines = plan->rounding == TARIFF_ROUND_LINES; /* then without a basic fee (TR-9) */
    struct tariff_use use;
    struct tariff_bill bill;
    peak = peak < energy ? peak : energy; /* each register is rounded down for itself */
    if (!plan->is_tou && !tariff_plan_has_fee(plan) && factor == 0 && !is_lines)
        return tariff_single_exact(version, a->counted, energy);
    tariff_use_init(&use);
    use.counted = a->counted;
    use.energy[plan->is_tou ? TARIFF_VALLEY : TARIFF_SINGLE] = energy - peak;
    use.energy[TARIFF_PEAK] = peak;
    if (tariff_plan_has_fee(plan)) { /* then a span is no longer than its month */
        use.kva = plan->kva;
        use.kw = plan->kw;
        use.days = to->day > span->day ? (uint32_t)(to->day - span->day) : 0;
        use.days_in = span->days_in;
    }
    bool is_part = plan->has_kvarh && factor > 0 && !is_lines;
    use.power_factor = (uint8_t)(is_part ? 0 : factor);
    if (tariff_bill_make(version, &use, plan->rounding, &bill, NULL) != FK_OK)
        return 0;
    int64_t exact = is_lines ? bill.total * TARIFF_EXACT_FEN : tariff_bill_exact(&bill);
    if (is_part)
        exact +=
            tariff_adjustment(judged(a, exact), tariff_pf_percent(factor, version->pf_standard));
    return exact;
}

static int64_t charge_of(const struct tariff_account *a, const struct tariff_plan *plan,
                         const struct tariff_reading *to)
{
    return charge_by(a, plan, to, factor_of(a, plan, to));
}

void tariff_account_start(struct tariff_account *a, const struct tariff_plan *plan,
                          const struct tariff_reading *settled, kwh100_t counted)
{
    tariff_account_init(a, plan, settled->day);
    a->base.all = a->last.all = settled->all;
    a->base.peak = a->last.peak = settled->peak;
    a->counted = (uint32_t)counted;
    while (a->span + 1U < plan->span_count && plan->spans[a->span + 1].day <= settled->day)
        a->span++;
    a->closed = -charge_by(a, plan, settled, plan->power_factor); /* of its month's days before */
}

struct tariff_reading tariff_reading_between(const struct tariff_reading *before,
                                             const struct tariff_reading *after, int32_t day)
{
    uint32_t days = (uint32_t)(day - before->day), days_in = (uint32_t)(after->day - before->day);
    kwh100_t all = (kwh100_t)after->all - before->all;
    kwh100_t peak = (kwh100_t)after->peak - before->peak;
    return (struct tariff_reading){
        day, before->all + (uint32_t)tariff_part_of_days(all, days, days_in),
        before->peak + (uint32_t)tariff_part_of_days(peak, days, days_in)};
}

/* The register on the day on which the next span begins; if it is that of `newest`, all of the
 * energy is before it. */
static struct tariff_reading reading_at(const struct tariff_account *a, int32_t day,
                                        const struct tariff_reading *newest,
                                        const struct tariff_reading *turn)
{
    struct tariff_reading last = {a->day, a->last.all, a->last.peak};
    if (turn && turn->day == day && turn->all >= a->last.all && turn->all <= newest->all)
        return *turn;
    return tariff_reading_between(&last, newest, day);
}

static void set_last(struct tariff_account *a, const struct tariff_reading *reading)
{
    a->last.all = reading->all;
    a->last.peak = reading->peak;
    a->day = (uint16_t)reading->day;
}

/* The tier in which the energy counted stands with a register of the present span. */
static unsigned tier_at(const struct tariff_account *a, const struct tariff_plan *plan,
                        uint32_t all)
{
    const struct tariff_version *version = &plan->versions[plan->spans[a->span].version];
    kwh100_t counted = (kwh100_t)a->counted + all - a->base.all;
    if (version->period == TARIFF_NO_TIERS || counted <= version->limit[0])
        return 1;
    return counted <= version->limit[1] ? 2 : 3;
}

unsigned tariff_account_tier(const struct tariff_account *a, const struct tariff_plan *plan)
{
    return tier_at(a, plan, a->last.all);
}

/* What is reached when he who stood in tier *known stands in `tier`. */
static void reach(unsigned tier, unsigned *known, unsigned *reached)
{
    if (tier > *known && tier > *reached)
        *reached = tier;
    *known = tier;
}

bool tariff_plan_is_even(const struct tariff_plan *plan)
{
    return plan->span_count == 1 && !plan->is_tou && tariff_plan_is_by_energy(plan);
}

static struct tariff_account even_account(const struct tariff_plan *plan, uint32_t all)
{
    return (struct tariff_account){
        .counted = (uint32_t)plan->counted, .day = (uint16_t)plan->spans->day, .last = {all, 0}};
}

fen_t tariff_even_charge(const struct tariff_plan *plan, uint32_t all)
{
    const struct tariff_version *version = &plan->versions[plan->spans->version];
    if (plan->power_factor == 0 && tariff_even_is_low(plan, all))
        return money_flat_charge(version->base[TARIFF_SINGLE], all);
    const struct tariff_account account = even_account(plan, all);
    return tariff_account_charge(&account, plan);
}

unsigned tariff_even_tier(const struct tariff_plan *plan, uint32_t all)
{
    const struct tariff_account account = even_account(plan, all);
    return tariff_account_tier(&account, plan);
}

unsigned tariff_account_take(struct tariff_account *a, const struct tariff_plan *plan,
                             const struct tariff_reading *newest, const struct tariff_reading *turn)
{
    unsigned known = tariff_account_tier(a, plan), reached = 0;
    while (a->span + 1U < plan->span_count && plan->spans[a->span + 1].day <= newest->day) {
        const struct tariff_span *next = &plan->spans[a->span + 1];
        struct tariff_reading at = reading_at(a, next->day, newest, turn);
        reach(tier_at(a, plan, at.all), &known, &reached);
        a->closed += charge_of(a, plan, &at);
        a->counted = next->is_anew ? 0 : a->counted + (at.all - a->base.all);
        known = next->is_anew ? 1 : known;
        set_last(a, &at);
        a->base = a->last;
        a->span++;
    }
    reach(tier_at(a, plan, newest->all), &known, &reached);
    set_last(a, newest);
    return reached;
}

fen_t tariff_account_charge(const struct tariff_account *a, const struct tariff_plan *plan)
{
    struct tariff_reading last = {a->day, a->last.all, a->last.peak};
    return tariff_exact_round(a->closed + charge_of(a, plan, &last));
}
