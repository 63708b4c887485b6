#include <math.h>
#include <string.h>

#include "kpi/contrast.h"

const char *const contrast_titles[CONTRAST_CELLS] = { "KPI", "control", "arm",
	"difference", "interval", "p", "Holm", "BH", "test", "rank p",
	"detectable" };

static bool
has_primary(const struct contrast *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].primary)
			return true;
	return false;
}

const char *
say_family(const struct report *r, const struct contrast *all, size_t n)
{
	if (has_primary(all, n))
		return "the primary number is a family of its own; the other p "
		       "that Holm and Benjamini-Hochberg adjust for are all of "
		       "this table but the simulated ones, which are one, too; "
		       "what tests the same numbers, or a share and what it "
		       "leaves, counts once";
	return r->o->primary_metric
		   ? "of the primary number there is nothing to compare; the "
		     "family that Holm and Benjamini-Hochberg adjust for is "
		     "all p of this table but the simulated ones"
		   : "the family that Holm and Benjamini-Hochberg adjust for "
		     "is all p of this table but the simulated ones, which "
		     "are a family of their own; what tests the same numbers, "
		     "or a share and what it leaves, counts once";
}

struct str
say_p(struct report *r, double p)
{
	if (isnan(p))
		return STR("-");
	return p < 0.0001 ? STR("<0.0001") : arena_printf(&r->arena, "%.4f", p);
}

struct str
say_p_as(struct report *r, double p)
{
	if (isnan(p))
		return STR("not known");
	return p < 0.0001 ? STR("< 0.0001")
			  : arena_printf(&r->arena, "= %.4f", p);
}

static struct str
say_bounds(struct report *r, double low, double high)
{
	return isnan(low) ? STR("-")
			  : arena_printf(&r->arena, "%.2f to %.2f", low, high);
}

const char *const anytime_titles[ANYTIME_CELLS] = { "any time", "any-time p" };

void
anytime_cells(struct report *r, const struct contrast *c, struct str *cells)
{
	double scale = !strcmp(c->unit, "share") ? 100 : 1;

	cells[0] = say_bounds(r, c->any_low * scale, c->any_high * scale);
	cells[1] = say_p(r, c->any_p);
}

void
contrast_cells(struct report *r, const struct contrast *c, struct str *cells)
{
	bool share = !strcmp(c->unit, "share");
	double scale = share ? 100 : 1;
	const char *sign = share ? "%" : "";

	cells[0] = arena_printf(&r->arena, "%s%s%s%s%s", c->label,
	    share ? "" : ", mean ", share ? "" : c->unit,
	    c->primary ? " (primary)" : "",
	    contrast_is_selected(r, c) ? " *" : "");
	cells[1] = arena_printf(&r->arena, "%.2f%s", c->control * scale, sign);
	cells[2] = arena_printf(&r->arena, "%.2f%s", c->treated * scale, sign);
	cells[3] = arena_printf(&r->arena, "%+.2f", c->difference * scale);
	cells[4] = say_bounds(r, c->low * scale, c->high * scale);
	cells[5] = say_p(r, c->p);
	cells[6] = say_p(r, c->p_holm);
	cells[7] = say_p(r, c->p_hochberg);
	cells[8] = str_of(c->test);
	cells[9] = say_p(r, c->p_rank);
	cells[10] = isnan(c->detectable) ? STR("-")
					 : arena_printf(&r->arena, "%.2f",
					       c->detectable * scale);
}

void
contrast_json(const struct contrast *c, struct buf *out)
{
	json_next(out);
	buf_char(out, '{');
	json_member(out, "arm");
	json_put_string(out, c->arm);
	json_member_string(out, "id", c->id);
	json_member_string(out, "unit", c->unit);
	json_member_number(out, "control", c->control);
	json_member_number(out, "treated", c->treated);
	json_member_count(out, "n_control", c->n_control);
	json_member_count(out, "n_treated", c->n_treated);
	json_member_number(out, "difference", c->difference);
	json_member_number(out, "low", c->low);
	json_member_number(out, "high", c->high);
	json_member_string(out, "test", c->test);
	json_member_number(out, "p", c->p);
	json_member_string(out, "same_as", c->same_as);
	json_member_bool(out, "simulated", c->simulated);
	json_member_bool(out, "primary", c->primary);
	json_member_number(out, "p_holm", c->p_holm);
	json_member_number(out, "p_hochberg", c->p_hochberg);
	json_member_number(out, "p_rank", c->p_rank);
	json_member_number(out, "detectable", c->detectable);
	json_member_number(out, "ratio", c->ratio);
	json_member_number(out, "ratio_low", c->ratio_low);
	json_member_number(out, "ratio_high", c->ratio_high);
	json_member_number(out, "variance_kept", c->kept);
	json_member_number(out, "base_control", c->base_control);
	json_member_number(out, "base_treated", c->base_treated);
	json_member_number(out, "p_base", c->p_base);
	json_member_number(out, "any_time_low", c->any_low);
	json_member_number(out, "any_time_high", c->any_high);
	json_member_number(out, "p_any_time", c->any_p);
	buf_char(out, '}');
}
