#include "reports/run/run_rpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Texts, laid out by hand. */
/* clang-format off */
#define SAME(name, en, zh) {name, name, {en, zh}}
#define PAIR(name, en, zh) {name, name "_zh", {en, zh}}
#define DAY(name, en, zh) SAME(name, en, zh)
#define NO_NOTE {{0}}
#define CUSTOMER SAME("customer", "customer", "客户")
#define WHEN DAY("day", "day", "日"), SAME("clock", "clock", "时刻")
#define END {NULL, NULL, {NULL, NULL}}

const struct rpt rpts[] = {
    /* Q29, Q30 */
    {"RPT-01", "customers", {"Customers: enrolment, state, register, money",
    "客户视图：实施、状态、示数、资金"},
     {{SIM_FULL, {"Registers, and with them estimated energy, are recorded with --set "
      "recording=full alone.",
      "示数及测算电量仅在 --set recording=full 时记录。"}},
      {0, {"A phone is what the file says of it, else what the last SMS found; a hold is a lock "
      "that holds at the end. Accounts of local meters, and of who had a rest at the start, are "
      "known from queries alone.",
      "电话按档案，否则按最近一条短信的结果；锁定指结束时有效的保电、缓停或时段。"
      "本地费控户及期初有余款户的账户余额仅由查询得知。"}}},
     "rpt_01", true, SIM_EVENTS,
     {CUSTOMER, PAIR("enrolment", "enrolment", "实施"), SAME("strategy", "strategy", "策略"),
      PAIR("state", "state (L1)", "状态（L1）"), SAME("since_day", "since day", "起始日"),
      SAME("since_clock", "clock", "时刻"), SAME("reading_day", "register of day", "示数日"),
      SAME("reading_age", "age, d", "示数天数"), SAME("register_kwh", "kWh", "千瓦时"),
      SAME("estimated_kwh", "estimated kWh", "测算电量"), SAME("estimated", "CNY", "测算电费（元）"),
      SAME("account", "account (M2)", "账户余额（M2）"),
      SAME("available", "available (M3)", "可用余额（M3）"), SAME("available_day",
      "as of day", "截至日"),
      SAME("available_clock", "clock", "时刻"), SAME("posted", "posted CNY", "销账（元）"),
      PAIR("phone", "phone", "电话"), PAIR("hold", "hold", "锁定"),
      PAIR("supply", "supply (L5)", "供电（L5）"), END}},
    /* Q31, Q76, Q85 */
    {"RPT-02", "orders", {"Orders: every state and every try",
    "工单轨迹：各状态与各次命令"}, NO_NOTE,
     "rpt_02", true, SIM_EVENTS,
     {CUSTOMER, SAME("order_id", "order", "工单号"), PAIR("kind", "kind", "类别"), WHEN,
      PAIR("step", "step", "步骤"), PAIR("result", "result", "结果"), SAME("tries", "tries",
      "次数"),
      SAME("seconds", "s after it was made", "生成后秒数"), END}},
    /* Q7, Q28, Q38, Q43, Q44 */
    {"RPT-03", "exceptions", {"Exceptions with their age", "异常清单及时长"},
     {{SIM_FULL, {"Registers that were collected and not computed are found with "
      "--set recording=full alone.",
      "有示数未测算仅在 --set recording=full 时可查。"}}},
     "rpt_03", true, SIM_EVENTS,
     {PAIR("class", "class", "类别"), CUSTOMER, SAME("order_id", "order", "工单号"), WHEN,
      SAME("over_day", "over day", "结束日"), SAME("over_clock", "clock", "时刻"),
      SAME("hours", "h", "小时"), PAIR("state", "state", "状态"), PAIR("result", "result",
      "结果"), END}},
    /* Q89 */
    {"RPT-04", "days", {"Daily figures", "每日指标"},
     {{SIM_EVENTS, {"Messages made, delivered and held, first tries and times of restoring need "
      "single events: --set recording=events.",
      "生成、送达、滞留的短信，首次成功率和复电时间需要单个事件：--set recording=events。"}},
      {0, {"Restores are those of orders: with restore_mode: by-hand there are none, whoever "
      "closes his breaker. Same-day recovery: what is in the account when the day of a bill is "
      "over; without bills there is none.",
      "复电指由工单完成的复电：restore_mode: by-hand 时没有，客户自行合闸不计入。"
      "当日回收率：账单日终了时账户已覆盖的部分；无账单则无此项。"}}},
     "rpt_04", false, SIM_SUMMARY,
     {DAY("day", "day", "日"), SAME("collected_pct", "read %", "采集 %"),
      SAME("calculated_pct", "computed %", "测算 %"), SAME("result_clock", "results",
      "结果时刻"),
      SAME("result_p50_clock", "p50", "p50"), SAME("result_p95_clock", "p95", "p95"),
      SAME("result_max_clock", "last", "最后"),
      SAME("sms_made", "SMS made", "短信生成"), SAME("sms_submitted", "submitted", "提交"),
      SAME("sms_delivered", "delivered", "送达"), SAME("sms_held", "held", "滞留"),
      SAME("cuts", "cuts", "停电"), SAME("cut_first_pct", "first try %", "首次 %"),
      SAME("cut_pct", "in the end %", "最终 %"), SAME("restores", "restores", "复电"),
      SAME("restore_first_pct", "first try %", "首次 %"),
      SAME("restore_pct", "in the end %", "最终 %"),
      SAME("restore_p50_s", "p50 s", "p50 秒"), SAME("restore_p95_s", "p95 s", "p95 秒"),
      SAME("restore_over_24h", "> 24 h", "> 24 小时"), SAME("posted", "posted CNY",
      "销账（元）"),
      SAME("same_day_pct", "same day %", "当日回收 %"),
      SAME("field_orders", "field orders", "现场工单"), SAME("customers_off", "off",
      "停电户数"), SAME("calls", "calls", "来电"), SAME("complaints", "complaints", "投诉"), END}},
    /* Q76, Q77, Q78, Q79, Q83, Q84, Q85, Q88 */
    {"RPT-05", "layers", {"Customers whose layers disagree at the end",
    "结束时各层不一致的客户"},
     {{0, {"It looks at relay and supply themselves; what a utility sees of that: feikong detect.",
      "直接查看继电器和供电状态；电力公司所能看到的：feikong detect。"}}},
     "rpt_05", true, SIM_EVENTS,
     {CUSTOMER, SAME("question", "question", "问题"), PAIR("meaning", "meaning", "含义"),
      PAIR("cause", "cause", "原因类别"),
      PAIR("l1", "L1", "L1"), PAIR("l2", "L2", "L2"), PAIR("l3", "L3", "L3"), PAIR("l4", "L4",
      "L4"),
      PAIR("l5", "L5", "L5"), WHEN, SAME("hours", "h", "小时"), END}},
    /* Q8, Q42, Q86, Q87 */
    {"RPT-06", "money", {"Money layers that disagree", "各层资金不一致"},
     {{0, {"M1 and M2: payments that are one-sided or came late. M2 and M3: what fee control's "
      "copy of an account lacks. M2 and M5: what is bought and not in the local meter. What is "
      "made good within a second (a minute on its way to a meter) is not in it.",
      "M1 与 M2：单边或迟到的缴费。M2 与 M3：费控系统账户副本所缺。M2 与 M5：已购电未写入本地表。"
      "一秒内（写表途中一分钟内）补上的不列。"}}},
     "rpt_06", true, SIM_EVENTS,
     {SAME("layers", "layers", "层"), PAIR("class", "class", "类别"), CUSTOMER,
      SAME("payment_id", "payment", "缴费号"),
      PAIR("channel", "channel", "渠道"), SAME("amount", "CNY", "元"), WHEN,
      SAME("over_day", "over day", "结束日"), SAME("over_clock", "clock", "时刻"),
      SAME("minutes", "min", "分钟"), END}},
    /* Q41, Q73, Q74, Q75 */
    {"RPT-07", "notices", {"Notices before each cut", "每次停电前的通知"}, NO_NOTE,
    "rpt_07", true,
     SIM_EVENTS,
     {CUSTOMER, SAME("order_id", "order", "工单号"), PAIR("kind", "kind", "类别"), WHEN,
      SAME("notice_id", "notice", "通知号"), SAME("made_clock", "made", "生成"),
      SAME("submitted_clock", "submitted", "提交"), SAME("delivered_clock", "delivered",
      "送达"),
      SAME("waited_min", "waited, min", "等待（分钟）"), SAME("last_delivered_clock", "last "
        "notice", "末次通知"),
      SAME("last_waited_min", "waited, min", "等待（分钟）"), PAIR("kept", "kept", "合规"),
      SAME("warned_day", "warned on day", "预警日"), PAIR("made_by", "made by", "发起"),
      PAIR("permit_by", "permitted by", "许可"), SAME("permit_day", "on day", "许可日"),
      SAME("permit_clock", "clock", "时刻"), PAIR("done_by", "carried out by", "执行"), END}},
    {"RPT-08", "capacity", {"Capacity: peaks and longest waits", "容量：高峰与最长等待"},
     {{0, {"Longest queue and busiest hour are of the one whose number is told. Every hour of "
      "each: v_load. How busy approvers are is not recorded; theirs is what lies at a desk.",
      "最长排队与最忙小时为所示编号者；各小时见 v_load。审批人员忙闲未记录，所列为席位上的待审批数。"}}},
     "rpt_08", false, SIM_EVENTS,
     {PAIR("resource", "resource", "资源"), PAIR("unit", "unit", "单位"), SAME("capacity",
     "capacity", "容量"),
      SAME("peak", "peak", "峰值"), SAME("peak_pct", "%", "%"), WHEN,
      SAME("longest_wait_s", "longest wait, s", "最长等待（秒）"),
      SAME("queue", "longest queue", "最长排队"), SAME("queue_no", "at no.", "编号"),
      SAME("queue_day", "day", "日"), SAME("queue_clock", "clock", "时刻"),
      SAME("busy_pct", "busiest hour, %", "最忙小时 %"), SAME("busy_no", "at no.", "编号"),
      SAME("busy_day", "day", "日"), SAME("busy_clock", "clock", "时刻"), END}},
    /* Q36, Q60, Q65, Q69 */
    {"RPT-09", "field", {"Field work", "现场工单"}, NO_NOTE, "rpt_09", true, SIM_EVENTS,
     {SAME("order_id", "order", "工单号"), CUSTOMER, PAIR("kind", "kind", "类别"), WHEN,
      SAME("arrived_day", "there on day", "到场日"), SAME("arrived_clock", "clock", "时刻"),
      SAME("visits", "visits", "到场次数"),
      SAME("done_day", "done day", "完成日"), SAME("done_clock", "clock", "时刻"),
      SAME("hours", "h", "小时"),
      PAIR("state", "state", "状态"), PAIR("result", "result", "结果"), SAME("visit", "visit",
      "第几次"),
      SAME("open_before", "open before it", "此前未完"), END}},
    /* Q96, Q97 */
    {"RPT-10", "complaints", {"What customers would complain of", "可能引起投诉的事件"},
     {{0, {"Complaints to 95598 are in it where customers call (customer.calls: true); all others "
      "are causes.",
     "客户来电时（customer.calls: true）含 95598 投诉；其余为可能原因。"}}}, "rpt_10", true,
     SIM_EVENTS, {PAIR("class", "class", "类别"), CUSTOMER, WHEN, END}},
    /* Q45 */
    {"RPT-11", "rollout", {"Rollout, county by county", "分县推广对比"},
     {{0, {"Same-day recovery: what is in the account when the day of a bill is over; balances at "
      "the start are not counted. Messages are those of fee control.",
      "当日回收率：账单日终了时账户已覆盖的部分，不计期初余额。短信为费控短信。"}}},
     "rpt_11", false, SIM_EVENTS,
     {SAME("county", "county", "县"), SAME("wave", "wave", "批次"),
      SAME("planned_day", "planned for day", "计划日"), SAME("begun_day", "begun on day", "启动日"),
      PAIR("phase", "phase", "阶段"), SAME("from_day", "from day", "自"),
      SAME("to_day", "to day", "至"), SAME("customers", "customers", "户数"),
      SAME("signed", "signed", "签约"), SAME("not_remote", "not remote", "电表不支持"),
      SAME("no_key", "no key", "无密钥"), SAME("no_switch", "no switch", "开关不符"),
      SAME("billed", "billed CNY", "应收（元）"),
      SAME("same_day_pct", "same day %", "当日回收 %"),
      SAME("sms_per_1000", "SMS / 1,000 a day", "每千户日短信"),
      SAME("no_number_pct", "no number %", "无号码 %"),
      SAME("field_orders", "field orders, most a day", "现场工单日最多"), END}},
    /* Q6, Q32, Q51, Q67 */
    {"RPT-12", "strategies", {"Strategies with customers", "策略目录与户数"},
     {{0, {"In no row: customers with local meters, who have no strategy; each other is in one "
       "row at "
      "every moment. Amounts of days of charge are worked out by the prices of the first day.",
      "不在表内：无策略的本地费控客户；其他客户任一时刻各在一行。按天数计的金额以首日电价折算。"}},
      {0, {"Who was converted by a file has no flow that made the strategy his.",
      "批量导入的客户没有策略调整流程。"}}},
     "rpt_12", false, SIM_SUMMARY,
     {SAME("number", "strategy", "策略"), DAY("from_day", "from day", "起始日"),
      SAME("from_clock", "clock", "时刻"), DAY("until_day", "until day", "截止日"),
      SAME("until_clock", "clock", "时刻"), SAME("customers", "customers", "户数"),
      SAME("outside", "in no row", "不在表内"), SAME("without_flow", "without flow", "无流程"),
      SAME("reminder", "reminder <", "提醒 <"), SAME("warning", "warning <=", "预警 <="),
      SAME("second_warning", "second <=", "二次预警 <="), SAME("overdraft", "cut <", "停电 <"),
      PAIR("restore_at", "restore at", "复电条件"), PAIR("restore_mode", "mode",
      "复电方式"),
      PAIR("repeat_warning", "repeat", "重复预警"), SAME("approval_levels", "approvals",
      "审批级数"),
      PAIR("is_cut", "is cut", "停电"), PAIR("by_hand", "begun by a person", "人工发起"),
      SAME("notice_wait", "notice", "通知等待"), SAME("cut_window", "cut window",
      "停电时段"), END}},
};
/* clang-format on */
const size_t rpt_count = sizeof rpts / sizeof rpts[0];

const struct rpt *rpt_find(const char *name)
{
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    bool is_number = name[0] >= '0' && name[0] <= '9' && *end == '\0';
    for (size_t i = 0; i < rpt_count; i++)
        if (strcasecmp(name, rpts[i].id) == 0 || strcasecmp(name, rpts[i].word) == 0 ||
            (is_number && number == i + 1))
            return &rpts[i];
    return NULL;
}

bool rpt_note_counts(struct run_db *db, const struct rpt_note *note)
{
    return note->text.en != NULL &&
           (note->below == 0 || run_db_int(db, "SELECT level FROM run", SIM_SUMMARY) < note->below);
}

int rpt_check(struct run_db *db, const struct rpt *rpt, struct fk_diag *diag)
{
    static const char *const levels[] = {
        [SIM_SUMMARY] = "summary", [SIM_EVENTS] = "events", [SIM_FULL] = "full"};
    int64_t level = run_db_int(db, "SELECT level FROM run", SIM_SUMMARY);
    int err = run_db_check(db, diag);
    if (err != FK_OK || level >= (int64_t)rpt->needs)
        return err;
    return fk_fail(diag, FK_E_STATE, NULL, 0,
                   "%s asks for what this run does not record: run it with --set recording=%s",
                   rpt->id, levels[rpt->needs]);
}

static const struct {
    const char *name, *sql;
    const char *last; /* the greatest number that the run has */
} wheres[] = {
    [RPT_EVERYBODY] = {"", "", "SELECT 0"},
    [RPT_CUSTOMER] = {"customer", " WHERE customer = :number", "SELECT customers - 1 FROM run"},
    [RPT_AREA] = {"area",
                  " WHERE customer IN (SELECT customer FROM v_customer WHERE area = :number)",
                  "SELECT max(area) FROM v_customer"},
    [RPT_LINE] = {"line",
                  " WHERE customer IN (SELECT customer FROM v_customer WHERE line = :number)",
                  "SELECT max(line) FROM v_customer"},
    [RPT_BOOK] = {"book",
                  " WHERE customer IN (SELECT customer FROM v_customer WHERE book = :number)",
                  "SELECT coalesce(max(book), 0) FROM v_customer"},
#define OF_UNIT(unit)                                                                              \
    {                                                                                              \
        unit, " WHERE customer IN (SELECT customer FROM v_customer WHERE " unit " = :number)",     \
            "SELECT coalesce(max(" unit "), 0) FROM v_customer"                                    \
    }
    [RPT_STATION] = OF_UNIT("station"),
    [RPT_COUNTY] = OF_UNIT("county"),
    [RPT_CITY] = OF_UNIT("city"),
};

const char *rpt_where_name(enum rpt_where where)
{
    return wheres[where].name;
}

bool rpt_has_days(const struct rpt *rpt)
{
    for (const struct rpt_column *c = rpt->columns; c->en; c++)
        if (strcmp(c->en, "day") == 0)
            return true;
    return false;
}

static int check_day(struct run_db *db, const struct rpt_request *request, struct fk_diag *diag)
{
    int64_t days = run_db_int(db, "SELECT (end_at - start_at) / 86400000 FROM run", 0);
    if (!request->is_of_day || request->day < days)
        return run_db_check(db, diag);
    return fk_fail(diag, FK_E_STATE, NULL, 0, "day %lld: the run has 0 to %lld",
                   (long long)request->day, (long long)days - 1);
}

int rpt_check_where(struct run_db *db, const struct rpt_request *request, struct fk_diag *diag)
{
    int first = request->where == RPT_CUSTOMER ? 0 : 1;
    if (request->where == RPT_EVERYBODY)
        return check_day(db, request, diag);
    int64_t last = run_db_int(db, wheres[request->where].last, first - 1);
    int result = run_db_check(db, diag);
    if (result == FK_OK && request->number >= first && request->number <= last)
        return check_day(db, request, diag);
    if (result != FK_OK)
        return result;
    if (last < first && request->where == RPT_BOOK)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has no reading books");
    if (last < first)
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has no units of the level %s",
                       wheres[request->where].name);
    return fk_fail(diag, FK_E_STATE, NULL, 0, "%s %lld: the run has %d to %lld",
                   wheres[request->where].name, (long long)request->number, first, (long long)last);
}

int rpt_begin(struct run_rows **out, struct run_db *db, const struct rpt_request *request,
              struct fk_diag *diag)
{
    char sql[2048];
    int used = snprintf(sql, sizeof sql, "SELECT ");
    for (size_t i = 0; !request->has_all_columns && request->rpt->columns[i].en; i++) {
        const struct rpt_column *c = &request->rpt->columns[i];
        used += snprintf(sql + used, sizeof sql - (size_t)used, "%s%s", i ? ", " : "",
                         request->lang == FK_ZH ? c->zh : c->en);
    }
    used += snprintf(sql + used, sizeof sql - (size_t)used, "%s FROM %s%s",
                     request->has_all_columns ? "*" : "", request->rpt->view,
                     wheres[request->where].sql);
    if (request->is_of_day)
        snprintf(sql + used, sizeof sql - (size_t)used, " %s day = %lld",
                 request->where == RPT_EVERYBODY ? "WHERE" : "AND", (long long)request->day);
    run_db_set_number(db, request->number);
    return run_rows_begin(out, db, sql, diag);
}
