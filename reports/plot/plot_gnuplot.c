#include "reports/plot/plot_gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATH_SIZE    4096
#define SLICE_MS     20
#define SVG_MAX      (16 << 20)
#define NOT_FOUND    119 /* no code of gnuplot, of a shell or of the loader, which says 127 */
#define JOBS_MAX     16
#define IS_STILL(id) ((id) > 0)

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The child: in a group of its own, so that whatever it starts ends with it. */
static void become_gnuplot(const char *folder, const char *name)
{
    char log[64], script[64];
    snprintf(log, sizeof log, "%s.log", name);
    snprintf(script, sizeof script, "%s.gp", name);
    (void)setpgid(0, 0);
    (void)signal(SIGPIPE, SIG_DFL);
    if (chdir(folder) != 0)
        _exit(1);
    int in = open("/dev/null", O_RDONLY);
    int out = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
        _exit(1);
    execlp("gnuplot", "gnuplot", script, (char *)NULL);
    _exit(errno == ENOENT ? NOT_FOUND : 1);
}

/* Waits for all, ends what does not end. */
static void wait_for_all(pid_t *ids, int *statuses, size_t count, const volatile sig_atomic_t *stop)
{
    long long deadline = now_ms() + GNUPLOT_LIMIT_MS;
    for (size_t left = count; left > 0;) {
        bool is_over = now_ms() > deadline || (stop != NULL && *stop != 0);
        left = 0;
        for (size_t i = 0; i < count; i++) {
            if (!IS_STILL(ids[i]))
                continue;
            if (is_over)
                (void)kill(-ids[i], SIGKILL);
            if (waitpid(ids[i], &statuses[i], is_over ? 0 : WNOHANG) != 0)
                ids[i] = 0;
            left += IS_STILL(ids[i]);
        }
        if (left > 0)
            (void)poll(NULL, 0, SLICE_MS);
    }
}

/* Reads a file as text; NULL if it is none, or longer than `most`. */
static char *read_text(const char *path, size_t most)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    char *text = NULL;
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        (size_t)status.st_size <= most && (text = malloc((size_t)status.st_size + 1)) != NULL) {
        ssize_t size = read(fd, text, (size_t)status.st_size);
        text[size > 0 ? size : 0] = '\0';
    }
    if (fd >= 0)
        close(fd);
    return text;
}

/* It goes into the page as it is: a whole SVG and no script. */
static bool is_figure(const char *path)
{
    char *text = read_text(path, SVG_MAX);
    char *end = text != NULL ? strstr(text, "</svg>") : NULL;
    bool is_whole = end != NULL && strspn(end + 6, " \r\n\t") == strlen(end + 6) &&
                    (strncmp(text, "<?xml", 5) == 0 || strncmp(text, "<svg", 4) == 0) &&
                    strcasestr(text, "<script") == NULL;
    free(text);
    return is_whole;
}

/* Without the white space around it; an empty one says so. */
static const char *trimmed(char *said)
{
    static const char white[] = " \r\n\t";
    char *first = said != NULL ? said + strspn(said, white) : NULL;
    if (first == NULL || *first == '\0')
        return "it says nothing";
    for (char *end = first + strlen(first); strchr(white, end[-1]) != NULL; end--)
        end[-1] = '\0';
    return first;
}

static int judge(const char *folder, const char *name, int status, struct fk_diag *diag)
{
    char path[PATH_SIZE + 64], narrow[PATH_SIZE + 64];
    snprintf(path, sizeof path, "%s/%s.log", folder, name);
    char *said = read_text(path, 1 << 20);
    (void)unlink(path);
    snprintf(path, sizeof path, "%s/%s.svg", folder, name);
    snprintf(narrow, sizeof narrow, "%s/%s-narrow.svg", folder, name);
    int result = FK_OK;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        result = fk_fail(diag, FK_E_IO, NULL, 0,
                         "gnuplot was not found, so there are no figures: "
                         "install the Debian package gnuplot-nox");
    else if (WIFSIGNALED(status))
        result = fk_fail(diag, FK_E_IO, NULL, 0, "gnuplot was ended by signal %d at %s/%s.gp",
                         WTERMSIG(status), folder, name);
    else if (status != 0)
        result = fk_fail(diag, FK_E_IO, NULL, 0, "gnuplot failed at %s/%s.gp: %.120s", folder, name,
                         trimmed(said));
    else if (!is_figure(path) || !is_figure(narrow))
        result =
            fk_fail(diag, FK_E_IO, NULL, 0, "gnuplot made no figure of %s/%s.gp", folder, name);
    if (result != FK_OK) {
        (void)unlink(path);
        (void)unlink(narrow);
    }
    free(said);
    return result;
}

int gnuplot_draw(const char *folder, struct gnuplot_job *jobs, size_t count,
                 const volatile sig_atomic_t *stop, struct fk_diag *diag)
{
    pid_t ids[JOBS_MAX] = {0};
    int statuses[JOBS_MAX] = {0}, result = FK_OK;
    if (count > JOBS_MAX || strlen(folder) >= PATH_SIZE)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "%zu figures, at most %d are drawn", count,
                       JOBS_MAX);
    for (size_t i = 0; i < count; i++) {
        char path[PATH_SIZE + 64];
        snprintf(path, sizeof path, "%s/%s.svg", folder, jobs[i].name);
        (void)unlink(path); /* of a run before */
        snprintf(path, sizeof path, "%s/%s-narrow.svg", folder, jobs[i].name);
        (void)unlink(path);
        ids[i] = fork();
        if (ids[i] == 0)
            become_gnuplot(folder, jobs[i].name);
        if (ids[i] > 0)
            (void)setpgid(ids[i], ids[i]); /* whoever is first */
        else
            statuses[i] = 1 << 8; /* as exit code 1 */
    }
    wait_for_all(ids, statuses, count, stop);
    for (size_t i = 0; i < count; i++) {
        jobs[i].result = judge(folder, jobs[i].name, statuses[i], diag);
        result = jobs[i].result != FK_OK ? jobs[i].result : result;
    }
    return result;
}
