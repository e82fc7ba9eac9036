/* protocol/dlt645/dlt645_rows.c - see the header. */
#include "protocol/dlt645/dlt645_rows.h"

#include <string.h>

static const struct dlt645_function_row functions[DLT645_FUNCTION + 1] = {
    [DLT645_SECURITY] = {"security command", "安全认证", DLT645_FEE_CLAUSE},
    [DLT645_BROADCAST_TIME] = {"broadcast time", "广播校时", DLT645_CLAUSE("7.6")},
    [DLT645_READ] = {"read", "读数据", DLT645_CLAUSE("7.1")},
    [DLT645_READ_FOLLOW] = {"read follow-up data", "读后续数据", DLT645_CLAUSE("7.2")},
    [DLT645_READ_ADDRESS] = {"read address", "读通信地址", DLT645_CLAUSE("7.4")},
    [DLT645_WRITE] = {"write", "写数据", DLT645_CLAUSE("7.3")},
    [DLT645_WRITE_ADDRESS] = {"write address", "写通信地址", DLT645_CLAUSE("7.5")},
    [DLT645_FREEZE] = {"freeze", "冻结命令", DLT645_CLAUSE("7.7")},
    [DLT645_SPEED] = {"change speed", "更改通信速率", DLT645_CLAUSE("7.8")},
    [DLT645_PASSWORD] = {"change password", "修改密码", DLT645_CLAUSE("7.9")},
    [DLT645_RESET_DEMAND] = {"maximum demand reset", "最大需量清零", DLT645_CLAUSE("7.10")},
    [DLT645_RESET_METER] = {"meter reset", "电表清零", DLT645_CLAUSE("7.11")},
    [DLT645_RESET_EVENTS] = {"event reset", "事件清零", DLT645_CLAUSE("7.12")},
    [DLT645_CONTROL] = {"relay control", "跳合闸、报警、保电", DLT645_FEE_CLAUSE},
    [DLT645_OUTPUT] = {"multi-function output", "多功能端子输出控制", DLT645_FEE_CLAUSE},
};

const struct dlt645_function_row *dlt645_function_find(uint8_t control)
{
    const struct dlt645_function_row *row = &functions[control & DLT645_FUNCTION];
    return row->name ? row : NULL;
}

const char *dlt645_function_name(uint8_t control, enum fk_lang lang)
{
    const struct dlt645_function_row *row = dlt645_function_find(control);
    return row ? FK_SAY(lang, row->name, row->name_zh)
               : FK_SAY(lang, "unknown function", "未知功能码");
}

const char *dlt645_clause_in(const char *clause, enum fk_lang lang, char *out, size_t capacity)
{
    static const struct fk_text words[] = {
        {"fee-control extension of DL/T 645-2007", "DL/T 645-2007费控扩展"},
        {"fee-control extension", "费控扩展"},
        {"annex ", "附录"},
        {", ", "，"},
    };
    size_t length = 0;
    if (lang != FK_ZH || capacity == 0)
        return clause;
    while (*clause && length + 1 < capacity) {
        size_t word = 0, count = sizeof words / sizeof *words;
        while (word < count && strncmp(clause, words[word].en, strlen(words[word].en)) != 0)
            word++;
        const char *text = word < count ? words[word].zh : clause;
        size_t size = word < count ? strlen(text) : 1;
        if (size >= capacity - length)
            break;
        memcpy(out + length, text, size);
        length += size;
        clause += word < count ? strlen(words[word].en) : 1;
    }
    out[length] = '\0';
    return out;
}

void dlt645_rows_tell(struct dlt645_rows *rows, size_t size, const char *what, const char *what_zh,
                      const char *value, const char *unit, const char *note, const char *clause,
                      enum dlt645_row_state state)
{
    char told[96];
    struct dlt645_row row = {.offset = rows->base + rows->at,
                             .size = size,
                             .bytes = rows->bytes + rows->at,
                             .what = what,
                             .what_zh = what_zh,
                             .value = value,
                             .unit = unit,
                             .note = note,
                             .clause = dlt645_clause_in(clause, rows->lang, told, sizeof told),
                             .state = state};
    rows->at += size;
    rows->remarks += state == DLT645_ROW_REMARK;
    if (rows->row != NULL)
        rows->row(rows->context, &row);
}
