#include "language/language.h"

#include <string.h>

#include "language/words.h"

/* Open addressing.  Half of a hash is all that is compared, for a word mistaken
 * for another changes nothing worth more; most words are not here, and for
 * those only the marks are looked at. */
enum {
	PLACES = 8192,
	LANGUAGES = 10,
	BITS = 6, /* of a language's votes */
	MOST = (1 << BITS) - 1,
	READ = 31, /* tokens */
};

_Static_assert(
    sizeof(languages) / sizeof(*languages) == LANGUAGES, "each has its votes");
_Static_assert(LANGUAGES *BITS <= 64, "the votes of all fit one number");
_Static_assert(READ * 2 <= MOST, "votes of a text fit their bits");

struct language_words {
	uint32_t marks[PLACES]; /* 0: empty */
	uint64_t votes[PLACES];
};

static inline size_t
find(const struct language_words *w, uint64_t hash)
{
	uint32_t mark = (uint32_t)(hash >> 32) | 1;
	size_t i = hash % PLACES;

	while (w->marks[i] && w->marks[i] != mark)
		i = (i + 1) % PLACES;
	return i;
}

static void
learn(struct language_words *w, const char *words, size_t language,
    uint64_t votes)
{
	for (const char *p = words; *p;) {
		struct str word = { p, strcspn(p, " ") };
		uint64_t hash = text_hash(word);
		size_t i = find(w, hash);

		w->marks[i] = (uint32_t)(hash >> 32) | 1;
		w->votes[i] |= votes << BITS * language;
		p += word.n + (p[word.n] == ' ');
	}
}

const struct language_words *
language_read(struct arena *run)
{
	struct language_words *w = arena_zalloc(run, sizeof(*w));

	for (size_t i = 0; i < LANGUAGES; i++) {
		learn(w, languages[i].once, i, 1);
		learn(w, languages[i].twice, i, 2);
	}
	return w;
}

struct language_votes
language_ask(const struct language_words *w, const struct text *x)
{
	size_t n = x->n_tokens < READ ? x->n_tokens : READ;
	struct language_votes v = { 0 };

	for (size_t k = 0; k < n; k++) {
		size_t i = find(w, x->tokens[k].hash);

		if (w->marks[i])
			v.each += w->votes[i];
	}
	return v;
}

struct tongue
language_said(struct str tag)
{
	uint32_t code = str_language_code(tag);

	return (struct tongue){ code, code != LANGUAGE_UNKNOWN };
}

/* The language with most votes, how many, and how many the next one has. */
struct leader {
	size_t language;
	unsigned votes, next;
};

static struct leader
find_leader(struct language_votes v)
{
	struct leader l = { 0 };

	for (size_t i = 0; i < LANGUAGES && v.each >> BITS * i; i++) {
		unsigned votes = v.each >> BITS * i & MOST;

		if (votes > l.votes) {
			l.next = l.votes;
			l.votes = votes;
			l.language = i;
		} else if (votes > l.next) {
			l.next = votes;
		}
	}
	return l;
}

/* By four votes, and twice as many as any other: "ich habe" and no more. */
static bool
is_sure(const struct leader *l)
{
	return l->votes >= l->next + 4 && l->votes >= 2 * l->next;
}

static bool
is_likely(const struct leader *l)
{
	return l->votes >= l->next + 2 && 2 * l->votes >= 3 * l->next;
}

struct tongue
language_guess(struct language_votes v, struct tongue before)
{
	struct leader l = find_leader(v);
	struct tongue t = languages[l.language].tongue;

	t.sure = is_sure(&l);
	if (t.sure || (is_likely(&l) && !before.code))
		return t;
	if (l.votes > l.next && !tongue_is(&t, &before))
		return (struct tongue){ LANGUAGE_UNKNOWN, false };
	before.sure = false;
	return before;
}
