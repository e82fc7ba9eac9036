/* tests/bench/bench_store.c - events per second that the SQLite store takes, indices and commit
 * included. Prints one line: name, value, unit. */
#include "reports/store/store.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int fail(const struct fk_diag *diag)
{
    fprintf(stderr, "bench_store: %s\n", diag->text);
    return EXIT_FAILURE;
}

int main(void)
{
    char path[] = "/tmp/feikong-bench-XXXXXX";
    struct run_store *store = NULL;
    struct fk_diag diag = {.text = "no temporary file"};
    int fd = mkstemp(path);
    if (fd < 0 || run_store_open(&store, path, &diag) != FK_OK) {
        return fail(&diag);
    }
    close(fd);
    struct sample sample = {.recorder = run_store_recorder(store),
                            .days = 300,
                            .cuts_per_day = 100,
                            .pays = true,
                            .level = SIM_EVENTS};
    double start = now_seconds();
    if (sample_run(&sample) != FK_OK) {
        diag = *run_store_diag(store);
        return fail(&diag);
    }
    if (run_store_commit(store, &diag) != FK_OK) {
        return fail(&diag);
    }
    double seconds = now_seconds() - start;
    run_store_close(store);
    unlink(path);
    printf("store %.0f events/s (%llu events in %.2f s, orders, commands, SMS and payments)\n",
           (double)sample.events / seconds, (unsigned long long)sample.events, seconds);
    return EXIT_SUCCESS;
}
