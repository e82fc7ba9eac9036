#include "reports/run/run_report.h"

#include "reports/plot/plot.h"
#include "reports/run/expect.h"
#include "reports/run/run_html.h"
#include "reports/run/run_junit.h"
#include "reports/run/run_sections.h"

#include "sim/scenario/scenario_never.h"
#include "sim/scenario/scenario_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks_add(struct run_checks *checks, const struct run_check *check)
{
    size_t size = (checks->count + 1) * sizeof *checks->items;
    struct run_check *items = realloc(checks->items, size);
    if (items == NULL) {
        return FK_E_MEMORY;
    }
    checks->items = items;
    struct run_check *item = &items[checks->count++];
    *item = (struct run_check){.name = strdup(check->name),
                               .source = strdup(check->source),
                               .name_zh = check->name_zh ? strdup(check->name_zh) : NULL,
                               .source_zh = check->source_zh ? strdup(check->source_zh) : NULL,
                               .expected = strdup(check->expected),
                               .actual = check->actual != NULL ? strdup(check->actual) : NULL,
                               .error = check->error != NULL ? strdup(check->error) : NULL,
                               .is_invariant = check->is_invariant,
                               .invariant = check->invariant,
                               .pass = check->pass};
    size_t *failed =
        check->is_invariant ? &checks->failed_invariants : &checks->failed_expectations;
    *failed += !check->pass;
    bool is_whole = item->name != NULL && item->source != NULL && item->expected != NULL &&
                    (item->name_zh != NULL) == (check->name_zh != NULL) &&
                    (item->source_zh != NULL) == (check->source_zh != NULL) &&
                    (item->actual != NULL) == (check->actual != NULL) &&
                    (item->error != NULL) == (check->error != NULL);
    return is_whole ? FK_OK : FK_E_MEMORY;
}

void run_checks_fini(struct run_checks *checks)
{
    for (size_t i = 0; i < checks->count; i++) {
        free(checks->items[i].name);
        free(checks->items[i].source);
        free(checks->items[i].name_zh);
        free(checks->items[i].source_zh);
        free(checks->items[i].expected);
        free(checks->items[i].actual);
        free(checks->items[i].error);
    }
    free(checks->items);
    for (size_t i = 0; i < checks->remark_count; i++) {
        free(checks->remarks[i].en);
        free(checks->remarks[i].zh);
    }
    free(checks->remarks);
    memset(checks, 0, sizeof *checks);
}

/* Events of which a run at this level leaves no rows, bits 1 << enum event_type. */
static uint32_t unrecorded_events(enum sim_level level)
{
    static const uint32_t bits[SIM_LEVELS] = {[SIM_SUMMARY] = UINT32_MAX,
                                              [SIM_EVENTS] = UINT32_C(1) << EVENT_READING |
                                                             UINT32_C(1) << EVENT_CALC};
    return bits[level];
}

/* An empty table is no answer, whether the expectation would hold by it or not: it is told as one
 * that could not be judged, and does not pass. */
static int refuse_unrecorded(struct expect_outcome *outcome, enum sim_level level)
{
    static const char *const why[SIM_LEVELS] = {
        [SIM_SUMMARY] = "not judged: recording=summary has no events, recording=events has",
        [SIM_EVENTS] = "not judged: recording=events has no readings and calculations, "
                       "recording=full has"};
    free(outcome->actual);
    free(outcome->error);
    outcome->actual = NULL;
    outcome->error = strdup(why[level]);
    outcome->pass = false;
    return outcome->error != NULL ? FK_OK : FK_E_MEMORY;
}

static int check_expectation(struct run_store *store, struct run_db *db, unsigned number,
                             const struct sim_scenario *scenario, struct run_checks *checks,
                             struct fk_diag *diag)
{
    static char empty[] = "";
    const struct scenario_expectation *expectation = &scenario->expectations[number - 1];
    struct expect_outcome outcome = {.error = NULL};
    (void)run_db_events_read(db); /* what was read before */
    int result = expect_check(db, expectation, &outcome);
    bool is_recorded = (run_db_events_read(db) & unrecorded_events(scenario->level)) == 0;
    if (result == FK_OK && !is_recorded)
        result = refuse_unrecorded(&outcome, scenario->level);
    checks->expectations++;
    checks->unrecorded += !is_recorded;
    if (result != FK_OK) {
        expect_outcome_fini(&outcome);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to check %s", expectation->name);
    }
    const struct run_expectation row = {.name = expectation->name,
                                        .source = expectation->source,
                                        .name_zh = expectation->name_zh,
                                        .source_zh = expectation->source_zh,
                                        .sql = expectation->sql,
                                        .expected = outcome.expected,
                                        .actual = outcome.actual,
                                        .error = outcome.error,
                                        .pass = outcome.pass};
    result = run_store_add_expectation(store, number, &row, diag);
    const struct run_check check = {.name = expectation->name,
                                    .source =
                                        expectation->source != NULL ? expectation->source : empty,
                                    .name_zh = expectation->name_zh,
                                    .source_zh = expectation->source_zh,
                                    .expected = outcome.expected,
                                    .actual = outcome.actual,
                                    .error = outcome.error,
                                    .pass = outcome.pass};
    if (result == FK_OK && checks_add(checks, &check) != FK_OK) {
        result = fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to check %s", expectation->name);
    }
    expect_outcome_fini(&outcome);
    return result;
}

/* Into the table, before an expectation may ask for it (`checks` NULL), or among the checks. */
static int check_invariant(struct run_store *store, struct run_db *db, unsigned number,
                           uint32_t expected, struct run_checks *checks, struct fk_diag *diag)
{
    char sql[80], name[16], wanted[24], actual[16], text[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM violation WHERE invariant = %u", number);
    uint32_t found = (uint32_t)run_db_int(db, sql, 0);
    snprintf(text, sizeof text, "%s", run_invariant_text(number).en);
    const struct run_invariant row = {.number = number,
                                      .text = text,
                                      .expected = expected,
                                      .found = found,
                                      .pass = found == expected};
    if (checks == NULL)
        return run_store_add_invariant(store, &row, diag);
    snprintf(name, sizeof name, "INV-%02u", number);
    snprintf(wanted, sizeof wanted, "= %u", expected);
    snprintf(actual, sizeof actual, "%u", found);
    const struct run_check check = {.name = name,
                                    .source = text,
                                    .expected = wanted,
                                    .actual = actual,
                                    .is_invariant = true,
                                    .invariant = number,
                                    .pass = row.pass};
    return checks_add(checks, &check) == FK_OK
               ? FK_OK
               : fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to check %s", name);
}

static int check_invariants(struct run_store *store, struct run_db *db,
                            const struct sim_scenario *scenario, struct run_checks *checks,
                            struct fk_diag *diag)
{
    int result = FK_OK;
    for (unsigned number = 1; number < SIM_INVARIANTS && result == FK_OK; number++)
        if (sim_invariant_is_checked(number))
            result = check_invariant(store, db, number, scenario->expected_violations[number],
                                     checks, diag);
    return result;
}

struct remarking {
    struct run_store *store;
    struct run_checks *checks;
    struct fk_diag *diag;
    unsigned settings;
};

static int add_remark(void *context, struct fk_text text)
{
    struct remarking *r = context;
    struct run_checks *checks = r->checks;
    struct run_remark *remarks =
        realloc(checks->remarks, (checks->remark_count + 1) * sizeof *remarks);
    if (remarks == NULL) {
        return fk_fail(r->diag, FK_E_MEMORY, NULL, 0, "no memory for the remarks");
    }
    checks->remarks = remarks;
    struct run_remark *remark = &remarks[checks->remark_count++];
    *remark = (struct run_remark){strdup(text.en), strdup(text.zh)};
    if (remark->en == NULL || remark->zh == NULL) {
        return fk_fail(r->diag, FK_E_MEMORY, NULL, 0, "no memory for the remarks");
    }
    return run_store_add_remark(r->store, (unsigned)checks->remark_count, text, r->diag);
}

static int add_setting(void *context, const char *key, const char *value)
{
    struct remarking *r = context;
    return run_store_add_setting(r->store, ++r->settings, key, value, r->diag);
}

struct listing {
    struct run_store *store;
    const struct sim_scenario *scenario;
    struct fk_diag *diag;
};

static int add_group(void *context, uint32_t group, uint32_t strategy)
{
    struct listing *l = context;
    return run_store_add_group(l->store, group + 1, &l->scenario->groups[group], strategy, l->diag);
}

static int add_standing(void *context, const struct standing_row *standing)
{
    struct listing *l = context;
    return run_store_add_standing(l->store, standing, l->diag);
}

/* RPT-12, and where there are rows of customers RPT-01; who had to do with each order. */
static int add_strategies(struct run_store *store, const struct sim_scenario *scenario,
                          struct fk_diag *diag)
{
    struct listing listing = {store, scenario, diag};
    const struct standing_visits visits = {&listing, add_group, add_standing};
    struct catalogue catalogue;
    int result = catalogue_init(&catalogue, scenario);
    if (result != FK_OK)
        return fk_fail(diag, (enum fk_err)result, NULL, 0, "the strategies cannot be listed");
    for (uint32_t i = 0; i < catalogue.count && result == FK_OK; i++)
        result = run_store_add_strategy(store, i + 1, &catalogue.rows[i], diag);
    if (result == FK_OK && scenario->level > SIM_SUMMARY)
        result = standing_each(scenario, &catalogue, &visits);
    catalogue_fini(&catalogue);
    return result == FK_OK ? run_store_name_hands(store, diag) : result;
}

static bool is_raised(const volatile sig_atomic_t *stop)
{
    return stop != NULL && *stop != 0;
}

static int remark_unrecorded(struct remarking *remarking, enum sim_level level)
{
    const struct run_checks *checks = remarking->checks;
    bool is_summary = level == SIM_SUMMARY;
    char en[SCENARIO_NEVER_MAX], zh[SCENARIO_NEVER_MAX];
    if (checks->unrecorded == 0)
        return FK_OK;
    snprintf(en, sizeof en,
             "%zu of %zu expectations ask for %s, which recording=%s does not record: they are not "
             "judged, recording=%s tells",
             checks->unrecorded, checks->expectations,
             is_summary ? "events" : "readings and calculations", is_summary ? "summary" : "events",
             is_summary ? "events" : "full");
    snprintf(zh, sizeof zh,
             "%zu 项期望（共 %zu 项）查询 recording=%s 不记录的%s：不予判定，须 recording=%s",
             checks->unrecorded, checks->expectations, is_summary ? "summary" : "events",
             is_summary ? "事件" : "抄表和测算", is_summary ? "events" : "full");
    return add_remark(remarking, (struct fk_text){en, zh});
}

/* A run that went on from a checkpoint has no rows of the days before. */
static int remark_rest(struct remarking *remarking, const struct sim_scenario *scenario, ms_t since)
{
    char en[SCENARIO_NEVER_MAX], zh[SCENARIO_NEVER_MAX];
    ms_t after = since - scenario->start;
    int day = (int)(after / MS_DAY), minutes = (int)(after % MS_DAY / MS_MINUTE);
    if (after == 0)
        return FK_OK;
    snprintf(en, sizeof en,
             "the run goes on from D%d %02d:%02d: what was before is in no table, no expectation "
             "is checked",
             day, minutes / 60, minutes % 60);
    snprintf(zh, sizeof zh,
             "仿真自 D%d %02d:%02d 继续：此前的内容不在任何表中，"
             "期望均未检查",
             day, minutes / 60, minutes % 60);
    return add_remark(remarking, (struct fk_text){en, zh});
}

int run_report_check(struct run_store *store, const struct sim_scenario *scenario, ms_t since,
                     const volatile sig_atomic_t *stop, struct run_checks *out,
                     struct fk_diag *diag)
{
    struct run_db *db = NULL;
    memset(out, 0, sizeof *out);
    if (!run_store_has_ended(store)) {
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has not ended");
    }
    int result = run_db_open(&db, run_store_path(store), diag);
    if (result == FK_OK) {
        run_db_guard(db, EXPECT_LIMIT_MS, stop);
        result = check_invariants(store, db, scenario, NULL, diag);
    }
    struct remarking remarking = {store, out, diag, 0};
    if (result == FK_OK) /* before the expectations, which may ask for them */
        result = scenario_each_setting(scenario, add_setting, &remarking);
    if (result == FK_OK)
        result = add_strategies(store, scenario, diag);
    uint32_t expectations = since == scenario->start ? scenario->expectation_count : 0;
    for (uint32_t i = 0; i < expectations && result == FK_OK && !is_raised(stop); i++) {
        result = check_expectation(store, db, i + 1, scenario, out, diag);
    }
    if (result == FK_OK) {
        result = check_invariants(store, db, scenario, out, diag);
    }
    run_db_close(db);
    if (result == FK_OK && is_raised(stop)) {
        result = fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted; nothing was kept");
    }
    if (result == FK_OK) {
        result = remark_rest(&remarking, scenario, since);
    }
    if (result == FK_OK) {
        result = remark_unrecorded(&remarking, scenario->level);
    }
    if (result == FK_OK) {
        result = scenario_never_each(scenario, add_remark, &remarking);
    }
    if (result != FK_OK) {
        run_checks_fini(out);
    }
    return result;
}

int run_report_write(const char *database, const char *html, const char *figures, const char *junit,
                     const struct run_report_options *options, struct fk_diag *diag)
{
    struct run_db *db = NULL;
    struct fk_diag plot_diag = {.kind = FK_OK};
    struct plot_list list;
    int result = run_db_open(&db, database, diag);
    if (result != FK_OK) {
        return result;
    }
    run_db_set_number(db, options->day);
    int plotted = plot_write(db, figures, options->lang, options->stop, &list, &plot_diag);
    const struct run_html_options page = {options->lang, options->is_what_if, database,
                                          plotted == FK_OK ? NULL : plot_diag.text};
    result = run_html_write(db, html, &page, &list, diag);
    if (result == FK_OK && junit != NULL) {
        result = run_junit_write(db, junit, diag);
    }
    run_db_close(db);
    plot_list_fini(&list);
    if (result == FK_OK && plotted != FK_OK) {
        result = plotted;
        if (diag != NULL) {
            *diag = plot_diag;
        }
    }
    return result;
}

int run_report_write_junit(const char *database, const char *junit, struct fk_diag *diag)
{
    struct run_db *db = NULL;
    int result = run_db_open(&db, database, diag);
    if (result == FK_OK) {
        result = run_junit_write(db, junit, diag);
    }
    run_db_close(db);
    return result;
}
