/* What a run notes for the next one on the same port, and what it says of the one before. */
#include "cli/conform/conform_note.h"
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/conform/conform_parts.h"
#include "conformance/evidence/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The file that holds the bytes of the run before, wherever it is now; "" if it is gone. */
static void find_trace(const char *trace, char *out, size_t capacity)
{
    static const char *const behind[] = {EVIDENCE_PART, EVIDENCE_KILLED, ""};
    out[0] = '\0';
    for (size_t i = 0; trace[0] && i < sizeof behind / sizeof *behind; i++) {
        snprintf(out, capacity, "%s%s", trace, behind[i]);
        if (access(out, F_OK) == 0)
            return;
    }
    out[0] = '\0';
}

static void say_unreadable(const struct run_note *note, const char *close_command)
{
    cmd_say("feikong conform run: the note of a run before on this port, %s, cannot be read: THE "
            "SUPPLY "
            "MAY BE OPEN; to close it: %s",
            note->path, close_command);
}

static void say_before(const struct run_note_state *before, const char *close_command)
{
    char when[24], trace[1000];
    bool is_supply = before->open & RUN_NOTE_SUPPLY, is_relay = before->open & RUN_NOTE_RELAY;
    bool is_clock = before->open & RUN_NOTE_CLOCK, is_item = before->open & RUN_NOTE_ITEM;
    clock_format(before->begin, when);
    find_trace(before->trace, trace, sizeof trace);
    cmd_say("feikong conform run: the run of %s on this port did not put the device back after %s: "
            "%s%s%s%s%s%s%s may not be as found%s%s%s%s",
            when, before->test, is_supply ? "THE SUPPLY MAY BE OPEN" : "",
            is_supply && (is_relay || is_clock || is_item) ? "; " : "",
            is_relay ? "relay, protection and alarm" : "", is_relay && is_clock ? ", " : "",
            is_clock ? "the clock" : "", (is_relay || is_clock) && is_item ? ", " : "",
            is_item ? "the item written" : "", is_supply ? "; to close it: " : "",
            is_supply ? close_command : "", trace[0] ? "; what was sent and received: " : "",
            trace);
}

int conform_note_begin(struct conform_note *note, const char *uri, const uint8_t *address,
                       const char *close_command)
{
    struct fk_diag diag = {.text = ""};
    note->left = 0;
    int err = run_note_take(&note->file, uri, address, &diag);
    if (err == FK_E_STATE)
        return conform_say(CMD_EXIT_HARNESS, "run", "another run is testing this meter on %s", uri);
    if (err != FK_OK)
        cmd_say(
            "feikong conform run: no note of this run is kept (%s): should it be killed, the next "
            "one cannot say that the supply may be open",
            diag.text);
    else if (note->file.before.is_unreadable)
        say_unreadable(&note->file, close_command ? close_command : "");
    else if (note->file.before.open)
        say_before(&note->file.before, close_command ? close_command : "");
    return CMD_EXIT_OK;
}

void conform_note_start(struct conform_note *note, ms_t wall, const char *out)
{
    struct run_note_state *now = &note->file.now;
    char *folder = out ? realpath(out, NULL) : NULL;
    now->begin = wall;
    if (folder && snprintf(now->trace, sizeof now->trace, "%s/" EVIDENCE_TRACE, folder) >=
                      (int)sizeof now->trace)
        now->trace[0] = '\0';
    free(folder);
}

void conform_note_test(struct conform_note *note, const struct conform_test *test)
{
    const struct conform_needs needs = conform_test_needs(test);
    struct run_note_state *now = &note->file.now;
    unsigned open =
        (needs.may_cut ? RUN_NOTE_SUPPLY : 0u) | (needs.puts_relay_back ? RUN_NOTE_RELAY : 0u) |
        (needs.puts_clock_back ? RUN_NOTE_CLOCK : 0u) | (needs.puts_item_back ? RUN_NOTE_ITEM : 0u);
    now->open = note->left | open;
    if (open)
        snprintf(now->test, sizeof now->test, "%s", test->id);
    run_note_write(&note->file);
}

void conform_note_tested(struct conform_note *note, const struct conform_test_result *test)
{
    if (!test->is_restored)
        note->left |= note->file.now.open;
    note->file.now.open = note->left;
}

void conform_note_end(struct conform_note *note, const struct conform_result *result)
{
    if (result->is_supply_closed)
        note->left &= ~(unsigned)RUN_NOTE_SUPPLY;
    else
        note->left |= RUN_NOTE_SUPPLY;
    note->file.now.open = note->left;
    run_note_leave(&note->file, result->is_supply_seen_closed);
}
