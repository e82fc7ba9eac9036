#include "sim/watch/check_charges.h"

#include <inttypes.h>

void check_charges(struct books *books, const struct party_note *note, ms_t now)
{
    const struct books_agreement *agreement = books_agreement_of(books, note->customer);
    bool is_estimate = note->type == EVENT_ESTIMATE;
    fen_t charges[4];
    if (is_estimate && books->before &&
        books_account(books, note->customer) - books_tariffs_sum(books, note->customer) ==
            note->value)
        return; /* nearly always */
    if ((!is_estimate && note->type != EVENT_STRATEGY && note->type != EVENT_DECISION) ||
        books->customers[note->customer].flags & BOOKS_UNTOLD || (agreement && !agreement->is_in))
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
    if (!agreement || !agreement->is_settled ||
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
