/* cli/cmd_decode.c - `feikong decode`: says what every byte of DL/T 645-2007 frames means. */
#include "base/hex_text.h"
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/decode_print.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Explains every byte of DL/T 645-2007 frames.\n"
    "\n"
    "Usage: feikong decode [--json] [HEX]...\n"
    "\n"
    "HEX is one or more bytes in hexadecimal digits; without it they are read from standard "
    "input.\n"
    "Blanks and line ends between bytes, leading FE, several frames and garbage between them are\n"
    "allowed. Each frame becomes a table of offset, bytes, field, value and clause, and a last "
    "line\n"
    "that says `valid`, or why not and at which offset. Remarks (an unknown identifier, a date "
    "that\n"
    "does not exist) do not make a frame invalid.\n"
    "\n"
    "Options:\n"
    "  --json  one object a line: valid, error, error_offset, offset, size, address, control,\n"
    "          function, direction, di and fields, a list of name, name_zh, value, unit, raw "
    "(bytes\n"
    "          as on the line), offset, state (ok, remark, error), note and clause\n"
    "  --help  this text\n"
    "\n"
    "Exit code: 0 every frame is valid; 1 one is not, bytes belong to no frame, or there is no\n"
    "frame; 2 the input is empty or not hexadecimal.\n"
    "\n"
    "Example: the answer to a request for the forward active energy, 0.26 kWh\n"
    "  feikong decode FE FE 68 61 01 00 00 00 00 68 91 08 33 33 34 33 59 33 33 33 8A 16\n";

/* Bytes to decode; grows as they come. */
struct decode_input {
    uint8_t *bytes;
    size_t size;
};

/* Adds the bytes that text[0..size) writes. Returns false with *diag filled. */
static bool input_append(struct decode_input *input, const char *text, size_t size,
                         struct fk_diag *diag)
{
    uint8_t *grown = realloc(input->bytes, input->size + size / 2 + 1);
    if (grown == NULL) {
        fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
        return false;
    }
    input->bytes = grown;
    int count = hex_text_decode(text, size, input->bytes + input->size, size / 2, diag);
    if (count < 0)
        return false;
    input->size += (size_t)count;
    return true;
}

static bool input_from_arguments(struct decode_input *input, int count, char **arguments)
{
    struct fk_diag diag;
    for (int i = 0; i < count; i++) {
        if (input_append(input, arguments[i], strlen(arguments[i]), &diag))
            continue;
        cmd_say("feikong decode: argument %d, character %zu: %s", i + 1, diag.offset + 1,
                diag.text);
        return false;
    }
    return true;
}

/* All of standard input as text, or NULL with a sentence on stderr. */
static char *read_standard_input(size_t *size)
{
    size_t capacity = 0;
    char *text = NULL;
    *size = 0;
    do {
        if (capacity - *size < BUFSIZ) {
            capacity = 2 * capacity + BUFSIZ;
            char *grown = realloc(text, capacity);
            if (grown == NULL) {
                fputs("feikong decode: out of memory\n", stderr);
                free(text);
                return NULL;
            }
            text = grown;
        }
        *size += fread(text + *size, 1, capacity - *size, stdin);
    } while (!feof(stdin) && !ferror(stdin));
    if (ferror(stdin)) {
        cmd_say("feikong decode: standard input: %s", strerror(errno));
        free(text);
        return NULL;
    }
    return text;
}

static bool input_from_stdin(struct decode_input *input)
{
    struct fk_diag diag;
    size_t size;
    char *text = read_standard_input(&size);
    if (text == NULL)
        return false;
    bool is_hex = input_append(input, text, size, &diag);
    if (!is_hex) {
        size_t line = 1, column = 1;
        for (size_t i = 0; i < diag.offset; i++) {
            line += text[i] == '\n';
            column = text[i] == '\n' ? 1 : column + 1;
        }
        cmd_say("feikong decode: standard input, line %zu, column %zu: %s", line, column,
                diag.text);
    }
    free(text);
    return is_hex;
}

static int decode_all(const struct decode_input *input, bool is_json)
{
    struct dlt645_segment segment;
    unsigned number = 0;
    bool is_valid = true, is_seen = false;
    for (size_t at = 0; at < input->size; at = segment.offset + segment.size) {
        segment = dlt645_split_at(input->bytes, input->size, at);
        if (segment.kind == DLT645_SEGMENT_IDLE)
            continue;
        is_seen = true;
        if (is_json)
            is_valid = decode_print_json(input->bytes, &segment) && is_valid;
        else
            is_valid = decode_print_table(input->bytes, &segment, ++number) && is_valid;
    }
    if (!is_seen)
        fputs("feikong decode: no frame in the input, only leading FE\n", stderr);
    return is_valid && is_seen ? CMD_EXIT_OK : CMD_EXIT_FAILED;
}

int cmd_decode(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool is_json = false;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
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
    struct decode_input input = {NULL, 0};
    bool is_read = optind < argc ? input_from_arguments(&input, argc - optind, argv + optind)
                                 : input_from_stdin(&input);
    int code = CMD_EXIT_USAGE;
    if (is_read && input.size == 0)
        fputs("feikong decode: the input is empty, expected bytes in hexadecimal digits\n", stderr);
    else if (is_read)
        code = decode_all(&input, is_json);
    free(input.bytes);
    return code;
}
