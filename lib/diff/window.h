#ifndef DIFF_WINDOW_H
#define DIFF_WINDOW_H

#include "diff/digest.h"

/*
 * Records of two sides looking for their partners: two pair when their ids are
 * equal and their lines at most `reach` apart.  Of equal ids on one side the
 * earlier pairs first.  The result depends on the lines only, not on which side
 * arrives when, as long as neither side runs ahead by more than `lead` lines.
 *
 * What waits is bounded: each side has reach + lead places, a line has one of
 * them, and who comes to a taken place sends away who was there.  Of an id a
 * place keeps the hash, which is keyed anew in each run, and the length: that
 * two ids of a log of a thousand million lines are taken for one has a chance
 * of one in a hundred thousand.
 */
enum { DUPLICATES_NAMED = 10 };

struct pair {
	struct str id, key;
	uint64_t lines[N_SIDES];
	struct verdict verdict[N_SIDES]; /* without the rules' names */
	struct label label;
	bool labels_differ; /* both sides have one, and not the same */
};

struct duplicates {
	uint64_t n;
	uint64_t lines[DUPLICATES_NAMED]; /* of the first ones */
};

struct window {
	uint64_t only[N_SIDES]; /* sent away without a partner */
	struct duplicates duplicates[N_SIDES];
	struct ring *rings[N_SIDES]; /* private, as what follows */
	struct intern *words;
	struct buf scratch;
	uint64_t reach;
	void (*paired)(void *arg, const struct pair *p);
	void *arg;
};

/* paired() is called as soon as the later one of a pair is added. */
void window_init(struct window *w, size_t reach, size_t lead,
    void (*paired)(void *arg, const struct pair *p), void *arg);
void window_free(struct window *w);

void window_add(struct window *w, enum side side, const struct digest *g);

/* Send away all who still wait. */
void window_end(struct window *w);

#endif
