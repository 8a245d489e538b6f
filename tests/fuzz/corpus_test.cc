// What a fuzzer has learnt, without the fuzzer: every input of its corpus and mutations of them by fixed seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace chancery::fuzz {
namespace {

struct Input {
  std::string name;
  std::string bytes;
};

std::vector<Input> Corpus() {
  std::vector<Input> inputs;
  for (const std::string folder : {CHANCERY_FUZZ_CORPUS, CHANCERY_FUZZ_EXAMPLES}) {
    if (folder.empty()) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      inputs.push_back({entry.path().filename(), std::string(std::istreambuf_iterator<char>(in), {})});
    }
  }
  std::sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) { return a.name < b.name; });
  return inputs;
}

void Give(const std::string& bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); }

std::string Mutated(const std::vector<Input>& corpus, unsigned int seed) {
  std::mt19937 random(seed);
  const auto any = [&]() -> const std::string& { return corpus[random() % corpus.size()].bytes; };
  std::string bytes = any();
  for (auto edits = 1 + random() % 8; edits > 0; --edits) {
    const auto at = [&random](const std::string& of) { return of.empty() ? 0 : random() % of.size(); };
    const size_t position = at(bytes);
    switch (random() % 6) {
      case 0:
        if (!bytes.empty()) bytes[position] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(position, random() % 60);
        break;
      case 2:
        bytes.insert(position, bytes.substr(at(bytes), random() % 200));
        break;
      case 3:
        bytes.resize(position);
        break;
      default: {
        const std::string& other = any();
        bytes.insert(position, other.substr(at(other), random() % 400));
      }
    }
  }
  return bytes;
}

TEST(CorpusTest, EveryInputIsReadOrRefused) {
  const std::vector<Input> corpus = Corpus();
  ASSERT_FALSE(corpus.empty());
  for (const Input& input : corpus) {
    SCOPED_TRACE(input.name);
    EXPECT_NO_THROW(Give(input.bytes));
  }
}

TEST(CorpusTest, MutationsAreReadOrRefused) {
  const std::vector<Input> corpus = Corpus();
  ASSERT_FALSE(corpus.empty());
  for (unsigned int seed = 0; seed < CHANCERY_FUZZ_ROUNDS; ++seed) {
    SCOPED_TRACE(seed);
    EXPECT_NO_THROW(Give(Mutated(corpus, seed)));
  }
}

}  // namespace
}  // namespace chancery::fuzz
