# Zendesk Support: comments and audits of tickets, as pages of the API, of the
# incremental export (ticket_events with comment_events) or one a line, and
# tickets that hold their comments.  Who an author is, users beside them tell
# (include=users), or the ticket's requester; bots that write by the API are
# agents there: say --role ID=bot.  A page of comments names no ticket but by
# its next page: keep one ticket a file.  Shapes: developer.zendesk.com, Ticket
# Comments, Ticket Audits with their events, Incremental Exports, Via object.
#: version 2
#: grouped
#: inside tickets
#: has comments[].author_id comments[].public
#: has ticket_id author_id public
#: has ticket_id author_id events
#: has ticket_id child_events
#: has audits[].events audits[].ticket_id
#: has ticket_events[].child_events
#: has requester_id comments
#: has ticket.requester_id ticket.via
#: has tickets[].requester_id tickets[].via
#: also comments count
#: example {"comments":[{"id":91,"type":"Comment","author_id":7,"body":"My card was swallowed","public":true,"via":{"channel":"email"},"created_at":"2026-03-01T09:00:00Z"}],"users":[{"id":7,"role":"end-user"}],"next_page":null,"previous_page":"https://acme.zendesk.com/api/v2/tickets/35/comments.json?page=1","count":101}
def text_of: if . == null then null else tostring end;
def channel:
  { email: "email", chat: "webchat", native_messaging: "webchat",
    mobile: "app", mobile_sdk: "app", mobile_chat: "app", api: "api",
    voice: "voice", sms: "sms", whatsapp: "whatsapp", facebook: "facebook",
    twitter: "twitter", line: "line", instagram_dm: "instagram"
  }[.];
# How it came: an object, but in ticket_events.
def way: .via | if type == "object" then .channel else . end
  | if type == "string" then ascii_downcase else "" end;
def score: { good: 5, bad: 1 }[. // "" | tostring];
def objects_of: if type == "array" then .[] | objects else empty end;
# The ticket in the address of a page.
def addressed:
  [ .next_page, .previous_page, .links.next?, .links.prev? | strings
    | match("/tickets/([0-9]+)/").captures[0].string ] | first // null;
# A comment as the only event of an update.
def alone:
  { ticket_id, author_id, created_at, via, events: [ . ] };
# Whatever it is, a ticket's updates, and what stands beside them.
def shapes:
  . as $all
  | if .audits or .ticket_events then
      { updates: [ (.audits // .ticket_events) | objects_of ] }
    elif .events or .child_events then { updates: [ . ] }
    elif .tickets then .tickets | objects_of | { ticket: ., comments }
    elif .ticket or .requester_id then
      { ticket: (if .ticket then .ticket else . end), comments }
    elif (.comments | type) == "array" then { of: addressed, comments }
    else { updates: [ alone ] } end
  | { of: (.of // (.ticket | objects | .id) // null),
      ticket: (.ticket | objects // null),
      users: ([ $all.users | objects_of | { (.id | tostring):
        { "end-user": "customer", agent: "agent", admin: "agent"
        }[.role // "" | tostring] } ] | add // {}),
      updates: (.updates // [ .comments | objects_of | alone ]) };
def kind: .type // .event_type // "" | tostring;
def is_comment: kind | test("Comment$");
# Of a call, what Talk wrote of it, and heard.
def said:
  ([ .body, .plain_body | strings | select(. != "") ] | first // null)
    as $body
  | [ $body, (.data.transcription_text? | strings) ] | map(values)
  | if length == 0 then null else join("\n") end;
def field: if kind | . == "Change" or . == "Create"
  then .field_name // "" | tostring else "" end;
# Each event of an update as what it is to us.
def told($at; $author; $way):
  field as $field | kind as $kind
  | (.value? | if type == "object" or type == "array" then null
      else text_of end) as $value
  | { at: $at, id: (.id | text_of) } as $one
  | if is_comment and ([ said, .html_body | strings | select(. != "") ] == [])
      and (.attachments // []) == [] then { lost: $kind }
    elif is_comment then
      { comment: (. + { at: (.created_at // $at), way: (if way == "" then $way else way end),
        author: (.author_id // $author | text_of) }) }
    elif $kind == "CommentPrivacyChange" then
      { hidden: (.comment_id | text_of), hides: (.public == false) }
    elif ($value // "") == "" then { lost: $kind }
    elif $field == "requester_id" then { requester: $value }
    elif $field == "subject" then { subject: $value }
    elif $field == "satisfaction_score" and ($value | score) then
      { csat: ($value | score) }
    elif $field == "satisfaction_comment" then { comment_of: $value }
    elif $field == "assignee_id" then
      { event: ($one + { agent_id: $value,
        type: (if $author == $value then "handoff_accepted"
          else "handoff_requested" end) }) }
    elif $field == "group_id" then
      { event: ($one + { type: "handoff_requested", queue: $value }) }
    elif $field == "status" and ($value == "solved" or ($value == "closed"
        and .previous_value != "solved")) then
      { event: ($one + { type: "closed" }), by: $author }
    else { lost: $kind } end;
def turn($users; $requester):
  .author as $author | (.id | text_of) as $id
  | (.public == false or .comment_public == false) as $note
  | .way as $way
  | (if kind == "VoiceComment" or $author == "-1" or $way == "rule" or $way == "system" then "system"
     elif $way | startswith("answer_bot") then "bot"
     elif $users[$author // ""] then $users[$author // ""]
     elif $author != null and $author == $requester then "customer"
     elif $note or $requester then "agent"
     else null end) as $role
  | { at, id: $id, role: $role,
      author: (if $role == "system" then null else $author end),
      text: said, html: .html_body,
      private: (if $note then true else null end),
      attachments: ([ (.attachments | objects_of | .file_name // "file"),
          (.data.recording_url? | strings | "recording") ]
        | if length == 0 then null else . end) };
shapes
| .users as $users | .ticket as $ticket | .of as $of
| [ .updates[] | .ticket_id as $id
    | (.author_id // .updater_id | text_of) as $author
    | (.created_at // .timestamp) as $at | way as $way
    | (.events // .child_events) | objects_of
    | told($at; $author; $way) + { ticket: ($id // $of) } ]
| if length == 0 then [ { ticket: $of } ] else . end
| group_by(.ticket)[]
| (.[0].ticket) as $id
| ([ ($ticket.requester_id? | values | text_of), (.[].requester | values) ]
    | last) as $requester
| ([ .[] | select(.hidden) | { (.hidden): .hides } ] | add // {}) as $hidden
| ([ .[] | .comment | values ]) as $comments
| ([ .[].csat | values ] | last // ($ticket.satisfaction_rating.score? | score))
    as $csat
| { conversation_id: $id, started_at: $ticket.created_at?,
    subject: ([ $ticket.subject?, .[].subject | values ] | last),
    channel: ([ ($ticket | objects | way), $comments[0].way? // "" ]
      | map(select(. != "")) | first // "" | channel),
    customer: { id: ($requester // ([ $comments[].author
      | select($users[. // ""] == "customer") ] | first)) },
    outcome: { csat: $csat, comment: ([ .[].comment_of | values ] | last
      // $ticket.satisfaction_rating.comment?) },
    turns: [ $comments[] | turn($users; $requester) ],
    events: [ .[] | select(.event)
      | .event + (if .by then { by: ($users[.by]) } else {} end) ],
    dropped: (reduce (.[].lost | values) as $t ({}; .[$t] += 1)),
    derived: ((if $csat then [ "csat, 5 for good and 1 for bad" ] else [] end)
      + (if $requester and any($comments[].author | select(. != "-1");
            $users[. // ""] == null and . != $requester)
        then [ "agents, of authors who are not the requester" ] else [] end)),
    private_ids: [ $hidden | to_entries[] | select(.value) | .key ],
    warnings: (if $id == null
      then [ "comments that name no ticket: as one, of this file" ]
      else [] end) }
