/* Reading, DL/T 645-2007 7.1, 7.7 and annex A. */
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"

#include <string.h>

#define UNKNOWN_DI   0x0001EE00u /* tariff EEH: beyond the 63 that can exist */
#define CLOCK_REMARK (5 * MS_MINUTE)
#define FREEZE_AGE   (MS_DAY + 10 * MS_MINUTE)

static void energy(struct conform_case *c)
{
    struct case_answer answer;
    int64_t first, second;
    if (!case_get_number(c, DI_ENERGY, 4, &first, &answer) ||
        !case_get_number(c, DI_ENERGY, 4, &second, &answer))
        return;
    if (second < first)
        case_broken(c, &answer.proof, "a register that does not run backwards",
                    "%lld, then %lld (0.01 kWh)", (long long)first, (long long)second);
    else
        case_held(c);
}

static void unknown_item(struct conform_case *c)
{
    struct case_answer answer;
    if (case_read(c, UNKNOWN_DI, &answer))
        (void)case_expect_error(c, &answer, DLT645_READ, DLT645_ERR_NO_DATA, "no requested data");
}

static void status_word(struct conform_case *c)
{
    struct case_answer answer;
    uint16_t status;
    if (!case_get_status(c, &status, &answer))
        return;
    if ((status & DLT645_W3_SUPPLY_MASK) == DLT645_W3_SUPPLY_MASK)
        case_broken(c, &answer.proof, "supply bits 00, 01 or 10", "status word 3 is %04X", status);
    else if ((status & DLT645_W3_PREPAID_MASK) == DLT645_W3_PREPAID_MASK)
        case_broken(c, &answer.proof, "type bits 00, 01 or 10", "status word 3 is %04X", status);
    else
        case_held(c);
}

static void clock_plausible(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!case_get_clock(c, &clock, &answer))
        return;
    int weekday = (int)dlt645_bcd_get(answer.frame.data + 4 + 3, 1);
    if (weekday != clock_to_civil(clock).weekday) {
        case_broken(c, &answer.proof, "the weekday of the date, 00 for Sunday",
                    "weekday %02d, expected %02d", weekday, clock_to_civil(clock).weekday);
        return;
    }
    ms_t off =
        own(c)->found.clock_offset < 0 ? -own(c)->found.clock_offset : own(c)->found.clock_offset;
    if (off > CLOCK_REMARK)
        case_remark(c, &answer.proof, "the meter clock is %lld s off",
                    (long long)(off / MS_SECOND));
}

/* mm hh DD MM YY -> moment; false if it is no date, or not made yet (zeros). */
static bool stamp_parse(const uint8_t bytes[5], ms_t *out)
{
    int field[5];
    for (size_t i = 0; i < 5; i++) {
        field[i] = (int)dlt645_bcd_get(&bytes[i], 1);
        if (field[i] < 0)
            return false;
    }
    if (field[0] > 59 || field[1] > 23 || field[2] < 1 ||
        field[2] > clock_month_days(2000 + field[4], field[3]))
        return false;
    *out = clock_from_civil(2000 + field[4], field[3], field[2], field[1], field[0], 0);
    return true;
}

/* Reads a time stamp of a freeze; zeros are no fault, the point is just not made yet. */
static bool get_stamp(struct conform_case *c, uint32_t di, ms_t *out, struct case_answer *answer)
{
    static const uint8_t zeros[5];
    uint8_t bytes[5];
    if (!case_get(c, di, sizeof bytes, bytes, answer))
        return false;
    *out = 0;
    if (memcmp(bytes, zeros, sizeof bytes) == 0)
        return true;
    if (!stamp_parse(bytes, out))
        return case_broken(c, &answer->proof, "a time stamp YYMMDDhhmm that exists",
                           "%02X%02X%02X%02X%02X", bytes[4], bytes[3], bytes[2], bytes[1],
                           bytes[0]);
    return case_held(c);
}

static void daily_freeze(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock, frozen_at;
    int64_t now = 0, frozen;
    if (!get_stamp(c, DI_DAILY_TIME, &frozen_at, &answer))
        return;
    if (frozen_at == 0) {
        (void)case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                           "no daily freeze has been made yet: test again after the next one");
        return;
    }
    struct case_answer stamp = answer;
    case_prepare(c); /* after the stamp: midnight may pass between the two */
    if (!case_get_clock(c, &clock, &answer))
        return;
    case_judge(c);
    char text[24];
    clock_format(frozen_at, text);
    if (clock_time_of_day(frozen_at) != c->device->daily_freeze_at || frozen_at > clock) {
        case_broken(c, &stamp.proof,
                    "the newest daily freeze at the time of day of daily_freeze_at, and not in the "
                    "future",
                    "frozen at %.16s", text);
        return;
    }
    case_held(c);
    /* A meter without supply at the time makes none, and a new one has yesterday's of the works. */
    if (clock - frozen_at > FREEZE_AGE) {
        (void)case_unknown(
            c, CONFORM_PRECONDITION, &stamp.proof,
            "the newest daily freeze is of %.16s: was the meter without supply at the "
            "time of the freeze? Test again after the next one",
            text);
        return;
    }
    if (!case_read(c, DI_DAILY_ENERGY, &answer) ||
        !case_expect_item(c, &answer, DI_DAILY_ENERGY, 0))
        return;
    frozen = answer.frame.length >= 8 ? dlt645_bcd_get(answer.frame.data + 4, 4) : -1;
    struct case_answer proof = answer;
    if (!case_get_number(c, DI_ENERGY, 4, &now, &answer))
        return;
    if (frozen < 0 || frozen > now)
        case_broken(c, &proof.proof, "a frozen energy not above the present one",
                    "frozen %lld, present %lld (0.01 kWh)", (long long)frozen, (long long)now);
    else
        case_held(c);
}

static void instant_freeze(struct conform_case *c)
{
    static const uint8_t now_pattern[4] = {0x99, 0x99, 0x99, 0x99};
    struct case_answer answer;
    ms_t clock, frozen_at;
    case_prepare(c);
    if (!case_get_clock(c, &clock, &answer))
        return;
    case_judge(c);
    struct dlt645_frame frame = case_request(c, DLT645_FREEZE, now_pattern, sizeof now_pattern);
    if (!case_ask(c, &frame, &answer) || !case_expect_done(c, &answer, DLT645_FREEZE, 0) ||
        !get_stamp(c, DI_INSTANT_TIME, &frozen_at, &answer))
        return;
    /* The stamp holds minutes: the minute of the command, or the next if it ended in between. */
    ms_t minute = clock - clock_time_of_day(clock) % MS_MINUTE;
    if (frozen_at < minute || frozen_at > minute + MS_MINUTE) {
        char text[24];
        clock_format(frozen_at, text);
        case_broken(c, &answer.proof, "an instant freeze with the minute of the command",
                    frozen_at ? "the newest is of %.16s" : "no instant freeze exists", text);
        return;
    }
    case_held(c);
}

#define CLAUSE(text) "DL/T 645-2007 " text
#define BIT(feature) (1u << (feature))

static const struct conform_test tests[] = {
    {"dlt645/7.1/1-energy", "forward active energy",
     "Forward active energy total is answered with its identifier and four bytes of BCD, and does "
     "not "
     "run backwards.",
     CLAUSE("7.1, annex A.1"), CONFORM_MUST, 0, false, energy},
    {"dlt645/7.1/2-unknown-item", "unknown item refused",
     "A read of an item that the meter does not have gets an error answer 'no requested data'.",
     CLAUSE("7.1.5"), CONFORM_MUST, 0, false, unknown_item},
    {"dlt645/7.1/3-status-word", "status word 3",
     "Status word 3 is answered with two bytes whose supply and type fields hold legal values.",
     CLAUSE("annex A.5, annex C"), CONFORM_MUST, 0, false, status_word},
    {"dlt645/7.1/4-clock", "clock plausible",
     "Date, weekday and time exist and agree; a clock more than 5 minutes off is remarked.",
     CLAUSE("annex A.5"), CONFORM_MUST, BIT(DEVICE_CLOCK), false, clock_plausible},
    {"dlt645/7.1/5-daily-freeze", "daily freeze",
     "The newest daily freeze is of the last midnight (or the time of day declared) and its energy "
     "is not above the present one.",
     CLAUSE("annex A.6"), CONFORM_MUST, BIT(DEVICE_CLOCK) | BIT(DEVICE_DAILY_FREEZE), false,
     daily_freeze},
    {"dlt645/7.7/1-instant-freeze", "freeze command",
     "A freeze command with 99 in every place is confirmed and makes a freeze with the present "
     "time.",
     CLAUSE("7.7"), CONFORM_MUST, BIT(DEVICE_CLOCK) | BIT(DEVICE_INSTANT_FREEZE), false,
     instant_freeze},
};

const struct conform_group suite_read = {tests, sizeof tests / sizeof *tests};
