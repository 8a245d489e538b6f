// The readers of the single kinds of events. Each takes one cue of the sentence that the context has entered and adds
// the events that it tells.
#pragma once

#include "services/extraction/event_context.h"

namespace chancery::extraction {

struct Party;
struct VerbGroup;

// "A met B", "cuộc gặp giữa A và B": meetings and calls. They open the frame of what is said next.
void ReadMeeting(EventContext& context, const Cue& cue, type::v1::EventType type);
void ReadMeetingNoun(EventContext& context, const Cue& cue, type::v1::EventType type);

// "A and visiting B agreed": a meeting that no word tells.
void ReadVisitingGuest(EventContext& context);

// Who stands nearest to a verb or noun of meeting for which the readers above found no sides, in a language with serial verbs.
void ReadMeetingsWide(EventContext& context);
// "thượng đỉnh Mỹ - Triều": the leaders of two countries.
void ReadSummits(EventContext& context);
// "EU leaders met in Brussels": a meeting of a body's own people.
void ReadMeetingsOfBodies(EventContext& context);
// "An EU meeting in Brussels": behind those who are told to meet each other.
void ReadMeetingNounsOfBodies(EventContext& context);
// "Peru and Chile are due to hold new talks", "a Peruvian-Chilean summit": those whom the readers of single constructions left.
void ReadPartyMeetings(EventContext& context);
// "Peru and Chile have agreed to open the border".
void ReadPartyAgreements(EventContext& context);

// "A arrived in C", "chuyến thăm C của A".
void ReadVisit(EventContext& context, const Cue& cue);
void ReadVisitNoun(EventContext& context, const Cue& cue);

// Visits by whatever other words tell of journeys.
void ReadJourneys(EventContext& context);
// "told visiting President A": who visits where the story is, unless his visit was told.
void ReadGuests(EventContext& context);
// "C là điểm dừng chân đầu tiên của A": where one stops is visited.
void ReadStops(EventContext& context);

// "A is sending B to C": who is sent goes there.
void ReadEnvoy(EventContext& context, const Cue& cue);

// "A invited B to visit C", "theo lời mời của A".
void ReadInvitation(EventContext& context, const Cue& cue);
void ReadInvitationNoun(EventContext& context, const Cue& cue);

// "A attended", "C hosts" a named occasion.
void ReadOccasion(EventContext& context, const Cue& cue, type::v1::EventType type);
// "The summit, hosted by A", "will be attended by A and B"; false if a cue is no such passive.
bool ReadOccasionPassive(EventContext& context, const Cue& cue, type::v1::EventType type);

// "A said at the summit": who speaks at a named occasion takes part in it.
void ReadSpeechAt(EventContext& context);

// "A and B signed ...".
void ReadAgreement(EventContext& context, const Cue& cue);
// "an agreement reached on Tuesday between A and B".
void ReadAgreementNoun(EventContext& context, const Cue& cue);

// Candidacies, elections and appointments.
void ReadOffice(EventContext& context, const Cue& cue, type::v1::EventType type);

// "the appointment of A as", "A's nomination to".
void ReadOfficeNoun(EventContext& context, const Cue& cue);
// "A succeeded B as prime minister".
void ReadSuccession(EventContext& context, const Cue& cue);

// What one does to another: messages, sanctions, protests, aid, military acts.
void ReadAct(EventContext& context, const Cue& cue, type::v1::EventType type);
// "imposed new sanctions on B", "donated 100 tons of rice to B", "launched an attack on B".
// `wanted`: only of this type, unless unspecified.
void ReadEffect(EventContext& context, const Cue& cue, type::v1::EventType wanted);
// "Trong bức thư riêng gửi tới B, A viết": what a noun of messages before a verb of sending tells.
void ReadLetter(EventContext& context, const Cue& cue);
// The first word of such a noun; -1 if there is none.
int32_t LetterBefore(const Discourse& d, const Cue& cue);
// "U.S. airstrikes against B", "attacks by A on B", "A's invasion of B".
void ReadMilitaryNoun(EventContext& context, const Cue& cue);
// "clashes between A and B".
void ReadFightingNoun(EventContext& context, const Cue& cue);
// "between A forces and rebels": tells that those fight who are listed from a word on, of what a noun tells; false if it is nobody.
bool ReadSidesBetween(EventContext& context, const Cue& cue, int32_t word);
// "U.S. sanctions against B", "sanctions imposed on B by A".
void ReadSanctionNoun(EventContext& context, const Cue& cue);
// The states or bodies whose forces stand before a verb ("Israeli troops", "Thai and Cambodian soldiers"); empty if none do.
std::vector<int32_t> OwnersOfForces(const Discourse& d, int32_t verb);
// "Turkish officials say soldiers killed B": the state whose forces stand before a verb without its name; empty if that is not told.
Party UnnamedForces(const EventContext& context, const Discourse& d, int32_t verb);
// "gunmen killed B", "a roadside bomb hit B": whether somebody or something nobody names stands before a verb.
bool AreUnnamedStrikers(const Discourse& d, int32_t verb);
// Whether a phrase names forces: a nationality before troops, an armed group.
bool AreForces(const Discourse& d, int32_t phrase);
// "Israeli troops killed B", "the Taliban captured B", "were shot dead by Israeli troops": whether those fight of whom a verb tells it
// that others do in peace.
bool IsOfForces(const Discourse& d, const Cue& cue);
// "Islamist fighters opened fire": forces before a verb that are nobody's who is named.
bool AreUnownedForces(const Discourse& d, int32_t verb);
// "accused of planning to invade B": whether a verb tells what one is said to plan.
bool IsPlot(const Discourse& d, int32_t verb);
// "A has 500 troops in C", "A's contingent in C".
void ReadStationedForces(EventContext& context);
// Whom forces fight of whom the sentence has told without their other side.
void ReadFightSides(EventContext& context);
// The nation or body of which those are that stand behind a verb ("two Palestinians", "50 Taliban fighters"); empty if none.
std::vector<int32_t> NationBehind(const Discourse& d, int32_t word);
// "A is to send 2,500 troops to C".
void ReadDeployment(EventContext& context, const Cue& cue);

// "A phát biểu trong X", "A và B tại X".
void ReadThoseAtOccasions(EventContext& context);

// Whatever else the verbs of plain_deeds.tsv tell.
void ReadPlainDeeds(EventContext& context);
// "vụ không kích của A vào B", "ứng viên tổng thống A".
void ReadPlainNouns(EventContext& context);

// What verbs of naming, electing and running tell, for which `verb` stands.
void ReadOfficeDeed(EventContext& context, const DeedTerm& term, const VerbGroup& verb);
// "presidential candidate A", "newly elected President A", "A's victory in the election".
void ReadOfficeNouns(EventContext& context);
// The phrase of the person named behind a word, with only titles and adjectives between; -1 if there is none.
int32_t NamedBehind(const Discourse& d, int32_t word);
// What else the verbs of deeds.tsv tell in the sentence.
void ReadDeeds(EventContext& context);

// Whether a phrase is one country, nation or body, which acts of states are done by; false for -1.
bool IsActor(const Discourse& d, int32_t p);

}  // namespace chancery::extraction
