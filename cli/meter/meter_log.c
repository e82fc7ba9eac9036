#include "cli/meter/meter_log.h"

#include "protocol/dlt645/dlt645_candidate.h"
#include "protocol/dlt645/dlt645_explain.h"
#include "protocol/dlt645/dlt645_split.h"

#include <stdio.h>
#include <string.h>

static void log_what(const uint8_t *bytes, size_t size, enum fk_lang lang)
{
    struct dlt645_explained what;
    int err = dlt645_explain(bytes, size, 0, lang, NULL, NULL, &what);
    if (what.has_head)
        fprintf(stderr, " %s %s", what.address, what.function);
    if (what.has_di)
        fprintf(stderr, " %08X", what.di);
    if (what.has_head && what.control & DLT645_FROM_METER)
        fputs(what.control & DLT645_ERROR_ANSWER ? FK_SAY(lang, " error answer", " 异常应答")
                                                 : FK_SAY(lang, " answer", " 应答"),
              stderr);
    if (err && lang == FK_ZH)
        fprintf(stderr, "（不成帧，偏移%zu处）", what.diag.offset);
    else if (err)
        fprintf(stderr, " (no frame: %s)", what.diag.text);
}

static void log_line(enum fk_lang lang, enum meter_line_direction direction, ms_t at,
                     const uint8_t *bytes, size_t size)
{
    char moment[24];
    clock_format(at, moment);
    fprintf(stderr, "%s %s", moment, direction == METER_LINE_REQUEST ? "rx" : "tx");
    log_what(bytes, size, lang);
    fputc(' ', stderr);
    for (size_t i = 0; i < size; i++)
        fprintf(stderr, " %02X", bytes[i]);
    fputc('\n', stderr);
}

/* More bytes could still make a frame of it, or show where it ends. */
static bool log_is_open(const struct meter_log *log, struct dlt645_segment segment)
{
    size_t start = segment.offset + segment.wakes;
    return segment.offset + segment.size == log->size && segment.kind != DLT645_SEGMENT_FRAME &&
           dlt645_candidate_judge(log->bytes + start, log->size - start, false).verdict !=
               DLT645_WRONG_SUM;
}

/* Prints what is complete; with is_all also what waits for more. */
static void log_requests(struct meter_log *log, ms_t at, bool is_all)
{
    size_t done = 0;
    while (done < log->size) {
        struct dlt645_segment segment = dlt645_split_at(log->bytes, log->size, done);
        if (!is_all && log_is_open(log, segment))
            break;
        log_line(log->lang, METER_LINE_REQUEST, at, log->bytes + segment.offset, segment.size);
        done = segment.offset + segment.size;
    }
    log->size -= done;
    memmove(log->bytes, log->bytes + done, log->size);
}

void meter_log_frame(void *context, enum meter_line_direction direction, ms_t at,
                     const uint8_t *bytes, size_t size)
{
    struct meter_log *log = context;
    if (direction == METER_LINE_ANSWER) {
        log_line(log->lang, direction, at, bytes, size);
        return;
    }
    if (size > sizeof log->bytes - log->size)
        log_requests(log, at, true);
    memcpy(log->bytes + log->size, bytes, size); /* a line never hands over more than its queue */
    log->size += size;
    log_requests(log, at, false);
}
