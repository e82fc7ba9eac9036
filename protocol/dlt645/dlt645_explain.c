/* protocol/dlt645/dlt645_explain.c - the frame around the data field; see the header. */
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_candidate.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_rows.h"
#include <stdio.h>
#include <string.h>

/* One byte of the frame whose value is shown in hex; `error` is "" if it is right. */
static void tell_byte(struct dlt645_rows *rows, const char *what, const char *what_zh,
                      const char *error, const char *clause)
{
    char value[3];
    snprintf(value, sizeof value, "%02X", (unsigned)rows->bytes[rows->at]);
    dlt645_rows_tell(rows, 1, what, what_zh, value, "", error, clause,
                     error[0] != '\0' ? DLT645_ROW_ERROR : DLT645_ROW_OK);
}

static void tell_wakes(struct dlt645_rows *rows, size_t wakes)
{
    char value[32];
    snprintf(value, sizeof value, FK_SAY(rows->lang, "%zu x FE", "%zu个FE"), wakes);
    if (wakes > 0)
        dlt645_rows_tell(rows, wakes, "leading bytes", "前导字节", value, "", "",
                         DLT645_CLAUSE("5.2.8"), DLT645_ROW_OK);
}

/* Functions that may be sent to everybody (5.2.2). */
static bool may_be_broadcast(uint8_t control)
{
    unsigned function = control & DLT645_FUNCTION;
    return function == DLT645_BROADCAST_TIME || function == DLT645_FREEZE ||
           function == DLT645_OUTPUT;
}

/* Functions that change something may not go to an address with AA, the writing of an address
 * excepted. */
static bool may_be_wild(uint8_t control)
{
    unsigned function = control & DLT645_FUNCTION;
    return function == DLT645_READ || function == DLT645_READ_FOLLOW ||
           function == DLT645_READ_ADDRESS || function == DLT645_WRITE_ADDRESS;
}

/* What is wrong with this control code under this address, or NULL. */
static const char *address_remark(const uint8_t *address, uint8_t control, enum fk_lang lang)
{
    bool is_all = dlt645_address_is_broadcast(address), is_wild = dlt645_address_is_wild(address);
    if ((control & DLT645_FROM_METER) != 0)
        return is_all || is_wild ? FK_SAY(lang, "a meter answers with its own full address",
                                          "应答应带电表自己的完整地址")
                                 : NULL;
    if (is_all && !may_be_broadcast(control))
        return FK_SAY(lang, "broadcast, not allowed for this command", "此命令不允许广播");
    if (is_wild && !may_be_wild(control))
        return FK_SAY(lang, "AA, this command must not be carried out", "带AA地址，此命令不得执行");
    return NULL;
}

/* `control` is NULL where the frame ends before it. */
static void tell_address(struct dlt645_rows *rows, const uint8_t *address, const uint8_t *control)
{
    char text[13];
    uint8_t parsed[DLT645_ADDRESS_SIZE];
    dlt645_address_format(address, text);
    const char *note = "";
    const char *remark = NULL;
    if (dlt645_address_parse(text, parsed) < 0)
        remark = FK_SAY(rows->lang, "neither twelve digits nor a shortened address",
                        "既非十二位数字，也非缩位地址");
    else if (control != NULL)
        remark = address_remark(address, *control, rows->lang);
    if (dlt645_address_is_broadcast(address))
        note = FK_SAY(rows->lang, "broadcast", "广播");
    else if (dlt645_address_is_wild(address))
        note = text[10] == 'A' ? FK_SAY(rows->lang, "any meter", "任意电表")
                               : FK_SAY(rows->lang, "shortened address", "缩位地址");
    dlt645_rows_tell(rows, DLT645_ADDRESS_SIZE, "address", "地址域", text, "",
                     remark != NULL ? remark : note, DLT645_CLAUSE("5.2.2"),
                     remark != NULL ? DLT645_ROW_REMARK : DLT645_ROW_OK);
}

static void tell_control(struct dlt645_rows *rows)
{
    uint8_t control = rows->bytes[rows->at];
    const struct dlt645_function_row *known = dlt645_function_find(control);
    enum fk_lang lang = rows->lang;
    char value[3], note[160];
    const char *direction = (control & DLT645_FROM_METER) == 0 ? FK_SAY(lang, "request", "请求")
                            : (control & DLT645_ERROR_ANSWER) != 0
                                ? FK_SAY(lang, "error answer", "异常应答")
                                : FK_SAY(lang, "answer", "应答");
    snprintf(value, sizeof value, "%02X", (unsigned)control);
    snprintf(note, sizeof note, FK_SAY(lang, "%s, %s%s", "%s，%s%s"),
             dlt645_function_name(control, lang), direction,
             (control & DLT645_MORE) == 0 ? ""
                                          : FK_SAY(lang, ", more data follows", "，有后续数据"));
    bool is_odd =
        (control & DLT645_FROM_METER) == 0 && (control & (DLT645_ERROR_ANSWER | DLT645_MORE)) != 0;
    if (is_odd)
        snprintf(note, sizeof note, "%s",
                 FK_SAY(lang, "request with bit 5 or 6 set", "请求帧第5或第6位为1"));
    dlt645_rows_tell(rows, 1, "control code", "控制码", value, "", note,
                     known ? known->clause : DLT645_CLAUSE("5.2.4"),
                     known && !is_odd ? DLT645_ROW_OK : DLT645_ROW_REMARK);
}

/* Reads have at most 200 bytes. Writes have 50 by the standard, but fee control needs more, so that
 * is no remark. */
static void tell_length(struct dlt645_rows *rows, uint8_t control)
{
    unsigned length = rows->bytes[rows->at];
    bool is_long = length > dlt645_length_limit(control);
    bool is_read = dlt645_length_limit(control) == DLT645_READ_MAX;
    const char *note = "";
    char value[8];
    snprintf(value, sizeof value, "%u", length);
    if (is_long && is_read)
        note = FK_SAY(rows->lang, "more than the 200 bytes that a read may carry",
                      "超过读数据所允许的200字节");
    else if (is_long)
        note = FK_SAY(rows->lang, "more than the 50 bytes of the standard", "超过标准规定的50字节");
    dlt645_rows_tell(rows, 1, "data length", "数据域长度", value, "", note, DLT645_CLAUSE("5.2.5"),
                     is_long && is_read ? DLT645_ROW_REMARK : DLT645_ROW_OK);
}

/* Bytes nobody can say anything about. Their value is not repeated: they stand in the row
 * itself. */
static void tell_garbage(struct dlt645_rows *rows, size_t end, const char *note)
{
    if (rows->at < end)
        dlt645_rows_tell(rows, end - rows->at, "no frame", "不成帧", "", "", note,
                         DLT645_CLAUSE("5.2.1"), DLT645_ROW_ERROR);
}

/* The head 68 A 68 C L as far as it goes; true if data may follow. */
static bool tell_head(struct dlt645_rows *rows, size_t end, struct dlt645_explained *out)
{
    const uint8_t *frame = rows->bytes + rows->at;
    size_t size = end - rows->at;
    tell_byte(rows, "start", "帧起始符", "", DLT645_CLAUSE("5.2.1"));
    if (size < 1 + DLT645_ADDRESS_SIZE)
        return false;
    tell_address(rows, frame + 1, size > 8 && frame[7] == DLT645_START ? &frame[8] : NULL);
    dlt645_address_format(frame + 1, out->address);
    if (size < 8)
        return false;
    bool is_start = frame[7] == DLT645_START;
    tell_byte(rows, "second start", "帧起始符",
              is_start ? "" : FK_SAY(rows->lang, "expected 68", "应为68"), DLT645_CLAUSE("5.2.1"));
    if (size < 9 || !is_start)
        return false;
    out->has_head = true;
    out->control = rows->control = frame[8];
    out->function = dlt645_function_name(frame[8], rows->lang);
    tell_control(rows);
    if (size < DLT645_HEAD_SIZE)
        return false;
    tell_length(rows, frame[8]);
    return true;
}

/* Data, check sum and end byte, as far as they go. */
static void tell_body(struct dlt645_rows *rows, size_t start, size_t end)
{
    char note[32] = "";
    size_t sum_at = rows->at + rows->bytes[rows->at - 1];
    rows->is_cut = sum_at > end;
    rows->data_end = rows->is_cut ? end : sum_at;
    dlt645_rows_tell_data(rows);
    if (rows->at < end) {
        unsigned sum = dlt645_checksum(rows->bytes + start, sum_at - start);
        if (rows->bytes[sum_at] != sum)
            snprintf(note, sizeof note, FK_SAY(rows->lang, "expected %02X", "应为%02X"), sum);
        tell_byte(rows, "check sum", "校验码", note, DLT645_CLAUSE("5.2.6"));
    }
    if (rows->at < end)
        tell_byte(rows, "end", "结束符",
                  rows->bytes[rows->at] == DLT645_END ? ""
                                                      : FK_SAY(rows->lang, "expected 16", "应为16"),
                  DLT645_CLAUSE("5.2.7"));
}

int dlt645_explain(const uint8_t *bytes, size_t size, size_t base, enum fk_lang lang,
                   dlt645_row_fn *row, void *context, struct dlt645_explained *out)
{
    struct dlt645_explained unused;
    if (out == NULL)
        out = &unused;
    memset(out, 0, sizeof *out);
    out->function = "";
    struct dlt645_rows rows = {
        .bytes = bytes, .base = base, .lang = lang, .row = row, .context = context};
    size_t wakes = 0;
    while (wakes < size && bytes[wakes] == DLT645_WAKE)
        wakes++;
    tell_wakes(&rows, wakes);
    if (wakes == size)
        return fk_fail(&out->diag, FK_E_FORMAT, DLT645_CLAUSE("5.2.1"), base + size,
                       "no start byte, expected 68");
    struct dlt645_candidate candidate = dlt645_candidate_judge(bytes + wakes, size - wakes, false);
    int result =
        dlt645_candidate_fail(candidate, bytes + wakes, size - wakes, base + wakes, &out->diag);
    if (candidate.verdict == DLT645_NO_START) {
        tell_garbage(&rows, size, FK_SAY(lang, "no start byte, expected 68", "没有起始符，应为68"));
    } else if (tell_head(&rows, size, out)) {
        size_t end = wakes + candidate.size;
        tell_body(&rows, wakes, end < size ? end : size);
        out->has_di = rows.has_di;
        out->di = rows.di;
    }
    if (rows.at < size && result == FK_OK)
        result = fk_fail(&out->diag, FK_E_FORMAT, DLT645_CLAUSE("5.2.1"), base + rows.at,
                         "%zu bytes behind the frame", size - rows.at);
    tell_garbage(&rows, size,
                 candidate.verdict == DLT645_UNFINISHED
                     ? FK_SAY(lang, "cut short", "不完整")
                     : FK_SAY(lang, "belongs to no frame", "不属于任何帧"));
    out->remarks = rows.remarks;
    return result;
}
