#include "sim/world/copies.h"

void copies_init(struct copies *copies, const struct sim_scenario *scenario)
{
    *copies = (struct copies){.scenario = scenario_has_copies(scenario) ? scenario : NULL,
                              .calculated = scenario->start};
    slots_init(&copies->records, sizeof(struct copy_record));
}

void copies_fini(struct copies *copies)
{
    slots_fini(&copies->records);
}

int copies_add(struct copies *copies, uint32_t customer, fen_t available)
{
    struct copy_record *record = slots_find(&copies->records, customer);
    if (record)
        return FK_OK;
    record = slots_open(&copies->records, customer);
    if (!record)
        return FK_E_MEMORY;
    record->available = (int32_t)available;
    record->changed = copies->calculated;
    record->asked.at = MS_NEVER;
    for (unsigned i = 0; i < COPY_PLACES; i++)
        record->taken[i].at = MS_NEVER;
    return FK_OK;
}

/* When the place took its last copies, of what there was when that millisecond was over. */
static ms_t last_turn(const struct copies *copies, const struct scenario_copy *place, ms_t now)
{
    ms_t start = copies->scenario->start;
    if (place->refresh == COPY_CALCULATED)
        return copies->calculated;
    return start + (now - start) / place->every * place->every;
}

void copies_look(struct copies *copies, uint32_t customer, fen_t available, bool is_posted,
                 ms_t now)
{
    struct copy_record *record = copies->scenario ? slots_find(&copies->records, customer) : NULL;
    if (!record || (available == record->available && !is_posted))
        return;
    for (unsigned i = COPY_SMS + 1; i < COPY_PLACES; i++) {
        const struct scenario_copy *place = &copies->scenario->copies[i];
        if (place->refresh < COPY_CALCULATED)
            continue;
        ms_t turn = last_turn(copies, place, now);
        if (record->changed <= turn)
            record->taken[i] = (struct copy_taken){turn, record->available};
        if (is_posted && place->is_posted)
            record->taken[i] = (struct copy_taken){now, (int32_t)available};
    }
    record->available = (int32_t)available;
    record->changed = now;
}

void copies_calculated(struct copies *copies, ms_t now)
{
    copies->calculated = now;
}

void copies_asked(struct copies *copies, uint32_t customer, fen_t told, ms_t now)
{
    struct copy_record *record = copies->scenario ? slots_find(&copies->records, customer) : NULL;
    if (record)
        record->asked = (struct copy_taken){now, (int32_t)told};
}

/* Of two on their way the later is known; the other was made with what it says, at the latest when
 * it is read. */
void copies_told(struct copies *copies, uint32_t customer, fen_t told, ms_t now)
{
    struct copy_record *record = copies->scenario ? slots_find(&copies->records, customer) : NULL;
    if (!record)
        return;
    bool is_known = record->asked.at != MS_NEVER && record->asked.fen == told;
    record->taken[COPY_SMS] = (struct copy_taken){is_known ? record->asked.at : now, (int32_t)told};
}

bool copies_show(struct copies *copies, uint32_t customer, unsigned place, fen_t available,
                 ms_t now, struct copy_taken *out)
{
    const struct scenario_copy *of = &copies->scenario->copies[place];
    const struct copy_record *record = slots_find(&copies->records, customer);
    if (!record || of->refresh == COPY_NOT_SHOWN)
        return false;
    *out = (struct copy_taken){now, (int32_t)available};
    if (of->refresh == COPY_LIVE && place != COPY_SMS)
        return true;
    ms_t turn = place == COPY_SMS ? 0 : last_turn(copies, of, now);
    if (place != COPY_SMS && record->changed <= turn)
        out->at = turn;
    else
        *out = record->taken[place];
    return out->at != MS_NEVER;
}

void copies_image(struct copies *copies, struct image *image, uint32_t customers)
{
    if (!copies->scenario)
        return;
    image_part(image, "copies");
    slots_image(&copies->records, image);
    IMAGE(image, copies->calculated);
    for (uint32_t i = 0; image->is_loading && i < copies->records.count; i++) {
        const struct copy_record *record = slots_at(&copies->records, i);
        image_expect(image, !record || record->id < customers,
                     "somebody who does not exist asks in it");
    }
}
