#include "redact/find.h"

#include <stdlib.h>

#include "base/die.h"

enum {
	PASSES = 8,	   /* until redacted text holds nothing more */
	LONG_TOKEN = 15,   /* a vehicle, a device */
	LONGEST_JOINT = 3, /* separators between two digits of one number */
};

static bool
wants(const struct redact_policy *p, const struct seeker *s)
{
	for (size_t i = 0; s->kinds[i] != N_KINDS; i++)
		if (p->kinds[s->kinds[i]])
			return true;
	return false;
}

void
find_init(struct finder *f, const struct redact_policy *p)
{
	*f = (struct finder){ .policy = p };
	f->replacer.policy = p;
	f->replacer.keys = p->keys;
	f->memory = pattern_memory_new(p->match_limit);
	text_init(&f->reader.words);
	for (size_t i = 0; i < N_SEEKERS; i++)
		if (wants(p, seekers[i]))
			f->seekers[i] = seekers[i]->open();
}

void
find_free(struct finder *f)
{
	pattern_memory_free(f->memory);
	view_free(&f->view);
	spans_free(&f->spans);
	spans_free(&f->candidates);
	spans_free(&f->merged);
	spans_free(&f->spare);
	buf_free(&f->masked);
	free(f->masks);
	text_free(&f->reader.words);
	for (size_t i = 0; i < N_SEEKERS; i++)
		if (f->seekers[i])
			seekers[i]->shut(f->seekers[i]);
}

bool
find_begin(struct finder *f, const struct conv *c, struct fault *fault)
{
	f->n_asked = 0;
	for (size_t i = 0; i < N_SEEKERS; i++) {
		void *self = f->seekers[i];

		if (!self)
			continue;
		if (seekers[i]->begin && !seekers[i]->begin(self, c, fault))
			return false;
		if (!seekers[i]->idle || !seekers[i]->idle(self))
			f->asked[f->n_asked++] = i;
	}
	return true;
}

bool
find_whole(struct finder *f, uint32_t value, struct span *span)
{
	for (size_t i = 0; i < N_SEEKERS; i++)
		if (f->seekers[i] && seekers[i]->whole &&
		    seekers[i]->whole(f->seekers[i], value, span) &&
		    f->policy->kinds[span->kind])
			return true;
	return false;
}

/* One walk over a view. */
struct scan {
	struct finder *f;
	struct str text;
	const struct passage *passage;
	size_t next[N_RECOGNISERS]; /* each is behind its last match */
	size_t claimed;		    /* no number begins before it */
	struct memo memo;
};

static bool
joins_digits(char c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '\n':
	case '.':
	case ',':
	case '-':
	case '/':
	case '(':
	case ')':
	case '+':
	case '_':
	case '*':
	case '|':
		return true;
	default:
		return false;
	}
}

/* Digits from `at` on that could be one number, up to FIND_ENOUGH. */
static size_t
count_digits(struct str text, size_t at)
{
	size_t n = 0, joint = 0;

	for (; at < text.n && n < FIND_ENOUGH && joint <= LONGEST_JOINT; at++) {
		if (is_digit(text.p[at])) {
			n++;
			joint = 0;
		} else if (joins_digits(text.p[at])) {
			joint++;
		} else {
			break;
		}
	}
	return n;
}

static size_t
count_token(struct str text, size_t at)
{
	size_t n = 0;

	for (; n < FIND_ENOUGH; n++) {
		char b = byte_at(text, at + n);

		if (!is_alnum(b) && b != '-' && b != '_')
			break;
	}
	return n;
}

/* Where recogniser `r` may begin, raised by the byte at `at`. */
static size_t
begin(const struct scan *s, size_t r, size_t at)
{
	const struct redact_policy *p = s->f->policy;
	size_t start = at;

	while (start > s->next[r] && at - start < recognisers[r].reach &&
	       p->behind[(unsigned char)s->text.p[start - 1]] >> r & 1)
		start--;
	while (start < at &&
	       !(p->begins[(unsigned char)s->text.p[start]] >> r & 1))
		start++;
	return start;
}

/* What means nothing by itself: a long token may be one that does. */
static bool
is_called(const struct candidate *c)
{
	return candidate_named(c) != KIND_NOTHING ||
	       count_token(c->text, c->start) >= LONG_TOKEN;
}

/* Ask one recogniser; false when its pattern could not be decided. */
static bool
ask(struct scan *s, size_t r, size_t at)
{
	const struct recogniser *rec = &recognisers[r];
	struct pattern *pattern = s->f->policy->patterns[r];
	struct candidate c = { .kind = rec->kind,
		.text = s->text,
		.start = begin(s, r, at),
		.phone_expected = s->passage->phone_expected,
		.key = s->passage->key,
		.lexicon = s->f->policy->lexicon,
		.memo = &s->memo,
		.before = s->passage->before,
		.rule = rec->rule,
		.score = 85 };

	if (!(s->f->policy->begins[(unsigned char)s->text.p[c.start]] >> r &
		1) ||
	    (rec->called && !is_called(&c)))
		return true;
	switch (pattern_at(pattern, s->f->memory, s->text, c.start, &c.end)) {
	case PATTERN_FAILED:
		return false;
	case PATTERN_NO:
		return true;
	case PATTERN_YES:
		break;
	}
	if (rec->valid && !rec->valid(&c))
		return true;
	if (rec->kind == KIND_NOTHING) {
		s->claimed = c.end;
	} else if (s->f->policy->kinds[c.kind]) {
		s->next[r] = c.end;
		spans_add(&s->f->candidates, (struct span){ .start = c.start,
						 .end = c.end,
						 .kind = c.kind,
						 .rule = c.rule,
						 .score = c.score });
	}
	return true;
}

/* All that the byte at `at` raises. */
static bool
raise(struct scan *s, size_t at, uint64_t raised)
{
	const struct redact_policy *p = s->f->policy;
	struct str text = s->text;
	bool digit = is_digit(text.p[at]);

	raised &= p->begins[(unsigned char)text.p[at]] |
		  (at ? p->behind[(unsigned char)text.p[at - 1]] : 0);
	if (digit && at < s->claimed)
		raised &= ~p->numbers;
	if (raised)
		raised &=
		    p->token[count_token(text, at + !is_alnum(text.p[at]))];
	if (raised && digit)
		raised &= p->digits[count_digits(text, at)];
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

/* A placeholder of an earlier run holds nothing, and keeps its number. */
static size_t
skip_placeholder(struct finder *f, struct str text, size_t at)
{
	unsigned number;
	enum kind k;
	size_t end;

	if (!kind_placeholder(text, at, &k, &number, &end))
		return at;
	if (k != KIND_NOTHING && number > f->most[k])
		f->most[k] = number;
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
starts_masked(struct str text, size_t at)
{
	return byte_at(text, at + 4) == '*' || byte_at(text, at + 5) == '*' ||
	       byte_at(text, at + 6) == '*';
}

static bool
scan(struct finder *f, const struct passage *p)
{
	struct scan s = { .f = f, .passage = p, .text = f->view.text };
	const uint64_t *raises = f->policy->raises;
	struct str text = s.text;
	bool in_number = false;

	for (size_t i = 0; i < text.n; i++) {
		uint64_t raised = raises[(unsigned char)text.p[i]];
		bool digit = is_digit(text.p[i]);
		size_t last = i;

		if (text.p[i] == '<')
			last = skip_placeholder(f, text, i);
		else if (text.p[i] == '*' ||
			 (digit && !in_number && starts_masked(text, i)))
			last = skip_masked(text, i);
		if (last == i && raised && !(digit && in_number) &&
		    !raise(&s, i, raised))
			return false;
		in_number = digit && last == i;
		i = last;
	}
	return true;
}

/*
 * Whether a text can hold anything that a recogniser looks for: most cannot,
 * and cost no more.  Whatever else there is has a digit, a colon, an @ or a
 * "www." in it, '<' begins a placeholder, and the bytes beyond ASCII begin the
 * characters that view.h makes one of these.
 */
enum { LANES = 16 };

struct lanes {
	unsigned char c __attribute__((vector_size(LANES)));
};

static struct lanes
load(const char *p)
{
	struct lanes x;

	memcpy(&x.c, p, LANES);
	return x;
}

/* Whether one of p[1] .. p[LANES] is loud. */
static bool
has_loud(const char *p)
{
	struct lanes before = load(p), x = load(p + 1), hit;
	uint64_t halves[2];

	hit.c = (unsigned char __attribute__((vector_size(LANES))))(
	    (x.c - '0' <= '<' - '0') | (x.c == '@') | (x.c == 0xc2) |
	    (x.c == 0xe3) | (x.c >= 0xef) | (x.c - 0xd9 <= 0xe1 - 0xd9) |
	    ((x.c == '.') & ((before.c | 0x20) == 'w')));
	memcpy(halves, &hit.c, sizeof(halves));
	return halves[0] | halves[1];
}

static bool
is_quiet(struct str s)
{
	char rest[LANES + 1] = "";
	size_t i = 0;

	/* The byte before the first, and none behind the last. */
	if (s.n <= LANES) {
		if (s.n)
			memcpy(rest + 1, s.p, s.n);
		return !has_loud(rest);
	}
	memcpy(rest + 1, s.p, LANES);
	if (has_loud(rest))
		return false;
	for (; i + LANES + 1 <= s.n; i += LANES)
		if (has_loud(s.p + i))
			return false;
	return i + 1 == s.n || !has_loud(s.p + s.n - LANES - 1);
}

/* Ask the seekers about a view. */
static bool
seek(struct finder *f, struct passage p)
{
	size_t n = f->candidates.n, kept = n;

	p.text = f->view.text;
	p.reader = &f->reader;
	f->reader.is_read = false;
	f->reader.codepoint = f->reader.byte = 0;
	for (size_t i = 0; i < f->n_asked; i++)
		if (!seekers[f->asked[i]]->seek(
			f->seekers[f->asked[i]], &p, &f->candidates))
			return false;
	for (; n < f->candidates.n; n++)
		if (f->policy->kinds[f->candidates.at[n].kind])
			f->candidates.at[kept++] = f->candidates.at[n];
	f->candidates.n = kept;
	return true;
}

bool
find_once(struct finder *f, struct str text, const struct passage *p)
{
	bool quiet = is_quiet(text);
	bool asks =
	    f->n_asked > 0 && (p->of == PASSAGE_STRING || p->of == PASSAGE_KEY);

	f->merged.n = f->candidates.n = 0;
	if (quiet && !asks)
		return true;
	view_open(&f->view, text);
	if (!quiet && f->view.text.p != text.p)
		quiet = is_quiet(f->view.text);
	if ((!quiet && !scan(f, p)) || (asks && !seek(f, *p)))
		return false;
	if (f->candidates.n == 0)
		return true;
	spans_resolve(f->view.text, &f->candidates, &f->merged, &f->spare);
	for (size_t i = 0; i < f->merged.n; i++) {
		struct span *x = &f->merged.at[i];

		x->end = view_end(&f->view, x->end - 1);
		x->start = view_start(&f->view, x->start);
	}
	return true;
}

/* Where a span's replacement stands in the masked text. */
struct mask {
	size_t start, end;
};

/* Part of a text, as the recognisers see it. */
static struct str
value_of(struct finder *f, struct str text, const struct span *s)
{
	view_open(
	    &f->view, (struct str){ text.p + s->start, s->end - s->start });
	return f->view.text;
}

/* Decide what stands for a span, and write it: <CARD_0> for placeholders and
 * pseudonyms, in which nothing is found whatever their number. */
static void
put_mask(struct finder *f, struct str text, struct span *s)
{
	if (s->op != OP_PLACEHOLDER && s->op != OP_PSEUDONYM &&
	    !replace_put(&f->replacer, s, value_of(f, text, s), &f->masked))
		s->op = OP_PLACEHOLDER;
	if (s->op == OP_PLACEHOLDER || s->op == OP_PSEUDONYM)
		buf_printf(&f->masked, "<%s_0>", kind_name(s->kind).p);
}

static struct str
mask(struct finder *f, struct str text)
{
	size_t from = 0;

	if (f->masks_room < f->spans.n) {
		f->masks_room = f->spans.n * 2;
		f->masks = realloc(f->masks, f->masks_room * sizeof(*f->masks));
		if (!f->masks)
			die_of_memory();
	}
	buf_clear(&f->masked);
	for (size_t i = 0; i < f->spans.n; i++) {
		struct span *s = &f->spans.at[i];

		buf_put(&f->masked, text.p + from, s->start - from);
		f->masks[i].start = f->masked.n;
		put_mask(f, text, s);
		f->masks[i].end = f->masked.n;
		from = s->end;
	}
	buf_put(&f->masked, text.p + from, text.n - from);
	return buf_view(&f->masked);
}

/* What was found is what was written just now: a surrogate, a year. */
static bool
is_just_written(const struct finder *f, const struct span *s, struct str value)
{
	for (size_t i = 0; i < f->spans.n; i++)
		if (f->masks[i].start == s->start && f->masks[i].end == s->end)
			return replace_is_ours(
			    &f->replacer, s->kind, f->spans.at[i].op, value);
	return false;
}

/* Of a number in parts, each would show its last digits. */
static enum operator operator_for(
    const struct redact_policy *p, const struct span *s)
{
	enum operator op = p->operators[s->kind];

	if (s->whole.n && op != OP_PSEUDONYM && op != OP_DROP)
		return OP_PLACEHOLDER;
	return op;
}

/* Leave out what is ours, of this run or an earlier one. */
static void
forget_ours(struct finder *f, struct str text, bool masked)
{
	size_t n = 0;

	for (size_t i = 0; i < f->merged.n; i++) {
		const struct span *s = &f->merged.at[i];
		enum operator op = f->replacer.earlier[s->kind];

		if (op != OP_PLACEHOLDER || masked) {
			struct str value = value_of(f, text, s);

			if (replace_is_ours(&f->replacer, s->kind, op, value) ||
			    (masked && is_just_written(f, s, value)))
				continue;
		}
		f->merged.at[n] = *s;
		f->merged.at[n++].op = operator_for(f->policy, s);
	}
	f->merged.n = n;
}

/* The byte of the text that byte `at` of the masked text comes from: in front
 * of the span that it is inside of, or (`end`) behind it. */
static size_t
home(const struct finder *f, size_t at, bool end)
{
	size_t masked = 0, original = 0;

	for (size_t i = 0; i < f->spans.n; i++) {
		const struct mask *m = &f->masks[i];
		const struct span *s = &f->spans.at[i];

		if (end ? at <= m->start : at < m->start)
			break;
		if (end ? at <= m->end : at < m->end)
			return end ? s->end : s->start;
		masked = m->end;
		original = s->end;
	}
	return at - masked + original;
}

/* Add a span, in order of places.  Where it touches the one before, both
 * become one placeholder. */
static void
add_span(struct spans *all, struct span s)
{
	struct span *last = all->n ? &all->at[all->n - 1] : NULL;

	if (!last || last->end <= s.start) {
		spans_add(all, s);
		return;
	}
	if (s.end > last->end)
		last->end = s.end;
	if (s.kind < last->kind)
		last->kind = s.kind;
	last->op = OP_PLACEHOLDER;
}

/* The part of a number that goes on in another turn replaces what was found in
 * its place. */
static void
add_part(struct finder *f, struct span part)
{
	struct spans all = f->spare;

	all.n = 0;
	part.op = operator_for(f->policy, &part);
	for (size_t i = 0; i < f->merged.n; i++) {
		struct span s = f->merged.at[i];

		if (s.end <= part.start || s.start >= part.end)
			continue;
		part.start = s.start < part.start ? s.start : part.start;
		part.end = s.end > part.end ? s.end : part.end;
	}
	for (size_t i = 0; i < f->merged.n; i++)
		if (f->merged.at[i].end <= part.start)
			spans_add(&all, f->merged.at[i]);
	spans_add(&all, part);
	for (size_t i = 0; i < f->merged.n; i++)
		if (f->merged.at[i].start >= part.end)
			spans_add(&all, f->merged.at[i]);
	f->spare = f->merged;
	f->merged = all;
}

/* Bring what was found in the masked text home to the text itself. */
static void
adopt(struct finder *f)
{
	struct spans all = f->spare;
	size_t i = 0;

	all.n = 0;
	for (size_t k = 0; k < f->merged.n; k++) {
		struct span s = f->merged.at[k];

		s.start = home(f, s.start, false);
		s.end = home(f, s.end, true);
		while (i < f->spans.n && f->spans.at[i].start < s.start)
			add_span(&all, f->spans.at[i++]);
		add_span(&all, s);
	}
	while (i < f->spans.n)
		add_span(&all, f->spans.at[i++]);
	f->spare = f->spans;
	f->spans = all;
}

bool
find_text(struct finder *f, struct str text, const struct passage *p)
{
	f->spans.n = 0;
	if (!find_once(f, text, p))
		return false;
	forget_ours(f, text, false);
	if (p->part)
		add_part(f, *p->part);
	for (int pass = 0; f->merged.n; pass++) {
		struct str masked;

		if (pass == PASSES)
			return false;
		adopt(f);
		masked = mask(f, text);
		if (!find_once(f, masked, p))
			return false;
		forget_ours(f, masked, true);
	}
	return true;
}
