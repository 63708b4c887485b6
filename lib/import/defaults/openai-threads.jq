# OpenAI: messages and steps of threads (Assistants), responses, and items of
# conversations or of a response's input, as pages of the API or one a line.
# Items name neither their conversation nor a time: keep one a file, asked for
# with order=asc.  Shapes: the OpenAPI of openai (MessageObject, RunStepObject,
# Response, ConversationItem).
#: version 2
#: grouped
#: inside data
#: has thread_id role content
#: has thread_id step_details
#: has object output created_at
#: has type role content status
#: has type role content id
#: has type call_id name
#: has type call_id output
#: also object data first_id
#: example {"id":"msg_1","object":"thread.message","created_at":1772352000,"thread_id":"thread_1","role":"user","content":[{"type":"text","text":{"value":"My card was swallowed","annotations":[]}}],"metadata":{}}
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
def role:
  { user: "customer", assistant: "bot", system: "system",
    developer: "system" }[. // "" | tostring] // .;
def some: if length == 0 then null else . end;
def parts: if (.content | type) == "array" then .content[] | objects
  else empty end;
def text: if (.text | type) == "object" then .text.value | strings
  else first(.text, .refusal, .transcript | strings) end;
def said:
  if (.content | type) == "string" then .content
  else [ parts | text | select(. != "") ]
    | if length == 0 then null else join("\n") end end;
def files:
  [ (parts | select(.type | . == "image_file" or . == "image_url"
      or . == "input_image" or . == "input_file" or . == "input_audio") | .type),
    (.attachments | arrays | .[] | "file") ] | some;
def calls: (.function.name? // .name? // empty) | strings;
def event($at; $once):
  { at: $at, type: (if asks_for_human then "handoff_requested"
    else "tool_call" end), by: "bot", reason: ., once: "\($once)/\(.)" };
# A message, a call, or what else an item is, of a time and an id.
def item($at):
  if .step_details then
    .id as $id
    | { events: [ .step_details.tool_calls? | arrays | .[] | objects | calls
          | event($at; $id) ],
        dropped: (if .step_details.tool_calls? then {}
          else { (.type // "step" | tostring): 1 } end) }
  elif .role then
    said as $text | files as $files
    | if $text == null and $files == null then
        { dropped: { (.type // "message" | tostring): 1 } }
      else { turns: [ { at: $at, id: .id, role: (.role | role), text: $text,
        attachments: $files } ] } end
  elif .type == "function_call" then
    (.id // .call_id) as $id | { events: [ calls | event($at; $id) ] }
  elif .type == "function_call_output" then
    { events: [ { at: $at, type: "tool_result", by: "system",
      once: "\(.id // .call_id)/result" } ] }
  else { dropped: { (.type // "item" | tostring): 1 } } end;
# What holds items, as those: a conversation, a time, and one of them.
def apart:
  if (.data | type) == "array" then .data[] | objects else . end
  | if .thread_id then
      { of: { conversation_id: .thread_id, bot: { name: .assistant_id } },
        at: .created_at, it: . }
    elif .output and .created_at then
      { of: { conversation_id: (.conversation.id? // .conversation // .id),
          bot: { version: .model }, customer: { id: .user } },
        at: .created_at,
        it: ((.input | if type == "string" then { role: "user", content: . }
            elif type == "array" then .[] else empty end),
          (.output | arrays | .[]) | objects) }
    else { of: {}, at: .created_at, it: . } end;
apart | .of + (.at as $at | .it | item($at))
