#include "reports/conform/conform_html.h"

#include "reports/conform/conform_html_style.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

int conform_html_print(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char title[CONFORM_TEXT + 32];
    snprintf(title, sizeof title, FK_SAY(lang, "Conformance of %s", "%s 的一致性"),
             result->device_name);
    html_page_begin_styled(out, lang, title, conform_html_style);
    html_element(out, "p", "kind", FK_SAY(lang, "Conformance report", "一致性测试报告"));
    html_element(out, "h1", NULL, result->device_name);
    conform_write_banner(out, lang, result);
    conform_write_alarm(out, lang, result);
    conform_write_tiles(out, lang, result);
    conform_write_facts(out, lang, result);
    conform_write_chips(out, lang, result);
    conform_write_failures(out, lang, result);
    conform_write_reasons(out, lang, result);
    int err = conform_write_times(out, lang, result);
    conform_write_tests(out, lang, result);
    html_page_end(
        out, FK_SAY(lang,
                    "Verdicts follow from the recorded bytes and their moments alone. Times of "
                    "day are those of the line's clock. Passwords are shown as 00 00 00.",
                    "结论只由记录的字节及其时刻得出。时刻取自线路时钟。密码显示为 00 00 00。"));
    return err < 0 ? err : FK_OK;
}

int conform_html_write(const struct conform_result *result, enum fk_lang lang, const char *path,
                       struct fk_diag *diag)
{
    struct out_file file;
    int err = out_file_open(&file, path, diag);
    if (err)
        return err;
    err = conform_html_print(file.stream, lang, result);
    if (err) {
        out_file_abort(&file);
        return fk_fail(diag, (enum fk_err)err, NULL, 0, "no memory for the report %s", path);
    }
    return out_file_commit(&file, diag);
}
