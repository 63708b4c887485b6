#include "packet/brief.h"
#include "packet/flat.h"

/*
 * A vCon (draft-ietf-vcon-vcon-core, with the contact centre extension): the
 * conversation up to the decision, the transfer, and what was made of it.
 */
enum { CUSTOMER, BOT, TARGET }; /* parties */

static void
put_time(struct buf *out, const char *member, int64_t ms)
{
	json_member(out, member);
	buf_char(out, '"');
	conv_put_time(out, ms);
	buf_char(out, '"');
}

static void
put_string(struct buf *out, const char *member, struct str text)
{
	json_member(out, member);
	json_put_string(out, text);
}

static struct str
queue(const struct sketch *s)
{
	struct str name = sketch_text(s, s->route, "queue");

	return name.n ? name : sketch_text(s, s->score, "queue");
}

static void
put_parties(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	struct str name =
	    fit->fields & FIELD_BIT(NAME) ? sketch_name(s) : STR("");
	struct str dept = queue(s);

	json_member(out, "parties");
	buf_cstr(out, "[{");
	put_string(out, "name", name.n ? name : STR("anonymous"));
	buf_cstr(out, ",\"type\":\"person\",\"role\":\"customer\"");
	if (fit->fields & FIELD_BIT(CUSTOMER_ID) && s->c->customer_id.n)
		put_string(out, "uuid", s->c->customer_id);
	buf_cstr(out, "},{");
	put_string(out, "name", s->c->bot_name.n ? s->c->bot_name : STR("bot"));
	buf_cstr(out, ",\"type\":\"bot\",\"role\":\"agent\"},{");
	put_string(out, "name", dept.n ? dept : STR("agents"));
	buf_cstr(out, ",\"type\":\"organization\"");
	if (dept.n)
		put_string(out, "dept", dept);
	buf_cstr(out, ",\"role\":\"agent\"}]");
}

static int
party_of(enum role role)
{
	return role == ROLE_CUSTOMER ? CUSTOMER
	       : role == ROLE_AGENT  ? TARGET
				     : BOT;
}

static void
put_text_dialog(
    const struct sketch *s, const struct fit *fit, size_t i, struct buf *out)
{
	int party = party_of(s->c->turns[i].role);
	struct str id = sketch_message_id(s, i);

	json_next(out);
	buf_cstr(out, "{\"type\":\"text\"");
	put_time(out, "start", sketch_time(s, i));
	buf_printf(out,
	    ",\"parties\":[%d,%d],\"mediatype\":\"text/plain\","
	    "\"encoding\":\"none\",\"body\":",
	    party, party == CUSTOMER ? BOT : CUSTOMER);
	buf_clear(s->work);
	field_put_text(s, fit, i, s->work);
	json_put_string(out, buf_view(s->work));
	if (s->c->channel.n)
		put_string(out, "application", s->c->channel);
	if (id.n)
		put_string(out, "message_id", id);
	put_string(out, "interaction_id", s->c->id);
	buf_char(out, '}');
}

/* "[0,1,2]", the texts' dialogs. */
static void
put_indices(struct buf *out, const char *member, size_t n)
{
	json_member(out, member);
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%zu", i ? "," : "", i);
	buf_char(out, ']');
}

static void
put_skills(const struct sketch *s, struct buf *out)
{
	struct str skill;

	if (!sketch_skill(s, 0, &skill))
		return;
	json_member(out, "skill");
	buf_char(out, '[');
	for (size_t i = 0; sketch_skill(s, i, &skill); i++) {
		json_next(out);
		json_put_string(out, skill);
	}
	buf_char(out, ']');
}

/* Nobody has answered yet: what the agent says is not part of a packet. */
static const char *
disposition(const struct sketch *s)
{
	struct str outcome = sketch_text(s, s->route, "outcome");

	if (str_eq(outcome, STR("abandoned")))
		return "hung-up";
	return str_eq(outcome, STR("unserved")) ? "failed" : "no-answer";
}

static void
put_transfer(const struct sketch *s, size_t texts, int64_t at, struct buf *out)
{
	json_next(out);
	buf_cstr(out, "{\"type\":\"transfer\"");
	put_time(out, "start", at);
	buf_printf(out,
	    ",\"transferee\":%d,\"transferor\":%d,\"transfer_target\":%d",
	    CUSTOMER, BOT, TARGET);
	if (texts)
		put_indices(out, "original", texts);
	buf_printf(out, ",\"target_dialog\":%zu", texts + 1);
	put_skills(s, out);
	buf_cstr(out, "},{\"type\":\"incomplete\"");
	put_time(out, "start", at);
	json_member_string(out, "disposition", disposition(s));
	buf_char(out, '}');
}

static size_t
put_dialog(
    const struct sketch *s, const struct fit *fit, int64_t at, struct buf *out)
{
	size_t texts = 0;

	json_member(out, "dialog");
	buf_char(out, '[');
	if (fit->fields & FIELD_BIT(TRANSCRIPT)) {
		for (size_t i = 0; i <= s->turn; i++) {
			if (!field_shows(s, fit, i))
				continue;
			put_text_dialog(s, fit, i, out);
			texts++;
		}
	}
	put_transfer(s, texts, at, out);
	buf_char(out, ']');
	return texts;
}

static void
begin_analysis(
    struct buf *out, const char *type, const char *product, size_t texts)
{
	json_next(out);
	buf_printf(out, "{\"type\":\"%s\"", type);
	if (texts)
		put_indices(out, "dialog", texts);
	buf_printf(out, ",\"vendor\":\"hoff\",\"product\":\"%s\"", product);
}

static void
put_report(const struct sketch *s, const struct fit *fit, size_t texts,
    struct buf *out)
{
	static const struct flat how = { .prefix = "",
		.numbers = true,
		.not = ~(FIELD_BIT(REASON) | FIELD_BIT(WHY) |
			 FIELD_BIT(READINESS) | FIELD_BIT(INTENT) |
			 FIELD_BIT(RISKS) | FIELD_BIT(PRIORITY) |
			 FIELD_BIT(RULES)) };
	static const struct flat signals = { .prefix = "",
		.numbers = true,
		.not = ~(FIELD_BIT(FALLBACKS) | FIELD_BIT(CONFIDENCE) |
			 FIELD_BIT(SENTIMENT)) };

	begin_analysis(out, "report", "hoff-score", texts);
	buf_cstr(out, ",\"schema\":\"hoff-score-1\",\"mediatype\":"
		      "\"application/json\",\"encoding\":\"json\",\"body\":"
		      "{\"decision\":\"escalate\"");
	json_member_count(out, "turn", s->turn);
	flat_put(s, fit, &how, out);
	json_member(out, "signals");
	buf_char(out, '{');
	flat_put(s, fit, &signals, out);
	buf_cstr(out, "}}}");
}

static void
put_analysis(const struct sketch *s, const struct fit *fit, size_t texts,
    struct buf *out)
{
	double sentiment = sketch_signal(s, STR("sentiment"));

	json_member(out, "analysis");
	buf_char(out, '[');
	if (fit->fields & FIELD_BIT(SUMMARY) && s->brief->n) {
		begin_analysis(out, "summary", "hoff-packet", texts);
		buf_cstr(out, ",\"schema\":\"hoff-packet-1\",\"mediatype\":"
			      "\"text/plain\",\"encoding\":\"none\"");
		flat_put_string(s, fit, "body", FIELD_SUMMARY, out);
		buf_char(out, '}');
	}
	put_report(s, fit, texts, out);
	if (fit->fields & FIELD_BIT(SENTIMENT) && !isnan(sentiment)) {
		begin_analysis(out, "sentiment", "hoff-score", texts);
		buf_cstr(out, ",\"schema\":\"hoff-score-1\",\"mediatype\":"
			      "\"application/json\",\"encoding\":\"json\","
			      "\"body\":{\"score\":");
		json_put_number(out, sentiment);
		buf_cstr(out, "}}");
	}
	buf_char(out, ']');
}

/* The fields once more, for who takes the packet out of it. */
static void
put_attachments(const struct sketch *s, const struct fit *fit, size_t texts,
    int64_t at, struct buf *out)
{
	static const struct flat how = { .prefix = "",
		.numbers = true,
		.not = FIELD_BIT(SUMMARY) | FIELD_BIT(TRANSCRIPT) };

	json_member(out, "attachments");
	buf_cstr(out, "[{\"purpose\":\"handoff packet\"");
	put_time(out, "start", at);
	buf_printf(out, ",\"party\":%d,\"dialog\":%zu", BOT, texts);
	buf_cstr(out, ",\"mediatype\":\"application/json\",\"encoding\":"
		      "\"json\",\"body\":{");
	flat_put(s, fit, &how, out);
	buf_cstr(out, "}}]");
}

/* "PII masked: CARD, NAME" */
static void
put_redacted(const struct sketch *s, struct buf *out)
{
	const struct json *j = s->c->json;
	uint32_t counts = json_get(j, s->redact, STR("counts"));
	const char *comma = ": ";

	buf_clear(s->work);
	buf_cstr(s->work, "PII masked");
	for (uint32_t i = counts ? json_first(j, counts) : 0; i;
	     i = json_after(j, counts, i)) {
		if (json_kind_of(j, counts) != JSON_OBJECT)
			break;
		buf_cstr(s->work, comma);
		buf_str(s->work, json_string(j, i, s->scratch));
		comma = ", ";
	}
	json_member(out, "redacted");
	buf_cstr(out, "{\"type\":");
	json_put_string(out, buf_view(s->work));
	buf_char(out, '}');
}

bool
render_vcon(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	int64_t at = sketch_time(s, s->turn);
	struct buf *out = d->out;
	size_t begin = out->n, texts;

	if (at == CONV_NO_TIME || sketch_time(s, 0) == CONV_NO_TIME) {
		*detail = "a vCon needs times, and the record has none";
		return false;
	}
	buf_cstr(out, "{\"uuid\":");
	sketch_put_uuid(s, out);
	buf_cstr(out, ",\"extensions\":[\"CC\"]");
	put_time(out, "created_at", at);
	flat_put_string(s, fit, "subject", FIELD_REQUEST, out);
	put_parties(s, fit, out);
	texts = put_dialog(s, fit, at, out);
	put_analysis(s, fit, texts, out);
	put_attachments(s, fit, texts, at, out);
	if (sketch_is_redacted(s))
		put_redacted(s, out);
	buf_char(out, '}');
	d->used = out->n - begin;
	return true;
}
