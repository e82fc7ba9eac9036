#include "sim/world/checkpoint.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* One more whenever what is written changes. */
#define CHECKPOINT_FORMAT 31
#define CHECKPOINT_ORDER  UINT32_C(0x01020304)

static const char magic[8] = "FEIKONG\n";

struct head {
    char magic[8];
    uint32_t format, order;
    char version[32];
    char digest[24]; /* of the scenario with its settings */
    int64_t at;
    uint64_t size;     /* of the image */
    uint64_t checksum; /* XXH3-64 of the image, then of the head with 0 here */
};
_Static_assert(sizeof(struct head) == 96, "written as it stands: no padding");

struct stream {
    FILE *file;
    XXH3_state_t *hash; /* NULL: bytes are not summed */
    uint64_t size;
};

static int write_bytes(void *context, void *bytes, size_t size)
{
    struct stream *stream = context;
    stream->size += size;
    XXH3_64bits_update(stream->hash, bytes, size);
    return fwrite(bytes, 1, size, stream->file) == size ? FK_OK : FK_E_IO;
}

static int read_bytes(void *context, void *bytes, size_t size)
{
    struct stream *stream = context;
    return fread(bytes, 1, size, stream->file) == size ? FK_OK : FK_E_IO;
}

static void fill_head(struct head *head, const struct checkpoint_owner *owner)
{
    *head = (struct head){.format = CHECKPOINT_FORMAT, .order = CHECKPOINT_ORDER};
    memcpy(head->magic, magic, sizeof head->magic);
    snprintf(head->version, sizeof head->version, "%s", owner->version);
    snprintf(head->digest, sizeof head->digest, "%s", owner->scenario->digest);
}

/* Of what the hash has taken in, and the head. */
static uint64_t checksum(XXH3_state_t *hash, struct head head)
{
    head.checksum = 0;
    XXH3_64bits_update(hash, &head, sizeof head);
    return XXH3_64bits_digest(hash);
}

static int write_file(FILE *file, XXH3_state_t *hash, struct head *head, struct world *world,
                      struct fk_diag *diag)
{
    struct stream stream = {.file = file, .hash = hash};
    struct image image = {.move = write_bytes, .context = &stream};
    if (fwrite(head, sizeof *head, 1, file) != 1) /* its place; what it says is not known yet */
        return FK_E_IO;
    world_image(world, &image);
    if (image.err != FK_OK) {
        *diag = image.diag;
        return image.err;
    }
    head->size = stream.size;
    head->checksum = checksum(hash, *head);
    if (fseek(file, 0, SEEK_SET) != 0 || fwrite(head, sizeof *head, 1, file) != 1)
        return FK_E_IO;
    return FK_OK;
}

void checkpoint_path(char *path, size_t size, const char *folder,
                     const struct sim_scenario *scenario, ms_t at)
{
    struct clock_civil civil = clock_to_civil(at);
    char time[8] = "";
    if (clock_time_of_day(at) != 0)
        snprintf(time, sizeof time, "-%02u%02u", (unsigned)civil.hour % 24U,
                 (unsigned)civil.minute % 60U);
    snprintf(path, size, "%s/%s-d%d%s.checkpoint", folder, scenario->id,
             (int)((at - scenario->start) / MS_DAY), time);
}

int checkpoint_write(const char *folder, const struct checkpoint_owner *owner, struct world *world,
                     ms_t at, struct fk_diag *diag)
{
    char path[FILENAME_MAX], part[FILENAME_MAX];
    struct fk_diag own = {.text = ""};
    struct head head;
    fill_head(&head, owner);
    head.at = at;
    checkpoint_path(path, sizeof path, folder, owner->scenario, at);
    if (snprintf(part, sizeof part, "%s.part", path) >= (int)sizeof part)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the name is too long", folder);
    XXH3_state_t *hash = XXH3_createState();
    FILE *file = hash ? fopen(part, "wb") : NULL;
    int err = !hash ? FK_E_MEMORY : !file ? FK_E_IO : FK_OK;
    if (err == FK_OK) {
        XXH3_64bits_reset(hash);
        err = write_file(file, hash, &head, world, &own);
    }
    int number = errno;
    if (file && fclose(file) != 0 && err == FK_OK) {
        number = errno;
        err = FK_E_IO;
    }
    if (err == FK_OK && rename(part, path) != 0) {
        number = errno;
        err = FK_E_IO;
    }
    XXH3_freeState(hash);
    if (err == FK_OK)
        return FK_OK;
    if (file)
        (void)unlink(part);
    if (err == FK_E_IO)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written: %s", part, strerror(number));
    return fk_fail(diag, (enum fk_err)err, NULL, 0, "%s: cannot be written: %s", path,
                   own.text[0] ? own.text : fk_err_name(err));
}

/* Whether the head is one of this program and scenario. */
static int check_head(const struct head *head, const struct checkpoint_owner *owner,
                      const char *path, struct fk_diag *diag)
{
    const struct sim_scenario *s = owner->scenario;
    ms_t end = s->start + s->days * MS_DAY;
    struct head own;
    fill_head(&own, owner);
    if (memcmp(head->magic, own.magic, sizeof own.magic) != 0)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: is no checkpoint", path);
    if (head->order != own.order || head->format != own.format ||
        memcmp(head->version, own.version, sizeof own.version) != 0)
        return fk_fail(diag, FK_E_UNSUPPORTED, NULL, 0,
                       "%s: was written by another version of the program: run the scenario anew",
                       path);
    if (memcmp(head->digest, own.digest, sizeof own.digest) != 0)
        return fk_fail(diag, FK_E_ARG, NULL, 0,
                       "%s: belongs to another scenario, or to other settings of %s", path, s->id);
    if (head->at <= s->start || head->at >= end)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: is damaged: its moment is none of %s", path,
                       s->id);
    return FK_OK;
}

/* Reads the image once, for its checksum alone. */
static int check_sum(FILE *file, const struct head *head, const char *path, struct fk_diag *diag)
{
    unsigned char bytes[1 << 14];
    uint64_t size = 0;
    size_t got;
    XXH3_state_t *hash = XXH3_createState();
    if (!hash)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: out of memory", path);
    XXH3_64bits_reset(hash);
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0) {
        XXH3_64bits_update(hash, bytes, got);
        size += got;
    }
    uint64_t sum = checksum(hash, *head);
    XXH3_freeState(hash);
    if (ferror(file))
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, strerror(errno));
    if (size != head->size)
        return fk_fail(diag, FK_E_CHECKSUM, NULL, 0,
                       "%s: is damaged: %" PRIu64 " bytes follow its head, which says %" PRIu64,
                       path, size, head->size);
    if (sum != head->checksum)
        return fk_fail(diag, FK_E_CHECKSUM, NULL, 0, "%s: is damaged: its checksum is wrong", path);
    return FK_OK;
}

int checkpoint_open(struct checkpoint *checkpoint, const char *path,
                    const struct checkpoint_owner *owner, struct fk_diag *diag)
{
    struct stat status;
    struct head head;
    FILE *file = NULL;
    /* a FIFO would wait for ever before it is opened */
    if (stat(path, &status) != 0 || (S_ISREG(status.st_mode) && !(file = fopen(path, "rb"))))
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, strerror(errno));
    if (!file)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: is no checkpoint", path);
    memset(&head, 0, sizeof head);
    (void)!fread(&head, sizeof head, 1, file); /* a shorter one has no magic */
    int err = check_head(&head, owner, path, diag);
    if (err == FK_OK)
        err = check_sum(file, &head, path, diag);
    if (err == FK_OK && fseek(file, sizeof head, SEEK_SET) != 0)
        err = fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, strerror(errno));
    if (err != FK_OK) {
        (void)fclose(file);
        return err;
    }
    *checkpoint = (struct checkpoint){file, path, head.size, head.at};
    return FK_OK;
}

int checkpoint_load(struct checkpoint *checkpoint, struct world *world, struct fk_diag *diag)
{
    struct stream stream = {.file = checkpoint->file};
    struct image image = {
        .is_loading = true, .move = read_bytes, .context = &stream, .left = checkpoint->size};
    world_image(world, &image);
    image_expect(&image, image.left == 0, "more follows than there should be");
    if (image.err == FK_OK)
        return FK_OK;
    return fk_fail(diag, (enum fk_err)image.err, NULL, 0, "%s: cannot be loaded: %s",
                   checkpoint->path, image.diag.text);
}

void checkpoint_close(struct checkpoint *checkpoint)
{
    if (checkpoint->file)
        (void)fclose(checkpoint->file);
    *checkpoint = (struct checkpoint){0};
}
