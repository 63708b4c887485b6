#include "packet/gist.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/die.h"
#include "packet/sentence.h"
#include "terms/terms.h"
#include "words/words.h"

/* What a sentence has in it: a greeting or a call for help, and not much more;
 * what closes a mail, and the same; a courtesy at its start; the question
 * whether there is anything else; a wish; a cry that only looks like a
 * question, and not much more; what is said before one knows what to say; what
 * joins two parts of a sentence; what changes its meaning: a no, or a day; that
 * a person takes over; that one writes, and of which order; what means nothing
 * without what was said before it. */
enum list {
	GREETING,
	CLOSING,
	COURTESY,
	MORE,
	WISH,
	OUTCRY,
	FILLER,
	JOINT,
	DECISIVE,
	HANDOVER,
	OPENING,
	POINTING,
	N_LISTS
};

static const struct str lists[N_LISTS] = { GIST_LISTS };

enum {
	HITS = 64,	    /* of a sentence */
	START = 1,	    /* tokens a courtesy may stand behind: "and" */
	REST = 1,	    /* words of a greeting beside it: a name */
	ASKING = 3,	    /* words of a question that asks for something */
	SHORT = 3,	    /* words of a part, at least */
	LONG = 12,	    /* and where it is cut without a reason */
	LEAST = 3,	    /* bytes of those */
	NUMBER = 4,	    /* digits of one that names an order */
	ORDER = 8,	    /* and of one that a "no" stands before */
	LABEL = 4,	    /* words of a part that tells no more than that */
	HEADING = 2,	    /* or, without one, than "Subject: lamp" does */
	PASTED = 24,	    /* digits of a part that a machine wrote */
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

	t->terms = from.lists.n ? terms_thaw(from.lists, run)
				: vocabulary_read(from.name, from.text, lists,
				      N_LISTS, run);
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

/* "<NAME_1>" */
static bool
is_redacted(const struct text *x, size_t i)
{
	const struct token *before = &x->tokens[i - (i > 0)];

	return i && before->class == TEXT_PUNCT &&
	       x->folded.p[before->at] == '<' && !x->tokens[i].spaced;
}

/* Words of tokens from..to, but what stands for others. */
static size_t
words_of(const struct text *x, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += x->tokens[from].class == TEXT_IDEOGRAM ||
		     (x->tokens[from].class == TEXT_WORD &&
			 !is_redacted(x, from));
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

/* What is found in a sentence that was read. */
struct reading {
	struct term_hit hits[HITS];
	size_t n;
	bool asks, question;
	bool points; /* back, at what was said before */
	bool closes; /* a mail: what is behind it is a name */
	bool says;   /* something */
};

/* A word only where it is the first: "no", but not "there is no lamp". */
static bool
points_back(const struct term_hit *h)
{
	return h->list == POINTING && (!h->first || h->last > h->first);
}

static void
read_sentence(struct gist_seeker *g, struct str sentence, struct str language,
    struct reading *r)
{
	bool polite = false, more = false;

	r->n = terms_search(g->terms, sentence, &g->text, &g->known, language,
	    TERMS_ALL_LISTS, r->hits, HITS);
	r->asks = r->points = false;
	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];

		more |= h->list == MORE || h->list == HANDOVER;
		polite |= h->list == COURTESY && h->first <= START;
		r->asks |= h->list == WISH;
		r->points |= points_back(h);
	}
	r->question = is_question(sentence);
	r->asks |=
	    r->question && words_of(&g->text, 0, g->text.n_tokens) >= ASKING;
	r->closes = is_only(&g->text, r->hits, r->n, CLOSING);
	r->says = !more && !r->closes &&
		  !is_only(&g->text, r->hits, r->n, GREETING) &&
		  !is_only(&g->text, r->hits, r->n, OUTCRY) &&
		  words_of(&g->text, 0, g->text.n_tokens) &&
		  (!polite || r->question);
}

static struct str
beginning(struct str text)
{
	return text.n > LONGEST
		   ? (struct str){ text.p, text_whole(text, LONGEST) }
		   : text;
}

struct gist_sense
gist_sense(struct gist_seeker *g, struct str text, struct str language)
{
	struct gist_sense sense = { .known = true };
	struct reading r;
	struct str next;

	text = beginning(text);
	for (size_t at = 0; (next = sentence_next(text, &at)).n;) {
		read_sentence(g, next, language, &r);
		sense.says |= r.says;
		sense.asks |= r.says && r.asks;
		sense.points |= r.points;
	}
	return sense;
}

static bool
is_comma(const struct text *x, size_t i)
{
	return i < x->n_tokens && x->tokens[i].class == TEXT_PUNCT &&
	       x->folded.p[x->tokens[i].at] == ',';
}

/* The first token that is no filler: "uh yeah hi", or "Dear all,". */
static size_t
skip_fillers(const struct text *x, const struct reading *r)
{
	size_t from = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];
		bool skips = h->list == FILLER ||
			     (h->list == GREETING && is_comma(x, h->last + 1));

		if (!skips || h->first > from)
			continue;
		from = h->last + 1;
		while (is_comma(x, from))
			from++;
	}
	return from < x->n_tokens ? from : 0;
}

/* Whether a part may begin with token t: behind a mark, or with a word that
 * joins it or begins a wish. */
static bool
is_seam(const struct text *x, const struct reading *r, size_t t)
{
	const struct token *mark = &x->tokens[t - 1];
	char c = x->folded.p[mark->at];

	if (mark->class == TEXT_PUNCT && x->tokens[t].spaced &&
	    (strchr(",;:", c) || (c == '-' && mark->spaced)))
		return true;
	for (size_t i = 0; i < r->n; i++)
		if (r->hits[i].first == t &&
		    (r->hits[i].list == JOINT || r->hits[i].list == WISH))
			return true;
	return false;
}

/* Digits of a text, but of those that stand for what was redacted: "<NAME_1>".
 */
static size_t
digits_of(struct str s)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.n; i++) {
		inside = s.p[i] == '<' || (inside && s.p[i] != '>');
		n += !inside && s.p[i] >= '0' && s.p[i] <= '9';
	}
	return n;
}

/* Words of tokens from..to that only open a text: "I am writing regarding". */
static size_t
opening_words(
    const struct text *x, const struct reading *r, size_t from, size_t to)
{
	size_t words = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];

		if (h->list != OPENING || h->first < from || h->last >= to)
			continue;
		words += words_of(x, h->first, h->last + 1);
		from = h->last + 1;
	}
	return words;
}

/* Tokens from..to of a sentence that was read. */
static struct gist_piece
piece_of(const struct gist_seeker *g, const struct reading *r,
    struct str sentence, size_t from, size_t to)
{
	const struct token *k = g->text.tokens;
	size_t start = text_byte(sentence, k[from].start);
	size_t end = to < g->text.n_tokens ? text_byte(sentence, k[to].start)
					   : sentence.n;
	struct gist_piece p = { .question = r->question && r->asks,
		.asks = r->question && r->asks };
	size_t digits, opening;

	while (end > start && sentence.p[end - 1] == ' ')
		end--;
	p.text = (struct str){ sentence.p + start, end - start };
	p.words = ease_words(p.text);
	digits = digits_of(p.text);
	p.decides = digits && digits <= PASTED &&
		    (p.words > 1 || to - from == g->text.n_tokens);
	p.number = p.decides;
	opening = opening_words(&g->text, r, from, to);
	p.label = p.words <= opening + (digits >= NUMBER ? LABEL : HEADING);
	p.heading = p.label && !opening && digits < NUMBER;
	for (size_t i = 0; i < r->n; i++) {
		bool inside = r->hits[i].first >= from && r->hits[i].first < to;

		p.asks |= inside && r->hits[i].list == WISH;
		p.decides |= inside && r->hits[i].list == DECISIVE;
		p.points |= inside && points_back(&r->hits[i]);
		/* "order no. 408-246-813" */
		p.label &=
		    !inside || r->hits[i].list != DECISIVE || digits >= ORDER;
	}
	return p;
}

/* Whether what begins with token `from` may end before token t. */
static bool
may_cut(const struct text *x, const struct reading *r, size_t from, size_t t)
{
	size_t words = words_of(x, from, t);

	if (words < SHORT || words_of(x, t, x->n_tokens) < SHORT)
		return false;
	/* a number stays with what it counts */
	return is_seam(x, r, t) ||
	       (words >= LONG &&
		   !isdigit((unsigned char)x->folded.p[x->tokens[t - 1].at]));
}

/* The parts of a sentence that was read, none of them short, or long. */
static void
cut(const struct gist_seeker *g, const struct reading *r, struct str sentence,
    size_t number, struct gist *out)
{
	const struct text *x = &g->text;
	size_t from = skip_fillers(x, r);

	for (size_t t = from + 1; t <= x->n_tokens; t++) {
		if (t < x->n_tokens && !may_cut(x, r, from, t))
			continue;
		out->all[out->n] = piece_of(g, r, sentence, from, t);
		out->all[out->n++].sentence = number;
		from = t;
	}
}

/* Where no sentence says anything, the last one has to do. */
struct gist
gist_find(struct gist_seeker *g, struct str text, struct str language,
    struct arena *a)
{
	struct gist found = { NULL, 0 };
	struct reading r;
	struct str next;
	size_t n = 0, number = 0;

	text = beginning(text);
	for (size_t at = 0; (next = sentence_next(text, &at)).n;)
		n += 1 + next.n / LEAST;
	found.all = arena_array(a, n, sizeof(*found.all));
	for (size_t at = 0; (next = sentence_next(text, &at)).n; number++) {
		size_t behind = at;

		read_sentence(g, next, language, &r);
		if (r.closes && found.n)
			break;
		if (r.says || (!found.n && !sentence_next(text, &behind).n))
			cut(g, &r, next, number, &found);
	}
	return found;
}
