#include "sim/watch/violations.h"

#include "base/grow.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void violations_fini(struct violations *violations)
{
    free(violations->items);
    *violations = (struct violations){0};
}

void violations_add(struct violations *violations, unsigned invariant, uint32_t customer, ms_t now,
                    const char *format, ...)
{
    va_list arguments;
    violations->is_kept = false;
    if (violations->counts[invariant]++ >= VIOLATIONS_KEPT)
        return;
    if (grow_for_one(&violations->items, sizeof *violations->items, violations->count,
                     &violations->capacity) != FK_OK)
        return; /* counted all the same: the run fails */
    struct violation *v = &violations->items[violations->count++];
    *v = (struct violation){.at = now, .invariant = invariant, .customer = customer};
    va_start(arguments, format);
    vsnprintf(v->text[FK_EN], sizeof v->text[FK_EN], format, arguments);
    va_end(arguments);
    violations->is_kept = true;
}

void violations_zh(struct violations *violations, const char *format, ...)
{
    va_list arguments;
    if (!violations->is_kept)
        return;
    struct violation *v = &violations->items[violations->count - 1];
    va_start(arguments, format);
    vsnprintf(v->text[FK_ZH], sizeof v->text[FK_ZH], format, arguments);
    va_end(arguments);
}

void violations_excuse(struct violations *violations)
{
    if (violations->is_kept)
        violations->items[violations->count - 1].is_late = 1;
}

void violations_image(struct violations *violations, struct image *image)
{
    IMAGE(image, violations->counts);
    image_list(image, &violations->items, sizeof *violations->items, &violations->count,
               &violations->capacity);
    for (uint32_t i = 0; image->is_loading && i < violations->count; i++) {
        struct violation *v = &violations->items[i];
        image_expect(image, v->invariant < SIM_INVARIANTS, "it breaks what no invariant says");
        image_expect_moment(image, v->at);
        for (unsigned lang = 0; lang < FK_LANGS; lang++)
            v->text[lang][VIOLATION_MAX - 1] = '\0';
    }
}
