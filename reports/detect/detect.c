#include "reports/detect/detect.h"

#include "base/grow.h"
#include "reports/detect/detect_files.h"
#include "reports/detect/detect_seen.h"
#include "reports/plot/plot_sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEIGHBOURS_WITHIN MS_HOUR /* from the cut of the one to the end of the other's use */

/* What the query below numbers. */
_Static_assert(SEEN_READING == 0 && SEEN_DECISION == 1 && SEEN_ORDER == 2 && SEEN_PAYMENT == 3,
               "types");
_Static_assert(ORDER_EXCEPTION == 4, "orders");
_Static_assert(PAYMENT_POSTED == 2 && PAYMENT_CHANNEL_ONLY == 4, "payments");

/* All that a utility has, customer by customer in the order of time. A payment of which a statement
 * tells has code 1. */
/* clang-format off */
static const char rows_sql[] =
    "SELECT customer, at, type, id, kind, state, code, value FROM ("
    "SELECT customer, at, 0 AS type, day AS id, 0 AS kind, is_present AS state, 0 AS code,"
    " coalesce(register_kwh100, 0) AS value, rowid AS place FROM reading"
    " UNION ALL SELECT customer, at, 1, 0, before, after, reason, 0, rowid FROM decision"
    " UNION ALL SELECT o.customer, s.at, 2, o.id, o.kind, s.state,"
    " CASE o.kind WHEN 4 THEN o.cause ELSE s.code END, 0, s.rowid"
    " FROM order_state s JOIN orders o ON o.id = s.order_id"
    " UNION ALL SELECT customer, channel_only_at, 3, id, 0, 4, 1, 0, id FROM payment"
    " WHERE channel_only_at IS NOT NULL"
    " UNION ALL SELECT customer, posted_at, 3, id, 0, 2, channel_only_at IS NOT NULL, 0, id"
    " FROM payment WHERE posted_at IS NOT NULL)"
    " ORDER BY customer, at, type, place";
/* clang-format on */

#define NOBODY UINT32_MAX

struct detecting {
    struct detect_list *list;
    const struct locals *locals;
    struct seen seen;
    uint32_t customer;
    uint32_t open; /* number of his open case from 1, 0: none */
    bool is_local; /* his meter */
    ms_t look;     /* next midnight at which he is looked at */
    ms_t end;
};

static int open_case(struct detecting *d, const struct detect_rule *rule, uint32_t facts, ms_t now)
{
    struct detect_list *list = d->list;
    if (grow_for_one(&list->cases, sizeof *list->cases, list->count, &list->capacity) != FK_OK)
        return FK_E_MEMORY;
    list->cases[list->count++] = (struct detect_case){.customer = d->customer,
                                                      .facts = facts,
                                                      .rule = rule,
                                                      .since = seen_since(&d->seen, rule->needs),
                                                      .seen = now,
                                                      .cut_at = d->seen.cut_at,
                                                      .off_at = d->seen.off_at};
    d->open = list->count;
    return FK_OK;
}

/* What is seen now: the case that is open goes on, with what is known by now of its cause, or is
 * over. */
static int look(struct detecting *d, ms_t now)
{
    uint32_t facts = seen_facts(&d->seen, now);
    const struct detect_rule *rule = detect_rule_of(facts);
    struct detect_case *open = d->open ? &d->list->cases[d->open - 1] : NULL;
    if (open && rule && open->rule->question == rule->question) {
        open->rule = rule;
        open->facts = facts;
        return FK_OK;
    }
    if (open)
        open->over = now;
    d->open = 0;
    return rule ? open_case(d, rule, facts, now) : FK_OK;
}

static int look_until(struct detecting *d, ms_t until)
{
    int err = FK_OK;
    for (; d->look <= until && err == FK_OK && !d->is_local; d->look += MS_DAY)
        err = look(d, d->look);
    return err;
}

/* Of a local meter nothing is told: it trips and closes by itself, and its money is not seen. */
static int begin_customer(struct detecting *d, uint32_t customer)
{
    int err = look_until(d, d->end);
    d->customer = customer;
    d->open = 0;
    d->look = d->seen.world->start + MS_DAY;
    d->is_local = locals_find(d->locals, customer) != NULL;
    if (customer != NOBODY)
        seen_next(&d->seen, customer);
    return err;
}

static int take_rows(struct detecting *d, struct run_rows *rows, struct fk_diag *diag)
{
    int more, err = FK_OK;
    while (err == FK_OK && (more = run_rows_next(rows, diag)) != 0) {
        if (more < 0)
            return more;
        uint32_t customer = (uint32_t)run_rows_int(rows, 0);
        const struct seen_row row = {.at = run_rows_int(rows, 1),
                                     .type = (uint8_t)run_rows_int(rows, 2),
                                     .id = (uint32_t)run_rows_int(rows, 3),
                                     .kind = (uint8_t)run_rows_int(rows, 4),
                                     .state = (uint8_t)run_rows_int(rows, 5),
                                     .code = (uint8_t)run_rows_int(rows, 6),
                                     .value = run_rows_int(rows, 7)};
        if (customer != d->customer)
            err = begin_customer(d, customer);
        if (err == FK_OK)
            err = look_until(d, row.at);
        if (err == FK_OK && !d->is_local) {
            seen_take(&d->seen, &row);
            err = look(d, row.at);
        }
    }
    return err == FK_OK ? begin_customer(d, NOBODY) : err;
}

static bool is_same_hour(ms_t left, ms_t right)
{
    ms_t apart = left > right ? left - right : right - left;
    return left > 0 && right > 0 && apart <= NEIGHBOURS_WITHIN;
}

/* One of the same area is cut and uses energy, and the other uses none since that cut, without an
 * order: the one's order went to the other's meter. */
static void look_at_neighbours(struct detect_list *list, uint32_t per_area)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct detect_case *cut = &list->cases[i];
        if (!(cut->facts & FACT_CUT && cut->facts & FACT_USED) || cut->facts & FACT_RECLOSES)
            continue;
        uint32_t area = cut->customer / per_area;
        uint32_t j = i;
        while (j > 0 && list->cases[j - 1].customer / per_area == area)
            j--;
        for (; j < list->count && list->cases[j].customer / per_area == area; j++) {
            struct detect_case *off = &list->cases[j];
            if (off->customer == cut->customer || !(off->facts & FACT_NONE) ||
                !(off->facts & FACT_SUPPLIED) || !is_same_hour(cut->cut_at, off->off_at))
                continue;
            cut->facts |= FACT_NEIGHBOUR;
            off->facts |= FACT_NEIGHBOUR;
        }
    }
    for (uint32_t i = 0; i < list->count; i++)
        list->cases[i].rule = detect_rule_of(list->cases[i].facts);
}

/* Days on which most meters of an area of some size did not answer. */
static int find_dark(struct run_db *db, struct seen_world *world, uint8_t **dark,
                     struct fk_diag *diag)
{
    char sql[256];
    struct run_rows *rows = NULL;
    int64_t areas = run_db_int(db, "SELECT concentrators FROM run", 0);
    size_t row = world->days + 1;
    int more = FK_E_MEMORY;
    *dark = calloc((size_t)areas * row + 1, 1);
    snprintf(sql, sizeof sql,
             "SELECT area, day FROM (SELECT DISTINCT customer / %u AS area, day, customer FROM"
             " reading WHERE is_present = 0) GROUP BY area, day HAVING count(*) >= 5 AND"
             " count(*) * 5 >= %u * 4",
             world->per_area, world->per_area);
    if (*dark)
        more = run_rows_begin(&rows, db, sql, diag);
    while (more >= 0 && (more = run_rows_next(rows, diag)) == 1) {
        int64_t area = run_rows_int(rows, 0), day = run_rows_int(rows, 1);
        if (area >= 0 && area < areas && day >= 0 && day < (int64_t)row)
            (*dark)[(size_t)area * row + (size_t)day] = 1;
    }
    run_rows_end(rows);
    world->dark = *dark;
    return more;
}

static int64_t setting(struct run_db *db, const char *sql)
{
    return run_db_int(db, sql, 0);
}

bool detect_is_possible(struct run_db *db)
{
    return setting(db, "SELECT level FROM run") == SIM_FULL &&
           setting(db, "SELECT " SQL_FIRST_DAY) == 0;
}

static int find_cases(struct run_db *db, const struct seen_world *world,
                      const struct locals *locals, struct detect_list *out, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    struct detecting d = {.list = out,
                          .locals = locals,
                          .customer = NOBODY,
                          .look = MS_NEVER,
                          .end = world->start + world->days * MS_DAY};
    int err = seen_init(&d.seen, world);
    if (err == FK_OK)
        err = run_rows_begin(&rows, db, rows_sql, diag);
    if (err == FK_OK)
        err = take_rows(&d, rows, diag);
    run_rows_end(rows);
    seen_fini(&d.seen);
    return err;
}

int detect_load(struct run_db *db, struct detect_list *out, struct fk_diag *diag)
{
    *out = (struct detect_list){0};
    if (!detect_is_possible(db))
        return fk_fail(diag, FK_E_STATE, NULL, 0,
                       "daily registers of the whole run are what tells of the light, and it does "
                       "not record them: run it with --set recording=full");
    struct seen_world world = {
        .start = setting(db, "SELECT start_at FROM run"),
        .days = (uint32_t)setting(db, "SELECT (end_at - start_at) / 86400000 FROM run"),
        .mean = setting(db, "SELECT CAST(round(100 * CAST(value AS REAL)) AS INTEGER) FROM setting"
                            " WHERE key = 'population.use_per_day'"),
        .per_area = (uint32_t)setting(db, "SELECT max(1, customers / concentrators) FROM run"),
        .is_by_hand = setting(db, "SELECT value = 'by-hand' FROM setting"
                                  " WHERE key = 'policy.restore_mode'") != 0};
    struct detect_files files;
    uint8_t *dark = NULL;
    int err = detect_files_load(db, &files, diag);
    world.use = files.is_drawn ? &files.use : NULL;
    if (err == FK_OK)
        err = find_dark(db, &world, &dark, diag);
    if (err == FK_OK)
        err = find_cases(db, &world, &files.locals, out, diag);
    detect_files_fini(&files);
    free(dark);
    if (err == FK_E_MEMORY)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the cases");
    if (err == FK_OK)
        look_at_neighbours(out, world.per_area);
    return err;
}

void detect_list_fini(struct detect_list *list)
{
    free(list->cases);
    *list = (struct detect_list){0};
}
