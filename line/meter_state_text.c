#include "line/meter_state_text.h"

#include "models/meter/device/device_hands.h"
#include "models/meter/device/device_look.h"

#include <inttypes.h>

static const char *yes(bool is)
{
    return is ? "true" : "false";
}

void meter_state_text(const struct meter_device *meter, FILE *out)
{
    struct meter_look look = meter_look(meter);
    struct clock_civil c = clock_to_civil(look.clock);
    fputs("{\"address\": \"", out);
    for (size_t i = DLT645_ADDRESS_SIZE; i > 0; i--)
        fprintf(out, "%02X", meter->config.address[i - 1]);
    fprintf(out, "\", \"clock\": \"%04d-%02d-%02d %02d:%02d:%02d\", \"powered\": %s", c.year,
            c.month, c.day, c.hour, c.minute, c.second, yes(!meter->is_off));
    fprintf(out,
            ", \"relay\": \"%s\", \"contact\": \"%s\", \"stuck\": %s, \"protected\": %s, "
            "\"alarm\": %s",
            relay_state_name(meter->relay.state), relay_is_open(&meter->relay) ? "open" : "closed",
            yes(meter->relay.flags & RELAY_STUCK), yes(meter->relay.flags & RELAY_PROTECTED),
            yes(meter->relay.flags & RELAY_ALARM));
    for (size_t i = 0; i < sizeof look.status / sizeof *look.status; i++)
        fprintf(out, "%s%04X\"", i == 0 ? ", \"status\": [\"" : ", \"", look.status[i]);
    fputc(']', out);
    fprintf(out, ", \"energy_kwh\": %" PRId64 ".%02d, \"power_w\": [", (int64_t)look.energy / 100,
            (int)(look.energy % 100));
    for (unsigned phase = 0; phase < meter->config.phases; phase++)
        fprintf(out, "%s%" PRIu32 ".%" PRIu32, phase ? ", " : "", look.dw[phase] / 10,
                look.dw[phase] % 10);
    fputs("], \"current_a\": [", out);
    for (unsigned phase = 0; phase < meter->config.phases; phase++)
        fprintf(out, "%s%" PRIu32 ".%03" PRIu32, phase ? ", " : "", look.ma[phase] / 1000,
                look.ma[phase] % 1000);
    fprintf(out, "], \"trips\": %" PRIu32 ", \"closes\": %" PRIu32 ", \"outages\": %" PRIu32 "}",
            meter->trip_count, meter->close_count, meter->outages);
}
