/* conformance/device/device_yaml.h - the device file as libcyaml reads it, before its values are
 * judged; for device_file.c only. Strings and arrays belong to the tree; free with
 * device_yaml_free. */
#ifndef CONFORMANCE_DEVICE_DEVICE_YAML_H
#define CONFORMANCE_DEVICE_DEVICE_YAML_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct device_yaml_feature {
    char *feature;
    int support; /* 0 no, 1 yes */
    char *reason;
};

struct device_yaml_expected {
    char *test;
    char *reason;
};

/* Keys of the file by name, level by level; NULL or 0 counts for what may be left out. */
struct device_yaml {
    struct {
        char *vendor, *model, *firmware, *address;
    } device;
    struct device_yaml_port {
        char *uri;
        uint32_t *baud;
        int *parity, *echo;
    } * port;
    struct device_yaml_pixit {
        char *password_env;
        uint32_t *password_level;
        char *operator_code;
        uint32_t *reply_least_ms, *reply_limit_ms, *latency_ms;
        uint32_t *relay_settle_ms;
        char *daily_freeze_at, *write_item;
        int *may_cut_supply, *wrong_passwords, *broadcast_time;
    } * pixit;
    struct device_yaml_feature *features;
    unsigned features_count;
    struct device_yaml_expected *expected_failures;
    unsigned expected_failures_count;
};

/* Reads the text. FK_OK with *out, or FK_E_FORMAT (FK_E_MEMORY) with the one sentence in *diag. */
FK_MUST_CHECK int device_yaml_load(const char *name, const char *text, size_t size,
                                   struct device_yaml **out, struct fk_diag *diag);
void device_yaml_free(struct device_yaml *tree);

/* Finds where a value stands: `path` is keys and indexes joined by dots, "device.address" or
 * "features.3.reason". *line and *column count from 1; both 1 if there is no such value. */
void device_yaml_position(const char *text, size_t size, const char *path, unsigned *line,
                          unsigned *column);
/* The text of a scalar as it stands in the file, cut to `capacity`; "" for a list or a mapping.
 * False, and nothing is written, if there is no such value. */
bool device_yaml_scalar(const char *text, size_t size, const char *path, char *out,
                        size_t capacity);
/* Moves *line and *column forward to the next scalar `word`: libcyaml tells of a key that it does
 * not take with the place before it. Unchanged if there is none. */
void device_yaml_seek(const char *text, size_t size, const char *word, unsigned *line,
                      unsigned *column);
#endif
