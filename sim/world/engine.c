#include "sim/world/engine.h"

#include <dlfcn.h>
#include <link.h>
#include <malloc.h>
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/host.h>
#include <simgrid/semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* SimGrid hands actors only text arguments, so an actor gets the index of its row here. */
struct engine_row {
    void (*body)(void *);
    void *data;
};
static struct {
    int is_warm, is_started;
    ms_t start;
    ms_t now; /* SimGrid's clock when it was looked at last, or what has run ahead of it */
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
    char path[4096];
    const char *place = getenv("TMPDIR");
    int length = snprintf(path, sizeof path, "%s/feikong-platform-XXXXXX.xml",
                          place && *place ? place : "/tmp");
    int fd = length < (int)sizeof path ? mkstemps(path, 4) : -1;
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        if (fd >= 0) {
            close(fd);
            unlink(path);
        }
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

static void (*give_up)(void);

static void on_abort(int number)
{
    (void)number;
    give_up();
}

/* std::set_terminate: asked for by its name, because this is C. Exceptions that nobody catches
 * (std::bad_alloc) would print lines of their own before they abort. */
static void set_terminate(void (*handler)(void))
{
    void (*(*set)(void (*)(void)))(void) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "_ZSt13set_terminatePFvvE");
    if (!symbol)
        return; /* another library of C++: its words stand before ours */
    memcpy(&set, &symbol, sizeof set);
    (void)set(handler);
}

void engine_on_give_up(void (*handler)(void))
{
    give_up = handler;
    if (!handler)
        return;
    struct sigaction action = {.sa_handler = on_abort};
    sigemptyset(&action.sa_mask);
    sigaction(SIGABRT, &action, NULL);
    set_terminate(handler);
}

#define ROOM                                                                                       \
    (2u << 20) /* what SimGrid wants beside the stacks: platform, parser, its own records */

/* SimGrid aborts, with a page of text, if it cannot have its memory: ask before it does. */
static bool has_room(size_t size)
{
    void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return false;
    munmap(room, size);
    return true;
}

/* SimGrid takes these signals for itself: whoever starts it decides about them. */
static void init_keeping_signals(int *count, char **arguments)
{
    static const int numbers[] = {SIGINT, SIGSEGV, SIGABRT, SIGUSR1};
    struct sigaction saved[sizeof numbers / sizeof *numbers];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], NULL, &saved[i]);
    simgrid_init(count, arguments);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &saved[i], NULL);
    if (give_up)
        set_terminate(give_up);
}

/* SimGrid brings the libraries of a network simulator along that nobody here asks: what the linker
 * touched of them, 20 MB, is in the file, and comes back if it is looked at. */
static int give_back(struct dl_phdr_info *info, size_t size, void *context)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)size;
    (void)context;
    for (unsigned i = 0; i < info->dlpi_phnum && strstr(info->dlpi_name, "libns3"); i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t begin = (info->dlpi_addr + part->p_vaddr) / page * page;
        uintptr_t end = info->dlpi_addr + part->p_vaddr + part->p_memsz;
        if (part->p_type == PT_LOAD && !(part->p_flags & PF_W))
            (void)madvise((void *)begin, end - begin, MADV_DONTNEED); /* only advice */
    }
    return 0;
}

int engine_warm(const char *factory, struct fk_diag *diag)
{
    char choice[64];
    char *arguments[] = {"feikong",
                         choice,
                         "--cfg=contexts/guard-size:0",
                         "--cfg=debug/clean-atexit:no",
                         "--log=root.thresh:critical",
                         "--log=root.app:file:/dev/null",
                         NULL};
    int count = 6;
    if (engine.is_warm)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "SimGrid is initialised only once in a process");
    if (snprintf(choice, sizeof choice, "--cfg=contexts/factory:%s", factory) >= (int)sizeof choice)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "no such context factory: %s", factory);
    if (!has_room(ROOM))
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory: no room for SimGrid");
    if (strcmp(factory, "thread") == 0)
        stay_on_one_cpu();
    engine.is_warm = 1;
    init_keeping_signals(&count, arguments);
    int err = load_platform(diag);
    if (err != FK_OK)
        return err;
    (void)dl_iterate_phdr(give_back, NULL);
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
    engine.start = engine.now = start;
    engine.calc_rate = calc_rate;
    engine.is_started = 1;
    return engine.is_warm ? FK_OK : engine_warm(factory, diag);
}

/* SimGrid's clock, rounded to ms, moves only while nobody runs. */
static void look_at_clock(void)
{
    ms_t at = engine.start + (ms_t)llround(simgrid_get_clock() * 1000.0);
    if (at > engine.now)
        engine.now = at;
}

static void run_row(int argc, char *argv[])
{
    look_at_clock();
    uint32_t row = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
    engine.rows[row].body(engine.rows[row].data);
}

int engine_actor(const char *name, int is_in_field, unsigned stack_bytes, void (*body)(void *),
                 void *data)
{
    char index[16];
    const char *arguments[] = {name, index, NULL};
    if (!has_room(stack_bytes + ROOM))
        return FK_E_MEMORY;
    sg_actor_t actor = sg_actor_init(name, is_in_field ? engine.field : engine.master);
    snprintf(index, sizeof index, "%u", engine.count);
    engine.rows[engine.count++] = (struct engine_row){body, data};
    sg_actor_set_stacksize(actor, stack_bytes / 1024); /* SimGrid 3.32 takes KB */
    /* A stack from pages of its own is not touched before it is used: malloc forgets that threshold
     * when larger blocks have been freed. */
    (void)mallopt(M_MMAP_THRESHOLD, (int)stack_bytes / 2);
    sg_actor_start_(actor, run_row, 2, arguments);
    (void)mallopt(M_MMAP_THRESHOLD, 4 << 20);
    /* What a calculation or a burst needed is needed again within the day: to give it back and have
     * it zeroed anew costs more than to keep it, but for what only the largest takes. */
    (void)mallopt(M_TRIM_THRESHOLD, 16 << 20);
    return FK_OK;
}

static double seconds(ms_t at)
{
    return (double)(at - engine.start) / 1000.0;
}

void engine_run_to(ms_t until)
{
    simgrid_run_until(seconds(until) + 0.0005);
    look_at_clock();
}

ms_t engine_now(void)
{
    return engine.now;
}

void engine_run_ahead(ms_t at)
{
    engine.now = at;
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
    look_at_clock();
}

/* What the clock, a count of seconds in floating point, may be off after years, in ms: a
 * calculation that ends at a full ms does not wait for the next one, wherever the clock began. */
#define COMPUTE_SLACK 1e-4

ms_t engine_computes_until(uint32_t amount, ms_t done)
{
    int64_t left = amount * INT64_C(1000) - done * engine.calc_rate;
    return engine.now + (left > 0 ? left / engine.calc_rate : 0);
}

void engine_compute(uint32_t amount, ms_t done)
{
    double left = (double)amount - (double)done * engine.calc_rate / 1000.0;
    double rest;
    if (left > 0)
        sg_actor_execute(left * MASTER_SPEED / engine.calc_rate);
    rest = ceil(simgrid_get_clock() * 1000.0 - COMPUTE_SLACK) / 1000.0 - simgrid_get_clock();
    if (rest > 0)
        sg_actor_sleep_for(rest);
    look_at_clock();
}
