/* tcp:HOST:PORT - a serial server (串口服务器) or a virtual meter. */
#include "line/endpoint.h"
#include "line/transport_backend.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void tcp_close(struct transport *line)
{
    close(((struct transport_fd *)line)->fd);
}

static const struct transport_ops tcp_ops = {.close = tcp_close,
                                             .send = transport_fd_send,
                                             .receive = transport_fd_receive,
                                             .wait = transport_fd_wait,
                                             .now = transport_fd_now,
                                             .wall = transport_fd_wall};

/* One address. Returns the descriptor or a negative fk_err; *error is the system's reason. */
static int tcp_connect(const struct addrinfo *address, ms_t deadline,
                       const volatile sig_atomic_t *stop, int *error)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        *error = errno;
        return FK_E_IO;
    }
    int result = FK_OK;
    *error = 0;
    if (connect(fd, address->ai_addr, address->ai_addrlen) < 0) {
        *error = errno;
        if (*error == EINPROGRESS) {
            socklen_t size = sizeof *error;
            int ready = transport_fd_poll(fd, POLLOUT, deadline, stop);
            if (ready <= 0)
                result = ready == 0 ? FK_E_TIMEOUT : ready;
            else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, error, &size) < 0)
                *error = errno;
        }
        if (result == FK_OK && *error != 0)
            result = FK_E_IO;
    }
    if (result != FK_OK) {
        close(fd);
        return result;
    }
    int on = 1; /* a request is one small segment: it must not wait for the next */
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int transport_tcp_open(const char *target, const struct transport_options *options,
                       struct transport **out, struct fk_diag *diag)
{
    struct addrinfo *addresses;
    int err = endpoint_resolve(target, false, &addresses, diag);
    if (err)
        return err;
    ms_t deadline = transport_fd_now(NULL) + (ms_t)options->connect_ms;
    int fd = FK_E_IO, error = 0;
    for (const struct addrinfo *at = addresses; at && fd == FK_E_IO; at = at->ai_next)
        fd = tcp_connect(at, deadline, options->stop, &error);
    freeaddrinfo(addresses);
    if (fd == FK_E_TIMEOUT)
        return fk_fail(diag, FK_E_TIMEOUT, NULL, 0, "tcp:%.100s: no connection within %u ms",
                       target, options->connect_ms);
    if (fd < 0)
        return fk_fail(diag, (enum fk_err)fd, NULL, 0, "tcp:%.100s: %s", target,
                       fd == FK_E_STATE ? "interrupted" : strerror(error));
    struct transport_fd *link = calloc(1, sizeof *link);
    if (!link) {
        close(fd);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for a port");
    }
    link->base.ops = &tcp_ops;
    link->fd = fd;
    link->is_socket = true;
    *out = &link->base;
    return FK_OK;
}
