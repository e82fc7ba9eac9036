#include "line/transport.h"

#include "line/transport_backend.h"

#include <stdlib.h>
#include <string.h>

struct transport_kind {
    const char *scheme;
    transport_opener *open;
};

static const struct transport_kind kinds[] = {
    {"sim:", transport_sim_open},
    {"tcp:", transport_tcp_open},
    {"pty:", transport_pty_open},
    {"serial:", transport_serial_open},
};

int transport_open(const char *uri, const struct transport_options *options, struct transport **out,
                   struct fk_diag *diag)
{
    *out = NULL;
    int err = transport_options_check(options, diag);
    if (err)
        return err;
    if (strlen(uri) >= TRANSPORT_URI_MAX)
        return fk_fail(diag, FK_E_FORMAT, NULL, TRANSPORT_URI_MAX,
                       "the port has %zu characters, at most %d are possible", strlen(uri),
                       TRANSPORT_URI_MAX - 1);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i].scheme);
        if (strncmp(uri, kinds[i].scheme, length) != 0)
            continue;
        struct transport *line = NULL;
        err = kinds[i].open(uri + length, options, &line, diag);
        if (err)
            return err;
        memcpy(line->uri, uri, strlen(uri) + 1);
        line->stop = options->stop;
        transport_echo_init(&line->echo, options->echo, options->baud);
        *out = line;
        return FK_OK;
    }
    return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                   "port '%s': expected sim:, tcp:HOST:PORT, pty:PATH or serial:PATH", uri);
}

void transport_close(struct transport *line)
{
    if (!line)
        return;
    line->ops->close(line);
    free(line);
}

int transport_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                   struct fk_diag *diag)
{
    int err = line->ops->send(line, bytes, size, deadline, diag);
    if (err)
        return err;
    err = transport_echo_sent(&line->echo, bytes, size, transport_now(line));
    if (err)
        return fk_fail(
            diag, err, NULL, 0,
            "more than %d bytes were sent without receiving: the echo cannot be followed",
            TRANSPORT_ECHO_SENT);
    return FK_OK;
}

int transport_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                      ms_t *at, struct fk_diag *diag)
{
    for (;;) {
        size_t taken = transport_echo_take(&line->echo, bytes, capacity, at);
        if (taken > 0 || capacity == 0)
            return (int)taken;
        uint8_t raw[TRANSPORT_ECHO_CHUNK];
        /* Never more than fits the caller, so that nothing is read early and stamped late. */
        size_t most = capacity < sizeof raw ? capacity : sizeof raw;
        int heard = line->ops->receive(line, raw, most, deadline, diag);
        if (heard < 0)
            return heard;
        if (heard == 0) {
            transport_echo_silence(&line->echo, transport_now(line));
            return (int)transport_echo_take(&line->echo, bytes, capacity, at);
        }
        int err = transport_echo_heard(&line->echo, raw, (size_t)heard, transport_now(line), diag);
        if (err)
            return err;
    }
}

int transport_wait(struct transport *line, ms_t until)
{
    return line->ops->wait(line, until);
}

ms_t transport_now(const struct transport *line)
{
    return line->ops->now(line);
}

ms_t transport_wall(const struct transport *line)
{
    return line->ops->wall(line);
}

void transport_set_stop(struct transport *line, const volatile sig_atomic_t *stop)
{
    line->stop = stop;
}

const char *transport_uri(const struct transport *line)
{
    return line->uri;
}

bool transport_is_virtual(const struct transport *line)
{
    return line->is_virtual;
}
