/* line/transport_options.h - how a line is opened: speed, parity, echo, limits. Plain data. */
#ifndef LINE_TRANSPORT_OPTIONS_H
#define LINE_TRANSPORT_OPTIONS_H
#include "line/transport_echo.h"
#include "models/meter/device/device.h"
#include <signal.h>
#include <stdint.h>

enum transport_parity { TRANSPORT_PARITY_NONE, TRANSPORT_PARITY_EVEN, TRANSPORT_PARITY_ODD };

/* Start of virtual civil time of sim: 2026-03-02 08:30:00 CST, away from midnight and from the
 * 23:55-00:05 window in which broadcast time is ignored. */
#define TRANSPORT_SIM_WALL INT64_C(1772411400000)

struct transport_options {
    uint32_t baud;                    /* 600 .. 115200; serial: and pty: only */
    uint8_t parity;                   /* enum transport_parity; 8 data bits, 1 stop bit always */
    uint8_t echo;                     /* enum transport_echo */
    uint32_t connect_ms;              /* longest wait for a TCP connection */
    ms_t sim_wall;                    /* sim: civil time at the start */
    const struct meter_config *meter; /* sim: how the meter is made; NULL = meter_config_default.
                                         Borrowed during open only. Defects of the URI are added. */
    /* Raised (non-zero) by a signal handler: send, receive and wait then return FK_E_STATE within
     * 100 ms. NULL = never. Borrowed for the life of the transport; see transport_set_stop. */
    const volatile sig_atomic_t *stop;
};

/* 2400 baud, even parity, echo auto, connect 3,000 ms, TRANSPORT_SIM_WALL, default meter, no stop.
 */
void transport_options_default(struct transport_options *options);

/* FK_OK, or FK_E_ARG with the option that is out of range in *diag. */
FK_MUST_CHECK int transport_options_check(const struct transport_options *options,
                                          struct fk_diag *diag);
#endif
