#include "packet/brief.h"
#include "packet/brief_lines.h"
#include "packet/one_line.h"

/*
 * What there is time for: the parts of the first lines that say most, then what
 * decides in them; the same of the next lines; what else was said in those; and
 * then the rest.  Ranks, see brief.c, from one of these to the next.
 */
static const int stages[] = { 0, BRIEF_RANK_TRIED, BRIEF_RANK_SPARE, N_BRIEF };

enum {
	N_STAGES = sizeof(stages) / sizeof(*stages) - 1,
	TELLING = 4, /* words of a part, to tell anything */
	CLEAR = 7,   /* and of what the bot said, where that is cut */
	LEAST = 2,   /* words of one of a sentence */
	ENOUGH = 24, /* words of what decides in one line */
	MOST = 40,   /* words that were said, of one, whatever time there is */
};

/* A brief being made shorter. */
struct cutting {
	const struct sketch *s;
	struct brief *b;
	size_t left; /* words there is time for */
};

static void
set_text(const struct sketch *s, struct brief_line *line, struct str said)
{
	line->text = one_line(s->scratch,
	    arena_printf(s->scratch, "%.*s%.*s%.*s", STR_ARG(line->before),
		STR_ARG(said), STR_ARG(line->behind)));
	line->words = ease_words(line->text);
}

static bool
is_said(const struct brief_line *line)
{
	return line->excerpt.said.n || line->excerpt.n;
}

/* The line that ranks last, the later of equals. */
static size_t
worst_of(const struct brief *b)
{
	size_t worst = 0;

	for (size_t i = 1; i < b->n; i++)
		if (b->lines[i].rank >= b->lines[worst].rank)
			worst = i;
	return worst;
}

static size_t
words_of(const struct brief *b)
{
	size_t words = 0;

	for (size_t i = 0; i < b->n; i++)
		words += b->lines[i].words;
	return words;
}

static size_t
longest_of(const struct brief *b)
{
	size_t words = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].words > words)
			words = b->lines[i].words;
	return words;
}

/* What may stand behind a line, where it is told nowhere else and there still
 * is time; the mood gives it its own. */
static void
extend(const struct sketch *s, struct brief *b, size_t i, size_t words)
{
	enum { SAME = 12 /* bytes, of what stands in another line */ };
	struct brief_line *line = &b->lines[i], as_it_was = *line;
	struct str begin = line->source;
	const struct brief_line *mood = brief_find(b, BRIEF_MOOD);

	begin.n = begin.n < SAME ? begin.n : SAME;
	if (!line->more.n || (begin.n && brief_holds(b, begin)))
		return;
	line->text =
	    one_line(s->scratch, arena_printf(s->scratch, "%.*s%.*s",
				     STR_ARG(line->text), STR_ARG(line->more)));
	line->words = ease_words(line->text);
	if (!words || words_of(b) <= words)
		return;
	if (mood && words_of(b) - mood->words <= words)
		brief_remove(b, BRIEF_MOOD);
	else
		*line = as_it_was;
}

static void
extend_all(const struct sketch *s, struct brief *b, size_t words)
{
	for (int rank = 0; rank < N_BRIEF; rank++)
		for (size_t i = 0; i < b->n; i++)
			if (b->lines[i].rank == rank)
				extend(s, b, i, words);
}

static size_t
told(const struct brief_line *line)
{
	size_t words = 0;

	for (size_t i = 0; i < line->excerpt.n; i++)
		words += line->excerpt.pieces[i].words;
	return words;
}

/* The piece that says most of those that take so many words; NULL. */
static struct excerpt_piece *
best_within(struct excerpt *x, size_t words)
{
	for (enum excerpt_weight w = N_WEIGHTS; --w > WEIGHT_PLAIN;)
		for (size_t i = 0; i < x->n; i++)
			if (x->pieces[i].weight == w &&
			    x->pieces[i].of.words >= TELLING &&
			    x->pieces[i].of.words <= words)
				return &x->pieces[i];
	return NULL;
}

/* Whether the core of a line may be told in part: not a list, and of what the
 * bot said nothing that has a number in it. */
static bool
may_be_cut(const struct brief_line *line, size_t room)
{
	const struct excerpt *x = &line->excerpt;

	if (x->kind == EXCERPT_LIST)
		return false;
	if (line->rank == BRIEF_RANK_POINTED && x->kind == EXCERPT_ANSWER)
		return room >= CLEAR;
	if (line->rank < BRIEF_RANK_TRIED)
		return room >= TELLING;
	return line->rank == BRIEF_RANK_TRIED && room >= CLEAR &&
	       !x->promise.n && !x->pieces[x->core].of.number;
}

/* The line with its core, or with as much of that as there is time for; false
 * where that is not enough to tell anything. */
static bool
admit(struct cutting *c, struct brief_line *line)
{
	struct excerpt *x = &line->excerpt;
	struct excerpt_piece *p;
	size_t room;

	if (line->words > c->left)
		return false;
	room = c->left - line->words;
	if (!is_said(line)) {
		c->left = room;
		return true;
	}
	if (!x->n)
		return false;
	p = &x->pieces[x->core];
	if (p->of.words > room && !may_be_cut(line, room))
		p = line->rank < BRIEF_RANK_TRIED ? NULL : best_within(x, room);
	if (!p)
		return false;
	p->words = p->of.words < room ? p->of.words : room;
	c->left = room - p->words;
	return true;
}

/* Without what was said. */
static bool
tell_alone(struct cutting *c, struct brief_line *line)
{
	size_t words = ease_words(line->alone);

	if (!line->alone.n || words > c->left)
		return false;
	line->excerpt = (struct excerpt){ .kind = line->excerpt.kind };
	line->text = one_line(c->s->scratch, line->alone);
	line->words = words;
	c->left -= words;
	return true;
}

/* Words that the next step takes at least. */
static size_t
reserve(const struct brief *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct brief_line *line = &b->lines[i];

		if (line->rank == BRIEF_RANK_NEXT)
			return line->alone.n ? ease_words(line->alone)
					     : line->words;
	}
	return 0;
}

/* The first line of all is not left out, whatever it takes. */
static void
admit_rank(struct cutting *c, int rank, bool *first)
{
	for (size_t i = 0; i < c->b->n; i++) {
		struct brief_line *line = &c->b->lines[i];

		if (line->rank != rank)
			continue;
		if (*first && c->left < line->words + TELLING)
			c->left = line->words + TELLING;
		*first = false;
		if (!admit(c, line) && !tell_alone(c, line))
			brief_leave_out(c->b, i--);
	}
}

/* Whether a piece is only the end of a wish that is not told. */
static bool
is_loose(const struct excerpt *x, size_t i)
{
	return x->kind != EXCERPT_LIST && x->pieces[i].weight == WEIGHT_ASKS &&
	       !x->pieces[i].of.asks && !x->pieces[i - 1].words;
}

/* The pieces of a weight in a line; not too many of those that decide. */
static void
tell(struct cutting *c, struct brief_line *line, enum excerpt_weight weight)
{
	struct excerpt *x = &line->excerpt;
	size_t least = x->kind == EXCERPT_LIST ? 1 : LEAST;

	for (size_t i = 0; i < x->n; i++) {
		struct excerpt_piece *p = &x->pieces[i];
		size_t most = weight == WEIGHT_PLAIN ? MOST : ENOUGH;

		if (p->words || p->weight != weight || p->of.words < least ||
		    p->of.words > c->left || told(line) + p->of.words > most ||
		    is_loose(x, i))
			continue;
		p->words = p->of.words;
		c->left -= p->words;
	}
}

static void
tell_ranks(struct cutting *c, int from, int to, enum excerpt_weight weight)
{
	for (int rank = from; rank < to; rank++)
		for (size_t i = 0; i < c->b->n; i++)
			if (c->b->lines[i].rank == rank)
				tell(c, &c->b->lines[i], weight);
}

static void
cut_all(struct cutting *c)
{
	for (size_t i = 0; i < c->b->n; i++) {
		struct brief_line *line = &c->b->lines[i];

		if (!is_said(line))
			continue;
		excerpt_cut(c->s, &line->excerpt);
		line->words =
		    ease_words(line->before) + ease_words(line->behind);
	}
}

static void
shorten(struct cutting *c)
{
	bool first = true;
	size_t kept;

	cut_all(c);
	kept = reserve(c->b);
	kept = kept < c->left ? kept : 0;
	c->left -= kept;
	for (size_t t = 0; t < N_STAGES; t++) {
		for (int rank = stages[t]; rank < stages[t + 1]; rank++) {
			if (rank == BRIEF_RANK_NEXT)
				c->left += kept;
			admit_rank(c, rank, &first);
		}
		for (enum excerpt_weight w = N_WEIGHTS; --w > WEIGHT_PLAIN;)
			tell_ranks(c, stages[t], stages[t + 1], w);
		if (stages[t + 1] >= BRIEF_RANK_SPARE)
			tell_ranks(c, 0, stages[t + 1], WEIGHT_PLAIN);
	}
	for (size_t i = 0; i < c->b->n; i++)
		if (is_said(&c->b->lines[i]))
			set_text(c->s, &c->b->lines[i],
			    excerpt_text(
				&c->b->lines[i].excerpt, c->s->scratch));
}

void
brief_make(const struct sketch *s, struct brief *b)
{
	size_t words = s->plan->o.brief_s * BRIEF_READ_A_MINUTE / 60;
	struct cutting c = { s, b, words ? words : SIZE_MAX };

	brief_lines(s, b);
	while (b->n > s->plan->o.brief_lines)
		brief_leave_out(b, worst_of(b));
	for (size_t i = 0; i < b->n; i++)
		if (is_said(&b->lines[i]))
			set_text(s, &b->lines[i],
			    excerpt_whole(s, &b->lines[i].excerpt));
	if (longest_of(b) > MOST || (words && words_of(b) > words))
		shorten(&c);
	extend_all(s, b, words);
}
