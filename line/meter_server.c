#include "line/meter_server.h"

#include "line/endpoint.h"
#include "line/transport.h"
#include "line/transport_backend.h"

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
#define POLL_LIMIT 60000     /* longest poll, ms: keeps the time-out in an int */
#define POLL_TURN  20        /* ... while somebody waits for the line, ms */
#define KEEP_SOON  200       /* from something that no answer has saved to the next saving, ms */
#define KEEP_LATE  MS_MINUTE /* between savings of meters that only count */

#define FDS_PEERS   2
#define FDS_CONTROL (FDS_PEERS + METER_SERVER_CLIENTS)
#define FDS         (FDS_CONTROL + METER_CONTROL_FDS)

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

/* poll() refuses more entries than a process may have descriptors, be they used or not. */
static bool may_poll(void)
{
    struct pollfd fds[FDS];
    for (size_t i = 0; i < FDS; i++)
        fds[i] = (struct pollfd){.fd = -1};
    return poll(fds, FDS, 0) >= 0;
}

static int server_init(struct meter_server *server, struct meter_device *meter,
                       struct fk_diag *diag)
{
    server->name[0] = '\0';
    server->is_cable = false;
    server->port = NULL;
    server->store = NULL;
    server->replay = NULL;
    server->keep_at = MS_NEVER;
    server->clients = 1;
    server->owner = -1;
    for (size_t i = 0; i < METER_SERVER_CLIENTS; i++)
        server->peers[i] = -1;
    meter_control_init(&server->control);
    server->listener = server->slave = -1;
    server->wall_start = meter_server_wall();
    server->mono_start_ns = mono_ns();
    meter_line_init(&server->line, meter, server->wall_start);
    if (pipe2(server->wake, O_NONBLOCK | O_CLOEXEC) < 0) {
        server->wake[0] = server->wake[1] = -1;
        return fk_fail(diag, FK_E_IO, NULL, 0, "no pipe for the meter server: %s", strerror(errno));
    }
    if (!may_poll())
        return fk_fail(
            diag, FK_E_IO, NULL, 0,
            "the meter server needs %d descriptors, more than it may open: see ulimit -n", FDS);
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
    if (server->port)
        server->peers[0] = -1; /* the port closes it */
    transport_close(server->port);
    server->port = NULL;
    for (size_t i = 0; i < METER_SERVER_CLIENTS; i++)
        fd_close(&server->peers[i]);
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
    server->peers[0] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (server->peers[0] < 0 || grantpt(server->peers[0]) < 0 || unlockpt(server->peers[0]) < 0 ||
        ptsname_r(server->peers[0], path, capacity) != 0)
        return FK_E_IO;
    server->slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (server->slave < 0 || tcgetattr(server->slave, &raw) < 0)
        return FK_E_IO;
    cfmakeraw(&raw);
    int flags = fcntl(server->peers[0], F_GETFL);
    if (tcsetattr(server->slave, TCSANOW, &raw) < 0 || flags < 0 ||
        fcntl(server->peers[0], F_SETFL, flags | O_NONBLOCK) < 0)
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
    server->is_cable = true;
    snprintf(server->name, sizeof server->name, "pty:%s", path);
    return FK_OK;
}

int meter_server_open_serial(struct meter_server *server, struct meter_device *meter,
                             const char *path, const struct transport_options *options,
                             struct fk_diag *diag)
{
    int err = server_init(server, meter, diag);
    if (!err)
        err = transport_serial_open(path, options, &server->port, diag);
    if (err) {
        meter_server_fini(server);
        return err;
    }
    server->peers[0] = ((struct transport_fd *)server->port)->fd;
    server->is_cable = true;
    snprintf(server->name, sizeof server->name, "serial:%.140s", path);
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

/* Time of the meters; what the load curve says until then is done. */
static ms_t server_pass(struct meter_server *server)
{
    ms_t now = meter_line_time(&server->line, server_arrival(server));
    if (server->replay)
        meter_replay_run(server->replay, server->line.meter, server->line.count, now);
    return now;
}

/* Something has happened that a saving will want to have. */
static void server_touch(struct meter_server *server)
{
    ms_t soon = server_departure(server) + KEEP_SOON;
    if (server->store && soon < server->keep_at)
        server->keep_at = soon;
}

/* Returns false when the server shall stop. */
static bool server_events(struct meter_server *server)
{
    uint8_t event;
    bool goes_on = true;
    while (read(server->wake[0], &event, 1) == 1) {
        ms_t now = server_pass(server);
        for (size_t i = 0; i < server->line.count; i++) {
            if (event == METER_SERVER_KEY)
                (void)meter_key(&server->line.meter[i], now);
            else if (event == METER_SERVER_POWER)
                meter_power_cycle(&server->line.meter[i], now);
        }
        server_touch(server);
        goes_on &= event != METER_SERVER_STOP;
    }
    return goes_on;
}

static void server_drop(struct meter_server *server, size_t peer)
{
    fd_close(&server->peers[peer]);
    if (server->owner != (int)peer)
        return;
    server->owner = -1;
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

/* The line is this peer's, or nobody needs it. */
static bool may_speak(const struct meter_server *server, size_t peer)
{
    return server->owner < 0 || server->owner == (int)peer ||
           meter_line_is_idle(&server->line, server_departure(server));
}

static int server_read(struct meter_server *server, size_t peer, struct fk_diag *diag)
{
    uint8_t bytes[CHUNK];
    size_t room = server_room(server);
    if (room == 0 || !may_speak(server, peer))
        return FK_OK;
    ssize_t count = read(server->peers[peer], bytes, room < sizeof bytes ? room : sizeof bytes);
    bool is_lost = count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
    if (count > 0) {
        server->owner = (int)peer;
        server_touch(server);
        (void)meter_line_input(&server->line, bytes, (size_t)count, server_arrival(server));
    } else if (is_lost && server->port) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.100s is lost: %s", server->name,
                       count == 0 ? "hung up" : strerror(errno));
    } else if (is_lost && !server->is_cable) {
        server_drop(server, peer);
    }
    return FK_OK;
}

static int server_keep(struct meter_server *server, struct fk_diag *diag)
{
    return server->store ? meter_store_keep(server->store, diag) : FK_OK;
}

/* What was done without an answer (broadcasts, timers, energy). */
static int server_keep_all(struct meter_server *server, struct fk_diag *diag)
{
    ms_t now = server_departure(server);
    if (!server->store || now < server->keep_at)
        return FK_OK;
    ms_t time = server_pass(server);
    for (size_t i = 0; i < server->line.count; i++)
        meter_advance(&server->line.meter[i], time);
    server->keep_at = now + KEEP_LATE;
    return meter_store_keep_all(server->store, false, diag);
}

/* What an answer says must be saved before it leaves. A TCP peer that does not read what it asked
 * for is cut off; bytes for a cable that nobody reads are lost. */
static int server_write(struct meter_server *server, struct fk_diag *diag)
{
    uint8_t bytes[CHUNK];
    size_t size;
    (void)server_pass(server);
    while ((size = meter_line_output(&server->line, server_departure(server), bytes,
                                     sizeof bytes)) > 0) {
        int err = server_keep(server, diag);
        if (err)
            return err;
        if (server->owner < 0)
            continue;
        int fd = server->peers[server->owner];
        ssize_t sent =
            server->is_cable ? write(fd, bytes, size) : send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent != (ssize_t)size && !server->is_cable)
            server_drop(server, (size_t)server->owner);
    }
    return FK_OK;
}

/* The listener may be seen ready before the end of a present client is: look once more, so that a
 * client that follows on another's heels is not turned away. */
static void server_check_peers(struct meter_server *server)
{
    uint8_t byte;
    for (size_t i = 0; i < server->clients; i++) {
        if (server->peers[i] < 0)
            continue;
        ssize_t count = recv(server->peers[i], &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            server_drop(server, i);
    }
}

static void server_accept(struct meter_server *server)
{
    int on = 1;
    server_check_peers(server);
    int fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    for (size_t i = 0; i < server->clients; i++)
        if (server->peers[i] < 0) {
            (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            server->peers[i] = fd;
            return;
        }
    close(fd);
}

static int server_timeout(const struct meter_server *server)
{
    ms_t due = meter_line_due(&server->line);
    ms_t left = due == MS_NEVER ? POLL_LIMIT : due - server_departure(server);
    bool is_shared = false;
    for (size_t i = 0; i < server->clients; i++)
        is_shared |= server->peers[i] >= 0 && !may_speak(server, i);
    if (server->store && server->keep_at - server_departure(server) < left)
        left = server->keep_at - server_departure(server);
    if (is_shared && left > POLL_TURN)
        left = POLL_TURN;
    if (left < 0)
        left = 0;
    return left < POLL_LIMIT ? (int)left : POLL_LIMIT;
}

static int keep_for_command(void *context, struct fk_diag *diag)
{
    const struct meter_server *server = context;
    return server->store ? meter_store_keep_all(server->store, true, diag) : FK_OK;
}

/* A step of the meters' time, with all that happens in it, or another speed. */
static ms_t pace_for_command(void *context, ms_t by, uint32_t speed)
{
    struct meter_server *server = context;
    (void)server_pass(server);
    meter_line_pace(&server->line, server_arrival(server),
                    speed == METER_PACE_SAME ? server->line.pace.speed : speed, by);
    ms_t now = server_pass(server);
    for (size_t i = 0; i < server->line.count; i++)
        meter_advance(&server->line.meter[i], now);
    return now;
}

/* A line whose meters have all lost their supply falls silent in the middle of a byte. */
static void server_commands(struct meter_server *server, const struct pollfd *fds)
{
    const struct meter_group group = {.meters = server->line.meter,
                                      .count = server->line.count,
                                      .keep = keep_for_command,
                                      .pace = pace_for_command,
                                      .context = server};
    bool is_dead = true;
    if (!meter_control_serve(&server->control, fds, &group, server_pass(server)))
        return;
    for (size_t i = 0; i < group.count; i++)
        is_dead &= group.meters[i].is_off;
    if (is_dead)
        meter_line_hush(&server->line);
}

/* Whoever has to wait for the line is not looked at: a client that has gone would else be seen
 * again and again. */
static void server_fds(const struct meter_server *server, struct pollfd *fds)
{
    fds[0] = (struct pollfd){.fd = server->wake[0], .events = POLLIN};
    fds[1] = (struct pollfd){.fd = server->listener, .events = POLLIN};
    for (size_t i = 0; i < METER_SERVER_CLIENTS; i++)
        fds[FDS_PEERS + i] = (struct pollfd){.fd = may_speak(server, i) ? server->peers[i] : -1,
                                             .events = server_room(server) > 0 ? POLLIN : 0};
    meter_control_fds(&server->control, fds + FDS_CONTROL);
}

/* An end that was asked for loses nothing. */
static int server_end(struct meter_server *server, struct fk_diag *diag)
{
    server->keep_at = 0;
    return server_keep_all(server, diag);
}

int meter_server_run(struct meter_server *server, struct fk_diag *diag)
{
    struct pollfd fds[FDS];
    if (server->store) /* also where nobody ever asks */
        server->keep_at = server_departure(server) + KEEP_LATE;
    for (;;) {
        server_fds(server, fds);
        if (poll(fds, FDS, server_timeout(server)) < 0) {
            if (errno != EINTR)
                return fk_fail(diag, FK_E_IO, NULL, 0, "the meter server cannot wait: %s",
                               strerror(errno));
            continue;
        }
        if (fds[0].revents && !server_events(server))
            return server_end(server, diag);
        for (size_t i = 0; i < METER_SERVER_CLIENTS; i++) {
            bool is_ready = fds[FDS_PEERS + i].revents && server->peers[i] >= 0;
            int err = is_ready ? server_read(server, i, diag) : FK_OK;
            if (!err)
                err = server_write(server, diag); /* to whom it is for, before another speaks */
            if (err)
                return err;
        }
        int err = server_keep_all(server, diag);
        if (err)
            return err;
        server_commands(server, fds + FDS_CONTROL);
        if (fds[1].revents)
            server_accept(server);
    }
}
