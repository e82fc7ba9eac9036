#include "sim/scenario/scenario_copy.h"

#include <stdlib.h>
#include <string.h>

/* The copy of an array in place of the pointer *at; an empty one is NULL. */
static int copy_array(void *at, size_t count, size_t size)
{
    void *from, *to = NULL;
    memcpy(&from, at, sizeof from);
    if (count > 0) {
        to = malloc(count * size);
        if (to)
            memcpy(to, from, count * size);
    }
    memcpy(at, &to, sizeof to);
    return to || count == 0 ? FK_OK : FK_E_MEMORY;
}

static int copy_text(char **at)
{
    if (!*at)
        return FK_OK;
    *at = strdup(*at);
    return *at ? FK_OK : FK_E_MEMORY;
}

static int copy_lists(struct sim_scenario *s)
{
    /* Every list is copied even after one failed: none may still point into the original. */
    int bad = copy_array(&s->groups, s->group_count, sizeof *s->groups);
    bad |= copy_array(&s->tariff_versions, s->tariff_version_count, sizeof *s->tariff_versions);
    bad |= copy_array(&s->faults, s->fault_count, sizeof *s->faults);
    bad |= copy_array(&s->locks, s->lock_count, sizeof *s->locks);
    bad |= copy_array(&s->agreements, s->agreement_count, sizeof *s->agreements);
    bad |= copy_array(&s->waves, s->wave_count, sizeof *s->waves);
    bad |= copy_array(&s->starts, s->start_count, sizeof *s->starts);
    bad |= copy_array(&s->payments, s->payment_count, sizeof *s->payments);
    bad |= copy_array(&s->phones, s->phone_count, sizeof *s->phones);
    bad |= copy_array(&s->mandates, s->mandate_count, sizeof *s->mandates);
    bad |= copy_array(&s->local_meters, s->local_count, sizeof *s->local_meters);
    bad |= copy_array(&s->messages, s->message_count, sizeof *s->messages);
    bad |= copy_array(&s->gaps, s->gap_count, sizeof *s->gaps);
    bad |= copy_array(&s->reads, s->read_count, sizeof *s->reads);
    bad |= copy_array(&s->queries, s->query_count, sizeof *s->queries);
    bad |= copy_array(&s->hands, s->hand_count, sizeof *s->hands);
    bad |= copy_array(&s->clock_syncs, s->clock_sync_count, sizeof *s->clock_syncs);
    bad |= copy_array(&s->expectations, s->expectation_count, sizeof *s->expectations);
    if (!s->groups)
        s->group_count = 0;
    if (!s->phones)
        s->phone_count = 0;
    if (!s->messages)
        s->message_count = 0;
    if (!s->gaps)
        s->gap_count = 0;
    if (!s->expectations)
        s->expectation_count = 0;
    return bad ? FK_E_MEMORY : FK_OK;
}

int scenario_copy(struct sim_scenario *to, const struct sim_scenario *from)
{
    *to = *from;
    int bad = copy_lists(to);
    bad |= copy_text(&to->id) | copy_text(&to->title) | copy_text(&to->story);
    bad |= copy_text(&to->title_zh) | copy_text(&to->story_zh);
    bad |= copy_text(&to->tariff_name) | copy_text(&to->tariff_place);
    bad |= copy_text(&to->tariff_source);
    for (uint32_t i = 0; i < to->group_count; i++)
        bad |= copy_text(&to->groups[i].name);
    for (uint32_t i = 0; i < to->phone_count; i++)
        bad |= copy_text(&to->phones[i].number);
    for (uint32_t i = 0; i < to->message_count; i++)
        bad |= copy_text(&to->messages[i].text);
    for (uint32_t i = 0; i < to->gap_count; i++)
        bad |= copy_text(&to->gaps[i].text) | copy_text(&to->gaps[i].text_zh);
    for (uint32_t i = 0; i < to->expectation_count; i++) {
        struct scenario_expectation *e = &to->expectations[i];
        bad |= copy_text(&e->name) | copy_text(&e->source) | copy_text(&e->sql);
        bad |= copy_text(&e->name_zh) | copy_text(&e->source_zh);
        bad |= copy_text(&e->equals) | copy_text(&e->min) | copy_text(&e->max);
    }
    if (!bad)
        return FK_OK;
    scenario_fini(to);
    return FK_E_MEMORY;
}
