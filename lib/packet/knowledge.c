#include "packet/knowledge.h"

#include <inttypes.h>
#include <stdio.h>

#include "packet/field.h"

enum {
	LAST_TURNS = 3, /* of the customer */
	MILLION = 1000000,
};

/* The request, what it became, and what was said last. */
void
knowledge_find(struct sketch *s, struct kb_seeker *kb, size_t room)
{
	struct str texts[2 + LAST_TURNS];
	size_t n = 0, left = LAST_TURNS;

	if (s->first != NO_TURN)
		texts[n++] = s->texts[s->first];
	if (s->current != NO_TURN)
		texts[n++] = s->texts[s->current];
	for (size_t i = s->turn + 1; i-- > 0 && left;) {
		if (!sketch_is_said_by(s, i, ROLE_CUSTOMER))
			continue;
		if (i != s->first && i != s->current)
			texts[n++] = s->texts[i];
		left--;
	}
	s->hits = arena_array(s->scratch, room, sizeof(*s->hits));
	s->n_hits =
	    kb_find(kb, texts, n, s->c->language, s->scratch, s->hits, room);
}

void
knowledge_put(const struct sketch *s, struct buf *out)
{
	if (!s->plan->o.kb)
		return;
	json_member(out, "knowledge");
	buf_char(out, '[');
	for (size_t i = 0; s->fields & FIELD_BIT(KNOWLEDGE) && i < s->n_hits;
	     i++) {
		const struct kb_hit *h = &s->hits[i];

		json_next(out);
		buf_cstr(out, "{\"id\":");
		json_put_string(out, h->id);
		json_member_str(out, "title", h->title);
		json_member_str(out, "url", h->url);
		json_member_number(out, "score", h->score);
		json_member_str(out, "snippet", h->snippet);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
knowledge_put_text(const struct sketch *s, struct buf *out)
{
	for (size_t i = 0; i < s->n_hits; i++) {
		const struct kb_hit *h = &s->hits[i];

		if (i)
			buf_cstr(out, "; ");
		if (h->title.n) {
			buf_str(out, h->title);
			buf_cstr(out, " (");
		}
		buf_str(out, h->id);
		if (h->title.n)
			buf_char(out, ')');
	}
}

/* Walk outcome.article_id: a text, a number, or an array of them. */
static bool
next_label(const struct sketch *s, uint32_t at, uint32_t *i, struct str *id)
{
	const struct json *j = s->c->json;
	bool is_list = json_kind_of(j, at) == JSON_ARRAY;

	for (;;) {
		if (!is_list)
			*i = *i ? 0 : at;
		else
			*i = *i ? json_after(j, at, *i) : json_first(j, at);
		if (!*i)
			return false;
		if (json_kind_of(j, *i) == JSON_STRING)
			*id = json_string(j, *i, s->scratch);
		else if (json_kind_of(j, *i) == JSON_NUMBER)
			*id = json_raw(j, *i);
		else
			continue;
		return true;
	}
}

void
knowledge_judge(struct sketch *s, struct kb_seeker *kb, struct retrieval *r)
{
	uint32_t at = s->c->outcome ? json_get(s->c->json, s->c->outcome,
					  STR("article_id"))
				    : 0;
	size_t best = RETRIEVAL_DEPTH;
	bool labelled = false, known = false;
	struct str id;

	if (!at)
		return;
	knowledge_find(s, kb, RETRIEVAL_DEPTH);
	for (uint32_t i = 0; next_label(s, at, &i, &id);) {
		labelled = true;
		known |= kb_has(kb, id);
		for (size_t k = 0; k < s->n_hits && k < best; k++)
			if (str_eq(s->hits[k].id, id))
				best = k;
	}
	if (!labelled)
		return;
	r->labelled++;
	r->unknown += !known;
	if (best < RETRIEVAL_DEPTH)
		r->found[best]++;
	moments_add(&r->reciprocal,
	    best < RETRIEVAL_DEPTH
		? (MILLION + (int64_t)best / 2) / ((int64_t)best + 1)
		: 0);
}

void
retrieval_merge(struct retrieval *into, const struct retrieval *from)
{
	into->records += from->records;
	into->labelled += from->labelled;
	into->unknown += from->unknown;
	for (size_t i = 0; i < RETRIEVAL_DEPTH; i++)
		into->found[i] += from->found[i];
	moments_merge(&into->reciprocal, &from->reciprocal);
}

#define LEVEL 0.95

/* A figure with its interval; NAN where nothing is labelled. */
struct figure {
	char name[16];
	double value;
	struct interval interval;
};

enum { N_FIGURES = 4 };

static void
compute(const struct retrieval *r, struct figure all[N_FIGURES])
{
	static const size_t depths[] = { 1, 3, 10 };
	struct figure *f = all;

	for (size_t i = 0; i < 3; i++, f++) {
		uint64_t hits = 0;

		for (size_t k = 0; k < depths[i]; k++)
			hits += r->found[k];
		snprintf(f->name, sizeof(f->name), "recall@%zu", depths[i]);
		f->value =
		    r->labelled ? (double)hits / (double)r->labelled : NAN;
		f->interval = stats_wilson(hits, r->labelled, LEVEL);
	}
	snprintf(f->name, sizeof(f->name), "mrr@%d", RETRIEVAL_DEPTH);
	f->value = moments_mean(&r->reciprocal) / MILLION;
	f->interval = moments_share_interval(&r->reciprocal, MILLION, LEVEL);
}

void
retrieval_put_text(const struct retrieval *r, struct buf *out)
{
	struct figure all[N_FIGURES];

	buf_printf(out,
	    "records     %" PRIu64 "\nlabelled    %" PRIu64
	    "  (outcome.article_id)\nnot in base %" PRIu64 "\n",
	    r->records, r->labelled, r->unknown);
	compute(r, all);
	for (size_t i = 0; i < N_FIGURES; i++)
		if (isnan(all[i].value))
			buf_printf(out, "%-11s -\n", all[i].name);
		else
			buf_printf(out, "%-11s %.4f  95%% %.4f to %.4f\n",
			    all[i].name, stats_round4(all[i].value),
			    stats_round4(all[i].interval.low),
			    stats_round4(all[i].interval.high));
}

void
retrieval_put_json(const struct retrieval *r, struct buf *out)
{
	struct figure all[N_FIGURES];

	buf_char(out, '{');
	json_member_count(out, "records", r->records);
	json_member_count(out, "labelled", r->labelled);
	json_member_count(out, "not_in_base", r->unknown);
	json_member_number(out, "level", LEVEL);
	compute(r, all);
	for (size_t i = 0; i < N_FIGURES; i++) {
		json_member(out, all[i].name);
		buf_char(out, '{');
		json_member_number(out, "value", stats_round4(all[i].value));
		json_member_number(
		    out, "low", stats_round4(all[i].interval.low));
		json_member_number(
		    out, "high", stats_round4(all[i].interval.high));
		buf_char(out, '}');
	}
	buf_cstr(out, "}\n");
}
