#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_29[] = {
    {"s-01-nopay",
     "SELECT state, state_zh, count(*), sum(supply = 'on') FROM rpt_01 GROUP BY state ORDER BY "
     "count(*) DESC",
     {"RPT-01: {3} customers in the state \"{1}\", {4} of them with supply.",
      "RPT-01：状态“{2}”{3} 户，其中有电 {4} 户。"}},
};
static const struct question_line lines_30[] = {
    {"s-35",
     "SELECT reading_age, count(*), printf('%.2f', min(available)), printf('%.2f', "
     "max(available)), max(register_kwh) FROM rpt_01 GROUP BY reading_age",
     {"RPT-01: {2} customers whose register is {1} days old, available {3} to {4} CNY, "
      "register at most {5} kWh.",
      "RPT-01：示数时长 {1} 天者 {2} 户，可用余额 {3} 至 {4} 元，示数最大 {5} 千瓦时。"}},
    {"s-28",
     "SELECT day, clock, printf('%.2f', value) FROM v_query WHERE layer = 'M3' AND customer = "
     "0 ORDER BY at",
     {"Asked on D{1} at {2}: {3} CNY available.",
      "D{1} {2} 查询：可用余额 {3} 元。"}},
    {"s-54",
     "SELECT kind, kind_zh, count(*), 'D' || min(day) || ' ' || min(clock) FROM v_sms WHERE "
     "kind = 'tier-reached' GROUP BY kind",
     {"Who has reached a tier of the tariff is told (\"{1}\"): {3} messages, found on {4}.",
      "阶梯到档即告知（{2}）：{3} 条，{4} 判定。"}},
};
static const struct question_line lines_31[] = {
    {"s-04",
     "SELECT step, step_zh, result, clock, printf('%.0f', seconds) FROM rpt_02 WHERE order_id "
     "= (SELECT min(id) FROM v_order WHERE kind = 'cut') ORDER BY at LIMIT 12",
     {"First cut order, {4}, {5} s after it was made: {1}, {3}.",
      "首张停电工单 {4}（生成后 {5} 秒）：{2}，{3}。"}},
};
static const struct question_line lines_32[] = {
    {"s-49-overdraft",
     "SELECT number, valid_from, customers, replace(overdraft, ' CNY', ''), replace(warning, ' "
     "CNY', '') FROM rpt_12",
     {"RPT-12: strategy {1} from {2} on for {3} customers, overdraft {4} CNY, warning {5} CNY.",
      "RPT-12：策略 {1} 自 {2} 起适用 {3} 户，透支限额 {4} 元，预警值 {5} 元。"}},
};
static const struct question_line lines_33[] = {
    {"s-46",
     "SELECT 'D' || success_day || ' ' || success_clock, (SELECT count(*) FROM v_sms WHERE "
     "kind = 'pre-cut' AND customer = 1000) FROM v_order WHERE kind = 'cut' AND state = "
     "'success' AND customer = 1000",
     {"The customer who was delayed is cut on {1}; notices to him: {2}.",
      "被延迟的客户于 {1} 停电；通知 {2} 次。"}},
    {"s-46",
     "SELECT reason, reason_zh, count(*), sum(before = 'cut-sent') FROM v_decision WHERE after "
     "= 'held' AND day = 1 GROUP BY reason",
     {"Held on D1 for \"{1}\": {3}, of them with the order already out: {4}.",
      "D1 因“{2}”挂起 {3} 户，其中工单已发出的 {4} 户。"}},
};
static const struct question_line lines_34[] = {
    {"s-31",
     "SELECT count(*), printf('%.2f', -sum(available_fen) / 100.0), (SELECT count(*) FROM "
     "v_command WHERE n1 = '1A' AND day BETWEEN 4 AND 13), (SELECT printf('%.2f', "
     "-sum(available_fen) / 100.0) FROM v_strategy WHERE kind = 'cut' AND day BETWEEN 4 AND "
     "10) FROM v_decision WHERE day = 14 AND before = 'held' AND after = 'notice'",
     {"{3} commands over the holidays; {1} customers are released afterwards, who owe {2} CNY "
      "instead of {4} CNY.",
      "节日期间停电命令 {3} 条；节后释放 {1} 户，欠费 {2} 元，若按日停电则为 {4} 元。"}},
    {"s-32",
     "SELECT count(*), printf('%.1f', (max(sent_at) - min(sent_at)) / 60000.0), min(clock), "
     "max(clock) FROM v_command WHERE n1 = '1A' AND day = 14",
     {"Released at a rate: {1} trips between {3} and {4}, {2} minutes.",
      "限速释放：{3} 至 {4} 停电 {1} 户，历时 {2} 分钟。"}},
    {"s-32-free",
     "SELECT count(*), printf('%.1f', (max(sent_at) - min(sent_at)) / 60000.0), min(clock), "
     "max(clock) FROM v_command WHERE n1 = '1A' AND day = 14",
     {"Released at once: {1} trips between {3} and {4}, {2} minutes.",
      "一次释放：{3} 至 {4} 停电 {1} 户，历时 {2} 分钟。"}},
};
static const struct question_line lines_35[] = {
    {"s-25",
     "SELECT count(DISTINCT customer), count(*), max(try) FROM v_command WHERE n1 = '1C' AND "
     "result <> 'OK'",
     {"{1} customers could not be reached: {2} tries in all, {3} to an order.",
      "{1} 户无法到达：共尝试 {2} 次，每张工单 {3} 次。"}},
    {"s-04",
     "SELECT count(*), min(clock), max(answered_clock) FROM v_command WHERE n1 = '1A' AND day "
     "= 1 AND result = 'OK'",
     {"The repeat at {2} succeeds for {1} customers, the last at {3}.",
      "{2} 重复执行，{1} 户成功，最后一户 {3}。"}},
};
static const struct question_line lines_36[] = {
    {"s-25",
     "SELECT count(*), sum(state = 'success'), (SELECT printf('%.1f', max(u.on_at - "
     "p.posted_at) / 3600000.0) FROM v_outage u JOIN v_payment p ON p.customer = u.customer) "
     "FROM v_order WHERE kind = 'field-restore'",
     {"{1} field restores, {2} of them done; the longest time from the money to supply is {3} "
      "hours.",
      "现场复电 {1} 张，完成 {2} 张；到账至来电最长 {3} 小时。"}},
    {"s-55",
     "SELECT count(*), sum(state = 'success'), (SELECT count(*) FROM v_violation WHERE "
     "invariant = 'INV-05') FROM v_order WHERE kind = 'field-restore'",
     {"One crew with too much to do: {2} of {1} field restores done, {3} pledges broken "
      "(INV-05).",
      "班组不足：现场复电 {1} 张，完成 {2} 张，超过承诺时限 {3} 户（INV-05）。"}},
};
static const struct question_line lines_37[] = {
    {"s-49-bulk",
     "SELECT sum(CASE WHEN day < 4 THEN warnings END), sum(CASE WHEN day = 4 THEN warnings END), "
     "sum(CASE WHEN day > 4 THEN warnings END) FROM v_daily",
     {"Adjusted at noon of D3: {1} warnings until then, {2} by the calculation of D4, {3} later.",
      "D3 中午批量调整：此前预警 {1}，D4 测算预警 {2}，其后 {3}。"}},
    {"s-49",
     "SELECT sum(reminders), sum(warnings), sum(sms), sum(cuts) FROM v_daily",
     {"Amounts as they are: {1} reminders, {2} warnings, {3} messages, {4} cuts.",
      "现行限额：提醒 {1}，预警 {2}，短信 {3}，停电 {4}。"}},
    {"s-49-reminder",
     "SELECT sum(reminders), sum(warnings), sum(sms), sum(cuts) FROM v_daily",
     {"A lower reminder amount: {1} reminders, {2} warnings, {3} messages, {4} cuts.",
      "降低提醒值：提醒 {1}，预警 {2}，短信 {3}，停电 {4}。"}},
    {"s-49-overdraft",
     "SELECT sum(reminders), sum(warnings), sum(sms), sum(cuts), (SELECT min(day) FROM v_relay "
     "WHERE after = 'open') FROM v_daily",
     {"An overdraft allowed: {1} reminders, {2} warnings, {3} messages, {4} cuts, the first on "
      "D{5}.",
      "允许透支：提醒 {1}，预警 {2}，短信 {3}，停电 {4}，最早 D{5}。"}},
};
static const struct question_line lines_38[] = {
    {"s-34",
     "SELECT o.day, o.cause, o.cause_zh, printf('%.0f', (o.closed_at - o.created_at) / "
     "3600000.0), (SELECT count(*) FROM v_command c WHERE c.customer = o.customer AND c.day < "
     "6), (SELECT 'D' || min(day) || ' ' || min(clock) FROM v_relay r WHERE r.customer = "
     "o.customer) FROM v_order o WHERE o.kind = 'exception' ORDER BY o.id LIMIT 1",
     {"The first of them: order of D{1} ({2}), open for {4} hours; {5} commands in that time, "
      "cut on {6}.",
      "其中首户：D{1} 异常工单（{3}），{4} 小时后关闭；期间命令 {5} 条，{6} 停电。"}},
    {"s-34",
     "SELECT printf('%.2f', max(available)), count(*) FROM v_strategy WHERE kind = 'cut' AND "
     "day = 6 AND available < -10",
     {"{2} customers are charged all days at once and have {1} CNY then.",
      "{2} 户一次补算，余额为 {1} 元。"}},
};

static const struct question rows[] = {
    {29,
     {"How can one see whether a customer is enrolled?",
      "如何查询用户是否已实施费控？"},
     {"In the customer view: who is in it with a state and an estimate is enrolled.",
      "查客户视图：有费控状态与测算结果者即已实施。"},
     BY_RUNS(lines_29)},
    {30,
     {"How are estimated energy, charge and available balance looked up?",
      "如何查询测算电量、电费和可用余额？"},
     {"In the customer view too, with the day of the register and its age beside them: a "
      "figure without its time says nothing.",
      "同样查客户视图，并看示数日期与时长：没有时间的数字没有意义。"},
     BY_RUNS(lines_30)},
    {31,
     {"How is the execution of an order traced?",
      "如何查询工单执行情况？"},
     {"In the order trace: every state and every try, with codes and times.",
      "查工单轨迹：各状态、各次命令及结果码和时刻。"},
     BY_RUNS(lines_31)},
    {32,
     {"How is a new strategy standard added?",
      "如何新增策略标准？"},
     {"As data with a date from which it holds and the customers it holds for; nothing of it "
      "is code.",
      "作为数据新增，注明生效日期和适用客户；无需改程序。"},
     BY_RUNS(lines_32)},
    {33,
     {"How is the cut of one customer delayed?",
      "如何对单户延迟停电？"},
     {"By a hold with an end: the strategy stays, the order waits, and afterwards a new notice "
      "goes before the cut.",
      "设置有期限的延迟：策略保留、工单暂缓，期满重新通知后再停电。"},
     BY_RUNS(lines_33)},
    {34,
     {"How is nobody cut over holidays, and what comes after?",
      "节假日等特殊时期如何批量不停电？之后如何处理？"},
     {"A calendar holds all cuts; strategies go on, debts grow, and afterwards they are "
      "released at a rate, with a new notice each.",
      "按日历挂起全部停电；策略照常产生、欠费增长，节后重新通知并按速率释放。"},
     BY_RUNS(lines_34)},
    {35,
     {"How is a failed remote cut or restore repeated?",
      "远程停复电失败后如何重复执行？"},
     {"First by tries of the command, then by a new order some minutes later; before a cut it "
      "is checked again and, if the notice has run out, told again.",
      "先由命令多次尝试，再隔若干分钟重新下单；停电须再次复核，通知过期则重发。"},
     BY_RUNS(lines_35)},
    {36,
     {"What if the repetition fails again?",
      "重复执行仍失败怎么办？"},
     {"Then it is not repeated for ever: a crew goes, in the order of urgency, and how soon "
      "depends on the number of crews.",
      "不再无限重复：转现场处理，按轻重缓急安排，时效取决于班组数量。"},
     BY_RUNS(lines_36)},
    {37,
     {"How are strategies changed for many customers at once?",
      "如何批量调整策略？"},
     {"The new amounts hold from a moment, and the next calculation judges by them; what changes "
      "is who is told and when, which a run with other amounts shows beforehand.",
      "新限额自某一时刻生效，由其后的测算据以判定；影响通知与停电的对象和时间，可先用另一组限额试算。"},
     BY_RUNS(lines_37)},
    {38,
     {"How is the exception of one customer handled?",
      "单个用户的异常如何处理？"},
     {"His order names the cause; he keeps the old estimate and is not cut on it; when the "
      "register comes, all days are charged at once and he is noticed anew.",
      "工单写明原因；期间沿用旧测算且不据此停电；示数恢复后一次补算并重新通知。"},
     BY_RUNS(lines_38)},
};
/* clang-format on */

const struct question_part question_system = {
    {"Working with the system", "系统操作"}, rows, sizeof rows / sizeof rows[0]};
