/* pty:PATH - a terminal with plain termios: the pseudo-terminals that libserialport refuses. It
 * also opens a real serial port, but cannot lock it and knows only the standard speeds; serial: is
 * for those. */
#include "line/transport_backend.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void pty_close(struct transport *line)
{
    struct transport_fd *link = (struct transport_fd *)line;
    (void)tcsetattr(link->fd, TCSANOW, &link->saved);
    close(link->fd);
}

static const struct transport_ops pty_ops = {.close = pty_close,
                                             .send = transport_fd_send,
                                             .receive = transport_fd_receive,
                                             .wait = transport_fd_wait,
                                             .now = transport_fd_now,
                                             .wall = transport_fd_wall};

static int pty_speed(uint32_t baud, speed_t *speed)
{
    static const struct {
        uint32_t baud;
        speed_t speed;
    } speeds[] = {{600, B600},     {1200, B1200},   {2400, B2400},
                  {4800, B4800},   {9600, B9600},   {19200, B19200},
                  {38400, B38400}, {57600, B57600}, {115200, B115200}};
    for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
        if (speeds[i].baud == baud) {
            *speed = speeds[i].speed;
            return FK_OK;
        }
    }
    return FK_E_RANGE;
}

/* Raw, 8 data bits, 1 stop bit; a byte with wrong parity reads as 00, which no frame forgives. */
static void pty_settings(struct termios *settings, speed_t speed, uint8_t parity)
{
    cfmakeraw(settings);
    settings->c_cflag &= ~(tcflag_t)(CSTOPB | PARENB | PARODD | CRTSCTS);
    settings->c_cflag |= CLOCAL | CREAD;
    settings->c_iflag &= ~(tcflag_t)(IXON | IXOFF | INPCK | IGNPAR | PARMRK);
    if (parity != TRANSPORT_PARITY_NONE) {
        settings->c_cflag |= PARENB;
        settings->c_iflag |= INPCK;
    }
    if (parity == TRANSPORT_PARITY_ODD)
        settings->c_cflag |= PARODD;
    settings->c_cc[VMIN] = 1;
    settings->c_cc[VTIME] = 0;
    (void)cfsetispeed(settings, speed);
    (void)cfsetospeed(settings, speed);
}

static int pty_configure(struct transport_fd *link, const char *path,
                         const struct transport_options *options, struct fk_diag *diag)
{
    speed_t speed;
    if (pty_speed(options->baud, &speed) < 0)
        return fk_fail(diag, FK_E_ARG, NULL, 0,
                       "pty:%.100s: %u baud is no standard speed, expected 600, 1200, 2400, 4800, "
                       "9600, 19200, 38400, 57600 or 115200",
                       path, options->baud);
    if (tcgetattr(link->fd, &link->saved) < 0)
        return fk_fail(diag, FK_E_IO, NULL, 0, "pty:%.100s: not a terminal", path);
    struct termios settings = link->saved;
    pty_settings(&settings, speed, options->parity);
    if (tcsetattr(link->fd, TCSANOW, &settings) < 0)
        return fk_fail(diag, FK_E_IO, NULL, 0, "pty:%.100s: cannot be set up: %s", path,
                       strerror(errno));
    (void)tcflush(link->fd, TCIOFLUSH); /* an answer to somebody before us */
    return FK_OK;
}

int transport_pty_open(const char *target, const struct transport_options *options,
                       struct transport **out, struct fk_diag *diag)
{
    struct transport_fd *link = calloc(1, sizeof *link);
    if (!link)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for a port");
    link->base.ops = &pty_ops;
    link->fd = open(target, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    int err = FK_OK;
    if (link->fd < 0)
        err = fk_fail(diag, FK_E_IO, NULL, 0, "pty:%.100s: %s", target, strerror(errno));
    else
        err = pty_configure(link, target, options, diag);
    if (err) {
        if (link->fd >= 0)
            close(link->fd);
        free(link);
        return err;
    }
    *out = &link->base;
    return FK_OK;
}
