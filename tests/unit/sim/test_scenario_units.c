/* Notation of values: exact, nothing behind it, nothing lost; and back to text. */
#include "sim/scenario/scenario_units.h"

#include "tests/unit/fk_check.h"

#define D0 (INT64_C(1772380800) * MS_SECOND) /* 2026-03-02 00:00 in China Standard Time */

static const struct {
    enum scenario_type type;
    const char *text;
    int result;
    int64_t value;
} values[] = {
    {TYPE_COUNT, "0", FK_OK, 0},
    {TYPE_COUNT, "9223372036854775807", FK_OK, INT64_MAX},
    {TYPE_COUNT, "9223372036854775808", FK_E_RANGE, 0},
    {TYPE_COUNT, "", FK_E_FORMAT, 0},
    {TYPE_COUNT, "00", FK_E_FORMAT, 0},
    {TYPE_COUNT, "+1", FK_E_FORMAT, 0},
    {TYPE_COUNT, " 1", FK_E_FORMAT, 0},
    {TYPE_COUNT, "1 ", FK_E_FORMAT, 0},
    {TYPE_COUNT, "1e3", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "30.00 CNY", FK_OK, 3000},
    {TYPE_AMOUNT, "30CNY", FK_OK, 3000},
    {TYPE_AMOUNT, "0.1 CNY", FK_OK, 10},
    {TYPE_AMOUNT, "0.29 CNY", FK_OK, 29}, /* 0.29 * 100 is 28.999... in floating point */
    {TYPE_AMOUNT, "-0.01 CNY", FK_OK, -1},
    {TYPE_AMOUNT, "9999999999.99 CNY", FK_OK, INT64_C(999999999999)},
    {TYPE_AMOUNT, "10000000000.00 CNY", FK_E_RANGE, 0},
    {TYPE_AMOUNT, "30. CNY", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "30.000 CNY", FK_E_FORMAT, 0}, /* a whole number of fen, but three decimals */
    {TYPE_AMOUNT, ".5 CNY", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "1,000 CNY", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "1.2.3 CNY", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "--1 CNY", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "30 cny", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "30 CNY ", FK_E_FORMAT, 0},
    {TYPE_AMOUNT, "30 CNY/kWh", FK_E_FORMAT, 0},
    {TYPE_PRICE, "0.52 CNY/kWh", FK_OK, 520000},
    {TYPE_PRICE, "0.000001 CNY/kWh", FK_OK, 1},
    {TYPE_PRICE, "0.0000001 CNY/kWh", FK_E_FORMAT, 0},
    {TYPE_PRICE, "0.52 CNY", FK_E_FORMAT, 0},
    {TYPE_ENERGY, "8 kWh", FK_OK, 800},
    {TYPE_ENERGY, "8.005 kWh", FK_E_FORMAT, 0},
    {TYPE_POWER, "500 W", FK_OK, 500},
    {TYPE_POWER, "3.5 kW", FK_OK, 3500},
    {TYPE_POWER, "0.001 kW", FK_OK, 1},
    {TYPE_POWER, "0.0001 kW", FK_E_FORMAT, 0},
    {TYPE_POWER, "0.5 W", FK_E_FORMAT, 0},
    {TYPE_POWER, "-1 W", FK_E_FORMAT, 0},
    {TYPE_POWER, "500", FK_E_FORMAT, 0},
    {TYPE_PERCENT, "20 %", FK_OK, 20},
    {TYPE_PERCENT, "20%", FK_OK, 20},
    {TYPE_PERCENT, "2.5 %", FK_E_FORMAT, 0},
    {TYPE_PERCENT, "-1 %", FK_E_FORMAT, 0},
    {TYPE_SHARE, "20 %", FK_OK, 200000},
    {TYPE_SHARE, "0.5 %", FK_OK, 5000},
    {TYPE_SHARE, "0.0001 %", FK_OK, 1},
    {TYPE_SHARE, "0.00001 %", FK_E_FORMAT, 0},
    {TYPE_SHARE, "-1 %", FK_E_FORMAT, 0},
    {TYPE_SHARE, "0.5", FK_E_FORMAT, 0},
    {TYPE_DURATION, "1 ms", FK_OK, 1},
    {TYPE_DURATION, "1.5 s", FK_OK, 1500},
    {TYPE_DURATION, "0.0005 s", FK_E_FORMAT, 0},
    {TYPE_DURATION, "30 min", FK_OK, 1800000},
    {TYPE_DURATION, "24 h", FK_OK, MS_DAY},
    {TYPE_DURATION, "2d", FK_OK, 2 * MS_DAY},
    {TYPE_DURATION, "-45 min", FK_OK, -45 * MS_MINUTE},
    {TYPE_DURATION, "999999999999 d", FK_E_RANGE, 0},
    {TYPE_DURATION, "1 m", FK_E_FORMAT, 0},
    {TYPE_DURATION, "1 hours", FK_E_FORMAT, 0},
    {TYPE_DURATION, "1 h 30 min", FK_E_FORMAT, 0},
    {TYPE_DATE, "2026-03-02", FK_OK, D0},
    {TYPE_DATE, "2024-02-29", FK_OK, D0 - 732 * MS_DAY},
    {TYPE_DATE, "2026-02-29", FK_E_RANGE, 0},
    {TYPE_DATE, "2026-13-01", FK_E_RANGE, 0},
    {TYPE_DATE, "2026-03-00", FK_E_RANGE, 0},
    {TYPE_DATE, "1999-12-31", FK_E_RANGE, 0},
    {TYPE_DATE, "2100-01-01", FK_E_RANGE, 0},
    {TYPE_DATE, "2026-3-2", FK_E_FORMAT, 0},
    {TYPE_DATE, "2026-03-02 00:00", FK_E_FORMAT, 0},
    {TYPE_TIME, "00:00", FK_OK, 0},
    {TYPE_TIME, "23:59:59", FK_OK, MS_DAY - MS_SECOND},
    {TYPE_TIME, "24:00:01", FK_E_RANGE, 0},
    {TYPE_TIME, "08:00:05.250", FK_OK, 8 * MS_HOUR + 5250},
    {TYPE_TIME, "24:00:00.001", FK_E_RANGE, 0},
    {TYPE_TIME, "08:00:05.25", FK_E_FORMAT, 0},
    {TYPE_TIME, "08:00.250", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "D1 23:59:59.999", FK_OK, D0 + 2 * MS_DAY - 1},
    {TYPE_TIME, "12:60", FK_E_RANGE, 0},
    {TYPE_TIME, "12:00:60", FK_E_RANGE, 0},
    {TYPE_TIME, "8:00", FK_E_FORMAT, 0},
    {TYPE_TIME, "08.00", FK_E_FORMAT, 0},
    {TYPE_TIME, "08:00:0", FK_E_FORMAT, 0},
    {TYPE_TIME, "08:00 ", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "D0 00:00", FK_OK, D0},
    {TYPE_MOMENT, "D12 08:00:05", FK_OK, D0 + 12 * MS_DAY + 8 * MS_HOUR + 5 * MS_SECOND},
    {TYPE_MOMENT, "2026-03-03 08:00", FK_OK, D0 + MS_DAY + 8 * MS_HOUR},
    {TYPE_MOMENT, "D9999 23:59:59", FK_OK, D0 + 10000 * MS_DAY - MS_SECOND},
    {TYPE_MOMENT, "D10000 00:00", FK_E_RANGE, 0},
    {TYPE_MOMENT, "D1 24:00", FK_E_RANGE, 0},
    {TYPE_MOMENT, "D 08:00", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "D1", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "D1 08:00 x", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "D-1 08:00", FK_E_FORMAT, 0},
    {TYPE_MOMENT, "08:00", FK_E_FORMAT, 0},
    {TYPE_TEXT, "x", FK_E_FORMAT, 0},
};

START_TEST(test_values)
{
    int64_t value = 0;
    int result = scenario_value_parse(values[_i].type, values[_i].text, D0, &value);
    ck_assert_msg(result == values[_i].result, "\"%s\" gave %d", values[_i].text, result);
    if (result == FK_OK) {
        ck_assert_int_eq(value, values[_i].value);
    }
}
END_TEST

START_TEST(test_windows)
{
    struct clock_window window;
    ck_assert_int_eq(scenario_window_parse("08:30-16:00", &window), FK_OK);
    ck_assert_int_eq(window.from, 8 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_int_eq(window.to, 16 * MS_HOUR);
    ck_assert_int_eq(scenario_window_parse("00:00-24:00", &window), FK_OK);
    ck_assert_int_eq(window.to, MS_DAY);
    ck_assert_int_eq(scenario_window_parse("00:00:01-23:59:59", &window), FK_OK);
    ck_assert_int_eq(window.from, MS_SECOND);
    ck_assert_int_eq(scenario_window_parse("00:00-24:00:01", &window), FK_E_RANGE);
    ck_assert_int_eq(scenario_window_parse("00:00 - 24:00", &window), FK_E_FORMAT);
    ck_assert_int_eq(scenario_window_parse("00:00", &window), FK_E_FORMAT);
    ck_assert_int_eq(scenario_window_parse("00:00-01:00-02:00", &window), FK_E_FORMAT);
    ck_assert_int_eq(scenario_window_parse("", &window), FK_E_FORMAT);
}
END_TEST

START_TEST(test_spreads)
{
    static const struct {
        const char *text;
        int result;
        unsigned count;
        struct chance_part last;
    } spreads[] = {
        {"5 s", FK_OK, 1, {CHANCE_CONST, 1000000, 5000, 0}},
        {"const(0 s)", FK_OK, 1, {CHANCE_CONST, 1000000, 0, 0}},
        {"U(1 s,3 s)", FK_OK, 1, {CHANCE_UNIFORM, 1000000, 1000, 3000}},
        {"U( 1 s , 3 s )", FK_OK, 1, {CHANCE_UNIFORM, 1000000, 1000, 3000}},
        {"U(3 s, 3 s)", FK_OK, 1, {CHANCE_UNIFORM, 1000000, 3000, 3000}},
        {"exp(2 min)", FK_OK, 1, {CHANCE_EXP, 1000000, 120000, 0}},
        {"LN(4 s, 30 s)", FK_OK, 1, {CHANCE_LOGNORMAL, 1000000, 4000, 30000}},
        {"mix{97 % LN(20 s, 5 min); 2.7 % U(5 min, 2 h); 0.3 % U(2 h, 24 h)}",
         FK_OK,
         3,
         {CHANCE_UNIFORM, 3000, 2 * MS_HOUR, MS_DAY}},
        {"mix{100%1 s}", FK_OK, 1, {CHANCE_CONST, 1000000, 1000, 0}},
        {"mix{50 % 1 s; 50.0001 % 2 s}", FK_E_RANGE, 0, {0}},
        {"mix{50 % 1 s; 49.99999 % 2 s}", FK_E_FORMAT, 0, {0}},
        {"mix{101 % 1 s}", FK_E_RANGE, 0, {0}},
        {"mix{50 % 1 s, 50 % 2 s}", FK_E_FORMAT, 0, {0}},
        {"mix{50 % 1 s; 50 % mix{100 % 2 s}}", FK_E_FORMAT, 0, {0}},
        {"mix{100 % 1 s", FK_E_FORMAT, 0, {0}},
        {"mix{}", FK_E_FORMAT, 0, {0}},
        {"mix{1 s}", FK_E_FORMAT, 0, {0}},
        {"U(3 s, 1 s)", FK_E_RANGE, 0, {0}},
        {"LN(0 s, 0 s)", FK_E_RANGE, 0, {0}},
        {"-5 s", FK_E_FORMAT, 0, {0}},
        {"U(-1 s, 1 s)", FK_E_FORMAT, 0, {0}},
        {"U(1 s)", FK_E_FORMAT, 0, {0}},
        {"exp(1 s, 2 s)", FK_E_FORMAT, 0, {0}},
        {"u(1 s, 2 s)", FK_E_FORMAT, 0, {0}},
        {"5 s x", FK_E_FORMAT, 0, {0}},
        {"", FK_E_FORMAT, 0, {0}},
    };
    for (size_t i = 0; i < sizeof spreads / sizeof spreads[0]; ++i) {
        struct chance_dist dist;
        const char *problem = NULL;
        int result = scenario_spread_parse(spreads[i].text, &dist, &problem);
        ck_assert_msg(result == spreads[i].result, "\"%s\" gave %d", spreads[i].text, result);
        if (result == FK_E_RANGE) {
            ck_assert_ptr_nonnull(problem);
        }
        if (result == FK_OK) {
            const struct chance_part *last = &dist.parts[dist.count - 1];
            ck_assert_uint_eq(dist.count, spreads[i].count);
            ck_assert_uint_eq(last->kind, spreads[i].last.kind);
            ck_assert_uint_eq(last->weight_ppm, spreads[i].last.weight_ppm);
            ck_assert_int_eq(last->a, spreads[i].last.a);
            ck_assert_int_eq(last->b, spreads[i].last.b);
        }
    }
}
END_TEST

/* What is printed is read back as the same number. */
START_TEST(test_format)
{
    static const struct {
        enum scenario_type type;
        int64_t value;
        const char *text;
    } formats[] = {
        {TYPE_COUNT, 3660, "3660"},
        {TYPE_AMOUNT, -1, "-0.01 CNY"},
        {TYPE_AMOUNT, 3000, "30.00 CNY"},
        {TYPE_PRICE, 520000, "0.52 CNY/kWh"},
        {TYPE_PRICE, 100000001, "100.000001 CNY/kWh"},
        {TYPE_ENERGY, 100000, "1000.00 kWh"},
        {TYPE_POWER, 3500, "3500 W"},
        {TYPE_PERCENT, 20, "20 %"},
        {TYPE_SHARE, 5000, "0.50 %"},
        {TYPE_SHARE, 1, "0.0001 %"},
        {TYPE_SHARE, 1000000, "100.00 %"},
        {TYPE_TIME, 45296000, "12:34:56"},
        {TYPE_TIME, 45296007, "12:34:56.007"},
        {TYPE_DURATION, 0, "0 s"},
        {TYPE_DURATION, 1, "1 ms"},
        {TYPE_DURATION, 90000, "90 s"},
        {TYPE_DURATION, MS_DAY, "1 d"},
        {TYPE_DURATION, -45 * MS_MINUTE, "-45 min"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; ++i) {
        char text[SCENARIO_VALUE_MAX];
        int64_t value;
        scenario_value_format(formats[i].type, formats[i].value, text);
        ck_assert_str_eq(text, formats[i].text);
        ck_assert_int_eq(scenario_value_parse(formats[i].type, text, 0, &value), FK_OK);
        ck_assert_int_eq(value, formats[i].value);
    }
}
END_TEST

static Suite *scenario_units_suite(void)
{
    Suite *suite = suite_create("scenario_units");
    TCase *tcase = tcase_create("units");
    tcase_add_loop_test(tcase, test_values, 0, (int)(sizeof values / sizeof values[0]));
    tcase_add_test(tcase, test_windows);
    tcase_add_test(tcase, test_spreads);
    tcase_add_test(tcase, test_format);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_units_suite)
