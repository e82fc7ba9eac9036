#include "models/around/sms_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* {date}, {balance} and {customer} stand for values. A register has six digits; which two a bill
 * tells (CQ-12) is not known here, and their width is all that counts. */
#define SIGNED "【国家电网】"
static const char *const texts[SMS_KINDS] = {
    [SMS_REMINDER] =
        SIGNED "截至{date}，您家电费余额为{balance}元。为避免欠费停电，请您及时补充余额。",
    [SMS_WARNING] =
        SIGNED "截至{date}，您家电费余额为{balance}元，已低于预警金额。请尽快交费，以免影响用电。",
    [SMS_DUNNING] =
        SIGNED "截至{date}，您家电费余额为{balance}元，已欠费。请尽快交费，逾期将依约实施停电。",
    [SMS_PRE_CUT] = SIGNED
    "截至{date}，您家电费余额为{balance}元，已欠费，即将停电。请立即交费，交费后取消停电。",
    [SMS_CUT_DONE] =
        SIGNED "您家因欠费已于{date}停电，电费余额{balance}元。请尽快交费，交费后为您恢复供电。",
    [SMS_PAID] = SIGNED "您家电费已到账，截至{date}电费余额为{balance}元。感谢您的支持！",
    [SMS_RESTORED] = SIGNED "您家已恢复供电，电费余额{balance}元。如仍无电，请致电95598。",
    [SMS_CLOSE_ALLOWED] = SIGNED
    "您家已允许合闸，电费余额{balance}元。请确认用电安全后，按住电表按键3秒或合上表后断路器。",
    [SMS_FAULT_HANDLER] = SIGNED
    "停复电失败待处理：客户编号{customer}，{date}，电费余额{balance}元。请现场处理并反馈结果。",
    [SMS_ORDER_DUE] = SIGNED
    "现场工单即将超期：客户编号{customer}，{date}，电费余额{balance}元。请尽快到场处理。",
    [SMS_WITHHELD] =
        SIGNED "已按您的代扣签约成功扣款，截至{date}电费余额为{balance}元。如有疑问，请致电95598。",
    [SMS_RECHARGED] = SIGNED
    "您购买的电费已写入电表，截至{date}电费账户余额为{balance}元。如有疑问，请致电95598。",
    [SMS_LAST_NOTICE] =
        SIGNED "停电前最后通知：截至{date}，您家电费余额为{balance}元，即将实施停电。请立即交费。",
    [SMS_SECOND_WARNING] =
        SIGNED "截至{date}，您家电费余额仅剩{balance}元，即将用完。请立即交费，以免停电。",
    [SMS_RESTORE_NOTICE] =
        SIGNED "您家电费余额为{balance}元，即将远程恢复供电。请远离用电设备，确认用电安全。",
    [SMS_TIER] = SIGNED
    "截至{date}，您家用电量已达到下一阶梯档，超出部分按该档电价计费。电费余额{balance}元。",
    [SMS_BILL] = SIGNED
    "您家上月电费账单已生成：上月示数000000，本月示数000000，截至{date}电费余额{balance}元。"
    "账单明细可在“网上国网”查询，请您核对并按时交费。如有疑问，请致电95598供电服务热线。",
};

size_t sms_text(unsigned kind, const struct sms_values *values, char out[SMS_TEXT_MAX])
{
    struct clock_civil day = clock_to_civil(values->at);
    char date[32], balance[24], customer[16];
    const struct {
        const char *mark, *text;
    } marks[] = {{"{date}", date}, {"{balance}", balance}, {"{customer}", customer}};
    const char *from = kind < SMS_KINDS && texts[kind] ? texts[kind] : "";
    size_t used = 0;
    snprintf(date, sizeof date, "%d月%d日", day.month, day.day);
    money_format(values->balance, balance);
    snprintf(customer, sizeof customer, "%" PRIu32, values->customer);
    while (*from) {
        const char *text = NULL;
        for (unsigned i = 0; i < sizeof marks / sizeof marks[0] && !text; i++)
            if (strncmp(from, marks[i].mark, strlen(marks[i].mark)) == 0) {
                text = marks[i].text;
                from += strlen(marks[i].mark);
            }
        if (text)
            used += (size_t)snprintf(out + used, SMS_TEXT_MAX - used, "%s", text);
        else
            out[used++] = *from++;
    }
    out[used] = '\0';
    return used;
}

size_t sms_text_length(const char *utf8)
{
    size_t length = 0;
    for (; *utf8; utf8++) {
        unsigned char byte = (unsigned char)*utf8;
        length += (byte & 0xC0) != 0x80; /* not inside a character */
        length += byte >= 0xF0;
    }
    return length;
}

uint32_t sms_segments(size_t characters)
{
    if (characters <= SMS_ALONE_MAX)
        return 1;
    return (uint32_t)((characters + SMS_PART_MAX - 1) / SMS_PART_MAX);
}

uint32_t sms_usual_segments(unsigned kind)
{
    const struct sms_values least = {clock_from_civil(2026, 1, 1, 0, 0, 0), 0, 0};
    const struct sms_values most = {clock_from_civil(2026, 12, 31, 0, 0, 0), INT32_MIN, UINT32_MAX};
    char text[SMS_TEXT_MAX];
    sms_text(kind, &least, text);
    uint32_t few = sms_segments(sms_text_length(text));
    sms_text(kind, &most, text);
    return few == sms_segments(sms_text_length(text)) ? few : 0;
}
