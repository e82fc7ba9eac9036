/* tests/unit/models/sms_bench.h - an SMS platform on the bench. Window 08:00-20:00, 10 a second,
 * delivery 5 s; "cut done" is exempt. */
#ifndef TESTS_UNIT_MODELS_SMS_BENCH_H
#define TESTS_UNIT_MODELS_SMS_BENCH_H
#include "models/around/sms.h"
#include "tests/unit/models/party_bench.h"

#define EIGHT  (BENCH_MIDNIGHT + 8 * MS_HOUR)
#define TWENTY (BENCH_MIDNIGHT + 20 * MS_HOUR)
#define RATE   10

static struct sms_gateway sms;
static struct bench *bench;

static void setup(void)
{
    struct sms_config config = {.window = {8 * MS_HOUR, 20 * MS_HOUR},
                                .rate = RATE,
                                .exempt = 1U << SMS_CUT_DONE,
                                .delivery = chance_const(5 * MS_SECOND),
                                .validity = MS_DAY,
                                .is_paper_counted = true};
    bench = bench_new(PARTY_SMS);
    ck_assert_int_eq(sms_init(&sms, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    sms_fini(&sms);
}

static void request(unsigned kind, uint32_t customer, ms_t now)
{
    struct message message = {
        .type = MSG_SMS_REQUEST, .kind = (uint8_t)kind, .customer = customer, .ref = 4};
    ck_assert_int_eq(sms_handle(&sms, &message, now), FK_OK);
}

/* Runs every date after `now` up to and including `until`. */
static void run_to(ms_t now, ms_t until)
{
    for (ms_t due = sms_due(&sms, now); due <= until; due = sms_due(&sms, now)) {
        now = due > now ? due : now;
        ck_assert_int_eq(sms_tick(&sms, now), FK_OK);
    }
}

/* Moments of submission, in order; returns how many. */
static unsigned submissions(ms_t at[], unsigned capacity)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        if (bench->notes[i].note.type == EVENT_SMS && bench->notes[i].note.state == SMS_SUBMITTED) {
            ck_assert_uint_lt(n, capacity);
            at[n++] = bench->notes[i].at;
        }
    return n;
}
#endif
