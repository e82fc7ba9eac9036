/* cli/cmd_files.h - files and folders that several commands are handed. */
#ifndef CLI_CMD_FILES_H
#define CLI_CMD_FILES_H
#include <stdbool.h>
#include <stddef.h>

/* Makes the folder `path` (changed and put back meanwhile) and those above it, as `mkdir -p`. 0, or
 * -1 with errno. */
int cmd_make_folder(char *path);

/* The same for the folder of --out. False after one sentence on stderr: "feikong COMMAND: ...". */
bool cmd_make_out(const char *command, const char *folder);
/* Whether it could be made, for a folder that is made only when there is something to put in it. */
bool cmd_can_make_out(const char *command, const char *folder);

/* Files that are written, and their temporary names, have room for this. */
#define CMD_PATH_LONGEST 900
/* Whether the file of an option could be written, before any work is done: standard output, a file
 * that is written into as it is, or one in a folder to write to. False after one sentence on
 * stderr: "feikong COMMAND: --OPTION: ...". */
bool cmd_can_write(const char *command, const char *option, const char *path);

/* The database of a run that `given` names: the file itself, or `run.db` in the folder of that
 * name, which `feikong run --out` makes. False after one sentence on stderr: "feikong COMMAND:
 * ...". */
bool cmd_find_database(const char *command, const char *given, char *path, size_t size);
/* A name for mkdtemp in the folder of TMPDIR, or in /tmp. False if it has no room. */
bool cmd_temporary(const char *what, char *path, size_t size);
/* By these files a folder of --out is known to hold a simulation, or a conformance run. */
#define CMD_RUN_FILE     "run.db"
#define CMD_CONFORM_FILE "trace.jsonl"

/* Whether the folder holds `file`: both commands write report.html, and neither may replace the
 * other's. */
bool cmd_holds_other(const char *folder, const char *file);
#endif
