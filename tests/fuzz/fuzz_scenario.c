/* tests/fuzz/fuzz_scenario.c - random text as a scenario file. Checked: nothing is read or written
 * out of bounds, everything is freed, a refusal is one line that names a place, and what loads
 * keeps the promises of sim/scenario/scenario.h about ranges and references.
 *
 * The text up to the first NUL byte, if there is one, is given to --set. */
#include "sim/scenario/scenario_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_target(const struct sim_scenario *world, const struct scenario_target *target)
{
    REQUIRE(target->group >= -1 && target->group < (int)world->group_count);
    REQUIRE(target->klass >= -1);
    REQUIRE(target->klass < 0 ||
            (target->group >= 0 && (uint32_t)target->klass < world->groups[target->group].classes));
}

static void check_world(const struct sim_scenario *world)
{
    REQUIRE((uint64_t)world->concentrators * world->meters_per_concentrator <= 20000000);
    REQUIRE(world->concentrators > 0 && world->concentrators_per_fep > 0 && world->days > 0);
    REQUIRE(world->group_count > 0 && world->groups[0].every == 1);
    REQUIRE(world->sms_window.from < world->sms_window.to && world->sms_window.to <= MS_DAY);
    REQUIRE(world->calc_rate > 0 && world->sms_rate > 0 && world->command_time.count > 0);
    REQUIRE(strlen(world->digest) == 16 && world->id && world->title && world->story);
    for (uint32_t i = 0; i < world->fault_count; ++i) {
        REQUIRE(world->faults[i].from < world->faults[i].to);
        REQUIRE(world->faults[i].from >= world->start);
        check_target(world, &world->faults[i].target);
    }
    for (uint32_t i = 0; i < world->payment_count; ++i) {
        REQUIRE(world->payments[i].every == 0 || world->payments[i].from < world->payments[i].to);
        check_target(world, &world->payments[i].target);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    const uint8_t *zero = size > 0 ? memchr(data, 0, size) : NULL;
    const char *set = (const char *)data, *text = zero ? (const char *)zero + 1 : set;
    size_t length = zero ? size - (size_t)(zero + 1 - data) : size;
    int result = scenario_load_memory("/nonexistent/t.yaml", text, length, &set, zero ? 1 : 0,
                                      &world, &diag);
    if (result == FK_OK) {
        check_world(&world);
        scenario_fini(&world);
    } else {
        REQUIRE(diag.text[0] && !strchr(diag.text, '\n'));
        REQUIRE(strncmp(diag.text, "/nonexistent/t.yaml:", 20) == 0 ||
                strncmp(diag.text, "--set", 5) == 0);
    }
    return 0;
}
