/* cli/cmd_detect.c - `feikong detect`: whose layers disagree, by what a utility can see. */
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"
#include "cli/lang.h"
#include "cli/stop_signals.h"
#include "reports/detect/detect.h"
#include "sim/watch/story.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Says whose layers disagree, by what a utility can see: decisions, orders with their results,\n"
    "daily registers, payments and statements. It looks at no relay, no supply and no fault. For\n"
    "each such customer: the question of the trade (Q76 to Q88), the likely cause, the next step.\n"
    "\n"
    "Usage: feikong detect DB [--customer N] [--csv] [--lang en|zh]\n"
    "\n"
    "  DB                database of a run, or the folder of feikong run --out that holds it; the\n"
    "                    run records daily registers: --set recording=full\n"
    "  --customer N      this customer alone\n"
    "  --csv             comma-separated values, moments in ms since 1970\n"
    "  --lang en|zh      language of the table (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "\n"
    "since: what tells it is so since then; seen: it could be told first; over: the layers were\n"
    "seen to agree again.\n"
    "\n"
    "Exit: 0 answered, also if all layers agree, 2 an option is wrong, the file is no database of "
    "a\n"
    "run of this version, the run does not record daily registers or has no such customer, 3 the\n"
    "question could not be answered.\n"
    "\n"
    "Example: feikong detect out/s-18\n";

struct request {
    enum fk_lang lang;
    int64_t customer; /* -1: all */
    bool is_csv;
};

static const struct option options[] = {{"customer", required_argument, NULL, 'c'},
                                        {"csv", no_argument, NULL, 's'},
                                        {"lang", required_argument, NULL, 'l'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    switch (option) {
    case 'c':
        return cmd_take_customer("detect", "--customer: ", optarg, &request->customer);
    case 's':
        request->is_csv = true;
        return -1;
    default: /* 'l' */
        return cli_lang_take("detect", optarg, &request->lang) ? -1 : CMD_EXIT_USAGE;
    }
}

static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"detect", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code < 0 && argc - optind != 1) {
        cmd_say("feikong detect: one database is expected; see feikong detect --help");
        return CMD_EXIT_USAGE;
    }
    return code;
}

static bool is_asked_for(const struct request *request, const struct detect_case *c)
{
    return request->customer < 0 || request->customer == (int64_t)c->customer;
}

#define COLUMNS 8
struct cells {
    char text[COLUMNS][96];
};

/* Without the milliseconds, which say nothing here. */
static void moment(ms_t at, ms_t start, char *out, size_t size)
{
    char text[STORY_MOMENT_MAX] = "-";
    if (at > 0)
        story_moment(at, start, text);
    snprintf(out, size, "%.*s", at > 0 ? (int)strcspn(text, ".") : 1, text);
}

static void fill(const struct detect_case *c, ms_t start, enum fk_lang lang, struct cells *out)
{
    snprintf(out->text[0], sizeof out->text[0], "%" PRIu32, c->customer);
    snprintf(out->text[1], sizeof out->text[1], "Q%u", c->rule->question);
    snprintf(out->text[2], sizeof out->text[2], "%s",
             fk_text_in(detect_question_text(c->rule->question), lang));
    snprintf(out->text[3], sizeof out->text[3], "%s",
             fk_text_in(detect_family_text(c->rule->family), lang));
    moment(c->since, start, out->text[4], sizeof out->text[4]);
    moment(c->seen, start, out->text[5], sizeof out->text[5]);
    moment(c->over, start, out->text[6], sizeof out->text[6]);
    snprintf(out->text[7], sizeof out->text[7], "%s", fk_text_in(c->rule->next, lang));
}

static void print_cells(const struct cells *cells, const int *width)
{
    for (int i = 0; i < COLUMNS - 1; i++) {
        cli_print_padded(cells->text[i], width[i]);
        fputs("  ", stdout);
    }
    puts(cells->text[COLUMNS - 1]);
}

static void print_table(const struct detect_list *list, const struct request *request, ms_t start)
{
    static const struct cells heads[] = {
        [FK_EN] = {{"customer", "question", "meaning", "likely cause", "since", "seen", "over",
                    "next step"}},
        [FK_ZH] = {{"客户", "问题", "含义", "可能原因", "起始", "发现", "恢复一致", "下一步"}}};
    int width[COLUMNS] = {0};
    struct cells cells = heads[request->lang];
    uint32_t count = 0;
    for (int i = 0; i < COLUMNS; i++)
        width[i] = cli_columns(cells.text[i]);
    for (uint32_t j = 0; j < list->count; j++) {
        if (!is_asked_for(request, &list->cases[j]))
            continue;
        fill(&list->cases[j], start, request->lang, &cells);
        for (int i = 0; i < COLUMNS; i++)
            width[i] =
                cli_columns(cells.text[i]) > width[i] ? cli_columns(cells.text[i]) : width[i];
        count++;
    }
    if (count > 0)
        print_cells(&heads[request->lang], width);
    for (uint32_t j = 0; j < list->count; j++) {
        if (!is_asked_for(request, &list->cases[j]))
            continue;
        fill(&list->cases[j], start, request->lang, &cells);
        print_cells(&cells, width);
    }
    if (count == 0)
        cmd_tell("%s", FK_SAY(request->lang, "As far as can be seen, all layers agree.",
                              "就所能看到的，各层一致。"));
    else
        cmd_tell(count == 1 ? FK_SAY(request->lang, "%" PRIu32 " case", "%" PRIu32 " 例")
                            : FK_SAY(request->lang, "%" PRIu32 " cases", "%" PRIu32 " 例"),
                 count);
}

static void print_csv(const struct detect_list *list, const struct request *request)
{
    puts("customer,question,family,since,seen,over,next");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct detect_case *c = &list->cases[i];
        if (!is_asked_for(request, c))
            continue;
        printf("%" PRIu32 ",Q%u,%s,%" PRId64 ",%" PRId64 ",", c->customer, c->rule->question,
               detect_family_name(c->rule->family), c->since, c->seen);
        if (c->over)
            printf("%" PRId64, c->over);
        printf(",\"%s\"\n", fk_text_in(c->rule->next, request->lang));
    }
}

static int answer(struct run_db *db, const struct request *request, struct fk_diag *diag)
{
    int64_t customers = run_db_int(db, "SELECT customers FROM run", 0);
    struct detect_list list = {0};
    int err = run_db_check(db, diag);
    if (err != FK_OK)
        return err;
    if (request->customer >= customers)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "customer %" PRId64 ": the run has 0 to %" PRId64,
                       request->customer, customers - 1);
    err = detect_load(db, &list, diag);
    err = err == FK_OK ? run_db_check(db, diag) : err;
    if (err == FK_OK && request->is_csv)
        print_csv(&list, request);
    else if (err == FK_OK)
        print_table(&list, request, run_db_int(db, "SELECT start_at FROM run", 0));
    detect_list_fini(&list);
    return err;
}

int cmd_detect(int argc, char **argv)
{
    struct request request = {.lang = cli_lang_default(), .customer = -1};
    struct fk_diag diag = {.text = ""};
    struct run_db *db = NULL;
    char path[4096];
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    stop_signals_end("detect");
    if (!cmd_find_database("detect", argv[optind], path, sizeof path))
        return CMD_EXIT_USAGE;
    int err = run_db_open(&db, path, &diag);
    if (err == FK_OK)
        err = answer(db, &request, &diag);
    run_db_close(db);
    if (err == FK_OK)
        return CMD_EXIT_OK;
    cmd_say("feikong detect: %s", diag.text[0] ? diag.text : fk_err_name(err));
    return err == FK_E_FORMAT || err == FK_E_STATE ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
}
