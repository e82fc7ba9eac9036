/* JUnit of a conformance run: what every outcome becomes. */
#include "reports/conform/conform_junit.h"
#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/feikong-junit-XXXXXX";
static char text[16384];

static const struct row {
    const char *id;
    enum conform_level level;
    struct conform_outcome outcome;
    enum conform_reason reason;
    const char *detail;
} rows[] = {
    {"dlt645/1/1-pass", CONFORM_MUST, {CONFORM_PASS, false, false}, CONFORM_REASON_NONE, ""},
    {"dlt645/1/2-remark",
     CONFORM_MUST,
     {CONFORM_REMARK, false, false},
     CONFORM_REASON_NONE,
     "clock <5 s> off"},
    {"dlt645/1/3-fail", CONFORM_MUST, {CONFORM_FAIL, false, false}, CONFORM_REASON_NONE, ""},
    {"dlt645/2/1-known",
     CONFORM_MUST,
     {CONFORM_FAIL, true, false},
     CONFORM_REASON_NONE,
     "known failure: ticket 1"},
    {"dlt645/2/2-unexpected", CONFORM_MUST, {CONFORM_FAIL, false, true}, CONFORM_REASON_NONE, ""},
    {"dlt645/2/3-inconclusive",
     CONFORM_MUST,
     {CONFORM_INCONCLUSIVE, false, false},
     CONFORM_NO_REPLY,
     "silent"},
    {"dlt645/1/4-na", CONFORM_MUST, {CONFORM_NA, false, false}, CONFORM_REASON_NONE, "no relay"},
    {"dlt645/2/4-error",
     CONFORM_MUST,
     {CONFORM_ERROR, false, false},
     CONFORM_REASON_NONE,
     "line cut"},
    {"dlt645/2/5-none", CONFORM_MUST, {CONFORM_NONE, false, false}, CONFORM_REASON_NONE, "not run"},
};

/* How the run ended. */
static bool is_supply_open, is_left_changed;

static void write_result(void)
{
    struct conform_result result;
    struct fk_diag diag = {.text = ""};
    conform_result_init(&result);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct conform_test_result *test = conform_result_add(&result);
        ck_assert_ptr_nonnull(test);
        test->id = rows[i].id;
        test->title = "title";
        test->requirement = "Must & shall.";
        test->clause = "clause 1";
        test->outcome = rows[i].outcome;
        test->reason = rows[i].reason;
        test->begin = 1000;
        test->end = 2234;
        strcpy(test->detail, rows[i].detail);
        if (test->outcome.verdict == CONFORM_FAIL) {
            strcpy(test->expected, "a \"frame\"");
            strcpy(test->actual, "silence");
        }
    }
    if (is_left_changed) {
        result.tests[0].is_restored = false; /* a test that passed */
        strcpy(result.tests[0].not_restored, "clock: <refused>");
    }
    result.is_supply_closed = !is_supply_open;
    strcpy(result.final_check, is_supply_open ? "THE SUPPLY IS OPEN" : "the supply is closed");
    conform_result_conclude(&result);
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_msg(conform_junit_write(&result, path, &diag) == FK_OK, "%s", diag.text);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    unlink(path);
    conform_result_fini(&result);
}

static const char *const wanted[] = {
    "<testsuites name=\"feikong conform\" tests=\"9\" failures=\"2\" errors=\"1\" skipped=\"4\">",
    "<testsuite name=\"dlt645.1\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\" "
    "time=\"4.936\">",
    "<testsuite name=\"dlt645.2\" tests=\"5\" failures=\"1\" errors=\"1\" skipped=\"3\" "
    "time=\"6.170\">",
    "<testcase classname=\"dlt645.1\" name=\"1-pass\" time=\"1.234\"/>",
    "<system-out>remark: clock &lt;5 s&gt; off</system-out>",
    "<failure type=\"fail\" message=\"expected a &quot;frame&quot;; got silence\">Must &amp; "
    "shall. (clause 1)</failure>",
    "<skipped type=\"known-failure\" message=\"known failure: ticket 1\">",
    "<failure type=\"unexpected-pass\" message=\"expected a &quot;frame&quot;; got silence\">",
    "<skipped type=\"inconclusive\" message=\"no-reply: silent\">",
    "<skipped type=\"n/a\" message=\"no relay\">",
    "<error type=\"error\" message=\"line cut\">",
    "<skipped type=\"none\" message=\"not run\">",
};

START_TEST(test_outcomes)
{
    write_result();
    ck_assert_msg(strstr(text, wanted[_i]) != NULL, "no %s in\n%s", wanted[_i], text);
}
END_TEST

static const struct {
    bool is_supply_open, is_left_changed;
    const char *wanted[5];
} endings[] = {
    {false, false, {"errors=\"1\" skipped=\"4\">"}},
    {true,
     false,
     {"tests=\"10\" failures=\"2\" errors=\"2\" skipped=\"4\">", "name=\"final-check\"",
      "<error type=\"not-put-back\" message=\"THE SUPPLY IS OPEN\">"}},
    {false,
     true,
     {"tests=\"10\" failures=\"2\" errors=\"2\" skipped=\"4\">", "name=\"final-check\"",
      "message=\"the device was not put back as it was found after 1 tests\">",
      "\ndlt645/1/1-pass: clock: &lt;refused&gt;</error>"}},
};

START_TEST(test_ending)
{
    is_supply_open = endings[_i].is_supply_open;
    is_left_changed = endings[_i].is_left_changed;
    write_result();
    for (size_t i = 0; i < 5 && endings[_i].wanted[i]; i++)
        ck_assert_msg(strstr(text, endings[_i].wanted[i]) != NULL, "no %s in\n%s",
                      endings[_i].wanted[i], text);
    ck_assert_int_eq(strstr(text, "final-check") != NULL, is_supply_open || is_left_changed);
}
END_TEST

START_TEST(test_path_that_cannot_be_written)
{
    struct conform_result result;
    struct fk_diag diag = {.text = ""};
    conform_result_init(&result);
    ck_assert_int_eq(conform_junit_write(&result, "/nonexistent/junit.xml", &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/nonexistent/junit.xml"));
    conform_result_fini(&result);
}
END_TEST

static Suite *conform_junit_suite(void)
{
    Suite *suite = suite_create("conformance JUnit");
    TCase *maps = tcase_create("maps");
    tcase_add_loop_test(maps, test_outcomes, 0, sizeof wanted / sizeof *wanted);
    tcase_add_loop_test(maps, test_ending, 0, sizeof endings / sizeof *endings);
    tcase_add_test(maps, test_path_that_cannot_be_written);
    suite_add_tcase(suite, maps);
    return suite;
}

FK_CHECK_MAIN(conform_junit_suite)
