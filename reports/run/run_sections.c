#include "reports/run/run_sections.h"

#include "reports/plot/plot_sql.h"

/* SQL and texts, laid out by hand. */
/* clang-format off */

#define END {{NULL, NULL}, CELL_TEXT}
#define NONE {"", ""}
#define NONE_REST {NULL, NULL}
#define FIRST_VIOLATIONS(text)                                                                     \
     " (SELECT group_concat(line, char(10)) FROM (SELECT 'D' || day || ' ' || clock ||"            \
     " ' #' || customer || ': ' || v." text " AS line FROM v_violation v"                          \
     " WHERE v.invariant = printf('INV-%02d', i.number) ORDER BY at LIMIT 10))"

const struct section run_check_sections[] = {
    {{"Never", "未发生"},
     {"What the scenario plans and this run did not do.", "场景计划了、本次运行没有发生的事。"},
     {NULL, NULL},
     NULL,
     "SELECT text, text_zh FROM remark ORDER BY number",
     {{{"Planned", "计划内容"}, CELL_TERM}, END}, NONE_REST},
    {{"Expectations", "期望"},
     {"What the scenario says must come out, asked of the database of this run.",
      "场景规定的结果，向本次运行的数据库查询得出。"},
     {"The scenario states no expectations.", "场景没有规定期望。"},
     "SELECT count(*) FROM expectation WHERE pass = 0",
     "SELECT pass, name, name_zh, expected, CASE WHEN error IS NULL THEN actual"
     " WHEN actual IS NULL THEN error ELSE actual || ': ' || error END, source, source_zh, sql"
     " FROM expectation ORDER BY number",
     {{NONE, CELL_MATCH}, {{"Expectation", "期望"}, CELL_TERM}, {{"Expected", "期望值"}, CELL_CODE},
      {{"Actual", "实际值"}, CELL_CODE}, {{"Source", "出处"}, CELL_TERM},
      {{"Query", "查询语句"}, CELL_DETAILS}, END},
     {"Not judged: they are about the whole run, and this one goes on from a checkpoint.",
      "未判定：期望针对整个运行，而本次运行自检查点继续。"}},
    {{"Invariants", "不变式"},
     {"What must hold in every run. Violations that the story itself contains are expected.",
      "任何运行都必须成立；故事本身包含的违反计入期望值。"},
     {NULL, NULL},
     "SELECT count(*) FROM invariant WHERE pass = 0",
     "SELECT pass, printf('INV-%02d', number), number, expected, found,"
     FIRST_VIOLATIONS("text") "," FIRST_VIOLATIONS("text_zh")
     " FROM invariant i ORDER BY number",
     {{NONE, CELL_PASS}, {{"Invariant", "不变式"}, CELL_NAME},
      {{"What must hold", "内容"}, CELL_INVARIANT}, {{"Expected", "期望值"}, CELL_RIGHT},
      {{"Found", "发现"}, CELL_RIGHT}, {{"First violations", "最早的违反"}, CELL_DETAILS_TERM}, END},
     NONE_REST},
};
const size_t run_check_section_count = sizeof run_check_sections / sizeof run_check_sections[0];

const struct section run_table_sections[] = {
    {{"Days", "逐日"},
     {"Readings and calculations, strategies of fee control and results of orders of each day.",
      "每日的抄表与测算、费控策略和工单结果。"},
     {NULL, NULL},
     NULL,
     "SELECT 'D' || day, substr(date, 6), read + read_late, calculated, reminders, warnings,"
     " cut_strategies, cuts, cut_failures, restores, field_orders, exception_orders FROM v_daily"
     " ORDER BY day",
     {{{"Day", "日"}, CELL_TEXT}, {{"Date", "日期"}, CELL_NAME}, {{"Read", "抄表"}, CELL_COUNT},
      {{"Calcu\302\255lated", "测算"}, CELL_COUNT}, {{"Re\302\255minders", "提醒"}, CELL_COUNT},
      {{"Warn\302\255ings", "预警"}, CELL_COUNT},
      {{"Cut stra\302\255tegies", "停电策略"}, CELL_COUNT}, {{"Cut", "停电"}, CELL_COUNT},
      {{"Cut failed", "停电失败"}, CELL_COUNT}, {{"Re\302\255stored", "复电"}, CELL_COUNT},
      {{"Field orders", "现场工单"}, CELL_COUNT},
      {{"Excep\302\255tions", "测算异常"}, CELL_COUNT}, END}, NONE_REST},
    {{"Days: messages, money, supply", "逐日短信、资金、供电"},
     {"Messages and money of each day; without supply: at its end.",
      "每日的短信和资金；停电户数为当日末的数。"},
     {NULL, NULL},
     NULL,
     "SELECT 'D' || day, substr(date, 6), sms, payments, posted_fen / 100, customers_off,"
     " kwh100 / 100 FROM v_daily ORDER BY day",
     {{{"Day", "日"}, CELL_TEXT}, {{"Date", "日期"}, CELL_NAME}, {{"SMS", "短信"}, CELL_COUNT},
      {{"Payments", "缴费"}, CELL_COUNT}, {{"Posted CNY", "销账（元）"}, CELL_COUNT},
      {{"Without supply", "停电户数"}, CELL_COUNT}, {{"Energy kWh", "电量（千瓦时）"}, CELL_COUNT},
      END}, NONE_REST},
    {{"Money in local meters", "本地电表内金额"},
     {"What was written into the meters, refused, taken out, or ran low. CNY: of purchases and of "
      "what was taken out; where energy or time is sold, kWh or hundreds of minutes.",
      "写入、拒绝、取出的金额和余额报警；金额为购电与取出的合计，"
      "按电量、时间售电时为千瓦时、百分钟。"},
     {NULL, NULL},
     NULL,
     "SELECT event, event_zh, source, source_zh, nullif(result, 'NONE'), count(*),"
     " CASE WHEN event IN ('written', 'refused', 'emptied')"
     " THEN printf('%.2f', sum(value_fen) / 100.0) END, min(at), max(at) FROM v_wallet"
     " GROUP BY event, source, result ORDER BY min(at), min(seq)",
     {{{"Event", "事件"}, CELL_TERM}, {{"By", "来源"}, CELL_TERM}, {{"Result", "结果"}, CELL_TEXT},
      {{"Events", "次数"}, CELL_COUNT}, {{"CNY", "元"}, CELL_RIGHT},
      {{"First", "最早"}, CELL_MOMENT}, {{"Last", "最晚"}, CELL_MOMENT}, END}, NONE_REST},
    {{"Orders by result", "工单结果"},
     {"The last result that is known of each order, the cause of each exception (R-70). Seconds: "
      "from making the order to its success.",
      "每张工单最后已知的结果；测算异常为其原因（R-70）。"
      "秒数：从生成到成功。"},
     {NULL, NULL},
     NULL,
     "SELECT o.kind, kind_zh, CASE o.kind WHEN 'exception' THEN cause ELSE result END,"
     " CASE o.kind WHEN 'exception' THEN cause_zh ELSE r.name_zh END,"
     " count(*), sum(tries), min(created_at),"
     " max(coalesce(success_at, failed_at, closed_at)),"
     " CASE WHEN count(seconds) = 0 THEN '' WHEN min(seconds) = max(seconds)"
     " THEN printf('%.1f', min(seconds))"
     " ELSE printf('%.1f\xe2\x80\x93%.1f', min(seconds), max(seconds)) END"
     " FROM v_order o JOIN result_code_name r ON r.name = result"
     " GROUP BY kind, result, cause ORDER BY min(created_at)",
     {{{"Order", "工单"}, CELL_TERM}, {{"Result", "结果"}, CELL_TERM},
      {{"Orders", "张数"}, CELL_COUNT}, {{"Tries", "次数"}, CELL_COUNT},
      {{"First made", "最早生成"}, CELL_MOMENT}, {{"Last result", "最后结果"}, CELL_MOMENT},
      {{"Seconds", "秒数"}, CELL_RIGHT}, END}, NONE_REST},
    {{"SMS by kind and state", "短信种类与状态"},
     {"How far messages came: submitted is not delivered.", "短信到了哪一步：提交不等于送达。"},
     {NULL, NULL},
     NULL,
     "SELECT s.kind, kind_zh, state, n.name_zh, count(*), min(submitted_at), max(submitted_at),"
     " max(delivered_at) FROM v_sms s JOIN sms_state_name n ON n.name = state"
     " GROUP BY kind, state ORDER BY min(created_at)",
     {{{"Message", "短信"}, CELL_TERM}, {{"Last state", "最后状态"}, CELL_TERM},
      {{"Messages", "条数"}, CELL_COUNT}, {{"First submitted", "最早提交"}, CELL_MOMENT},
      {{"Last submitted", "最晚提交"}, CELL_MOMENT}, {{"Last delivered", "最晚送达"}, CELL_MOMENT},
      END}, NONE_REST},
    {{"Rollout, county by county", "分县推广对比"},
     {"Each county before its wave, in the sixty days after its last customer has signed, and "
      "since (RPT-11). Same day: the part of the bills that was in the account when their day was "
      "over.",
      "各县推广前、全部签约后六十天内及此后的对比（RPT-11）。当日回收：账单日终了时账户已覆盖的部分。"},
     {NULL, NULL},
     NULL,
     "SELECT county, wave, 'D' || planned_day, 'D' || begun_day, phase, phase_zh, 'D' || from_day,"
     " 'D' || to_day, signed, CAST(billed AS INTEGER), same_day_pct, sms_per_1000, no_number_pct,"
     " field_orders FROM rpt_11, run WHERE level > 0",
     {{{"County", "县"}, CELL_RIGHT}, {{"Wave", "批次"}, CELL_RIGHT},
      {{"Planned", "计划"}, CELL_TEXT}, {{"Begun", "启动"}, CELL_TEXT},
      {{"Phase", "阶段"}, CELL_TERM}, {{"From", "自"}, CELL_TEXT}, {{"To", "至"}, CELL_TEXT},
      {{"Signed", "签约"}, CELL_COUNT}, {{"Billed CNY", "应收（元）"}, CELL_COUNT},
      {{"Same day %", "当日回收 %"}, CELL_RIGHT},
      {{"SMS a day, 1,000 customers", "每千户日短信"}, CELL_RIGHT},
      {{"No number %", "无号码 %"}, CELL_RIGHT},
      {{"Field orders, most a day", "现场工单日最多"}, CELL_COUNT}, END}, NONE_REST},
};
const size_t run_table_section_count = sizeof run_table_sections / sizeof run_table_sections[0];

#define IS_REST SQL_FIRST_DAY " > 0"
/* The longest outage is known where single supply events are recorded (levels events and full). */
#define DURATION(when, minutes, hours)                                                            \
    "(SELECT CASE WHEN s IS NULL OR NOT (" when ") THEN NULL"                                      \
    " WHEN s < 3600 THEN printf('%d " minutes "', s / 60)"                                         \
    " ELSE printf('%.1f " hours "', s / 3600.0) END"                                               \
    " FROM (SELECT max(seconds) AS s FROM v_outage)), "
/* Relays that moved, as the curves count them: a crew may find its work done, and who loses supply
 * without them (a power cut, a breaker) is not cut. */
#define RELAYS(series)                                                                             \
    "printf('%,d', (SELECT coalesce(sum(count), 0) FROM v_minute WHERE series = '" series "')), "
const char run_tiles_sql[] =
    "SELECT printf('%,d', (SELECT customers_off FROM v_daily ORDER BY day DESC LIMIT 1)), "
    DURATION("NOT " IS_REST, "min", "h") DURATION("NOT " IS_REST, "分钟", "小时")
    DURATION(IS_REST, "min", "h") DURATION(IS_REST, "分钟", "小时")
    "printf('%,d', (SELECT count(*) FROM violation WHERE invariant = 3)), "
    "printf('%,d', customers), CASE WHEN " IS_REST " THEN printf('D%d\xe2\x80\x93" "D%d', "
    SQL_FIRST_DAY ", (end_at - start_at) / 86400000 - 1) ELSE (end_at - start_at) / 86400000 END, "
    RELAYS("cuts") RELAYS("restores")
    "printf('%,d', (SELECT sum(sms) FROM v_daily)), "
    "printf('%,d', (SELECT sum(payments) FROM v_daily)), "
    "printf('%.2f s', wall_seconds), printf('%.2f 秒', wall_seconds) FROM run";
const struct section_column run_tiles[] = {
    {{"customers off at the end", "结束时停电户数"}, CELL_TEXT},
    {{"longest outage", "最长停电"}, CELL_TERM},
    {{"longest outage of those begun since", "此后开始的最长停电"}, CELL_TERM},
    {{"wrongful cuts (INV-03)", "误停（INV-03）"}, CELL_TEXT},
    {{"customers", "客户"}, CELL_TEXT}, {{"days", "天"}, CELL_TEXT},
    {{"cuts (relays opened)", "停电（继电器断开）"}, CELL_TEXT},
    {{"restores (relays closed)", "复电（继电器闭合）"}, CELL_TEXT}, {{"SMS", "短信"}, CELL_TEXT},
    {{"payments", "缴费"}, CELL_TEXT}, {{"to simulate", "仿真用时"}, CELL_TERM}, END};

const char run_facts_sql[] =
    "SELECT id || ' - ' || title, id || ' - ' || title_zh, source, settings, "
    "strftime('%Y-%m-%d', start_at / 1000 + 28800, 'unixepoch'), "
    "CASE WHEN " IS_REST " THEN 'D' || " SQL_FIRST_DAY " || ', ' || strftime('%Y-%m-%d', "
    SQL_SINCE " / 1000 + 28800, 'unixepoch') END, "
    "'D' || ((end_at - start_at) / 86400000 - 1) || ', ' || strftime('%Y-%m-%d', "
    "end_at / 1000 + 28800 - 1, 'unixepoch'), "
    "printf('%,d', customers), printf('%,d', concentrators), printf('%,d', feps), "
    "seed, fingerprint, digest, (SELECT name FROM level_name WHERE value = level), "
    "CASE level WHEN 0 THEN '汇总' WHEN 1 THEN '事件' ELSE '全部' END, printf('%,d', events), "
    "printf('%.1f MB', memory_bytes / 1e6), 'feikong ' || version FROM run";
const struct section_column run_facts[] = {
    {{"Scenario", "场景"}, CELL_TERM}, {{"File", "文件"}, CELL_TEXT},
    {{"Overrides", "改动的参数"}, CELL_TEXT}, {{"First day (D0)", "第一天（D0）"}, CELL_TEXT},
    {{"Goes on from", "继续自"}, CELL_TEXT}, {{"Last day", "最后一天"}, CELL_TEXT},
    {{"Customers", "客户"}, CELL_TEXT},
    {{"Concentrators", "集中器"}, CELL_TEXT}, {{"Front-end processors", "前置机"}, CELL_TEXT},
    {{"Seed", "随机种子"}, CELL_TEXT}, {{"Fingerprint", "指纹"}, CELL_TEXT},
    {{"Scenario digest", "场景摘要"}, CELL_TEXT}, {{"Recorded", "记录级别"}, CELL_TERM},
    {{"Events", "事件数"}, CELL_TEXT}, {{"World in memory", "模型内存"}, CELL_TEXT},
    {{"Program", "程序"}, CELL_TEXT}, END};

const struct fk_text run_words[RUN_WORDS] = {
    [RUN_OK] = {"ok", "符合"},
    [RUN_FAILS] = {"fails", "不符"},
    [RUN_DIFFERS] = {"differs", "不同"},
    [RUN_SHOW] = {"show", "显示"},
    [RUN_CONTENTS] = {"Contents", "目录"},
    [RUN_OVERRIDES] = {"Overrides: ", "改动的参数："},
    [RUN_SEED] = {"seed %s", "随机种子 %s"},
    [RUN_NO_FIGURES] = {"%s", "缺少图：%s"},
    [RUN_HOLDS] = {"As expected: %lld of %lld expectations and %lld of %lld invariants hold.",
                   "符合预期：期望 %lld/%lld 成立，不变式 %lld/%lld 成立。"},
    [RUN_HOLDS_STORY] = {"As expected: %lld of %lld expectations and %lld of %lld invariants come "
                         "out as the scenario says.",
                         "符合预期：期望 %lld/%lld、不变式 %lld/%lld 与场景规定一致。"},
    [RUN_STORY] = {" The story contains %lld violation%s of invariants.",
                   "故事本身包含不变式违反 %lld 次%s。"},
    [RUN_BROKEN] = {"Not as expected: %lld of %lld expectations and %lld of %lld invariants fail.",
                    "不符合预期：期望 %lld/%lld 不成立，不变式 %lld/%lld 不成立。"},
    [RUN_WHAT_IF] = {"What if: %lld of %lld expectations come out as stated, %lld of %lld "
                     "invariants hold. Expectations are shown, not judged.",
                     "假设分析：期望 %lld/%lld 与原场景相同，不变式 %lld/%lld 成立。期望只显示，不判定。"},
    [RUN_NOTHING_EXPECTED] = {"No expectations were stated; all %lld invariants hold.",
                              "场景没有规定期望；%lld 条不变式全部成立。"},
    [RUN_FROM] = {" \xc2\xb7 goes on from D%lld", " \xc2\xb7 自 D%lld 继续"},
    [RUN_REST] = {"The run goes on from D%lld: of what happened before only the violations "
                  "are in it. So the expectations, which are about the whole run, are not judged. ",
                  "本次运行自 D%lld 继续，此前的内容只有不变式违反在其中；期望针对整个运行，因此不判定。"},
    [RUN_REST_HOLDS] = {"%lld of %lld invariants hold.", "不变式 %lld/%lld 成立。"},
    [RUN_REST_BROKEN] = {"%lld of %lld invariants fail.", "不变式 %lld/%lld 不成立。"},
    [RUN_REST_TILES] = {"Counted from D%lld on, violations from D0 on. Customers off at the end "
                        "include those cut before.",
                        "自 D%lld 起计数，不变式违反自 D0 起；结束时停电户数包括此前停电的客户。"},
    [RUN_ALL_HOLD] = {"All hold, show the table", "全部成立，显示表格"},
    [RUN_KEY_FIGURES] = {"Key figures", "关键数字"},
    [RUN_FIGURES] = {"Figures", "图"},
    [RUN_FACTS] = {"Run", "本次运行"},
    [RUN_GO_ON] = {"How to go on", "进一步查询"},
    [RUN_GO_ON_TEXT] = {"The run is one SQLite file; views whose names begin with v_ show names, "
                        "days and clocks. docs/schema.md explains every column.",
                        "本次运行是一个 SQLite 文件；名称以 v_ 开头的视图给出名称、日和时刻。"
                        "各列说明见 docs/schema.md。"},
    [RUN_GO_ON_STORY] = {"All of one customer (here who was longest without supply), and this run "
                         "beside another:",
                         "一个客户的全部经过（此处为停电最久的客户），以及与另一次运行对比："},
    [RUN_GO_ON_SUMMARY] = {"A summary holds no single events; --set recording=events records them. "
                           "This run beside another:",
                           "汇总不含单个事件；--set recording=events 会记录。与另一次运行对比："},
    [RUN_REDRAW] = {"Every figure can be drawn again from its data:", "每幅图都可由其数据重新绘制："},
    [RUN_FOOTER] = {"Feikong (费控): simulator and test harness for remote prepaid electricity. "
                    "Times are China Standard Time; D0 is the first day of the run.",
                    "Feikong（费控）：远程预付费电力仿真与测试系统。时间为北京时间；D0 为运行第一天。"},
};
/* clang-format on */
