/* The table of messages: complete, sensible, and a check that refuses what it must (R-20, section
 * 2). */
#include "models/house/message_table.h"
#include "tests/unit/fk_check.h"
#include <string.h>

START_TEST(test_every_message_has_a_row)
{
    for (unsigned type = 0; type < MSG_TYPES; type++) {
        const struct message_row *row = message_row(type);
        ck_assert_ptr_nonnull(row);
        ck_assert_uint_gt(strlen(row->meaning), 0);
        ck_assert_uint_gt(row->route_count, 0);
        for (unsigned other = 0; other < type; other++)
            ck_assert_str_ne(message_row(other)->name, row->name);
        for (unsigned i = 0; i < row->route_count; i++) {
            ck_assert_uint_le(row->routes[i].interface, MESSAGE_INTERFACES);
            ck_assert_int_eq(message_interface(type, row->routes[i].from, row->routes[i].to),
                             row->routes[i].interface);
        }
    }
    ck_assert_ptr_null(message_row(MSG_TYPES));
}
END_TEST

/* Section 2: I2 to I11 carry messages of this version, I1 is inside the concentrator, I12 to I14
 * are not there. */
START_TEST(test_interfaces)
{
    for (unsigned interface = 0; interface <= MESSAGE_INTERFACES; interface++)
        ck_assert_int_eq(message_interface_is_used(interface), interface >= 2 && interface <= 12);
    ck_assert(message_crosses(MSG_RECEIPT, 4) && !message_crosses(MSG_RECEIPT, 5));
    ck_assert(!message_crosses(MSG_FAULT, 0) && !message_crosses(MSG_TYPES, 4));
    for (unsigned interface = 2; interface <= 11; interface++) /* a push is all that crosses I3 */
        ck_assert_int_eq(message_is_of_one(0, interface), interface != 3);
    ck_assert(!message_is_of_one(MSG_UPLOAD, 2) && message_is_of_one(MSG_CLOSED, 2));
    ck_assert(!message_is_of_one(MSG_CLOSED, 4));
    ck_assert_int_eq(message_interface(MSG_ORDER, PARTY_MARKETING, PARTY_MASTER), 7);
    ck_assert_int_eq(message_interface(MSG_ORDER_RESULT, PARTY_MASTER, PARTY_MARKETING), 9);
    ck_assert_int_eq(message_interface(MSG_COMMAND, PARTY_MASTER, PARTY_CONCENTRATORS + 7), 8);
    ck_assert_int_eq(message_interface(MSG_PAYMENT, PARTY_CHANNELS, PARTY_MARKETING), 11);
    ck_assert_int_eq(message_interface(MSG_FIELD_SWITCH, PARTY_CREWS, PARTY_CONCENTRATORS), 0);
    ck_assert_int_eq(message_interface(MSG_ORDER, PARTY_MASTER, PARTY_MARKETING), FK_E_ARG);
    ck_assert_int_eq(message_interface(MSG_TYPES, PARTY_MASTER, PARTY_MARKETING), FK_E_ARG);
}
END_TEST

static struct message receipt(void)
{
    return (struct message){.type = MSG_RECEIPT, .customer = 9, .id = 1, .value = -208};
}

static int check_receipt(const struct message *message, struct fk_diag *diag)
{
    return message_check(message, PARTY_MARKETING, PARTY_FEE_CONTROL, 10, diag);
}

START_TEST(test_check_takes_what_is_right)
{
    struct message message = receipt();
    ck_assert_int_eq(check_receipt(&message, NULL), FK_OK);
    message.value = 0; /* an account may be empty */
    ck_assert_int_eq(check_receipt(&message, NULL), FK_OK);
}
END_TEST

START_TEST(test_check_refuses_each_wrong_part)
{
    struct fk_diag diag;
    struct message wrong[8];
    for (unsigned i = 0; i < 8; i++)
        wrong[i] = receipt();
    wrong[0].customer = 10; /* there are 0 .. 9 */
    wrong[1].id = 0;        /* ids count from 1 */
    wrong[2].kind = 2;      /* a posting or a reversal */
    wrong[3].code = RESULT_CODES;
    wrong[4].customer = UINT32_MAX;
    wrong[5].ref = 1;
    wrong[6].value = INT64_MAX;
    wrong[7].type = MSG_TYPES;
    for (unsigned i = 0; i < 8; i++) {
        diag.text[0] = '\0';
        ck_assert_int_eq(check_receipt(&wrong[i], &diag), FK_E_ARG);
        ck_assert_uint_gt(strlen(diag.text), 0);
    }
    ck_assert_int_eq(check_receipt(&wrong[1], &diag), FK_E_ARG);
    ck_assert_str_eq(diag.text, "message receipt: field id is 0, expected id, 1 to 4294967295");
}
END_TEST

START_TEST(test_check_refuses_the_wrong_way)
{
    struct message message = receipt();
    struct fk_diag diag;
    ck_assert_int_eq(message_check(&message, PARTY_FEE_CONTROL, PARTY_MARKETING, 10, &diag),
                     FK_E_ARG);
    ck_assert_ptr_nonnull(strstr(diag.text, "never goes from seat 4 to seat 3"));
}
END_TEST

/* N1 outside 1AH .. 1CH must not reach a relay by an order. */
START_TEST(test_check_bounds_commands)
{
    struct message order = {.type = MSG_ORDER, .kind = 0x1A, .id = 1};
    for (unsigned n1 = 0; n1 < 256; n1++) {
        order.kind = (uint8_t)n1;
        ck_assert_int_eq(message_check(&order, PARTY_MARKETING, PARTY_MASTER, 1, NULL),
                         n1 >= 0x1A && n1 <= 0x3B ? FK_OK : FK_E_ARG);
    }
}
END_TEST

static Suite *message_table_suite(void)
{
    Suite *suite = suite_create("message_table");
    TCase *cases = tcase_create("table");
    tcase_add_test(cases, test_every_message_has_a_row);
    tcase_add_test(cases, test_interfaces);
    tcase_add_test(cases, test_check_takes_what_is_right);
    tcase_add_test(cases, test_check_refuses_each_wrong_part);
    tcase_add_test(cases, test_check_refuses_the_wrong_way);
    tcase_add_test(cases, test_check_bounds_commands);
    suite_add_tcase(suite, cases);
    return suite;
}
FK_CHECK_MAIN(message_table_suite)
