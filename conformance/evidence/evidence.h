/* conformance/evidence/evidence.h - a run on disk: JSON lines with every byte and the verdicts,
 * and the device file.
 *
 *   DIR/trace.jsonl   {"kind":"run", ...} one head, then one line an entry of the trace in order,
 *                     then one {"kind":"verdict", ...} a test, then
 *                     {"kind":"end","sha256": of all lines before}
 *   DIR/device.yaml   the device file as it was read
 *
 * docs/conformance.md describes the fields. Files appear when they are complete: each is written
 * beside its place and renamed. */
#ifndef CONFORMANCE_EVIDENCE_EVIDENCE_H
#define CONFORMANCE_EVIDENCE_EVIDENCE_H
#include "conformance/device/device_file.h"
#include "conformance/run/suite.h"

#define EVIDENCE_TRACE  "trace.jsonl"
#define EVIDENCE_DEVICE "device.yaml"
#define EVIDENCE_EXIT   "exit"
#define EVIDENCE_FINAL  "final-check"

/* Writes both files into an existing folder. FK_OK or FK_E_IO with the sentence. */
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
