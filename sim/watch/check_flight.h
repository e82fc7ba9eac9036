/* sim/watch/check_flight.h - INV-09: jobs that are truly in flight, from their beginning to their
 * end on the local network of a concentrator, whatever the master thinks of them: per concentrator,
 * per front-end processor and in all.
 *
 * Concentrators begin and end jobs side by side. So that it does not matter which of them is served
 * first, a millisecond is judged when it is over, by what is in flight then. */
#ifndef SIM_WATCH_CHECK_FLIGHT_H
#define SIM_WATCH_CHECK_FLIGHT_H
#include "models/house/party.h"
#include "sim/scenario/population.h"
#include "sim/watch/violations.h"

struct flight {
    const struct sim_scenario *scenario;
    struct areas areas;
    uint32_t *in_concentrator;
    uint32_t *in_fep;
    uint32_t in_all;
    struct flight_job {
        uint32_t customer, id;
        uint32_t turn; /* how-manieth of the millisecond */
        uint8_t kind;
        uint8_t is_end; /* its end, else its beginning */
    } * begun;          /* in millisecond `at`, ends too once one has begun */
    uint32_t begun_count, begun_capacity;
    bool has_ended; /* there is an end among them */
    ms_t at;
};

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int flight_init(struct flight *flight, const struct sim_scenario *scenario);
void flight_fini(struct flight *flight);
/* An EVENT_LINE. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int flight_note(struct flight *flight, struct violations *found,
                              const struct party_note *note, ms_t now);
/* Judges what began before `now`. */
void flight_pass(struct flight *flight, struct violations *found, ms_t now);
void flight_image(struct flight *flight, struct image *image);
#endif
