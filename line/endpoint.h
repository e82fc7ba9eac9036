/* line/endpoint.h - HOST:PORT of TCP, for the side that connects and the side that listens.
 * HOST is a name, an IPv4 address or an IPv6 address in brackets; PORT is 0..65535. Thread-safe. */
#ifndef LINE_ENDPOINT_H
#define LINE_ENDPOINT_H
#include "base/err.h"
#include <netdb.h>
#include <stdbool.h>

#define ENDPOINT_TEXT 128 /* "[address]:port" and NUL */

/* Splits and resolves. Returns FK_OK and *out (free with freeaddrinfo), or FK_E_FORMAT (not
 * HOST:PORT) or FK_E_IO (no such host). With `is_listener` port 0 is legal: the system chooses. */
FK_MUST_CHECK int endpoint_resolve(const char *text, bool is_listener, struct addrinfo **out,
                                   struct fk_diag *diag);
/* "127.0.0.1:46001" of an address, numeric. */
void endpoint_format(const struct sockaddr *address, socklen_t size, char out[ENDPOINT_TEXT]);
#endif
