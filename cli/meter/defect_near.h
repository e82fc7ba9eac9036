/* cli/meter/defect_near.h - what a word that names no defect of the meter may have meant. */
#ifndef CLI_METER_DEFECT_NEAR_H
#define CLI_METER_DEFECT_NEAR_H
#include "cli/nearest.h"

/* The defect whose name is nearest; its text is "" if none is near. */
struct nearest defect_near(const char *word);
#endif
