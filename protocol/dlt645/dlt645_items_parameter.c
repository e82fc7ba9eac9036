/* protocol/dlt645/dlt645_items_parameter.c - parameters (annex A.5), as data; see
 * dlt645_item_table.h. Rows stand in order of identifier. */
#include "protocol/dlt645/dlt645_item_forms.h"

#define RW(di, length, format, scale, unit, name, zh)                                              \
    ONE(di, DLT645_RW, length, format, scale, unit, name, zh, PARAM)
#define READ(di, length, format, scale, unit, name, zh)                                            \
    ONE(di, DLT645_R, length, format, scale, unit, name, zh, PARAM)
#define NUMBER(di, length, unit, name, zh) RW(di, length, DLT645_BCD, 0, unit, name, zh)
#define LIMIT(di, unit, name, zh)          ONE(di, DLT645_RW, 4, DLT645_BCD, 2, unit, name, zh, FEE)

#define PASSWORD(level)                                                                            \
    ONE(0x04000C01u + (level), DLT645_W, 4, DLT645_RAW, 0, "", "password of level " #level,        \
        #level "级密码", PARAM)
#define STATUS(word)                                                                               \
    ONE(0x04000500u + (word), DLT645_R, 2, DLT645_BITS, DLT645_BITS_W##word, "",                   \
        "status word " #word, "电表运行状态字" #word, PARAM)
#define STATUS_FIELD(word)                                                                         \
    {                                                                                              \
        "status word " #word, "电表运行状态字" #word, 2, DLT645_BITS, DLT645_BITS_W##word, ""      \
    }
#define SETTLEMENT_DAY(nth)                                                                        \
    RW(0x04000B00u + (nth), 2, DLT645_MONTH_HOUR, 0, "", "settlement day " #nth,                   \
       "每月第" #nth "结算日")
#define STEP_LIMIT(nth)                                                                            \
    {                                                                                              \
        "step limit " #nth, "第" #nth "阶梯值", 4, DLT645_BCD, 2, "kWh"                            \
    }
#define STEP_PRICE(nth)                                                                            \
    {                                                                                              \
        "step price " #nth, "阶梯电价" #nth, 4, DLT645_BCD, 4, "yuan/kWh"                          \
    }

static const struct dlt645_field status_fields[] = {
    STATUS_FIELD(1), STATUS_FIELD(2),
    STATUS_FIELD(3), STATUS_FIELD(4),
    STATUS_FIELD(5), STATUS_FIELD(6),
    STATUS_FIELD(7), {"key state", "密钥状态字", 4, DLT645_BITS, DLT645_BITS_NONE, ""},
};
static const struct dlt645_field report_fields[] = {
    {"report word", "主动上报状态字", 2, DLT645_BITS, DLT645_BITS_REPORT, ""},
    {"report word, phase A", "主动上报状态字(A相)", 2, DLT645_BITS, DLT645_BITS_W4, ""},
    {"report word, phase B", "主动上报状态字(B相)", 2, DLT645_BITS, DLT645_BITS_W5, ""},
    {"report word, phase C", "主动上报状态字(C相)", 2, DLT645_BITS, DLT645_BITS_W6, ""},
    {"report word, last bytes", "主动上报状态字(末4字节)", 4, DLT645_BITS, DLT645_BITS_NONE, ""},
    {"event count", "新增次数", 1, DLT645_RAW, 0, ""},
};
/* Year zones and day tables: rows of date or time and the table or tariff that begins then. */
static const struct dlt645_field zone_fields[] = {
    {"day table", "日时段表号", 1, DLT645_BCD, 0, ""},
    {"from date", "起始日期", 2, DLT645_YEAR_DAY, 0, ""},
};
static const struct dlt645_field slot_fields[] = {
    {"tariff", "费率号", 1, DLT645_BCD, 0, ""},
    {"from time", "起始时间", 2, DLT645_DAY_POINT, 0, ""},
};
static const struct dlt645_field holiday_fields[] = {
    {"day table", "日时段表号", 1, DLT645_BCD, 0, ""},
    {"date", "日期", 3, DLT645_DAY, 0, ""},
};
static const struct dlt645_field step_fields[] = {
    STEP_LIMIT(1), STEP_LIMIT(2),
    STEP_LIMIT(3), STEP_LIMIT(4),
    STEP_LIMIT(5), STEP_LIMIT(6),
    STEP_PRICE(1), STEP_PRICE(2),
    STEP_PRICE(3), STEP_PRICE(4),
    STEP_PRICE(5), STEP_PRICE(6),
    STEP_PRICE(7), {"year settlement day", "年结算日", 3, DLT645_YEAR_HOUR, 0, ""},
};

/* Prices of a set, tariff by tariff; the block has no total. */
#define PRICES(di, access, name, zh)                                                               \
    ONE_OF(di, IN_DI0, 1, TARIFFS, 0, DLT645_TARIFFS, access, DLT645_ONCE, 4, DLT645_BCD, 4,       \
           "yuan/kWh", name, zh, FEE, 'A'),                                                        \
        ROW(di + 0xFFu, FIXED, 0, 0, 0, DLT645_TARIFFS, access, DLT645_NUMBERED, 1, name " block", \
            zh "数据块", FEE, 'A', FIELDS({name, zh, 4, DLT645_BCD, 4, "yuan/kWh"}))
#define DAY_TABLES(di, name, zh)                                                                   \
    ROW(di, IN_DI0, 1, 8, 0, DLT645_NUMBERS, DLT645_RW, DLT645_NUMBERED, 2, name, zh, PARAM, 'A',  \
        slot_fields)
#define STEPS(di, name, zh, sure)                                                                  \
    MANY(di, DLT645_RW, DLT645_LAST_AGAIN, step_fields, name, zh, FEE, sure)

static const struct dlt645_item rows[] = {
    RW(0x04000101u, 4, DLT645_DATE, 0, "", "date and weekday", "日期及星期"),
    RW(0x04000102u, 3, DLT645_TIME, 0, "", "time", "时间"),
    NUMBER(0x04000103u, 1, "min", "demand period", "最大需量周期"),
    NUMBER(0x04000104u, 1, "min", "slide time", "滑差时间"),
    READ(0x04000105u, 2, DLT645_BCD, 0, "ms", "pulse width", "校表脉冲宽度"),
    RW(0x04000106u, 5, DLT645_STAMP5, 0, "", "switch time of year-zone sets", "两套时区表切换时间"),
    RW(0x04000107u, 5, DLT645_STAMP5, 0, "", "switch time of day-slot sets",
       "两套日时段表切换时间"),
    ONE(0x04000108u, DLT645_RW, 5, DLT645_STAMP5, 0, "", "switch time of tariff-price sets",
        "两套费率电价切换时间", FEE),
    ONE(0x04000109u, DLT645_RW, 5, DLT645_STAMP5, 0, "", "switch time of step sets",
        "两套阶梯切换时间", FEE),
    ONE(0x0400010Cu, DLT645_RW, 7, DLT645_DATE_TIME, 0, "", "date, weekday and time",
        "日期星期时间", FEE),
    NUMBER(0x04000201u, 1, "", "year zones", "年时区数"),
    NUMBER(0x04000202u, 1, "", "day tables", "日时段表数"),
    NUMBER(0x04000203u, 1, "", "day slots", "日时段数"),
    NUMBER(0x04000204u, 1, "", "tariffs", "费率数"),
    NUMBER(0x04000205u, 2, "", "public holidays", "公共假日数"),
    ONE_B(0x04000207u, DLT645_RW, 1, DLT645_BCD, 0, "", "steps", "阶梯数", FEE),
    ONE(0x04000208u, DLT645_R, 1, DLT645_BCD, 0, "", "keys", "密钥总条数", FEE),
    ONE(0x04000306u, DLT645_RW, 3, DLT645_BCD, 0, "", "current transformer ratio", "电流互感器变比",
        FEE),
    ONE(0x04000307u, DLT645_RW, 3, DLT645_BCD, 0, "", "voltage transformer ratio", "电压互感器变比",
        FEE),
    RW(0x04000401u, 6, DLT645_DIGITS, 0, "", "communication address", "通信地址"),
    READ(0x04000402u, 6, DLT645_DIGITS, 0, "", "meter number", "表号"),
    READ(0x04000403u, 32, DLT645_ASCII, 0, "", "asset code", "资产管理编码"),
    READ(0x04000404u, 6, DLT645_ASCII, 0, "", "rated voltage", "额定电压"),
    READ(0x04000405u, 6, DLT645_ASCII, 0, "", "rated current", "额定电流"),
    READ(0x04000406u, 6, DLT645_ASCII, 0, "", "maximum current", "最大电流"),
    READ(0x04000407u, 4, DLT645_ASCII, 0, "", "active accuracy class", "有功准确度等级"),
    READ(0x04000408u, 4, DLT645_ASCII, 0, "", "reactive accuracy class", "无功准确度等级"),
    READ(0x04000409u, 3, DLT645_BCD, 0, "imp/kWh", "active constant", "电表有功常数"),
    READ(0x0400040Au, 3, DLT645_BCD, 0, "imp/kvarh", "reactive constant", "电表无功常数"),
    READ(0x0400040Bu, 10, DLT645_ASCII, 0, "", "meter model", "电表型号"),
    READ(0x0400040Cu, 10, DLT645_ASCII, 0, "", "production date", "生产日期"),
    READ(0x0400040Du, 16, DLT645_ASCII, 0, "", "protocol version", "协议版本号"),
    ONE(0x0400040Eu, DLT645_RW, 6, DLT645_DIGITS, 0, "", "customer number", "客户编号", FEE),
    ONE(0x0400040Fu, DLT645_R, 11, DLT645_RAW, 0, "", "position", "电表位置信息", FEE),
    STATUS(1),
    STATUS(2),
    STATUS(3),
    STATUS(4),
    STATUS(5),
    STATUS(6),
    STATUS(7),
    ONE(0x04000508u, DLT645_R, 4, DLT645_BITS, DLT645_BITS_NONE, "", "key state", "密钥状态字",
        FEE),
    ROW(0x040005FFu, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_LAST_AGAIN, 8,
        "status word block", "电表运行状态字数据块", PARAM, 'A', status_fields),
    RW(0x04000601u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "active combination word",
       "有功组合方式特征字"),
    RW(0x04000602u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "reactive combination word 1",
       "无功组合方式1特征字"),
    RW(0x04000603u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "reactive combination word 2",
       "无功组合方式2特征字"),
    RW(0x04000701u, 1, DLT645_BITS, DLT645_BITS_SPEED, "", "speed of the infrared port",
       "调制型红外光口通信速率特征字"),
    RW(0x04000702u, 1, DLT645_BITS, DLT645_BITS_SPEED, "", "speed of the contact infrared port",
       "接触式红外光口通信速率特征字"),
    RW(0x04000703u, 1, DLT645_BITS, DLT645_BITS_SPEED, "", "speed of port 1", "通信口1速率特征字"),
    RW(0x04000704u, 1, DLT645_BITS, DLT645_BITS_SPEED, "", "speed of port 2", "通信口2速率特征字"),
    RW(0x04000705u, 1, DLT645_BITS, DLT645_BITS_SPEED, "", "speed of port 3", "通信口3速率特征字"),
    RW(0x04000801u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "weekend word", "周休日特征字"),
    NUMBER(0x04000802u, 1, "", "weekend day table", "周休日采用的日时段表号"),
    RW(0x04000901u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "load record mode word",
       "负荷记录模式字"),
    RW(0x04000902u, 1, DLT645_BITS, DLT645_BITS_NONE, "", "freeze mode word", "冻结数据模式字"),
    RW(0x04000A01u, 4, DLT645_YEAR_POINT, 0, "", "load record start", "负荷记录起始时间"),
    NUMBER(0x04000A02u, 2, "min", "load record interval, class 1", "第1类负荷记录间隔时间"),
    NUMBER(0x04000A03u, 2, "min", "load record interval, class 2", "第2类负荷记录间隔时间"),
    NUMBER(0x04000A04u, 2, "min", "load record interval, class 3", "第3类负荷记录间隔时间"),
    NUMBER(0x04000A05u, 2, "min", "load record interval, class 4", "第4类负荷记录间隔时间"),
    NUMBER(0x04000A06u, 2, "min", "load record interval, class 5", "第5类负荷记录间隔时间"),
    NUMBER(0x04000A07u, 2, "min", "load record interval, class 6", "第6类负荷记录间隔时间"),
    SETTLEMENT_DAY(1),
    SETTLEMENT_DAY(2),
    SETTLEMENT_DAY(3),
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
    RW(0x04000E01u, 3, DLT645_BCD, 4, "kW", "forward power limit", "正向有功功率上限值"),
    RW(0x04000E02u, 3, DLT645_BCD, 4, "kW", "reverse power limit", "反向有功功率上限值"),
    RW(0x04000E03u, 2, DLT645_BCD, 1, "V", "upper voltage limit", "电压上限值"),
    RW(0x04000E04u, 2, DLT645_BCD, 1, "V", "lower voltage limit", "电压下限值"),
    LIMIT(0x04000F01u, "kWh", "energy alarm limit 1", "报警电量1限值"),
    LIMIT(0x04000F02u, "kWh", "energy alarm limit 2", "报警电量2限值"),
    LIMIT(0x04000F03u, "kWh", "energy hoarding limit", "囤积电量限值"),
    LIMIT(0x04000F04u, "kWh", "energy overdraft limit", "透支电量限值"),
    LIMIT(0x04001001u, "yuan", "money alarm limit 1", "报警金额1限值"),
    LIMIT(0x04001002u, "yuan", "money alarm limit 2", "报警金额2限值"),
    LIMIT(0x04001003u, "yuan", "money overdraft limit", "透支金额限值"),
    LIMIT(0x04001004u, "yuan", "money hoarding limit", "囤积金额限值"),
    LIMIT(0x04001005u, "yuan", "close-permit limit", "合闸允许金额限值"),
    ONE(0x04001101u, DLT645_RW, 1, DLT645_BITS, DLT645_BITS_FEATURE1, "", "feature word 1",
        "电表运行特征字1", FEE),
    ONE_B(0x04001104u, DLT645_R, 8, DLT645_RAW, 0, "", "report mode word", "主动上报模式字", FEE),
    ONE(0x04001401u, DLT645_RW, 2, DLT645_BCD, 0, "min", "trip delay", "跳闸延时时间", FEE),
    ONE(0x04001402u, DLT645_RW, 3, DLT645_BCD, 3, "A", "relay current threshold",
        "拉闸控制电流门限", FEE),
    ONE(0x04001403u, DLT645_RW, 2, DLT645_BCD, 0, "min", "hold time at high current",
        "大电流拉闸延时时间", FEE),
    ONE(0x04001404u, DLT645_RW, 1, DLT645_BCD, 0, "min", "infrared authentication validity",
        "红外认证时效", FEE),
    ONE(0x04001405u, DLT645_RW, 1, DLT645_BCD, 0, "min", "report word reset delay",
        "主动上报状态字自动复位延时时间", FEE),
    MANY(0x04001501u, DLT645_R, DLT645_LAST_AGAIN, report_fields, "report word", "主动上报状态字",
         FEE, 'B'),
    ONE_B(0x04001502u, DLT645_R, 2, DLT645_BITS, DLT645_BITS_NONE, "", "card status", "插卡状态字",
          FEE),
    ONE_B(0x04001503u, DLT645_W, 12, DLT645_RAW, 0, "", "report word reset", "复位主动上报状态字",
          FEE),
    ROW(0x04010000u, FIXED, 0, 0, 0, DLT645_NUMBERS, DLT645_RW, DLT645_NUMBERED, 2,
        "year zones, set 1", "第一套时区表数据", PARAM, 'A', zone_fields),
    DAY_TABLES(0x04010000u, "day table, set 1", "第一套日时段表数据"),
    ROW(0x04020000u, FIXED, 0, 0, 0, DLT645_NUMBERS, DLT645_RW, DLT645_NUMBERED, 2,
        "year zones, set 2", "第二套时区表数据", PARAM, 'A', zone_fields),
    DAY_TABLES(0x04020000u, "day table, set 2", "第二套日时段表数据"),
    ROW(0x04030000u, IN_DI0, 1, 254, 0, DLT645_NUMBERS, DLT645_RW, DLT645_ONCE, 2, "public holiday",
        "公共假日日期及日时段表号", PARAM, 'A', holiday_fields),
    PRICES(0x04050100u, DLT645_R, "price, running set", "当前套费率电价"),
    PRICES(0x04050200u, DLT645_RW, "price, spare set", "备用套费率电价"),
    STEPS(0x040604FFu, "running step set", "当前套阶梯", 'A'),
    STEPS(0x040605FFu, "spare step set", "备用套阶梯", 'A'),
    STEPS(0x040606FFu, "second running step table", "当前套第2张阶梯表", 'B'),
    STEPS(0x040607FFu, "second spare step table", "备用套第2张阶梯表", 'B'),
    STEPS(0x04060AFFu, "spare step table 1", "备用套第1张阶梯表", 'B'),
    STEPS(0x04060BFFu, "spare step table 2", "备用套第2张阶梯表(新)", 'B'),
    ONE(0x04800001u, DLT645_R, 32, DLT645_ASCII, 0, "", "firmware version", "厂家软件版本号",
        PARAM),
    ONE(0x04800002u, DLT645_R, 32, DLT645_ASCII, 0, "", "hardware version", "厂家硬件版本号",
        PARAM),
    ONE(0x04800003u, DLT645_R, 32, DLT645_ASCII, 0, "", "maker code", "厂家编号", PARAM),
    ONE(0x04800004u, DLT645_R, 8, DLT645_RAW, 0, "", "software record number", "软件备案号", FEE),
};

const struct dlt645_item_class dlt645_items_parameter = {rows, COUNT(rows)};
