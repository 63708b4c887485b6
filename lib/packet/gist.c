#include "packet/gist.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/octets.h"
#include "packet/sentence.h"
#include "terms/terms.h"
#include "words/words.h"

/* The lists of the table, in this order. */
enum {
	FIRST_THING = N_MARKS,
	FIRST_WANT = FIRST_THING + N_THINGS,
	N_LISTS = FIRST_WANT + N_WANTS
};

_Static_assert(N_LISTS <= 64 + GIST_LABEL, "lists share the bits of a search");
_Static_assert(N_MARKS <= 64, "a piece has one bit for each mark");
_Static_assert(N_WANTS <= 32, "and one for each want");

static const struct str lists[N_LISTS] = { GIST_LISTS };

enum {
	HITS = 128,	    /* of a sentence */
	START = 1,	    /* tokens a courtesy may stand behind: "and" */
	REST = 1,	    /* words of a greeting beside it: a name */
	ASKING = 3,	    /* words of a question that asks for something */
	SHORT = 3,	    /* words of a part, at least */
	LONG = 12,	    /* and where it is cut without a reason */
	NUMBER = 4,	    /* digits of one that names an order */
	ORDER = 8,	    /* and of one that a "no" stands before */
	LABEL = 4,	    /* words of a part that tells no more than that */
	HEADING = 2,	    /* or, without one, than "Subject: lamp" does */
	NEAR = 4,	    /* tokens from a no to what is not wanted */
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
	struct gist_piece *found; /* of the text in hand */
	size_t n, room;
};

#define TITLE(symbol, name, title) { title, sizeof(title) - 1 },

struct str
gist_thing(enum gist_thing thing)
{
	static const struct str titles[] = { GIST_THINGS(TITLE) };

	return titles[thing];
}

struct str
gist_want(enum gist_want want)
{
	static const struct str titles[] = { GIST_WANTS(TITLE) };

	return titles[want];
}

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
	free(g->found);
	free(g);
}

/* "<NAME_1>" */
static inline bool
is_redacted(const struct text *x, size_t i)
{
	const struct token *before = &x->tokens[i - (i > 0)];

	return i && before->class == TEXT_PUNCT &&
	       x->folded.p[before->at] == '<' && !x->tokens[i].spaced;
}

/* But what stands for one. */
static inline bool
is_word(const struct text *x, size_t i)
{
	enum text_class class = x->tokens[i].class;

	return class == TEXT_IDEOGRAM ||
	       (class == TEXT_WORD && !is_redacted(x, i));
}

/* Words of tokens from..to. */
static size_t
words_of(const struct text *x, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += is_word(x, from);
	return n;
}

/* Whether it is of phrases of a list, and not much more. */
static bool
is_only(const struct text *x, const struct term_hit *hits, size_t n,
    enum gist_mark list)
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
	size_t n, words;
	bool asks, question;
	bool closes; /* a mail: what is behind it is a name */
	bool says;   /* something */
};

/* A word only where it is the first: "no", but not "there is no lamp". */
static bool
points_back(const struct term_hit *h)
{
	return h->list == GIST_POINTING && (!h->first || h->last > h->first);
}

static bool
is_comma(const struct text *x, size_t i)
{
	return i < x->n_tokens && x->tokens[i].class == TEXT_PUNCT &&
	       x->folded.p[x->tokens[i].at] == ',';
}

static bool
is_any(const struct text *x, size_t i, const struct str *words, size_t n)
{
	struct str word = text_token(x, &x->tokens[i]);

	for (size_t k = 0; k < n; k++)
		if (str_eq(word, words[k]))
			return true;
	return false;
}

#define IS_ANY(x, i, words) \
	is_any(x, i, words, sizeof(words) / sizeof(*(words)))

/* Not "they put it on my line", nor "or can you, is it tonight": what others do
 * is no wish, and what breaks off is none. */
static bool
is_own_wish(const struct text *x, const struct term_hit *h)
{
	static const struct str verbs[] = { { "put", 3 }, { "take", 4 },
		{ "send", 4 }, { "leave", 5 }, { "keep", 4 }, { "make", 4 },
		{ "give", 4 }, { "get", 3 }, { "fix", 3 }, { "cancel", 6 },
		{ "stop", 4 }, { "move", 4 }, { "turn", 4 }, { "split", 5 },
		{ "skip", 4 }, { "refund", 6 }, { "change", 6 } };
	static const struct str lead[] = { { "and", 3 }, { "please", 6 },
		{ "pls", 3 }, { "plz", 3 }, { "to", 2 }, { "just", 4 },
		{ "then", 4 }, { "so", 2 }, { "you", 3 }, { "u", 1 },
		{ "or", 2 }, { "but", 3 }, { "rather", 6 }, { "now", 3 },
		{ "someone", 7 }, { "somebody", 8 }, { "not", 3 },
		{ "also", 4 }, { "ok", 2 }, { "kindly", 6 } };
	static const struct str open[] = { { "you", 3 }, { "u", 1 },
		{ "to", 2 }, { "need", 4 }, { "want", 4 }, { "like", 4 } };
	size_t next = h->last + 1;

	if (h->first && IS_ANY(x, h->first, verbs) &&
	    x->tokens[h->first - 1].class != TEXT_PUNCT &&
	    !IS_ANY(x, h->first - 1, lead))
		return false;
	return !(next == x->n_tokens || is_comma(x, next)) ||
	       !IS_ANY(x, h->last, open);
}

static void
read_sentence(struct gist_seeker *g, struct str sentence, struct str language,
    struct reading *r)
{
	bool polite = false, more = false;

	r->n = terms_search(g->terms, sentence, &g->text, &g->known, language,
	    TERMS_ALL_LISTS, r->hits, HITS);
	r->asks = false;
	for (size_t i = 0; i < r->n; i++) {
		const struct term_hit *h = &r->hits[i];

		more |= h->list == GIST_MORE || h->list == GIST_HANDOVER;
		polite |= h->list == GIST_COURTESY && h->first <= START;
		r->asks |= h->list == GIST_WISH && is_own_wish(&g->text, h);
	}
	r->words = words_of(&g->text, 0, g->text.n_tokens);
	r->question = is_question(sentence);
	r->asks |= r->question && r->words >= ASKING;
	r->closes = is_only(&g->text, r->hits, r->n, GIST_CLOSING);
	r->says = !more && !r->closes &&
		  !is_only(&g->text, r->hits, r->n, GIST_GREETING) &&
		  !is_only(&g->text, r->hits, r->n, GIST_OUTCRY) && r->words &&
		  (!polite || r->question);
}

static struct str
beginning(struct str text)
{
	return text.n > LONGEST
		   ? (struct str){ text.p, text_whole(text, LONGEST) }
		   : text;
}

/* The first token that is no filler: "uh yeah hi", or "Dear all,". */
static size_t
skip_fillers(const struct text *x, const struct reading *r)
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
		if (r->hits[i].first == t && (r->hits[i].list == GIST_JOINT ||
						 r->hits[i].list == GIST_WISH))
			return true;
	return false;
}

/* Most have none. */
static bool
has_digit(struct str s)
{
	size_t i = 0;
	struct octets x;

	for (; i + OCTETS <= s.n; i += OCTETS) {
		x = octets_load(s.p + i);
		if (OCTETS_ANY(x.c - '0' < 10))
			return true;
	}
	x = octets_load_some(s.p + i, s.n - i);
	return OCTETS_ANY(x.c - '0' < 10);
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

		if (h->list != GIST_OPENING || h->first < from || h->last >= to)
			continue;
		words += words_of(x, h->first, h->last + 1);
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
is_refused(const struct text *x, const struct reading *r, size_t hit)
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
	return i < x->n_tokens &&
	       isdigit((unsigned char)x->folded.p[x->tokens[i].at]);
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
note(const struct text *x, struct gist_piece *p, const struct reading *r,
    size_t i)
{
	uint32_t list = r->hits[i].list;

	/* a yes stands in front: "ok", but not "is that ok" */
	if (list == GIST_ACCEPTS && r->hits[i].first)
		return;
	if (list == GIST_WISH && !is_own_wish(x, &r->hits[i]))
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

/* Where a code point of it stands. */
static size_t
byte_of(const struct text *x, struct str sentence, size_t codepoint)
{
	return x->n_codepoints == sentence.n ? codepoint
					     : text_byte(sentence, codepoint);
}

/* Tokens from..to of a sentence that was read. */
static struct gist_piece
piece_of(const struct gist_seeker *g, const struct reading *r,
    struct str sentence, size_t from, size_t to)
{
	const struct token *k = g->text.tokens;
	size_t start = byte_of(&g->text, sentence, k[from].start);
	size_t end = to < g->text.n_tokens
			 ? byte_of(&g->text, sentence, k[to].start)
			 : sentence.n;
	struct gist_piece p = { .question = r->question && r->asks,
		.asks = r->question && r->asks,
		.says = r->says };
	size_t digits, opening;

	while (end > start && sentence.p[end - 1] == ' ')
		end--;
	p.text = (struct str){ sentence.p + start, end - start };
	p.words = ease_words(p.text);
	digits = has_digit(p.text) ? digits_of(p.text) : 0;
	p.decides = digits && digits <= PASTED &&
		    (p.words > 1 || to - from == g->text.n_tokens);
	p.number = p.decides;
	opening = opening_words(&g->text, r, from, to);
	p.label = p.words <= opening + (digits >= NUMBER ? LABEL : HEADING);
	for (size_t i = 0; i < r->n; i++) {
		if (r->hits[i].first < from || r->hits[i].first >= to)
			continue;
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
 * it. */
static bool
may_cut(const struct text *x, const struct reading *r, size_t t, size_t words,
    size_t behind)
{
	if (words < SHORT || behind < SHORT)
		return false;
	/* a number stays with what it counts */
	return is_seam(x, r, t) ||
	       (words >= LONG &&
		   !isdigit((unsigned char)x->folded.p[x->tokens[t - 1].at]));
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

/* The parts of a sentence that was read, none of them short, or long. */
static void
cut(struct gist_seeker *g, const struct reading *r, struct str sentence,
    size_t number)
{
	const struct text *x = &g->text;
	size_t from = skip_fillers(x, r), words = 0;
	size_t behind = r->words - words_of(x, 0, from);

	for (size_t t = from + 1; t <= x->n_tokens; t++) {
		bool one = is_word(x, t - 1);
		struct gist_piece piece;

		words += one;
		behind -= one;
		if (t < x->n_tokens && !may_cut(x, r, t, words, behind))
			continue;
		piece = piece_of(g, r, sentence, from, t);
		piece.sentence = number;
		add_piece(g, piece);
		from = t;
		words = 0;
	}
}

struct gist
gist_read(struct gist_seeker *g, struct str text, struct str language,
    struct arena *a)
{
	struct gist found = { .known = true };
	struct reading r;
	struct str next;
	size_t number = 0;

	g->n = 0;
	text = beginning(text);
	for (size_t at = 0; (next = sentence_next(text, &at)).n; number++) {
		read_sentence(g, next, language, &r);
		if (r.closes && g->n)
			break;
		found.says |= r.says;
		found.asks |= r.says && r.asks;
		if (g->text.n_tokens)
			cut(g, &r, next, number);
	}
	found.n = g->n;
	found.all = arena_array(a, g->n, sizeof(*found.all));
	if (g->n)
		memcpy(found.all, g->found, g->n * sizeof(*found.all));
	return found;
}

struct str
gist_label(struct gist_seeker *g, struct str text, struct str language)
{
	enum { BETWEEN = 3 /* tokens: "order no.: " */ };
	struct term_hit hits[HITS];
	size_t n = terms_search(g->terms, text, &g->text, &g->known, language,
	    UINT64_C(1) << GIST_LABEL, hits, HITS);
	const struct token *k = g->text.tokens;
	size_t from, to;

	if (!n || hits[n - 1].last + 1 + BETWEEN < g->text.n_tokens)
		return STR("");
	from = text_byte(text, k[hits[n - 1].first].start);
	to = text_byte(text, k[hits[n - 1].last].end);
	return (struct str){ text.p + from, to - from };
}

/* The words of a hit, as they were written. */
static struct str
words_at(const struct text *x, struct str text, const struct term_hit *h)
{
	size_t from = text_byte(text, x->tokens[h->first].start);
	size_t to = text_byte(text, x->tokens[h->last].end);

	return (struct str){ text.p + from, to - from };
}

/* By a mark, or by another number: in "paid me 90 of the 341" it is the 90 that
 * was paid. */
static bool
is_parted(struct str text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (strchr(".,?!;0123456789", text.p[from]))
			return true;
	return false;
}

struct str
gist_money(struct gist_seeker *g, struct str text, size_t from, size_t to,
    struct str language)
{
	enum { AROUND = 24 /* bytes, on either side */ };
	struct term_hit hits[HITS];
	struct str near, best = STR("");
	size_t least = SIZE_MAX, n;

	near.p = text.p + (from > AROUND ? text_whole(text, from - AROUND) : 0);
	near.n = to + AROUND < text.n ? text_whole(text, to + AROUND) : text.n;
	near.n -= (size_t)(near.p - text.p);
	n = terms_search(g->terms, near, &g->text, &g->known, language,
	    UINT64_C(1) << GIST_MONEY, hits, HITS);
	for (size_t i = 0; i < n; i++) {
		struct str word = words_at(&g->text, near, &hits[i]);
		size_t at = (size_t)(word.p - text.p), apart;

		apart = at < from ? from - at - word.n : at - to;
		if (apart >= least ||
		    is_parted(text, at < from ? at : to, at < from ? from : at))
			continue;
		least = apart;
		best = word;
	}
	return best;
}

struct str
gist_kin(struct gist_seeker *g, struct str text, struct str language)
{
	struct term_hit hits[HITS];

	if (!terms_search(g->terms, text, &g->text, &g->known, language,
		UINT64_C(1) << GIST_KIN, hits, HITS))
		return STR("");
	return words_at(&g->text, text, &hits[0]);
}

struct gist_piece
gist_sentence(const struct gist *g, size_t from, size_t *end)
{
	struct gist_piece whole = g->all[from];
	size_t i = from + 1;

	for (; i < g->n && g->all[i].sentence == whole.sentence; i++) {
		const struct gist_piece *p = &g->all[i];

		whole.text.n = (size_t)(p->text.p + p->text.n - whole.text.p);
		whole.words += p->words;
		whole.asks |= p->asks;
		whole.question |= p->question;
		whole.decides |= p->decides;
		whole.points |= p->points;
		whole.number |= p->number;
		whole.label &= p->label;
		whole.marks |= p->marks;
		whole.things |= p->things;
		whole.wants |= p->wants;
		whole.unwanted |= p->unwanted;
	}
	*end = i;
	return whole;
}

bool
gist_forbids(struct str text)
{
	static const struct str no[] = { { "no ", 3 }, { "no,", 3 },
		{ "no!", 3 }, { "no.", 3 }, { "do not ", 7 }, { "don't ", 6 },
		{ "dont ", 5 }, { "stop ", 5 }, { "que no", 6 }, { "nein", 4 },
		{ "non ", 4 }, { "non,", 4 }, { "nee ", 4 }, { "nee,", 4 },
		{ "n\xc3\xa3o", 4 } };

	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (str_begins_nocase(text, no[i]))
			return true;
	return false;
}
