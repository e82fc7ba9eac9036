#include "line/meter_line.h"

#include "models/meter/device/device_state.h"

#include <string.h>

void meter_line_init(struct meter_line *line, struct meter_device *meter, ms_t now)
{
    memset(line, 0, sizeof *line);
    line->meter = meter;
    line->count = 1;
    line->pace = (struct meter_pace){.line_at = now, .meter_at = now, .speed = 1};
    line->now = now;
    line->busy_until = now;
}

/* Duration of `bytes` bytes on the wire, rounded up. */
static ms_t wire_ms(const struct meter_line *line, size_t bytes)
{
    uint64_t bits = (uint64_t)bytes * METER_LINE_BITS * MS_SECOND;
    return line->baud ? (ms_t)((bits + line->baud - 1) / line->baud) : 0;
}

/* Moment of byte `k` of a run. */
static ms_t run_moment(const struct meter_line *line, const struct meter_line_run *run, size_t k)
{
    return run->start + wire_ms(line, k + 1) + (ms_t)(k * run->gap_ms);
}

static ms_t queue_first(const struct meter_line *line, const struct meter_line_queue *queue)
{
    return queue->size ? run_moment(line, &queue->runs[0], queue->runs[0].next) : MS_NEVER;
}

static ms_t queue_last(const struct meter_line *line, const struct meter_line_queue *queue)
{
    const struct meter_line_run *run = &queue->runs[queue->run_count - 1];
    return run_moment(line, run, run->next + run->left - 1u);
}

/* Moments in a queue never go back: a byte cannot overtake another on a wire. Bytes that are there
 * at the same moment are one run; when there are too many runs, the last takes the bytes in and is
 * late rather than early. */
static void queue_put(const struct meter_line *line, struct meter_line_queue *queue,
                      const uint8_t *bytes, size_t count, ms_t start, uint32_t gap_ms)
{
    struct meter_line_run *last = &queue->runs[queue->run_count ? queue->run_count - 1 : 0];
    ms_t first = start + wire_ms(line, 1);
    if (count == 0)
        return;
    if (queue->size > 0 && first < queue_last(line, queue))
        start += queue_last(line, queue) - first;
    bool is_same = queue->size > 0 && line->baud == 0 && last->gap_ms == 0 && gap_ms == 0 &&
                   last->start == start;
    if (is_same || queue->run_count == METER_LINE_RUNS) {
        ms_t would = run_moment(line, last, last->next + last->left);
        if (would < start + wire_ms(line, 1))
            last->start += start + wire_ms(line, 1) - would;
        last->left = (uint16_t)(last->left + count);
    } else {
        queue->runs[queue->run_count++] =
            (struct meter_line_run){.start = start, .left = (uint16_t)count, .gap_ms = gap_ms};
    }
    memcpy(queue->bytes + queue->size, bytes, count);
    queue->size += count;
}

static void queue_drop(struct meter_line_queue *queue, size_t count)
{
    queue->size -= count;
    memmove(queue->bytes, queue->bytes + count, queue->size);
    size_t gone = 0;
    while (count > 0) {
        struct meter_line_run *run = &queue->runs[gone];
        size_t from = count < run->left ? count : run->left;
        run->next = (uint16_t)(run->next + from);
        run->left = (uint16_t)(run->left - from);
        count -= from;
        gone += run->left == 0;
    }
    queue->run_count -= gone;
    memmove(queue->runs, queue->runs + gone, queue->run_count * sizeof queue->runs[0]);
}

static void queue_clear(struct meter_line_queue *queue)
{
    queue->size = queue->run_count = 0;
}

/* How many bytes are there by `until`, at most `most`. */
static size_t queue_arrived(const struct meter_line *line, const struct meter_line_queue *queue,
                            ms_t until, size_t most)
{
    size_t count = 0;
    for (size_t r = 0; r < queue->run_count; r++)
        for (size_t k = 0; k < queue->runs[r].left; k++, count++)
            if (count == most || run_moment(line, &queue->runs[r], queue->runs[r].next + k) > until)
                return count;
    return count;
}

/* Flips a bit of some bytes: splitmix64, so that a run of the same bytes errs alike. */
static void line_spoil(struct meter_line *line, uint8_t *bytes, size_t count)
{
    for (size_t i = 0; line->errors > 0 && i < count; i++) {
        uint64_t z = line->noise += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
        z ^= z >> 31;
        if ((z & 0xFFFFFFFF) % 1000000 < line->errors)
            bytes[i] ^= (uint8_t)(1u << (z >> 61));
    }
}

static size_t queue_room(const struct meter_line_queue *queue)
{
    return METER_LINE_QUEUE - queue->size;
}

static void line_lift(struct meter_line *line, ms_t now)
{
    if (now > line->now)
        line->now = now;
}

size_t meter_line_input(struct meter_line *line, const uint8_t *bytes, size_t size, ms_t now)
{
    line_lift(line, now);
    if (size > queue_room(&line->in))
        size = queue_room(&line->in);
    if (line->is_echo && size > queue_room(&line->out))
        size = queue_room(&line->out);
    uint8_t heard[METER_LINE_QUEUE];
    ms_t start = line->now;
    if (line->in.size > 0 && queue_last(line, &line->in) > start)
        start = queue_last(line, &line->in);
    if (size == 0)
        return 0;
    memcpy(heard, bytes, size);
    line_spoil(line, heard, size);
    queue_put(line, &line->in, heard, size, start, 0);
    if (line->is_echo) {
        size_t at = line->out.size;
        queue_put(line, &line->out, bytes, size, start, 0);
        line->out.bytes[at] ^= line->echo_flip;
    }
    return size;
}

/* Moment at which the meter has something to look at, or MS_NEVER. An answer that would find no
 * room in the output waits until the other side has read. */
static ms_t line_next_look(const struct meter_line *line)
{
    if (queue_room(&line->out) < sizeof((struct meter_output *)0)->bytes)
        return MS_NEVER;
    if (line->is_look_again)
        return line->busy_until;
    if (line->in.size == 0)
        return MS_NEVER;
    ms_t first = queue_first(line, &line->in);
    return first > line->busy_until ? first : line->busy_until;
}

static void line_answer(struct meter_line *line, struct meter_output *answer, ms_t at)
{
    ms_t start = at + (ms_t)answer->delay_ms;
    size_t head = answer->gap_ms > 0 ? answer->gap_at : answer->size;
    ms_t then = start + wire_ms(line, head) + (ms_t)answer->gap_ms + (ms_t)(head * line->gap_ms);
    if (line->hook)
        line->hook(line->hook_context, METER_LINE_ANSWER, start, answer->bytes, answer->size);
    line_spoil(line, answer->bytes, answer->size);
    queue_put(line, &line->out, answer->bytes, head, start, line->gap_ms);
    queue_put(line, &line->out, answer->bytes + head, answer->size - head, then, line->gap_ms);
    line->busy_until = start + (ms_t)answer->gap_ms + wire_ms(line, answer->size);
    if (answer->size > 0)
        line->busy_until += (ms_t)((answer->size - 1) * line->gap_ms);
}

/* An answer goes on the wire on top of one that is there: where both speak, a 0 wins. */
static void line_mix(struct meter_output *all, const struct meter_output *one)
{
    if (one->size == 0)
        return;
    if (all->size == 0) {
        *all = *one;
        return;
    }
    for (size_t i = 0; i < one->size; i++)
        all->bytes[i] = i < all->size ? all->bytes[i] & one->bytes[i] : one->bytes[i];
    all->size = one->size > all->size ? one->size : all->size;
    all->delay_ms = one->delay_ms < all->delay_ms ? one->delay_ms : all->delay_ms;
}

/* All meters of the line hear the bytes; one that still holds a request answers it first, and the
 * bytes wait. Returns how many were taken. */
static size_t line_hear(struct meter_line *line, size_t size, ms_t at, struct meter_output *answer)
{
    struct meter_output one;
    size_t taken = 0;
    ms_t now = meter_line_time(line, at);
    if (line->count == 1)
        return meter_receive_at(line->meter, line->in.bytes, size, at, now, answer);
    for (size_t i = 0; i < line->count; i++) {
        (void)meter_receive_at(&line->meter[i], NULL, 0, at, now, &one);
        line_mix(answer, &one);
    }
    if (answer->size == 0)
        taken = size;
    for (size_t i = 0; taken > 0 && i < line->count; i++) {
        (void)meter_receive_at(&line->meter[i], line->in.bytes, size, at, now, &one);
        line_mix(answer, &one);
    }
    return taken;
}

/* On a line of many, bytes behind a request must wait until its meter has answered, so no piece
 * goes beyond what may be the end of a frame. */
static size_t line_piece(const struct meter_line *line, size_t arrived)
{
    const uint8_t *end = memchr(line->in.bytes, DLT645_END, arrived);
    return line->count > 1 && end ? (size_t)(end - line->in.bytes) + 1 : arrived;
}

/* Shows the meter what has arrived by `at`. A meter that answered may hold the next frame of a
 * glued pair, so it is asked again, without new bytes, when its answer has left. */
static void line_look(struct meter_line *line, ms_t at)
{
    struct meter_output answer = {.size = 0};
    size_t arrived = 0;
    if (!line->is_look_again && line->in.size > 0) {
        arrived = queue_arrived(line, &line->in, queue_first(line, &line->in), line->in.size);
        arrived = line_piece(line, arrived);
    }
    line->is_look_again = false;
    if (arrived > 0)
        line->heard_at = at;
    size_t taken = line_hear(line, arrived, at, &answer);
    if (taken == 0 && answer.size == 0)
        taken = arrived; /* a meter that takes nothing and says nothing must not stop the line */
    if (taken > 0 && line->hook)
        line->hook(line->hook_context, METER_LINE_REQUEST, at, line->in.bytes, taken);
    queue_drop(&line->in, taken);
    if (answer.size > 0) {
        line_answer(line, &answer, at);
        line->is_look_again = true;
    }
}

size_t meter_line_output(struct meter_line *line, ms_t now, uint8_t *out, size_t capacity)
{
    line_lift(line, now);
    for (ms_t at = line_next_look(line); at <= line->now; at = line_next_look(line))
        line_look(line, at);
    size_t size = queue_arrived(line, &line->out, line->now, capacity);
    if (size > 0)
        memcpy(out, line->out.bytes, size);
    queue_drop(&line->out, size);
    return size;
}

ms_t meter_line_due(const struct meter_line *line)
{
    ms_t due = line_next_look(line);
    ms_t first = queue_first(line, &line->out);
    due = first < due ? first : due;
    return due;
}

void meter_line_reset(struct meter_line *line)
{
    queue_clear(&line->in);
    queue_clear(&line->out);
    line->busy_until = line->now;
    line->is_look_again = false;
    for (size_t i = 0; i < line->count; i++)
        dlt645_scan_init(&line->meter[i].scanner);
}

void meter_line_hush(struct meter_line *line)
{
    queue_clear(&line->out);
    line->busy_until = line->now;
}

bool meter_line_is_idle(const struct meter_line *line, ms_t now)
{
    bool is_still = line->in.size == 0 && line->out.size == 0 && now >= line->busy_until &&
                    !line->is_look_again;
    ms_t gap = line->meter->config.rules.request_gap_ms;
    return is_still &&
           (dlt645_scan_pending(&line->meter->scanner) == 0 || now - line->heard_at > gap);
}

void meter_line_pace(struct meter_line *line, ms_t at, uint32_t speed, ms_t by)
{
    line->pace = (struct meter_pace){
        .line_at = at, .meter_at = meter_line_time(line, at) + by, .speed = speed};
}
