#include "reports/questions/questions.h"

#include "reports/questions/questions_parts.h"

/* In the order of their numbers. */
const struct question_part *const question_parts[] = {
    &question_basics,   &question_flows,   &question_system,  &question_running,
    &question_business, &question_trouble, &question_service,
};
const size_t question_part_count = sizeof question_parts / sizeof question_parts[0];

const struct question *question_find(unsigned number)
{
    for (size_t p = 0; p < question_part_count; p++)
        for (size_t i = 0; i < question_parts[p]->count; i++)
            if (question_parts[p]->questions[i].number == number)
                return &question_parts[p]->questions[i];
    return NULL;
}
