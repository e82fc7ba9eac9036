/* line/meter_store.h - the memory of running virtual meters in files, so that a new start is the
 * end of an outage.
 *
 * A file holds one meter, whole, with a checksum. It is never changed: the new one is written
 * beside it, brought to the disk and given its name, which the system does in one step. So there
 * is at every moment one whole file, the old or the new, whatever ends the program; a record of 2
 * KB needs no journal for that. Meters of a group have the file PATH if there is one, else
 * PATH.ADDRESS, with the address they were made with.
 *
 * Nothing is acknowledged that is not in the file: meter_store_keep comes before an answer leaves.
 * Not thread-safe. */
#ifndef LINE_METER_STORE_H
#define LINE_METER_STORE_H
#include "base/err.h"
#include "models/meter/device/device.h"

struct meter_store; /* opaque; owned by the caller of meter_store_open */

/* Loads the meters (made by meter_init, borrowed) from their files, as after an outage that ends at
 * `now`, and makes the files that are not there. FK_E_IO: cannot be read or written, or another
 * program has it; FK_E_FORMAT: no file of a meter, damaged, or of another build. */
FK_MUST_CHECK int meter_store_open(struct meter_store **out, const char *path,
                                   struct meter_device *meters, size_t count, ms_t now,
                                   struct fk_diag *diag);
/* Saves, to the disk, the meters that have answered since they were saved. */
FK_MUST_CHECK int meter_store_keep(struct meter_store *store, struct fk_diag *diag);
/* Saves all meters; is_safe: to the disk, else as far as a killed program needs it. */
FK_MUST_CHECK int meter_store_keep_all(struct meter_store *store, bool is_safe,
                                       struct fk_diag *diag);
/* Frees it without saving; NULL is fine. */
void meter_store_close(struct meter_store *store);
#endif
