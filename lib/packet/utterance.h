#ifndef PACKET_UTTERANCE_H
#define PACKET_UTTERANCE_H

#include "packet/sketch.h"

/*
 * What was said in a turn, without what the channel adds: in an e-mail, the
 * quoted text and the signature; in a call, the keys that were pressed, of
 * which *keys are the digits ("" where there are none).
 */
struct str utterance(const struct sketch *s, size_t turn, struct str *keys);

bool utterance_is_mail(const struct sketch *s);
bool utterance_is_call(const struct sketch *s);

#endif
