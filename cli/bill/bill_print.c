#include "cli/bill/bill_print.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rounding_names[TARIFF_ROUNDINGS] = {"total", "line"};
static const char *const kind_names[TARIFF_LINE_KINDS] = {"energy", "surcharge", "capacity",
                                                          "demand", "power-factor"};
static const char *const rate_names[TARIFF_RATES] = {"single", "sharp", "peak", "flat", "valley"};
static const struct fk_text rate_texts[TARIFF_RATES] = {{"all hours", "不分时"},
                                                        {"sharp hours", "尖时段"},
                                                        {"peak hours", "峰时段"},
                                                        {"flat hours", "平时段"},
                                                        {"valley hours", "谷时段"}};

/* value / 10^digits without zeros at its end, but with two decimals: "52.00", "2.2059". */
static void decimal(int64_t value, unsigned digits, char out[32])
{
    int64_t unit = 1;
    for (unsigned i = 0; i < digits; i++)
        unit *= 10;
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    int length = snprintf(out, 32, "%s%" PRIu64 ".%0*" PRIu64, value < 0 ? "-" : "",
                          magnitude / (uint64_t)unit, (int)digits, magnitude % (uint64_t)unit);
    for (unsigned left = digits; left > 2 && out[length - 1] == '0'; left--)
        out[--length] = '\0';
}

static void name_line(const struct tariff_line *line, enum fk_lang lang, char out[64])
{
    const char *rate = fk_text_in(rate_texts[line->rate], lang);
    switch (line->kind) {
    case TARIFF_LINE_ENERGY:
        if (line->tier > 0)
            snprintf(out, 64, FK_SAY(lang, "tier %d", "第%d档"), line->tier);
        else
            snprintf(out, 64, "%s", rate);
        break;
    case TARIFF_LINE_SURCHARGE:
        snprintf(out, 64, FK_SAY(lang, "tier %d costs more", "第%d档加价"), line->tier);
        if (line->rate != TARIFF_SINGLE)
            snprintf(out + strlen(out), 64 - strlen(out), FK_SAY(lang, ", %s", "，%s"), rate);
        break;
    case TARIFF_LINE_CAPACITY:
        snprintf(out, 64, "%s", FK_SAY(lang, "basic fee, capacity", "基本电费（容量）"));
        break;
    case TARIFF_LINE_DEMAND:
        snprintf(out, 64, "%s", FK_SAY(lang, "basic fee, demand", "基本电费（需量）"));
        break;
    default:
        snprintf(out, 64, "%s", FK_SAY(lang, "power factor", "力调电费"));
        break;
    }
}

/* What is multiplied with what, one column each. */
static void quantity(const struct tariff_line *line, char much[48], char price[48])
{
    char number[32];
    switch (line->kind) {
    case TARIFF_LINE_ENERGY:
    case TARIFF_LINE_SURCHARGE:
        decimal(line->energy, 2, number);
        snprintf(much, 48, "%s kWh", number);
        break;
    case TARIFF_LINE_CAPACITY:
        snprintf(much, 48, "%" PRIu32 " kVA", line->kva_kw);
        break;
    case TARIFF_LINE_DEMAND:
        snprintf(much, 48, "%" PRIu32 " kW", line->kva_kw);
        break;
    default:
        decimal(line->percent, 2, number);
        snprintf(much, 48, "%s %%", number);
        price[0] = '\0';
        return;
    }
    decimal(line->price, 6, price);
}

/* Columns on a screen that UTF-8 text takes; a Chinese character has two. */
static int columns(const char *text)
{
    int count = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        count += *c < 0x80 ? 1 : *c >= 0xE0 ? 2 : 0;
    return count;
}

static void put_right(const char *text, int width)
{
    printf("%*s%s", columns(text) < width ? width - columns(text) : 1, "", text);
}

static void put_row(const char *name, const char *much, const char *price, const char *amount)
{
    printf("%s%*s", name, columns(name) < 34 ? 34 - columns(name) : 1, "");
    put_right(much, 18);
    put_right(price, 16);
    put_right(amount, 20);
    putchar('\n');
}

void bill_print_table(const struct sim_scenario *tariff, const char *file,
                      const struct tariff_version *version, const struct tariff_bill *bill,
                      enum tariff_rounding rounding, enum fk_lang lang)
{
    char name[64], much[48], price[48], amount[32];
    struct clock_civil from = clock_to_civil(version->from);
    printf(
        FK_SAY(lang, "%s%s%s, prices of %04d-%02d-%02d\n\n", "%s%s%s，%04d-%02d-%02d起的电价\n\n"),
        tariff->tariff_name ? tariff->tariff_name : file, tariff->tariff_place ? ": " : "",
        tariff->tariff_place ? tariff->tariff_place : "", from.year, from.month, from.day);
    put_row(FK_SAY(lang, "line", "项目"), FK_SAY(lang, "quantity", "数量"),
            FK_SAY(lang, "price (CNY)", "单价（元）"), FK_SAY(lang, "amount (CNY)", "金额（元）"));
    for (unsigned i = 0; i < bill->count; i++) {
        const struct tariff_line *line = &bill->lines[i];
        name_line(line, lang, name);
        quantity(line, much, price);
        if (rounding == TARIFF_ROUND_LINES)
            decimal(line->amount, 2, amount);
        else
            decimal(line->exact, 8, amount);
        put_row(name, much, price, amount);
    }
    decimal(bill->total, 2, amount);
    put_row(FK_SAY(lang, "total", "合计"), "",
            rounding == TARIFF_ROUND_TOTAL ? FK_SAY(lang, "rounded once", "合计取整")
                                           : FK_SAY(lang, "lines rounded", "逐项取整"),
            amount);
}

static json_t *line_object(const struct tariff_line *line)
{
    char much[48], price[48], exact[32], amount[32];
    quantity(line, much, price);
    decimal(line->exact, 8, exact);
    decimal(line->amount, 2, amount);
    json_t *object = json_pack("{s:s,s:s,s:s,s:s}", "kind", kind_names[line->kind], "quantity",
                               much, "exact", exact, "amount", amount);
    if (object && line->tier > 0)
        json_object_set_new(object, "tier", json_integer(line->tier));
    if (object && line->kind <= TARIFF_LINE_SURCHARGE)
        json_object_set_new(object, "rate", json_string(rate_names[line->rate]));
    if (object && line->kind != TARIFF_LINE_POWER_FACTOR)
        json_object_set_new(object, "price", json_string(price));
    return object;
}

bool bill_print_json(const struct sim_scenario *tariff, const struct tariff_version *version,
                     const struct tariff_bill *bill, enum tariff_rounding rounding)
{
    char date[32], total[32], energy[32];
    struct clock_civil from = clock_to_civil(version->from);
    json_t *lines = json_array();
    for (unsigned i = 0; i < bill->count; i++)
        json_array_append_new(lines, line_object(&bill->lines[i]));
    snprintf(date, sizeof date, "%04d-%02d-%02d", from.year, from.month, from.day);
    decimal(bill->total, 2, total);
    decimal(bill->energy, 2, energy);
    json_t *object = json_pack("{s:s?,s:s,s:s,s:s,s:s,s:o}", "tariff", tariff->tariff_name,
                               "prices_of", date, "rounding", rounding_names[rounding], "kwh",
                               energy, "total", total, "lines", lines);
    char *text = object ? json_dumps(object, JSON_PRESERVE_ORDER | JSON_COMPACT) : NULL;
    json_decref(object);
    if (text == NULL)
        return false;
    puts(text);
    free(text);
    return true;
}

void bill_print_late(const struct bill_late *late, bool is_json, enum fk_lang lang)
{
    char arrears[32], fee[32];
    decimal(late->arrears, 2, arrears);
    decimal(tariff_late_fee(late->arrears, !late->is_other, late->days, late->earlier_days), 2,
            fee);
    if (is_json)
        printf("{\"arrears\":\"%s\",\"customer\":\"%s\",\"days\":%u,\"earlier_days\":%u,"
               "\"late_fee\":\"%s\"}\n",
               arrears, late->is_other ? "other" : "resident", late->days, late->earlier_days, fee);
    else
        printf(FK_SAY(lang,
                      "arrears of %s CNY, %s, %u days late and %u at the rate of earlier years: "
                      "late fee %s CNY\n",
                      "欠费 %s 元，%s，逾期 %u 天，另按往年欠费费率 %u 天：违约金 %s 元\n"),
               arrears,
               late->is_other ? FK_SAY(lang, "no resident", "非居民")
                              : FK_SAY(lang, "resident", "居民"),
               late->days, late->earlier_days, fee);
}
