#include "sim/scenario/scenario_never.h"

#include "sim/scenario/population.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct telling {
    const struct sim_scenario *scenario;
    ms_t end;
    int (*tell)(void *context, const char *text);
    void *context;
    int err; /* what `tell` returned last */
};

__attribute__((format(printf, 2, 3))) static void say(struct telling *t, const char *format, ...)
{
    char text[SCENARIO_NEVER_MAX];
    va_list list;
    if (t->err != FK_OK)
        return;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    t->err = t->tell(t->context, text);
}

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
    say(t, "%s %u never: %s is not before the end of the run", what, number, moment(t, at, when));
    return true;
}

/* Customers that the target means, `first` not regarded. */
static uint32_t members(const struct telling *t, const struct scenario_target *target)
{
    struct scenario_target all = *target;
    all.first = 0;
    return population_size(t->scenario, &all);
}

static void say_missing(struct telling *t, const char *what, uint32_t number,
                        const struct scenario_target *target)
{
    uint32_t size = members(t, target);
    if (size == 0)
        say(t, "%s %u never: nobody is meant by `who`", what, number);
    else if (target->first > size)
        say(t, "%s %u for %u customers: `first` asks for %u", what, number, size, target->first);
}

/* A stream pays at from, from + every, ... before `to`. */
static void tell_payment(struct telling *t, const struct scenario_payment *payment, uint32_t number)
{
    if (is_after_end(t, "payment", number, payment->from))
        return;
    if (payment->every > 0 && payment->to > t->end) {
        int64_t planned = (payment->to - payment->from + payment->every - 1) / payment->every;
        int64_t before = (t->end - payment->from + payment->every - 1) / payment->every;
        if (before < planned)
            say(t, "payment %u: %" PRId64 " of %" PRId64 " never, due after the end of the run",
                number, planned - before, planned);
    }
    say_missing(t, "payment", number, &payment->target);
}

static void tell_reads(struct telling *t, const struct scenario_reads *reads, uint32_t number)
{
    if (is_after_end(t, "read", number, reads->at))
        return;
    say_missing(t, "read", number, &reads->target);
    uint32_t size = population_size(t->scenario, &reads->target);
    if (size > 0 && reads->count > size)
        say(t, "read %u: %u of %u never, there are no more customers", number, reads->count - size,
            reads->count);
}

int scenario_never_each(const struct sim_scenario *s, int (*tell)(void *context, const char *text),
                        void *context)
{
    struct telling t = {s, s->start + s->days * MS_DAY, tell, context, FK_OK};
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (!is_after_end(&t, "fault", i + 1, s->faults[i].from) &&
            s->faults[i].kind == FAULT_METER_UNREADABLE)
            say_missing(&t, "fault", i + 1, &s->faults[i].target);
    for (uint32_t i = 0; i < s->payment_count; i++)
        tell_payment(&t, &s->payments[i], i + 1);
    for (uint32_t i = 0; i < s->read_count; i++)
        tell_reads(&t, &s->reads[i], i + 1);
    for (uint32_t i = 0; i < s->query_count; i++)
        if (!is_after_end(&t, "query", i + 1, s->queries[i].at))
            say_missing(&t, "query", i + 1, &s->queries[i].target);
    return t.err;
}
