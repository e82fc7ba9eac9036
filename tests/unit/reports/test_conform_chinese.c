/* The conformance page in Chinese, for every defect and for devices that do not support everything:
 * no English word is left but names, ids and keys of files. */
#include "models/meter/device/defects.h"
#include "reports/conform/conform_html.h"
#include "tests/unit/conformance/run_fixture.h"
#include "tests/unit/latin.h"

static struct bench bench;

/* Names of documents, of the virtual meter, and keys that a reader looks up in the device file. */
static const char *const names[] = {"DL",           "Q",        "GDW",        "SHA",
                                    "LT",           "R",        "CH",         "Feikong",
                                    "virtual",      "meter",    "tx",         "rx",
                                    "relay",        "settle",   "latency",    "feedback",
                                    "event",        "report",   "write",      "item",
                                    "may",          "cut",      "supply",     "wrong",
                                    "passwords",    "expected", "failures",   "dlt",
                                    "AA",           "WW",       "YYMMDDhhmm", "YYMMDDWWhhmmss",
                                    "YYMMDDhhmmss", "Y",        "seed",       "CP",
                                    "yes",          "no",       "FEIKONG",    "VIRTUAL",
                                    "METER",        NULL};

/* The words that a reader sees: without tags, styles, and what stands in the class of codes. */
static void strip(char *page)
{
    char *out = page;
    int code = 0; /* open elements inside an element of class mono */
    for (char *at = page; *at;) {
        if (strncmp(at, "dlt645", 6) == 0) { /* an id */
            at += strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789./-");
            continue;
        }
        if (*at != '<') {
            if (code == 0)
                *out++ = *at;
            at++;
            continue;
        }
        char *end = strchr(at, '>');
        ck_assert_ptr_nonnull(end);
        if (strncmp(at, "<style", 6) == 0) {
            at = strstr(at, "</style>") + 8;
            continue;
        }
        bool is_closing = at[1] == '/', is_void = end[-1] == '/' || strncmp(at, "<br", 3) == 0;
        bool is_mono = false;
        for (char *c = strstr(at, "class=\""); c && c < end; c = NULL)
            is_mono = strstr(c, "mono") && strstr(c, "mono") < end;
        if (code > 0 && !is_void)
            code += is_closing ? -1 : 1;
        else if (is_mono)
            code = 1;
        at = end + 1;
        *out++ = ' ';
    }
    *out = '\0';
}

static void check_page(const char *what)
{
    char *text = NULL, word[40];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_int_eq(conform_html_print(out, FK_ZH, &bench.result), FK_OK);
    fclose(out);
    strip(text);
    const char *found = latin_word(text, names, word, sizeof word);
    const char *at = found ? strstr(text, word) : NULL;
    ck_assert_msg(!found, "%s: '%s' in '%.80s'", what, word, at && at > text + 40 ? at - 40 : text);
    free(text);
}

START_TEST(page_of_a_defect)
{
    const struct meter_trait *trait = meter_defect_info((size_t)_i);
    bench_open(&bench, trait->name, NULL);
    bench.options.lang = FK_ZH;
    bench_choose(&bench, "*");
    bench_run(&bench);
    check_page(trait->name);
    bench_close(&bench);
}
END_TEST

START_TEST(page_of_a_device_that_may_not)
{
    static const char *const edits[][3] = {
        {"may_cut_supply: yes", "may_cut_supply: no", NULL},
        {"relay_settle_ms: 100", "relay_settle_ms: 100\n  wrong_passwords: no", NULL}};
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        bench_open(&bench, NULL, edits[i]);
        bench.options.lang = FK_ZH;
        bench_choose(&bench, "*");
        bench_run(&bench);
        check_page(edits[i][1]);
        bench_close(&bench);
    }
}
END_TEST

/* A line that breaks, and a run that is stopped, while the relay is open. */
START_TEST(page_of_a_broken_run)
{
    for (int i = 0; i < 3; i++) {
        bench_open(&bench, NULL, NULL);
        bench.options.lang = FK_ZH;
        bench.tap->lose_at = i == 0 ? 30 : 0;
        bench.tap->is_unplugged = i == 0;
        bench.tap->stop_at = i == 1 ? 30 : 0;
        bench.tap->is_close_lost = i == 2;
        bench_choose(&bench, "fc");
        bench_run(&bench);
        check_page(i == 0 ? "lost" : i == 1 ? "stopped" : "close lost");
        bench_close(&bench);
    }
}
END_TEST

static Suite *chinese_suite(void)
{
    Suite *suite = suite_create("conformance page in Chinese");
    TCase *tc = tcase_create("words");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, page_of_a_defect, 0, (int)meter_defect_count());
    tcase_add_test(tc, page_of_a_device_that_may_not);
    tcase_add_test(tc, page_of_a_broken_run);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(chinese_suite)
