/* conformance/run/step.h - a test as a table of steps.
 *
 *   FOUND, ORDER, WAIT ...   a preparation: a surprise makes the test inconclusive
 *   CHECK('a', ...)          a sub-point: a surprise breaks the requirement; its text says what is
 *                            required, its row which line of the facts or lab item it covers
 *
 * The steps run from top to bottom; the first that says false ends the test. What a test needs of
 * the device, whether it may cut the supply or sends a password, what is put back after it and
 * what `feikong conform explain` says all follow from the rows. The verbs belong to a protocol;
 * STEP_CODE is for what no verb can say. Tables are static and read-only. */
#ifndef CONFORMANCE_RUN_STEP_H
#define CONFORMANCE_RUN_STEP_H
#include "base/text.h"
#include "conformance/run/case.h"

/* What a test asks of device and bench. */
struct conform_needs {
    uint32_t features;       /* bit set of enum device_feature: all are needed */
    bool may_cut;            /* may interrupt the supply */
    bool has_password;       /* sends the password ... */
    bool has_wrong_password; /* ... a wrong one */
    bool puts_relay_back, puts_clock_back, puts_item_back;
    unsigned settles; /* times relay_settle_ms is waited for, at most */
    ms_t wait;        /* beside that */
};

/* How a check looks. */
enum conform_manner {
    CONFORM_NOW,
    CONFORM_SETTLES,         /* again and again until the relay must have followed */
    CONFORM_STAYS,           /* now, and when the relay must have followed: nothing moves late */
    CONFORM_TOLERATED_ANSWER /* a deviation that the field tolerates is a remark */
};

struct conform_step;
typedef bool conform_step_fn(struct conform_case *c, const struct conform_step *step);

struct conform_verb {
    struct fk_text name;
    conform_step_fn *run;
    struct conform_needs needs; /* whatever the operands */
    /* Adds what follows from the operands; may be NULL. */
    void (*add_needs)(const struct conform_step *step, struct conform_needs *needs);
};

/* Operands mean what the verb says; what it does not use is zero. */
struct conform_step {
    const struct conform_verb *verb;
    char point;     /* 'a' ..: the sub-point that is judged; 0: preparation */
    char slot;      /* a number kept under this letter */
    uint8_t manner; /* enum conform_manner */
    uint8_t flags;
    uint32_t item;       /* data identifier */
    uint32_t mask, bits; /* of a status word; bits alone: a command or a byte */
    int64_t number;
    const uint8_t *bytes;
    conform_step_fn *code; /* STEP_CODE */
    struct conform_needs needs;
    struct fk_text says; /* what is required */
    const char *row;     /* section of the facts, or lab items */
};

extern const struct conform_verb conform_verb_code, conform_verb_wait;

#define CHECK(letter, ...)                                                                         \
    {                                                                                              \
        .point = (letter), __VA_ARGS__                                                             \
    }
#define SAYS(english, chinese, facts) .says = {english, chinese}, .row = (facts)
#define SETTLES                       .manner = CONFORM_SETTLES
#define STAYS                         .manner = CONFORM_STAYS
#define TOLERATED                     .manner = CONFORM_TOLERATED_ANSWER
#define STEP_CODE(function)           .verb = &conform_verb_code, .code = (function)
#define NEEDS(...)                    .needs = {__VA_ARGS__}
#define PREPARE(...)                                                                               \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define WAIT(ms) PREPARE(.verb = &conform_verb_wait, .number = (ms))

/* What the step requires, in the language of the run. */
static inline const char *conform_says(const struct conform_case *c,
                                       const struct conform_step *step)
{
    return fk_text_in(step->says, c->lang);
}

/* Runs the steps in order until one says false. The step that decided the verdict
 * stays in result->step, point, point_text and row. */
void conform_steps_run(struct conform_case *c, const struct conform_step *steps, size_t count);
/* What all the steps together need. */
struct conform_needs conform_steps_needs(const struct conform_step *steps, size_t count);
#endif
