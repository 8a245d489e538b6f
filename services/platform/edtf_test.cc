#include "services/platform/edtf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::platform {
namespace {

using ::testing::HasSubstr;

struct Meaning {
  const char* edtf;
  const char* earliest;  // "" for no bound
  const char* latest;
};

class EdtfMeaningTest : public ::testing::TestWithParam<Meaning> {};

TEST_P(EdtfMeaningTest, HasItsBoundsAndItsCanonicalString) {
  const Meaning& want = GetParam();
  const absl::StatusOr<Edtf> value = Edtf::Parse(want.edtf);
  ASSERT_TRUE(value.ok()) << value.status();
  const type::v1::Time proto = value->ToProto();
  EXPECT_EQ(proto.edtf(), want.edtf);
  EXPECT_EQ(proto.earliest(), want.earliest);
  EXPECT_EQ(proto.latest(), want.latest);
  EXPECT_EQ(*Edtf::Parse(proto.edtf()), *value);
}

INSTANTIATE_TEST_SUITE_P(
    Values, EdtfMeaningTest,
    ::testing::Values(Meaning{"2024-02-26", "2024-02-26", "2024-02-26"}, Meaning{"2024-02", "2024-02-01", "2024-02-29"},
                      Meaning{"1900-02", "1900-02-01", "1900-02-28"}, Meaning{"2024", "2024-01-01", "2024-12-31"},
                      Meaning{"0000", "0000-01-01", "0000-12-31"}, Meaning{"9999-12", "9999-12-01", "9999-12-31"},
                      Meaning{"2023/2025", "2023-01-01", "2025-12-31"}, Meaning{"2024-02-26/2024-02-29", "2024-02-26", "2024-02-29"},
                      Meaning{"2024-02-26/2024-02", "2024-02-26", "2024-02-29"}, Meaning{"2023/..", "2023-01-01", ""},
                      Meaning{"../2023", "", "2023-12-31"}, Meaning{"2023/", "2023-01-01", ""}, Meaning{"/2023", "", "2023-12-31"},
                      Meaning{"2024-21", "2024-03-01", "2024-05-31"}, Meaning{"2024-22", "2024-06-01", "2024-08-31"},
                      Meaning{"2024-23", "2024-09-01", "2024-11-30"}, Meaning{"2023-24", "2023-12-01", "2024-02-29"},
                      Meaning{"2024-33", "2024-01-01", "2024-03-31"}, Meaning{"2024-35", "2024-07-01", "2024-09-30"},
                      Meaning{"2024-36", "2024-10-01", "2024-12-31"}, Meaning{"201X", "2010-01-01", "2019-12-31"},
                      Meaning{"20XX", "2000-01-01", "2099-12-31"}, Meaning{"XXXX", "", ""}, Meaning{"XXXX-08-03", "", ""},
                      Meaning{"XXXX-02-29", "", ""}, Meaning{"XXXX-08", "", ""}, Meaning{"2024-XX", "2024-01-01", "2024-12-31"},
                      Meaning{"2024-02-XX", "2024-02-01", "2024-02-29"}, Meaning{"2024-XX-XX", "2024-01-01", "2024-12-31"},
                      Meaning{"1984?", "1984-01-01", "1984-12-31"}, Meaning{"1984-06~", "1984-06-01", "1984-06-30"},
                      Meaning{"1984-06-02%", "1984-06-02", "1984-06-02"}, Meaning{"1984~/2004-06?", "1984-01-01", "2004-06-30"}));

struct Fault {
  const char* text;
  const char* message;
};

class EdtfFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(EdtfFaultTest, SaysWhatIsWrongWhere) {
  const absl::StatusOr<Edtf> value = Edtf::Parse(GetParam().text);
  ASSERT_FALSE(value.ok()) << value->ToString();
  EXPECT_EQ(value.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(value.status().message()), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, EdtfFaultTest,
    ::testing::Values(Fault{"", "empty"}, Fault{"24", "four digits is expected, at character 3"},
                      Fault{"2024-13", "13, which is no month (01-12), season (21-24) or quarter (33-36), at character 6"},
                      Fault{"2024-2-26", "a month of two digits is expected at character 7"},
                      Fault{"2024-02-30", "day 30 of a month of 29 days at character 9"},
                      Fault{"2023-02-29", "day 29 of a month of 28 days at character 9"}, Fault{"XXXX-02-30", "day 30"},
                      Fault{"2024-02-00", "day 00"}, Fault{"2024-22-01", "a day of a season or quarter at character 8"},
                      Fault{"201X-02", "a month of a decade or century at character 5"}, Fault{"2XXX", "three of its digits"},
                      Fault{"20X4", "four digits is expected at character 4"}, Fault{"2024-XX-05", "a day of an unknown month"},
                      Fault{"2024 ", "the end of the date is expected at character 5"},
                      Fault{"2024-02-26T10:00", "the end of the date is expected at character 11"},
                      Fault{"2025/2023", "ends before it begins at character 6"},
                      Fault{"2023/2024/2025", "the end of the date is expected at character 10"},
                      Fault{"../..", "an interval without an end"}, Fault{"/", "an interval without an end"},
                      Fault{"..", "\"/\" is expected"}, Fault{"26/02/2024", "four digits is expected at character 3"},
                      Fault{"-0044", "four digits is expected at character 1"}));

TEST(EdtfTest, ValuesAreBuiltFromParts) {
  EXPECT_EQ(Edtf::Day(absl::CivilDay(2024, 2, 26)).ToString(), "2024-02-26");
  EXPECT_EQ(Edtf::Month(2024, 35).ToString(), "2024-35");
  EXPECT_EQ(Edtf::Year(44).ToString(), "0044");
  EXPECT_EQ(Edtf::Interval(EdtfDate{.year = 2023}, std::nullopt).ToString(), "2023/..");
  EXPECT_EQ(Edtf::Interval(EdtfDate{.year = 2023}, EdtfDate{.year = 2025}).ToString(), "2023/2025");
}

TEST(EdtfTest, EndsOfAValue) {
  const Edtf day = *Edtf::Parse("2024-02-26");
  EXPECT_EQ(day.first(), day.last());
  EXPECT_TRUE(day.first()->is_day());
  const Edtf open = *Edtf::Parse("2023/..");
  EXPECT_TRUE(open.is_interval());
  EXPECT_FALSE(open.last());
}

TEST(DayTest, IsReadAndWritten) {
  EXPECT_EQ(*ParseDay("2024-02-29"), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(FormatDay(absl::CivilDay(7, 2, 1)), "0007-02-01");
  for (const char* text : {"2024-02", "2024-02-26~", "2024-02-26/2024-02-27", "XXXX-02-26", "2023/..", "26/2/2024"}) {
    EXPECT_FALSE(ParseDay(text).ok()) << text;
  }
}

}  // namespace
}  // namespace chancery::platform
