#include "conformance/device/device_yaml.h"
#include "line/transport.h"

#include <cyaml/cyaml.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRING_MAX 255

/* yes and no are an enumeration, because libcyaml takes every other word for true. */
static const cyaml_strval_t yes_no[] = {{"no", 0}, {"yes", 1}, {"false", 0}, {"true", 1}};
static const cyaml_strval_t parities[] = {{"none", TRANSPORT_PARITY_NONE},
                                          {"even", TRANSPORT_PARITY_EVEN},
                                          {"odd", TRANSPORT_PARITY_ODD}};
static const cyaml_strval_t echoes[] = {
    {"off", TRANSPORT_ECHO_OFF}, {"on", TRANSPORT_ECHO_ON}, {"auto", TRANSPORT_ECHO_AUTO}};

#define STRING(key, type, member, flags)                                                           \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, 1, STRING_MAX)
#define CHOICE(key, type, member, strings)                                                         \
    CYAML_FIELD_ENUM_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, type,  \
                         member, strings, CYAML_ARRAY_LEN(strings))
#define NUMBER(key, type, member)                                                                  \
    CYAML_FIELD_UINT_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member)

typedef struct device_yaml tree_t;
typedef struct device_yaml_port port_t;
typedef struct device_yaml_pixit pixit_t;
typedef struct device_yaml_feature feature_t;
typedef struct device_yaml_expected expected_t;

static const cyaml_schema_field_t device_fields[] = {
    STRING("vendor", tree_t, device.vendor, CYAML_FLAG_DEFAULT),
    STRING("model", tree_t, device.model, CYAML_FLAG_DEFAULT),
    STRING("firmware", tree_t, device.firmware, CYAML_FLAG_OPTIONAL),
    STRING("address", tree_t, device.address, CYAML_FLAG_DEFAULT),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t port_fields[] = {
    STRING("uri", port_t, uri, CYAML_FLAG_OPTIONAL),
    NUMBER("baud", port_t, baud),
    CHOICE("parity", port_t, parity, parities),
    CHOICE("echo", port_t, echo, echoes),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t pixit_fields[] = {
    STRING("password_env", pixit_t, password_env, CYAML_FLAG_OPTIONAL),
    NUMBER("password_level", pixit_t, password_level),
    STRING("operator", pixit_t, operator_code, CYAML_FLAG_OPTIONAL),
    NUMBER("reply_least_ms", pixit_t, reply_least_ms),
    NUMBER("reply_limit_ms", pixit_t, reply_limit_ms),
    NUMBER("latency_ms", pixit_t, latency_ms),
    NUMBER("relay_settle_ms", pixit_t, relay_settle_ms),
    STRING("daily_freeze_at", pixit_t, daily_freeze_at, CYAML_FLAG_OPTIONAL),
    STRING("write_item", pixit_t, write_item, CYAML_FLAG_OPTIONAL),
    CHOICE("may_cut_supply", pixit_t, may_cut_supply, yes_no),
    CHOICE("wrong_passwords", pixit_t, wrong_passwords, yes_no),
    CHOICE("broadcast_time", pixit_t, broadcast_time, yes_no),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t feature_fields[] = {
    STRING("feature", feature_t, feature, CYAML_FLAG_DEFAULT),
    CYAML_FIELD_ENUM("support", CYAML_FLAG_STRICT, feature_t, support, yes_no,
                     CYAML_ARRAY_LEN(yes_no)),
    STRING("reason", feature_t, reason, CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t expected_fields[] = {
    STRING("test", expected_t, test, CYAML_FLAG_DEFAULT),
    STRING("reason", expected_t, reason, CYAML_FLAG_DEFAULT),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t feature_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, feature_t, feature_fields)};
static const cyaml_schema_value_t expected_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, expected_t, expected_fields)};

/* libcyaml has no offset for a member of an anonymous struct, so `device` shares the root's type:
 * its fields carry their offsets in the whole tree, and the mapping itself stands at offset 0. */
static const cyaml_schema_field_t root_fields[] = {
    {.key = "device",
     .value = {.type = CYAML_MAPPING,
               .flags = CYAML_FLAG_DEFAULT,
               .data_size = sizeof(tree_t),
               .mapping = {.fields = device_fields}},
     .data_offset = 0},
    CYAML_FIELD_MAPPING_PTR("port", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, tree_t, port,
                            port_fields),
    CYAML_FIELD_MAPPING_PTR("pixit", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, tree_t, pixit,
                            pixit_fields),
    CYAML_FIELD_SEQUENCE_COUNT("features", CYAML_FLAG_POINTER, tree_t, features, features_count,
                               &feature_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("expected_failures", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               tree_t, expected_failures, expected_failures_count, &expected_value,
                               0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t root_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, tree_t, root_fields)};

/* What each key wants, for the end of the sentence. */
static const struct {
    const char *key, *expected;
} wants[] = {
    {"device", "a mapping with vendor, model, firmware and address"},
    {"vendor", "a text of 1 to 255 characters"},
    {"model", "a text of 1 to 255 characters"},
    {"firmware", "a text of 1 to 255 characters"},
    {"address", "a text of 1 to 12 digits in quotes"},
    {"port", "a mapping with uri, baud, parity and echo"},
    {"uri", "tcp:HOST:PORT, pty:PATH, serial:PATH or sim:"},
    {"baud", "600, 1200, 2400, 4800, 9600 or 19200"},
    {"parity", "none, even or odd"},
    {"echo", "off, on or auto"},
    {"pixit", "a mapping with password_env, operator, may_cut_supply and time-outs"},
    {"password_env", "the name of an environment variable"},
    {"password_level", "a number from 0 to 9"},
    {"operator", "8 hexadecimal digits in quotes"},
    {"reply_least_ms", "a number of milliseconds, less than reply_limit_ms"},
    {"reply_limit_ms", "a number of milliseconds from 50 to 60000"},
    {"latency_ms", "a number of milliseconds from 0 to 60000"},
    {"relay_settle_ms", "a number of milliseconds from 0 to 600000"},
    {"daily_freeze_at", "a time of day hh:mm in quotes"},
    {"write_item", "8 hexadecimal digits in quotes"},
    {"may_cut_supply", "yes or no"},
    {"wrong_passwords", "yes or no"},
    {"broadcast_time", "yes or no"},
    {"features", "a list of {feature, support, reason}"},
    {"feature", "the name of a feature"},
    {"support", "yes or no"},
    {"reason", "a text of 1 to 255 characters"},
    {"expected_failures", "a list of {test, reason}"},
    {"test", "the full id of a test"},
};

/* Keys that a mapping takes, by the key under which it stands. */
static const struct {
    const char *mapping, *keys;
} keys_of[] = {
    {"device", "vendor, model, firmware or address"},
    {"port", "uri, baud, parity or echo"},
    {"pixit", "password_env, password_level, operator, reply_least_ms, reply_limit_ms, latency_ms, "
              "relay_settle_ms, daily_freeze_at, write_item, may_cut_supply, wrong_passwords or "
              "broadcast_time"},
    {"features", "feature, support or reason"},
    {"expected_failures", "test or reason"},
    {"", "device, port, pixit, features or expected_failures"},
};

/* What libcyaml said: the first message, and of its back-trace the innermost place and the
 * innermost mapping field and, around it, the next one. */
struct complaint {
    char message[160];
    char field[2][64]; /* innermost first */
    unsigned fields;
    unsigned line, column; /* innermost */
};

/* The last word of a message: the key or the value that it is about. */
static void last_word(const char *message, char *out, size_t capacity)
{
    const char *at = strrchr(message, ' ');
    snprintf(out, capacity, "%.*s", (int)(capacity - 1), at ? at + 1 : message);
    out[strcspn(out, "\n")] = '\0';
}

static void note_backtrace(struct complaint *complaint, const char *line)
{
    unsigned at_line = 0, at_column = 0;
    const char *place = strstr(line, "(line: ");
    if (!place || sscanf(place, "(line: %u, column: %u)", &at_line, &at_column) != 2)
        return;
    if (complaint->line == 0) {
        complaint->line = at_line;
        complaint->column = at_column;
    }
    const char *quote = strstr(line, "mapping field '");
    if (!quote || complaint->fields == 2)
        return;
    quote += strlen("mapping field '");
    char *field = complaint->field[complaint->fields++];
    snprintf(field, sizeof complaint->field[0], "%.*s", (int)strcspn(quote, "'"), quote);
}

static void hear(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    struct complaint *complaint = context;
    char line[256];
    if (level < CYAML_LOG_ERROR)
        return;
    vsnprintf(line, sizeof line, format, arguments);
    if (complaint->message[0] == '\0') {
        const char *text = strncmp(line, "Load: ", 6) == 0 ? line + 6 : line;
        snprintf(complaint->message, sizeof complaint->message, "%.*s", (int)strcspn(text, "\n"),
                 text);
    } else {
        note_backtrace(complaint, line);
    }
}

static const char *expected_of(const char *key)
{
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        if (strcmp(wants[i].key, key) == 0)
            return wants[i].expected;
    return "another value";
}

static const char *keys_in(const char *mapping)
{
    size_t i = 0;
    while (keys_of[i].mapping[0] != '\0' && strcmp(keys_of[i].mapping, mapping) != 0)
        i++;
    return keys_of[i].keys;
}

/* Turns the complaint into the one sentence. */
static int complain(const char *name, const char *text, size_t size, cyaml_err_t err,
                    const struct complaint *complaint, struct fk_diag *diag)
{
    char word[64];
    unsigned line = complaint->line ? complaint->line : 1;
    unsigned column = complaint->column ? complaint->column : 1;
    last_word(complaint->message, word, sizeof word);
    const char *field = complaint->fields > 0 ? complaint->field[0] : "";
    bool is_twice = strstr(complaint->message, "already seen") != NULL;
    if (err == CYAML_ERR_INVALID_KEY || is_twice)
        device_yaml_seek(text, size, word, &line, &column);
    switch (err) {
    case CYAML_ERR_OOM:
    case CYAML_ERR_LIBYAML_PARSER_INIT: /* fails for nothing else */
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", name);
    case CYAML_ERR_INVALID_KEY:
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u:%u: key '%s': unknown, expected %s", name,
                       line, column, word, keys_in(field));
    case CYAML_ERR_MAPPING_FIELD_MISSING:
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u:%u: key '%s': missing, expected %s", name,
                       line, column, word, expected_of(word));
    case CYAML_ERR_LIBYAML_PARSER:
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u:%u: not YAML: %s", name, line, column,
                       complaint->message);
    default:
        break;
    }
    if (field[0] == '\0')
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s:%u:%u: key 'device': missing, expected a mapping of device, port, pixit "
                       "and features",
                       name, line, column);
    char what[96];
    if (is_twice)
        snprintf(what, sizeof what, "given twice");
    else if (!strstr(complaint->message, "got event"))
        snprintf(what, sizeof what, "%s is no legal value", word);
    else
        snprintf(what, sizeof what, "a value of another kind");
    return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u:%u: key '%s': %s, expected %s", name, line,
                   column, field, what, expected_of(field));
}

/* libcyaml takes "5 s" and 5,000 for 5, 010 for 8 and an empty value for 0: of a number the text is
 * the judge. */
static int judge_numbers(const char *name, const char *text, size_t size, struct fk_diag *diag)
{
    static const char *const paths[] = {
        "port.baud",        "pixit.password_level", "pixit.reply_least_ms", "pixit.reply_limit_ms",
        "pixit.latency_ms", "pixit.relay_settle_ms"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char value[48];
        unsigned line, column;
        if (!device_yaml_scalar(text, size, paths[i], value, sizeof value))
            continue;
        size_t digits = strspn(value, "0123456789");
        if (digits > 0 && value[digits] == '\0' && (value[0] != '0' || digits == 1))
            continue;
        const char *key = strchr(paths[i], '.') + 1;
        device_yaml_position(text, size, paths[i], &line, &column);
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s:%u:%u: key '%s': '%s' is no whole number in digits alone, expected %s",
                       name, line, column, key, value, expected_of(key));
    }
    return FK_OK;
}

static const cyaml_config_t config_base = {
    .log_level = CYAML_LOG_ERROR,
    .mem_fn = cyaml_mem,
    .flags = CYAML_CFG_NO_ALIAS,
};

int device_yaml_load(const char *name, const char *text, size_t size, struct device_yaml **out,
                     struct fk_diag *diag)
{
    struct complaint complaint = {.fields = 0};
    cyaml_config_t config = config_base;
    config.log_fn = hear;
    config.log_ctx = &complaint;
    cyaml_data_t *data = NULL;
    errno = 0;
    cyaml_err_t err =
        cyaml_load_data((const uint8_t *)text, size, &config, &root_value, &data, NULL);
    *out = data;
    if (err != CYAML_OK && errno == ENOMEM) /* below libcyaml it is told as an empty file */
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", name);
    if (err != CYAML_OK || !data)
        return complain(name, text, size, err, &complaint, diag);
    int judged = judge_numbers(name, text, size, diag);
    if (judged != FK_OK) {
        device_yaml_free(*out);
        *out = NULL;
    }
    return judged;
}

void device_yaml_free(struct device_yaml *tree)
{
    cyaml_config_t config = config_base;
    cyaml_free(&config, &root_value, tree, 0);
}
