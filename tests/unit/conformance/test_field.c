/* Sound meters of the field that are not like the virtual one must not fail, and what the bench
 * cannot see must not pass. */
#include "conformance/suite_relay.h"
#include "models/meter/relay.h"
#include "protocol/dlt645_status.h"
#include "tests/unit/conformance/field_fixture.h"

#define BIT(verdict) (1u << (verdict))

static struct bench bench;

static void run(const char *select, field_rule *rule, const char *const *edit)
{
    bench_open(&bench, NULL, edit);
    if (rule)
        field_open(&bench, rule);
    bench_choose(&bench, select);
    bench_run(&bench);
}

/* --- relays --- */

static void run_slow(const char *select, uint32_t settle_ms, const char *const *edit)
{
    bench_open(&bench, NULL, edit);
    transport_sim_meter(bench.tap->inner)->config.settle_ms = settle_ms;
    bench_choose(&bench, select);
    bench_run(&bench);
}

START_TEST(test_slow_relay_passes)
{
    static const char *const edit[] = {"relay_settle_ms: 1000", "relay_settle_ms: 6000", NULL};
    run_slow("*", 4000, edit);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    ck_assert_uint_gt(bench_meter(&bench)->trip_count, 0);
    bench_close(&bench);
}
END_TEST

START_TEST(test_too_slow_relay_fails)
{
    static const char *const edit[] = {"relay_settle_ms: 1000", "relay_settle_ms: 3500", NULL};
    run_slow("trip-opens", 4000, edit);
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_FAIL);
    ck_assert_ptr_nonnull(strstr(field_result(&bench, "dlt645/fc.relay/1-trip-opens")->actual,
                                 "after 3500 ms: relay closed (b4)"));
    bench_close(&bench);
}
END_TEST

/* Refused, and executed all the same, but late: an immediate look sees nothing. */
static bool late_mover(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    if (!is_request && frame->control == (DLT645_CONTROL | DLT645_FROM_METER) &&
        field->request.data[8] == RELAY_TRIP)
        return field_refuse(frame, DLT645_ERR_NOT_ALLOWED);
    if (!is_request && field_is_read(field, DI_STATUS_3))
        frame->data[4] &= (uint8_t)~DLT645_W3_COMMAND_OPEN;
    return false;
}

START_TEST(test_late_movement_is_seen)
{
    static const char *const edit[] = {"relay_settle_ms: 1000", "relay_settle_ms: 3000", NULL};
    bench_open(&bench, "ignores-deadline", edit);
    transport_sim_meter(bench.tap->inner)->config.settle_ms = 2000;
    field_open(&bench, late_mover);
    bench_choose(&bench, "fc.relay/6");
    bench_run(&bench);
    field_expect(&bench, "dlt645/fc.relay/6-expired", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* An external breaker without load: b4 never shows it. */
static bool unseen_breaker(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    if (!is_request && field_is_read(field, DI_STATUS_3))
        frame->data[4] &= (uint8_t)~DLT645_W3_RELAY_OPEN;
    return false;
}

START_TEST(test_breaker_without_load)
{
    static const char *const edit[] = {"relay-feedback, support: yes",
                                       "relay-feedback, support: no, reason: external", NULL};
    static const char *const ids[] = {
        "dlt645/fc.relay/1-trip-opens", "dlt645/fc.relay/2-trip-record",
        "dlt645/fc.relay/3-close-closes", "dlt645/fc.relay/4-permit-waits",
        "dlt645/fc.relay/5-repeat-trip"};
    run("fc.relay", unseen_breaker, edit);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        field_expect(&bench, ids[i], CONFORM_INCONCLUSIVE);
        ck_assert_int_eq(field_result(&bench, ids[i])->reason, CONFORM_BENCH_LIMIT);
    }
    field_expect(&bench, "dlt645/fc.relay/6-expired", CONFORM_PASS);
    bench_close(&bench);
    /* a meter that says it sees its relay must */
    run("trip-opens", unseen_breaker, NULL);
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

static bool no_delay_item(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    return is_request && field_is_read(field, DI_TRIP_DELAY) &&
           field_refuse(frame, DLT645_ERR_NO_DATA);
}

static bool delay_of_one_minute(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    if (!is_request && field_is_read(field, DI_TRIP_DELAY))
        frame->data[4] = 0x01;
    return false;
}

START_TEST(test_trip_delay)
{
    run("trip-opens", no_delay_item, NULL);
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_PASS);
    bench_close(&bench);
    run("trip-opens", delay_of_one_minute, NULL);
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_INCONCLUSIVE);
    bench_close(&bench);
}
END_TEST

/* Some meters close at once when protected. */
START_TEST(test_protection_that_closes_is_remarked)
{
    bench_open(&bench, "protect-closes", NULL);
    bench_choose(&bench, "open-stays-open");
    bench_run(&bench);
    field_expect(&bench, "dlt645/fc.protect/4-open-stays-open", CONFORM_REMARK);
    bench_close(&bench);
}
END_TEST

static Suite *field_suite(void)
{
    Suite *suite = suite_create("meters of the field");
    TCase *relays = tcase_create("relays");
    tcase_add_test(relays, test_slow_relay_passes);
    tcase_add_test(relays, test_too_slow_relay_fails);
    tcase_add_test(relays, test_late_movement_is_seen);
    tcase_add_test(relays, test_breaker_without_load);
    tcase_add_test(relays, test_trip_delay);
    tcase_add_test(relays, test_protection_that_closes_is_remarked);
    suite_add_tcase(suite, relays);
    return suite;
}

FK_CHECK_MAIN(field_suite)
