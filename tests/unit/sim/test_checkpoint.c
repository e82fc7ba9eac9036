/* A world goes on from each of its midnights, and from any other stop, in a fresh process as if it
 * had never stopped; a checkpoint that is cut, altered or of somebody else is refused with a
 * sentence. The worlds are drawn as for the hunt, so that there is much under way. */
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/world/checkpoint.h"
#include "sim/world/run.h"
#include "tests/unit/sim/file_bytes.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#define WORLDS    10
#define SAVED_MAX 200 /* checkpoints of one world */

static struct sim_scenario base;
static char folder[64];

/* What a child tells. `sum` adds a hash of every call of the recorder but of violations, which a
 * run that goes on tells anew: up to a checkpoint and of the rest they add to that of the whole. */
static struct told {
    int err;
    bool is_whole; /* it came to its end */
    struct sim_outcome outcome;
    struct fk_diag diag;
    uint64_t sum, violations;
    unsigned saved; /* checkpoints seen so far */
    uint64_t sum_at[SAVED_MAX];
} * told;
static const struct sim_scenario *running;
static ms_t saving_every;

static void add(uint64_t *sum, const void *bytes, size_t size)
{
    *sum += XXH3_64bits(bytes, size);
}

static int on_event(void *context, const struct sim_event *event)
{
    (void)context;
    add(&told->sum, event, sizeof *event);
    return FK_OK;
}

static int on_violation(void *context, const struct sim_violation *v)
{
    (void)context;
    const int64_t numbers[] = {v->at, v->invariant, v->customer};
    add(&told->violations, numbers, sizeof numbers);
    add(&told->violations, v->text, strlen(v->text));
    return FK_OK;
}

/* What a minute holds may be told in parts. */
static int on_minute(void *context, ms_t minute, enum sim_series series, uint32_t count)
{
    (void)context;
    told->sum += count * (chance_bits(1, series, 0, (uint64_t)minute) | 1);
    return FK_OK;
}

static int on_daily(void *context, ms_t day, const int64_t *values)
{
    (void)context;
    add(&told->sum, &day, sizeof day);
    add(&told->sum, values, DAILY_COUNT * sizeof *values);
    return FK_OK;
}

static int on_histogram(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers)
{
    (void)context;
    const int64_t numbers[] = {day, low, high, customers};
    add(&told->sum, numbers, sizeof numbers);
    return FK_OK;
}

static const struct sim_recorder recorder = {.event = on_event,
                                             .violation = on_violation,
                                             .minute = on_minute,
                                             .daily = on_daily,
                                             .histogram = on_histogram};

static void setup(void)
{
    struct fk_diag diag = {.text = ""};
    ck_assert_msg(hunt_base_load(NULL, &base, &diag) == FK_OK, "%s", diag.text);
    ck_assert_int_eq(engine_warm("raw", &diag), FK_OK);
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(told, MAP_FAILED);
    snprintf(folder, sizeof folder, "/tmp/feikong-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

/* Every test leaves the folder empty, unless it fails. */
static void teardown(void)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    while (entries && (entry = readdir(entries)))
        (void)unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
    ck_assert_int_eq(rmdir(folder), 0);
    munmap(told, sizeof *told);
    scenario_fini(&base);
}

static int at_once(void *context)
{
    (void)context;
    return 1;
}

/* Runs in a process of its own. */
static void run(const struct sim_scenario *scenario, const struct sim_options *options)
{
    int status;
    memset(told, 0, sizeof *told);
    fflush(NULL);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        running = scenario;
        told->err = sim_run(scenario, &recorder, options, &told->outcome, &told->diag);
        told->is_whole = true;
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && told->is_whole, "the run died: status %d", status);
}

static const char *path_of(const struct sim_scenario *scenario, ms_t after)
{
    static char path[160];
    char time[8] = "";
    unsigned minutes = (unsigned)(after % MS_DAY / MS_MINUTE);
    if (minutes > 0)
        snprintf(time, sizeof time, "-%02u%02u", minutes / 60 % 24, minutes % 60);
    snprintf(path, sizeof path, "%s/%s-d%d%s.checkpoint", folder, scenario->id,
             (int)(after / MS_DAY), time);
    return path;
}

/* Asked before every step: the sum when a checkpoint has just been written. */
static int look_for_checkpoint(void *context)
{
    (void)context;
    if (told->saved < SAVED_MAX &&
        access(path_of(running, (told->saved + 1) * saving_every), F_OK) == 0)
        told->sum_at[told->saved++] = told->sum;
    return 0;
}

/* Runs one world whole, then from each checkpoint; groups of other sizes must not matter. */
static void check_world(const struct sim_scenario *scenario, uint64_t seed, ms_t every)
{
    static struct told before;
    saving_every = every;
    run(scenario, &(struct sim_options){.checkpoints = folder,
                                        .checkpoint_every = every,
                                        .is_stopped = look_for_checkpoint,
                                        .version = "1"});
    ck_assert_msg(told->err == FK_OK, "seed %llu: %s", (unsigned long long)seed, told->diag.text);
    before = *told;
    const struct sim_outcome whole = before.outcome;
    uint32_t group = 1;
    unsigned n = 0;
    ck_assert_uint_eq(before.saved, (unsigned)((scenario->days * MS_DAY - 1) / every));
    for (ms_t after = every; after < scenario->days * MS_DAY; after += every) {
        const char *path = path_of(scenario, after);
        run(scenario, &(struct sim_options){.from = path, .version = "1", .group_size = group});
        ck_assert_msg(told->err == FK_OK, "seed %llu: %s", (unsigned long long)seed,
                      told->diag.text);
        ck_assert_int_eq(told->outcome.since, scenario->start + after);
        ck_assert_msg(
            strcmp(told->outcome.result.fingerprint, whole.result.fingerprint) == 0 &&
                told->outcome.result.events == whole.result.events,
            "seed %llu goes on from %s to %s, %llu events; without a stop to %s, %llu events",
            (unsigned long long)seed, path, told->outcome.result.fingerprint,
            (unsigned long long)told->outcome.result.events, whole.result.fingerprint,
            (unsigned long long)whole.result.events);
        ck_assert_mem_eq(told->outcome.violations, whole.violations, sizeof whole.violations);
        ck_assert_msg(told->violations == before.violations &&
                          told->sum == before.sum - before.sum_at[n],
                      "seed %llu: from %s on the recorder is told something else",
                      (unsigned long long)seed, path);
        n++;
        ck_assert_int_eq(unlink(path), 0);
        group = 0;
    }
}

START_TEST(test_drawn_worlds_go_on_from_each_midnight)
{
    for (uint64_t seed = 1; seed <= 2 * WORLDS; seed++) {
        struct sim_scenario scenario;
        ck_assert_int_eq(hunt_draw(&base, seed, false, &scenario), FK_OK);
        check_world(&scenario, seed, MS_DAY);
        scenario_fini(&scenario);
    }
}
END_TEST

/* By day there is more under way: every part of every record counts. */
START_TEST(test_drawn_worlds_go_on_by_day)
{
    for (uint64_t seed = 101; seed <= 100 + WORLDS; seed++) {
        struct sim_scenario scenario;
        ck_assert_int_eq(hunt_draw(&base, seed, false, &scenario), FK_OK);
        scenario.concentrators *= 1 + 40 / scenario_customers(&scenario);
        check_world(&scenario, seed, 4 * MS_HOUR + (ms_t)(seed % 13) * 10 * MS_MINUTE);
        scenario_fini(&scenario);
    }
}
END_TEST

/* Two rates, quotas of a month, a price that changes on D2, a basic fee. */
static void give_tariff(struct sim_scenario *scenario)
{
    struct tariff_version *versions = calloc(2, sizeof *versions);
    ck_assert_ptr_nonnull(versions);
    versions[0] = (struct tariff_version){.months = TARIFF_ALL_YEAR,
                                          .period = TARIFF_MONTHLY,
                                          .limit = {2000, 4000},
                                          .base = {0, 0, 600000, 0, 300000},
                                          .peak_hours = {8 * MS_HOUR, 21 * MS_HOUR},
                                          .per_kva = 100};
    versions[1] = versions[0];
    versions[1].from = scenario->start + 2 * MS_DAY;
    versions[1].base[TARIFF_PEAK] = 700000;
    scenario->tariff_versions = versions;
    scenario->tariff_version_count = 2;
    scenario->groups[0].is_tou = 1;
    scenario->groups[0].kva = 1;
    scenario->groups[0].counted = 1500;
}

/* The same in a world where something of every kind is under way at nearly any moment, at a flat
 * price and with a tariff. */
START_TEST(test_busy_world_goes_on_from_any_stop)
{
    struct sim_scenario scenario;
    struct fk_diag diag = {.text = ""};
    ck_assert_msg(scenario_load(FK_TEST_DIR "/unit/sim/busy.yaml", NULL, 0, &scenario, &diag) ==
                      FK_OK,
                  "%s", diag.text);
    if (_i)
        give_tariff(&scenario);
    check_world(&scenario, 7, 50 * MS_MINUTE);
    ck_assert_uint_gt(told->outcome.result.violations, 100); /* the fixture is as busy as it was */
    scenario_fini(&scenario);
}
END_TEST

/* 90,200 customers at one a second from 22:00 on: each calculation lasts over two midnights, and
 * the next push waits for its end. */
START_TEST(test_calculation_goes_on_over_midnight)
{
    struct sim_scenario scenario;
    ck_assert_int_eq(scenario_copy(&scenario, &base), FK_OK);
    scenario.days = 5;
    scenario.push_at = 22 * MS_HOUR;
    scenario.second_push_at = -1;
    scenario.calc_rate = 1;
    scenario.concentrators = 451;
    scenario.meters_per_concentrator = 200;
    check_world(&scenario, 0, MS_DAY);
    scenario_fini(&scenario);
}
END_TEST

static struct sim_scenario saved_world(const char **path, bool has_tariff)
{
    struct sim_scenario scenario;
    ck_assert_int_eq(hunt_draw(&base, 3, false, &scenario), FK_OK);
    if (has_tariff)
        give_tariff(&scenario);
    run(&scenario, &(struct sim_options){.checkpoints = folder, .version = "1"});
    ck_assert_int_eq(told->err, FK_OK);
    for (unsigned day = 1; day < scenario.days; day++)
        if (day != 2)
            unlink(path_of(&scenario, day * MS_DAY));
    *path = path_of(&scenario, 2 * MS_DAY);
    return scenario;
}

static void refused(const char *path, const struct sim_scenario *scenario, const char *version,
                    int err, const char *sentence)
{
    struct checkpoint checkpoint = {0};
    const struct checkpoint_owner owner = {scenario, version};
    struct fk_diag diag = {.text = ""};
    char expected[400];
    ck_assert_int_eq(checkpoint_open(&checkpoint, path, &owner, &diag), err);
    snprintf(expected, sizeof expected, "%s: %s", path, sentence);
    ck_assert_str_eq(diag.text, expected);
    ck_assert_ptr_null(checkpoint.file);
}

START_TEST(test_what_belongs_elsewhere_is_refused)
{
    const char *path;
    struct sim_scenario scenario = saved_world(&path, false);
    char other[200], sentence[200];
    snprintf(other, sizeof other, "%s/other", folder);
    put_file(other, (const unsigned char *)"days: 3\n", 8);
    refused(other, &scenario, "1", FK_E_FORMAT, "is no checkpoint");
    ck_assert_int_eq(unlink(other), 0);
    refused(other, &scenario, "1", FK_E_IO, "cannot be read: No such file or directory");
    ck_assert_int_eq(mkfifo(other, 0600), 0);
    refused(other, &scenario, "1", FK_E_FORMAT, "is no checkpoint");
    ck_assert_int_eq(unlink(other), 0);
    refused(folder, &scenario, "1", FK_E_FORMAT, "is no checkpoint");
    refused(path, &scenario, "2", FK_E_UNSUPPORTED,
            "was written by another version of the program: run the scenario anew");
    scenario.digest[0] = (char)(scenario.digest[0] == '0' ? '1' : '0');
    snprintf(sentence, sizeof sentence, "belongs to another scenario, or to other settings of %s",
             scenario.id);
    refused(path, &scenario, "1", FK_E_ARG, sentence);
    ck_assert_int_eq(unlink(path), 0);
    scenario_fini(&scenario);
}
END_TEST

START_TEST(test_damaged_files_are_refused)
{
    const char *path;
    struct sim_scenario scenario = saved_world(&path, false);
    size_t size;
    char sentence[200];
    unsigned char *bytes = get_file(path, &size);
    for (size_t cut = 0; cut < size; cut += 1 + size / 50) {
        put_file(path, bytes, cut);
        snprintf(sentence, sizeof sentence, "is damaged: %zu bytes follow its head, which says %zu",
                 cut - 96, size - 96);
        if (cut < 96) /* the head */
            refused(path, &scenario, "1", FK_E_FORMAT, "is no checkpoint");
        else
            refused(path, &scenario, "1", FK_E_CHECKSUM, sentence);
    }
    for (size_t at = 96; at < size; at += 1 + size / 200) {
        bytes[at] ^= 4;
        put_file(path, bytes, size);
        refused(path, &scenario, "1", FK_E_CHECKSUM, "is damaged: its checksum is wrong");
        bytes[at] ^= 4;
    }
    free(bytes);
    ck_assert_int_eq(unlink(path), 0);
    scenario_fini(&scenario);
}
END_TEST

/* Whoever computes the checksum anew gets a refusal or a world, never a crash of the loader. */
START_TEST(test_forged_files_do_no_harm)
{
    const char *path;
    struct sim_scenario scenario = saved_world(&path, _i);
    size_t size;
    unsigned refusals = 0;
    unsigned char *bytes = get_file(path, &size);
    const uint64_t none = 0;
    for (size_t at = 96; at < size; at += 1 + size / 300) {
        unsigned char kept = bytes[at];
        bytes[at] = (unsigned char)(at % 3 ? 0xFF : kept ^ 0x10);
        memcpy(bytes + 88, &none, sizeof none);
        XXH3_state_t *hash = XXH3_createState();
        XXH3_64bits_reset(hash);
        XXH3_64bits_update(hash, bytes + 96, size - 96);
        XXH3_64bits_update(hash, bytes, 96);
        uint64_t sum = XXH3_64bits_digest(hash);
        XXH3_freeState(hash);
        memcpy(bytes + 88, &sum, sizeof sum);
        put_file(path, bytes, size);
        run(&scenario, &(struct sim_options){.from = path, .version = "1", .is_stopped = at_once});
        ck_assert_msg(told->err == FK_E_STATE || told->err == FK_E_FORMAT, "byte %zu: %d %s", at,
                      told->err, told->diag.text);
        refusals += told->err == FK_E_FORMAT;
        bytes[at] = kept;
    }
    ck_assert_uint_gt(refusals, 10);
    free(bytes);
    ck_assert_int_eq(unlink(path), 0);
    scenario_fini(&scenario);
}
END_TEST

START_TEST(test_folder_that_is_not_there_is_said)
{
    struct sim_scenario scenario;
    ck_assert_int_eq(hunt_draw(&base, 3, false, &scenario), FK_OK);
    run(&scenario, &(struct sim_options){.checkpoints = "/tmp/feikong-not-there", .version = "1"});
    ck_assert_int_eq(told->err, FK_E_IO);
    ck_assert_msg(strstr(told->diag.text, "cannot be written: No such file or directory") != NULL,
                  "%s", told->diag.text);
    scenario_fini(&scenario);
}
END_TEST

static Suite *checkpoint_suite(void)
{
    Suite *suite = suite_create("checkpoint");
    TCase *tcase = tcase_create("checkpoint");
    tcase_set_timeout(tcase, 60);
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_drawn_worlds_go_on_from_each_midnight);
    tcase_add_test(tcase, test_drawn_worlds_go_on_by_day);
    tcase_add_loop_test(tcase, test_busy_world_goes_on_from_any_stop, 0, 2);
    tcase_add_test(tcase, test_calculation_goes_on_over_midnight);
    tcase_add_test(tcase, test_what_belongs_elsewhere_is_refused);
    tcase_add_test(tcase, test_damaged_files_are_refused);
    tcase_add_loop_test(tcase, test_forged_files_do_no_harm, 0, 2);
    tcase_add_test(tcase, test_folder_that_is_not_there_is_said);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(checkpoint_suite)
