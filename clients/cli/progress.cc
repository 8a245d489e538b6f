#include "clients/cli/progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace chancery::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr auto kRedrawInterval = std::chrono::milliseconds(100);

std::string Duration(double seconds) {
  const int64_t whole = std::llround(seconds);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

}  // namespace

std::string ProgressLine(const std::string& label, int64_t done, int64_t total, double seconds, double share) {
  if (total > 0) share = static_cast<double>(done) / static_cast<double>(total);
  std::string line = label;
  if (share >= 0) {
    const auto filled = static_cast<size_t>(std::clamp(share, 0.0, 1.0) * kBarWidth);
    line += " [" + std::string(filled, '#') + std::string(kBarWidth - filled, '-') + "]";
  }
  line += " " + std::to_string(done) + (total > 0 ? "/" + std::to_string(total) : "");
  if (done > 0 && seconds > 0) {
    const double rate = static_cast<double>(done) / seconds;
    char text[32];
    std::snprintf(text, sizeof(text), rate < 10 ? "  %.1f/s" : "  %.0f/s", rate);
    line += text;
    if (share > 0 && share < 1) line += "  " + Duration(seconds * (1 - share) / share) + " left";
  }
  return line;
}

Progress::Progress(std::ostream& out, bool enabled, std::string label, int64_t total)
    : out_(out), enabled_(enabled), label_(std::move(label)), total_(total) {}

Progress::~Progress() { Clear(); }

void Progress::Update(int64_t done, double share) {
  const auto now = Clock::now();
  if (!enabled_ || (visible_ && now - drawn_ < kRedrawInterval)) return;
  drawn_ = now;
  visible_ = true;
  out_ << "\r\x1b[K" << ProgressLine(label_, done, total_, std::chrono::duration<double>(now - start_).count(), share) << std::flush;
}

void Progress::Clear() {
  if (!visible_) return;
  out_ << "\r\x1b[K" << std::flush;
  visible_ = false;
}

}  // namespace chancery::cli
