#ifndef ROUTE_FLOOR_H
#define ROUTE_FLOOR_H

#include "route/sim.h"

/*
 * The agents: who is free, who goes first, and what changes it.
 */

void floor_init(struct sim *s);

/* An agent who is to take a contact of this rung now, or NOBODY. */
uint32_t floor_find(
    struct sim *s, const struct rung *g, const struct contact *c);

/* How many contacts as this one free agents have room for now, `most` at most;
 * an agent who takes only so many of a channel counts as if he took more. */
size_t floor_room(const struct sim *s, const struct rung *g, size_t most);

/* He has one more contact, or one less. */
void floor_give(struct sim *s, uint32_t agent, const struct contact *c);
void floor_take_back(
    struct sim *s, uint32_t agent, const struct contact *c, int64_t us);

/* He gets nothing before `until`. */
void floor_rest(struct sim *s, uint32_t agent, int64_t until);
void floor_end_rest(struct sim *s, uint32_t agent, int64_t us);

/* A shift of his starts or ends. */
void floor_start(struct sim *s, uint32_t agent, int64_t us);
void floor_stop(struct sim *s, uint32_t agent);

/* Who is away at first goes. */
void floor_send_away(struct sim *s);

/* Put everybody in his place, whoever is on shift having been told. */
void floor_list_all(struct sim *s);

/* A rung is worth a look in the next match; all of a queue are. */
void floor_stir(struct sim *s, struct rung *g);
void floor_stir_queue(struct sim *s, const struct queue *q);

/* Whether one of these agents works. */
bool floor_is_staffed(const struct sim *s, const uint64_t *agents);

/* What keeps an agent who is able to take the contact from it now. */
enum obstacle {
	OBSTACLE_NONE,
	OBSTACLE_OFF_SHIFT,
	OBSTACLE_RESTING,
	OBSTACLE_ON_CALL,
	OBSTACLE_NO_ROOM,
	OBSTACLE_KEPT /* for contacts of another queue */
};

enum obstacle floor_obstacle(
    const struct sim *s, uint32_t agent, const struct contact *c);

#endif
