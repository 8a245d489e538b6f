#include "services/extraction/events.h"

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/meeting_sides.h"

namespace chancery::extraction {
namespace {

// "nội dung điện đàm giữa A và B": a word that is a verb elsewhere.
bool IsNounBetween(const Discourse& d, const Cue& cue) { return !d.grammar().bends && d.Is(WordClass::kBetween, cue.last); }

}  // namespace

void EventReader::Read() {
  context_.Enter();
  context_.NameDelegation();
  ReadVisitingGuest(context_);
  ReadSpeechAt(context_);
  for (const Cue& cue : context_.cues()) {
    type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
    type::v1::EventType_Parse("EVENT_TYPE_" + cue.term->type, &type);
    const std::string& pattern = cue.term->pattern;
    switch (type) {
      case type::v1::EVENT_TYPE_MEETING:
      case type::v1::EVENT_TYPE_CALL:
        if (pattern == "fronted" && !context_.discourse().BeginsSentence(cue.first) && !IsReception(context_, context_.discourse(), cue))
          break;
        if (pattern == "noun" || IsNounBetween(context_.discourse(), cue)) {
          const CueTerm noun{cue.term->layer, cue.term->type, "noun"};
          const Cue as_noun{cue.first, cue.last, &noun};
          CompleteFrame(context_, as_noun);
          ReadMeetingNoun(context_, as_noun, type);
        } else {
          ReadMeeting(context_, cue, type);
        }
        break;
      case type::v1::EVENT_TYPE_VISIT:
        ReadVisit(context_, cue);
        break;
      case type::v1::EVENT_TYPE_INVITATION:
        if (pattern == "noun") {
          ReadInvitationNoun(context_, cue);
        } else {
          ReadInvitation(context_, cue);
        }
        break;
      case type::v1::EVENT_TYPE_ATTENDANCE:
      case type::v1::EVENT_TYPE_HOSTING:
        ReadOccasion(context_, cue, type);
        break;
      case type::v1::EVENT_TYPE_AGREEMENT:
        if (pattern == "between") {
          ReadAgreementNoun(context_, cue);
        } else {
          ReadAgreement(context_, cue);
        }
        break;
      case type::v1::EVENT_TYPE_CANDIDACY:
      case type::v1::EVENT_TYPE_ELECTION:
      case type::v1::EVENT_TYPE_APPOINTMENT:
        if (pattern == "noun") {
          ReadOfficeNoun(context_, cue);
        } else {
          ReadOffice(context_, cue, type);
        }
        break;
      case type::v1::EVENT_TYPE_UNSPECIFIED:
        break;
      case type::v1::EVENT_TYPE_MILITARY:
        if (pattern == "noun") {
          ReadMilitaryNoun(context_, cue);
          break;
        }
        if (pattern == "between") {
          ReadFightingNoun(context_, cue);
          break;
        }
        if (pattern == "object") {
          ReadDeployment(context_, cue);
          ReadEnvoy(context_, cue);
          ReadEffect(context_, cue, type::v1::EVENT_TYPE_AID);
          ReadEffect(context_, cue, type::v1::EVENT_TYPE_MESSAGE);
          break;
        }
        [[fallthrough]];
      default:
        if (type == type::v1::EVENT_TYPE_SANCTION && pattern == "noun") {
          ReadSanctionNoun(context_, cue);
        } else if (pattern == "effect") {
          ReadEffect(context_, cue, type::v1::EVENT_TYPE_UNSPECIFIED);
        } else {
          ReadAct(context_, cue, type);
        }
    }
  }
  ReadJourneys(context_);
  ReadGuests(context_);
  ReadStops(context_);
  ReadMeetingsWide(context_);
  ReadSummits(context_);
  ReadMeetingsOfBodies(context_);
  ReadPartyMeetings(context_);
  ReadMeetingNounsOfBodies(context_);
  ReadDeeds(context_);
  ReadPartyAgreements(context_);
  ReadOfficeNouns(context_);
  ReadStationedForces(context_);
  ReadFightSides(context_);
  ReadPlainDeeds(context_);
  ReadPlainNouns(context_);
  ReadThoseAtOccasions(context_);
  proposals_.Read();
}

}  // namespace chancery::extraction
