/* Faults of interfaces in whole runs. SimGrid starts once in a process, so every run has a
 * child. */
#include "sim/scenario/population.h"
#include "sim/world/links.h"
#include "sim/world/run.h"
#include "tests/unit/fk_check.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCENARIOS FK_TEST_DIR "/../scenarios/"

struct told {
    int err;
    uint64_t minutes; /* sum over the series */
    uint64_t hash;    /* of all events but faults and copies, and of the daily counters */
    uint32_t events, faults, violations, posted;
    ms_t first_off, last_posted;
    struct fk_diag diag;
};
static struct told told;

static void mix(uint64_t value)
{
    told.hash = (told.hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    told.hash ^= told.hash >> 29;
}

static int on_event(void *context, const struct sim_event *e)
{
    (void)context;
    if (e->type == EVENT_FAULT) {
        told.faults++;
        return FK_OK;
    }
    if (e->type == EVENT_COPY) /* noted only where I4 has a fault */
        return FK_OK;
    told.events++;
    mix((uint64_t)e->at);
    mix((uint64_t)e->type << 32 | (uint64_t)e->kind << 24 | (uint64_t)e->state << 16 |
        (uint64_t)e->code << 8 | e->attempt);
    mix((uint64_t)e->entity << 32 | e->id);
    mix((uint64_t)e->ref);
    mix((uint64_t)e->value);
    if (e->type == EVENT_SUPPLY && e->state == 0 && told.first_off == 0)
        told.first_off = e->at;
    if (e->type == EVENT_PAYMENT && e->state == PAYMENT_POSTED)
        told.last_posted = e->at, told.posted++;
    return FK_OK;
}

static int on_violation(void *context, const struct sim_violation *violation)
{
    (void)context;
    (void)violation;
    told.violations++;
    return FK_OK;
}

/* A minute may be told of in parts: their sum counts. */
static int on_minute(void *context, ms_t minute, enum sim_series series, uint32_t count)
{
    (void)context;
    uint64_t place = ((uint64_t)minute ^ (uint64_t)series << 56) * UINT64_C(0x9E3779B97F4A7C15);
    told.minutes += count * (place ^ place >> 29);
    return FK_OK;
}

static int on_daily(void *context, ms_t day, const int64_t *values)
{
    (void)context;
    mix((uint64_t)day);
    for (unsigned i = 0; i < DAILY_COUNT; i++)
        mix((uint64_t)values[i]);
    return FK_OK;
}

static int on_histogram(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers)
{
    (void)context;
    mix((uint64_t)day ^ (uint64_t)low << 40 ^ (uint64_t)high << 20 ^ customers);
    return FK_OK;
}

/* Adds one fault of the whole run to each interface from `first` to `last`. */
static int add_faults(struct sim_scenario *s, unsigned kind, unsigned first, unsigned last,
                      ms_t delay)
{
    uint32_t count = s->fault_count + last - first + 1;
    struct scenario_fault *faults = realloc(s->faults, count * sizeof *faults);
    if (!faults)
        return FK_E_MEMORY;
    s->faults = faults;
    for (unsigned interface = first; interface <= last; interface++)
        s->faults[s->fault_count++] = (struct scenario_fault){
            .kind = (enum fault_kind)kind,
            .from = s->start,
            .to = s->start + s->days * MS_DAY,
            .interface = (uint8_t)interface,
            .share = 1000000,
            .delay = kind == FAULT_LINK_DISORDER
                         ? (struct chance_dist){1, {{CHANCE_UNIFORM, 1000000, 0, delay}}}
                         : chance_const(delay),
            .target = {.group = -1, .klass = -1}};
    return FK_OK;
}

struct asked {
    const char *file;
    const char *set[3];
    unsigned kind, first, last; /* fault of the interfaces; last 0: none */
    ms_t delay;
};

static void child(const struct asked *asked, int out)
{
    char path[512];
    const char *set[4] = {"recording=events"};
    size_t count = 1;
    struct sim_recorder recorder = {.event = on_event,
                                    .violation = on_violation,
                                    .minute = on_minute,
                                    .daily = on_daily,
                                    .histogram = on_histogram};
    struct sim_options options = {0};
    struct sim_outcome outcome;
    struct sim_scenario scenario;
    snprintf(path, sizeof path, "%s%s", SCENARIOS, asked->file);
    for (unsigned i = 0; i < 3 && asked->set[i]; i++)
        set[count++] = asked->set[i];
    told.err = scenario_load(path, set, count, &scenario, &told.diag);
    if (told.err == FK_OK && asked->last > 0)
        told.err = add_faults(&scenario, asked->kind, asked->first, asked->last, asked->delay);
    if (told.err == FK_OK)
        told.err = sim_run(&scenario, &recorder, &options, &outcome, &told.diag);
    mix(told.minutes);
    ssize_t written = write(out, &told, sizeof told);
    _exit(written == (ssize_t)sizeof told ? 0 : 1);
}

static struct told run(struct asked asked)
{
    struct told result;
    int ends[2], status;
    ck_assert_int_eq(pipe(ends), 0);
    fflush(NULL);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        child(&asked, ends[1]);
    close(ends[1]);
    ssize_t got = read(ends[0], &result, sizeof result);
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s died: status %d", asked.file,
                  status);
    ck_assert_int_eq(got, (ssize_t)sizeof result);
    ck_assert_msg(result.err == FK_OK, "%s: %s", asked.file, result.diag.text);
    return result;
}

/* every message of every interface comes twice, 1.5 s apart, in every small scenario: states,
 * money and all counters stay as they are, to the last event. */
START_TEST(test_doubling_changes_nothing)
{
    DIR *folder = opendir(SCENARIOS);
    unsigned files = 0;
    struct dirent *entry;
    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder)) != NULL) {
        const char *name = entry->d_name;
        size_t length = strlen(name);
        if (length < 6 || strcmp(name + length - 5, ".yaml") != 0 || strstr(name, "-x100") ||
            strncmp(name, "s-02", 4) == 0)
            continue;
        struct told plain = run((struct asked){.file = name});
        struct told doubled = run((struct asked){
            .file = name, .kind = FAULT_LINK_DOUBLED, .first = 2, .last = 11, .delay = 1500});
        ck_assert_msg(plain.hash == doubled.hash && plain.events == doubled.events,
                      "%s: %u events, %u when doubled", name, plain.events, doubled.events);
        ck_assert_uint_eq(doubled.violations, plain.violations);
        ck_assert_uint_eq(doubled.faults, plain.faults + 10);
        files++;
    }
    closedir(folder);
    ck_assert_uint_ge(files, 10);
}
END_TEST

#define SMALL "population.concentrators=1", "population.meters_per_concentrator=200", "days=3"

/* I7 takes 60 s longer: order, acceptance and result each cross it or I9 once; only the order is
 * on the way to the relay. The first customer is dark 60 s later. */
START_TEST(test_delay_of_orders)
{
    struct told plain = run((struct asked){.file = "b0.yaml", .set = {SMALL}});
    struct told late = run((struct asked){.file = "b0.yaml",
                                          .set = {SMALL},
                                          .kind = FAULT_LINK_DELAY,
                                          .first = 7,
                                          .last = 7,
                                          .delay = MS_MINUTE});
    ck_assert_int_gt(plain.first_off, 0);
    ck_assert_int_eq(late.first_off, plain.first_off + MS_MINUTE);
}
END_TEST

/* I7 loses everything: no command ever leaves. Nothing is told of the order of D1 08:30:05, so that
 * it is given up after three limits of 30 min, and a crew cuts 80 min later. I3 loses
 * everything all the time, repeats and repeats: nobody is ever computed, so nobody is cut. */
START_TEST(test_loss)
{
    struct told none = run((struct asked){
        .file = "b0.yaml", .set = {SMALL}, .kind = FAULT_LINK_LOSS, .first = 7, .last = 7});
    ck_assert_int_eq(none.first_off / MS_SECOND,
                     clock_from_civil(2026, 3, 3, 11, 20, 5) / MS_SECOND);
    none = run((struct asked){
        .file = "b0.yaml", .set = {SMALL}, .kind = FAULT_LINK_LOSS, .first = 3, .last = 3});
    ck_assert_int_eq(none.first_off, 0);
}
END_TEST

/* An outage of I11 over the whole run: no payment is posted. Without it the last of S-08's stream
 * is. */
START_TEST(test_outage)
{
    struct told down = run(
        (struct asked){.file = "s-08.yaml", .kind = FAULT_LINK_OUTAGE, .first = 11, .last = 11});
    ck_assert_int_eq(down.last_posted, 0);
    ck_assert_int_gt(run((struct asked){.file = "s-08.yaml"}).last_posted, 0);
}
END_TEST

/* Disorder of up to 30 s on every interface: whatever overtakes what, the run ends and no invariant
 * of the station falls for it. */
START_TEST(test_disorder_breaks_nothing)
{
    struct told mixed = run((struct asked){.file = "s-01-pay.yaml",
                                           .kind = FAULT_LINK_DISORDER,
                                           .first = 2,
                                           .last = 11,
                                           .delay = 30 * MS_SECOND});
    ck_assert_uint_eq(mixed.violations, 0);
}
END_TEST

/* P-FLT-05, P-MST-08: what comes every 9 h for 3 h, in 40 h from D0, is there D0 9 to 12, D0 21 to
 * D1 0, D1 9 to 12 and D1 21 to 24, where a fifth would be at D2 9: a world in which it comes
 * again is, to the last event, one in which these four are written out. */
START_TEST(test_comes_again_as_written_out)
{
    static const struct {
        const char *fault, *end; /* the last one, cut short by the end of the fault */
    } asked[] = {
        {"kind: crypto-down", "D2 00:00"},
        {"kind: sms-down", "D1 22:00"},
        {"kind: payment-link-down", "D2 00:00"},
        {"kind: master-clock, offset: -2 h", "D2 00:00"},
        {"kind: fep-down, fep: 1, loses_tasks: true", "D2 00:00"},
        {"kind: wrong-registers, energy: 20.00 kWh", "D2 00:00"},
        {"kind: payment-lost, who: {group: G2}", "D2 00:00"},
        {"kind: link-outage, interface: I9", "D1 22:00"},
        {"kind: link-loss, interface: I7", "D2 00:00"},
        {"kind: link-delay, interface: I4, delay: 40 min", "D2 00:00"},
    };
    struct told plain = run((struct asked){.file = "s-01-pay.yaml"});
    for (unsigned i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const char *f = asked[i].fault, *end = asked[i].end;
        char again[200], written[500];
        snprintf(again, sizeof again,
                 "faults=[{%s, from: D0 00:00, to: %s, every: 9 h, lasts: 3 h}]", f, end);
        snprintf(written, sizeof written,
                 "faults=[{%s, from: D0 09:00, to: D0 12:00}, {%s, from: D0 21:00, to: D1 00:00}, "
                 "{%s, from: D1 09:00, to: D1 12:00}, {%s, from: D1 21:00, to: %s}]",
                 f, f, f, f, end);
        struct told a = run((struct asked){.file = "s-01-pay.yaml", .set = {again}});
        struct told b = run((struct asked){.file = "s-01-pay.yaml", .set = {written}});
        ck_assert_msg(a.hash == b.hash && a.events == b.events, "%s", f);
        ck_assert_uint_eq(a.faults, b.faults);
        if (plain.hash == a.hash)
            ck_assert_msg(a.hash != plain.hash, "%s changes nothing", f);
    }
}
END_TEST

/* A centre that is down is, to the last event, an outage of each of its interfaces. */
START_TEST(test_centre_is_down)
{
    static const struct {
        const char *kind;
        unsigned interfaces[9];
    } asked[] = {{"fee-control-down", {3, 4, 5}}, {"marketing-down", {4, 5, 6, 7, 9, 10, 11, 12}}};
    struct told plain = run((struct asked){.file = "s-01-pay.yaml"});
    for (unsigned i = 0; i < 2; i++) {
        char down[120], outages[900] = "faults=[";
        snprintf(down, sizeof down, "faults=[{kind: %s, from: D0 20:00, to: D1 10:00}]",
                 asked[i].kind);
        for (unsigned k = 0; asked[i].interfaces[k]; k++) {
            size_t length = strlen(outages);
            snprintf(outages + length, sizeof outages - length,
                     "%s{kind: link-outage, interface: I%u, from: D0 20:00, to: D1 10:00}",
                     k > 0 ? ", " : "", asked[i].interfaces[k]);
        }
        strcat(outages, "]");
        struct told a = run((struct asked){.file = "s-01-pay.yaml", .set = {down}});
        struct told b = run((struct asked){.file = "s-01-pay.yaml", .set = {outages}});
        ck_assert_msg(a.hash == b.hash && a.events == b.events, "%s", asked[i].kind);
        ck_assert(a.hash != plain.hash);
        ck_assert_uint_eq(a.faults, 2);
    }
}
END_TEST

/* The calculation of D1 stands still until 12:00: 0.3 s later it is done, a notice takes 5 s, waits
 * for 30 min, and the command takes 10 s; else that happens after 8:00, when messages may leave.
 * One that is down in the evening changes nothing. */
START_TEST(test_calculation_is_down)
{
    struct told plain = run((struct asked){.file = "b0.yaml", .set = {SMALL}});
    struct told late = run(
        (struct asked){.file = "b0.yaml",
                       .set = {"population.concentrators=1", "days=3",
                               "faults=[{kind: calculation-down, from: D1 03:00, to: D1 12:00}]"}});
    struct told night = run(
        (struct asked){.file = "b0.yaml",
                       .set = {"population.concentrators=1", "days=3",
                               "faults=[{kind: calculation-down, from: D1 20:00, to: D1 22:00}]"}});
    ck_assert_int_eq(plain.first_off / MS_SECOND,
                     clock_from_civil(2026, 3, 3, 8, 30, 15) / MS_SECOND);
    ck_assert_int_eq(late.first_off / MS_SECOND,
                     clock_from_civil(2026, 3, 3, 12, 30, 15) / MS_SECOND);
    ck_assert(night.hash == plain.hash && night.faults == 2);
}
END_TEST

/* P-FLT-07: half of the payments of S-08's stream are lost, or nearly all; with no share of them
 * the world is as it was. */
START_TEST(test_share_of_payments)
{
    static const char *const shares[] = {"0 %", "50 %", "99.99 %"};
    struct told none = run((struct asked){.file = "s-08.yaml", .set = {"faults=none"}});
    uint32_t posted[3];
    for (unsigned i = 0; i < 3; i++) {
        char set[120];
        snprintf(set, sizeof set,
                 "faults=[{kind: payment-lost, share: %s, from: D0 00:00, to: D3 00:00}]",
                 shares[i]);
        struct told told_of = run((struct asked){.file = "s-08.yaml", .set = {set}});
        posted[i] = told_of.posted;
        ck_assert((told_of.hash == none.hash) == (i == 0));
        ck_assert_uint_eq(told_of.faults, 1); /* the run ends with it */
    }
    ck_assert_uint_eq(posted[0], none.posted);
    ck_assert_double_eq_tol(posted[1], none.posted / 2.0, 2 * none.posted / 20.0);
    ck_assert_uint_lt(posted[2], 5);
}
END_TEST

/* 200 orders, 1 ms apart, over an I7 that takes up to 10 s longer. Returns how often one arrives
 * before the one sent before it. */
static unsigned overtakings(enum fault_kind kind)
{
    struct scenario_fault fault = {.kind = kind,
                                   .to = MS_DAY,
                                   .interface = 7,
                                   .share = 1000000,
                                   .target = {.group = -1, .klass = -1},
                                   .delay = {1, {{CHANCE_UNIFORM, 1000000, 0, 10000}}}};
    struct sim_scenario scenario = {.seed = 1,
                                    .concentrators = 2,
                                    .meters_per_concentrator = 100,
                                    .concentrators_per_fep = 1,
                                    .faults = &fault,
                                    .fault_count = 1};
    struct links links;
    struct areas areas;
    ms_t last = 0;
    unsigned count = 0;
    ck_assert_int_eq(population_areas(&scenario, &areas), FK_OK);
    ck_assert_int_eq(links_init(&links, &scenario, &areas), FK_OK);
    for (uint32_t i = 0; i < 200; i++) {
        struct inbox_item item = {
            .due = i + 1,
            .from = PARTY_MARKETING,
            .message = {.type = MSG_ORDER, .kind = 0x1A, .customer = i, .id = i + 1}};
        ck_assert_int_eq(links_send(&links, PARTY_MASTER, &item, i), 1);
        ck_assert_uint_eq(item.serial, i + 1);
        ck_assert_int_ge(links.due[0], item.due);
        count += links.due[0] < last;
        last = links.due[0];
    }
    links_fini(&links);
    areas_fini(&areas);
    return count;
}

START_TEST(test_order_is_kept_but_in_disorder)
{
    ck_assert_uint_eq(overtakings(FAULT_LINK_DELAY), 0);
    ck_assert_uint_ge(overtakings(FAULT_LINK_DISORDER), 50); /* about half of 199 */
}
END_TEST

/* When a message of marketing for fee control arrives that is sent at `at` ms. */
static ms_t arrival(struct links *links, unsigned type, ms_t at)
{
    struct inbox_item item = {
        .due = at + 1, .from = PARTY_MARKETING, .message = {.type = (uint8_t)type, .id = 1}};
    ck_assert_int_eq(links_send(links, PARTY_FEE_CONTROL, &item, at), 1);
    return links->due[0];
}

/* I4 and I5 lead from marketing to fee control. An outage of I4 until 1,000 ms holds receipts and
 * balances, and what they hold comes before what is sent at its end; I5 goes on. If it names the
 * receipts, balances go on too (S-05). */
START_TEST(test_outage_holds_its_own_alone)
{
    struct scenario_fault fault = {.kind = FAULT_LINK_OUTAGE,
                                   .from = 100,
                                   .to = 1000,
                                   .interface = 4,
                                   .share = 1000000,
                                   .target = {.group = -1, .klass = -1}};
    struct sim_scenario scenario = {.concentrators = 1,
                                    .meters_per_concentrator = 1,
                                    .concentrators_per_fep = 1,
                                    .faults = &fault,
                                    .fault_count = 1};
    struct links links;
    struct areas areas;
    ck_assert_int_eq(population_areas(&scenario, &areas), FK_OK);
    for (unsigned is_named = 0; is_named < 2; is_named++) {
        fault.message = is_named ? MSG_RECEIPT : 0;
        ck_assert_int_eq(links_init(&links, &scenario, &areas), FK_OK);
        ck_assert_int_eq(arrival(&links, MSG_RECEIPT, 99), 100);
        ck_assert_int_eq(arrival(&links, MSG_RECEIPT, 100), 1001);
        ck_assert_int_eq(arrival(&links, MSG_BALANCE, 200), is_named ? 201 : 1001);
        ck_assert_int_eq(arrival(&links, MSG_ORDER_REPORT, 300), 301);
        ck_assert_int_eq(arrival(&links, MSG_RECEIPT, 1000), 1001);
        links_fini(&links);
    }
    areas_fini(&areas);
}
END_TEST

/* Two interfaces between the same seats share no order. */
START_TEST(test_interfaces_keep_their_own_order)
{
    struct scenario_fault faults[2] = {{.kind = FAULT_LINK_DELAY,
                                        .to = 1,
                                        .share = 1000000,
                                        .target = {.group = -1, .klass = -1}}};
    struct sim_scenario scenario = {.concentrators = 1,
                                    .meters_per_concentrator = 1,
                                    .concentrators_per_fep = 1,
                                    .faults = faults,
                                    .fault_count = 2};
    static const struct {
        uint32_t from, to;
        uint8_t slow, quick; /* messages of two interfaces */
    } pairs[] = {{PARTY_MARKETING, PARTY_FEE_CONTROL, MSG_RECEIPT, MSG_SMS_REPORT},
                 {PARTY_MASTER, PARTY_MARKETING, MSG_ORDER_ACCEPTED, MSG_ORDER_RESULT},
                 {PARTY_CONCENTRATORS, PARTY_MASTER, MSG_UPLOAD, MSG_READ_ANSWER}};
    struct links links;
    struct areas areas;
    ck_assert_int_eq(population_areas(&scenario, &areas), FK_OK);
    faults[0].delay = chance_const(1000);
    for (unsigned i = 0; i < 3; i++) {
        struct inbox_item item = {
            .due = 1, .from = pairs[i].from, .message = {.type = pairs[i].slow, .id = 1}};
        int slow = message_interface(pairs[i].slow, pairs[i].from, pairs[i].to);
        int quick = message_interface(pairs[i].quick, pairs[i].from, pairs[i].to);
        ck_assert_int_ne(slow, quick);
        faults[0].interface = (uint8_t)slow;
        faults[1] = faults[0];
        faults[1].interface = (uint8_t)quick;
        faults[1].delay = chance_const(1);
        ck_assert_int_eq(links_init(&links, &scenario, &areas), FK_OK);
        ck_assert_int_eq(links_send(&links, pairs[i].to, &item, 0), 1);
        ck_assert_int_eq(links.due[0], 1001);
        item.message.type = pairs[i].quick;
        ck_assert_int_eq(links_send(&links, pairs[i].to, &item, 0), 1);
        ck_assert_int_eq(links.due[0], 2);
        links_fini(&links);
    }
    areas_fini(&areas);
}
END_TEST

START_TEST(test_door_refuses)
{
    static const uint32_t sizes[] = {100, 7}; /* no two areas need be alike */
    struct sim_scenario scenario = {.concentrators = 2};
    struct links links;
    struct areas areas;
    struct fk_diag diag;
    struct inbox_item item = {
        .from = PARTY_MASTER,
        .serial = 1,
        .message = {.type = MSG_COMMAND, .kind = 0x1A, .customer = 100, .id = 1, .ref = 1}};
    ck_assert_int_eq(areas_init(&areas, sizes, NULL, 2), FK_OK);
    ck_assert_int_eq(links_init(&links, &scenario, &areas), FK_OK);
    ck_assert_int_eq(links_accept(&links, PARTY_CONCENTRATORS, &item, &diag), FK_E_ARG);
    ck_assert_str_eq(diag.text, "customer 100 is not served by concentrator 1");
    ck_assert_int_eq(links_accept(&links, PARTY_CONCENTRATORS + 1, &item, &diag), FK_E_ARG);
    ck_assert_str_eq(diag.text, "a message with serial 1 was never sent");
    ck_assert_int_eq(links_send(&links, PARTY_CONCENTRATORS + 1, &item, 0), 1);
    ck_assert_int_eq(links_accept(&links, PARTY_CONCENTRATORS + 1, &item, &diag), 1);
    ck_assert_int_eq(links_accept(&links, PARTY_CONCENTRATORS + 1, &item, &diag), 0);
    links_fini(&links);
}
END_TEST

static Suite *links_suite(void)
{
    Suite *suite = suite_create("links");
    TCase *cases = tcase_create("runs");
    tcase_set_timeout(cases, 100);
    tcase_add_test(cases, test_doubling_changes_nothing);
    tcase_add_test(cases, test_delay_of_orders);
    tcase_add_test(cases, test_loss);
    tcase_add_test(cases, test_outage);
    tcase_add_test(cases, test_share_of_payments);
    tcase_add_test(cases, test_centre_is_down);
    tcase_add_test(cases, test_calculation_is_down);
    tcase_add_test(cases, test_comes_again_as_written_out);
    tcase_add_test(cases, test_disorder_breaks_nothing);
    tcase_add_test(cases, test_order_is_kept_but_in_disorder);
    tcase_add_test(cases, test_outage_holds_its_own_alone);
    tcase_add_test(cases, test_interfaces_keep_their_own_order);
    tcase_add_test(cases, test_door_refuses);
    suite_add_tcase(suite, cases);
    return suite;
}
FK_CHECK_MAIN(links_suite)
