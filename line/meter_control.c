#include "line/meter_control.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define CHUNK 512

void meter_control_init(struct meter_control *control)
{
    memset(control, 0, sizeof *control);
    control->listener = -1;
    for (size_t i = 0; i < 1 + METER_CONTROL_CLIENTS; i++)
        control->ears[i].in = control->ears[i].out = -1;
}

static void ear_close(struct meter_ear *ear)
{
    if (ear->in > STDERR_FILENO)
        close(ear->in);
    free(ear->rest);
    *ear = (struct meter_ear){.in = -1, .out = -1};
}

void meter_control_stdin(struct meter_control *control)
{
    control->ears[0] = (struct meter_ear){.in = STDIN_FILENO, .out = STDOUT_FILENO};
}

/* True if somebody listens at the address. */
static bool is_served(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
    if (fd >= 0)
        close(fd);
    return is;
}

static int bind_at(int fd, const struct sockaddr_un *address)
{
    struct stat there;
    if (lstat(address->sun_path, &there) == 0 && S_ISSOCK(there.st_mode) && !is_served(address))
        (void)unlink(address->sun_path);
    mode_t mask = umask(0177);
    int result = bind(fd, (const struct sockaddr *)address, sizeof *address);
    int error = errno;
    umask(mask);
    errno = error;
    return result;
}

int meter_control_listen(struct meter_control *control, const char *path, struct fk_diag *diag)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (*path == '\0' || strlen(path) >= sizeof address.sun_path)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "the name of a socket has 1 to %d bytes: %.100s",
                       (int)sizeof address.sun_path - 1, path);
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind_at(fd, &address) < 0) {
        int err = fk_fail(diag, FK_E_IO, NULL, 0, "cannot make the socket %.100s: %s", path,
                          strerror(errno));
        if (fd >= 0)
            close(fd);
        return err;
    }
    memcpy(control->path, path, strlen(path) + 1);
    control->listener = fd;
    if (listen(fd, METER_CONTROL_CLIENTS) == 0)
        return FK_OK;
    int err = fk_fail(diag, FK_E_IO, NULL, 0, "cannot listen on %.100s: %s", path, strerror(errno));
    meter_control_fini(control);
    return err;
}

void meter_control_fds(const struct meter_control *control, struct pollfd *fds)
{
    for (size_t i = 0; i < 1 + METER_CONTROL_CLIENTS; i++) {
        const struct meter_ear *ear = &control->ears[i];
        fds[i] = ear->rest ? (struct pollfd){.fd = ear->out, .events = POLLOUT}
                           : (struct pollfd){.fd = ear->in, .events = POLLIN};
    }
    fds[METER_CONTROL_FDS - 1] = (struct pollfd){.fd = control->listener, .events = POLLIN};
}

/* A client of the socket that does not read its answers is let go. */
static void ear_send(struct meter_ear *ear, const char *text, size_t size)
{
    size_t sent = 0;
    while (sent < size) {
        ssize_t count = send(ear->out, text + sent, size - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            ear_close(ear);
            return;
        }
        sent += (size_t)count;
    }
}

/* Writes what standard output takes without waiting: it is not ours to make it non-blocking, but a
 * pipe that poll() finds ready takes PIPE_BUF bytes. */
static void ear_write(struct meter_ear *ear)
{
    struct pollfd ready = {.fd = ear->out, .events = POLLOUT};
    while (ear->rest_at < ear->rest_size && poll(&ready, 1, 0) == 1) {
        size_t left = ear->rest_size - ear->rest_at;
        ssize_t count =
            write(ear->out, ear->rest + ear->rest_at, left < PIPE_BUF ? left : PIPE_BUF);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0) {
            ear_close(ear);
            return;
        }
        ear->rest_at += (size_t)count;
    }
    if (ear->rest_at < ear->rest_size)
        return;
    free(ear->rest);
    ear->rest = NULL;
    ear->rest_size = ear->rest_at = 0;
}

/* A chunk may hold several commands: their answers follow each other. */
static void ear_answer(struct meter_ear *ear, const char *text, size_t size)
{
    if (ear->in != STDIN_FILENO) {
        ear_send(ear, text, size);
        return;
    }
    char *rest = realloc(ear->rest, ear->rest_size + size);
    if (!rest) {
        ear_close(ear);
        return;
    }
    memcpy(rest + ear->rest_size, text, size);
    ear->rest = rest;
    ear->rest_size += size;
    ear_write(ear);
}

static void ear_execute(struct meter_ear *ear, const struct meter_group *group, ms_t now)
{
    char *text = NULL;
    size_t size = 0;
    struct fk_diag diag;
    FILE *answer = open_memstream(&text, &size);
    if (!answer) {
        ear_close(ear);
        return;
    }
    ear->text[ear->size] = '\0';
    if (ear->is_too_long)
        fprintf(answer, "error: a command has at most %d bytes", METER_COMMAND_MAX - 1);
    else if (strlen(ear->text) != ear->size)
        fputs("error: a command holds no NUL", answer);
    else if (meter_command(group, ear->text, now, answer) && group->keep &&
             group->keep(group->context, &diag) != FK_OK)
        fprintf(answer, " (not saved: %s)", diag.text);
    fputc('\n', answer);
    ear->size = 0;
    ear->is_too_long = false;
    if (fclose(answer) == 0)
        ear_answer(ear, text, size);
    free(text);
}

static bool ear_read(struct meter_ear *ear, const struct meter_group *group, ms_t now)
{
    char bytes[CHUNK];
    bool has_executed = false;
    ssize_t count = read(ear->in, bytes, sizeof bytes);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    for (ssize_t i = 0; i < count && ear->in >= 0; i++) {
        if (bytes[i] == '\n') {
            ear_execute(ear, group, now);
            has_executed = true;
        } else if (ear->size + 1 < sizeof ear->text) {
            ear->text[ear->size++] = bytes[i];
        } else {
            ear->is_too_long = true;
        }
    }
    if (count <= 0)
        ear_close(ear);
    return has_executed;
}

static void control_accept(struct meter_control *control)
{
    int fd = accept4(control->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    for (size_t i = 1; i < 1 + METER_CONTROL_CLIENTS; i++)
        if (control->ears[i].in < 0) {
            control->ears[i] = (struct meter_ear){.in = fd, .out = fd};
            return;
        }
    close(fd);
}

bool meter_control_serve(struct meter_control *control, const struct pollfd *fds,
                         const struct meter_group *group, ms_t now)
{
    bool has_executed = false;
    for (size_t i = 0; i < 1 + METER_CONTROL_CLIENTS; i++) {
        struct meter_ear *ear = &control->ears[i];
        if (fds[i].revents && ear->rest)
            ear_write(ear);
        else if (fds[i].revents && ear->in >= 0)
            has_executed |= ear_read(ear, group, now);
    }
    if (fds[METER_CONTROL_FDS - 1].revents && control->listener >= 0)
        control_accept(control);
    return has_executed;
}

void meter_control_fini(struct meter_control *control)
{
    for (size_t i = 0; i < 1 + METER_CONTROL_CLIENTS; i++)
        ear_close(&control->ears[i]);
    if (control->listener >= 0) {
        close(control->listener);
        (void)unlink(control->path);
    }
    control->listener = -1;
}
