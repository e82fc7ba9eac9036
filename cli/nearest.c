#include "cli/nearest.h"

#include <stdio.h>
#include <string.h>

#define EDIT_MAX 24u /* longer names have no near neighbour among ours */

/* Number of letters to insert, delete, replace or swap with their neighbour to get from a to b. */
static unsigned edit_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned d[EDIT_MAX + 1][EDIT_MAX + 1];
    if (n > EDIT_MAX || m > EDIT_MAX)
        return EDIT_MAX;
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            unsigned best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < best) {
                best = d[i - 2][j - 2] + 1;
            }
            d[i][j] = best;
        }
    }
    return d[n][m];
}

struct nearest nearest_to(const char *word)
{
    return (struct nearest){.word = word, .distance = 3};
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
    unsigned distance = edit_distance(nearest->word, candidate);
    if (distance >= nearest->distance)
        return;
    nearest->distance = distance;
    snprintf(nearest->text, sizeof nearest->text, "%s", candidate);
}
