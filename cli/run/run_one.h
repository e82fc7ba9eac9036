/* cli/run/run_one.h - one scenario file from loading to its report, with everything printed on the
 * way. */
#ifndef CLI_RUN_RUN_ONE_H
#define CLI_RUN_RUN_ONE_H
#include "base/text.h"
#include "reports/store/store.h"

#include <stdbool.h>
#include <stddef.h>

/* What a run tells whoever started it. */
struct run_one_told {
    char id[64]; /* empty: the scenario was not loaded */
    char fingerprint[20];
    double seconds;
    unsigned expectations, invariants; /* how many hold */
    bool is_over;                      /* the rest is known */
};

/* Who looks into the database of a run that is over, before it is gone. FK_OK, or an error with its
 * sentence in *diag: then the run could not be carried out. */
typedef int run_one_look(void *context, struct run_db *db, struct fk_diag *diag);

struct run_one_options {
    const char **set; /* KEY=VALUE, in order */
    size_t set_count;
    const char *out;         /* folder, NULL: keep nothing */
    const char *junit;       /* file, NULL: none */
    const char *factory;     /* SimGrid contexts */
    const char *checkpoints; /* folder, NULL: none */
    const char *from;        /* checkpoint to go on from, NULL: none */
    unsigned group_size;     /* concentrators to an actor, 0 = usual */
    const char *day;         /* that the report shows, NULL: the most eventful one */
    enum fk_lang lang;       /* of the report and the console */
    bool is_quiet;
    bool is_what_if;           /* expectations are shown, not judged */
    bool is_one_of_many;       /* results go to OUT/ID/ */
    bool is_at_once;           /* others run at the same time: no progress */
    struct run_one_told *told; /* NULL: nobody asks */
    run_one_look *look;        /* NULL: nobody looks */
    void *look_context;
};

/* Returns an exit code of the program (cli/cmd.h). */
int run_one(const char *file, const struct run_one_options *options);
#endif
