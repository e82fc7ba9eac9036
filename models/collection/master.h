/* models/collection/master.h - collection system master station (用电信息采集系统, A7): keeps the collected
 * registers, pushes them to fee control (I3), executes control orders with tries, time-outs and
 * limits, makes on-demand reads. A party behind a port. Rules ..R-32, INV-09.
 *
 * One task = one order or read. Per concentrator two queues, restores before everything else
 * (S-42); a try holds a place (concentrator, FEP, whole) from its start to its end, and if it is
 * given up, until the concentrator is done with it (INV-09):
 *
 *   ACCEPTED -> queue -> try: [encryption machine] -> command -> answer | time-out
 *                 ^                                     |
 *                 +------ gap, tries left --------------+--> result (I9)
 *
 * With config.session a try needs an authentication before it only if the meter has no session that
 * is open (R-30, master_sessions.c).
 *
 * A terminal that is not heard, cut off or under a front-end processor (前置机) that has crashed, is
 * waited for until it logs on again; once it counts as off-line its tries fail at once. A crash may
 * take the task table with it: what the FEP had, and what comes before the standby takes over, is
 * lost, and only the limit of an order finds it.
 *
 * A trip begins no try outside the cut window (INV-16) or after the moment that its order names
 * (INV-04): what waits then goes back as not allowed, whatever tries it has had.
 *
 * Questions: Q39, Q81, Q85 */
#ifndef MODELS_COLLECTION_MASTER_H
#define MODELS_COLLECTION_MASTER_H
#include "models/collection/master_state.h"

FK_MUST_CHECK int master_init(struct master *master, const struct party_port *port,
                              const struct master_config *config);
void master_fini(struct master *master);
/* I2: takes a block of registers over. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int master_upload(struct master *master, const struct upload_block *block, ms_t now);
/* A block of one customer that a crew has read on site; it counts as no collected register
 * of the day. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int master_hand_reading(struct master *master, const struct upload_block *block);
/* Puts a register in that was collected before the start. */
void master_settle(struct master *master, uint32_t customer, int32_t day, uint32_t value);
/* Handles MSG_ORDER, MSG_RECHARGE, MSG_READ_REQUEST, MSG_STATUS_REQUEST, MSG_ORDER_CANCEL,
 * MSG_COMMAND_ANSWER, MSG_RECHARGE_ANSWER, MSG_READ_ANSWER, MSG_LOG_ON, MSG_FAULT. FK_OK,
 * FK_E_MEMORY, FK_E_RANGE for more than 255 faults of one front-end processor or terminal at once,
 * FK_E_ARG for other messages. */
FK_MUST_CHECK int master_handle(struct master *master, const struct message *message, ms_t now);
FK_MUST_CHECK int master_tick(struct master *master, ms_t now);
ms_t master_due(const struct master *master);
extern const struct party_class master_class; /* for a seat */
/* The registers of a push (I3) as they are now: of every customer the newest that was frozen at
 * 00:00 of day number `until` or before, 0.01 kWh, and how many days before `until`, 0 .. 254; 255:
 * there is none. With config.turns `values` has the columns of enum tariff_column. */
void master_registers(struct master *master, int32_t until, uint32_t *values, uint8_t *ages);
#endif
