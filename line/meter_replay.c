#include "line/meter_replay.h"

#include "models/meter/device/device_hands.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 256
#define AFTER_MAX_H    99999

/* A decimal with at most `decimals` decimals, in units of the last, up to `most`. */
static bool decimal(const char **at, int decimals, uint32_t most, uint32_t *out)
{
    uint64_t value = 0;
    size_t digits = 0;
    for (; isdigit((unsigned char)**at) && digits < 9; digits++)
        value = value * 10 + (uint64_t)(*(*at)++ - '0');
    if (digits == 0)
        return false;
    bool has_point = **at == '.';
    *at += has_point;
    if (has_point && !isdigit((unsigned char)**at))
        return false;
    for (int i = 0; i < decimals; i++)
        value = value * 10 +
                (has_point && isdigit((unsigned char)**at) ? (uint64_t)(*(*at)++ - '0') : 0);
    *out = (uint32_t)value;
    return value <= most;
}

static bool comma(const char **at)
{
    return *(*at)++ == ',';
}

/* h:mm or h:mm:ss */
static bool after_read(const char **at, ms_t *out)
{
    uint32_t hours, minutes, seconds = 0;
    if (!decimal(at, 0, AFTER_MAX_H, &hours) || *(*at)++ != ':' || !decimal(at, 0, 59, &minutes))
        return false;
    if (**at == ':') {
        ++*at;
        if (!decimal(at, 0, 59, &seconds))
            return false;
    }
    *out = hours * MS_HOUR + minutes * MS_MINUTE + seconds * MS_SECOND;
    return true;
}

struct columns {
    size_t powers; /* 1 or 3 */
    bool has_factor;
};

static bool columns_read(const char *line, struct columns *columns)
{
    static const struct {
        const char *text;
        struct columns columns;
    } known[] = {
        {"after,kw", {1, false}},
        {"after,kw,factor", {1, true}},
        {"after,kw_a,kw_b,kw_c", {METER_PHASES, false}},
        {"after,kw_a,kw_b,kw_c,factor", {METER_PHASES, true}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(line, known[i].text) == 0) {
            *columns = known[i].columns;
            return true;
        }
    return false;
}

static bool row_read(const char *line, const struct columns *columns, struct meter_replay_row *row)
{
    const char *at = line;
    uint32_t factor = 0;
    *row = (struct meter_replay_row){.after = 0};
    if (!after_read(&at, &row->after))
        return false;
    for (size_t i = 0; i < columns->powers; i++)
        if (!comma(&at) || !decimal(&at, 4, METER_LOAD_MAX_DW, &row->dw[i]))
            return false;
    if (columns->has_factor && (!comma(&at) || !decimal(&at, 3, 1000, &factor) || factor == 0))
        return false;
    row->factor = (uint16_t)factor;
    return *at == '\0';
}

static int bad(const char *path, unsigned line, const char *what, struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%.120s, line %u: expected %s", path, line, what);
}

static int rows_read(struct meter_replay *replay, FILE *file, const char *path,
                     struct fk_diag *diag)
{
    char line[LINE_MAX_BYTES];
    struct columns columns = {0};
    size_t capacity = 0;
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        if (!strchr(line, '\n') && !feof(file))
            return bad(path, number, "a line of at most 254 bytes, none of them NUL", diag);
        line[strcspn(line, "\r\n")] = '\0';
        if (number == 1) {
            if (!columns_read(line, &columns))
                return bad(path, 1,
                           "the columns after,kw or after,kw_a,kw_b,kw_c and then "
                           "perhaps factor",
                           diag);
            replay->has_phases = columns.powers > 1;
            continue;
        }
        struct meter_replay_row row;
        if (!row_read(line, &columns, &row))
            return bad(path, number, "a time h:mm or h:mm:ss and powers in kW up to 99.9999", diag);
        if (replay->count > 0 && row.after <= replay->rows[replay->count - 1].after)
            return bad(path, number, "a later time than on the line before", diag);
        if (replay->count == capacity) {
            capacity = capacity ? 2 * capacity : 64;
            struct meter_replay_row *more = realloc(replay->rows, capacity * sizeof *more);
            if (!more)
                return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for %.120s", path);
            replay->rows = more;
        }
        replay->rows[replay->count++] = row;
    }
    if (ferror(file))
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.120s cannot be read: %s", path, strerror(errno));
    return replay->count > 0 ? FK_OK : bad(path, 2, "at least one row", diag);
}

int meter_replay_open(struct meter_replay *replay, const char *path, struct fk_diag *diag)
{
    *replay = (struct meter_replay){.rows = NULL};
    FILE *file = fopen(path, "r");
    if (!file)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.120s cannot be read: %s", path, strerror(errno));
    int err = rows_read(replay, file, path, diag);
    fclose(file);
    if (err)
        meter_replay_fini(replay);
    return err;
}

static void row_give(const struct meter_replay *replay, const struct meter_replay_row *row,
                     struct meter_device *meter)
{
    uint32_t dw[METER_PHASES] = {0};
    unsigned phases = meter->config.phases;
    ms_t at = replay->start + row->after;
    for (unsigned phase = 0; phase < phases; phase++)
        dw[phase] = replay->has_phases
                        ? row->dw[phase]
                        : row->dw[0] / phases + (phase == 0 ? row->dw[0] % phases : 0);
    meter_load_set(meter, dw, at);
    if (row->factor)
        meter_power_factor_set(meter, row->factor, at);
}

void meter_replay_run(struct meter_replay *replay, struct meter_device *meters, size_t count,
                      ms_t now)
{
    for (; replay->next < replay->count; replay->next++) {
        const struct meter_replay_row *row = &replay->rows[replay->next];
        if (replay->start + row->after > now)
            return;
        for (size_t i = 0; i < count; i++)
            row_give(replay, row, &meters[i]);
    }
}

void meter_replay_fini(struct meter_replay *replay)
{
    free(replay->rows);
    *replay = (struct meter_replay){.rows = NULL};
}
