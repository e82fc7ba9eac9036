#include "base/hex_text.h"
#include "conformance/device/digest.h"
#include "conformance/device/input_file.h"
#include "conformance/evidence/evidence.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define EVIDENCE_MAX (64u << 20)
#define BYTES_MAX    2048
#define MOMENT_MAX   (INT64_C(1) << 53) /* ms; what JSON numbers hold exactly */

static int load_text(const char *path, char **out, size_t *size, struct fk_diag *diag)
{
    struct stat status;
    FILE *stream;
    int err = input_file_open(path, "a " EVIDENCE_TRACE, &stream, diag);
    if (err != FK_OK)
        return err;
    if (fstat(fileno(stream), &status) != 0) {
        fclose(stream);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s", path, strerror(errno));
    }
    *size = (size_t)status.st_size;
    *out = *size <= EVIDENCE_MAX ? malloc(*size + 1) : NULL;
    bool is_memory = !*out && *size <= EVIDENCE_MAX;
    size_t got = *out ? fread(*out, 1, *size, stream) : 0;
    fclose(stream);
    if (is_memory)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", path);
    if (!*out || got != *size) {
        free(*out);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: could not be read whole", path);
    }
    (*out)[*size] = '\0';
    return FK_OK;
}

static int hex_value(const char *hex, uint8_t *out, size_t *size)
{
    size_t digits = hex ? strlen(hex) : 0;
    if (digits / 2 > BYTES_MAX || (digits > 0 && !hex_text_exact(hex, out, digits / 2)))
        return FK_E_FORMAT;
    *size = digits / 2;
    return FK_OK;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* What the keys of all lines hold. */
static const struct {
    const char *key, *holds;
    json_type type;
} keys[] = {
    {"kind", "text", JSON_STRING},
    {"suite", "text", JSON_STRING},
    {"device", "text", JSON_STRING},
    {"device_file", "text", JSON_STRING},
    {"device_sha256", "text", JSON_STRING},
    {"address", "text", JSON_STRING},
    {"uri", "text", JSON_STRING},
    {"seed", "text", JSON_STRING},
    {"lang", "text", JSON_STRING},
    {"format", "a whole number", JSON_INTEGER},
    {"wall_ms", "a whole number", JSON_INTEGER},
    {"virtual_time", "true or false", JSON_TRUE},
    {"tests", "a list", JSON_ARRAY},
    {"at", "a whole number", JSON_INTEGER},
    {"from", "a whole number", JSON_INTEGER},
    {"wall", "a whole number", JSON_INTEGER},
    {"restore", "true or false", JSON_TRUE},
    {"hex", "text", JSON_STRING},
    {"why", "text", JSON_STRING},
    {"baud", "text", JSON_STRING},
    {"id", "text", JSON_STRING},
    {"level", "text", JSON_STRING},
    {"verdict", "text", JSON_STRING},
    {"reason", "text", JSON_STRING},
    {"assertions", "a whole number", JSON_INTEGER},
    {"detail", "text", JSON_STRING},
    {"expected", "text", JSON_STRING},
    {"actual", "text", JSON_STRING},
    {"restored", "true or false", JSON_TRUE},
    {"not_restored", "text", JSON_STRING},
    {"doubled", "a whole number", JSON_INTEGER},
    {"late", "a whole number", JSON_INTEGER},
    {"exit", "a whole number", JSON_INTEGER},
    {"final_check", "text", JSON_STRING},
    {"sha256", "text", JSON_STRING},
};

/* Keys that a line of this kind cannot be without. */
static const char *const *needed_by(const char *kind)
{
    static const char *const run[] = {"format", "suite", "device_sha256", "uri", "seed", NULL};
    static const char *const verdict[] = {"id", "verdict", "assertions", "restored", NULL};
    static const char *const end[] = {"exit", "final_check", "sha256", NULL};
    static const char *const entry[] = {"at", NULL};
    return strcmp(kind, "run") == 0       ? run
           : strcmp(kind, "verdict") == 0 ? verdict
           : strcmp(kind, "end") == 0     ? end
                                          : entry;
}

/* NULL, or the key that is not there or holds another type, with what is expected in *holds. */
static const char *wrong_key(const json_t *object, const char **holds)
{
    const char *const *needed = needed_by(text_of(object, "kind"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *value = json_object_get(object, keys[i].key);
        bool is_needed = false;
        for (size_t k = 0; needed[k]; k++)
            is_needed |= strcmp(needed[k], keys[i].key) == 0;
        bool is_right = !value                      ? !is_needed
                        : keys[i].type == JSON_TRUE ? json_is_boolean(value)
                                                    : json_typeof(value) == keys[i].type;
        *holds = keys[i].holds;
        if (!is_right)
            return keys[i].key;
    }
    return NULL;
}

static int take_head(struct evidence *evidence, const json_t *object)
{
    if (json_integer_value(json_object_get(object, "format")) != 1)
        return FK_E_FORMAT;
    snprintf(evidence->suite_version, sizeof evidence->suite_version, "%s",
             text_of(object, "suite"));
    snprintf(evidence->device_digest, sizeof evidence->device_digest, "%s",
             text_of(object, "device_sha256"));
    snprintf(evidence->uri, sizeof evidence->uri, "%s", text_of(object, "uri"));
    evidence->is_virtual_time = json_is_true(json_object_get(object, "virtual_time"));
    evidence->seed = strtoull(text_of(object, "seed"), NULL, 10);
    (void)fk_lang_parse(text_of(object, "lang"), &evidence->lang); /* English if it is not told */
    return FK_OK;
}

static int take_verdict(struct evidence *evidence, const json_t *object)
{
    struct evidence_verdict *more =
        realloc(evidence->verdicts, (evidence->verdict_count + 1) * sizeof *more);
    if (!more)
        return FK_E_MEMORY;
    evidence->verdicts = more;
    struct evidence_verdict *verdict = &more[evidence->verdict_count++];
    verdict->id = strdup(text_of(object, "id"));
    verdict->outcome = strdup(text_of(object, "verdict"));
    verdict->assertions = (unsigned)json_integer_value(json_object_get(object, "assertions"));
    verdict->is_restored = json_is_true(json_object_get(object, "restored"));
    return verdict->id && verdict->outcome ? FK_OK : FK_E_MEMORY;
}

/* Moments of a run go forward, and what is added to them must not overflow. */
static bool are_moments_sound(const struct evidence *evidence, const struct conform_entry *entry)
{
    const struct conform_trace *trace = &evidence->trace;
    ms_t before = trace->count > 0 ? trace->entries[trace->count - 1].at : 0;
    return entry->from >= before && entry->at >= entry->from && entry->at <= MOMENT_MAX &&
           entry->wall >= -MOMENT_MAX && entry->wall <= MOMENT_MAX;
}

static int take_entry(struct evidence *evidence, const json_t *object, int kind)
{
    uint8_t bytes[BYTES_MAX];
    size_t size = 0;
    struct conform_entry entry = {.kind = (uint8_t)kind};
    entry.at = json_integer_value(json_object_get(object, "at"));
    const json_t *from = json_object_get(object, "from");
    entry.from = from ? json_integer_value(from) : entry.at;
    entry.wall = json_integer_value(json_object_get(object, "wall"));
    entry.is_restore = json_is_true(json_object_get(object, "restore"));
    if (!are_moments_sound(evidence, &entry))
        return FK_E_FORMAT;
    const char *key = evidence_text_key((unsigned)kind);
    const char *text = key ? text_of(object, key) : NULL;
    if (!text && hex_value(text_of(object, "hex"), bytes, &size) != FK_OK)
        return FK_E_FORMAT;
    int index = conform_trace_add(&evidence->trace, &entry, text ? (const void *)text : bytes,
                                  text ? strlen(text) : size);
    return index < 0 ? index : FK_OK;
}

static int take_line(struct evidence *evidence, const json_t *object, bool is_first)
{
    const char *kind = text_of(object, "kind");
    bool is_head = strcmp(kind, "run") == 0;
    if (is_head != is_first)
        return FK_E_FORMAT;
    if (is_head)
        return take_head(evidence, object);
    if (strcmp(kind, "verdict") == 0)
        return take_verdict(evidence, object);
    int entry = conform_entry_kind_find(kind);
    return entry < 0 ? FK_E_FORMAT : take_entry(evidence, object, entry);
}

/* The last line sums up all before it: evidence that was cut or changed is told at once. */
static int check_end(struct evidence *evidence, const char *path, const json_t *object,
                     const char *text, size_t before, struct fk_diag *diag)
{
    char sum[65];
    if (digest_sha256(text, before, sum) != FK_OK)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", path);
    if (strcmp(sum, text_of(object, "sha256")) != 0)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s: the sum of the last line does not fit: the file was changed", path);
    snprintf(evidence->final_check, sizeof evidence->final_check, "%s",
             text_of(object, "final_check"));
    evidence->exit_code = (int)json_integer_value(json_object_get(object, "exit"));
    return FK_OK;
}

static int parse(struct evidence *evidence, const char *path, const char *text,
                 struct fk_diag *diag)
{
    const char *at = text;
    for (unsigned line = 1; *at; line++) {
        const char *holds, *wrong;
        size_t size = strcspn(at, "\n");
        errno = 0;
        json_t *object = json_loadb(at, size, JSON_REJECT_DUPLICATES, NULL);
        if (json_is_object(object) && (wrong = wrong_key(object, &holds)) != NULL) {
            json_decref(object);
            return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s:%u: key '%s': expected %s", path, line,
                           wrong, holds);
        }
        if (json_is_object(object) && strcmp(text_of(object, "kind"), "end") == 0) {
            int err = check_end(evidence, path, object, text, (size_t)(at - text), diag);
            json_decref(object);
            return err;
        }
        int err = json_is_object(object) ? take_line(evidence, object, line == 1)
                  : errno == ENOMEM      ? FK_E_MEMORY
                                         : FK_E_FORMAT;
        json_decref(object);
        if (err == FK_E_MEMORY)
            return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", path);
        if (err != FK_OK)
            return fk_fail(diag, (enum fk_err)err, NULL, 0,
                           "%s:%u: not a line of a %s of this version", path, line, EVIDENCE_TRACE);
        at += size + (at[size] == '\n');
    }
    return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: the last line is missing: the file was cut",
                   path);
}

int conform_evidence_read(const char *path, struct evidence *evidence, struct fk_diag *diag)
{
    char trace_path[1024], *text = NULL;
    size_t size = 0;
    struct stat status;
    memset(evidence, 0, sizeof *evidence);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        snprintf(trace_path, sizeof trace_path, "%s/%s", path, EVIDENCE_TRACE);
        snprintf(evidence->device_path, sizeof evidence->device_path, "%.280s/%s", path,
                 EVIDENCE_DEVICE);
    } else {
        const char *slash = strrchr(path, '/');
        snprintf(trace_path, sizeof trace_path, "%s", path);
        snprintf(evidence->device_path, sizeof evidence->device_path, "%.*s%s",
                 slash ? (int)(slash - path + 1) : 0, path, EVIDENCE_DEVICE);
    }
    int err = load_text(trace_path, &text, &size, diag);
    if (err != FK_OK)
        return err;
    if (strlen(text) != size)
        err = fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: holds zero bytes", trace_path);
    else
        err = parse(evidence, trace_path, text, diag);
    free(text);
    if (err != FK_OK)
        conform_evidence_fini(evidence);
    return err;
}

void conform_evidence_fini(struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->verdict_count; i++) {
        free(evidence->verdicts[i].id);
        free(evidence->verdicts[i].outcome);
    }
    free(evidence->verdicts);
    conform_trace_fini(&evidence->trace);
    memset(evidence, 0, sizeof *evidence);
}
