#include "base/die.h"
#include "check/room.h"
#include "grid/grid.h"

/*
 * The rules of a file as a table, in the order in which they are asked.
 */
static bool
has_hold(const struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (str_eq(r->rules[i].then, STR("hold")))
			return true;
	return false;
}

static struct str
keep(struct reading *r, struct buf *b)
{
	struct str s = arena_copy(r->run, buf_view(b));

	buf_free(b);
	return s;
}

static struct str
what_it_does(struct reading *r, const struct entry *e)
{
	struct buf b = { 0 };

	buf_str(&b, e->then);
	if (e->suppress.n)
		buf_printf(&b, " %.*s", STR_ARG(e->suppress));
	if (e->until_at)
		buf_cstr(&b, " until");
	else if (e->turns > 0)
		buf_printf(&b, " %g", e->turns);
	if (e->hard)
		buf_cstr(&b, ", hard");
	return keep(r, &b);
}

/* What stands in its way besides its condition. */
static struct str
when_it_can_fire(struct reading *r, const struct entry *e)
{
	enum expr_verdict verdict =
	    e->when ? expr_view_verdict(e->when, &r->knowledge) : EXPR_DEPENDS;
	struct buf b = { 0 };

	if (verdict != EXPR_DEPENDS)
		return verdict == EXPR_NEVER ? STR("never") : STR("always");
	if (str_eq(e->then, STR("escalate")) && !e->hard && has_hold(r))
		buf_cstr(&b, "unless held");
	for (size_t i = 0; i < r->n_rules && !e->hard; i++)
		if (str_eq(r->rules[i].suppress, e->id) && e->id.n)
			buf_printf(&b, "%s%.*s", b.n ? ", " : "unless ",
			    STR_ARG(r->rules[i].id));
	if (e->cooldown)
		buf_printf(&b, "%scooling down", b.n ? ", " : "unless ");
	if (b.n == 0)
		buf_cstr(&b, "any turn");
	return keep(r, &b);
}

/* The facts it asks for; signals without their common beginning. */
static struct str
what_it_reads(struct reading *r, const struct entry *e)
{
	static const char prefix[] = ".signals.";
	size_t n = e->when ? expr_view_paths(e->when, SIZE_MAX, NULL) : 0;
	struct buf b = { 0 };
	struct str path;

	for (size_t i = 0; i < n; i++) {
		expr_view_paths(e->when, i, &path);
		if (path.n > sizeof(prefix) - 1 &&
		    memcmp(path.p, prefix, sizeof(prefix) - 1) == 0) {
			path.p += sizeof(prefix) - 1;
			path.n -= sizeof(prefix) - 1;
		}
		buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(path));
	}
	if (e->jailed.n)
		buf_printf(&b, "%s(%.*s)", b.n ? " " : "", STR_ARG(e->jailed));
	return keep(r, &b);
}

static struct str
number(struct reading *r, double x)
{
	struct buf b = { 0 };

	json_put_number(&b, x);
	return keep(r, &b);
}

void
check_put_rules(const char *file, struct buf *out)
{
	struct grid g = { .title = "Rules in the order in which they are asked",
		.absent = "There are no rules." };
	struct arena run;
	struct reading r;

	arena_init(&run, 1 << 28);
	if (!reading_begin(&r, NULL, file, &run))
		die("%s: it cannot be read: --check says why", r.file);
	read_members(&r);
	learn_facts(&r);
	read_conditions(&r);
	grid_column(&g, "#", true, false);
	grid_column(&g, "rule", false, false);
	grid_column(&g, "does", false, false);
	grid_column(&g, "prio", true, false);
	grid_column(&g, "queue", false, false);
	grid_column(&g, "engine", false, false);
	grid_column(&g, "fires", false, false);
	grid_column(&g, "asks for", false, true);
	g.rows = arena_zalloc(&run, (r.n_rules + 1) * sizeof(*g.rows));
	g.n_rows = r.n_rules;
	if (r.n_rules)
		g.absent = NULL;
	for (size_t i = 0; i < r.n_rules; i++) {
		const struct entry *e = &r.rules[i];
		struct str *cells = g.rows[i].cells;

		cells[0] = number(&r, (double)i + 1);
		cells[1] = e->id;
		cells[2] = what_it_does(&r, e);
		cells[3] = number(&r, e->priority);
		cells[4] = e->queue.n ? e->queue : STR("-");
		cells[5] = e->jailed.n ? STR("jailed") : STR("native");
		cells[6] = when_it_can_fire(&r, e);
		cells[7] = what_it_reads(&r, e);
	}
	grid_text(&g, false, out);
	reading_end(&r);
	arena_free(&run);
}
