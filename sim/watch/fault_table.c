#include "sim/watch/fault_table.h"

#include "models/feecontrol/judge.h"
#include "models/house/message_table.h"
#include "sim/scenario/population.h"

#define B(number) FAULT_BREAKS(number)

static bool has_fault(const struct sim_scenario *s, unsigned kind)
{
    for (uint32_t i = 0; i < s->fault_count; i++)
        if ((unsigned)s->faults[i].kind == kind)
            return true;
    return false;
}

/* A message of the interface may be under way for a day, or when the run ends. */
static bool is_unsettled_on(const struct sim_scenario *s, unsigned interface)
{
    ms_t end = s->start + (ms_t)s->days * MS_DAY, outage = 0;
    for (uint32_t i = 0; i < s->fault_count; i++) {
        const struct scenario_fault *f = &s->faults[i];
        bool is_out = f->kind == FAULT_LINK_OUTAGE || fault_is_of_centre(f->kind);
        bool is_slow = is_out || f->kind == FAULT_LINK_DELAY || f->kind == FAULT_LINK_DISORDER;
        if (!is_slow || !(population_interfaces(f) >> interface & 1))
            continue;
        if (f->to > end - MS_DAY)
            return true;
        if (is_out)
            outage += f->to - f->from;
        else if (chance_largest(&f->delay) >= MS_DAY / 2)
            return true;
    }
    return outage >= MS_DAY;
}

static bool is_unsettled(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (unsigned interface = 1; interface <= MESSAGE_INTERFACES; interface++)
        if (is_unsettled_on(s, interface))
            return true;
    return false;
}

/* The status word may not be read when it is wanted. */
static bool is_blind(const struct sim_scenario *s)
{
    bool is_slow = chance_largest(&s->read_time) >= s->command_timeout;
    return is_slow || !s->is_status_read || has_fault(s, FAULT_METER_UNREADABLE) ||
           has_fault(s, FAULT_POWER_CUT);
}

static bool is_safe(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (uint32_t i = 0; i < s->override_count; i++)
        if (s->overrides[i].restore_mode == OVERRIDE_PERMITS)
            return true;
    return s->policy.restore_mode == FEE_RESTORE_SAFE;
}

/* After a permit nobody may learn that the relay was closed all the time. */
static bool is_permit_blind(const struct sim_scenario *s, unsigned kind)
{
    return is_safe(s, kind) && is_blind(s);
}

/* nobody sees that a meter has done what it answered. */
static bool is_unproved(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->proof != PROOF_ANSWER &&
           (is_blind(s) || has_fault(s, FAULT_TERMINAL_OFFLINE) || has_fault(s, FAULT_FEP_DOWN));
}

static bool is_unchecked(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return !s->policy.second_check;
}

static bool is_by_hand(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->policy.restore_mode == FEE_RESTORE_BY_HAND;
}

/* Fee control has him owe more, or the monitor: whose money suffices is at the end of his cut as
 * soon as a hand may close (CQ-7), and the notice of that cut is none any more. */
static bool is_misread_by_hand(const struct sim_scenario *s, unsigned kind)
{
    return is_by_hand(s, kind) && has_fault(s, kind);
}

/* An agreement may end by a register that is too high, and what it was charged goes down again with
 * the right one. */
static bool is_misread_at_an_end(const struct sim_scenario *s, unsigned kind)
{
    for (uint32_t i = 0; i < s->agreement_count; i++)
        if (s->agreements[i].to > 0)
            return has_fault(s, kind);
    return false;
}

/* The registers of a flawed file are charged at once when it is in order: what was used on
 * both sides of a change of prices that fell into that time is divided by days. */
static bool is_flawed_over_a_change(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (uint32_t i = 0; i < s->fault_count && s->tariff_version_count > 1; i++)
        if (fault_is_of_file(s->faults[i].kind))
            return true;
    return false;
}

static bool needs_no_receipt(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return !s->policy.receipt_needed;
}

static bool has_no_crew(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->crews == 0 || s->crew_jobs_per_day == 0;
}

/* Two visits take longer than one. */
static bool has_second_level(const struct sim_scenario *s, unsigned kind)
{
    return s->is_second_level && (s->handheld_fails > 0 || has_fault(s, kind));
}

static bool has_bad_handhelds(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->handheld_fails > 0;
}

static bool has_late_entries(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->late_entries > 0;
}

/* A register that is computed with only in the course of the day is that of the day before when
 * a person looks, and when most cut windows open. */
static bool has_late_results(const struct sim_scenario *s)
{
    ms_t round = (ms_t)s->meters_per_concentrator * chance_largest(&s->read_time);
    return s->results_at >= FEE_PERSON_AT || s->read_at + round >= s->push_at;
}

static bool has_young_registers(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return has_late_results(s) &&
           s->policy.max_reading_age < (2 + (ms_t)s->policy.reading_lag_days) * MS_DAY;
}

static bool has_short_commands(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return chance_largest(&s->command_time) > s->command_valid;
}

/* Some messages are not received, and asked for anew only with the next calculation or plan. */
static bool loses_sms(const struct sim_scenario *s, unsigned kind)
{
    const struct sms_shares *shares = &s->sms_shares;
    (void)kind;
    return shares->rejected > 0 || shares->lost > 0 || shares->misrouted > 0 ||
           shares->receipt_lost > 0 || s->paper_lost > 0 ||
           chance_largest(&s->sms_delivery) > s->sms_validity;
}

static bool has_no_numbers(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->sms_shares.no_number > 0 || s->phone_count > 0;
}

static bool has_slow_sms(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return chance_largest(&s->sms_delivery) >= MS_HOUR;
}

/* A day's window takes fewer segments than a warning and a notice for each customer: who has to
 * wait is told late, or never, as his message runs out. */
static bool has_few_sms(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    ms_t open = s->sms_window.to - s->sms_window.from;
    open += open <= 0 ? MS_DAY : 0;
    int64_t day = (int64_t)s->sms_rate * open / MS_SECOND;
    return s->sms_rate > 0 && day < 2 * (int64_t)scenario_customers(s);
}

static bool has_late_tariff(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return population_loaded_at(s) > 0;
}

/* The statements of a day do not come on the day after. */
static bool has_late_statements(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (uint32_t i = 0; s->statement_at >= 0 && i < s->fault_count; i++)
        if (s->faults[i].kind == FAULT_PAYMENT_LINK_DOWN ||
            population_interfaces(&s->faults[i]) >> 11 & 1)
            return true;
    return false;
}

/* the last of those that were held comes after days. */
static bool has_slow_release(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    const struct clock_window *window = &s->policy.cut_window;
    bool is_held = s->lock_count > 0 || s->policy.no_cut_days != FEE_CUT_ALL_DAYS ||
                   s->policy.mass_brake > 0; /* whom a person lets go waits too */
    int64_t day = (int64_t)s->policy.release_rate * (window->to - window->from) / MS_HOUR;
    return is_held && s->policy.release_rate > 0 && day < scenario_customers(s);
}

static bool has_refusals(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return population_has_approval(s) &&
           (s->policy.approval_rejects > 0 || s->policy.approval_limit > 0 ||
            s->policy.approval_days > 0);
}

static bool has_manual_start(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return population_has_approval(s) && s->policy.is_start_manual;
}

static bool has_manual_switches(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (uint32_t i = 0; i < s->override_count; i++) {
        const struct scenario_override *o = &s->overrides[i];
        if (o->reminding == OVERRIDE_MANUAL || o->dunning == OVERRIDE_MANUAL ||
            o->restoring == OVERRIDE_MANUAL)
            return true;
    }
    return false;
}

/* the meter has answered, and its relay does not move when the delay is over. */
static bool is_stuck_later(const struct sim_scenario *s, unsigned kind)
{
    return s->trip_delay > 0 && has_fault(s, kind);
}

/* A current flows past a relay that is open: the order fails all the same. */
static bool is_passed_by(const struct sim_scenario *s, unsigned kind)
{
    return s->proof == PROOF_CURRENT_ZERO && has_fault(s, kind);
}

/* somebody has meters protected by hand. */
static bool has_protected(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    for (uint32_t i = 0; i < s->start_count; i++)
        if (s->starts[i].what == START_PROTECT)
            return true;
    return false;
}

static const struct fault_row rows[] = {
    {"crypto-down", "no command leaves; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_CRYPTO_DOWN},
    {"payment-link-down", "nothing: only posted money counts", 0, has_fault,
     FAULT_PAYMENT_LINK_DOWN},
    {"meter-unreadable", "no command arrives; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_METER_UNREADABLE},
    {"master-clock", "every command is expired; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_MASTER_CLOCK},
    {"link-delay", "registers, cancels, results and notices come late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_DELAY},
    {"link-loss", "what is lost and not confirmed never comes; the rest comes late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(14) | B(17) | B(18), has_fault, FAULT_LINK_LOSS},
    {"link-doubled", "nothing: copies are dropped at the door", 0, has_fault, FAULT_LINK_DOUBLED},
    {"link-disorder", "registers, cancels, results and notices come late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_DISORDER},
    {"link-outage", "registers, cancels, results and notices come late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_OUTAGE},
    {"fee-control-down", "registers, cancels, results and notices come late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_FEE_CONTROL_DOWN},
    {"marketing-down", "registers, cancels, results and notices come late",
     B(2) | B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_MARKETING_DOWN},
    /* with two changes of prices in an outage, the energy of the first is divided by days (TR-8) */
    {"calculation-down", "who is judged late is told and cut late", B(2) | B(6) | B(18), has_fault,
     FAULT_CALCULATION_DOWN},
    {"approvers-absent", "whose cut nobody approves is not cut", B(18), has_fault,
     FAULT_APPROVERS_ABSENT},
    {"crews-absent", "a field order waits", B(5) | B(6) | B(18), has_fault, FAULT_CREWS_ABSENT},
    {"hotline-down", "who does not know the button waits for the hotline", B(5), has_fault,
     FAULT_HOTLINE_DOWN},
    {"handlers-absent", "nothing: who has no register waits for it", 0, has_fault,
     FAULT_HANDLERS_ABSENT},
    {"channel-down", "nothing: who has not paid has not", 0, has_fault, FAULT_CHANNEL_DOWN},
    {"payment-lost", "nothing: only posted money counts", 0, has_fault, FAULT_PAYMENT_LOST},
    {"payment-undone", "nothing: it is posted until it is reversed", 0, has_fault,
     FAULT_PAYMENT_UNDONE},
    {"statement_at, and payment-link-down, marketing-down or a fault of I11",
     "a statement comes, and is matched, later than the day after", B(1), has_late_statements, 0},
    {"external-breaker", "nothing: it follows the relay", 0, has_fault, FAULT_EXTERNAL_BREAKER},
    {"breaker-by-hand", "nothing: a relay that is closed is all that can be done from afar", 0,
     has_fault, FAULT_BREAKER_BY_HAND},
    {"control-line-open", "the breaker stays closed over an open relay", B(18), has_fault,
     FAULT_CONTROL_LINE},
    {"breaker-tripped", "nothing: the relay is closed", 0, has_fault, FAULT_BREAKER_TRIPPED},
    {"manual-cut", "nothing: the relay is closed", 0, has_fault, FAULT_MANUAL_CUT},
    {"house-breaker", "nothing: the relay is closed", 0, has_fault, FAULT_HOUSE_BREAKER},
    {"bypass", "there is supply over an open relay", B(18), has_fault, FAULT_BYPASS},
    {"power-cut", "no command arrives; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_POWER_CUT},
    {"wrong-link", "another relay moves than was meant; a restore of the neighbour ends the notice",
     B(4) | B(5) | B(6) | B(14) | B(17) | B(18), has_fault, FAULT_WRONG_LINK},
    {"relay-stuck", "commands fail; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_RELAY_STUCK},
    {"relay-stuck, and trip_delay", "who is cut by the answer of his meter has a closed relay",
     B(17), is_stuck_later, FAULT_RELAY_STUCK},
    {"bypass, and confirm_by: current-zero", "a cut fails, and its relay has opened", B(17),
     is_passed_by, FAULT_BYPASS},
    {"control-line-open, and confirm_by: current-zero", "a cut fails, and its relay has opened",
     B(17), is_passed_by, FAULT_CONTROL_LINE},
    {"confirm_by: status-word, current-zero, and the status word cannot be read",
     "a cut fails that is done", B(17), is_unproved, 0},
    {"meter-protected", "cuts fail, and who is cut may close his relay",
     B(5) | B(6) | B(17) | B(18), has_fault, FAULT_METER_PROTECTED},
    {"starts: what: protect", "as meter-protected: a meter trips for nobody, or a key closes it",
     B(5) | B(6) | B(17) | B(18), has_protected, 0},
    {"key-out-of-reach", "a permit that nobody can use", B(5), has_fault, FAULT_KEY_LOCKED},
    {"meter-clock", "commands are expired, and registers come late; crews may not keep up",
     B(5) | B(6) | B(18), has_fault, FAULT_METER_CLOCK},
    {"fep-down", "commands wait for the standby, or are lost", B(5) | B(6) | B(18), has_fault,
     FAULT_FEP_DOWN},
    {"meter-refuses", "no command is obeyed; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_METER_REFUSES},
    {"mac-errors", "no command is obeyed; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_MAC_ERRORS},
    {"terminal-offline", "no command arrives; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_TERMINAL_OFFLINE},
    {"wrong-registers", "who has the money is cut, and who has not is not",
     B(2) | B(3) | B(5) | B(18), has_fault, FAULT_WRONG_REGISTERS},
    {"wrong-registers, and a hand closes", "the cut of who has the money is over for the monitor",
     B(4), is_misread_by_hand, FAULT_WRONG_REGISTERS},
    {"wrong-registers, and an agreement ends", "what was charged goes down with the right register",
     B(13), is_misread_at_an_end, FAULT_WRONG_REGISTERS},
    {"handheld-fails", "a crew cuts without asking", B(3) | B(4), has_fault, FAULT_HANDHELD_FAILS},
    {"second_level: true, and handhelds fail", "a restore on site takes two visits", B(5) | B(6),
     has_second_level, FAULT_HANDHELD_FAILS},
    {"link-delay, -disorder, -outage, a centre down: a day, or on the last day",
     "what is under way when a day or the run ends is no rest; a cut is told after a crew has cut",
     B(14) | B(17), is_unsettled, 0},
    {"restore_mode: safe, and the status word cannot be read",
     "a permit for a relay that was closed is taken for one that waits for the key", B(17),
     is_permit_blind, 0},
    {"second_check: false", "an order leaves on a copy of the money that may be stale", B(3),
     is_unchecked, 0},
    {"receipt_needed: false", "a notice counts that was sent and perhaps not received", B(4),
     needs_no_receipt, 0},
    {"restore_mode: safe", "a customer who is not told, or does not press the key, stays off", B(5),
     is_safe, 0},
    {"restore_mode: by-hand", "who is cut closes his breaker himself, and owes on (CQ-2)", B(18),
     is_by_hand, 0},
    {"handheld_fails: above 0 %", "a crew cuts without asking", B(3) | B(4), has_bad_handhelds, 0},
    {"late_entries: above 0 %",
     "an order on site is done and open; who was cut, and pays, is restored when it is known",
     B(5) | B(6), has_late_entries, 0},
    {"crews: 0, jobs_per_day: 0", "a field order is never carried out", B(5) | B(6) | B(18),
     has_no_crew, 0},
    {"tariff.versions: loaded late",
     "who pays otherwise by them is charged as before, to a day after his next register",
     B(2) | B(3) | B(5) | B(18) | FAULT_LATE_ONLY, has_late_tariff, 0},
    {"max_reading_age: below 2 d and reading_lag_days, results late",
     "his register may be too old whenever he could be cut", B(6) | B(18), has_young_registers, 0},
    {"command_valid: below command_time",
     "commands arrive expired; crews may not keep up with what that makes", B(5) | B(18),
     has_short_commands, 0},
    {"not-in-task", "his register comes late, or is too old whenever he could be cut", B(6) | B(18),
     has_fault, FAULT_NOT_IN_TASK},
    {"no-settled-reading", "who has none is not computed", B(18), has_fault, FAULT_NO_SETTLED},
    {"file-lost", "without his file he is not computed", B(6) | B(18), has_fault, FAULT_FILE_LOST},
    {"tariff-missing", "without his price he is not computed", B(6) | B(18), has_fault,
     FAULT_TARIFF_MISSING},
    {"meter-change-open", "no register of his counts until it is archived", B(6) | B(18), has_fault,
     FAULT_METER_CHANGE_OPEN},
    {"filed-twice", "two results of his, and none is used", B(6) | B(18), has_fault,
     FAULT_FILED_TWICE},
    {"file-lost, tariff-missing, meter-change-open, filed-twice, and prices change",
     "energy around the change is divided by days", B(2), is_flawed_over_a_change, 0},
    {"sms-down", "who is not told is not cut", B(6) | B(18), has_fault, FAULT_SMS_DOWN},
    {"sms.rejected, .lost, .misrouted, .receipt_lost, .paper_lost; .delivery beyond .validity",
     "who is not told is not cut, by a crew neither", B(6) | B(18), loses_sms, 0},
    {"sms.no_number, phones", "who cannot be told, or on paper alone, is not cut", B(6) | B(18),
     has_no_numbers, 0},
    {"locks, no_cut_days or mass_brake; release_rate: fewer a day than customers",
     "who was held waits for his turn", B(18), has_slow_release, 0},
    {"approval: rejected above 0 %, or a limit", "who is not approved is not cut", B(18),
     has_refusals, 0},
    {"approval: start manual", "whose flow nobody starts is not cut", B(18), has_manual_start, 0},
    {"overrides: reminding, dunning or restoring manual",
     "whom nobody duns is not cut, whom nobody restores stays in the dark", B(5) | B(18),
     has_manual_switches, 0},
    {"sms.rate and .window: fewer segments a day than two for each customer",
     "who is not told in time is not cut, by a crew neither", B(6) | B(18), has_few_sms, 0},
    {"sms.delivery: an hour or more", "who is not told is not cut", B(18), has_slow_sms, 0},
};

const struct fault_row *fault_row(unsigned index)
{
    return index < sizeof rows / sizeof rows[0] ? &rows[index] : NULL;
}

bool fault_may_break(const struct sim_scenario *scenario, unsigned invariant, bool is_late)
{
    for (unsigned i = 0; fault_row(i); i++)
        if (fault_row(i)->breaks & FAULT_BREAKS(invariant) &&
            (is_late || !(fault_row(i)->breaks & FAULT_LATE_ONLY)) &&
            fault_row(i)->is_in(scenario, fault_row(i)->kind))
            return true;
    return false;
}
