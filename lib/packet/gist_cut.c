#include "packet/gist_room.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/octets.h"
#include "words/words.h"

enum {
	SHORT = 3,   /* words of a part, at least */
	LONG = 12,   /* and where it is cut without a reason */
	NUMBER = 4,  /* digits of one that names an order */
	ORDER = 8,   /* and of one that a "no" stands before */
	LABEL = 4,   /* words of a part that tells no more than that */
	HEADING = 2, /* or, without one, than "Subject: lamp" does */
	NEAR = 4,    /* tokens from a no to what is not wanted */
	PASTED = 24, /* digits of a part that a machine wrote */
};

/* A word only where it is the first: "no", but not "there is no lamp". */
static bool
points_back(const struct term_hit *h)
{
	return h->list == GIST_POINTING && (!h->first || h->last > h->first);
}

/* The first token that is no filler: "uh yeah hi", or "Dear all,". */
static size_t
skip_fillers(const struct text *x, const struct gist_reading *r)
{
	size_t from = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];
		bool skips =
		    h->list == GIST_FILLER ||
		    (h->list == GIST_GREETING && is_comma(x, h->last + 1));

		if (!skips || h->first > from)
			continue;
		from = h->last + 1;
		while (is_comma(x, from))
			from++;
	}
	return from < x->n_tokens ? from : 0;
}

/* Whether a part may begin with token t: behind a mark, or with a word that
 * joins it or begins a wish; no hit before the i-th is there. */
static bool
is_seam(const struct text *x, const struct gist_reading *r, size_t t, size_t i)
{
	const struct token *mark = &x->tokens[t - 1];
	char c = x->folded.p[mark->at];

	if (mark->class == TEXT_PUNCT && x->tokens[t].spaced &&
	    (strchr(",;:", c) || (c == '-' && mark->spaced)))
		return true;
	for (; i < r->n && r->hits[i].first == t; i++)
		if (r->hits[i].list == GIST_JOINT ||
		    r->hits[i].list == GIST_WISH)
			return true;
	return false;
}

static struct octets
are_counted(struct octets x)
{
	return OCTETS_TRUE((x.c - '0' < 10) | (x.c == '<'));
}

/* Digits of a text, but of those that stand for what was redacted: "<NAME_1>".
 */
static size_t
digits_of(struct str s)
{
	size_t n = 0, i = 0;

	while ((i = octets_find(s.p, s.n, i, are_counted)) < s.n) {
		const char *end;

		if (s.p[i++] != '<') {
			n++;
			continue;
		}
		end = memchr(s.p + i, '>', s.n - i);
		i = end ? (size_t)(end - s.p) : s.n;
	}
	return n;
}

/* Tokens of a sentence that become a piece. */
struct cut {
	size_t from, to; /* behind the last */
	size_t hit;	 /* the first that is not before it */
	size_t start;	 /* the byte of the sentence it begins with */
};

/* Words that only open a text: "I am writing regarding". */
static size_t
opening_words(
    const struct text *x, const struct gist_reading *r, const struct cut *c)
{
	size_t words = 0, from = c->from;

	for (size_t i = c->hit; i < r->n && r->hits[i].first < c->to; i++) {
		const struct term_hit *h = &r->hits[i];

		if (h->list != GIST_OPENING || h->first < from ||
		    h->last >= c->to)
			continue;
		words += gist_count_words(x, h->first, h->last + 1);
		from = h->last + 1;
	}
	return words;
}

/* Whether a mark that parts sentences stands between two tokens. */
static bool
are_parted(const struct text *x, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (x->tokens[i].class == TEXT_PUNCT &&
		    strchr(".,;:!?", x->folded.p[x->tokens[i].at]))
			return true;
	return false;
}

/* Whether a "no" stands right before a hit, and no other wish between them. */
static bool
is_refused(const struct text *x, const struct gist_reading *r, size_t hit)
{
	uint32_t first = r->hits[hit].first;

	for (size_t i = hit; i-- > 0;) {
		const struct term_hit *h = &r->hits[i];

		if (h->first + NEAR < first)
			break;
		if (h->list == GIST_REFUSES && h->last < first)
			return !are_parted(x, h->last, first);
		/* "has not been refunded" */
		if (h->list == GIST_PAST && h->last < first)
			return false;
		if (h->list >= FIRST_WANT && h->last < first &&
		    h->list != r->hits[hit].list)
			return false;
	}
	return false;
}

static bool
is_figure(const struct text *x, size_t i)
{
	return i < x->n_tokens && is_digit(x->folded.p[x->tokens[i].at]);
}

/* Whether a number stands right before a hit: "the 29.98 back", "120 pounds
 * back". */
static bool
has_figure(const struct text *x, const struct term_hit *h)
{
	return (h->first >= 1 && is_figure(x, h->first - 1)) ||
	       (h->first >= 2 && is_figure(x, h->first - 2));
}

/* What the i-th hit says of the piece it is in. */
static void
note(const struct text *x, struct gist_piece *p, const struct gist_reading *r,
    size_t i)
{
	uint32_t list = r->hits[i].list;

	/* a yes stands in front: "ok", but not "is that ok" */
	if (list == GIST_ACCEPTS && r->hits[i].first)
		return;
	if (list == GIST_WISH && !gist_is_own_wish(x, &r->hits[i]))
		return;
	if (list == GIST_BACK && has_figure(x, &r->hits[i]))
		p->wants |= GIST_BIT(WANT_REFUND);
	if (list == GIST_OFF && has_figure(x, &r->hits[i]))
		p->wants |= GIST_BIT(WANT_DISCOUNT);
	if (list < FIRST_THING) {
		p->marks |= UINT64_C(1) << list;
	} else if (list < FIRST_WANT) {
		p->things |= GIST_BIT(list - FIRST_THING);
	} else if (is_refused(x, r, i)) {
		p->unwanted |= GIST_BIT(list - FIRST_WANT);
	} else {
		p->wants |= GIST_BIT(list - FIRST_WANT);
	}
}

/* The byte that is so many code points behind another. */
static size_t
byte_behind(
    const struct text *x, struct str sentence, size_t byte, size_t codepoints)
{
	struct str rest = { sentence.p + byte, sentence.n - byte };

	return byte + (x->n_codepoints == sentence.n
			      ? codepoints
			      : text_byte(rest, codepoints));
}

/* A part of a sentence that was read, and ends with byte `end`. */
static struct gist_piece
piece_of(const struct gist_seeker *g, const struct gist_reading *r,
    struct str sentence, const struct cut *c, size_t end)
{
	struct gist_piece p = { .question = r->question && r->asks,
		.asks = r->question && r->asks,
		.says = r->says };
	size_t digits, opening;

	while (end > c->start && sentence.p[end - 1] == ' ')
		end--;
	p.text = (struct str){ sentence.p + c->start, end - c->start };
	p.words = ease_words(p.text);
	digits = digits_of(p.text);
	p.decides = digits && digits <= PASTED &&
		    (p.words > 1 || c->to - c->from == g->text.n_tokens);
	p.number = p.decides;
	opening = opening_words(&g->text, r, c);
	p.label = p.words <= opening + (digits >= NUMBER ? LABEL : HEADING);
	for (size_t i = c->hit; i < r->n && r->hits[i].first < c->to; i++) {
		note(&g->text, &p, r, i);
		p.points |= points_back(&r->hits[i]);
	}
	p.asks |= (p.marks & GIST_BIT(GIST_WISH)) != 0;
	p.decides |= (p.marks & GIST_BIT(GIST_DECISIVE)) != 0;
	/* "order no. 408-246-813" */
	p.label &= !(p.marks & GIST_BIT(GIST_TROUBLE)) &&
		   (!(p.marks & GIST_BIT(GIST_DECISIVE)) || digits >= ORDER);
	return p;
}

/* Whether a part of so many words may end before token t, with so many behind
 * it; no hit before the i-th is there. */
static bool
may_cut(const struct text *x, const struct gist_reading *r, size_t t, size_t i,
    size_t words, size_t behind)
{
	if (words < SHORT || behind < SHORT)
		return false;
	/* a number stays with what it counts */
	return is_seam(x, r, t, i) ||
	       (words >= LONG && !is_digit(x->folded.p[x->tokens[t - 1].at]));
}

static void
add_piece(struct gist_seeker *g, struct gist_piece piece)
{
	if (g->n == g->room) {
		g->room = g->room ? 2 * g->room : 64;
		g->found = realloc(g->found, g->room * sizeof(*g->found));
		if (!g->found)
			die_of_memory();
	}
	g->found[g->n++] = piece;
}

/* The first hit from the i-th on that does not begin before token t. */
static size_t
next_hit(const struct gist_reading *r, size_t i, size_t t)
{
	while (i < r->n && r->hits[i].first < t)
		i++;
	return i;
}

void
gist_cut(struct gist_seeker *g, const struct gist_reading *r,
    struct str sentence, size_t number)
{
	const struct text *x = &g->text;
	const struct token *k = x->tokens;
	struct cut c = { .from = skip_fillers(x, r) };
	size_t hit = next_hit(r, 0, c.from), words = 0;
	size_t behind = r->words - gist_count_words(x, 0, c.from);

	c.hit = hit;
	c.start = byte_behind(x, sentence, 0, k[c.from].start);
	for (c.to = c.from + 1; c.to <= x->n_tokens; c.to++) {
		bool one = is_word(x, c.to - 1);
		size_t end = sentence.n;
		struct gist_piece piece;

		words += one;
		behind -= one;
		hit = next_hit(r, hit, c.to);
		if (c.to < x->n_tokens &&
		    !may_cut(x, r, c.to, hit, words, behind))
			continue;
		if (c.to < x->n_tokens)
			end = byte_behind(x, sentence, c.start,
			    k[c.to].start - k[c.from].start);
		piece = piece_of(g, r, sentence, &c, end);
		piece.sentence = number;
		add_piece(g, piece);
		c.from = c.to;
		c.hit = hit;
		c.start = end;
		words = 0;
	}
}
