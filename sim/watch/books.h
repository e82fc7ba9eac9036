/* sim/watch/books.h - what the monitor knows of the customers, from notes and from what crosses the
 * seats alone: money (M2) as posted, the newest register that a calculation may use, layers L1 and
 * L4, and a case for each of the few who have something going on. No party's record is looked at.
 *
 *   dense   12 bytes a customer: register, its day, up to where money reaches, layers, flags
 *   sparse  receipts in chunks, once somebody in the chunk has paid (8 bytes a customer); or, where
 *           customers react, everybody's account (4)
 *           cases, closed at a midnight when nothing is left in them
 *   upload (I2) --> blocks that wait --> push (I3) --> registers
 *
 * An error of memory stays in `err`; the run must stop then. Not shared between threads. */
#ifndef SIM_WATCH_BOOKS_H
#define SIM_WATCH_BOOKS_H
#include "base/slots.h"
#include "base/timers.h"
#include "models/collection/concentrator.h"
#include "models/house/locks.h"
#include "models/house/party.h"
#include "models/tariff/gap.h"
#include "sim/scenario/population.h"
#include "sim/watch/charge.h"
#include "sim/watch/violations.h"

#define BOOKS_CHUNK 1024 /* customers */
/* A receipt that was posted at most this long ago may not have reached the master or a crew yet: a
 * hop to fee control, one back to marketing with the cancel and one on (3), and, if the order is
 * just being made, the two in which fee control hears of it. Who is cut in this time is restored at
 * once, so that neither the money (INV-03) nor the notice of a cut that the money ended
 * (INV-04) counts against the trip. docs/scenario.md names it. */
#define BOOKS_HOPS (5 * PARTY_HOP)

enum books_flag {
    BOOKS_CUT = 1,      /* cut by an order and not restored since */
    BOOKS_OFF = 2,      /* L5: without supply */
    BOOKS_TOUCHED = 4,  /* noted since the last midnight, other than read or computed */
    BOOKS_APART = 8,    /* layers found apart, and nothing noted since (INV-17) */
    BOOKS_WATCHED = 16, /* a new register may end his claim to supply (INV-05) */
    BOOKS_PUSHED = 32,  /* one came since the last midnight that his money may not cover (INV-02) */
    BOOKS_UNTOLD = 64,  /* fee control has not been told of all of his money */
    BOOKS_READ = 128    /* read or computed since the last midnight */
};

/* Timers of the checks, `id` a customer or an order. */
enum books_timer {
    TIMER_OWED,      /* INV-05, customer */
    TIMER_BELOW,     /* INV-18, customer */
    TIMER_IDLE,      /* INV-05, customer: nobody works on his restore */
    TIMER_EXECUTING, /* INV-06, order: executing, or timed out */
    TIMER_SILENT,    /* INV-06, order: left, and nothing was told of it */
    TIMER_TOLD,      /* INV-06, order: its status word was read */
    TIMER_FIELD,     /* INV-06, order */
    TIMER_HELD,      /* INV-06, order */
    TIMER_OVERDUE,   /* customer: a bill of his counts from then on (P-CUT-05) */
    TIMER_LINE,      /* customer: he has been judged by his new line (Q37) */
    BOOKS_TIMERS
};

struct books_customer {
    uint32_t reading;    /* 0.01 kWh, newest that a calculation may use */
    uint32_t short_from; /* first register with which money may be short of the overdraft */
    uint16_t day;        /* of `reading`, days since 1970-01-01 CST (until 2149) */
    uint8_t layers;      /* L1 in the lower 5 bits, L4 above */
    uint8_t flags;       /* enum books_flag */
};
_Static_assert(sizeof(struct books_customer) == 12, "one for each customer");
_Static_assert(FEE_STATES <= 32 && RELAY_STATES <= 8, "layers share a byte");

/* What a tariff of versions takes besides. */
struct books_tariff {
    struct charge charge;     /* up to the last push ... */
    fen_t before;             /* ... and its sum up to the one before that (INV-02) */
    uint32_t peak;            /* of books_customer.reading */
    uint32_t turn, turn_peak; /* of the last day on which prices change for somebody, ... */
    uint16_t turn_day;        /* ... this one, 0: none */
};

/* What a bill by versions of a tariff must make (R-80, INV-02): the charge since the settled
 * reading up to the last change of prices, as it was before the last bill, and with the newest
 * register of the file that bills are made by. */
struct books_bill {
    struct charge charge, before, next;
    fen_t amount;               /* of the last bill */
    struct tariff_reading turn; /* of the day of the newest register, on which prices change */
};

/* Where bills count when they are overdue: the latest bills of a customer. */
#define BOOKS_DUES 8
struct books_dues {
    uint32_t made; /* bills that hold: number n is at n % BOOKS_DUES */
    int32_t fen[BOOKS_DUES];
    uint16_t day[BOOKS_DUES]; /* from whose 00:00 on it counts */
};

/* The same by the versions that calculations know before the others are loaded (TR-8). */
struct books_stale {
    struct charge charge;
    fen_t before;
};

/* The calculations have gone by other prices than his. */
struct books_late {
    uint32_t id; /* customer */
    ms_t until;  /* a day after his first register since the right ones are known; MS_NEVER */
};

/* The calculation of a push: what fee control computes with from when on. */
struct books_run {
    int32_t pushed, judged; /* of the latest: day number, times PARTY_RUNS, and run of the day */
};

static inline int32_t books_run_id(int32_t day, unsigned run)
{
    return day * PARTY_RUNS + (int32_t)run;
}

/* What is going on with one customer. */
struct books_case {
    uint32_t id;            /* customer */
    uint32_t cut_strategy;  /* live, 0: none */
    uint32_t live_strategy; /* of the order that is not final, 0: none (INV-07) */
    uint32_t cut_by;        /* strategy whose order cut him last (INV-14) */
    uint32_t held;          /* order that waits for a person, 0: none */
    uint16_t orders, exceptions, notices, commands; /* under way */
    bool is_owed_told;                              /* INV-05 is said, once a case */
    bool is_braked;                                 /* a person is to look at his cut */
    bool is_notice_used;                            /* the relay has opened since `notice_at` */
    ms_t notice_at;                                 /* receipt of the notice in force, 0: none */
    ms_t notice_before;                             /* the receipt before that, of the same cut */
    ms_t notice_over;                               /* its cut was given up, 0: no */
    ms_t told_at, told_before; /* the latest last notices of this cut, 0: none */
    ms_t cut_over;             /* latest end of a cut, 0: none */
    ms_t owed_since;           /* money and no supply (INV-05), 0: no */
    ms_t idle_due;             /* end of the time without an order while owed (INV-05), 0: no */
    ms_t below_due;            /* end of the time without money and with supply (INV-18), 0: no */
    ms_t posted_at;            /* latest posting */
    ms_t worked_at;            /* latest beginning or end of an order to cut, end of an approval */
    fen_t posted;              /* sum of postings with at most BOOKS_HOPS between them up to it */
    ms_t touched_at;
};

/* Something lies, or lay, between his relay and his light: L5 may differ from L4. */
struct books_site {
    uint32_t id; /* customer */
};

/* Of a customer with a local meter (section 11), who is judged by nothing else: what went into his
 * meter and into his purchase records, and what he has used since. */
struct books_wallet {
    uint32_t id;     /* customer */
    uint8_t count;   /* writes, with those before the start, modulo 256 */
    bool is_off;     /* L5 */
    uint16_t orders; /* recharges and re-issues under way */
    bool is_new;     /* nothing was ever put into this meter */
    fen_t put_in, written, booked;
    fen_t apart;    /* records less what was written, at the last midnight at rest */
    uint64_t parts; /* used up to `at`: models/meter/energy.h */
    ms_t at;
};

/* His load control (section 20, seed 001), if meters have any: check_loads.h. */
struct books_load {
    uint32_t id;       /* customer */
    uint32_t recloses; /* of the present count */
    int32_t day;       /* of the latest trip or closing */
    bool is_open;      /* it holds the relay open */
    ms_t opened_at;
    ms_t over_since; /* the load is above the limit, MS_NEVER: it is not */
    ms_t at;         /* up to here that is known */
};

/* Of somebody who must be told before his supply is closed from afar: his latest restore. */
struct books_word {
    uint32_t id;       /* customer */
    uint32_t strategy; /* of it, 0: it is over */
    ms_t from;         /* when it was decided */
    ms_t told_at;      /* his notice was delivered, 0: not */
};

/* Of somebody whose overdraft has changed, and who may not have been judged by it yet (Q37). */
struct books_line {
    uint32_t id;           /* customer */
    uint16_t day;          /* of his newest register at the moment */
    fen_t lowest, highest; /* of the overdrafts that he may still be judged by, before this one */
    ms_t over_at;          /* he has been judged by then; MS_NEVER: nothing has come of him yet */
};

/* A terminal that was cut off: it keeps what it would tell, and that is under way (INV-17). */
struct books_terminal {
    uint32_t id;   /* concentrator, from 0 */
    ms_t heard_at; /* since then it is heard again; MS_NEVER: it is not */
};

/* With one price: somebody who was found to be charged otherwise than his registers say. */
struct books_wrong {
    uint32_t id;     /* customer */
    int32_t told_on; /* day number of his newest register then: told once for each */
};

/* Somebody who was not enrolled all the time (T1, T23). */
struct books_agreement {
    uint32_t id;       /* customer */
    int32_t first_day; /* while he waits: day number of the first register that can be settled */
    uint32_t settled;  /* register at which his estimate begins, 0.01 kWh */
    bool is_in, waits; /* has an agreement; for his settled reading */
    int32_t file_day; /* with bills: of his register in the latest file that they are made by ... */
    int32_t bill_day; /* ... and of that of his last bill, 0: none */
    bool is_settled; /* without bills: he had an agreement before, and a settled reading, from which
                        his estimate goes on */
    fen_t charged;   /* what fee control had charged him when that was over (INV-13) */
    ms_t over_at;    /* when the last one ended, 0: he had none */
};

struct books {
    const struct sim_scenario *scenario;
    struct population_segments segments;
    uint32_t changed; /* so many of their changes of policies hold (Q37) */
    struct books_customer *customers;
    struct books_tariff *tariffs; /* by customer; NULL: everybody has a flat price or is even */
    uint32_t *before; /* with plans that are even: what books_customer.reading was before the last
                       * push (INV-02); else NULL */
    struct books_stale *stale; /* ... with versions that are loaded late; NULL: none are */
    struct slots late;         /* struct books_late */
    struct tariff_gaps gaps;   /* of those whose register of a turn is missing */
    struct books_run runs[2];  /* the first of a day, and the later ones */
    ms_t judged_at;            /* when the latest of them is judged */
    uint8_t is_behind; /* 1: a push came while an earlier one was not judged: `before` is unknown */
    uint32_t count;
    fen_t opening;     /* sum of what was brought forward */
    fen_t **receipts;  /* by chunk, NULL: none; bills count against them */
    int32_t *accounts; /* by customer, where what he brought forward is drawn; else NULL: that and
                        * his receipts */
    struct books_settled {
        uint32_t at, before;  /* settled reading, and the one before the last bill, 0.01 kWh */
        uint32_t bill;        /* the last, 0: none, or it is reversed */
    } * settled;              /* by customer; NULL: nobody is settled */
    struct books_bill *bills; /* the same with tariffs; NULL: without them */
    struct books_dues *dues;  /* by customer; NULL: bills count when they are made */
    ms_t now;                 /* of what is being looked at */
    struct slots cases;
    struct locals locals;
    struct slots wallets;    /* struct books_wallet */
    struct slots loads;      /* struct books_load */
    struct slots sites;      /* struct books_site: whoever had a fault between relay and light */
    struct slots words;      /* struct books_word */
    struct slots lines;      /* struct books_line */
    struct slots terminals;  /* struct books_terminal */
    struct slots agreements; /* struct books_agreement */
    struct slots wrong;      /* struct books_wrong */
    struct areas areas;
    struct locks locks; /* who must not be cut ... */
    ms_t locked_at;     /* ... and when the latest of them began */
    uint32_t *restores; /* by concentrator: restore orders that wait for their first try */
    struct books_block {
        uint32_t first, count;
        int32_t day;
        uint32_t columns;    /* of registers, as in upload_block */
        uint32_t *registers; /* in one piece with `present` */
        uint8_t *present;
    } * blocks; /* uploaded, not pushed yet, in order of their coming */
    uint32_t block_count, block_capacity;
    struct timers timers; /* of the checks */
    struct violations found;
    int err; /* first error */
};

/* Everybody normal, closed and supplied, register 0 settled the day before the start. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int books_init(struct books *books, const struct sim_scenario *scenario);
void books_fini(struct books *books);
/* Bytes of the dense part and of one night's uploads, for the memory plan. */
size_t books_bytes(const struct sim_scenario *scenario);

/* until then his restore waits for its notice, 0: it waits for none. */
ms_t books_word_until(struct books *books, uint32_t customer);
/* His case, NULL if there is none. */
struct books_case *books_case(struct books *books, uint32_t customer);
/* His case, opened if there was none; NULL after an error of memory. */
struct books_case *books_open(struct books *books, uint32_t customer, ms_t now);
void books_timer(struct books *books, ms_t due, uint32_t kind, uint32_t id);

/* True if his meter is a local one. */
static inline bool books_is_local(struct books *books, uint32_t customer)
{
    return books->wallets.count > 0 && slots_find(&books->wallets, customer);
}

/* A bill from the settled reading to `to`, or (is_reversal) the end of the last one: his account
 * and his settled reading. */
void books_bill(struct books *books, uint32_t customer, fen_t amount, uint32_t to, bool is_reversal,
                ms_t now);
/* Registers that bills are made by, as marketing has them (marketing.h). */
void books_bill_file(struct books *books, int32_t until, const uint32_t *values,
                     const uint8_t *ages);
/* What his next bill must make, or (is_reversal) his last one made: INT64_MIN for a register that
 * is not that of the file. */
fen_t books_bill_amount(const struct books *books, uint32_t customer, uint32_t to,
                        bool is_reversal);
/* Charge between two registers of a customer with a flat price. */
fen_t books_charge(const struct books *books, uint32_t customer, uint32_t from, uint32_t to);

/* What is agreed with him. */
const struct fee_policy *books_policy(const struct books *books, uint32_t customer);
/* So much available is below his overdraft, or is enough to be restored: by the line that holds
 * and, until he has been judged by that, by the one before too (Q37). */
bool books_is_cut(const struct books *books, uint32_t customer, fen_t available);
bool books_is_restore(const struct books *books, uint32_t customer, fen_t available);
/* When overdrafts change next, MS_NEVER: they do not. */
static inline ms_t books_change_due(const struct books *books)
{
    return books->changed < books->segments.change_count
               ? books->segments.changes[books->changed].at
               : MS_NEVER;
}
/* They do. Calls concerned(books, customer, now) for those to whom that may mean something. */
void books_change(struct books *books, void (*concerned)(struct books *, uint32_t, ms_t));
/* A push has brought registers, by which those of whom it did are judged within a day. */
void books_lines_push(struct books *books, ms_t now);
/* Fee control is told of his money, and judges him. */
void books_line_told(struct books *books, uint32_t customer, ms_t now);
/* TIMER_LINE: true if the new line alone holds for him from now on. */
bool books_line_over(struct books *books, const struct timer *timer);
/* What was loaded (base/image.h). */
void books_lines_check(const struct books *books, struct image *image);
/* The receipt of the notice on which he may be cut now, 0: none. */
static inline ms_t books_notice(const struct books_case *c, ms_t now)
{
    bool is_over = c && c->notice_over && now - c->notice_over > BOOKS_HOPS;
    return c && !is_over ? c->notice_at : 0;
}

/* A restore at `now`: a new cut needs a new notice. One that came while the relay was open is of
 * that cut, of somebody who never pressed the key. */
void books_end_cut(struct books *books, uint32_t customer, ms_t now);
/* M2: brought forward plus posted. */
fen_t books_account(const struct books *books, uint32_t customer);
void books_receipt(struct books *books, uint32_t customer, fen_t amount, ms_t now);
/* A receipt is taken back. */
void books_reversal(struct books *books, uint32_t customer, fen_t amount, ms_t now);
/* What fee control is told of his account: without bills that are not overdue, where they count
 * then alone (P-CUT-05). */
fen_t books_told(const struct books *books, uint32_t customer);
/* TIMER_OVERDUE: a bill of his counts from now on. */
void books_overdue(struct books *books, uint32_t customer);
/* Account less the charge up to the newest register that a calculation may use; where bills count
 * when they are overdue what is told of it. */
fen_t books_available(const struct books *books, uint32_t customer);

/* T1, T23: fee control is told of an agreement from the day `first_day` on, or that it ends. */
void books_agreement(struct books *books, uint32_t customer, bool begins, int32_t first_day,
                     ms_t now);
/* What is known of his agreements, NULL: he has one from the start. */
const struct books_agreement *books_agreement_of(const struct books *books, uint32_t customer);

/* What fee control may charge him at `now`, with tariffs: sums in out[0 .. count), at most 4, by
 * the versions that are known then and by the register of the latest push, or of the one before
 * while that is not judged. `is_estimate`: a run judges him just now. 0 if it is not known. */
unsigned books_charges(const struct books *books, uint32_t customer, bool is_estimate, ms_t now,
                       fen_t out[4]);
/* Some run of the calculation is not over, as far as it has begun. */
bool books_is_under_way(const struct books *books);
/* MSG_CALCULATED as it is sent: the run of a push is judged then, or once its results may be used.
 */
void books_calculated(struct books *books, const struct message *message, ms_t now);
/* Marks the violation that was added last if it comes of something that began at `since`, while the
 * calculations went by other prices than his (TR-8). */
void books_excuse_late(struct books *books, uint32_t customer, ms_t since);

/* I2. Keeps a copy until it is pushed. */
void books_upload(struct books *books, const struct upload_block *block);
/* I3 of day number `day` for a run of the day: what a calculation of that day may use from now on,
 * but the registers of those whose batch is lost (`lost[customer]` 1; NULL: none), which wait for
 * the next one. Calls concerned(context, customer, now) for each customer whose claim to supply a
 * new register may begin or end. */
void books_push(struct books *books, int32_t day, unsigned run, const uint8_t *lost, ms_t now,
                void (*concerned)(void *context, uint32_t customer, ms_t now), void *context);

/* All that was seen so far (base/image.h). */
void books_image(struct books *books, struct image *image);

static inline unsigned books_decision(const struct books_customer *c)
{
    return c->layers & 31;
}
static inline unsigned books_relay(const struct books_customer *c)
{
    return c->layers >> 5;
}

/* From books_wallets.c, for books.c alone: whoever has a local meter has his balance in it, and is
 * not enrolled. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int books_wallet_begin(struct books *books, uint32_t customer,
                                     const struct local_entry *entry, fen_t money);

/* Chunks of receipts. */
static inline uint32_t books_chunks(uint32_t customers)
{
    return (customers + BOOKS_CHUNK - 1) / BOOKS_CHUNK;
}
/* From books.c, for books_push.c: every customer gets a register every day, and the first one with
 * which his money may be short is worked out when money comes, without rounding, so that the day
 * costs a comparison. */
uint32_t books_short_from(const struct books *books, uint32_t customer, fen_t account);

/* From books_tariffs.c, for books.c and books_push.c alone: registers of a change of prices and
 * charges, by all versions of a tariff and by those that are known. */
static inline const struct tariff_plan *books_plan(const struct books *books, uint32_t customer)
{
    return &books->segments.plans[segment_of(&books->segments.index, customer)->tariff];
}

/* Up to his newest register by all versions. */
fen_t books_tariffs_sum(const struct books *books, uint32_t customer);
/* Register 0 the day before the start. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int books_tariffs_init(struct books *books);
/* Customer `i` of a block that is pushed: what comes with his register. One of a day on which
 * prices change for somebody is kept, however late it comes (TR-8 a), and if it is missing those
 * around it (TR-8 b); `turn`: the last such day. */
void books_tariffs_keep(struct books *books, const struct books_block *block, uint32_t i,
                        int32_t turn);
/* The push of a run, before its registers are taken: what fee control has until it is judged. */
void books_tariffs_push(struct books *books, ms_t now);
/* The newest register of a push, in the charge: as a calculation sees it, which knows nothing of
 * those before. */
void books_tariffs_take(struct books *books, uint32_t customer, int32_t turn_day, ms_t now);
/* What is charged to him; 0 while he waits for his settled reading (T1). */
fen_t books_tariffs_sum(const struct books *books, uint32_t customer);
/* T1: his settled reading is the newest register of a push. */
void books_tariffs_settle(struct books *books, uint32_t customer, int32_t turn_day, ms_t now);
/* A bill is made, or the last one is reversed: where his charges begin. */
void books_tariffs_bill(struct books *books, uint32_t customer, bool is_reversal);
/* What was loaded (base/image.h). */
void books_tariffs_check(const struct books *books, struct image *image);
#endif
