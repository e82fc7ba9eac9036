/* What a tariff charges from day to day (TR-1, TR-5, TR-8, TR-10, TR-12, TR-13): figures worked out
 * by hand. Registers and energies in 0.01 kWh, charges in fen. */
#include "models/tariff/plan.h"
#include "tests/unit/fk_check.h"

#define ALL(price)                                                                                 \
    {                                                                                              \
        price, price, price, price, price                                                          \
    }

static struct tariff_plan plan;
static struct tariff_account account;

static int32_t day_of(int year, int month, int day)
{
    return (int32_t)((clock_from_civil(year, month, day, 0, 0, 0) + MS_CST) / MS_DAY);
}

/* Chongqing, annual: 2,400 / 4,800 kWh. */
static const struct tariff_version cq = {.months = TARIFF_ALL_YEAR,
                                         .period = TARIFF_ANNUAL,
                                         .limit = {240000, 480000},
                                         .base = {520000},
                                         .surcharge = {ALL(50000), ALL(300000)}};
/* Gansu, monthly: 160 / 240 kWh. */
static const struct tariff_version gs = {.months = TARIFF_ALL_YEAR,
                                         .period = TARIFF_MONTHLY,
                                         .limit = {16000, 24000},
                                         .base = {510000},
                                         .surcharge = {ALL(50000), ALL(300000)}};
/* Jiangsu with peak and valley, annual: 2,760 / 4,800 kWh. */
static const struct tariff_version js = {.months = TARIFF_ALL_YEAR,
                                         .period = TARIFF_ANNUAL,
                                         .limit = {276000, 480000},
                                         .base = {528300, 0, 558300, 0, 358300},
                                         .surcharge = {ALL(50000), ALL(300000)},
                                         .peak_hours = {8 * MS_HOUR, 21 * MS_HOUR}};

static void begin(const struct tariff_version *versions, uint32_t count, bool is_monthly,
                  int32_t first, int32_t days)
{
    ck_assert_int_eq(tariff_plan_init(&plan, versions, count, 0, is_monthly, first, first + days),
                     FK_OK);
}

static void teardown(void)
{
    tariff_plan_fini(&plan);
}

static unsigned tier; /* reached by the last take */

static void take(int32_t day, uint32_t all, uint32_t peak)
{
    struct tariff_reading newest = {day, all, peak};
    tier = tariff_account_take(&account, &plan, &newest, NULL);
}

static fen_t charge(void)
{
    return tariff_account_charge(&account, &plan);
}

/* S-54, V24: with 2,396 kWh counted the 8 of 12-31 are 4 x 0.52 + 4 x 0.57 = 4.36; those of 01-01
 * are of a new year, 4.16. */
START_TEST(year_change)
{
    int32_t start = day_of(2025, 12, 31);
    begin(&cq, 1, false, start, 3);
    plan.counted = 239600;
    ck_assert_uint_eq(plan.span_count, 2);
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    ck_assert_int_eq(charge(), 0);
    take(start + 1, 800, 0);
    ck_assert_uint_eq(tier, 2); /* 2,404 of the year that is over */
    ck_assert_int_eq(charge(), 436);
    ck_assert_uint_eq(account.counted, 0);
    take(start + 2, 1600, 0);
    ck_assert_uint_eq(tier, 0);
    ck_assert_int_eq(charge(), 436 + 416);
}
END_TEST

/* TR-5: V24 where the tier year begins in July; January begins none. */
START_TEST(tier_year_from_july)
{
    struct tariff_version version = {.months = TARIFF_ALL_YEAR,
                                     .period = TARIFF_ANNUAL,
                                     .tier_year_start = 7,
                                     .limit = {240000, 480000},
                                     .base = {520000},
                                     .surcharge = {{50000}, {300000}}};
    int32_t start = day_of(2026, 6, 30);
    begin(&version, 1, false, start, 3);
    plan.counted = 239000;
    ck_assert_uint_eq(plan.span_count, 2);
    ck_assert_int_eq(plan.spans[1].day, day_of(2026, 7, 1));
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    take(start + 1, 6000, 0);
    ck_assert_int_eq(charge(), 3370);
    take(start + 2, 12000, 0);
    ck_assert_int_eq(charge(), 3370 + 3120);
    tariff_plan_fini(&plan);
    begin(&version, 1, false, day_of(2025, 12, 31), 3);
    ck_assert_uint_eq(plan.span_count, 1);
}
END_TEST

/* a tier is reached above its limit (TR-1), once; of two at a time it is the higher one. */
START_TEST(tier_is_reached)
{
    int32_t start = day_of(2026, 5, 2);
    begin(&gs, 1, false, start, 60);
    plan.counted = 15000;
    tariff_account_init(&account, &plan, start - 1);
    take(start + 1, 1000, 0); /* 160 kWh */
    ck_assert_uint_eq(tier, 0);
    take(start + 2, 1001, 0);
    ck_assert_uint_eq(tier, 2);
    take(start + 3, 9000, 0); /* 240 kWh */
    ck_assert_uint_eq(tier, 0);
    take(start + 4, 9001, 0);
    ck_assert_uint_eq(tier, 3);
    take(start + 31, 33002, 0); /* 06-02: by days 8 kWh a day, 8.89 of them in June */
    ck_assert_uint_eq(tier, 0);
    take(start + 35, 60000, 0);
    ck_assert_uint_eq(tier, 3);
}
END_TEST

/* A new version with lower limits puts him into tier 2 on its first day, and he is told once; a
 * month that begins has no tier reached, also if the one before it ended in tier 3. */
START_TEST(tier_of_a_new_version)
{
    int32_t start = day_of(2026, 5, 2);
    struct tariff_version two[2] = {gs, gs};
    two[1].from = clock_from_civil(2026, 5, 4, 0, 0, 0);
    two[1].limit[0] = 15500;
    begin(two, 2, false, start, 60);
    plan.counted = 15000;
    tariff_account_init(&account, &plan, start - 1);
    take(start + 1, 600, 0);
    ck_assert_uint_eq(tier, 0);
    take(start + 2, 700, 0);
    ck_assert_uint_eq(tier, 2);
    ck_assert_uint_eq(tariff_account_tier(&account, &plan), 2);
    take(start + 3, 800, 0);
    ck_assert_uint_eq(tier, 0);
    take(start + 29, 30000, 0); /* 05-31 */
    ck_assert_uint_eq(tier, 3);
    take(start + 31, 62000, 0); /* 06-02: 160 kWh of each day */
    ck_assert_uint_eq(tier, 2);
    ck_assert_uint_eq(tariff_account_tier(&account, &plan), 2);
}
END_TEST

/* Monthly quotas: 158 kWh of May are counted on 05-31; 10 kWh a day: 2 x 0.51 + 8 x 0.56 = 5.50,
 * then 5.10 of June. What is counted at a limit belongs to the tier below it (TR-1). */
START_TEST(month_change)
{
    int32_t start = day_of(2026, 5, 31);
    begin(&gs, 1, false, start, 40);
    plan.counted = 15800;
    ck_assert_uint_eq(plan.span_count, 3);
    tariff_account_init(&account, &plan, start - 1);
    take(start + 1, 1000, 0);
    ck_assert_int_eq(charge(), 550);
    take(start + 2, 2000, 0);
    ck_assert_int_eq(charge(), 550 + 510);
    take(start + 17, 17000, 0); /* 160 kWh of June */
    ck_assert_int_eq(charge(), 550 + 16 * 510);
    take(start + 18, 18000, 0);
    ck_assert_int_eq(charge(), 550 + 16 * 510 + 560);
}
END_TEST

/* Within one span the newest register says what an account would: 2,396 kWh are counted, tier 2
 * begins with the fifth, tier 3 with the 2,405th. Nothing else is even. */
START_TEST(even_plans)
{
    static const uint32_t registers[] = {0, 1, 399, 400, 401, 240399, 240400, 240401, 500000};
    static const unsigned tiers[] = {1, 1, 1, 1, 2, 2, 2, 3, 3};
    int32_t start = day_of(2026, 3, 2);
    begin(&cq, 1, false, start, 30);
    plan.counted = 239600;
    ck_assert(tariff_plan_is_even(&plan));
    for (unsigned i = 0; i < sizeof tiers / sizeof *tiers; i++) {
        tariff_account_init(&account, &plan, start - 1);
        take(start + 3, registers[i], 0);
        ck_assert_int_eq(tariff_even_charge(&plan, registers[i]), charge());
        ck_assert_uint_eq(tariff_even_tier(&plan, registers[i]), tiers[i]);
    }
    ck_assert_int_eq(tariff_even_charge(&plan, 400), 208);
    plan.is_tou = true;
    ck_assert(!tariff_plan_is_even(&plan));
    plan.is_tou = false;
    plan.kva = 1;
    ck_assert(!tariff_plan_is_even(&plan));
    tariff_plan_fini(&plan);
    begin(&gs, 1, false, start, 30); /* a month begins */
    ck_assert(!tariff_plan_is_even(&plan));
}
END_TEST

/* S-40: 0.52 to 0.55 on the sixth day: 5 x 4.16 + 4.40 = 25.20. Quotas go on. */
START_TEST(price_change)
{
    int32_t start = day_of(2026, 3, 2);
    struct tariff_version versions[] = {cq, cq};
    versions[1].from = clock_from_civil(2026, 3, 7, 0, 0, 0);
    versions[1].base[TARIFF_SINGLE] = 550000;
    begin(versions, 2, false, start, 10);
    ck_assert_uint_eq(plan.span_count, 2);
    ck_assert_int_eq(plan.spans[1].day, start + 5);
    tariff_account_init(&account, &plan, start - 1);
    for (int32_t day = 0; day <= 5; day++) {
        take(start + day, 800 * (uint32_t)day, 0);
        ck_assert_int_eq(charge(), 416 * day);
    }
    take(start + 6, 4800, 0);
    ck_assert_int_eq(charge(), 2520);
    ck_assert_uint_eq(account.counted, 4000);
}
END_TEST

/* TR-8: the register of the day of the change, if it is known: 24 kWh before and 16 after it are
 * 24 x 0.52 + 16 x 0.55 = 21.28. Else 40 kWh of 5 days, 2 of them before it: 16 x 0.52 + 24 x 0.55
 * = 21.52. One of another day, or one that cannot be, tells nothing. */
static const struct {
    int32_t day;
    uint32_t all;
    fen_t charge;
} turns[] = {{2, 2400, 2128}, {1, 2400, 2152}, {2, 4001, 2152}};

START_TEST(register_of_the_turn)
{
    int32_t start = day_of(2026, 3, 2);
    struct tariff_version versions[] = {cq, cq};
    versions[1].from = clock_from_civil(2026, 3, 4, 0, 0, 0);
    versions[1].base[TARIFF_SINGLE] = 550000;
    begin(versions, 2, false, start, 10);
    tariff_account_init(&account, &plan, start);
    struct tariff_reading newest = {start + 5, 4000, 0},
                          turn = {start + turns[_i].day, turns[_i].all, 0};
    tariff_account_take(&account, &plan, &newest, &turn);
    ck_assert_int_eq(charge(), turns[_i].charge);
    tariff_account_init(&account, &plan, start);
    take(start + 5, 4000, 0);
    ck_assert_int_eq(charge(), 2152);
}
END_TEST

/* TR-10: 3.33 kWh a day at 0.5283: 1.759239 a day. After 100 days 175.9239, not 100 x 1.76; a
 * change of version to the same price in between changes nothing. */
START_TEST(no_drift)
{
    int32_t start = day_of(2026, 3, 2);
    struct tariff_version versions[] = {js, js};
    versions[1].from = clock_from_civil(2026, 4, 1, 0, 0, 0);
    begin(versions, 2, false, start, 120);
    tariff_account_init(&account, &plan, start);
    fen_t sum = 0, before = 0;
    for (int32_t day = 1; day <= 100; day++) {
        take(start + day, 333 * (uint32_t)day, 0);
        sum += charge() - before;
        before = charge();
    }
    ck_assert_uint_eq(account.span, 1);
    ck_assert_int_eq(charge(), 17592);
    ck_assert_int_eq(sum, 17592);
}
END_TEST

/* V12: Jiangsu, 2,500 counted, peak 500, valley 740: 593.29. Then a day with peak 6 and
 * valley 4 in tier 2: 544.292 + 3.3498 + 1.4332 + 990 x 0.05 = 598.575. */
START_TEST(time_of_use)
{
    int32_t start = day_of(2026, 3, 2);
    begin(&js, 1, false, start, 60);
    plan.is_tou = true;
    plan.counted = 250000;
    tariff_account_init(&account, &plan, start);
    take(start + 30, 124000, 50000);
    ck_assert_int_eq(charge(), 59329);
    take(start + 31, 125000, 50600);
    ck_assert_int_eq(charge(), 59858);
}
END_TEST

/* Registers are rounded down each for itself: 0.01 kWh more of peak than of all is all peak. */
START_TEST(peak_is_no_more_than_all)
{
    int32_t start = day_of(2026, 3, 2);
    begin(&js, 1, false, start, 60);
    plan.is_tou = true;
    tariff_account_init(&account, &plan, start);
    take(start + 1, 999, 1000);
    ck_assert_int_eq(charge(), 558); /* 9.99 x 0.5583 = 5.577417 */
}
END_TEST

/* R-05, TR-12, TR-13: 630 kVA at 23 CNY are 14,490 in a month of 31 days; 10 days from 03-02 are
 * 4,674.193548; 10,000 kWh at 0.5207: 5,207.00; 0.85 of 0.90: +2.5 %: 10,128.223387. Over the end
 * of the month nothing is lost: 30 days of March 14,022.580645 and 1 of 30 of April 483, +2.5 %:
 * 14,868.220161. */
START_TEST(basic_fee_and_power_factor)
{
    static const struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .per_kva = 2300, .pf_standard = 90};
    int32_t start = day_of(2026, 3, 2);
    begin(&hv, 1, true, start, 60);
    plan.kva = 630;
    plan.power_factor = 85;
    ck_assert_uint_eq(plan.span_count, 3);
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    ck_assert_int_eq(charge(), 0);
    take(start + 10, 1000000, 0);
    ck_assert_int_eq(charge(), 1012822);
    tariff_account_init(&account, &plan, start - 1);
    take(start + 31, 0, 0);
    ck_assert_int_eq(charge(), 1486822);
    ck_assert_int_eq(tariff_plan_dearest(&plan), 533718); /* 0.5207 x 1.025, rounded up */
    ck_assert_int_eq(tariff_plan_basic_fee(&plan), 3 * 1485225);
}
END_TEST

/* TR-13: the registers of each month say its power factor, 0.90 being asked for.
 *   30 March   1,000 kWh, 450 kvarh: 0.91, (520.70 + 467.419355) x 0.9985 = 986.64
 *   31 March   and 725: 1,175 of 2,000: 0.86, (1,041.40 + 934.838710) x 1.02 = 2,015.763484
 *   1 April    and 1,000 of 1,000: 0.71, (520.70 + 483) x 1.095 = 1,099.0515: 3,114.814984
 * Settled on 2 April, the days of April before it are billed: 2,000 kWh and 200 kvarh, 1.00, are
 * (1,041.40 + 966) x 0.9925 = 1,992.3445; to the end of the month without use
 * (1,041.40 + 14,007) x 0.9925 = 14,935.537; 10 kWh and 10 kvarh on 1 May
 * (5.207 + 467.419355) x 1.095 = 517.525859. */
START_TEST(power_factor_of_each_month)
{
    static const struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .per_kva = 2300, .pf_standard = 90};
    int32_t start = day_of(2026, 3, 30);
    begin(&hv, 1, true, start, 60);
    plan.kva = 630;
    plan.has_kvarh = true;
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    take(start + 1, 100000, 45000);
    ck_assert_int_eq(charge(), 98664);
    take(start + 2, 200000, 117500);
    ck_assert_int_eq(charge(), 201576);
    take(start + 3, 300000, 217500);
    ck_assert_int_eq(charge(), 311481);
    struct tariff_reading settled = {start + 3, 300000, 217500};
    tariff_account_start(&account, &plan, &settled, 0);
    ck_assert_int_eq(charge(), 0);
    take(start + 5, 500000, 237500);
    ck_assert_int_eq(charge(), 199234);
    take(start + 32, 500000, 237500);
    ck_assert_int_eq(charge(), 1493554);
    take(start + 33, 501000, 238500);
    ck_assert_int_eq(charge(), 1545306);
}
END_TEST

/* Reactive energy alone: 0.01, 143 % more: 467.419355 x 2.43. Nobody can pay more for a kWh, and no
 * newest register says it all. */
START_TEST(worst_power_factor)
{
    static const struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .per_kva = 2300, .pf_standard = 90};
    int32_t start = day_of(2026, 3, 30);
    begin(&hv, 1, false, start, 1);
    plan.has_kvarh = true;
    ck_assert(!tariff_plan_is_even(&plan));
    ck_assert(!tariff_plan_is_by_energy(&plan));
    ck_assert_int_eq(tariff_plan_dearest(&plan), 1265301);
    plan.kva = 630;
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    take(start + 1, 0, 100);
    ck_assert_int_eq(charge(), 113583);
}
END_TEST

/* TR-6: five twelfths of (2,400 + 1,200) kWh are 1,500, of (4,800 + 1,200) 2,500; 1,496 are
 * counted: 4 x 0.52 + 4 x 0.57 = 4.36; on 01-01 begins a whole year of 3,600. */
START_TEST(quotas_of_a_customer)
{
    int32_t start = day_of(2025, 12, 31);
    begin(&cq, 1, false, start, 400);
    ck_assert_int_eq(tariff_plan_set_quotas(&plan, 10000, 5), FK_OK);
    plan.counted = 149600;
    ck_assert_uint_eq(plan.span_count, 3);
    tariff_account_init(&account, &plan, start - 1);
    take(start + 1, 800, 0);
    ck_assert_int_eq(charge(), 436);
    ck_assert_uint_eq(tier, 2);
    take(start + 2, 360800, 0);
    ck_assert_uint_eq(tier, 0);
    ck_assert_uint_eq(tariff_account_tier(&account, &plan), 1);
    take(start + 3, 360801, 0);
    ck_assert_uint_eq(tier, 2);
    take(start + 4, 600801, 0); /* 6,000.01 kWh */
    ck_assert_uint_eq(tier, 3);
    tariff_plan_fini(&plan);
    begin(&gs, 1, false, start, 40); /* a month more: 260 kWh */
    ck_assert_int_eq(tariff_plan_set_quotas(&plan, 10000, 0), FK_OK);
    ck_assert_int_eq(plan.versions->limit[0], 26000);
    ck_assert_int_eq(plan.versions->limit[1], 34000);
    ck_assert_uint_eq(plan.version_count, 1);
}
END_TEST

/* TR-9, V14: 251.24 + 232.90 + 17.00 + 228.00 = 729.14, and 729.13 once. */
START_TEST(rounded_lines)
{
    int32_t start = day_of(2026, 3, 2);
    begin(&js, 1, false, start, 60);
    plan.is_tou = true;
    plan.counted = 446000;
    plan.rounding = TARIFF_ROUND_LINES;
    tariff_account_init(&account, &plan, start);
    take(start + 30, 110000, 45000);
    ck_assert_int_eq(charge(), 72914);
    plan.rounding = TARIFF_ROUND_TOTAL;
    ck_assert_int_eq(charge(), 72913);
}
END_TEST

/* TR-12, V34: 500 kW at 32 CNY are 16,000 in a month; 10 of 31 days 5,161.290323, and 5,207.00. */
START_TEST(basic_fee_by_demand)
{
    static const struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .per_kw = 3200, .pf_standard = 90};
    int32_t start = day_of(2026, 3, 2);
    begin(&hv, 1, true, start, 60);
    plan.kw = 500;
    ck_assert(!tariff_plan_is_even(&plan));
    tariff_account_init(&account, &plan, start - 1);
    take(start, 0, 0);
    take(start + 10, 1000000, 0);
    ck_assert_int_eq(charge(), 1036829);
    ck_assert_int_eq(tariff_plan_basic_fee(&plan), 3 * 1600000);
}
END_TEST

/* What a checkpoint may hold of an account: a span that is there, and no day of the next one. */
START_TEST(sound_accounts)
{
    int32_t start = day_of(2025, 12, 31);
    begin(&cq, 1, false, start, 3);
    tariff_account_init(&account, &plan, start - 1);
    ck_assert(tariff_account_is_sound(&account, &plan));
    account.day = (uint16_t)(start + 1);
    ck_assert(!tariff_account_is_sound(&account, &plan));
    account.span = 1;
    ck_assert(tariff_account_is_sound(&account, &plan));
    account.span = 2;
    ck_assert(!tariff_account_is_sound(&account, &plan));
}
END_TEST

/* Versions of other price lists are not his; a day without any is refused. */
START_TEST(price_lists)
{
    int32_t start = day_of(2026, 3, 2);
    struct tariff_version versions[] = {cq, gs};
    versions[1].list = 7;
    ck_assert_int_eq(tariff_plan_init(&plan, versions, 2, 7, false, start, start + 10), FK_OK);
    ck_assert_uint_eq(plan.version_count, 1);
    ck_assert_uint_eq(plan.versions->period, TARIFF_MONTHLY);
    tariff_plan_fini(&plan);
    versions[0].from = clock_from_civil(2026, 3, 3, 0, 0, 0);
    ck_assert_int_eq(tariff_plan_init(&plan, versions, 2, 0, false, start, start + 10),
                     FK_E_NOT_FOUND);
    tariff_plan_fini(&plan);
    ck_assert_int_eq(tariff_plan_init(&plan, versions, 2, 0, false, start + 1, start + 10), FK_OK);
}
END_TEST

/* The last turn up to a day. */
START_TEST(turn_before)
{
    static const int32_t days[] = {10, 20};
    ck_assert_int_eq(tariff_turn(days, 2, 9), INT32_MIN);
    ck_assert_int_eq(tariff_turn(days, 2, 10), 10);
    ck_assert_int_eq(tariff_turn(days, 2, 19), 10);
    ck_assert_int_eq(tariff_turn(days, 2, 20), 20);
    ck_assert_int_eq(tariff_turn(days, 0, 20), INT32_MIN);
}
END_TEST

/* A span of 60 days without a basic fee is no month: 30.00 kWh at peak and 20.00 in the valley are
 * 16.75 + 7.17 = 23.92, as after a day. */
START_TEST(long_span_of_two_rates)
{
    int32_t start = day_of(2026, 3, 2);
    begin(&js, 1, false, start, 90);
    plan.is_tou = true;
    tariff_account_init(&account, &plan, start - 1);
    take(start + 1, 5000, 3000);
    ck_assert_int_eq(charge(), 2392);
    take(start + 60, 5000, 3000);
    ck_assert_int_eq(charge(), 2392);
}
END_TEST

static Suite *plan_suite(void)
{
    Suite *suite = suite_create("plan");
    TCase *tc = tcase_create("plan");
    tcase_add_checked_fixture(tc, NULL, teardown);
    tcase_add_test(tc, year_change);
    tcase_add_test(tc, tier_year_from_july);
    tcase_add_test(tc, tier_is_reached);
    tcase_add_test(tc, tier_of_a_new_version);
    tcase_add_test(tc, month_change);
    tcase_add_test(tc, even_plans);
    tcase_add_test(tc, price_change);
    tcase_add_loop_test(tc, register_of_the_turn, 0, sizeof turns / sizeof *turns);
    tcase_add_test(tc, no_drift);
    tcase_add_test(tc, time_of_use);
    tcase_add_test(tc, long_span_of_two_rates);
    tcase_add_test(tc, peak_is_no_more_than_all);
    tcase_add_test(tc, basic_fee_and_power_factor);
    tcase_add_test(tc, power_factor_of_each_month);
    tcase_add_test(tc, worst_power_factor);
    tcase_add_test(tc, quotas_of_a_customer);
    tcase_add_test(tc, rounded_lines);
    tcase_add_test(tc, basic_fee_by_demand);
    tcase_add_test(tc, sound_accounts);
    tcase_add_test(tc, price_lists);
    tcase_add_test(tc, turn_before);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(plan_suite)
