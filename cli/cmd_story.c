/* cli/cmd_story.c - `feikong story`: what a run recorded of one customer. */
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/lang.h"
#include "cli/run/run_guard.h"
#include "cli/stop_signals.h"
#include "reports/run/run_story.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Tells one customer's whole story out of the database of a run: the five state layers\n"
    "(L1 decision, L2 order, L3 command, L4 meter, L5 supply) and money (M1 paid, M2 posted, M3\n"
    "available) on one time line, where each layer stands at the end, and what is not recorded.\n"
    "\n"
    "Usage: feikong story DB CUSTOMER [--out DIR] [--lang en|zh]\n"
    "\n"
    "  DB                database of a run, or the folder of feikong run --out that holds it\n"
    "  CUSTOMER          number of the customer, from 0\n"
    "  --out DIR         write DIR/story-CUSTOMER.html and its figure in DIR/figures/\n"
    "  --lang en|zh      language of page and console (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "\n"
    "Exit: 0 told, 2 an option is wrong, the file is no database of a run of this version, the "
    "run\n"
    "has no such customer or is recorded as a summary, 3 the story could not be told.\n"
    "\n"
    "Example: feikong story out/s-08 0 --out out/s-08\n";

struct request {
    const char *out;
    enum fk_lang lang;
    uint32_t customer;
};

static const struct option options[] = {{"out", required_argument, NULL, 'o'},
                                        {"lang", required_argument, NULL, 'l'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    if (option == 'l')
        return cli_lang_take("story", optarg, &request->lang) ? -1 : CMD_EXIT_USAGE;
    request->out = optarg;
    return -1;
}

/* Returns -1 to go on, or an exit code. */
static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"story", usage, options, take_option};
    int64_t customer = 0;
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code >= 0)
        return code;
    if (argc - optind != 2) {
        cmd_say("feikong story: a database and the number of a customer are expected; see feikong "
                "story --help");
        return CMD_EXIT_USAGE;
    }
    code = cmd_take_customer("story", "", argv[optind + 1], &customer);
    request->customer = (uint32_t)customer;
    return code;
}

static int fail(const struct fk_diag *diag, int err)
{
    cmd_say("feikong story: %s", diag->text[0] ? diag->text : fk_err_name(err));
    bool is_usage = err == FK_E_FORMAT || err == FK_E_RANGE || err == FK_E_STATE;
    return is_usage ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
}

static void print(const struct run_story *story, enum fk_lang lang)
{
    char moment[STORY_MOMENT_MAX];
    cmd_tell(FK_SAY(lang, "customer %u of %s  %s", "客户 %u，%s  %s"), story->customer, story->id,
             FK_SAY(lang, story->title, story->title_zh));
    cmd_tell("%s", "");
    for (size_t i = 0; i < story->count; i++) {
        const struct run_story_row *row = &story->rows[i];
        char violated[16];
        snprintf(violated, sizeof violated, "INV-%02u", row->invariant % 100);
        story_moment(row->at, story->start, moment);
        cmd_tell("%-17s  %-2s  %s", moment,
                 row->invariant ? violated : story_layer_name(row->layer), row->text[lang]);
    }
    if (story->count == 0)
        cmd_tell("%s", FK_SAY(lang, "Nothing is recorded of this customer.", "没有该客户的记录。"));
    cmd_tell("%s", "");
    cmd_tell("%s", FK_SAY(lang, "At the end of the run", "运行结束时"));
    for (unsigned i = 0; i < STORY_STANDINGS; i++) {
        const struct run_story_standing *s = &story->standings[i];
        story_moment(s->at, story->start, moment);
        if (s->is_known)
            cmd_tell(FK_SAY(lang, "  %s %s: %s (%s)", "  %s %s：%s（%s）"), s->layer,
                     fk_text_in(s->name, lang), s->text[lang], moment);
        else
            cmd_tell(FK_SAY(lang, "  %s %s: %s", "  %s %s：%s"), s->layer,
                     fk_text_in(s->name, lang), s->text[lang]);
    }
    if (story->disagrees[lang][0])
        cmd_tell(FK_SAY(lang, "  the layers disagree: %s", "  各层不一致：%s"),
                 story->disagrees[lang]);
    cmd_tell("%s", "");
    for (size_t i = 0; run_story_gap(story, i).en != NULL; i++)
        cmd_tell("%s  %s", FK_SAY(lang, "note", "说明"), fk_text_in(run_story_gap(story, i), lang));
}

static int write_page(const struct run_story *story, const struct request *request)
{
    struct fk_diag diag = {.text = ""};
    if (!cmd_make_out("story", request->out))
        return CMD_EXIT_HARNESS;
    run_guard_begin();
    int err = run_story_write_page(story, request->out, request->lang, run_guard_flag(), &diag);
    if (err < 0) {
        (void)fail(&diag, err);
        return CMD_EXIT_HARNESS;
    }
    if (err > 0) /* the page is there all the same */
        cmd_say("feikong story: the figure is missing in the page: %s", diag.text);
    cmd_tell("%s %s/story-%u.html", FK_SAY(request->lang, "page", "页面"), request->out,
             story->customer);
    return CMD_EXIT_OK;
}

int cmd_story(int argc, char **argv)
{
    struct request request = {.lang = cli_lang_default()};
    struct run_story story;
    struct fk_diag diag = {.text = ""};
    char path[4096];
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    stop_signals_end("story");
    if (!cmd_find_database("story", argv[optind], path, sizeof path))
        return CMD_EXIT_USAGE;
    int err = run_story_load(path, request.customer, &story, &diag);
    if (err != FK_OK)
        return fail(&diag, err);
    print(&story, request.lang);
    code = request.out ? write_page(&story, &request) : CMD_EXIT_OK;
    run_story_fini(&story);
    return code;
}
