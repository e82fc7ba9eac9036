/* Records by id: found, zeroed when they are new, used again when they were given back. */
#include "base/slots.h"
#include "tests/unit/fk_check.h"

struct record {
    uint32_t id, value;
};

START_TEST(records_are_found_and_given_back)
{
    struct slots slots;
    slots_init(&slots, sizeof(struct record));
    ck_assert_ptr_null(slots_find(&slots, 0));
    for (uint32_t id = 0; id < 1000; id++) {
        struct record *r = slots_open(&slots, id * 7);
        ck_assert_uint_eq(r->id, id * 7);
        ck_assert_uint_eq(r->value, 0);
        r->value = id + 1;
    }
    for (uint32_t id = 0; id < 1000; id += 2)
        ck_assert_int_eq(slots_close(&slots, id * 7), FK_OK);
    ck_assert_int_eq(slots_close(&slots, 3), FK_OK); /* nobody */
    for (uint32_t id = 0; id < 1000; id++) {
        const struct record *r = slots_find(&slots, id * 7);
        ck_assert(id % 2 ? r->value == id + 1 : r == NULL);
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < slots.count; i++)
        used += slots_at(&slots, i) != NULL;
    ck_assert_uint_eq(used, 500);
    for (uint32_t id = 0; id < 500; id++) {
        const struct record *r = slots_open(&slots, 10000 + id);
        ck_assert_uint_eq(r->value, 0);
    }
    ck_assert_uint_eq(slots.count, 1000); /* no new place was needed */
    slots_fini(&slots);
}
END_TEST

/* What was found last is not believed after it was given back. */
START_TEST(last_one_is_forgotten)
{
    struct slots slots;
    slots_init(&slots, sizeof(struct record));
    ck_assert_ptr_nonnull(slots_open(&slots, 5));
    ck_assert_ptr_nonnull(slots_find(&slots, 5));
    ck_assert_int_eq(slots_close(&slots, 5), FK_OK);
    ck_assert_ptr_null(slots_find(&slots, 5));
    struct record *r = slots_open(&slots, 6);
    ck_assert_ptr_eq(slots_open(&slots, 6), r);
    ck_assert_ptr_null(slots_find(&slots, 5));
    slots_fini(&slots);
}
END_TEST

static Suite *slots_suite(void)
{
    Suite *suite = suite_create("slots");
    TCase *tcase = tcase_create("slots");
    tcase_add_test(tcase, records_are_found_and_given_back);
    tcase_add_test(tcase, last_one_is_forgotten);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(slots_suite)
