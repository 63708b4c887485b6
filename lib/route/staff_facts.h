#ifndef ROUTE_STAFF_FACTS_H
#define ROUTE_STAFF_FACTS_H

#include "route/staff.h"

/*
 * What is told of an answer in the same way to people and to programs.  Words
 * live as long as the answer.
 */

/* The skills of a profile as the roster writes them, with what else makes it
 * different. */
struct str staff_profile_name(struct staffing *x, size_t profile);

/* "09:30"; with the weekday, where half hours have one, "Mon 09:30". */
struct str staff_slot_name(struct staffing *x, size_t slot);
struct str staff_half_hour_name(struct staffing *x, const struct half_hour *h);

/* Some queue calls back who hangs up. */
bool staff_calls_back(const struct staff *s);

/* The profile has something to do with the half hour. */
bool staff_is_needed(const struct need *n);

/* Of all profiles together: of the crew, and on shift. */
size_t staff_all_agents(const struct staffing *x, const struct half_hour *h);
double staff_all_on_shift(const struct staffing *x, const struct half_hour *h);

/* In half hours, how long all shifts are. */
size_t staff_covered(const struct staffing *x);

/* When a shift begins, or ends: only the half hour and its weekday. */
struct half_hour staff_half_hour_at(const struct staffing *x, size_t slot);

/* Contacts of the log, without those that are left out; NAN: no day. */
double staff_per_day(const struct staffing *x);

/* What the roster can take, of all conversations of the log, down to four
 * decimals: no more than that is promised.  NAN: it is not known, for this
 * reason, which else is NULL. */
double staff_capacity_share(const struct staffing *x);
const char *staff_capacity_reason(const struct staffing *x);

#endif
