#include "check/room.h"

/*
 * Regular expressions that are none: libjq reads them only when a record is
 * there, and then the rule fails on each.  So they are tried here, on no text.
 */
struct trial {
	uint32_t at; /* the condition */
	struct expr_place place;
	bool of_flags; /* else of the expression without them */
};

struct trials {
	struct reading *r;
	uint32_t at;
	struct buf all, programs; /* struct trial, const struct expr * */
};

static void
add_trial(struct trials *t, struct expr_place place, struct str regex,
    struct str flags, bool of_flags)
{
	struct trial trial = { t->at, place, of_flags };
	struct buf text = { 0 };
	struct expr_error err;
	const struct expr *e;

	buf_cstr(&text, "\"\" | test(");
	json_put_string(&text, regex);
	buf_cstr(&text, "; ");
	json_put_string(&text, flags);
	buf_char(&text, ')');
	e = expr_compile(
	    arena_copy(t->r->run, buf_view(&text)), NULL, t->r->run, &err);
	buf_put(&t->all, (const char *)&trial, sizeof(trial));
	buf_put(&t->programs, (const char *)&e, sizeof(e));
	buf_free(&text);
}

static void
add_regex(void *arg, const struct expr_regex *r)
{
	add_trial(arg, r->place, r->regex, STR(""), false);
	if (r->flags.n)
		add_trial(arg, r->place, STR(""), r->flags, true);
}

static void
add_condition(struct trials *t, uint32_t at)
{
	t->at = at;
	if (at)
		expr_regexes(json_string(&t->r->j, at, t->r->run), t->r->run,
		    add_regex, t);
}

static void
try_all(const struct trials *t)
{
	const struct expr_jail_opts opts = { .slots = 1 };
	const struct trial *all = (const struct trial *)t->all.p;
	const struct expr **e = (const struct expr **)t->programs.p;
	size_t n = t->all.n / sizeof(*all), wrong;
	struct expr_value nothing = expr_null();
	struct expr_jail *jail;
	struct expr_error err;

	while (!expr_jail_open(&jail, e, n, &opts, &wrong, &err))
		e[wrong] = NULL; /* what libjq cannot read, --check has told */
	for (size_t i = 0; i < n; i++)
		if (e[i] && expr_test(e[i], nothing, t->r->run) == EXPR_FAILED)
			report_inside(t->r, all[i].at, all[i].place, BAD_REGEX,
			    all[i].of_flags
				? "libjq does not know these flags: the rule "
				  "fails wherever it asks this"
				: "this regular expression is none: the rule "
				  "fails wherever it asks this");
	expr_jail_close(jail);
}

void
check_regexes(struct reading *r)
{
	struct trials t = { .r = r };

	for (size_t i = 0; i < r->n_rules; i++) {
		add_condition(&t, r->rules[i].when_at);
		add_condition(&t, r->rules[i].until_at);
	}
	if (t.all.n)
		try_all(&t);
	buf_free(&t.all);
	buf_free(&t.programs);
}
