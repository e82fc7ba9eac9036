/* Whole runs of a small B0 (400 customers, 3 days). SimGrid starts once in a process, so every run
 * has a child of its own and reports through a pipe. */
#include "sim/world/run.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCENARIO FK_TEST_DIR "/../scenarios/b0.yaml"

/* One run, as asked of the child. */
struct asked {
    const char *factory;
    uint32_t group_size;
    const char *set[4];
    enum fk_err event_answer; /* what the recorder returns from its event `event_at` on */
    uint32_t event_at;        /* 0: never */
    uint32_t stop_at;         /* is_stopped says so when asked this many times; 0: never */
    uint32_t expected;
    bool has_versions; /* the price as versions of a tariff, the second from D1 on */
    ms_t crews_wrong;  /* from here on the rule lets crews cut, and they do not know; 0: no */
};

/* What the child tells. */
struct told {
    int err;
    struct sim_outcome outcome;
    uint32_t begins, events, violations, days, histogram, ends;
    uint32_t crowd;                  /* most customers in one class of balance */
    uint32_t disorders, after_error; /* events out of order; calls after an error */
    ms_t first_off;                  /* first loss of supply */
    ms_t first_exception;            /* first exception order */
    int64_t computed_at;             /* end of the first calculation of a day, the latest */
    uint32_t faults[2];              /* that end, that begin, one of each meter */
    uint32_t copies[2];              /* of accounts, that are right, that are not */
    fen_t behind;                    /* what all that are not lack */
    ms_t right_at;                   /* the last that became right */
    struct fk_diag diag;
};

static const struct asked *asked;
static struct sim_scenario scenario;
static struct told told;
static uint32_t stop_asked;
static struct sim_event last;

static int on_begin(void *context, const struct sim_run_info *info)
{
    (void)context;
    ck_assert_uint_eq(info->customers, 400);
    told.begins++;
    if (asked->crews_wrong)
        scenario.field_cut_hours.from = asked->crews_wrong;
    return FK_OK;
}

static int on_event(void *context, const struct sim_event *event)
{
    (void)context;
    told.after_error += asked->event_at && told.events >= asked->event_at;
    if (event->type == EVENT_FAULT)
        told.faults[event->state]++;
    if (event->type == EVENT_COPY) {
        told.copies[event->value != 0]++;
        told.behind += event->value;
        told.right_at = event->value == 0 ? event->at : told.right_at;
    }
    if (told.events > 0) {
        const int64_t was[] = {last.at, last.priority, last.entity, last.seq};
        const int64_t is[] = {event->at, event->priority, event->entity, event->seq};
        unsigned at = 0;
        while (at < 3 && was[at] == is[at])
            at++;
        told.disorders += was[at] >= is[at];
    }
    last = *event;
    if (event->type == EVENT_SUPPLY && event->state == 0 && told.first_off == 0)
        told.first_off = event->at;
    if (event->type == EVENT_ORDER && event->kind == ORDER_EXCEPTION && told.first_exception == 0)
        told.first_exception = event->at;
    told.events++;
    return asked->event_at && told.events >= asked->event_at ? asked->event_answer : FK_OK;
}

static int on_violation(void *context, const struct sim_violation *violation)
{
    (void)context;
    (void)violation;
    told.violations++;
    return FK_OK;
}

static int on_daily(void *context, ms_t day, const int64_t *values)
{
    (void)context;
    (void)day;
    told.days += values[DAILY_METERS] == 400;
    told.computed_at = values[DAILY_CALC_END_MS];
    return FK_OK;
}

static int on_histogram(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers)
{
    (void)context;
    (void)day;
    told.histogram += low < high ? customers : 0;
    told.crowd = customers > told.crowd ? customers : told.crowd;
    return FK_OK;
}

static int on_end(void *context, const struct sim_run_result *result)
{
    (void)context;
    (void)result;
    told.ends++;
    return FK_OK;
}

static int is_stopped(void *context)
{
    (void)context;
    return asked->stop_at && ++stop_asked >= asked->stop_at;
}

/* freed with the scenario, or with the process */
static void put_versions(void)
{
    struct tariff_version *versions = calloc(2, sizeof *versions);
    ck_assert_ptr_nonnull(versions);
    versions[0].months = TARIFF_ALL_YEAR;
    versions[0].base[TARIFF_SINGLE] = scenario.price;
    versions[1] = versions[0];
    versions[1].from = scenario.start + MS_DAY;
    scenario.tariff_versions = versions;
    scenario.tariff_version_count = 2;
    scenario.price = 0;
}

static void child(int out)
{
    const char *set[8] = {"population.concentrators=40", "population.meters_per_concentrator=10",
                          "days=3"};
    size_t count = 3;
    struct sim_recorder recorder = {.begin = on_begin,
                                    .event = on_event,
                                    .violation = on_violation,
                                    .daily = on_daily,
                                    .histogram = on_histogram,
                                    .end = on_end};
    struct sim_options options = {
        .factory = asked->factory, .group_size = asked->group_size, .is_stopped = is_stopped};

    for (unsigned i = 0; i < 4 && asked->set[i]; i++)
        set[count++] = asked->set[i];
    told.err = scenario_load(SCENARIO, set, count, &scenario, &told.diag);
    if (told.err == FK_OK && asked->has_versions)
        put_versions();
    if (told.err == FK_OK) {
        scenario.expected_violations[5] = scenario.expected_violations[6] = asked->expected;
        told.err = sim_run(&scenario, &recorder, &options, &told.outcome, &told.diag);
    }
    ssize_t written = write(out, &told, sizeof told);
    _exit(written == (ssize_t)sizeof told ? 0 : 1);
}

static struct told run(struct asked what)
{
    int ends[2], status;
    struct told result;
    ck_assert_int_eq(pipe(ends), 0);
    asked = &what;
    fflush(NULL);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        child(ends[1]);
    close(ends[1]);
    size_t got = 0;
    while (got < sizeof result) {
        ssize_t n = read(ends[0], (char *)&result + got, sizeof result - got);
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the run died: status %d", status);
    ck_assert_uint_eq(got, sizeof result);
    return result;
}

/* B0: class k of G2 goes below zero on D(k+1): one in 100 of 400 customers each day. */
START_TEST(small_b0_runs_to_its_end)
{
    struct told t = run((struct asked){0});
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert(t.outcome.is_as_expected);
    ck_assert_uint_eq(t.outcome.result.violations, 0);
    ck_assert_uint_eq(t.outcome.result.events, t.events);
    ck_assert_uint_eq(t.outcome.customer_days, 1200);
    ck_assert_uint_eq(t.begins, 1);
    ck_assert_uint_eq(t.days, 3);
    ck_assert_uint_eq(t.histogram, 1200);
    ck_assert_uint_eq(t.ends, 1);
    ck_assert_uint_eq(t.disorders, 0);
    /* customer 0: SMS at 08:00:00, receipt 5 s later, 30 min, one command of 10 s, a few hops */
    ms_t due = (INT64_C(1772380800) + 24 * 3600 + 8 * 3600 + 30 * 60 + 15) * MS_SECOND;
    ck_assert_int_ge(t.first_off, due);
    ck_assert_int_le(t.first_off, due + 20);
}
END_TEST

/* INV-15: neither threads nor the sharing of actors nor the recording level may show. */
START_TEST(fingerprint_is_the_same_however_it_is_run)
{
    static const struct asked ways[] = {{.factory = "raw"},
                                        {.factory = "thread"},
                                        {.group_size = 1},
                                        {.group_size = 7},
                                        {.group_size = 32},
                                        {.factory = "thread", .group_size = 7},
                                        {.set = {"recording=summary"}},
                                        {.set = {"recording=full"}}};
    struct told first = run(ways[0]);
    ck_assert_int_eq(first.err, FK_OK);
    for (unsigned i = 1; i < sizeof ways / sizeof ways[0]; i++) {
        struct told t = run(ways[i]);
        ck_assert_msg(t.err == FK_OK, "way %u: %s", i, t.diag.text);
        ck_assert_msg(strcmp(t.outcome.result.fingerprint, first.outcome.result.fingerprint) == 0,
                      "way %u: %s, first %s", i, t.outcome.result.fingerprint,
                      first.outcome.result.fingerprint);
    }
}
END_TEST

/* The same with chance in every delay, so that events no longer fall on full seconds. */
#define CHANCE                                                                                     \
    {                                                                                              \
        "collection.command_time=U(1 s, 20 s)", "sms.delivery=exp(9 s)",                           \
            "customer.pay_after_cut={after: exp(1 h), amount: 100.00 CNY}"                         \
    }

START_TEST(fingerprint_with_chance_is_the_same_however_it_is_run)
{
    struct told first = run((struct asked){.set = CHANCE});
    static const struct asked ways[] = {{.factory = "thread", .set = CHANCE},
                                        {.group_size = 1, .set = CHANCE},
                                        {.group_size = 7, .set = CHANCE}};
    ck_assert_msg(first.err == FK_OK, "%s", first.diag.text);
    for (unsigned i = 0; i < 3; i++) {
        struct told t = run(ways[i]);
        ck_assert_str_eq(t.outcome.result.fingerprint, first.outcome.result.fingerprint);
        ck_assert_uint_eq(t.outcome.result.violations, 0);
    }
}
END_TEST

/* A fault tells everybody that he is dark: groups take turns within it, and what lies behind the
 * relays, one table of all concentrators, grows meanwhile (INV-15). */
#define ALL_DARK                                                                                   \
    {                                                                                              \
        "customer.calls=true", "faults=[{kind: house-breaker, from: D0 00:00, to: D1 00:00}]"      \
    }

START_TEST(fault_of_all_houses_is_the_same_however_it_is_run)
{
    struct told first = run((struct asked){.set = ALL_DARK});
    ck_assert_msg(first.err == FK_OK, "%s", first.diag.text);
    for (uint32_t size = 1; size <= 7; size += 2) {
        struct told t = run((struct asked){.group_size = size, .set = ALL_DARK});
        ck_assert_msg(t.err == FK_OK, "%u: %s", size, t.diag.text);
        ck_assert_str_eq(t.outcome.result.fingerprint, first.outcome.result.fingerprint);
    }
}
END_TEST

/* TR-10: a flat price and versions that say the same charge the same, day by day. */
START_TEST(versions_that_are_flat_change_nothing)
{
    struct asked what = {.set = {"recording=full", "population.use_per_day=7.77 kWh"}};
    struct told flat = run(what);
    what.has_versions = true;
    struct told versions = run(what);
    ck_assert_msg(versions.err == FK_OK, "%s", versions.diag.text);
    ck_assert_uint_gt(flat.events, 1200);
    ck_assert_str_eq(versions.outcome.result.fingerprint, flat.outcome.result.fingerprint);
}
END_TEST

/* INV-15, R-75: ten meters of 5 s from 00:05 are uploaded at 00:05:50 and come in 1 ms later, in
 * the millisecond in which fee control takes over what was pushed at 00:05:50. They are too late
 * for it, whoever is served first, and the first cut comes a day later; a push of 00:05:50.001 has
 * them. */
#define PUSH_AT(time)                                                                              \
    {                                                                                              \
        "collection.push_at=" time, "collection.second_push_at=none",                              \
            "collection.gap_fill_at=none"                                                          \
    }

START_TEST(upload_in_the_millisecond_of_the_push_is_for_the_next)
{
    static const struct asked ways[] = {{.set = PUSH_AT("00:05:50")},
                                        {.group_size = 1, .set = PUSH_AT("00:05:50")},
                                        {.group_size = 7, .set = PUSH_AT("00:05:50")},
                                        {.factory = "thread", .set = PUSH_AT("00:05:50")}};
    struct told usual = run((struct asked){0}), first = run(ways[0]);
    struct told next = run((struct asked){.set = PUSH_AT("00:05:50.001")});
    ck_assert_msg(first.err == FK_OK && next.err == FK_OK, "%s%s", first.diag.text, next.diag.text);
    ck_assert_int_eq(next.first_off, usual.first_off);
    ck_assert_int_eq(first.first_off, usual.first_off + MS_DAY);
    for (unsigned i = 1; i < sizeof ways / sizeof ways[0]; i++)
        ck_assert_str_eq(run(ways[i]).outcome.result.fingerprint, first.outcome.result.fingerprint);
}
END_TEST

/* meters that answer nothing from D0 00:00 on have no result on D0, whose last run is at
 * 10:00; the register settled the day before was computed with then. With a reading lag of a day it
 * is the one of D0, and D1 is the first day without. */
START_TEST(first_day_without_a_register_counts)
{
    static const char fault[] = "faults=[{kind: meter-unreadable, from: D0 00:00, to: D3 00:00}]";
    const ms_t start = clock_from_civil(2026, 3, 2, 0, 0, 0);
    for (unsigned lag = 0; lag < 2; lag++) {
        const char *days = lag ? "policy.reading_lag_days=1" : "policy.reading_lag_days=0";
        struct told told_of =
            run((struct asked){.set = {fault, "policy.exception_after_days=1", days}});
        ck_assert_msg(told_of.err == FK_OK, "%s", told_of.diag.text);
        ck_assert_int_eq((told_of.first_exception - start) / MS_MINUTE, 24 * 60 * lag + 600);
    }
}
END_TEST

/* A share of the meters is drawn, each for itself: of 400 at 25 % within four sigma (8.7) of 100;
 * those that are hit are those that heal. {fault, least, most} */
static const struct {
    const char *fault;
    uint32_t least, most;
} shares[] = {
    {"faults=[{kind: meter-unreadable, share: 0 %, from: D1 00:00, to: D2 00:00}]", 0, 0},
    {"faults=[{kind: meter-unreadable, share: 25 %, from: D1 00:00, to: D2 00:00}]", 65, 135},
    {"faults=[{kind: meter-refuses, code: RELAY_STUCK, from: D1 00:00, to: D2 00:00}]", 400, 400}};
START_TEST(share_of_the_meters_is_drawn)
{
    struct told told_of = run((struct asked){.set = {shares[_i].fault}});
    ck_assert_msg(told_of.err == FK_OK, "%s", told_of.diag.text);
    ck_assert_uint_ge(told_of.faults[1], shares[_i].least);
    ck_assert_uint_le(told_of.faults[1], shares[_i].most);
    ck_assert_uint_eq(told_of.faults[0], told_of.faults[1]);
}
END_TEST

/* 400 customers of 500, 600, ... 40,400 CNY: each alone in a class of 50 CNY, however many there
 * are. */
START_TEST(every_balance_has_its_class)
{
    struct told t = run((struct asked){.set = {"population.groups=[{name: G1, classes: 400, "
                                               "balance: 500.00 CNY, balance_step: 100.00 CNY}]"}});
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert_uint_eq(t.histogram, 1200);
    ck_assert_uint_eq(t.crowd, 1);
}
END_TEST

START_TEST(seed_shows_only_where_chance_is_used)
{
    struct told one = run((struct asked){.set = {"seed=1"}});
    struct told two = run((struct asked){.set = {"seed=2"}});
    ck_assert_str_eq(one.outcome.result.fingerprint, two.outcome.result.fingerprint);
    one = run((struct asked){.set = {"seed=1", "collection.command_time=U(1 s, 20 s)"}});
    two = run((struct asked){.set = {"seed=2", "collection.command_time=U(1 s, 20 s)"}});
    ck_assert_int_eq(one.err, FK_OK);
    ck_assert_str_ne(one.outcome.result.fingerprint, two.outcome.result.fingerprint);
}
END_TEST

START_TEST(policy_shows_in_the_fingerprint)
{
    struct told one = run((struct asked){.set = {"policy.warning=30 CNY"}});
    struct told two = run((struct asked){.set = {"policy.warning=25 CNY"}});
    ck_assert_int_eq(two.err, FK_OK);
    ck_assert_str_ne(one.outcome.result.fingerprint, two.outcome.result.fingerprint);
}
END_TEST

/* Customers without supply who pay when nothing reaches their meters and no crew goes out: 24 h
 * later they have waited too long (INV-05), and so has the field order made for each of them
 * (INV-06). Whether that was expected decides. {who pays} */
#define FORSAKEN(first)                                                                            \
    {                                                                                              \
        "crew.crews=0",                                                                            \
            "faults=[{kind: meter-unreadable, from: D1 09:00, to: D2 23:59, "                      \
            "who: {group: G2, class: 0}}]",                                                        \
            "payments=[{at: D1 10:00, amount: 100.00 CNY, channel: wechat, "                       \
            "who: {group: G2, class: 0, first: " first "}}]"                                       \
    }

START_TEST(violations_are_compared_with_the_expected_ones)
{
    for (uint32_t expected = 0; expected < 2; expected++) {
        struct told t = run((struct asked){.set = FORSAKEN("1"), .expected = expected});
        ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
        ck_assert_uint_eq(t.outcome.violations[5], 1);
        ck_assert_uint_eq(t.outcome.violations[6], 1);
        ck_assert_uint_eq(t.outcome.result.violations, 2);
        ck_assert_uint_eq(t.violations, 2);
        ck_assert_int_eq(t.outcome.is_as_expected, expected == 1);
    }
    struct told more = run((struct asked){.set = FORSAKEN("3"), .expected = 1});
    ck_assert_uint_eq(more.violations, 6);
    ck_assert(!more.outcome.is_as_expected);
    struct told none = run((struct asked){.expected = 1});
    ck_assert(!none.outcome.is_as_expected); /* it was to happen and did not */
}
END_TEST

/* INV-16: the four meters of a class do not answer, a crew cuts them on D1 from 08:30 on, and the
 * rule lets crews cut from 17:00 on only, which they do not know. */
START_TEST(run_breaks_inv_16)
{
    static const struct asked what = {
        .set = {"faults=[{kind: meter-unreadable, from: D1 00:10, to: D2 00:00, "
                "who: {group: G2, class: 0}}]",
                "customer.pay_after_cut=none"}};
    struct asked wrong = what;
    wrong.crews_wrong = 17 * MS_HOUR;
    struct told t = run(what);
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert_uint_eq(t.outcome.violations[16], 0);
    t = run(wrong);
    ck_assert_uint_eq(t.outcome.violations[16], 4);
    ck_assert(!t.outcome.is_as_expected);
}
END_TEST

/* INV-17: the four of a class pay, press the key of the meter, and nobody hears of it: what goes
 * over interface I2 is lost. On D2, a day in which nothing happens with them, the layers are apart:
 * the relay is closed and the decision close-allowed. */
START_TEST(run_breaks_inv_17)
{
    struct asked what = {
        .set = {"policy.restore_mode=safe", "customer.pay_after_cut=none",
                "payments=[{at: D1 10:00, amount: 100.00 CNY, channel: wechat, "
                "who: {group: G2, class: 0}}]",
                "faults=[{kind: link-loss, interface: I2, share: 100 %, from: D1 09:00, "
                "to: D1 23:00}]"}};
    struct told t = run(what);
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert_uint_eq(t.outcome.violations[17], 4);
    ck_assert(!t.outcome.is_as_expected);
    what.set[3] = NULL;
    t = run(what);
    ck_assert_uint_eq(t.outcome.result.violations, 0);
}
END_TEST

/* INV-18: no message reaches anybody, so nobody is warned and nobody cut. Who fell
 * below the overdraft on D1 and D2 at 04:00, four each, has had free energy for five days on D6 and
 * D7. */
START_TEST(run_breaks_inv_18)
{
    struct told t = run((struct asked){.set = {"days=8", "sms.delivery=720 h"}});
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert_uint_eq(t.outcome.violations[18], 8);
    ck_assert(!t.outcome.is_as_expected);
    t = run((struct asked){.set = {"days=8"}});
    ck_assert_uint_eq(t.outcome.violations[18], 0);
}
END_TEST

/* Ten meters at 800 s take from 00:05 to 02:18, past the gap-fill round of 02:00: everything is
 * there at the push of 04:00, and the cuts of the day are those of B0. */
START_TEST(slow_rounds_are_in_time_for_the_push)
{
    struct told usual = run((struct asked){0});
    struct told slow = run((struct asked){.set = {"collection.read_time=800 s"}});
    ck_assert_msg(slow.err == FK_OK, "%s", slow.diag.text);
    ck_assert(slow.outcome.is_as_expected);
    ck_assert_int_eq(slow.first_off, usual.first_off);
}
END_TEST

/* Rounds end at 04:01:50, and from there the central parties may move the clock on alone, to the
 * push at 04:05; the calculation takes its 400 s from then on, and three hops. */
START_TEST(calculation_begins_when_it_is_asked_for)
{
    struct told slow =
        run((struct asked){.set = {"collection.read_at=04:01", "collection.push_at=04:05",
                                   "calculation.rate=1", "calculation.results_at=00:00"}});
    ck_assert_msg(slow.err == FK_OK, "%s", slow.diag.text);
    ck_assert_int_ge(slow.computed_at, 4 * MS_HOUR + 5 * MS_MINUTE + 400 * MS_SECOND);
    ck_assert_int_le(slow.computed_at, 4 * MS_HOUR + 5 * MS_MINUTE + 400 * MS_SECOND + 5);
}
END_TEST

/* RPT-06 in small: four pay 100.00 CNY at noon of D0, posted at 12:01, and fee control is not told;
 * the second checks of D1 08:30 ask for their accounts, and the receipts that come later say no
 * more than that. Without a fault of I4 nothing is noted of copies. */
START_TEST(copies_of_accounts_are_noted_where_they_may_be_wrong)
{
    struct asked what = {
        .set = {"payments=[{at: D0 12:00, amount: 100.00 CNY, channel: alipay, "
                "who: {group: G2, class: 0}}]",
                "customer.pay_after_cut=none",
                "faults=[{kind: link-outage, interface: I4, message: receipt, from: D0 12:00, "
                "to: D2 12:00}]"}};
    struct told t = run(what);
    ck_assert_msg(t.err == FK_OK, "%s", t.diag.text);
    ck_assert_uint_eq(t.copies[1], 4);
    ck_assert_int_eq(t.behind, 4 * 10000);
    /* B0 begins on 2026-03-02 */
    ck_assert_int_ge(t.right_at, INT64_C(1772380800000) + 2 * MS_DAY + 12 * MS_HOUR);
    what.set[2] = NULL;
    t = run(what);
    ck_assert_uint_eq(t.copies[0] + t.copies[1], 0);
}
END_TEST

START_TEST(error_of_the_recorder_stops_the_run)
{
    struct told t = run((struct asked){.event_answer = FK_E_IO, .event_at = 100});
    ck_assert_int_eq(t.err, FK_E_IO);
    ck_assert_uint_eq(t.events, 100);
    ck_assert_uint_eq(t.after_error, 0);
    ck_assert_uint_eq(t.ends, 0);
    ck_assert_str_ne(t.diag.text, "");
}
END_TEST

START_TEST(run_can_be_stopped)
{
    struct told t = run((struct asked){.stop_at = 60}); /* before the sixtieth ten minutes */
    ck_assert_int_eq(t.err, FK_E_STATE);
    ck_assert_uint_eq(t.ends, 0);
    ck_assert_uint_eq(t.days, 0);
    ck_assert_uint_gt(t.events, 0);
    t = run((struct asked){.stop_at = 1});
    ck_assert_int_eq(t.err, FK_E_STATE);
    ck_assert_uint_eq(t.events, 0);
}
END_TEST

static Suite *run_suite(void)
{
    Suite *suite = suite_create("run");
    TCase *tcase = tcase_create("run");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, small_b0_runs_to_its_end);
    tcase_add_test(tcase, fingerprint_is_the_same_however_it_is_run);
    tcase_add_test(tcase, fingerprint_with_chance_is_the_same_however_it_is_run);
    tcase_add_test(tcase, fault_of_all_houses_is_the_same_however_it_is_run);
    tcase_add_test(tcase, versions_that_are_flat_change_nothing);
    tcase_add_test(tcase, upload_in_the_millisecond_of_the_push_is_for_the_next);
    tcase_add_test(tcase, first_day_without_a_register_counts);
    tcase_add_test(tcase, every_balance_has_its_class);
    tcase_add_loop_test(tcase, share_of_the_meters_is_drawn, 0, 3);
    tcase_add_test(tcase, seed_shows_only_where_chance_is_used);
    tcase_add_test(tcase, policy_shows_in_the_fingerprint);
    tcase_add_test(tcase, violations_are_compared_with_the_expected_ones);
    tcase_add_test(tcase, run_breaks_inv_16);
    tcase_add_test(tcase, run_breaks_inv_17);
    tcase_add_test(tcase, run_breaks_inv_18);
    tcase_add_test(tcase, slow_rounds_are_in_time_for_the_push);
    tcase_add_test(tcase, calculation_begins_when_it_is_asked_for);
    tcase_add_test(tcase, copies_of_accounts_are_noted_where_they_may_be_wrong);
    tcase_add_test(tcase, error_of_the_recorder_stops_the_run);
    tcase_add_test(tcase, run_can_be_stopped);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(run_suite)
