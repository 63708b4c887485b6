#ifndef KPI_WORKS_H
#define KPI_WORKS_H

#include "kpi/measure.h"

/* The values of measures that are more than one count over another; see
 * `work` in measure.h. */
void work_nps(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);
void work_shift(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f);
void work_f1(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);
void work_f2(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);
void work_f05(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);
void work_mcc(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);
void work_turn_precision(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f);
void work_turn_recall(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f);
void work_turn_f1(const struct measure *m, const struct scope *s,
    double confidence, struct figure *f);
void work_gtt(const struct measure *m, const struct scope *s, double confidence,
    struct figure *f);

/* The same of any policy, for the table that has the rules beside policies
 * that know nothing. */
enum turn_rating {
	TURN_PRECISION,
	TURN_RECALL,
	TURN_F1,
	GTT_1,
	GTT_2,
	GTT_3,
	N_TURN_RATINGS
};

struct policy_info {
	const char *id, *label;
};

extern const struct policy_info policy_info[N_POLICIES];
extern const char *const turn_rating_ids[N_TURN_RATINGS]; /* of measures */

struct figure policy_figure(const struct tally *t, enum policy which,
    enum turn_rating r, double confidence);

#endif
