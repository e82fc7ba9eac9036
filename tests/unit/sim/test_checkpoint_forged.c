/* A checkpoint is a file: whoever changes a member of it and computes the checksum anew gets a
 * sentence or a run, never a crash and never a run without end. Places in a busy world are set to
 * 0, to the largest value and to the one below: some of them, with FK_LONG many. */
#include "sim/scenario/scenario.h"
#include "sim/world/engine.h"
#include "sim/world/run.h"
#include "tests/unit/sim/file_bytes.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#define HEAD         96 /* bytes; the checksum is the last eight */
#define PLACES       40
#define SECONDS_EACH 10 /* of processor time; a run needs a fiftieth */

static struct told {
    int err;
    struct fk_diag diag;
} * told;
static char folder[64];

/* Runs in a process of its own; false if it died. */
static bool run(const struct sim_scenario *scenario, const struct sim_options *options, int *status)
{
    struct sim_outcome outcome;
    memset(told, 0, sizeof *told);
    fflush(NULL);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        const struct rlimit limit = {SECONDS_EACH, SECONDS_EACH};
        (void)setrlimit(RLIMIT_CPU, &limit);
        told->err = sim_run(scenario, NULL, options, &outcome, &told->diag);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, status, 0), child);
    return WIFEXITED(*status) && WEXITSTATUS(*status) == 0;
}

/* With its checksum. */
static void put_sealed(const char *path, unsigned char *bytes, size_t size)
{
    uint64_t sum = 0;
    memcpy(bytes + HEAD - sizeof sum, &sum, sizeof sum);
    XXH3_state_t *hash = XXH3_createState();
    XXH3_64bits_reset(hash);
    XXH3_64bits_update(hash, bytes + HEAD, size - HEAD);
    XXH3_64bits_update(hash, bytes, HEAD);
    sum = XXH3_64bits_digest(hash);
    XXH3_freeState(hash);
    memcpy(bytes + HEAD - sizeof sum, &sum, sizeof sum);
    put_file(path, bytes, size);
}

/* One member set to `value`; whether it has 4 or 8 bytes is not known, so both are tried. */
static void forge(const struct sim_scenario *scenario, const char *path, unsigned char *bytes,
                  size_t size, size_t at, uint64_t value, size_t width)
{
    unsigned char kept[8];
    int status;
    memcpy(kept, bytes + at, width);
    memcpy(bytes + at, &value, width);
    put_sealed(path, bytes, size);
    bool is_sound = run(scenario, &(struct sim_options){.from = path, .version = "1"}, &status);
    ck_assert_msg(is_sound, "byte %zu as %llx (%zu bytes): status %x", at,
                  (unsigned long long)value, width, (unsigned)status);
    ck_assert_msg(told->err == FK_OK || told->diag.text[0] != '\0', "byte %zu as %llx: no sentence",
                  at, (unsigned long long)value);
    memcpy(bytes + at, kept, width);
}

START_TEST(test_no_member_does_harm)
{
    static const uint64_t values[] = {0, UINT64_MAX, UINT64_MAX - 1, INT64_MAX,
                                      (uint64_t)INT64_MIN};
    const char *small[] = {"population.concentrators=2", "population.meters_per_concentrator=12",
                           "days=4"};
    struct sim_scenario scenario;
    struct fk_diag diag = {.text = ""};
    char path[160];
    size_t size;
    int status;
    ck_assert_msg(scenario_load(FK_TEST_DIR "/unit/sim/busy.yaml", small, 3, &scenario, &diag) ==
                      FK_OK,
                  "%s", diag.text);
    ck_assert(
        run(&scenario, &(struct sim_options){.checkpoints = folder, .version = "1"}, &status));
    ck_assert_msg(told->err == FK_OK, "%s", told->diag.text);
    snprintf(path, sizeof path, "%s/%s-d2.checkpoint", folder, scenario.id);
    unsigned char *bytes = get_file(path, &size);
    size_t step = getenv("FK_LONG") && strcmp(getenv("FK_LONG"), "1") == 0
                      ? 20
                      : (size / PLACES + 3) / 4 * 4 + 4;
    for (size_t at = HEAD; at + 8 <= size; at += step)
        for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++) {
            forge(&scenario, path, bytes, size, at, values[i], 8);
            if (i < 3)
                forge(&scenario, path, bytes, size, at, values[i], 4);
        }
    free(bytes);
    scenario_fini(&scenario);
}
END_TEST

static void setup(void)
{
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(engine_warm("raw", &diag), FK_OK);
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(told, MAP_FAILED);
    snprintf(folder, sizeof folder, "/tmp/feikong-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void)
{
    char path[160];
    for (unsigned day = 1; day <= 3; day++) {
        snprintf(path, sizeof path, "%s/BUSY-d%u.checkpoint", folder, day);
        (void)unlink(path);
    }
    ck_assert_int_eq(rmdir(folder), 0);
    munmap(told, sizeof *told);
}

static Suite *forged_suite(void)
{
    Suite *suite = suite_create("checkpoint_forged");
    TCase *tcase = tcase_create("forged");
    tcase_set_timeout(tcase, 3000);
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_no_member_does_harm);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(forged_suite)
