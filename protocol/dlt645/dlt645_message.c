/* protocol/dlt645/dlt645_message.c - see the header.
 *
 * A form is a text of letters, one a part; build and parse walk over the same text, so that what
 * one writes the other reads. */
#include "protocol/dlt645/dlt645_message.h"
#include <stddef.h>
#include <string.h>

enum level_class { ANY_LEVEL, PLAIN, WITH_MAC, WITH_CIPHER };

struct form {
    uint8_t function, kind, level;
    const char *parts;
};

/* In the order in which they are tried: the first whose length fits. */
static const struct form forms[] = {
    {DLT645_SECURITY, DLT645_REQUEST, ANY_LEVEL, "DOV"},
    {DLT645_SECURITY, DLT645_ANSWER, ANY_LEVEL, "DV"},
    {DLT645_SECURITY, DLT645_REFUSAL, ANY_LEVEL, "W"},
    {DLT645_SECURITY, DLT645_REFUSAL, ANY_LEVEL, "E"},
    {DLT645_BROADCAST_TIME, DLT645_REQUEST, ANY_LEVEL, "t"},
    {DLT645_BROADCAST_TIME, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_READ, DLT645_REQUEST, ANY_LEVEL, "D"},
    {DLT645_READ, DLT645_REQUEST, ANY_LEVEL, "DN"},
    {DLT645_READ, DLT645_REQUEST, ANY_LEVEL, "DNT"},
    {DLT645_READ, DLT645_ANSWER, ANY_LEVEL, "DV"},
    {DLT645_READ_FOLLOW, DLT645_REQUEST, ANY_LEVEL, "DQ"},
    {DLT645_READ_FOLLOW, DLT645_REQUEST, ANY_LEVEL, "DNQ"},
    {DLT645_READ_FOLLOW, DLT645_REQUEST, ANY_LEVEL, "DNTQ"},
    {DLT645_READ_FOLLOW, DLT645_ANSWER, ANY_LEVEL, "DVQ"},
    {DLT645_READ_ADDRESS, DLT645_REQUEST, ANY_LEVEL, ""},
    {DLT645_READ_ADDRESS, DLT645_ANSWER, ANY_LEVEL, "A"},
    {DLT645_WRITE, DLT645_REQUEST, PLAIN, "DSV"},
    {DLT645_WRITE, DLT645_REQUEST, WITH_MAC, "DSVM"},
    {DLT645_WRITE, DLT645_REQUEST, WITH_CIPHER, "DSCM"},
    {DLT645_WRITE, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_WRITE_ADDRESS, DLT645_REQUEST, ANY_LEVEL, "A"},
    {DLT645_WRITE_ADDRESS, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_FREEZE, DLT645_REQUEST, ANY_LEVEL, "f"},
    {DLT645_FREEZE, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_SPEED, DLT645_REQUEST, ANY_LEVEL, "F"},
    {DLT645_SPEED, DLT645_ANSWER, ANY_LEVEL, "F"},
    {DLT645_PASSWORD, DLT645_REQUEST, ANY_LEVEL, "Don"},
    {DLT645_PASSWORD, DLT645_ANSWER, ANY_LEVEL, "n"},
    {DLT645_RESET_DEMAND, DLT645_REQUEST, PLAIN, "S"},
    {DLT645_RESET_DEMAND, DLT645_REQUEST, WITH_CIPHER, "SR"},
    {DLT645_RESET_DEMAND, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_RESET_METER, DLT645_REQUEST, PLAIN, "S"},
    {DLT645_RESET_METER, DLT645_REQUEST, WITH_CIPHER, "SR"},
    {DLT645_RESET_METER, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_RESET_EVENTS, DLT645_REQUEST, PLAIN, "SD"},
    {DLT645_RESET_EVENTS, DLT645_REQUEST, WITH_CIPHER, "SR"},
    {DLT645_RESET_EVENTS, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_CONTROL, DLT645_REQUEST, PLAIN, "Sc"},
    {DLT645_CONTROL, DLT645_REQUEST, WITH_CIPHER, "SR"},
    {DLT645_CONTROL, DLT645_ANSWER, ANY_LEVEL, ""},
    {DLT645_CONTROL, DLT645_ANSWER, ANY_LEVEL, "W"},
    {DLT645_CONTROL, DLT645_REFUSAL, ANY_LEVEL, "E"},
    {DLT645_CONTROL, DLT645_REFUSAL, ANY_LEVEL, "W"},
    {DLT645_OUTPUT, DLT645_REQUEST, ANY_LEVEL, "F"},
    {DLT645_OUTPUT, DLT645_ANSWER, ANY_LEVEL, "F"},
};
/* Every other error answer. */
static const char err_form[] = "E";

#define FORMS (sizeof forms / sizeof *forms)

/* The parts: bytes, and where they lie in the message as on the line; 0 (`function` lies there):
 * turned round or made a number. V and C take the bytes that the others leave. */
static const struct part {
    char letter;
    uint8_t size;
    size_t at;
} all_parts[] = {
    {'D', 4, 0},
    {'N', 1, offsetof(struct dlt645_message, count)},
    {'T', 5, offsetof(struct dlt645_message, time)},
    {'Q', 1, offsetof(struct dlt645_message, seq)},
    {'A', 6, offsetof(struct dlt645_message, address)},
    {'S', 8, offsetof(struct dlt645_message, sender)},
    {'O', 4, offsetof(struct dlt645_message, sender.operator_code)},
    {'t', 6, offsetof(struct dlt645_message, time)},
    {'f', 4, offsetof(struct dlt645_message, time)},
    {'F', 1, offsetof(struct dlt645_message, feature)},
    {'o', 4, offsetof(struct dlt645_message, old_key)},
    {'n', 4, offsetof(struct dlt645_message, new_key)},
    {'c', 8, offsetof(struct dlt645_message, command)},
    {'E', 1, offsetof(struct dlt645_message, err)},
    {'V', 0, offsetof(struct dlt645_message, value)},
    {'R', DLT645_MAC_SIZE + DLT645_CIPHER_BLOCK, 0},
    {'M', DLT645_MAC_SIZE, 0},
    {'W', 2, 0},
    {'C', 0, 0},
};

static const struct part *part_find(char letter)
{
    const struct part *part = all_parts;
    while (part->letter != letter)
        part++;
    return part;
}

static size_t part_size(char letter)
{
    return part_find(letter)->size;
}

static bool part_varies(char part)
{
    return part == 'V' || part == 'C';
}

static size_t form_size(const char *parts)
{
    size_t size = 0;
    for (; *parts; parts++)
        size += part_size(*parts);
    return size;
}

/* Whether `size` bytes are a data field of this form. */
static bool form_fits(const char *parts, size_t size)
{
    size_t fixed = form_size(parts);
    bool has_cipher = strchr(parts, 'C') != NULL;
    if (has_cipher)
        return size > fixed && (size - fixed) % DLT645_CIPHER_BLOCK == 0;
    return strchr(parts, 'V') != NULL ? size >= fixed : size == fixed;
}

static enum level_class level_of(uint8_t level)
{
    return level == DLT645_LEVEL_MAC      ? WITH_MAC
           : level == DLT645_LEVEL_CIPHER ? WITH_CIPHER
                                          : PLAIN;
}

const char *dlt645_message_form(uint8_t function, enum dlt645_kind kind, size_t index)
{
    bool is_known = false;
    for (size_t i = 0; i < FORMS; i++) {
        is_known |= forms[i].function == function;
        if (forms[i].function == function && forms[i].kind == kind && index-- == 0)
            return forms[i].parts;
    }
    bool has_own = function == DLT645_SECURITY || function == DLT645_CONTROL;
    return is_known && kind == DLT645_REFUSAL && !has_own && index == 0 ? err_form : NULL;
}

/* The form that fits; *is_known says whether there is any for this function and kind. */
static const char *form_find(uint8_t function, uint8_t kind, enum level_class level, size_t size,
                             bool *is_known)
{
    *is_known = false;
    for (size_t i = 0; i < FORMS; i++) {
        const struct form *form = &forms[i];
        if (form->function != function || form->kind != kind)
            continue;
        *is_known = true;
        bool is_level = form->level == ANY_LEVEL || form->level == level;
        if (is_level && form_fits(form->parts, size))
            return form->parts;
    }
    const char *other = dlt645_message_form(function, kind, 0);
    *is_known |= other != NULL;
    return other == err_form && size == 1 ? other : NULL;
}

_Static_assert(sizeof(struct dlt645_sender) == 8, "a sender is copied as it lies on the line");

static void turned_copy(uint8_t *to, const uint8_t *from, size_t size)
{
    for (size_t i = 0; i < size; i++)
        to[i] = from[size - 1 - i];
}

/* Takes one part of `size` bytes out of the data. */
static void part_take(struct dlt645_message *message, char part, const uint8_t *data, size_t size)
{
    size_t lies_at = part_find(part)->at;
    if (lies_at != 0) {
        memcpy((uint8_t *)message + lies_at, data, size);
    } else if (part == 'D') {
        message->di = dlt645_di_get(data);
    } else if (part == 'W') {
        message->word = (uint16_t)(data[0] | data[1] << 8);
    } else if (part == 'M') {
        turned_copy(message->mac, data, DLT645_MAC_SIZE);
    } else if (part == 'C') {
        turned_copy(message->value, data, size);
    } else { /* R: one block, so the MAC, its end, comes first */
        turned_copy(message->mac, data, DLT645_MAC_SIZE);
        turned_copy(message->value, data + DLT645_MAC_SIZE, DLT645_CIPHER_BLOCK);
        message->value_size = DLT645_CIPHER_BLOCK;
    }
    if (part_varies(part))
        message->value_size = (uint8_t)size;
    message->has_count |= part == 'N';
    message->has_time |= part == 'T';
    message->has_word |= part == 'W';
}

static void part_give(const struct dlt645_message *message, char part, uint8_t *data, size_t size)
{
    size_t lies_at = part_find(part)->at;
    if (lies_at != 0) {
        memcpy(data, (const uint8_t *)message + lies_at, size);
    } else if (part == 'D') {
        dlt645_di_put(data, message->di);
    } else if (part == 'W') {
        data[0] = (uint8_t)message->word;
        data[1] = (uint8_t)(message->word >> 8);
    } else if (part == 'M') {
        turned_copy(data, message->mac, DLT645_MAC_SIZE);
    } else if (part == 'C') {
        turned_copy(data, message->value, size);
    } else {
        turned_copy(data, message->mac, DLT645_MAC_SIZE);
        turned_copy(data + DLT645_MAC_SIZE, message->value, DLT645_CIPHER_BLOCK);
    }
}

/* Offset of the level in requests that have a sender: behind an identifier or in front. */
static enum level_class frame_level(const struct dlt645_frame *frame, uint8_t function)
{
    unsigned at = function == DLT645_WRITE ? 4 : 0;
    return at < frame->length ? level_of(frame->data[at]) : PLAIN;
}

int dlt645_message_parse(const struct dlt645_frame *frame, struct dlt645_message *out)
{
    bool is_known, is_answer = (frame->control & DLT645_FROM_METER) != 0;
    bool is_error = (frame->control & DLT645_ERROR_ANSWER) != 0;
    struct dlt645_message message = {.function = frame->control & DLT645_FUNCTION};
    if (!is_answer && (frame->control & (DLT645_ERROR_ANSWER | DLT645_MORE)) != 0)
        return FK_E_FORMAT;
    message.kind = !is_answer ? DLT645_REQUEST : is_error ? DLT645_REFUSAL : DLT645_ANSWER;
    message.has_more = (frame->control & DLT645_MORE) != 0;
    const char *parts = form_find(message.function, message.kind,
                                  frame_level(frame, message.function), frame->length, &is_known);
    if (parts == NULL)
        return is_known ? FK_E_FORMAT : FK_E_UNSUPPORTED;
    size_t at = 0, left = frame->length - form_size(parts);
    for (; *parts; parts++) {
        size_t size = part_varies(*parts) ? left : part_size(*parts);
        part_take(&message, *parts, frame->data + at, size);
        at += size;
    }
    *out = message;
    return FK_OK;
}

/* The form of a message that is to be built: what its flags and level ask for. */
static const char *message_form(const struct dlt645_message *message)
{
    enum level_class level = level_of(message->sender.level);
    for (size_t i = 0; i < FORMS; i++) {
        const struct form *form = &forms[i];
        if (form->function != message->function || form->kind != message->kind ||
            (form->level != ANY_LEVEL && form->level != level))
            continue;
        bool is_time = message->has_time, is_count = message->has_count || is_time;
        bool may_word = message->kind != DLT645_REQUEST;
        if ((strchr(form->parts, 'N') != NULL) == is_count &&
            (strchr(form->parts, 'T') != NULL) == is_time &&
            (!may_word || (strchr(form->parts, 'W') != NULL) == message->has_word))
            return form->parts;
    }
    const char *other = dlt645_message_form(message->function, message->kind, 0);
    return other == err_form ? other : NULL;
}

int dlt645_message_build(const struct dlt645_message *message, struct dlt645_frame *frame)
{
    static const uint8_t kinds[] = {0, DLT645_FROM_METER, DLT645_FROM_METER | DLT645_ERROR_ANSWER};
    if (message->kind > DLT645_REFUSAL || message->function > DLT645_FUNCTION)
        return FK_E_UNSUPPORTED;
    const char *parts = message_form(message);
    if (parts == NULL)
        return dlt645_message_form(message->function, message->kind, 0) != NULL ? FK_E_FORMAT
                                                                                : FK_E_UNSUPPORTED;
    bool is_varying = strpbrk(parts, "VC") != NULL;
    size_t size = form_size(parts) + (is_varying ? message->value_size : 0);
    if (size > DLT645_DATA_MAX)
        return FK_E_SPACE;
    if (!form_fits(parts, size) || (message->has_more && message->kind == DLT645_REQUEST))
        return FK_E_FORMAT;
    frame->control =
        (uint8_t)(kinds[message->kind] | message->function | (message->has_more ? DLT645_MORE : 0));
    frame->length = (uint8_t)size;
    for (size_t at = 0; *parts; parts++) {
        size_t part = part_varies(*parts) ? message->value_size : part_size(*parts);
        part_give(message, *parts, frame->data + at, part);
        at += part;
    }
    return FK_OK;
}

unsigned dlt645_length_limit(uint8_t control)
{
    unsigned function = control & DLT645_FUNCTION;
    bool is_read = function == DLT645_READ || function == DLT645_READ_FOLLOW;
    return is_read ? DLT645_READ_MAX : DLT645_WRITE_MAX;
}

void dlt645_command_clear(const uint8_t command[8], bool is_time_turned, uint8_t out[8])
{
    out[0] = command[0];
    out[1] = command[1];
    if (is_time_turned)
        memcpy(out + 2, command + 2, 6);
    else
        turned_copy(out + 2, command + 2, 6);
}
