/* models/meter/device/device_state.h - the record of one virtual meter. Complete here so that
 * the caller can own its memory; its members belong to device*.c, others go through device.h. */
#ifndef MODELS_METER_DEVICE_DEVICE_STATE_H
#define MODELS_METER_DEVICE_DEVICE_STATE_H
#include "models/meter/device/device_config.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_scan.h"

#define METER_DAILY_FREEZES   62 /* P-MET-03 */
#define METER_INSTANT_FREEZES 3
#define METER_TIMED_FREEZES   12
#define METER_RECORDS         10 /* trip and close records kept, nn = 01..0A */

#define METER_PARTS_MAX                                                                            \
    544                 /* longest item: freeze block of 63 tariffs, 5 + 2 x 256 and separators */
#define METER_PARAMS 24 /* bytes of stored parameters, device_params.c */

/* Copies of an answer that rules can ask for: answer_copies, and one more of twice_every. */
#define METER_COPIES_MAX 3

/* What leaves the meter: `size` bytes, `delay_ms` after the last byte of the request, with a
 * silence of `gap_ms` before byte `gap_at`. size 0 is silence. */
struct meter_output {
    uint8_t bytes[METER_COPIES_MAX * (DLT645_FRAME_MAX + METER_WAKES_MAX + 1)];
    size_t size;
    uint32_t delay_ms;
    size_t gap_at;
    uint32_t gap_ms;
};

/* One trip or close record, 1D00ffnn / 1E00ffnn. */
struct meter_record {
    ms_t at;                  /* meter clock */
    uint8_t operator_code[4]; /* as sent, wire order */
    kwh100_t forward;         /* forward active energy at that moment */
};
struct meter_freeze {
    ms_t at; /* meter clock; 0 = point not made yet */
    kwh100_t forward;
};

enum meter_level { METER_LEVEL_02, METER_LEVEL_04, METER_LEVELS };

/* What a read answered and what of it 12H has still to fetch. Nothing waits if sent == size. */
struct meter_follow {
    uint32_t di;
    uint16_t size, sent;
    uint8_t seq; /* of the part sent last, 0 = first answer */
    uint8_t data[METER_PARTS_MAX];
};

/* Pattern of the timed freeze (16H). */
enum meter_freeze_every {
    METER_FREEZE_NEVER,
    METER_FREEZE_HOUR,
    METER_FREEZE_DAY,
    METER_FREEZE_MONTH
};
struct meter_freeze_plan {
    uint8_t every; /* enum meter_freeze_every */
    uint8_t day, hour, minute;
};

struct meter_programming { /* 033000nn */
    ms_t at;
    uint32_t di;
    uint8_t operator_code[4];
};
struct meter_time_setting { /* 033004nn */
    ms_t before, after;
    uint8_t operator_code[4];
};

/* What hands at the meter set (device_hands.h). */
#define METER_PHASES 3
struct meter_load {
    bool is_set;               /* false: config.per_day at 220.0 V */
    uint8_t rest;              /* energy below a part, in 1/25 of it */
    uint16_t power_factor;     /* 0.001, 1..1000 */
    uint16_t dv[METER_PHASES]; /* 0.1 V */
    uint32_t dw[METER_PHASES]; /* 0.1 W while supplied */
};
/* Active demand (有功需量) over whole periods of 04000103 of the meter clock. */
struct meter_demand {
    ms_t from;        /* moment at which the present period began */
    uint64_t parts;   /* energy then */
    ms_t most_at;     /* meter clock at the end of the period of `most_dw`; 0 none yet */
    uint32_t last_dw; /* 0.1 W, of the last whole period */
    uint32_t most_dw;
};
struct meter_outage { /* 031100nn, meter clock; to 0 while it lasts */
    ms_t from, to;
};
enum meter_fault_kind {
    METER_FAULT_NONE,
    METER_FAULT_UNHEARD,    /* a request is lost before the meter */
    METER_FAULT_UNANSWERED, /* a request is obeyed and its answer lost */
    METER_FAULT_TRAIT       /* the rules of a defect */
};
struct meter_fault {
    const struct meter_trait *trait;
    int32_t before[METER_TRAIT_RULES]; /* values of the rules that it sets */
    uint16_t left;                     /* requests until it has worn off */
    uint8_t kind;                      /* enum meter_fault_kind */
};

struct meter_device {
    struct meter_config config;   /* address, passwords and tariffs change when they are written */
    ms_t now;                     /* moment up to which everything has been advanced */
    ms_t clock_set, clock_set_at; /* the clock was right at clock_set when it was clock_set_at */
    ms_t time_set_day; /* day (meter clock) of the last broadcast time taken, or MS_NEVER */
    struct meter_relay relay;
    ms_t settle_at;  /* moment at which the contact follows an order, if RELAY_PULSE_PENDING */
    ms_t expired_at; /* moment at which the expired order is executed, or MS_NEVER */
    uint8_t expired_n1, expired_n2;
    struct meter_energy energy;
    uint8_t params[METER_PARAMS];

    uint8_t operator_code[4];         /* of the last command that may move the relay */
    uint16_t trips_seen, closes_seen; /* counters of `relay` that have been logged */
    uint32_t trip_count, close_count; /* 1D000001, 1E000001 */
    uint32_t programming_count, time_setting_count;
    struct meter_record trips[METER_RECORDS],
        closes[METER_RECORDS]; /* newest first, as all below */
    struct meter_programming programmings[METER_RECORDS];
    struct meter_time_setting time_settings[METER_RECORDS];

    struct meter_freeze_plan freeze_plan;
    struct meter_freeze daily[METER_DAILY_FREEZES];
    struct meter_freeze instant[METER_INSTANT_FREEZES];
    struct meter_freeze timed[METER_TIMED_FREEZES];

    struct meter_follow follow;
    struct dlt645_scanner scanner;
    ms_t received_at; /* of the last byte */
    bool is_deaf;     /* garbage came: the next request is lost (rule resyncs) */
    uint32_t answers; /* sent so far, for the rule late_every */

    struct meter_load load;
    struct meter_demand demand;
    struct meter_fault fault;
    bool is_off;      /* no supply: deaf, silent, relay and freezes stand */
    uint8_t drives;   /* tries to move a contact that did not follow */
    ms_t drive_at;    /* next try, while RELAY_PULSE_PENDING and not 0 */
    uint32_t outages; /* 03110000 */
    struct meter_outage outage[METER_RECORDS];
};
_Static_assert(sizeof(struct meter_device) <= 6144, "a virtual meter fits many times into memory");
/* Names what the meter's memory holds while its supply is away (base/image.h): address, passwords,
 * tariffs, parameters, registers, counts, records, freezes, clock, relay. Not: how it is made
 * (rules, phases, load), faults that wear off, what a line holds. Loading fills a meter that
 * meter_init made; throw one away whose loading failed. */
struct image;
void meter_device_image(struct meter_device *meter, struct image *image);
#endif
