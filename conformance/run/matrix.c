#include "conformance/run/matrix.h"
#include "conformance/run/run.h"
#include "models/meter/device/defects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One whole run on a virtual meter with the defect, or on the sound one (NULL). */
static int run_one(const struct conform_suite *suite, const struct device_file *device,
                   const char *defect, uint64_t seed, uint8_t *verdicts, bool *is_restored,
                   struct fk_diag *diag)
{
    char uri[80];
    bool *chosen = calloc(conform_suite_count(suite), sizeof *chosen);
    struct meter_config meter;
    struct transport_options options;
    struct transport *line;
    struct conform_result result;
    if (!chosen)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the choice of tests");
    memset(chosen, true, conform_suite_count(suite) * sizeof *chosen);
    meter_config_default(&meter);
    memcpy(meter.address, device->address, sizeof meter.address);
    device_file_options(device, &options);
    options.meter = &meter;
    snprintf(uri, sizeof uri, "sim:%s", defect ? defect : "");
    int err = transport_open(uri, &options, &line, diag);
    if (err != FK_OK) {
        free(chosen);
        return err;
    }
    struct conform_run_options run = {
        .suite = suite, .device = device, .chosen = chosen, .seed = seed};
    memcpy(run.password, meter.password[0], sizeof run.password);
    conform_result_init(&result);
    err = conform_run(line, &run, &result);
    *is_restored = result.is_supply_closed;
    for (size_t i = 0; i < result.test_count; i++) {
        verdicts[i] = (uint8_t)result.tests[i].outcome.verdict;
        *is_restored &= result.tests[i].is_restored;
    }
    conform_result_fini(&result);
    transport_close(line);
    free(chosen);
    return err;
}

int conform_matrix_fill(struct conform_matrix *matrix, const struct conform_suite *suite,
                        uint64_t seed, struct fk_diag *diag)
{
    struct device_file device;
    memset(matrix, 0, sizeof *matrix);
    matrix->suite = suite;
    matrix->tests = conform_suite_count(suite);
    matrix->defects = meter_defect_count();
    matrix->cells = calloc(matrix->defects + 1, matrix->tests);
    matrix->is_restored = calloc(matrix->defects + 1, sizeof *matrix->is_restored);
    if (!matrix->cells || !matrix->is_restored)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for %zu tests and %zu defects",
                       matrix->tests, matrix->defects);
    int err = device_file_builtin(&device, diag);
    if (err != FK_OK)
        return err;
    for (size_t i = 0; i <= matrix->defects && err == FK_OK; i++) {
        const struct meter_trait *defect = meter_defect_info(i);
        err = run_one(suite, &device, defect ? defect->name : NULL, seed,
                      matrix->cells + i * matrix->tests, &matrix->is_restored[i], diag);
    }
    device_file_fini(&device);
    return err;
}

void conform_matrix_fini(struct conform_matrix *matrix)
{
    free(matrix->cells);
    free(matrix->is_restored);
    memset(matrix, 0, sizeof *matrix);
}

enum conform_verdict conform_matrix_at(const struct conform_matrix *matrix, size_t defect,
                                       size_t test)
{
    return (enum conform_verdict)matrix->cells[defect * matrix->tests + test];
}

bool conform_matrix_kills(const struct conform_matrix *matrix, size_t defect, size_t test)
{
    enum conform_verdict verdict = conform_matrix_at(matrix, defect, test);
    enum conform_verdict sound = conform_matrix_at(matrix, matrix->defects, test);
    bool is_should = conform_suite_at(matrix->suite, test)->level == CONFORM_SHOULD;
    return verdict == CONFORM_FAIL ||
           (is_should && verdict == CONFORM_REMARK && sound < CONFORM_REMARK);
}

size_t conform_matrix_kills_of(const struct conform_matrix *matrix, size_t defect)
{
    size_t kills = 0;
    for (size_t test = 0; test < matrix->tests; test++)
        kills += conform_matrix_kills(matrix, defect, test);
    return kills;
}

/* Tests that do not pass on the defective meter, whatever else they say. */
static size_t spoiled_by(const struct conform_matrix *matrix, size_t defect)
{
    size_t spoiled = 0;
    for (size_t test = 0; test < matrix->tests; test++)
        spoiled += conform_matrix_at(matrix, defect, test) >
                   conform_matrix_at(matrix, matrix->defects, test);
    return spoiled;
}

bool conform_matrix_is_guarded(const struct conform_matrix *matrix, size_t test)
{
    for (size_t defect = 0; defect < matrix->defects; defect++)
        if (conform_matrix_kills(matrix, defect, test) &&
            2 * spoiled_by(matrix, defect) < matrix->tests)
            return true;
    return false;
}
