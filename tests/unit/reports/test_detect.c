/* The detector of disagreeing layers: what a customer's rows show, rule by rule, with registers by
 * hand; that it reads nothing a utility has not; that a run without registers is refused. */
#include "reports/detect/detect.h"
#include "reports/detect/detect_seen.h"
#include "reports/run/run_detected.h"
#include "reports/store/store_scenario.h"
#include "sim/hunt/hunt_base.h"
#include "sim/scenario/scenario_write.h"
#include "sim/watch/log.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <unistd.h>

#define DAYS 6
#define MEAN 800 /* 0.01 kWh a day */

static const uint8_t no_dark[DAYS + 1];
static const uint8_t all_dark[DAYS + 1] = {1, 1, 1, 1, 1, 1, 1};
static struct seen_world world = {
    .start = SAMPLE_START, .days = DAYS, .mean = MEAN, .dark = no_dark, .per_area = 10};
static struct seen seen;

static ms_t at(int day, int hour)
{
    return SAMPLE_START + day * MS_DAY + hour * MS_HOUR;
}

static void begin(void)
{
    world.dark = no_dark;
    world.mean = MEAN;
    world.use = NULL;
    world.is_by_hand = false;
    seen_fini(&seen);
    ck_assert_int_eq(seen_init(&seen, &world), FK_OK);
    seen_next(&seen, 3);
}

static void reads(int day, int64_t value)
{
    struct seen_row row = {.at = at(day, 0) + 5 * MS_MINUTE,
                           .type = SEEN_READING,
                           .id = (uint32_t)day,
                           .state = value >= 0,
                           .value = value};
    seen_take(&seen, &row);
}

static void decides(ms_t when, enum fee_state state)
{
    struct seen_row row = {.at = when, .type = SEEN_DECISION, .state = (uint8_t)state};
    seen_take(&seen, &row);
}

static void orders(ms_t when, uint32_t id, enum order_kind kind, enum order_state state,
                   unsigned code)
{
    struct seen_row row = {.at = when,
                           .type = SEEN_ORDER,
                           .id = id,
                           .kind = (uint8_t)kind,
                           .state = (uint8_t)state,
                           .code = (uint8_t)code};
    seen_take(&seen, &row);
}

static void posts(ms_t when, enum payment_state state, unsigned of_statement)
{
    struct seen_row row = {.at = when,
                           .type = SEEN_PAYMENT,
                           .id = 1,
                           .state = (uint8_t)state,
                           .code = (uint8_t)of_statement};
    seen_take(&seen, &row);
}

static void check_told(ms_t now, uint32_t more, unsigned question, enum detect_family family,
                       int line)
{
    const struct detect_rule *rule = detect_rule_of(seen_facts(&seen, now) | more);
    ck_assert_msg((rule ? rule->question : 0) == question, "line %d: Q%u", line,
                  rule ? rule->question : 0);
    if (question)
        ck_assert_msg(rule->family == family, "line %d: %s", line,
                      detect_family_name(rule->family));
}
#define TOLD(now, question, family) check_told(now, 0, question, family, __LINE__)
#define AGREES(now)                 check_told(now, 0, 0, 0, __LINE__)

static void is_cut(int day)
{
    orders(at(day, 8), 1, ORDER_CUT, ORDER_SENT, 0);
    decides(at(day, 8), FEE_CUT_SENT);
    orders(at(day, 9), 1, ORDER_CUT, ORDER_SUCCESS, RESULT_OK);
    decides(at(day, 9), FEE_CUT);
}

/* S-18: cut at 09:00 of D1. 3.00 kWh until then, and nothing on D2 is as it should be. 8 kWh on
 * both days: the light was never off (Q77); 3.00 and then 8.00: it came back (Q78). */
START_TEST(cut_and_power_on)
{
    begin();
    reads(0, 0);
    reads(1, 800);
    is_cut(1);
    reads(2, 1100);
    reads(3, 1100);
    AGREES(at(3, 1));
    begin();
    reads(0, 0);
    reads(1, 800);
    is_cut(1);
    reads(2, 1600);
    AGREES(at(2, 1)); /* one register is not enough: some of it was before the cut */
    reads(3, 2400);
    TOLD(at(3, 1), 77, DETECT_CURRENT_PASSES);
    check_told(at(3, 1), FACT_NEIGHBOUR, 77, DETECT_WRONG_LINK, __LINE__);
    ck_assert_int_eq(seen_since(&seen, FACT_CUT | FACT_USED), at(2, 0));
    begin();
    reads(1, 800);
    is_cut(1);
    reads(2, 1100);
    reads(3, 1900);
    TOLD(at(3, 1), 78, DETECT_CURRENT_PASSES);
}
END_TEST

/* CQ-2: who closes by hand uses energy while he is cut: Q78, told of the time since he was tripped
 * last. CQ-7: whose cut is cancelled has none until he closes: Q88. */
START_TEST(breakers_by_hand)
{
    begin();
    world.is_by_hand = true;
    reads(1, 800);
    is_cut(1);
    reads(2, 1600);
    orders(at(2, 9), 2, ORDER_CUT, ORDER_SUCCESS, RESULT_OK); /* tripped again */
    reads(3, 2400);
    AGREES(at(3, 1));
    reads(4, 3200);
    TOLD(at(4, 1), 78, DETECT_CLOSED_BY_HAND);
    is_cut(4);
    decides(at(4, 10), FEE_NORMAL);
    reads(5, 3500);
    AGREES(at(5, 1));
    reads(6, 3500);
    TOLD(at(6, 1), 88, DETECT_HAND);
    begin();
    world.is_by_hand = true;
    reads(1, 800);
    is_cut(1);
    decides(at(1, 10), FEE_NORMAL);
    reads(2, 1100);
    reads(3, 1100);
    TOLD(at(3, 1), 88, DETECT_HAND);
    reads(4, 1900); /* closed */
    AGREES(at(4, 1));
    reads(5, 1900); /* and dark again, for another reason */
    TOLD(at(5, 1), 79, DETECT_BREAKER_OPEN);
}
END_TEST

static void ends(ms_t when, enum fee_state before)
{
    struct seen_row row = {
        .at = when, .type = SEEN_DECISION, .kind = (uint8_t)before, .state = FEE_NOT_ENROLLED};
    seen_take(&seen, &row);
}

/* T23: who owes stays cut when his agreement ends, and nobody asks whether he is. Who had light is
 * a customer as others are. */
START_TEST(agreements_that_end)
{
    begin();
    reads(1, 800);
    is_cut(1);
    ends(at(1, 12), FEE_CUT);
    reads(2, 1100);
    reads(3, 1100);
    AGREES(at(3, 1));
    reads(4, 1900);
    AGREES(at(4, 1));
    begin();
    ends(at(0, 12), FEE_WARNED);
    reads(1, 400);
    reads(2, 400);
    TOLD(at(2, 1), 79, DETECT_BREAKER_OPEN);
}
END_TEST

/* An office that rests on Saturday, D5: nothing is used on that day, and that is as it should be.
 * On Friday it is not. */
START_TEST(each_by_his_own_file)
{
    struct use_config config = {.habits = {[USE_RESIDENT] = {.mean = 1000}}, .by_day = 583333};
    struct drawn_use use;
    for (unsigned month = 0; month < 12; month++)
        config.months[month] = 1000000;
    ck_assert_int_eq(
        drawn_use_init(&use, &config, 1, (int32_t)clock_day_number(SAMPLE_START), DAYS), FK_OK);
    begin();
    world.use = &use;
    seen_next(&seen, 3);
    ck_assert_int_eq(seen.expected[4], 1399); /* 7 / 5 */
    ck_assert_int_eq(seen.expected[5], 0);
    reads(3, 4200);
    reads(4, 5600);
    reads(5, 7000);
    reads(6, 7000);
    AGREES(at(6, 1));
    seen_next(&seen, 3);
    reads(3, 4200);
    reads(4, 5600);
    reads(5, 5600);
    TOLD(at(5, 1), 79, DETECT_BREAKER_OPEN);
    world.use = NULL;
    drawn_use_fini(&use);
}
END_TEST

/* Two registers that are alike, and no order: Q79. After a restore: Q88. */
START_TEST(no_power_without_an_order)
{
    begin();
    reads(0, 0);
    reads(1, 800);
    reads(2, 1000);
    AGREES(at(2, 1));
    reads(3, 1000);
    TOLD(at(3, 1), 79, DETECT_BREAKER_OPEN);
    ck_assert_int_eq(seen.off_at, at(1, 6)); /* 2.00 of 8.00 kWh: a quarter of the day */
    check_told(at(3, 1), FACT_NEIGHBOUR, 79, DETECT_WRONG_LINK, __LINE__);
    reads(4, 1800);
    AGREES(at(4, 1));
    begin();
    reads(0, 0);
    is_cut(0);
    decides(at(0, 12), FEE_RESTORE_SENT);
    orders(at(0, 12), 2, ORDER_RESTORE, ORDER_SUCCESS, RESULT_OK);
    decides(at(0, 12), FEE_NORMAL);
    reads(1, 300);
    reads(2, 300);
    TOLD(at(2, 1), 88, DETECT_BREAKER_OPEN);
    begin();
    orders(at(0, 8), 1, ORDER_CUT, ORDER_FAILED, RESULT_NO_METER_ANSWER);
    decides(at(0, 9), FEE_CUT_FAILED);
    reads(1, 300);
    reads(2, 300);
    TOLD(at(2, 1), 79, DETECT_MESSAGE_LOST);
}
END_TEST

/* Who uses 0.09 kWh a day cannot be told from who uses nothing; nor a meter whose clock was wrong,
 * or that did not answer, unless its whole area was silent. */
START_TEST(what_registers_cannot_tell)
{
    begin();
    world.mean = SEEN_LEAST_USE - 1;
    seen_next(&seen, 3);
    reads(1, 9);
    reads(2, 9);
    AGREES(at(2, 1));
    world.mean = SEEN_LEAST_USE;
    seen_next(&seen, 3);
    reads(2, 9);
    reads(3, 9);
    TOLD(at(3, 1), 79, DETECT_BREAKER_OPEN);
    begin();
    reads(0, 0);
    reads(1, 1600); /* two days in one */
    reads(2, 1600);
    AGREES(at(2, 1));
    begin();
    reads(1, 800);
    reads(2, -1);
    reads(2, 800);
    AGREES(at(2, 1));
    begin();
    world.dark = all_dark;
    reads(1, 800);
    reads(2, -1);
    reads(2, 800);
    check_told(at(2, 1), FACT_AREA, 79, DETECT_NETWORK, __LINE__);
}
END_TEST

/* A register between two others is looked at when it comes. */
START_TEST(late_registers)
{
    begin();
    reads(0, 0);
    reads(3, 800);
    AGREES(at(3, 1));
    reads(1, 800);
    ck_assert_uint_eq(seen.span_facts & FACT_NONE, FACT_NONE); /* D1 to D3 */
    TOLD(at(3, 2), 79, DETECT_BREAKER_OPEN);
}
END_TEST

/* orders that failed, that nobody made, and that never end. */
START_TEST(restores)
{
    static const struct {
        uint8_t code, family;
    } codes[] = {{RESULT_NO_METER_ANSWER, DETECT_NO_CONTACT},
                 {RESULT_TERMINAL_OFFLINE, DETECT_NO_CONTACT},
                 {RESULT_CRYPTO_UNAVAILABLE, DETECT_NO_CRYPTO},
                 {RESULT_CMD_EXPIRED, DETECT_REFUSED},
                 {RESULT_METER_PROTECTED, DETECT_REFUSED}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) { /* Q84, a day later */
        begin();
        decides(at(1, 8), FEE_RESTORE_PENDING);
        orders(at(1, 8), 2, ORDER_RESTORE, ORDER_SENT, 0);
        orders(at(1, 9), 2, ORDER_RESTORE, ORDER_FAILED, codes[i].code);
        decides(at(1, 9), FEE_RESTORE_FAILED);
        AGREES(at(2, 7));
        TOLD(at(2, 8), 84, codes[i].family);
        orders(at(2, 9), 3, ORDER_FIELD_RESTORE, ORDER_SUCCESS, RESULT_OK);
        AGREES(at(2, 9));
    }
    begin(); /* Q83: no order */
    decides(at(1, 8), FEE_RESTORE_PENDING);
    TOLD(at(2, 8), 83, DETECT_MESSAGE_LOST);
    begin(); /* Q85: R-23 is half an hour */
    decides(at(1, 8), FEE_RESTORE_PENDING);
    orders(at(1, 8), 2, ORDER_RESTORE, ORDER_SENT, 0);
    orders(at(1, 9), 2, ORDER_RESTORE, ORDER_EXECUTING, 0);
    AGREES(at(2, 7));
    TOLD(at(2, 8), 85, DETECT_MESSAGE_LOST);
    begin(); /* Q76: the light is on */
    orders(at(0, 8), 2, ORDER_RESTORE, ORDER_SENT, 0);
    decides(at(0, 8), FEE_RESTORE_SENT);
    reads(1, 800);
    reads(2, 1600);
    TOLD(at(2, 1), 76, DETECT_MESSAGE_LOST);
    begin(); /* T18: and nobody presses the key, or somebody did (T19) */
    decides(at(0, 8), FEE_CLOSE_ALLOWED);
    reads(1, 100);
    reads(2, 100);
    TOLD(at(2, 1), 88, DETECT_KEY);
    reads(3, 900);
    TOLD(at(3, 1), 76, DETECT_MESSAGE_LOST);
}
END_TEST

/* Q86 by the statement; Q83 of who has paid while his registers do not fit. */
START_TEST(money)
{
    begin();
    is_cut(1);
    posts(at(2, 10), PAYMENT_CHANNEL_ONLY, 1);
    TOLD(at(2, 10), 86, DETECT_NOT_POSTED);
    posts(at(2, 12), PAYMENT_POSTED, 1);
    AGREES(at(2, 12));
    orders(at(2, 13), 7, ORDER_EXCEPTION, ORDER_SENT, CAUSE_REGISTER_BACKWARDS);
    AGREES(at(3, 11));
    TOLD(at(3, 12), 83, DETECT_ESTIMATE);
    orders(at(3, 13), 7, ORDER_EXCEPTION, ORDER_CLOSED, CAUSE_REGISTER_BACKWARDS);
    AGREES(at(3, 13));
}
END_TEST

/* Every rule can be reached, by exactly its own facts, and says what to do. */
START_TEST(rules_are_reached)
{
    for (size_t i = 0; i < detect_rule_count; i++) {
        const struct detect_rule *rule = &detect_rules[i];
        ck_assert_ptr_eq(detect_rule_of(rule->needs), rule);
        ck_assert_ptr_nonnull(rule->next.en);
        ck_assert_ptr_nonnull(rule->next.zh);
        ck_assert_str_ne(detect_question_text(rule->question).en, "?");
    }
    for (unsigned i = 0; i < DETECT_FAMILIES; i++) {
        ck_assert_ptr_nonnull(detect_family_name(i));
        ck_assert_ptr_nonnull(detect_family_text(i).zh);
    }
    ck_assert_str_eq(detect_family_name(DETECT_FAMILIES), "?");
    ck_assert_ptr_null(detect_rule_of(0));
}
END_TEST

static char folder[32], path[64];

static struct run_db *sample_db(struct sample sample)
{
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    snprintf(folder, sizeof folder, "/tmp/feikong-detect-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    sample.recorder = run_store_recorder(store);
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 1, "population.use_per_day", "8.00 kWh", NULL),
                     FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

static void drop(struct run_db *db)
{
    run_db_close(db);
    unlink(path);
    rmdir(folder);
}

/* The registers of the sample grow by 8 kWh a day whatever happens, and its decisions stay at
 * `notice`: nobody's layers disagree. What was read is what a utility has. */
START_TEST(reads_what_a_utility_has)
{
    const uint32_t secret = UINT32_C(1) << EVENT_RELAY | UINT32_C(1) << EVENT_SUPPLY |
                            UINT32_C(1) << EVENT_FAULT | UINT32_C(1) << EVENT_QUERY;
    struct detect_list list;
    struct run_db *db = sample_db(
        (struct sample){.days = 5, .cuts_per_day = 4, .has_fault = true, .level = SIM_FULL});
    (void)run_db_events_read(db);
    ck_assert_int_eq(detect_load(db, &list, NULL), FK_OK);
    uint32_t read = run_db_events_read(db);
    ck_assert_uint_eq(read & secret, 0);
    ck_assert_uint_ne(read & UINT32_C(1) << EVENT_READING, 0);
    ck_assert_uint_eq(list.count, 0);
    detect_list_fini(&list);
    drop(db);
}
END_TEST

static void tell(const struct sim_recorder *recorder, struct sim_event event)
{
    event.priority = log_priority(event.type);
    ck_assert_int_eq(recorder->event(recorder->context, &event), FK_OK);
}

static void tell_register(const struct sim_recorder *recorder, int day, uint32_t customer,
                          int64_t value)
{
    tell(recorder,
         (struct sim_event){.at = at(day, 0) + 5 * MS_MINUTE,
                            .type = EVENT_READING,
                            .entity = customer,
                            .id = (uint32_t)clock_day_number(SAMPLE_START) + (uint32_t)day,
                            .state = 1,
                            .value = value});
}

struct setting_of {
    struct run_store *store;
    unsigned number;
};
static int on_setting(void *context, const char *key, const char *value)
{
    struct setting_of *of = context;
    return run_store_add_setting(of->store, ++of->number, key, value, NULL);
}

/* S-20: on D1 at 09:00 the order for customer 0 goes to the meter of customer 1, who has used 3.00
 * of his 8.00 kWh. Customer 2 goes dark at 18:00 of the same day, 3 of the next area at 09:00. On
 * D4 customer 1 has light again. */
static struct run_db *linked_db(const struct sim_scenario *settings)
{
    static const int64_t registers[4][6] = {{0, 800, 1600, 2400, 3200, 4000},
                                            {0, 800, 1100, 1100, 1100, 1900},
                                            {0, 800, 1400, 1400, 1400, 1400},
                                            {0, 800, 1100, 1100, 1100, 1100}};
    struct sim_event cut = {.at = at(1, 8), .type = EVENT_ORDER, .id = 1, .kind = ORDER_CUT};
    struct sim_event decided = {.at = at(1, 8), .type = EVENT_DECISION, .state = FEE_CUT_SENT};
    struct sim_run_info info = {.id = "S-20",
                                .title = "",
                                .story = "",
                                .source = "",
                                .settings = "",
                                .version = "",
                                .digest = "",
                                .level = SIM_FULL,
                                .start = SAMPLE_START,
                                .end = at(DAYS, 0),
                                .customers = 6,
                                .concentrators = 2,
                                .feps = 1};
    struct sim_run_result result = {.fingerprint = "00112233aabbccdd"};
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    snprintf(folder, sizeof folder, "/tmp/feikong-detect-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    const struct sim_recorder *recorder = run_store_recorder(store);
    ck_assert_int_eq(recorder->begin(recorder->context, &info), FK_OK);
    for (int day = 0; day < 6; day++) {
        for (uint32_t i = 0; i < 4; i++)
            tell_register(recorder, day, i, registers[i][day]);
        if (day != 1)
            continue;
        tell(recorder, decided);
        tell(recorder, cut);
        decided.at = cut.at = at(1, 9);
        decided.state = FEE_CUT;
        cut.state = ORDER_SUCCESS;
        cut.code = RESULT_OK;
        tell(recorder, decided);
        tell(recorder, cut);
    }
    ck_assert_int_eq(recorder->end(recorder->context, &result), FK_OK);
    if (settings) {
        struct setting_of of = {store, 0};
        ck_assert_int_eq(scenario_each_setting(settings, on_setting, &of), FK_OK);
    } else {
        ck_assert_int_eq(
            run_store_add_setting(store, 1, "population.use_per_day", "8.00 kWh", NULL), FK_OK);
    }
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

START_TEST(neighbours_are_told_apart)
{
    static const struct {
        uint8_t question, family;
        int over;
    } told[] = {{77, DETECT_WRONG_LINK, 0},
                {79, DETECT_WRONG_LINK, 5},
                {79, DETECT_BREAKER_OPEN, 0},
                {79, DETECT_BREAKER_OPEN, 0}};
    struct detect_list list;
    struct run_db *db = linked_db(NULL);
    ck_assert_int_eq(detect_load(db, &list, NULL), FK_OK);
    ck_assert_uint_eq(list.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        const struct detect_case *c = &list.cases[i];
        ck_assert_uint_eq(c->customer, i);
        ck_assert_uint_eq(c->rule->question, told[i].question);
        ck_assert_uint_eq(c->rule->family, told[i].family);
        ck_assert_int_eq(c->since, at(2, 0));
        ck_assert_int_eq(c->seen, at(3, 0) + 5 * MS_MINUTE);
        ck_assert_int_eq(c->over, told[i].over ? at(told[i].over, 0) + 5 * MS_MINUTE : 0);
    }
    detect_list_fini(&list);
    drop(db);
}
END_TEST

/* Customers 2 and 3 have local meters, which may have tripped by themselves: of them nothing is
 * told, and the others are told as before. Without the keys of its files a run is refused. */
START_TEST(local_meters_are_left_out)
{
    struct sim_scenario settings, again;
    struct fk_diag diag = {.text = ""};
    struct detect_list list;
    ck_assert_int_eq(hunt_base_load(NULL, &settings, NULL), FK_OK);
    settings.concentrators = 2;
    settings.meters_per_concentrator = 3;
    settings.local_meters = calloc(1, sizeof *settings.local_meters);
    settings.local_meters[settings.local_count++].target =
        (struct scenario_target){.group = 0, .klass = -1, .first = 2, .skip = 2};
    struct run_db *db = linked_db(&settings);
    ck_assert_int_eq(run_db_scenario(db, &again, NULL), FK_OK);
    ck_assert_uint_eq(again.local_count, 1);
    ck_assert_uint_eq(again.local_meters[0].target.skip, 2);
    scenario_fini(&again);
    ck_assert_int_eq(detect_load(db, &list, NULL), FK_OK);
    ck_assert_uint_eq(list.count, 2);
    ck_assert_uint_eq(list.cases[0].rule->question, 77);
    ck_assert_uint_eq(list.cases[1].customer, 1);
    detect_list_fini(&list);
    drop(db);
    settings.concentrators = 0; /* refused when it is read */
    db = linked_db(&settings);
    ck_assert_int_eq(run_db_scenario(db, &again, NULL), FK_E_STATE);
    ck_assert_int_eq(detect_load(db, &list, &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text, "the settings of the run cannot be read again");
    detect_list_fini(&list);
    drop(db);
    scenario_fini(&settings);
}
END_TEST

/* By question and cause, in both languages. */
START_TEST(page_shows_the_cases)
{
    struct detect_list list;
    struct run_db *db = linked_db(NULL);
    ck_assert_int_eq(run_detected_load(db, &list, NULL), FK_OK);
    for (enum fk_lang lang = FK_EN; lang < FK_LANGS; lang++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        run_detected_write(out, db, &list, "out/run.db", SAMPLE_START, lang);
        fclose(out);
        ck_assert_ptr_nonnull(
            strstr(text, FK_SAY(lang,
                                "<td>a breaker behind the meter is open"
                                "</td><td class=\"num\">2</td>"
                                "<td class=\"num\">2</td>",
                                "<td>表后开关断开</td><td class=\"num\">2</td>")));
        ck_assert_ptr_nonnull(strstr(text, "D3 00:05"));
        ck_assert_ptr_nonnull(strstr(text, "feikong detect out/run.db"));
        free(text);
    }
    detect_list_fini(&list);
    drop(db);
}
END_TEST

START_TEST(needs_registers_of_the_whole_run)
{
    struct fk_diag diag = {.text = ""};
    struct detect_list list;
    struct run_db *db =
        sample_db((struct sample){.days = 2, .cuts_per_day = 4, .level = SIM_EVENTS});
    ck_assert(!detect_is_possible(db));
    ck_assert_int_eq(detect_load(db, &list, &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text,
                     "daily registers of the whole run are what tells of the light, and it does "
                     "not record them: run it with --set recording=full");
    detect_list_fini(&list);
    drop(db);
}
END_TEST

static Suite *detect_suite(void)
{
    Suite *suite = suite_create("detect");
    TCase *all = tcase_create("rules");
    tcase_add_test(all, cut_and_power_on);
    tcase_add_test(all, breakers_by_hand);
    tcase_add_test(all, agreements_that_end);
    tcase_add_test(all, each_by_his_own_file);
    tcase_add_test(all, no_power_without_an_order);
    tcase_add_test(all, what_registers_cannot_tell);
    tcase_add_test(all, late_registers);
    tcase_add_test(all, restores);
    tcase_add_test(all, money);
    tcase_add_test(all, rules_are_reached);
    suite_add_tcase(suite, all);
    TCase *runs = tcase_create("runs");
    tcase_add_test(runs, reads_what_a_utility_has);
    tcase_add_test(runs, neighbours_are_told_apart);
    tcase_add_test(runs, local_meters_are_left_out);
    tcase_add_test(runs, page_shows_the_cases);
    tcase_add_test(runs, needs_registers_of_the_whole_run);
    suite_add_tcase(suite, runs);
    return suite;
}

FK_CHECK_MAIN(detect_suite)
