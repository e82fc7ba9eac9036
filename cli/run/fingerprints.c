#include "cli/run/fingerprints.h"

#include "cli/cmd_say.h"
#include "reports/page/html.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char head[] =
    "# Fingerprints of scenarios: what runs of this version do, to the event.\n"
    "# Written by feikong run --fingerprints FILE --bless; compared without "
    "--bless.\n";

/* One line: false if it is no row and no remark. */
static bool take_line(struct fingerprints *table, const char *line, bool *has_room)
{
    char id[64], value[20], rest;
    if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
        return true;
    if (sscanf(line, "%63s %19s %c", id, value, &rest) != 2 || strlen(value) != 16 ||
        value[strspn(value, "0123456789abcdef")] != '\0')
        return false;
    *has_room = fingerprints_put(table, id, value);
    return true;
}

bool fingerprints_load(const char *path, bool may_be_new, struct fingerprints *out)
{
    char line[256];
    unsigned number = 0;
    bool is_right = true, has_room = true;
    *out = (struct fingerprints){0};
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        cmd_say("feikong run: --fingerprints: %s: not a regular file", path);
        return false;
    }
    FILE *file = fopen(path, "r");
    if (!file && errno == ENOENT && may_be_new)
        return true;
    if (!file) {
        cmd_say("feikong run: --fingerprints: %s: %s%s", path, strerror(errno),
                errno == ENOENT ? "; --bless makes it" : "");
        return false;
    }
    while (is_right && has_room && fgets(line, sizeof line, file)) {
        number++; /* a line without an end is none of ours: a device gives them for ever */
        is_right = (strchr(line, '\n') || feof(file)) && take_line(out, line, &has_room);
    }
    bool is_read = !ferror(file);
    fclose(file);
    if (!is_right)
        cmd_say("feikong run: --fingerprints: %s:%u: expected the id of a scenario and 16 "
                "hexadecimal digits",
                path, number);
    else if (!is_read || !has_room)
        cmd_say("feikong run: --fingerprints: %s: it cannot be read", path);
    return is_right && is_read && has_room;
}

/* Where a row with this id stands, or would. */
static size_t place_of(const struct fingerprints *table, const char *id)
{
    size_t at = 0;
    while (at < table->count && strcmp(table->rows[at].id, id) < 0)
        at++;
    return at;
}

static bool is_row(const struct fingerprints *table, size_t at, const char *id)
{
    return at < table->count && strcmp(table->rows[at].id, id) == 0;
}

const char *fingerprints_find(const struct fingerprints *table, const char *id)
{
    size_t at = place_of(table, id);
    return is_row(table, at, id) ? table->rows[at].value : NULL;
}

bool fingerprints_put(struct fingerprints *table, const char *id, const char *value)
{
    size_t at = place_of(table, id);
    if (!is_row(table, at, id)) {
        struct fingerprint *rows = realloc(table->rows, (table->count + 1) * sizeof *rows);
        if (!rows)
            return false;
        memmove(rows + at + 1, rows + at, (table->count - at) * sizeof *rows);
        table->rows = rows;
        table->count++;
    }
    snprintf(table->rows[at].id, sizeof table->rows[at].id, "%s", id);
    snprintf(table->rows[at].value, sizeof table->rows[at].value, "%s", value);
    return true;
}

bool fingerprints_save(const struct fingerprints *table, const char *path)
{
    struct out_file file;
    struct fk_diag diag = {.text = ""};
    int err = out_file_open(&file, path, &diag);
    if (err == FK_OK) {
        fputs(head, file.stream);
        for (size_t i = 0; i < table->count; i++)
            fprintf(file.stream, "%s %s\n", table->rows[i].id, table->rows[i].value);
        err = out_file_commit(&file, &diag);
    }
    if (err != FK_OK)
        cmd_say("feikong run: --fingerprints: %s", diag.text);
    return err == FK_OK;
}

void fingerprints_fini(struct fingerprints *table)
{
    free(table->rows);
    *table = (struct fingerprints){0};
}
