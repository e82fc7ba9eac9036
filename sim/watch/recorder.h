/* sim/watch/recorder.h - what a run tells the outside: the canonical event log, counters and
 * violations.
 *
 * sim/ declares the interface, reports/ implements it (SQLite store). All calls come from the main
 * context, never from an actor's small stack, in this order:
 *   begin, (event | violation | minute | daily | histogram)*, end
 * Every function returns FK_OK or a negative fk_err that stops the run. A recorder keeps no pointer
 * it is given. Events come ordered by (at, priority, entity, seq): INV-15, the same bytes in every
 * run with the same files and seed. */
#ifndef SIM_WATCH_RECORDER_H
#define SIM_WATCH_RECORDER_H
#include "base/clock.h"
#include "base/err.h"
#include "models/house/terms.h"
#include "sim/scenario/scenario.h"
#include <stdbool.h>

/* clang-format off */
/* One line of the event log. Which fields a type uses, the others being 0; `entity` is the customer
 * but for faults and terminals (the first one of the concentrator):
 *
 * type            id         ref             kind                state             code         value
 * EVENT_DECISION  strategy   -               fee_state before    fee_state after   -            available, fen
 * EVENT_STRATEGY  strategy   -               strategy_kind       strategy_state    result_code  available, fen
 * EVENT_ORDER     order      strategy        order_kind          order_state       result_code  - ; tries in `attempt`
 * EVENT_COMMAND   command    order           N1 (1A 1B 1C)       command_state     result_code  valid-until, ms; try in `attempt`
 * EVENT_READ      read       order or 0      0 register, 1 word  command_state     result_code  0.01 kWh or status word 3
 * EVENT_SMS       sms        strategy|order  sms_kind            sms_state         -            segments
 * EVENT_PAYMENT   payment    see below       pay_channel         payment_state     -            fen
 * EVENT_RELAY     -          -               relay_state before  relay_state after -            register, 0.01 kWh (L4)
 * EVENT_SUPPLY    -          -               -                   1 on, 0 off       -            register, 0.01 kWh (L5)
 * EVENT_QUERY     query      age of M4, ms   money_layer         copy_place of M4  age >> 32    fen (one event a layer, of M4 a place)
 * EVENT_FAULT     fault      -               fault_kind          1 begins, 0 ends  -            ms for clocks, n of In for links,
 *                                                                                           parts of a million for payments
 * EVENT_READING   day        -               -                   1 present 0 not   -            register; level full only
 * EVENT_TERMINAL  concentr.  FEP             -                   1 logs on, 0 lost  -            -
 * EVENT_AGREEMENT flow or 0  times sent back agreement_way      1 archived 0 ended -           invited, ms, or 0
 * EVENT_WALLET    purchase   order or 0      wallet_event        wallet_source     result_code  see below
 * EVENT_CALL      call       -                   call_reason         call_kind         -            -
 * EVENT_BILL      bill       register        -                   1 reversed, 0 made  factor    fen; register 0.01 kWh
 * EVENT_COPY      -          -               -                   -           -  M2 less the copy, fen; faults of I4
 * EVENT_VISIT     order      work, s        order_kind          1 handheld fails  -            arrival, ms
 * EVENT_BARRED    -          -               rollout_bar         -           -            -
 * EVENT_CALC      day        -               -                   fee_state         -            available, fen; level full only
 *
 * The value of a command that is answered is what the meter says of its session (enum
 * session_state), 0 without `auth_session`.
 * The value of EVENT_WALLET is in the unit that is sold (enum wallet_unit), which stands in attempt
 * from bit 4 on, below it the number of an alarm.
 * The ref of a payment that is paid is the one that it puts right, or 0; that of an astray one its
 * payer. The value of an exception order is its cause (enum calc_cause, R-70), the code of a
 * decision why a cut is held (enum hold_reason). The code of the last state of an SMS is its fate
 * (enum sms_fate), its attempt the medium (enum sms_medium).
 * The code of a bill is the power factor by its registers, percent, or 0 (TR-13).
 * A day is the number of the day since 1970-01-01, CST. Ids count from 1 for each kind. */
/* clang-format on */
struct sim_event {
    ms_t at;
    int64_t value;
    uint32_t entity;
    uint32_t seq; /* order of the events that share moment, priority and entity, from 0 */
    uint32_t id;
    uint32_t ref;
    uint8_t type;     /* enum event_type, models/house/terms.h */
    uint8_t priority; /* 0 first: by type, causes before effects (sim/watch/log.c) */
    uint8_t kind;
    uint8_t state;
    uint8_t code;    /* enum result_code; of the last state of an SMS enum sms_fate */
    uint8_t attempt; /* try number, from 1; of an SMS enum sms_medium */
    uint16_t zero;
};
_Static_assert(sizeof(struct sim_event) == 40, "hashed as bytes: no padding");

/* Series counted per minute for the curves of the report, at every recording level. */
enum sim_series {
    SERIES_ORDERS_CREATED,
    SERIES_COMMANDS_OK,
    SERIES_COMMANDS_FAILED,
    SERIES_CUTS,     /* L4: relays opened */
    SERIES_RESTORES, /* L4: relays closed; a trip that is let go is none (CQ-1) */
    SERIES_SMS_SUBMITTED,
    SERIES_PAYMENTS_PAID,
    SERIES_PAYMENTS_POSTED,
    SERIES_READINGS,     /* registers that arrived in the collection system */
    SERIES_CALCULATIONS, /* customers computed */
    SERIES_SUPPLY_OFF,   /* L5: customers who lost supply, whatever took it */
    SERIES_SUPPLY_ON,
    SERIES_COUNT
};

/* One row per simulated day, at every level. Counts of customers, readings, orders, SMS of the day.
 */
enum sim_daily {
    DAILY_METERS,      /* meters that should be read */
    DAILY_READ,        /* registers of this day in the collection system at the first push */
    DAILY_READ_LATE,   /* further ones at the second push */
    DAILY_CALCULATED,  /* customers computed with this day's register, all runs of the day */
    DAILY_CALC_END_MS, /* end of the first calculation, ms since 00:00 */
    DAILY_REMINDERS,   /* reminder strategies */
    DAILY_WARNINGS,    /* warning strategies */
    DAILY_CUT_STRATEGIES,
    DAILY_CUT_ORDERS,
    DAILY_CUTS,         /* confirmed cut orders, by command and by crews */
    DAILY_CUT_FAILURES, /* cut orders failed for good or for now */
    DAILY_RESTORE_ORDERS,
    DAILY_RESTORES,
    DAILY_FIELD_ORDERS,
    DAILY_EXCEPTION_ORDERS,
    DAILY_SMS, /* messages submitted */
    DAILY_SMS_PRE_CUT,
    DAILY_SMS_CUT,
    DAILY_PAYMENTS,
    DAILY_PAID_FEN,
    DAILY_POSTED_FEN,
    DAILY_CUSTOMERS_OFF, /* L5 off at the end of the day */
    DAILY_KWH100,        /* energy metered in the day, 0.01 kWh */
    DAILY_REJECTED,      /* registers that calculations refused: backwards, jumps */
    DAILY_CALLS,         /* to 95598 that are taken, other than complaints */
    DAILY_COMPLAINTS,
    DAILY_COUNT
};
const char *sim_series_name(unsigned series); /* "orders-created" ..., never NULL */
const char *sim_daily_name(unsigned item);    /* "meters" ..., never NULL */
/* True if a run checks INV-`number` (1..18). */
bool sim_invariant_is_checked(unsigned number);

struct sim_run_info {
    const char *id, *title, *story;  /* of the scenario; UTF-8; `story` may be NULL */
    const char *title_zh, *story_zh; /* NULL: as the other */
    const char *source;              /* scenario file as given by the user */
    const char *settings;            /* --set overrides, "" if none */
    const char *version;             /* of the program */
    const char *digest;              /* hash of the merged scenario, hex */
    uint64_t seed;
    enum sim_level level;
    ms_t start, end;
    uint32_t customers, concentrators, feps;
};

struct sim_run_result {
    char fingerprint[17]; /* 16 hex digits: XXH3-64 of the event log */
    uint64_t events;      /* lines of the event log */
    uint32_t violations;
    double wall_seconds;   /* not part of the fingerprint */
    uint64_t memory_bytes; /* planned memory of the world */
};

struct sim_violation {
    ms_t at;
    unsigned invariant; /* 1..18 for INV-01 .. INV-18 */
    uint32_t customer;
    const char *text;    /* what was seen and what must hold, English */
    const char *text_zh; /* the same in Chinese */
    bool is_late;        /* it comes of versions of a tariff that are loaded late (TR-8) */
};

/* Whoever listens to a run; a function that is NULL hears nothing of its kind. */
struct sim_recorder {
    void *context;
    int (*begin)(void *context, const struct sim_run_info *info);
    int (*event)(void *context, const struct sim_event *event); /* not called at level summary */
    int (*violation)(void *context, const struct sim_violation *violation);
    /* `count` things of a series in the minute that starts at `minute`; only non-zero counts. A
     * minute may be told of in parts, which add up. */
    int (*minute)(void *context, ms_t minute, enum sim_series series, uint32_t count);
    /* Values of the day that starts at `day`, DAILY_COUNT of them. */
    int (*daily)(void *context, ms_t day, const int64_t *values);
    /* Customers whose available balance lies in [low, high) fen at the end of the day. */
    int (*histogram)(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers);
    int (*end)(void *context, const struct sim_run_result *result);
};
#endif
