#include "reports/questions/questions_parts.h"

/* Texts and queries, laid out by hand. */
/* clang-format off */
static const struct question_line lines_89[] = {
    {"s-01-pay",
     "SELECT restores, printf('%.0f', restore_p50_s), printf('%.0f', restore_p95_s), "
     "restore_over_24h, sms_delivered FROM rpt_04 WHERE day = 1",
     {"D1 (RPT-04): {1} restores, {2} s in the median, {3} s for the slow ones, {4} over a "
      "day; {5} messages delivered.",
      "D1（RPT-04）：复电 {1} 户，中位数 {2} 秒，较慢者 {3} 秒，超过一天 {4} 户；短信送达 {5} "
      "条。"}},
    {"s-01-pay",
     "SELECT kept, kept_zh, count(*) FROM rpt_07 GROUP BY kept",
     {"Notice kept its time, \"{1}\": {3} cuts (RPT-07).",
      "通知时间满足“{2}”：{3} 户（RPT-07）。"}},
};
static const struct question_line lines_90[] = {
    {"s-28",
     "SELECT day, clock, printf('%.2f', max(CASE layer WHEN 'M1' THEN value END)), "
     "printf('%.2f', max(CASE layer WHEN 'M2' THEN value END)), printf('%.2f', max(CASE layer "
     "WHEN 'M3' THEN value END)) FROM v_query WHERE customer = 0 GROUP BY query_id ORDER BY "
     "query_id",
     {"D{1} {2}: channel {3}, account {4}, available {5} CNY.",
      "D{1} {2}：渠道 {3} 元，账户 {4} 元，可用 {5} 元。"}},
    {"s-28",
     "SELECT place, place_zh, count(*), printf('%.0f', avg(age_s) / 60), printf('%.0f', "
     "max(age_s) / 60.0), sum(difference <> 0) FROM v_shown GROUP BY place ORDER BY avg(age_s)",
     {"{1}: {3} looks, the copy {4} min old on average, {5} at most; {6} of them show something "
      "else than M3.",
      "{2}：查询 {3} 次，副本平均 {4} 分钟、最久 {5} 分钟；与 M3 不同 {6} 次。"}},
    {"s-28-asked",
     "SELECT place, place_zh, count(*), printf('%.0f', avg(age_s) / 60), sum(difference <> 0) "
     "FROM v_shown GROUP BY place ORDER BY avg(age_s)",
     {"Asked when warned and before paying, {1}: {3} looks, {4} min old on average, {5} "
      "otherwise than M3.",
      "收到预警时及缴费前查询，{2}：{3} 次，平均 {4} 分钟，与 M3 不同 {5} 次。"}},
};
static const struct question_line lines_91[] = {
    {"s-24",
     "SELECT channel, channel_zh, count(*), sum(posted_at IS NOT NULL), sum(channel_only_at IS "
     "NOT NULL), sum(reversed_at IS NOT NULL) FROM v_payment GROUP BY channel ORDER BY min(id)",
     {"\"{1}\": {3} payments, {4} posted, {5} found in the channel only, {6} reversed.",
      "{2}：缴费 {3} 笔，销账 {4} 笔，渠道单边 {5} 笔，冲正 {6} 笔。"}},
    {"s-30",
     "SELECT sum(payments), (SELECT printf('%.0f', max(longest_wait_s)) FROM rpt_08 WHERE "
     "resource = 'payment interface') FROM v_daily",
     {"Busiest hour of a month, fast interface: {1} payments, {2} s of waiting at most.",
      "月末高峰，接口快：缴费 {1} 笔，最长等待 {2} 秒。"}},
    {"s-30-slow",
     "SELECT sum(payments), (SELECT printf('%.0f', max(longest_wait_s)) FROM rpt_08 WHERE "
     "resource = 'payment interface') FROM v_daily",
     {"The same, slow interface: {1} payments, {2} s of waiting at most.",
      "同样高峰，接口慢：缴费 {1} 笔，最长等待 {2} 秒。"}},
};
static const struct question_line lines_96[] = {
    {"s-05-off",
     "SELECT class, class_zh, count(*) FROM rpt_10 GROUP BY class",
     {"Stale balances (RPT-10), {1}: {3}.",
      "余额陈旧（RPT-10），{2}：{3}。"}},
    {"s-16-off",
     "SELECT class, class_zh, count(*) FROM rpt_10 GROUP BY class",
     {"Paid before the window opens (RPT-10), {1}: {3}.",
      "开窗前缴费（RPT-10），{2}：{3}。"}},
    {"s-55",
     "SELECT class, class_zh, count(*) FROM rpt_10 GROUP BY class",
     {"Too few crews (RPT-10), {1}: {3}.",
      "班组不足（RPT-10），{2}：{3}。"}},
};
static const struct question_line lines_97[] = {
    {"s-20",
     "SELECT class, class_zh, count(*), min(clock) FROM rpt_10 GROUP BY class",
     {"Power cut of an area (RPT-10), {1}: {3}, from {4} on.",
      "台区停电（RPT-10），{2}：{3}，{4} 起。"}},
    {"s-08",
     "SELECT count(*), printf('%.2f', sum(amount)), min(clock) FROM rpt_06 "
     "WHERE class = 'late'",
     {"Payments late over the interface (RPT-06): {1} of {2} CNY, from {3} on.",
      "接口迟到的缴费（RPT-06）：{1} 笔共 {2} 元，{3} 起。"}},
};
static const struct question_line lines_98[] = {
    {"s-28",
     "SELECT day, clock, printf('%.2f', max(CASE layer WHEN 'M1' THEN value END)), "
     "printf('%.2f', max(CASE layer WHEN 'M3' THEN value END)) FROM v_query WHERE customer = 0 "
     "GROUP BY query_id ORDER BY query_id",
     {"D{1} {2}: the channel's own books {3} CNY, available {4} CNY.",
      "D{1} {2}：渠道自有账 {3} 元，可用余额 {4} 元。"}},
    {"s-28",
     "SELECT count(DISTINCT query_id), (SELECT count(*) FROM v_shown WHERE place = 'agency'), "
     "(SELECT count(*) FROM v_shown WHERE place = 'counter') FROM v_query",
     {"Whose channel cannot ask shows nothing: of {1} looks the agency answers {2}, the counter "
      "{3}.",
      "渠道不能查询则无显示：{1} 次查询中代收点答复 {2} 次，营业厅 {3} 次。"}},
    {"s-28-asked",
     "SELECT count(*), sum(difference <> 0), printf('%.0f', max(age_s) / 3600.0) FROM v_shown "
     "WHERE place = 'agency'",
     {"Where it has the copy of each calculation it answers {1} times, {2} of them otherwise than "
      "M3, with a copy of up to {3} h.",
      "若有随测算的副本，则答复 {1} 次，与 M3 不同 {2} 次，副本最久 {3} 小时。"}},
};
static const struct question_line lines_99[] = {
    {"s-39",
     "SELECT way, way_zh, count(*), printf('%.1f', avg(at - invited_at) / 86400000), "
     "printf('%.1f', 100.0 * sum(sent_back) / sum(sent_back + 1)) FROM v_agreement GROUP BY way "
     "ORDER BY way DESC",
     {"Signed \"{1}\": {3} customers, {4} days after the invitation; {5} % of the applications are "
      "sent back.",
      "{2}签约 {3} 户，邀请后平均 {4} 天；申请退回 {5} %。"}},
};
static const struct question_line lines_100[] = {
    {"s-51",
     "SELECT day, cuts, restores FROM v_daily WHERE day BETWEEN 1 AND 2",
     {"In real time, D{1}: {2} cuts, {3} restores.",
      "实时代扣，D{1}：停电 {2} 户，复电 {3} 户。"}},
    {"s-51-file",
     "SELECT day, cuts, restores FROM v_daily WHERE day BETWEEN 1 AND 2",
     {"By the bank's file, D{1}: {2} cuts, {3} restores.",
      "银行文件代扣，D{1}：停电 {2} 户，复电 {3} 户。"}},
};

static const struct question rows[] = {
    {89,
     {"What do customers gain from fee control?",
      "费控给客户带来哪些好处？"},
     {"They know what they have, are told before anything happens, and have supply minutes "
      "after they pay.",
      "随时知道余额，停电前有通知，缴费后数分钟来电。"},
     BY_RUNS(lines_89)},
    {90,
     {"How can customers look up almost real-time figures?",
      "客户如何查询准实时数据？"},
     {"At the counter, in apps, by messages: all show the last calculation, some a copy of it; "
      "the time beside a figure is a part of it.",
      "柜台、手机、短信皆可：显示最近一次测算，有的是其副本；看数须看时刻。"},
     BY_RUNS(lines_90)},
    {91,
     {"By which channels can customers pay?",
      "有哪些缴费渠道？"},
     {"Counter, bank, e-wallets, agencies, withholding: they differ in how fast the money is "
      "posted and in what can go wrong on the way.",
      "柜台、银行、电子钱包、代办点、代扣：销账快慢与途中差错各不相同。"},
     BY_RUNS(lines_91)},
    {92,
     {"How does a customer look up his balance in WeChat?",
      "如何用微信查询？"},
     {"Screens change too often for a simulator; what it knows is that such a channel shows a "
      "copy, and how old that may be.",
      "界面常变，模拟器不涉及；所知仅为该渠道显示副本及其时效。"},
     BY_DOCUMENT("docs/service.md")},
    {93,
     {"How does a customer look up his balance in the Alipay window?",
      "如何在支付宝服务窗查询？"},
     {"As with any channel of somebody else: it shows what it was told last.",
      "与其他第三方渠道相同：显示最近一次同步的结果。"},
     BY_DOCUMENT("docs/service.md")},
    {94,
     {"How does a customer look up his balance in the utility's app?",
      "如何用供电企业手机应用查询？"},
     {"The company's own channel, nearer to the account, with a cache of some minutes.",
      "企业自有渠道，离账户更近，有数分钟缓存。"},
     BY_DOCUMENT("docs/service.md")},
    {95,
     {"What belongs in the knowledge base of the hotline?",
      "客服热线知识库应包含什么？"},
     {"For each thing that customers ask: what to look at, what it means, who acts; the "
      "answers of this list are a beginning.",
      "每个客户问题：看什么、意味着什么、谁处理；本清单的答案可作为起点。"},
     BY_DOCUMENT("docs/service.md")},
    {96,
     {"What do customers complain of most?",
      "客户投诉主要集中在哪些方面？"},
     {"Of cuts that should not have been, messages after they had paid, and supply that came "
      "too late; each can be counted before anybody calls.",
      "误停电、缴费后仍催费、复电太慢；不待来电即可统计。"},
     BY_RUNS(lines_96)},
    {97,
     {"What should the hotline be ready for?",
      "客服热线如何做好服务？"},
     {"For calls in waves: they follow power cuts, wrong messages and payments that are not "
      "posted, and the same events tell beforehand how many.",
      "来电成批出现：跟随停电、误发短信和未销账缴费；同样的事件可预估来电量。"},
     BY_RUNS(lines_97)},
    {98,
     {"Can an agency tell the available balance?",
      "代办点能查询可用余额吗？"},
     {"If its channel asks fee control, or gets a copy of it, yes, as old as the copy is; if it "
      "has only its own books, it knows the payment and not what is left.",
      "若其渠道可查询或取得副本则能，新旧随副本；若只有自己的账，只知缴费不知余额。"},
     BY_RUNS(lines_98)},
    {99,
     {"How do on-line and counter enrolment differ?",
      "网上签约与柜台签约有何不同？"},
     {"In errors and delays: on-line is fast and types its own number, the counter is slow and "
      "proves the file.",
      "差在差错与时延：网上快但号码自填，柜台慢但核对档案。"},
     BY_RUNS(lines_99)},
    {100,
     {"How does withholding by an e-wallet differ from that by a bank?",
      "电子钱包代扣与银行代扣有何区别？"},
     {"The wallet answers at once, the bank's file the next day; who is warned with little "
      "left is cut in between.",
      "钱包即时反馈，银行文件次日反馈；余额少者在此期间会被停电。"},
     BY_RUNS(lines_100)},
};
/* clang-format on */

const struct question_part question_service = {
    {"Customer service", "客户服务"}, rows, sizeof rows / sizeof rows[0]};
