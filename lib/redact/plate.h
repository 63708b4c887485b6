#ifndef REDACT_PLATE_H
#define REDACT_PLATE_H

#include "redact/seeker.h"

/* Plates of cars by their form, where a car is spoken of: those that are
 * called a plate are found by their name (scheme.c). */
extern const struct seeker plate_seeker;

#endif
