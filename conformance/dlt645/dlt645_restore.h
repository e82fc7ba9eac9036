/* conformance/dlt645/dlt645_restore.h - what was found is left behind: puts the device back
 * after a test, whatever happened in it, also after Ctrl-C. */
#ifndef CONFORMANCE_DLT645_DLT645_RESTORE_H
#define CONFORMANCE_DLT645_DLT645_RESTORE_H
#include "conformance/dlt645/dlt645_ask.h"

/* Puts back what the case says it touched: supply, protection and alarm, then a parameter, then the
 * clock, and looks that it is so, with three tries each; the relay may take relay_settle_ms of the
 * device file. Talks through the case's source with its entries marked as restore; a raised stop
 * flag is not looked at, and a lost line is opened again. Sets result->is_restored; if the device
 * could not be put back, says what and why in result->not_restored. Never changes the verdict,
 * which is about the requirement. */
void dlt645_restore(struct conform_case *c);
#endif
