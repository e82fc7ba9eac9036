/* What a party's records may hold when they are loaded: kinds, customers, ids and moments that can
 * be none are refused with a sentence, since everything after believes them. */
#include "models/around/channels.h"
#include "models/around/crews.h"
#include "models/around/customers.h"
#include "models/around/sms.h"
#include "models/collection/master.h"
#include "models/feecontrol/fee_parts.h"
#include "models/feecontrol/feecontrol.h"
#include "models/marketing/marketing.h"
#include "tests/unit/base/image_bytes.h"
#include <stdlib.h>
#include <string.h>

#define PEOPLE 3

/* Saves one party and loads it over the same record: "" if it is taken, else the sentence. */
static const char *reload(void (*describe)(void *party, struct image *image), void *party)
{
    static struct fk_diag diag;
    struct bytes bytes = {.used = 0};
    struct image save = {.move = put, .context = &bytes};
    describe(party, &save);
    ck_assert_int_eq(save.err, FK_OK);
    struct image load = {.is_loading = true, .move = get, .context = &bytes, .left = bytes.used};
    describe(party, &load);
    ck_assert(load.err == FK_OK || load.err == FK_E_FORMAT);
    diag = load.diag;
    return load.err == FK_OK ? "" : diag.text;
}

#define NO_SUCH "a date in it is about what does not exist"
#define NO_KIND "a date in it is of no known kind"

static void fee_image(void *party, struct image *image)
{
    feecontrol_image(party, image);
}

static const char *fee_with(uint32_t kind, uint32_t id, ms_t due)
{
    struct feecontrol fee = {.count = PEOPLE, .next_strategy = 1};
    fee.customers = calloc(PEOPLE, sizeof *fee.customers);
    slots_init(&fee.cases, sizeof(struct fee_case));
    looks_init(&fee.looks);
    ck_assert_ptr_nonnull(fee.customers);
    ck_assert_int_eq(timers_init(&fee.timers, 1), FK_OK);
    ck_assert_int_eq(timers_set(&fee.timers, due, kind, id), FK_OK);
    const char *sentence = reload(fee_image, &fee);
    feecontrol_fini(&fee);
    return sentence;
}

START_TEST(test_dates_of_fee_control)
{
    ck_assert_str_eq(fee_with(TIMER_CHECK, PEOPLE - 1, 5), "");
    ck_assert_str_eq(fee_with(TIMER_CHECK, PEOPLE, 5), NO_SUCH);
    ck_assert_str_eq(fee_with(TIMER_CHECK, UINT32_MAX, 5), NO_SUCH);
    ck_assert_str_eq(fee_with(TIMER_JUDGE, 1, 5), "");
    ck_assert_str_eq(fee_with(TIMER_JUDGE, 2, 5), NO_SUCH); /* there are runs 0 and 1 */
    ck_assert_str_eq(fee_with(FEE_TIMERS - 1, 0, 5), "");
    ck_assert_str_eq(fee_with(FEE_TIMERS, 0, 5), NO_KIND);
    ck_assert_str_eq(fee_with(TIMER_ESCALATE | (RESULT_CODES - 1) << TIMER_CODE_SHIFT, 0, 5), "");
    ck_assert_str_eq(fee_with(TIMER_ESCALATE | RESULT_CODES << TIMER_CODE_SHIFT, 0, 5), NO_KIND);
    ck_assert_str_eq(fee_with(TIMER_CHECK | 1 << TIMER_CODE_SHIFT, 0, 5), NO_KIND);
    ck_assert_str_eq(fee_with(TIMER_CHECK, 0, -1), "a moment in it is none of any run");
    ck_assert_str_eq(fee_with(TIMER_CHECK, 0, INT64_MAX - 1), "a moment in it is none of any run");
    ck_assert_str_eq(fee_with(TIMER_CHECK, 0, MS_NEVER), "");
}
END_TEST

START_TEST(test_records_of_fee_control)
{
    struct feecontrol fee = {.count = PEOPLE, .next_strategy = 1};
    fee.customers = calloc(PEOPLE, sizeof *fee.customers);
    slots_init(&fee.cases, sizeof(struct fee_case));
    looks_init(&fee.looks);
    ck_assert_ptr_nonnull(fee.customers);
    ck_assert_int_eq(timers_init(&fee.timers, 1), FK_OK);
    fee.customers[1].state = FEE_STATES;
    ck_assert_str_eq(reload(fee_image, &fee), "a decision in it is none that there can be");
    fee.customers[1].state = FEE_STATES - 1;
    fee.customers[1].cause = CALC_CAUSES;
    ck_assert_str_eq(reload(fee_image, &fee), "a decision in it is none that there can be");
    fee.customers[1].cause = 0;
    fee.next_count = -1;
    ck_assert_str_eq(reload(fee_image, &fee), "a moment in it is none of any run");
    fee.next_count = 0;
    ck_assert_ptr_nonnull(slots_open(&fee.cases, PEOPLE));
    ck_assert_str_eq(reload(fee_image, &fee), "a case in it is nobody's");
    ck_assert_int_eq(slots_close(&fee.cases, PEOPLE), FK_OK);
    ck_assert_ptr_nonnull(slots_open(&fee.looks.wanted, PEOPLE));
    ck_assert_str_eq(reload(fee_image, &fee), "a look in it is at nobody's relay");
    feecontrol_fini(&fee);
}
END_TEST

static void the_master_image(void *party, struct image *image)
{
    master_image(party, image);
}

/* One task, one date, one order that knows its task by `slot`. */
static const char *master_with(struct master_task task, uint32_t kind, uint32_t id, uint32_t slot)
{
    static const struct party_port port;
    struct areas areas;
    struct master master;
    struct master_config config = {.areas = &areas, .second_push_at = -1};
    ck_assert_int_eq(areas_init_even(&areas, 1, PEOPLE, 1), FK_OK);
    ck_assert_int_eq(master_init(&master, &port, &config), FK_OK);
    ck_assert_uint_ge(master.task_capacity, 1);
    master.tasks[0] = task;
    master.task_count = 1;
    ck_assert_int_eq(timers_set(&master.timers, 5, kind, id), FK_OK);
    ck_assert_int_eq(id_map_put(&master.orders, 7, slot), FK_OK);
    const char *sentence = reload(the_master_image, &master);
    master_fini(&master);
    areas_fini(&areas);
    return sentence;
}

START_TEST(test_master)
{
    const char *no_task = "a task in it is none that there can be";
    struct master_task task = {.order = {.type = MSG_ORDER}, .phase = TASK_GAP};
    ck_assert_str_eq(master_with(task, TIMER_TRY_ENDS, 0, 0), "");
    ck_assert_str_eq(master_with(task, TIMER_TRY_ENDS, 1, 0), NO_SUCH);
    ck_assert_str_eq(master_with(task, TIMER_GAP_ENDS, UINT32_MAX, 0), NO_SUCH);
    ck_assert_str_eq(master_with(task, TIMER_FORGET, UINT32_MAX, 0), ""); /* an order */
    ck_assert_str_eq(master_with(task, MASTER_TIMERS, 0, 0), NO_KIND);
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, MASTER_OVER), "");
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, MASTER_CANCELLED), "");
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, 1), "a table in it is out of order");
    task.order.customer = PEOPLE;
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, 0), no_task);
    task.order = (struct message){.type = MSG_PUSH};
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, 0), no_task);
    task = (struct master_task){.order = {.type = MSG_ORDER}, .phase = TASK_PHASES};
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, 0), no_task);
    task.phase = TASK_GAP;
    task.due = INT64_MIN;
    ck_assert_str_eq(master_with(task, TIMER_FORGET, 0, 0), "a moment in it is none of any run");
}
END_TEST

static void the_sms_image(void *party, struct image *image)
{
    sms_image(party, image, PEOPLE);
}
static void the_crews_image(void *party, struct image *image)
{
    crews_image(party, image, PEOPLE);
}
static void the_orders_image(void *party, struct image *image)
{
    orders_image(party, image, PEOPLE);
}
static void the_customers_image(void *party, struct image *image)
{
    customers_image(party, image, PEOPLE);
}
static void the_channels_image(void *party, struct image *image)
{
    channels_image(party, image, PEOPLE);
}

/* Payments 1 and 2 are there, and these two are to be handed on. */
static const char *channels_with(uint32_t first, uint32_t second)
{
    static const struct party_port port;
    struct channels channels;
    ck_assert_int_eq(channels_init(&channels, &port, 1), FK_OK);
    channels.count = 3;
    for (uint32_t id = 1; id <= 2; id++)
        ck_assert_ptr_nonnull(slots_open(&channels.payments, id));
    ck_assert_int_eq(fifo_push(&channels.unsent, first), FK_OK);
    ck_assert_int_eq(fifo_push(&channels.unsent, second), FK_OK);
    const char *sentence = reload(the_channels_image, &channels);
    channels_fini(&channels);
    return sentence;
}

static void queued_payments(void)
{
    const char *is_not_there = "a payment in it is to be handed on and is not there";
    ck_assert_str_eq(channels_with(1, 2), "");
    ck_assert_str_eq(channels_with(0, 2), is_not_there);
    ck_assert_str_eq(channels_with(1, 3), is_not_there);
    ck_assert_str_eq(channels_with(2, 2), is_not_there);
}

START_TEST(test_parties_around)
{
    static const struct party_port port;
    struct sms_gateway sms;
    struct crews crews;
    struct channels channels;
    struct customers customers;
    struct sms_config sms_config = {.rate = 1};
    struct crews_config crews_config = {.crews = 1};
    struct customers_config customers_config = {.seed = 1};
    ck_assert_int_eq(sms_init(&sms, &port, &sms_config), FK_OK);
    sms.count = 1;
    sms.messages[0] = (struct sms_message){.customer = PEOPLE};
    ck_assert_str_eq(reload(the_sms_image, &sms), "a message in it is to nobody");
    sms.messages[0] = (struct sms_message){.kind = SMS_KINDS};
    ck_assert_str_eq(reload(the_sms_image, &sms), "a message in it is to nobody");
    sms_fini(&sms);

    ck_assert_int_eq(crews_init(&crews, &port, &crews_config), FK_OK);
    crews.count = 1;
    crews.jobs[0] = (struct crew_job){.customer = PEOPLE};
    ck_assert_str_eq(reload(the_crews_image, &crews), "a job in it is nobody's");
    crews.jobs[0] = (struct crew_job){.phase = 200};
    ck_assert_str_eq(reload(the_crews_image, &crews), "a job in it is nobody's");
    crews_fini(&crews);

    ck_assert_int_eq(channels_init(&channels, &port, 1), FK_OK);
    struct channel_payment *payment = slots_open(&channels.payments, 1);
    ck_assert_ptr_nonnull(payment);
    payment->customer = PEOPLE;
    ck_assert_str_eq(reload(the_channels_image, &channels), "a payment in it is nobody's");
    channels_fini(&channels);
    queued_payments();
    static const struct channel_try tries[] = {
        {1, PEOPLE, 0, 0}, {1, 0, 0, PAY_CHANNELS}, {0, 0, 0, 0}};
    for (unsigned i = 0; i < 3; i++) {
        struct message pay = {
            .kind = tries[i].channel, .customer = tries[i].customer, .value = tries[i].amount};
        ck_assert_int_eq(channels_init(&channels, &port, 1), FK_OK);
        ck_assert_int_eq(channel_outages_wait(&channels.outages, &pay), FK_OK);
        ck_assert_str_eq(reload(the_channels_image, &channels),
                         "who waits for a channel in it is nobody");
        channels_fini(&channels);
    }

    ck_assert_int_eq(customers_init(&customers, &port, &customers_config), FK_OK);
    ck_assert_int_eq(timers_set(&customers.plans, 5, 0, PEOPLE), FK_OK);
    ck_assert_str_eq(reload(the_customers_image, &customers), NO_SUCH);
    customers_fini(&customers);
}
END_TEST

START_TEST(test_orders)
{
    static const struct party_port port;
    static const struct work_order wrong[] = {{.id = 1, .customer = PEOPLE},
                                              {.id = 1, .kind = ORDER_KINDS},
                                              {.id = 1, .state = ORDER_STATES},
                                              {.id = 1, .code = RESULT_CODES},
                                              {.id = 1, .cause = CALC_CAUSES}};
    struct orders orders;
    struct orders_config config = {.kept = 1};
    ck_assert_int_eq(orders_init(&orders, &port, &config), FK_OK);
    struct work_order *order = slots_open(&orders.list, 1);
    ck_assert_ptr_nonnull(order);
    orders.count = 1;
    ck_assert_str_eq(reload(the_orders_image, &orders), "");
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        order = slots_find(&orders.list, 1);
        ck_assert_ptr_nonnull(order);
        *order = wrong[i];
        ck_assert_str_eq(reload(the_orders_image, &orders),
                         "an order in it is none that there can be");
    }
    order = slots_find(&orders.list, 1);
    ck_assert_ptr_nonnull(order);
    *order = (struct work_order){.id = 1};
    orders.count = 0; /* it was never made */
    ck_assert_str_eq(reload(the_orders_image, &orders), "an order in it is none that there can be");
    orders_fini(&orders);
}
END_TEST

static Suite *doors_suite(void)
{
    Suite *suite = suite_create("image_doors");
    TCase *cases = tcase_create("doors");
    tcase_add_test(cases, test_dates_of_fee_control);
    tcase_add_test(cases, test_records_of_fee_control);
    tcase_add_test(cases, test_master);
    tcase_add_test(cases, test_parties_around);
    tcase_add_test(cases, test_orders);
    suite_add_tcase(suite, cases);
    return suite;
}
FK_CHECK_MAIN(doors_suite)
