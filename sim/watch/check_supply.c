#include "sim/watch/check_supply.h"

#include "models/feecontrol/judge.h"
#include "models/meter/relay.h"
#include <inttypes.h>

/* For what is done at once: a few hops, whatever waits for the start of a minute. */
#define AT_ONCE (5 * MS_MINUTE)

/* A relay that moves by itself is not at rest. */
static bool is_moving(unsigned relay)
{
    return relay != RELAY_CLOSED && relay != RELAY_OPEN && relay != RELAY_PERMITTED;
}

static void flag(struct books_customer *c, unsigned flag, bool is_on)
{
    c->flags = (uint8_t)(is_on ? c->flags | flag : c->flags & ~flag);
}

/* who has the money is restored at once, so that an order is out for him, but for the
 * time between two of them, and until he may close himself, or while he is told that he will
 * be closed. A receipt that is still on its way to fee control is waited for. */
void check_supply_orders(struct books *books, struct books_case *c, ms_t now)
{
    const struct books_customer *b = &books->customers[c->id];
    bool is_idle = c->owed_since != 0 && c->orders == 0 && books_relay(b) == RELAY_OPEN &&
                   !(b->flags & BOOKS_UNTOLD);
    if (is_idle == (c->idle_due != 0))
        return;
    ms_t word = books_word_until(books, c->id);
    ms_t from = word > now ? word : now;
    c->idle_due = is_idle ? from + books_policy(books, c->id)->restore_gap + AT_ONCE : 0;
    if (is_idle)
        books_timer(books, c->idle_due, TIMER_IDLE, c->id);
}

/* From the money to the supply: a permit (1B) that nobody uses is none. */
static void look_owed(struct books *books, struct books_case *c, bool is_owed, ms_t now)
{
    if (is_owed == (c->owed_since != 0))
        return;
    c->owed_since = is_owed ? now : 0;
    c->is_owed_told = false;
    flag(&books->customers[c->id], BOOKS_WATCHED, is_owed);
    if (is_owed)
        books_timer(books, now + books->scenario->restore_limit, TIMER_OWED, c->id);
}

static void look_below(struct books *books, struct books_case *c, bool is_below, ms_t now)
{
    if (is_below == (c->below_due != 0))
        return;
    ms_t limit = books->scenario->cut_limit + books_policy(books, c->id)->overdue;
    c->below_due = is_below ? now + limit : 0;
    if (is_below)
        books_timer(books, c->below_due, TIMER_BELOW, c->id);
}

void check_supply(struct books *books, uint32_t customer, ms_t now)
{
    if (books_is_local(books, customer))
        return; /* his money is in the meter, and decides there (INV-17) */
    const struct fee_policy *policy = books_policy(books, customer);
    const struct books_customer *b = &books->customers[customer];
    struct books_case *c = books_case(books, customer);
    fen_t available = books_available(books, customer);
    bool is_off = books_relay(b) == RELAY_OPEN || books_relay(b) == RELAY_PERMITTED;
    /* who closes by hand is sent nothing to: it is up to him (CQ-7) */
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    bool is_out = books_decision(b) == FEE_NOT_ENROLLED;
    bool is_computed = !is_out && !(agreement && agreement->waits);
    /* T23, R-16: who was cut by an order is its concern until he is restored */
    bool is_concern = is_computed || (is_out && b->flags & BOOKS_CUT);
    bool is_owed = is_concern && is_off && books_is_restore(books, customer, available) &&
                   !fee_is_by_hand(policy);
    bool is_below = is_computed && (!agreement || agreement->is_in) && !(b->flags & BOOKS_OFF) &&
                    books_is_cut(books, customer, available);
    if (fee_is_by_hand(policy) && !policy->is_restoring_manual &&
        books_is_restore(books, customer, available))
        books_end_cut(books, customer, now); /* CQ-7: that is all that a restore is */
    if (!c && (is_owed || is_below))
        c = books_open(books, customer, now);
    if (!c)
        return;
    look_owed(books, c, is_owed, now);
    check_supply_orders(books, c, now);
    look_below(books, c, is_below, now);
}

void check_supply_unlocked(struct books *books, enum lock_scope scope, uint32_t id, ms_t now)
{
    for (uint32_t i = 0; i < books->cases.count; i++) {
        struct books_case *c = slots_at(&books->cases, i);
        if (!c || !c->below_due || !locks_concern(&books->locks, scope, id, c->id) ||
            locks_on(&books->locks, c->id) != HOLD_NONE)
            continue;
        look_below(books, c, false, now);
        check_supply(books, c->id, now);
    }
}

static bool is_something_open(const struct books *books, const struct books_case *c, ms_t now)
{
    unsigned decision = books_decision(&books->customers[c->id]);
    ms_t notice_at = books_notice(c, now);
    bool is_noticed = notice_at && now - notice_at <= books_policy(books, c->id)->notice_valid;
    /* the repeat of a cut goes out within a day (T13), and so does one that was approved too late
     * for the window of its day: what it is held by until the next does not count (T5) */
    bool is_repeated = c->cut_strategy && now - c->worked_at <= MS_DAY;
    return c->orders > 0 || c->exceptions > 0 || c->notices > 0 || c->held || c->is_braked ||
           is_noticed || is_repeated || decision == FEE_APPROVAL1 || decision == FEE_APPROVAL2;
}

/* who has paid has supply within the limit, and somebody works on it. INV-18. */
void check_supply_limit(struct books *books, const struct timer *timer)
{
    const struct sim_scenario *s = books->scenario;
    struct books_case *c = books_case(books, timer->id);
    if (!c)
        return;
    if (timer->kind == TIMER_OWED) {
        if (c->owed_since && c->owed_since + s->restore_limit == timer->due && !c->is_owed_told) {
            c->is_owed_told = true;
            violations_add(&books->found, 5, c->id, timer->due,
                           "money enough, and no supply for %" PRId64 " h",
                           s->restore_limit / MS_HOUR);
            violations_zh(&books->found, "余额足够，仍停电 %" PRId64 " 小时",
                          s->restore_limit / MS_HOUR);
            books_excuse_late(books, c->id, c->owed_since);
        }
        return;
    }
    if (timer->kind == TIMER_IDLE) {
        if (c->idle_due != timer->due || c->is_owed_told)
            return;
        c->is_owed_told = true;
        violations_add(&books->found, 5, c->id, timer->due,
                       "money enough, the relay open, and no order out to restore him (R-16)");
        violations_zh(&books->found, "余额足够，继电器断开，无复电工单（R-16）");
        books_excuse_late(books, c->id, c->owed_since);
        return;
    }
    if (c->below_due != timer->due)
        return;
    if (locks_on(&books->locks, c->id) != HOLD_NONE)
        return;                                    /* does not count: begins anew when it is over */
    if (is_something_open(books, c, timer->due)) { /* looked at again the next day */
        c->below_due += MS_DAY;
        books_timer(books, c->below_due, TIMER_BELOW, c->id);
        return;
    }
    violations_add(&books->found, 18, c->id, timer->due,
                   "%" PRId64 " fen available, supply on, and nothing under way for %" PRId64 " h",
                   books_available(books, c->id),
                   (s->cut_limit + books_policy(books, c->id)->overdue) / MS_HOUR);
    violations_zh(&books->found, "可用余额 %" PRId64 " 分，有电，%" PRId64 " 小时内无任何处理在途",
                  books_available(books, c->id),
                  (s->cut_limit + books_policy(books, c->id)->overdue) / MS_HOUR);
    books_excuse_late(books, c->id,
                      timer->due - s->cut_limit - books_policy(books, c->id)->overdue);
}

void check_contact(struct books *books, uint32_t customer, bool is_on, ms_t now)
{
    unsigned relay = books_relay(&books->customers[customer]);
    if (is_moving(relay) || is_on == (relay == RELAY_CLOSED) || slots_find(&books->sites, customer))
        return;
    violations_add(&books->found, 17, customer, now, "supply is %s, and the relay is %s",
                   is_on ? "on" : "off", relay_state_name(relay));
    violations_zh(&books->found, "现场%s，继电器“%s”", is_on ? "有电" : "无电",
                  relay_state_name_zh(relay));
}

#define IS(state) (1U << (state))
/* Where the relay may stand when nothing is under way, by decision; a state that waits for an order
 * is none to rest in. Who is not enrolled was not cut, or is restored (T23). Who was permitted to
 * close and falls into debt before he has pressed the key is judged like anybody: a cut is
 * pending, or failed, over a permitted relay. */
static const uint8_t rest[FEE_STATES] = {[FEE_NOT_ENROLLED] =
                                             IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_NORMAL] = IS(RELAY_CLOSED),
                                         [FEE_REMINDED] = IS(RELAY_CLOSED),
                                         [FEE_WARNED] = IS(RELAY_CLOSED),
                                         [FEE_HELD] = IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_NOTICE] = IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_APPROVAL1] = IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_APPROVAL2] = IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_CUT_FAILED] = IS(RELAY_CLOSED) | IS(RELAY_PERMITTED),
                                         [FEE_CUT] = IS(RELAY_OPEN),
                                         [FEE_CLOSE_ALLOWED] = IS(RELAY_PERMITTED),
                                         [FEE_RESTORE_FAILED] = IS(RELAY_OPEN)};

static bool is_agreed(const struct books_customer *b)
{
    return is_moving(books_relay(b)) || rest[books_decision(b)] & IS(books_relay(b));
}

/* Who closes by hand may have done so, or not, whatever was decided (CQ-2, CQ-7). */
static void tell_apart(struct books *books, uint32_t customer, ms_t now)
{
    struct books_customer *b = &books->customers[customer];
    unsigned decision = books_decision(b), relay = books_relay(b);
    if (fee_is_by_hand(books_policy(books, customer)))
        return;
    if (decision == FEE_NOT_ENROLLED && !(b->flags & BOOKS_CUT))
        return; /* nobody's order has opened it */
    flag(b, BOOKS_APART, true);
    violations_add(&books->found, 17, customer, now, "nothing under way, decision %s, relay %s",
                   fee_state_name(decision), relay_state_name(relay));
    violations_zh(&books->found, "无任何处理在途，费控状态“%s”，继电器“%s”",
                  fee_state_name_zh(decision), relay_state_name_zh(relay));
}

void check_terminal(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_terminal *terminal = slots_open(&books->terminals, note->id - 1);
    if (!terminal)
        books->err = FK_E_MEMORY;
    else
        terminal->heard_at = note->state ? now : MS_NEVER;
}

/* All that he has done came up by `since`, and what comes up comes at once. */
static bool is_heard(struct books *books, uint32_t customer, ms_t since)
{
    const struct books_terminal *terminal =
        slots_find(&books->terminals, areas_of(&books->areas, customer));
    return !terminal || terminal->heard_at <= since;
}

static bool is_case_quiet(struct books *books, uint32_t customer, ms_t since)
{
    const struct books_case *c = books_case(books, customer);
    if (books_word_until(books, customer) > since)
        return false;
    return !c || (c->orders == 0 && c->commands == 0 && c->notices == 0 && c->touched_at <= since);
}

/* His status word is asked for: as long as it is wanted, that is said again within the hour. */
static bool is_word_asked(struct books *books, uint32_t customer, ms_t now)
{
    const struct books_case *c = books_case(books, customer);
    return c && c->touched_at > now - MS_HOUR;
}

/* a register that came today leaves him below the overdraft, he has been warned or need not
 * be, and the day went by without a word. */
static void look_judged(struct books *books, uint32_t customer, ms_t now)
{
    const struct fee_policy *policy = books_policy(books, customer);
    struct books_customer *b = &books->customers[customer];
    unsigned decision = books_decision(b);
    bool is_due = decision == FEE_WARNED || (!policy->warn_before_cut &&
                                             (decision == FEE_NORMAL || decision == FEE_REMINDED));
    fen_t available = books_available(books, customer);
    bool is_decided = is_case_quiet(books, customer, now);
    bool is_by_itself = !policy->is_dunning_manual; /* CQ-10 */
    if (!is_due || !books_is_cut(books, customer, available) || !is_decided || !is_by_itself)
        return;
    flag(b, BOOKS_APART, true);
    violations_add(&books->found, 2, customer, now,
                   "%" PRId64 " fen available by a register of this day (R-75), decision %s",
                   available, fee_state_name(decision));
    violations_zh(&books->found, "当日可用 %" PRId64 " 分（R-75），费控状态“%s”", available,
                  fee_state_name_zh(decision));
    books_excuse_late(books, customer, now);
}

void check_layers(struct books *books, ms_t now)
{
    struct books_customer *customers = books->customers; /* once: the loop writes bytes */
    uint32_t count = books->count;
    for (uint32_t i = 0; i < count; i++) {
        struct books_customer *b = &customers[i];
        if (!is_agreed(b) && !(b->flags & (BOOKS_TOUCHED | BOOKS_APART)) &&
            is_case_quiet(books, i, now) && !is_word_asked(books, i, now) &&
            is_heard(books, i, now - MS_DAY))
            tell_apart(books, i, now);
        if ((b->flags & (BOOKS_PUSHED | BOOKS_TOUCHED | BOOKS_READ | BOOKS_APART | BOOKS_OFF)) ==
            BOOKS_PUSHED)
            look_judged(books, i, now);
        b->flags = (uint8_t)(b->flags & ~(BOOKS_TOUCHED | BOOKS_READ | BOOKS_PUSHED));
    }
}

void check_layers_left(struct books *books, ms_t now)
{
    for (uint32_t i = 0; i < books->count; i++)
        if (!(books->customers[i].flags & BOOKS_APART) && !is_agreed(&books->customers[i]) &&
            is_case_quiet(books, i, now - MS_HOUR) && is_heard(books, i, now - MS_HOUR))
            tell_apart(books, i, now);
}
