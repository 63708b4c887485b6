
#include "base/ascii.h"
#include "packet/clip.h"
#include "packet/flat.h"
#include "packet/prose.h"
#include "text/text.h"

/* Tickets and notes: one text for people, and a few fields. */

/* Fields that got a key of the user's go where machines read them. */
static uint64_t
keyed(const struct sketch *s)
{
	uint64_t bits = 0;

	for (enum field f = 0; f < N_FIELDS; f++)
		if (s->plan->keys[f].n)
			bits |= UINT64_C(1) << f;
	return bits;
}

static void
put_custom_fields(
    const struct sketch *s, const struct fit *fit, struct buf *out)
{
	uint64_t bits = keyed(s) & fit->fields;

	if (!bits)
		return;
	json_member(out, "custom_fields");
	buf_char(out, '[');
	for (enum field f = 0; f < N_FIELDS; f++) {
		if (!(bits >> f & 1))
			continue;
		buf_clear(s->work);
		field_put(s, fit, f, s->work);
		if (!s->work->n)
			continue;
		json_next(out);
		buf_cstr(out, "{\"id\":");
		buf_str(out, s->plan->keys[f]);
		buf_cstr(out, ",\"value\":");
		json_put_string(out, buf_view(s->work));
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

/* A tag is one word: letters, digits and "_". */
static void
put_tag(const char *prefix, struct str text, struct buf *out)
{
	if (!text.n)
		return;
	json_next(out);
	buf_printf(out, "\"%s", prefix);
	for (size_t i = 0; i < text.n && i < 80; i++) {
		char c = text.p[i];

		buf_char(out, is_alnum(c) ? to_lower(c) : '_');
	}
	buf_char(out, '"');
}

static void
put_tags(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	json_member(out, "tags");
	buf_cstr(out, "[\"hoff\"");
	buf_clear(s->work);
	field_put(s, fit, FIELD_REASON, s->work);
	put_tag("reason_", buf_view(s->work), out);
	buf_clear(s->work);
	field_put(s, fit, FIELD_INTENT, s->work);
	put_tag("intent_", buf_view(s->work), out);
	buf_char(out, ']');
}

static const char *
urgency(const struct sketch *s)
{
	double x = sketch_number(s, s->route, "priority");

	if (isnan(x))
		x = sketch_number(s, s->score, "priority");
	if (isnan(x))
		return NULL;
	return x >= 90	 ? "urgent"
	       : x >= 70 ? "high"
	       : x >= 40 ? "normal"
			 : "low";
}

static void
put_subject(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	enum { SUBJECT = 120 /* characters */ };

	buf_clear(s->work);
	if (!field_put(s, fit, FIELD_REQUEST, s->work) && !s->work->n)
		field_put(s, fit, FIELD_REASON, s->work);
	clip_tail(s->work, 0, SUBJECT);
	buf_cstr(s->work, " (bot handoff)");
	json_member(out, "subject");
	json_put_string(out, buf_view(s->work));
}

/* Where the log knows an address that redaction left alone. */
static void
put_requester(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	struct str mail = sketch_text(s, s->c->customer, "email");
	struct str name = sketch_name(s);

	if (!(fit->fields & FIELD_BIT(NAME)) || !mail.n ||
	    !memchr(mail.p, '@', mail.n))
		return;
	json_member(out, "requester");
	buf_cstr(out, "{\"name\":");
	json_put_string(out, name.n ? name : mail);
	json_member(out, "email");
	json_put_string(out, mail);
	buf_char(out, '}');
}

bool
render_zendesk(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	struct fit told = *fit;
	struct buf body = { 0 }, *out = d->out;
	const char *how_urgent = urgency(s);

	(void)detail;
	told.fields &= ~keyed(s);
	prose_put(s, &told, PROSE_TEXT, &body);
	d->used = text_units(buf_view(&body));
	buf_cstr(out, "{\"ticket\":{");
	put_subject(s, fit, out);
	json_member(out, "comment");
	buf_cstr(out, "{\"body\":");
	json_put_string(out, buf_view(&body));
	buf_cstr(out, ",\"public\":false}");
	if (how_urgent)
		json_member_string(out, "priority", how_urgent);
	put_tags(s, fit, out);
	put_requester(s, fit, out);
	json_member(out, "external_id");
	json_put_string(out, s->c->id);
	put_custom_fields(s, fit, out);
	buf_cstr(out, "}}");
	buf_free(&body);
	return true;
}

/* A conversation's attributes, and a note that only the team sees.  The note
 * has every field, so what is too long for an attribute is not lost. */
bool
render_intercom(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	struct flat how = { .prefix = "hoff_",
		.numbers = true,
		.longest = 255,
		.not = FIELD_BIT(SUMMARY) | FIELD_BIT(TRANSCRIPT) };
	struct buf body = { 0 }, *out = d->out;
	size_t begin = out->n;

	(void)detail;
	prose_put(s, fit, PROSE_HTML, &body);
	buf_cstr(out, "{\"custom_attributes\":{");
	flat_put(s, fit, &how, out);
	buf_cstr(
	    out, "},\"note\":{\"message_type\":\"note\",\"type\":\"admin\"");
	flat_put_setting(s, "admin_id", out);
	json_member(out, "body");
	json_put_string(out, buf_view(&body));
	buf_cstr(out, "}}");
	d->used = out->n - begin;
	buf_free(&body);
	return true;
}

/* What people read is a string in the annotation, and a file as it is. */
static bool
render_prose(const struct sketch *s, const struct fit *fit, enum prose kind,
    struct draft *d)
{
	prose_put(s, fit, kind, d->plain);
	d->used = d->plain->n;
	json_put_string(d->out, buf_view(d->plain));
	return true;
}

bool
render_markdown(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	(void)detail;
	return render_prose(s, fit, PROSE_MARKDOWN, d);
}

bool
render_text(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	(void)detail;
	return render_prose(s, fit, PROSE_TEXT, d);
}
