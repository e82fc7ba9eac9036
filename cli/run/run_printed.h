/* cli/run/run_printed.h - what the process of a scenario prints, kept in memory until it is its
 * turn on the console: no limit on files and no full disk takes its sentences away. */
#ifndef CLI_RUN_RUN_PRINTED_H
#define CLI_RUN_RUN_PRINTED_H
#include <stdbool.h>
#include <stddef.h>

/* Standard output and standard error of one process. Zeroed: not kept. */
struct run_printed {
    bool is_kept;
    int ends[2];       /* to read from, -1: it came to its end */
    int write_ends[2]; /* the process has them, -1: handed over */
    char *text[2];
    size_t used[2], room[2];
};

/* Before the fork. Returns false with errno set, and nothing to close. */
bool run_printed_begin(struct run_printed *printed);
/* In the child: what it writes from here on is kept. Returns false with errno set. */
bool run_printed_in_child(struct run_printed *printed);
/* In the parent after the fork, also after one that failed. */
void run_printed_in_parent(struct run_printed *printed);
/* Takes what is there of `count` processes; if nothing is, waits for it or for a signal. */
void run_printed_take(struct run_printed *printed, size_t count);
/* True when the process has ended: nothing more can come. */
bool run_printed_is_whole(const struct run_printed *printed);
/* Shows what was kept, where it was meant to go, and forgets it. */
void run_printed_show(struct run_printed *printed);
#endif
