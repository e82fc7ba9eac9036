/* tests/unit/protocol/test_dlt645_item.c - the table of identifiers, BCD numbers, values, bits. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/latin.h"
#include "tests/unit/protocol/dlt645_samples.h"

START_TEST(table_is_in_order_and_complete)
{
    ck_assert_uint_gt(dlt645_item_count(), 600);
    ck_assert_ptr_null(dlt645_item_at(dlt645_item_count()));
    for (size_t i = 0; i < dlt645_item_count(); i++) {
        const struct dlt645_item *item = dlt645_item_at(i);
        if (i > 0) {
            const struct dlt645_item *before = dlt645_item_at(i - 1);
            ck_assert(before->di < item->di ||
                      (before->di == item->di && before->vary < item->vary));
        }
        ck_assert_msg((item->di & item->vary) == 0, "%08X: free bits are 0", (unsigned)item->di);
        ck_assert_uint_ge(item->field_count, 1);
        ck_assert(item->sure >= 'A' && item->sure <= 'C');
        ck_assert(item->access >= DLT645_R && item->access <= DLT645_RW);
        ck_assert_uint_gt(strlen(item->clause), 5);
        ck_assert_uint_le(dlt645_item_length(item), DLT645_READ_MAX - 4);
        ck_assert(item->repeats <= DLT645_PARTS && item->member <= DLT645_NUMBERS);
        for (size_t f = 0; f < item->field_count; f++) {
            bool is_rest = item->fields[f].format == DLT645_REST;
            ck_assert_uint_eq(item->fields[f].length == 0, is_rest);
            ck_assert(!is_rest || f + 1u == item->field_count);
            ck_assert_uint_gt(strlen(item->fields[f].name), 2);
            ck_assert_uint_gt(strlen(item->fields[f].name_zh), 2);
            char word[40];
            ck_assert_msg(!latin_word(item->fields[f].name_zh, NULL, word, sizeof word), "%s: %s",
                          item->fields[f].name_zh, word);
            ck_assert_ptr_nonnull(item->fields[f].unit);
        }
    }
}
END_TEST

/* Records are counted from 1. */
static unsigned member_first(const struct dlt645_item *item)
{
    return item->period_max > 0 && item->member == DLT645_RECORDS ? 1 : 0;
}

/* Every identifier that a row stands for leads back to that row and to no other. */
START_TEST(members_are_found)
{
    for (size_t i = 0; i < dlt645_item_count(); i++) {
        const struct dlt645_item *item = dlt645_item_at(i);
        unsigned shift = (item->vary & 0xFF00u) != 0 ? 8 : 0;
        for (unsigned v = item->vary_min; v <= item->vary_max; v++)
            for (unsigned p = member_first(item); p <= item->period_max; p++) {
                uint32_t di = item->di + (v << shift) + p;
                ck_assert_msg(dlt645_item_find(di) == item, "%08X", (unsigned)di);
            }
    }
}
END_TEST

static const struct {
    uint32_t di;
    const char *name, *name_zh; /* NULL: not in the table */
    unsigned length;
    unsigned access;
} items[] = {
    {0x00000000, "combined active energy, total", "组合有功电能(总)", 4, DLT645_R},
    {0x00010000, "forward active energy, total", "正向有功电能(总)", 4, DLT645_R},
    {0x0001020C, "forward active energy, tariff 2, settlement period 12 back",
     "正向有功电能(费率2)(上12结算日)", 4, DLT645_R},
    {0x00023F00, "reverse active energy, tariff 63", "反向有功电能(费率63)", 4, DLT645_R},
    {0x0001FF01, "forward active energy block, settlement period 1 back",
     "正向有功电能数据块(上1结算日)", 4, DLT645_R},
    {0x00014000, NULL, NULL, 0, 0},
    {0x0001000D, NULL, NULL, 0, 0},
    {0x0001FF0D, NULL, NULL, 0, 0},
    {0x0001FFFF, NULL, NULL, 0, 0}, /* both FF at once is refused (5) */
    {0x000D0000, NULL, NULL, 0, 0},
    {0x00900200, "remaining amount", "剩余金额", 4, DLT645_R},
    {0x00900201, "overdraft amount", "透支金额", 4, DLT645_R},
    {0x02010100, "voltage phase A", "A相电压", 2, DLT645_R},
    {0x0201FF00, "voltage block", "电压数据块", 6, DLT645_R},
    {0x02010101, NULL, NULL, 0, 0},
    {0x0202FF00, "current block", "电流数据块", 9, DLT645_R},
    {0x0203FF00, "active power block", "瞬时有功功率数据块", 12, DLT645_R},
    {0x0206FF00, "power factor block", "功率因数数据块", 8, DLT645_R},
    {0x02800002, "frequency", "电网频率", 2, DLT645_R},
    {0x03300000, "programming count", "编程总次数", 3, DLT645_R},
    {0x03300001, "programming record, 1 back", "编程记录(上1次)", 50, DLT645_R},
    {0x0330000A, "programming record, 10 back", "编程记录(上10次)", 50, DLT645_R},
    {0x0330000B, NULL, NULL, 0, 0},
    {0x0330040A, "time setting record, 10 back", "校时记录(上10次)", 16, DLT645_R},
    {0x03330101, "purchase date, 1 back", "购电日期(上1次)", 5, DLT645_R},
    {0x03330200, NULL, NULL, 0, 0},
    {0x04000101, "date and weekday", "日期及星期", 4, DLT645_RW},
    {0x0400010C, "date, weekday and time", "日期星期时间", 7, DLT645_RW},
    {0x04000402, "meter number", "表号", 6, DLT645_R},
    {0x04000403, "asset code", "资产管理编码", 32, DLT645_R},
    {0x0400040D, "protocol version", "协议版本号", 16, DLT645_R},
    {0x04000410, NULL, NULL, 0, 0},
    {0x04000503, "status word 3", "电表运行状态字3", 2, DLT645_R},
    {0x040005FF, "status word block", "电表运行状态字数据块", 14, DLT645_R},
    {0x04000C01, "password of level 0", "0级密码", 4, DLT645_W},
    {0x04000C0A, "password of level 9", "9级密码", 4, DLT645_W},
    {0x04000C0B, NULL, NULL, 0, 0},
    {0x04001402, "relay current threshold", "拉闸控制电流门限", 3, DLT645_RW},
    {0x05060001, "daily freeze, time, 1 back", "日冻结时间(上1次)", 5, DLT645_R},
    {0x0506013E, "daily freeze, forward active energy, 62 back", "日冻结正向有功电能(上62次)", 4,
     DLT645_R},
    {0x0506013F, NULL, NULL, 0, 0},
    {0x05060100, NULL, NULL, 0, 0},
    {0x05010103, "instant freeze, forward active energy, 3 back", "瞬时冻结正向有功电能(上3次)", 4,
     DLT645_R},
    {0x05010104, NULL, NULL, 0, 0},
    {0x1D000001, "trip count", "跳闸次数", 3, DLT645_R},
    {0x1D00FF01, "trip record, 1 back", "跳闸记录数据块(上1次)", 34, DLT645_R},
    {0x1D00FF00, NULL, NULL, 0, 0},
    {0x1E000201, "close operator code, 1 back", "合闸操作者代码(上1次)", 4, DLT645_R},
    {0x1E00FF0A, "close record, 10 back", "合闸记录数据块(上10次)", 34, DLT645_R},
    /* Every family of section 5, worked out from the lists of lengths there. */
    {0x0003FF02, "combined reactive energy 1 block, settlement period 2 back",
     "组合无功1电能数据块(上2结算日)", 4, DLT645_R},
    {0x000A3F0C, "reverse apparent energy, tariff 63, settlement period 12 back",
     "反向视在电能(费率63)(上12结算日)", 4, DLT645_R},
    {0x000102FF, "forward active energy, all settlement periods, tariff 2",
     "正向有功电能(各结算日)(费率2)", 4, DLT645_R},
    {0x000B0001, "energy used last settlement period", "上1结算周期组合有功总累计用电量", 4,
     DLT645_R},
    {0x000C0000, "energy used this month", "当前月组合有功总累计用电量", 4, DLT645_R},
    {0x00150000, "phase A forward active energy", "A相正向有功电能", 4, DLT645_R},
    {0x0032000C, "phase B reverse apparent energy, settlement period 12 back",
     "B相反向视在电能(上12结算日)", 4, DLT645_R},
    {0x003F0001, "phase C combined reactive energy 1, settlement period 1 back",
     "C相组合无功1电能(上1结算日)", 4, DLT645_R},
    {0x00470000, NULL, NULL, 0, 0},
    {0x00600400, "forward active energy, high resolution, tariff 4", "正向有功高精度电能(费率4)", 5,
     DLT645_R},
    {0x0061FF00, "reverse active energy, high resolution block", "反向有功高精度电能数据块", 5,
     DLT645_R},
    {0x00900100, "remaining energy", "剩余电量", 4, DLT645_R},
    {0x00FE000C, "settlement time, settlement period 12 back", "结算时间(上12结算日)", 4, DLT645_R},
    {0x01010000, "forward active maximum demand, total", "正向有功最大需量(总)", 8, DLT645_R},
    {0x010A0203, "reverse apparent maximum demand, tariff 2, settlement period 3 back",
     "反向视在最大需量(费率2)(上3结算日)", 8, DLT645_R},
    {0x02050000, "apparent power total", "瞬时总视在功率", 3, DLT645_R},
    {0x02070300, "phase angle phase C", "C相相角", 2, DLT645_R},
    {0x0280000B, "present step price", "当前阶梯电价", 4, DLT645_R},
    {0x02800022, "identity authentication, time left", "身份认证时效剩余时间", 2, DLT645_R},
    {0x03010000, "loss of voltage, totals", "失压总次数、总累计时间", 18, DLT645_R},
    {0x03070001, "voltage sequence wrong record, 1 back", "电压逆相序记录(上1次)", 76, DLT645_R},
    {0x03100000, "voltage quality, number 0", "电压合格率统计数据(第0)", 27, DLT645_R},
    {0x03110001, "power fail record, 1 back", "掉电记录(上1次)", 12, DLT645_R},
    {0x03300101, "meter reset record, 1 back", "电表清零记录(上1次)", 106, DLT645_R},
    {0x0330030A, "event reset record, 10 back", "事件清零记录(上10次)", 14, DLT645_R},
    {0x03300D01, "cover open record, 1 back", "开表盖记录(上1次)", 60, DLT645_R},
    {0x03301200, "key update count", "密钥更新总次数", 3, DLT645_R},
    {0x03320601, "total energy bought, 1 back", "购电后累计购电电量(上1次)", 4, DLT645_R},
    {0x03360001, "relay misoperation record, 1 back", "负荷开关误动作记录(上1次)", 13, DLT645_R},
    {0x04000108, "switch time of tariff-price sets", "两套费率电价切换时间", 5, DLT645_RW},
    {0x04000306, "current transformer ratio", "电流互感器变比", 3, DLT645_RW},
    {0x04000508, "key state", "密钥状态字", 4, DLT645_R},
    {0x04000A01, "load record start", "负荷记录起始时间", 4, DLT645_RW},
    {0x04000E04, "lower voltage limit", "电压下限值", 2, DLT645_RW},
    {0x04000F04, "energy overdraft limit", "透支电量限值", 4, DLT645_RW},
    {0x04001005, "close-permit limit", "合闸允许金额限值", 4, DLT645_RW},
    {0x04001501, "report word", "主动上报状态字", 12, DLT645_R},
    {0x04010008, "day table, set 1, number 8", "第一套日时段表数据(第8)", 3, DLT645_RW},
    {0x04010009, NULL, NULL, 0, 0},
    {0x040300FE, "public holiday, number 254", "公共假日日期及日时段表号(第254)", 4, DLT645_RW},
    {0x0405013F, "price, running set, tariff 63", "当前套费率电价(费率63)", 4, DLT645_R},
    {0x040502FF, "price, spare set block", "备用套费率电价数据块", 4, DLT645_RW},
    {0x040604FF, "running step set", "当前套阶梯", 52, DLT645_RW},
    {0x04800004, "software record number", "软件备案号", 8, DLT645_R},
    {0x05041001, NULL, NULL, 0, 0},
    {0x050401FE, "hourly freeze, forward active energy, 254 back",
     "整点冻结正向有功总电能(上254次)", 4, DLT645_R},
    {0x05061001, "daily freeze, powers, 1 back", "日冻结变量(上1次)", 24, DLT645_R},
    {0x05070A02, "step switch freeze, reverse active maximum demand, 2 back",
     "两套阶梯切换冻结反向有功最大需量(上2次)", 8, DLT645_R},
    {0x06000001, "load records, given time", "负荷记录给定时间记录块", 0, DLT645_R},
    {0x06100101, "load curve, voltage phase A", "A相电压曲线", 7, DLT645_R},
    {0x10000001, "loss of voltage count", "失压总次数", 3, DLT645_R},
    {0x19030002, "over-current phase C time", "C相过流总累计时间", 3, DLT645_R},
    {0x19030500, NULL, NULL, 0, 0},
    {0x0F000000, NULL, NULL, 0, 0},
    {0x20000000, NULL, NULL, 0, 0},
    {0xFFFFFFFF, NULL, NULL, 0, 0},
};

START_TEST(identifiers_are_described)
{
    char name[128];
    const struct dlt645_item *item = dlt645_item_find(items[_i].di);
    if (items[_i].name == NULL) {
        ck_assert_ptr_null(item);
        return;
    }
    ck_assert_ptr_nonnull(item);
    int length = dlt645_item_name(item, items[_i].di, false, name, sizeof name);
    ck_assert_str_eq(name, items[_i].name);
    ck_assert_int_eq(length, (int)strlen(name));
    ck_assert_int_gt(dlt645_item_name(item, items[_i].di, true, name, sizeof name), 0);
    ck_assert_str_eq(name, items[_i].name_zh);
    ck_assert_int_eq(dlt645_item_name(item, items[_i].di, false, name, (size_t)length), FK_E_SPACE);
    ck_assert_uint_eq(strlen(name), (size_t)length - 1);
    ck_assert_uint_eq(dlt645_item_length(item), items[_i].length);
    ck_assert_uint_eq(item->access, items[_i].access);
}
END_TEST

START_TEST(parts_are_named)
{
    static const struct {
        uint32_t di;
        size_t index;
        const char *name, *name_zh;
    } parts[] = {
        {0x0001FF01, 0, "forward active energy, total, settlement period 1 back",
         "正向有功电能(总)(上1结算日)"},
        {0x0001FF00, 4, "forward active energy, tariff 4", "正向有功电能(费率4)"},
        {0x05060101, 2, "daily freeze, forward active energy, tariff 2, 1 back",
         "日冻结正向有功电能(费率2)(上1次)"},
        {0x1D00FF01, 1, "operator code", "操作者代码"},
        {0x02010100, 0, "voltage phase A", "A相电压"},
        {0x040005FF, 2, "status word 3", "电表运行状态字3"},
    };
    char name[128];
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const struct dlt645_item *item = dlt645_item_find(parts[i].di);
        ck_assert_int_gt(
            dlt645_item_part_name(item, parts[i].di, parts[i].index, false, name, sizeof name), 0);
        ck_assert_str_eq(name, parts[i].name);
        ck_assert_int_gt(
            dlt645_item_part_name(item, parts[i].di, parts[i].index, true, name, sizeof name), 0);
        ck_assert_str_eq(name, parts[i].name_zh);
    }
}
END_TEST

START_TEST(bcd_round_trips)
{
    uint8_t bytes[8];
    random_seed("bcd");
    for (int round = 0; round < 100000; round++) {
        size_t size = random_below(9);
        uint64_t limit = 1;
        for (size_t i = 0; i < size; i++)
            limit *= 100;
        uint64_t value = ((uint64_t)random_below(1u << 31) << 31 | random_below(1u << 31)) % limit;
        ck_assert_int_eq(dlt645_bcd_put(value, bytes, size), FK_OK);
        ck_assert(dlt645_bcd_get(bytes, size) == (int64_t)value);
        ck_assert_int_eq(dlt645_bcd_put(limit, bytes, size), FK_E_RANGE);
        ck_assert(dlt645_bcd_get(bytes, size) == (int64_t)value);
    }
    ck_assert_int_eq(dlt645_bcd_put(1, bytes, 9), FK_E_RANGE);
    ck_assert(dlt645_bcd_get(bytes, 9) == -1);
}
END_TEST

START_TEST(bcd_refuses_what_is_no_digit)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        uint8_t bytes[2] = {0x12, (uint8_t)byte};
        bool is_legal = byte >> 4 <= 9 && (byte & 0x0F) <= 9;
        int64_t expected = is_legal ? (int64_t)((byte >> 4) * 1000 + (byte & 0x0F) * 100 + 12) : -1;
        ck_assert(dlt645_bcd_get(bytes, 2) == expected);
        bytes[0] = (uint8_t)byte;
        bytes[1] = 0;
        ck_assert((dlt645_bcd_get(bytes, 2) >= 0) == is_legal);
    }
}
END_TEST

static const struct {
    struct dlt645_field field;
    const char *hex;  /* as sent */
    const char *text; /* "!": no legal value, bytes in hex */
} values[] = {
    {{"", "", 4, DLT645_BCD, 2, "kWh"}, "26 00 00 00", "000000.26 kWh"},
    {{"", "", 4, DLT645_BCD, 2, "kWh"}, "99 99 99 99", "999999.99 kWh"},
    {{"", "", 2, DLT645_BCD, 1, "V"}, "94 23", "239.4 V"},
    {{"", "", 3, DLT645_BCD, 0, ""}, "07 00 00", "000007"},
    {{"", "", 1, DLT645_BCD, 0, "min"}, "15", "15 min"},
    {{"", "", 2, DLT645_BCD, 1, "V"}, "FF FF", "!FF FF"},
    {{"", "", 2, DLT645_BCD, 1, "V"}, "0A 00", "!0A 00"},
    {{"", "", 2, DLT645_BCD, 1, "V"}, "00 80", "800.0 V"},
    {{"", "", 3, DLT645_BCD_SIGNED, 4, "kW"}, "45 23 81", "-01.2345 kW"},
    {{"", "", 3, DLT645_BCD_SIGNED, 4, "kW"}, "45 23 01", "01.2345 kW"},
    {{"", "", 2, DLT645_BCD_SIGNED, 3, ""}, "00 10", "1.000"},
    {{"", "", 2, DLT645_BCD_SIGNED, 1, ""}, "00 FF", "!00 FF"},
    {{"", "", 2, DLT645_BITS, 0, ""}, "50 12", "0x1250"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 02 03 26", "2026-03-02 Mon"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "00 01 03 26", "2026-03-01 Sun"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "06 29 02 24", "2024-02-29 Sat"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "00 29 02 26", "!00 29 02 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "07 02 03 26", "!07 02 03 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 31 04 26", "!01 31 04 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 30 04 26", "2026-04-30 Mon"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 00 04 26", "!01 00 04 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 01 13 26", "!01 01 13 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 01 00 26", "!01 01 00 26"},
    {{"", "", 4, DLT645_DATE, 0, ""}, "01 01 01 A6", "!01 01 01 A6"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "05 30 08", "08:30:05"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "59 59 23", "23:59:59"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "60 59 23", "!60 59 23"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "00 60 23", "!00 60 23"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "00 00 24", "!00 00 24"},
    {{"", "", 3, DLT645_TIME, 0, ""}, "0F 00 00", "!0F 00 00"},
    {{"", "", 7, DLT645_DATE_TIME, 0, ""}, "05 30 08 01 02 03 26", "2026-03-02 08:30:05 Mon"},
    {{"", "", 5, DLT645_STAMP5, 0, ""}, "00 00 09 10 15", "2015-10-09 00:00"},
    {{"", "", 5, DLT645_STAMP5, 0, ""}, "00 00 00 00 00", "!00 00 00 00 00"},
    {{"", "", 6, DLT645_STAMP6, 0, ""}, "24 41 15 12 05 18", "2018-05-12 15:41:24"},
    {{"", "", 5, DLT645_STAMP6, 0, ""}, "24 41 15 12 05", "!24 41 15 12 05"},
    {{"", "", 6, DLT645_DIGITS, 0, ""}, "08 02 02 41 22 00", "002241020208"},
    {{"", "", 4, DLT645_DIGITS, 0, ""}, "FF FF FF FF", "FFFFFFFF"},
    {{"", "", 6, DLT645_ASCII, 0, ""}, "00 00 41 30 2E 35", "5.0A"},
    {{"", "", 6, DLT645_ASCII, 0, ""}, "41 30 2E 35 00 00", "5.0A"},
    {{"", "", 4, DLT645_ASCII, 0, ""}, "00 00 00 00", ""},
    {{"", "", 4, DLT645_ASCII, 0, ""}, "41 00 41 41", "!41 00 41 41"},
    {{"", "", 4, DLT645_ASCII, 0, ""}, "41 7F 41 41", "!41 7F 41 41"},
    {{"", "", 3, DLT645_RAW, 0, ""}, "A0 00 5B", "A0 00 5B"},
};

START_TEST(values_have_text)
{
    uint8_t bytes[16];
    char text[64], cut[64];
    const char *expected = values[_i].text;
    bool is_legal = expected[0] != '!';
    int size = hex_text_decode(values[_i].hex, strlen(values[_i].hex), bytes, sizeof bytes, NULL);
    ck_assert_int_eq(size, values[_i].field.length);
    int length = dlt645_field_format(&values[_i].field, bytes, FK_EN, text, sizeof text);
    ck_assert_str_eq(text, is_legal ? expected : expected + 1);
    ck_assert_int_eq(length, is_legal ? (int)strlen(text) : FK_E_FORMAT);
    ck_assert_int_eq(dlt645_field_format(&values[_i].field, bytes, FK_EN, cut, strlen(text)),
                     FK_E_SPACE);
    if (strlen(text) > 0)
        ck_assert_str_eq(cut, "");
    ck_assert_int_ne(dlt645_field_format(&values[_i].field, bytes, FK_EN, cut, strlen(text) + 1),
                     FK_E_SPACE);
}
END_TEST

/* One answer for each kind of item: format, scale and unit of the rows. */
static const struct {
    uint32_t di;
    const char *hex, *texts; /* the texts of all fields */
} answers[] = {
    {0x00000000, "26 00 00 80", "-000000.26 kWh|"},
    {0x0000FF00, "26 00 00 80", "-000000.26 kWh|"},
    {0x00010000, "26 00 00 00", "000000.26 kWh|"},
    {0x00010000, "26 00 00 80", "800000.26 kWh|"},
    {0x00020300, "26 00 00 00", "000000.26 kWh|"},
    {0x0002FF00, "26 00 00 00", "000000.26 kWh|"},
    {0x00900200, "56 98 01 00", "000198.56 yuan|"},
    {0x00900201, "56 98 01 00", "000198.56 yuan|"},
    {0x02010100, "94 23", "239.4 V|"},
    {0x0201FF00, "94 23 95 23 96 23", "239.4 V|239.5 V|239.6 V|"},
    {0x02020100, "88 01 80", "-000.188 A|"},
    {0x0202FF00, "88 01 00 89 01 00 90 01 80", "000.188 A|000.189 A|-000.190 A|"},
    {0x02030000, "45 23 81", "-01.2345 kW|"},
    {0x0203FF00, "45 23 01 01 00 00 02 00 00 03 00 80",
     "01.2345 kW|00.0001 kW|00.0002 kW|-00.0003 kW|"},
    {0x02060000, "98 89", "-0.998|"},
    {0x0206FF00, "00 10 99 09 98 89 97 09", "1.000|0.999|-0.998|0.997|"},
    {0x02800002, "98 49", "49.98 Hz|"},
    {0x02800007, "15 80", "-001.5 degC|"},
    {0x03300000, "12 00 00", "000012|"},
    {0x03300401, "78 56 34 12 05 30 08 02 03 26 06 30 08 02 03 26",
     "12345678|2026-03-02 08:30:05|2026-03-02 08:30:06|"},
    {0x03330101, "30 08 02 03 26", "2026-03-02 08:30|"},
    {0x03330201, "12 00", "0012|"},
    {0x03330301, "00 50 00 00", "000050.00 yuan|"},
    {0x03330401, "00 50 00 00", "000050.00 yuan|"},
    {0x03330501, "00 50 00 00", "000050.00 yuan|"},
    {0x03330601, "00 50 00 00", "000050.00 yuan|"},
    {0x04000101, "01 02 03 26", "2026-03-02 Mon|"},
    {0x04000102, "05 30 08", "08:30:05|"},
    {0x04000103, "15", "15 min|"},
    {0x0400010C, "05 30 08 01 02 03 26", "2026-03-02 08:30:05 Mon|"},
    {0x04000201, "14", "14|"},
    {0x04000204, "04", "04|"},
    {0x04000401, "61 01 00 00 00 00", "000000000161|"},
    {0x04000404, "00 00 56 30 32 32", "220V|"},
    {0x04000407, "00 00 30 31", "10|"},
    {0x04000409, "00 12 00", "001200 imp/kWh|"},
    {0x0400040A, "00 12 00", "001200 imp/kvarh|"},
    {0x0400040E, "01 00 00 00 00 00", "000000000001|"},
    {0x04000503, "50 00", "0x0050|"},
    {0x04000C03, "02 11 22 33", "02 11 22 33|"},
    {0x04001101, "04", "0x04|"},
    {0x04001401, "05 00", "0005 min|"},
    {0x04001402, "00 50 00", "005.000 A|"},
    {0x04001403, "40 14", "1440 min|"},
    {0x05000001, "30 08 02 03 26", "2026-03-02 08:30|"},
    {0x05010101, "26 00 00 00", "000000.26 kWh|"},
    {0x05060001, "00 00 02 03 26", "2026-03-02 00:00|"},
    {0x05060201, "26 00 00 00", "000000.26 kWh|"},
    {0x1D000001, "07 00 00", "000007|"},
    {0x1D000101, "05 30 08 02 03 26", "2026-03-02 08:30:05|"},
    {0x1D000201, "78 56 34 12", "12345678|"},
    {0x1D000301, "26 00 00 00", "000000.26 kWh|"},
    {0x1D000801, "26 00 00 00", "000000.26 kvarh|"},
    {0x1E00FF01,
     "05 30 08 02 03 26 78 56 34 12 01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00 05 00 00 00 "
     "06 00 00 00",
     "2026-03-02 08:30:05|12345678|000000.01 kWh|000000.02 kWh|000000.03 kvarh|000000.04 kvarh|"
     "000000.05 kvarh|000000.06 kvarh|"},
};

START_TEST(items_have_their_formats)
{
    uint8_t bytes[64];
    char texts[256] = "", text[64];
    const char *hex = answers[_i].hex;
    const struct dlt645_item *item = dlt645_item_find(answers[_i].di);
    int size = hex_text_decode(hex, strlen(hex), bytes, sizeof bytes, NULL);
    ck_assert_ptr_nonnull(item);
    ck_assert_uint_eq(dlt645_item_length(item), (size_t)size);
    size_t at = 0;
    for (size_t i = 0; i < item->field_count; i++) {
        ck_assert_int_ge(
            dlt645_field_format(&item->fields[i], bytes + at, FK_EN, text, sizeof text), 0);
        snprintf(texts + strlen(texts), sizeof texts - strlen(texts), "%s|", text);
        at += item->fields[i].length;
    }
    ck_assert_str_eq(texts, answers[_i].texts);
}
END_TEST

static const struct {
    enum dlt645_bit_table table;
    uint32_t value;
    const char *text;
} words[] = {
    {DLT645_BITS_W3, 0x0000, "main supply; relay closed; command close; not prepaid"},
    {DLT645_BITS_W3, DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN,
     "main supply; relay open; command open; not prepaid"},
    {DLT645_BITS_W3, DLT645_W3_PROTECTED | DLT645_W3_ALARM | 2u << DLT645_W3_PREPAID_SHIFT,
     "main supply; relay closed; command close; alarm before a trip; prepaid by money; protected"},
    {DLT645_BITS_W3, 2u << DLT645_W3_SUPPLY_SHIFT,
     "battery supply; relay closed; command close; not prepaid"},
    {DLT645_BITS_W1, DLT645_W1_CONTROL_LOOP | DLT645_W1_ESAM, "control-loop error; ESAM error"},
    {DLT645_BITS_W1, DLT645_W1_CLOCK | DLT645_W1_OVERDRAFT, "overdraft; clock error"},
    {DLT645_BITS_W1, 0, "none"},
    {DLT645_BITS_W1, 0x0040, "bit 6"},
    {DLT645_BITS_ERR, 0x06, "no requested data; wrong password or not authorised"},
    {DLT645_BITS_ERR, 0x80, "bit 7"},
    {DLT645_BITS_REFUSAL, 0x0020, "trip failed, protected"},
    {DLT645_BITS_EXECUTION, 0x0004, "direct trip"},
    {DLT645_BITS_SERR, 0x0008, "identity authentication failed"},
    {DLT645_BITS_NONE, 0x80000001, "bit 0; bit 31"},
};

START_TEST(bits_have_names)
{
    char text[512];
    int length = dlt645_bits_format(words[_i].table, words[_i].value, FK_EN, text, sizeof text);
    ck_assert_str_eq(text, words[_i].text);
    ck_assert_int_eq(length, (int)strlen(text));
    ck_assert_int_eq(
        dlt645_bits_format(words[_i].table, words[_i].value, FK_EN, text, (size_t)length),
        FK_E_SPACE);
}
END_TEST

START_TEST(status_words_have_tables)
{
    for (uint32_t word = 1; word <= 7; word++)
        ck_assert_int_eq((int)dlt645_bits_of(0x04000500 + word), (int)(DLT645_BITS_W1 + word - 1));
    ck_assert_int_eq(dlt645_bits_of(0x04000500), DLT645_BITS_NONE);
    ck_assert_int_eq(dlt645_bits_of(0x04000508), DLT645_BITS_NONE);
    ck_assert_int_eq(dlt645_bits_of(0x04001101), DLT645_BITS_FEATURE1);
    for (int table = DLT645_BITS_W1; table < DLT645_BITS_TABLES; table++) {
        size_t count;
        const struct dlt645_bit *bits = dlt645_bits((enum dlt645_bit_table)table, &count);
        ck_assert_uint_gt(count, 2);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_eq(bits[i].match & ~bits[i].mask, 0);
            ck_assert(i == 0 || bits[i].mask >= bits[i - 1].mask);
            ck_assert_uint_gt(strlen(bits[i].name_zh), 2);
        }
    }
}
END_TEST

static const struct {
    const char *text, *outcome; /* bytes, or !offset */
} hex_texts[] = {
    {"68 61", "6861"},
    {"6861", "6861"},
    {"\t68\r\n61 ", "6861"},
    {"aB Cd", "ABCD"},
    {"", ""},
    {" \n", ""},
    {"6", "!0"},
    {"68 6", "!3"},
    {"6 8", "!0"},
    {"68 6G", "!4"},
    {"68 G6", "!3"},
    {"0x68", "!1"},
    {"68,61", "!2"},
    {"68 \xC3\xA4", "!3"},
};

START_TEST(hex_text_is_read)
{
    uint8_t bytes[8];
    char outcome[32] = "";
    struct fk_diag diag;
    size_t size = strlen(hex_texts[_i].text);
    int count = hex_text_decode(hex_texts[_i].text, size, bytes, sizeof bytes, &diag);
    if (count < 0)
        snprintf(outcome, sizeof outcome, "!%zu", diag.offset);
    for (int i = 0; i < count; i++)
        snprintf(outcome + 2 * i, 3, "%02X", (unsigned)bytes[i]);
    ck_assert_str_eq(outcome, hex_texts[_i].outcome);
    if (count > 0)
        ck_assert_int_eq(hex_text_decode(hex_texts[_i].text, size, bytes, (size_t)count - 1, &diag),
                         FK_E_SPACE);
}
END_TEST

START_TEST(hex_text_may_hold_a_nul)
{
    uint8_t bytes[8];
    struct fk_diag diag;
    ck_assert_int_eq(hex_text_decode("68\0", 3, bytes, sizeof bytes, &diag), FK_E_FORMAT);
    ck_assert_uint_eq(diag.offset, 2);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(cases, test, 0, sizeof table / sizeof table[0])

static Suite *item_suite(void)
{
    Suite *suite = suite_create("dlt645_item");
    TCase *cases = tcase_create("item");
    tcase_add_test(cases, table_is_in_order_and_complete);
    tcase_add_test(cases, members_are_found);
    LOOP(identifiers_are_described, items);
    tcase_add_test(cases, parts_are_named);
    tcase_add_test(cases, bcd_round_trips);
    tcase_add_test(cases, bcd_refuses_what_is_no_digit);
    LOOP(values_have_text, values);
    LOOP(items_have_their_formats, answers);
    LOOP(bits_have_names, words);
    tcase_add_test(cases, status_words_have_tables);
    LOOP(hex_text_is_read, hex_texts);
    tcase_add_test(cases, hex_text_may_hold_a_nul);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(item_suite)
