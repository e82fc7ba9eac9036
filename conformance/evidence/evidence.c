#include "conformance/evidence/evidence.h"
#include "conformance/device/digest.h"
#include "protocol/dlt645/dlt645_address.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that is written beside its place and renamed when it is complete. A pipe or device is
 * written into; a link stays, what it names is replaced. */
struct part_file {
    FILE *stream;
    char path[PATH_MAX], part[PATH_MAX + 8];
    bool is_direct;
};

struct evidence_writer {
    struct part_file trace, device;
    struct digest_stream sum; /* of all lines so far */
    size_t written;           /* entries of the trace */
    bool is_bad;              /* something was not written; the run goes on */
    int error;                /* why: errno, 0 no memory */
};

static int part_fail(const struct part_file *file, int error, struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_IO, NULL, 0, "%.180s: %s", file->path,
                   error ? strerror(error) : "could not be written");
}

/* A part with bytes that nobody holds is what a run that was killed has left: it is kept under
 * another name. Returns a locked, empty file, or FK_E_IO, FK_E_STATE (somebody writes it). */
static int part_take(struct part_file *file)
{
    char killed[sizeof file->part + 8];
    struct stat status;
    int fd = open(file->part, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return FK_E_IO;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(fd);
        return FK_E_STATE;
    }
    if (fstat(fd, &status) != 0 || status.st_size == 0)
        return fd;
    snprintf(killed, sizeof killed, "%s" EVIDENCE_KILLED, file->path);
    bool is_kept = rename(file->part, killed) == 0;
    close(fd);
    return is_kept ? part_take(file) : FK_E_IO;
}

#define LINKS_MAX 40 /* as the system follows */

/* Follows the links at `path`, be what they name there or not. False: a name is too long, or they
 * go in a circle. */
static bool follow_links(char path[PATH_MAX])
{
    char target[PATH_MAX], joined[PATH_MAX];
    struct stat status;
    for (int i = 0; lstat(path, &status) == 0 && S_ISLNK(status.st_mode); i++) {
        ssize_t size = readlink(path, target, sizeof target - 1);
        if (size <= 0 || i == LINKS_MAX)
            return false;
        target[size] = '\0';
        const char *slash = strrchr(path, '/');
        int folder = target[0] == '/' || !slash ? 0 : (int)(slash - path + 1);
        int length = snprintf(joined, sizeof joined, "%.*s%s", folder, path, target);
        if (length < 0 || length >= (int)sizeof joined)
            return false;
        memcpy(path, joined, (size_t)length + 1);
    }
    return true;
}

/* False: the names are too long. */
static bool part_name(struct part_file *file, const char *dir, const char *name)
{
    struct stat status;
    if (snprintf(file->path, sizeof file->path, "%s/%s", dir, name) >= (int)sizeof file->path ||
        !follow_links(file->path))
        return false;
    file->is_direct = lstat(file->path, &status) == 0 && !S_ISREG(status.st_mode);
    snprintf(file->part, sizeof file->part, "%s" EVIDENCE_PART, file->path);
    return true;
}

void conform_evidence_keep_killed(const char *dir)
{
    static const char *const names[] = {EVIDENCE_TRACE, EVIDENCE_DEVICE};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct part_file file;
        struct stat status;
        int fd = part_name(&file, dir, names[i]) && stat(file.part, &status) == 0 ? part_take(&file)
                                                                                  : FK_E_IO;
        if (fd >= 0) {
            unlink(file.part);
            close(fd);
        }
    }
}

static int part_open(struct part_file *file, const char *dir, const char *name,
                     struct fk_diag *diag)
{
    if (!part_name(file, dir, name))
        return fk_fail(diag, FK_E_IO, NULL, 0,
                       "%.100s: the path is too long, or a link in a circle", dir);
    int fd = file->is_direct ? open(file->path, O_WRONLY | O_NOCTTY | O_CLOEXEC) : part_take(file);
    if (fd == FK_E_STATE)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "%.180s: another run is writing it", file->part);
    file->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file->stream)
        return FK_OK;
    int err = part_fail(file, errno, diag);
    if (fd >= 0)
        close(fd);
    return err;
}

static void part_abort(struct part_file *file)
{
    if (!file->stream)
        return;
    fclose(file->stream);
    file->stream = NULL;
    if (!file->is_direct)
        unlink(file->part);
}

static int part_commit(struct part_file *file, struct fk_diag *diag)
{
    bool is_bad = ferror(file->stream) != 0;
    errno = 0;
    is_bad |= fclose(file->stream) != 0;
    file->stream = NULL;
    if (!is_bad && (file->is_direct || rename(file->part, file->path) == 0))
        return FK_OK;
    int err = part_fail(file, errno, diag);
    if (!file->is_direct)
        unlink(file->part);
    return err;
}

static void put(struct evidence_writer *writer, json_t *object)
{
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    FILE *stream = writer->trace.stream;
    errno = 0;
    if (!text || digest_add(&writer->sum, text, strlen(text)) != FK_OK ||
        digest_add(&writer->sum, "\n", 1) != FK_OK || fputs(text, stream) == EOF ||
        fputc('\n', stream) == EOF) {
        writer->error = writer->is_bad ? writer->error : errno;
        writer->is_bad = true;
    }
    free(text);
    json_decref(object);
}

static void put_head(struct evidence_writer *writer, const struct conform_result *result,
                     const char *const *ids, size_t count)
{
    char address[13], seed[24];
    dlt645_address_format(result->address, address);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)result->seed);
    json_t *tests = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(tests, json_string(ids[i]));
    put(writer,
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

static void put_verdict(struct evidence_writer *writer, const struct conform_test_result *test)
{
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:b, s:s}", "kind", "verdict",
                  "id", test->id, "level", conform_level_name(test->level), "verdict",
                  conform_outcome_name(test->outcome), "reason", conform_reason_name(test->reason),
                  "assertions", (int)test->assertions, "detail", test->detail, "expected",
                  test->expected, "actual", test->actual, "restored", (int)test->is_restored,
                  "not_restored", test->not_restored);
    if (object && test->stale.doubled > 0)
        json_object_set_new(object, "doubled", json_integer(test->stale.doubled));
    if (object && test->stale.late > 0)
        json_object_set_new(object, "late", json_integer(test->stale.late));
    put(writer, object);
}

int conform_evidence_begin(struct evidence_writer **out, const struct conform_result *result,
                           const char *const *ids, size_t count, const struct device_file *device,
                           const char *dir, struct fk_diag *diag)
{
    struct evidence_writer *writer = calloc(1, sizeof *writer);
    *out = NULL;
    if (!writer)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the evidence");
    int err = part_open(&writer->trace, dir, EVIDENCE_TRACE, diag);
    if (err == FK_OK)
        err = part_open(&writer->device, dir, EVIDENCE_DEVICE, diag);
    if (err == FK_OK && digest_begin(&writer->sum) != FK_OK)
        err = fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the evidence");
    if (err != FK_OK) {
        conform_evidence_abort(writer);
        return err;
    }
    put_head(writer, result, ids, count);
    (void)fflush(writer->trace.stream);
    if (fwrite(device->text, 1, device->text_size, writer->device.stream) == device->text_size)
        (void)fflush(writer->device.stream);
    *out = writer;
    return FK_OK;
}

void conform_evidence_follow(struct evidence_writer *writer, const struct conform_trace *trace)
{
    for (; writer->written < trace->count; writer->written++)
        put(writer, entry_object(trace, &trace->entries[writer->written]));
    errno = 0;
    if (fflush(writer->trace.stream) != 0 && !writer->is_bad) {
        writer->is_bad = true;
        writer->error = errno;
    }
}

int conform_evidence_end(struct evidence_writer *writer, const struct conform_result *result,
                         struct fk_diag *diag)
{
    char sum[65];
    conform_evidence_follow(writer, &result->trace);
    for (size_t i = 0; i < result->test_count; i++)
        put_verdict(writer, &result->tests[i]);
    if (digest_take(&writer->sum, sum) != FK_OK)
        writer->is_bad = true;
    put(writer, json_pack("{s:s, s:i, s:s, s:s}", "kind", "end", "exit", (int)result->exit_code,
                          "final_check", result->final_check, "sha256", sum));
    int err = writer->is_bad ? part_fail(&writer->trace, writer->error, diag) : FK_OK;
    if (err == FK_OK)
        err = part_commit(&writer->trace, diag);
    if (err == FK_OK)
        err = part_commit(&writer->device, diag);
    conform_evidence_abort(writer);
    return err;
}

void conform_evidence_abort(struct evidence_writer *writer)
{
    if (!writer)
        return;
    part_abort(&writer->trace);
    part_abort(&writer->device);
    digest_end(&writer->sum);
    free(writer);
}

int conform_evidence_write(const struct conform_result *result, const struct device_file *device,
                           const char *dir, struct fk_diag *diag)
{
    struct evidence_writer *writer;
    const char **ids = calloc(result->test_count + 1, sizeof *ids);
    if (!ids)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the evidence");
    for (size_t i = 0; i < result->test_count; i++)
        ids[i] = result->tests[i].id;
    int err = conform_evidence_begin(&writer, result, ids, result->test_count, device, dir, diag);
    free(ids);
    return err == FK_OK ? conform_evidence_end(writer, result, diag) : err;
}
