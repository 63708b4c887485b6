#include "base/ascii.h"
#include "packet/brief_lines.h"
#include "packet/matter_traits.h"
#include "packet/one_line.h"
#include "packet/sentence.h"
#include "text/text.h"

enum {
	REASON = 140, /* code points of one that the user's rules give */
	TRIGGER = 12, /* words of what a decision rests on */
	AFFECTED = 8, /* and of whom it is about */
};

/* How sure hoff-score is of a risk, in words: the number is in the packet. */
#define CLEAR  0.9
#define LIKELY 0.6

/* "fraud (clear signs)" */
static struct str
risk_in_words(const struct sketch *s, const struct sketch_risk *r)
{
	const char *sure = r->value >= CLEAR	? "clear signs"
			   : r->value >= LIKELY ? "likely"
						: "possible";

	return ARENA_JOIN(s->scratch,
	    words_spoken(s->reader, facts_risk(r->kind)), STR(" ("),
	    brief_spoken(s, sure), STR(")"));
}

/* The reason in the words of the agents. */
static struct str
reason_in_words(const struct sketch *s)
{
	struct str reason = sketch_text(s, s->reason, "reason");

	if (!reason.n)
		return s->score ? brief_spoken(
				      s, "The readiness for a person is high.")
				: brief_spoken(s, "The log hands over here.");
	reason = words_spoken(s->reader, reason);
	if (reason.p[reason.n - 1] == '.')
		reason.n--;
	return one_line(s->scratch, sketch_clip(s, reason, REASON));
}

/* Whether a rule of the user's gives it: ours are told in words of ours. */
static bool
is_own_reason(const struct sketch *s)
{
	struct str reason = sketch_text(s, s->reason, "reason");

	return reason.n && words_spoken(s->reader, reason).p == reason.p;
}

/* Whether hoff-redact put anything before a place, which was counted before:
 * "<NAME_1>". */
static bool
has_moved(struct str text, size_t start)
{
	const char *end = text.p + text_byte(text, start), *p = text.p;

	while ((p = memchr(p, '<', (size_t)(end - p)))) {
		p++;
		if (p < end && is_upper(*p))
			return true;
	}
	return false;
}

/* The sentence of the customer's that the decision rests on; false where it is
 * not known. */
static bool
find_trigger(const struct sketch *s, struct deed_quote *q)
{
	uint32_t list = sketch_list(s, s->reason, "evidence");
	bool found = false;

	for (uint32_t i = list ? json_first(s->c->json, list) : 0; i;
	     i = json_after(s->c->json, list, i)) {
		double turn = sketch_number(s, i, "turn");
		double start = sketch_number(s, i, "start");
		struct str text;

		if (!(turn >= 0 && turn <= (double)s->turn && start >= 0) ||
		    !sketch_is_said_by(s, (size_t)turn, ROLE_CUSTOMER))
			continue;
		text = s->texts[(size_t)turn];
		if (has_moved(text, (size_t)start))
			continue;
		text = sentence_at(text, (size_t)start);
		*q = (struct deed_quote){ { .text = text,
					      .words = ease_words(text) },
			(size_t)turn, 1 };
		found = text.n > 0;
	}
	return found;
}

/* That somebody feels better is no reason to do less. */
static void
add_mood(const struct sketch *s, struct brief_line *line)
{
	const char *mood = s->mood, *trend = s->trend;
	bool neutral = !mood || !strcmp(mood, "neutral");
	bool worse = trend && !strcmp(trend, "falling");
	struct str text;

	if (!may_tell(s, FIELD_MOOD) || !mood || (!worse && neutral) ||
	    !strcmp(mood, "friendly") || sketch_is_why(s, STR("anger")) ||
	    sketch_is_why(s, STR("sentiment")))
		return;
	text = brief_spoken(s, worse ? "getting worse" : mood);
	if (worse && !neutral)
		text = ARENA_JOIN(
		    s->scratch, brief_spoken(s, mood), STR(", "), text);
	brief_own(s, line, RANK_TELLS, text, s->turn);
}

/* Whether the customer wrote an address. */
static bool
tells_place(const struct sketch *s)
{
	for (size_t i = 0; i <= s->turn; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
		    memmem(s->texts[i].p, s->texts[i].n, "<ADDRESS", 8))
			return true;
	return false;
}

/* Who stands by the customer, in the words of our table and no others: "speaks
 * of: my son". */
static bool
add_kin(const struct sketch *s, struct brief_line *line)
{
	const struct deed_quote *kin = &s->deeds->kin;
	struct str who = STR("");

	if (kin->turn != NO_TURN)
		who = gist_kin(s->gist, kin->piece.text, s->c->language);
	if (who.n)
		brief_own(s, line, RANK_CORE,
		    ARENA_JOIN(s->scratch, brief_spoken(s, "speaks of:"),
			STR(" "), who),
		    kin->turn);
	return who.n > 0;
}

/* Who may be in danger is asked before anybody reads on. */
static void
add_withheld(const struct sketch *s, struct brief_line *line,
    const struct sketch_risk *risk)
{
	struct deed_quote q = { .turn = sketch_danger_turn(s) };

	find_trigger(s, &q);
	brief_own(s, line, RANK_CORE,
	    ARENA_JOIN(s->scratch,
		brief_spoken(s, "words withheld; ask first, then open turn"),
		STR(" "), brief_number(s, q.turn)),
	    NO_TURN);
	/* who may harm themselves is who writes */
	if (str_eq(risk->kind, STR("safety.self_harm")) || !add_kin(s, line))
		brief_own(s, line, RANK_CORE,
		    brief_spoken(s, tells_place(s)
					? "who: not known, ask"
					: "who and where: not known, ask"),
		    NO_TURN);
	else if (!tells_place(s))
		brief_own(s, line, RANK_CORE,
		    brief_spoken(s, "where: not known, ask"), NO_TURN);
}

/* Whom it is about, where it is no matter of words that are withheld. */
static void
add_affected(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	bool is_grave = matter_trait(s->matter)->safety ||
			s->matter == MATTER_SUPPLY ||
			sketch_is_why(s, STR("compliance.vulnerable"));
	bool is_told = deed_overlaps(&d->kin, &d->problem);

	for (size_t k = 0; k < DEED_MORE; k++)
		is_told |= deed_overlaps(&d->kin, &d->more[k]);
	if (is_grave && !is_told && may_tell(s, FIELD_CURRENT))
		brief_quote(s, line, RANK_FIRM, "who:", &d->kin, AFFECTED);
}

/* What a risk, or a rule of the user's own, rests on. */
static void
add_trigger(const struct sketch *s, struct brief_line *line)
{
	const struct deeds *d = s->deeds;
	struct deed_quote q;

	if (!may_tell(s, FIELD_CURRENT) || !find_trigger(s, &q) ||
	    deed_overlaps(&q, &d->problem))
		return;
	for (size_t k = 0; k < DEED_MORE; k++)
		if (deed_overlaps(&q, &d->more[k]))
			return;
	brief_quote(s, line, RANK_TELLS, "", &q, TRIGGER);
}

/* The highest risk; where somebody may be in danger, the highest of those. */
static bool
find_risk(const struct sketch *s, struct sketch_risk *worst)
{
	bool found = false;

	if (!may_tell(s, FIELD_RISKS))
		return false;
	if (!s->is_crisis)
		return sketch_worst(s, worst);
	for (size_t i = 0; i < s->n_risks; i++) {
		const struct sketch_risk *r = &s->risks[i];

		if (!str_begins(r->kind, STR("safety.")) ||
		    (found && r->value <= worst->value))
			continue;
		*worst = *r;
		found = true;
	}
	return found || sketch_worst(s, worst);
}

/* A danger first, and what is only another risk behind the reason. */
void
brief_add_why(const struct sketch *s, struct brief_line *line)
{
	bool why = may_tell(s, FIELD_WHY);
	struct sketch_risk worst;
	bool risky = find_risk(s, &worst);
	bool is_it = risky && sketch_is_why(s, worst.kind);

	if (risky && (is_it || s->is_crisis))
		brief_own(
		    s, line, RANK_CORE, risk_in_words(s, &worst), s->turn);
	if (risky && s->is_crisis && !may_tell(s, FIELD_CURRENT))
		add_withheld(s, line, &worst);
	if (why && !is_it)
		brief_own(s, line, RANK_CORE, reason_in_words(s), s->turn);
	if (why && (is_it || is_own_reason(s)))
		add_trigger(s, line);
	if (risky && !is_it && !s->is_crisis && worst.value >= LIKELY)
		brief_own(s, line, RANK_CORE,
		    ARENA_JOIN(s->scratch, brief_spoken(s, "risk"), STR(": "),
			risk_in_words(s, &worst)),
		    s->turn);
	if (!s->is_crisis)
		add_affected(s, line);
	add_mood(s, line);
}

/* What became of the question who they are: no log tells that a bot is sure. */
static const char *
asked_identity(const struct deeds *d)
{
	static const enum gist_thing proofs[] = { THING_CODE, THING_BIRTH,
		THING_NAME, THING_NUMBER, THING_EMAIL, THING_PHONE,
		THING_ADDRESS };
	const char *text = "identity: asked for";

	for (size_t i = 0; i < sizeof(proofs) / sizeof(*proofs); i++) {
		if (d->asked[proofs[i]].turn == NO_TURN)
			continue;
		if (d->asked[proofs[i]].answer == DEED_GIVEN)
			return "identity: asked for, given, not confirmed";
		text = "identity: asked for, not given";
	}
	return text;
}

/* What the answer is written in, or that the log does not tell. */
void
brief_add_customer(const struct sketch *s, struct brief_line *line)
{
	static const char *const identity[] = { [IDENTITY_OPEN] =
						    "identity: not checked",
		[IDENTITY_CHECKED] = "identity: checked" };
	struct str language =
	    words_spoken(s->reader, str_language(s->c->language));
	struct str channel = s->c->channel, tier = STR("");
	const char *known = s->identity == IDENTITY_ASKED
				? asked_identity(s->deeds)
				: identity[s->identity];

	if (!may_tell(s, FIELD_LANGUAGE) || !may_tell(s, FIELD_CHANNEL))
		return;
	if (may_tell(s, FIELD_TIER) && s->c->customer_tier.n)
		tier = ARENA_JOIN(s->scratch, s->c->customer_tier, STR("; "));
	if (!language.n)
		language = brief_spoken(s, "language unknown");
	if (!channel.n)
		channel = brief_spoken(s, "channel unknown");
	brief_own(s, line, RANK_CORE,
	    ARENA_JOIN(s->scratch, tier, language, STR(", "), channel,
		STR("; "), brief_spoken(s, known)),
	    NO_TURN);
}
