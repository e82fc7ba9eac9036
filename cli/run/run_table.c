#include "cli/run/run_table.h"

#include "base/plain_text.h"
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"

#include <stdio.h>
#include <string.h>

enum word { SCENARIO, VERDICT, SECONDS, MEMORY, FINGERPRINT, WORDS };
static const struct fk_text words[WORDS] = {[SCENARIO] = {"scenario", "情景"},
                                            [VERDICT] = {"verdict", "判定"},
                                            [SECONDS] = {"seconds", "秒"},
                                            [MEMORY] = {"MB", "MB"},
                                            [FINGERPRINT] = {"fingerprint", "指纹"}};
static const struct fk_text verdicts[] = {
    [CMD_EXIT_OK] = {"held", "成立"},
    [CMD_EXIT_FAILED] = {"NOT HELD", "不成立"},
    [CMD_EXIT_USAGE] = {"not run", "未运行"},
    [CMD_EXIT_HARNESS] = {"not run", "未运行"},
    [CMD_EXIT_NOTHING] = {"nothing expected", "没有规定期望"}};

bool run_table_begin(struct run_table *table, const char *path)
{
    table->path = path;
    return !path || fingerprints_load(path, table->is_blessing, &table->known);
}

void run_table_fini(struct run_table *table)
{
    fingerprints_fini(&table->known);
}

#define NAME_MAX_BYTES 512
#define ABSENT_NAMED   5
static const char *name_of(const struct run_row *row, char out[NAME_MAX_BYTES])
{
    (void)plain_text(row->told->id[0] ? row->told->id : row->file, out, NAME_MAX_BYTES);
    return out;
}

/* How a fingerprint stands to the known one. */
enum standing { UNASKED, SAME, CHANGED, NEW };

static enum standing standing_of(const struct run_table *table, const struct run_row *row)
{
    if (!table->path || !row->told->is_over)
        return UNASKED;
    const char *known = fingerprints_find(&table->known, row->told->id);
    if (!known)
        return NEW;
    return strcmp(known, row->told->fingerprint) == 0 ? SAME : CHANGED;
}

static void print_head(enum fk_lang lang, int width)
{
    printf("  ");
    cli_print_padded(fk_text_in(words[SCENARIO], lang), width + 2);
    cli_print_padded(fk_text_in(words[VERDICT], lang), 18);
    printf("%*s", 9 - cli_columns(fk_text_in(words[SECONDS], lang)), "");
    printf("%s  %6s  %s\n", fk_text_in(words[SECONDS], lang), fk_text_in(words[MEMORY], lang),
           fk_text_in(words[FINGERPRINT], lang));
}

static void print_row(const struct run_table *table, const struct run_row *row, int width)
{
    char name[NAME_MAX_BYTES];
    printf("  ");
    cli_print_padded(name_of(row, name), width + 2);
    cli_print_padded(fk_text_in(verdicts[row->code], table->lang), 18);
    if (!row->told->is_over) {
        printf("%9s  %6s  -\n", "-", "-");
        return;
    }
    printf("%9.2f  %6.0f  %s", row->told->seconds, (double)row->memory_kb / 1024,
           row->told->fingerprint);
    enum standing standing = standing_of(table, row);
    if (standing == CHANGED)
        printf(FK_SAY(table->lang, "  CHANGED, was %s", "  已变，原为 %s"),
               fingerprints_find(&table->known, row->told->id));
    else if (standing == NEW)
        printf("%s", FK_SAY(table->lang, "  NEW", "  新增"));
    putchar('\n');
}

size_t run_table_fingerprints(const struct run_table *table, const struct run_row *rows,
                              size_t count, struct run_junit_fingerprint *out)
{
    size_t asked = 0;
    for (size_t i = 0; i < count; i++)
        if (standing_of(table, &rows[i]) != UNASKED)
            out[asked++] = (struct run_junit_fingerprint){
                .scenario = rows[i].told->id,
                .known = fingerprints_find(&table->known, rows[i].told->id),
                .found = rows[i].told->fingerprint};
    return asked;
}

/* Scenarios that the table of the file has, and nobody ran. */
static void tell_absent(const struct run_table *table, const struct run_row *rows, size_t count)
{
    char names[400] = "";
    size_t absent = 0, used = 0;
    for (size_t at = 0; at < table->known.count; at++) {
        const char *id = table->known.rows[at].id;
        bool is_run = false;
        for (size_t i = 0; i < count && !is_run; i++)
            is_run = strcmp(id, rows[i].told->id) == 0;
        if (is_run)
            continue;
        absent++;
        if (absent <= ABSENT_NAMED)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     absent > 1 ? ", " : "", id);
    }
    if (absent > 0)
        cmd_tell(FK_SAY(table->lang, "  fingerprints: %zu in %s not run: %s%s",
                        "  指纹：%zu 个（%s）未运行：%s%s"),
                 absent, table->path, names, absent > ABSENT_NAMED ? ", ..." : "");
}

static int bless(struct run_table *table, const struct run_row *rows, size_t count)
{
    size_t left_out = 0;
    for (size_t i = 0; i < count; i++)
        left_out += rows[i].code == CMD_EXIT_FAILED;
    if (left_out > 0)
        cmd_tell(FK_SAY(table->lang,
                        "  fingerprints: %zu not written, because the run does not hold",
                        "  指纹：%zu 个未写入，因为运行不成立"),
                 left_out);
    for (size_t i = 0; i < count; i++)
        if (rows[i].told->is_over && rows[i].code != CMD_EXIT_FAILED &&
            !fingerprints_put(&table->known, rows[i].told->id, rows[i].told->fingerprint)) {
            cmd_say("feikong run: out of memory");
            return CMD_EXIT_HARNESS;
        }
    if (!fingerprints_save(&table->known, table->path))
        return CMD_EXIT_HARNESS;
    cmd_tell(FK_SAY(table->lang, "  fingerprints written: %s", "  指纹已写入：%s"), table->path);
    return CMD_EXIT_OK;
}

int run_table_end(struct run_table *table, const struct run_row *rows, size_t count)
{
    size_t held = 0, changed = 0, added = 0, over = 0;
    double seconds = 0;
    int width = 8;
    for (size_t i = 0; i < count; i++) {
        char name[NAME_MAX_BYTES];
        int columns = cli_columns(name_of(&rows[i], name));
        width = columns > width ? columns : width;
        over += rows[i].told->is_over;
    }
    if (over == 0)
        return CMD_EXIT_OK; /* why has been said */
    print_head(table->lang, width);
    for (size_t i = 0; i < count; i++) {
        print_row(table, &rows[i], width);
        held += rows[i].code == CMD_EXIT_OK;
        changed += standing_of(table, &rows[i]) == CHANGED;
        added += standing_of(table, &rows[i]) == NEW;
        seconds += rows[i].told->seconds;
    }
    printf(FK_SAY(table->lang, "  %zu of %zu scenarios hold; %.2f s of simulation\n",
                  "  情景 %zu/%zu 成立；模拟用时 %.2f 秒\n"),
           held, count, seconds);
    if (table->path && table->is_whole)
        tell_absent(table, rows, count);
    if (table->path && table->is_blessing)
        return bless(table, rows, count);
    if (changed + added == 0)
        return CMD_EXIT_OK;
    cmd_tell(FK_SAY(table->lang, "  fingerprints: %zu changed, %zu new (%s); --bless writes them",
                    "  指纹：已变 %zu 个，新增 %zu 个（%s）；用 --bless 写入"),
             changed, added, table->path);
    return CMD_EXIT_FAILED;
}
