// Who makes the statement that a verb of saying tells.
#pragma once

#include <vector>

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Whom a verb is said of: entities, and the phrase that names them (-1: a document whose author was named before).
struct Speaker {
  int32_t phrase = -1;
  std::vector<int32_t> entities;
};

// Looks for the speakers of one sentence's verbs, from left to right. `discourse` must outlive the object.
class SpeakerFinder {
 public:
  explicit SpeakerFinder(Discourse* discourse) : d_(*discourse) {}

  // Who is the subject of a verb; no entities if nobody that can speak.
  Speaker Find(const Cue& cue) const;
  // Whom a phrase behind "according to" names.
  Speaker Source(const Cue& cue) const;
  // Whom "quoted X as saying" cites.
  Speaker Cited(const Cue& cue) const;
  // The cue told a statement of the speaker: what follows is what is said, a further verb may be the same speaker's.
  void Told(const Cue& cue, const Speaker& speaker);
  bool any() const { return any_; }
  // Whether whom a phrase names can make a statement.
  bool CanSpeak(const NounPhrase& phrase) const;

  // Whether a phrase's entities are the speaker or its country.
  bool IsSelf(int32_t phrase, int32_t speaker) const;

 private:
  int32_t PhraseOf(const Cue& cue) const;
  // The author of the document that is the subject: "the statement said", "thông cáo của Bộ Ngoại giao nêu rõ".
  Speaker AuthorOf(const Cue& cue) const;
  // "the Harbour Council statement said", "said the statement", "it said".
  Speaker WriterOf(const Cue& cue) const;
  // "The members of the Security Council urge": a body that its members stand for.
  bool IsOfMembers(const NounPhrase& phrase) const;
  void NoteUnknown(const Cue& cue) const;
  // Whether the verb that another one is joined to has a subject that nobody knows.
  bool IsUnknown() const { return unknown_ >= 0 && !any_; }
  // "support", not "supports": a single subject's is a noun ("the US support").
  bool IsBaseForm(const Cue& cue) const;
  bool IsOne(const NounPhrase& phrase) const;
  // Whether plain words are the subject of a verb ("both countries have agreed").
  bool IsOfOthers(int32_t verb) const;
  // The phrase that begins at a word, behind an article; of "the Chilean Ministry of Fishery" the body. -1 if none.
  int32_t BodyAt(int32_t word) const;
  // Whether the phrase behind "said" is its subject, not that of what is said ("said Mori's plan", "said Mori had").
  bool IsInverted(const Cue& cue, const NounPhrase& phrase) const;
  // First word of the adverbs and auxiliaries before a verb.
  int32_t AdverbsBefore(int32_t verb) const;
  // "Mori at a news conference", "Mori of the Fishery Institute": the subject behind whose prepositions a word ends; -1 if none.
  int32_t SubjectAcross(int32_t word) const;
  // The person before the apposition or participle that ends with a comma, or named in it; -1 if none.
  int32_t BeforeApposition(int32_t comma) const;
  // Whether a plain word is what a phrase behind a preposition belongs to ("residents of Lima").
  bool IsOfPlain(const NounPhrase& phrase) const;
  // The person whose relative clause ends with a phrase; -1 if none.
  int32_t BeforeRelative(const NounPhrase& phrase) const;
  // Whether a phrase names who reports news.
  bool IsMedia(const NounPhrase& phrase) const;
  // Whether a clause of its own begins right before a phrase: the sentence, a conjunction, a comma or a quotation mark.
  bool BeginsClause(const NounPhrase& phrase) const;
  // The last subject-like phrase before a word, a person rather than a body; -1 if none.
  int32_t Main(int32_t word) const;
  // "A khi được hỏi về B cho biết", "A trong cuộc họp báo kêu gọi": the subject before the occasion on which it speaks; -1 if there
  // is none.
  int32_t BeforeAside(const Cue& cue) const;
  // A relative or subordinate clause between a subject and a verb hides the verb.
  bool Embedded(int32_t subject, int32_t word) const;
  // "Nhật Bản và Australia kêu gọi", "The secretary and Abadi agreed": all who are the subject, in text order.
  std::vector<int32_t> WithJoined(int32_t subject) const;

  Discourse& d_;
  Cue last_cue_;
  mutable int32_t unknown_ = -1;  // the last verb whose subject nobody knows: verbs joined to it are not another's
  Speaker last_;
  bool any_ = false;
};

// Whether a word is a quotation mark.
bool IsQuote(std::string_view word);

}  // namespace chancery::extraction
