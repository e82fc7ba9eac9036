/* Writing parameters, DL/T 645-2007 7.3. */
#include "conformance/dlt645/suites/suite_write.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_item.h"

#include <stdio.h>
#include <string.h>

#define ENERGY_SIZE 4
#define ENERGY_STEP 100 /* 1 kWh: more than any load uses between two reads */
#define ENERGY_TOP  99999999

bool write_prepare(struct conform_case *c, struct write_item *item)
{
    struct case_answer answer;
    item->di = c->device->write_item;
    case_prepare(c);
    if (!case_read(c, item->di, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    int size = answer.frame.length - 4;
    if (answer.frame.control & DLT645_ERROR_ANSWER || size < 1 || size > (int)sizeof item->old)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            "item %08X cannot be read as 1 to 16 bytes: name another one as "
                            "write_item",
                            item->di);
    if (!case_expect_item(c, &answer, item->di, (size_t)size))
        return false;
    case_judge(c);
    item->size = (uint8_t)size;
    memcpy(item->old, answer.frame.data + 4, item->size);
    memcpy(item->other, item->old, item->size);
    item->other[0] = (uint8_t)(1 + case_random(c) % 9); /* one BCD digit, not the old one */
    if (item->other[0] == item->old[0])
        item->other[0] = 0x10;
    return true;
}

bool write_other(struct conform_case *c, const struct write_item *item, const uint8_t *address,
                 bool is_wrong_password)
{
    return case_write(c, address, item->di, item->other, item->old, item->size, is_wrong_password);
}

/* High byte first, as people write it. */
static void put_hex(const uint8_t *bytes, size_t size, char *out, size_t capacity)
{
    for (size_t i = 0; i < size; i++)
        snprintf(out + 2 * i, capacity - 2 * i, "%02X", bytes[size - 1 - i]);
}

bool write_expect(struct conform_case *c, const struct write_item *item, const uint8_t *wanted,
                  const char *expected)
{
    struct case_answer answer;
    uint8_t now[sizeof item->old];
    char is[2 * sizeof now + 1], should[2 * sizeof now + 1];
    if (!case_get(c, item->di, item->size, now, &answer))
        return false;
    if (memcmp(now, wanted, item->size) == 0)
        return case_held(c);
    put_hex(now, item->size, is, sizeof is);
    put_hex(wanted, item->size, should, sizeof should);
    return case_broken(c, &answer.proof, expected, "item %08X is %s, expected %s", item->di, is,
                       should);
}

static void write_read_back(struct conform_case *c)
{
    struct case_answer answer;
    struct write_item item;
    if (!write_prepare(c, &item) || !write_other(c, &item, NULL, false) ||
        !case_receive(c, &answer) || !case_expect_done(c, &answer, DLT645_WRITE, 0))
        return;
    (void)write_expect(c, &item, item.other, "the value written");
}

/* A register that obeyed shows a value nearer to what was written than to what it was: it runs on
 * meanwhile. */
static bool expect_not_written(struct conform_case *c, int64_t old, int64_t other)
{
    struct case_answer answer;
    int64_t now;
    if (!case_get_number(c, DI_ENERGY, ENERGY_SIZE, &now, &answer))
        return false;
    int64_t from_old = now > old ? now - old : old - now;
    int64_t from_other = now > other ? now - other : other - now;
    if (from_other < from_old)
        return case_broken(c, &answer.proof, "a register that cannot be written",
                           "it went from %lld to %lld when %lld was written (0.01 kWh)",
                           (long long)old, (long long)now, (long long)other);
    own(c)->found.has_item = false; /* nothing to put back, and the register runs on */
    return case_held(c);
}

/* Another value, or obeying would not show. */
static void read_only(struct conform_case *c)
{
    struct case_answer answer;
    int64_t old;
    uint8_t found[ENERGY_SIZE], other[ENERGY_SIZE];
    case_prepare(c);
    if (!case_get_number(c, DI_ENERGY, ENERGY_SIZE, &old, &answer))
        return;
    case_judge(c);
    memcpy(found, answer.frame.data + 4, sizeof found);
    int64_t to = old > ENERGY_TOP - ENERGY_STEP ? old - ENERGY_STEP : old + ENERGY_STEP;
    if (dlt645_bcd_put((uint64_t)to, other, sizeof other) != FK_OK ||
        !case_write(c, NULL, DI_ENERGY, other, found, sizeof found, false) ||
        !case_receive(c, &answer))
        return;
    struct case_answer refusal = answer;
    if (expect_not_written(c, old, to))
        (void)case_expect_error(c, &refusal, DLT645_WRITE,
                                DLT645_ERR_NOT_ALLOWED | DLT645_ERR_NO_DATA,
                                "not authorised, or no requested data");
}

#define CLAUSE(text) "DL/T 645-2007 " text

static const struct conform_test tests[] = {
    {"dlt645/7.3/1-write-read-back", "write and read back",
     "A confirmed write is stored: the item reads as written.", CLAUSE("7.3"), CONFORM_MUST,
     1u << DEVICE_WRITE, false, write_read_back},
    {"dlt645/7.3/3-read-only", "read-only item refused",
     "A write to an item that can only be read is refused, also with the right password, and "
     "changes nothing.",
     CLAUSE("7.3, annex A"), CONFORM_MUST, 1u << DEVICE_WRITE, false, read_only},
};

const struct conform_group suite_write = {tests, sizeof tests / sizeof *tests};
