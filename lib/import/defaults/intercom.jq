# Intercom: conversations of the API and of webhooks; bodies are HTML, notes are
# private.  A webhook brings the parts that are new, an API all of them.  Who is
# given a conversation has not taken it yet: only who takes it himself has.
#: version 4
#: grouped
#: inside conversations
#: has conversation_parts.conversation_parts
#: has conversation_parts source.body
#: has *.value.conversation_parts
#: has source.author.type state
#: has type source.author contacts
#: has topic data.item
#: example {"type":"conversation","id":"503","created_at":1734537511,"source":{"id":"1","body":"<p>Hello</p>","author":{"type":"user","id":"9"}},"conversation_parts":{"conversation_parts":[]}}
def role:
  if .author.from_ai_agent == true or .author.is_ai_answer == true
    or .from_ai_agent == true or .is_ai_answer == true then "bot"
  else { user: "customer", lead: "customer", contact: "customer",
    admin: "agent", team: "agent", bot: "bot" }[.author.type // ""] // "system" end;
def text_of_id: if . == null then null else tostring end;
# Files, and pictures in the text.
def names: [ ((.attachments // [])[]? | .name // .content_type // empty),
    (.body | strings | scan("<img[^>]*>") | "image") ]
  | if length == 0 then null else . end;
def redacted: .redacted == true and (.body // "") == "";
def turn:
  { at: .created_at, role: role, html: .body, id: (.id | text_of_id),
    author: (.author.id | text_of_id),
    private: (if .part_type // "" | test("note") then true else null end),
    deleted: (if redacted then true else null end),
    attachments: names };
def spoken: (.body // "") != "" or names != null or redacted;
def assigns:
  (.part_type // "" | test("assign"))
  and (.assigned_to.type | . == "admin" or . == "team");
def takes: assigns and .assigned_to.type == "admin"
  and .author.type == "admin"
  and (.author.id | text_of_id) == (.assigned_to.id | text_of_id);
def conversations:
  [ recurse(if type == "object" and .conversation_parts == null
        and .source == null then .[]? else empty end)
    | objects | select(.conversation_parts or .source) ];
if .topic and (.data.item | type) == "object" and .conversation_parts == null
  and (.data.item | conversations) == [] then
  { conversation_id: (.data.item | .conversation_id // .id | text_of_id),
    dropped: { (.topic | tostring): 1 } }
else
  (.topic | type) as $webhook
  | conversations[]
| (.conversation_parts | if type == "object" then .conversation_parts else . end
    // [] | map(objects)) as $parts
| (.statistics // {}) as $statistics
| ((.conversation_parts.total_count? // 0)
    | if type == "number" then . else 0 end) as $total
# Fin says that it has, and no part does.
| (.ai_agent.resolution_state? == "routed_to_team"
    and (any($parts[]; assigns) | not)) as $routed
| { conversation_id: (.id | text_of_id), started_at: .created_at,
    ended_at: (if .state == "closed" then $statistics.last_close_at
      else null end),
    channel: ({ conversation: "webchat", email: "email", sms: "sms",
      whatsapp: "whatsapp", facebook: "facebook", instagram: "instagram",
      twitter: "twitter", phone_call: "voice", phone_switch: "voice",
      push: "app" }[.source.type // ""]),
    customer: { id: (.contacts.contacts[0].external_id
      // .contacts.contacts[0].id // .user.id) },
    outcome: { csat: .conversation_rating.rating,
      resolved: ({ confirmed_resolution: true, assumed_resolution: true,
        abandoned: false }[.ai_agent.resolution_state // ""]) },
    turns: ([ (.created_at as $at | .source // {} | { created_at: $at } + .
        + { id: "source/\(.id)" }),
      $parts[] | select(spoken) | turn ]),
    events: ([ $parts[]
      | if .part_type == "close" then
          { at: .created_at, id: (.id | text_of_id), type: "closed", by: role }
        elif assigns then
          { at: .created_at, id: (.id | text_of_id),
            type: (if takes then "handoff_accepted"
                   else "handoff_requested" end), by: role,
            agent_id: (if .assigned_to.type == "admin"
              then .assigned_to.id | text_of_id else null end) }
        else empty end ]
      + (if $routed then
          [ { at: ([ $parts[] | select(role == "bot") ] | last | .created_at?),
              type: "handoff_requested", by: "bot" } ] else [] end)),
    derived: (if $routed
      then [ "handoff_requested, from how Fin ended" ] else [] end),
    warnings: (if $webhook == "null"
        and (($statistics.count_conversation_parts // 0) > 500
          or $total > ($parts | length)) then
      [ "parts are missing: Intercom gives the 500 most recent" ] else [] end),
    dropped: (reduce ($parts[] | select((spoken | not)
        and .part_type != "close" and (assigns | not))
        | .part_type | tostring) as $t ({}; .[$t] += 1)) } end
