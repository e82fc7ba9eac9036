/* line/meter_control.h - where commands to running meters come from: standard input and a socket of
 * the machine (AF_UNIX). Each line is answered with one line, in order. Up to METER_CONTROL_CLIENTS
 * hang at the socket at a time, a further one is closed at once. The meters never wait for whoever
 * does not read his answers: a client of the socket is let go, standard input is not read on.
 * Not thread-safe. */
#ifndef LINE_METER_CONTROL_H
#define LINE_METER_CONTROL_H
#include "line/meter_command.h"

#include <poll.h>

#define METER_CONTROL_CLIENTS 8
#define METER_CONTROL_FDS     (METER_CONTROL_CLIENTS + 2)
#define METER_CONTROL_PATH    108 /* what a socket address holds, with its NUL */

/* One who speaks. */
struct meter_ear {
    int in, out;      /* -1: nobody */
    size_t size;      /* bytes of an unfinished line */
    bool is_too_long; /* the rest of the line is passed over */
    char text[METER_COMMAND_MAX];
    char *rest; /* answers that standard output has no room for yet; NULL: none */
    size_t rest_size, rest_at;
};

struct meter_control {
    int listener; /* -1: none */
    char path[METER_CONTROL_PATH];
    struct meter_ear ears[1 + METER_CONTROL_CLIENTS]; /* standard input first */
};

/* Nobody speaks yet. */
void meter_control_init(struct meter_control *control);
/* Listens to standard input; answers go to standard output. Its end is no command. */
void meter_control_stdin(struct meter_control *control);
/* Makes the socket `path`, for its owner alone; one that nobody listens on any more is replaced.
 * FK_E_ARG: the path is too long; FK_E_IO, with a sentence. */
FK_MUST_CHECK int meter_control_listen(struct meter_control *control, const char *path,
                                       struct fk_diag *diag);
/* What poll() shall look at: METER_CONTROL_FDS entries. */
void meter_control_fds(const struct meter_control *control, struct pollfd *fds);
/* Reads and answers after poll(). True if a command was executed. */
bool meter_control_serve(struct meter_control *control, const struct pollfd *fds,
                         const struct meter_group *group, ms_t now);
/* Closes all and takes the socket's name away. */
void meter_control_fini(struct meter_control *control);
#endif
