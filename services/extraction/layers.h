// What the stages of extraction add to a document, layer by layer, before it becomes an Analysis.
//
// Plain data. Word indices refer to the document's Words, all ranges to its code points.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"
#include "services/extraction/text.h"

namespace chancery::extraction {

// A time expression of the text.
struct TimeMention {
  Range range;
  std::string edtf;
  std::string rule;
  double confidence = 1.0;
};

// A name in the text.
struct NameMention {
  Range range;
  int32_t first_word = 0;  // words [first_word, last_word)
  int32_t last_word = 0;
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  int32_t entry = -1;                // in the lexicon, -1 if it has none
  std::string key;                   // identity of a composed name ("un-human-rights-council-session-55"), may be empty
  int32_t head = -1;                 // for a composed name: lexicon entry of the body that it belongs to
  int32_t state_body = -1;           // kind of body that it names without its country (Lexicon::state_bodies), -1 if none
  bool acronym_of_previous = false;  // "(UNHRC)" after the name that it shortens
  bool government = false;           // a capital that stands for its government: `entry` is the country
  int32_t entity = -1;
  double confidence = 0.9;
  std::string rule;
};

// A title in the text: "Deputy Prime Minister", "Bộ trưởng Ngoại giao".
struct OfficeMention {
  Range range;
  int32_t first_word = 0;
  int32_t last_word = 0;
  type::v1::RoleKind kind = type::v1::ROLE_KIND_UNSPECIFIED;
  std::vector<type::v1::RoleKind> possible;  // every office that the phrase can mean
  std::string portfolio;
  std::string default_of;     // lexicon id
  bool counterpart = false;   // "his Iranian counterpart": the office of whom it is said of
  int32_t of_name = -1;       // name mention that it belongs to
  int32_t of_name_word = -1;  // first word of that name
  int32_t person = -1;        // name mention of who holds it, -1 where the title stands alone
  int32_t group = -1;         // titles of one person that stand together have the same group
  bool former = false;
  bool acting = false;
  bool plural = false;     // "ministers", "các bộ trưởng"
  bool of_state = false;   // only a state has such an office
  bool of_anyone = false;  // states, bodies and people have it
  int32_t of_entity = -1;
  int32_t entity = -1;  // the person, once resolved
};

// One entity of the document.
struct EntityDraft {
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  std::string name;
  std::vector<std::string> aliases;
  int32_t entry = -1;
  std::string key;
  std::string country;
  int32_t head = -1;
  Gender gender = Gender::kUnknown;
  std::string culture;  // of a person's name: "vi", "zh" ..., empty if it tells none
  bool family_name_first = false;
  double confidence = 0;
  std::string rule;
  Range first;
};

// How a description or pronoun was understood.
struct ReferenceMention {
  Range range;
  type::v1::MentionKind kind = type::v1::MENTION_KIND_NOMINAL;
  std::vector<int32_t> entities;  // more than one for "hai bên"
  std::string rule;
  double confidence = 0.7;
};

struct RoleDraft {
  int32_t person = -1;
  type::v1::RoleKind kind = type::v1::ROLE_KIND_UNSPECIFIED;
  int32_t of = -1;
  std::string title;
  std::string portfolio;
  bool former = false;
  bool acting = false;
  Range evidence;
  Range cue;
  std::string rule;
  double confidence = 0.9;
};

struct EventDraft {
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  std::vector<int32_t> participants;
  int32_t place = -1;
  std::string time;
  // Whether they are the story's, or those of a visit or meeting around it: what its own sentences tell takes their place.
  bool place_lent = false;
  bool time_lent = false;
  // The occasion at which it was, -1 if at none that its sentence tells of.
  int32_t occasion = -1;
  // A meeting with people in office whom its sentence does not name; others may.
  bool unnamed = false;
  type::v1::Realis realis = type::v1::REALIS_HAPPENED;
  std::vector<Range> evidence;
  Range cue;
  int32_t sentence = -1;
  std::string rule;
  double confidence = 0.7;
};

struct StatementDraft {
  int32_t speaker = -1;
  type::v1::Act act = type::v1::ACT_UNSPECIFIED;
  int32_t addressee = -1;
  Range content;
  bool quoted = false;
  int32_t event = -1;
  Range evidence;
  Range cue;
  std::string rule;
  double confidence = 0.7;
};

struct FactDraft {
  type::v1::FactType type = type::v1::FACT_TYPE_UNSPECIFIED;
  int32_t subject = -1;
  int32_t object = -1;
  std::string time;
  int32_t place = -1;
  std::string value;
  Range evidence;
  Range cue;
  std::string rule;
  double confidence = 0.7;
};

struct ActDraft {
  int32_t source = -1;
  int32_t target = -1;
  std::string code;  // CAMEO
  Range evidence;
  Range cue;
  std::string rule;
  double confidence = 0.6;
};

// All layers of one document.
struct Layers {
  std::string published;  // EDTF, given or inferred; may be empty
  bool published_inferred = false;
  std::vector<TimeMention> times;
  std::vector<Range> time_spans;       // every expression of time, also those whose value is not known; in text order
  std::vector<NameMention> names;      // in text order, not overlapping
  std::vector<OfficeMention> offices;  // in text order
  std::vector<EntityDraft> entities;
  std::unordered_map<int32_t, int32_t> entity_of_entry;  // entities without a key of their own, by lexicon entry
  std::vector<ReferenceMention> references;
  int32_t dateline_place = -1;
  int32_t outlet = -1;
  std::vector<RoleDraft> roles;
  std::vector<EventDraft> events;
  std::vector<StatementDraft> statements;
  std::vector<FactDraft> facts;
  std::vector<ActDraft> acts;
};

// Names by the words where they begin and end.
class NameIndex {
 public:
  NameIndex(const Words& words, const std::vector<NameMention>& names) : starting_(words.size() + 1, -1), ending_(words.size() + 1, -1) {
    for (size_t i = 0; i < names.size(); ++i) {
      starting_[names[i].first_word] = static_cast<int32_t>(i);
      ending_[names[i].last_word] = static_cast<int32_t>(i);
    }
  }
  // Index of the name whose first word it is; -1 if none.
  int32_t StartingAt(int32_t word) const { return word < 0 || word >= static_cast<int32_t>(starting_.size()) ? -1 : starting_[word]; }
  // Index of the name whose last word stands before it; -1 if none.
  int32_t EndingAt(int32_t word) const { return word < 0 || word >= static_cast<int32_t>(ending_.size()) ? -1 : ending_[word]; }

 private:
  std::vector<int32_t> starting_;
  std::vector<int32_t> ending_;
};

}  // namespace chancery::extraction
