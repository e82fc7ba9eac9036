#include "conformance/run/case.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MIX UINT64_C(0x9E3779B97F4A7C15) /* step of splitmix64 */

void case_init(struct conform_case *c, struct conform_source *source,
               const struct device_file *device, struct conform_test_result *result,
               const uint8_t password[3], uint64_t seed, void *own)
{
    memset(c, 0, sizeof *c);
    c->source = source;
    c->device = device;
    c->result = result;
    memcpy(c->password, password, sizeof c->password);
    c->own = own;
    c->random = seed;
    for (const char *p = result->id; *p; p++)
        c->random = (c->random ^ (uint8_t)*p) * UINT64_C(0x100000001B3);
}

uint64_t case_random(struct conform_case *c)
{
    uint64_t z = c->random += MIX;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

void case_prepare(struct conform_case *c)
{
    c->is_preparing = true;
}

void case_judge(struct conform_case *c)
{
    c->is_preparing = false;
}

bool case_ended(struct conform_case *c)
{
    switch (c->source->state) {
    case CONFORM_SOURCE_STOPPED:
        return case_unknown(
            c, CONFORM_INTERRUPTED, NULL,
            CASE_SAY(c, "interrupted before the end of the test", "测试未完即被中断"));
    case CONFORM_SOURCE_READY:
        return false;
    default:
        c->verdict = conform_verdict_raise(c->verdict, CONFORM_ERROR);
        snprintf(c->result->detail, sizeof c->result->detail, "%s",
                 c->source->state == CONFORM_SOURCE_LOST
                     ? CASE_SAY(c, c->source->diag.text, "断线，原因见报文")
                     : c->source->diag.text);
        return false;
    }
}

bool case_wait(struct conform_case *c, ms_t ms)
{
    return conform_source_wait(c->source, c->source->now + ms) == FK_OK || case_ended(c);
}

static void keep_proof(struct conform_case *c, const struct case_proof *proof)
{
    c->result->ground = !proof || (proof->proof_entry >= 0 && !proof->is_unsound) ? CONFORM_ON_FRAME
                        : proof->is_unsound                                       ? CONFORM_ON_NOISE
                                            : CONFORM_ON_SILENCE;
    if (!proof)
        return;
    c->result->proof_entry = proof->proof_entry;
    c->result->request_entry = proof->request_entry;
}

bool case_held(struct conform_case *c)
{
    if (c->is_preparing)
        return true;
    c->result->assertions++;
    c->verdict =
        conform_verdict_raise(c->verdict, conform_verdict_of(CONFORM_HELD, c->result->level));
    return true;
}

bool case_broken(struct conform_case *c, const struct case_proof *proof, const char *expected,
                 const char *actual, ...)
{
    struct conform_test_result *result = c->result;
    va_list arguments;
    va_start(arguments, actual);
    snprintf(result->expected, sizeof result->expected, "%s", expected);
    vsnprintf(result->actual, sizeof result->actual, actual, arguments);
    va_end(arguments);
    keep_proof(c, proof);
    if (c->is_preparing) {
        result->reason = proof && proof->proof_entry < 0 ? CONFORM_NO_REPLY : CONFORM_PRECONDITION;
        snprintf(result->detail, sizeof result->detail,
                 CASE_SAY(c, "the device could not be prepared: %s", "未能完成准备：%s"),
                 result->actual);
        c->verdict =
            conform_verdict_raise(c->verdict, conform_verdict_of(CONFORM_UNKNOWN, result->level));
        return false;
    }
    result->assertions++;
    c->verdict =
        conform_verdict_raise(c->verdict, conform_verdict_of(CONFORM_BROKEN, result->level));
    return false;
}

bool case_remark(struct conform_case *c, const struct case_proof *proof, const char *remark, ...)
{
    va_list arguments;
    va_start(arguments, remark);
    vsnprintf(c->result->detail, sizeof c->result->detail, remark, arguments);
    va_end(arguments);
    keep_proof(c, proof);
    c->result->assertions++;
    c->verdict =
        conform_verdict_raise(c->verdict, conform_verdict_of(CONFORM_TOLERATED, c->result->level));
    return true;
}

bool case_observe(struct conform_case *c, const char *observed, ...)
{
    va_list arguments;
    if (c->verdict > CONFORM_PASS)
        return true; /* the words are those of a finding */
    va_start(arguments, observed);
    vsnprintf(c->result->detail, sizeof c->result->detail, observed, arguments);
    va_end(arguments);
    return true;
}

bool case_unknown(struct conform_case *c, enum conform_reason reason,
                  const struct case_proof *proof, const char *why, ...)
{
    va_list arguments;
    enum conform_verdict before = c->verdict;
    c->verdict =
        conform_verdict_raise(before, conform_verdict_of(CONFORM_UNKNOWN, c->result->level));
    if (c->verdict == before)
        return false; /* what is already known is worse: keep its words */
    va_start(arguments, why);
    vsnprintf(c->result->detail, sizeof c->result->detail, why, arguments);
    va_end(arguments);
    c->result->reason = reason;
    keep_proof(c, proof);
    return false;
}
