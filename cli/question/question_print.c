#include "cli/question/question_print.h"

#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/run/run_files.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

const char *question_missing(const struct question *question)
{
    char path[PATH_MAX];
    const char *name;
    for (size_t i = 0; (name = question_scenario(question, i)); i++)
        if (!data_has(&run_scenario_kind, name, path, sizeof path))
            return name;
    return NULL;
}

static void print_places(const struct question *question, const char *between)
{
    const char *name;
    for (size_t i = 0; (name = question_scenario(question, i)); i++)
        printf("%s%s", i ? between : "", name);
}

void question_print_list(enum fk_lang lang)
{
    for (size_t p = 0; p < question_part_count; p++) {
        const struct question_part *part = question_parts[p];
        printf("%s%s\n", p ? "\n" : "", fk_text_in(part->title, lang));
        for (size_t i = 0; i < part->count; i++) {
            const struct question *q = &part->questions[i];
            printf("  %3u  %s  [", q->number, fk_text_in(q->asks, lang));
            if (q->document)
                fputs(q->document, stdout);
            print_places(q, ", ");
            printf("%s]\n", question_missing(q) ? FK_SAY(lang, ": open", "：待建") : "");
        }
    }
}

void question_print_csv(void)
{
    puts("number,part,part_zh,answer,where,question,question_zh");
    for (size_t p = 0; p < question_part_count; p++) {
        const struct question_part *part = question_parts[p];
        for (size_t i = 0; i < part->count; i++) {
            const struct question *q = &part->questions[i];
            printf("%u,\"%s\",\"%s\",%s,", q->number, part->title.en, part->title.zh,
                   q->document           ? "document"
                   : question_missing(q) ? "open"
                                         : "run");
            if (q->document)
                fputs(q->document, stdout);
            print_places(q, " ");
            printf(",\"%s\",\"%s\"\n", q->asks.en, q->asks.zh);
        }
    }
}

/* The figures of one run, and whether they may be trusted. */
static int print_run(const struct question *question, const struct question_ran *ran,
                     enum fk_lang lang)
{
    cmd_tell("  %s  %s", ran->scenario, ran->title ? ran->title : "");
    for (size_t i = 0; i < ran->count; i++)
        if (ran->sentences[i].number == question->number)
            cmd_tell("  - %s", ran->sentences[i].text);
    if (ran->code == CMD_EXIT_FAILED) {
        fflush(stdout);
        cmd_say("feikong question: %s does not hold what it expects, so its figures prove nothing; "
                "see feikong run %s",
                ran->scenario, ran->scenario);
        return CMD_EXIT_FAILED;
    }
    cmd_tell(FK_SAY(lang, "    (%u expectations and %u invariants hold, fingerprint %s)",
                    "    （期望 %u 项、不变式 %u 项成立，指纹 %s）"),
             ran->told.expectations, ran->told.invariants, ran->told.fingerprint);
    putchar('\n');
    return CMD_EXIT_OK;
}

int question_print(const struct question *question, struct question_runs *runs)
{
    enum fk_lang lang = runs->lang;
    const char *name, *missing = question_missing(question);
    int code = CMD_EXIT_OK;
    cmd_tell("%u  %s", question->number, fk_text_in(question->asks, lang));
    cmd_tell("  %s", fk_text_in(question->because, lang));
    if (question->document)
        cmd_tell(FK_SAY(lang, "  No run can show it; more in %s", "  无法由运行说明，详见 %s"),
                 question->document);
    putchar('\n');
    if (missing) {
        fflush(stdout);
        cmd_say("feikong question: %u is not answered yet: the scenario %s is not there",
                question->number, missing);
        return CMD_EXIT_NOTHING;
    }
    for (size_t i = 0; (name = question_scenario(question, i)); i++) {
        const struct question_ran *ran = question_run(runs, name);
        if (!ran)
            return CMD_EXIT_HARNESS;
        int result = print_run(question, ran, lang);
        code = result != CMD_EXIT_OK ? result : code;
    }
    return code;
}
