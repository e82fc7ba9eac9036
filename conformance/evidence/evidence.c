#include "conformance/evidence/evidence.h"
#include "conformance/device/digest.h"
#include "protocol/dlt645/dlt645_address.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lines are collected in memory, because the last one holds the sum of all others. */
struct lines {
    char *text;
    size_t size;
    FILE *stream;
    bool is_bad;
};

static void put(struct lines *lines, json_t *object)
{
    if (!object || json_dumpf(object, lines->stream, JSON_COMPACT) != 0 ||
        fputc('\n', lines->stream) == EOF)
        lines->is_bad = true;
    json_decref(object);
}

static void put_head(struct lines *lines, const struct conform_result *result)
{
    char address[13], seed[24];
    dlt645_address_format(result->address, address);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)result->seed);
    json_t *tests = json_array();
    for (size_t i = 0; i < result->test_count; i++)
        json_array_append_new(tests, json_string(result->tests[i].id));
    put(lines,
        json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:o}", "kind",
                  "run", "format", 1, "suite", result->suite_version, "device", result->device_name,
                  "device_file", result->device_file, "device_sha256", result->device_digest,
                  "address", address, "uri", result->uri, "seed", seed, "lang",
                  result->lang == FK_ZH ? "zh" : "en", "wall_ms", (json_int_t)result->wall_begin,
                  "virtual_time", (int)result->is_virtual_time, "tests", tests));
}

const char *evidence_text_key(unsigned kind)
{
    return kind == CONFORM_ENTRY_TEST      ? "id"
           : kind == CONFORM_ENTRY_LOST    ? "why"
           : kind == CONFORM_ENTRY_RETUNED ? "baud"
                                           : NULL;
}

static json_t *entry_object(const struct conform_trace *trace, const struct conform_entry *entry)
{
    const uint8_t *bytes = conform_trace_bytes(trace, entry);
    json_t *object = json_pack("{s:s, s:I}", "kind", conform_entry_kind_name(entry->kind), "at",
                               (json_int_t)entry->at);
    if (!object)
        return NULL;
    if (entry->is_restore)
        json_object_set_new(object, "restore", json_true());
    if (entry->from != entry->at && entry->kind == CONFORM_ENTRY_SENT)
        json_object_set_new(object, "from", json_integer((json_int_t)entry->from));
    if (entry->kind == CONFORM_ENTRY_TEST)
        json_object_set_new(object, "wall", json_integer((json_int_t)entry->wall));
    const char *key = evidence_text_key(entry->kind);
    if (key) {
        json_object_set_new(object, key, json_stringn((const char *)bytes, entry->size));
    } else if (entry->size > 0) {
        char hex[2 * 2048 + 1];
        size_t size = entry->size < 2048 ? entry->size : 2048; /* receives take 512 at most */
        for (size_t i = 0; i < size; i++)
            snprintf(hex + 2 * i, 3, "%02X", bytes[i]);
        json_object_set_new(object, "hex", json_string(hex));
    }
    return object;
}

static void put_verdict(struct lines *lines, const struct conform_test_result *test)
{
    put(lines, json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:b, s:s}", "kind",
                         "verdict", "id", test->id, "level", conform_level_name(test->level),
                         "verdict", conform_outcome_name(test->outcome), "reason",
                         conform_reason_name(test->reason), "assertions", (int)test->assertions,
                         "detail", test->detail, "expected", test->expected, "actual", test->actual,
                         "restored", (int)test->is_restored, "not_restored", test->not_restored));
}

/* Writes beside the place and renames, so that no half file is ever seen. */
static int write_file(const char *dir, const char *name, const char *text, size_t size,
                      struct fk_diag *diag)
{
    char path[1024], part[1032];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.100s...: the path is too long", dir);
    snprintf(part, sizeof part, "%s.part", path);
    struct stat status; /* a link, pipe or device is written into, not replaced */
    bool is_direct = lstat(path, &status) == 0 && !S_ISREG(status.st_mode);
    FILE *stream = fopen(is_direct ? path : part, "wb");
    if (!stream)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s", path, strerror(errno));
    bool is_bad = fwrite(text, 1, size, stream) != size;
    is_bad |= fclose(stream) != 0;
    if (is_bad || (!is_direct && rename(part, path) != 0)) {
        int err = fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s", path, strerror(errno));
        if (!is_direct)
            unlink(part);
        return err;
    }
    return FK_OK;
}

int conform_evidence_write(const struct conform_result *result, const struct device_file *device,
                           const char *dir, struct fk_diag *diag)
{
    struct lines lines = {.text = NULL};
    char sum[65];
    lines.stream = open_memstream(&lines.text, &lines.size);
    if (!lines.stream)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the evidence");
    put_head(&lines, result);
    for (size_t i = 0; i < result->trace.count; i++)
        put(&lines, entry_object(&result->trace, &result->trace.entries[i]));
    for (size_t i = 0; i < result->test_count; i++)
        put_verdict(&lines, &result->tests[i]);
    lines.is_bad |= fflush(lines.stream) != 0;
    lines.is_bad |= digest_sha256(lines.text, lines.size, sum) != FK_OK;
    put(&lines, json_pack("{s:s, s:i, s:s, s:s}", "kind", "end", "exit", (int)result->exit_code,
                          "final_check", result->final_check, "sha256", sum));
    lines.is_bad |= fclose(lines.stream) != 0;
    int err = lines.is_bad ? fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the evidence")
                           : write_file(dir, EVIDENCE_TRACE, lines.text, lines.size, diag);
    free(lines.text);
    if (err == FK_OK)
        err = write_file(dir, EVIDENCE_DEVICE, device->text, device->text_size, diag);
    return err;
}
