/* reports/run/run_story.h - one customer's whole story out of the database of a run: what was
 * recorded of the five state layers and of money, in one order; where each layer stands at the end;
 * what is not recorded. The words of the events are those of sim/watch/story.h.
 *
 *   run_story_load("out/run.db", 17, &story, &diag) ... run_story_fini(&story);
 *
 * Not thread-safe: the page's figure runs gnuplot. */
#ifndef REPORTS_RUN_RUN_STORY_H
#define REPORTS_RUN_RUN_STORY_H
#include "base/text.h"
#include "reports/store/store.h"
#include "sim/watch/story.h"

#include <signal.h>

struct run_story_row {
    ms_t at;
    enum story_layer layer;
    unsigned invariant;   /* of a violation, else 0 */
    char *text[FK_LANGS]; /* owned */
};

/* A layer at the end of the run. */
enum { STORY_STANDINGS = 10, STORY_STANDING_MAX = 200 };
struct run_story_standing {
    const char *layer; /* "L1" .. "L5", "M1" .. "M5" */
    struct fk_text name;
    bool is_known; /* false: text says why not */
    ms_t at;       /* since when, or when it was last recorded */
    char text[FK_LANGS][STORY_STANDING_MAX];
};

struct run_story {
    char *path, *id, *title, *title_zh; /* owned */
    char *foreign;                      /* ids of faults that do not hit him, for SQL; owned */
    uint32_t customer;
    ms_t start, end;
    int64_t first_day; /* of the tables: after 0 if the run went on from a checkpoint */
    enum sim_level level;
    struct run_story_row *rows;
    size_t count, violations;
    ms_t dark, paid_dark; /* without supply in all; of that after a payment under way */
    struct run_story_standing standings[STORY_STANDINGS];
    /* Why his layers disagree at the end (RPT-05): "Q77: cut in the system, supply is on"; empty:
     * they agree. */
    char disagrees[FK_LANGS][STORY_STANDING_MAX];
};

/* FK_OK; FK_E_IO or FK_E_FORMAT as run_db_open; FK_E_RANGE (the run has no such customer);
 * FK_E_STATE (the run is recorded as a summary); FK_E_MEMORY. On an error *out is empty. */
FK_MUST_CHECK int run_story_load(const char *database, uint32_t customer, struct run_story *out,
                                 struct fk_diag *diag);
void run_story_fini(struct run_story *story);

/* What the story cannot tell: the sentence of each number from 0, NULL behind the last. */
struct fk_text run_story_gap(const struct run_story *story, size_t number);

/* Writes FOLDER/story-CUSTOMER.html with its figure, which stands in FOLDER/figures too; the folder
 * is there. FK_OK; PLOT_INCOMPLETE (> 0) with the sentence if the page has no figure; FK_E_STATE
 * (*stop was raised: no page); FK_E_IO, FK_E_FORMAT or FK_E_MEMORY. */
FK_MUST_CHECK int run_story_write_page(const struct run_story *story, const char *folder,
                                       enum fk_lang lang, const volatile sig_atomic_t *stop,
                                       struct fk_diag *diag);
#endif
