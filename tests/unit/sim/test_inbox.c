/* Order of messages at a seat: due, then type, then sender, then the sender's count (INV-15). */
#include "sim/world/inbox.h"
#include "tests/unit/fk_check.h"
#include <string.h>

static struct inbox_item item(ms_t due, unsigned type, uint32_t from, uint32_t seq)
{
    return (struct inbox_item){
        .due = due, .from = from, .seq = seq, .message = {.type = (uint8_t)type}};
}

/* Listed in the order in which they must come out. */
static struct inbox_item sorted[6];

static void fill_sorted(void)
{
    sorted[0] = item(99, MSG_FIELD_RESULT, 9, 9);
    sorted[1] = item(100, MSG_FAULT, 9, 9); /* faults first, whoever sends them */
    sorted[2] = item(100, MSG_ORDER, 1, 8);
    sorted[3] = item(100, MSG_ORDER, 2, 3);
    sorted[4] = item(100, MSG_ORDER, 2, 4);
    sorted[5] = item(101, MSG_FAULT, 0, 0);
}

START_TEST(order_does_not_depend_on_arrival)
{
    unsigned place[6] = {0, 1, 2, 3, 4, 5}, permutations = 0;
    fill_sorted();
    for (;;) {
        struct inbox inbox = {0};
        struct inbox_item out;
        for (unsigned i = 0; i < 6; i++)
            ck_assert_int_eq(inbox_put(&inbox, &sorted[place[i]]), FK_OK);
        ck_assert_int_eq(inbox_due(&inbox), 99);
        for (unsigned i = 0; i < 6; i++) {
            ck_assert(inbox_take(&inbox, 101, &out));
            ck_assert_msg(memcmp(&out, &sorted[i], sizeof out) == 0, "place %u", i);
        }
        inbox_fini(&inbox);
        permutations++;
        int at = 4; /* next permutation in order */
        while (at >= 0 && place[at] > place[at + 1])
            at--;
        if (at < 0)
            break;
        int with = 5;
        while (place[with] < place[at])
            with--;
        unsigned kept = place[at];
        place[at] = place[with];
        place[with] = kept;
        for (int a = at + 1, b = 5; a < b; a++, b--) {
            kept = place[a];
            place[a] = place[b];
            place[b] = kept;
        }
    }
    ck_assert_uint_eq(permutations, 720);
}
END_TEST

START_TEST(messages_wait_until_they_are_due)
{
    struct inbox inbox = {0};
    struct inbox_item out, in = item(100, MSG_PAY, 1, 1);
    ck_assert_int_eq(inbox_due(&inbox), MS_NEVER);
    ck_assert(!inbox_take(&inbox, MS_NEVER, &out));
    ck_assert_int_eq(inbox_put(&inbox, &in), FK_OK);
    ck_assert(!inbox_take(&inbox, 99, &out));
    ck_assert(inbox_take(&inbox, 100, &out));
    ck_assert(!inbox_take(&inbox, 100, &out));
    inbox_fini(&inbox);
    ck_assert_uint_eq(inbox.capacity, 0);
}
END_TEST

START_TEST(many_messages_come_out_in_order)
{
    struct inbox inbox = {0};
    struct inbox_item out, last = item(0, 0, 0, 0);
    uint32_t state = 5;
    for (uint32_t i = 0; i < 3000; i++) {
        state = state * 1664525U + 1013904223U;
        struct inbox_item in = item(state >> 8 & 63, state >> 16 & 7, state >> 20 & 3, i);
        ck_assert_int_eq(inbox_put(&inbox, &in), FK_OK);
    }
    for (uint32_t i = 0; i < 3000; i++) {
        ck_assert(inbox_take(&inbox, 64, &out));
        const uint64_t was[] = {(uint64_t)last.due, last.message.type, last.from, last.seq};
        const uint64_t is[] = {(uint64_t)out.due, out.message.type, out.from, out.seq};
        unsigned at = 0;
        while (at < 3 && was[at] == is[at])
            at++;
        ck_assert(i == 0 || was[at] < is[at]);
        last = out;
    }
    inbox_fini(&inbox);
}
END_TEST

/* What a burst took is given back when it is over; the room of a few messages stays. */
START_TEST(room_of_a_burst_is_given_back)
{
    struct inbox inbox = {0};
    struct inbox_item out, one = item(100, MSG_ORDER, 1, 0);
    for (unsigned many = 10; many <= 10000; many *= 1000) {
        for (one.seq = 0; one.seq < many; one.seq++)
            ck_assert_int_eq(inbox_put(&inbox, &one), FK_OK);
        for (uint32_t seq = 0; seq < many; seq++) {
            ck_assert(inbox_take(&inbox, 100, &out));
            ck_assert_uint_eq(out.seq, seq);
        }
        ck_assert(!inbox_take(&inbox, 100, &out));
        ck_assert_int_eq(inbox_due(&inbox), MS_NEVER);
        ck_assert(many == 10 ? inbox.capacity >= 10 : inbox.capacity == 0);
    }
    inbox_fini(&inbox);
}
END_TEST

/* A bill is told before the receipts, answers and questions of its moment, which have the balance
 * after it (INV-02; hunt seed 11014012). */
START_TEST(bills_come_before_balances)
{
    static const unsigned types[] = {MSG_FAULT,   MSG_CALCULATED, MSG_SETTLED,
                                     MSG_BALANCE, MSG_RECEIPT,    MSG_FIELD_ASK};
    struct inbox inbox = {0};
    struct inbox_item out;
    for (unsigned i = 6; i > 0; i--) {
        const struct inbox_item sent = item(100, types[i - 1], 3, 10 - i);
        ck_assert_int_eq(inbox_put(&inbox, &sent), FK_OK);
    }
    for (unsigned i = 0; i < 6; i++) {
        ck_assert(inbox_take(&inbox, 100, &out));
        ck_assert_uint_eq(out.message.type, types[i]);
    }
    inbox_fini(&inbox);
}
END_TEST

static Suite *inbox_suite(void)
{
    Suite *suite = suite_create("inbox");
    TCase *tcase = tcase_create("inbox");
    tcase_add_test(tcase, order_does_not_depend_on_arrival);
    tcase_add_test(tcase, bills_come_before_balances);
    tcase_add_test(tcase, messages_wait_until_they_are_due);
    tcase_add_test(tcase, many_messages_come_out_in_order);
    tcase_add_test(tcase, room_of_a_burst_is_given_back);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(inbox_suite)
