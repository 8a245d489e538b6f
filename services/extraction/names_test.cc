// How Vietnamese is typed does not change who is named: accents, capitals, composition, tone placement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <map>

#include "services/extraction/extractor.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;

const Extractor& TheExtractor() {
  static const auto* const extractor = new std::unique_ptr<const Extractor>(*Extractor::Create());
  return **extractor;
}

// Names of a text, folded, with their types.
std::multimap<std::string, std::string> NamesIn(const std::string& text, const std::string& language) {
  const auto analysis = TheExtractor().Extract({text, language, "2024-02-26", {}});
  EXPECT_TRUE(analysis.ok()) << analysis.status();
  std::multimap<std::string, std::string> names;
  const std::u32string characters = platform::DecodeUtf8(text);
  for (const auto& m : analysis->mentions()) {
    if (m.kind() != type::v1::MENTION_KIND_NAME) continue;
    const std::string name = platform::EncodeUtf8(characters.substr(m.span().begin(), m.span().end() - m.span().begin()));
    names.emplace(platform::Fold(name), type::v1::EntityType_Name(m.type()).substr(12));
  }
  return names;
}

std::string Decomposed(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFDInstance(error)->normalize(icu::UnicodeString::fromUTF8(text), error).toUTF8String(out);
  return out;
}

TEST(NamesTest, VietnameseWithoutAccents) {
  const auto names = NamesIn("Bo truong Ngoai giao Bui Thanh Son da gap Tong thong My Donald Trump tai Ha Noi.", "vi");
  EXPECT_THAT(names, Contains(Pair("bui thanh son", "PER")));
  EXPECT_THAT(names, Contains(Pair("donald trump", "PER")));
  EXPECT_THAT(names, Contains(Pair("my", "GPE")));
  EXPECT_THAT(names, Contains(Pair("ha noi", "GPE")));
}

TEST(NamesTest, VietnameseInCapitals) {
  const auto names = NamesIn("BỘ TRƯỞNG NGOẠI GIAO BÙI THANH SƠN GẶP NGOẠI TRƯỞNG TRUNG QUỐC VƯƠNG NGHỊ TẠI HÀ NỘI.", "vi");
  EXPECT_THAT(names, Contains(Pair("bui thanh son", "PER")));
  EXPECT_THAT(names, Contains(Pair("vuong nghi", "PER")));
  EXPECT_THAT(names, Contains(Pair("trung quoc", "GPE")));
  EXPECT_THAT(names, Contains(Pair("ha noi", "GPE")));
}

TEST(NamesTest, VietnameseDecomposed) {
  const std::string text = "Bộ trưởng Ngoại giao Bùi Thanh Sơn đã gặp ông Vương Nghị tại Hà Nội.";
  EXPECT_EQ(NamesIn(Decomposed(text), "vi"), NamesIn(text, "vi"));
}

TEST(NamesTest, EitherTonePlacement) {
  EXPECT_EQ(NamesIn("Ông Nguyễn Hoà Bình thăm Cộng hoà Séc và tỉnh Khánh Hoà.", "vi"),
            NamesIn("Ông Nguyễn Hòa Bình thăm Cộng hòa Séc và tỉnh Khánh Hòa.", "vi"));
}

TEST(NamesTest, AnOfficeACountryAndAPerson) {
  const auto names = NamesIn("Tổng thống Mỹ Donald Trump đã đến Seoul. Tổng thống Phần Lan Sauli Niinistö cũng có mặt.", "vi");
  EXPECT_THAT(names, Contains(Pair("my", "GPE")));
  EXPECT_THAT(names, Contains(Pair("donald trump", "PER")));
  EXPECT_THAT(names, Contains(Pair("phan lan", "GPE")));
  EXPECT_THAT(names, Contains(Pair("sauli niinisto", "PER")));
}

TEST(NamesTest, NamesOfOtherScriptsInVietnameseSpelling) {
  const auto names = NamesIn("Ông Tập Cận Bình thăm Mát-xcơ-va, Ả-rập Xê-út và Anh; nước Nga, Hoa Kỳ hoan nghênh.", "vi");
  EXPECT_THAT(names, Contains(Pair("tap can binh", "PER")));
  EXPECT_THAT(names, Contains(Pair("mat-xco-va", "GPE")));
  EXPECT_THAT(names, Contains(Pair("a-rap xe-ut", "GPE")));
  EXPECT_THAT(names, Contains(Pair("anh", "GPE")));
  EXPECT_THAT(names, Contains(Pair("nga", "GPE")));
  EXPECT_THAT(names, Contains(Pair("hoa ky", "GPE")));
}

TEST(NamesTest, NumbersOfModelsAndCommonWordsAreNoNames) {
  const auto names = NamesIn("Peru mua máy bay KF-61 của Pháp. Chính phủ Peru và Quân đội Ukraine chưa bình luận.", "vi");
  EXPECT_THAT(names, Not(Contains(Pair("kf", "ORG"))));
  EXPECT_THAT(names, Not(Contains(Pair("chinh phu", "LOC"))));
  EXPECT_THAT(names, Contains(Pair("ukraine", "GPE")));
}

TEST(NamesTest, ANameGoesOnWithTheSecondSyllableOfAWord) {
  EXPECT_THAT(NamesIn("Trung tâm Hỗ trợ Tokyo và Sở Ngoại vụ đã trả lời.", "vi"), Contains(Pair("so ngoai vu", "ORG")));
}

TEST(NamesTest, UnknownNamesByTheModel) {
  const auto names = NamesIn(
      "The opposition Popular Front of Karelmia won the election in the town of Velburgen. Its leader, Ansgar Tollefsrud, thanked "
      "supporters.",
      "en");
  EXPECT_THAT(names, Contains(Pair("ansgar tollefsrud", "PER")));
  EXPECT_THAT(names, Contains(Pair("popular front of karelmia", "ORG")));
  EXPECT_THAT(names, Contains(Pair("velburgen", "GPE")));
}

TEST(NamesTest, TheModelLeavesPairsAndTitlesAlone) {
  const auto names = NamesIn("Secretary of State Antony Blinken praised U.S.-Iraq relations and China-Africa cooperation.", "en");
  EXPECT_THAT(names, Contains(Pair("iraq", "GPE")));
  EXPECT_THAT(names, Contains(Pair("china", "GPE")));
  EXPECT_THAT(names, Contains(Pair("africa", "LOC")));
  EXPECT_THAT(names, Contains(Pair("antony blinken", "PER")));
}

}  // namespace
}  // namespace chancery::extraction
