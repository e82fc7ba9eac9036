/* The keys of `crew` (section 9, P-FLD-). */
#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

NAMES(cut_days, "every-day", "working-days")
static const struct scenario_names cut_days = {cut_days_name, 2};

static const struct scenario_row crew_rows[] = {
    {"crews", TYPE_COUNT, NULL, WORLD(crews), RANGE(0, 100000), .meaning = "field crews",
     .rule = "P-FLD-04"},
    {"jobs_per_day", TYPE_COUNT, NULL, WORLD(crew_jobs_per_day), RANGE(0, 1000),
     .meaning = "jobs of one crew per day", .rule = "P-FLD-04"},
    {"hours", TYPE_WINDOW, NULL, WORLD(crew_hours), .meaning = "working hours", .rule = ""},
    {"arrival", TYPE_SPREAD, NULL, WORLD(crew_arrival), RANGE(0, LONG),
     .meaning = "from the field order to the arrival", .rule = "P-FLD-02"},
    {"work", TYPE_SPREAD, NULL, WORLD(crew_work), RANGE(0, LONG), .meaning = "work on site",
     .rule = "P-FLD-03"},
    {"handheld_fails", TYPE_PERCENT, "0 %", WORLD(handheld_fails), RANGE(0, 100),
     .meaning =
         "crews whose handheld fails: they switch without asking (R-19); with `second_level` "
         "they cannot restore",
     .rule = "P-FLD-05"},
    {"late_entries", TYPE_PERCENT, "0 %", WORLD(late_entries), RANGE(0, 100),
     .meaning = "switches of crews whose result is entered `entry_delay` later: until then the "
                "order is open, and nobody knows that it is done",
     .rule = "P-FLD-06"},
    {"entry_delay", TYPE_SPREAD, "U(1 h, 24 h)", WORLD(entry_delay), RANGE(1, LONG),
     .meaning = "from the switch to the entry of its result", .rule = "P-FLD-06"},
    {"second_level", TYPE_SWITCH, "false", WORLD(is_second_level),
     .meaning =
         "a crew whose handheld fails cannot restore: its order is closed, and a second-level "
         "order (`exchange`) changes the meter or its breaker",
     .rule = "R-44, Q69"},
    {"gap_reading", TYPE_SWITCH, "false", WORLD(is_read_by_hand),
     .meaning = "an exception order for a missing register is a job for the crews: they read the "
                "meter on the day after (现场补抄), and it is closed when their hours are over",
     .rule = "R-71, S-60"},
    {"exchange", TYPE_SPREAD, "60 min", WORLD(crew_exchange), RANGE(0, LONG),
     .meaning = "work on site of a second-level order", .rule = "R-44"},
    {"cut_days", TYPE_NAME, "every-day", WORLD(is_cutting_on_working_days), .names = &cut_days,
     .meaning = "when cuts are planned and done: every day, or on working days; restores "
                "are done every day",
     .rule = "INV-06"},
    {"warn_at", TYPE_PERCENT, "0 %", WORLD(warn_percent), RANGE(0, 100),
     .meaning = "share of its limit (`limits.field_restore`, `limits.field_cut_days`) after which "
                "the handler of a field order that is still open gets an SMS (`order-due`); 0: "
                "never",
     .rule = "S-59"},
};
const struct scenario_section scenario_crew = {ALIKE(crew), 0};
