/* cli/bill/bill_print.h - the two forms in which `feikong bill` shows a bill. */
#ifndef CLI_BILL_BILL_PRINT_H
#define CLI_BILL_BILL_PRINT_H
#include "base/text.h"
#include "sim/scenario/scenario.h"

/* A table of lines with their exact amounts and a last line with the total; `file` is what the
 * tariff is called if it has no name. */
void bill_print_table(const struct sim_scenario *tariff, const char *file,
                      const struct tariff_version *version, const struct tariff_bill *bill,
                      enum tariff_rounding rounding, enum fk_lang lang);
/* The same as one JSON object on a line. False if there is no memory for it. */
bool bill_print_json(const struct sim_scenario *tariff, const struct tariff_version *version,
                     const struct tariff_bill *bill, enum tariff_rounding rounding);

/* TR-11: arrears, fen, and days for which they are late, at the rate of this year and at that of
 * earlier ones. */
struct bill_late {
    fen_t arrears;
    unsigned days, earlier_days;
    bool is_other; /* no resident */
};
/* Their late fee as a sentence, or as one JSON object on a line. */
void bill_print_late(const struct bill_late *late, bool is_json, enum fk_lang lang);
#endif
