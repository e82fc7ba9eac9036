#include "base/image.h"
#include "models/meter/device/device.h"
#include "models/meter/device/device_hands.h"

static void config_image(struct meter_config *config, struct image *image)
{
    IMAGE(image, config->address);
    IMAGE(image, config->password);
    IMAGE(image, config->tariffs);
    image_expect(image, config->tariffs >= 1 && config->tariffs <= METER_TARIFFS_MAX,
                 "a number of tariffs is from 1 to 63");
}

/* Whether the breaker is outside is how the meter is made. */
static void relay_image(struct meter_relay *relay, struct image *image)
{
    unsigned made = relay->flags & RELAY_EXTERNAL;
    IMAGE(image, *relay);
    image_expect(image, relay->state < RELAY_STATES, "a relay is in one of its states");
    if (image->is_loading)
        relay->flags = (uint8_t)((relay->flags & ~(unsigned)RELAY_EXTERNAL) | made);
}

static void energy_image(struct meter_device *meter, struct image *image)
{
    IMAGE(image, meter->energy.parts);
    IMAGE(image, meter->energy.at);
    IMAGE(image, meter->load.rest);
    IMAGE(image, meter->demand);
}

static void moments_image(struct meter_device *meter, struct image *image)
{
    IMAGE(image, meter->now);
    IMAGE(image, meter->clock_set);
    IMAGE(image, meter->clock_set_at);
    IMAGE(image, meter->time_set_day);
    IMAGE(image, meter->settle_at);
    IMAGE(image, meter->expired_at);
    IMAGE(image, meter->expired_n1);
    IMAGE(image, meter->expired_n2);
    IMAGE(image, meter->drive_at);
    IMAGE(image, meter->drives);
    image_expect_moment(image, meter->now);
    image_expect_moment(image, meter->clock_set);
    image_expect_moment(image, meter->clock_set_at);
    image_expect_moment(image, meter->energy.at);
}

void meter_device_image(struct meter_device *meter, struct image *image)
{
    image_part(image, "meter");
    config_image(&meter->config, image);
    relay_image(&meter->relay, image);
    energy_image(meter, image);
    moments_image(meter, image);
    IMAGE(image, meter->params);
    IMAGE(image, meter->operator_code);
    IMAGE(image, meter->trips_seen);
    IMAGE(image, meter->closes_seen);
    IMAGE(image, meter->trip_count);
    IMAGE(image, meter->close_count);
    IMAGE(image, meter->programming_count);
    IMAGE(image, meter->time_setting_count);
    IMAGE(image, meter->trips);
    IMAGE(image, meter->closes);
    IMAGE(image, meter->programmings);
    IMAGE(image, meter->time_settings);
    IMAGE(image, meter->freeze_plan);
    IMAGE(image, meter->daily);
    IMAGE(image, meter->instant);
    IMAGE(image, meter->timed);
    IMAGE(image, meter->is_off);
    IMAGE(image, meter->outages);
    IMAGE(image, meter->outage);
}

void meter_resume(struct meter_device *meter, ms_t now)
{
    if (now < meter->now) {
        meter->clock_set_at -= meter->now - now;
        meter->now = meter->energy.at = now;
    }
    if (!meter->is_off)
        (void)meter_supply(meter, false, meter->now);
    (void)meter_supply(meter, true, now);
}
