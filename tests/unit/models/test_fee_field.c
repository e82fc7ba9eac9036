/* Fee control and the crews: what a crew on site is told, field cuts that wait for a notice
 * (INV-04), and what a status word settles. */
#include "models/feecontrol/customer.h"
#include "tests/unit/models/fee_bench.h"

/* a crew on site asks with order 12; marketing adds the account, {account, order asked about,
 * hours since the freeze, answer}. Whoever has paid is left alone at once. */
static const struct {
    fen_t balance;
    uint32_t id;
    ms_t hours;
    enum result_code code;
    ms_t notice; /* received so long ago */
} questions[] = {{-208, 12, 47, RESULT_OK, MS_HOUR},
                 {-208, 13, 47, RESULT_NOT_ALLOWED, MS_HOUR}, /* another's */
                 {-208, 12, 49, RESULT_NONE, MS_HOUR},        /* INV-04: on a newer register */
                 {0, 12, 47, RESULT_NOT_ALLOWED, MS_HOUR},
                 {-208, 12, 47, RESULT_OK, 24 * MS_HOUR - 5},   /* the switch is 3 ms away */
                 {-208, 12, 47, RESULT_NONE, 24 * MS_HOUR - 4}, /* and delivery 2 ms ago */
                 {-208, 12, 47, RESULT_OK, 30 * MS_MINUTE - 3},
                 {-208, 12, 47, RESULT_NONE, 30 * MS_MINUTE - 4}};

START_TEST(crew_is_told)
{
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_RELAY_REFUSED, FEE_CHECK_AT + MS_MINUTE);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 12, RESULT_NONE, FEE_CHECK_AT + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_FIELD_CUT);
    ms_t frozen = clock_day_at(fee.customers[FEE_OUT].reading_day);
    ((struct fee_case *)slots_find(&fee.cases, FEE_OUT))->notice_at =
        frozen + questions[_i].hours * MS_HOUR - questions[_i].notice;
    fee_handle((struct message){.type = MSG_FIELD_ASK,
                                .kind = ORDER_FIELD_CUT,
                                .customer = FEE_OUT,
                                .id = questions[_i].id,
                                .value = questions[_i].balance},
               frozen + questions[_i].hours * MS_HOUR);
    struct message may = bench_last(bench, MSG_FIELD_MAY);
    ck_assert_uint_eq(may.id, questions[_i].id);
    ck_assert_uint_eq(may.code, questions[_i].code);
    bool is_paid = questions[_i].balance == 0;
    ck_assert_uint_eq(fee_state(FEE_OUT), is_paid ? FEE_WARNED : FEE_FIELD_CUT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), is_paid);
}
END_TEST

/* the remote cut was done after all, and then money came; the crew did not hear that it
 * was called off and cut once more. He is restored. */
START_TEST(crew_called_off_in_vain)
{
    fee_to_cut_sent();
    fee.customers[FEE_OUT].state = FEE_NORMAL;
    fee.customers[FEE_OUT].available = 9000;
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_DUPLICATE, FEE_CHECK_AT + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATUS_REQUEST, PARTY_MARKETING), 0);
    fee_handle((struct message){.type = MSG_ORDER_REPORT, /* done, and superseded */
                                .kind = ORDER_CUT,
                                .code = RESULT_DUPLICATE,
                                .customer = FEE_OUT,
                                .id = 9,
                                .value = ORDER_OVER},
               FEE_CHECK_AT + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATUS_REQUEST, PARTY_MARKETING), 1);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 12, RESULT_DUPLICATE, FEE_CHECK_AT + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_RESTORE_PENDING);
}
END_TEST

/* the word of a meter whose trip is delayed says that the command is in force and the contact
 * closed: he is not taken for closed, and the word is read again. */
START_TEST(delayed_trip_is_no_closed_relay)
{
    fee_to_cut_sent();
    fee.customers[FEE_OUT].state = FEE_NORMAL;
    fee.customers[FEE_OUT].available = 9000;
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_DUPLICATE, FEE_CHECK_AT + MS_MINUTE);
    fee_handle((struct message){.type = MSG_ORDER_REPORT,
                                .kind = ORDER_CUT,
                                .code = RESULT_DUPLICATE,
                                .customer = FEE_OUT,
                                .id = 9,
                                .value = ORDER_OVER},
               FEE_CHECK_AT + 2 * MS_MINUTE);
    struct message word = {.type = MSG_STATUS_REPORT,
                           .kind = 1,
                           .code = RESULT_OK,
                           .customer = FEE_OUT,
                           .id = 9,
                           .ref = bench_last(bench, MSG_STATUS_REQUEST).ref,
                           .value = 0x40};
    fee_handle(word, FEE_CHECK_AT + 3 * MS_MINUTE);
    ck_assert_ptr_nonnull(slots_find(&fee.looks.wanted, FEE_OUT));
    word.value = 0x50;
    fee_handle(word, FEE_CHECK_AT + 4 * MS_MINUTE);
    ck_assert_ptr_null(slots_find(&fee.looks.wanted, FEE_OUT));
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_RESTORE_PENDING);
}
END_TEST

/* an answer that was given before the posting and comes after its receipt is old, also when
 * the count of postings has gone round. */
START_TEST(older_account_does_not_overwrite_a_newer)
{
    fee_to_notice();
    for (unsigned turn = 0; turn < 2; turn++) {
        uint8_t before = turn ? UINT8_MAX : 0;
        fee.customers[FEE_OUT].postings = before;
        fee_handle((struct message){.type = MSG_RECEIPT,
                                    .attempt = (uint8_t)(before + 1),
                                    .customer = FEE_OUT,
                                    .value = 10000},
                   FEE_CHECK_AT);
        ck_assert_int_eq(fee.customers[FEE_OUT].balance, 10000);
        fee_handle((struct message){.type = MSG_FIELD_ASK,
                                    .attempt = before,
                                    .kind = ORDER_FIELD_CUT,
                                    .customer = FEE_OUT,
                                    .id = 9,
                                    .value = 208},
                   FEE_CHECK_AT);
        ck_assert_int_eq(fee.customers[FEE_OUT].balance, 10000);
    }
}
END_TEST

/* the status word settles what the tries left open, also those of an earlier order. {bits of
 * the report, uncertain before, after} */
static const struct {
    unsigned bits;
    bool was, is;
} settlements[] = {{ORDER_UNANSWERED, false, true},
                   {ORDER_UNANSWERED, true, true},
                   {ORDER_UNANSWERED | ORDER_NOT_IN_FORCE, false, false},
                   {ORDER_UNANSWERED | ORDER_NOT_IN_FORCE, true, false},
                   {ORDER_NOT_IN_FORCE, true, false}};

START_TEST(status_word_settles)
{
    fee_to_cut_sent();
    if (settlements[_i].was)
        fee.customers[FEE_OUT].flags |= FEE_UNCERTAIN;
    fee_handle((struct message){.type = MSG_ORDER_REPORT,
                                .kind = ORDER_CUT,
                                .code = RESULT_TASK_TIMEOUT,
                                .customer = FEE_OUT,
                                .id = 9,
                                .value = settlements[_i].bits},
               FEE_CHECK_AT + MS_HOUR);
    ck_assert_uint_eq(!!(fee.customers[FEE_OUT].flags & FEE_UNCERTAIN), settlements[_i].is);
}
END_TEST

static void plan_cut(uint32_t id, ms_t now, ms_t until)
{
    fee_handle((struct message){.type = MSG_FIELD_PLAN,
                                .kind = ORDER_FIELD_CUT,
                                .customer = FEE_OUT,
                                .id = id,
                                .value = until},
               now);
}

/* A field cut of day 1 is planned for day 2: its notice of day 1 has run out, so that a new one is
 * sent, and the crew may go when its waiting time is over. The next day the same again. */
START_TEST(planned_field_cut_waits_for_its_notice)
{
    ms_t eight = BENCH_MIDNIGHT + 2 * MS_DAY + 8 * MS_HOUR, end = eight + 9 * MS_HOUR;
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_RELAY_REFUSED, FEE_CHECK_AT + MS_MINUTE);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 12, RESULT_NONE, FEE_CHECK_AT + MS_MINUTE);
    unsigned sms = bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING);
    plan_cut(13, eight, end); /* not the order that is known */
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_NONE);
    plan_cut(12, eight, end);
    plan_cut(12, eight + 1, end); /* the notice is under way already */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING), sms + 1);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_PRE_CUT);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).ref, fee_open(FEE_OUT).strategy);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, eight + 5 * MS_SECOND);
    fee_tick(eight + 5 * MS_SECOND + 30 * MS_MINUTE - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_MAY, PARTY_MARKETING), 1);
    fee_tick(eight + 5 * MS_SECOND + 30 * MS_MINUTE);
    struct message may = bench_last(bench, MSG_FIELD_MAY);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_MAY, PARTY_MARKETING), 2);
    ck_assert_uint_eq(may.id, 12);
    ck_assert_uint_eq(may.code, RESULT_OK);
    ck_assert_uint_eq(may.attempt, 1);
    plan_cut(12, eight + MS_HOUR, end); /* valid for the day: at once */
    fee_tick(eight + MS_HOUR);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_MAY, PARTY_MARKETING), 3);
    plan_cut(12, eight + MS_DAY, end + MS_DAY); /* it will run out at 08:00:05 */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING), sms + 2);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_UNDELIVERED, eight + MS_DAY + MS_HOUR);
    ck_assert_int_eq(fee_open(FEE_OUT).notice_at, 0);
    plan_cut(12, eight + 2 * MS_DAY, end + 2 * MS_DAY);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING), sms + 3);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 0},
               eight + 2 * MS_DAY + MS_HOUR);
    plan_cut(12, eight + 3 * MS_DAY, end + 3 * MS_DAY);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_NOT_ALLOWED);
}
END_TEST

#define LOOP(tcase, test, rows)                                                                    \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof(rows) / sizeof(rows)[0]))

/* INV-04: a field cut planned at 08:00 for hours to 17:30. {wait, validity, notice received so many
 * minutes before 08:00 (0: none), what comes of it: -2 a new notice, else minutes after 08:00 from
 * which the crew may go} */
static const struct {
    int wait, valid, before, from;
} plans[] = {{30, 1440, 1440, -2},   /* it runs out now */
             {30, 1440, 870, 0},     /* and now at 17:30 */
             {30, 1440, 871, -2},    /* a minute before that */
             {30, 1440, 0, -2},      /* none */
             {30, 1440, 10, 20},     /* its waiting time runs */
             {1440, 2000, 1431, 9},  /* in force from 08:09 to 17:29: a new one would be too late */
             {1440, 2000, 2000, -2}, /* has run out */
             {1440, 2440, 600, 840}, /* not today, and still good tomorrow */
             {600, 1000, 30, 570}};  /* in force from 17:30 to 00:10 */

START_TEST(field_cut_is_planned)
{
    ms_t eight = BENCH_MIDNIGHT + 8 * MS_HOUR;
    struct fee_event event = {.kind = FEE_EV_FIELD_PLAN, .until = eight + 570 * MS_MINUTE};
    struct fee_customer customer = {.state = FEE_FIELD_CUT, .available = -1};
    struct fee_case open = {.strategy = 1, .order = 2};
    struct fee_effects effects;
    policy.notice_wait = plans[_i].wait * MS_MINUTE;
    policy.notice_valid = plans[_i].valid * MS_MINUTE;
    open.notice_at = plans[_i].before ? eight - plans[_i].before * MS_MINUTE : 0;
    fee_customer_step(&customer, &open, &policy, &event, eight, &effects);
    ck_assert_uint_eq(effects.count, 1);
    if (plans[_i].from < 0) {
        ck_assert_uint_eq(effects.item[0].action, FEE_DO_SMS);
        ck_assert_uint_eq(effects.item[0].arg, SMS_PRE_CUT);
        ck_assert_int_eq(open.notice_at, 0);
    } else {
        ck_assert_uint_eq(effects.item[0].action, FEE_DO_FIELD_AT);
        ck_assert_int_eq(effects.item[0].at, eight + plans[_i].from * MS_MINUTE);
    }
    ck_assert_uint_eq(customer.state, FEE_FIELD_CUT);
    customer.state = FEE_CUT_FAILED; /* means nothing anywhere else */
    fee_customer_step(&customer, &open, &policy, &event, eight, &effects);
    ck_assert_uint_eq(effects.count, 0);
}
END_TEST

static Suite *fee_field_suite(void)
{
    Suite *suite = suite_create("fee_field");
    TCase *tcase = tcase_create("field");
    tcase_add_checked_fixture(tcase, fee_setup, fee_teardown);
    LOOP(tcase, crew_is_told, questions);
    LOOP(tcase, status_word_settles, settlements);
    LOOP(tcase, field_cut_is_planned, plans);
    tcase_add_test(tcase, crew_called_off_in_vain);
    tcase_add_test(tcase, delayed_trip_is_no_closed_relay);
    tcase_add_test(tcase, older_account_does_not_overwrite_a_newer);
    tcase_add_test(tcase, planned_field_cut_waits_for_its_notice);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_field_suite)
