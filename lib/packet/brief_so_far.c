#include "packet/brief_lines.h"
#include "packet/one_line.h"

enum {
	TOLD = 12,     /* words of one thing that was said */
	TOLD_BOT = 12, /* by the bot */
	VOW = 22,      /* as a promise */
	EMPTY = 3      /* of a question that asks nothing: "is that right" */
};

/* A list in one part, that cites each turn it is of by parts without a text. */
struct listing {
	const struct sketch *s;
	struct brief_line *line;
	struct buf all;
};

static void
put(struct listing *l, struct str text, size_t turn)
{
	buf_cstr(&l->all, l->all.n ? ", " : "");
	buf_str(&l->all, text);
	brief_part(l->s, l->line, RANK_FIRM, turn);
}

static void
close_list(struct listing *l, const char *before)
{
	if (l->all.n)
		brief_own(l->s, l->line, RANK_CORE,
		    ARENA_JOIN(l->s->scratch, brief_spoken(l->s, before),
			STR(" "), buf_view(&l->all)),
		    NO_TURN);
	buf_free(&l->all);
}

static bool
is_digits(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
	return true;
}

/* The number that was given, where it is a short one; "". */
static struct str
given_number(const struct sketch *s, size_t turn)
{
	enum { LEAST = 4, LONGEST = 8 /* bytes */ };
	struct str text = s->texts[turn], found = STR("");

	for (size_t at = 0, end; at < text.n; at = end + 1) {
		struct str word;

		end = at;
		while (end < text.n && (unsigned char)text.p[end] > ' ')
			end++;
		word = (struct str){ text.p + at, end - at };
		while (word.n && strchr(",.;:!?)", word.p[word.n - 1]))
			word.n--;
		if (word.n < LEAST || word.n > LONGEST || !is_digits(word))
			continue;
		/* "JX 5530 1128 GH" */
		if (found.n)
			return STR("");
		found = word;
	}
	return found;
}

/* "given: 1234", or in which turn it is: "given [6]". */
static struct str
answer_text(const struct sketch *s, enum gist_thing thing)
{
	static const char *const answers[] = { [DEED_OPEN] = "not given",
		[DEED_GIVEN] = "given",
		[DEED_LACKED] = "customer has none" };
	const struct deeds *d = s->deeds;
	struct str text = brief_spoken(s, answers[d->asked[thing].answer]);
	size_t turn = d->asked[thing].answered;
	struct str number = STR("");

	if (d->asked[thing].answer != DEED_GIVEN || turn == NO_TURN)
		return text;
	if (thing == THING_NUMBER && may_tell(s, FIELD_KNOWN))
		number = given_number(s, turn);
	return number.n ? ARENA_JOIN(s->scratch, text, STR(": "), number)
			: ARENA_JOIN(s->scratch, text, STR(" ["),
			      brief_number(s, turn), STR("]"));
}

/* "bot asked for order number (given [2]), photo (not given)" */
static void
add_asked(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	struct listing l = { s, line, { 0 } };

	for (unsigned t = 0; t < N_THINGS; t++) {
		if (d->asked[t].turn == NO_TURN)
			continue;
		put(&l,
		    ARENA_JOIN(s->scratch,
			words_spoken(s->reader, gist_thing(t)), STR(" ("),
			answer_text(s, t), STR(")")),
		    d->asked[t].turn);
	}
	close_list(&l, "bot asked for");
}

static void
add_offered(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	struct listing l = { s, line, { 0 } };

	for (unsigned k = 0; k < N_WANTS; k++)
		if (d->offered[k] != NO_TURN)
			put(&l, words_spoken(s->reader, gist_want(k)),
			    d->offered[k]);
	close_list(&l, "bot offered");
}

/* "bot did: ..." */
static const char *
bots_deed(const struct deeds *d, const struct deed_quote *q)
{
	if (d->vows && deed_overlaps(q, &d->promise))
		return "bot promised:";
	return q->piece.marks >> GIST_DONE & 1 ? "bot did:" : "bot said:";
}

/* What it said that has to be known, and what it promised. */
static void
add_bots(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	bool promised = !d->vows;

	for (size_t k = 0; k < DEED_BOT; k++) {
		brief_quote(s, line, line->n_parts ? RANK_FIRM : RANK_CORE,
		    bots_deed(d, &d->bot[k]), &d->bot[k], TOLD_BOT);
		promised |= deed_overlaps(&d->bot[k], &d->promise);
	}
	if (!promised)
		brief_quote(
		    s, line, RANK_FIRM, "bot promised:", &d->promise, VOW);
}

/* "not understood 2x" */
static void
add_count(const struct sketch *s, struct brief_line *line, const char *what,
    size_t n, size_t turn)
{
	if (n)
		brief_own(s, line, RANK_FIRM,
		    ARENA_JOIN(s->scratch, brief_spoken(s, what), STR(" "),
			brief_number(s, n), STR("\xc3\x97")),
		    turn);
}

static bool
is_quoted(const struct deeds *d, const struct deed_quote *q)
{
	bool quoted =
	    deed_overlaps(&d->problem, q) || deed_overlaps(&d->wish, q);

	for (size_t k = 0; k < DEED_MORE; k++)
		quoted |= deed_overlaps(&d->more[k], q);
	return quoted;
}

/* "chose: Fri 18 July 16:30", of what the bot listed. */
static void
add_choice(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	struct brief_part *p;

	if (d->choice_turn == NO_TURN)
		return;
	p = brief_part(s, line, RANK_FIRM, d->choice_turn);
	p->before = ARENA_JOIN(s->scratch, brief_spoken(s, "chose:"), STR(" "));
	p->said = one_line(s->scratch, d->choice);
	p->words = ease_words(p->said);
}

static void
add_own_deeds(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;

	if (d->agreed.turn != NO_TURN && d->agreed.piece.words > EMPTY)
		brief_quote(s, line, RANK_FIRM,
		    "customer said yes to:", &d->agreed, TOLD);
	if (d->denied.turn != NO_TURN && d->denied.piece.words > EMPTY)
		brief_quote(s, line, RANK_FIRM,
		    "customer said no to:", &d->denied, TOLD);
	if (d->told.turn != NO_TURN && !is_quoted(d, &d->told))
		brief_quote(
		    s, line, RANK_FIRM, "customer says:", &d->told, TOLD);
	if (d->tried.turn != NO_TURN && !deed_overlaps(&d->tried, &d->told) &&
	    !is_quoted(d, &d->tried))
		brief_quote(
		    s, line, RANK_TELLS, "customer tried:", &d->tried, TOLD);
}

void
brief_add_so_far(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;

	if (!may_tell(s, FIELD_TRIED))
		return;
	add_asked(s, line);
	add_offered(s, line);
	if (may_tell(s, FIELD_PROMISES))
		add_bots(s, line);
	if (may_tell(s, FIELD_CURRENT))
		add_choice(s, line);
	if (may_tell(s, FIELD_CURRENT))
		add_own_deeds(s, line);
	add_count(s, line, "not understood", d->misread, d->misread_turn);
	add_count(
	    s, line, "bot repeated itself", d->repeated, d->repeated_turn);
	if (!line->n_parts)
		brief_own(s, line, RANK_CORE,
		    brief_spoken(s, "nothing asked or promised"), NO_TURN);
}
