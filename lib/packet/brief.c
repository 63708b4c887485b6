#include "packet/brief.h"

#include "packet/field.h"
#include "packet/sentence.h"
#include "packet/step.h"
#include "text/text.h"

/* Most code points of what the customer wants, of what else was said, and of
 * what the bot did: the first room where there is time for it. */
struct room {
	size_t wants, said, did;
};

enum {
	N_ROOMS = 13,
	STEP = 3,   /* rooms that are tried first: 0, 3 ... 12 */
	LINE = 140, /* code points of a line that nobody said */
	SPARE = 8,  /* lines of this rank and higher only where there is time */

	/* words of silent reading (Brysbaert 2019) */
	READ_A_MINUTE = 238,
};

static const struct {
	const char *label, *title;
	int rank;	  /* the lower stays longer; see SPARE */
	enum field field; /* a line of it needs that field */
} labels[N_BRIEF] = {
	[BRIEF_CUSTOMER] = { "customer", "Customer", 7, FIELD_TIER },
	[BRIEF_RISK] = { "risk", "Risk", 0, FIELD_RISKS },
	[BRIEF_WANTS] = { "wants", "Wants", 1, FIELD_REQUEST },
	[BRIEF_TRIED] = { "tried", "Bot said", 6, FIELD_TRIED },
	[BRIEF_NOW] = { "now", "Now", 4, FIELD_CURRENT },
	[BRIEF_OPEN] = { "open", "Not answered", 8, FIELD_QUESTIONS },
	[BRIEF_KNOWN] = { "known", "Known", 5, FIELD_KNOWN },
	[BRIEF_PROMISED] = { "promised", "Promised", 9, FIELD_PROMISES },
	[BRIEF_WHY] = { "why", "Why now", 3, FIELD_WHY },
	[BRIEF_MOOD] = { "mood", "Mood", 10, FIELD_MOOD },
	[BRIEF_NEXT] = { "next", "Next step", 2, FIELD_NEXT_STEP },
};

static struct room
nth_room(size_t n)
{
	return (struct room){ 180 - 9 * n, 140 - 7 * n, 95 - 5 * n };
}

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

/* The bytes of an emoji, or of a part of one, at byte i; 0 where there is none.
 */
static size_t
picture_at(struct str text, size_t i, bool behind_one)
{
	static const char joiner[] = "\xe2\x80\x8d", variant[] = "\xef\xb8\x8f";
	const unsigned char *p = (const unsigned char *)text.p + i;
	size_t left = text.n - i;

	if (left >= 4 && p[0] == 0xf0 && p[1] == 0x9f) /* U+1F000 to U+1FFFF */
		return 4;
	if (left < 3)
		return 0;
	if (p[0] == 0xe2 && p[1] >= 0x98 && p[1] <= 0x9e) /* from U+2600 */
		return 3;
	if (p[0] == 0xe2 && p[1] == 0xad) /* stars */
		return 3;
	return behind_one && (!memcmp(p, joiner, 3) || !memcmp(p, variant, 3))
		   ? 3
		   : 0;
}

static struct str
without_blanks(const struct sketch *s, struct str text, bool pictures)
{
	char *p = arena_alloc(s->scratch, text.n + 1);
	size_t n = 0;

	for (size_t i = 0, picture = 0; i < text.n;
	     i += picture ? picture : 1) {
		bool blank;

		picture = pictures ? 0 : picture_at(text, i, picture);
		blank = picture || (unsigned char)text.p[i] <= ' ';
		if (!blank || (n && p[n - 1] != ' '))
			p[n++] = blank ? ' ' : text.p[i];
	}
	return (struct str){ p, n - (n && p[n - 1] == ' ') };
}

/* A line of the brief is one line, whatever was written in several; pictures
 * tell less than the words that have their room, where there are any. */
static struct str
on_one_line(const struct sketch *s, struct str text)
{
	struct str line = without_blanks(s, text, false);

	return line.n ? line : without_blanks(s, text, true);
}

static struct brief_line *
add_line(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	struct brief_line *line = &b->lines[b->n];
	size_t *cited;

	if (!(s->may >> labels[label].field & 1))
		return NULL;
	*line = (struct brief_line){ .label = label,
		.rank = labels[label].rank,
		.text = STR(""),
		.before = STR(""),
		.behind = STR("") };
	b->n++;
	if (turn == NO_TURN)
		return line;
	cited = arena_alloc(s->scratch, sizeof(*cited));
	*cited = turn;
	line->turns = cited;
	line->n_turns = 1;
	return line;
}

static struct brief_line *
add(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn)
{
	struct brief_line *line = text.n ? add_line(s, b, label, turn) : NULL;

	if (line) {
		line->text = on_one_line(s, sketch_clip(s, text, LINE));
		line->words = ease_words(line->text);
	}
	return line;
}

static enum excerpt_kind
kind_of(enum brief_label label)
{
	switch (label) {
	case BRIEF_WANTS:
		return EXCERPT_REQUEST;
	case BRIEF_TRIED:
		return EXCERPT_ANSWER;
	case BRIEF_KNOWN:
		return EXCERPT_LIST;
	default:
		return EXCERPT_WORDS;
	}
}

/* What was said, as much of it as there is room for: see fit(). */
static struct brief_line *
add_said(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str said, size_t turn)
{
	struct brief_line *line = said.n ? add_line(s, b, label, turn) : NULL;

	if (line)
		line->excerpt =
		    (struct excerpt){ .said = said, .kind = kind_of(label) };
	return line;
}

static void
add_turn(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	if (turn != NO_TURN)
		add_said(s, b, label, s->texts[turn], turn);
}

/* What was said last is asked for, where the first words are only a number. */
static void
add_wants(const struct sketch *s, struct brief *b)
{
	struct brief_line *line;

	if (s->first == NO_TURN)
		return;
	line = add_said(s, b, BRIEF_WANTS, s->texts[s->first], s->first);
	if (line && s->reference != NO_TURN)
		line->excerpt.kind = EXCERPT_WORDS;
}

static size_t
room_of(const struct brief_line *line, size_t nth)
{
	struct room room = nth_room(nth);

	switch (line->label) {
	case BRIEF_WANTS:
		return room.wants;
	case BRIEF_TRIED:
	case BRIEF_PROMISED:
		return room.did;
	default:
		return room.said;
	}
}

/* Cut the line's text to its n-th room; false where that changes nothing. */
static bool
fit(const struct sketch *s, struct brief_line *line, size_t nth)
{
	size_t most = room_of(line, nth);
	struct buf text = { 0 };

	if (!line->excerpt.said.n)
		return false;
	if (!line->length)
		line->length = text_codepoints(line->excerpt.said);
	if (most > line->length)
		most = line->length;
	if (line->room == most)
		return false;
	line->room = most;
	buf_str(&text, line->before);
	buf_str(&text, excerpt_text(s, &line->excerpt, most));
	buf_str(&text, line->behind);
	line->text = on_one_line(s, buf_view(&text));
	line->words = ease_words(line->text);
	buf_free(&text);
	return true;
}

/* "gold, German, webchat": a language alone tells nobody anything, nor does
 * that of the agents. */
static void
add_customer(const struct sketch *s, struct brief *b)
{
	struct str language = str_language(s->c->language);
	struct str facts[] = { s->c->customer_tier,
		str_eq(language, s->reader->language)
		    ? STR("")
		    : words_spoken(s->reader, language),
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

static struct brief_line *
find_line(struct brief *b, enum brief_label label)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].label == label)
			return &b->lines[i];
	return NULL;
}

/* How sure hoff-score is of a risk, in words: the number is in the packet. */
#define CLEAR  0.9
#define LIKELY 0.6

/* The highest risk that may be a danger. */
static void
add_risk(const struct sketch *s, struct brief *b)
{
	struct sketch_risk worst;
	struct brief_line *line;
	struct str kind, sure;

	if (!sketch_worst(s, &worst))
		return;
	kind = words_spoken(s->reader, facts_risk(worst.kind));
	sure = own(s, worst.value >= CLEAR    ? "clear signs"
		      : worst.value >= LIKELY ? "likely"
					      : "possible");
	line = add(s, b, BRIEF_RISK,
	    arena_printf(
		s->scratch, "%.*s (%.*s)", STR_ARG(kind), STR_ARG(sure)),
	    s->turn);
	if (line && s->is_crisis && !(s->may >> FIELD_CURRENT & 1))
		line->more = arena_printf(s->scratch, "; %.*s",
		    STR_ARG(
			own(s, "words withheld; ask first, then read them")));
}

static bool
stands_in(const struct brief *b, struct str value)
{
	for (size_t i = 0; i < b->n; i++)
		if (memmem(b->lines[i].text.p, b->lines[i].text.n, value.p,
			value.n))
			return true;
	return false;
}

/* "order id: 1042; city: Nairobi", and the turns they were said in. */
static void
add_known(const struct sketch *s, struct brief *b)
{
	size_t *cited = arena_array(s->scratch, s->n_slots + 1, sizeof(*cited));
	struct brief_line *line;
	struct buf text = { 0 };
	size_t n = 0;

	if (s->reference != NO_TURN) {
		buf_str(&text, s->texts[s->reference]);
		cited[n++] = s->reference;
	}
	for (size_t i = 0; i < s->n_slots; i++) {
		if (text.n)
			buf_cstr(&text, "; ");
		buf_str(&text, slot_title(s, &s->slots[i]));
		buf_cstr(&text, ": ");
		buf_str(&text, s->slots[i].value);
	}
	line = add_said(s, b, BRIEF_KNOWN,
	    arena_copy(s->scratch, buf_view(&text)), NO_TURN);
	buf_free(&text);
	for (size_t i = 0; line && i < s->n_slots; i++) {
		size_t turn = s->slots[i].turn;

		if (turn != NO_TURN && (!n || cited[n - 1] < turn))
			cited[n++] = turn;
	}
	if (line) {
		line->turns = cited;
		line->n_turns = n;
	}
}

/* Whether the built-in reason is that the bot's answers did not help. */
static bool
is_useless(const struct sketch *s)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason");

	return words_spoken(s->reader, reason).p != reason.p &&
	       sketch_is_why(s, STR("negative_feedback"));
}

/* Whether turn i answers what was said before it. */
static bool
is_understood(const struct sketch *s, size_t i)
{
	size_t asked = i;

	while (asked > 0 && !sketch_is_said_by(s, asked, ROLE_CUSTOMER))
		asked--;
	return !((s->marks[i] | s->marks[asked]) & MARK_FALLBACK);
}

/* The bot's last answer that was one; where there is none, its last words. */
static size_t
add_tried(const struct sketch *s, struct brief *b)
{
	size_t any = NO_TURN, last = NO_TURN;
	struct brief_line *line;

	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_answer(s, i) || !s->texts[i].n)
			continue;
		any = i;
		if (is_understood(s, i))
			last = i;
	}
	if (last == NO_TURN)
		last = any;
	if (last == NO_TURN)
		return last;
	line = add_said(s, b, BRIEF_TRIED, s->texts[last], last);
	if (line && s->marks[last] & MARK_REPEAT)
		line->behind = arena_printf(s->scratch, " (%.*s)",
		    STR_ARG(own(s, is_useless(s) ? "repeated; did not help"
						 : "repeated")));
	return last;
}

/* The last promise; of the bot's last answer it is what tells most. */
static void
add_promised(const struct sketch *s, struct brief *b, size_t answer)
{
	const struct promise *last;
	struct brief_line *line;

	if (!s->n_promises)
		return;
	last = &s->promises[s->n_promises - 1];
	line = last->turn == answer ? find_line(b, BRIEF_TRIED) : NULL;
	if (line) {
		line->excerpt.promise = last->text;
		return;
	}
	add_said(s, b, BRIEF_PROMISED, last->text, last->turn);
}

/* The sentence of the customer's that the decision rests on; "" where it is not
 * known, or must not be told. */
static struct str
trigger(const struct sketch *s)
{
	uint32_t list = sketch_list(s, sketch_reason(s), "evidence");
	struct str found = STR("");

	if (!(s->may >> FIELD_CURRENT & 1))
		return found;
	for (uint32_t i = list ? json_first(s->c->json, list) : 0; i;
	     i = json_after(s->c->json, list, i)) {
		double turn = sketch_number(s, i, "turn");
		double start = sketch_number(s, i, "start");

		/* the place may have moved since: what is told is a sentence,
		 * and of that turn */
		if (turn >= 0 && turn <= (double)s->turn && start >= 0 &&
		    sketch_is_said_by(s, (size_t)turn, ROLE_CUSTOMER))
			found =
			    sentence_at(s->texts[(size_t)turn], (size_t)start);
	}
	return found;
}

/* ": "..."", behind why the agent is here. */
static void
add_trigger(const struct sketch *s, struct brief_line *line)
{
	enum { TOLD = 50 /* code points */, TELLING = 3 /* words */ };
	struct str said = trigger(s);

	if (!line || ease_words(said) < TELLING)
		return;
	said = sketch_clip(s, said, TOLD);
	line->source = said;
	line->more = arena_printf(
	    s->scratch, ": \xe2\x80\x9c%.*s\xe2\x80\x9d", STR_ARG(said));
}

/* A built-in reason in the words of the agents; that answers did not help says
 * less than that a question was not answered. */
static struct str
reason_in_words(const struct sketch *s, struct str reason)
{
	return is_useless(s) && s->n_questions
		   ? own(s, "the bot did not answer the question")
		   : words_spoken(s->reader, reason);
}

/* Where the risk says it in fewer words, the built-in reason needs no line. */
static void
add_why(const struct sketch *s, struct brief *b)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason"), told;
	struct sketch_risk worst;
	struct brief_line *risk = find_line(b, BRIEF_RISK);
	struct brief_line *tried = find_line(b, BRIEF_TRIED);

	if (!reason.n)
		reason = s->score ? STR("The readiness for a person is high.")
				  : STR("The log hands over here.");
	told = reason_in_words(s, reason);
	if (tried && tried->behind.n && is_useless(s))
		return;
	if (risk && told.p != reason.p && sketch_worst(s, &worst) &&
	    sketch_is_why(s, worst.kind))
		add_trigger(s, risk);
	else
		add_trigger(s, add(s, b, BRIEF_WHY, told, s->turn));
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

/* What to do; true where it quotes what was said last. */
static bool
add_next(const struct sketch *s, struct brief *b)
{
	struct step step = step_in(s, s->reader, s->may);
	bool quotes = step.turn != NO_TURN;
	struct brief_line *line;

	line = quotes
		   ? add_said(s, b, BRIEF_NEXT, s->texts[step.turn], step.turn)
		   : add(s, b, BRIEF_NEXT, step.before, s->turn);
	if (!line)
		return false;
	if (step.known.n)
		line->more =
		    arena_printf(s->scratch, " %.*s", STR_ARG(step.known));
	line->before = step.before;
	line->behind = step.behind;
	return quotes;
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

static size_t
words_of(const struct brief *b)
{
	size_t words = 0;

	for (size_t i = 0; i < b->n; i++)
		words += b->lines[i].words;
	return words;
}

static void
remove_label(struct brief *b, enum brief_label label)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].label == label)
			leave_out(b, i--);
}

/* What may stand behind a line, where it is told nowhere else and there still
 * is time; the mood gives it its own. */
static void
extend(const struct sketch *s, struct brief *b, size_t i, size_t words)
{
	enum { SAME = 12 /* bytes, of what stands in another line */ };
	struct brief_line *line = &b->lines[i], as_it_was = *line;
	struct str begin = line->source;
	size_t mood = 0;

	begin.n = begin.n < SAME ? begin.n : SAME;
	if (!line->more.n || (begin.n && stands_in(b, begin)))
		return;
	line->text =
	    on_one_line(s, arena_printf(s->scratch, "%.*s%.*s",
			       STR_ARG(line->text), STR_ARG(line->more)));
	line->words = ease_words(line->text);
	for (size_t k = 0; k < b->n; k++)
		if (b->lines[k].label == BRIEF_MOOD)
			mood = b->lines[k].words;
	if (!words || words_of(b) <= words)
		return;
	if (words_of(b) - mood <= words)
		remove_label(b, BRIEF_MOOD);
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

/* In the order of reading: what the next step quotes needs no line. */
static void
find_lines(const struct sketch *s, struct brief *b)
{
	size_t answer;

	b->n = 0;
	add_customer(s, b);
	add_risk(s, b);
	add_wants(s, b);
	answer = add_tried(s, b);
	add_turn(s, b, BRIEF_NOW, s->current);
	add_turn(s, b, BRIEF_OPEN, s->open);
	add_known(s, b);
	add_promised(s, b, answer);
	add_why(s, b);
	add_mood(s, b);
	if (add_next(s, b))
		remove_label(b, BRIEF_NOW);
	while (b->n > s->plan->o.brief_lines)
		leave_out(b, worst_of(b));
}

/* More of a line, where there is time for it; where there is not, there is none
 * for a larger room, either. */
static void
grow_line(
    const struct sketch *s, struct brief *b, size_t i, size_t nth, size_t words)
{
	struct brief_line *line = &b->lines[i], as_it_was = *line;

	if (!fit(s, line, nth) || words_of(b) <= words)
		return;
	*line = as_it_was;
	line->full = true;
}

/* The lines that were cut, each to a larger room, the most important first. */
static void
grow(const struct sketch *s, struct brief *b, size_t nth, size_t words)
{
	for (int rank = 0; rank < SPARE; rank++)
		for (size_t i = 0; i < b->n; i++) {
			const struct brief_line *line = &b->lines[i];

			if (line->rank == rank && !line->full &&
			    line->room < line->length)
				grow_line(s, b, i, nth, words);
		}
}

/* The ends of what was said go first; where that is not enough, the lines that
 * matter least.  What the customer wants stays. */
void
brief_make(const struct sketch *s, struct brief *b)
{
	size_t words = s->plan->o.brief_s * READ_A_MINUTE / 60;

	find_lines(s, b);
	for (size_t i = 0; i < b->n; i++)
		fit(s, &b->lines[i], 0);
	if (!words) {
		extend_all(s, b, words);
		return;
	}
	for (size_t k = 0; k < N_ROOMS && words_of(b) > words; k += STEP) {
		for (size_t i = 0; i < b->n; i++)
			fit(s, &b->lines[i], k);
		while (
		    words_of(b) > words && b->lines[worst_of(b)].rank >= SPARE)
			leave_out(b, worst_of(b));
	}
	while (words_of(b) > words && b->n > 1)
		leave_out(b, worst_of(b));
	for (size_t k = N_ROOMS; k-- > 0;)
		grow(s, b, k, words);
	extend_all(s, b, words);
}

void
brief_put_lines(const struct sketch *s, const struct brief *b, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < b->n; i++) {
		const struct brief_line *line = &b->lines[i];
		struct str title = brief_title(s, line->label);

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "label", brief_label(line->label));
		if (!str_eq(title, str_of(labels[line->label].title)))
			json_member_str(out, "title", title);
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
brief_put_turns(const struct brief_line *line, struct buf *out)
{
	for (size_t t = 0; t < line->n_turns; t++)
		buf_printf(out, "%s%zu", t ? ", " : " [", line->turns[t]);
	if (line->n_turns)
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
		brief_put_turns(&b->lines[i], out);
	}
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
		covered += stands_in(b, s->slots[i].value);
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
