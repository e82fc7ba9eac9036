/* cli/decode/decode_print.c - see the header. */
#include "cli/decode/decode_print.h"
#include "cli/columns.h"
#include "protocol/dlt645/dlt645_explain.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_LINE 8
#define BYTES_WIDTH    (3 * BYTES_PER_LINE - 1)
#define FIELD_WIDTH    15 /* at least this wide, so that tables of short frames line up */
#define VALUE_WIDTH    40
#define VALUE_WIDE     60 /* longer values push their clause aside rather than all of them */

/* Up to BYTES_PER_LINE bytes in hex, "68 61 01". */
static void bytes_to_text(const uint8_t *bytes, size_t size, char text[BYTES_WIDTH + 2])
{
    text[0] = '\0';
    for (size_t i = 0; i < size; i++)
        snprintf(text + 3 * i, 4, "%02X ", (unsigned)bytes[i]);
    if (size > 0)
        text[3 * size - 1] = '\0';
}

#define VALUE_TEXT_MAX 1400 /* 255 bytes in hex and a note */

/* "000000.26 kWh", "11  read, request", "ERROR: expected 16". */
static void value_to_text(const struct dlt645_row *row, enum fk_lang lang,
                          char text[VALUE_TEXT_MAX])
{
    const char *mark = row->state == DLT645_ROW_ERROR    ? FK_SAY(lang, "ERROR: ", "错误：")
                       : row->state == DLT645_ROW_REMARK ? FK_SAY(lang, "remark: ", "说明：")
                                                         : "";
    bool has_both = row->value[0] != '\0' && row->note[0] != '\0';
    snprintf(text, VALUE_TEXT_MAX, "%s%s%s%s%s%s", row->value, row->unit[0] != '\0' ? " " : "",
             row->unit, has_both ? "  " : "", mark, row->note);
}

/* Widths of the columns of one table; measured in a first pass. */
struct table_widths {
    int field, value;
    enum fk_lang lang;
};

static void measure_row(void *context, const struct dlt645_row *row)
{
    struct table_widths *widths = context;
    char value[VALUE_TEXT_MAX];
    value_to_text(row, widths->lang, value);
    int field_columns = cli_columns(FK_SAY(widths->lang, row->what, row->what_zh));
    int value_columns = cli_columns(value);
    if (field_columns > widths->field)
        widths->field = field_columns;
    if (value_columns > widths->value && value_columns <= VALUE_WIDE)
        widths->value = value_columns;
}

/* Many bytes take several lines; what they mean stands in the first. */
static void print_row(void *context, const struct dlt645_row *row)
{
    const struct table_widths *widths = context;
    char bytes[BYTES_WIDTH + 2], value[VALUE_TEXT_MAX];
    size_t first = row->size < BYTES_PER_LINE ? row->size : BYTES_PER_LINE;
    bytes_to_text(row->bytes, first, bytes);
    value_to_text(row, widths->lang, value);
    printf("%6zu  %-*s  ", row->offset, BYTES_WIDTH, bytes);
    cli_print_padded(FK_SAY(widths->lang, row->what, row->what_zh), widths->field);
    fputs("  ", stdout);
    cli_print_padded(value, widths->value);
    printf("  %s\n", row->clause);
    for (size_t at = first; at < row->size; at += BYTES_PER_LINE) {
        size_t left = row->size - at;
        bytes_to_text(row->bytes + at, left < BYTES_PER_LINE ? left : BYTES_PER_LINE, bytes);
        printf("%6zu  %s\n", row->offset + at, bytes);
    }
}

static const char *segment_title(enum dlt645_segment_kind kind, enum fk_lang lang)
{
    static const struct fk_text titles[] = {{"frame", "帧"},
                                            {"damaged frame", "损坏的帧"},
                                            {"stray bytes", "不成帧的字节"},
                                            {"idle line", "线路空闲"}};
    return fk_text_in(titles[kind], lang);
}

static void print_heads(const struct table_widths *widths)
{
    enum fk_lang lang = widths->lang;
    printf("%s  ", FK_SAY(lang, "offset", "  偏移"));
    cli_print_padded(FK_SAY(lang, "bytes", "字节"), BYTES_WIDTH);
    fputs("  ", stdout);
    cli_print_padded(FK_SAY(lang, "field", "字段"), widths->field);
    fputs("  ", stdout);
    cli_print_padded(FK_SAY(lang, "value", "值"), widths->value);
    printf("  %s\n", FK_SAY(lang, "clause", "条款"));
}

/* The closing line; where a frame is wrong a Chinese reader finds why in the row itself. */
static void print_outcome(int result, const struct dlt645_explained *explained, enum fk_lang lang)
{
    if (result != FK_OK && lang == FK_ZH)
        printf("无效，见偏移%zu处\n", explained->diag.offset);
    else if (result != FK_OK)
        printf("not valid: %s, at offset %zu\n", explained->diag.text, explained->diag.offset);
    else if (explained->remarks > 0)
        printf(FK_SAY(lang, "valid, %u remark%s\n", "有效，说明%u条%s\n"), explained->remarks,
               explained->remarks > 1 && lang != FK_ZH ? "s" : "");
    else
        puts(FK_SAY(lang, "valid", "有效"));
}

bool decode_print_table(const uint8_t *bytes, size_t base, const struct dlt645_segment *segment,
                        unsigned number, enum fk_lang lang)
{
    size_t offset = base + segment->offset;
    struct dlt645_explained explained;
    struct table_widths widths = {FIELD_WIDTH, VALUE_WIDTH, lang};
    (void)dlt645_explain(bytes + segment->offset, segment->size, offset, lang, measure_row, &widths,
                         NULL);
    printf(FK_SAY(lang, "%s%u: %s, offset %zu, %zu byte%s\n", "%s%u：%s，偏移%zu，%zu字节%s\n"),
           number > 1 ? "\n" : "", number, segment_title(segment->kind, lang), offset,
           segment->size, segment->size == 1 || lang == FK_ZH ? "" : "s");
    print_heads(&widths);
    int result = dlt645_explain(bytes + segment->offset, segment->size, offset, lang, print_row,
                                &widths, &explained);
    if (segment->kind == DLT645_SEGMENT_IDLE)
        return true;
    print_outcome(result, &explained, lang);
    return result == FK_OK;
}

static void json_row(void *context, const struct dlt645_row *row)
{
    static const char *const states[] = {"ok", "remark", "error"};
    char *raw = malloc(2 * row->size + 1);
    if (raw == NULL)
        return;
    raw[0] = '\0';
    for (size_t i = 0; i < row->size; i++)
        snprintf(raw + 2 * i, 3, "%02X", (unsigned)row->bytes[i]);
    json_array_append_new(context, json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:s, s:s}",
                                             "name", row->what, "name_zh", row->what_zh, "value",
                                             row->value, "unit", row->unit, "raw", raw, "offset",
                                             (json_int_t)row->offset, "state", states[row->state],
                                             "note", row->note, "clause", row->clause));
    free(raw);
}

bool decode_print_json(const uint8_t *bytes, size_t base, const struct dlt645_segment *segment)
{
    struct dlt645_explained explained;
    char control[3] = "", di[9] = "";
    json_t *fields = json_array();
    int result = dlt645_explain(bytes + segment->offset, segment->size, base + segment->offset,
                                FK_EN, json_row, fields, &explained);
    snprintf(control, sizeof control, "%02X", (unsigned)explained.control);
    snprintf(di, sizeof di, "%08X", (unsigned)explained.di);
    bool has_head = explained.has_head;
    const char *direction = (explained.control & DLT645_FROM_METER) != 0 ? "answer" : "request";
    json_t *object = json_pack(
        "{s:b, s:s?, s:o, s:I, s:I, s:s?, s:s?, s:s?, s:s?, s:s?, s:o}", "valid", result == FK_OK,
        "error", result != FK_OK ? explained.diag.text : NULL, "error_offset",
        result != FK_OK ? json_integer((json_int_t)explained.diag.offset) : json_null(), "offset",
        (json_int_t)(base + segment->offset), "size", (json_int_t)segment->size, "address",
        has_head ? explained.address : NULL, "control", has_head ? control : NULL, "function",
        has_head ? explained.function : NULL, "direction", has_head ? direction : NULL, "di",
        explained.has_di ? di : NULL, "fields", fields);
    char *text = object != NULL ? json_dumps(object, 0) : NULL;
    if (text != NULL)
        puts(text);
    else
        fputs("feikong decode: out of memory\n", stderr);
    free(text);
    json_decref(object);
    return text != NULL && result == FK_OK;
}
