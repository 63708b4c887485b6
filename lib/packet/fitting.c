#include "packet/fitting.h"

enum {
	LEAST_LAST = 3,	  /* turns at the end, at first */
	LEAST_TEXT = 80,  /* characters of a turn */
	LEAST_VALUE = 60, /* characters of another field */
};

static const uint64_t needed = FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(REASON);

/* A payload being made to fit. */
struct fitting {
	const struct sketch *s;
	struct draft *d;
	struct fit *fit;
	size_t begin;	    /* of the payload in d->out */
	const char *detail; /* why it cannot be had at all */
};

struct fit
fitting_asked(const struct sketch *s)
{
	const struct packet_plan *p = s->plan;

	return (struct fit){
		.last = p->o.last ? p->o.last : SIZE_MAX,
		.text = p->o.text,
		.value = p->value,
		.fields = s->fields,
		.notes = !p->target || p->target->notes,
	};
}

static bool
fits(struct fitting *x)
{
	const struct packet_plan *p = x->s->plan;

	x->d->out->n = x->begin;
	buf_clear(x->d->plain);
	x->d->used = 0;
	return p->target->render(x->s, x->fit, x->d, &x->detail) &&
	       x->d->used <= p->limit;
}

/*
 * The highest value of *knob, one of the fit, from `least` to what it is, with
 * which it fits; false when there is none, and *knob is then `least`.
 */
static bool
turn_down(struct fitting *x, size_t *knob, size_t least, size_t most)
{
	size_t good = least, bad = *knob < most ? *knob : most;

	if (bad <= least || x->detail)
		return false;
	*knob = least;
	if (!fits(x))
		return false;
	while (bad - good > 1) {
		*knob = good + (bad - good) / 2;
		if (fits(x))
			good = *knob;
		else
			bad = *knob;
	}
	*knob = good;
	return fits(x);
}

static size_t
longest_text(const struct sketch *s)
{
	size_t most = 0;

	for (size_t i = 0; i <= s->turn; i++)
		if (s->texts[i].n > most)
			most = s->texts[i].n;
	return most + 1;
}

/* No field is longer in characters than the record is in bytes; a transcript,
 * which may be, has knobs of its own. */
static size_t
longest_value(const struct sketch *s)
{
	return s->c->json->text.n + 1024;
}

static bool
drop_fields(struct fitting *x)
{
	for (enum field f = N_FIELDS; f-- > 0;) {
		if (!(x->fit->fields & ~needed & UINT64_C(1) << f))
			continue;
		x->fit->fields &= ~(UINT64_C(1) << f);
		if (fits(x))
			return true;
	}
	return false;
}

bool
fitting_render(
    const struct sketch *s, struct draft *d, struct fit *fit, struct fault *f)
{
	struct fitting x = { s, d, fit, d->out->n, NULL };

	if (fits(&x) || turn_down(&x, &fit->last, LEAST_LAST, s->turn + 1) ||
	    turn_down(&x, &fit->text, LEAST_TEXT, longest_text(s)) ||
	    turn_down(&x, &fit->last, 1, s->turn + 1) ||
	    turn_down(&x, &fit->value, LEAST_VALUE, longest_value(s)) ||
	    (!x.detail && drop_fields(&x)))
		return true;
	*f = x.detail
		 ? (struct fault){ MISSING_FIELD, 0, x.detail }
		 : (struct fault){ CANNOT_FIT, 0,
			   "the target takes less than what must be told" };
	return false;
}

void
fitting_cuts(const struct sketch *s, const struct fit *fit, struct cuts *cuts)
{
	struct fit asked = fitting_asked(s), full = asked;

	full.last = full.text = full.value = SIZE_MAX;
	cuts->n = 0;
	for (enum field f = 0; f < N_FIELDS; f++) {
		struct packet_cut *c = &cuts->all[cuts->n];
		size_t before, after;
		bool is_transcript = f == FIELD_TRANSCRIPT;

		if (!(full.fields >> f & 1) ||
		    (!is_transcript && fit->fields >> f & 1 &&
			fit->value == SIZE_MAX))
			continue;
		before = field_size(s, &full, f);
		after = field_size(s, fit, f);
		*c = (struct packet_cut){ field_name(f), before, after, 0, 0,
			false };
		if (is_transcript) {
			c->turns_before = field_turns(s, &full);
			c->turns_after =
			    fit->fields >> f & 1 ? field_turns(s, fit) : 0;
		}
		if (before == after && c->turns_before == c->turns_after)
			continue;
		/* a limit on every field is one of the target, too */
		asked.value = SIZE_MAX;
		c->by_limit = after != field_size(s, &asked, f);
		cuts->n++;
	}
}

void
cuts_put(const struct cuts *cuts, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < cuts->n; i++) {
		const struct packet_cut *c = &cuts->all[i];

		buf_printf(out,
		    "%s{\"field\":\"%s\",\"by\":\"%s\",\"before\":%zu,"
		    "\"after\":%zu",
		    i ? "," : "", c->field, c->by_limit ? "limit" : "option",
		    c->before, c->after);
		if (c->turns_before)
			buf_printf(out,
			    ",\"turns_before\":%zu,\"turns_after\":%zu",
			    c->turns_before, c->turns_after);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}
