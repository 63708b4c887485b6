#include "packet/brief.h"

#include "packet/field.h"

enum { LINE = 140 /* code points of one line's text */ };

static const struct {
	const char *label, *title;
	int rank;	  /* the lower stays longer */
	enum field field; /* a line of it needs that field */
} labels[N_BRIEF] = {
	[BRIEF_CUSTOMER] = { "customer", "Customer", 9, FIELD_TIER },
	[BRIEF_RISK] = { "risk", "Risk", 0, FIELD_RISKS },
	[BRIEF_WANTS] = { "wants", "Wants", 1, FIELD_REQUEST },
	[BRIEF_NOW] = { "now", "Now", 5, FIELD_CURRENT },
	[BRIEF_KNOWN] = { "known", "Known", 4, FIELD_KNOWN },
	[BRIEF_TRIED] = { "tried", "Tried", 6, FIELD_TRIED },
	[BRIEF_PROMISED] = { "promised", "Promised", 7, FIELD_PROMISES },
	[BRIEF_WHY] = { "why", "Why now", 2, FIELD_WHY },
	[BRIEF_MOOD] = { "mood", "Mood", 8, FIELD_MOOD },
	[BRIEF_NEXT] = { "next", "Next step", 3, FIELD_NEXT_STEP },
};

const char *
brief_label(enum brief_label l)
{
	return labels[l].label;
}

const char *
brief_title(enum brief_label l)
{
	return labels[l].title;
}

/* A line of the brief is one line, whatever was written in several. */
static struct str
on_one_line(const struct sketch *s, struct str text)
{
	char *p = arena_alloc(s->scratch, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool blank = (unsigned char)text.p[i] <= ' ';

		if (!blank || (n && p[n - 1] != ' '))
			p[n++] = blank ? ' ' : text.p[i];
	}
	return (struct str){ p, n - (n && p[n - 1] == ' ') };
}

/* One turn to cite, or none (NO_TURN). */
static void
add(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn)
{
	struct brief_line *line = &b->lines[b->n];
	size_t *cited;

	if (!text.n || !(s->may >> labels[label].field & 1))
		return;
	*line = (struct brief_line){ .label = label,
		.text = on_one_line(s, sketch_clip(s, text, LINE)) };
	b->n++;
	if (turn == NO_TURN)
		return;
	cited = arena_alloc(s->scratch, sizeof(*cited));
	*cited = turn;
	line->turns = cited;
	line->n_turns = 1;
}

/* The turns of the line just added, if it was. */
static void
cite(struct brief *b, enum brief_label label, const size_t *turns, size_t n)
{
	if (b->n && b->lines[b->n - 1].label == label) {
		b->lines[b->n - 1].turns = turns;
		b->lines[b->n - 1].n_turns = n;
	}
}

static void
add_said(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	if (turn != NO_TURN)
		add(s, b, label, s->texts[turn], turn);
}

/* "gold, de, webchat" */
static void
add_customer(const struct sketch *s, struct brief *b)
{
	struct str facts[] = { s->c->customer_tier, s->c->language,
		s->c->channel };
	struct str text = STR("");

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (facts[i].n)
			text = text.n ? arena_printf(s->scratch, "%.*s, %.*s",
					    STR_ARG(text), STR_ARG(facts[i]))
				      : facts[i];
	add(s, b, BRIEF_CUSTOMER, text, NO_TURN);
}

/* The highest risk that may be a danger. */
static void
add_risk(const struct sketch *s, struct brief *b)
{
	struct sketch_risk worst;

	if (sketch_worst(s, &worst))
		add(s, b, BRIEF_RISK,
		    arena_printf(s->scratch, "%.*s (%.*s of 1)",
			STR_ARG(facts_risk(worst.kind)),
			STR_ARG(worst.written)),
		    s->turn);
}

/* "order_id 1042, city Nairobi", and the turns they were said in. */
static void
add_known(const struct sketch *s, struct brief *b)
{
	size_t *cited = arena_array(s->scratch, s->n_slots, sizeof(*cited));
	struct buf text = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < s->n_slots; i++) {
		if (i)
			buf_cstr(&text, ", ");
		buf_str(&text, s->slots[i].name);
		buf_char(&text, ' ');
		buf_str(&text, s->slots[i].value);
	}
	add(s, b, BRIEF_KNOWN, arena_copy(s->scratch, buf_view(&text)),
	    NO_TURN);
	for (size_t i = 0; i < s->n_slots; i++) {
		size_t turn = s->slots[i].turn;

		if (turn != NO_TURN && (!n || cited[n - 1] < turn))
			cited[n++] = turn;
	}
	cite(b, BRIEF_KNOWN, cited, n);
	buf_free(&text);
}

static void
add_tried(const struct sketch *s, struct brief *b)
{
	size_t *cited = arena_array(s->scratch, s->answers, sizeof(*cited));
	size_t n = 0;

	add(s, b, BRIEF_TRIED, facts_tried(s), NO_TURN);
	for (size_t i = 0; i <= s->turn; i++)
		if (sketch_is_said_by(s, i, ROLE_BOT))
			cited[n++] = i;
	cite(b, BRIEF_TRIED, cited, n);
}

static void
add_promised(const struct sketch *s, struct brief *b)
{
	const struct promise *last;

	if (!s->n_promises)
		return;
	last = &s->promises[s->n_promises - 1];
	add(s, b, BRIEF_PROMISED, last->text, last->turn);
}

static void
add_why(const struct sketch *s, struct brief *b)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason");

	if (!reason.n)
		reason = s->score ? STR("The readiness for a person is high.")
				  : STR("The log hands over here.");
	add(s, b, BRIEF_WHY, reason, s->turn);
}

static void
add_mood(const struct sketch *s, struct brief *b)
{
	const char *mood = facts_mood(s), *trend = facts_trend(s);

	if (!mood)
		return;
	add(s, b, BRIEF_MOOD,
	    arena_printf(s->scratch, "%s%s, sentiment %+.2f", mood,
		!trend || !strcmp(trend, "steady") ? ""
		: !strcmp(trend, "falling")	   ? " and getting worse"
						   : " and getting better",
		sketch_signal(s, STR("sentiment"))),
	    s->turn);
}

/* Leave out what ranks last until at most `lines` are left. */
static void
keep_best(struct brief *b, size_t lines)
{
	while (b->n > lines) {
		size_t worst = 0;

		for (size_t i = 1; i < b->n; i++)
			if (labels[b->lines[i].label].rank >
			    labels[b->lines[worst].label].rank)
				worst = i;
		b->n--;
		memmove(&b->lines[worst], &b->lines[worst + 1],
		    (b->n - worst) * sizeof(*b->lines));
	}
}

void
brief_make(const struct sketch *s, size_t lines, struct brief *b)
{
	b->n = 0;
	add_customer(s, b);
	add_risk(s, b);
	add_said(s, b, BRIEF_WANTS, s->first);
	add_said(s, b, BRIEF_NOW, s->current);
	add_known(s, b);
	add_tried(s, b);
	add_promised(s, b);
	add_why(s, b);
	add_mood(s, b);
	add(s, b, BRIEF_NEXT, s->step, NO_TURN);
	keep_best(b, lines);
}

void
brief_put_lines(const struct brief *b, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < b->n; i++) {
		const struct brief_line *line = &b->lines[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "label", brief_label(line->label));
		json_member(out, "text");
		json_put_string(out, line->text);
		buf_cstr(out, ",\"turns\":[");
		for (size_t t = 0; t < line->n_turns; t++) {
			if (t)
				buf_char(out, ',');
			json_put_int(out, (int64_t)line->turns[t]);
		}
		buf_cstr(out, "]}");
	}
	buf_char(out, ']');
}

void
brief_put_text(const struct brief *b, struct buf *out)
{
	for (size_t i = 0; i < b->n; i++) {
		if (i)
			buf_char(out, '\n');
		buf_cstr(out, brief_title(b->lines[i].label));
		buf_cstr(out, ": ");
		buf_str(out, b->lines[i].text);
	}
}

static bool
covers(const struct brief *b, struct str value)
{
	for (size_t i = 0; i < b->n; i++)
		if (memmem(b->lines[i].text.p, b->lines[i].text.n, value.p,
			value.n))
			return true;
	return false;
}

static double
four_decimals(double x)
{
	return floor(x * 10000 + 0.5) / 10000;
}

/* Ten seconds are 40 words at the 238 a minute of silent reading (Brysbaert
 * 2019). */
void
brief_put_figures(
    const struct sketch *s, const struct brief *b, struct buf *out)
{
	struct ease r = { 0 };
	size_t covered = 0;

	for (size_t i = 0; i < b->n; i++)
		ease_count(b->lines[i].text, &r);
	for (size_t i = 0; i < s->n_slots; i++)
		covered += covers(b, s->slots[i].value);
	buf_cstr(out, "{\"words\":");
	json_put_int(out, (int64_t)r.words);
	buf_cstr(out, ",\"seconds\":");
	json_put_number(out, four_decimals((double)r.words * 60 / 238));
	buf_cstr(out, ",\"lix\":");
	json_put_number(out, r.words ? four_decimals(ease_lix(&r)) : NAN);
	buf_cstr(out, ",\"coverage\":");
	json_put_number(out,
	    s->n_slots ? four_decimals((double)covered / (double)s->n_slots)
		       : NAN);
	buf_char(out, '}');
}
