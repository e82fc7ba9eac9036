#include "sim/scenario/scenario_emit.h"
#include "sim/scenario/scenario_fill.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* What does not change a run does not change its digest. */
static int make_digest(struct scenario_node *root, struct sim_scenario *out, struct fk_diag *diag)
{
    static const char *const without[] = {"expectations", "title", "title_zh", "story",
                                          "story_zh",     "gaps",  NULL};
    size_t length = 0;
    scenario_emit_sort(root);
    char *text = scenario_emit(root, without, &length);
    if (!text) {
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    snprintf(out->digest, sizeof out->digest, "%016" PRIx64, (uint64_t)XXH3_64bits(text, length));
    free(text);
    return FK_OK;
}

/* "profile=NAME" of --set. */
static bool is_profile(const char *argument)
{
    return strncmp(argument, "profile=", strlen("profile=")) == 0;
}

/* `part`: the only section, as for scenario_schema_load. */
static int load_tree(struct scenario_tree *tree, const struct scenario_source *source,
                     const char *part, const char *const *set, size_t set_count,
                     struct sim_scenario *out, struct fk_diag *diag)
{
    struct scenario_node *root = NULL;
    struct scenario_schema *schema = NULL;
    const struct scenario_slot *slots = NULL;
    int result = scenario_merge_files(tree, source, &root, diag);
    for (size_t i = 0; i < set_count && result == FK_OK; ++i) /* the others set single keys of it */
        if (is_profile(set[i]))
            result = scenario_merge_profile(tree, source->path, set[i], &root, diag);
    for (size_t i = 0; i < set_count && result == FK_OK; ++i) {
        if (is_profile(set[i]))
            continue;
        result = scenario_merge_set(tree, root, set[i], diag);
        scenario_drop_translation(root, set[i]);
    }
    if (result != FK_OK) {
        return result;
    }
    scenario_schema_prune(root);
    result = scenario_schema_load(root, part, &schema, &slots, diag);
    if (result == FK_OK) {
        result = scenario_fill(root, slots, out, diag);
    }
    scenario_schema_free(schema);
    if (result == FK_OK) {
        result = scenario_check_tariff(root, out, diag);
    }
    if (part != NULL)
        return result;
    if (result == FK_OK) {
        result = scenario_check(root, out, diag);
    }
    return result == FK_OK ? make_digest(root, out, diag) : result;
}

static int load(const struct scenario_source *source, const char *part, const char *const *set,
                size_t set_count, struct sim_scenario *out, struct fk_diag *diag)
{
    struct scenario_tree tree;
    memset(out, 0, sizeof *out);
    scenario_tree_init(&tree);
    int result = load_tree(&tree, source, part, set, set_count, out, diag);
    scenario_tree_fini(&tree);
    if (result != FK_OK) {
        scenario_fini(out);
    }
    return result;
}

int scenario_load(const char *path, const char *const *set, size_t set_count,
                  struct sim_scenario *out, struct fk_diag *diag)
{
    return load(&(struct scenario_source){.path = path}, NULL, set, set_count, out, diag);
}

int scenario_load_memory(const char *path, const char *text, size_t size, const char *const *set,
                         size_t set_count, struct sim_scenario *out, struct fk_diag *diag)
{
    return load(&(struct scenario_source){path, text, size}, NULL, set, set_count, out, diag);
}

int scenario_load_tariff(const char *path, struct sim_scenario *out, struct fk_diag *diag)
{
    return load(&(struct scenario_source){.path = path}, "tariff", NULL, 0, out, diag);
}

void scenario_fini(struct sim_scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->group_count; ++i) {
        free(scenario->groups[i].name);
    }
    for (uint32_t i = 0; i < scenario->expectation_count; ++i) {
        struct scenario_expectation *expectation = &scenario->expectations[i];
        free(expectation->name);
        free(expectation->source);
        free(expectation->name_zh);
        free(expectation->source_zh);
        free(expectation->sql);
        free(expectation->equals);
        free(expectation->min);
        free(expectation->max);
    }
    free(scenario->tariff_versions);
    free(scenario->tariff_name);
    free(scenario->tariff_place);
    free(scenario->tariff_source);
    free(scenario->groups);
    for (uint32_t i = 0; i < scenario->phone_count; i++)
        free(scenario->phones[i].number);
    for (uint32_t i = 0; i < scenario->message_count; i++)
        free(scenario->messages[i].text);
    for (uint32_t i = 0; i < scenario->gap_count; i++) {
        free(scenario->gaps[i].text);
        free(scenario->gaps[i].text_zh);
    }
    free(scenario->gaps);
    free(scenario->phones);
    free(scenario->messages);
    free(scenario->mandates);
    free(scenario->local_meters);
    free(scenario->faults);
    free(scenario->locks);
    free(scenario->agreements);
    free(scenario->waves);
    free(scenario->starts);
    free(scenario->payments);
    free(scenario->reads);
    free(scenario->queries);
    free(scenario->hands);
    free(scenario->clock_syncs);
    free(scenario->expectations);
    free(scenario->id);
    free(scenario->title);
    free(scenario->story);
    free(scenario->title_zh);
    free(scenario->story_zh);
    memset(scenario, 0, sizeof *scenario);
}
