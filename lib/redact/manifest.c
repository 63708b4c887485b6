#include <inttypes.h>
#include <stdlib.h>

#include "redact/finding.h"
#include "redact/redact.h"

/*
 * Of what is rare a number says too much: who knows that one record holds a
 * passport knows which.
 */
enum { FEWEST = 5 };

static void
put_count(struct buf *b, const char *name, uint64_t n)
{
	json_member(b, name);
	if (n < FEWEST)
		buf_printf(b, "\"<%d\"", FEWEST);
	else
		buf_printf(b, "%" PRIu64, n);
}

static void
put_kinds(struct redact *const *all, size_t n, struct buf *b)
{
	buf_cstr(b, ",\"counts\":{");
	for (int k = 0; k < N_KINDS; k++) {
		uint64_t sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += all[i] ? all[i]->totals[k] : 0;
		if (sum)
			put_count(b, kind_name((enum kind)k).p, sum);
	}
	buf_char(b, '}');
}

static int
compare_rules(const void *x, const void *y)
{
	const struct rule_count *a = x, *b = y;

	return strcmp(a->rule, b->rule);
}

static void
put_rules(struct redact *const *all, size_t n, struct buf *b)
{
	struct rule_count rules[MOST_RULES];
	size_t n_rules = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; all[i] && k < all[i]->n_rule_totals; k++)
			rule_add(rules, &n_rules, all[i]->rule_totals[k].rule,
			    all[i]->rule_totals[k].n);
	if (n_rules)
		qsort(rules, n_rules, sizeof(*rules), compare_rules);
	buf_cstr(b, ",\"rules\":{");
	for (size_t k = 0; k < n_rules; k++)
		put_count(b, rules[k].rule, rules[k].n);
	buf_char(b, '}');
}

static void
put_operators(const struct redact_policy *p, struct buf *b)
{
	buf_cstr(b, ",\"operators\":{");
	for (int k = 0; k < N_KINDS; k++) {
		if (!p->kinds[k])
			continue;
		json_member_string(b, kind_name((enum kind)k).p,
		    operator_name(p->operators[k]).p);
	}
	buf_char(b, '}');
}

void
redact_manifest(const struct redact_policy *p, struct redact *const *all,
    size_t n, struct buf *b)
{
	uint64_t withheld = 0;

	for (size_t i = 0; i < n; i++)
		withheld += all[i] ? all[i]->total_withheld : 0;
	buf_cstr(b, "{\"tool\":{\"name\":\"hoff-redact\",\"version\":");
	json_put_string(b, str_of(VERSION));
	buf_cstr(b, "},\"policy\":{\"name\":");
	json_put_string(b, p->name);
	buf_cstr(b, ",\"version\":");
	json_put_number(b, p->version);
	buf_printf(b, ",\"sha256\":\"%s\",\"narrowed\":%s}", p->sha256,
	    p->narrowed ? "true" : "false");
	buf_printf(b, ",\"scope\":\"%s\",\"domain\":",
	    p->corpus ? "corpus" : "conversation");
	json_put_string(b, p->domain);
	buf_cstr(b, ",\"key_id\":");
	if (p->keys)
		buf_printf(b, "\"%s\"", p->keys->id);
	else
		buf_cstr(b, "null");
	put_operators(p, b);
	put_kinds(all, n, b);
	put_rules(all, n, b);
	if (withheld) {
		buf_cstr(b, ",\"strings\":{");
		put_count(b, "withheld", withheld);
		buf_char(b, '}');
	}
	buf_cstr(b, "}\n");
}
