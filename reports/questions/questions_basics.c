#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_1[] = {
    {"s-01-nopay",
     "SELECT read, calculated, strftime('%H:%M', calc_end_ms / 1000, 'unixepoch'), sms, "
     "cut_orders, cuts FROM v_daily WHERE day = 1",
     {"On D1 {1} registers were collected and {2} customers computed by {3}; {4} messages "
      "left, {5} cut orders were made and {6} customers were cut.",
      "D1 采集示数 {1} 个，{3} 前测算 {2} 户；发出短信 {4} 条，生成停电工单 {5} 张，停电 {6} 户"
      "。"}},
    {"s-01-pay",
     "SELECT (SELECT count(*) FROM v_payment), (SELECT count(*) FROM v_order WHERE kind = "
     "'restore' AND state = 'success'), printf('%.1f', max(seconds) / 60) FROM v_outage",
     {"Where everybody who is cut pays, {1} payments lead to {2} restores; nobody is without "
      "supply for more than {3} minutes.",
      "停电客户全部缴费时，{1} 笔缴费对应复电 {2} 次，停电最长 {3} 分钟。"}},
};
static const struct question_line lines_2[] = {
    {"s-57",
     "SELECT day, clock, count(*), (SELECT count(*) FROM v_sms WHERE customer IN (SELECT "
     "customer FROM v_supply WHERE supply = 'off' AND customer NOT IN (SELECT customer FROM "
     "v_order WHERE kind = 'cut'))) FROM v_supply WHERE supply = 'off' AND customer NOT IN "
     "(SELECT customer FROM v_order WHERE kind = 'cut') GROUP BY day, clock",
     {"Local meters that trip by themselves on D{1} at {2}: {3}; messages to any of them: {4}.",
      "本地费控表 D{1} {2} 自行跳闸 {3} 只；发给其客户的短信 {4} 条。"}},
    {"s-57",
     "SELECT success_day, count(*) FROM v_order WHERE kind = 'cut' AND state = 'success' GROUP "
     "BY success_day",
     {"Remote meters that are cut on D{1}, while and after the systems are down: {2}.",
      "系统中断期间及之后，远程费控表 D{1} 停电 {2} 户。"}},
    {"s-47",
     "SELECT count(*), sum(state = 'success'), printf('%.1f', 100.0 * sum(state = 'success') / "
     "count(*)), sum(state = 'success' AND tries = 1) FROM v_order WHERE id IN (SELECT min(id) "
     "FROM v_order WHERE kind = 'recharge' GROUP BY customer)",
     {"Money for local meters has to be written into them: of {1} purchases {2} succeed ({3} "
      "%), {4} of them at the first try.",
      "本地费控须将金额写入电表：购电 {1} 笔，成功 {2} 笔（{3} %），其中首次成功 {4} 笔。"}},
};
static const struct question_line lines_3[] = {
    {"s-49",
     "SELECT printf('%.2f', (SELECT avg(available) FROM v_strategy WHERE kind = 'cut')), "
     "printf('%.2f', avg(2.08 + 4.16 * (customer / 10 % 10) - 0.52 * register_kwh)), count(*) "
     "FROM v_relay WHERE after = 'open'",
     {"With the register of the same day the decisions saw {1} CNY, and the {3} customers who "
      "were cut truly had {2} CNY when the relay opened.",
      "采用当日示数时，决策所见余额为 {1} 元，{3} 户跳闸时真实余额平均为 {2} 元。"}},
    {"s-49-lag",
     "SELECT printf('%.2f', (SELECT avg(available) FROM v_strategy WHERE kind = 'cut')), "
     "printf('%.2f', avg(2.08 + 4.16 * (customer / 10 % 10) - 0.52 * register_kwh)) FROM "
     "v_relay WHERE after = 'open'",
     {"With the register of the day before the same {1} CNY was seen, and {2} CNY was true: "
      "one more day of use.",
      "采用前一日示数时，所见仍为 {1} 元，真实余额平均为 {2} 元：多用了一天。"}},
};
static const struct question_line lines_4[] = {
    {"s-01-nopay",
     "SELECT replace(reminder, ' CNY', ''), replace(warning, ' CNY', ''), replace(overdraft, ' "
     "CNY', ''), notice_wait, replace(notice_wait, 'min', '分钟'), cut_window, customers FROM "
     "rpt_12",
     {"For {7} customers: a reminder below {1} CNY, a warning at {2} CNY or less, a cut below "
      "{3} CNY, {4} after the notice, in the window {6}.",
      "{7} 户适用：低于 {1} 元提醒，不高于 {2} 元预警，低于 {3} 元停电，通知后等待 {5}，停电时"
      "段 {6}。"}},
    {"s-56",
     "SELECT (SELECT count(*) FROM v_order WHERE kind = 'restore' AND success_day = 1), "
     "printf('%.2f', max(available)) FROM v_strategy WHERE kind = 'restore'",
     {"Who pays exactly what he owes is restored with {2} CNY ({1} customers), for the rule "
      "says \"at least\".",
      "恰好补足欠费者余额为 {2} 元，按“大于等于”规则复电 {1} 户。"}},
};
static const struct question_line lines_5[] = {
    {"s-01-nopay",
     "SELECT kind, kind_zh, count(*), printf('%.2f', min(available)), printf('%.2f', "
     "max(available)) FROM v_strategy GROUP BY kind ORDER BY min(available)",
     {"{3} strategies of the kind \"{1}\": available from {4} to {5} CNY.",
      "{2} {3} 条：可用余额 {4} 至 {5} 元。"}},
};
static const struct question_line lines_6[] = {
    {"s-51",
     "SELECT count(DISTINCT customer), (SELECT count(*) FROM v_order WHERE kind = 'cut' AND "
     "success_day = 1), (SELECT count(*) FROM v_sms WHERE kind = 'withheld') FROM v_payment "
     "WHERE channel = 'withholding'",
     {"{1} customers have signed withholding and are charged when they are warned ({3} "
      "messages say so); on D1 {2} customers are left to cut.",
      "{1} 户签约代扣，预警即扣款（短信 {3} 条）；D1 只剩 {2} 户停电。"}},
    {"s-45",
     "SELECT count(*), sum(medium = 'paper'), sum(medium = 'sms') FROM v_sms WHERE kind = "
     "'pre-cut' AND day = 1",
     {"Of {1} notices {2} went to customers without a valid number, on paper, and {3} as SMS.",
      "通知 {1} 份，其中无有效号码者 {2} 份用纸质，其余 {3} 份用短信。"}},
};
static const struct question_line lines_7[] = {
    {"s-10",
     "SELECT class, class_zh, count(*) FROM rpt_03 GROUP BY class",
     {"RPT-03 of this run, {1}: {3} customers.",
      "RPT-03，{2}：{3} 户。"}},
    {"s-22",
     "SELECT class, class_zh, count(*), group_concat(DISTINCT result) FROM rpt_03 WHERE result "
     "IS NOT NULL GROUP BY class ORDER BY class",
     {"RPT-03 of this run, {1}: {3} rows ({4}).",
      "RPT-03，{2}：{3} 条（{4}）。"}},
};
static const struct question_line lines_8[] = {
    {"s-28",
     "SELECT printf('%.2f', max(CASE layer WHEN 'M2' THEN value END)), printf('%.2f', max(CASE "
     "layer WHEN 'M3' THEN value END)), day, clock FROM v_query WHERE customer = 0 GROUP BY "
     "query_id ORDER BY query_id",
     {"Customer zero on D{3} at {4}: account {1} CNY, available {2} CNY.",
      "首位客户 D{3} {4}：账户余额 {1} 元，可用余额 {2} 元。"}},
};
static const struct question_line lines_10[] = {
    {"s-01-pay",
     "SELECT sum(calculated), (SELECT count(*) FROM v_strategy), sum(cut_orders), "
     "sum(restore_orders), sum(sms) FROM v_daily",
     {"Over the run it computed {1} times and made {2} strategies; {3} cut orders, {4} restore "
      "orders and {5} messages came of them.",
      "全部运行日共测算 {1} 户次，产生策略 {2} 条，由此有停电工单 {3} 张、复电工单 {4} 张、短"
      "信 {5} 条。"}},
    {"s-03",
     "SELECT calculated, strftime('%H:%M', calc_end_ms / 1000, 'unixepoch') FROM v_daily WHERE "
     "day = 1",
     {"A calculation of {1} customers at the speed of this scenario is over at {2}.",
      "按本情景的速度测算 {1} 户，{2} 结束。"}},
};
static const struct question_line lines_11[] = {
    {"s-01-pay",
     "SELECT (SELECT sum(read) FROM v_daily), (SELECT count(*) FROM v_command), concentrators, "
     "feps FROM run",
     {"Collection: {1} registers and {2} commands over {3} concentrators and {4} front-end "
      "processors.",
      "采集：经 {3} 台集中器、{4} 台前置机采集示数 {1} 个，执行命令 {2} 条。"}},
    {"s-01-pay",
     "SELECT (SELECT count(*) FROM v_order), (SELECT count(*) FROM v_payment WHERE posted_at "
     "IS NOT NULL), (SELECT count(*) FROM v_sms WHERE state = 'delivered')",
     {"Marketing: {1} orders and {2} payments posted; SMS platform: {3} messages delivered.",
      "营销：工单 {1} 张、销账 {2} 笔；短信平台：送达 {3} 条。"}},
    {"s-11",
     "SELECT count(*), sum(kind = 'exchange') FROM v_order WHERE kind IN ('field-restore', "
     "'exchange', 'field-cut')",
     {"Crews: {1} field orders, {2} of them to exchange what the handheld could not move.",
      "现场：工单 {1} 张，其中掌机无效而更换的 {2} 张。"}},
};
static const struct question_line lines_12[] = {
    {"s-52",
     "SELECT (SELECT count(*) FROM v_order WHERE kind = 'cut' AND state = 'success'), (SELECT "
     "count(*) FROM v_order WHERE kind = 'restore' AND state = 'success'), (SELECT count(*) "
     "FROM (SELECT customer FROM v_relay GROUP BY customer HAVING sum(after = 'open') > 1)), "
     "customers_off FROM v_daily WHERE day = 10",
     {"With messages doubled and out of order {1} cuts and {2} restores succeed, {3} customers "
      "are cut twice, and {4} are without supply at the end.",
      "消息重复且乱序时，停电成功 {1} 次、复电成功 {2} 次，重复停电 {3} 户，结束时停电 {4} 户。"}},
    {"s-36",
     "SELECT count(*), (SELECT count(*) FROM v_terminal), (SELECT printf('%.0f', max(seconds)) "
     "FROM v_terminal) FROM v_outage WHERE day = 1",
     {"When a front-end processor falls out, its standby takes over: {2} terminals are not "
      "heard for {3} s at most, and {1} customers are cut all the same.",
      "一台前置机故障后备机接管：{2} 台终端失联最长 {3} 秒，{1} 户照常停电。"}},
};
static const struct question_line lines_13[] = {
    {"s-33",
     "SELECT count(*), min(submitted_clock), max(submitted_clock) FROM v_sms WHERE "
     "submitted_day = 1 AND created_at < (SELECT start_at FROM run) + 115200000",
     {"{1} messages waited for the window on D1: the first left at {2}, the last of them at "
      "{3}.",
      "D1 有 {1} 条短信等待开窗：首条 {2} 发出，末条 {3} 发出。"}},
    {"s-01-pay",
     "SELECT kind, kind_zh, min(submitted_clock), max(submitted_clock), count(*) FROM v_sms "
     "GROUP BY kind ORDER BY min(submitted_clock)",
     {"{5} messages of the kind \"{1}\", submitted from {3} to {4}.",
      "{2} {5} 条，发送时刻 {3} 至 {4}。"}},
};
static const struct question_line lines_14[] = {
    {"s-50",
     "SELECT count(*), (SELECT count(*) FROM v_command WHERE n1 = '1A' AND result = 'OK'), "
     "customers FROM v_relay, run WHERE before = 'closed' AND after = 'open'",
     {"{3} customers behind terminals of their own: {2} trips answered, {1} switches open.",
      "专变用户 {3} 户，各有终端：跳闸命令应答 {2} 次，开关断开 {1} 只。"}},
};
static const struct question_line lines_15[] = {
    {"s-12",
     "SELECT read, calculated, meters FROM v_daily WHERE day = 0",
     {"On the first day {1} of {3} meters are read, and {2} customers computed.",
      "首日 {3} 只表中采集 {1} 只，测算 {2} 户。"}},
    {"s-12",
     "SELECT result, count(*) FROM v_order WHERE kind = 'cut' AND day = 1 GROUP BY result",
     {"Cut orders of D1 that end with {1}: {2}.",
      "D1 停电工单以 {1} 结束：{2} 张。"}},
    {"s-18",
     "SELECT count(*), (SELECT count(DISTINCT customer) FROM v_supply WHERE day = 1 AND supply "
     "= 'off') FROM v_relay WHERE day = 1 AND after = 'open'",
     {"Where the control line of some is open {1} relays open and {2} customers lose supply.",
      "部分控制线未接时，继电器断开 {1} 只，失电 {2} 户。"}},
};
static const struct question_line lines_16[] = {
    {"s-51",
     "SELECT count(DISTINCT customer), count(*), sum(refused_at IS NOT NULL) FROM v_payment "
     "WHERE channel = 'withholding'",
     {"{1} customers with a mandate: money was asked for {2} times, {3} times there was none.",
      "签约 {1} 户：请款 {2} 次，其中余额不足 {3} 次。"}},
    {"s-51",
     "SELECT count(*), (SELECT count(*) FROM v_order WHERE kind = 'cut' AND success_day = 1) "
     "FROM v_decision WHERE before = 'warned' AND after = 'normal' AND day = 0",
     {"On D0 {1} of them went from warned back to normal the same day; {2} customers were cut "
      "on D1.",
      "D0 当日 {1} 户由预警恢复正常；D1 停电 {2} 户。"}},
};
static const struct question_line lines_17[] = {
    {"s-51",
     "SELECT printf('%.0f', max(seconds)), count(*) FROM v_payment WHERE channel = "
     "'withholding' AND posted_at IS NOT NULL AND day = 0",
     {"In real time the money of {2} customers is posted {1} s after it was asked for, at most.",
      "实时代扣 {2} 户，请款到销账最长 {1} 秒。"}},
    {"s-51-file",
     "SELECT (SELECT cuts FROM v_daily WHERE day = 1), restores, (SELECT min(clock) FROM "
     "v_order WHERE kind = 'restore') FROM v_daily WHERE day = 1",
     {"With the bank's file the money comes a day later: {1} cuts on D1 and {2} restores from "
      "{3} on.",
      "采用银行批量文件时次日到账：D1 停电 {1} 户，{3} 起复电 {2} 户。"}},
};

static const struct question rows[] = {
    {1,
     {"What is remote fee control, and how does one day of it go?",
      "什么是远程费控？一天如何运行？"},
     {"Registers are read at night, what each customer has left is estimated, compared with "
      "amounts that were agreed, and messages, orders and commands follow; a payment reverses "
      "them.",
      "夜间抄表，测算每户剩余金额，与约定限额比较，随后产生短信、工单和命令；缴费后反向恢复。"},
     BY_RUNS(lines_1)},
    {2,
     {"What is the difference between remote and local fee control?",
      "远程费控与本地费控有何不同？"},
     {"In remote fee control the account decides and a command moves the switch; in local fee "
      "control the meter itself holds the money and trips alone, even when all systems are "
      "down.",
      "远程费控由账户判断、由命令控制开关；本地费控由电表保存金额并自行跳闸，系统全停也照常运行"
      "。"},
     BY_RUNS(lines_2)},
    {3,
     {"Why is the estimate of the charge only almost real-time?",
      "为什么电费测算只是准实时？"},
     {"It knows the register of the last freeze and the money as of the calculation; until the "
      "next one the customer goes on using energy.",
      "测算所知的是最近一次冻结示数和当时的金额；到下次测算前客户仍在用电。"},
     BY_RUNS(lines_3)},
    {4,
     {"What does a basic strategy consist of?",
      "基本策略包括哪些内容？"},
     {"Three amounts with a comparison each (reminder, warning, overdraft), the rule of "
      "restoring, and how and when a customer is told before he is cut.",
      "提醒、预警、透支三个限额及各自的比较方式，复电规则，以及停电前何时如何通知。"},
     BY_RUNS(lines_4)},
    {5,
     {"What is the daily estimate compared with?",
      "每日测算结果与什么比较？"},
     {"The available balance goes down the list of amounts, from the overdraft to the "
      "reminder; the first that it falls under decides.",
      "可用余额依次与透支、预警、提醒限额比较，先满足者生效。"},
     BY_RUNS(lines_5)},
    {6,
     {"By which features of customers are strategies chosen?",
      "策略按客户的哪些特征选择？"},
     {"By what distinguishes how they can be told and made to pay: category, capacity and "
      "voltage, importance and credit, way of payment, and whether a message reaches them.",
      "按影响通知与回收方式的特征：类别、容量与电压、重要性与信用、缴费方式、能否收到短信。"},
     BY_RUNS(lines_6)},
    {7,
     {"Which exceptions can the execution of strategies have?",
      "策略执行异常有哪些？"},
     {"No order for a strategy, an order that was not sent, that failed or gave no result in "
      "time, and a result that contradicts the meter.",
      "有策略无工单、工单未下发、失败、超时，以及结果与电表状态矛盾。"},
     BY_RUNS(lines_7)},
    {8,
     {"What is the difference between account balance and available balance?",
      "电费账户余额与可用余额有何区别？"},
     {"The account balance is money that was posted less bills that were settled; the "
      "available balance is that less the estimated charge since the last settled register.",
      "账户余额为已销账金额减已结算电费；可用余额再减去自上次结算示数以来的测算电费。"},
     BY_RUNS(lines_8)},
    {9,
     {"What is the fee-control agreement for?",
      "签订费控协议的作用是什么？"},
     {"It is the customer's consent to pay in advance and to be cut by its rules; the "
      "simulator takes from it the amounts, the way of notice and the way of restoring.",
      "协议是客户同意预付费并按约定停电的依据；模拟器取用其中的限额、通知方式和复电方式。"},
     BY_DOCUMENT("docs/agreement.md")},
    {10,
     {"What does the fee-control system do?",
      "费控系统有哪些功能？"},
     {"It computes, compares, decides, asks for messages and orders, checks again before a "
      "cut, and keeps what is held and what went wrong.",
      "测算、比较、决策，提出短信与工单需求，停电前复核，并管理挂起与异常。"},
     BY_RUNS(lines_10)},
    {11,
     {"What do the systems around it do?",
      "相关系统各有什么功能？"},
     {"The collection system reads and commands, marketing keeps accounts and orders, the SMS "
      "platform tells, payment channels bring money, crews go where no command helps.",
      "采集系统抄表与下令，营销系统管理账户与工单，短信平台告知，缴费渠道收款，现场班组处理命令"
      "不能解决的。"},
     BY_RUNS(lines_11)},
    {12,
     {"How do the systems work together?",
      "各系统之间是什么关系？"},
     {"By messages with serial numbers over named interfaces; whoever receives one twice or "
      "late drops or sorts it, so that every layer ends alike.",
      "通过带序号的接口消息协作；重复或迟到的消息由接收方识别，各层最终一致。"},
     BY_RUNS(lines_12)},
    {13,
     {"At which hours do fee-control messages leave?",
      "费控短信在什么时段发送？"},
     {"Inside the platform's window; what is made at night waits for its opening, and only "
      "urgent kinds pass at any time.",
      "在短信平台时段内发送；夜间生成的等待开窗，仅紧急类别随时发送。"},
     BY_RUNS(lines_13)},
    {14,
     {"What must the metering of high-voltage customers be able to do?",
      "高压用户实施费控的计量条件是什么？"},
     {"A terminal that trips a switch of the customer over a control line, with rounds that "
      "can be opened one after the other.",
      "需有能经控制回路分轮次跳开用户开关的专变终端。"},
     BY_RUNS(lines_14)},
    {15,
     {"What must the metering of low-voltage customers be able to do?",
      "低压用户实施费控的计量条件是什么？"},
     {"A remote meter that is read every day, has its keys loaded, and whose switch the "
      "command really moves.",
      "需有每日可采集、密钥已下装、开关可由命令控制的远程费控表。"},
     BY_RUNS(lines_15)},
    {16,
     {"May customers with withholding or collection contracts be enrolled?",
      "代扣、托收用户能否实施费控？"},
     {"Yes; for who has signed, a warning is first a request to the bank and only then one to "
      "the customer.",
      "可以；已签约者预警时先向银行请款，不成才通知客户。"},
     BY_RUNS(lines_16)},
    {17,
     {"What changes for customers with withholding?",
      "代扣用户实施费控后有何变化？"},
     {"The charge is asked for when the balance falls, not once a month; whether that is in "
      "time depends on how fast the bank answers.",
      "由按月扣款变为余额下降即扣款；是否及时取决于银行反馈速度。"},
     BY_RUNS(lines_17)},
};
/* clang-format on */

const struct question_part question_basics = {
    {"Basic concepts", "基本概念"}, rows, sizeof rows / sizeof rows[0]};
