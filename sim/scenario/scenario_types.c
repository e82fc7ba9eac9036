/* What values of each type are called, and the row of a key: the rest of scenario_table.h. */
#include "sim/scenario/scenario_table.h"

#include <string.h>

const struct scenario_type_info scenario_types[TYPE_COUNT_OF_TYPES] = {
    [TYPE_FILES] = {"a list of files", "a list of files such as [b0.yaml]", "list of files"},
    [TYPE_PROFILE] = {"the name of a profile", "the name of a profile such as jibei",
                      "name of a profile"},
    [TYPE_SECTION] = {"a mapping", "keys with values", "mapping"},
    [TYPE_LIST] = {"a list", "a list of mappings", "list of mappings"},
    [TYPE_TIMES] = {"a list of times of day", "a list of times of day such as [02:00, 06:00]",
                    "list of times"},
    [TYPE_FLAGS] = {"a list of names", "a list of names", "list of names"},
    [TYPE_NAME] = {"one of the names", NULL, "name"},
    [TYPE_SWITCH] = {"a switch", "true or false", "switch"},
    [TYPE_TEXT] = {"a text", "a text", "text"},
    [TYPE_COUNT] = {"a whole number", NULL, "whole number"},
    [TYPE_DATE] = {"a date", "a date such as 2026-03-02", "date"},
    [TYPE_TIME] = {"a time of day", "a time of day such as 08:00 or 08:00:05", "time of day"},
    [TYPE_MOMENT] = {"a moment", "a moment such as \"D1 08:00\" or \"2026-03-03 08:00\"", "moment"},
    [TYPE_DURATION] = {"a duration", "a duration such as \"10 s\", \"30 min\" or \"24 h\"",
                       "duration"},
    [TYPE_AMOUNT] = {"an amount", "an amount such as \"30.00 CNY\"", "amount"},
    [TYPE_PRICE] = {"a price", "an amount per kWh such as \"0.52 CNY/kWh\"", "price"},
    [TYPE_ENERGY] = {"an energy", "an energy such as \"8.00 kWh\"", "energy"},
    [TYPE_POWER] = {"a power", "a power such as \"500 W\" or \"3.5 kW\"", "power"},
    [TYPE_PERCENT] = {"a percentage", "a whole percentage such as \"20 %\"", "percent"},
    [TYPE_SHARE] = {"a share", "a percentage such as \"0.5 %\", with at most four decimals",
                    "share"},
    [TYPE_WINDOW] = {"a window of the day", "a window such as 08:30-16:00", "window"},
    [TYPE_SPREAD] = {"a distribution",
                     "a duration such as \"5 s\", U(a, b), exp(mean), LN(median, p95) or mix{...}",
                     "distribution"},
};

const struct scenario_row *scenario_row_find(const struct scenario_section *section,
                                             const char *key)
{
    for (unsigned i = 0; i < section->count; ++i) {
        const struct scenario_row *row = &section->rows[i];
        if (!scenario_row_is_merged(row) && strcmp(row->name, key) == 0) {
            return row;
        }
    }
    return NULL;
}
