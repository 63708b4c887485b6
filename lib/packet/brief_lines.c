#include "packet/brief_lines.h"
#include "packet/sentence.h"
#include "packet/step.h"

enum {
	PROBLEM = 24, /* words of what is the matter, at most */
	MORE = 16,    /* and of what else is */
	WISH = 14,    /* of what is asked for */
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
	enum brief_rank next =
	    d->more[0].worth > d->problem.worth ? RANK_FIRM : RANK_TELLS;
	size_t n = 0;

	if (!may_tell(s, FIELD_REQUEST))
		return;
	put_in(all, &n, (struct telling){ d->problem, RANK_CORE, PROBLEM });
	if (d->problem.turn == NO_TURN) {
		brief_own(s, line, RANK_CORE, brief_spoken(s, "not told yet"),
		    NO_TURN);
		return;
	}
	for (size_t k = 0; k < DEED_MORE; k++)
		if (d->more[k].turn != NO_TURN &&
		    may_quote(s, d->more[k].turn) && !is_due(d, &d->more[k]) &&
		    !deed_overlaps(&d->more[k], &d->wish))
			put_in(all, &n,
			    (struct telling){
				d->more[k], k ? RANK_SPARE : next, MORE });
	/* what was said in several places is several quotes */
	if (n == 1)
		brief_said(s, line, all[0].rank, &all[0].q, all[0].most);
	line->cited = all[0].q.turn != all[n - 1].q.turn;
	for (size_t i = 0; n > 1 && i < n; i++) {
		struct brief_part *p = brief_quote(
		    s, line, all[i].rank, "", &all[i].q, all[i].most);

		if (line->cited)
			p->behind = arena_printf(s->scratch, "%.*s [%zu]",
			    STR_ARG(p->behind), all[i].q.turn);
	}
}

/* "refund, replacement", and where they were said. */
static void
add_ways(const struct sketch *s, struct brief_line *line, const char *before,
    const size_t *turns, bool *any)
{
	for (unsigned k = 0; k < N_WANTS; k++) {
		struct str way = words_spoken(s->reader, gist_want(k));

		if (turns[k] == NO_TURN || k == WANT_ANSWER)
			continue;
		/* what is to be stopped only their own words tell */
		if (k == WANT_STOP &&
		    (*before || turns[k] == s->deeds->problem.turn ||
			turns[k] == s->deeds->wish.turn))
			continue;
		/* of what is arranged only what is wanted matters */
		if (*before && (k == WANT_VISIT || k == WANT_BOOKING))
			continue;
		if (*before)
			way = arena_printf(s->scratch, "%.*s %.*s",
			    STR_ARG(brief_spoken(s, before)), STR_ARG(way));
		brief_own(s, line, RANK_CORE, way, turns[k]);
		*any = true;
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

/* Whether what was wished before is wanted no more. */
static bool
is_superseded(const struct deeds *d)
{
	for (unsigned k = 0; d->wish_before.piece.wants >> k; k++)
		if (d->wish_before.piece.wants >> k & 1 && k != WANT_ANSWER &&
		    d->wanted[k] == NO_TURN)
			return true;
	return false;
}

/* Whether a short wish tells what it is of: "stop it" does where what the bot
 * did right before is told, too. */
static bool
stands_alone(const struct sketch *s, const struct deed_quote *q)
{
	enum { SHORT = 7 /* words */ };
	static const char *const pointing[] = { "it", "that", "this", "them",
		"both", "so", "das", "dies", "es", "eso", "esto", "una", "uno",
		"ça", "cela", "isso", "isto", "dat", "dit" };
	struct str text = q->piece.text;
	bool points = false;

	if (q->piece.words > SHORT || q->piece.number ||
	    (s->deeds->done.turn != NO_TURN &&
		s->deeds->done.turn + 1 == q->turn))
		return true;
	for (size_t i = 0; i < sizeof(pointing) / sizeof(*pointing); i++)
		points |= sentence_has(text, str_of(pointing[i]));
	return !points;
}

static bool
is_fraud(const struct sketch *s)
{
	return sketch_is_why(s, STR("compliance.fraud"));
}

/* What the matter tells is wanted, where nobody said it. */
static struct str
not_stated(const struct sketch *s)
{
	static const char *const implied[N_MATTERS] = {
		[MATTER_GAS] = "emergency repair",
		[MATTER_LEAK] = "emergency repair",
		[MATTER_FINE] = "charge taken off",
		[MATTER_ON_BEHALF] = "record put right",
		[MATTER_MEDICINE] = "to know what to do now",
		[MATTER_SUPPLY] = "the supply back today",
		[MATTER_CARD_LOST] = "a card that works",
		[MATTER_CARD_BLOCKED] = "a card that works",
		[MATTER_CARD_NEW] = "a card that works",
		[MATTER_GIFT_CARD] = "a card that works",
		[MATTER_ACCOUNT_BLOCKED] = "access again",
		[MATTER_LOGIN] = "access again",
		[MATTER_CODE] = "access again",
		[MATTER_SIM] = "working again",
		[MATTER_CONNECTION] = "working again",
		[MATTER_FAULT] = "working again",
		[MATTER_WRONG_TRANSFER] = "the money",
		[MATTER_DEPOSIT] = "the money",
		[MATTER_REFUND] = "refund",
		[MATTER_METER] = "a correct bill",
		[MATTER_NOT_MINE] = "debt taken off",
		[MATTER_PRICE_UP] = "a lower price, or why",
		[MATTER_POINTS] = "what is missing credited",
		[MATTER_CHARGE] = "explanation or refund",
		[MATTER_CANNOT_PAY] = "more time or a plan",
		[MATTER_FLIGHT] = "refund or compensation",
		[MATTER_BAGGAGE] = "the bag",
		[MATTER_ITEM_WRONG] = "refund or replacement (ask which)",
		[MATTER_RETURN_ITEM] = "refund or replacement (ask which)",
		[MATTER_PARCEL_MISSING] = "parcel or money back (ask which)",
		[MATTER_PAYMENT_FAILED] = "order or money back (ask which)",
		[MATTER_ORDER_CANCELLED] = "order or money back (ask which)",
		[MATTER_WARRANTY] = "repair or money back (ask which)",
		[MATTER_BOOKING] = "change or cancel (ask which)",
		[MATTER_DELIVERY_LATE] = "delivery, or a date",
		[MATTER_ADDRESS] = "record put right",
		[MATTER_DETAILS] = "record put right",
		[MATTER_CANCEL_ORDER] = "cancellation",
		[MATTER_CANCEL_CONTRACT] = "cancellation",
		[MATTER_CLOSE_ACCOUNT] = "cancellation",
		[MATTER_PAUSE] = "pause",
		[MATTER_DEATH] = "account settled, no more letters",
		[MATTER_APPOINTMENT] = "a time that suits",
		[MATTER_VISIT] = "a time that suits",
		[MATTER_CLAIM] = "a decision",
		[MATTER_APPLICATION] = "a decision",
		[MATTER_DOCUMENT] = "document",
		[MATTER_PAID] = "record put right",
		[MATTER_RECORD] = "record put right",
		[MATTER_LEFT_BEHIND] = "the item back",
	};
	bool is_known = s->matter < N_MATTERS && implied[s->matter];
	const char *wanted;

	if (!is_known && !is_fraud(s))
		return brief_spoken(s, "not stated");
	wanted = is_known ? implied[s->matter] : "a safe account, the money";
	/* it says itself that it is to be asked */
	if (strchr(wanted, '('))
		return brief_spoken(s, wanted);
	return arena_printf(s->scratch, "%.*s %.*s",
	    STR_ARG(brief_spoken(s, wanted)),
	    STR_ARG(brief_spoken(s, "(implied)")));
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
		brief_own(s, line, RANK_CORE,
		    is_in_problem(d) ? brief_spoken(s, "see problem")
				     : not_stated(s),
		    NO_TURN);
	if (is_newer(s, &d->reach))
		brief_quote(s, line, reach ? RANK_CORE : RANK_FIRM,
		    "reach them:", &d->reach, WISH);
	else if (is_newer(s, &d->wish_before) && !is_superseded(d) &&
		 stands_alone(s, &d->wish_before))
		brief_quote(s, line, RANK_SPARE, "", &d->wish_before, WISH);
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
