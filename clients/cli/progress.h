// A progress bar on a terminal: done, rate, time left.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace chancery::cli {

// Draws on `out`, at most ten times a second; draws nothing where it is disabled. Not thread-safe.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `label` says what is being done, `total` how many there are; 0: not known.
  Progress(std::ostream& out, bool enabled, std::string label, int64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Takes the bar off the terminal.
  ~Progress();

  // `share` is how far it is, from 0 to 1, where that is known better than by count; negative: not known.
  void Update(int64_t done, double share = -1);
  // Takes the bar off until the next update, so that a message can be printed.
  void Clear();

 private:
  std::ostream& out_;
  const bool enabled_;
  const std::string label_;
  const int64_t total_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_;
  bool visible_ = false;
};

// "stored [#####-----] 5/10  2.5/s  2 s left" (the unit of the rate is documents); without a total "[#####-----] 5  2.5/s ..."
// by the share, and without that too "stored 5  2.5/s".
std::string ProgressLine(const std::string& label, int64_t done, int64_t total, double seconds, double share = -1);

}  // namespace chancery::cli
