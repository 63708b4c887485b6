# Google CX Insights: the conversation data format, a file a conversation.
#: version 2
#: has entries[].start_timestamp_usec
#: has entries[].role conversation_info
#: has entries[].user_id
#: has entries[].text entries[].role
#: example {"entries":[{"start_timestamp_usec":1700000001000000,"text":"Hello","user_id":1,"role":"CUSTOMER"}]}
def role:
  { CUSTOMER: "customer", END_USER: "customer", AUTOMATED_AGENT: "bot",
    AGENT: "agent", HUMAN_AGENT: "agent" }[. // "" | tostring | ascii_upcase];
def seconds: if . == null then null else [tonumber?][0]
  | if . == null then null else . / 1000000 end end;
{ conversation_id: (.conversation_id // .name // null),
  channel: (.conversation_info.medium // .medium // ""
    | tostring | ascii_downcase
    | { phone_call: "voice", chat: "webchat" }[.]),
  language: (.conversation_info.language_code // .language_code),
  turns: [ (.entries // [])[] | objects | (.start_timestamp_usec | seconds) as $s
    | { at: (if $s == null or $s < 1e8 then null else $s end),
        offset_s: (if $s != null and $s < 1e8 then $s else null end),
        role: (.role | role), text: .text,
        author: (if .user_id == null then .role else .user_id end) } ],
  categories: [ (.conversation_info.categories // [])[] | .display_name ],
  warnings: (if any((.entries // [])[] | objects;
      (.start_timestamp_usec | seconds // 1e9) < 1e8)
    then [ "times are relative to a start that is not told" ] else [] end) }
