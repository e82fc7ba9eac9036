/* sim/hunt/hunt_aspect.h - the aspects that hunt_draw puts a world together from. Each fills its
 * part of a scenario that is a copy of the base; those that come later may look at what the earlier
 * ones drew. */
#ifndef SIM_HUNT_HUNT_ASPECT_H
#define SIM_HUNT_HUNT_ASPECT_H
#include "sim/scenario/scenario.h"

/* What a province decides. */
void hunt_draw_policy(uint64_t seed, struct fee_policy *policy);
/* Collection, calculation, SMS, channels, crews, customers' habits. */
void hunt_draw_surroundings(uint64_t seed, struct sim_scenario *scenario);
/* What customers use and how they behave, where that is drawn; after the topology. */
void hunt_draw_people(uint64_t seed, struct sim_scenario *scenario);
/* In one world of eight the wait of a notice ends just before the cut window does, so that tries
 * and queues meet its edge, midnight among them. Changes the policy. */
void hunt_draw_edge(uint64_t seed, struct sim_scenario *scenario);
/* Where one world of eight has a tariff of versions: its start, in a third of them shortly before
 * the end of a month or year. Before anything else is drawn. */
void hunt_draw_start(uint64_t seed, struct sim_scenario *scenario);
/* And its versions in place of the price, which all others have looked at; some are loaded late.
 * FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_tariff(uint64_t seed, struct sim_scenario *scenario);
/* Counties, their waves before `healed`, deposits and checks of numbers in one world of six of
 * those with a flat price and no local meters; after these. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_rollout(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* Local meters in one world of six of those with a flat price, with cards, changes of meters and
 * payments of theirs before `healed`; after all others. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_local(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* Orders of meters before `healed`. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_meter_orders(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* Faults, payments, on-demand reads and queries, all before `healed`. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_events(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* In one world of twelve a party or people fail; some of the faults come again and again, some hit
 * a share of the payments. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_outages(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* Non-residents, and what lines, areas and customers have in place of the policy, each in one world
 * of eight; after the events. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int hunt_draw_overrides(uint64_t seed, struct sim_scenario *scenario, ms_t healed);
/* Management units in one world of six, and what happens to all of a unit (P-POP-10); after all
 * others. */
void hunt_draw_units(uint64_t seed, struct sim_scenario *scenario);
/* P-CUT-05: in half of the worlds where it can be, bills count when they are overdue; after all
 * others. */
void hunt_draw_arrears(uint64_t seed, struct sim_scenario *scenario);
#endif
