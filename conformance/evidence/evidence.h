/* conformance/evidence/evidence.h - a run on disk: JSON lines with every byte and the verdicts,
 * and the device file.
 *
 *   DIR/trace.jsonl   {"kind":"run", ...} one head, then one line an entry of the trace in order,
 *                     then one {"kind":"verdict", ...} a test, then
 *                     {"kind":"end","sha256": of all lines before}
 *   DIR/device.yaml   the device file as it was read
 *
 * docs/conformance.md describes the fields. Files appear when they are complete: until then each
 * stands beside its place, as NAME.part, with every byte that has been sent and received so far.
 * Of a run that was killed the parts are left; the next run in the folder keeps them as
 * NAME.killed. */
#ifndef CONFORMANCE_EVIDENCE_EVIDENCE_H
#define CONFORMANCE_EVIDENCE_EVIDENCE_H
#include "conformance/device/device_file.h"
#include "conformance/run/suite.h"

#define EVIDENCE_TRACE  "trace.jsonl"
#define EVIDENCE_PART   ".part"   /* behind a name while the file grows */
#define EVIDENCE_KILLED ".killed" /* behind a name: the part that a killed run has left */
#define EVIDENCE_DEVICE "device.yaml"
#define EVIDENCE_EXIT   "exit"
#define EVIDENCE_FINAL  "final-check"

/* Evidence grows while a run lasts: begin, follow ..., end (or abort, which leaves nothing). */
struct evidence_writer;

/* Keeps what a run that was killed has left in the folder, as NAME.killed. conform_evidence_begin
 * does it too. */
void conform_evidence_keep_killed(const char *dir);
/* Opens both files in an existing folder and writes the head: *result as conform_run_head fills it,
 * and the ids of the tests to be run. FK_OK; FK_E_IO, FK_E_MEMORY, or FK_E_STATE: another run is
 * writing there; with the sentence. */
FK_MUST_CHECK int conform_evidence_begin(struct evidence_writer **out,
                                         const struct conform_result *result,
                                         const char *const *ids, size_t count,
                                         const struct device_file *device, const char *dir,
                                         struct fk_diag *diag);
/* Brings what was added to the trace to the disk. What cannot be written is told at the end. */
void conform_evidence_follow(struct evidence_writer *writer, const struct conform_trace *trace);
/* Writes the rest and the verdicts, puts both files into their places and frees the writer. FK_OK
 * or FK_E_IO with the sentence; then nothing is left. */
FK_MUST_CHECK int conform_evidence_end(struct evidence_writer *writer,
                                       const struct conform_result *result, struct fk_diag *diag);
/* Frees it and removes what was written; NULL is fine. */
void conform_evidence_abort(struct evidence_writer *writer);
/* begin and end in one. */
FK_MUST_CHECK int conform_evidence_write(const struct conform_result *result,
                                         const struct device_file *device, const char *dir,
                                         struct fk_diag *diag);

/* Under which key the bytes of an entry of this kind stand as text; NULL: in hex, under "hex". */
const char *evidence_text_key(unsigned kind);

/* A verdict as it was written. */
struct evidence_verdict {
    char *id;
    char *outcome; /* "pass", "unexpected-pass" ... */
    unsigned assertions;
    bool is_restored;
};
struct evidence {
    struct conform_trace trace;
    struct evidence_verdict *verdicts;
    size_t verdict_count;
    char device_digest[65];
    char suite_version[32];
    char uri[CONFORM_TEXT];
    char device_path[CONFORM_TEXT]; /* the device file beside the trace */
    uint64_t seed;
    enum fk_lang lang; /* of final_check */
    bool is_virtual_time;
    int exit_code;
    char final_check[CONFORM_TEXT];
};

/* Reads a folder, or a trace.jsonl with device.yaml beside it. FK_OK (free with
 * conform_evidence_fini), FK_E_IO, or FK_E_FORMAT: cut short, changed (the sum at the end does not
 * fit) or not such a file. */
FK_MUST_CHECK int conform_evidence_read(const char *path, struct evidence *evidence,
                                        struct fk_diag *diag);
void conform_evidence_fini(struct evidence *evidence);

/* One test whose verdict came out otherwise, or EVIDENCE_EXIT, EVIDENCE_FINAL for what the last
 * line says of the run; all texts are borrowed for the call. */
typedef void conform_difference_fn(void *context, const char *id, const char *recorded,
                                   const char *derived, const char *why);

/* Derives every verdict of the evidence again, without the device, and fills *result (initialised
 * by the caller) as the run did. Returns the number of differences (>= 0): tests with another
 * verdict, number of assertions or state of the device after them, another final check, another
 * exit code; FK_E_IO, or FK_E_FORMAT: the device file is not the one of the run, or the suite is
 * another one. */
FK_MUST_CHECK int conform_verify(const char *path, const struct conform_suite *suite,
                                 struct conform_result *result, conform_difference_fn *difference,
                                 void *context, struct fk_diag *diag);
#endif
