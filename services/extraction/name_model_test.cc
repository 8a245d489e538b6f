#include "services/extraction/name_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "services/extraction/name_model_file.h"

namespace chancery::extraction {
namespace {

using ::testing::ElementsAre;

NameModel::Content Small() {
  NameModel::Content content;
  content.scale = 0.5;
  content.features = {11, 27, 4000000000U};
  content.weights.assign(content.features.size() * kNameTags, 0);
  content.weights[0 * kNameTags + BeginTag(0)] = 20;   // 11 begins a person
  content.weights[1 * kNameTags + InsideTag(0)] = 20;  // 27 goes on with one
  content.weights[2 * kNameTags + kOutside] = 20;
  content.phrases = {5, 9};
  content.classes = {kGazetteerPlace, kGazetteerSurname};
  content.words = {7, 8};
  content.groups = {0, 1023};
  return content;
}

std::unique_ptr<const NameModel> Load(const NameModel::Content& content) {
  auto model = NameModel::Parse(NameModel::Serialize(content));
  EXPECT_TRUE(model.ok()) << model.status();
  return *std::move(model);
}

TEST(NameModelTest, AddsTheWeightsOfKnownFeatures) {
  const auto model = Load(Small());
  EXPECT_FLOAT_EQ(model->Score({11})[BeginTag(0)], 10);
  EXPECT_FLOAT_EQ(model->Score({11, 12, 11})[BeginTag(0)], 20);
  EXPECT_FLOAT_EQ(model->Score({4000000000U})[kOutside], 10);
  EXPECT_FLOAT_EQ(model->Score({12})[BeginTag(0)], 0);
}

TEST(NameModelTest, KnowsPhrases) {
  const auto model = Load(Small());
  EXPECT_EQ(model->Classes(5), kGazetteerPlace);
  EXPECT_EQ(model->Classes(9), kGazetteerSurname);
  EXPECT_EQ(model->Classes(6), 0);
}

TEST(NameModelTest, KnowsGroupsOfWords) {
  const auto model = Load(Small());
  EXPECT_EQ(model->Group(7), kWordGroups);
  EXPECT_EQ(model->Group(8), kWordGroups + 1023);
  EXPECT_EQ(model->Group(9), 0);
}

TEST(NameModelTest, FindsTheBestPath) {
  const auto model = Load(Small());
  const TagPath path = model->Decode({model->Score({4000000000U}), model->Score({11}), model->Score({27})});
  EXPECT_THAT(path.tags, ElementsAre(kOutside, BeginTag(0), InsideTag(0)));
  for (size_t i = 0; i < path.tags.size(); ++i) EXPECT_GT(path.ProbabilityAt(i), 0.9);
}

TEST(NameModelTest, NeverGoesOnWithWhatDidNotBegin) {
  const auto model = Load(Small());
  const TagPath path = model->Decode({model->Score({27})});
  EXPECT_NE(path.tags[0], InsideTag(0));
}

// Against a sum over all paths.
TEST(NameModelTest, ProbabilitiesAreThoseOfTheField) {
  NameModel::Content content = Small();
  content.scale = 0.05F;
  content.transitions[TransitionAt(kOutside, BeginTag(1))] = 0.7F;
  content.transitions[TransitionAt(BeginTag(0), InsideTag(0))] = 1.1F;
  const auto model = Load(content);
  const std::vector<TagScores> scores = {model->Score({11}), model->Score({27})};
  const TagPath path = model->Decode(scores);
  double all = 0;
  double right = 0;
  for (int a = 0; a < kNameTags; ++a) {
    for (int b = 0; b < kNameTags; ++b) {
      if (!MayFollow(kOutside, a) || !MayFollow(a, b)) continue;
      const auto t = [&](int x, int y) { return static_cast<double>(model->transitions()[TransitionAt(x, y)]); };
      const double weight = std::exp(t(kOutside, a) + static_cast<double>(scores[0][static_cast<size_t>(a)]) + t(a, b) +
                                     static_cast<double>(scores[1][static_cast<size_t>(b)]) + t(b, kOutside));
      all += weight;
      if (a == path.tags[0]) right += weight;
    }
  }
  EXPECT_NEAR(path.ProbabilityAt(0), right / all, 1e-4);
}

TEST(NameModelTest, RefusesDamagedFiles) {
  const std::string bytes = NameModel::Serialize(Small());
  EXPECT_FALSE(NameModel::Parse("").ok());
  EXPECT_FALSE(NameModel::Parse(bytes.substr(0, bytes.size() - 1)).ok());
  EXPECT_FALSE(NameModel::Parse("x" + bytes).ok());
  EXPECT_FALSE(NameModel::Parse(bytes + "x").ok());
}

TEST(NameModelTest, TheBuiltInModelLoads) {
  EXPECT_NE(NameModel::BuiltIn(), nullptr);
  EXPECT_LT(BuiltInNameModel().size(), 7U << 20);
}

}  // namespace
}  // namespace chancery::extraction
