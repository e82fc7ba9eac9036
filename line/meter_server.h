/* line/meter_server.h - virtual meters on a TCP port, a pseudo-terminal or a serial port, in real
 * time.
 *
 * One loop around poll(): bytes of the peer go to the meter line (meter_line.h), its answers leave
 * when their delay has passed, never by sleeping. The meter's clock starts at the civil time of the
 * machine and then follows the monotonic clock, so that a correction of the machine's clock never
 * moves an answer.
 *
 * A line has one master (主站): when as many TCP clients are connected as `clients` allows, a further
 * one is closed at once, which it sees as a lost line, not as a silent meter. Several share the
 * line by turns: who speaks has it until his exchange is over (answered, or silence of 500 ms
 * inside a frame), the others' bytes wait, and an answer goes to him alone. When he goes, what was
 * on the way is dropped; the meters keep their state. A pseudo-terminal is a cable: nobody notices
 * who holds the other end, and bytes that nobody reads are lost once the system's buffer is full.
 *
 * Commands come in through `control` (meter_control.h), which the server serves and closes.
 *
 * Not thread-safe, except meter_server_signal. */
#ifndef LINE_METER_SERVER_H
#define LINE_METER_SERVER_H
#include "line/meter_control.h"
#include "line/meter_line.h"
#include "line/meter_replay.h"
#include "line/meter_store.h"
#include "line/transport_options.h"

#define METER_SERVER_NAME    160
#define METER_SERVER_CLIENTS 16

/* What a person at the meter, or the operator of the server, can do. */
enum meter_server_event {
    METER_SERVER_STOP = 's',
    METER_SERVER_KEY = 'k',  /* the customer holds the key for 3 s (合闸) */
    METER_SERVER_POWER = 'p' /* the meter's supply goes away and comes back */
};

struct meter_server {
    struct meter_line line;       /* baud, echo and hook may be set after opening */
    struct meter_control control; /* ears may be added after opening */
    char name[METER_SERVER_NAME]; /* "tcp:127.0.0.1:46001" or "pty:/dev/pts/3": a transport URI */
    bool is_cable;                /* no client comes or goes: pseudo-terminal or serial port */
    struct transport *port;       /* the serial port, or NULL */
    struct meter_store *store;    /* set after opening, or NULL; borrowed */
    struct meter_replay *replay;  /* the same */
    ms_t keep_at;                 /* when all is saved next, MS_NEVER: nothing has happened */
    int listener;                 /* TCP; else -1 */
    int peers[METER_SERVER_CLIENTS]; /* clients, or first the cable; -1: none */
    size_t clients;                  /* 1..METER_SERVER_CLIENTS; may be set after opening */
    int owner;                       /* index of the peer that has the line, -1: it is free */
    int slave;                       /* kept open, so that the master never hangs up; -1 for TCP */
    int wake[2];                     /* pipe of events: read end, write end */
    ms_t wall_start;
    int64_t mono_start_ns;
};

/* Civil time of the machine, for meter_init. */
ms_t meter_server_wall(void);

/* Opens a listening socket on "HOST:PORT" (port 0: the system chooses), a pseudo-terminal or a
 * serial port, for `meter` (initialised, borrowed). The server listens on exactly the address
 * given: a caller that says 0.0.0.0 opens it to the network. Returns FK_OK (then meter_server_fini
 * is due), FK_E_FORMAT (not HOST:PORT) or FK_E_IO with a sentence. A serial port takes its speed
 * from the options; the line's baud stays 0, for the wire is real. */
FK_MUST_CHECK int meter_server_open_tcp(struct meter_server *server, struct meter_device *meter,
                                        const char *endpoint, struct fk_diag *diag);
FK_MUST_CHECK int meter_server_open_pty(struct meter_server *server, struct meter_device *meter,
                                        struct fk_diag *diag);
FK_MUST_CHECK int meter_server_open_serial(struct meter_server *server, struct meter_device *meter,
                                           const char *path,
                                           const struct transport_options *options,
                                           struct fk_diag *diag);
/* Serves until METER_SERVER_STOP. FK_OK, or FK_E_IO if the system fails or the cable is lost. */
FK_MUST_CHECK int meter_server_run(struct meter_server *server, struct fk_diag *diag);
/* Hands an event to the loop; may be called from a signal handler and from another thread. */
void meter_server_signal(const struct meter_server *server, enum meter_server_event event);
void meter_server_fini(struct meter_server *server);
#endif
