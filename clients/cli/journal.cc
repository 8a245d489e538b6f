#include "clients/cli/journal.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace chancery::cli {
namespace {

// Items that are sent again at most because the journal did not know of them; equal bytes are one document.
constexpr int64_t kInterval = 1000;

}  // namespace

bool Journal::Open(const std::string& path, const std::vector<std::string>& paths, std::string* error) {
  path_ = path;
  paths_ = paths;
  if (path.empty() || !std::filesystem::exists(path)) return true;
  std::ifstream file(path);
  const auto json = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("done") || !json["done"].is_number_integer() || !json.contains("paths")) {
    *error = path + ": is not the file of an ingestion";
    return false;
  }
  if (json["paths"] != nlohmann::json(paths)) {
    *error = path + ": is of an ingestion of other paths";
    return false;
  }
  done_ = written_ = json["done"].get<int64_t>();
  return true;
}

bool Journal::Advance(int64_t done, bool now) {
  done_ = done;
  if (path_.empty() || done == written_ || (!now && done < written_ + kInterval)) return true;
  written_ = done;
  // Renamed, so that there is a whole one at every moment.
  const std::string partial = path_ + ".part";
  std::ofstream file(partial);
  file << nlohmann::json{{"paths", paths_}, {"done", done}}.dump() << "\n";
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(partial, path_, error);
  return file && !error;
}

}  // namespace chancery::cli
