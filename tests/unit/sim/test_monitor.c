/* Invariants of money, SMS, commands in flight and energy: for each a story that just holds and one
 * that just does not. */
#include "tests/unit/sim/monitor_fixture.h"
#include <stdlib.h>

START_TEST(inv_01_postings_and_accounts_agree)
{
    pay(2, 1, 300, NINE);
    pay(WHO, 2, 500, NINE);
    tell_payment(PAYMENT_RECEIVED, WHO, 2, 500, NINE);
    post(WHO, 2, 500, NINE); /* not in the order in which they were paid */
    tell_account(MSG_RECEIPT, WHO, 292, NINE);
    post(2, 1, 300, NINE + 1);
    tell_account(MSG_BALANCE, 2, 92, NINE + 1);
    pay(WHO, 3, 500, NINE + 2); /* not posted yet */
    midnight(1, 0, 800);
    expect(1, 0);
}
END_TEST

/* A posting that is no posting of a payment, once: {customer, payment id, amount}, after WHO paid
 * 500 as payment 2, customer 2 paid 300 as payment 1, which is posted, and customer 3 as payment 3.
 */
static const struct {
    const char *what;
    uint32_t customer, id;
    fen_t noted;
} wrong[] = {{"posted before", 2, 1, 300},
             {"of another customer", WHO, 3, 300},
             {"never paid", WHO, 4, 500},
             {"without a number", WHO, 0, 500},
             {"less than was paid", WHO, 2, 499}};

START_TEST(inv_01_what_was_paid_is_posted_once)
{
    pay(2, 1, 300, NINE);
    pay(WHO, 2, 500, NINE);
    pay(3, 3, 300, NINE);
    post(2, 1, 300, NINE);
    expect(1, 0);
    post(wrong[_i].customer, wrong[_i].id, wrong[_i].noted, NINE + 7);
    ck_assert_msg(monitor.books.found.counts[1] == 1, "%s", wrong[_i].what);
    expect(1, 1);
    ck_assert_uint_eq(last_found()->customer, wrong[_i].customer);
    ck_assert_int_eq(last_found()->at, NINE + 7);
}
END_TEST

/* What marketing says of an account, in both messages that say it. */
START_TEST(inv_01_account_told_is_the_sum)
{
    static const unsigned types[] = {MSG_RECEIPT, MSG_BALANCE};
    pay(WHO, 1, 500, NINE);
    post(WHO, 1, 500, NINE);
    tell_account(types[_i], WHO, 292, NINE);
    expect(1, 0);
    tell_account(types[_i], WHO, 291, NINE);
    expect(1, 1);
    tell_account(types[_i], 2, 292, NINE);
    expect(1, 2);
}
END_TEST

START_TEST(inv_01_booked_and_not_noted)
{
    midnight(1, 0, 0);
    expect(1, 0);
    midnight(2, 0, 1);
    expect(1, 1);
}
END_TEST

/* INV-07: only an exception needs no cause. */
START_TEST(inv_07_order_without_a_strategy)
{
    note(EVENT_ORDER, ORDER_EXCEPTION, ORDER_CREATED, 0, 1, 0, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 2, 7, NINE);
    expect(7, 0);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CREATED, 0, 3, 0, NINE);
    expect(7, 1);
}
END_TEST

/* INV-07: a second order of a strategy while the first is live. */
START_TEST(inv_07_two_live_orders_of_a_strategy)
{
    static const enum order_state ends[] = {ORDER_SUCCESS, ORDER_FAILED, ORDER_CANCELLED};
    for (uint32_t i = 0; i < 3; i++) { /* one after the other is right */
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, i + 1, 7, NINE);
        note(EVENT_ORDER, ORDER_CUT, ORDER_EXECUTING, 0, i + 1, 7, NINE);
        note(EVENT_ORDER, ORDER_CUT, ends[i], 0, i + 1, 7, NINE);
        note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE);
    }
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 5, 7, NINE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 6, 8, NINE); /* another strategy */
    expect(7, 0);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_TIMEOUT, 0, 6, 8, NINE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 7, 8, NINE);
    expect(7, 1);
}
END_TEST

START_TEST(inv_08_rate)
{
    for (unsigned i = 0; i < 3; i++)
        note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, NINE + i);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, NINE + 1000); /* a second later */
    expect(8, 0);
    note(EVENT_SMS, SMS_CUT_DONE, SMS_SUBMITTED, 0, 1, 1, NINE + 1000); /* the line is shared */
    expect(8, 1);
}
END_TEST

/* three a second, a third of a second each. A message of two segments is over after 667 ms,
 * and one of four after 1333 ms: what follows a millisecond earlier is too fast. */
START_TEST(inv_08_counts_segments)
{
    struct party_note sms = {
        .type = EVENT_SMS, .kind = SMS_BILL, .state = SMS_SUBMITTED, .customer = 1, .value = 2};
    monitor_note(&monitor, &sms, NINE);
    sms.value = 1;
    monitor_note(&monitor, &sms, NINE + 666);
    monitor_note(&monitor, &sms, NINE + 1000);
    expect(8, 0);
    sms.value = 4; /* at 1333, 1666, 2000, 2333 */
    monitor_note(&monitor, &sms, NINE + 1333);
    sms.value = 1;
    monitor_note(&monitor, &sms, NINE + 2666);
    expect(8, 0);
    monitor_note(&monitor, &sms,
                 NINE + 2998); /* the first of the three before was at 1999 or 2000 */
    expect(8, 1);
}
END_TEST

START_TEST(inv_08_window)
{
    ms_t opens = MIDNIGHT + 8 * MS_HOUR, closes = MIDNIGHT + 20 * MS_HOUR;
    note(EVENT_SMS, SMS_CUT_DONE, SMS_SUBMITTED, 0, 1, 1, opens - MS_HOUR);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, opens);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, closes - 1);
    note(EVENT_SMS, SMS_WARNING, SMS_DELIVERED, 0, 1, 1, closes + 5000);
    expect(8, 0);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, closes);
    expect(8, 1);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, opens + MS_DAY - 1);
    expect(8, 2);
}
END_TEST

/* A job of `customer` begins (1) or ends (0); what began before is judged. */
static void fly(uint32_t customer, unsigned begins, ms_t now)
{
    struct party_note job = {.type = EVENT_LINE, .state = (uint8_t)begins, .customer = customer};
    monitor_note(&monitor, &job, now);
    flight_pass(&monitor.flight, &monitor.books.found, now + 1);
}

START_TEST(inv_09_concentrator)
{
    fly(0, 1, NINE);
    fly(1, 1, NINE);
    fly(2, 1, NINE); /* the other concentrator */
    expect(9, 0);
    fly(0, 0, NINE + 1);
    fly(1, 1, NINE + 2);
    expect(9, 0);
    fly(1, 1, NINE + 2);
    expect(9, 1);
    ck_assert_str_eq(last_found()->text[0], "3 jobs in flight at concentrator 1; at most 2");
    ck_assert_int_eq(last_found()->at, NINE + 2);
}
END_TEST

/* What the master believes is not looked at: it may have given a try up. */
START_TEST(inv_09_does_not_believe_the_master)
{
    for (unsigned i = 0; i < 5; i++) {
        note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, i + 1, 1, NINE);
        fly(WHO, 1, NINE + i);
        note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_ANSWERED, RESULT_NO_METER_ANSWER, i + 1, 1,
             NINE + i);
    }
    expect(9, 3 + 2 + 1); /* at the concentrator, at its FEP, in all */
}
END_TEST

/* Of one millisecond the end is judged, whoever is served first; a day is judged with its last
 * moment. */
START_TEST(inv_09_judges_a_millisecond_when_it_is_over)
{
    for (uint32_t i = 0; i < 2; i++) {
        struct party_note job = {.type = EVENT_LINE, .state = 1, .customer = 0};
        monitor_note(&monitor, &job, NINE);
    }
    for (unsigned n = 0; n < 2; n++) { /* one ends, one begins; one begins, one ends */
        struct party_note begins = {.type = EVENT_LINE, .state = 1, .customer = 1}, ends = begins;
        ends.state = 0;
        monitor_note(&monitor, n ? &begins : &ends, NINE + 1 + n);
        monitor_note(&monitor, n ? &ends : &begins, NINE + 1 + n);
    }
    expect(9, 0);
    fly(1, 0, NINE + 3);
    struct party_note last[] = {{.type = EVENT_LINE, .state = 1, .customer = 1},
                                {.type = EVENT_LINE, .state = 1, .customer = 0}};
    monitor_note(&monitor, &last[0], MIDNIGHT + MS_DAY);
    monitor_note(&monitor, &last[1], MIDNIGHT + MS_DAY);
    expect(9, 0);
    midnight(1, 0, 0);
    expect(9, 1);
    ck_assert_uint_eq(last_found()->customer, 1); /* by their numbers, not by their coming */
}
END_TEST

/* Jobs that need no time, as many as there are: never more than one at once. */
START_TEST(inv_09_does_not_count_what_is_over)
{
    for (uint32_t i = 0; i < 10; i++) {
        struct party_note job = {.type = EVENT_LINE, .state = 1, .customer = i % 2, .id = i};
        monitor_note(&monitor, &job, NINE);
        job.state = 0;
        monitor_note(&monitor, &job, NINE);
    }
    fly(0, 1, NINE + 1);
    fly(1, 1, NINE + 1);
    expect(9, 0);
    fly(1, 1, NINE + 1);
    expect(9, 1);
}
END_TEST

/* A batch of 300,000 jobs in one millisecond, the last customer first: one order of all of them is
 * enough. The limits are passed by all but the first one or two of their customers. */
START_TEST(inv_09_batch_of_a_province)
{
    for (uint32_t i = 0; i < 300000; i++) {
        struct party_note job = {
            .type = EVENT_LINE, .state = 1, .customer = i < 150000 ? 1 : 0, .id = i};
        monitor_note(&monitor, &job, NINE);
        job.state = 0;
        if (i % 2)
            monitor_note(&monitor, &job, NINE); /* needs no time */
    }
    flight_pass(&monitor.flight, &monitor.books.found, NINE + 1);
    ck_assert_uint_eq(monitor.flight.in_all, 150000);
    ck_assert_uint_ge(monitor.books.found.counts[9], 150000 - 4);
}
END_TEST

START_TEST(inv_09_front_end_processor)
{
    scenario.concentrators_per_fep = 2;
    start_anew(-208);
    fly(0, 1, NINE);
    fly(1, 1, NINE);
    fly(2, 1, NINE);
    expect(9, 0);
    fly(3, 1, NINE);
    expect(9, 1);
}
END_TEST

START_TEST(inv_09_in_all)
{
    scenario.commands_in_all = 3;
    fly(0, 1, NINE);
    fly(1, 1, NINE);
    fly(2, 1, NINE);
    expect(9, 0);
    fly(3, 1, NINE);
    expect(9, 1);
    fly(3, 0, NINE + 1);
    fly(2, 0, NINE + 1);
    fly(2, 1, NINE + 1);
    expect(9, 1);
}
END_TEST

/* INV-13 with an outage of one customer from 09:00 to 12:00 and of another from 18:00 on. */
START_TEST(inv_13_energy)
{
    ms_t end = MIDNIGHT + MS_DAY;
    uint64_t supplied = 4 * (uint64_t)MS_DAY - 3 * (uint64_t)MS_HOUR - 6 * (uint64_t)MS_HOUR;
    relay(RELAY_OPEN, NINE);
    relay(RELAY_CLOSED, NINE + 3 * MS_HOUR);
    relay(RELAY_OPEN, NINE + 9 * MS_HOUR);
    decide(FEE_CUT, NINE + 9 * MS_HOUR);
    ck_assert_uint_eq(monitor.off_count, 1);
    monitor_day(&monitor, supplied * 800, -832, end);
    expect(13, 0);
    monitor_day(&monitor, supplied * 800 + 1, -832, end);
    expect(13, 1);
    monitor_day(&monitor, (supplied + 3 * (uint64_t)MS_DAY) * 800, -832, end + MS_DAY);
    expect(13, 1); /* the day after, one still off */
}
END_TEST

/* Customer 0 in a segment of his own: his use, his price and his overdraft. */
static void split(void)
{
    static const uint32_t loads[] = {800, 2400};
    static const price_t prices[] = {520000, 1040000};
    static struct fee_policy policies[2];
    struct population_segments *segments = &monitor.books.segments;
    struct segment *list = realloc(segments->index.list, 2 * sizeof *list);
    ck_assert_ptr_nonnull(list);
    policies[0] = policies[1] = scenario.policy;
    policies[1].overdraft = -2000;
    list[1] = (struct segment){1, 1, 1, RELAY_PERMIT};
    segments->index.list = list;
    segments->index.of = calloc(CUSTOMERS, 1); /* its owner now */
    ck_assert_ptr_nonnull(segments->index.of);
    segments->index.of[0] = 1;
    segments->loads = loads;
    segments->prices = prices;
    segments->policies = policies;
    monitor.use += 1600;
}

/* INV-13 with two loads: customer 0, who uses 24 kWh a day, is off from 09:00 to 12:00 and WHO, who
 * uses 8, from 18:00 on. */
START_TEST(inv_13_energy_of_two_loads)
{
    uint64_t all = (3 * 800 + 2400) * (uint64_t)MS_DAY;
    struct party_note off = {.type = EVENT_SUPPLY, .customer = 0}, on = off;
    struct party_note open = {.type = EVENT_RELAY, .state = RELAY_OPEN}, closed = open;
    on.state = 1;
    closed.state = RELAY_CLOSED;
    split();
    monitor_note(&monitor, &open, NINE);
    monitor_note(&monitor, &off, NINE);
    monitor_note(&monitor, &closed, NINE + 3 * MS_HOUR);
    monitor_note(&monitor, &on, NINE + 3 * MS_HOUR);
    relay(RELAY_OPEN, NINE + 9 * MS_HOUR);
    decide(FEE_CUT, NINE + 9 * MS_HOUR);
    monitor_day(&monitor, all - (3 * 2400 + 6 * 800) * (uint64_t)MS_HOUR, -832, MIDNIGHT + MS_DAY);
    expect(13, 0);
    monitor_day(&monitor, all - (6 * 2400 + 6 * 800) * (uint64_t)MS_HOUR, -832, MIDNIGHT + MS_DAY);
    expect(13, 1);
}
END_TEST

/* What is drawn for a day. */
static void draw(int32_t day)
{
    uint64_t parts[CUSTOMERS];
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        parts[i] = drawn_use_parts(monitor.books.segments.use, i, day);
    monitor_drawn(&monitor, 0, 1, parts);
    monitor_drawn(&monitor, 1, CUSTOMERS - 1, parts + 1);
}

/* INV-13 where use is drawn: the same outages, each taking what he would have used in it. */
START_TEST(inv_13_energy_that_is_drawn)
{
    struct use_config config = {
        .habits = {{800, 666000, 1000000, 1000000}}, .noise = 350000, .by_day = 680000};
    struct drawn_use *use = calloc(1, sizeof *use);
    uint64_t first = 0, second = 0;
    for (unsigned i = 0; i < 12; i++)
        config.months[i] = 1000000;
    ck_assert_ptr_nonnull(use);
    ck_assert_int_eq(drawn_use_init(use, &config, 5, DAY, 2), FK_OK);
    monitor.books.segments.use = use; /* its owner now */
    for (uint32_t i = 0; i < CUSTOMERS; i++) {
        first += drawn_use_parts(use, i, DAY);
        second += i == WHO ? 0 : drawn_use_parts(use, i, DAY + 1);
    }
    first -= drawn_use_until(use, WHO, NINE + 3 * MS_HOUR) - drawn_use_until(use, WHO, NINE);
    first -= drawn_use_parts(use, WHO, DAY) - drawn_use_until(use, WHO, NINE + 9 * MS_HOUR);
    relay(RELAY_OPEN, NINE);
    relay(RELAY_CLOSED, NINE + 3 * MS_HOUR);
    relay(RELAY_OPEN, NINE + 9 * MS_HOUR);
    decide(FEE_CUT, NINE + 9 * MS_HOUR);
    draw(DAY);
    monitor_day(&monitor, first, -832, MIDNIGHT + MS_DAY);
    expect(13, 0);
    draw(DAY + 1);
    monitor_day(&monitor, first + second, -832, MIDNIGHT + 2 * MS_DAY); /* one still off */
    expect(13, 0);
}
END_TEST

START_TEST(inv_13_energy_that_is_drawn_and_lost)
{
    struct use_config config = {.habits = {{800, 0, 1000000, 1000000}}, .by_day = 500000};
    struct drawn_use *use = calloc(1, sizeof *use);
    uint64_t all = 0;
    for (unsigned i = 0; i < 12; i++)
        config.months[i] = 1000000;
    ck_assert_ptr_nonnull(use);
    ck_assert_int_eq(drawn_use_init(use, &config, 5, DAY, 2), FK_OK);
    monitor.books.segments.use = use;
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        all += drawn_use_parts(use, i, DAY);
    draw(DAY);
    monitor_day(&monitor, all - 1, -832, MIDNIGHT + MS_DAY);
    expect(13, 1);
}
END_TEST

/* INV-03 by the overdraft and price of his segment: -2.08 less 8 kWh at 1.04 CNY is -10.40, above
 * the -20.00 of customer 0, below the 0 of WHO. */
START_TEST(inv_03_by_segment)
{
    split();
    monitor.books.customers[0].reading = 800;
    ck_assert_int_eq(books_available(&monitor.books, 0), -208 - 832);
    ck_assert_int_eq(books_available(&monitor.books, WHO), -208);
    ck_assert_int_eq(books_policy(&monitor.books, 0)->overdraft, -2000);
    ck_assert_int_eq(books_policy(&monitor.books, WHO)->overdraft, 0);
    struct party_note sent = {
        .type = EVENT_COMMAND, .kind = RELAY_TRIP, .state = COMMAND_SENT, .customer = 0, .id = 1};
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(3, 0);
    monitor_note(&monitor, &sent, NINE);
    ck_assert_uint_eq(monitor.books.found.counts[3], 1);
}
END_TEST

/* INV-03 by a tariff whose price doubles on the second day (TR-8): 8 kWh at 0.52, then 8 at 1.04.
 * The register of the change counts also if it comes after a newer one; without it 16 kWh of three
 * days are split, 10.67 and 5.33: 5.5484 + 5.5432. */
START_TEST(inv_03_by_versions)
{
    static struct tariff_version versions[2];
    versions[0] = (struct tariff_version){.months = TARIFF_ALL_YEAR, .base = {520000}};
    versions[1] = (struct tariff_version){
        .from = MIDNIGHT + MS_DAY, .months = TARIFF_ALL_YEAR, .base = {1040000}};
    monitor_fini(&monitor);
    scenario.tariff_versions = versions;
    scenario.tariff_version_count = 2;
    ck_assert_int_eq(monitor_init(&monitor, &scenario), FK_OK);
    if (_i < 2)
        upload(DAY + (_i ? 2 : 1), _i ? 1600 : 800, NINE);
    if (_i == 0) {
        push(DAY + 1, NINE);
        ck_assert_int_eq(books_available(&monitor.books, WHO), -208 - 416);
        upload(DAY + 2, 1600, NINE + MS_DAY);
    } else if (_i == 1) {
        upload(DAY + 1, 800, NINE + MS_DAY); /* filled in */
    } else {
        upload(DAY + 2, 1600, NINE + MS_DAY);
    }
    push(DAY + 2, NINE + MS_DAY);
    ck_assert_int_eq(books_available(&monitor.books, WHO), _i < 2 ? -208 - 416 - 832 : -208 - 1109);
    ck_assert_int_eq(books_available(&monitor.books, 0), -208);
}
END_TEST

/* INV-03 and TR-8 (b): the energy around a change whose register is missing is divided between the
 * two registers around it, though a newer one comes in the same push: 9.00 kWh of three days, two
 * of them before it, then 32.00: 6.00 x 0.52 + 35.00 x 1.04 = 39.52. With a register of the day
 * before the change, in the same push too, 8.00 of two days: 5.00 x 0.52 + 36.00 x 1.04 = 40.04. */
START_TEST(inv_03_register_of_the_change_is_missing)
{
    static struct tariff_version versions[2];
    versions[0] = (struct tariff_version){.months = TARIFF_ALL_YEAR, .base = {520000}};
    versions[1] = (struct tariff_version){
        .from = MIDNIGHT + MS_DAY, .months = TARIFF_ALL_YEAR, .base = {1040000}};
    monitor_fini(&monitor);
    scenario.tariff_versions = versions;
    scenario.tariff_version_count = 2;
    scenario.days = 4;
    ck_assert_int_eq(monitor_init(&monitor, &scenario), FK_OK);
    if (_i == 1)
        upload(DAY, 100, NINE);
    upload(DAY + 3, 4100, NINE + 3 * MS_DAY);
    upload(DAY + 2, 900, NINE + 3 * MS_DAY);
    push(DAY + 3, NINE + 3 * MS_DAY);
    ck_assert_int_eq(books_available(&monitor.books, WHO), -208 - (_i == 1 ? 4004 : 3952));
}
END_TEST

/* INV-01 and R-82: what the channel takes back is reversed if it was posted, and nothing else is;
 * money of the account goes with it. */
START_TEST(inv_01_reversal)
{
    fen_t before = books_account(&monitor.books, WHO);
    pay(WHO, 1, 5000, NINE);
    tell_payment(PAYMENT_RECEIVED, WHO, 1, 5000, NINE);
    if (_i != 1)
        tell_payment(PAYMENT_UNDONE, WHO, 1, 5000, NINE);
    if (_i != 2)
        post(WHO, 1, 5000, NINE + 1);
    tell_payment(PAYMENT_REVERSED, WHO, 1, _i == 3 ? 4000 : 5000, NINE + MS_HOUR);
    ck_assert_int_eq(books_account(&monitor.books, WHO),
                     _i == 0 || _i == 2 ? before : before + 5000);
    expect(1, _i == 0 ? 0 : 1);
}
END_TEST

/* One that the channel has taken back stays open after its posting, and may not be posted again. */
START_TEST(inv_01_undone_and_posted_twice)
{
    pay(WHO, 1, 5000, NINE);
    tell_payment(PAYMENT_UNDONE, WHO, 1, 5000, NINE);
    post(WHO, 1, 5000, NINE + 1);
    expect(1, 0);
    post(WHO, 1, 5000, NINE + 2);
    expect(1, 1);
}
END_TEST

/* {received, undone, taken for one that only marketing has: the channel else; violation} */
static const struct {
    bool is_received, is_undone, is_marketing, is_wrong;
} findings[] = {{false, false, false, false},
                {true, false, false, true},
                {true, true, true, false},
                {true, false, true, true},
                {false, true, false, true}};

START_TEST(inv_01_findings_are_so)
{
    pay(WHO, 1, 5000, NINE);
    if (findings[_i].is_received)
        tell_payment(PAYMENT_RECEIVED, WHO, 1, 5000, NINE);
    if (findings[_i].is_undone)
        tell_payment(PAYMENT_UNDONE, WHO, 1, 5000, NINE);
    tell_payment(findings[_i].is_marketing ? PAYMENT_MARKETING_ONLY : PAYMENT_CHANNEL_ONLY, WHO, 1,
                 5000, NINE + MS_HOUR);
    expect(1, findings[_i].is_wrong);
}
END_TEST

/* After the statement of its day no payment is on one side only: told once, at the end of the next
 * day; without statements never. Payment 1 is lost, 2 undone and posted; 3 is posted, 4 waits for
 * its posting, 5 is on neither side, 6 is of the next day. */
START_TEST(inv_01_one_sided_left)
{
    scenario.statement_at = _i == 0 ? 10 * MS_HOUR : _i == 1 ? 22 * MS_HOUR : -1;
    scenario.matching = 2 * MS_HOUR;
    for (uint32_t id = 1; id <= 5; id++) {
        pay(WHO, id, 5000, NINE);
        if (id != 1 && id != 5)
            tell_payment(PAYMENT_RECEIVED, WHO, id, 5000, NINE);
        if (id == 2 || id == 5)
            tell_payment(PAYMENT_UNDONE, WHO, id, 5000, NINE);
        if (id == 2 || id == 3)
            post(WHO, id, 5000, NINE + 1);
    }
    midnight(1, 0, 10000);
    expect(1, 0);
    pay(WHO, 6, 5000, NINE + MS_DAY);
    midnight(2, 0, 10000);
    expect(1, _i == 0 ? 2 : 0);
    tell_payment(PAYMENT_RECEIVED, WHO, 6, 5000, NINE + 2 * MS_DAY);
    midnight(3, 0, 10000);
    expect(1, _i < 2 ? 2 : 0);
}
END_TEST

/* The entries of a posting add to zero, and give the customers what was posted. */
START_TEST(inv_01_entries)
{
    pay(WHO, 1, 5000, NINE);
    tell_entry(LEDGER_CUSTOMER, WHO, 1, _i == 2 ? 4000 : 5000, NINE);
    tell_entry(LEDGER_CHANNEL, WHO, 1, _i == 0 ? -5000 : _i == 1 ? -4999 : -4000, NINE);
    tell_payment(PAYMENT_POSTED, WHO, 1, 5000, NINE);
    midnight(1, 0, 5000);
    expect(1, _i == 0 ? 0 : 1);
}
END_TEST

START_TEST(inv_14_cut_twice)
{
    relay(RELAY_OPEN, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE);
    relay(RELAY_CLOSED, NINE + MS_HOUR);
    relay(RELAY_OPEN, NINE + 2 * MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 2, 8, NINE + 2 * MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, 0, 3, 8, NINE + 2 * MS_HOUR);
    expect(14, 0);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS, 0, 4, 8, NINE + 3 * MS_HOUR);
    expect(14, 0); /* the same cut, told late */
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS, 0, 5, 9, NINE + 3 * MS_HOUR);
    expect(14, 1);
}
END_TEST

/* a terminal that was cut off tells a cut days after a crew has done it: the same cut, whose
 * strategy is known as long. */
START_TEST(inv_14_told_after_days)
{
    struct scenario_fault fault = {.kind = FAULT_TERMINAL_OFFLINE};
    scenario.faults = &fault;
    scenario.fault_count = (uint32_t)_i;
    relay(RELAY_OPEN, NINE);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS, 0, 2, 7, NINE + MS_HOUR);
    decide(FEE_CUT, NINE + MS_HOUR);
    midnight(1, 0, 0);
    midnight(2, 0, 0);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE + 2 * MS_DAY);
    ck_assert_uint_eq(monitor.books.found.counts[14], _i == 1 ? 0 : 1);
    scenario.fault_count = 0;
    scenario.faults = NULL;
}
END_TEST

/* a permit is a restore; whoever never used it may be cut again, with a new notice. */
START_TEST(inv_14_cut_after_a_permit)
{
    relay(RELAY_OPEN, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_PERMITTED, 0, 0, 0, NINE + MS_HOUR);
    note(EVENT_RELAY, RELAY_PERMITTED, RELAY_OPEN, 0, 0, 0, NINE + 2 * MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 2, 8, NINE + 2 * MS_HOUR);
    expect(14, 0);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 3, 9, NINE + 3 * MS_HOUR);
    expect(14, 1);
}
END_TEST

/* a cut whose success is told when he has been restored already is over: the next is none
 * without a restore between (hunt: the answers of trip and close came in one millisecond). An order
 * that waits for its result is not told late, whichever note of the millisecond comes first. */
START_TEST(inv_14_success_told_after_the_restore)
{
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, NINE);
    if (_i == 0)
        note(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, 0, 1, 7, NINE);
    else
        note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE + 1);
    relay(RELAY_OPEN, NINE + 1);
    if (_i == 0) {
        relay(RELAY_CLOSED, NINE + 2);
        note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE + 3);
        relay(RELAY_OPEN, NINE + MS_HOUR);
    }
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 2, 8, NINE + MS_HOUR);
    expect(14, (unsigned)_i);
}
END_TEST

START_TEST(all_are_counted_and_the_first_are_kept)
{
    const struct violations *found = &monitor.books.found;
    for (unsigned i = 0; i < VIOLATIONS_KEPT + 5; i++)
        monitor_report(&monitor, 15, 0, NINE, (struct fk_text){"out of order", "次序错乱"});
    ck_assert_uint_eq(found->counts[15], VIOLATIONS_KEPT + 5);
    ck_assert_uint_eq(found->count, VIOLATIONS_KEPT);
    ck_assert_str_eq(found->items[0].text[FK_EN], "out of order");
    ck_assert_str_eq(found->items[0].text[FK_ZH], "次序错乱");
}
END_TEST

static Suite *monitor_suite(void)
{
    Suite *suite = suite_create("monitor");
    TCase *tcase = tcase_create("invariants");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, inv_01_postings_and_accounts_agree);
    tcase_add_loop_test(tcase, inv_01_what_was_paid_is_posted_once, 0,
                        (int)(sizeof wrong / sizeof wrong[0]));
    tcase_add_loop_test(tcase, inv_01_account_told_is_the_sum, 0, 2);
    tcase_add_test(tcase, inv_01_booked_and_not_noted);
    tcase_add_test(tcase, inv_07_order_without_a_strategy);
    tcase_add_test(tcase, inv_07_two_live_orders_of_a_strategy);
    tcase_add_test(tcase, inv_08_rate);
    tcase_add_test(tcase, inv_08_counts_segments);
    tcase_add_test(tcase, inv_08_window);
    tcase_add_test(tcase, inv_09_concentrator);
    tcase_add_test(tcase, inv_09_does_not_believe_the_master);
    tcase_add_test(tcase, inv_09_does_not_count_what_is_over);
    tcase_add_test(tcase, inv_09_judges_a_millisecond_when_it_is_over);
    tcase_add_test(tcase, inv_09_batch_of_a_province);
    tcase_add_test(tcase, inv_09_front_end_processor);
    tcase_add_test(tcase, inv_09_in_all);
    tcase_add_test(tcase, inv_13_energy);
    tcase_add_test(tcase, inv_13_energy_of_two_loads);
    tcase_add_test(tcase, inv_13_energy_that_is_drawn);
    tcase_add_test(tcase, inv_13_energy_that_is_drawn_and_lost);
    tcase_add_test(tcase, inv_03_by_segment);
    tcase_add_loop_test(tcase, inv_01_reversal, 0, 4);
    tcase_add_test(tcase, inv_01_undone_and_posted_twice);
    tcase_add_loop_test(tcase, inv_01_findings_are_so, 0, sizeof findings / sizeof *findings);
    tcase_add_loop_test(tcase, inv_01_one_sided_left, 0, 3);
    tcase_add_loop_test(tcase, inv_01_entries, 0, 3);
    tcase_add_loop_test(tcase, inv_03_by_versions, 0, 3);
    tcase_add_loop_test(tcase, inv_03_register_of_the_change_is_missing, 0, 2);
    tcase_add_test(tcase, inv_14_cut_twice);
    tcase_add_loop_test(tcase, inv_14_told_after_days, 0, 2);
    tcase_add_test(tcase, inv_14_cut_after_a_permit);
    tcase_add_loop_test(tcase, inv_14_success_told_after_the_restore, 0, 2);
    tcase_add_test(tcase, all_are_counted_and_the_first_are_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_suite)
