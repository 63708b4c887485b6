#ifndef LINT_ROOM_H
#define LINT_ROOM_H

#include "lint/lint.h"
#include "terms/terms.h"
#include "words/words.h"

/* Private to the room. */
#define LINT_ENUM(id, level, code, help) id,
enum code { LINT_CODES(LINT_ENUM) N_CODES };
#undef LINT_ENUM

/* What the table of words tells apart. */
#define LISTS(X) \
	X(MACHINE, "machine") \
	X(HUMAN, "human") \
	X(CONTACT, "contact") \
	X(PROMISE, "promise") \
	X(RESCUE, "rescue") \
	X(DURATION, "duration") \
	X(BLAMING, "blame") \
	X(PRESSURE, "pressure") \
	X(CHEER, "cheer") \
	X(FEELING, "feeling") \
	X(CLAIM, "claim") \
	X(EXCLUDING, "excluding")

#define LIST_ENUM(symbol, name) LIST_##symbol,
enum list { LISTS(LIST_ENUM) N_LISTS };

struct lint {
	struct arena run;
	struct findings *found;
	const struct terms *terms;
	struct text text;
	struct terms_known known;
};

/* One templates file being linted. */
struct sheet {
	struct lint *lint;
	struct expr_source *source;
	struct json j;
	struct str bot, tone; /* of the persona; "" */
	bool empathy;
};

/* A finding about value (or member name) `at`. */
void complain(struct sheet *s, uint32_t at, enum code code, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* A member of that kind; 0 where there is none. */
uint32_t sheet_member(const struct sheet *s, uint32_t object, const char *name,
    enum json_kind kind);
struct str sheet_text(const struct sheet *s, uint32_t at);

/* members.c: what is there, of what type; and what is missing. */
void lint_members(struct sheet *s);

/* wordings.c: the wordings of one moment in one language. */
void lint_wordings(
    struct sheet *s, uint32_t at, struct str language, enum moment m);

/* Texts that two languages of `messages` have in common. */
void lint_translations(struct sheet *s, uint32_t messages);

/* wording.c: how one text reads to whom it is for. */
struct wording {
	uint32_t at;	  /* the text */
	uint32_t buttons; /* 0: none */
	struct str text;  /* as written */
	struct str language;
	enum moment moment;
	bool spoken; /* a voice may have to read it */
};

void lint_wording(struct sheet *s, const struct wording *w);

/* What is said of any text a machine says: a mood's line, too. */
void lint_tone(struct sheet *s, uint32_t at, struct str language);

#endif
