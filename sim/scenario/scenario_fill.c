#include "sim/scenario/scenario_fill.h"

#include "sim/scenario/scenario_units.h"

#include <stdlib.h>
#include <string.h>

struct filler {
    struct sim_scenario *world; /* `start` is filled before the first moment is met */
    struct fk_diag *diag;
};

/* Stores a number in a member of 1, 2, 4 or 8 bytes; the ranges of the table make it fit. */
static void store(void *at, size_t size, int64_t value)
{
    uint8_t v8 = (uint8_t)value;
    uint16_t v16 = (uint16_t)value;
    uint32_t v32 = (uint32_t)value;
    memcpy(at,
           size == 1   ? (const void *)&v8
           : size == 2 ? (const void *)&v16
           : size == 4 ? (const void *)&v32
                       : (const void *)&value,
           size);
}

static int fill_text(struct filler *f, const struct scenario_row *row, const char *text, void *at)
{
    size_t size = strlen(text) + 1;
    if (row->size != sizeof(char *)) {
        memcpy(at, text, size); /* char[n]: the range of the row is shorter than the member */
        return FK_OK;
    }
    char *copy = malloc(size);
    if (!copy) {
        return fk_fail(f->diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    memcpy(copy, text, size);
    char **member = at; /* a member of type char * */
    *member = copy;
    return FK_OK;
}

static int fill_spread(struct filler *f, const struct scenario_node *node,
                       const struct scenario_row *row, const char *text, void *at)
{
    struct chance_dist dist;
    const char *problem;
    int result = scenario_spread_parse(text, &dist, &problem);
    if (result == FK_E_RANGE) {
        return scenario_fail_value(f->diag, node, "\"%.60s\": %s", text, problem);
    }
    if (result != FK_OK) {
        return scenario_schema_fail(f->diag, node, row, result);
    }
    for (unsigned i = 0; i < dist.count; ++i) {
        if (dist.parts[i].a > row->max || dist.parts[i].b > row->max) {
            return scenario_schema_fail(f->diag, node, row, FK_E_RANGE);
        }
    }
    memcpy(at, &dist, sizeof dist);
    return FK_OK;
}

static int fill_window(struct filler *f, const struct scenario_node *node,
                       const struct scenario_row *row, const char *text, void *at)
{
    struct clock_window window;
    int result = scenario_window_parse(text, &window);
    if (result != FK_OK) {
        return scenario_schema_fail(f->diag, node, row, result);
    }
    if (window.from == window.to) {
        return scenario_fail_value(f->diag, node, "\"%s\" is empty: it ends as it begins", text);
    }
    if (window.from > window.to) {
        return scenario_fail_value(f->diag, node, "\"%s\" ends before it begins", text);
    }
    memcpy(at, &window, sizeof window);
    return FK_OK;
}

static int fill_number(struct filler *f, const struct scenario_node *node,
                       const struct scenario_row *row, const char *text, void *at)
{
    int64_t value;
    int result = scenario_value_parse(row->type, text, f->world->start, &value);
    bool has_range = row->min != row->max;
    if (result == FK_OK && has_range && (value < row->min || value > row->max)) {
        result = FK_E_RANGE;
    }
    if (result != FK_OK) {
        return scenario_schema_fail(f->diag, node, row, result);
    }
    if (row->type == TYPE_MOMENT && value < f->world->start) {
        return scenario_fail_value(f->diag, node, "\"%s\" is before the start of the run", text);
    }
    store(at, row->size, value);
    return FK_OK;
}

static int fill_names(const struct scenario_row *row, const struct scenario_slot *slot,
                      const char *text, void *at)
{
    int64_t value = 0;
    if (slot) {
        value = (int64_t)slot->number;
    } else {
        for (unsigned i = 0; i < row->names->count; ++i) {
            if (strcmp(row->names->name(i), text) == 0) {
                value = i;
            }
        }
    }
    store(at, row->size, value);
    return FK_OK;
}

/* libcyaml takes every word that is not "false", "no", ... for true; we take two words. */
static int fill_switch(struct filler *f, const struct scenario_node *node,
                       const struct scenario_row *row, const struct scenario_slot *slot, void *at)
{
    bool is_on = slot ? slot->is_on : strcmp(row->fallback, "true") == 0;
    if (slot && strcmp(node->text, is_on ? "true" : "false") != 0)
        return scenario_schema_fail(f->diag, node, row, FK_E_FORMAT);
    memcpy(at, &is_on, sizeof is_on);
    return FK_OK;
}

static int fill_times(struct filler *f, const struct scenario_node *list,
                      const struct scenario_row *row, const struct scenario_slot *slot, void *out)
{
    const struct scenario_row entry = {
        .name = row->name, .type = TYPE_TIME, .size = sizeof(ms_t), .max = MS_DAY - 1};
    const struct scenario_node *node = list->first;
    ms_t *times = (ms_t *)(void *)((char *)out + row->offset);
    for (uint64_t i = 0; i < slot->count; ++i, node = node->next) {
        int result = fill_number(f, node, &entry, slot->times[i], &times[i]);
        if (result != FK_OK) {
            return result;
        }
        if (i > 0 && times[i] <= times[i - 1]) {
            return scenario_fail_value(f->diag, node, "\"%s\" is not after the time before it",
                                       slot->times[i]);
        }
    }
    store((char *)out + row->count_offset, sizeof(uint32_t), (int64_t)slot->count);
    return FK_OK;
}

static int fill_value(struct filler *f, const struct scenario_node *node,
                      const struct scenario_row *row, const struct scenario_slot *slot, void *at)
{
    const char *text = node ? node->text : row->fallback;
    switch (row->type) {
    case TYPE_TEXT:
        return fill_text(f, row, slot ? slot->text : text, at);
    case TYPE_NAME:
    case TYPE_FLAGS:
        return fill_names(row, slot, text, at);
    case TYPE_SWITCH:
        return fill_switch(f, node, row, slot, at);
    case TYPE_SPREAD:
        return fill_spread(f, node, row, slot ? slot->text : text, at);
    case TYPE_WINDOW:
        return fill_window(f, node, row, slot ? slot->text : text, at);
    case TYPE_COUNT:
        /* libcyaml reads 010 as 8 and takes -3: the text is the judge, see parse_count */
        return fill_number(f, node, row, text, at);
    default:
        return fill_number(f, node, row, slot ? slot->text : text, at);
    }
}

static int fill_section(struct filler *f, const struct scenario_node *node,
                        const struct scenario_section *section, const struct scenario_slot *slots,
                        void *out);

static int fill_list(struct filler *f, const struct scenario_node *list,
                     const struct scenario_row *row, const struct scenario_slot *slot, void *out)
{
    const struct scenario_node *node = list->first;
    unsigned per_entry = scenario_slots(row->section);
    char *entries = calloc(slot->count ? slot->count : 1, row->section->entry_size);
    if (!entries) {
        return fk_fail(f->diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    /* The list belongs to the scenario at once: scenario_fini frees it after an error. */
    memcpy((char *)out + row->offset, &entries, sizeof entries);
    store((char *)out + row->count_offset, sizeof(uint32_t), (int64_t)slot->count);
    for (uint64_t i = 0; i < slot->count; ++i, node = node->next) {
        int result = fill_section(f, node, row->section, slot->entries + i * per_entry,
                                  entries + i * row->section->entry_size);
        if (result != FK_OK) {
            return result;
        }
    }
    return FK_OK;
}

/* Calls itself along the table, four levels deep. */
static int fill_section(struct filler *f, const struct scenario_node *node,
                        const struct scenario_section *section, const struct scenario_slot *slots,
                        void *out)
{
    for (unsigned i = 0; i < section->count; ++i) {
        const struct scenario_row *row = &section->rows[i];
        const struct scenario_node *child = scenario_node_find(node, row->name);
        const struct scenario_slot *slot = slots;
        int result = FK_OK;
        slots += scenario_row_slots(row);
        if (!child && (!row->fallback || strcmp(row->fallback, "none") == 0)) {
            continue; /* nothing to store; a required key is there, libcyaml made sure */
        }
        if (row->type == TYPE_SECTION) {
            size_t inside = row->offset == SCENARIO_NOWHERE ? 0 : row->offset;
            result = fill_section(f, child, row->section, slot, (char *)out + inside);
        } else if (row->type == TYPE_LIST) {
            result = fill_list(f, child, row, slot, out);
        } else if (row->type == TYPE_TIMES) {
            result = fill_times(f, child, row, slot, out);
        } else if (row->offset != SCENARIO_NOWHERE) {
            result = fill_value(f, child, row, child ? slot : NULL, (char *)out + row->offset);
        }
        if (result != FK_OK) {
            return result;
        }
    }
    return FK_OK;
}

int scenario_fill(const struct scenario_node *root, const struct scenario_slot *slots,
                  struct sim_scenario *out, struct fk_diag *diag)
{
    struct filler f = {out, diag};
    out->second_push_at = -1;
    out->statement_at = -1;
    return fill_section(&f, root, &scenario_root, slots, out);
}
