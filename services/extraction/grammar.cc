#include "services/extraction/grammar.h"

#include <algorithm>
#include <utility>

#include "services/extraction/table.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

absl::Status Grammar::Set(std::string_view trait, std::string_view cell) {
  for (const auto& [name, flag] : {std::pair<std::string_view, bool*>{"bends", &bends},
                                   {"noun-first", &noun_first},
                                   {"articles", &articles},
                                   {"serial-verbs", &serial_verbs},
                                   {"ordinals-led", &ordinals_led},
                                   {"day-first", &day_first},
                                   {"by-syllables", &by_syllables},
                                   {"spaced-hyphens", &spaced_hyphens},
                                   {"title-case", &title_case}}) {
    if (name != trait) continue;
    if (!cell.empty() && cell != "yes") return absl::InvalidArgumentError(platform::Concat("'", cell, "' is neither 'yes' nor empty"));
    *flag = cell == "yes";
    return absl::OkStatus();
  }
  for (const auto& [name, words] : {std::pair<std::string_view, std::vector<std::string>*>{"gerund-ending", &gerund_endings},
                                    {"past-ending", &past_endings},
                                    {"no-past-ending", &no_past_endings},
                                    {"adverb-ending", &adverb_endings},
                                    {"bare-auxiliary", &bare_auxiliaries},
                                    {"numbers", &numbers},
                                    {"ordinals", &ordinals},
                                    {"portfolio-titles", &portfolio_titles},
                                    {"of-body", &of_body}}) {
    if (name != trait) continue;
    *words = ListItems(cell);
    return absl::OkStatus();
  }
  if (trait == "home") {
    home = cell;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(platform::Concat("no such trait: '", trait, "'"));
}

bool Grammar::IsBareAuxiliary(std::string_view word) const {
  return std::find(bare_auxiliaries.begin(), bare_auxiliaries.end(), word) != bare_auxiliaries.end();
}

int Grammar::OrdinalOf(std::string_view word) const {
  const auto place = std::find(ordinals.begin(), ordinals.end(), word);
  return place == ordinals.end() ? 0 : static_cast<int>(place - ordinals.begin()) + 1;
}

bool Grammar::EndsIn(const std::vector<std::string>& endings, std::string_view word) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return word.ends_with(ending); });
}

}  // namespace chancery::extraction
