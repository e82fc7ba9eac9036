/* `feikong conform`: the conformance runner on the command line. */
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"
#include "cli/conform/conform_parts.h"
#include "cli/lang.h"
#include "cli/nearest.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_rows.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help_text[] =
    "Usage: feikong conform COMMAND [OPTION]... [ARGUMENT]...\n\n"
    "Tests a meter against DL/T 645-2007 and its fee-control extension.\n\n"
    "Commands:\n"
    "  list [--json] [SELECT]...   the tests with level and title\n"
    "  run [SELECT]...             test a meter; see 'feikong conform run --help'\n"
    "  explain ID                  what one test requires, when it applies, how to run it\n"
    "  close --device FILE         close a supply that a run had to leave open\n"
    "  verify DIR|FILE             derive all verdicts again from recorded evidence\n"
    "  matrix [--out FILE]         every defect of the virtual meter against every test\n\n"
    "SELECT is an id, the beginning of one (dlt645/7.1), a slug (trip-opens) or a pattern with * "
    "and ?.\n\n"
    "Example: feikong conform run --port sim: --out result\n";

static const char list_help[] =
    "Usage: feikong conform list [--json] [--lang en|zh] [SELECT]...\n\n"
    "Prints the tests that SELECT names, all without one: id, level and title. SELECT is an id, "
    "the\n"
    "beginning of one (dlt645/7.1), a slug (trip-opens) or a pattern with * and ?.\n\n"
    "Options:\n"
    "  --json   one JSON object a line: id, title, requirement, clause, level, features,\n"
    "           may_cut_supply, points; title, requirement and text also as _zh\n"
    "  --lang   language (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "  --help   this text\n\n"
    "Exit: 0 tests were listed, 2 usage, 4 a SELECT names nothing.\n\n"
    "Example: feikong conform list dlt645/fc.relay\n";

static const char explain_help[] = "Usage: feikong conform explain [--lang en|zh] ID\n\n"
                                   "Says of one test what it requires and by which clause, which "
                                   "features of the device it needs,\n"
                                   "whether it may interrupt the supply or sends the password, and "
                                   "how to run it. ID is an id, the\n"
                                   "beginning of one (5.3.3/1) or a slug of 'feikong conform "
                                   "list'.\n\n"
                                   "Exit: 0 explained, 2 usage or no such test.\n\n"
                                   "Example: feikong conform explain trip-opens\n";

/* The slug or id that a word that names no test is near to. */
static struct nearest test_near(const char *word)
{
    struct nearest nearest = nearest_to(word);
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++) {
        const char *id = conform_suite_at(&conform_dlt645, i)->id;
        const char *dash = strchr(strrchr(id, '/'), '-'); /* dlt645/fc.relay/3-trip-opens */
        nearest_try(&nearest, id);
        nearest_try(&nearest, dash ? dash + 1 : id);
    }
    return nearest;
}

size_t conform_choose(int count, char **selects, bool *chosen)
{
    size_t total = 0;
    bool is_wrong = false;
    if (count == 0)
        memset(chosen, true, conform_suite_count(&conform_dlt645) * sizeof *chosen);
    for (int i = 0; i < count; i++)
        if (conform_suite_select(&conform_dlt645, selects[i], chosen) == 0) {
            const struct nearest near = test_near(selects[i]);
            if (near.text[0] != '\0')
                cmd_say("feikong conform: '%s' names no test, did you mean '%s'?", selects[i],
                        near.text);
            else
                cmd_say("feikong conform: '%s' names no test, see 'feikong conform list'",
                        selects[i]);
            is_wrong = true;
        }
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++)
        total += chosen[i];
    return is_wrong ? 0 : total;
}

static void features_text(uint64_t set, char *out, size_t capacity)
{
    const char *separator = "";
    size_t size = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < DEVICE_FEATURES; i++) {
        if (!(set >> i & 1u))
            continue;
        int more = snprintf(out + size, capacity - size, "%s%s", separator, device_feature_name(i));
        if (more < 0 || (size_t)more >= capacity - size)
            return;
        size += (size_t)more;
        separator = ", ";
    }
}

static int print_json(const struct conform_test *test)
{
    const struct conform_needs needs = conform_test_needs(test);
    json_t *features = json_array();
    for (unsigned i = 0; i < DEVICE_FEATURES; i++)
        if (needs.features >> i & 1u)
            json_array_append_new(features, json_string(device_feature_name(i)));
    json_t *points = json_array();
    for (size_t i = 0; i < test->step_count; i++) {
        const struct conform_step *step = &test->steps[i];
        if (step->point)
            json_array_append_new(points, json_pack("{s:s#, s:s, s:s, s:s}", "point", &step->point,
                                                    (size_t)1, "text", step->says.en, "text_zh",
                                                    step->says.zh, "covers", step->row));
    }
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:b, s:o}", "id", test->id, "title",
                  test->title.en, "title_zh", test->title.zh, "requirement", test->requirement.en,
                  "requirement_zh", test->requirement.zh, "clause", test->clause, "level",
                  conform_level_name(test->level), "features", features, "may_cut_supply",
                  (int)needs.may_cut, "points", points);
    int err = object ? json_dumpf(object, stdout, JSON_COMPACT) : -1;
    putchar('\n');
    json_decref(object);
    return err;
}

static void print_row(const struct conform_test *test, enum fk_lang lang)
{
    bool is_must = test->level == CONFORM_MUST;
    printf("%-38s  ", test->id);
    cli_print_padded(is_must ? FK_SAY(lang, "must", "必须") : FK_SAY(lang, "should", "应"), 6);
    printf("  %s\n", fk_text_in(test->title, lang));
}

static int print_list(const bool *chosen, bool is_json, enum fk_lang lang)
{
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++) {
        const struct conform_test *test = conform_suite_at(&conform_dlt645, i);
        if (!chosen[i])
            continue;
        if (!is_json)
            print_row(test, lang);
        else if (print_json(test) != 0)
            return conform_say(CMD_EXIT_HARNESS, "list", "out of memory");
    }
    return CMD_EXIT_OK;
}

static int cmd_list(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool is_json = false;
    enum fk_lang lang;
    int code;
    argc = cli_lang_strip("conform list", argc, argv, &lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    optind = 1;
    opterr = 0;
    while ((code = cmd_option(argc, argv, "", options)) != -1) {
        if (code == 'h') {
            fputs(list_help, stdout);
            return CMD_EXIT_OK;
        }
        if (code != 'j')
            return conform_say(CMD_EXIT_USAGE, "list", "unknown option '%s', expected --json",
                               argv[optind - 1]);
        is_json = true;
    }
    bool *chosen = calloc(conform_suite_count(&conform_dlt645), sizeof *chosen);
    if (!chosen)
        return conform_say(CMD_EXIT_HARNESS, "list", "out of memory");
    code = conform_choose(argc - optind, argv + optind, chosen) == 0
               ? CONFORM_EXIT_NOTHING
               : print_list(chosen, is_json, lang);
    free(chosen);
    return code;
}

static void print_line(struct fk_text label, enum fk_lang lang, const char *text)
{
    cli_print_padded(fk_text_in(label, lang), 12);
    printf("  %s\n", text);
}

static void print_put_back(const struct conform_needs *needs, enum fk_lang lang)
{
    char text[200];
    bool is_any = needs->puts_relay_back || needs->puts_clock_back || needs->puts_item_back;
    snprintf(text, sizeof text, "%s%s%s%s",
             !needs->puts_relay_back
                 ? ""
                 : FK_SAY(lang, "relay, protection and alarm ", "继电器、保电和报警 "),
             !needs->puts_clock_back ? "" : FK_SAY(lang, "clock ", "时钟 "),
             !needs->puts_item_back ? "" : FK_SAY(lang, "item ", "数据项 "),
             is_any ? FK_SAY(lang, "as found", "恢复原状")
                    : FK_SAY(lang, "nothing is changed", "不作改变"));
    print_line((struct fk_text){"put back", "恢复"}, lang, text);
    snprintf(
        text, sizeof text,
        FK_SAY(lang, "up to %u x relay_settle_ms and %lld s", "至多%u×relay_settle_ms及%lld秒"),
        needs->settles, (long long)(needs->wait / MS_SECOND));
    print_line((struct fk_text){"waits", "等待"}, lang, text);
}

/* One line a step; a sub-point with its letter and what it covers. */
static void print_steps(const struct conform_test *test, enum fk_lang lang)
{
    char text[400];
    for (size_t i = 0; i < test->step_count; i++) {
        const struct conform_step *step = &test->steps[i];
        if (step->point)
            snprintf(text, sizeof text, "%c  %s [%s]", step->point, fk_text_in(step->says, lang),
                     step->row);
        else
            snprintf(text, sizeof text, "-  %s", fk_text_in(step->verb->name, lang));
        print_line(i == 0 ? (struct fk_text){"steps", "步骤"} : (struct fk_text){"", ""}, lang,
                   text);
    }
}

static void print_asks(const struct conform_needs *needs, enum fk_lang lang)
{
    char features[400];
    features_text(needs->features, features, sizeof features);
    print_line((struct fk_text){"applies to", "适用"}, lang,
               features[0] ? features : FK_SAY(lang, "every device", "所有电表"));
    print_line((struct fk_text){"supply", "供电"}, lang,
               needs->may_cut
                   ? FK_SAY(lang, "may be interrupted: runs only with may_cut_supply: yes",
                            "可能中断：仅在may_cut_supply: yes时执行")
                   : FK_SAY(lang, "is not touched", "不受影响"));
    print_line((struct fk_text){"password", "密码"}, lang,
               needs->has_wrong_password
                   ? FK_SAY(lang, "a wrong one is sent: n/a with wrong_passwords: no",
                            "发送错误密码：wrong_passwords: no时不适用")
               : needs->has_password ? FK_SAY(lang, "is sent", "发送")
                                     : FK_SAY(lang, "is not needed", "不需要"));
}

static void print_explained(const struct conform_test *test, enum fk_lang lang)
{
    const struct conform_needs needs = conform_test_needs(test);
    char text[200];
    printf(FK_SAY(lang, "%s: %s\n\n", "%s：%s\n\n"), test->id, fk_text_in(test->title, lang));
    print_line((struct fk_text){"requirement", "要求"}, lang, fk_text_in(test->requirement, lang));
    print_line((struct fk_text){"clause", "条款"}, lang,
               dlt645_clause_in(test->clause, lang, text, sizeof text));
    print_line((struct fk_text){"level", "级别"}, lang,
               test->level == CONFORM_MUST
                   ? FK_SAY(lang, "must", "必须")
                   : FK_SAY(lang, "should (a device that does otherwise passes with a remark)",
                            "应（不同者合格，附说明）"));
    print_asks(&needs, lang);
    print_put_back(&needs, lang);
    if (needs.features & device_feature_bit(DEVICE_BROADCAST_TIME))
        print_line((struct fk_text){"once a day", "每天一次"}, lang,
                   FK_SAY(lang, "n/a with broadcast_time: no", "broadcast_time: no时不适用"));
    print_steps(test, lang);
    snprintf(text, sizeof text, "feikong conform run %s --device FILE", test->id);
    print_line((struct fk_text){"run", "执行"}, lang, text);
}

static int cmd_explain(int argc, char **argv)
{
    enum fk_lang lang;
    argc = cli_lang_strip("conform explain", argc, argv, &lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(explain_help, stdout);
        return CMD_EXIT_OK;
    }
    if (argc != 2)
        return conform_say(CMD_EXIT_USAGE, "explain", "expected the id or slug of one test");
    const struct conform_test *test = conform_suite_find(&conform_dlt645, argv[1]);
    const struct nearest near = test_near(argv[1]);
    if (!test && near.distance > 0 && near.text[0] != '\0')
        return conform_say(CMD_EXIT_USAGE, "explain", "'%s' is no test, did you mean '%s'?",
                           argv[1], near.text);
    if (!test)
        return conform_say(CMD_EXIT_USAGE, "explain",
                           "'%s' is no test, expected an id that 'feikong conform list' shows",
                           argv[1]);
    print_explained(test, lang);
    return CMD_EXIT_OK;
}

int cmd_conform(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {
        {"list", cmd_list},
        {"run", conform_cmd_run},
        {"explain", cmd_explain},
        {"close", conform_cmd_close},
        {"verify", conform_cmd_verify},
        {"matrix", conform_cmd_matrix},
    };
    if (argc < 2) {
        fputs("feikong conform: expected list, run, explain, close, verify or matrix, see 'feikong "
              "conform --help'\n",
              stderr);
        return CMD_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0) {
        fputs(help_text, stdout);
        return CMD_EXIT_OK;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    cmd_say("feikong conform: '%s' is no command, expected list, run, explain, close, verify or "
            "matrix",
            argv[1]);
    return CMD_EXIT_USAGE;
}
