/* protocol/dlt645/dlt645_message.c - see the header.
 *
 * A form is a text of letters, one a part; build and parse walk over the same text, so that what
 * one writes the other reads. */
#include "protocol/dlt645/dlt645_message.h"
#include <stddef.h>
#include <string.h>

enum level_class { ANY_LEVEL, PLAIN, WITH_MAC, WITH_CIPHER };

/* One form. `size` is that of its fixed parts and `grain` says what may be added: nothing, any
 * number of bytes, whole blocks of a cipher, one at least. */
struct form {
    uint8_t level, size, grain;
    const char *parts;
};
struct form_list {
    const struct form *forms;
    size_t count;
};

#define LIST(...)                                                                                  \
    {                                                                                              \
        (const struct form[]){__VA_ARGS__},                                                        \
            sizeof((const struct form[]){__VA_ARGS__}) / sizeof(struct form)                       \
    }
/* Error answers with the byte ERR alone. */
#define ERR LIST({ANY_LEVEL, 1, 0, "E"})

/* By function and kind, in the order in which they are tried: the first whose length fits. */
static const struct form_list lists[DLT645_FUNCTION + 1][DLT645_REFUSAL + 1] = {
    [DLT645_SECURITY] = {LIST({ANY_LEVEL, 8, 1, "DOV"}), LIST({ANY_LEVEL, 4, 1, "DV"}),
                         LIST({ANY_LEVEL, 2, 0, "W"}, {ANY_LEVEL, 1, 0, "E"})},
    [DLT645_BROADCAST_TIME] = {LIST({ANY_LEVEL, 6, 0, "t"}), LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_READ] = {LIST({ANY_LEVEL, 4, 0, "D"}, {ANY_LEVEL, 5, 0, "DN"},
                          {ANY_LEVEL, 10, 0, "DNT"}),
                     LIST({ANY_LEVEL, 4, 1, "DV"}), ERR},
    [DLT645_READ_FOLLOW] = {LIST({ANY_LEVEL, 5, 0, "DQ"}, {ANY_LEVEL, 6, 0, "DNQ"},
                                 {ANY_LEVEL, 11, 0, "DNTQ"}),
                            LIST({ANY_LEVEL, 5, 1, "DVQ"}), ERR},
    [DLT645_READ_ADDRESS] = {LIST({ANY_LEVEL, 0, 0, ""}), LIST({ANY_LEVEL, 6, 0, "A"}), ERR},
    [DLT645_WRITE] = {LIST({PLAIN, 12, 1, "DSV"}, {WITH_MAC, 16, 1, "DSVM"},
                           {WITH_CIPHER, 16, 16, "DSCM"}),
                      LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_WRITE_ADDRESS] = {LIST({ANY_LEVEL, 6, 0, "A"}), LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_FREEZE] = {LIST({ANY_LEVEL, 4, 0, "f"}), LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_SPEED] = {LIST({ANY_LEVEL, 1, 0, "F"}), LIST({ANY_LEVEL, 1, 0, "F"}), ERR},
    [DLT645_PASSWORD] = {LIST({ANY_LEVEL, 12, 0, "Don"}), LIST({ANY_LEVEL, 4, 0, "n"}), ERR},
    [DLT645_RESET_DEMAND] = {LIST({PLAIN, 8, 0, "S"}, {WITH_CIPHER, 28, 0, "SR"}),
                             LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_RESET_METER] = {LIST({PLAIN, 8, 0, "S"}, {WITH_CIPHER, 28, 0, "SR"}),
                            LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_RESET_EVENTS] = {LIST({PLAIN, 12, 0, "SD"}, {WITH_CIPHER, 28, 0, "SR"}),
                             LIST({ANY_LEVEL, 0, 0, ""}), ERR},
    [DLT645_CONTROL] = {LIST({PLAIN, 16, 0, "Sc"}, {WITH_CIPHER, 28, 0, "SR"}),
                        LIST({ANY_LEVEL, 0, 0, ""}, {ANY_LEVEL, 2, 0, "W"}),
                        LIST({ANY_LEVEL, 1, 0, "E"}, {ANY_LEVEL, 2, 0, "W"})},
    [DLT645_OUTPUT] = {LIST({ANY_LEVEL, 1, 0, "F"}), LIST({ANY_LEVEL, 1, 0, "F"}), ERR},
};

static const struct form_list *list_of(uint8_t function, uint8_t kind)
{
    return &lists[function & DLT645_FUNCTION][kind];
}

/* The parts by their letter: bytes, and where they lie in the message as on the line; 0 (`function`
 * lies there): turned round or made a number. V and C take the bytes that the others leave. */
#define AT(member) offsetof(struct dlt645_message, member)
static const struct part {
    uint8_t size;
    uint16_t at;
} all_parts['t' + 1] = {
    ['D'] = {4, 0},
    ['N'] = {1, AT(count)},
    ['T'] = {5, AT(time)},
    ['Q'] = {1, AT(seq)},
    ['A'] = {6, AT(address)},
    ['S'] = {8, AT(sender)},
    ['O'] = {4, AT(sender.operator_code)},
    ['t'] = {6, AT(time)},
    ['f'] = {4, AT(time)},
    ['F'] = {1, AT(feature)},
    ['o'] = {4, AT(old_key)},
    ['n'] = {4, AT(new_key)},
    ['c'] = {8, AT(command)},
    ['E'] = {1, AT(err)},
    ['V'] = {0, AT(value)},
    ['R'] = {DLT645_MAC_SIZE + DLT645_CIPHER_BLOCK, 0},
    ['M'] = {DLT645_MAC_SIZE, 0},
    ['W'] = {2, 0},
    ['C'] = {0, 0},
};

static const struct part *part_find(char letter)
{
    return &all_parts[(unsigned char)letter];
}

static size_t part_size(char letter)
{
    return part_find(letter)->size;
}

static bool part_varies(char part)
{
    return part == 'V' || part == 'C';
}

/* Whether `size` bytes are a data field of this form. */
static bool form_fits(const struct form *form, size_t size)
{
    if (form->grain == 0 || size < form->size)
        return size == form->size;
    return form->grain == 1 ||
           (size > form->size && (size - form->size) % DLT645_CIPHER_BLOCK == 0);
}

static enum level_class level_of(uint8_t level)
{
    return level == DLT645_LEVEL_MAC      ? WITH_MAC
           : level == DLT645_LEVEL_CIPHER ? WITH_CIPHER
                                          : PLAIN;
}

const char *dlt645_message_form(uint8_t function, enum dlt645_kind kind, size_t index)
{
    const struct form_list *list = list_of(function, (uint8_t)kind);
    return index < list->count ? list->forms[index].parts : NULL;
}

/* The form that fits; NULL if there is none. */
static const struct form *form_find(const struct form_list *list, enum level_class level,
                                    size_t size)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct form *form = &list->forms[i];
        if ((form->level == ANY_LEVEL || form->level == level) && form_fits(form, size))
            return form;
    }
    return NULL;
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
    uint8_t function = frame->control & DLT645_FUNCTION, control = frame->control;
    bool is_answer = (control & DLT645_FROM_METER) != 0;
    bool is_error = (control & DLT645_ERROR_ANSWER) != 0;
    if (!is_answer && (control & (DLT645_ERROR_ANSWER | DLT645_MORE)) != 0)
        return FK_E_FORMAT;
    uint8_t kind = !is_answer ? DLT645_REQUEST : is_error ? DLT645_REFUSAL : DLT645_ANSWER;
    const struct form_list *list = list_of(function, kind);
    const struct form *form = form_find(list, frame_level(frame, function), frame->length);
    if (form == NULL)
        return list->count > 0 ? FK_E_FORMAT : FK_E_UNSUPPORTED;
    memset(out, 0, offsetof(struct dlt645_message, value));
    out->function = function;
    out->kind = kind;
    out->has_more = (control & DLT645_MORE) != 0;
    const uint8_t *data = frame->data;
    for (const char *part = form->parts; *part; part++) {
        size_t size = part_varies(*part) ? (size_t)(frame->length - form->size) : part_size(*part);
        part_take(out, *part, data, size);
        data += size;
    }
    return FK_OK;
}

/* The form of a message that is to be built: what its flags and level ask for. */
static const struct form *message_form(const struct dlt645_message *message,
                                       const struct form_list *list)
{
    enum level_class level = level_of(message->sender.level);
    bool is_time = message->has_time, is_count = message->has_count || is_time;
    for (size_t i = 0; i < list->count; i++) {
        const struct form *form = &list->forms[i];
        bool is_level = form->level == ANY_LEVEL || form->level == level;
        if (is_level && (strchr(form->parts, 'N') != NULL) == is_count &&
            (strchr(form->parts, 'T') != NULL) == is_time &&
            (strchr(form->parts, 'W') != NULL) == message->has_word)
            return form;
    }
    return NULL;
}

int dlt645_message_build(const struct dlt645_message *message, struct dlt645_frame *frame)
{
    static const uint8_t kinds[] = {0, DLT645_FROM_METER, DLT645_FROM_METER | DLT645_ERROR_ANSWER};
    if (message->kind > DLT645_REFUSAL || message->function > DLT645_FUNCTION)
        return FK_E_UNSUPPORTED;
    const struct form_list *list = list_of(message->function, message->kind);
    const struct form *form = message_form(message, list);
    if (form == NULL)
        return list->count > 0 ? FK_E_FORMAT : FK_E_UNSUPPORTED;
    size_t size = form->size + (form->grain > 0 ? message->value_size : 0u);
    if (size > DLT645_DATA_MAX)
        return FK_E_SPACE;
    if (!form_fits(form, size) || (message->has_more && message->kind == DLT645_REQUEST))
        return FK_E_FORMAT;
    frame->control =
        (uint8_t)(kinds[message->kind] | message->function | (message->has_more ? DLT645_MORE : 0));
    frame->length = (uint8_t)size;
    uint8_t *data = frame->data;
    for (const char *part = form->parts; *part; part++) {
        size_t bytes = part_varies(*part) ? message->value_size : part_size(*part);
        part_give(message, *part, data, bytes);
        data += bytes;
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
