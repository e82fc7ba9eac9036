#include "sim/world/engine.h"

#include <math.h>
#include <sched.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/host.h>
#include <simgrid/semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* SimGrid hands actors only text arguments, so an actor gets the index of its row here. */
struct engine_row {
    void (*body)(void *);
    void *data;
};
static struct {
    int is_warm, is_started;
    ms_t start;
    uint32_t calc_rate;
    struct engine_row *rows;
    uint32_t count, capacity;
    sg_host_t master, field;
} engine;

int engine_is_started(void)
{
    return engine.is_started;
}

/* SimGrid 3.32 creates platforms from C only through a file. The master station computes
 * MASTER_SPEED a second; how many customers that is, is known when a run begins. */
#define MASTER_SPEED 1e9
static int load_platform(struct fk_diag *diag)
{
    char path[] = "/tmp/feikong-platform-XXXXXX.xml";
    int fd = mkstemps(path, 4);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        if (fd >= 0)
            close(fd);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written; a platform file is needed",
                       path);
    }
    fprintf(file,
            "<?xml version='1.0'?>\n"
            "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
            "<platform version=\"4.1\">\n"
            "  <zone id=\"utility\" routing=\"Full\">\n"
            "    <host id=\"master-station\" speed=\"%.0ff\"/>\n"
            "    <host id=\"field\" speed=\"1f\"/>\n"
            "    <link id=\"public-network\" bandwidth=\"1GBps\" latency=\"50ms\"/>\n"
            "    <route src=\"master-station\" dst=\"field\"><link_ctn "
            "id=\"public-network\"/></route>\n"
            "  </zone>\n"
            "</platform>\n",
            MASTER_SPEED);
    if (fclose(file) != 0) {
        unlink(path);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written", path);
    }
    simgrid_load_platform(path);
    unlink(path);
    return FK_OK;
}

/* With threads for contexts only one runs at a time; handing over between processors is what
 * costs. */
static void stay_on_one_cpu(void)
{
    cpu_set_t set;
    int cpu = sched_getcpu();
    CPU_ZERO(&set);
    if (cpu < 0)
        return;
    CPU_SET((size_t)cpu, &set);
    (void)sched_setaffinity(0, sizeof set, &set); /* only speed depends on it */
}

int engine_warm(const char *factory, struct fk_diag *diag)
{
    char choice[64];
    char *arguments[] = {"feikong",
                         choice,
                         "--cfg=contexts/guard-size:0",
                         "--cfg=debug/clean-atexit:no",
                         "--log=root.thresh:critical",
                         NULL};
    int count = 5;
    if (engine.is_warm)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "SimGrid is initialised only once in a process");
    if (snprintf(choice, sizeof choice, "--cfg=contexts/factory:%s", factory) >= (int)sizeof choice)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "no such context factory: %s", factory);
    if (strcmp(factory, "thread") == 0)
        stay_on_one_cpu();
    engine.is_warm = 1;
    simgrid_init(&count, arguments);
    int err = load_platform(diag);
    if (err != FK_OK)
        return err;
    engine.master = sg_host_by_name("master-station");
    engine.field = sg_host_by_name("field");
    return FK_OK;
}

int engine_start(const char *factory, uint32_t calc_rate, ms_t start, uint32_t actors,
                 struct fk_diag *diag)
{
    if (engine.is_started)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "SimGrid runs only once in a process");
    engine.rows = malloc(actors * sizeof *engine.rows);
    if (!engine.rows)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory for %u actors", actors);
    engine.capacity = actors;
    engine.start = start;
    engine.calc_rate = calc_rate;
    engine.is_started = 1;
    return engine.is_warm ? FK_OK : engine_warm(factory, diag);
}

static void run_row(int argc, char *argv[])
{
    uint32_t row = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
    engine.rows[row].body(engine.rows[row].data);
}

void engine_actor(const char *name, int is_in_field, unsigned stack_bytes, void (*body)(void *),
                  void *data)
{
    char index[16];
    const char *arguments[] = {name, index, NULL};
    sg_actor_t actor = sg_actor_init(name, is_in_field ? engine.field : engine.master);
    snprintf(index, sizeof index, "%u", engine.count);
    engine.rows[engine.count++] = (struct engine_row){body, data};
    sg_actor_set_stacksize(actor, stack_bytes);
    sg_actor_start_(actor, run_row, 2, arguments);
}

static double seconds(ms_t at)
{
    return (double)(at - engine.start) / 1000.0;
}

void engine_run_to(ms_t until)
{
    simgrid_run_until(seconds(until) + 0.0005);
}

ms_t engine_now(void)
{
    return engine.start + (ms_t)llround(simgrid_get_clock() * 1000.0);
}

void engine_bell_init(struct engine_bell *bell)
{
    bell->semaphore = sg_sem_init(0);
}

void engine_bell_fini(struct engine_bell *bell)
{
    if (bell->semaphore)
        sg_sem_destroy(bell->semaphore);
    bell->semaphore = NULL;
}

void engine_bell_ring(struct engine_bell *bell)
{
    sg_sem_release(bell->semaphore);
}

void engine_bell_wait(struct engine_bell *bell, ms_t until)
{
    double rest = seconds(until) - simgrid_get_clock();
    if (rest > 0)
        (void)sg_sem_acquire_timeout(bell->semaphore, rest);
}

void engine_compute(uint32_t amount)
{
    double rest;
    if (amount > 0)
        sg_actor_execute((double)amount * MASTER_SPEED / engine.calc_rate);
    rest = ceil(simgrid_get_clock() * 1000.0 - 1e-6) / 1000.0 - simgrid_get_clock();
    if (rest > 0)
        sg_actor_sleep_for(rest);
}
