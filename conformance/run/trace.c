#include "conformance/run/trace.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[CONFORM_ENTRY_KINDS] = {
    "test", "sent",    "received", "stray",    "silence",
    "wait", "stopped", "lost",     "reopened", "retuned",
};

void conform_trace_init(struct conform_trace *trace)
{
    memset(trace, 0, sizeof *trace);
}

void conform_trace_fini(struct conform_trace *trace)
{
    free(trace->entries);
    free(trace->bytes);
    memset(trace, 0, sizeof *trace);
}

/* Doubles *memory until `need` elements fit; the old block stays valid when there is no memory. */
static int grow(void **memory, size_t *capacity, size_t need, size_t element)
{
    size_t more = *capacity ? *capacity : 64;
    while (more < need)
        more *= 2;
    if (more == *capacity)
        return FK_OK;
    void *bigger = realloc(*memory, more * element);
    if (!bigger)
        return FK_E_MEMORY;
    *memory = bigger;
    *capacity = more;
    return FK_OK;
}

int conform_trace_reserve(struct conform_trace *trace, size_t entries, size_t bytes)
{
    void *rows = trace->entries, *arena = trace->bytes;
    int err = grow(&rows, &trace->capacity, entries, sizeof *trace->entries);
    trace->entries = rows;
    if (err == FK_OK)
        err = grow(&arena, &trace->bytes_capacity, bytes, 1);
    trace->bytes = arena;
    return err;
}

int conform_trace_add(struct conform_trace *trace, const struct conform_entry *entry,
                      const void *bytes, size_t size)
{
    void *entries = trace->entries, *arena = trace->bytes;
    int err = grow(&entries, &trace->capacity, trace->count + 1, sizeof *trace->entries);
    trace->entries = entries;
    if (err != FK_OK)
        return err;
    err = grow(&arena, &trace->bytes_capacity, trace->size + size, 1);
    trace->bytes = arena;
    if (err != FK_OK)
        return err;
    struct conform_entry *added = &trace->entries[trace->count];
    *added = *entry;
    added->offset = trace->size;
    added->size = size;
    if (size > 0)
        memcpy(trace->bytes + trace->size, bytes, size);
    trace->size += size;
    return (int)trace->count++;
}

const uint8_t *conform_trace_bytes(const struct conform_trace *trace,
                                   const struct conform_entry *entry)
{
    return trace->bytes + entry->offset;
}

size_t conform_trace_join(const struct conform_trace *trace, int index, uint8_t *out,
                          size_t capacity)
{
    size_t size = 0;
    for (size_t i = (size_t)index; index >= 0 && i < trace->count; i++) {
        const struct conform_entry *entry = &trace->entries[i];
        if (i > (size_t)index && entry->kind != CONFORM_ENTRY_RECEIVED)
            break;
        size_t part = entry->size < capacity - size ? entry->size : capacity - size;
        if (part > 0)
            memcpy(out + size, conform_trace_bytes(trace, entry), part);
        size += part;
        if (entry->kind != CONFORM_ENTRY_RECEIVED)
            break; /* a request stands alone */
    }
    return size;
}

const char *conform_entry_kind_name(unsigned kind)
{
    return kind < CONFORM_ENTRY_KINDS ? kind_names[kind] : "unknown";
}

int conform_entry_kind_find(const char *name)
{
    for (int i = 0; i < CONFORM_ENTRY_KINDS; i++)
        if (strcmp(kind_names[i], name) == 0)
            return i;
    return FK_E_NOT_FOUND;
}
