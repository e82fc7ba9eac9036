/* models/collection/concentrator.h - concentrator (集中器, A5) of one transformer area: reads the
 * daily freezes of its meters, fills gaps of the last days (补抄), uploads, carries commands and
 * on-demand reads to the meters. A party behind a port; its meters are records of the population
 * next to each other.
 *
 *   meters first .. first+count-1  --read 00:05, gap-fill rounds-->  upload block --I2--> master
 *   command, read --waits--> job (time on the local network) --> meter --> answer
 *
 * Cut off from the master station it goes on with what it has, keeps what it would tell, and tries
 * to log on again and again; when that is done it tells all.
 *
 * At most `jobs_at_once` jobs run, whatever comes: the others wait, restores before everything else
 * (INV-09, S-42). */
#ifndef MODELS_COLLECTION_CONCENTRATOR_H
#define MODELS_COLLECTION_CONCENTRATOR_H
#include "base/chance.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/collection/macs.h"
#include "models/collection/refusals.h"
#include "models/collection/sessions.h"
#include "models/house/seat.h"
#include "models/house/segments.h"
#include "models/meter/drawn_use.h"
#include "models/meter/load_guard.h"
#include "models/meter/rates.h"
#include "models/meter/wallet.h"
#include "models/tariff/plan.h"

/* What a round found of one day. The arrays belong to whoever hands the block on. */
struct upload_block {
    uint32_t first, count; /* customers */
    int32_t day;           /* day number of the freezes */
    uint32_t *registers;   /* 0.01 kWh, by customer - first; column after column */
    uint8_t *present;      /* 1 read in this round, 0 not */
    uint32_t columns;      /* 2: the second registers behind them (rates.h), 0 without one */
};

/* One for all concentrators of a run. */
struct concentrator_config {
    ms_t read_at;            /* time of day of the first round (P-MET-04) */
    const ms_t *gap_fill_at; /* times of day of further rounds, ascending (P-MET-06) */
    uint32_t gap_fill_count;
    uint32_t gap_fill_days; /* past days whose freezes a round asks for besides today's, at most
                             * METER_CELL_FREEZES - 1 (P-MET-05) */
    uint32_t jobs_at_once;  /* P-PLC-07, at least 1 */
    struct chance_dist command_time, read_time;
    ms_t gives_up; /* a job that takes longer ends then, without an answer of the meter (INV-09) */
    struct chance_dist log_on; /* from one attempt to log on to the next, after an outage */
    const struct segments *segments;
    const uint32_t *loads;           /* by segment.load: use of a meter, see meter/cell.h */
    const struct drawn_use *use;     /* instead of loads, NULL: those */
    const struct tariff_plan *plans; /* by segment.tariff, if some meters have a second one */
    struct slots *sites;             /* struct meter_site of those customers who have one, of all
                          * concentrators; NULL: no fault of a site can be told */
    ms_t release_after;      /* CQ-1: meters trip a breaker that only a hand closes, and allow it so
                         * long after; 0: they are ordinary ones */
    uint32_t mac_lock;       /* wrong MACs of a day that lock a meter (P-MET-26), 0: none */
    ms_t session;            /* of an authentication (P-MET-25); 0: sessions are not looked at, each
                              * command brings its own authentication */
    uint16_t trip_delay_min; /* programmed in every meter (04001401, P-MET-28); 0: none */
    bool is_current_read;    /* a status word is read with the current (READ_CURRENT_FLOWS) */
    struct slots *wallets;   /* struct meter_wallet of those with a local meter, of all
                            * concentrators; NULL: there are none */
    const struct wallet_terms *wallet_terms;
    struct slots *own_terms; /* struct wallet_own of those that go by others; NULL: none can */
    struct slots *guards;    /* struct load_guard of the same meters; NULL: none has load control */
    const struct load_terms *load_terms;
    uint32_t recharge_blocked, recharge_lost; /* parts of a million: P-LOC-02, P-LOC-04 */
    uint32_t reissue_success; /* of what the staff issue again, in place of both; 0: none */
    bool is_telling_all; /* customers are told of supply that anything takes, not the relay alone */
    uint64_t seed;
    uint32_t *registers; /* work space of one block, as long as the largest concentrator, twice
                          * that with `plans` */
    uint8_t *present;
    /* I2: takes a copy of the block to the master. FK_OK or FK_E_MEMORY. */
    int (*upload)(const struct party_port *port, const struct upload_block *block);
};

struct concentrator {
    const struct party_port *port;
    const struct concentrator_config *config;
    struct meter_cell *meters; /* of customer `first` */
    struct meter_rates *rates; /* beside them, set by the owner; NULL: all have one rate */
    uint8_t *read_days;        /* by meter: bit n = freeze of n days ago is uploaded */
    uint8_t *asked;            /* by meter: commands and reads of the day so far, 255 = and more */
    uint32_t first, count;
    ms_t round_at, round_done; /* next round begins, present round ends (MS_NEVER: none) */
    int32_t round_day;         /* day number that bit 0 of read_days stands for */
    int32_t asked_day;         /* day number that `asked` counts */
    struct timers dates;       /* of meters: trips that end by themselves (CQ-1), money (GS-13),
                                * trips that are delayed */
    int err;                   /* FK_E_MEMORY is told by the next tick */
    struct concentrator_job {
        ms_t due; /* it ends then; while it waits: how long it takes */
        struct message request;
        bool is_begun, is_given_up;
        uint32_t control; /* so long before its end a session was opened for it, ms */
    } * jobs;             /* commands and reads, in the order in which they came */
    uint32_t job_count, job_capacity;
    /* The line to the master station: faults of it in force, since when it is cut off (MS_NEVER: it
     * is not), when it logs on (MS_NEVER: not known); a round that could not be uploaded; what it
     * could not tell. */
    uint32_t line_faults;
    ms_t off_since, log_on_at;
    bool has_round;
    struct concentrator_unsent {
        uint32_t to;
        struct message message;
    } * unsent;
    uint32_t unsent_count, unsent_capacity;
    struct refusals refusals; /* commands that meters do not carry out */
    struct macs macs;         /* meters whose keys are others */
    struct sessions sessions; /* of its meters, with config.session */
};

/* `meters`, `read_days` and `asked` (`count` elements each) are borrowed. */
void concentrator_init(struct concentrator *concentrator, const struct party_port *port,
                       const struct concentrator_config *config, struct meter_cell *meters,
                       uint8_t *read_days, uint8_t *asked, uint32_t first, uint32_t count,
                       ms_t start);
void concentrator_fini(struct concentrator *concentrator);
/* Handles MSG_COMMAND, MSG_READ, MSG_RECHARGE, MSG_CARD, MSG_CARD_TERMS,
 * MSG_METER_CHANGE, MSG_BUTTON,
 * MSG_CLOCK_SYNC, MSG_FIELD_SWITCH, MSG_FIELD_READ, MSG_FAULT (of a meter, fault_is_at_meter, or
 * of its own line) of its own customers; commands and reads that arrive while it is cut off are
 * lost. FK_OK, FK_E_MEMORY, FK_E_RANGE for more than 255 faults of a meter at once, FK_E_ARG for
 * other messages. */
FK_MUST_CHECK int concentrator_handle(struct concentrator *concentrator,
                                      const struct message *message, ms_t now);
/* FK_OK, or what `upload` returned. */
FK_MUST_CHECK int concentrator_tick(struct concentrator *concentrator, ms_t now);
ms_t concentrator_due(const struct concentrator *concentrator);
/* Lets time pass at a meter, with the register that it may have besides. */
void concentrator_advance(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* Rounds and jobs; the meters and what is kept for each of them belong to the owner. */
void concentrator_image(struct concentrator *concentrator, struct image *image);
extern const struct party_class concentrator_class; /* for a seat */
#endif
