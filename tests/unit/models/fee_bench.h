/* tests/unit/models/fee_bench.h - a fee-control system of a few customers on a bench: profile
 * jibei, price 0.52, registers that the test sets. */
#ifndef TESTS_UNIT_MODELS_FEE_BENCH_H
#define TESTS_UNIT_MODELS_FEE_BENCH_H
#include "models/feecontrol/feecontrol.h"
#include "tests/unit/models/party_bench.h"

#define FEE_CUSTOMERS 8
#define FEE_OUT       1 /* customer whose balance is gone */
#define FEE_MISSING   UINT32_MAX

static struct feecontrol fee;
static struct bench *bench;
static struct fee_policy policies[2]; /* by segment; the second as the first, unless a test says */
#define policy policies[0]
static price_t prices[2] = {520000, 520000};
static uint32_t registers[FEE_CUSTOMERS]; /* FEE_MISSING: not collected */

static inline int fee_registers(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    (void)file;
    (void)until;
    run->room = malloc(FEE_CUSTOMERS * (sizeof *run->values + 1));
    if (!run->room)
        return FK_E_MEMORY;
    run->values = run->room;
    run->ages = (uint8_t *)(run->values + FEE_CUSTOMERS);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++) {
        run->values[i] = ((uint32_t *)context)[i];
        run->ages[i] = run->values[i] == FEE_MISSING ? FEE_NO_REGISTER : 0;
    }
    return FK_OK;
}

static inline void fee_setup(void)
{
    policy = (struct fee_policy){.reminder = 5000,
                                 .warning = 3000,
                                 .warn_before_cut = true,
                                 .receipt_needed = true,
                                 .second_check = true,
                                 .notice_wait = 30 * MS_MINUTE,
                                 .notice_valid = 24 * MS_HOUR,
                                 .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                                 .max_reading_age = 2 * MS_DAY,
                                 .exception_after_days = 3,
                                 .repeat_at = 12 * MS_HOUR + 30 * MS_MINUTE,
                                 .hold_percent = 20,
                                 .hold_orders = 5,
                                 .hold_window = 10 * MS_MINUTE};
    policies[1] = policies[0];
    struct feecontrol_config config = {.customers = FEE_CUSTOMERS,
                                       .segments = bench_segments(),
                                       .policies = policies,
                                       .policy_count = 2,
                                       .prices = prices};
    bench = bench_new(PARTY_FEE_CONTROL);
    ck_assert_int_eq(feecontrol_init(&fee, &bench->port, &config), FK_OK);
    fee.registers = fee_registers;
    fee.register_context = registers;
    fee.results_at = 5 * MS_HOUR;
    fee.last_run = 1;
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++) {
        registers[i] = 0;
        fee.customers[i] = (struct fee_customer){.balance = 50000,
                                                 .available = 50000,
                                                 .state = FEE_NORMAL,
                                                 .reading_day = (uint16_t)(BENCH_DAY - 1)};
    }
    fee.customers[FEE_OUT].balance = -208;
}

static inline void fee_teardown(void)
{
    feecontrol_fini(&fee);
}

static inline void fee_handle(struct message message, ms_t now)
{
    ck_assert_int_eq(feecontrol_handle(&fee, &message, now), FK_OK);
}

static inline void fee_tick(ms_t now)
{
    ck_assert_int_eq(feecontrol_tick(&fee, now), FK_OK);
}

/* One run of the calculation of day `day` (0 = BENCH_DAY): push at 04:00 or 10:00, over 20 s later,
 * results used at 05:00 or at once. */
static inline void fee_run(int32_t day, unsigned run)
{
    ms_t at = BENCH_MIDNIGHT + day * MS_DAY + (run ? 10 : 4) * MS_HOUR;
    uint32_t id = (uint32_t)(BENCH_DAY + day);
    fee_handle((struct message){.type = MSG_PUSH, .kind = (uint8_t)run, .id = id}, at);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = (uint8_t)run, .id = id},
               at + 20 * MS_SECOND);
    if (run == 0)
        fee_tick(BENCH_MIDNIGHT + day * MS_DAY + fee.results_at);
}

static inline void fee_day(int32_t day)
{
    fee_run(day, 0);
    fee_run(day, 1);
}

/* What is going on with a customer; zeros if nothing is. */
static inline struct fee_case fee_open(uint32_t customer)
{
    const struct fee_case *open = slots_find(&fee.cases, customer);
    return open ? *open : (struct fee_case){0};
}

/* Receipt of an SMS; that of a notice names the live strategy. */
static inline void fee_sms(uint32_t customer, unsigned kind, unsigned state, ms_t now)
{
    fee_handle((struct message){.type = MSG_SMS_REPORT,
                                .kind = (uint8_t)kind,
                                .code = (uint8_t)state,
                                .customer = customer,
                                .ref = kind == SMS_PRE_CUT ? fee_open(customer).strategy : 0},
               now);
}

static inline void fee_order(uint32_t customer, unsigned kind, uint32_t id, unsigned code, ms_t now)
{
    fee_handle((struct message){.type = MSG_ORDER_REPORT,
                                .kind = (uint8_t)kind,
                                .code = (uint8_t)code,
                                .customer = customer,
                                .id = id},
               now);
}

/* Marketing's answer to the latest second check. */
static inline void fee_balance(fen_t balance, ms_t now)
{
    struct message check = bench_last(bench, MSG_SECOND_CHECK);
    check.type = MSG_BALANCE;
    check.value = balance;
    fee_handle(check, now);
}

static inline unsigned fee_state(uint32_t customer)
{
    return fee.customers[customer].state;
}

/* Customer FEE_OUT warned on day 0 and noticed on day 1 at 08:00:05; the check is due at 08:30:05.
 */
#define FEE_CHECK_AT (BENCH_MIDNIGHT + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND)
static inline void fee_to_notice(void)
{
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(0, 1);
    fee_run(1, 0);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, FEE_CHECK_AT - 30 * MS_MINUTE);
}

/* ... whose cut order 9 is out. */
static inline void fee_to_cut_sent(void)
{
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    fee_balance(-208, FEE_CHECK_AT + 2);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 4);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
}
#endif
