#include "redact/policy.h"

#include <stdlib.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "pattern/pattern.h"
#include "redact/replace.h"

/* The policy's own are compiled where they are read. */
static void
compile_pattern(struct redact_policy *p, size_t i)
{
	struct pattern_error err;

	p->patterns[i] = pattern_new(str_of(p->recognisers[i].pattern), &err);
	if (!p->patterns[i])
		die("%s, byte %zu: %s", p->recognisers[i].rule, err.at,
		    err.detail);
}

static bool
is_wanted(const struct redact_policy *p, const struct recogniser *r)
{
	if (r->kind == KIND_NOTHING)
		return true;
	if (r->valid != scheme_valid)
		return p->kinds[r->kind];
	for (int i = 0; i < N_KINDS; i++)
		if (p->kinds[i] && (kind_is_identity((enum kind)i) ||
				       kind_is_called((enum kind)i)))
			return true;
	return false;
}

static bool
is_number(enum kind k)
{
	return k == KIND_NOTHING || k == KIND_CARD || kind_is_identity(k) ||
	       kind_is_called(k) || k == KIND_IP || k == KIND_PHONE;
}

/* The pattern says so itself; its engine need not be asked. */
static bool
stands_alone(const char *pattern)
{
	static const char any[] = "(?<![0-9a-zA-Z])";
	static const char folded[] = "(?i)(?<![0-9a-z])";

	return strncmp(pattern, any, sizeof(any) - 1) == 0 ||
	       strncmp(pattern, folded, sizeof(folded) - 1) == 0;
}

/* What is known of a recogniser before a text is. */
static void
set_tables(struct redact_policy *p, size_t i)
{
	const struct recogniser *r = &p->recognisers[i];
	size_t shortest = pattern_shortest(p->patterns[i]);
	uint64_t bit = UINT64_C(1) << i;

	for (const char *c = r->behind ? r->behind : ""; *c; c++)
		p->behind[(unsigned char)*c] |= bit;
	for (unsigned c = 0; c < 256; c++)
		if (pattern_begins(p->patterns[i], (unsigned char)c))
			p->begins[c] |= bit;
	for (size_t n = 0; n <= FIND_ENOUGH; n++) {
		p->digits[n] |= n >= r->min_digits ? bit : 0;
		p->token[n] |= n >= r->min_token ? bit : 0;
		p->size[n] |= n == FIND_ENOUGH || n >= shortest ? bit : 0;
		if (n >= r->least_run && (!r->most_run || n <= r->most_run))
			p->unbroken[n] |= bit;
	}
	for (unsigned c = 0; c < 256; c++)
		if (!r->after || (c && strchr(r->after, (int)c)))
			p->after[c] |= bit;
	p->numbers |= r->valid != own_valid && is_number(r->kind) ? bit : 0;
	/* "cvv-behind" asks what stands before it itself */
	p->called |= r->called && r->kind != KIND_CVV ? bit : 0;
	if (i < N_RECOGNISERS && stands_alone(r->pattern)) {
		p->alone |= bit;
		if (!r->behind || !strpbrk(r->behind, "0123456789"))
			p->firsts |= bit;
	}
}

/* A policy's own names no triggers: whatever its pattern may begin with. */
static void
set_triggers(struct redact_policy *p, size_t i)
{
	uint64_t bit = UINT64_C(1) << i;

	for (const char *c = p->recognisers[i].trigger; c && *c; c++)
		p->raises[(unsigned char)*c] |= bit;
	for (unsigned c = 0; i >= N_RECOGNISERS && c < 256; c++)
		p->raises[c] |= p->begins[c] & bit;
}

/*
 * A recogniser runs when its kind is on, that of schemes when any of theirs is;
 * what claims, always.  What a command line turns on is compiled then.
 */
static void
set_recognisers(struct redact_policy *p)
{
	p->tags_all = true;
	for (int k = 0; k < N_KINDS; k++)
		if (p->kinds[k] && p->operators[k] != OP_PLACEHOLDER &&
		    p->operators[k] != OP_PSEUDONYM)
			p->tags_all = false;
	memset(p->raises, 0, sizeof(p->raises));
	for (size_t i = 0; i < p->n_recognisers; i++) {
		if (!is_wanted(p, &p->recognisers[i]))
			continue;
		if (!p->patterns[i])
			compile_pattern(p, i);
		set_tables(p, i);
		set_triggers(p, i);
	}
	for (unsigned c = 0; c < 256; c++)
		p->stops[c] = p->raises[c] || c == '<' || c == '*';
}

/* CVV counts where it was asked for: it is looked for all the same. */
static bool
looks_for_any(const struct redact_policy *p)
{
	for (int k = 0; k < N_KINDS; k++)
		if (p->kinds[k] && (k != KIND_CVV || p->asks_cvv))
			return true;
	return false;
}

struct redact_policy *
redact_policy_read(struct str source, const char *file, struct arena *run)
{
	struct redact_policy *p = arena_zalloc(run, sizeof(*p));

	p->run = run;
	p->match_limit = 100000;
	p->domain = STR("default");
	p->words = wordbook_new(run);
	p->lexicon = p->words->lexicon;
	crypto_sha256_hex(source, p->sha256);
	memcpy(p->recognisers, recognisers, sizeof(recognisers));
	p->n_recognisers = N_RECOGNISERS;
	policy_read(p, source, file);
	for (int k = 0; k < N_KINDS; k++)
		if (p->operators[k] == OP_KEEP)
			p->kinds[k] = false;
	p->asks_cvv = p->kinds[KIND_CVV];
	if (!looks_for_any(p))
		die("%s: looks for nothing: kinds says what for", file);
	p->kinds[KIND_CVV] = true; /* it can never be kept */
	set_recognisers(p);
	return p;
}

/* Set or clear the kinds named in a list with commas. */
static void
mark(struct redact_policy *p, const char *option, const char *list, bool on)
{
	while (*list) {
		struct str name = { list, strcspn(list, ",") }, nearest;
		enum kind k;

		if (!kind_named(name, &k)) {
			nearest = kind_nearest(name);
			die("%s: '%.*s' is no kind; the nearest is %.*s",
			    option, STR_ARG(name), STR_ARG(nearest));
		}
		if (!on && k == KIND_CVV)
			die("%s: CVV can never be kept", option);
		p->kinds[k] = on;
		list += name.n;
		list += *list == ',';
	}
}

void
redact_policy_only(struct redact_policy *p, const char *kinds)
{
	memset(p->kinds, 0, sizeof(p->kinds));
	mark(p, "--only", kinds, true);
	p->asks_cvv = p->kinds[KIND_CVV];
	if (!looks_for_any(p))
		die("--only: names no kind");
	p->kinds[KIND_CVV] = true;
	p->narrowed = true;
	set_recognisers(p);
}

void
redact_policy_keep(struct redact_policy *p, const char *what)
{
	char why[PATH_WHY];

	p->narrowed = true;
	if (*what != '.') {
		mark(p, "--keep", what, false);
		if (!looks_for_any(p))
			die("--keep: leaves nothing to look for");
		set_recognisers(p);
	} else if (!policy_add_path(p, str_of(what), PATH_KEEP, why)) {
		die("--keep: %s", why);
	}
}

void
redact_policy_only_in(struct redact_policy *p, const char *path)
{
	char why[PATH_WHY];

	p->narrowed = true;
	if (!policy_add_path(p, str_of(path), PATH_ONLY, why))
		die("--only-in: %s", why);
}

void
redact_policy_scope(struct redact_policy *p, bool corpus)
{
	p->corpus = corpus;
}

void
redact_policy_find_only(struct redact_policy *p)
{
	memset(p->operators, 0, sizeof(p->operators));
	p->corpus = false;
	p->finds_only = true;
}

/* Placeholders are numbered in a record: those of a corpus have no numbers. */
bool
redact_policy_is_keyed(const struct redact_policy *p)
{
	for (int k = 0; k < N_KINDS; k++)
		if (p->kinds[k] &&
		    (operator_is_keyed(p->operators[k]) ||
			(p->corpus && p->operators[k] == OP_PLACEHOLDER)))
			return true;
	return false;
}

void
redact_policy_key(struct redact_policy *p, const struct crypto_key *master)
{
	p->keys = keys_derive(master, p->domain, p->run);
}

void
redact_policy_free(struct redact_policy *p)
{
	for (size_t i = 0; i < p->n_recognisers; i++)
		pattern_free(p->patterns[i]);
	keys_free(p->keys);
}
