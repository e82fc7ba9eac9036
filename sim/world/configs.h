/* sim/world/configs.h - what the parties of a world are told of its scenario when they begin. They
 * point into the world, which must outlive the parties. */
#ifndef SIM_WORLD_CONFIGS_H
#define SIM_WORLD_CONFIGS_H
#include "sim/world/world.h"

struct marketing_config config_of_marketing(struct world *world);
struct feecontrol_config config_of_fee_control(const struct world *world);
struct sms_config config_of_sms(const struct world *world);
struct crews_config config_of_crews(const struct sim_scenario *scenario);
#endif
