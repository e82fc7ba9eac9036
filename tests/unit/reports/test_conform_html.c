/* The conformance page: every text escaped, every verdict in the matrix, the bytes that prove a
 * failure explained, answer times measured from the trace. */
#include "reports/conform/conform_delays.h"
#include "reports/conform/conform_html.h"
#include "reports/conform/conform_verdicts.h"
#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Read 00010000, its answer (0.26 kWh), and the answer with a wrong check sum. */
static const uint8_t request[] = {0xFE, 0x68, 0x61, 0x01, 0x00, 0x00, 0x00, 0x00, 0x68,
                                  0x11, 0x04, 0x33, 0x33, 0x34, 0x33, 0x14, 0x16};
static const uint8_t answer[] = {0x68, 0x61, 0x01, 0x00, 0x00, 0x00, 0x00, 0x68, 0x91, 0x08,
                                 0x33, 0x33, 0x34, 0x33, 0x59, 0x33, 0x33, 0x33, 0x8A, 0x16};

static struct conform_result result;

static int add(uint8_t kind, ms_t at, const void *bytes, size_t size)
{
    struct conform_entry entry = {.kind = kind, .at = at, .from = at};
    int index = conform_trace_add(&result.trace, &entry, bytes, size);
    ck_assert_int_ge(index, 0);
    result.tests[result.test_count - 1].entry_count++;
    return index;
}

static struct conform_test_result *begin(const char *id, enum conform_verdict verdict)
{
    struct conform_test_result *test = conform_result_add(&result);
    ck_assert_ptr_nonnull(test);
    test->id = id;
    test->title = "a title";
    test->title_zh = "一个测试";
    test->requirement = "What the device must do.";
    test->requirement_zh = "被测表必须做到的。";
    test->clause = "DL/T 645-2007 7.1";
    test->outcome.verdict = verdict;
    test->first_entry = result.trace.count;
    test->is_restored = true;
    (void)add(CONFORM_ENTRY_TEST, result.trace.count ? 1000 : 0, id, strlen(id));
    return test;
}

static void setup(void)
{
    conform_result_init(&result);
    strcpy(result.device_name, "A <b>bold</b> & \"quoted\" meter");
    strcpy(result.uri, "tcp:<script>");
    result.wall_begin = clock_from_civil(2026, 3, 2, 8, 30, 0);
}

static void teardown(void)
{
    conform_result_fini(&result);
}

/* The whole page; the caller frees it. */
static char *page_in(enum fk_lang lang)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    conform_result_conclude(&result);
    ck_assert_int_eq(conform_html_print(out, lang, &result), FK_OK);
    fclose(out);
    return text;
}

static char *page(void)
{
    return page_in(FK_EN);
}

static void exchange(ms_t at, ms_t delay)
{
    (void)add(CONFORM_ENTRY_SENT, at, request, sizeof request);
    (void)add(CONFORM_ENTRY_RECEIVED, at + delay, answer, 4);
    (void)add(CONFORM_ENTRY_RECEIVED, at + delay + 5, answer + 4, sizeof answer - 4);
}

static void expect(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "the page lacks: %s", part);
}

static void expect_not(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) == NULL, "the page holds: %s", part);
}

static struct conform_test_result *failure(void)
{
    struct conform_test_result *test = begin("dlt645/7.1/2-x", CONFORM_FAIL);
    strcpy(test->expected, "an answer with <DI>");
    strcpy(test->actual, "nothing & nobody");
    test->request_entry = add(CONFORM_ENTRY_SENT, 1100, request, sizeof request);
    return test;
}

START_TEST(texts_are_escaped)
{
    (void)failure();
    char *text = page();
    expect(text, "<h1>A &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; meter</h1>");
    expect(text, "tcp:&lt;script&gt;");
    expect(text, "an answer with &lt;DI&gt;");
    expect(text, "nothing &amp; nobody");
    expect_not(text, "<script");
    expect_not(text, "<b>bold");
    expect_not(text, "http");
    free(text);
}
END_TEST

START_TEST(failure_shows_its_bytes_with_moments)
{
    struct conform_test_result *test = failure();
    (void)add(CONFORM_ENTRY_RECEIVED, 1160, answer, 5);
    test->proof_entry = add(CONFORM_ENTRY_RECEIVED, 1162, answer + 5, sizeof answer - 5);
    char *text = page();
    expect(text, "<span class=\"way tx\">tx</span><span class=\"mono\">08:30:01.100</span>");
    expect(text, "<span class=\"way rx\">rx</span><span class=\"mono\">08:30:01.160</span>");
    expect(text, "+60 ms after the request, 20 bytes in 2 pieces");
    expect(text, "61 01 00 00 00 00");
    expect(text, "000000000161");
    expect(text, "000000.26 kWh");
    expect_not(text, "<tr class=\"row-error\"");
    free(text);
}
END_TEST

/* A test that passed and left the device changed: told at the top, among the reasons, in its
 * row. */
START_TEST(device_not_put_back_is_shown)
{
    struct conform_test_result *test = begin("dlt645/7.6/1-x", CONFORM_PASS);
    test->is_restored = false;
    strcpy(test->not_restored, "clock: <refused>");
    result.is_supply_closed = false;
    strcpy(result.final_check, "THE SUPPLY IS OPEN & more");
    result.close_command = strdup("feikong conform close --device m.yaml");
    char *text = page();
    expect(text, "No verdict. <span>The device was not left as it was found.");
    expect(text, "Look at the supply. <span>THE SUPPLY IS OPEN &amp; more");
    expect(text, "feikong conform close --device m.yaml");
    expect(text, "after 1 of 1 tests");
    const char *top =
        strstr(text, "<li><a href=\"#t0\">dlt645/7.6/1-x</a>: clock: &lt;refused&gt;");
    ck_assert_ptr_nonnull(top);
    const char *reason = strstr(top, "Not put back: clock: &lt;refused&gt;");
    ck_assert_ptr_nonnull(reason);
    ck_assert_ptr_nonnull(strstr(reason + 1, "Not put back: clock: &lt;refused&gt;"));
    free(text);
}
END_TEST

START_TEST(device_put_back_is_not_mentioned)
{
    (void)begin("dlt645/7.6/1-x", CONFORM_PASS);
    char *text = page();
    expect_not(text, "Not put back");
    expect_not(text, "Look at the supply");
    free(text);
}
END_TEST

START_TEST(damaged_answer_is_marked)
{
    struct conform_test_result *test = failure();
    uint8_t damaged[sizeof answer];
    memcpy(damaged, answer, sizeof answer);
    damaged[18]++;
    test->proof_entry = add(CONFORM_ENTRY_RECEIVED, 1160, damaged, sizeof damaged);
    char *text = page();
    expect(text, "<tr class=\"row-error\">");
    free(text);
}
END_TEST

START_TEST(silence_is_a_sentence)
{
    (void)failure();
    (void)add(CONFORM_ENTRY_SILENCE, 1630, NULL, 0);
    char *text = page();
    expect(text, "Silence: no byte came within 530 ms after the request.");
    free(text);
}
END_TEST

/* A request sent in two pieces with a pause is explained as one. */
START_TEST(request_in_pieces_is_joined)
{
    struct conform_test_result *test = begin("dlt645/7.1/2-x", CONFORM_FAIL);
    (void)add(CONFORM_ENTRY_SENT, 1000, request, 6);
    (void)add(CONFORM_ENTRY_WAIT, 1100, NULL, 0);
    test->request_entry = add(CONFORM_ENTRY_SENT, 1102, request + 6, sizeof request - 6);
    (void)add(CONFORM_ENTRY_WAIT, 1200, NULL, 0);
    (void)add(CONFORM_ENTRY_SENT, 1210, request, sizeof request); /* another one */
    char *text = page();
    expect(text, "08:30:01.102</span><span class=\"muted\"> 17 bytes in 2 pieces");
    expect_not(text, "<tr class=\"row-error\"");
    free(text);
}
END_TEST

/* The names of what failed stand in the banner, those known to fail do not. */
START_TEST(banner_names_failures)
{
    begin("dlt645/5.3/1-c", CONFORM_FAIL)->title = "the <first>";
    begin("dlt645/5.3/2-d", CONFORM_PASS);
    begin("dlt645/5.3/3-e", CONFORM_FAIL)->title = "the second";
    struct conform_test_result *known = begin("dlt645/5.3/4-f", CONFORM_FAIL);
    known->outcome.is_known = true;
    known->title = "the known";
    char *text = page();
    expect(text, "2 of 4 tests failed, besides those known to fail: <a href=\"#f0\">the "
                 "&lt;first&gt;</a>, <a href=\"#f2\">the second</a>.</span></div>");
    free(text);
}
END_TEST

/* What passed against the device file is no failure: counted and named apart. */
START_TEST(banner_tells_unexpected_passes_apart)
{
    begin("dlt645/5.3/1-c", CONFORM_FAIL)->title = "the first";
    struct conform_test_result *passed = begin("dlt645/5.3/2-d", CONFORM_FAIL);
    passed->outcome.is_unexpected_pass = true;
    passed->title = "the stale";
    char *text = page();
    expect(text, "1 of 2 tests failed: <a href=\"#f0\">the first</a>. 1 passed, though the device "
                 "file lists it as failing: <a href=\"#f1\">the stale</a>.</span></div>");
    expect(text, ">1</b><span>unexpected passes<");
    free(text);
}
END_TEST

/* What did not apply is said where the verdict is said, with the reason; it is not to be passed. */
START_TEST(banner_tells_what_was_not_tested)
{
    begin("dlt645/5.3/1-c", CONFORM_PASS);
    strcpy(begin("dlt645/5.3/2-d", CONFORM_NA)->detail, "no <clock>");
    strcpy(begin("dlt645/fc.relay/1-e", CONFORM_NA)->detail, "may not cut");
    strcpy(begin("dlt645/fc.relay/2-f", CONFORM_NA)->detail, "may not cut");
    strcpy(begin("dlt645/fc.alarm/1-g", CONFORM_NA)->detail, "may not cut");
    char *text = page(), *chinese = page_in(FK_ZH);
    expect(text, "<div class=\"banner warn\">Nothing failed; 4 of 5 not tested. <span>");
    expect(chinese, "<div class=\"banner warn\">无不合格项；4/5 项未测。");
    expect(text, "Every mandatory test that applies passed. 4 of 5 tests do not apply: no "
                 "&lt;clock&gt; (1), may not cut (3); wholly untested: relay control, "
                 "alarm.</span></div>");
    expect(chinese, "4/5 项测试不适用：no &lt;clock&gt;（1项），may not cut（3项）；完全未测试："
                    "跳闸、合闸、报警。</span></div>");
    expect(text, ">1 / 1</td>");
    expect(text, ">–</td>");
    free(text);
    free(chinese);
}
END_TEST

/* A test that was lost was not run either, but for another reason: it is not among those. */
START_TEST(banner_tells_one_that_does_not_apply)
{
    begin("dlt645/5.3/1-c", CONFORM_PASS);
    strcpy(begin("dlt645/5.3/2-d", CONFORM_NA)->detail, "feature daily-freeze");
    begin("dlt645/5.3/3-e", CONFORM_NONE);
    char *text = page();
    expect(text, "1 of 3 tests does not apply: feature daily-freeze (1)");
    free(text);
}
END_TEST

/* Also where the device was left otherwise, and nothing is conformant or not. */
START_TEST(banner_names_failures_of_any_run)
{
    begin("dlt645/5.3/1-c", CONFORM_FAIL)->title = "the first";
    begin("dlt645/5.3/2-d", CONFORM_PASS)->is_restored = false;
    char *text = page();
    expect(text, "The device was not left as it was found. 1 of 2 tests failed: "
                 "<a href=\"#f0\">the first</a>.</span></div>");
    free(text);
}
END_TEST

/* A failure says in which step and sub-point it was found; a passing test what it saw, and stale
 * answers. */
START_TEST(point_and_observations_are_shown)
{
    struct conform_test_result *test = begin("dlt645/5.3/1-c", CONFORM_FAIL);
    test->step = 4;
    test->point = 'b';
    test->point_text = (struct fk_text){"relay open", "继电器断"};
    test->row = "3.6 T";
    test = begin("dlt645/5.3/2-d", CONFORM_PASS);
    snprintf(test->detail, sizeof test->detail, "can be written");
    test->stale = (struct conform_stale){.doubled = 3, .late = 1};
    char *text = page(), *chinese = page_in(FK_ZH);
    expect(text, "step 4, sub-point b: relay open [3.6 T]");
    expect(chinese, "第4步，要点b：继电器断 [3.6 T]");
    expect(text, "Seen: can be written");
    expect(text, "3 came twice, 1 to an earlier request");
    expect(text, "3 came twice, 1 answered an earlier request, in 1 test<");
    free(text);
    free(chinese);
}
END_TEST

/* A test that passed shows the meaning of its bytes too, once for an answer in two pieces. */
START_TEST(bytes_of_every_test_are_explained)
{
    begin("dlt645/7.1/2-x", CONFORM_PASS);
    (void)add(CONFORM_ENTRY_SENT, 1100, request, sizeof request);
    (void)add(CONFORM_ENTRY_RECEIVED, 1160, answer, 5);
    (void)add(CONFORM_ENTRY_RECEIVED, 1162, answer + 5, sizeof answer - 5);
    char *text = page();
    size_t folded = 0;
    for (const char *at = text; (at = strstr(at, "<summary>fields</summary>")) != NULL; at++)
        folded++;
    ck_assert_uint_eq(folded, 2);
    expect(text, "000000.26 kWh");
    expect_not(text, "<tr class=\"row-error\"");
    free(text);
}
END_TEST

/* No word of the English page is left in the Chinese one; what was recorded stays as it is. */
START_TEST(chinese_page)
{
    static const char *const english[] = {
        "Conformance",  "tests failed", "chapter<",   "verdict<",        "reason<",
        "Requirement",  "Expected",     "Actual",     "Repeat",          "Device",
        "Port",         "Begin",        "Seed",       "Supply",          "Answer",
        "Request",      "Silence",      "traffic,",   "fields<",         "passed<",
        "failed<",      "assertions",   "a title",    "What the device", "Failures",
        "Remarks",      "All tests",    "outside",    "median",          "Verdicts",
        "inconclusive", "no-reply",     "read data<", "check sum",       "control code"};
    struct conform_test_result *test = failure();
    (void)add(CONFORM_ENTRY_SILENCE, 1630, NULL, 0);
    (void)test;
    struct conform_test_result *open = begin("dlt645/5.2.7/1-f", CONFORM_INCONCLUSIVE);
    open->reason = CONFORM_NO_REPLY;
    exchange(3000, 50);
    char *text = page_in(FK_ZH);
    expect(text, "<html lang=\"zh-CN\">");
    expect(text, "1/2 项不合格：<a href=\"#f0\">一个测试</a>。");
    expect(text, "被测表必须做到的。");
    expect(text, "无应答：请求后 530 毫秒内没有收到任何字节。");
    for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
        expect_not(text, english[i]);
    for (const char *at = text; (at = strstr(at, "<h2")) != NULL; at++)
        ck_assert_msg((unsigned char)strchr(at, '>')[1] >= 0xe3, "%.60s", at);
    free(text);
}
END_TEST

/* Every verdict has its cell and its word; reasons are given where nothing was proved. */
START_TEST(matrix_shows_every_verdict)
{
    strcpy(begin("dlt645/5.2.1/1-a", CONFORM_PASS)->detail, "unseen");
    strcpy(begin("dlt645/5.2.4/2-b", CONFORM_REMARK)->detail, "tolerated as the field does");
    begin("dlt645/5.3/1-c", CONFORM_FAIL);
    begin("dlt645/5.3/2-d", CONFORM_FAIL)->outcome.is_known = true;
    begin("dlt645/5.3/3-e", CONFORM_FAIL)->outcome.is_unexpected_pass = true;
    struct conform_test_result *open = begin("dlt645/5.2.7/1-f", CONFORM_INCONCLUSIVE);
    open->reason = CONFORM_NO_REPLY;
    strcpy(open->detail, "nobody spoke");
    strcpy(begin("dlt645/fc.relay/7-g", CONFORM_NA)->detail, "no relay in it");
    begin("dlt645/fc.relay/8-h", CONFORM_ERROR);
    begin("dlt645/fc.relay/9-i", CONFORM_NONE);
    char *text = page();
    expect(text, "<a class=\"cell v-pass\" href=\"#t0\"");
    expect(text, "><b>5.2.1/1</b>a title<i>✓</i></a>");
    expect(text, "><b>5.2.4/2</b>a title<i>!</i></a>");
    expect(text, "<a class=\"cell v-fail\" href=\"#t2\"");
    expect(text, "<a class=\"cell v-known\" href=\"#t3\"");
    expect(text, "(unexpected pass)");
    expect(text, "<a class=\"cell v-open\" href=\"#t5\"");
    expect(text, "><b>7</b>a title<i>–</i></a>");
    expect(text, "<a class=\"cell v-error\" href=\"#t7\"");
    expect(text, "<a class=\"cell v-none\" href=\"#t8\"");
    expect(text, "tolerated as the field does");
    expect(text, "no-reply: nobody spoke.</td>");
    expect(text, "no relay in it");
    expect(text, ">2 / 3</td>"); /* 5.2: neighbours or not, one row */
    expect(text, ">0 / 3</td>"); /* 5.3 and fc.relay */
    free(text);
}
END_TEST

/* A reason is made of sentences, and none is told twice. */
START_TEST(reasons_are_sentences)
{
    struct conform_test_result *open = begin("dlt645/5.2.7/1-f", CONFORM_INCONCLUSIVE);
    open->reason = CONFORM_PRECONDITION;
    strcpy(open->detail, "the device could not be prepared: relay closed");
    strcpy(open->expected, "an open relay");
    strcpy(open->actual, "relay closed");
    struct conform_test_result *odd = begin("dlt645/5.2.7/2-g", CONFORM_REMARK);
    strcpy(odd->expected, "2 bytes");
    strcpy(odd->actual, "3 bytes");
    char *text = page();
    expect(text, "the device could not be prepared: relay closed. Expected: an open relay.</td>");
    expect(text, "<td>Expected: 2 bytes. Actual: 3 bytes.</td>");
    free(text);
    text = page_in(FK_ZH);
    expect(text, "relay closed。期望：an open relay。</td>");
    expect(text, "<td>期望：2 bytes。实际：3 bytes。</td>");
    free(text);
}
END_TEST

static const struct {
    const char *id, *chapter, *label;
} ids[] = {{"dlt645/5.2.4/1-direction", "dlt645/5.2", "5.2.4/1"},
           {"dlt645/5.3/2-early-answer", "dlt645/5.3", "5.3/2"},
           {"dlt645/7/2-x", "dlt645/7", "7/2"},
           {"dlt645/fc.relay/11-trip-opens", "dlt645/fc.relay", "11"},
           {"odd", "odd", "odd"}};

START_TEST(ids_are_taken_apart)
{
    const char *label;
    ck_assert_uint_eq(conform_chapter_length(ids[_i].id), strlen(ids[_i].chapter));
    size_t length = conform_test_label(ids[_i].id, &label);
    ck_assert_uint_eq(length, strlen(ids[_i].label));
    ck_assert_int_eq(strncmp(label, ids[_i].label, length), 0);
}
END_TEST

START_TEST(delays_are_measured_to_the_first_byte)
{
    static const uint8_t ask[] = {0x68, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
                                  0xAA, 0x68, 0x13, 0x00, 0xDF, 0x16};
    struct conform_delay_row rows[CONFORM_DELAY_ROWS];
    begin("dlt645/5.3/1-a", CONFORM_PASS);
    exchange(1000, 19);
    exchange(2000, 20);
    exchange(3000, 500);
    exchange(4000, 501);
    (void)add(CONFORM_ENTRY_SENT, 5000, ask, 5); /* in pieces: the last one counts */
    (void)add(CONFORM_ENTRY_WAIT, 5100, NULL, 0);
    (void)add(CONFORM_ENTRY_SENT, 5101, ask + 5, sizeof ask - 5);
    (void)add(CONFORM_ENTRY_RECEIVED, 5141, answer, sizeof answer);
    (void)add(CONFORM_ENTRY_SENT, 6000, request, sizeof request - 2); /* damaged: not counted */
    (void)add(CONFORM_ENTRY_RECEIVED, 6001, answer, sizeof answer);
    (void)add(CONFORM_ENTRY_SENT, 7000, request, sizeof request); /* silence ends the wait */
    (void)add(CONFORM_ENTRY_SILENCE, 7530, NULL, 0);
    (void)add(CONFORM_ENTRY_RECEIVED, 7540, answer, sizeof answer);
    ck_assert_int_eq(conform_delays_collect(&result.trace, 0, rows), 2);
    ck_assert_uint_eq(rows[0].function, 0x11);
    ck_assert_uint_eq(rows[0].count, 4);
    ck_assert_int_eq(rows[0].min, 19);
    ck_assert_int_eq(rows[0].median, 20);
    ck_assert_int_eq(rows[0].max, 501);
    ck_assert_uint_eq(rows[0].outside, 2);
    ck_assert_uint_eq(rows[1].function, 0x13);
    ck_assert_int_eq(rows[1].min, 40);
    ck_assert_uint_eq(rows[1].outside, 0);
    ck_assert_uint_eq(rows[2].count, 5);
    ck_assert_int_eq(rows[2].median, 40);
    exchange(8000, 14);
    exchange(9000, 506);
    ck_assert_int_eq(conform_delays_collect(&result.trace, 5, rows), 2);
    ck_assert_uint_eq(rows[0].outside, 2); /* 19 and 501 may be legal on a line that is 5 ms off */
    for (size_t i = 0; i < result.trace.count; i++) /* the send before the 14 ms took its time */
        result.trace.entries[i].from -= result.trace.entries[i].at == 8000 ? 10 : 0;
    ck_assert_int_eq(conform_delays_collect(&result.trace, 5, rows), 2);
    ck_assert_uint_eq(rows[0].outside, 1);
}
END_TEST

START_TEST(run_without_tests_is_a_page)
{
    struct conform_delay_row rows[CONFORM_DELAY_ROWS];
    ck_assert_int_eq(conform_delays_collect(&result.trace, 0, rows), 0);
    ck_assert_uint_eq(rows[0].count, 0);
    char *text = page();
    expect(text, "No test was selected");
    expect(text, "</html>");
    free(text);
}
END_TEST

START_TEST(a_path_that_cannot_be_written_is_a_sentence)
{
    struct fk_diag diag;
    conform_result_conclude(&result);
    ck_assert_int_eq(conform_html_write(&result, FK_EN, "/no/such/folder/x.html", &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/no/such/folder"));
    char path[] = "/tmp/feikong-page-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(conform_html_write(&result, FK_EN, path, &diag), FK_OK);
    FILE *in = fopen(path, "r");
    char head[16] = "";
    ck_assert_ptr_nonnull(fgets(head, sizeof head, in));
    ck_assert_int_eq(strncmp(head, "<!DOCTYPE html", 14), 0);
    fclose(in);
    unlink(path);
}
END_TEST

static Suite *page_suite(void)
{
    Suite *suite = suite_create("conform_html");
    TCase *cases = tcase_create("page");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, texts_are_escaped);
    tcase_add_test(cases, failure_shows_its_bytes_with_moments);
    tcase_add_test(cases, damaged_answer_is_marked);
    tcase_add_test(cases, device_not_put_back_is_shown);
    tcase_add_test(cases, device_put_back_is_not_mentioned);
    tcase_add_test(cases, silence_is_a_sentence);
    tcase_add_test(cases, request_in_pieces_is_joined);
    tcase_add_test(cases, banner_names_failures);
    tcase_add_test(cases, banner_names_failures_of_any_run);
    tcase_add_test(cases, banner_tells_unexpected_passes_apart);
    tcase_add_test(cases, banner_tells_what_was_not_tested);
    tcase_add_test(cases, banner_tells_one_that_does_not_apply);
    tcase_add_test(cases, point_and_observations_are_shown);
    tcase_add_test(cases, bytes_of_every_test_are_explained);
    tcase_add_test(cases, chinese_page);
    tcase_add_test(cases, matrix_shows_every_verdict);
    tcase_add_test(cases, reasons_are_sentences);
    tcase_add_loop_test(cases, ids_are_taken_apart, 0, (int)(sizeof ids / sizeof ids[0]));
    tcase_add_test(cases, delays_are_measured_to_the_first_byte);
    tcase_add_test(cases, run_without_tests_is_a_page);
    tcase_add_test(cases, a_path_that_cannot_be_written_is_a_sentence);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(page_suite)
