/* Ledger: every posting has its contra account, the sum stays zero, a refused posting changes
 * nothing (INV-01). */
#include "models/marketing/ledger.h"
#include "tests/unit/fk_check.h"

START_TEST(postings_move_money_and_add_to_zero)
{
    struct ledger ledger;
    struct ledger_entry entries[2];
    ck_assert_int_eq(ledger_init(&ledger, 3), FK_OK);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_BRING_FORWARD, 0, 0, -500, NULL), FK_OK);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_RECEIPT, 0, PAY_BANK, 3000, entries), FK_OK);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_REVERSAL, 0, PAY_APP, 1000, NULL), FK_OK);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_BILL, 2, 0, 700, NULL), FK_OK);
    ck_assert_int_eq(ledger.customers[0].fen, 1500);
    ck_assert_uint_eq(ledger.customers[0].postings, 3);
    ck_assert_int_eq(ledger.customers[1].fen, 0);
    ck_assert_int_eq(ledger.customers[2].fen, -700);
    ck_assert_int_eq(ledger.contra[LEDGER_OPENING], 500);
    ck_assert_int_eq(ledger.contra[LEDGER_CHANNEL + PAY_BANK], -3000);
    ck_assert_int_eq(ledger.contra[LEDGER_CHANNEL + PAY_APP], 1000);
    ck_assert_int_eq(entries[0].account, LEDGER_CUSTOMER);
    ck_assert_int_eq(entries[0].amount, 3000);
    ck_assert_int_eq(entries[1].account, LEDGER_CHANNEL + PAY_BANK);
    ck_assert_int_eq(entries[1].amount, -3000);
    ck_assert_int_eq(ledger.contra[LEDGER_REVENUE], 700);
    ck_assert_int_eq(ledger_sum(&ledger), 0);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_BILL_REVERSAL, 2, 0, 700, NULL), FK_OK);
    ck_assert_int_eq(ledger.customers[2].fen, 0);
    ck_assert_int_eq(ledger.contra[LEDGER_REVENUE], 0);
    ck_assert_int_eq(ledger_sum(&ledger), 0);
    ledger.customers[1].fen += 1; /* money out of nothing shows */
    ck_assert_int_eq(ledger_sum(&ledger), 1);
    ledger_fini(&ledger);
}
END_TEST

START_TEST(refused_postings_change_nothing)
{
    struct ledger ledger;
    ck_assert_int_eq(ledger_init(&ledger, 2), FK_OK);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_RECEIPT, 2, 0, 1, NULL), FK_E_ARG);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_POSTINGS, 0, 0, 1, NULL), FK_E_ARG);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_RECEIPT, 0, PAY_CHANNELS, 1, NULL), FK_E_ARG);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_RECEIPT, 0, 0, -1, NULL), FK_E_RANGE);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_REVERSAL, 0, 0, -1, NULL), FK_E_RANGE);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_BILL, 0, 0, -1, NULL), FK_E_RANGE);
    ck_assert_int_eq(ledger_post(&ledger, LEDGER_RECEIPT, 0, 0, INT64_C(1) << 31, NULL),
                     FK_E_RANGE);
    for (int i = 0; i < LEDGER_ACCOUNTS; i++)
        ck_assert_int_eq(ledger.contra[i], 0);
    ck_assert_uint_eq(ledger.customers[0].postings, 0);
    ck_assert_int_eq(ledger.customers[0].fen, 0);
    ledger_fini(&ledger);
}
END_TEST

static Suite *ledger_suite(void)
{
    Suite *suite = suite_create("ledger");
    TCase *tcase = tcase_create("ledger");
    tcase_add_test(tcase, postings_move_money_and_add_to_zero);
    tcase_add_test(tcase, refused_postings_change_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(ledger_suite)
