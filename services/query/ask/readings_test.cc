// What a question can mean besides its plain reading, and answers that sentences give.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/query/ask/ask.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using ::testing::AllOf;
using testing::DocumentBuilder;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using v1::AskResponse;

constexpr auto kMeeting = type::v1::EVENT_TYPE_MEETING;
constexpr auto kVisit = type::v1::EVENT_TYPE_VISIT;

class AskReadingsTest : public ::testing::Test {
 protected:
  AskResponse Ask(const std::string& question) {
    v1::AskRequest request;
    request.set_question(question);
    auto tx = store_->Begin(Store::Mode::kRead);
    const auto response = query::Ask(**tx, request, absl::CivilDay(2031, 3, 10));
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : AskResponse();
  }
  std::string Answer(const std::string& question) { return Ask(question).answer(); }
  bool IsAnswered(const std::string& question) { return Ask(question).outcome() == AskResponse::OUTCOME_ANSWERED; }
  void Commit(const DocumentBuilder& document) { testing::CommitAll(*store_, {document.Commit()}); }

  testing::TestStore store_;
};

TEST_F(AskReadingsTest, ANameWithAYearIsAnOccasion) {
  DocumentBuilder forum("forum", "en", "");
  const int berg = forum.Person("Astrid Bergmann", "NO"), hansen = forum.Person("Per Hansen", "DK");
  forum.Entity(type::v1::ENTITY_TYPE_ORG, "Fjord Forum");
  forum.Sentence("At Fjord Forum 2030 Astrid Bergmann met Per Hansen.");
  forum.Event(kMeeting, {berg, hansen});
  DocumentBuilder other("other", "en", "");
  const int again = other.Person("Astrid Bergmann", "NO"), lind = other.Person("Eva Lind", "SE");
  other.Entity(type::v1::ENTITY_TYPE_ORG, "Fjord Forum");
  other.Sentence("At the Fjord Forum Astrid Bergmann met Eva Lind.");
  other.Event(kMeeting, {again, lind});
  Commit(forum);
  Commit(other);
  EXPECT_THAT(Answer("Whom did Bergmann meet at Fjord Forum 2030?"), AllOf(HasSubstr("Hansen"), Not(HasSubstr("Lind"))));
  EXPECT_FALSE(IsAnswered("Whom did Bergmann meet at Fjord Forum 2029?"));
}

TEST_F(AskReadingsTest, AClauseTellsTheOccasion) {
  for (const auto& [id, country, code, place] : {std::tuple("a", "Sweden", "SE", "Bergen"), std::tuple("b", "Denmark", "DK", "Malmo")}) {
    DocumentBuilder pact(id, "en", "2031-03-04");
    const int speaker = pact.Country(country, id == std::string("a") ? "sweden" : "denmark", code);
    const int hansen = pact.Person("Per Hansen", "NO");
    const int city = pact.Entity(type::v1::ENTITY_TYPE_GPE, place);
    pact.Sentence(std::string(country) + " supports the seal pact.");
    pact.Statement(speaker, type::v1::ACT_SUPPORT);
    pact.Sentence(std::string("Per Hansen visited ") + place + ".");
    pact.Event(kVisit, {hansen}, "2031-03-03", city);
    Commit(pact);
  }
  EXPECT_THAT(Answer("Which countries support the seal pact?"), AllOf(HasSubstr("Sweden"), HasSubstr("Denmark")));
  EXPECT_THAT(Answer("Which countries supported the seal pact when Hansen visited Bergen?"),
              AllOf(HasSubstr("Sweden"), Not(HasSubstr("Denmark"))));
}

TEST_F(AskReadingsTest, WhichPresidentIsWhoeverIsOne) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK"), lind = talks.Person("Eva Lind", "SE");
  const int sweden = talks.Country("Sweden", "sweden", "SE"), denmark = talks.Country("Denmark", "denmark", "DK");
  talks.Sentence("Astrid Bergmann met Swedish President Eva Lind.");
  talks.Role(lind, type::v1::ROLE_KIND_HEAD_OF_STATE, sweden, "President");
  talks.Event(kMeeting, {berg, lind}, "2031-03-03");
  talks.Sentence("Astrid Bergmann met Danish Foreign Minister Per Hansen.");
  talks.Role(hansen, type::v1::ROLE_KIND_FOREIGN_MINISTER, denmark, "Foreign Minister");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-02");
  Commit(talks);
  for (const char* question : {"Which president did Bergmann meet?", "Astrid Bergmann gặp tổng thống nào?"}) {
    EXPECT_THAT(Answer(question), StartsWith("Eva Lind.")) << question;
  }
  EXPECT_THAT(Answer("Which foreign minister did Bergmann meet?"), StartsWith("Per Hansen."));
}

TEST_F(AskReadingsTest, WhoHeldAnOfficeAtAnEventWithoutDay) {
  DocumentBuilder visit("visit", "en", "");
  const int hansen = visit.Person("Per Hansen", "DK"), lind = visit.Person("Eva Lind", "SE");
  const int sweden = visit.Country("Sweden", "sweden", "SE");
  visit.Sentence("Per Hansen visited Sweden, where Prime Minister Eva Lind received him.");
  visit.Role(lind, type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT, sweden, "Prime Minister");
  visit.Event(kVisit, {hansen}, "", sweden);
  DocumentBuilder later("later", "en", "2031-03-04");
  const int holm = later.Person("Olof Holm", "SE"), country = later.Country("Sweden", "sweden", "SE");
  later.Sentence("Swedish Prime Minister Olof Holm spoke.");
  later.Role(holm, type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT, country, "Prime Minister");
  Commit(visit);
  Commit(later);
  for (const char* question :
       {"Who was the prime minister of Sweden when Hansen visited that country?", "Ai là Thủ tướng Thụy Điển khi Hansen thăm nước này?"}) {
    EXPECT_THAT(Answer(question), AllOf(StartsWith("Eva Lind"), Not(HasSubstr("Holm")))) << question;
  }
}

TEST_F(AskReadingsTest, ATitleSaysThePortfolio) {
  DocumentBuilder title("title", "en", "2031-03-04");
  const int lind = title.Person("Eva Lind", "SE"), sweden = title.Country("Sweden", "sweden", "SE");
  const int holm = title.Person("Olof Holm", "SE");
  title.Sentence("Swedish Defence Minister Eva Lind and Health Minister Olof Holm spoke.");
  title.Role(lind, type::v1::ROLE_KIND_MINISTER, sweden, "Defence Minister");
  title.Role(holm, type::v1::ROLE_KIND_MINISTER, sweden, "Health Minister");
  Commit(title);
  EXPECT_THAT(Answer("Who is Sweden's defence minister?"), AllOf(HasSubstr("Eva Lind"), Not(HasSubstr("Holm"))));
}

TEST_F(AskReadingsTest, WhatIsDeniedIsNoAnswer) {
  DocumentBuilder dinner("dinner", "en", "2031-03-04");
  const int berg = dinner.Person("Anna Berg", "SE"), holm = dinner.Person("Piet Holm", "NL"), lund = dinner.Person("Ole Lund", "NO");
  dinner.Sentence("Anna Berg did not dance with Piet Holm at the harvest ball.");
  dinner.Mention(berg, "Anna Berg");
  dinner.Mention(holm, "Piet Holm");
  Commit(dinner);
  EXPECT_FALSE(IsAnswered("Who did Anna Berg dance with at the harvest ball?"));
  EXPECT_THAT(Answer("Who did Anna Berg not dance with at the harvest ball?"), HasSubstr("Piet Holm"));
  dinner.Sentence("At the harvest ball Anna Berg danced with Ole Lund.");
  dinner.Mention(berg, "Anna Berg");
  dinner.Mention(lund, "Ole Lund");
  testing::CommitAll(*store_, {dinner.Commit(2)});
  EXPECT_THAT(Answer("Who did Anna Berg dance with at the harvest ball?"), HasSubstr("Ole Lund"));
}

TEST_F(AskReadingsTest, SentencesTakeUpWhatWasNamedBefore) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int sweden = talks.Country("Sweden", "sweden", "SE"), denmark = talks.Country("Denmark", "denmark", "DK");
  const int norway = talks.Country("Norway", "norway", "NO");
  talks.Sentence("Norway listened.");
  talks.Mention(norway, "Norway");
  talks.Sentence("Talks between Sweden and Denmark were put off.");
  talks.Mention(sweden, "Sweden");
  talks.Mention(denmark, "Denmark");
  talks.Sentence("Fifteen rounds of talks about herring have been held by the two kingdoms.");
  talks.Sentence("Norway is true to its word.");
  talks.Mention(norway, "Norway");
  talks.Sentence("We have joined 25 conventions on whales.");
  talks.Sentence("Sweden heard of the seal hunt.");
  talks.Sentence("It was the third time that Sweden asked Norway to clarify the matter.");
  Commit(talks);
  EXPECT_THAT(Answer("How many rounds of talks about herring have Sweden and Denmark held?"), HasSubstr("Fifteen"));
  EXPECT_FALSE(IsAnswered("How many rounds of talks about herring have Norway and Denmark held?"));
  EXPECT_THAT(Answer("How many conventions on whales has Norway joined?"), HasSubstr("25"));
  EXPECT_FALSE(IsAnswered("How many conventions on whales has Denmark joined?"));
  EXPECT_THAT(Answer("How many times has Sweden asked Norway to clarify the seal hunt?"), HasSubstr("third time"));
  EXPECT_FALSE(IsAnswered("How many times has Sweden asked Norway to clarify the salmon run?"));
}

TEST_F(AskReadingsTest, AListFromSentencesNeedNotBeAll) {
  DocumentBuilder plans("plans", "en", "2031-03-04");
  plans.Country("Norway", "norway", "NO");
  plans.Sentence("Three leaders are expected to visit Norway.");
  plans.Sentence("They are Per Hansen, Eva Lind and Olof Holm.");
  for (const char* name : {"Per Hansen", "Eva Lind", "Olof Holm"}) plans.Mention(plans.Person(name), name);
  Commit(plans);
  EXPECT_THAT(Answer("Which leaders are expected to visit Norway?"),
              AllOf(HasSubstr("need not be all"), HasSubstr("Hansen, Eva Lind and Olof Holm")));
  // Nothing says so of herring, and nobody is told to have been there.
  EXPECT_FALSE(IsAnswered("Which leaders are expected to visit Norway for herring?"));
}

TEST_F(AskReadingsTest, WhereReportsTellOfMoreAListIsNotWhole) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK");
  talks.Sentence("Astrid Bergmann met Per Hansen.");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-03");
  Commit(talks);
  EXPECT_THAT(Answer("Whom did Bergmann meet?"), StartsWith("Per Hansen."));
  talks.Sentence("Before her talks with Hansen, he met Eva Lind.");
  talks.Mention(hansen, "Hansen");
  talks.Mention(talks.Person("Eva Lind"), "Eva Lind");
  testing::CommitAll(*store_, {talks.Commit(2)});
  EXPECT_THAT(Answer("Whom did Bergmann meet?"), AllOf(StartsWith("At least Per Hansen."), HasSubstr("he met Eva Lind")));
}

TEST_F(AskReadingsTest, WhatIsAskedAtTheOnlyMeetingIsAskedOfWhoIsMet) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK");
  talks.Sentence("Astrid Bergmann received Per Hansen.");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-03");
  talks.Sentence("Bergmann proposed a herring treaty.");
  talks.Statement(berg, type::v1::ACT_REQUEST);
  Commit(talks);
  EXPECT_THAT(Answer("What did Bergmann propose to Hansen?"), HasSubstr("herring treaty"));
  // With two meetings it could be either.
  const int lind = talks.Person("Eva Lind", "SE");
  talks.Sentence("Astrid Bergmann met Eva Lind.");
  talks.Event(kMeeting, {berg, lind}, "2031-03-03");
  testing::CommitAll(*store_, {talks.Commit(2)});
  EXPECT_THAT(Answer("What did Bergmann propose to Hansen?"), Not(HasSubstr("herring treaty")));
}

TEST_F(AskReadingsTest, AnAmbassadorIsSentToACountry) {
  for (const auto& [id, name, host, code] : {std::tuple("a", "Eva Lind", "Norway", "NO"), std::tuple("b", "Olof Holm", "Denmark", "DK")}) {
    DocumentBuilder document(id, "en", "2031-03-04");
    const int person = document.Person(name, "SE"), sweden = document.Country("Sweden", "sweden", "SE");
    document.Sentence(std::string("Swedish Ambassador to ") + host + " " + name + " spoke.");
    document.Country(host, host == std::string("Norway") ? "norway" : "denmark", code);
    document.Role(person, type::v1::ROLE_KIND_AMBASSADOR, sweden, "Ambassador");
    Commit(document);
  }
  EXPECT_THAT(Answer("Who is the Swedish ambassador to Norway?"), AllOf(HasSubstr("Eva Lind"), Not(HasSubstr("Holm"))));
  EXPECT_THAT(Answer("Đại sứ Thụy Điển tại Đan Mạch là ai?"), AllOf(HasSubstr("Olof Holm"), Not(HasSubstr("Lind"))));
}

TEST_F(AskReadingsTest, ACountryIsNotYetThePlace) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK"), lind = talks.Person("Eva Lind", "SE");
  const int sweden = talks.Country("Sweden", "sweden", "SE"), oslo = talks.Entity(type::v1::ENTITY_TYPE_GPE, "Oslo", "oslo", "NO");
  talks.Sentence("Astrid Bergmann met Per Hansen in Sweden, Eva Lind in Oslo.");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-03", sweden);
  talks.Event(kMeeting, {berg, lind}, "2031-03-02", oslo);
  Commit(talks);
  EXPECT_THAT(Answer("Where did Bergmann meet Hansen?"), StartsWith("Sweden; no nearer place is known."));
  EXPECT_THAT(Answer("Where did Bergmann meet Lind?"), StartsWith("Oslo."));
}

TEST_F(AskReadingsTest, WhereAVisitorComesFromIsNotWhereTheVisitWas) {
  DocumentBuilder trip("trip", "en", "2031-03-04");
  const int norway = trip.Country("Norway", "norway", "NO"), sweden = trip.Country("Sweden", "sweden", "SE");
  trip.Sentence("A delegation of Norway paid a visit to Sweden in March.");
  trip.Event(kVisit, {norway, sweden}, "2031-03");
  Commit(trip);
  EXPECT_THAT(Answer("When did Norway visit Sweden?"), StartsWith("2031-03."));
  EXPECT_FALSE(IsAnswered("When did Norway visit Norway?"));
}

TEST_F(AskReadingsTest, WhatWasElsewhereIsNotThere) {
  DocumentBuilder talks("talks", "en", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK"), lind = talks.Person("Eva Lind", "SE");
  const int sweden = talks.Country("Sweden", "sweden", "SE"), malmo = talks.Entity(type::v1::ENTITY_TYPE_GPE, "Malmo", "malmo", "SE");
  talks.Sentence("Astrid Bergmann met Per Hansen in Malmo.");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-03", malmo);
  talks.Sentence("Eva Lind met Astrid Bergmann in Sweden.");
  talks.Event(kMeeting, {lind, berg}, "2031-03-03", sweden);
  Commit(talks);
  DocumentBuilder other("other", "en", "2031-03-05");
  const int gothenburg = other.Entity(type::v1::ENTITY_TYPE_GPE, "Gothenburg", "gothenburg", "SE");
  const int holm = other.Person("Olof Holm", "SE"), anna = other.Person("Astrid Bergmann", "NO");
  other.Sentence("Astrid Bergmann met Olof Holm in Gothenburg.");
  other.Event(kMeeting, {anna, holm}, "2031-03-04", gothenburg);
  Commit(other);
  EXPECT_THAT(Answer("Who did Astrid Bergmann meet in Malmo?"), AllOf(HasSubstr("Hansen"), Not(HasSubstr("Holm"))));
  // A city that no report names, though its country is known.
  EXPECT_FALSE(IsAnswered("Who did Astrid Bergmann meet in Stockholm?"));
  EXPECT_FALSE(IsAnswered("Astrid Bergmann gặp ai ở Stockholm?"));
}

TEST_F(AskReadingsTest, OtherCountriesThanTheOneThatIsNamed) {
  DocumentBuilder trip("trip", "en", "2031-03-04");
  const int berg = trip.Person("Astrid Bergmann", "NO");
  const int kenya = trip.Country("Kenya", "kenya", "KE"), benin = trip.Country("Benin", "benin", "BJ");
  trip.Sentence("Bergmann, who visited Benin, is due in Kenya.");
  trip.Event(kVisit, {berg}, "2031-03-05", kenya);
  trip.Event(kVisit, {berg}, "", benin);
  Commit(trip);
  EXPECT_THAT(Answer("Which countries did Astrid Bergmann visit before Kenya?"), StartsWith("Benin."));
  EXPECT_THAT(Answer("Astrid Bergmann thăm những nước nào ngoài Kenya?"), StartsWith("Benin."));
}

TEST_F(AskReadingsTest, WhereIsToldBehindAPreposition) {
  DocumentBuilder talks("talks", "vi", "2031-03-04");
  talks.Sentence("Trợ lý của Astrid Bergmann đã tới Thụy Điển để gặp Per Hansen.");
  talks.Person("Astrid Bergmann", "NO");
  talks.Person("Per Hansen", "DK");
  talks.Country("Thụy Điển", "sweden", "SE");
  Commit(talks);
  EXPECT_FALSE(IsAnswered("Astrid Bergmann và Per Hansen gặp nhau ở đâu?"));
}

TEST_F(AskReadingsTest, LeadersWhoAreAskedForAreNotThoseWhoLead) {
  DocumentBuilder talks("talks", "vi", "2031-03-04");
  const int berg = talks.Person("Astrid Bergmann", "NO"), hansen = talks.Person("Per Hansen", "DK");
  talks.Sentence("Astrid Bergmann gặp Per Hansen.");
  talks.Event(kMeeting, {berg, hansen}, "2031-03-03");
  Commit(talks);
  EXPECT_THAT(Answer("Astrid Bergmann gặp những lãnh đạo nào?"), StartsWith("Per Hansen."));
}

TEST_F(AskReadingsTest, SupportCanBeToldInWhatIsSaid) {
  DocumentBuilder speech("speech", "en", "2031-03-04");
  const int holm = speech.Person("Olof Holm", "SE");
  speech.Country("Sweden", "sweden", "SE");
  const int lind = speech.Person("Eva Lind", "DK");
  speech.Country("Denmark", "denmark", "DK");
  speech.Sentence("Holm said that Sweden strongly supported the merger of the herring boards.");
  speech.Statement(holm, type::v1::ACT_AFFIRM);
  speech.Sentence("Lind said that Denmark did not support the merger of the herring boards.");
  speech.Statement(lind, type::v1::ACT_AFFIRM);
  Commit(speech);
  EXPECT_THAT(Answer("Which countries support the merger of the herring boards?"), AllOf(HasSubstr("Holm"), Not(HasSubstr("Lind"))));
}

}  // namespace
}  // namespace chancery::query
