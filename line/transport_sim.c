/* sim: the virtual meter in this process. Waiting moves a number, so that a suite of minutes runs
 * in milliseconds and always takes the same virtual time. */
#include "line/meter_line.h"
#include "line/transport_backend.h"
#include "models/meter/device/defects.h"
#include "models/meter/device/device.h"
#include "models/meter/device/profiles.h"

#include <stdlib.h>
#include <string.h>

#define SIM_START MS_SECOND /* transport_now at the start: not 0, so that 0 is never a moment */
#define SIM_AGE   (2 * MS_DAY)
#define SIM_NAME  64 /* longest name of a defect */

struct transport_sim {
    struct transport base;
    struct meter_device meter;
    struct meter_line line; /* its moments are the civil time of the meter */
    ms_t start;             /* civil time at which transport_now was SIM_START */
};

static const struct transport_ops sim_ops;

/* One word of the list: a way to be sound, or the name of a profile or a defect. */
static int sim_parse_word(const char *word, struct meter_config *config, struct fk_diag *diag)
{
    static const char settle[] = "settle=";
    if (strncmp(word, settle, sizeof settle - 1) == 0) {
        const char *digits = word + sizeof settle - 1;
        size_t length = strspn(digits, "0123456789");
        unsigned long ms = strtoul(digits, NULL, 10);
        if (length == 0 || length > 5 || digits[length] != '\0' || ms > METER_SETTLE_MAX_MS)
            return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                           "port sim: '%s': expected settle= and 0 to %d milliseconds", word,
                           METER_SETTLE_MAX_MS);
        config->rules.settle_ms = (int32_t)ms;
        return FK_OK;
    }
    struct fk_diag why;
    const struct meter_trait *trait = meter_profile_find(word);
    if (trait == NULL)
        trait = meter_defect_find(word);
    if (trait == NULL)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "port sim: unknown defect '%s'", word);
    if (meter_rules_apply(&config->rules, trait, &why) != FK_OK)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "port sim: %s", why.text);
    return FK_OK;
}

/* "a,b". An empty list is the usual meter, an empty name in a list is an error. */
static int sim_parse_list(const char *list, struct meter_config *config, struct fk_diag *diag)
{
    while (*list) {
        char name[SIM_NAME];
        size_t length = strcspn(list, ",");
        if (length == 0 || length >= sizeof name)
            return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                           "port sim: '%.80s': expected names of defects with a comma between them",
                           list);
        memcpy(name, list, length);
        name[length] = '\0';
        int err = sim_parse_word(name, config, diag);
        if (err)
            return err;
        list += length;
        if (*list == ',' && *++list == '\0')
            return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                           "port sim: a name of a defect was expected after the last comma");
    }
    return FK_OK;
}

int transport_sim_open(const char *target, const struct transport_options *options,
                       struct transport **out, struct fk_diag *diag)
{
    struct meter_config config;
    if (options->meter)
        config = *options->meter;
    else
        meter_config_default(&config);
    int err = sim_parse_list(target, &config, diag);
    if (err)
        return err;
    struct transport_sim *sim = calloc(1, sizeof *sim);
    if (!sim)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the virtual meter");
    sim->start = options->sim_wall;
    /* Switched on two days ago, so that daily freezes exist. */
    meter_init(&sim->meter, &config, sim->start - SIM_AGE);
    meter_advance(&sim->meter, sim->start);
    meter_line_init(&sim->line, &sim->meter, sim->start);
    sim->base.ops = &sim_ops;
    sim->base.is_virtual = true;
    *out = &sim->base;
    return FK_OK;
}

struct meter_device *transport_sim_meter(struct transport *line)
{
    return line->ops == &sim_ops ? &((struct transport_sim *)line)->meter : NULL;
}

static void sim_close(struct transport *line)
{
    (void)line; /* everything is in the record */
}

static ms_t sim_now(const struct transport *line)
{
    const struct transport_sim *sim = (const struct transport_sim *)line;
    return sim->line.now - sim->start + SIM_START;
}

static ms_t sim_wall(const struct transport *line)
{
    return ((const struct transport_sim *)line)->line.now;
}

static int sim_send(struct transport *line, const uint8_t *bytes, size_t size, ms_t deadline,
                    struct fk_diag *diag)
{
    struct transport_sim *sim = (struct transport_sim *)line;
    (void)deadline; /* sending takes no virtual time */
    if (transport_is_stopped(line))
        return fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted");
    if (meter_line_input(&sim->line, bytes, size, sim->line.now) < size)
        return fk_fail(diag, FK_E_TIMEOUT, NULL, 0,
                       "the virtual line is full: at most %d bytes can be on the way",
                       METER_LINE_QUEUE);
    return FK_OK;
}

/* Time jumps to whatever comes first: something on the line, or the deadline. */
static int sim_receive(struct transport *line, uint8_t *bytes, size_t capacity, ms_t deadline,
                       struct fk_diag *diag)
{
    struct transport_sim *sim = (struct transport_sim *)line;
    ms_t until = deadline - SIM_START + sim->start;
    if (transport_is_stopped(line))
        return fk_fail(diag, FK_E_STATE, NULL, 0, "interrupted");
    for (ms_t at = sim->line.now;;) {
        size_t size = meter_line_output(&sim->line, at, bytes, capacity);
        if (size > 0)
            return (int)size;
        ms_t due = meter_line_due(&sim->line);
        if (due > until)
            break;
        at = due;
    }
    return (int)meter_line_output(&sim->line, until, bytes, capacity);
}

/* What arrives while nobody looks stays on the line; only the clock moves. */
static int sim_wait(struct transport *line, ms_t until)
{
    struct transport_sim *sim = (struct transport_sim *)line;
    if (transport_is_stopped(line))
        return FK_E_STATE;
    (void)meter_line_output(&sim->line, until - SIM_START + sim->start, NULL, 0);
    return FK_OK;
}

static const struct transport_ops sim_ops = {.close = sim_close,
                                             .send = sim_send,
                                             .receive = sim_receive,
                                             .wait = sim_wait,
                                             .now = sim_now,
                                             .wall = sim_wall};
