/* sim/hunt/hunt_story.h - events of one customer as lines for a person to read. */
#ifndef SIM_HUNT_HUNT_STORY_H
#define SIM_HUNT_HUNT_STORY_H
#include "sim/watch/recorder.h"

enum { HUNT_LINE_MAX = 200 };
/* "D1 08:30:05.004  decision   notice -> ready, 3.12 CNY available". `start` is D0 00:00. */
void hunt_story_line(const struct sim_event *event, ms_t start, char out[HUNT_LINE_MAX]);
#endif
