# Wide tables: a row is a conversation, with columns user_1, bot_1, user_2 ..., or
# an exchange, with columns question and answer; also as objects of JSON.
#
# A column of a turn is who speaks and a number ("User 1", bot1, customer_2); with
# _at, _intent or _confidence behind it, it tells that of the turn.  Of an exchange
# the columns are question, prompt, query, user_message ... and answer, response,
# reply, bot_response ...; rows of one conversation_id (session_id, chat_id ...) are
# put together in their order, or by their times (at, timestamp, time ...).
# Columns of a table count in any case, and --map names others, as --from wide
# --map question=Frage,answer=Antwort.  escalated (handoff, transferred) that is yes is a
# handoff, behind what is in its row.
#: version 1
#: rows
#: grouped
#: folded
#: has user_1 bot_1
#: has user_1 assistant_1
#: has user_1 agent_1
#: has customer_1 bot_1
#: has customer_1 agent_1
#: has conversation_id question answer
#: has session_id question answer
#: has conversation_id prompt response
#: has session_id prompt response
#: has conversation_id user_message bot_response
#: has session_id user_message bot_response
#: also conversation_id
#: example {"conversation_id":"c-1","timestamp":"2026-03-01T09:00:00Z","user_1":"My card was swallowed","bot_1":"I have blocked it.","user_2":"a human, please","escalated":"yes"}
def said: if type == "string" then (if test("^\\s*$") then null else . end)
  elif type == "object" or type == "array" then null else . end;
def yes: said | if . == true or . == 1 then true
  else tostring | ascii_downcase
    | . == "yes" or . == "true" or . == "1" or . == "y" or . == "ja"
      or . == "oui" or . == "si" or . == "sim" end;
[ to_entries[] | { key: .key, value: (.value | said) }
  | select(.value != null) ] as $cells
| ($cells | from_entries) as $row
| def cell($names): first(($names[] as $n | $row[$n] | values), null);
  cell([ "at", "timestamp", "time", "created_at", "datetime", "date",
    "started_at", "start_time" ]) as $at
| ([ $cells[] | .value as $text
    | .key | capture("^(?<who>[a-z_]*[a-z])_(?<n>[0-9]+)$") | . + { text: $text } ]
  | sort_by(.n | tonumber)) as $turns
| [ cell([ "question", "prompt", "query", "user_message", "user_input",
    "user", "customer", "customer_message" ]) | values ] as $question
| [ cell([ "answer", "response", "reply", "bot_response", "bot_message", "bot",
    "assistant", "bot_answer" ]) | values ] as $answer
| { conversation_id: cell([ "conversation_id", "session_id", "chat_id",
      "dialog_id", "thread_id", "call_id", "id" ]),
    channel: $row.channel, language: cell([ "language", "lang", "locale" ]),
    customer: { id: cell([ "customer_id", "user_id" ]) },
    bot: { name: $row.bot_name },
    outcome: { resolved: $row.resolved, csat: cell([ "csat", "rating" ]) } }
  + (if $turns != [] then
      { started_at: $at, turns: [ $turns[] | "\(.who)_\(.n)" as $name
        | { role: .who, text: .text,
            at: ($row["\($name)_at"] // $row["\($name)_time"]
              // $row["\($name)_timestamp"]),
            intent: { name: $row["\($name)_intent"],
              confidence: $row["\($name)_confidence"] } } ] }
    elif $question != [] or $answer != [] then
      { turns: ([ $question[] | { at: $at, role: "customer", text: .,
            intent: { name: $row.intent, confidence: $row.confidence } } ]
          + [ $answer[] | { role: "bot", text: .,
              at: (cell([ "answered_at", "response_at", "responded_at" ])
                // $at) } ]) }
    else { dropped: { row: 1 } } end)
  + { events: [ select(cell([ "escalated", "handoff", "handover", "transferred",
        "escalation" ]) | yes)
      | { type: "handoff_requested", at: (if $turns == [] then $at else null end),
          reason: cell([ "handoff_reason", "escalation_reason", "reason" ]) } ] }
