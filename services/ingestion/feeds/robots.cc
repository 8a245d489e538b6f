#include "services/ingestion/feeds/robots.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kMaxPatternBytes = 2048;
// Matching costs the product of both lengths at the worst, so their number is limited too.
constexpr size_t kMaxRules = 5000;
constexpr double kMaxCrawlDelaySeconds = 86'400;

char Lower(char c) { return absl::ascii_tolower(static_cast<unsigned char>(c)); }
bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }
int HexValue(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)) ? c - '0' : Lower(c) - 'a' + 10; }

// Percent-encoding in one form (RFC 9309, 2.2.2): what need not be encoded is not, and what must be is, in upper case.
std::string Normalise(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  const auto encode = [&](unsigned char c) {
    out += '%';
    out += kDigits[c >> 4];
    out += kDigits[c & 15];
  };
  for (size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    if (c == '%' && i + 2 < path.size() && IsHex(path[i + 1]) && IsHex(path[i + 2])) {
      const auto decoded = static_cast<unsigned char>(HexValue(path[i + 1]) * 16 + HexValue(path[i + 2]));
      if (absl::ascii_isalnum(decoded) || decoded == '-' || decoded == '.' || decoded == '_' || decoded == '~') {
        out += static_cast<char>(decoded);
      } else {
        encode(decoded);
      }
      i += 2;
    } else if (c <= 0x20 || c >= 0x7F) {
      encode(c);
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

// Whether a pattern with '*', and '$' at its end, matches the begin of a path; greedy, so that no pattern costs more than the
// product of the lengths.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) pattern.remove_suffix(1);
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t star_text = 0;
  for (;;) {
    if (p == pattern.size() && (!anchored || t == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && t < path.size() && pattern[p] == path[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && star_text < path.size()) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
}

// "Chancery/1.0 (what follows)" is about Chancery.
bool NamesProduct(std::string_view value, std::string_view product) {
  size_t length = 0;
  while (length < value.size() &&
         (absl::ascii_isalpha(static_cast<unsigned char>(value[length])) || value[length] == '-' || value[length] == '_')) {
    ++length;
  }
  return length > 0 && std::ranges::equal(value.substr(0, length), product, [](char a, char b) { return Lower(a) == Lower(b); });
}

// "key: value # comment"; the key in lower case.
std::pair<std::string, std::string> Split(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  std::string key(line.substr(0, colon));
  std::string value(line.substr(colon + 1));
  absl::StripAsciiWhitespace(&key);
  absl::StripAsciiWhitespace(&value);
  return {absl::AsciiStrToLower(key), std::move(value)};
}

}  // namespace

Robots Robots::DenyAll() {
  Robots robots;
  robots.rules_.push_back({.pattern = "/", .allow = false});
  return robots;
}

Robots Robots::Parse(std::string_view text, std::string_view product) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  text = text.substr(0, kMaxRobotsBytes);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  // Rules for the product, and rules for all others.
  std::array<Robots, 2> found;
  std::array<bool, 2> in_group = {false, false};
  bool named = false;
  bool names_lead = false;  // the lines before were names of a group
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const auto [key, value] = Split(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (key == "user-agent" || key == "useragent") {
      if (!names_lead) in_group = {false, false};
      names_lead = true;
      const bool ours = NamesProduct(value, product);
      named = named || ours;
      in_group[0] = in_group[0] || ours;
      in_group[1] = in_group[1] || value.starts_with('*');
      continue;
    }
    const bool allow = key == "allow";
    const bool rule = allow || key == "disallow";
    if (!rule && key != "crawl-delay") continue;  // "Sitemap" and others belong to no group and end none
    names_lead = false;
    double seconds = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      if (!in_group[i]) continue;
      if (!rule) {
        if (absl::SimpleAtod(value, &seconds) && seconds > 0) {
          found[i].crawl_delay_ = absl::Seconds(std::min(seconds, kMaxCrawlDelaySeconds));
        }
      } else if (!value.empty() && found[i].rules_.size() < kMaxRules) {
        found[i].rules_.push_back({.pattern = Normalise(value.substr(0, kMaxPatternBytes)), .allow = allow});
      }
    }
  }
  return std::move(found[named ? 0 : 1]);
}

bool Robots::Allows(std::string_view target) const {
  if (target == "/robots.txt") return true;
  const std::string path = Normalise(target);
  const Rule* longest = nullptr;
  for (const Rule& rule : rules_) {
    if (longest != nullptr &&
        (rule.pattern.size() < longest->pattern.size() || (rule.pattern.size() == longest->pattern.size() && !rule.allow))) {
      continue;
    }
    if (Matches(rule.pattern, path)) longest = &rule;
  }
  return longest == nullptr || longest->allow;
}

}  // namespace chancery::ingestion::feeds
