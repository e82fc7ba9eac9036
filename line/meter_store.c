#include "line/meter_store.h"

#include "base/image.h"
#include "models/meter/device/device_hands.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC     "feikong meter 1\n" /* changes with meter_device_image */
#define NAME_MORE 24                  /* ".000000000161.new" and more */
#define BYTES_MAX 8192                /* of a file */

struct bytes {
    size_t size, at; /* written, read */
    uint8_t data[BYTES_MAX];
};

struct meter_store {
    struct meter_device *meters;
    size_t count;
    int lock;          /* descriptor of PATH.lock */
    uint32_t *answers; /* of each meter when it was saved */
    uint8_t (*made)[DLT645_ADDRESS_SIZE];
    char *path, *name, *fresh; /* PATH; a meter's file; the new one */
    size_t capacity;           /* of name and fresh */
    struct bytes bytes;
};

static int put(void *context, void *data, size_t size)
{
    struct bytes *bytes = context;
    if (size > sizeof bytes->data - bytes->size)
        return FK_E_RANGE;
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return FK_OK;
}

static int get(void *context, void *data, size_t size)
{
    struct bytes *bytes = context;
    if (size > bytes->size - bytes->at)
        return FK_E_FORMAT;
    memcpy(data, bytes->data + bytes->at, size);
    bytes->at += size;
    return FK_OK;
}

/* FNV-1a, 64 bits: against damage, not against hands. */
static uint64_t checksum(const uint8_t *data, size_t size)
{
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ data[i]) * UINT64_C(0x100000001B3);
    return sum;
}

static void name_file(struct meter_store *store, size_t index)
{
    int size = snprintf(store->name, store->capacity, "%s", store->path);
    if (store->count > 1) {
        store->name[size++] = '.';
        for (size_t i = DLT645_ADDRESS_SIZE; i > 0; i--)
            size += snprintf(store->name + size, store->capacity - (size_t)size, "%02X",
                             store->made[index][i - 1]);
    }
    snprintf(store->fresh, store->capacity, "%s.new", store->name);
}

static int fail(const struct meter_store *store, const char *what, struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_IO, NULL, 0, "the state of a meter cannot be %s: %.120s: %s", what,
                   store->name, strerror(errno));
}

/* The name is on the disk when its folder is. */
static int sync_folder(const char *path)
{
    char folder[1024];
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    if (length >= sizeof folder)
        return -1;
    memcpy(folder, slash ? path : ".", slash ? length : 1);
    folder[slash ? length : 1] = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        close(fd);
    return result;
}

static int write_fresh(const struct meter_store *store, bool is_safe)
{
    int fd = open(store->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    ssize_t count = write(fd, store->bytes.data, store->bytes.size);
    bool is_good = count == (ssize_t)store->bytes.size && (!is_safe || fsync(fd) == 0);
    int error = count >= 0 && count < (ssize_t)store->bytes.size ? ENOSPC : errno;
    if (close(fd) < 0 && is_good) {
        is_good = false;
        error = errno;
    }
    errno = error;
    return is_good ? 0 : -1;
}

static int save(struct meter_store *store, size_t index, bool is_safe, struct fk_diag *diag)
{
    struct image image = {.move = put, .context = &store->bytes};
    store->bytes.size = store->bytes.at = 0;
    (void)put(&store->bytes, (void *)(uintptr_t)MAGIC, sizeof MAGIC - 1);
    meter_device_image(&store->meters[index], &image);
    if (image.err != FK_OK) {
        *diag = image.diag;
        return image.err;
    }
    uint64_t sum = checksum(store->bytes.data, store->bytes.size);
    (void)put(&store->bytes, &sum, sizeof sum);
    name_file(store, index);
    if (write_fresh(store, is_safe) < 0 || rename(store->fresh, store->name) < 0 ||
        (is_safe && sync_folder(store->name) < 0))
        return fail(store, "saved", diag);
    store->answers[index] = store->meters[index].answers;
    return FK_OK;
}

static int damaged(const struct meter_store *store, const char *what, struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%.120s: %s", store->name, what);
}

/* A save puts a new file under the name: another name would still mean the old one. */
static int check_file(const struct meter_store *store, int fd, struct fk_diag *diag)
{
    struct stat there;
    if (fstat(fd, &there) < 0)
        return fail(store, "read", diag);
    if (!S_ISREG(there.st_mode))
        return damaged(store, "a file was expected, this is a pipe, a device or a folder", diag);
    if (there.st_nlink > 1)
        return damaged(store, "the file has another name too (a hard link), expected one", diag);
    return FK_OK;
}

/* FK_OK with size 0: there is no file. */
static int read_file(struct meter_store *store, struct fk_diag *diag)
{
    struct bytes *bytes = &store->bytes;
    bytes->size = bytes->at = 0;
    int fd = open(store->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == ELOOP)
        return damaged(store, "a file was expected, this is a link", diag);
    if (fd < 0)
        return errno == ENOENT ? FK_OK : fail(store, "read", diag);
    int err = check_file(store, fd, diag);
    if (err) {
        close(fd);
        return err;
    }
    ssize_t count;
    while ((count = read(fd, bytes->data + bytes->size, sizeof bytes->data - bytes->size)) > 0)
        bytes->size += (size_t)count;
    int error = errno;
    close(fd);
    errno = error;
    if (count < 0)
        return fail(store, "read", diag);
    return bytes->size > 0 ? FK_OK : damaged(store, "the file is empty", diag);
}

static int load(struct meter_store *store, size_t index, ms_t now, struct fk_diag *diag)
{
    struct bytes *bytes = &store->bytes;
    uint64_t sum;
    name_file(store, index);
    int err = read_file(store, diag);
    if (err)
        return err;
    if (bytes->size == 0)
        return save(store, index, true, diag);
    if (bytes->size < sizeof MAGIC - 1 + sizeof sum ||
        memcmp(bytes->data, MAGIC, sizeof MAGIC - 1) != 0)
        return damaged(store, "this is no state of a virtual meter", diag);
    bytes->size -= sizeof sum;
    memcpy(&sum, bytes->data + bytes->size, sizeof sum);
    if (sum != checksum(bytes->data, bytes->size))
        return damaged(store, "the state of the meter is damaged: its checksum is wrong", diag);
    bytes->at = sizeof MAGIC - 1;
    struct image image = {
        .is_loading = true, .move = get, .context = bytes, .left = bytes->size - bytes->at};
    meter_device_image(&store->meters[index], &image);
    image_expect(&image, image.left == 0, "more follows than there should be");
    if (image.err != FK_OK)
        return damaged(store, image.diag.text, diag);
    meter_resume(&store->meters[index], now);
    return save(store, index, true, diag);
}

/* The lock is a file of its own, for the meter's is another one after each save. */
static int take_lock(struct meter_store *store, struct fk_diag *diag)
{
    snprintf(store->name, store->capacity, "%s.lock", store->path);
    store->lock = open(store->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock < 0)
        return fail(store, "saved", diag);
    if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
        return FK_OK;
    return fk_fail(diag, FK_E_IO, NULL, 0, "%.120s: another virtual meter has this state",
                   store->path);
}

static struct meter_store *store_make(const char *path, struct meter_device *meters, size_t count)
{
    struct meter_store *store = calloc(1, sizeof *store);
    if (!store)
        return NULL;
    store->lock = -1;
    store->meters = meters;
    store->count = count;
    store->capacity = strlen(path) + NAME_MORE;
    store->path = strdup(path);
    store->name = malloc(store->capacity);
    store->fresh = malloc(store->capacity);
    store->answers = calloc(count, sizeof *store->answers);
    store->made = calloc(count, sizeof *store->made);
    if (!store->path || !store->name || !store->fresh || !store->answers || !store->made) {
        meter_store_close(store);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        memcpy(store->made[i], meters[i].config.address, sizeof store->made[i]);
    return store;
}

int meter_store_open(struct meter_store **out, const char *path, struct meter_device *meters,
                     size_t count, ms_t now, struct fk_diag *diag)
{
    *out = NULL;
    struct stat there;
    bool is_link = lstat(path, &there) == 0 && S_ISLNK(there.st_mode);
    char *meant = is_link ? realpath(path, NULL) : NULL; /* to the file, and to its lock */
    struct meter_store *store = store_make(meant ? meant : path, meters, count);
    free(meant);
    if (!store)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the state of %zu meters", count);
    int err = take_lock(store, diag);
    for (size_t i = 0; !err && i < count; i++)
        err = load(store, i, now, diag);
    if (err) {
        meter_store_close(store);
        return err;
    }
    *out = store;
    return FK_OK;
}

int meter_store_keep(struct meter_store *store, struct fk_diag *diag)
{
    for (size_t i = 0; i < store->count; i++) {
        int err =
            store->answers[i] != store->meters[i].answers ? save(store, i, true, diag) : FK_OK;
        if (err)
            return err;
    }
    return FK_OK;
}

int meter_store_keep_all(struct meter_store *store, bool is_safe, struct fk_diag *diag)
{
    for (size_t i = 0; i < store->count; i++) {
        int err = save(store, i, is_safe, diag);
        if (err)
            return err;
    }
    return FK_OK;
}

void meter_store_close(struct meter_store *store)
{
    if (!store)
        return;
    if (store->lock >= 0)
        close(store->lock);
    free(store->path);
    free(store->name);
    free(store->fresh);
    free(store->answers);
    free(store->made);
    free(store);
}
