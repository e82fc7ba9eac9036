#include "cli/hunt/hunt_print.h"

#include "reports/page/html.h"
#include "sim/scenario/scenario_units.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void hunt_print_progress(void *context, uint64_t seeds, double seconds)
{
    static double last;
    (void)context;
    if (seconds - last < 0.2)
        return;
    last = seconds;
    fprintf(stderr, "\r\033[K%llu worlds, %.0f seeds/s", (unsigned long long)seeds,
            (double)seeds / seconds);
    fflush(stderr);
}

/* What the row is about: its text, or the name of what its pattern means. */
static const char *row_text(const struct hunt_reach_row *row)
{
    unsigned value = 0;
    uint32_t set = row->type == EVENT_FAULT ? row->kinds : row->codes;
    if (row->text[0])
        return row->text;
    while (value < 31 && !(set >> value & 1))
        value++;
    return row->type == EVENT_FAULT ? fault_kind_name(value) : result_code_name(value);
}

static void print_reach(const struct hunt_totals *totals)
{
    puts("\n  reached                                                                   times");
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        printf("  %-10s  %-6s  %-50s %9llu\n", row->group, row->id, row_text(row),
               (unsigned long long)totals->reach[i]);
    }
    for (unsigned i = 0; i < 32; i++)
        if (totals->broken[i] > 0)
            printf("  broken      INV-%02u  %-50s %9llu\n", i, "worlds, excused or not",
                   (unsigned long long)totals->broken[i]);
    putchar('\n');
}

void hunt_print_totals(const struct hunt_totals *totals, bool is_quiet)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    printf("%llu worlds, %llu of them twice, in %.1f s: %.0f seeds/s, %llu events\n",
           (unsigned long long)totals->seeds, (unsigned long long)totals->repeats, totals->seconds,
           totals->seconds > 0 ? (double)totals->seeds / totals->seconds : 0,
           (unsigned long long)totals->events);
    if (!is_quiet)
        print_reach(totals);
    printf("%u failure%s\n", totals->failure_count, totals->failure_count == 1 ? "" : "s");
}

unsigned hunt_print_unreached(const struct hunt_totals *totals)
{
    unsigned count = 0;
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        if (totals->reach[i] > 0)
            continue;
        count++;
        printf("never reached: %s %s %s\n", row->group, row->id, row_text(row));
    }
    return count;
}

static void format_finding(const struct hunt_finding *finding, ms_t start, char *out, size_t size)
{
    char moment[SCENARIO_VALUE_MAX] = "D0";
    if (finding->end != HUNT_VIOLATED) {
        snprintf(out, size, "%s: %s", hunt_end_name(finding->end), finding->text);
        return;
    }
    scenario_moment_format(finding->at, start, moment);
    snprintf(out, size, "INV-%02u, customer %u, %s: %s", finding->invariant, finding->customer,
             moment, finding->text);
}

void hunt_print_failure(const struct hunt_failure *failure, const struct sim_scenario *world)
{
    char text[400];
    format_finding(&failure->finding, world->start, text, sizeof text);
    printf("\nseed %llu: %s\n", (unsigned long long)failure->seed, text);
    printf("  %u customers, %u days, %u faults, %u payments\n", scenario_customers(world),
           world->days, world->fault_count, world->payment_count);
}

/* Every line of `text` behind `prefix`. */
static void print_lines(FILE *file, const char *prefix, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        fprintf(file, "%s%.*s\n", prefix, (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void write_file(FILE *file, const struct hunt_failure *failure,
                       const struct sim_scenario *world, const struct hunt_shrunk *shrunk,
                       const struct hunt_story *story)
{
    char text[400];
    format_finding(&shrunk->finding, world->start, text, sizeof text);
    fprintf(file, "# Found by feikong hunt in the world of seed %llu, %s.\n# %s\n",
            (unsigned long long)failure->seed,
            shrunk->is_small ? "shrunk as far as it goes" : "shrunk until its time was over", text);
    if (story && story->used > 0) {
        fprintf(file, "# What happens to customer %u%s:\n", story->customer,
                story->is_cut ? " (the beginning)" : "");
        print_lines(file, "#   ", story->text);
    }
    fputs(shrunk->text, file);
}

int hunt_write_failure(const char *out, const struct hunt_failure *failure,
                       const struct sim_scenario *world, const struct hunt_shrunk *shrunk,
                       const struct hunt_story *story, struct fk_diag *diag)
{
    char path[4096];
    if (mkdir(out, 0777) != 0 && errno != EEXIST)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.100s: cannot make the folder: %s", out,
                       strerror(errno));
    if (snprintf(path, sizeof path, "%s/hunt-%llu.yaml", out, (unsigned long long)failure->seed) >=
        (int)sizeof path)
        return fk_fail(diag, FK_E_IO, NULL, 0, "the name of the folder is too long");
    struct out_file file;
    int err = out_file_open(&file, path, diag);
    if (err != FK_OK)
        return err;
    write_file(file.stream, failure, world, shrunk, story);
    err = out_file_commit(&file, diag);
    if (err != FK_OK)
        return err;
    printf("  shrunk in %.1f s and %u tries to %u customer%s, %u day%s, %u fault%s%s\n",
           shrunk->seconds, shrunk->tries, shrunk->customers, shrunk->customers == 1 ? "" : "s",
           shrunk->days, shrunk->days == 1 ? "" : "s", shrunk->faults,
           shrunk->faults == 1 ? "" : "s", shrunk->is_small ? "" : " (time over)");
    printf("  again: feikong run %s\n", path);
    if (story && story->used > 0)
        print_lines(stdout, "    ", story->text);
    return FK_OK;
}
