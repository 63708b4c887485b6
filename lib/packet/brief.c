#include "packet/brief.h"

#include "packet/field.h"
#include "text/text.h"

enum {
	LINE = 140,	/* code points of one line's text */
	WANTED = 180,	/* of what the customer wants */
	ANSWER = 60,	/* of an answer of the bot in it */
	GREETING = 2,	/* most words of one */
	OPENING = 7,	/* of what leads to a matter that has no room */
	SPARE = 7,	/* a line of this rank goes where time is short */
	SPARE_SOON = 9, /* and of this one before what was said is cut */
	RANKS = 11,

	/* words of silent reading (Brysbaert 2019) */
	READ_A_MINUTE = 238,
};

static const struct {
	const char *label, *title;
	int rank;	  /* see SPARE */
	enum field field; /* a line of it needs that field */
} labels[N_BRIEF] = {
	[BRIEF_CUSTOMER] = { "customer", "Customer", 11, FIELD_TIER },
	[BRIEF_RISK] = { "risk", "Risk", 0, FIELD_RISKS },
	[BRIEF_WANTS] = { "wants", "Wants", 1, FIELD_REQUEST },
	[BRIEF_NOW] = { "now", "Now", 5, FIELD_CURRENT },
	[BRIEF_OPEN] = { "open", "Not answered", 6, FIELD_QUESTIONS },
	[BRIEF_KNOWN] = { "known", "Known", 4, FIELD_KNOWN },
	[BRIEF_TRIED] = { "tried", "Tried", 8, FIELD_TRIED },
	[BRIEF_PROMISED] = { "promised", "Promised", 6, FIELD_PROMISES },
	[BRIEF_WHY] = { "why", "Why now", 2, FIELD_WHY },
	[BRIEF_MOOD] = { "mood", "Mood", 10, FIELD_MOOD },
	[BRIEF_NEXT] = { "next", "Next step", 3, FIELD_NEXT_STEP },
};

const char *
brief_label(enum brief_label l)
{
	return labels[l].label;
}

struct str
brief_title(const struct sketch *s, enum brief_label l)
{
	return words_spoken(s->reader, str_of(labels[l].title));
}

/* One of our own texts, which are in English, in the agent's language. */
static struct str
own(const struct sketch *s, const char *text)
{
	return words_spoken(s->reader, str_of(text));
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

static void
set_text(const struct sketch *s, struct brief_line *line, struct str text,
    size_t most)
{
	struct ease e = { 0 };

	line->text = on_one_line(s, sketch_clip(s, text, most));
	ease_count(line->text, &e);
	line->words = e.words;
}

/* One turn to cite, or none (NO_TURN). */
static void
add_line(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn, size_t most)
{
	struct brief_line *line = &b->lines[b->n];
	size_t *cited;

	if (!text.n || !(s->may >> labels[label].field & 1))
		return;
	*line =
	    (struct brief_line){ .label = label, .rank = labels[label].rank };
	set_text(s, line, text, most);
	b->n++;
	if (turn == NO_TURN)
		return;
	cited = arena_alloc(s->scratch, sizeof(*cited));
	*cited = turn;
	line->turns = cited;
	line->n_turns = 1;
}

static void
add(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn)
{
	add_line(s, b, label, text, turn, LINE);
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

/* Without a first sentence of so few words, where there is another: "Exactly!",
 * "Hello there." */
static struct str
without_start(struct str text, size_t words)
{
	size_t i = 0, blanks = 0;

	while (i < text.n && !strchr(".!", text.p[i]) && blanks < words)
		blanks += text.p[i++] == ' ';
	while (i < text.n && strchr(".!", text.p[i]))
		i++;
	if (i + 1 >= text.n || blanks == words || text.p[i] != ' ')
		return text;
	return (struct str){ text.p + i + 1, text.n - i - 1 };
}

/* What was said without what it begins with, of which less has to stand where
 * there is no room for all of it. */
static struct str
matter(struct str said, size_t most)
{
	bool is_long = said.n > most && text_codepoints(said) > most;

	return without_start(said, is_long ? OPENING : GREETING);
}

static void
add_said(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn)
{
	size_t n = b->n, most = label == BRIEF_WANTS ? WANTED : LINE;

	add_line(s, b, label, matter(text, most), turn, most);
	if (b->n > n)
		b->lines[n].said = text;
}

static void
add_request(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	if (turn != NO_TURN)
		add_said(s, b, label, s->texts[turn], turn);
}

/* The last question that is in no other line; the wish for a person is why the
 * agent reads this. */
static void
add_open(const struct sketch *s, struct brief *b)
{
	for (size_t i = s->n_questions; i-- > 0;) {
		size_t turn = s->questions[i];

		if (turn == s->first || turn == s->current ||
		    s->marks[turn] & MARK_ASKED)
			continue;
		add_request(s, b, BRIEF_OPEN, turn);
		return;
	}
}

/* "gold, de, webchat": a language alone tells nobody anything. */
static void
add_customer(const struct sketch *s, struct brief *b)
{
	struct str facts[] = { s->c->customer_tier, s->c->language,
		s->c->channel };
	struct str text = STR("");

	if (!s->c->customer_tier.n && !s->c->channel.n)
		return;
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (facts[i].n)
			text = text.n ? arena_printf(s->scratch, "%.*s, %.*s",
					    STR_ARG(text), STR_ARG(facts[i]))
				      : facts[i];
	add(s, b, BRIEF_CUSTOMER, text, NO_TURN);
}

/* How sure hoff-score is of a risk, in words: the number is in the packet. */
#define CLEAR  0.9
#define LIKELY 0.6

/* The highest risk that may be a danger. */
static void
add_risk(const struct sketch *s, struct brief *b)
{
	struct sketch_risk worst;
	struct str kind;

	if (!sketch_worst(s, &worst))
		return;
	kind = words_spoken(s->reader, facts_risk(worst.kind));
	add(s, b, BRIEF_RISK,
	    arena_printf(s->scratch, "%.*s (%.*s)", STR_ARG(kind),
		STR_ARG(own(s, worst.value >= CLEAR    ? "clear signs"
			       : worst.value >= LIKELY ? "likely"
						       : "possible"))),
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

/* How many answers there were, and the last that was one. */
static void
add_tried(const struct sketch *s, struct brief *b)
{
	size_t *cited = arena_array(s->scratch, s->answers, sizeof(*cited));
	size_t n = 0, last = NO_TURN;
	struct str text = facts_tried(s, s->reader);

	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_answer(s, i))
			continue;
		cited[n++] = i;
		if (s->texts[i].n && !(s->marks[i] & MARK_FALLBACK))
			last = i;
	}
	if (last != NO_TURN) {
		struct str answer = sketch_clip(s, s->texts[last], ANSWER);

		text = arena_printf(s->scratch, "%.*s; %.*s: %.*s",
		    STR_ARG(text), STR_ARG(own(s, "last")), STR_ARG(answer));
	}
	add(s, b, BRIEF_TRIED, text, NO_TURN);
	cite(b, BRIEF_TRIED, cited, n);
}

static void
add_promised(const struct sketch *s, struct brief *b)
{
	const struct promise *last;

	if (!s->n_promises)
		return;
	last = &s->promises[s->n_promises - 1];
	add_said(s, b, BRIEF_PROMISED, last->text, last->turn);
}

static void
add_why(const struct sketch *s, struct brief *b)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason");

	if (!reason.n)
		reason = s->score ? STR("The readiness for a person is high.")
				  : STR("The log hands over here.");
	add(s, b, BRIEF_WHY, words_spoken(s->reader, reason), s->turn);
}

static void
add_mood(const struct sketch *s, struct brief *b)
{
	const char *mood = facts_mood(s), *trend = facts_trend(s);
	bool steady = !trend || !strcmp(trend, "steady");
	struct str text;

	if (!mood || (steady && !strcmp(mood, "neutral")))
		return;
	text = own(s, mood);
	if (!steady)
		text = arena_printf(s->scratch, "%.*s, %.*s", STR_ARG(text),
		    STR_ARG(
			own(s, strcmp(trend, "falling") ? "getting better"
							: "getting worse")));
	add(s, b, BRIEF_MOOD, text, s->turn);
}

/* How to speak to somebody is not what to do: it is among the first to go. */
static void
add_next(const struct sketch *s, struct brief *b)
{
	add(s, b, BRIEF_NEXT, words_spoken(s->reader, s->step), NO_TURN);
	if (b->n && b->lines[b->n - 1].label == BRIEF_NEXT && !s->step_is_duty)
		b->lines[b->n - 1].rank = SPARE_SOON;
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

static void
leave_out(struct brief *b, size_t i)
{
	b->n--;
	memmove(&b->lines[i], &b->lines[i + 1], (b->n - i) * sizeof(*b->lines));
}

/* Of the lines that can be spared, the better ranked first, those for which
 * there is time; false when there is none for the others. */
static bool
keep_in_time(struct brief *b, int spare, size_t words)
{
	bool keep[N_BRIEF];
	size_t used = 0, n = 0;

	for (int rank = 0; rank <= RANKS; rank++)
		for (size_t i = 0; i < b->n; i++) {
			size_t more = b->lines[i].words;

			if (b->lines[i].rank != rank)
				continue;
			keep[i] = rank < spare || used + more <= words;
			used += keep[i] ? more : 0;
		}
	for (size_t i = 0; i < b->n; i++)
		if (keep[i])
			b->lines[n++] = b->lines[i];
	b->n = n;
	return used <= words;
}

static void
find_lines(const struct sketch *s, struct brief *b)
{
	b->n = 0;
	add_customer(s, b);
	add_risk(s, b);
	add_request(s, b, BRIEF_WANTS, s->first);
	add_request(s, b, BRIEF_NOW, s->current);
	add_open(s, b);
	add_known(s, b);
	add_tried(s, b);
	add_promised(s, b);
	add_why(s, b);
	add_mood(s, b);
	add_next(s, b);
	while (b->n > s->plan->o.brief_lines)
		leave_out(b, worst_of(b));
}

/* First goes what tells least, then the ends of what was said, then the answers
 * of the bot.  What the customer wants stays longest: "Regarding my order of
 * last week" says nothing yet. */
void
brief_make(const struct sketch *s, struct brief *b)
{
	static const size_t most[] = { LINE, 110, 90 };
	size_t words = s->plan->o.brief_s * READ_A_MINUTE / 60;
	struct brief all;

	find_lines(s, b);
	if (!words)
		return;
	all = *b;
	for (size_t k = 0; k < 6; k++) {
		*b = all;
		for (size_t i = 0; k && i < b->n; i++)
			if (b->lines[i].label != BRIEF_WANTS &&
			    b->lines[i].said.n > most[k % 3])
				set_text(s, &b->lines[i],
				    matter(b->lines[i].said, most[k % 3]),
				    most[k % 3]);
		if (keep_in_time(b, k < 3 ? SPARE_SOON : SPARE, words))
			return;
	}
}

void
brief_put_lines(const struct sketch *s, const struct brief *b, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < b->n; i++) {
		const struct brief_line *line = &b->lines[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "label", brief_label(line->label));
		if (s->reader->n_spoken)
			json_member_str(
			    out, "title", brief_title(s, line->label));
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
brief_put_text(const struct sketch *s, const struct brief *b, struct buf *out)
{
	for (size_t i = 0; i < b->n; i++) {
		if (i)
			buf_char(out, '\n');
		buf_str(out, brief_title(s, b->lines[i].label));
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
	json_put_number(
	    out, four_decimals((double)r.words * 60 / READ_A_MINUTE));
	buf_cstr(out, ",\"lix\":");
	json_put_number(out, r.words ? four_decimals(ease_lix(&r)) : NAN);
	buf_cstr(out, ",\"coverage\":");
	json_put_number(out,
	    s->n_slots ? four_decimals((double)covered / (double)s->n_slots)
		       : NAN);
	buf_char(out, '}');
}
