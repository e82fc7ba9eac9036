#include "models/meter/device/device.h"
#include "models/meter/device/device_parts.h"

/* Without the rule checks_sum: the check sum of a frame that is otherwise whole is set right before
 * the scanner looks at it. */
static void checksum_repair(struct dlt645_scanner *scanner)
{
    size_t at = scanner->begin;
    while (at < scanner->end && scanner->bytes[at] == DLT645_WAKE)
        at++;
    uint8_t *frame = scanner->bytes + at;
    size_t size = scanner->end - at;
    if (size < DLT645_HEAD_SIZE || frame[0] != DLT645_START || frame[7] != DLT645_START)
        return;
    size_t body = DLT645_HEAD_SIZE + (size_t)frame[9];
    if (size >= body + 2 && frame[body + 1] == DLT645_END)
        frame[body] = dlt645_checksum(frame, body);
}

/* Rule strips_wakes: FE is thrown away wherever it stands. */
static size_t push_without_wakes(struct dlt645_scanner *scanner, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != DLT645_WAKE && dlt645_scan_push(scanner, &bytes[i], 1) == 0)
            return i;
    return size;
}

/* Handles what the scanner holds until a frame has been answered. */
static void drain(struct meter_device *meter, ms_t now, struct meter_output *output)
{
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    const struct meter_rules *rules = &meter->config.rules;
    meter->scanner.is_end_optional = !rules->checks_end;
    while (output->size == 0) {
        if (!rules->checks_sum)
            checksum_repair(&meter->scanner);
        switch (dlt645_scan_next(&meter->scanner, &frame, &info)) {
        case DLT645_SCAN_FRAME:
            if (!meter->is_deaf && (info.wakes > 0 || !rules->needs_wake))
                meter_handle(meter, &frame, now, output);
            meter->is_deaf = false;
            break;
        case DLT645_SCAN_SKIPPED:
            meter->is_deaf = !rules->resyncs;
            break;
        case DLT645_SCAN_NEED_MORE:
            return;
        }
    }
    if (!rules->keeps_glued)
        dlt645_scan_init(&meter->scanner);
}

size_t meter_receive(struct meter_device *meter, const uint8_t *bytes, size_t size, ms_t now,
                     struct meter_output *output)
{
    return meter_receive_at(meter, bytes, size, now, now, output);
}

size_t meter_receive_at(struct meter_device *meter, const uint8_t *bytes, size_t size, ms_t at,
                        ms_t now, struct meter_output *output)
{
    struct dlt645_scanner *scanner = &meter->scanner;
    const struct meter_rules *rules = &meter->config.rules;
    *output = (struct meter_output){.size = 0};
    meter_advance(meter, now);
    drain(meter, now, output);
    while (output->size == 0 && dlt645_scan_pending(scanner) > 0 &&
           at - meter->received_at > rules->request_gap_ms) {
        dlt645_scan_flush(scanner);
        drain(meter, now, output);
    }
    if (size == 0 || output->size > 0)
        return 0;
    meter->received_at = at;
    size_t taken = rules->strips_wakes ? push_without_wakes(scanner, bytes, size)
                                       : dlt645_scan_push(scanner, bytes, size);
    drain(meter, now, output);
    return taken;
}
