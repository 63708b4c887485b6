#include "packet/brief_lines.h"
#include "packet/matter_traits.h"
#include "packet/sentence.h"
#include "packet/step.h"
#include "packet/word_lists.h"

enum {
	PROBLEM = 16, /* words of what is the matter, at most */
	ALONE = 40,   /* where nothing else is told of it */
	MORE = 12,    /* and of what else is */
	WISH = 12,    /* of what is asked for */
	DUE = 10,     /* of a time that matters to the customer */
};

static bool
may_quote(const struct sketch *s, size_t turn)
{
	return may_tell(s, turn == s->first ? FIELD_REQUEST : FIELD_CURRENT);
}

static bool
stands_before(const struct deed_quote *a, const struct deed_quote *b)
{
	return a->turn < b->turn ||
	       (a->turn == b->turn && a->piece.text.p < b->piece.text.p);
}

/* What is told of a problem, in the order in which it was said. */
struct telling {
	struct deed_quote q;
	enum brief_rank rank;
	size_t most;
};

static void
put_in(struct telling *all, size_t *n, struct telling next)
{
	size_t i = (*n)++;

	for (; i > 0 && stands_before(&next.q, &all[i - 1].q); i--)
		all[i] = all[i - 1];
	all[i] = next;
}

/* What tells most of the first request is told, however little time there is,
 * but for what keeps somebody safe. */
static bool
is_opening(const struct sketch *s, const struct deed_quote *q, bool any)
{
	return q->turn == s->first && !any &&
	       s->deeds->problem.turn != s->first &&
	       !matter_trait(s->matter)->safety;
}

/* Whether it is told as the time that matters, and not much more. */
static bool
is_due(const struct deeds *d, const struct deed_quote *q)
{
	return deed_overlaps(&d->due, q) &&
	       q->piece.words <= d->due.piece.words + 2;
}

static void
add_problem(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	struct telling all[1 + DEED_MORE];
	static const enum brief_rank ranks[DEED_MORE] = { RANK_FIRM, RANK_TELLS,
		RANK_SPARE };
	size_t n = 0;
	bool opened = false;

	if (!may_tell(s, FIELD_REQUEST))
		return;
	put_in(all, &n, (struct telling){ d->problem, RANK_CORE, PROBLEM });
	if (d->problem.turn == NO_TURN) {
		brief_own(s, line, RANK_CORE, brief_spoken(s, "not told yet"),
		    NO_TURN);
		return;
	}
	for (size_t k = 0; k < DEED_MORE; k++) {
		const struct deed_quote *q = &d->more[k];
		bool opens = is_opening(s, q, opened);

		if (q->turn == NO_TURN || !may_quote(s, q->turn) ||
		    is_due(d, q) || deed_overlaps(q, &d->wish))
			continue;
		put_in(all, &n,
		    (struct telling){ *q, opens ? RANK_CORE : ranks[k], MORE });
		opened |= opens;
	}
	/* what was said in several places is several quotes */
	if (n == 1)
		brief_said(s, line, all[0].rank, &all[0].q, ALONE);
	line->cited = all[0].q.turn != all[n - 1].q.turn;
	for (size_t i = 0; n > 1 && i < n; i++) {
		struct brief_part *p = brief_quote(
		    s, line, all[i].rank, "", &all[i].q, all[i].most);

		if (line->cited)
			p->behind = ARENA_JOIN(s->scratch, p->behind, STR(" ["),
			    brief_number(s, all[i].q.turn), STR("]"));
	}
}

/* "refund, replacement", and where they were said. */
static void
add_ways(const struct sketch *s, struct brief_line *line, const char *before,
    const size_t *turns, bool *any)
{
	for (unsigned k = 0; k < N_WANTS; k++) {
		struct str way;

		if (turns[k] == NO_TURN || k == WANT_ANSWER)
			continue;
		/* what the bot offered may be had */
		if (!matter_may_end_in(s->matter, k) &&
		    s->deeds->offered[k] == NO_TURN)
			continue;
		/* who says no to what nobody offered says more in words */
		if (*before && s->deeds->offered[k] == NO_TURN &&
		    !gist_declines(s->texts[turns[k]]))
			continue;
		/* what is to be stopped only their own words tell */
		if (k == WANT_STOP &&
		    (*before || turns[k] == s->deeds->problem.turn ||
			turns[k] == s->deeds->wish.turn))
			continue;
		/* of what is arranged only what is wanted matters */
		if (*before && (k == WANT_VISIT || k == WANT_BOOKING))
			continue;
		way = words_spoken(s->reader, gist_want(k));
		if (*before)
			way = ARENA_JOIN(
			    s->scratch, brief_spoken(s, before), STR(" "), way);
		brief_own(s, line, RANK_CORE, way, turns[k]);
		*any |= !*before || s->deeds->offered[k] != NO_TURN;
	}
}

/* Whether the line of the problem does not tell it. */
static bool
is_new(const struct sketch *s, const struct deed_quote *q)
{
	return q->turn != NO_TURN && may_quote(s, q->turn) &&
	       !deed_overlaps(q, &s->deeds->problem);
}

/* The same, and none that the line has more of. */
static bool
is_newer(const struct sketch *s, const struct deed_quote *q)
{
	for (size_t k = 0; k < DEED_MORE; k++)
		if (deed_overlaps(q, &s->deeds->more[k]))
			return false;
	return is_new(s, q) && !deed_overlaps(q, &s->deeds->wish);
}

/* Whether what is wished stands in what is told of the problem. */
static bool
is_in_problem(const struct deeds *d)
{
	return deed_overlaps(&d->wish, &d->problem) &&
	       (d->wish.piece.asks ||
		   d->wish.piece.wants & GIST_BIT(WANT_ANSWER));
}

/* Whether a short wish tells what it is of: "stop it" does where what the bot
 * did right before is told, too. */
static bool
stands_alone(const struct sketch *s, const struct deed_quote *q)
{
	enum { SHORT = 7 /* words */ };
	struct wordlist pointing = packet_words(PACKET_WORDS_points_back);
	struct str text = q->piece.text;
	bool points = false;

	if (q->piece.words > SHORT || q->piece.number ||
	    (s->deeds->done.turn != NO_TURN &&
		s->deeds->done.turn + 1 == q->turn))
		return true;
	for (size_t i = 0; i < pointing.n; i++)
		points |= sentence_has(text, wordlist_at(pointing, i));
	return !points;
}

/* What the matter tells is wanted, where nobody said it. */
static struct str
not_stated(const struct sketch *s)
{
	struct str wanted =
	    s->matter < N_MATTERS ? s->plan->words->wanted[s->matter] : STR("");

	if (!wanted.n)
		return brief_spoken(
		    s, is_in_problem(s->deeds) ? "see problem" : "not stated");
	wanted = words_spoken(s->reader, wanted);
	/* it says itself that it is to be asked */
	if (memchr(wanted.p, '(', wanted.n))
		return wanted;
	return ARENA_JOIN(
	    s->scratch, wanted, STR(" "), brief_spoken(s, "(implied)"));
}

/* In front of what is not wanted. */
static void
put_implied(const struct sketch *s, struct brief_line *line)
{
	size_t before = line->n_parts;
	struct brief_part implied;

	brief_own(s, line, RANK_CORE, not_stated(s), NO_TURN);
	if (line->n_parts == before) /* the templates have no word for it */
		return;
	implied = line->parts[before];
	memmove(&line->parts[1], line->parts, before * sizeof(*line->parts));
	line->parts[0] = implied;
}

static void
add_wants(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	/* who is not safe comes to harm by the wrong way */
	bool any = false, reach = s->matter == MATTER_HARASSED;

	if (!may_tell(s, FIELD_REQUEST))
		return;
	add_ways(s, line, "", d->wanted, &any);
	add_ways(s, line, "no", d->refused, &any);
	if (is_new(s, &d->wish) && stands_alone(s, &d->wish)) {
		brief_quote(s, line, any || reach ? RANK_FIRM : RANK_CORE, "",
		    &d->wish, WISH);
		any = true;
	}
	if (!any)
		put_implied(s, line);
	if (is_newer(s, &d->reach))
		brief_quote(s, line, reach ? RANK_CORE : RANK_FIRM,
		    "reach them:", &d->reach, WISH);
}

/* By when, where no line tells it as what is wished. */
static void
add_due(const struct sketch *s, struct brief_line *line)
{
	const struct deed_quote *due = &s->deeds->due;
	struct brief_part *p;

	if (s->is_crisis || !is_new(s, due) ||
	    deed_overlaps(due, &s->deeds->wish) ||
	    (is_newer(s, &s->deeds->reach) &&
		deed_overlaps(due, &s->deeds->reach)))
		return;
	p = brief_quote(s, line, RANK_CORE, "Mind:", due, DUE);
	p->joint = JOINT_NEXT;
}

static void
add_next(const struct sketch *s, struct brief_line *line)
{
	struct step step = step_in(s, s->reader, s->may);
	bool quotes = step.turn != NO_TURN;

	if (!may_tell(s, FIELD_NEXT_STEP))
		return;
	brief_own(
	    s, line, RANK_CORE, quotes ? step.alone : step.before, s->turn);
	add_due(s, line);
}

void
brief_lines(const struct sketch *s, struct brief *b)
{
	static void (*const add[N_BRIEF])(const struct sketch *,
	    struct brief_line *) = { [BRIEF_WHY] = brief_add_why,
		[BRIEF_CUSTOMER] = brief_add_customer,
		[BRIEF_PROBLEM] = add_problem,
		[BRIEF_WANTS] = add_wants,
		[BRIEF_KNOWN] = brief_add_known,
		[BRIEF_SO_FAR] = brief_add_so_far,
		[BRIEF_NEXT] = add_next };

	b->n = 0;
	for (enum brief_label l = 0; l < N_BRIEF; l++) {
		struct brief_line *line = &b->lines[b->n];

		*line = (struct brief_line){ .label = l };
		add[l](s, line);
		b->n += line->n_parts > 0;
	}
}
