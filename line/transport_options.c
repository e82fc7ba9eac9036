#include "line/transport_options.h"

#define CONNECT_MS 3000 /* enough for a serial server behind a cellular line */

void transport_options_default(struct transport_options *options)
{
    *options = (struct transport_options){.baud = 2400,
                                          .parity = TRANSPORT_PARITY_EVEN,
                                          .echo = TRANSPORT_ECHO_AUTO,
                                          .connect_ms = CONNECT_MS,
                                          .sim_wall = TRANSPORT_SIM_WALL};
}

int transport_options_check(const struct transport_options *options, struct fk_diag *diag)
{
    if (options->baud < 600 || options->baud > 115200)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "baud is %u, expected 600 to 115200",
                       options->baud);
    if (options->parity > TRANSPORT_PARITY_ODD)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "parity is %u, expected none, even or odd",
                       options->parity);
    if (options->echo > TRANSPORT_ECHO_AUTO)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "echo is %u, expected off, on or auto",
                       options->echo);
    return FK_OK;
}
