// copies_bench lookup: what it costs to look for copies of a document among 10,000 and among --documents others.
// copies_bench quality --texts FOLDER: how many of 2,000 copies, made of the texts (*.txt) of a folder by cutting, reordering,
// changing names and adding boilerplate, are found (recall), and how many of the pairs found are copies (precision).
// Build with -DCMAKE_BUILD_TYPE=Release.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "services/ingestion/copies/shingles.h"
#include "services/ingestion/copies/sketch_index.h"
#include "services/platform/ids.h"
#include "services/platform/sqlite.h"
#include "tests/bench/texts.h"

ABSL_FLAG(int, documents, 1'000'000, "Documents of the large index");
ABSL_FLAG(int, lookups, 2'000, "Lookups that are timed");
ABSL_FLAG(std::string, texts, "", "Folder of the texts that copies are made of");
ABSL_FLAG(int, copies, 2'000, "Copies that are made");
ABSL_FLAG(std::string, folder, "", "Where the index goes (default: the system's folder for temporary files)");

namespace {

namespace bench = chancery::bench;
namespace ingestion = chancery::ingestion;
namespace platform = chancery::platform;
using ingestion::copies::Compare;
using ingestion::copies::FindBySketch;
using ingestion::copies::IsNearCopy;
using ingestion::copies::ShingleSet;
using ingestion::copies::ShinglesOf;
using ingestion::copies::SketchOf;
using ingestion::copies::WordsOf;

constexpr size_t kTextBytes = 2'700;
constexpr size_t kCandidates = 8;

std::unique_ptr<platform::Database> OpenIndex(const std::string& path) {
  auto db = platform::Database::Open(path);
  if (!db.ok() || !(*db)->Execute("PRAGMA cache_size=-65536; PRAGMA synchronous=OFF").ok()) return nullptr;
  if (!(*db)->Migrate({ingestion::copies::kSketchSchema}).ok()) return nullptr;
  return *std::move(db);
}

int Lookup() {
  std::filesystem::path folder = absl::GetFlag(FLAGS_folder);
  if (folder.empty()) folder = std::filesystem::temp_directory_path();
  const std::string path = folder / ("copies_bench-" + platform::RandomHex(8) + ".db");
  const bench::Texts texts;
  auto db = OpenIndex(path);
  if (db == nullptr) return 1;
  double least = 0;
  int indexed = 0;
  for (const int size : {10'000, absl::GetFlag(FLAGS_documents)}) {
    // In order of the hashes, for only the index that comes of it is measured here.
    std::vector<std::pair<int64_t, int64_t>> rows;
    for (; indexed < size; ++indexed) {
      for (const int64_t hash : SketchOf(ShinglesOf(WordsOf(texts.Make(indexed, kTextBytes))))) rows.emplace_back(hash, indexed);
    }
    std::sort(rows.begin(), rows.end());
    const absl::Status filled = db->Transact([&]() -> absl::Status {
      for (const auto& [hash, document] : rows) {
        if (auto status = db->Run("INSERT INTO sketches VALUES(?, ?)", hash, document); !status.ok()) return status;
      }
      return absl::OkStatus();
    });
    if (!filled.ok()) return 1;
    rows = {};
    const int lookups = absl::GetFlag(FLAGS_lookups);
    std::vector<double> times;
    size_t candidates = 0;
    int found = 0;
    for (int i = 0; i < lookups; ++i) {
      // Every second is a copy with its beginning cut off, the others are new.
      const bool copy = i % 2 == 0;
      const int number = copy ? static_cast<int>((static_cast<int64_t>(i) * 7919) % size) : size + i + 1'000'000'000;
      std::string text = texts.Make(number, kTextBytes);
      if (copy) text.erase(0, text.find(' ', text.size() / 5));
      const absl::Time start = absl::Now();
      const auto documents = FindBySketch(*db, SketchOf(ShinglesOf(WordsOf(text))), kCandidates);
      times.push_back(absl::ToDoubleMicroseconds(absl::Now() - start));
      candidates += documents->size();
      if (copy && std::count(documents->begin(), documents->end(), number) == 1) ++found;
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    std::printf(
        "%d documents: a lookup takes %.0f us in the median, %.0f us at the 99th percentile; %.2f candidates each; "
        "%d of %d copies found\n",
        size, median, times[times.size() * 99 / 100], static_cast<double>(candidates) / lookups, found, lookups / 2);
    if (least == 0) least = median;
    std::printf("  %.2f times the cost among 10,000\n", median / least);
  }
  db = nullptr;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  return 0;
}

// Sentences, each with what ends it.
std::vector<std::string> Sentences(const std::string& text) {
  std::vector<std::string> sentences(1);
  for (size_t i = 0; i < text.size(); ++i) {
    sentences.back() += text[i];
    const bool ends =
        text[i] == '\n' || ((text[i] == '.' || text[i] == '?' || text[i] == '!') && i + 1 < text.size() && text[i + 1] == ' ');
    if (ends && sentences.back().size() > 20) sentences.emplace_back();
  }
  return sentences;
}

class CopyMaker {
 public:
  // Changes a text in one to three ways.
  std::string Make(const std::string& text) {
    std::vector<std::string> sentences = Sentences(text);
    const unsigned ways = 1 + static_cast<unsigned>(random_() % 15);
    if ((ways & 1) != 0 && sentences.size() > 3) {  // keep 40 to 90 of 100
      const size_t keep = std::max<size_t>(2, sentences.size() * (40 + random_() % 51) / 100);
      const size_t from = random_() % 2 == 0 ? 0 : random_() % (sentences.size() - keep + 1);
      sentences = {sentences.begin() + static_cast<std::ptrdiff_t>(from), sentences.begin() + static_cast<std::ptrdiff_t>(from + keep)};
    }
    if ((ways & 2) != 0) std::shuffle(sentences.begin(), sentences.end(), random_);
    std::string copy = absl::StrJoin(sentences, " ");
    if ((ways & 4) != 0) copy = ChangeNames(copy);
    if ((ways & 8) != 0) copy = AddBoilerplate(copy);
    return copy;
  }

 private:
  // Half of the names, words that begin with a capital within a sentence, become others throughout.
  std::string ChangeNames(const std::string& text) {
    std::map<std::string, std::string> names;
    std::vector<std::string> words = absl::StrSplit(text, ' ');
    for (size_t i = 1; i < words.size(); ++i) {
      const std::string& before = words[i - 1];
      if (words[i].size() < 3 || !absl::ascii_isupper(static_cast<unsigned char>(words[i][0])) || before.empty() || before.back() == '.') {
        continue;
      }
      auto [name, added] = names.try_emplace(words[i], words[i]);
      if (added && random_() % 2 == 0) name->second = absl::StrCat("Name", random_() % 100000);
      words[i] = name->second;
    }
    return absl::StrJoin(words, " ");
  }

  // One of a few outlets' beginnings and endings, 20 to 80 words.
  std::string AddBoilerplate(const std::string& text) {
    std::mt19937 outlet(static_cast<unsigned>(random_() % 12));
    const auto some = [&](size_t least, size_t more) {
      std::string words;
      for (size_t n = least + outlet() % more; n > 0; --n) absl::StrAppend(&words, "Site", outlet() % 400, n % 9 == 0 ? ". " : " ");
      return words;
    };
    const std::string head = some(5, 15);
    return absl::StrCat(head, "\n", text, "\n", some(15, 45));
  }

  std::mt19937 random_{7};
};

struct Counted {
  int right = 0;
  int wrong = 0;
  int missed = 0;
};

void Print(const char* what, const Counted& counted) {
  std::printf("%s: precision %.4f, recall %.4f (%d right, %d wrong, %d missed)\n", what,
              static_cast<double>(counted.right) / std::max(1, counted.right + counted.wrong),
              static_cast<double>(counted.right) / std::max(1, counted.right + counted.missed), counted.right, counted.wrong,
              counted.missed);
}

int Quality() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(absl::GetFlag(FLAGS_texts))) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> originals;
  std::vector<ShingleSet> sets;
  size_t left_out = 0;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    ShingleSet set = ShinglesOf(WordsOf(text));
    // Too short to tell, or itself partly a copy of another text: which pairs are copies must be beyond doubt.
    const bool alike =
        std::any_of(sets.begin(), sets.end(), [&](const ShingleSet& other) { return Compare(set, other).containment() > 0.25; });
    if (set.size() < 100 || alike) {
      ++left_out;
      continue;
    }
    originals.push_back(std::move(text));
    sets.push_back(std::move(set));
  }
  std::printf("%zu originals, %zu left out as too short or as copies of others\n", originals.size(), left_out);

  // The document's family is the original that it was made of.
  std::vector<std::pair<size_t, std::string>> documents;
  for (size_t i = 0; i < originals.size(); ++i) documents.emplace_back(i, originals[i]);
  CopyMaker maker;
  for (int i = 0; i < absl::GetFlag(FLAGS_copies); ++i) {
    const size_t original = static_cast<size_t>(i) % originals.size();
    documents.emplace_back(original, maker.Make(originals[original]));
  }
  auto db = OpenIndex(":memory:");
  if (db == nullptr) return 1;
  std::vector<ShingleSet> all;
  Counted links;  // each copy against its family: found if linked to any document of it, wrong if to any other
  for (size_t i = 0; i < documents.size(); ++i) {
    all.push_back(ShinglesOf(WordsOf(documents[i].second)));
    const auto candidates = FindBySketch(*db, SketchOf(all[i]), kCandidates);
    bool right = false;
    bool wrong = false;
    size_t alike = 0;
    for (const int64_t candidate : *candidates) {
      const auto other = static_cast<size_t>(candidate);
      if (!IsNearCopy(Compare(all[i], all[other]))) continue;
      ++alike;
      (documents[other].first == documents[i].first ? right : wrong) = true;
    }
    if (wrong) ++links.wrong;
    if (right) ++links.right;
    if (i >= originals.size() && !right) ++links.missed;
    // As the store does: enough of a family are in the index.
    if (alike >= kCandidates) continue;
    if (!ingestion::copies::AddSketch(*db, static_cast<int64_t>(i), SketchOf(all[i])).ok()) return 1;
  }
  Print("copies", links);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  const std::string what = arguments.size() == 2 ? arguments[1] : "";
  if (what == "lookup") return Lookup();
  if (what == "quality" && !absl::GetFlag(FLAGS_texts).empty()) return Quality();
  std::fprintf(stderr, "copies_bench lookup | copies_bench quality --texts FOLDER\n");
  return 2;
}
