#include "route/agent_facts.h"

#include "base/die.h"
#include "json/json.h"
#include "route/demand.h"

enum { SCRATCH = 64 << 20 };

static void
put_words(struct buf *b, const char *name, const struct words *w,
    const uint32_t *which, size_t n)
{
	json_member(b, name);
	buf_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		json_next(b);
		json_put_string(b, w->items[which[i] - 1]);
	}
	buf_char(b, ']');
}

static void
put_agent(struct buf *b, const struct roster *r, const struct agent *a)
{
	buf_char(b, '{');
	json_member(b, "id");
	json_put_string(b, a->id);
	json_member(b, "team");
	json_put_string(b, a->team);
	json_member_count(b, "slots", a->slots);
	json_member(b, "skills");
	buf_char(b, '{');
	for (size_t i = 0; i < a->n_skills; i++) {
		if (i)
			buf_char(b, ',');
		json_put_string(b, a->skills[i].name);
		buf_char(b, ':');
		json_put_int(b, a->skills[i].level);
	}
	buf_char(b, '}');
	put_words(b, "languages", &r->languages, a->languages, a->n_languages);
	put_words(b, "channels", &r->channels, a->channels, a->n_channels);
	buf_char(b, '}');
}

void
agent_facts_test(const struct roster *r, const struct expr *e, uint64_t *agents)
{
	struct buf text = { 0 };
	struct arena scratch;
	struct json j;
	struct fault f;

	arena_init(&scratch, SCRATCH);
	json_init(&j);
	for (uint32_t i = 0; i < r->n_agents; i++) {
		if (!has_bit(agents, i))
			continue;
		buf_clear(&text);
		put_agent(&text, r, &r->agents[i]);
		memset(buf_reserve(&text, JSON_PADDING), 0, JSON_PADDING);
		if (!json_index(&j, buf_view(&text), &f))
			die("agent %.*s: %s", STR_ARG(r->agents[i].id),
			    f.detail);
		arena_reset(&scratch);
		if (expr_test(e, expr_json(&j, 0), &scratch) != EXPR_YES)
			drop_bit(agents, i);
	}
	json_free(&j);
	arena_free(&scratch);
	buf_free(&text);
}
