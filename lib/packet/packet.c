#include "packet/packet.h"

#include <stdlib.h>

#include "base/die.h"
#include "packet/asks.h"
#include "packet/audit.h"
#include "packet/brief.h"
#include "packet/deeds.h"
#include "packet/channel.h"
#include "packet/fitting.h"
#include "packet/gist.h"
#include "packet/helpline.h"
#include "packet/knowledge.h"
#include "packet/matter.h"
#include "packet/message.h"
#include "packet/native.h"
#include "packet/step.h"

enum { SCRATCH = 512 << 20 }; /* bytes one packet may need on the way */

struct packet_desk {
	const struct packet_plan *plan;
	struct promise_seeker *seeker;
	struct gist_seeker *gist;
	struct matter_seeker *matter;
	struct ask_reader *asks; /* NULL where nothing is audited */
	struct packet_ear *ear;	 /* or NULL */
	struct kb_seeker *kb;	 /* or NULL */
	struct arena scratch;	 /* emptied for each packet */
	struct buf work, payload, plain;
	struct cuts cuts; /* of the packet in hand */
	bool ready;
};

static void
read_crisis(struct packet_plan *p, struct packet_file from, struct arena *run)
{
	struct rules *rules = arena_zalloc(run, sizeof(*rules));

	p->crisis = rules_usual_crisis();
	if (from.name) {
		rules_peek_crisis(from.text, from.name, run, rules);
		p->crisis = rules->crisis;
	}
	p->crisis_fields = FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(REASON);
	for (size_t i = 0; i < p->crisis.fields.n; i++) {
		enum field f = field_by_name(p->crisis.fields.items[i]);

		if (f == N_FIELDS)
			die("%s: crisis: no field is called %.*s", from.name,
			    STR_ARG(p->crisis.fields.items[i]));
		p->crisis_fields |= UINT64_C(1) << f;
	}
}

/* The language that agents read. */
static void
read_language(struct packet_plan *p)
{
	struct str wanted = str_of(p->o.brief_language);

	if (str_eq(wanted, STR("customer")))
		return;
	p->agents = words_for(p->words, wanted);
	if (!str_eq(str_language(wanted), p->agents->language))
		die("--brief-language: the templates have no %s",
		    p->o.brief_language);
}

const struct packet_plan *
packet_plan(const struct packet_opts *o, const struct packet_files *files,
    struct arena *run)
{
	struct packet_plan *p = arena_zalloc(run, sizeof(*p));

	p->o = *o;
	if (o->link && !strstr(o->link, "{id}"))
		die("--link: has no {id} for the conversation");
	target_choose(p, run);
	read_crisis(p, files->rules, run);
	p->words =
	    words_read(files->templates.name, files->templates.text, run);
	read_language(p);
	p->promises = promise_terms(files->promises, run);
	p->gist = gist_terms(files->gist, run);
	p->matters = matter_terms(files->matters, files->model, run);
	if (o->audit)
		p->asks = ask_terms(files->asks, files->stopwords, run);
	if (files->numbers.name)
		p->helplines = helplines_read(files->numbers, run);
	else if (o->messages)
		die("--messages takes the numbers to call in a crisis, should "
		    "there be one: --crisis-numbers FILE");
	return p;
}

struct packet_desk *
packet_desk_new(const struct packet_plan *p, struct packet_ear *ear)
{
	struct packet_desk *d = calloc(1, sizeof(*d));

	if (!d)
		die_of_memory();
	d->plan = p;
	d->ear = ear;
	d->seeker = promise_seeker_new(p->promises);
	d->gist = gist_seeker_new(p->gist);
	d->matter = matter_seeker_new(p->matters);
	if (p->asks)
		d->asks = ask_reader_new(p->asks);
	if (p->o.kb)
		d->kb = kb_seeker_new(p->o.kb);
	arena_init(&d->scratch, SCRATCH);
	return d;
}

void
packet_desk_free(struct packet_desk *d)
{
	promise_seeker_free(d->seeker);
	gist_seeker_free(d->gist);
	matter_seeker_free(d->matter);
	kb_seeker_free(d->kb);
	ask_reader_free(d->asks);
	arena_free(&d->scratch);
	buf_free(&d->work);
	buf_free(&d->payload);
	buf_free(&d->plain);
	free(d);
}

/* hoff.packet for a target of others: what they get, and how it was fitted. */
static bool
put_payload(struct packet_desk *d, const struct sketch *s, struct fit *fit,
    struct buf *out, struct fault *f)
{
	const struct packet_plan *p = d->plan;
	struct draft draft = { .out = &d->payload, .plain = &d->plain };

	if (!fitting_render(s, &draft, fit, f))
		return false;
	buf_printf(out, "{\"status\":\"ready\",\"target\":\"%s\",\"payload\":",
	    p->target->name);
	buf_str(out, buf_view(&d->payload));
	buf_printf(out, ",\"size\":{\"unit\":\"%s\",\"used\":%zu,\"limit\":",
	    p->target->unit == UNIT_BYTES ? "bytes" : "characters", draft.used);
	if (p->limit == SIZE_MAX)
		buf_cstr(out, "null}");
	else
		buf_printf(out, "%zu}", p->limit);
	return true;
}

bool
packet_conv(struct packet_desk *d, const struct conv *c, struct buf *out,
    struct fault *f)
{
	const struct packet_plan *p = d->plan;
	struct sketch s = { .plan = p,
		.c = c,
		.scratch = &d->scratch,
		.work = &d->work,
		.ear = d->ear,
		.gist = d->gist };
	struct brief brief;
	struct deeds deeds;
	struct fit fit;

	arena_reset(&d->scratch);
	buf_clear(&d->payload);
	buf_clear(&d->plain);
	d->cuts.n = 0;
	d->ready = false;
	if (!sketch_begin(&s, f))
		return false;
	if (!s.needed || !c->n_turns) {
		buf_cstr(out, "{\"status\":\"not_needed\"}");
		return true;
	}
	s.may = p->may;
	if (s.is_crisis)
		s.may &= p->crisis_fields;
	s.fields = p->fields & s.may;
	facts_find(&s, d->seeker);
	matter_find(d->matter, &s);
	if (d->kb && s.may & FIELD_BIT(KNOWLEDGE))
		knowledge_find(&s, d->kb, KNOWLEDGE_TOLD);
	s.spoken = words_for(p->words, c->language);
	s.reader = p->agents ? p->agents : s.spoken;
	deeds_find(&s, &deeds);
	s.deeds = &deeds;
	step_find(&s);
	brief_make(&s, &brief);
	s.brief = &brief;
	fit = fitting_asked(&s);
	if (!p->target)
		native_put(&s, out);
	else if (!put_payload(d, &s, &fit, out, f))
		return false;
	fitting_cuts(&s, &fit, &d->cuts);
	buf_cstr(out, ",\"cuts\":");
	cuts_put(&d->cuts, out);
	message_put(&s, out);
	channel_put(&s, out);
	native_put_sources(&s, out);
	buf_char(out, '}');
	d->ready = true;
	return true;
}

void
packet_retrieve(
    struct packet_desk *d, const struct conv *c, struct retrieval *r)
{
	struct sketch s = { .plan = d->plan,
		.c = c,
		.scratch = &d->scratch,
		.work = &d->work,
		.gist = d->gist,
		.always = true };
	struct fault f;

	arena_reset(&d->scratch);
	r->records++;
	if (c->n_turns && sketch_begin(&s, &f))
		knowledge_judge(&s, d->kb, r);
}

void
packet_audit(struct packet_desk *d, const struct conv *c, struct audit *a,
    struct buf *out)
{
	struct sketch s = { .plan = d->plan,
		.c = c,
		.scratch = &d->scratch,
		.work = &d->work,
		.gist = d->gist };

	arena_reset(&d->scratch);
	audit_conv(&s, d->seeker, d->asks, a, out);
}

bool
packet_is_ready(const struct packet_desk *d)
{
	return d->ready;
}

struct str
packet_payload(const struct packet_desk *d)
{
	return buf_view(d->plain.n ? &d->plain : &d->payload);
}

const char *
packet_extension(const struct packet_plan *p)
{
	return p->target ? p->target->extension : ".json";
}

const struct packet_cut *
packet_cuts(const struct packet_desk *d, size_t *n)
{
	*n = d->cuts.n;
	return d->cuts.all;
}
