/* The books as bytes and back (base/image.h). */
#include "sim/watch/books.h"

#include <stdlib.h>

static void image_receipts(struct books *books, struct image *image)
{
    for (uint32_t i = 0; i < books_chunks(books->count) && image->err == FK_OK; i++) {
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
    if (books->dues)
        image_row(image, books->dues, sizeof *books->dues, books->count);
    IMAGE(image, books->now);
    if (image->is_loading)
        books_tariffs_check(books, image);
    slots_image(&books->cases, image);
    slots_image(&books->sites, image);
    slots_image(&books->words, image);
    slots_image(&books->wallets, image);
    slots_image(&books->loads, image);
    IMAGE(image, books->changed);
    slots_image(&books->lines, image);
    if (image->is_loading)
        books_lines_check(books, image);
    slots_image(&books->terminals, image);
    slots_image(&books->agreements, image);
    slots_image(&books->wrong, image);
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
