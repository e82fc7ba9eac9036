#include "cli/question/question_run.h"

#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/run/run_files.h"
#include "cli/run/run_guard.h"
#include "reports/questions/question_say.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* The process of a run writes its sentences into a file that we read afterwards: a line each, the
 * number of the question and of the line before it. The first one is the title. */
struct writing {
    const struct question_runs *runs;
    const char *scenario;
    FILE *out;
    unsigned number;
    size_t line;
};

static int take(void *context, const char *sentence)
{
    const struct writing *w = context;
    return fprintf(w->out, "%u %zu %s\n", w->number, w->line, sentence) < 0 ? FK_E_IO : FK_OK;
}

static int answer(struct writing *w, const struct question *question, struct run_db *db,
                  struct fk_diag *diag)
{
    struct fk_diag why = {.text = ""};
    w->number = question->number;
    for (w->line = 0; w->line < question->line_count; w->line++) {
        const struct question_line *line = &question->lines[w->line];
        if (strcmp(line->scenario, w->scenario) != 0)
            continue;
        int err = question_say(db, line, w->runs->lang, take, w, &why);
        if (err != FK_OK)
            return fk_fail(diag, err, NULL, 0, "question %u, figure %zu, in %s: %.120s", w->number,
                           w->line + 1, w->scenario, why.text[0] ? why.text : fk_err_name(err));
    }
    return FK_OK;
}

static int look(void *context, struct run_db *db, struct fk_diag *diag)
{
    static const struct question_line title = {
        NULL, "SELECT title, title_zh FROM run", {"{1}", "{2}"}};
    struct writing *w = context;
    int err = question_say(db, &title, w->runs->lang, take, w, diag);
    for (unsigned i = 1; i <= QUESTIONS && err == FK_OK; i++)
        if (w->runs->is_wanted[i])
            err = answer(w, question_find(i), db, diag);
    if (err == FK_OK && fflush(w->out) != 0)
        err = fk_fail(diag, FK_E_IO, NULL, 0, "no room for the answers: %s", strerror(errno));
    return err;
}

/* Tables of expectations are for `feikong run`. Does not return. */
static void run_as_child(struct writing *writing, const char *path, struct run_one_told *told)
{
    struct run_one_options run = {.factory = "raw",
                                  .lang = writing->runs->lang,
                                  .is_quiet = writing->runs->is_quiet,
                                  .told = told,
                                  .look = look,
                                  .look_context = writing};
    for (unsigned place = 0; place < RUN_GUARD_CHILDREN; place++)
        run_guard_child(place, 0);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) {
        cmd_say("feikong question: /dev/null: %s", strerror(errno));
        _exit(CMD_EXIT_HARNESS);
    }
    int code = run_one(path, &run);
    fflush(stdout);
    _exit(code);
}

static int wait_for(pid_t child, const char *scenario)
{
    int status = 0;
    run_guard_child(0, child);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    run_guard_child(0, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) <= CMD_EXIT_NOTHING)
        return WEXITSTATUS(status);
    cmd_say("feikong question: %s: the run was ended by %s %d", scenario,
            WIFEXITED(status) ? "exit" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return CMD_EXIT_HARNESS;
}

/* Reads what the process wrote. False: no memory. */
static bool read_answers(FILE *in, struct question_ran *ran)
{
    char line[QUESTION_SENTENCE_MAX + 64];
    rewind(in);
    while (fgets(line, sizeof line, in)) {
        struct question_sentence sentence = {0};
        int begin = 0;
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "%u %zu %n", &sentence.number, &sentence.line, &begin) < 2 || begin == 0)
            continue;
        sentence.text = strdup(line + begin);
        if (!sentence.text)
            return false;
        if (sentence.number == 0) {
            free(ran->title);
            ran->title = sentence.text;
            continue;
        }
        struct question_sentence *all =
            realloc(ran->sentences, (ran->count + 1) * sizeof *ran->sentences);
        if (!all) {
            free(sentence.text);
            return false;
        }
        ran->sentences = all;
        ran->sentences[ran->count++] = sentence;
    }
    return true;
}

static int run(struct question_runs *runs, struct question_ran *ran, struct run_one_told *told)
{
    char path[PATH_MAX];
    struct writing writing = {.runs = runs, .scenario = ran->scenario};
    if (!data_find(&run_scenario_kind, ran->scenario, path, sizeof path))
        return CMD_EXIT_USAGE;
    writing.out = tmpfile();
    if (!writing.out) {
        cmd_say("feikong question: no file for the answers: %s", strerror(errno));
        return CMD_EXIT_HARNESS;
    }
    if (!runs->is_quiet)
        fprintf(stderr, FK_SAY(runs->lang, "running %s\n", "正在运行 %s\n"), ran->scenario);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        run_as_child(&writing, path, told);
    if (child < 0)
        cmd_say("feikong question: cannot start a process: %s", strerror(errno));
    int code = child < 0 ? CMD_EXIT_HARNESS : wait_for(child, ran->scenario);
    if (child > 0 && !read_answers(writing.out, ran)) {
        cmd_say("feikong question: out of memory");
        code = CMD_EXIT_HARNESS;
    }
    fclose(writing.out);
    ran->told = *told;
    return run_guard_is_stopped() ? CMD_EXIT_HARNESS : code;
}

const struct question_ran *question_run(struct question_runs *runs, const char *scenario)
{
    for (size_t i = 0; i < runs->count; i++)
        if (strcmp(runs->ran[i].scenario, scenario) == 0)
            return &runs->ran[i];
    struct question_ran *all = realloc(runs->ran, (runs->count + 1) * sizeof *runs->ran);
    struct run_one_told *told =
        mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (all)
        runs->ran = all;
    if (!all || told == MAP_FAILED) {
        cmd_say("feikong question: out of memory");
        return NULL;
    }
    struct question_ran *ran = &runs->ran[runs->count++];
    *ran = (struct question_ran){.scenario = scenario};
    run_guard_begin();
    ran->code = run(runs, ran, told);
    munmap(told, sizeof *told);
    bool is_there =
        ran->code == CMD_EXIT_OK || ran->code == CMD_EXIT_FAILED || ran->code == CMD_EXIT_NOTHING;
    return is_there ? ran : NULL;
}

void question_runs_fini(struct question_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        for (size_t k = 0; k < runs->ran[i].count; k++)
            free(runs->ran[i].sentences[k].text);
        free(runs->ran[i].sentences);
        free(runs->ran[i].title);
    }
    free(runs->ran);
    runs->ran = NULL;
    runs->count = 0;
}
