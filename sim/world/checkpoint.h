/* sim/world/checkpoint.h - a world in a file: written at a midnight, or when a run stops to look,
 * read by another process, which goes on as if it had never stopped.
 *
 *   head (magic, format, byte order, version, scenario, moment, size, checksum) | world_image
 *
 * A checkpoint belongs to one program and one scenario with its settings: its records are those of
 * the program's memory. Files come from outside: one that is cut, altered or of another program or
 * scenario is refused with one sentence before anything is believed. Main context. */
#ifndef SIM_WORLD_CHECKPOINT_H
#define SIM_WORLD_CHECKPOINT_H
#include "sim/world/world.h"
#include <stdio.h>

/* What has to agree, beside the records themselves. */
struct checkpoint_owner {
    const struct sim_scenario *scenario;
    const char *version; /* of the program, at most 31 bytes count */
};

/* FOLDER/ID-dN.checkpoint, N the number of the day that begins at `at`, or within a day
 * ID-dN-HHMM.checkpoint. */
void checkpoint_path(char *path, size_t size, const char *folder,
                     const struct sim_scenario *scenario, ms_t at);
/* Writes the world as it stands before anything happens at `at` to its path. The file is there when
 * it is complete, in place of an older one. FK_OK or FK_E_IO, FK_E_MEMORY. */
FK_MUST_CHECK int checkpoint_write(const char *folder, const struct checkpoint_owner *owner,
                                   struct world *world, ms_t at, struct fk_diag *diag);

/* A checkpoint that is open for reading. Zeroed: none. */
struct checkpoint {
    FILE *file;
    const char *path; /* borrowed */
    uint64_t size;    /* of the image */
    ms_t at;          /* what happens next is not before this moment */
};

/* Opens a file and checks it whole. FK_OK, FK_E_IO if it cannot be read, FK_E_FORMAT if it is no
 * checkpoint, FK_E_UNSUPPORTED if it is one of another program, FK_E_ARG of another scenario,
 * FK_E_CHECKSUM if it is damaged. */
FK_MUST_CHECK int checkpoint_open(struct checkpoint *checkpoint, const char *path,
                                  const struct checkpoint_owner *owner, struct fk_diag *diag);
/* Fills a world that was made with world_new at checkpoint->at. FK_OK, FK_E_IO, FK_E_FORMAT,
 * FK_E_MEMORY; the world can then only be freed. */
FK_MUST_CHECK int checkpoint_load(struct checkpoint *checkpoint, struct world *world,
                                  struct fk_diag *diag);
void checkpoint_close(struct checkpoint *checkpoint);
#endif
