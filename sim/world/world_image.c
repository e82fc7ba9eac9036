/* Everything that a world is between two milliseconds, in one description for saving and
 * loading. */
#include "sim/world/world.h"

#include "sim/scenario/population.h"

static void image_calculation(struct world_calculation *c, struct image *image, uint32_t customers)
{
    image_part(image, "calculation");
    IMAGE(image, c->is_running);
    IMAGE(image, c->since);
    IMAGE(image, c->request);
    image_expect(image, c->request.value >= 0 && c->request.value <= customers && c->since >= 0,
                 "a calculation in it has another size than the population");
}

static void image_parties(struct world *world, struct image *image)
{
    uint32_t customers = scenario_customers(world->scenario);
    customers_image(&world->customers, image, customers);
    channels_image(&world->channels, image, customers);
    marketing_image(&world->marketing, image);
    feecontrol_image(&world->fee, image);
    sms_image(&world->sms, image, customers);
    master_image(&world->master, image);
    crews_image(&world->crews, image, customers);
    image_calculation(&world->calculation, image, customers);
}

/* Who has bits in his cell has a record, and nobody else. */
static void check_sites(struct world *world, struct image *image)
{
    uint32_t customers = scenario_customers(world->scenario);
    for (uint32_t i = 0; image->is_loading && i < world->sites.count; i++) {
        const struct meter_site *site = slots_at(&world->sites, i);
        image_expect(image, !site || site->id < customers,
                     "something lies behind a meter that does not exist");
    }
    for (uint32_t i = 0; image->is_loading && image->err == FK_OK && i < customers; i++)
        image_expect(image, !world->meters[i].site || slots_find(&world->sites, i),
                     "what lies behind a meter in it is not told");
}

static void image_field(struct world *world, struct image *image)
{
    uint32_t customers = scenario_customers(world->scenario);
    image_part(image, "field");
    image_row(image, world->meters, sizeof *world->meters, customers);
    if (world->rates)
        image_row(image, world->rates, sizeof *world->rates, customers);
    for (uint32_t i = 0; image->is_loading && i < customers; i++)
        image_expect(image, meter_cell_relay_state(&world->meters[i]) < RELAY_STATES,
                     "a relay in it stands nowhere");
    slots_image(&world->wallets, image);
    for (uint32_t i = 0; image->is_loading && i < world->wallets.count; i++) {
        const struct meter_wallet *wallet = slots_at(&world->wallets, i);
        image_expect(image,
                     wallet && locals_find(&world->locals, wallet->id) &&
                         wallet->alarms <= WALLET_ALARMS &&
                         wallet->base <= world->meters[wallet->id].parts,
                     "a meter in it has money that it cannot have");
        image_expect_moment(image, wallet ? wallet->due : 0);
        image_expect_moment(image, wallet ? wallet->on_at : 0);
    }
    slots_image(&world->guards, image);
    for (uint32_t i = 0; image->is_loading && i < world->guards.count; i++) {
        const struct load_guard *guard = slots_at(&world->guards, i);
        image_expect(image,
                     guard && locals_find(&world->locals, guard->id) && guard->by < WALLET_SOURCES,
                     "a meter in it has a load control that it cannot have");
        image_expect_moment(image, guard ? guard->due : 0);
        image_expect_moment(image, guard ? guard->look_at : 0);
    }
    slots_image(&world->sites, image);
    check_sites(world, image);
    image_row(image, world->read_days, sizeof *world->read_days, customers);
    image_row(image, world->asked, sizeof *world->asked, customers);
    for (uint32_t i = 0; i < world->scenario->concentrators && image->err == FK_OK; i++)
        concentrator_image(&world->concentrators[i], image);
}

/* Messages on their way, planned ones among them. Who sent one is believed from here on. */
static void image_seats(struct world *world, struct image *image)
{
    image_part(image, "seats");
    for (uint32_t i = 0; i < world->seat_count && image->err == FK_OK; i++) {
        struct world_seat *seat = &world->seats[i];
        IMAGE(image, seat->sent);
        inbox_image(&seat->inbox, image);
        for (uint32_t n = 0; n < seat->inbox.count; n++) {
            image_expect(image, seat->inbox.heap[n].from < world->seat_count,
                         "a message in it comes from nowhere");
            image_expect_moment(image, seat->inbox.heap[n].due);
        }
    }
    links_image(&world->links, image);
    uploads_image(&world->uploads, image, scenario_customers(world->scenario));
}

void world_image(struct world *world, struct image *image)
{
    image_seats(world, image);
    image_parties(world, image);
    image_field(world, image);
    monitor_image(&world->monitor, image);
    log_image(&world->log, image);
    copies_image(&world->copies, image, scenario_customers(world->scenario));
    image_part(image, "world");
    IMAGE(image, world->next_query);
    IMAGE(image, world->calculations);
    IMAGE(image, world->parts);
    image_part(image, "end");
}
