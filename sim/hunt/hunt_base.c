#include "sim/hunt/hunt_base.h"

#include "sim/hunt/hunt_profiles.h"
#include "sim/scenario/scenario_memory.h"
#include <stdio.h>
#include <string.h>

/* B0 (scenarios/b0.yaml) with two customers; in the program, so that a hunt needs no file. */
static const char policy_text[] = "policy:\n"
                                  "  name: b0\n"
                                  "  reminder: 50.00 CNY\n"
                                  "  warning: 30.00 CNY\n"
                                  "  overdraft: 0.00 CNY\n"
                                  "  restore_at: at-least\n"
                                  "  repeat_warning: once\n"
                                  "  restore_mode: automatic\n"
                                  "  approval_levels: 0\n"
                                  "  warn_before_cut: true\n"
                                  "  receipt_needed: true\n"
                                  "  second_check: true\n"
                                  "  notice_wait: 30 min\n"
                                  "  notice_valid: 24 h\n"
                                  "  cut_window: 08:30-16:00\n"
                                  "  reading_lag_days: 0\n"
                                  "  max_reading_age: 2 d\n"
                                  "  exception_after_days: 3\n"
                                  "  failure:\n"
                                  "    repeats: 0\n"
                                  "    repeat_at: 12:30\n"
                                  "    escalation: field-order-at-once\n"
                                  "    hold_share: 20 %\n"
                                  "    hold_orders: 50\n"
                                  "    hold_window: 10 min\n";
static const char world_text[] = "id: hunt\n"
                                 "title: A world of the hunt\n"
                                 "story: Drawn by chance.\n"
                                 "start: 2026-03-02\n"
                                 "days: 6\n"
                                 "seed: 1\n"
                                 "recording: events\n"
                                 "population:\n"
                                 "  concentrators: 1\n"
                                 "  meters_per_concentrator: 2\n"
                                 "  concentrators_per_fep: 25\n"
                                 "  use_per_day: 8.00 kWh\n"
                                 "  groups:\n"
                                 "    - {name: G1, balance: 20.00 CNY}\n"
                                 "tariff:\n"
                                 "  price: 0.52 CNY/kWh\n"
                                 "  versions: none\n" /* of a profile */
                                 "collection:\n"
                                 "  read_at: 00:05\n"
                                 "  gap_fill_at: [02:00]\n"
                                 "  gap_fill_days: 3\n"
                                 "  push_at: 04:00\n"
                                 "  second_push_at: 10:00\n"
                                 "  command_time: 10 s\n"
                                 "  read_time: 5 s\n"
                                 "  commands_per_concentrator: 1\n"
                                 "  commands_per_fep: 200\n"
                                 "  commands_in_all: 200\n"
                                 "  command_timeout: 60 s\n"
                                 "  command_tries: 3\n"
                                 "  command_gap: 60 s\n"
                                 "  command_valid: 30 min\n"
                                 "  order_limit: 30 min\n"
                                 "calculation:\n"
                                 "  rate: 713\n"
                                 "  results_at: 05:00\n"
                                 "sms:\n"
                                 "  window: 08:00-20:00\n"
                                 "  rate: 500\n"
                                 "  delivery: 5 s\n"
                                 "  exempt: [cut-done, restored, fault-handler]\n"
                                 "payment:\n"
                                 "  posting_delay: 60 s\n"
                                 "  capacity: 300\n"
                                 "crew:\n"
                                 "  crews: 1\n"
                                 "  jobs_per_day: 12\n"
                                 "  hours: 08:30-17:30\n"
                                 "  arrival: 60 min\n"
                                 "  work: 20 min\n"
                                 "customer:\n"
                                 "  button_after: 10 min\n"
                                 "phones: none\n"
                                 "gaps: none\n";

int hunt_base_load(const char *policy, struct sim_scenario *base, struct fk_diag *diag)
{
    char text[sizeof world_text + sizeof policy_text + 1024];
    int length;
    memset(base, 0, sizeof *base);
    int err = hunt_profiles_load(world_text, diag);
    if (err != FK_OK)
        return err;
    if (policy && (strlen(policy) > 900 || strpbrk(policy, "'\n")))
        return fk_fail(diag, FK_E_ARG, NULL, 0, "%.60s: this name of a policy file is not taken",
                       policy);
    if (policy)
        length = snprintf(text, sizeof text, "extends: ['%s']\n%s", policy, world_text);
    else
        length = snprintf(text, sizeof text, "%s%s", policy_text, world_text);
    return scenario_load_memory("hunt", text, (size_t)length, NULL, 0, base, diag);
}
