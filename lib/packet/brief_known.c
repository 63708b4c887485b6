#include "packet/brief_lines.h"
#include "packet/one_line.h"
#include "text/text.h"

enum {
	VALUE = 60,  /* code points of what is known, at most */
	NUMBERS = 3, /* that are told where the log has no slots */
	AMOUNTS = 3  /* and of money */
};

static bool
is_customers(const struct sketch *s, const struct slot *slot)
{
	return slot->turn != NO_TURN &&
	       sketch_is_said_by(s, slot->turn, ROLE_CUSTOMER);
}

static void
add_value(const struct sketch *s, struct brief_line *line, enum brief_rank rank,
    struct str name, struct str value, bool recorded, size_t turn)
{
	struct brief_part *p = brief_part(s, line, rank, turn);

	if (name.n)
		p->before = arena_printf(s->scratch, "%.*s: ", STR_ARG(name));
	p->said = one_line(s->scratch, value);
	if (recorded)
		p->behind = arena_printf(
		    s->scratch, " (%.*s)", STR_ARG(brief_spoken(s, "record")));
}

/* "order id: 1042", of the customer; or "plan: gold (record)". */
static void
add_slots(const struct sketch *s, struct brief_line *line, bool customers)
{
	for (size_t i = 0; i < s->n_slots; i++) {
		const struct slot *slot = &s->slots[i];

		if (is_customers(s, slot) == customers)
			add_value(s, line,
			    str_has_digit(slot->value) ? RANK_FIRM : RANK_TELLS,
			    slot_title(s, slot),
			    sketch_clip(s, slot->value, VALUE), !customers,
			    slot->turn);
	}
}

/* "SCK41XQ7TZ", "<PHONE_1>": what only names something, but no name. */
static bool
is_number(struct str word)
{
	enum { LEAST = 5 /* bytes */ };
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
			  c != '-' && c != '/';
	}
	return digits >= 3 && !others && word.n >= LEAST;
}

static struct str
next_word(struct str text, size_t *at)
{
	struct str word;

	while (*at < text.n && (unsigned char)text.p[*at] <= ' ')
		++*at;
	word = (struct str){ text.p + *at, 0 };
	while (*at < text.n && (unsigned char)text.p[*at] > ' ') {
		word.n++;
		++*at;
	}
	while (word.n && strchr("#(\"'", word.p[0]))
		word = (struct str){ word.p + 1, word.n - 1 };
	while (word.n && strchr(",.;:!?)\"'", word.p[word.n - 1]))
		word.n--;
	return word;
}

/* Whether the line has the value already. */
static bool
has_value(const struct brief_line *line, struct str value)
{
	for (size_t i = 0; i < line->n_parts; i++)
		if (str_eq(line->parts[i].said, value))
			return true;
	return false;
}

/* What the bot asked for in a turn. */
static struct str
asked_label(const struct sketch *s, size_t turn)
{
	const struct gist *g = sketch_gist(s, turn);

	for (size_t i = 0; i < g->n; i++) {
		const struct gist_piece *p = &g->all[i];
		struct str label;

		if (!(p->things >> THING_NUMBER & 1))
			continue;
		label = gist_label(s->gist, p->text, s->c->language);
		if (label.n)
			return label;
	}
	return STR("");
}

/* What the number at a place of a turn is of, as it was said there, or as it
 * was asked for right before; "". */
static struct str
label_of(const struct sketch *s, size_t turn, size_t at)
{
	enum { NEAR = 40 /* bytes */ };
	struct str text = s->texts[turn], label;
	size_t from = at > NEAR ? text_whole(text, at - NEAR) : 0;

	while (from > 0 && from < at && (unsigned char)text.p[from] > ' ')
		from++;
	label = gist_label(
	    s->gist, (struct str){ text.p + from, at - from }, s->c->language);
	if (label.n || turn == 0 || !sketch_is_said_by(s, turn - 1, ROLE_BOT))
		return label;
	return asked_label(s, turn - 1);
}

/* What stands for something is told as what it is of: "phone number". */
static struct str
mask_label(const struct sketch *s, struct str mask, size_t turn, size_t at)
{
	static const struct {
		struct str begins;
		const char *name;
	} kinds[] = { { { "<EMAIL", 6 }, "e-mail" },
		{ { "<PHONE", 6 }, "phone number" },
		{ { "<ADDRESS", 8 }, "address" },
		{ { "<POSTCODE", 9 }, "address" },
		{ { "<CARD", 5 }, "card number" },
		{ { "<ACCOUNT", 8 }, "account number" } };
	struct str label = label_of(s, turn, at);
	const struct gist *g;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_begins(mask, kinds[i].begins))
			return brief_spoken(s, kinds[i].name);
	if (label.n)
		return label;
	if (turn > 0 && sketch_is_said_by(s, turn - 1, ROLE_BOT)) {
		g = sketch_gist(s, turn - 1);
		for (size_t i = 0; i < g->n; i++)
			if (g->all[i].things >> THING_CODE & 1)
				return words_spoken(
				    s->reader, gist_thing(THING_CODE));
	}
	return brief_spoken(s, "a number");
}

/* "account number: masked"; once. */
static void
add_mask(const struct sketch *s, struct brief_line *line, struct str mask,
    size_t turn, size_t at)
{
	struct str text = arena_printf(s->scratch, "%.*s: %.*s",
	    STR_ARG(mask_label(s, mask, turn, at)),
	    STR_ARG(brief_spoken(s, "masked")));

	for (size_t i = 0; i < line->n_parts; i++)
		if (str_eq(line->parts[i].before, text))
			return;
	brief_own(s, line, line->n_parts ? RANK_FIRM : RANK_CORE, text, turn);
}

/* What the customer gave, where it was said. */
static void
add_numbers_of(const struct sketch *s, struct brief_line *line, size_t turn)
{
	struct str text = s->texts[turn];

	for (size_t at = 0; at < text.n;) {
		struct str word = next_word(text, &at);

		if (line->n_parts >= NUMBERS)
			return;
		if (!is_number(word) || has_value(line, word))
			continue;
		if (str_begins(word, STR("<"))) {
			add_mask(
			    s, line, word, turn, (size_t)(word.p - text.p));
			continue;
		}
		add_value(s, line, line->n_parts ? RANK_FIRM : RANK_CORE,
		    label_of(s, turn, (size_t)(word.p - text.p)), word, false,
		    turn);
	}
}

/* "£120", "14,50€", "$5" */
static bool
is_amount(struct str word)
{
	static const struct str signs[] = { { "$", 1 }, { "\xc2\xa3", 2 },
		{ "\xe2\x82\xac", 3 }, { "\xe2\x82\xb9", 3 } };

	if (!str_has_digit(word))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_begins(word, signs[i]) ||
		    (word.n > signs[i].n &&
			!memcmp(word.p + word.n - signs[i].n, signs[i].p,
			    signs[i].n)))
			return true;
	return false;
}

/* What money the customer spoke of. */
static void
add_amounts(const struct sketch *s, struct brief_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++) {
		struct str text = s->texts[i];

		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		for (size_t at = 0; at < text.n && n < AMOUNTS;) {
			struct str word = next_word(text, &at);

			if (!is_amount(word) || has_value(line, word))
				continue;
			add_value(s, line, RANK_FIRM, STR(""), word, false, i);
			n++;
		}
	}
}

/* Who it is in the company's own books. */
static void
add_id(const struct sketch *s, struct brief_line *line)
{
	if (may_tell(s, FIELD_CUSTOMER_ID) && s->c->customer_id.n)
		add_value(s, line, RANK_CORE, brief_spoken(s, "customer id"),
		    sketch_clip(s, s->c->customer_id, VALUE), true, NO_TURN);
}

void
brief_add_known(const struct sketch *s, struct brief_line *line)
{
	if (!may_tell(s, FIELD_KNOWN))
		return;
	add_slots(s, line, true);
	for (size_t i = 0; i <= s->turn && !s->n_slots; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER))
			add_numbers_of(s, line, i);
	if (!line->n_parts)
		brief_own(s, line, RANK_CORE,
		    brief_spoken(s, "no number given"), NO_TURN);
	add_amounts(s, line);
	add_slots(s, line, false);
	add_id(s, line);
}
