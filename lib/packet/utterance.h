#ifndef PACKET_UTTERANCE_H
#define PACKET_UTTERANCE_H

#include "packet/sketch.h"

/* What stands for keys of a telephone: nobody is to read them out. */
#define UTTERANCE_KEYS "[keyed in]"

/*
 * What was said in a turn, without what the channel adds: in an e-mail, the
 * quoted text and the signature; in a call, the keys that were pressed.
 */
struct str utterance(const struct sketch *s, size_t turn);

/* The digits that were keyed in at a turn; "" where none were. */
struct str utterance_keys(const struct sketch *s, size_t turn);

/* A text of elsewhere without digits that were keyed in, in groups or not; as
 * it is where they are so few that they may stand there by chance. */
struct str utterance_without(
    const struct sketch *s, struct str text, struct str digits);

bool utterance_is_mail(const struct sketch *s);
bool utterance_is_call(const struct sketch *s);

#endif
