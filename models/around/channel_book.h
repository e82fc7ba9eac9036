/* models/around/channel_book.h - what the payment channels keep for reconciliation (对账, R-82,
 * P-PAY-10): the payments of each day until its statement is sent on T+1, one for each channel, and
 * whose payments are one-sided by a fault of the scenario. Without statements nothing is kept. Not
 * shared between threads. */
#ifndef MODELS_AROUND_CHANNEL_BOOK_H
#define MODELS_AROUND_CHANNEL_BOOK_H
#include "base/money.h"
#include "base/slots.h"
#include "models/house/seat.h"

struct channel_entry {
    fen_t amount;
    uint32_t id, customer;
    int32_t day; /* day number of the payment */
    uint8_t channel;
    bool is_undone; /* taken back: in no statement */
};
/* Faults in force for one customer. */
struct channel_fault {
    uint32_t id; /* customer */
    uint16_t lost, undone;
};
struct channel_book {
    ms_t statement; /* when the next one is sent, MS_NEVER: there are none */
    struct channel_entry *entries;
    uint32_t count, capacity;
    int64_t sent[PAY_CHANNELS]; /* entries of all statements so far */
    struct slots faults;        /* struct channel_fault */
};

/* Statements at `statement_at`, a time of day, of the day before, the first on the day after
 * `start`; < 0: none. */
void channel_book_init(struct channel_book *book, ms_t statement_at, ms_t start);
void channel_book_fini(struct channel_book *book);
/* MSG_FAULT FAULT_PAYMENT_LOST or _UNDONE of a customer begins or ends. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int channel_book_fault(struct channel_book *book, const struct message *message);
/* The faults of a customer, NULL: none. */
const struct channel_fault *channel_book_faults(struct channel_book *book, uint32_t customer);
/* Takes a payment in, as long as there are statements. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int channel_book_add(struct channel_book *book, const struct channel_entry *entry);
/* A payment whose statement has not been sent is taken back: it will be in none. */
void channel_book_undo(struct channel_book *book, uint32_t payment);
/* Sends the statements that are due at `now` (I11). */
void channel_book_send(struct channel_book *book, const struct party_port *port, ms_t now);
/* All of it (base/image.h), of customers below `customers`. */
void channel_book_image(struct channel_book *book, struct image *image, uint32_t customers);
#endif
