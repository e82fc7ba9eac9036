#include "conformance/device/device_file.h"
#include "base/hex_text.h"
#include "conformance/device/device_yaml.h"
#include "conformance/device/digest.h"
#include "conformance/device/input_file.h"
#include "protocol/dlt645/dlt645_address.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (1u << 20) /* no device file is a megabyte long */

static const struct {
    const char *name, *text;
} feature_table[DEVICE_FEATURES] = {
    [DEVICE_WILDCARD] = {"wildcard", "reads to the address of six AA"},
    [DEVICE_SHORT_ADDRESS] = {"short-address", "reads to a shortened address"},
    [DEVICE_READ_ADDRESS] = {"read-address", "read address, 13H"},
    [DEVICE_FOLLOW_UP] = {"follow-up", "items of more than one frame, 12H"},
    [DEVICE_CLOCK] = {"clock", "date and time in one item, 0400010C"},
    [DEVICE_CLOCK_WRITE] = {"clock-write", "0400010C can be written with the password"},
    [DEVICE_BROADCAST_TIME] = {"broadcast-time", "broadcast time, 08H"},
    [DEVICE_DAILY_FREEZE] = {"daily-freeze", "daily freeze, 0506...."},
    [DEVICE_INSTANT_FREEZE] = {"instant-freeze", "freeze command, 16H, and 0501...."},
    [DEVICE_WRITE] = {"write", "parameters can be written with the password, 04001403"},
    [DEVICE_RELAY] = {"relay", "trip and close, 1CH"},
    [DEVICE_PERMIT] = {"close-permit", "close permit waits for the key (internal relay)"},
    [DEVICE_PROTECT] = {"protect", "keep supply, 3AH and 3BH"},
    [DEVICE_ALARM] = {"alarm", "alarm, 2AH and 2BH"},
    [DEVICE_RELAY_FEEDBACK] = {"relay-feedback", "the contact is seen without load, status b4"},
    [DEVICE_EVENT_REPORT] = {"event-report", "D5 = 1 on complete answers announces events"},
};

const char *device_feature_name(unsigned feature)
{
    return feature < DEVICE_FEATURES ? feature_table[feature].name : NULL;
}

const char *device_feature_text(unsigned feature)
{
    return feature < DEVICE_FEATURES ? feature_table[feature].text : NULL;
}

static int feature_find(const char *name)
{
    for (int i = 0; i < DEVICE_FEATURES; i++)
        if (strcmp(feature_table[i].name, name) == 0)
            return i;
    return FK_E_NOT_FOUND;
}

/* A value that libcyaml took and that is wrong all the same: one sentence with its position. */
__attribute__((format(printf, 4, 5))) static int refuse(const struct device_file *file,
                                                        struct fk_diag *diag, const char *path,
                                                        const char *format, ...)
{
    char text[200];
    unsigned line, column;
    const char *key = strrchr(path, '.');
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    device_yaml_position(file->text, file->text_size, path, &line, &column);
    return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u:%u: key '%s': %s", file->path, line, column,
                   key ? key + 1 : path, text);
}

/* Copies a text that must not be empty or too long. */
static int take_text(const struct device_file *file, const char *path, const char *text, char *out,
                     size_t capacity, struct fk_diag *diag)
{
    size_t size = text ? strlen(text) : 0;
    if (size >= capacity)
        return refuse(file, diag, path, "%zu characters, expected at most %zu", size, capacity - 1);
    memcpy(out, text ? text : "", size + 1 - (text == NULL));
    out[size] = '\0';
    return FK_OK;
}

int device_password_parse(const char *text, uint8_t out[3])
{
    return hex_text_exact(text, out, 3) ? FK_OK : FK_E_FORMAT;
}

static int take_device(struct device_file *file, const struct device_yaml *tree,
                       struct fk_diag *diag)
{
    int err = take_text(file, "device.vendor", tree->device.vendor, file->vendor,
                        sizeof file->vendor, diag);
    if (err == FK_OK)
        err = take_text(file, "device.model", tree->device.model, file->model, sizeof file->model,
                        diag);
    if (err == FK_OK)
        err = take_text(file, "device.firmware", tree->device.firmware, file->firmware,
                        sizeof file->firmware, diag);
    if (err != FK_OK)
        return err;
    const char *text = tree->device.address;
    if (strspn(text, "0123456789") != strlen(text) ||
        dlt645_address_parse(text, file->address) != FK_OK)
        return refuse(file, diag, "device.address",
                      "'%.40s' is no address, expected 1 to 12 digits", text);
    return FK_OK;
}

static int take_port(struct device_file *file, const struct device_yaml_port *port,
                     struct fk_diag *diag)
{
    static const uint32_t bauds[] = {600, 1200, 2400, 4800, 9600, 19200};
    file->baud = port && port->baud ? *port->baud : 2400;
    file->parity = (uint8_t)(port && port->parity ? *port->parity : TRANSPORT_PARITY_EVEN);
    file->echo = (uint8_t)(port && port->echo ? *port->echo : TRANSPORT_ECHO_AUTO);
    if (!port)
        return FK_OK;
    bool is_legal = false;
    for (size_t i = 0; i < sizeof bauds / sizeof *bauds; i++)
        is_legal |= bauds[i] == file->baud;
    if (!is_legal)
        return refuse(file, diag, "port.baud",
                      "%u is no speed of DL/T 645, expected 600, 1200, 2400, 4800, 9600 or 19200",
                      file->baud);
    return take_text(file, "port.uri", port->uri, file->uri, sizeof file->uri, diag);
}

static int take_times(struct device_file *file, const struct device_yaml_pixit *pixit,
                      struct fk_diag *diag)
{
    file->reply_least_ms = pixit && pixit->reply_least_ms ? *pixit->reply_least_ms : 20;
    file->reply_limit_ms = pixit && pixit->reply_limit_ms ? *pixit->reply_limit_ms : 500;
    file->latency_ms = pixit && pixit->latency_ms ? *pixit->latency_ms : 0;
    if (file->reply_limit_ms < 50 || file->reply_limit_ms > 60000)
        return refuse(file, diag, "pixit.reply_limit_ms", "%u, expected 50 to 60000",
                      file->reply_limit_ms);
    if (file->reply_least_ms >= file->reply_limit_ms)
        return refuse(file, diag, "pixit.reply_least_ms",
                      "%u, expected less than reply_limit_ms %u", file->reply_least_ms,
                      file->reply_limit_ms);
    if (file->latency_ms > 60000)
        return refuse(file, diag, "pixit.latency_ms", "%u, expected 0 to 60000", file->latency_ms);
    file->relay_settle_ms = pixit && pixit->relay_settle_ms ? *pixit->relay_settle_ms : 10000;
    if (file->relay_settle_ms > 600000)
        return refuse(file, diag, "pixit.relay_settle_ms", "%u, expected 0 to 600000",
                      file->relay_settle_ms);
    return FK_OK;
}

/* "00:05" -> time of day */
static int time_of_day(const char *text, ms_t *out)
{
    unsigned hour, minute;
    char end;
    if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789:") != 5 ||
        sscanf(text, "%2u:%2u%c", &hour, &minute, &end) != 2 || hour > 23 || minute > 59)
        return FK_E_FORMAT;
    *out = hour * MS_HOUR + minute * MS_MINUTE;
    return FK_OK;
}

/* What the bench has to know about single tests, beyond passwords and times. */
static int take_bench(struct device_file *file, const struct device_yaml_pixit *pixit,
                      struct fk_diag *diag)
{
    uint8_t di[4];
    file->may_cut_supply = pixit->may_cut_supply && *pixit->may_cut_supply;
    if (pixit->wrong_passwords)
        file->wrong_passwords = *pixit->wrong_passwords;
    if (pixit->broadcast_time)
        file->broadcast_time = *pixit->broadcast_time;
    if (pixit->daily_freeze_at && time_of_day(pixit->daily_freeze_at, &file->daily_freeze_at))
        return refuse(file, diag, "pixit.daily_freeze_at",
                      "'%.40s' is no time of day, expected hh:mm", pixit->daily_freeze_at);
    if (!pixit->write_item)
        return FK_OK;
    if (!hex_text_exact(pixit->write_item, di, sizeof di))
        return refuse(file, diag, "pixit.write_item",
                      "'%.40s' is no data identifier, expected 8 hexadecimal digits",
                      pixit->write_item);
    file->write_item = (uint32_t)di[0] << 24 | (uint32_t)di[1] << 16 | (uint32_t)di[2] << 8 | di[3];
    return FK_OK;
}

static int take_pixit(struct device_file *file, const struct device_yaml_pixit *pixit,
                      struct fk_diag *diag)
{
    int err = take_times(file, pixit, diag);
    file->password_level = 2;
    file->write_item = 0x04001403;
    file->wrong_passwords = true;
    file->broadcast_time = true;
    if (err != FK_OK || !pixit)
        return err;
    if (pixit->password_level && *pixit->password_level > 9)
        return refuse(file, diag, "pixit.password_level", "%u, expected 0 to 9",
                      *pixit->password_level);
    if (pixit->password_level)
        file->password_level = (uint8_t)*pixit->password_level;
    uint8_t written[4] = {0}; /* high byte first, as decoded frames and records show it */
    if (pixit->operator_code && !hex_text_exact(pixit->operator_code, written, sizeof written))
        return refuse(file, diag, "pixit.operator",
                      "'%.40s' is no operator code, expected 8 hexadecimal digits",
                      pixit->operator_code);
    for (size_t i = 0; i < sizeof written; i++)
        file->operator_code[i] = written[sizeof written - 1 - i];
    err = take_bench(file, pixit, diag);
    if (err != FK_OK)
        return err;
    return take_text(file, "pixit.password_env", pixit->password_env, file->password_env,
                     sizeof file->password_env, diag);
}

static int take_features(struct device_file *file, const struct device_yaml *tree,
                         struct fk_diag *diag)
{
    uint64_t named = 0;
    for (unsigned i = 0; i < tree->features_count; i++) {
        const struct device_yaml_feature *row = &tree->features[i];
        char path[48];
        snprintf(path, sizeof path, "features.%u.feature", i);
        int feature = feature_find(row->feature);
        if (feature < 0)
            return refuse(
                file, diag, path,
                "'%.40s' is no feature, expected a name of docs/device-file.md such as %s",
                row->feature, feature_table[DEVICE_RELAY].name);
        if (named >> feature & 1u)
            return refuse(file, diag, path, "'%s' is named twice, expected once", row->feature);
        named |= device_feature_bit((enum device_feature)feature);
        if (row->support) {
            file->features |= device_feature_bit((enum device_feature)feature);
            continue;
        }
        snprintf(path, sizeof path, "features.%u.reason", i);
        if (!row->reason || row->reason[0] == '\0')
            return refuse(file, diag, path, "missing, expected why '%s' is not supported",
                          row->feature);
        int err = take_text(file, path, row->reason, file->why_not[feature],
                            sizeof file->why_not[feature], diag);
        if (err != FK_OK)
            return err;
    }
    return FK_OK;
}

static int take_expected(struct device_file *file, const struct device_yaml *tree,
                         struct fk_diag *diag)
{
    if (tree->expected_failures_count == 0)
        return FK_OK;
    file->expected = calloc(tree->expected_failures_count, sizeof *file->expected);
    if (!file->expected)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", file->path);
    for (unsigned i = 0; i < tree->expected_failures_count; i++) {
        struct device_expected_failure *row = &file->expected[i];
        char path[48];
        snprintf(path, sizeof path, "expected_failures.%u.reason", i);
        int err = take_text(file, path, tree->expected_failures[i].reason, row->reason,
                            sizeof row->reason, diag);
        snprintf(path, sizeof path, "expected_failures.%u.test", i);
        if (err == FK_OK)
            err = take_text(file, path, tree->expected_failures[i].test, row->test,
                            sizeof row->test, diag);
        if (err != FK_OK)
            return err;
        device_yaml_position(file->text, file->text_size, path, &row->line, &row->column);
    }
    file->expected_count = tree->expected_failures_count;
    return FK_OK;
}

/* A test that sends a password needs one; the two belong together in the file. */
static int check_whole(const struct device_file *file, struct fk_diag *diag)
{
    const uint64_t with_password =
        device_feature_bit(DEVICE_WRITE) | device_feature_bit(DEVICE_RELAY) |
        device_feature_bit(DEVICE_PROTECT) | device_feature_bit(DEVICE_ALARM) |
        device_feature_bit(DEVICE_CLOCK_WRITE) | device_feature_bit(DEVICE_PERMIT);
    if ((file->features & with_password) && file->password_env[0] == '\0')
        return refuse(
            file, diag, "pixit.password_env",
            "missing, expected the name of an environment variable, because features that "
            "need a password are supported");
    return FK_OK;
}

int device_file_parse(const char *name, const char *text, size_t size, struct device_file *file,
                      struct fk_diag *diag)
{
    struct device_yaml *tree = NULL;
    memset(file, 0, sizeof *file);
    snprintf(file->path, sizeof file->path, "%s", name);
    int err = device_yaml_load(name, text, size, &tree, diag);
    if (err != FK_OK)
        return err;
    file->text = malloc(size + 1);
    if (!file->text) {
        device_yaml_free(tree);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", name);
    }
    memcpy(file->text, text, size);
    file->text[size] = '\0';
    file->text_size = size;
    err = digest_sha256(text, size, file->digest);
    if (err != FK_OK)
        fk_fail(diag, FK_E_IO, NULL, 0, "%s: no SHA-256 in this OpenSSL", name);
    if (err == FK_OK)
        err = take_device(file, tree, diag);
    if (err == FK_OK)
        err = take_port(file, tree->port, diag);
    if (err == FK_OK)
        err = take_pixit(file, tree->pixit, diag);
    if (err == FK_OK)
        err = take_features(file, tree, diag);
    if (err == FK_OK)
        err = take_expected(file, tree, diag);
    if (err == FK_OK)
        err = check_whole(file, diag);
    device_yaml_free(tree);
    if (err != FK_OK)
        device_file_fini(file);
    return err;
}

int device_file_load(const char *path, struct device_file *file, struct fk_diag *diag)
{
    FILE *stream;
    int err = input_file_open(path, "a device file", &stream, diag);
    if (err != FK_OK)
        return err;
    char *text = malloc(FILE_MAX);
    size_t size = text ? fread(text, 1, FILE_MAX, stream) : 0;
    int is_bad = ferror(stream);
    int read_error = errno;
    fclose(stream);
    if (!text)
        err = fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", path);
    else if (is_bad)
        err = fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s, expected a device file", path,
                      strerror(read_error));
    else if (size == FILE_MAX)
        err = fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: longer than 1 MiB, expected a device file",
                      path);
    else
        err = device_file_parse(path, text, size, file, diag);
    free(text);
    return err;
}

int device_file_builtin(struct device_file *file, struct fk_diag *diag)
{
    return device_file_parse("built-in:virtual.yaml", device_virtual_text,
                             strlen(device_virtual_text), file, diag);
}

void device_file_fini(struct device_file *file)
{
    free(file->expected);
    free(file->text);
    memset(file, 0, sizeof *file);
}

void device_file_options(const struct device_file *file, struct transport_options *options)
{
    transport_options_default(options);
    options->baud = file->baud;
    options->parity = file->parity;
    options->echo = file->echo;
}
