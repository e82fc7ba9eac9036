#include "models/marketing/ledger.h"

#include "base/large.h"
#include <stdlib.h>

int ledger_init(struct ledger *ledger, uint32_t customers)
{
    *ledger = (struct ledger){.count = customers};
    ledger->customers = large_calloc(customers, sizeof *ledger->customers);
    return ledger->customers ? FK_OK : FK_E_MEMORY;
}

void ledger_fini(struct ledger *ledger)
{
    free(ledger->customers);
    ledger->customers = NULL;
}

int ledger_post(struct ledger *ledger, enum ledger_posting posting, uint32_t customer,
                unsigned channel, fen_t amount, struct ledger_entry entries[2])
{
    /* account that gives and sign of what the customer gets */
    static const struct {
        enum ledger_account contra;
        int sign;
    } rows[LEDGER_POSTINGS] = {
        [LEDGER_BRING_FORWARD] = {LEDGER_OPENING, 1}, [LEDGER_RECEIPT] = {LEDGER_CHANNEL, 1},
        [LEDGER_REVERSAL] = {LEDGER_CHANNEL, -1},     [LEDGER_BILL] = {LEDGER_REVENUE, -1},
        [LEDGER_PURCHASE] = {LEDGER_METER, -1},       [LEDGER_FROM_METER] = {LEDGER_METER, 1},
        [LEDGER_REFUND] = {LEDGER_CASH, -1},          [LEDGER_BILL_REVERSAL] = {LEDGER_REVENUE, 1}};
    if (customer >= ledger->count || (unsigned)posting >= LEDGER_POSTINGS ||
        channel >= PAY_CHANNELS)
        return FK_E_ARG;
    if (posting != LEDGER_BRING_FORWARD && amount < 0)
        return FK_E_RANGE;
    enum ledger_account contra = rows[posting].contra;
    if (contra == LEDGER_CHANNEL)
        contra = (enum ledger_account)(LEDGER_CHANNEL + channel);
    struct ledger_customer *account = &ledger->customers[customer];
    fen_t given = rows[posting].sign * amount, fen = account->fen + given;
    if (fen > INT32_MAX || fen < INT32_MIN)
        return FK_E_RANGE;
    account->fen = (int32_t)fen;
    account->postings++;
    ledger->contra[contra] -= given;
    ledger->postings++;
    if (entries) {
        entries[0] = (struct ledger_entry){LEDGER_CUSTOMER, given};
        entries[1] = (struct ledger_entry){contra, -given};
    }
    return FK_OK;
}

fen_t ledger_owed(const struct ledger *ledger)
{
    fen_t sum = 0;
    for (uint32_t i = 0; i < ledger->count; i++)
        sum += ledger->customers[i].fen;
    return sum;
}

fen_t ledger_sum(const struct ledger *ledger)
{
    fen_t sum = ledger_owed(ledger);
    for (int i = 0; i < LEDGER_ACCOUNTS; i++)
        sum += ledger->contra[i];
    return sum;
}

void ledger_image(struct ledger *ledger, struct image *image)
{
    image_part(image, "ledger");
    image_row(image, ledger->customers, sizeof *ledger->customers, ledger->count);
    IMAGE(image, ledger->contra);
    IMAGE(image, ledger->postings);
}
