#include "models/meter/device/defects.h"

#include "base/err.h"
#include <string.h>

static const struct meter_defect_info table[METER_DEFECTS] = {
    [METER_DEFECT_BAD_CHECKSUM] = {"bad-checksum", "answers carry a wrong check sum"},
    [METER_DEFECT_LONG_CHECKSUM] = {"long-checksum",
                                    "answers of more than 16 data bytes carry a wrong check sum"},
    [METER_DEFECT_ACCEPTS_BAD_CHECKSUM] = {"accepts-bad-checksum",
                                           "requests with a wrong check sum are obeyed"},
    [METER_DEFECT_NO_OFFSET] = {"no-offset", "answer data leave without 33H added"},
    [METER_DEFECT_NO_RESYNC] = {"no-resync", "the request after garbage on the line is lost"},
    [METER_DEFECT_WAKE_STRIPPED] = {"wake-stripped",
                                    "FE is taken for a leading byte inside a frame too"},
    [METER_DEFECT_LATE_ANSWER] = {"late-answer", "answers start after 600 ms"},
    [METER_DEFECT_EARLY_ANSWER] = {"early-answer", "answers start after 5 ms"},
    [METER_DEFECT_ACCEPTS_WRONG_END] = {"accepts-wrong-end",
                                        "requests with a wrong end byte are obeyed"},
    [METER_DEFECT_NEEDS_WAKE] = {"needs-wake", "requests without a leading FE are ignored"},
    [METER_DEFECT_IMPATIENT] = {"impatient", "a gap of 50 ms inside a request ends it"},
    [METER_DEFECT_ONE_REQUEST] = {"one-request", "bytes received behind a request are lost"},

    [METER_DEFECT_FOREIGN_ADDRESS] = {"foreign-address",
                                      "requests to another meter's address are answered"},
    [METER_DEFECT_BROADCAST_ANSWER] = {"broadcast-answer", "broadcast requests are answered"},
    [METER_DEFECT_NO_WILDCARD] = {"no-wildcard", "requests to the address of six AA are ignored"},
    [METER_DEFECT_NO_SHORT_ADDRESS] = {"no-short-address",
                                       "requests to a shortened address are ignored"},
    [METER_DEFECT_WILD_ECHO] = {"wild-echo", "answers repeat the wildcard address of the request"},
    [METER_DEFECT_WILD_WRITE] = {"wild-write",
                                 "writes and control to a wildcard address are executed"},
    [METER_DEFECT_ANSWERS_ANSWERS] = {"answers-answers",
                                      "frames of the direction meter to master are answered"},
    [METER_DEFECT_NO_DIRECTION] = {"no-direction", "D7 of the control byte is 0 in answers"},
    [METER_DEFECT_ERROR_DIRECTION] = {"error-direction",
                                      "D7 of the control byte is 0 in error answers"},

    [METER_DEFECT_DI_NOT_ECHOED] = {"di-not-echoed",
                                    "read answers carry a data identifier of zeros"},
    [METER_DEFECT_NO_ERROR_ANSWER] = {"no-error-answer",
                                      "the meter is silent where an error answer is due"},
    [METER_DEFECT_WRONG_ERROR_BIT] = {"wrong-error-bit",
                                      "error answers say 'other error' whatever the cause"},
    [METER_DEFECT_SEQ_IGNORED] = {"seq-ignored",
                                  "a follow-up request gets the next part whatever its SEQ"},
    [METER_DEFECT_SEQ_NOT_ECHOED] = {"seq-not-echoed", "follow-up answers carry SEQ 00"},
    [METER_DEFECT_MORE_LOST] = {"more-lost", "D5 is 0 though more data follows"},
    [METER_DEFECT_MORE_ALWAYS] = {"more-always", "D5 is 1 though nothing follows"},
    [METER_DEFECT_FREEZE_LOST] = {"freeze-lost", "an instant freeze is confirmed and not made"},
    [METER_DEFECT_FREEZE_SHIFTED] = {"freeze-shifted", "daily freezes are stamped with 01:00"},
    [METER_DEFECT_ENERGY_PADDED] = {"energy-padded",
                                    "a leading zero of the energy total is sent as F"},
    [METER_DEFECT_WEEKDAY_WRONG] = {"weekday-wrong", "the weekday is one day ahead of the date"},
    [METER_DEFECT_ADDRESS_REVERSED] = {"address-reversed",
                                       "the address as data is sent high byte first"},
    [METER_DEFECT_SUPPLY_BITS] = {"supply-bits",
                                  "supply bits of status word 3 hold 11, which is reserved"},

    [METER_DEFECT_ANY_PASSWORD] = {"any-password", "any password is taken for the right one"},
    [METER_DEFECT_WRITES_READONLY] = {"writes-readonly", "read-only items can be written"},
    [METER_DEFECT_WRITE_LOST] = {"write-lost", "writes are confirmed and not stored"},
    [METER_DEFECT_TIME_ANY] = {"time-any",
                               "broadcast time is taken beyond 5 minutes of difference"},

    [METER_DEFECT_IGNORES_DEADLINE] = {"ignores-deadline", "expired control commands are executed"},
    [METER_DEFECT_ANY_DEADLINE] = {"any-deadline",
                                   "control commands with an impossible time are executed"},
    [METER_DEFECT_UNKNOWN_DONE] = {"unknown-done", "unknown control commands are answered as done"},
    [METER_DEFECT_TRIPS_WHEN_PROTECTED] = {"trips-when-protected",
                                           "trip commands are executed under protection"},
    [METER_DEFECT_UNPROTECT_MOVES] = {"unprotect-moves", "the end of protection opens the relay"},
    [METER_DEFECT_PERMIT_CLOSES] = {"permit-closes",
                                    "close permit closes at once, without the key"},
    [METER_DEFECT_ALARM_TRIPS] = {"alarm-trips", "the alarm command opens the relay"},
    [METER_DEFECT_TRIP_NOT_COUNTED] = {"trip-not-counted",
                                       "trips leave no record and are not counted"},
    [METER_DEFECT_REPEAT_COUNTED] = {"repeat-counted", "a trip of an open relay is counted again"},
    [METER_DEFECT_OPERATOR_LOST] = {"operator-lost", "trip and close records hold operator code 0"},
    [METER_DEFECT_STATUS_STALE] = {"status-stale",
                                   "relay status (bit 4 of status word 3) is never updated"},
    [METER_DEFECT_COMMAND_STALE] =
        {"command-stale", "command status (bit 6 of status word 3) stays 1 after close permit"},
    [METER_DEFECT_PROTECT_HIDDEN] = {"protect-hidden",
                                     "protection (bit 12 of status word 3) is not shown"},
    [METER_DEFECT_PROTECT_CLOSES] = {"protect-closes",
                                     "protection closes an open relay at once, without the key"},
};

size_t meter_defect_count(void)
{
    return METER_DEFECTS;
}

const struct meter_defect_info *meter_defect_info(unsigned defect)
{
    return defect < METER_DEFECTS ? &table[defect] : NULL;
}

int meter_defect_find(const char *name)
{
    for (int i = 0; i < METER_DEFECTS; i++)
        if (strcmp(table[i].name, name) == 0)
            return i;
    return FK_E_NOT_FOUND;
}
