/* conformance/run/case.h - one test while it runs, whatever the protocol: what has been found so
 * far, and how a finding becomes a verdict.
 *
 *   preparing   a surprise makes the test inconclusive
 *   judging     a surprise breaks the requirement (the state at the start)
 *
 * Only bytes received and their moments are judged, and they come from the trace: see source.h. A
 * case belongs to one thread. */
#ifndef CONFORMANCE_RUN_CASE_H
#define CONFORMANCE_RUN_CASE_H
#include "conformance/device/device_file.h"
#include "conformance/run/result.h"
#include "conformance/run/source.h"

struct conform_case {
    struct conform_source *source;
    const struct device_file *device;
    struct conform_test_result *result;
    enum fk_lang lang;   /* of every text that the test leaves in the result */
    uint8_t password[3]; /* zeros in a replay */
    uint64_t random;     /* state of case_random */
    enum conform_verdict verdict;
    bool is_preparing;
    void *memory;               /* what the protocol keeps of the run, or NULL */
    bool is_supply_seen_closed; /* a look at the supply found it closed, by its last reading */
    void *own;                  /* what the protocol keeps of a test: protocol.case_size bytes */
};

/* The bytes that a finding rests on: indexes in the trace, -1 for none. An answer that is -1 was
 * silence. */
struct case_proof {
    int request_entry, proof_entry;
    bool is_unsound; /* bytes that belong to no frame are among them */
};

/* Clears the case for one test: the random stream depends on the seed and the test's id alone.
 * `own` is borrowed and left as it is. */
void case_init(struct conform_case *c, struct conform_source *source,
               const struct device_file *device, struct conform_test_result *result,
               const uint8_t password[3], uint64_t seed, void *own);
/* Next number of the test's own random stream (splitmix64). */
uint64_t case_random(struct conform_case *c);

void case_prepare(struct conform_case *c);
void case_judge(struct conform_case *c);

/* The source said no: its state becomes the verdict. Always false. */
bool case_ended(struct conform_case *c);
/* Lets time pass. False: the run ended here. */
bool case_wait(struct conform_case *c, ms_t ms);

/* Counts an assertion that held. Returns true. */
bool case_held(struct conform_case *c);
/* A text of the result: both languages, of which the run shows one. */
#define CASE_SAY(c, en, zh) FK_SAY((c)->lang, en, zh)

/* The requirement is broken, or, while preparing, cannot be seen. `proof` may be NULL. Returns
 * false. */
__attribute__((format(printf, 4, 5))) bool case_broken(struct conform_case *c,
                                                       const struct case_proof *proof,
                                                       const char *expected, const char *actual,
                                                       ...);
/* Not what the clause says, and tolerated: pass with remark. The test goes on. Returns true. */
__attribute__((format(printf, 3, 4))) bool
case_remark(struct conform_case *c, const struct case_proof *proof, const char *remark, ...);
/* What was seen where both ways are right: it is told, and changes no verdict. Returns true. */
__attribute__((format(printf, 2, 3))) bool case_observe(struct conform_case *c,
                                                        const char *observed, ...);
/* Cannot be told. Returns false. */
__attribute__((format(printf, 4, 5))) bool case_unknown(struct conform_case *c,
                                                        enum conform_reason reason,
                                                        const struct case_proof *proof,
                                                        const char *why, ...);
#endif
