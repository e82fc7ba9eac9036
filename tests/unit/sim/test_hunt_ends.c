/* How a world of the hunt can end, and what is left of each when it is shrunk. The worlds are
 * played: this program has a hunt_world_run of its own, which ends as the scenario's payments tell
 * it to; drawing, children, repeats and shrinking are the real ones. */
#include "sim/hunt/hunt.h"
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/hunt/hunt_shrink.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_write.h"
#include "tests/unit/fk_check.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Amounts that mean something, in fen. */
enum play {
    SOUND = 1,
    CRASHES = 101,
    LEAVES,   /* with a code */
    VANISHES, /* without a result */
    DIFFERS,
    FORGETS, /* differs when it is gone on with from a checkpoint */
    STOPS,
    SPINS,
    SLEEPS,
    SLOW /* 150 ms of processor time: over a part of the limit, not over the whole */
};

static struct sim_scenario base;
static struct hunt_pool pool;
static struct hunt_totals totals;
/* amounts of drawn payments; 0: none */
static fen_t crashes_at, differs_at, forgets_at, starves_at;

static void spin(clock_t ms)
{
    clock_t end = clock() + ms * (CLOCKS_PER_SEC / 1000);
    while (clock() < end)
        ;
}

static void play(fen_t amount, const struct sim_options *options, struct hunt_result *result)
{
    switch (amount) {
    case CRASHES:
        raise(SIGSEGV);
        break;
    case LEAVES:
        _exit(3);
    case VANISHES:
        result->finding.end = HUNT_NOT_ENDED;
        _exit(0);
    case DIFFERS:
        result->fingerprint[0] = options->group_size == 1 ? 'b' : 'a';
        break;
    case FORGETS:
        if (options->from)
            result->fingerprint[0] = 'c';
        break;
    case STOPS:
        result->finding.end = HUNT_STOPPED;
        strcpy(result->finding.text, "no more of it");
        break;
    case SPINS:
        spin(3600000);
        break;
    case SLEEPS:
        pause();
        break;
    case SLOW:
        spin(150);
        break;
    default:
        break;
    }
}

void hunt_world_run(const struct sim_scenario *scenario, const struct sim_options *options,
                    struct hunt_result *result, struct hunt_story *story)
{
    (void)story;
    memset(result, 0, sizeof *result);
    result->finding.end = HUNT_CLEAN;
    strcpy(result->fingerprint, "a");
    for (uint32_t i = 0; i < scenario->payment_count; i++) {
        fen_t amount = scenario->payments[i].amount;
        bool is_crash = crashes_at && amount == crashes_at;
        bool is_different = differs_at && amount == differs_at;
        if (forgets_at && amount == forgets_at)
            amount = FORGETS;
        if (starves_at && amount == starves_at) {
            result->finding.end = HUNT_STOPPED;
            result->hindered = FK_E_MEMORY;
        }
        play(is_crash ? CRASHES : is_different ? DIFFERS : amount, options, result);
    }
}

static void setup(void)
{
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    ck_assert_msg(hunt_pool_init(&pool, 2, 1000, &diag) == FK_OK, "%s", diag.text);
}

static void teardown(void)
{
    hunt_pool_fini(&pool);
    scenario_fini(&base);
}

/* A world of six customers and three payments; the last two are the ones given. */
static void make_world(struct sim_scenario *s, fen_t first, fen_t second)
{
    ck_assert_int_eq(scenario_copy(s, &base), FK_OK);
    s->meters_per_concentrator = 6;
    s->command_tries = 1;
    s->payments = calloc(3, sizeof *s->payments);
    fen_t amounts[] = {SOUND, first, second};
    for (int i = 0; i < 3; i++)
        s->payments[i] = (struct scenario_payment){.from = s->start + i * MS_HOUR,
                                                   .to = s->start + i * MS_HOUR,
                                                   .amount = amounts[i],
                                                   .channel = PAY_APP,
                                                   .target = {.group = -1, .klass = -1}};
    s->payment_count = 3;
}

static struct hunt_finding run(const struct sim_scenario *s)
{
    char *text = scenario_write(s, NULL);
    struct hunt_job job = {.text = text, .group_size = 32};
    const struct hunt_slot *slot = hunt_pool_run(&pool, &job);
    ck_assert_ptr_nonnull(slot);
    free(text);
    return slot->shared->result.finding;
}

/* {what is played, how it ends, what is said} */
static const struct {
    enum play play;
    enum hunt_end end;
    const char *text;
} ends[] = {{SOUND, HUNT_CLEAN, ""},
            {CRASHES, HUNT_CRASHED, "ended by signal 11"},
            {LEAVES, HUNT_CRASHED, "ended with code 3"},
            {VANISHES, HUNT_CRASHED, "ended with code 0"},
            {STOPS, HUNT_STOPPED, "no more of it"},
            {SPINS, HUNT_SLOW, "ended by signal"},
            {SLEEPS, HUNT_SLOW, "ended by signal 14"},
            {SLOW, HUNT_CLEAN, ""}};

START_TEST(test_each_end_is_told)
{
    struct sim_scenario s;
    make_world(&s, SOUND, ends[_i].play);
    struct hunt_finding finding = run(&s);
    ck_assert_int_eq(finding.end, ends[_i].end);
    ck_assert_int_eq(strncmp(finding.text, ends[_i].text, strlen(ends[_i].text)), 0);
    scenario_fini(&s);
}
END_TEST

/* What is left: one customer, one day, and the one payment; every value as in the base. */
static void shrink(struct sim_scenario *s, enum hunt_end end, fen_t amount)
{
    struct hunt_finding finding = {.end = end};
    struct hunt_shrunk shrunk;
    struct sim_scenario small;
    ck_assert_int_eq(hunt_shrink(&pool, &base, s, &finding, 50, &shrunk), FK_OK);
    ck_assert(shrunk.is_small);
    ck_assert_uint_eq(shrunk.customers, 1);
    ck_assert_uint_eq(shrunk.days, 1);
    ck_assert_int_eq(shrunk.finding.end, end);
    ck_assert_int_eq(
        scenario_load_memory("small", shrunk.text, strlen(shrunk.text), NULL, 0, &small, NULL),
        FK_OK);
    ck_assert_uint_eq(small.payment_count, 1);
    ck_assert_int_eq(small.payments[0].amount, amount);
    ck_assert_uint_eq(small.command_tries, base.command_tries);
    scenario_fini(&small);
    free(shrunk.text);
}

static const struct {
    enum play play;
    enum hunt_end end;
} shrinkable[] = {{CRASHES, HUNT_CRASHED}, {STOPS, HUNT_STOPPED}, {SPINS, HUNT_SLOW}};

START_TEST(test_each_end_is_shrunk)
{
    struct sim_scenario s;
    make_world(&s, shrinkable[_i].play, SOUND);
    shrink(&s, shrinkable[_i].end, shrinkable[_i].play);
    scenario_fini(&s);
}
END_TEST

static int stop_at_once(void *context)
{
    (void)context;
    return 1;
}

/* A signal ends the shrinking, and what is left is handed out. */
START_TEST(test_shrinking_is_stopped)
{
    struct sim_scenario s;
    struct hunt_finding finding = {.end = HUNT_CRASHED};
    struct hunt_shrunk shrunk;
    make_world(&s, CRASHES, SOUND);
    pool.is_stopped = stop_at_once;
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 50, &shrunk), FK_OK);
    ck_assert(!shrunk.is_small);
    ck_assert_uint_eq(shrunk.customers, 6);
    ck_assert_uint_eq(shrunk.tries, 1);
    free(shrunk.text);
    scenario_fini(&s);
}
END_TEST

/* Alike are failures of the same end, and of the same invariant. */
START_TEST(test_alike)
{
    struct hunt_finding a = {.end = HUNT_VIOLATED, .invariant = 5, .customer = 1},
                        b = {.end = HUNT_VIOLATED, .invariant = 5, .customer = 2},
                        c = {.end = HUNT_VIOLATED, .invariant = 17},
                        d = {.end = HUNT_CRASHED, .invariant = 5};
    ck_assert(hunt_is_alike(&a, &b));
    ck_assert(!hunt_is_alike(&a, &c));
    ck_assert(!hunt_is_alike(&a, &d));
    ck_assert_str_eq(hunt_end_text(HUNT_CRASHED).en, "the program crashed");
}
END_TEST

/* A world that differs is run twice at each try. */
START_TEST(test_difference_is_shrunk)
{
    struct sim_scenario s;
    make_world(&s, DIFFERS, SOUND);
    shrink(&s, HUNT_DIFFERS, DIFFERS);
    scenario_fini(&s);
}
END_TEST

/* One that goes on from a checkpoint differs: a third run at each try. */
START_TEST(test_checkpoint_is_shrunk)
{
    struct sim_scenario s;
    struct hunt_finding finding = {.end = HUNT_DIFFERS, .stop = 12 * MS_HOUR};
    struct hunt_shrunk shrunk;
    pool.folder = "/nowhere";
    make_world(&s, FORGETS, SOUND);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 50, &shrunk), FK_OK);
    ck_assert_uint_eq(shrunk.customers, 1);
    ck_assert_uint_eq(shrunk.days, 1);
    free(shrunk.text);
    finding.stop = MS_DAY; /* there must be something to go on with */
    scenario_fini(&s);
    make_world(&s, FORGETS, SOUND);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 50, &shrunk), FK_OK);
    ck_assert_uint_eq(shrunk.days, 2);
    free(shrunk.text);
    scenario_fini(&s);
}
END_TEST

/* What only takes long for the short limit of a try is not taken for what never ends. */
START_TEST(test_slow_is_not_endless)
{
    struct sim_scenario s;
    make_world(&s, SLOW, SPINS);
    s.meters_per_concentrator = s.days = 1; /* few tries: each takes long */
    s.command_tries = base.command_tries;
    shrink(&s, HUNT_SLOW, SPINS);
    scenario_fini(&s);
}
END_TEST

/* A world whose failure is not in its file is the hunt's own fault, and leaves nothing. */
START_TEST(test_failure_must_be_in_the_file)
{
    struct sim_scenario s;
    struct hunt_shrunk shrunk;
    struct hunt_finding finding = {.end = HUNT_CRASHED};
    make_world(&s, SOUND, SOUND);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 10, &shrunk), FK_E_STATE);
    scenario_fini(&s);
}
END_TEST

/* With no time nothing is tried but the file itself. */
START_TEST(test_no_time_to_shrink)
{
    struct sim_scenario s;
    struct hunt_shrunk shrunk;
    struct hunt_finding finding = {.end = HUNT_CRASHED};
    make_world(&s, SOUND, CRASHES);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 0, &shrunk), FK_OK);
    ck_assert(!shrunk.is_small);
    ck_assert_uint_eq(shrunk.tries, 1);
    ck_assert_uint_eq(shrunk.customers, 6);
    free(shrunk.text);
    scenario_fini(&s);
}
END_TEST

/* Seeds of 1 .. last whose draw holds a payment of this amount, and that `every` divides. */
static uint32_t find_seeds(fen_t amount, uint64_t last, uint64_t every, uint64_t *seeds)
{
    uint32_t count = 0;
    for (uint64_t seed = every; seed <= last; seed += every) {
        struct sim_scenario s;
        bool is_there = false;
        ck_assert_int_eq(hunt_draw(&base, seed, false, &s), FK_OK);
        for (uint32_t i = 0; i < s.payment_count; i++)
            is_there |= s.payments[i].amount == amount;
        if (is_there)
            seeds[count++] = seed;
        scenario_fini(&s);
    }
    ck_assert_uint_gt(count, 0);
    return count;
}

static void hunt(uint64_t last, unsigned failures)
{
    struct hunt_options options = {.base = &base, .first = 1, .last = last, .failures = failures};
    ck_assert_int_eq(hunt_seeds(&pool, &options, &totals), FK_OK);
}

/* Worlds with a payment of one fen crash; the others go on. */
START_TEST(test_crashes_do_not_end_the_hunt)
{
    uint64_t seeds[60];
    uint32_t count = find_seeds(1, 60, 1, seeds);
    crashes_at = 1;
    hunt(60, HUNT_FAILURES_MAX);
    ck_assert_uint_eq(totals.seeds, 60);
    ck_assert_uint_eq(totals.failure_count, count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_eq(totals.failures[i].seed, seeds[i]);
        ck_assert_int_eq(totals.failures[i].finding.end, HUNT_CRASHED);
    }
    hunt(60, 1); /* what runs beside the first failure is still waited for */
    ck_assert_uint_ge(totals.failure_count, 1);
    ck_assert_uint_le(totals.failure_count, pool.jobs);
    ck_assert_uint_lt(totals.seeds, 60);
}
END_TEST

/* A world for which there is no memory says nothing of itself: the hunt cannot be carried out. */
START_TEST(test_want_of_memory_is_no_failure_of_a_world)
{
    uint64_t seeds[60];
    struct hunt_options options = {.base = &base, .first = 1, .last = 60, .failures = 1};
    (void)find_seeds(1, 60, 1, seeds);
    starves_at = 1;
    ck_assert_int_eq(hunt_seeds(&pool, &options, &totals), FK_E_MEMORY);
    ck_assert_uint_eq(totals.failure_count, 0);
    ck_assert_uint_lt(totals.seeds, seeds[0] + pool.jobs);
}
END_TEST

/* One seed in ten is repeated with one concentrator to an actor; a fingerprint that depends on that
 * is found there and nowhere else (INV-15). */
START_TEST(test_differences_are_found_by_repeats)
{
    uint64_t seeds[60];
    uint32_t count = find_seeds(3000, 60, HUNT_REPEAT_ONE_IN, seeds);
    differs_at = 3000;
    hunt(60, HUNT_FAILURES_MAX);
    ck_assert_uint_eq(totals.repeats, 6);
    ck_assert_uint_eq(totals.failure_count, count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_eq(totals.failures[i].seed, seeds[i]);
        ck_assert_int_eq(totals.failures[i].finding.end, HUNT_DIFFERS);
        ck_assert_str_eq(totals.failures[i].finding.text, "fingerprint b, before a");
    }
}
END_TEST

/* One seed in twenty is gone on with from a checkpoint of its repeat; without a folder none is. */
START_TEST(test_differences_are_found_by_checkpoints)
{
    uint64_t seeds[60];
    uint32_t count = find_seeds(3000, 60, HUNT_REPEAT_ONE_IN * HUNT_RESUME_ONE_IN, seeds);
    forgets_at = 3000;
    hunt(60, HUNT_FAILURES_MAX);
    ck_assert_uint_eq(totals.failure_count, 0);
    ck_assert_uint_eq(totals.resumed, 0);
    pool.folder = "/nowhere";
    hunt(60, HUNT_FAILURES_MAX);
    ck_assert_uint_eq(totals.repeats, 6);
    ck_assert_uint_eq(totals.resumed, 3);
    ck_assert_uint_ge(count, 1);
    ck_assert_uint_eq(totals.failure_count, count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_eq(totals.failures[i].seed, seeds[i]);
        ck_assert_int_gt(totals.failures[i].finding.stop, 0);
        ck_assert_ptr_nonnull(strstr(totals.failures[i].finding.text, "its checkpoint of D"));
        ck_assert_ptr_nonnull(strstr(totals.failures[i].finding.text, ": c, before a"));
    }
}
END_TEST

/* Saved at midnights and by day, before the last one. */
START_TEST(test_stops)
{
    unsigned midnights = 0;
    ck_assert_int_eq(hunt_draw_stop(1, 1), 0);
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        ms_t stop = hunt_draw_stop(seed, 4);
        ck_assert_int_gt(stop, 0);
        ck_assert_int_le(stop, 3 * MS_DAY);
        ck_assert_int_eq(stop % (10 * MS_MINUTE), 0);
        midnights += stop % MS_DAY == 0;
    }
    ck_assert_uint_ge(midnights, 400);
    ck_assert_uint_le(midnights, 600);
}
END_TEST

static Suite *hunt_ends_suite(void)
{
    Suite *suite = suite_create("hunt_ends");
    TCase *tcase = tcase_create("ends");
    tcase_set_timeout(tcase, 90);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_each_end_is_told, 0, (int)(sizeof ends / sizeof ends[0]));
    tcase_add_loop_test(tcase, test_each_end_is_shrunk, 0,
                        (int)(sizeof shrinkable / sizeof shrinkable[0]));
    tcase_add_test(tcase, test_shrinking_is_stopped);
    tcase_add_test(tcase, test_alike);
    tcase_add_test(tcase, test_want_of_memory_is_no_failure_of_a_world);
    tcase_add_test(tcase, test_checkpoint_is_shrunk);
    tcase_add_test(tcase, test_differences_are_found_by_checkpoints);
    tcase_add_test(tcase, test_stops);
    tcase_add_test(tcase, test_difference_is_shrunk);
    tcase_add_test(tcase, test_slow_is_not_endless);
    tcase_add_test(tcase, test_failure_must_be_in_the_file);
    tcase_add_test(tcase, test_no_time_to_shrink);
    tcase_add_test(tcase, test_crashes_do_not_end_the_hunt);
    tcase_add_test(tcase, test_differences_are_found_by_repeats);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(hunt_ends_suite)
