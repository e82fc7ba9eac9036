/* models/meter/device/defects.h - named defects of the virtual meter: each is a fault seen or
 * plausible in the field, and each can be found by a test over the wire, without a key press and
 * without waiting minutes. They exist to prove that the conformance suite has teeth. Read-only
 * table, thread-safe.
 */
#ifndef MODELS_METER_DEVICE_DEFECTS_H
#define MODELS_METER_DEVICE_DEFECTS_H
#include <stddef.h>
#include <stdint.h>

/* Bit numbers in `defects` of struct meter_config; the order is that of the table, not an
 * interface: files and command lines use the names. */
enum meter_defect {
    /* link layer */
    METER_DEFECT_BAD_CHECKSUM,
    METER_DEFECT_LONG_CHECKSUM,
    METER_DEFECT_ACCEPTS_BAD_CHECKSUM,
    METER_DEFECT_NO_OFFSET,
    METER_DEFECT_NO_RESYNC,
    METER_DEFECT_WAKE_STRIPPED,
    METER_DEFECT_LATE_ANSWER,
    METER_DEFECT_EARLY_ANSWER,
    METER_DEFECT_ACCEPTS_WRONG_END,
    METER_DEFECT_NEEDS_WAKE,
    METER_DEFECT_IMPATIENT,
    METER_DEFECT_ONE_REQUEST,
    /* addressing and control byte */
    METER_DEFECT_FOREIGN_ADDRESS,
    METER_DEFECT_BROADCAST_ANSWER,
    METER_DEFECT_NO_WILDCARD,
    METER_DEFECT_NO_SHORT_ADDRESS,
    METER_DEFECT_WILD_ECHO,
    METER_DEFECT_WILD_WRITE,
    METER_DEFECT_ANSWERS_ANSWERS,
    METER_DEFECT_NO_DIRECTION,
    METER_DEFECT_ERROR_DIRECTION,
    /* reading */
    METER_DEFECT_DI_NOT_ECHOED,
    METER_DEFECT_NO_ERROR_ANSWER,
    METER_DEFECT_WRONG_ERROR_BIT,
    METER_DEFECT_SEQ_IGNORED,
    METER_DEFECT_SEQ_NOT_ECHOED,
    METER_DEFECT_MORE_LOST,
    METER_DEFECT_MORE_ALWAYS,
    METER_DEFECT_FREEZE_LOST,
    METER_DEFECT_FREEZE_SHIFTED,
    METER_DEFECT_ENERGY_PADDED,
    METER_DEFECT_WEEKDAY_WRONG,
    METER_DEFECT_ADDRESS_REVERSED,
    METER_DEFECT_SUPPLY_BITS,
    /* writing */
    METER_DEFECT_ANY_PASSWORD,
    METER_DEFECT_WRITES_READONLY,
    METER_DEFECT_WRITE_LOST,
    METER_DEFECT_TIME_ANY,
    /* relay control */
    METER_DEFECT_IGNORES_DEADLINE,
    METER_DEFECT_ANY_DEADLINE,
    METER_DEFECT_UNKNOWN_DONE,
    METER_DEFECT_TRIPS_WHEN_PROTECTED,
    METER_DEFECT_UNPROTECT_MOVES,
    METER_DEFECT_PERMIT_CLOSES,
    METER_DEFECT_ALARM_TRIPS,
    METER_DEFECT_TRIP_NOT_COUNTED,
    METER_DEFECT_REPEAT_COUNTED,
    METER_DEFECT_OPERATOR_LOST,
    METER_DEFECT_STATUS_STALE,
    METER_DEFECT_COMMAND_STALE,
    METER_DEFECT_PROTECT_HIDDEN,
    METER_DEFECT_PROTECT_CLOSES,
    METER_DEFECTS
};
_Static_assert(METER_DEFECTS <= 64, "a set of defects is a uint64_t");

struct meter_defect_info {
    const char
        *name; /* "bad-checksum": lower case and hyphens, an interface of files and options */
    const char *text; /* one sentence: what the meter does wrong */
};

/* Number of defects: bit numbers 0 .. count-1. */
size_t meter_defect_count(void);
/* Name and text of one defect, or NULL for a number that is none. */
const struct meter_defect_info *meter_defect_info(unsigned defect);
/* Bit number for a name, or FK_E_NOT_FOUND (< 0). */
int meter_defect_find(const char *name);
/* Bit set of one defect, for meter_config.defects. */
static inline uint64_t meter_defect_bit(unsigned defect)
{
    return UINT64_C(1) << defect;
}
#endif
