#include "reports/run/run_story.h"

#include "models/meter/relay.h"
#include "reports/plot/plot_sql.h"
#include "reports/run/run_dark.h"
#include "reports/run/run_story_faults.h"
#include "sim/watch/log.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The numbers of the query below. */
_Static_assert(EVENT_DECISION == 0 && EVENT_STRATEGY == 1 && EVENT_ORDER == 2, "types");
_Static_assert(EVENT_COMMAND == 3 && EVENT_READ == 4 && EVENT_SMS == 5, "types");
_Static_assert(EVENT_PAYMENT == 6 && EVENT_RELAY == 7 && EVENT_SUPPLY == 8, "types");
_Static_assert(EVENT_QUERY == 9 && EVENT_FAULT == 10 && EVENT_READING == 11, "types");
_Static_assert(EVENT_CALC == 12 && EVENT_TERMINAL == 13 && EVENT_AGREEMENT == 14, "types");
_Static_assert(EVENT_WALLET == 15 && EVENT_CALL == 16 && EVENT_BILL == 17, "types");
_Static_assert(EVENT_COPY == 18 && EVENT_VISIT == 19 && EVENT_BARRED == 20, "types");
_Static_assert(EVENT_TYPES == 21, "types");

#define DAY_0 "(SELECT (start_at + 28800000) / 86400000 FROM run)"
/* The events of one customer out of the tables: the way back of their INSERTs
 * (reports/store/schema_tables.c). Columns: type, at, id, ref, kind, state, code, attempt, value,
 * seq. */
/* clang-format off */
static const char events_sql[] =
    "SELECT 0 AS type, at, coalesce(strategy_id, 0) AS id, 0, before, after, reason,"
    " 0, available_fen, seq"
    " FROM decision WHERE customer = :number"
    " UNION ALL SELECT 1, created_at, id, 0, kind, 0, 0, 0, available_fen, 0"
    " FROM strategy WHERE customer = :number"
    " UNION ALL SELECT 1, ended_at, id, 0, kind, state, code, 0, 0, 1"
    " FROM strategy WHERE customer = :number AND ended_at IS NOT NULL"
    " UNION ALL SELECT 2, s.at, o.id, coalesce(o.strategy_id, 0), o.kind, s.state, s.code, s.tries,"
    " CASE WHEN s.state = 0 AND o.kind <> 4 AND (o.made_by <> 0 OR o.permit_by IS NOT NULL) THEN"
    " o.made_by + 16 * coalesce(o.permit_by, 0) + 256 * o.done_by ELSE 0 END,"
    " row_number() OVER (ORDER BY s.rowid)"
    " FROM orders o JOIN order_state s ON s.order_id = o.id WHERE o.customer = :number"
    " UNION ALL SELECT 3, sent_at, id, coalesce(order_id, 0), n1, 0, 0, try, 0, 0"
    " FROM command WHERE customer = :number AND sent_at IS NOT NULL"
    " UNION ALL SELECT 3, answered_at, id, coalesce(order_id, 0), n1, 1, code, try,"
    " coalesce(session, 0), 1 FROM command WHERE customer = :number AND answered_at IS NOT NULL"
    " UNION ALL SELECT 4, sent_at, id, coalesce(order_id, 0), item, 0, 0, 0, 0, 0"
    " FROM meter_read WHERE customer = :number"
    " UNION ALL SELECT 4, answered_at, id, coalesce(order_id, 0), item, 1, code, 0, 0, 1"
    " FROM meter_read WHERE customer = :number AND answered_at IS NOT NULL"
    " UNION ALL SELECT 5, created_at, id, 0, kind, 0, 0, medium, 0, 0"
    " FROM sms WHERE customer = :number"
    " UNION ALL SELECT 5, submitted_at, id, 0, kind, 3, 0, 0, 0, 3"
    " FROM sms WHERE customer = :number AND submitted_at IS NOT NULL"
    " UNION ALL SELECT 5, delivered_at, id, 0, kind, 6, fate, medium, 0, 6"
    " FROM sms WHERE customer = :number AND delivered_at IS NOT NULL"
    " UNION ALL SELECT 5, failed_at, id, 0, kind, CASE WHEN state IN (5, 7, 8, 9) THEN state"
    " ELSE 5 END, fate, medium, 0, 5 FROM sms WHERE customer = :number AND failed_at IS NOT NULL"
    " UNION ALL SELECT 6, at, id, CASE s WHEN 8 THEN payer ELSE 0 END, channel, s, 0, 0,"
    " amount_fen, CASE s WHEN 10 THEN 2 ELSE s END"
    " FROM (SELECT 0 AS s, paid_at AS at, * FROM payment"
    " UNION ALL SELECT 1, received_at, * FROM payment"
    " UNION ALL SELECT 2, posted_at, * FROM payment"
    " UNION ALL SELECT 3, undone_at, * FROM payment"
    " UNION ALL SELECT 4, channel_only_at, * FROM payment"
    " UNION ALL SELECT 5, marketing_only_at, * FROM payment"
    " UNION ALL SELECT 6, reversed_at, * FROM payment"
    " UNION ALL SELECT 7, refused_at, * FROM payment"
    " UNION ALL SELECT 8, CASE WHEN payer IS NOT NULL THEN paid_at END, * FROM payment"
    " UNION ALL SELECT 9, held_at, * FROM payment"
    " UNION ALL SELECT 10, asked_at, * FROM payment) WHERE customer = :number AND at IS NOT NULL"
    " UNION ALL SELECT 7, at, 0, 0, before, after, 0, 0, register_kwh100, seq"
    " FROM relay WHERE customer = :number"
    " UNION ALL SELECT 8, at, 0, 0, 0, is_on, 0, 0, register_kwh100, seq"
    " FROM supply WHERE customer = :number"
    " UNION ALL SELECT 9, at, query_id, coalesce(age_ms & 4294967295, 0), layer, coalesce(place, "
    "0), coalesce(age_ms >> 32, 0), 0, value_fen, layer + coalesce(place, 0)"
    " FROM balance_query WHERE customer = :number"
    " UNION ALL SELECT 10, begin_at, id, 0, kind, 1, 0, 0, parameter, 0"
    " FROM fault WHERE begin_at IS NOT NULL"
    " UNION ALL SELECT 10, end_at, id, 0, kind, 0, 0, 0, parameter, 1"
    " FROM fault WHERE end_at IS NOT NULL"
    " UNION ALL SELECT 11, at, day + " DAY_0 ", 0, 0, is_present, 0, 0,"
    " coalesce(register_kwh100, 0), 0 FROM reading WHERE customer = :number";
/* ... and of calculations, terminals, agreements, local meters, calls and copies of the account. */
static const char more_events_sql[] =
    " UNION ALL SELECT 12, at, day + " DAY_0 ", 0, 0, state, 0, 0, available_fen, 0"
    " FROM calculation WHERE customer = :number"
    " UNION ALL SELECT 13, at, concentrator, fep, 0, is_on_line, 0, 0, 0, rowid"
    " FROM terminal WHERE concentrator ="
    " (SELECT :number * concentrators / customers + 1 FROM run)"
    " UNION ALL SELECT 14, at, coalesce(flow_id, 0), sent_back, way, is_archived, 0, 0,"
    " coalesce(invited_at, 0), rowid"
    " FROM agreement WHERE customer = :number"
    " UNION ALL SELECT 15, at, purchase, coalesce(order_id, 0), event, source, code,"
    " alarm + 16 * unit,"
    " value_fen, seq FROM wallet WHERE customer = :number"
    " UNION ALL SELECT 16, at, id, 0, reason, kind, 0, 0, 0, 0 FROM call WHERE customer = :number"
    " UNION ALL SELECT 17, billed_at, id, register_kwh100, 0, 0, 0, 0, amount_fen, 0"
    " FROM bill WHERE customer = :number"
    " UNION ALL SELECT 17, reversed_at, id, register_kwh100, 0, 1, 0, 0, amount_fen, 1"
    " FROM bill WHERE customer = :number AND reversed_at IS NOT NULL"
    " UNION ALL SELECT 18, at, 0, 0, 0, 0, 0, 0, behind_fen, 0 FROM v_copy WHERE customer = :number"
    " UNION ALL SELECT 18, until_at, 0, 0, 0, 0, 0, 0, 0, 0 FROM v_copy c WHERE customer = :number"
    " AND until_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM v_copy n WHERE n.customer = c.customer"
    " AND n.at = c.until_at)"
    " UNION ALL SELECT 19, at, order_id, work_s, kind, handheld_fails, 0, 0, arrive_at, 0"
    " FROM visit WHERE customer = :number"
    " UNION ALL SELECT 20, at, 0, 0, reason, 0, 0, 0, 0, 0 FROM barred WHERE customer = :number";

static const struct run_story_standing layers[STORY_STANDINGS] = {
    {"L1", {"decision", "决策"}, false, 0, {"no change recorded", "没有变化记录"}},
    {"L2", {"order", "工单"}, false, 0, {"no order", "没有工单"}},
    {"L3", {"command", "命令"}, false, 0, {"no command", "没有命令"}},
    {"L4", {"meter", "电表"}, false, 0, {"no change recorded", "没有变化记录"}},
    {"L5", {"supply", "供电"}, false, 0, {"no change recorded", "没有变化记录"}},
    {"M1", {"channel", "渠道流水"}, false, 0, {"nothing paid in this run", "本次运行没有缴费"}},
    {"M2", {"account", "电费账户"}, false, 0, {"nothing posted in this run", "本次运行没有销账"}},
    {"M3", {"available", "可用余额"}, false, 0, {"not recorded", "没有记录"}},
    {"M4", {"shown by channels", "渠道查询余额"}, false, 0, {"not simulated", "未仿真"}},
    {"M5", {"in the meter", "表内剩余金额"}, false, 0,
     {"not simulated: no local fee-control meter", "未仿真：没有本地费控电表"}},
};
/* clang-format on */

/* A row with its place among those of the same millisecond. */
struct placed {
    struct sim_event event;
    size_t number;
};

struct loading {
    struct run_db *db;
    struct run_story *story;
    struct placed *events;
    size_t count;
    fen_t paid, posted;
    struct fk_diag *diag;
};

static int no_memory(struct loading *l)
{
    return fk_fail(l->diag, FK_E_MEMORY, NULL, 0, "no memory for the story");
}

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    const struct sim_event *x = &a->event, *y = &b->event;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->priority != y->priority)
        return x->priority < y->priority ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static int take_events(struct loading *l)
{
    struct run_rows *rows = NULL;
    char *sql = NULL;
    if (asprintf(&sql, "SELECT * FROM (%s%s) WHERE NOT (type = 10 AND id IN (%s))", events_sql,
                 more_events_sql, l->story->foreign) < 0)
        return no_memory(l);
    int more = run_rows_begin(&rows, l->db, sql, l->diag);
    free(sql);
    while (more == FK_OK && (more = run_rows_next(rows, l->diag)) == 1) {
        struct placed *events = realloc(l->events, (l->count + 1) * sizeof *events);
        if (events == NULL) {
            more = no_memory(l);
            break;
        }
        l->events = events;
        events[l->count] = (struct placed){.event = {.type = (uint8_t)run_rows_int(rows, 0),
                                                     .at = run_rows_int(rows, 1),
                                                     .id = (uint32_t)run_rows_int(rows, 2),
                                                     .ref = (uint32_t)run_rows_int(rows, 3),
                                                     .kind = (uint8_t)run_rows_int(rows, 4),
                                                     .state = (uint8_t)run_rows_int(rows, 5),
                                                     .code = (uint8_t)run_rows_int(rows, 6),
                                                     .attempt = (uint8_t)run_rows_int(rows, 7),
                                                     .value = run_rows_int(rows, 8),
                                                     .seq = (uint32_t)run_rows_int(rows, 9)},
                                           .number = l->count};
        events[l->count].event.priority = log_priority(events[l->count].event.type);
        l->count++;
        more = FK_OK;
    }
    run_rows_end(rows);
    if (more == FK_OK && l->count > 0)
        qsort(l->events, l->count, sizeof *l->events, compare_placed);
    return more;
}

__attribute__((format(printf, 5, 6))) static void stand(struct loading *l, unsigned layer, ms_t at,
                                                        enum fk_lang lang, const char *format, ...)
{
    struct run_story_standing *standing = &l->story->standings[layer];
    va_list list;
    va_start(list, format);
    vsnprintf(standing->text[lang], sizeof standing->text[lang], format, list);
    va_end(list);
    standing->is_known = true;
    standing->at = at;
}

static void stand_money(struct loading *l, const struct sim_event *e, enum fk_lang lang)
{
    char amount[STORY_AMOUNT_MAX];
    bool is_available = e->type == EVENT_DECISION || e->type == EVENT_CALC ||
                        (e->type == EVENT_STRATEGY && e->state == STRATEGY_LIVE) ||
                        (e->type == EVENT_QUERY && e->kind == MONEY_M3);
    if (is_available) {
        story_amount(e->value, lang, amount);
        stand(l, 7, e->at, lang, "%s", amount);
    } else if (e->type == EVENT_PAYMENT && story_layer_of(e) != STORY_MONEY) {
        bool is_paid = story_layer_of(e) == STORY_M1;
        story_amount(is_paid ? l->paid : l->posted, lang, amount);
        if (lang == FK_ZH)
            stand(l, is_paid ? 5 : 6, e->at, lang, "本次运行%s %s", is_paid ? "已缴" : "已销账",
                  amount);
        else
            stand(l, is_paid ? 5 : 6, e->at, lang, "%s %s in this run", amount,
                  is_paid ? "paid" : "posted");
    }
}

static void stand_layer(struct loading *l, const struct sim_event *e, enum fk_lang lang)
{
    char text[STORY_LINE_MAX];
    const char *words;
    switch (e->type) {
    case EVENT_DECISION:
        stand(l, 0, e->at, lang, "%s",
              lang == FK_ZH ? fee_state_name_zh(e->state) : fee_state_name(e->state));
        break;
    case EVENT_ORDER:
    case EVENT_COMMAND: /* the words behind "order" and "command" */
        story_tell(e, l->story->start, lang, text);
        words = strchr(text, ' ');
        stand(l, e->type == EVENT_ORDER ? 1 : 2, e->at, lang, "%s",
              words != NULL ? words + strspn(words, " ") : text);
        break;
    case EVENT_RELAY:
        stand(l, 3, e->at, lang, "%s",
              lang == FK_ZH ? relay_state_name_zh(e->state) : relay_state_name(e->state));
        break;
    case EVENT_SUPPLY:
        stand(l, 4, e->at, lang, "%s",
              e->state ? FK_SAY(lang, "on", "有电") : FK_SAY(lang, "off", "停电"));
        break;
    default:
        break;
    }
    stand_money(l, e, lang);
}

static int add_row(struct loading *l, const struct run_story_row *row, const char *en,
                   const char *zh)
{
    struct run_story *story = l->story;
    struct run_story_row *rows = realloc(story->rows, (story->count + 1) * sizeof *rows);
    if (rows == NULL)
        return no_memory(l);
    story->rows = rows;
    rows[story->count] = *row;
    rows[story->count].text[FK_EN] = strdup(en);
    rows[story->count].text[FK_ZH] = strdup(zh);
    story->count++;
    bool is_whole = rows[story->count - 1].text[FK_EN] && rows[story->count - 1].text[FK_ZH];
    return is_whole ? FK_OK : no_memory(l);
}

static int add_event(struct loading *l, const struct sim_event *e)
{
    char text[FK_LANGS][STORY_LINE_MAX];
    if (e->type == EVENT_PAYMENT) {
        l->paid += e->state == PAYMENT_PAID ? e->value : e->state == PAYMENT_UNDONE ? -e->value : 0;
        l->posted += e->state == PAYMENT_POSTED     ? e->value
                     : e->state == PAYMENT_REVERSED ? -e->value
                                                    : 0;
    }
    for (unsigned lang = 0; lang < FK_LANGS; lang++) {
        story_tell(e, l->story->start, (enum fk_lang)lang, text[lang]);
        stand_layer(l, e, (enum fk_lang)lang);
    }
    const struct run_story_row row = {.at = e->at, .layer = story_layer_of(e)};
    return add_row(l, &row, text[FK_EN], text[FK_ZH]);
}

/* Events in their order, a violation behind the events of its moment. */
static int merge_rows(struct loading *l, struct run_rows *violations)
{
    size_t next = 0;
    for (;;) {
        int more = run_rows_next(violations, l->diag), result = more < 0 ? more : FK_OK;
        ms_t until = more == 1 ? run_rows_int(violations, 0) : INT64_MAX;
        while (result == FK_OK && next < l->count && l->events[next].event.at <= until)
            result = add_event(l, &l->events[next++].event);
        if (result != FK_OK || more == 0)
            return result;
        const struct run_story_row row = {
            .at = until, .layer = STORY_BESIDE, .invariant = (unsigned)run_rows_int(violations, 1)};
        result = add_row(l, &row, run_rows_text(violations, 2), run_rows_text(violations, 3));
        if (result != FK_OK)
            return result;
        l->story->violations++;
    }
}

static int merge(struct loading *l)
{
    struct run_rows *violations = NULL;
    int result = run_rows_begin(&violations, l->db,
                                "SELECT at, invariant, text, text_zh FROM violation"
                                " WHERE customer = :number ORDER BY at, rowid",
                                l->diag);
    result = result == FK_OK ? merge_rows(l, violations) : result;
    run_rows_end(violations);
    return result;
}

static int take_run(struct loading *l, const char *path)
{
    struct run_story *story = l->story;
    struct run_rows *rows = NULL;
    int more = run_rows_begin(
        &rows, l->db, "SELECT id, title, start_at, end_at, level, customers, title_zh FROM run",
        l->diag);
    more = more == FK_OK ? run_rows_next(rows, l->diag) : more;
    int result = more < 0 ? more : FK_OK;
    int64_t customers = more == 1 ? run_rows_int(rows, 5) : 0;
    if (more == 1) {
        story->path = strdup(path);
        story->id = strdup(run_rows_text(rows, 0));
        story->title = strdup(run_rows_text(rows, 1));
        story->title_zh = strdup(run_rows_text(rows, 6));
        story->start = run_rows_int(rows, 2);
        story->end = run_rows_int(rows, 3);
        story->level = (enum sim_level)run_rows_int(rows, 4);
        story->first_day = run_db_int(l->db, "SELECT " SQL_FIRST_DAY, 0);
        result = story->path && story->id && story->title && story->title_zh ? FK_OK : no_memory(l);
    }
    run_rows_end(rows);
    if (result == FK_OK && story->customer >= customers)
        result = fk_fail(l->diag, FK_E_RANGE, NULL, 0,
                         "%s: customer %u is unknown, expected 0 to %" PRId64, path,
                         story->customer, customers - 1);
    if (result == FK_OK && story->level == SIM_SUMMARY)
        result =
            fk_fail(l->diag, FK_E_STATE, NULL, 0,
                    "%s: the run is recorded as a summary, which holds no single customer: run "
                    "it again with --set recording=events",
                    path);
    return result;
}

/* What the last changes amount to, and where there was none: a run begins with light. */
static int judge_end(struct loading *l)
{
    struct run_story *story = l->story;
    struct run_story_standing *supply = &story->standings[4];
    struct run_rows *rows = NULL;
    if (!supply->is_known && story->first_day == 0) {
        snprintf(supply->text[FK_EN], STORY_STANDING_MAX, "on, no change recorded");
        snprintf(supply->text[FK_ZH], STORY_STANDING_MAX, "有电，没有变化记录");
    }
    int more = run_rows_begin(&rows, l->db,
                              "SELECT question, meaning, meaning_zh FROM rpt_05"
                              " WHERE customer = :number",
                              l->diag);
    more = more == FK_OK ? run_rows_next(rows, l->diag) : more;
    for (unsigned lang = 0; more == 1 && lang < FK_LANGS; lang++)
        snprintf(story->disagrees[lang], STORY_STANDING_MAX, "%s%s%s", run_rows_text(rows, 0),
                 FK_SAY((enum fk_lang)lang, ": ", "："),
                 run_rows_text(rows, lang == FK_ZH ? 2 : 1));
    run_rows_end(rows);
    return more < 0 ? more : FK_OK;
}

#define OF_CUSTOMER " FROM v_outage o WHERE o.customer = :number"

int run_story_load(const char *database, uint32_t customer, struct run_story *out,
                   struct fk_diag *diag)
{
    *out = (struct run_story){.customer = customer};
    memcpy(out->standings, layers, sizeof layers);
    struct loading l = {.story = out, .diag = diag};
    int result = run_db_open(&l.db, database, diag);
    if (result == FK_OK) {
        run_db_set_number(l.db, customer);
        result = take_run(&l, database);
    }
    if (result == FK_OK) {
        out->dark = run_db_int(l.db, "SELECT sum(" RUN_DARK_SPAN_ALL ")" OF_CUSTOMER, 0);
        out->paid_dark = run_db_int(l.db, "SELECT sum(" RUN_DARK_SPAN ")" OF_CUSTOMER, 0);
    }
    if (result == FK_OK)
        result = run_story_faults(l.db, customer, &out->foreign, diag);
    result = result == FK_OK ? take_events(&l) : result;
    result = result == FK_OK ? merge(&l) : result;
    result = result == FK_OK ? judge_end(&l) : result;
    run_db_close(l.db);
    free(l.events);
    if (result != FK_OK)
        run_story_fini(out);
    return result;
}

void run_story_fini(struct run_story *story)
{
    for (size_t i = 0; i < story->count; i++)
        for (unsigned lang = 0; lang < FK_LANGS; lang++)
            free(story->rows[i].text[lang]);
    free(story->rows);
    free(story->path);
    free(story->id);
    free(story->title);
    free(story->title_zh);
    free(story->foreign);
    memset(story, 0, sizeof *story);
}

struct fk_text run_story_gap(const struct run_story *story, size_t number)
{
    const struct {
        bool is_so;
        struct fk_text text;
    } gaps[] = {
        {story->level != SIM_FULL,
         {"Readings and calculations are not recorded at this level (--set recording=full does): "
          "the available balance (M3) is known only where a decision, a strategy or a query tells "
          "it.",
          "此记录级别不记录抄表和测算（--set recording=full "
          "会记录）：可用余额（M3）只在决策、策略或查询给出时"
          "可知。"}},
        {story->first_day > 0,
         {"What was before: the run goes on from a checkpoint. A state is known from its first "
          "change on, and an outage that began before is not counted.",
          "此前的内容：本次运行自检查点继续。状态从首次变化起可知，此前开始的停电不计入。"}},
        {true,
         {"M1 and M2 are sums of this run; what the account held before is not recorded.",
          "M1 和 M2 为本次运行的合计；此前的账户余额没有记录。"}},
        {true,
         {"M4 (what channels show) and M5 (money in the meter) are not simulated.",
          "M4（各渠道查询余额）和 M5（表内剩余金额）未仿真。"}},
    };
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++)
        if (gaps[i].is_so && number-- == 0)
            return gaps[i].text;
    return (struct fk_text){NULL, NULL};
}
