/* protocol/dlt645/dlt645_items_energy.c - energies (annex A.1) and demands (A.2), as data; see
 * dlt645_item_table.h. Rows stand in order of identifier. */
#include "protocol/dlt645/dlt645_item_forms.h"

#define ENERGIES(di, format, unit, name, zh)                                                       \
    BY_TARIFF(di, 1, name, zh, ENERGY, FIELDS({name, zh, 4, format, 2, unit}))
#define PHASE_ENERGY(di, format, unit, name, zh)                                                   \
    SETTLED(di, 1, name, zh, ENERGY, FIELDS({name, zh, 4, format, 2, unit}))
/* The ten registers of a phase. */
#define PHASE_ENERGIES(di, phase)                                                                  \
    PHASE_ENERGY(di, DLT645_BCD, "kWh", "phase " phase " forward active energy",                   \
                 phase "相正向有功电能"),                                                          \
        PHASE_ENERGY(di + 0x10000u, DLT645_BCD, "kWh", "phase " phase " reverse active energy",    \
                     phase "相反向有功电能"),                                                      \
        PHASE_ENERGY(di + 0x20000u, DLT645_BCD_SIGNED, "kvarh",                                    \
                     "phase " phase " combined reactive energy 1", phase "相组合无功1电能"),       \
        PHASE_ENERGY(di + 0x30000u, DLT645_BCD_SIGNED, "kvarh",                                    \
                     "phase " phase " combined reactive energy 2", phase "相组合无功2电能"),       \
        PHASE_ENERGY(di + 0x40000u, DLT645_BCD, "kvarh",                                           \
                     "phase " phase " quadrant 1 reactive energy", phase "相第一象限无功电能"),    \
        PHASE_ENERGY(di + 0x50000u, DLT645_BCD, "kvarh",                                           \
                     "phase " phase " quadrant 2 reactive energy", phase "相第二象限无功电能"),    \
        PHASE_ENERGY(di + 0x60000u, DLT645_BCD, "kvarh",                                           \
                     "phase " phase " quadrant 3 reactive energy", phase "相第三象限无功电能"),    \
        PHASE_ENERGY(di + 0x70000u, DLT645_BCD, "kvarh",                                           \
                     "phase " phase " quadrant 4 reactive energy", phase "相第四象限无功电能"),    \
        PHASE_ENERGY(di + 0x80000u, DLT645_BCD, "kVAh", "phase " phase " forward apparent energy", \
                     phase "相正向视在电能"),                                                      \
        PHASE_ENERGY(di + 0x90000u, DLT645_BCD, "kVAh", "phase " phase " reverse apparent energy", \
                     phase "相反向视在电能")
#define DEMANDS(di, format, unit, name, zh)                                                        \
    BY_TARIFF(di, 2, name, zh, DEMAND,                                                             \
              FIELDS({name, zh, 3, format, 4, unit},                                               \
                     {name ", time", zh "发生时间", 5, DLT645_STAMP5, 0, ""}))
#define FINE_ENERGY(di, name, zh)                                                                  \
    ONE_OF(di, IN_DI1, 0, TARIFFS, 0, DLT645_TARIFFS, DLT645_R, DLT645_ONCE, 5, DLT645_BCD, 4,     \
           "kWh", name, zh, FEE, 'B'),                                                             \
        ONE_OF(di + 0xFF00u, FIXED, 0, 0, 0, DLT645_TARIFFS, DLT645_R, DLT645_PER_TARIFF, 5,       \
               DLT645_BCD, 4, "kWh", name " block", zh "数据块", FEE, 'B')

static const struct dlt645_item rows[] = {
    ENERGIES(0x00000000u, DLT645_BCD_SIGNED, "kWh", "combined active energy", "组合有功电能"),
    ENERGIES(0x00010000u, DLT645_BCD, "kWh", "forward active energy", "正向有功电能"),
    ENERGIES(0x00020000u, DLT645_BCD, "kWh", "reverse active energy", "反向有功电能"),
    ENERGIES(0x00030000u, DLT645_BCD_SIGNED, "kvarh", "combined reactive energy 1",
             "组合无功1电能"),
    ENERGIES(0x00040000u, DLT645_BCD_SIGNED, "kvarh", "combined reactive energy 2",
             "组合无功2电能"),
    ENERGIES(0x00050000u, DLT645_BCD, "kvarh", "quadrant 1 reactive energy", "第一象限无功电能"),
    ENERGIES(0x00060000u, DLT645_BCD, "kvarh", "quadrant 2 reactive energy", "第二象限无功电能"),
    ENERGIES(0x00070000u, DLT645_BCD, "kvarh", "quadrant 3 reactive energy", "第三象限无功电能"),
    ENERGIES(0x00080000u, DLT645_BCD, "kvarh", "quadrant 4 reactive energy", "第四象限无功电能"),
    ENERGIES(0x00090000u, DLT645_BCD, "kVAh", "forward apparent energy", "正向视在电能"),
    ENERGIES(0x000A0000u, DLT645_BCD, "kVAh", "reverse apparent energy", "反向视在电能"),
    ONE_B(0x000B0000u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "energy used this settlement period",
          "当前结算周期组合有功总累计用电量", FEE),
    ONE_B(0x000B0001u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "energy used last settlement period",
          "上1结算周期组合有功总累计用电量", FEE),
    ONE_B(0x000C0000u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "energy used this month",
          "当前月组合有功总累计用电量", FEE),
    ONE_B(0x000C0001u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "energy used last month",
          "上1月组合有功总累计用电量", FEE),
    PHASE_ENERGIES(0x00150000u, "A"),
    PHASE_ENERGIES(0x00290000u, "B"),
    PHASE_ENERGIES(0x003D0000u, "C"),
    FINE_ENERGY(0x00600000u, "forward active energy, high resolution", "正向有功高精度电能"),
    FINE_ENERGY(0x00610000u, "reverse active energy, high resolution", "反向有功高精度电能"),
    ONE(0x00900100u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "remaining energy", "剩余电量", FEE),
    ONE(0x00900101u, DLT645_R, 4, DLT645_BCD, 2, "kWh", "overdraft energy", "透支电量", FEE),
    ONE(0x00900200u, DLT645_R, 4, DLT645_BCD, 2, "yuan", "remaining amount", "剩余金额", FEE),
    ONE(0x00900201u, DLT645_R, 4, DLT645_BCD, 2, "yuan", "overdraft amount", "透支金额", FEE),
    ONE_OF(0x00FE0000u, IN_DI0, 0, PERIODS, 0, DLT645_PERIODS, DLT645_R, DLT645_ONCE, 4,
           DLT645_STAMP_HOUR, 0, "", "settlement time", "结算时间", FEE, 'B'),

    DEMANDS(0x01010000u, DLT645_BCD, "kW", "forward active maximum demand", "正向有功最大需量"),
    DEMANDS(0x01020000u, DLT645_BCD, "kW", "reverse active maximum demand", "反向有功最大需量"),
    DEMANDS(0x01030000u, DLT645_BCD_SIGNED, "kvar", "combined reactive 1 maximum demand",
            "组合无功1最大需量"),
    DEMANDS(0x01040000u, DLT645_BCD_SIGNED, "kvar", "combined reactive 2 maximum demand",
            "组合无功2最大需量"),
    DEMANDS(0x01050000u, DLT645_BCD, "kvar", "quadrant 1 reactive maximum demand",
            "第一象限无功最大需量"),
    DEMANDS(0x01060000u, DLT645_BCD, "kvar", "quadrant 2 reactive maximum demand",
            "第二象限无功最大需量"),
    DEMANDS(0x01070000u, DLT645_BCD, "kvar", "quadrant 3 reactive maximum demand",
            "第三象限无功最大需量"),
    DEMANDS(0x01080000u, DLT645_BCD, "kvar", "quadrant 4 reactive maximum demand",
            "第四象限无功最大需量"),
    DEMANDS(0x01090000u, DLT645_BCD, "kVA", "forward apparent maximum demand", "正向视在最大需量"),
    DEMANDS(0x010A0000u, DLT645_BCD, "kVA", "reverse apparent maximum demand", "反向视在最大需量"),
};

const struct dlt645_item_class dlt645_items_energy = {rows, COUNT(rows)};
