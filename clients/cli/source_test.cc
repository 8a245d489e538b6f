#include "clients/cli/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/collections_testing.h"

namespace chancery::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "sourceXXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  std::vector<std::string> Contents(const std::vector<std::string>& files, const std::string& input = "") {
    std::istringstream in(input);
    const auto source = OpenSource(files, {}, in);
    std::vector<std::string> contents;
    double before = 0;
    for (Item item; source->Next(&item);) {
      contents.push_back(item.error.empty() ? item.request.document().content() : item.where + ": " + item.error);
      EXPECT_TRUE(source->Share() < 0 || source->Share() >= before);
      before = source->Share();
    }
    share_ = source->Share();
    return contents;
  }

  std::filesystem::path folder_;
  double share_ = 0;
};

TEST_F(SourceTest, FilesOfEveryFormOneAfterAnother) {
  const auto text = Write("a.txt", "text");
  const auto lines = Write("b.jsonl", "{\"text\": \"1\"}\n{\"text\": \"2\"}\n");
  const auto packed = Write("c.ndjson.gz", Gzip("{\"text\": \"3\"}"));
  const auto archive = Write("d.warc.gz", Gzip(Response("https://example.org/a", "", "4")));
  const auto unnamed = Write("dump", "{\"text\": \"5\"}");
  EXPECT_THAT(Contents({text, lines, packed, archive, unnamed}), ElementsAre("text", "1", "2", "3", "4", "5"));
  EXPECT_DOUBLE_EQ(share_, 1);
}

TEST_F(SourceTest, StandardInputIsWhatItBeginsWith) {
  EXPECT_THAT(Contents({"-"}, "A plain text."), ElementsAre("A plain text."));
  EXPECT_THAT(Contents({"-"}, "{\"text\": \"1\"}\n{\"text\": \"2\"}"), ElementsAre("1", "2"));
  EXPECT_THAT(Contents({"-"}, Response("https://example.org/a", "", "page")), ElementsAre("page"));
  EXPECT_THAT(Contents({"-"}, Gzip("Packed text.")), ElementsAre("Packed text."));
  EXPECT_LT(share_, 0) << "nobody knows how long it is";
}

TEST_F(SourceTest, EmptyCollectionHasNone) { EXPECT_THAT(Contents({Write("a.jsonl", ""), Write("b.warc", "")}), ElementsAre()); }

TEST_F(SourceTest, UnreadableFileIsToldAndTheOthersRead) {
  EXPECT_THAT(Contents({(folder_ / "none.txt").string(), Write("a.txt", "text")}), ElementsAre(HasSubstr("cannot be read"), "text"));
}

}  // namespace
}  // namespace chancery::cli
