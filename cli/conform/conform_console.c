#include "cli/conform/conform_console.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE      4096 /* a pipe that can be written takes PIPE_BUF bytes without waiting */
#define PATIENCE   1000 /* ms for a reader after a signal */
#define LOOK_AGAIN 100  /* ms */

struct console {
    int fd;
    FILE *before, *stream;
    char *kept; /* not written yet */
    size_t size, capacity;
    bool is_broken; /* an error of writing, or no memory: nothing is written any more */
};

static struct console consoles[] = {{.fd = STDOUT_FILENO}, {.fd = STDERR_FILENO}};
#define CONSOLES (sizeof consoles / sizeof *consoles)

/* Writes what is taken within `wait` ms. False: nothing was. */
static bool pass_on(struct console *console, int wait)
{
    struct pollfd ready = {.fd = console->fd, .events = POLLOUT};
    if (poll(&ready, 1, wait) <= 0 || !(ready.revents & (POLLOUT | POLLERR | POLLHUP | POLLNVAL)))
        return false;
    ssize_t taken =
        write(console->fd, console->kept, console->size < PIECE ? console->size : PIECE);
    if (taken < 0) {
        console->is_broken = errno != EINTR && errno != EAGAIN;
        return console->is_broken;
    }
    console->size -= (size_t)taken;
    memmove(console->kept, console->kept + taken, console->size);
    return true;
}

static bool keep(struct console *console, const char *bytes, size_t size)
{
    if (console->size + size > console->capacity) {
        size_t capacity = 2 * (console->size + size);
        char *more = realloc(console->kept, capacity);
        if (!more)
            return false;
        console->kept = more;
        console->capacity = capacity;
    }
    memcpy(console->kept + console->size, bytes, size);
    console->size += size;
    return true;
}

static ssize_t take(void *cookie, const char *bytes, size_t size)
{
    struct console *console = cookie;
    if (console->is_broken || !keep(console, bytes, size)) {
        console->is_broken = true;
        return 0; /* an error of the stream */
    }
    while (console->size > 0 && !console->is_broken && pass_on(console, 0))
        ;
    return (ssize_t)size;
}

void conform_console_begin(void)
{
    static const cookie_io_functions_t functions = {.write = take};
    for (size_t i = 0; i < CONSOLES; i++) {
        struct console *console = &consoles[i];
        FILE **stream = console->fd == STDOUT_FILENO ? &stdout : &stderr;
        console->stream = console->before ? NULL : fopencookie(console, "w", functions);
        if (!console->stream)
            continue;
        fflush(*stream);
        if (console->fd == STDERR_FILENO)
            setvbuf(console->stream, NULL, _IONBF, 0);
        else if (isatty(console->fd))
            setvbuf(console->stream, NULL, _IOLBF, BUFSIZ);
        console->before = *stream;
        *stream = console->stream;
    }
}

/* Nobody takes it: what is said from here on would wait, too. */
static void give_up(struct console *console)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        (void)dup2(nowhere, console->fd);
    if (nowhere >= 0)
        close(nowhere);
    console->is_broken = true;
}

static bool end(struct console *console, const volatile sig_atomic_t *stop)
{
    bool is_whole = fclose(console->stream) == 0;
    int waited = 0;
    while (console->size > 0 && !console->is_broken) {
        if (pass_on(console, LOOK_AGAIN))
            waited = 0;
        else if (*stop && (waited += LOOK_AGAIN) > PATIENCE)
            give_up(console);
    }
    struct pollfd ready = {.fd = console->fd, .events = POLLOUT};
    if (*stop && !console->is_broken && poll(&ready, 1, PATIENCE) == 0)
        give_up(console);
    free(console->kept);
    is_whole &= !console->is_broken;
    *console = (struct console){.fd = console->fd};
    return is_whole;
}

bool conform_console_end(const volatile sig_atomic_t *stop)
{
    bool is_whole = true;
    for (size_t i = 0; i < CONSOLES; i++) {
        struct console *console = &consoles[i];
        FILE **stream = console->fd == STDOUT_FILENO ? &stdout : &stderr;
        if (!console->before)
            continue;
        *stream = console->before;
        is_whole &= end(console, stop) || console->fd == STDERR_FILENO;
    }
    return is_whole;
}
