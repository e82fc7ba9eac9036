/* protocol/dlt645/dlt645_security.h - security commands, C = 03H: what stands behind identifier and
 * operator code of a request, and behind the identifier of an answer (fee-control extension).
 *
 * One row a command and layout; where sources differ a command has several rows, told apart by
 * their length. Every field is turned round on the line, so that DLT645_DIGITS shows ciphers and
 * MACs as the security module gives them. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_SECURITY_H
#define PROTOCOL_DLT645_DLT645_SECURITY_H
#include "protocol/dlt645/dlt645_item_table.h"

struct dlt645_security {
    uint32_t di;
    char sure; /* as of struct dlt645_item */
    const char *name, *name_zh;
    uint8_t request_count, answer_count;
    const struct dlt645_field *request, *answer; /* one DLT645_REST in each at most */
};

size_t dlt645_security_count(void);
const struct dlt645_security *dlt645_security_at(size_t index);

/* The row for a request (is_answer false) or an answer with `size` bytes behind operator code or
 * identifier; the first of its command if none has this length; NULL for no security command. */
const struct dlt645_security *dlt645_security_find(uint32_t di, bool is_answer, size_t size);

/* Bytes of all fields, DLT645_REST as none. */
size_t dlt645_security_size(const struct dlt645_field *fields, size_t count);
#endif
