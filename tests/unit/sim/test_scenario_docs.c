/* The tables of keys in docs/scenario.md are made from the table in the code. This test fails when
 * they differ; with FK_BLESS=1 in the environment it writes them anew. It also loads the worked
 * example of the page, so that it stays true. */
#include "sim/scenario/scenario_describe.h"
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"

#include <stdlib.h>
#include <string.h>

static const char page_path[] = FK_TEST_DIR "/../docs/scenario.md";
static const char begin_mark[] = "<!-- keys: made from the code, do not edit by hand -->\n";
static const char end_mark[] = "<!-- end of keys -->\n";

static char *read_page(void)
{
    FILE *file = fopen(page_path, "r");
    ck_assert_msg(file != NULL, "%s", page_path);
    char *text = calloc(1, 1 << 20);
    ck_assert_ptr_nonnull(text);
    size_t size = fread(text, 1, (1 << 20) - 1, file);
    ck_assert_uint_lt(size, (1 << 20) - 1);
    fclose(file);
    return text;
}

/* One row; rows that differ in their name only (INV-01, INV-02, ...) become one. */
static unsigned print_row(FILE *out, const struct scenario_section *section, unsigned at)
{
    const struct scenario_row *row = &section->rows[at];
    char value[SCENARIO_DESCRIBE_MAX];
    unsigned last = at;
    while (last + 1 < section->count &&
           strcmp(section->rows[last + 1].meaning, row->meaning) == 0) {
        ++last;
    }
    fprintf(out, "| `%s`", row->name);
    if (last > at) {
        fprintf(out, " to `%s`", section->rows[last].name);
    }
    fputs(" | ", out);
    scenario_describe_value(row, value);
    fputs(value, out);
    if (row->section) {
        fprintf(out, ", see [%s](#keys-of-%s)", row->section->name, row->section->name);
    }
    ck_assert_msg(row->meaning && row->rule, "%s has a meaning and a rule", row->name);
    fprintf(out, " | %s%s%s | %s | %s |\n", row->fallback ? "`" : "",
            row->fallback ? row->fallback : "required", row->fallback ? "`" : "", row->meaning,
            row->rule);
    return last + 1;
}

/* The root and every section below it, each once, in the order of the table. */
static char *make_tables(void)
{
    const struct scenario_section *todo[64] = {&scenario_root};
    unsigned count = 1;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    for (unsigned i = 0; i < count; ++i) {
        const struct scenario_section *section = todo[i];
        fprintf(out, "\n### Keys of %s\n\n| key | value | default | meaning | rule |\n",
                section->name);
        fputs("| --- | --- | --- | --- | --- |\n", out);
        for (unsigned at = 0; at < section->count;) {
            at = print_row(out, section, at);
        }
        for (unsigned at = 0; at < section->count; ++at) {
            const struct scenario_section *inner = section->rows[at].section;
            bool is_new = inner != NULL;
            for (unsigned k = 0; k < count; ++k) {
                is_new = is_new && todo[k] != inner;
            }
            if (is_new) {
                ck_assert_uint_lt(count, 64);
                todo[count++] = inner;
            }
        }
    }
    fputs("\n", out);
    fclose(out);
    return text;
}

START_TEST(test_keys)
{
    char *page = read_page(), *tables = make_tables();
    char *begin = strstr(page, begin_mark), *end = strstr(page, end_mark);
    ck_assert_msg(begin && end && begin < end, "the marks of the tables are gone");
    begin += strlen(begin_mark);
    bool is_same =
        strlen(tables) == (size_t)(end - begin) && strncmp(tables, begin, strlen(tables)) == 0;
    if (!is_same && getenv("FK_BLESS")) {
        FILE *file = fopen(page_path, "w");
        ck_assert_ptr_nonnull(file);
        fprintf(file, "%.*s%s%s", (int)(begin - page), page, tables, end);
        ck_assert_int_eq(fclose(file), 0);
        is_same = true;
    }
    ck_assert_msg(is_same, "docs/scenario.md differs from the table of keys: run this test with "
                           "FK_BLESS=1 and read the difference");
    free(tables);
    free(page);
}
END_TEST

/* The code block behind "<!-- example -->". */
START_TEST(test_example)
{
    struct sim_scenario world;
    struct fk_diag diag;
    char *page = read_page();
    const char *block = strstr(page, "<!-- example -->\n```yaml\n");
    ck_assert_ptr_nonnull(block);
    block = strchr(strstr(block, "```yaml"), '\n') + 1;
    size_t size = (size_t)(strstr(block, "```\n") - block);
    int result =
        scenario_load_memory("scenarios/example.yaml", block, size, NULL, 0, &world, &diag);
    ck_assert_msg(result == FK_OK, "%s", diag.text);
    ck_assert_uint_gt(world.fault_count, 0);
    ck_assert_uint_gt(world.expectation_count, 0);
    scenario_fini(&world);
    free(page);
}
END_TEST

static Suite *scenario_docs_suite(void)
{
    Suite *suite = suite_create("scenario_docs");
    TCase *tcase = tcase_create("docs");
    tcase_add_test(tcase, test_keys);
    tcase_add_test(tcase, test_example);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_docs_suite)
