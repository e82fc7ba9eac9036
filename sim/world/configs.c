#include "sim/world/configs.h"

_Static_assert(MASTER_ANSWERS_KEPT == ORDERS_KEPT, "who is told knows what of (R-47)");

/* Whatever the policy of his segment: so long may an order be asked about after its failure. */
static ms_t longest_hold(const struct population_segments *segments)
{
    ms_t longest = 0;
    for (uint32_t i = 0; i < segments->policy_count; i++)
        if (segments->policies[i].hold_window > longest)
            longest = segments->policies[i].hold_window;
    return longest;
}

struct marketing_config config_of_marketing(const struct sim_scenario *s,
                                            const struct population_segments *segments,
                                            const struct areas *areas,
                                            const struct mandates *mandates,
                                            const struct locals *locals)
{
    return (struct marketing_config){
        .customers = scenario_customers(s),
        .orders = {&segments->index, s->is_status_read, s->order_limit,
                   ORDERS_KEPT + longest_hold(segments), s->field_restore_limit, s->field_cut_days,
                   s->warn_percent, s->is_read_by_hand, s->proof, s->trip_delay},
        .purchases = {locals, s->reissue_after, s->reissues, s->subscribers, s->review, s->seed,
                      scenario_sale(s)},
        .posting = s->posting,
        .mandates = mandates,
        .seed = s->seed,
        .has_statements = s->statement_at >= 0,
        .matching = s->matching,
        .settlement = {s->settlement_books, s->settlement_day, s->settlement_apart, s->is_bill_told,
                       &segments->index, segments->prices, areas, locals, segments->plans,
                       segments->turns, segments->turn_count, clock_day_number(s->start) - 1,
                       segments->has_kvarh},
        .bill_days = scenario_bill_days(s),
        .rollout = {s->rollout, s->waves, s->wave_count, population_county(s),
                    s->crews * s->crew_jobs_per_day, s->seed}};
}

/* P-CUT-05: where bills count when they are overdue, energy that is not billed does not. */
static const price_t no_price = 0;

struct feecontrol_config config_of_fee_control(const struct sim_scenario *s,
                                               const struct population_segments *segments,
                                               const struct areas *areas)
{
    return (struct feecontrol_config){.customers = scenario_customers(s),
                                      .segments = &segments->index,
                                      .policies = segments->policies,
                                      .policy_count = segments->policy_count,
                                      .changes = segments->changes,
                                      .change_count = segments->change_count,
                                      .prices =
                                          scenario_bill_days(s) ? &no_price : segments->prices,
                                      .plans = segments->plans,
                                      .stale_plans = segments->stale_plans,
                                      .is_even = segments->is_even,
                                      .loaded_at = segments->loaded_at,
                                      .seed = s->seed,
                                      .takes_all = !s->is_validating,
                                      .jump_above = s->jump_above,
                                      .jump_factor = s->jump_factor,
                                      .means = segments->loads,
                                      .use = segments->use,
                                      .extrapolates = s->is_extrapolating,
                                      .selects = s->is_selecting,
                                      .selection_days = s->selection_days,
                                      .places = {areas, s->concentrators_per_line},
                                      .turns = segments->turns,
                                      .turn_count = segments->turn_count,
                                      .is_settled = s->settlement_books > 0};
}

struct customers_config config_of_customers(const struct sim_scenario *s,
                                            const struct population_segments *segments)
{
    bool is_unprompted = segments->habits && s->habits.unprompted > 0;
    return (struct customers_config){.is_paying_after_cut = s->is_paying_after_cut,
                                     .pay_after = s->pay_after,
                                     .pay_amount = s->pay_amount,
                                     .button_after = s->button_after,
                                     .is_by_hand = fee_is_by_hand(&s->policy),
                                     .breaker_after = s->breaker_after,
                                     .seed = s->seed,
                                     .habits = segments->habits,
                                     .count = scenario_customers(s),
                                     .first_day = is_unprompted ? s->start : 0,
                                     .is_calling = s->is_calling,
                                     .dark_calls = s->dark_calls,
                                     .unrestored_calls = s->unrestored_calls,
                                     .button_calls = s->button_calls,
                                     .call_after = s->call_after,
                                     .call_again = s->call_again,
                                     .is_asking_channel = s->wrong_account > 0,
                                     .complains_after = s->complains_after,
                                     .deposits = s->deposits};
}

struct crews_config config_of_crews(const struct sim_scenario *s)
{
    return (struct crews_config){.crews = s->crews,
                                 .jobs_per_day = s->crew_jobs_per_day,
                                 .hours = s->crew_hours,
                                 .cut_hours = s->field_cut_hours,
                                 .arrival = s->crew_arrival,
                                 .work = s->crew_work,
                                 .handheld_fails = s->handheld_fails,
                                 .late_entries = s->late_entries,
                                 .entry_delay = s->entry_delay,
                                 .seed = s->seed,
                                 .is_second_level = s->is_second_level,
                                 .exchange = s->crew_exchange,
                                 .is_working_days = s->is_cutting_on_working_days};
}

struct sms_config config_of_sms(const struct sim_scenario *s, const struct phones *phones,
                                const uint8_t *free_texts)
{
    const uint32_t heard = 1U << SMS_REMINDER | 1U << SMS_WARNING | 1U << SMS_SECOND_WARNING |
                           1U << SMS_DUNNING | 1U << SMS_PRE_CUT | 1U << SMS_CUT_DONE;
    const uint32_t told_bills = s->habits.to[HABIT_BILLED].share > 0 ? 1U << SMS_BILL : 0;
    return (struct sms_config){
        .window = s->sms_window,
        .rate = s->sms_rate,
        .exempt = scenario_exempt(s),
        .first = s->sms_first,
        .told_when_sent = s->policy.receipt_needed ? 0 : 1U << SMS_PRE_CUT | 1U << SMS_LAST_NOTICE,
        .delivery = s->sms_delivery,
        .validity = s->sms_validity,
        .shares = s->sms_shares,
        .checks = {s->phone_checks, population_county(s),
                   s->phone_checks_from ? s->phone_checks_from : s->start, s->checked_wrong_owner,
                   s->checked_no_number},
        .phones = phones,
        .paper = s->paper,
        .paper_lost = s->paper_lost,
        .call = s->call,
        .call_missed = s->call_missed,
        .is_paper_counted = s->is_paper_counted,
        .free_texts = free_texts,
        .free_text_count = s->message_count,
        .heard = s->is_reacting           ? heard | told_bills
                 : scenario_has_copies(s) ? heard
                 : s->is_calling          ? 1U << SMS_CUT_DONE
                                          : 0,
        .seed = s->seed};
}
