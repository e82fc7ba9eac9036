#include "conformance/run/run.h"
#include "conformance/run/doubt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROBE_ID    "probe"
#define FINAL_ID    "final-check"
#define PASSWORD_ID "password"

/* All tests on a sound meter leave fewer than 1,000 entries, with 30 KB. */
#define QUIET_ENTRIES 16384
#define QUIET_BYTES   (1u << 19)

struct run {
    const struct conform_run_options *options;
    struct conform_source *source;
    struct conform_result *result;
    const struct conform_protocol *protocol;
    void *memory;                /* the protocol's, of the whole run */
    void *own;                   /* the protocol's, of the test at hand */
    enum conform_reason unheard; /* why the probe found nobody to test */
    bool is_interrupted;
    bool is_broken;  /* line lost or no memory: nothing more can be run */
    bool is_unquiet; /* the test before may have left an answer on its way */
};

static void begin_case(struct run *run, struct conform_case *c, struct conform_test_result *out)
{
    memset(run->own, 0, run->protocol->case_size);
    case_init(c, run->source, run->options->device, out, run->options->password, run->options->seed,
              run->own);
    c->memory = run->memory;
    c->lang = run->options->lang;
}

/* A case for steps that belong to no test: probe and final check. */
static bool begin_aside(struct run *run, struct conform_case *c, struct conform_test_result *aside,
                        const char *id)
{
    *aside = (struct conform_test_result){.id = id, .proof_entry = -1, .request_entry = -1};
    if (conform_source_begin(run->source, id) != FK_OK)
        return false;
    begin_case(run, c, aside);
    case_prepare(c);
    return true;
}

static void probe(struct run *run)
{
    struct conform_case c;
    struct conform_test_result aside;
    if (begin_aside(run, &c, &aside, PROBE_ID)) {
        run->unheard = run->protocol->probe(&c, run->memory, &run->result->unheard);
        run->protocol->end(&c);
    } else {
        run->is_broken = true;
    }
}

static void final_check(struct run *run)
{
    struct conform_case c;
    struct conform_test_result aside;
    struct conform_result *result = run->result;
    if (begin_aside(run, &c, &aside, FINAL_ID)) {
        result->is_supply_closed = run->protocol->final_check(&c, run->memory, result->final_check,
                                                              sizeof result->final_check);
        result->is_supply_seen_closed = c.is_supply_seen_closed;
        run->protocol->end(&c);
        return;
    }
    result->is_supply_closed = false;
    snprintf(result->final_check, sizeof result->final_check,
             FK_SAY(result->lang,
                    "the final check could not be done: look whether the supply is closed",
                    "未能做最后检查：请检查供电是否接通"));
}

static const struct device_expected_failure *expected_failure(const struct device_file *device,
                                                              const char *id)
{
    for (size_t i = 0; i < device->expected_count; i++)
        if (strcmp(device->expected[i].test, id) == 0)
            return &device->expected[i];
    return NULL;
}

static void conclude(struct run *run, struct conform_test_result *test,
                     enum conform_verdict verdict)
{
    const struct device_expected_failure *known = expected_failure(run->options->device, test->id);
    enum fk_lang lang = run->options->lang;
    test->outcome = conform_verdict_conclude(verdict, test->level, known != NULL);
    if (test->outcome.is_known)
        snprintf(test->detail, sizeof test->detail,
                 FK_SAY(lang, "known failure: %s", "已知不合格：%s"), known->reason);
    if (test->outcome.is_unexpected_pass) {
        snprintf(test->detail, sizeof test->detail,
                 FK_SAY(lang, "listed in expected_failures (line %u) and passed: %s",
                        "列在expected_failures（第%u行）却合格：%s"),
                 known->line, known->reason);
        snprintf(test->expected, sizeof test->expected, "%s",
                 FK_SAY(lang, "the failure that the device file declares", "表计文件所述的不合格"));
        snprintf(test->actual, sizeof test->actual, "%s",
                 FK_SAY(lang, "every assertion held", "所有断言成立"));
    }
}

static void say(const struct run *run, struct conform_test_result *out, const char *en,
                const char *zh)
{
    snprintf(out->detail, sizeof out->detail, "%s", FK_SAY(run->options->lang, en, zh));
}

/* Talks to the device: the test, then putting back. */
static enum conform_verdict run_once(struct run *run, const struct conform_test *test,
                                     struct conform_test_result *out, bool *is_noisy)
{
    struct conform_case c;
    *is_noisy = false;
    if (conform_source_begin(run->source, test->id) != FK_OK) {
        say(run, out, "the trace holds no such test at this place", "记录在此处没有这项测试");
        return CONFORM_ERROR;
    }
    out->begin = run->source->now;
    begin_case(run, &c, out);
    if (!run->is_unquiet || run->protocol->wait_quiet(&c))
        conform_steps_run(&c, test->steps, test->step_count);
    run->is_unquiet = c.verdict != CONFORM_PASS;
    run->is_interrupted |= run->source->state == CONFORM_SOURCE_STOPPED;
    run->protocol->restore(&c, run->memory);
    run->protocol->end(&c);
    *is_noisy = run->protocol->is_noisy(run->memory);
    if (c.verdict == CONFORM_NONE) { /* steps that assert nothing prove nothing */
        say(run, out, "the test ended without an assertion", "测试结束而没有任何断言");
        return CONFORM_ERROR;
    }
    return c.verdict;
}

/* What may be noise is looked at again. */
static enum conform_verdict run_steps(struct run *run, const struct conform_test *test,
                                      struct conform_test_result *out)
{
    struct conform_doubt doubt = {.attempts = 0};
    bool may_repeat = !conform_test_needs(test).has_wrong_password, is_noisy;
    enum conform_verdict verdict;
    ms_t begin = 0;
    do {
        verdict = run_once(run, test, out, &is_noisy);
        begin = doubt.attempts == 0 ? out->begin : begin;
    } while (conform_doubt_again(&doubt, &run->result->trace, is_noisy, may_repeat,
                                 run->options->lang, &verdict, out));
    out->begin = begin;
    return verdict;
}

static enum conform_verdict run_test(struct run *run, const struct conform_test *test,
                                     struct conform_test_result *out)
{
    const struct conform_run_options *options = run->options;
    if (conform_suite_excluded(test, options->device, options->lang, out->detail,
                               sizeof out->detail))
        return conform_verdict_of(CONFORM_EXCLUDED, test->level);
    if (run->unheard != CONFORM_REASON_NONE) {
        out->reason = run->unheard;
        say(run, out, "not run, see the probe", "未执行，见探询");
        return conform_verdict_of(CONFORM_UNKNOWN, test->level);
    }
    if (run->is_broken) {
        say(run, out, "not run: the line was lost before", "未执行：此前已断线");
        return CONFORM_NONE;
    }
    if (!run->is_interrupted)
        run->is_interrupted = conform_source_is_stopped(run->source);
    if (run->is_interrupted) {
        out->reason = CONFORM_INTERRUPTED;
        say(run, out, "not run: the run was interrupted before", "未执行：此前已中断");
        return conform_verdict_of(CONFORM_UNKNOWN, test->level);
    }
    return run_steps(run, test, out);
}

static void fill_head(struct conform_result *result, const struct conform_run_options *options)
{
    const struct device_file *device = options->device;
    snprintf(result->device_name, sizeof result->device_name, "%.100s %.100s%s%.100s",
             device->vendor, device->model, device->firmware[0] ? " " : "", device->firmware);
    snprintf(result->device_file, sizeof result->device_file, "%s", device->path);
    snprintf(result->device_digest, sizeof result->device_digest, "%s", device->digest);
    memcpy(result->address, device->address, sizeof result->address);
    snprintf(result->suite_version, sizeof result->suite_version, "%s", options->suite->version);
    result->seed = options->seed;
    result->lang = options->lang;
}

static int begin_run(struct run *run, struct conform_source *source,
                     const struct conform_run_options *options, struct conform_result *result)
{
    const struct conform_protocol *protocol = options->suite->protocol;
    *run =
        (struct run){.options = options, .source = source, .result = result, .protocol = protocol};
    run->memory = calloc(1, protocol->memory_size);
    run->own = calloc(1, protocol->case_size);
    return run->memory && run->own ? FK_OK : FK_E_MEMORY;
}

static void end_run(struct run *run)
{
    free(run->memory);
    free(run->own);
}

static size_t entries_of(const struct run *run)
{
    return run->source->line ? run->result->trace.count : run->source->cursor;
}

static int run_tests(struct run *run, size_t chosen)
{
    const struct conform_run_options *options = run->options;
    const struct conform_observer *observer = &options->observer;
    struct conform_source *source = run->source;
    size_t index = 0;
    for (size_t i = 0; i < conform_suite_count(options->suite); i++) {
        if (!options->chosen[i])
            continue;
        const struct conform_test *test = conform_suite_at(options->suite, i);
        if (observer->begin)
            observer->begin(observer->context, test, index, chosen);
        struct conform_test_result *out = conform_result_add(run->result);
        if (!out)
            return FK_E_MEMORY;
        out->id = test->id;
        out->title = test->title.en;
        out->title_zh = test->title.zh;
        out->requirement = test->requirement.en;
        out->requirement_zh = test->requirement.zh;
        out->clause = test->clause;
        out->level = test->level;
        out->begin = source->now;
        out->first_entry = entries_of(run);
        conclude(run, out, run_test(run, test, out));
        out->end = source->now;
        out->entry_count = entries_of(run) - out->first_entry;
        run->is_broken |= source->was_lost || source->state == CONFORM_SOURCE_BROKEN;
        if (observer->end)
            observer->end(observer->context, run->result, out);
        index++;
    }
    return FK_OK;
}

static int run_all(struct conform_source *source, const struct conform_run_options *options,
                   struct conform_result *result)
{
    struct run run;
    size_t chosen = 0;
    for (size_t i = 0; i < conform_suite_count(options->suite); i++)
        chosen += options->chosen[i];
    fill_head(result, options);
    int err = begin_run(&run, source, options, result);
    if (err == FK_OK && chosen > 0)
        probe(&run);
    if (err == FK_OK)
        err = run_tests(&run, chosen);
    if (err == FK_OK) {
        final_check(&run);
        result->is_interrupted = run.is_interrupted;
        result->duration = source->now;
        conform_result_conclude(result);
    }
    end_run(&run);
    return err;
}

void conform_run_head(const struct transport *line, const struct conform_run_options *options,
                      struct conform_result *result)
{
    fill_head(result, options);
    snprintf(result->uri, sizeof result->uri, "%s", transport_uri(line));
    result->wall_begin = transport_wall(line);
    result->is_virtual_time = transport_is_virtual(line);
}

int conform_run(struct transport *line, const struct conform_run_options *options,
                struct conform_result *result)
{
    struct conform_source source;
    conform_source_init_live(&source, line, &result->trace, options->stop);
    source.reopen = options->reopen;
    source.retune = options->retune;
    source.traced = options->observer.traced;
    source.traced_context = options->observer.context;
    source.reopen_context = options->reopen_context;
    conform_run_head(line, options, result);
    /* Before the device is touched: what a run needs on a quiet line. */
    if (conform_trace_reserve(&result->trace, QUIET_ENTRIES, QUIET_BYTES) != FK_OK)
        return FK_E_MEMORY;
    return run_all(&source, options, result);
}

int conform_try_password(struct transport *line, const struct conform_run_options *options,
                         bool *is_refused)
{
    struct conform_result result;
    struct conform_source source;
    struct conform_case c;
    struct conform_test_result aside;
    struct run run;
    conform_result_init(&result);
    conform_source_init_live(&source, line, &result.trace, options->stop);
    int err = begin_run(&run, &source, options, &result);
    bool is_begun = err == FK_OK && begin_aside(&run, &c, &aside, PASSWORD_ID);
    *is_refused = is_begun && run.protocol->is_password_refused(&c);
    if (is_begun)
        run.protocol->end(&c);
    end_run(&run);
    conform_result_fini(&result);
    return err;
}

int conform_close_supply(struct transport *line, const struct conform_run_options *options,
                         struct conform_result *result)
{
    struct conform_source source;
    struct run run;
    conform_source_init_live(&source, line, &result->trace, options->stop);
    conform_run_head(line, options, result);
    int err = begin_run(&run, &source, options, result);
    if (err == FK_OK) {
        run.protocol->expect_closed(run.memory);
        final_check(&run);
    }
    end_run(&run);
    return err;
}

int conform_rerun(const struct conform_run_options *options, struct conform_result *result)
{
    struct conform_source source;
    conform_source_init_replay(&source, &result->trace);
    source.kind =
        result->is_virtual_time ? CONFORM_LINE_VIRTUAL : conform_line_kind_of(result->uri);
    return run_all(&source, options, result);
}
