#include "sim/watch/check_charges.h"

#include <inttypes.h>

/* What can have been charged at one price by an older register than the newest: one from the last
 * settled reading on, or, as a bill goes ahead of a calculation that lags, from the one
 * before that on. */
static bool may_be(const struct books *books, uint32_t customer, fen_t charged, fen_t newest)
{
    const struct books_settled *settled = books->settled ? &books->settled[customer] : NULL;
    fen_t least = settled ? -books_charge(books, customer, settled->before, settled->at) : 0;
    return charged >= least && charged <= newest;
}

/* Fee control may still go by the register before: a run is under way, or it is judged in this very
 * moment, and whose hold ends now is let go before that. */
static bool is_before(const struct books *books, const struct party_note *note, ms_t now)
{
    bool is_let_go = note->type == EVENT_DECISION && note->kind == FEE_HELD;
    return books_is_under_way(books) || now < books->judged_at ||
           (is_let_go && now == books->judged_at);
}

/* P-CUT-05: where bills count when they are overdue nothing else does. */
static void check_overdue(struct books *books, const struct party_note *note, ms_t now)
{
    fen_t told = books_told(books, note->customer);
    if ((note->type != EVENT_STRATEGY && note->type != EVENT_DECISION) || note->value == told ||
        books->customers[note->customer].flags & BOOKS_UNTOLD)
        return;
    violations_add(&books->found, 2, note->customer, now,
                   "fee control has %" PRId64 " fen available; account and bills make %" PRId64,
                   note->value, told);
    violations_zh(&books->found, "费控可用余额 %" PRId64 " 分，按账户与账单应为 %" PRId64 " 分",
                  note->value, told);
}

/* With one price decisions alone tell what is available. */
static void check_flat(struct books *books, const struct party_note *note, ms_t now)
{
    const struct sim_scenario *s = books->scenario;
    if (note->type != EVENT_STRATEGY && note->type != EVENT_DECISION)
        return;
    fen_t available = books_available(books, note->customer);
    if (note->value == available)
        return; /* nearly always */
    fen_t account = books_account(books, note->customer);
    fen_t newest = account - available, charged = account - note->value;
    bool is_ahead = newest < 0 && charged == 0; /* the bill by which an agreement begins (T1) */
    if (is_ahead || books->customers[note->customer].flags & BOOKS_UNTOLD ||
        books_agreement_of(books, note->customer))
        return; /* whose estimate began late: INV-13 watches him */
    if ((is_before(books, note, now) || s->is_selecting || s->is_validating) &&
        may_be(books, note->customer, charged, newest))
        return; /* an older register: nobody computed him, or one was refused */
    struct books_wrong *wrong = slots_open(&books->wrong, note->customer);
    int32_t day = books->customers[note->customer].day;
    if (!wrong)
        books->err = FK_E_MEMORY;
    if (!wrong || wrong->told_on == day)
        return;
    wrong->told_on = day;
    violations_add(&books->found, 2, note->customer, now,
                   "fee control has charged %" PRId64 " fen; the registers make %" PRId64, charged,
                   newest);
    violations_zh(&books->found, "费控已计电费 %" PRId64 " 分，按示数应为 %" PRId64 " 分", charged,
                  newest);
}

void check_charges(struct books *books, const struct party_note *note, ms_t now)
{
    bool is_estimate = note->type == EVENT_ESTIMATE;
    fen_t charges[4];
    if (!is_estimate && note->type != EVENT_STRATEGY && note->type != EVENT_DECISION)
        return;
    if (books->dues) {
        check_overdue(books, note, now);
        return;
    }
    if (!books->segments.plans) {
        check_flat(books, note, now);
        return;
    }
    if (is_estimate && books->before &&
        books_account(books, note->customer) - books_tariffs_sum(books, note->customer) ==
            note->value)
        return; /* nearly always */
    const struct books_agreement *agreement = books_agreement_of(books, note->customer);
    if (books->customers[note->customer].flags & BOOKS_UNTOLD || (agreement && !agreement->is_in))
        return; /* nobody is computed whose agreement is over (T23) */
    if (books->scenario->is_selecting && !is_estimate)
        return; /* what is decided between calculations may be by a register of days ago */
    unsigned count = books_charges(books, note->customer, is_estimate, now, charges);
    fen_t account = books_account(books, note->customer);
    for (unsigned i = 0; i < count; i++)
        if (account - charges[i] == note->value)
            return;
    if (count == 0)
        return;
    violations_add(&books->found, 2, note->customer, now,
                   "fee control has %" PRId64 " fen available; account and registers make %" PRId64,
                   note->value, account - charges[0]);
    violations_zh(&books->found, "费控可用余额 %" PRId64 " 分，按账户与示数应为 %" PRId64 " 分",
                  note->value, account - charges[0]);
}

void check_conserved(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_agreement *agreement = slots_find(&books->agreements, note->customer);
    if (!agreement || !agreement->is_settled || books->stale || /* prices may fall for what was */
        books->customers[note->customer].flags & BOOKS_UNTOLD)
        return;
    fen_t charged = books_account(books, note->customer) - note->value;
    bool is_over = note->type == EVENT_DECISION && note->state == FEE_NOT_ENROLLED;
    fen_t before = agreement->charged;
    if (is_over || charged < before)
        agreement->charged = charged; /* told once */
    if (is_over || charged >= before)
        return;
    violations_add(&books->found, 13, note->customer, now,
                   "%" PRId64 " fen charged when the agreement was over, %" PRId64 " now", before,
                   charged);
    violations_zh(&books->found, "协议终止时已计电费 %" PRId64 " 分，现为 %" PRId64 " 分", before,
                  charged);
}
