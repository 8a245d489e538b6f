// robots.txt: what a host lets programs ask (RFC 9309).
//
// Thread-safe: values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace chancery::ingestion::feeds {

// How much of a file is read.
inline constexpr size_t kMaxRobotsBytes = 500 << 10;

class Robots {
 public:
  // The rules of a file for a program: of the groups that name its product token (`product`, "Chancery"), else of those for "*".
  // A line that can't be understood is passed over.
  static Robots Parse(std::string_view text, std::string_view product);
  static Robots AllowAll() { return {}; }
  static Robots DenyAll();

  // Whether a path with its query may be asked: the rule with the longest match decides, of equals the one that allows.
  bool Allows(std::string_view target) const;

  // Between requests, if the rules ask for it (Crawl-delay, which is no part of the RFC).
  absl::Duration crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    std::string pattern;  // normalised
    bool allow = false;
  };

  std::vector<Rule> rules_;
  absl::Duration crawl_delay_ = absl::ZeroDuration();
};

}  // namespace chancery::ingestion::feeds
