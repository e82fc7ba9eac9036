/* Broadcast time, DL/T 645-2007 7.6. */
#include "conformance/suite.h"

#include <string.h>

#define WITHIN_MS (2 * MS_MINUTE)
#define BEYOND_MS (10 * MS_MINUTE)
#define NIGHT_MS  (15 * MS_MINUTE) /* no broadcast near midnight: it is not taken then */
#define EXACT_MS  (5 * MS_SECOND)

static const uint8_t broadcast[DLT645_ADDRESS_SIZE] = {0x99, 0x99, 0x99, 0x99, 0x99, 0x99};

/* Where the meter clock is, and by how much it is ahead of the line's civil time. */
struct time_base {
    ms_t clock, offset;
};

/* Near midnight no broadcast is taken: the test is done at noon of the same day, and the clock
 * comes back at the end as after every test. */
static bool move_to_noon(struct conform_case *c, struct time_base *base)
{
    struct case_answer answer;
    uint8_t bytes[7];
    ms_t noon = clock_day_start(base->clock) + 12 * MS_HOUR;
    case_touch_clock(c);
    case_put_clock(noon, bytes);
    return case_write(c, NULL, DI_CLOCK, bytes, NULL, sizeof bytes, false) &&
           case_receive(c, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0) &&
           case_get_clock(c, &base->clock, &answer);
}

static bool prepare_clock(struct conform_case *c, struct time_base *base)
{
    struct case_answer answer;
    case_prepare(c);
    if (!case_get_clock(c, &base->clock, &answer))
        return false;
    ms_t of_day = clock_time_of_day(base->clock);
    if ((of_day < NIGHT_MS || of_day > MS_DAY - NIGHT_MS) && !move_to_noon(c, base))
        return false;
    base->offset = base->clock - conform_source_wall(c->source);
    case_judge(c);
    return true;
}

/* Broadcasts the time and takes the silence. */
static bool send_time(struct conform_case *c, ms_t time)
{
    struct case_answer answer;
    uint8_t stamp[6];
    case_put_stamp(time, stamp);
    struct dlt645_frame frame = case_request(c, DLT645_BROADCAST_TIME, stamp, sizeof stamp);
    memcpy(frame.address, broadcast, sizeof frame.address);
    case_touch_clock(c);
    return case_send(c, &frame) && case_listen(c, &answer) &&
           case_expect_silence(c, &answer, "a broadcast is never answered");
}

/* How far the clock is from where it would be without the broadcast. */
static bool get_shift(struct conform_case *c, const struct time_base *base, ms_t *shift,
                      struct case_answer *answer)
{
    ms_t clock;
    if (!case_get_clock(c, &clock, answer))
        return false;
    *shift = clock - (conform_source_wall(c->source) + base->offset);
    return true;
}

static bool is_near(ms_t value, ms_t wanted)
{
    return value > wanted - EXACT_MS && value < wanted + EXACT_MS;
}

static void within(struct conform_case *c)
{
    struct case_answer answer;
    struct time_base base;
    ms_t shift;
    if (!prepare_clock(c, &base) || !send_time(c, base.clock + WITHIN_MS) ||
        !get_shift(c, &base, &shift, &answer))
        return;
    if (is_near(shift, 0))
        (void)case_unknown(
            c, CONFORM_PRECONDITION, &answer,
            "the broadcast was not taken; a meter takes one a day, today's may be used up");
    else if (!is_near(shift, WITHIN_MS))
        case_broken(c, &answer, "the clock set to the broadcast time, 120 s ahead",
                    "the clock moved by %lld s", (long long)(shift / MS_SECOND));
    else
        case_held(c);
}

static void beyond(struct conform_case *c)
{
    struct case_answer answer;
    struct time_base base;
    ms_t shift;
    if (!prepare_clock(c, &base) || !send_time(c, base.clock + BEYOND_MS) ||
        !get_shift(c, &base, &shift, &answer))
        return;
    if (is_near(shift, 0))
        case_held(c);
    else
        case_broken(c, &answer, "the clock as it was: 600 s are too much for a broadcast",
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
