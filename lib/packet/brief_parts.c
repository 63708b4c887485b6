#include "packet/brief_lines.h"
#include "packet/one_line.h"

enum {
	SLACK = 3,    /* words more, rather than a cut */
	LETTERS = 20, /* of a word, one with another: more is a paste */
};

struct str
brief_spoken(const struct sketch *s, const char *text)
{
	return words_spoken(s->reader, str_of(text));
}

struct str
brief_number(const struct sketch *s, size_t n)
{
	char *p = arena_alloc(s->scratch, JSON_NUMBER_ROOM);

	return (struct str){ p, (size_t)(json_write_int(p, (int64_t)n) - p) };
}

struct brief_part *
brief_part(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, size_t turn)
{
	size_t n = line->n_parts;
	struct brief_part *p;

	if (!(n & (n - 1))) {
		p = arena_array(s->scratch, n ? 2 * n : 1, sizeof(*p));
		if (n)
			memcpy(p, line->parts, n * sizeof(*p));
		line->parts = p;
	}
	p = &line->parts[line->n_parts++];
	*p = (struct brief_part){ .before = STR(""),
		.said = STR(""),
		.behind = STR(""),
		.rank = rank,
		.turn = turn };
	return p;
}

void
brief_own(const struct sketch *s, struct brief_line *line, enum brief_rank rank,
    struct str text, size_t turn)
{
	struct brief_part *p;

	if (!text.n)
		return;
	p = brief_part(s, line, rank, turn);
	p->before = text;
}

/* How much a piece tells. */
static int
worth_of(const struct gist_piece *p)
{
	uint32_t strong = GIST_BIT(GIST_TROUBLE) | GIST_BIT(GIST_WISH);

	return p->label
		   ? 0
		   : 3 * ((p->marks & strong) != 0) +
			 (p->wants || p->unwanted) + p->number + p->decides;
}

static bool
is_inside(const struct gist_piece *p, struct str whole)
{
	return p->text.p >= whole.p && p->text.p < whole.p + whole.n;
}

/* The first n words of a text. */
static struct str
first_words(struct str text, size_t n)
{
	size_t at = 0;

	while (at < text.n) {
		size_t end = at;

		while (end < text.n && (unsigned char)text.p[end] <= ' ')
			end++;
		while (end < text.n && (unsigned char)text.p[end] > ' ')
			end++;
		if (ease_words((struct str){ text.p, end }) > n)
			break;
		at = end;
	}
	return (struct str){ text.p, at };
}

/* The last n words of a text. */
static struct str
last_words(struct str text, size_t n)
{
	size_t at = text.n;

	while (at > 0) {
		size_t from = at;

		while (from > 0 && (unsigned char)text.p[from - 1] <= ' ')
			from--;
		while (from > 0 && (unsigned char)text.p[from - 1] > ' ')
			from--;
		if (ease_words((struct str){ text.p + from, text.n - from }) >
		    n)
			break;
		at = from;
	}
	return (struct str){ text.p + at, text.n - at };
}

/* Of a sentence the piece that tells most; g->n: there is none. */
static size_t
best_piece(const struct gist *g, struct str whole)
{
	size_t best = g->n;

	for (size_t i = 0; i < g->n; i++)
		if (is_inside(&g->all[i], whole) &&
		    (best == g->n ||
			worth_of(&g->all[i]) > worth_of(&g->all[best])))
			best = i;
	return best;
}

/* Around what tells most, the words behind it, then those before it. */
static struct str
window(const struct gist *g, struct str whole, size_t most)
{
	size_t best = best_piece(g, whole), words;
	struct str text, behind, before;

	if (best == g->n)
		return first_words(whole, most);
	text = first_words(g->all[best].text, most);
	words = ease_words(text);
	behind.p = text.p + text.n;
	behind.n = (size_t)(whole.p + whole.n - behind.p);
	behind = first_words(behind, most - words);
	text.n += behind.n;
	words += ease_words(behind);
	before = (struct str){ whole.p, (size_t)(text.p - whole.p) };
	before = last_words(before, most - words);
	return (struct str){ before.p, before.n + text.n };
}

/* A comma in front of a gap parts nothing. */
static struct str
trimmed(struct str text)
{
	while (text.n && strchr(" ,;:-", text.p[text.n - 1]))
		text.n--;
	return text;
}

/* From its start as many whole parts as there is room for: what a bot says is
 * told with what it is about. */
static struct str
beginning(const struct gist *g, struct str whole, size_t most)
{
	struct str text = { whole.p, 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct str *piece = &g->all[i].text;
		struct str next = whole;

		if (!is_inside(&g->all[i], whole))
			continue;
		next.n = (size_t)(piece->p + piece->n - whole.p);
		if (next.n > whole.n || ease_words(next) > most)
			break;
		text = next;
	}
	return text.n ? text : first_words(whole, most);
}

static struct str
shortened(const struct sketch *s, const struct deed_quote *q, size_t most)
{
	const struct gist *g = sketch_gist(s, q->turn);
	const struct str gap = STR("\xe2\x80\xa6");
	struct str whole = q->piece.text, text;
	bool before, behind;

	if (q->piece.words <= most + SLACK)
		return trimmed(whole);
	text = sketch_is_said_by(s, q->turn, ROLE_BOT)
		   ? beginning(g, whole, most + SLACK)
		   : window(g, whole, most);
	before = text.p > whole.p;
	behind = text.p + text.n < whole.p + whole.n;
	return ARENA_JOIN(s->scratch, before ? gap : STR(""),
	    behind ? trimmed(text) : text, behind ? gap : STR(""));
}

/* "R cant do mornings" is "[reschedule] cant do mornings". */
static struct str
with_choice(const struct sketch *s, const struct deed_quote *q, struct str text)
{
	struct str turn = s->texts[q->turn], rest, choice;

	if (q->piece.text.p != turn.p ||
	    !sketch_is_said_by(s, q->turn, ROLE_CUSTOMER))
		return text;
	choice = deed_choice(s, q->turn, &rest);
	if (!choice.n || !text.n || text.p != turn.p)
		return text;
	rest.n = (size_t)(text.p + text.n - rest.p);
	return ARENA_JOIN(s->scratch, STR("["), choice, STR("] "), rest);
}

struct brief_part *
brief_said(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, const struct deed_quote *q, size_t most)
{
	struct brief_part *p;
	struct str text;

	if (q->turn == NO_TURN)
		return NULL;
	p = brief_part(s, line, rank, q->turn);
	text = with_choice(s, q, shortened(s, q, most));
	p->said = one_line(s->scratch, sketch_clip(s, text, most * LETTERS));
	p->words = ease_words(p->said);
	return p;
}

struct brief_part *
brief_quote(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, const char *before, const struct deed_quote *q,
    size_t most)
{
	struct brief_part *p = brief_said(s, line, rank, q, most);
	struct str own;

	if (!p)
		return NULL;
	own = *before ? brief_spoken(s, before) : STR("");
	p->before = own.n ? ARENA_JOIN(s->scratch, own, STR(" \xe2\x80\x9c"))
			  : STR("\xe2\x80\x9c");
	p->behind = STR("\xe2\x80\x9d");
	return p;
}
