/* models/collection/concentrator_parts.h - what the sources of the concentrator share: meters,
 * their faults, and what it does for those with money inside (local ones, section 11). For them
 * alone. */
#ifndef MODELS_COLLECTION_CONCENTRATOR_PARTS_H
#define MODELS_COLLECTION_CONCENTRATOR_PARTS_H
#include "models/house/party.h"
#include "models/meter/cell.h"
#include "models/meter/load_guard.h"
#include "models/meter/wallet.h"

struct concentrator;
struct concentrator_job;
struct meter_site;

/* Kinds of its dates. */
enum concentrator_date { DATE_RELEASE, DATE_WALLET, DATE_LOAD, DATE_TRIP, CONCENTRATOR_DATES };

/* How a meter stands before something happens to it. */
struct standing {
    unsigned relay; /* enum relay_state */
    bool is_on;
    bool is_by_load; /* the meter's load control moves it, which is no reason to pay */
};

struct meter_cell *concentrator_meter(struct concentrator *concentrator, uint32_t customer);
/* Use of a meter, 0.01 kWh a day. */
uint32_t concentrator_load(const struct concentrator *concentrator, uint32_t customer);
/* Lets time pass at a meter and looks. */
struct standing concentrator_look(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* Something may have moved since `was`: notes L4 and L5 and tells the customer. */
void concentrator_moved(struct concentrator *concentrator, uint32_t customer, struct standing was,
                        ms_t now);

/* The relay or the site may have changed: an external breaker follows. */
void concentrator_settle(struct concentrator *concentrator, uint32_t customer,
                         struct meter_site *site);
/* The delay of its trip is over, or cut short by an outage. */
void concentrator_end_delay(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* DATE_TRIP has come. */
void concentrator_delay_due(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* Of the time that a command takes on the local network, both of its frames, that of the second
 * (P-PLC-06); 0 if sessions are not looked at. */
ms_t concentrator_control_time(const struct concentrator *concentrator, ms_t time);
/* MAC, session and faults of the meter: RESULT_NONE if it takes the command of the job, else
 * with which code it refuses. *session: what it says of its session. */
enum result_code concentrator_authenticate(struct concentrator *concentrator, uint32_t customer,
                                           const struct concentrator_job *job, ms_t now,
                                           int64_t *session);
/* The key of the meter is held. */
void concentrator_press(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* True while a fault of its line lasts, and until it has logged on again. */
bool concentrator_is_cut_off(const struct concentrator *concentrator);
/* MSG_FAULT, as concentrator_handle. */
int concentrator_fault(struct concentrator *concentrator, const struct message *message, ms_t now);

/* True if the meter has money inside. */
bool concentrator_is_local(const struct concentrator *concentrator, uint32_t customer);
/* One try of a recharge (MSG_RECHARGE) at the meter that hears it: channel test, count test, write.
 * Puts code and the meter's count into the answer. */
void concentrator_recharge(struct concentrator *concentrator, uint32_t heard_by,
                           const struct message *request, struct message *answer, ms_t now);
/* MSG_CARD: the card is in the meter; code 1: in the next one, which refuses it. */
void concentrator_take_card(struct concentrator *concentrator, const struct message *card,
                            ms_t now);
/* MSG_CARD_TERMS: the meter goes by other amounts from now on, and judges its alarms anew. */
void concentrator_take_terms(struct concentrator *concentrator, const struct message *card,
                             ms_t now);
/* MSG_METER_CHANGE: a crew takes the rest out (GS-12), or the card does. */
void concentrator_take_out(struct concentrator *concentrator, const struct message *request,
                           ms_t now);
/* Supply has come or gone. */
void concentrator_wallet_supply(struct concentrator *concentrator, uint32_t customer, bool was_on,
                                ms_t now);
/* What the meter shows now. */
fen_t concentrator_remaining(struct concentrator *concentrator, const struct meter_wallet *wallet,
                             ms_t now);
/* The meter looks at its money now: it alarms, trips and closes by itself (GS-13, R-33). */
void concentrator_settle_wallet(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* DATE_WALLET has come. */
void concentrator_wallet_due(struct concentrator *concentrator, uint32_t customer, ms_t due,
                             ms_t now);

/* True if load control holds the relay of the meter open (section 20, seed 001). */
bool concentrator_is_overloaded(const struct concentrator *concentrator, uint32_t customer);
/* The meter feels its load as it is now, and plans what follows; to be called when that may have
 * changed. */
void concentrator_plan_load(struct concentrator *concentrator, uint32_t customer, ms_t now);
/* What load control does now; *by: who made it, if it is anything but LOAD_STAYS. */
enum load_step concentrator_step_load(struct concentrator *concentrator, uint32_t customer,
                                      enum wallet_source *by, ms_t now);
/* A hand or another meter ends what load control holds open. False: nothing does. */
bool concentrator_release_load(struct concentrator *concentrator, uint32_t customer,
                               enum wallet_source by, ms_t now);
/* DATE_LOAD has come. */
void concentrator_load_due(struct concentrator *concentrator, uint32_t customer, ms_t due,
                           ms_t now);
#endif
