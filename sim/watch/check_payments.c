#include "sim/watch/check_payments.h"

#include "models/marketing/ledger.h"
#include "sim/watch/check_supply.h"
#include "sim/watch/check_wallets.h"
#include <inttypes.h>

/* A statement may be on its way, and its postings wait their turn, so long after the matching. */
#define AFTER_MATCHING MS_HOUR

void check_money_init(struct check_money *money)
{
    *money = (struct check_money){0};
    slots_init(&money->payments, sizeof(struct open_payment));
}

void check_money_fini(struct check_money *money)
{
    slots_fini(&money->payments);
}

static void close_payment(struct books *books, struct check_money *money, uint32_t id)
{
    if (slots_close(&money->payments, id) != FK_OK)
        books->err = FK_E_MEMORY;
}

static void open_payment(struct books *books, struct check_money *money,
                         const struct party_note *note, ms_t now)
{
    struct open_payment *paid = slots_open(&money->payments, note->id);
    if (!paid) {
        books->err = FK_E_MEMORY;
        return;
    }
    *paid = (struct open_payment){.id = note->id,
                                  .customer = note->customer,
                                  .amount = note->value,
                                  .day = clock_day_number(now)};
}

static void look_posted(struct books *books, struct check_money *money, struct open_payment *paid,
                        const struct party_note *note, ms_t now)
{
    if (!paid || paid->is_posted) {
        violations_add(&books->found, 1, note->customer, now,
                       "payment %u is posted: not paid so by this customer, or posted before",
                       note->id);
        violations_zh(&books->found, "缴费 %u 已销账：该客户没有这笔缴费，或此前已销账", note->id);
        return;
    }
    paid->is_posted = true;
    money->posted += paid->amount;
    if (!books_is_local(books, note->customer)) {
        books_receipt(books, note->customer, paid->amount, now);
        books->customers[note->customer].flags |= BOOKS_UNTOLD;
    }
    if (!paid->is_undone && !paid->is_astray && books->scenario->asked_back == 0)
        close_payment(books, money, note->id);
    check_supply(books, note->customer, now);
}

static void look_reversed(struct books *books, struct check_money *money,
                          const struct open_payment *paid, const struct party_note *note, ms_t now)
{
    if (!paid || !paid->is_posted || !paid->is_undone) {
        violations_add(&books->found, 1, note->customer, now,
                       "payment %u is reversed: not posted, or its channel has it", note->id);
        violations_zh(&books->found, "缴费 %u 已冲正：未曾销账，或渠道仍有这笔缴费", note->id);
        return;
    }
    money->posted -= paid->amount;
    if (!books_is_local(books, note->customer))
        books_reversal(books, note->customer, paid->amount, now);
    books->customers[note->customer].flags |= BOOKS_UNTOLD;
    close_payment(books, money, note->id);
    check_supply(books, note->customer, now);
}

/* what the matching finds on one side only is so. */
static void look_one_sided(struct books *books, struct check_money *money,
                           const struct open_payment *paid, const struct party_note *note, ms_t now)
{
    bool is_listed = note->state == PAYMENT_CHANNEL_ONLY;
    bool is_so = paid && (is_listed ? !paid->is_received && !paid->is_undone : paid->is_undone);
    if (!is_so) {
        violations_add(&books->found, 1, note->customer, now,
                       "payment %u is taken for one-sided, and both sides have it", note->id);
        violations_zh(&books->found, "缴费 %u 被判为单边账，而双方均有", note->id);
    } else if (!is_listed && !paid->is_posted) {
        close_payment(books, money, note->id); /* in time: it is not posted any more */
    }
}

void check_payment(struct books *books, struct check_money *money, const struct party_note *note,
                   ms_t now)
{
    struct open_payment *paid = slots_find(&money->payments, note->id);
    if (paid && (paid->customer != note->customer || paid->amount != note->value))
        paid = NULL;
    switch (note->state) {
    case PAYMENT_PAID:
        open_payment(books, money, note, now);
        break;
    case PAYMENT_RECEIVED:
        if (paid)
            paid->is_received = true;
        break;
    case PAYMENT_UNDONE:
        if (paid)
            paid->is_undone = true;
        break;
    case PAYMENT_POSTED:
        look_posted(books, money, paid, note, now);
        break;
    case PAYMENT_REVERSED:
        look_reversed(books, money, paid, note, now);
        break;
    case PAYMENT_ASTRAY: /* until it is taken back it is whose number was typed */
        if (paid)
            paid->is_astray = true;
        break;
    case PAYMENT_HELD:
    case PAYMENT_ASKED:
    case PAYMENT_REFUSED: /* nothing was paid into an account */
        break;
    default:
        look_one_sided(books, money, paid, note, now);
    }
}

static void bill_is_wrong(struct books *books, const struct party_note *note, fen_t expected,
                          ms_t now)
{
    violations_add(&books->found, 2, note->customer, now,
                   "bill %u of %" PRId64 " fen to register %u; the energy since the settled "
                   "reading makes %" PRId64,
                   note->id, note->value, note->ref, expected);
    violations_zh(&books->found,
                  "账单 %u 为 %" PRId64 " 分，示数 %u；自结算示数起的电量应为 %" PRId64 " 分",
                  note->id, note->value, note->ref, expected);
}

void check_bill(struct books *books, struct check_money *money, const struct party_note *note,
                ms_t now)
{
    struct books_settled *settled = &books->settled[note->customer];
    const struct books_customer *c = &books->customers[note->customer];
    bool is_reversal = note->state, is_of_today = c->day == clock_day_number(now);
    fen_t expected = books->bills ? books_bill_amount(books, note->customer, note->ref, is_reversal)
                     : is_reversal
                         ? books_charge(books, note->customer, settled->before, settled->at)
                         : books_charge(books, note->customer, settled->at, note->ref);
    if (is_reversal && (settled->bill != note->id || expected != note->value)) {
        violations_add(&books->found, 1, note->customer, now,
                       "bill %u is reversed: not his last one, or not whole", note->id);
        violations_zh(&books->found, "账单 %u 已冲正：不是该客户的最后一张账单，或金额不符",
                      note->id);
    } else if (!is_reversal &&
               (expected != note->value || (is_of_today && c->reading != note->ref))) {
        bill_is_wrong(books, note, expected, now);
    }
    money->posted += is_reversal ? note->value : -note->value;
    settled->bill = is_reversal ? 0 : note->id;
    if (books->bills) /* where his estimate begins, it has not been told yet */
        books->customers[note->customer].flags |= BOOKS_UNTOLD;
    books_bill(books, note->customer, note->value, note->ref, is_reversal, now);
    check_supply(books, note->customer, now);
}

/* The sum over all accounts is zero when a posting is over. */
static void end_posting(struct books *books, struct check_money *money, ms_t now)
{
    if (money->rest != 0) {
        violations_add(&books->found, 1, 0, now,
                       "posting %u leaves %" PRId64 " fen between its accounts", money->posting,
                       money->rest);
        violations_zh(&books->found, "第 %u 笔记账借贷相差 %" PRId64 " 分", money->posting,
                      money->rest);
    }
    money->rest = 0;
}

void check_entry(struct books *books, struct check_money *money, const struct party_note *note,
                 ms_t now)
{
    if (note->id != money->posting)
        end_posting(books, money, now);
    money->posting = note->id;
    money->rest += note->value;
    if (note->kind == LEDGER_CUSTOMER)
        money->booked += note->value;
    if (note->kind == LEDGER_METER || note->kind == LEDGER_CASH)
        money->posted -= note->value; /* out of the account */
    if (note->kind == LEDGER_METER)
        check_wallet_booked(books, note);
}

void check_account(struct books *books, const struct message *message, ms_t now)
{
    fen_t account = books_told(books, message->customer);
    if (message->value == account)
        return;
    violations_add(&books->found, 1, message->customer, now,
                   "account holds %" PRId64 " fen, receipts add to %" PRId64, message->value,
                   account);
    violations_zh(&books->found, "账户余额 %" PRId64 " 分，收费合计 %" PRId64 " 分", message->value,
                  account);
}

/* Payments of days whose statements are matched. Of two sides each has it, or both have not: one
 * that has come over and waits for its posting is in both. */
static void look_left(struct books *books, struct check_money *money, ms_t now)
{
    const struct sim_scenario *s = books->scenario;
    ms_t takes = s->statement_at + s->matching + AFTER_MATCHING;
    for (uint32_t i = 0; i < money->payments.count; i++) {
        struct open_payment *paid = slots_at(&money->payments, i);
        if (!paid || paid->is_told || clock_day_at(paid->day + 1) + takes > now)
            continue;
        bool is_in = paid->is_received || paid->is_posted;
        if (is_in != paid->is_undone) {
            if (paid->is_posted && !paid->is_astray)
                close_payment(books, money, paid->id); /* nobody can ask for it any more */
            continue;
        }
        paid->is_told = true;
        violations_add(&books->found, 1, paid->customer, now,
                       "payment %u is on one side only, and its statement is matched", paid->id);
        violations_zh(&books->found, "缴费 %u 对账后仍为单边账", paid->id);
    }
}

void check_money_day(struct books *books, struct check_money *money, fen_t accounts, ms_t now)
{
    end_posting(books, money, now);
    if (books->scenario->statement_at >= 0)
        look_left(books, money, now);
    if (accounts == books->opening + money->posted && money->booked == money->posted)
        return;
    violations_add(&books->found, 1, 0, now,
                   "accounts add to %" PRId64 " fen, receipts to %" PRId64 ", entries to %" PRId64,
                   accounts, books->opening + money->posted, books->opening + money->booked);
    violations_zh(&books->found,
                  "账户余额合计 %" PRId64 " 分，收费合计 %" PRId64 " 分，记账合计 %" PRId64 " 分",
                  accounts, books->opening + money->posted, books->opening + money->booked);
}

void check_money_image(struct check_money *money, struct image *image, uint32_t customers)
{
    slots_image(&money->payments, image);
    for (uint32_t i = 0; image->is_loading && i < money->payments.count; i++) {
        const struct open_payment *paid = slots_at(&money->payments, i);
        image_expect(image, !paid || paid->customer < customers,
                     "it watches a customer that does not exist");
    }
    IMAGE(image, money->posted);
    IMAGE(image, money->booked);
    IMAGE(image, money->posting);
    IMAGE(image, money->rest);
}
