#include "services/extraction/event_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "services/extraction/event_proposals.h"
#include "services/extraction/extractor_test_fixture.h"
#include "services/extraction/feature_hash.h"
#include "services/extraction/name_model_file.h"

namespace chancery::extraction {
namespace {

template <typename T>
void Put(T value, std::string* out) {
  out->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

struct Node {
  int32_t feature;
  float value;
  int32_t left, right;
};

// A model with a word that may tell a meeting, a feature of words that speaks for it, one of participants that speaks for them in
// meetings alone, and one tree.
std::string ModelOf(std::initializer_list<Node> nodes) {
  std::string out = "chancery events 2\nen\n";
  Put(0.25F, &out);
  for (const uint32_t value : {1U, 7U, 1U, 1U}) Put(value, &out);  // stem 7 may tell type 0
  Put(0.1F, &out);
  for (int t = 0; t < kEventTypes; ++t) Put(t == 0 ? 0.0F : -20.0F, &out);
  for (const uint32_t value : {1U, 11U}) Put(value, &out);
  Put(uint32_t{kEventTypes}, &out);
  for (int t = 0; t < kEventTypes; ++t) Put(static_cast<int8_t>(t == 0 ? 20 : 0), &out);
  Put(0.1F, &out);
  Put(-1.0F, &out);
  for (const uint32_t value : {1U, FeatureKey(1, 13), 1U}) Put(value, &out);
  Put(int8_t{30}, &out);
  Put(0.5F, &out);
  for (const uint32_t value : {1U, 0U, static_cast<uint32_t>(nodes.size())}) Put(value, &out);  // the root is node 0
  for (const Node& node : nodes) Put(node, &out);
  return out;
}

float Logistic(float x) { return 1 / (1 + std::exp(-x)); }

TEST(EventModelTest, WeightsBecomeProbabilities) {
  const auto model = EventModel::Parse(ModelOf({{2, 1.5F, 1, 2}, {-1, -2, 0, 0}, {-1, 3, 0, 0}}));
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ((*model)->language(), "en");
  EXPECT_EQ((*model)->least(), 0.25F);
  EXPECT_EQ((*model)->TypesOf(7), 1U);
  EXPECT_EQ((*model)->TypesOf(8), 0U);
  // One feature of four, each worth 3 / sqrt(4).
  const auto words = (*model)->OfWord({11, 12, 13, 14});
  EXPECT_FLOAT_EQ(words[0], Logistic(0.1F * 20 * 1.5F));
  EXPECT_LT(words[1], 1e-6F);
  EXPECT_FLOAT_EQ((*model)->OfParticipant({13}, 0), Logistic(0.1F * 30 * 3 / std::sqrt(2.0F) - 1));
  EXPECT_FLOAT_EQ((*model)->OfParticipant({13}, 1), Logistic(-1));
  DecisionFeatures features{};
  features[2] = 1.5F;
  EXPECT_FLOAT_EQ((*model)->OfEvent(features), Logistic(0.5F - 2));
  features[2] = 1.6F;
  EXPECT_FLOAT_EQ((*model)->OfEvent(features), Logistic(0.5F + 3));
}

TEST(EventModelTest, DamagedBytesAreRefused) {
  const std::string whole = ModelOf({{-1, 1, 0, 0}});
  ASSERT_TRUE(EventModel::Parse(whole).ok());
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(EventModel::Parse(whole.substr(0, size)).status().code(), absl::StatusCode::kDataLoss) << size;
  }
  EXPECT_EQ(EventModel::Parse(whole + "x").status().code(), absl::StatusCode::kDataLoss);
}

TEST(EventModelTest, TreesWithoutEndAreRefused) {
  EXPECT_FALSE(EventModel::Parse(ModelOf({{2, 1, 0, 1}, {-1, 1, 0, 0}})).ok()) << "a node below itself";
  EXPECT_FALSE(EventModel::Parse(ModelOf({{2, 1, 1, 2}, {-1, 1, 0, 0}})).ok()) << "a node that is not there";
  EXPECT_FALSE(EventModel::Parse(ModelOf({{kDecisionFeatures, 1, 1, 1}, {-1, 1, 0, 0}})).ok()) << "a feature that is not there";
}

class EventProposalsTest : public ExtractorTest {
 protected:
  // What the model adds, as Events has it.
  static std::vector<std::string> Added(std::string_view language, std::string_view text) {
    v1::Analysis a = Read(language, text);
    std::vector<std::string> out;
    for (const v1::Event& e : a.events()) {
      const auto& evidence = e.evidence();
      if (!evidence.explanations(0).rule().starts_with(kModelRule)) continue;
      EXPECT_GT(evidence.confidence(), 0);
      EXPECT_LT(evidence.confidence(), 1);
      EXPECT_GT(evidence.spans_size(), 0);
      std::string line = type::v1::EventType_Name(e.type()).substr(11);
      for (int i = 0; i < e.participants_size(); ++i) line += (i == 0 ? " " : ", ") + Name(a, e.participants(i));
      out.push_back(line);
    }
    return out;
  }
};

class Collector : public EventObserver {
 public:
  void OnSentence(const Discourse& d, const EventFeatures& features) override {
    for (int32_t word = d.begin(); word < d.end(); ++word) words += features.MayTell(word) ? 1 : 0;
  }
  void OnDocument(const Layers& layers, const std::vector<EventProposal>& given) override {
    events = layers.events.size();
    proposals = given;
  }
  int words = 0;
  size_t events = 0;
  std::vector<EventProposal> proposals;
};

TEST_F(EventProposalsTest, WhatNoRuleReadsIsAdded) {
  EXPECT_THAT(Added("en", "Peru has accepted a Japanese proposal and the two countries signed it in Lima."),
              ::testing::ElementsAre("AGREEMENT peru, japan"));
}

TEST_F(EventProposalsTest, EachLanguageHasItsModel) {
  EXPECT_THAT(Added("vi", "Nhật Bản rót thêm 5 triệu USD giúp Peru khắc phục hậu quả động đất."),
              ::testing::ElementsAre("AID japan, peru"));
}

TEST_F(EventProposalsTest, WhatARuleReadsIsToldOnce) {
  EXPECT_THAT(Added("en", "Japanese Foreign Minister Kenji Mori met Peruvian Foreign Minister Lucia Vargas in Lima on Monday."),
              ::testing::IsEmpty());
}

TEST_F(EventProposalsTest, WithoutAModelOfItsLanguageASentenceIsOnlySeen) {
  Collector seen;
  const EventModels models(*EventModel::Parse(ModelOf({{-1, 1, 0, 0}})));
  EXPECT_NE(models.Of("en"), nullptr);
  EXPECT_EQ(models.Of("vi"), nullptr);
  ASSERT_TRUE(extractor_->Observe({"Peru đồng ý với đề nghị của Nhật Bản.", "vi", "", {}}, models, &seen).ok());
  EXPECT_GT(seen.words, 2);
  EXPECT_TRUE(seen.proposals.empty());
}

TEST_F(EventProposalsTest, ObserversSeeProposalsAndNothingIsAdded) {
  Collector seen;
  const EventModels models = EventModels::BuiltIn();
  const std::string_view text = "Peru has accepted a Japanese proposal and the two countries signed it in Lima.";
  ASSERT_TRUE(extractor_->Observe({text, "en", "", {}}, models, &seen).ok());
  EXPECT_GT(seen.words, 2);
  EXPECT_EQ(seen.events, 0U);
  ASSERT_FALSE(seen.proposals.empty());
  for (const EventProposal& proposal : seen.proposals) {
    EXPECT_EQ(proposal.event.rule, "event:model-en");
    EXPECT_FALSE(proposal.event.participants.empty());
    EXPECT_TRUE(proposal.sentence.Contains(proposal.event.cue));
    for (const float feature : proposal.features) EXPECT_TRUE(std::isfinite(feature));
  }
}

}  // namespace
}  // namespace chancery::extraction
