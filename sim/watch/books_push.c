/* Registers on their way through the books: uploaded, pushed, and whom a new one concerns. */
#include "base/grow.h"
#include "sim/watch/books.h"

#include <stdlib.h>
#include <string.h>

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
        c->short_from = books_short_from(books, agreement->id, books_account(books, agreement->id));
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
        books_tariffs_push(books, now);
    books->runs[run > 0].pushed = books_run_id(day, run);
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
    if (books->lines.count > 0)
        books_lines_push(books, now);
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
