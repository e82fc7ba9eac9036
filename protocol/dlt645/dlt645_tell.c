/* protocol/dlt645/dlt645_tell.c - see the header. */
#include "protocol/dlt645/dlt645_tell.h"
#include "protocol/dlt645/dlt645_security.h"
#include <stdio.h>
#include <string.h>

#define PART_END 0xAA /* ends a part of a freeze block */

/* Takes 33H off the next `size` bytes of data. */
void dlt645_tell_clear(const struct dlt645_rows *rows, size_t size, uint8_t *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(rows->bytes[rows->at + i] - DLT645_OFFSET);
}

size_t dlt645_tell_left(const struct dlt645_rows *rows)
{
    return rows->data_end - rows->at;
}

bool dlt645_tell_is_all(const uint8_t *bytes, size_t size, uint8_t byte)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != byte)
            return false;
    return size > 0;
}

/* Bytes shown as they are, 33H taken off. */
void dlt645_tell_raw(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *note, const char *clause, enum dlt645_row_state state)
{
    uint8_t clear[DLT645_DATA_MAX];
    char value[DLT645_ROW_VALUE_MAX];
    const struct dlt645_field raw = {what, what_zh, (uint8_t)size, DLT645_RAW, 0, ""};
    dlt645_tell_clear(rows, size, clear);
    if (dlt645_field_format(&raw, clear, rows->lang, value, sizeof value) < 0)
        value[0] = '\0';
    dlt645_rows_tell(rows, size, what, what_zh, value, "", note, clause, state);
}

/* True if `size` bytes of data are left; if not, tells what there is of this part and that the rest
 * is missing. Only the first missing part is told, those behind it follow from it. */
bool dlt645_tell_has(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *clause)
{
    char note[64];
    size_t left = dlt645_tell_left(rows);
    if (left >= size)
        return true;
    snprintf(note, sizeof note,
             FK_SAY(rows->lang, "%zu of %zu bytes missing", "缺%zu字节，应有%zu字节"), size - left,
             size);
    if ((rows->control & (DLT645_FROM_METER | DLT645_MORE)) == (DLT645_FROM_METER | DLT645_MORE)) {
        if (left > 0)
            dlt645_tell_raw(rows, left, what, what_zh,
                            FK_SAY(rows->lang, "continues in the next frame", "下一帧继续"), clause,
                            DLT645_ROW_OK);
    } else if (left > 0 || (!rows->is_missing && !rows->is_cut)) {
        dlt645_tell_raw(rows, left, what, what_zh, note, clause, DLT645_ROW_REMARK);
    }
    rows->is_missing = true;
    return false;
}

/* Why bytes are no legal value of a field. Meters fill what they do not have with FF, and records
 * that do not exist yet with 00. */
static const char *why_no_value(const struct dlt645_field *field, const uint8_t *clear,
                                enum fk_lang lang)
{
    if (dlt645_tell_is_all(clear, field->length, 0xFF))
        return FK_SAY(lang, "not present, filled with FF", "无此数据，填FF");
    if (field->format >= DLT645_DATE && dlt645_tell_is_all(clear, field->length, 0x99))
        return FK_SAY(lang, "off", "停用");
    if (field->format >= DLT645_DATE)
        return dlt645_tell_is_all(clear, field->length, 0)
                   ? FK_SAY(lang, "never", "从未")
                   : FK_SAY(lang, "no legal date or time", "不是合法的日期或时间");
    return field->format == DLT645_ASCII ? FK_SAY(lang, "not printable", "不可显示")
                                         : FK_SAY(lang, "not decimal digits", "不是十进制数字");
}

/* One part with its value; false if the data end before it. */
bool dlt645_tell_part(struct dlt645_rows *rows, const struct dlt645_field *field, const char *note,
                      const char *clause)
{
    uint8_t clear[DLT645_DATA_MAX];
    char value[DLT645_ROW_VALUE_MAX];
    struct dlt645_field bare = *field;
    enum dlt645_row_state state = DLT645_ROW_OK;
    if (!dlt645_tell_has(rows, field->length, field->name, field->name_zh, clause))
        return false;
    bare.unit = "";
    dlt645_tell_clear(rows, field->length, clear);
    bool is_legal = dlt645_field_format(&bare, clear, rows->lang, value, sizeof value) >= 0;
    if (!is_legal) {
        note = why_no_value(field, clear, rows->lang);
        bool is_off =
            field->format >= DLT645_DATE && dlt645_tell_is_all(clear, field->length, 0x99);
        if (!dlt645_tell_is_all(clear, field->length, 0xFF) &&
            !dlt645_tell_is_all(clear, field->length, 0) && !is_off)
            state = DLT645_ROW_REMARK;
    }
    dlt645_rows_tell(rows, field->length, field->name, field->name_zh, value,
                     is_legal ? field->unit : "", note, clause, state);
    return true;
}

/* A part whose bits are explained by a table. */
bool dlt645_tell_bits(struct dlt645_rows *rows, const struct dlt645_field *field,
                      enum dlt645_bit_table table, const char *clause)
{
    uint8_t clear[DLT645_DATA_MAX];
    char note[DLT645_ROW_NOTE_MAX];
    uint32_t value = 0;
    if (!dlt645_tell_has(rows, field->length, field->name, field->name_zh, clause))
        return false;
    dlt645_tell_clear(rows, field->length, clear);
    for (unsigned i = 0; i < field->length && i < 4; i++)
        value |= (uint32_t)clear[i] << (8 * i);
    if (dlt645_bits_format(table, value, rows->lang, note, sizeof note) < 0)
        note[0] = '\0';
    return dlt645_tell_part(rows, field, note, clause);
}

/* The identifier; its row of the table, or NULL if there is none or the data are too short. */
const struct dlt645_item *dlt645_tell_di(struct dlt645_rows *rows)
{
    static const struct dlt645_field field = PART("data identifier", "数据标识", 4, DLT645_DIGITS);
    uint8_t clear[4];
    char value[9], note[128];
    if (!dlt645_tell_has(rows, 4, field.name, field.name_zh, DLT645_CLAUSE("5.2.5")))
        return NULL;
    dlt645_tell_clear(rows, 4, clear);
    rows->has_di = true;
    rows->di = dlt645_di_get(clear);
    snprintf(value, sizeof value, "%08X", (unsigned)rows->di);
    const struct dlt645_item *item = dlt645_item_find(rows->di);
    const struct dlt645_security *command = NULL;
    if ((rows->control & DLT645_FUNCTION) == DLT645_SECURITY)
        command = dlt645_security_find(rows->di, false, 0);
    if (command != NULL)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, command->name, command->name_zh));
    else if (item == NULL ||
             dlt645_item_name(item, rows->di, rows->lang == FK_ZH, note, sizeof note) < 0)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, "not in the table", "不在表中"));
    bool is_known = item != NULL || command != NULL;
    dlt645_rows_tell(rows, 4, field.name, field.name_zh, value, "", note,
                     command != NULL ? DLT645_FEE_CLAUSE
                     : item != NULL  ? item->clause
                                     : DLT645_CLAUSE("annex A"),
                     is_known ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    return item;
}

/* How many bytes a field takes of `left`. */
static size_t field_size(const struct dlt645_field *field, size_t left)
{
    return field->format == DLT645_REST ? left : field->length;
}

/* Field `index` of an item under its name; false if the data end before it. */
static bool tell_item_part(struct dlt645_rows *rows, const struct dlt645_item *item, uint32_t di,
                           size_t index)
{
    const struct dlt645_field *known = dlt645_item_field(item, index);
    char name[160], name_zh[160];
    if (known == NULL)
        return false;
    struct dlt645_field field = *known;
    if (dlt645_item_part_name(item, di, index, false, name, sizeof name) > 0)
        field.name = name;
    if (dlt645_item_part_name(item, di, index, true, name_zh, sizeof name_zh) > 0)
        field.name_zh = name_zh;
    field.length = (uint8_t)field_size(known, dlt645_tell_left(rows));
    if (known->format == DLT645_BITS && known->scale != DLT645_BITS_NONE)
        return dlt645_tell_bits(rows, &field, (enum dlt645_bit_table)known->scale, item->clause);
    return dlt645_tell_part(rows, &field, "", item->clause);
}

/* The fields of an item, as often as they are there. */
static void tell_item_fields(struct dlt645_rows *rows, const struct dlt645_item *item, uint32_t di)
{
    for (size_t i = 0;; i++) {
        bool is_begun = i > 0 && item->repeats != DLT645_ONCE && i % item->field_count == 0;
        bool may_miss = item->repeats == DLT645_LAST_AGAIN && i + 1 >= item->field_count;
        const struct dlt645_field *field = dlt645_item_field(item, i);
        bool is_rest = field != NULL && field->format == DLT645_REST;
        if ((is_begun || may_miss || is_rest) && dlt645_tell_left(rows) == 0)
            return;
        if (!tell_item_part(rows, item, di, i) || (is_rest && dlt645_tell_left(rows) == 0))
            return;
    }
}

/* The parts of a freeze, AA between them: no value of digits has an AA, so that AA ends a part. A
 * part that the meter lacks is AA alone. */
static void tell_item_parts(struct dlt645_rows *rows, uint32_t di)
{
    static const uint8_t order[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0x10};
    size_t whole_end = rows->data_end;
    for (size_t i = 0; i < sizeof order && dlt645_tell_left(rows) > 0; i++) {
        uint32_t part_di = (di & 0xFFFF00FFu) | (uint32_t)order[i] << 8;
        const struct dlt645_item *part = dlt645_item_find(part_di);
        size_t size = 0;
        while (size < dlt645_tell_left(rows) &&
               rows->bytes[rows->at + size] != (uint8_t)(PART_END + DLT645_OFFSET))
            size++;
        rows->data_end = rows->at + size;
        if (part != NULL && size > 0)
            tell_item_fields(rows, part, part_di);
        rows->data_end = whole_end;
        if (dlt645_tell_left(rows) > 0 &&
            rows->bytes[rows->at] == (uint8_t)(PART_END + DLT645_OFFSET))
            dlt645_tell_raw(rows, 1, "separator", "分隔符",
                            size > 0 ? "" : FK_SAY(rows->lang, "part not present", "无此部分"),
                            DLT645_CLAUSE("annex A.6"), DLT645_ROW_OK);
    }
}

/* The value of an item in the data up to `keep` bytes before their end. */
void dlt645_tell_item(struct dlt645_rows *rows, const struct dlt645_item *item, size_t keep)
{
    size_t whole_end = rows->data_end;
    rows->data_end = dlt645_tell_left(rows) > keep ? whole_end - keep : rows->at;
    if (item->repeats == DLT645_PARTS)
        tell_item_parts(rows, rows->di);
    else
        tell_item_fields(rows, item, rows->di);
    rows->data_end = whole_end;
}

/* What is left of the data, except the last `keep` bytes. */
void dlt645_tell_rest(struct dlt645_rows *rows, size_t keep, const char *what, const char *what_zh,
                      const char *note, enum dlt645_row_state state)
{
    if (dlt645_tell_left(rows) > keep)
        dlt645_tell_raw(rows, dlt645_tell_left(rows) - keep, what, what_zh, note,
                        DLT645_CLAUSE("5.2.5"), state);
}

void dlt645_tell_list(struct dlt645_rows *rows, const struct dlt645_field *fields, size_t count,
                      const char *clause)
{
    for (size_t i = 0; i < count; i++) {
        struct dlt645_field field = fields[i];
        if (field.format == DLT645_REST) {
            size_t behind = 0, left = dlt645_tell_left(rows);
            for (size_t k = i + 1; k < count; k++)
                behind += fields[k].length;
            if (left <= behind)
                continue;
            field.length = (uint8_t)(left - behind);
        }
        if (!dlt645_tell_part(rows, &field, "", clause))
            return;
    }
}
