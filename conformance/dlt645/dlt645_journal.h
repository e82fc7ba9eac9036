/* conformance/dlt645/dlt645_journal.h - what a test has changed in the device and how it was: one
 * row a change, as many as there are. dlt645_restore plays it backwards, whatever ended the test.
 */
#ifndef CONFORMANCE_DLT645_DLT645_JOURNAL_H
#define CONFORMANCE_DLT645_DLT645_JOURNAL_H
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

#define JOURNAL_DATA 200 /* bytes of an item that can be put back */

enum journal_kind {
    JOURNAL_STATUS, /* relay, protection or alarm: as status word 3 showed them first */
    JOURNAL_CLOCK,  /* as far ahead of civil time as it was found */
    JOURNAL_ITEM    /* `item` held `bytes` */
};

struct journal_row {
    uint8_t kind, size;
    uint32_t item;
    uint8_t bytes[JOURNAL_DATA];
};

/* Zero is empty. Owns its rows; free with dlt645_journal_fini. */
struct dlt645_journal {
    struct journal_row *rows;
    uint32_t count, capacity;
};

/* Appends a row. Status and clock are noted once: how they were first is what counts. FK_OK, or
 * FK_E_MEMORY: then the change must not be made. */
FK_MUST_CHECK int dlt645_journal_add(struct dlt645_journal *journal, enum journal_kind kind,
                                     uint32_t item, const uint8_t *bytes, size_t size);
/* True if a change of this kind was noted. */
bool dlt645_journal_holds(const struct dlt645_journal *journal, enum journal_kind kind);
/* Forgets the newest row: what it notes was not done. */
void dlt645_journal_drop(struct dlt645_journal *journal);
void dlt645_journal_fini(struct dlt645_journal *journal);
#endif
