#include "kpi/works.h"

#include <math.h>

const struct policy_info policy_info[N_POLICIES] = {
	[POLICY_RULES] = { "rules", "the rules" },
	[POLICY_NEVER] = { "never", "never" },
	[POLICY_ALWAYS] = { "always", "at every customer turn" },
	[POLICY_FIXED] = { "fixed", "at the customer turn of --fixed-turn" },
};

const char *const turn_rating_ids[N_TURN_RATINGS] = { "turn_precision",
	"turn_recall", "turn_f1", "gtt1", "gtt2", "gtt3" };

static void
put(struct figure *f, double value, struct interval i)
{
	f->value = stats_round4(value);
	f->low = stats_round4(i.low);
	f->high = stats_round4(i.high);
}

/*
 * The mean of n answers that are 1, 0 and -1, times a hundred.  Answers that
 * are all alike do not tell how they vary: then it is that of as many which
 * could be the one or the other end of the scale.
 */
void
work_nps(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	const uint64_t *n = s->tally->counts;
	uint64_t up = n[N_PROMOTERS], down = n[N_DETRACTORS];
	uint64_t between = n[N_NPS] - up - down;
	/* on a scale of 0, 1 and 2 */
	struct moments answers = { n[N_NPS], 2 * up + between,
		4 * up + between };
	double share = moments_mean(&answers) - 1;
	struct interval i = { NAN, NAN };

	(void)m;
	if (up == n[N_NPS] || down == n[N_NPS] || between == n[N_NPS]) {
		i = moments_share_interval(&answers, 2, confidence);
		i = (struct interval){ 2 * i.low - 1, 2 * i.high - 1 };
	} else {
		double moved = (double)(up + down) / (double)n[N_NPS];
		double half = stats_normal(confidence) *
			      sqrt((moved - share * share) / (double)n[N_NPS]);

		i.low = fmax(share - half, -1);
		i.high = fmin(share + half, 1);
	}
	*f = (struct figure){ up, n[N_NPS], .reason = NULL };
	put(f, 100 * share, (struct interval){ 100 * i.low, 100 * i.high });
}

void
work_shift(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	const struct moments *shift = &s->tally->sentiment_shift;
	struct interval i = moments_interval(shift, confidence);

	(void)m;
	*f = (struct figure){ shift->n, shift->n, .reason = NULL };
	put(f, moments_mean(shift) / SENTIMENT_UNIT,
	    (struct interval){
		i.low / SENTIMENT_UNIT, i.high / SENTIMENT_UNIT });
}

static struct confusion
labels_of(const struct scope *s)
{
	const uint64_t *n = s->tally->counts;

	return (struct confusion){ .tp = n[N_TRUE_ESCALATE],
		.fp = n[N_FALSE_ESCALATE],
		.fn = n[N_MISSED],
		.tn = n[N_TRUE_CONTAIN] };
}

void
work_f1(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	struct confusion c = labels_of(s);

	(void)m;
	*f =
	    (struct figure){ 2 * c.tp, 2 * c.tp + c.fp + c.fn, .reason = NULL };
	put(f, confusion_value(&c, F1), confusion_interval(&c, F1, confidence));
}

/* F with a weight of `beta` for recall, where its square is misses / alarms. */
static void
put_f(const struct scope *s, double confidence, double beta, uint64_t misses,
    uint64_t alarms, struct figure *f)
{
	struct confusion c = labels_of(s);
	uint64_t right = (misses + alarms) * c.tp;
	uint64_t all = right + alarms * c.fp + misses * c.fn;

	*f = (struct figure){ right, all, .reason = NULL };
	put(f, all ? (double)right / (double)all : NAN,
	    confusion_f_interval(&c, beta, confidence));
}

void
work_f2(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	(void)m;
	put_f(s, confidence, 2, 4, 1, f);
}

void
work_f05(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	(void)m;
	put_f(s, confidence, 0.5, 1, 4, f);
}

void
work_mcc(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	struct confusion c = labels_of(s);

	(void)m;
	*f = (struct figure){ c.tp + c.tn, c.tp + c.fp + c.fn + c.tn,
		.reason = NULL };
	put(f, confusion_value(&c, MCC),
	    confusion_interval(&c, MCC, confidence));
}

static struct figure
rating_figure(const struct policy_score *p, enum rating r, double confidence)
{
	struct confusion c = { .tp = p->hit, .fp = p->wrong, .fn = p->missed };
	struct figure f = { 0 };

	switch (r) {
	case PRECISION:
		f.numerator = c.tp;
		f.denominator = c.tp + c.fp;
		break;
	case RECALL:
		f.numerator = c.tp;
		f.denominator = c.tp + c.fn;
		break;
	default:
		f.numerator = 2 * c.tp;
		f.denominator = 2 * c.tp + c.fp + c.fn;
	}
	put(&f, confusion_value(&c, r), confusion_interval(&c, r, confidence));
	if (!f.denominator)
		f.reason = r == PRECISION ? "no turn was picked"
			   : r == RECALL  ? "no turn is labelled"
					  : "no turn is labelled or picked";
	return f;
}

static struct figure
transfer_figure(const struct moments *m, double confidence)
{
	struct figure f = { m->n, m->n,
		.reason = m->n ? NULL : "no conversation has turns labelled" };

	put(&f, moments_mean(m) / GTT_UNIT,
	    moments_share_interval(m, GTT_UNIT, confidence));
	return f;
}

struct figure
policy_figure(const struct tally *t, enum policy which, enum turn_rating r,
    double confidence)
{
	const struct policy_score *p = tally_policy(t, which);

	if (!section_seen(S_TURNS, t))
		return figure_of(0, 0, confidence, sections[S_TURNS].absent);
	switch (r) {
	case TURN_PRECISION:
		return rating_figure(p, PRECISION, confidence);
	case TURN_RECALL:
		return rating_figure(p, RECALL, confidence);
	case TURN_F1:
		return rating_figure(p, F1, confidence);
	default:
		return transfer_figure(&p->transfer[r - GTT_1], confidence);
	}
}

void
work_turn_precision(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f)
{
	(void)m;
	*f = policy_figure(s->tally, POLICY_RULES, TURN_PRECISION, confidence);
}

void
work_turn_recall(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f)
{
	(void)m;
	*f = policy_figure(s->tally, POLICY_RULES, TURN_RECALL, confidence);
}

void
work_turn_f1(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	(void)m;
	*f = policy_figure(s->tally, POLICY_RULES, TURN_F1, confidence);
}

void
work_gtt(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f)
{
	*f = policy_figure(s->tally, POLICY_RULES,
	    GTT_1 + (enum turn_rating)m->index, confidence);
}
