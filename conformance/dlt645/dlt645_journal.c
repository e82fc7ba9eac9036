#include "conformance/dlt645/dlt645_journal.h"

#include "base/grow.h"

#include <stdlib.h>
#include <string.h>

int dlt645_journal_add(struct dlt645_journal *journal, enum journal_kind kind, uint32_t item,
                       const uint8_t *bytes, size_t size)
{
    if (size > JOURNAL_DATA)
        return FK_E_SPACE;
    if (kind != JOURNAL_ITEM && dlt645_journal_holds(journal, kind))
        return FK_OK;
    int err =
        grow_for_one(&journal->rows, sizeof *journal->rows, journal->count, &journal->capacity);
    if (err != FK_OK)
        return err;
    struct journal_row *row = &journal->rows[journal->count++];
    *row = (struct journal_row){.kind = (uint8_t)kind, .size = (uint8_t)size, .item = item};
    if (size > 0)
        memcpy(row->bytes, bytes, size);
    return FK_OK;
}

bool dlt645_journal_holds(const struct dlt645_journal *journal, enum journal_kind kind)
{
    for (uint32_t i = 0; i < journal->count; i++)
        if (journal->rows[i].kind == kind)
            return true;
    return false;
}

void dlt645_journal_drop(struct dlt645_journal *journal)
{
    if (journal->count > 0)
        journal->count--;
}

void dlt645_journal_fini(struct dlt645_journal *journal)
{
    free(journal->rows);
    memset(journal, 0, sizeof *journal);
}
