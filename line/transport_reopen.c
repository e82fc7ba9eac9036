/* A line that was lost is opened again: a plug pulled out and put back, a serial server
 * restarted. */
#include "line/transport.h"
#include "line/transport_backend.h"

#include <stdlib.h>

#define AGAIN_MS 1000 /* between two tries */

static void dead_close(struct transport *line)
{
    (void)line; /* closed already */
}

static int dead_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                     struct fk_diag *diag)
{
    (void)bytes;
    (void)size;
    (void)deadline;
    return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the line was lost before", line->uri);
}

static int dead_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                        struct fk_diag *diag)
{
    return dead_send(line, bytes, capacity, deadline, diag);
}

static const struct transport_ops dead_ops = {.close = dead_close,
                                              .send = dead_send,
                                              .receive = dead_receive,
                                              .wait = transport_fd_wait,
                                              .now = transport_fd_now,
                                              .wall = transport_fd_wall};

int transport_reopen(struct transport **line, const struct transport_options *options,
                     ms_t limit_ms, struct fk_diag *diag)
{
    struct transport_options again = *options;
    ms_t end = transport_fd_now(NULL) + limit_ms;
    again.stop = NULL;
    /* Closed first: a serial port is opened by one at a time. */
    (*line)->ops->close(*line);
    (*line)->ops = &dead_ops;
    for (;;) {
        struct transport *fresh;
        ms_t left = end - transport_fd_now(NULL);
        if (left > 0 && left < (ms_t)again.connect_ms)
            again.connect_ms = (uint32_t)left;
        int err = transport_open((*line)->uri, &again, &fresh, diag);
        if (err == FK_OK) {
            fresh->stop = (*line)->stop;
            free(*line);
            *line = fresh;
            return FK_OK;
        }
        ms_t next = transport_fd_now(NULL) + AGAIN_MS;
        if (next >= end)
            return err;
        (void)transport_fd_poll(-1, 0, next, NULL);
    }
}
