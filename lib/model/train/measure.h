#ifndef MODEL_TRAIN_MEASURE_H
#define MODEL_TRAIN_MEASURE_H

#include <stddef.h>
#include <stdint.h>

/* A score and what was right, 0 or 1. */
struct judged {
	double score;
	uint8_t label;
};

/* What scores are worth; sorts them, the highest first. */
struct measures {
	size_t n, yes;
	double auc; /* area under the ROC curve; ties count half */
	double ap;  /* average precision; ties in one step */
	double precision, recall, f1; /* at a score of 0.5 */
	size_t alarms;		      /* scores of 0.5 and more */
};

struct measures measure(struct judged *items, size_t n);

/* Platt's logistic (with his smoothed targets), by Newton's method as in Lin,
 * Lin and Weng 2007: p = logistic(slope * score + offset).  Items count so that
 * `share` of them are a 1; 0: as they are. */
void measure_platt(const struct judged *items, size_t n, double share,
    double *slope, double *offset);

/* Of the probabilities from low up to high: how many, their mean, and the share
 * of 1, weighed as above. */
struct bin {
	size_t n;
	double mean, share;
};

struct bin measure_bin(const struct judged *items, size_t n, double share,
    double low, double high);

#endif
