/* protocol/dlt645/dlt645_explain_data.c - the data field, by control code; see dlt645_rows.h. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_tell.h"
#include <stdio.h>
#include <string.h>

static const struct dlt645_field seq_part = PART("sequence number", "帧序号", 1, DLT645_RAW);

static void tell_seq(struct dlt645_rows *rows)
{
    dlt645_tell_list(rows, &seq_part, 1, DLT645_CLAUSE("7.2"));
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
    dlt645_tell_di(rows);
    if (dlt645_tell_left(rows) == 1 + keep || dlt645_tell_left(rows) == 6 + keep)
        dlt645_tell_list(rows, record_parts, dlt645_tell_left(rows) == 1 + keep ? 1 : 2,
                         DLT645_CLAUSE("7.1"));
    dlt645_tell_rest(rows, keep, "further data", "其余数据",
                     FK_SAY(rows->lang, "not expected in a read request", "读数据请求不应有"),
                     DLT645_ROW_REMARK);
    if (is_follow)
        tell_seq(rows);
}

/* 91H: the item. 92H: bytes that continue it; where a field begins only the first frame knew. */
static void tell_read_answer(struct dlt645_rows *rows)
{
    if ((rows->control & DLT645_FUNCTION) == DLT645_READ_FOLLOW) {
        dlt645_tell_di(rows);
        dlt645_tell_rest(rows, 1, "continued data", "后续数据", "", DLT645_ROW_OK);
        tell_seq(rows);
        return;
    }
    const struct dlt645_item *item = dlt645_tell_di(rows);
    if (item != NULL)
        dlt645_tell_item(rows, item, 0);
    else
        dlt645_tell_rest(rows, 0, "data", "数据", "", DLT645_ROW_OK);
}

/* What a password level says; NULL for none of the standard and of fee control. */
static const char *level_name(int pa, enum fk_lang lang)
{
    if (pa == DLT645_LEVEL_CIPHER)
        return FK_SAY(lang, "cipher and MAC", "密文加MAC");
    if (pa == DLT645_LEVEL_MAC)
        return FK_SAY(lang, "plain data and MAC", "明文加MAC");
    if (pa <= 0x09)
        return FK_SAY(lang, "plain", "明文");
    return pa == 0x11 || pa == 0x96
               ? FK_SAY(lang, "plain, level of other utilities", "明文，其他电力公司的级别")
               : NULL;
}

/* A password level, its password behind it. Returns the level, or -1 if the data end before it. */
static int tell_key(struct dlt645_rows *rows, const struct dlt645_field *level,
                    const struct dlt645_field *password, const char *clause)
{
    uint8_t clear[1];
    if (!dlt645_tell_has(rows, 1, level->name, level->name_zh, clause))
        return -1;
    dlt645_tell_clear(rows, 1, clear);
    const char *name = level_name(clear[0], rows->lang);
    dlt645_tell_raw(rows, 1, level->name, level->name_zh,
                    name != NULL ? name : FK_SAY(rows->lang, "no known level", "未知级别"), clause,
                    name != NULL ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    return dlt645_tell_part(rows, password, "", clause) ? clear[0] : -1;
}

/* PA P0 P1 P2 C0..C3: who sends it. Returns PA, or -1 if the data end before their end. */
static int tell_sender(struct dlt645_rows *rows)
{
    static const struct dlt645_field level = PART("password level", "密码级别", 1, DLT645_RAW);
    static const struct dlt645_field password = PART("password", "密码", 3, DLT645_DIGITS);
    static const struct dlt645_field operator_code =
        PART("operator code", "操作者代码", 4, DLT645_DIGITS);
    int pa = tell_key(rows, &level, &password, DLT645_CLAUSE("7.3"));
    if (pa < 0 || !dlt645_tell_part(rows, &operator_code, "", DLT645_CLAUSE("7.3")))
        return -1;
    return pa;
}

static const struct dlt645_field mac_part = PART("MAC", "MAC校验码", 4, DLT645_DIGITS);

/* Cipher up to `keep` bytes before the end, turned round on the line, in blocks of 16. */
static void tell_cipher(struct dlt645_rows *rows, size_t keep)
{
    size_t size = dlt645_tell_left(rows) > keep ? dlt645_tell_left(rows) - keep : 0;
    bool is_whole = size > 0 && size % DLT645_CIPHER_BLOCK == 0;
    const struct dlt645_field cipher = {"cipher", "密文", (uint8_t)size, DLT645_DIGITS, 0, ""};
    if (is_whole)
        dlt645_tell_part(rows, &cipher,
                         FK_SAY(rows->lang, "not readable without the key", "无密钥不可读"),
                         DLT645_FEE_CLAUSE);
    else
        dlt645_tell_rest(rows, keep, "cipher", "密文",
                         FK_SAY(rows->lang, "no multiple of 16 bytes", "不是16字节的整数倍"),
                         DLT645_ROW_REMARK);
}

/* 19H, 1AH, 1BH, 1CH at level 98: cipher and MAC turned round as one block, the MAC first. */
static void tell_turned_block(struct dlt645_rows *rows)
{
    if (dlt645_tell_part(rows, &mac_part, "", DLT645_FEE_CLAUSE))
        tell_cipher(rows, 0);
}

/* 14H: identifier, sender, value; at levels 98 and 99 with a MAC, at 98 enciphered. */
static void tell_write_request(struct dlt645_rows *rows)
{
    const struct dlt645_item *item = dlt645_tell_di(rows);
    int pa = tell_sender(rows);
    size_t keep = pa == 0x98 || pa == 0x99 ? mac_part.length : 0;
    if (pa < 0)
        return;
    if (pa == DLT645_LEVEL_CIPHER)
        tell_cipher(rows, keep);
    else if (item != NULL)
        dlt645_tell_item(rows, item, keep);
    else
        dlt645_tell_rest(rows, keep, "data", "数据", "", DLT645_ROW_OK);
    dlt645_tell_rest(rows, keep, "further data", "其余数据",
                     FK_SAY(rows->lang, "more than this item has", "超出此数据项的长度"),
                     DLT645_ROW_REMARK);
    if (keep > 0)
        dlt645_tell_list(rows, &mac_part, 1, DLT645_FEE_CLAUSE);
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
    if (!dlt645_tell_has(rows, 1, "command N1", "控制命令类型", DLT645_FEE_CLAUSE))
        return;
    dlt645_tell_clear(rows, dlt645_tell_left(rows) > 1 ? 2 : 1, clear);
    const struct fk_text *name = relay_command_name(clear[0]);
    dlt645_tell_raw(rows, 1, "command N1", "控制命令类型",
                    name != NULL ? fk_text_in(*name, rows->lang)
                                 : FK_SAY(rows->lang, "unknown command", "未知命令"),
                    DLT645_FEE_CLAUSE, name != NULL ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    if (!dlt645_tell_has(rows, 1, "N2", "N2", DLT645_FEE_CLAUSE))
        return;
    bool is_timed = clear[0] == 0x1D || clear[0] == 0x1E;
    if (is_timed)
        snprintf(note, sizeof note, FK_SAY(rows->lang, "%u minutes", "%u分钟"), clear[1] * 5u);
    else if (clear[1] != 0)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, "expected 00", "应为00"));
    dlt645_tell_raw(rows, 1, "N2", "N2", note, DLT645_FEE_CLAUSE,
                    is_timed == (clear[1] != 0) ? DLT645_ROW_OK : DLT645_ROW_REMARK);
    dlt645_tell_list(rows, &valid_until, 1, DLT645_FEE_CLAUSE);
}

/* 1CH: sender, then the command in clear or, at level 98, its cipher. */
static void tell_control_request(struct dlt645_rows *rows)
{
    int pa = tell_sender(rows);
    if (pa == DLT645_LEVEL_CIPHER)
        tell_turned_block(rows);
    else if (pa >= 0)
        tell_relay_command(rows);
}

/* 19H, 1AH, 1BH: sender; at level 98 a cipher, else 1BH names what is cleared. */
static void tell_reset_request(struct dlt645_rows *rows)
{
    static const struct dlt645_field which =
        PART("identifier to clear", "清零的数据标识", 4, DLT645_DIGITS);
    uint8_t clear[4];
    char note[160] = "";
    int pa = tell_sender(rows);
    if (pa == DLT645_LEVEL_CIPHER) {
        tell_turned_block(rows);
        return;
    }
    if (pa < 0 || (rows->control & DLT645_FUNCTION) != DLT645_RESET_EVENTS ||
        !dlt645_tell_has(rows, 4, which.name, which.name_zh, DLT645_CLAUSE("7.12")))
        return;
    dlt645_tell_clear(rows, 4, clear);
    rows->has_di = true;
    rows->di = dlt645_di_get(clear);
    const struct dlt645_item *item = dlt645_item_find(rows->di);
    if (rows->di == 0xFFFFFFFFu)
        snprintf(note, sizeof note, "%s", FK_SAY(rows->lang, "all events", "全部事件"));
    else if (item == NULL ||
             dlt645_item_name(item, rows->di, rows->lang == FK_ZH, note, sizeof note) < 0)
        note[0] = '\0';
    dlt645_tell_part(rows, &which, note, DLT645_CLAUSE("7.12"));
}

/* 17H: the speed; exactly one bit. */
static void tell_speed(struct dlt645_rows *rows)
{
    static const struct dlt645_field feature = PART("speed", "通信速率特征字", 1, DLT645_BITS);
    uint8_t clear[1];
    char value[8];
    if (!dlt645_tell_has(rows, 1, feature.name, feature.name_zh, DLT645_CLAUSE("7.8")))
        return;
    dlt645_tell_clear(rows, 1, clear);
    unsigned bits = clear[0];
    if (bits >= 0x02 && bits <= 0x40 && (bits & (bits - 1)) == 0) {
        dlt645_tell_bits(rows, &feature, DLT645_BITS_SPEED, DLT645_CLAUSE("7.8"));
        return;
    }
    snprintf(value, sizeof value, "0x%02X", bits);
    dlt645_rows_tell(
        rows, 1, feature.name, feature.name_zh, value, "",
        FK_SAY(rows->lang, "exactly one of bits 1 to 6 must be set", "第1至6位中必须恰有一位为1"),
        DLT645_CLAUSE("7.8"), DLT645_ROW_REMARK);
}

/* 18H: identifier of the password, the old and the new one; 98H: the new one. */
static void tell_password(struct dlt645_rows *rows)
{
    static const struct dlt645_field old_level = PART("old level", "原密码级别", 1, DLT645_RAW);
    static const struct dlt645_field old_key = PART("old password", "原密码", 3, DLT645_DIGITS);
    static const struct dlt645_field new_level = PART("new level", "新密码级别", 1, DLT645_RAW);
    static const struct dlt645_field new_key = PART("new password", "新密码", 3, DLT645_DIGITS);
    bool is_request = (rows->control & DLT645_FROM_METER) == 0;
    if (is_request)
        dlt645_tell_di(rows);
    if (is_request && tell_key(rows, &old_level, &old_key, DLT645_CLAUSE("7.9")) < 0)
        return;
    (void)tell_key(rows, &new_level, &new_key, DLT645_CLAUSE("7.9"));
}

/* 1DH: what the multi-function terminal puts out. */
static void tell_output(struct dlt645_rows *rows)
{
    static const struct fk_text names[] = {{"second pulse", "时钟秒脉冲"},
                                           {"demand period", "需量周期"},
                                           {"tariff switch", "时段投切"}};
    uint8_t clear[1];
    if (!dlt645_tell_has(rows, 1, "output signal", "输出信号类别", DLT645_FEE_CLAUSE))
        return;
    dlt645_tell_clear(rows, 1, clear);
    bool is_known = clear[0] < sizeof names / sizeof *names;
    dlt645_tell_raw(rows, 1, "output signal", "输出信号类别",
                    is_known ? fk_text_in(names[clear[0]], rows->lang)
                             : FK_SAY(rows->lang, "expected 00 to 02", "应为00至02"),
                    DLT645_FEE_CLAUSE, is_known ? DLT645_ROW_OK : DLT645_ROW_REMARK);
}

/* 9CH: nothing, or the execution word. */
static void tell_control_answer(struct dlt645_rows *rows)
{
    static const struct dlt645_field word = PART("execution word", "执行字", 2, DLT645_BITS);
    if (dlt645_tell_left(rows) > 0)
        dlt645_tell_bits(rows, &word, DLT645_BITS_EXECUTION, DLT645_FEE_CLAUSE);
}

/* All error answers: a byte ERR; of 03H and 1CH also a word. */
static void tell_error_answer(struct dlt645_rows *rows)
{
    static const struct dlt645_field byte = PART("error ERR", "错误信息字", 1, DLT645_BITS);
    static const struct dlt645_field serr =
        PART("security error SERR", "安全认证错误信息字", 2, DLT645_BITS);
    static const struct dlt645_field refusal = PART("error word", "错误信息字", 2, DLT645_BITS);
    unsigned function = rows->control & DLT645_FUNCTION;
    if (function == DLT645_SECURITY && dlt645_tell_left(rows) >= 2)
        dlt645_tell_bits(rows, &serr, DLT645_BITS_SERR, DLT645_FEE_CLAUSE);
    else if (function == DLT645_CONTROL && dlt645_tell_left(rows) >= 2)
        dlt645_tell_bits(rows, &refusal, DLT645_BITS_REFUSAL, DLT645_FEE_CLAUSE);
    else
        dlt645_tell_bits(rows, &byte, DLT645_BITS_ERR, DLT645_CLAUSE("7.1.5"));
}

static void tell_address_data(struct dlt645_rows *rows)
{
    static const struct dlt645_field address = PART("address", "通信地址", 6, DLT645_DIGITS);
    bool is_answer = (rows->control & DLT645_FROM_METER) != 0;
    bool is_read = (rows->control & DLT645_FUNCTION) == DLT645_READ_ADDRESS;
    if (is_answer == is_read)
        dlt645_tell_list(rows, &address, 1, is_read ? DLT645_CLAUSE("7.4") : DLT645_CLAUSE("7.5"));
}

static void tell_broadcast_time(struct dlt645_rows *rows)
{
    static const struct dlt645_field time = PART("time to set", "广播时间", 6, DLT645_STAMP6);
    if ((rows->control & DLT645_FROM_METER) == 0)
        dlt645_tell_list(rows, &time, 1, DLT645_CLAUSE("7.6"));
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
        !dlt645_tell_has(rows, 4, "freeze time", "冻结时间", DLT645_CLAUSE("7.7")))
        return;
    dlt645_tell_clear(rows, 4, clear);
    size_t fixed = 0;
    while (fixed < 4 && clear[fixed] != 0x99)
        fixed++;
    /* Behind the first 99 there must be 99 only; digits, hours and days in range. */
    bool is_legal = fixed == 4 || dlt645_tell_is_all(clear + fixed, 4 - fixed, 0x99);
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
        [DLT645_SECURITY] = {dlt645_explain_security, dlt645_explain_security},
        [DLT645_SPEED] = {tell_speed, tell_speed},
        [DLT645_PASSWORD] = {tell_password, tell_password},
        [DLT645_RESET_DEMAND] = {tell_reset_request, NULL},
        [DLT645_RESET_METER] = {tell_reset_request, NULL},
        [DLT645_RESET_EVENTS] = {tell_reset_request, NULL},
        [DLT645_OUTPUT] = {tell_output, tell_output},
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
        dlt645_tell_rest(rows, 0, "data", "数据", dlt645_function_name(rows->control, rows->lang),
                         DLT645_ROW_OK);
    }
    dlt645_tell_rest(rows, 0, "further data", "其余数据",
                     FK_SAY(rows->lang, "more than this command has", "超出此命令的长度"),
                     DLT645_ROW_REMARK);
}
