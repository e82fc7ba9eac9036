/* cli/meter/meter_log.h - `feikong meter --verbose`: one line per frame on standard error.
 *
 *   2026-03-02 08:30:05.123 rx 000000000161 read 00010000  FE FE 68 61 01 ...
 *   2026-03-02 08:30:05.183 tx 000000000161 read 00010000 answer  FE FE 68 61 01 ... */
#ifndef CLI_METER_METER_LOG_H
#define CLI_METER_METER_LOG_H
#include "base/text.h"
#include "line/meter_line.h"

/* Request bytes that are no frame yet: they may come in pieces. Zeroed at the start. */
struct meter_log {
    enum fk_lang lang;
    size_t size;
    uint8_t bytes[METER_LINE_QUEUE];
};

/* A meter_line_hook; `context` is a struct meter_log. */
void meter_log_frame(void *context, enum meter_line_direction direction, ms_t at,
                     const uint8_t *bytes, size_t size);
#endif
