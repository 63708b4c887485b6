#ifndef DIFF_INTERN_H
#define DIFF_INTERN_H

#include <stdint.h>

#include "base/str.h"

/*
 * Byte strings that many hold and few differ, each kept once and no longer than
 * somebody holds it.  A number stands for one, from 1.
 */
struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *s);

/* The number of these bytes, held once more. */
uint32_t intern_hold(struct intern *s, struct str bytes);

/* The bytes; where they stand is good until the next intern_hold(), or until
 * nobody holds them. */
struct str intern_text(const struct intern *s, uint32_t number);

void intern_drop(struct intern *s, uint32_t number);

#endif
