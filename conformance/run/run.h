/* conformance/run/run.h - runs the chosen tests on a device, or again on a recorded trace.
 *
 *   probe -> test, restore -> test, restore ... -> final check
 *
 * The probe listens and reads: noise, echo, a device that does not send one byte make every test
 * inconclusive (line, no-reply) at once, with one sentence in result->unheard. A stop flag ends the
 * test at hand, puts the device back and makes the rest inconclusive (interrupted). A lost line is
 * an error of the test at hand; it is opened again to put the device back, and the rest is not
 * run. */
#ifndef CONFORMANCE_RUN_RUN_H
#define CONFORMANCE_RUN_RUN_H
#include "conformance/run/suite.h"

/* Told of the progress; each may be NULL. Called on the thread of the run. */
struct conform_observer {
    void *context;
    void (*begin)(void *context, const struct conform_test *test, size_t index, size_t count);
    void (*end)(void *context, const struct conform_result *result,
                const struct conform_test_result *test);
    void (*traced)(void *context, const struct conform_trace *trace); /* after each entry */
};

struct conform_run_options {
    const struct conform_suite *suite;
    const struct device_file *device; /* borrowed */
    const bool *chosen;               /* conform_suite_count(suite) flags */
    uint8_t password[3];              /* P0 P1 P2 */
    uint64_t seed;
    enum fk_lang lang;                 /* of what the result says */
    const volatile sig_atomic_t *stop; /* as given to the transport, or NULL */
    conform_reopen_fn *reopen; /* opens a lost line again, to put the device back; or NULL */
    conform_retune_fn *retune; /* opens the line at another speed, to find the right one; or NULL */
    void *reopen_context;      /* of both */
    struct conform_observer observer;
};

/* Fills what is known before the run: device, suite, seed, port and start. conform_run does it too.
 */
void conform_run_head(const struct transport *line, const struct conform_run_options *options,
                      struct conform_result *result);

/* Runs over an open line. *result is initialised by the caller (conform_result_init) and filled,
 * with the exit code. Returns FK_OK, or FK_E_MEMORY; every other trouble is a verdict. */
FK_MUST_CHECK int conform_run(struct transport *line, const struct conform_run_options *options,
                              struct conform_result *result);
/* Tries the password once, before any test: a wrong one makes sound meters fail, and many tries
 * lock them. *is_refused only if the device surely refuses it. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int conform_try_password(struct transport *line,
                                       const struct conform_run_options *options, bool *is_refused);
/* Closes the supply and does nothing else: for a relay that a run left open. Writes what became of
 * it to result->final_check and is_supply_closed; *result is initialised by the caller. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int conform_close_supply(struct transport *line,
                                       const struct conform_run_options *options,
                                       struct conform_result *result);
/* The same as conform_run on result->trace, with result->uri and is_virtual_time of the run:
 * derives all verdicts again. */
FK_MUST_CHECK int conform_rerun(const struct conform_run_options *options,
                                struct conform_result *result);
#endif
