#include "redact/scan.h"

#include <string.h>

#include "base/octets.h"

enum {
	LONG_TOKEN = 15,   /* a vehicle, a device */
	LONGEST_JOINT = 3, /* separators between two digits of one number */
};

/* One walk over a view. */
struct scan {
	struct finder *f;
	struct str text;
	const struct passage *passage;
	uint64_t possible;	       /* in so short a text */
	size_t next[MOST_RECOGNISERS]; /* each is behind its last match */
	size_t claimed;		       /* no number begins before it */
	const struct runs *runs;
	struct memo memo;
	bool silent_known, silent; /* see is_silent() */
};

static size_t
at_most_enough(size_t n)
{
	return n < FIND_ENOUGH ? n : FIND_ENOUGH;
}

/* Digits from `at` on that could be one number, up to FIND_ENOUGH. */
static size_t
count_digits(const struct scan *s, size_t at)
{
	enum { SURE = RUN_BLOCK - LONGEST_JOINT }; /* joints may go on */
	size_t n = 0;
	bool ends = false;

	for (; !ends && n < FIND_ENOUGH; at += SURE) {
		uint64_t digits = runs_bits(s->runs, RUN_DIGITS, at);
		uint64_t joints = runs_bits(s->runs, RUN_JOINTS, at);
		uint64_t end =
		    ~(digits | joints) | (joints & joints >> 1 & joints >> 2 &
					     joints >> LONGEST_JOINT);

		ends = end != 0;
		digits &= ends ? (end & -end) - 1 : (UINT64_C(1) << SURE) - 1;
		n += (size_t)__builtin_popcountll(digits);
	}
	return at_most_enough(n);
}

/* The bytes of a token from `at` on, up to FIND_ENOUGH. */
static size_t
count_token(const struct scan *s, size_t at)
{
	return at_most_enough(runs_length(s->runs, RUN_TOKEN, at));
}

/* Where recogniser `r` may begin, raised by the byte at `at`. */
static size_t
begin(const struct scan *s, size_t r, size_t at)
{
	const struct redact_policy *p = s->f->policy;
	size_t start = at;

	while (start > s->next[r] && at - start < p->recognisers[r].reach &&
	       p->behind[(unsigned char)s->text.p[start - 1]] >> r & 1)
		start--;
	while (start < at &&
	       !(p->begins[(unsigned char)s->text.p[start]] >> r & 1))
		start++;
	return start;
}

static struct candidate
candidate_at(struct scan *s, const struct recogniser *rec, size_t start)
{
	return (struct candidate){ .kind = rec->kind,
		.text = s->text,
		.start = start,
		.end = start,
		.heading = s->passage->heading,
		.before = s->passage->before,
		.lexicon = s->f->policy->lexicon,
		.memo = &s->memo,
		.row = rec,
		.rule = rec->rule,
		.score = 85 };
}

/* What means nothing by itself: a long token may be one that does. */
static bool
is_called(struct scan *s, const struct candidate *c)
{
	if (c->kind == KIND_CVV)
		return cvv_is_near(c);
	return candidate_named(c) != KIND_NOTHING ||
	       count_token(s, c->start) >= LONG_TOKEN ||
	       (c->kind == KIND_DOB && birth_is_near(c));
}

/* Ask one recogniser; false when its pattern could not be decided. */
static bool
ask(struct scan *s, size_t r, size_t at)
{
	const struct redact_policy *p = s->f->policy;
	const struct recogniser *rec = &p->recognisers[r];
	size_t start = rec->reach ? begin(s, r, at) : at;
	struct candidate c;

	if (!(p->begins[(unsigned char)s->text.p[start]] >> r & 1) ||
	    (p->alone >> r & 1 && is_alnum(byte_at(s->text, start - 1))) ||
	    (rec->shape && !rec->shape(s->text, start)))
		return true;
	c = candidate_at(s, rec, start);
	if (rec->called && !is_called(s, &c))
		return true;
	s->f->tried++;
	switch (pattern_at(
	    p->patterns[r], s->f->memory, s->text, c.start, &c.end)) {
	case PATTERN_FAILED:
		return false;
	case PATTERN_NO:
		return true;
	case PATTERN_YES:
		break;
	}
	if (rec->valid && !rec->valid(&c))
		return true;
	if (rec->kind == KIND_NOTHING)
		s->claimed = c.end;
	if (c.kind != KIND_NOTHING && p->kinds[c.kind]) {
		s->next[r] = c.end;
		spans_add(&s->f->candidates, (struct span){ .start = c.start,
						 .end = c.end,
						 .kind = c.kind,
						 .rule = c.rule,
						 .score = c.score });
	}
	return true;
}

/* Nothing in the text says what its numbers are called, nor does what stands
 * around it: only a long token may be one of those. */
static bool
is_silent(struct scan *s)
{
	struct candidate c;

	if (!s->silent_known) {
		c = candidate_at(s, &s->f->policy->recognisers[0], 0);
		s->silent = candidate_is_silent(&c) && !birth_is_spoken_of(&c);
	}
	s->silent_known = true;
	return s->silent;
}

/* Whether the token around a place may be one that means something alone. */
static bool
is_in_long_token(const struct scan *s, size_t at)
{
	return runs_length(s->runs, RUN_TOKEN, at) +
		   runs_length_before(s->runs, RUN_TOKEN, at) >=
	       LONG_TOKEN;
}

/* "8b1": the digit at `at` is not the first of its word. */
static bool
is_later_digit(const struct scan *s, size_t at)
{
	size_t letters;

	do {
		letters = runs_length_before(s->runs, RUN_LETTERS, at);
		at -= letters;
	} while (letters == RUN_BLOCK);
	return is_digit(byte_at(s->text, at - 1));
}

/* All that the byte at `at` raises: if it is a digit, one of a run. */
static bool
raise(struct scan *s, size_t at, size_t run, uint64_t raised)
{
	const struct redact_policy *p = s->f->policy;
	struct str text = s->text;
	bool digit = is_digit(text.p[at]);

	raised &= s->possible;
	raised &= p->begins[(unsigned char)text.p[at]] |
		  (at ? p->behind[(unsigned char)text.p[at - 1]] : 0);
	if (digit && at < s->claimed)
		raised &= ~p->numbers;
	if (digit && is_later_digit(s, at))
		raised &= ~p->firsts;
	if (raised)
		raised &= p->token[count_token(s, at + !is_alnum(text.p[at]))];
	if (raised && digit) {
		size_t n = at_most_enough(run);

		raised &= p->unbroken[n] &
			  p->after[(unsigned char)byte_at(text, at + n)];
	}
	if (raised && digit)
		raised &= p->digits[count_digits(s, at)];
	if (raised & p->called && is_silent(s)) {
		if (text.n < LONG_TOKEN)
			s->possible &= ~p->called;
		if (text.n < LONG_TOKEN || !is_in_long_token(s, at))
			raised &= ~p->called;
	}
	for (; raised; raised &= raised - 1) {
		size_t r = (size_t)__builtin_ctzll(raised);

		if (at < s->next[r])
			continue;
		if (digit && at < s->claimed && p->numbers >> r & 1)
			continue;
		if (!ask(s, r, at))
			return false;
	}
	return true;
}

/*
 * Whether a record may have come to that number: they are given without a gap,
 * so that it has no fewer placeholders of the kind.  What has one or two
 * digits tells nothing anyway.
 */
static bool
may_be_numbered(struct finder *f, enum kind k, unsigned number)
{
	enum { TELLS_NOTHING = 99 };

	return number <= TELLS_NOTHING || number <= find_held(f, k);
}

/* A placeholder of an earlier run holds nothing, and keeps its number; what
 * only looks like one is what it says, as a whole. */
static size_t
skip_placeholder(struct finder *f, struct str text, size_t at)
{
	unsigned number;
	enum kind k;
	size_t end;

	if (kind_placeholder(text, at, &k, &number, &end) &&
	    (k == KIND_NOTHING || may_be_numbered(f, k, number))) {
		if (k != KIND_NOTHING && number > f->most[k])
			f->most[k] = number;
		return end - 1;
	}
	if (!kind_tagged(text, at, &k, &end) || !f->policy->kinds[k])
		return at;
	spans_add(&f->candidates, (struct span){ .start = at,
				      .end = end,
				      .kind = k,
				      .rule = "tagged",
				      .score = 85 });
	return end - 1;
}

/*
 * *******1111 holds nothing more, nor do the first digits of 411111******1111,
 * unless digits go on behind it: the last byte of it, or `at`.
 */
static size_t
skip_masked(struct str text, size_t at)
{
	size_t i = at, stars = 0, signs = 0;

	for (; is_digit(byte_at(text, i)) && i - at < 7; i++)
		;
	for (; byte_at(text, i) == '*'; i++)
		stars++;
	for (; is_alnum(byte_at(text, i)); i++)
		signs++;
	if (stars < 4 || signs > 4 || i == at ||
	    is_digit(byte_at(text,
		i + (byte_at(text, i) == ' ' || byte_at(text, i) == '-'))))
		return at;
	return i - 1;
}

static bool
is_ellipsis(struct str text, size_t at)
{
	enum { BYTES = 3 };

	return at < text.n && text.n - at >= BYTES &&
	       (memcmp(text.p + at, "...", BYTES) == 0 ||
		   memcmp(text.p + at, "\xe2\x80\xa6", BYTES) == 0);
}

/* "4111...1111", "411111...1111": a card that is cut short so, too, where no
 * digits stand before or behind it; the last byte of it, or `at`. */
static size_t
skip_cut_card(struct str text, size_t at)
{
	enum { GROUP = 4, LONG_GROUP = 6, DOTS = 3 };
	size_t i = at, from;

	while (is_digit(byte_at(text, i)) && i - at <= LONG_GROUP)
		i++;
	if ((i - at != GROUP && i - at != LONG_GROUP) || !is_ellipsis(text, i))
		return at;
	for (from = i += DOTS; is_digit(byte_at(text, i)); i++)
		;
	if (i - from != GROUP || is_alpha(byte_at(text, i)) ||
	    is_digit(byte_at(text, i + 1)) || is_digit(byte_at(text, at - 2)) ||
	    is_alnum(byte_at(text, at - 1)))
		return at;
	return i - 1;
}

static size_t
digits_at(const struct scan *s, size_t at)
{
	size_t n = 0, more;

	do
		n += more = runs_length(s->runs, RUN_DIGITS, at + n);
	while (more == RUN_BLOCK);
	return n;
}

/* The last byte of what begins at `at`, with a run of digits perhaps, and holds
 * nothing; or `at`. */
static size_t
skip(const struct scan *s, size_t at, size_t run)
{
	switch (byte_at(s->text, at + run)) {
	case '<':
		return run ? at : skip_placeholder(s->f, s->text, at);
	case '*':
		return skip_masked(s->text, at);
	case '.':
	case '\xe2':
		return skip_cut_card(s->text, at);
	default:
		return at;
	}
}

/* Whether what stands before had a say, or may have one where it is written
 * without a placeholder. */
static bool
heeds_before(const struct scan *s)
{
	return (s->memo.asked_known && s->memo.asked != KIND_NOTHING) ||
	       s->memo.says_phone || s->memo.heeds_card ||
	       !s->f->policy->tags_all;
}

bool
scan_view(struct finder *f, const struct passage *p)
{
	struct scan s = { .f = f,
		.passage = p,
		.text = f->view.text,
		.runs = &f->runs,
		.memo.is_number = p->of == PASSAGE_NUMBER };
	const struct redact_policy *policy = f->policy;
	struct str text = s.text;

	runs_mark(&f->runs, text);
	s.possible = policy->size[at_most_enough(text.n)];
	for (size_t i = 0, last; i < text.n; i = last + 1) {
		uint64_t raised;
		size_t run = 0;

		while (i < text.n && !policy->stops[(unsigned char)text.p[i]])
			i++;
		if (i == text.n)
			break;
		raised = policy->raises[(unsigned char)text.p[i]];
		if (is_digit(text.p[i]))
			run = digits_at(&s, i);
		last = skip(&s, i, run);
		if (last > i)
			continue;
		if (raised && !raise(&s, i, run, raised))
			return false;
		last += run ? run - 1 : 0;
	}
	if (f->told.n)
		f->reader.heeds_before |= heeds_before(&s);
	return true;
}

/*
 * Whether one of p[1] .. p[OCTETS] is loud: whatever a recogniser looks for has
 * a digit, a colon, an @, a stroke or a "www." in it, '<' begins a placeholder,
 * and the bytes beyond ASCII begin the characters that view.h makes one of
 * these, or are inside of small digits and of those in circles.
 */
static bool
has_loud(const char *p)
{
	struct octets before = octets_load(p), x = octets_load(p + 1);

	return OCTETS_ANY((x.c - '/' <= '<' - '/') | (x.c == '@') |
			  (x.c == 0xc2) | (x.c == 0xe3) | (x.c >= 0xef) |
			  (x.c - 0xd9 <= 0xe1 - 0xd9) | ((x.c & 0xef) == 0x81) |
			  ((x.c == '.') & ((before.c | 0x20) == 'w')));
}

bool
scan_is_quiet(struct str s)
{
	char rest[OCTETS + 1] = "";
	size_t i = 0;

	/* The byte before the first, and none behind the last. */
	if (s.n <= OCTETS) {
		if (s.n)
			memcpy(rest + 1, s.p, s.n);
		return !has_loud(rest);
	}
	memcpy(rest + 1, s.p, OCTETS);
	if (has_loud(rest))
		return false;
	for (; i + OCTETS + 1 <= s.n; i += OCTETS)
		if (has_loud(s.p + i))
			return false;
	return i + 1 == s.n || !has_loud(s.p + s.n - OCTETS - 1);
}
