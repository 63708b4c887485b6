# Google CX Insights: the conversation data format, a file a conversation, the
# conversations of the API, and the rows of its export to BigQuery.
#: version 4
#: inside conversations
#: has entries[].start_timestamp_usec
#: has entries[].role conversation_info
#: has entries[].user_id
#: has entries[].text entries[].role
#: has transcript.transcriptSegments
#: has conversationName sentences
#: example {"entries":[{"start_timestamp_usec":1700000001000000,"text":"Hello","user_id":1,"role":"CUSTOMER"}]}
def role:
  { CUSTOMER: "customer", END_USER: "customer", AUTOMATED_AGENT: "bot",
    AGENT: "agent", HUMAN_AGENT: "agent", ANY_AGENT: null }[. // "" | tostring | ascii_upcase];
def seconds: if . == null then null else [tonumber?][0]
  | if . == null then null else . / 1000000 end end;
def number: [tonumber?][0];
def last_part: if type == "string" then split("/") | last else . end;
def channel: . // "" | tostring | ascii_downcase
  | { phone_call: "voice", chat: "webchat" }[.];
# As the API has them, or BigQuery, which counts in nanoseconds.
def segments: ((.transcript | objects | .transcriptSegments) // .sentences // null)
  | arrays;
def offset: (.words | arrays | .[0] | objects | .startOffset | strings
    | rtrimstr("s") | number) // (.startOffsetNanos | number
    | if . == null then null else . / 1000000000 end);
def segment($start):
  (.messageTime // (.createTimeNanos | number
    | if . == null then null else . / 1000000 end)) as $at
  | (if $at == null then offset // null else null end) as $offset
  | { at: ($at // (if $offset == null then null else $start end)),
      after_s: (if $start == null then null else $offset end),
      offset_s: $offset,
      role: (.segmentParticipant.role? // .participantRole | role),
      text: (.text // .sentence),
      author: (.segmentParticipant // {} | objects
        | .obfuscatedExternalUserId // .userId // .dialogflowParticipantName
        | last_part),
      sentiment: (.sentiment.score? // .sentimentScore) };
def analysed:
  (.startTime // .startTimestamp // (.startTimestampUtc | number)) as $start
  | [ segments[] | objects | segment($start) ] as $turns
  | { conversation_id: (.name // .conversationName | last_part),
      channel: (.medium | channel),
      language: (.languageCode
        // ([ segments[] | objects | .languageCode // empty ] | first)),
      started_at: $start, turns: $turns,
      outcome: { csat: .qualityMetadata.customerSatisfactionRating? },
      warnings: (if any($turns[]; .at == null and .offset_s != null)
        then [ "times are relative to a start that is not told" ] else [] end) };
if [ segments ] != [] then analysed else
{ conversation_id: (.conversation_id // .name // null),
  channel: (.conversation_info.medium // .medium | channel),
  language: (.conversation_info.language_code // .language_code),
  turns: [ (.entries // [])[] | objects | (.start_timestamp_usec | seconds) as $s
    | { at: (if $s == null or $s < 1e8 then null else $s end),
        offset_s: (if $s != null and $s < 1e8 then $s else null end),
        role: (.role | role), text: .text,
        author: (if .user_id == null then .role else .user_id end) } ],
  categories: [ (.conversation_info.categories // [])[] | .display_name ],
  warnings: (if any((.entries // [])[] | objects;
      (.start_timestamp_usec | seconds // 1e9) < 1e8)
    then [ "times are relative to a start that is not told" ] else [] end) } end
