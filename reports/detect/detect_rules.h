/* reports/detect/detect_rules.h - what may be seen of a customer, as facts, and the table of rules
 * that says what they mean (system rules section 18). Read-only tables; reentrant. */
#ifndef REPORTS_DETECT_DETECT_RULES_H
#define REPORTS_DETECT_DETECT_RULES_H
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* Families of causes, as far as registers and orders can tell them apart. */
enum detect_family {
    DETECT_CURRENT_PASSES, /* the meter obeyed, current flows: control line, breaker, bypass */
    DETECT_CLOSED_BY_HAND, /* somebody closed after the cut: key after protection, breaker */
    DETECT_WRONG_LINK,     /* the order went to another meter */
    DETECT_MESSAGE_LOST,   /* a result, order or event did not arrive */
    DETECT_BREAKER_OPEN,   /* a breaker behind the meter is open */
    DETECT_NETWORK,        /* no voltage at the meter */
    DETECT_KEY,            /* nobody has pressed the key */
    DETECT_HAND,           /* nobody has closed the breaker that waits for a hand (CQ-1, CQ-7) */
    DETECT_NO_CONTACT,     /* terminal or meter do not answer */
    DETECT_REFUSED,        /* the meter refuses: key, clock, protection, relay */
    DETECT_NO_CRYPTO,      /* encryption machine */
    DETECT_NOT_POSTED,     /* the money is in the channel alone */
    DETECT_ESTIMATE,       /* the estimate is wrong: registers jumped */
    DETECT_FAMILIES
};
/* "current-passes" ...; and what a person is told. */
const char *detect_family_name(unsigned family);
struct fk_text detect_family_text(unsigned family);

/* What was seen of a customer, over the time between two daily registers where it is about use. */
enum detect_fact {
    FACT_SUPPLIED = 1 << 0,    /* L1: nothing is said against his supply */
    FACT_CUT = 1 << 1,         /* L1: cut */
    FACT_PERMITTED = 1 << 2,   /* L1: he may close himself */
    FACT_RESTORING = 1 << 3,   /* L1: to be restored */
    FACT_USED = 1 << 4,        /* energy was used all the time */
    FACT_NONE = 1 << 5,        /* and none */
    FACT_INTERRUPTED = 1 << 6, /* after the cut less was used for a while */
    FACT_RESTORED = 1 << 7,    /* the last that was done is a restore, and nothing was used since */
    FACT_DARK = 1 << 8,        /* meanwhile the meter did not answer */
    FACT_AREA = 1 << 9,        /* ... nor did most of its area */
    FACT_NEIGHBOUR = 1 << 10,  /* a neighbour is his contrary since the same hour */
    FACT_UNANSWERED = 1 << 11, /* the last remote order failed without an answer */
    FACT_REFUSED = 1 << 12,    /* ... because the meter refused */
    FACT_NO_CRYPTO = 1 << 13,  /* ... because no command could be encrypted */
    FACT_STUCK = 1 << 14,      /* a remote order is under way for a day */
    FACT_LONG = 1 << 15,       /* restoring for a day */
    FACT_UNORDERED = 1 << 16,  /* and no order for that was made */
    FACT_ONE_SIDED = 1 << 17,  /* a statement has a payment that the account has not */
    FACT_PAID = 1 << 18,       /* a payment was posted since he is cut, a day ago */
    FACT_EXCEPTION = 1 << 19,  /* and his registers do not fit each other */
    FACT_BY_HAND = 1 << 20,    /* his breaker waits for a hand (CQ-1) */
    FACT_RECLOSES = 1 << 21    /* policy: who is cut may close by himself, and use (CQ-2) */
};

struct detect_rule {
    uint8_t question;      /* 76 for Q76 */
    uint8_t family;        /* enum detect_family */
    uint32_t needs, never; /* enum detect_fact */
    struct fk_text next;   /* what to do */
};
extern const struct detect_rule detect_rules[];
extern const size_t detect_rule_count;
/* The first rule that `facts` fulfil, NULL: the layers agree as far as is seen. */
const struct detect_rule *detect_rule_of(uint32_t facts);
/* "cut in the system, supply is on" ... */
struct fk_text detect_question_text(unsigned question);
#endif
