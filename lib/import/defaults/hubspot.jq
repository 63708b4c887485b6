# HubSpot Conversations: messages of threads, and threads, as pages of the API
# or one a line.  Who speaks is told by the first letter of an actor's id: A-
# an agent, B- a bot, V- a visitor, S- the system.  A comment is private.  What
# an integration (I-) sends may be a bot's or a person's: say --role
# I-123=bot.  Who is given a thread has not taken it yet: only who takes it
# himself has.  Shapes: developers.hubspot.com, Conversations inbox and messages
# (threads, messages, actors).
#: version 2
#: grouped
#: inside results
#: has conversationsThreadId createdAt type
#: has conversationsThreadId senders
#: has results[].conversationsThreadId
#: has originalChannelId inboxId status
#: has results[].originalChannelId
#: also results
#: example {"type":"MESSAGE","id":"m1","conversationsThreadId":"42","createdAt":"2026-03-01T09:00:00.123Z","createdBy":"V-7","senders":[{"actorId":"V-7"}],"recipients":[],"text":"My card was swallowed","direction":"INCOMING","channelId":"1000"}
def text_of: if . == null then null else tostring end;
def actor: [ (.senders | arrays | .[] | objects | .actorId), .createdBy
  | strings ] | first // null;
def role:
  (.type // "" | tostring) as $type
  | (actor // "" | .[0:2]) as $who
  | if $who == "B-" or $type == "WELCOME_MESSAGE" then "bot"
    elif $type == "COMMENT" then "agent"
    elif .direction == "INCOMING" or $who == "V-" then "customer"
    elif $who == "A-" then "agent"
    elif $who == "S-" then "system"
    # Else its name may tell.
    else [ .senders | arrays | .[] | objects | .name | strings ] | first end;
def files($type): [ .attachments | arrays | .[] | objects
  | select((.type // "FILE") == $type) ];
def beside: [ .attachments | arrays | .[] | objects | .type // "FILE"
  | select(. != "FILE" and . != "QUICK_REPLIES") | tostring | ascii_downcase ];
def said: [ .text, .richText | strings | select(. != "") ] != []
  or files("FILE") != [] or beside != [];
def message:
  role as $role
  | { conversation_id: .conversationsThreadId,
      customer: { id: (if $role == "customer" then actor else null end) },
      subject: .subject,
      turns: [ { at: .createdAt, id: (.id | text_of), role: $role,
        author: (if $role == "system" then null else actor end),
        text: (if .text == "" then null else .text end), html: .richText,
        private: (if .type == "COMMENT" then true else null end),
        archived: (if .archived == true then true else null end),
        options: ([ files("QUICK_REPLIES")[] | .quickReplies | arrays | .[]
            | objects | .label // .value | strings ]
          | if length == 0 then null else . end),
        attachments: ([ files("FILE")[] | .name // .fileUsageType // "file" ]
          + beside | if length == 0 then null else . end) } ],
      warnings: ((if .truncationStatus // "NOT_TRUNCATED"
            | . != "NOT_TRUNCATED"
          then [ "texts are cut: HubSpot gives the whole as original-content" ]
          else [] end)
        + (if .status.statusType? == "FAILED"
          then [ "messages that could not be sent" ] else [] end)) };
def record:
  (.type // "" | tostring) as $type
  | if .conversationsThreadId == null then
      { conversation_id: .id, started_at: .createdAt, ended_at: .closedAt,
        customer: { id: .associatedContactId } }
    elif $type == "ASSIGNMENT" and (.assignedTo | type) == "string" then
      { conversation_id: .conversationsThreadId,
        events: [ { at: .createdAt, id: .id,
          type: (if actor == .assignedTo then "handoff_accepted"
            else "handoff_requested" end),
          by: (if actor // "" | startswith("B-") then "bot"
            elif actor // "" | startswith("A-") then "agent"
            else "system" end),
          agent_id: .assignedTo } ] }
    elif $type == "THREAD_STATUS_CHANGE" and .newStatus == "CLOSED" then
      { conversation_id: .conversationsThreadId,
        events: [ { at: .createdAt, id: .id, type: "closed", by: role } ] }
    elif said then message
    else { conversation_id: .conversationsThreadId, dropped: { ($type): 1 } }
    end;
if (.results | type) == "array" then .results[] | objects | record
else record end
