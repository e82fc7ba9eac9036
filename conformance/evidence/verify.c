#include "conformance/evidence/evidence.h"
#include "conformance/run/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Flags of the tests that the evidence names; FK_E_FORMAT for one that this suite does not have. */
static int choose(const struct evidence *evidence, const struct conform_suite *suite, bool *chosen,
                  struct fk_diag *diag)
{
    for (size_t i = 0; i < evidence->verdict_count; i++) {
        size_t t = 0;
        while (t < conform_suite_count(suite) &&
               strcmp(conform_suite_at(suite, t)->id, evidence->verdicts[i].id) != 0)
            t++;
        if (t == conform_suite_count(suite))
            return fk_fail(
                diag, FK_E_FORMAT, NULL, 0,
                "the evidence holds the test %.100s, which this suite (%s) does not have",
                evidence->verdicts[i].id, suite->version);
        chosen[t] = true;
    }
    return FK_OK;
}

static int compare(const struct evidence *evidence, const struct conform_result *result,
                   conform_difference_fn *difference, void *context)
{
    int differences = 0;
    /* One result a test chosen, and one verdict line each: doubled lines are a difference. */
    size_t both =
        result->test_count < evidence->verdict_count ? result->test_count : evidence->verdict_count;
    differences += (int)(result->test_count + evidence->verdict_count - 2 * both);
    for (size_t i = 0; i < both; i++) {
        const struct conform_test_result *test = &result->tests[i];
        const char *derived = conform_outcome_name(test->outcome);
        const struct evidence_verdict *recorded = &evidence->verdicts[i];
        if (strcmp(recorded->id, test->id) == 0 && strcmp(recorded->outcome, derived) == 0 &&
            recorded->assertions == test->assertions && recorded->is_restored == test->is_restored)
            continue;
        differences++;
        if (difference)
            difference(context, test->id, recorded->outcome, derived,
                       recorded->is_restored != test->is_restored
                           ? (test->is_restored
                                  ? FK_SAY(evidence->lang, "the device was put back", "已恢复原状")
                                  : test->not_restored)
                       : test->detail[0] ? test->detail
                                         : test->actual);
    }
    return differences;
}

/* The last line of the evidence against what follows from the trace. */
static int compare_end(const struct evidence *evidence, const struct conform_result *result,
                       conform_difference_fn *difference, void *context)
{
    int differences = 0;
    char recorded[16], derived[16];
    if (strcmp(evidence->final_check, result->final_check) != 0) {
        differences++;
        if (difference)
            difference(context, EVIDENCE_FINAL, evidence->final_check, result->final_check, "");
    }
    if (evidence->exit_code != (int)result->exit_code) {
        differences++;
        snprintf(recorded, sizeof recorded, "%d", evidence->exit_code);
        snprintf(derived, sizeof derived, "%d", (int)result->exit_code);
        if (difference)
            difference(context, EVIDENCE_EXIT, recorded, derived, "");
    }
    return differences;
}

static int verify_with(const struct evidence *evidence, const struct conform_suite *suite,
                       const struct device_file *device, struct conform_result *result,
                       conform_difference_fn *difference, void *context, struct fk_diag *diag)
{
    bool *chosen = calloc(conform_suite_count(suite), sizeof *chosen);
    if (!chosen)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory");
    struct conform_run_options options = {.suite = suite,
                                          .device = device,
                                          .chosen = chosen,
                                          .seed = evidence->seed,
                                          .lang = evidence->lang};
    int err = choose(evidence, suite, chosen, diag);
    if (err == FK_OK)
        err = conform_rerun(&options, result);
    free(chosen);
    if (err != FK_OK)
        return err;
    return compare(evidence, result, difference, context) +
           compare_end(evidence, result, difference, context);
}

int conform_verify(const char *path, const struct conform_suite *suite,
                   struct conform_result *result, conform_difference_fn *difference, void *context,
                   struct fk_diag *diag)
{
    struct evidence evidence;
    struct device_file device;
    int err = conform_evidence_read(path, &evidence, diag);
    if (err != FK_OK)
        return err;
    err = device_file_load(evidence.device_path, &device, diag);
    if (err != FK_OK) {
        conform_evidence_fini(&evidence);
        return err;
    }
    if (strcmp(device.digest, evidence.device_digest) != 0) {
        err = fk_fail(diag, FK_E_FORMAT, NULL, 0,
                      "%s: is not the device file of this run (SHA-256)", evidence.device_path);
    } else if (strcmp(evidence.suite_version, suite->version) != 0) {
        err = fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: was made with suite %s, this is suite %s",
                      path, evidence.suite_version, suite->version);
    } else {
        conform_trace_fini(&result->trace);
        result->trace = evidence.trace; /* moved: the result owns it from here */
        conform_trace_init(&evidence.trace);
        memcpy(result->uri, evidence.uri, sizeof result->uri);
        result->is_virtual_time = evidence.is_virtual_time;
        err = verify_with(&evidence, suite, &device, result, difference, context, diag);
    }
    device_file_fini(&device);
    conform_evidence_fini(&evidence);
    return err;
}
