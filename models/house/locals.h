/* models/house/locals.h - who has a local fee-control meter (本地费控), with the money inside, and what
 * is agreed with him about it. Those who have one are not enrolled in remote fee control: marketing
 * sells, the meter decides (system rules section 11). A table of the few. Read-only while a run
 * lasts. */
#ifndef MODELS_HOUSE_LOCALS_H
#define MODELS_HOUSE_LOCALS_H
#include "base/clock.h"
#include "base/id_map.h"
#include "base/money.h"

struct local_entry {
    fen_t account;    /* in the account at the start, below 0: arrears */
    ms_t remote_from; /* purchases are issued remotely from then on (GS-11) */
    bool has_several; /* several card meters in the household (GS-9) */
    bool is_cash;     /* the rest of a meter that is changed is paid out (GS-12) */
};
struct locals {
    struct local_entry *list; /* owned */
    uint32_t count;
    struct id_map of; /* customer -> entry */
};

void locals_fini(struct locals *locals);
/* What is agreed with him, NULL: his meter is a remote one; `locals` may be NULL. */
const struct local_entry *locals_find(const struct locals *locals, uint32_t customer);
#endif
