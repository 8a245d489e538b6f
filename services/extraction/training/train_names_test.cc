#include "services/extraction/training/train_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "services/extraction/name_model_file.h"
#include "services/extraction/names.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::Not;

const Lexicon& TheLexicon() {
  static const auto* const lexicon = new std::unique_ptr<const Lexicon>(*Lexicon::Load());
  return **lexicon;
}

// Trains briefly on sentences of our own about a world that no lexicon knows.
std::string Train(uint64_t seed) {
  std::ifstream corpus(CHANCERY_SAMPLE);
  std::istringstream gazetteer("place\tPort Selm\nsurname\tholm\ncommon\tport\n");
  std::istringstream groups("port\t12\nharbour\t13\n");
  std::ostringstream log;
  TrainingOptions options;
  options.seed = seed;
  options.epochs = 12;
  options.dropout = 0.2F;
  options.least_count = 1;
  options.least_weight = 0;
  absl::StatusOr<std::string> model = TrainNames(TheLexicon(), corpus, gazetteer, groups, options, log);
  EXPECT_TRUE(model.ok()) << model.status();
  return model.ok() ? *model : "";
}

std::vector<std::string> NamesIn(const NameModel& model, const std::string& content) {
  const Text text(content, Language::kEnglish, {{{0, static_cast<int32_t>(content.size())}, type::v1::BLOCK_KIND_PARAGRAPH, 0, 0}});
  const Words words(text, TheLexicon().vocabulary());
  Layers layers;
  NameFinder(TheLexicon(), &model).Find(words, &layers);
  std::vector<std::string> names;
  for (const NameMention& name : layers.names) {
    names.push_back(type::v1::EntityType_Name(name.type).substr(12) + " " + text.Slice(name.range));
  }
  return names;
}

TEST(TrainNamesTest, TrainingAgainGivesTheSameFile) {
  EXPECT_EQ(Train(7), Train(7));
  EXPECT_NE(Train(7), Train(8));
}

TEST(TrainNamesTest, LearnsFromContextsWhatRulesDoNotKnow) {
  const std::string bytes = Train(7);
  const auto model = NameModel::Parse(bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  const std::string text = "Farmers near the Lerna River asked for help. Officials in Hamnes said that Selm Energy declined.";
  EXPECT_THAT(NamesIn(**model, text), Contains("ORG Selm Energy"));
  EXPECT_THAT(NamesIn(**NameModel::Parse(NameModel::Serialize({})), text), Not(Contains("ORG Selm Energy")));
}

TEST(TrainNamesTest, RefusesLinesThatItCannotRead) {
  std::istringstream corpus("{\"text\": ");
  std::istringstream gazetteer;
  std::istringstream groups;
  std::ostringstream log;
  EXPECT_EQ(TrainNames(TheLexicon(), corpus, gazetteer, groups, {}, log).status().code(), absl::StatusCode::kInvalidArgument);
  std::istringstream fine;
  std::istringstream wrong("river\tLerna\n");
  EXPECT_EQ(TrainNames(TheLexicon(), fine, wrong, groups, {}, log).status().code(), absl::StatusCode::kInvalidArgument);
  std::istringstream none;
  std::istringstream no_number("harbour\t1024\n");
  EXPECT_EQ(TrainNames(TheLexicon(), fine, none, no_number, {}, log).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace chancery::extraction
