/* The table of what may break what: every fault kind has its row, settings count, and the page in
 * docs/scenario.md says the same (FK_BLESS=1 in the environment writes it anew). */
#include "sim/watch/fault_table.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>

static const char page_path[] = FK_TEST_DIR "/../docs/scenario.md";
static const char begin_mark[] = "<!-- faults: made from the code, do not edit by hand -->\n";
static const char end_mark[] = "<!-- end of faults -->\n";

/* Sound: everything that a policy can do right, and crews. */
static struct sim_scenario sound(void)
{
    struct sim_scenario s = {.crews = 1,
                             .crew_jobs_per_day = 12,
                             .is_status_read = true,
                             .command_timeout = MS_MINUTE,
                             .statement_at = -1};
    s.policy.second_check = s.policy.receipt_needed = true;
    s.policy.max_reading_age = 2 * MS_DAY;
    s.sms_delivery = chance_const(MS_HOUR - 1);
    s.sms_validity = MS_HOUR;
    s.command_time = chance_const(10 * MS_SECOND);
    s.command_valid = 10 * MS_SECOND;
    s.read_time = chance_const(5 * MS_SECOND);
    s.meters_per_concentrator = 10;
    s.read_at = 5 * MS_MINUTE;
    s.push_at = 4 * MS_HOUR;
    s.results_at = 5 * MS_HOUR;
    return s;
}

static uint32_t may_break(const struct sim_scenario *scenario)
{
    uint32_t set = 0;
    for (unsigned i = 1; i < SIM_INVARIANTS; i++)
        if (fault_may_break(scenario, i, true))
            set |= FAULT_BREAKS(i);
    return set;
}

/* TR-8: a version that is loaded late excuses what comes of it, and nothing else. */
START_TEST(late_version_excuses_some)
{
    struct sim_scenario s = sound();
    struct tariff_version version = {.loaded = s.start + MS_DAY};
    s.tariff_versions = &version;
    s.tariff_version_count = 1;
    ck_assert_uint_eq(may_break(&s),
                      FAULT_BREAKS(2) | FAULT_BREAKS(3) | FAULT_BREAKS(5) | FAULT_BREAKS(18));
    for (unsigned i = 1; i < SIM_INVARIANTS; i++)
        ck_assert(!fault_may_break(&s, i, false));
    version.loaded = s.start;
    ck_assert_uint_eq(may_break(&s), 0);
}
END_TEST

START_TEST(sound_scenario_breaks_nothing)
{
    struct sim_scenario s = sound();
    ck_assert_uint_eq(may_break(&s), 0);
}
END_TEST

START_TEST(every_fault_kind_has_one_row)
{
    for (unsigned kind = 0; kind < FAULT_KINDS; kind++) {
        unsigned found = 0;
        for (unsigned i = 0; fault_row(i); i++)
            found += strcmp(fault_row(i)->name, fault_kind_name(kind)) == 0 &&
                     fault_row(i)->kind == kind;
        ck_assert_msg(found == 1, "%s has %u rows", fault_kind_name(kind), found);
    }
}
END_TEST

#define UNSUPPLIED (FAULT_BREAKS(5) | FAULT_BREAKS(6) | FAULT_BREAKS(18))
#define UNTOLD     (FAULT_BREAKS(6) | FAULT_BREAKS(18))
#define CUTS_WRONG (FAULT_BREAKS(3) | FAULT_BREAKS(4))
#define LATE       (UNSUPPLIED | CUTS_WRONG | FAULT_BREAKS(2) | FAULT_BREAKS(9))
START_TEST(faults_of_a_scenario_count)
{
    static const uint32_t breaks[FAULT_KINDS] = {
        [FAULT_CRYPTO_DOWN] = UNSUPPLIED,
        [FAULT_PAYMENT_LINK_DOWN] = 0,
        [FAULT_METER_UNREADABLE] = UNSUPPLIED,
        [FAULT_MASTER_CLOCK] = UNSUPPLIED,
        [FAULT_LINK_DELAY] = LATE,
        [FAULT_LINK_LOSS] = LATE | FAULT_BREAKS(14) | FAULT_BREAKS(17),
        [FAULT_LINK_DOUBLED] = 0,
        [FAULT_LINK_DISORDER] = LATE,
        [FAULT_LINK_OUTAGE] = LATE,
        [FAULT_CONTROL_LINE] = FAULT_BREAKS(18),
        [FAULT_BYPASS] = FAULT_BREAKS(18),
        [FAULT_POWER_CUT] = UNSUPPLIED,
        [FAULT_WRONG_LINK] = UNSUPPLIED | FAULT_BREAKS(4) | FAULT_BREAKS(14) | FAULT_BREAKS(17),
        [FAULT_RELAY_STUCK] = UNSUPPLIED,
        [FAULT_METER_PROTECTED] = UNSUPPLIED | FAULT_BREAKS(17),
        [FAULT_KEY_LOCKED] = FAULT_BREAKS(5),
        [FAULT_METER_CLOCK] = UNSUPPLIED,
        [FAULT_FEP_DOWN] = UNSUPPLIED,
        [FAULT_TERMINAL_OFFLINE] = UNSUPPLIED,
        [FAULT_SMS_DOWN] = UNTOLD,
        [FAULT_WRONG_REGISTERS] =
            FAULT_BREAKS(2) | FAULT_BREAKS(3) | FAULT_BREAKS(5) | FAULT_BREAKS(18),
        [FAULT_METER_REFUSES] = UNSUPPLIED,
        [FAULT_NOT_IN_TASK] = UNTOLD,
        [FAULT_NO_SETTLED] = FAULT_BREAKS(18),
        [FAULT_FILE_LOST] = UNTOLD,
        [FAULT_TARIFF_MISSING] = UNTOLD,
        [FAULT_METER_CHANGE_OPEN] = UNTOLD,
        [FAULT_FILED_TWICE] = UNTOLD,
        [FAULT_HANDHELD_FAILS] = CUTS_WRONG,
        [FAULT_FEE_CONTROL_DOWN] = LATE,
        [FAULT_MARKETING_DOWN] = LATE,
        [FAULT_CALCULATION_DOWN] = FAULT_BREAKS(2) | UNTOLD, /* */
        [FAULT_APPROVERS_ABSENT] = FAULT_BREAKS(18),
        [FAULT_CREWS_ABSENT] = UNSUPPLIED,
        [FAULT_HOTLINE_DOWN] = FAULT_BREAKS(5),
        [FAULT_MAC_ERRORS] = UNSUPPLIED,
        [FAULT_CHANNEL_DOWN] = 0};
    struct scenario_fault fault[2] = {{.kind = FAULT_PAYMENT_LINK_DOWN}, {.interface = 8}};
    for (unsigned kind = 0; kind < FAULT_KINDS; kind++) {
        struct sim_scenario s = sound();
        s.faults = fault;
        s.fault_count = 2;
        s.days = 10;
        fault[1].kind = (enum fault_kind)kind;
        ck_assert_uint_eq(may_break(&s), breaks[kind]);
    }
}
END_TEST

/* A window of a second at one segment a second, each day: two for a customer are enough. {seconds,
 * segments a second, concentrators of ten customers, may break} */
static const struct {
    int seconds;
    uint32_t rate, concentrators;
    bool may_break;
} windows[] = {{20, 1, 1, false}, {19, 1, 1, true}, {10, 2, 1, false}, {39, 1, 2, true}};

START_TEST(narrow_window_tells_late)
{
    struct sim_scenario s = sound();
    s.concentrators = windows[_i].concentrators;
    s.sms_window =
        (struct clock_window){8 * MS_HOUR, 8 * MS_HOUR + windows[_i].seconds * MS_SECOND};
    s.sms_rate = windows[_i].rate;
    ck_assert_uint_eq(may_break(&s), windows[_i].may_break ? UNTOLD : 0);
}
END_TEST

/* What is under way is no rest: outages of one interface that add to a day, delays of a day,
 * anything on the last day. {kind, hours from, to, delay in hours, INV-17 may break}, ten days */
static const struct {
    enum fault_kind kind;
    int from, to, delay;
    bool may_break;
} links[] = {{FAULT_LINK_OUTAGE, 24, 47, 0, false},   {FAULT_LINK_OUTAGE, 24, 48, 0, true},
             {FAULT_LINK_OUTAGE, 215, 216, 0, false}, {FAULT_LINK_OUTAGE, 215, 217, 0, true},
             {FAULT_LINK_DELAY, 24, 48, 3, false},    {FAULT_LINK_DELAY, 24, 48, 12, true},
             {FAULT_LINK_DISORDER, 24, 217, 0, true}, {FAULT_LINK_DOUBLED, 24, 240, 24, false}};

START_TEST(messages_under_way_are_no_rest)
{
    struct scenario_fault fault = {.kind = links[_i].kind,
                                   .interface = 8,
                                   .from = links[_i].from * MS_HOUR,
                                   .to = links[_i].to * MS_HOUR,
                                   .delay = chance_const(links[_i].delay * MS_HOUR)};
    struct sim_scenario s = sound();
    s.days = 10;
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s) >> 17 & 1, links[_i].may_break);
    /* a result that comes a day late, when a crew has cut, reads like a second cut */
    ck_assert_uint_eq(may_break(&s) >> 14 & 1, links[_i].may_break);
}
END_TEST

/* INV-01, R-82: with statements a payment may stay on one side for longer than the day after, if
 * they come late: over I11, or not at all for a while. */
START_TEST(statements_come_late)
{
    struct scenario_fault fault = {.kind = FAULT_LINK_DISORDER, .interface = 11};
    struct sim_scenario s = sound();
    s.days = 10;
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(1), 0);
    s.statement_at = 0;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(1), FAULT_BREAKS(1));
    fault.interface = 9;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(1), 0);
    fault = (struct scenario_fault){.kind = FAULT_PAYMENT_LINK_DOWN};
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(1));
    fault.kind = FAULT_PAYMENT_LOST;
    ck_assert_uint_eq(may_break(&s), 0);
}
END_TEST

/* a stuck relay breaks INV-17 where a delay lies between its answer and its movement; a
 * current that flows past an open relay does where it decides. */
START_TEST(answer_is_no_movement)
{
    struct scenario_fault fault = {.kind = FAULT_RELAY_STUCK};
    struct sim_scenario s = sound();
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s), UNSUPPLIED);
    s.trip_delay = MS_MINUTE;
    ck_assert_uint_eq(may_break(&s), UNSUPPLIED | FAULT_BREAKS(17));
    s.trip_delay = 0;
    for (unsigned i = 0; i < 2; i++) {
        fault.kind = i ? FAULT_BYPASS : FAULT_CONTROL_LINE;
        s.proof = PROOF_STATUS_WORD;
        ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
        s.proof = PROOF_CURRENT_ZERO;
        ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(17) | FAULT_BREAKS(18));
    }
    for (unsigned i = 0; i < 2; i++) {
        fault.kind = i ? FAULT_TERMINAL_OFFLINE : FAULT_FEP_DOWN;
        ck_assert_uint_eq(may_break(&s), UNSUPPLIED | FAULT_BREAKS(17));
    }
    s = sound();
    s.proof = PROOF_STATUS_WORD;
    ck_assert_uint_eq(may_break(&s), 0);
    s.read_time = chance_const(MS_MINUTE);
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(17));
}
END_TEST

/* P-FLD-06: what is not entered is open. */
START_TEST(late_entries_keep_orders_open)
{
    struct sim_scenario s = sound();
    s.late_entries = 1;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(6));
}
END_TEST

/* what a permit did is seen in the status word alone. */
START_TEST(permit_needs_the_status_word)
{
    struct scenario_fault fault = {.kind = FAULT_METER_UNREADABLE};
    struct sim_scenario s = sound();
    s.is_status_read = true;
    s.command_timeout = MS_MINUTE;
    s.read_time = chance_const(MS_MINUTE - 1);
    s.policy.restore_mode = FEE_RESTORE_SAFE;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5)); /* whoever does not press the key */
    s.read_time = chance_const(MS_MINUTE);
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(17));
    s.policy.restore_mode = FEE_RESTORE_AUTOMATIC;
    ck_assert_uint_eq(may_break(&s), 0);
    s.policy.restore_mode = FEE_RESTORE_SAFE;
    s.read_time = chance_const(1);
    s.is_status_read = false;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(17));
    s.is_status_read = true;
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s), UNSUPPLIED | FAULT_BREAKS(17));
}
END_TEST

/* Who is not told is not cut, whatever the reason: messages that do not come, numbers that are
 * none. What is delivered and not read breaks nothing: nobody knows. */
START_TEST(messages_that_do_not_come_count)
{
    struct scenario_phone phone = {.is_paper = true};
    struct sim_scenario s = sound();
    s.sms_shares.intercepted = s.sms_shares.wrong_owner = 1000000;
    ck_assert_uint_eq(may_break(&s), 0);
    s.sms_validity = MS_HOUR - 2;
    ck_assert_uint_eq(may_break(&s), UNTOLD);
    uint32_t *shares[] = {&s.sms_shares.rejected,     &s.sms_shares.lost, &s.sms_shares.misrouted,
                          &s.sms_shares.receipt_lost, &s.paper_lost,      &s.sms_shares.no_number};
    for (unsigned i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        s = sound();
        *shares[i] = 1;
        ck_assert_uint_eq(may_break(&s), UNTOLD);
    }
    s = sound();
    s.phones = &phone;
    s.phone_count = 1;
    ck_assert_uint_eq(may_break(&s), UNTOLD);
}
END_TEST

/* 20 customers and a window of 7.5 h: at 2 an hour 15 of them are released in a day, at 3
 * all. */
START_TEST(slow_release)
{
    struct scenario_lock lock = {.kind = HOLD_PERIOD};
    struct sim_scenario s = sound();
    s.concentrators = 2;
    s.policy.cut_window = (struct clock_window){0, 15 * MS_HOUR / 2};
    s.policy.release_rate = 2;
    ck_assert_uint_eq(may_break(&s), 0);
    s.locks = &lock;
    s.lock_count = 1;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s.policy.release_rate = 3;
    ck_assert_uint_eq(may_break(&s), 0);
    s.lock_count = 0;
    s.policy.release_rate = 2;
    s.policy.no_cut_days = FEE_NOT_DAYS_OFF;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s.policy.no_cut_days = FEE_CUT_ALL_DAYS;
    s.policy.mass_brake = 20; /* */
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s.policy.release_rate = 3;
    ck_assert_uint_eq(may_break(&s), 0);
}
END_TEST

/* R-10, T7: where a person starts the flow of approval cuts, whoever needs an approval. */
START_TEST(flow_that_nobody_starts)
{
    struct scenario_group group = {.every = 1, .classes = 1, .approval = 2};
    struct sim_scenario s = sound();
    s.policy.is_start_manual = true;
    ck_assert_uint_eq(may_break(&s), 0);
    s.policy.approval_levels = 1;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s.policy.approval_levels = 0;
    s.groups = &group;
    s.group_count = 1;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s.policy.is_start_manual = false;
    ck_assert_uint_eq(may_break(&s), 0);
}
END_TEST

/* CQ-10: where something is left to a person, and nowhere else. */
START_TEST(left_to_a_person)
{
    struct scenario_override entry = {.warning = 1, .restoring = OVERRIDE_AUTOMATIC};
    struct sim_scenario s = sound();
    s.overrides = &entry;
    s.override_count = 1;
    ck_assert_uint_eq(may_break(&s), 0);
    entry.restoring = OVERRIDE_MANUAL;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(18));
    entry = (struct scenario_override){.dunning = OVERRIDE_MANUAL};
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(18));
}
END_TEST

/* CQ-7: who has the money by the true registers ends his cut by a hand, and the notice with it. */
START_TEST(wrong_registers_and_a_hand)
{
    struct scenario_fault fault = {.kind = FAULT_WRONG_REGISTERS};
    struct sim_scenario s = sound();
    s.policy.restore_mode = FEE_RESTORE_BY_HAND;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(4), 0);
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(4), FAULT_BREAKS(4));
    s.policy.restore_mode = FEE_RESTORE_AUTOMATIC;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(4), 0);
}
END_TEST

/* who is protected by hand is as with meter-protected; an alarm does nothing. */
START_TEST(protections_by_hand)
{
    struct scenario_start start = {.what = START_ALARM};
    struct sim_scenario s = sound();
    uint32_t before = may_break(&s);
    s.starts = &start;
    s.start_count = 1;
    ck_assert_uint_eq(may_break(&s), before);
    start.what = START_PROTECT;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(17), FAULT_BREAKS(17));
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(18), FAULT_BREAKS(18));
}
END_TEST

/* INV-13: an agreement ends by a register that was too high, and the right one comes after it. */
START_TEST(wrong_registers_and_an_end)
{
    struct scenario_fault fault = {.kind = FAULT_WRONG_REGISTERS};
    struct scenario_agreement agreement = {0};
    struct sim_scenario s = sound();
    s.agreements = &agreement;
    s.agreement_count = 1;
    s.faults = &fault;
    s.fault_count = 1;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(13), 0);
    agreement.to = s.start + MS_DAY;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(13), FAULT_BREAKS(13));
    s.fault_count = 0;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(13), 0);
}
END_TEST

/* INV-02: with one version of a tariff, or without a file that is flawed, the charge is exact. */
START_TEST(flawed_files_and_new_prices)
{
    struct scenario_fault fault = {.kind = FAULT_TARIFF_MISSING};
    struct tariff_version versions[2] = {{.from = 0}, {.from = 1}};
    struct sim_scenario s = sound();
    s.tariff_versions = versions;
    s.faults = &fault;
    s.fault_count = 1;
    s.tariff_version_count = 1;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(2), 0);
    s.tariff_version_count = 2;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(2), FAULT_BREAKS(2));
    fault.kind = FAULT_CRYPTO_DOWN;
    ck_assert_uint_eq(may_break(&s) & FAULT_BREAKS(2), 0);
}
END_TEST

START_TEST(settings_of_a_scenario_count)
{
    struct sim_scenario s = sound();
    s.policy.second_check = false;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(3));
    s = sound();
    s.policy.receipt_needed = false;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(4));
    s = sound();
    s.policy.restore_mode = FEE_RESTORE_BY_HAND;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
    s = sound();
    s.crews = 0;
    ck_assert_uint_eq(may_break(&s), UNSUPPLIED);
    s = sound();
    s.crew_jobs_per_day = 0;
    ck_assert_uint_eq(may_break(&s), UNSUPPLIED);
    s = sound();
    s.policy.max_reading_age = 2 * MS_DAY - 1; /* only if registers are computed with late */
    ck_assert_uint_eq(may_break(&s), 0);
    s.results_at = 8 * MS_HOUR + 30 * MS_MINUTE;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(6) | FAULT_BREAKS(18));
    s.results_at--;
    ck_assert_uint_eq(may_break(&s), 0);
    s.push_at = s.read_at + 50 * MS_SECOND; /* ten meters of 5 s */
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(6) | FAULT_BREAKS(18));
    s = sound();
    s.policy.reading_lag_days = 1;
    s.results_at = 9 * MS_HOUR;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(6) | FAULT_BREAKS(18));
    s.policy.max_reading_age = 3 * MS_DAY;
    ck_assert_uint_eq(may_break(&s), 0);
    s.command_valid = 10 * MS_SECOND - 1;
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(5) | FAULT_BREAKS(18));
    s = sound();
    s.sms_delivery = chance_const(MS_HOUR);
    ck_assert_uint_eq(may_break(&s), FAULT_BREAKS(18));
}
END_TEST

static char *make_table(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    fputs("\n| fault or setting | may break | why |\n| --- | --- | --- |\n", out);
    for (unsigned i = 0; fault_row(i); i++) {
        const char *comma = "";
        fprintf(out, "| `%s` | ", fault_row(i)->name);
        for (unsigned n = 1; n < SIM_INVARIANTS; n++)
            if (fault_row(i)->breaks & FAULT_BREAKS(n)) {
                fprintf(out, "%sINV-%02u", comma, n);
                comma = ", ";
            }
        fprintf(out, "%s | %s |\n", *comma ? "" : "-", fault_row(i)->why);
    }
    fputs("\n", out);
    fclose(out);
    return text;
}

START_TEST(page_has_the_table)
{
    FILE *file = fopen(page_path, "r");
    ck_assert_ptr_nonnull(file);
    char *page = calloc(1, 1 << 20), *table = make_table();
    ck_assert_ptr_nonnull(page);
    ck_assert_uint_lt(fread(page, 1, (1 << 20) - 1, file), (1 << 20) - 1);
    fclose(file);
    char *begin = strstr(page, begin_mark), *end = strstr(page, end_mark);
    ck_assert_msg(begin && end && begin < end, "the marks of the table are gone");
    begin += strlen(begin_mark);
    bool is_same =
        strlen(table) == (size_t)(end - begin) && strncmp(table, begin, strlen(table)) == 0;
    if (!is_same && getenv("FK_BLESS")) {
        file = fopen(page_path, "w");
        ck_assert_ptr_nonnull(file);
        fprintf(file, "%.*s%s%s", (int)(begin - page), page, table, end);
        ck_assert_int_eq(fclose(file), 0);
        is_same = true;
    }
    ck_assert_msg(is_same, "docs/scenario.md differs from the table in the code");
    free(page);
    free(table);
}
END_TEST

static Suite *fault_table_suite(void)
{
    Suite *suite = suite_create("fault_table");
    TCase *tcase = tcase_create("table");
    tcase_add_test(tcase, sound_scenario_breaks_nothing);
    tcase_add_loop_test(tcase, narrow_window_tells_late, 0, 4);
    tcase_add_test(tcase, late_version_excuses_some);
    tcase_add_test(tcase, every_fault_kind_has_one_row);
    tcase_add_test(tcase, faults_of_a_scenario_count);
    tcase_add_loop_test(tcase, messages_under_way_are_no_rest, 0,
                        (int)(sizeof links / sizeof links[0]));
    tcase_add_test(tcase, permit_needs_the_status_word);
    tcase_add_test(tcase, answer_is_no_movement);
    tcase_add_test(tcase, late_entries_keep_orders_open);
    tcase_add_test(tcase, statements_come_late);
    tcase_add_test(tcase, messages_that_do_not_come_count);
    tcase_add_test(tcase, slow_release);
    tcase_add_test(tcase, flow_that_nobody_starts);
    tcase_add_test(tcase, left_to_a_person);
    tcase_add_test(tcase, wrong_registers_and_a_hand);
    tcase_add_test(tcase, wrong_registers_and_an_end);
    tcase_add_test(tcase, protections_by_hand);
    tcase_add_test(tcase, flawed_files_and_new_prices);
    tcase_add_test(tcase, settings_of_a_scenario_count);
    tcase_add_test(tcase, page_has_the_table);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fault_table_suite)
