#include "sim/scenario/scenario_never.h"

#include "base/money.h"
#include "sim/scenario/population.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct telling {
    const struct sim_scenario *scenario;
    ms_t end;
    int (*tell)(void *context, struct fk_text text);
    void *context;
    char text[FK_LANGS][SCENARIO_NEVER_MAX];
    int err; /* what `tell` returned last */
};

/* The sentence in one language; told when both are there. */
__attribute__((format(printf, 3, 4))) static void say(struct telling *t, enum fk_lang lang,
                                                      const char *format, ...)
{
    va_list list;
    if (t->err != FK_OK)
        return;
    va_start(list, format);
    vsnprintf(t->text[lang], sizeof t->text[lang], format, list);
    va_end(list);
    if (lang == FK_ZH)
        t->err = t->tell(t->context, (struct fk_text){t->text[FK_EN], t->text[FK_ZH]});
}

/* Keys: entries are named as in the sentences of refused files, "faults.0" being the first. */
static const char fault[] = "faults", lock[] = "locks", payment[] = "payments", reading[] = "reads",
                  query[] = "queries", hand[] = "hands", clock_sync[] = "clock_syncs",
                  phone[] = "phones", text[] = "messages", mandate[] = "mandates",
                  start[] = "starts", agreement[] = "agreements", local[] = "local_meters",
                  wave[] = "rollout.waves", override[] = "overrides";

/* "D12 08:30:00" */
static const char *moment(const struct telling *t, ms_t at, char out[32])
{
    struct clock_civil civil = clock_to_civil(at);
    snprintf(out, 32, "D%" PRId64 " %02d:%02d:%02d", (at - t->scenario->start) / MS_DAY, civil.hour,
             civil.minute, civil.second);
    return out;
}

/* Says it if the entry is due after the end. */
static bool is_after_end(struct telling *t, const char *what, uint32_t number, ms_t at)
{
    char when[32];
    if (at < t->end)
        return false;
    moment(t, at, when);
    say(t, FK_EN, "%s.%u never: %s is not before the end of the run", what, number, when);
    say(t, FK_ZH, "%s.%u 不会发生：%s 不早于运行结束", what, number, when);
    return true;
}

/* Customers that the target means, `first` not regarded. */
static uint32_t members(const struct telling *t, const struct scenario_target *target)
{
    struct scenario_target all = *target;
    all.first = 0;
    return population_size(t->scenario, &all); /* `skip` regarded */
}

static void say_missing(struct telling *t, const char *what, uint32_t number,
                        const struct scenario_target *target)
{
    uint32_t size = members(t, target);
    if (size == 0) {
        say(t, FK_EN, "%s.%u never: nobody is meant by `who`", what, number);
        say(t, FK_ZH, "%s.%u 不会发生：`who` 没有指到任何客户", what, number);
    } else if (target->first > size) {
        say(t, FK_EN, "%s.%u for %u customers: `first` asks for %u", what, number, size,
            target->first);
        say(t, FK_ZH, "%s.%u 只有 %u 户：`first` 要求 %u 户", what, number, size, target->first);
    }
}

/* TR-13 */
static void tell_kvarh(struct telling *t, const struct scenario_group *group, uint32_t number)
{
    char when[32];
    if (group->reactive_from < t->end)
        return;
    moment(t, group->reactive_from, when);
    say(t, FK_EN, "population.groups.%u.reactive_from never: %s is not before the end of the run",
        number, when);
    say(t, FK_ZH, "population.groups.%u.reactive_from 不会发生：%s 不早于运行结束", number, when);
}

/* A stream pays at from, from + every, ... before `to`. */
static void tell_payment(struct telling *t, const struct scenario_payment *p, uint32_t number)
{
    if (is_after_end(t, payment, number, p->from))
        return;
    if (p->every > 0 && p->to > t->end) {
        int64_t planned = (p->to - p->from + p->every - 1) / p->every;
        int64_t before = (t->end - p->from + p->every - 1) / p->every;
        if (before < planned) {
            say(t, FK_EN,
                "payments.%u: %" PRId64 " of %" PRId64 " never, due after the end of the run",
                number, planned - before, planned);
            say(t, FK_ZH,
                "payments.%u：%" PRId64 " 笔（共 %" PRId64 " 笔）不会发生，时间在运行结束之后",
                number, planned - before, planned);
        }
    }
    say_missing(t, payment, number, &p->target);
}

static void tell_reads(struct telling *t, const struct scenario_reads *reads, uint32_t number)
{
    if (is_after_end(t, reading, number, reads->at))
        return;
    say_missing(t, reading, number, &reads->target);
    uint32_t size = population_size(t->scenario, &reads->target);
    if (size > 0 && reads->count > size) {
        say(t, FK_EN, "reads.%u: %u of %u never, there are no more customers", number,
            reads->count - size, reads->count);
        say(t, FK_ZH, "reads.%u：%u 次（共 %u 次）不会发生，没有更多客户", number,
            reads->count - size, reads->count);
    }
}

/* Shortest and longest duration; exp and LN have no end. */
static void span_of(const struct chance_dist *dist, ms_t *least, ms_t *most)
{
    *least = dist->count > 0 ? CHANCE_DURATION_MAX : 0;
    *most = 0;
    for (unsigned i = 0; i < dist->count; i++) {
        const struct chance_part *part = &dist->parts[i];
        bool is_open = part->kind == CHANCE_EXP || part->kind == CHANCE_LOGNORMAL;
        ms_t to = is_open ? CHANCE_DURATION_MAX : part->kind == CHANCE_UNIFORM ? part->b : part->a;
        if (is_open || part->a < *least)
            *least = is_open ? 0 : part->a;
        if (to > *most)
            *most = to;
    }
}

static const char *time_of_day(ms_t time, char out[16])
{
    unsigned minutes = (unsigned)(time % MS_DAY / MS_MINUTE);
    snprintf(out, 16, "%02u:%02u", minutes / 60, minutes % 60);
    return out;
}

/* R-19, INV-16: a crew switches after the way and the work, and cuts within its hours alone. */
static void tell_crews(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    ms_t way_least, way_most, work_least, work_most;
    char first[16], last[16], from[16], to[16];
    if (s->crews == 0 || s->crew_jobs_per_day == 0 || s->field_cut_hours.to == 0)
        return;
    span_of(&s->crew_arrival, &way_least, &way_most);
    span_of(&s->crew_work, &work_least, &work_most);
    ms_t begin = s->crew_hours.from + way_least + work_least;
    ms_t end = s->crew_hours.to + way_most + work_most; /* not reached */
    for (ms_t day = begin / MS_DAY * MS_DAY; day < end; day += MS_DAY)
        if (begin < day + s->field_cut_hours.to && day + s->field_cut_hours.from < end)
            return;
    time_of_day(begin, first);
    time_of_day(end - 1, last);
    time_of_day(s->field_cut_hours.from, from);
    time_of_day(s->field_cut_hours.to, to);
    say(t, FK_EN, "crews never cut: done on site from %s to %s, and may cut from %s to %s", first,
        last, from, to);
    say(t, FK_ZH, "现场人员不会停电：%s 至 %s 完工，可停电时段为 %s 至 %s", first, last, from, to);
}

/* P-THR-01, P-THR-02, P-THR-04: who writes a debt limit as a positive number cuts everybody below
 * it, and nobody gets near it with a warning. */
static void tell_overdraft(struct telling *t)
{
    const struct fee_policy *p = &t->scenario->policy;
    const char *above = p->overdraft > p->warning + 1 ? "warning" /* <, and <= */
                        : p->overdraft > p->reminder  ? "reminder"
                                                      : NULL;
    char cut[24], other[24];
    money_format(p->overdraft, cut);
    if (!above && p->overdraft > 0) {
        say(t, FK_EN, "policy: cut below %s CNY, with money left; a debt limit is negative", cut);
        say(t, FK_ZH, "policy：低于 %s 元即停电，尚有余额；透支额度应为负数", cut);
    }
    if (!above)
        return;
    money_format(p->overdraft > p->warning + 1 ? p->warning : p->reminder, other);
    say(t, FK_EN, "policy: cut below %s CNY, before the %s at %s CNY; a debt limit is negative",
        cut, above, other);
    say(t, FK_ZH, "policy：低于 %s 元即停电，先于 `%s`（%s 元）；透支额度应为负数", cut, above,
        other);
}

/* who is below both is warned, so that a reminder below the warning is never sent. */
static void tell_reminder(struct telling *t, const char *key, fen_t reminder, fen_t warning)
{
    char low[24], high[24];
    if (reminder >= warning)
        return;
    money_format(reminder, low);
    money_format(warning, high);
    say(t, FK_EN, "%s: nobody is reminded below %s CNY, the warning at %s CNY comes before", key,
        low, high);
    say(t, FK_ZH, "%s：低于 %s 元无人收到提醒，%s 元时已预警", key, low, high);
}

/* P-THR-01, P-THR-02, P-THR-06: amounts against amounts, days of charge against days. */
static void tell_reminders(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    const struct fee_policy *p = &s->policy;
    const struct scenario_non_residents *own = &s->non_residents;
    bool is_by_days = p->reminder_days > 0 || p->warning_days > 0;
    char key[32];
    if (p->reminder_days > 0 && p->reminder_days < p->warning_days) {
        say(t, FK_EN, "policy: nobody is reminded at %u days, the warning at %u comes before",
            p->reminder_days, p->warning_days);
        say(t, FK_ZH, "policy：%u 天时无人收到提醒，%u 天时已预警", p->reminder_days,
            p->warning_days);
    }
    if (!is_by_days)
        tell_reminder(t, "policy", p->reminder, p->warning);
    if (!is_by_days && (own->reminder || own->warning))
        tell_reminder(t, "policy.non_residents", own->reminder ? own->reminder : p->reminder,
                      own->warning ? own->warning : p->warning);
    for (uint32_t i = 0; i < s->override_count; i++) {
        const struct scenario_override *o = &s->overrides[i];
        bool is_known = !is_by_days || (o->reminder && o->warning);
        snprintf(key, sizeof key, "%s.%" PRIu32, override, i);
        if (is_known && (o->reminder || o->warning))
            tell_reminder(t, key, o->reminder ? o->reminder : p->reminder,
                          o->warning ? o->warning : p->warning);
    }
}

/* P-THR-03: the second message goes to whoever is at its amount and warned, first or again. */
static void tell_second(struct telling *t)
{
    const struct fee_policy *p = &t->scenario->policy;
    char second[24], first[24];
    if (p->second_warning == 0 || p->second_warning < p->warning || p->warning_days > 0)
        return;
    money_format(p->second_warning, second);
    money_format(p->warning, first);
    say(t, FK_EN, "policy: the second warning at %s CNY comes in place of the first at %s CNY",
        second, first);
    say(t, FK_ZH, "policy：第二次预警（%s 元）取代首次预警（%s 元）", second, first);
}

/* at a flat price there are no tiers to be told of. */
static void tell_tiers(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    for (uint32_t i = 0; i < s->tariff_version_count; i++)
        if (s->tariff_versions[i].period != TARIFF_NO_TIERS)
            return;
    if (!s->policy.tell_tier)
        return;
    say(t, FK_EN, "policy.tell_tier never: no version of the tariff has tiers");
    say(t, FK_ZH, "policy.tell_tier 不起作用：电价版本均无阶梯");
}

/* nobody's estimate grows by no use. */
static void tell_mean(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    if (!s->is_extrapolating || s->is_use_drawn || s->per_day > 0)
        return;
    say(t, FK_EN, "calculation.stale_policy never: nobody uses any energy");
    say(t, FK_ZH, "calculation.stale_policy 不起作用：客户用电量为零");
}

/* CQ-7: money cancels the cut, and nothing closes the breaker. */
static void tell_by_hand(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    if (!fee_is_by_hand(&s->policy) || s->breaker_after.count > 0)
        return;
    for (uint32_t i = 0; i < s->hand_count; i++)
        if (s->hands[i].what == HAND_BREAKER)
            return;
    say(t, FK_EN,
        "breakers never close: `restore_mode: by-hand`, and neither "
        "`customer.breaker_after` nor `hands` says who closes them; who pays stays dark");
    say(t, FK_ZH,
        "断路器不会合闸：`restore_mode: by-hand`，而 `customer.breaker_after` 与 `hands` "
        "均未设定；缴费后仍无电");
}

/* whoever closes himself, or holds the button, is there when it closes. */
static void tell_restore_notice(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    bool is_asked = s->policy.restore_notice > 0;
    for (uint32_t i = 0; i < s->override_count; i++)
        is_asked = is_asked || s->overrides[i].restore_notice > 0;
    if (!is_asked || s->policy.restore_mode == FEE_RESTORE_AUTOMATIC)
        return;
    say(t, FK_EN, "restore_notice never: `policy.restore_mode` is not automatic");
    say(t, FK_ZH, "restore_notice 不起作用：`policy.restore_mode` 不是 automatic");
}

/* Without drawn use everybody's load is known beforehand. */
static void tell_load(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    bool is_reached = s->is_use_drawn || load_is_over(s->per_day, s->load_control.limit);
    if (is_reached || !scenario_has_load_control(s))
        return;
    say(t, FK_EN, "local.load_limit never: nobody's load is above %u W", s->load_control.limit);
    say(t, FK_ZH, "local.load_limit 不起作用：没有负荷高于 %u W", s->load_control.limit);
}

/* M4: nobody sees a balance where no place shows one, nor a copy where it is M3 itself. */
static void tell_copies(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    if (!scenario_has_copies(s) && (s->warned_ask > 0 || s->payers_ask > 0)) {
        say(t, FK_EN, "copies: nobody asks for a balance, no place shows one");
        say(t, FK_ZH, "copies：没有渠道显示余额，无人查询");
    }
    for (unsigned i = COPY_SITE; i < COPY_PLACES; i++) {
        const struct scenario_copy *copy = &s->copies[i];
        if (!copy->is_posted || copy->refresh >= COPY_CALCULATED)
            continue;
        say(t, FK_EN, "copies: on_posting never, the %s is `%s`", copy_place_name(i),
            copy_refresh_name(copy->refresh));
        say(t, FK_ZH, "copies：on_posting 不起作用，%s为 `%s`", copy_place_name_zh(i),
            copy_refresh_name(copy->refresh));
    }
}

/* Shares of recharges that fail are stated for meters that nobody has. */
static void tell_local(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    bool is_limited = s->load_control.limit > 0;
    tell_load(t);
    if (s->local_count > 0 ||
        (!s->recharge_blocked && !s->count_wrong && !s->recharge_lost && !is_limited))
        return;
    say(t, FK_EN,
        "local never: nobody has a local meter, `local_meters` names who has; all are cut "
        "remotely");
    say(t, FK_ZH, "local 不起作用：没有本地费控表，须由 `local_meters` 指定；全部为远程停电");
}

/* What the profile of the policy asks for in vain. */
static void tell_gaps(struct telling *t)
{
    const struct sim_scenario *s = t->scenario;
    for (uint32_t i = 0; i < s->gap_count; i++) {
        say(t, FK_EN, "profile %s: %s", s->policy.name, s->gaps[i].text);
        say(t, FK_ZH, "profile %s：%s", s->policy.name, s->gaps[i].text_zh);
    }
}

/* R-62, CQ-11: who wants paper or a call where there is none gets an SMS. */
static void tell_phone(struct telling *t, const struct scenario_phone *p, uint32_t number)
{
    say_missing(t, phone, number, &p->target);
    if (p->is_called && t->scenario->call.count == 0) {
        say(t, FK_EN, "phones.%u.telephone never: without `sms.call_delay` nobody calls", number);
        say(t, FK_ZH, "phones.%u.telephone 不起作用：没有 `sms.call_delay`，即无人打电话", number);
    }
    if (!p->is_paper || t->scenario->paper.count > 0)
        return;
    say(t, FK_EN, "phones.%u.paper never: without `sms.paper_delivery` there is no paper", number);
    say(t, FK_ZH, "phones.%u.paper 不起作用：没有 `sms.paper_delivery`，即没有纸质通知单", number);
}

/* Nobody of those who do not come would have anything to do. */
static void tell_absence(struct telling *t, const struct scenario_fault *f, uint32_t number)
{
    const struct sim_scenario *s = t->scenario;
    if (f->kind == FAULT_CREWS_ABSENT && (s->crews == 0 || s->crew_jobs_per_day == 0)) {
        say(t, FK_EN, "faults.%u never: there are no crews, `crew` says how many", number);
        say(t, FK_ZH, "faults.%u 不起作用：没有现场人员，人数由 `crew` 设定", number);
    }
    if (f->kind == FAULT_APPROVERS_ABSENT && !population_has_approval(s)) {
        say(t, FK_EN, "faults.%u never: no cut needs an approval", number);
        say(t, FK_ZH, "faults.%u 不起作用：没有需要审批的停电", number);
    }
    if (f->kind == FAULT_HOTLINE_DOWN && !s->is_calling) {
        say(t, FK_EN, "faults.%u never: nobody calls without `customer.calls`", number);
        say(t, FK_ZH, "faults.%u 不起作用：未设 `customer.calls`，无人致电", number);
    }
    if (f->kind == FAULT_HANDLERS_ABSENT && !s->is_read_by_hand) {
        say(t, FK_EN,
            "faults.%u never: no exception order goes to a crew without "
            "`crew.gap_reading`",
            number);
        say(t, FK_ZH, "faults.%u 不起作用：未设 `crew.gap_reading`，异常工单不派现场", number);
    }
}

static void tell_fault(struct telling *t, const struct scenario_fault *f, uint32_t number)
{
    if (is_after_end(t, fault, number, f->from))
        return;
    tell_absence(t, f, number);
    if (fault_is_at_meter(f->kind) || fault_has_targets(f->kind) || fault_is_link(f->kind))
        say_missing(t, fault, number, &f->target);
}

/* T1: who is fit is asked as a wave begins. */
static void tell_bars(struct telling *t)
{
    static const char *const keys[ROLLOUT_BARS] = {"not_remote", "no_key", "no_switch"};
    for (unsigned i = 0; i < ROLLOUT_BARS; i++)
        if (t->scenario->wave_count == 0 && t->scenario->rollout.barred[i] > 0) {
            say(t, FK_EN, "rollout.%s never: there is no wave", keys[i]);
            say(t, FK_ZH, "rollout.%s 不会发生：没有批次", keys[i]);
        }
}

int scenario_never_each(const struct sim_scenario *s,
                        int (*tell)(void *context, struct fk_text text), void *context)
{
    struct telling t = {
        .scenario = s, .end = s->start + s->days * MS_DAY, .tell = tell, .context = context};
    tell_gaps(&t);
    tell_by_hand(&t);
    tell_restore_notice(&t);
    tell_local(&t);
    tell_copies(&t);
    tell_overdraft(&t);
    tell_reminders(&t);
    tell_second(&t);
    tell_crews(&t);
    tell_tiers(&t);
    tell_mean(&t);
    for (uint32_t i = 0; i < s->group_count; i++)
        tell_kvarh(&t, &s->groups[i], i);
    for (uint32_t i = 0; i < s->fault_count; i++)
        tell_fault(&t, &s->faults[i], i);
    for (uint32_t i = 0; i < s->lock_count; i++)
        if (!is_after_end(&t, lock, i, s->locks[i].from))
            say_missing(&t, lock, i, &s->locks[i].target);
    for (uint32_t i = 0; i < s->agreement_count; i++)
        if (!is_after_end(&t, agreement, i,
                          s->agreements[i].from ? s->agreements[i].from : s->agreements[i].to))
            say_missing(&t, agreement, i, &s->agreements[i].target);
    for (uint32_t i = 0; i < s->wave_count; i++)
        (void)is_after_end(&t, wave, i, s->waves[i].at);
    tell_bars(&t);
    for (uint32_t i = 0; i < s->start_count; i++)
        if (!is_after_end(&t, start, i, s->starts[i].at))
            say_missing(&t, start, i, &s->starts[i].target);
    for (uint32_t i = 0; i < s->override_count; i++)
        if (!is_after_end(&t, override, i, s->overrides[i].from))
            say_missing(&t, override, i, &s->overrides[i].target);
    for (uint32_t i = 0; i < s->payment_count; i++)
        tell_payment(&t, &s->payments[i], i);
    for (uint32_t i = 0; i < s->phone_count; i++)
        tell_phone(&t, &s->phones[i], i);
    for (uint32_t i = 0; i < s->mandate_count; i++)
        say_missing(&t, mandate, i, &s->mandates[i].target);
    for (uint32_t i = 0; i < s->local_count; i++)
        say_missing(&t, local, i, &s->local_meters[i].target);
    for (uint32_t i = 0; i < s->message_count; i++)
        if (!is_after_end(&t, text, i, s->messages[i].at))
            say_missing(&t, text, i, &s->messages[i].target);
    for (uint32_t i = 0; i < s->read_count; i++)
        tell_reads(&t, &s->reads[i], i);
    for (uint32_t i = 0; i < s->query_count; i++)
        if (!is_after_end(&t, query, i, s->queries[i].at))
            say_missing(&t, query, i, &s->queries[i].target);
    for (uint32_t i = 0; i < s->hand_count; i++)
        if (!is_after_end(&t, hand, i, s->hands[i].at))
            say_missing(&t, hand, i, &s->hands[i].target);
    for (uint32_t i = 0; i < s->clock_sync_count; i++)
        if (!is_after_end(&t, clock_sync, i, s->clock_syncs[i].at))
            say_missing(&t, clock_sync, i, &s->clock_syncs[i].target);
    return t.err;
}
