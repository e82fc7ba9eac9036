#include "reports/conform/conform_proof.h"

#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_split.h"
#include "reports/page/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Neighbouring entries of one kind: an answer, or a request, that came in pieces. */
struct proof_block {
    size_t first, last; /* entries of the trace */
    size_t count;       /* pieces */
    size_t size;        /* bytes; they lie one behind the other in the arena */
    const uint8_t *bytes;
    ms_t at; /* of its first piece if received, of its last if sent */
};

static bool is_bytes(const struct conform_entry *entry)
{
    return entry->kind == CONFORM_ENTRY_SENT || entry->kind == CONFORM_ENTRY_RECEIVED ||
           entry->kind == CONFORM_ENTRY_STRAY;
}

static bool has_frame(const struct conform_trace *trace, const struct conform_entry *entry)
{
    const uint8_t *bytes = conform_trace_bytes(trace, entry);
    for (size_t at = 0; at < entry->size;) {
        struct dlt645_segment segment = dlt645_split_at(bytes, entry->size, at);
        if (segment.kind == DLT645_SEGMENT_FRAME)
            return true;
        at = segment.offset + segment.size;
    }
    return false;
}

/* The entry behind `at` that carries on with its bytes, or `at`. An answer comes in pieces as the
 * line delivers them; a request is sent in pieces, with pauses, only if no piece is a frame. */
static size_t next_piece(const struct conform_trace *trace, size_t at)
{
    const struct conform_entry *entry = &trace->entries[at];
    size_t next = at + 1;
    if (entry->kind == CONFORM_ENTRY_SENT && has_frame(trace, entry))
        return at;
    while (next < trace->count && entry->kind == CONFORM_ENTRY_SENT &&
           trace->entries[next].kind == CONFORM_ENTRY_WAIT)
        next++;
    if (next == trace->count || trace->entries[next].kind != entry->kind ||
        (entry->kind == CONFORM_ENTRY_SENT && has_frame(trace, &trace->entries[next])))
        return at;
    bool is_behind = trace->entries[next].offset == entry->offset + entry->size;
    return is_behind && trace->entries[next].is_restore == entry->is_restore ? next : at;
}

static struct proof_block block_at(const struct conform_trace *trace, size_t at)
{
    const struct conform_entry *entries = trace->entries;
    struct proof_block block = {.first = at, .count = 1};
    for (size_t i = at; i-- > 0 && entries[i].kind != CONFORM_ENTRY_TEST;) {
        if (is_bytes(&entries[i]) && next_piece(trace, i) != block.first)
            break;
        if (is_bytes(&entries[i]))
            block.first = i;
    }
    block.last = block.first;
    for (size_t next; (next = next_piece(trace, block.last)) != block.last; block.last = next)
        block.count++;
    const struct conform_entry *last = &entries[block.last];
    block.bytes = conform_trace_bytes(trace, &entries[block.first]);
    block.size = last->offset + last->size - entries[block.first].offset;
    block.at = last->kind == CONFORM_ENTRY_SENT ? last->at : entries[block.first].at;
    return block;
}

/* "08:30:05.123", civil time; the entry that opens a test carries both clocks. */
static void write_moment(FILE *out, const struct conform_result *result, ms_t at)
{
    char text[24];
    clock_format(result->wall_begin + at, text);
    html_element(out, "span", "mono", text + 11);
}

static void write_hex(FILE *out, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%s%02X", i ? " " : "", bytes[i]);
}

struct row_view {
    FILE *out;
    enum fk_lang lang;
};

static void write_row(void *context, const struct dlt645_row *row)
{
    static const char *const classes[] = {"", " class=\"row-remark\"", " class=\"row-error\""};
    const struct row_view *view = context;
    FILE *out = view->out;
    fprintf(out, "<tr%s><td class=\"num\">%zu</td><td class=\"mono bytes\">", classes[row->state],
            row->offset);
    write_hex(out, row->bytes, row->size);
    html_raw(out, "</td><td>");
    html_text(out, FK_SAY(view->lang, row->what, row->what_zh));
    html_raw(out, "</td><td class=\"value\">");
    html_text(out, row->value);
    if (row->unit[0])
        html_textf(out, " %s", row->unit);
    if (row->note[0]) {
        html_raw(out, row->value[0] ? "<br>" : "");
        html_element(out, "span", row->state == DLT645_ROW_OK ? "muted" : "note", row->note);
    }
    html_raw(out, "</td>");
    html_cell(out, "muted clause", "%s", row->clause);
    html_raw(out, "</tr>\n");
}

static void write_annotated(FILE *out, enum fk_lang lang, const struct proof_block *block)
{
    const char *const heads[] = {
        FK_SAY(lang, "#offset", "#偏移"), FK_SAY(lang, "bytes on the line", "线上字节"),
        FK_SAY(lang, "field", "字段"),    FK_SAY(lang, "value", "值"),
        FK_SAY(lang, "clause", "条款"),   NULL};
    struct row_view view = {out, lang};
    html_table_begin(out, heads);
    for (size_t at = 0; at < block->size;) {
        struct dlt645_segment segment = dlt645_split_at(block->bytes, block->size, at);
        (void)dlt645_explain(block->bytes + segment.offset, segment.size, segment.offset, lang,
                             write_row, &view, NULL);
        at = segment.offset + segment.size;
    }
    html_table_end(out);
}

/* "rx 08:30:05.183, 60 ms after the request, 24 bytes" */
static void write_block(FILE *out, enum fk_lang lang, const struct conform_result *result,
                        const char *title, const struct proof_block *block,
                        const struct proof_block *request)
{
    bool is_sent = result->trace.entries[block->first].kind == CONFORM_ENTRY_SENT;
    html_raw(out, "<h4>");
    html_text(out, title);
    html_element(out, "span", is_sent ? "way tx" : "way rx", is_sent ? "tx" : "rx");
    write_moment(out, result, block->at);
    html_raw(out, "<span class=\"muted\">");
    if (request)
        html_textf(
            out, FK_SAY(lang, " %+" PRId64 " ms after the request,", " 请求后 %+" PRId64 " 毫秒，"),
            block->at - request->at);
    html_textf(out, FK_SAY(lang, " %zu bytes", " %zu 字节"), block->size);
    if (block->count > 1)
        html_textf(out, FK_SAY(lang, " in %zu pieces", "，分 %zu 段"), block->count);
    html_raw(out, "</span></h4>\n");
    write_annotated(out, lang, block);
}

/* The silence or the loss of the line that follows a request, in a sentence. */
static void write_no_answer(FILE *out, enum fk_lang lang, const struct conform_result *result,
                            const struct conform_test_result *test,
                            const struct proof_block *request)
{
    size_t end = test->first_entry + test->entry_count;
    for (size_t i = request->last + 1; i < end; i++) {
        const struct conform_entry *entry = &result->trace.entries[i];
        if (entry->kind == CONFORM_ENTRY_SILENCE) {
            html_raw(out,
                     FK_SAY(lang,
                            "<h4>Answer<span class=\"way rx\">rx</span></h4><p class=\"silence\">",
                            "<h4>应答<span class=\"way rx\">rx</span></h4><p class=\"silence\">"));
            html_textf(out,
                       FK_SAY(lang,
                              "Silence: no byte came within %" PRId64 " ms after the request.",
                              "无应答：请求后 %" PRId64 " 毫秒内没有收到任何字节。"),
                       entry->at - request->at);
            html_raw(out, "</p>\n");
            return;
        }
        if (is_bytes(entry) || entry->kind == CONFORM_ENTRY_LOST)
            return;
    }
}

static bool is_entry(const struct conform_result *result, int index)
{
    return index >= 0 && (size_t)index < result->trace.count &&
           is_bytes(&result->trace.entries[index]);
}

void conform_proof_write(FILE *out, enum fk_lang lang, const struct conform_result *result,
                         const struct conform_test_result *test)
{
    struct proof_block request = {.count = 0};
    bool has_request = is_entry(result, test->request_entry);
    bool has_proof = is_entry(result, test->proof_entry);
    if (has_request) {
        request = block_at(&result->trace, (size_t)test->request_entry);
        write_block(out, lang, result, FK_SAY(lang, "Request", "请求"), &request, NULL);
    }
    if (has_proof && (!has_request || test->proof_entry != test->request_entry)) {
        struct proof_block proof = block_at(&result->trace, (size_t)test->proof_entry);
        write_block(out, lang, result, FK_SAY(lang, "Answer", "应答"), &proof,
                    has_request ? &request : NULL);
    } else if (has_request) {
        write_no_answer(out, lang, result, test, &request);
    }
    if (!has_request && !has_proof)
        html_element(out, "p", "muted",
                     FK_SAY(lang, "No bytes belong to this verdict.", "此结论不涉及字节。"));
}

/* The names of all fields of a request or answer, folded. */
static void write_fields(FILE *out, enum fk_lang lang, const struct proof_block *block)
{
    html_raw(out, "<details><summary>");
    html_text(out, FK_SAY(lang, "fields", "字段"));
    html_raw(out, "</summary>");
    write_annotated(out, lang, block);
    html_raw(out, "</details>");
}

static void write_traffic_line(FILE *out, enum fk_lang lang, const struct conform_result *result,
                               const struct conform_entry *entry)
{
    static const struct {
        const char *klass;
        struct fk_text name;
    } ways[CONFORM_ENTRY_KINDS] = {
        [CONFORM_ENTRY_TEST] = {"", {"test", "测试"}},
        [CONFORM_ENTRY_SENT] = {"way tx", {"tx", "tx"}},
        [CONFORM_ENTRY_RECEIVED] = {"way rx", {"rx", "rx"}},
        [CONFORM_ENTRY_STRAY] = {"way rx", {"stray", "杂散"}},
        [CONFORM_ENTRY_SILENCE] = {"way", {"silence", "无应答"}},
        [CONFORM_ENTRY_WAIT] = {"way", {"wait", "等待"}},
        [CONFORM_ENTRY_STOPPED] = {"way", {"stopped", "停止"}},
        [CONFORM_ENTRY_LOST] = {"way", {"lost", "断线"}},
        [CONFORM_ENTRY_REOPENED] = {"way", {"reopened", "重连"}},
    };
    const uint8_t *bytes = conform_trace_bytes(&result->trace, entry);
    html_raw(out, entry->is_restore ? "<tr class=\"restore\"><td>" : "<tr><td>");
    write_moment(out, result, entry->at);
    html_raw(out, "</td><td>");
    html_element(out, "span", ways[entry->kind].klass, fk_text_in(ways[entry->kind].name, lang));
    html_raw(out, "</td><td class=\"mono bytes\">");
    if (is_bytes(entry)) {
        struct proof_block block =
            block_at(&result->trace, (size_t)(entry - result->trace.entries));
        write_hex(out, bytes, entry->size);
        if (&result->trace.entries[block.first] == entry)
            write_fields(out, lang, &block);
    } else if (entry->kind == CONFORM_ENTRY_LOST)
        html_textf(out, "%.*s", (int)entry->size, (const char *)bytes);
    html_raw(out, "</td></tr>\n");
}

void conform_traffic_write(FILE *out, enum fk_lang lang, const struct conform_result *result,
                           const struct conform_test_result *test)
{
    size_t frames = 0;
    for (size_t i = 0; i < test->entry_count; i++)
        frames += is_bytes(&result->trace.entries[test->first_entry + i]);
    if (frames == 0)
        return;
    html_raw(out, "<details><summary>");
    html_textf(out, FK_SAY(lang, "traffic, %zu entries", "报文，%zu 条"), frames);
    html_raw(out, "</summary><div class=\"scroll\"><table class=\"traffic\"><tbody>\n");
    for (size_t i = 0; i < test->entry_count; i++) {
        const struct conform_entry *entry = &result->trace.entries[test->first_entry + i];
        if (entry->kind != CONFORM_ENTRY_TEST)
            write_traffic_line(out, lang, result, entry);
    }
    html_raw(out, "</tbody></table></div></details>\n");
}
