#ifndef PACKET_OPTION_H
#define PACKET_OPTION_H

#include "base/str.h"

/*
 * What an answer of one key stands for in the options that a bot listed right
 * before: "C", in "A) Wed 18 June B) Thu 26 June C) Fri 18 July", and "R", in
 * "Reply C to confirm, R to reschedule".  "" where the answer begins with no
 * key of the list; *rest (or NULL) is what was said behind it.
 */
struct str option_chosen(
    struct str options, struct str answer, struct str *rest);

#endif
