#include "clients/cli/terminal_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::cli {
namespace {

using ::testing::ElementsAre;

TEST(TerminalTextTest, WidthCountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("Bùi Thanh Sơn"), 13);
  EXPECT_EQ(DisplayWidth("Bu\u0300i Thanh So\u031bn"), 13);  // the same, decomposed
  EXPECT_EQ(DisplayWidth("Nguyễn Phú Trọng"), 16);
  EXPECT_EQ(DisplayWidth("王毅"), 4);
  EXPECT_EQ(DisplayWidth(""), 0);
}

TEST(TerminalTextTest, PrintableIsOneHarmlessLine) {
  EXPECT_EQ(Printable("  a\n\n b\tc "), "a b c");
  EXPECT_EQ(Printable("\x1b[31mred\x07"), "\uFFFD[31mred\uFFFD");
}

TEST(TerminalTextTest, WrapsAtBlanksAndCutsLongWords) {
  EXPECT_THAT(Wrap("Hai bên nhất trí", 8), ElementsAre("Hai bên", "nhất trí"));
  EXPECT_THAT(Wrap("abcdefgh ij", 3), ElementsAre("abc", "def", "gh", "ij"));
  EXPECT_THAT(Wrap("", 5), ElementsAre(""));
  EXPECT_THAT(Wrap("王毅外长", 3), ElementsAre("王", "毅", "外", "长"));
}

TEST(TerminalTextTest, TableAlignsVietnamese) {
  Table table({"Who", "Where"});
  table.AddRow({"Bùi Thanh Sơn", "Hà Nội"});
  table.AddRow({"Son", "Geneva"});
  EXPECT_EQ(table.Render(80),
            "Who            Where\n"
            "Bùi Thanh Sơn  Hà Nội\n"
            "Son            Geneva\n");
}

TEST(TerminalTextTest, TableWrapsItsWidestColumn) {
  Table table({"A", "B"});
  table.AddRow({"x", "one two three four five six"});
  EXPECT_EQ(table.Render(18, "  "),
            "  A  B\n"
            "  x  one two three\n"
            "     four five six\n");
}

TEST(TerminalTextTest, SideBySidePutsColumnsBesideEachOther) {
  EXPECT_EQ(SideBySide({"aa bb cc", "dd"}, 12, "  "),
            "  aa    dd\n"
            "  bb\n"
            "  cc\n");
}

}  // namespace
}  // namespace chancery::cli
