#include "reports/run/compare.h"

#include "reports/plot/plot_sql.h"
#include "reports/run/run_dark.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct figure_row {
    const char *key;
    struct fk_text name;
    enum compare_unit unit;
    const char *sql;   /* one value of one run; NULL: not recorded, or there is none */
    bool is_of_events; /* a summary has it not */
};

#define DAILY(item) "SELECT sum(" item ") FROM v_daily"
/* Relays that moved, as the curves and tiles count them: a crew may find its work done. */
#define RELAYS(series)    "SELECT coalesce(sum(count), 0) FROM v_minute WHERE series = '" series "'"
#define IF_EVENTS(select) "SELECT CASE WHEN level > 0 THEN (" select ") END FROM run"

/* Outages that ended because a relay closed, not because the network came back; where meters let
 * their trips go (CQ-1) none did. */
#define BY_RELAY                                                                                   \
    "v_outage o JOIN relay r ON r.customer = o.customer AND r.after = 0 AND r.at > o.off_at"       \
    " AND r.at <= o.on_at WHERE (SELECT value FROM setting WHERE key = 'policy.restore_mode')"     \
    " IS NOT 'by-hand'"

/* SQL and texts, laid out by hand. */
/* clang-format off */
static const struct figure_row rows[] = {
    {"customers", {"customers", "客户"}, COMPARE_COUNT, "SELECT customers FROM run", false},
    {"days", {"days", "天数"}, COMPARE_COUNT, "SELECT (end_at - start_at) / 86400000 FROM run",
     false},
    {"customers-off", {"customers off at the end", "结束时停电户数"}, COMPARE_COUNT,
     "SELECT customers_off FROM v_daily ORDER BY day DESC LIMIT 1", false},
    {"outages", {"outages", "停电次数"}, COMPARE_COUNT,
     IF_EVENTS("SELECT count(*) FROM v_outage"), true},
    {"outage-longest", {"longest outage", "最长停电"}, COMPARE_MS,
     IF_EVENTS("SELECT max(coalesce(on_at, (SELECT end_at FROM run)) - off_at) FROM v_outage"),
     true},
    {"outage-total", {"all outages together", "停电时间合计"}, COMPARE_MS,
     IF_EVENTS("SELECT sum(coalesce(on_at, (SELECT end_at FROM run)) - off_at) FROM v_outage"),
     true},
    {"paid-dark-longest", {"longest time paid and dark", "最长已缴费停电"}, COMPARE_MS,
     IF_EVENTS("SELECT max(" RUN_DARK_SPAN ") FROM v_outage o"), true},
    {"paid-dark-end", {"customers paid and dark at the end", "结束时已缴费停电户数"},
     COMPARE_COUNT, IF_EVENTS(RUN_DARK_AT_END), true},
    {"wrongful-cuts", {"wrongful cuts (INV-03)", "误停（INV-03）"}, COMPARE_COUNT,
     "SELECT count(*) FROM violation WHERE invariant = 3", false},
    {"violations", {"violations of invariants", "不变式违反次数"}, COMPARE_COUNT,
     "SELECT violations FROM run", false},
    {"reminders", {"reminders", "提醒策略"}, COMPARE_COUNT, DAILY("reminders"), false},
    {"warnings", {"warnings", "预警策略"}, COMPARE_COUNT, DAILY("warnings"), false},
    {"cut-strategies", {"cut strategies", "停电策略"}, COMPARE_COUNT, DAILY("cut_strategies"), false},
    {"cuts", {"cuts", "停电"}, COMPARE_COUNT, RELAYS("cuts"), false},
    {"cut-failures", {"cuts that failed", "停电失败"}, COMPARE_COUNT, DAILY("cut_failures"), false},
    {"restores", {"restores", "复电"}, COMPARE_COUNT, RELAYS("restores"), false},
    {"restore-last", {"last restore", "最后一次复电"}, COMPARE_MOMENT,
     IF_EVENTS("SELECT max(o.on_at) - start_at FROM " BY_RELAY), true},
    {"restore-slowest", {"slowest restore, from its order", "最慢复电（自工单生成）"}, COMPARE_MS,
     IF_EVENTS("SELECT max(success_at - created_at) FROM orders WHERE kind IN (1, 3, 5)"), true},
    {"field-orders", {"field orders", "现场工单"}, COMPARE_COUNT, DAILY("field_orders"), false},
    {"exceptions", {"calculation exceptions", "测算异常"}, COMPARE_COUNT,
     DAILY("exception_orders"), false},
    {"sms", {"SMS submitted", "已提交短信"}, COMPARE_COUNT, DAILY("sms"), false},
    {"payments", {"payments", "缴费"}, COMPARE_COUNT, DAILY("payments"), false},
    {"paid", {"paid (M1)", "已缴（M1）"}, COMPARE_FEN, DAILY("paid_fen"), false},
    {"posted", {"posted (M2)", "已销账（M2）"}, COMPARE_FEN, DAILY("posted_fen"), false},
    {"posting-slowest", {"slowest posting", "最慢销账"}, COMPARE_MS,
     IF_EVENTS("SELECT max(posted_at - paid_at) FROM payment"), true},
    {"posting-last", {"last posting", "最后一次销账"}, COMPARE_MOMENT,
     IF_EVENTS("SELECT max(posted_at) - start_at FROM payment"), true},
    {"energy", {"energy", "电量"}, COMPARE_KWH100, DAILY("kwh100"), false},
    {"complaints", {"complaints", "投诉"}, COMPARE_COUNT, DAILY("complaints"), false},
    {"owed", {"owed with supply, by the last calculation", "有电客户欠费（末次测算）"},
     COMPARE_FEN, "SELECT CASE WHEN level = 2 THEN (SELECT coalesce(-sum(available_fen), 0) FROM"
     " (SELECT customer, available_fen, max(at) FROM calculation GROUP BY customer) c"
     " WHERE available_fen < 0 AND coalesce((SELECT is_on FROM supply s"
     " WHERE s.customer = c.customer ORDER BY at DESC, seq DESC LIMIT 1), 1)) END FROM run", true},
};
/* clang-format on */
_Static_assert(sizeof rows / sizeof rows[0] <= COMPARE_FIGURES_MAX, "room for the key figures");
_Static_assert(RELAY_CLOSED == 0, "restore-last");
_Static_assert(ORDER_RESTORE == 1 && ORDER_FIELD_RESTORE == 3 && ORDER_EXCHANGE == 5,
               "restore-slowest");
_Static_assert(SIM_FULL == 2, "owed");

static int take_figures(struct run_db *db, enum compare_side side, struct compare *out,
                        struct fk_diag *diag)
{
    bool is_summary = out->runs[side].level == SIM_SUMMARY;
    out->figure_count = sizeof rows / sizeof rows[0];
    int result = FK_OK;
    for (size_t i = 0; i < out->figure_count && result == FK_OK; i++) {
        struct compare_figure *figure = &out->figures[i];
        struct run_rows *values = NULL;
        figure->key = rows[i].key;
        figure->name = rows[i].name;
        figure->unit = rows[i].unit;
        figure->is_untold |= rows[i].is_of_events && is_summary;
        result = run_rows_begin(&values, db, rows[i].sql, diag);
        int more = result == FK_OK ? run_rows_next(values, diag) : 0;
        result = more < 0 ? more : result;
        figure->has[side] = more == 1 && run_rows_type(values, 0) != RUN_NULL;
        figure->value[side] = figure->has[side] ? run_rows_int(values, 0) : 0;
        run_rows_end(values);
    }
    return result;
}

static int take_run(struct run_db *db, const char *path, struct compare_run *run,
                    struct fk_diag *diag)
{
    struct run_rows *values = NULL;
    int result = run_rows_begin(
        &values, db,
        "SELECT id, title, source, settings, coalesce(fingerprint, ''), customers,"
        " (end_at - start_at) / 86400000, start_at, level, title_zh, " SQL_FIRST_DAY " FROM run",
        diag);
    int more = result == FK_OK ? run_rows_next(values, diag) : result;
    if (more == 1) {
        *run = (struct compare_run){.path = strdup(path),
                                    .id = strdup(run_rows_text(values, 0)),
                                    .title = strdup(run_rows_text(values, 1)),
                                    .title_zh = strdup(run_rows_text(values, 9)),
                                    .source = strdup(run_rows_text(values, 2)),
                                    .settings = strdup(run_rows_text(values, 3)),
                                    .fingerprint = strdup(run_rows_text(values, 4)),
                                    .customers = run_rows_int(values, 5),
                                    .days = run_rows_int(values, 6),
                                    .start = run_rows_int(values, 7),
                                    .level = (enum sim_level)run_rows_int(values, 8),
                                    .first_day = run_rows_int(values, 10)};
        bool is_whole = run->path && run->id && run->title && run->title_zh && run->source &&
                        run->settings && run->fingerprint;
        result = is_whole ? FK_OK : fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to compare");
    } else {
        result = more < 0 ? more : fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: holds no run", path);
    }
    run_rows_end(values);
    return result;
}

/* NULL stays NULL. */
static bool keep(char **out, const struct run_rows *values, int column)
{
    *out = run_rows_type(values, column) == RUN_NULL ? NULL : strdup(run_rows_text(values, column));
    return *out != NULL || run_rows_type(values, column) == RUN_NULL;
}

static int take_settings(struct run_db *pair, struct compare *out, struct fk_diag *diag)
{
    struct run_rows *values = NULL;
    int more =
        run_rows_begin(&values, pair,
                       "SELECT coalesce(a.key, b.key), a.value, b.value FROM main.setting a"
                       " FULL JOIN other.setting b ON b.key = a.key WHERE a.value IS NOT b.value"
                       /* what a profile leaves out is a remark, no setting */
                       " AND coalesce(a.key, b.key) NOT LIKE 'gaps.%'"
                       " ORDER BY coalesce(a.number, b.number), a.number IS NULL",
                       diag);
    while (more == FK_OK && (more = run_rows_next(values, diag)) == 1) {
        struct compare_setting *more_settings =
            realloc(out->settings, (out->setting_count + 1) * sizeof *out->settings);
        if (more_settings != NULL) {
            out->settings = more_settings;
            struct compare_setting *setting = &out->settings[out->setting_count++];
            *setting = (struct compare_setting){0};
            more = keep(&setting->key, values, 0) && keep(&setting->value[COMPARE_A], values, 1) &&
                           keep(&setting->value[COMPARE_B], values, 2)
                       ? FK_OK
                       : FK_E_MEMORY;
        } else {
            more = FK_E_MEMORY;
        }
        if (more == FK_E_MEMORY)
            more = fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to compare");
    }
    run_rows_end(values);
    return more;
}

/* Says which run has no rows of its first days. */
static void tell_rest(struct compare *out)
{
    const int64_t a = out->runs[COMPARE_A].first_day, b = out->runs[COMPARE_B].first_day;
    if (a > 0 && b > 0) {
        snprintf(out->rest.en, sizeof out->rest.en,
                 "A goes on from D%" PRId64 ", B from D%" PRId64
                 ": of what happened before, counts and curves hold only the violations.",
                 a, b);
        snprintf(out->rest.zh, sizeof out->rest.zh,
                 "A 自 D%" PRId64 " 继续，B 自 D%" PRId64
                 " 继续：此前的内容除不变式违反外不计入数量和曲线。",
                 a, b);
    } else if (a > 0 || b > 0) {
        snprintf(out->rest.en, sizeof out->rest.en,
                 "%c goes on from D%" PRId64
                 ": of what happened before, its counts and curves hold only the violations.",
                 a > 0 ? 'A' : 'B', a > 0 ? a : b);
        snprintf(out->rest.zh, sizeof out->rest.zh,
                 "%c 自 D%" PRId64 " 继续：此前的内容除不变式违反外不计入其数量和曲线。",
                 a > 0 ? 'A' : 'B', a > 0 ? a : b);
    }
}

int compare_load(const char *a, const char *b, struct compare *out, struct fk_diag *diag)
{
    const char *const paths[COMPARE_SIDES] = {a, b};
    struct run_db *db = NULL;
    int result = FK_OK;
    memset(out, 0, sizeof *out);
    for (unsigned side = 0; side < COMPARE_SIDES && result == FK_OK; side++) {
        result = run_db_open(&db, paths[side], diag);
        if (result == FK_OK)
            result = take_run(db, paths[side], &out->runs[side], diag);
        if (result == FK_OK)
            result = take_figures(db, (enum compare_side)side, out, diag);
        run_db_close(db);
        db = NULL;
    }
    if (result == FK_OK)
        result = run_db_open_pair(&db, a, b, diag);
    if (result == FK_OK)
        result = take_settings(db, out, diag);
    run_db_close(db);
    if (result != FK_OK) {
        compare_fini(out);
        return result;
    }
    const char *print_a = out->runs[COMPARE_A].fingerprint;
    tell_rest(out);
    out->is_same = *print_a != 0 && strcmp(print_a, out->runs[COMPARE_B].fingerprint) == 0;
    for (size_t i = 0; i < out->figure_count; i++)
        out->differing += compare_differs(&out->figures[i]);
    return FK_OK;
}

void compare_fini(struct compare *compare)
{
    for (unsigned side = 0; side < COMPARE_SIDES; side++) {
        struct compare_run *run = &compare->runs[side];
        char *const texts[] = {run->path,   run->id,       run->title,      run->title_zh,
                               run->source, run->settings, run->fingerprint};
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            free(texts[i]);
    }
    for (size_t i = 0; i < compare->setting_count; i++) {
        free(compare->settings[i].key);
        free(compare->settings[i].value[COMPARE_A]);
        free(compare->settings[i].value[COMPARE_B]);
    }
    free(compare->settings);
    memset(compare, 0, sizeof *compare);
}

bool compare_differs(const struct compare_figure *figure)
{
    if (figure->is_untold)
        return false;
    return figure->has[COMPARE_A] != figure->has[COMPARE_B] ||
           figure->value[COMPARE_A] != figure->value[COMPARE_B];
}

struct fk_text compare_remark(const struct compare *compare, size_t number)
{
    const struct compare_run *a = &compare->runs[COMPARE_A], *b = &compare->runs[COMPARE_B];
    const struct {
        bool is_so;
        struct fk_text text;
    } remarks[] = {
        {strcmp(a->id, b->id) != 0,
         {"The runs are of different scenarios.", "两次运行的场景不同。"}},
        {a->customers != b->customers,
         {"They have different numbers of customers: counts cannot be compared as they stand.",
          "两次运行的客户数不同：数量不能直接比较。"}},
        {compare->rest.en[0] != '\0', {compare->rest.en, compare->rest.zh}},
        {a->days != b->days,
         {"They last different numbers of days: counts cannot be compared as they stand.",
          "两次运行的天数不同：数量不能直接比较。"}},
        {a->start != b->start,
         {"They begin on different dates: curves are laid over each other by days since the start.",
          "两次运行的开始日期不同：曲线按开始后的天数叠放。"}},
        {a->level == SIM_SUMMARY || b->level == SIM_SUMMARY,
         {"A summary records no single outage, order or payment: what rests on them has a dash.",
          "汇总级别不记录单次停电、工单和缴费：与之有关的数字以横线表示。"}},
    };
    for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++)
        if (remarks[i].is_so && number-- == 0)
            return remarks[i].text;
    return (struct fk_text){NULL, NULL};
}
