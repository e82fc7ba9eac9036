/* cli/run/fingerprints.h - a table of the fingerprints that scenarios are known to have, kept in a
 * file: a line for each, its id and 16 hexadecimal digits; lines that begin with # are remarks.
 * What a run does not know of stays in it. Not thread-safe. */
#ifndef CLI_RUN_FINGERPRINTS_H
#define CLI_RUN_FINGERPRINTS_H
#include <stdbool.h>
#include <stddef.h>

struct fingerprint {
    char id[64], value[20];
};
struct fingerprints {
    struct fingerprint *rows; /* in order of their ids */
    size_t count;
};

/* Reads the table; `may_be_new`: a file that is not there is an empty one. False after one sentence
 * on stderr; fingerprints_fini when done, in any case. */
bool fingerprints_load(const char *path, bool may_be_new, struct fingerprints *out);
/* What the table has of a scenario, or NULL. */
const char *fingerprints_find(const struct fingerprints *table, const char *id);
/* Adds or replaces a row. False without memory. */
bool fingerprints_put(struct fingerprints *table, const char *id, const char *value);
/* Writes the table, whole or not at all. False after one sentence on stderr. */
bool fingerprints_save(const struct fingerprints *table, const char *path);
void fingerprints_fini(struct fingerprints *table);
#endif
