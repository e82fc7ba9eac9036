#include "line/endpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Splits at the last colon, so that IPv6 addresses need brackets and nothing else does. */
static int endpoint_split(const char *text, char host[ENDPOINT_TEXT], char port[8])
{
    const char *colon = strrchr(text, ':');
    size_t host_size = colon ? (size_t)(colon - text) : 0;
    if (!colon || host_size == 0 || host_size >= ENDPOINT_TEXT)
        return FK_E_FORMAT;
    const char *digits = colon + 1;
    size_t size = strspn(digits, "0123456789");
    if (size == 0 || size > 5 || digits[size] != '\0' || strtol(digits, NULL, 10) > 65535)
        return FK_E_FORMAT;
    memcpy(port, digits, size + 1);
    if (text[0] == '[' && text[host_size - 1] == ']') {
        text++;
        host_size -= 2;
    } else if (memchr(text, ':', host_size)) {
        return FK_E_FORMAT;
    }
    memcpy(host, text, host_size);
    host[host_size] = '\0';
    return host_size > 0 ? FK_OK : FK_E_FORMAT;
}

int endpoint_resolve(const char *text, bool is_listener, struct addrinfo **out,
                     struct fk_diag *diag)
{
    char host[ENDPOINT_TEXT], port[8];
    *out = NULL;
    if (endpoint_split(text, host, port) < 0)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "'%.100s' is no TCP address, expected HOST:PORT with a port up to 65535",
                       text);
    if (!is_listener && strtol(port, NULL, 10) == 0)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "'%.100s': cannot connect to port 0", text);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICSERV | (is_listener ? AI_PASSIVE : 0)};
    int err = getaddrinfo(host, port, &hints, out);
    if (err)
        return fk_fail(diag, FK_E_IO, NULL, 0, "no host '%.80s': %s", host, gai_strerror(err));
    return FK_OK;
}

void endpoint_format(const struct sockaddr *address, socklen_t size, char out[ENDPOINT_TEXT])
{
    char host[64], port[8];
    if (getnameinfo(address, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        snprintf(out, ENDPOINT_TEXT, "?");
        return;
    }
    bool is_ipv6 = strchr(host, ':') != NULL;
    snprintf(out, ENDPOINT_TEXT, "%s%s%s:%s", is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "", port);
}
