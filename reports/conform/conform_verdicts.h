/* reports/conform/conform_verdicts.h - how the conformance page shows a verdict: sign, words,
 * class of the style sheet; and the names of the chapters. Read-only tables, thread-safe. */
#ifndef REPORTS_CONFORM_CONFORM_VERDICTS_H
#define REPORTS_CONFORM_CONFORM_VERDICTS_H
#include "conformance/run/result.h"

enum conform_look {
    CONFORM_LOOK_PASS,
    CONFORM_LOOK_REMARK,
    CONFORM_LOOK_FAIL,
    CONFORM_LOOK_KNOWN, /* failed, as the device file says */
    CONFORM_LOOK_UNEXPECTED,
    CONFORM_LOOK_INCONCLUSIVE,
    CONFORM_LOOK_NA,
    CONFORM_LOOK_ERROR,
    CONFORM_LOOK_NONE,
    CONFORM_LOOKS
};

struct conform_look_info {
    const char *klass; /* "v-pass" */
    const char *pill;  /* "pass", "fail", "warn" or "muted": classes of the style sheet */
    const char *sign;  /* one character, UTF-8 */
    const char *name, *name_zh;
};

enum conform_look conform_look_of(struct conform_outcome outcome);
const struct conform_look_info *conform_look_info(enum conform_look look);

/* Length of the chapter in a test id: two levels of a clause, or the group of an extension:
 * "dlt645/5.2" of "dlt645/5.2.4/1-direction-ignored", "dlt645/fc.relay" of
 * "dlt645/fc.relay/3-trip". */
size_t conform_chapter_length(const char *id);
/* What names a test within its chapter: "5.2.4/1" or "3" of the ids above. Returns its length. */
size_t conform_test_label(const char *id, const char **label);
/* English and Chinese name of the chapter of a test id; both "" if it is not in the table. */
void conform_chapter_name(const char *id, const char **name, const char **name_zh);
/* Why a test is inconclusive: "no-reply", "precondition" ..., "" for none. */
const char *conform_reason_text(enum conform_reason reason, enum fk_lang lang);
/* Where a test was decided: "step 4, sub-point c: what is required [row of the facts]", or "while
 * the device was put back". False, and nothing is written, if it held. */
bool conform_point_text(const struct conform_test_result *test, enum fk_lang lang, char *out,
                        size_t capacity);
/* What was not tested and why: "28 of 49 tests do not apply: REASON (28); wholly untested: relay
 * control, ...". For free(); NULL: every test applies, or no memory. */
char *conform_untested_text(const struct conform_result *result, enum fk_lang lang);
#endif
