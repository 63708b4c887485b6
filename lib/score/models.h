#ifndef SCORE_MODELS_H
#define SCORE_MODELS_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"
#include "score/score.h"
#include "score/signals.h"

/*
 * Private to the room: the models of a run, and how the heads of that of
 * signals are used (heads.h says what for).
 */
enum head_row {
	ROW_POSITIVE,
	ROW_NEGATIVE,
	ROW_REQUEST,
	ROW_FALLBACK,
	ROW_BREAKDOWN,
#define HEAD_ENUM(name, slot) ROW_##slot,
	HEADED(HEAD_ENUM)
#undef HEAD_ENUM
	    N_ROWS
};

/* How the head of a row is used.  Where the model has none, its bounds let
 * nothing through. */
struct head_use {
	size_t head;
	double bound; /* scores below leave no trace */
	double doubt; /* scores below cast doubt on the lists */
	bool known;
};

struct models {
	const struct model *signals, *intents; /* NULL: none */
	struct head_use *uses;		       /* by row */
};

/* Read what the run is given; NULL: the built-in model. */
void models_read(
    struct models *m, const struct score_models *given, struct arena *run);

/* ,"model":{...}: the model of signals, then that of intents where there is
 * one. */
void models_put(const struct models *m, struct buf *b);

#endif
