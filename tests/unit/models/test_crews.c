/* Field crews: working hours, jobs of a day, restores before cuts, orders taken back, and the
 * question before the switch. A job takes 80 min; hours 08:30-17:30, cuts to 17:00. */
#include "models/around/crews.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define OPENS    (BENCH_MIDNIGHT + 8 * MS_HOUR + 30 * MS_MINUTE)
#define ENDS     (BENCH_MIDNIGHT + 17 * MS_HOUR + 30 * MS_MINUTE)
#define CUT_ENDS (ENDS - 30 * MS_MINUTE)
#define JOB      (80 * MS_MINUTE)

static struct crews crews;
static struct bench *bench;
static int answer_code; /* what a crew on site is told; < 0: nothing */
static int plan_code;   /* what is said of a planned cut; < 0: nothing */

static void setup_crews(uint32_t count, uint32_t jobs)
{
    struct crews_config config = {.crews = count,
                                  .jobs_per_day = jobs,
                                  .hours = {OPENS - BENCH_MIDNIGHT, ENDS - BENCH_MIDNIGHT},
                                  .cut_hours = {OPENS - BENCH_MIDNIGHT, CUT_ENDS - BENCH_MIDNIGHT},
                                  .arrival = chance_const(60 * MS_MINUTE),
                                  .work = chance_const(20 * MS_MINUTE)};
    answer_code = plan_code = RESULT_OK;
    bench = bench_new(PARTY_CREWS);
    ck_assert_int_eq(crews_init(&crews, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    crews_fini(&crews);
}

static void order(uint32_t id, unsigned kind, ms_t now)
{
    struct message message = {
        .type = MSG_FIELD_ORDER, .kind = (uint8_t)kind, .customer = 100 + id, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

static void answer(uint32_t id, unsigned code, ms_t now)
{
    struct message message = {.type = MSG_FIELD_MAY, .code = (uint8_t)code, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

static void answer_plan(uint32_t id, unsigned code, ms_t now)
{
    struct message message = {.type = MSG_FIELD_MAY, .code = (uint8_t)code, .attempt = 1, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

static void cancel(uint32_t id, ms_t now)
{
    struct message message = {.type = MSG_ORDER_CANCEL, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

/* Runs every date after `now` up to and including `until`; moments of results go to `at` by order
 * id. */
static void run_to(ms_t now, ms_t until, ms_t at[16])
{
    for (ms_t due = crews_due(&crews, now); due <= until; due = crews_due(&crews, now)) {
        unsigned before = bench->sent_count;
        now = due > now ? due : now; /* a date of a job that is over may have passed */
        ck_assert_int_eq(crews_tick(&crews, now), FK_OK);
        for (; before < bench->sent_count; before++) {
            struct message sent = bench->sent[before].message;
            if (sent.type == MSG_FIELD_ASK && answer_code >= 0)
                answer(sent.id, (unsigned)answer_code, now);
            if (sent.type == MSG_FIELD_PLAN && plan_code >= 0)
                answer_plan(sent.id, (unsigned)plan_code, now);
            if (sent.type == MSG_FIELD_RESULT && at)
                at[sent.id] = now;
        }
    }
}

START_TEST(job_switches_the_meter_and_reports)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS + JOB - 1, at);
    ck_assert_uint_eq(bench->sent_count, 0);
    run_to(OPENS + JOB - 1, OPENS + JOB, at);
    struct message at_meter = bench_last(bench, MSG_FIELD_SWITCH);
    ck_assert_uint_eq(at_meter.kind, RELAY_TRIP);
    ck_assert_uint_eq(at_meter.customer, 101);
    struct message result = bench_last(bench, MSG_FIELD_RESULT);
    ck_assert_uint_eq(result.id, 1);
    ck_assert_uint_eq(result.code, RESULT_OK);
    ck_assert_uint_eq(result.kind, ORDER_FIELD_CUT);
    run_to(OPENS + JOB, OPENS + 2 * JOB, at); /* the limit of the question passes */
    ck_assert_int_eq(crews_due(&crews, OPENS + 2 * JOB), MS_NEVER);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), 1);
    order(2, ORDER_FIELD_RESTORE, OPENS + JOB);
    run_to(OPENS + JOB, ENDS, at);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_SWITCH).kind, RELAY_CLOSE);
}
END_TEST

static void register_taken(uint32_t id, int32_t day, uint32_t all, uint32_t peak, ms_t now)
{
    struct message message = {.type = MSG_FIELD_REGISTER,
                              .id = id,
                              .ref = (uint32_t)day,
                              .value = (int64_t)((uint64_t)peak << 32 | all)};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

/* R-71, S-60: an exception that comes at 07:00 is read on the next day after what is to be switched
 * there, and read out when the hours are over; one whose handheld fails the day after. */
START_TEST(meters_are_read_on_the_day_after)
{
    ms_t at[16] = {0}, next = OPENS + MS_DAY;
    setup_crews(1, 12);
    order(1, ORDER_EXCEPTION, OPENS - 90 * MS_MINUTE);
    order(2, ORDER_EXCEPTION, OPENS);
    run_to(OPENS, next - 1, at);
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_int_eq(crews_due(&crews, next - MS_HOUR), next);
    ck_assert_int_eq(crews_tick(&crews, next - 17 * MS_HOUR), FK_OK); /* other work may wake them */
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_int_eq(crews_due(&crews, next - MS_HOUR), next);
    order(3, ORDER_FIELD_RESTORE, next);
    run_to(next, next + 2 * JOB, at);
    ck_assert_uint_eq(bench->sent[1].message.type, MSG_FIELD_SWITCH);
    struct message ask = bench_last(bench, MSG_FIELD_READ);
    ck_assert_uint_eq(ask.id, 1);
    ck_assert_uint_eq(ask.customer, 101);
    register_taken(1, BENCH_DAY + 1, 3200, 1100, next + 2 * JOB + 2);
    run_to(next + 2 * JOB + 2, ENDS + MS_DAY - 1, at);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_READ, PARTY_CONCENTRATORS), 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_HAND_READING, PARTY_MASTER), 0);
    run_to(ENDS + MS_DAY - 1, ENDS + MS_DAY, at); /* nothing came of order 2 */
    struct message taken = bench_last(bench, MSG_HAND_READING);
    ck_assert_uint_eq(taken.id, (uint32_t)BENCH_DAY + 1);
    ck_assert_uint_eq(taken.customer, 101);
    ck_assert_int_eq(taken.value, (INT64_C(1100) << 32) + 3200);
    struct message result = bench_last(bench, MSG_FIELD_RESULT);
    ck_assert_uint_eq(result.id, 1);
    ck_assert_uint_eq(result.kind, ORDER_EXCEPTION);
    ck_assert_uint_eq(result.code, RESULT_OK);
    ck_assert_int_eq(crews_due(&crews, ENDS + MS_DAY), BENCH_MIDNIGHT + 2 * MS_DAY);
    run_to(ENDS + MS_DAY, OPENS + 2 * MS_DAY + JOB, at);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_READ, PARTY_CONCENTRATORS), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_READ).id, 2);
    register_taken(2, BENCH_DAY + 2, 3300, 0, OPENS + 2 * MS_DAY + JOB + 2);
    cancel(2, OPENS + 2 * MS_DAY + 2 * JOB); /* its register came in meanwhile */
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).code, RESULT_NOT_ALLOWED);
    register_taken(2, BENCH_DAY + 2, 3300, 0, OPENS + 2 * MS_DAY + 2 * JOB);
    run_to(OPENS + 2 * MS_DAY + 2 * JOB, ENDS + 3 * MS_DAY, at);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_HAND_READING, PARTY_MASTER), 1);
}
END_TEST

/* A handheld that fails reads nothing: the crew comes again, and until then may be called off. A
 * visit that ends after the hours is read out ten minutes later. */
START_TEST(dead_handheld_reads_nothing)
{
    ms_t at[16] = {0}, next = OPENS + MS_DAY;
    setup_crews(1, 12);
    crews.config.handheld_fails = 100;
    order(1, ORDER_EXCEPTION, OPENS);
    order(2, ORDER_EXCEPTION, OPENS);
    run_to(OPENS, next + JOB, at);
    ck_assert_uint_eq(bench->sent_count, 0);
    cancel(2, next + JOB + MS_MINUTE); /* on the way: it reaches the crew all the same */
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).id, 2);
    crews.config.handheld_fails = 0;
    crews.config.arrival = chance_const(9 * MS_HOUR);
    run_to(next + JOB + MS_MINUTE, next + MS_DAY + 9 * MS_HOUR + 20 * MS_MINUTE, at);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_READ).id, 1);
    register_taken(1, BENCH_DAY + 2, 3200, 0, next + MS_DAY + 9 * MS_HOUR + 21 * MS_MINUTE);
    run_to(next + MS_DAY + 9 * MS_HOUR + 21 * MS_MINUTE, next + MS_DAY + 10 * MS_HOUR, at);
    ck_assert_int_eq(at[1], next + MS_DAY + 9 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_uint_eq(crews.busy, 0);
}
END_TEST

/* How long a job takes is drawn for the customer, the day and how many jobs he has had in it:
 * neither its number nor the moment at which a crew is free for it changes that, and no two share a
 * draw. */
START_TEST(time_of_a_job_is_that_of_the_day)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_HOUR};
    static const ms_t moments[2][3] = {{OPENS, OPENS + 4 * MS_HOUR + 7, OPENS + MS_DAY},
                                       {OPENS + MS_HOUR, OPENS + 4 * MS_HOUR, OPENS + MS_DAY}};
    ms_t times[2][3];
    for (unsigned run = 0; run < 2; run++) {
        setup_crews(1, 12);
        crews.config.arrival = crews.config.work = (struct chance_dist){1, {part}};
        for (uint32_t i = 0; i < 3; i++) {
            ms_t at[16] = {0};
            struct message message = {.type = MSG_FIELD_ORDER,
                                      .kind = ORDER_FIELD_CUT,
                                      .customer = 101,
                                      .id = i + 1 + run};
            ck_assert_int_eq(crews_handle(&crews, &message, moments[run][i]), FK_OK);
            run_to(moments[run][i], moments[run][i] + 3 * MS_HOUR, at);
            times[run][i] = at[message.id] - moments[run][i];
        }
        if (run == 0)
            crews_fini(&crews);
    }
    for (unsigned i = 0; i < 3; i++) {
        ck_assert_int_eq(times[1][i], times[0][i]);
        ck_assert_int_ne(times[0][i], times[0][(i + 1) % 3]);
    }
}
END_TEST

/* A job is begun in working hours only; one that is begun at 17:29:59 is finished. */
START_TEST(jobs_begin_in_working_hours)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS - 1);
    ck_assert_int_eq(crews_due(&crews, OPENS - 1), OPENS);
    run_to(OPENS - 1, OPENS + JOB, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    order(2, ORDER_FIELD_RESTORE, ENDS - 1);
    run_to(ENDS - 1, ENDS - 1, at);
    order(3, ORDER_FIELD_RESTORE, ENDS);
    run_to(ENDS, OPENS + MS_DAY + JOB, at);
    ck_assert_int_eq(at[2], ENDS - 1 + JOB);
    ck_assert_int_eq(at[3], OPENS + MS_DAY + JOB);
}
END_TEST

/* restores go first, each kind in the order of its orders. */
START_TEST(restores_go_before_cuts)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS - 1);
    order(2, ORDER_FIELD_CUT, OPENS - 1);
    order(3, ORDER_FIELD_RESTORE, OPENS - 1);
    order(4, ORDER_FIELD_RESTORE, OPENS - 1);
    run_to(OPENS - 1, ENDS, at);
    ck_assert_int_eq(at[3], OPENS + JOB);
    ck_assert_int_eq(at[4], OPENS + 2 * JOB);
    ck_assert_int_eq(at[1], OPENS + 3 * JOB);
    ck_assert_int_eq(at[2], OPENS + 4 * JOB);
}
END_TEST

/* P-FLD-04: the crews together begin crews x jobs_per_day jobs a day. */
START_TEST(jobs_of_a_day_are_limited)
{
    ms_t at[16] = {0};
    setup_crews(2, 2);
    for (uint32_t id = 1; id <= 6; id++)
        order(id, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS + MS_DAY + MS_DAY / 2, at);
    for (uint32_t id = 1; id <= 4; id++) /* two at once */
        ck_assert_int_eq(at[id], OPENS + (id + 1) / 2 * JOB);
    ck_assert_int_eq(at[5], OPENS + MS_DAY + JOB);
    ck_assert_int_eq(at[6], OPENS + MS_DAY + JOB);
}
END_TEST

/* an order is taken back until the meter is switched: waiting, on the way, while the crew
 * asks, put off. The crew is free at once. */
START_TEST(order_is_taken_back_until_the_switch)
{
    ms_t at[16] = {0};
    setup_crews(2, 12);
    answer_code = -1;
    order(1, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS, at);
    order(2, ORDER_FIELD_CUT, OPENS + MS_MINUTE);
    order(3, ORDER_FIELD_CUT, OPENS + MS_MINUTE);
    run_to(OPENS + MS_MINUTE, OPENS + JOB, at); /* 1 asks, 2 is on the way, 3 waits */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ASK, PARTY_MARKETING), 1);
    for (uint32_t id = 1; id <= 3; id++) {
        cancel(id, OPENS + JOB);
        cancel(id, OPENS + JOB + 1);
        struct message back = bench_last(bench, MSG_FIELD_RESULT);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), id);
        ck_assert_uint_eq(back.id, id);
        ck_assert_uint_eq(back.code, RESULT_NOT_ALLOWED);
    }
    ck_assert_uint_eq(crews.busy, 0);
    answer(1, RESULT_OK, OPENS + JOB + 2); /* too late */
    order(4, ORDER_FIELD_CUT, CUT_ENDS);
    run_to(CUT_ENDS, ENDS + 2 * MS_HOUR, at); /* 4 is put off */
    cancel(4, ENDS + 3 * MS_HOUR);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).id, 4);
    run_to(ENDS + 3 * MS_HOUR, ENDS + 2 * MS_DAY, at);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), 4);
}
END_TEST

/* The date of a job that was taken back is none of the job that has its slot now. */
START_TEST(date_of_a_job_ends_with_it)
{
    ms_t at[16] = {0}, later = OPENS + 10 * MS_MINUTE;
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS, at);
    cancel(1, OPENS + 1);
    order(2, ORDER_FIELD_CUT, later);
    run_to(later, ENDS, at);
    ck_assert_uint_eq(crews.count, 1);
    ck_assert_int_eq(at[2], later + JOB);
}
END_TEST

/* what the crew is told, {code, state of the order when 10 min are over}. */
static const struct {
    int code;
    unsigned results, switches;
} answers[] = {{RESULT_OK, 1, 1},
               {RESULT_NOT_ALLOWED, 1, 0},
               {RESULT_NONE, 0, 0}, /* not today */
               {-1, 0, 0}};         /* no answer */

START_TEST(crew_does_what_it_is_told)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    answer_code = answers[_i].code;
    order(1, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS + JOB + CREWS_ASK_LIMIT, at);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ASK, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING),
                      answers[_i].results);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS),
                      answers[_i].switches);
    ck_assert_uint_eq(crews.busy, 0);
    answer(1, RESULT_OK, OPENS + JOB + CREWS_ASK_LIMIT + 1); /* nobody asks any more */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS),
                      answers[_i].switches);
    answer_code = RESULT_OK;
    run_to(OPENS + JOB + CREWS_ASK_LIMIT, OPENS + MS_DAY + JOB, at);
    ck_assert_int_eq(at[1], answers[_i].results ? OPENS + JOB : OPENS + MS_DAY + JOB);
}
END_TEST

/* INV-16: no crew cuts at 17:00:00.000 or later; the switch comes a hop after the answer. A restore
 * is made at any time. {work begins so long before, done today}. */
static const struct {
    ms_t before;
    bool is_today;
} late[] = {{JOB + 2, true}, {JOB + 1, false}, {JOB, false}, {1, false}};

START_TEST(crews_cut_in_their_hours)
{
    ms_t at[16] = {0}, begin = CUT_ENDS - late[_i].before;
    setup_crews(2, 12);
    order(1, ORDER_FIELD_CUT, begin);
    order(2, ORDER_FIELD_RESTORE, begin);
    run_to(begin, CUT_ENDS + MS_DAY, at);
    ck_assert_int_eq(at[1], late[_i].is_today ? begin + JOB : OPENS + MS_DAY + JOB);
    ck_assert_int_eq(at[2], begin + JOB);
}
END_TEST

/* Nor before the hours begin, by a millisecond: {work begins so long before 10:00, done}. */
static const struct {
    ms_t before;
    bool is_done;
} early[] = {{JOB + 1, false}, {JOB, true}};

START_TEST(no_crew_cuts_before_its_hours)
{
    ms_t at[16] = {0}, ten = OPENS + 90 * MS_MINUTE;
    setup_crews(1, 12);
    crews.config.handheld_fails = 100; /* who does not ask switches at once */
    crews.config.cut_hours.from = ten - BENCH_MIDNIGHT;
    order(1, ORDER_FIELD_CUT, ten - early[_i].before);
    run_to(ten - early[_i].before, ENDS, at);
    ck_assert_int_eq(at[1], early[_i].is_done ? ten : 0);
}
END_TEST

/* The answer takes its time, {so long after the question, switched today}. */
static const struct {
    ms_t after;
    bool is_today;
} slow[] = {{MS_MINUTE - 2, true}, {MS_MINUTE - 1, false}};

START_TEST(answer_comes_at_the_end_of_the_hours)
{
    ms_t at[16] = {0}, asks = CUT_ENDS - MS_MINUTE;
    setup_crews(1, 12);
    answer_code = -1;
    order(1, ORDER_FIELD_CUT, asks - JOB);
    run_to(asks - JOB, asks, at);
    answer(1, RESULT_OK, asks + slow[_i].after);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS),
                      slow[_i].is_today);
    ck_assert_uint_eq(crews.busy, 0);
}
END_TEST

/* P-FLD-05: who cannot ask switches, and no cancel reaches him; to the hours he holds. */
START_TEST(dead_handheld_does_not_ask)
{
    ms_t at[16] = {0};
    setup_crews(2, 12);
    crews.config.handheld_fails = 100;
    order(1, ORDER_FIELD_CUT, OPENS);
    order(2, ORDER_FIELD_CUT, CUT_ENDS - 1);
    run_to(OPENS, OPENS + 1, at);
    cancel(1, OPENS + 1);
    run_to(OPENS + 1, ENDS + 2 * MS_HOUR, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    ck_assert_int_eq(at[2], OPENS + JOB); /* both crews are free at once */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_ASK, PARTY_MARKETING), 0);
    order(3, ORDER_FIELD_CUT, CUT_ENDS - 1);
    run_to(CUT_ENDS - 1, OPENS + MS_DAY + JOB, at);
    ck_assert_int_eq(at[3], OPENS + MS_DAY + JOB);
}
END_TEST

/* Some of many: 3 % of 4,000 jobs are 120, give or take. */
START_TEST(some_handhelds_fail)
{
    unsigned asked = 0;
    setup_crews(5000, 1);
    crews.config.handheld_fails = 3;
    for (uint32_t id = 1; id <= 4000; id++)
        order(id, ORDER_FIELD_CUT, OPENS);
    ck_assert_int_eq(crews_tick(&crews, OPENS), FK_OK);
    for (uint32_t id = 0; id < 4000; id++)
        asked += !crews.jobs[id].is_handheld_dead;
    ck_assert_uint_gt(4000 - asked, 80);
    ck_assert_uint_lt(4000 - asked, 160);
}
END_TEST

/* R-24, and slots of jobs that are over are used again. */
START_TEST(slots_are_used_again)
{
    setup_crews(1, 12);
    for (uint32_t id = 1; id <= 300; id++) {
        ms_t now = OPENS + (id - 1) * MS_DAY;
        order(id, ORDER_FIELD_RESTORE, now);
        order(id, ORDER_FIELD_RESTORE, now + 1);
        run_to(now, now + 2 * MS_HOUR, NULL);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), 1);
        bench_clear(bench);
    }
    ck_assert_uint_eq(crews.count, 1);
}
END_TEST

/* A port that counts. */
static uint32_t results;
static void count_results(const struct party_port *port, uint32_t to, const struct message *message,
                          ms_t delay)
{
    (void)port;
    (void)to;
    (void)delay;
    results += message->type == MSG_FIELD_RESULT;
}

static unsigned plans(void)
{
    return bench_sent_count(bench, MSG_FIELD_PLAN, PARTY_MARKETING);
}

#define PLANS (BENCH_MIDNIGHT + CREWS_PLAN_AT)

/* INV-04: at 08:00 the cuts of the day are told, beside the restores that wait, with the end of the
 * hours for them; who goes is told. One that comes later in the day needs no plan. */
START_TEST(cuts_of_the_day_are_planned)
{
    ms_t at[16] = {0};
    setup_crews(1, 3);
    plan_code = -1;
    for (uint32_t id = 1; id <= 4; id++)
        order(id, ORDER_FIELD_CUT, BENCH_MIDNIGHT);
    order(5, ORDER_FIELD_RESTORE, BENCH_MIDNIGHT);
    ck_assert_int_eq(crews_due(&crews, BENCH_MIDNIGHT), PLANS);
    run_to(BENCH_MIDNIGHT, PLANS, at);
    ck_assert_uint_eq(plans(), 2);
    struct message told = bench_last(bench, MSG_FIELD_PLAN);
    ck_assert_uint_eq(told.id, 2);
    ck_assert_uint_eq(told.customer, 102);
    ck_assert_int_eq(told.value, CUT_ENDS);
    answer(1, RESULT_OK, PLANS + 1);                       /* nobody is on site */
    ck_assert_int_eq(crews_due(&crews, PLANS + 1), OPENS); /* for the restore */
    run_to(PLANS + 1, OPENS + JOB, at);
    ck_assert_int_eq(at[5], OPENS + JOB);
    ck_assert_uint_eq(crews.busy, 0);
    answer_plan(1, RESULT_NOT_ALLOWED, OPENS + JOB); /* the third takes his place */
    ck_assert_uint_eq(plans(), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_PLAN).id, 3);
    answer_plan(3, RESULT_OK, OPENS + JOB);
    order(6, ORDER_FIELD_CUT, OPENS + JOB);
    run_to(OPENS + JOB, BENCH_MIDNIGHT + MS_DAY - 1, at);
    ck_assert_int_eq(at[3], OPENS + 2 * JOB);
    ck_assert_int_eq(at[6], OPENS + 3 * JOB);
    ck_assert_uint_eq(plans(), 3);
    plan_code = RESULT_OK; /* the next day: 4, and 2, who was never answered */
    run_to(BENCH_MIDNIGHT + MS_DAY - 1, PLANS + MS_DAY, at);
    ck_assert_uint_eq(plans(), 5);
    run_to(PLANS + MS_DAY, PLANS + 2 * MS_DAY, at);
    ck_assert_int_eq(at[4], OPENS + MS_DAY + JOB);
    ck_assert_int_eq(at[2], OPENS + MS_DAY + 2 * JOB);
}
END_TEST

/* Working days: cuts of Friday evening and of Saturday are planned on Monday, a restore is done on
 * Sunday. The bench begins on a Monday: Saturday is five days later. */
START_TEST(cuts_wait_for_a_working_day)
{
    const ms_t saturday = BENCH_MIDNIGHT + 5 * MS_DAY;
    ms_t at[16] = {0};
    setup_crews(2, 3);
    crews.config.is_working_days = true;
    order(1, ORDER_FIELD_CUT, saturday - 2 * MS_HOUR);
    order(2, ORDER_FIELD_CUT, saturday + 9 * MS_HOUR);
    ck_assert_int_eq(crews_due(&crews, saturday + 9 * MS_HOUR), PLANS + 7 * MS_DAY);
    order(3, ORDER_FIELD_RESTORE, saturday + MS_DAY);
    run_to(saturday + MS_DAY, BENCH_MIDNIGHT + 8 * MS_DAY, at);
    ck_assert_int_eq(at[3], OPENS + 6 * MS_DAY + JOB);
    ck_assert_int_eq(at[1], OPENS + 7 * MS_DAY + JOB);
    ck_assert_int_eq(at[2], OPENS + 7 * MS_DAY + JOB);
    ck_assert_uint_eq(plans(), 2);
}
END_TEST

static void fail_handheld(uint32_t customer, bool begins, ms_t now)
{
    struct message fault = {.type = MSG_FAULT,
                            .kind = FAULT_HANDHELD_FAILS,
                            .code = begins,
                            .customer = customer,
                            .id = 1};
    ck_assert_int_eq(crews_handle(&crews, &fault, now), FK_OK);
}

/* R-44, S-11: where the handheld fails nothing is restored, and the order goes back; an exchange
 * takes 10 min more, asks, and switches. Of two faults at one customer both must be over. */
START_TEST(dead_handheld_needs_a_second_visit)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    crews.config.is_second_level = true;
    crews.config.exchange = chance_const(30 * MS_MINUTE);
    fail_handheld(101, true, OPENS);
    fail_handheld(101, true, OPENS);
    fail_handheld(101, false, OPENS);
    order(1, ORDER_FIELD_RESTORE, OPENS);
    run_to(OPENS, OPENS + JOB, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).code, RESULT_AUTH_FAILED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS), 0);
    struct message second = {
        .type = MSG_FIELD_ORDER, .kind = ORDER_EXCHANGE, .customer = 101, .id = 2};
    ck_assert_int_eq(crews_handle(&crews, &second, OPENS + JOB), FK_OK);
    run_to(OPENS + JOB, OPENS + 3 * JOB, at);
    ck_assert_int_eq(at[2], OPENS + 2 * JOB + 10 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).code, RESULT_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_SWITCH).kind, RELAY_CLOSE);
    fail_handheld(101, false, OPENS + 3 * JOB);
    order(1, ORDER_FIELD_RESTORE, OPENS + 3 * JOB);
    run_to(OPENS + 3 * JOB, OPENS + 5 * JOB, at);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).code, RESULT_OK);
}
END_TEST

/* Crews that work all day: what is left of a day waits for the plan of the next. */
START_TEST(no_cut_is_begun_before_its_plan)
{
    ms_t at[16] = {0};
    setup_crews(1, 1);
    crews.config.hours = (struct clock_window){0, MS_DAY};
    order(1, ORDER_FIELD_CUT, OPENS);
    order(2, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, PLANS + 2 * MS_DAY, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    ck_assert_int_eq(at[2], PLANS + MS_DAY + JOB);
}
END_TEST

/* Not today: planned again the next day. Taken back while it is planned: another one goes. */
START_TEST(planned_cut_is_put_off_or_taken_back)
{
    ms_t at[16] = {0};
    setup_crews(1, 1);
    plan_code = RESULT_NONE;
    order(1, ORDER_FIELD_CUT, BENCH_MIDNIGHT);
    run_to(BENCH_MIDNIGHT, PLANS + MS_DAY - 1, at);
    ck_assert_uint_eq(plans(), 1);
    ck_assert_int_eq(at[1], 0);
    plan_code = -1;
    run_to(PLANS + MS_DAY - 1, PLANS + MS_DAY, at);
    ck_assert_uint_eq(plans(), 2);
    order(2, ORDER_FIELD_CUT, PLANS + MS_DAY);
    run_to(PLANS + MS_DAY, OPENS + MS_DAY + JOB, at); /* that one needs no plan */
    ck_assert_int_eq(at[2], OPENS + MS_DAY + JOB);
    order(3, ORDER_FIELD_CUT, ENDS + MS_DAY);
    order(4, ORDER_FIELD_CUT, ENDS + MS_DAY);
    run_to(ENDS + MS_DAY, PLANS + 2 * MS_DAY, at);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_PLAN).id, 3); /* what was ready goes first */
    cancel(3, PLANS + 2 * MS_DAY);
    ck_assert_uint_eq(plans(), 4);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).id, 3);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_PLAN).id, 1);
}
END_TEST

/* Walking over all jobs for each would take longer than Check waits. */
START_TEST(many_orders_are_taken_back)
{
    setup_crews(1, 12);
    bench->port.send = count_results;
    for (uint32_t id = 1; id <= 120000; id++)
        order(id, ORDER_FIELD_CUT, ENDS);
    for (uint32_t id = 120000; id >= 1; id--)
        cancel(id, ENDS + 1);
    ck_assert_uint_eq(results, 120000);
}
END_TEST

START_TEST(many_orders_wait)
{
    setup_crews(1, 12);
    for (uint32_t id = 1; id <= 200; id++)
        order(id, ORDER_FIELD_CUT, ENDS);
    ck_assert_uint_eq(crews.ready.count, 200);
    plan_code = -1;
    run_to(ENDS, BENCH_MIDNIGHT + MS_DAY + CREWS_PLAN_AT, NULL);
    ck_assert_uint_eq(plans(), 12); /* as many as can be done */
    ck_assert_uint_eq(crews.cuts.count, 188);
    struct message message = {.type = MSG_PAY};
    ck_assert_int_eq(crews_handle(&crews, &message, ENDS), FK_E_ARG);
}
END_TEST

static Suite *crews_suite(void)
{
    Suite *suite = suite_create("crews");
    TCase *tcase = tcase_create("crews");
    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, job_switches_the_meter_and_reports);
    tcase_add_test(tcase, meters_are_read_on_the_day_after);
    tcase_add_test(tcase, dead_handheld_reads_nothing);
    tcase_add_test(tcase, time_of_a_job_is_that_of_the_day);
    tcase_add_test(tcase, jobs_begin_in_working_hours);
    tcase_add_test(tcase, restores_go_before_cuts);
    tcase_add_test(tcase, date_of_a_job_ends_with_it);
    tcase_add_test(tcase, cuts_of_the_day_are_planned);
    tcase_add_test(tcase, no_cut_is_begun_before_its_plan);
    tcase_add_test(tcase, planned_cut_is_put_off_or_taken_back);
    tcase_add_test(tcase, jobs_of_a_day_are_limited);
    tcase_add_test(tcase, order_is_taken_back_until_the_switch);
    tcase_add_loop_test(tcase, crew_does_what_it_is_told, 0, 4);
    tcase_add_loop_test(tcase, crews_cut_in_their_hours, 0, 4);
    tcase_add_loop_test(tcase, no_crew_cuts_before_its_hours, 0, 2);
    tcase_add_loop_test(tcase, answer_comes_at_the_end_of_the_hours, 0, 2);
    tcase_add_test(tcase, dead_handheld_does_not_ask);
    tcase_add_test(tcase, some_handhelds_fail);
    tcase_add_test(tcase, slots_are_used_again);
    tcase_add_test(tcase, cuts_wait_for_a_working_day);
    tcase_add_test(tcase, dead_handheld_needs_a_second_visit);
    tcase_add_test(tcase, many_orders_are_taken_back);
    tcase_add_test(tcase, many_orders_wait);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(crews_suite)
