/* What fee control is between two milliseconds, for saving and loading. */
#include "models/feecontrol/fee_state.h"

#include "models/feecontrol/fee_parts.h"
#include <stdlib.h>

static void image_run(struct fee_run *run, struct image *image)
{
    IMAGE(image, run->is_open);
    IMAGE(image, run->number);
    IMAGE(image, run->day);
    IMAGE(image, run->until);
    IMAGE(image, run->file);
}

static void image_registers(struct fee_run *run, struct image *image, uint32_t customers,
                            uint32_t columns)
{
    if (!run->is_open || image->err != FK_OK)
        return;
    if (image->is_loading) {
        run->room = image_room(image, columns * sizeof *run->values + sizeof *run->ages, customers);
        run->values = run->room;
        run->ages = (uint8_t *)run->room + (size_t)columns * sizeof *run->values * customers;
    }
    if (!run->room)
        return;
    image_row(image, run->values, columns * sizeof *run->values, customers);
    image_row(image, run->ages, sizeof *run->ages, customers);
}

/* A date is of a customer, or of the first or a later run; above an escalation stands the code of
 * the order. */
static void image_timers(struct feecontrol *fee, struct image *image)
{
    timers_image(&fee->timers, image, RESULT_CODES << TIMER_CODE_SHIFT, UINT64_MAX);
    for (uint32_t i = 0; i < fee->timers.count; i++) {
        const struct timer *timer = &fee->timers.heap[i];
        unsigned kind = timer->kind & ((1U << TIMER_CODE_SHIFT) - 1);
        image_expect(image, timer->id < (kind == TIMER_JUDGE ? 2 : fee->count),
                     "a date in it is about what does not exist");
        image_expect(image, kind < FEE_TIMERS && (kind == timer->kind || kind == TIMER_ESCALATE),
                     "a date in it is of no known kind");
    }
}

static void check_people(const struct feecontrol *fee, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < fee->count; i++)
        image_expect(image,
                     fee->customers[i].state < FEE_STATES && fee->customers[i].cause < CALC_CAUSES,
                     "a decision in it is none that there can be");
    for (uint32_t i = 0; image->is_loading && i < fee->cases.count; i++) {
        const struct fee_case *open = slots_at(&fee->cases, i);
        image_expect(image, !open || open->id < fee->count, "a case in it is nobody's");
        image_expect(image, !open || open->hold < HOLD_REASONS, "a hold in it has no known reason");
        image_expect_moment(image, open ? open->notice_at : 0);
        image_expect_moment(image, open ? open->turn_at : 0);
    }
}

static void check_agreements(const struct feecontrol *fee, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < fee->agreements.count; i++) {
        const struct fee_agreement *agreement = slots_at(&fee->agreements, i);
        image_expect(image,
                     !agreement || (agreement->id < fee->count && agreement->phase <= ENROLLED_OUT),
                     "an agreement in it is none that there can be");
    }
}

static void check_flaws(const struct feecontrol *fee, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < fee->flaws.count; i++) {
        const struct flaw *flaw = slots_at(&fee->flaws, i);
        image_expect(image, !flaw || (flaw->id < fee->count && flaw_cause(flaw) != CAUSE_NONE),
                     "a flaw of a file in it is none that there can be");
    }
}

static void check_trips(const struct feecontrol *fee, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < fee->trips.count; i++) {
        const struct trip_record *trip = slots_at(&fee->trips, i);
        image_expect(image, !trip || trip->id < fee->count, "a trip in it is nobody's");
        image_expect_moment(image, trip ? trip->due : 0);
    }
}

static void image_accounts(struct feecontrol *fee, struct image *image)
{
    image_row(image, fee->accounts, sizeof *fee->accounts, fee->count);
    for (uint32_t i = 0; i < fee->count && image->is_loading; i++) {
        const struct segment *his = segment_of(fee->config.segments, i);
        image_expect(image,
                     tariff_account_is_sound(&fee->accounts[i], &fee->config.plans[his->tariff]),
                     "an account in it stands in a time that its tariff does not have");
    }
    if (fee->counted)
        image_row(image, fee->counted, sizeof *fee->counted, fee->count);
}

/* Of tariffs whose newest versions are not loaded yet. */
static void image_stale(struct feecontrol *fee, struct image *image)
{
    if (!fee->config.stale_plans)
        return; /* all are known from the start */
    IMAGE(image, fee->loaded);
    image_expect_moment(image, fee->loaded);
    if (image->err == FK_OK && fee->loaded == MS_NEVER) {
        free(fee->stale);
        fee->stale = NULL;
    }
    if (fee->stale)
        image_row(image, fee->stale, sizeof *fee->stale, fee->count);
    for (uint32_t i = 0; fee->stale && i < fee->count && image->is_loading; i++)
        image_expect(image, tariff_account_is_sound(&fee->stale[i], fee_stale_plan_of(fee, i)),
                     "an account in it stands in a time that its tariff does not have");
}

void feecontrol_image(struct feecontrol *fee, struct image *image)
{
    image_part(image, "fee-control");
    image_row(image, fee->customers, sizeof *fee->customers, fee->count);
    if (fee->accounts)
        image_accounts(fee, image);
    image_stale(fee, image);
    slots_image(&fee->cases, image);
    slots_image(&fee->agreements, image);
    check_people(fee, image);
    check_agreements(fee, image);
    slots_image(&fee->flaws, image);
    check_flaws(fee, image);
    looks_image(&fee->looks, image, fee->count);
    slots_image(&fee->trips, image);
    check_trips(fee, image);
    locks_image(&fee->locks, image);
    image_timers(fee, image);
    for (uint32_t i = 0; i < fee->config.policy_count; i++) {
        outcomes_image(&fee->failures[i].outcomes, image);
        holds_image(&fee->failures[i].held, image, fee->count);
        desks_image(&fee->failures[i].desks, image, fee->count);
        IMAGE(image, fee->failures[i].next_turn);
        IMAGE(image, fee->failures[i].cuts);
        IMAGE(image, fee->failures[i].cuts_day);
        image_expect_moment(image, fee->failures[i].next_turn);
    }
    IMAGE(image, fee->next_strategy);
    IMAGE(image, fee->notices);
    for (unsigned number = 0; number < 2; number++) {
        image_run(&fee->runs[number], image);
        image_registers(&fee->runs[number], image, fee->count, fee_run_columns(fee));
        image_run(&fee->next[number], image);
    }
    IMAGE(image, fee->counted_day);
    IMAGE(image, fee->ahead);
    IMAGE(image, fee->next_count);
    image_expect_moment(image, fee->next_count);
    IMAGE(image, fee->calculated);
    IMAGE(image, fee->rejected);
    IMAGE(image, fee->first_run_end);
}
