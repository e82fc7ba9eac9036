/* Broadcast time, DL/T 645-2007 7.6. */
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/dlt645/suites/suites.h"

#include <string.h>

#define WITHIN_MS (2 * MS_MINUTE)
#define BEYOND_MS (10 * MS_MINUTE)
#define NIGHT_MS  (15 * MS_MINUTE) /* no broadcast near midnight: it is not taken then */
#define EXACT_MS  (5 * MS_SECOND)

static const uint8_t broadcast[DLT645_ADDRESS_SIZE] = {0x99, 0x99, 0x99, 0x99, 0x99, 0x99};

/* Before anything moves the clock, the present time is written: a meter that refuses it would keep
 * what the test does to its clock. */
static bool prepare_write(struct conform_case *c)
{
    struct case_answer answer;
    char text[120];
    case_touch_clock(c);
    if (!case_set_clock(c, own(c)->found.clock_offset, &answer))
        return false;
    if (answer.kind == CASE_FRAME && answer.frame.control == (DLT645_WRITE | DLT645_FROM_METER) &&
        answer.frame.length == 0)
        return true;
    case_answer_text(&answer, text, sizeof text);
    return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                        "the clock could not be put back: writing the present time got %s", text);
}

/* *offset is then how far the meter clock is ahead of the line's civil time. Near midnight no
 * broadcast is taken: the virtual meter is moved to noon of the same day, and comes back at the end
 * as after every test; in a real one half a day of freezes and tariffs would be passed over. */
static bool prepare_clock(struct conform_case *c, ms_t *offset)
{
    struct case_answer answer;
    case_prepare(c);
    if (!case_find_clock(c, &answer))
        return false;
    *offset = own(c)->found.clock_offset;
    ms_t of_day = clock_time_of_day(conform_source_wall(c->source) + *offset);
    bool is_night = of_day < NIGHT_MS || of_day > MS_DAY - NIGHT_MS;
    if (is_night && c->source->kind != CONFORM_LINE_VIRTUAL)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            "no broadcast is taken near midnight, and the meter clock is at "
                            "%02d:%02d: run the test between 00:15 and 23:45",
                            (int)(of_day / MS_HOUR), (int)(of_day % MS_HOUR / MS_MINUTE));
    if (!prepare_write(c))
        return false;
    if (is_night) {
        *offset += 12 * MS_HOUR - of_day;
        if (!case_set_clock(c, *offset, &answer) || !case_expect_done(c, &answer, DLT645_WRITE, 0))
            return false;
    }
    case_judge(c);
    return true;
}

/* Broadcasts a time `ahead` of the meter clock and takes the silence. */
static bool send_time(struct conform_case *c, ms_t offset, ms_t ahead)
{
    struct case_answer answer;
    uint8_t stamp[6];
    case_put_stamp(conform_source_wall(c->source) + offset + ahead, stamp);
    struct dlt645_frame frame = case_request(c, DLT645_BROADCAST_TIME, stamp, sizeof stamp);
    memcpy(frame.address, broadcast, sizeof frame.address);
    case_touch_clock(c);
    return case_send(c, &frame) && case_listen(c, &answer) &&
           case_expect_silence(c, &answer, "a broadcast is never answered");
}

/* How far the clock is from where it would be without the broadcast. */
static bool get_shift(struct conform_case *c, ms_t offset, ms_t *shift, struct case_answer *answer)
{
    ms_t clock;
    if (!case_get_clock(c, &clock, answer))
        return false;
    *shift = clock - (conform_source_wall(c->source) + offset);
    return true;
}

static bool is_near(ms_t value, ms_t wanted)
{
    return value > wanted - EXACT_MS && value < wanted + EXACT_MS;
}

static void within(struct conform_case *c)
{
    struct case_answer answer;
    ms_t offset, shift;
    if (!prepare_clock(c, &offset) || !send_time(c, offset, WITHIN_MS) ||
        !get_shift(c, offset, &shift, &answer))
        return;
    if (is_near(shift, 0))
        (void)case_unknown(
            c, CONFORM_PRECONDITION, &answer.proof,
            "the broadcast was not taken; a meter takes one a day, today's may be used up");
    else if (!is_near(shift, WITHIN_MS))
        case_broken(c, &answer.proof, "the clock set to the broadcast time, 120 s ahead",
                    "the clock moved by %lld s", (long long)(shift / MS_SECOND));
    else
        case_held(c);
}

static void beyond(struct conform_case *c)
{
    struct case_answer answer;
    ms_t offset, shift;
    if (!prepare_clock(c, &offset) || !send_time(c, offset, BEYOND_MS) ||
        !get_shift(c, offset, &shift, &answer))
        return;
    if (is_near(shift, 0))
        case_held(c);
    else
        case_broken(c, &answer.proof, "the clock as it was: 600 s are too much for a broadcast",
                    "the clock moved by %lld s", (long long)(shift / MS_SECOND));
}

#define CLAUSE(text) "DL/T 645-2007 " text
#define NEEDS        (1u << DEVICE_BROADCAST_TIME | 1u << DEVICE_CLOCK | 1u << DEVICE_CLOCK_WRITE)

static const struct conform_test tests[] = {
    /* The broadcast that is taken comes last: it is the only one of the day. */
    {"dlt645/7.6/1-beyond-window", "broadcast time refused",
     "Broadcast time more than 5 minutes away from the meter clock is ignored.", CLAUSE("7.6"),
     CONFORM_MUST, NEEDS, false, beyond},
    {"dlt645/7.6/2-within-window", "broadcast time taken",
     "Broadcast time within 5 minutes of the meter clock sets it, once a day and without an "
     "answer.",
     CLAUSE("7.6"), CONFORM_MUST, NEEDS, false, within},
};

const struct conform_group suite_time = {tests, sizeof tests / sizeof *tests};
