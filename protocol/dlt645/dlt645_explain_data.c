/* protocol/dlt645/dlt645_explain_data.c - the data field, by control code; see dlt645_rows.h. */
#include "protocol/dlt645/dlt645_rows.h"
#include "protocol/dlt645/dlt645_status.h"
#include <stdio.h>
#include <string.h>

#define PART_END 0xAA /* ends a part of a freeze block */
#define PART(english, chinese, size, kind)                                                         \
    {                                                                                              \
        english, chinese, size, kind, 0, ""                                                        \
    }

/* Takes 33H off the next `size` bytes of data. */
static void data_clear(const struct dlt645_rows *rows, size_t size, uint8_t *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(rows->bytes[rows->at + i] - DLT645_OFFSET);
}

static size_t data_left(const struct dlt645_rows *rows)
{
    return rows->data_end - rows->at;
}

static bool is_all(const uint8_t *bytes, size_t size, uint8_t byte)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != byte)
            return false;
    return size > 0;
}

/* Bytes shown as they are, 33H taken off. */
static void tell_raw(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *note, const char *clause, enum dlt645_row_state state)
{
    uint8_t clear[DLT645_DATA_MAX];
    char value[DLT645_ROW_VALUE_MAX];
    const struct dlt645_field raw = {what, what_zh, (uint8_t)size, DLT645_RAW, 0, ""};
    data_clear(rows, size, clear);
    if (dlt645_field_format(&raw, clear, rows->lang, value, sizeof value) < 0)
        value[0] = '\0';
    dlt645_rows_tell(rows, size, what, what_zh, value, "", note, clause, state);
}

/* True if `size` bytes of data are left; if not, tells what there is of this part and that the rest
 * is missing. Only the first missing part is told, those behind it follow from it. */
static bool data_has(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                     const char *clause)
{
    char note[64];
    size_t left = data_left(rows);
    if (left >= size)
        return true;
    snprintf(note, sizeof note,
             FK_SAY(rows->lang, "%zu of %zu bytes missing", "缺%zu字节，应有%zu字节"), size - left,
             size);
    if ((rows->control & (DLT645_FROM_METER | DLT645_MORE)) == (DLT645_FROM_METER | DLT645_MORE)) {
        if (left > 0)
            tell_raw(rows, left, what, what_zh,
                     FK_SAY(rows->lang, "continues in the next frame", "下一帧继续"), clause,
                     DLT645_ROW_OK);
    } else if (left > 0 || (!rows->is_missing && !rows->is_cut)) {
        tell_raw(rows, left, what, what_zh, note, clause, DLT645_ROW_REMARK);
    }
    rows->is_missing = true;
    return false;
}

/* Why bytes are no legal value of a field. Meters fill what they do not have with FF, and records
 * that do not exist yet with 00. */
static const char *why_no_value(const struct dlt645_field *field, const uint8_t *clear,
                                enum fk_lang lang)
{
    if (is_all(clear, field->length, 0xFF))
        return FK_SAY(lang, "not present, filled with FF", "无此数据，填FF");
    if (field->format >= DLT645_DATE && is_all(clear, field->length, 0x99))
        return FK_SAY(lang, "off", "停用");
    if (field->format >= DLT645_DATE)
        return is_all(clear, field->length, 0)
                   ? FK_SAY(lang, "never", "从未")
                   : FK_SAY(lang, "no legal date or time", "不是合法的日期或时间");
    return field->format == DLT645_ASCII ? FK_SAY(lang, "not printable", "不可显示")
                                         : FK_SAY(lang, "not decimal digits", "不是十进制数字");
}

/* One part with its value; false if the data end before it. */
static bool tell_part(struct dlt645_rows *rows, const struct dlt645_field *field, const char *note,
                      const char *clause)
{
    uint8_t clear[DLT645_DATA_MAX];
    char value[DLT645_ROW_VALUE_MAX];
    struct dlt645_field bare = *field;
    enum dlt645_row_state state = DLT645_ROW_OK;
    if (!data_has(rows, field->length, field->name, field->name_zh, clause))
        return false;
    bare.unit = "";
    data_clear(rows, field->length, clear);
    bool is_legal = dlt645_field_format(&bare, clear, rows->lang, value, sizeof value) >= 0;
    if (!is_legal) {
        note = why_no_value(field, clear, rows->lang);
        bool is_off = field->format >= DLT645_DATE && is_all(clear, field->length, 0x99);
        if (!is_all(clear, field->length, 0xFF) && !is_all(clear, field->length, 0) && !is_off)
            state = DLT645_ROW_REMARK;
    }
    dlt645_rows_tell(rows, field->length, field->name, field->name_zh, value,
                     is_legal ? field->unit : "", note, clause, state);
    return true;
}

/* A part whose bits are explained by a table. */
static bool tell_bits(struct dlt645_rows *rows, const struct dlt645_field *field,
                      enum dlt645_bit_table table, const char *clause)
{
    uint8_t clear[DLT645_DATA_MAX];
    char note[DLT645_ROW_NOTE_MAX];
    uint32_t value = 0;
    if (!data_has(rows, field->length, field->name, field->name_zh, clause))
        return false;
    data_clear(rows, field->length, clear);
    for (unsigned i = 0; i < field->length && i < 4; i++)
        value |= (uint32_t)clear[i] << (8 * i);
    if (dlt645_bits_format(table, value, rows->lang, note, sizeof note) < 0)
        note[0] = '\0';
    return tell_part(rows, field, note, clause);
}

/* The identifier; its row of the table, or NULL if there is none or the data are too short. */
static const struct dlt645_item *tell_di(struct dlt645_rows *rows)
{
    static const struct dlt645_field field = PART("data identifier", "数据标识", 4, DLT645_DIGITS);
    uint8_t clear[4];
    char value[9], note[128];
    if (!data_has(rows, 4, field.name, field.name_zh, DLT645_CLAUSE("5.2.5")))
        return NULL;
    data_clear(rows, 4, clear);
    rows->has_di = true;
    rows->di = dlt645_di_get(clear);
    snprintf(value, sizeof value, "%08X", (unsigned)rows->di);
    const struct dlt645_item *item = dlt645_item_find(rows->di);
    if (item == NULL ||
        dlt645_item_name(item, rows->di, rows->lang == FK_ZH, note, sizeof note) < 0)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, "not in the table", "不在表中"));
    dlt645_rows_tell(rows, 4, field.name, field.name_zh, value, "", note,
                     item != NULL ? item->clause : DLT645_CLAUSE("annex A"),
                     item != NULL ? DLT645_ROW_OK : DLT645_ROW_REMARK);
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
    field.length = (uint8_t)field_size(known, data_left(rows));
    if (known->format == DLT645_BITS && known->scale != DLT645_BITS_NONE)
        return tell_bits(rows, &field, (enum dlt645_bit_table)known->scale, item->clause);
    return tell_part(rows, &field, "", item->clause);
}

/* The fields of an item, as often as they are there. */
static void tell_item_fields(struct dlt645_rows *rows, const struct dlt645_item *item, uint32_t di)
{
    for (size_t i = 0;; i++) {
        bool is_begun = i > 0 && item->repeats != DLT645_ONCE && i % item->field_count == 0;
        bool may_miss = item->repeats == DLT645_LAST_AGAIN && i + 1 >= item->field_count;
        const struct dlt645_field *field = dlt645_item_field(item, i);
        bool is_rest = field != NULL && field->format == DLT645_REST;
        if ((is_begun || may_miss || is_rest) && data_left(rows) == 0)
            return;
        if (!tell_item_part(rows, item, di, i) || (is_rest && data_left(rows) == 0))
            return;
    }
}

/* The parts of a freeze, AA between them: no value of digits has an AA, so that AA ends a part. A
 * part that the meter lacks is AA alone. */
static void tell_item_parts(struct dlt645_rows *rows, uint32_t di)
{
    static const uint8_t order[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0x10};
    size_t whole_end = rows->data_end;
    for (size_t i = 0; i < sizeof order && data_left(rows) > 0; i++) {
        uint32_t part_di = (di & 0xFFFF00FFu) | (uint32_t)order[i] << 8;
        const struct dlt645_item *part = dlt645_item_find(part_di);
        size_t size = 0;
        while (size < data_left(rows) &&
               rows->bytes[rows->at + size] != (uint8_t)(PART_END + DLT645_OFFSET))
            size++;
        rows->data_end = rows->at + size;
        if (part != NULL && size > 0)
            tell_item_fields(rows, part, part_di);
        rows->data_end = whole_end;
        if (data_left(rows) > 0 && rows->bytes[rows->at] == (uint8_t)(PART_END + DLT645_OFFSET))
            tell_raw(rows, 1, "separator", "分隔符",
                     size > 0 ? "" : FK_SAY(rows->lang, "part not present", "无此部分"),
                     DLT645_CLAUSE("annex A.6"), DLT645_ROW_OK);
    }
}

/* The value of an item in the data up to `keep` bytes before their end. */
static void tell_item(struct dlt645_rows *rows, const struct dlt645_item *item, size_t keep)
{
    size_t whole_end = rows->data_end;
    rows->data_end = data_left(rows) > keep ? whole_end - keep : rows->at;
    if (item->repeats == DLT645_PARTS)
        tell_item_parts(rows, rows->di);
    else
        tell_item_fields(rows, item, rows->di);
    rows->data_end = whole_end;
}

/* What is left of the data, except the last `keep` bytes. */
static void tell_rest(struct dlt645_rows *rows, size_t keep, const char *what, const char *what_zh,
                      const char *note, enum dlt645_row_state state)
{
    if (data_left(rows) > keep)
        tell_raw(rows, data_left(rows) - keep, what, what_zh, note, DLT645_CLAUSE("5.2.5"), state);
}

static void tell_list(struct dlt645_rows *rows, const struct dlt645_field *fields, size_t count,
                      const char *clause)
{
    for (size_t i = 0; i < count; i++)
        if (!tell_part(rows, &fields[i], "", clause))
            return;
}

static const struct dlt645_field seq_part = PART("sequence number", "帧序号", 1, DLT645_RAW);

static void tell_seq(struct dlt645_rows *rows)
{
    tell_list(rows, &seq_part, 1, DLT645_CLAUSE("7.2"));
}

/* 11H, 12H: identifier; for load records also a count and a time; 12H ends with SEQ. */
static void tell_read_request(struct dlt645_rows *rows)
{
    static const struct dlt645_field record_parts[] = {
        PART("number of records", "负荷记录块数", 1, DLT645_BCD),
        PART("from", "给定时间", 5, DLT645_STAMP5),
    };
    bool is_follow = (rows->control & DLT645_FUNCTION) == DLT645_READ_FOLLOW;
    size_t keep = is_follow ? 1 : 0;
    tell_di(rows);
    if (data_left(rows) == 1 + keep || data_left(rows) == 6 + keep)
        tell_list(rows, record_parts, data_left(rows) == 1 + keep ? 1 : 2, DLT645_CLAUSE("7.1"));
    tell_rest(rows, keep, "further data", "其余数据",
              FK_SAY(rows->lang, "not expected in a read request", "读数据请求不应有"),
              DLT645_ROW_REMARK);
    if (is_follow)
        tell_seq(rows);
}

/* 91H: the item. 92H: bytes that continue it; where a field begins only the first frame knew. */
static void tell_read_answer(struct dlt645_rows *rows)
{
    if ((rows->control & DLT645_FUNCTION) == DLT645_READ_FOLLOW) {
        tell_di(rows);
        tell_rest(rows, 1, "continued data", "后续数据", "", DLT645_ROW_OK);
        tell_seq(rows);
        return;
    }
    const struct dlt645_item *item = tell_di(rows);
    if (item != NULL)
        tell_item(rows, item, 0);
    else
        tell_rest(rows, 0, "data", "数据", "", DLT645_ROW_OK);
}

/* PA P0 P1 P2 C0..C3: who sends it. Returns PA, or -1 if the data end before it. */
static int tell_sender(struct dlt645_rows *rows)
{
    static const struct dlt645_field level = PART("password level", "密码级别", 1, DLT645_RAW);
    static const struct dlt645_field rest[] = {
        PART("password", "密码", 3, DLT645_DIGITS),
        PART("operator code", "操作者代码", 4, DLT645_DIGITS),
    };
    uint8_t clear[1];
    if (!data_has(rows, 1, level.name, level.name_zh, DLT645_CLAUSE("7.3")))
        return -1;
    data_clear(rows, 1, clear);
    int pa = clear[0];
    const char *note = pa == 0x98   ? FK_SAY(rows->lang, "cipher and MAC", "密文加MAC")
                       : pa == 0x99 ? FK_SAY(rows->lang, "plain data and MAC", "明文加MAC")
                                    : FK_SAY(rows->lang, "plain", "明文");
    if (!tell_part(rows, &level, note, DLT645_CLAUSE("7.3")))
        return -1;
    tell_list(rows, rest, 2, DLT645_CLAUSE("7.3"));
    return pa;
}

static const struct dlt645_field mac_part = PART("MAC", "MAC校验码", 4, DLT645_RAW);

/* 14H: identifier, sender, value; at levels 98 and 99 with a MAC, at 98 enciphered. */
static void tell_write_request(struct dlt645_rows *rows)
{
    const struct dlt645_item *item = tell_di(rows);
    int pa = tell_sender(rows);
    size_t keep = pa == 0x98 || pa == 0x99 ? mac_part.length : 0;
    if (pa < 0)
        return;
    if (pa == 0x98)
        tell_rest(rows, keep, "cipher", "密文",
                  FK_SAY(rows->lang, "not readable without the key", "无密钥不可读"),
                  DLT645_ROW_OK);
    else if (item != NULL)
        tell_item(rows, item, keep);
    else
        tell_rest(rows, keep, "data", "数据", "", DLT645_ROW_OK);
    tell_rest(rows, keep, "further data", "其余数据",
              FK_SAY(rows->lang, "more than this item has", "超出此数据项的长度"),
              DLT645_ROW_REMARK);
    if (keep > 0)
        tell_list(rows, &mac_part, 1, DLT645_FEE_CLAUSE);
}

static const struct fk_text *relay_command_name(uint8_t n1)
{
    static const struct {
        uint8_t n1;
        struct fk_text name;
    } commands[] = {
        {0x1A, {"trip", "跳闸"}},
        {0x1B, {"close permit", "合闸允许"}},
        {0x1C, {"direct close", "直接合闸"}},
        {0x1D, {"trip, direct close after N2 x 5 min", "跳闸，N2×5分钟后直接合闸"}},
        {0x1E, {"trip, close permit after N2 x 5 min", "跳闸，N2×5分钟后合闸允许"}},
        {0x2A, {"alarm", "报警"}},
        {0x2B, {"alarm cancel", "报警解除"}},
        {0x3A, {"protect", "保电"}},
        {0x3B, {"protect cancel", "保电解除"}},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (commands[i].n1 == n1)
            return &commands[i].name;
    return NULL;
}

/* N1 N2 and the moment up to which the command is valid. */
static void tell_relay_command(struct dlt645_rows *rows)
{
    static const struct dlt645_field valid_until =
        PART("valid until", "命令有效截止时间", 6, DLT645_STAMP6);
    uint8_t clear[2];
    char note[32] = "";
    if (!data_has(rows, 1, "command N1", "控制命令类型", DLT645_FEE_CLAUSE))
        return;
    data_clear(rows, data_left(rows) > 1 ? 2 : 1, clear);
    const struct fk_text *name = relay_command_name(clear[0]);
    tell_raw(rows, 1, "command N1", "控制命令类型",
             name != NULL ? fk_text_in(*name, rows->lang)
                          : FK_SAY(rows->lang, "unknown command", "未知命令"),
             DLT645_FEE_CLAUSE, name != NULL ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    if (!data_has(rows, 1, "N2", "N2", DLT645_FEE_CLAUSE))
        return;
    bool is_timed = clear[0] == 0x1D || clear[0] == 0x1E;
    if (is_timed)
        snprintf(note, sizeof note, FK_SAY(rows->lang, "%u minutes", "%u分钟"), clear[1] * 5u);
    else if (clear[1] != 0)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, "expected 00", "应为00"));
    tell_raw(rows, 1, "N2", "N2", note, DLT645_FEE_CLAUSE,
             is_timed == (clear[1] != 0) ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    tell_list(rows, &valid_until, 1, DLT645_FEE_CLAUSE);
}

/* 1CH: sender, then the command in clear or, at level 98, its cipher. */
static void tell_control_request(struct dlt645_rows *rows)
{
    static const struct dlt645_field cipher =
        PART("MAC and cipher, reversed", "MAC和密文", 20, DLT645_RAW);
    int pa = tell_sender(rows);
    if (pa == 0x98)
        tell_list(rows, &cipher, 1, DLT645_FEE_CLAUSE);
    else if (pa >= 0)
        tell_relay_command(rows);
}

/* 9CH: nothing, or the execution word. */
static void tell_control_answer(struct dlt645_rows *rows)
{
    static const struct dlt645_field word = PART("execution word", "执行字", 2, DLT645_BITS);
    if (data_left(rows) > 0)
        tell_bits(rows, &word, DLT645_BITS_EXECUTION, DLT645_FEE_CLAUSE);
}

/* All error answers: a byte ERR; of 03H and 1CH also a word. */
static void tell_error_answer(struct dlt645_rows *rows)
{
    static const struct dlt645_field byte = PART("error ERR", "错误信息字", 1, DLT645_BITS);
    static const struct dlt645_field serr =
        PART("security error SERR", "安全认证错误信息字", 2, DLT645_BITS);
    static const struct dlt645_field refusal = PART("error word", "错误信息字", 2, DLT645_BITS);
    unsigned function = rows->control & DLT645_FUNCTION;
    if (function == DLT645_SECURITY && data_left(rows) >= 2)
        tell_bits(rows, &serr, DLT645_BITS_SERR, DLT645_FEE_CLAUSE);
    else if (function == DLT645_CONTROL && data_left(rows) >= 2)
        tell_bits(rows, &refusal, DLT645_BITS_REFUSAL, DLT645_FEE_CLAUSE);
    else
        tell_bits(rows, &byte, DLT645_BITS_ERR, DLT645_CLAUSE("7.1.5"));
}

static void tell_address_data(struct dlt645_rows *rows)
{
    static const struct dlt645_field address = PART("address", "通信地址", 6, DLT645_DIGITS);
    bool is_answer = (rows->control & DLT645_FROM_METER) != 0;
    bool is_read = (rows->control & DLT645_FUNCTION) == DLT645_READ_ADDRESS;
    if (is_answer == is_read)
        tell_list(rows, &address, 1, is_read ? DLT645_CLAUSE("7.4") : DLT645_CLAUSE("7.5"));
}

static void tell_broadcast_time(struct dlt645_rows *rows)
{
    static const struct dlt645_field time = PART("time to set", "广播时间", 6, DLT645_STAMP6);
    if ((rows->control & DLT645_FROM_METER) == 0)
        tell_list(rows, &time, 1, DLT645_CLAUSE("7.6"));
}

/* 16H: mm hh DD MM; 99 stands for "every", from the month downwards. */
static void tell_freeze(struct dlt645_rows *rows)
{
    static const struct fk_text notes[] = {{"at once", "立即"},
                                           {"every hour", "每小时"},
                                           {"every day", "每天"},
                                           {"every month", "每月"},
                                           {"once a year", "每年一次"}};
    uint8_t clear[4];
    char value[24];
    if ((rows->control & DLT645_FROM_METER) != 0 ||
        !data_has(rows, 4, "freeze time", "冻结时间", DLT645_CLAUSE("7.7")))
        return;
    data_clear(rows, 4, clear);
    size_t fixed = 0;
    while (fixed < 4 && clear[fixed] != 0x99)
        fixed++;
    /* Behind the first 99 there must be 99 only; digits, hours and days in range. */
    bool is_legal = fixed == 4 || is_all(clear + fixed, 4 - fixed, 0x99);
    static const uint8_t highest[] = {0x59, 0x23, 0x31, 0x12};
    for (size_t i = 0; i < fixed; i++)
        if (dlt645_bcd_get(clear + i, 1) < (i >= 2) || clear[i] > highest[i])
            is_legal = false;
    snprintf(value, sizeof value, "%02X-%02X %02X:%02X", clear[3], clear[2], clear[1], clear[0]);
    dlt645_rows_tell(rows, 4, "freeze time", "冻结时间", value, "",
                     is_legal ? fk_text_in(notes[fixed], rows->lang)
                              : FK_SAY(rows->lang, "no legal time", "不是合法的时间"),
                     DLT645_CLAUSE("7.7"), is_legal ? DLT645_ROW_OK : DLT645_ROW_REMARK);
}

void dlt645_rows_tell_data(struct dlt645_rows *rows)
{
    /* Commands that are explained; NULL: the data are shown as bytes. */
    static const struct {
        void (*request)(struct dlt645_rows *);
        void (*answer)(struct dlt645_rows *);
    } commands[DLT645_FUNCTION + 1] = {
        [DLT645_READ] = {tell_read_request, tell_read_answer},
        [DLT645_READ_FOLLOW] = {tell_read_request, tell_read_answer},
        [DLT645_READ_ADDRESS] = {tell_address_data, tell_address_data},
        [DLT645_WRITE_ADDRESS] = {tell_address_data, tell_address_data},
        [DLT645_WRITE] = {tell_write_request, NULL},
        [DLT645_FREEZE] = {tell_freeze, tell_freeze},
        [DLT645_BROADCAST_TIME] = {tell_broadcast_time, tell_broadcast_time},
        [DLT645_CONTROL] = {tell_control_request, tell_control_answer},
    };
    unsigned function = rows->control & DLT645_FUNCTION;
    bool is_answer = (rows->control & DLT645_FROM_METER) != 0;
    if (is_answer && (rows->control & DLT645_ERROR_ANSWER) != 0) {
        tell_error_answer(rows);
    } else if (commands[function].request != NULL) {
        if (!is_answer)
            commands[function].request(rows);
        else if (commands[function].answer != NULL)
            commands[function].answer(rows);
    } else {
        tell_rest(rows, 0, "data", "数据", dlt645_function_name(rows->control, rows->lang),
                  DLT645_ROW_OK);
    }
    tell_rest(rows, 0, "further data", "其余数据",
              FK_SAY(rows->lang, "more than this command has", "超出此命令的长度"),
              DLT645_ROW_REMARK);
}
