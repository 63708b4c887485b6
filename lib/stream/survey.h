#ifndef STREAM_SURVEY_H
#define STREAM_SURVEY_H

#include <stdint.h>

/*
 * A look at every operand before the first is read: a typo in the third must
 * not cost the work on the first two.  Dies of what cannot be read; returns the
 * bytes of all together, 0 where one is no regular file.  Private to the room.
 */
uint64_t survey_operands(char **operands);

#endif
