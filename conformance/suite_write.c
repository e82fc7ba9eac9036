/* Writing parameters, DL/T 645-2007 7.3. */
#include "conformance/suite.h"

#include <string.h>

#define SIZE 2 /* bytes of 04001403, hold time at high current: without effect at threshold 0 */

static bool prepare_old(struct conform_case *c, uint8_t old[SIZE], uint8_t other[SIZE])
{
    struct case_answer answer;
    case_prepare(c);
    if (!case_get(c, DI_HOLD_TIME, SIZE, old, &answer))
        return false;
    case_judge(c);
    memcpy(other, old, SIZE);
    other[0] = (uint8_t)(1 + case_random(c) % 9); /* one BCD digit, not the old one */
    if (other[0] == old[0])
        other[0] = 0x10;
    return true;
}

static bool expect_unchanged(struct conform_case *c, const uint8_t old[SIZE])
{
    struct case_answer answer;
    uint8_t now[SIZE];
    if (!case_get(c, DI_HOLD_TIME, SIZE, now, &answer))
        return false;
    if (memcmp(now, old, SIZE) != 0)
        return case_broken(c, &answer, "the refused write changed nothing",
                           "item 04001403 is %02X%02X, was %02X%02X", now[1], now[0], old[1],
                           old[0]);
    return case_held(c);
}

static void write_read_back(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t old[SIZE], other[SIZE], now[SIZE];
    if (!prepare_old(c, old, other) ||
        !case_write(c, NULL, DI_HOLD_TIME, other, old, SIZE, false) || !case_receive(c, &answer) ||
        !case_expect_done(c, &answer, DLT645_WRITE, 0) ||
        !case_get(c, DI_HOLD_TIME, SIZE, now, &answer))
        return;
    if (memcmp(now, other, SIZE) != 0)
        case_broken(c, &answer, "the value written", "item 04001403 is %02X%02X, written %02X%02X",
                    now[1], now[0], other[1], other[0]);
    else
        case_held(c);
}

static void wrong_password(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t old[SIZE], other[SIZE];
    if (!prepare_old(c, old, other) || !case_write(c, NULL, DI_HOLD_TIME, other, old, SIZE, true) ||
        !case_receive(c, &answer) ||
        !case_expect_error(c, &answer, DLT645_WRITE, DLT645_ERR_NOT_ALLOWED,
                           "wrong password or not authorised"))
        return;
    (void)expect_unchanged(c, old);
}

/* The value written is the value read, so that a meter that obeys comes to no harm. */
static void read_only(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t energy[4];
    case_prepare(c);
    if (!case_get(c, DI_ENERGY, sizeof energy, energy, &answer))
        return;
    case_judge(c);
    if (case_write(c, NULL, DI_ENERGY, energy, NULL, sizeof energy, false) &&
        case_receive(c, &answer))
        (void)case_expect_error(c, &answer, DLT645_WRITE,
                                DLT645_ERR_NOT_ALLOWED | DLT645_ERR_NO_DATA,
                                "not authorised, or no requested data");
}

#define CLAUSE(text) "DL/T 645-2007 " text

static const struct conform_test tests[] = {
    {"dlt645/7.3/1-write-read-back", "write and read back",
     "A confirmed write is stored: the item reads as written.", CLAUSE("7.3"), CONFORM_MUST,
     1u << DEVICE_WRITE, false, write_read_back},
    {"dlt645/7.3/2-wrong-password", "write with wrong password",
     "A write with a wrong password gets an error answer and changes nothing.", CLAUSE("7.3"),
     CONFORM_MUST, 1u << DEVICE_WRITE, false, wrong_password},
    {"dlt645/7.3/3-read-only", "read-only item refused",
     "A write to an item that can only be read is refused, also with the right password.",
     CLAUSE("7.3, annex A"), CONFORM_MUST, 1u << DEVICE_WRITE, false, read_only},
};

const struct conform_group suite_write = {tests, sizeof tests / sizeof *tests};
