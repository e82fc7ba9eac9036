/* What scenario_load makes of a file: every member of struct sim_scenario, defaults, --set, extends
 * and the digest. The messages are in test_scenario_errors.c. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define D0 (INT64_C(1772380800) * MS_SECOND) /* 2026-03-02 00:00 in China Standard Time */

static struct sim_scenario world;
static struct fk_diag diag;

static void load_base(const char *const *set, size_t count)
{
    int result = scenario_load_memory("base.yaml", scenario_base, sizeof scenario_base - 1, set,
                                      count, &world, &diag);
    ck_assert_msg(result == FK_OK, "%s", diag.text);
}

static void load_set(const char *set)
{
    load_base(&set, 1);
}

/* The [C] figures of system rules 17a; crews cut in their hours unless the file says else. */
START_TEST(test_limits)
{
    load_base(NULL, 0);
    ck_assert_int_eq(world.restore_limit, 24 * MS_HOUR);
    ck_assert_int_eq(world.field_restore_limit, 24 * MS_HOUR);
    ck_assert_uint_eq(world.field_cut_days, 5);
    ck_assert_uint_eq(world.hold_days, 2);
    ck_assert_int_eq(world.cut_limit, 5 * MS_DAY);
    ck_assert_int_eq(world.field_cut_hours.from, world.crew_hours.from);
    ck_assert_int_eq(world.field_cut_hours.to, world.crew_hours.to);
    scenario_fini(&world);
    static const char *const set[] = {
        "limits.restore=12 h", "limits.field_restore=6 h", "limits.field_cut_days=3",
        "limits.hold_days=1",  "limits.cut=36 h",          "limits.field_cut_hours=09:00-16:00"};
    load_base(set, sizeof set / sizeof set[0]);
    ck_assert_int_eq(world.restore_limit, 12 * MS_HOUR);
    ck_assert_int_eq(world.field_restore_limit, 6 * MS_HOUR);
    ck_assert_uint_eq(world.field_cut_days, 3);
    ck_assert_uint_eq(world.hold_days, 1);
    ck_assert_int_eq(world.cut_limit, 36 * MS_HOUR);
    ck_assert_int_eq(world.field_cut_hours.from, 9 * MS_HOUR);
    ck_assert_int_eq(world.field_cut_hours.to, 16 * MS_HOUR);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_head)
{
    load_base(NULL, 0);
    ck_assert_str_eq(world.id, "T");
    ck_assert_str_eq(world.title, "Test");
    ck_assert_str_eq(world.story, "Nothing happens.");
    ck_assert_int_eq(world.start, D0);
    ck_assert_uint_eq(world.days, 3);
    ck_assert_uint_eq(world.seed, 7);
    ck_assert_int_eq(world.level, SIM_EVENTS);
    for (unsigned i = 0; i < SIM_INVARIANTS; ++i) {
        ck_assert_uint_eq(world.expected_violations[i], i == 3 ? 300 : 0);
    }
    ck_assert_uint_eq(world.concentrators, 5);
    ck_assert_uint_eq(world.meters_per_concentrator, 20);
    ck_assert_uint_eq(world.concentrators_per_fep, 2);
    ck_assert_uint_eq(scenario_customers(&world), 100);
    ck_assert_uint_eq(world.per_day, 800);
    ck_assert_int_eq(world.price, 520000);
    scenario_fini(&world);
}
END_TEST

/* CQ-15: 15 million customers are 75,000 concentrators of 200. */
START_TEST(test_largest_city)
{
    static const char *const set[] = {"population.concentrators=75000",
                                      "population.meters_per_concentrator=200"};
    load_base(set, sizeof set / sizeof set[0]);
    ck_assert_uint_eq(scenario_customers(&world), 15000000);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_groups)
{
    load_base(NULL, 0);
    ck_assert_uint_eq(world.group_count, 2);
    ck_assert_str_eq(world.groups[0].name, "G1");
    ck_assert_uint_eq(world.groups[0].every, 1);
    ck_assert_uint_eq(world.groups[0].classes, 1);
    ck_assert_int_eq(world.groups[0].balance, 50000);
    ck_assert_int_eq(world.groups[0].balance_step, 0);
    ck_assert_str_eq(world.groups[1].name, "G2");
    ck_assert_uint_eq(world.groups[1].every, 10);
    ck_assert_uint_eq(world.groups[1].classes, 4);
    ck_assert_int_eq(world.groups[1].balance, 208);
    ck_assert_int_eq(world.groups[1].balance_step, 416);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_policy)
{
    load_base(NULL, 0);
    const struct fee_policy *p = &world.policy;
    ck_assert_str_eq(p->name, "test");
    ck_assert_int_eq(p->reminder, 5000);
    ck_assert_int_eq(p->warning, 3000);
    ck_assert_int_eq(p->overdraft, -2050);
    ck_assert_uint_eq(p->restore_at, FEE_RESTORE_ABOVE);
    ck_assert_uint_eq(p->repeat, FEE_REPEAT_DAILY_LOW);
    ck_assert_uint_eq(p->restore_mode, FEE_RESTORE_SAFE);
    ck_assert_uint_eq(p->approval_levels, 0);
    ck_assert(p->warn_before_cut && !p->receipt_needed && p->second_check);
    ck_assert_int_eq(p->notice_wait, 30 * MS_MINUTE);
    ck_assert_int_eq(p->notice_valid, 8 * MS_HOUR);
    ck_assert_int_eq(p->cut_window.from, 8 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_int_eq(p->cut_window.to, 16 * MS_HOUR);
    ck_assert_uint_eq(p->reading_lag_days, 1);
    ck_assert_int_eq(p->max_reading_age, 2 * MS_DAY);
    ck_assert_uint_eq(p->exception_after_days, 4);
    ck_assert_uint_eq(p->repeats, 1);
    ck_assert_int_eq(p->repeat_at, 12 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND);
    ck_assert_uint_eq(p->escalation, FEE_COMMON_CAUSE_HOLD);
    ck_assert_uint_eq(p->hold_percent, 20);
    ck_assert_uint_eq(p->hold_orders, 50);
    ck_assert_int_eq(p->hold_window, 10 * MS_MINUTE);
    scenario_fini(&world);
}
END_TEST

static void check_part(const struct chance_dist *dist, unsigned count, unsigned part,
                       enum chance_kind kind, uint32_t ppm, ms_t a, ms_t b)
{
    ck_assert_uint_eq(dist->count, count);
    ck_assert_uint_eq(dist->parts[part].kind, kind);
    ck_assert_uint_eq(dist->parts[part].weight_ppm, ppm);
    ck_assert_int_eq(dist->parts[part].a, a);
    ck_assert_int_eq(dist->parts[part].b, b);
}

START_TEST(test_collection)
{
    load_base(NULL, 0);
    ck_assert_int_eq(world.read_at, 5 * MS_MINUTE);
    ck_assert_uint_eq(world.gap_fill_count, 2);
    ck_assert_int_eq(world.gap_fill_at[0], 2 * MS_HOUR);
    ck_assert_int_eq(world.gap_fill_at[1], 6 * MS_HOUR);
    ck_assert_uint_eq(world.gap_fill_days, 2);
    ck_assert_int_eq(world.push_at, 4 * MS_HOUR);
    ck_assert_int_eq(world.second_push_at, 10 * MS_HOUR);
    check_part(&world.command_time, 1, 0, CHANCE_LOGNORMAL, 1000000, 4000, 30000);
    check_part(&world.read_time, 1, 0, CHANCE_UNIFORM, 1000000, 500, 3000);
    ck_assert_uint_eq(world.commands_per_concentrator, 1);
    ck_assert_uint_eq(world.commands_per_fep, 100);
    ck_assert_uint_eq(world.commands_in_all, 200);
    ck_assert_int_eq(world.command_timeout, 60 * MS_SECOND);
    ck_assert_uint_eq(world.command_tries, 3);
    ck_assert_int_eq(world.command_gap, 61 * MS_SECOND);
    ck_assert_int_eq(world.command_valid, 31 * MS_MINUTE);
    ck_assert_int_eq(world.order_limit, 32 * MS_MINUTE);
    ck_assert_uint_eq(world.calc_rate, 713);
    ck_assert_int_eq(world.results_at, 5 * MS_HOUR);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_parties)
{
    load_base(NULL, 0);
    ck_assert_int_eq(world.sms_window.from, 8 * MS_HOUR);
    ck_assert_int_eq(world.sms_window.to, MS_DAY);
    ck_assert_uint_eq(world.sms_rate, 500);
    check_part(&world.sms_delivery, 1, 0, CHANCE_EXP, 1000000, 5000, 0);
    ck_assert_uint_eq(world.sms_exempt, 1u << SMS_CUT_DONE | 1u << SMS_RESTORED);
    check_part(&world.posting.usual, 2, 0, CHANCE_UNIFORM, 900000, 0, 30 * MS_MINUTE);
    check_part(&world.posting.usual, 2, 1, CHANCE_CONST, 100000, 2 * MS_HOUR, 0);
    ck_assert_uint_eq(world.posting_capacity, 300);
    ck_assert(world.is_paying_after_cut);
    check_part(&world.pay_after, 1, 0, CHANCE_CONST, 1000000, 2 * MS_HOUR, 0);
    ck_assert_int_eq(world.pay_amount, 10000);
    ck_assert_uint_eq(world.crews, 1);
    ck_assert_uint_eq(world.crew_jobs_per_day, 12);
    ck_assert_int_eq(world.crew_hours.from, 8 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_int_eq(world.crew_hours.to, 17 * MS_HOUR + 30 * MS_MINUTE);
    check_part(&world.crew_arrival, 1, 0, CHANCE_CONST, 1000000, MS_HOUR, 0);
    check_part(&world.crew_work, 1, 0, CHANCE_CONST, 1000000, 20 * MS_MINUTE, 0);
    check_part(&world.button_after, 1, 0, CHANCE_CONST, 1000000, 10 * MS_MINUTE, 0);
    scenario_fini(&world);
}
END_TEST

static void check_target(const struct scenario_target *target, int group, int klass, uint32_t first)
{
    ck_assert_int_eq(target->group, group);
    ck_assert_int_eq(target->klass, klass);
    ck_assert_uint_eq(target->first, first);
}

START_TEST(test_story)
{
    load_base(NULL, 0);
    ck_assert_uint_eq(world.fault_count, 3);
    ck_assert_int_eq(world.faults[0].kind, FAULT_CRYPTO_DOWN);
    ck_assert_int_eq(world.faults[0].from, D0 + MS_DAY + 8 * MS_HOUR);
    ck_assert_int_eq(world.faults[0].to, D0 + MS_DAY + 12 * MS_HOUR);
    ck_assert_int_eq(world.faults[0].offset, 0);
    check_target(&world.faults[0].target, -1, -1, 0);
    ck_assert_int_eq(world.faults[1].kind, FAULT_METER_UNREADABLE);
    check_target(&world.faults[1].target, 1, 3, 20);
    ck_assert_int_eq(world.faults[2].kind, FAULT_MASTER_CLOCK);
    ck_assert_int_eq(world.faults[2].to, D0 + 3 * MS_DAY + MS_SECOND);
    ck_assert_int_eq(world.faults[2].offset, -45 * MS_MINUTE);
    ck_assert_uint_eq(world.payment_count, 2);
    ck_assert_int_eq(world.payments[0].from, D0 + MS_DAY + 18 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_int_eq(world.payments[0].to, world.payments[0].from);
    ck_assert_int_eq(world.payments[0].every, 0);
    ck_assert_int_eq(world.payments[0].channel, PAY_ALIPAY);
    check_target(&world.payments[0].target, 1, -1, 0);
    ck_assert_int_eq(world.payments[1].from, D0 + MS_DAY + 17 * MS_HOUR);
    ck_assert_int_eq(world.payments[1].to, D0 + MS_DAY + 23 * MS_HOUR);
    ck_assert_int_eq(world.payments[1].every, 6 * MS_SECOND);
    ck_assert_int_eq(world.payments[1].amount, 1234);
    ck_assert_int_eq(world.payments[1].channel, PAY_WECHAT);
    check_target(&world.payments[1].target, -1, -1, 0);
    ck_assert_uint_eq(world.read_count, 1);
    ck_assert_int_eq(world.reads[0].at, D0 + MS_DAY + 9 * MS_HOUR);
    ck_assert_uint_eq(world.reads[0].count, 200);
    check_target(&world.reads[0].target, 0, -1, 0);
    ck_assert_uint_eq(world.query_count, 1);
    ck_assert_int_eq(world.queries[0].at, D0 + MS_DAY + 20 * MS_HOUR + 30 * MS_SECOND);
    check_target(&world.queries[0].target, -1, -1, 0);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_expectations)
{
    load_base(NULL, 0);
    ck_assert_uint_eq(world.expectation_count, 2);
    const struct scenario_expectation *e = world.expectations;
    ck_assert_str_eq(e[0].name, "customers");
    ck_assert_str_eq(e[0].source, "B0");
    ck_assert_str_eq(e[0].sql, "SELECT 1");
    ck_assert_str_eq(e[0].equals, "");
    ck_assert_ptr_null(e[0].min);
    ck_assert_ptr_null(e[0].max);
    ck_assert_int_eq(e[0].line, 99);
    ck_assert_ptr_null(e[1].equals);
    ck_assert_str_eq(e[1].min, "1");
    ck_assert_str_eq(e[1].max, "3");
    ck_assert_int_eq(e[1].line, 100);
    scenario_fini(&world);
    ck_assert_ptr_null(world.expectations);
    scenario_fini(&world); /* an empty one too */
}
END_TEST

/* `none` takes an optional key back; lists and sections are then empty. */
START_TEST(test_none)
{
    static const char *const set[] = {"collection.second_push_at=none",
                                      "collection.gap_fill_at=none",
                                      "customer.pay_after_cut=none",
                                      "faults=none",
                                      "payments=[]",
                                      "expectations=none",
                                      "expected_violations=none",
                                      "population.groups.1.classes=none"};
    load_base(set, sizeof set / sizeof set[0]);
    ck_assert_int_eq(world.second_push_at, -1);
    ck_assert_uint_eq(world.gap_fill_count, 0);
    ck_assert(!world.is_paying_after_cut);
    ck_assert_uint_eq(world.fault_count, 0);
    ck_assert_uint_eq(world.payment_count, 0);
    ck_assert_uint_eq(world.expectation_count, 0);
    ck_assert_uint_eq(world.expected_violations[3], 0);
    ck_assert_uint_eq(world.groups[1].classes, 1);
    scenario_fini(&world);
}
END_TEST

START_TEST(test_set)
{
    static const char *const set[] = {"days=5",
                                      "sms.rate=100",
                                      "policy.overdraft=-20 CNY",
                                      "policy.failure.escalation=field-order-at-once",
                                      "sms.exempt=[]",
                                      "population.groups.G2.every=20",
                                      "faults.0.to=D1 09:00",
                                      "faults.1.who.class=none",
                                      "title=a: b = c # d",
                                      "customer.pay_after_cut={amount: 7 CNY}",
                                      "customer.button_after=U(1 s, 2 s)",
                                      "days=6"};
    load_base(set, sizeof set / sizeof set[0]);
    ck_assert_uint_eq(world.days, 6);
    ck_assert_uint_eq(world.sms_rate, 100);
    ck_assert_int_eq(world.policy.overdraft, -2000);
    ck_assert_uint_eq(world.policy.escalation, FEE_FIELD_AT_ONCE);
    ck_assert_uint_eq(world.sms_exempt, 0);
    ck_assert_uint_eq(world.groups[1].every, 20);
    ck_assert_int_eq(world.faults[0].to, D0 + MS_DAY + 9 * MS_HOUR);
    check_target(&world.faults[1].target, 1, -1, 20);
    ck_assert_str_eq(world.title, "a: b = c # d");
    ck_assert_int_eq(world.pay_amount, 700);
    check_part(&world.pay_after, 1, 0, CHANCE_CONST, 1000000, 2 * MS_HOUR, 0);
    check_part(&world.button_after, 1, 0, CHANCE_UNIFORM, 1000000, 1000, 2000);
    scenario_fini(&world);
}
END_TEST

/* CQ-13: what is said of messages, in parts of a million, and what without it. */
START_TEST(test_messages)
{
    static const char *const set[] = {
        "sms.first=[pre-cut, warning]",
        "sms.lost=0.3 %",
        "sms.no_number=100 %",
        "sms.paper_delivery=8 h",
        "sms.paper_lost=5 %",
        "sms.paper_counts=false",
        "sms.validity=2 h",
        "phones=[{number: '', who: {group: G2, first: 3}}, {owner: other, until: D1 08:00}]",
        "messages=[{at: D1 09:00, kind: free-text, text: 你好}, {at: D0 09:00, kind: dunning}]"};
    load_base(NULL, 0);
    ck_assert_uint_eq(world.sms_first, 0);
    ck_assert_int_eq(world.sms_validity, MS_DAY);
    ck_assert_uint_eq(world.sms_shares.lost, 0);
    ck_assert(world.paper.count == 0 && world.is_paper_counted);
    ck_assert(world.phone_count == 0 && world.message_count == 0);
    scenario_fini(&world);
    load_base(set, sizeof set / sizeof set[0]);
    ck_assert_uint_eq(world.sms_first, 1U << SMS_PRE_CUT | 1U << SMS_WARNING);
    ck_assert_uint_eq(world.sms_shares.lost, 3000);
    ck_assert_uint_eq(world.sms_shares.no_number, 1000000);
    check_part(&world.paper, 1, 0, CHANCE_CONST, 1000000, 8 * MS_HOUR, 0);
    ck_assert_uint_eq(world.paper_lost, 50000);
    ck_assert(!world.is_paper_counted);
    ck_assert_int_eq(world.sms_validity, 2 * MS_HOUR);
    ck_assert_uint_eq(world.phone_count, 2);
    ck_assert_str_eq(world.phones[0].number, "");
    check_target(&world.phones[0].target, 1, -1, 3);
    ck_assert(!world.phones[0].owner && !world.phones[0].is_paper && world.phones[0].until == 0);
    ck_assert_ptr_null(world.phones[1].number);
    ck_assert_uint_eq(world.phones[1].owner, 1);
    ck_assert_int_eq(world.phones[1].until, D0 + MS_DAY + 8 * MS_HOUR);
    ck_assert_uint_eq(world.message_count, 2);
    ck_assert_str_eq(world.messages[0].text, "你好");
    ck_assert_uint_eq(world.messages[1].kind, SMS_DUNNING);
    ck_assert_ptr_null(world.messages[1].text);
    scenario_fini(&world);
}
END_TEST

/* A section that the file does not have can be set. */
START_TEST(test_set_makes_a_section)
{
    static const char *const set[] = {"expected_violations=none", "expected_violations.INV-15=2"};
    load_base(set, 1);
    ck_assert_uint_eq(world.expected_violations[15], 0);
    scenario_fini(&world);
    load_set(set[1]);
    ck_assert_uint_eq(world.expected_violations[15], 2);
    ck_assert_uint_eq(world.expected_violations[3], 300);
    scenario_fini(&world);
}
END_TEST

/* The same run has the same digest, however it is written; another run has another. */
START_TEST(test_digest)
{
    static const char *const alike[] = {"title=Other", "story=Other", "expectations=none",
                                        "days=3"};
    char digest[17];
    load_base(NULL, 0);
    memcpy(digest, world.digest, sizeof digest);
    ck_assert_uint_eq(strlen(digest), 16);
    ck_assert_uint_eq(strspn(digest, "0123456789abcdef"), 16);
    scenario_fini(&world);
    load_base(alike, sizeof alike / sizeof alike[0]);
    ck_assert_str_eq(world.digest, digest);
    scenario_fini(&world);
    load_set("seed=8");
    ck_assert_str_ne(world.digest, digest);
    scenario_fini(&world);
    /* another order of keys, other quotes, comments */
    char *text = malloc(sizeof scenario_base + 64);
    const char *second = strchr(scenario_base, '\n') + 1;
    strcpy(text, second);
    strcat(text, "# comment\n\"id\": 'T'\n");
    ck_assert_int_eq(scenario_load_memory("x.yaml", text, strlen(text), NULL, 0, &world, &diag),
                     FK_OK);
    ck_assert_str_eq(world.digest, digest);
    scenario_fini(&world);
    free(text);
}
END_TEST

/* Folder with files for extends; removed by the test. */
static char folder[] = "/tmp/feikong-scenario-XXXXXX";

static void put_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static int load_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return scenario_load(path, NULL, 0, &world, &diag);
}

static void remove_files(const char *const *names)
{
    for (; *names; ++names) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, *names);
        unlink(path);
    }
    rmdir(folder);
}

/* Two parents, the later wins; a grandparent in the middle; lists replace, mappings merge. */
START_TEST(test_extends)
{
    static const char *const names[] = {"base.yaml", "second.yaml", "child.yaml", NULL};
    ck_assert_ptr_nonnull(mkdtemp(folder));
    put_file("base.yaml", scenario_base);
    put_file("second.yaml", "extends: [base.yaml]\ndays: 9\nseed: 9\nsms: {rate: 9}\n");
    put_file("child.yaml", "extends: [base.yaml, ./second.yaml]\nseed: 10\n"
                           "population: {groups: [{name: A, balance: 1 CNY}]}\n"
                           "faults: []\npayments: []\nreads: []\n");
    ck_assert_msg(load_file("child.yaml") == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(world.days, 9);
    ck_assert_uint_eq(world.seed, 10);
    ck_assert_uint_eq(world.sms_rate, 9);
    ck_assert_int_eq(world.sms_window.from, 8 * MS_HOUR);
    ck_assert_uint_eq(world.group_count, 1);
    ck_assert_uint_eq(world.concentrators, 5);
    ck_assert_uint_eq(world.fault_count, 0);
    ck_assert_uint_eq(world.query_count, 1);
    scenario_fini(&world);
    remove_files(names);
}
END_TEST

/* A story is its own file's, a Chinese title that of the title beside it. */
START_TEST(test_texts)
{
    static const char *const names[] = {"base.yaml", "child.yaml", "named.yaml", NULL};
    static const char *const set[] = {"title=Mine", "story=Own"};
    char path[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    put_file("base.yaml", scenario_base);
    put_file("child.yaml", "extends: [base.yaml]\ntitle_zh: 标题\nstory_zh: 故事\n"
                           "expectations: [{name: a, name_zh: 甲, source: R-1, source_zh: 乙, "
                           "sql: SELECT 1, equals: 1}]\n");
    put_file("named.yaml", "extends: [child.yaml]\ntitle: Named\n");
    ck_assert_msg(load_file("child.yaml") == FK_OK, "%s", diag.text);
    ck_assert_ptr_null(world.story);
    ck_assert_str_eq(world.title, "Test");
    ck_assert_str_eq(world.title_zh, "标题");
    ck_assert_str_eq(world.story_zh, "故事");
    ck_assert_str_eq(world.expectations[0].name_zh, "甲");
    ck_assert_str_eq(world.expectations[0].source_zh, "乙");
    scenario_fini(&world);
    ck_assert_msg(load_file("named.yaml") == FK_OK, "%s", diag.text);
    ck_assert_str_eq(world.title, "Named");
    ck_assert_ptr_null(world.title_zh);
    ck_assert_ptr_null(world.story);
    ck_assert_ptr_null(world.story_zh);
    scenario_fini(&world);
    snprintf(path, sizeof path, "%s/child.yaml", folder);
    ck_assert_int_eq(scenario_load(path, set, 2, &world, &diag), FK_OK);
    ck_assert_ptr_null(world.title_zh);
    ck_assert_ptr_null(world.story_zh);
    scenario_fini(&world);
    remove_files(names);
}
END_TEST

/* What is not beside the file is looked for in the folders that were given. */
START_TEST(test_extends_folders)
{
    static const char *const names[] = {"base.yaml", "mine/own.yaml", "mine/base.yaml", NULL};
    ck_assert_ptr_nonnull(mkdtemp(folder));
    const char *const list[] = {"/nowhere", folder, NULL}, *const none[] = {NULL};
    char mine[128];
    snprintf(mine, sizeof mine, "%s/mine", folder);
    ck_assert_int_eq(mkdir(mine, 0700), 0);
    put_file("base.yaml", scenario_base);
    put_file("mine/own.yaml", "extends: [base.yaml]\nseed: 11\n");
    ck_assert_int_ne(load_file("mine/own.yaml"), FK_OK);
    scenario_extends_folders(list);
    ck_assert_msg(load_file("mine/own.yaml") == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(world.seed, 11);
    ck_assert_uint_eq(world.days, 3);
    scenario_fini(&world);
    put_file("mine/base.yaml", "extends: [../base.yaml]\ndays: 4\n");
    ck_assert_msg(load_file("mine/own.yaml") == FK_OK, "%s", diag.text);
    ck_assert_uint_eq(world.days, 4);
    scenario_fini(&world);
    /* in none of the places */
    char expected[512];
    put_file("mine/own.yaml", "extends: [none.yaml]\n");
    ck_assert_int_eq(load_file("mine/own.yaml"), FK_E_FORMAT);
    snprintf(expected, sizeof expected,
             "%s/own.yaml:1:11: key 'extends.0': cannot read \"%s/none.yaml\": No such file or "
             "directory; nor is it in /nowhere, %s",
             mine, mine, folder);
    ck_assert_str_eq(diag.text, expected);
    scenario_extends_folders(none);
    for (unsigned i = 1; i < 3; i++) {
        snprintf(mine, sizeof mine, "%s/%s", folder, names[i]);
        unlink(mine);
    }
    snprintf(mine, sizeof mine, "%s/mine", folder);
    rmdir(mine);
    remove_files(names);
}
END_TEST

/* Files that extend each other without end, or too many of them, are refused. */
START_TEST(test_extends_bounds)
{
    static const char *const names[] = {"a.yaml", "b.yaml", "pipe", NULL};
    char expected[256], path[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    put_file("a.yaml", "days: 1\nextends: [b.yaml]\n");
    put_file("b.yaml", "extends:\n  - a.yaml\n");
    ck_assert_int_eq(load_file("a.yaml"), FK_E_FORMAT);
    snprintf(expected, sizeof expected,
             "%s/b.yaml:2:5: key 'extends.0': \"%s/a.yaml\" extends itself in a circle", folder,
             folder);
    ck_assert_str_eq(diag.text, expected);
    put_file("b.yaml", "extends: [b.yaml]\n");
    ck_assert_int_eq(load_file("b.yaml"), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "in a circle"));
    put_file("b.yaml", "days: 1\n");
    char many[1024] = "extends: [b.yaml";
    for (int i = 1; i < 63; ++i) {
        strcat(many, ", b.yaml");
    }
    strcat(many, "]\n");
    put_file("a.yaml", many); /* 64 files with itself: read, though most keys are missing */
    ck_assert_int_eq(load_file("a.yaml"), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "missing"));
    strcpy(strchr(many, ']'), ", b.yaml]\n");
    put_file("a.yaml", many);
    ck_assert_int_eq(load_file("a.yaml"), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "too many files"));
    put_file("a.yaml", "extends: [none.yaml]\n");
    ck_assert_int_eq(load_file("a.yaml"), FK_E_FORMAT);
    snprintf(expected, sizeof expected,
             "%s/a.yaml:1:11: key 'extends.0': cannot read \"%s/none.yaml\": No such file or "
             "directory",
             folder, folder);
    ck_assert_str_eq(diag.text, expected);
    /* a pipe without a writer would block for ever */
    snprintf(path, sizeof path, "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(load_file("pipe"), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "not a regular file"));
    remove_files(names);
}
END_TEST

/* Keys of the user's own file are named with their file, keys of a parent with the parent's. */
START_TEST(test_places_across_files)
{
    static const char *const names[] = {"base.yaml", "child.yaml", NULL};
    char expected[256];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    put_file("base.yaml", "# one line\nsms: {rate: 5, rte: 6}\n");
    put_file("child.yaml", "extends: [base.yaml]\nsms:\n  rate: many\n");
    ck_assert_int_eq(load_file("child.yaml"), FK_E_FORMAT);
    snprintf(expected, sizeof expected,
             "%s/child.yaml:3:9: key 'sms.rate': \"many\" is not a whole number; expected 1 to "
             "1000000",
             folder);
    ck_assert_str_eq(diag.text, expected);
    put_file("child.yaml", "extends: [base.yaml]\nsms:\n  rate: 7\n");
    ck_assert_int_eq(load_file("child.yaml"), FK_E_FORMAT);
    snprintf(expected, sizeof expected,
             "%s/base.yaml:2:16: key 'sms.rte': unknown key; expected one of rate, window, "
             "delivery, exempt, first, validity, rejected, lost, misrouted, intercepted, "
             "receipt_lost, wrong_owner, ...",
             folder);
    ck_assert_str_eq(diag.text, expected);
    /* what a merged mapping lacks is missing in the child's part of it */
    put_file("base.yaml", "sms: {rate: 5}\n");
    put_file("child.yaml", "extends: [base.yaml]\nsms:\n  exempt: []\n");
    ck_assert_int_eq(load_file("child.yaml"), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "child.yaml:1:1: key 'id': missing"));
    remove_files(names);
}
END_TEST

START_TEST(test_file_that_is_not_there)
{
    ck_assert_int_eq(scenario_load("/nonexistent/x.yaml", NULL, 0, &world, &diag), FK_E_IO);
    ck_assert_str_eq(diag.text, "/nonexistent/x.yaml: cannot be read: No such file or directory");
    ck_assert_int_eq(scenario_load("/tmp", NULL, 0, &world, NULL), FK_E_IO);
}
END_TEST

/* The scenarios of the repository load. */
START_TEST(test_shipped)
{
    ck_assert_msg(scenario_load("scenarios/b0.yaml", NULL, 0, &world, &diag) == FK_OK, "%s",
                  diag.text);
    ck_assert_str_eq(world.id, "B0");
    ck_assert_uint_eq(scenario_customers(&world), 10000);
    ck_assert_str_eq(world.policy.name, "jibei");
    scenario_fini(&world);
    ck_assert_msg(scenario_load("scenarios/s-08.yaml", NULL, 0, &world, &diag) == FK_OK, "%s",
                  diag.text);
    ck_assert_uint_eq(world.payment_count, 2);
    scenario_fini(&world);
}
END_TEST

static Suite *scenario_load_suite(void)
{
    Suite *suite = suite_create("scenario_load");
    TCase *tcase = tcase_create("load");
    tcase_add_test(tcase, test_head);
    tcase_add_test(tcase, test_limits);
    tcase_add_test(tcase, test_largest_city);
    tcase_add_test(tcase, test_groups);
    tcase_add_test(tcase, test_policy);
    tcase_add_test(tcase, test_collection);
    tcase_add_test(tcase, test_parties);
    tcase_add_test(tcase, test_story);
    tcase_add_test(tcase, test_expectations);
    tcase_add_test(tcase, test_none);
    tcase_add_test(tcase, test_set);
    tcase_add_test(tcase, test_messages);
    tcase_add_test(tcase, test_set_makes_a_section);
    tcase_add_test(tcase, test_digest);
    tcase_add_test(tcase, test_extends);
    tcase_add_test(tcase, test_texts);
    tcase_add_test(tcase, test_extends_folders);
    tcase_add_test(tcase, test_extends_bounds);
    tcase_add_test(tcase, test_places_across_files);
    tcase_add_test(tcase, test_file_that_is_not_there);
    tcase_add_test(tcase, test_shipped);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_load_suite)
