/* protocol/dlt645/dlt645_items_variable.c - momentary values (annex A.3), as data; see
 * dlt645_item_table.h. Rows stand in order of identifier. */
#include "protocol/dlt645/dlt645_item_forms.h"

#define VALUE(di, length, format, scale, unit, name, zh)                                           \
    ONE(di, DLT645_R, length, format, scale, unit, name, zh, VARIABLE)
#define VALUE_B(di, length, format, scale, unit, name, zh)                                         \
    ONE_B(di, DLT645_R, length, format, scale, unit, name, zh, FEE)
/* Phases A, B, C one by one, and the block of them. */
#define PHASES(di, length, format, scale, unit, name, zh)                                          \
    VALUE(di + 0x100u, length, format, scale, unit, name " phase A", "A相" zh),                    \
        VALUE(di + 0x200u, length, format, scale, unit, name " phase B", "B相" zh),                \
        VALUE(di + 0x300u, length, format, scale, unit, name " phase C", "C相" zh),                \
        ROW(di + 0xFF00u, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 3, name " block", \
            zh "数据块", VARIABLE, 'A',                                                            \
            FIELDS({name " phase A", "A相" zh, length, format, scale, unit},                       \
                   {name " phase B", "B相" zh, length, format, scale, unit},                       \
                   {name " phase C", "C相" zh, length, format, scale, unit}))
/* The total, the phases, and the block of all four. */
#define WITH_TOTAL(di, length, format, scale, unit, name, zh, total_zh, block_zh)                  \
    VALUE(di, length, format, scale, unit, name " total", total_zh),                               \
        VALUE(di + 0x100u, length, format, scale, unit, name " phase A", "A相" zh),                \
        VALUE(di + 0x200u, length, format, scale, unit, name " phase B", "B相" zh),                \
        VALUE(di + 0x300u, length, format, scale, unit, name " phase C", "C相" zh),                \
        ROW(di + 0xFF00u, FIXED, 0, 0, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 4, name " block", \
            block_zh, VARIABLE, 'A',                                                               \
            FIELDS({name " total", total_zh, length, format, scale, unit},                         \
                   {name " phase A", "A相" zh, length, format, scale, unit},                       \
                   {name " phase B", "B相" zh, length, format, scale, unit},                       \
                   {name " phase C", "C相" zh, length, format, scale, unit}))

static const struct dlt645_item rows[] = {
    PHASES(0x02010000u, 2, DLT645_BCD, 1, "V", "voltage", "电压"),
    PHASES(0x02020000u, 3, DLT645_BCD_SIGNED, 3, "A", "current", "电流"),
    WITH_TOTAL(0x02030000u, 3, DLT645_BCD_SIGNED, 4, "kW", "active power", "有功功率",
               "瞬时总有功功率", "瞬时有功功率数据块"),
    WITH_TOTAL(0x02040000u, 3, DLT645_BCD_SIGNED, 4, "kvar", "reactive power", "无功功率",
               "瞬时总无功功率", "瞬时无功功率数据块"),
    WITH_TOTAL(0x02050000u, 3, DLT645_BCD_SIGNED, 4, "kVA", "apparent power", "视在功率",
               "瞬时总视在功率", "瞬时视在功率数据块"),
    WITH_TOTAL(0x02060000u, 2, DLT645_BCD_SIGNED, 3, "", "power factor", "功率因数", "总功率因数",
               "功率因数数据块"),
    PHASES(0x02070000u, 2, DLT645_BCD, 1, "deg", "phase angle", "相角"),
    VALUE(0x02800001u, 3, DLT645_BCD_SIGNED, 3, "A", "neutral current", "零线电流"),
    VALUE(0x02800002u, 2, DLT645_BCD, 2, "Hz", "frequency", "电网频率"),
    VALUE(0x02800003u, 3, DLT645_BCD_SIGNED, 4, "kW", "one-minute average active power",
          "一分钟有功总平均功率"),
    VALUE(0x02800004u, 3, DLT645_BCD_SIGNED, 4, "kW", "present active demand", "当前有功需量"),
    VALUE(0x02800005u, 3, DLT645_BCD_SIGNED, 4, "kvar", "present reactive demand", "当前无功需量"),
    VALUE(0x02800006u, 3, DLT645_BCD_SIGNED, 4, "kVA", "present apparent demand", "当前视在需量"),
    VALUE(0x02800007u, 2, DLT645_BCD_SIGNED, 1, "degC", "temperature in the meter", "表内温度"),
    VALUE(0x02800008u, 2, DLT645_BCD, 2, "V", "clock battery voltage", "时钟电池电压"),
    VALUE(0x02800009u, 2, DLT645_BCD, 2, "V", "reading battery voltage", "停电抄表电池电压"),
    VALUE(0x0280000Au, 4, DLT645_BCD, 0, "min", "battery working time", "内部电池工作时间"),
    ONE(0x0280000Bu, DLT645_R, 4, DLT645_BCD, 4, "yuan/kWh", "present step price", "当前阶梯电价",
        FEE),
    VALUE_B(0x02800020u, 4, DLT645_BCD, 4, "yuan/kWh", "present price", "当前电价"),
    VALUE_B(0x02800021u, 4, DLT645_BCD, 4, "yuan/kWh", "present tariff price", "当前费率电价"),
    ONE(0x02800022u, DLT645_R, 2, DLT645_BCD, 0, "min", "identity authentication, time left",
        "身份认证时效剩余时间", FEE),
    ONE(0x02800023u, DLT645_R, 1, DLT645_BCD, 0, "min", "infrared authentication, time left",
        "红外认证时效剩余时间", FEE),
};

const struct dlt645_item_class dlt645_items_variable = {rows, COUNT(rows)};
