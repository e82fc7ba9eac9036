#include "conformance/dlt645/dlt645_restore.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#include <stdio.h>
#include <string.h>

#define SHOWN                                                                                      \
    (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN | DLT645_W3_ALARM | DLT645_W3_PROTECTED)
#define TRIES           3               /* a frame may be lost on the line */
#define SETTLE_LOOK     500             /* ms between two looks at a relay that settles */
#define CLOCK_TOLERANCE (2 * MS_SECOND) /* half a second shown, and the way of the answer */

/* What was confirmed is not there. False. */
static bool lost(struct conform_case *c, uint32_t item)
{
    own(c)->found.lost_item = item;
    return false;
}

static bool put_item_back(struct conform_case *c, const struct journal_row *row)
{
    struct case_answer answer;
    uint8_t now[JOURNAL_DATA];
    if (!case_get(c, row->item, row->size, now, &answer))
        return false;
    if (memcmp(now, row->bytes, row->size) == 0)
        return true;
    return case_write(c, NULL, row->item, row->bytes, NULL, row->size, CASE_RIGHT) &&
           case_receive(c, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0) &&
           case_get(c, row->item, row->size, now, &answer) &&
           (memcmp(now, row->bytes, row->size) == 0 || lost(c, row->item) ||
            case_broken(c, &answer.proof, CASE_SAY(c, "the value found", "原值"),
                        CASE_SAY(c, "item %08X kept another value", "数据项%08X未恢复原值"),
                        row->item));
}

/* Milliseconds by which the meter clock is away from where it was found. It shows whole seconds: up
 * to one is missing. */
static bool clock_error(struct conform_case *c, ms_t *out)
{
    struct case_answer answer;
    ms_t clock;
    if (!case_get_clock(c, &clock, &answer))
        return false;
    *out = clock + MS_SECOND / 2 - (conform_source_wall(c->source) + own(c)->found.clock_offset);
    return true;
}

static bool is_clock_right(ms_t error)
{
    return error > -CLOCK_TOLERANCE && error < CLOCK_TOLERANCE;
}

static bool put_clock_back(struct conform_case *c, const struct journal_row *row)
{
    struct case_answer answer;
    ms_t error;
    (void)row;
    if (!clock_error(c, &error))
        return false;
    if (is_clock_right(error))
        return true;
    return case_set_clock(c, own(c)->found.clock_offset, &answer) &&
           case_expect_done(c, &answer, DLT645_WRITE, 0) && clock_error(c, &error) &&
           (is_clock_right(error) || lost(c, DI_CLOCK) ||
            case_broken(c, &answer.proof, CASE_SAY(c, "the clock as found", "时钟如前"),
                        CASE_SAY(c, "the clock is %lld ms off", "时钟偏差%lld ms"),
                        (long long)error));
}

static bool order(struct conform_case *c, uint8_t n1)
{
    struct case_answer answer;
    return case_control_done(c, n1, &answer);
}

/* A relay follows its command seconds later on some meters. */
static bool wait_as_found(struct conform_case *c)
{
    struct case_answer answer;
    const uint16_t was = own(c)->found.status;
    ms_t deadline = c->source->now + c->device->relay_settle_ms;
    for (;;) {
        uint16_t now;
        if (!case_get_status(c, &now, &answer))
            return false;
        if (((now ^ was) & SHOWN) == 0)
            return true;
        if (c->source->now >= deadline)
            return case_broken(
                c, &answer.proof, CASE_SAY(c, "status word 3 as found", "状态字3如前"),
                CASE_SAY(c, "status word 3 is %04X, was %04X", "状态字3为%04X，原为%04X"), now,
                was);
        ms_t left = deadline - c->source->now;
        if (!case_wait(c, left < SETTLE_LOOK ? left : SETTLE_LOOK))
            return false;
    }
}

/* Protection ends before the relay is closed, so that a meter that opens when protection ends is
 * closed after it. The close is sent whatever became of the orders before it; protection that was
 * found comes back when the relay is closed again. */
static bool put_relay_back(struct conform_case *c, const struct journal_row *row)
{
    struct case_answer answer;
    (void)row;
    const uint16_t was = own(c)->found.status;
    uint16_t now = was;
    bool may_be_protected = own(c)->found.may_be_protected && !(was & DLT645_W3_PROTECTED);
    if (own(c)->found.is_status_fresh && !own(c)->found.may_be_open && !may_be_protected &&
        ((own(c)->found.last_status ^ was) & SHOWN) == 0)
        return true;
    bool may_be_open = own(c)->found.may_be_open;
    bool is_read = case_get_status(c, &now, &answer);
    bool is_protected = may_be_protected || now & ~was & DLT645_W3_PROTECTED;
    bool is_unprotected = !is_protected || order(c, RELAY_UNPROTECT);
    bool is_open = now & (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN);
    if ((may_be_open || is_open || is_protected) && !(was & DLT645_W3_RELAY_OPEN)) {
        bool is_closed = order(c, RELAY_CLOSE);
        if (!is_unprotected)
            is_unprotected = order(c, RELAY_UNPROTECT);
        if (!is_closed)
            return false;
    }
    if (!is_read || !is_unprotected)
        return false;
    if ((~now & was & DLT645_W3_PROTECTED) && !order(c, RELAY_PROTECT))
        return false;
    if (((now ^ was) & DLT645_W3_ALARM) &&
        !order(c, was & DLT645_W3_ALARM ? RELAY_ALARM_ON : RELAY_ALARM_OFF))
        return false;
    return wait_as_found(c);
}

struct back {
    struct fk_text name;
    bool (*put)(struct conform_case *c, const struct journal_row *row);
};
static const struct back backs[] = {
    [JOURNAL_STATUS] = {{"relay, protection or alarm", "继电器、保电或报警"}, put_relay_back},
    [JOURNAL_CLOCK] = {{"clock", "时钟"}, put_clock_back},
    [JOURNAL_ITEM] = {{"item", "数据项"}, put_item_back},
};

/* A try that the line broke does not count: how long it is opened again, the source decides. */
static bool try_back(struct conform_case *c, const struct journal_row *row)
{
    if (row->kind == JOURNAL_STATUS && !own(c)->found.has_status)
        return false; /* nobody knows how it was */
    for (int tries = 0; tries < TRIES && conform_source_revive(c->source);) {
        if (backs[row->kind].put(c, row)) {
            conform_source_works(c->source);
            return true;
        }
        tries += c->source->state != CONFORM_SOURCE_LOST;
    }
    return false;
}

/* Rows of the status, or all others, from the newest to the oldest. */
static void play_back(struct conform_case *c, bool is_status, bool failed[])
{
    const struct dlt645_journal *journal = &own(c)->journal;
    for (uint32_t i = journal->count; i-- > 0;) {
        const struct journal_row row = journal->rows[i];
        if ((row.kind == JOURNAL_STATUS) == is_status && !try_back(c, &row))
            failed[row.kind] = true;
    }
}

void dlt645_restore(struct conform_case *c)
{
    struct conform_source *source = c->source;
    struct conform_test_result *result = c->result;
    bool failed[sizeof backs / sizeof *backs] = {false};
    result->is_restored = true;
    if (own(c)->journal.count == 0)
        return;

    /* The steps use the helpers of a test; what they judge goes to a result of their own. */
    struct conform_test_result aside = {.id = result->id, .proof_entry = -1};
    struct conform_case restoring = *c;
    restoring.result = &aside;
    restoring.is_preparing = true;
    bool is_unquiet = source->state != CONFORM_SOURCE_READY;
    if (own(c)->found.may_be_open)
        conform_source_be_patient(source, CONFORM_PATIENCE_OPEN_MS);
    conform_source_begin_restore(source);
    if (is_unquiet)
        (void)case_wait_quiet(&restoring);
    /* The supply first: whatever fails later, the customer has power. */
    play_back(&restoring, true, failed);
    play_back(&restoring, false, failed);
    conform_source_end_restore(source);
    for (size_t kind = 0; kind < sizeof backs / sizeof *backs; kind++) {
        size_t size = strlen(result->not_restored);
        if (failed[kind])
            snprintf(result->not_restored + size, sizeof result->not_restored - size,
                     CASE_SAY(c, "%s: ", "%s："), fk_text_in(backs[kind].name, c->lang));
        result->is_restored &= !failed[kind];
    }
    size_t size = strlen(result->not_restored);
    if (!result->is_restored)
        snprintf(result->not_restored + size, sizeof result->not_restored - size, "%s",
                 aside.actual[0] ? aside.actual
                 : aside.detail[0]
                     ? aside.detail
                     : CASE_SAY(c, "status word 3 was never read", "未能读到状态字3"));
}
