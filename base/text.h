/* base/text.h - a text that a person reads, in both languages of the program. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/* Static strings in UTF-8; both are set, or both are NULL for no text. */
struct fk_text {
    const char *en, *zh;
};
#endif
