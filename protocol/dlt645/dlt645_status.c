/* protocol/dlt645/dlt645_status.c - the bit tables; see the header. */
#include "protocol/dlt645/dlt645_status.h"
#include <stdio.h>

#define BIT(position, english, chinese)                                                            \
    {                                                                                              \
        1u << (position), 1u << (position), english, chinese                                       \
    }
/* A statement that holds while the masked bits have just this value. */
#define CASE(bits, value, english, chinese)                                                        \
    {                                                                                              \
        bits, value, english, chinese                                                              \
    }

static const struct dlt645_bit word1[] = {
    BIT(0, "external switch by pulse", "外置开关脉冲方式"),
    BIT(1, "block demand", "区间式需量"),
    BIT(2, "clock battery low", "时钟电池欠压"),
    BIT(3, "reading battery low", "停电抄表电池欠压"),
    BIT(4, "active power reverse", "有功功率反向"),
    BIT(5, "reactive power reverse", "无功功率反向"),
    BIT(8, "control-loop error", "控制回路错误"),
    BIT(9, "ESAM error", "ESAM错误"),
    BIT(12, "program error", "程序错误"),
    BIT(13, "memory fault", "存储器故障"),
    BIT(14, "overdraft", "透支"),
    BIT(15, "clock error", "时钟错误"),
};
static const struct dlt645_bit word2[] = {
    BIT(0, "active reverse phase A", "A相有功反向"),
    BIT(1, "active reverse phase B", "B相有功反向"),
    BIT(2, "active reverse phase C", "C相有功反向"),
    BIT(4, "reactive reverse phase A", "A相无功反向"),
    BIT(5, "reactive reverse phase B", "B相无功反向"),
    BIT(6, "reactive reverse phase C", "C相无功反向"),
};
static const struct dlt645_bit word3[] = {
    CASE(0x0001, 0x0001, "second day-slot set runs", "第二套时段表运行"),
    CASE(0x0006, 0x0000, "main supply", "主电源供电"),
    CASE(0x0006, 0x0002, "auxiliary supply", "辅助电源供电"),
    CASE(0x0006, 0x0004, "battery supply", "电池供电"),
    CASE(0x0008, 0x0008, "programming permitted", "编程允许"),
    CASE(0x0010, 0x0000, "relay closed", "继电器合"),
    CASE(0x0010, 0x0010, "relay open", "继电器断"),
    CASE(0x0020, 0x0020, "second year-zone set runs", "第二套时区表运行"),
    CASE(0x0040, 0x0000, "command close", "继电器命令合"),
    CASE(0x0040, 0x0040, "command open", "继电器命令断"),
    CASE(0x0080, 0x0080, "alarm before a trip", "预跳闸报警"),
    CASE(0x0300, 0x0000, "not prepaid", "非预付费表"),
    CASE(0x0300, 0x0100, "prepaid by energy", "电量型预付费表"),
    CASE(0x0300, 0x0200, "prepaid by money", "电费型预付费表"),
    CASE(0x0400, 0x0400, "second price set runs", "第二套费率电价运行"),
    CASE(0x0800, 0x0800, "second step set runs", "第二套阶梯运行"),
    CASE(0x1000, 0x1000, "protected", "保电"),
    CASE(0x2000, 0x2000, "identity authentication valid", "身份认证有效"),
    CASE(0x4000, 0x4000, "local account not opened", "本地未开户"),
    CASE(0x8000, 0x8000, "remote account not opened", "远程未开户"),
};
static const struct dlt645_bit word4[] = {
    BIT(0, "loss of voltage", "失压"),  BIT(1, "under-voltage", "欠压"),
    BIT(2, "over-voltage", "过压"),     BIT(3, "loss of current", "失流"),
    BIT(4, "over-current", "过流"),     BIT(5, "overload", "过载"),
    BIT(6, "reverse flow", "潮流反向"), BIT(7, "phase break", "断相"),
    BIT(8, "current break", "断流"),
};
static const struct dlt645_bit word7[] = {
    BIT(0, "voltage sequence wrong", "电压逆相序"),
    BIT(1, "current sequence wrong", "电流逆相序"),
    BIT(2, "voltage unbalance", "电压不平衡"),
    BIT(3, "current unbalance", "电流不平衡"),
    BIT(4, "auxiliary supply lost", "辅助电源失电"),
    BIT(5, "power down", "掉电"),
    BIT(6, "demand over limit", "需量超限"),
    BIT(7, "total power factor under limit", "总功率因数超下限"),
    BIT(8, "severe current unbalance", "电流严重不平衡"),
    BIT(9, "cover open", "开表盖"),
    BIT(10, "terminal cover open", "开端钮盒"),
};
static const struct dlt645_bit err_byte[] = {
    BIT(0, "other error", "其他错误"),
    BIT(1, "no requested data", "无请求数据"),
    BIT(2, "wrong password or not authorised", "密码错/未授权"),
    BIT(3, "speed cannot be changed", "通信速率不能更改"),
    BIT(4, "too many year zones", "年时区数超"),
    BIT(5, "too many day slots", "日时段数超"),
    BIT(6, "too many tariffs", "费率数超"),
};
static const struct dlt645_bit security_word[] = {
    BIT(0, "other error", "其他错误"),
    BIT(1, "repeated recharge", "重复充值"),
    BIT(2, "ESAM verification failed", "ESAM验证失败"),
    BIT(3, "identity authentication failed", "身份认证失败"),
    BIT(4, "customer number does not match", "客户编号不匹配"),
    BIT(5, "purchase count wrong", "充值次数错误"),
    BIT(6, "purchase over the hoarding limit", "购电超囤积"),
    BIT(7, "address abnormal", "地址异常"),
    BIT(8, "meter suspended", "电能表挂起"),
    BIT(9, "closing after recharge failed", "合闸复电失败"),
    BIT(15, "password setting error", "密码设置错误"),
};
static const struct dlt645_bit execution[] = {
    BIT(0, "direct close", "直接合闸"),
    BIT(1, "close permit", "合闸允许"),
    BIT(2, "direct trip", "直接跳闸"),
    BIT(3, "delayed trip", "延时跳闸"),
    BIT(4, "trip with automatic restore", "跳闸自动恢复"),
    BIT(5, "trip delayed by high current", "大电流延时跳闸"),
    BIT(8, "protect", "保电"),
    BIT(9, "protect cancel", "保电解除"),
    BIT(10, "alarm", "报警"),
    BIT(11, "alarm cancel", "报警解除"),
};
static const struct dlt645_bit refusal[] = {
    BIT(0, "meter suspended", "电能表挂起"),
    BIT(1, "MAC error", "MAC校验错"),
    BIT(2, "wrong password or not authorised", "密码错/未授权"),
    BIT(3, "authentication timed out", "安全认证超时"),
    BIT(4, "time tag invalid", "时间无效"),
    BIT(5, "trip failed, protected", "跳闸失败(保电)"),
    BIT(6, "trip with restore failed, protected", "跳闸自动恢复失败(保电)"),
    BIT(7, "restore time invalid", "自动恢复时间无效"),
    BIT(8, "trip with restore failed, already tripped", "跳闸自动恢复失败(已跳闸)"),
};
static const struct dlt645_bit feature1[] = {
    BIT(0, "switch output, level or pulse", "外置开关输出方式"),
    BIT(1, "text on the display", "液晶提示"),
    BIT(2, "events reported with the next answer", "跟随上报"),
};

static const struct dlt645_bit speed[] = {
    BIT(1, "600 bit/s", "600比特每秒"),   BIT(2, "1200 bit/s", "1200比特每秒"),
    BIT(3, "2400 bit/s", "2400比特每秒"), BIT(4, "4800 bit/s", "4800比特每秒"),
    BIT(5, "9600 bit/s", "9600比特每秒"), BIT(6, "19200 bit/s", "19200比特每秒"),
};
static const struct dlt645_bit report[] = {
    BIT(0, "relay misoperation", "负荷开关误动作"),
    BIT(1, "ESAM error", "ESAM错误"),
    BIT(3, "clock battery low", "时钟电池欠压"),
    BIT(4, "program error", "程序错误"),
    BIT(5, "memory fault", "存储器故障"),
    BIT(7, "clock fault", "时钟故障"),
    BIT(8, "reading battery low", "停电抄表电池欠压"),
    BIT(9, "overdraft", "透支"),
    BIT(10, "cover open", "开表盖"),
    BIT(11, "terminal cover open", "开端钮盒"),
    BIT(12, "constant magnetic field", "恒定磁场干扰"),
    BIT(13, "power supply abnormal", "电源异常"),
    BIT(14, "trip succeeded", "跳闸成功"),
    BIT(15, "close succeeded", "合闸成功"),
};

#define TABLE(entries)                                                                             \
    {                                                                                              \
        entries, sizeof entries / sizeof entries[0]                                                \
    }
static const struct {
    const struct dlt645_bit *bits;
    size_t count;
} tables[DLT645_BITS_TABLES] = {
    [DLT645_BITS_W1] = TABLE(word1),           [DLT645_BITS_W2] = TABLE(word2),
    [DLT645_BITS_W3] = TABLE(word3),           [DLT645_BITS_W4] = TABLE(word4),
    [DLT645_BITS_W5] = TABLE(word4),           [DLT645_BITS_W6] = TABLE(word4),
    [DLT645_BITS_W7] = TABLE(word7),           [DLT645_BITS_ERR] = TABLE(err_byte),
    [DLT645_BITS_SERR] = TABLE(security_word), [DLT645_BITS_EXECUTION] = TABLE(execution),
    [DLT645_BITS_REFUSAL] = TABLE(refusal),    [DLT645_BITS_FEATURE1] = TABLE(feature1),
    [DLT645_BITS_SPEED] = TABLE(speed),        [DLT645_BITS_REPORT] = TABLE(report),
};

const struct dlt645_bit *dlt645_bits(enum dlt645_bit_table table, size_t *count)
{
    *count = tables[table].count;
    return tables[table].bits;
}

enum dlt645_bit_table dlt645_bits_of(uint32_t di)
{
    if (di >= 0x04000501 && di <= 0x04000507)
        return (enum dlt645_bit_table)(DLT645_BITS_W1 + (di - 0x04000501));
    return di == 0x04001101 ? DLT645_BITS_FEATURE1 : DLT645_BITS_NONE;
}

/* Appends `text` after a separator; false if it does not fit. */
static int text_append(char *out, size_t capacity, size_t *length, enum fk_lang lang,
                       const char *text)
{
    const char *separator = *length > 0 ? FK_SAY(lang, "; ", "；") : "";
    int n = snprintf(out + *length, capacity - *length, "%s%s", separator, text);
    if (n < 0 || (size_t)n >= capacity - *length)
        return 0;
    *length += (size_t)n;
    return 1;
}

int dlt645_bits_format(enum dlt645_bit_table table, uint32_t value, enum fk_lang lang, char *out,
                       size_t capacity)
{
    if (capacity == 0)
        return FK_E_SPACE;
    out[0] = '\0';
    size_t length = 0, count;
    const struct dlt645_bit *bits = dlt645_bits(table, &count);
    uint32_t named = 0;
    for (size_t i = 0; i < count; i++) {
        named |= bits[i].mask;
        if ((value & bits[i].mask) == bits[i].match)
            if (!text_append(out, capacity, &length, lang,
                             FK_SAY(lang, bits[i].name, bits[i].name_zh)))
                return FK_E_SPACE;
    }
    for (unsigned position = 0; position < 32; position++) {
        char text[16];
        if (((value & ~named) >> position & 1) == 0)
            continue;
        snprintf(text, sizeof text, FK_SAY(lang, "bit %u", "第%u位"), position);
        if (!text_append(out, capacity, &length, lang, text))
            return FK_E_SPACE;
    }
    if (length == 0 && !text_append(out, capacity, &length, lang, FK_SAY(lang, "none", "无")))
        return FK_E_SPACE;
    return (int)length;
}
