/* tests/unit/protocol/test_protocol_doc.c - docs/protocol.md must show the tables of the code.
 * With FK_BLESS=1 in the environment the tables in the document are written anew instead. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_rows.h"
#include "protocol/dlt645/dlt645_security.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/fk_check.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT FK_TEST_DIR "/../docs/protocol.md"
#define TEXT_MAX 262144

static char document[TEXT_MAX], wanted[TEXT_MAX];

__attribute__((format(printf, 1, 2))) static void want(const char *format, ...)
{
    size_t length = strlen(wanted);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(wanted + length, sizeof wanted - length, format, args);
    va_end(args);
    ck_assert_uint_lt((size_t)n, sizeof wanted - length);
}

static void document_load(void)
{
    FILE *file = fopen(DOCUMENT, "r");
    ck_assert_ptr_nonnull(file);
    size_t size = fread(document, 1, sizeof document - 1, file);
    fclose(file);
    ck_assert_uint_lt(size, sizeof document - 1);
    document[size] = '\0';
    wanted[0] = '\0';
}

/* The text between two marks must be `wanted`. */
static void document_check(const char *begin, const char *end)
{
    char *from = strstr(document, begin), *to = strstr(document, end);
    ck_assert_msg(from != NULL && to != NULL && from < to, "%s and %s stand in the document", begin,
                  end);
    from += strlen(begin) + 1;
    if (getenv("FK_BLESS") != NULL) {
        FILE *file = fopen(DOCUMENT, "w");
        ck_assert_ptr_nonnull(file);
        fprintf(file, "%.*s%s%s", (int)(from - document), document, wanted, to);
        ck_assert_int_eq(fclose(file), 0);
        return;
    }
    size_t same = 0, line = 0;
    while (from + same < to && from[same] == wanted[same]) {
        if (wanted[same++] == '\n')
            line = same;
    }
    ck_assert_msg(from + same == to && wanted[same] == '\0', "expected line: %.*s",
                  (int)strcspn(wanted + line, "\n"), wanted + line);
}

/* "XXXXXX.XX kWh", "YYMMDDhhmm" ... */
static void want_format(const struct dlt645_field *field)
{
    static const char *const names[] = {[DLT645_BITS] = "bits",
                                        [DLT645_DATE] = "YYMMDDWW",
                                        [DLT645_TIME] = "hhmmss",
                                        [DLT645_STAMP5] = "YYMMDDhhmm",
                                        [DLT645_STAMP6] = "YYMMDDhhmmss",
                                        [DLT645_DIGITS] = "digits",
                                        [DLT645_ASCII] = "text",
                                        [DLT645_RAW] = "bytes",
                                        [DLT645_DATE_TIME] = "YYMMDDWWhhmmss",
                                        [DLT645_BINARY] = "binary",
                                        [DLT645_REST] = "bytes, as many as come",
                                        [DLT645_STAMP_HOUR] = "YYMMDDhh",
                                        [DLT645_DAY] = "YYMMDD",
                                        [DLT645_YEAR_DAY] = "MMDD",
                                        [DLT645_YEAR_HOUR] = "MMDDhh",
                                        [DLT645_YEAR_POINT] = "MMDDhhmm",
                                        [DLT645_MONTH_HOUR] = "DDhh",
                                        [DLT645_DAY_POINT] = "hhmm"};
    if (field->format != DLT645_BCD && field->format != DLT645_BCD_SIGNED) {
        want("%s", names[field->format]);
        return;
    }
    want("%s", field->format == DLT645_BCD_SIGNED ? "±" : "");
    for (int place = 2 * field->length; place-- > 0;)
        want("X%s", place == field->scale && place > 0 ? "." : "");
    want("%s%s", field->unit[0] != '\0' ? " " : "", field->unit);
}

static void want_identifier(const struct dlt645_item *item)
{
    static const char *const letters[] = {"nn", "pp", "tt", "nn"};
    char text[9];
    bool is_di1 = (item->vary & 0xFF00u) != 0, is_di0 = (item->vary & 0x00FFu) != 0;
    snprintf(text, sizeof text, "%08X", (unsigned)item->di);
    if (is_di1)
        memcpy(text + 4, is_di0 && item->member == DLT645_RECORDS ? "dd" : "tt", 2);
    if (is_di0)
        memcpy(text + 6, letters[item->member], 2);
    want("| %s | ", text);
    if (is_di0 && !is_di1 && item->member != DLT645_PERIODS)
        want("%s %02X to %02X", letters[item->member], (unsigned)item->vary_min,
             (unsigned)item->vary_max);
    else if (is_di0 && is_di1 && item->member == DLT645_RECORDS)
        want("nn 01 to %02X", (unsigned)item->period_max);
}

/* "50", "4 each", "52 and more" */
static void want_length(const struct dlt645_item *item)
{
    static const char *const more[] = {"", " each", " each", " each", " and more", ""};
    bool has_rest = item->fields[item->field_count - 1].format == DLT645_REST;
    want(" %zu%s | ", dlt645_item_length(item), has_rest ? " and more" : more[item->repeats]);
}

START_TEST(items_are_documented)
{
    static const char *const access[] = {"", "R", "W", "RW"};
    want("| Identifier | Range | Name | 名称 | Bytes | Format | | Source | Sure |\n"
         "|---|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < dlt645_item_count(); i++) {
        const struct dlt645_item *item = dlt645_item_at(i);
        want_identifier(item);
        want(" | %s | %s |", item->name, item->name_zh);
        want_length(item);
        for (size_t f = 0; f < item->field_count; f++) {
            want("%s", f > 0 ? "; " : "");
            want_format(&item->fields[f]);
        }
        want(" | %s | %s | %c |\n", access[item->access], item->clause, item->sure);
    }
    document_check("<!-- items: begin -->", "<!-- items: end -->");
}
END_TEST

START_TEST(bits_are_documented)
{
    static const char *const titles[DLT645_BITS_TABLES] = {
        [DLT645_BITS_W1] = "Status word 1, 04000501",
        [DLT645_BITS_W2] = "Status word 2, 04000502",
        [DLT645_BITS_W3] = "Status word 3, 04000503",
        [DLT645_BITS_W4] = "Status words 4, 5, 6 (phases A, B, C), 04000504 to 506",
        [DLT645_BITS_W7] = "Status word 7, 04000507",
        [DLT645_BITS_ERR] = "Error byte ERR (7.1.5)",
        [DLT645_BITS_SERR] = "Security error word SERR of C3 (extension)",
        [DLT645_BITS_EXECUTION] = "Execution word of 9C (extension)",
        [DLT645_BITS_REFUSAL] = "Error word of DC (extension)",
        [DLT645_BITS_FEATURE1] = "Feature word 1, 04001101 (extension)",
        [DLT645_BITS_SPEED] = "Feature byte of speeds, 17 and 04000701 to 705",
        [DLT645_BITS_REPORT] = "Report word 04001501, bytes 0 and 1 (extension)"};
    for (int table = 0; table < DLT645_BITS_TABLES; table++) {
        size_t count;
        const struct dlt645_bit *bits = dlt645_bits((enum dlt645_bit_table)table, &count);
        if (titles[table] == NULL)
            continue;
        want("\n%s\n\n| Mask | Value | Meaning | 含义 |\n|---|---|---|---|\n", titles[table]);
        for (size_t i = 0; i < count; i++)
            want("| %04X | %04X | %s | %s |\n", (unsigned)bits[i].mask, (unsigned)bits[i].match,
                 bits[i].name, bits[i].name_zh);
    }
    want("\n");
    document_check("<!-- bits: begin -->", "<!-- bits: end -->");
}
END_TEST

/* What the letters of a form stand for, with their bytes. */
static void want_form(const char *form)
{
    static const struct {
        char letter;
        const char *words;
    } words[] = {{'D', "identifier 4"},
                 {'N', "count 1"},
                 {'T', "mm hh DD MM YY"},
                 {'Q', "sequence number 1"},
                 {'V', "value"},
                 {'A', "address 6"},
                 {'S', "PA, password 3, operator code 4"},
                 {'O', "operator code 4"},
                 {'t', "ss mm hh DD MM YY"},
                 {'f', "mm hh DD MM"},
                 {'F', "feature byte 1"},
                 {'o', "old PA and password 4"},
                 {'n', "new PA and password 4"},
                 {'c', "N1, N2, ss mm hh DD MM YY"},
                 {'R', "MAC 4 and cipher 16, turned round as one block"},
                 {'C', "cipher 16 n, turned round"},
                 {'M', "MAC 4, turned round"},
                 {'E', "ERR 1"},
                 {'W', "word 2"}};
    const char *gap = "";
    if (*form == '\0')
        want("none");
    for (; *form; form++) {
        size_t i = 0;
        while (words[i].letter != *form)
            i++;
        want("%s%s", gap, words[i].words);
        gap = "; ";
    }
}

START_TEST(forms_are_documented)
{
    static const uint8_t kinds[] = {0, 0x80, 0xC0};
    want("| C | Function | 功能 | Data |\n|---|---|---|---|\n");
    for (unsigned function = 0; function <= DLT645_FUNCTION; function++)
        for (unsigned kind = 0; kind < sizeof kinds; kind++) {
            const char *form;
            for (size_t i = 0;
                 (form = dlt645_message_form((uint8_t)function, (enum dlt645_kind)kind, i)) != NULL;
                 i++) {
                uint8_t control = (uint8_t)(kinds[kind] | function);
                want("| %02X | %s | %s | ", (unsigned)control, dlt645_function_name(control, FK_EN),
                     dlt645_function_name(control, FK_ZH));
                want_form(form);
                want(" |\n");
            }
        }
    document_check("<!-- forms: begin -->", "<!-- forms: end -->");
}
END_TEST

static void want_fields(const struct dlt645_field *fields, size_t count)
{
    if (count == 0)
        want("none");
    for (size_t i = 0; i < count; i++) {
        want("%s%s ", i > 0 ? "; " : "", fields[i].name);
        if (fields[i].format == DLT645_REST)
            want("n");
        else
            want("%u", (unsigned)fields[i].length);
    }
}

START_TEST(security_commands_are_documented)
{
    want("| Identifier | Command | 命令 | Request, behind the operator code | Answer | Sure |\n"
         "|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < dlt645_security_count(); i++) {
        const struct dlt645_security *row = dlt645_security_at(i);
        want("| %08X | %s | %s | ", (unsigned)row->di, row->name, row->name_zh);
        want_fields(row->request, row->request_count);
        want(" | ");
        want_fields(row->answer, row->answer_count);
        want(" | %c |\n", row->sure);
    }
    document_check("<!-- security: begin -->", "<!-- security: end -->");
}
END_TEST

static Suite *doc_suite(void)
{
    Suite *suite = suite_create("protocol_doc");
    TCase *cases = tcase_create("doc");
    tcase_add_checked_fixture(cases, document_load, NULL);
    tcase_add_test(cases, items_are_documented);
    tcase_add_test(cases, bits_are_documented);
    tcase_add_test(cases, forms_are_documented);
    tcase_add_test(cases, security_commands_are_documented);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(doc_suite)
