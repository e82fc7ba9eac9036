#include "models/around/phones.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS  "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LENGTH  11

void phones_fini(struct phones *phones)
{
    free(phones->entries);
    id_map_fini(&phones->of);
    *phones = (struct phones){0};
}

enum sms_fate phone_check(const char *number)
{
    size_t digits = strspn(number, DIGITS);
    if (number[0] == '\0')
        return SMS_FATE_NUMBER_EMPTY;
    if (strpbrk(number, LETTERS))
        return SMS_FATE_NUMBER_LETTERS;
    if (number[digits] != '\0' || digits > LENGTH)
        return SMS_FATE_NUMBER_WRONG;
    if (digits < LENGTH)
        return SMS_FATE_NUMBER_SHORT;
    return number[0] == '1' && number[1] >= '3' ? SMS_FATE_PLAIN : SMS_FATE_NUMBER_WRONG;
}

const struct phone_entry *phones_find(const struct phones *phones, uint32_t customer, ms_t now)
{
    uint32_t entry;
    if (!phones || !id_map_get(&phones->of, customer, &entry))
        return NULL;
    return now < phones->entries[entry].until ? &phones->entries[entry] : NULL;
}
