/* The common half of tcp, pty and serial: one file descriptor, poll() and an absolute deadline. */
#include "line/transport_backend.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static ms_t clock_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (ms_t)now.tv_sec * MS_SECOND + (ms_t)(now.tv_nsec / 1000000);
}

ms_t transport_fd_now(const struct transport *line)
{
    (void)line;
    return clock_ms(CLOCK_MONOTONIC);
}

ms_t transport_fd_wall(const struct transport *line)
{
    (void)line;
    return clock_ms(CLOCK_REALTIME);
}

/* A signal that comes between the look at the flag and poll() would be slept through, hence slices:
 * the flag is seen at the latest one slice later. */
int transport_fd_poll(int fd, short events, ms_t deadline, const volatile sig_atomic_t *stop)
{
    for (;;) {
        if (stop && *stop)
            return FK_E_STATE;
        ms_t left = deadline - clock_ms(CLOCK_MONOTONIC);
        int slice = left <= 0 ? 0 : left < TRANSPORT_SLICE_MS ? (int)left : TRANSPORT_SLICE_MS;
        struct pollfd wait = {.fd = fd, .events = events};
        int ready = poll(&wait, 1, slice);
        if (ready > 0)
            return wait.revents;
        if (ready < 0 && errno != EINTR)
            return FK_E_IO;
        if (ready == 0 && left <= 0)
            return 0;
    }
}

static int fd_lost(const struct transport *line, const char *what, int error, struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s: %s", line->uri, what, strerror(error));
}

static int fd_stopped(struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted");
}

/* A blocking tcdrain could outlast the deadline and the stop flag; the fill level is asked instead,
 * and tcdrain only waits for what the hardware still holds. */
static int fd_drain(struct transport_fd *link, ms_t deadline, struct fk_diag *diag)
{
    struct transport *line = &link->base;
    for (;;) {
        int waiting = 0;
        if (ioctl(link->fd, TIOCOUTQ, &waiting) < 0 || waiting == 0)
            break;
        ms_t now = transport_fd_now(line);
        if (now >= deadline)
            return fk_fail(diag, FK_E_TIMEOUT, NULL, 0, "%s: %d bytes could not be sent in time",
                           line->uri, waiting);
        if (transport_fd_poll(-1, 0, now + 1, line->stop) == FK_E_STATE)
            return fd_stopped(diag);
    }
    while (tcdrain(link->fd) < 0) {
        if (errno != EINTR)
            return fd_lost(line, "the line is lost", errno, diag);
        if (transport_is_stopped(line))
            return fd_stopped(diag);
    }
    return FK_OK;
}

int transport_fd_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                      struct fk_diag *diag)
{
    struct transport_fd *link = (struct transport_fd *)line;
    size_t sent = 0;
    while (sent < size) {
        int ready = transport_fd_poll(link->fd, POLLOUT, deadline, line->stop);
        if (ready == FK_E_STATE)
            return fd_stopped(diag);
        if (ready < 0)
            return fd_lost(line, "cannot wait", errno, diag);
        if (ready == 0)
            return fk_fail(diag, FK_E_TIMEOUT, NULL, 0, "%s: %zu of %zu bytes could not be sent",
                           line->uri, size - sent, size);
        ssize_t count = link->is_socket ? send(link->fd, bytes + sent, size - sent, MSG_NOSIGNAL)
                                        : write(link->fd, bytes + sent, size - sent);
        if (count >= 0)
            sent += (size_t)count;
        else if (errno != EINTR && errno != EAGAIN)
            return fd_lost(line, "the line is lost", errno, diag);
    }
    return link->is_socket ? FK_OK : fd_drain(link, deadline, diag);
}

int transport_fd_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                         struct fk_diag *diag)
{
    struct transport_fd *link = (struct transport_fd *)line;
    for (;;) {
        int ready = transport_fd_poll(link->fd, POLLIN, deadline, line->stop);
        if (ready == FK_E_STATE)
            return fd_stopped(diag);
        if (ready < 0)
            return fd_lost(line, "cannot wait", errno, diag);
        if (ready == 0)
            return 0;
        ssize_t count = read(link->fd, bytes, capacity);
        if (count > 0)
            return (int)count;
        if (count == 0)
            return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the other side closed the line", line->uri);
        if (errno != EINTR && errno != EAGAIN)
            return fd_lost(line, "the line is lost", errno, diag);
    }
}

int transport_fd_wait(struct transport *line, ms_t until)
{
    int ready = transport_fd_poll(-1, 0, until, line->stop);
    return ready == FK_E_STATE ? FK_E_STATE : FK_OK;
}
