#include "cli/run/run_files.h"

#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "sim/scenario/scenario.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct data_kind run_scenario_kind = {"run", "scenario", ""};

static int no_memory(void)
{
    cmd_say("feikong run: out of memory");
    return CMD_EXIT_HARNESS;
}

static int add(struct run_files *files, const char *path)
{
    char **items = realloc(files->items, (files->count + 1) * sizeof *items);
    if (items)
        files->items = items;
    char *copy = items ? strdup(path) : NULL;
    if (!copy)
        return no_memory();
    files->items[files->count++] = copy;
    return CMD_EXIT_OK;
}

static bool is_folder(const char *word)
{
    struct stat found;
    return strchr(word, '/') && stat(word, &found) == 0 && S_ISDIR(found.st_mode);
}

/* A folder by its name alone, and no scenario of that name, whose results the folder may be. */
static bool is_folder_alone(const char *word)
{
    char path[PATH_MAX];
    struct stat found;
    return !strchr(word, '/') && stat(word, &found) == 0 && S_ISDIR(found.st_mode) &&
           !data_has(&run_scenario_kind, word, path, sizeof path);
}

static int is_scenario(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 5 &&
           strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

/* What states no expectation is a piece of others. */
static bool is_piece(const char *path)
{
    struct sim_scenario scenario;
    if (scenario_load(path, NULL, 0, &scenario, NULL) != FK_OK)
        return false;
    bool is_silent = scenario.expectation_count == 0;
    scenario_fini(&scenario);
    return is_silent;
}

static int add_folder(struct run_files *files, const char *folder, enum fk_lang lang)
{
    struct dirent **entries = NULL;
    char path[PATH_MAX];
    size_t before = files->count;
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    int code = CMD_EXIT_OK, count = scandir(folder, &entries, is_scenario, alphasort);
    if (count < 0)
        cmd_say("feikong run: %s: cannot read the folder: %s", folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        bool is_named = snprintf(path, sizeof path, "%s%s%s", folder, slash, entries[i]->d_name) <
                        (int)sizeof path;
        if (is_named && is_piece(path))
            cmd_tell(FK_SAY(lang, "%s states no expectation, others build on it: not run",
                            "%s 没有规定期望，供其他情景引用：不运行"),
                     path);
        else if (is_named && code == CMD_EXIT_OK)
            code = add(files, path);
        free(entries[i]);
    }
    free(entries);
    if (count >= 0 && code == CMD_EXIT_OK && files->count == before)
        cmd_say("feikong run: %s: no scenario with expectations is in this folder", folder);
    return count < 0 || files->count == before ? CMD_EXIT_USAGE : code;
}

int run_files_find(char **given, size_t count, enum fk_lang lang, struct run_files *out)
{
    int code = CMD_EXIT_OK;
    *out = (struct run_files){0};
    for (size_t i = 0; i < count && code == CMD_EXIT_OK; i++) {
        bool has_all = is_folder(given[i]);
        if (!has_all && is_folder_alone(given[i])) {
            cmd_say("feikong run: %s is a folder; its scenarios are run by %s/", given[i],
                    given[i]);
            return CMD_EXIT_USAGE;
        }
        out->folders += has_all;
        code = has_all ? add_folder(out, given[i], lang) : add(out, given[i]);
    }
    return code;
}

void run_files_fini(struct run_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->items[i]);
    free(files->items);
    *files = (struct run_files){0};
}
