/* Places of the collection master: limits in flight (INV-09), who waits for them and in which order
 * (S-42), and what waits for one when the cut window closes (INV-16). */
#include "tests/unit/models/master_bench.h"

/* INV-09, each limit alone: {per concentrator, per FEP, in all}, and how many of 32 orders may fly.
 */
static const struct {
    uint32_t per_concentrator, per_fep, in_all, expected;
} limits[] = {
    {1, 100, 100, 8}, {2, 100, 100, 16}, {100, 3, 100, 12}, {100, 100, 5, 5}, {1, 1, 100, 4}};

START_TEST(limits_hold_and_everybody_gets_his_turn)
{
    struct master_config config = usual;
    config.per_concentrator = limits[_i].per_concentrator;
    config.per_fep = limits[_i].per_fep;
    config.in_all = limits[_i].in_all;
    setup(&config);
    for (uint32_t i = 0; i < COUNT; i++)
        order(i + 1, i, NINE);
    ck_assert_uint_eq(commands(), limits[_i].expected);
    ck_assert_uint_eq(master.in_all, limits[_i].expected);
    unsigned answered = 0;
    for (ms_t now = NINE; answered < commands(); now += MS_SECOND) {
        unsigned flying = 0;
        for (unsigned i = 0; i < bench->sent_count; i++) {
            if (bench->sent[i].message.type != MSG_COMMAND || flying++ != answered)
                continue;
            answer(bench->sent[i].message.customer, RESULT_OK, now);
            answered++;
            break;
        }
        ck_assert_uint_le(master.in_all, limits[_i].expected);
        ck_assert_uint_eq(commands() - answered, master.in_all);
    }
    ck_assert_uint_eq(results(RESULT_OK), COUNT);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* Every order ends once. After that only a late movement is told of it. */
static void check_ended(bool *is_ended, const struct message *result)
{
    if (is_ended[result->id])
        ck_assert_uint_eq(result->code, RESULT_OK);
    is_ended[result->id] = true;
}

/* Whatever comes in whatever order: the limits hold after every step, every order ends once. */
START_TEST(limits_hold_under_random_load)
{
    struct master_config config = usual;
    uint64_t seed = bench_seed("limits_hold_under_random_load"), n = 0;
    bool is_ended[600] = {false};
    uint32_t next = 1;
    config.per_fep = 3;
    config.in_all = 6;
    config.per_concentrator = 2;
    setup(&config);
    for (ms_t now = NINE; now < NINE + 2000 * MS_SECOND; now += 500) {
        uint32_t draw = (uint32_t)(chance_bits(seed, 1, 0, n++) >> 32);
        if (draw % 3 == 0 && next < 500 && now < NINE + 1000 * MS_SECOND)
            order(next++, draw / 3 % COUNT, now);
        if (draw % 5 == 0 && next > 1)
            handle((struct message){.type = MSG_ORDER_CANCEL, .id = 1 + draw / 5 % (next - 1)},
                   now);
        for (unsigned i = 0; i < bench->sent_count; i++)
            if (bench->sent[i].message.type == MSG_COMMAND && (draw >> (i % 31) & 1))
                answer(bench->sent[i].message.customer, RESULT_OK, now);
        tick(now);
        ck_assert_uint_le(master.in_all, config.in_all);
        for (uint32_t i = 0; i < areas.feps; i++)
            ck_assert_uint_le(master.in_fep[i], config.per_fep);
        for (uint32_t i = 0; i < areas.count; i++)
            ck_assert_uint_le(master.in_concentrator[i], config.per_concentrator);
        for (unsigned i = 0; i < bench->sent_count; i++)
            if (bench->sent[i].message.type == MSG_ORDER_RESULT)
                check_ended(is_ended, &bench->sent[i].message);
        if (draw % 7 == 0)
            bench_clear(bench);
        else
            for (unsigned i = 0; i < bench->sent_count; i++) /* counted */
                if (bench->sent[i].message.type == MSG_ORDER_RESULT)
                    bench->sent[i].message.type = MSG_TYPES;
        bench->note_count = 0;
    }
    for (uint32_t id = 1; id < next; id++)
        ck_assert_msg(is_ended[id], "order %u has not ended", id);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* INV-09: a try that is given up keeps its place, of whatever limit, until the concentrator is done
 * with it, with a late answer or with none, or until its end must have been lost. {per
 * concentrator, in all} */
START_TEST(given_up_try_keeps_its_place)
{
    struct master_config config = usual;
    config.per_concentrator = _i ? 100 : 1;
    config.in_all = _i ? 1 : 100;
    config.place_kept = 10 * MS_MINUTE;
    config.command_tries = 1;
    setup(&config);
    for (uint32_t i = 0; i < 4; i++)
        order(i + 1, i, NINE);
    tick(NINE + MS_MINUTE);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 1); /* the order does not wait for that */
    ck_assert_uint_eq(commands(), 1);
    answer(0, RESULT_OK, NINE + 90 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1); /* */
    ck_assert_uint_eq(commands(), 2);
    answer(1, RESULT_NO_METER_ANSWER,
           NINE + 100 * MS_SECOND); /* within its try: not the end of it */
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 1);
    ck_assert_uint_eq(commands(), 2);
    tick(NINE + 150 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 2);
    ck_assert_uint_eq(commands(), 3);
    tick(NINE + 210 * MS_SECOND);
    answer(2, RESULT_NO_METER_ANSWER, NINE + 220 * MS_SECOND);
    ck_assert_uint_eq(commands(), 4);
    tick(NINE + 280 * MS_SECOND);
    ck_assert_uint_eq(master.in_all, 1);
    tick(NINE + 280 * MS_SECOND + 10 * MS_MINUTE - 1);
    ck_assert_uint_eq(master.in_all, 1);
    tick(NINE + 280 * MS_SECOND + 10 * MS_MINUTE);
    ck_assert_uint_eq(master.in_all, 0);
    answer(3, RESULT_OK, NINE + MS_HOUR); /* it frees its place once */
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* The same of a read. A command that never left, for want of the encryption machine, holds none. */
START_TEST(given_up_read_keeps_its_place)
{
    struct master_config config = usual;
    config.place_kept = 10 * MS_MINUTE;
    config.command_tries = 1;
    setup(&config);
    handle((struct message){.type = MSG_READ_REQUEST, .customer = 5}, NINE);
    tick(NINE + MS_MINUTE);
    ck_assert_uint_eq(master.in_all, 1);
    answer(5, RESULT_OK, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(master.in_all, 0);
    handle((struct message){.type = MSG_FAULT, .kind = FAULT_CRYPTO_DOWN, .code = 1}, NINE);
    order(1, 5, NINE + 2 * MS_MINUTE);
    tick(NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

#define CLOSING (BENCH_MIDNIGHT + 16 * MS_HOUR)

/* INV-16: what waits when the cut window closes goes back as not allowed, whether it stands in a
 * queue or is ordered then; the try under way runs to its end; the next window is open again. */
START_TEST(trips_go_back_when_the_window_closes)
{
    setup(&usual);
    order(1, 0, CLOSING - 2);
    order(2, 1, CLOSING - 2);
    order(3, 2, CLOSING - 1);
    tick(CLOSING - 1);
    ck_assert_int_eq(master_due(&master), CLOSING);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 0);
    tick(CLOSING);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 2);
    order(4, 3, CLOSING);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).attempt, 0);
    answer(0, RESULT_OK, CLOSING + 1);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    ck_assert_uint_eq(commands(), 1);
    tick(BENCH_MIDNIGHT + MS_DAY + 8 * MS_HOUR - 1);
    order(5, 1, BENCH_MIDNIGHT + MS_DAY + 8 * MS_HOUR);
    ck_assert_uint_eq(commands(), 2);
}
END_TEST

/* A place that becomes free at the very moment of closing begins no trip, but a restore or a read
 * that waits behind it. */
START_TEST(place_free_at_the_closing_begins_no_trip)
{
    setup(&usual);
    order(1, 0, CLOSING - 2);
    order(2, 1, CLOSING - 1);
    handle((struct message){.type = MSG_READ_REQUEST, .customer = 2}, CLOSING - 1);
    answer(0, RESULT_OK, CLOSING);
    ck_assert_uint_eq(commands(), 1);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_READ).customer, 2);
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_CLOSE, .customer = 3, .id = 3},
           CLOSING + 1);
    answer(2, RESULT_OK, CLOSING + 2);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).kind, RELAY_CLOSE);
    tick(CLOSING + 2);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1);
}
END_TEST

/* Each segment has its own window: that of segment 1 is 10:00 to 12:00. */
START_TEST(window_is_that_of_the_segment)
{
    static const struct clock_window two[] = {{8 * MS_HOUR, 16 * MS_HOUR},
                                              {10 * MS_HOUR, 12 * MS_HOUR}};
    struct master_config config = usual;
    config.cut_windows = two;
    config.per_fep = 1; /* customer 0 holds the place of all at his front-end processor */
    bench_segments()->of[5] = bench_segments()->of[6] = 1;
    setup(&config);
    order(1, 0, NINE);
    order(2, 5, NINE);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1); /* too early for him */
    order(3, 6, NINE + 2 * MS_HOUR);
    order(4, 1, NINE + 2 * MS_HOUR);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1);
    config.command_timeout = MS_DAY;
    tick(BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).customer, 6);
    ck_assert_int_eq(master.next_closing, CLOSING);
    tick(CLOSING);
    ck_assert_int_eq(master.next_closing, BENCH_MIDNIGHT + MS_DAY + 12 * MS_HOUR);
}
END_TEST

/* INV-16: a trip that had a try and stands in its gap when the window closes goes back too, with
 * tries left; a restore is tried on. */
START_TEST(tried_trip_goes_back_when_the_window_closes)
{
    static const uint8_t kinds[] = {RELAY_TRIP, RELAY_CLOSE};
    for (unsigned k = 0; k < 2; k++) {
        setup(&usual);
        handle((struct message){.type = MSG_ORDER, .kind = kinds[k], .customer = 0, .id = 1},
               CLOSING - 30 * MS_SECOND);
        answer(0, RESULT_RELAY_REFUSED, CLOSING - 20 * MS_SECOND); /* gap to 16:00:25 */
        tick(CLOSING);
        ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), k == 0);
        tick(CLOSING + 25 * MS_SECOND);
        ck_assert_uint_eq(commands(), 1 + k);
        ck_assert_uint_eq(results(RESULT_RELAY_REFUSED), 0);
        if (k == 0)
            master_fini(&master);
    }
}
END_TEST

/* INV-04: an order names the last moment at which notice and register hold. Tries begin up to it:
 * the first at 09:00:00, the second at 09:01:45; one that waits for a place until 09:01:46 goes
 * back. */
START_TEST(trips_are_not_tried_after_their_last_moment)
{
    for (unsigned early = 0; early <= 1; early++) {
        setup(&usual);
        struct message trip = {.type = MSG_ORDER,
                               .kind = RELAY_TRIP,
                               .id = 1,
                               .value = NINE + 105 * MS_SECOND - early};
        handle(trip, NINE);
        trip.id = 2;
        trip.customer = 1;
        handle(trip, NINE);
        answer(0, RESULT_RELAY_REFUSED, NINE + 60 * MS_SECOND); /* gap of 45 s */
        ck_assert_uint_eq(commands(), 2);
        tick(NINE + 105 * MS_SECOND);
        answer(1, RESULT_RELAY_REFUSED, NINE + 105 * MS_SECOND);
        ck_assert_uint_eq(commands(), early ? 2 : 3);
        ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), early);
        trip.id = 3;
        trip.customer = 2;
        handle(trip, NINE + 106 * MS_SECOND);
        ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), early + 1);
        if (early == 0)
            master_fini(&master);
    }
}
END_TEST

/* S-42: whoever paid does not wait behind those who did not. Three cuts and a read wait at one
 * concentrator when two restores come. */
START_TEST(restores_go_before_everything_else)
{
    static const uint32_t turns[] = {6, 5, 1, 2, 7, 3};
    serve(COUNT / 8, 8, 2);
    setup(&usual);
    for (uint32_t i = 0; i < 3; i++)
        order(i + 1, i, NINE);
    handle((struct message){.type = MSG_READ_REQUEST, .customer = 7}, NINE);
    order(4, 3, NINE);
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_CLOSE, .customer = 6, .id = 6}, NINE);
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_PERMIT, .customer = 5, .id = 5}, NINE);
    answer(0, RESULT_OK, NINE + 1);
    for (unsigned i = 0; i < 6; i++) {
        struct message last = bench->sent[bench->sent_count - 1].message;
        ck_assert_msg(last.customer == turns[i], "turn %u: customer %u", i, last.customer);
        answer(turns[i], RESULT_OK, NINE + 2 + i);
    }
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* S-42: one place in all, and five who want it, at three concentrators of two front-end processors.
 * It goes to them in the order in which they came, not to a neighbour of the one who had it. */
START_TEST(freed_place_goes_to_who_waits_longest)
{
    static const uint32_t turns[] = {0, 1, 8, 4, 9, 2};
    struct master_config config = usual;
    config.per_concentrator = 4;
    config.in_all = 1;
    setup(&config);
    for (uint32_t i = 0; i < 6; i++)
        order(i + 1, turns[i], NINE);
    for (unsigned i = 0; i < 6; i++) {
        ck_assert_uint_eq(commands(), i + 1);
        ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, turns[i]);
        answer(turns[i], RESULT_OK, NINE + 1 + i);
    }
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* S-42: a restore goes before the cuts of other concentrators and front-end processors, too. One
 * place in all, or one a front-end processor: four concentrators with two cuts each, then a restore
 * at the last of them. {limit in all, of a front-end processor} */
static const struct {
    uint32_t in_all, per_fep;
} busy[] = {{1, 100}, {100, 1}};

START_TEST(restores_go_before_cuts_elsewhere)
{
    struct master_config config = usual;
    config.per_concentrator = 4;
    config.in_all = busy[_i].in_all;
    config.per_fep = busy[_i].per_fep;
    setup(&config);
    uint32_t fep = areas.fep[0], last = 0, id = 0;
    for (uint32_t i = 0; i < COUNT; i++)
        if (areas.fep[areas_of(&areas, i)] == fep) {
            order(++id, i, NINE);
            last = i;
        }
    ck_assert_uint_eq(commands(), 1);
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_CLOSE, .customer = last, .id = 99},
           NINE + 1);
    answer(0, RESULT_OK, NINE + 2);
    ck_assert_uint_eq(commands(), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).kind, RELAY_CLOSE);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, last);
    answer(last, RESULT_OK, NINE + 3);
    ck_assert_uint_eq(commands(), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, 1);
}
END_TEST

/* INV-09 in areas of any size: one of a single customer, one of nine and one of three, the first
 * and the last at one front-end processor that takes two tries. */
START_TEST(places_are_counted_in_unequal_areas)
{
    static const uint32_t sizes[] = {1, 9, 3}, feps[] = {1, 0, 1};
    struct master_config config = usual;
    config.per_concentrator = config.per_fep = 2;
    ck_assert_int_eq(areas_init(&areas, sizes, feps, 3), FK_OK);
    setup(&config);
    for (uint32_t i = 0; i < areas.customers; i++)
        order(i + 1, i, NINE);
    ck_assert_uint_eq(master.in_concentrator[0], 1);
    ck_assert_uint_eq(master.in_concentrator[1], 2);
    ck_assert_uint_eq(master.in_concentrator[2], 1);
    ck_assert_uint_eq(master.in_fep[0], 2);
    ck_assert_uint_eq(master.in_fep[1], 2);
    answer(0, RESULT_OK, NINE + 1); /* its place at the processor goes to customer 11 */
    ck_assert_uint_eq(bench->sent[bench->sent_count - 1].to, PARTY_CONCENTRATORS + 2);
    ck_assert_uint_eq(master.in_concentrator[2], 2);
}
END_TEST

/* Concentrators that wait for one full front-end processor are not asked when another one has a
 * place: with 2,000 of them in line a try costs no more than without. */
START_TEST(line_of_one_fep_is_not_walked_by_others)
{
    struct master_config config = usual;
    config.per_fep = 1;
    serve(8000, 1, 4000);
    setup(&config);
    for (uint32_t i = 0; i < 4000; i++)
        order(i + 1, i, NINE);
    ck_assert_uint_eq(master.held[0][1].count, 3999);
    ck_assert_uint_eq(master.crowded[1].count, 0);
    order(5000, 4000, NINE);
    order(5001, 4001, NINE);
    uint32_t head = master.held[0][1].head;
    answer(4000, RESULT_OK, NINE + 1);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, 4001);
    ck_assert_uint_eq(master.held[0][1].head, head);
    ck_assert_uint_eq(master.held[0][1].count, 3999);
}
END_TEST

static Suite *places_suite(void)
{
    Suite *suite = suite_create("master_places");
    TCase *places = tcase_create("places");
    tcase_add_checked_fixture(places, NULL, teardown);
    tcase_add_loop_test(places, limits_hold_and_everybody_gets_his_turn, 0,
                        (int)(sizeof limits / sizeof limits[0]));
    tcase_add_test(places, limits_hold_under_random_load);
    tcase_add_loop_test(places, given_up_try_keeps_its_place, 0, 2);
    tcase_add_test(places, given_up_read_keeps_its_place);
    tcase_add_test(places, trips_go_back_when_the_window_closes);
    tcase_add_test(places, window_is_that_of_the_segment);
    tcase_add_test(places, place_free_at_the_closing_begins_no_trip);
    tcase_add_test(places, tried_trip_goes_back_when_the_window_closes);
    tcase_add_test(places, trips_are_not_tried_after_their_last_moment);
    tcase_add_test(places, restores_go_before_everything_else);
    tcase_add_test(places, freed_place_goes_to_who_waits_longest);
    tcase_add_loop_test(places, restores_go_before_cuts_elsewhere, 0, 2);
    tcase_add_test(places, places_are_counted_in_unequal_areas);
    tcase_add_test(places, line_of_one_fep_is_not_walked_by_others);
    suite_add_tcase(suite, places);
    return suite;
}

FK_CHECK_MAIN(places_suite)
