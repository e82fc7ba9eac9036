/* serial:PATH - a serial port: USB adapter, RS-485 card, UART. The only file that includes
 * libserialport: it finds, opens, locks and configures the port; bytes then go through the port's
 * descriptor with poll(), so that deadlines and the stop flag work as on every other line. */
#include "line/transport_backend.h"

#include <libserialport.h>
#include <stdlib.h>
#include <string.h>

static void serial_close(struct transport *line)
{
    struct transport_fd *link = (struct transport_fd *)line;
    if (link->port_saved) {
        (void)sp_set_config(link->port, link->port_saved);
        sp_free_config(link->port_saved);
    }
    (void)sp_close(link->port);
    sp_free_port(link->port);
}

static const struct transport_ops serial_ops = {.close = serial_close,
                                                .send = transport_fd_send,
                                                .receive = transport_fd_receive,
                                                .wait = transport_fd_wait,
                                                .now = transport_fd_now,
                                                .wall = transport_fd_wall};

static enum sp_parity serial_parity(uint8_t parity)
{
    static const enum sp_parity map[] = {[TRANSPORT_PARITY_NONE] = SP_PARITY_NONE,
                                         [TRANSPORT_PARITY_EVEN] = SP_PARITY_EVEN,
                                         [TRANSPORT_PARITY_ODD] = SP_PARITY_ODD};
    return map[parity];
}

/* A pseudo-terminal has no entry in the system's list of serial devices; the sentence names the way
 * out. */
static int serial_refused(const char *path, enum sp_return why, struct fk_diag *diag)
{
    if (strncmp(path, "/dev/pts/", 9) == 0)
        return fk_fail(diag, FK_E_IO, NULL, 0,
                       "serial:%.100s is a pseudo-terminal, not a serial port: use pty:%.100s",
                       path, path);
    char *message = why == SP_ERR_FAIL ? sp_last_error_message() : NULL;
    fk_fail(diag, FK_E_IO, NULL, 0, "serial:%.100s: %s", path,
            message              ? message
            : why == SP_ERR_ARG  ? "no such serial port"
            : why == SP_ERR_SUPP ? "the port does not support what was asked"
                                 : "out of memory");
    if (message)
        sp_free_error_message(message);
    return FK_E_IO;
}

static enum sp_return serial_save(struct transport_fd *link)
{
    struct sp_port_config *config;
    enum sp_return err = sp_new_config(&config);
    if (err != SP_OK)
        return err;
    err = sp_get_config(link->port, config);
    if (err == SP_OK)
        link->port_saved = config;
    else
        sp_free_config(config);
    return err;
}

static enum sp_return serial_configure(struct transport_fd *link,
                                       const struct transport_options *options)
{
    struct sp_port *port = link->port;
    enum sp_return err = serial_save(link);
    if (err == SP_OK)
        err = sp_set_baudrate(port, (int)options->baud);
    if (err == SP_OK)
        err = sp_set_bits(port, 8);
    if (err == SP_OK)
        err = sp_set_parity(port, serial_parity(options->parity));
    if (err == SP_OK)
        err = sp_set_stopbits(port, 1);
    if (err == SP_OK)
        err = sp_set_flowcontrol(port, SP_FLOWCONTROL_NONE);
    if (err == SP_OK)
        err = sp_flush(port, SP_BUF_BOTH); /* an answer to somebody before us */
    if (err == SP_OK)
        err = sp_get_port_handle(port, &link->fd);
    return err;
}

int transport_serial_open(const char *target, const struct transport_options *options,
                          struct transport **out, struct fk_diag *diag)
{
    struct sp_port *port = NULL;
    enum sp_return err = sp_get_port_by_name(target, &port);
    if (err != SP_OK)
        return serial_refused(target, err, diag);
    err = sp_open(port, SP_MODE_READ_WRITE);
    if (err != SP_OK) {
        int refused = serial_refused(target, err, diag);
        sp_free_port(port);
        return refused;
    }
    struct transport_fd *link = calloc(1, sizeof *link);
    if (!link) {
        (void)sp_close(port);
        sp_free_port(port);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for a port");
    }
    link->base.ops = &serial_ops;
    link->port = port;
    err = serial_configure(link, options);
    if (err != SP_OK) {
        int refused = serial_refused(target, err, diag);
        serial_close(&link->base);
        free(link);
        return refused;
    }
    *out = &link->base;
    return FK_OK;
}
