#include "reports/run/run_sections.h"

/* SQL, laid out by hand. */
/* clang-format off */

const struct section run_check_sections[] = {
    {"Expectations",
     "What the scenario says must come out, asked of the database of this run.",
     "The scenario states no expectations.",
     "SELECT pass, name, expected, CASE WHEN error IS NULL THEN actual"
     " WHEN actual IS NULL THEN error ELSE actual || ': ' || error END, source, sql"
     " FROM expectation ORDER BY number",
     {{"", CELL_PASS}, {"Expectation", CELL_TEXT}, {"Expected", CELL_CODE}, {"Actual", CELL_CODE},
      {"Source", CELL_TEXT}, {"Query", CELL_DETAILS}, {NULL, CELL_TEXT}}},
    {"Never",
     "What the scenario plans and this run did not do.",
     NULL,
     "SELECT text FROM remark ORDER BY number",
     {{"Planned", CELL_TEXT}, {NULL, CELL_TEXT}}},
    {"Invariants",
     "What must hold in every run. Violations that the story itself contains are expected.",
     NULL,
     "SELECT pass, printf('INV-%02d', number), text, expected, found,"
     " (SELECT group_concat(line, char(10)) FROM (SELECT 'D' || day || ' ' || clock ||"
     " ' customer ' || customer || ': ' || v.text AS line FROM v_violation v"
     " WHERE v.invariant = printf('INV-%02d', i.number) ORDER BY at LIMIT 10))"
     " FROM invariant i ORDER BY number",
     {{"", CELL_PASS}, {"Invariant", CELL_TEXT}, {"What must hold", CELL_TEXT},
      {"Expected", CELL_RIGHT}, {"Found", CELL_RIGHT}, {"First violations", CELL_DETAILS},
      {NULL, CELL_TEXT}}},
};
const size_t run_check_section_count = sizeof run_check_sections / sizeof run_check_sections[0];

const struct section run_table_sections[] = {
    {"Days",
     "Readings and calculations, strategies of fee control, results of orders, messages and money "
     "of each day; without supply: at its end.",
     NULL,
     "SELECT 'D' || day, substr(date, 6), read + read_late, calculated, reminders, warnings,"
     " cut_strategies, cuts, cut_failures, restores, field_orders, exception_orders, sms, payments,"
     " posted_fen / 100, customers_off, kwh100 / 100 FROM v_daily ORDER BY day",
     {{"Day", CELL_TEXT}, {"Date", CELL_TEXT}, {"Read", CELL_COUNT}, {"Calcu- lated", CELL_COUNT},
      {"Re- minders", CELL_COUNT}, {"Warn- ings", CELL_COUNT}, {"Cut stra- tegies", CELL_COUNT},
      {"Cut", CELL_COUNT}, {"Cut failed", CELL_COUNT}, {"Re- stored", CELL_COUNT},
      {"Field orders", CELL_COUNT}, {"Excep- tions", CELL_COUNT}, {"SMS", CELL_COUNT},
      {"Pay- ments", CELL_COUNT}, {"Posted CNY", CELL_COUNT}, {"Without supply", CELL_COUNT},
      {"Energy kWh", CELL_COUNT}, {NULL, CELL_TEXT}}},
    {"Orders by result",
     "The last result that is known of each order. Seconds: from making the order to its success.",
     NULL,
     "SELECT kind, kind_zh, result, count(*), sum(tries), min(created_at),"
     " max(coalesce(success_at, failed_at, closed_at)),"
     " CASE WHEN count(seconds) = 0 THEN '' WHEN min(seconds) = max(seconds)"
     " THEN printf('%.1f', min(seconds))"
     " ELSE printf('%.1f to %.1f', min(seconds), max(seconds)) END"
     " FROM v_order GROUP BY kind, result ORDER BY min(created_at)",
     {{"Order", CELL_TEXT}, {"", CELL_TEXT}, {"Result", CELL_CODE}, {"Orders", CELL_COUNT},
      {"Tries", CELL_COUNT}, {"First made", CELL_MOMENT}, {"Last result", CELL_MOMENT},
      {"Seconds", CELL_RIGHT}, {NULL, CELL_TEXT}}},
    {"SMS by kind and state",
     "How far messages came: submitted is not delivered.",
     NULL,
     "SELECT kind, kind_zh, state, count(*), min(submitted_at), max(submitted_at),"
     " max(delivered_at) FROM v_sms GROUP BY kind, state ORDER BY min(created_at)",
     {{"Message", CELL_TEXT}, {"", CELL_TEXT}, {"Last state", CELL_CODE}, {"Messages", CELL_COUNT},
      {"First submitted", CELL_MOMENT}, {"Last submitted", CELL_MOMENT},
      {"Last delivered", CELL_MOMENT}, {NULL, CELL_TEXT}}},
};
const size_t run_table_section_count = sizeof run_table_sections / sizeof run_table_sections[0];
/* clang-format on */
