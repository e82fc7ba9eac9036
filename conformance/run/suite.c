#include "conformance/run/suite.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

size_t conform_suite_count(const struct conform_suite *suite)
{
    size_t count = 0;
    for (size_t i = 0; i < suite->group_count; i++)
        count += suite->groups[i]->count;
    return count;
}

const struct conform_test *conform_suite_at(const struct conform_suite *suite, size_t index)
{
    for (size_t i = 0; i < suite->group_count; i++) {
        if (index < suite->groups[i]->count)
            return &suite->groups[i]->tests[index];
        index -= suite->groups[i]->count;
    }
    return NULL;
}

/* "2-unknown-item" -> "unknown-item" */
static const char *slug_of(const struct conform_test *test)
{
    const char *last = strrchr(test->id, '/') + 1;
    const char *dash = strchr(last, '-');
    return dash ? dash + 1 : last;
}

static bool is_named(const struct conform_suite *suite, const struct conform_test *test,
                     const char *select)
{
    size_t size = strlen(select), root = strlen(suite->name);
    const char *id = test->id;
    if (strncmp(select, suite->name, root) != 0 || select[root] != '/')
        id += root + 1; /* 7.1 is as good as dlt645/7.1 */
    if (strpbrk(select, "*?["))
        return fnmatch(select, id, 0) == 0 || fnmatch(select, slug_of(test), 0) == 0;
    if (strcmp(slug_of(test), select) == 0)
        return true;
    if (size == 0 || strncmp(id, select, size) != 0)
        return false;
    /* A prefix must end with a part: 7.1 is not a prefix of 7.12, but it is one of 7.1.5. */
    char next = id[size];
    return next == '\0' || select[size - 1] == '/' || !isalnum((unsigned char)next);
}

const struct conform_test *conform_suite_find(const struct conform_suite *suite, const char *id)
{
    const struct conform_test *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < conform_suite_count(suite); i++) {
        const struct conform_test *test = conform_suite_at(suite, i);
        if (strcmp(test->id, id) == 0)
            return test;
        if (is_named(suite, test, id)) {
            found = test;
            count++;
        }
    }
    return count == 1 ? found : NULL; /* ambiguous: ask for the id */
}

size_t conform_suite_select(const struct conform_suite *suite, const char *select, bool *chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < conform_suite_count(suite); i++)
        if (is_named(suite, conform_suite_at(suite, i), select)) {
            chosen[i] = true;
            count++;
        }
    return count;
}

struct conform_needs conform_test_needs(const struct conform_test *test)
{
    return conform_steps_needs(test->steps, test->step_count);
}

bool conform_suite_needs_password(const struct conform_test *test)
{
    return conform_test_needs(test).has_password;
}

int conform_suite_check_device(const struct conform_suite *suite, const struct device_file *device,
                               struct fk_diag *diag)
{
    for (size_t i = 0; i < device->expected_count; i++) {
        const struct device_expected_failure *row = &device->expected[i];
        size_t t = 0;
        while (t < conform_suite_count(suite) &&
               strcmp(conform_suite_at(suite, t)->id, row->test) != 0)
            t++;
        if (t == conform_suite_count(suite))
            return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                           "%s:%u:%u: key 'test': '%.80s' is no test, expected an id that "
                           "'feikong conform list' shows",
                           device->path, row->line, row->column, row->test);
    }
    return FK_OK;
}

/* The first feature that a test needs and the device has not, DEVICE_FEATURES if it has all: what
 * the test is about goes before what it needs besides, as a test of the relay needs the clock. */
static unsigned missing_feature(uint64_t needed, const struct device_file *device)
{
    static const enum device_feature abouts[] = {DEVICE_PROTECT,        DEVICE_ALARM,
                                                 DEVICE_RELAY,          DEVICE_DAILY_FREEZE,
                                                 DEVICE_INSTANT_FREEZE, DEVICE_BROADCAST_TIME};
    uint64_t missing = needed & ~device->features;
    for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++)
        if (missing & device_feature_bit(abouts[i]))
            return abouts[i];
    unsigned feature = 0;
    while (feature < DEVICE_FEATURES && !(missing >> feature & 1u))
        feature++;
    return feature;
}

const char *conform_suite_excluded(const struct conform_test *test,
                                   const struct device_file *device, enum fk_lang lang, char *out,
                                   size_t capacity)
{
    const struct conform_needs needs = conform_test_needs(test);
    unsigned missing = missing_feature(needs.features, device);
    if (missing < DEVICE_FEATURES) {
        snprintf(out, capacity, FK_SAY(lang, "feature %s is not supported: %s", "不支持特性%s：%s"),
                 device_feature_name(missing),
                 device->why_not[missing][0]
                     ? device->why_not[missing]
                     : FK_SAY(lang, "not named in the device file", "表计文件中没有列出"));
        return out;
    }
    if (needs.has_wrong_password && !device->wrong_passwords) {
        snprintf(out, capacity, "%s",
                 FK_SAY(lang, "wrong_passwords is 'no' in the device file",
                        "表计文件中wrong_passwords为no"));
        return out;
    }
    if (needs.features & device_feature_bit(DEVICE_BROADCAST_TIME) && !device->broadcast_time) {
        snprintf(out, capacity, "%s",
                 FK_SAY(lang, "broadcast_time is 'no' in the device file",
                        "表计文件中broadcast_time为no"));
        return out;
    }
    if (needs.may_cut && !device->may_cut_supply) {
        snprintf(out, capacity, "%s",
                 FK_SAY(lang, "may_cut_supply is not 'yes' in the device file",
                        "表计文件中may_cut_supply不是yes"));
        return out;
    }
    return NULL;
}
