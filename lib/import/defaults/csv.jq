# CSV: any table of turns or events, a row each, with a header.  Columns are
# known by these names, or by --map NAME=COLUMN,...
#: version 5
#: rows
#: grouped
#: has conversation_id role
#: has conversation_id event
#: has role text
#: has author text
#: example {"conversation_id":"c-1","at":"2026-03-01T09:00:00Z","role":"customer","text":"My card was swallowed"}
def text: if . == "" then null else . end;
map_values(text)
| { conversation_id: .conversation_id, channel: .channel, language: .language,
    customer: { id: .customer_id, tier: .customer_tier },
    bot: { name: .bot_name, version: .bot_version },
    outcome: { resolved: .resolved, csat: .csat,
      closed_by: .closed_by } }
  + (if .event then
      { events: [ { at: .at, type: .event, by: .by, reason: .reason,
          id: .message_id } ] }
    elif .role // .author // .text // .message_id // .agent_id // .private
        // .intent then
      { turns: [ { at: .at, role: .role, author: .author, text: .text,
          id: .message_id, agent_id: .agent_id, private: .private,
          intent: (if .intent then { name: .intent,
            confidence: .confidence } else null end) } ] }
    else {} end)
