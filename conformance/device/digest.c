#include "conformance/device/digest.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>

static void to_hex(const unsigned char digest[32], char out[65])
{
    for (unsigned i = 0; i < 32; i++)
        snprintf(out + (size_t)2 * i, 3, "%02x", digest[i]);
}

int digest_sha256(const void *bytes, size_t size, char out[65])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(bytes, size, digest, &length, EVP_sha256(), NULL) != 1 || length != 32)
        return FK_E_IO;
    to_hex(digest, out);
    return FK_OK;
}

int digest_begin(struct digest_stream *stream)
{
    stream->state = EVP_MD_CTX_new();
    if (stream->state && EVP_DigestInit_ex(stream->state, EVP_sha256(), NULL) == 1)
        return FK_OK;
    digest_end(stream);
    return FK_E_IO;
}

int digest_add(struct digest_stream *stream, const void *bytes, size_t size)
{
    return EVP_DigestUpdate(stream->state, bytes, size) == 1 ? FK_OK : FK_E_IO;
}

int digest_take(const struct digest_stream *stream, char out[65])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    bool is_done = copy && EVP_MD_CTX_copy_ex(copy, stream->state) == 1 &&
                   EVP_DigestFinal_ex(copy, digest, &length) == 1 && length == 32;
    EVP_MD_CTX_free(copy);
    if (!is_done)
        return FK_E_IO;
    to_hex(digest, out);
    return FK_OK;
}

void digest_end(struct digest_stream *stream)
{
    EVP_MD_CTX_free(stream->state);
    stream->state = NULL;
}
