#ifndef PACKET_KNOWLEDGE_H
#define PACKET_KNOWLEDGE_H

#include "packet/sketch.h"

/* Articles of the knowledge base that fit the request and the last turns. */
enum { KNOWLEDGE_TOLD = 3 };

void knowledge_find(struct sketch *s, struct kb_seeker *kb, size_t room);

/* The member "knowledge" with its comma; nothing without a knowledge base. */
void knowledge_put(const struct sketch *s, struct buf *out);

/* "Late parcels (kb-7); Refunds (kb-2)" */
void knowledge_put_text(const struct sketch *s, struct buf *out);

/* Add one record to how well it answers. */
void knowledge_judge(
    struct sketch *s, struct kb_seeker *kb, struct retrieval *r);

#endif
