#include "services/query/topics.h"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/query/tables.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

class Topics {
 public:
  static const Topics& Get() {
    static const auto* const topics = new Topics;
    return *topics;
  }

  std::vector<std::string> Of(std::string_view sentence) const {
    const auto words = FoldedWords(sentence);
    std::map<size_t, int> counts;
    // The longest phrase at a word counts, so that "sea level" is none of "sea".
    for (size_t i = 0; i < words.size();) {
      size_t length = std::min(longest_, words.size() - i);
      for (; length > 0; --length) {
        const auto at = forms_.find(absl::StrJoin(std::span(words).subspan(i, length), " "));
        if (at == forms_.end()) continue;
        for (const size_t topic : at->second) ++counts[topic];
        break;
      }
      i += std::max<size_t>(length, 1);
    }
    std::vector<std::pair<int, size_t>> ranked;
    for (const auto& [topic, count] : counts) ranked.emplace_back(-count, topic);
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> out;
    for (const auto& [count, topic] : ranked) out.push_back(ids_[topic]);
    return out;
  }

  bool Has(std::string_view id) const { return std::find(ids_.begin(), ids_.end(), id) != ids_.end(); }

 private:
  Topics() {
    const Table table(TableText("topics.tsv"));
    for (const TableRow& row : table.rows) {
      const size_t topic = ids_.size();
      ids_.emplace_back(row.Cell("id"));
      for (const char* column : {"en", "vi"}) {
        for (const std::string& form : row.Items(column)) {
          const auto words = FoldedWords(form);
          longest_ = std::max(longest_, words.size());
          auto& topics = forms_[absl::StrJoin(words, " ")];
          if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(topic);
        }
      }
    }
  }

  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::vector<size_t>> forms_;
  size_t longest_ = 1;
};

}  // namespace

std::vector<std::string> TopicsOf(std::string_view sentence) { return Topics::Get().Of(sentence); }

bool IsTopic(std::string_view id) { return Topics::Get().Has(id); }

}  // namespace chancery::query
