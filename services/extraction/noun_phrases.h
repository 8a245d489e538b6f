// The noun phrases of a document that refer to people, bodies and things: names with their titles, titles alone,
// descriptions, pronouns, both sides. Whom they mean is said by Discourse.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// A noun phrase that refers to somebody or something: words [first, last) with title and article.
struct NounPhrase {
  enum class Kind : uint8_t {
    kName,         // "Foreign Minister Bui Thanh Son", "Vietnam"
    kOffice,       // "the foreign minister", "Bộ trưởng"
    kOffices,      // "the foreign ministers of A and B", "các ngoại trưởng A, B", "Thủ tướng A và B"
    kDescription,  // "the Iranian diplomat", "nhà lãnh đạo Kazakhstan"
    kCounterpart,  // "his Iranian counterpart"
    kPronoun,      // "he", "ông"
    kPair,         // "the two sides", "hai bên", "hai ngoại trưởng"
    kCountryPair,  // "the two countries", "hai nước"
    kSide,         // "the Chinese side", "phía Mỹ"
    kPlural,       // "they", "họ"
    kNation,       // "the Southeast Asian nation"
    kBody,         // "the ministry", "the council"
  };
  int32_t first = 0;
  int32_t last = 0;
  Kind kind = Kind::kName;
  int32_t office = -1;                                        // in Layers::offices
  type::v1::RoleKind role = type::v1::ROLE_KIND_UNSPECIFIED;  // of kOffices
  int32_t of_entity = -1;                                     // country or body that the description names
  std::vector<int32_t> owners;                                // of kOffices: countries and bodies
  Gender gender = Gender::kUnknown;
  bool person = false;  // refers to people
  bool leader = false;  // a description of who leads a country
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  std::vector<int32_t> entities;  // whom it means; empty: not (yet) known
  int32_t stands_for = -1;        // country or body of an office-holder whom the document does not name
};

// All of a document, in order, not overlapping. Those that are not names mean nobody yet.
std::vector<NounPhrase> CollectNounPhrases(const Lexicon& lexicon, const Words& words, const Layers& layers);

}  // namespace chancery::extraction
