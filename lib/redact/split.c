#include "redact/split.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "redact/context.h"
#include "redact/letters.h"
#include "redact/numbers.h"
#include "redact/recogniser.h"

enum {
	PARTS = 5,   /* of one number */
	BETWEEN = 2, /* turns of others between two parts */
	LEAD = 96,   /* bytes before the first part that say what it is */
	PART = 48,   /* bytes */
	SAID = 160,  /* bytes of one in words */
	WORD = 24,   /* bytes of one word of it */
	FEWEST = 2,  /* digits that are said */
	MOST_PART = MOST_SAID > PART ? MOST_SAID : PART,
	TOKEN = 12, /* bytes between two blanks */
	WORDS = 3,  /* before a part: "yeah it goes" */
};

enum lead { LEAD_OTHER, LEAD_FEW, LEAD_GOES_ON };

/* A part: bytes of the view of a turn's text, and of the text.  There are many
 * of which nothing comes: it holds its bytes itself. */
struct part {
	size_t turn;
	char bytes[LEAD + MOST_PART];
	size_t n;      /* bytes: what stands before the part, and the part */
	size_t n_lead; /* those before it */
	uint32_t start, end; /* in the turn's text */
	enum kind alone_is;  /* what it is by itself */
	enum lead led_by;
};

static bool
is_joint(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/';
}

static bool
is_end(char c)
{
	return c == ' ' || c == '.' || c == ',' || c == '-' || c == '!' ||
	       c == ';' || c == ':';
}

/* The token that ends at `end` has a digit in it: where it begins; or `end`. */
static size_t
token_start(struct str text, size_t end)
{
	size_t i = end;
	bool digit = false;

	while (i > 0 && end - i <= TOKEN &&
	       (is_alnum(text.p[i - 1]) || text.p[i - 1] == '+'))
		digit |= is_digit(text.p[--i]);
	return digit && end - i <= TOKEN ? i : end;
}

/* The tokens with digits that a text ends with. */
static bool
read_tail(struct str text, size_t *start, size_t *end)
{
	size_t at;

	*end = text.n;
	while (*end > 0 && is_end(text.p[*end - 1]) && text.n - *end < 4)
		(*end)--;
	at = *start = *end;
	for (;;) {
		size_t from = token_start(text, at);

		if (from == at || *end - from > PART)
			break;
		*start = at = from;
		if (at > 0 && is_joint(text.p[at - 1]))
			at--;
		else
			break;
	}
	return *start < *end;
}

/* The word that ends right before `end`, behind a mark or two. */
static struct str
word_before(struct str text, size_t end)
{
	size_t at = end, from;

	while (at > 0 && is_end(text.p[at - 1]) && end - at < 2)
		at--;
	for (from = at;
	     from > 0 && is_alpha(text.p[from - 1]) && at - from < WORD;)
		from--;
	return (struct str){ text.p + from, at - from };
}

/* The number in words that a text ends with, "oh seven double oh": its digits,
 * and how many they are. */
static size_t
read_said_tail(const struct finder *f, struct str text, size_t *start,
    size_t *end, char digits[MOST_SAID])
{
	size_t n = 0, from, more;

	*end = text.n;
	while (*end > 0 && is_end(text.p[*end - 1]) && text.n - *end < 4)
		(*end)--;
	for (*start = *end; *end - *start < SAID; *start = from, n = more) {
		struct str word = word_before(text, *start);
		char all[MOST_SAID], its[MOST_SAID];

		from = (size_t)(word.p - text.p);
		/* "this one": one word is no part of a number */
		if (!number_ends_may_be(&f->ends, word) ||
		    (n == 0 &&
			!number_ends_may_be(&f->ends, word_before(text, from))))
			break;
		more = number_digits((struct str){ word.p, *end - from }, all);
		/* "nine hundred" has no more digits than "hundred" */
		if (more < n || (more == n && !number_digits(word, its)))
			break;
		memcpy(digits, all, more);
	}
	return n;
}

/* What stands before a part: a digit, or many words; a few; or nothing, or what
 * says that a number goes on: "and then", but no "zip" or "audi a". */
static enum lead
lead_before(const struct finder *f, struct str text, size_t at)
{
	const struct word_lists *lists = f->policy->words->lists;
	struct letters words = letters_of((struct str){ text.p, at });
	size_t start, end, n = 0;
	bool goes_on = true;

	for (size_t i = 0; i < at; i++)
		if (is_digit(text.p[i]))
			return LEAD_OTHER;
	for (; letters_next(&words, &start, &end); n++)
		goes_on =
		    goes_on && word_lists_have_letters(lists, WORDS_part_then,
				   (struct str){ text.p + start, end - start });
	if (goes_on)
		return LEAD_GOES_ON;
	return n <= WORDS ? LEAD_FEW : LEAD_OTHER;
}

/* The last word, which ends at `end`, may be of a number: "seven", "ninety". */
static bool
may_end_with_word(const struct finder *f, struct str raw, size_t end)
{
	size_t i = end;

	while (i > 1 && is_alpha(raw.p[i - 1]) && end - i < WORD)
		i--;
	return i < end && ((unsigned char)raw.p[i - 1] >= 0x80 ||
			      number_ends_may_be(&f->ends,
				  (struct str){ raw.p + i, end - i }));
}

/* The character that ends at `end` is a picture, which no digit is. */
static bool
is_picture(struct str raw, size_t end)
{
	return end > 4 && (unsigned char)raw.p[end - 4] == 0xf0 &&
	       (unsigned char)raw.p[end - 3] == 0x9f;
}

/* Most texts do not end with a digit; they are not even decoded. */
static bool
may_end_with_part(
    const struct finder *f, const struct conv *c, const struct turn *t)
{
	struct str raw;
	size_t i;

	if (!t->text)
		return false;
	raw = json_raw(c->json, t->text);
	i = raw.n - 1;
	while (i > 1 && is_end(raw.p[i - 1]) && raw.n - i < 6)
		i--;
	return i > 1 && (is_digit(raw.p[i - 1]) ||
			    (is_alnum(raw.p[i - 1]) && i > 2 &&
				is_digit(raw.p[i - 2])) ||
			    ((unsigned char)raw.p[i - 1] >= 0x80 &&
				!is_picture(raw, i)) ||
			    may_end_with_word(f, raw, i));
}

/* "******3456": no part of another number. */
static bool
is_masked(struct str text, size_t start)
{
	return start > 1 && text.p[start - 1] == '*' &&
	       text.p[start - 2] == '*';
}

static void
hold(struct part *p, struct str bytes)
{
	memcpy(p->bytes + p->n, bytes.p, bytes.n);
	p->n += bytes.n;
}

static struct str
part_text(const struct part *p)
{
	return (struct str){ p->bytes + p->n_lead, p->n - p->n_lead };
}

static bool
read_part(struct finder *f, const struct conv *c, size_t turn, struct part *p)
{
	const struct turn *t = &c->turns[turn];
	struct str view;
	size_t start, end, lead, n_said = 0;
	char said[MOST_SAID];

	if (!may_end_with_part(f, c, t))
		return false;
	view_open(&f->view, conv_text(c, t));
	view = f->view.text;
	if (!read_tail(view, &start, &end) &&
	    (n_said = read_said_tail(f, view, &start, &end, said)) < FEWEST)
		return false;
	if (is_masked(view, start))
		return false;
	lead = start > LEAD ? start - LEAD : 0;
	*p = (struct part){ .turn = turn,
		.start = view_start(&f->view, start),
		.end = view_end(&f->view, end - 1),
		.led_by = lead_before(f, view, start) };
	hold(p, (struct str){ view.p + lead, start - lead });
	p->n_lead = p->n;
	hold(p, n_said ? (struct str){ said, n_said }
		       : (struct str){ view.p + start, end - start });
	return true;
}

static struct passage
passage_of(const struct transcript *said, size_t turn)
{
	return (struct passage){ .of = PASSAGE_NUMBER,
		.heading = &heading_none,
		.before = transcript_before(said, turn),
		.turn = (int64_t)turn,
		.conv = said->conv };
}

/* Whether an earlier run wrote it in a form that is no placeholder: the year of
 * a date, a number of nobody. */
static bool
was_written(struct finder *f, struct str text)
{
	const enum operation *earlier = f->replacer.earlier;

	for (int k = 0; k < N_KINDS; k++)
		if (earlier[k] != OP_PLACEHOLDER &&
		    replace_is_ours(
			&f->replacer, (enum kind)k, earlier[k], text))
			return true;
	return false;
}

/* What is ours is whole and goes on nowhere: what was found in the part, or a
 * group of it. */
static bool
is_ours(struct finder *f, const struct part *p)
{
	struct str rest = part_text(p);

	for (size_t i = 0; i < f->merged.n; i++) {
		const struct span *s = &f->merged.at[i];

		if (s->end > p->n_lead &&
		    was_written(f,
			(struct str){ p->bytes + s->start, s->end - s->start }))
			return true;
	}
	while (rest.n > 0) {
		const char *blank = memchr(rest.p, ' ', rest.n);
		size_t n = blank ? (size_t)(blank - rest.p) : rest.n;

		if (was_written(f, (struct str){ rest.p, n }))
			return true;
		n += n < rest.n;
		rest = (struct str){ rest.p + n, rest.n - n };
	}
	return false;
}

/* What a part is by itself, or what it ends, or KIND_NOTHING; false: it is no
 * part. */
static bool
look_at_alone(struct finder *f, const struct transcript *said, struct part *p)
{
	struct passage where = passage_of(said, p->turn);

	p->alone_is = KIND_NOTHING;
	if (!find_once(f, (struct str){ p->bytes, p->n }, &where))
		return true;
	if (f->merged.n > 0 && f->merged.at[f->merged.n - 1].end >= p->n)
		p->alone_is = f->merged.at[f->merged.n - 1].kind;
	return !is_ours(f, p);
}

static size_t
count_digits(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += is_digit(text.p[i]);
	return n;
}

/* Nobody stops behind the fourth digit of a social security number, but who
 * gives the last four, and then another number. */
static bool
stops_at_four(const struct part *parts, size_t n)
{
	size_t digits = 0;

	for (size_t i = 0; i + 1 < n; i++)
		if ((digits += count_digits(part_text(&parts[i]))) == 4)
			return true;
	return false;
}

/* Numbers that follow each other make another by chance, if no check digits
 * prove it: those of other parts may not be called anything else, and of most
 * kinds the whole has to be called so, and to end where they do. */
static bool
is_told(const struct span *span, const struct part *parts, size_t n, size_t end)
{
	struct str rule = str_of(span->rule);

	if (span->kind == KIND_IBAN || str_eq(rule, STR("card")))
		return true;
	for (size_t i = 1; i < n; i++)
		if (parts[i].led_by != LEAD_GOES_ON)
			return false;
	if (span->kind == KIND_CARD || span->kind == KIND_PHONE)
		return true;
	if ((span->kind == KIND_SSN || span->kind == KIND_ITIN) &&
	    stops_at_four(parts, n))
		return false;
	return span->end == end && str_begins(rule, STR("called"));
}

/* A number as it is kept: there may be one for eighty bytes of a record. */
struct number {
	unsigned char kind, score;
	bool is_said;
	uint16_t n; /* bytes behind it */
};

static uint32_t
put_number(struct buf *numbers, const struct span *s, struct str whole)
{
	struct number number = { (unsigned char)s->kind, s->score, s->is_said,
		(uint16_t)whole.n };
	size_t at = numbers->n;

	buf_put(numbers, &number, sizeof(number));
	buf_str(numbers, whole);
	return (uint32_t)at;
}

static struct number
number_of(const struct splits *s, const struct split *split)
{
	struct number number;

	memcpy(&number, s->numbers.p + split->number, sizeof(number));
	return number;
}

/* The number that `n` parts are together, from inside the first to inside the
 * last; false: they are none. */
static bool
join(struct finder *f, const struct transcript *said, const struct part *parts,
    size_t n, struct buf *numbers, uint32_t *number)
{
	struct passage where = passage_of(said, parts[0].turn);
	const struct span *span = NULL;
	char bytes[LEAD + PARTS * (MOST_PART + 1)];
	size_t lead = parts[0].n_lead, first_end = parts[0].n, last = 0;
	struct str joined = { bytes, first_end };
	bool found = false;

	memcpy(bytes, parts[0].bytes, first_end);
	for (size_t i = 1; i < n; i++) {
		struct str text = part_text(&parts[i]);

		bytes[joined.n++] = ' ';
		last = joined.n;
		memcpy(bytes + last, text.p, text.n);
		joined.n += text.n;
	}
	if (!find_once(f, joined, &where))
		return false;
	for (size_t i = 0; i < f->merged.n && !found; i++) {
		span = &f->merged.at[i];
		found = span->start >= lead && span->start < first_end &&
			span->end > last;
	}
	/* "I paid 200", "555 1234": the shape of a telephone number is not
	 * enough. */
	if (!found ||
	    (span->kind == KIND_PHONE &&
		!context_says_phone(
		    f->policy->lexicon, joined, span->start, where.before)) ||
	    !is_told(span, parts, n, joined.n))
		return false;
	for (size_t i = 1; i < n; i++)
		if (parts[i].alone_is <= span->kind)
			return false;
	*number = put_number(numbers, span,
	    (struct str){ bytes + span->start, span->end - span->start });
	return true;
}

static void
add(struct splits *s, struct split split)
{
	enum { MANY = 1 << 14 }; /* more grow slowly */

	if (s->n == s->room) {
		s->room =
		    s->room < MANY ? 2 * s->room + 8 : s->room + s->room / 4;
		s->at = realloc(s->at, s->room * sizeof(*s->at));
		if (!s->at)
			die_of_memory();
	}
	s->at[s->n++] = split;
}

static void
add_all(struct splits *s, const struct part *parts, size_t n, uint32_t number)
{
	for (size_t i = 0; i < n; i++)
		add(s, (struct split){ .turn = (uint32_t)parts[i].turn,
			   .start = parts[i].start,
			   .end = parts[i].end,
			   .number = number });
}

void
split_free(struct splits *s)
{
	free(s->at);
	buf_free(&s->numbers);
	*s = (struct splits){ 0 };
}

/* The parts of one speaker from turn `first` on. */
static size_t
gather(struct finder *f, const struct conv *c, size_t first,
    struct part parts[PARTS])
{
	size_t n = 1, others = 0;

	if (!read_part(f, c, first, &parts[0]))
		return 0;
	for (size_t t = first + 1;
	     t < c->n_turns && n < PARTS && others <= BETWEEN; t++) {
		if (c->turns[t].role != c->turns[first].role) {
			others++;
			continue;
		}
		if (!read_part(f, c, t, &parts[n]) ||
		    parts[n].led_by == LEAD_OTHER)
			break;
		n++;
		others = 0;
	}
	return n;
}

/* The next turn of the same speaker may end with a part: most numbers are said
 * in one turn, and cost no more than this. */
static bool
may_go_on(const struct finder *f, const struct conv *c, size_t first)
{
	size_t t = first + 1;

	while (t < c->n_turns && t - first <= BETWEEN + 1 &&
	       c->turns[t].role != c->turns[first].role)
		t++;
	return t < c->n_turns && t - first <= BETWEEN + 1 &&
	       may_end_with_part(f, c, &c->turns[t]);
}

void
split_find(struct splits *s, struct finder *f, const struct transcript *said)
{
	const struct conv *c = said->conv;

	s->n = 0;
	buf_forget(&s->numbers);
	for (size_t t = 0; t + 1 < c->n_turns; t++) {
		struct part parts[PARTS];
		uint32_t number;
		size_t n;

		if (!may_end_with_part(f, c, &c->turns[t]) ||
		    !may_go_on(f, c, t))
			continue;
		n = gather(f, c, t, parts);
		if (n < 2)
			continue;
		for (size_t i = 0; i < n; i++) {
			if (!look_at_alone(f, said, &parts[i]))
				n = i;
		}
		if (n == 0 || parts[0].alone_is != KIND_NOTHING)
			continue;
		while (n > 1 && !join(f, said, parts, n, &s->numbers, &number))
			n--;
		if (n < 2)
			continue;
		add_all(s, parts, n, number);
		t = parts[n - 1].turn;
	}
}

bool
split_in(const struct splits *s, int64_t turn, struct span *part)
{
	size_t low = 0, high = s->n;
	struct number number;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((int64_t)s->at[middle].turn < turn)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == s->n || (int64_t)s->at[low].turn != turn)
		return false;
	number = number_of(s, &s->at[low]);
	*part = (struct span){ .start = s->at[low].start,
		.end = s->at[low].end,
		.kind = number.kind,
		.score = number.score,
		.is_said = number.is_said,
		.is_part = true,
		.rule = "split-turns" };
	return true;
}

struct str
split_whole(const struct splits *s, const struct conv *c, uint32_t text)
{
	size_t low = 0, high = s->n;
	struct number number;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (c->turns[s->at[middle].turn].text <= text)
			low = middle;
		else
			high = middle;
	}
	number = number_of(s, &s->at[low]);
	return (struct str){ s->numbers.p + s->at[low].number + sizeof(number),
		number.n };
}
