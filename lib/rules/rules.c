#include "rules/rules.h"

#include "crypto/crypto.h"
#include "rules/reader.h"

static void
read_weights(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "weights", JSON_OBJECT);
	struct rules *r = rd->r;

	if (!at)
		return;
	be_in(rd, "weights");
	r->weights = arena_array(rd->run, length(rd, at), sizeof(*r->weights));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		struct rule_weight *w = &r->weights[r->n_weights++];
		char name[80];

		w->at = i;
		w->signal = json_string(rd->j, i, rd->run);
		snprintf(name, sizeof(name), "%.*s", STR_ARG(w->signal));
		demand(rd, i + 1, JSON_NUMBER, name);
		w->weight = json_number(rd->j, i + 1);
	}
	be_nowhere(rd);
}

static void
read_terms(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "terms", JSON_OBJECT);
	struct rules *r = rd->r;

	if (!at)
		return;
	be_in(rd, "terms");
	r->terms = arena_array(rd->run, length(rd, at), sizeof(*r->terms));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		struct rule_terms *t = &r->terms[r->n_terms++];
		char name[80];

		t->at = i;
		t->name = json_string(rd->j, i, rd->run);
		snprintf(name, sizeof(name), "%.*s", STR_ARG(t->name));
		demand(rd, i + 1, JSON_STRING, name);
		t->file = json_string(rd->j, i + 1, rd->run);
		if (t->file.n == 0 || memchr(t->file.p, '\0', t->file.n))
			wrong(rd, i + 1, "%s names no file", name);
	}
	be_nowhere(rd);
}

/* The tests are run by another one; they must be tests, though. */
static void
check_tests(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "tests", JSON_ARRAY);

	if (!at)
		return;
	for (uint32_t i = json_first(rd->j, at), n = 0; i;
	     i = json_after(rd->j, at, i)) {
		be_at(rd, "tests", n++, STR(""));
		demand(rd, i, JSON_OBJECT, "it");
		demand_known(rd, i, members_of_test);
		if (read_string(rd, i, "name").n == 0)
			wrong(rd, i, "it has no name");
		if (!read_group(rd, i, "turns", JSON_ARRAY) ==
		    !read_group(rd, i, "conversation", JSON_OBJECT))
			wrong(rd, i, "it needs turns or a conversation");
		if (!read_group(rd, i, "expect", JSON_OBJECT))
			wrong(rd, i, "it expects nothing (expect)");
	}
	be_nowhere(rd);
}

static void
open_rules(struct reader *rd, struct str text, const char *file,
    struct arena *run, struct rules *r)
{
	reader_open(rd, text, file, run, r);
	demand(rd, 0, JSON_OBJECT, "what it evaluates to");
	demand_known(rd, 0, members_of_file);
}

void
rules_peek_terms(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd;

	open_rules(&rd, text, file, run, r);
	read_terms(&rd);
}

void
rules_peek_crisis(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd;

	open_rules(&rd, text, file, run, r);
	read_crisis(&rd);
}

void
rules_read_queues(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd;

	open_rules(&rd, text, file, run, r);
	read_crisis(&rd);
	read_queues(&rd);
}

void
rules_read(
    struct str text, const char *file, struct arena *run, struct rules *r)
{
	struct reader rd;

	open_rules(&rd, text, file, run, r);
	r->name = read_string(&rd, 0, "name");
	r->version = read_number(&rd, 0, "version", 0, 1e15, 0);
	crypto_sha256_hex(text, r->sha256);
	read_thresholds(&rd);
	read_overrides(&rd);
	read_tiers(&rd);
	read_hours(&rd, 0, &r->open);
	read_crisis(&rd);
	read_weights(&rd);
	read_terms(&rd);
	read_queues(&rd);
	read_rules(&rd);
	check_tests(&rd);
}
