#include "packet/matter.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/die.h"
#include "terms/terms.h"
#include "words/words.h"

/* The lists of the table: the matters, and how one checks who is there. */
enum { CHECKS = N_MATTERS, N_LISTS };

#define MATTER_LIST(symbol, name) { name, sizeof(name) - 1 },
static const struct str lists[N_LISTS] = { MATTERS(MATTER_LIST){
    "identity", 8 } };

enum {
	HITS = 64,	   /* of a turn */
	LONGEST = 4 << 10, /* bytes of one that are read: more is a paste */
	TURNS = 32,	   /* of the customer, the last ones */
};

#define BIT(n) (UINT64_C(1) << (n))
#define ALL    (BIT(N_MATTERS) - 1)
#define STRONG (BIT(FIRST_WEAK_MATTER) - 1)

struct matter_terms {
	const struct terms *terms;
};

struct matter_seeker {
	const struct terms *terms;
	struct text text;
	struct terms_known known;
	struct buf name, plain;
};

const struct matter_terms *
matter_terms(struct packet_file from, struct arena *run)
{
	struct matter_terms *t = arena_alloc(run, sizeof(*t));

	t->terms = vocabulary_read(from.name, from.text, lists, N_LISTS, run);
	return t;
}

struct matter_seeker *
matter_seeker_new(const struct matter_terms *t)
{
	struct matter_seeker *m = calloc(1, sizeof(*m));

	if (!m)
		die_of_memory();
	m->terms = t->terms;
	text_init(&m->text);
	return m;
}

void
matter_seeker_free(struct matter_seeker *m)
{
	terms_forget(&m->known);
	text_free(&m->text);
	buf_free(&m->name);
	buf_free(&m->plain);
	free(m);
}

static bool
has_digit(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (isdigit((unsigned char)word.p[i]))
			return true;
	return false;
}

/* "My card 5500 was stolen" is a card that was stolen. */
static struct str
without_numbers(struct matter_seeker *m, struct str text)
{
	size_t from = 0;

	if (!has_digit(text))
		return text;
	buf_clear(&m->plain);
	for (size_t i = 0; i <= text.n; i++) {
		struct str word = { text.p + from, i - from };

		if (i < text.n && (unsigned char)text.p[i] > ' ')
			continue;
		if (!has_digit(word)) {
			buf_str(&m->plain, word);
			buf_char(&m->plain, ' ');
		}
		from = i + 1;
	}
	return buf_view(&m->plain);
}

/* Of some lists those that a text has phrases of, as bits. */
static uint64_t
named(struct matter_seeker *m, struct str text, struct str language,
    uint64_t wanted)
{
	struct term_hit hits[HITS];
	uint64_t found = 0;
	size_t n;

	if (text.n > LONGEST)
		text.n = text_whole(text, LONGEST);
	text_read(&m->text, without_numbers(m, text));
	terms_know(m->terms, &m->text, &m->known);
	n = terms_find(
	    m->terms, &m->text, &m->known, language, wanted, hits, HITS);
	for (size_t i = 0; i < n; i++)
		found |= BIT(hits[i].list);
	return found;
}

/* An intent's name is in whatever language its maker speaks: "lost_card". */
static uint64_t
named_by_intent(struct matter_seeker *m, struct str intent)
{
	if (!intent.n)
		return 0;
	buf_clear(&m->name);
	for (size_t i = 0; i < intent.n; i++) {
		char c = intent.p[i];

		buf_char(&m->name, c == '_' || c == '.' ? ' ' : c);
	}
	return named(m, buf_view(&m->name), STR(""), ALL);
}

/* The first of them, of the strong ones where there are any. */
static enum matter
first_of(uint64_t matters)
{
	enum matter m = 0;

	while (m < N_MATTERS && !(matters >> m & 1))
		m++;
	return m;
}

/* What one text names; the first that does says what the matter is. */
static void
note(struct sketch *s, uint64_t found, enum matter *weak)
{
	s->matters |= found;
	if (s->matter == N_MATTERS && found & STRONG)
		s->matter = first_of(found);
	if (*weak == N_MATTERS)
		*weak = first_of(found & ~STRONG);
}

/* By their intents, as the log has them: from the last. */
static void
look_at_intents(struct matter_seeker *m, struct sketch *s, enum matter *weak)
{
	for (size_t i = s->turn + 1; i-- > 0 && s->matter == N_MATTERS;)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER))
			note(
			    s, named_by_intent(m, s->c->turns[i].intent), weak);
}

void
matter_find(struct matter_seeker *m, struct sketch *s)
{
	enum matter weak = N_MATTERS;
	size_t looked_at = 0;

	s->matter = N_MATTERS;
	for (size_t i = s->turn + 1; i-- > 0;) {
		struct str text = s->texts[i];

		if (sketch_is_said_by(s, i, ROLE_BOT))
			s->checked =
			    s->checked ||
			    named(m, text, s->c->language, BIT(CHECKS));
		else if (sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
			 looked_at++ < TURNS)
			note(s, named(m, text, s->c->language, ALL), &weak);
	}
	if (s->matter == N_MATTERS)
		look_at_intents(m, s, &weak);
	if (s->matter == N_MATTERS)
		s->matter = weak;
}
