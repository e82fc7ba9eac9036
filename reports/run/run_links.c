#include "reports/run/run_links.h"

#include "reports/page/html.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define REPORT "report.html"

static const char place_begin[] = "<!-- pages -->", place_end[] = "<!-- /pages -->";

bool run_links_is_page(const char *name)
{
    size_t length = strlen(name);
    bool is_story = strncmp(name, "story-", 6) == 0 && isdigit((unsigned char)name[6]);
    return length > 5 && strcmp(name + length - 5, ".html") == 0 &&
           (is_story || strcmp(name, "compare.html") == 0);
}

/* `name` beside the file `path`. False: too long. */
static bool beside(const char *path, const char *name, char out[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int folder = slash != NULL ? (int)(slash - path + 1) : 0;
    return snprintf(out, PATH_MAX, "%.*s%s", folder, path, name) < PATH_MAX;
}

/* The way from the folder `from` to the file `to`, both without links or dots. */
static void put_way(FILE *out, const char *from, const char *to)
{
    size_t same = 0;
    for (size_t i = 0; from[i] == to[i] && to[i] != '\0'; i++)
        if (from[i] == '/' || (from[i + 1] == '\0' && to[i + 1] == '/'))
            same = i + 1;
    if (from[same] != '\0' && from[same] != '/')
        fputs("../", out);
    for (const char *c = from + same; *c != '\0'; c++)
        if (*c == '/' && c[1] != '\0')
            fputs("../", out);
    for (const char *c = to + same + (to[same] == '/'); *c != '\0'; c++)
        fprintf(out, isalnum((unsigned char)*c) || strchr("/-_.~", *c) ? "%c" : "%%%02X",
                (unsigned char)*c);
}

void run_links_to_report(FILE *out, const char *folder, const char *database, const char *before,
                         enum fk_lang lang)
{
    char path[PATH_MAX];
    if (!beside(database, REPORT, path))
        return;
    char *to = realpath(path, NULL), *from = realpath(folder, NULL);
    if (to != NULL && from != NULL) {
        html_raw(out, "<p>");
        html_text(out, before);
        html_raw(out, "<a href=\"");
        put_way(out, from, to);
        html_raw(out, "\">");
        html_text(out, FK_SAY(lang, "Report of the run", "运行报告"));
        html_raw(out, "</a></p>\n");
    }
    free(to);
    free(from);
}

void run_links_begin(FILE *out)
{
    fprintf(out, "%s%s\n", place_begin, place_end);
}

static int is_page(const struct dirent *entry)
{
    return run_links_is_page(entry->d_name);
}

static bool is_older(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec < b->st_mtim.tv_sec
                                                  : a->st_mtim.tv_nsec < b->st_mtim.tv_nsec;
}

static void put_pages(FILE *out, const char *database, enum fk_lang lang)
{
    char folder[PATH_MAX], path[PATH_MAX];
    struct stat run, page;
    struct dirent **entries = NULL;
    if (!beside(database, ".", folder) || stat(database, &run) != 0)
        return;
    int count = scandir(folder, &entries, is_page, versionsort);
    html_raw(out, "<nav class=\"contents\">\n");
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (beside(database, name, path) && stat(path, &page) == 0 && !is_older(&page, &run)) {
            html_raw(out, "<a href=\"");
            html_text(out, name);
            html_raw(out, "\">");
            if (name[0] == 's')
                html_textf(out, FK_SAY(lang, "Customer %d", "客户 %d"), atoi(name + 6));
            else
                html_text(out, FK_SAY(lang, "Comparison", "运行对比"));
            html_raw(out, "</a>\n");
        }
        free(entries[i]);
    }
    free(entries);
    html_raw(out, "</nav>\n");
}

static char *read_report(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return NULL;
    if (getdelim(&text, &size, '\0', in) < 0) {
        free(text);
        text = NULL;
    }
    fclose(in);
    return text;
}

int run_links_refresh(const char *database, struct fk_diag *diag)
{
    char path[PATH_MAX];
    struct out_file file;
    char *text = beside(database, REPORT, path) ? read_report(path) : NULL;
    char *begin = text != NULL ? strstr(text, place_begin) : NULL;
    const char *end = begin != NULL ? strstr(begin, place_end) : NULL;
    bool is_zh = text != NULL && strstr(text, "<html lang=\"zh") != NULL;
    const enum fk_lang lang = is_zh ? FK_ZH : FK_EN; /* of the report, not of the page */
    int result = FK_OK;
    if (end != NULL)
        result = out_file_open(&file, path, diag);
    if (end != NULL && result == FK_OK) {
        fwrite(text, 1, (size_t)(begin - text) + strlen(place_begin), file.stream);
        put_pages(file.stream, database, lang);
        fputs(end, file.stream);
        result = out_file_commit(&file, diag);
    }
    free(text);
    return result;
}
