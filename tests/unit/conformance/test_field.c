/* Sound meters of the field that are not like the virtual one must not fail, and what the bench
 * cannot see must not pass. */
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"
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
    transport_sim_meter(bench.tap->inner)->config.rules.settle_ms = (int32_t)settle_ms;
    bench_choose(&bench, select);
    bench_run(&bench);
}

START_TEST(test_slow_relay_passes)
{
    static const char *const edit[] = {"relay_settle_ms: 100", "relay_settle_ms: 6000", NULL};
    run_slow("*", 4000, edit);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    for (size_t i = 0; i < bench.result.test_count; i++)
        ck_assert(bench.result.tests[i].is_restored);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    ck_assert_uint_eq(bench_meter(&bench)->relay.state, RELAY_CLOSED);
    ck_assert_uint_gt(bench_meter(&bench)->trip_count, 0);
    bench_close(&bench);
}
END_TEST

START_TEST(test_too_slow_relay_fails)
{
    static const char *const edit[] = {"relay_settle_ms: 100", "relay_settle_ms: 3500", NULL};
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
    static const char *const edit[] = {"relay_settle_ms: 100", "relay_settle_ms: 3000", NULL};
    bench_open(&bench, "ignores-deadline", edit);
    transport_sim_meter(bench.tap->inner)->config.rules.settle_ms = 2000;
    field_open(&bench, late_mover);
    bench_choose(&bench, "fc.relay/6");
    bench_run(&bench);
    field_expect(&bench, "dlt645/fc.relay/6-expired", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* The last look of a test waits until the relay would have followed: nothing comes behind it. */
START_TEST(test_late_movement_under_protection_is_seen)
{
    static const char *const edit[] = {"relay_settle_ms: 100", "relay_settle_ms: 3000", NULL};
    bench_open(&bench, "trips-when-protected", edit);
    transport_sim_meter(bench.tap->inner)->config.rules.settle_ms = 2000;
    field_open(&bench, late_mover);
    bench_choose(&bench, "trip-refused");
    bench_run(&bench);
    const struct conform_test_result *test = &bench.result.tests[0];
    ck_assert_int_eq(test->outcome.verdict, CONFORM_FAIL);
    ck_assert_int_eq(test->point, 'b');
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
    run("fc.relay", delay_of_one_minute, NULL);
    for (size_t i = 3; i < 8; i++) /* 6, 7 and 9 order nothing that could be delayed */
        ck_assert_str_eq(bench.result.tests[i].detail, "the trip delay is 1 min");
    ck_assert_uint_eq(((struct field *)bench.tap->inner)->meter->trip_count, 0); /* no order */
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

/* 9C always with the execution word. */
static bool with_word(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    static const uint8_t word[2] = {0x04, 0x00};
    if (!is_request && frame->control == (DLT645_CONTROL | DLT645_FROM_METER)) {
        frame->length = sizeof word;
        memcpy(frame->data, word, sizeof word);
        field->asked++;
    }
    return false;
}

START_TEST(test_execution_word_is_remarked)
{
    run("fc*", with_word, NULL);
    field_expect_all(&bench, BIT(CONFORM_PASS) | BIT(CONFORM_REMARK));
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_REMARK);
    field_expect(&bench, "dlt645/fc.relay/6-expired", CONFORM_PASS);
    ck_assert_str_eq(field_result(&bench, "dlt645/fc.relay/1-trip-opens")->detail,
                     "confirmed with the execution word 0004, which plain levels do not ask for");
    for (size_t i = 0; i < bench.result.test_count; i++)
        ck_assert(bench.result.tests[i].is_restored);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
}
END_TEST

/* Any other length is no confirmation. */
static bool with_bytes(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    if (!is_request && frame->control == (DLT645_CONTROL | DLT645_FROM_METER) &&
        field->request.data[8] == RELAY_TRIP)
        frame->length = 1;
    return false;
}

START_TEST(test_other_length_fails)
{
    run("trip-opens", with_bytes, NULL);
    field_expect(&bench, "dlt645/fc.relay/1-trip-opens", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* --- reading --- */

/* Meters of 2013: while events wait, complete answers carry D5, and 12H brings the report. */
static bool reports_events(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    uint8_t report[17] = {0x01, 0x15, 0x00, 0x04, 0x00, 0x40};
    bool is_pending = field->asked;
    if (!is_request) {
        if (frame->control == (DLT645_READ | DLT645_FROM_METER)) {
            frame->control |= DLT645_MORE;
            field->asked = 1;
        }
        if (frame->control == (DLT645_READ_FOLLOW | DLT645_FROM_METER)) {
            frame->control |= DLT645_MORE; /* the last part of an item */
            field->asked = 1;
        }
        return false;
    }
    field->asked = 0;
    if (!is_pending || frame->control != DLT645_READ_FOLLOW || frame->length != 5)
        return false;
    report[16] = frame->data[4];
    return field_answer(frame, 0, report, sizeof report);
}

static bool reports_and_says_so(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    bool is_answered = reports_events(field, frame, is_request);
    if (!is_request && field_is_read(field, 0x04001101))
        frame->data[4] = 0x04;
    return is_answered;
}

START_TEST(test_event_reports_pass)
{
    static const char *const edit[] = {"event-report, support: no", "event-report, support: yes",
                                       NULL};
    run("*", reports_events, edit);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    bench_close(&bench);
    run("*", reports_and_says_so, NULL);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    bench_close(&bench);
    run("*", reports_events, NULL);
    field_expect_all(&bench, BIT(CONFORM_PASS) | BIT(CONFORM_REMARK));
    field_expect(&bench, "dlt645/7.2/1-follow-up", CONFORM_REMARK);
    field_expect(&bench, "dlt645/7.2/3-nothing-pending", CONFORM_REMARK);
    bench_close(&bench);
}
END_TEST

/* Whoever says that it reports events and then has nothing to say is as wrong as without it. */
START_TEST(test_flag_without_report_fails)
{
    static const char *const edit[] = {"event-report, support: no", "event-report, support: yes",
                                       NULL};
    bench_open(&bench, "more-always", edit);
    bench_choose(&bench, "7.2");
    bench_run(&bench);
    field_expect(&bench, "dlt645/7.2/1-follow-up", CONFORM_FAIL);
    field_expect(&bench, "dlt645/7.2/3-nothing-pending", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* What follows is neither the rest of the item nor a report. */
static bool repeats_itself(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    bool is_answered = reports_events(field, frame, is_request);
    if (is_answered)
        dlt645_di_put(frame->data, DI_ENERGY);
    return is_answered;
}

START_TEST(test_other_item_is_no_report)
{
    run("nothing-pending", repeats_itself, NULL);
    field_expect(&bench, "dlt645/7.2/3-nothing-pending", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* 64 energies, one a frame. */
static bool small_parts(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    const struct dlt645_frame *request = &field->request;
    if (!is_request || request->length < 4 || dlt645_di_get(request->data) != DI_ENERGY_BLOCK)
        return false;
    bool is_follow = request->control == DLT645_READ_FOLLOW;
    uint8_t part[9] = {0x00, 0xFF, 0x01, 0x00};
    if (is_follow && request->data[4] != field->asked + 1)
        return field_refuse(frame, DLT645_ERR_NO_DATA);
    field->asked = is_follow ? field->asked + 1 : 0;
    part[8] = (uint8_t)field->asked;
    return field_answer(frame, field->asked < 63 ? DLT645_MORE : 0, part, is_follow ? 9 : 8);
}

START_TEST(test_small_parts_pass)
{
    run("7.2", small_parts, NULL);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    bench_close(&bench);
}
END_TEST

START_TEST(test_wrong_seq_is_remarked)
{
    bench_open(&bench, "seq-ignored", NULL);
    bench_choose(&bench, "wrong-seq");
    bench_run(&bench);
    field_expect(&bench, "dlt645/7.2/2-wrong-seq", CONFORM_REMARK);
    bench_close(&bench);
}
END_TEST

static bool no_address_item(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    return is_request && field_is_read(field, DI_ADDRESS) &&
           field_refuse(frame, DLT645_ERR_NO_DATA);
}

START_TEST(test_no_address_item)
{
    run("data-offset", no_address_item, NULL);
    field_expect(&bench, "dlt645/5.2.5/1-data-offset", CONFORM_INCONCLUSIVE);
    ck_assert_int_eq(field_result(&bench, "dlt645/5.2.5/1-data-offset")->reason,
                     CONFORM_PRECONDITION);
    bench_close(&bench);
}
END_TEST

/* --- plain levels that take trip, permit and close alone --- */

static void open_strict(const char *file_path)
{
    struct fk_diag diag = {.text = ""};
    bench_open(&bench, NULL, NULL);
    transport_sim_meter(bench.tap->inner)->config.rules.plain_orders_all = 0;
    device_file_fini(&bench.device);
    ck_assert_msg(device_file_load(file_path, &bench.device, &diag) == FK_OK, "%s", diag.text);
    bench_choose(&bench, "*");
    bench_run(&bench);
}

START_TEST(test_strict_plain_levels)
{
    open_strict("conformance/devices/strict.yaml");
    field_expect_all(&bench, BIT(CONFORM_PASS) | BIT(CONFORM_NA));
    field_expect(&bench, "dlt645/fc.relay/4-permit-waits", CONFORM_PASS);
    field_expect(&bench, "dlt645/fc.alarm/1-shown", CONFORM_NA);
    ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_NA], 5);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
    open_strict("conformance/devices/virtual.yaml");
    field_expect(&bench, "dlt645/fc.alarm/1-shown", CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* --- daily freezes --- */

#define DAILY "dlt645/7.1/5-daily-freeze"

/* The newest freeze is `older` before the usual one. */
static void run_freeze(ms_t older, const char *const *edit, enum conform_verdict verdict)
{
    bench_open(&bench, NULL, edit);
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    ck_assert_int_eq(clock_time_of_day(meter->daily[0].at), 0);
    meter->daily[0].at -= older;
    bench_choose(&bench, "daily-freeze");
    bench_run(&bench);
    field_expect(&bench, DAILY, verdict);
    if (verdict == CONFORM_INCONCLUSIVE)
        ck_assert_int_eq(field_result(&bench, DAILY)->reason, CONFORM_PRECONDITION);
    bench_close(&bench);
}

START_TEST(test_daily_freeze)
{
    static const char *const at_five[] = {
        "may_cut_supply: yes", "may_cut_supply: yes\n  daily_freeze_at: \"00:05\"", NULL};
    run_freeze(0, NULL, CONFORM_PASS);
    run_freeze(MS_DAY, NULL, CONFORM_INCONCLUSIVE); /* off at midnight */
    run_freeze(200 * MS_DAY, NULL, CONFORM_INCONCLUSIVE);
    run_freeze(-MS_DAY, NULL, CONFORM_FAIL); /* in the future */
    run_freeze(MS_HOUR, NULL, CONFORM_FAIL); /* off the time of day */
    run_freeze(MS_DAY + MS_MINUTE, NULL, CONFORM_FAIL);
    run_freeze(-5 * MS_MINUTE, at_five, CONFORM_PASS);
    run_freeze(0, at_five, CONFORM_FAIL);
}
END_TEST

/* --- neighbours on the bus --- */

#define FOREIGN "dlt645/5.2.2/1-foreign-address"

static bool is_foreign(const struct field *field)
{
    return memcmp(field->request.address, field->meter->config.address, DLT645_ADDRESS_SIZE) != 0;
}

/* Answers whatever number is asked, in its name. */
static bool any_name(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    static const uint8_t energy[8] = {0x00, 0x00, 0x01, 0x00, 0x10};
    return is_request && is_foreign(field) && field_answer(frame, 0, energy, sizeof energy);
}

/* Has the number that is asked first. */
static bool neighbour(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    return is_request && is_foreign(field) && field->asked++ == 0 &&
           any_name(field, frame, is_request);
}

/* The meter itself takes the request for its own. */
static bool takes_all(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    bool is_answered = any_name(field, frame, is_request);
    memcpy(frame->address, field->meter->config.address, sizeof frame->address);
    return is_answered;
}

START_TEST(test_neighbour_is_not_the_meter)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        bench_open(&bench, NULL, NULL);
        struct field *field = field_open(&bench, neighbour);
        bench.options.seed = seed;
        bench_choose(&bench, "foreign-address");
        bench_run(&bench);
        field_expect(&bench, FOREIGN, CONFORM_INCONCLUSIVE);
        ck_assert_int_eq(field_result(&bench, FOREIGN)->reason, CONFORM_BENCH_LIMIT);
        const uint8_t *own = field->meter->config.address, *asked = field->request.address;
        ck_assert_msg(own[0] == asked[0] && own[1] == asked[1], "a number of the same box");
        for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++)
            ck_assert_uint_le(asked[i], 0x99);
        bench_close(&bench);
    }
    run("foreign-address", takes_all, NULL);
    field_expect(&bench, FOREIGN, CONFORM_FAIL);
    bench_close(&bench);
    run("foreign-address", any_name, NULL);
    field_expect(&bench, FOREIGN, CONFORM_FAIL);
    bench_close(&bench);
}
END_TEST

/* --- error answers are told as they came --- */

static bool wrong_bits(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    (void)field;
    return is_request && field_refuse(frame, 0x05);
}
static bool no_bits(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    (void)field;
    return is_request && field_answer(frame, DLT645_ERROR_ANSWER, NULL, 0);
}

START_TEST(test_error_answers_are_told)
{
    static const struct {
        field_rule *rule;
        const char *text;
    } rows[] = {{wrong_bits, ", ERR 05 (other error; wrong password or not authorised)"},
                {no_bits, " without ERR"}};
    for (size_t i = 0; i < 2; i++) {
        run("unknown-item", rows[i].rule, NULL);
        field_expect(&bench, "dlt645/7.1/2-unknown-item", CONFORM_FAIL);
        const char *actual = field_result(&bench, "dlt645/7.1/2-unknown-item")->actual;
        ck_assert_msg(strstr(actual, rows[i].text) != NULL, "%s", actual);
        bench_close(&bench);
    }
}
END_TEST

/* --- the operator code --- */

/* The device file, the explanation of frames and the words of the test have one order. */
START_TEST(test_operator_code_has_one_order)
{
    static const uint8_t on_line[4] = {0x44, 0x33, 0x22, 0x11};
    bench_open(&bench, "operator-lost", NULL);
    bench_choose(&bench, "trip-record");
    bench_run(&bench);
    ck_assert_mem_eq(bench_meter(&bench)->operator_code, on_line, sizeof on_line);
    ck_assert_str_eq(field_result(&bench, "dlt645/fc.relay/2-trip-record")->actual,
                     "00000000, sent 11223344");
    bench_close(&bench);
}
END_TEST

/* --- writing --- */

static bool no_hold_time(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    return is_request && field_is_read(field, 0x04001403) &&
           field_refuse(frame, DLT645_ERR_NO_DATA);
}

START_TEST(test_write_item)
{
    static const char *const edit[] = {"may_cut_supply: yes",
                                       "may_cut_supply: yes\n  write_item: \"0400040E\"", NULL};
    bench_open(&bench, NULL, edit);
    field_open(&bench, no_hold_time); /* not asked for */
    bench_choose(&bench, "7.3");
    bench_choose(&bench, "wildcard-write");
    bench_run(&bench);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
    run("7.3", no_hold_time, NULL);
    field_expect(&bench, "dlt645/7.3/1-write-read-back", CONFORM_INCONCLUSIVE);
    ck_assert_ptr_nonnull(strstr(field_result(&bench, "dlt645/7.3/1-write-read-back")->detail,
                                 "item 04001403 cannot be read as 1 to 16 bytes"));
    field_expect(&bench, "dlt645/7.3/3-read-only", CONFORM_PASS);
    bench_close(&bench);
}
END_TEST

/* Refuses and obeys: what was written is what the register shows from then on. */
static uint8_t written[4];

static bool obeys_silently(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    const struct dlt645_frame *request = &field->request;
    if (is_request && request->control == DLT645_WRITE &&
        dlt645_di_get(request->data) == DI_ENERGY) {
        memcpy(written, request->data + 12, sizeof written);
        field->asked++;
    }
    if (!is_request && field->asked > 0 && field_is_read(field, DI_ENERGY))
        memcpy(frame->data + 4, written, sizeof written);
    return false;
}

/* The register of a big customer: 0.1 kWh more with every read. */
static bool runs_fast(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    if (!is_request && field_is_read(field, DI_ENERGY))
        frame->data[4] = (uint8_t)(++field->asked % 10 << 4);
    return false;
}

#define READ_ONLY "dlt645/7.3/3-read-only"

START_TEST(test_register_that_obeys)
{
    run("read-only", obeys_silently, NULL);
    field_expect(&bench, READ_ONLY, CONFORM_FAIL);
    ck_assert_ptr_nonnull(strstr(field_result(&bench, READ_ONLY)->actual, "when"));
    /* obeyed by the rule: one write of the test, one to put back */
    ck_assert_uint_ge(((struct field *)bench.tap->inner)->asked, 2);
    bench_close(&bench);
    run("read-only", runs_fast, NULL);
    field_expect(&bench, READ_ONLY, CONFORM_PASS);
    ck_assert(field_result(&bench, READ_ONLY)->is_restored);
    bench_close(&bench);
}
END_TEST

/* After the first wrong password nothing that needs one is done any more. */
static bool locks(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    bool is_write = frame->control == DLT645_WRITE, is_order = frame->control == DLT645_CONTROL;
    if (!is_request || !(is_write || is_order) ||
        memcmp(frame->address, field->meter->config.address, 6) != 0)
        return false;
    field->asked |= memcmp(frame->data + (is_write ? 5 : 1), bench.options.password, 3) != 0;
    return field->asked && field_refuse(frame, DLT645_ERR_NOT_ALLOWED);
}

START_TEST(test_wrong_passwords_come_last)
{
    static const char *const edit[] = {"may_cut_supply: yes",
                                       "may_cut_supply: yes\n  wrong_passwords: no", NULL};
    run("*", locks, NULL);
    field_expect_all(&bench, BIT(CONFORM_PASS));
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    ck_assert_uint_eq(((struct field *)bench.tap->inner)->asked, 1);
    bench_close(&bench);
    run("*", locks, edit);
    field_expect_all(&bench, BIT(CONFORM_PASS) | BIT(CONFORM_NA));
    field_expect(&bench, "dlt645/7.3/2-wrong-password", CONFORM_NA);
    field_expect(&bench, "dlt645/fc.relay/8-wrong-password", CONFORM_NA);
    ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_NA], 3);
    ck_assert_uint_eq(((struct field *)bench.tap->inner)->asked, 0); /* none was sent */
    bench_close(&bench);
}
END_TEST

START_TEST(test_second_run_of_the_day)
{
    static const char *const edit[] = {"may_cut_supply: yes",
                                       "may_cut_supply: yes\n  broadcast_time: no", NULL};
    bench_open(&bench, NULL, edit);
    struct meter_device *meter = transport_sim_meter(bench.tap->inner);
    meter->time_set_day = clock_day_start(meter->now); /* today's is used up */
    bench_choose(&bench, "*");
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    field_expect(&bench, "dlt645/7.6/2-within-window", CONFORM_NA);
    field_expect_all(&bench, BIT(CONFORM_PASS) | BIT(CONFORM_NA));
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
    tcase_add_test(relays, test_late_movement_under_protection_is_seen);
    tcase_add_test(relays, test_breaker_without_load);
    tcase_add_test(relays, test_trip_delay);
    tcase_add_test(relays, test_protection_that_closes_is_remarked);
    tcase_add_test(relays, test_strict_plain_levels);
    tcase_add_test(relays, test_execution_word_is_remarked);
    tcase_add_test(relays, test_other_length_fails);
    suite_add_tcase(suite, relays);
    TCase *reading = tcase_create("reading");
    tcase_add_test(reading, test_event_reports_pass);
    tcase_add_test(reading, test_flag_without_report_fails);
    tcase_add_test(reading, test_other_item_is_no_report);
    tcase_add_test(reading, test_small_parts_pass);
    tcase_add_test(reading, test_wrong_seq_is_remarked);
    tcase_add_test(reading, test_no_address_item);
    tcase_add_test(reading, test_daily_freeze);
    tcase_add_test(reading, test_neighbour_is_not_the_meter);
    tcase_add_test(reading, test_error_answers_are_told);
    suite_add_tcase(suite, reading);
    TCase *writing = tcase_create("writing");
    tcase_add_test(writing, test_operator_code_has_one_order);
    tcase_add_test(writing, test_write_item);
    tcase_add_test(writing, test_register_that_obeys);
    tcase_add_test(writing, test_wrong_passwords_come_last);
    tcase_add_test(writing, test_second_run_of_the_day);
    suite_add_tcase(suite, writing);
    return suite;
}

FK_CHECK_MAIN(field_suite)
