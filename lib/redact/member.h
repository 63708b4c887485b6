#ifndef REDACT_MEMBER_H
#define REDACT_MEMBER_H

#include "base/str.h"
#include "wordlist/wordlist.h"

/* clang-format off */
/* What members are called; the lists of members.csv, in small letters, nothing
 * between their words. */
#define MEMBER_LISTS(X) \
	X(address) /* the value is one as a whole */ \
	X(coordinate) /* the value is one, or part of one */ \
	X(expiry) /* part of one: "exp_month" */ \
	X(full_name) /* somebody's name, wherever it stands */ \
	X(holds_text) /* a value that another member names, or a sentence */ \
	X(holds_value) /* a value that another member names */ \
	X(key) /* the value is one, where it looks like that */ \
	X(name) /* somebody's name, inside an object that is somebody */ \
	X(names_sort) /* what another member holds, or its sort: "type" */ \
	X(names_value) /* what another member holds: "entity" */ \
	X(part) /* of a name, wherever it stands: "first_name" */ \
	X(password) /* the value is one as a whole */ \
	X(person) /* an object that is somebody: "customer", "agents" */ \
	X(place) /* the value is one as a whole */ \
	X(sender) /* a name or a role: "from", "author" */ \
	X(thing) /* an object that is nobody: "bot", "company" */ \
	X(username) /* the value is one, unless it is a role */
/* clang-format on */

#define MEMBER_LIST_ENUM(name) MEMBERS_##name,
enum member_list { MEMBER_LISTS(MEMBER_LIST_ENUM) N_MEMBER_LISTS };
#undef MEMBER_LIST_ENUM

struct wordlist member_list(enum member_list l);

/* What the name of a member says about its value.  Case, '_' and '-' do not
 * matter: "firstName" is "first_name". */
enum member {
	MEMBER_OTHER,
	MEMBER_PERSON,
	MEMBER_THING,
	MEMBER_NAME,
	MEMBER_PART,
	MEMBER_FULL_NAME,
	MEMBER_SENDER,
};

enum member member_read(struct str key);

#endif
