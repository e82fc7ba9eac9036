/* protocol/dlt645/dlt645_items_event.c - events and purchases (annex A.4), as data; see
 * dlt645_item_table.h. Rows stand in order of identifier. What no source tells of a record stays
 * together as bytes. */
#include "protocol/dlt645/dlt645_item_forms.h"

#define COUNTED(di, name, zh)                                                                      \
    ONE(di, DLT645_R, 3, DLT645_BCD, 0, "", name " count", zh "总次数", EVENT)
#define TIMED                                                                                      \
    {                                                                                              \
        "time", "发生时刻", 6, DLT645_STAMP6, 0, ""                                                \
    }
#define BEGUN                                                                                      \
    {                                                                                              \
        "start time", "发生时刻", 6, DLT645_STAMP6, 0, ""                                          \
    }
#define ENDED                                                                                      \
    {                                                                                              \
        "end time", "结束时刻", 6, DLT645_STAMP6, 0, ""                                            \
    }
#define SENDER                                                                                     \
    {                                                                                              \
        "operator code", "操作者代码", 4, DLT645_DIGITS, 0, ""                                     \
    }
#define REST                                                                                       \
    {                                                                                              \
        "rest of the record", "记录其余部分", 0, DLT645_REST, 0, ""                                \
    }
#define KWH(name, zh)                                                                              \
    {                                                                                              \
        name, zh, 4, DLT645_BCD, 2, "kWh"                                                          \
    }
#define KVARH(name, zh)                                                                            \
    {                                                                                              \
        name, zh, 4, DLT645_BCD, 2, "kvarh"                                                        \
    }
#define WRITTEN(nth)                                                                               \
    {                                                                                              \
        "identifier " #nth " written", "编程的数据标识" #nth, 4, DLT645_DIGITS, 0, ""              \
    }
#define DAY_FIELD(nth)                                                                             \
    {                                                                                              \
        "settlement day " #nth " before", "编程前每月第" #nth "结算日", 2, DLT645_MONTH_HOUR, 0,   \
            ""                                                                                     \
    }
/* Forward, reverse and the four quadrants of total or a phase. */
#define SIX(when, when_zh, of, of_zh)                                                              \
    KWH("forward active energy" of when, when_zh of_zh "正向有功电能"),                            \
        KWH("reverse active energy" of when, when_zh of_zh "反向有功电能"),                        \
        KVARH("quadrant 1 reactive energy" of when, when_zh of_zh "第一象限无功电能"),             \
        KVARH("quadrant 2 reactive energy" of when, when_zh of_zh "第二象限无功电能"),             \
        KVARH("quadrant 3 reactive energy" of when, when_zh of_zh "第三象限无功电能"),             \
        KVARH("quadrant 4 reactive energy" of when, when_zh of_zh "第四象限无功电能")
#define PHASE_COUNT(phase)                                                                         \
    {"phase " phase " count", phase "相总次数", 3, DLT645_BCD, 0, ""},                             \
    {                                                                                              \
        "phase " phase " time", phase "相总累计时间", 3, DLT645_BCD, 0, "min"                      \
    }

static const struct dlt645_field phase_totals[] = {PHASE_COUNT("A"), PHASE_COUNT("B"),
                                                   PHASE_COUNT("C")};
static const struct dlt645_field totals[] = {{"count", "总次数", 3, DLT645_BCD, 0, ""},
                                             {"time", "总累计时间", 3, DLT645_BCD, 0, "min"}};
static const struct dlt645_field span_fields[] = {BEGUN, ENDED};
static const struct dlt645_field span_rest_fields[] = {BEGUN, ENDED, REST};
static const struct dlt645_field sender_rest_fields[] = {TIMED, SENDER, REST};
static const struct dlt645_field all_lost_fields[] = {
    BEGUN, {"current", "电流值", 3, DLT645_BCD, 3, "A"}, ENDED};
static const struct dlt645_field sequence_fields[] = {
    BEGUN,
    ENDED,
    KWH("forward active energy, total", "正向有功总电能"),
    KWH("reverse active energy, total", "反向有功总电能"),
    KVARH("combined reactive energy 1, total", "组合无功1总电能"),
    KVARH("combined reactive energy 2, total", "组合无功2总电能"),
    KWH("forward active energy, phase A", "A相正向有功电能"),
    KWH("reverse active energy, phase A", "A相反向有功电能"),
    KVARH("combined reactive energy 1, phase A", "A相组合无功1电能"),
    KVARH("combined reactive energy 2, phase A", "A相组合无功2电能"),
    KWH("forward active energy, phase B", "B相正向有功电能"),
    KWH("reverse active energy, phase B", "B相反向有功电能"),
    KVARH("combined reactive energy 1, phase B", "B相组合无功1电能"),
    KVARH("combined reactive energy 2, phase B", "B相组合无功2电能"),
    KWH("forward active energy, phase C", "C相正向有功电能"),
    KWH("reverse active energy, phase C", "C相反向有功电能"),
    KVARH("combined reactive energy 1, phase C", "C相组合无功1电能"),
    KVARH("combined reactive energy 2, phase C", "C相组合无功2电能"),
};
static const struct dlt645_field programming_fields[] = {
    TIMED,      SENDER,     WRITTEN(1), WRITTEN(2), WRITTEN(3), WRITTEN(4),
    WRITTEN(5), WRITTEN(6), WRITTEN(7), WRITTEN(8), WRITTEN(9), WRITTEN(10),
};
static const struct dlt645_field meter_reset_fields[] = {
    TIMED,
    SENDER,
    SIX("", "清零前", ", total", "总"),
    SIX("", "清零前", ", phase A", "A相"),
    SIX("", "清零前", ", phase B", "B相"),
    SIX("", "清零前", ", phase C", "C相"),
};
static const struct dlt645_field event_reset_fields[] = {
    TIMED, SENDER, {"identifier cleared", "清零的数据标识", 4, DLT645_DIGITS, 0, ""}};
static const struct dlt645_field time_setting_fields[] = {
    SENDER,
    {"time before", "校时前时间", 6, DLT645_STAMP6, 0, ""},
    {"time after", "校时后时间", 6, DLT645_STAMP6, 0, ""},
};
static const struct dlt645_field settlement_fields[] = {TIMED, SENDER, DAY_FIELD(1), DAY_FIELD(2),
                                                        DAY_FIELD(3)};
static const struct dlt645_field cover_fields[] = {BEGUN, ENDED, SIX(" before", "发生前", "", ""),
                                                   SIX(" after", "结束后", "", "")};
static const struct dlt645_field relay_fault_fields[] = {
    BEGUN, ENDED, {"relay state", "负荷开关状态", 1, DLT645_RAW, 0, ""}, REST};

/* Totals of all phases, then the records of each. */
#define PHASE_EVENT(di, name, zh, clause)                                                          \
    MANY(di, DLT645_R, DLT645_ONCE, phase_totals, name ", totals", zh "总次数、总累计时间",        \
         clause, 'A'),                                                                             \
        RECORD_OF(di + 0x100u, span_rest_fields, name " record, phase A", "A相" zh "记录", clause, \
                  'B'),                                                                            \
        RECORD_OF(di + 0x200u, span_rest_fields, name " record, phase B", "B相" zh "记录", clause, \
                  'B'),                                                                            \
        RECORD_OF(di + 0x300u, span_rest_fields, name " record, phase C", "C相" zh "记录", clause, \
                  'B')
#define MAIN_EVENT(di, fields, name, zh, clause, sure)                                             \
    MANY(di, DLT645_R, DLT645_ONCE, totals, name ", totals", zh "总次数、总累计时间", clause,      \
         'A'),                                                                                     \
        RECORD_OF(di, fields, name " record", zh "记录", clause, sure)
#define COUNTED_EVENT(di, fields, name, zh, clause, sure)                                          \
    COUNTED(di, name, zh), RECORD_OF(di, fields, name " record", zh "记录", clause, sure)
#define PURCHASES(di, value, value_zh, unit)                                                       \
    RECORD(di + 0x100u, 5, DLT645_STAMP5, 0, "", "purchase date", "购电日期", FEE),                \
        RECORD(di + 0x200u, 2, DLT645_BCD, 0, "", "purchase count", "购电后总购电次数", FEE),      \
        RECORD(di + 0x300u, 4, DLT645_BCD, 2, unit, value " bought", "购电" value_zh, FEE),        \
        RECORD(di + 0x400u, 4, DLT645_BCD, 2, unit, "remaining " value " before purchase",         \
               "购电前剩余" value_zh, FEE),                                                        \
        RECORD(di + 0x500u, 4, DLT645_BCD, 2, unit, "remaining " value " after purchase",          \
               "购电后剩余" value_zh, FEE),                                                        \
        RECORD(di + 0x600u, 4, DLT645_BCD, 2, unit, "total " value " bought",                      \
               "购电后累计购电" value_zh, FEE)
/* Voltage quality of this month and the twelve before; what its 27 bytes say is not sourced. */
#define QUALITY(di, name, zh)                                                                      \
    ONE_OF(di, IN_DI0, 0, PERIODS, 0, DLT645_NUMBERS, DLT645_R, DLT645_ONCE, 27, DLT645_RAW, 0,    \
           "", name, zh, EVENT, 'A')

static const struct dlt645_item rows[] = {
    PHASE_EVENT(0x03010000u, "loss of voltage", "失压", EVENT),
    PHASE_EVENT(0x03020000u, "under-voltage", "欠压", EVENT),
    PHASE_EVENT(0x03030000u, "over-voltage", "过压", EVENT),
    PHASE_EVENT(0x03040000u, "phase break", "断相", EVENT),
    MAIN_EVENT(0x03050000u, all_lost_fields, "all phases lost", "全失压", EVENT, 'A'),
    MAIN_EVENT(0x03060000u, span_fields, "auxiliary supply lost", "辅助电源失电", EVENT, 'A'),
    MAIN_EVENT(0x03070000u, sequence_fields, "voltage sequence wrong", "电压逆相序", EVENT, 'A'),
    MAIN_EVENT(0x03080000u, sequence_fields, "current sequence wrong", "电流逆相序", EVENT, 'A'),
    MAIN_EVENT(0x03090000u, span_rest_fields, "voltage unbalance", "电压不平衡", EVENT, 'B'),
    MAIN_EVENT(0x030A0000u, span_rest_fields, "current unbalance", "电流不平衡", EVENT, 'B'),
    PHASE_EVENT(0x030B0000u, "loss of current", "失流", EVENT),
    PHASE_EVENT(0x030C0000u, "over-current", "过流", EVENT),
    PHASE_EVENT(0x030D0000u, "current break", "断流", EVENT),
    PHASE_EVENT(0x030E0000u, "reverse flow", "潮流反向", EVENT),
    PHASE_EVENT(0x030F0000u, "overload", "过载", EVENT),
    QUALITY(0x03100000u, "voltage quality", "电压合格率统计数据"),
    QUALITY(0x03100100u, "voltage quality phase A", "A相电压合格率统计数据"),
    QUALITY(0x03100200u, "voltage quality phase B", "B相电压合格率统计数据"),
    QUALITY(0x03100300u, "voltage quality phase C", "C相电压合格率统计数据"),
    COUNTED_EVENT(0x03110000u, span_fields, "power fail", "掉电", EVENT, 'A'),
    ONE_OF(0x03120000u, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_NUMBERED, 3, DLT645_BCD, 0,
           "", "demand over limit count", "需量超限次数", EVENT, 'B'),
    RECORD_OF(0x03120100u, span_rest_fields, "forward active demand over limit",
              "正向有功需量超限记录", EVENT, 'B'),
    RECORD_OF(0x03120200u, span_rest_fields, "reverse active demand over limit",
              "反向有功需量超限记录", EVENT, 'B'),
    RECORD_OF(0x03120300u, span_rest_fields, "quadrant 1 demand over limit",
              "第一象限无功需量超限记录", EVENT, 'B'),
    RECORD_OF(0x03120400u, span_rest_fields, "quadrant 2 demand over limit",
              "第二象限无功需量超限记录", EVENT, 'B'),
    RECORD_OF(0x03120500u, span_rest_fields, "quadrant 3 demand over limit",
              "第三象限无功需量超限记录", EVENT, 'B'),
    RECORD_OF(0x03120600u, span_rest_fields, "quadrant 4 demand over limit",
              "第四象限无功需量超限记录", EVENT, 'B'),
    COUNTED_EVENT(0x03300000u, programming_fields, "programming", "编程", EVENT, 'C'),
    COUNTED_EVENT(0x03300100u, meter_reset_fields, "meter reset", "电表清零", EVENT, 'A'),
    COUNTED_EVENT(0x03300200u, sender_rest_fields, "demand reset", "需量清零", EVENT, 'B'),
    COUNTED_EVENT(0x03300300u, event_reset_fields, "event reset", "事件清零", EVENT, 'B'),
    COUNTED_EVENT(0x03300400u, time_setting_fields, "time setting", "校时", EVENT, 'A'),
    COUNTED_EVENT(0x03300500u, sender_rest_fields, "day-slot programming", "时段表编程", EVENT,
                  'B'),
    COUNTED_EVENT(0x03300600u, sender_rest_fields, "year-zone programming", "时区表编程", EVENT,
                  'B'),
    COUNTED_EVENT(0x03300700u, sender_rest_fields, "weekend programming", "周休日编程", EVENT, 'B'),
    COUNTED_EVENT(0x03300800u, sender_rest_fields, "holiday programming", "节假日编程", EVENT, 'B'),
    COUNTED_EVENT(0x03300900u, sender_rest_fields, "active combination programming",
                  "有功组合方式编程", EVENT, 'B'),
    COUNTED_EVENT(0x03300A00u, sender_rest_fields, "reactive combination 1 programming",
                  "无功组合方式1编程", EVENT, 'B'),
    COUNTED_EVENT(0x03300B00u, sender_rest_fields, "reactive combination 2 programming",
                  "无功组合方式2编程", EVENT, 'B'),
    COUNTED_EVENT(0x03300C00u, settlement_fields, "settlement day programming", "结算日编程", EVENT,
                  'A'),
    COUNTED_EVENT(0x03300D00u, cover_fields, "cover open", "开表盖", EVENT, 'A'),
    COUNTED_EVENT(0x03300E00u, cover_fields, "terminal cover open", "开端钮盒", EVENT, 'A'),
    COUNTED_EVENT(0x03300F00u, sender_rest_fields, "tariff-price programming", "费率参数表编程",
                  FEE, 'B'),
    COUNTED_EVENT(0x03301000u, sender_rest_fields, "step table programming", "阶梯表编程", FEE,
                  'B'),
    COUNTED_EVENT(0x03301200u, sender_rest_fields, "key update", "密钥更新", FEE, 'B'),
    PURCHASES(0x03320000u, "energy", "电量", "kWh"),
    PURCHASES(0x03330000u, "amount", "金额", "yuan"),
    COUNTED_EVENT(0x03350000u, span_rest_fields, "constant magnetic field", "恒定磁场干扰", FEE,
                  'B'),
    COUNTED_EVENT(0x03360000u, relay_fault_fields, "relay misoperation", "负荷开关误动作", FEE,
                  'B'),
    COUNTED_EVENT(0x03370000u, span_rest_fields, "power supply abnormal", "电源异常", FEE, 'B'),
};

const struct dlt645_item_class dlt645_items_event = {rows, COUNT(rows)};
