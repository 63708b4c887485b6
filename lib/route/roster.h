#ifndef ROUTE_ROSTER_H
#define ROUTE_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "route/shift.h"

struct skill {
	struct str name;
	uint32_t level; /* 1..5 */
};

struct agent {
	struct str id;
	struct skill *skills;
	size_t n_skills;
	uint32_t *languages; /* numbers of roster->languages; none: all */
	size_t n_languages;
	uint32_t *channels; /* numbers of roster->channels; none: all */
	size_t n_channels;
	uint32_t *channel_slots; /* of each, how many at once; 0: as many
				    as slots allow; NULL: so of all */
	uint32_t slots;
	struct str team;
	int64_t wage; /* of an hour, in parts of MONEY; -1: not said */
	bool away;    /* at first, until a shift of his starts */
	const struct week *week; /* one of the roster's */
};

/* Money counts to four decimals, in whatever currency. */
enum { MONEY = 10000 };

/*
 * Words that agents have, numbered from 1 (lower case, so that "EN" is "en").
 * 0 is "not said", and whatever no agent has is the number WORD_OTHER.
 */
enum { WORD_ANY = 0, WORD_OTHER = UINT32_MAX / 2 };

/* Channels that everybody knows: a call takes all of an agent. */
enum { CHANNEL_VOICE = 1, CHANNEL_PHONE = 2 };

struct words {
	struct str *items;
	size_t n;
};

struct roster {
	struct agent *agents; /* by id, in byte order */
	size_t n_agents;
	uint32_t most_slots;
	struct week *weeks; /* that agents have, each once */
	size_t n_weeks;
	struct words languages, channels;
	const struct zone **zones; /* those with clocks that shifts go by */
	size_t n_zones;
};

/* "card:3" is level 3, "card" is level 1; false when it is neither. */
bool roster_read_skill(struct str text, struct skill *out);

uint32_t roster_word(const struct words *w, struct str text);

bool roster_has_skill(const struct agent *a, struct skill s);

/* The number of the agent with this id, or n_agents. */
uint32_t roster_find(const struct roster *r, struct str id);

/* Whether an agent takes contacts in this language or channel. */
bool roster_speaks(const struct agent *a, uint32_t language);
bool roster_takes(const struct agent *a, uint32_t channel);

#endif
