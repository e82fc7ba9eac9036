/* The note of a run: one that was killed is known, one that lives is not disturbed, and what was
 * open stays noted until somebody has seen it closed. */
#include "conformance/evidence/run_note.h"
#include "tests/unit/fk_check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint8_t meter[DLT645_ADDRESS_SIZE] = {0x61, 1}, other_meter[] = {0x62, 1, 0, 0, 0, 0};
static const char port[] = "serial:/dev/ttyUSB0";
static char home[64];

static void set_up(void)
{
    snprintf(home, sizeof home, "/tmp/feikong-note-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(home));
    setenv("XDG_STATE_HOME", home, 1);
}

static void tear_down(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", home);
    ck_assert_int_eq(system(command), 0);
}

static struct run_note take(const char *uri, const uint8_t *address)
{
    struct run_note note;
    struct fk_diag diag = {.text = ""};
    ck_assert_msg(run_note_take(&note, uri, address, &diag) == FK_OK, "%s", diag.text);
    return note;
}

/* A run that begins a test which leaves `open`, and ends here without a word. */
static void killed(unsigned open, const char *test)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct run_note note;
        if (run_note_take(&note, port, meter, NULL) != FK_OK)
            _exit(1);
        note.now = (struct run_note_state){.open = open, .begin = 1000, .trace = "/t/trace.jsonl"};
        snprintf(note.now.test, sizeof note.now.test, "%s", test);
        run_note_write(&note);
        _exit(0);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

static void expect_before(unsigned open, const char *test)
{
    struct run_note note = take(port, meter);
    ck_assert_uint_eq(note.before.open, open);
    ck_assert_str_eq(note.before.test, open ? test : "");
    run_note_leave(&note, false); /* nothing was run: everything stays as it is */
}

/* What is there and says nothing may be the note of a run that left the supply open: cut to nothing
 * by a full disk, cut in the middle, garbage, or a set that no run writes. */
static const char *const unreadable[] = {"",
                                         "{\"open\":1,\"te",
                                         "\033[31mnothing",
                                         "{}",
                                         "{\"open\":16}",
                                         "{\"open\":\"1\"}",
                                         "{\"open\":-1}"};
START_TEST(note_that_cannot_be_read_counts_as_open)
{
    struct run_note note = take(port, meter);
    char path[sizeof note.path];
    memcpy(path, note.path, sizeof path);
    run_note_leave(&note, false);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(unreadable[_i], file);
    ck_assert_int_eq(fclose(file), 0);
    note = take(port, meter);
    ck_assert(note.before.is_unreadable);
    ck_assert_uint_eq(note.before.open, RUN_NOTE_ALL);
    run_note_leave(&note, false); /* not seen closed: it stays */
    note = take(port, meter);
    ck_assert_uint_eq(note.before.open, RUN_NOTE_ALL);
    run_note_leave(&note, true);
    expect_before(0, "");
}
END_TEST

/* Without room for a note the run says so at once, and leaves no empty one. */
START_TEST(note_without_room_is_not_kept)
{
    const struct rlimit small = {100, 100};
    struct run_note note;
    struct fk_diag diag = {.text = ""};
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    ck_assert_int_eq(run_note_take(&note, port, meter, &diag), FK_E_IO);
    ck_assert_msg(strstr(diag.text, "run-") != NULL, "%s", diag.text);
    ck_assert_int_eq(note.fd, -1);
    ck_assert_int_ne(access(note.path, F_OK), 0);
}
END_TEST

START_TEST(nothing_is_noted_of_a_run_that_ends)
{
    struct run_note note = take(port, meter);
    ck_assert_uint_eq(note.before.open, 0);
    note.now.open = RUN_NOTE_SUPPLY;
    note.now.begin = 1;
    run_note_write(&note);
    ck_assert_int_eq(access(note.path, F_OK), 0);
    note.now.open = 0;
    run_note_leave(&note, false);
    ck_assert_int_ne(access(note.path, F_OK), 0);
    expect_before(0, "");
}
END_TEST

START_TEST(killed_run_is_known)
{
    killed(RUN_NOTE_SUPPLY | RUN_NOTE_RELAY, "fc.relay/1");
    struct run_note note = take(port, meter);
    ck_assert_uint_eq(note.before.open, RUN_NOTE_SUPPLY | RUN_NOTE_RELAY);
    ck_assert_str_eq(note.before.test, "fc.relay/1");
    ck_assert_str_eq(note.before.trace, "/t/trace.jsonl");
    ck_assert_int_eq(note.before.begin, 1000);
    run_note_leave(&note, false);
    expect_before(RUN_NOTE_SUPPLY | RUN_NOTE_RELAY, "fc.relay/1"); /* said until it is closed */
    /* other ports and meters are not concerned */
    for (int i = 0; i < 2; i++) {
        note = take(i ? port : "serial:/dev/ttyUSB1", i ? other_meter : meter);
        ck_assert_uint_eq(note.before.open, 0);
        run_note_leave(&note, false);
    }
}
END_TEST

/* A run that looks at the supply settles it; one that does not leaves it as it is. */
START_TEST(supply_stays_noted_until_it_is_seen)
{
    killed(RUN_NOTE_SUPPLY, "fc.relay/1");
    struct run_note note = take(port, meter);
    note.now.begin = 2000;
    run_note_write(&note);
    run_note_leave(&note, false);
    expect_before(RUN_NOTE_SUPPLY, "fc.relay/1");
    note = take(port, meter);
    note.now.begin = 3000;
    run_note_leave(&note, true);
    expect_before(0, "");
}
END_TEST

/* Clock and item are said once: the next run finds them as they are. */
START_TEST(clock_is_said_once)
{
    killed(RUN_NOTE_CLOCK | RUN_NOTE_ITEM, "7.6/1");
    struct run_note note = take(port, meter);
    ck_assert_uint_eq(note.before.open, RUN_NOTE_CLOCK | RUN_NOTE_ITEM);
    note.now.begin = 2000;
    run_note_leave(&note, false);
    expect_before(0, "");
}
END_TEST

/* Killed again in another test: both are noted. */
START_TEST(two_killed_runs_are_both_noted)
{
    killed(RUN_NOTE_SUPPLY, "fc.relay/1");
    killed(RUN_NOTE_CLOCK, "7.6/1");
    expect_before(RUN_NOTE_SUPPLY | RUN_NOTE_CLOCK, "7.6/1");
}
END_TEST

START_TEST(living_run_holds_its_note)
{
    struct fk_diag diag = {.text = ""};
    struct run_note note = take(port, meter), second;
    ck_assert_int_eq(run_note_take(&second, port, meter, &diag), FK_E_STATE);
    ck_assert_int_eq(second.fd, -1);
    run_note_leave(&second, true); /* does nothing */
    run_note_leave(&note, false);
    expect_before(0, "");
}
END_TEST

START_TEST(no_place_for_a_note)
{
    struct fk_diag diag = {.text = ""};
    struct run_note note;
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    ck_assert_int_eq(run_note_take(&note, port, meter, &diag), FK_E_IO);
    ck_assert_str_ne(diag.text, "");
    note.now.open = RUN_NOTE_SUPPLY;
    run_note_write(&note);
    run_note_leave(&note, false);
}
END_TEST

static Suite *note_suite(void)
{
    Suite *suite = suite_create("note of a run");
    TCase *notes = tcase_create("notes");
    tcase_add_checked_fixture(notes, set_up, tear_down);
    tcase_add_loop_test(notes, note_that_cannot_be_read_counts_as_open, 0,
                        sizeof unreadable / sizeof *unreadable);
    tcase_add_test(notes, note_without_room_is_not_kept);
    tcase_add_test(notes, nothing_is_noted_of_a_run_that_ends);
    tcase_add_test(notes, killed_run_is_known);
    tcase_add_test(notes, supply_stays_noted_until_it_is_seen);
    tcase_add_test(notes, clock_is_said_once);
    tcase_add_test(notes, two_killed_runs_are_both_noted);
    tcase_add_test(notes, living_run_holds_its_note);
    tcase_add_test(notes, no_place_for_a_note);
    suite_add_tcase(suite, notes);
    return suite;
}

FK_CHECK_MAIN(note_suite)
