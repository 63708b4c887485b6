#include "redact/rule.h"

#include <stdlib.h>

/* Ours, in the order of their names: what finds something under another is
 * not known again (tests/unit/redact.c looks for such). */
static const char *const names[] = {
	"address-asked",
	"address-number",
	"address-told",
	"age",
	"age-named",
	"age-said",
	"api-key",
	"bic-called",
	"birth",
	"calendar",
	"called",
	"called-and-checked",
	"card",
	"card-called",
	"card-in-run",
	"card-told",
	"checked",
	"code",
	"code-answer",
	"code-of",
	"code-typed",
	"cookie",
	"cvv-behind",
	"date",
	"date-in-words",
	"dictated",
	"email",
	"email-ideographs",
	"email-loose",
	"encoded",
	"expiry",
	"geo",
	"geo-degrees",
	"handle",
	"iban",
	"iban-called",
	"iban-spaced",
	"id-digits",
	"id-dni",
	"id-dni-dots",
	"id-letters",
	"id-nino",
	"ipv4",
	"ipv6",
	"key",
	"last-four",
	"list",
	"mac",
	"member",
	"name-answer",
	"name-beside",
	"name-corrected",
	"name-greeted",
	"name-hyphened",
	"name-introduced",
	"name-kin",
	"name-known",
	"name-listed",
	"name-metadata",
	"name-signoff",
	"name-speaking",
	"name-tagged",
	"name-title",
	"name-turned",
	"name-unknown",
	"name-whose",
	"other",
	"password",
	"password-asked",
	"path-user",
	"phone",
	"phone-called",
	"place-answer",
	"place-branch",
	"place-cell",
	"place-listed",
	"place-named",
	"place-of-name",
	"place-state",
	"place-tagged",
	"place-unknown",
	"plate-form",
	"postcode",
	"postcode-asked",
	"postcode-form",
	"postcode-plain",
	"postcode-town",
	"private-key",
	"said-again",
	"shop-order",
	"sort-code",
	"sort-code-account",
	"spelled",
	"split-turns",
	"street",
	"street-box",
	"street-plain",
	"street-postcode",
	"street-town",
	"street-zip",
	"tagged",
	"town-street",
	"url-person",
	"url-scheme",
	"url-www",
	"username",
	"wallet",
};

const struct str rule_other = { "other", 5 };

static int
compare(const void *name, const void *with)
{
	return str_cmp(
	    *(const struct str *)name, str_of(*(const char *const *)with));
}

bool
rule_is_known(const struct redact_policy *p, struct str name)
{
	for (size_t i = N_RECOGNISERS; i < p->n_recognisers; i++)
		if (str_eq(name, str_of(p->recognisers[i].rule)))
			return true;
	return bsearch(&name, names, sizeof(names) / sizeof(*names),
	    sizeof(*names), compare);
}
