/* cli/cmd.h - the sub-commands of the program.
 *
 * A sub-command `x` is the file cli/cmd_x.c with one function cmd_x, declared here, and one row in
 * the table of cli/main.c. It parses its options, calls a library and prints; it holds no logic.
 *
 * argv[0] is the name of the sub-command. Results go to stdout, errors to stderr as one sentence.
 * Returned is the exit code of the program; usage errors are CMD_EXIT_USAGE. `--help` prints to
 * stdout and returns CMD_EXIT_OK. Commands keep no state: each is called at most once per process.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

enum cmd_exit {
    CMD_EXIT_OK = 0,
    CMD_EXIT_FAILED = 1,  /* the thing asked about is not so: a test failed, a frame is not valid */
    CMD_EXIT_USAGE = 2,   /* wrong option, wrong file, wrong key */
    CMD_EXIT_HARNESS = 3, /* ours: a port or a file system failed */
    CMD_EXIT_NOTHING = 4  /* nothing was asked: no test was selected, no expectation stated */
};

int cmd_bill(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_conform(int argc, char **argv);
int cmd_decode(int argc, char **argv);
int cmd_detect(int argc, char **argv);
int cmd_hunt(int argc, char **argv);
int cmd_meter(int argc, char **argv);
int cmd_profile(int argc, char **argv);
int cmd_question(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_story(int argc, char **argv);
/* `feikong help scenario [KEY]`. */
int help_scenario(int argc, char **argv);
#endif
