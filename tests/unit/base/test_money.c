/* Money: the one rounding (TR-9 RA), flat charge (TR-10), text. */
#include "base/money.h"
#include "tests/unit/fk_check.h"

struct round_row {
    int64_t numerator, denominator, expected;
};
static const struct round_row round_rows[] = {
    {0, 10, 0},
    {4, 10, 0},
    {5, 10, 1},
    {14, 10, 1},
    {15, 10, 2},
    {-4, 10, 0},
    {-5, 10, -1},
    {-15, 10, -2},
    {1, 3, 0},
    {2, 3, 1},
    {-2, 3, -1},
    {7, 1, 7},
    {-7, 1, -7},
    {1, 2, 1},
    {-1, 2, -1},
    {3, 7, 0},
    {4, 7, 1},
    {INT64_MAX, 1, INT64_MAX},
    {INT64_MAX, INT64_MAX, 1},
    {INT64_MAX / 2, INT64_MAX, 0},
    {INT64_MAX / 2 + 1, INT64_MAX, 1},
    {-INT64_MAX, INT64_MAX, -1},
};

START_TEST(rounding)
{
    const struct round_row *row = &round_rows[_i];
    ck_assert_int_eq(money_round_half_up(row->numerator, row->denominator), row->expected);
}
END_TEST

/* Price in 1e-6 CNY/kWh, energy in 0.01 kWh, charge in fen. */
struct charge_row {
    price_t price;
    kwh100_t energy;
    fen_t charge;
};
static const struct charge_row charge_rows[] = {
    {520000, 0, 0},
    {520000, 100, 52},    /* 1 kWh at 0.52 */
    {520000, 800, 416},   /* 8 kWh */
    {520000, 8800, 4576}, /* 88 kWh */
    {520000, 1, 1},       /* 0.0052 CNY rounds to 0.01 */
    {490000, 1, 0},       /* 0.0049 */
    {500000, 1, 1},       /* 0.0050: the half goes away from zero */
    {500000, -1, -1},
    {499999, 1, 0},
    {565300, 12345, 6979},                                 /* 123.45 kWh x 0.5653 = 69.786... */
    {520000, -8800, -4576},                                /* correction */
    {9000000, INT64_C(10000000000), INT64_C(90000000000)}, /* 1e8 kWh at 9 CNY */
};

START_TEST(flat_charge)
{
    const struct charge_row *row = &charge_rows[_i];
    ck_assert_int_eq(money_flat_charge(row->price, row->energy), row->charge);
}
END_TEST

/* Rounded once over the whole period, not day by day: 0.01 kWh a day at 0.49 for 10 days. */
START_TEST(rounded_once)
{
    ck_assert_int_eq(money_flat_charge(490000, 10), 5);
    ck_assert_int_eq(10 * money_flat_charge(490000, 1), 0);
}
END_TEST

struct text_row {
    fen_t amount;
    const char *text;
};
static const struct text_row text_rows[] = {
    {0, "0.00"},
    {1, "0.01"},
    {-1, "-0.01"},
    {99, "0.99"},
    {100, "1.00"},
    {-208, "-2.08"},
    {123456, "1234.56"},
    {-100, "-1.00"},
    {INT64_MAX, "92233720368547758.07"},
    {INT64_MIN, "-92233720368547758.08"},
};

START_TEST(text)
{
    char out[24];
    money_format(text_rows[_i].amount, out);
    ck_assert_str_eq(out, text_rows[_i].text);
}
END_TEST

static Suite *money_suite(void)
{
    Suite *suite = suite_create("money");
    TCase *tc = tcase_create("money");
    tcase_add_loop_test(tc, rounding, 0, sizeof round_rows / sizeof *round_rows);
    tcase_add_loop_test(tc, flat_charge, 0, sizeof charge_rows / sizeof *charge_rows);
    tcase_add_test(tc, rounded_once);
    tcase_add_loop_test(tc, text, 0, sizeof text_rows / sizeof *text_rows);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(money_suite)
