#include "packet/brief_known.h"

#include "packet/field.h"
#include "packet/one_line.h"

enum {
	VALUE = 60,  /* code points of what is known, at most */
	NUMBERS = 2, /* that are told where the log has no slots */
};

/* A line of pieces, being made. */
struct list {
	const struct sketch *s;
	struct excerpt_piece *pieces;
	size_t n;
	size_t *cited, n_cited;
};

static void
put_piece(struct list *l, struct str text, enum excerpt_weight weight)
{
	l->pieces[l->n++] =
	    (struct excerpt_piece){ { .text = text, .words = ease_words(text) },
		    weight, 0 };
}

/* Two facts with a comma between them; one of them may be absent. */
static struct str
both(const struct sketch *s, struct str a, struct str b)
{
	if (!a.n || !b.n)
		return a.n ? a : b;
	return arena_printf(s->scratch, "%.*s, %.*s", STR_ARG(a), STR_ARG(b));
}

/* What the answer is written in, or that the log does not tell. */
static struct str
reply(const struct sketch *s)
{
	struct str language =
	    words_spoken(s->reader, str_language(s->c->language));
	struct str channel = s->c->channel;

	if (!language.n)
		language = brief_own(s, "language unknown");
	if (!channel.n)
		channel = brief_own(s, "channel unknown");
	return both(s, language, channel);
}

/* "gold; reply German, webchat; no identity check logged" */
void
brief_add_customer(const struct sketch *s, struct brief *b)
{
	enum { MOST = 3 };
	struct list l = { .s = s };
	size_t core = 0;
	struct brief_line *line;

	if (!(s->may >> FIELD_LANGUAGE & 1))
		return;
	line = brief_add(s, b, BRIEF_CUSTOMER, NO_TURN);
	if (!line)
		return;
	l.pieces = arena_array(s->scratch, MOST, sizeof(*l.pieces));
	if (s->may >> FIELD_TIER & 1 && s->c->customer_tier.n)
		put_piece(&l, one_line(s->scratch, s->c->customer_tier),
		    WEIGHT_DECIDES);
	core = l.n;
	put_piece(&l,
	    arena_printf(s->scratch, "%.*s %.*s",
		STR_ARG(brief_own(s, "reply")), STR_ARG(reply(s))),
	    WEIGHT_DECIDES);
	if (s->may >> FIELD_KNOWN & 1 && !s->checked)
		put_piece(&l, brief_own(s, "no identity check logged"),
		    WEIGHT_DECIDES);
	line->excerpt = (struct excerpt){
		.kind = EXCERPT_LIST, .pieces = l.pieces, .n = l.n, .core = core
	};
}

/* A turn is cited once, and they are in order. */
static void
cite(struct list *l, size_t turn)
{
	size_t i = l->n_cited;

	while (i > 0 && l->cited[i - 1] > turn)
		i--;
	if (turn == NO_TURN || (i > 0 && l->cited[i - 1] == turn))
		return;
	memmove(&l->cited[i + 1], &l->cited[i],
	    (l->n_cited - i) * sizeof(*l->cited));
	l->cited[i] = turn;
	l->n_cited++;
}

/* An order is looked up by its number. */
static void
put_fact(struct list *l, struct str text, size_t turn)
{
	put_piece(l, text, str_has_digit(text) ? WEIGHT_ASKS : WEIGHT_DECIDES);
	cite(l, turn);
}

/* Whether the line of what is wanted, which is short, has it. */
static bool
is_quoted(const struct sketch *s, const struct slot *slot)
{
	enum { SHORT = 12 /* words: nothing will be cut */ };
	struct str said = s->first == NO_TURN ? STR("") : s->texts[s->first];

	return memmem(said.p, said.n, slot->value.p, slot->value.n) &&
	       ease_words(said) <= SHORT;
}

static bool
is_customers(const struct sketch *s, const struct slot *slot)
{
	return slot->turn != NO_TURN &&
	       sketch_is_said_by(s, slot->turn, ROLE_CUSTOMER);
}

/* "order id: 1042", of the customer; or "plan: gold (record)". */
static void
put_slots(struct list *l, bool customers)
{
	const struct sketch *s = l->s;

	for (size_t i = 0; i < s->n_slots; i++) {
		const struct slot *slot = &s->slots[i];
		struct str text;

		if (is_customers(s, slot) != customers || is_quoted(s, slot))
			continue;
		text = arena_printf(s->scratch, "%.*s: %.*s",
		    STR_ARG(slot_title(s, slot)),
		    STR_ARG(sketch_clip(s, slot->value, VALUE)));
		if (!customers)
			text = arena_printf(s->scratch, "%.*s (%.*s)",
			    STR_ARG(text), STR_ARG(brief_own(s, "record")));
		put_fact(l, text, slot->turn);
	}
}

/* "SCK41XQ7TZ", "<PHONE_1>": what only names something, but no name. */
static bool
is_number(struct str word)
{
	enum { LEAST = 6 /* bytes of one with letters in it */ };
	size_t digits = 0, others = 0;

	if (str_begins(word, STR("<")))
		return !str_begins(word, STR("<NAME")) &&
		       !str_begins(word, STR("<PLACE")) &&
		       !str_begins(word, STR("<IP")) &&
		       memchr(word.p, '>', word.n);
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		digits += c >= '0' && c <= '9';
		others += !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
			  c != '-';
	}
	return digits >= 2 && !others && word.n >= LEAST;
}

/* The first number of a short turn; "". */
static struct str
number_in(struct str text)
{
	enum { SHORT = 80 /* bytes */ };
	size_t at = 0;

	while (text.n <= SHORT && at < text.n) {
		struct str word = { text.p + at, 0 };

		while (
		    at + word.n < text.n && (unsigned char)word.p[word.n] > ' ')
			word.n++;
		at += word.n + 1;
		while (word.n && strchr(",.;!?", word.p[word.n - 1]))
			word.n--;
		if (is_number(word))
			return word;
	}
	return STR("");
}

/* What the customer gave in turns that no line tells of, and no slot has. */
static void
put_numbers(struct list *l)
{
	const struct sketch *s = l->s;
	struct str before = STR("");

	for (size_t i = 0, n = 0; i <= s->turn && n < NUMBERS; i++) {
		struct str number;

		if (i == s->first || i == s->current || i == s->reference ||
		    !sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		number = number_in(s->texts[i]);
		for (size_t k = 0; k < s->n_slots; k++)
			if (str_eq(s->slots[k].value, number))
				number.n = 0;
		if (!number.n || str_eq(number, before))
			continue;
		before = number;
		put_fact(l, number, i);
		n++;
	}
}

/* "customer says order id: 1042; plan: gold (record)", and where that was said.
 */
void
brief_add_known(const struct sketch *s, struct brief *b)
{
	struct list l = { .s = s };
	size_t room = s->n_slots + 1 + NUMBERS, said;
	struct brief_line *line;

	l.pieces = arena_array(s->scratch, room, sizeof(*l.pieces));
	l.cited = arena_array(s->scratch, room, sizeof(*l.cited));
	if (s->reference != NO_TURN)
		put_fact(&l, s->texts[s->reference], s->reference);
	put_slots(&l, true);
	if (!s->n_slots)
		put_numbers(&l);
	said = l.n;
	put_slots(&l, false);
	line = l.n ? brief_add(s, b, BRIEF_KNOWN, NO_TURN) : NULL;
	if (!line)
		return;
	if (said)
		line->before = arena_printf(s->scratch, "%.*s ",
		    STR_ARG(brief_own(s, "customer says")));
	line->excerpt = (struct excerpt){
		.kind = EXCERPT_LIST, .pieces = l.pieces, .n = l.n
	};
	while (line->excerpt.core + 1 < l.n &&
	       l.pieces[line->excerpt.core].weight != WEIGHT_ASKS)
		line->excerpt.core++;
	line->turns = l.cited;
	line->n_turns = l.n_cited;
}
