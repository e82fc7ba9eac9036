/* The table of tests and the ways to choose from it. */
#include "conformance/dlt645/suites/suites.h"
#include "tests/unit/fk_check.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MANY         128

START_TEST(test_table_is_complete)
{
    size_t count = conform_suite_count(&conform_dlt645);
    ck_assert_uint_ge(count, 24);
    ck_assert_uint_le(count, MANY);
    ck_assert_ptr_null(conform_suite_at(&conform_dlt645, count));
    for (size_t i = 0; i < count; i++) {
        const struct conform_test *test = conform_suite_at(&conform_dlt645, i);
        ck_assert_msg(strncmp(test->id, "dlt645/", 7) == 0, "%s", test->id);
        ck_assert_msg(strlen(test->title.en) > 0 && strlen(test->title.en) <= 32, "%s: title",
                      test->id);
        ck_assert_msg(strlen(test->requirement.en) > 20, "%s: requirement", test->id);
        ck_assert_msg(test->requirement.en[strlen(test->requirement.en) - 1] == '.',
                      "%s: no full stop", test->id);
        ck_assert_msg(strstr(test->clause, "DL/T 645-2007") != NULL, "%s: clause", test->id);
        ck_assert_uint_gt(test->step_count, 0);
        ck_assert_msg(conform_suite_find(&conform_dlt645, test->id) == test, "%s is there twice",
                      test->id);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(conform_suite_at(&conform_dlt645, k)->title.en, test->title.en);
        if (conform_test_needs(test).may_cut)
            ck_assert_msg(conform_test_needs(test).features & (1u << DEVICE_RELAY),
                          "%s cuts without a relay", test->id);
    }
}
END_TEST

static const struct {
    const char *select;
    size_t count; /* 0: names nothing */
    const char *first;
} selects[] = {
    {"dlt645/7.1/2-unknown-item", 1, "dlt645/7.1/2-unknown-item"},
    {"7.1/2-unknown-item", 1, "dlt645/7.1/2-unknown-item"},
    {"unknown-item", 1, "dlt645/7.1/2-unknown-item"},
    {"dlt645/7.1", 5, "dlt645/7.1/1-energy"},
    {"dlt645/7.1/", 5, "dlt645/7.1/1-energy"},
    {"7.1", 5, "dlt645/7.1/1-energy"},
    {"dlt645/fc.relay/3", 1, "dlt645/fc.relay/3-close-closes"},
    {"fc", 14, "dlt645/fc.relay/6-expired"},
    {"*trip*", 5, "dlt645/5.2.2/6-wildcard-trip"},
    {"dlt645/fc.?larm/*", 1, "dlt645/fc.alarm/1-shown"},
    {"shown", 2, "dlt645/fc.protect/1-shown"},
    {"dlt645/7.", 0, NULL},
    {"dlt645/fc.rel", 0, NULL},
    {"dlt645/7.1/2-unknown", 1, "dlt645/7.1/2-unknown-item"},
    {"unknown", 0, NULL},
    {"", 0, NULL},
    {"/", 0, NULL},
    {"dlt698", 0, NULL},
    {"DLT645", 0, NULL},
    {"trip-opens/", 0, NULL},
};

START_TEST(test_select)
{
    bool chosen[MANY] = {false};
    size_t count = conform_suite_select(&conform_dlt645, selects[_i].select, chosen);
    ck_assert_msg(count == selects[_i].count, "'%s' names %zu tests, expected %zu",
                  selects[_i].select, count, selects[_i].count);
    size_t marked = 0, first = conform_suite_count(&conform_dlt645);
    for (size_t i = conform_suite_count(&conform_dlt645); i-- > 0;) {
        marked += chosen[i];
        first = chosen[i] ? i : first;
    }
    ck_assert_uint_eq(marked, count);
    if (selects[_i].first)
        ck_assert_str_eq(conform_suite_at(&conform_dlt645, first)->id, selects[_i].first);
}
END_TEST

START_TEST(test_find)
{
    ck_assert_ptr_nonnull(conform_suite_find(&conform_dlt645, "trip-opens"));
    ck_assert_ptr_null(conform_suite_find(&conform_dlt645, "shown")); /* two tests have this slug */
    ck_assert_ptr_null(conform_suite_find(&conform_dlt645, "dlt645/7.1"));
    ck_assert_ptr_null(conform_suite_find(&conform_dlt645, ""));
    const struct conform_test *first = conform_suite_find(&conform_dlt645, "5.3.3/1");
    ck_assert_ptr_nonnull(first); /* as run and list take it */
    ck_assert_str_eq(first->id, "dlt645/5.3.3/1-answer-delay");
}
END_TEST

START_TEST(test_excluded)
{
    struct device_file device;
    struct fk_diag diag;
    char why[200];
    ck_assert_int_eq(device_file_builtin(&device, &diag), FK_OK);
    const struct conform_test *trip = conform_suite_find(&conform_dlt645, "trip-opens");
    const struct conform_test *energy = conform_suite_find(&conform_dlt645, "energy");
    ck_assert_ptr_null(conform_suite_excluded(trip, &device, FK_EN, why, sizeof why));
    device.may_cut_supply = false;
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_EN, why, sizeof why),
                     "may_cut_supply is not 'yes' in the device file");
    ck_assert_ptr_null(conform_suite_excluded(energy, &device, FK_EN, why, sizeof why));
    device.features &= ~(1u << DEVICE_RELAY);
    strcpy(device.why_not[DEVICE_RELAY], "bare meter");
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_EN, why, sizeof why),
                     "feature relay is not supported: bare meter");
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_ZH, why, sizeof why),
                     "不支持特性relay：bare meter");
    device.why_not[DEVICE_RELAY][0] = '\0';
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_EN, why, sizeof why),
                     "feature relay is not supported: not named in the device file");
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_ZH, why, sizeof why),
                     "不支持特性relay：表计文件中没有列出");
    strcpy(device.why_not[DEVICE_RELAY], "bare meter");
    device.features &= ~(1u << DEVICE_CLOCK); /* needed besides: not the reason */
    ck_assert_str_eq(conform_suite_excluded(trip, &device, FK_EN, why, sizeof why),
                     "feature relay is not supported: bare meter");
    ck_assert(conform_suite_needs_password(trip));
    ck_assert(!conform_suite_needs_password(energy));
    device_file_fini(&device);
}
END_TEST

static Suite *suite_suite(void)
{
    Suite *suite = suite_create("conformance suite");
    TCase *table = tcase_create("table");
    tcase_add_test(table, test_table_is_complete);
    tcase_add_loop_test(table, test_select, 0, COUNT(selects));
    tcase_add_test(table, test_find);
    tcase_add_test(table, test_excluded);
    suite_add_tcase(suite, table);
    return suite;
}

FK_CHECK_MAIN(suite_suite)
