/* protocol/dlt645/dlt645_items_phase.c - events of classes 10 to 1F, counted a phase, trips and
 * closes among them, as data; see dlt645_item_table.h. Rows stand in order of identifier. */
#include "protocol/dlt645/dlt645_item_forms.h"

/* Count, minutes and what the records hold; the data of a record are not sourced. */
#define TOTALS(di, name, zh)                                                                       \
    ONE(di + 1u, DLT645_R, 3, DLT645_BCD, 0, "", name " count", zh "总次数", EVENT),               \
        ONE(di + 2u, DLT645_R, 3, DLT645_BCD, 0, "min", name " time", zh "总累计时间", EVENT)
#define DATA_OF(di, name, zh)                                                                      \
    ROW(di, IN_BOTH, 1, 0xFF, RECORDS, DLT645_RECORDS, DLT645_R, DLT645_ONCE, 1, name " record",   \
        zh "记录", EVENT, 'C', FIELDS({name " record", zh "记录", 0, DLT645_REST, 0, ""}))
#define PHASE(di, name, zh) DATA_OF(di, name, zh), TOTALS(di, name, zh)
#define PHASES(di, name, zh)                                                                       \
    TOTALS(di, name, zh), PHASE(di + 0x10000u, name " phase A", "A相" zh),                         \
        PHASE(di + 0x20000u, name " phase B", "B相" zh),                                           \
        PHASE(di + 0x30000u, name " phase C", "C相" zh)

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
        RECORD_OF(di + 0xFF00u, switching_fields, what " record", zh "记录数据块", FEE, 'A')

static const struct dlt645_item rows[] = {
    PHASES(0x10000000u, "loss of voltage", "失压"),
    PHASES(0x11000000u, "under-voltage", "欠压"),
    PHASES(0x12000000u, "over-voltage", "过压"),
    PHASES(0x13000000u, "phase break", "断相"),
    PHASE(0x14000000u, "all phases lost", "全失压"),
    PHASE(0x15000000u, "auxiliary supply lost", "辅助电源失电"),
    PHASE(0x16000000u, "voltage sequence wrong", "电压逆相序"),
    PHASE(0x17000000u, "current sequence wrong", "电流逆相序"),
    PHASES(0x18000000u, "loss of current", "失流"),
    PHASES(0x19000000u, "over-current", "过流"),
    PHASES(0x1A000000u, "current break", "断流"),
    PHASES(0x1B000000u, "reverse flow", "潮流反向"),
    PHASES(0x1C000000u, "overload", "过载"),
    SWITCHINGS(0x1D000000u, "trip", "跳闸"),
    SWITCHINGS(0x1E000000u, "close", "合闸"),
    PHASE(0x1F000000u, "power factor under limit", "总功率因数超下限"),
};

const struct dlt645_item_class dlt645_items_phase = {rows, COUNT(rows)};
