/* Blocks of registers on their way: numbers from 1, used again, and what an image may hold. */
#include "sim/world/uploads.h"
#include "tests/unit/base/image_bytes.h"
#include <stdlib.h>

#define PEOPLE 3

static struct uploads uploads;

static void setup(void)
{
    uploads = (struct uploads){0};
}

static void teardown(void)
{
    uploads_fini(&uploads);
}

static uint32_t keep(uint32_t first)
{
    uint32_t registers[] = {first + 10, first + 11}, id = 0;
    uint8_t present[] = {1, 0};
    struct upload_block block = {.first = first,
                                 .count = 2,
                                 .day = 7,
                                 .columns = 1,
                                 .registers = registers,
                                 .present = present};
    ck_assert_int_eq(uploads_keep(&uploads, &block, &id), FK_OK);
    return id;
}

/* "" if it is taken, else the sentence. */
static const char *reload(void)
{
    static struct fk_diag diag;
    struct bytes bytes = {.used = 0};
    struct image save = {.move = put, .context = &bytes};
    uploads_image(&uploads, &save, PEOPLE);
    ck_assert_int_eq(save.err, FK_OK);
    teardown();
    struct image load = {.is_loading = true, .move = get, .context = &bytes, .left = bytes.used};
    uploads_image(&uploads, &load, PEOPLE);
    diag = load.diag;
    return load.err == FK_OK ? "" : diag.text;
}

START_TEST(test_numbers_are_used_again)
{
    ck_assert_uint_eq(keep(0), 1);
    ck_assert_uint_eq(keep(1), 2);
    ck_assert_int_eq(uploads_drop(&uploads, 1), FK_OK);
    ck_assert_ptr_null(uploads_find(&uploads, 1));
    ck_assert_ptr_null(uploads_find(&uploads, 0));
    ck_assert_ptr_null(uploads_find(&uploads, 3));
    ck_assert_str_eq(reload(), "");
    ck_assert_ptr_null(uploads_find(&uploads, 1));
    ck_assert_uint_eq(uploads_find(&uploads, 2)->registers[1], 12);
    ck_assert_uint_eq(uploads_find(&uploads, 2)->present[0], 1);
    ck_assert_uint_eq(keep(0), 1);
    ck_assert_uint_eq(keep(0), 3);
}
END_TEST

START_TEST(test_a_block_is_handed_over)
{
    struct upload_block *taken = NULL;
    keep(0);
    keep(1);
    ck_assert_int_eq(uploads_take(&uploads, 2, &taken), FK_OK);
    ck_assert_ptr_null(uploads_find(&uploads, 2));
    ck_assert_uint_eq(keep(2), 2);
    ck_assert_uint_eq(taken->registers[1], 12);
    ck_assert_uint_eq(taken->present[0], 1);
    free(taken);
}
END_TEST

/* A place that is free must be one of those that there are. */
START_TEST(test_free_places)
{
    static const struct {
        uint32_t place;
        const char *sentence;
    } rows[] = {{0, ""},
                {1, "a queue in it holds what does not exist"},
                {UINT32_MAX, "a queue in it holds what does not exist"}};
    keep(0);
    ck_assert_int_eq(uploads_drop(&uploads, 1), FK_OK);
    uploads.free_places.ids[uploads.free_places.head] = rows[_i].place;
    ck_assert_str_eq(reload(), rows[_i].sentence);
    if (_i == 0)
        ck_assert_uint_eq(keep(0), 1);
}
END_TEST

static Suite *uploads_suite(void)
{
    Suite *suite = suite_create("uploads");
    TCase *tcase = tcase_create("uploads");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_numbers_are_used_again);
    tcase_add_test(tcase, test_a_block_is_handed_over);
    tcase_add_loop_test(tcase, test_free_places, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(uploads_suite)
