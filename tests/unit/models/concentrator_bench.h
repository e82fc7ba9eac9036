/* tests/unit/models/concentrator_bench.h - a concentrator on a bench: ten meters, customers 20..29,
 * and the blocks that it uploads. */
#ifndef TESTS_UNIT_MODELS_CONCENTRATOR_BENCH_H
#define TESTS_UNIT_MODELS_CONCENTRATOR_BENCH_H
#include "models/collection/concentrator.h"
#include "tests/unit/models/party_bench.h"
#include <string.h>

#define FIRST 20
#define COUNT 10
#define NINE  (BENCH_MIDNIGHT + 9 * MS_HOUR)

static const ms_t gap_fill[] = {2 * MS_HOUR, 6 * MS_HOUR};
static struct concentrator_config config;
static struct concentrator concentrator;
static struct meter_cell meters[COUNT];
static uint8_t read_days[COUNT], asked[COUNT];
static struct bench *bench;
static ms_t time_now; /* of run_to */

/* Blocks that were uploaded, in order. */
static struct {
    int32_t day;
    unsigned present;
    uint32_t registers[COUNT];
    uint8_t is_present[COUNT];
} blocks[64];
static unsigned block_count;

static inline int keep_block(const struct party_port *port, const struct upload_block *block)
{
    ck_assert_ptr_eq(port, &bench->port);
    ck_assert_uint_eq(block->first, FIRST);
    ck_assert_uint_eq(block->count, COUNT);
    ck_assert_uint_lt(block_count, 64);
    blocks[block_count].day = block->day;
    for (uint32_t i = 0; i < COUNT; i++) {
        blocks[block_count].present += block->present[i];
        blocks[block_count].is_present[i] = block->present[i];
        blocks[block_count].registers[i] = block->registers[i];
    }
    block_count++;
    return FK_OK;
}

static inline void setup(void)
{
    static const uint32_t loads[] = {800, 2400};
    static uint32_t registers[COUNT];
    static uint8_t present[COUNT];
    config = (struct concentrator_config){.read_at = 5 * MS_MINUTE,
                                          .gap_fill_at = gap_fill,
                                          .gap_fill_count = 2,
                                          .gap_fill_days = 3,
                                          .jobs_at_once = 1000,
                                          .command_time = chance_const(10 * MS_SECOND),
                                          .gives_up = 10 * MS_MINUTE,
                                          .read_time = chance_const(5 * MS_SECOND),
                                          .segments = bench_segments(),
                                          .loads = loads,
                                          .registers = registers,
                                          .present = present,
                                          .upload = keep_block};
    memset(blocks, 0, sizeof blocks);
    block_count = 0;
    time_now = BENCH_MIDNIGHT;
    bench = bench_new(PARTY_CONCENTRATORS + 2);
    for (unsigned i = 0; i < COUNT; i++)
        meter_cell_init(&meters[i], BENCH_MIDNIGHT);
    concentrator_init(&concentrator, &bench->port, &config, meters, read_days, asked, FIRST, COUNT,
                      BENCH_MIDNIGHT);
}

static inline void teardown(void)
{
    concentrator_fini(&concentrator);
}

static inline void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(concentrator_handle(&concentrator, &message, now), FK_OK);
}

/* Runs every date of the concentrator up to and including `until`; a date that has passed while a
 * round ran is kept at once. */
static inline void run_to(ms_t until)
{
    for (ms_t due = concentrator_due(&concentrator); due <= until;
         due = concentrator_due(&concentrator)) {
        time_now = due > time_now ? due : time_now;
        ck_assert_int_eq(concentrator_tick(&concentrator, time_now), FK_OK);
    }
    time_now = until;
}

static inline void set_unreadable(uint32_t customer, bool is_unreadable, ms_t now)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = FAULT_METER_UNREADABLE,
                            .code = is_unreadable,
                            .customer = customer},
           now);
}
#endif
