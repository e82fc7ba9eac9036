/* models/around/phones.h - mobile numbers of the customers' file, and who wants paper (R-62, CQ-9,
 * CQ-13): a number is valid if it has 11 digits, a 1, then 3 to 9, then nine more. A table of the
 * few who have something else than a valid number of their own. Read-only while a run lasts. */
#ifndef MODELS_AROUND_PHONES_H
#define MODELS_AROUND_PHONES_H
#include "base/clock.h"
#include "base/id_map.h"
#include "models/house/terms.h"

struct phone_entry {
    uint8_t flaw;      /* SMS_FATE_PLAIN: valid, or SMS_FATE_NUMBER_... */
    uint8_t is_other;  /* it is somebody else's */
    uint8_t is_paper;  /* he wants paper */
    uint8_t is_called; /* he is told by telephone (CQ-11) */
    ms_t until;        /* then it was put in order; MS_NEVER: it never is */
};
struct phones {
    struct phone_entry *entries; /* owned */
    uint32_t count;
    struct id_map of; /* customer -> entry */
};

void phones_fini(struct phones *phones);
/* What is wrong with a number (CQ-13): SMS_FATE_PLAIN or SMS_FATE_NUMBER_.... */
enum sms_fate phone_check(const char *number);
/* What is said of the customer at `now`, NULL: nothing; `phones` may be NULL. */
const struct phone_entry *phones_find(const struct phones *phones, uint32_t customer, ms_t now);
#endif
