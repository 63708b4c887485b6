#include "import/preset.h"

#include "base/die.h"
#include "base/embed.h"
#include "base/near.h"

EMBED(embed_import_rasa_jq);
EMBED(embed_import_openai_jq);
EMBED(embed_import_csv_jq);
EMBED(embed_import_wide_jq);
EMBED(embed_import_botframework_jq);
EMBED(embed_import_copilot_studio_jq);
EMBED(embed_import_dialogflow_cx_jq);
EMBED(embed_import_google_insights_jq);
EMBED(embed_import_lex_v2_jq);
EMBED(embed_import_contact_lens_jq);
EMBED(embed_import_connect_realtime_jq);
EMBED(embed_import_twilio_jq);
EMBED(embed_import_zendesk_chat_jq);
EMBED(embed_import_sunshine_jq);
EMBED(embed_import_intercom_jq);
EMBED(embed_import_liveperson_jq);
EMBED(embed_import_genesys_jq);
EMBED(embed_import_chatwoot_jq);
EMBED(embed_import_botpress_jq);
EMBED(embed_import_freshchat_jq);
EMBED(embed_import_vcon_jq);
EMBED(embed_import_salesforce_jq);
EMBED(embed_import_livechat_jq);
EMBED(embed_import_langfuse_jq);
EMBED(embed_import_whatsapp_cloud_jq);
EMBED(embed_import_zendesk_support_jq);
EMBED(embed_import_hubspot_jq);
EMBED(embed_import_crisp_jq);
EMBED(embed_import_gorgias_jq);
EMBED(embed_import_voiceflow_jq);
EMBED(embed_import_cognigy_jq);
EMBED(embed_import_kore_jq);
EMBED(embed_import_chatgpt_jq);
EMBED(embed_import_openai_threads_jq);

static const char canonical_text[] =
    "# canonical: our own record, which every other filter reads.  Nothing is\n"
    "# converted; see the record's JSON Schema, record.schema.json of "
    "hoff-score.\n"
    "#: version 1\n"
    "#: has conversation_id turns\n"
    "#: example {\"conversation_id\":\"c-1\",\"turns\":[{\"role\":\"customer\","
    "\"text\":\"hello\"}]}\n";

static const char whatsapp_text[] =
    "# WhatsApp: a chat that was exported as text, from Android or iOS.  It "
    "is\n"
    "# read natively.  People are known by the name in the chat only: say who "
    "is\n"
    "# what with --role NAME=ROLE, and where the clock was with --time-zone.\n"
    "#: version 1\n"
    "#: grouped\n"
    "#: example [04/05/2026, 10:13:01] John: hello\n";

#define JQ(n, symbol, f) \
	{ \
		n, symbol, symbol##_end, f \
	}

static const struct {
	const char *name, *begin, *end;
	bool (*native)(const struct json *, struct split *, struct arena *,
	    struct str, struct buf *);
} sources[] = {
	{ "canonical", canonical_text,
	    canonical_text + sizeof(canonical_text) - 1, NULL },
	JQ("rasa", embed_import_rasa_jq, native_rasa),
	JQ("botframework", embed_import_botframework_jq, NULL),
	JQ("copilot-studio", embed_import_copilot_studio_jq, NULL),
	JQ("dialogflow-cx", embed_import_dialogflow_cx_jq, NULL),
	JQ("google-insights", embed_import_google_insights_jq, NULL),
	JQ("lex-v2", embed_import_lex_v2_jq, NULL),
	JQ("contact-lens", embed_import_contact_lens_jq, NULL),
	JQ("connect-realtime", embed_import_connect_realtime_jq, NULL),
	JQ("twilio", embed_import_twilio_jq, NULL),
	JQ("zendesk-chat", embed_import_zendesk_chat_jq, NULL),
	JQ("sunshine", embed_import_sunshine_jq, NULL),
	JQ("intercom", embed_import_intercom_jq, NULL),
	JQ("liveperson", embed_import_liveperson_jq, NULL),
	JQ("genesys", embed_import_genesys_jq, NULL),
	JQ("chatwoot", embed_import_chatwoot_jq, NULL),
	JQ("botpress", embed_import_botpress_jq, NULL),
	JQ("freshchat", embed_import_freshchat_jq, NULL),
	JQ("vcon", embed_import_vcon_jq, NULL),
	JQ("salesforce", embed_import_salesforce_jq, NULL),
	JQ("livechat", embed_import_livechat_jq, NULL),
	JQ("langfuse", embed_import_langfuse_jq, NULL),
	JQ("whatsapp-cloud", embed_import_whatsapp_cloud_jq, NULL),
	JQ("zendesk-support", embed_import_zendesk_support_jq, NULL),
	JQ("hubspot", embed_import_hubspot_jq, NULL),
	JQ("crisp", embed_import_crisp_jq, NULL),
	JQ("gorgias", embed_import_gorgias_jq, NULL),
	JQ("voiceflow", embed_import_voiceflow_jq, NULL),
	JQ("cognigy", embed_import_cognigy_jq, NULL),
	JQ("kore", embed_import_kore_jq, NULL),
	JQ("chatgpt", embed_import_chatgpt_jq, NULL),
	JQ("openai-threads", embed_import_openai_threads_jq, NULL),
	JQ("openai", embed_import_openai_jq, native_openai),
	JQ("csv", embed_import_csv_jq, NULL),
	JQ("wide", embed_import_wide_jq, NULL),
	{ "whatsapp", whatsapp_text, whatsapp_text + sizeof(whatsapp_text) - 1,
	    NULL },
};

enum { N_PRESETS = sizeof(sources) / sizeof(*sources) };

static struct str
next_part(struct str *rest, char end)
{
	struct str part;
	size_t n = 0;

	while (n < rest->n && rest->p[n] != end)
		n++;
	part = (struct str){ rest->p, n };
	n += n < rest->n;
	rest->p += n;
	rest->n -= n;
	return part;
}

static bool
starts(struct str s, struct str with)
{
	return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

static struct str
behind(struct str s, size_t n)
{
	while (n < s.n && s.p[n] == ' ')
		n++;
	return (struct str){ s.p + n, s.n - n };
}

/* What a comment says; false: it is not one of ours. */
static bool
take_line(struct import_preset *p, struct str line)
{
	struct str word = next_part(&line, ' '), name;

	if (str_eq(word, STR("version"))) {
		p->version = 0;
		for (size_t i = 0; i < line.n; i++)
			p->version =
			    p->version * 10 + (unsigned)(line.p[i] - '0') % 10;
	} else if (str_eq(word, STR("grouped"))) {
		p->grouped = true;
	} else if (str_eq(word, STR("rows"))) {
		p->rows = true;
	} else if (str_eq(word, STR("folded"))) {
		p->folded = true;
	} else if (str_eq(word, STR("has")) && p->n_ways < MOST_WAYS) {
		p->ways[p->n_ways++] = line;
	} else if (str_eq(word, STR("also"))) {
		p->also = line;
	} else if (str_eq(word, STR("inside"))) {
		while ((name = next_part(&line, ' ')).n) {
			if (p->framing.n_inside == MOST_INSIDE)
				return false;
			p->inside[p->framing.n_inside++] = name;
		}
	} else if (str_eq(word, STR("order"))) {
		p->order = line;
	} else if (str_eq(word, STR("example"))) {
		p->example = line;
	} else {
		return false;
	}
	return true;
}

/* Returns the number of a line that is wrong, or 0. */
static size_t
read_comments(struct import_preset *p, struct str text)
{
	size_t number = 0;

	p->text = text;
	p->version = 1;
	while (text.n) {
		struct str line = next_part(&text, '\n');

		number++;
		if (number == 1 && starts(line, STR("# ")))
			p->title = behind(line, 1);
		if (starts(line, STR("#:")) && !take_line(p, behind(line, 2)))
			return number;
	}
	p->framing.kind = BY_VALUE;
	p->framing.inside = p->inside;
	return 0;
}

const struct import_preset *
preset_all(size_t *n)
{
	static struct import_preset all[N_PRESETS];
	static bool read;

	for (size_t i = 0; !read && i < N_PRESETS; i++) {
		struct import_preset *p = &all[i];
		size_t wrong;

		p->name = str_of(sources[i].name);
		p->native = sources[i].native;
		wrong = read_comments(
		    p, embed_str(sources[i].begin, sources[i].end));
		if (wrong)
			die("%s.jq:%zu: its comment is none that a preset has",
			    sources[i].name, wrong);
		p->canonical = i == 0;
		if (str_eq(p->name, STR("whatsapp"))) {
			p->entries = true;
			p->framing.kind = BY_ENTRY;
			p->framing.begins = whatsapp_begins;
		}
		if (str_eq(p->name, STR("csv")))
			p->native_row = native_csv;
	}
	read = true;
	*n = N_PRESETS;
	return all;
}

const struct import_preset *
preset_find(struct str name, struct str *nearest)
{
	struct str names[N_PRESETS];
	size_t n;
	const struct import_preset *all = preset_all(&n);

	for (size_t i = 0; i < n; i++) {
		names[i] = all[i].name;
		if (str_eq(name, all[i].name))
			return &all[i];
	}
	*nearest = near_best(name, names, n);
	return NULL;
}

const struct import_preset *
preset_own(struct str text, const char *file, struct arena *run)
{
	struct import_preset *p = arena_zalloc(run, sizeof(*p));
	const char *slash = strrchr(file, '/');
	size_t wrong;

	p->own = true;
	p->name = str_of(slash ? slash + 1 : file);
	if (p->name.n > 3 && memcmp(p->name.p + p->name.n - 3, ".jq", 3) == 0)
		p->name.n -= 3;
	if ((wrong = read_comments(p, text)))
		die("%s:%zu: not one of version, grouped, rows, folded, "
		    "inside, "
		    "order, has, also, example",
		    file, wrong);
	return p;
}

static uint32_t
first_member(const struct json *j, uint32_t at)
{
	uint32_t key =
	    json_kind_of(j, at) == JSON_OBJECT ? json_first(j, at) : 0;

	return key ? key + 1 : 0;
}

/* Where a path leads from value `at`, "messages[].role"; "*" is the first
 * member, whatever its name; 0: nowhere. */
static uint32_t
follow(const struct json *j, uint32_t at, struct str path)
{
	while (path.n) {
		struct str name = next_part(&path, '.');
		bool element = name.n > 2 && name.p[name.n - 1] == ']';

		if (element)
			name.n -= 2;
		at = str_eq(name, STR("*")) ? first_member(j, at)
					    : json_get(j, at, name);
		if (at && element)
			at = json_kind_of(j, at) == JSON_ARRAY
				 ? json_first(j, at)
				 : 0;
		if (!at)
			return 0;
	}
	return at;
}

static bool
has_all(const struct json *j, struct str paths)
{
	bool all = true;

	while (all && paths.n)
		all = follow(j, 0, next_part(&paths, ' ')) != 0;
	return all;
}

bool
preset_matches(
    const struct import_preset *p, const struct json *j, struct str *way)
{
	for (size_t i = 0; i < p->n_ways; i++) {
		*way = p->ways[i];
		if (has_all(j, p->ways[i]))
			return true;
	}
	return p->n_ways == 0;
}

bool
preset_holds(const struct import_preset *p, const struct json *j)
{
	struct str ignored;

	return preset_matches(p, j, &ignored) ||
	       (p->also.n && has_all(j, p->also));
}

static size_t
n_paths(struct str way)
{
	size_t n = 1;

	for (size_t i = 0; i < way.n; i++)
		n += way.p[i] == ' ';
	return n;
}

/* Of several the one that asks for the most. */
const struct import_preset *
preset_of(const struct json *j, bool row, struct str *way)
{
	const struct import_preset *best = NULL, *all;
	struct str how;
	size_t n;

	all = preset_all(&n);
	for (size_t i = 0; i < n; i++)
		if (all[i].n_ways && (!row || all[i].rows) &&
		    preset_matches(&all[i], j, &how) &&
		    (!best || n_paths(how) > n_paths(*way))) {
			best = &all[i];
			*way = how;
		}
	return best;
}

struct str
import_name(const struct import_preset *p)
{
	return p->name;
}

bool
import_is_canonical(const struct import_preset *p)
{
	return p->canonical;
}

bool
import_is_grouped(const struct import_preset *p)
{
	return p->grouped;
}

bool
preset_reads_rows(const struct import_preset *p, struct str begin)
{
	size_t i = 0;

	if (begin.n >= 3 && memcmp(begin.p, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < begin.n && memchr(" \t\r\n", begin.p[i], 4))
		i++;
	begin = preset_unstamped((struct str){ begin.p + i, begin.n - i });
	return p->rows && begin.n && *begin.p != '{' && *begin.p != '[';
}

void
import_list(struct buf *out)
{
	size_t n;
	const struct import_preset *all = preset_all(&n);

	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%-16.*s %.*s\n", STR_ARG(all[i].name),
		    STR_ARG(all[i].title));
}

void
import_describe(const struct import_preset *p, struct buf *out)
{
	buf_str(out, p->text);
}
