#include "services/extraction/training/train_names.h"

#include <algorithm>
#include <cmath>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <random>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "services/extraction/name_features.h"
#include "services/extraction/names.h"
#include "services/extraction/time_tagger.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using Mask = uint16_t;  // a set of tags

// How likely a tag must be for the model so far to have it.
constexpr double kBelieved = 0.5;

// O, PER, ORG, GPE, LOC.
constexpr Mask kEverywhere = (1U << InsideTag(3)) * 2 - 1;

constexpr Mask kAll = (1U << kNameTags) - 1;

// Words tagged together: their features and the tags that each may have.
struct Chain {
  std::vector<std::vector<uint32_t>> features;  // keys, then numbers of rows
  std::vector<Mask> allowed;
  bool silver = false;  // marked by a program
};

int TypeNamed(const std::string& name) {
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  return type::v1::EntityType_Parse("ENTITY_TYPE_" + name, &type) ? NameTypeOf(type) : -1;
}

// The tags that begin or go on with a name of the given types; "O" allows none.
Mask MaskOf(const nlohmann::json& types, bool begin) {
  Mask mask = 0;
  for (const auto& name : types) {
    const int type = TypeNamed(name);
    mask = static_cast<Mask>(mask | (type < 0 ? 1U << kOutside : 1U << (begin ? BeginTag(type) : InsideTag(type))));
  }
  return mask;
}

// Rules that are surer than an annotator that is a program.
bool IsSure(const NameMention& name) {
  const std::string_view rule = name.rule;
  return rule.starts_with("lexicon:") ? name.last_word - name.first_word > 1 || name.type != type::v1::ENTITY_TYPE_GPE
                                      : rule == "name:after-title" || rule == "name:after-honorific" || rule == "name:ministry" ||
                                            rule == "name:vietnamese" || rule == "name:part-of-person";
}

class Trainer {
 public:
  Trainer(const Lexicon& lexicon, const TrainingOptions& options, std::ostream& log)
      : lexicon_(lexicon), finder_(lexicon), options_(options), log_(log), random_(options.seed), state_(options.seed) {}

  absl::Status ReadGazetteer(std::istream& in) {
    static const auto* const classes = new std::map<std::string, uint8_t, std::less<>>{
        {"place", kGazetteerPlace}, {"surname", kGazetteerSurname}, {"given", kGazetteerGivenName}, {"common", kGazetteerCommonWord}};
    std::map<uint32_t, uint8_t> phrases;
    for (std::string line; std::getline(in, line);) {
      const size_t tab = line.find('\t');
      const auto known = classes->find(line.substr(0, tab));
      if (tab == std::string::npos || known == classes->end()) return absl::InvalidArgumentError("gazetteer: " + line);
      uint8_t& bits = phrases[PhraseHash(platform::Fold(line.substr(tab + 1)))];
      bits = static_cast<uint8_t>(bits | known->second);
    }
    for (const auto& [phrase, bits] : phrases) {
      content_.phrases.push_back(phrase);
      content_.classes.push_back(bits);
    }
    return absl::OkStatus();
  }

  absl::Status ReadGroups(std::istream& in) {
    std::map<uint32_t, uint16_t> groups;
    for (std::string line; std::getline(in, line);) {
      const size_t tab = line.find('\t');
      uint32_t group = kWordGroups;
      if (tab == std::string::npos || !absl::SimpleAtoi(line.substr(tab + 1), &group) || group >= kWordGroups)
        return absl::InvalidArgumentError("groups: " + line);
      groups.emplace(PhraseHash(line.substr(0, tab)), static_cast<uint16_t>(group));
    }
    for (const auto& [word, group] : groups) {
      content_.words.push_back(word);
      content_.groups.push_back(group);
    }
    absl::StatusOr<std::unique_ptr<const NameModel>> lists = NameModel::Parse(NameModel::Serialize(content_));
    if (!lists.ok()) return lists.status();
    lists_ = *std::move(lists);
    return absl::OkStatus();
  }

  absl::Status ReadCorpus(std::istream& in) {
    for (std::string line; std::getline(in, line);) {
      const nlohmann::json document = nlohmann::json::parse(line, nullptr, false);
      if (document.is_discarded()) return absl::InvalidArgumentError("corpus: " + line.substr(0, 80));
      ReadDocument(document);
    }
    return absl::OkStatus();
  }

  // Numbers the features that are common enough and drops the others.
  void NumberFeatures() {
    absl::flat_hash_map<uint32_t, int> counts;
    for (const Chain& chain : chains_) {
      for (const auto& word : chain.features) {
        for (const uint32_t key : word) ++counts[key];
      }
    }
    std::vector<uint32_t> keys;
    for (const auto& [key, count] : counts) {
      if (count >= options_.least_count) keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end());
    absl::flat_hash_map<uint32_t, uint32_t> rows;
    for (size_t i = 0; i < keys.size(); ++i) rows[keys[i]] = static_cast<uint32_t>(i);
    for (Chain& chain : chains_) {
      for (auto& word : chain.features) {
        std::vector<uint32_t> kept;
        for (const uint32_t key : word) {
          const auto row = rows.find(key);
          if (row != rows.end()) kept.push_back(row->second);
        }
        word = std::move(kept);
      }
    }
    keys_ = std::move(keys);
    log_ << chains_.size() << " chains, " << words_ << " words, " << keys_.size() << " features\n";
  }

  // Several runs, each in an order of its own and with other features left out; the weights are the means of theirs, which depend
  // less on chance than those of one.
  void Run() {
    std::vector<std::vector<Mask>> marked;  // what is allowed before a run widens it
    for (const Chain& chain : chains_) marked.push_back(chain.allowed);
    std::vector<float> sums(keys_.size() * kNameTags, 0);
    std::array<float, kTransitions> transition_sums{};
    for (int run = 0; run < options_.runs; ++run) {
      for (size_t i = 0; i < chains_.size(); ++i) chains_[i].allowed = marked[i];
      RunOnce();
      for (size_t i = 0; i < weights_.size(); ++i) sums[i] += weights_[i] / static_cast<float>(options_.runs);
      for (size_t k = 0; k < kTransitions; ++k) transition_sums[k] += transitions_[k] / static_cast<float>(options_.runs);
    }
    weights_ = std::move(sums);
    transitions_ = transition_sums;
  }

  std::string Finish() {
    float largest = 0;
    for (const float w : weights_) largest = std::max(largest, std::abs(w));
    content_.scale = std::max(largest, 1e-3F) / 127;
    content_.transitions = transitions_;
    for (size_t i = 0; i < keys_.size(); ++i) {
      const float* row = &weights_[i * kNameTags];
      if (std::none_of(row, row + kNameTags, [&](float w) { return std::abs(w) > options_.least_weight / 2; })) continue;
      content_.features.push_back(keys_[i]);
      for (int t = 0; t < kNameTags; ++t) content_.weights.push_back(static_cast<int8_t>(std::lround(row[t] / content_.scale)));
    }
    log_ << content_.features.size() << " features kept, " << content_.phrases.size() << " phrases\n";
    return NameModel::Serialize(content_);
  }

 private:
  void RunOnce() {
    weights_.assign(keys_.size() * kNameTags, 0);
    squares_.assign(keys_.size() * kNameTags, 1e-4F);
    transitions_.fill(0);
    transition_squares_.fill(1e-4F);
    stays_.assign(keys_.size(), 1);
    std::vector<uint32_t> people, all;  // chains that people marked, and all
    for (size_t i = 0; i < chains_.size(); ++i) {
      all.push_back(static_cast<uint32_t>(i));
      if (!chains_[i].silver) people.push_back(static_cast<uint32_t>(i));
    }
    for (int epoch = 0; epoch < options_.first_epochs; ++epoch) Pass("first epoch", &people);
    if (options_.first_epochs > 0) {
      for (Chain& chain : chains_) {
        if (chain.silver) Widen(&chain);
      }
    }
    for (int epoch = 0; epoch + 1 < options_.epochs; ++epoch) Pass("epoch", &all);
    // What is left out is made up for by what stays.
    Prune();
    Pass("last epoch", &all);
  }

  void Pass(std::string_view name, std::vector<uint32_t>* order) {
    for (size_t i = order->size(); i > 1; --i) std::swap((*order)[i - 1], (*order)[random_() % i]);
    double loss = 0;
    size_t words = 0;
    for (const uint32_t c : *order) {
      loss += Learn(chains_[c]);
      words += chains_[c].allowed.size();
    }
    log_ << name << ": loss a word " << loss / static_cast<double>(std::max<size_t>(words, 1)) << std::endl;
  }

  // Where the model so far would mark a chain otherwise than the program did, either may be right: of persons, organisations and
  // places, which people marked everywhere. What the program holds for a people, an occasion or an agreement stays.
  void Widen(Chain* chain) const {
    const size_t n = chain->allowed.size();
    std::vector<Row> tags(n, Row{});
    Table pairs{};
    Expect(Emissions(chain->features), Factors(), std::vector<Mask>(n, kAll), 1, &tags, &pairs);
    for (size_t i = 0; i < n; ++i) {
      if ((chain->allowed[i] & ~kEverywhere) != 0) continue;
      for (size_t t = 0; t < kNameTags; ++t) {
        if ((kEverywhere >> t & 1U) != 0 && tags[i][t] >= kBelieved) chain->allowed[i] = static_cast<Mask>(chain->allowed[i] | 1U << t);
      }
    }
  }

  // Leaves out features whose weights are all small.
  void Prune() {
    for (size_t i = 0; i < keys_.size(); ++i) {
      const float* row = &weights_[i * kNameTags];
      stays_[i] = std::any_of(row, row + kNameTags, [&](float w) { return std::abs(w) > options_.least_weight; }) ? 1 : 0;
      if (stays_[i] == 0) std::fill_n(&weights_[i * kNameTags], kNameTags, 0.0F);
    }
  }

  void ReadDocument(const nlohmann::json& document) {
    const std::string content = document["text"];
    const Language language = document["language"] == "vi" ? Language::kVietnamese : Language::kEnglish;
    // Each line is a paragraph.
    const std::u32string points = platform::DecodeUtf8(content);
    std::vector<Block> lines;
    for (size_t begin = 0; begin < points.size();) {
      const size_t end = std::min(points.find(U'\n', begin), points.size());
      lines.push_back({{static_cast<int32_t>(begin), static_cast<int32_t>(end)}, type::v1::BLOCK_KIND_PARAGRAPH, 0, 0});
      begin = end + 1;
    }
    const Text text(content, language, std::move(lines));
    const Words words(text, lexicon_.vocabulary());
    Layers layers;
    for (const TimeExpression& time : TimeTagger::Tag(times_.Find(text), {}, 1)) {
      layers.times.push_back({time.range, time.value.ToString(), time.rule, 1});
    }
    const NameMarks marks = finder_.FindByRules(words, &layers);
    const NameFeatures features(lexicon_, *lists_, words, layers.names, marks.office, marks.time);
    std::vector<Mask> allowed(words.size(),
                              static_cast<Mask>(1U << kOutside | MaskOf(document["outside"], true) | MaskOf(document["outside"], false)));
    for (const auto& span : document["spans"]) {
      int32_t w = words.AtToken(text.TokenAt(span[0]));
      for (bool begin = true; w < words.size() && words.token(w).range.begin < span[1]; ++w, begin = false) {
        allowed[w] = MaskOf(span[2], begin);
        // What may be no name, or one of several kinds, may begin anywhere in the span.
        if ((allowed[w] & 1U) != 0) allowed[w] = static_cast<Mask>(MaskOf(span[2], true) | MaskOf(span[2], false));
      }
      // A name ends here: what follows does not go on with it.
      if (w < words.size() && allowed[w] != 0 && span[2].size() == 1) {
        const int type = TypeNamed(span[2][0]);
        if (type >= 0) allowed[w] = static_cast<Mask>(allowed[w] & ~(1U << InsideTag(type)));
      }
    }
    // Where the annotator is a program, what the rules found is right too; where it does not tell kinds, sure rules do.
    const bool silver = document.value("silver", false);
    const bool kindless = document.value("kindless", false);
    for (const NameMention& name : layers.names) {
      if (!kindless && !(silver && IsSure(name))) continue;
      const int type = NameTypeOf(name.type);
      for (int32_t w = name.first_word; w < name.last_word; ++w) {
        const auto tag = static_cast<Mask>(1U << (w == name.first_word ? BeginTag(type) : InsideTag(type)));
        // A person that a title or the rest of the document tells is none that an annotator may call otherwise.
        const bool exact = IsSure(name) && (kindless || name.type == type::v1::ENTITY_TYPE_PER);
        allowed[w] = exact ? tag : static_cast<Mask>(allowed[w] | tag);
      }
    }
    for (const NameSegment& segment : features.segments()) {
      Chain chain;
      for (int32_t w = segment.first; w < segment.last; ++w) {
        chain.features.emplace_back();
        features.At(w, &chain.features.back());
        chain.allowed.push_back(allowed[w]);
      }
      words_ += chain.allowed.size();
      chain.silver = silver;
      if (Feasible(chain)) chains_.push_back(std::move(chain));
    }
  }

  // Whether some path goes through allowed tags only.
  static bool Feasible(const Chain& chain) {
    Mask reachable = 1U << kOutside;
    for (const Mask allowed : chain.allowed) {
      Mask next = 0;
      for (int b = 0; b < kNameTags; ++b) {
        for (int a = 0; a < kNameTags; ++a) {
          if ((reachable >> a & 1U) != 0 && (allowed >> b & 1U) != 0 && MayFollow(a, b)) next = static_cast<Mask>(next | 1U << b);
        }
      }
      reachable = next;
    }
    return reachable != 0;
  }

  using Row = std::array<double, kNameTags>;
  using Table = std::array<double, kTransitions>;

  // Adds sign times the expected tags and transitions of the allowed paths; gives the logarithm of the sum over them.
  double Expect(const std::vector<Row>& emit, const Table& factor, const std::vector<Mask>& allowed, double sign, std::vector<Row>* tags,
                Table* pairs) const {
    const size_t n = emit.size();
    std::vector<Row> forward(n), backward(n);
    double log_sum = 0;
    for (size_t i = 0; i < n; ++i) {
      double total = 0;
      for (int b = 0; b < kNameTags; ++b) {
        double sum = 0;
        if ((allowed[i] >> b & 1U) != 0) {
          for (int a = 0; a < (i == 0 ? 1 : kNameTags); ++a) {
            sum += (i == 0 ? 1 : forward[i - 1][static_cast<size_t>(a)]) * factor[TransitionAt(a, b)];
          }
          sum *= emit[i][static_cast<size_t>(b)];
        }
        forward[i][static_cast<size_t>(b)] = sum;
        total += sum;
      }
      for (double& value : forward[i]) value /= total;
      log_sum += std::log(total);
    }
    for (size_t a = 0; a < kNameTags; ++a) backward[n - 1][a] = factor[a * kNameTags + kOutside];
    double end = 0;
    for (size_t a = 0; a < kNameTags; ++a) end += forward[n - 1][a] * backward[n - 1][a];
    log_sum += std::log(end);
    for (size_t i = n - 1; i-- > 0;) {
      double total = 0;
      for (size_t a = 0; a < kNameTags; ++a) {
        double sum = 0;
        for (size_t b = 0; b < kNameTags; ++b) {
          if ((allowed[i + 1] >> b & 1U) != 0) sum += factor[a * kNameTags + b] * emit[i + 1][b] * backward[i + 1][b];
        }
        backward[i][a] = sum;
        total += sum;
      }
      for (double& value : backward[i]) value /= total;
    }
    for (size_t i = 0; i < n; ++i) {
      double total = 0;
      for (size_t t = 0; t < kNameTags; ++t) total += forward[i][t] * backward[i][t];
      for (size_t t = 0; t < kNameTags; ++t) (*tags)[i][t] += sign * forward[i][t] * backward[i][t] / total;
      if (i == 0) continue;
      double sum = 0;
      Table joint{};
      for (size_t a = 0; a < kNameTags; ++a) {
        if (forward[i - 1][a] == 0) continue;
        for (size_t b = 0; b < kNameTags; ++b) {
          if ((allowed[i] >> b & 1U) == 0) continue;
          joint[a * kNameTags + b] = forward[i - 1][a] * factor[a * kNameTags + b] * emit[i][b] * backward[i][b];
          sum += joint[a * kNameTags + b];
        }
      }
      for (size_t k = 0; k < joint.size(); ++k) (*pairs)[k] += sign * joint[k] / sum;
    }
    return log_sum;
  }

  Table Factors() const {
    Table factor;
    for (int a = 0; a < kNameTags; ++a) {
      for (int b = 0; b < kNameTags; ++b) {
        const size_t k = TransitionAt(a, b);
        factor[k] = MayFollow(a, b) ? std::exp(static_cast<double>(transitions_[k])) : 0;
      }
    }
    return factor;
  }

  // Factors of the tags of words with these features, the largest of each word 1; `scale` of the weights.
  std::vector<Row> Emissions(const std::vector<std::vector<uint32_t>>& features, double scale = 1) const {
    std::vector<Row> emit;
    for (const auto& word : features) {
      Row score{};
      for (const uint32_t row : word) {
        const float* w = &weights_[size_t{row} * kNameTags];
        for (size_t t = 0; t < kNameTags; ++t) score[t] += scale * static_cast<double>(w[t]);
      }
      const double top = *std::max_element(score.begin(), score.end());
      for (double& value : score) value = std::exp(std::max(value - top, -60.0));
      emit.push_back(score);
    }
    return emit;
  }

  // One step along the gradient of a chain; gives its loss.
  double Learn(const Chain& chain) {
    const size_t n = chain.allowed.size();
    std::vector<std::vector<uint32_t>> kept(n);
    const auto dropped = static_cast<uint64_t>(static_cast<double>(options_.dropout) * 65536);
    for (size_t i = 0; i < n; ++i) {
      for (const uint32_t row : chain.features[i]) {
        if (stays_[row] != 0 && (dropped == 0 || NextRandom() % 65536 >= dropped)) kept[i].push_back(row);
      }
    }
    const double scale = 1 / (1 - static_cast<double>(options_.dropout));
    const Table factor = Factors();
    const std::vector<Row> emit = Emissions(kept, scale);
    std::vector<Row> tags(n, Row{});
    Table pairs{};
    const std::vector<Mask> free(n, kAll);
    const double all = Expect(emit, factor, free, 1, &tags, &pairs);
    const double right = Expect(emit, factor, chain.allowed, -1, &tags, &pairs);
    for (size_t i = 0; i < n; ++i) {
      for (const uint32_t row : kept[i]) {
        float* w = &weights_[size_t{row} * kNameTags];
        float* s = &squares_[size_t{row} * kNameTags];
        for (size_t t = 0; t < kNameTags; ++t) Step(static_cast<float>(scale * tags[i][t]), &w[t], &s[t]);
      }
    }
    for (size_t k = 0; k < pairs.size(); ++k) Step(static_cast<float>(pairs[k]), &transitions_[k], &transition_squares_[k]);
    return all - right;
  }

  // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
  uint64_t NextRandom() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  void Step(float gradient, float* weight, float* squares) const {
    if (std::abs(gradient) < 1e-6F) return;
    *squares += gradient * gradient;
    *weight -= options_.rate * (gradient / std::sqrt(*squares) + options_.decay * *weight);
  }

  const Lexicon& lexicon_;
  const TimeTagger times_;
  const NameFinder finder_;
  const TrainingOptions options_;
  std::ostream& log_;
  std::mt19937_64 random_;  // of the order of chains
  uint64_t state_;          // of the choice of features that are dropped
  NameModel::Content content_;
  std::unique_ptr<const NameModel> lists_;  // the gazetteer and the groups alone
  std::vector<Chain> chains_;
  size_t words_ = 0;
  std::vector<uint32_t> keys_;
  std::vector<int8_t> stays_;   // whether a key is still looked at
  std::vector<float> weights_;  // kNameTags for each key
  std::vector<float> squares_;  // sums of squared gradients
  std::array<float, kTransitions> transitions_{};
  std::array<float, kTransitions> transition_squares_{};
};

}  // namespace

absl::StatusOr<std::string> TrainNames(const Lexicon& lexicon, std::istream& corpus, std::istream& gazetteer, std::istream& groups,
                                       const TrainingOptions& options, std::ostream& log) {
  Trainer trainer(lexicon, options, log);
  if (absl::Status status = trainer.ReadGazetteer(gazetteer); !status.ok()) return status;
  if (absl::Status status = trainer.ReadGroups(groups); !status.ok()) return status;
  if (absl::Status status = trainer.ReadCorpus(corpus); !status.ok()) return status;
  trainer.NumberFeatures();
  trainer.Run();
  return trainer.Finish();
}

}  // namespace chancery::extraction
