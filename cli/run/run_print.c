#include "cli/run/run_print.h"

#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"
#include "reports/run/run_sections.h"

#include <stdio.h>
#include <string.h>

/* Formats: those of a pair take the same values in the same order. */
enum word {
    HEAD,
    DAY,
    DAYS,
    OK,
    FAIL,
    DIFFERS,
    EXPECTED,
    NOTE,
    COUNTS,
    VIOLATION,
    VIOLATIONS,
    FINGERPRINT,
    END,
    HELD,
    NOT_HELD,
    NOTHING,
    WHAT_IF,
    REST,
    REPORT,
    DATABASE,
    WORDS
};
static const struct fk_text words[WORDS] = {
    [HEAD] = {"  from %.10s (D0), %u %s, %u customer%s, %u concentrator%s, seed %llu\n",
              "  自 %.10s（D0）起 %u %s，客户 %u%s，集中器 %u%s，随机种子 %llu\n"},
    [DAY] = {"day", "天"},
    [DAYS] = {"days", "天"},
    [OK] = {"ok", "符合"},
    [FAIL] = {"FAIL", "不符"},
    [DIFFERS] = {"differs", "不同"},
    [EXPECTED] = {"expected", "期望"},
    [NOTE] = {"note", "说明"},
    [COUNTS] = {"  %zu of %zu expectations and %zu of %zu invariants hold; %u %s\n",
                "  期望 %zu/%zu 成立，不变式 %zu/%zu 成立；%u %s\n"},
    [VIOLATION] = {"violation", "次违反"},
    [VIOLATIONS] = {"violations", "次违反"},
    [FINGERPRINT] = {"  fingerprint %s, %llu events\n", "  指纹 %s，事件 %llu\n"},
    [END] = {"  %s in %.2f s, %.0f customer-days/s, %.0f MB planned\n\n",
             "  %s，用时 %.2f 秒，每秒 %.0f 户日，计划内存 %.0f MB\n\n"},
    [HELD] = {"held", "成立"},
    [NOT_HELD] = {"NOT HELD", "不成立"},
    [NOTHING] = {"NOTHING EXPECTED", "没有规定期望"},
    [WHAT_IF] = {"what-if: expectations shown, not judged;", "假设分析：期望只显示，不判定"},
    [REST] = {"on from a checkpoint, nothing expected,", "自检查点继续：期望未检查"},
    [REPORT] = {"report", "报告"},
    [DATABASE] = {"database", "数据库"},
};

static const char *say(enum word word, enum fk_lang lang)
{
    return fk_text_in(words[word], lang);
}

/* Of a noun behind a number. */
static const char *ending(uint32_t count, enum fk_lang lang)
{
    return count == 1 || lang == FK_ZH ? "" : "s";
}

void run_print_head(const struct sim_scenario *s, enum fk_lang lang)
{
    char date[24];
    clock_format(s->start, date);
    cmd_tell("%s  %s", s->id, lang == FK_ZH && s->title_zh ? s->title_zh : s->title);
    printf(say(HEAD, lang), date, s->days, say(s->days == 1 ? DAY : DAYS, lang),
           scenario_customers(s), ending(scenario_customers(s), lang), s->concentrators,
           ending(s->concentrators, lang), (unsigned long long)s->seed);
}

static const char *name_of(const struct run_check *c, enum fk_lang lang)
{
    return lang == FK_ZH && c->name_zh ? c->name_zh : c->name;
}

static void print_checks(const struct run_checks *checks, const struct run_print_options *options)
{
    enum fk_lang lang = options->lang;
    int width = 11;
    for (size_t i = 0; i < checks->count; i++)
        if (cli_columns(name_of(&checks->items[i], lang)) > width)
            width = cli_columns(name_of(&checks->items[i], lang));
    for (size_t i = 0; i < checks->count; i++) {
        const struct run_check *c = &checks->items[i];
        if (c->pass && (options->is_quiet || c->is_invariant))
            continue;
        const char *value = c->actual ? c->actual : "-";
        const char *title = name_of(c, lang);
        int pad = width - cli_columns(title);
        bool is_judged = c->is_invariant || !options->is_what_if;
        const char *source = c->is_invariant ? fk_text_in(run_invariant_text(c->invariant), lang)
                             : lang == FK_ZH && c->source_zh ? c->source_zh
                                                             : c->source;
        const char *name = say(c->pass ? OK : is_judged ? FAIL : DIFFERS, lang);
        if (c->pass)
            cmd_tell("  %-4s  %s%*s  %-24s", name, title, pad, "", value);
        else
            cmd_tell("  %-4s  %s%*s  %-24s  %s %s%s%s  (%s)", name, title, pad, "", value,
                     say(EXPECTED, lang), c->expected, c->error ? "; " : "",
                     c->error ? c->error : "", source);
    }
}

int run_print_result(const struct sim_outcome *outcome, const struct run_checks *checks,
                     const struct run_print_options *options)
{
    const struct sim_run_result *result = &outcome->result;
    enum fk_lang lang = options->lang;
    size_t invariants = 0;
    bool is_sound = checks->failed_invariants == 0;
    bool is_held = is_sound && checks->failed_expectations == 0;
    bool is_shown = is_sound && (options->is_what_if || options->is_rest);
    for (size_t i = 0; i < checks->count; i++)
        invariants += checks->items[i].is_invariant;
    print_checks(checks, options);
    for (size_t i = 0; i < checks->remark_count; i++)
        cmd_tell("  %s  %s", say(NOTE, lang),
                 lang == FK_ZH ? checks->remarks[i].zh : checks->remarks[i].en);
    printf(say(COUNTS, lang), checks->count - invariants - checks->failed_expectations,
           checks->count - invariants, invariants - checks->failed_invariants, invariants,
           result->violations, say(result->violations == 1 ? VIOLATION : VIOLATIONS, lang));
    printf(say(FINGERPRINT, lang), result->fingerprint, (unsigned long long)result->events);
    enum word end = is_shown                    ? options->is_rest ? REST : WHAT_IF
                    : !is_held                  ? NOT_HELD
                    : checks->expectations == 0 ? NOTHING
                                                : HELD;
    printf(say(END, lang), say(end, lang), result->wall_seconds,
           (double)outcome->customer_days / result->wall_seconds,
           (double)result->memory_bytes / 1e6);
    if (is_shown)
        return CMD_EXIT_OK;
    if (!is_held)
        return CMD_EXIT_FAILED;
    return checks->expectations == 0 ? CMD_EXIT_NOTHING : CMD_EXIT_OK;
}

void run_print_places(const char *html, const char *database, enum fk_lang lang)
{
    cmd_tell("  %s %s", say(REPORT, lang), html);
    cmd_tell("  %s %s", say(DATABASE, lang), database);
    putchar('\n');
}
