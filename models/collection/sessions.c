#include "models/collection/sessions.h"

#include "base/grow.h"
#include <stdlib.h>

void sessions_fini(struct sessions *sessions)
{
    free(sessions->list);
    *sessions = (struct sessions){0};
}

/* That of a meter, unless it has run out. */
static struct meter_session *find(const struct sessions *sessions, uint32_t customer, ms_t now)
{
    for (uint32_t i = 0; i < sessions->count; i++)
        if (sessions->list[i].customer == customer && now < sessions->list[i].until)
            return &sessions->list[i];
    return NULL;
}

bool sessions_has(const struct sessions *sessions, uint32_t customer, ms_t now)
{
    return find(sessions, customer, now) != NULL;
}

/* Those that have run out, and that of one meter, whatever is left of it. */
static void drop(struct sessions *sessions, uint32_t customer, ms_t now)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < sessions->count; i++)
        if (sessions->list[i].customer != customer && now < sessions->list[i].until)
            sessions->list[left++] = sessions->list[i];
    sessions->count = left;
}

/* The present command is the first that comes in it, perhaps too late. */
static int open_session(struct sessions *sessions, const struct session_command *command)
{
    int err =
        grow_for_one(&sessions->list, sizeof *sessions->list, sessions->count, &sessions->capacity);
    if (err == FK_OK)
        sessions->list[sessions->count++] = (struct meter_session){
            .until = command->opened + command->length, .customer = command->customer};
    return err;
}

int sessions_take(struct sessions *sessions, const struct session_command *command, ms_t now,
                  enum session_state *state)
{
    if (command->is_new) {
        drop(sessions, command->customer, now);
        *state = SESSION_REFUSED;
        int err = command->is_right ? open_session(sessions, command) : FK_OK;
        if (err != FK_OK || !command->is_right)
            return err;
    }
    struct meter_session *session = find(sessions, command->customer, now);
    *state = SESSION_OVER;
    if (!session)
        return FK_OK;
    *state = command->is_new ? SESSION_NEW : SESSION_OPEN;
    if (command->is_right)
        return FK_OK;
    if (++session->errors < SESSION_MAC_ERRORS)
        return FK_OK;
    *state = SESSION_ENDED;
    drop(sessions, command->customer, now);
    return FK_OK;
}

void sessions_image(struct sessions *sessions, struct image *image, uint32_t first, uint32_t count)
{
    image_list(image, &sessions->list, sizeof *sessions->list, &sessions->count,
               &sessions->capacity);
    for (uint32_t i = 0; i < sessions->count; i++) {
        image_expect(image, sessions->list[i].customer - first < count,
                     "a meter that does not exist has a session");
        image_expect_moment(image, sessions->list[i].until);
    }
}
