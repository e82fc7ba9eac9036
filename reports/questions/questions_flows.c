#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_18[] = {
    {"s-21",
     "SELECT CASE is_file WHEN 1 THEN 'the file' ELSE 'a flow each' END, CASE is_file WHEN 1 "
     "THEN '批量文件' ELSE '逐户流程' END, count(*), count(flow_id), (SELECT count(*) FROM "
     "v_decision d JOIN v_agreement b USING (customer) WHERE d.before = 'not-enrolled' AND "
     "d.after = 'normal' AND b.is_file = a.is_file) FROM v_agreement a GROUP BY is_file",
     {"Enrolled by {1}: {3} customers with {4} flows; {5} go from not enrolled to normal.",
      "经{2}实施 {3} 户，流程 {4} 条；转为正常 {5} 户。"}},
    {"s-21",
     "SELECT min(at - (SELECT start_at FROM run)) / 3600000, (SELECT count(*) FROM v_strategy "
     "WHERE day = 0), (SELECT min(clock) FROM v_strategy WHERE day = 0) FROM v_decision WHERE "
     "before = 'not-enrolled'",
     {"Enrolled from hour {1} of D0 on; the first calculation makes {2} strategies at {3}.",
      "D0 第 {1} 小时起实施；首次测算于 {3} 产生策略 {2} 条。"}},
};
static const struct question_line lines_19[] = {
    {"s-12",
     "SELECT count(*), sum(is_archived), min('D' || day || ' ' || clock), (SELECT calculated "
     "FROM v_daily WHERE day = 0) FROM v_agreement",
     {"{1} new customers, the files of {2} archived on {3}; {4} of them are computed on the "
      "same day.",
      "新用户 {1} 户，{3} 归档 {2} 户；当日测算 {4} 户。"}},
    {"s-12",
     "SELECT cause, cause_zh, count(*), min(day) FROM v_order WHERE kind = 'exception' GROUP "
     "BY cause",
     {"Those left out, with exception orders from D{4} on, \"{1}\": {3}.",
      "未测算者自 D{4} 起有异常工单，“{2}”：{3} 户。"}},
};
static const struct question_line lines_20[] = {
    {"s-40",
     "SELECT day, printf('%.2f', (50000 - max(value_fen)) / 100.0), printf('%.2f', (50000 - "
     "min(value_fen)) / 100.0) FROM v_query WHERE layer = 'M3' AND day BETWEEN 5 AND 7 GROUP "
     "BY day",
     {"Prices change on a day of the run; charged until D{1}: {2} to {3} CNY.",
      "运行中价格变更；截至 D{1} 的测算电费：{2} 至 {3} 元。"}},
    {"s-40-late",
     "SELECT day, clock, printf('%.2f', (50000 - min(value_fen)) / 100.0) FROM v_query WHERE "
     "layer = 'M3' AND day BETWEEN 6 AND 9 GROUP BY day, clock ORDER BY at",
     {"The new price loaded late; charged until D{1} {2}: {3} CNY.",
      "新价格迟载；截至 D{1} {2} 的测算电费：{3} 元。"}},
};
static const struct question_line lines_21[] = {
    {"s-21",
     "SELECT count(*), (SELECT count(*) FROM v_strategy s JOIN v_agreement a USING (customer) "
     "WHERE a.is_file = 1 AND s.kind = 'warn' AND s.day = 0), (SELECT count(*) FROM v_order o "
     "JOIN v_agreement a USING (customer) WHERE a.is_file = 1 AND o.kind = 'cut' AND o.day = "
     "1) FROM v_agreement WHERE is_file = 1",
     {"Converted by a file: {1} customers; {2} of them are warned on the first day, {3} have a "
      "cut order on D1.",
      "批量转换 {1} 户；首日预警 {2} 户，D1 有停电工单 {3} 户。"}},
    {"s-12",
     "SELECT day, printf('%.2f', min(value)), count(DISTINCT customer) FROM v_query WHERE "
     "layer = 'M3' AND value = (SELECT min(value) FROM v_query q WHERE q.layer = 'M3' AND "
     "q.day = v_query.day) GROUP BY day",
     {"With nothing in the account, D{1}: {2} CNY, {3} customers.",
      "账户无预存，D{1}：{2} 元，{3} 户。"}},
};
static const struct question_line lines_22[] = {
    {"s-01-nopay",
     "SELECT count(*), min(clock), printf('%.2f', min(available)), printf('%.2f', "
     "max(available)) FROM v_strategy WHERE kind = 'remind'",
     {"{1} reminder strategies at {2}, with {3} to {4} CNY available.",
      "{2} 产生提醒策略 {1} 条，可用余额 {3} 至 {4} 元。"}},
    {"s-01-nopay",
     "SELECT count(*), min(submitted_clock), max(delivered_clock) FROM v_sms WHERE kind = "
     "'reminder'",
     {"{1} reminders leave from {2} on and are delivered by {3}.",
      "提醒短信 {1} 条，{2} 起发送，{3} 前全部送达。"}},
};
static const struct question_line lines_23[] = {
    {"s-01-nopay",
     "SELECT day, count(*), printf('%.2f', min(available)), printf('%.2f', max(available)) "
     "FROM v_strategy WHERE kind = 'warn' GROUP BY day",
     {"D{1}: {2} warnings, with {3} to {4} CNY available.",
      "D{1}：预警 {2} 条，可用余额 {3} 至 {4} 元。"}},
    {"s-01-nopay",
     "SELECT (SELECT count(*) FROM v_decision WHERE after = 'warned'), sum(state = "
     "'delivered'), count(*) FROM v_sms WHERE kind = 'warning'",
     {"{2} of {3} warnings have a receipt, and {1} customers count as warned.",
      "{3} 条预警中 {2} 条有送达回执，{1} 户转为已预警。"}},
};
static const struct question_line lines_24[] = {
    {"s-01-nopay",
     "SELECT (SELECT min(clock) FROM v_strategy WHERE kind = 'cut'), (SELECT "
     "min(submitted_clock) FROM v_sms WHERE kind = 'pre-cut'), (SELECT min(delivered_clock) "
     "FROM v_sms WHERE kind = 'pre-cut'), min(clock), (SELECT max(success_clock) FROM v_order "
     "WHERE kind = 'cut'), count(*) FROM v_command WHERE n1 = '1A'",
     {"Strategy {1}, notice {2}, received {3}, first command {4}, last confirmation {5}: {6} "
      "cuts in all.",
      "策略 {1}，通知 {2}，送达 {3}，首条命令 {4}，最后确认 {5}：共停电 {6} 户。"}},
    {"s-01-nopay",
     "SELECT kept, kept_zh, count(*), min(waited_min) FROM rpt_07 GROUP BY kept",
     {"Waiting time kept, \"{1}\": {3} cuts, at least {4} minutes.",
      "通知等待时间“{2}”：{3} 户，最短 {4} 分钟。"}},
};
static const struct question_line lines_25[] = {
    {"s-43",
     "SELECT day, sum(after = 'approval-1'), sum(before = 'approval-1'), sum(before = "
     "'approval-2') FROM v_decision WHERE after = 'approval-1' OR before LIKE 'approval%' "
     "GROUP BY day",
     {"D{1}: {2} cases to the first level, {3} leave it, {4} leave the second.",
      "D{1}：送一级 {2} 户，一级审结 {3} 户，二级审结 {4} 户。"}},
    {"s-43",
     "SELECT (SELECT value FROM setting WHERE key = 'policy.approval.approvers'), sum(after = "
     "'approval-1') - sum(before = 'approval-1'), (SELECT sum(cuts) FROM v_daily) FROM "
     "v_decision",
     {"Approvers at each level: {1}; cases that wait in the end: {2}; customers cut: {3}.",
      "每级审批人 {1} 名：结束时积压 {2} 户，停电 {3} 户。"}},
    {"s-43-three",
     "SELECT (SELECT value FROM setting WHERE key = 'policy.approval.approvers'), sum(after = "
     "'approval-1') - sum(before = 'approval-1'), (SELECT sum(cuts) FROM v_daily) FROM "
     "v_decision",
     {"Approvers at each level: {1}; cases that wait in the end: {2}; customers cut: {3}.",
      "每级审批人 {1} 名：结束时积压 {2} 户，停电 {3} 户。"}},
};
static const struct question_line lines_26[] = {
    {"s-53",
     "SELECT (SELECT count(*) FROM v_command WHERE n1 = '1B' AND result = 'OK'), (SELECT "
     "count(*) FROM v_relay WHERE before = 'permitted' AND after = 'closed'), (SELECT count(*) "
     "FROM v_command WHERE n1 = '1C'), printf('%.1f', avg(seconds) / 60) FROM v_outage",
     {"{1} permits (1B), {2} relays closed by the key, {3} commands that close by themselves "
      "(1C); mean outage {4} minutes.",
      "合闸允许（1B）{1} 次，按键合闸 {2} 次，直接合闸（1C）{3} 次；平均停电 {4} 分钟。"}},
};
static const struct question_line lines_27[] = {
    {"s-01-pay",
     "SELECT printf('%.0f', min(seconds)), printf('%.0f', max(seconds)), (SELECT "
     "printf('%.0f', restore_p50_s) FROM rpt_04 WHERE day = 1) FROM v_payment",
     {"From payment to posting {1} to {2} s, from the restore strategy to supply {3} s (median "
      "of D1).",
      "缴费到销账 {1} 至 {2} 秒，复电策略到来电 {3} 秒（D1 中位数）。"}},
    {"s-42",
     "SELECT count(*), printf('%.0f', max((o.on_at - p.paid_at) / 1000.0)) FROM v_outage o "
     "JOIN v_payment p ON p.customer = o.customer",
     {"When {1} customers pay in a short time the slowest has supply {2} s after his payment.",
      "{1} 户集中缴费时，最慢者缴费后 {2} 秒来电。"}},
    {"s-42-slow",
     "SELECT count(*), printf('%.0f', max((o.on_at - p.paid_at) / 60000.0)) FROM v_outage o "
     "JOIN v_payment p ON p.customer = o.customer",
     {"With few and slow tasks the slowest of {1} waits {2} minutes.",
      "任务少而慢时，{1} 户中最慢者等待 {2} 分钟。"}},
};
static const struct question_line lines_28[] = {
    {"s-34",
     "SELECT count(*), min(day), cause, cause_zh, sum(closed_at IS NOT NULL) FROM v_order "
     "WHERE kind = 'exception' GROUP BY cause",
     {"{1} exception orders from D{2} on ({3}); {5} of them closed by the end.",
      "D{2} 起异常工单 {1} 张（{4}）；结束时已关闭 {5} 张。"}},
    {"s-35",
     "SELECT class, class_zh, count(*), printf('%.0f', max(hours)) FROM rpt_03 GROUP BY class",
     {"RPT-03, {1}: {3} rows, the oldest open for {4} hours.",
      "RPT-03，{2}：{3} 条，最长 {4} 小时。"}},
};

static const struct question rows[] = {
    {18,
     {"How is a customer enrolled?",
      "实施费控的业务流程是怎样的？"},
     {"The file is cleaned, the agreement signed, the meter proved, the strategy set; then the "
      "first settled register starts the estimate.",
      "先清理档案、签订协议、验证电表、设定策略，再由首个结算示数开始测算。"},
     BY_RUNS(lines_18)},
    {19,
     {"How are new connections enrolled?",
      "新装用户如何实施费控？"},
     {"With the step that puts the new meter into the files, so that the first estimate starts "
      "at its first register.",
      "在新装归档环节同步实施，首次测算从新表首个示数开始。"},
     BY_RUNS(lines_19)},
    {20,
     {"What happens to customers when something changes in the middle of a period?",
      "变更业务（期中变更）如何衔接费控？"},
     {"The change divides the period: what was used before it is charged by what held then, "
      "the rest by what holds now; who learns of it late corrects the estimates at once.",
      "变更将周期分段：变更前按原规则计费，变更后按新规则；迟到的变更一经载入即更正测算。"},
     BY_RUNS(lines_20)},
    {21,
     {"How is a customer who paid by bill converted?",
      "存量后付费用户如何转为费控？"},
     {"His last bill becomes the beginning of the account; without a deposit the first "
      "estimate is a debt.",
      "以最后一次结算为账户起点；没有预存则首次测算即为欠费。"},
     BY_RUNS(lines_21)},
    {22,
     {"How does a reminder go?",
      "余额提醒的流程是怎样的？"},
     {"The estimate falls under the reminder amount, a strategy is made, its message waits for "
      "the window, and the customer is reminded once.",
      "测算余额低于提醒值，产生提醒策略，短信待时段开启后发送，只提醒一次。"},
     BY_RUNS(lines_22)},
    {23,
     {"How does a warning go?",
      "预警的流程是怎样的？"},
     {"Like a reminder, at a lower amount; it counts when its delivery receipt is there, for "
      "nobody is cut who was not warned.",
      "与提醒相同但限额更低；以送达回执为准，未预警不得停电。"},
     BY_RUNS(lines_23)},
    {24,
     {"How does an automatic cut go?",
      "自动停电的流程是怎样的？"},
     {"A cut strategy at night, a notice at the opening of the window, the waiting time, a "
      "second check, the order, the command, and its result as a message.",
      "夜间产生停电策略，开窗发通知，等待期满后复核，生成工单、下发命令，结果再以短信告知。"},
     BY_RUNS(lines_24)},
    {25,
     {"How does a cut with approval go?",
      "审批停电的流程是怎样的？"},
     {"The case goes to one desk after the other; each decides so many an hour, and an order "
      "is made only with all approvals.",
      "逐级送审，每级每小时可审有限，全部通过后才生成工单。"},
     BY_RUNS(lines_25)},
    {26,
     {"How does a safe restore go?",
      "安全复电的流程是怎样的？"},
     {"The command only permits closing; the customer is told, switches off what could be "
      "dangerous, and presses the key of the meter.",
      "命令只允许合闸；告知客户后，由其断开危险负荷并按下电表按键。"},
     BY_RUNS(lines_26)},
    {27,
     {"How does an automatic restore go?",
      "自动复电的流程是怎样的？"},
     {"The posting of a payment makes the strategy, order and command follow at once, and the "
      "relay closes without anybody on site.",
      "缴费销账后随即产生策略、工单和命令，继电器直接合闸，无需到场。"},
     BY_RUNS(lines_27)},
    {28,
     {"How are exceptions of execution handled?",
      "执行异常如何管理？"},
     {"Each becomes an order with its cause and an age, and is closed by what removes it, not "
      "by hand.",
      "每个异常生成带原因和时长的工单，原因消除后关闭，而非人工勾销。"},
     BY_RUNS(lines_28)},
};
/* clang-format on */

const struct question_part question_flows = {
    {"Business flows", "业务流程"}, rows, sizeof rows / sizeof rows[0]};
