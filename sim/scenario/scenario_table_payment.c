/* The keys of `payment`: channels and posting (A9, A11). */
#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

const struct scenario_names scenario_channels = {pay_channel_name, PAY_CHANNELS};
/* A machine writes the card of a local meter at once: its payments are not kept back (INV-11). */
static const struct scenario_names kept_back = {pay_channel_name, PAY_ATM};

#define DELAY(name, channel, who, rules)                                                           \
    {                                                                                              \
        name, TYPE_SPREAD, "none", WORLD(posting.delays[channel]), RANGE(0, LONG),                 \
            .meaning = "instead of `posting_delay`, of payments " who, .rule = rules               \
    }
static const struct scenario_row delays_rows[] = {
    DELAY("alipay", PAY_ALIPAY, "by Alipay (支付宝)", "P-PAY-02"),
    DELAY("wechat", PAY_WECHAT, "by WeChat (微信)", "P-PAY-02"),
    DELAY("app", PAY_APP, "in the utility's own app (网上国网)", "P-PAY-03"),
    DELAY("withholding", PAY_WITHHOLDING, "that are withheld (代扣)", "P-PAY-04"),
    DELAY("bank", PAY_BANK, "over a bank", "P-PAY-04, P-PAY-05"),
    DELAY("counter", PAY_COUNTER, "at a counter (营业厅)", "P-PAY-05"),
    DELAY("atm", PAY_ATM, "at a machine of the utility (自助终端)", "P-PAY-05"),
};
_Static_assert(sizeof delays_rows / sizeof delays_rows[0] == PAY_CHANNELS, "each has one");
SECTION(delays, 0);

static const struct scenario_row working_rows[] = {
    {"channels", TYPE_FLAGS, "none", WORLD(posting.in_hours), .names = &kept_back,
     .meaning = "channels whose delay begins to run in the hours, and whose payments are posted in "
                "them, on working days",
     .rule = "P-PAY-05"},
    {"hours", TYPE_WINDOW, "08:30-17:30", WORLD(posting.hours), .meaning = "the hours",
     .rule = "P-PAY-05"},
};
SECTION(working, 0);

static const struct scenario_row cut_over_rows[] = {
    {"channels", TYPE_FLAGS, "none", WORLD(posting.at_night), .names = &kept_back,
     .meaning = "channels that stop posting at night (日切): what would be posted then is at the "
                "end of it",
     .rule = "P-PAY-08"},
    {"from", TYPE_TIME, "23:00", WORLD(posting.night_from), RANGE(0, DAY_END),
     .meaning = "it begins; if at the same time as its end, never", .rule = "P-PAY-08"},
    {"to", TYPE_TIME, "01:00", WORLD(posting.night_to), RANGE(0, DAY_END),
     .meaning = "its end, of the next day if it is earlier", .rule = "P-PAY-08"},
};
SECTION(cut_over, 0);

static const struct scenario_row payment_rows[] = {
    {"posting_delay", TYPE_SPREAD, NULL, WORLD(posting.usual), RANGE(0, LONG),
     .meaning = "from interface I11 to the posting (到账)", .rule = "P-PAY-02..05"},
    {"delays", TYPE_SECTION, "defaults", NOWHERE, .section = &delays_section,
     .meaning = "channels with a delay of their own", .rule = "P-PAY-02..05"},
    {"working_hours", TYPE_SECTION, "defaults", NOWHERE, .section = &working_section,
     .meaning = "channels that post in working time", .rule = "P-PAY-05"},
    {"cut_over", TYPE_SECTION, "defaults", NOWHERE, .section = &cut_over_section,
     .meaning = "channels that do not post at night", .rule = "P-PAY-08"},
    {"capacity", TYPE_COUNT, NULL, WORLD(posting_capacity), RANGE(1, 1000000),
     .meaning = "payments per second over interface I11", .rule = "P-PAY-16"},
    {"statement_at", TYPE_TIME, "none", WORLD(statement_at), RANGE(0, DAY_END),
     .meaning = "when the channels send their statements of the day before (对账); none: no "
                "reconciliation",
     .rule = "R-82, P-PAY-10"},
    {"matching", TYPE_DURATION, "2 h", WORLD(matching), RANGE(0, 20 * MS_HOUR),
     .meaning = "with `statement_at`: from a statement to the end of its matching, when one-sided "
                "entries are posted late or reversed",
     .rule = "R-82, P-PAY-10"},
    {"withholding", TYPE_SPREAD, "LN(10 s, 60 s)", WORLD(withholding), RANGE(0, LONG),
     .meaning = "`mandates` at once: from the receipt of a warning or notice to the payment",
     .rule = "R-18, P-PAY-07"},
    {"file_at", TYPE_TIME, "17:00", WORLD(file_at), RANGE(0, DAY_END),
     .meaning = "`mandates` by file: what was asked for until then goes to the bank",
     .rule = "P-PAY-06"},
    {"file_result_at", TYPE_TIME, "09:00", WORLD(file_result_at), RANGE(0, DAY_END),
     .meaning = "the result of the file, on the next day", .rule = "P-PAY-06"},
    {"elsewhere", TYPE_SHARE, "0 %", WORLD(pays_elsewhere), RANGE(0, 1000000),
     .meaning =
         "fault `channel-down`: payers, but withholding banks, who pay through another channel "
         "at once, the first that is up of `alipay`, `wechat`, `app`, `bank` and `counter`; "
         "the others wait",
     .rule = "P-PAY-01"},
    {"wrong_account", TYPE_SHARE, "0 %", WORLD(wrong_account), RANGE(0, 1000000),
     .meaning = "payments, but those of machines and withheld ones, for which the payer types a "
                "wrong account number; with `statement_at`",
     .rule = "P-PAY-17"},
    {"no_account", TYPE_SHARE, "20 %", WORLD(no_account), RANGE(0, 1000000),
     .meaning = "of these the number is nobody's: the channel holds the money; else another "
                "customer gets it",
     .rule = "P-PAY-17"},
    {"noticed_after", TYPE_SPREAD, "U(1 h, 24 h)", WORLD(noticed_after), RANGE(0, LONG),
     .meaning = "until such an error is noticed, before the statement of its day at the latest, "
                "and when the payer calls 95598; the money is paid again as it was meant, and "
                "taken back with that statement",
     .rule = "P-PAY-17, R-82, R-83"},
    {"asked_back", TYPE_SHARE, "0 %", WORLD(asked_back), RANGE(0, 1000000),
     .meaning = "payments that the payer asks back (冲正申请), P-PAY-11 says 0.02 %; with "
                "`statement_at`",
     .rule = "P-PAY-11"},
    {"asked_after", TYPE_SPREAD, "U(0 s, 24 h)", WORLD(asked_after), RANGE(0, LONG),
     .meaning =
         "until he asks, compressed to end before the statement of its day; the channel gives "
         "the money back at once, and the receipt is reversed with that statement",
     .rule = "P-PAY-11, R-82, R-83"},
};
const struct scenario_section scenario_payment_keys = {ALIKE(payment), 0};
