/* What is wrong with the line is found by the probe, said once, and never held against the meter;
 * what comes without end is bounded. */
#include "tests/unit/conformance/run_fixture.h"

static struct bench bench;

/* A line with faults, between the run and the meter. */
struct bad_line {
    struct transport base;
    struct transport *inner;
    bool is_echoing;   /* what is sent comes back first ... */
    uint8_t echo[300]; /* ... this */
    size_t echo_size;
    unsigned noise_from; /* requests after which bytes come all the time; 0 never */
    bool is_noisy;       /* from the beginning */
    size_t chunk;        /* of them at once */
    ms_t pause;          /* between two chunks */
    uint64_t blips;      /* state of chance: a few bytes now and then; 0 none */
    ms_t blip_at;
    bool is_one_blip;
    unsigned sends;
    uint32_t baud, meter_baud; /* nothing passes while they differ */
    unsigned retunes;
    size_t brought; /* bytes of noise */
};

static bool is_babbling(const struct bad_line *bad)
{
    return bad->is_noisy || (bad->noise_from > 0 && bad->sends >= bad->noise_from);
}

static int bad_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                    struct fk_diag *diag)
{
    struct bad_line *bad = (struct bad_line *)line;
    bad->sends++;
    if (bad->is_echoing) {
        ck_assert_uint_le(bad->echo_size + size, sizeof bad->echo);
        memcpy(bad->echo + bad->echo_size, bytes, size);
        bad->echo_size += size;
    }
    return bad->baud == bad->meter_baud
               ? bad->inner->ops->send(bad->inner, bytes, size, deadline, diag)
               : FK_OK;
}

static unsigned drawn(struct bad_line *bad, unsigned range)
{
    bad->blips = bad->blips * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(bad->blips >> 33) % range;
}

/* One to three bytes every 0.3 to 3 s: alone, or somewhere in the answer that comes then. */
static int receive_with_blips(struct bad_line *bad, uint8_t *bytes, size_t capacity, ms_t deadline,
                              struct fk_diag *diag)
{
    uint8_t noise[3];
    bool is_due = bad->blip_at <= deadline;
    int got = bad->inner->ops->receive(bad->inner, bytes, capacity,
                                       is_due ? bad->blip_at : deadline, diag);
    if (got < 0 || transport_now(bad->inner) < bad->blip_at - 20)
        return got;
    size_t size = 1 + drawn(bad, 3), at = got > 0 ? drawn(bad, (unsigned)got + 1) : 0;
    for (size_t i = 0; i < size; i++)
        noise[i] = (uint8_t)drawn(bad, 256);
    ck_assert_uint_le((size_t)got + size, capacity);
    memmove(bytes + at + size, bytes + at, (size_t)got - at);
    memcpy(bytes + at, noise, size);
    bad->blip_at = transport_now(bad->inner) + 300 + drawn(bad, 2700);
    if (bad->is_one_blip)
        bad->blips = 0;
    return got + (int)size;
}

static int bad_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                       struct fk_diag *diag)
{
    struct bad_line *bad = (struct bad_line *)line;
    if (bad->echo_size > 0) {
        size_t size = bad->echo_size;
        ck_assert_uint_le(size, capacity);
        memcpy(bytes, bad->echo, size);
        bad->echo_size = 0;
        return (int)size;
    }
    if (bad->blips)
        return receive_with_blips(bad, bytes, capacity, deadline, diag);
    if (!is_babbling(bad))
        return bad->inner->ops->receive(bad->inner, bytes, capacity, deadline, diag);
    ms_t next = transport_now(bad->inner) + bad->pause;
    if (next > deadline && bad->pause > 0)
        return bad->inner->ops->receive(bad->inner, bytes, capacity, deadline, diag);
    (void)bad->inner->ops->wait(bad->inner, next);
    size_t size = bad->chunk < capacity ? bad->chunk : capacity;
    memset(bytes, 0x55, size);
    bad->brought += size;
    return (int)size;
}

static int bad_wait(struct transport *line, ms_t until)
{
    struct bad_line *bad = (struct bad_line *)line;
    return bad->inner->ops->wait(bad->inner, until);
}

static ms_t bad_now(const struct transport *line)
{
    return transport_now(((const struct bad_line *)line)->inner);
}

static ms_t bad_wall(const struct transport *line)
{
    return transport_wall(((const struct bad_line *)line)->inner);
}

static void bad_close(struct transport *line)
{
    transport_close(((struct bad_line *)line)->inner);
}

static struct bad_line *bad_open(const char *defects, const char *const *edit)
{
    static const struct transport_ops ops = {.close = bad_close,
                                             .send = bad_send,
                                             .receive = bad_receive,
                                             .wait = bad_wait,
                                             .now = bad_now,
                                             .wall = bad_wall};
    bench_open(&bench, defects, edit);
    struct bad_line *bad = calloc(1, sizeof *bad);
    ck_assert_ptr_nonnull(bad);
    bad->base.ops = &ops;
    bad->base.is_virtual = true;
    bad->inner = bench.tap->inner;
    bad->baud = bad->meter_baud = bench.device.baud;
    bench.tap->inner = &bad->base;
    bench_choose(&bench, "*");
    return bad;
}

/* The trace alone gives the same verdicts, and the sentence of the probe. */
static void expect_same_again(void)
{
    struct conform_result again;
    conform_result_init(&again);
    conform_trace_fini(&again.trace);
    again.trace = bench.result.trace;
    memcpy(again.uri, bench.result.uri, sizeof again.uri);
    again.is_virtual_time = bench.result.is_virtual_time;
    ck_assert_int_eq(conform_rerun(&bench.options, &again), FK_OK);
    ck_assert_uint_eq(again.test_count, bench.result.test_count);
    for (size_t i = 0; i < again.test_count; i++)
        ck_assert_int_eq(again.tests[i].outcome.verdict, bench.result.tests[i].outcome.verdict);
    ck_assert_str_eq(again.unheard.en, bench.result.unheard.en);
    ck_assert_int_eq(again.exit_code, bench.result.exit_code);
    conform_trace_init(&again.trace);
    conform_result_fini(&again);
}

/* Nothing was run, every test for this reason, and the sentences are these. */
static void expect_unheard(enum conform_reason reason, const char *en, const char *zh)
{
    ck_assert_uint_eq(bench.result.test_count, conform_suite_count(&conform_dlt645));
    for (size_t i = 0; i < bench.result.test_count; i++) {
        const struct conform_test_result *test = &bench.result.tests[i];
        ck_assert_int_eq(test->outcome.verdict, CONFORM_INCONCLUSIVE);
        ck_assert_int_eq(test->reason, reason);
        ck_assert_str_eq(test->detail, "not run, see the probe");
        ck_assert_uint_eq(test->entry_count, 0);
    }
    ck_assert_str_eq(bench.result.unheard.en, en);
    ck_assert_str_eq(bench.result.unheard.zh, zh);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
    ck_assert(bench.result.is_supply_closed);
    expect_same_again();
}

START_TEST(nobody_there)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bad->meter_baud = 0;
    bench_run(&bench);
    expect_unheard(CONFORM_NO_REPLY,
                   "no answer from 000000000161, nor from any other address: 3 reads, 1000 ms each",
                   "000000000161无应答，其他地址也无应答：读取3次，每次1000毫秒");
    ck_assert_uint_eq(bad->sends, 5); /* 3 reads, 13H, a read to AA..AA */
    bench_close(&bench);
}
END_TEST

/* 13H finds the meter; one that lacks 13H is found by a read to AA..AA. */
START_TEST(wrong_address)
{
    static const char *const edit[] = {"000000000161", "000000000162", NULL};
    (void)bad_open(NULL, edit);
    struct meter_device *meter = transport_sim_meter(((struct bad_line *)bench.tap->inner)->inner);
    memcpy(meter->config.address, (const uint8_t[]){0x61, 1, 0, 0, 0, 0}, 6);
    if (_i == 1) {
        bench.tap->drop.function = DLT645_READ_ADDRESS;
        bench.tap->drop.count = 9;
    }
    bench_run(&bench);
    expect_unheard(CONFORM_NO_REPLY,
                   "no answer from 000000000162, the address in the device file: the meter on this "
                   "line is 000000000161",
                   "表计文件中的地址000000000162无应答：线路上的表是000000000161");
    bench_close(&bench);
}
END_TEST

static struct transport *set_speed(void *context, uint32_t baud)
{
    struct tap *tap = context;
    struct bad_line *bad = (struct bad_line *)tap->inner;
    bad->baud = baud;
    bad->retunes++;
    return &tap->base;
}

START_TEST(wrong_speed)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bench_pretend(&bench, "serial:/dev/ttyUSB0");
    bench.options.retune = set_speed;
    bad->meter_baud = 9600;
    bench_run(&bench);
    expect_unheard(CONFORM_LINE,
                   "no answer at 2400 baud, the speed in the device file: a meter on this line "
                   "answers at 9600 baud",
                   "表计文件中的速率2400波特无应答：线路上的表在9600波特应答");
    ck_assert_uint_eq(bad->retunes, 2); /* there and back */
    ck_assert_uint_eq(bad->baud, 2400);
    bench_close(&bench);
}
END_TEST

START_TEST(no_speed_answers)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bench_pretend(&bench, "serial:/dev/ttyUSB0");
    bench.options.retune = set_speed;
    bad->meter_baud = 0;
    bench_run(&bench);
    expect_unheard(CONFORM_NO_REPLY,
                   "no answer from 000000000161, nor from any other address, nor at another "
                   "speed: 3 reads, 1000 ms each",
                   "000000000161无应答，其他地址和其他速率也无应答：读取3次，每次1000毫秒");
    ck_assert_uint_eq(bad->retunes, 6); /* 9600, 4800, 1200, 19200, 600, back */
    ck_assert_uint_eq(bad->baud, 2400);
    bench_close(&bench);
}
END_TEST

START_TEST(undeclared_echo)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bad->is_echoing = true;
    bench_run(&bench);
    expect_unheard(CONFORM_LINE,
                   "the line gives back what is sent: an adapter that hears itself needs echo: "
                   "auto under port in the device file",
                   "线路送回所发送的字节：有回显的适配器应在表计文件port下写echo: auto");
    bench_close(&bench);
}
END_TEST

START_TEST(declared_echo_that_is_none)
{
    (void)bad_open(NULL, NULL);
    transport_echo_init(&bench.tap->base.echo, TRANSPORT_ECHO_ON, 2400);
    bench_run(&bench);
    expect_unheard(CONFORM_LINE,
                   "another byte comes back than was sent, where the device file has echo: on: an "
                   "adapter that does not hear itself needs echo: auto or off under port",
                   "表计文件为echo: on，收回的字节与发送的不同：不回显的适配器应在port下写echo: "
                   "auto或off");
    bench_close(&bench);
}
END_TEST

/* With `auto` both lines are sound. */
START_TEST(echo_auto)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bad->is_echoing = _i == 1;
    transport_echo_init(&bench.tap->base.echo, TRANSPORT_ECHO_AUTO, 2400);
    bench_run(&bench);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_PASS);
    bench_close(&bench);
}
END_TEST

static const char noise_en[] =
    "bytes come unasked and without a pause: noise on the line, another speed, or another master";
static const char noise_zh[] = "未发请求时不断收到字节：线路噪声、速率不同或另有主站";

/* A byte now and then, a stream at line speed, a flood. */
static const struct {
    size_t chunk;
    ms_t pause;
} streams[] = {{1, 150}, {12, 50}, {512, 1}, {512, 0}};
#define STREAMS ((int)(sizeof streams / sizeof *streams))

START_TEST(noise_from_the_beginning)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    bad->is_noisy = true;
    bad->chunk = streams[_i].chunk;
    bad->pause = streams[_i].pause;
    bench_run(&bench);
    expect_unheard(CONFORM_LINE, noise_en, noise_zh);
    ck_assert_uint_eq(bad->sends, 0);
    ck_assert_uint_le(bad->brought, 600u << 10);
    ck_assert_uint_le(bench.result.trace.size, CONFORM_STRAY_KEPT + 100);
    bench_close(&bench);
}
END_TEST

/* Noise that begins in the middle of a run, at any request of some tests: nothing fails, the memory
 * is bounded, and if the device could not be put back, that is said. */
START_TEST(noise_in_the_middle)
{
    for (unsigned from = 4; from < 60; from += 3) {
        struct bad_line *bad = bad_open(NULL, NULL);
        memset(bench.chosen, 0, sizeof bench.chosen);
        bench_choose(&bench, "dlt645/5.2");
        bench_choose(&bench, "dlt645/7.1");
        bench_choose(&bench, "fc.relay");
        bad->noise_from = from;
        bad->chunk = streams[_i].chunk;
        bad->pause = streams[_i].pause;
        bench_run(&bench);
        for (size_t i = 0; i < bench.result.test_count; i++) {
            const struct conform_test_result *test = &bench.result.tests[i];
            ck_assert_msg(test->outcome.verdict != CONFORM_FAIL, "from request %u: %s: %s %s", from,
                          test->id, test->actual, test->detail);
        }
        ck_assert_int_ne(bench.result.exit_code, CONFORM_EXIT_FAIL);
        ck_assert_uint_le(bench.result.trace.size, CONFORM_TRACE_BYTES * 12u / 10);
        expect_same_again();
        bench_close(&bench);
    }
}
END_TEST

/* Few bytes now and then make no sound meter fail: what they spoil is looked at again. */
START_TEST(blips)
{
    size_t lines = 0;
    struct bad_line *bad = bad_open(NULL, NULL);
    bad->blips = (uint64_t)_i + 1;
    bench_run(&bench);
    for (size_t i = 0; i < bench.result.test_count; i++) {
        const struct conform_test_result *test = &bench.result.tests[i];
        ck_assert_msg(test->outcome.verdict != CONFORM_FAIL, "%s: %s", test->id, test->actual);
        ck_assert_int_ne(test->outcome.verdict, CONFORM_REMARK);
        lines += test->outcome.verdict == CONFORM_INCONCLUSIVE && test->reason == CONFORM_LINE;
    }
    ck_assert_uint_gt(lines, 0);
    ck_assert_int_eq(bench.result.exit_code, CONFORM_EXIT_INCONCLUSIVE);
    expect_same_again();
    bench_close(&bench);
}
END_TEST

/* What comes back is the meter's. */
static const struct {
    const char *defect, *test;
} spoiled[] = {
    {"bad-checksum", "dlt645/5.2.6/1-answer-checksum"},
    {"early-answer", "answer-delay"},
    {"foreign-address", "foreign-address"},
    {"permit-closes", "permit-waits"},
    {"any-password", "7.3/2-wrong-password"},
};

START_TEST(defect_behind_blips)
{
    unsigned fails = 0;
    for (unsigned seed = 1; seed <= 8; seed++) {
        struct bad_line *bad = bad_open(spoiled[_i].defect, NULL);
        memset(bench.chosen, 0, sizeof bench.chosen);
        bench_choose(&bench, spoiled[_i].test);
        bad->blips = seed;
        bench_run(&bench);
        fails += bench.result.exit_code == CONFORM_EXIT_FAIL;
        ck_assert_msg(bench.result.exit_code == CONFORM_EXIT_FAIL ||
                          bench.result.exit_code == CONFORM_EXIT_INCONCLUSIVE,
                      "exit code %d", bench.result.exit_code);
        expect_same_again();
        bench_close(&bench);
    }
    ck_assert_msg(fails >= 4, "%s failed %u times of 8", spoiled[_i].defect, fails);
}
END_TEST

/* On a line with noise a request may be lost on its way: silence is the meter's when it comes back
 * every time. Reads of status word 3 vanish `_i` times, after one stray byte in the probe. */
START_TEST(silence_after_a_blip)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    memset(bench.chosen, 0, sizeof bench.chosen);
    bench_choose(&bench, "dlt645/7.1/3-status-word");
    bad->blips = 1;
    bench.tap->drop.function = DLT645_READ;
    bench.tap->drop.skip = 1; /* the probe looks at the supply */
    bench.tap->drop.count = (unsigned)_i;
    bad->blip_at = 10;
    bad->is_one_blip = true;
    bench_run(&bench);
    const struct conform_test_result *test = &bench.result.tests[0];
    static const enum conform_verdict wanted[] = {CONFORM_PASS, CONFORM_INCONCLUSIVE,
                                                  CONFORM_INCONCLUSIVE, CONFORM_FAIL};
    ck_assert_int_eq(test->outcome.verdict, wanted[_i]);
    ck_assert_int_eq(test->reason,
                     wanted[_i] == CONFORM_INCONCLUSIVE ? CONFORM_LINE : CONFORM_REASON_NONE);
    if (wanted[_i] == CONFORM_INCONCLUSIVE)
        ck_assert_str_eq(test->detail,
                         "not judged: noise on the line; did not come back in a repeat: silence");
    expect_same_again();
    bench_close(&bench);
}
END_TEST

/* Whatever a test asks of the line, the trace has an end; then the line counts as lost, and there
 * is room left to put the device back. */
START_TEST(trace_has_an_end)
{
    struct bad_line *bad = bad_open(NULL, NULL);
    struct conform_source source;
    struct conform_trace *trace = &bench.result.trace;
    uint8_t bytes[256];
    bad->is_noisy = true;
    bad->chunk = _i == 0 ? 256 : 1;
    conform_source_init_live(&source, &bench.tap->base, trace, NULL);
    source.reopen = tap_reopen;
    source.reopen_context = bench.tap;
    ck_assert_int_eq(conform_source_begin(&source, "test"), FK_OK);
    while (conform_source_receive(&source, source.now + 1000, bytes, sizeof bytes) > 0)
        ck_assert_uint_le(trace->count, CONFORM_TRACE_COUNT);
    ck_assert_int_eq(source.state, CONFORM_SOURCE_LOST);
    ck_assert_msg(strncmp(source.diag.text, "bytes without end: ", 19) == 0, "%s",
                  source.diag.text);
    ck_assert_uint_le(trace->size, CONFORM_TRACE_BYTES + 240);
    ck_assert_int_eq(trace->entries[trace->count - 1].kind, CONFORM_ENTRY_LOST);
    conform_source_begin_restore(&source);
    for (int i = 0; i < 100; i++)
        ck_assert_int_eq(conform_source_send_more(&source, bytes, sizeof bytes), FK_OK);
    while (conform_source_receive(&source, source.now + 1000, bytes, sizeof bytes) > 0)
        ck_assert_uint_le(trace->count, CONFORM_TRACE_COUNT * 11 / 10);
    ck_assert_int_eq(source.state, CONFORM_SOURCE_LOST);
    ck_assert_uint_le(trace->size, CONFORM_TRACE_BYTES * 12u / 10);
    bench_close(&bench);
}
END_TEST

static Suite *line_suite(void)
{
    Suite *suite = suite_create("faults of the line");
    TCase *line = tcase_create("line");
    tcase_set_timeout(line, 60);
    tcase_add_test(line, nobody_there);
    tcase_add_loop_test(line, wrong_address, 0, 2);
    tcase_add_test(line, wrong_speed);
    tcase_add_test(line, no_speed_answers);
    tcase_add_test(line, undeclared_echo);
    tcase_add_test(line, declared_echo_that_is_none);
    tcase_add_loop_test(line, echo_auto, 0, 2);
    tcase_add_loop_test(line, noise_from_the_beginning, 0, STREAMS);
    tcase_add_loop_test(line, noise_in_the_middle, 0, STREAMS);
    tcase_add_loop_test(line, blips, 0, 8);
    tcase_add_loop_test(line, defect_behind_blips, 0, sizeof spoiled / sizeof *spoiled);
    tcase_add_loop_test(line, silence_after_a_blip, 0, 4);
    tcase_add_loop_test(line, trace_has_an_end, 0, 2);
    suite_add_tcase(suite, line);
    return suite;
}

FK_CHECK_MAIN(line_suite)
