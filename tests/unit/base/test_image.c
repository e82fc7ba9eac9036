/* Saving and loading: what was saved goes on as if nothing had happened; cut and altered bytes are
 * refused or give a record that holds together, never a crash (run under the sanitizers too). */
#include "base/daily.h"
#include "base/fifo.h"
#include "base/image.h"
#include "base/timers.h"
#include "tests/unit/base/image_bytes.h"
#include <stdlib.h>
#include <string.h>

static struct image saving(struct bytes *b)
{
    b->used = 0;
    return (struct image){.move = put, .context = b};
}

static struct image loading(struct bytes *b)
{
    b->at = 0;
    return (struct image){.is_loading = true, .move = get, .context = b, .left = b->used};
}

/* One of everything. */
struct all {
    uint64_t number;
    uint16_t row[3];
    uint32_t *list;
    uint32_t count, capacity;
    struct fifo fifo;
    struct timers timers;
    struct id_map map;
    struct daily daily;
};

static void all_image(struct all *all, struct image *image)
{
    image_part(image, "all");
    IMAGE(image, all->number);
    image_row(image, all->row, sizeof all->row[0], 3);
    image_list(image, &all->list, sizeof *all->list, &all->count, &all->capacity);
    fifo_image(&all->fifo, image, 100);
    timers_image(&all->timers, image, 4, 50);
    id_map_image(&all->map, image, 1000);
    daily_image(&all->daily, image);
    image_part(image, "end");
}

static void all_fini(struct all *all)
{
    free(all->list);
    fifo_fini(&all->fifo);
    timers_fini(&all->timers);
    id_map_fini(&all->map);
    daily_fini(&all->daily);
}

/* A queue whose ring has wrapped, a table with a removal, two dates at one moment. */
static struct all make(void)
{
    struct all all = {.number = 7, .row = {1, 2, 3}, .count = 2, .capacity = 16};
    uint64_t counter;
    uint32_t id;
    all.list = malloc(16 * sizeof *all.list);
    ck_assert_ptr_nonnull(all.list);
    all.list[0] = 40;
    all.list[1] = 50;
    for (uint32_t i = 0; i < 12; i++) {
        ck_assert_int_eq(fifo_push(&all.fifo, i), FK_OK);
        ck_assert(i % 2 == 0 || fifo_pop(&all.fifo, &id));
        ck_assert_int_eq(id_map_put(&all.map, i * 16, i), FK_OK);
    }
    ck_assert(id_map_remove(&all.map, 32));
    ck_assert_int_eq(timers_init(&all.timers, 0), FK_OK);
    ck_assert_int_eq(timers_set(&all.timers, 500, 1, 8), FK_OK);
    ck_assert_int_eq(timers_set(&all.timers, 500, 2, 9), FK_OK);
    ck_assert_int_eq(daily_next(&all.daily, 3, 20 * MS_DAY, &counter), FK_OK);
    return all;
}

START_TEST(what_was_saved_goes_on)
{
    static struct bytes bytes, again;
    struct all all = make(), copy = {0};
    struct image out = saving(&bytes), in, twice;
    struct timer timer;
    uint32_t id, value;
    uint64_t counter;
    all_image(&all, &out);
    ck_assert_int_eq(out.err, FK_OK);
    in = loading(&bytes);
    all_image(&copy, &in);
    ck_assert_msg(in.err == FK_OK, "%s", in.diag.text);
    ck_assert_uint_eq(in.left, 0);
    twice = saving(&again);
    all_image(&copy, &twice);
    ck_assert_uint_eq(again.used, bytes.used);
    ck_assert_mem_eq(again.data, bytes.data, bytes.used);

    ck_assert_uint_eq(copy.number, 7);
    ck_assert_uint_eq(copy.row[2], 3);
    ck_assert_uint_eq(copy.count, 2);
    ck_assert_uint_eq(copy.list[1], 50);
    for (uint32_t i = 12; i < 40; i++) /* six were left, and the ring grows on */
        ck_assert_int_eq(fifo_push(&copy.fifo, i), FK_OK);
    for (uint32_t i = 6; i < 40; i++) {
        ck_assert(fifo_pop(&copy.fifo, &id));
        ck_assert_uint_eq(id, i);
    }
    ck_assert_int_eq(timers_set(&copy.timers, 500, 3, 10), FK_OK); /* behind the other two */
    for (uint32_t i = 1; i <= 3; i++) {
        ck_assert(timers_take(&copy.timers, 500, &timer));
        ck_assert_uint_eq(timer.kind, i);
    }
    ck_assert(!id_map_get(&copy.map, 32, &value));
    for (uint32_t i = 0; i < 40; i++)
        ck_assert_int_eq(id_map_put(&copy.map, 1000 + i, i), FK_OK);
    ck_assert(id_map_get(&copy.map, 11 * 16, &value));
    ck_assert_uint_eq(value, 11);
    ck_assert_int_eq(daily_next(&copy.daily, 3, 20 * MS_DAY, &counter), FK_OK);
    ck_assert_uint_eq(counter, 20 << 16 | 1); /* the second of the day */
    all_fini(&all);
    all_fini(&copy);
}
END_TEST

START_TEST(empty_records_are_saved_too)
{
    static struct bytes bytes;
    struct all all = {0}, copy = {0};
    struct image out = saving(&bytes);
    all_image(&all, &out);
    struct image in = loading(&bytes);
    all_image(&copy, &in);
    ck_assert_msg(in.err == FK_OK, "%s", in.diag.text);
    ck_assert_int_eq(id_map_put(&copy.map, 1, 2), FK_OK);
    ck_assert_int_eq(fifo_push(&copy.fifo, 1), FK_OK);
    ck_assert_int_eq(timers_set(&copy.timers, 1, 1, 1), FK_OK);
    all_fini(&copy);
}
END_TEST

START_TEST(whatever_is_cut_off_is_refused)
{
    static struct bytes bytes, cut;
    struct all all = make();
    struct image out = saving(&bytes);
    all_image(&all, &out);
    for (size_t length = 0; length < bytes.used; length++) {
        struct all copy = {0};
        cut = bytes;
        cut.used = length;
        struct image in = loading(&cut);
        all_image(&copy, &in);
        ck_assert_msg(in.err == FK_E_FORMAT, "%zu bytes: %d", length, in.err);
        ck_assert_str_ne(in.diag.text, "");
        all_fini(&copy);
    }
    all_fini(&all);
}
END_TEST

/* Every byte altered in every bit: refused, or loaded into records that can be used and freed. */
START_TEST(altered_bytes_do_no_harm)
{
    static struct bytes bytes, altered;
    struct all all = make();
    struct image out = saving(&bytes);
    unsigned refused = 0;
    all_image(&all, &out);
    for (size_t bit = 0; bit < 8 * bytes.used; bit++) {
        struct all copy = {0};
        altered = bytes;
        altered.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        struct image in = loading(&altered);
        all_image(&copy, &in);
        if (in.err == FK_OK) {
            uint32_t id = 0;
            ck_assert_int_eq(id_map_put(&copy.map, 77, 5), FK_OK);
            ck_assert(id_map_remove(&copy.map, 77));
            while (fifo_pop(&copy.fifo, &id))
                ck_assert_uint_lt(id, 100);
        }
        refused += in.err != FK_OK;
        all_fini(&copy);
    }
    ck_assert_uint_gt(refused, 100);
    all_fini(&all);
}
END_TEST

/* Another name, another size of a record, another length of a row, a value that does not exist. */
START_TEST(what_belongs_elsewhere_is_refused_with_a_sentence)
{
    static struct bytes bytes;
    struct fifo fifo = {0}, other = {0};
    uint32_t row[3] = {0};
    struct image out = saving(&bytes);
    image_part(&out, "crews");
    struct image in = loading(&bytes);
    image_part(&in, "master");
    ck_assert_str_eq(in.diag.text, "the part \"master\" is not where it should be");
    out = saving(&bytes);
    image_row(&out, row, sizeof row[0], 3);
    in = loading(&bytes);
    image_row(&in, row, sizeof row[0], 2);
    ck_assert_str_eq(in.diag.text, "it holds another number of records than the scenario has");
    in = loading(&bytes);
    image_row(&in, row, 2, 3);
    ck_assert_str_eq(in.diag.text, "its records have another size than those of this program");
    out = saving(&bytes);
    ck_assert_int_eq(fifo_push(&fifo, 5), FK_OK);
    fifo_image(&fifo, &out, 6);
    in = loading(&bytes);
    fifo_image(&other, &in, 5);
    ck_assert_str_eq(in.diag.text, "a queue in it holds what does not exist");
    image_part(&in, "anything"); /* the first sentence stays */
    ck_assert_str_eq(in.diag.text, "a queue in it holds what does not exist");
    fifo_fini(&fifo);
    fifo_fini(&other);
}
END_TEST

static int broken(void *context, void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
    ++*(unsigned *)context;
    return FK_E_IO;
}

START_TEST(nothing_moves_after_an_error)
{
    unsigned moves = 0;
    uint32_t number = 1;
    struct image image = {.move = broken, .context = &moves};
    IMAGE(&image, number);
    IMAGE(&image, number);
    image_part(&image, "x");
    ck_assert_int_eq(image.err, FK_E_IO);
    ck_assert_uint_eq(moves, 1);
}
END_TEST

static Suite *image_suite(void)
{
    Suite *suite = suite_create("image");
    TCase *tcase = tcase_create("image");
    tcase_add_test(tcase, what_was_saved_goes_on);
    tcase_add_test(tcase, empty_records_are_saved_too);
    tcase_add_test(tcase, whatever_is_cut_off_is_refused);
    tcase_add_test(tcase, altered_bytes_do_no_harm);
    tcase_add_test(tcase, what_belongs_elsewhere_is_refused_with_a_sentence);
    tcase_add_test(tcase, nothing_moves_after_an_error);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(image_suite)
