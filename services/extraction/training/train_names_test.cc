#include "services/extraction/training/train_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "services/extraction/name_model_file.h"
#include "services/extraction/names.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::Not;

const Lexicon& TheLexicon() {
  static const auto* const lexicon = new std::unique_ptr<const Lexicon>(*Lexicon::Load());
  return **lexicon;
}

std::string Train(std::istream& corpus, uint64_t seed, int runs) {
  std::istringstream gazetteer("place\tPort Selm\nsurname\tholm\ncommon\tport\n");
  std::istringstream groups("port\t12\nharbour\t13\n");
  std::ostringstream log;
  TrainingOptions options;
  options.seed = seed;
  options.runs = runs;
  options.epochs = 12;
  options.dropout = 0.2F;
  options.least_count = 1;
  options.least_weight = 0;
  absl::StatusOr<std::string> model = TrainNames(TheLexicon(), corpus, gazetteer, groups, options, log);
  EXPECT_TRUE(model.ok()) << model.status();
  return model.ok() ? *model : "";
}

// Trains briefly on sentences of our own about a world that no lexicon knows.
std::string Train(uint64_t seed, int runs = 1) {
  std::ifstream corpus(CHANCERY_SAMPLE);
  return Train(corpus, seed, runs);
}

// Trains on Vietnamese sentences, each with the one name that it holds.
std::string TrainVietnamese(const std::vector<std::pair<std::string, std::string>>& sentences, const char* type) {
  std::stringstream corpus;
  for (const auto& [text, name] : sentences) {
    const std::u32string points = platform::DecodeUtf8(text);
    const std::u32string named = platform::DecodeUtf8(name);
    const size_t at = points.find(named);
    corpus << nlohmann::json{{"text", text},
                             {"language", "vi"},
                             {"source", "test"},
                             {"spans", {{at, at + named.size(), {type}}}},
                             {"outside", nlohmann::json::array()}}
           << "\n";
  }
  return Train(corpus, 1, 1);
}

std::vector<std::string> NamesIn(const NameModel& model, const std::string& content, Language language = Language::kEnglish) {
  const auto size = static_cast<int32_t>(platform::DecodeUtf8(content).size());
  const Text text(content, language, {{{0, size}, type::v1::BLOCK_KIND_PARAGRAPH, 0, 0}});
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
  EXPECT_EQ(Train(7, 3), Train(7, 3));
  EXPECT_NE(Train(7, 3), Train(7));
}

TEST(TrainNamesTest, VietnameseBodiesKeepTheHeadBeforeTheirCapitals) {
  const std::string bytes = TrainVietnamese({{"Hôm qua cục Selmholt cho biết giá gạo tăng.", "cục Selmholt"},
                                             {"Trước đó cục Lernamar cho biết giá điện giảm.", "cục Lernamar"},
                                             {"Theo đó cục Hamnesk cho biết giá xăng tăng.", "cục Hamnesk"}},
                                            "ORG");
  EXPECT_THAT(NamesIn(**NameModel::Parse(bytes), "Hôm nay cục Varnholt cho biết giá than tăng.", Language::kVietnamese),
              Contains("ORG cục Varnholt"));
}

TEST(TrainNamesTest, KnownVietnameseBodiesDoNotGoOnInLowerCase) {
  const std::string bytes = TrainVietnamese({{"Hôm qua Liên Hợp Quốc viện trợ gạo.", "Liên Hợp Quốc viện"},
                                             {"Trước đó Liên Hợp Quốc viện trợ thuốc.", "Liên Hợp Quốc viện"},
                                             {"Sáng nay Liên Hợp Quốc viện trợ lều bạt.", "Liên Hợp Quốc viện"}},
                                            "ORG");
  EXPECT_THAT(NamesIn(**NameModel::Parse(bytes), "Tuần này Liên Hợp Quốc viện trợ sữa.", Language::kVietnamese),
              Contains("ORG Liên Hợp Quốc"));
}

TEST(TrainNamesTest, OrdersAndTypesOfThingsAreNoNames) {
  const std::string bytes = TrainVietnamese({{"Hôm qua ông trao Huân chương Selm cho đội.", "Huân chương Selm"},
                                             {"Trước đó ông trao Huân chương Lerna cho đội.", "Huân chương Lerna"},
                                             {"Sáng nay ông trao bản Qaz-20 cho đội.", "Qaz"},
                                             {"Chiều nay ông trao bản Wyx-30 cho đội.", "Wyx"}},
                                            "ORG");
  EXPECT_THAT(
      NamesIn(**NameModel::Parse(bytes), "Tuần này ông trao Huân chương Selm cho đội, trao bản Qaz-20 cho đội.", Language::kVietnamese),
      ::testing::IsEmpty());
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
