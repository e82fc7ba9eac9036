/* INV-02, INV-03, INV-05, INV-18 where an overdraft changes at a moment (Q37, R-07): nobody is
 * judged for that but by his next calculation, or by money. WHO has -2.08, and uses nothing. */
#include "tests/unit/base/image_bytes.h"
#include "tests/unit/sim/monitor_fixture.h"

#define DAYS(n) (MIDNIGHT + (n)*MS_DAY)

static struct scenario_override lines[2];

/* Credit lines of the start, 0: none, and from nine on. */
static void change(fen_t before, fen_t after)
{
    struct scenario_target all = {.group = -1, .klass = -1};
    lines[0] = (struct scenario_override){.target = all, .credit = before};
    lines[1] = (struct scenario_override){.target = all, .credit = after, .from = NINE};
    scenario.overrides = lines;
    scenario.override_count = 2;
    start_anew(-208);
}

/* The calculation of day `day`, with a register of WHO in it. */
static void calculate(int day, bool is_over)
{
    struct message over = {.type = MSG_CALCULATED, .id = (uint32_t)(DAY + day)};
    upload(DAY + day, 0, DAYS(day) + MS_HOUR);
    push(DAY + day, DAYS(day) + 4 * MS_HOUR);
    if (is_over)
        monitor_message(&monitor, &over, DAYS(day) + 5 * MS_HOUR);
}

static void tell_receipt(fen_t account, ms_t now)
{
    struct message message = {.type = MSG_RECEIPT, .customer = WHO, .value = account};
    monitor_told(&monitor, &message, now);
}

static void look(ms_t now)
{
    note(EVENT_QUERY, 0, 0, 0, 0, 0, now);
}

/* From 0.00 to -10.00: he is cut for what was decided before, and on the second day after the
 * calculation that judged him no more. {is it over, is it cut wrongly} */
static const struct {
    bool is_calculated, is_wrong;
} cuts[] = {{false, false}, {true, true}};

START_TEST(inv_03_cut_as_it_was_decided)
{
    change(0, 1000);
    notice(NINE - MS_HOUR);
    trip(NINE + MS_HOUR);
    expect(3, 0);
    calculate(1, cuts[_i].is_calculated);
    notice(DAYS(2) + 9 * MS_HOUR);
    trip(DAYS(2) + 10 * MS_HOUR);
    expect(3, cuts[_i].is_wrong);
}
END_TEST

/* From -10.00 to -0.01 at nine: who is not enough in arrears before may be cut from then on. */
START_TEST(inv_03_new_line)
{
    change(1000, 1);
    notice(NINE - MS_HOUR);
    trip(NINE - MS_MINUTE);
    expect(3, 1);
    trip(NINE);
    expect(3, 1);
}
END_TEST

/* Money judges him at once: cut at half past eight, and with a line of -10.00 and 0.01 more he is
 * to be restored, a day from when fee control heard of it. */
START_TEST(inv_05_from_the_money)
{
    change(0, 1000);
    relay(RELAY_OPEN, NINE - MS_HOUR / 2);
    look(DAYS(3));
    expect(5, 0);
    pay(WHO, 1, 1, DAYS(3));
    post(WHO, 1, 1, DAYS(3));
    look(DAYS(5));
    expect(5, 0);
    tell_receipt(-207, DAYS(5));
    look(DAYS(6) + BOOKS_HOPS);
    expect(5, 0);
    look(DAYS(6) + BOOKS_HOPS + 1);
    expect(5, 1);
}
END_TEST

/* And so does a calculation, a day after its push. */
START_TEST(inv_05_from_the_calculation)
{
    change(0, 1000);
    relay(RELAY_OPEN, NINE - MS_HOUR / 2);
    calculate(1, true);
    look(DAYS(3) + 4 * MS_HOUR);
    expect(5, 0);
    look(DAYS(3) + 4 * MS_HOUR + 1);
    expect(5, 1);
}
END_TEST

/* He was owed supply by the line before, and is no more. */
START_TEST(inv_05_ends_with_the_line)
{
    change(1000, 1);
    relay(RELAY_OPEN, NINE - MS_HOUR / 2);
    look(DAYS(3));
    expect(5, 0);
}
END_TEST

/* From -10.00 to -0.01: five days from when he has been judged; INV-02 asks from the second
 * calculation on. In the middle all is written away and read again. */
static void reload(void)
{
    static struct bytes bytes;
    struct image save = {.move = put, .context = &bytes};
    bytes = (struct bytes){.used = 0};
    monitor_image(&monitor, &save);
    ck_assert_int_eq(save.err, FK_OK);
    struct image load = {.is_loading = true, .move = get, .context = &bytes, .left = bytes.used};
    start_anew(-208);
    monitor_image(&monitor, &load);
    ck_assert_int_eq(load.err, FK_OK);
}

START_TEST(inv_18_from_the_calculation)
{
    change(1000, 1);
    calculate(1, true);
    if (_i)
        reload();
    midnight(1, 0, 0);
    midnight(2, 0, 0);
    look(DAYS(7) + 4 * MS_HOUR);
    expect(18, 0);
    look(DAYS(7) + 4 * MS_HOUR + 1);
    expect(18, 1);
}
END_TEST

START_TEST(inv_02_of_the_second_calculation)
{
    change(1000, 1);
    calculate(1, true);
    midnight(2, 0, 0);
    expect(2, 0);
    calculate(2, true);
    midnight(3, 0, 0);
    expect(2, 1);
}
END_TEST

static Suite *monitor_lines_suite(void)
{
    Suite *suite = suite_create("monitor_lines");
    TCase *tcase = tcase_create("Q37");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, inv_03_cut_as_it_was_decided, 0, sizeof cuts / sizeof cuts[0]);
    tcase_add_test(tcase, inv_03_new_line);
    tcase_add_test(tcase, inv_05_from_the_money);
    tcase_add_test(tcase, inv_05_from_the_calculation);
    tcase_add_test(tcase, inv_05_ends_with_the_line);
    tcase_add_loop_test(tcase, inv_18_from_the_calculation, 0, 2);
    tcase_add_test(tcase, inv_02_of_the_second_calculation);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_lines_suite)
