#include "sim/watch/books.h"

#include "base/large.h"
#include "models/feecontrol/judge.h"
#include "sim/scenario/population.h"
#include <stdlib.h>

const struct fee_policy *books_policy(const struct books *books, uint32_t customer)
{
    const struct population_segments *segments = &books->segments;
    const struct fee_policy *rows =
        books->changed > 0 ? segments->changes[books->changed - 1].policies : segments->policies;
    return &rows[segment_of(&segments->index, customer)->policy];
}

ms_t books_word_until(struct books *books, uint32_t customer)
{
    const struct books_word *word =
        books->words.count > 0 ? slots_find(&books->words, customer) : NULL;
    bool is_waiting = word && word->strategy && !word->told_at;
    return is_waiting ? word->from + books_policy(books, customer)->restore_notice : 0;
}

static price_t price_of(const struct books *books, uint32_t customer)
{
    return books->segments.prices[segment_of(&books->segments.index, customer)->tariff];
}

const struct books_agreement *books_agreement_of(const struct books *books, uint32_t customer)
{
    struct slots *agreements = (struct slots *)&books->agreements; /* remembers what it found */
    return agreements->count > 0 ? slots_find(agreements, customer) : NULL;
}

/* Where his estimate begins. */
static uint32_t settled_at(const struct books *books, uint32_t customer)
{
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    if (agreement && agreement->waits)
        return books->customers[customer].reading;
    if (books->settled)
        return books->settled[customer].at;
    return agreement ? agreement->settled : 0;
}

static uint32_t uncovered(const struct books *books, uint32_t customer, fen_t account);

uint32_t books_short_from(const struct books *books, uint32_t customer, fen_t account)
{
    if (books->dues) /* no register makes anybody owe */
        return fee_is_cut(books_policy(books, customer), books_told(books, customer)) ? 0
                                                                                      : UINT32_MAX;
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    uint32_t use = uncovered(books, customer, account);
    if (!agreement)
        return use;
    if (!agreement->is_in || agreement->waits || use > UINT32_MAX - agreement->settled)
        return UINT32_MAX;
    if (books->settled)
        return use; /* which begins there */
    return agreement->settled + use;
}

/* The least energy that the account does not cover. */
static uint32_t uncovered(const struct books *books, uint32_t customer, fen_t account)
{
    fen_t above = account - books_policy(books, customer)->overdraft;
    price_t price;
    if (books->segments.plans) {
        price = books->segments.dearest[segment_of(&books->segments.index, customer)->tariff];
        above -= tariff_plan_lines_more(books_plan(books, customer));
    } else {
        price = price_of(books, customer);
    }
    if (above < 0 ||
        (books->segments.plans && !tariff_plan_is_by_energy(books_plan(books, customer))))
        return 0;                                  /* a basic fee comes without any use */
    if (price == 0 || above > INT64_MAX / 1000000) /* more than any charge */
        return UINT32_MAX;
    int64_t covered = above * 1000000 / price;
    covered += books->settled ? books->settled[customer].at : 0;
    return covered < UINT32_MAX ? (uint32_t)covered + 1 : UINT32_MAX;
}

static uint16_t day_number(ms_t at)
{
    return (uint16_t)clock_day_number(at);
}

/* T1: those who are not enrolled at the start. */
static int leave_out(struct books *books)
{
    uint8_t *is_out;
    int err = population_left_out(books->scenario, &is_out);
    for (uint32_t i = 0; is_out && i < books->count && err == FK_OK; i++) {
        if (!is_out[i])
            continue;
        books->customers[i].layers = FEE_NOT_ENROLLED;
        books->customers[i].short_from = UINT32_MAX;
        err = slots_open(&books->agreements, i) ? FK_OK : FK_E_MEMORY;
    }
    free(is_out);
    return err;
}

int books_init(struct books *books, const struct sim_scenario *scenario)
{
    uint32_t count = scenario_customers(scenario);
    *books = (struct books){.scenario = scenario, .count = count};
    slots_init(&books->cases, sizeof(struct books_case));
    slots_init(&books->sites, sizeof(struct books_site));
    slots_init(&books->words, sizeof(struct books_word));
    slots_init(&books->wallets, sizeof(struct books_wallet));
    slots_init(&books->loads, sizeof(struct books_load));
    slots_init(&books->lines, sizeof(struct books_line));
    slots_init(&books->terminals, sizeof(struct books_terminal));
    slots_init(&books->agreements, sizeof(struct books_agreement));
    slots_init(&books->wrong, sizeof(struct books_wrong));
    tariff_gaps_init(&books->gaps);
    slots_init(&books->late, sizeof(struct books_late));
    books->customers = large_calloc(count, sizeof *books->customers);
    books->receipts = calloc(books_chunks(count), sizeof *books->receipts);
    books->restores = calloc(scenario->concentrators, sizeof *books->restores);
    if (scenario->is_reacting)
        books->accounts = large_calloc(count, sizeof *books->accounts);
    if (scenario->settlement_books > 0)
        books->settled = calloc(count, sizeof *books->settled);
    if (scenario_bill_days(scenario) > 0)
        books->dues = calloc(count, sizeof *books->dues);
    books->now = scenario->start;
    if ((scenario_bill_days(scenario) > 0 && !books->dues) ||
        (scenario->is_reacting && !books->accounts) ||
        (scenario->settlement_books > 0 && !books->settled) || !books->customers ||
        !books->receipts || !books->restores || timers_init(&books->timers, 16) != FK_OK ||
        population_areas(scenario, &books->areas) != FK_OK ||
        population_locals(scenario, &books->locals) != FK_OK ||
        population_segments(scenario, &books->segments) != FK_OK) {
        books_fini(books);
        return FK_E_MEMORY;
    }
    books->locks.places = (struct lock_places){&books->areas, scenario->concentrators_per_line};
    if (books->segments.plans && books_tariffs_init(books) != FK_OK) {
        books_fini(books);
        return FK_E_MEMORY;
    }
    fen_t openings[POPULATION_ROW];
    for (uint32_t i = 0; i < count; i++) {
        if (i % POPULATION_ROW == 0)
            population_openings(scenario, &books->segments, i,
                                count - i < POPULATION_ROW ? count - i : POPULATION_ROW, openings);
        fen_t balance = openings[i % POPULATION_ROW];
        const struct local_entry *local =
            books->locals.count ? locals_find(&books->locals, i) : NULL;
        if (local) {
            if (books_wallet_begin(books, i, local, balance) == FK_OK)
                continue;
            books_fini(books);
            return FK_E_MEMORY;
        }
        books->opening += balance;
        if (books->accounts)
            books->accounts[i] = (int32_t)balance; /* checked by scenario_load */
        books->customers[i] =
            (struct books_customer){.day = (uint16_t)(day_number(scenario->start) - 1),
                                    .short_from = books_short_from(books, i, balance),
                                    .layers = FEE_NORMAL};
    }
    if (leave_out(books) == FK_OK)
        return FK_OK;
    books_fini(books);
    return FK_E_MEMORY;
}

void books_fini(struct books *books)
{
    for (uint32_t i = 0; books->receipts && i < books_chunks(books->count); i++)
        free(books->receipts[i]);
    for (uint32_t i = 0; i < books->block_count; i++)
        free(books->blocks[i].registers);
    free(books->receipts);
    free(books->accounts);
    free(books->blocks);
    free(books->restores);
    free(books->settled);
    free(books->bills);
    free(books->dues);
    free(books->tariffs);
    free(books->before);
    free(books->stale);
    free(books->customers);
    slots_fini(&books->cases);
    slots_fini(&books->sites);
    slots_fini(&books->words);
    slots_fini(&books->wallets);
    slots_fini(&books->loads);
    locals_fini(&books->locals);
    slots_fini(&books->lines);
    slots_fini(&books->terminals);
    slots_fini(&books->agreements);
    slots_fini(&books->wrong);
    tariff_gaps_fini(&books->gaps);
    slots_fini(&books->late);
    locks_fini(&books->locks);
    areas_fini(&books->areas);
    population_segments_fini(&books->segments);
    timers_fini(&books->timers);
    violations_fini(&books->found);
    *books = (struct books){0};
}

size_t books_bytes(const struct sim_scenario *scenario)
{
    size_t tariff = scenario->tariff_version_count == 0 ? 0
                    : population_is_even(scenario)      ? sizeof(uint32_t)
                                                        : sizeof(struct books_tariff);
    size_t settled = scenario->settlement_books > 0 ? sizeof(struct books_settled) : 0;
    size_t account = scenario->is_reacting ? sizeof(int32_t) : 0;
    if (tariff > 0 && settled > 0)
        settled += sizeof(struct books_bill);
    if (scenario_bill_days(scenario) > 0)
        settled += sizeof(struct books_dues) + sizeof(struct timer);
    if (population_loaded_at(scenario) > 0)
        tariff += sizeof(struct books_stale);
    return scenario_customers(scenario) *
           (sizeof(struct books_customer) + sizeof(uint32_t) + 1 + tariff + settled + account);
}

struct books_case *books_case(struct books *books, uint32_t customer)
{
    return slots_find(&books->cases, customer);
}

struct books_case *books_open(struct books *books, uint32_t customer, ms_t now)
{
    struct books_case *c = slots_open(&books->cases, customer);
    if (!c)
        books->err = FK_E_MEMORY;
    else
        c->touched_at = now;
    return c;
}

void books_timer(struct books *books, ms_t due, uint32_t kind, uint32_t id)
{
    if (timers_set(&books->timers, due, kind, id) != FK_OK)
        books->err = FK_E_MEMORY;
}

void books_agreement(struct books *books, uint32_t customer, bool begins, int32_t first_day,
                     ms_t now)
{
    bool is_there_since_start = !slots_find(&books->agreements, customer);
    struct books_agreement *agreement = slots_open(&books->agreements, customer);
    struct books_customer *c = &books->customers[customer];
    if (!agreement) {
        books->err = FK_E_MEMORY;
        return;
    }
    bool goes_on = !books->settled;
    agreement->is_settled = goes_on && (agreement->is_settled || is_there_since_start ||
                                        (agreement->is_in && !agreement->waits));
    bool is_new = begins && books_decision(c) == FEE_NOT_ENROLLED && !agreement->is_settled;
    agreement->is_in = begins;
    agreement->waits = is_new || (begins && agreement->waits);
    if (is_new)
        agreement->first_day = first_day;
    if (!begins)
        agreement->over_at = now;
    c->short_from = books_short_from(books, customer, books_account(books, customer));
}

void books_end_cut(struct books *books, uint32_t customer, ms_t now)
{
    struct books_case *c = books_case(books, customer);
    if (c && books->customers[customer].flags & BOOKS_CUT)
        c->cut_over = now;
    books->customers[customer].flags &= (uint8_t)~BOOKS_CUT;
    if (c && c->is_notice_used)
        c->notice_at = c->notice_before = 0;
}

fen_t books_account(const struct books *books, uint32_t customer)
{
    if (books->accounts)
        return books->accounts[customer];
    const fen_t *chunk = books->receipts[customer / BOOKS_CHUNK];
    return population_opening(books->scenario, &books->segments, customer) +
           (chunk ? chunk[customer % BOOKS_CHUNK] : 0);
}

/* FK_OK, FK_E_MEMORY, or FK_E_RANGE as in the ledger. */
static int add_to_account(struct books *books, uint32_t customer, fen_t amount)
{
    fen_t **chunk = &books->receipts[customer / BOOKS_CHUNK];
    if (books->accounts) {
        fen_t account = books->accounts[customer] + amount;
        if (account < INT32_MIN || account > INT32_MAX)
            return FK_E_RANGE;
        books->accounts[customer] = (int32_t)account;
        return FK_OK;
    }
    if (!*chunk)
        *chunk = calloc(BOOKS_CHUNK, sizeof **chunk);
    if (!*chunk)
        return FK_E_MEMORY;
    (*chunk)[customer % BOOKS_CHUNK] += amount;
    return FK_OK;
}

/* His case, opened if there was none; NULL after an error. */
static struct books_case *add_money(struct books *books, uint32_t customer, fen_t amount, ms_t now)
{
    struct books_case *c = books_open(books, customer, now);
    int err = c ? add_to_account(books, customer, amount) : FK_E_MEMORY;
    if (err != FK_OK) {
        books->err = err;
        return NULL;
    }
    books->customers[customer].short_from =
        books_short_from(books, customer, books_account(books, customer));
    return c;
}

void books_receipt(struct books *books, uint32_t customer, fen_t amount, ms_t now)
{
    struct books_case *c = add_money(books, customer, amount, now);
    if (!c)
        return;
    c->posted = c->posted_at && now - c->posted_at <= BOOKS_HOPS ? c->posted + amount : amount;
    c->posted_at = now;
}

void books_reversal(struct books *books, uint32_t customer, fen_t amount, ms_t now)
{
    (void)add_money(books, customer, -amount, now);
}

fen_t books_told(const struct books *books, uint32_t customer)
{
    fen_t told = books_account(books, customer);
    if (!books->dues)
        return told;
    const struct books_dues *his = &books->dues[customer];
    for (uint32_t n = his->made > BOOKS_DUES ? his->made - BOOKS_DUES : 0; n < his->made; n++)
        if (his->day[n % BOOKS_DUES] > clock_day_number(books->now))
            told += his->fen[n % BOOKS_DUES];
    return told;
}

/* A bill that will count, or the last one that is taken back. Until fee control is told of a change
 * it has what was before. */
static void keep_due(struct books *books, uint32_t customer, fen_t amount, bool is_reversal,
                     ms_t now)
{
    struct books_dues *his = &books->dues[customer];
    if (is_reversal && his->made > 0) {
        his->made--;
    } else if (!is_reversal) {
        int32_t day = clock_day_number(now) + (int32_t)scenario_bill_days(books->scenario);
        his->fen[his->made % BOOKS_DUES] = (int32_t)amount;
        his->day[his->made++ % BOOKS_DUES] = (uint16_t)day;
        books_timer(books, clock_day_at(day), TIMER_OVERDUE, customer);
    }
    books->customers[customer].flags |= BOOKS_UNTOLD;
}

void books_overdue(struct books *books, uint32_t customer)
{
    books->customers[customer].short_from =
        books_short_from(books, customer, books_account(books, customer));
}

fen_t books_available(const struct books *books, uint32_t customer)
{
    if (books->dues)
        return books_told(books, customer);
    if (books->segments.plans)
        return books_account(books, customer) - books_tariffs_sum(books, customer);
    return fee_available(books_account(books, customer), price_of(books, customer),
                         settled_at(books, customer), books->customers[customer].reading);
}

fen_t books_charge(const struct books *books, uint32_t customer, uint32_t from, uint32_t to)
{
    return money_flat_charge(price_of(books, customer), (kwh100_t)to - from);
}

/* T1: his settled reading is that of a bill. */
static void settle_billed(struct books *books, uint32_t customer, ms_t now)
{
    struct books_agreement *agreement =
        books->agreements.count > 0 ? slots_find(&books->agreements, customer) : NULL;
    if (!agreement)
        return;
    agreement->bill_day = agreement->file_day;
    if (agreement->waits && agreement->bill_day >= agreement->first_day &&
        !population_is_unfiled(books->scenario, now + PARTY_HOP, customer))
        agreement->waits = false;
}

/* by versions of a tariff a bill takes what was used up to its freeze, which a calculation
 * that lags comes to a day later. Whom his registers leave enough until then is judged by
 * that one. */
static void clear_pushed(struct books *books, uint32_t customer)
{
    if (!books_is_cut(books, customer, books_available(books, customer)))
        books->customers[customer].flags &= (uint8_t)~BOOKS_PUSHED;
}

/* No case is opened: everybody gets a bill. */
void books_bill(struct books *books, uint32_t customer, fen_t amount, uint32_t to, bool is_reversal,
                ms_t now)
{
    struct books_settled *settled = &books->settled[customer];
    if (books->bills && !is_reversal)
        clear_pushed(books, customer);
    int err = add_to_account(books, customer, is_reversal ? amount : -amount);
    if (err != FK_OK) {
        books->err = err;
        return;
    }
    if (books->dues)
        keep_due(books, customer, amount, is_reversal, now);
    if (!is_reversal)
        settled->before = settled->at;
    settled->at = is_reversal ? settled->before : to;
    if (!is_reversal)
        settle_billed(books, customer, now);
    if (books->bills)
        books_tariffs_bill(books, customer, is_reversal);
    books->customers[customer].short_from =
        books_short_from(books, customer, books_account(books, customer));
}
