#include "sim/watch/books.h"

#include "base/grow.h"
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

static price_t price_of(const struct books *books, uint32_t customer)
{
    return books->segments.prices[segment_of(&books->segments.index, customer)->tariff];
}

/* Every customer gets a register every day: what it takes for money to be short is worked out when
 * money comes, without rounding, so that the day costs a comparison. */
static uint32_t short_from(const struct books *books, uint32_t customer, fen_t account)
{
    fen_t above = account - books_policy(books, customer)->overdraft;
    price_t price = price_of(books, customer);
    if (above < 0)
        return 0;
    if (price == 0 || above > INT64_MAX / 1000000) /* more than any charge */
        return UINT32_MAX;
    int64_t covered = above * 1000000 / price;
    return covered < UINT32_MAX ? (uint32_t)covered + 1 : UINT32_MAX;
}

static uint16_t day_number(ms_t at)
{
    return (uint16_t)clock_day_number(at);
}

int books_init(struct books *books, const struct sim_scenario *scenario)
{
    uint32_t count = scenario_customers(scenario);
    *books = (struct books){.scenario = scenario, .count = count};
    slots_init(&books->cases, sizeof(struct books_case));
    books->customers = calloc(count, sizeof *books->customers);
    books->receipts = calloc(chunks(count), sizeof *books->receipts);
    books->restores = calloc(scenario->concentrators, sizeof *books->restores);
    if (!books->customers || !books->receipts || !books->restores ||
        timers_init(&books->timers, 16) != FK_OK ||
        population_segments(scenario, &books->segments) != FK_OK) {
        books_fini(books);
        return FK_E_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        fen_t balance = population_balance(scenario, i);
        books->opening += balance;
        books->customers[i] =
            (struct books_customer){.day = (uint16_t)(day_number(scenario->start) - 1),
                                    .short_from = short_from(books, i, balance),
                                    .layers = FEE_NORMAL};
    }
    return FK_OK;
}

void books_fini(struct books *books)
{
    for (uint32_t i = 0; books->receipts && i < chunks(books->count); i++)
        free(books->receipts[i]);
    for (uint32_t i = 0; i < books->block_count; i++)
        free(books->blocks[i].registers);
    free(books->receipts);
    free(books->blocks);
    free(books->restores);
    free(books->customers);
    slots_fini(&books->cases);
    population_segments_fini(&books->segments);
    timers_fini(&books->timers);
    violations_fini(&books->found);
    *books = (struct books){0};
}

size_t books_bytes(const struct sim_scenario *scenario)
{
    return scenario_customers(scenario) * (sizeof(struct books_customer) + sizeof(uint32_t) + 1);
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

fen_t books_account(const struct books *books, uint32_t customer)
{
    const fen_t *chunk = books->receipts[customer / BOOKS_CHUNK];
    return population_balance(books->scenario, customer) +
           (chunk ? chunk[customer % BOOKS_CHUNK] : 0);
}

void books_receipt(struct books *books, uint32_t customer, fen_t amount, ms_t now)
{
    fen_t **chunk = &books->receipts[customer / BOOKS_CHUNK];
    struct books_case *c = books_open(books, customer, now);
    if (!*chunk)
        *chunk = calloc(BOOKS_CHUNK, sizeof **chunk);
    if (!c || !*chunk) {
        books->err = FK_E_MEMORY;
        return;
    }
    (*chunk)[customer % BOOKS_CHUNK] += amount;
    books->customers[customer].short_from =
        short_from(books, customer, books_account(books, customer));
    c->posted = c->posted_at && now - c->posted_at <= BOOKS_HOPS ? c->posted + amount : amount;
    c->posted_at = now;
}

fen_t books_available(const struct books *books, uint32_t customer)
{
    return fee_available(books_account(books, customer), price_of(books, customer), 0,
                         books->customers[customer].reading);
}

void books_upload(struct books *books, const struct upload_block *block)
{
    struct books_block copy = {.first = block->first, .count = block->count, .day = block->day};
    copy.registers = malloc(block->count * (sizeof *copy.registers + 1));
    if (!copy.registers || grow_for_one(&books->blocks, sizeof *books->blocks, books->block_count,
                                        &books->block_capacity) != FK_OK) {
        free(copy.registers);
        books->err = FK_E_MEMORY;
        return;
    }
    copy.present = (uint8_t *)(copy.registers + block->count);
    memcpy(copy.registers, block->registers, block->count * sizeof *copy.registers);
    memcpy(copy.present, block->present, block->count);
    books->blocks[books->block_count++] = copy;
}

void books_push(struct books *books, int32_t day, ms_t now,
                void (*concerned)(void *context, uint32_t customer, ms_t now), void *context)
{
    int32_t newest = day - books->segments.policies->reading_lag_days;
    uint32_t kept = 0;
    for (uint32_t n = 0; n < books->block_count; n++) {
        struct books_block *b = &books->blocks[n];
        if (b->day > newest) {
            books->blocks[kept++] = *b;
            continue;
        }
        for (uint32_t i = 0; i < b->count; i++) {
            struct books_customer *c = &books->customers[b->first + i];
            if (!b->present[i] || b->day <= c->day)
                continue;
            c->reading = b->registers[i];
            c->day = (uint16_t)b->day;
            if (c->flags & BOOKS_WATCHED ||
                (!(c->flags & BOOKS_OFF) && c->reading >= c->short_from)) {
                c->flags |= BOOKS_PUSHED;
                concerned(context, b->first + i, now);
            }
        }
        free(b->registers);
    }
    books->block_count = kept;
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

static void image_block(struct books_block *b, struct image *image, uint32_t customers)
{
    IMAGE(image, b->first);
    IMAGE(image, b->count);
    IMAGE(image, b->day);
    image_expect(image, b->first < customers && b->count <= customers - b->first,
                 "it holds registers of nobody");
    if (image->is_loading) {
        b->registers = image_room(image, sizeof *b->registers + 1, b->count);
        if (b->registers)
            b->present = (uint8_t *)(b->registers + b->count);
    }
    image_row(image, b->registers, sizeof *b->registers, b->count);
    image_row(image, b->present, sizeof *b->present, b->count);
}

void books_image(struct books *books, struct image *image)
{
    uint32_t blocks = books->block_count;
    image_part(image, "books");
    image_row(image, books->customers, sizeof *books->customers, books->count);
    IMAGE(image, books->opening);
    image_receipts(books, image);
    slots_image(&books->cases, image);
    image_row(image, books->restores, sizeof *books->restores, books->scenario->concentrators);
    IMAGE(image, blocks);
    if (image->is_loading) {
        books->blocks = image_room(image, sizeof *books->blocks, blocks);
        books->block_count = books->block_capacity = books->blocks ? blocks : 0;
    }
    for (uint32_t i = 0; i < books->block_count && image->err == FK_OK; i++)
        image_block(&books->blocks[i], image, books->count);
    timers_image(&books->timers, image, UINT64_MAX); /* customers and orders */
    violations_image(&books->found, image);
}
