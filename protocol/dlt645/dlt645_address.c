/* protocol/dlt645/dlt645_address.c - see the header. */
#include "protocol/dlt645/dlt645_address.h"
#include <string.h>

#define WILD      0xAA
#define BROADCAST 0x99

/* Value of a hexadecimal digit, or -1. Not strtol: no sign, no blank, no 0x may pass. */
static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

int dlt645_address_parse(const char *text, uint8_t out[DLT645_ADDRESS_SIZE])
{
    if (text == NULL)
        return FK_E_FORMAT;
    size_t length = strlen(text);
    if (length < 1 || length > 2 * DLT645_ADDRESS_SIZE)
        return FK_E_FORMAT;
    uint8_t address[DLT645_ADDRESS_SIZE] = {0};
    for (size_t i = 0; i < length; i++) {
        int digit = hex_digit(text[length - 1 - i]);
        if (digit < 0)
            return FK_E_FORMAT;
        address[i / 2] = (uint8_t)(address[i / 2] | (i % 2 == 0 ? digit : digit << 4));
    }
    /* AA may fill the high bytes only, and a shortened form is written out in full: "AA" alone
     * would silently be the legal-looking address 0000000000AA. */
    size_t known = DLT645_ADDRESS_SIZE;
    while (known > 0 && address[known - 1] == WILD)
        known--;
    for (size_t i = 0; i < known; i++)
        if (address[i] >> 4 > 9 || (address[i] & 0x0F) > 9)
            return FK_E_FORMAT;
    memcpy(out, address, sizeof address);
    return FK_OK;
}

void dlt645_address_format(const uint8_t address[DLT645_ADDRESS_SIZE], char out[13])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++) {
        uint8_t byte = address[DLT645_ADDRESS_SIZE - 1 - i];
        out[2 * i] = digits[byte >> 4];
        out[2 * i + 1] = digits[byte & 0x0F];
    }
    out[2 * DLT645_ADDRESS_SIZE] = '\0';
}

bool dlt645_address_matches(const uint8_t request[DLT645_ADDRESS_SIZE],
                            const uint8_t own[DLT645_ADDRESS_SIZE])
{
    size_t known = DLT645_ADDRESS_SIZE;
    while (known > 0 && request[known - 1] == WILD)
        known--;
    return !dlt645_address_is_broadcast(request) && memcmp(request, own, known) == 0;
}

bool dlt645_address_is_broadcast(const uint8_t address[DLT645_ADDRESS_SIZE])
{
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++)
        if (address[i] != BROADCAST)
            return false;
    return true;
}

bool dlt645_address_is_wild(const uint8_t address[DLT645_ADDRESS_SIZE])
{
    return memchr(address, WILD, DLT645_ADDRESS_SIZE) != NULL;
}
