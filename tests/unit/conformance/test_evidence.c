/* Evidence: a verdict follows from the trace alone, and a changed trace is told. */
#include "conformance/device/digest.h"
#include "conformance/evidence/evidence.h"
#include "tests/unit/conformance/run_fixture.h"

#include <stdio.h>
#include <unistd.h>

static struct bench bench;
static char dir[64], trace_path[96], device_path[96];

static void make_dir(void)
{
    snprintf(dir, sizeof dir, "/tmp/feikong-evidence-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    snprintf(trace_path, sizeof trace_path, "%s/trace.jsonl", dir);
    snprintf(device_path, sizeof device_path, "%s/device.yaml", dir);
}

static void remove_dir(void)
{
    unlink(trace_path);
    unlink(device_path);
    rmdir(dir);
}

static void run_and_write(const char *defects, const char *select, unsigned stop_at)
{
    struct fk_diag diag = {.text = ""};
    bench_open(&bench, defects, NULL);
    bench_choose(&bench, select);
    bench.tap->stop_at = stop_at;
    bench_run(&bench);
    ck_assert_msg(conform_evidence_write(&bench.result, &bench.device, dir, &diag) == FK_OK, "%s",
                  diag.text);
}

static char *load(void)
{
    static char text[1 << 20];
    FILE *file = fopen(trace_path, "rb");
    ck_assert_ptr_nonnull(file);
    size_t size = fread(text, 1, sizeof text - 1, file);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void store(const char *text, size_t size)
{
    FILE *file = fopen(trace_path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, size, file), size);
    fclose(file);
}

/* Writes the text with a last line whose sum fits: a careful forger. */
static void store_signed(char *text)
{
    char sum[65], *end = strstr(text, "{\"kind\":\"end\""), *at = strstr(end, "\"sha256\":\"");
    ck_assert_ptr_nonnull(end);
    ck_assert_int_eq(digest_sha256(text, (size_t)(end - text), sum), FK_OK);
    ck_assert_ptr_nonnull(at);
    memcpy(at + strlen("\"sha256\":\""), sum, 64);
    store(text, strlen(text));
}

static int differences;
static char difference_id[64], difference_why[400], first_why[400]; /* of the last, the first */

static void note(void *context, const char *id, const char *recorded, const char *derived,
                 const char *why)
{
    (void)context;
    (void)recorded;
    (void)derived;
    differences++;
    snprintf(difference_id, sizeof difference_id, "%s", id);
    snprintf(difference_why, sizeof difference_why, "%s", why);
    if (differences == 1)
        snprintf(first_why, sizeof first_why, "%s", why);
}

static int verify(struct fk_diag *diag)
{
    struct conform_result again;
    differences = 0;
    diag->text[0] = '\0';
    conform_result_init(&again);
    int found = conform_verify(dir, &conform_dlt645, &again, note, NULL, diag);
    if (found >= 0) {
        ck_assert_uint_eq(again.test_count, bench.result.test_count);
        ck_assert_int_eq(found, differences);
    }
    if (found == 0) {
        ck_assert_int_eq(again.exit_code, bench.result.exit_code);
        ck_assert_uint_eq(again.assertions, bench.result.assertions);
        ck_assert_int_eq(again.is_interrupted, bench.result.is_interrupted);
    }
    conform_result_fini(&again);
    return found;
}

static const struct {
    const char *defects;
    unsigned stop_at;
} runs[] = {
    {NULL, 0},
    {"bad-checksum", 0},
    {"late-answer", 0},
    {"trips-when-protected", 0},
    {"no-error-answer", 0},
    {"broadcast-answer", 0},
    {"write-lost", 0},
    {NULL, 1},
    {NULL, 40},
    {NULL, 111},
    {"unprotect-moves", 150},
};

START_TEST(test_verdicts_follow_from_the_trace)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(runs[_i].defects, "*", runs[_i].stop_at);
    ck_assert_msg(verify(&diag) == 0, "%d differ: %s %s %s", differences, diag.text, difference_id,
                  difference_why);
    bench_close(&bench);
    remove_dir();
}
END_TEST

START_TEST(test_changed_file_is_told)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(NULL, "7.1", 0);
    char *text = load();
    char *hex = strstr(text, "6891");
    hex[3] = '2';
    store(text, strlen(text));
    ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "the file was changed"));
    bench_close(&bench);
    remove_dir();
}
END_TEST

START_TEST(test_cut_file_is_told)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(NULL, "7.1/1", 0);
    const char *text = load();
    size_t size = strlen(text);
    for (size_t left = 0; left < size; left += 1 + left / 9) {
        store(text, left);
        ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
        ck_assert_str_ne(diag.text, "");
    }
    unlink(trace_path);
    ck_assert_int_eq(verify(&diag), FK_E_IO);
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* A verdict changed under a sum that fits: verdicts are derived, not believed. */
START_TEST(test_forged_verdict_differs)
{
    struct fk_diag diag;
    make_dir();
    run_and_write("wrong-error-bit", "unknown-item", 0);
    char *text = load();
    char *at = strstr(text, "\"verdict\":\"fail\"");
    ck_assert_ptr_nonnull(at);
    memcpy(at, "\"verdict\":\"pass\"", strlen("\"verdict\":\"pass\""));
    store_signed(text);
    ck_assert_int_eq(verify(&diag), 1);
    ck_assert_str_eq(difference_id, "dlt645/7.1/2-unknown-item");
    ck_assert_msg(strstr(difference_why, "error answer D1") != NULL, "%s", difference_why);
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* What the last line says of the run is derived too. */
static const struct forged {
    const char *select, *defects, *from, *to, *id;
    int differences;
} forged[] = {
    {"unknown-item", "wrong-error-bit", "\"exit\":1", "\"exit\":0", "exit", 1},
    {"trip-opens", NULL, "the supply is closed", "the supply is OPENED", "final-check", 1},
    {"7.1/1", NULL, "\"actual\":\"\",\"restored\":true", "\"actua\":\"\",\"restored\":false",
     "dlt645/7.1/1-energy", 1},
};

START_TEST(test_forged_end_differs)
{
    struct fk_diag diag;
    const struct forged *row = &forged[_i];
    make_dir();
    run_and_write(row->defects, row->select, 0);
    char *text = load(), *at = strstr(text, row->from);
    ck_assert_ptr_nonnull(at);
    memcpy(at, row->to, strlen(row->to));
    store_signed(text);
    ck_assert_int_eq(verify(&diag), row->differences);
    ck_assert_str_eq(difference_id, row->id);
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* Moments that no run can have: too large to be added to, or going back. */
static const char *const moments[] = {"9223372036854775807", "9007199254740993",
                                      "-9223372036854775808", "-1", "0"};

START_TEST(test_impossible_moment_is_refused)
{
    struct fk_diag diag;
    char changed[1 << 16];
    make_dir();
    run_and_write(NULL, "7.1/1", 0);
    static const char moment[] = "\"at\":";
    char *text = load(), *at = NULL;
    for (char *next = text; (next = strstr(next, moment)) != NULL; at = next)
        next += strlen(moment); /* the last one: no entry comes after it */
    ck_assert_ptr_nonnull(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, moments[_i],
             at + strspn(at, "0123456789"));
    store_signed(changed);
    ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, "not a line of") != NULL, "%s", diag.text);
    bench_close(&bench);
    remove_dir();
}
END_TEST

START_TEST(test_impossible_wall_is_refused)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(NULL, "7.1/1", 0);
    char changed[1 << 16], *text = load(), *at = strstr(text, "\"wall\":");
    ck_assert_ptr_nonnull(at);
    at += strlen("\"wall\":");
    snprintf(changed, sizeof changed, "%.*s-9223372036854775807%s", (int)(at - text), text,
             at + strspn(at, "0123456789"));
    store_signed(changed);
    ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* Values of another type, and keys that are not there, are told by name, also when the sum fits. */
static const struct {
    const char *from, *to, *says;
} types[] = {
    {"\"format\":1", "\"format\":\"1\"", "1: key 'format': expected a whole number"},
    {"\"virtual_time\":true", "\"virtual_time\":1",
     "1: key 'virtual_time': expected true or false"},
    {"\"seed\":\"7\"", "\"seed\":7", "1: key 'seed': expected text"},
    {"\"tests\":[", "\"tests\":1,\"list\":[", "1: key 'tests': expected a list"},
    {"\"at\":0", "\"at\":\"0\"", "2: key 'at': expected a whole number"},
    {"\"at\":0", "\"at\":0.0", "2: key 'at': expected a whole number"},
    {"\"at\":0", "\"att\":0", "2: key 'at': expected a whole number"},
    {"\"id\":\"probe\"", "\"id\":5", "2: key 'id': expected text"},
    {"\"assertions\":", "\"assertions\":null,\"old\":",
     "key 'assertions': expected a whole number"},
    {"\"restored\":true", "\"restored\":\"true\"", "key 'restored': expected true or false"},
    {"\"exit\":0", "\"exit\":\"0\"", "key 'exit': expected a whole number"},
    {"\"final_check\":", "\"final_check\":[],\"old\":", "key 'final_check': expected text"},
};

START_TEST(test_wrong_type_is_refused)
{
    struct fk_diag diag;
    char changed[1 << 16];
    make_dir();
    run_and_write(NULL, "7.1/1", 0);
    char *text = load(), *at = strstr(text, types[_i].from);
    ck_assert_ptr_nonnull(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, types[_i].to,
             at + strlen(types[_i].from));
    store_signed(changed);
    ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, types[_i].says) != NULL, "%s", diag.text);
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* A trace of other requests is not judged: the test sends what the trace does not hold. */
START_TEST(test_other_requests_diverge)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(NULL, "unknown-item", 0);
    char *text = load();
    char *request = strstr(text, "dlt645/7.1/2-unknown-item\"}");
    ck_assert_ptr_nonnull(request);
    char *hex = strstr(request, "\"hex\":\"");
    ck_assert_ptr_nonnull(hex);
    hex[7] = 'F';
    hex[8] = 'F';
    store_signed(text);
    ck_assert_int_eq(verify(&diag), 2); /* the verdict, and with it the exit code */
    ck_assert_str_eq(difference_id, "exit");
    ck_assert_msg(strstr(first_why, "sends other bytes than entry") != NULL, "%s", first_why);
    bench_close(&bench);
    remove_dir();
}
END_TEST

START_TEST(test_other_device_file_is_told)
{
    struct fk_diag diag;
    make_dir();
    run_and_write(NULL, "7.1/1", 0);
    FILE *file = fopen(device_path, "ab");
    ck_assert_ptr_nonnull(file);
    fputs("# a comment\n", file);
    fclose(file);
    ck_assert_int_eq(verify(&diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "is not the device file of this run"));
    bench_close(&bench);
    remove_dir();
}
END_TEST

/* Evidence as it grows: after each entry the disk holds the head and every byte so far. */
struct growing {
    struct evidence_writer *writer;
    unsigned looks;
};

static unsigned lines_of(const char *path)
{
    unsigned lines = 0;
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    for (int c; (c = fgetc(file)) != EOF;)
        lines += c == '\n';
    fclose(file);
    return lines;
}

static void grow(void *context, const struct conform_trace *trace)
{
    struct growing *growing = context;
    char part[128];
    snprintf(part, sizeof part, "%s.part", trace_path);
    conform_evidence_follow(growing->writer, trace);
    ck_assert_uint_eq(lines_of(part), 1 + trace->count);
    ck_assert_int_ne(access(trace_path, F_OK), 0);
    growing->looks++;
}

START_TEST(test_grows_while_the_run_goes)
{
    static const char *const ids[] = {"dlt645/7.1/1-energy"};
    struct growing growing = {.writer = NULL};
    struct evidence_writer *second;
    struct fk_diag diag = {.text = ""};
    make_dir();
    bench_open(&bench, NULL, NULL);
    bench_choose(&bench, "7.1/1");
    conform_run_head(&bench.tap->base, &bench.options, &bench.result);
    ck_assert_int_eq(
        conform_evidence_begin(&growing.writer, &bench.result, ids, 1, &bench.device, dir, &diag),
        FK_OK);
    ck_assert_int_eq(
        conform_evidence_begin(&second, &bench.result, ids, 1, &bench.device, dir, &diag),
        FK_E_STATE);
    ck_assert_msg(strstr(diag.text, "another run is writing it") != NULL, "%s", diag.text);
    bench.options.observer.context = &growing;
    bench.options.observer.traced = grow;
    bench_run(&bench);
    ck_assert_uint_eq(growing.looks, bench.result.trace.count);
    ck_assert_int_eq(conform_evidence_end(growing.writer, &bench.result, &diag), FK_OK);
    ck_assert_int_eq(verify(&diag), 0);
    bench_close(&bench);
    remove_dir(); /* fails the next test if a part is left */
    ck_assert_int_ne(access(dir, F_OK), 0);
}
END_TEST

/* What a killed run has left is kept beside the evidence of the next. */
START_TEST(test_killed_parts_are_kept)
{
    struct fk_diag diag;
    char path[128];
    make_dir();
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s.part", i ? trace_path : device_path);
        FILE *file = fopen(path, "wb");
        ck_assert_ptr_nonnull(file);
        fputs("half\n", file);
        fclose(file);
    }
    run_and_write(NULL, "7.1/1", 0);
    ck_assert_int_eq(verify(&diag), 0);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s.killed", i ? trace_path : device_path);
        ck_assert_uint_eq(lines_of(path), 1);
        unlink(path);
    }
    bench_close(&bench);
    remove_dir();
    ck_assert_int_ne(access(dir, F_OK), 0);
}
END_TEST

START_TEST(test_folder_that_is_not_there)
{
    struct fk_diag diag;
    bench_open(&bench, NULL, NULL);
    ck_assert_int_eq(
        conform_evidence_write(&bench.result, &bench.device, "/nonexistent/folder", &diag),
        FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "/nonexistent/folder/trace.jsonl: No such file"));
    bench_close(&bench);
}
END_TEST

static Suite *evidence_suite(void)
{
    Suite *suite = suite_create("conformance evidence");
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 30);
    tcase_add_loop_test(files, test_verdicts_follow_from_the_trace, 0, sizeof runs / sizeof *runs);
    tcase_add_test(files, test_changed_file_is_told);
    tcase_add_test(files, test_cut_file_is_told);
    tcase_add_test(files, test_forged_verdict_differs);
    tcase_add_loop_test(files, test_forged_end_differs, 0, sizeof forged / sizeof *forged);
    tcase_add_loop_test(files, test_impossible_moment_is_refused, 0,
                        sizeof moments / sizeof *moments);
    tcase_add_test(files, test_impossible_wall_is_refused);
    tcase_add_loop_test(files, test_wrong_type_is_refused, 0, sizeof types / sizeof *types);
    tcase_add_test(files, test_other_requests_diverge);
    tcase_add_test(files, test_other_device_file_is_told);
    tcase_add_test(files, test_grows_while_the_run_goes);
    tcase_add_test(files, test_killed_parts_are_kept);
    tcase_add_test(files, test_folder_that_is_not_there);
    suite_add_tcase(suite, files);
    return suite;
}

FK_CHECK_MAIN(evidence_suite)
