/* protocol/dlt645/dlt645_follow.c - see the header. */
#include "protocol/dlt645/dlt645_follow.h"
#include <string.h>

#define SEQ_MAX 255

void dlt645_follow_init(struct dlt645_follow *follow, uint32_t di, bool may_report, uint8_t *value,
                        size_t capacity)
{
    *follow = (struct dlt645_follow){
        .di = di, .may_report = may_report, .value = value, .capacity = capacity};
}

int dlt645_follow_take(struct dlt645_follow *follow, const struct dlt645_message *message)
{
    bool is_first = follow->seq == 0;
    if (message->kind != DLT645_ANSWER ||
        message->function != (is_first ? DLT645_READ : DLT645_READ_FOLLOW))
        return FK_E_FORMAT;
    if (!is_first && message->seq != follow->seq)
        return FK_E_FORMAT;
    /* Only the frame behind a first one can be a report: a cut item goes on under its own name. */
    if (!is_first && follow->may_report && follow->seq == 1 && message->di == DLT645_REPORT_DI &&
        follow->di != DLT645_REPORT_DI)
        return DLT645_FOLLOW_REPORT;
    if (message->di != follow->di)
        return FK_E_FORMAT;
    if (message->value_size > follow->capacity - follow->size)
        return FK_E_SPACE;
    memcpy(follow->value + follow->size, message->value, message->value_size);
    follow->size += message->value_size;
    if (!message->has_more)
        return DLT645_FOLLOW_DONE;
    if (follow->seq == SEQ_MAX)
        return FK_E_RANGE;
    follow->seq++;
    return DLT645_FOLLOW_ASK;
}

struct dlt645_message dlt645_follow_request(const struct dlt645_follow *follow)
{
    return (struct dlt645_message){.function = DLT645_READ_FOLLOW,
                                   .kind = DLT645_REQUEST,
                                   .di = follow->di,
                                   .seq = follow->seq};
}

bool dlt645_follow_part(size_t size, unsigned seq, size_t *at, size_t *length, bool *has_more)
{
    size_t begin = seq == 0 ? 0 : DLT645_FOLLOW_FIRST + (size_t)(seq - 1) * DLT645_FOLLOW_NEXT;
    size_t room = seq == 0 ? DLT645_FOLLOW_FIRST : DLT645_FOLLOW_NEXT;
    if (seq > SEQ_MAX || (seq > 0 && begin >= size))
        return false;
    *at = begin;
    *length = size - begin < room ? size - begin : room;
    *has_more = begin + *length < size;
    return true;
}
