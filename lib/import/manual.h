#ifndef IMPORT_MANUAL_H
#define IMPORT_MANUAL_H

/* What the manual says of this room; of its header. */
#define IMPORT_MANUAL \
	"Reads what other systems export (--list) and writes the " \
	"conversations in it, as every other filter reads them. Without " \
	"--from the beginning of the log tells what it is; what it is " \
	"taken for, and why, is said on standard error unless it is our " \
	"own record. With --from it is read as that; if it looks like " \
	"another, that is said. Up to 16 lines in front of what a log " \
	"holds, as a title, are rejected. Records are lines of JSON, also " \
	"behind a time, or objects one after the other, the elements of " \
	"one JSON array of any size, rows of CSV, or messages of a " \
	"WhatsApp chat. A table may be of commas, semicolons or tabs, its " \
	"lines may end as on any system, and anything may be of UTF-16 " \
	"with its mark, as spreadsheets write them. A quote that is never " \
	"closed costs its own row: where rows follow, reading goes on " \
	"behind its line.\n\n" \
	"Times of a table that are numbers from 20000 to 79999, as " \
	"45250.5, are days as Excel counts them from 1900, by the clock of " \
	"--time-zone. (Old Excel for Macintosh counted from 1904: such " \
	"times come out four years early.)\n\n" \
	"The columns of a table of turns or events are known by the names " \
	"conversation_id, at, role, author, text, agent_id, message_id, " \
	"private, intent, confidence, event, by, reason, channel, " \
	"language, customer_id, customer_tier, bot_name, bot_version, " \
	"resolved, csat and closed_by, in any case and also as " \
	"\"Conversation ID\" or conversationId, or by what --map calls so. " \
	"private and resolved are yes, no, true, false, 1, 0 or a word for " \
	"them in the languages below, as ja, WAHR, VRAI or nao; n/a and " \
	"NULL are as good as an empty cell. What is none of these is left " \
	"out, but a turn whose private it is stays private. A confidence " \
	"is a number from 0 to 1 or a percentage; an event is one of ours " \
	"in any case, else kept as it is. A table may also have a row for " \
	"each conversation (user_1, bot_1, user_2 ...) or for each question " \
	"and its answer: see --describe wide.\n\n" \
	"Nothing is invented. A time that is not told stays missing, and " \
	"what had to be concluded (a conversation's id from its place in " \
	"the file, a time zone, who is the customer) is listed in " \
	"hoff.import, as is what was left out.\n\n" \
	"Where pages of an API say that more follows (has_more, " \
	"paging.next, nextPageToken ...) and the rest was not given, that " \
	"is said at the end, with the place of the first of them.\n\n" \
	"Who speaks is told by --role, by ours or any usual word for it as " \
	"a role or an author (User, Chatbot, Kunde, conseiller ...; " \
	"English, German, French, Spanish, Portuguese, Italian, Dutch), or " \
	"by a name such as Acme Bot. Where nobody tells, who speaks first " \
	"is the customer unless one is known, and all others are agents: " \
	"how many turns that were is said at the end.\n\n" \
	"Our own records pass as they are.  Who writes a log may also " \
	"write into it what only filters should, as that it was redacted: " \
	"such records are counted in the summary, named in hoff.import, " \
	"and with --fresh lose it.\n\n" \
	"Exports of single messages or events are gathered by " \
	"conversation, in the order of their times, whatever their order " \
	"in the log; what comes twice (the same id) is dropped. What does " \
	"not fit into --memory goes to files without a name in --temp, " \
	"which are gone however the run ends. Conversations come out in " \
	"the order in which they begin in the log. Records are counted as " \
	"events then; the summary tells the conversations.\n\n" \
	"--validate prints a line of JSON for each problem, with its file, " \
	"its line and the number of the turn or event, if it is one. What " \
	"is no record by its form is rejected, as everywhere. Problems are " \
	"turn-before-the-last and event-before-the-last (in time), " \
	"turn-before-started_at, turn-after-ended_at, " \
	"ended_at-before-started_at, unknown-event, answer-without-handoff " \
	"(accepted or failed, but nobody asked), returned-without-handoff, " \
	"agent-joined-but-silent, event-after-closed, " \
	"label-outside-of-turns, csat-outside-of-1-to-5, " \
	"duration-not-from-0 (wrap_up_s, hold_s, active_s) and " \
	"conversation_id-again.\n\n" \
	"A mapping is a jq program that makes conversations, or parts of " \
	"them, of a record; it runs jailed. Start your own from one of " \
	"--describe. An integer of more than 53 bits, as ids may be, is a " \
	"text to it. Times may be of any usual form, \"role\" one of ours " \
	"or any name that --role explains, \"author\" a name to be " \
	"explained so, \"html\" stands for \"text\", and null is as good " \
	"as absent. A turn with \"replaces\" takes the place of those of " \
	"its \"id\", as an edited message does; one with \"amends\" " \
	"changes that turn's members it has itself; one with " \
	"\"stands_in\", of who is known to have been there, stays only " \
	"where no other turn is of its role, and such an event where none " \
	"is of its type. \"once\" tells what comes " \
	"twice where no id does, and is not kept. \"standing\" of an event " \
	"is a number from 0 on: how far a handoff has come, told again and " \
	"again; the event stays where that is more than before, or 0 " \
	"again. \"private_ids\" of a " \
	"conversation names turns that are private, of other records, too, " \
	"and \"people\" tell the \"role\" of an \"author\" whose turns do " \
	"not. " \
	"A number as a text becomes one, and a name as an intent its name; " \
	"where another member of a record has the wrong type, the record " \
	"is rejected (bad-type), and members that no record has are named " \
	"once."

#endif
