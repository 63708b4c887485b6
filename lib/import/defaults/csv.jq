# CSV: any table of turns or events, a row each, with a header.  Columns are
# known by these names, or by --map NAME=COLUMN,...
#: version 3
#: rows
#: grouped
#: has conversation_id role
#: has conversation_id event
#: has role text
#: has author text
#: example {"conversation_id":"c-1","at":"2026-03-01T09:00:00Z","role":"customer","text":"My card was swallowed"}
def text: if . == "" then null else . end;
# Where the semicolon separates, the comma is the decimal sign.
def number:
  if . == null then null
  else (if contains(",") and (contains(".") | not) then sub(","; ".") else . end)
    | try tonumber catch null end;
def truth:
  if . == null then null else ascii_downcase
  | if . == "true" or . == "yes" or . == "1" then true
    elif . == "false" or . == "no" or . == "0" then false
    else null end end;
map_values(text)
| { conversation_id: .conversation_id, channel: .channel, language: .language,
    customer: { id: .customer_id, tier: .customer_tier },
    bot: { name: .bot_name, version: .bot_version },
    outcome: { resolved: (.resolved | truth), csat: (.csat | number),
      closed_by: .closed_by } }
  + (if .event then
      { events: [ { at: .at, type: .event, by: .by, reason: .reason,
          id: .message_id } ] }
    else
      { turns: [ { at: .at, role: .role, author: .author, text: .text,
          id: .message_id, agent_id: .agent_id, private: (.private | truth),
          intent: (if .intent then { name: .intent,
            confidence: .confidence } else null end) } ] }
    end)
