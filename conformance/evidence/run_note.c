#include "conformance/evidence/run_note.h"
#include "conformance/device/digest.h"
#include "protocol/dlt645/dlt645_address.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTE_SIZE 4096 /* one write, so that a kill leaves the old or the new one */

/* Makes the folder with its parents below the home. False: there is none. */
static bool make_folder(char *out, size_t capacity)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    bool is_state = state && state[0] == '/';
    if (!is_state && (!home || home[0] != '/'))
        return false;
    int size = snprintf(out, capacity, "%s%s/feikong", is_state ? state : home,
                        is_state ? "" : "/.local/state");
    if (size < 0 || (size_t)size >= capacity)
        return false;
    for (char *slash = strchr(out + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(out, 0700);
        *slash = '/';
    }
    return mkdir(out, 0700) == 0 || errno == EEXIST;
}

static bool find_path(struct run_note *note, const char *uri, const uint8_t *address)
{
    char folder[4096], hash[65], digits[13];
    dlt645_address_format(address, digits);
    return make_folder(folder, sizeof folder) && digest_sha256(uri, strlen(uri), hash) == FK_OK &&
           snprintf(note->path, sizeof note->path, "%s/run-%s-%.12s.json", folder, digits, hash) <
               (int)sizeof note->path;
}

/* A note that is there and cannot be read may be that of a run that left everything open. */
static void read_before(struct run_note *note)
{
    char text[NOTE_SIZE];
    ssize_t size = pread(note->fd, text, sizeof text, 0);
    json_t *object = size > 0 ? json_loadb(text, (size_t)size, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
    json_t *open = json_object_get(object, "open");
    if (!json_is_integer(open) || json_integer_value(open) < 0 ||
        json_integer_value(open) > RUN_NOTE_ALL) {
        note->before.open = RUN_NOTE_ALL;
        note->before.is_unreadable = true;
        json_decref(object);
        return;
    }
    const char *test = json_string_value(json_object_get(object, "test"));
    const char *trace = json_string_value(json_object_get(object, "trace"));
    note->before.open = (unsigned)json_integer_value(open);
    note->before.begin = json_integer_value(json_object_get(object, "begin"));
    snprintf(note->before.test, sizeof note->before.test, "%s", test ? test : "");
    snprintf(note->before.trace, sizeof note->before.trace, "%s", trace ? trace : "");
    json_decref(object);
}

static int write_state(const struct run_note *note, const struct run_note_state *state)
{
    char text[NOTE_SIZE + 1];
    json_t *object =
        json_pack("{s:i, s:s, s:s, s:I}", "open", (int)state->open, "test", state->test, "trace",
                  state->trace, "begin", (json_int_t)state->begin);
    char *json = object ? json_dumps(object, JSON_COMPACT) : NULL;
    int err = json ? FK_OK : FK_E_MEMORY;
    if (json) {
        snprintf(text, sizeof text, "%-*s", NOTE_SIZE, json);
        if (pwrite(note->fd, text, NOTE_SIZE, 0) != NOTE_SIZE || fdatasync(note->fd) != 0)
            err = FK_E_IO;
    }
    free(json);
    json_decref(object);
    return err;
}

/* A first note of a run that has touched nothing takes the room of all that follow it. */
static int take_room(struct run_note *note, struct fk_diag *diag)
{
    errno = 0;
    if (write_state(note, &note->now) == FK_OK)
        return FK_OK;
    fk_fail(diag, FK_E_IO, NULL, 0, "%.180s: %s", note->path,
            errno ? strerror(errno) : "no room for it");
    unlink(note->path);
    close(note->fd);
    note->fd = -1;
    return FK_E_IO;
}

int run_note_take(struct run_note *note, const char *uri,
                  const uint8_t address[DLT645_ADDRESS_SIZE], struct fk_diag *diag)
{
    memset(note, 0, sizeof *note);
    note->fd = -1;
    if (!find_path(note, uri, address))
        return fk_fail(diag, FK_E_IO, NULL, 0, "there is no folder for it");
    for (;;) {
        struct stat held, named;
        bool is_new = access(note->path, F_OK) != 0;
        note->fd = open(note->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (note->fd < 0)
            return fk_fail(diag, FK_E_IO, NULL, 0, "%.180s: %s", note->path, strerror(errno));
        if (flock(note->fd, LOCK_EX | LOCK_NB) != 0) {
            bool is_held = errno == EWOULDBLOCK;
            fk_fail(diag, FK_E_IO, NULL, 0, "%.180s: %s", note->path, strerror(errno));
            close(note->fd);
            note->fd = -1;
            return is_held ? FK_E_STATE : FK_E_IO;
        }
        /* Its owner may have removed it between our open and our lock. */
        if (fstat(note->fd, &held) == 0 && stat(note->path, &named) == 0 &&
            held.st_ino == named.st_ino) {
            if (is_new && held.st_size == 0)
                return take_room(note, diag);
            read_before(note);
            return FK_OK;
        }
        close(note->fd);
    }
}

void run_note_write(struct run_note *note)
{
    if (note->fd < 0 || (note->before.is_unreadable && !note->now.open))
        return; /* a note that cannot be read stays until the supply was seen closed */
    /* What was open before is open still: one note says both. */
    struct run_note_state both = note->now;
    both.open |= note->before.open;
    if (note->before.open && !note->now.open) {
        snprintf(both.test, sizeof both.test, "%s", note->before.test);
        snprintf(both.trace, sizeof both.trace, "%s", note->before.trace);
        both.begin = note->before.begin;
    }
    (void)write_state(note, &both); /* in the room of the first one */
}

void run_note_leave(struct run_note *note, bool is_seen_closed)
{
    if (note->fd < 0)
        return;
    bool is_run = note->now.begin != 0;
    if (is_seen_closed || (is_run && !(note->before.open & RUN_NOTE_SUPPLY)))
        note->before.open = 0;
    if (note->before.open || note->now.open)
        run_note_write(note);
    else
        unlink(note->path);
    close(note->fd);
    note->fd = -1;
}
