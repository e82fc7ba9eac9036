/* Trip, close and close permit: 1CH with 1A, 1B, 1C. */
#include "conformance/dlt645/suites/suite_relay.h"
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"

#include <stdio.h>
#include <string.h>

#define OPEN_BITS   (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)
#define RECORD_LATE (180 * MS_SECOND) /* tolerance of benches for a relay record */
#define LOOK_MS     500               /* between two looks at a relay that settles */

void relay_status_text(uint16_t status, char *out, size_t capacity)
{
    snprintf(out, capacity, "relay %s (b4), command %s (b6), alarm %s (b7), protection %s (b12)",
             status & DLT645_W3_RELAY_OPEN ? "open" : "closed",
             status & DLT645_W3_COMMAND_OPEN ? "open" : "close",
             status & DLT645_W3_ALARM ? "on" : "off", status & DLT645_W3_PROTECTED ? "on" : "off");
}

bool relay_wait_settled(struct conform_case *c)
{
    ms_t left = own(c)->settle_until - c->source->now;
    return left <= 0 || case_wait(c, left);
}

bool relay_look_again(struct conform_case *c)
{
    ms_t left = own(c)->settle_until - c->source->now;
    return left > 0 && case_wait(c, left < LOOK_MS ? left : LOOK_MS);
}

static bool is_ended(const struct conform_case *c)
{
    return c->source->state != CONFORM_SOURCE_READY;
}

bool relay_prepare(struct conform_case *c, ms_t *clock)
{
    struct case_answer answer;
    uint16_t status;
    char text[120];
    case_prepare(c);
    if (!case_get_clock(c, clock, &answer))
        return false;
    /* a contact that was told to close may still be on its way */
    own(c)->settle_until = c->source->now + c->device->relay_settle_ms;
    do {
        if (!case_get_status(c, &status, &answer))
            return false;
    } while ((status & OPEN_BITS) == DLT645_W3_RELAY_OPEN && relay_look_again(c));
    if (is_ended(c))
        return false;
    own(c)->found.status = status; /* nothing has been changed yet: this is what was found */
    if (status & (OPEN_BITS | DLT645_W3_ALARM | DLT645_W3_PROTECTED)) {
        relay_status_text(status, text, sizeof text);
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            "the test needs a closed relay without alarm and protection, found: %s",
                            text);
    }
    case_judge(c);
    return true;
}

/* Many meters show an external breaker open when no current flows, and without load none flows
 * before either. */
static bool is_unseen(const struct conform_case *c, uint16_t mask, uint16_t bits, uint16_t status)
{
    return mask & bits & DLT645_W3_RELAY_OPEN && (status & OPEN_BITS) == DLT645_W3_COMMAND_OPEN &&
           !(c->device->features >> DEVICE_RELAY_FEEDBACK & 1u);
}

bool relay_expect(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected)
{
    struct case_answer answer;
    uint16_t status;
    char text[120];
    do {
        if (!case_get_status(c, &status, &answer))
            return false;
        if ((status & mask) == bits)
            return case_held(c);
    } while (relay_look_again(c));
    if (is_ended(c))
        return false;
    relay_status_text(status, text, sizeof text);
    if (is_unseen(c, mask, bits, status))
        return case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof,
                            "the meter does not see its relay (relay-feedback is not supported): "
                            "%s",
                            text);
    return case_broken(c, &answer.proof, expected, "status word 3 is %04X after %u ms: %s", status,
                       c->device->relay_settle_ms, text);
}

/* One look. */
static bool expect_now(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected)
{
    struct case_answer answer;
    uint16_t status;
    char text[120];
    if (!case_get_status(c, &status, &answer))
        return false;
    if ((status & mask) == bits)
        return case_held(c);
    relay_status_text(status, text, sizeof text);
    return case_broken(c, &answer.proof, expected, "status word 3 is %04X: %s", status, text);
}

bool relay_expect_stays(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected)
{
    return expect_now(c, mask, bits, expected) && relay_wait_settled(c) &&
           expect_now(c, mask, bits, expected);
}

/* With a trip delay the relay opens minutes later: too long for this bench. A meter without the
 * item has no delay. */
bool relay_prepare_no_delay(struct conform_case *c)
{
    struct case_answer answer;
    case_prepare(c);
    if (!case_read(c, DI_TRIP_DELAY, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    if (!(answer.frame.control & DLT645_ERROR_ANSWER)) {
        if (!case_expect_item(c, &answer, DI_TRIP_DELAY, 2))
            return false;
        int64_t minutes = dlt645_bcd_get(answer.frame.data + 4, 2);
        if (minutes != 0)
            return case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof, "the trip delay is %lld min",
                                (long long)minutes);
    }
    case_judge(c);
    return true;
}

bool relay_prepare_open(struct conform_case *c)
{
    struct case_answer answer;
    if (!relay_prepare_no_delay(c))
        return false;
    case_prepare(c);
    bool is_open = case_control_done(c, RELAY_TRIP, &answer) &&
                   relay_expect(c, DLT645_W3_RELAY_OPEN, DLT645_W3_RELAY_OPEN, "an open relay");
    case_judge(c);
    return is_open;
}

bool relay_expect_refused(struct conform_case *c, const struct case_answer *answer)
{
    return case_expect_error(c, answer, DLT645_CONTROL, DLT645_ERR_NOT_ALLOWED, "not authorised");
}

/* The counter goes up by `step` from `before`. */
static bool expect_count(struct conform_case *c, uint32_t di, int64_t before, int64_t step,
                         const char *expected)
{
    struct case_answer answer;
    int64_t now;
    do {
        if (!case_get_number(c, di, 3, &now, &answer))
            return false;
        if (now == before + step)
            return case_held(c);
    } while (now == before && relay_look_again(c)); /* what went wrong does not come right */
    if (is_ended(c))
        return false;
    return case_broken(c, &answer.proof, expected, "item %08X went from %lld to %lld", di,
                       (long long)before, (long long)now);
}

static bool prepare_count(struct conform_case *c, uint32_t di, int64_t *out)
{
    struct case_answer answer;
    case_prepare(c);
    bool is_known = case_get_number(c, di, 3, out, &answer);
    case_judge(c);
    return is_known;
}

static void trip_opens(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    int64_t trips = 0;
    if (!relay_prepare(c, &clock) || !relay_prepare_no_delay(c) ||
        !prepare_count(c, DI_TRIP_COUNT, &trips) || !case_control_done(c, RELAY_TRIP, &answer) ||
        !relay_expect(c, OPEN_BITS, OPEN_BITS, "relay open (b4 = 1), command open (b6 = 1)"))
        return;
    (void)expect_count(c, DI_TRIP_COUNT, trips, 1, "one more trip counted");
}

/* ss mm hh DD MM YY */
static bool stamp_parse(const uint8_t bytes[6], ms_t *out)
{
    static const int last[6] = {59, 59, 23, 31, 12, 99};
    int field[6];
    for (size_t i = 0; i < 6; i++) {
        field[i] = (int)dlt645_bcd_get(&bytes[i], 1);
        if (field[i] < (i == 3 || i == 4) || field[i] > last[i])
            return false;
    }
    if (field[3] > clock_month_days(2000 + field[5], field[4]))
        return false;
    *out = clock_from_civil(2000 + field[5], field[4], field[3], field[2], field[1], field[0]);
    return true;
}

static bool expect_operator(struct conform_case *c, uint32_t di)
{
    struct case_answer answer;
    const uint8_t *sent = c->device->operator_code;
    uint8_t code[4];
    do {
        if (!case_get(c, di, sizeof code, code, &answer))
            return false;
        if (memcmp(code, sent, sizeof code) == 0)
            return case_held(c);
    } while (relay_look_again(c));
    if (is_ended(c))
        return false;
    return case_broken(c, &answer.proof, "the operator code of the command in the record",
                       "%02X%02X%02X%02X, sent %02X%02X%02X%02X", code[3], code[2], code[1],
                       code[0], sent[3], sent[2], sent[1], sent[0]);
}

static void trip_record(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t stamp[6];
    ms_t clock, at = 0;
    if (!relay_prepare(c, &clock) || !relay_prepare_open(c))
        return;
    do {
        if (!case_get(c, DI_TRIP_TIME, sizeof stamp, stamp, &answer))
            return;
        if (stamp_parse(stamp, &at) && at >= clock && at <= clock + RECORD_LATE) {
            case_held(c);
            (void)expect_operator(c, DI_TRIP_OPERATOR);
            return;
        }
    } while (relay_look_again(c));
    if (!is_ended(c))
        case_broken(c, &answer.proof, "a record with the meter time of the trip",
                    "YYMMDDhhmmss %02X%02X%02X%02X%02X%02X", stamp[5], stamp[4], stamp[3], stamp[2],
                    stamp[1], stamp[0]);
}

/* The first trip must have been counted before it is known what the second adds. */
static void repeat_trip(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    int64_t trips = 0;
    if (!relay_prepare(c, &clock) || !relay_prepare_open(c) || !relay_wait_settled(c) ||
        !prepare_count(c, DI_TRIP_COUNT, &trips) || !case_control_done(c, RELAY_TRIP, &answer) ||
        !relay_wait_settled(c))
        return;
    (void)expect_count(c, DI_TRIP_COUNT, trips, 0, "a trip of an open relay is not counted");
}

static void close_closes(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    int64_t closes = 0;
    if (!relay_prepare(c, &clock) || !prepare_count(c, DI_CLOSE_COUNT, &closes) ||
        !relay_prepare_open(c) || !case_control_done(c, RELAY_CLOSE, &answer) ||
        !relay_expect(c, OPEN_BITS, 0, "relay closed (b4 = 0), command close (b6 = 0)") ||
        !expect_count(c, DI_CLOSE_COUNT, closes, 1, "one more close counted"))
        return;
    (void)expect_operator(c, DI_CLOSE_OPERATOR);
}

static void permit_waits(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock) || !relay_prepare_open(c) ||
        !case_control_done(c, RELAY_PERMIT, &answer))
        return;
    static const char expected[] =
        "relay open until the key is used (b4 = 1), command close (b6 = 0)";
    if (relay_expect(c, OPEN_BITS, DLT645_W3_RELAY_OPEN, expected))
        (void)relay_expect_stays(c, OPEN_BITS, DLT645_W3_RELAY_OPEN, expected);
}

static const struct conform_test tests[] = {
    {"dlt645/fc.relay/1-trip-opens", "trip opens",
     "A trip is confirmed, opens the relay, shows it in status word 3 and is counted.", FEE_CONTROL,
     CONFORM_MUST, NEEDS_RELAY, true, trip_opens},
    {"dlt645/fc.relay/2-trip-record", "trip record",
     "A trip leaves a record with the meter time and the operator code of the command.",
     FEE_CONTROL, CONFORM_MUST, NEEDS_RELAY, true, trip_record},
    {"dlt645/fc.relay/3-close-closes", "close closes",
     "A direct close is confirmed, closes the relay, is counted and recorded with its operator "
     "code.",
     FEE_CONTROL, CONFORM_MUST, NEEDS_RELAY, true, close_closes},
    {"dlt645/fc.relay/4-permit-waits", "close permit waits",
     "Close permit leaves an internal relay open until the customer uses the key.", FEE_CONTROL,
     CONFORM_MUST, NEEDS_RELAY | 1u << DEVICE_PERMIT, true, permit_waits},
    {"dlt645/fc.relay/5-repeat-trip", "second trip not counted",
     "A trip of a relay that is open already is confirmed and not counted again.", FEE_CONTROL,
     CONFORM_MUST, NEEDS_RELAY, true, repeat_trip},
};

const struct conform_group suite_relay = {tests, sizeof tests / sizeof *tests};
