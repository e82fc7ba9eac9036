#include "conformance/run/doubt.h"

#include <stdio.h>
#include <string.h>

#define BURST_PAUSE_MS 100 /* noise that comes later is no part of an answer */
#define BURST_SHORT    4   /* bytes: so few may be the same by chance */

/* The bytes that a finding rests on, up to the first pause, however they were cut in pieces. */
struct burst {
    const struct conform_trace *trace;
    size_t first, entry, offset;
};

static bool goes_on(const struct burst *burst, size_t entry)
{
    const struct conform_entry *entries = burst->trace->entries;
    return entry < burst->trace->count && entries[entry].kind == CONFORM_ENTRY_RECEIVED &&
           (entry == burst->first || entries[entry].at - entries[entry - 1].at <= BURST_PAUSE_MS);
}

/* The next byte, or -1. */
static int next_byte(struct burst *burst)
{
    while (goes_on(burst, burst->entry)) {
        const struct conform_entry *entry = &burst->trace->entries[burst->entry];
        if (burst->offset < entry->size)
            return conform_trace_bytes(burst->trace, entry)[burst->offset++];
        burst->entry++;
        burst->offset = 0;
    }
    return -1;
}

/* How many bytes two answers have, which are the same; 0 if they differ. */
static size_t same_bytes(const struct conform_trace *trace, int proof, int other)
{
    struct burst a = {trace, (size_t)proof, (size_t)proof, 0},
                 b = {trace, (size_t)other, (size_t)other, 0};
    for (size_t count = 0;; count++) {
        int byte = next_byte(&a);
        if (byte != next_byte(&b))
            return 0;
        if (byte < 0)
            return count;
    }
}

static bool is_same(const struct conform_trace *trace, const struct conform_test_result *a,
                    const struct conform_test_result *b)
{
    return a->step == b->step && a->point == b->point && a->ground == b->ground &&
           (a->ground != CONFORM_ON_NOISE || same_bytes(trace, a->proof_entry, b->proof_entry) > 0);
}

/* The newest deviation is one that came before. */
static bool is_back(const struct conform_doubt *doubt, const struct conform_trace *trace)
{
    const struct conform_test_result *now = &doubt->seen[doubt->deviations - 1];
    size_t same = 0;
    bool is_weak = now->ground == CONFORM_ON_SILENCE ||
                   (now->ground == CONFORM_ON_NOISE &&
                    same_bytes(trace, now->proof_entry, now->proof_entry) < BURST_SHORT);
    for (size_t i = 0; i < doubt->deviations; i++)
        same += is_same(trace, &doubt->seen[i], now);
    return same >= (is_weak ? CONFORM_ATTEMPTS : 2);
}

/* Inconclusive, in the words of the first deviation. */
static void blame_line(const struct conform_doubt *doubt, enum fk_lang lang,
                       enum conform_verdict *verdict, struct conform_test_result *out)
{
    bool is_restored = out->is_restored;
    struct conform_test_result last = *out;
    *out = doubt->seen[0];
    out->stale = last.stale;
    out->is_restored = is_restored;
    memcpy(out->not_restored, last.not_restored, sizeof out->not_restored);
    out->reason = CONFORM_LINE;
    snprintf(out->detail, sizeof out->detail,
             doubt->attempts > 1
                 ? FK_SAY(lang, "not judged: noise on the line; did not come back in a repeat: %s",
                          "未判定：线路噪声；重复测试时未再出现：%s")
                 : FK_SAY(lang, "not judged: noise on the line: %s", "未判定：线路噪声：%s"),
             out->actual);
    *verdict = conform_verdict_of(CONFORM_UNKNOWN, out->level);
}

/* A requirement was found broken; a should only leaves a remark. */
static bool is_deviation(enum conform_verdict verdict, const struct conform_test_result *out)
{
    return verdict == CONFORM_FAIL || (verdict == CONFORM_REMARK && out->expected[0] != '\0');
}

/* The test as it was before the first attempt. */
static void begin_again(struct conform_test_result *out)
{
    struct conform_test_result before = *out;
    memset(out, 0, sizeof *out);
    out->id = before.id;
    out->title = before.title;
    out->title_zh = before.title_zh;
    out->requirement = before.requirement;
    out->requirement_zh = before.requirement_zh;
    out->clause = before.clause;
    out->level = before.level;
    out->begin = before.begin;
    out->first_entry = before.first_entry;
    out->stale = before.stale;
    out->proof_entry = out->request_entry = -1;
    out->is_restored = true;
}

bool conform_doubt_again(struct conform_doubt *doubt, const struct conform_trace *trace,
                         bool is_noisy, bool may_repeat, enum fk_lang lang,
                         enum conform_verdict *verdict, struct conform_test_result *out)
{
    doubt->attempts++;
    if (!is_deviation(*verdict, out)) {
        bool is_over = *verdict == CONFORM_ERROR || out->reason == CONFORM_INTERRUPTED;
        if (doubt->deviations > 0 && !is_over)
            blame_line(doubt, lang, verdict, out);
        return false;
    }
    if (!is_noisy)
        return false;
    doubt->seen[doubt->deviations++] = *out;
    if (is_back(doubt, trace))
        return false;
    if (may_repeat && out->is_restored && doubt->attempts < CONFORM_ATTEMPTS) {
        begin_again(out);
        return true;
    }
    if (out->ground != CONFORM_ON_FRAME || doubt->attempts > 1)
        blame_line(doubt, lang, verdict, out);
    return false;
}
