// How a discourse says whom titles, descriptions and pronouns mean.
#include <algorithm>

#include "services/extraction/discourse.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;

// Whether an office that a bare title names can be the one of a role: "the minister" is any minister.
bool Fits(const OfficeMention& office, type::v1::RoleKind kind) {
  if (office.kind == kind) return true;
  if (std::find(office.possible.begin(), office.possible.end(), kind) != office.possible.end()) return true;
  const bool bare = office.portfolio.empty();
  if (bare && office.kind == type::v1::ROLE_KIND_MINISTER) return kind == type::v1::ROLE_KIND_FOREIGN_MINISTER;
  if (bare && office.kind == type::v1::ROLE_KIND_DEPUTY_MINISTER) return kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
  if (bare && office.kind == type::v1::ROLE_KIND_SECRETARY_GENERAL) return kind == type::v1::ROLE_KIND_PARTY_LEADER;
  return false;
}

bool Leads(type::v1::RoleKind kind) {
  return kind == type::v1::ROLE_KIND_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT ||
         kind == type::v1::ROLE_KIND_PARTY_LEADER || kind == type::v1::ROLE_KIND_MONARCH || kind == type::v1::ROLE_KIND_OFFICIAL;
}

bool Deputises(type::v1::RoleKind kind) {
  return kind == type::v1::ROLE_KIND_VICE_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_DEPUTY_HEAD_OF_GOVERNMENT;
}

// Offices whose holder, unnamed, stands for the country or body.
bool Represents(type::v1::RoleKind kind) {
  switch (kind) {
    case type::v1::ROLE_KIND_UNSPECIFIED:
    case type::v1::ROLE_KIND_OFFICIAL:
    case type::v1::ROLE_KIND_MEMBER:
    case type::v1::ROLE_KIND_SPOKESPERSON:
    case type::v1::ROLE_KIND_AMBASSADOR:
    case type::v1::ROLE_KIND_MILITARY_COMMANDER:
    case type::v1::ROLE_KIND_DIRECTOR_GENERAL:
      return false;
    default:
      return true;
  }
}

}  // namespace

void Discourse::Resolve(NounPhrase* phrase) {
  switch (phrase->kind) {
    case Kind::kName:
      return;
    case Kind::kOffice:
      if (const int32_t e = ResolveOffice(*phrase); e >= 0) phrase->entities = {e};
      if (!phrase->entities.empty() || !Represents(phrase->role)) phrase->stands_for = -1;
      return;
    case Kind::kOffices:
      for (const int32_t owner : phrase->owners) {
        const int32_t holder = HolderOf(phrase->role, owner);
        // "The members of the Security Council urge": the council does.
        const int32_t entry = layers_->entities[owner].entry;
        const bool council = phrase->role == type::v1::ROLE_KIND_MEMBER && entry >= 0 && lexicon_.entry(entry).entity_class == "council";
        if (holder >= 0 || council || Represents(phrase->role)) phrase->entities.push_back(holder >= 0 ? holder : owner);
      }
      return;
    case Kind::kDescription:
    case Kind::kCounterpart:
      if (const int32_t e = ResolveDescription(*phrase); e >= 0) phrase->entities = {e};
      return;
    case Kind::kPronoun:
      if (const int32_t e = ResolvePronoun(*phrase); e >= 0) phrase->entities = {e};
      return;
    case Kind::kSide:
      phrase->entities = {phrase->of_entity};
      return;
    case Kind::kNation:
      if (main_country_ >= 0) phrase->entities = {main_country_};
      return;
    case Kind::kPair:
      if (phrase->owners.size() == 2) {
        NounPhrase leader;
        leader.kind = Kind::kDescription;
        leader.leader = true;
        for (const int32_t country : phrase->owners) {
          leader.of_entity = country;
          const int32_t named = ResolveDescription(leader);
          phrase->entities.push_back(named >= 0 ? named : country);
        }
        return;
      }
      phrase->entities = frame_.size() >= 2 ? frame_ : last_pair_;
      if (phrase->entities.empty()) phrase->entities = TwoInSentence(phrase->first);
      if (phrase->entities.empty() && Skip(WordClass::kPairHead, phrase->first) == phrase->last)
        phrase->entities = TwoBefore(phrase->first);
      // "Ngoại trưởng A nói với Ngoại trưởng B về cuộc gặp của hai nhà lãnh đạo": not these two.
      if (frame_.empty() && last_pair_.empty() && !MayLead(phrase->entities, phrase->first)) phrase->entities.clear();
      // "Quan hệ Nhật Bản - Peru ... lãnh đạo hai nước".
      if (phrase->entities.empty() && Skip(WordClass::kCountryPair, phrase->last - 2) == phrase->last)
        phrase->entities = JoinedBefore(phrase->first);
      return;
    case Kind::kCountryPair:
      if (std::vector<int32_t> joined = JoinedBefore(phrase->first); joined.size() == 2) {
        phrase->entities = std::move(joined);
      } else if (last_pair_.size() == 2) {
        const int32_t a = CountryOf(last_pair_[0]);
        const int32_t b = CountryOf(last_pair_[1]);
        if (a >= 0 && b >= 0 && a != b) phrase->entities = {a, b};
      } else if (last_pair_.empty() && main_country_ >= 0 && second_country_ >= 0) {
        phrase->entities = {main_country_, second_country_};
      }
      return;
    case Kind::kBody:
      if (const auto body = bodies_.find(words_[phrase->first + 1].lower); body != bodies_.end()) phrase->entities = {body->second};
      return;
    case Kind::kPlural:
      // "They agreed": both sides, if the sentence before spoke of both or told that they met.
      if (frame_.size() >= 2 && (pair_before_ || frame_sentence_ >= sentence_ - 1)) phrase->entities = frame_;
      return;
  }
}

std::vector<int32_t> Discourse::JoinedBefore(int32_t word) const {
  for (int32_t p = FirstPhraseFrom(word) - 1; p > 0 && phrases_[p - 1].first >= begin_; --p) {
    const NounPhrase& two = phrases_[p];
    const NounPhrase& one = phrases_[p - 1];
    const auto country = [&](const NounPhrase& phrase) {
      return phrase.kind == Kind::kName && phrase.entities.size() == 1 && IsCountry(phrase.entities.front());
    };
    if (!country(one) || !country(two) || one.entities == two.entities || two.first != one.last + 1) continue;
    if (lower(one.last) == "-" || lower(one.last) == "–" || Is(WordClass::kAnd, one.last))
      return {one.entities.front(), two.entities.front()};
  }
  return {};
}

std::vector<int32_t> Discourse::GovernedBefore(int32_t word) const {
  std::vector<int32_t> governed;
  for (int32_t p = FirstPhraseFrom(begin_); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < word; ++p) {
    // "Trợ lý của ông A cho biết ông": A, rather than somebody of an earlier sentence.
    if (Is(WordClass::kOf, phrases_[p].first - 1)) continue;
    if (phrases_[p].person && IsGoverned(phrases_[p]))
      governed.insert(governed.end(), phrases_[p].entities.begin(), phrases_[p].entities.end());
  }
  return governed;
}

int32_t Discourse::ResolveOffice(const NounPhrase& phrase) const {
  const OfficeMention& office = layers_->offices[phrase.office];
  // "In a meeting with Chinese President B, the president said": not B.
  std::vector<int32_t> others;
  if (office.of_entity < 0 && FirstPhraseFrom(begin_) < FirstPhraseFrom(phrase.first) && !IsGoverned(phrase))
    others = GovernedBefore(phrase.first);
  int32_t best = -1;
  int best_score = -1;
  for (const int32_t e : Candidates()) {
    for (const RoleDraft* role : roles_of_[e]) {
      if (!Fits(office, role->kind)) continue;
      if (office.of_entity >= 0 && role->of >= 0 && office.of_entity != role->of && CountryOf(office.of_entity) != role->of) continue;
      // Named before, the later the nearer; else the first that will be named.
      int score = recency_[e] >= 0 ? 1000000 + recency_[e] : 1000 - e;
      if (role->kind == office.kind) score += 20;
      if (std::find(others.begin(), others.end(), e) != others.end()) score /= 1024;
      // A bare title in a meeting is a side of it; the home country's in its own press.
      if (office.of_entity < 0) {
        if (std::find(frame_.begin(), frame_.end(), e) != frame_.end()) score += 200;
        if (layers_->entities[e].culture == "vi") score += 400;
      }
      if (score > best_score) {
        best_score = score;
        best = e;
      }
    }
  }
  return best;
}

std::vector<int32_t> Discourse::TwoBefore(int32_t word) const {
  constexpr int32_t kSentencesBack = 2;
  const int32_t from = words_.AtToken(words_.text().sentences()[std::max(0, sentence_ - kSentencesBack)].first_token);
  std::vector<int32_t> people;
  for (int32_t p = FirstPhraseFrom(from); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < word; ++p) {
    for (const int32_t e : phrases_[p].entities) {
      if (layers_->entities[e].type == ENTITY_TYPE_PER && std::find(people.begin(), people.end(), e) == people.end()) people.push_back(e);
    }
  }
  // Of two countries: else they may be anybody.
  if (people.size() != 2 || CountryOf(people[0]) < 0 || CountryOf(people[1]) < 0 || CountryOf(people[0]) == CountryOf(people[1])) return {};
  return people;
}

std::vector<int32_t> Discourse::TwoInSentence(int32_t word) const {
  std::vector<int32_t> people;
  for (int32_t p = FirstPhraseFrom(begin_); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < word; ++p) {
    for (const int32_t e : phrases_[p].entities) {
      if (layers_->entities[e].type == ENTITY_TYPE_PER && std::find(people.begin(), people.end(), e) == people.end()) people.push_back(e);
    }
  }
  if (people.size() != 2) return {};
  return MayLead(people, word) ? people : std::vector<int32_t>{};
}

bool Discourse::MayLead(const std::vector<int32_t>& people, int32_t word) const {
  bool leaders = false;
  for (int32_t w = word; w < end_ && w < word + 4; ++w)
    leaders |= PhraseAround(w) == PhraseAround(word) && Skip(WordClass::kLeaderNoun, w) > w;
  return !leaders || std::all_of(people.begin(), people.end(), [&](int32_t e) {
    return std::any_of(roles_of_[e].begin(), roles_of_[e].end(),
                       [](const RoleDraft* role) { return Leads(role->kind) && role->kind != type::v1::ROLE_KIND_OFFICIAL; });
  });
}

int32_t Discourse::HolderOf(type::v1::RoleKind kind, int32_t owner) const {
  int32_t best = -1;
  for (const int32_t e : Candidates()) {
    for (const RoleDraft* role : roles_of_[e]) {
      if (role->kind != kind || role->of < 0 || (role->of != owner && role->of != CountryOf(owner))) continue;
      if (best < 0 || recency_[e] > recency_[best]) best = e;
    }
  }
  return best;
}

int32_t Discourse::ResolveDescription(const NounPhrase& phrase) const {
  int32_t best = -1;
  int best_score = -1;
  const int32_t self = phrase.kind == Kind::kCounterpart ? SpeakerBefore(phrase.first) : -1;
  for (const int32_t e : Candidates()) {
    if (layers_->entities[e].type != ENTITY_TYPE_PER || CountryOf(e) != phrase.of_entity) continue;
    if (self >= 0 && !AreOfOneRank(self, e)) continue;
    int score = recency_[e] >= 0 ? 1000 + recency_[e] : 0;
    if (phrase.leader && std::any_of(roles_of_[e].begin(), roles_of_[e].end(), [](const RoleDraft* role) { return Leads(role->kind); }))
      score += 50000;
    // Whom the text calls the leader beside the name.
    if (phrase.leader && origin_[e] >= 0) score += 150000;
    // "chuyến thăm Mỹ của Phó thủ tướng A, ... lãnh đạo Việt Nam sẽ": a deputy whom the sentence has named.
    if (phrase.leader && lower(phrase.first) == "lãnh" && NamedBefore(e, phrase.first) &&
        std::any_of(roles_of_[e].begin(), roles_of_[e].end(), [](const RoleDraft* role) { return Deputises(role->kind); }))
      score += 60000;
    if (std::find(frame_.begin(), frame_.end(), e) != frame_.end()) score += 100000;
    // The one of that rank who will be named.
    if (self >= 0 && score == 0 && !roles_of_[self].empty() && !roles_of_[e].empty()) score = 1;
    if (phrase.kind == Kind::kCounterpart && e == last_subject_) score = 0;
    if (score > best_score) {
      best_score = score;
      best = e;
    }
  }
  return best_score > 0 ? best : -1;
}

int32_t Discourse::LeaderOf(int32_t country) const {
  NounPhrase leader;
  leader.kind = Kind::kDescription;
  leader.leader = true;
  leader.of_entity = country;
  const int32_t person = ResolveDescription(leader);
  const bool leads =
      person >= 0 && (origin_[person] >= 0 || std::any_of(roles_of_[person].begin(), roles_of_[person].end(), [](const RoleDraft* role) {
                        return Leads(role->kind) && role->kind != type::v1::ROLE_KIND_OFFICIAL;
                      }));
  return leads ? person : -1;
}

int32_t Discourse::SpeakerBefore(int32_t word) const {
  for (int32_t p = FirstPhraseFrom(word) - 1; p >= 0 && phrases_[p].first >= begin_; --p) {
    if (phrases_[p].person && phrases_[p].entities.size() == 1 && !IsGoverned(phrases_[p])) return phrases_[p].entities.front();
  }
  return last_subject_;
}

bool Discourse::AreOfOneRank(int32_t a, int32_t b) const {
  if (roles_of_[a].empty() || roles_of_[b].empty()) return true;
  return std::any_of(roles_of_[a].begin(), roles_of_[a].end(), [&](const RoleDraft* one) {
    return std::any_of(roles_of_[b].begin(), roles_of_[b].end(),
                       [&](const RoleDraft* two) { return one->kind == two->kind || (Leads(one->kind) && Leads(two->kind)); });
  });
}

bool Discourse::NamedBefore(int32_t entity, int32_t word) const {
  for (int32_t p = FirstPhraseFrom(word) - 1; p >= 0 && phrases_[p].first >= begin_; --p) {
    if (phrases_[p].kind == Kind::kName && phrases_[p].entities.size() == 1 && phrases_[p].entities.front() == entity) return true;
  }
  return false;
}

bool Discourse::InVisit(int32_t word) const {
  constexpr int32_t kReach = 7;
  for (int32_t w = std::max(begin_, word - kReach); w < word; ++w) {
    if (Skip(WordClass::kVisitNoun, w) > w) return true;
  }
  return false;
}

int32_t Discourse::ResolvePronoun(const NounPhrase& phrase) const {
  const auto fits = [&](int32_t e) {
    const EntityDraft& draft = layers_->entities[e];
    return draft.type == ENTITY_TYPE_PER &&
           (draft.gender == Gender::kUnknown || phrase.gender == Gender::kUnknown || draft.gender == phrase.gender);
  };
  // "cuộc hội kiến với Tổng thống B, nhân chuyến thăm của ông": the guest who was named last.
  if (Is(WordClass::kOf, phrase.first - 1) && InVisit(phrase.first - 1)) {
    for (int32_t p = FirstPhraseFrom(phrase.first) - 1; p >= 0 && phrases_[p].first >= begin_; --p) {
      if (phrases_[p].person && phrases_[p].entities.size() == 1 && fits(phrases_[p].entities.front())) return phrases_[p].entities.front();
    }
  }
  // Not who is the other side in the same sentence: "sau cuộc gặp với Bộ trưởng X, ông ...".
  const std::vector<int32_t> others = GovernedBefore(phrase.first);
  const auto other = [&](int32_t e) { return std::find(others.begin(), others.end(), e) != others.end(); };
  // "She" is rather a woman named in the sentence than a subject who may be one.
  if (phrase.gender == Gender::kFemale) {
    for (int32_t p = FirstPhraseFrom(phrase.first) - 1; p >= 0 && phrases_[p].first >= begin_; --p) {
      const std::vector<int32_t>& named = phrases_[p].entities;
      if (phrases_[p].person && named.size() == 1 && layers_->entities[named.front()].gender == Gender::kFemale) return named.front();
    }
  }
  // "But Kabila toughened his position, saying he would": the sentence's own subject before that of an earlier one, but not out
  // of a quotation ("Kabila is wrong," he said).
  const auto quoted = [&](int32_t from) {
    for (int32_t w = from; w < phrase.first; ++w) {
      const std::string_view mark = lower(w);
      if (mark == "\"" || mark == "“" || mark == "”" || mark == "'" || mark == "’") return true;
    }
    return false;
  };
  for (int32_t p = FirstPhraseFrom(begin_); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < phrase.first; ++p) {
    const NounPhrase& subject = phrases_[p];
    if (!subject.person || subject.kind != Kind::kName || subject.entities.size() != 1 || IsGoverned(subject)) continue;
    if (lower(subject.last) == "'" || Is(WordClass::kGenitive, subject.last) || quoted(subject.last)) continue;
    if (fits(subject.entities.front()) && !other(subject.entities.front())) return subject.entities.front();
  }
  // "places that were visited by A after he met B".
  constexpr int kTitleWords = 5;
  for (int32_t p = FirstPhraseFrom(phrase.first) - 1; Is(WordClass::kBackground, phrase.first - 1) && p >= 0; --p) {
    const NounPhrase& agent = phrases_[p];
    if (agent.first < begin_) break;
    if (!agent.person || agent.entities.size() != 1 || !fits(agent.entities.front())) continue;
    // "by Peruvian President A".
    int32_t title = agent.first - 1;
    for (int steps = 0; steps < kTitleWords && title > begin_ && words_.token(title).capitalised; ++steps) --title;
    if (Is(WordClass::kBy, title)) return agent.entities.front();
  }
  if (last_subject_ >= 0 && fits(last_subject_) && !other(last_subject_)) return last_subject_;
  int32_t best = -1;
  for (const int32_t e : latest_) {
    if (recency_[e] >= 0 && fits(e) && !other(e) && (best < 0 || recency_[e] > recency_[best])) best = e;
  }
  return best;
}

void Discourse::NoteReference(const NounPhrase& phrase) {
  ReferenceMention reference;
  reference.range = words_.RangeOf(phrase.first, phrase.last);
  reference.kind =
      phrase.kind == Kind::kPronoun || phrase.kind == Kind::kPlural ? type::v1::MENTION_KIND_PRONOUN : type::v1::MENTION_KIND_NOMINAL;
  reference.entities = phrase.entities;
  switch (phrase.kind) {
    case Kind::kOffice:
      reference.rule = "coref:office";
      break;
    case Kind::kPronoun:
      reference.rule = "coref:pronoun";
      break;
    case Kind::kPair:
    case Kind::kPlural:
    case Kind::kCountryPair:
      reference.rule = "coref:both-sides";
      break;
    default:
      reference.rule = "coref:description";
  }
  layers_->references.push_back(std::move(reference));
}

}  // namespace chancery::extraction
