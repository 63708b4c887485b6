#include "redact/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/apart.h"
#include "base/die.h"
#include "redact/context.h"
#include "redact/parts.h"
#include "redact/scan.h"

enum { PASSES = 8 /* until redacted text holds nothing more */ };

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
	number_ends_init(&f->ends);
	f->memory = pattern_memory_new(p->match_limit);
	text_init(&f->reader.words);
	if (!p->is_loud)
		f->clean = clean_new();
	if (p->lists)
		f->lists = lists_memory_new();
	for (size_t i = 0; i < N_SEEKERS; i++)
		if (wants(p, seekers[i]))
			f->seekers[i] = seekers[i]->open(p->kinds, p->words);
}

void
find_free(struct finder *f)
{
	pattern_memory_free(f->memory);
	view_free(&f->view);
	runs_free(&f->runs);
	spans_free(&f->spans);
	spans_free(&f->candidates);
	spans_free(&f->merged);
	spans_free(&f->spare);
	spans_free(&f->piece);
	buf_free(&f->masked);
	free(f->masks);
	text_free(&f->reader.words);
	clean_free(f->clean);
	lists_memory_free(f->lists);
	spans_free(&f->allowed);
	for (size_t i = 0; i < N_SEEKERS; i++)
		if (f->seekers[i])
			seekers[i]->shut(f->seekers[i]);
}

bool
find_begin(struct finder *f, const struct record *record, struct fault *fault)
{
	f->n_asked = 0;
	f->recalled = (struct word_bits){ 0 };
	f->conv = record->conv;
	f->said = record->said;
	memset(f->held, 0, sizeof(f->held));
	for (size_t i = 0; i < N_SEEKERS; i++) {
		void *self = f->seekers[i];

		if (!self)
			continue;
		if (seekers[i]->begin &&
		    !seekers[i]->begin(self, record, fault))
			return false;
		if (!seekers[i]->idle || !seekers[i]->idle(self))
			f->asked[f->n_asked++] = i;
		if (seekers[i]->recalls)
			word_bits_unite(
			    &f->recalled, seekers[i]->recalls(self));
	}
	return true;
}

void
find_let_go(struct finder *f)
{
	enum { USUAL = 1024 /* spans */ };

	if (f->masks_room > USUAL) {
		free(f->masks);
		f->masks = NULL;
		f->masks_room = 0;
	}
	if (f->runs.room > USUAL)
		runs_free(&f->runs);
	view_forget(&f->view);
	spans_clear(&f->merged);
	spans_clear(&f->spare);
}

size_t
find_held(struct finder *f, enum kind k)
{
	struct str left = json_raw(f->conv->json, 0);
	char begins[40];
	const char *p;
	int n;

	if (f->held[k])
		return f->held[k] - 1;
	n = snprintf(begins, sizeof(begins), "<%.*s_", STR_ARG(kind_name(k)));
	for (f->held[k] = 1; (p = memmem(left.p, left.n, begins, (size_t)n));
	     f->held[k]++) {
		left.n -= (size_t)(p + n - left.p);
		left.p = p + n;
	}
	return f->held[k] - 1;
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

/* Where a span's replacement ends in the masked text. */
struct mask {
	uint32_t end;
};

/* And where it begins: what is between two is as it was. */
static uint32_t
mask_start(const struct finder *f, size_t i)
{
	uint32_t start = f->spans.at[i].start;

	return i ? f->masks[i - 1].end + start - f->spans.at[i - 1].end : start;
}

/* Part of a text, as the recognisers see it. */
static struct str
value_of(struct finder *f, struct str text, const struct span *s)
{
	view_open(
	    &f->view, (struct str){ text.p + s->start, s->end - s->start });
	return f->view.text;
}

/* Decide what stands for a span, and write it: <CARD_0> for placeholders, in
 * which nothing is found whatever their number, and the like for pseudonyms. */
static void
put_mask(struct finder *f, struct str text, struct span *s)
{
	if (s->op != OP_PLACEHOLDER && s->op != OP_PSEUDONYM &&
	    !replace_put(&f->replacer, s, value_of(f, text, s), &f->masked))
		s->op = OP_PLACEHOLDER;
	if (replace_is_keyed(f->policy, s))
		buf_printf(&f->masked, "<%.*s_%.26s>",
		    STR_ARG(kind_name(s->kind)), "a2a2a2a2a2a2a2a2a2a2a2a2a2");
	else if (s->op == OP_PLACEHOLDER)
		kind_put_placeholder(s->kind, 0, &f->masked);
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
	apart_fence(f->masks, f->spans.n, f->masks_room, sizeof(*f->masks));
	buf_clear(&f->masked);
	for (size_t i = 0; i < f->spans.n; i++) {
		struct span *s = &f->spans.at[i];

		buf_put(&f->masked, text.p + from, s->start - from);
		put_mask(f, text, s);
		f->masks[i].end = f->masked.n;
		from = s->end;
	}
	buf_put(&f->masked, text.p + from, text.n - from);
	return buf_view(&f->masked);
}

/* The first span whose replacement ends behind byte `at` of the masked text, or
 * (`end`) there; as many as there are: none does. */
static size_t
first_mask(const struct finder *f, size_t at, bool end)
{
	size_t low = 0, high = f->spans.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		size_t behind = f->masks[middle].end;

		if (end ? behind < at : behind <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What was found is what was written just now: a surrogate, a year. */
static bool
is_just_written(struct finder *f, const struct span *s, struct str value)
{
	size_t i = first_mask(f, s->end, true);
	enum operation op;

	if (i == f->spans.n || mask_start(f, i) != s->start ||
	    f->masks[i].end != s->end || f->spans.at[i].kind != s->kind)
		return false;
	op = f->spans.at[i].op;
	return op == OP_SHIFT ||
	       replace_is_ours(&f->replacer, s->kind, op, value);
}

/* Of a number in parts, each would show its last digits. */
static enum operation
operator_for(const struct redact_policy *p, const struct span *s)
{
	enum operation op = p->operators[s->kind];

	if (s->is_part && op != OP_PSEUDONYM && op != OP_DROP)
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
		enum operation op = f->replacer.earlier[s->kind];

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

/* Leave out what may stay where everything else does. */
static void
forget_kept(struct finder *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->merged.n; i++)
		if (f->merged.at[i].kind == KIND_CVV)
			f->merged.at[n++] = f->merged.at[i];
	f->merged.n = n;
}

/* The byte of the text that byte `at` of the masked text comes from: in front
 * of the span that it is inside of, or (`end`) behind it. */
static size_t
home(const struct finder *f, size_t at, bool end)
{
	size_t i = first_mask(f, at, end);

	if (i < f->spans.n) {
		size_t start = mask_start(f, i);

		if (end ? at > start : at >= start)
			return end ? f->spans.at[i].end : f->spans.at[i].start;
	}
	return i ? at - f->masks[i - 1].end + f->spans.at[i - 1].end : at;
}

/* Add a span, in order of places, to those that are joined.  Where it lies over
 * the one before, both become one placeholder. */
static void
add_span(struct spans *all, struct span s)
{
	struct span *last = all->n ? &all->at[all->n - 1] : NULL;

	if (!last || last->end <= s.start) {
		all->at[all->n++] = s;
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

/* Each is added no later than it was read, so that one list is enough. */
static void
join(struct spans *s)
{
	size_t n = s->n;

	s->n = 0;
	for (size_t i = 0; i < n; i++)
		add_span(s, s->at[i]);
}

/* Those of `more` among those of `all`, from the last on, for which there is
 * room behind them; in front of those that begin where they do. */
static void
merge(struct spans *all, const struct spans *more)
{
	size_t k = more->n, i = all->n;

	for (size_t n = 0; n < k; n++)
		spans_add(all, more->at[n]);
	for (size_t to = all->n; k > 0; to--) {
		if (i > 0 && all->at[i - 1].start >= more->at[k - 1].start)
			all->at[to - 1] = all->at[--i];
		else
			all->at[to - 1] = more->at[--k];
	}
}

/* Bring what was found in the masked text home to the text itself; of the first
 * it is there already. */
static void
adopt(struct finder *f)
{
	if (f->spans.n == 0) {
		struct spans found = f->merged;

		f->merged = f->spans;
		f->spans = found;
	} else {
		for (size_t k = 0; k < f->merged.n; k++) {
			struct span *s = &f->merged.at[k];

			s->start = home(f, s->start, false);
			s->end = home(f, s->end, true);
		}
		merge(&f->spans, &f->merged);
	}
	join(&f->spans);
}

/* Of what was found, leave out what is ours and what may stay; in the text
 * itself a number that goes on in another turn has its part. */
static void
sift(struct finder *f, struct str text, const struct passage *p, bool masked)
{
	forget_ours(f, text, masked);
	if (p->part && !masked)
		add_part(f, *p->part);
	if (p->is_kept)
		forget_kept(f);
}

/* Look through what is written. */
static bool
find_masked(struct finder *f, struct str text, const struct passage *p)
{
	struct str masked = mask(f, text);

	if (!find_once(f, masked, p))
		return false;
	sift(f, masked, p, true);
	return true;
}

/* Go on until what is written holds nothing more. */
static bool
find_rest(struct finder *f, struct str text, const struct passage *p)
{
	for (int pass = 0; f->merged.n; pass++) {
		if (pass == PASSES)
			return false;
		adopt(f);
		if (!find_masked(f, text, p))
			return false;
	}
	return true;
}

/* Where byte `at` of the text is in the masked text; of a span, what stands for
 * it. */
static size_t
abroad(const struct finder *f, size_t at)
{
	size_t i = spans_behind(&f->spans, at);
	uint32_t start = i < f->spans.n ? f->spans.at[i].start : UINT32_MAX;

	if (start < at)
		return mask_start(f, i);
	return i ? f->masks[i - 1].end + at - f->spans.at[i - 1].end : at;
}

/* As find_masked() and find_rest(), of a part of a giant text, which ends later
 * where what is found goes on; what is written for it is put into `masked`, if
 * that is wanted. */
static bool
settle_part(struct finder *f, struct spans *all, struct str text,
    const struct passage *p, struct part *part, struct buf *masked)
{
	struct str view = { text.p + part->begin, part->end - part->begin };
	size_t from, to = part->to - part->begin, last;

	parts_take(all, part, &f->spans);
	if (!find_masked(f, view, p) || !find_rest(f, view, p))
		return false;
	last = spans_behind(&f->spans, to);
	if (last < f->spans.n && f->spans.at[last].start < to)
		to = f->spans.at[last].end;
	part->to = to + part->begin;
	if (masked) {
		from = abroad(f, part->from - part->begin);
		buf_put(masked, f->masked.p + from, abroad(f, to) - from);
	}
	parts_put(all, part, &f->spans);
	return true;
}

/* The same of all of it: what is written is only held where the next turn has
 * to know it. */
static bool
settle_parts(struct finder *f, struct str text, const struct passage *p)
{
	bool is_told =
	    p->is_turn_text && (size_t)p->turn + 1 < p->conv->n_turns;
	struct spans all = f->spans;
	struct buf masked = { 0 };
	struct part part = { 0 };
	bool settled = true;

	f->spans = (struct spans){ 0 };
	runs_free(&f->runs);
	while (settled && part.to < text.n) {
		part = parts_next(text, &all, part.to);
		settled = settle_part(
		    f, &all, text, p, &part, is_told ? &masked : NULL);
	}
	spans_free(&f->spans);
	buf_free(&f->masked);
	f->spans = all;
	f->masked = masked;
	return settled;
}

/* What was found is masked, until what is written holds nothing more. */
static bool
settle(struct finder *f, struct str text, const struct passage *p)
{
	if (!parts_many(text, &f->merged))
		return find_rest(f, text, p);
	adopt(f);
	return settle_parts(f, text, p);
}

/* The turn before says something else of a number once it is redacted: "my pin
 * is 9911" is not about the next one any more. */
static bool
asks_otherwise(const struct finder *f, struct str before, struct str told)
{
	const struct lexicon *l = f->policy->lexicon;

	return f->policy->is_loud ||
	       context_asked(l, before) != context_asked(l, told);
}

/* Once more with the turn before as it is written, which is all that another
 * run will know, where it had a say. */
static bool
find_as_told(struct finder *f, struct str text, const struct passage *p)
{
	struct passage again = *p;
	bool found;

	if (!f->reader.heeds_before)
		return true;
	again.before = view_fold(f->told, p->conv->record);
	if (!asks_otherwise(f, p->before, again.before))
		return true;
	f->reader.before_is_told = true;
	found = parts_many(text, &f->spans) ? settle_parts(f, text, &again)
					    : find_masked(f, text, &again) &&
						  find_rest(f, text, &again);
	f->reader.before_is_told = false;
	return found;
}

bool
find_is_clean(const struct finder *f, struct str text, const struct passage *p)
{
	return f->clean && clean_takes(p, text) &&
	       clean_knows(f->clean, p, text, (struct word_bits){ 0 });
}

/* What was just looked through says the same in any record: the number of a
 * placeholder has its say in one, and codes may stand for what begins it. */
static bool
says_the_same(const struct finder *f, struct str text)
{
	return scan_is_quiet(text) ||
	       (f->view.text.p == text.p && !memchr(text.p, '<', text.n));
}

/* A turn's text was folded already. */
static bool
find_first(struct finder *f, struct str text, const struct passage *p)
{
	const struct folded *folded =
	    p->is_turn_text ? transcript_folded(f->said, (size_t)p->turn)
			    : NULL;
	bool found;

	if (folded)
		f->folded = (struct str){ folded->text, folded->n };
	found = find_once(f, text, p);
	f->folded.p = NULL;
	return found;
}

bool
find_text(struct finder *f, struct str text, const struct passage *p)
{
	bool takes = f->clean && clean_takes(p, text);

	f->spans.n = 0;
	f->reader.heeds_before = false;
	if (takes && clean_knows(f->clean, p, text, f->recalled))
		return true;
	if (!find_first(f, text, p))
		return false;
	if (takes && f->merged.n == 0 && says_the_same(f, text))
		clean_learn(f->clean, p, text);
	sift(f, text, p, false);
	return (f->merged.n == 0 || settle(f, text, p)) &&
	       (f->told.n == 0 || find_as_told(f, text, p));
}
