/* models/collection/master_state.h - what the collection master is: registers, tasks, places and
 * lines, for the sources of the master. What it does: master.h. */
#ifndef MODELS_COLLECTION_MASTER_STATE_H
#define MODELS_COLLECTION_MASTER_STATE_H
#include "base/fifo.h"
#include "base/id_map.h"
#include "base/timers.h"
#include "models/collection/concentrator.h"
#include "models/house/areas.h"
#include "models/tariff/gap.h"

/* Collected registers of one customer: those of the two newest days that came in, whatever their
 * order, so that a calculation of the day or of the day before finds its newest. */
struct master_registers {
    uint32_t value[2];
    uint16_t day[2]; /* day numbers, days since 1970-01-01 (until 2149); 0: none */
};
_Static_assert(sizeof(struct master_registers) == 12, "one for each customer");

/* What is kept besides of customers with a tariff of versions. */
struct master_turn {
    uint32_t peak[2]; /* to each of master_registers.value */
    /* Registers of the two newest days of master_config.turns that came in, newest first: a
     * calculation with a reading lag may ask for the one before. */
    uint32_t all[2], turn_peak[2];
    uint16_t day[2]; /* those days, 0: none */
};

struct master_config {
    const struct areas *areas;                  /* borrowed */
    uint32_t per_concentrator, per_fep, in_all; /* tasks in a try at once (INV-09) */
    ms_t push_at, second_push_at;               /* time of day; second < 0: none */
    ms_t command_timeout, command_gap, command_valid;
    ms_t place_kept; /* a try that was given up holds its place so long at most: its end may have
                      * been lost */
    uint32_t command_tries;
    const struct segments *segments;
    const struct clock_window *cut_windows; /* of trips, by segment.policy (P-CUT-08) */
    uint32_t cut_window_count;
    ms_t start;
    /* Days on which prices or the counting of quotas change for somebody (TR-8 a), ascending: the
     * registers of the last one are kept. NULL: everybody has a flat price. */
    const int32_t *turns;
    uint32_t turn_count;
    /* I3: keeps the registers of this moment (master_registers) for whom the push goes to, and puts
     * the number of that file into its `ref`. FK_OK or FK_E_MEMORY. */
    int (*keep_file)(const struct party_port *port, struct message *push);
    /* The same for bills, MSG_BILLING; NULL: nobody is settled. */
    int (*keep_bill_file)(const struct party_port *port, struct message *billing);
    ms_t off_line_after;      /* so long a terminal that is not heard is waited for */
    const ms_t *later_pushes; /* times of day of further ones, ascending, after the two above */
    uint32_t later_push_count;
    ms_t session; /* of an authentication (P-MET-25): commands go in it; 0: each is authenticated */
};

/* Kinds of timers, and what a task is about. */
enum master_timer {
    TIMER_TRY_ENDS,
    TIMER_GAP_ENDS,
    TIMER_FORGET,
    TIMER_COMMAND_PLACE, /* of a command, of a read: held for long enough */
    TIMER_READ_PLACE,
    TIMER_SESSION,  /* that of a customer may be over */
    TIMER_OFF_LINE, /* of a concentrator that was lost: it counts as off-line now */
    MASTER_TIMERS
};
enum task_phase {
    TASK_FREE,
    TASK_QUEUED,
    TASK_TRYING,
    TASK_GAP,
    TASK_TAKEN_BACK, /* its result is out, its id still stands in a queue */
    TASK_PHASES
};

struct master_task {
    struct message order;     /* MSG_ORDER, MSG_READ_REQUEST, MSG_STATUS_REQUEST or MSG_RECHARGE,
                               * in whose `ref` stands the count that was read last */
    ms_t due;                 /* end of the present try, or of the gap */
    uint32_t command;         /* id of the present try, 0 = none */
    uint8_t attempt;          /* tries begun */
    uint8_t code;             /* of the last try */
    uint8_t phase;            /* enum task_phase */
    uint8_t is_cancelled;     /* no further try */
    uint8_t is_status_wanted; /* a status read follows the present try */
    uint8_t is_done;          /* a try that was given up has moved the relay after all */
    uint8_t is_unanswered;    /* a try had no answer: its command may still arrive */
    uint8_t is_out;           /* the concentrator is not done with the present try */
};

/* An order without a task: it ended, and one of its tries had no answer. That answer may still come
 * within MASTER_ANSWERS_KEPT, and may say that the relay did move, perhaps long after the
 * order was done by a later try, or when a terminal logs on that was cut off for days: each
 * goes on as a result. As long as marketing keeps the order. */
#define MASTER_OVER         UINT32_MAX
#define MASTER_ANSWERS_KEPT (10 * MS_DAY)

/* An order that was taken back before it came: the cancel has overtaken it. It is taken back
 * when it comes, within MASTER_CANCELS_KEPT. */
#define MASTER_CANCELLED    (UINT32_MAX - 1)
#define MASTER_CANCELS_KEPT (10 * MS_DAY)

#define MASTER_RECHARGE_TRIES 3 /* GS-2 */

/* A customer whose meter has a session, as far as the master knows. */
struct master_session {
    uint32_t id; /* customer */
    ms_t until;  /* it has run out by then */
};

struct master {
    const struct party_port *port;
    struct master_config config;
    struct master_registers *registers; /* by customer */
    struct master_turn *turns;          /* by customer; NULL without config.turns */
    struct tariff_gaps gaps;            /* of those whose register of a turn is missing */
    struct master_task *tasks;
    uint32_t task_count, task_capacity;
    struct id_map orders; /* order -> its task, MASTER_OVER or MASTER_CANCELLED */
    struct id_map trips;  /* customer -> the task of his latest trip, perhaps over */
    struct fifo free_tasks;
    struct fifo (*queues)[2];  /* by concentrator: tasks that wait for a try; restores, others */
    uint16_t *in_concentrator; /* tasks in a try, by concentrator */
    uint32_t *in_fep;
    uint32_t in_all;
    struct slots sessions;     /* struct master_session, with config.session */
    struct id_map given_up[2]; /* commands, reads that still hold a place -> its concentrator */
    /* by FEP: concentrators whose restores, or other tasks, wait for its or the whole's limit */
    struct fifo (*held)[2];
    uint8_t *is_held;       /* by concentrator: bit q: stands in held[.][q] */
    struct fifo crowded[2]; /* FEPs with `held` that wait for the limit of the whole */
    uint8_t *is_crowded;    /* by FEP: bit q: stands in crowded[q] */
    uint8_t *fep_faults;    /* by FEP: crashes in force */
    uint8_t *fep_losses;    /* by FEP: those that have taken the task table along */
    uint8_t *line_faults;   /* by concentrator: outages of its own in force */
    ms_t *off_since;        /* by concentrator: not heard since then, MS_NEVER: it is on line */
    struct timers timers;
    uint32_t next_command, next_read;
    ms_t next_push, next_closing; /* of a cut window */
    uint8_t next_run;
    unsigned crypto_down; /* outages of the encryption machine in force */
    ms_t clock_error;     /* added to the true time by the master's clock */
    /* registers of the current day that came in, for the day's statistics; reset by the reader */
    uint32_t read_today, read_first, read_second;
};

void master_image(struct master *master, struct image *image);
#endif
