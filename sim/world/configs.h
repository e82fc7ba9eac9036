/* sim/world/configs.h - what the parties of a world are told of its scenario when they begin. They
 * point to what they are given here, which must outlive the parties. */
#ifndef SIM_WORLD_CONFIGS_H
#define SIM_WORLD_CONFIGS_H
#include "models/around/crews.h"
#include "models/around/customers.h"
#include "models/around/sms.h"
#include "models/collection/master.h"
#include "models/feecontrol/feecontrol.h"
#include "models/marketing/marketing.h"
#include "sim/scenario/population.h"

struct marketing_config config_of_marketing(const struct sim_scenario *scenario,
                                            const struct population_segments *segments,
                                            const struct mandates *mandates,
                                            const struct locals *locals);
struct feecontrol_config config_of_fee_control(const struct sim_scenario *scenario,
                                               const struct population_segments *segments,
                                               const struct areas *areas);
/* `free_texts`: segments of each of the scenario's messages, by number from 1. */
struct sms_config config_of_sms(const struct sim_scenario *scenario, const struct phones *phones,
                                const uint8_t *free_texts);
struct customers_config config_of_customers(const struct sim_scenario *scenario,
                                            const struct population_segments *segments);
struct crews_config config_of_crews(const struct sim_scenario *scenario);
#endif
