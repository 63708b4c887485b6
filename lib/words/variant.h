#ifndef WORDS_VARIANT_H
#define WORDS_VARIANT_H

#include <stdnoreturn.h>

#include "json/json.h"
#include "words/words.h"

/* One templates file being read. */
struct reading {
	const char *file;
	struct json json;
	struct arena *run; /* where the JSON lives, too */
};

noreturn void refuse(
    const struct reading *r, const char *where, const char *what);

/* A member nobody reads is a typo: dies, naming the nearest. */
void only(const struct reading *r, uint32_t at, const char *where,
    const struct str *known, size_t n);

uint32_t need(const struct reading *r, uint32_t at, const char *name,
    enum json_kind kind);
struct str need_text(const struct reading *r, uint32_t at, const char *name);

/* The wordings of a moment: a string, or an array of strings and objects. */
void read_variants(const struct reading *r, uint32_t at, enum moment m,
    struct words_messages *to);

/* An element of the member calendar. */
void read_calendar(
    const struct reading *r, uint32_t at, struct words_calendar *c);

#endif
