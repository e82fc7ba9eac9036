#include "line/meter_line.h"

#include "models/meter/device/device_state.h"

#include <string.h>

void meter_line_init(struct meter_line *line, struct meter_device *meter, ms_t now)
{
    memset(line, 0, sizeof *line);
    line->meter = meter;
    line->now = now;
    line->busy_until = now;
}

/* Duration of `bytes` bytes on the wire, rounded up. */
static ms_t wire_ms(const struct meter_line *line, size_t bytes)
{
    uint64_t bits = (uint64_t)bytes * METER_LINE_BITS * MS_SECOND;
    return line->baud ? (ms_t)((bits + line->baud - 1) / line->baud) : 0;
}

/* Moments in a queue never go back: a byte cannot overtake another on a wire. */
static void queue_put(struct meter_line_queue *queue, uint8_t byte, ms_t at)
{
    if (queue->size > 0 && at < queue->at[queue->size - 1])
        at = queue->at[queue->size - 1];
    queue->bytes[queue->size] = byte;
    queue->at[queue->size] = at;
    queue->size++;
}

static void queue_drop(struct meter_line_queue *queue, size_t count)
{
    queue->size -= count;
    memmove(queue->bytes, queue->bytes + count, queue->size);
    memmove(queue->at, queue->at + count, queue->size * sizeof queue->at[0]);
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
    ms_t start = line->now;
    if (line->in.size > 0 && line->in.at[line->in.size - 1] > start)
        start = line->in.at[line->in.size - 1];
    for (size_t i = 0; i < size; i++) {
        ms_t at = start + wire_ms(line, i + 1);
        queue_put(&line->in, bytes[i], at);
        if (line->is_echo)
            queue_put(&line->out, i == 0 ? bytes[i] ^ line->echo_flip : bytes[i], at);
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
    return line->in.at[0] > line->busy_until ? line->in.at[0] : line->busy_until;
}

static void line_answer(struct meter_line *line, const struct meter_output *answer, ms_t at)
{
    ms_t start = at + (ms_t)answer->delay_ms;
    for (size_t i = 0; i < answer->size; i++) {
        ms_t gap = i >= answer->gap_at ? (ms_t)answer->gap_ms : 0;
        queue_put(&line->out, answer->bytes[i], start + gap + wire_ms(line, i + 1));
    }
    line->busy_until = start + (ms_t)answer->gap_ms + wire_ms(line, answer->size);
    if (line->hook)
        line->hook(line->hook_context, METER_LINE_ANSWER, start, answer->bytes, answer->size);
}

/* Shows the meter what has arrived by `at`. A meter that answered may hold the next frame of a
 * glued pair, so it is asked again, without new bytes, when its answer has left. */
static void line_look(struct meter_line *line, ms_t at)
{
    struct meter_output answer = {.size = 0};
    size_t arrived = 0;
    if (!line->is_look_again) {
        while (arrived < line->in.size && line->in.at[arrived] == line->in.at[0])
            arrived++;
    }
    line->is_look_again = false;
    size_t taken = meter_receive(line->meter, line->in.bytes, arrived, at, &answer);
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
    size_t size = 0;
    while (size < capacity && size < line->out.size && line->out.at[size] <= line->now) {
        out[size] = line->out.bytes[size];
        size++;
    }
    queue_drop(&line->out, size);
    return size;
}

ms_t meter_line_due(const struct meter_line *line)
{
    ms_t due = line_next_look(line);
    if (line->out.size > 0 && line->out.at[0] < due)
        due = line->out.at[0];
    return due;
}

void meter_line_reset(struct meter_line *line)
{
    line->in.size = 0;
    line->out.size = 0;
    line->busy_until = line->now;
    line->is_look_again = false;
    dlt645_scan_init(&line->meter->scanner);
}

void meter_line_hush(struct meter_line *line)
{
    line->out.size = 0;
    line->busy_until = line->now;
}
