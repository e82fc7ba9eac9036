#include "reports/run/run_detected.h"

#include "reports/page/html.h"
#include "reports/run/run_page.h"

const struct fk_text run_detected_heading = {"Layers that disagree", "各层不一致"};

int run_detected_load(struct run_db *db, struct detect_list *out, struct fk_diag *diag)
{
    *out = (struct detect_list){0};
    return detect_is_possible(db) ? detect_load(db, out, diag) : FK_OK;
}

/* Cases of one rule. */
struct group {
    uint32_t cases, open;
    ms_t first, last; /* seen */
};

static struct group group_of(const struct detect_list *list, const struct detect_rule *rule)
{
    struct group group = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct detect_case *c = &list->cases[i];
        if (c->rule != rule)
            continue;
        if (group.cases == 0 || c->seen < group.first)
            group.first = c->seen;
        if (c->seen > group.last)
            group.last = c->seen;
        group.cases++;
        group.open += c->over == 0;
    }
    return group;
}

static void write_moment(FILE *out, ms_t at, ms_t start)
{
    struct clock_civil civil = clock_to_civil(at);
    html_cell(out, "num", "D%lld %02d:%02d", (long long)((at - start) / MS_DAY), civil.hour,
              civil.minute);
}

static void write_group(FILE *out, const struct detect_rule *rule, const struct group *group,
                        ms_t start, enum fk_lang lang)
{
    html_raw(out, "<tr>");
    html_cell(out, NULL, "Q%u", rule->question);
    html_cell(out, NULL, "%s", fk_text_in(detect_question_text(rule->question), lang));
    html_cell(out, NULL, "%s", fk_text_in(detect_family_text(rule->family), lang));
    html_cell(out, "num", "%u", group->cases);
    html_cell(out, "num", "%u", group->open);
    write_moment(out, group->first, start);
    write_moment(out, group->last, start);
    html_cell(out, NULL, "%s", fk_text_in(rule->next, lang));
    html_raw(out, "</tr>\n");
}

/* Of a run that does not hold what tells it. */
static void write_hint(FILE *out, enum fk_lang lang)
{
    page_heading(out, run_detected_heading, lang);
    html_element(out, "p", "muted",
                 FK_SAY(lang,
                        "Not looked for: it takes the daily registers of the whole run. "
                        "--set recording=full records them.",
                        "未查找：需要整个运行的日冻结示数，--set recording=full 会记录。"));
}

void run_detected_write(FILE *out, struct run_db *db, const struct detect_list *list,
                        const char *database, ms_t start, enum fk_lang lang)
{
    static const char *const heads[][9] = {
        [FK_EN] = {"Question", "Meaning", "Likely cause", "#Cases", "#Open at the end",
                   "#First seen", "#Last seen", "Next step", NULL},
        [FK_ZH] = {"问题", "含义", "可能原因", "#例数", "#结束时未消除", "#最早发现", "#最晚发现",
                   "下一步", NULL}};
    if (!detect_is_possible(db))
        write_hint(out, lang);
    if (list->count == 0)
        return;
    page_heading(out, run_detected_heading, lang);
    html_element(
        out, "p", "muted",
        FK_SAY(lang,
               "Customers whose records contradict each other, by what a utility can see: "
               "orders and their results, daily registers, payments. Neither relay, supply "
               "nor the faults of the scenario were looked at.",
               "记录互相矛盾的客户，仅依据电力公司可见的内容：工单及其结果、日冻结示数、缴费。"
               "未查看继电器、供电状态和场景中的故障。"));
    html_table_begin(out, heads[lang]);
    for (size_t i = 0; i < detect_rule_count; i++) {
        struct group group = group_of(list, &detect_rules[i]);
        if (group.cases > 0)
            write_group(out, &detect_rules[i], &group, start, lang);
    }
    html_table_end(out);
    html_raw(out, "<pre>");
    html_textf(out, "feikong detect %s", database);
    html_raw(out, "</pre>\n");
}
