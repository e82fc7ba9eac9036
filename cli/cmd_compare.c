/* cli/cmd_compare.c - `feikong compare`: two runs side by side. */
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/compare/compare_print.h"
#include "cli/lang.h"
#include "cli/run/run_guard.h"
#include "cli/stop_signals.h"
#include "reports/run/compare.h"

#include <stdio.h>

static const char usage[] =
    "Lays two runs side by side: the settings that differ, key figures with their differences,\n"
    "and, with --out, a page with curves over each other.\n"
    "\n"
    "Usage: feikong compare A B [--out DIR] [--json] [--exit-code] [--lang en|zh]\n"
    "\n"
    "  A, B              databases of runs, or the folders of feikong run --out that hold them\n"
    "  --out DIR         write DIR/compare.html and DIR/figures/\n"
    "  --json            print one JSON object instead of the table: values in whole units (fen,\n"
    "                    0.01 kWh, ms), null where nothing is recorded\n"
    "  --exit-code       exit 1 if a key figure or the fingerprint differs\n"
    "  --lang en|zh      language of page and console (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "\n"
    "Exit: 0 compared, whether the runs differ or not, 1 they differ (--exit-code only), 2 an\n"
    "option is wrong or a file is no database of a run of this version, 3 the comparison could\n"
    "not be carried out.\n"
    "\n"
    "Example: feikong compare out/s-08 out/if --out out/compare\n";

struct request {
    const char *out;
    enum fk_lang lang;
    bool is_json, has_exit_code;
};

static const struct option options[] = {
    {"out", required_argument, NULL, 'o'}, {"json", no_argument, NULL, 'j'},
    {"exit-code", no_argument, NULL, 'x'}, {"lang", required_argument, NULL, 'l'},
    {"help", no_argument, NULL, 'h'},      {NULL, 0, NULL, 0}};

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    switch (option) {
    case 'o':
        request->out = optarg;
        return -1;
    case 'j':
        request->is_json = true;
        return -1;
    case 'x':
        request->has_exit_code = true;
        return -1;
    default: /* 'l' */
        return cli_lang_take("compare", optarg, &request->lang) ? -1 : CMD_EXIT_USAGE;
    }
}

/* Returns -1 to go on, or an exit code. */
static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"compare", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code >= 0)
        return code;
    if (argc - optind != 2) {
        cmd_say("feikong compare: two runs are compared, %d given; see feikong compare --help",
                argc - optind);
        return CMD_EXIT_USAGE;
    }
    return -1;
}

static int fail(const struct fk_diag *diag, int err)
{
    cmd_say("feikong compare: %s", diag->text[0] ? diag->text : fk_err_name(err));
    return err == FK_E_FORMAT ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
}

static int write_page(const struct compare *compare, const struct request *request)
{
    struct fk_diag diag = {.text = ""};
    if (!cmd_make_out("compare", request->out))
        return CMD_EXIT_HARNESS;
    run_guard_begin();
    int err = compare_write_page(compare, request->out, request->lang, run_guard_flag(), &diag);
    if (err < 0)
        return fail(&diag, err);
    if (err > 0) /* the page is there all the same */
        cmd_say("feikong compare: figures are missing in the page: %s", diag.text);
    if (!request->is_json)
        cmd_tell("%s %s/compare.html", FK_SAY(request->lang, "page", "页面"), request->out);
    return CMD_EXIT_OK;
}

int cmd_compare(int argc, char **argv)
{
    struct request request = {.lang = cli_lang_default()};
    struct compare compare;
    struct fk_diag diag = {.text = ""};
    char a[4096], b[4096];
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    stop_signals_end("compare");
    if (!cmd_find_database("compare", argv[optind], a, sizeof a) ||
        !cmd_find_database("compare", argv[optind + 1], b, sizeof b))
        return CMD_EXIT_USAGE;
    int err = compare_load(a, b, &compare, &diag);
    if (err != FK_OK)
        return fail(&diag, err);
    if (!request.is_json && !compare_print(&compare, request.lang))
        code = fail(&diag, err = fk_fail(&diag, FK_E_MEMORY, NULL, 0, "out of memory"));
    else if (request.is_json && (err = compare_write_json(&compare, stdout)) != FK_OK)
        code = fail(&diag, err == FK_E_IO ? fk_fail(&diag, err, NULL, 0,
                                                    "standard output could not be written")
                                          : err);
    if (err == FK_OK && request.out)
        code = write_page(&compare, &request);
    bool differs = compare.differing > 0 || !compare.is_same;
    compare_fini(&compare);
    if (code > 0)
        return code;
    return request.has_exit_code && differs ? CMD_EXIT_FAILED : CMD_EXIT_OK;
}
