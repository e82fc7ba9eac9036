/* Addressing, DL/T 645-2007 5.2.2 and 7.4. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

#include <string.h>

#define FOREIGN_TRIES 3

/* Both digits of one of the four high bytes differ: at least 10000 numbers away. The next numbers
 * are often on the same bus, because meters are bought by the box. */
static void draw_foreign(struct conform_case *c, uint8_t address[DLT645_ADDRESS_SIZE])
{
    uint8_t *byte = &address[2 + case_random(c) % (DLT645_ADDRESS_SIZE - 2)];
    unsigned low = ((*byte & 0x0Fu) + 1 + (unsigned)(case_random(c) % 9)) % 10;
    unsigned high = (((unsigned)*byte >> 4) + 1 + (unsigned)(case_random(c) % 9)) % 10;
    *byte = (uint8_t)(high << 4 | low);
}

/* An answer in the name of a drawn address may be a neighbour's; one to every draw is this meter's.
 */
static bool foreign(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    for (int i = 0; i < FOREIGN_TRIES; i++) {
        struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
        draw_foreign(c, frame.address);
        if (!case_send(c, &frame) || !case_listen(c, &answer))
            return false;
        bool is_own = answer.kind == CASE_FRAME &&
                      memcmp(answer.frame.address, c->device->address, DLT645_ADDRESS_SIZE) == 0;
        if (is_own || (answer.kind == CASE_SILENT && i == 0))
            return case_expect_silence(c, &answer, conform_says(c, step));
        if (answer.kind == CASE_SILENT)
            return case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof,
                                CASE_SAY(c,
                                         "another meter on the line answered: test again with "
                                         "another --seed, or with this meter alone",
                                         "线路上有另一电表应答：请换一个--seed再测，或只接本表"));
    }
    return case_expect_silence(c, &answer, conform_says(c, step));
}

/* AA shortens an address from its high end; below a byte that is none it is an ordinary byte. */
static bool scattered(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    frame.address[case_random(c) % (DLT645_ADDRESS_SIZE - 1)] = 0xAA;
    return case_send(c, &frame) && case_listen(c, &answer) &&
           case_expect_silence(c, &answer, conform_says(c, step));
}

static const struct conform_step foreign_address[] = {
    ALIVE,
    CHECK('a', STEP_CODE(foreign),
          SAYS("the request is for another meter", "请求发给另一电表", "1.4")),
    CHECK('b', STEP_CODE(scattered),
          SAYS("AA below a byte that is not AA is no wildcard", "非AA字节之下的AA不是通配", "1.4")),
};
static const struct conform_step wildcard_read[] = {
    SEND_READ(DI_ENERGY, dlt645_all_wild),
    CHECK('a', ITEM_CAME(DI_ENERGY),
          SAYS("an answer with the meter's own address", "以本表地址应答", "1.4")),
};
static const struct conform_step short_address[] = {
    CHECK('a', SHORT_ADDRESS(1), SAYS("one address byte is enough", "给出一个地址字节", "1.4")),
    CHECK('b', SHORT_ADDRESS(3), SAYS("three address bytes are enough", "给出三个地址字节", "1.4")),
    CHECK('c', SHORT_ADDRESS(5), SAYS("five address bytes are enough", "给出五个地址字节", "1.4")),
};
static const struct conform_step broadcast_read[] = {
    ALIVE,
    SEND_READ(DI_ENERGY, dlt645_broadcast),
    CHECK('a', SILENT, SAYS("a broadcast is never answered", "广播不应答", "1.4")),
};
static const struct conform_step read_address[] = {
    CHECK('a', OWN_ADDRESS, SAYS("the meter's address as data", "数据为本表地址", "2: 13")),
};
static const struct conform_step wildcard_write[] = {
    FIND_ITEM,
    WRITE_OTHER(dlt645_all_wild),
    CHECK('a', SILENT_OR_ERROR,
          SAYS("writes to an address with AA are not executed", "不执行通配地址的写数据", "1.4")),
    CHECK('b', ITEM_AS_FOUND,
          SAYS("the write to AA..AA was not executed", "通配地址写数据未执行", "1.4")),
};
/* Whatever the meter answers and shows, a close follows at the end: a trip may have been taken in
 * silence. */
static const struct conform_step wildcard_trip[] = {
    FOUND_CLOSED,
    NO_TRIP_DELAY,
    TRIP_ALL_WILD,
    CHECK('a', SILENT_OR_ERROR,
          SAYS("a trip to an address with AA is not executed", "不执行通配地址的跳闸", "1.4")),
    CHECK('b', BITS(OPEN_BITS, 0), STAYS,
          SAYS("the relay stays closed, and no trip is on its way", "继电器保持闭合，且无跳闸在途",
               "1.4")),
};

static const struct conform_test tests[] = {
    {"dlt645/5.2.2/1-foreign-address",
     {"foreign address ignored", "不应答他表地址"},
     {"A meter answers its own address only, not one that differs from it in one byte.",
      "电表只应答本表地址，不应答有一字节不同的地址。"},
     CLAUSE("5.2.2"),
     CONFORM_MUST,
     STEPS(foreign_address)},
    {"dlt645/5.2.2/2-wildcard-read",
     {"read to AA..AA", "通配地址读数据"},
     {"A read to six AA is answered, and the answer carries the meter's own full address.",
      "对六字节AA的读数据有应答，并带本表完整地址。"},
     CLAUSE("5.2.2"),
     CONFORM_MUST,
     STEPS(wildcard_read)},
    {"dlt645/5.2.2/3-short-address",
     {"shortened address", "缩位寻址"},
     {"A read with low address bytes given and all higher ones AA is answered with the full "
      "address.",
      "低位地址给出、高位全为AA的读数据有应答，并带完整地址。"},
     CLAUSE("5.2.2"),
     CONFORM_MUST,
     STEPS(short_address)},
    {"dlt645/5.2.2/4-broadcast-read",
     {"broadcast not answered", "广播不应答"},
     {"A frame to the broadcast address is never answered.", "广播地址的帧一律不应答。"},
     CLAUSE("5.2.2"),
     CONFORM_MUST,
     STEPS(broadcast_read)},
    {"dlt645/5.2.2/5-wildcard-write",
     {"write to AA..AA", "通配地址写数据"},
     {"A write to an address with AA is not executed; silence and an error answer are both fine.",
      "含AA地址的写数据不执行；不应答或异常应答均可。"},
     CLAUSE("5.2.2, 7.3"),
     CONFORM_MUST,
     STEPS(wildcard_write)},
    {"dlt645/5.2.2/6-wildcard-trip",
     {"trip to AA..AA", "通配地址跳闸"},
     {"A control command to an address with AA is not executed.", "含AA地址的控制命令不执行。"},
     CLAUSE("5.2.2"),
     CONFORM_MUST,
     STEPS(wildcard_trip)},
    {"dlt645/7.4/1-read-address",
     {"read address", "读通信地址"},
     {"Read address to six AA is answered with the meter's address in the head and in the data.",
      "对六字节AA读通信地址，应答的帧头和数据均为本表地址。"},
     CLAUSE("7.4"),
     CONFORM_MUST,
     STEPS(read_address)},
};

const struct conform_group suite_address = {tests, sizeof tests / sizeof *tests};
