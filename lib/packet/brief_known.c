#include "packet/brief_lines.h"

#include "base/ascii.h"
#include "base/octets.h"
#include "packet/one_line.h"
#include "packet/word_lists.h"
#include "text/text.h"

enum {
	VALUE = 60,  /* code points of what is known, at most */
	NUMBERS = 3, /* that are told where the log has no slots */
	AMOUNTS = 3  /* and of money */
};

/* What the customer gave, and what it is of, or "". */
struct known_value {
	struct str name, value;
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
		p->before = ARENA_JOIN(s->scratch, name, STR(": "));
	p->said = one_line(s->scratch, value);
	if (recorded)
		p->behind = ARENA_JOIN(
		    s->scratch, STR(" ("), brief_spoken(s, "record"), STR(")"));
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

/* "2009-13", "2024/2025" */
static bool
is_years(struct str word)
{
	if (word.n < 7 || word.n > 9 ||
	    (!str_begins(word, STR("19")) && !str_begins(word, STR("20"))) ||
	    (word.p[4] != '-' && word.p[4] != '/') ||
	    (word.n == 9 && memcmp(word.p, word.p + 5, 2) != 0))
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (i != 4 && !is_digit(word.p[i]))
			return false;
	return word.n != 8;
}

/* "14/07/1988", "2026-03-01" */
static bool
is_date(struct str word)
{
	size_t groups[3] = { 0, 0, 0 }, n = 0;
	char mark = '\0';

	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (is_digit(c)) {
			groups[n]++;
			continue;
		}
		if ((c != '/' && c != '-') || (mark && c != mark) || ++n == 3)
			return false;
		mark = c;
	}
	if (n != 2 || groups[1] > 2)
		return false;
	return mark == '/' ? groups[0] <= 2 && groups[2] <= 4
			   : groups[0] == 4 && groups[2] == 2;
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
		       !str_begins(word, STR("<AGE")) &&
		       !str_begins(word, STR("<DATE")) &&
		       memchr(word.p, '>', word.n);
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		digits += is_digit(c);
		others += !is_digit(c) && !is_upper(c) && c != '-' && c != '/';
	}
	return digits >= 3 && !others && word.n >= LEAST && !is_years(word) &&
	       !is_date(word);
}

/* "M4RTQX" */
static bool
is_locator(struct str word)
{
	enum { LEAST = 5, LONGEST = 8 /* bytes */ };

	for (size_t i = 0; i < word.n; i++)
		if (!is_digit(word.p[i]) && !is_upper(word.p[i]))
			return false;
	return word.n >= LEAST && word.n <= LONGEST && str_has_digit(word);
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

static struct octets
may_be_numbers(struct octets x)
{
	return OCTETS_TRUE((x.c - '0' < 10) | (x.c == '<'));
}

/* The start of the next word that may be a number: one with a digit, or a "<",
 * in it; text.n where there is none. */
static size_t
next_number(struct str text, size_t at)
{
	size_t from = at;

	at = octets_find(text.p, text.n, at, may_be_numbers);
	while (at < text.n && at > from && (unsigned char)text.p[at - 1] > ' ')
		at--;
	return at;
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
	bool asked = false;

	for (size_t i = 0; i < g->n; i++) {
		const struct gist_piece *p = &g->all[i];
		struct str label;

		if (!(p->things >> THING_NUMBER & 1))
			continue;
		label = gist_label(s->gist, p->text, s->c->language);
		if (label.n)
			return label;
		asked |= p->asks || p->marks >> GIST_ASK & 1;
	}
	return asked ? words_spoken(s->reader, gist_thing(THING_NUMBER))
		     : STR("");
}

/* What the number at a place of a turn is of, as it was said there; "". */
static struct str
own_label(const struct sketch *s, size_t turn, size_t at)
{
	enum { NEAR = 40 /* bytes */ };
	struct str text = s->texts[turn];
	size_t from = at > NEAR ? text_whole(text, at - NEAR) : 0;

	while (from > 0 && from < at && (unsigned char)text.p[from] > ' ')
		from++;
	return gist_label(
	    s->gist, (struct str){ text.p + from, at - from }, s->c->language);
}

/* Whether a number says again what was asked for in a turn: none was given
 * right behind it, or one that begins alike. */
static bool
is_said_again(const struct sketch *s, size_t asked, struct str number)
{
	enum { ALIKE = 3 /* bytes */ };
	struct str text = s->texts[asked + 1];
	bool any = false;

	for (size_t at = next_number(text, 0); at < text.n;
	     at = next_number(text, at)) {
		struct str word = next_word(text, &at);

		if (number.n > ALIKE && word.n > ALIKE &&
		    !memcmp(word.p, number.p, ALIKE))
			return true;
		any |= is_number(word) || is_locator(word);
	}
	return !any;
}

/* The same, or as it was asked for right before; where the first answer was not
 * found, somewhat before. */
static struct str
label_of(const struct sketch *s, size_t turn, size_t at)
{
	enum { SOON = 4 /* turns */ };
	size_t asked = s->deeds->asked[THING_NUMBER].turn;
	struct str label = own_label(s, turn, at);

	if (label.n || turn == 0 || !sketch_is_said_by(s, turn - 1, ROLE_BOT))
		return label;
	label = asked_label(s, turn - 1);
	if (!label.n && asked != NO_TURN && asked + 1 < turn &&
	    turn - asked <= SOON &&
	    is_said_again(s, asked, next_word(s->texts[turn], &at)))
		label = asked_label(s, asked);
	return label;
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
	struct str text = ARENA_JOIN(s->scratch, mask_label(s, mask, turn, at),
	    STR(": "), brief_spoken(s, "masked"));

	for (size_t i = 0; i < line->n_parts; i++)
		if (str_eq(line->parts[i].before, text))
			return;
	brief_own(s, line, line->n_parts ? RANK_FIRM : RANK_CORE, text, turn);
}

/* Whether the customer gave it again soon, with what was missing. */
static bool
is_completed(const struct sketch *s, size_t turn, struct str number)
{
	enum { SOON = 8 /* turns */ };

	for (size_t i = turn + 1; i <= s->turn && i <= turn + SOON; i++) {
		struct str text = s->texts[i];

		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		for (size_t at = 0; at < text.n;) {
			struct str word = next_word(text, &at);

			if (word.n > number.n && str_begins(word, number) &&
			    is_number(word))
				return true;
		}
	}
	return false;
}

/* Whether a word of a turn is a number, or what the bot asked for as one right
 * before. */
static bool
is_given_number(const struct sketch *s, size_t turn, struct str word)
{
	return is_number(word) ||
	       (turn > 0 && is_locator(word) &&
		   s->deeds->asked[THING_NUMBER].answer == DEED_GIVEN &&
		   sketch_is_said_by(s, turn - 1, ROLE_BOT) &&
		   asked_label(s, turn - 1).n);
}

/* Where what is said of two numbers ends, of which one is right: "41230 instead
 * of 14230"; 0: there is but one. */
static size_t
end_of_correction(struct str text, size_t at)
{
	struct wordlist instead = packet_words(PACKET_WORDS_instead_of);
	struct str word = next_word(text, &at);
	struct str rest = { word.p, (size_t)(text.p + text.n - word.p) };

	for (size_t i = 0; i < instead.n; i++) {
		struct str words = wordlist_at(instead, i);

		if (!str_begins_nocase(rest, words) || rest.n == words.n ||
		    rest.p[words.n] != ' ')
			continue;
		at = (size_t)(rest.p + words.n - text.p);
		word = next_word(text, &at);
		if (is_number(word) && *word.p != '<')
			return (size_t)(word.p + word.n - text.p);
	}
	return 0;
}

/* What the customer gave, where it was said. */
static void
add_numbers_of(const struct sketch *s, struct brief_line *line, size_t turn)
{
	struct str text = s->texts[turn];

	for (size_t at = next_number(text, 0);
	     at < text.n && line->n_parts < NUMBERS;
	     at = next_number(text, at)) {
		struct str word = next_word(text, &at), label;
		size_t both;

		if (!is_given_number(s, turn, word) || has_value(line, word) ||
		    is_completed(s, turn, word))
			continue;
		if (str_begins(word, STR("<"))) {
			add_mask(
			    s, line, word, turn, (size_t)(word.p - text.p));
			continue;
		}
		label = label_of(s, turn, (size_t)(word.p - text.p));
		both = end_of_correction(text, at);
		if (both) {
			word.n = both - (size_t)(word.p - text.p);
			at = both;
		}
		/* figures beside a number that nobody says what they are of */
		if (!label.n && line->n_parts && is_digit(*word.p))
			continue;
		add_value(s, line, line->n_parts ? RANK_FIRM : RANK_CORE, label,
		    word, false, turn);
	}
}

/* The first numbers that the bot named: "application (bot): U19-40772". */
static void
add_bots_numbers(const struct sketch *s, struct brief_line *line)
{
	enum { MOST = 2 };
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++) {
		struct str text = s->texts[i];

		if (!sketch_is_said_by(s, i, ROLE_BOT))
			continue;
		for (size_t at = next_number(text, 0); at < text.n && n < MOST;
		     at = next_number(text, at)) {
			struct str word = next_word(text, &at), label;

			if (!is_number(word) || *word.p == '<' ||
			    has_value(line, word))
				continue;
			label = own_label(s, i, (size_t)(word.p - text.p));
			if (!label.n)
				continue;
			add_value(s, line, RANK_FIRM,
			    ARENA_JOIN(s->scratch, label, STR(" ("),
				brief_spoken(s, "bot"), STR(")")),
			    word, false, i);
			n++;
		}
	}
}

static bool
may_be_sign(char byte)
{
	return byte == '$' || (unsigned char)byte >= 0x80;
}

/* "£120", "14,50€", "$5" */
static bool
is_amount(struct str word)
{
	static const struct str signs[] = { { "$", 1 }, { "\xc2\xa3", 2 },
		{ "\xe2\x82\xac", 3 }, { "\xe2\x82\xb9", 3 } };

	/* mostly neither end is of one */
	if (!word.n ||
	    !(may_be_sign(*word.p) || may_be_sign(word.p[word.n - 1])))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_begins(word, signs[i]) ||
		    (word.n > signs[i].n &&
			!memcmp(word.p + word.n - signs[i].n, signs[i].p,
			    signs[i].n)))
			return str_has_digit(word);
	return false;
}

/* "pounds", behind an amount. */
static bool
is_currency(struct str word)
{
	return wordlist_has_nocase(packet_words(PACKET_WORDS_currency), word);
}

/* "412.60", but not "12.30" and "11.6.25", which may be times. */
static bool
is_no_time(struct str word)
{
	return word.n > 5 || word.p[word.n - 2] > '5' ||
	       (word.n == 5 &&
		   (word.p[0] > '2' || (word.p[0] == '2' && word.p[1] > '3')));
}

/* "138", "1,950" and "29.98"; *cents: with two digits behind a mark; *grouped:
 * with three. */
static bool
is_figure(struct str word, bool *cents, bool *grouped)
{
	for (size_t i = 0; i < word.n; i++)
		if (!is_digit(word.p[i]) &&
		    (!i || (word.p[i] != '.' && word.p[i] != ',')))
			return false;
	*cents = word.n > 3 && !is_digit(word.p[word.n - 3]);
	*grouped = word.n > 4 && word.p[word.n - 4] == ',';
	return word.n > 0;
}

/* Whether an amount is called so right before: "a fee of 11.50". */
static bool
stands_before(struct str name, struct str amount)
{
	enum { NEAR = 6 /* bytes */ };
	const char *end = name.p + name.n;

	return name.n && end <= amount.p && amount.p <= end + NEAR;
}

/* Where the amount ends that a figure is a part of, as "90 of the 341.80"
 * tells; 0: it is of none. */
static size_t
end_of_part(struct str text, size_t at)
{
	struct str word = next_word(text, &at);
	bool cents, grouped;

	if (!wordlist_has_nocase(packet_words(PACKET_WORDS_part_of), word))
		return 0;
	word = next_word(text, &at);
	if (!str_has_digit(word))
		word = next_word(text, &at);
	if (!is_amount(word) &&
	    !(is_figure(word, &cents, &grouped) && (cents || grouped)))
		return 0;
	return (size_t)(word.p + word.n - text.p);
}

/* The next amount of a text: one with a sign or the name of a currency, or a
 * figure with cents that a word for money stands before; false where none is.
 */
static bool
next_amount(const struct sketch *s, struct str text, size_t *at,
    struct known_value *found)
{
	while ((*at = next_number(text, *at)) < text.n) {
		struct str word = next_word(text, at), unit, name;
		size_t from = (size_t)(word.p - text.p), behind = *at, part;
		bool cents = false, grouped = false, sure = is_amount(word);

		if (!sure && !is_figure(word, &cents, &grouped))
			continue;
		sure |= cents && is_no_time(word);
		unit = next_word(text, &behind);
		if (!sure && is_currency(unit)) {
			word.n = (size_t)(unit.p + unit.n - word.p);
			*at = behind;
			sure = true;
		}
		part = sure ? 0 : end_of_part(text, *at);
		if (!sure && !cents && !grouped && !part)
			continue;
		name = gist_money(
		    s->gist, text, from, from + word.n, s->c->language);
		if (part) {
			word.n = part - from;
			*at = part;
			sure = true;
		}
		if (!sure && !stands_before(name, word))
			continue;
		*found = (struct known_value){ name, word };
		return true;
	}
	return false;
}

/* What money the customer spoke of. */
static void
add_amounts(const struct sketch *s, struct brief_line *line)
{
	struct known_value v;
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER) ||
		    !str_has_digit(s->texts[i]))
			continue;
		for (size_t at = 0;
		     n < AMOUNTS && next_amount(s, s->texts[i], &at, &v);) {
			/* what it is of tells what to do with it */
			if (!v.name.n || has_value(line, v.value))
				continue;
			add_value(
			    s, line, RANK_FIRM, v.name, v.value, false, i);
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
	/* whoever calls for help needs an address, and it leads to one */
	if (!may_tell(s, FIELD_KNOWN)) {
		add_id(s, line);
		return;
	}
	add_slots(s, line, true);
	for (size_t i = 0; i <= s->turn && !s->n_slots; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER))
			add_numbers_of(s, line, i);
	if (!s->n_slots)
		add_bots_numbers(s, line);
	if (!line->n_parts)
		brief_own(s, line, RANK_CORE,
		    brief_spoken(s, "no number given"), NO_TURN);
	add_amounts(s, line);
	add_slots(s, line, false);
	add_id(s, line);
}
