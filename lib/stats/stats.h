#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "stats/queueing.h" /* goes through this door */

struct interval {
	double low, high;
};

/*
 * Wilson's score interval for k successes of n at a confidence level in (0,1)
 * (Wilson 1927, no continuity correction).  n = 0: both ends NAN.
 */
struct interval stats_wilson(uint64_t k, uint64_t n, double level);

/*
 * Garwood's exact interval for the mean of which n is a Poisson draw (Garwood
 * 1936); n may be no whole number, where draws count for less than one.
 */
struct interval stats_poisson(double n, double level);

/* How likely k of n or more are, or k or fewer, whichever is less likely, where
 * each is with probability p (binomial).  n = 0: NAN. */
double stats_binomial_tail(uint64_t k, uint64_t n, double p);

/* How many standard deviations to each side hold `level` of a normal
 * distribution: 1.96 for 0.95. */
double stats_normal(double level);

/*
 * Two answers of yes or no to the same cases, an old and a new one: how many
 * are yes in both, in the new only, in the old only, in neither.
 */
struct paired {
	uint64_t both, gained, lost, neither;
};

/*
 * Newcombe's interval for the share of new yes minus that of old yes (method
 * 10 of Newcombe 1998, Statistics in Medicine 17:2635-2650: Wilson's intervals
 * squared and added, less what the two have in common).  No case: NAN.
 */
struct interval stats_newcombe(const struct paired *p, double level);

/* McNemar's exact test, two-sided: the probability of a split of the changed
 * cases at least this uneven when a change is as likely either way. */
double stats_mcnemar(const struct paired *p);

/*
 * The interval of b - a from those of a and b and their correlation (MOVER,
 * Zou and Donner 2008).  NAN where one of them is.
 */
struct interval stats_mover(double a, struct interval of_a, double b,
    struct interval of_b, double correlation);

/*
 * Values as whole numbers (of thousandths, of turns ...) that add, so that any
 * split gives the same moments.  Zero-initialised is empty.
 */
struct moments {
	uint64_t n;
	__int128 sum, squares;
};

void moments_add(struct moments *m, int64_t value);
void moments_merge(struct moments *into, const struct moments *from);
double moments_mean(const struct moments *m); /* NAN when empty */

/* Student's t interval for the mean; NAN where fewer than two values differ:
 * equal ones do not tell how they vary. */
struct interval moments_interval(const struct moments *m, double level);

/*
 * The same where the values are shares of `one`: Wilson's interval for the
 * mean with the sample size that a share of this variance would have (Kish's
 * effective size; Dean and Pagano 2015).  Values of 0 and 1 get Wilson's; equal
 * ones are taken for what varies as much as a share can.
 */
struct interval moments_share_interval(
    const struct moments *m, int64_t one, double level);

/* Of old and new values of the same cases, from those and the differences; 0
 * where one of them does not vary. */
double moments_correlation(const struct moments *a, const struct moments *b,
    const struct moments *difference);

/* Two whole numbers of each case, x and y, and what is left of them: sums that
 * add.  Zero-initialised is empty. */
struct products {
	uint64_t n;
	__int128 x, y, xx, xy, yy;
};

void products_add(struct products *p, int64_t x, int64_t y);
void products_merge(struct products *into, const struct products *from);

/* The mean of a x + b y, and Student's t interval for it; NAN where fewer than
 * two of these differ. */
struct interval products_interval(
    const struct products *p, double a, double b, double level, double *mean);

/* Decisions against labels. */
struct confusion {
	uint64_t tp, fp, fn, tn;
};

enum rating { PRECISION, RECALL, F1, MCC };

/* NAN where it is not defined: nothing to divide by. */
double confusion_value(const struct confusion *c, enum rating r);

/*
 * Precision and recall are shares: Wilson's.  F1 = 2 s / (1 + s) with the
 * share s = TP / (TP + FP + FN): Wilson's, transformed.  MCC is a correlation:
 * Fisher's z with the delta method's variance (Itaya et al. 2025); at 1 and -1,
 * where that is 0, with half a case added to each cell.
 */
struct interval confusion_interval(
    const struct confusion *c, enum rating r, double level);

/*
 * F with a weight of beta for recall, (1 + b) TP / ((1 + b) TP + FP + b FN)
 * with b = beta^2: a mean of 0 and 1 with unequal weights.  Wilson's with the
 * sample size that a share of its variance by the delta method would have; at 0
 * and 1 with Kish's.
 */
struct interval confusion_f_interval(
    const struct confusion *c, double beta, double level);

/* Cases by label, old decision and new decision; 1 is yes. */
struct rivals {
	uint64_t n[2][2][2];
};

struct confusion rivals_old(const struct rivals *r);
struct confusion rivals_new(const struct rivals *r);

/* New minus old: Newcombe's for the recall, MOVER with the delta method's
 * correlation for the others. */
struct interval rivals_interval(
    const struct rivals *r, enum rating what, double level);

/*
 * Golden Transfer within Tolerance of one conversation (Liu et al., AAAI 2021,
 * arXiv:2012.07610): how near the turns of the predicted handoffs are to the
 * gold ones, 0..1.  `tolerance` is in turns; lambda in (-1,1) is harder on late
 * (above 0) or on early ones.
 */
double stats_golden_transfer(const uint64_t *gold, size_t n_gold,
    const uint64_t *predicted, size_t n_predicted, unsigned tolerance,
    double lambda);

/* To four decimals, as numbers are printed; halves away from 0, never -0. */
double stats_round4(double x);

/*
 * Whole numbers from 0 on, counted in bins of a fixed layout: exact below
 * 2048, then 1024 bins for each doubling, so that a bin is never wider than
 * 1/1024 of what is in it.  Adding and merging are integer sums: any order and
 * any split give the same histogram.  Only bins in use take memory.
 *
 * Zero-initialised is empty.  The arena given to a function owns the bins.
 */
struct histogram {
	uint64_t n;
	struct histogram_held *held; /* private; nothing while n is 0 */
};

/* Exact: of values, not of bins.  All 0 while there are none. */
struct histogram_ends {
	unsigned __int128 sum, squares;
	uint64_t min, max;
};

struct histogram_ends histogram_ends(const struct histogram *h);

struct bin {
	uint64_t low, high; /* first and last value it takes */
	uint64_t count;
};

/* What is larger counts as this (in milliseconds, 34 years). */
#define HISTOGRAM_CEILING ((UINT64_C(1) << 40) - 1)

void histogram_add(
    struct histogram *h, uint64_t value, uint64_t times, struct arena *a);
void histogram_merge(
    struct histogram *into, const struct histogram *from, struct arena *a);

/*
 * Put back what histogram_bins() gave, and then the sum and the ends, which the
 * bins do not hold; false when it cannot have been so.
 */
bool histogram_restore(
    struct histogram *h, uint64_t low, uint64_t count, struct arena *a);
bool histogram_restore_ends(
    struct histogram *h, const struct histogram_ends *ends);

/*
 * The value of rank ceil(q * n), q in 0..1 ("nearest rank"): exact below 2048,
 * off by at most 1/2048 of itself above.  The histogram must not be empty.
 */
uint64_t histogram_quantile(
    const struct histogram *h, double q, struct arena *scratch);

/* The bins in use by rising value; `n` is set to how many. */
struct bin *histogram_bins(
    const struct histogram *h, size_t *n, struct arena *a);

struct moments histogram_moments(const struct histogram *h);

/* The mean times `scale`, rounded to a whole number; 0 when empty. */
uint64_t histogram_mean(const struct histogram *h, unsigned scale);

/* Shares of two groups that have no case in common: k of n each. */
struct two_shares {
	uint64_t k[2], n[2];
};

/* Newcombe's interval for the second share minus the first (method 10 of
 * Newcombe 1998, Statistics in Medicine 17:873-890). */
struct interval two_shares_interval(const struct two_shares *s, double level);

/* Two-sided: the z test with the pooled share, no continuity correction; and
 * Fisher's exact test, for small cells. */
double two_shares_z(const struct two_shares *s);
double two_shares_fisher(const struct two_shares *s);

/* A cell that is expected to hold fewer than five. */
bool two_shares_is_small(const struct two_shares *s);

/* The standard error of the second share minus the first: each with its own
 * variance; and both with that of the first, for what is planned. */
double two_shares_error(const struct two_shares *s);
double two_shares_error_as_first(const struct two_shares *s);

/* The second group minus the first, with its interval and the two-sided p of
 * no difference. */
struct difference {
	double estimate, low, high, p;
	double error; /* standard error of the estimate */
};

/*
 * The second share minus the first at equal mix: n tables, one of each stratum,
 * with the weights of Mantel and Haenszel and the variance of Sato (1989,
 * Biometrics 45:1323-1324), which holds for few large and for many small ones.
 * NAN where no stratum has cases of both.
 */
struct difference stats_mantel_haenszel(
    const struct two_shares *s, size_t n, double level);

/* Means of two groups of unequal variance, after Welch (1947, Biometrika
 * 34:28-35); NAN where one has fewer than two different values. */
struct difference moments_welch(
    const struct moments *a, const struct moments *b, double level);

/*
 * A ratio of sums over units that have several cases each, as the contacts of
 * a customer are: above / below, the units being what varies.  Beside it the
 * same before something began, or another number that was known then (over 1),
 * where that is known; 0 and 0 where it is not.
 * Zero-initialised is empty.
 */
enum {
	RATIO_ABOVE,
	RATIO_BELOW,
	RATIO_ABOVE_BEFORE,
	RATIO_BELOW_BEFORE,
	RATIO_PARTS,
	RATIO_PRODUCTS = RATIO_PARTS * (RATIO_PARTS + 1) / 2
};

struct ratios {
	uint64_t n, held; /* units; those with anything below */
	__int128 sums[RATIO_PARTS];
	__int128 products[RATIO_PRODUCTS]; /* the upper triangle, by rows */
};

void ratios_add(struct ratios *r, const int64_t parts[RATIO_PARTS]);
void ratios_merge(struct ratios *into, const struct ratios *from);
double ratios_value(const struct ratios *r); /* NAN: nothing below */

/* Its standard error by the delta method (linearisation), over the units; and
 * Student's t interval with it: NAN where fewer than two units differ. */
double ratios_error(const struct ratios *r);
struct interval ratios_interval(const struct ratios *r, double level);

/*
 * The ratio of the second group minus that of the first, with the variance
 * over units (the delta method: Deng, Knoblich and Lu, KDD 2018) and Welch's
 * degrees of freedom.  Units of one case each get what moments_welch() says.
 *
 * With `kept` the difference before is taken off, times what leaves the least
 * variance (CUPED: Deng and others, WSDM 2013), and *kept is the share of the
 * variance that is left; 1 where nothing is known from before.
 */
struct difference ratios_compare(
    const struct ratios *a, const struct ratios *b, double level, double *kept);

/*
 * The asymptotic confidence sequence of a mean or a difference (Waudby-Smith,
 * Arbour, Sinha, Kennedy and Ramdas, Annals of Statistics 2024,
 * arXiv:2103.06476, eq. 9): intervals, and p values, that hold for all looks
 * at it together, however often; narrowest when n is about `narrowest`.
 */
struct difference stats_anytime(
    double estimate, double error, double n, double level, double narrowest);

/* Of a two-sided test at 1 - level of an estimate that is normal with this
 * standard error: how likely it finds such an effect; and the effect that it
 * finds with this power. */
double stats_power(double effect, double error, double level);
double stats_detectable(double error, double level, double power);

/*
 * Mann and Whitney's test of two groups, with the variance corrected for ties
 * and for continuity, two-sided; and how likely one of the second group is
 * above one of the first, ties counting half.  NAN where all are equal.
 */
struct rank_test {
	double p, superiority;
};

struct rank_test stats_mann_whitney(const struct histogram *a,
    const struct histogram *b, struct arena *scratch);

/* How likely counts this far from what weights of them expect are, or farther:
 * Pearson's chi-square.  A weight of 0 takes a count out.  NAN for fewer than
 * two. */
double stats_split(const uint64_t *counts, const double *weights, size_t n);

/*
 * How far counts b in n categories have moved from counts a.
 *
 * The population stability index, with half a case added to each category; and
 * what it exceeds with a chance of 1 - level when nothing moved (Yurdakul
 * 2018), which depends on the sizes, as no fixed bound does.  In simulations it
 * keeps to that where categories have five cases or more; where most have fewer
 * it is exceeded hardly ever.
 * Jensen and Shannon's distance, the root of the divergence, to base e.
 * How likely two samples of one distribution are as far apart (chi-square of
 * the table); categories that both lack do not count.
 */
double stats_psi(const uint64_t *a, const uint64_t *b, size_t n);
double stats_psi_threshold(
    const uint64_t *a, const uint64_t *b, size_t n, double level);
double stats_jensen_shannon(const uint64_t *a, const uint64_t *b, size_t n);
double stats_homogeneity(const uint64_t *a, const uint64_t *b, size_t n);

/* p values of a family of n, adjusted: after Holm (1979) for the chance of one
 * false alarm, after Benjamini and Hochberg (1995) for the share of false ones.
 * NANs are no members. */
void stats_holm(const double *p, double *adjusted, size_t n, struct arena *a);
void stats_hochberg(
    const double *p, double *adjusted, size_t n, struct arena *a);

/*
 * When something happens of which not all is seen: those it happened to, by
 * its time, and those that were followed for a time without it (censored).
 * Kaplan and Meier's estimate (1958) of the time by which a share q has met
 * it, and the interval from Greenwood's variance on the scale log(-log S).
 * NAN where the estimate, or its bound, does not get there; where the curve
 * stays at 1 - q, the time from which it does (R takes the middle of those
 * times).  Of two at one time events come first; times above 2048 are as coarse
 * as their bins.
 */
struct survival {
	double at, low, high;
};

struct survival stats_survival(const struct histogram *events,
    const struct histogram *censored, double q, double level,
    struct arena *scratch);

/* Those of two groups: to whom it happened, and who was followed without. */
struct followed {
	const struct histogram *events, *censored;
};

/*
 * The mean time without it, up to a time that both groups were followed for
 * (the earlier of their last times): the area under Kaplan and Meier's curve,
 * with the variance of Klein and Moeschberger (2003, Survival Analysis, section
 * 4.5); and the second less the first, as if normal (Royston and Parmar 2013,
 * BMC Medical Research Methodology 13:152).  NAN where it happened to nobody.
 */
struct restricted {
	double until, means[2];
	struct difference difference;
};

struct restricted stats_restricted_means(const struct followed *a,
    const struct followed *b, double level, struct arena *scratch);

/* Two-sided p of the log-rank test (Mantel 1966; Peto and Peto 1972): that the
 * groups do not differ in how often it happens, at any time, to those who are
 * still without it.  NAN where it never happens while both have any. */
double stats_log_rank(
    const struct followed *a, const struct followed *b, struct arena *scratch);

/*
 * When a share q of `all` have met it, of whom it happened to events->n and to
 * the others never, for something else came first.  With everybody followed to
 * the end this is where the cumulative incidence of Aalen and Johansen (1978)
 * gets to q.  The interval is that between the times at the ends of Wilson's
 * interval for q (Woodruff 1952).  NAN where so many never met it.
 */
struct survival stats_reached(const struct histogram *events, uint64_t all,
    double q, double level, struct arena *scratch);

/* Cases of a score 0, 1 ... n - 1: how many are yes, how many are no. */
struct graded {
	uint64_t yes, no;
};

/*
 * How likely a yes has a higher score than a no, ties counting half: the area
 * under the receiver's curve; and DeLong's interval (1988), on the scale of the
 * logit.  NAN where there is no yes or no no, and no interval at 0 and 1.
 */
struct interval stats_auc(
    const struct graded *g, size_t n, double level, double *auc);

/* The mean precision at the recall of each yes, by the steps of the curve over
 * distinct scores (no interpolation). */
double stats_average_precision(const struct graded *g, size_t n);

/*
 * What a threshold costs when mistakes have no price yet (Drummond and Holte
 * 2006, Machine Learning 65:95-130): the share of yes below score `at`, times
 * `weight`, and of no from it on, times 1 - weight, where the weight is the
 * probability cost: what all yes cost when missed, of that and what all no
 * cost when taken for yes.  At n nobody is; nothing at all need cost more than
 * the lesser of weight and 1 - weight.  NAN where there is no yes or no no.
 */
double stats_mistakes(
    const struct graded *g, size_t n, size_t at, double weight);

/* The least of it over all scores there are, and where; of equals the highest:
 * a point of the lower envelope. */
double stats_fewest_mistakes(
    const struct graded *g, size_t n, double weight, size_t *at);

/*
 * Whether score i of n is a probability i / (n - 1).  By bins of equal width,
 * the upper end in the last one.  Brier's score is reliability - resolution +
 * uncertainty + within: Murphy's parts (1973) of the bins, and what varies
 * inside them (Stephenson and others 2008, Weather and Forecasting 23:752-757);
 * by distinct scores, of which many occur once, every score would look both
 * sharp and wrong.  The expected calibration error is of the same bins; so much
 * of it comes by chance where all is calibrated (each bin's mean absolute
 * deviation, as if normal).  p is Spiegelhalter's (1986), two-sided: of a gap
 * so large where all is calibrated.
 */
enum { CALIBRATION_BINS = 10 };

struct calibration_bin {
	uint64_t yes, n;
	double predicted; /* mean of the scores as probabilities */
};

struct calibration {
	double brier, reliability, resolution, uncertainty, within;
	double ece, ece_by_chance, mce, p;
	struct calibration_bin bins[CALIBRATION_BINS];
};

void stats_calibration(const struct graded *g, size_t n, struct calibration *c);

/*
 * Kolmogorov and Smirnov's test of two samples, with the asymptotic
 * distribution; `ties` is the largest share of all cases at one value: where it
 * is not small the test is not valid (its p is too large).
 */
struct ks_test {
	double distance, p, ties;
};

struct ks_test stats_kolmogorov_smirnov(const struct histogram *a,
    const struct histogram *b, struct arena *scratch);

/*
 * Page's cumulative sums (1954) of standardised deviations, to both sides, with
 * a slack of 0.5 and a bound of 5: while nothing changes one of 465 steps is
 * beyond it (Montgomery's table), and a change by one standard deviation is
 * seen after about ten.  Zero-initialised is the start; true beyond the bound.
 */
#define CUSUM_SLACK 0.5
#define CUSUM_BOUND 5.0

struct cusum {
	double up, down;
};

bool stats_cusum(struct cusum *c, double z);

const char *stats_library(void); /* "GSL 2.7.1" */

#endif
