/* cli/cmd_report.c - `feikong report`: a report of the question list out of the database of a run.
 */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/lang.h"
#include "cli/nearest.h"
#include "cli/report/report_print.h"
#include "cli/stop_signals.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Answers a report of the question list out of the database of a run: what a utility asks of\n"
    "its systems, from the state of a customer to the load of every resource.\n"
    "\n"
    "Usage: feikong report DB [NAME] [--customer N | --area N | --line N | --book N |\n"
    "                         --station N | --county N | --city N] [--day N] [--csv]\n"
    "                         [--lang en|zh]\n"
    "\n"
    "  DB                database of a run, or the folder of feikong run --out that holds it\n"
    "  NAME              number or word of a report: RPT-04, 4 or days; without it, all are named\n"
    "  --customer N      rows of this customer alone\n"
    "  --area N          of the customers of a transformer area, 5 for that of concentrator K05\n"
    "  --line N          of a line, from 1\n"
    "  --book N          of a reading book, from 1\n"
    "  --station N       of a station, county or city (population.stations, .counties, .cities),\n"
    "  --county N        from 1; counties of a rollout are counties too\n"
    "  --city N\n"
    "  --day N           rows of this day of the run alone, from 0\n"
    "  --csv             all columns as comma-separated values, times and money in plain numbers\n"
    "  --lang en|zh      language of the table (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "\n"
    "Each report is a view of the database too, rpt_01 to rpt_12 (docs/schema.md).\n"
    "\n"
    "Exit: 0 answered, also if there is no row, 2 an option is wrong, the file is no database of "
    "a\n"
    "run of this version, or the run does not record what the report needs, 3 the report could "
    "not\n"
    "be carried out.\n"
    "\n"
    "Example: feikong report out/s-08 money\n";

struct request {
    struct rpt_request rows;
    bool is_csv;
};

static const struct option options[] = {{"customer", required_argument, NULL, 'c'},
                                        {"area", required_argument, NULL, 'a'},
                                        {"line", required_argument, NULL, 'n'},
                                        {"book", required_argument, NULL, 'b'},
                                        {"station", required_argument, NULL, 't'},
                                        {"county", required_argument, NULL, 'u'},
                                        {"city", required_argument, NULL, 'y'},
                                        {"day", required_argument, NULL, 'd'},
                                        {"csv", no_argument, NULL, 's'},
                                        {"lang", required_argument, NULL, 'l'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

static int take_name(const char *name, struct request *request)
{
    request->rows.rpt = rpt_find(name);
    if (!request->rows.rpt) {
        struct nearest nearest = nearest_to(name);
        for (size_t i = 0; i < rpt_count; i++)
            nearest_try(&nearest, rpts[i].word);
        if (nearest.text[0])
            cmd_say("feikong report: no report is called '%s', did you mean '%s'?", name,
                    nearest.text);
        else
            cmd_say("feikong report: no report is called '%s', expected RPT-01 to RPT-%02zu; "
                    "feikong report DB names them",
                    name, rpt_count);
        return CMD_EXIT_USAGE;
    }
    if (request->rows.where != RPT_EVERYBODY && !request->rows.rpt->is_of_customers) {
        cmd_say("feikong report: %s is not about single customers, so it takes no --%s",
                request->rows.rpt->id, rpt_where_name(request->rows.where));
        return CMD_EXIT_USAGE;
    }
    if (request->rows.is_of_day && !rpt_has_days(request->rows.rpt)) {
        cmd_say("feikong report: %s is not about single days, so it takes no --day",
                request->rows.rpt->id);
        return CMD_EXIT_USAGE;
    }
    return -1;
}

/* Returns -1 to go on, or an exit code. */
static int take_day(struct request *request)
{
    uint64_t number;
    if (!number_text(optarg, 0, UINT32_MAX, &number)) {
        cmd_say("feikong report: --day: \"%s\" is no number from 0 on", optarg);
        return CMD_EXIT_USAGE;
    }
    request->rows.is_of_day = true;
    request->rows.day = (int64_t)number;
    return -1;
}

/* One customer, or those of a place. Returns -1 to go on, or an exit code. */
static int take_where(struct request *request, enum rpt_where where)
{
    uint64_t number;
    if (request->rows.where != RPT_EVERYBODY) {
        cmd_say("feikong report: one of --customer, --area, --line, --book, "
                "--station, --county and --city is enough");
        return CMD_EXIT_USAGE;
    }
    request->rows.where = where;
    if (where == RPT_CUSTOMER)
        return cmd_take_customer("report", "--customer: ", optarg, &request->rows.number);
    if (!number_text(optarg, 1, UINT32_MAX, &number)) {
        cmd_say("feikong report: --%s: \"%s\" is no number from 1 on", rpt_where_name(where),
                optarg);
        return CMD_EXIT_USAGE;
    }
    request->rows.number = (int64_t)number;
    return -1;
}

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    switch (option) {
    case 'c':
        return take_where(request, RPT_CUSTOMER);
    case 'a':
        return take_where(request, RPT_AREA);
    case 'n':
        return take_where(request, RPT_LINE);
    case 'b':
        return take_where(request, RPT_BOOK);
    case 't':
        return take_where(request, RPT_STATION);
    case 'u':
        return take_where(request, RPT_COUNTY);
    case 'y':
        return take_where(request, RPT_CITY);
    case 'd':
        return take_day(request);
    case 's':
        request->is_csv = request->rows.has_all_columns = true;
        return -1;
    default: /* 'l' */
        return cli_lang_take("report", optarg, &request->rows.lang) ? -1 : CMD_EXIT_USAGE;
    }
}

static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"report", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code >= 0)
        return code;
    int given = argc - optind;
    if (given < 1 || given > 2) {
        cmd_say("feikong report: expected a database, and the name of a report if one is wanted: "
                "feikong report DB NAME");
        return CMD_EXIT_USAGE;
    }
    if (given == 2 && rpt_find(argv[optind]) && !rpt_find(argv[optind + 1])) {
        cmd_say("feikong report: the database comes first: feikong report %s %s", argv[optind + 1],
                argv[optind]);
        return CMD_EXIT_USAGE;
    }
    return given == 2 ? take_name(argv[optind + 1], request) : -1;
}

static int fail(const struct fk_diag *diag, int err)
{
    cmd_say("feikong report: %s", diag->text[0] ? diag->text : fk_err_name(err));
    return err == FK_E_FORMAT || err == FK_E_STATE ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
}

/* FK_OK, or an error with a sentence in *diag. */
static int answer(struct run_db *db, const struct request *request, struct fk_diag *diag)
{
    int err = rpt_check(db, request->rows.rpt, diag);
    if (err == FK_OK)
        err = rpt_check_where(db, &request->rows, diag);
    if (err != FK_OK)
        return err;
    err = request->is_csv ? report_print_csv(db, &request->rows, diag)
                          : report_print_table(db, &request->rows, diag);
    return err == FK_OK ? run_db_check(db, diag) : err; /* of the notes under the table */
}

int cmd_report(int argc, char **argv)
{
    struct request request = {.rows = {.lang = cli_lang_default()}};
    struct fk_diag diag = {.text = ""};
    struct run_db *db = NULL;
    char path[4096];
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    stop_signals_end("report");
    if (!cmd_find_database("report", argv[optind], path, sizeof path))
        return CMD_EXIT_USAGE;
    int err = run_db_open(&db, path, &diag);
    if (err == FK_OK && !request.rows.rpt)
        report_print_list(request.rows.lang);
    else if (err == FK_OK)
        err = answer(db, &request, &diag);
    run_db_close(db);
    return err == FK_OK ? CMD_EXIT_OK : fail(&diag, err);
}
