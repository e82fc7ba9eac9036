#include "sim/hunt/hunt_profiles.h"

#include "sim/scenario/scenario_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fee_policy profiles[HUNT_PROFILES_MAX];
static unsigned profile_count;

/* The section `policy` of a file: its line and those that are indented below it. */
static const char *find_policy(const char *text, size_t *length)
{
    const char *begin = strstr(text, "\npolicy:\n"), *end = begin;
    if (!begin)
        return NULL;
    do
        end = strchr(end + 1, '\n');
    while (end && end[1] == ' ');
    *length = end ? (size_t)(end - begin) : strlen(begin);
    return begin;
}

static int load_one(const struct hunt_profile_text *file, const char *world, struct fk_diag *diag)
{
    struct sim_scenario scenario;
    size_t length = 0, room = file->size + strlen(world) + 2;
    char *text = malloc(2 * room), *whole = text ? text + room : NULL;
    int err = FK_E_MEMORY;
    if (!text)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    memcpy(text, file->text, file->size);
    text[file->size] = '\0';
    const char *policy = find_policy(text, &length);
    if (!policy) {
        err = fk_fail(diag, FK_E_FORMAT, NULL, 0, "profile %s: no section `policy`", file->name);
    } else {
        int size = snprintf(whole, room, "%.*s\n%s", (int)length, policy, world);
        err = scenario_load_memory(file->name, whole, (size_t)size, NULL, 0, &scenario, diag);
    }
    free(text);
    if (err != FK_OK)
        return err;
    profiles[profile_count++] = scenario.policy;
    scenario_fini(&scenario);
    return FK_OK;
}

int hunt_profiles_load(const char *world, struct fk_diag *diag)
{
    int err = FK_OK;
    for (unsigned i = profile_count; i < hunt_profile_text_count && err == FK_OK; i++)
        err = i < HUNT_PROFILES_MAX
                  ? load_one(&hunt_profile_texts[i], world, diag)
                  : fk_fail(diag, FK_E_RANGE, NULL, 0, "more than %d profiles", HUNT_PROFILES_MAX);
    return err;
}

unsigned hunt_profile_count(void)
{
    return profile_count;
}

const struct fee_policy *hunt_profile(unsigned index)
{
    return &profiles[index];
}
