/* cli/decode/decode_print.h - the two forms in which `feikong decode` shows what bytes mean. */
#ifndef CLI_DECODE_DECODE_PRINT_H
#define CLI_DECODE_DECODE_PRINT_H
#include "base/text.h"
#include "protocol/dlt645/dlt645_split.h"
#include <stdbool.h>

/* Prints segment number `number` (1 ...) of bytes as a table and a closing line `valid` or
 * `not valid: reason at offset n`; offsets count from `base`, that of bytes[0]. Returns false if it
 * is no valid frame. Out of memory counts as that, with a sentence on stderr. */
bool decode_print_table(const uint8_t *bytes, size_t base, const struct dlt645_segment *segment,
                        unsigned number, enum fk_lang lang);

/* The same as one JSON object on a line, in English beside the Chinese names. */
bool decode_print_json(const uint8_t *bytes, size_t base, const struct dlt645_segment *segment);
#endif
