/* Tariffs: tiers, time of use, basic fee, power factor, late fee. The vectors V01..V36 are worked
 * out by hand from published prices; `total` rounds once (RA of TR-9), `lines` each line (RB). */
#include "models/tariff/tariff.h"
#include "tests/unit/fk_check.h"

#include <string.h>

#define KWH(x) ((kwh100_t)((x)*100 + 0.5))
#define NONE   TARIFF_NO_PRICE
#define ALL(price)                                                                                 \
    {                                                                                              \
        price, price, price, price, price                                                          \
    }
#define TIERS(second, third)                                                                       \
    {                                                                                              \
        ALL(second), ALL(third)                                                                    \
    }

/* Prices in 1e-6 CNY/kWh: single, sharp, peak, flat, valley. */
#define ANNUAL(q1, q2, ...)                                                                        \
    {                                                                                              \
        .months = TARIFF_ALL_YEAR, .period = TARIFF_ANNUAL, .limit = {KWH(q1), KWH(q2)},           \
        .surcharge = TIERS(50000, 300000), .base = {__VA_ARGS__}, .shared = ALL(NONE)              \
    }
#define MONTHLY(q1, q2, ...)                                                                       \
    {                                                                                              \
        .months = TARIFF_ALL_YEAR, .period = TARIFF_MONTHLY, .limit = {KWH(q1), KWH(q2)},          \
        .surcharge = TIERS(50000, 300000), .base = {__VA_ARGS__}, .shared = ALL(NONE)              \
    }

static const struct tariff_version CQ = ANNUAL(2400, 4800, 520000, NONE, NONE, NONE, NONE);
static const struct tariff_version JL = ANNUAL(2040, 3120, 525000, NONE, NONE, NONE, NONE);
static const struct tariff_version GS = MONTHLY(160, 240, 510000, NONE, 759000, 510000, 261000);
static const struct tariff_version HE = {.months = TARIFF_ALL_YEAR,
                                         .period = TARIFF_ANNUAL,
                                         .limit = {KWH(2160), KWH(3360)},
                                         .surcharge = TIERS(50000, 300000),
                                         .base = {520000, NONE, 550000, NONE, 300000},
                                         .shared = {536200, NONE, 570000, NONE, 310000}};
static const struct tariff_version ZJ = ANNUAL(2760, 4800, 538000, NONE, 568000, NONE, 288000);
static const struct tariff_version SH = {
    .months = TARIFF_ALL_YEAR,
    .period = TARIFF_ANNUAL,
    .limit = {KWH(3120), KWH(4800)},
    .surcharge = {{50000, NONE, 60000, NONE, 30000}, {300000, NONE, 360000, NONE, 180000}},
    .base = {617000, NONE, 617000, NONE, 307000},
    .shared = ALL(NONE)};
static const struct tariff_version JS = ANNUAL(2760, 4800, 528300, NONE, 558300, NONE, 358300);
static const struct tariff_version SN = ANNUAL(2160, 4200, 498300, NONE, NONE, NONE, NONE);
static const struct tariff_version HB = ANNUAL(2160, 4800, 558000, NONE, NONE, NONE, NONE);
static const struct tariff_version GD64 = MONTHLY(260, 600, 640000, NONE, NONE, NONE, NONE);
static const struct tariff_version GD59 = MONTHLY(260, 600, 590000, NONE, NONE, NONE, NONE);
static const struct tariff_version GDW = MONTHLY(200, 400, 600200, NONE, NONE, NONE, NONE);
static const struct tariff_version HV1 = {.months = TARIFF_ALL_YEAR,
                                          .period = TARIFF_NO_TIERS,
                                          .base = {NONE, NONE, 859155, 520700, 260350},
                                          .shared = ALL(NONE),
                                          .per_kva = 2300,
                                          .per_kw = 3200,
                                          .pf_standard = 90};

struct vector {
    const char *id;
    const struct tariff_version *tariff;
    double counted, single, peak, valley; /* kWh, exact in hundredths */
    unsigned quota_of, quota_in;
    fen_t total, lines;
};
static const struct vector vectors[] = {
    {"V01", &CQ, 0, 200, 0, 0, 1, 1, 10400, 10400},
    {"V02", &CQ, 2300, 300, 0, 0, 1, 1, 16600, 16600},
    {"V03", &CQ, 2399, 1, 0, 0, 1, 1, 52, 52},
    {"V04", &CQ, 2400, 1, 0, 0, 1, 1, 57, 57},
    {"V05", &CQ, 2000, 3000, 0, 0, 1, 1, 174000, 174000},
    {"V06", &JL, 0, 3500, 0, 0, 1, 1, 200550, 200550},
    {"V07", &GS, 0, 300, 0, 0, 1, 1, 17500, 17500},
    {"V08", &GS, 0, 500, 0, 0, 2, 1, 26900, 26900},
    {"V09", &HE, 0, 0, 150, 100, 1, 1, 11250, 11250},
    {"V10", &HE, 2100, 0, 80, 60, 1, 1, 6600, 6600},
    {"V11", &JS, 0, 0, 500, 700, 1, 1, 52996, 52996},
    {"V12", &JS, 2500, 0, 500, 740, 1, 1, 59329, 59329},
    {"V13", &JS, 3740, 0, 300, 420, 1, 1, 35398, 35398},
    {"V14", &JS, 4460, 0, 450, 650, 1, 1, 72913, 72914},
    {"V15", &JS, 0, 2000, 0, 0, 6, 12, 108760, 108760},
    {"V16", &ZJ, 2700, 0, 120, 80, 1, 1, 9820, 9820},
    {"V17", &SH, 3200, 0, 180, 120, 1, 1, 16230, 16230},
    {"V18", &SH, 3000, 400, 0, 0, 1, 1, 26080, 26080},
    {"V19", &GD64, 0, 650, 0, 0, 1, 1, 44800, 44800},
    {"V20", &GD59, 0, 500, 0, 0, 1, 1, 30700, 30700},
    {"V21", &GDW, 0, 450, 0, 0, 1, 1, 29509, 29509},
    {"V22", &SN, 0, 1000, 0, 0, 5, 12, 50330, 50330},
    {"V23", &HB, 2000, 3000, 0, 0, 1, 1, 186600, 186600},
    {"V24 December", &CQ, 2390, 60, 0, 0, 1, 1, 3370, 3370},
    {"V24 January", &CQ, 0, 60, 0, 0, 1, 1, 3120, 3120},
    {"V36", &CQ, 2395.50, 8.37, 0, 0, 1, 1, 455, 455},
};

static struct tariff_bill bill_of(const struct vector *row, enum tariff_rounding rounding)
{
    struct tariff_bill bill;
    struct tariff_use use;
    struct fk_diag diag;
    tariff_use_init(&use);
    use.counted = KWH(row->counted);
    use.energy[TARIFF_SINGLE] = KWH(row->single);
    use.energy[TARIFF_PEAK] = KWH(row->peak);
    use.energy[TARIFF_VALLEY] = KWH(row->valley);
    use.quota_of = row->quota_of;
    use.quota_in = row->quota_in;
    ck_assert_msg(tariff_bill_make(row->tariff, &use, rounding, &bill, &diag) == FK_OK, "%s: %s",
                  row->id, diag.text);
    return bill;
}

/* R-05, TR-1, TR-2, TR-3, TR-5, TR-6, TR-7, TR-9, TR-10 */
START_TEST(published_vectors)
{
    const struct vector *row = &vectors[_i];
    struct tariff_bill bill = bill_of(row, TARIFF_ROUND_TOTAL);
    ck_assert_msg(bill.total == row->total, "%s: %lld", row->id, (long long)bill.total);
    struct tariff_bill lines = bill_of(row, TARIFF_ROUND_LINES);
    ck_assert_msg(lines.total == row->lines, "%s: %lld", row->id, (long long)lines.total);
}
END_TEST

/* TR-10: what the daily calculation charges is the bill with full quotas, at every step over both
 * limits. */
START_TEST(charge_is_the_bill)
{
    static const struct tariff_version *const tariffs[] = {&CQ, &JL, &GS, &HE, &SN, &HB, &GDW};
    for (unsigned i = 0; i < sizeof tariffs / sizeof tariffs[0]; i++) {
        for (kwh100_t energy = 0; energy < 600000; energy += 7919) {
            struct vector row = {"", tariffs[i], 0, 0, 0, 0, 1, 1, 0, 0};
            for (row.counted = 0; row.counted < 5000; row.counted += 480) {
                row.single = (double)energy / 100;
                ck_assert_int_eq(tariff_charge(row.tariff, KWH(row.counted), energy),
                                 bill_of(&row, TARIFF_ROUND_TOTAL).total);
            }
        }
    }
}
END_TEST

/* TR-1: the energy at a limit is the last of the tier below; the three parts are the whole. */
START_TEST(tiers_at_their_limits)
{
    static const struct {
        kwh100_t counted, energy, tiers[3];
    } rows[] = {
        {0, 240000, {240000, 0, 0}}, {0, 240001, {240000, 1, 0}},      {240000, 1, {0, 1, 0}},
        {239999, 1, {1, 0, 0}},      {239999, 240002, {1, 240000, 1}}, {480000, 1, {0, 0, 1}},
        {479999, 1, {0, 1, 0}},      {500000, 0, {0, 0, 0}},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        kwh100_t tiers[3];
        tariff_tiers(CQ.limit, rows[i].counted, rows[i].energy, tiers);
        for (int t = 0; t < 3; t++)
            ck_assert_int_eq(tiers[t], rows[i].tiers[t]);
    }
}
END_TEST

/* TR-4 by hand: 3000 + 300 kWh of Shanghai cross 3120: 180 kWh in tier 2, shared out as 200 : 100:
 * 120 peak, 60 valley. 200 x 0.617 + 100 x 0.307 + 120 x 0.06 + 60 x 0.03 =
 * 123.40 + 30.70 + 7.20 + 1.80 = 163.10 */
START_TEST(surcharges_by_rate)
{
    struct vector row = {"Shanghai", &SH, 3000, 0, 200, 100, 1, 1, 0, 0};
    struct tariff_bill bill = bill_of(&row, TARIFF_ROUND_TOTAL);
    ck_assert_int_eq(bill.total, 16310);
    ck_assert_uint_eq(bill.count, 4);
    ck_assert_int_eq(bill.lines[2].energy, KWH(120));
    ck_assert_int_eq(bill.lines[3].energy, KWH(60));
    /* 1.00 kWh in tier 2 of a bill of 1 : 2: 0.33 peak and the rest, 0.67, valley */
    row = (struct vector){"Shanghai", &SH, 3118, 0, 1, 2, 1, 1, 0, 0};
    bill = bill_of(&row, TARIFF_ROUND_TOTAL);
    ck_assert_int_eq(bill.lines[2].energy, 33);
    ck_assert_int_eq(bill.lines[3].energy, 67);
}
END_TEST

/* TR-8: V25 by days, V26 half and half with one month's quota, V27 outside the year. */
START_TEST(change_inside_a_period)
{
    kwh100_t before = tariff_part_of_days(KWH(300), 15, 30);
    ck_assert_int_eq(before, KWH(150));
    ck_assert_int_eq(
        money_flat_charge(520000, before) + money_flat_charge(550000, KWH(300) - before), 16050);
    kwh100_t half = tariff_part_of_days(KWH(400), 30, 60);
    ck_assert_int_eq(money_flat_charge(510000, half) + tariff_charge(&GS, 0, KWH(400) - half),
                     20600);
    ck_assert_int_eq(money_flat_charge(500000, KWH(120)), 6000);
    ck_assert_int_eq(tariff_part_of_days(KWH(0.05), 1, 2), 3); /* half up */
}
END_TEST

/* TR-11: V28, V29, V30. */
START_TEST(late_fees)
{
    ck_assert_int_eq(tariff_late_fee(16600, true, 10, 0), 166);
    ck_assert_int_eq(tariff_late_fee(8000, true, 5, 0), 100);
    ck_assert_int_eq(tariff_late_fee(1000000, false, 20, 5), 55000);
    ck_assert_int_eq(tariff_late_fee(1000000, false, 0, 0), 0);
    ck_assert_int_eq(tariff_late_fee(0, true, 10, 0), 0);
    ck_assert_int_eq(tariff_late_fee(-100, true, 10, 0), 0);
    ck_assert_int_eq(tariff_late_fee(10000, true, 10, 0), 100); /* 1.00 exactly */
    ck_assert_int_eq(tariff_late_fee(10050, true, 10, 0), 101); /* 1.005 */
}
END_TEST

static struct tariff_bill high_voltage(uint32_t kva, uint32_t kw, unsigned power_factor)
{
    struct tariff_bill bill;
    struct tariff_use use;
    tariff_use_init(&use);
    use.energy[TARIFF_FLAT] = KWH(100000);
    use.kva = kva;
    use.kw = kw;
    use.power_factor = (uint8_t)power_factor;
    ck_assert_int_eq(tariff_bill_make(&HV1, &use, TARIFF_ROUND_TOTAL, &bill, NULL), FK_OK);
    return bill;
}

/* TR-12, TR-13: V32, V33, V34, V35. */
START_TEST(large_industry)
{
    ck_assert_int_eq(high_voltage(630, 0, 95).total, 6606080);
    ck_assert_int_eq(high_voltage(630, 0, 85).total, 6822400);
    ck_assert_int_eq(high_voltage(0, 500, 90).total, 6807000);
    struct tariff_bill bill;
    struct tariff_use use;
    tariff_use_init(&use);
    use.kva = 630;
    use.days = 10;
    use.days_in = 30;
    ck_assert_int_eq(tariff_bill_make(&HV1, &use, TARIFF_ROUND_LINES, &bill, NULL), FK_OK);
    ck_assert_int_eq(bill.total, 483000);
    ck_assert_uint_eq(bill.count, 1);
    ck_assert_int_eq(bill.lines[0].kind, TARIFF_LINE_CAPACITY);
}
END_TEST

/* TR-13: the published table at its edges, one row a power factor: standard 0.90, 0.85, 0.80. */
static const struct {
    unsigned power_factor;
    int32_t at90, at85, at80; /* 0.01 % */
} percents[] = {
    {100, -75, -110, -130}, {95, -75, -110, -130},  {94, -60, -110, -130},  {93, -45, -95, -130},
    {92, -30, -80, -130},   {91, -15, -65, -115},   {90, 0, -50, -100},     {89, 50, -40, -90},
    {86, 200, -10, -60},    {85, 250, 0, -50},      {84, 300, 50, -40},     {80, 500, 250, 0},
    {70, 1000, 750, 500},   {69, 1100, 800, 550},   {66, 1400, 950, 700},   {65, 1500, 1000, 750},
    {64, 1700, 1100, 800},  {60, 2500, 1500, 1000}, {59, 2700, 1700, 1100}, {55, 3500, 2500, 1500},
    {54, 3700, 2700, 1700},
};
START_TEST(power_factor_table)
{
    unsigned pf = percents[_i].power_factor;
    ck_assert_int_eq(tariff_pf_percent(pf, 90), percents[_i].at90);
    ck_assert_int_eq(tariff_pf_percent(pf, 85), percents[_i].at85);
    ck_assert_int_eq(tariff_pf_percent(pf, 80), percents[_i].at80);
    ck_assert_int_eq(tariff_pf_percent(pf, 0), 0);
}
END_TEST

/* TR-13: cos(arctan(x)), V31 with 0.45: 1 / sqrt(1.2025) = 0.91192. 0.75: 0.8 exactly. */
START_TEST(power_factor_of_energies)
{
    ck_assert_uint_eq(tariff_power_factor(KWH(100), KWH(45)), 91);
    ck_assert_uint_eq(tariff_power_factor(KWH(400), KWH(300)), 80);
    ck_assert_uint_eq(tariff_power_factor(KWH(1), 0), 100);
    ck_assert_uint_eq(tariff_power_factor(0, 0), 100);
    ck_assert_uint_eq(tariff_power_factor(0, KWH(5)), 0);
    ck_assert_uint_eq(tariff_power_factor(TARIFF_KWH_MAX, TARIFF_KWH_MAX), 71); /* 0.70711 */
    /* 0.945 is at x = 0.346106168 */
    ck_assert_uint_eq(tariff_power_factor(100000000, 34610616), 95);
    ck_assert_uint_eq(tariff_power_factor(100000000, 34610617), 94);
    /* V31: 18,600.00 x -0.15 % = -27.90, and 3,101.50 that are not adjusted */
    fen_t adjusted = money_round_half_up(INT64_C(1860000) * tariff_pf_percent(91, 90), 10000);
    ck_assert_int_eq(1860000 + adjusted + 310150, 2167360);
}
END_TEST

/* Versions: by date, and by month of the year (Guangdong's summer and winter). */
START_TEST(version_of_a_day)
{
    const uint16_t summer = 0x3f0; /* May to October, bits 4..9 */
    const ms_t first = clock_from_civil(2011, 1, 26, 0, 0, 0),
               second = clock_from_civil(2024, 10, 4, 0, 0, 0);
    const struct tariff_version versions[] = {
        {.from = first, .months = summer},
        {.from = first, .months = TARIFF_ALL_YEAR & ~summer},
        {.from = second, .months = TARIFF_ALL_YEAR},
    };
    ck_assert_ptr_null(tariff_on(versions, 3, first - 1));
    ck_assert_ptr_eq(tariff_on(versions, 3, first), &versions[1]);
    ms_t may = clock_from_civil(2011, 5, 1, 0, 0, 0);
    ck_assert_ptr_eq(tariff_on(versions, 3, may - 1), &versions[1]);
    ck_assert_ptr_eq(tariff_on(versions, 3, may), &versions[0]);
    ck_assert_ptr_eq(tariff_on(versions, 3, second - 1), &versions[0]);
    ck_assert_ptr_eq(tariff_on(versions, 3, second), &versions[2]);
}
END_TEST

/* Meters shared by households pay one price whatever they use. */
START_TEST(shared_meter)
{
    struct tariff_bill bill;
    struct tariff_use use;
    tariff_use_init(&use);
    use.is_shared = true;
    use.energy[TARIFF_SINGLE] = KWH(5000);
    ck_assert_int_eq(tariff_bill_make(&HE, &use, TARIFF_ROUND_TOTAL, &bill, NULL), FK_OK);
    ck_assert_int_eq(bill.total, 268100);
    use.energy[TARIFF_SINGLE] = 0;
    use.energy[TARIFF_PEAK] = KWH(3000);
    use.energy[TARIFF_VALLEY] = KWH(1000);
    ck_assert_int_eq(tariff_bill_make(&HE, &use, TARIFF_ROUND_TOTAL, &bill, NULL), FK_OK);
    ck_assert_int_eq(bill.total, 171000 + 31000);
    ck_assert_uint_eq(bill.count, 2);
}
END_TEST

static void spoil(struct tariff_use *use, unsigned which)
{
    switch (which) {
    case 0:
        use->energy[TARIFF_SINGLE] = -1;
        break;
    case 1:
        use->energy[TARIFF_SINGLE] = TARIFF_KWH_MAX + 1;
        break;
    case 2:
        use->energy[TARIFF_SINGLE] = 1, use->energy[TARIFF_PEAK] = 1;
        break;
    case 3:
        use->counted = -1;
        break;
    case 4:
        use->counted = TARIFF_KWH_MAX + 1;
        break;
    case 5:
        use->quota_of = 0;
        break;
    case 6:
        use->quota_in = 13;
        break;
    case 7:
        use->days = 32, use->days_in = 31;
        break;
    case 8:
        use->days_in = 0;
        break;
    case 9:
        use->kva = 1, use->kw = 1;
        break;
    case 10:
        use->kva = 1000001;
        break;
    case 11:
        use->power_factor = 101;
        break;
    case 12:
        use->energy[TARIFF_SHARP] = 1;
        break;
    case 13:
        use->kva = 1;
        break;
    case 14:
        use->kw = 1;
        break;
    case 15:
        use->power_factor = 90;
        break;
    default:
        use->is_shared = true, use->energy[TARIFF_FLAT] = 1;
        break;
    }
}
START_TEST(what_cannot_be_billed)
{
    struct tariff_bill bill;
    struct tariff_use use;
    struct fk_diag diag = {0};
    tariff_use_init(&use);
    spoil(&use, (unsigned)_i);
    ck_assert_int_eq(tariff_bill_make(&HE, &use, TARIFF_ROUND_TOTAL, &bill, &diag),
                     _i < 12 ? FK_E_RANGE : FK_E_UNSUPPORTED);
    ck_assert_uint_gt(strlen(diag.text), 20);
}
END_TEST

static Suite *tariff_suite(void)
{
    Suite *suite = suite_create("tariff");
    TCase *tc = tcase_create("tariff");
    tcase_add_loop_test(tc, published_vectors, 0, sizeof vectors / sizeof *vectors);
    tcase_add_test(tc, charge_is_the_bill);
    tcase_add_test(tc, tiers_at_their_limits);
    tcase_add_test(tc, surcharges_by_rate);
    tcase_add_test(tc, change_inside_a_period);
    tcase_add_test(tc, late_fees);
    tcase_add_test(tc, large_industry);
    tcase_add_loop_test(tc, power_factor_table, 0, sizeof percents / sizeof *percents);
    tcase_add_test(tc, power_factor_of_energies);
    tcase_add_test(tc, version_of_a_day);
    tcase_add_test(tc, shared_meter);
    tcase_add_loop_test(tc, what_cannot_be_billed, 0, 17);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(tariff_suite)
