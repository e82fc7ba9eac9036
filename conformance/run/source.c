#include "conformance/run/source.h"

#include <stdio.h>
#include <string.h>

#define SEND_LIMIT_MS 5000        /* 267 bytes at 600 baud take 4.9 s */
#define AGAIN_MS      1000        /* between two tries to open a line again */
#define FLUSH_MAX     (64 << 10)  /* thrown away before a request: a babbling line holds nobody */
#define FLOOD_BYTES   (512 << 10) /* in one hush: 115,200 baud bring 12 KB a second */

static void init(struct conform_source *source, struct transport *line, struct conform_trace *trace)
{
    memset(source, 0, sizeof *source);
    source->line = line;
    source->trace = trace;
    source->last_sent = source->last_received = -1;
}

void conform_source_init_live(struct conform_source *source, struct transport *line,
                              struct conform_trace *trace, const volatile sig_atomic_t *stop)
{
    init(source, line, trace);
    source->stop = stop;
    transport_set_stop(line, stop);
    source->begin = transport_now(line);
    source->kind = transport_is_virtual(line) ? CONFORM_LINE_VIRTUAL
                                              : conform_line_kind_of(transport_uri(line));
}

enum conform_line_kind conform_line_kind_of(const char *uri)
{
    return strncmp(uri, "sim:", 4) == 0      ? CONFORM_LINE_VIRTUAL
           : strncmp(uri, "tcp:", 4) == 0    ? CONFORM_LINE_NETWORK
           : strncmp(uri, "serial:", 7) == 0 ? CONFORM_LINE_SERIAL
                                             : CONFORM_LINE_LOCAL;
}

void conform_source_init_replay(struct conform_source *source, struct conform_trace *trace)
{
    init(source, NULL, trace);
}

static int stop_with(struct conform_source *source, enum conform_source_state state)
{
    source->state = state;
    return FK_E_STATE;
}

/* --- live --- */

static bool is_full(const struct conform_source *source, size_t size)
{
    const struct conform_trace *trace = source->trace;
    size_t reserve = source->is_restore ? 10 : 0;
    return trace->size + size > CONFORM_TRACE_BYTES + CONFORM_TRACE_BYTES / 100 * reserve ||
           trace->count >= CONFORM_TRACE_COUNT + CONFORM_TRACE_COUNT / 100 * reserve;
}

static int record(struct conform_source *source, enum conform_entry_kind kind, const void *bytes,
                  size_t size);

/* A line that fills the trace is no line any more. */
static int lose_full(struct conform_source *source)
{
    fk_fail(&source->diag, FK_E_SPACE, NULL, 0,
            "bytes without end: the trace is full after %zu bytes in %zu pieces",
            source->trace->size, source->trace->count);
    source->was_lost = true;
    int index = record(source, CONFORM_ENTRY_LOST, source->diag.text, strlen(source->diag.text));
    return index < 0 ? index : stop_with(source, CONFORM_SOURCE_LOST);
}

/* Appends an entry of now, begun at the moment `from` of the line's clock. Returns its index or
 * FK_E_STATE. */
static int record_from(struct conform_source *source, enum conform_entry_kind kind, ms_t from,
                       const void *bytes, size_t size)
{
    source->now = transport_now(source->line) - source->begin;
    struct conform_entry entry = {.kind = (uint8_t)kind,
                                  .is_restore = source->is_restore,
                                  .at = source->now,
                                  .from = from - source->begin};
    if (kind == CONFORM_ENTRY_TEST)
        entry.wall = transport_wall(source->line);
    if (kind != CONFORM_ENTRY_LOST && is_full(source, size))
        return lose_full(source);
    int index = conform_trace_add(source->trace, &entry, bytes, size);
    if (index < 0) {
        fk_fail(&source->diag, FK_E_MEMORY, NULL, 0, "no memory for the trace");
        return stop_with(source, CONFORM_SOURCE_BROKEN);
    }
    if (source->traced)
        source->traced(source->traced_context, source->trace);
    return index;
}

static int record(struct conform_source *source, enum conform_entry_kind kind, const void *bytes,
                  size_t size)
{
    return record_from(source, kind, transport_now(source->line), bytes, size);
}

/* Turns an error of the transport into an entry and a state. */
static int record_error(struct conform_source *source, int err)
{
    if (err == FK_E_STATE) {
        int index = record(source, CONFORM_ENTRY_STOPPED, NULL, 0);
        return index < 0 ? index : stop_with(source, CONFORM_SOURCE_STOPPED);
    }
    if (source->diag.text[0] == '\0')
        fk_fail(&source->diag, (enum fk_err)err, NULL, 0, "the line failed: %s", fk_err_name(err));
    source->was_lost = true;
    int index = record(source, CONFORM_ENTRY_LOST, source->diag.text, strlen(source->diag.text));
    return index < 0 ? index : stop_with(source, CONFORM_SOURCE_LOST);
}

/* Throws away what comes until `deadline` or an error; of many bytes the trace keeps the first.
 * Returns how many came (0: silence), or FK_E_STATE. */
static int take_strays(struct conform_source *source, ms_t deadline, size_t *before)
{
    uint8_t bytes[512];
    int got = transport_receive(source->line, bytes, sizeof bytes, deadline, NULL, &source->diag);
    if (got < 0)
        return record_error(source, got);
    size_t room = *before < CONFORM_STRAY_KEPT ? CONFORM_STRAY_KEPT - *before : 0;
    size_t kept = (size_t)got < room ? (size_t)got : room;
    *before += (size_t)got;
    source->strays += kept;
    if (kept == 0)
        return got;
    int index = record(source, CONFORM_ENTRY_STRAY, bytes, kept);
    return index < 0 ? index : got;
}

static int live_flush(struct conform_source *source)
{
    size_t thrown = 0;
    while (thrown < FLUSH_MAX) {
        int got = take_strays(source, transport_now(source->line), &thrown);
        if (got <= 0)
            return got;
    }
    return FK_OK;
}

static int live_hush(struct conform_source *source, ms_t quiet_ms, ms_t limit_ms)
{
    size_t thrown = 0;
    ms_t end = transport_now(source->line) + limit_ms;
    for (;;) {
        int got = take_strays(source, transport_now(source->line) + quiet_ms, &thrown);
        if (got < 0)
            return got;
        bool is_noisy = thrown > FLOOD_BYTES || transport_now(source->line) >= end;
        if (got > 0 && !is_noisy)
            continue;
        int index = record(source, got ? CONFORM_ENTRY_WAIT : CONFORM_ENTRY_SILENCE, NULL, 0);
        return index < 0 ? index : got == 0;
    }
}

static int live_send(struct conform_source *source, const uint8_t *bytes, const uint8_t *shown,
                     size_t size)
{
    ms_t from = transport_now(source->line);
    int err = transport_send(source->line, bytes, size, from + SEND_LIMIT_MS, &source->diag);
    if (err < 0)
        return record_error(source, err);
    int index = record_from(source, CONFORM_ENTRY_SENT, from, shown, size);
    if (index < 0)
        return index;
    source->last_sent = index;
    return FK_OK;
}

static int live_receive(struct conform_source *source, ms_t deadline, uint8_t *bytes,
                        size_t capacity)
{
    int got = transport_receive(source->line, bytes, capacity, deadline + source->begin, NULL,
                                &source->diag);
    if (got < 0)
        return record_error(source, got);
    int index =
        record(source, got ? CONFORM_ENTRY_RECEIVED : CONFORM_ENTRY_SILENCE, bytes, (size_t)got);
    if (index < 0)
        return index;
    if (got > 0)
        source->last_received = index;
    return got;
}

/* --- replay --- */

static int diverge(struct conform_source *source, const char *wanted)
{
    if (source->cursor < source->trace->count)
        fk_fail(&source->diag, FK_E_FORMAT, NULL, source->cursor,
                "the test wants to %s, entry %zu of the trace is '%s'", wanted, source->cursor,
                conform_entry_kind_name(source->trace->entries[source->cursor].kind));
    else
        fk_fail(&source->diag, FK_E_FORMAT, NULL, source->cursor,
                "the test wants to %s, the trace ends at entry %zu", wanted, source->cursor);
    return stop_with(source, CONFORM_SOURCE_DIVERGED);
}

/* Takes the next entry if it has one of the kinds in the bit set; reports a recorded stop or loss
 * as it happened. Returns the index or FK_E_STATE. */
static int take(struct conform_source *source, unsigned kinds, const char *wanted)
{
    if (source->cursor >= source->trace->count)
        return diverge(source, wanted);
    const struct conform_entry *entry = &source->trace->entries[source->cursor];
    if (entry->kind == CONFORM_ENTRY_STOPPED || entry->kind == CONFORM_ENTRY_LOST) {
        source->cursor++;
        source->now = entry->at;
        if (entry->kind == CONFORM_ENTRY_STOPPED)
            return stop_with(source, CONFORM_SOURCE_STOPPED);
        fk_fail(&source->diag, FK_E_IO, NULL, 0, "%.*s", (int)entry->size,
                entry->size ? (const char *)conform_trace_bytes(source->trace, entry) : "");
        source->was_lost = true;
        return stop_with(source, CONFORM_SOURCE_LOST);
    }
    if (!(kinds >> entry->kind & 1u))
        return diverge(source, wanted);
    source->now = entry->at;
    return (int)source->cursor++;
}

static void skip_strays(struct conform_source *source)
{
    const struct conform_trace *trace = source->trace;
    for (; source->cursor < trace->count &&
           trace->entries[source->cursor].kind == CONFORM_ENTRY_STRAY;
         source->cursor++)
        source->strays += trace->entries[source->cursor].size;
}

static int replay_hush(struct conform_source *source)
{
    skip_strays(source);
    int index = take(source, 1u << CONFORM_ENTRY_SILENCE | 1u << CONFORM_ENTRY_WAIT, "hush");
    return index < 0 ? index : source->trace->entries[index].kind == CONFORM_ENTRY_SILENCE;
}

static int replay_send(struct conform_source *source, const uint8_t *shown, size_t size)
{
    int index = take(source, 1u << CONFORM_ENTRY_SENT, "send");
    if (index < 0)
        return index;
    const struct conform_entry *entry = &source->trace->entries[index];
    if (entry->size != size ||
        memcmp(conform_trace_bytes(source->trace, entry), shown, size) != 0) {
        fk_fail(&source->diag, FK_E_FORMAT, NULL, (size_t)index,
                "the test sends other bytes than entry %d of the trace holds", index);
        return stop_with(source, CONFORM_SOURCE_DIVERGED);
    }
    source->last_sent = index;
    return FK_OK;
}

static int replay_receive(struct conform_source *source, uint8_t *bytes, size_t capacity)
{
    int index = take(source, 1u << CONFORM_ENTRY_RECEIVED | 1u << CONFORM_ENTRY_SILENCE, "receive");
    if (index < 0)
        return index;
    const struct conform_entry *entry = &source->trace->entries[index];
    if (entry->kind == CONFORM_ENTRY_SILENCE)
        return 0;
    if (entry->size == 0 || entry->size > capacity) {
        fk_fail(&source->diag, FK_E_FORMAT, NULL, (size_t)index,
                "entry %d of the trace holds %zu bytes, expected 1 to %zu", index, entry->size,
                capacity);
        return stop_with(source, CONFORM_SOURCE_DIVERGED);
    }
    memcpy(bytes, conform_trace_bytes(source->trace, entry), entry->size);
    source->last_received = index;
    return (int)entry->size;
}

/* --- both --- */

/* The TEST entry of `id`, or FK_E_NOT_FOUND. Entries that the test before left unread mean that it
 * did not do what it did when it was recorded; strays it never sees. */
static int find_begin(struct conform_source *source, const char *id, size_t size)
{
    const struct conform_trace *trace = source->trace;
    for (; source->cursor < trace->count; source->cursor++) {
        const struct conform_entry *entry = &trace->entries[source->cursor];
        if (entry->kind == CONFORM_ENTRY_TEST && entry->size == size &&
            memcmp(conform_trace_bytes(trace, entry), id, size) == 0)
            return (int)source->cursor++;
        if (entry->kind != CONFORM_ENTRY_STRAY && source->state != CONFORM_SOURCE_DIVERGED)
            return FK_E_NOT_FOUND;
    }
    return FK_E_NOT_FOUND;
}

int conform_source_begin(struct conform_source *source, const char *id)
{
    size_t size = strlen(id);
    int index =
        source->line ? record(source, CONFORM_ENTRY_TEST, id, size) : find_begin(source, id, size);
    if (index < 0)
        return index;
    if (source->state == CONFORM_SOURCE_DIVERGED)
        source->state = CONFORM_SOURCE_READY;
    const struct conform_entry *entry = &source->trace->entries[index];
    source->now = entry->at;
    source->wall_base = entry->wall - entry->at;
    source->last_sent = source->last_received = -1;
    source->strays = 0;
    source->is_restore = false;
    source->is_dead = source->is_tried = false;
    source->patience_ms = CONFORM_PATIENCE_MS;
    return FK_OK;
}

bool conform_source_is_stopped(struct conform_source *source)
{
    if (source->state == CONFORM_SOURCE_STOPPED)
        return true; /* in the probe */
    if (source->line) {
        if (source->stop && *source->stop && source->state == CONFORM_SOURCE_READY)
            (void)record_error(source, FK_E_STATE);
        return source->state == CONFORM_SOURCE_STOPPED;
    }
    skip_strays(source);
    if (source->cursor == source->trace->count ||
        source->trace->entries[source->cursor].kind != CONFORM_ENTRY_STOPPED)
        return false;
    source->now = source->trace->entries[source->cursor++].at;
    source->state = CONFORM_SOURCE_STOPPED;
    return true;
}

int conform_source_send(struct conform_source *source, const uint8_t *bytes, const uint8_t *shown,
                        size_t size)
{
    if (source->state != CONFORM_SOURCE_READY)
        return FK_E_STATE;
    source->last_received = -1;
    if (!source->line) {
        skip_strays(source);
        return replay_send(source, shown, size);
    }
    int err = live_flush(source);
    return err < 0 ? err : live_send(source, bytes, shown, size);
}

int conform_source_send_more(struct conform_source *source, const uint8_t *bytes, size_t size)
{
    if (source->state != CONFORM_SOURCE_READY)
        return FK_E_STATE;
    return source->line ? live_send(source, bytes, bytes, size) : replay_send(source, bytes, size);
}

int conform_source_receive(struct conform_source *source, ms_t deadline, uint8_t *bytes,
                           size_t capacity)
{
    if (source->state != CONFORM_SOURCE_READY)
        return FK_E_STATE;
    return source->line ? live_receive(source, deadline, bytes, capacity)
                        : replay_receive(source, bytes, capacity);
}

int conform_source_hush(struct conform_source *source, ms_t quiet_ms, ms_t limit_ms)
{
    if (source->state != CONFORM_SOURCE_READY)
        return FK_E_STATE;
    return source->line ? live_hush(source, quiet_ms, limit_ms) : replay_hush(source);
}

static bool live_retune(struct conform_source *source, uint32_t baud)
{
    char digits[16];
    struct transport *line = source->retune ? source->retune(source->reopen_context, baud) : NULL;
    if (!line)
        return false;
    source->line = line;
    snprintf(digits, sizeof digits, "%u", (unsigned)baud);
    return record(source, CONFORM_ENTRY_RETUNED, digits, strlen(digits)) >= 0;
}

static bool replay_retune(struct conform_source *source)
{
    const struct conform_trace *trace = source->trace;
    if (source->cursor == trace->count ||
        trace->entries[source->cursor].kind != CONFORM_ENTRY_RETUNED)
        return false;
    source->now = trace->entries[source->cursor++].at;
    return true;
}

bool conform_source_retune(struct conform_source *source, uint32_t baud)
{
    if (source->state != CONFORM_SOURCE_READY)
        return false;
    return source->line ? live_retune(source, baud) : replay_retune(source);
}

int conform_source_wait(struct conform_source *source, ms_t until)
{
    if (source->state != CONFORM_SOURCE_READY)
        return FK_E_STATE;
    if (!source->line) {
        int index = take(source, 1u << CONFORM_ENTRY_WAIT, "wait");
        return index < 0 ? index : FK_OK;
    }
    int err = transport_wait(source->line, until + source->begin);
    if (err < 0)
        return record_error(source, err);
    int index = record(source, CONFORM_ENTRY_WAIT, NULL, 0);
    return index < 0 ? index : FK_OK;
}

void conform_source_begin_restore(struct conform_source *source)
{
    if (source->state == CONFORM_SOURCE_STOPPED)
        source->state = CONFORM_SOURCE_READY;
    if (source->line)
        transport_set_stop(source->line, NULL);
    source->is_restore = true;
    (void)conform_source_revive(source);
}

static bool live_reopen(struct conform_source *source)
{
    ms_t now = transport_now(source->line) - source->begin;
    if (!source->is_losing)
        source->losing_since = now;
    bool is_first = !source->is_losing, is_new = !source->is_tried;
    source->is_losing = source->is_tried = true;
    if (!source->reopen)
        return false;
    ms_t pause = is_first ? 0 : source->opened_at + AGAIN_MS - now;
    ms_t left = source->losing_since + source->patience_ms - now;
    if (is_new && left < AGAIN_MS)
        left = AGAIN_MS; /* the final check looks once more */
    if (left <= 0)
        return false;
    if (pause > 0 && transport_wait(source->line, now + pause + source->begin) != FK_OK)
        return false;
    struct transport *line = source->reopen(source->reopen_context, left);
    if (!line)
        return false;
    source->line = line;
    source->opened_at = transport_now(line) - source->begin;
    transport_set_stop(line, NULL);
    return record(source, CONFORM_ENTRY_REOPENED, NULL, 0) >= 0;
}

static bool replay_reopen(struct conform_source *source)
{
    const struct conform_trace *trace = source->trace;
    if (source->cursor == trace->count ||
        trace->entries[source->cursor].kind != CONFORM_ENTRY_REOPENED)
        return false;
    source->now = trace->entries[source->cursor++].at;
    return true;
}

bool conform_source_revive(struct conform_source *source)
{
    if (source->state != CONFORM_SOURCE_LOST || source->is_dead)
        return source->state == CONFORM_SOURCE_READY;
    if (!(source->line ? live_reopen(source) : replay_reopen(source))) {
        source->is_dead = true;
        return false;
    }
    source->diag.text[0] = '\0';
    source->state = CONFORM_SOURCE_READY;
    return true;
}

void conform_source_be_patient(struct conform_source *source, ms_t patience_ms)
{
    source->patience_ms = patience_ms;
}

void conform_source_works(struct conform_source *source)
{
    source->is_losing = false;
}

void conform_source_end_restore(struct conform_source *source)
{
    if (source->line)
        transport_set_stop(source->line, source->stop);
    source->is_restore = false;
}

ms_t conform_source_wall(const struct conform_source *source)
{
    return source->wall_base + source->now;
}
