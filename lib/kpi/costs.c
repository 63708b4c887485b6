#include "kpi/costs.h"

#include <math.h>

#include "base/die.h"
#include "base/near.h"
#include "crypto/crypto.h"
#include "expr/expr.h"
#include "stream/stream.h"

static const struct str price_names[N_PRICES] = {
	[PRICE_AGENT_HOUR] = { "agent_hour", 10 },
	[PRICE_BOT_TURN] = { "bot_turn", 8 },
	[PRICE_CONVERSATION] = { "conversation", 12 },
	[PRICE_FIXED] = { "fixed", 5 },
	[PRICE_HUMAN_CONTACT] = { "human_contact", 13 },
	[PRICE_MISSED] = { "missed_escalation", 17 },
	[PRICE_FALSE] = { "false_escalation", 16 },
	[STAFFED_HOURS] = { "staffed_hours", 13 },
};

static const struct str currency_name = { "currency", 8 };
static const struct str saved_name = { "saved", 5 };

static const double ms_an_hour = 3600000;

static double
price_of(const char *file, const struct json *j, uint32_t at, struct str name)
{
	double x;

	if (json_kind_of(j, at) != JSON_NUMBER)
		die("%s: %.*s must be a number", file, STR_ARG(name));
	x = json_number(j, at);
	if (!(x >= 0 && x <= 1e12))
		die("%s: %.*s must be 0 to 1e12", file, STR_ARG(name));
	return x;
}

static const char *
word_of(const char *file, const struct json *j, uint32_t at, struct str name,
    struct arena *run)
{
	struct str s;

	if (json_kind_of(j, at) != JSON_STRING)
		die("%s: %.*s must be some text", file, STR_ARG(name));
	s = json_string(j, at, run);
	if (!s.n || memchr(s.p, '\0', s.n))
		die("%s: %.*s must be some text", file, STR_ARG(name));
	return arena_cstr(run, s);
}

static void
read_member(struct prices *p, const char *file, const struct json *j,
    uint32_t at, struct arena *run)
{
	struct str known[N_PRICES + 2], name = json_string(j, at, run);

	memcpy(known, price_names, sizeof(price_names));
	known[N_PRICES] = currency_name;
	known[N_PRICES + 1] = saved_name;
	for (size_t i = 0; i < N_PRICES; i++)
		if (str_eq(name, price_names[i])) {
			p->at[i] = price_of(file, j, at + 1, name);
			return;
		}
	if (str_eq(name, currency_name))
		p->currency = word_of(file, j, at + 1, name, run);
	else if (str_eq(name, saved_name))
		p->saved = word_of(file, j, at + 1, name, run);
	else
		die("%s: unknown member %.*s (did you mean %.*s?)", file,
		    STR_ARG(name),
		    STR_ARG(near_best(name, known, N_PRICES + 2)));
}

/* A contact is only spared to humans by a rate that there is. */
static void
check_saved(const struct prices *p, const char *file,
    const struct definitions *d, struct arena *run)
{
	struct str *ids = arena_array(run, d->n_rates, sizeof(*ids));

	for (size_t i = 0; i < d->n_rates; i++) {
		if (!strcmp(d->rates[i].id, p->saved))
			return;
		ids[i] = str_of(d->rates[i].id);
	}
	die("%s: saved: the definitions have no rate %s (did you mean %.*s?)",
	    file, p->saved,
	    STR_ARG(near_best(str_of(p->saved), ids, d->n_rates)));
}

const struct prices *
prices_load(const char *file, const struct definitions *d, struct arena *run)
{
	struct prices *p = arena_zalloc(run, sizeof(*p));
	struct str source = stream_slurp(file, (size_t)1 << 20, run);
	struct json j;

	for (size_t i = 0; i < N_PRICES; i++)
		p->at[i] = NAN;
	expr_load(source, file, &j, run);
	if (json_kind_of(&j, 0) != JSON_OBJECT)
		die("%s: is not an object", file);
	for (uint32_t i = json_first(&j, 0); i; i = json_after(&j, 0, i))
		read_member(p, file, &j, i, run);
	if (!p->currency)
		die("%s: currency: missing", file);
	if (p->saved)
		check_saved(p, file, d, run);
	crypto_sha256_hex(source, p->sha256);
	json_free(&j);
	return p;
}

const struct cost_info cost_info[N_COSTS] = {
	[COST_PER_CONTACT] = { "cost_per_contact", "cost per contact",
	    "conversation + bot_turn x bot turns + agent_hour x hours of "
	    "handling + fixed / conversations; the mean",
	    "all conversations", "Student's t; fixed is known", "money" },
	[COST_BOT] = { "cost_bot", "of it, the bot",
	    "the same without agent_hour", "all conversations",
	    "Student's t; fixed is known", "money" },
	[COST_PER_HANDLED] = { "cost_per_handled", "cost of a human's part",
	    "agent_hour x hours of handling; the mean",
	    "delivered escalations with a known handling time", "Student's t",
	    "money" },
	[COST_SAVING] = { "saving_net", "net saving",
	    "human_contact x (share of the rate saved) x conversations with a "
	    "customer turn, less all costs of the bot; abandoned contacts and "
	    "those who come back count as saved where that rate counts them",
	    "conversations that the rate saved is of",
	    "that of the share of saved", "money" },
	[COST_ROI] = { "roi", "return on investment",
	    "net saving / costs of the bot",
	    "conversations that the rate saved is of",
	    "that of the share of saved", "ratio" },
	[COST_OCCUPANCY] = { "occupancy", "occupancy",
	    "hours of handling / staffed_hours, above 1 where chats overlap; "
	    "where all say outcome.active_s, that and wrap-up instead",
	    "delivered escalations with a known handling time", NULL, "ratio" },
};

static double
or_nothing(double price)
{
	return isnan(price) ? 0 : price;
}

static void
put(struct costs *c, enum cost i, double value, struct interval w, uint64_t n)
{
	c->at[i].value = stats_round4(value);
	c->at[i].low = stats_round4(w.low);
	c->at[i].high = stats_round4(w.high);
	c->at[i].n = n;
	c->at[i].reason = NULL;
}

/* What varies costs nothing at least, whatever Student's t says. */
static struct interval
shifted(struct interval w, double by)
{
	return (struct interval){ w.low < 0 ? by : w.low + by, w.high + by };
}

static const char no_bot[] =
    "none of conversation, bot_turn and fixed in --cost";

static bool
knows_bot(const struct prices *p)
{
	return !isnan(p->at[PRICE_CONVERSATION]) ||
	       !isnan(p->at[PRICE_BOT_TURN]) || !isnan(p->at[PRICE_FIXED]);
}

/* What does not vary from contact to contact, of each. */
static double
base_of(const struct prices *p, uint64_t n)
{
	return or_nothing(p->at[PRICE_CONVERSATION]) +
	       or_nothing(p->at[PRICE_FIXED]) / (double)n;
}

static void
read_contact(struct report *r, struct costs *c)
{
	const struct prices *p = c->prices;
	const struct tally *t = r->total;
	uint64_t n = t->counts[N_ALL];
	bool handled = t->spreads[HANDLE_TIME].values.n;
	double turn = or_nothing(p->at[PRICE_BOT_TURN]);
	double ms = or_nothing(p->at[PRICE_AGENT_HOUR]) / ms_an_hour, mean;
	struct interval w;

	c->at[COST_BOT].reason =
	    knows_bot(p) ? "no conversation in the input" : no_bot;
	c->at[COST_PER_CONTACT].reason = "no conversation in the input";
	if (n && knows_bot(p)) {
		w = products_interval(
		    &t->work, turn, 0, r->o->confidence, &mean);
		put(c, COST_BOT, mean + base_of(p, n),
		    shifted(w, base_of(p, n)), n);
	}
	if (!n)
		return;
	if (isnan(p->at[PRICE_AGENT_HOUR])) {
		c->at[COST_PER_CONTACT].reason = "no agent_hour in --cost";
	} else if (t->counts[N_DELIVERED] && !handled) {
		c->at[COST_PER_CONTACT].reason =
		    "the log does not say how long humans took";
	} else {
		w = products_interval(
		    &t->work, turn, ms, r->o->confidence, &mean);
		put(c, COST_PER_CONTACT, mean + base_of(p, n),
		    shifted(w, base_of(p, n)), n);
	}
}

/* How long humans were busy; chats at the same time only by the attention that
 * each had, where all of them say so. */
static double
busy_ms(const struct tally *t)
{
	const struct histogram *active = &t->spreads[ACTIVE_TIME].values;
	const struct histogram *handled = &t->spreads[HANDLE_TIME].values;

	if (active->n < handled->n)
		return (double)histogram_ends(handled).sum;
	return (double)histogram_ends(active).sum +
	       (double)histogram_ends(&t->spreads[WRAP_UP_TIME].values).sum;
}

static void
read_handling(struct report *r, struct costs *c)
{
	const struct prices *p = c->prices;
	const struct histogram *h = &r->total->spreads[HANDLE_TIME].values;
	struct moments m = histogram_moments(h);
	struct interval w = moments_interval(&m, r->o->confidence);
	double hour = p->at[PRICE_AGENT_HOUR], staffed = p->at[STAFFED_HOURS];

	c->at[COST_PER_HANDLED].reason =
	    isnan(hour) ? "no agent_hour in --cost" : "no human with a time";
	if (h->n && !isnan(hour))
		put(c, COST_PER_HANDLED, moments_mean(&m) / ms_an_hour * hour,
		    shifted((struct interval){ w.low / ms_an_hour * hour,
				w.high / ms_an_hour * hour },
			0),
		    h->n);
	c->at[COST_OCCUPANCY].reason =
	    isnan(staffed)
		? "no staffed_hours in --cost: a log of conversations does "
		  "not say how long agents were there"
		: "no human with a time, or staffed_hours is 0";
	if (h->n && staffed > 0)
		put(c, COST_OCCUPANCY, busy_ms(r->total) / ms_an_hour / staffed,
		    (struct interval){ NAN, NAN }, h->n);
}

static const char *
reason_of_saving(const struct costs *c, const struct figure *saved)
{
	const struct prices *p = c->prices;

	if (!p->saved)
		return "no saved in --cost: the rate of contacts that a human "
		       "is spared, as in \"containment_resolved\"";
	if (isnan(p->at[PRICE_HUMAN_CONTACT]))
		return "no human_contact in --cost";
	if (!knows_bot(p))
		return no_bot;
	return saved->reason ? saved->reason : "the bot costs nothing";
}

static void
read_saving(struct report *r, struct costs *c)
{
	const struct prices *p = c->prices;
	const uint64_t *n = r->total->counts;
	struct figure f = { .value = NAN };
	double cost, worth;

	if (p->saved) {
		const struct measure *m = measure_find(r->measures, p->saved);

		f = measure_figure(m, &r->all, r->o->confidence);
		c->saved = f.numerator;
		c->saved_unhelped = r->all.derived->unhelped[m->index];
	}
	c->at[COST_SAVING].reason = c->at[COST_ROI].reason =
	    reason_of_saving(c, &f);
	worth = p->at[PRICE_HUMAN_CONTACT] * (double)n[N_ENGAGED];
	if (isnan(f.value) || isnan(worth) || !knows_bot(p))
		return;
	cost = or_nothing(p->at[PRICE_BOT_TURN]) * (double)r->total->work.x +
	       base_of(p, n[N_ALL]) * (double)n[N_ALL];
	put(c, COST_SAVING, f.value * worth - cost,
	    (struct interval){ f.low * worth - cost, f.high * worth - cost },
	    f.denominator);
	if (cost > 0)
		put(c, COST_ROI, f.value * worth / cost - 1,
		    (struct interval){
			f.low * worth / cost - 1, f.high * worth / cost - 1 },
		    f.denominator);
}

void
costs_read(struct report *r, const struct prices *p, struct costs *c)
{
	*c = (struct costs){ .prices = p };
	for (size_t i = 0; i < N_COSTS; i++)
		c->at[i].value = c->at[i].low = c->at[i].high = NAN;
	read_contact(r, c);
	read_handling(r, c);
	read_saving(r, c);
}

/* What the file does not name is not in the costs. */
static struct str
say_missing(struct report *r, const struct prices *p)
{
	struct str s = STR("");

	for (size_t i = 0; i <= PRICE_HUMAN_CONTACT; i++)
		if (isnan(p->at[i]))
			s = arena_printf(&r->arena, "%.*s%s%.*s", STR_ARG(s),
			    s.n ? ", " : "; not priced, and so in no cost: ",
			    STR_ARG(price_names[i]));
	return s;
}

/* Who gave up is no contact spared, but priced as one where the rate counts
 * them. */
static struct str
say_unhelped(struct report *r, const struct costs *c)
{
	if (!c->saved_unhelped)
		return STR("");
	return arena_printf(&r->arena,
	    "; of the %llu conversations that %s counts as saved, %llu gave up "
	    "or are said to be not resolved, and are priced as served",
	    (unsigned long long)c->saved, c->prices->saved,
	    (unsigned long long)c->saved_unhelped);
}

void
grid_costs(struct report *r, const struct costs *c, struct grid *g)
{
	const struct spread *s = r->total->spreads;

	*g = (struct grid){
		.title =
		    arena_printf(&r->arena, "Costs, in %s", c->prices->currency)
			.p,
		.note = arena_printf(&r->arena,
		    "by the prices of --cost%.*s; %llu of the handled have no "
		    "time, and so no cost, and %llu no outcome.wrap_up_s, so "
		    "none of that%.*s",
		    STR_ARG(say_missing(r, c->prices)),
		    (unsigned long long)s[HANDLE_TIME].unknown,
		    (unsigned long long)s[WRAP_UP_TIME].unknown,
		    STR_ARG(say_unhelped(r, c)))
			    .p,
	};
	grid_column(g, "number", false, false);
	grid_column(g, "value", true, false);
	grid_column(g,
	    arena_printf(&r->arena, "%g%% interval", r->o->confidence * 100).p,
	    true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &r->arena, N_COSTS);
	for (size_t i = 0; i < N_COSTS; i++) {
		struct row *row = grid_row(g);
		double value = c->at[i].value, low = c->at[i].low;

		row->cells[0] = str_of(cost_info[i].label);
		row->cells[1] = isnan(value)
				    ? STR("-")
				    : arena_printf(&r->arena, "%.4f", value);
		row->cells[2] = isnan(low)
				    ? STR("-")
				    : arena_printf(&r->arena, "%.4f to %.4f",
					  low, c->at[i].high);
		row->cells[3] = arena_printf(
		    &r->arena, "%llu", (unsigned long long)c->at[i].n);
		row->cells[4] = isnan(value) ? arena_printf(&r->arena, "(%s)",
						   c->at[i].reason)
					     : str_of(cost_info[i].definition);
		row->silent = isnan(value);
	}
}

void
costs_json(const struct costs *c, struct buf *out)
{
	const struct prices *p = c->prices;

	json_member(out, "costs");
	buf_char(out, '{');
	json_member_string(out, "currency", p->currency);
	json_member_string(out, "sha256", p->sha256);
	json_member_string(out, "saved", p->saved);
	json_member(out, "saved_unhelped");
	if (p->saved)
		buf_printf(out, "%llu", (unsigned long long)c->saved_unhelped);
	else
		buf_cstr(out, "null");
	json_member(out, "prices");
	buf_char(out, '{');
	for (size_t i = 0; i < N_PRICES; i++)
		json_member_number(out, price_names[i].p, p->at[i]);
	buf_char(out, '}');
	json_member(out, "figures");
	buf_char(out, '[');
	for (size_t i = 0; i < N_COSTS; i++) {
		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", cost_info[i].id);
		json_member_string(out, "label", cost_info[i].label);
		json_member_string(out, "definition", cost_info[i].definition);
		json_member_string(out, "unit", cost_info[i].unit);
		json_member_string(out, "of", cost_info[i].of);
		json_member_count(out, "n", c->at[i].n);
		json_member_number(out, "value", c->at[i].value);
		json_member_number(out, "low", c->at[i].low);
		json_member_number(out, "high", c->at[i].high);
		json_member_string(out, "interval", cost_info[i].interval);
		json_member_string(out, "reason", c->at[i].reason);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}
