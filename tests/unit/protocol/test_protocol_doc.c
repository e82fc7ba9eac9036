/* tests/unit/protocol/test_protocol_doc.c - docs/protocol.md must show the tables of the code.
 * With FK_BLESS=1 in the environment the tables in the document are written anew instead. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/fk_check.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT FK_TEST_DIR "/../docs/protocol.md"
#define TEXT_MAX 65536

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
                                        [DLT645_DATE_TIME] = "YYMMDDWWhhmmss"};
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
    char text[9];
    bool is_period = item->period_max > 0 || item->vary_min == 0;
    snprintf(text, sizeof text, "%08X", (unsigned)item->di);
    if ((item->vary & 0xFF00u) != 0)
        memcpy(text + 4, "tt", 2);
    if ((item->vary & 0x00FFu) != 0)
        memcpy(text + 6, is_period ? "pp" : "nn", 2);
    want("| %s | ", text);
    if (item->vary != 0 && !is_period)
        want("nn %02X to %02X", (unsigned)item->vary_min, (unsigned)item->vary_max);
}

START_TEST(items_are_documented)
{
    static const char *const access[] = {"", "R", "W", "RW"};
    want("| Identifier | Range | Name | 名称 | Bytes | Format | | Source |\n"
         "|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < dlt645_item_count(); i++) {
        const struct dlt645_item *item = dlt645_item_at(i);
        want_identifier(item);
        want(" | %s | %s | %zu%s | ", item->name, item->name_zh, dlt645_item_length(item),
             item->is_repeated ? " each" : "");
        for (size_t f = 0; f < item->field_count; f++) {
            want("%s", f > 0 ? "; " : "");
            want_format(&item->fields[f]);
        }
        want(" | %s | %s |\n", access[item->access], item->clause);
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
        [DLT645_BITS_FEATURE1] = "Feature word 1, 04001101 (extension)"};
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

static Suite *doc_suite(void)
{
    Suite *suite = suite_create("protocol_doc");
    TCase *cases = tcase_create("doc");
    tcase_add_checked_fixture(cases, document_load, NULL);
    tcase_add_test(cases, items_are_documented);
    tcase_add_test(cases, bits_are_documented);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(doc_suite)
