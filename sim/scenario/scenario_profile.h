/* sim/scenario/scenario_profile.h - a file of scenarios/profiles/ as it stands: what it is called,
 * and its text, whose comments tell where each value comes from. What it means to a scenario that
 * names it, scenario_load knows. Reentrant. */
#ifndef SIM_SCENARIO_SCENARIO_PROFILE_H
#define SIM_SCENARIO_SCENARIO_PROFILE_H
#include "base/err.h"

struct scenario_profile {
    char *title, *title_zh; /* "" if the file has none */
    char *text;             /* of the file */
};

/* Reads the file into *out. FK_OK, FK_E_IO, FK_E_FORMAT (no mapping with a section `policy`) or
 * FK_E_MEMORY, with a sentence in *diag; *out is to be freed by scenario_profile_fini only after
 * FK_OK. */
FK_MUST_CHECK int scenario_profile_read(const char *path, struct scenario_profile *out,
                                        struct fk_diag *diag);
void scenario_profile_fini(struct scenario_profile *profile);
#endif
