#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_69[] = {
    {"s-11",
     "SELECT sum(kind = 'field-restore'), sum(kind = 'field-restore' AND state = 'success'), "
     "sum(kind = 'exchange'), sum(kind = 'exchange' AND state = 'success'), (SELECT value FROM "
     "setting WHERE key = 'crew.crews') FROM v_order",
     {"{1} field restores by {5} crews: {2} done on the first visit, {3} need an exchange, {4} "
      "of these are done.",
      "{5} 个班组现场复电 {1} 张：首次完成 {2} 张，需更换 {3} 张，更换完成 {4} 张。"}},
    {"s-11",
     "SELECT printf('%.1f', max(u.on_at - p.posted_at) / 3600000.0), count(*), (SELECT "
     "count(*) FROM v_violation WHERE invariant = 'INV-05') FROM v_outage u JOIN v_payment p "
     "ON p.customer = u.customer AND p.posted_day = 1 WHERE u.day = 1",
     {"{2} customers have supply again, the last {1} hours after his money; broken pledges "
      "(INV-05): {3}.",
      "{2} 户来电，最慢在到账后 {1} 小时；超过承诺（INV-05）{3} 户。"}},
    {"s-11-one",
     "SELECT (SELECT value FROM setting WHERE key = 'crew.crews'), printf('%.1f', max(u.on_at "
     "- p.posted_at) / 3600000.0), (SELECT count(*) FROM v_violation WHERE invariant = "
     "'INV-05') FROM v_outage u JOIN v_payment p ON p.customer = u.customer AND p.posted_day = "
     "1 WHERE u.day = 1",
     {"With {1} crew the last has supply {2} hours after his money; broken pledges (INV-05): "
      "{3}.",
      "班组 {1} 个时最慢在到账后 {2} 小时；超过承诺（INV-05）{3} 户。"}},
};
static const struct question_line lines_70[] = {
    {"s-12",
     "SELECT read, calculated, meters FROM v_daily WHERE day = 0",
     {"On the first day {1} of {3} new customers are read and {2} are computed.",
      "首日新用户 {3} 户中采集 {1} 户、测算 {2} 户。"}},
    {"s-12",
     "SELECT cause, cause_zh, count(*), min(day) FROM v_order WHERE kind = 'exception' GROUP "
     "BY cause",
     {"Exception orders from D{4} on, cause \"{1}\": {3}.",
      "D{4} 起异常工单，原因“{2}”：{3} 张。"}},
};
static const struct question_line lines_71[] = {
    {"s-13",
     "SELECT class, class_zh, count(DISTINCT customer), min(day) FROM rpt_03 WHERE day <= 4 "
     "AND (over_day IS NULL OR over_day > 4) GROUP BY class",
     {"RPT-03, {1}: {3} customers since D{4}.",
      "RPT-03，{2}：{3} 户，自 D{4} 起。"}},
    {"s-13",
     "SELECT success_day, count(*), min(success_clock) FROM v_order WHERE kind = 'cut' AND "
     "state = 'success' GROUP BY success_day",
     {"With the causes gone {2} are cut on D{1}, from {3} on.",
      "原因解除后 D{1} 停电 {2} 户，{3} 起。"}},
    {"s-45-strict",
     "SELECT count(DISTINCT customer), (SELECT count(*) FROM v_order WHERE kind = 'cut' AND "
     "customer IN (SELECT customer FROM v_sms WHERE medium = 'paper')) FROM v_sms WHERE medium "
     "= 'paper' AND kind = 'warning'",
     {"Warned on paper alone where that does not count: {1} customers, {2} cut orders.",
      "仅有纸质预警且不作数：{1} 户，停电工单 {2} 张。"}},
    {"s-43",
     "SELECT sum(after = 'approval-1') - sum(before = 'approval-1') FROM v_decision",
     {"Waiting at the desk of the first level: {1}.",
      "等待一级审批：{1} 户。"}},
};
static const struct question_line lines_72[] = {
    {"s-14",
     "SELECT count(*), count(DISTINCT customer), (SELECT max(day) + 1 FROM v_daily) FROM v_sms "
     "WHERE kind = 'warning'",
     {"Warned once: {1} messages to {2} customers in {3} days.",
      "只预警一次：{3} 天内对 {2} 户发 {1} 条。"}},
    {"s-14-daily",
     "SELECT count(*), count(DISTINCT customer), (SELECT max(day) + 1 FROM v_daily) FROM v_sms "
     "WHERE kind = 'warning'",
     {"Daily: {1} messages to {2} customers in {3} days.",
      "每日预警：{3} 天内对 {2} 户发 {1} 条。"}},
    {"s-14-low",
     "SELECT count(*), count(DISTINCT customer), (SELECT max(day) + 1 FROM v_daily) FROM v_sms "
     "WHERE kind = 'warning'",
     {"Daily only below a low amount: {1} messages to {2} customers in {3} days.",
      "仅低余额每日预警：{3} 天内对 {2} 户发 {1} 条。"}},
};
static const struct question_line lines_73[] = {
    {"s-15",
     "SELECT kind, kind_zh, count(*), count(DISTINCT customer) FROM v_sms WHERE fate = "
     "'wrong-owner' GROUP BY kind",
     {"Messages of the kind \"{1}\" that others got: {3}, about {4} accounts.",
      "误发的{2}：{3} 条，涉及账户 {4} 个。"}},
    {"s-05",
     "SELECT class, class_zh, count(*), (SELECT printf('%.2f', sum(amount)) FROM v_payment) "
     "FROM rpt_10 GROUP BY class",
     {"RPT-10, {1}: {3}; {4} CNY had been paid.",
      "RPT-10，{2}：{3} 户；已缴 {4} 元。"}},
};
static const struct question_line lines_74[] = {
    {"s-45",
     "SELECT count(*), sum(medium = 'paper' AND state = 'delivered'), (SELECT min(c.clock) "
     "FROM v_command c JOIN v_sms s ON s.customer = c.customer AND s.kind = 'pre-cut' WHERE "
     "s.medium = 'paper' AND c.day = 1) FROM v_sms WHERE kind = 'pre-cut' AND day = 1",
     {"Of {1} notices {2} are delivered on paper; their cuts begin at {3}.",
      "通知 {1} 份，其中纸质送达 {2} 份；其停电自 {3} 开始。"}},
    {"s-07",
     "SELECT sum(state = 'delivered' AND fate <> 'plain'), sum(state <> 'delivered') FROM "
     "v_sms WHERE day = 0",
     {"With a receipt and not with the right customer: {1}; without a receipt: {2}.",
      "有回执而本人未收到：{1} 条；无回执：{2} 条。"}},
    {"s-37",
     "SELECT min(submitted_clock), (SELECT min(clock) FROM v_command WHERE n1 = '1A' AND day = "
     "1), (SELECT cuts FROM v_daily WHERE day = 1) FROM v_sms WHERE day = 1 AND kind = "
     "'pre-cut'",
     {"With the SMS centre down the notices leave at {1}, the first cut is at {2}, and {3} are "
      "cut.",
      "短信中心故障时，通知 {1} 发出，首户 {2} 停电，共停电 {3} 户。"}},
};
static const struct question_line lines_75[] = {
    {"s-16-off",
     "SELECT count(*), min(submitted_clock), (SELECT min(posted_clock) FROM v_payment), "
     "(SELECT count(*) FROM v_relay WHERE after = 'open') FROM v_sms WHERE kind = 'pre-cut' "
     "AND submitted_at IS NOT NULL",
     {"Posted from {3} on, dunned at {2}: {1} messages, {4} cuts.",
      "{3} 起销账，{2} 催费：短信 {1} 条，停电 {4} 户。"}},
    {"s-16",
     "SELECT count(*), sum(submitted_at IS NOT NULL) FROM v_sms WHERE kind = 'pre-cut'",
     {"Looked at before they leave: of {1} messages {2} leave.",
      "发送前复查：{1} 条中发出 {2} 条。"}},
};
static const struct question_line lines_76[] = {
    {"s-17",
     "SELECT count(*), min(clock), max(clock), (SELECT max(success_clock) FROM v_order WHERE "
     "kind = 'restore' AND success_clock > '11:00:00'), (SELECT count(*) FROM v_order WHERE "
     "kind LIKE 'field%') FROM v_order_state WHERE state = 'timeout'",
     {"{1} orders time out from {2} to {3}; read status words end them well by {4}, with {5} "
      "field orders.",
      "{1} 张工单于 {2} 至 {3} 超时；读状态字后 {4} 前全部成功，现场工单 {5} 张。"}},
    {"s-17-off",
     "SELECT (SELECT count(*) FROM v_order WHERE kind = 'restore' AND state = 'failed' OR kind "
     "= 'restore' AND result = 'TASK_TIMEOUT'), count(*), (SELECT count(*) FROM v_outage WHERE "
     "on_day = 1) FROM v_order WHERE kind LIKE 'field%'",
     {"Without it {1} orders fail and {2} field orders are made, though {3} customers have "
      "supply.",
      "不读状态字则失败 {1} 张、派现场 {2} 张，而 {3} 户早已来电。"}},
};
static const struct question_line lines_77[] = {
    {"s-18",
     "SELECT count(*), (SELECT count(*) FROM v_relay WHERE day = 1 AND after = 'open'), "
     "(SELECT count(DISTINCT customer) FROM v_supply WHERE day = 1 AND supply = 'off') FROM "
     "v_order WHERE kind = 'cut' AND success_day = 1",
     {"{1} orders succeed (L2), {2} relays open (L4), {3} customers lose supply (L5).",
      "工单成功 {1} 张（L2），继电器断开 {2} 只（L4），失电 {3} 户（L5）。"}},
    {"s-18",
     "SELECT count(*), min(b.clock) FROM v_order o JOIN v_reading a ON a.customer = o.customer "
     "AND a.day > o.success_day JOIN v_reading b ON b.customer = a.customer AND b.day = a.day "
     "+ 1 WHERE o.kind = 'cut' AND b.day = 3 AND b.register_kwh100 - a.register_kwh100 > 10",
     {"With energy on a full day after the cut: {1} customers, known on D3 from {2} on.",
      "停电后整日仍有电量：{1} 户，D3 {2} 起可知。"}},
};
static const struct question_line lines_78[] = {
    {"s-19",
     "SELECT count(DISTINCT customer), (SELECT count(*) FROM v_order WHERE kind = 'restore' "
     "AND state = 'success' AND success_day = 1) FROM v_supply WHERE day = 1 AND supply = 'on'",
     {"{1} customers have power again, {2} of them by an order on money that was posted to "
      "them.",
      "恢复供电 {1} 户，其中因误入款项有复电工单 {2} 张。"}},
    {"s-19",
     "SELECT (SELECT count(*) FROM v_relay WHERE day = 1 AND before = 'permitted' AND after = "
     "'closed' AND customer NOT IN (SELECT customer FROM v_command WHERE n1 <> '1A')), "
     "count(*) FROM v_supply WHERE day = 1 AND supply = 'on' AND customer NOT IN (SELECT "
     "customer FROM v_relay WHERE after <> 'open')",
     {"Relays that closed by the key without a command: {1}; relays open and power on: {2}.",
      "无命令而按键合闸 {1} 只；继电器断开而有电 {2} 户。"}},
};
static const struct question_line lines_79[] = {
    {"s-20",
     "SELECT count(*) FROM (SELECT customer, sum(2 * (supply = 'on') - 1) AS balance FROM "
     "v_supply WHERE day < 1 OR day = 1 AND clock < '10:00:00' GROUP BY customer) WHERE "
     "balance < 0 AND customer NOT IN (SELECT customer FROM v_order WHERE kind = 'cut' AND "
     "success_day = 1)",
     {"Off without an order of their own during the power cut: {1}.",
      "台区停电期间无本户工单而失电：{1} 户。"}},
    {"s-20",
     "SELECT count(*), (SELECT count(*) FROM v_relay WHERE after = 'open' AND day = 1 AND "
     "customer NOT IN (SELECT customer FROM v_order WHERE kind = 'cut' AND success_day = 1)) "
     "FROM (SELECT customer, sum(2 * (supply = 'on') - 1) AS balance FROM v_supply WHERE day < "
     "1 OR day = 1 AND clock < '11:00:01' GROUP BY customer) WHERE balance < 0 AND customer "
     "NOT IN (SELECT customer FROM v_order WHERE kind = 'cut' AND success_day = 1)",
     {"After it: {1}, of them by an order for somebody else: {2}.",
      "恢复后仍失电：{1} 户，其中因他人工单 {2} 户。"}},
    {"s-20",
     "SELECT question, meaning, meaning_zh, count(*) FROM rpt_05 GROUP BY question",
     {"RPT-05, {1}, {2}: {4}.",
      "RPT-05，{1} {3}：{4} 户。"}},
};
static const struct question_line lines_80[] = {
    {"s-21",
     "SELECT count(*), count(flow_id), (SELECT without_flow FROM rpt_12) FROM v_agreement "
     "WHERE is_file = 1",
     {"Enrolled by the file: {1} customers with {2} flows; RPT-12 counts {3} without one.",
      "批量文件实施 {1} 户，流程 {2} 条；RPT-12 统计无流程 {3} 户。"}},
    {"s-21",
     "SELECT sum(is_file = 1), sum(is_file = 0), count(DISTINCT o.success_day) FROM v_order o "
     "JOIN v_agreement a USING (customer) WHERE o.kind = 'cut' AND o.state = 'success'",
     {"Cuts of those without a flow {1}, of the others {2}, over {3} days.",
      "无流程者停电 {1} 户次，其他 {2} 户次，共 {3} 天。"}},
};
static const struct question_line lines_81[] = {
    {"s-22",
     "SELECT result, result_zh, count(*), max(tries), (SELECT count(*) FROM v_order f WHERE "
     "f.kind = "
     "'field-cut' AND f.customer IN (SELECT customer FROM v_order x WHERE x.kind = 'cut' AND "
     "x.day = 1 AND x.clock < '10:00:00' AND x.result = o.result)) FROM v_order o WHERE kind = "
     "'cut' AND day = 1 AND clock < '10:00:00' AND result <> 'OK' GROUP BY result ORDER BY "
     "count(*) DESC",
     {"{1}: {3} orders after {4} tries each; crews go to {5} of them.",
      "{2}：{3} 张，各尝试 {4} 次；其中转现场 {5} 张。"}},
    {"s-22",
     "SELECT sum(result = 'OK'), count(*), printf('%.1f', 100.0 * sum(result = 'OK') / "
     "count(*)) FROM v_order WHERE kind = 'cut' AND day = 1 AND clock < '10:00:00'",
     {"{1} of {2} orders succeed, {3} %.",
      "{2} 张工单成功 {1} 张，{3} %。"}},
    {"s-22",
     "SELECT n.name, n.name_zh, m.name, m.name_zh FROM result_code_name n JOIN "
     "result_meaning_name m USING (value) WHERE value > 1 ORDER BY value",
     {"{1}: {3}.",
      "{2}：{4}。"}},
};
static const struct question_line lines_82[] = {
    {"s-23",
     "SELECT count(*), sum(back_day IS NOT NULL), (SELECT count(*) FROM v_order WHERE kind = "
     "'cut' AND day = 1 AND result = 'TERMINAL_OFFLINE' AND clock < '10:00:00'), (SELECT cuts "
     "FROM v_daily WHERE day = 1) FROM v_terminal",
     {"{1} terminals lost, {2} of them heard again; {3} orders of the morning fail, {4} "
      "customers are cut.",
      "失联终端 {1} 台，恢复 {2} 台；上午失败工单 {3} 张，停电 {4} 户。"}},
    {"s-23",
     "SELECT printf('%.1f', 100.0 * read / meters), read_late, (SELECT count(*) FROM v_outage "
     "WHERE day = 2 AND customer IN (SELECT customer FROM v_order WHERE result = "
     "'TERMINAL_OFFLINE')), (SELECT min(clock) FROM v_outage WHERE day = 2 AND customer IN "
     "(SELECT customer FROM v_order WHERE result = 'TERMINAL_OFFLINE')) FROM v_daily WHERE day "
     "= 2",
     {"On D2 {1} % are collected for the first run and {2} registers for the second; those who "
      "failed, {3}, are cut from {4} on.",
      "D2 首次采集 {1} %，第二次补 {2} 个；此前失败的 {3} 户自 {4} 起停电。"}},
};
static const struct question_line lines_83[] = {
    {"s-24",
     "SELECT channel, channel_zh, count(*), printf('%.2f', min(p.amount)), printf('%.2f', "
     "max(p.amount)), count(o.on_at) FROM v_payment p JOIN v_outage o ON o.customer = "
     "p.customer GROUP BY channel ORDER BY min(p.id)",
     {"Payments by \"{1}\" for customers who were cut: {3}, {4} to {5} CNY each; of them with "
      "supply again: {6}.",
      "停电客户经{2}缴费 {3} 笔，每笔 {4} 至 {5} 元；其中来电 {6} 户。"}},
};
static const struct question_line lines_84[] = {
    {"s-25",
     "SELECT count(*), sum(result = 'OK'), sum(result <> 'OK'), group_concat(DISTINCT CASE "
     "WHEN result <> 'OK' THEN result END), max(tries) FROM v_order WHERE kind = 'restore'",
     {"{1} restore orders: {2} well, {3} failed ({4}) after {5} tries each.",
      "复电工单 {1} 张：成功 {2} 张，失败 {3} 张（{4}），各尝试 {5} 次。"}},
    {"s-25",
     "SELECT count(*), (SELECT printf('%.1f', max(u.on_at - p.posted_at) / 3600000.0) FROM "
     "v_outage u JOIN v_payment p ON p.customer = u.customer), (SELECT count(*) FROM "
     "v_violation WHERE invariant = 'INV-05') FROM v_order WHERE kind = 'field-restore' AND "
     "state = 'success'",
     {"{1} field restores, the last {2} hours after the money; broken pledges (INV-05): {3}.",
      "现场复电 {1} 张，最慢在到账后 {2} 小时；超过承诺（INV-05）{3} 户。"}},
};
static const struct question_line lines_85[] = {
    {"s-26",
     "SELECT count(*), min(clock), (SELECT count(*) FROM v_read WHERE item = 'status-word-3' "
     "AND day = 1), (SELECT count(*) FROM v_order WHERE state IN ('executing', 'timeout', "
     "'accepted')) FROM v_order_state WHERE state = 'timeout'",
     {"{1} orders time out at {2}, {3} status words are read; executing at the end: {4}.",
      "{2} 超时 {1} 张，读状态字 {3} 次；结束时执行中 {4} 张。"}},
    {"s-26",
     "SELECT count(*), count(DISTINCT customer), (SELECT max(on_clock) FROM v_outage WHERE "
     "on_day = 1) FROM v_command WHERE day = 1 AND n1 = '1C'",
     {"{1} commands for {2} customers: none twice; the last has supply at {3}.",
      "{2} 户共执行命令 {1} 条，无重复；最后一户 {3} 来电。"}},
};
static const struct question_line lines_86[] = {
    {"s-27",
     "SELECT count(*), min(p.posted_day), min(p.posted_clock), (SELECT count(*) FROM v_order o "
     "JOIN v_payment q ON q.customer = o.customer AND q.channel_only_at IS NOT NULL WHERE "
     "o.kind = 'restore' AND o.created_at < q.posted_at), (SELECT printf('%.0f', max(u.on_at - "
     "q.posted_at) / 1000.0) FROM v_outage u JOIN v_payment q ON q.customer = u.customer AND "
     "q.channel_only_at IS NOT NULL) FROM v_payment p WHERE p.channel_only_at IS NOT NULL",
     {"{1} payments are posted on D{2} at {3}; restore orders before: {4}; supply at most {5} "
      "s after.",
      "{1} 笔于 D{2} {3} 销账；此前复电工单 {4} 张；其后最迟 {5} 秒来电。"}},
    {"s-27-refund",
     "SELECT count(*), sum(posted_at IS NULL), sum(undone_at IS NOT NULL), (SELECT count(*) "
     "FROM v_order WHERE kind = 'restore') FROM v_payment",
     {"In no statement either: of {1} payments {2} are never posted, {3} are paid back by the "
      "channel; {4} restore orders.",
      "对账单中也没有：{1} 笔中未销账 {2} 笔，渠道退回 {3} 笔；复电工单 {4} 张。"}},
};
static const struct question_line lines_87[] = {
    {"s-28",
     "SELECT day, clock, layer, layer_zh, printf('%.2f', value) FROM v_query WHERE customer = "
     "0 AND layer <> 'M4' AND query_id IN (SELECT query_id FROM v_query WHERE clock BETWEEN "
     "'12:00:00' AND '12:10:00' AND customer = 0) ORDER BY at, layer",
     {"D{1} {2}, {3}: {5} CNY.",
      "D{1} {2}，{3} {4}：{5} 元。"}},
    {"s-28",
     "SELECT day, clock, place, place_zh, printf('%.2f', copy), printf('%.2f', available), "
     "taken_day, taken_clock, printf('%.1f', age_s / 60.0) FROM v_shown WHERE customer = 0 AND "
     "day = 1 AND clock BETWEEN '12:00:00' AND '12:20:00' ORDER BY at, age_s DESC",
     {"D{1} {2}, {3} shows {5} CNY as of D{7} {8}, {9} min old; M3 is {6}.",
      "D{1} {2}，{4}显示 {5} 元，为 D{7} {8} 的副本，已过 {9} 分钟；M3 为 {6} 元。"}},
    {"s-28",
     "SELECT class, class_zh, count(*), printf('%.0f', max(minutes)) FROM rpt_06 WHERE layers = "
     "'M3 M4' GROUP BY class",
     {"In the report of money (RPT-06), {1}: {3} times, the copy up to {4} min old.",
      "资金差异报表（RPT-06），{2}：{3} 次，副本最久 {4} 分钟。"}},
};
static const struct question_line lines_88[] = {
    {"s-29",
     "SELECT count(*), max(success_clock), (SELECT count(*) FROM v_outage WHERE on_day = 1 AND "
     "on_clock <= '12:00:00'), (SELECT count(*) FROM v_outage WHERE on_day = 1 AND on_clock <= "
     "'18:10:00'), (SELECT max(on_clock) FROM v_outage) FROM v_order WHERE kind = 'restore' "
     "AND success_day = 1",
     {"{1} orders succeed by {2}; with supply at noon {3}, in the evening {4}, the last at {5}.",
      "{2} 前工单成功 {1} 张；中午有电 {3} 户，傍晚 {4} 户，最后一户 {5}。"}},
    {"s-29",
     "SELECT count(*), printf('%.0f', avg(seconds) / 60), (SELECT count(*) FROM v_relay WHERE "
     "before = 'permitted' AND after = 'closed' AND day = 1) FROM v_outage WHERE day = 1",
     {"Those of D1: {1} outages of {2} minutes in the mean, {3} relays closed by the key on "
      "the same day.",
      "D1 停电 {1} 户，平均 {2} 分钟；当日按键合闸 {3} 只。"}},
};

static const struct question rows[] = {
    {69,
     {"The handheld fails on site: what then?",
      "现场掌机操作失败怎么办？"},
     {"The crew reports it, and a second-level order exchanges the meter or the breaker; the "
      "customer waits for another visit.",
      "现场反馈后生成二级工单更换电表或开关；客户需等再次到场。"},
     BY_RUNS(lines_69)},
    {70,
     {"A new customer is never computed: why?",
      "新实施用户一直没有测算，为什么？"},
     {"No settled register to start from, no task in collection, no file, or not in the run; "
      "an exception names which after some days without a result.",
      "无起算示数、采集无任务、档案缺失或未纳入测算；连续无结果数日后由异常工单指明。"},
     BY_RUNS(lines_70)},
    {71,
     {"In arrears for days, and no cut order: why?",
      "连续欠费多日而无停电工单，为什么？"},
     {"Protected, delayed, never validly warned, waiting at a desk, or without a new register: "
      "each holds a cut, and each ends in its own way.",
      "受保电、被延迟、预警无效、等待审批或无新示数：各自阻止停电，也各有解除方式。"},
     BY_RUNS(lines_71)},
    {72,
     {"Warnings on many days: why?",
      "连续多日产生预警，为什么？"},
     {"The balance stays between two amounts, and the rule says how often to warn again; or "
      "the receipt never comes.",
      "余额停留在两限额之间，按规则重复预警；或一直没有回执。"},
     BY_RUNS(lines_72)},
    {73,
     {"Not in arrears, and yet a message about arrears: why?",
      "未欠费却收到欠费或预警短信，为什么？"},
     {"The number belongs to another account, or the balance that decided was old: the first "
      "shows no difference of money, the second does.",
      "号码挂在他人账户，或所用余额陈旧：前者资金各层一致，后者不一致。"},
     BY_RUNS(lines_73)},
    {74,
     {"A customer gets no message at all: why?",
      "客户一直收不到短信，为什么？"},
     {"No valid number, a number of somebody else, software of the phone, or a platform that "
      "was down; only the first is known to the system.",
      "无有效号码、号码属他人、被手机拦截或平台故障；系统只知道第一种。"},
     BY_RUNS(lines_74)},
    {75,
     {"Paid, and still dunned: why?",
      "已缴费仍收到催费短信，为什么？"},
     {"The message was made before the payment was posted and waited for its window; a look at "
      "the account before it leaves prevents it.",
      "短信在销账前生成并等待时段；发送前再查一次账户即可避免。"},
     BY_RUNS(lines_75)},
    {76,
     {"Restored on site, and the order has failed or is executing: why?",
      "现场已复电而工单失败或执行中，为什么？"},
     {"The result was lost on its way back; the status word of the meter tells what happened, "
      "and a crew would go in vain.",
      "结果在回传途中丢失；读电表状态字即可判明，否则白派现场。"},
     BY_RUNS(lines_76)},
    {77,
     {"Cut in the system, and the power is on: why?",
      "系统显示已停电而现场有电，为什么？"},
     {"What the relay commands did not follow: a control line that is open, a breaker that "
      "sticks, a bypass. Energy on a full day after the cut finds them.",
      "继电器之后的开关未动作：控制线断、开关卡死、旁路。停电后整日有电量即可发现。"},
     BY_RUNS(lines_77)},
    {78,
     {"Cut, and power again without a payment: why?",
      "停电后未缴费又有电，为什么？"},
     {"Somebody else's money, a protection that was sent by mistake, a wire around the meter: "
      "the first has an order, the second a relay that moved, the third neither.",
      "他人缴费误入、误发保电、绕表用电：第一种有工单，第二种继电器有动作，第三种都没有。"},
     BY_RUNS(lines_78)},
    {79,
     {"No power, and no order: why?",
      "用户无电而无停电工单，为什么？"},
     {"A power cut of the area, a breaker that tripped by itself, a hand, or an order for "
      "somebody else whose file names this meter.",
      "台区停电、开关自跳、人工断电，或他人工单误指本表。"},
     BY_RUNS(lines_79)},
    {80,
     {"Enrolled, and no flow of a strategy change is found: why?",
      "已实施费控却查不到策略调整流程，为什么？"},
     {"The file was converted in bulk; the customer behaves like any other, only the trace of "
      "who decided it is missing.",
      "档案批量转换所致；用户运行与其他人无异，只缺少决定的流程记录。"},
     BY_RUNS(lines_80)},
    {81,
     {"What do the reasons of failure mean?",
      "停复电失败原因各是什么含义？"},
     {"Some pass by themselves and are worth a repetition, others stay and need a hand; each "
      "code says which.",
      "有的自行消失，值得重试；有的持续存在，需要人工；结果码各有指向。"},
     BY_RUNS(lines_81)},
    {82,
     {"The terminal is off-line, and nobody behind it can be cut or restored: what then?",
      "终端离线无法停复电怎么办？"},
     {"Its orders fail and are repeated, with a new notice where the old one ran out; "
      "registers are filled in later; who has paid gets a crew.",
      "工单失败后重复，通知过期则重发；示数事后补采；已缴费者派现场。"},
     BY_RUNS(lines_82)},
    {83,
     {"Cut, paid, and no restore order: why?",
      "停电后已缴费而无复电工单，为什么？"},
     {"It was not enough, it went to another account, the channel alone has it, or the cut "
      "itself was never reported; only the first is right.",
      "金额不足、记入他户、仅渠道有账，或停电结果未回；只有第一种属正常。"},
     BY_RUNS(lines_83)},
    {84,
     {"The restore order failed: what then?",
      "复电工单失败怎么办？"},
     {"Tries, repeats some minutes apart, then a crew, well inside the pledge.",
      "先多次尝试，再隔时重复，最后派现场，须在承诺时限内。"},
     BY_RUNS(lines_84)},
    {85,
     {"An order stays in execution: why?",
      "工单一直“执行中”，为什么？"},
     {"Whoever had it lost it. A limit ends the wait, the status word says whether it was "
      "done, and only the rest is repeated, so that nothing is done twice.",
      "执行方丢失任务。超时限后读状态字判明是否已执行，只重复未执行者，以免重复动作。"},
     BY_RUNS(lines_85)},
    {86,
     {"Paid by an e-channel, and no record of it: is supply restored?",
      "电子渠道已缴费但无记录，会复电吗？"},
     {"Not before it is posted: a restore follows the account, not the word of a channel. The "
      "statement of the next day finds it.",
      "未销账不复电：复电以账户为准，不以渠道回执为准；次日对账可发现。"},
     BY_RUNS(lines_86)},
    {87,
     {"Different channels show different balances: why?",
      "不同渠道显示的余额不同，为什么？"},
     {"Each shows a copy of its own age: the message of the morning, the channel's own books, "
      "the account.",
      "各渠道显示的是不同时刻的副本：早晨的短信、渠道自己的账、账户。"},
     BY_RUNS(lines_87)},
    {88,
     {"Restored in the system, and no power on site: why?",
      "系统显示已复电而现场无电，为什么？"},
     {"Closing was only permitted and nobody pressed the key, an outside breaker waits for a "
      "hand, or the breaker of the house is open.",
      "只是允许合闸而未按键，外置开关待手动合上，或户内开关断开。"},
     BY_RUNS(lines_88)},
};
/* clang-format on */

const struct question_part question_trouble = {
    {"When something is wrong", "异常问题"}, rows, sizeof rows / sizeof rows[0]};
