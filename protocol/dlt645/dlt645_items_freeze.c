/* protocol/dlt645/dlt645_items_freeze.c - freezes (annex A.6) and load records (A.7), as data; see
 * dlt645_item_table.h. Rows stand in order of identifier. */
#include "protocol/dlt645/dlt645_item_forms.h"

#define FREEZE_ROW(di, depth, repeats, count, name, zh, sure, ...)                                 \
    ROW(di, IN_DI0, 1, depth, 0, DLT645_RECORDS, DLT645_R, repeats, count, name, zh, FREEZE, sure, \
        __VA_ARGS__)
#define FROZEN_TIME(di, depth, name, zh)                                                           \
    FREEZE_ROW(di, depth, DLT645_ONCE, 1, name, zh, 'A',                                           \
               FIELDS({name, zh, 5, DLT645_STAMP5, 0, ""}))
/* The part of a freeze that keeps energies: total and tariffs. */
#define FROZEN(di, depth, format, unit, name, zh)                                                  \
    FREEZE_ROW(di, depth, DLT645_PER_TARIFF, 1, name, zh, 'A',                                     \
               FIELDS({name, zh, 4, format, 2, unit}))
#define FROZEN_DEMAND(di, depth, name, zh)                                                         \
    FREEZE_ROW(di, depth, DLT645_PER_TARIFF, 2, name, zh, 'A',                                     \
               FIELDS({name, zh, 3, DLT645_BCD, 4, "kW"},                                          \
                      {name ", time", zh "发生时间", 5, DLT645_STAMP5, 0, ""}))
#define FROZEN_BLOCK(di, depth, name, zh)                                                          \
    FREEZE_ROW(di, depth, DLT645_PARTS, 1, name, zh, 'B', FIELDS({name, zh, 0, DLT645_REST, 0, ""}))

/* All that a freeze keeps. The hourly freeze has times and totals only. */
#define FREEZES(di, depth, what, zh)                                                               \
    FROZEN_TIME(di, depth, what " freeze, time", zh "冻结时间"),                                   \
        FROZEN(di + 0x100u, depth, DLT645_BCD, "kWh", what " freeze, forward active energy",       \
               zh "冻结正向有功电能"),                                                             \
        FROZEN(di + 0x200u, depth, DLT645_BCD, "kWh", what " freeze, reverse active energy",       \
               zh "冻结反向有功电能"),                                                             \
        FROZEN(di + 0x300u, depth, DLT645_BCD_SIGNED, "kvarh",                                     \
               what " freeze, combined reactive energy 1", zh "冻结组合无功1电能"),                \
        FROZEN(di + 0x400u, depth, DLT645_BCD_SIGNED, "kvarh",                                     \
               what " freeze, combined reactive energy 2", zh "冻结组合无功2电能"),                \
        FROZEN(di + 0x500u, depth, DLT645_BCD, "kvarh",                                            \
               what " freeze, quadrant 1 reactive energy", zh "冻结第一象限无功电能"),             \
        FROZEN(di + 0x600u, depth, DLT645_BCD, "kvarh",                                            \
               what " freeze, quadrant 2 reactive energy", zh "冻结第二象限无功电能"),             \
        FROZEN(di + 0x700u, depth, DLT645_BCD, "kvarh",                                            \
               what " freeze, quadrant 3 reactive energy", zh "冻结第三象限无功电能"),             \
        FROZEN(di + 0x800u, depth, DLT645_BCD, "kvarh",                                            \
               what " freeze, quadrant 4 reactive energy", zh "冻结第四象限无功电能"),             \
        FROZEN_DEMAND(di + 0x900u, depth, what " freeze, forward active maximum demand",           \
                      zh "冻结正向有功最大需量"),                                                  \
        FROZEN_DEMAND(di + 0xA00u, depth, what " freeze, reverse active maximum demand",           \
                      zh "冻结反向有功最大需量"),                                                  \
        FREEZE_ROW(di + 0x1000u, depth, DLT645_ONCE, 8, what " freeze, powers", zh "冻结变量",     \
                   'A', power_fields),                                                             \
        FROZEN_BLOCK(di + 0xFF00u, depth, what " freeze block", zh "冻结数据块")

#define POWER(name, zh, unit)                                                                      \
    {                                                                                              \
        name, zh, 3, DLT645_BCD_SIGNED, 4, unit                                                    \
    }
static const struct dlt645_field power_fields[] = {
    POWER("active power total", "总有功功率", "kW"),
    POWER("active power phase A", "A相有功功率", "kW"),
    POWER("active power phase B", "B相有功功率", "kW"),
    POWER("active power phase C", "C相有功功率", "kW"),
    POWER("reactive power total", "总无功功率", "kvar"),
    POWER("reactive power phase A", "A相无功功率", "kvar"),
    POWER("reactive power phase B", "B相无功功率", "kvar"),
    POWER("reactive power phase C", "C相无功功率", "kvar"),
};

/* Load records of a class: from the earliest on, from a given time on, the newest. */
#define LOADS(di, name, zh)                                                                        \
    ONE_OF(di, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 0, DLT645_REST, 0, "",       \
           "load records" name ", earliest", zh "最早记录块", LOAD, 'A'),                          \
        ONE_OF(di + 1u, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 0, DLT645_REST, 0,  \
               "", "load records" name ", given time", zh "给定时间记录块", LOAD, 'A'),            \
        ONE_OF(di + 2u, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 0, DLT645_REST, 0,  \
               "", "load records" name ", newest", zh "最近一个记录块", LOAD, 'A')
/* Curve of one value: points of time and value. */
#define CURVE(di, length, format, scale, unit, name, zh)                                           \
    ROW(di, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_NUMBERED, 2, "load curve, " name,     \
        zh "曲线", FEE, 'A',                                                                       \
        FIELDS({"time", "时间", 5, DLT645_STAMP5, 0, ""},                                          \
               {name, zh, length, format, scale, unit}))
#define PHASE_CURVES(di, length, format, scale, unit, name, zh)                                    \
    CURVE(di + 1u, length, format, scale, unit, name " phase A", "A相" zh),                        \
        CURVE(di + 2u, length, format, scale, unit, name " phase B", "B相" zh),                    \
        CURVE(di + 3u, length, format, scale, unit, name " phase C", "C相" zh)
#define TOTAL_CURVES(di, length, format, scale, unit, name, zh)                                    \
    CURVE(di, length, format, scale, unit, name " total", "总" zh),                                \
        PHASE_CURVES(di, length, format, scale, unit, name, zh)

static const struct dlt645_item rows[] = {
    FREEZES(0x05000000u, 12, "timed", "定时"),
    FREEZES(0x05010000u, 3, "instant", "瞬时"),
    FREEZES(0x05020000u, 2, "year-zone switch", "两套时区表切换"),
    FREEZES(0x05030000u, 2, "day-slot switch", "两套日时段表切换"),
    FROZEN_TIME(0x05040000u, 254, "hourly freeze, time", "整点冻结时间"),
    FREEZE_ROW(0x05040100u, 254, DLT645_ONCE, 1, "hourly freeze, forward active energy",
               "整点冻结正向有功总电能", 'B',
               FIELDS({"hourly freeze, forward active energy", "整点冻结正向有功总电能", 4,
                       DLT645_BCD, 2, "kWh"})),
    FREEZE_ROW(0x05040200u, 254, DLT645_ONCE, 1, "hourly freeze, reverse active energy",
               "整点冻结反向有功总电能", 'B',
               FIELDS({"hourly freeze, reverse active energy", "整点冻结反向有功总电能", 4,
                       DLT645_BCD, 2, "kWh"})),
    FROZEN_BLOCK(0x0504FF00u, 254, "hourly freeze block", "整点冻结数据块"),
    FREEZES(0x05050000u, 2, "tariff-price switch", "两套费率电价切换"),
    FREEZES(0x05060000u, 62, "daily", "日"),
    FREEZES(0x05070000u, 2, "step switch", "两套阶梯切换"),

    LOADS(0x06000000u, "", "负荷记录"),
    LOADS(0x06010000u, " of class 1", "第1类负荷记录"),
    LOADS(0x06020000u, " of class 2", "第2类负荷记录"),
    LOADS(0x06030000u, " of class 3", "第3类负荷记录"),
    LOADS(0x06040000u, " of class 4", "第4类负荷记录"),
    LOADS(0x06050000u, " of class 5", "第5类负荷记录"),
    LOADS(0x06060000u, " of class 6", "第6类负荷记录"),
    PHASE_CURVES(0x06100100u, 2, DLT645_BCD, 1, "V", "voltage", "电压"),
    PHASE_CURVES(0x06100200u, 3, DLT645_BCD_SIGNED, 3, "A", "current", "电流"),
    TOTAL_CURVES(0x06100300u, 3, DLT645_BCD_SIGNED, 4, "kW", "active power", "有功功率"),
    TOTAL_CURVES(0x06100400u, 3, DLT645_BCD_SIGNED, 4, "kvar", "reactive power", "无功功率"),
    TOTAL_CURVES(0x06100500u, 2, DLT645_BCD_SIGNED, 3, "", "power factor", "功率因数"),
    CURVE(0x06100601u, 4, DLT645_BCD, 2, "kWh", "forward active energy", "正向有功总电能"),
    CURVE(0x06100602u, 4, DLT645_BCD, 2, "kWh", "reverse active energy", "反向有功总电能"),
    CURVE(0x06100603u, 4, DLT645_BCD_SIGNED, 2, "kvarh", "combined reactive energy 1",
          "组合无功1总电能"),
    CURVE(0x06100604u, 4, DLT645_BCD_SIGNED, 2, "kvarh", "combined reactive energy 2",
          "组合无功2总电能"),
    CURVE(0x06100701u, 4, DLT645_BCD, 2, "kvarh", "quadrant 1 reactive energy",
          "第一象限无功总电能"),
    CURVE(0x06100702u, 4, DLT645_BCD, 2, "kvarh", "quadrant 2 reactive energy",
          "第二象限无功总电能"),
    CURVE(0x06100703u, 4, DLT645_BCD, 2, "kvarh", "quadrant 3 reactive energy",
          "第三象限无功总电能"),
    CURVE(0x06100704u, 4, DLT645_BCD, 2, "kvarh", "quadrant 4 reactive energy",
          "第四象限无功总电能"),
    CURVE(0x06100801u, 3, DLT645_BCD_SIGNED, 4, "kW", "present active demand", "当前有功需量"),
    CURVE(0x06100802u, 3, DLT645_BCD_SIGNED, 4, "kvar", "present reactive demand", "当前无功需量"),
};

const struct dlt645_item_class dlt645_items_freeze = {rows, COUNT(rows)};
