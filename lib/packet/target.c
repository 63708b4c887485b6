#include "packet/target.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/near.h"

/* What most targets are told. */
#define CONTEXT \
	(FIELDS_ALL & \
	    ~(FIELD_BIT(TRANSCRIPT) | FIELD_BIT(MESSAGE) | FIELD_BIT(RULES)))

/* What the customer may come to see: nothing that judges. */
#define OUTWARD \
	(FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(REASON) | FIELD_BIT(SUMMARY) | \
	    FIELD_BIT(TRANSCRIPT) | FIELD_BIT(QUEUE) | FIELD_BIT(REQUEST) | \
	    FIELD_BIT(CURRENT) | FIELD_BIT(INTENT) | FIELD_BIT(KNOWN) | \
	    FIELD_BIT(LANGUAGE) | FIELD_BIT(CHANNEL) | \
	    FIELD_BIT(CUSTOMER_ID) | FIELD_BIT(NAME) | FIELD_BIT(PROMISES) | \
	    FIELD_BIT(QUESTIONS) | FIELD_BIT(TRIED) | FIELD_BIT(ARTICLES) | \
	    FIELD_BIT(MESSAGE))

const struct target targets[N_TARGETS] = {
	{ .name = "botframework",
	    .limit = 28 * 1024,
	    .value = SIZE_MAX,
	    .fields = CONTEXT | FIELD_BIT(TRANSCRIPT),
	    .keys = "_-.",
	    .extension = ".json",
	    .settings = "serviceUrl channelId",
	    .render = render_botframework,
	    .measured = "the event, as Omnichannel takes it" },
	{ .name = "copilot",
	    .limit = 28 * 1024,
	    .value = SIZE_MAX,
	    .fields = CONTEXT | FIELD_BIT(TRANSCRIPT),
	    .keys = "_",
	    .extension = ".json",
	    .settings = "va_BotId",
	    .render = render_copilot,
	    .measured = "the event, as Omnichannel takes it" },
	{ .name = "twilio",
	    .limit = 4096,
	    .own = true,
	    .value = SIZE_MAX,
	    .fields = CONTEXT,
	    .keys = "_",
	    .extension = ".json",
	    .settings = "WorkflowSid TaskChannel Timeout",
	    .render = render_twilio,
	    .measured = "Attributes" },
	{ .name = "connect",
	    .limit = 32768,
	    .value = SIZE_MAX,
	    .fields = CONTEXT | FIELD_BIT(TRANSCRIPT) | FIELD_BIT(MESSAGE),
	    .keys = "_-",
	    .extension = ".json",
	    .settings = "InstanceId",
	    .render = render_connect,
	    .measured = "all attributes, with keys and punctuation" },
	{ .name = "genesys",
	    .limit = 16384,
	    .own = true,
	    .value = SIZE_MAX,
	    .fields = CONTEXT,
	    .keys = "_-. ",
	    .extension = ".json",
	    .render = render_genesys,
	    .measured = "all attributes" },
	{ .name = "zendesk",
	    .limit = 65000,
	    .unit = UNIT_CHARS,
	    .notes = true,
	    .value = SIZE_MAX,
	    .fields = FIELDS_ALL,
	    .keys = "",
	    .extension = ".json",
	    .render = render_zendesk,
	    .measured = "the comment" },
	{ .name = "sunshine",
	    .limit = 4096,
	    .value = SIZE_MAX,
	    .fields = CONTEXT,
	    .keys = "_-.",
	    .extension = ".json",
	    .settings = "switchboardIntegration",
	    .render = render_sunshine,
	    .measured = "metadata" },
	{ .name = "salesforce",
	    .limit = 255,
	    .unit = UNIT_CHARS,
	    .own = true,
	    .outward = true,
	    .value = 255,
	    .fields = FIELD_BIT(CONVERSATION_ID) | FIELD_BIT(REASON) |
		      FIELD_BIT(SUMMARY) | FIELD_BIT(QUEUE) |
		      FIELD_BIT(REQUEST) | FIELD_BIT(INTENT) |
		      FIELD_BIT(LANGUAGE) | FIELD_BIT(CHANNEL),
	    .keys = "_",
	    .extension = ".json",
	    .render = render_salesforce,
	    .measured = "each field" },
	{ .name = "dialogflow",
	    .limit = 16384,
	    .own = true,
	    .value = SIZE_MAX,
	    .fields = CONTEXT,
	    .keys = "_-.",
	    .extension = ".json",
	    .render = render_dialogflow,
	    .measured = "the response" },
	{ .name = "intercom",
	    .limit = 65000,
	    .own = true,
	    .notes = true,
	    .value = SIZE_MAX,
	    .fields = FIELDS_ALL,
	    .keys = "_- ",
	    .extension = ".json",
	    .settings = "admin_id",
	    .render = render_intercom,
	    .measured = "attributes and note" },
	{ .name = "vcon",
	    .limit = SIZE_MAX,
	    .value = SIZE_MAX,
	    .fields = FIELDS_ALL,
	    .extension = ".vcon",
	    .render = render_vcon,
	    .measured = "the vCon" },
	{ .name = "markdown",
	    .limit = SIZE_MAX,
	    .notes = true,
	    .value = SIZE_MAX,
	    .fields = FIELDS_ALL,
	    .extension = ".md",
	    .render = render_markdown,
	    .measured = "the text" },
	{ .name = "text",
	    .limit = SIZE_MAX,
	    .notes = true,
	    .value = SIZE_MAX,
	    .fields = FIELDS_ALL,
	    .extension = ".txt",
	    .render = render_text,
	    .measured = "the text" },
};

const char *const packet_targets[] = { "native", "botframework", "copilot",
	"twilio", "connect", "genesys", "zendesk", "sunshine", "salesforce",
	"dialogflow", "intercom", "vcon", "markdown", "text", NULL };

/* Keys that have a meaning of their own in a target. */
static const struct {
	const char *target;
	enum field field;
	struct str key;
} usual[] = {
	{ "twilio", FIELD_REASON, { "handoff_reason", 14 } },
	{ "twilio", FIELD_TIER, { "customer_value", 14 } },
	{ "twilio", FIELD_TRIED, { "attempted", 9 } },
	{ "botframework", FIELD_SKILLS, { "Skill", 5 } },
};

/* NULL where there is none called so. */
static const struct target *
find_target(const char *name)
{
	for (size_t i = 0; i < N_TARGETS; i++)
		if (!strcmp(name, targets[i].name))
			return &targets[i];
	return NULL;
}

static noreturn void
unknown_field(struct str name)
{
	struct str known[N_FIELDS];
	struct str near;

	for (enum field f = 0; f < N_FIELDS; f++)
		known[f] = str_of(field_name(f));
	near = near_best(name, known, N_FIELDS);
	die("--fields: no field is called %.*s; the nearest is %.*s",
	    STR_ARG(name), STR_ARG(near));
}

static void
check_key(const struct packet_plan *p, struct str key)
{
	const char *name = p->target ? p->target->name : "native";
	const char *more = p->target ? p->target->keys : NULL;
	bool digits = !strcmp(name, "zendesk");

	if (!more)
		die("--fields: %s has no keys to give", name);
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (digits ? !is_digit(c) : !is_alnum(c) && !is_any_of(c, more))
			die("--fields: %.*s is no key of %s: %s only",
			    STR_ARG(key), name,
			    digits ? "a number"
				   : "letters, digits and some marks");
	}
	if (!key.n)
		die("--fields: a key is empty");
}

/* "reason=handoff_reason" or "reason" */
static void
read_field(struct packet_plan *p, struct str word, struct str *keys)
{
	const char *is = memchr(word.p, '=', word.n);
	struct str name = { word.p, is ? (size_t)(is - word.p) : word.n };
	enum field f = field_by_name(name);

	if (f == N_FIELDS)
		unknown_field(name);
	if (p->target && p->target->outward && !(OUTWARD >> f & 1))
		die("--fields: %s shows its packet to the customer, who is "
		    "not told %s",
		    p->target->name, field_name(f));
	p->fields |= UINT64_C(1) << f;
	if (!is)
		return;
	keys[f] = (struct str){ is + 1, word.n - name.n - 1 };
	check_key(p, keys[f]);
	for (enum field other = 0; other < N_FIELDS; other++)
		if (other != f && str_eq(keys[other], keys[f]))
			die("--fields: two fields are called %.*s",
			    STR_ARG(keys[f]));
}

static void
read_fields(struct packet_plan *p, struct str *keys)
{
	const char *at = p->o.fields;

	p->fields = FIELD_BIT(CONVERSATION_ID);
	for (;;) {
		size_t n = strcspn(at, ",");

		read_field(p, (struct str){ at, n }, keys);
		if (!at[n])
			return;
		at += n + 1;
	}
}

/* A word of a list of them. */
static bool
is_listed(const char *list, struct str word)
{
	while (list && *list) {
		size_t n = strcspn(list, " ");

		if (n == word.n && !memcmp(list, word.p, n))
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}

static void
check_timeout(const char *value)
{
	enum { TWO_WEEKS = 1209600 };
	size_t n = strspn(value, "0123456789");

	if (!n || value[n] || n > 7 || atol(value) < 1 ||
	    atol(value) > TWO_WEEKS)
		die("--set: Timeout is a number of seconds from 1 to %d",
		    TWO_WEEKS);
}

static void
check_setting(const struct packet_plan *p, const char *setting)
{
	const char *name = p->target ? p->target->name : "native";
	const char *list = p->target ? p->target->settings : NULL;
	size_t n = strcspn(setting, "=");

	if (!setting[n])
		die("--set: %s has no value: write %s=VALUE", setting, setting);
	if (!list)
		die("--set: nothing can be set in %s", name);
	if (!is_listed(list, (struct str){ setting, n }))
		die("--set: %.*s cannot be set in %s, only: %s", (int)n,
		    setting, name, list);
	if (n == 7 && !memcmp(setting, "Timeout", n))
		check_timeout(setting + n + 1);
}

static void
choose_limit(struct packet_plan *p)
{
	const struct target *t = p->target;

	p->limit = t ? t->limit : SIZE_MAX;
	p->value = t ? t->value : SIZE_MAX;
	if (!p->o.limit)
		return;
	if (!t)
		die("--limit: the native packet has none");
	if (!t->own && p->limit < p->o.limit)
		die("--limit: %s takes no more than %zu", t->name, t->limit);
	p->limit = p->o.limit;
	if (p->value != SIZE_MAX)
		p->value = p->limit;
}

void
target_choose(struct packet_plan *p, struct arena *run)
{
	struct str *keys = arena_zalloc(run, N_FIELDS * sizeof(*keys));
	const char *name = p->o.target;

	p->target = find_target(name);
	p->fields = p->target ? p->target->fields : FIELDS_ALL;
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (!strcmp(name, usual[i].target))
			keys[usual[i].field] = usual[i].key;
	if (p->o.fields)
		read_fields(p, keys);
	for (size_t i = 0; i < p->o.settings.n; i++)
		check_setting(p, p->o.settings.at[i]);
	p->keys = keys;
	p->may = p->target && p->target->outward ? OUTWARD : FIELDS_ALL;
	choose_limit(p);
}
