/* INV-02, R-04: the charge as the monitor works it out, by hand and against the arithmetic of the
 * parties. Registers in 0.01 kWh, charges in fen. */
#include "sim/watch/charge.h"
#include "tests/unit/fk_check.h"

#define DAY 20519 /* 2026-03-07 */

static struct tariff_plan plan;
static struct charge charge;

static void teardown(void)
{
    tariff_plan_fini(&plan);
}

static void begin(const struct tariff_version *versions, uint32_t count, bool is_monthly)
{
    ck_assert_int_eq(tariff_plan_init(&plan, versions, count, 0, is_monthly, DAY, DAY + 400),
                     FK_OK);
}

static fen_t after(int32_t days, uint32_t all, uint32_t peak)
{
    struct tariff_reading newest = {DAY + days, all, peak};
    charge_take(&charge, &plan, &newest, NULL);
    return charge_sum(&charge, &plan);
}

/* V05: 400 x 0.52 + 2400 x 0.57 + 200 x 0.82 = 1740.00; V03: what lies at a limit is below it. */
START_TEST(tiers)
{
    struct tariff_version cq = {.months = TARIFF_ALL_YEAR,
                                .period = TARIFF_ANNUAL,
                                .limit = {240000, 480000},
                                .base = {520000},
                                .surcharge = {{50000}, {300000}}};
    begin(&cq, 1, false);
    plan.counted = 200000;
    charge_init(&charge, &plan, DAY - 1);
    ck_assert_int_eq(after(1, 40000, 0), 20800);
    ck_assert_int_eq(after(2, 40100, 0), 20857);
    ck_assert_int_eq(after(3, 300000, 0), 174000);
    ck_assert_int_eq(after(301, 300800, 0), 174000 + 655); /* 7.97 x 0.82 + 0.03 x 0.52 */
    teardown();
    cq.period = TARIFF_NO_TIERS;
    begin(&cq, 1, false);
    charge_init(&charge, &plan, DAY - 1);
    ck_assert_int_eq(after(1, 1000000, 0), 520000);
}
END_TEST

/* V16: 120 x 0.568 + 80 x 0.288 + 140 x 0.05 = 98.20. Shanghai, TR-4: 30 peak and 70 valley from
 * 3,100 on, 80 of them in tier 2: 30 x 0.617 + 70 x 0.307 + 24 x 0.06 + 56 x 0.03 = 43.12. */
START_TEST(two_rates)
{
    struct tariff_version zj = {.months = TARIFF_ALL_YEAR,
                                .period = TARIFF_ANNUAL,
                                .limit = {276000, 480000},
                                .base = {538000, 0, 568000, 0, 288000},
                                .surcharge = {{50000, 50000, 50000, 50000, 50000}}};
    begin(&zj, 1, false);
    plan.counted = 270000;
    plan.is_tou = true;
    charge_init(&charge, &plan, DAY - 1);
    ck_assert_int_eq(after(1, 20000, 12000), 9820);
    teardown();
    zj.limit[0] = 312000;
    zj.base[TARIFF_PEAK] = 617000;
    zj.base[TARIFF_VALLEY] = 307000;
    zj.surcharge[0][TARIFF_PEAK] = 60000;
    zj.surcharge[0][TARIFF_VALLEY] = 30000;
    begin(&zj, 1, false);
    plan.counted = 310000;
    plan.is_tou = true;
    charge_init(&charge, &plan, DAY - 1);
    ck_assert_int_eq(after(1, 10000, 3000), 4312);
}
END_TEST

/* V32, V33 for a day of March: (520.70 + 14490 / 31) less 0.75 % or with 2.5 % more; 0.60: 25 %. */
static const struct {
    uint8_t power_factor, standard;
    fen_t charge;
} factors[] = {{0, 90, 98812},   {95, 90, 98071},  {100, 90, 98071}, {93, 90, 98367},
               {90, 90, 98812},  {85, 90, 101282}, {70, 90, 108693}, {65, 90, 113634},
               {60, 90, 123515}, {94, 85, 97725},  {85, 85, 98812},  {79, 80, 99306}};

START_TEST(basic_fee_and_power_factor)
{
    struct tariff_version hv = {.months = TARIFF_ALL_YEAR,
                                .base = {520700},
                                .per_kva = 2300,
                                .pf_standard = factors[_i].standard};
    begin(&hv, 1, true);
    plan.kva = 630;
    plan.power_factor = factors[_i].power_factor;
    charge_init(&charge, &plan, DAY - 1);
    ck_assert_int_eq(after(0, 0, 0), 0);
    ck_assert_int_eq(after(1, 100000, 0), factors[_i].charge);
    ck_assert_int_eq(charge_is_sound(&charge, &plan), true);
    charge.span = (uint16_t)plan.span_count;
    ck_assert_int_eq(charge_is_sound(&charge, &plan), false);
}
END_TEST

/* TR-13: in two days of March 0.86 by 1,175 kvarh of 2,000 kWh, 2,015.763484; settled on 2 April,
 * two days at 1.00 (test_plan). */
START_TEST(power_factor_of_registers)
{
    struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .per_kva = 2300, .pf_standard = 90};
    begin(&hv, 1, true);
    plan.kva = 630;
    plan.has_kvarh = true;
    charge_init(&charge, &plan, DAY - 1);
    charge_start(&charge, &plan, &(struct tariff_reading){DAY + 23, 0, 0}, 0); /* 30 March */
    ck_assert_int_eq(after(24, 100000, 45000), 98664);
    ck_assert_int_eq(after(25, 200000, 117500), 201576);
    ck_assert_int_eq(after(26, 300000, 217500), 311481);
    charge_start(&charge, &plan, &(struct tariff_reading){DAY + 26, 300000, 217500}, 0);
    ck_assert_int_eq(after(26, 300000, 217500), 0);
    ck_assert_int_eq(after(28, 500000, 237500), 199234);
}
END_TEST

static uint64_t thrown;

static int64_t draw(int64_t below)
{
    thrown = thrown * 6364136223846793005U + 1442695040888963407U;
    return (int64_t)(thrown >> 33) % below;
}

/* Everything at once, by both arithmetics: versions that change, both kinds of quotas, two rates,
 * missing registers, with and without the one of a change. */
START_TEST(both_arithmetics_agree)
{
    struct tariff_account account;
    struct tariff_version v[3];
    thrown = UINT64_C(0x9E3779B97F4A7C15) * (uint64_t)(_i + 1);
    for (unsigned i = 0; i < 3; i++) {
        v[i] = (struct tariff_version){.from = clock_day_at(DAY + (int32_t)(i * 20 + draw(20))) *
                                               (i > 0),
                                       .months = TARIFF_ALL_YEAR,
                                       .period = (uint8_t)draw(TARIFF_PERIODS),
                                       .pf_standard = (uint8_t)(80 + 5 * draw(3)),
                                       .per_kva = 1 + draw(3000),
                                       .per_kw = 1 + draw(3000)};
        v[i].limit[0] = 1 + draw(30000);
        v[i].limit[1] = v[i].limit[0] + 1 + draw(30000);
        for (unsigned rate = 0; rate < TARIFF_RATES; rate++) {
            v[i].base[rate] = 1 + draw(1000000);
            v[i].surcharge[0][rate] = draw(100000);
            v[i].surcharge[1][rate] = draw(400000);
        }
    }
    bool is_monthly = draw(2);
    begin(v, 3, is_monthly);
    plan.kva = is_monthly ? (uint32_t)draw(1000) + 1 : 0;
    plan.is_tou = draw(2);
    plan.power_factor = (uint8_t)(draw(2) * draw(101));
    plan.has_kvarh = !plan.is_tou && draw(2); /* TR-13 */
    if (plan.has_kvarh)
        plan.power_factor = 0;
    plan.counted = draw(20000);
    plan.rounding = (uint8_t)draw(2); /* TR-9 */
    if (draw(2)) {                    /* TR-12 */
        plan.kw = plan.kva;
        plan.kva = 0;
    }
    ck_assert_int_eq(tariff_plan_set_quotas(&plan, draw(2) * draw(5000), (unsigned)draw(13)),
                     FK_OK); /* TR-6 */
    charge_init(&charge, &plan, DAY - 1);
    tariff_account_init(&account, &plan, DAY - 1);
    uint32_t all = 0, peak = 0;
    for (int32_t day = 0; day < 400; day += 1 + (int32_t)draw(20)) {
        struct tariff_reading newest = {DAY + day, all, peak}, turn = newest;
        turn.day -= (int32_t)draw(4);
        turn.all -= all > 0 ? (uint32_t)draw(2) : 0;
        const struct tariff_reading *known = draw(2) ? &turn : NULL;
        charge_take(&charge, &plan, &newest, known);
        tariff_account_take(&account, &plan, &newest, known);
        ck_assert_int_eq(charge_sum(&charge, &plan), tariff_account_charge(&account, &plan));
        ck_assert_int_gt(charge_sum(&charge, &plan), day > 0 ? 0 : -1);
        if (plan.rounding == TARIFF_ROUND_TOTAL && draw(3) == 0) { /* a bill */
            kwh100_t counted = charge_counted(&charge);
            charge_start(&charge, &plan, &newest, counted);
            tariff_account_start(&account, &plan, &newest, counted);
        }
        uint32_t more = 1 + (uint32_t)draw(20000);
        all += more;
        peak += plan.is_tou ? (uint32_t)draw(more + 1) : 0;
        peak += plan.has_kvarh ? (uint32_t)draw(3 * more) : 0;
    }
}
END_TEST

static Suite *charge_suite(void)
{
    Suite *suite = suite_create("charge");
    TCase *tcase = tcase_create("charge");
    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, tiers);
    tcase_add_test(tcase, two_rates);
    tcase_add_loop_test(tcase, basic_fee_and_power_factor, 0, sizeof factors / sizeof *factors);
    tcase_add_test(tcase, power_factor_of_registers);
    tcase_add_loop_test(tcase, both_arithmetics_agree, 0, 300);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(charge_suite)
