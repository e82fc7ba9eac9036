#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_45[] = {
    {"s-39",
     "SELECT count(DISTINCT wave), count(DISTINCT county), max(CASE WHEN phase = 'before' THEN "
     "same_day_pct END), min(CASE WHEN phase = 'after' THEN same_day_pct END), (SELECT max(n) FROM "
     "(SELECT count(*) AS n FROM v_order WHERE kind IN ('field-cut', 'field-restore') GROUP BY "
     "day)) FROM rpt_11",
     {"{1} waves for {2} counties: {3} % of a bill at most are there on its day before, {4} % at "
      "least two months later; {5} field orders in a day at most.",
      "{2} 县分 {1} 批推广：推广前当日回收率最高 {3} %，两个月后最低 {4} %；现场工单每日最多 {5} 张。"}},
    {"s-39",
     "SELECT wave, count(*), min(begun_day), round(avg(sms_per_1000), 1) FROM rpt_11 WHERE phase = "
     "'after' GROUP BY wave",
     {"Wave {1}, counties: {2}, from D{3} on: {4} messages a day for a thousand customers.",
      "第 {1} 批 {2} 县，自 D{3} 起：每千户每日短信 {4} 条。"}},
    {"s-39-stop",
     "SELECT DISTINCT wave, planned_day, begun_day, (SELECT max(n) FROM (SELECT count(*) AS n FROM "
     "v_order WHERE kind IN ('field-cut', 'field-restore') GROUP BY day)) FROM rpt_11 WHERE "
     "begun_day > planned_day",
     {"Keys that are not loaded: {4} field orders in a day, and wave {1} is held from D{2} to "
      "D{3}.",
      "密钥未装载：一天现场工单 {4} 张，第 {1} 批由 D{2} 推迟到 D{3}。"}},
};
static const struct question_line lines_47[] = {
    {"s-45",
     "SELECT fate, fate_zh, count(*) FROM v_sms WHERE kind = 'pre-cut' AND day = 1 AND fate "
     "LIKE 'number-%' GROUP BY fate",
     {"Notices that could not be SMS, \"{1}\": {3}.",
      "不能以短信通知，“{2}”：{3} 份。"}},
    {"s-15",
     "SELECT count(DISTINCT customer), count(*), sum(state = 'delivered') FROM v_sms WHERE "
     "fate = 'wrong-owner'",
     {"Numbers at the wrong account: {2} messages of {1} customers went to others, {3} with a "
      "good receipt.",
      "号码挂错账户：{1} 户的 {2} 条短信发给他人，其中 {3} 条回执正常。"}},
    {"s-20",
     "SELECT count(*) FROM v_relay WHERE after = 'open' AND day = 1 AND customer NOT IN "
     "(SELECT customer FROM v_order WHERE kind = 'cut' AND success_day = 1)",
     {"Meters linked to the wrong customer: {1} relays open for somebody else's order.",
      "表户对应错误：{1} 只继电器因他人的工单跳闸。"}},
};
static const struct question_line lines_49[] = {
    {"tariff-hv",
     "SELECT day, printf('%.2f', (SELECT max(value) FROM v_query WHERE layer = 'M2') - "
     "min(value)), min(clock) FROM v_query WHERE layer = 'M3' GROUP BY day ORDER BY day",
     {"By D{1} {3} one such customer has been charged {2} CNY.",
      "至 D{1} {3}，此类用户一户已测算电费 {2} 元。"}},
};
static const struct question_line lines_50[] = {
    {"s-49",
     "SELECT count(*), printf('%.2f', min(available)), printf('%.2f', (SELECT avg(2.08 + 4.16 "
     "* (customer / 10 % 10) - 0.52 * register_kwh) FROM v_relay WHERE after = 'open')), "
     "(SELECT sum(sms) FROM v_daily) FROM v_strategy WHERE kind = 'cut'",
     {"No overdraft: {1} cuts decided at {2} CNY, {3} CNY when the relay opens, {4} messages.",
      "不允许透支：{1} 户停电，决策时 {2} 元，跳闸时平均 {3} 元，短信 {4} 条。"}},
    {"s-49-overdraft",
     "SELECT count(*), printf('%.2f', max(available)), printf('%.2f', (SELECT avg(2.08 + 4.16 "
     "* (customer / 10 % 10) - 0.52 * register_kwh) FROM v_relay WHERE after = 'open')), "
     "(SELECT sum(sms) FROM v_daily) FROM v_strategy WHERE kind = 'cut'",
     {"An overdraft: {1} cuts decided at {2} CNY, {3} CNY when the relay opens, {4} messages.",
      "允许透支：{1} 户停电，决策时 {2} 元，跳闸时平均 {3} 元，短信 {4} 条。"}},
};
static const struct question_line lines_51[] = {
    {"s-14",
     "SELECT repeat_warning, CASE repeat_warning WHEN 'once' THEN '只一次' ELSE '每日' END, "
     "(SELECT count(*) FROM v_sms WHERE kind = 'warning'), customers FROM rpt_12",
     {"Warning repeated \"{1}\": {3} warnings to {4} customers.",
      "预警重复“{2}”：{4} 户共预警 {3} 条。"}},
    {"s-14-daily",
     "SELECT repeat_warning, CASE repeat_warning WHEN 'once' THEN '只一次' ELSE '每日' END, "
     "(SELECT count(*) FROM v_sms WHERE kind = 'warning'), customers FROM rpt_12",
     {"Warning repeated \"{1}\": {3} warnings to {4} customers.",
      "预警重复“{2}”：{4} 户共预警 {3} 条。"}},
};
static const struct question_line lines_52[] = {
    {"s-43",
     "SELECT printf('%.1f', min(d.at - s.delivered_at) / 3600000.0), count(DISTINCT "
     "d.customer) FROM v_decision d JOIN v_sms s ON s.customer = d.customer AND s.kind = "
     "'pre-cut' AND s.delivered_at < d.at WHERE d.after = 'approval-1'",
     {"From the notice to the first level at least {1} hours, for {2} customers.",
      "通知至送一级审批至少 {1} 小时，共 {2} 户。"}},
    {"s-43",
     "SELECT printf('%.1f', min(b.at - a.at) / 3600000.0), printf('%.1f', max(b.at - a.at) / "
     "3600000.0) FROM v_decision a JOIN v_decision b ON b.customer = a.customer AND b.before = "
     "'approval-2' WHERE a.after = 'approval-1'",
     {"Through both levels, of those who passed them, {1} to {2} hours.",
      "已通过者两级审批历时 {1} 至 {2} 小时。"}},
};
static const struct question_line lines_53[] = {
    {"s-43-three",
     "SELECT count(*), (SELECT count(*) FROM v_payment), (SELECT count(*) FROM v_command c "
     "JOIN v_payment p ON p.customer = c.customer AND p.posted_at < c.sent_at WHERE c.n1 = "
     "'1A') FROM v_order WHERE kind = 'cut' AND state = 'success'",
     {"{1} cuts; {2} customers paid meanwhile, and {3} commands left for one who had.",
      "停电 {1} 户；期间缴费 {2} 户，对已缴费者发出命令 {3} 条。"}},
    {"s-46",
     "SELECT count(*), (SELECT count(*) FROM v_violation WHERE invariant = 'INV-03') FROM "
     "v_order WHERE kind = 'cut' AND state = 'cancelled'",
     {"Orders taken back for a protection that came while they were out: {1}; commands that "
      "left all the same (INV-03): {2}.",
      "在途期间因保电撤回工单 {1} 张；仍然发出的命令（INV-03）{2} 条。"}},
};
static const struct question_line lines_54[] = {
    {"s-53",
     "SELECT restore_p50_s, (SELECT printf('%.0f', max(o.success_at - o.created_at) / 1000.0) "
     "FROM v_order o WHERE kind = 'restore'), (SELECT printf('%.1f', max(seconds) / 3600) FROM "
     "v_outage) FROM (SELECT printf('%.0f', restore_p50_s) AS restore_p50_s FROM rpt_04 WHERE "
     "day = 1)",
     {"Orders are done within {2} s, supply comes after {1} s in the median of D1; the longest "
      "outage is {3} hours.",
      "工单 {2} 秒内完成，D1 来电中位数 {1} 秒；最长停电 {3} 小时。"}},
    {"s-25",
     "SELECT printf('%.0f', 100.0 * sum(u.on_at - p.posted_at <= 1800000) / count(*)), "
     "printf('%.1f', max(u.on_at - p.posted_at) / 3600000.0) FROM v_outage u JOIN v_payment p "
     "ON p.customer = u.customer AND p.posted_day = 1 WHERE u.day = 1",
     {"Where some cannot be reached {1} % are back within half an hour, the last after {2} "
      "hours.",
      "部分无法到达时，半小时内来电 {1} %，最长 {2} 小时。"}},
};
static const struct question_line lines_55[] = {
    {"s-29",
     "SELECT count(*), (SELECT count(*) FROM v_outage WHERE day = 1 AND on_day = 1 AND "
     "on_clock <= '12:00:00'), (SELECT count(*) FROM v_outage WHERE day = 1 AND on_day = 1 AND "
     "on_clock <= '18:10:00'), (SELECT max(on_clock) FROM v_outage) FROM v_order WHERE kind = "
     "'restore' AND success_day = 1",
     {"{1} orders succeed; with supply at noon: {2}, in the evening: {3}, the last at {4}.",
      "工单成功 {1} 张；中午有电 {2} 户，傍晚 {3} 户，最后一户 {4}。"}},
    {"s-53",
     "SELECT (SELECT count(*) FROM v_relay WHERE after = 'closed' AND before <> 'permitted'), "
     "count(*) FROM v_sms WHERE kind LIKE '%allowed%' OR kind = 'restored'",
     {"{1} relays closed without the key; {2} messages told customers to press it.",
      "未按键而合闸 {1} 只；告知客户的短信 {2} 条。"}},
};
static const struct question_line lines_56[] = {
    {"s-12",
     "SELECT count(DISTINCT customer), (SELECT count(*) FROM v_sms WHERE kind = 'warning' AND "
     "state = 'delivered' AND delivered_day = 0), (SELECT count(*) FROM v_order WHERE kind = "
     "'cut' AND day = 1), (SELECT count(*) FROM v_order WHERE kind = 'cut' AND day = 1 AND "
     "result = 'OK') FROM v_strategy WHERE kind = 'warn' AND day = 0",
     {"No deposit: of those who are computed {1} are to be warned on the first day ({2} are "
      "told); {3} cut orders on D1, {4} done.",
      "未预存：测算者中首日应预警 {1} 户（送达 {2} 户）；D1 停电工单 {3} 张，成功 {4} 张。"}},
    {"s-12-deposit",
     "SELECT min(day), count(*), (SELECT min(delivered_day) FROM v_sms WHERE kind = "
     "'warning'), (SELECT printf('%.2f', max(amount)) FROM v_payment) FROM v_order WHERE kind "
     "= 'cut'",
     {"A deposit of {4} CNY: the first warning on D{3}, the first cut orders on D{1} ({2}).",
      "预存 {4} 元：首次预警 D{3}，首批停电工单 D{1}（{2} 张）。"}},
};
static const struct question_line lines_57[] = {
    {"s-01-nopay",
     "SELECT kind, kind_zh, count(*), printf('%.2f', max(available)), (SELECT count(DISTINCT "
     "c.customer) FROM v_strategy c WHERE c.kind = 'cut' AND c.customer IN (SELECT customer "
     "FROM v_strategy k WHERE k.kind = s.kind AND k.day < c.day)) FROM v_strategy s WHERE kind "
     "IN ('remind', 'warn') GROUP BY kind",
     {"Kind \"{1}\": {3}, at {4} CNY at most; cut afterwards: {5} customers.",
      "{2} {3} 条，余额最高 {4} 元；其后停电 {5} 户。"}},
    {"s-49-reminder",
     "SELECT sum(reminders), sum(warnings), sum(cuts) FROM v_daily",
     {"With both at the same amount: {1} reminders, {2} warnings, {3} cuts.",
      "两值相同：提醒 {1} 条，预警 {2} 条，停电 {3} 户。"}},
};
static const struct question_line lines_58[] = {
    {"s-50",
     "SELECT count(DISTINCT q.customer), (SELECT count(*) FROM v_query x WHERE x.layer = 'M3' "
     "AND x.value < 0 AND x.customer NOT IN (SELECT customer FROM v_order)), (SELECT "
     "count(DISTINCT customer) FROM v_order WHERE kind = 'cut') FROM v_query q WHERE q.layer = "
     "'M3' AND q.value < 0",
     {"{1} customers are in arrears: {3} have a cut order, {2} are important and have none.",
      "欠费 {1} 户：有停电工单 {3} 户，重要用户 {2} 户无工单。"}},
};
static const struct question_line lines_59[] = {
    {"s-01-nopay",
     "SELECT approval_levels, (SELECT printf('%.1f', avg(o.created_at - s.created_at) / "
     "3600000.0) FROM v_order o JOIN v_strategy s ON s.id = o.strategy_id WHERE o.kind = "
     "'cut'), (SELECT sum(cuts) FROM v_daily) FROM rpt_12",
     {"{1} levels of approval: {2} hours from strategy to order in the mean, {3} cuts.",
      "审批级数 {1}：策略到工单平均 {2} 小时，停电 {3} 户。"}},
    {"s-43-three",
     "SELECT approval_levels, (SELECT printf('%.1f', avg(o.created_at - s.created_at) / "
     "3600000.0) FROM v_order o JOIN v_strategy s ON s.id = o.strategy_id WHERE o.kind = "
     "'cut'), (SELECT sum(cuts) FROM v_daily) FROM rpt_12",
     {"{1} levels of approval: {2} hours from strategy to order in the mean, {3} cuts.",
      "审批级数 {1}：策略到工单平均 {2} 小时，停电 {3} 户。"}},
};
static const struct question_line lines_60[] = {
    {"s-25",
     "SELECT count(*), (SELECT count(*) FROM v_order WHERE kind = 'field-restore'), (SELECT "
     "count(*) FROM v_outage WHERE on_day = 1 AND on_clock < '10:32:00') FROM v_command WHERE "
     "result <> 'OK'",
     {"{1} tries fail; {3} customers are back at once, {2} need a crew.",
      "失败尝试 {1} 次；立即来电 {3} 户，转现场 {2} 户。"}},
    {"s-55-two",
     "SELECT (SELECT value FROM setting WHERE key = 'crew.crews'), sum(kind = 'field-restore' "
     "AND state = 'success'), sum(kind = 'field-restore'), sum(kind = 'field-cut' AND state = "
     "'success'), sum(kind = 'field-cut') FROM v_order",
     {"{1} crews: {2} of {3} field restores done, {4} of {5} field cuts.",
      "班组 {1} 个：现场复电完成 {2}/{3}，现场停电完成 {4}/{5}。"}},
    {"s-55-five",
     "SELECT (SELECT value FROM setting WHERE key = 'crew.crews'), sum(kind = 'field-restore' "
     "AND state = 'success'), sum(kind = 'field-restore'), sum(kind = 'field-cut' AND state = "
     "'success'), sum(kind = 'field-cut') FROM v_order",
     {"{1} crews: {2} of {3} field restores done, {4} of {5} field cuts.",
      "班组 {1} 个：现场复电完成 {2}/{3}，现场停电完成 {4}/{5}。"}},
};
static const struct question_line lines_61[] = {
    {"s-22",
     "SELECT result, count(*) FROM v_order WHERE kind = 'cut' AND day = 1 AND clock < "
     "'10:00:00' AND result IN ('AUTH_FAILED', 'ARCHIVE_MISMATCH', 'RELAY_STUCK', "
     "'METER_PROTECTED') GROUP BY result",
     {"Orders that end with {1}: {2}.",
      "以 {1} 结束的工单：{2} 张。"}},
    {"s-18",
     "SELECT count(*), (SELECT count(DISTINCT customer) FROM v_supply WHERE day = 1 AND supply "
     "= 'off') FROM v_order WHERE kind = 'cut' AND success_day = 1",
     {"With control lines open {1} orders succeed and {2} customers lose supply; no code tells "
      "the difference.",
      "控制线未接时，工单成功 {1} 张而失电 {2} 户；结果码看不出差别。"}},
    {"s-41",
     "SELECT count(DISTINCT CASE WHEN result = 'CMD_EXPIRED' THEN customer END), sum(result = "
     "'OK') FROM v_order WHERE kind = 'cut' AND day = 1",
     {"Clocks that are fast: orders of {1} customers end expired on D1, {2} orders end well.",
      "时钟偏快时，D1 有 {1} 户工单过期，{2} 张成功。"}},
};
static const struct question_line lines_62[] = {
    {"s-23",
     "SELECT count(*), (SELECT count(*) FROM v_order WHERE result = 'TERMINAL_OFFLINE'), "
     "(SELECT meters - read FROM v_daily WHERE day = 2) FROM v_terminal",
     {"{1} terminals off-line: {2} orders fail, {3} registers are missing at the first run of "
      "D2.",
      "{1} 台终端离线：失败工单 {2} 张，D2 首次测算缺示数 {3} 个。"}},
    {"s-35",
     "SELECT min(read), max(meters - read), (SELECT count(*) FROM v_order WHERE kind = "
     "'exception'), (SELECT count(*) FROM v_order WHERE kind = 'exception' AND closed_at IS "
     "NOT NULL) FROM v_daily",
     {"Concentrators that are down for days: {1} registers come in a day, {2} do not; {3} "
      "exception orders, {4} of them closed when the registers came after all.",
      "集中器停运数日：每日采集示数 {1} 个，缺 {2} 个；异常工单 {3} 张，补采后关闭 {4} 张。"}},
};
static const struct question_line lines_63[] = {
    {"s-50",
     "SELECT count(*), round(sum(d4.register_kwh100 - d3.register_kwh100) / 2400.0, 1), "
     "round(sum(d5.register_kwh100 - r.register_kwh100) / 2400.0, 1) FROM relay r JOIN reading "
     "d3 ON d3.customer = r.customer AND d3.day = 3 JOIN reading d4 ON d4.customer = "
     "r.customer AND d4.day = 4 JOIN reading d5 ON d5.customer = r.customer AND d5.day = 5",
     {"Load of {1} customers before the trip {2} kW, after it {3} kW: what a wrong round would "
      "not show as zero.",
      "{1} 户跳闸前负荷 {2} 千瓦，跳闸后 {3} 千瓦：轮次接错则不会为零。"}},
};
static const struct question_line lines_65[] = {
    {"s-11",
     "SELECT count(*), sum(visit = 2), printf('%.1f', max(hours)) FROM rpt_09",
     {"{1} field orders, {2} of them second visits; the longest is open for {3} hours (RPT-09).",
      "现场工单 {1} 张，其中二次到场 {2} 张；最长 {3} 小时（RPT-09）。"}},
    {"s-59",
     "SELECT (SELECT count(*) FROM v_sms WHERE kind = 'order-due'), count(*), sum(state = "
     "'success'), (SELECT count(*) FROM v_violation WHERE invariant = 'INV-06') FROM v_order "
     "WHERE kind = 'field-cut'",
     {"{2} orders for one crew: {3} done, {1} handlers warned before the limit, {4} orders "
      "beyond it (INV-06).",
      "一个班组 {2} 张工单：完成 {3} 张，到期前提醒 {1} 次，超限 {4} 张（INV-06）。"}},
};
static const struct question_line lines_66[] = {
    {"s-15",
     "SELECT sum(day < 2 AND fate = 'wrong-owner'), sum(day >= 2 AND fate = 'wrong-owner'), "
     "sum(day >= 2 AND fate = 'plain' AND state = 'delivered') FROM v_sms WHERE customer IN "
     "(SELECT customer FROM v_sms WHERE fate = 'wrong-owner')",
     {"Numbers corrected on D2: {1} messages to others before, {2} after; then {3} reach the "
      "owners.",
      "D2 更正号码：此前误发 {1} 条，此后 {2} 条；其后送达本人 {3} 条。"}},
    {"s-49-overdraft",
     "SELECT valid_from, replace(overdraft, ' CNY', ''), (SELECT count(*) FROM v_relay WHERE "
     "after = 'open') FROM rpt_12",
     {"Another overdraft, {2} CNY from {1} on: {3} cuts in the same days.",
      "透支限额自 {1} 起改为 {2} 元：同期停电 {3} 户。"}},
};
static const struct question_line lines_67[] = {
    {"s-01-nopay",
     "SELECT (SELECT sum(customers) FROM rpt_12), customers, (SELECT count(*) - count(DISTINCT "
     "strategy_id) FROM v_order), (SELECT count(*) FROM v_order) FROM run",
     {"Strategies hold for {1} of {2} customers; of {4} orders {3} share one (INV-07).",
      "策略覆盖 {2} 户中的 {1} 户；{4} 张工单中共用策略 {3} 张（INV-07）。"}},
    {"s-40-late",
     "SELECT day, printf('%.2f', max(value) - min(value)) FROM v_query WHERE layer = 'M3' AND "
     "day = 8 GROUP BY day",
     {"A price loaded late corrects the estimates of D{1} by {2} CNY.",
      "迟载价格使 D{1} 的测算更正 {2} 元。"}},
};
static const struct question_line lines_68[] = {
    {"s-51",
     "SELECT count(*), sum(posted_at IS NOT NULL), sum(refused_at IS NOT NULL), (SELECT "
     "count(*) FROM v_sms WHERE kind = 'withheld' AND state = 'delivered') FROM v_payment "
     "WHERE channel = 'withholding'",
     {"{1} requests: {2} posted, {3} without money, {4} messages that money was withheld.",
      "请款 {1} 次：销账 {2} 笔，余额不足 {3} 次，扣款短信 {4} 条。"}},
};

static const struct question rows[] = {
    {45,
     {"By which principles and how far is remote fee control rolled out?",
      "推广远程费控的原则和范围是什么？"},
     {"County by county, where reading and commands already work; a wave follows the last when "
      "its success rates stand and crews keep up.",
      "逐县推进，先选采集与控制成熟地区；前一批成功率达标、现场跟得上，再推下一批。"},
     BY_RUNS(lines_45)},
    {46,
     {"What must customers be told when they sign?",
      "签约时应向客户告知哪些内容？"},
     {"What is compared with what, how they are told, when they are cut, how they come back, "
      "and where they can look; the simulator only knows who understood, by how he pays.",
      "告知比较规则、通知方式、停电时间、复电方法和查询渠道；模拟器只以缴费反应体现客户是否知晓"
      "。"},
     BY_DOCUMENT("docs/agreement.md")},
    {47,
     {"What must be watched when customers are enrolled?",
      "办理费控业务应注意什么？"},
     {"The phone number, the account and the link between meter and customer: each error waits "
      "for the first cut to show itself.",
      "电话号码、账户、表户对应关系：每个错误都会在首次停电时暴露。"},
     BY_RUNS(lines_47)},
    {48,
     {"May the template of the agreement be changed?",
      "可以修改协议范本吗？"},
     {"Not by whoever signs it: that is a question of law and of the company's rules; amounts "
      "and ways of notice are what may differ.",
      "签约双方不得自行修改范本；可以约定的是限额与通知方式。"},
     BY_DOCUMENT("docs/agreement.md")},
    {49,
     {"Which amounts suit high-voltage customers?",
      "高压用户的限额如何确定？"},
     {"Stated in days of their own charge, not in a fixed sum: basic fee and power factor are "
      "part of every day.",
      "按自身日均电费的天数而非固定金额；基本电费和力调电费每天都在其中。"},
     BY_RUNS(lines_49)},
    {50,
     {"Which amounts suit low-voltage residents?",
      "低压居民的限额如何确定？"},
     {"So that the warning leaves a few days to pay, and the debt at the cut stays small; "
      "every change moves messages and debts.",
      "预警后留足缴费天数，停电时欠费较小；每次调整都会改变短信量和欠费。"},
     BY_RUNS(lines_50)},
    {51,
     {"What if a county needs a strategy of its own?",
      "县公司需要新的策略标准怎么办？"},
     {"It asks for another set of amounts and rules, whose effect a run shows before they are "
      "granted: here the repetition of warnings to small users.",
      "申请另一套限额与规则，批准前先试算效果：此处为小用量客户的预警重复方式。"},
     BY_RUNS(lines_51)},
    {52,
     {"Which time limits does a cut with approval have?",
      "审批停电的时限要求是什么？"},
     {"The notice runs first, then each level decides within what it can do in a day; who "
      "waits too long in the queue is cut late or not at all.",
      "先通知并等待期满，再逐级审批；审批能力不足则停电推迟。"},
     BY_RUNS(lines_52)},
    {53,
     {"What must be watched in a cut with approval?",
      "审批停电应注意什么？"},
     {"That nobody is cut without both approvals, who paid meanwhile or who is protected: the "
      "order is checked again when it leaves.",
      "未经全部审批、期间已缴费或受保电者不得停电：工单发出时再次复核。"},
     BY_RUNS(lines_53)},
    {54,
     {"Which time limits does a safe restore have?",
      "安全复电的时限要求是什么？"},
     {"The command follows the money at once; supply follows the customer's key. The pledge of "
      "a day counts until supply is back: a permission to close ends nothing (INV-05).",
      "命令随到账即发；来电取决于客户按键。承诺时限计至来电，允许合闸不算复电（INV-05）。"},
     BY_RUNS(lines_54)},
    {55,
     {"What must be watched in a safe restore?",
      "安全复电应注意什么？"},
     {"That the customer knows he has to press, can reach the key, and has his load off; the "
      "systems cannot see what hangs behind the meter.",
      "客户须知道要按键、够得着按键并断开负荷；表后情况系统看不到。"},
     BY_RUNS(lines_55)},
    {56,
     {"Why is a deposit asked for first?",
      "为何开户时要先预存电费？"},
     {"Without one the first estimate is already a debt: the customer is warned on his first "
      "day and cut on the next.",
      "没有预存，首次测算即为欠费：首日预警、次日停电。"},
     BY_RUNS(lines_56)},
    {57,
     {"What is the difference between a reminder and a warning?",
      "余额提醒与预警有何区别？"},
     {"A reminder is a courtesy, a warning a condition: nobody is cut who was not warned. "
      "Where both amounts are alike there is no reminder.",
      "提醒是服务，预警是停电的前提；两值相同则无提醒。"},
     BY_RUNS(lines_57)},
    {58,
     {"May important customers be enrolled?",
      "重要用户可否实施费控？"},
     {"Yes, for estimate and messages; an attribute keeps every cut order away from them.",
      "可以测算与提醒，但按属性不生成停电工单。"},
     BY_RUNS(lines_58)},
    {59,
     {"Who is cut automatically, and who by approval?",
      "哪些用户自动停电，哪些审批停电？"},
     {"An attribute of the strategy says it; approval costs time at desks, automatic cuts only "
      "the notice.",
      "由策略属性决定；审批需要人工时间，自动停电只需等待通知期满。"},
     BY_RUNS(lines_59)},
    {60,
     {"What is to be done when a remote cut or restore fails?",
      "远程停复电失败怎么办？"},
     {"Repeat where the cause passes, send a crew where it stays: first those who have paid.",
      "暂时性原因重复执行，持续性原因转现场，先复电后停电。"},
     BY_RUNS(lines_60)},
    {61,
     {"What matters when meters are installed and commissioned?",
      "费控电表安装调试应注意什么？"},
     {"Keys loaded, the address in the file right, the control line of an outside breaker "
      "wired, the clock set: each defect has a code or none at all.",
      "密钥下装、档案地址正确、外置开关控制线接好、时钟准确：有的缺陷有结果码，有的没有。"},
     BY_RUNS(lines_61)},
    {62,
     {"What matters when concentrators are installed?",
      "集中器安装应注意什么？"},
     {"Files, tasks and signal: a concentrator that is off takes all its meters with it, and a "
      "freeze is kept only for some days.",
      "档案、任务与信号：集中器离线则其下电表全部受影响，冻结数据只保留数日。"},
     BY_RUNS(lines_62)},
    {63,
     {"What matters when terminals of high-voltage customers are installed?",
      "专变终端安装应注意什么？"},
     {"The rounds of control: which switch opens with which, proved once before the first cut.",
      "控制轮次：哪一轮跳哪个开关，首次停电前须逐一验证。"},
     BY_RUNS(lines_63)},
    {64,
     {"How long does the agreement hold?",
      "协议的有效期是多久？"},
     {"As long as the contract of supply unless it says otherwise; with its end the customer "
      "leaves fee control and keeps his balance.",
      "除另有约定外与供用电合同同期；终止后退出费控，余额保留。"},
     BY_DOCUMENT("docs/agreement.md")},
    {65,
     {"What must be watched when defects are cleared on site?",
      "消缺时应注意什么？"},
     {"That the visit ends with a result in the system: one that failed needs another, and "
      "whoever waits has a limit that runs.",
      "到场须有结果录入；失败者须再次到场，时限不停。"},
     BY_RUNS(lines_65)},
    {66,
     {"How is an agreement changed?",
      "协议如何变更？"},
     {"With a day from which it holds: a new number, other amounts, another way of restoring; "
      "until then everything goes by what was agreed.",
      "约定生效日：新号码、新限额、新复电方式；此前仍按原约定。"},
     BY_RUNS(lines_66)},
    {67,
     {"What belongs to the maintenance of strategies?",
      "策略维护包括哪些工作？"},
     {"Versions with dates, exactly one for each customer and day, and each order tied to one "
      "strategy; a price loaded late shows what else can go wrong.",
      "按日期管理版本，每户每日恰有一条有效策略，每张工单对应一条策略；迟载价格即为反例。"},
     BY_RUNS(lines_67)},
    {68,
     {"How is withholding by an e-wallet opened?",
      "如何开通电子钱包代扣？"},
     {"The customer signs a mandate in his wallet; from then on a warning asks the wallet, and "
      "only where that fails the customer.",
      "客户在钱包内签约；此后预警先向钱包请款，失败才通知客户。"},
     BY_RUNS(lines_68)},
};
/* clang-format on */

const struct question_part question_business = {
    {"Managing the business", "业务管理"}, rows, sizeof rows / sizeof rows[0]};
