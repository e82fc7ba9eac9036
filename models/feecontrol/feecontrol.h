/* models/feecontrol/feecontrol.h - the fee-control system (营销远程费控系统, A8): keeps a copy of
 * registers and balances, computes the available balance of everybody, steps the decision machine
 * of each customer and carries out what it asks for. A party behind a port (models/house/party.h).
 *
 *   I3 push -> import -> calculate (capacity) -> judge all -> strategies, SMS requests, orders
 *   I4 receipt -> recompute one -> restore path
 *
 * feecontrol_init allocates the records of the customers, handlers what is kept of the few: dates,
 * cases, outcomes, and 5 bytes a customer for each run under way. feecontrol_fini frees it all. Not
 * shared between threads. */
#ifndef MODELS_FEECONTROL_FEECONTROL_H
#define MODELS_FEECONTROL_FEECONTROL_H
#include "models/feecontrol/fee_state.h"

/* `port`, `config` and its tables are borrowed. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int feecontrol_init(struct feecontrol *fee, const struct party_port *port,
                                  const struct feecontrol_config *config);
void feecontrol_fini(struct feecontrol *fee);
/* At the start of a run: this customer has no agreement. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int feecontrol_leave_out(struct feecontrol *fee, uint32_t customer);
/* Handles one message. FK_OK, FK_E_MEMORY, FK_E_ARG for messages that fee control does not know and
 * answers to checks that it did not ask for, FK_E_RANGE for money that 32 bits do not hold, or
 * what `registers` returned. */
FK_MUST_CHECK int feecontrol_handle(struct feecontrol *fee, const struct message *message,
                                    ms_t now);
/* Does what is due at `now`; errors as feecontrol_handle. */
FK_MUST_CHECK int feecontrol_tick(struct feecontrol *fee, ms_t now);
/* Next moment for feecontrol_tick, or MS_NEVER. */
ms_t feecontrol_due(const struct feecontrol *fee);
extern const struct party_class feecontrol_class; /* for a seat */
#endif
