#include "packet/gist.h"

#include <stdlib.h>

#include "base/die.h"
#include "packet/sentence.h"
#include "terms/terms.h"
#include "words/words.h"

/* What a sentence has in it: a greeting or a call for help, and not much more;
 * what closes a mail, and the same; a courtesy at its start; the question
 * whether there is anything else; a wish; a cry that only looks like a
 * question, and not much more. */
enum list { GREETING, CLOSING, COURTESY, MORE, WISH, OUTCRY, N_LISTS };

static const struct str lists[N_LISTS] = { { "greeting", 8 }, { "closing", 7 },
	{ "courtesy", 8 }, { "more", 4 }, { "wish", 4 }, { "outcry", 6 } };

enum {
	HITS = 64,	    /* of a sentence */
	START = 1,	    /* tokens a courtesy may stand behind: "and" */
	REST = 1,	    /* words of a greeting beside it: a name */
	ASKING = 4,	    /* tokens of a question that asks for something */
	LONGEST = 32 << 10, /* bytes that are read: more is a paste */
};

struct gist_terms {
	const struct terms *terms;
};

struct gist_seeker {
	const struct terms *terms;
	struct text text;
	struct terms_known known;
};

const struct gist_terms *
gist_terms(struct packet_file from, struct arena *run)
{
	struct gist_terms *t = arena_alloc(run, sizeof(*t));

	t->terms = vocabulary_read(from.name, from.text, lists, N_LISTS, run);
	return t;
}

struct gist_seeker *
gist_seeker_new(const struct gist_terms *t)
{
	struct gist_seeker *g = calloc(1, sizeof(*g));

	if (!g)
		die_of_memory();
	g->terms = t->terms;
	text_init(&g->text);
	return g;
}

void
gist_seeker_free(struct gist_seeker *g)
{
	terms_forget(&g->known);
	text_free(&g->text);
	free(g);
}

/* Words of tokens from..to. */
static size_t
words_of(const struct text *x, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += x->tokens[from].class == TEXT_WORD ||
		     x->tokens[from].class == TEXT_IDEOGRAM;
	return n;
}

/* Whether it is of phrases of a list, and not much more. */
static bool
is_only(
    const struct text *x, const struct term_hit *hits, size_t n, enum list list)
{
	size_t rest = 0, at = 0;
	bool begins = false;

	for (size_t i = 0; i < n; i++) {
		if (hits[i].list != list || hits[i].first < at)
			continue;
		begins |= hits[i].first == 0;
		rest += words_of(x, at, hits[i].first);
		at = hits[i].last + 1;
	}
	return begins && rest + words_of(x, at, x->n_tokens) <= REST;
}

/* "Really?", and "really?!" */
static bool
is_question(struct str sentence)
{
	size_t n = sentence.n;

	while (n && sentence.p[n - 1] == '!')
		n--;
	return n && sentence.p[n - 1] == '?';
}

/* Whether it says something, and what it asks for. */
static bool
read_sentence(
    struct gist_seeker *g, struct str language, struct gist_sentence *s)
{
	struct term_hit hits[HITS];
	bool polite = false, more = false;
	size_t n;

	*s = (struct gist_sentence){ .text = s->text };
	text_read(&g->text, s->text);
	terms_know(g->terms, &g->text, &g->known);
	n = terms_find(g->terms, &g->text, &g->known, language, TERMS_ALL_LISTS,
	    hits, HITS);
	for (size_t i = n; i-- > 0;) {
		const struct term_hit *h = &hits[i];

		more |= h->list == MORE;
		polite |= h->list == COURTESY && h->first <= START;
		if (h->list != WISH)
			continue;
		s->asks = true;
		s->wish = text_byte(s->text, g->text.tokens[h->first].start);
		s->what = text_byte(s->text, g->text.tokens[h->last].end);
	}
	s->question = is_question(s->text);
	s->asks |= s->question && g->text.n_tokens >= ASKING;
	s->closes = is_only(&g->text, hits, n, CLOSING);
	if (more || s->closes || is_only(&g->text, hits, n, GREETING) ||
	    is_only(&g->text, hits, n, OUTCRY))
		return false;
	return words_of(&g->text, 0, g->text.n_tokens) &&
	       (!polite || s->question);
}

static struct str
beginning(struct str text)
{
	return text.n > LONGEST
		   ? (struct str){ text.p, text_whole(text, LONGEST) }
		   : text;
}

bool
gist_asks(struct gist_seeker *g, struct str text, struct str language)
{
	struct gist_sentence s;
	bool asks = false;

	text = beginning(text);
	for (size_t at = 0; !asks && (s.text = sentence_next(text, &at)).n;)
		asks = read_sentence(g, language, &s) && s.asks;
	return asks;
}

bool
gist_says(struct gist_seeker *g, struct str text, struct str language)
{
	struct gist_sentence s;

	text = beginning(text);
	for (size_t at = 0; (s.text = sentence_next(text, &at)).n;)
		if (read_sentence(g, language, &s))
			return true;
	return false;
}

/* Where no sentence says anything, the last one has to do. */
struct gist
gist_find(struct gist_seeker *g, struct str text, struct str language,
    struct arena *a)
{
	struct gist found = { NULL, 0 };
	struct str next;
	size_t n = 0;

	text = beginning(text);
	for (size_t at = 0; sentence_next(text, &at).n;)
		n++;
	found.all = arena_array(a, n, sizeof(*found.all));
	for (size_t at = 0; (next = sentence_next(text, &at)).n; n--) {
		struct gist_sentence *s = &found.all[found.n];
		bool says;

		s->text = next;
		says = read_sentence(g, language, s);
		if (s->closes && found.n)
			break;
		found.n += says || (n == 1 && !found.n);
	}
	return found;
}
