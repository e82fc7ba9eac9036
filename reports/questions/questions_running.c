#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_39[] = {
    {"s-04",
     "SELECT count(*), max(tries), group_concat(DISTINCT result), max(failed_clock), (SELECT "
     "count(*) FROM v_read WHERE day = 1 AND result = 'OK') FROM v_order WHERE kind = 'cut' "
     "AND day = 1 AND clock < '12:00:00'",
     {"{1} orders failed after {2} tries each with {3}, the last at {4}; {5} reads on demand "
      "of the same morning succeeded.",
      "{1} 张工单各尝试 {2} 次后以 {3} 失败，最后一张 {4}；同日上午召测成功 {5} 次。"}},
    {"s-04",
     "SELECT count(*), max(success_clock), (SELECT count(*) FROM v_order WHERE kind LIKE "
     "'field%') FROM v_order WHERE kind = 'cut' AND success_day = 1",
     {"After the repeat {1} are cut, the last at {2}; {3} field orders.",
      "重复执行后停电 {1} 户，最后一户 {2}；现场工单 {3} 张。"}},
    {"s-04-field",
     "SELECT count(*), sum(success_day = 1) FROM v_order WHERE kind = 'field-cut'",
     {"With field orders at once {1} crews' orders are made, and {2} are done that day.",
      "立即派单则现场工单 {1} 张，当日只完成 {2} 张。"}},
    {"s-04-b",
     "SELECT count(*), group_concat(DISTINCT result) FROM v_command WHERE day = 1",
     {"A master clock that is slow: {1} commands, all of them {2}.",
      "主站时钟慢时：命令 {1} 条，结果均为 {2}。"}},
};
static const struct question_line lines_40[] = {
    {"s-05",
     "SELECT count(*), (SELECT count(*) FROM v_sms WHERE kind = 'pre-cut' AND state = "
     "'delivered'), (SELECT count(*) FROM v_relay WHERE after = 'open') FROM v_strategy WHERE "
     "kind = 'cut'",
     {"Receipts do not arrive: {1} false cut strategies, {2} false notices, and with the "
      "second check {3} false cuts.",
      "到账信息中断：误停电策略 {1} 条、误通知 {2} 条，有复核时误停电 {3} 户。"}},
    {"s-05-off",
     "SELECT count(*), printf('%.1f', max(seconds) / 3600), (SELECT count(*) FROM v_violation "
     "WHERE invariant = 'INV-03') FROM v_outage",
     {"Without it {1} customers are cut, for up to {2} hours; the monitor reports {3} of them "
      "(INV-03).",
      "无复核时误停电 {1} 户，最长 {2} 小时；监视器报出 {3} 户（INV-03）。"}},
    {"s-06",
     "SELECT rejected, cuts FROM v_daily WHERE day = 1",
     {"Bad registers, validated: {1} are refused, {2} cuts on D1, all due.",
      "示数错误而有校验：拒用示数 {1} 个，D1 停电 {2} 户，均应停。"}},
    {"s-06-off",
     "SELECT cuts, (SELECT count(*) FROM v_order WHERE kind = 'restore' AND state = 'success') "
     "FROM v_daily WHERE day = 1",
     {"Without validation: {1} cuts on D1, and {2} restores when the right registers come.",
      "无校验：D1 停电 {1} 户，正确示数到达后复电 {2} 户。"}},
    {"s-06-brake",
     "SELECT count(*), (SELECT cuts FROM v_daily WHERE day = 1) FROM v_decision WHERE after = "
     "'held' AND reason = 'mass-brake'",
     {"With the brake {1} are held for a person, {2} cut on D1.",
      "有总量闸：挂起待人工 {1} 户，D1 停电 {2} 户。"}},
};
static const struct question_line lines_41[] = {
    {"s-07",
     "SELECT count(*), sum(accepted_at IS NOT NULL), sum(state = 'delivered'), sum(state = "
     "'delivered' AND fate = 'plain') FROM v_sms WHERE day = 0",
     {"Of {1} messages {2} count as sent, {3} as delivered, and {4} were read by the right "
      "customer.",
      "{1} 条短信中，已发送 {2} 条，回执送达 {3} 条，本人读到 {4} 条。"}},
    {"s-07",
     "SELECT fate, fate_zh, count(*) FROM v_sms WHERE day = 0 AND fate <> 'plain' GROUP BY "
     "fate ORDER BY count(*) DESC",
     {"{3} messages: {1}.",
      "{2}：{3} 条。"}},
};
static const struct question_line lines_42[] = {
    {"s-08",
     "SELECT printf('%.2f', sum(amount)), count(*), printf('%.0f', max(minutes)) FROM rpt_06 "
     "WHERE class = 'late'",
     {"{2} payments over {1} CNY were late by up to {3} minutes (RPT-06).",
      "迟到缴费 {2} 笔共 {1} 元，最长迟 {3} 分钟（RPT-06）。"}},
    {"s-08",
     "SELECT count(*), min(success_clock), max(success_clock), (SELECT max(posted_clock) FROM "
     "v_payment WHERE day = 1 AND clock BETWEEN '18:00:00' AND '21:59:59') FROM v_order WHERE "
     "kind = 'restore'",
     {"All is posted by {4}; {1} restores follow from {2} to {3}.",
      "{4} 前全部销账；{2} 至 {3} 复电 {1} 户。"}},
    {"s-38",
     "SELECT sum(channel_only_at IS NOT NULL), sum(marketing_only_at IS NOT NULL), "
     "min(found_clock), sum(reversed_at IS NOT NULL) FROM v_payment",
     {"The statement finds {1} payments in the channel only and {2} in marketing only at {3}; "
      "{4} are reversed.",
      "对账于 {3} 发现渠道单边 {1} 笔、营销单边 {2} 笔；冲正 {4} 笔。"}},
};
static const struct question_line lines_43[] = {
    {"s-09",
     "SELECT read, (SELECT count(*) FROM v_calculation WHERE day = 1 AND clock < '10:00:00'), "
     "(SELECT count(*) FROM v_calculation WHERE day = 1 AND clock >= '10:00:00') FROM v_daily "
     "WHERE day = 1",
     {"{1} registers were collected on D1, {2} customers computed by the first run and {3} by "
      "the second.",
      "D1 采集示数 {1} 个，首次测算 {2} 户，第二次测算 {3} 户。"}},
    {"s-09-once",
     "SELECT day, calculated, cuts FROM v_daily WHERE day > 0",
     {"Without a second push, D{1}: {2} computed, {3} cut.",
      "无第二次推送，D{1}：测算 {2} 户，停电 {3} 户。"}},
};
static const struct question_line lines_44[] = {
    {"s-10",
     "SELECT (SELECT count(*) FROM v_strategy WHERE kind = 'cut' AND day = 1), (SELECT "
     "count(*) FROM v_order WHERE kind = 'cut'), (SELECT min(submitted_clock) FROM v_sms WHERE "
     "kind = 'pre-cut')",
     {"{1} cut strategies, {2} orders; the notices could leave only at {3}.",
      "停电策略 {1} 条，工单 {2} 张；通知到 {3} 才发出。"}},
    {"s-10",
     "SELECT reason, reason_zh, count(*) FROM v_decision WHERE after = 'held' AND reason <> "
     "'none' GROUP BY reason",
     {"Held for \"{1}\": {3} customers.",
      "因“{2}”挂起 {3} 户。"}},
};

static const struct question rows[] = {
    {39,
     {"Cuts and restores fail in numbers while reads on demand work: why?",
      "停复电集中失败而召测正常，是什么原因？"},
     {"Control needs what reading does not: the encryption machine, authority, and a clock "
      "that agrees; the repeated command waits for its return, or crews are sent in vain.",
      "控制比抄表多依赖加密机、权限和时钟；应等其恢复后重复执行，否则白派现场。"},
     BY_RUNS(lines_39)},
    {40,
     {"Many are warned or cut wrongly: how can that be, and what stops it?",
      "大批误预警、误停电如何发生、如何防止？"},
     {"A stale balance, bad registers, a wrong price: one wrong input makes many right "
      "decisions wrong. The second check, the validation of registers and a brake on masses "
      "stop it.",
      "余额陈旧、示数错误、价格错误：一个错误输入使大量决策出错。复核、示数校验和总量闸可阻止。"},
     BY_RUNS(lines_40)},
    {41,
     {"Marketing says a message was sent, the customer has none: why?",
      "营销显示短信已发送而客户未收到，为什么？"},
     {"\"Sent\" means that the SMS centre took it. Behind that it can be lost, go to another, "
      "be intercepted, and its receipt may be missing.",
      "“已发送”只表示短信中心已接收。其后可能丢失、误投、被拦截，或无回执。"},
     BY_RUNS(lines_41)},
    {42,
     {"Paid by app, and the account does not show it: why?",
      "通过手机等渠道缴费未销账，怎么回事？"},
     {"The channel's books and marketing's are two; between them are an interface and a "
      "statement. Until it is posted nothing is restored.",
      "渠道账与营销账是两套账，中间隔着接口和对账；未销账不复电。"},
     BY_RUNS(lines_42)},
    {43,
     {"Registers are in the collection system, and fee control has no result: why?",
      "采集有示数而费控无测算，为什么？"},
     {"A batch was lost on the way, refused, not matched to a file, or the run was not over; "
      "the next push brings it.",
      "推送批次丢失、校验不通过、档案不符或测算未完成；下次推送补上。"},
     BY_RUNS(lines_43)},
    {44,
     {"There is a strategy and no order: why?",
      "有策略而无停复电工单，为什么？"},
     {"Either something is broken, or a protection or a delay wants it so; the report has to "
      "tell them apart.",
      "或是故障，或是保电、延迟所致；报表须加以区分。"},
     BY_RUNS(lines_44)},
};
/* clang-format on */

const struct question_part question_running = {
    {"Watching the operation", "运维监控"}, rows, sizeof rows / sizeof rows[0]};
