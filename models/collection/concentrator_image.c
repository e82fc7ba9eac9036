#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

void concentrator_image(struct concentrator *c, struct image *image)
{
    IMAGE(image, c->round_at);
    IMAGE(image, c->round_done);
    IMAGE(image, c->round_day);
    IMAGE(image, c->asked_day);
    image_list(image, &c->jobs, sizeof *c->jobs, &c->job_count, &c->job_capacity);
    if (c->config->release_after || c->config->wallets || c->config->trip_delay_min)
        timers_image(&c->dates, image, CONCENTRATOR_DATES, c->first + c->count);
    for (uint32_t i = 0; i < c->dates.count; i++)
        image_expect(image, c->dates.heap[i].id >= c->first,
                     "a concentrator ends trips of meters that it does not have");
    image_expect_moment(image, c->round_at);
    image_expect_moment(image, c->round_done);
    IMAGE(image, c->line_faults);
    IMAGE(image, c->off_since);
    IMAGE(image, c->log_on_at);
    IMAGE(image, c->has_round);
    image_expect_moment(image, c->off_since);
    image_expect_moment(image, c->log_on_at);
    image_list(image, &c->unsent, sizeof *c->unsent, &c->unsent_count, &c->unsent_capacity);
    refusals_image(&c->refusals, image, c->first, c->count);
    macs_image(&c->macs, image, c->first, c->count);
    sessions_image(&c->sessions, image, c->first, c->count);
    for (uint32_t i = 0; i < c->unsent_count; i++)
        image_expect(image,
                     (c->unsent[i].to == PARTY_MASTER || c->unsent[i].to == PARTY_FEE_CONTROL) &&
                         c->unsent[i].message.customer - c->first < c->count,
                     "a concentrator would tell of a meter that it does not have");
    for (uint32_t i = 0; i < c->job_count; i++) {
        image_expect(image, c->jobs[i].request.customer - c->first < c->count,
                     "a concentrator works on a meter that it does not have");
        image_expect_moment(image, c->jobs[i].due);
    }
}
