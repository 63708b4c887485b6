#ifndef REDACT_DEVANAGARI_H
#define REDACT_DEVANAGARI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Hindi and Marathi in the letters of ASCII that they sound like, as people who
 * have no other keyboard write them: names are in no list but so.  The vowel
 * that a consonant has of its own, "a", is written where it is heard: "rahul",
 * "sharma", "kamla" and "imran", not "rahula" nor "kamala".
 */
bool devanagari_is_letter(int32_t c);

/* The letter `c`, which is s.p[start] up to s.p[end]; never longer than it. */
size_t devanagari_fold(
    struct str s, size_t start, size_t end, int32_t c, char out[4]);

#endif
