/* models/collection/refusals.h - the meters of a concentrator that refuse commands, with a code
 * of R-25 instead of carrying them out, and those that obey though nobody can read their
 * registers (code OK): few, and none in most worlds. Owned by its concentrator. */
#ifndef MODELS_COLLECTION_REFUSALS_H
#define MODELS_COLLECTION_REFUSALS_H
#include "base/image.h"
#include "models/house/party.h"

struct refusals {
    struct refusal {
        uint32_t customer;
        uint32_t code; /* enum result_code */
    } * list;          /* in the order in which they began */
    uint32_t count, capacity;
};

void refusals_fini(struct refusals *refusals);
/* MSG_FAULT with the code in its value: one begins, or one like it ends. FK_OK, FK_E_MEMORY, or
 * FK_E_ARG for the end of one that never began. */
FK_MUST_CHECK int refusals_change(struct refusals *refusals, const struct message *fault);
/* The code with which the meter refuses the command N1, RESULT_NONE if it does not: the oldest. A
 * meter that is protected refuses trips alone. */
enum result_code refusals_code(const struct refusals *refusals, uint32_t customer, unsigned n1);
/* Whether a meter with so many faults because of which it answers nothing is silent to
 * MSG_COMMAND or MSG_READ: those that hide its registers alone leave commands and the status
 * word through. */
bool refusals_is_mute(const struct refusals *refusals, uint32_t customer, unsigned unreadable,
                      const struct message *request);
/* Loading refuses meters other than first .. first + count - 1. */
void refusals_image(struct refusals *refusals, struct image *image, uint32_t first, uint32_t count);
#endif
