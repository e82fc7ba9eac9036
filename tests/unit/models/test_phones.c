/* Numbers of the customers' file: what is no valid one (CQ-13, P-SMS-15), and for how long an entry
 * holds. */
#include "models/around/phones.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>

static const struct {
    const char *number;
    enum sms_fate flaw;
} numbers[] = {{"13912345678", SMS_FATE_PLAIN},
               {"19999999999", SMS_FATE_PLAIN},
               {"", SMS_FATE_NUMBER_EMPTY},
               {"1391234567", SMS_FATE_NUMBER_SHORT},
               {"1", SMS_FATE_NUMBER_SHORT},
               {"12912345678", SMS_FATE_NUMBER_WRONG},
               {"23912345678", SMS_FATE_NUMBER_WRONG},
               {"139123456789", SMS_FATE_NUMBER_WRONG},
               {"1391234567a", SMS_FATE_NUMBER_LETTERS},
               {"Zhang", SMS_FATE_NUMBER_LETTERS},
               {"13912345678等", SMS_FATE_NUMBER_WRONG},
               {"139 1234567", SMS_FATE_NUMBER_WRONG}};

START_TEST(what_is_no_number)
{
    ck_assert_uint_eq(phone_check(numbers[_i].number), numbers[_i].flaw);
}
END_TEST

START_TEST(entry_holds_until_it_is_put_in_order)
{
    struct phones phones = {.count = 2};
    phones.entries = calloc(2, sizeof *phones.entries);
    ck_assert_ptr_nonnull(phones.entries);
    phones.entries[0] = (struct phone_entry){.is_other = 1, .until = 1000};
    phones.entries[1] = (struct phone_entry){.is_paper = 1, .until = MS_NEVER};
    ck_assert_int_eq(id_map_put(&phones.of, 7, 0), FK_OK);
    ck_assert_int_eq(id_map_put(&phones.of, 9, 1), FK_OK);
    ck_assert_ptr_null(phones_find(NULL, 7, 0));
    ck_assert_ptr_null(phones_find(&phones, 8, 0));
    ck_assert_ptr_eq(phones_find(&phones, 7, 999), &phones.entries[0]);
    ck_assert_ptr_null(phones_find(&phones, 7, 1000));
    ck_assert_ptr_eq(phones_find(&phones, 9, INT64_C(1) << 50), &phones.entries[1]);
    phones_fini(&phones);
    ck_assert_ptr_null(phones_find(&phones, 9, 0));
}
END_TEST

static Suite *phones_suite(void)
{
    Suite *suite = suite_create("phones");
    TCase *tcase = tcase_create("phones");
    tcase_add_loop_test(tcase, what_is_no_number, 0, (int)(sizeof numbers / sizeof numbers[0]));
    tcase_add_test(tcase, entry_holds_until_it_is_put_in_order);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(phones_suite)
