/* `feikong conform verify` and `feikong conform matrix`: is the verdict right, is the suite sharp?
 */
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/conform/conform_parts.h"
#include "cli/lang.h"
#include "cli/stop_signals.h"
#include "conformance/dlt645/suites/suites.h"
#include "conformance/evidence/evidence.h"
#include "conformance/run/matrix.h"
#include "models/meter/device/defects.h"
#include "reports/page/html.h"

#include <stdio.h>
#include <string.h>

static const char verify_help[] =
    "Usage: feikong conform verify [--lang en|zh] DIR|FILE\n\n"
    "Runs every test of a recorded run again on its trace.jsonl, without the device, and compares "
    "the\n"
    "verdicts, whether the device was put back, the final check and the exit code. DIR is what "
    "--out\n"
    "wrote; beside FILE its device.yaml is expected.\n\n"
    "Exit: 0 everything is derived again, 1 something is not, 2 usage, or files that are cut, "
    "changed "
    "or of\n"
    "another suite.\n\n"
    "Example: feikong conform verify result\n";

static const char matrix_help[] =
    "Usage: feikong conform matrix [--out FILE] [--seed N] [--lang en|zh]\n\n"
    "Runs all tests on the virtual meter with each of its defects, and on the sound one. Prints "
    "which\n"
    "tests each defect fails. --out writes the whole matrix as tab-separated text; - is standard\n"
    "output, what is said is standard error then.\n\n"
    "Exit: 0 if the sound meter passes all, every defect fails a test, and every test is failed by "
    "a\n"
    "defect of its own; else 1.\n\n"
    "Example: feikong conform matrix --out matrix.tsv\n";

static void show_difference(void *context, const char *id, const char *recorded,
                            const char *derived, const char *why)
{
    const enum fk_lang *lang = context;
    printf(FK_SAY(*lang, "%s: recorded %s, derived %s%s%s\n", "%s：记录为%s，推得%s%s%s\n"), id,
           recorded, derived, why[0] ? FK_SAY(*lang, ": ", "：") : "", why);
}

int conform_cmd_verify(int argc, char **argv)
{
    struct conform_result result;
    struct fk_diag diag = {.text = ""};
    enum fk_lang lang;
    argc = cli_lang_strip("conform verify", argc, argv, &lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(verify_help, stdout);
        return CMD_EXIT_OK;
    }
    if (argc != 2)
        return conform_say(CMD_EXIT_USAGE, "verify", "expected one folder or trace.jsonl");
    conform_result_init(&result);
    stop_signals_end("conform verify");
    int differences =
        conform_verify(argv[1], &conform_dlt645, &result, show_difference, &lang, &diag);
    int refused = differences == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    int code = differences < 0    ? conform_say(refused, "verify", "%s", diag.text)
               : differences == 0 ? CMD_EXIT_OK
                                  : CMD_EXIT_FAILED;
    if (differences >= 0)
        printf(
            FK_SAY(
                lang,
                "%zu verdicts derived again from %zu entries of the trace, %u assertions: %d "
                "differ\nat the end: %s\nexit code of the run: %d\n",
                "重新推得结论%zu项，依据记录%zu条、断言%u个：%d项不同\n结束时：%s\n运行的退出码："
                "%d\n"),
            result.test_count, result.trace.count, result.assertions, differences,
            result.final_check, (int)result.exit_code);
    conform_result_fini(&result);
    return code;
}

static void put_matrix(FILE *out, const struct conform_matrix *matrix)
{
    fputs("test\tsound", out);
    for (size_t defect = 0; defect < matrix->defects; defect++)
        fprintf(out, "\t%s", meter_defect_info(defect)->name);
    fputc('\n', out);
    for (size_t test = 0; test < matrix->tests; test++) {
        fprintf(out, "%s\t%s", conform_suite_at(&conform_dlt645, test)->id,
                conform_verdict_name(conform_matrix_at(matrix, matrix->defects, test)));
        for (size_t defect = 0; defect < matrix->defects; defect++)
            fprintf(out, "\t%s", conform_verdict_name(conform_matrix_at(matrix, defect, test)));
        fputc('\n', out);
    }
}

/* One line a defect; returns how many are not found. */
static size_t print_defects(const struct conform_matrix *matrix, enum fk_lang lang)
{
    size_t missed = 0;
    for (size_t defect = 0; defect < matrix->defects; defect++) {
        size_t kills = conform_matrix_kills_of(matrix, defect);
        printf(FK_SAY(lang, "%-22s  fails %2zu", "%-22s  不合格%2zu项"),
               meter_defect_info(defect)->name, kills);
        for (size_t test = 0, shown = 0; test < matrix->tests && shown < 3; test++)
            if (conform_matrix_kills(matrix, defect, test)) {
                printf("%s %s", shown++ ? "," : ":", conform_suite_at(&conform_dlt645, test)->id);
            }
        puts(kills > 3 ? ", ..." : "");
        missed += kills == 0;
    }
    return missed;
}

static int parse_matrix(int argc, char **argv, const char **out, uint64_t *seed, bool *is_help)
{
    static const struct option options[] = {{"out", required_argument, NULL, 'o'},
                                            {"seed", required_argument, NULL, 's'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    int code;
    char end;
    unsigned long long number;
    optind = 1;
    opterr = 0;
    while ((code = cmd_option(argc, argv, ":", options)) != -1) {
        if (code == 'o') {
            *out = optarg;
        } else if (code == 'h') {
            *is_help = true;
        } else if (code == 's' && sscanf(optarg, "%llu%c", &number, &end) == 1) {
            *seed = number;
        } else {
            return conform_say(CMD_EXIT_USAGE, "matrix", "'%s': expected --out FILE or --seed N",
                               argv[optind - 1]);
        }
    }
    if (optind < argc)
        return conform_say(CMD_EXIT_USAGE, "matrix", "'%s' is one argument too many", argv[optind]);
    return CMD_EXIT_OK;
}

int conform_cmd_matrix(int argc, char **argv)
{
    struct conform_matrix matrix;
    struct out_file file = {.stream = NULL};
    struct fk_diag diag = {.text = ""};
    const char *out = NULL;
    uint64_t seed = 1;
    bool is_help = false;
    enum fk_lang lang;
    argc = cli_lang_strip("conform matrix", argc, argv, &lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    int code = parse_matrix(argc, argv, &out, &seed, &is_help);
    if (code != CMD_EXIT_OK)
        return code;
    if (is_help) {
        fputs(matrix_help, stdout);
        return CMD_EXIT_OK;
    }
    /* Says no before the minutes of work, not after them. */
    if (out && out_file_open(&file, out, &diag) != FK_OK)
        return conform_say(CMD_EXIT_USAGE, "matrix", "--out: %s", diag.text);
    cmd_output_keep(out);
    if (conform_matrix_fill(&matrix, &conform_dlt645, seed, &diag) != FK_OK) {
        conform_matrix_fini(&matrix);
        out_file_abort(&file);
        return conform_say(CMD_EXIT_HARNESS, "matrix", "%s", diag.text);
    }
    size_t missed = print_defects(&matrix, lang), unguarded = 0, unsound = 0;
    for (size_t test = 0; test < matrix.tests; test++) {
        bool is_guarded = conform_matrix_is_guarded(&matrix, test);
        if (!is_guarded)
            printf(FK_SAY(lang, "no defect of its own fails %s\n", "没有专属缺陷使%s不合格\n"),
                   conform_suite_at(&conform_dlt645, test)->id);
        unguarded += !is_guarded;
        unsound += conform_matrix_at(&matrix, matrix.defects, test) != CONFORM_PASS;
    }
    printf(FK_SAY(lang,
                  "%zu defects, %zu not found; %zu tests, %zu not passed by the sound meter, %zu "
                  "without a defect of their own\n",
                  "缺陷%zu个，未发现%zu个；测试%zu项，正常表不合格%zu项，没有专属缺陷%zu项\n"),
           matrix.defects, missed, matrix.tests, unsound, unguarded);
    code = missed + unguarded + unsound == 0 ? CMD_EXIT_OK : CMD_EXIT_FAILED;
    if (out) {
        cmd_output_give(true);
        put_matrix(file.stream, &matrix);
        int err = out_file_commit(&file, &diag);
        cmd_output_give(false);
        if (err != FK_OK)
            code = conform_say(CMD_EXIT_HARNESS, "matrix", "--out: %s", diag.text);
    }
    conform_matrix_fini(&matrix);
    return code;
}
