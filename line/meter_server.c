#include "line/meter_server.h"

#include "line/endpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_MS  INT64_C(1000000)
#define CHUNK      512
#define POLL_LIMIT 60000 /* longest poll, ms: keeps the time-out in an int */

ms_t meter_server_wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (ms_t)now.tv_sec * MS_SECOND + (ms_t)(now.tv_nsec / NS_PER_MS);
}

static int64_t mono_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 * NS_PER_MS + now.tv_nsec;
}

/* What arrives is stamped with the next full millisecond and what leaves with the last one, so that
 * an answer never leaves earlier than its delay says. */
static ms_t server_arrival(const struct meter_server *server)
{
    return server->wall_start + (mono_ns() - server->mono_start_ns + NS_PER_MS - 1) / NS_PER_MS;
}

static ms_t server_departure(const struct meter_server *server)
{
    return server->wall_start + (mono_ns() - server->mono_start_ns) / NS_PER_MS;
}

static int server_init(struct meter_server *server, struct meter_device *meter,
                       struct fk_diag *diag)
{
    server->name[0] = '\0';
    server->is_pty = false;
    meter_control_init(&server->control);
    server->listener = server->peer = server->slave = -1;
    server->wall_start = meter_server_wall();
    server->mono_start_ns = mono_ns();
    meter_line_init(&server->line, meter, server->wall_start);
    if (pipe2(server->wake, O_NONBLOCK | O_CLOEXEC) < 0) {
        server->wake[0] = server->wake[1] = -1;
        return fk_fail(diag, FK_E_IO, NULL, 0, "no pipe for the meter server: %s", strerror(errno));
    }
    return FK_OK;
}

static void fd_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void meter_server_fini(struct meter_server *server)
{
    meter_control_fini(&server->control);
    fd_close(&server->listener);
    fd_close(&server->peer);
    fd_close(&server->slave);
    fd_close(&server->wake[0]);
    fd_close(&server->wake[1]);
}

/* Listens on the first address that works; errno tells why none did. */
static int listen_first(const struct addrinfo *addresses)
{
    int error = EADDRNOTAVAIL;
    for (const struct addrinfo *at = addresses; at; at = at->ai_next) {
        int on = 1;
        int fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
            bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, 4) == 0)
            return fd;
        error = errno;
        fd_close(&fd);
    }
    errno = error;
    return -1;
}

/* A connection that cannot be taken would be offered again and again. */
static bool has_room_for_peer(const struct meter_server *server)
{
    int fd = dup(server->listener);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

int meter_server_open_tcp(struct meter_server *server, struct meter_device *meter,
                          const char *endpoint, struct fk_diag *diag)
{
    struct addrinfo *addresses;
    int err = endpoint_resolve(endpoint, true, &addresses, diag);
    if (err)
        return err;
    err = server_init(server, meter, diag);
    if (!err) {
        server->listener = listen_first(addresses);
        if (server->listener < 0)
            err = fk_fail(diag, FK_E_IO, NULL, 0, "cannot listen on %.100s: %s", endpoint,
                          strerror(errno));
        else if (!has_room_for_peer(server))
            err = fk_fail(diag, FK_E_IO, NULL, 0, "no room for a connection: %s", strerror(errno));
    }
    freeaddrinfo(addresses);
    if (err) {
        meter_server_fini(server);
        return err;
    }
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    char text[ENDPOINT_TEXT];
    memset(&bound, 0, sizeof bound);
    (void)getsockname(server->listener, (struct sockaddr *)&bound, &size);
    endpoint_format((const struct sockaddr *)&bound, size, text);
    snprintf(server->name, sizeof server->name, "tcp:%s", text);
    return FK_OK;
}

/* The side that the harness opens must be raw before it is opened: a cooked terminal would echo
 * the answers back to the meter and eat control characters. */
static int pty_open(struct meter_server *server, char *path, size_t capacity)
{
    server->peer = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (server->peer < 0 || grantpt(server->peer) < 0 || unlockpt(server->peer) < 0 ||
        ptsname_r(server->peer, path, capacity) != 0)
        return FK_E_IO;
    server->slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (server->slave < 0 || tcgetattr(server->slave, &raw) < 0)
        return FK_E_IO;
    cfmakeraw(&raw);
    int flags = fcntl(server->peer, F_GETFL);
    if (tcsetattr(server->slave, TCSANOW, &raw) < 0 || flags < 0 ||
        fcntl(server->peer, F_SETFL, flags | O_NONBLOCK) < 0)
        return FK_E_IO;
    return FK_OK;
}

int meter_server_open_pty(struct meter_server *server, struct meter_device *meter,
                          struct fk_diag *diag)
{
    char path[METER_SERVER_NAME - 8];
    int err = server_init(server, meter, diag);
    if (!err && pty_open(server, path, sizeof path) < 0)
        err = fk_fail(diag, FK_E_IO, NULL, 0, "cannot open a pseudo-terminal: %s", strerror(errno));
    if (err) {
        meter_server_fini(server);
        return err;
    }
    server->is_pty = true;
    snprintf(server->name, sizeof server->name, "pty:%s", path);
    return FK_OK;
}

void meter_server_signal(const struct meter_server *server, enum meter_server_event event)
{
    int saved = errno; /* a signal handler must not disturb what it interrupts */
    uint8_t byte = (uint8_t)event;
    /* A full pipe holds more events than anybody meant: dropping one is right. */
    if (write(server->wake[1], &byte, 1) < 0) {
        errno = saved;
        return;
    }
    errno = saved;
}

/* Returns false when the server shall stop. */
static bool server_events(struct meter_server *server)
{
    uint8_t event;
    bool goes_on = true;
    while (read(server->wake[0], &event, 1) == 1) {
        ms_t now = server_arrival(server);
        if (event == METER_SERVER_STOP)
            goes_on = false;
        else if (event == METER_SERVER_KEY)
            (void)meter_key(server->line.meter, now);
        else if (event == METER_SERVER_POWER)
            meter_power_cycle(server->line.meter, now);
    }
    return goes_on;
}

static void server_drop_peer(struct meter_server *server)
{
    fd_close(&server->peer);
    meter_line_reset(&server->line);
}

/* Bytes that the line can take now; the rest waits in the system's buffer. */
static size_t server_room(const struct meter_server *server)
{
    size_t room = METER_LINE_QUEUE - server->line.in.size;
    if (server->line.is_echo && METER_LINE_QUEUE - server->line.out.size < room)
        room = METER_LINE_QUEUE - server->line.out.size;
    return room;
}

static void server_read(struct meter_server *server)
{
    uint8_t bytes[CHUNK];
    size_t room = server_room(server);
    if (room == 0)
        return;
    ssize_t count = read(server->peer, bytes, room < sizeof bytes ? room : sizeof bytes);
    if (count > 0)
        (void)meter_line_input(&server->line, bytes, (size_t)count, server_arrival(server));
    else if (!server->is_pty && (count == 0 || (errno != EAGAIN && errno != EINTR)))
        server_drop_peer(server);
}

/* A TCP peer that does not read what it asked for is cut off; bytes for a pseudo-terminal that
 * nobody reads are lost, as on a cable. */
static void server_write(struct meter_server *server)
{
    uint8_t bytes[CHUNK];
    size_t size;
    while (server->peer >= 0 && (size = meter_line_output(&server->line, server_departure(server),
                                                          bytes, sizeof bytes)) > 0) {
        ssize_t sent = server->is_pty ? write(server->peer, bytes, size)
                                      : send(server->peer, bytes, size, MSG_NOSIGNAL);
        if (sent != (ssize_t)size && !server->is_pty)
            server_drop_peer(server);
    }
}

/* The listener may be seen ready before the end of the present client is: look once more, so that
 * a client that follows on another's heels is not turned away. */
static void server_check_peer(struct meter_server *server)
{
    uint8_t byte;
    if (server->peer < 0)
        return;
    ssize_t count = recv(server->peer, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
        server_drop_peer(server);
}

static void server_accept(struct meter_server *server)
{
    server_check_peer(server);
    int fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    if (server->peer >= 0) {
        close(fd);
        return;
    }
    int on = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    server->peer = fd;
}

static int server_timeout(const struct meter_server *server)
{
    ms_t due = meter_line_due(&server->line);
    ms_t left = due == MS_NEVER ? POLL_LIMIT : due - server_departure(server);
    if (left < 0)
        left = 0;
    return left < POLL_LIMIT ? (int)left : POLL_LIMIT;
}

/* A meter that has lost its supply stops in the middle of a byte. */
static void server_commands(struct meter_server *server, const struct pollfd *fds)
{
    const struct meter_group group = {server->line.meter, 1};
    if (meter_control_serve(&server->control, fds, &group, server_arrival(server)) &&
        server->line.meter->is_off)
        meter_line_hush(&server->line);
}

int meter_server_run(struct meter_server *server, struct fk_diag *diag)
{
    struct pollfd fds[3 + METER_CONTROL_FDS];
    for (;;) {
        fds[0] = (struct pollfd){.fd = server->wake[0], .events = POLLIN};
        fds[1] =
            (struct pollfd){.fd = server->peer, .events = server_room(server) > 0 ? POLLIN : 0};
        fds[2] = (struct pollfd){.fd = server->listener, .events = POLLIN};
        meter_control_fds(&server->control, fds + 3);
        if (poll(fds, 3 + METER_CONTROL_FDS, server_timeout(server)) < 0) {
            if (errno != EINTR)
                return fk_fail(diag, FK_E_IO, NULL, 0, "the meter server cannot wait: %s",
                               strerror(errno));
            continue;
        }
        if (fds[0].revents && !server_events(server))
            return FK_OK;
        if (fds[1].revents && server->peer >= 0)
            server_read(server);
        server_write(server);
        server_commands(server, fds + 3);
        if (fds[2].revents)
            server_accept(server);
    }
}
