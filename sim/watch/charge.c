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

/* TR-2, TR-3, TR-4: what the energy of a tier costs more. With two rates that pay differently it is
 * shared out as the whole is, to 0.01 kWh. */
static int64_t more(const price_t *surcharge, bool is_tou, kwh100_t tier, kwh100_t energy,
                    kwh100_t peak)
{
    if (tier == 0)
        return 0;
    if (!is_tou)
        return surcharge[TARIFF_SINGLE] * tier;
    kwh100_t in_peak = money_round_half_up(tier * peak, energy);
    return surcharge[TARIFF_PEAK] * in_peak + surcharge[TARIFF_VALLEY] * (tier - in_peak);
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

/* The present span up to a register, 1e-8 CNY. */
static int64_t present(const struct charge *c, const struct tariff_plan *plan,
                       const struct tariff_reading *to)
{
    const struct tariff_span *span = &plan->spans[c->span];
    const struct tariff_version *v = &plan->versions[span->version];
    kwh100_t energy = (kwh100_t)to->all - c->base, peak = (kwh100_t)to->peak - c->base_peak;
    int64_t sum = v->base[TARIFF_SINGLE] * energy;
    if (peak > energy) /* each register is rounded down for itself */
        peak = energy;
    if (plan->is_tou)
        sum = v->base[TARIFF_PEAK] * peak + v->base[TARIFF_VALLEY] * (energy - peak);
    if (v->period != TARIFF_NO_TIERS) {
        kwh100_t third = above(v->limit[1], c->counted, energy);
        kwh100_t second = above(v->limit[0], c->counted, energy) - third;
        sum += more(v->surcharge[0], plan->is_tou, second, energy, peak) +
               more(v->surcharge[1], plan->is_tou, third, energy, peak);
    }
    if (to->day > span->day) /* TR-12 */
        sum += money_round_half_up(v->per_kva * plan->kva * FEN * (to->day - span->day),
                                   span->days_in);
    if (plan->power_factor > 0) {
        int32_t percent = adjustment(plan->power_factor, v->pf_standard);
        sum += sum / 10000 * percent + money_round_half_up(sum % 10000 * percent, 10000);
    }
    return sum;
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
        c->closed += present(c, plan, &at);
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
    return money_round_half_up(c->closed + present(c, plan, &last), FEN);
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
    c->closed = -present(c, plan, settled); /* a basic fee of days that are billed */
}

kwh100_t charge_counted(const struct charge *c)
{
    return (kwh100_t)c->counted + c->last - c->base;
}
