/* Random edits of a scenario file, which must never do more than be refused. */
#include "sim/scenario/scenario_memory.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <string.h>

/* What is refused leaves nothing behind, and one line. */
static int load(const char *text, size_t size)
{
    static const struct sim_scenario empty;
    struct sim_scenario world;
    struct fk_diag diag = {0};
    int result = scenario_load_memory("t.yaml", text, size, NULL, 0, &world, &diag);
    if (result == FK_OK) {
        scenario_fini(&world);
    } else {
        ck_assert_int_eq(memcmp(&world, &empty, sizeof world), 0);
        ck_assert_uint_gt(strlen(diag.text), 0);
        ck_assert_ptr_null(strchr(diag.text, '\n'));
    }
    return result;
}

/* A small generator of our own: the same edits on every machine. */
static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Bytes changed, cut, doubled, or taken from elsewhere: a result or one line, never a crash. */
START_TEST(test_random_edits)
{
    static char text[2 * sizeof scenario_base];
    static const char alphabet[] = "\n  :-[]{},\"'#&*!|>%@0123456789Dhms\xFF\xC3";
    uint64_t state = UINT64_C(20260302) + (uint64_t)_i;
    unsigned refused = 0;
    for (int round = 0; round < 400; ++round) {
        size_t size = sizeof scenario_base - 1;
        memcpy(text, scenario_base, size + 1);
        for (uint32_t edits = 1 + random_next(&state) % 4; edits > 0 && size > 64; --edits) {
            size_t at = random_next(&state) % size, from = random_next(&state) % size;
            size_t length = 1 + random_next(&state) % 32;
            length = at + length > size ? size - at : length;
            length = from + length > size ? size - from : length;
            switch (random_next(&state) % 4) {
            case 0:
                text[at] = alphabet[random_next(&state) % (sizeof alphabet - 1)];
                break;
            case 1:
                memmove(text + at, text + at + length, size - at - length);
                size -= length;
                break;
            case 2:
                text[at] = (char)random_next(&state);
                break;
            default:
                memmove(text + at, text + from, length);
                break;
            }
        }
        refused += load(text, size) != FK_OK;
    }
    ck_assert_msg(refused > 100, "seed 20260302 + %d: only %u refused", _i, refused);
}
END_TEST

static Suite *scenario_edits_suite(void)
{
    Suite *suite = suite_create("scenario_edits");
    TCase *tcase = tcase_create("edits");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_random_edits, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_edits_suite)
