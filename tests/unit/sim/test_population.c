/* Population of B0: groups, classes, balances, targets. 100 customers; G1 everybody, G2 every tenth
 * in ten classes, G3 every fiftieth. */
#include "sim/scenario/population.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>

static struct scenario_group groups[] = {
    {.every = 1, .classes = 1, .balance = 50000},
    {.every = 10, .classes = 10, .balance = 208, .balance_step = 416},
    {.every = 50, .classes = 2, .balance = -7, .balance_step = -1}};
static const struct sim_scenario scenario = {.concentrators = 10,
                                             .meters_per_concentrator = 10,
                                             .concentrators_per_line = 4,
                                             .groups = groups,
                                             .group_count = 3};

static struct {
    uint32_t customers[100];
    uint32_t count;
} visited;
static uint32_t stop_at;

static int visit(void *context, uint32_t customer, uint32_t n)
{
    (void)context;
    ck_assert_uint_eq(n, visited.count);
    visited.customers[visited.count++] = customer;
    return n == stop_at ? FK_REFUSED : FK_OK;
}

static int walk(struct scenario_target target, uint32_t stop)
{
    visited.count = 0;
    stop_at = stop;
    return population_each(&scenario, &target, visit, NULL);
}

/* {customer, group, class, balance}: the last group that fits takes the customer. */
static const struct {
    uint32_t customer;
    int group;
    uint32_t klass;
    fen_t balance;
} rows[] = {{1, 0, 0, 50000}, {9, 0, 0, 50000}, {10, 1, 1, 624}, {20, 1, 2, 1040},
            {90, 1, 9, 3952}, {0, 2, 0, -7},    {50, 2, 1, -8},  {99, 0, 0, 50000}};

START_TEST(customer_has_group_class_and_balance)
{
    ck_assert_int_eq(population_group(&scenario, rows[_i].customer), rows[_i].group);
    ck_assert_uint_eq(population_class(&scenario, rows[_i].customer), rows[_i].klass);
    ck_assert_int_eq(population_balance(&scenario, rows[_i].customer), rows[_i].balance);
}
END_TEST

START_TEST(customer_without_a_group)
{
    static struct scenario_group tenth = {.every = 10, .classes = 1, .balance = 5};
    struct sim_scenario few = scenario;
    few.groups = &tenth;
    few.group_count = 1;
    ck_assert_int_eq(population_group(&few, 11), -1);
    ck_assert_uint_eq(population_class(&few, 11), 0);
    ck_assert_int_eq(population_balance(&few, 11), 0);
    ck_assert_int_eq(population_balance(&few, 10), 5);
}
END_TEST

START_TEST(targets_choose_by_group_class_and_number)
{
    ck_assert_int_eq(walk((struct scenario_target){.group = -1, .klass = -1}, 1000), FK_OK);
    ck_assert_uint_eq(visited.count, 100);
    ck_assert_int_eq(walk((struct scenario_target){.group = 1, .klass = -1}, 1000), FK_OK);
    ck_assert_uint_eq(visited.count, 8); /* 10, 20, 30, 40, 60 .. 90 */
    ck_assert_uint_eq(visited.customers[4], 60);
    ck_assert_int_eq(walk((struct scenario_target){.group = 2, .klass = 1}, 1000), FK_OK);
    ck_assert_uint_eq(visited.count, 1);
    ck_assert_uint_eq(visited.customers[0], 50);
    ck_assert_int_eq(walk((struct scenario_target){.group = 1, .klass = -1, .first = 3}, 1000),
                     FK_OK);
    ck_assert_uint_eq(visited.count, 3);
    ck_assert_uint_eq(visited.customers[2], 30);
    ck_assert_int_eq(walk((struct scenario_target){.group = 1, .klass = -1, .first = 99}, 1000),
                     FK_OK);
    ck_assert_uint_eq(visited.count, 8);
    ck_assert_int_eq(
        walk((struct scenario_target){.group = 1, .klass = -1, .first = 3, .skip = 2}, 1000),
        FK_OK);
    ck_assert_uint_eq(visited.count, 3);
    ck_assert_uint_eq(visited.customers[0], 30); /* 10 and 20 are skipped */
    ck_assert_int_eq(
        walk((struct scenario_target){.group = -1, .klass = -1, .first = 4, .concentrator = 10},
             1000),
        FK_OK);
    ck_assert_uint_eq(visited.count, 4);
    ck_assert_uint_eq(visited.customers[3], 93); /* the last one serves 90 .. 99 */
    ck_assert_int_eq(
        walk((struct scenario_target){.group = 1, .klass = -1, .concentrator = 10}, 1000), FK_OK);
    ck_assert_uint_eq(visited.count, 1);
    ck_assert_int_eq(walk((struct scenario_target){.group = 1, .klass = -1, .line = 2}, 1000),
                     FK_OK);
    ck_assert_uint_eq(visited.count, 3); /* one each in areas 5 to 8, but for one of G3 */
    ck_assert_uint_eq(visited.customers[0], 40);
    ck_assert_int_eq(walk((struct scenario_target){.group = -1, .klass = -1, .line = 3}, 1000),
                     FK_OK);
    ck_assert_uint_eq(visited.count, 20); /* the last line has two areas */
    ck_assert_uint_eq(visited.customers[0], 80);
}
END_TEST

/* A share is drawn for each customer and each fault: 20 % of 100 are 20, give or take 12. */
START_TEST(share_hits_some)
{
    struct scenario_fault faults[] = {
        {.share = 1000000}, {.share = 200000}, {.share = 200000}, {.share = 0}};
    struct sim_scenario drawn = scenario;
    unsigned hits[4] = {0}, both = 0;
    drawn.faults = faults;
    drawn.fault_count = 4;
    for (uint32_t i = 0; i < 100; i++) {
        for (uint32_t n = 0; n < 4; n++)
            hits[n] += population_is_hit(&drawn, n, i);
        both += population_is_hit(&drawn, 1, i) && population_is_hit(&drawn, 2, i);
    }
    ck_assert_uint_eq(hits[0], 100);
    ck_assert(hits[1] >= 8 && hits[1] <= 32);
    ck_assert_uint_lt(both, hits[1]); /* two faults do not share their chance */
    ck_assert_uint_eq(hits[3], 0);
}
END_TEST

START_TEST(walk_ends_when_the_visitor_says_so)
{
    ck_assert_int_eq(walk((struct scenario_target){.group = 0, .klass = -1}, 4), FK_REFUSED);
    ck_assert_uint_eq(visited.count, 5);
}
END_TEST

/* A push is one message: a loss on I3 that means some customers takes their registers out of it
 * while it lasts, and nobody else's. {kind, interface, group, is one} */
static const struct {
    enum fault_kind kind;
    uint8_t interface;
    int group;
    bool is_one;
} losses[] = {{FAULT_LINK_LOSS, 3, 1, true},
              {FAULT_LINK_LOSS, 3, -1, false}, /* everybody: the message itself is lost */
              {FAULT_LINK_LOSS, 4, 1, false},
              {FAULT_LINK_DELAY, 3, 1, false}};

START_TEST(batch_is_lost_out_of_a_push)
{
    struct scenario_fault fault = {.kind = losses[_i].kind,
                                   .interface = losses[_i].interface,
                                   .from = 100,
                                   .to = 200,
                                   .share = 1000000,
                                   .target = {.group = losses[_i].group, .klass = -1}};
    struct sim_scenario some = scenario;
    uint8_t lost[100] = {0}, none[100] = {0};
    some.faults = &fault;
    some.fault_count = 1;
    ck_assert(population_is_batch_loss(&fault) == losses[_i].is_one);
    ck_assert(!population_has_batch_loss(&some, 99));
    ck_assert(population_has_batch_loss(&some, 100) == losses[_i].is_one);
    ck_assert(population_has_batch_loss(&some, 199) == losses[_i].is_one);
    ck_assert(!population_has_batch_loss(&some, 200));
    population_lose_batches(&some, 200, lost);
    ck_assert_mem_eq(lost, none, sizeof lost);
    population_lose_batches(&some, 100, lost);
    for (uint32_t i = 0; i < 100; i++) /* G2: every tenth that is not every fiftieth */
        ck_assert_uint_eq(lost[i], losses[_i].is_one && i % 10 == 0 && i % 50 != 0);
    fault.target.skip = 1; /* of those, the second and the third */
    fault.target.first = 2;
    fault.share = 999999;
    memset(lost, 0, sizeof lost);
    population_lose_batches(&some, 100, lost);
    for (uint32_t i = 0; i < 100 && losses[_i].group == 1; i++)
        ck_assert_uint_eq(lost[i], losses[_i].is_one && (i == 20 || i == 30));
}
END_TEST

/* K-04: of a share each day others are lost, the same ones in both pushes of a day. 30 % of 10,000
 * customers are 3,000, three sigma 137; of both days 900. */
START_TEST(a_share_is_lost_each_day)
{
    static struct scenario_group all = {.every = 1, .classes = 1};
    struct scenario_fault fault = {.kind = FAULT_LINK_LOSS,
                                   .interface = 3,
                                   .to = 2 * MS_DAY,
                                   .share = 300000,
                                   .target = {.group = 0, .klass = -1}};
    struct sim_scenario some = {.concentrators = 100,
                                .meters_per_concentrator = 100,
                                .groups = &all,
                                .group_count = 1,
                                .faults = &fault,
                                .fault_count = 1};
    static uint8_t lost[3][10000];
    unsigned first = 0, both = 0;
    population_lose_batches(&some, MS_HOUR, lost[0]);
    population_lose_batches(&some, 7 * MS_HOUR, lost[1]);
    population_lose_batches(&some, MS_HOUR + MS_DAY, lost[2]);
    ck_assert_mem_eq(lost[0], lost[1], sizeof lost[0]);
    for (uint32_t i = 0; i < 10000; i++) {
        first += lost[0][i];
        both += lost[0][i] && lost[2][i];
    }
    ck_assert_double_eq_tol(first, 3000, 137);
    ck_assert_double_eq_tol(both, 900, 86);
}
END_TEST

/* P-PAY-12: what is left of a payment is added in the groups that say so, where people react. */
START_TEST(balance_may_hold_what_is_left)
{
    static struct scenario_group two[] = {
        {.every = 1, .classes = 1, .balance = 100},
        {.every = 2, .classes = 1, .balance = 100, .has_rest = 1}};
    struct sim_scenario s = {.concentrators = 1,
                             .meters_per_concentrator = 4,
                             .groups = two,
                             .group_count = 2,
                             .policy = {.reminder = 5000, .warning = 3000},
                             .is_reacting = 1,
                             .habits = {.amounts = {16100}, .amount_spread = 978000}};
    struct population_segments segments;
    for (unsigned is_reacting = 0; is_reacting < 2; is_reacting++) {
        s.is_reacting = (uint8_t)is_reacting;
        ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
        ck_assert_int_eq(population_opening(&s, &segments, 1), 100);
        static const fen_t levels[HABIT_LEVELS] = {5000, 3000, 0};
        fen_t rest = is_reacting ? habits_rest(segments.habits, 2, levels) : 0;
        ck_assert(population_is_under_way(&s, 2) == is_reacting);
        ck_assert(!population_is_under_way(&s, 1));
        ck_assert_int_eq(population_opening(&s, &segments, 2), 100 + rest);
        ck_assert_int_eq(rest > 0, is_reacting);
        fen_t openings[3];
        population_openings(&s, &segments, 1, 3, openings);
        for (uint32_t i = 0; i < 3; i++)
            ck_assert_int_eq(openings[i], population_opening(&s, &segments, 1 + i));
        population_segments_fini(&segments);
    }
}
END_TEST

/* Each key of a target leaves somebody out. */
START_TEST(all_are_meant_without_a_key)
{
    static const struct scenario_target some[] = {{.group = 0, .klass = -1},
                                                  {.group = -1, .klass = 0},
                                                  {.group = -1, .klass = -1, .first = 1},
                                                  {.group = -1, .klass = -1, .skip = 1},
                                                  {.group = -1, .klass = -1, .concentrator = 1},
                                                  {.group = -1, .klass = -1, .line = 1}};
    struct scenario_target all = {.group = -1, .klass = -1};
    ck_assert(population_means_all(&all));
    for (unsigned i = 0; i < sizeof some / sizeof some[0]; i++)
        ck_assert(!population_means_all(&some[i]));
}
END_TEST

START_TEST(size_is_what_a_walk_visits)
{
    for (int group = -1; group < 3; group++)
        for (int klass = -1; klass < 3; klass++)
            for (uint32_t first = 0; first < 12; first += 3) {
                struct scenario_target target = {.group = group, .klass = klass, .first = first};
                ck_assert_int_eq(walk(target, 1000), FK_OK);
                ck_assert_uint_eq(population_size(&scenario, &target), visited.count);
            }
}
END_TEST

/* Ten concentrators, three to a front-end processor: the last one has one. {kind, fep, terminal,
 * terminals, first, count} */
static const struct {
    enum fault_kind kind;
    uint32_t fep, terminal, terminals, first, count;
} cut_off[] = {{FAULT_FEP_DOWN, 1, 0, 0, 0, 3},          {FAULT_FEP_DOWN, 2, 0, 0, 3, 3},
               {FAULT_FEP_DOWN, 4, 0, 0, 9, 1},          {FAULT_TERMINAL_OFFLINE, 0, 1, 0, 0, 1},
               {FAULT_TERMINAL_OFFLINE, 0, 8, 3, 7, 3},  {FAULT_CRYPTO_DOWN, 0, 0, 0, 0, 0},
               {FAULT_TERMINAL_OFFLINE, 0, 10, 1, 9, 1}, {FAULT_LINK_OUTAGE, 0, 0, 0, 0, 0}};

START_TEST(fault_cuts_lines)
{
    struct sim_scenario s = scenario;
    struct scenario_fault fault = {.kind = cut_off[_i].kind,
                                   .fep = cut_off[_i].fep,
                                   .terminal = cut_off[_i].terminal,
                                   .terminals = cut_off[_i].terminals};
    s.concentrators_per_fep = 3;
    struct population_lines lines = population_lines(&s, &fault);
    ck_assert_uint_eq(lines.first, cut_off[_i].first);
    ck_assert_uint_eq(lines.count, cut_off[_i].count);
}
END_TEST

/* CQ-13: of several entries for one customer the last holds; who stands in none has a valid number
 * of his own. */
START_TEST(phones_of_the_file)
{
    char empty[] = "", number[] = "13912345678";
    struct scenario_phone list[] = {
        {.number = empty, .target = {.group = 1, .klass = -1, .first = 3}},
        {.number = number, .owner = 1, .until = 99, .target = {.group = 1, .klass = 2}}};
    struct sim_scenario s = scenario;
    struct phones phones;
    ck_assert_int_eq(population_phones(&s, &phones), FK_OK);
    ck_assert_ptr_null(phones_find(&phones, 10, 0));
    phones_fini(&phones);
    s.phones = list;
    s.phone_count = 2;
    ck_assert_int_eq(population_phones(&s, &phones), FK_OK);
    const struct phone_entry *first = phones_find(&phones, 10, 1000);
    const struct phone_entry *second = phones_find(&phones, 20, 98);
    ck_assert(first && first->flaw == SMS_FATE_NUMBER_EMPTY && !first->is_other);
    ck_assert(second && second->flaw == SMS_FATE_PLAIN && second->is_other);
    ck_assert_ptr_null(phones_find(&phones, 20, 99));
    ck_assert_ptr_eq(phones_find(&phones, 30, 0), first);
    ck_assert_ptr_null(phones_find(&phones, 40, 0));
    phones_fini(&phones);
}
END_TEST

/* the last entry of a customer holds, and who stands in none has signed nothing. */
START_TEST(mandates_of_the_file)
{
    struct scenario_mandate list[] = {
        {.amount = 100, .target = {.group = 1, .klass = -1, .first = 3}},
        {.amount = 7, .is_batch = 1, .fails = 9, .target = {.group = 1, .klass = 2}}};
    struct sim_scenario s = scenario;
    struct mandates mandates;
    s.mandates = list;
    s.mandate_count = 2;
    ck_assert_int_eq(population_mandates(&s, &mandates), FK_OK);
    const struct mandate *second = mandates_find(&mandates, 20);
    ck_assert_int_eq(mandates_find(&mandates, 10)->amount, 100);
    ck_assert(second && second->amount == 7 && second->is_batch && second->fails == 9);
    ck_assert_ptr_null(mandates_find(&mandates, 40));
    ck_assert_ptr_null(mandates_find(NULL, 10));
    mandates_fini(&mandates);
}
END_TEST

/* groups differ in who approves their cuts; without a word the policy's holds. {levels
 * of the policy, approval of G2, levels of a customer of G1 and of G2, policies, some need an
 * approval} */
static const struct {
    uint8_t levels, approval, first, second;
    uint32_t policies;
    bool has_approval;
} approvals[] = {{0, 0, 0, 0, 1, false},
                 {1, 0, 1, 1, 1, true},
                 {0, 1, 0, 0, 3, false},
                 {0, 3, 0, 2, 3, true},
                 {2, 1, 2, 0, 3, true}};

START_TEST(group_has_its_own_approval)
{
    struct scenario_group own[3] = {groups[0], groups[1], groups[2]};
    struct sim_scenario s = scenario;
    struct population_segments segments;
    s.groups = own;
    s.policy.approval_levels = approvals[_i].levels;
    s.policy.cut_window.to = 7;
    own[1].approval = approvals[_i].approval;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_uint_eq(segments.policy_count, approvals[_i].policies);
    unsigned first = segment_of(&segments.index, 1)->policy;
    unsigned second = segment_of(&segments.index, 10)->policy;
    ck_assert_uint_eq(segments.policies[first].approval_levels, approvals[_i].first);
    ck_assert_uint_eq(segments.policies[second].approval_levels, approvals[_i].second);
    ck_assert_int_eq(segments.cut_windows[second].to, 7);
    ck_assert(population_has_approval(&s) == approvals[_i].has_approval);
    population_segments_fini(&segments);
}
END_TEST

/* P-THR-06, R-10, R-54: seven days of charge, and a group that is never cut. At a flat price a day
 * is 8 x 0.52 = 4.16. */
START_TEST(thresholds_in_days_of_charge)
{
    struct scenario_group own[] = {groups[0], groups[1]};
    struct sim_scenario s = scenario;
    struct population_segments segments;
    own[1].is_important = true;
    s.groups = own;
    s.group_count = 2;
    s.price = 520000;
    s.per_day = 800;
    s.policy = (struct fee_policy){.reminder = 1, .warning = 2, .reminder_days = 7};
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_uint_eq(segments.policy_count, 2);
    for (uint32_t i = 0; i < 100; i++) {
        const struct segment *his = segment_of(&segments.index, i);
        const struct fee_policy *policy = &segments.policies[his->policy];
        ck_assert_int_eq(policy->reminder, 7 * 416);
        ck_assert_int_eq(policy->warning, 2);
        ck_assert_int_eq(policy->overdraft, i % 10 == 0 ? FEE_NEVER_CUT : 0);
        ck_assert_int_eq(segments.cut_windows[his->policy].to, s.policy.cut_window.to);
    }
    population_segments_fini(&segments);
    s.policy.reminder_days = 0;
    own[1].is_important = false;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_ptr_eq(segments.policies, &s.policy); /* nothing of his own costs nothing */
    population_segments_fini(&segments);
}
END_TEST

/* T1: of several agreements of a customer the first says whether he has one at the start. */
START_TEST(some_are_left_out_at_the_start)
{
    struct scenario_agreement agreements[] = {{.to = 5, .target = {.group = 2, .klass = -1}},
                                              {.from = 7, .target = {.group = 2, .klass = -1}},
                                              {.from = 9, .target = {.group = 1, .klass = 1}}};
    struct sim_scenario s = scenario;
    uint8_t *out;
    ck_assert_int_eq(population_left_out(&s, &out), FK_OK);
    ck_assert_ptr_null(out);
    s.agreements = agreements;
    s.agreement_count = 3;
    ck_assert_int_eq(population_left_out(&s, &out), FK_OK);
    ck_assert_uint_eq(out[0] + out[50], 0);
    ck_assert_uint_eq(out[10], 1);
    ck_assert_uint_eq(out[20], 0);
    free(out);
}
END_TEST

/* T1: the second of two counties is in a wave. */
START_TEST(counties_of_waves_are_left_out)
{
    struct rollout_wave wave = {9, 2, 1};
    struct sim_scenario s = scenario;
    uint32_t half = scenario_customers(&s) / 2, sum = 0;
    uint8_t *out;
    s.rollout.counties = 2;
    s.waves = &wave;
    s.wave_count = 1;
    ck_assert_uint_eq(population_county(&s), half);
    ck_assert_uint_eq(population_county(&scenario), 2 * half);
    ck_assert_int_eq(population_left_out(&s, &out), FK_OK);
    for (uint32_t i = 0; i < 2 * half; i++)
        sum += out[i];
    ck_assert_uint_eq(sum, half);
    ck_assert(!out[half - 1] && out[half]);
    free(out);
}
END_TEST

/* {moment, customer, his file lacks the settled reading}. Two of G2 from 5 until before 9. */
static const struct {
    ms_t at;
    uint32_t customer;
    bool is_unfiled;
} files[] = {{4, 10, false}, {5, 10, true}, {8, 20, true}, {9, 10, false}, {5, 30, false}};

START_TEST(file_lacks_the_settled_reading)
{
    struct scenario_fault fault[] = {{.kind = FAULT_NOT_IN_TASK, .from = 1, .to = 100},
                                     {.kind = FAULT_NO_SETTLED,
                                      .from = 5,
                                      .to = 9,
                                      .target = {.group = 1, .klass = -1, .first = 2}}};
    struct sim_scenario s = scenario;
    fault[0].target = (struct scenario_target){.group = -1, .klass = -1};
    s.faults = fault;
    s.fault_count = 2;
    ck_assert(population_is_unfiled(&s, files[_i].at, files[_i].customer) == files[_i].is_unfiled);
}
END_TEST

/* the same of files that fee control cannot compute with; a mark that is there stays. */
START_TEST(files_are_flawed)
{
    struct scenario_fault fault = {.kind = FAULT_FILED_TWICE,
                                   .from = 5,
                                   .to = 9,
                                   .target = {.group = 1, .klass = -1, .first = 2}};
    struct sim_scenario s = scenario;
    uint8_t marks[40] = {[3] = 1};
    ck_assert(!population_has_flaws(&s));
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert(population_has_flaws(&s));
    population_mark_flaws(&s, files[_i].at, marks);
    ck_assert_uint_eq(marks[files[_i].customer], files[_i].is_unfiled);
    ck_assert_uint_eq(marks[3], 1);
    fault.kind = FAULT_NO_SETTLED;
    ck_assert(!population_has_flaws(&s));
}
END_TEST

/* By versions: (520.70 + 14490 / 31) x 1.025 = 1012.82 with a basic fee and a bad power factor;
 * 583.33 x 0.80 + 416.67 x 0.30 = 591.67 with two rates, 8 to 22 h. */
START_TEST(days_of_charge_by_versions)
{
    struct tariff_version versions[] = {
        {.months = TARIFF_ALL_YEAR, .base = {520700}, .per_kva = 2300, .pf_standard = 90},
        {.months = TARIFF_ALL_YEAR,
         .list = 1,
         .base = {0, 0, 800000, 0, 300000},
         .peak_hours = {8 * MS_HOUR, 22 * MS_HOUR}}};
    struct scenario_group own[] = {groups[0], groups[1]};
    struct sim_scenario s = scenario;
    struct population_segments segments;
    own[0].kva = 630;
    own[0].power_factor = 85;
    own[1].price_list = 1;
    own[1].is_tou = true;
    s.start = INT64_C(1772380800) * MS_SECOND; /* 2026-03-02 */
    s.days = 6;
    s.groups = own;
    s.group_count = 2;
    s.tariff_versions = versions;
    s.tariff_version_count = 2;
    s.per_day = 100000;
    s.policy = (struct fee_policy){.reminder_days = 7, .warning_days = 3};
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    const struct segment *first = segment_of(&segments.index, 1);
    const struct segment *second = segment_of(&segments.index, 10);
    ck_assert_uint_ne(first->tariff, second->tariff);
    ck_assert_int_eq(segments.policies[first->policy].reminder, 7 * 101282);
    ck_assert_int_eq(segments.policies[first->policy].warning, 3 * 101282);
    ck_assert_int_eq(segments.policies[second->policy].reminder, 7 * 59167);
    ck_assert_int_eq(segments.policies[second->policy].warning, 3 * 59167);
    population_segments_fini(&segments);
}
END_TEST

static Suite *population_suite(void)
{
    Suite *suite = suite_create("population");
    TCase *tcase = tcase_create("population");
    tcase_add_loop_test(tcase, customer_has_group_class_and_balance, 0,
                        (int)(sizeof rows / sizeof rows[0]));
    tcase_add_test(tcase, customer_without_a_group);
    tcase_add_loop_test(tcase, fault_cuts_lines, 0, (int)(sizeof cut_off / sizeof cut_off[0]));
    tcase_add_test(tcase, targets_choose_by_group_class_and_number);
    tcase_add_test(tcase, share_hits_some);
    tcase_add_test(tcase, walk_ends_when_the_visitor_says_so);
    tcase_add_test(tcase, all_are_meant_without_a_key);
    tcase_add_test(tcase, a_share_is_lost_each_day);
    tcase_add_test(tcase, balance_may_hold_what_is_left);
    tcase_add_test(tcase, size_is_what_a_walk_visits);
    tcase_add_loop_test(tcase, batch_is_lost_out_of_a_push, 0,
                        (int)(sizeof losses / sizeof losses[0]));
    tcase_add_test(tcase, phones_of_the_file);
    tcase_add_test(tcase, mandates_of_the_file);
    tcase_add_loop_test(tcase, group_has_its_own_approval, 0, 5);
    tcase_add_test(tcase, some_are_left_out_at_the_start);
    tcase_add_test(tcase, counties_of_waves_are_left_out);
    tcase_add_loop_test(tcase, file_lacks_the_settled_reading, 0, 5);
    tcase_add_loop_test(tcase, files_are_flawed, 0, 5);
    tcase_add_test(tcase, thresholds_in_days_of_charge);
    tcase_add_test(tcase, days_of_charge_by_versions);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(population_suite)
