/* Addressing, DL/T 645-2007 5.2.2 and 7.4. */
#include "conformance/dlt645/suites/suite_relay.h"
#include "conformance/dlt645/suites/suite_write.h"
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"

#include <string.h>

static const uint8_t all_wild[DLT645_ADDRESS_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA};
static const uint8_t broadcast[DLT645_ADDRESS_SIZE] = {0x99, 0x99, 0x99, 0x99, 0x99, 0x99};

/* The device answers its own address; without this silence to another one says nothing. */
static bool prepare_alive(struct conform_case *c)
{
    struct case_answer answer;
    case_prepare(c);
    bool is_alive = case_read(c, DI_ENERGY, &answer) && case_expect_frame(c, &answer, DLT645_READ);
    case_judge(c);
    return is_alive;
}

static bool read_from(struct conform_case *c, const uint8_t address[DLT645_ADDRESS_SIZE])
{
    struct dlt645_frame frame = case_read_request(c, DI_ENERGY);
    memcpy(frame.address, address, sizeof frame.address);
    return case_send(c, &frame);
}

/* Both digits of one of the four high bytes differ: at least 10000 numbers away. The next numbers
 * are often on the same bus, because meters are bought by the box. */
static void foreign_address(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t address[DLT645_ADDRESS_SIZE];
    if (!prepare_alive(c))
        return;
    memcpy(address, c->device->address, sizeof address);
    size_t at = 2 + case_random(c) % (DLT645_ADDRESS_SIZE - 2);
    unsigned low = ((address[at] & 0x0Fu) + 1 + (unsigned)(case_random(c) % 9)) % 10;
    unsigned high = (((unsigned)address[at] >> 4) + 1 + (unsigned)(case_random(c) % 9)) % 10;
    address[at] = (uint8_t)(high << 4 | low);
    if (!read_from(c, address) || !case_listen(c, &answer))
        return;
    bool is_own = answer.kind == CASE_FRAME &&
                  memcmp(answer.frame.address, c->device->address, sizeof address) == 0;
    if (answer.kind == CASE_SILENT || is_own)
        (void)case_expect_silence(c, &answer, "the request is for another meter");
    else
        (void)case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof,
                           "another meter on the line answered: test again with another --seed, or "
                           "with this meter alone");
}

static void wildcard_read(struct conform_case *c)
{
    struct case_answer answer;
    if (read_from(c, all_wild) && case_receive(c, &answer))
        (void)case_expect_item(c, &answer, DI_ENERGY, 4);
}

static void short_address(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t address[DLT645_ADDRESS_SIZE];
    for (size_t given = 1; given < DLT645_ADDRESS_SIZE; given += 2) {
        memcpy(address, c->device->address, sizeof address);
        memset(address + given, 0xAA, sizeof address - given);
        if (!read_from(c, address) || !case_receive(c, &answer) ||
            !case_expect_item(c, &answer, DI_ENERGY, 4))
            return;
    }
}

static void broadcast_read(struct conform_case *c)
{
    struct case_answer answer;
    if (prepare_alive(c) && read_from(c, broadcast) && case_listen(c, &answer))
        (void)case_expect_silence(c, &answer, "a broadcast is never answered");
}

static void read_address(struct conform_case *c)
{
    struct case_answer answer;
    struct dlt645_frame frame = case_request(c, DLT645_READ_ADDRESS, NULL, 0);
    memcpy(frame.address, all_wild, sizeof frame.address);
    if (!case_ask(c, &frame, &answer) ||
        !case_expect_done(c, &answer, DLT645_READ_ADDRESS, DLT645_ADDRESS_SIZE))
        return;
    if (memcmp(answer.frame.data, c->device->address, DLT645_ADDRESS_SIZE) == 0)
        case_held(c);
    else
        case_broken(c, &answer.proof, "the meter's address as data", "other data");
}

/* A refusal is as good as silence; what counts is that nothing is done. */
static bool expect_silence_or_error(struct conform_case *c, const struct case_answer *answer)
{
    if (answer->kind == CASE_FRAME && (answer->frame.control & DLT645_ERROR_ANSWER))
        return case_held(c);
    return case_expect_silence(c, answer, "writes to an address with AA are not executed");
}

static void wildcard_write(struct conform_case *c)
{
    struct case_answer answer;
    struct write_item item;
    if (!write_prepare(c, &item) || !write_other(c, &item, all_wild, false) ||
        !case_listen(c, &answer) || !expect_silence_or_error(c, &answer))
        return;
    (void)write_expect(c, &item, item.old, "the write to AA..AA was not executed");
}

/* Whatever the meter answers and shows, a close follows at the end: a trip may have been taken in
 * silence. */
static void wildcard_trip(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock) || !relay_prepare_no_delay(c))
        return;
    const struct case_order order = {.n1 = RELAY_TRIP, .address = all_wild};
    if (!case_order_send(c, &order) || !case_listen(c, &answer))
        return;
    case_order_answered(c, &order, &answer);
    own(c)->found.may_be_open = true; /* also after an error answer */
    if (expect_silence_or_error(c, &answer))
        (void)relay_expect_stays(c, DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN, 0,
                                 "the relay stays closed, and no trip is on its way");
}

#define CLAUSE(text) "DL/T 645-2007 " text
#define BIT(feature) (1u << (feature))

static const struct conform_test tests[] = {
    {"dlt645/5.2.2/1-foreign-address", "foreign address ignored",
     "A meter answers its own address only, not one that differs from it in one byte.",
     CLAUSE("5.2.2"), CONFORM_MUST, 0, false, foreign_address},
    {"dlt645/5.2.2/2-wildcard-read", "read to AA..AA",
     "A read to six AA is answered, and the answer carries the meter's own full address.",
     CLAUSE("5.2.2"), CONFORM_MUST, BIT(DEVICE_WILDCARD), false, wildcard_read},
    {"dlt645/5.2.2/3-short-address", "shortened address",
     "A read with low address bytes given and all higher ones AA is answered with the full "
     "address.",
     CLAUSE("5.2.2"), CONFORM_MUST, BIT(DEVICE_SHORT_ADDRESS), false, short_address},
    {"dlt645/5.2.2/4-broadcast-read", "broadcast not answered",
     "A frame to the broadcast address is never answered.", CLAUSE("5.2.2"), CONFORM_MUST, 0, false,
     broadcast_read},
    {"dlt645/5.2.2/5-wildcard-write", "write to AA..AA",
     "A write to an address with AA is not executed; silence and an error answer are both fine.",
     CLAUSE("5.2.2, 7.3"), CONFORM_MUST, BIT(DEVICE_WRITE), false, wildcard_write},
    {"dlt645/5.2.2/6-wildcard-trip", "trip to AA..AA",
     "A control command to an address with AA is not executed.", CLAUSE("5.2.2"), CONFORM_MUST,
     BIT(DEVICE_RELAY) | BIT(DEVICE_CLOCK), true, wildcard_trip},
    {"dlt645/7.4/1-read-address", "read address",
     "Read address to six AA is answered with the meter's address in the head and in the data.",
     CLAUSE("7.4"), CONFORM_MUST, BIT(DEVICE_READ_ADDRESS), false, read_address},
};

const struct conform_group suite_address = {tests, sizeof tests / sizeof *tests};
