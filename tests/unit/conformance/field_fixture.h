/* tests/unit/conformance/field_fixture.h - a sound meter of another maker: the virtual meter behind
 * a rule that answers some requests itself or changes what the meter answers.
 *
 *   run -> tap -> field (the rule) -> sim: */
#ifndef TESTS_UNIT_CONFORMANCE_FIELD_FIXTURE_H
#define TESTS_UNIT_CONFORMANCE_FIELD_FIXTURE_H
#include "protocol/dlt645/dlt645_candidate.h"
#include "tests/unit/conformance/run_fixture.h"

#define FIELD_DELAY_MS 30

struct field;
/* A request: may turn it into the answer and return true, then the meter does not hear it. An
 * answer (field->request is what was asked): may change it; what is returned does not matter. */
typedef bool field_rule(struct field *field, struct dlt645_frame *frame, bool is_request);

struct field {
    struct transport base;
    struct transport *inner;
    field_rule *rule;
    struct dlt645_frame request; /* the last one */
    unsigned asked;              /* for the rule */
    bool is_waiting;             /* the rule's own answer waits in `bytes` */
    uint8_t bytes[DLT645_FRAME_MAX + DLT645_WAKE_USUAL];
    size_t size;
    struct meter_device *meter;
};

static inline void field_keep(struct field *field, const struct dlt645_frame *frame)
{
    int size = dlt645_frame_encode(frame, DLT645_WAKE_USUAL, field->bytes, sizeof field->bytes);
    ck_assert_int_gt(size, 0);
    field->size = (size_t)size;
}

static inline int field_send(struct transport *line, const uint8_t *bytes, size_t size,
                             ms_t deadline, struct fk_diag *diag)
{
    struct field *field = (struct field *)line;
    struct dlt645_frame frame;
    field->is_waiting = false;
    if (dlt645_frame_decode(bytes, size, &frame, NULL) > 0) {
        field->request = frame;
        if (field->rule(field, &frame, true)) {
            field->is_waiting = true;
            field_keep(field, &frame);
            return FK_OK;
        }
    }
    return field->inner->ops->send(field->inner, bytes, size, deadline, diag);
}

static inline int field_receive(struct transport *line, uint8_t *bytes, size_t capacity,
                                ms_t deadline, struct fk_diag *diag)
{
    struct field *field = (struct field *)line;
    struct dlt645_frame frame;
    if (field->is_waiting) {
        ms_t at = transport_now(field->inner) + FIELD_DELAY_MS;
        if (at > deadline)
            return field->inner->ops->receive(field->inner, bytes, capacity, deadline, diag);
        field->is_waiting = false;
        ck_assert_int_eq(field->inner->ops->wait(field->inner, at), FK_OK);
    } else {
        int got = field->inner->ops->receive(field->inner, bytes, capacity, deadline, diag);
        if (got <= 0 || dlt645_frame_decode(bytes, (size_t)got, &frame, NULL) <= 0)
            return got;
        (void)field->rule(field, &frame, false);
        field_keep(field, &frame);
    }
    ck_assert_uint_le(field->size, capacity);
    memcpy(bytes, field->bytes, field->size);
    return (int)field->size;
}

static inline int field_wait(struct transport *line, ms_t until)
{
    struct field *field = (struct field *)line;
    return field->inner->ops->wait(field->inner, until);
}

static inline ms_t field_now(const struct transport *line)
{
    return transport_now(((const struct field *)line)->inner);
}

static inline ms_t field_wall(const struct transport *line)
{
    return transport_wall(((const struct field *)line)->inner);
}

static inline void field_close(struct transport *line)
{
    transport_close(((struct field *)line)->inner);
}

/* Puts the rule between the bench and its meter. The bench frees it. */
static inline struct field *field_open(struct bench *bench, field_rule *rule)
{
    static const struct transport_ops ops = {.close = field_close,
                                             .send = field_send,
                                             .receive = field_receive,
                                             .wait = field_wait,
                                             .now = field_now,
                                             .wall = field_wall};
    struct field *field = calloc(1, sizeof *field);
    ck_assert_ptr_nonnull(field);
    field->base.ops = &ops;
    field->base.is_virtual = true;
    field->inner = bench->tap->inner;
    field->meter = transport_sim_meter(field->inner);
    field->rule = rule;
    bench->tap->inner = &field->base;
    return field;
}

/* True if the frame is a read of the item, or the answer to it. */
static inline bool field_is_read(const struct field *field, uint32_t di)
{
    const struct dlt645_frame *request = &field->request;
    return request->control == DLT645_READ && request->length == 4 &&
           dlt645_di_get(request->data) == di;
}

/* Makes an answer of the request. */
static inline bool field_answer(struct dlt645_frame *frame, uint8_t flags, const void *data,
                                size_t size)
{
    frame->control |= DLT645_FROM_METER | flags;
    frame->length = (uint8_t)size;
    if (size > 0)
        memcpy(frame->data, data, size);
    return true;
}

static inline bool field_refuse(struct dlt645_frame *frame, uint8_t err)
{
    return field_answer(frame, DLT645_ERROR_ANSWER, &err, 1);
}

/* What became of a test in the last run. */
static inline const struct conform_test_result *field_result(const struct bench *bench,
                                                             const char *id)
{
    for (size_t i = 0; i < bench->result.test_count; i++)
        if (strcmp(bench->result.tests[i].id, id) == 0)
            return &bench->result.tests[i];
    ck_abort_msg("%s was not run", id);
    return NULL;
}

static inline void field_expect(const struct bench *bench, const char *id,
                                enum conform_verdict verdict)
{
    const struct conform_test_result *test = field_result(bench, id);
    ck_assert_msg(test->outcome.verdict == verdict, "%s: %s, expected %s: %s%s", id,
                  conform_verdict_name(test->outcome.verdict), conform_verdict_name(verdict),
                  test->detail, test->actual);
}

/* Every test of the run got one of the verdicts of the bit set. */
static inline void field_expect_all(const struct bench *bench, unsigned verdicts)
{
    for (size_t i = 0; i < bench->result.test_count; i++) {
        const struct conform_test_result *test = &bench->result.tests[i];
        ck_assert_msg(verdicts >> test->outcome.verdict & 1u, "%s: %s: %s%s", test->id,
                      conform_verdict_name(test->outcome.verdict), test->detail, test->actual);
    }
}
#endif
