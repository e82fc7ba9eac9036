#include "cli/run/run_printed.h"

#include "cli/run/run_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 4096

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

bool run_printed_begin(struct run_printed *printed)
{
    *printed = (struct run_printed){true, {-1, -1}, {-1, -1}, {NULL}, {0}, {0}};
    for (unsigned k = 0; k < 2; k++) {
        int both[2];
        if (pipe2(both, O_CLOEXEC) != 0) {
            int error = errno;
            close_end(&printed->ends[0]);
            close_end(&printed->write_ends[0]);
            printed->is_kept = false;
            errno = error;
            return false;
        }
        printed->ends[k] = both[0];
        printed->write_ends[k] = both[1];
    }
    return true;
}

bool run_printed_in_child(struct run_printed *printed)
{
    if (!printed->is_kept)
        return true;
    bool is_done = dup2(printed->write_ends[0], STDOUT_FILENO) >= 0 &&
                   dup2(printed->write_ends[1], STDERR_FILENO) >= 0;
    for (unsigned k = 0; k < 2; k++) {
        close_end(&printed->ends[k]);
        close_end(&printed->write_ends[k]);
    }
    return is_done;
}

void run_printed_in_parent(struct run_printed *printed)
{
    for (unsigned k = 0; k < 2 && printed->is_kept; k++)
        close_end(&printed->write_ends[k]);
}

/* Without memory for it, it is shown out of its turn. */
static void keep(struct run_printed *printed, unsigned k, const char *piece, size_t size)
{
    if (printed->room[k] - printed->used[k] < size) {
        size_t room = 2 * printed->room[k] + size;
        char *text = realloc(printed->text[k], room);
        if (!text) {
            fwrite(piece, 1, size, k == 0 ? stdout : stderr);
            return;
        }
        printed->text[k] = text;
        printed->room[k] = room;
    }
    memcpy(printed->text[k] + printed->used[k], piece, size);
    printed->used[k] += size;
}

static void take_piece(struct run_printed *printed, unsigned k)
{
    char piece[PIECE];
    ssize_t size = read(printed->ends[k], piece, sizeof piece);
    if (size > 0)
        keep(printed, k, piece, (size_t)size);
    else if (size == 0 || errno != EINTR)
        close_end(&printed->ends[k]);
}

void run_printed_take(struct run_printed *printed, size_t count)
{
    struct pollfd ends[2 * RUN_GUARD_CHILDREN];
    struct {
        struct run_printed *printed;
        unsigned k;
    } whose[2 * RUN_GUARD_CHILDREN];
    nfds_t open = 0;
    for (size_t i = 0; i < 2 * count && open < 2 * RUN_GUARD_CHILDREN; i++) {
        struct run_printed *p = &printed[i / 2];
        if (!p->is_kept || p->ends[i % 2] < 0)
            continue;
        ends[open] = (struct pollfd){.fd = p->ends[i % 2], .events = POLLIN};
        whose[open].printed = p;
        whose[open++].k = i % 2;
    }
    if (poll(ends, open, -1) <= 0)
        return; /* a signal */
    for (nfds_t i = 0; i < open; i++)
        if (ends[i].revents)
            take_piece(whose[i].printed, whose[i].k);
}

bool run_printed_is_whole(const struct run_printed *printed)
{
    return printed->is_kept && printed->ends[0] < 0 && printed->ends[1] < 0;
}

void run_printed_show(struct run_printed *printed)
{
    FILE *const ways[2] = {stdout, stderr};
    for (unsigned k = 0; k < 2 && printed->is_kept; k++) {
        if (printed->used[k] > 0)
            fwrite(printed->text[k], 1, printed->used[k], ways[k]);
        fflush(ways[k]);
        close_end(&printed->ends[k]);
        free(printed->text[k]);
    }
    *printed = (struct run_printed){.is_kept = false};
}
