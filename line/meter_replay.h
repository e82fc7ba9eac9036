/* line/meter_replay.h - a load curve (负荷曲线) out of a CSV file, for running virtual meters.
 *
 * The first line names the columns: `after`, then `kw` or `kw_a,kw_b,kw_c`, and if wanted `factor`.
 * `after` is h:mm or h:mm:ss since the replay began, and rises; each row holds until the next, the
 * last for good. Power has at most 4 decimals, a factor 3. */
#ifndef LINE_METER_REPLAY_H
#define LINE_METER_REPLAY_H
#include "base/err.h"
#include "models/meter/device/device.h"

struct meter_replay_row {
    ms_t after;
    uint32_t dw[METER_PHASES]; /* 0.1 W */
    uint16_t factor;           /* 0.001; 0: not said */
};
struct meter_replay {
    struct meter_replay_row *rows;
    size_t count, next;
    bool has_phases;
    ms_t start; /* time of the meters */
};

/* Reads the file at `path`. FK_E_IO, FK_E_FORMAT with the line, FK_E_MEMORY. Free with fini. */
FK_MUST_CHECK int meter_replay_open(struct meter_replay *replay, const char *path,
                                    struct fk_diag *diag);
/* Gives the meters what the rows up to `now` say, each at its moment. A power without phase is
 * shared out over the meter's phases. */
void meter_replay_run(struct meter_replay *replay, struct meter_device *meters, size_t count,
                      ms_t now);
void meter_replay_fini(struct meter_replay *replay);
#endif
