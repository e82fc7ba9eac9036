/* cli/cmd_decode.c - `feikong decode`: says what every byte of DL/T 645-2007 frames means. */
#include "base/hex_text.h"
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/decode/decode_print.h"
#include "cli/lang.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "Explains every byte of DL/T 645-2007 frames.\n"
    "\n"
    "Usage: feikong decode [--json] [--lang en|zh] [HEX]...\n"
    "\n"
    "HEX is one or more bytes in hexadecimal digits; without it they are read from standard "
    "input.\n"
    "Blanks and line ends between bytes, leading FE, several frames and garbage between them are\n"
    "allowed; a stream without end is explained as it comes. Each frame becomes a table of "
    "offset,\n"
    "bytes, field, value and clause, and a last line that says `valid`, or why not and at which\n"
    "offset. Remarks (an unknown identifier, a date that does not exist) do not make a frame "
    "invalid.\n"
    "\n"
    "Options:\n"
    "  --json  one object a line: valid, error, error_offset, offset, size, address, control,\n"
    "          function, direction, di and fields, a list of name, name_zh, value, unit, raw "
    "(bytes\n"
    "          as on the line), offset, state (ok, remark, error), note and clause\n"
    "  --lang en|zh  language of the tables (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "  --help  this text\n"
    "\n"
    "Exit code: 0 every frame is valid; 1 one is not, bytes belong to no frame, or there is no\n"
    "frame; 2 the input is empty, not hexadecimal or cannot be read; 3 the output cannot be "
    "written.\n"
    "\n"
    "Example: the answer to a request for the forward active energy, 0.26 kWh\n"
    "  feikong decode FE FE 68 61 01 00 00 00 00 68 91 08 33 33 34 33 59 33 33 33 8A 16\n";

/* Bytes on their way from the input to the explained segments. What can still change when more
 * bytes come waits in the window, everything else is shown at once.
 *
 *   shown .. | window.bytes[0 .. size) | still to come
 *            ^ base bytes of the input */
struct decode_window {
    uint8_t bytes[1 << 16];
    size_t size, base;
    unsigned number; /* segments shown */
    bool is_json, is_valid;
    enum fk_lang lang;
};

/* More bytes behind a segment than this do not change where it ends: the longest frame that begins
 * in it, and one inside the claim of that. */
#define DECODE_MARGIN ((size_t)2 * DLT645_FRAME_MAX)

static void window_show(struct decode_window *window, const struct dlt645_segment *segment)
{
    if (segment->kind == DLT645_SEGMENT_IDLE)
        return;
    window->number++;
    bool is_valid = window->is_json ? decode_print_json(window->bytes, window->base, segment)
                                    : decode_print_table(window->bytes, window->base, segment,
                                                         window->number, window->lang);
    window->is_valid = window->is_valid && is_valid;
}

/* Whether the segment is what it will be, whatever comes behind it. */
static bool window_is_decided(const struct decode_window *window,
                              const struct dlt645_segment *segment)
{
    return segment->kind == DLT645_SEGMENT_FRAME ||
           segment->offset + segment->size + DECODE_MARGIN <= window->size;
}

/* Shows what is decided; at the end of the input, everything. A full window makes room: FE that go
 * on and on are an idle line, strays that go on and on are shown in pieces. */
static void window_advance(struct decode_window *window, bool is_end)
{
    size_t at = 0;
    while (at < window->size) {
        struct dlt645_segment segment = dlt645_split_at(window->bytes, window->size, at);
        bool is_full = at == 0 && window->size == sizeof window->bytes;
        if (!is_end && !window_is_decided(window, &segment)) {
            if (!is_full)
                break;
            if (segment.wakes > DECODE_MARGIN) {
                segment.size = segment.wakes - DLT645_WAKE_USUAL;
                segment.kind = DLT645_SEGMENT_IDLE;
            }
        }
        window_show(window, &segment);
        at = segment.offset + segment.size;
    }
    window->size -= at;
    window->base += at;
    memmove(window->bytes, window->bytes + at, window->size);
}

static void window_take(struct decode_window *window, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        size_t room = sizeof window->bytes - window->size, part = size < room ? size : room;
        memcpy(window->bytes + window->size, bytes, part);
        window->size += part;
        bytes += part;
        size -= part;
        window_advance(window, false);
    }
}

/* Exit code when there is nothing more to come. */
static int window_end(struct decode_window *window)
{
    window_advance(window, true);
    if (window->base == 0) {
        fputs("feikong decode: the input is empty, expected bytes in hexadecimal digits\n", stderr);
        return CMD_EXIT_USAGE;
    }
    if (window->number == 0)
        fputs("feikong decode: no frame in the input, only leading FE\n", stderr);
    return window->is_valid && window->number > 0 ? CMD_EXIT_OK : CMD_EXIT_FAILED;
}

/* Returns the exit code. All arguments are looked at before the first is explained. */
static int decode_arguments(struct decode_window *window, int count, char **arguments)
{
    static uint8_t bytes[1 << 17]; /* what an argument can hold: the system allows 128 KB of text */
    struct fk_diag diag;
    for (int i = 0; i < 2 * count; i++) {
        const char *text = arguments[i % count];
        int size = hex_text_decode(text, strlen(text), bytes, sizeof bytes, &diag);
        if (size < 0) {
            cmd_say("feikong decode: argument %d, character %zu: %s", i + 1, diag.offset + 1,
                    diag.text);
            return CMD_EXIT_USAGE;
        }
        if (i >= count)
            window_take(window, bytes, (size_t)size);
    }
    return window_end(window);
}

/* Text of standard input that is not decoded yet, and where it stands. */
struct decode_text {
    char text[BUFSIZ + 1];
    size_t size, line, column;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Half a byte at the end of what was read waits for its other half. */
static size_t text_whole(const struct decode_text *text)
{
    size_t run = 0;
    while (run < text->size && !is_blank(text->text[text->size - 1 - run]))
        run++;
    return text->size - run % 2;
}

static void text_pass(struct decode_text *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        text->line += text->text[i] == '\n';
        text->column = text->text[i] == '\n' ? 1 : text->column + 1;
    }
    text->size -= size;
    memmove(text->text, text->text + size, text->size);
}

/* Decodes what is whole, at the end of the input all. False: it is not hexadecimal. */
static bool text_decode(struct decode_text *text, bool is_end, struct decode_window *window)
{
    uint8_t bytes[BUFSIZ];
    struct fk_diag diag;
    size_t size = is_end ? text->size : text_whole(text);
    int count = hex_text_decode(text->text, size, bytes, sizeof bytes, &diag);
    if (count < 0) {
        text_pass(text, diag.offset);
        cmd_say("feikong decode: standard input, line %zu, column %zu: %s", text->line,
                text->column, diag.text);
        return false;
    }
    text_pass(text, size);
    window_take(window, bytes, (size_t)count);
    return true;
}

/* Explains as the text comes, in bounded memory. Returns the exit code. */
static int decode_stdin(struct decode_window *window)
{
    struct decode_text text = {.line = 1, .column = 1};
    for (;;) {
        ssize_t got = read(STDIN_FILENO, text.text + text.size, sizeof text.text - text.size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            cmd_say("feikong decode: standard input: %s", strerror(errno));
            return CMD_EXIT_USAGE;
        }
        text.size += (size_t)got;
        if (!text_decode(&text, got == 0, window))
            return CMD_EXIT_USAGE;
        if (got == 0)
            return window_end(window);
        if (fflush(stdout) != 0)
            return CMD_EXIT_FAILED; /* nobody reads on; main says so */
    }
}

int cmd_decode(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    static struct decode_window window;
    bool is_json = false;
    argc = cli_lang_strip("decode", argc, argv, &window.lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    opterr = 0;
    for (int option; (option = cmd_option(argc, argv, "", options)) != -1;) {
        if (option == 'h') {
            fputs(help, stdout);
            return CMD_EXIT_OK;
        }
        if (option != 'j') {
            /* optopt names a letter of a group such as -xy, which optind has not passed yet */
            char letter[3] = {'-', (char)optopt, '\0'};
            cmd_say("feikong decode: unknown option '%s', expected --json or --help",
                    optopt > 0 ? letter : argv[optind - 1]);
            return CMD_EXIT_USAGE;
        }
        is_json = true;
    }
    window.is_json = is_json;
    window.is_valid = true;
    return optind < argc ? decode_arguments(&window, argc - optind, argv + optind)
                         : decode_stdin(&window);
}
