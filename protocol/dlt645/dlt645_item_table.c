/* protocol/dlt645/dlt645_item_table.c - the identifiers, as data. Lengths, scales and names are
 * those of DL/T 645-2007 annex A; what fee control adds is marked so. Rows stand in order of
 * identifier. */
#include "protocol/dlt645/dlt645_item_table.h"

#define ENERGY   "DL/T 645-2007 annex A.1"
#define VARIABLE "DL/T 645-2007 annex A.3"
#define EVENT    "DL/T 645-2007 annex A.4"
#define PARAM    "DL/T 645-2007 annex A.5"
#define FREEZE   "DL/T 645-2007 annex A.6"
#define FEE      "fee-control extension, Q/GDW 1365"

#define TARIFFS 63 /* A.1: total and tariffs 1..63 */
#define PERIODS 12 /* A.1: present and settlement periods 1..12 back */
#define RECORDS 10 /* A.4: last to tenth last record */

/* Bits that are free in the identifiers of a family. */
#define FIXED   0x00000000u
#define IN_DI0  0x000000FFu
#define IN_DI1  0x0000FF00u
#define IN_BOTH (IN_DI0 | IN_DI1)

#define FIELDS(...)                                                                                \
    (const struct dlt645_field[])                                                                  \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

/* A row of one value whose field bears the name of the item. */
#define ONE(di, access, length, format, scale, unit, name, zh, clause)                             \
    ONE_OF(di, FIXED, 0, 0, 0, access, 0, length, format, scale, unit, name, zh, clause)
#define ONE_OF(di, vary, min, max, periods, access, repeats, length, format, scale, unit, name,    \
               zh, clause)                                                                         \
    {                                                                                              \
        di, vary, min, max, periods, access, repeats, 1,                                           \
            FIELDS({name, zh, length, format, scale, unit}), name, zh, clause                      \
    }
/* A row of several values. */
#define MANY(di, vary, min, max, count, fields, name, zh, clause)                                  \
    {                                                                                              \
        di, vary, min, max, 0, DLT645_R, 0, count, fields, name, zh, clause                        \
    }

/* Energies: total and tariffs one by one, then the block of all. */
#define ENERGIES(di, format, name, zh)                                                             \
    ONE_OF(di, IN_BOTH, 0, TARIFFS, PERIODS, DLT645_R, 0, 4, format, 2, "kWh", name, zh, ENERGY),  \
    {                                                                                              \
        di + 0xFF00u, IN_DI0, 0, PERIODS, 0, DLT645_R, 1, 1,                                       \
            FIELDS({name, zh, 4, format, 2, "kWh"}), name " block", zh "数据块", ENERGY            \
    }

/* The part of a freeze that keeps energies: total and tariffs. */
#define FROZEN(di, depth, name, zh)                                                                \
    ONE_OF(di, IN_DI0, 1, depth, 0, DLT645_R, 1, 4, DLT645_BCD, 2, "kWh", name, zh, FREEZE)
#define FROZEN_TIME(di, depth, name, zh)                                                           \
    ONE_OF(di, IN_DI0, 1, depth, 0, DLT645_R, 0, 5, DLT645_STAMP5, 0, "", name, zh, FREEZE)

/* One value of the last records of an event or purchase. */
#define RECORD(di, length, format, scale, unit, name, zh, clause)                                  \
    ONE_OF(di, IN_DI0, 1, RECORDS, 0, DLT645_R, 0, length, format, scale, unit, name, zh, clause)

/* Trip (1D) and close (1E) share their layout. */
#define SWITCHINGS(di, what, zh)                                                                   \
    ONE(di + 0x0001u, DLT645_R, 3, DLT645_BCD, 0, "", what " count", zh "次数", FEE),              \
        RECORD(di + 0x0100u, 6, DLT645_STAMP6, 0, "", what " time", zh "发生时刻", FEE),           \
        RECORD(di + 0x0200u, 4, DLT645_DIGITS, 0, "", what " operator code", zh "操作者代码",      \
               FEE),                                                                               \
        RECORD(di + 0x0300u, 4, DLT645_BCD, 2, "kWh", what ", forward active energy",              \
               zh "时正向有功总电能", FEE),                                                        \
        RECORD(di + 0x0400u, 4, DLT645_BCD, 2, "kWh", what ", reverse active energy",              \
               zh "时反向有功总电能", FEE),                                                        \
        RECORD(di + 0x0500u, 4, DLT645_BCD, 2, "kvarh", what ", quadrant 1 reactive energy",       \
               zh "时第一象限无功总电能", FEE),                                                    \
        RECORD(di + 0x0600u, 4, DLT645_BCD, 2, "kvarh", what ", quadrant 2 reactive energy",       \
               zh "时第二象限无功总电能", FEE),                                                    \
        RECORD(di + 0x0700u, 4, DLT645_BCD, 2, "kvarh", what ", quadrant 3 reactive energy",       \
               zh "时第三象限无功总电能", FEE),                                                    \
        RECORD(di + 0x0800u, 4, DLT645_BCD, 2, "kvarh", what ", quadrant 4 reactive energy",       \
               zh "时第四象限无功总电能", FEE),                                                    \
        MANY(di + 0xFF00u, IN_DI0, 1, RECORDS, 8, switching_fields, what " record",                \
             zh "记录数据块", FEE)

#define PASSWORD(level)                                                                            \
    ONE(0x04000C01u + (level), DLT645_W, 4, DLT645_RAW, 0, "", "password of level " #level,        \
        #level "级密码", PARAM)
#define STATUS(word)                                                                               \
    ONE(0x04000500u + (word), DLT645_R, 2, DLT645_BITS, 0, "", "status word " #word,               \
        "电表运行状态字" #word, PARAM)
#define STATUS_FIELD(word)                                                                         \
    {                                                                                              \
        "status word " #word, "电表运行状态字" #word, 2, DLT645_BITS, 0, ""                        \
    }
#define WRITTEN_FIELD(nth)                                                                         \
    {                                                                                              \
        "identifier " #nth " written", "编程的数据标识" #nth, 4, DLT645_DIGITS, 0, ""              \
    }

static const struct dlt645_field voltage_fields[] = {
    {"voltage phase A", "A相电压", 2, DLT645_BCD, 1, "V"},
    {"voltage phase B", "B相电压", 2, DLT645_BCD, 1, "V"},
    {"voltage phase C", "C相电压", 2, DLT645_BCD, 1, "V"},
};
static const struct dlt645_field current_fields[] = {
    {"current phase A", "A相电流", 3, DLT645_BCD_SIGNED, 3, "A"},
    {"current phase B", "B相电流", 3, DLT645_BCD_SIGNED, 3, "A"},
    {"current phase C", "C相电流", 3, DLT645_BCD_SIGNED, 3, "A"},
};
static const struct dlt645_field power_fields[] = {
    {"active power total", "瞬时总有功功率", 3, DLT645_BCD_SIGNED, 4, "kW"},
    {"active power phase A", "A相有功功率", 3, DLT645_BCD_SIGNED, 4, "kW"},
    {"active power phase B", "B相有功功率", 3, DLT645_BCD_SIGNED, 4, "kW"},
    {"active power phase C", "C相有功功率", 3, DLT645_BCD_SIGNED, 4, "kW"},
};
static const struct dlt645_field factor_fields[] = {
    {"power factor total", "总功率因数", 2, DLT645_BCD_SIGNED, 3, ""},
    {"power factor phase A", "A相功率因数", 2, DLT645_BCD_SIGNED, 3, ""},
    {"power factor phase B", "B相功率因数", 2, DLT645_BCD_SIGNED, 3, ""},
    {"power factor phase C", "C相功率因数", 2, DLT645_BCD_SIGNED, 3, ""},
};
static const struct dlt645_field programming_fields[] = {
    {"time", "发生时刻", 6, DLT645_STAMP6, 0, ""},
    {"operator code", "操作者代码", 4, DLT645_DIGITS, 0, ""},
    WRITTEN_FIELD(1),
    WRITTEN_FIELD(2),
    WRITTEN_FIELD(3),
    WRITTEN_FIELD(4),
    WRITTEN_FIELD(5),
    WRITTEN_FIELD(6),
    WRITTEN_FIELD(7),
    WRITTEN_FIELD(8),
    WRITTEN_FIELD(9),
    WRITTEN_FIELD(10),
};
static const struct dlt645_field time_setting_fields[] = {
    {"operator code", "操作者代码", 4, DLT645_DIGITS, 0, ""},
    {"time before", "校时前时间", 6, DLT645_STAMP6, 0, ""},
    {"time after", "校时后时间", 6, DLT645_STAMP6, 0, ""},
};
static const struct dlt645_field status_fields[] = {
    STATUS_FIELD(1), STATUS_FIELD(2), STATUS_FIELD(3), STATUS_FIELD(4),
    STATUS_FIELD(5), STATUS_FIELD(6), STATUS_FIELD(7),
};
static const struct dlt645_field switching_fields[] = {
    {"time", "发生时刻", 6, DLT645_STAMP6, 0, ""},
    {"operator code", "操作者代码", 4, DLT645_DIGITS, 0, ""},
    {"forward active energy", "正向有功总电能", 4, DLT645_BCD, 2, "kWh"},
    {"reverse active energy", "反向有功总电能", 4, DLT645_BCD, 2, "kWh"},
    {"quadrant 1 reactive energy", "第一象限无功总电能", 4, DLT645_BCD, 2, "kvarh"},
    {"quadrant 2 reactive energy", "第二象限无功总电能", 4, DLT645_BCD, 2, "kvarh"},
    {"quadrant 3 reactive energy", "第三象限无功总电能", 4, DLT645_BCD, 2, "kvarh"},
    {"quadrant 4 reactive energy", "第四象限无功总电能", 4, DLT645_BCD, 2, "kvarh"},
};

const struct dlt645_item dlt645_item_table[] = {
    /* Energies. */
    ENERGIES(0x00000000u, DLT645_BCD_SIGNED, "combined active energy", "组合有功电能"),
    ENERGIES(0x00010000u, DLT645_BCD, "forward active energy", "正向有功电能"),
    ENERGIES(0x00020000u, DLT645_BCD, "reverse active energy", "反向有功电能"),
    ONE(0x00900200u, DLT645_R, 4, DLT645_BCD, 2, "yuan", "remaining amount", "剩余金额", FEE),
    ONE(0x00900201u, DLT645_R, 4, DLT645_BCD, 2, "yuan", "overdraft amount", "透支金额", FEE),

    /* Variables. */
    ONE(0x02010100u, DLT645_R, 2, DLT645_BCD, 1, "V", "voltage phase A", "A相电压", VARIABLE),
    ONE(0x02010200u, DLT645_R, 2, DLT645_BCD, 1, "V", "voltage phase B", "B相电压", VARIABLE),
    ONE(0x02010300u, DLT645_R, 2, DLT645_BCD, 1, "V", "voltage phase C", "C相电压", VARIABLE),
    MANY(0x0201FF00u, FIXED, 0, 0, 3, voltage_fields, "voltage block", "电压数据块", VARIABLE),
    ONE(0x02020100u, DLT645_R, 3, DLT645_BCD_SIGNED, 3, "A", "current phase A", "A相电流",
        VARIABLE),
    ONE(0x02020200u, DLT645_R, 3, DLT645_BCD_SIGNED, 3, "A", "current phase B", "B相电流",
        VARIABLE),
    ONE(0x02020300u, DLT645_R, 3, DLT645_BCD_SIGNED, 3, "A", "current phase C", "C相电流",
        VARIABLE),
    MANY(0x0202FF00u, FIXED, 0, 0, 3, current_fields, "current block", "电流数据块", VARIABLE),
    ONE(0x02030000u, DLT645_R, 3, DLT645_BCD_SIGNED, 4, "kW", "active power total",
        "瞬时总有功功率", VARIABLE),
    ONE(0x02030100u, DLT645_R, 3, DLT645_BCD_SIGNED, 4, "kW", "active power phase A", "A相有功功率",
        VARIABLE),
    ONE(0x02030200u, DLT645_R, 3, DLT645_BCD_SIGNED, 4, "kW", "active power phase B", "B相有功功率",
        VARIABLE),
    ONE(0x02030300u, DLT645_R, 3, DLT645_BCD_SIGNED, 4, "kW", "active power phase C", "C相有功功率",
        VARIABLE),
    MANY(0x0203FF00u, FIXED, 0, 0, 4, power_fields, "active power block", "瞬时有功功率数据块",
         VARIABLE),
    ONE(0x02060000u, DLT645_R, 2, DLT645_BCD_SIGNED, 3, "", "power factor total", "总功率因数",
        VARIABLE),
    ONE(0x02060100u, DLT645_R, 2, DLT645_BCD_SIGNED, 3, "", "power factor phase A", "A相功率因数",
        VARIABLE),
    ONE(0x02060200u, DLT645_R, 2, DLT645_BCD_SIGNED, 3, "", "power factor phase B", "B相功率因数",
        VARIABLE),
    ONE(0x02060300u, DLT645_R, 2, DLT645_BCD_SIGNED, 3, "", "power factor phase C", "C相功率因数",
        VARIABLE),
    MANY(0x0206FF00u, FIXED, 0, 0, 4, factor_fields, "power factor block", "功率因数数据块",
         VARIABLE),
    ONE(0x02800002u, DLT645_R, 2, DLT645_BCD, 2, "Hz", "frequency", "电网频率", VARIABLE),
    ONE(0x02800007u, DLT645_R, 2, DLT645_BCD_SIGNED, 1, "degC", "temperature in the meter",
        "表内温度", VARIABLE),

    /* Events: programming, time setting; purchases. */
    ONE(0x03300000u, DLT645_R, 3, DLT645_BCD, 0, "", "programming count", "编程总次数", EVENT),
    MANY(0x03300000u, IN_DI0, 1, RECORDS, 12, programming_fields, "programming record", "编程记录",
         EVENT),
    ONE(0x03300400u, DLT645_R, 3, DLT645_BCD, 0, "", "time setting count", "校时总次数", EVENT),
    MANY(0x03300400u, IN_DI0, 1, RECORDS, 3, time_setting_fields, "time setting record", "校时记录",
         EVENT),
    RECORD(0x03330100u, 5, DLT645_STAMP5, 0, "", "purchase date", "购电日期", FEE),
    RECORD(0x03330200u, 2, DLT645_BCD, 0, "", "purchase count", "购电后总购电次数", FEE),
    RECORD(0x03330300u, 4, DLT645_BCD, 2, "yuan", "amount bought", "购电金额", FEE),
    RECORD(0x03330400u, 4, DLT645_BCD, 2, "yuan", "remaining amount before purchase",
           "购电前剩余金额", FEE),
    RECORD(0x03330500u, 4, DLT645_BCD, 2, "yuan", "remaining amount after purchase",
           "购电后剩余金额", FEE),
    RECORD(0x03330600u, 4, DLT645_BCD, 2, "yuan", "total amount bought", "购电后累计购电金额", FEE),

    /* Parameters: clock, tables, identity, status, passwords, relay. */
    ONE(0x04000101u, DLT645_RW, 4, DLT645_DATE, 0, "", "date and weekday", "日期及星期", PARAM),
    ONE(0x04000102u, DLT645_RW, 3, DLT645_TIME, 0, "", "time", "时间", PARAM),
    ONE(0x04000103u, DLT645_RW, 1, DLT645_BCD, 0, "min", "demand period", "最大需量周期", PARAM),
    ONE(0x0400010Cu, DLT645_RW, 7, DLT645_DATE_TIME, 0, "", "date, weekday and time",
        "日期星期时间", FEE),
    ONE(0x04000201u, DLT645_RW, 1, DLT645_BCD, 0, "", "year zones", "年时区数", PARAM),
    ONE(0x04000202u, DLT645_RW, 1, DLT645_BCD, 0, "", "day tables", "日时段表数", PARAM),
    ONE(0x04000203u, DLT645_RW, 1, DLT645_BCD, 0, "", "day slots", "日时段数", PARAM),
    ONE(0x04000204u, DLT645_RW, 1, DLT645_BCD, 0, "", "tariffs", "费率数", PARAM),
    ONE(0x04000401u, DLT645_RW, 6, DLT645_DIGITS, 0, "", "communication address", "通信地址",
        PARAM),
    ONE(0x04000402u, DLT645_R, 6, DLT645_DIGITS, 0, "", "meter number", "表号", PARAM),
    ONE(0x04000403u, DLT645_R, 32, DLT645_ASCII, 0, "", "asset code", "资产管理编码", PARAM),
    ONE(0x04000404u, DLT645_R, 6, DLT645_ASCII, 0, "", "rated voltage", "额定电压", PARAM),
    ONE(0x04000405u, DLT645_R, 6, DLT645_ASCII, 0, "", "rated current", "额定电流", PARAM),
    ONE(0x04000406u, DLT645_R, 6, DLT645_ASCII, 0, "", "maximum current", "最大电流", PARAM),
    ONE(0x04000407u, DLT645_R, 4, DLT645_ASCII, 0, "", "active accuracy class", "有功准确度等级",
        PARAM),
    ONE(0x04000408u, DLT645_R, 4, DLT645_ASCII, 0, "", "reactive accuracy class", "无功准确度等级",
        PARAM),
    ONE(0x04000409u, DLT645_R, 3, DLT645_BCD, 0, "imp/kWh", "active constant", "电表有功常数",
        PARAM),
    ONE(0x0400040Au, DLT645_R, 3, DLT645_BCD, 0, "imp/kvarh", "reactive constant", "电表无功常数",
        PARAM),
    ONE(0x0400040Bu, DLT645_R, 10, DLT645_ASCII, 0, "", "meter model", "电表型号", PARAM),
    ONE(0x0400040Cu, DLT645_R, 10, DLT645_ASCII, 0, "", "production date", "生产日期", PARAM),
    ONE(0x0400040Du, DLT645_R, 16, DLT645_ASCII, 0, "", "protocol version", "协议版本号", PARAM),
    ONE(0x0400040Eu, DLT645_RW, 6, DLT645_DIGITS, 0, "", "customer number", "客户编号", FEE),
    STATUS(1),
    STATUS(2),
    STATUS(3),
    STATUS(4),
    STATUS(5),
    STATUS(6),
    STATUS(7),
    MANY(0x040005FFu, FIXED, 0, 0, 7, status_fields, "status word block", "电表运行状态字数据块",
         PARAM),
    PASSWORD(0),
    PASSWORD(1),
    PASSWORD(2),
    PASSWORD(3),
    PASSWORD(4),
    PASSWORD(5),
    PASSWORD(6),
    PASSWORD(7),
    PASSWORD(8),
    PASSWORD(9),
    ONE(0x04001101u, DLT645_RW, 1, DLT645_BITS, 0, "", "feature word 1", "电表运行特征字1", FEE),
    ONE(0x04001401u, DLT645_RW, 2, DLT645_BCD, 0, "min", "trip delay", "跳闸延时时间", FEE),
    ONE(0x04001402u, DLT645_RW, 3, DLT645_BCD, 3, "A", "relay current threshold",
        "拉闸控制电流门限", FEE),
    ONE(0x04001403u, DLT645_RW, 2, DLT645_BCD, 0, "min", "hold time at high current",
        "大电流拉闸延时时间", FEE),

    /* Freezes: timed, instant, daily. */
    FROZEN_TIME(0x05000000u, 12, "timed freeze, time", "定时冻结时间"),
    FROZEN(0x05000100u, 12, "timed freeze, forward active energy", "定时冻结正向有功电能"),
    FROZEN(0x05000200u, 12, "timed freeze, reverse active energy", "定时冻结反向有功电能"),
    FROZEN_TIME(0x05010000u, 3, "instant freeze, time", "瞬时冻结时间"),
    FROZEN(0x05010100u, 3, "instant freeze, forward active energy", "瞬时冻结正向有功电能"),
    FROZEN(0x05010200u, 3, "instant freeze, reverse active energy", "瞬时冻结反向有功电能"),
    FROZEN_TIME(0x05060000u, 62, "daily freeze, time", "日冻结时间"),
    FROZEN(0x05060100u, 62, "daily freeze, forward active energy", "日冻结正向有功电能"),
    FROZEN(0x05060200u, 62, "daily freeze, reverse active energy", "日冻结反向有功电能"),

    /* Relay: counts and records. */
    SWITCHINGS(0x1D000000u, "trip", "跳闸"),
    SWITCHINGS(0x1E000000u, "close", "合闸"),
};

const size_t dlt645_item_table_count = sizeof dlt645_item_table / sizeof dlt645_item_table[0];
