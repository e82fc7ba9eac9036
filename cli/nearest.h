/* cli/nearest.h - what a word that is not known was probably meant to be. Reentrant. */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

struct nearest {
    const char *word;
    unsigned distance; /* of `text`; 3 and more is another word, not a slip */
    char text[48];     /* the nearest candidate so far, "" if none is near */
};
struct nearest nearest_to(const char *word);
void nearest_try(struct nearest *nearest, const char *candidate);
#endif
