/* cli/cmd_profile.c - `feikong profile`: the policies of provinces that a scenario may name. */
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/columns.h"
#include "cli/data_find.h"
#include "cli/lang.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_profile.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Lists the policy profiles: what provinces and rules decide of reminders, warnings, notices,\n"
    "approvals, cuts and restores. With a name it shows one: its prices, its baseline scenario, "
    "what\n"
    "it asks for that the program cannot do, and its file, in which each value has its source.\n"
    "\n"
    "Usage: feikong profile [NAME] [--lang en|zh]\n"
    "\n"
    "  NAME          one of scenarios/profiles, such as chongqing, or a file\n"
    "  --lang en|zh  language (else LC_ALL, LC_MESSAGES or LANG say it)\n"
    "\n"
    "Exit: 0 shown, 2 there is no such profile or its file is wrong.\n"
    "\n"
    "Example: feikong profile chongqing\n"
    "         feikong run s-01-pay --set profile=chongqing --what-if\n";

static const struct option options[] = {
    {"lang", required_argument, NULL, 'l'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
static const struct data_kind a_profile = {"profile", "profile", "/profiles"};

struct listing {
    enum fk_lang lang;
    int code;
    unsigned count;
};

static void list_one(void *context, const char *name, const char *path)
{
    struct listing *listing = context;
    struct scenario_profile profile;
    struct fk_diag diag = {.text = ""};
    if (scenario_profile_read(path, &profile, &diag) != FK_OK) {
        cmd_say("feikong profile: %s", diag.text);
        listing->code = CMD_EXIT_USAGE;
        return;
    }
    fputs("  ", stdout);
    cli_print_padded(name, 16);
    printf("%s\n",
           listing->lang == FK_ZH && profile.title_zh[0] ? profile.title_zh : profile.title);
    listing->count++;
    scenario_profile_fini(&profile);
}

static int list(enum fk_lang lang)
{
    struct listing listing = {.lang = lang, .code = CMD_EXIT_OK};
    data_each(&a_profile, list_one, &listing);
    if (listing.count == 0 && listing.code == CMD_EXIT_OK) {
        cmd_say("feikong profile: no profiles found; there is no folder scenarios/profiles here or "
                "beside the program");
        return CMD_EXIT_USAGE;
    }
    fputs(FK_SAY(lang,
                 "\nOne of them: feikong profile NAME. In a scenario: `profile: NAME`; on the "
                 "command line:\nfeikong run FILE --set profile=NAME\n",
                 "\n查看其一：feikong profile 名称。用于场景：`profile: 名称`；命令行：\n"
                 "feikong run FILE --set profile=名称\n"),
          stdout);
    return listing.code;
}

static void row(enum fk_lang lang, const char *en, const char *zh, const char *text)
{
    fputs("  ", stdout);
    cli_print_padded(FK_SAY(lang, en, zh), 12);
    puts(text);
}

/* `world` is B0 under the profile. */
static void show(const char *path, const struct scenario_profile *profile,
                 const struct sim_scenario *world, enum fk_lang lang)
{
    char prices[256], baseline[64], file[PATH_MAX];
    bool has_prices = world->tariff_name != NULL;
    snprintf(prices, sizeof prices, "%s: %s", has_prices ? world->tariff_name : "",
             world->tariff_place ? world->tariff_place : "");
    snprintf(baseline, sizeof baseline, "profile-%s", world->policy.name);
    for (char *c = baseline; *c; c++)
        *c = *c == '_' ? '-' : *c;
    printf("%s\n", lang == FK_ZH && profile->title_zh[0] ? profile->title_zh : profile->title);
    row(lang, "file", "文件", path);
    row(lang, "prices", "电价",
        has_prices ? prices : FK_SAY(lang, "those of the scenario", "取自场景"));
    if (data_has(&(struct data_kind){"profile", "scenario", ""}, baseline, file, sizeof file)) {
        char text[96];
        snprintf(text, sizeof text, "feikong run %s", baseline);
        row(lang, "baseline", "基准场景", text);
    }
    for (uint32_t i = 0; i < world->gap_count; i++)
        row(lang, i == 0 ? "not done" : "", i == 0 ? "未实现" : "",
            FK_SAY(lang, world->gaps[i].text, world->gaps[i].text_zh));
    printf("\n%s", profile->text);
}

/* B0 under the profile of the file, which stands in a folder `profiles` beside its scenarios. */
static int load_world(const char *path, struct sim_scenario *world, struct fk_diag *diag)
{
    static const char place[] = "profiles/", suffix[] = ".yaml";
    char text[PATH_MAX], beside[PATH_MAX];
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *at = name - path < (ptrdiff_t)strlen(place) ? NULL : name - strlen(place);
    size_t length = strlen(name);
    if (!at || strncmp(at, place, strlen(place)) != 0 || (at > path && at[-1] != '/') ||
        length <= strlen(suffix) || strcmp(name + length - strlen(suffix), suffix) != 0)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s: a profile is a file NAME.yaml in a folder `profiles`, beside the "
                       "scenarios that name it",
                       path);
    snprintf(beside, sizeof beside, "%.*sprofile", (int)(at - path), path);
    int size = snprintf(text, sizeof text, "extends: [b0.yaml]\nprofile: '%.*s'\n",
                        (int)(length - strlen(suffix)), name);
    return scenario_load_memory(beside, text, (size_t)size, NULL, 0, world, diag);
}

/* The file is good if B0 runs under it. */
static int show_one(const char *given, enum fk_lang lang)
{
    char path[PATH_MAX];
    struct scenario_profile profile;
    struct sim_scenario world;
    struct fk_diag diag = {.text = ""};
    if (!data_find(&a_profile, given, path, sizeof path))
        return CMD_EXIT_USAGE;
    int err = scenario_profile_read(path, &profile, &diag);
    if (err == FK_OK) {
        err = load_world(path, &world, &diag);
        if (err != FK_OK)
            scenario_profile_fini(&profile);
    }
    if (err != FK_OK) {
        cmd_say("feikong profile: %s", diag.text);
        return err == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    }
    show(path, &profile, &world, lang);
    scenario_fini(&world);
    scenario_profile_fini(&profile);
    return CMD_EXIT_OK;
}

/* The one option beside --help. */
static int take_lang(void *lang, int option)
{
    (void)option;
    return cli_lang_take("profile", optarg, lang) ? -1 : CMD_EXIT_USAGE;
}

int cmd_profile(int argc, char **argv)
{
    static const struct cmd_options taken = {"profile", usage, options, take_lang};
    enum fk_lang lang = cli_lang_default();
    int code = cmd_options_take(&taken, argc, argv, &lang);
    if (code >= 0)
        return code;
    if (argc - optind > 1) {
        cmd_say("feikong profile: '%s' is one argument too many; expected the name of one profile",
                argv[optind + 1]);
        return CMD_EXIT_USAGE;
    }
    return optind < argc ? show_one(argv[optind], lang) : list(lang);
}
