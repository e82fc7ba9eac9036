#include "cli/hunt/hunt_print.h"

#include "cli/columns.h"
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
static const char *row_text(const struct hunt_reach_row *row, enum fk_lang lang)
{
    unsigned value = 0;
    uint64_t set = row->type == EVENT_FAULT ? row->kinds : row->codes;
    if (row->text.en[0])
        return fk_text_in(row->text, lang);
    while (value < 63 && !(set >> value & 1))
        value++;
    if (row->type == EVENT_FAULT)
        return lang == FK_ZH ? fault_kind_name_zh(value) : fault_kind_name(value);
    return lang == FK_ZH ? result_code_name_zh(value) : result_code_name(value);
}

static const char *group_name(const char *group, enum fk_lang lang)
{
    static const struct fk_text names[] = {
        {"fault", "故障"},   {"transition", "转移"}, {"order", "工单"},     {"result", "结果"},
        {"setting", "设置"}, {"profile", "策略"},    {"condition", "条件"}, {"broken", "被违反"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].en, group) == 0)
            return fk_text_in(names[i], lang);
    return group;
}

static void print_row(const char *group, const char *id, const char *text, uint64_t times,
                      enum fk_lang lang)
{
    const char *name = group_name(group, lang);
    printf("  %s%*s  %-6s  %s%*s %9llu\n", name, 10 - cli_columns(name), "", id, text,
           cli_columns(text) < 50 ? 50 - cli_columns(text) : 0, "", (unsigned long long)times);
}

static void print_reach(const struct hunt_totals *totals, enum fk_lang lang)
{
    char id[16];
    printf("\n  %s%*s%s\n", FK_SAY(lang, "reached", "达到"), FK_SAY(lang, 67, 70), "",
           FK_SAY(lang, "times", "次数"));
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        print_row(row->group, row->id, row_text(row, lang), totals->reach[i], lang);
    }
    for (unsigned i = 0; i < 32; i++) {
        snprintf(id, sizeof id, "INV-%02u", i);
        if (totals->broken[i] > 0)
            print_row("broken", id, FK_SAY(lang, "worlds, excused or not", "世界数，含故障所致"),
                      totals->broken[i], lang);
    }
    putchar('\n');
}

void hunt_print_totals(const struct hunt_totals *totals, bool is_quiet, enum fk_lang lang)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    printf(FK_SAY(lang,
                  "%llu worlds, %llu of them twice and %llu from a checkpoint, in %.1f s: "
                  "%.0f seeds/s, %llu events\n",
                  "%llu 个世界，其中 %llu 个运行两次、%llu 个由检查点续跑，用时 %.1f 秒："
                  "每秒 %.0f 个种子，事件 %llu\n"),
           (unsigned long long)totals->seeds, (unsigned long long)totals->repeats,
           (unsigned long long)totals->resumed, totals->seconds,
           totals->seconds > 0 ? (double)totals->seeds / totals->seconds : 0,
           (unsigned long long)totals->events);
    if (!is_quiet)
        print_reach(totals, lang);
    printf(FK_SAY(lang, "%u failure%s\n", "失败 %u%s\n"), totals->failure_count,
           totals->failure_count == 1 || lang == FK_ZH ? "" : "s");
}

unsigned hunt_print_unreached(const struct hunt_totals *totals, enum fk_lang lang)
{
    unsigned count = 0;
    for (unsigned i = 0; i < hunt_reach_count; i++) {
        const struct hunt_reach_row *row = &hunt_reach_rows[i];
        if (totals->reach[i] > 0)
            continue;
        count++;
        printf(FK_SAY(lang, "never reached: %s %s %s\n", "从未达到：%s %s %s\n"),
               group_name(row->group, lang), row->id, row_text(row, lang));
    }
    return count;
}

/* One line: how the world failed, when and for whom. */
static void format_finding(const struct hunt_finding *finding, ms_t start, enum fk_lang lang,
                           char *out, size_t size)
{
    char moment[SCENARIO_VALUE_MAX] = "D0";
    const char *text = lang == FK_ZH && finding->text_zh[0] ? finding->text_zh : finding->text;
    if (finding->end != HUNT_VIOLATED) {
        snprintf(out, size, FK_SAY(lang, "%s: %s", "%s：%s"),
                 fk_text_in(hunt_end_text(finding->end), lang), text);
        return;
    }
    scenario_moment_format(finding->at, start, moment);
    snprintf(out, size, FK_SAY(lang, "INV-%02u, customer %u, %s: %s", "INV-%02u，客户 %u，%s：%s"),
             finding->invariant, finding->customer, moment, text);
}

void hunt_print_failure(const struct hunt_failure *failure, const struct sim_scenario *world,
                        enum fk_lang lang)
{
    char text[400];
    format_finding(&failure->finding, world->start, lang, text, sizeof text);
    printf(FK_SAY(lang, "\nseed %llu: %s\n", "\n种子 %llu：%s\n"),
           (unsigned long long)failure->seed, text);
    printf(FK_SAY(lang, "  %u customers, %u days, %u faults, %u payments\n",
                  "  客户 %u，天数 %u，故障 %u，缴费 %u\n"),
           scenario_customers(world), world->days, world->fault_count, world->payment_count);
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
    format_finding(&shrunk->finding, world->start, FK_EN, text, sizeof text);
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

static void print_shrunk(const struct hunt_shrunk *shrunk, const char *path, enum fk_lang lang)
{
    if (lang == FK_ZH)
        printf(
            "  缩小用时 %.1f 秒，试 %u 次，得客户 %u，天数 %u，故障 %u%s\n  重现：feikong run %s\n",
            shrunk->seconds, shrunk->tries, shrunk->customers, shrunk->days, shrunk->faults,
            shrunk->is_small ? "" : "（时间到）", path);
    else
        printf("  shrunk in %.1f s and %u tries to %u customer%s, %u day%s, %u fault%s%s\n"
               "  again: feikong run %s\n",
               shrunk->seconds, shrunk->tries, shrunk->customers, shrunk->customers == 1 ? "" : "s",
               shrunk->days, shrunk->days == 1 ? "" : "s", shrunk->faults,
               shrunk->faults == 1 ? "" : "s", shrunk->is_small ? "" : " (time over)", path);
}

int hunt_write_failure(const char *out, const struct hunt_failure *failure,
                       const struct sim_scenario *world, const struct hunt_shrunk *shrunk,
                       const struct hunt_story *story, enum fk_lang lang, struct fk_diag *diag)
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
    print_shrunk(shrunk, path, lang);
    if (story && story->used > 0)
        print_lines(stdout, "    ", story->text);
    return FK_OK;
}
