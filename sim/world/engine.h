/* sim/world/engine.h - the only door to SimGrid: actors, their clock, their waiting, computing
 * time.
 *
 * One engine per process (SimGrid keeps global state); it cannot be started twice. Time is ms_t;
 * this is the one place that converts to SimGrid's seconds. Functions marked "actor" may be called
 * only from inside an actor, the others only from the main context. Not thread-safe; SimGrid runs
 * one actor at a time. */
#ifndef SIM_WORLD_ENGINE_H
#define SIM_WORLD_ENGINE_H
#include "base/clock.h"
#include "base/err.h"

/* A place to wait at. Zero it, then engine_bell_init. */
struct engine_bell {
    void *semaphore;
};

/* Names what ends the process when SimGrid or the library of C++ gives up, most likely for lack of
 * memory; both would abort otherwise. It may be called in a signal handler and must not return.
 * NULL: they abort. */
void engine_on_give_up(void (*give_up)(void));
/* Initialises SimGrid and loads the platform, the part of engine_start that costs milliseconds and
 * does not depend on the run. A process that forks does it once: each child then calls engine_start
 * and has a world of its own. Not needed otherwise. FK_OK, FK_E_STATE if called or started before,
 * FK_E_ARG, FK_E_IO. */
FK_MUST_CHECK int engine_warm(const char *factory, struct fk_diag *diag);
/* Starts SimGrid with `factory` ("raw", "thread", "boost", "ucontext") and a platform of two hosts:
 * the master station, whose computing speed is `calc_rate` customers per second, and the field.
 * `start` is the moment at which SimGrid's clock is 0. `actors` is the number that will be created.
 * After engine_warm `factory` is the one given there.
 * FK_OK, FK_E_STATE if started before, FK_E_IO if the platform file cannot be written,
 * FK_E_MEMORY. */
FK_MUST_CHECK int engine_start(const char *factory, uint32_t calc_rate, ms_t start, uint32_t actors,
                               struct fk_diag *diag);
/* Makes an actor that runs body(data) on the master station or in the field. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int engine_actor(const char *name, int is_in_field, unsigned stack_bytes,
                               void (*body)(void *), void *data);
/* Runs all actors up to and including the moment `until` (whole ms) and half a millisecond more, so
 * that everything that happens in that millisecond is over. */
void engine_run_to(ms_t until);
/* Present moment. Anywhere. */
ms_t engine_now(void);
/* Actor: it is `at` (not before now) from here on, for everybody, without a pass through SimGrid,
 * whose clock follows when the actor waits. Only for one who knows that no other actor has anything
 * to do before that moment, and that engine_run_to is to come as far. */
void engine_run_ahead(ms_t at);

void engine_bell_init(struct engine_bell *bell);
void engine_bell_fini(struct engine_bell *bell);
/* Wakes the actor that waits at the bell, or the next one that will. Actor or main context. */
void engine_bell_ring(struct engine_bell *bell);
/* Actor: waits until the bell rings, at most until `until`. */
void engine_bell_wait(struct engine_bell *bell, ms_t until);
/* Actor that did not run ahead: computes `amount` customers on the master station, of which `done`
 * ms are behind, then waits for the next full ms. */
void engine_compute(uint32_t amount, ms_t done);
/* No later than what engine_compute, called now, would come back at. Anywhere. */
ms_t engine_computes_until(uint32_t amount, ms_t done);
/* True once engine_start has succeeded. */
int engine_is_started(void);
#endif
