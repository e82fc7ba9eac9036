#include "reports/questions/question.h"

#include <string.h>

const char *question_scenario(const struct question *question, size_t index)
{
    const char *before = "";
    for (size_t i = 0; i < question->line_count; i++) {
        if (strcmp(question->lines[i].scenario, before) == 0)
            continue;
        before = question->lines[i].scenario;
        if (index-- == 0)
            return before;
    }
    return NULL;
}
