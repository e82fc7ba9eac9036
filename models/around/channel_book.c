#include "models/around/channel_book.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

void channel_book_init(struct channel_book *book, ms_t statement_at, ms_t start)
{
    *book = (struct channel_book){.statement =
                                      statement_at < 0 ? MS_NEVER : start + MS_DAY + statement_at};
    slots_init(&book->faults, sizeof(struct channel_fault));
}

void channel_book_fini(struct channel_book *book)
{
    free(book->entries);
    book->entries = NULL;
    slots_fini(&book->faults);
}

int channel_book_fault(struct channel_book *book, const struct message *message)
{
    struct channel_fault *fault = slots_open(&book->faults, message->customer);
    if (!fault)
        return FK_E_MEMORY;
    uint16_t *count = message->kind == FAULT_PAYMENT_LOST ? &fault->lost : &fault->undone;
    *count = (uint16_t)(message->code ? *count + 1 : *count - 1);
    if (fault->lost || fault->undone)
        return FK_OK;
    return slots_close(&book->faults, message->customer);
}

const struct channel_fault *channel_book_faults(struct channel_book *book, uint32_t customer)
{
    return slots_find(&book->faults, customer);
}

int channel_book_add(struct channel_book *book, const struct channel_entry *entry)
{
    if (book->statement == MS_NEVER)
        return FK_OK;
    if (grow_for_one(&book->entries, sizeof *book->entries, book->count, &book->capacity) != FK_OK)
        return FK_E_MEMORY;
    book->entries[book->count++] = *entry;
    return FK_OK;
}

void channel_book_undo(struct channel_book *book, uint32_t payment)
{
    for (uint32_t i = 0; i < book->count; i++)
        if (book->entries[i].id == payment)
            book->entries[i].is_undone = true;
}

/* Of one channel, the first `count` entries: those that are undone are left out, so that whoever
 * has one of the payments up to the last is alone with it. */
static void send_statement(struct channel_book *book, const struct party_port *port,
                           unsigned channel, uint32_t count)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct channel_entry *entry = &book->entries[i];
        if (entry->channel != channel)
            continue;
        last = entry->id;
        if (entry->is_undone)
            continue;
        struct message message = {.type = MSG_STATEMENT,
                                  .kind = entry->channel,
                                  .customer = entry->customer,
                                  .id = entry->id,
                                  .value = entry->amount};
        party_send(port, PARTY_MARKETING, message);
        book->sent[channel]++;
    }
    struct message end = {.type = MSG_STATEMENT_END,
                          .kind = (uint8_t)channel,
                          .id = last,
                          .value = book->sent[channel]};
    if (last)
        party_send(port, PARTY_MARKETING, end);
}

void channel_book_send(struct channel_book *book, const struct party_port *port, ms_t now)
{
    for (; book->statement <= now; book->statement += MS_DAY) {
        int32_t today = clock_day_number(book->statement);
        uint32_t count = 0;
        while (count < book->count && book->entries[count].day < today)
            count++;
        for (unsigned channel = 0; channel < PAY_CHANNELS && count > 0; channel++)
            send_statement(book, port, channel, count);
        book->count -= count;
        if (count > 0)
            memmove(book->entries, book->entries + count, book->count * sizeof *book->entries);
    }
}

void channel_book_image(struct channel_book *book, struct image *image, uint32_t customers)
{
    IMAGE(image, book->statement);
    if (book->statement != MS_NEVER)
        image_expect_moment(image, book->statement);
    image_list(image, &book->entries, sizeof *book->entries, &book->count, &book->capacity);
    for (uint32_t i = 0; image->is_loading && i < book->count; i++)
        image_expect(image,
                     book->entries[i].customer < customers &&
                         book->entries[i].channel < PAY_CHANNELS &&
                         (i == 0 || book->entries[i].day >= book->entries[i - 1].day),
                     "a payment in it is nobody's");
    IMAGE(image, book->sent);
    slots_image(&book->faults, image);
}
