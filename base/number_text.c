#include "base/number_text.h"

bool number_text_begin(const char *text, uint64_t low, uint64_t high, uint64_t *out,
                       const char **end)
{
    const char *at = text;
    uint64_t value = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (at == text || value < low || value > high)
        return false;
    *out = value;
    *end = at;
    return true;
}

bool number_text(const char *text, uint64_t low, uint64_t high, uint64_t *out)
{
    const char *end;
    uint64_t value;
    if (!number_text_begin(text, low, high, &value, &end) || *end != '\0')
        return false;
    *out = value;
    return true;
}
