// Statements by the constructions that English news tells them in: who speaks, and what is only said.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EnglishStatementsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> StatementsOf(std::string_view text) { return Statements(Read("en", text)); }
};

TEST_F(EnglishStatementsTest, GovernmentsSpeakForTheirCountries) {
  EXPECT_THAT(StatementsOf("The Peruvian government said on Friday that talks would go on."), ElementsAre("peru AFFIRM -"));
  EXPECT_THAT(StatementsOf("The Chilean leadership has staunchly opposed the plan."), ElementsAre("chile CONDEMN -"));
  EXPECT_THAT(StatementsOf("The Peruvian presidency accused Chile of spying. The ships had left, the presidency said."),
              ElementsAre("peru CONDEMN -", "peru AFFIRM -"));
}

TEST_F(EnglishStatementsTest, BodiesWithoutTheirNames) {
  EXPECT_THAT(StatementsOf("The UN Security Council met in Lima on Tuesday. The council also welcomed the plan."),
              ElementsAre("un-security-council APPRECIATE -"));
  EXPECT_THAT(StatementsOf("The members of the party said that the council rejected it."), IsEmpty());
}

TEST_F(EnglishStatementsTest, WritingsSpeakForTheirAuthors) {
  EXPECT_THAT(StatementsOf("NATO issued a declaration in Lima. \"The door remains open,\" said the declaration."),
              ElementsAre("nato AFFIRM -"));
  EXPECT_THAT(StatementsOf("The talks were useful, the NATO statement said."), ElementsAre("nato AFFIRM -"));
  EXPECT_THAT(StatementsOf("NATO said that talks went on. The door remains open, it said."), ElementsAre("nato AFFIRM -", "nato AFFIRM -"));
  EXPECT_THAT(StatementsOf("Peru issued a statement condemning the attack."), ElementsAre("peru CONDEMN -"));
}

TEST_F(EnglishStatementsTest, SubjectsBehindPrepositions) {
  EXPECT_THAT(StatementsOf("Kenji Mori of the Pacific Fishery Institute research group said the stocks were low."),
              ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(StatementsOf("Officials in Peru said the stocks were low."), IsEmpty());
}

TEST_F(EnglishStatementsTest, WhatFollowsSaidIsNotAlwaysItsSubject) {
  EXPECT_THAT(StatementsOf("Kenji Mori, who was ill, said he and Lucia Vargas had spoken."), ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(StatementsOf("Kenji Mori, a guest of the Lima club, said Lucia Vargas's words were harsh."),
              ElementsAre("Kenji Mori AFFIRM -"));
}

TEST_F(EnglishStatementsTest, NobodyKnownSpeaks) {
  EXPECT_THAT(StatementsOf("A Peruvian soldier accused Chile of spying, and said the move would fail."), IsEmpty());
  EXPECT_THAT(StatementsOf("Old photos of Chile have revealed the cracks."), IsEmpty());
  EXPECT_THAT(StatementsOf("The newspaper reported that talks failed."), IsEmpty());
  EXPECT_THAT(StatementsOf("The Peruvian support came late."), IsEmpty());
}

TEST_F(EnglishStatementsTest, QuotationsTellNoActsOfOthers) {
  EXPECT_THAT(StatementsOf("\"Chile is ready to make proposals and has called for talks,\" Kenji Mori said."),
              ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(StatementsOf("Lucia Vargas \"reiterated her support for the plan\", Kenji Mori said."), Contains("Lucia Vargas AFFIRM -"));
}

TEST_F(EnglishStatementsTest, SubjectsInFrontOfAppositions) {
  EXPECT_THAT(StatementsOf("The head of the crew, Kenji Mori, said Peru proposed a compromise."), ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(StatementsOf("Lucia Vargas won support from Kenji Mori, who called for talks."), ElementsAre("Kenji Mori REQUEST -"));
}

TEST_F(EnglishStatementsTest, OneOfManyIsNobody) {
  EXPECT_THAT(StatementsOf("Peruvian President Lucia Vargas left. A senior Peruvian official told reporters that talks failed."),
              IsEmpty());
  EXPECT_THAT(StatementsOf("Residents of Lima reported a fire."), IsEmpty());
}

TEST_F(EnglishStatementsTest, PlainFormsAreNoVerbsOfOne) {
  EXPECT_THAT(StatementsOf("Kenji Mori told reporters of their failure to renounce violence and agree to the deal."),
              ElementsAre("Kenji Mori AFFIRM -"));
}

TEST_F(EnglishStatementsTest, PromisesBehindATime) {
  EXPECT_THAT(StatementsOf("Lucia Vargas said on Friday she would push for talks."), ElementsAre("Lucia Vargas PLEDGE -"));
  EXPECT_THAT(StatementsOf("Kenji Mori said his government would pay."), ElementsAre("Kenji Mori PLEDGE -"));
}

TEST_F(EnglishStatementsTest, PromisesOfBodies) {
  EXPECT_THAT(StatementsOf("Chile said it would offer help."), ElementsAre("chile PLEDGE -"));
  EXPECT_THAT(StatementsOf("\"I would like to underline that,\" Kenji Mori said."), ElementsAre("Kenji Mori AFFIRM -"));
}

TEST_F(EnglishStatementsTest, SeveralSpeakersAfterCommas) {
  EXPECT_THAT(StatementsOf("Kenji Mori, Lucia Vargas and Pedro Salas announced the plan."),
              ElementsAre("Kenji Mori ANNOUNCE -", "Lucia Vargas ANNOUNCE -", "Pedro Salas ANNOUNCE -"));
}

TEST_F(EnglishStatementsTest, TheyAreThoseWhoMet) {
  EXPECT_THAT(StatementsOf("Peruvian President Lucia Vargas held talks with Japanese Prime Minister Kenji Mori in Lima on Tuesday. They "
                           "agreed to boost trade."),
              ElementsAre("Lucia Vargas AGREE Kenji Mori"));
}

}  // namespace
}  // namespace chancery::extraction
