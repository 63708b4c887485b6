# Intercom: conversations of the API; bodies are HTML, notes are private.
#: version 1
#: inside conversations
#: has conversation_parts.conversation_parts
#: has conversation_parts source.body
#: has *.value.conversation_parts
#: example {"type":"conversation","id":"503","created_at":1734537511,"source":{"id":"1","body":"<p>Hello</p>","author":{"type":"user","id":"9"}},"conversation_parts":{"conversation_parts":[]}}
def role:
  if .author.from_ai_agent == true or .author.is_ai_answer == true
    or .from_ai_agent == true then "bot"
  else { user: "customer", lead: "customer", contact: "customer",
    admin: "agent", team: "agent", bot: "bot" }[.author.type // ""] // "system" end;
def turn:
  { at: .created_at, role: role, html: .body, id: (.id | tostring),
    agent_id: (if role == "agent" then .author.id else null end),
    private: (if .part_type == "note" then true else null end) };
[ recurse(if type == "object" and .conversation_parts == null then .[]?
    else empty end)
  | objects | select(.conversation_parts) ][]
| (.conversation_parts | if type == "object" then .conversation_parts else . end
    // []) as $parts
| { conversation_id: (.id | tostring), started_at: .created_at,
    channel: ({ email: "email", sms: "sms", whatsapp: "whatsapp" }[.source.type // ""]),
    customer: { id: (.contacts.contacts[0].external_id
      // .contacts.contacts[0].id) },
    outcome: { csat: .conversation_rating.rating,
      resolved: ({ confirmed_resolution: true, assumed_resolution: true,
        routed_to_team: false, abandoned: false
        }[.ai_agent.resolution_state // ""]) },
    turns: ((if .source.body then
        [ .created_at as $at | .source | { created_at: $at } + .
          | turn ] else [] end)
      + [ $parts[] | select(.body != null) | turn ]),
    events: [ $parts[]
      | if .part_type == "close" then
          { at: .created_at, type: "closed", by: role }
        elif (.part_type == "assignment" or .part_type == "assign_and_reopen"
            or .part_type == "assign_and_unsnooze")
            and (.assigned_to.type | . == "admin" or . == "team") then
          { at: .created_at,
            type: (if .assigned_to.type == "admin" then "handoff_accepted"
                   else "handoff_requested" end), by: role }
        else empty end ],
    warnings: (if (.statistics.count_conversation_parts // 0) > 500 then
      [ "more than 500 parts: Intercom leaves the oldest out" ] else [] end),
    dropped: (reduce ($parts[] | select(.body == null
        and (.part_type | . != "close" and . != "assignment"
          and . != "assign_and_reopen" and . != "assign_and_unsnooze"))
        | .part_type | tostring) as $t ({}; .[$t] += 1)) }
