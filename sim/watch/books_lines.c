/* Overdrafts that change at a moment (Q37, R-07). Nobody is judged for it at that moment: until the
 * next calculation with a new register of his, or money, he may still be treated by the line before
 * as by the new one. */
#include "models/feecontrol/judge.h"
#include "sim/watch/books.h"

static const struct books_line *line_of(const struct books *books, uint32_t customer)
{
    struct slots *lines = (struct slots *)&books->lines; /* remembers what it found */
    return lines->count > 0 ? slots_find(lines, customer) : NULL;
}

bool books_is_cut(const struct books *books, uint32_t customer, fen_t available)
{
    const struct fee_policy *policy = books_policy(books, customer);
    const struct books_line *line = line_of(books, customer);
    return fee_is_cut(policy, available) && (!line || available < line->lowest);
}

bool books_is_restore(const struct books *books, uint32_t customer, fen_t available)
{
    const struct fee_policy *policy = books_policy(books, customer);
    const struct books_line *line = line_of(books, customer);
    struct fee_policy before;
    if (!line || !fee_is_restore(policy, available))
        return fee_is_restore(policy, available);
    before = *policy;
    before.overdraft = line->highest;
    return fee_is_restore(&before, available);
}

/* Whom the two lines tell apart, or with whom something is going on. */
static bool is_concerned(struct books *books, uint32_t customer, const struct fee_policy *before,
                         const struct fee_policy *after)
{
    fen_t available = books_available(books, customer);
    return books_case(books, customer) ||
           fee_is_cut(before, available) != fee_is_cut(after, available) ||
           fee_is_restore(before, available) != fee_is_restore(after, available);
}

static void keep_line(struct books *books, uint32_t customer, fen_t before)
{
    bool is_new = !line_of(books, customer);
    struct books_line *line = slots_open(&books->lines, customer);
    if (!line) {
        books->err = FK_E_MEMORY;
        return;
    }
    line->lowest = is_new || before < line->lowest ? before : line->lowest;
    line->highest = is_new || before > line->highest ? before : line->highest;
    line->day = books->customers[customer].day;
    line->over_at = MS_NEVER;
}

void books_change(struct books *books, void (*concerned)(struct books *, uint32_t, ms_t))
{
    const struct population_segments *segments = &books->segments;
    const struct fee_policy_change *change = &segments->changes[books->changed];
    const struct fee_policy *before = books->changed > 0 ? change[-1].policies : segments->policies;
    books->changed++;
    books->now = change->at;
    for (uint32_t i = 0; i < books->count; i++) {
        const struct fee_policy *was = &before[segment_of(&segments->index, i)->policy];
        const struct fee_policy *is = books_policy(books, i);
        if (was->overdraft == is->overdraft || books_is_local(books, i))
            continue;
        books->customers[i].short_from = books_short_from(books, i, books_account(books, i));
        if (!is_concerned(books, i, was, is))
            continue;
        keep_line(books, i, was->overdraft);
        concerned(books, i, change->at);
    }
}

static void end_at(struct books *books, struct books_line *line, ms_t at)
{
    if (at >= line->over_at)
        return;
    line->over_at = at;
    books_timer(books, at, TIMER_LINE, line->id);
}

void books_lines_push(struct books *books, ms_t now)
{
    for (uint32_t i = 0; i < books->lines.count; i++) {
        struct books_line *line = slots_at(&books->lines, i);
        if (line && books->customers[line->id].day > line->day)
            end_at(books, line, now + MS_DAY);
    }
}

void books_line_told(struct books *books, uint32_t customer, ms_t now)
{
    struct books_line *line = books->lines.count > 0 ? slots_find(&books->lines, customer) : NULL;
    if (line)
        end_at(books, line, now + BOOKS_HOPS);
}

bool books_line_over(struct books *books, const struct timer *timer)
{
    struct books_line *line = slots_find(&books->lines, (uint32_t)timer->id);
    if (!line || line->over_at != timer->due)
        return false;
    if (books_is_under_way(books) && books->customers[line->id].day > line->day) {
        line->over_at = MS_NEVER; /* the calculation with his register is not over */
        end_at(books, line, timer->due + MS_HOUR);
        return false;
    }
    if (slots_close(&books->lines, line->id) != FK_OK)
        books->err = FK_E_MEMORY;
    return true;
}

void books_lines_check(const struct books *books, struct image *image)
{
    image_expect(image, books->changed <= books->segments.change_count,
                 "it watches more changes of amounts than there are");
    for (uint32_t i = 0; i < books->lines.count; i++) {
        const struct books_line *line = slots_at(&books->lines, i);
        if (!line)
            continue;
        image_expect(image, line->id < books->count, "it watches a customer that does not exist");
        image_expect_moment(image, line->over_at);
    }
}
