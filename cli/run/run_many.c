#include "cli/run/run_many.h"

#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_say.h"
#include "cli/run/run_printed.h"
#include "cli/run/run_table.h"
#include "reports/run/run_junit.h"
#include "sim/scenario/scenario.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The files of one call. The processes tell what came of them in memory that they share with us;
 * what they print is kept until it is their turn. */
struct batch {
    const struct run_files *files;
    const struct run_one_options *run;
    struct run_row *rows;
    struct run_one_told *told; /* shared */
    struct run_printed *printed;
    pid_t *children; /* 0: none */
    bool *is_over;
    unsigned jobs, running;
    char folder[4096]; /* of the parts of the JUnit file */
    const char **parts;
};

/* A file that expects nothing is no success of the others, and hides none of their failures. */
static int worse(int a, int b)
{
    static const uint8_t ranks[] = {[CMD_EXIT_OK] = 0,
                                    [CMD_EXIT_NOTHING] = 1,
                                    [CMD_EXIT_FAILED] = 2,
                                    [CMD_EXIT_USAGE] = 3,
                                    [CMD_EXIT_HARNESS] = 4};
    return ranks[a] >= ranks[b] ? a : b;
}

/* Results of one call never share a folder or a row of the fingerprints. A file that cannot be read
 * says so when it is run. */
static int check_ids(const struct run_files *files, const struct run_one_options *run)
{
    char(*ids)[64] = calloc(files->count, sizeof *ids);
    int code = ids ? CMD_EXIT_OK : CMD_EXIT_HARNESS;
    for (size_t i = 0; i < files->count && code == CMD_EXIT_OK; i++) {
        struct sim_scenario scenario;
        char path[PATH_MAX];
        bool is_name = !strchr(files->items[i], '/') &&
                       data_has(&run_scenario_kind, files->items[i], path, sizeof path);
        if (scenario_load(is_name ? path : files->items[i], run->set, run->set_count, &scenario,
                          NULL) != FK_OK)
            continue;
        snprintf(ids[i], sizeof *ids, "%s", scenario.id);
        scenario_fini(&scenario);
        for (size_t k = 0; k < i && code == CMD_EXIT_OK; k++)
            if (strcmp(ids[i], ids[k]) == 0) {
                cmd_say("feikong run: %s and %s have the id %s: their results cannot be told apart",
                        files->items[k], files->items[i], ids[i]);
                code = CMD_EXIT_USAGE;
            }
    }
    free(ids);
    return code;
}

/* Each process writes a part of the JUnit file, the parts are put together at the end. */
static bool begin_parts(struct batch *batch)
{
    batch->parts = calloc(batch->files->count, sizeof *batch->parts);
    bool is_ready = batch->parts && cmd_temporary("junit-", batch->folder, sizeof batch->folder) &&
                    mkdtemp(batch->folder);
    for (size_t i = 0; i < batch->files->count && is_ready; i++) {
        char name[sizeof batch->folder + 32];
        snprintf(name, sizeof name, "%s/%zu.xml", batch->folder, i);
        batch->parts[i] = strdup(name);
        is_ready = batch->parts[i] != NULL;
    }
    return is_ready;
}

static int end_parts(struct batch *batch, const struct run_table *table, int code)
{
    struct run_junit_fingerprint *fingerprints = calloc(batch->files->count, sizeof *fingerprints);
    struct fk_diag diag = {.text = ""};
    const char *junit = batch->run->junit;
    if (code == CMD_EXIT_USAGE || code == CMD_EXIT_HARNESS) {
        cmd_say("feikong run: %s is not written, because a scenario was not run", junit);
        free(fingerprints);
        return code;
    }
    if (!fingerprints) {
        cmd_say("feikong run: out of memory");
        return CMD_EXIT_HARNESS;
    }
    size_t count = run_table_fingerprints(table, batch->rows, batch->files->count, fingerprints);
    cmd_output_give(true);
    int err = run_junit_merge(batch->parts, batch->files->count, fingerprints, count, junit, &diag);
    cmd_output_give(false);
    free(fingerprints);
    if (err != FK_OK)
        cmd_say("feikong run: %s", diag.text);
    return err == FK_OK ? code : CMD_EXIT_HARNESS;
}

static bool begin(struct batch *batch)
{
    size_t count = batch->files->count;
    batch->rows = calloc(count, sizeof *batch->rows);
    batch->printed = calloc(count, sizeof *batch->printed);
    batch->children = calloc(count, sizeof *batch->children);
    batch->is_over = calloc(count, sizeof *batch->is_over);
    void *shared = mmap(NULL, count * sizeof *batch->told, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    batch->told = shared == MAP_FAILED ? NULL : shared;
    bool is_ready =
        batch->rows && batch->printed && batch->children && batch->is_over && batch->told;
    if (!is_ready || (batch->run->junit && !begin_parts(batch))) {
        cmd_say("feikong run: no room for %zu scenarios in one call", count);
        return false;
    }
    return true;
}

static void end(struct batch *batch)
{
    size_t count = batch->files->count;
    for (size_t i = 0; i < count && batch->parts; i++) {
        if (batch->parts[i])
            unlink(batch->parts[i]);
        free((void *)(uintptr_t)batch->parts[i]);
    }
    if (batch->parts)
        rmdir(batch->folder);
    free(batch->parts);
    free(batch->rows);
    free(batch->printed);
    free(batch->children);
    free(batch->is_over);
    if (batch->told)
        munmap(batch->told, count * sizeof *batch->told);
}

/* SimGrid runs once in a process, so each file gets a child. Does not return. */
static void run_as_child(struct batch *batch, size_t i, const char *path)
{
    struct run_one_options run = *batch->run;
    for (unsigned place = 0; place < RUN_GUARD_CHILDREN; place++)
        run_guard_child(place, 0);
    run.is_one_of_many = true;
    run.is_at_once = batch->jobs > 1;
    run.told = &batch->told[i];
    run.junit = batch->parts ? batch->parts[i] : NULL;
    if (!run_printed_in_child(&batch->printed[i]))
        _exit(CMD_EXIT_HARNESS);
    int code = run_one(path, &run);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code != CMD_EXIT_HARNESS) {
        cmd_say("feikong run: standard output could not be written");
        code = CMD_EXIT_HARNESS;
    }
    _exit(code);
}

/* Where signals for the child are noted: some place is free, for there are as many as jobs. */
static unsigned place_of(const struct batch *batch, size_t i)
{
    bool is_taken[RUN_GUARD_CHILDREN] = {false};
    for (size_t k = 0; k < batch->files->count; k++)
        if (k != i && batch->children[k])
            is_taken[batch->rows[k].place] = true;
    unsigned place = 0;
    while (is_taken[place])
        place++;
    return place;
}

static void start(struct batch *batch, size_t i)
{
    char path[PATH_MAX];
    struct run_row *row = &batch->rows[i];
    row->file = batch->files->items[i];
    row->code = CMD_EXIT_USAGE;
    batch->is_over[i] = true;
    if (!data_find(&run_scenario_kind, row->file, path, sizeof path))
        return;
    row->code = CMD_EXIT_HARNESS;
    if (batch->jobs > 1 && !run_printed_begin(&batch->printed[i])) {
        cmd_say("feikong run: cannot keep what is printed: %s", strerror(errno));
        return;
    }
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        cmd_say("feikong run: cannot start a process: %s", strerror(errno));
    if (child == 0)
        run_as_child(batch, i, path);
    run_printed_in_parent(&batch->printed[i]);
    if (child <= 0)
        return;
    row->place = place_of(batch, i);
    batch->children[i] = child;
    run_guard_child(row->place, child);
    batch->is_over[i] = false;
    batch->running++;
}

/* The process that has printed all it will; -1: any, when nothing is kept. */
static pid_t wait_for_prints(struct batch *batch)
{
    while (batch->jobs > 1) {
        for (size_t i = 0; i < batch->files->count; i++)
            if (batch->children[i] && run_printed_is_whole(&batch->printed[i]))
                return batch->children[i];
        run_printed_take(batch->printed, batch->files->count);
    }
    return -1;
}

/* Waits until one of the processes is over. */
static void wait_for_one(struct batch *batch)
{
    struct rusage usage;
    int status = 0;
    pid_t child, ending = wait_for_prints(batch);
    while ((child = wait4(ending, &status, 0, &usage)) < 0 && errno == EINTR)
        ;
    for (size_t i = 0; i < batch->files->count; i++) {
        struct run_row *row = &batch->rows[i];
        if (batch->children[i] == 0 || (child > 0 && batch->children[i] != child))
            continue;
        run_guard_child(row->place, 0);
        batch->children[i] = 0;
        batch->is_over[i] = true;
        batch->running--;
        row->memory_kb = child > 0 ? usage.ru_maxrss : 0;
        row->code = CMD_EXIT_HARNESS;
        if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) <= CMD_EXIT_NOTHING)
            row->code = WEXITSTATUS(status);
        else
            cmd_say("feikong run: %s: the run was ended by %s %d", row->file,
                    WIFEXITED(status) ? "exit" : "signal",
                    WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    }
}

/* What a process printed, in its turn. */
static void show(struct batch *batch, size_t i)
{
    batch->rows[i].told = &batch->told[i];
    run_printed_show(&batch->printed[i]);
}

int run_many(const struct run_files *files, const struct run_one_options *run,
             const struct run_many_options *many)
{
    struct batch batch = {.files = files, .run = run, .jobs = many->jobs};
    struct run_table table = {
        .lang = run->lang, .is_blessing = many->is_blessing, .is_whole = files->folders > 0};
    size_t next = 0, shown = 0;
    int code = CMD_EXIT_OK;
    run_guard_begin();
    if (run->out || run->checkpoints || many->fingerprints)
        code = check_ids(files, run);
    if (code == CMD_EXIT_OK && !run_table_begin(&table, many->fingerprints))
        code = CMD_EXIT_USAGE;
    if (code == CMD_EXIT_OK && !begin(&batch))
        code = CMD_EXIT_HARNESS;
    bool is_ready = code == CMD_EXIT_OK;
    while (is_ready && shown < files->count) {
        while (batch.running < batch.jobs && next < files->count && !run_guard_is_stopped())
            start(&batch, next++);
        if (batch.running > 0 && !batch.is_over[shown])
            wait_for_one(&batch);
        if (!batch.is_over[shown] && batch.running == 0)
            break; /* stopped before it was started */
        for (; shown < next && batch.is_over[shown]; shown++) {
            show(&batch, shown);
            code = worse(code, batch.rows[shown].code);
        }
    }
    if (run_guard_is_stopped())
        code = CMD_EXIT_HARNESS;
    if (shown > 0)
        code = worse(code, run_table_end(&table, batch.rows, shown));
    if (run->junit && is_ready)
        code = end_parts(&batch, &table, code);
    end(&batch);
    run_table_fini(&table);
    return code;
}
