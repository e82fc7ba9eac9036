/* Finding and setting the meter clock to better than the second that it shows. */
#include "conformance/dlt645/dlt645_ask.h"
#include "protocol/dlt645/dlt645_time.h"

#define TICK_LIMIT (3 * MS_SECOND) /* a clock that runs changes its second within one */
#define WRITE_SIZE (DLT645_WAKE_USUAL + 12 + 12 + 7) /* bytes: FE, frame, access, date and time */

/* Civil time of the line when the meter took the request: the clock read is that of this moment. */
static ms_t taken_at(const struct conform_case *c, const struct case_answer *answer)
{
    return conform_source_wall(c->source) - c->source->now + answer->sent_at;
}

bool case_find_clock(struct conform_case *c, struct case_answer *answer)
{
    ms_t before, clock;
    if (!case_get_clock(c, &before, answer))
        return false;
    ms_t before_at = taken_at(c, answer), limit = c->source->now + TICK_LIMIT;
    for (;;) {
        if (!case_get_clock(c, &clock, answer))
            return false;
        ms_t at = taken_at(c, answer);
        if (clock != before) { /* the second began between the two reads */
            if (!dlt645_journal_holds(&own(c)->journal, JOURNAL_CLOCK))
                own(c)->found.clock_offset = clock - (before_at + at) / 2;
            return true;
        }
        if (c->source->now > limit)
            return case_unknown(c, CONFORM_PRECONDITION, &answer->proof,
                                CASE_SAY(c, "the clock stands still", "时钟停走"));
        before_at = at;
    }
}

bool case_set_clock(struct conform_case *c, ms_t offset, struct case_answer *answer)
{
    uint8_t bytes[7];
    ms_t clock = conform_source_wall(c->source) + offset + case_wire_ms(c, WRITE_SIZE);
    ms_t next = clock - clock % MS_SECOND + MS_SECOND;
    dlt645_time_put(next, DLT645_ORDER_CLOCK, bytes);
    return case_wait(c, next - clock) &&
           case_write(c, NULL, DI_CLOCK, bytes, NULL, sizeof bytes, CASE_RIGHT) &&
           case_receive(c, answer);
}
