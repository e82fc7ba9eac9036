/* line/transport_backend.h - what a kind of transport must provide; for transport.c, the
 * back ends, the meter server (serial port), and for tests that look inside.
 *
 *   transport.c       URI -> kind, echo of RS-485 adapters, one place for the checks of arguments
 *     transport_sim     virtual meter on a virtual clock
 *     transport_fd      a file descriptor and poll(): what tcp, pty and serial have in common
 *       transport_tcp, transport_pty, transport_serial
 *
 * A back end moves raw bytes: it does not know of echo. */
#ifndef LINE_TRANSPORT_BACKEND_H
#define LINE_TRANSPORT_BACKEND_H
#include "line/transport_echo.h"
#include "line/transport_options.h"
#include <termios.h>

struct transport;

#define TRANSPORT_URI_MAX  256
#define TRANSPORT_SLICE_MS 50 /* longest sleep before the stop flag is looked at again */

/* Contracts as of the functions of transport.h with the same name; `close` releases the line but
 * not the record. */
struct transport_ops {
    void (*close)(struct transport *line);
    int (*send)(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                struct fk_diag *diag);
    int (*receive)(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                   struct fk_diag *diag);
    int (*wait)(struct transport *line, ms_t until);
    ms_t (*now)(const struct transport *line);
    ms_t (*wall)(const struct transport *line);
};

/* First member of every back end's record. */
struct transport {
    const struct transport_ops *ops;
    const volatile sig_atomic_t *stop;
    struct transport_echo_filter echo;
    bool is_virtual;
    char uri[TRANSPORT_URI_MAX];
};

/* A line that is a file descriptor. */
struct transport_fd {
    struct transport base;
    int fd;               /* non-blocking */
    bool is_socket;       /* else a terminal, drained after a send */
    struct termios saved; /* terminal settings as found */
    void *port;           /* transport_serial.c: struct sp_port * */
    void *port_saved;     /* transport_serial.c: struct sp_port_config * as found */
};

/* Opens what stands behind the colon of the URI. *out is allocated with calloc; ops is set. */
typedef int transport_opener(const char *target, const struct transport_options *options,
                             struct transport **out, struct fk_diag *diag);
transport_opener transport_sim_open, transport_tcp_open, transport_pty_open, transport_serial_open;

/* The device behind sim:, for tests and for hands (key, power); NULL for other kinds. */
struct meter_device *transport_sim_meter(struct transport *line);

static inline bool transport_is_stopped(const struct transport *line)
{
    return line->stop && *line->stop;
}

/* The common half of tcp, pty and serial. */
int transport_fd_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                      struct fk_diag *diag);
int transport_fd_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                         struct fk_diag *diag);
int transport_fd_wait(struct transport *line, ms_t until);
ms_t transport_fd_now(const struct transport *line);
ms_t transport_fd_wall(const struct transport *line);
/* Sleeps until `events` are ready on `fd` (-1: none), the deadline, or a raised stop flag. Returns
 * revents (> 0), 0 at the deadline, FK_E_STATE, or FK_E_IO. */
int transport_fd_poll(int fd, short events, ms_t deadline, const volatile sig_atomic_t *stop);
#endif
