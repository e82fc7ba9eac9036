/* protocol/dlt645/dlt645_candidate.c - see the header. */
#include "protocol/dlt645/dlt645_candidate.h"
#include <string.h>

#define CLAUSE(number) "DL/T 645-2007 " number

enum { SECOND_START = 7, CONTROL = 8, LENGTH = 9, TAIL = 2 };

static struct dlt645_candidate candidate_make(enum dlt645_verdict verdict, size_t size,
                                              size_t bad_at)
{
    struct dlt645_candidate candidate = {verdict, size, bad_at};
    return candidate;
}

struct dlt645_candidate dlt645_candidate_judge(const uint8_t *bytes, size_t size,
                                               bool is_end_optional)
{
    if (size == 0)
        return candidate_make(DLT645_UNFINISHED, 0, 0);
    if (bytes[0] != DLT645_START)
        return candidate_make(DLT645_NO_START, 0, 0);
    /* Judged as soon as it is there: a stray 68 must not wait for a length it does not have. */
    if (size > SECOND_START && bytes[SECOND_START] != DLT645_START)
        return candidate_make(DLT645_NO_SECOND_START, 0, SECOND_START);
    if (size <= LENGTH)
        return candidate_make(DLT645_UNFINISHED, 0, size);
    size_t sum_at = DLT645_HEAD_SIZE + (size_t)bytes[LENGTH];
    size_t whole = sum_at + TAIL;
    if (size < whole)
        return candidate_make(DLT645_UNFINISHED, whole, size);
    /* The end byte first: a wrong length byte usually shows there, and "check sum" would mislead.
     */
    if (bytes[sum_at + 1] != DLT645_END && !is_end_optional)
        return candidate_make(DLT645_NO_END, whole, sum_at + 1);
    if (dlt645_checksum(bytes, sum_at) != bytes[sum_at])
        return candidate_make(DLT645_WRONG_SUM, whole, sum_at);
    return candidate_make(DLT645_WHOLE, whole, 0);
}

int dlt645_candidate_error(enum dlt645_verdict verdict)
{
    if (verdict == DLT645_WHOLE)
        return FK_OK;
    return verdict == DLT645_WRONG_SUM ? FK_E_CHECKSUM : FK_E_FORMAT;
}

int dlt645_candidate_fail(struct dlt645_candidate candidate, const uint8_t *bytes, size_t size,
                          size_t base, struct fk_diag *diag)
{
    size_t at = base + candidate.bad_at;
    unsigned found = candidate.bad_at < size ? bytes[candidate.bad_at] : 0;
    switch (candidate.verdict) {
    case DLT645_WHOLE:
        break;
    case DLT645_UNFINISHED:
        if (candidate.size == 0 && size <= SECOND_START)
            return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.1"), at,
                           "frame cut short after %zu bytes, the second start byte 68 is missing",
                           size);
        if (candidate.size == 0)
            return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.1"), at,
                           "frame cut short after %zu bytes, its head has %d", size,
                           DLT645_HEAD_SIZE);
        return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.1"), at,
                       "frame cut short after %zu bytes, by its length byte it has %zu", size,
                       candidate.size);
    case DLT645_NO_START:
        return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.1"), at, "start byte is %02X, expected 68",
                       found);
    case DLT645_NO_SECOND_START:
        return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.1"), at,
                       "second start byte is %02X, expected 68", found);
    case DLT645_NO_END:
        return fk_fail(diag, FK_E_FORMAT, CLAUSE("5.2.7"), at, "end byte is %02X, expected 16",
                       found);
    case DLT645_WRONG_SUM:
        return fk_fail(diag, FK_E_CHECKSUM, CLAUSE("5.2.6"), at, "check sum is %02X, expected %02X",
                       found, (unsigned)dlt645_checksum(bytes, candidate.bad_at));
    }
    return FK_OK;
}

void dlt645_candidate_unpack(const uint8_t *bytes, struct dlt645_frame *out)
{
    memcpy(out->address, bytes + 1, DLT645_ADDRESS_SIZE);
    out->control = bytes[CONTROL];
    out->length = bytes[LENGTH];
    for (unsigned i = 0; i < out->length; i++)
        out->data[i] = (uint8_t)(bytes[DLT645_HEAD_SIZE + i] - DLT645_OFFSET);
}

int dlt645_frame_decode(const uint8_t *bytes, size_t size, struct dlt645_frame *out,
                        struct fk_diag *diag)
{
    size_t wakes = 0;
    while (wakes < size && bytes[wakes] == DLT645_WAKE)
        wakes++;
    if (wakes == size)
        return fk_fail(diag, FK_E_FORMAT, "DL/T 645-2007 5.2.1", size,
                       "no start byte, expected 68");
    struct dlt645_candidate candidate = dlt645_candidate_judge(bytes + wakes, size - wakes, false);
    if (candidate.verdict != DLT645_WHOLE)
        return dlt645_candidate_fail(candidate, bytes + wakes, size - wakes, wakes, diag);
    dlt645_candidate_unpack(bytes + wakes, out);
    return (int)(wakes + candidate.size);
}
