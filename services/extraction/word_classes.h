// The classes of words that words.tsv and function_words.tsv give, whose heads say what each class holds.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::extraction {

// X(constant, name in the files)
#define CHANCERY_WORD_CLASSES(X)            \
  X(kOrgHead, "org-head")                   \
  X(kPlaceHead, "place-head")               \
  X(kCityHead, "city-head")                 \
  X(kOccasionHead, "occasion-head")         \
  X(kAgreementHead, "agreement-head")       \
  X(kLowerName, "lower-name")               \
  X(kInner, "inner")                        \
  X(kParticle, "particle")                  \
  X(kStop, "stop")                          \
  X(kLocative, "locative")                  \
  X(kAdverb, "adverb")                      \
  X(kSpeakerNoun, "speaker-noun")           \
  X(kCountryNoun, "country-noun")           \
  X(kPair, "pair")                          \
  X(kCountryPair, "country-pair")           \
  X(kPronoun, "pronoun")                    \
  X(kPluralPronoun, "plural-pronoun")       \
  X(kCounterpart, "counterpart")            \
  X(kPreposition, "preposition")            \
  X(kClause, "clause")                      \
  X(kFuture, "future")                      \
  X(kNegation, "negation")                  \
  X(kAgreementNoun, "agreement-noun")       \
  X(kCommonNoun, "common-noun")             \
  X(kCommonAcronym, "common-acronym")       \
  X(kAnd, "and")                            \
  X(kDefinite, "definite")                  \
  X(kIndefinite, "indefinite")              \
  X(kPersonPossessive, "person-possessive") \
  X(kGenitive, "genitive")                  \
  X(kWith, "with")                          \
  X(kBetween, "between")                    \
  X(kOf, "of")                              \
  X(kBy, "by")                              \
  X(kLocates, "locates")                    \
  X(kThat, "that")                          \
  X(kWill, "will")                          \
  X(kMany, "many")                          \
  X(kFemale, "female")                      \
  X(kNameModifier, "name-modifier")         \
  X(kTitleModifier, "title-modifier")       \
  X(kTimeLead, "time-lead")                 \
  X(kCompanion, "companion")                \
  X(kSideNoun, "side-noun")                 \
  X(kNominal, "nominal")                    \
  X(kListLead, "list-lead")                 \
  X(kListJoint, "list-joint")               \
  X(kManner, "manner")                      \
  X(kHolds, "holds")                        \
  X(kVisitOwner, "visit-owner")             \
  X(kVisitNoun, "visit-noun")               \
  X(kVisitLead, "visit-lead")               \
  X(kVisitTo, "visit-to")                   \
  X(kVisitEnd, "visit-end")                 \
  X(kMotion, "motion")                      \
  X(kArrival, "arrival")                    \
  X(kDuring, "during")                      \
  X(kWish, "wish")                          \
  X(kInvitesTo, "invites-to")               \
  X(kInviter, "inviter")                    \
  X(kDayUnit, "day-unit")                   \
  X(kLedBy, "led-by")                       \
  X(kLeads, "leads")                        \
  X(kPlaceNoun, "place-noun")               \
  X(kWeakAgreement, "weak-agreement")       \
  X(kInverted, "inverted")                  \
  X(kContentLead, "content-lead")           \
  X(kNounLead, "noun-lead")                 \
  X(kNominalTail, "nominal-tail")           \
  X(kAuxiliary, "auxiliary")                \
  X(kCoordinates, "coordinates")            \
  X(kSubordinate, "subordinate")            \
  X(kSharedObject, "shared-object")         \
  X(kDocumentNoun, "document-noun")         \
  X(kInfinitive, "infinitive")              \
  X(kVisiting, "visiting")                  \
  X(kOfficialNoun, "official-noun")         \
  X(kLeaderNoun, "leader-noun")             \
  X(kIf, "if")                              \
  X(kNewInOffice, "new-in-office")          \
  X(kTravel, "travel")                      \
  X(kDestination, "destination")            \
  X(kTells, "tells")                        \
  X(kSanctionNoun, "sanction-noun")         \
  X(kAidNoun, "aid-noun")                   \
  X(kMilitaryNoun, "military-noun")         \
  X(kProtestNoun, "protest-noun")           \
  X(kTarget, "target")                      \
  X(kPurpose, "purpose")                    \
  X(kAppoints, "appoints")                  \
  X(kRefusal, "refusal")                    \
  X(kCalledOff, "called-off")               \
  X(kUnnamed, "unnamed")                    \
  X(kOnly, "only")                          \
  X(kUrged, "urged")                        \
  X(kForces, "forces")                      \
  X(kDelegation, "delegation")              \
  X(kLeadsDelegation, "leads-delegation")   \
  X(kTo, "to")                              \
  X(kMinistry, "office-ministry")           \
  X(kDeputy, "office-deputy")               \
  X(kAssistant, "office-assistant")         \
  X(kMinister, "office-minister")           \
  X(kOfficeOf, "office-of")                 \
  X(kSeniority, "office-seniority")         \
  X(kState, "office-state")                 \
  X(kCounterpartTail, "office-counterpart") \
  X(kPluralMark, "office-plural")           \
  X(kAccredited, "office-at")               \
  X(kTitleJoint, "office-joint")            \
  X(kCopula, "office-copula")               \
  X(kTitleLead, "office-lead")              \
  X(kTitleTail, "office-tail")              \
  X(kTakesPlace, "takes-place")             \
  X(kBringsTogether, "brings-together")     \
  X(kByPhone, "by-phone")                   \
  X(kWeekStay, "week-stay")                 \
  X(kImposes, "imposes")                    \
  X(kSanctionModifier, "sanction-modifier") \
  X(kSucceeds, "succeeds")                  \
  X(kNamesToOffice, "names-to-office")      \
  X(kFights, "fights")                      \
  X(kCombatant, "combatant")                \
  X(kMembersOf, "members-of")               \
  X(kSelf, "self")                          \
  X(kIntends, "intends")                    \
  X(kDiplomat, "diplomat")                  \
  X(kConcludes, "concludes")                \
  X(kConcludesVisit, "concludes-visit")     \
  X(kSituation, "situation")                \
  X(kMilitaryModifier, "military-modifier") \
  X(kThreatNoun, "threat-noun")             \
  X(kCounterparts, "counterparts")          \
  X(kPartyHead, "party-head")               \
  X(kPartyNoun, "party-noun")               \
  X(kDeparts, "departs")                    \
  X(kMeetingGerund, "meeting-gerund")       \
  X(kNationBody, "nation-body")             \
  X(kPairHead, "pair-head")                 \
  X(kPairTail, "pair-tail")                 \
  X(kSince, "since")                        \
  X(kHosts, "hosts")                        \
  X(kWitness, "witness")                    \
  X(kIncluding, "including")                \
  X(kFemaleName, "female-name")             \
  X(kLowerHead, "lower-head")               \
  X(kMissionHead, "mission-head")           \
  X(kMessageNoun, "message-noun")           \
  X(kNounMark, "noun-mark")                 \
  X(kBackground, "background")              \
  X(kBe, "be")                              \
  X(kGovernmentLead, "government-lead")     \
  X(kGovernmentVerb, "government-verb")     \
  X(kCityLead, "city-lead")                 \
  X(kCityNoun, "city-noun")                 \
  X(kTravelNoun, "travel-noun")             \
  X(kPlans, "plans")                        \
  X(kGoes, "goes")                          \
  X(kPays, "pays")                          \
  X(kHere, "here")                          \
  X(kNoDelegation, "no-delegation")         \
  X(kDelegationRank, "delegation-rank")     \
  X(kMadeOf, "made-of")                     \
  X(kAgent, "agent")                        \
  X(kInSight, "in-sight")                   \
  X(kMeal, "meal")                          \
  X(kInHonour, "in-honour")                 \
  X(kWhom, "whom")                          \
  X(kSignedBetween, "signed-between")       \
  X(kAs, "as")                              \
  X(kExchanges, "exchanges")                \
  X(kTakesUp, "takes-up")                   \
  X(kInvites, "invites")                    \
  X(kAirport, "airport")                    \
  X(kAttends, "attends")                    \
  X(kChairs, "chairs")                      \
  X(kThisCountry, "this-country")           \
  X(kTheFirst, "the-first")                 \
  X(kOneOf, "one-of")                       \
  X(kTowards, "towards")                    \
  X(kEquals, "equals")                      \
  X(kAddresses, "addresses")                \
  X(kTargetNoun, "target-noun")             \
  X(kCompound, "compound")                  \
  X(kTemporalLink, "temporal-link")         \
  X(kOccasionNoun, "occasion-noun")         \
  X(kSummitNoun, "summit-noun")             \
  X(kOccasionModifier, "occasion-modifier") \
  X(kOccasionPeople, "occasion-people")     \
  X(kTimeDistance, "time-distance")         \
  X(kGivesSpeech, "gives-speech")           \
  X(kVenue, "venue")                        \
  X(kHeadquarters, "headquarters")          \
  X(kUntil, "until")                        \
  X(kArriving, "arriving")                  \
  X(kConsiders, "considers")                \
  X(kNamedPlace, "named-place")             \
  X(kNoPlace, "no-place")                   \
  X(kNoHead, "no-head")                     \
  X(kTriple, "triple")                      \
  X(kPeople, "people")                      \
  X(kShortCountry, "short-country")         \
  X(kThingHead, "thing-head")               \
  X(kBodyNoun, "body-noun")                 \
  X(kSiteNoun, "site-noun")                 \
  X(kOr, "or")                              \
  X(kActorNoun, "actor-noun")               \
  X(kTradeNoun, "trade-noun")               \
  X(kAssetNoun, "asset-noun")               \
  X(kResolutionNoun, "resolution-noun")     \
  X(kDeedLead, "deed-lead")                 \
  X(kFightNoun, "fight-noun")               \
  X(kGiftNoun, "gift-noun")                 \
  X(kFireNoun, "fire-noun")                 \
  X(kStruckNoun, "struck-noun")             \
  X(kElectionNoun, "election-noun")         \
  X(kSeatNoun, "seat-noun")                 \
  X(kPostNoun, "post-noun")                 \
  X(kSignalWord, "signal-word")             \
  X(kFinite, "finite")                      \
  X(kMediaNoun, "media-noun")               \
  X(kMediaName, "media-name")               \
  X(kGovernmentNoun, "government-noun")     \
  X(kIssues, "issues")                      \
  X(kOpinion, "opinion")                    \
  X(kBodyHead, "body-head")                 \
  X(kPartyName, "party-name")               \
  X(kArmedForces, "armed-forces")           \
  X(kWishesMeeting, "wishes-meeting")       \
  X(kQuestionTail, "question-tail")         \
  X(kPlaceEnd, "place-end")                 \
  X(kTopic, "topic")                        \
  X(kMovesThing, "moves-thing")             \
  X(kPeopleOf, "people-of")                 \
  X(kMeetsBody, "meets-body")               \
  X(kCommemorates, "commemorates")          \
  X(kInsteadOf, "instead-of")               \
  X(kPlainVerb, "plain-verb")               \
  X(kOwnBody, "own-body")

enum class WordClass : uint8_t {
#define CHANCERY_CONSTANT(constant, name) constant,
  CHANCERY_WORD_CLASSES(CHANCERY_CONSTANT)
#undef CHANCERY_CONSTANT
      kCount
};

inline constexpr size_t kWordClasses = static_cast<size_t>(WordClass::kCount);
using WordClassSet = std::bitset<kWordClasses>;

// The class of a name in the files; nullopt if there is none.
std::optional<WordClass> FindWordClass(std::string_view name);

}  // namespace chancery::extraction
