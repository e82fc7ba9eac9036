#include "reports/run/run_junit.h"

#include "reports/page/html.h"

#include <string.h>

/* Columns of the queries below. */
enum { CASE_NAME, CASE_SOURCE, CASE_SQL, CASE_EXPECTED, CASE_ACTUAL, CASE_PASS, CASE_ERROR };

static const struct junit_suite {
    const char *name, *count_sql, *failures_sql, *errors_sql, *cases_sql;
} suites[] = {
    {"expectations", "SELECT count(*) FROM expectation",
     "SELECT count(*) FROM expectation WHERE pass = 0 AND error IS NULL",
     "SELECT count(*) FROM expectation WHERE pass = 0 AND error IS NOT NULL",
     "SELECT name, source, sql, expected, coalesce(actual, ''), pass, error FROM expectation"
     " ORDER BY number"},
    {"invariants", "SELECT count(*) FROM invariant",
     "SELECT count(*) FROM invariant WHERE pass = 0", "SELECT 0",
     "SELECT printf('INV-%02d', number), text, coalesce((SELECT group_concat(text, char(10)) FROM"
     " (SELECT text FROM violation v WHERE v.invariant = i.number ORDER BY at LIMIT 10)), ''),"
     " printf('= %d', expected), found, pass, NULL FROM invariant i ORDER BY number"},
};

static const char junit_head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<testsuites name=\"feikong run\">\n";
static const char junit_tail[] = "</testsuites>\n";

static void junit_attribute(FILE *out, const char *name, const char *text)
{
    fprintf(out, " %s=\"", name);
    html_text(out, text);
    fputc('"', out);
}

static void junit_case(FILE *out, const char *klass, const struct run_rows *rows)
{
    fputs("    <testcase", out);
    junit_attribute(out, "classname", klass);
    junit_attribute(out, "name", run_rows_text(rows, CASE_NAME));
    if (run_rows_int(rows, CASE_PASS) != 0) {
        fputs("/>\n", out);
        return;
    }
    bool is_error = run_rows_type(rows, CASE_ERROR) != RUN_NULL;
    fprintf(out, ">\n      <%s message=\"", is_error ? "error" : "failure");
    if (is_error) {
        html_text(out, run_rows_text(rows, CASE_ERROR));
    } else {
        fputs("expected ", out);
        html_text(out, run_rows_text(rows, CASE_EXPECTED));
        fputs(", got ", out);
        html_text(out, run_rows_text(rows, CASE_ACTUAL));
    }
    fputs("\">", out);
    html_text(out, run_rows_text(rows, CASE_SOURCE));
    fputc('\n', out);
    html_text(out, run_rows_text(rows, CASE_SQL));
    fprintf(out, "</%s>\n    </testcase>\n", is_error ? "error" : "failure");
}

static int junit_suite(FILE *out, struct run_db *db, const char *scenario, const char *seconds,
                       const struct junit_suite *suite, struct fk_diag *diag)
{
    char klass[160];
    snprintf(klass, sizeof klass, "%.120s.%s", scenario, suite->name);
    fputs("  <testsuite", out);
    junit_attribute(out, "name", klass);
    fprintf(out, " tests=\"%lld\" failures=\"%lld\" errors=\"%lld\" time=\"%s\">\n",
            (long long)run_db_int(db, suite->count_sql, 0),
            (long long)run_db_int(db, suite->failures_sql, 0),
            (long long)run_db_int(db, suite->errors_sql, 0), seconds);
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, suite->cases_sql, diag);
    while (result == FK_OK && (result = run_rows_next(rows, diag)) == 1) {
        junit_case(out, klass, rows);
        result = FK_OK;
    }
    run_rows_end(rows);
    fputs("  </testsuite>\n", out);
    return result;
}

int run_junit_write(struct run_db *db, const char *path, struct fk_diag *diag)
{
    struct out_file file;
    struct run_rows *run = NULL;
    int result = run_rows_begin(&run, db, "SELECT id, printf('%.3f', wall_seconds) FROM run", diag);
    if (result == FK_OK && run_rows_next(run, diag) != 1) {
        result = fk_fail(diag, FK_E_IO, NULL, 0, "the database holds no run");
    }
    if (result == FK_OK) {
        result = out_file_open(&file, path, diag);
    }
    if (result != FK_OK) {
        run_rows_end(run);
        return result;
    }
    fputs(junit_head, file.stream);
    for (size_t i = 0; i < sizeof suites / sizeof suites[0] && result == FK_OK; i++) {
        bool is_first = i == 0; /* the time of the run counts once */
        result = junit_suite(file.stream, db, run_rows_text(run, 0),
                             is_first ? run_rows_text(run, 1) : "0.000", &suites[i], diag);
    }
    fputs(junit_tail, file.stream);
    run_rows_end(run);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}

/* Copies what stands between head and tail of one part. */
static int junit_copy_part(FILE *out, const char *path, struct fk_diag *diag)
{
    FILE *part = fopen(path, "rb");
    char line[4096];
    bool is_inside = false, is_over = false;
    if (part == NULL) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read", path);
    }
    while (!is_over && fgets(line, sizeof line, part) != NULL) {
        is_over = strcmp(line, junit_tail) == 0;
        if (is_inside && !is_over) {
            fputs(line, out);
        }
        is_inside = is_inside || strncmp(line, "<testsuites", strlen("<testsuites")) == 0;
    }
    fclose(part);
    return is_over ? FK_OK : fk_fail(diag, FK_E_IO, NULL, 0, "%s: ends early", path);
}

static bool is_as_known(const struct run_junit_fingerprint *fingerprint)
{
    return fingerprint->known && strcmp(fingerprint->known, fingerprint->found) == 0;
}

static void junit_fingerprints(FILE *out, const struct run_junit_fingerprint *rows, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++)
        failures += !is_as_known(&rows[i]);
    fprintf(out,
            "  <testsuite name=\"fingerprints\" tests=\"%zu\" failures=\"%zu\" errors=\"0\""
            " time=\"0.000\">\n",
            count, failures);
    for (size_t i = 0; i < count; i++) {
        char klass[160];
        snprintf(klass, sizeof klass, "%.120s.fingerprint", rows[i].scenario);
        fputs("    <testcase", out);
        junit_attribute(out, "classname", klass);
        junit_attribute(out, "name", "does what it did");
        if (is_as_known(&rows[i]))
            fputs("/>\n", out);
        else if (rows[i].known)
            fprintf(out,
                    ">\n      <failure message=\"expected %s, got %s\"></failure>\n"
                    "    </testcase>\n",
                    rows[i].known, rows[i].found);
        else
            fprintf(
                out,
                ">\n      <failure message=\"expected a known fingerprint, got %s\"></failure>\n"
                "    </testcase>\n",
                rows[i].found);
    }
    fputs("  </testsuite>\n", out);
}

int run_junit_merge(const char *const *parts, size_t count,
                    const struct run_junit_fingerprint *fingerprints, size_t fingerprint_count,
                    const char *path, struct fk_diag *diag)
{
    struct out_file file;
    int result = out_file_open(&file, path, diag);
    if (result != FK_OK) {
        return result;
    }
    fputs(junit_head, file.stream);
    for (size_t i = 0; i < count && result == FK_OK; i++) {
        result = junit_copy_part(file.stream, parts[i], diag);
    }
    if (fingerprint_count > 0) {
        junit_fingerprints(file.stream, fingerprints, fingerprint_count);
    }
    fputs(junit_tail, file.stream);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}
