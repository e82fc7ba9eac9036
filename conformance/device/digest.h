/* conformance/device/digest.h - SHA-256 (FIPS 180-4) of evidence, by OpenSSL. Reentrant. */
#ifndef CONFORMANCE_DEVICE_DIGEST_H
#define CONFORMANCE_DEVICE_DIGEST_H
#include "base/err.h"

/* Writes 64 lower-case hex digits and a NUL. FK_OK, or FK_E_IO if OpenSSL has no SHA-256. */
FK_MUST_CHECK int digest_sha256(const void *bytes, size_t size, char out[65]);

/* The same in pieces: begin, add ..., then take as often as wanted (it may go on after), end. */
struct digest_stream {
    void *state;
};
FK_MUST_CHECK int digest_begin(struct digest_stream *stream);
FK_MUST_CHECK int digest_add(struct digest_stream *stream, const void *bytes, size_t size);
FK_MUST_CHECK int digest_take(const struct digest_stream *stream, char out[65]);
void digest_end(struct digest_stream *stream);
#endif
