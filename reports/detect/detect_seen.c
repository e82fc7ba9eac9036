#include "reports/detect/detect_seen.h"

#include <stdlib.h>
#include <string.h>

enum { THERE = 1, WAS_MISSING = 2 };
/* Of what a customer uses by his file: at least so much, and he has supply; less, and he has none.
 * Between them nothing is said: clocks of meters are off, days differ. */
#define USED_PERCENT 10
#define NONE_PERCENT 5
#define MUCH_PERCENT 150 /* more than a day can hold: its clock was wrong */
#define FULL_PERCENT 92  /* less on the day of a cut: it was interrupted */

int seen_init(struct seen *seen, const struct seen_world *world)
{
    *seen = (struct seen){.world = world,
                          .registers = calloc(world->days + 1, sizeof *seen->registers),
                          .marks = calloc(world->days + 1, 1),
                          .expected = calloc(world->days + 1, sizeof *seen->expected)};
    return seen->registers && seen->marks && seen->expected ? FK_OK : FK_E_MEMORY;
}

void seen_fini(struct seen *seen)
{
    free(seen->registers);
    free(seen->marks);
    free(seen->expected);
    *seen = (struct seen){0};
}

/* His mean, and how season and weekday are for his kind. */
static kwh100_t expected_on(const struct seen_world *world, uint32_t customer, uint32_t day)
{
    const struct drawn_use *use = world->use;
    if (!use)
        return world->mean;
    uint32_t kind = drawn_use_kind(use, customer), place = day < use->days ? day : use->days - 1;
    return (kwh100_t)drawn_use_mean(use, customer) * use->seasons[place * USE_KINDS + kind] >> 16;
}

void seen_next(struct seen *seen, uint32_t customer)
{
    const struct seen_world *world = seen->world;
    uint8_t *marks = seen->marks;
    kwh100_t *expected = seen->expected;
    for (uint32_t day = 0; day <= world->days; day++)
        expected[day] = expected_on(world, customer, day);
    memset(marks, 0, seen->world->days + 1);
    *seen = (struct seen){.world = seen->world,
                          .customer = customer,
                          .class_since = seen->world->start,
                          .registers = seen->registers,
                          .marks = marks,
                          .expected = expected};
}

static enum seen_class class_of(unsigned state)
{
    switch (state) {
    case FEE_CUT_SENT:
    case FEE_FIELD_CUT:
        return SEEN_CUTTING;
    case FEE_CUT:
        return SEEN_CUT;
    case FEE_CLOSE_ALLOWED:
        return SEEN_PERMITTED;
    case FEE_RESTORE_PENDING:
    case FEE_RESTORE_SENT:
    case FEE_RESTORE_FAILED:
    case FEE_FIELD_RESTORE:
        return SEEN_RESTORING;
    default:
        return SEEN_SUPPLIED;
    }
}

static void take_decision(struct seen *seen, const struct seen_row *row)
{
    enum seen_class klass = class_of(row->state);
    if (row->state == FEE_NOT_ENROLLED && row->kind == FEE_CUT)
        klass = SEEN_LEFT;
    if (klass == seen->klass)
        return;
    seen->klass = (uint8_t)klass;
    seen->class_since = row->at;
    seen->is_interrupted = false;
    seen->paid_at = 0;
    if (klass == SEEN_RESTORING)
        seen->has_restore = false;
}

static bool is_of_cut(unsigned kind)
{
    return kind == ORDER_CUT || kind == ORDER_FIELD_CUT;
}

static void succeed(struct seen *seen, const struct seen_row *row)
{
    bool is_cut = is_of_cut(row->kind);
    seen->is_restored = !is_cut;
    seen->failure = RESULT_NONE;
    if (is_cut) {
        seen->cut_at = row->at;
        seen->is_by_hand = seen->world->is_by_hand;
    } else {
        seen->restored_at = row->at;
    }
}

static void take_exception(struct seen *seen, const struct seen_row *row)
{
    bool is_over =
        row->state == ORDER_SUCCESS || row->state == ORDER_CLOSED || row->state == ORDER_CANCELLED;
    if (!is_over && (row->code == CAUSE_REGISTER_BACKWARDS || row->code == CAUSE_REGISTER_JUMP))
        seen->exception = row->id;
    else if (row->id == seen->exception)
        seen->exception = 0;
}

static void take_order(struct seen *seen, const struct seen_row *row)
{
    bool is_remote = row->kind == ORDER_CUT || row->kind == ORDER_RESTORE;
    if (row->kind == ORDER_EXCEPTION) {
        take_exception(seen, row);
        return;
    }
    if (!is_of_cut(row->kind))
        seen->has_restore = true;
    if (row->state == ORDER_SUCCESS)
        succeed(seen, row);
    if (!is_remote)
        return;
    bool is_under_way =
        row->state <= ORDER_EXECUTING || row->state == ORDER_TIMEOUT || row->state == ORDER_RETRY;
    if (row->id != seen->order) {
        seen->order = row->id;
        seen->order_since = 0;
    }
    if (!is_under_way)
        seen->order_since = 0;
    else if (seen->order_since == 0)
        seen->order_since = row->at;
    seen->order_kind = row->kind;
    seen->order_state = row->state;
    if (row->state == ORDER_FAILED || row->state == ORDER_TIMEOUT)
        seen->failure = row->code ? row->code : RESULT_TASK_TIMEOUT;
}

/* What he uses by his file between the registers of two days. */
static int64_t expected_between(const struct seen *seen, uint32_t from, uint32_t to)
{
    int64_t sum = 0;
    for (uint32_t day = from; day < to; day++)
        sum += seen->expected[day];
    return sum;
}

/* So little that it cannot be told from nothing. */
static bool is_too_little(const struct seen *seen, uint32_t from, uint32_t to)
{
    return expected_between(seen, from, to) < (int64_t)SEEN_LEAST_USE * (to - from);
}

/* What was used meanwhile, in percent of that. */
static int64_t percent_used(const struct seen *seen, uint32_t from, uint32_t to)
{
    int64_t used = (int64_t)seen->registers[to] - seen->registers[from];
    int64_t expected = expected_between(seen, from, to);
    return expected > 0 ? 100 * used / expected : 0;
}

static ms_t day_start(const struct seen *seen, uint32_t day)
{
    return seen->world->start + day * MS_DAY;
}

/* The newest day before `day` with a register, or `day` itself if there is none. */
static uint32_t day_before(const struct seen *seen, uint32_t day)
{
    for (uint32_t i = day; i-- > 0;)
        if (seen->marks[i] & THERE)
            return i;
    return day;
}

/* When the use ended that the registers before a time of none still show. */
static ms_t last_use(const struct seen *seen, uint32_t from)
{
    uint32_t before = day_before(seen, from);
    int64_t used = (int64_t)seen->registers[from] - seen->registers[before];
    int64_t expected = expected_between(seen, before, from);
    if (before == from || used <= 0 || expected <= 0)
        return 0;
    if (used >= expected)
        return day_start(seen, from);
    return day_start(seen, before) + used * MS_DAY / expected * (from - before);
}

static bool is_area_dark(const struct seen *seen, uint32_t day)
{
    const struct seen_world *world = seen->world;
    return world->dark[(size_t)(seen->customer / world->per_area) * (world->days + 1) + day];
}

/* The time between two registers that follow each other. */
static void judge_span(struct seen *seen, uint32_t from, uint32_t to)
{
    ms_t begin = day_start(seen, from), end = day_start(seen, to);
    if (is_too_little(seen, from, to) || seen->registers[to] < seen->registers[from])
        return;
    int64_t percent = percent_used(seen, from, to);
    uint32_t facts = percent >= USED_PERCENT ? FACT_USED : percent < NONE_PERCENT ? FACT_NONE : 0;
    uint32_t before = day_before(seen, from);
    if (before < from && percent_used(seen, before, from) > MUCH_PERCENT)
        facts &= ~(uint32_t)FACT_NONE;
    for (uint32_t day = from; day <= to; day++)
        if (seen->marks[day] & WAS_MISSING)
            facts |= FACT_DARK | (is_area_dark(seen, day) ? FACT_AREA : 0);
    if (seen->klass == SEEN_CUT && begin < seen->class_since && seen->class_since < end)
        seen->is_interrupted |= percent < FULL_PERCENT;
    if (seen->klass == SEEN_CUT && begin >= seen->class_since && facts & FACT_NONE)
        seen->is_interrupted = true;
    if (facts & FACT_USED && begin >= seen->restored_at)
        seen->is_restored = false;
    if (facts & FACT_USED && begin >= seen->cut_at)
        seen->is_by_hand = false;
    if (facts & FACT_NONE && !(seen->span_facts & FACT_NONE))
        seen->off_at = last_use(seen, from);
    seen->span_facts = facts;
    seen->span_from = begin;
}

static void take_reading(struct seen *seen, const struct seen_row *row)
{
    uint32_t day = row->id;
    if (day > seen->world->days || seen->marks[day] & THERE)
        return;
    seen->marks[day] |= row->state ? THERE : WAS_MISSING;
    if (!row->state)
        return;
    seen->registers[day] = (uint32_t)row->value;
    uint32_t before = day_before(seen, day), after = day + 1;
    while (after <= seen->world->days && !(seen->marks[after] & THERE))
        after++;
    if (before < day)
        judge_span(seen, before, day);
    if (after <= seen->world->days)
        judge_span(seen, day, after);
}

static void take_payment(struct seen *seen, const struct seen_row *row)
{
    if (row->state == PAYMENT_POSTED && seen->klass == SEEN_CUT)
        seen->paid_at = row->at;
    if (row->state == PAYMENT_CHANNEL_ONLY)
        seen->one_sided++;
    else if (row->state == PAYMENT_POSTED && row->code && seen->one_sided > 0)
        seen->one_sided--;
}

void seen_take(struct seen *seen, const struct seen_row *row)
{
    switch (row->type) {
    case SEEN_READING:
        take_reading(seen, row);
        break;
    case SEEN_DECISION:
        take_decision(seen, row);
        break;
    case SEEN_ORDER:
        take_order(seen, row);
        break;
    default:
        take_payment(seen, row);
    }
}

static uint32_t failure_fact(unsigned code)
{
    switch (code) {
    case RESULT_NONE:
        return 0;
    case RESULT_TERMINAL_OFFLINE:
    case RESULT_NO_METER_ANSWER:
    case RESULT_TASK_TIMEOUT:
    case RESULT_CHANNEL_BLOCKED:
        return FACT_UNANSWERED;
    case RESULT_CRYPTO_UNAVAILABLE:
        return FACT_NO_CRYPTO;
    default:
        return FACT_REFUSED;
    }
}

/* The newest time between two registers lies within what L1 says now. Who closes by hand is tripped
 * again and again: what he used before that tells nothing of now. */
static bool is_of_now(const struct seen *seen)
{
    ms_t since = seen->class_since;
    if (seen->world->is_by_hand && seen->klass == SEEN_CUT && seen->cut_at > since)
        since = seen->cut_at;
    return seen->span_from > 0 && seen->span_from >= since;
}

uint32_t seen_facts(const struct seen *seen, ms_t now)
{
    static const uint32_t classes[] = {[SEEN_SUPPLIED] = FACT_SUPPLIED,
                                       [SEEN_CUTTING] = 0,
                                       [SEEN_CUT] = FACT_CUT,
                                       [SEEN_PERMITTED] = FACT_PERMITTED,
                                       [SEEN_RESTORING] = FACT_RESTORING,
                                       [SEEN_LEFT] = 0};
    uint32_t facts = classes[seen->klass] | failure_fact(seen->failure);
    if (is_of_now(seen))
        facts |= seen->span_facts;
    if (now - seen->class_since >= MS_DAY && seen->klass == SEEN_RESTORING)
        facts |= FACT_LONG;
    if (!seen->has_restore)
        facts |= FACT_UNORDERED;
    if (seen->order_since && now - seen->order_since >= MS_DAY)
        facts |= FACT_STUCK;
    if (seen->paid_at && now - seen->paid_at >= MS_DAY)
        facts |= FACT_PAID;
    if (seen->exception)
        facts |= FACT_EXCEPTION;
    if (seen->is_restored)
        facts |= FACT_RESTORED;
    if (seen->world->is_by_hand)
        facts |= FACT_RECLOSES;
    if (seen->is_by_hand)
        facts |= FACT_BY_HAND;
    if (seen->is_interrupted)
        facts |= FACT_INTERRUPTED;
    return seen->one_sided > 0 ? facts | FACT_ONE_SIDED : facts;
}

ms_t seen_since(const struct seen *seen, uint32_t facts)
{
    if (facts & (FACT_USED | FACT_NONE))
        return seen->span_from;
    return facts & FACT_STUCK ? seen->order_since : seen->class_since;
}
