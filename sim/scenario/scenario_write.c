#include "sim/scenario/scenario_write.h"

#include "sim/scenario/population.h"

#include "sim/scenario/scenario_table.h"
#include "sim/scenario/scenario_units.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    FILE *file;
    const struct sim_scenario *scenario;
};

static void put(struct writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct writer *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(w->file, format, arguments); /* errors stay in the stream: asked for at the end */
    va_end(arguments);
}

static int64_t load(const void *at, size_t size)
{
    uint8_t v8;
    uint16_t v16;
    uint32_t v32;
    int64_t v64;
    switch (size) {
    case 1:
        memcpy(&v8, at, size);
        return v8;
    case 2:
        memcpy(&v16, at, size);
        return v16;
    case 4:
        memcpy(&v32, at, size);
        return v32;
    default:
        memcpy(&v64, at, sizeof v64);
        return v64;
    }
}

/* Between double quotes; what is no printable ASCII is UTF-8 and stays as it is. */
static void put_text(struct writer *w, const char *text)
{
    fputc('"', w->file);
    for (; *text; text++)
        if (*text == '\n')
            fputs("\\n", w->file);
        else if (*text == '"' || *text == '\\')
            put(w, "\\%c", *text);
        else
            fputc(*text, w->file);
    fputc('"', w->file);
}

static void put_flags(struct writer *w, const struct scenario_row *row, int64_t flags)
{
    const char *comma = "";
    fputc('[', w->file);
    for (unsigned i = 0; i < row->names->count; i++)
        if (flags >> i & 1) {
            put(w, "%s%s", comma, row->names->name(i));
            comma = ", ";
        }
    fputc(']', w->file);
}

static void put_times(struct writer *w, const struct scenario_row *row, const char *in)
{
    const ms_t *times = (const ms_t *)(const void *)(in + row->offset);
    char text[SCENARIO_VALUE_MAX];
    int64_t count = load(in + row->count_offset, sizeof(uint32_t));
    fputc('[', w->file);
    for (int64_t i = 0; i < count; i++) {
        scenario_value_format(TYPE_TIME, times[i], text);
        put(w, "%s%s", i > 0 ? ", " : "", text);
    }
    fputc(']', w->file);
}

static void put_value(struct writer *w, const struct scenario_row *row, const char *in)
{
    const char *at = in + row->offset;
    struct chance_dist dist;
    struct clock_window window;
    struct clock_civil day;
    char text[SCENARIO_SPREAD_MAX], *words;
    switch (row->type) {
    case TYPE_TEXT:
        memcpy(&words, at, sizeof words);
        put_text(w, row->size == sizeof(char *) ? words : at);
        return;
    case TYPE_FLAGS:
        put_flags(w, row, load(at, row->size));
        return;
    case TYPE_TIMES:
        put_times(w, row, in);
        return;
    case TYPE_NAME:
        put(w, "%s", row->names->name((unsigned)load(at, row->size)));
        return;
    case TYPE_SWITCH:
        put(w, "%s", load(at, row->size) ? "true" : "false");
        return;
    case TYPE_SPREAD:
        memcpy(&dist, at, sizeof dist);
        scenario_spread_format(&dist, text);
        break;
    case TYPE_WINDOW:
        memcpy(&window, at, sizeof window);
        scenario_window_format(&window, text);
        break;
    case TYPE_DATE:
        day = clock_to_civil(load(at, row->size));
        snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
        break;
    case TYPE_MOMENT:
        scenario_moment_format(load(at, row->size), w->scenario->start, text);
        break;
    default:
        scenario_value_format(row->type, load(at, row->size), text);
        break;
    }
    put(w, "%s", text);
}

/* `who` names its group, which the structure holds by number. */
static void put_who(struct writer *w, const struct scenario_target *target)
{
    const char *comma = "";
    fputs("who: {", w->file);
    if (target->group >= 0) {
        fputs("group: ", w->file);
        put_text(w, w->scenario->groups[target->group].name);
        comma = ", ";
    }
    if (target->klass >= 0) {
        put(w, "%sclass: %d", comma, target->klass);
        comma = ", ";
    }
    const struct {
        const char *name;
        uint32_t value;
    } counts[] = {
        {"first", target->first},    {"skip", target->skip}, {"concentrator", target->concentrator},
        {"line", target->line},      {"city", target->city}, {"county", target->county},
        {"station", target->station}};
    for (unsigned i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (counts[i].value == 0)
            continue;
        put(w, "%s%s: %u", comma, counts[i].name, counts[i].value);
        comma = ", ";
    }
    fputc('}', w->file);
}

/* Which moments an entry has: each that is given, or, of a payment, either `at` or `from`, `to` and
 * `every`. */
enum moments { MOMENTS_GIVEN, MOMENTS_ONE, MOMENTS_STREAM };

/* A key that need not stand in the file: one whose value is the same as nothing. */
static bool is_absent(const struct scenario_row *row, const char *in, enum moments moments)
{
    const char *at = in + row->offset;
    struct chance_dist dist;
    char *text;
    int64_t usual = 0;
    if (!row->fallback || row->offset == SCENARIO_NOWHERE || row->type == TYPE_TIMES)
        return false;
    if (row->type == TYPE_TEXT) {
        memcpy(&text, at, sizeof text);
        return !text;
    }
    if (row->type == TYPE_SPREAD) {
        memcpy(&dist, at, sizeof dist);
        return dist.count == 0;
    }
    if (row->type == TYPE_WINDOW)
        return load(at + offsetof(struct clock_window, to), sizeof(ms_t)) == 0;
    if (row->type == TYPE_MOMENT && moments != MOMENTS_GIVEN)
        return (strcmp(row->name, "at") == 0) == (moments == MOMENTS_STREAM);
    if (row->type == TYPE_MOMENT)
        return load(at, row->size) == 0;
    if (row->type == TYPE_TIME)
        return load(at, row->size) < row->min;
    if (row->type == TYPE_SWITCH)
        return load(at, row->size) == (strcmp(row->fallback, "true") == 0);
    if (scenario_value_parse(row->type, row->fallback, 0, &usual) != FK_OK)
        usual = 0; /* "none" */
    return load(at, row->size) == usual;
}

/* One entry of a list on one line: {kind: crypto-down, from: D1 08:00:00, to: D1 12:00:00}. */
static void put_entry(struct writer *w, const struct scenario_section *section, const char *in)
{
    const char *comma = "";
    enum moments moments = MOMENTS_GIVEN;
    for (unsigned i = 0; i < section->count; i++)
        if (strcmp(section->rows[i].name, "every") == 0 && section->rows[i].type == TYPE_DURATION)
            moments = load(in + section->rows[i].offset, section->rows[i].size) > 0 ? MOMENTS_STREAM
                                                                                    : MOMENTS_ONE;
    fputs("  - {", w->file);
    for (unsigned i = 0; i < section->count; i++) {
        const struct scenario_row *row = &section->rows[i];
        if (row->type == TYPE_SECTION) {
            const struct scenario_target *target =
                (const struct scenario_target *)(const void *)(in + row->offset);
            if (population_means_all(target))
                continue;
            fputs(comma, w->file);
            put_who(w, target);
        } else if (is_absent(row, in, moments)) {
            continue;
        } else {
            const char *quote = row->type == TYPE_SPREAD ? "\"" : ""; /* for its commas */
            put(w, "%s%s: %s", comma, row->name, quote);
            put_value(w, row, in);
            fputs(quote, w->file);
        }
        comma = ", ";
    }
    fputs("}\n", w->file);
}

static void put_indent(struct writer *w, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        fputs("  ", w->file);
}

static void put_list(struct writer *w, const struct scenario_row *row, const char *in,
                     unsigned depth)
{
    const char *entries;
    int64_t count = load(in + row->count_offset, sizeof(uint32_t));
    if (count == 0)
        return;
    memcpy(&entries, in + row->offset, sizeof entries);
    put_indent(w, depth);
    put(w, "%s:\n", row->name);
    for (int64_t i = 0; i < count; i++) {
        put_indent(w, depth);
        put_entry(w, row->section, entries + (size_t)i * row->section->entry_size);
    }
}

static bool is_as_in(const struct scenario_row *row, const char *in, const char *base)
{
    if (row->type == TYPE_TEXT)
        return true; /* names and stories: no value of the world */
    if (row->type == TYPE_TIMES)
        return load(in + row->count_offset, sizeof(uint32_t)) ==
                   load(base + row->count_offset, sizeof(uint32_t)) &&
               memcmp(in + row->offset, base + row->offset,
                      (size_t)load(in + row->count_offset, sizeof(uint32_t)) * sizeof(ms_t)) == 0;
    if (row->type == TYPE_SPREAD) {
        char mine[SCENARIO_SPREAD_MAX], theirs[SCENARIO_SPREAD_MAX];
        scenario_spread_format((const struct chance_dist *)(const void *)(in + row->offset), mine);
        scenario_spread_format((const struct chance_dist *)(const void *)(base + row->offset),
                               theirs);
        return strcmp(mine, theirs) == 0;
    }
    return memcmp(in + row->offset, base + row->offset, row->size) == 0;
}

/* Calls itself along the table. */
static bool is_section_absent(const struct writer *w, const struct scenario_row *row)
{
    bool is_empty = true;
    if (strcmp(row->name, "pay_after_cut") == 0)
        return !w->scenario->is_paying_after_cut;
    for (unsigned i = 0; i < row->section->count && row->fallback; i++) {
        const struct scenario_row *inner = &row->section->rows[i];
        is_empty = is_empty && (inner->type == TYPE_SECTION
                                    ? is_section_absent(w, inner)
                                    : is_absent(inner, (const char *)w->scenario, MOMENTS_GIVEN));
    }
    return row->fallback && is_empty;
}

/* Sections lie in the structure itself. Calls itself along the table, three levels deep. */
static void put_section(struct writer *w, const struct scenario_section *section,
                        const struct sim_scenario *base, unsigned depth)
{
    const char *in = (const char *)w->scenario;
    for (unsigned i = 0; i < section->count; i++) {
        const struct scenario_row *row = &section->rows[i];
        if (scenario_row_is_merged(row) || row->type == TYPE_LIST) {
            if (row->type == TYPE_LIST)
                put_list(w, row, in, depth);
            continue;
        }
        if (row->type == TYPE_SECTION) {
            if (is_section_absent(w, row))
                continue;
            put_indent(w, depth);
            put(w, "%s:\n", row->name);
            bool has_base =
                base && (strcmp(row->name, "pay_after_cut") != 0 || base->is_paying_after_cut);
            put_section(w, row->section, has_base ? base : NULL, depth + 1);
            continue;
        }
        if (is_absent(row, in, MOMENTS_GIVEN))
            continue;
        put_indent(w, depth);
        put(w, "%s: ", row->name);
        put_value(w, row, in);
        if (base && !is_as_in(row, in, (const char *)base)) {
            fputs(" # instead of ", w->file);
            if (is_absent(row, (const char *)base, MOMENTS_GIVEN))
                fputs("none", w->file);
            else
                put_value(w, row, (const char *)base);
        }
        fputc('\n', w->file);
    }
}

char *scenario_write(const struct sim_scenario *scenario, const struct sim_scenario *base)
{
    char *text = NULL;
    size_t size = 0;
    struct writer w = {open_memstream(&text, &size), scenario};
    if (!w.file)
        return NULL;
    put_section(&w, &scenario_root, base, 0);
    bool is_lost = ferror(w.file);
    if (fclose(w.file) != 0 || is_lost) {
        free(text);
        return NULL;
    }
    return text;
}

#define PATH_MAX_LENGTH 160

struct telling {
    const struct sim_scenario *scenario;
    int (*tell)(void *context, const char *key, const char *value);
    void *context;
    int err;
};

/* Tells what `write` writes of the row as the value of `key`. */
static void tell_value(struct telling *t, const char *key, const struct scenario_row *row,
                       const char *in, bool is_entry)
{
    char *text = NULL;
    size_t size = 0;
    struct writer w = {open_memstream(&text, &size), t->scenario};
    if (t->err != FK_OK)
        return;
    if (!w.file) {
        t->err = FK_E_MEMORY;
        return;
    }
    if (is_entry)
        put_entry(&w, row->section, in);
    else
        put_value(&w, row, in);
    bool is_lost = ferror(w.file);
    t->err = fclose(w.file) != 0 || is_lost ? FK_E_MEMORY : FK_OK;
    if (t->err == FK_OK && is_entry) { /* the line without "  - " and its end */
        text[size - 1] = '\0';
        t->err = t->tell(t->context, key, text + 4);
    } else if (t->err == FK_OK) {
        t->err = t->tell(t->context, key, text);
    }
    free(text);
}

static void tell_list(struct telling *t, const char *key, const struct scenario_row *row)
{
    const char *in = (const char *)t->scenario, *entries;
    char path[PATH_MAX_LENGTH];
    int64_t count = load(in + row->count_offset, sizeof(uint32_t));
    memcpy(&entries, in + row->offset, sizeof entries);
    for (int64_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%.140s.%d", key, (int)i);
        tell_value(t, path, row, entries + (size_t)i * row->section->entry_size, true);
    }
}

/* A key with a default has its value even if that is left out of a file; `none` is no value. */
static bool is_none(const struct scenario_row *row, const char *in)
{
    return row->fallback && strcmp(row->fallback, "none") == 0 && is_absent(row, in, MOMENTS_GIVEN);
}

/* Texts of the root (id, title, story) shape nothing, and neither does what is expected. */
static bool is_setting(const struct scenario_row *row, const char *key)
{
    return !scenario_row_is_merged(row) && row->type != TYPE_TEXT &&
           strcmp(key, "expectations") != 0 && strcmp(key, "expected_violations") != 0;
}

static void tell_section(struct telling *t, const struct scenario_section *section,
                         const char *prefix)
{
    const char *in = (const char *)t->scenario;
    for (unsigned i = 0; i < section->count; i++) {
        const struct scenario_row *row = &section->rows[i];
        char key[PATH_MAX_LENGTH];
        snprintf(key, sizeof key, "%s%s", prefix, row->name);
        if (!is_setting(row, key)) {
            continue;
        } else if (row->type == TYPE_LIST) {
            tell_list(t, key, row);
        } else if (row->type == TYPE_SECTION) {
            if (strcmp(row->name, "pay_after_cut") == 0 && !t->scenario->is_paying_after_cut)
                continue;
            snprintf(key, sizeof key, "%s%s.", prefix, row->name);
            tell_section(t, row->section, key);
        } else if (!is_none(row, in)) {
            tell_value(t, key, row, in, false);
        }
    }
}

int scenario_each_setting(const struct sim_scenario *scenario,
                          int (*tell)(void *context, const char *key, const char *value),
                          void *context)
{
    struct telling t = {scenario, tell, context, FK_OK};
    tell_section(&t, &scenario_root, "");
    return t.err;
}
