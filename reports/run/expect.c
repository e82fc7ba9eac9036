#include "reports/run/expect.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value to compare: of the query, or a bound that was written down. */
struct value {
    enum run_value type; /* RUN_INTEGER, RUN_REAL or RUN_TEXT */
    int64_t integer;
    double real; /* also of an integer */
    const char *text;
};

static bool value_parse_number(const char *text, struct value *out)
{
    char *end = NULL;
    errno = 0;
    out->text = text;
    out->integer = strtoll(text, &end, 10);
    if (end != text && *end == 0 && errno == 0) {
        out->type = RUN_INTEGER;
        out->real = (double)out->integer;
        return true;
    }
    errno = 0;
    out->type = RUN_REAL;
    out->real = strtod(text, &end);
    return end != text && *end == 0 && errno == 0 && isfinite(out->real);
}

/* -1, 0, 1 as a is less than, equal to or greater than b. */
static int value_compare(const struct value *a, const struct value *b)
{
    if (a->type == RUN_TEXT) {
        int order = strcmp(a->text, b->text);
        return (order > 0) - (order < 0);
    }
    if (a->type == RUN_INTEGER && b->type == RUN_INTEGER) {
        return (a->integer > b->integer) - (a->integer < b->integer);
    }
    double tolerance = 1e-9 * fmax(fabs(a->real), fabs(b->real));
    if (fabs(a->real - b->real) <= tolerance) {
        return 0;
    }
    return a->real > b->real ? 1 : -1;
}

enum bound { BOUND_EQUALS, BOUND_MIN, BOUND_MAX, BOUNDS };

static bool bound_holds(enum bound bound, int order)
{
    return bound == BOUND_EQUALS ? order == 0 : bound == BOUND_MIN ? order >= 0 : order <= 0;
}

/* Compares with every bound that is given. Returns what makes it impossible, for free(), or NULL.
 */
static char *expect_compare(const struct value *actual, const char *const *bounds, bool *pass)
{
    char *error = NULL;
    *pass = true;
    for (enum bound i = BOUND_EQUALS; i < BOUNDS; i++) {
        struct value bound = {.type = RUN_TEXT, .text = bounds[i]};
        if (bounds[i] == NULL) {
            continue;
        }
        if (actual->type != RUN_TEXT && !value_parse_number(bounds[i], &bound)) {
            *pass = false;
            if (asprintf(&error, "the query gives a number, but '%s' is none", bounds[i]) < 0) {
                error = NULL;
            }
            return error;
        }
        struct value number;
        if (actual->type == RUN_TEXT && i != BOUND_EQUALS &&
            value_parse_number(bounds[i], &number)) { /* as texts "9" is above "10" */
            *pass = false;
            if (asprintf(&error, "the query gives a text, but '%s' is a number: CAST it",
                         bounds[i]) < 0)
                error = NULL;
            return error;
        }
        *pass = *pass && bound_holds(i, value_compare(actual, &bound));
    }
    return NULL;
}

/* "Inf", "-inf", "NaN": what a text of digits becomes when its sum has no end. */
static bool is_endless_number(const char *text)
{
    char *end = NULL;
    double number = strtod(text, &end);
    return end != text && *end == 0 && !isfinite(number);
}

/* Reads the only value of the query into *value; else returns why there is none. The text of *value
 * lives in `buffer`, which the caller frees. */
static const char *expect_read(struct run_rows *rows, struct value *value, char **buffer,
                               struct fk_diag *diag)
{
    if (run_rows_columns(rows) != 1) {
        return "the query gives more than one column, expected one";
    }
    int more = run_rows_next(rows, diag);
    if (more < 0) {
        return diag->text;
    }
    if (more == 0) {
        return "the query gives no row, expected one";
    }
    value->type = run_rows_type(rows, 0);
    if (value->type == RUN_NULL) {
        return "the query gives NULL, expected a number or a text";
    }
    if (value->type == RUN_BLOB) {
        return "the query gives a blob, expected a number or a text";
    }
    if (value->type == RUN_REAL && !isfinite(run_rows_real(rows, 0))) {
        return "the query gives an infinite number, expected a finite one";
    }
    value->integer = run_rows_int(rows, 0);
    value->real = run_rows_real(rows, 0);
    *buffer = strdup(run_rows_text(rows, 0));
    value->text = *buffer;
    if (*buffer == NULL) {
        return "there is no memory for the value";
    }
    if (value->type == RUN_TEXT && is_endless_number(*buffer)) {
        return "the query gives the text of an infinite number, or of none (NaN)";
    }
    more = run_rows_next(rows, diag);
    if (more < 0) {
        return diag->text;
    }
    return more > 0 ? "the query gives more than one row, expected one" : NULL;
}

static int expect_describe(const struct scenario_expectation *expectation, char **out)
{
    const char *min = expectation->min, *max = expectation->max;
    int length = 0;
    if (expectation->equals != NULL) {
        length = asprintf(out, "= %s", expectation->equals);
    } else if (min != NULL && max != NULL) {
        length = asprintf(out, "%s .. %s", min, max);
    } else if (min != NULL) {
        length = asprintf(out, ">= %s", min);
    } else {
        length = asprintf(out, "<= %s", max != NULL ? max : "?");
    }
    if (length < 0) {
        *out = NULL;
    }
    return length < 0 ? FK_E_MEMORY : FK_OK;
}

int expect_check(struct run_db *db, const struct scenario_expectation *expectation,
                 struct expect_outcome *out)
{
    const char *const bounds[BOUNDS] = {expectation->equals, expectation->min, expectation->max};
    struct fk_diag diag = {.kind = FK_OK};
    struct run_rows *rows = NULL;
    struct value value = {.type = RUN_NULL};
    memset(out, 0, sizeof *out);
    int result = expect_describe(expectation, &out->expected);
    if (result != FK_OK) {
        return result;
    }
    const char *problem = NULL;
    if (bounds[BOUND_EQUALS] == NULL && bounds[BOUND_MIN] == NULL && bounds[BOUND_MAX] == NULL) {
        problem = "nothing is expected: neither equals nor min nor max is given";
    } else if (run_rows_begin(&rows, db, expectation->sql, &diag) != FK_OK) {
        problem = diag.text;
    } else {
        problem = expect_read(rows, &value, &out->actual, &diag);
    }
    if (problem == NULL) {
        out->error = expect_compare(&value, bounds, &out->pass);
    } else {
        free(out->actual);
        out->actual = NULL;
        out->error = strdup(problem);
    }
    run_rows_end(rows);
    if (problem != NULL && out->error == NULL) {
        expect_outcome_fini(out);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void expect_outcome_fini(struct expect_outcome *out)
{
    free(out->expected);
    free(out->actual);
    free(out->error);
    memset(out, 0, sizeof *out);
}
