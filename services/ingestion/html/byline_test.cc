#include "services/ingestion/html/byline.h"

#include <gtest/gtest.h>

namespace chancery::ingestion::html {
namespace {

TEST(BylineTest, NamesAreCutOut) {
  EXPECT_EQ(NamesOfByline("By A. Writer and B. Writer, 5 May 2020 10:00"), "A. Writer and B. Writer");
  EXPECT_EQ(NamesOfByline("Veröffentlicht von Petra Muster am 8. Februar 2022"), "Petra Muster");
  EXPECT_EQ(NamesOfByline("Tác giả: Nguyễn Văn An | 26/02/2024"), "Nguyễn Văn An");
  EXPECT_EQ(NamesOfByline("Por Ana Suárez @asuarez -"), "Ana Suárez");
  EXPECT_EQ(NamesOfByline("  Lê\n Lan "), "Lê Lan");
}

TEST(BylineTest, WhatIsNoAuthorsLine) {
  for (const char* line : {"", "By", "Name *", "A reader says:", "https://example.org/author/a"})
    EXPECT_EQ(NamesOfByline(line), "") << line;
}

}  // namespace
}  // namespace chancery::ingestion::html
