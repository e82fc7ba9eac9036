#include "sim/hunt/hunt_process.h"

#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/world/checkpoint.h"
#include "sim/world/engine.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define WALL_FACTOR 10
#define WALL_LEAST  10 /* seconds */

int hunt_pool_init(struct hunt_pool *pool, unsigned jobs, unsigned cpu_ms, struct fk_diag *diag)
{
    *pool = (struct hunt_pool){.jobs = jobs, .cpu_ms = cpu_ms};
    for (unsigned i = 0; i < jobs; i++) {
        void *shared = mmap(NULL, sizeof *pool->slots[i].shared, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (shared == MAP_FAILED)
            return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory for %u worlds", jobs);
        pool->slots[i].shared = shared;
    }
    return engine_warm("raw", diag);
}

void hunt_pool_fini(struct hunt_pool *pool)
{
    for (unsigned i = 0; i < pool->jobs; i++) {
        struct hunt_slot *slot = &pool->slots[i];
        if (slot->child > 0) {
            kill(slot->child, SIGKILL);
            waitpid(slot->child, NULL, 0);
        }
        if (slot->shared)
            munmap(slot->shared, sizeof *slot->shared);
    }
    *pool = (struct hunt_pool){.jobs = 0};
}

/* Limits of a child: processor time, which does not depend on what else the machine does, and the
 * wall clock for one that waits for ever. It says nothing and leaves no core. */
static void confine(const struct hunt_pool *pool)
{
    struct itimerval cpu = {.it_value = {pool->cpu_ms / 1000, (int)(pool->cpu_ms % 1000) * 1000}};
    unsigned wall = pool->cpu_ms / 1000 * WALL_FACTOR;
    struct rlimit core = {0, 0};
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere >= 0) {
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setitimer(ITIMER_PROF, &cpu, NULL);
    setrlimit(RLIMIT_CORE, &core);
    alarm(wall < WALL_LEAST ? WALL_LEAST : wall);
}

/* Runs the world, with a checkpoint or from one. */
static void run_world(const char *folder, const struct hunt_job *job,
                      const struct sim_scenario *scenario, struct hunt_shared *shared)
{
    char path[FILENAME_MAX];
    ms_t end = scenario->days * MS_DAY;
    ms_t stop = job->stop ? job->stop : hunt_draw_stop(job->seed, scenario->days);
    struct sim_options options = {.group_size = job->group_size};
    bool is_possible = folder && stop > 0 && stop < end;
    if (is_possible && job->is_saved) {
        options.checkpoints = folder;
        options.checkpoint_every = stop;
    } else if (is_possible && job->is_resumed) {
        checkpoint_path(path, sizeof path, folder, scenario, scenario->start + stop);
        options.from = path;
    }
    hunt_world_run(scenario, &options, &shared->result, job->story_of ? &shared->story : NULL);
    shared->result.stop = options.checkpoints || options.from ? stop : 0;
    if (options.from)
        (void)unlink(path);
    for (ms_t at = 2 * stop; options.checkpoints && at < end; at += stop) {
        checkpoint_path(path, sizeof path, folder, scenario, scenario->start + at);
        (void)unlink(path); /* one is enough */
    }
}

static void work(const char *folder, const struct hunt_job *job, struct hunt_shared *shared)
{
    struct sim_scenario scenario;
    struct fk_diag diag = {.text = ""};
    int err = job->text ? scenario_load_memory("hunt", job->text, strlen(job->text), NULL, 0,
                                               &scenario, &diag)
                        : hunt_draw(job->base, job->seed, job->is_policy_fixed, &scenario);
    if (err != FK_OK) {
        shared->result.finding.end = HUNT_STOPPED;
        shared->result.hindered = err == FK_E_MEMORY ? FK_E_MEMORY : FK_OK;
        snprintf(shared->result.finding.text, sizeof shared->result.finding.text, "%.150s",
                 diag.text[0] ? diag.text : fk_err_name(err));
        return;
    }
    if (job->story_of)
        scenario.level = SIM_FULL;
    run_world(folder, job, &scenario, shared);
    scenario_fini(&scenario);
}

int hunt_pool_start(struct hunt_pool *pool, const struct hunt_job *job)
{
    struct hunt_slot *slot = pool->slots;
    while (slot->child != 0)
        slot++;
    slot->job = *job;
    memset(&slot->shared->result, 0, sizeof slot->shared->result);
    slot->shared->story.used = 0;
    slot->shared->story.is_cut = slot->shared->story.is_told = false;
    if (job->story_of) {
        slot->shared->story.customer = job->story_of->customer;
        slot->shared->story.finding = *job->story_of;
    }
    slot->child = fork();
    if (slot->child == 0) {
        confine(pool);
        work(pool->folder, &slot->job, slot->shared);
        _exit(0); /* the child's: nothing of the hunter is flushed or freed here */
    }
    if (slot->child < 0) {
        slot->child = 0;
        return FK_E_IO;
    }
    pool->running++;
    return FK_OK;
}

/* A child that died, or ended without a result, says nothing else than that. */
static void judge(struct hunt_slot *slot, int status)
{
    struct hunt_finding *finding = &slot->shared->result.finding;
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    bool is_slow = number == SIGPROF || number == SIGALRM;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && finding->end != HUNT_NOT_ENDED)
        return;
    *finding = (struct hunt_finding){.end = is_slow ? HUNT_SLOW : HUNT_CRASHED};
    if (number)
        snprintf(finding->text, sizeof finding->text, "ended by signal %d (%s)", number,
                 strsignal(number));
    else
        snprintf(finding->text, sizeof finding->text, "ended with code %d", WEXITSTATUS(status));
}

const struct hunt_slot *hunt_pool_wait(struct hunt_pool *pool)
{
    for (;;) {
        int status;
        pid_t child = waitpid(-1, &status, 0);
        if (child < 0 && errno != EINTR)
            return NULL;
        for (unsigned i = 0; child > 0 && i < pool->jobs; i++)
            if (pool->slots[i].child == child) {
                pool->slots[i].child = 0;
                pool->running--;
                judge(&pool->slots[i], status);
                return &pool->slots[i];
            }
    }
}

const struct hunt_slot *hunt_pool_run(struct hunt_pool *pool, const struct hunt_job *job)
{
    return hunt_pool_start(pool, job) == FK_OK ? hunt_pool_wait(pool) : NULL;
}
