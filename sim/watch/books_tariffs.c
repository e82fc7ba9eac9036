#include "sim/watch/books.h"

#include "base/large.h"
#include "models/feecontrol/fee_state.h"
#include <stdlib.h>

static const struct tariff_plan *stale_plan(const struct books *books, uint32_t customer)
{
    return &books->segments.stale_plans[segment_of(&books->segments.index, customer)->tariff];
}

int books_tariffs_init(struct books *books)
{
    int32_t day = clock_day_number(books->scenario->start) - 1;
    bool is_late = books->segments.stale_plans != NULL;
    if (books->segments.is_even) {
        books->before = large_calloc(books->count, sizeof *books->before);
        return books->before ? FK_OK : FK_E_MEMORY;
    }
    books->tariffs = calloc(books->count, sizeof *books->tariffs);
    if (is_late)
        books->stale = calloc(books->count, sizeof *books->stale);
    if (!books->tariffs || (is_late && !books->stale))
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < books->count; i++)
        charge_init(&books->tariffs[i].charge, books_plan(books, i), day);
    for (uint32_t i = 0; is_late && i < books->count; i++)
        charge_init(&books->stale[i].charge, stale_plan(books, i), day);
    if (books->settled && !(books->bills = calloc(books->count, sizeof *books->bills)))
        return FK_E_MEMORY;
    for (uint32_t i = 0; books->bills && i < books->count; i++)
        books->bills[i].charge = books->bills[i].before = books->tariffs[i].charge;
    return FK_OK;
}

void books_tariffs_keep(struct books *books, const struct books_block *b, uint32_t i, int32_t turn)
{
    uint32_t customer = b->first + i;
    const struct books_customer *c = &books->customers[customer];
    struct books_tariff *t = &books->tariffs[customer];
    struct tariff_reading reading = {b->day, b->registers[i], 0};
    struct tariff_reading before = {c->day < turn ? c->day : 0, c->reading, t->peak};
    bool is_known = t->turn_day >= turn;
    if (b->columns > 1)
        reading.peak = b->registers[b->count + i];
    if ((!is_known || !tariff_gaps_is_empty(&books->gaps)) &&
        tariff_gap_take(&books->gaps, customer, turn, is_known, &reading, &before) != FK_OK)
        books->err = FK_E_MEMORY;
    if (b->day > c->day)
        t->peak = reading.peak;
    if (b->day < t->turn_day || turn != b->day)
        return;
    t->turn_day = (uint16_t)b->day;
    t->turn = reading.all;
    t->turn_peak = reading.peak;
}

/* The versions that are loaded late are still missing. */
static bool is_stale(const struct books *books, ms_t now)
{
    return books->stale && now <= books->segments.loaded_at;
}

static bool is_waiting(const struct books *books, uint32_t customer)
{
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    return agreement && agreement->waits;
}

fen_t books_tariffs_sum(const struct books *books, uint32_t customer)
{
    if (is_waiting(books, customer))
        return 0;
    if (books->before)
        return charge_even(books_plan(books, customer), books->customers[customer].reading);
    return charge_sum(&books->tariffs[customer].charge, books_plan(books, customer));
}

static fen_t stale_sum(const struct books *books, uint32_t customer)
{
    return is_waiting(books, customer)
               ? 0
               : charge_sum(&books->stale[customer].charge, stale_plan(books, customer));
}

bool books_is_under_way(const struct books *books)
{
    return books->runs[0].pushed != books->runs[0].judged ||
           books->runs[1].pushed != books->runs[1].judged;
}

void books_tariffs_push(struct books *books, ms_t now)
{
    books->is_behind = books_is_under_way(books) || now <= books->judged_at;
    for (uint32_t i = 0; books->before && !books->is_behind && i < books->count; i++)
        books->before[i] = books->customers[i].reading;
    for (uint32_t i = 0; books->tariffs && !books->is_behind && i < books->count; i++) {
        books->tariffs[i].before = books_tariffs_sum(books, i);
        if (is_stale(books, now))
            books->stale[i].before = stale_sum(books, i);
    }
}

/* Whoever is charged otherwise than he should be, and until when it may tell. */
static void look_late(struct books *books, uint32_t customer, ms_t now)
{
    struct books_late *late = slots_find(&books->late, customer);
    if (late && late->until == MS_NEVER && !is_stale(books, now))
        late->until = now + MS_DAY;
    if (late || !is_stale(books, now) ||
        books_tariffs_sum(books, customer) == stale_sum(books, customer))
        return;
    late = slots_open(&books->late, customer);
    if (late)
        late->until = MS_NEVER;
    else
        books->err = FK_E_MEMORY;
}

void books_tariffs_take(struct books *books, uint32_t customer, int32_t turn_day, ms_t now)
{
    struct books_tariff *t = &books->tariffs[customer];
    const struct books_customer *c = &books->customers[customer];
    struct tariff_reading newest = {c->day, c->reading, t->peak};
    if (books->settled && c->reading < t->charge.last)
        return; /* less than the settled reading */
    struct tariff_reading turn = {t->turn_day, t->turn, t->turn_peak};
    bool is_known = t->turn_day == turn_day ||
                    tariff_gap_close(&books->gaps, customer, turn_day, c->day, &turn);
    charge_take(&t->charge, books_plan(books, customer), &newest, is_known ? &turn : NULL);
    if (is_stale(books, now))
        charge_take(&books->stale[customer].charge, stale_plan(books, customer), &newest,
                    is_known ? &turn : NULL);
    if (books->stale)
        look_late(books, customer, now);
}

/* The register of a change of prices, once a later one is there. */
static void pass_turn(const struct books *books, uint32_t customer,
                      const struct tariff_reading *turn, int32_t newest)
{
    struct charge *charge = &books->bills[customer].charge;
    if (turn->all == TARIFF_NO_REGISTER || turn->day <= charge->day || turn->day >= newest ||
        turn->all < charge->last)
        return;
    charge_take(charge, books_plan(books, customer), turn, turn);
}

void books_bill_file(struct books *books, int32_t until, const uint32_t *values,
                     const uint8_t *ages)
{
    size_t n = books->count;
    int32_t day = tariff_turn(books->segments.turns, books->segments.turn_count, until);
    for (uint32_t i = 0; i < books->agreements.count; i++) {
        struct books_agreement *agreement = slots_at(&books->agreements, i);
        if (agreement && ages[agreement->id] != FEE_NO_REGISTER)
            agreement->file_day = until - ages[agreement->id];
    }
    for (uint32_t i = 0; books->bills && i < books->count; i++) {
        struct books_bill *b = &books->bills[i];
        const uint32_t *his = values + i;
        struct tariff_reading newest = {until - ages[i], *his, his[TARIFF_NEWEST_PEAK * n]};
        struct tariff_reading turn = {day, his[TARIFF_TURN * n], his[TARIFF_TURN_PEAK * n]};
        bool is_between = turn.all != TARIFF_NO_REGISTER && day < newest.day;
        if (ages[i] == FEE_NO_REGISTER)
            continue;
        bool is_again = newest.day == b->charge.day && books->settled[i].bill;
        pass_turn(books, i, &b->turn, newest.day);
        pass_turn(books, i, &turn, newest.day);
        if (day == newest.day)
            b->turn = newest;
        b->next = is_again ? b->before : b->charge;
        if (newest.day >= b->next.day && newest.all >= b->next.last)
            charge_take(&b->next, books_plan(books, i), &newest, is_between ? &turn : NULL);
    }
}

fen_t books_bill_amount(const struct books *books, uint32_t customer, uint32_t to, bool is_reversal)
{
    const struct books_bill *b = &books->bills[customer];
    if (is_reversal)
        return b->amount;
    return b->next.last == to ? charge_sum(&b->next, books_plan(books, customer)) : INT64_MIN;
}

/* From the settled reading to the newest register of a push, if that is behind it. */
static void start_at(struct charge *charge, const struct tariff_plan *plan,
                     const struct tariff_reading *settled, kwh100_t counted,
                     const struct tariff_reading *newest)
{
    charge_start(charge, plan, settled, counted);
    if (newest->day > settled->day && newest->all >= settled->all)
        charge_take(charge, plan, newest, NULL);
}

void books_tariffs_bill(struct books *books, uint32_t customer, bool is_reversal)
{
    struct books_bill *b = &books->bills[customer];
    struct books_tariff *t = &books->tariffs[customer];
    const struct books_customer *c = &books->customers[customer];
    struct tariff_reading newest = {c->day, c->reading, t->peak};
    struct tariff_reading settled = {b->next.day, b->next.last, b->next.last_peak};
    kwh100_t counted = charge_counted(&b->next);
    if (is_reversal) {
        b->charge = b->before;
        return;
    }
    b->amount = charge_sum(&b->next, books_plan(books, customer));
    b->before = b->charge;
    charge_start(&b->charge, books_plan(books, customer), &settled, counted);
    start_at(&t->charge, books_plan(books, customer), &settled, counted, &newest);
    t->before = books_tariffs_sum(books, customer);
    if (!books->stale)
        return;
    struct books_stale *stale = &books->stale[customer];
    start_at(&stale->charge, stale_plan(books, customer), &settled, counted, &newest);
    stale->before = stale_sum(books, customer);
}

static void start_here(struct charge *charge, const struct tariff_plan *plan)
{
    struct tariff_reading last = {charge->day, charge->last, charge->last_peak};
    charge_start(charge, plan, &last, charge_counted(charge));
}

void books_tariffs_settle(struct books *books, uint32_t customer, int32_t turn_day, ms_t now)
{
    if (books->customers[customer].day > books->tariffs[customer].charge.day)
        books_tariffs_take(books, customer, turn_day, now);
    start_here(&books->tariffs[customer].charge, books_plan(books, customer));
    if (books->stale)
        start_here(&books->stale[customer].charge, stale_plan(books, customer));
}

unsigned books_charges(const struct books *books, uint32_t customer, bool is_estimate, ms_t now,
                       fen_t out[4])
{
    bool is_open = books_is_under_way(books) || (!is_estimate && now <= books->judged_at);
    unsigned n = 0;
    if (is_open && books->is_behind)
        return 0;
    if (!books->stale || now >= books->segments.loaded_at) {
        out[n++] = books_tariffs_sum(books, customer);
        if (is_open)
            out[n++] = books->before
                           ? charge_even(books_plan(books, customer), books->before[customer])
                           : books->tariffs[customer].before;
    }
    if (is_stale(books, now)) {
        out[n++] = stale_sum(books, customer);
        if (is_open)
            out[n++] = books->stale[customer].before;
    }
    return n;
}

void books_calculated(struct books *books, const struct message *message, ms_t now)
{
    ms_t comes = now + PARTY_HOP, usable = clock_day_start(comes) + books->scenario->results_at;
    books->runs[message->kind > 0].judged = books_run_id((int32_t)message->id, message->kind);
    books->judged_at = comes > usable ? comes : usable;
}

void books_excuse_late(struct books *books, uint32_t customer, ms_t since)
{
    const struct books_late *late = slots_find(&books->late, customer);
    if (late && since <= late->until)
        violations_excuse(&books->found);
}

void books_tariffs_check(const struct books *books, struct image *image)
{
    for (uint32_t i = 0; books->tariffs && i < books->count; i++)
        image_expect(
            image,
            charge_is_sound(&books->tariffs[i].charge, books_plan(books, i)) &&
                (!books->stale || charge_is_sound(&books->stale[i].charge, stale_plan(books, i))),
            "an account in it stands in a time that its tariff does not have");
    for (uint32_t i = 0; books->bills && i < books->count; i++)
        image_expect(image,
                     charge_is_sound(&books->bills[i].charge, books_plan(books, i)) &&
                         charge_is_sound(&books->bills[i].before, books_plan(books, i)),
                     "a bill in it begins in a time that its tariff does not have");
    for (uint32_t i = 0; i < books->late.count; i++) {
        const struct books_late *late = slots_at(&books->late, i);
        image_expect(image, !late || late->id < books->count,
                     "it excuses a customer that does not exist");
    }
}
