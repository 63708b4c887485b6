#include "redact/member.h"

#include "base/embed.h"
#include "redact/recogniser.h"

enum { LONGEST = 24 };

EMBED(embed_redact_members_image);

static const struct {
	enum member_list list;
	enum member is;
} lists[] = {
	{ MEMBERS_person, MEMBER_PERSON },
	{ MEMBERS_thing, MEMBER_THING },
	{ MEMBERS_name, MEMBER_NAME },
	{ MEMBERS_part, MEMBER_PART },
	{ MEMBERS_full_name, MEMBER_FULL_NAME },
	{ MEMBERS_sender, MEMBER_SENDER },
};

struct wordlist
member_list(enum member_list l)
{
	return wordlist_get(embed_redact_members_image, l);
}

enum member
member_read(struct str key)
{
	char word[LONGEST + 1];
	size_t n = 0;

	if (key.n > LONGEST || key.n < 3)
		return MEMBER_OTHER;
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] != '_' && key.p[i] != '-' && key.p[i] != ' ')
			word[n++] = to_lower(key.p[i]);
	word[n] = '\0';
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (wordlist_has(member_list(lists[i].list), str_of(word)))
			return lists[i].is;
	return MEMBER_OTHER;
}
