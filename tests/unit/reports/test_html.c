/* Escaping and files of reports/page/html.h. */
#include "reports/page/html.h"
#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/feikong-html-XXXXXX";

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *in_folder(const char *name)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* What `write` puts out, as a string; the caller frees it. */
static char *written(void (*write)(FILE *out, const char *text), const char *text)
{
    char *result = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&result, &size);
    ck_assert_ptr_nonnull(out);
    write(out, text);
    fclose(out);
    return result;
}

#define BAD "\xef\xbf\xbd"
static const struct {
    const char *in, *out;
} vectors[] = {
    {"", ""},
    {NULL, ""},
    {"plain 12.50 CNY", "plain 12.50 CNY"},
    {"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
    {"a & b \"c\"", "a &amp; b &quot;c&quot;"},
    {"&amp;", "&amp;amp;"},
    {"费控 ≥ 0", "费控 ≥ 0"},
    {"\xf0\x9f\x94\x8c", "\xf0\x9f\x94\x8c"}, /* U+1F50C */
    {"tab\tline\nreturn\r", "tab\tline\nreturn\r"},
    {"nul\x01"
     "bell\x07",
     "nul" BAD "bell" BAD},
    {"\xc0\xbc", BAD BAD},                 /* '<' in two bytes: over-long */
    {"\xe0\x80\xbc", BAD BAD BAD},         /* '<' in three bytes */
    {"\xed\xa0\x80", BAD BAD BAD},         /* surrogate */
    {"\xf4\x90\x80\x80", BAD BAD BAD BAD}, /* above U+10FFFF */
    {"\xe8\xb4", BAD BAD},                 /* cut off at the end */
    {"\xe8<b>", BAD "&lt;b&gt;"},          /* cut off before markup */
    {"\xef\xbf\xbf", BAD},                 /* U+FFFF is no XML character */
    {"\xff\xfe", BAD BAD},
};

START_TEST(text_is_escaped)
{
    char *out = written(html_text, vectors[_i].in);
    ck_assert_str_eq(out, vectors[_i].out);
    free(out);
}
END_TEST

static void write_element(FILE *out, const char *text)
{
    html_element(out, "p", "a\"b", text);
}

static void write_long(FILE *out, const char *text)
{
    html_textf(out, "%s", text);
}

static void write_table(FILE *out, const char *text)
{
    static const char *const heads[] = {"Name", "#Count", NULL};
    html_table_begin(out, heads);
    html_cell(out, "num", "%d%s", 7, text);
    html_table_end(out);
}

START_TEST(elements_and_cells_are_escaped)
{
    char *out = written(write_element, "<i>");
    ck_assert_str_eq(out, "<p class=\"a&quot;b\">&lt;i&gt;</p>");
    free(out);
    out = written(write_table, "<");
    ck_assert_ptr_nonnull(strstr(out, "<th>Name</th><th class=\"num\">Count</th>"));
    ck_assert_ptr_nonnull(strstr(out, "<td class=\"num\">7&lt;</td>"));
    free(out);
}
END_TEST

START_TEST(long_text_ends_in_dots)
{
    char text[HTML_FORMAT_MAX + 1];
    memset(text, 'x', sizeof text - 1);
    text[HTML_FORMAT_MAX] = 0;
    char *out = written(write_long, text);
    ck_assert_uint_eq(strlen(out), HTML_FORMAT_MAX - 1 + 3);
    ck_assert_str_eq(out + HTML_FORMAT_MAX - 1, "...");
    free(out);
    out = written(write_long, text + 1);
    ck_assert_str_eq(out, text + 1);
    free(out);
}
END_TEST

static void write_page(FILE *out, const char *text)
{
    html_page_begin(out, FK_EN, text);
    html_page_end(out, text);
}

START_TEST(page_is_self_contained)
{
    char *out = written(write_page, "<x>");
    ck_assert_ptr_nonnull(strstr(out, "<title>&lt;x&gt;</title>"));
    ck_assert_ptr_nonnull(strstr(out, "<footer>&lt;x&gt;</footer>"));
    ck_assert_ptr_null(strstr(out, "http"));
    ck_assert_ptr_null(strstr(out, "<script"));
    ck_assert_ptr_null(strstr(out, "url("));
    free(out);
}
END_TEST

START_TEST(file_appears_at_commit)
{
    struct out_file file;
    const char *path = in_folder("page.html");
    ck_assert_int_eq(out_file_open(&file, path, NULL), FK_OK);
    ck_assert_int_ne(access(path, F_OK), 0);
    fputs("done", file.stream);
    ck_assert_int_eq(out_file_commit(&file, NULL), FK_OK);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_size, 4);
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else is left */
}
END_TEST

START_TEST(aborted_file_leaves_nothing)
{
    struct out_file file;
    ck_assert_int_eq(out_file_open(&file, in_folder("page.html"), NULL), FK_OK);
    fputs("half", file.stream);
    out_file_abort(&file);
    out_file_abort(&file);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

START_TEST(file_errors_are_told)
{
    struct out_file file;
    struct fk_diag diag;
    ck_assert_int_eq(out_file_open(&file, in_folder("no/page.html"), &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "No such file"));
    ck_assert_int_eq(out_file_open(&file, folder, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "is a folder"));
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

/* A full disk shows when the file is closed; then nothing is left behind. */
START_TEST(full_disk_is_told)
{
    struct out_file file;
    struct fk_diag diag;
    ck_assert_int_eq(out_file_open(&file, in_folder("page.html"), NULL), FK_OK);
    fclose(file.stream);
    file.stream = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(file.stream);
    fputs("text", file.stream);
    ck_assert_int_eq(out_file_commit(&file, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "No space left"));
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

static void write_svg(FILE *out, const char *path)
{
    ck_assert_int_eq(html_svg(out, path, "f1-", NULL), FK_OK);
}

START_TEST(svg_ids_get_a_prefix)
{
    char path[64];
    snprintf(path, sizeof path, "%s", in_folder("a.svg"));
    FILE *svg = fopen(path, "w");
    ck_assert_ptr_nonnull(svg);
    fputs("<?xml version='1.0'?>\n<svg><g id=\"a\"/><use xlink:href='#a' fill='url(#p)'/></svg>\n",
          svg);
    fclose(svg);
    char *out = written(write_svg, path);
    ck_assert_str_eq(out,
                     "<svg><g id=\"f1-a\"/><use xlink:href='#f1-a' fill='url(#f1-p)'/></svg>\n");
    free(out);
    unlink(path);
    struct fk_diag diag;
    ck_assert_int_eq(html_svg(stdout, path, "", &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "a.svg: cannot be read"));
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

static Suite *html_suite(void)
{
    Suite *suite = suite_create("html");
    TCase *escape = tcase_create("escape");
    tcase_add_loop_test(escape, text_is_escaped, 0, sizeof vectors / sizeof vectors[0]);
    tcase_add_test(escape, elements_and_cells_are_escaped);
    tcase_add_test(escape, long_text_ends_in_dots);
    tcase_add_test(escape, page_is_self_contained);
    suite_add_tcase(suite, escape);
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, setup, NULL);
    tcase_add_test(files, file_appears_at_commit);
    tcase_add_test(files, aborted_file_leaves_nothing);
    tcase_add_test(files, file_errors_are_told);
    tcase_add_test(files, full_disk_is_told);
    tcase_add_test(files, svg_ids_get_a_prefix);
    suite_add_tcase(suite, files);
    return suite;
}

FK_CHECK_MAIN(html_suite)
