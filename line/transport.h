/* line/transport.h - a line to a meter, whatever it is made of.
 *
 * URI                       what                                    clock
 * sim:[WORD[,WORD...]]      the virtual meter in this process       virtual: waiting costs no time
 * tcp:HOST:PORT             a serial server or `feikong meter`      CLOCK_MONOTONIC
 * pty:/dev/pts/N            a pseudo-terminal, plain termios        CLOCK_MONOTONIC
 * serial:/dev/ttyUSB0       a serial port, libserialport            CLOCK_MONOTONIC
 *
 * WORD is the name of a defect or a profile (defects.h, profiles.h), or "settle=MS".
 *
 * One interface over a table of functions (line/transport_backend.h); each kind has its own
 * file: transport_sim.c, transport_tcp.c, transport_pty.c, transport_serial.c. A transport moves
 * bytes and tells the time; it knows nothing of frames. Silence is not an error and an error is not
 * silence.
 *
 * Time: `transport_now` is a count of milliseconds with an arbitrary start, never going back; all
 * deadlines are absolute moments of this clock. `transport_wall` is the civil time that a meter's
 * clock should show (base/clock.h); for sim: it is virtual too and starts at options.sim_wall,
 * for the others it is CLOCK_REALTIME.
 *
 * Not thread-safe: one transport belongs to one thread. */
#ifndef LINE_TRANSPORT_H
#define LINE_TRANSPORT_H
#include "base/clock.h"
#include "base/err.h"
#include "line/transport_options.h"
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct transport; /* opaque; line/transport_backend.h */

/* Opens the line. Returns FK_OK and *out (free with transport_close), or with *out = NULL and one
 * sentence in *diag
 *   FK_E_FORMAT    the URI is none of the above, or names an unknown defect (the sentence lists the
 * kinds, or says which defect): a usage error, FK_E_ARG       an option is out of range (baud),
 *   FK_E_IO        the system refused: no such port, connection refused, no libserialport support,
 *   FK_E_TIMEOUT   no TCP connection within connect_ms. */
FK_MUST_CHECK int transport_open(const char *uri, const struct transport_options *options,
                                 struct transport **out, struct fk_diag *diag);
/* Opens a line that was lost again, with the same URI: closes it and tries to open it, once a
 * second, until `limit_ms` have passed; options->stop is not looked at. FK_OK with the new line in
 * *line (the old one is freed), or the error of the last try: *line is then still to be closed by
 * its owner and may be tried again; whatever else is asked of it is FK_E_IO. */
FK_MUST_CHECK int transport_reopen(struct transport **line, const struct transport_options *options,
                                   ms_t limit_ms, struct fk_diag *diag);
/* Closes the line and frees everything, NULL is fine. Leaves the termios settings as they were
 * found. */
void transport_close(struct transport *line);

/* Sends all bytes and returns when the last one is out of this machine's hands (serial:, pty:
 * tcdrain), so that transport_now after it is the start of the answer delay. Returns FK_OK,
 * FK_E_IO (line lost), FK_E_TIMEOUT (not out before the deadline), FK_E_STATE (stop raised). */
FK_MUST_CHECK int transport_send(struct transport *line, const uint8_t *bytes, size_t size,
                                 ms_t deadline, struct fk_diag *diag);

/* Waits until at least one byte is there and takes what is there, at most `capacity`. Echo is
 * already taken off. *at (may be NULL) is when the bytes were taken. Returns n > 0          bytes,
 *   0              silence: the deadline passed without a byte (a deadline in the past polls),
 *   FK_E_IO        line lost (end of file, port gone, collision with the echo),
 *   FK_E_STATE     stop raised. */
FK_MUST_CHECK int transport_receive(struct transport *line, uint8_t *bytes, size_t capacity,
                                    ms_t deadline, ms_t *at, struct fk_diag *diag);

/* Lets time pass without looking at the line, for gaps between bytes and quiet times. Never later
 * than needed: sim: only moves its clock. FK_OK, or FK_E_STATE (stop raised). */
FK_MUST_CHECK int transport_wait(struct transport *line, ms_t until);

ms_t transport_now(const struct transport *line);
ms_t transport_wall(const struct transport *line);

/* Replaces options.stop; NULL lets the clean-up after a signal talk to the meter. */
void transport_set_stop(struct transport *line, const volatile sig_atomic_t *stop);

/* The URI as opened; borrowed, lives as long as the line. */
const char *transport_uri(const struct transport *line);
/* True for sim: time is virtual, nothing outside this process is touched. */
bool transport_is_virtual(const struct transport *line);
#endif
