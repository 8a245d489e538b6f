#include "clients/cli/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace chancery::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class InputsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "inputsXXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& bytes) {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  std::filesystem::path folder_;
  std::istringstream input_;
  std::string error_;
};

TEST(DocumentIdOfTest, MakesAnIdThatTheServerTakes) {
  EXPECT_EQ(DocumentIdOf("/a/b/000_a277.txt"), "000_a277.txt");
  EXPECT_EQ(DocumentIdOf("Hội nghị cấp cao Đông Á.txt"), "Hoi-nghi-cap-cao-dong-a.txt");
  EXPECT_EQ(DocumentIdOf("..--x y.html"), "x-y.html");
  EXPECT_EQ(DocumentIdOf("..."), "");
  EXPECT_EQ(DocumentIdOf(std::string(300, 'a')).size(), 128u);
}

TEST_F(InputsTest, CollectsAFolderSortedAndWithoutSidecars) {
  const auto b = Write("sub/b.html", "x");
  const auto a = Write("a.txt", "x");
  const auto sidecar = Write("a.json", "{}");
  Write("picture.png", "x");
  std::vector<std::string> files;
  ASSERT_TRUE(CollectInputs({folder_.string(), sidecar, "-"}, &files, &error_)) << error_;
  EXPECT_THAT(files, ElementsAre(a, b, "-"));
}

TEST_F(InputsTest, TellsWhatDoesNotExist) {
  std::vector<std::string> files;
  EXPECT_FALSE(CollectInputs({(folder_ / "none").string()}, &files, &error_));
  EXPECT_THAT(error_, HasSubstr("no such file"));
}

TEST_F(InputsTest, ReadsWhatLiesBeside) {
  const auto path = Write("a.txt", "text");
  Write("a.json", R"({"url": "https://example.org/a", "published": "2024-02-26", "language": "en", "title": null})");
  ingestion::v1::IngestDocumentRequest request;
  ASSERT_TRUE(ReadInput(path, /*id_from_name=*/true, input_, &request, &error_)) << error_;
  EXPECT_EQ(request.document_id(), "a.txt");
  EXPECT_EQ(request.document().content(), "text");
  EXPECT_EQ(request.document().url(), "https://example.org/a");
  EXPECT_EQ(request.document().published(), "2024-02-26");
  EXPECT_EQ(request.document().language_code(), "en");
  EXPECT_EQ(request.document().title(), "");
}

TEST_F(InputsTest, RefusesASidecarThatIsNoObjectOfStrings) {
  const auto path = Write("a.txt", "text");
  ingestion::v1::IngestDocumentRequest request;
  for (const char* bad : {"[1]", "{", R"({"url": 5})"}) {
    Write("a.json", bad);
    EXPECT_FALSE(ReadInput(path, false, input_, &request, &error_)) << bad;
    EXPECT_THAT(error_, HasSubstr("a.json"));
  }
}

TEST_F(InputsTest, ReadsStandardInput) {
  input_.str("from a pipe");
  ingestion::v1::IngestDocumentRequest request;
  ASSERT_TRUE(ReadInput("-", true, input_, &request, &error_));
  EXPECT_EQ(request.document().content(), "from a pipe");
  EXPECT_EQ(request.document_id(), "");
}

}  // namespace
}  // namespace chancery::cli
