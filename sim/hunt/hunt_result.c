#include "sim/hunt/hunt_result.h"

struct fk_text hunt_end_text(enum hunt_end end)
{
    static const struct fk_text texts[HUNT_ENDS] = {
        [HUNT_NOT_ENDED] = {"not ended", "未结束"},
        [HUNT_CLEAN] = {"clean", "无问题"},
        [HUNT_VIOLATED] = {"an invariant broke", "违反不变式"},
        [HUNT_STOPPED] = {"the run gave up", "运行中止"},
        [HUNT_CRASHED] = {"the program crashed", "程序崩溃"},
        [HUNT_SLOW] = {"the run took longer than its time", "运行超时"},
        [HUNT_DIFFERS] = {"the same world again has another fingerprint",
                          "同一世界再次运行指纹不同"}};
    return (unsigned)end < HUNT_ENDS ? texts[end] : (struct fk_text){"?", "?"};
}

bool hunt_is_alike(const struct hunt_finding *a, const struct hunt_finding *b)
{
    return a->end == b->end && a->invariant == b->invariant;
}
