#include "sim/watch/recorder.h"

static const char *const series_names[SERIES_COUNT] = {
    [SERIES_ORDERS_CREATED] = "orders-created",
    [SERIES_COMMANDS_OK] = "commands-ok",
    [SERIES_COMMANDS_FAILED] = "commands-failed",
    [SERIES_CUTS] = "cuts",
    [SERIES_RESTORES] = "restores",
    [SERIES_SMS_SUBMITTED] = "sms-submitted",
    [SERIES_PAYMENTS_PAID] = "payments-paid",
    [SERIES_PAYMENTS_POSTED] = "payments-posted",
    [SERIES_READINGS] = "readings",
    [SERIES_CALCULATIONS] = "calculations",
    [SERIES_SUPPLY_OFF] = "supply-off",
    [SERIES_SUPPLY_ON] = "supply-on",
};

static const char *const daily_names[DAILY_COUNT] = {[DAILY_METERS] = "meters",
                                                     [DAILY_READ] = "read",
                                                     [DAILY_READ_LATE] = "read-late",
                                                     [DAILY_CALCULATED] = "calculated",
                                                     [DAILY_CALC_END_MS] = "calc-end-ms",
                                                     [DAILY_REMINDERS] = "reminders",
                                                     [DAILY_WARNINGS] = "warnings",
                                                     [DAILY_CUT_STRATEGIES] = "cut-strategies",
                                                     [DAILY_CUT_ORDERS] = "cut-orders",
                                                     [DAILY_CUTS] = "cuts",
                                                     [DAILY_CUT_FAILURES] = "cut-failures",
                                                     [DAILY_RESTORE_ORDERS] = "restore-orders",
                                                     [DAILY_RESTORES] = "restores",
                                                     [DAILY_FIELD_ORDERS] = "field-orders",
                                                     [DAILY_EXCEPTION_ORDERS] = "exception-orders",
                                                     [DAILY_SMS] = "sms",
                                                     [DAILY_SMS_PRE_CUT] = "sms-pre-cut",
                                                     [DAILY_SMS_CUT] = "sms-cut",
                                                     [DAILY_PAYMENTS] = "payments",
                                                     [DAILY_PAID_FEN] = "paid-fen",
                                                     [DAILY_POSTED_FEN] = "posted-fen",
                                                     [DAILY_CUSTOMERS_OFF] = "customers-off",
                                                     [DAILY_KWH100] = "kwh100",
                                                     [DAILY_REJECTED] = "rejected",
                                                     [DAILY_CALLS] = "calls",
                                                     [DAILY_COMPLAINTS] = "complaints"};

const char *sim_series_name(unsigned series)
{
    return series < SERIES_COUNT ? series_names[series] : "?";
}

const char *sim_daily_name(unsigned item)
{
    return item < DAILY_COUNT ? daily_names[item] : "?";
}

bool sim_invariant_is_checked(unsigned number)
{
    static const bool is_checked[SIM_INVARIANTS] = {
        [1] = true,  [2] = true,  [3] = true,  [4] = true,  [5] = true,  [6] = true,
        [7] = true,  [8] = true,  [9] = true,  [10] = true, [11] = true, [12] = true,
        [13] = true, [14] = true, [15] = true, [16] = true, [17] = true, [18] = true};
    return number < SIM_INVARIANTS && is_checked[number];
}
