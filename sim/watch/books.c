#include "sim/watch/books.h"

#include "base/grow.h"
#include "base/large.h"
#include "models/feecontrol/judge.h"
#include "sim/scenario/population.h"
#include <stdlib.h>
#include <string.h>

static uint32_t chunks(uint32_t customers)
{
    return (customers + BOOKS_CHUNK - 1) / BOOKS_CHUNK;
}

const struct fee_policy *books_policy(const struct books *books, uint32_t customer)
{
    return &books->segments.policies[segment_of(&books->segments.index, customer)->policy];
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

/* Every customer gets a register every day: what it takes for money to be short is worked out when
 * money comes, without rounding, so that the day costs a comparison. */
static uint32_t short_from(const struct books *books, uint32_t customer, fen_t account)
{
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
    if (books->segments.plans)
        price = books->segments.dearest[segment_of(&books->segments.index, customer)->tariff];
    else
        price = price_of(books, customer);
    if (above < 0 || (books->segments.plans && books_plan(books, customer)->kva > 0))
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
    slots_init(&books->terminals, sizeof(struct books_terminal));
    slots_init(&books->agreements, sizeof(struct books_agreement));
    tariff_gaps_init(&books->gaps);
    slots_init(&books->late, sizeof(struct books_late));
    books->customers = large_calloc(count, sizeof *books->customers);
    books->receipts = calloc(chunks(count), sizeof *books->receipts);
    books->restores = calloc(scenario->concentrators, sizeof *books->restores);
    if (scenario->is_reacting)
        books->accounts = large_calloc(count, sizeof *books->accounts);
    if (scenario->settlement_books > 0)
        books->settled = calloc(count, sizeof *books->settled);
    if ((scenario->is_reacting && !books->accounts) ||
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
                                    .short_from = short_from(books, i, balance),
                                    .layers = FEE_NORMAL};
    }
    if (leave_out(books) == FK_OK)
        return FK_OK;
    books_fini(books);
    return FK_E_MEMORY;
}

void books_fini(struct books *books)
{
    for (uint32_t i = 0; books->receipts && i < chunks(books->count); i++)
        free(books->receipts[i]);
    for (uint32_t i = 0; i < books->block_count; i++)
        free(books->blocks[i].registers);
    free(books->receipts);
    free(books->accounts);
    free(books->blocks);
    free(books->restores);
    free(books->settled);
    free(books->bills);
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
    slots_fini(&books->terminals);
    slots_fini(&books->agreements);
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
    bool goes_on = !books->settled && !books->tariffs;
    agreement->is_settled = goes_on && (agreement->is_settled || is_there_since_start ||
                                        (agreement->is_in && !agreement->waits));
    bool is_new = begins && books_decision(c) == FEE_NOT_ENROLLED && !agreement->is_settled;
    agreement->is_in = begins;
    agreement->waits = is_new || (begins && agreement->waits);
    if (is_new)
        agreement->first_day = first_day;
    if (!begins)
        agreement->over_at = now;
    c->short_from = short_from(books, customer, books_account(books, customer));
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
        short_from(books, customer, books_account(books, customer));
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

fen_t books_available(const struct books *books, uint32_t customer)
{
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
    if (!fee_is_cut(books_policy(books, customer), books_available(books, customer)))
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
    if (!is_reversal)
        settled->before = settled->at;
    settled->at = is_reversal ? settled->before : to;
    if (!is_reversal)
        settle_billed(books, customer, now);
    if (books->bills)
        books_tariffs_bill(books, customer, is_reversal);
    books->customers[customer].short_from =
        short_from(books, customer, books_account(books, customer));
}

/* Behind the blocks that wait. NULL after an error of memory, `block` then is no more. */
static struct books_block *add_block(struct books *books, const struct books_block *block)
{
    if (!block->registers || grow_for_one(&books->blocks, sizeof *books->blocks, books->block_count,
                                          &books->block_capacity) != FK_OK) {
        free(block->registers);
        books->err = FK_E_MEMORY;
        return NULL;
    }
    books->blocks[books->block_count] = *block;
    return &books->blocks[books->block_count++];
}

/* Room for what is uploaded; as add_block. */
static struct books_block *new_block(struct books *books, uint32_t first, uint32_t count,
                                     int32_t day, uint32_t columns)
{
    struct books_block block = {.first = first, .count = count, .day = day, .columns = columns};
    block.registers = malloc((size_t)count * columns * sizeof *block.registers + count);
    block.present = (uint8_t *)(block.registers + (size_t)count * columns);
    return add_block(books, &block);
}

void books_upload(struct books *books, const struct upload_block *block)
{
    uint32_t columns = books->tariffs ? block->columns : 1;
    struct books_block *copy = new_block(books, block->first, block->count, block->day, columns);
    if (!copy)
        return;
    memcpy(copy->registers, block->registers,
           (size_t)block->count * columns * sizeof *copy->registers);
    memcpy(copy->present, block->present, block->count);
}

/* Whether a register may begin or end his claim to supply. */
static inline bool may_concern(const struct books_customer *c, uint32_t reading)
{
    return c->flags & BOOKS_WATCHED || (!(c->flags & BOOKS_OFF) && reading >= c->short_from);
}

/* The same of that which is his newest now. */
static inline bool is_concerned(struct books_customer *c)
{
    if (!may_concern(c, c->reading))
        return false;
    c->flags |= BOOKS_PUSHED;
    return true;
}

/* R-70, P-CAL-10: who uses more than is believed of him, as the days are drawn, is not computed
 * with that register; the next one is compared with the last that he was computed with. A settled
 * reading is compared with none (T1), and with a selection nobody knows with which. */
static bool is_refused(const struct books *books, uint32_t customer, uint32_t reading, int32_t day)
{
    const struct sim_scenario *s = books->scenario;
    const struct books_customer *c = &books->customers[customer];
    if (!books->segments.use || !s->is_validating || s->is_selecting || reading < c->reading)
        return false;
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    if (agreement && (agreement->waits || !agreement->is_in))
        return false;
    uint64_t most = (uint64_t)drawn_use_mean(books->segments.use, customer) * s->jump_factor;
    if (most < s->jump_above)
        most = s->jump_above;
    return reading - c->reading > most * (uint64_t)(day - c->day);
}

/* Of a register in a block, while it is pushed. */
enum { ABSENT, COMES, WAITS };

/* A block that is pushed, with tariffs: nobody is looked at before all of them are there. */
static void take_block(struct books *books, const struct books_block *b)
{
    int32_t turn = tariff_turn(books->segments.turns, books->segments.turn_count, b->day);
    for (uint32_t i = 0; i < b->count; i++) {
        struct books_customer *c = &books->customers[b->first + i];
        if (b->present[i] != COMES)
            continue;
        uint32_t peak = books->tariffs[b->first + i].peak;
        books_tariffs_keep(books, b, i, turn);
        if (b->day <= c->day)
            continue;
        if (is_refused(books, b->first + i, b->registers[i], b->day)) {
            books->tariffs[b->first + i].peak = peak;
            continue;
        }
        c->reading = b->registers[i];
        c->day = (uint16_t)b->day;
        if (b->day <= books->tariffs[b->first + i].charge.day)
            (void)is_concerned(c); /* the bill by it was there before */
    }
}

/* Those whose batch is lost wait for the next push. True if there are any. */
static bool hold_back(struct books_block *b, const uint8_t *lost)
{
    bool has_any = false;
    for (uint32_t i = 0; lost && i < b->count; i++) {
        if (b->present[i] && lost[b->first + i])
            b->present[i] = WAITS;
        has_any = has_any || b->present[i] == WAITS;
    }
    return has_any;
}

/* What was held back comes with a later push: a block for each register, for they are few, and the
 * rest of the room is given back. */
static void leave(struct books *books, const struct books_block *b)
{
    for (uint32_t i = 0; i < b->count; i++) {
        struct books_block *one =
            b->present[i] == WAITS ? new_block(books, b->first + i, 1, b->day, b->columns) : NULL;
        for (uint32_t n = 0; one && n < b->columns; n++)
            one->registers[n] = b->registers[n * b->count + i];
        if (one)
            one->present[0] = COMES;
    }
}

/* T1: settled readings that this push brings, up to the freeze of day `newest`. */
static void settle(struct books *books, int32_t newest, int32_t turn, ms_t now,
                   void (*concerned)(void *context, uint32_t customer, ms_t now), void *context)
{
    for (uint32_t i = 0; i < books->agreements.count; i++) {
        struct books_agreement *agreement = slots_at(&books->agreements, i);
        if (!agreement || !agreement->waits || newest < agreement->first_day)
            continue;
        struct books_customer *c = &books->customers[agreement->id];
        int32_t day = books->settled ? agreement->bill_day : c->day;
        if (day < agreement->first_day ||
            population_is_unfiled(books->scenario, now + PARTY_HOP, agreement->id))
            continue;
        agreement->settled = c->reading;
        if (books->tariffs && !books->settled)
            books_tariffs_settle(books, agreement->id, turn, now);
        agreement->waits = false;
        c->short_from = short_from(books, agreement->id, books_account(books, agreement->id));
        if (is_concerned(c))
            concerned(context, agreement->id, now);
    }
}

void books_push(struct books *books, int32_t day, unsigned run, const uint8_t *lost, ms_t now,
                void (*concerned)(void *context, uint32_t customer, ms_t now), void *context)
{
    int32_t newest = day - books->segments.policies->reading_lag_days;
    uint32_t end = books->block_count;
    if (books->segments.plans)
        books_tariffs_push(books, day, run, now);
    for (uint32_t n = 0; n < end; n++) {
        struct books_block block = books->blocks[n], *b = &block; /* more may come behind it */
        if (b->day > newest) {
            (void)add_block(books, b);
            continue;
        }
        uint32_t flat = books->tariffs ? 0 : b->count;
        struct books_customer *c = &books->customers[b->first];
        const uint8_t *present = b->present;
        int32_t of_day = b->day;
        bool is_left = hold_back(b, lost);
        if (books->tariffs)
            take_block(books, b);
        for (uint32_t i = 0; i < flat; i++, c++) {
            if (present[i] != COMES || of_day <= c->day)
                continue;
            bool may = may_concern(c, b->registers[i]);
            if (may && is_refused(books, b->first + i, b->registers[i], of_day))
                continue; /* whom it does not concern has the money for it */
            c->reading = b->registers[i];
            c->day = (uint16_t)of_day;
            if (may && is_concerned(c))
                concerned(context, b->first + i, now);
        }
        if (is_left)
            leave(books, b);
        free(b->registers);
    }
    books->block_count -= end;
    if (books->block_count > 0)
        memmove(books->blocks, books->blocks + end, books->block_count * sizeof *books->blocks);
    int32_t turn = tariff_turn(books->segments.turns, books->segments.turn_count, newest);
    settle(books, newest, turn, now, concerned, context);
    for (uint32_t i = 0; books->tariffs && i < books->count; i++) {
        if (books->customers[i].day <= books->tariffs[i].charge.day)
            continue;
        books_tariffs_take(books, i, turn, now);
        if (is_concerned(&books->customers[i]))
            concerned(context, i, now);
    }
}

static void image_receipts(struct books *books, struct image *image)
{
    for (uint32_t i = 0; i < chunks(books->count) && image->err == FK_OK; i++) {
        uint8_t has_paid = books->receipts[i] != NULL;
        IMAGE(image, has_paid);
        if (!has_paid)
            continue;
        if (image->is_loading)
            books->receipts[i] = image_room(image, sizeof *books->receipts[i], BOOKS_CHUNK);
        image_row(image, books->receipts[i], sizeof *books->receipts[i], BOOKS_CHUNK);
    }
}

static void image_block(struct books_block *b, struct image *image, uint32_t customers,
                        uint32_t columns)
{
    IMAGE(image, b->first);
    IMAGE(image, b->count);
    IMAGE(image, b->day);
    IMAGE(image, b->columns);
    image_expect(image, b->columns >= 1 && b->columns <= columns,
                 "its registers are in columns that nobody writes");
    image_expect(image, b->first < customers && b->count <= customers - b->first,
                 "it holds registers of nobody");
    if (image->is_loading) {
        b->registers = image_room(image, b->columns * sizeof *b->registers + 1, b->count);
        if (b->registers)
            b->present = (uint8_t *)(b->registers + (size_t)b->columns * b->count);
    }
    image_row(image, b->registers, b->columns * sizeof *b->registers, b->count);
    image_row(image, b->present, sizeof *b->present, b->count);
}

static void check_cases(const struct books *books, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < books->count; i++)
        image_expect(image,
                     books_decision(&books->customers[i]) < FEE_STATES &&
                         books_relay(&books->customers[i]) < RELAY_STATES,
                     "it knows a state that there is not");
    for (uint32_t i = 0; image->is_loading && i < books->cases.count; i++) {
        const struct books_case *c = slots_at(&books->cases, i);
        if (!c)
            continue;
        const ms_t moments[] = {c->notice_at,  c->notice_before, c->notice_over, c->owed_since,
                                c->idle_due,   c->below_due,     c->posted_at,   c->worked_at,
                                c->touched_at, c->cut_over,      c->told_at,     c->told_before};
        image_expect(image, c->id < books->count, "it watches a customer that does not exist");
        for (unsigned n = 0; n < sizeof moments / sizeof moments[0]; n++)
            image_expect_moment(image, moments[n]);
    }
    for (uint32_t i = 0; image->is_loading && i < books->words.count; i++) {
        const struct books_word *word = slots_at(&books->words, i);
        if (!word)
            continue;
        image_expect(image, word->id < books->count, "it watches a customer that does not exist");
        image_expect_moment(image, word->from);
        image_expect_moment(image, word->told_at);
    }
}

void books_image(struct books *books, struct image *image)
{
    uint32_t blocks = books->block_count;
    image_part(image, "books");
    image_row(image, books->customers, sizeof *books->customers, books->count);
    if (books->tariffs)
        image_row(image, books->tariffs, sizeof *books->tariffs, books->count);
    if (books->before)
        image_row(image, books->before, sizeof *books->before, books->count);
    if (books->stale)
        image_row(image, books->stale, sizeof *books->stale, books->count);
    tariff_gaps_image(&books->gaps, image, books->count);
    slots_image(&books->late, image);
    IMAGE(image, books->runs);
    IMAGE(image, books->judged_at);
    IMAGE(image, books->is_behind);
    IMAGE(image, books->opening);
    image_receipts(books, image);
    if (books->accounts)
        image_row(image, books->accounts, sizeof *books->accounts, books->count);
    if (books->settled)
        image_row(image, books->settled, sizeof *books->settled, books->count);
    if (books->bills)
        image_row(image, books->bills, sizeof *books->bills, books->count);
    if (image->is_loading)
        books_tariffs_check(books, image);
    slots_image(&books->cases, image);
    slots_image(&books->sites, image);
    slots_image(&books->words, image);
    slots_image(&books->wallets, image);
    slots_image(&books->loads, image);
    slots_image(&books->terminals, image);
    slots_image(&books->agreements, image);
    check_cases(books, image);
    locks_image(&books->locks, image);
    IMAGE(image, books->locked_at);
    image_row(image, books->restores, sizeof *books->restores, books->scenario->concentrators);
    IMAGE(image, blocks);
    if (image->is_loading) {
        books->blocks = image_room(image, sizeof *books->blocks, blocks);
        books->block_count = books->block_capacity = books->blocks ? blocks : 0;
    }
    for (uint32_t i = 0; i < books->block_count && image->err == FK_OK; i++)
        image_block(&books->blocks[i], image, books->count, books->tariffs ? 2 : 1);
    timers_image(&books->timers, image, BOOKS_TIMERS, UINT64_MAX); /* customers and orders */
    violations_image(&books->found, image);
}
