#include "conformance/device/digest.h"

#include <openssl/evp.h>
#include <stdio.h>

int digest_sha256(const void *bytes, size_t size, char out[65])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(bytes, size, digest, &length, EVP_sha256(), NULL) != 1 || length != 32)
        return FK_E_IO;
    for (unsigned i = 0; i < length; i++)
        snprintf(out + (size_t)2 * i, 3, "%02x", digest[i]);
    return FK_OK;
}
