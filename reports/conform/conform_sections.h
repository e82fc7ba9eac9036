/* reports/conform/conform_sections.h - the sections of the conformance page, in their order. Texts
 * go out in `lang`; errors of the stream show in ferror(out). One thread a stream. */
#ifndef REPORTS_CONFORM_CONFORM_SECTIONS_H
#define REPORTS_CONFORM_CONFORM_SECTIONS_H
#include "conformance/run/result.h"

#include <stdio.h>

/* conform_head.c: the verdict with the names of what failed; the device if it is not as it was;
 * figures; device, port and suite, folded. */
void conform_write_banner(FILE *out, enum fk_lang lang, const struct conform_result *result);
void conform_write_alarm(FILE *out, enum fk_lang lang, const struct conform_result *result);
void conform_write_tiles(FILE *out, enum fk_lang lang, const struct conform_result *result);
void conform_write_facts(FILE *out, enum fk_lang lang, const struct conform_result *result);
/* conform_chips.c */
void conform_write_chips(FILE *out, enum fk_lang lang, const struct conform_result *result);
/* conform_findings.c: failures with their bytes; remarks, inconclusive and not applicable. */
void conform_write_failures(FILE *out, enum fk_lang lang, const struct conform_result *result);
void conform_write_reasons(FILE *out, enum fk_lang lang, const struct conform_result *result);
/* conform_times.c. FK_OK, or FK_E_MEMORY. */
FK_MUST_CHECK int conform_write_times(FILE *out, enum fk_lang lang,
                                      const struct conform_result *result);
/* conform_tests.c */
void conform_write_tests(FILE *out, enum fk_lang lang, const struct conform_result *result);
#endif
