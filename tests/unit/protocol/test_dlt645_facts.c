/* tests/unit/protocol/test_dlt645_facts.c - rows of the protocol's facts that are lists: lengths of
 * identifiers, bits of words, relay commands, what a reader finds in docs/rows.md. Each case names
 * its row. */
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/fk_check.h"
#include <string.h>

/* Section 5 (row 5.4-48 is those of 5.3): identifiers first, first + step .., how many, and the
 * bytes of a shortest answer. */
static const struct {
    const char *row;
    uint32_t first, step;
    unsigned count, length;
} identifiers[] = {
    {"row 5.1-1", 0x00000100, 0x100, 3, 4},     {"row 5.1-1", 0x00000001, 0x1, 12, 4},
    {"row 5.1-1", 0x0000FF00, 0x1, 13, 4},      {"row 5.1-1", 0x000000FF, 0x100, 64, 4},
    {"row 5.1-2", 0x00010100, 0x100, 3, 4},     {"row 5.1-2", 0x00010001, 0x1, 12, 4},
    {"row 5.1-2", 0x0001FF00, 0x1, 13, 4},      {"row 5.1-2", 0x000100FF, 0x100, 64, 4},
    {"row 5.1-3", 0x00020100, 0x100, 3, 4},     {"row 5.1-3", 0x00020001, 0x1, 12, 4},
    {"row 5.1-3", 0x0002FF00, 0x1, 13, 4},      {"row 5.1-3", 0x000200FF, 0x100, 64, 4},
    {"row 5.1-4", 0x00030000, 0x10000, 2, 4},   {"row 5.1-5", 0x00050000, 0x10000, 4, 4},
    {"row 5.1-6", 0x00090000, 0x10000, 2, 4},   {"row 5.1-7", 0x000B0000, 0x1, 2, 4},
    {"row 5.1-8", 0x000C0000, 0x1, 2, 4},       {"row 5.1-9", 0x00150000, 0x10000, 10, 4},
    {"row 5.1-9", 0x00150001, 0x1, 12, 4},      {"row 5.1-10", 0x00290000, 0x10000, 10, 4},
    {"row 5.1-11", 0x003D0000, 0x10000, 10, 4}, {"row 5.1-12", 0x00600000, 0x10000, 2, 5},
    {"row 5.1-12", 0x00600100, 0x100, 63, 5},   {"row 5.1-13", 0x00FE0000, 0x1, 13, 4},
    {"row 5.1-14", 0x00900100, 0x1, 1, 4},      {"row 5.1-15", 0x00900101, 0x1, 1, 4},
    {"row 5.1-16", 0x00900200, 0x1, 1, 4},      {"row 5.1-17", 0x00900201, 0x1, 1, 4},
    {"row 5.3-1", 0x02010100, 0x100, 3, 2},     {"row 5.3-1", 0x0201FF00, 0x1, 1, 6},
    {"row 5.3-2", 0x02020100, 0x100, 3, 3},     {"row 5.3-2", 0x0202FF00, 0x1, 1, 9},
    {"row 5.3-3", 0x02030000, 0x100, 4, 3},     {"row 5.3-3", 0x0203FF00, 0x1, 1, 12},
    {"row 5.3-4", 0x02040000, 0x100, 4, 3},     {"row 5.3-4", 0x0204FF00, 0x1, 1, 12},
    {"row 5.3-5", 0x02050000, 0x100, 4, 3},     {"row 5.3-5", 0x0205FF00, 0x1, 1, 12},
    {"row 5.3-6", 0x02060000, 0x100, 4, 2},     {"row 5.3-6", 0x0206FF00, 0x1, 1, 8},
    {"row 5.3-7", 0x02070100, 0x100, 3, 2},     {"row 5.3-7", 0x0207FF00, 0x1, 1, 6},
    {"row 5.3-8", 0x02800001, 0x1, 1, 3},       {"row 5.3-9", 0x02800002, 0x1, 1, 2},
    {"row 5.3-10", 0x02800003, 0x1, 1, 3},      {"row 5.3-11", 0x02800004, 0x1, 3, 3},
    {"row 5.3-12", 0x02800007, 0x1, 1, 2},      {"row 5.3-13", 0x02800008, 0x1, 2, 2},
    {"row 5.3-14", 0x0280000A, 0x1, 1, 4},      {"row 5.3-15", 0x0280000B, 0x1, 1, 4},
    {"row 5.3-16", 0x02800020, 0x1, 1, 4},      {"row 5.3-17", 0x02800021, 0x1, 1, 4},
    {"row 5.3-18", 0x02800022, 0x1, 1, 2},      {"row 5.3-19", 0x02800023, 0x1, 1, 1},
    {"row 5.4-1", 0x04000101, 0x1, 1, 4},       {"row 5.4-2", 0x04000102, 0x1, 1, 3},
    {"row 5.4-3", 0x0400010C, 0x1, 1, 7},       {"row 5.4-4", 0x04000103, 0x1, 2, 1},
    {"row 5.4-5", 0x04000105, 0x1, 1, 2},       {"row 5.4-6", 0x04000106, 0x1, 2, 5},
    {"row 5.4-7", 0x04000108, 0x1, 2, 5},       {"row 5.4-8", 0x04000201, 0x1, 4, 1},
    {"row 5.4-9", 0x04000205, 0x1, 1, 2},       {"row 5.4-10", 0x04000207, 0x1, 1, 1},
    {"row 5.4-11", 0x04000306, 0x1, 2, 3},      {"row 5.4-12", 0x04000401, 0x1, 1, 6},
    {"row 5.4-13", 0x04000402, 0x1, 1, 6},      {"row 5.4-14", 0x04000403, 0x1, 1, 32},
    {"row 5.4-15", 0x04000404, 0x1, 3, 6},      {"row 5.4-16", 0x04000407, 0x1, 2, 4},
    {"row 5.4-17", 0x04000409, 0x1, 2, 3},      {"row 5.4-18", 0x0400040B, 0x1, 2, 10},
    {"row 5.4-19", 0x0400040D, 0x1, 1, 16},     {"row 5.4-20", 0x0400040E, 0x1, 1, 6},
    {"row 5.4-21", 0x0400040F, 0x1, 1, 11},     {"row 5.4-22", 0x04000501, 0x1, 7, 2},
    {"row 5.4-22", 0x040005FF, 0x1, 1, 14},     {"row 5.4-23", 0x04000508, 0x1, 1, 4},
    {"row 5.4-24", 0x04000601, 0x1, 3, 1},      {"row 5.4-25", 0x04000701, 0x1, 5, 1},
    {"row 5.4-26", 0x04000801, 0x1, 2, 1},      {"row 5.4-27", 0x04000901, 0x1, 2, 1},
    {"row 5.4-28", 0x04000A01, 0x1, 1, 4},      {"row 5.4-28", 0x04000A02, 0x1, 6, 2},
    {"row 5.4-29", 0x04000B01, 0x1, 3, 2},      {"row 5.4-30", 0x04000C01, 0x1, 10, 4},
    {"row 5.4-31", 0x04000E01, 0x1, 2, 3},      {"row 5.4-31", 0x04000E03, 0x1, 2, 2},
    {"row 5.4-32", 0x04000F01, 0x1, 2, 4},      {"row 5.4-33", 0x04000F03, 0x1, 2, 4},
    {"row 5.4-34", 0x04001001, 0x1, 2, 4},      {"row 5.4-35", 0x04001003, 0x1, 1, 4},
    {"row 5.4-36", 0x04001004, 0x1, 1, 4},      {"row 5.4-37", 0x04001005, 0x1, 1, 4},
    {"row 5.4-38", 0x04001101, 0x1, 1, 1},      {"row 5.4-39", 0x04001104, 0x1, 1, 8},
    {"row 5.4-40", 0x04001401, 0x1, 1, 2},      {"row 5.4-41", 0x04001402, 0x1, 1, 3},
    {"row 5.4-42", 0x04001403, 0x1, 1, 2},      {"row 5.4-43", 0x04001404, 0x1, 1, 1},
    {"row 5.4-44", 0x04001405, 0x1, 1, 1},      {"row 5.4-45", 0x04001501, 0x1, 1, 12},
    {"row 5.4-45", 0x04001503, 0x1, 1, 12},     {"row 5.4-46", 0x04800001, 0x1, 3, 32},
    {"row 5.4-47", 0x04800004, 0x1, 1, 8},      {"row 5.5-1", 0x04010000, 0x10000, 2, 3},
    {"row 5.5-2", 0x04010001, 0x1, 8, 3},       {"row 5.5-2", 0x04020001, 0x1, 8, 3},
    {"row 5.5-3", 0x04030001, 0x1, 254, 4},     {"row 5.5-4", 0x04050101, 0x1, 63, 4},
    {"row 5.5-4", 0x040501FF, 0x1, 1, 4},       {"row 5.5-5", 0x040502FF, 0x1, 1, 4},
    {"row 5.5-6", 0x040604FF, 0x1, 1, 52},      {"row 5.5-7", 0x040605FF, 0x1, 1, 52},
    {"row 5.5-8", 0x040606FF, 0x100, 2, 52},    {"row 5.5-9", 0x04060AFF, 0x100, 2, 52},
    {"row 5.6-1", 0x03320101, 0x100, 1, 5},     {"row 5.6-2", 0x03320201, 0x100, 1, 2},
    {"row 5.6-3", 0x03320301, 0x100, 1, 4},     {"row 5.6-4", 0x03320401, 0x100, 2, 4},
    {"row 5.6-5", 0x03320601, 0x100, 1, 4},     {"row 5.6-6", 0x03330101, 0x100, 1, 5},
    {"row 5.6-7", 0x03330201, 0x100, 1, 2},     {"row 5.6-8", 0x03330301, 0x100, 1, 4},
    {"row 5.6-9", 0x03330401, 0x100, 2, 4},     {"row 5.6-10", 0x03330601, 0x100, 1, 4},
    {"row 5.7-1", 0x05000001, 0x1, 12, 5},      {"row 5.7-2", 0x05010001, 0x1, 3, 5},
    {"row 5.7-3", 0x05020001, 0x1, 2, 5},       {"row 5.7-4", 0x05030001, 0x1, 2, 5},
    {"row 5.7-5", 0x05040001, 0x1, 254, 5},     {"row 5.7-6", 0x05050001, 0x1, 2, 5},
    {"row 5.7-7", 0x05060001, 0x1, 62, 5},      {"row 5.7-8", 0x05070001, 0x1, 2, 5},
    {"row 5.7-9", 0x05060001, 0x1, 1, 5},       {"row 5.7-10", 0x05060101, 0x100, 2, 4},
    {"row 5.7-11", 0x05060301, 0x100, 2, 4},    {"row 5.7-12", 0x05060501, 0x100, 4, 4},
    {"row 5.7-13", 0x05060901, 0x100, 2, 8},    {"row 5.7-14", 0x05061001, 0x1, 1, 24},
    {"row 5.7-15", 0x0506FF01, 0x1, 1, 0},      {"row 5.8-1", 0x03010000, 0x1, 1, 18},
    {"row 5.8-1", 0x03010101, 0x100, 3, 12},    {"row 5.8-2", 0x03020000, 0x10000, 3, 18},
    {"row 5.8-3", 0x03050000, 0x1, 1, 6},       {"row 5.8-3", 0x03050001, 0x1, 10, 15},
    {"row 5.8-4", 0x03060001, 0x1, 10, 12},     {"row 5.8-5", 0x03070001, 0x10000, 2, 76},
    {"row 5.8-6", 0x03090001, 0x10000, 2, 12},  {"row 5.8-7", 0x030B0000, 0x10000, 3, 18},
    {"row 5.8-8", 0x030E0000, 0x10000, 2, 18},  {"row 5.8-9", 0x03100000, 0x1, 13, 27},
    {"row 5.8-10", 0x03110000, 0x1, 1, 3},      {"row 5.8-10", 0x03110001, 0x1, 10, 12},
    {"row 5.8-11", 0x03120101, 0x100, 6, 12},   {"row 5.8-12", 0x03300000, 0x1, 1, 3},
    {"row 5.8-12", 0x03300001, 0x1, 10, 50},    {"row 5.8-13", 0x03300100, 0x1, 1, 3},
    {"row 5.8-13", 0x03300101, 0x1, 10, 106},   {"row 5.8-14", 0x03300200, 0x1, 1, 3},
    {"row 5.8-14", 0x03300201, 0x1, 10, 10},    {"row 5.8-15", 0x03300300, 0x1, 1, 3},
    {"row 5.8-15", 0x03300301, 0x1, 10, 14},    {"row 5.8-16", 0x03300400, 0x1, 1, 3},
    {"row 5.8-16", 0x03300401, 0x1, 10, 16},    {"row 5.8-17", 0x03300500, 0x100, 2, 3},
    {"row 5.8-18", 0x03300700, 0x100, 5, 3},    {"row 5.8-19", 0x03300C00, 0x1, 1, 3},
    {"row 5.8-19", 0x03300C01, 0x1, 10, 16},    {"row 5.8-20", 0x03300D00, 0x1, 1, 3},
    {"row 5.8-20", 0x03300D01, 0x1, 10, 60},    {"row 5.8-21", 0x03300E00, 0x1, 1, 3},
    {"row 5.8-21", 0x03300E01, 0x1, 10, 60},    {"row 5.8-22", 0x03300F00, 0x100, 2, 3},
    {"row 5.8-23", 0x03301200, 0x1, 1, 3},      {"row 5.8-23", 0x03301201, 0x1, 10, 10},
    {"row 5.8-24", 0x03350000, 0x1, 1, 3},      {"row 5.8-24", 0x03350001, 0x1, 10, 12},
    {"row 5.8-25", 0x03360000, 0x1, 1, 3},      {"row 5.8-25", 0x03360001, 0x1, 10, 13},
    {"row 5.8-26", 0x03370000, 0x1, 1, 3},      {"row 5.8-26", 0x03370001, 0x1, 10, 12},
    {"row 5.8-27", 0x1D000001, 0x1, 1, 3},      {"row 5.8-28", 0x1D000101, 0x1, 10, 6},
    {"row 5.8-28", 0x1D000201, 0x1, 10, 4},     {"row 5.8-28", 0x1D000301, 0x100, 6, 4},
    {"row 5.8-28", 0x1D00FF01, 0x1, 10, 34},    {"row 5.8-29", 0x1E000101, 0x1, 10, 6},
    {"row 5.8-29", 0x1E000201, 0x1, 10, 4},     {"row 5.8-29", 0x1E000301, 0x100, 6, 4},
    {"row 5.8-29", 0x1E00FF01, 0x1, 10, 34},    {"row 5.8-29", 0x1E000001, 0x1, 1, 3},
    {"row 5.8-30", 0x10000001, 0x1, 2, 3},      {"row 5.8-30", 0x10010001, 0x1, 2, 3},
    {"row 5.8-30", 0x18030001, 0x1, 2, 3},      {"row 5.8-30", 0x19000001, 0x1, 2, 3},
};

START_TEST(identifiers_have_their_lengths)
{
    for (unsigned i = 0; i < identifiers[_i].count; i++) {
        uint32_t di = identifiers[_i].first + i * identifiers[_i].step;
        const struct dlt645_item *item = dlt645_item_find(di);
        ck_assert_msg(item != NULL, "%s: %08X", identifiers[_i].row, (unsigned)di);
        ck_assert_msg(dlt645_item_length(item) == identifiers[_i].length, "%s: %08X is %zu",
                      identifiers[_i].row, (unsigned)di, dlt645_item_length(item));
    }
}
END_TEST

/* Bits of words: sections 2.1, 2.2, 3.5 and 4. */
static const struct {
    const char *row;
    enum dlt645_bit_table table;
    uint32_t value;
    const char *text;
} bits[] = {
    {"row 2.1-1", DLT645_BITS_ERR, 0x0001, "other error"},
    {"row 2.1-2", DLT645_BITS_ERR, 0x0002, "no requested data"},
    {"row 2.1-3", DLT645_BITS_ERR, 0x0004, "wrong password or not authorised"},
    {"row 2.1-4", DLT645_BITS_ERR, 0x0008, "speed cannot be changed"},
    {"row 2.1-5", DLT645_BITS_ERR, 0x0010, "too many year zones"},
    {"row 2.1-6", DLT645_BITS_ERR, 0x0020, "too many day slots"},
    {"row 2.1-7", DLT645_BITS_ERR, 0x0040, "too many tariffs"},
    {"row 2.1-8", DLT645_BITS_ERR, 0x0080, "bit 7"},
    {"row 2.2-1", DLT645_BITS_SERR, 0x0001, "other error"},
    {"row 2.2-2", DLT645_BITS_SERR, 0x0002, "repeated recharge"},
    {"row 2.2-3", DLT645_BITS_SERR, 0x0004, "ESAM verification failed"},
    {"row 2.2-4", DLT645_BITS_SERR, 0x0008, "identity authentication failed"},
    {"row 2.2-5", DLT645_BITS_SERR, 0x0010, "customer number does not match"},
    {"row 2.2-6", DLT645_BITS_SERR, 0x0020, "purchase count wrong"},
    {"row 2.2-7", DLT645_BITS_SERR, 0x0040, "purchase over the hoarding limit"},
    {"row 2.2-8", DLT645_BITS_SERR, 0x0080, "address abnormal"},
    {"row 2.2-9", DLT645_BITS_SERR, 0x0100, "meter suspended"},
    {"row 2.2-10", DLT645_BITS_SERR, 0x0200, "closing after recharge failed"},
    {"row 2.2-11", DLT645_BITS_SERR, 0x0400, "bit 10"},
    {"row 2.2-12", DLT645_BITS_SERR, 0x8000, "password setting error"},
    {"row 3.5-5", DLT645_BITS_EXECUTION, 0x0001, "direct close"},
    {"row 3.5-6", DLT645_BITS_EXECUTION, 0x0002, "close permit"},
    {"row 3.5-7", DLT645_BITS_EXECUTION, 0x0004, "direct trip"},
    {"row 3.5-8", DLT645_BITS_EXECUTION, 0x0008, "delayed trip"},
    {"row 3.5-9", DLT645_BITS_EXECUTION, 0x0010, "trip with automatic restore"},
    {"row 3.5-10", DLT645_BITS_EXECUTION, 0x0020, "trip delayed by high current"},
    {"row 3.5-11", DLT645_BITS_EXECUTION, 0x0100, "protect"},
    {"row 3.5-12", DLT645_BITS_EXECUTION, 0x0200, "protect cancel"},
    {"row 3.5-13", DLT645_BITS_EXECUTION, 0x0400, "alarm"},
    {"row 3.5-14", DLT645_BITS_EXECUTION, 0x0800, "alarm cancel"},
    {"row 4-1", DLT645_BITS_W3, 0x0001,
     "second day-slot set runs; main supply; relay closed; command close; not prepaid"},
    {"row 4-2", DLT645_BITS_W3, 0x0002,
     "auxiliary supply; relay closed; command close; not prepaid"},
    {"row 4-3", DLT645_BITS_W3, 0x0008,
     "main supply; programming permitted; relay closed; command close; not prepaid"},
    {"row 4-4", DLT645_BITS_W3, 0x0010, "main supply; relay open; command close; not prepaid"},
    {"row 4-5", DLT645_BITS_W3, 0x0020,
     "main supply; relay closed; second year-zone set runs; command close; not prepaid"},
    {"row 4-6", DLT645_BITS_W3, 0x0040, "main supply; relay closed; command open; not prepaid"},
    {"row 4-7", DLT645_BITS_W3, 0x0080,
     "main supply; relay closed; command close; alarm before a trip; not prepaid"},
    {"row 4-8", DLT645_BITS_W3, 0x0200,
     "main supply; relay closed; command close; prepaid by money"},
    {"row 4-9", DLT645_BITS_W3, 0x0400,
     "main supply; relay closed; command close; not prepaid; second price set runs"},
    {"row 4-10", DLT645_BITS_W3, 0x0800,
     "main supply; relay closed; command close; not prepaid; second step set runs"},
    {"row 4-11", DLT645_BITS_W3, 0x1000,
     "main supply; relay closed; command close; not prepaid; protected"},
    {"row 4-12", DLT645_BITS_W3, 0x2000,
     "main supply; relay closed; command close; not prepaid; identity authentication valid"},
    {"row 4-13", DLT645_BITS_W3, 0x4000,
     "main supply; relay closed; command close; not prepaid; local account not opened"},
    {"row 4-14", DLT645_BITS_W3, 0x8000,
     "main supply; relay closed; command close; not prepaid; remote account not opened"},
    {"row 7-4", DLT645_BITS_W3, 0x0100,
     "main supply; relay closed; command close; prepaid by energy"},
    {"row 7-12", DLT645_BITS_W1, 0x4000, "overdraft"},
};

START_TEST(bits_have_their_names)
{
    char text[512];
    ck_assert_int_gt(dlt645_bits_format(bits[_i].table, bits[_i].value, FK_EN, text, sizeof text),
                     0);
    ck_assert_msg(strcmp(text, bits[_i].text) == 0, "%s: %s", bits[_i].row, text);
}
END_TEST

/* Section 3.2: N1, in English and Chinese. */
static const struct {
    const char *row;
    uint8_t n1;
    const char *en, *zh;
} commands[] = {
    {"row 3.2-1", 0x1A, "trip", "跳闸"},
    {"row 3.2-2", 0x1B, "close permit", "合闸允许"},
    {"row 3.2-3", 0x1C, "direct close", "直接合闸"},
    {"row 3.2-4", 0x1D, "trip, direct close after N2 x 5 min", "跳闸，N2×5分钟后直接合闸"},
    {"row 3.2-5", 0x1E, "trip, close permit after N2 x 5 min", "跳闸，N2×5分钟后合闸允许"},
    {"row 3.2-6", 0x2A, "alarm", "报警"},
    {"row 3.2-7", 0x2B, "alarm cancel", "报警解除"},
    {"row 3.2-8", 0x3A, "protect", "保电"},
    {"row 3.2-9", 0x3B, "protect cancel", "保电解除"},
    {"row 3.2-10", 0x4A, "unknown command", "未知命令"},
};

static void take_note(void *context, const struct dlt645_row *row)
{
    if (strcmp(row->what, "command N1") == 0)
        snprintf(context, 80, "%s", row->note);
}

START_TEST(relay_commands_have_their_names)
{
    struct dlt645_frame frame = {.control = 0x1C, .length = 16};
    uint8_t bytes[40];
    char note[80] = "";
    frame.data[8] = commands[_i].n1;
    int size = dlt645_frame_encode(&frame, 0, bytes, sizeof bytes);
    (void)dlt645_explain(bytes, (size_t)size, 0, FK_EN, take_note, note, NULL);
    ck_assert_msg(strcmp(note, commands[_i].en) == 0, "%s: %s", commands[_i].row, note);
    (void)dlt645_explain(bytes, (size_t)size, 0, FK_ZH, take_note, note, NULL);
    ck_assert_msg(strcmp(note, commands[_i].zh) == 0, "%s: %s", commands[_i].row, note);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(cases, test, 0, sizeof table / sizeof table[0])

static Suite *facts_suite(void)
{
    Suite *suite = suite_create("dlt645_facts");
    TCase *cases = tcase_create("facts");
    LOOP(identifiers_have_their_lengths, identifiers);
    LOOP(bits_have_their_names, bits);
    LOOP(relay_commands_have_their_names, commands);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(facts_suite)
