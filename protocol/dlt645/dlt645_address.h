/* protocol/dlt645/dlt645_address.h - addresses of DL/T 645-2007, clause 5.2.2: text <-> six
 * bytes, the shortened form (AA in the high bytes) and broadcast (99 six times). Wire order, A0
 * (low digits) first. Pure, reentrant. */
#ifndef PROTOCOL_DLT645_DLT645_ADDRESS_H
#define PROTOCOL_DLT645_DLT645_ADDRESS_H
#include "protocol/dlt645/dlt645_frame.h"

/* Address of 1..12 decimal digits, high digit first as on the name plate ("161" is 000000000161);
 * also 12 hex digits of AA, 99 or shortened form ("AAAA00000161"). FK_E_FORMAT if it is neither. */
FK_MUST_CHECK int dlt645_address_parse(const char *text, uint8_t out[DLT645_ADDRESS_SIZE]);

/* Writes 12 characters and a NUL, high digit first. */
void dlt645_address_format(const uint8_t address[DLT645_ADDRESS_SIZE], char out[13]);

/* True if a frame to `request` is meant for the meter `own` (5.2.2): the same address, or the
 * shortened form: low bytes equal, all remaining high bytes AA (all six AA included). Broadcast
 * (99 x 6) is not a match; see dlt645_address_is_broadcast. */
bool dlt645_address_matches(const uint8_t request[DLT645_ADDRESS_SIZE],
                            const uint8_t own[DLT645_ADDRESS_SIZE]);
bool dlt645_address_is_broadcast(const uint8_t address[DLT645_ADDRESS_SIZE]);
/* True if the address holds any AA wildcard byte. */
bool dlt645_address_is_wild(const uint8_t address[DLT645_ADDRESS_SIZE]);
#endif
