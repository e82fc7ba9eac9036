/* models/collection/sessions.h - authenticated sessions (身份认证) of the meters of a concentrator
 * (R-30, P-MET-25): an authentication opens one, control commands are taken in it until it runs out
 * or three wrong MACs end it (P-MET-26). Kept for the few that have one. Owned by its
 * concentrator. */
#ifndef MODELS_COLLECTION_SESSIONS_H
#define MODELS_COLLECTION_SESSIONS_H
#include "base/image.h"
#include "models/house/party.h"

#define SESSION_MAC_ERRORS 3 /* that end a session (P-MET-26) */

struct sessions {
    struct meter_session {
        ms_t until; /* it has run out then */
        uint32_t customer;
        uint32_t errors; /* wrong MACs in it */
    } * list;
    uint32_t count, capacity;
};

/* A control command at its meter. */
struct session_command {
    uint32_t customer;
    bool is_new; /* an authentication goes before it, answered at `opened`, <= the command's time */
    bool is_right;       /* keys agree: authentication and MAC are right */
    ms_t opened, length; /* of the session that it opens */
};

void sessions_fini(struct sessions *sessions);
/* True if the meter has a session at `now`. */
bool sessions_has(const struct sessions *sessions, uint32_t customer, ms_t now);
/* What the meter says of its session; the command is taken if the keys agree and it says
 * SESSION_NEW or SESSION_OPEN. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int sessions_take(struct sessions *sessions, const struct session_command *command,
                                ms_t now, enum session_state *state);
/* Loading refuses meters other than first .. first + count - 1. */
void sessions_image(struct sessions *sessions, struct image *image, uint32_t first, uint32_t count);
#endif
