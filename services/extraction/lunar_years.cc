#include "services/extraction/lunar_years.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "services/extraction/lexicon.h"

namespace chancery::extraction {
namespace {

constexpr std::array<std::string_view, 10> kStems = {"giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"};
constexpr std::array<std::string_view, 12> kBranches = {"tý",  "sửu", "dần",  "mão", "thìn", "tỵ",
                                                        "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"};
constexpr int kCycle = 60;
constexpr int kFirstOfCycle = 4;

template <size_t N>
int IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto* const it = std::find(names.begin(), names.end(), name);
  return it == names.end() ? -1 : static_cast<int>(it - names.begin());
}

// Either spelling of a name: "Kỷ" and "Kỉ", "Tỵ" and "Tị", "Tý" and "Tí".
std::string_view Usual(std::string_view name) {
  if (name == "kỉ") return "kỷ";
  if (name == "tị") return "tỵ";
  if (name == "tí") return "tý";
  return name;
}

}  // namespace

std::pair<int, int> LunarYearAt(const Words& words, int32_t w, int first_year) {
  if (w + 2 >= words.size() || !words.token(w + 1).capitalised || !words.token(w + 2).capitalised) return {0, 0};
  const std::string_view noun = words.token(w).lower;
  const bool feast = noun == "xuân" || noun == "tết";
  if (!feast && noun != "năm") return {0, 0};
  const int stem = IndexOf(kStems, Usual(words.token(w + 1).lower));
  const int branch = IndexOf(kBranches, Usual(words.token(w + 2).lower));
  // Odd stems go with odd branches.
  if (stem < 0 || branch < 0 || stem % 2 != branch % 2) return {0, 0};
  for (int year = first_year; year < first_year + kCycle; ++year) {
    if ((year - kFirstOfCycle) % 10 != stem || (year - kFirstOfCycle) % 12 != branch) continue;
    const int january = MonthNumberOf(year, 1);
    return {january - 2, feast ? january + 2 : january + 12};
  }
  return {0, 0};
}

}  // namespace chancery::extraction
