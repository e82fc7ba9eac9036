/* conformance/device/digest.h - SHA-256 (FIPS 180-4) of evidence, by OpenSSL. Reentrant. */
#ifndef CONFORMANCE_DEVICE_DIGEST_H
#define CONFORMANCE_DEVICE_DIGEST_H
#include "base/err.h"

/* Writes 64 lower-case hex digits and a NUL. FK_OK, or FK_E_IO if OpenSSL has no SHA-256. */
FK_MUST_CHECK int digest_sha256(const void *bytes, size_t size, char out[65]);
#endif
