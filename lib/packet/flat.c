#include "packet/flat.h"

#include "base/ascii.h"
#include "text/text.h"

/* The key of a field: the user's, or ours in the target's way. */
static void
put_key(const struct sketch *s, const struct flat *how, enum field f,
    struct buf *out)
{
	const char *name = field_name(f);
	bool first = true;

	if (out->p[out->n - 1] != '{')
		buf_char(out, ',');
	if (s->plan->keys[f].n) {
		json_put_string(out, s->plan->keys[f]);
		buf_char(out, ':');
		return;
	}
	buf_char(out, '"');
	buf_cstr(out, how->prefix);
	for (; *name; name++) {
		buf_char(out, how->capital && first ? to_upper(*name) : *name);
		first = *name == '_';
	}
	buf_cstr(out, "\":");
}

static bool
is_json_number(const struct flat *how, enum field f, struct str value)
{
	if (!field_is_number(f))
		return false;
	if (how->numbers)
		return true;
	if (!how->whole_numbers || value.n > 9)
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (!is_digit(value.p[i]) && (i || value.p[i] != '-'))
			return false;
	return true;
}

static void
put_skills(const struct sketch *s, struct buf *out)
{
	struct str skill;

	buf_char(out, '[');
	for (size_t i = 0; sketch_skill(s, i, &skill); i++) {
		json_next(out);
		json_put_string(out, skill);
	}
	buf_char(out, ']');
}

static void
put_answers(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_said_by(s, i, ROLE_BOT) ||
		    !field_shows(s, fit, i))
			continue;
		json_next(out);
		buf_clear(s->work);
		field_put_text(s, fit, i, s->work);
		json_put_string(out, buf_view(s->work));
	}
	buf_char(out, ']');
}

void
flat_put(const struct sketch *s, const struct fit *fit, const struct flat *how,
    struct buf *out)
{
	for (enum field f = 0; f < N_FIELDS; f++) {
		if (!(fit->fields & ~how->not &UINT64_C(1) << f))
			continue;
		buf_clear(s->work);
		field_put(s, fit, f, s->work);
		if (!s->work->n && !(how->lists && f == FIELD_SKILLS))
			continue;
		if (how->longest &&
		    text_units(buf_view(s->work)) > how->longest)
			continue;
		put_key(s, how, f, out);
		if (how->lists && f == FIELD_SKILLS)
			put_skills(s, out);
		else if (how->lists && f == FIELD_TRIED)
			put_answers(s, fit, out);
		else if (is_json_number(how, f, buf_view(s->work)))
			buf_str(out, buf_view(s->work));
		else
			json_put_string(out, buf_view(s->work));
	}
}

bool
flat_put_string(const struct sketch *s, const struct fit *fit,
    const char *member, enum field f, struct buf *out)
{
	buf_clear(s->work);
	field_put(s, fit, f, s->work);
	if (!s->work->n)
		return false;
	json_member(out, member);
	json_put_string(out, buf_view(s->work));
	return true;
}

void
flat_put_setting(const struct sketch *s, const char *name, struct buf *out)
{
	struct str value = sketch_setting(s, name);

	if (!value.n)
		return;
	json_member(out, name);
	json_put_string(out, value);
}

/* The fields as one object, whose bytes are what the platform counts. */
static void
put_counted(const struct sketch *s, const struct fit *fit,
    const struct flat *how, struct draft *d)
{
	size_t begin = d->out->n;

	buf_char(d->out, '{');
	flat_put(s, fit, how, d->out);
	buf_char(d->out, '}');
	d->used = d->out->n - begin;
}

bool
render_connect(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	static const struct flat how = { .prefix = "hoff_" };

	(void)detail;
	buf_cstr(d->out, "{\"InitialContactId\":");
	json_put_string(d->out, s->c->id);
	flat_put_setting(s, "InstanceId", d->out);
	json_member(d->out, "Attributes");
	put_counted(s, fit, &how, d);
	buf_char(d->out, '}');
	return true;
}

bool
render_genesys(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	static const struct flat how = { .prefix = "hoff." };

	(void)detail;
	buf_cstr(d->out, "{\"attributes\":");
	put_counted(s, fit, &how, d);
	buf_char(d->out, '}');
	return true;
}

bool
render_salesforce(const struct sketch *s, const struct fit *fit,
    struct draft *d, const char **detail)
{
	static const struct flat how = { .prefix = "Hoff_", .capital = true };

	(void)detail;
	buf_cstr(d->out, "{\"fields\":{");
	flat_put(s, fit, &how, d->out);
	buf_cstr(d->out, "}}");
	for (enum field f = 0; f < N_FIELDS; f++) {
		size_t n;

		buf_clear(s->work);
		field_put(s, fit, f, s->work);
		n = text_units(buf_view(s->work));
		if (n > d->used)
			d->used = n;
	}
	return true;
}

bool
render_dialogflow(const struct sketch *s, const struct fit *fit,
    struct draft *d, const char **detail)
{
	static const struct flat how = { .prefix = "", .numbers = true };
	size_t begin = d->out->n;

	(void)detail;
	buf_cstr(d->out, "{\"liveAgentHandoff\":{\"metadata\":{");
	flat_put(s, fit, &how, d->out);
	buf_cstr(d->out, "}}}");
	d->used = d->out->n - begin;
	return true;
}

/* "hoff,card_dispute": a comma parts tags, so none is in one. */
static void
put_tags(const struct sketch *s, struct buf *out)
{
	struct str reason = sketch_text(s, s->reason, "rule");
	size_t from;

	buf_cstr(out, "hoff");
	if (!reason.n)
		return;
	buf_char(out, ',');
	from = out->n;
	buf_str(out, reason);
	for (size_t i = from; i < out->n; i++)
		if (out->p[i] == ',' || (unsigned char)out->p[i] <= ' ')
			out->p[i] = '_';
}

/* The first message the agent is to see, where the log names it. */
static void
put_first_message(const struct sketch *s, struct buf *out)
{
	struct str id =
	    s->first == NO_TURN ? STR("") : sketch_message_id(s, s->first);

	if (!id.n)
		return;
	json_member(out, "first_message_id");
	json_put_string(out, id);
}

bool
render_sunshine(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	static const struct flat how = { .prefix = "hoff_", .numbers = true };
	struct str to = sketch_setting(s, "switchboardIntegration");
	struct buf *out = d->out;
	size_t begin;

	(void)detail;
	buf_cstr(out, "{\"switchboardIntegration\":");
	json_put_string(out, to.n ? to : STR("zd:agentWorkspace"));
	json_member(out, "metadata");
	begin = out->n;
	buf_char(out, '{');
	put_first_message(s, out);
	buf_clear(s->work);
	put_tags(s, s->work);
	json_member(out, "dataCapture.systemField.tags");
	json_put_string(out, buf_view(s->work));
	flat_put(s, fit, &how, out);
	buf_char(out, '}');
	d->used = out->n - begin;
	buf_char(out, '}');
	return true;
}

/* The channels that TaskRouter has from the start. */
static struct str
task_channel(const struct sketch *s)
{
	static const struct {
		struct str ours, theirs;
	} known[] = {
		{ { "voice", 5 }, { "voice", 5 } },
		{ { "phone", 5 }, { "voice", 5 } },
		{ { "sms", 3 }, { "sms", 3 } },
		{ { "email", 5 }, { "email", 5 } },
		{ { "video", 5 }, { "video", 5 } },
	};
	struct str set = sketch_setting(s, "TaskChannel");

	if (set.n)
		return set;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(s->c->channel, known[i].ours))
			return known[i].theirs;
	return s->c->channel.n ? STR("chat") : STR("default");
}

/* From 0 to 2^31 - 1; absent where nobody set one. */
static void
put_priority(const struct sketch *s, struct buf *out)
{
	double x = sketch_number(s, s->route, "priority");

	if (isnan(x))
		x = sketch_number(s, s->score, "priority");
	if (isnan(x))
		return;
	json_member(out, "Priority");
	json_put_int(out, (int64_t)(x < 0	    ? 0
				    : x > INT32_MAX ? INT32_MAX
						    : floor(x + 0.5)));
}

/* When the customer began to wait; what lies before 1900 is refused. */
static void
put_virtual_start(const struct sketch *s, struct buf *out)
{
	enum { DAYS = 25567 }; /* from 1900-01-01 to 1970-01-01 */
	int64_t at = sketch_time(s, s->turn);
	struct str arrival = sketch_text(s, s->route, "arrival");

	if (arrival.n)
		conv_parse_time(arrival, &at);
	if (at == CONV_NO_TIME || at < -(int64_t)DAYS * 86400 * 1000)
		return;
	json_member(out, "VirtualStartTime");
	buf_char(out, '"');
	conv_put_time(out, at - ((at % 1000) + 1000) % 1000);
	buf_char(out, '"');
}

/* Attributes is a string that holds JSON. */
static void
put_attributes(const struct sketch *s, const struct fit *fit, struct draft *d)
{
	static const struct flat how = {
		.prefix = "", .numbers = true, .lists = true
	};
	struct buf text = { 0 };
	double fallbacks = sketch_signal(s, STR("fallbacks"));

	buf_cstr(&text, "{\"type\":");
	json_put_string(&text, task_channel(s));
	if (s->c->channel.n) {
		json_member(&text, "channelType");
		json_put_string(&text, s->c->channel);
	}
	flat_put(s, fit, &how, &text);
	json_member(&text, "conversations");
	buf_cstr(&text, "{\"conversation_id\":");
	json_put_string(&text, s->c->id);
	if (!isnan(fallbacks))
		json_member_number(&text, "conversation_measure_1", fallbacks);
	buf_cstr(&text, "}}");
	d->used = text.n;
	json_member(d->out, "Attributes");
	json_put_string(d->out, buf_view(&text));
	buf_free(&text);
}

bool
render_twilio(const struct sketch *s, const struct fit *fit, struct draft *d,
    const char **detail)
{
	struct str timeout = sketch_setting(s, "Timeout");

	(void)detail;
	buf_char(d->out, '{');
	flat_put_setting(s, "WorkflowSid", d->out);
	json_member(d->out, "TaskChannel");
	json_put_string(d->out, task_channel(s));
	put_priority(s, d->out);
	if (timeout.n) {
		json_member(d->out, "Timeout");
		buf_str(d->out, timeout);
	}
	put_virtual_start(s, d->out);
	put_attributes(s, fit, d);
	buf_char(d->out, '}');
	return true;
}
