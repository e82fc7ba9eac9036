/* tests/measure/measure_detect.c - measures the detector of disagreeing layers against what is
 * really so: runs scenarios and drawn worlds with everything recorded, and prints a confusion
 * matrix of the questions of section 18, one of the families of causes, and what cannot be told.
 *
 *   measure_detect [--seeds FIRST-LAST] [--jobs N] [--show] [SCENARIO...]
 *
 * Ends with 1 if a limit is missed: recall 95 %, precision 90 %, families 80 %, no alarm where
 * there is no fault. A mismatch counts from its second daily register on: what ends before can be
 * seen by nobody. */
#include "reports/detect/detect.h"
#include "reports/detect/detect_seen.h"
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/scenario_write.h"
#include "sim/world/engine.h"
#include "sim/world/run.h"
#include "tests/measure/truth.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOBS_MAX       16
#define FIRST_QUESTION 76
#define QUESTIONS      13 /* Q76 to Q88; 13 of the matrix: none */

struct counts {
    unsigned worlds, sound, failed;
    unsigned matrix[QUESTIONS + 1][QUESTIONS + 1]; /* what is, what is seen */
    unsigned families[DETECT_FAMILIES][DETECT_FAMILIES];
    unsigned due, seen, alarms, right, judged, family_right;
    unsigned sound_alarms, sound_hands;          /* what somebody has to do at his meter, or did */
    unsigned no_registers, no_use, no_statement; /* what cannot be told */
};
struct measuring {
    struct sim_scenario scenario;
    struct truth truth;
    const struct sim_recorder *store;
    struct counts *counts;
    bool is_shown;
};

static int on_begin(void *context, const struct sim_run_info *info)
{
    struct measuring *m = context;
    return m->store->begin(m->store->context, info);
}

static int on_event(void *context, const struct sim_event *event)
{
    struct measuring *m = context;
    truth_event(&m->truth, event);
    return m->store->event(m->store->context, event);
}

static int on_violation(void *context, const struct sim_violation *violation)
{
    struct measuring *m = context;
    truth_violation(&m->truth, violation);
    return m->store->violation(m->store->context, violation);
}

static int on_end(void *context, const struct sim_run_result *result)
{
    struct measuring *m = context;
    return m->store->end(m->store->context, result);
}

struct setting_of {
    struct run_store *store;
    unsigned number;
};
static int on_setting(void *context, const char *key, const char *value)
{
    struct setting_of *s = context;
    return run_store_add_setting(s->store, ++s->number, key, value, NULL);
}

/* Runs the world into a database and hears of it what is so. */
static int run_world(struct measuring *m, const char *path, struct detect_list *list,
                     struct fk_diag *diag)
{
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    struct sim_options options = {.version = "measure"};
    struct sim_outcome outcome;
    int err = run_store_open(&store, path, diag);
    if (err != FK_OK)
        return err;
    m->store = run_store_recorder(store);
    const struct sim_recorder both = {.context = m,
                                      .begin = on_begin,
                                      .event = on_event,
                                      .violation = on_violation,
                                      .end = on_end};
    struct setting_of settings = {store, 0};
    err = sim_run(&m->scenario, &both, &options, &outcome, diag);
    if (err == FK_OK)
        err = scenario_each_setting(&m->scenario, on_setting, &settings);
    if (err == FK_OK)
        err = run_db_open(&db, run_store_path(store), diag);
    if (err == FK_OK)
        err = detect_load(db, list, diag);
    run_db_close(db);
    run_store_close(store);
    return err == FK_OK ? truth_end(&m->truth) : err;
}

static unsigned place(unsigned question)
{
    return question ? question - FIRST_QUESTION : QUESTIONS;
}

static bool overlap(ms_t a, ms_t a_end, ms_t b, ms_t b_end)
{
    return a <= b_end && b <= a_end;
}

static bool is_about(const struct detect_case *seen, const struct truth_case *is)
{
    return seen->customer == is->customer && overlap(seen->since, seen->seen, is->begin, is->end);
}

static ms_t end_of(const struct measuring *m)
{
    return m->scenario.start + m->scenario.days * MS_DAY;
}

/* What was seen of a mismatch by the end of the day on which it had to be; NULL: nothing. */
static const struct detect_case *seen_of(const struct measuring *m, const struct detect_list *list,
                                         const struct truth_case *is)
{
    const struct detect_case *found = NULL;
    ms_t by = clock_day_start(is->due) + MS_DAY;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct detect_case *c = &list->cases[i];
        ms_t over = c->over ? c->over : end_of(m);
        if (c->customer == is->customer && c->seen <= by && c->since < is->end &&
            over >= is->begin && c->seen >= is->begin &&
            (!found || c->rule->question == is->question))
            found = c;
    }
    return found;
}

static void show(const struct measuring *m, const char *what, uint32_t customer, unsigned question,
                 ms_t from, ms_t to, const char *more)
{
    ms_t start = m->scenario.start;
    if (m->is_shown)
        printf("  %s %-10s %5u Q%u D%.3f to D%.3f %s\n", m->scenario.id, what, customer, question,
               (double)(from - start) / (double)MS_DAY, (double)(to - start) / (double)MS_DAY,
               more);
}

static void count_truth(struct measuring *m, const struct detect_list *list)
{
    struct counts *counts = m->counts;
    for (uint32_t i = 0; i < m->truth.case_count; i++) {
        const struct truth_case *is = &m->truth.cases[i];
        if (is->due == 0 || is->due >= is->end) {
            counts->no_registers += is->end - is->begin >= 3 * MS_DAY;
            continue;
        }
        const struct detect_case *seen = seen_of(m, list, is);
        if (!seen && is->question == 86 && m->scenario.statement_at < 0) {
            counts->no_statement++;
            continue;
        }
        if (!seen && m->scenario.per_day < SEEN_LEAST_USE) {
            counts->no_use++;
            continue;
        }
        counts->due++;
        counts->seen += seen != NULL;
        counts->matrix[place(is->question)][place(seen ? seen->rule->question : 0)]++;
        if (!seen || seen->rule->question != is->question)
            show(m, seen ? "taken for" : "missed", is->customer, is->question, is->begin, is->end,
                 seen ? detect_family_name(seen->rule->family) : "");
    }
}

static void count_family(struct counts *counts, uint32_t is, unsigned seen)
{
    unsigned shown = 0;
    if (is == 0)
        return;
    while (!(is >> shown & 1))
        shown++;
    counts->judged++;
    counts->family_right += is >> seen & 1;
    counts->families[is >> seen & 1 ? seen : shown][seen]++;
}

/* Policies leave these to the customer: they are so where nothing is broken. */
static bool is_of_a_hand(unsigned family)
{
    return family == DETECT_KEY || family == DETECT_HAND || family == DETECT_CLOSED_BY_HAND;
}

static void count_alarms(struct measuring *m, const struct detect_list *list)
{
    struct counts *counts = m->counts;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct detect_case *c = &list->cases[i];
        const struct truth_case *is = NULL;
        for (uint32_t j = 0; j < m->truth.case_count; j++)
            if (is_about(c, &m->truth.cases[j]) &&
                (!is || m->truth.cases[j].question == c->rule->question))
                is = &m->truth.cases[j];
        counts->alarms++;
        counts->right += is != NULL;
        if (m->scenario.fault_count == 0 && is && is_of_a_hand(c->rule->family))
            counts->sound_hands++;
        else if (m->scenario.fault_count == 0)
            counts->sound_alarms++;
        if (is)
            count_family(counts, is->families, c->rule->family);
        else
            counts->matrix[QUESTIONS][place(c->rule->question)]++;
        if (!is || m->scenario.fault_count == 0)
            show(m, is ? "sound" : "false", c->customer, c->rule->question, c->since, c->seen,
                 detect_family_name(c->rule->family));
        else if (is->families && !(is->families >> c->rule->family & 1))
            show(m, "family", c->customer, c->rule->question, c->since, c->seen,
                 detect_family_name(c->rule->family));
    }
}

/* In a process of its own. The counts are shared with the one that waits. */
static int measure(struct measuring *m, const char *folder, unsigned number)
{
    char path[FILENAME_MAX];
    struct detect_list list = {0};
    struct fk_diag diag = {.text = ""};
    snprintf(path, sizeof path, "%s/%u.db", folder, number);
    m->scenario.level = SIM_FULL;
    truth_init(&m->truth, &m->scenario);
    int err = run_world(m, path, &list, &diag);
    m->counts->worlds++;
    m->counts->sound += m->scenario.fault_count == 0;
    if (err == FK_OK) {
        count_truth(m, &list);
        count_alarms(m, &list);
    } else {
        m->counts->failed++;
        printf("# %s: %s\n", m->scenario.id, diag.text[0] ? diag.text : fk_err_name(err));
    }
    detect_list_fini(&list);
    truth_fini(&m->truth);
    scenario_fini(&m->scenario);
    return fflush(stdout);
}

struct pool {
    struct counts *shared; /* one for each job */
    pid_t children[JOBS_MAX];
    unsigned jobs, running, number;
    const char *folder;
    const struct sim_scenario *base;
    bool is_shown;
    struct counts all;
};

static void add(struct counts *all, const struct counts *one)
{
    const unsigned *from = (const unsigned *)one;
    unsigned *to = (unsigned *)all;
    for (size_t i = 0; i < sizeof *all / sizeof *to; i++)
        to[i] += from[i];
}

static void wait_for_one(struct pool *pool)
{
    int status;
    pid_t child = wait(&status);
    for (unsigned i = 0; child > 0 && i < pool->jobs; i++)
        if (pool->children[i] == child) {
            pool->children[i] = 0;
            pool->running--;
            add(&pool->all, &pool->shared[i]);
            pool->all.failed += status != 0;
            memset(&pool->shared[i], 0, sizeof pool->shared[i]);
        }
}

/* A drawn world heals three days before its end, most of who is cut pays within hours, and so most
 * of what disagrees is over before it can be seen. In every other world what lasts until then at
 * meters and in houses is not mended, and nobody pays when he is cut, or everybody does. */
static void leave_unmended(struct sim_scenario *s)
{
    ms_t healed = s->start + (s->days - HUNT_REST) * MS_DAY;
    if (s->seed % 2 == 0)
        return;
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (fault_is_at_meter(s->faults[i].kind) && s->faults[i].to >= healed)
            s->faults[i].to = s->start + s->days * MS_DAY;
    s->is_paying_after_cut = s->seed % 4 == 3;
}

/* `file` NULL: the world of `seed`. */
static void start(struct pool *pool, const char *file, uint64_t seed)
{
    unsigned slot = 0;
    while (pool->running == pool->jobs)
        wait_for_one(pool);
    while (pool->children[slot])
        slot++;
    pool->number++;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        static struct measuring m;
        struct fk_diag diag = {.text = ""};
        m.counts = &pool->shared[slot];
        m.is_shown = pool->is_shown;
        int err = file ? scenario_load(file, NULL, 0, &m.scenario, &diag)
                       : hunt_draw(pool->base, seed, false, &m.scenario);
        if (err == FK_OK && !file)
            leave_unmended(&m.scenario);
        if (err != FK_OK)
            printf("# %s: %s\n", file ? file : "drawing", diag.text);
        _exit(err == FK_OK ? measure(&m, pool->folder, pool->number) : (fflush(stdout), 1));
    }
    pool->children[slot] = child;
    pool->running += child > 0;
    pool->all.failed += child < 0;
}

static void print_matrix(const struct counts *c)
{
    static const char *const names[] = {"Q76", "Q77", "Q78", "Q79", NULL, NULL,  NULL,
                                        "Q83", "Q84", "Q85", "Q86", NULL, "Q88", "none"};
    printf("%-10s", "is \\ seen");
    for (unsigned j = 0; j <= QUESTIONS; j++)
        if (names[j])
            printf("%7s", names[j]);
    for (unsigned i = 0; i <= QUESTIONS; i++) {
        if (!names[i])
            continue;
        printf("\n%-10s", names[i]);
        for (unsigned j = 0; j <= QUESTIONS; j++)
            if (names[j])
                printf("%7u", c->matrix[i][j]);
    }
    printf("\n\n%-17s", "is \\ seen");
    for (unsigned j = 0; j < DETECT_FAMILIES; j++)
        printf("%16s", detect_family_name(j));
    for (unsigned i = 0; i < DETECT_FAMILIES; i++) {
        printf("\n%-17s", detect_family_name(i));
        for (unsigned j = 0; j < DETECT_FAMILIES; j++)
            printf("%16u", c->families[i][j]);
    }
    printf("\n\n");
}

static bool is_at_least(const char *what, unsigned part, unsigned whole, unsigned percent)
{
    bool holds = (uint64_t)part * 100 >= (uint64_t)whole * percent;
    printf("%s %u of %u, %.2f %%, at least %u %%: %s\n", what, part, whole,
           whole ? 100.0 * part / whole : 100.0, percent, holds ? "holds" : "MISSED");
    return holds;
}

static bool judge(const struct counts *c)
{
    bool holds = true;
    printf("%u worlds, %u of them without a fault, %u not measured\n\n", c->worlds, c->sound,
           c->failed);
    print_matrix(c);
    holds &= is_at_least("recall", c->seen, c->due, 95);
    holds &= is_at_least("precision", c->right, c->alarms, 90);
    holds &= is_at_least("families", c->family_right, c->judged, 80);
    printf(
        "alarms in worlds without faults %u (and %u of keys and breakers, that nobody closed for "
        "a day or that somebody did)\n",
        c->sound_alarms, c->sound_hands);
    printf("cannot be told: %u lasted 3 days or more without two registers, %u of who uses "
           "next to nothing, %u paid at a channel that sends no statement\n",
           c->no_registers, c->no_use, c->no_statement);
    return holds && c->sound_alarms == 0 && c->failed == 0;
}

int main(int argc, char **argv)
{
    static struct pool pool = {.jobs = 1};
    static struct sim_scenario base;
    unsigned long long first = 1, last = 0;
    const char *temporary = getenv("TMPDIR");
    char folder[FILENAME_MAX];
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--show") == 0)
            pool.is_shown = true;
        else if (strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
            pool.jobs = (unsigned)strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--seeds") != 0 || i + 1 == argc ||
                 sscanf(argv[++i], "%llu-%llu", &first, &last) != 2)
            return 2;
    }
    pool.shared = mmap(NULL, JOBS_MAX * sizeof *pool.shared, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    snprintf(folder, sizeof folder, "%s/measure-XXXXXX", temporary ? temporary : "/tmp");
    pool.folder = mkdtemp(folder);
    pool.base = &base;
    if (pool.jobs < 1 || pool.jobs > JOBS_MAX || pool.shared == MAP_FAILED || !pool.folder ||
        hunt_base_load(NULL, &base, NULL) != FK_OK || engine_warm("raw", NULL) != FK_OK)
        return 2;
    for (; i < argc; i++)
        start(&pool, argv[i], 0);
    for (unsigned long long seed = first; seed <= last; seed++)
        start(&pool, NULL, seed);
    while (pool.running > 0)
        wait_for_one(&pool);
    (void)rmdir(pool.folder);
    scenario_fini(&base);
    return judge(&pool.all) ? 0 : 1;
}
