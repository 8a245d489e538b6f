#include "clients/cli/source.h"

#include <absl/strings/match.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <variant>

#include "clients/cli/byte_stream.h"
#include "clients/cli/inputs.h"
#include "clients/cli/json_lines.h"
#include "clients/cli/warc.h"

namespace chancery::cli {
namespace {

namespace fs = std::filesystem;

enum class Format { kDocument, kJsonLines, kWarc };

// What a file's name says; none: its beginning tells.
std::optional<Format> FormatOfName(const std::string& path) {
  std::string_view name = path;
  if (absl::EndsWith(path, ".gz")) name.remove_suffix(3);
  const auto is = [&](std::string_view extension) { return name.size() > extension.size() && name.ends_with(extension); };
  if (is(".jsonl") || is(".ndjson")) return Format::kJsonLines;
  if (is(".warc")) return Format::kWarc;
  if (name.size() == path.size() && (is(".txt") || is(".html") || is(".htm"))) return Format::kDocument;
  return std::nullopt;
}

Format FormatOfBytes(ByteStream& bytes) {
  const std::string_view head = bytes.Peek(16);
  if (head.starts_with("WARC/")) return Format::kWarc;
  // JSON Lines begin with an object; so does no text that is meant to be read.
  const size_t first = head.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && head[first] == '{') return Format::kJsonLines;
  return Format::kDocument;
}

class Files : public Source {
 public:
  Files(const std::vector<std::string>& files, const SourceOptions& options, std::istream& standard_input)
      : files_(files), options_(options), standard_input_(standard_input) {
    for (const std::string& file : files_) {
      std::error_code error;
      const auto size = file == "-" ? uintmax_t{0} : fs::file_size(file, error);
      if (file == "-" || error) measurable_ = measurable_ && file != "-";
      sizes_.push_back(error ? 0 : static_cast<int64_t>(size));
      total_ += sizes_.back();
    }
  }

  bool Next(Item* item) override {
    for (;;) {
      if (reader_.index() == 0) {
        if (next_ == files_.size()) return false;
        *item = {};
        if (Open(files_[next_], item)) return true;
        continue;
      }
      *item = {};
      const bool more =
          std::holds_alternative<JsonLines>(reader_) ? std::get<JsonLines>(reader_).Next(item) : std::get<Warc>(reader_).Next(item);
      if (more) return true;
      Close();
    }
  }

  double Share() const override {
    if (!measurable_ || total_ == 0) return measurable_ ? 0 : -1;
    return static_cast<double>(done_ + (bytes_ ? bytes_->position() : 0)) / static_cast<double>(total_);
  }

 private:
  // Opens a file of many documents, or reads a file that is one into `item`: true.
  bool Open(const std::string& path, Item* item) {
    const std::string name = path == "-" ? "standard input" : path;
    std::optional<Format> format = path == "-" ? std::nullopt : FormatOfName(path);
    if (format == Format::kDocument) {
      item->where = path;
      ReadInput(path, options_.id_from_name, standard_input_, &item->request, &item->error);
      Close();
      return true;
    }
    if (path != "-") file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
    bytes_ = std::make_unique<ByteStream>(path == "-" ? standard_input_ : *file_);
    if (!format) format = FormatOfBytes(*bytes_);
    switch (*format) {
      case Format::kJsonLines:
        reader_.emplace<JsonLines>(*bytes_, name, options_);
        return false;
      case Format::kWarc:
        reader_.emplace<Warc>(*bytes_, name, options_);
        return false;
      case Format::kDocument:
        break;
    }
    item->where = path;
    if (path != "-") {
      ReadInput(path, options_.id_from_name, standard_input_, &item->request, &item->error);
    } else {
      bytes_->Read(options_.max_bytes + 1, item->request.mutable_document()->mutable_content());
      item->error = bytes_->error();
      if (item->request.document().content().size() > options_.max_bytes) item->error = "is too long";
    }
    Close();
    return true;
  }

  void Close() {
    reader_ = std::monostate();
    bytes_ = nullptr;
    file_ = nullptr;
    done_ += sizes_[next_++];
  }

  const std::vector<std::string> files_;
  const SourceOptions options_;
  std::istream& standard_input_;
  bool measurable_ = true;
  std::vector<int64_t> sizes_;
  int64_t total_ = 0;
  int64_t done_ = 0;  // bytes of files that are read
  size_t next_ = 0;
  std::unique_ptr<std::ifstream> file_;
  std::unique_ptr<ByteStream> bytes_;
  std::variant<std::monostate, JsonLines, Warc> reader_;
};

}  // namespace

std::unique_ptr<Source> OpenSource(const std::vector<std::string>& files, const SourceOptions& options, std::istream& standard_input) {
  return std::make_unique<Files>(files, options, standard_input);
}

}  // namespace chancery::cli
