#ifndef ALARM_ALARM_H
#define ALARM_ALARM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "conv/conv.h"

/*
 * Dangers in a conversation that nobody has judged: what hoff-score hears in it
 * by its built-in rules, lists and model.  One for each worker.  All that it
 * needs is read when it is first asked: most logs were judged.
 */
struct alarm;

struct alarm *alarm_new(void);
void alarm_free(struct alarm *a);

/* Listen to the customer's turns up to turn `last`. */
void alarm_listen(struct alarm *a, const struct conv *c, size_t last);

/* The highest value that a signal, "safety.self_harm", had at one of them, and
 * the first turn it had it at.  False: at none, or there is no such signal. */
bool alarm_heard(
    const struct alarm *a, struct str signal, double *value, size_t *turn);

#endif
