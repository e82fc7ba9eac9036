#include "sim/watch/charge.h"

#define FEN INT64_C(1000000) /* in 1e-8 CNY */

void charge_init(struct charge *charge, const struct tariff_plan *plan, int32_t day)
{
    *charge = (struct charge){.counted = (uint32_t)plan->counted, .day = (uint16_t)day};
}

bool charge_is_sound(const struct charge *charge, const struct tariff_plan *plan)
{
    return charge->span < plan->span_count && (charge->span + 1U == plan->span_count ||
                                               charge->day < plan->spans[charge->span + 1].day);
}

/* Of `energy` that follows on `counted`, what lies above a limit. */
static kwh100_t above(kwh100_t limit, kwh100_t counted, kwh100_t energy)
{
    kwh100_t end = counted + energy;
    return end <= limit ? 0 : counted >= limit ? energy : end - limit;
}

/* TR-13, in 0.01 %: up from the standard 0.10 % a step until 0.90 and 0.15 % from there to the end
 * of the table; down 0.5 %, from the twenty-first step on 1 %, from the twenty-sixth on 2 %. */
static int32_t adjustment(unsigned power_factor, unsigned standard)
{
    int32_t percent = 0;
    unsigned end = standard == 90 ? 95 : standard == 85 ? 94 : 92;
    for (unsigned step = standard; step < power_factor && step < end; step++)
        percent -= step < 90 ? 10 : 15;
    for (unsigned steps = 1; power_factor + steps <= standard; steps++)
        percent += steps > 25 ? 200 : steps > 20 ? 100 : 50;
    return percent;
}

__extension__ typedef unsigned __int128 square_t;

/* TR-13: the power factor of two energies climbs as long as the next hundredth is not farther than
 * half of one: a / sqrt(a^2 + r^2) >= (2 p - 1) / 200, without a root. */
static unsigned factor_of(uint32_t active, uint32_t reactive)
{
    unsigned p = 1;
    square_t a = (square_t)active * active, r = (square_t)reactive * reactive;
    for (unsigned n = 2 * p + 1; p < 100 && r * (n * n) <= a * (40000 - n * n); n += 2)
        p++;
    return p;
}

/* Lines of a span: exactly, and as they are charged (TR-9), both 1e-8 CNY. */
struct lines {
    int64_t exact, sum;
    bool is_rounded; /* each for itself */
};

static void add(struct lines *lines, int64_t exact)
{
    lines->exact += exact;
    lines->sum += lines->is_rounded ? money_round_half_up(exact, FEN) * FEN : exact;
}

/* TR-3, TR-4: what two rates cost, each a line, and the tiers above the first, each a line, or two
 * where the rates pay differently for it: it is shared out as the whole is, to 0.01 kWh. */
static void add_rates(struct lines *lines, const struct tariff_version *v, kwh100_t energy,
                      kwh100_t peak, const kwh100_t tiers[2])
{
    add(lines, v->base[TARIFF_PEAK] * peak);
    add(lines, v->base[TARIFF_VALLEY] * (energy - peak));
    for (int i = 0; i < 2 && energy > 0; i++) {
        const price_t *more = v->surcharge[i];
        kwh100_t in_peak = money_round_half_up(tiers[i] * peak, energy);
        if (more[TARIFF_PEAK] == more[TARIFF_VALLEY])
            in_peak = tiers[i];
        add(lines, more[TARIFF_PEAK] * in_peak);
        add(lines, more[TARIFF_VALLEY] * (tiers[i] - in_peak));
    }
}

/* The power factor that the present span is judged by, 0: none. */
static unsigned judged_by(const struct charge *c, const struct tariff_plan *plan,
                          const struct tariff_reading *to)
{
    if (!plan->has_kvarh)
        return plan->power_factor;
    return factor_of(to->all - c->base, to->peak > c->base_peak ? to->peak - c->base_peak : 0);
}

/* The present span up to a register with a power factor, 1e-8 CNY. */
static int64_t present(const struct charge *c, const struct tariff_plan *plan,
                       const struct tariff_reading *to, unsigned factor)
{
    const struct tariff_span *span = &plan->spans[c->span];
    const struct tariff_version *v = &plan->versions[span->version];
    kwh100_t energy = (kwh100_t)to->all - c->base, peak = (kwh100_t)to->peak - c->base_peak;
    kwh100_t tiers[2] = {0, 0}; /* what lies in tiers 2 and 3 */
    struct lines lines = {.is_rounded = plan->rounding == TARIFF_ROUND_LINES};
    if (peak > energy) /* each register is rounded down for itself */
        peak = energy;
    if (v->period != TARIFF_NO_TIERS) {
        tiers[1] = above(v->limit[1], c->counted, energy);
        tiers[0] = above(v->limit[0], c->counted, energy) - tiers[1];
    }
    if (plan->is_tou) {
        add_rates(&lines, v, energy, peak, tiers);
    } else { /* a tier is a line (TR-2) */
        price_t base = v->base[TARIFF_SINGLE];
        add(&lines, base * (energy - tiers[0] - tiers[1]));
        for (int i = 0; i < 2; i++)
            add(&lines, (base + v->surcharge[i][TARIFF_SINGLE]) * tiers[i]);
    }
    if (to->day > span->day) /* TR-12 */
        add(&lines, money_round_half_up((v->per_kva * plan->kva + v->per_kw * plan->kw) * FEN *
                                            (to->day - span->day),
                                        span->days_in));
    if (factor > 0) {
        int32_t percent = adjustment(factor, v->pf_standard);
        int64_t on = lines.exact;
        if (plan->has_kvarh && c->closed < 0)
            on += c->closed; /* days of the month that are billed, as they were judged then */
        add(&lines, on / 10000 * percent + money_round_half_up(on % 10000 * percent, 10000));
    }
    return lines.sum;
}

static void set_last(struct charge *c, const struct tariff_reading *reading)
{
    c->last = reading->all;
    c->last_peak = reading->peak;
    c->day = (uint16_t)reading->day;
}

void charge_take(struct charge *c, const struct tariff_plan *plan,
                 const struct tariff_reading *newest, const struct tariff_reading *turn)
{
    for (; c->span + 1U < plan->span_count; c->span++) {
        const struct tariff_span *next = &plan->spans[c->span + 1];
        struct tariff_reading last = {c->day, c->last, c->last_peak}, at;
        if (next->day > newest->day)
            break;
        if (turn && turn->day == next->day && turn->all >= c->last && turn->all <= newest->all)
            at = *turn;
        else
            at = tariff_reading_between(&last, newest, next->day);
        c->closed += present(c, plan, &at, judged_by(c, plan, &at));
        c->counted = next->is_anew ? 0 : c->counted + (at.all - c->base);
        c->base = at.all;
        c->base_peak = at.peak;
        set_last(c, &at);
    }
    set_last(c, newest);
}

fen_t charge_even(const struct tariff_plan *plan, uint32_t all)
{
    const struct tariff_version *v = &plan->versions[plan->spans->version];
    if (plan->power_factor == 0 && above(v->limit[0], plan->counted, all) == 0)
        return money_round_half_up(v->base[TARIFF_SINGLE] * all, FEN);
    struct charge c = {
        .counted = (uint32_t)plan->counted, .last = all, .day = (uint16_t)plan->spans->day};
    return charge_sum(&c, plan);
}

fen_t charge_sum(const struct charge *c, const struct tariff_plan *plan)
{
    struct tariff_reading last = {c->day, c->last, c->last_peak};
    return money_round_half_up(c->closed + present(c, plan, &last, judged_by(c, plan, &last)), FEN);
}

void charge_start(struct charge *c, const struct tariff_plan *plan,
                  const struct tariff_reading *settled, kwh100_t counted)
{
    *c = (struct charge){.base = settled->all,
                         .base_peak = settled->peak,
                         .last = settled->all,
                         .last_peak = settled->peak,
                         .counted = (uint32_t)counted,
                         .day = (uint16_t)settled->day};
    for (uint16_t i = 1; i < plan->span_count && plan->spans[i].day <= settled->day; i++)
        c->span = i;
    /* a basic fee of days that are billed */
    c->closed = -present(c, plan, settled, plan->power_factor);
}

kwh100_t charge_counted(const struct charge *c)
{
    return (kwh100_t)c->counted + c->last - c->base;
}
