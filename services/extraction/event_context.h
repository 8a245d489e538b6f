// What the readers of all kinds of events share: who takes part, where, when and whether it happened; and the events of the
// document told so far, so that an event told again gets further evidence instead of a second entry.
#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// The rule of visits of those who are only called guests.
inline constexpr std::string_view kGuestRule = "event:guest";

// Of one document; not thread-safe. Word indices refer to the document's Words.
class EventContext {
 public:
  // `discourse` must outlive the object.
  explicit EventContext(Discourse* discourse);

  Discourse& discourse() { return *d_; }
  const Discourse& discourse() const { return *d_; }
  // Takes the sentence that the discourse has entered.
  void Enter();
  // What a verb of doing does to a target ("imposed new sanctions on", "gave 100 tons of rice to"), by the noun behind it, and
  // the word after that in `noun`; unspecified if no such noun follows, or none of `type` if that is specified.
  type::v1::EventType EffectOf(const Cue& cue, type::v1::EventType type, int32_t* noun) const;
  // "who arrived on Monday with": where the story is, for no place follows.
  bool ArrivesInStory(const Cue& cue) const;
  // "left on Monday for the summit in C": the phrase of the occasion that one leaves for; -1 if for none.
  int32_t OccasionAhead(const Cue& cue) const;
  // "The delegation is headed by B": gives the meeting that is being told the people in the place of their country.
  void NameDelegation();
  // Its cues of events, in order.
  const std::vector<Cue>& cues() const { return cues_; }

  // Adds an event of the sentence or its evidence to the same event told before; its index in Layers::events, -1 if
  // nobody takes part.
  int32_t Add(EventDraft event);
  // Whether a reader has told an event of a type by words of the sentence among code points.
  bool IsTold(type::v1::EventType type, Range words) const;
  // Gives an event those participants that another reading of its clause finds besides ("Russia fired missiles at A": whom, not where).
  void Widen(int32_t event, const EventDraft& reading);
  // Drops meetings with people whom nobody names where later sentences name them. To be called after Finish.
  void DropSummaries();
  // Gives meetings, invitations and agreements the place and time of the visits and meetings that they were part of. To be
  // called when all sentences are read.
  void Finish();
  // The visit of one told last, in whose time and place "during his visit" is; -1 if none.
  int32_t LastVisitOf(int32_t visitor) const;
  void SetLastVisit(int32_t event);
  // Whether a visit of one was told.
  bool HasVisit(int32_t visitor) const;

  // Participants.
  // Whether one of them is a person.
  bool HasPerson(const std::vector<int32_t>& entities) const;
  // Whom a phrase means: people, or the country or body of an unnamed office-holder.
  std::vector<int32_t> Whom(int32_t phrase) const;
  // Entities that stand as a list from a word on ("A, B and C"), of people or, unless `people_only`, of bodies; `end`
  // gets the word after.
  std::vector<int32_t> List(int32_t word, bool people_only, int32_t* end) const;
  // The countries of unnamed officials behind a word ("senior Iraqi officials", "giới chức Nhật Bản").
  std::vector<int32_t> Officials(int32_t word) const;
  // A country, or a body whose people speak and meet for it: "EU diplomats", "Hamas leaders".
  bool IsState(int32_t entity) const;
  // The states or bodies that are the subject of a verb, by name or by their unnamed officials ("US and Japanese officials
  // met").
  std::vector<int32_t> States(const Cue& cue) const;
  // The words of objects, which are no subjects of what follows.
  void MarkObjects(int32_t first, int32_t last);
  // The phrase that is the subject of a verb: beside it, after its objects or the sentence's; -1 if there is none.
  int32_t SubjectOf(const Cue& cue, int32_t objects_end) const;
  // The first word of the verbs that govern one: "are scheduled to" of "are scheduled to meet".
  int32_t VerbGroup(int32_t word) const;
  // "leaders of 34 countries who attended", "các chuyên gia gặp": people without a name do it.
  bool IsOfUnnamed(const Cue& cue) const;
  // Its entities, with those that are joined to it ("A and B met").
  std::vector<int32_t> Subjects(const Cue& cue, int32_t objects_end) const;
  // "U.S. President A": the first word of a person with the country's or body's name that stands right before.
  int32_t FirstWordOf(int32_t phrase) const;
  // The nearest phrase before a word that can be a subject; with `person`, the nearest that means a person; -1 if none.
  int32_t NearestSubject(int32_t word, bool person = false) const;
  // "chuyến thăm của Thủ tướng, bao gồm: dự ...": whose the doings are that a sentence lists, before a word; -1 if nobody's.
  int32_t OwnerInSentence(int32_t word) const;
  // The phrase of who leads a delegation of the sentence; -1 if none.
  int32_t LeaderOfDelegation() const;
  // Behind the verb of leading a delegation, the word before which it goes ("leads a delegation to Paris"); -1 if it goes nowhere.
  int32_t WhereDelegationGoes(const Cue& cue) const;
  // First phrase of a type within `reach` words from a word; -1 if none.
  int32_t PhraseWithin(int32_t word, int32_t reach, std::initializer_list<type::v1::EntityType> types) const;

  // Circumstances.
  type::v1::Realis RealisOf(const Cue& cue) const;
  // "did not meet", "refused to meet", "hoãn chuyến thăm", "the talks were called off".
  bool IsNegated(const Cue& cue) const;
  // "whether they would meet", "nếu hai bên gặp".
  bool IsSupposed(const Cue& cue) const;
  // "mời X thăm", "hopes to visit": what is invited to or wished has not happened.
  bool IsInvitedOrWished(const Cue& cue) const;
  // "đề nghị sớm ký", "urged them to ratify", "nếu Nga tấn công": asked for, supposed or denied.
  bool IsUrged(const Cue& cue) const;
  // The time that stands with a cue; `terms` accepts years and spans of years. Empty if none.
  std::string TimeFor(const Cue& cue, bool terms) const;
  // The time that stands among words [first, last); empty if its value is not known.
  std::string TimeWithin(int32_t first, int32_t last) const;
  // The first time after a word of the sentence.
  std::string TimeAfter(int32_t word) const;
  // Extends a day to the stay's length that the sentence states ("a four-day visit"), from it on or, if it is its last one, up to it.
  std::string WithStay(const std::string& day, bool is_last = false) const;
  // "said in Paris that he would meet": whether a place before a cue tells where that was said.
  bool IsWhereSaid(int32_t phrase, const Cue& cue) const;
  // Entity of the place that stands with a cue; -1 if none.
  int32_t PlaceFor(const Cue& cue) const;
  // The place with which a sentence begins whose first event a cue tells; -1 if it begins with none.
  int32_t PlaceInFront(const Cue& cue) const;
  // The place of what words of the sentence tell that forces did; -1 if none is told.
  int32_t FoughtAt(Range words) const;
  // The first place behind a word of the sentence that a preposition makes one; -1 if none.
  int32_t PlaceAfter(int32_t word) const;
  // The phrase of the place that a verb or noun of visiting has from a word on: "chính thức nước Cộng hòa Pháp", "the Arab country
  // of Tunisia"; -1 if none. `end` gets the word after it.
  int32_t PlaceFrom(int32_t word, int32_t* end) const;
  // The word behind the times and adverbs of time that begin at a word, if a preposition of place stands there; `word` if not.
  int32_t BehindTime(int32_t word) const;
  // Whether a phrase is the name of a place; of what one can visit: also a body of states.
  bool IsPlace(int32_t phrase) const;
  bool IsVisited(int32_t phrase) const;
  // Whether an entity is a region or continent.
  bool IsRegion(int32_t entity) const;
  // As story_time(), but empty if the sentence tells a time that is not known.
  std::string TimeOfStory() const;
  // When and where the story's meetings were, by its lead or place line; empty and -1 if unknown.
  const std::string& story_time() const { return story_time_; }
  int32_t story_place() const { return story_place_; }

 private:
  // Whether two sides meet: takes out the states whose own people take part; who speaks for others meets nobody.
  bool MeetsAnother(EventDraft* event) const;
  // "after a visit to C": whether a visit told by a noun is another one's circumstance.
  bool IsCircumstance(const EventDraft& visit) const;
  // Whether an event of the sentence is one told before.
  bool IsSame(const EventDraft& other, const EventDraft& event) const;
  // Whether a time was weeks before the story's day; false if that is not known.
  bool IsLongBefore(const std::string& time) const;
  // The same of what forces do.
  bool IsSameFight(const EventDraft& other, const EventDraft& event) const;
  // "his talks with Peruvian officials" behind a meeting with Peru's minister: whether a meeting with unnamed people is one told before.
  bool IsOfNamed(const EventDraft& other, const EventDraft& event) const;
  // The state whose person or body an entity is; itself if it is none's.
  int32_t HomeOf(int32_t entity) const;
  // Whether two events' sides are two people here and the states of these two there.
  bool AreOfSameStates(const std::vector<int32_t>& a, const std::vector<int32_t>& b) const;
  // "China and the US held a dialogue on Wednesday. Ministers A and B co-chaired it": gives the meeting of two states that was told
  // before, and was when a meeting of two of their people was, these people.
  void NamePeopleOfStates(const EventDraft& event);
  // Whether a meeting was with somebody of the country that one of its sides visited.
  bool IsHost(const EventDraft& meeting, const EventDraft& visit) const;
  // Whether a word of duration stands before a noun of visiting and what modifies it.
  bool IsDuring(int32_t noun) const;
  // Gives visits of "here" the country whose people the visitor met or was invited by.
  void PlaceVisits();
  // "hội đàm với B trong chuyến thăm C tháng 6": gives meetings that have only the story's time and place those of the visit that
  // their own sentence puts them in.
  void TakeFromOwnVisits();
  // Gives a meeting without a place that of another one which one of its people had on the same day.
  void TakeFromSameDay();
  // Gives visits without a time that of the meeting that the visitor had there.
  void DateVisits();
  // Gives those who attend an occasion the place and time that were told of it, of another who does, or of the way there; and those who
  // meet there.
  void TakeFromOccasions();
  // "Ngoại trưởng A cũng gửi điện mừng": gives messages without a time that of another one which the same state's people sent.
  void DateMessages();
  // The occasion at which words of the sentence tell that something was; -1 if at none.
  int32_t OccasionAt(Range words) const;
  // Gives meetings of the leaders of two countries the occasion that the document tells of these two.
  void FindSummits();
  // The visit that a participant of an event made, told nearest to it; nullptr if none.
  const EventDraft* VisitAround(const EventDraft& event) const;
  // Whether a place is the capital of a country or lies in it and was told in the same sentence.
  bool IsWithin(int32_t city, int32_t country, bool same_sentence) const;
  // A person behind bodies and nouns that modify the name, from a word on; -1 if none.
  int32_t ModifiedPerson(int32_t word, bool far) const;
  // "U.S. President A": the person whom a country's or body's name stands right before; `phrase` if there is none.
  int32_t TitledPerson(int32_t phrase) const;
  // The word after a comma and the title of the person named before it: "bà A, Đại sứ Peru và ông B"; `word` if none follows.
  int32_t SkipTitleBehind(int32_t word) const;
  // The word after an apposition or relative clause that begins at a word.
  int32_t SkipApposition(int32_t word) const;
  // "King A; B, president of the Senate; and C": the semicolon behind a title that begins at a comma, if the list goes on there;
  // else the comma.
  int32_t SkipTitle(int32_t comma) const;
  // The people named behind a comma after many who are not ("the three members of the coalition, A, B and C"), words
  // [first, comma); empty if there are none.
  std::vector<int32_t> NamesOfMany(int32_t first, int32_t comma, int32_t* end) const;
  // As List, from the first of them on.
  std::vector<int32_t> ListFrom(int32_t word, bool people_only, int32_t* end) const;
  // "a Macau-based bank", "the US-led coalition": a name that is part of an adjective.
  bool IsCompounded(const NounPhrase& phrase) const;
  // TimeFor without the day that is joined to the one found.
  std::string TimeOf(const Cue& cue, bool terms) const;
  // "Nhận lời mời của A, B thăm C": that an invitation before a visit was followed.
  bool IsTakenUp(const Cue& invitation, const Cue& cue) const;
  // Whether a phrase means somebody who can do something.
  bool CanAct(int32_t phrase) const;
  // Whether a word stands behind one that begins what was elsewhere or before, among words from `first` on ("sau khi tàu chìm ở C").
  bool IsElsewhere(int32_t first, int32_t word) const;
  // Whether a place is a region, where people hardly meet: "in the Middle East".
  bool IsRegionPhrase(int32_t phrase) const;
  // "the first to visit since Washington recognised Beijing in 1979": since when something is, behind a cue.
  bool IsSinceWhen(int32_t time, const Cue& cue) const;
  // Whether an expression of time whose value is not known stands among words [first, last).
  bool IsUnknownBetween(int32_t first, int32_t last) const;
  // "said on Monday that he will visit": whether a time, words [first, last) before a cue, tells when that was said.
  bool IsOfReport(int32_t first, int32_t last, const Cue& cue) const;
  // "The visit to C takes place from July 5 to 7": the time of the verb whose subject a noun of visiting is; empty if none.
  std::string TimeOfOwnVerb(const Cue& cue) const;
  // Whether a time is part of a name ("the 2030 Agenda").
  bool IsInName(const TimeMention& time) const;
  // "in China's city of Hangzhou": the city that a place in front of a genitive leads to; `phrase` if none follows, -1 if the place
  // says whose something else is ("in Syria's war").
  int32_t CityOf(int32_t phrase) const;
  // "in Peruvian cities", "on Iraqi soil", "in the Turkish capital": the phrase of the nation or the capital that a phrase is; -1 if
  // it is neither.
  int32_t LandOf(int32_t phrase) const;
  // Whether a phrase is a place smaller than a province.
  bool IsTown(int32_t phrase) const;
  // Whether a phrase is the name of a body that stands for its seat: "the White House", "trụ sở Bộ Ngoại giao".
  bool IsVenue(int32_t phrase) const;
  // "the Turkish capital": the phrase of the city, or of the nation's name if the document does not name the city; -1 if a nation's
  // name does not stand there so.
  int32_t CapitalAt(int32_t nation) const;
  // "the port city" of which was told: the phrase that named it, -1 if a word does not begin such words; `end` gets the word after.
  int32_t CityToldAt(int32_t word, int32_t* end) const;
  // "the rebel-held southern town of C": the word behind what modifies the noun of a place; `word` if none follows.
  int32_t BehindModifiers(int32_t word) const;
  // How many phrases of the sentence mean an entity.
  int TimesNamed(int32_t entity) const;
  // Whether a preposition of place governs a phrase; `fought`: or one of where forces are and go.
  bool IsLocated(int32_t phrase, bool fought = false) const;

  Discourse* d_;
  std::vector<Cue> cues_;
  std::vector<std::pair<int32_t, int32_t>> objects_;           // of the sentence
  std::vector<std::pair<type::v1::EventType, Range>> told_;    // what the sentence tells and the cue that does
  std::unordered_map<int32_t, std::vector<int32_t>> told_of_;  // events by participant
  std::string story_time_;
  int32_t story_place_ = -1;
  std::unordered_map<int32_t, int32_t> last_visit_of_;
};

// Adds an entity that is one and not yet in the list.
void AddUnique(int32_t entity, std::vector<int32_t>* list);

// Whether two times can be one.
bool CanBeOne(const std::string& a, const std::string& b);

// Whether a value is one day.
bool IsDay(std::string_view edtf);

// "talks with B on decisions made during their meeting in May": whether another cue of the kind behind a cue tells another event.
bool IsOwned(const Discourse& d, const Cue& cue, const Cue& other);

// Whether a span of days or months holds a day or part; false if one of them is empty or open.
bool Covers(const std::string& span, const std::string& part);

}  // namespace chancery::extraction
