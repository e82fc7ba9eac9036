/* What a conformance run shows on the console. */
#include "cli/cmd_say.h"
#include "cli/conform/conform_parts.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_explain.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LABEL_WIDTH 12
#define SHOWN_MAX   16 /* bytes of one field; longer ones end in ".." */

int conform_say(int code, const char *name, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    cmd_say("feikong conform %s: %s", name, text);
    return code;
}

static void print_row(void *context, const struct dlt645_row *row)
{
    const char *label = context;
    char bytes[3 * SHOWN_MAX + 4] = "";
    size_t shown = row->size < SHOWN_MAX ? row->size : SHOWN_MAX;
    for (size_t i = 0; i < shown; i++)
        snprintf(bytes + 3 * i, 4, "%02X ", row->bytes[i]);
    if (shown < row->size)
        snprintf(bytes + 3 * shown, sizeof bytes - 3 * shown, "..");
    printf("    %-*s  %3zu  %-24s %s", LABEL_WIDTH, row->offset == 0 ? label : "", row->offset,
           bytes, row->what);
    if (row->value[0])
        printf(": %s%s%s", row->value, row->unit[0] ? " " : "", row->unit);
    if (row->note[0])
        printf(" (%s%s)", row->state == DLT645_ROW_ERROR ? "ERROR: " : "", row->note);
    putchar('\n');
}

/* The bytes of an entry with the name of every field. */
static void print_bytes(const struct conform_result *result, int index, char *label)
{
    uint8_t bytes[1024];
    size_t size = conform_trace_join(&result->trace, index, bytes, sizeof bytes);
    if (size > 0)
        (void)dlt645_explain(bytes, size, 0, print_row, label, NULL);
}

static void print_line(const char *label, const char *text)
{
    cmd_tell("    %-*s  %s", LABEL_WIDTH, label, text);
}

static void print_proof(const struct conform_result *result, const struct conform_test_result *test)
{
    char request[] = "request", answer[] = "answer";
    if (test->request_entry >= 0)
        print_bytes(result, test->request_entry, request);
    if (test->proof_entry >= 0)
        print_bytes(result, test->proof_entry, answer);
    else if (test->request_entry >= 0)
        print_line("answer", "none: silence");
}

/* Requirement, expected, actual, bytes; then how to see it again. */
static void print_details(const struct conform_result *result,
                          const struct conform_test_result *test)
{
    char text[2 * CONFORM_TEXT];
    snprintf(text, sizeof text, "%s (%s, %s)", test->requirement, test->clause,
             conform_level_name(test->level));
    print_line("requirement", text);
    if (test->expected[0])
        print_line("expected", test->expected);
    if (test->actual[0])
        print_line("actual", test->actual);
    if (!test->outcome.is_unexpected_pass)
        print_proof(result, test);
    if (conform_result_repeat(result, test, text, sizeof text) == FK_OK)
        print_line("repeat", text);
}

void conform_print_head(const struct conform_result *head, size_t tests)
{
    char address[13];
    dlt645_address_format(head->address, address);
    cmd_tell("%s, address %s, on %s", head->device_name, address, head->uri);
    cmd_tell("%zu test%s of suite %s, device file %s, seed %llu", tests, tests == 1 ? "" : "s",
             head->suite_version, head->device_file, (unsigned long long)head->seed);
    putchar('\n');
    fflush(stdout);
}

void conform_print_test(const struct conform_result *result, const struct conform_test_result *test)
{
    const char *reason = conform_reason_name(test->reason);
    const char *separator = reason[0] && test->detail[0] ? ": " : "";
    if (reason[0] || test->detail[0])
        cmd_tell("%-15s  %-38s  %s [%s%s%s]", conform_outcome_name(test->outcome), test->id,
                 test->title, reason, separator, test->detail);
    else
        cmd_tell("%-15s  %-38s  %s", conform_outcome_name(test->outcome), test->id, test->title);
    bool is_bad = test->outcome.verdict == CONFORM_FAIL || test->outcome.verdict == CONFORM_ERROR ||
                  (test->outcome.verdict == CONFORM_REMARK && test->expected[0]);
    if (is_bad && !test->outcome.is_known)
        print_details(result, test);
    if (!test->is_restored)
        print_line("NOT PUT BACK", test->not_restored);
    fflush(stdout);
}

void conform_print_end(const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    const struct conform_delays *delays = &result->delays;
    const char *separator = "";
    printf("\n%zu test%s: ", counts->total, counts->total == 1 ? "" : "s");
    for (unsigned i = CONFORM_VERDICTS; i-- > 0;) {
        if (counts->by_verdict[i] == 0)
            continue;
        printf("%s%zu %s", separator, counts->by_verdict[i],
               i == CONFORM_NONE ? "not run" : conform_verdict_name((enum conform_verdict)i));
        separator = ", ";
    }
    if (counts->known > 0)
        printf("; known failures: %zu", counts->known);
    if (counts->unexpected_pass > 0)
        printf("; unexpected passes: %zu", counts->unexpected_pass);
    printf("\n%u assertions on received bytes and timing", result->assertions);
    if (delays->count > 0)
        printf("; answer delay %lld to %lld ms, mean %lld ms, %zu answers", (long long)delays->min,
               (long long)delays->max, (long long)(delays->sum / (ms_t)delays->count),
               delays->count);
    putchar('\n');
    cmd_tell("at the end: %s", result->final_check);
    if (!result->is_supply_closed && result->close_command[0])
        cmd_tell("to close it:  %s", result->close_command);
    if (result->not_restored > 0)
        printf("NOT PUT BACK as it was found, after %zu test%s: the device is to be looked after\n",
               result->not_restored, result->not_restored == 1 ? "" : "s");
    printf("suite verdict: %s%s, exit code %d\n", conform_verdict_name(result->suite_verdict),
           result->is_interrupted ? " (interrupted)" : "", (int)result->exit_code);
    fflush(stdout);
}
