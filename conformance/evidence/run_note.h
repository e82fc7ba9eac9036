/* conformance/evidence/run_note.h - a note on disk that a run goes on, so that the next run on the
 * same port knows of one that was killed, and what may be open since then.
 *
 *   $XDG_STATE_HOME/feikong/run-ADDRESS-HASH.json   HASH: of the URI; $HOME/.local/state without it
 *
 * One JSON object, rewritten by one write before each test and removed when everything was put
 * back. It is locked while its run lives: a note without a lock is that of a run that was killed,
 * or that had to leave the supply open. */
#ifndef CONFORMANCE_EVIDENCE_RUN_NOTE_H
#define CONFORMANCE_EVIDENCE_RUN_NOTE_H
#include "base/clock.h"
#include "base/err.h"
#include "protocol/dlt645/dlt645_frame.h"

#include <stdbool.h>
#include <stdint.h>

/* What may not be as it was found. */
enum run_note_open {
    RUN_NOTE_SUPPLY = 1, /* a test that may interrupt it had begun */
    RUN_NOTE_RELAY = 2,  /* relay, protection and alarm */
    RUN_NOTE_CLOCK = 4,
    RUN_NOTE_ITEM = 8,
    RUN_NOTE_ALL = 15
};

struct run_note_state {
    unsigned open;      /* set of enum run_note_open */
    bool is_unreadable; /* of the run before: there is a note, and it says nothing */
    char test[160];     /* the test that had begun; "" between two */
    char trace[900];    /* file that holds its bytes, or "" */
    ms_t begin;         /* civil time of the start of the run; 0: no test was run */
};

struct run_note {
    int fd; /* -1: there is no place for a note, everything below does nothing */
    char path[4200];
    struct run_note_state before; /* of the run before; open == 0: there is nothing to say */
    struct run_note_state now;
};

/* Takes the note of a port and meter, and says in note->before what the run before has left. FK_OK;
 * FK_E_STATE: a run that lives holds it; FK_E_IO: it cannot be kept, with the sentence (note->fd is
 * -1, the run may go on without), also for want of room: the room is taken here. A note that is
 * there and cannot be read counts as one of an open supply. */
FK_MUST_CHECK int run_note_take(struct run_note *note, const char *uri,
                                const uint8_t address[DLT645_ADDRESS_SIZE], struct fk_diag *diag);
/* Writes note->now. */
void run_note_write(struct run_note *note);
/* The run is over. What the run before had left open stays noted unless the supply was seen closed
 * since, or was not part of it; else the note stays if this run left something open, and is removed
 * if not. */
void run_note_leave(struct run_note *note, bool is_seen_closed);
#endif
