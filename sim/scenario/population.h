/* sim/scenario/population.h - who the customers of a scenario are: groups, classes, balances,
 * targets. Pure functions of the scenario and the customer's number; nothing is stored.
 * Thread-safe. */
#ifndef SIM_SCENARIO_POPULATION_H
#define SIM_SCENARIO_POPULATION_H
#include "models/around/phones.h"
#include "models/house/areas.h"
#include "models/house/locals.h"
#include "models/house/mandates.h"
#include "models/house/segments.h"
#include "models/meter/drawn_use.h"
#include "models/tariff/plan.h"
#include "sim/scenario/scenario.h"

/* The segments of the customers and the tables that their rows point into. But for the tariff and
 * approval, and for thresholds, the keys of a scenario say everything for all customers at once:
 * there is one row, or with versions of a tariff, a group's own approval, thresholds in days of
 * charge or important customers one for each group; who reads the tables does not know that. */
struct population_segments {
    struct segments index;
    const struct fee_policy *policies; /* borrowed from the scenario, as the next three */
    const price_t *prices;
    const uint32_t *loads;
    const struct clock_window *cut_windows; /* of the policies */
    uint32_t policy_count, load_count;
    struct fee_policy *own_policies;   /* by group; NULL: all groups have the scenario's */
    struct fee_policy_change *changes; /* of `policies` (Q37), with rows of their own */
    uint32_t change_count;
    struct clock_window *own_windows;
    /* By segment.tariff, instead of prices; NULL: everybody has a flat price */
    struct tariff_plan *plans;
    price_t *dearest; /* tariff_plan_dearest of each */
    struct tariff_plan
        *stale_plans; /* by what is known before `loaded_at`; NULL: all versions are */
    uint32_t plan_count;
    ms_t loaded_at;
    int32_t *turns; /* days on which a span of a plan begins, ascending; the first ones left out */
    uint32_t turn_count;
    bool is_even;          /* all plans are (tariff_plan_is_even), and all versions are known */
    bool has_kvarh;        /* ... of reactive energy (TR-13) */
    bool has_seconds;      /* some meters have a second register (rates.h) */
    struct drawn_use *use; /* instead of loads; NULL: everybody uses the same every day */
    struct habits *habits; /* NULL: nobody reacts */
};
/* Some cuts need an approval. */
bool population_has_approval(const struct sim_scenario *scenario);
/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int population_segments(const struct sim_scenario *scenario,
                                      struct population_segments *out);
/* When versions that are loaded late are, 0: all are known from the start. */
ms_t population_loaded_at(const struct sim_scenario *scenario);
/* What a group pays by `tariff.versions`; `is_stale`: by those that are known from the start. FK_OK
 * or an error of tariff_plan_init; tariff_plan_fini when done, in any case. */
FK_MUST_CHECK int population_plan(const struct sim_scenario *scenario, uint32_t group,
                                  bool is_stale, struct tariff_plan *plan);
/* is_even of the segments that it would make. */
bool population_is_even(const struct sim_scenario *scenario);
void population_segments_fini(struct population_segments *segments);

/* Index of the group that customer i belongs to, or -1. */
int population_group(const struct sim_scenario *scenario, uint32_t customer);
/* Class of the customer inside his group. */
uint32_t population_class(const struct sim_scenario *scenario, uint32_t customer);
/* Balance brought forward, fen, less what may be left of a payment ... */
fen_t population_balance(const struct sim_scenario *scenario, uint32_t customer);
/* True if he has been a customer for long: his balance holds that, and he has been told what it
 * asks for. */
bool population_is_under_way(const struct sim_scenario *scenario, uint32_t customer);
/* The decision (L1) with which he starts, given his opening balance: whoever has been a customer
 * for long was told on his way down. */
unsigned population_state(const struct sim_scenario *scenario, uint32_t customer, fen_t balance);
/* ... and with it. */
fen_t population_opening(const struct sim_scenario *scenario,
                         const struct population_segments *segments, uint32_t customer);
/* The same for the customers first .. first + count - 1, at most POPULATION_ROW. */
#define POPULATION_ROW DRAWN_USE_ROW
void population_openings(const struct sim_scenario *scenario,
                         const struct population_segments *segments, uint32_t first, uint32_t count,
                         fen_t *out);
/* True if the target means the customer, `first` and `skip` not regarded. */
bool population_is_target(const struct sim_scenario *scenario, const struct scenario_target *target,
                          uint32_t customer);
/* Calls visit(context, customer, n) for the target's customers in order of their numbers, n = 0, 1,
 * ... until it returns a value other than FK_OK or they are used up. Returns the last value. */
FK_MUST_CHECK int population_each(const struct sim_scenario *scenario,
                                  const struct scenario_target *target,
                                  int (*visit)(void *context, uint32_t customer, uint32_t n),
                                  void *context);
/* True if the target leaves nobody out. */
bool population_means_all(const struct scenario_target *target);
/* A fault that loses the batch of some customers out of a push (I3), which the other customers'
 * registers get through with: link-loss of I3 with `who`. */
bool population_is_batch_loss(const struct scenario_fault *fault);
/* Bit n: the fault concerns interface n. */
uint32_t population_interfaces(const struct scenario_fault *fault);
/* payment-lost and payment-undone of a share of the payments, drawn for each, and not of all that
 * some customers make. */
bool population_hits_payments(const struct scenario_fault *fault);
/* Whose registers are lost out of a push that is sent at `at`: sets lost[customer]. */
void population_lose_batches(const struct sim_scenario *scenario, ms_t at, uint8_t *lost);
/* Whether a push sent at `at` loses any. */
bool population_has_batch_loss(const struct sim_scenario *scenario, ms_t at);
/* True if fault number `fault` (from 0), which means the customer, hits him: its share. */
bool population_is_hit(const struct sim_scenario *scenario, uint32_t fault, uint32_t customer);
/* Whom each concentrator serves. FK_OK or an error of areas_init; areas_fini when done. */
FK_MUST_CHECK int population_areas(const struct sim_scenario *scenario, struct areas *areas);
/* Concentrators whose line to the master station a fault cuts, from 0; none for other kinds. */
struct population_lines {
    uint32_t first, count;
};
struct population_lines population_lines(const struct sim_scenario *scenario,
                                         const struct scenario_fault *fault);
/* What the file holds for the few of `phones`. FK_OK or FK_E_MEMORY; phones_fini when done. */
FK_MUST_CHECK int population_phones(const struct sim_scenario *scenario, struct phones *out);
/* Who has signed withholding. FK_OK or FK_E_MEMORY; mandates_fini when done. */
FK_MUST_CHECK int population_mandates(const struct sim_scenario *scenario, struct mandates *out);
/* Who is not enrolled at the start: (*out)[customer] 1, to be given to free; NULL: everybody is.
 * FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int population_left_out(const struct sim_scenario *scenario, uint8_t **out);
/* Customers of each county; without a rollout all of them. */
uint32_t population_county(const struct sim_scenario *scenario);
/* Whether a fault keeps his settled reading from his file at `at`. */
bool population_is_unfiled(const struct sim_scenario *scenario, ms_t at, uint32_t customer);
/* Whether a fault of files at fee control is in the scenario (fault_is_of_file), and whom they hit
 * at `at`: 1 in marks[customer], the others stay. */
bool population_has_flaws(const struct sim_scenario *scenario);
void population_mark_flaws(const struct sim_scenario *scenario, ms_t at, uint8_t *marks);
/* Who has a local meter. FK_OK or FK_E_MEMORY; locals_fini when done. */
FK_MUST_CHECK int population_locals(const struct sim_scenario *scenario, struct locals *out);
/* 1 and one of the target's customers who has a local meter, FK_OK if nobody has, or FK_E_MEMORY.
 * */
FK_MUST_CHECK int population_local_of(const struct sim_scenario *scenario,
                                      const struct scenario_target *target, uint32_t *customer);
/* Purchases that his local meter counts at the start, and marketing does not know of. */
uint8_t population_ahead(const struct sim_scenario *scenario, uint32_t customer);
/* when, on the day of the start, the trip leaves of whoever may be cut as a cut window opens
 * and is told for the last time then, by a message that takes `delivery`. */
ms_t population_told_trip(const struct sim_scenario *scenario, ms_t delivery);
/* Number of customers that population_each would visit. */
uint32_t population_size(const struct sim_scenario *scenario, const struct scenario_target *target);
#endif
