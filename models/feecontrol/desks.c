#include "models/feecontrol/desks.h"

#include "models/house/calendar.h"

enum { DATE_DECIDED, DATE_LIMIT, DATE_KINDS }; /* and the level above them; id: strategy */

int desks_init(struct desks *desks, const struct fee_policy *policy, uint64_t seed)
{
    *desks = (struct desks){.policy = policy, .seed = seed, .begin_at = MS_NEVER};
    slots_init(&desks->open, sizeof(struct approval));
    return timers_init(&desks->dates, 1);
}

void desks_fini(struct desks *desks)
{
    slots_fini(&desks->open);
    for (unsigned i = 0; i < DESK_LEVELS; i++)
        fifo_fini(&desks->waiting[i]);
    timers_fini(&desks->dates);
}

/* First moment from `at` on at which approvers are at their desks. */
static ms_t open_at(const struct fee_policy *policy, ms_t at)
{
    ms_t open = clock_window_next(&policy->approval_hours, at);
    while (!calendar_is_working(clock_day_number(open)))
        open = clock_window_next(&policy->approval_hours, clock_day_start(open) + MS_DAY);
    return open;
}

static bool has_free(const struct desks *desks, unsigned level)
{
    return desks->waiting[level - 1].count > 0 && desks->busy[level - 1] < desks->policy->approvers;
}

static void plan(struct desks *desks, ms_t now)
{
    bool is_wanted = desks->absences == 0 && (has_free(desks, 1) || has_free(desks, 2));
    desks->begin_at = is_wanted ? open_at(desks->policy, now) : MS_NEVER;
}

/* When somebody who comes to a level now is late there (P-CUT-09); MS_NEVER without a limit. */
static ms_t late_at(const struct fee_policy *policy, ms_t now)
{
    ms_t late = policy->approval_limit > 0 ? now + policy->approval_limit : MS_NEVER;
    ms_t by_days = policy->approval_days > 0
                       ? calendar_after_working_days(now, policy->approval_days)
                       : MS_NEVER;
    return by_days < late ? by_days : late;
}

int desks_ask(struct desks *desks, uint32_t strategy, uint32_t customer, unsigned level, ms_t now)
{
    ms_t late = late_at(desks->policy, now);
    struct approval *old = slots_find(&desks->open, strategy);
    if (old && old->level == level)
        return FK_OK;
    struct approval *approval = slots_open(&desks->open, strategy);
    if (!approval)
        return FK_E_MEMORY;
    *approval = (struct approval){
        .id = strategy, .customer = customer, .level = (uint8_t)level, .due = late};
    int err = fifo_push(&desks->waiting[level - 1], strategy);
    plan(desks, now);
    if (err == FK_OK && late != MS_NEVER)
        err = timers_set(&desks->dates, late, DATE_LIMIT + level * DATE_KINDS, strategy);
    return err;
}

void desks_absence(struct desks *desks, bool begins, ms_t now)
{
    desks->absences += begins ? 1 : UINT32_MAX;
    plan(desks, now);
}

int desks_forget(struct desks *desks, uint32_t strategy)
{
    return slots_close(&desks->open, strategy);
}

ms_t desks_due(const struct desks *desks)
{
    ms_t due = timers_due(&desks->dates);
    return desks->begin_at < due ? desks->begin_at : due;
}

/* What is still wanted at a level; NULL if it is forgotten, or at the next one. */
static struct approval *find(struct desks *desks, uint32_t strategy, unsigned level)
{
    struct approval *approval = slots_find(&desks->open, strategy);
    return approval && approval->level == level ? approval : NULL;
}

/* The approvers who are free take what waits. */
static int begin(struct desks *desks, unsigned level, ms_t now)
{
    uint32_t strategy;
    int err = FK_OK;
    bool is_open = desks->absences == 0 && open_at(desks->policy, now) == now;
    while (err == FK_OK && is_open && has_free(desks, level) &&
           fifo_pop(&desks->waiting[level - 1], &strategy)) {
        struct approval *approval = find(desks, strategy, level);
        if (!approval || approval->decided_at)
            continue;
        desks->busy[level - 1]++;
        ms_t time = chance_duration(&desks->policy->approval_time, desks->seed, CHANCE_APPROVAL,
                                    approval->customer, strategy * DESK_LEVELS + level);
        approval->decided_at = now + time;
        err = timers_set(&desks->dates, now + time, DATE_DECIDED + level * DATE_KINDS, strategy);
    }
    return err;
}

static bool is_rejected(const struct desks *desks, const struct approval *approval)
{
    uint64_t bits = chance_bits(desks->seed, CHANCE_REJECTED, approval->customer,
                                (uint64_t)approval->id * DESK_LEVELS + approval->level);
    return (bits >> 32) * 100 >> 32 < desks->policy->approval_rejects;
}

/* An answer that is due; 0 without one. */
static int answer_one(struct desks *desks, ms_t now, struct desk_answer *answer)
{
    struct timer date;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&desks->dates, now, &date)) {
        unsigned level = date.kind / DATE_KINDS;
        bool is_limit = date.kind % DATE_KINDS == DATE_LIMIT;
        if (!is_limit)
            desks->busy[level - 1]--;
        const struct approval *approval = find(desks, date.id, level);
        if (approval && (is_limit ? approval->due : approval->decided_at) == date.due) {
            *answer =
                (struct desk_answer){.strategy = date.id,
                                     .customer = approval->customer,
                                     .level = (uint8_t)level,
                                     .is_approved = !is_limit && !is_rejected(desks, approval),
                                     .is_late = is_limit};
            err = desks_forget(desks, date.id);
            return err == FK_OK ? 1 : err;
        }
    }
    return err;
}

int desks_take(struct desks *desks, ms_t now, struct desk_answer *answer)
{
    int found = answer_one(desks, now, answer);
    plan(desks, now);
    if (found != FK_OK)
        return found;
    int err = begin(desks, 1, now);
    if (err == FK_OK)
        err = begin(desks, 2, now);
    plan(desks, now);
    return err == FK_OK ? answer_one(desks, now, answer) : err; /* decided in no time */
}

void desks_image(struct desks *desks, struct image *image, uint32_t customers)
{
    image_part(image, "desks");
    slots_image(&desks->open, image);
    for (uint32_t i = 0; i < desks->open.count; i++) {
        const struct approval *approval = slots_at(&desks->open, i);
        image_expect(image,
                     !approval || (approval->customer < customers && approval->level >= 1 &&
                                   approval->level <= DESK_LEVELS),
                     "an approval in it is none that there can be");
        image_expect_moment(image, approval ? approval->due : 0);
        image_expect_moment(image, approval ? approval->decided_at : 0);
    }
    for (unsigned i = 0; i < DESK_LEVELS; i++) {
        fifo_image(&desks->waiting[i], image, UINT32_MAX);
        IMAGE(image, desks->busy[i]);
        image_expect(image, desks->busy[i] <= desks->policy->approvers,
                     "more approvers in it are busy than there are");
    }
    IMAGE(image, desks->absences);
    IMAGE(image, desks->begin_at);
    image_expect_moment(image, desks->begin_at);
    timers_image(&desks->dates, image, (DESK_LEVELS + 1) * DATE_KINDS, UINT32_MAX);
    for (uint32_t i = 0; i < desks->dates.count; i++)
        image_expect(image, desks->dates.heap[i].kind >= DATE_KINDS,
                     "a date in it is of no known kind");
}
