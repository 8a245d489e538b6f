// The people and bodies of a document as its sentences speak of them, from first to last: who is meant by "he", "the
// minister", "hai bên", and who is the subject of a verb.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/noun_phrases.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// One cue of the lexicon in a sentence: words [first, last).
struct Cue {
  int32_t first = 0;
  int32_t last = 0;
  const CueTerm* term = nullptr;
};

class Discourse {
 public:
  Discourse(const Lexicon& lexicon, const Words& words, Layers* layers);

  const Lexicon& lexicon() const { return lexicon_; }
  const Words& words() const { return words_; }
  Layers& layers() { return *layers_; }
  const Layers& layers() const { return *layers_; }
  // Of the language that the sentence is read in.
  const Grammar& grammar() const { return lexicon_.grammar(words_.language(begin_)); }

  // Begins a sentence: understands its phrases from left to right.
  void Enter(int32_t sentence);
  int32_t sentence() const { return sentence_; }
  // The sentence's times.
  std::span<const TimeMention> times() const;
  // The word after the expression of time that begins at a word, and the first word of the one that ends before it, whether
  // its value is known or not; `word` if there is none.
  int32_t TimeEnd(int32_t word) const;
  int32_t TimeBegin(int32_t word) const;
  // Whether a word belongs to one.
  bool IsInTime(int32_t word) const { return word >= 0 && word < words_.size() && span_of_word_[word] >= 0; }
  // Words [begin, end) of the sentence's story part.
  int32_t begin() const { return begin_; }
  int32_t end() const { return end_; }
  // The code points that are its evidence.
  Range evidence() const;

  const std::vector<NounPhrase>& phrases() const { return phrases_; }
  // Index of the phrase that ends before, starts at or contains a word; -1 if none.
  int32_t PhraseEndingAt(int32_t word) const;
  int32_t PhraseStartingAt(int32_t word) const;
  int32_t PhraseAround(int32_t word) const;
  // First phrase that begins at or after a word of the sentence; phrases().size() if none.
  int32_t FirstPhraseFrom(int32_t word) const;

  std::string_view lower(int32_t word) const;
  // The "s" of "U.S." is in a name, and no mark of an owner.
  bool Is(WordClass word_class, int32_t word) const {
    return lexicon_.IsWord(word_class, words_, word) && (word_class != WordClass::kGenitive || PhraseAround(word) < 0);
  }
  // End of the longest phrase of a word class that begins at a word; `word` if none.
  int32_t Skip(WordClass word_class, int32_t word) const { return lexicon_.SkipWords(word_class, words_, word); }
  // First word of the longest phrase of a word class that ends before a word; `word` if none.
  int32_t SkipBack(WordClass word_class, int32_t word) const;
  bool BeginsSentence(int32_t word) const { return word <= begin_; }
  // Whether a word stands between quotation marks: somebody else's words than the writer's.
  bool IsQuoted(int32_t word) const { return word >= 0 && word < words_.size() && quoted_[word] != 0; }

  // Cues of a layer in the sentence, the longest at each place, not overlapping.
  std::vector<Cue> Cues(std::string_view layer) const;
  // Where the object of a verb can begin: behind it and the verbs joined to it ("signed and ratified X", "ký và phê chuẩn X").
  int32_t ObjectBegin(const Cue& cue) const;

  // Whether an auxiliary or the verb of an event or statement begins at a word or behind a time.
  bool BeginsVerb(int32_t word) const;
  // Whether a preposition or the verb of an event stands before a phrase, which then is no subject.
  bool IsGoverned(const NounPhrase& phrase) const;
  // The phrase that is the subject of a verb that begins at `word`, looked for to its left within the clause; -1 if
  // none stands right before it. `adverbs_from` gets the first word after the subject.
  int32_t AdjacentSubject(int32_t word, int32_t* adverbs_from = nullptr) const;
  // Whether a word ends as such forms do where verbs bend: "meeting", "signed".
  bool IsGerund(int32_t word) const { return grammar().IsGerund(lower(word)); }
  bool IsPastForm(int32_t word) const { return grammar().IsPastForm(lower(word)); }
  // Whether a word is an adverb by its form: "unanimously".
  bool IsAdverbOfManner(int32_t word) const;
  // The sentence's first phrase that can be a subject; -1 if none.
  int32_t MainSubject() const;
  // As MainSubject, but it begins at or after a word.
  int32_t SubjectAfter(int32_t word) const;

  // The two sides of the meeting that is being told; empty if none.
  const std::vector<int32_t>& frame() const { return frame_; }
  int32_t frame_event() const { return frame_event_; }
  void OpenFrame(const std::vector<int32_t>& participants, int32_t event);
  void CloseFrame();
  // The other side of the frame; -1 if the entity is not in it or it has more than one other.
  int32_t OtherSide(int32_t entity) const;
  void SetSubject(int32_t entity);
  // Whose statement, letter or report the document spoke of last; -1 if none.
  int32_t author() const { return author_; }
  void SetAuthor(int32_t entity) {
    author_ = entity;
    author_sentence_ = sentence_;
  }
  // The sentence that told so.
  int32_t author_sentence() const { return author_sentence_; }
  int32_t last_subject() const { return last_subject_; }
  // Country entity of a person by role, or the entity's own; -1 if unknown.
  int32_t CountryOf(int32_t entity) const;
  bool IsCountry(int32_t entity) const;
  // The country of a code (ISO 3166-1 alpha-2), where the document names it; -1 if it does not, or the code is empty.
  int32_t CountryWithCode(std::string_view code) const;
  // Who leads a country by what the document says so far; -1 if it names nobody.
  int32_t LeaderOf(int32_t country) const;
  // The country that the document names most; -1 if it names none.
  int32_t main_country() const { return main_country_; }

 private:
  // Finds what of a block is quoted.
  void MarkQuotations(const Block& block);
  // People with roles who can be meant, bounded however long the document is.
  std::vector<int32_t> Candidates() const;
  void Resolve(NounPhrase* phrase);
  int32_t ResolveOffice(const NounPhrase& phrase) const;
  // The people of the sentence before a word whom a preposition or an event's verb governs.
  std::vector<int32_t> GovernedBefore(int32_t word) const;
  // "quan hệ Nhật Bản - Peru ... hai nước": the two countries joined last before a word of its sentence; empty if none are.
  std::vector<int32_t> JoinedBefore(int32_t word) const;
  // The people named before a word in its sentence and the two before, if they are two of two countries; empty otherwise.
  std::vector<int32_t> TwoBefore(int32_t word) const;
  // The people named before a word in its sentence, if they are two; empty otherwise.
  std::vector<int32_t> TwoInSentence(int32_t word) const;
  // Whether people can be the two whom a phrase that begins at a word calls leaders; true if it does not call them so.
  bool MayLead(const std::vector<int32_t>& people, int32_t word) const;
  // Who holds an office of a country or body by the document's roles; -1 if it names nobody.
  int32_t HolderOf(type::v1::RoleKind kind, int32_t owner) const;
  int32_t ResolveDescription(const NounPhrase& phrase) const;
  int32_t ResolvePronoun(const NounPhrase& phrase) const;
  // Who speaks or acts in the sentence before a word, or was told of last; -1 if nobody.
  int32_t SpeakerBefore(int32_t word) const;
  // Whether one is the other's counterpart by their offices, as far as these are known.
  bool AreOfOneRank(int32_t a, int32_t b) const;
  // Whether a name of an entity stands in the sentence before a word.
  bool NamedBefore(int32_t entity, int32_t word) const;
  // Whether a noun of visiting stands right before a word.
  bool InVisit(int32_t word) const;
  void NoteReference(const NounPhrase& phrase);

  const Lexicon& lexicon_;
  const Words& words_;
  Layers* layers_;
  std::vector<NounPhrase> phrases_;                      // of the whole document, in order
  std::vector<int32_t> phrase_of_word_;                  // phrase that a word belongs to, -1
  std::vector<int32_t> span_of_word_;                    // in Layers::time_spans, -1
  std::vector<int8_t> quoted_;                           // by word
  absl::flat_hash_map<int32_t, int32_t> bodies_;         // by a word that heads bodies' names, the body named last
  std::vector<int32_t> recency_;                         // by entity: order of its latest mention
  std::vector<std::vector<const RoleDraft*>> roles_of_;  // by entity
  int32_t clock_ = 0;
  int32_t sentence_ = -1;
  int32_t begin_ = 0;
  int32_t end_ = 0;
  int32_t last_subject_ = -1;
  int32_t author_ = -1;
  int32_t author_sentence_ = -1;
  std::vector<int32_t> frame_;
  int32_t frame_event_ = -1;
  int32_t frame_sentence_ = -1;                  // that told of the meeting
  std::vector<int32_t> last_pair_;               // the sides of the meeting told last, after its frame is closed too
  std::vector<int32_t> origin_;                  // by entity: country that a description beside the name tells, -1
  std::vector<int32_t> officials_;               // people with roles, in order of first mention
  std::vector<int32_t> latest_;                  // whom the last sentences named, latest last
  int32_t main_country_ = -1;                    // the country that the document names most
  int32_t second_country_ = -1;                  // the one that it names most after that
  std::vector<PhraseIndex::Match> cue_matches_;  // of the sentence, by their first word
  std::vector<int8_t> event_cue_ends_;           // by word: a cue of an event ends before it
  size_t first_time_ = 0;                        // times [first_time_, last_time_) are the sentence's
  size_t last_time_ = 0;
  bool pair_before_ = false;  // the sentence before spoke of both sides
};

}  // namespace chancery::extraction
