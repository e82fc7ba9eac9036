#include "cli/run/run_one.h"

#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_say.h"
#include "cli/run/run_guard.h"
#include "cli/run/run_print.h"
#include "reports/run/run_links.h"
#include "reports/run/run_report.h"
#include "sim/world/checkpoint.h"
#include "sim/world/run.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef FEIKONG_VERSION
#define FEIKONG_VERSION "unknown"
#endif

#define PATH_MAX_LENGTH 512

/* Names of what a run leaves behind. */
struct places {
    char folder[PATH_MAX_LENGTH], database[PATH_MAX_LENGTH + 16], html[PATH_MAX_LENGTH + 16],
        figures[PATH_MAX_LENGTH + 16];
    bool is_temporary;
};

static int is_stopped(void *context)
{
    (void)context;
    return run_guard_is_stopped();
}

struct showing {
    double last_plain; /* when the last line was shown elsewhere */
    enum fk_lang lang;
};

/* One line that overwrites itself on a terminal, a plain line every few seconds elsewhere. */
static void show_progress(void *context, const struct sim_progress *p)
{
    struct showing *showing = context;
    bool is_terminal = isatty(STDERR_FILENO);
    double done = (double)(p->now - p->start) / (double)(p->end - p->start);
    double remaining = done > 0 ? p->wall_seconds * (1 - done) / done : 0;
    char date[24];
    clock_format(p->now, date);
    if (!is_terminal && p->wall_seconds - showing->last_plain < 2.0)
        return;
    showing->last_plain = p->wall_seconds;
    fprintf(stderr,
            FK_SAY(showing->lang, "%s%.16s  %3.0f %%  %.0f events/s  %.0f s remaining%s",
                   "%s%.16s  %3.0f %%  每秒事件 %.0f  剩余 %.0f 秒%s"),
            is_terminal ? "\r\033[K" : "", date, 100 * done,
            p->wall_seconds > 0 ? (double)p->events / p->wall_seconds : 0, remaining,
            is_terminal ? "" : "\n");
    fflush(stderr);
}

/* Returns an exit code; what is not OK has been said. */
static int find_places(struct places *places, const struct run_one_options *options,
                       const struct sim_scenario *scenario)
{
    int length = 0;
    if (options->out && options->is_one_of_many)
        length =
            snprintf(places->folder, sizeof places->folder, "%s/%s", options->out, scenario->id);
    else if (options->out)
        length = snprintf(places->folder, sizeof places->folder, "%s", options->out);
    else if (!cmd_temporary("", places->folder, sizeof places->folder))
        length = sizeof places->folder;
    if (length >= (int)sizeof places->folder) {
        cmd_say("feikong run: the name of the output folder is too long");
        return CMD_EXIT_HARNESS;
    }
    if (options->out && cmd_holds_other(places->folder, CMD_CONFORM_FILE)) {
        cmd_say("feikong run: --out: %s holds the result of a conformance run (" CMD_CONFORM_FILE
                "), expected another folder",
                places->folder);
        return CMD_EXIT_USAGE;
    }
    places->is_temporary = !options->out;
    if (places->is_temporary ? !mkdtemp(places->folder) : cmd_make_folder(places->folder) != 0) {
        cmd_say("feikong run: %s: cannot make the folder: %s", places->folder, strerror(errno));
        return CMD_EXIT_HARNESS;
    }
    snprintf(places->database, sizeof places->database, "%s/run.db", places->folder);
    snprintf(places->html, sizeof places->html, "%s/report.html", places->folder);
    snprintf(places->figures, sizeof places->figures, "%s/figures", places->folder);
    return CMD_EXIT_OK;
}

static int fail(const struct fk_diag *diag, const char *what)
{
    cmd_say("feikong run: %s", diag->text[0] ? diag->text : what);
    return CMD_EXIT_HARNESS;
}

static int simulate(const struct sim_scenario *scenario, const char *file,
                    const struct run_one_options *options, struct run_store *store,
                    struct sim_outcome *outcome, struct fk_diag *diag)
{
    struct showing showing = {0, options->lang};
    char settings[1024] = "";
    for (size_t i = 0; i < options->set_count; i++) {
        size_t used = strlen(settings);
        snprintf(settings + used, sizeof settings - used, "%s%s", used ? " " : "", options->set[i]);
    }
    struct sim_options run = {.factory = options->factory,
                              .group_size = options->group_size,
                              .progress =
                                  options->is_quiet || options->is_at_once ? NULL : show_progress,
                              .progress_context = &showing,
                              .is_stopped = is_stopped,
                              .give_up = run_guard_die,
                              .checkpoints = options->checkpoints,
                              .from = options->from,
                              .version = FEIKONG_VERSION,
                              .source = file,
                              .settings = settings};
    int err = sim_run(scenario, run_store_recorder(store), &run, outcome, diag);
    if (run.progress && isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    if (err != FK_OK && run_guard_is_stopped() && options->checkpoints)
        (void)fk_fail(diag, FK_E_STATE, NULL, 0,
                      "interrupted; nothing was kept but the checkpoints in %s",
                      options->checkpoints);
    else if (err != FK_OK && run_guard_is_stopped())
        (void)fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted; nothing was kept");
    else if (err == FK_E_IO && run_store_diag(store)->text[0])
        *diag = *run_store_diag(store);
    return err;
}

static void remove_temporary(const struct places *places)
{
    if (!places->is_temporary)
        return;
    unlink(places->database);
    unlink(places->html);
    rmdir(places->folder);
}

static int write_reports(const struct places *places, const struct run_one_options *options,
                         struct fk_diag *diag)
{
    if (places->is_temporary) {
        if (!options->junit)
            return FK_OK;
        cmd_output_give(true);
        int result = run_report_write_junit(places->database, options->junit, diag);
        cmd_output_give(false);
        return result;
    }
    const struct run_report_options report = {options->lang, options->is_what_if || options->from,
                                              run_guard_flag(),
                                              options->day ? atoi(options->day) + 1 : 0};
    cmd_output_give(true);
    int err = run_report_write(places->database, places->html, places->figures, options->junit,
                               &report, diag);
    cmd_output_give(false);
    if (run_guard_is_stopped())
        return fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted; %s is whole, the figures are not",
                       places->database);
    if (err > 0) /* the verdict stands, and so does the report */
        cmd_say("feikong run: figures are missing in the report: %s", diag->text);
    return err > 0 ? FK_OK : err;
}

static int is_page(const struct dirent *entry)
{
    return run_links_is_page(entry->d_name);
}

/* Pages that were made of the run before in this folder: whoever made them decides. */
static void tell_stale(const char *folder, enum fk_lang lang)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_page, versionsort);
    for (int i = 0; i < count; i++) {
        cmd_tell(FK_SAY(lang, "  note  %s/%s is of an earlier run: make it again, or remove it",
                        "  说明  %s/%s 属于此前的运行：请重新生成或删除"),
                 folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

static void tell(struct run_one_told *told, const struct sim_outcome *outcome,
                 const struct run_checks *checks)
{
    size_t invariants = checks->count - checks->expectations;
    told->expectations = (unsigned)(checks->expectations - checks->failed_expectations);
    told->invariants = (unsigned)(invariants - checks->failed_invariants);
    told->seconds = outcome->result.wall_seconds;
    snprintf(told->fingerprint, sizeof told->fingerprint, "%s", outcome->result.fingerprint);
    told->is_over = true;
}

static int look(const char *database, const struct run_one_options *options, struct fk_diag *diag)
{
    struct run_db *db = NULL;
    if (!options->look)
        return FK_OK;
    int err = run_db_open(&db, database, diag);
    if (err == FK_OK)
        err = options->look(options->look_context, db, diag);
    run_db_close(db);
    return err;
}

static int run_loaded(const struct sim_scenario *scenario, const char *file,
                      const struct run_one_options *options, const struct places *places)
{
    struct fk_diag diag = {.text = ""};
    struct run_store *store = NULL;
    struct sim_outcome outcome;
    struct run_checks checks = {0};
    run_print_head(scenario, options->lang);
    fflush(stdout);
    if (run_store_open(&store, places->database, &diag) != FK_OK)
        return fail(&diag, "the database cannot be opened");
    run_guard_leave(run_store_path(store), places->folder);
    int err = simulate(scenario, file, options, store, &outcome, &diag);
    if (err == FK_OK)
        err = run_report_check(store, scenario, outcome.since, run_guard_flag(), &checks, &diag);
    if (err == FK_OK)
        err = run_store_commit(store, &diag);
    run_store_close(store);
    run_guard_leave(NULL, places->is_temporary ? places->folder : NULL);
    if (err == FK_OK)
        err = look(places->database, options, &diag);
    if (err == FK_OK)
        err = write_reports(places, options, &diag);
    int code = CMD_EXIT_HARNESS;
    if (checks.count > 0) {
        const struct run_print_options print = {options->lang, options->is_quiet,
                                                options->is_what_if, options->from != NULL};
        code = run_print_result(&outcome, &checks, &print);
        if (options->told)
            tell(options->told, &outcome, &checks);
        if (err == FK_OK && !places->is_temporary) {
            run_print_places(places->html, places->database, options->lang);
            tell_stale(places->folder, options->lang);
        }
    }
    run_checks_fini(&checks);
    return err == FK_OK ? code : fail(&diag, "the run could not be carried out");
}

/* What can be said before anything is made: the folder for checkpoints, the one to go on from,
 * and since when. Returns an exit code. */
static int check_checkpoints(const struct sim_scenario *scenario,
                             const struct run_one_options *options, ms_t *since,
                             struct fk_diag *diag)
{
    const struct checkpoint_owner owner = {scenario, FEIKONG_VERSION};
    struct checkpoint from = {0};
    char folder[PATH_MAX_LENGTH];
    int err = options->from ? checkpoint_open(&from, options->from, &owner, diag) : FK_OK;
    *since = options->from && err == FK_OK ? from.at : scenario->start;
    checkpoint_close(&from);
    if (err != FK_OK) {
        cmd_say("feikong run: %s", diag->text);
        return err == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    }
    if (!options->checkpoints)
        return CMD_EXIT_OK;
    if (snprintf(folder, sizeof folder, "%s", options->checkpoints) >= (int)sizeof folder ||
        cmd_make_folder(folder) != 0) {
        cmd_say("feikong run: %s: cannot make the folder: %s", options->checkpoints,
                strlen(options->checkpoints) < sizeof folder ? strerror(errno)
                                                             : strerror(ENAMETOOLONG));
        return CMD_EXIT_HARNESS;
    }
    return CMD_EXIT_OK;
}

/* A day that the run has rows of: not one before `since`, which it goes on from. */
static bool is_day(const char *text, const struct sim_scenario *scenario, ms_t since)
{
    size_t digits = strspn(text, "0123456789");
    uint32_t day = digits > 0 && digits < 6 && !text[digits] ? (uint32_t)atoi(text) : UINT32_MAX;
    uint32_t first = (uint32_t)((since - scenario->start) / MS_DAY);
    if (day < scenario->days && day >= first)
        return true;
    if (day < first)
        cmd_say("feikong run: --day: D%u is before D%u, from which the run goes on, expected %u to "
                "%u",
                day, first, first, scenario->days - 1);
    else
        cmd_say("feikong run: --day: \"%s\" is no day of %s, expected %u to %u", text, scenario->id,
                first, scenario->days - 1);
    return false;
}

int run_one(const char *file, const struct run_one_options *options)
{
    struct fk_diag diag = {.text = ""};
    struct sim_scenario scenario;
    struct places places;
    run_guard_begin();
    int err = scenario_load(file, options->set, options->set_count, &scenario, &diag);
    if (err != FK_OK) {
        /* Else a place in a file comes first. */
        bool is_option = strncmp(diag.text, "--", 2) == 0 || err == FK_E_MEMORY;
        cmd_say("%s%s", is_option ? "feikong run: " : "", diag.text);
        return err == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    }
    if (options->told)
        snprintf(options->told->id, sizeof options->told->id, "%s", scenario.id);
    ms_t since = scenario.start;
    int code = check_checkpoints(&scenario, options, &since, &diag);
    if (code == CMD_EXIT_OK && options->day && !is_day(options->day, &scenario, since))
        code = CMD_EXIT_USAGE;
    if (code == CMD_EXIT_OK)
        code = find_places(&places, options, &scenario);
    if (code == CMD_EXIT_OK) {
        code = run_loaded(&scenario, file, options, &places);
        if (code == CMD_EXIT_HARNESS)
            rmdir(places.folder); /* if nothing is in it, nothing was kept */
        remove_temporary(&places);
    }
    scenario_fini(&scenario);
    return code;
}
