#include "clients/cli/inputs.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "services/platform/unicode.h"

namespace chancery::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxIdLength = 128;

bool IsCollection(fs::path path) {
  if (path.extension() == ".gz") path.replace_extension();
  const std::string extension = path.extension().string();
  return extension == ".jsonl" || extension == ".ndjson" || extension == ".warc";
}

bool IsSidecar(const fs::path& path) {
  if (path.extension() != ".json") return false;
  return std::ranges::any_of(std::array{".txt", ".html", ".htm"}, [&path](const char* extension) {
    std::error_code ignored;
    return fs::exists(fs::path(path).replace_extension(extension), ignored);
  });
}

bool CollectFolder(const fs::path& folder, std::vector<std::string>* files, std::string* error) {
  std::error_code code;
  std::vector<std::string> found;
  fs::recursive_directory_iterator it(folder, code);
  for (; !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    if ((IsOneDocument(it->path().string()) || IsCollection(it->path())) && it->is_regular_file(code)) found.push_back(it->path().string());
  }
  if (code) {
    *error = folder.string() + ": " + code.message();
    return false;
  }
  std::ranges::sort(found);
  files->insert(files->end(), found.begin(), found.end());
  return true;
}

bool ReadFile(const fs::path& path, std::string* out) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  out->assign(std::istreambuf_iterator<char>(file), {});
  return !file.bad();
}

// Takes what lies beside a document into `input`.
bool ReadSidecar(const fs::path& path, ingestion::v1::DocumentInput* input, std::string* error) {
  std::string bytes;
  if (!ReadFile(path, &bytes)) {
    *error = path.string() + ": cannot be read";
    return false;
  }
  const auto json = nlohmann::json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    *error = path.string() + ": is not a JSON object";
    return false;
  }
  using Input = ingestion::v1::DocumentInput;
  constexpr std::pair<const char*, std::string* (Input::*)()> kFields[] = {
      {"url", &Input::mutable_url},
      {"title", &Input::mutable_title},
      {"published", &Input::mutable_published},
      {"language", &Input::mutable_language_code},
      {"outlet", &Input::mutable_outlet},
      {"byline", &Input::mutable_byline},
  };
  for (const auto& [key, field] : kFields) {
    const auto value = json.find(key);
    if (value == json.end() || value->is_null()) continue;
    if (!value->is_string()) {
      *error = path.string() + ": " + key + " is not a string";
      return false;
    }
    *(input->*field)() = value->get<std::string>();
  }
  return true;
}

}  // namespace

std::string DocumentIdOf(const std::string& path) {
  // Only what is not ASCII is folded: the case of the name stays.
  std::u32string letters;
  for (const char32_t c : platform::DecodeUtf8(fs::path(path).filename().string())) {
    const char32_t letter = c < 0x80 ? c : platform::FoldCharacter(c);
    if (letter != 0) letters += letter;
  }
  std::string id;
  for (const char32_t c : letters) {
    const bool alphanumeric = c < 0x80 && absl::ascii_isalnum(static_cast<unsigned char>(c));
    if (id.empty() && !alphanumeric) continue;
    const char safe = alphanumeric || c == U'.' || c == U'_' ? static_cast<char>(c) : '-';
    if (safe == '-' && id.back() == '-') continue;
    id += safe;
    if (id.size() == kMaxIdLength) break;
  }
  return id;
}

bool IsOneDocument(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  return extension == ".txt" || extension == ".html" || extension == ".htm";
}

bool CollectInputs(const std::vector<std::string>& paths, std::vector<std::string>* files, std::string* error) {
  for (const std::string& path : paths) {
    std::error_code code;
    if (fs::is_directory(path, code)) {
      if (!CollectFolder(path, files, error)) return false;
      continue;
    }
    if (path != "-" && !fs::exists(path, code)) {
      *error = path + ": no such file or folder";
      return false;
    }
    if (!IsSidecar(path)) files->push_back(path);
  }
  return true;
}

bool ReadInput(const std::string& path, bool id_from_name, std::istream& standard_input, ingestion::v1::IngestDocumentRequest* request,
               std::string* error) {
  auto* input = request->mutable_document();
  if (path == "-") {
    input->set_content(std::string(std::istreambuf_iterator<char>(standard_input), {}));
    return true;
  }
  if (!ReadFile(path, input->mutable_content())) {
    *error = "cannot be read";
    return false;
  }
  if (id_from_name) request->set_document_id(DocumentIdOf(path));
  const fs::path sidecar = fs::path(path).replace_extension(".json");
  std::error_code ignored;
  return sidecar == path || !fs::exists(sidecar, ignored) || ReadSidecar(sidecar, input, error);
}

}  // namespace chancery::cli
