#include <math.h>

#include "csv/csv.h"
#include "json/json.h"
#include "route/print.h"
#include "route/reading.h"

/* One row for each number, so that a spreadsheet or a data frame can take any
 * report without knowing its columns. */

void
print_csv_number(struct buf *out, double x)
{
	buf_char(out, ',');
	if (!isnan(x))
		json_put_number(out, x);
}

static void
put_row(struct buf *out, const char *scope, struct str name,
    const struct metric *m, const struct figure *f)
{
	csv_put(out, str_of(scope), true);
	csv_put(out, name, false);
	csv_put(out, str_of(m->id), false);
	print_csv_number(out, f->value);
	csv_put(out, str_of(unit_of(m)), false);
	print_csv_number(out, (double)f->n);
	print_csv_number(out, (double)f->of);
	csv_put(out, str_of(f->reason ? f->reason : ""), false);
	csv_put(out, str_of(m->definition), false);
	buf_char(out, '\n');
}

static void
put_scope(
    struct reading *x, const char *id, const struct scope *s, struct buf *out)
{
	struct str name = s->missing ? str_of(s->missing) : s->name;

	for (const struct metric *m = metrics; m->id; m++) {
		struct figure f;

		if (!metric_applies(m, s))
			continue;
		f = metric_read(x, m, s);
		put_row(out, id, name, m, &f);
	}
}

static void
put_agents(struct reading *x, struct buf *out)
{
	const struct roster *roster = x->r->sim->roster;

	for (size_t i = 0; i < roster->n_agents; i++) {
		const struct scope s = { .effort = &x->r->agents[i].effort };

		for (const struct metric *m = metrics; m->id; m++) {
			struct figure f;

			if (m->kind != OF_EFFORT)
				continue;
			f = metric_read(x, m, &s);
			put_row(out, "agents", roster->agents[i].id, m, &f);
		}
	}
}

void
reading_csv(struct reading *x, struct buf *out)
{
	static const char *const titles[] = { "scope", "name", "metric",
		"value", "unit", "n", "of", "reason", "definition" };

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		csv_put(out, str_of(titles[i]), i == 0);
	buf_char(out, '\n');
	put_scope(x, "total", &x->total, out);
	if (x->apart)
		put_scope(x->apart, "apart", &x->apart->total, out);
	for (size_t i = 0; i < N_SCOPES; i++)
		for (size_t k = 0; k < x->by[i].n; k++)
			put_scope(x, x->by[i].id, &x->by[i].at[k], out);
	put_agents(x, out);
}
