#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_item.h"

#include <string.h>

#define FREEZE_PART_END 0xAA /* separates the parts of a freeze block */
#define FREEZE_ABSENT   9    /* parts 03..0A and 10, which this meter does not keep */

struct freeze_ring {
    const struct meter_freeze *points; /* newest first */
    unsigned depth;
};

static void ring_push(struct meter_freeze *ring, size_t depth, const struct meter_device *meter)
{
    memmove(&ring[1], &ring[0], (depth - 1) * sizeof *ring);
    ring[0] =
        (struct meter_freeze){.at = meter_clock(meter), .forward = energy_register(&meter->energy)};
}

static ms_t next_midnight(ms_t clock)
{
    return clock_day_start(clock) + MS_DAY;
}

/* First moment after `clock` that the plan names; months without the day are passed over. */
static ms_t plan_next(const struct meter_freeze_plan *plan, ms_t clock)
{
    struct clock_civil c;
    ms_t in_hour = plan->minute * MS_MINUTE;
    ms_t in_day = plan->hour * MS_HOUR + in_hour;
    ms_t at;
    switch (plan->every) {
    case METER_FREEZE_HOUR:
        at = clock - clock_time_of_day(clock) % MS_HOUR + in_hour;
        return at > clock ? at : at + MS_HOUR;
    case METER_FREEZE_DAY:
        at = clock_day_start(clock) + in_day;
        return at > clock ? at : at + MS_DAY;
    case METER_FREEZE_MONTH:
        c = clock_to_civil(clock);
        for (int i = 0; i < 4; i++) {
            int year = c.year + (c.month + i - 1) / 12;
            int month = (c.month + i - 1) % 12 + 1;
            at = clock_from_civil(year, month, plan->day, 0, 0, 0) + in_day;
            if (plan->day <= clock_month_days(year, month) && at > clock)
                return at;
        }
        return MS_NEVER;
    default:
        return MS_NEVER;
    }
}

ms_t meter_freeze_due(const struct meter_device *meter)
{
    ms_t clock = meter_clock(meter);
    ms_t daily = next_midnight(clock);
    ms_t timed = plan_next(&meter->freeze_plan, clock);
    return timed < daily ? timed : daily;
}

void meter_freeze_make(struct meter_device *meter)
{
    ms_t clock = meter_clock(meter);
    if (clock_time_of_day(clock) == 0)
        ring_push(meter->daily, METER_DAILY_FREEZES, meter);
    if (plan_next(&meter->freeze_plan, clock - 1) == clock)
        ring_push(meter->timed, METER_TIMED_FREEZES, meter);
}

/* 7.7: mm hh DD MM, where 99 stands for "every" and runs from the month downwards without a gap.
 * Returns false for what no pattern is; *is_instant for 99999999. */
static bool plan_parse(const uint8_t data[4], struct meter_freeze_plan *plan, bool *is_instant)
{
    int field[4]; /* minute, hour, day, month */
    for (size_t i = 0; i < 4; i++)
        field[i] = (int)dlt645_bcd_get(&data[i], 1);
    bool is_hourly = field[1] == 99 && field[2] == 99;
    bool is_daily = field[1] != 99 && field[2] == 99;
    *is_instant = is_hourly && field[0] == 99 && field[3] == 99;
    if (*is_instant)
        return true;
    if (field[3] != 99 || field[0] < 0 || field[0] > 59)
        return false;
    if (!is_hourly && (field[1] < 0 || field[1] > 23))
        return false;
    if (!is_hourly && !is_daily && (field[2] < 1 || field[2] > 31))
        return false;
    plan->every = is_hourly ? METER_FREEZE_HOUR : is_daily ? METER_FREEZE_DAY : METER_FREEZE_MONTH;
    plan->minute = (uint8_t)field[0];
    plan->hour = (uint8_t)(is_hourly ? 0 : field[1]);
    plan->day = (uint8_t)(is_hourly || is_daily ? 0 : field[2]);
    return true;
}

void meter_serve_freeze(struct meter_device *meter, struct meter_exchange *exchange)
{
    const struct dlt645_frame *request = exchange->request;
    bool is_instant = false;
    struct meter_freeze_plan plan = {0};
    if (request->length != 4 || !plan_parse(request->data, &plan, &is_instant)) {
        meter_answer_error(meter, exchange, DLT645_ERR_OTHER);
        return;
    }
    if (!is_instant)
        meter->freeze_plan = plan;
    else if (meter->config.rules.makes_instant)
        ring_push(meter->instant, METER_INSTANT_FREEZES, meter);
    meter_answer(meter, exchange, 0, NULL, 0);
}

static struct freeze_ring ring_of(const struct meter_device *meter, unsigned kind)
{
    switch (kind) {
    case 0x00:
        return (struct freeze_ring){meter->timed, METER_TIMED_FREEZES};
    case 0x01:
        return (struct freeze_ring){meter->instant, METER_INSTANT_FREEZES};
    case 0x06:
        return (struct freeze_ring){meter->daily, METER_DAILY_FREEZES};
    default:
        return (struct freeze_ring){NULL, 0};
    }
}

/* 05 kind part nth. A point that has not been made yet reads as zeros. */
int meter_freeze_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    struct freeze_ring ring = ring_of(meter, di >> 16 & 0xFF);
    unsigned part = di >> 8 & 0xFF;
    unsigned nth = di & 0xFF;
    if (nth < 1 || nth > ring.depth)
        return -DLT645_ERR_NO_DATA;
    const struct meter_freeze *point = &ring.points[nth - 1];
    bool is_daily = ring.points == meter->daily && point->at != 0;
    ms_t stamp = point->at + (is_daily ? meter->config.rules.daily_shift_ms : 0);
    size_t size = 0;
    switch (part) {
    case 0x00:
        meter_put_stamp5(stamp, out);
        return 5;
    case 0x01:
        return (int)meter_put_energies(meter, point->forward, 0xFF, out);
    case 0x02:
        return (int)meter_put_energies(meter, 0, 0xFF, out);
    case 0xFF:
        meter_put_stamp5(stamp, out);
        size = 5;
        out[size++] = FREEZE_PART_END;
        size += meter_put_energies(meter, point->forward, 0xFF, out + size);
        out[size++] = FREEZE_PART_END;
        size += meter_put_energies(meter, 0, 0xFF, out + size);
        memset(out + size, FREEZE_PART_END, 1 + FREEZE_ABSENT);
        return (int)size + 1 + FREEZE_ABSENT;
    default:
        return -DLT645_ERR_NO_DATA;
    }
}
