#include "services/extraction/name_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "services/extraction/name_model_file.h"

namespace chancery::extraction {
namespace {

// A word has fewer features.
constexpr size_t kMostFeatures = 96;

constexpr std::string_view kMagic = "chancery names 2\n";

constexpr std::array<type::v1::EntityType, kNameTypes> kTypes = {
    type::v1::ENTITY_TYPE_PER, type::v1::ENTITY_TYPE_ORG, type::v1::ENTITY_TYPE_GPE, type::v1::ENTITY_TYPE_LOC,
    type::v1::ENTITY_TYPE_NRP, type::v1::ENTITY_TYPE_EVT, type::v1::ENTITY_TYPE_AGR};

template <typename T>
void Append(const T* values, size_t count, std::string* out) {
  out->append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

// Reads values off the front of the bytes; false if they are too few.
template <typename T>
bool Take(std::string_view* bytes, size_t count, T* values) {
  const size_t size = count * sizeof(T);
  if (bytes->size() < size) return false;
  if (size > 0) std::memcpy(values, bytes->data(), size);
  bytes->remove_prefix(size);
  return true;
}

// Scales the values to a sum of one; there is one that is not zero. Four sums at once, which the compiler may not make of one.
template <typename Row>
void Normalise(Row* row) {
  std::array<float, 4> sums{};
  for (size_t i = 0; i < row->size(); i += sums.size()) {
    for (size_t k = 0; k < sums.size(); ++k) sums[k] += (*row)[i + k];
  }
  const float scale = 1 / (sums[0] + sums[1] + sums[2] + sums[3]);
  for (float& value : *row) value *= scale;
}

}  // namespace

type::v1::EntityType EntityTypeOf(int type) { return kTypes[static_cast<size_t>(type)]; }

int NameTypeOf(type::v1::EntityType type) {
  const auto* const at = std::find(kTypes.begin(), kTypes.end(), type);
  return at == kTypes.end() ? -1 : static_cast<int>(at - kTypes.begin());
}

std::string NameModel::Serialize(const Content& content) {
  std::string out(kMagic);
  const uint32_t sizes[] = {static_cast<uint32_t>(content.features.size()), static_cast<uint32_t>(content.phrases.size()),
                            static_cast<uint32_t>(content.words.size())};
  Append(sizes, 3, &out);
  Append(&content.scale, 1, &out);
  Append(content.transitions.data(), content.transitions.size(), &out);
  Append(content.features.data(), content.features.size(), &out);
  Append(content.weights.data(), content.weights.size(), &out);
  Append(content.phrases.data(), content.phrases.size(), &out);
  Append(content.classes.data(), content.classes.size(), &out);
  Append(content.words.data(), content.words.size(), &out);
  Append(content.groups.data(), content.groups.size(), &out);
  return out;
}

absl::StatusOr<std::unique_ptr<const NameModel>> NameModel::Parse(std::string_view bytes) {
  std::unique_ptr<NameModel> model(new NameModel());
  const absl::Status damaged = absl::DataLossError("the model of names is damaged");
  if (!bytes.starts_with(kMagic)) return damaged;
  bytes.remove_prefix(kMagic.size());
  uint32_t sizes[3];
  if (!Take(&bytes, 3, sizes) || !Take(&bytes, 1, &model->scale_)) return damaged;
  if (!Take(&bytes, model->transitions_.size(), model->transitions_.data())) return damaged;
  const uint64_t size = uint64_t{sizes[0]} * (sizeof(uint32_t) + kNameTags) + uint64_t{sizes[1]} * (sizeof(uint32_t) + 1) +
                        uint64_t{sizes[2]} * (sizeof(uint32_t) + sizeof(uint16_t));
  if (bytes.size() != size) return damaged;
  std::vector<uint32_t> keys(sizes[0]);
  model->rows_.resize(sizes[0]);
  std::vector<uint32_t> phrases(sizes[1]);
  std::vector<uint8_t> classes(sizes[1]);
  std::vector<uint32_t> words(sizes[2]);
  std::vector<uint16_t> groups(sizes[2]);
  Take(&bytes, sizes[0], keys.data());
  for (auto& row : model->rows_) {
    row.fill(0);
    Take(&bytes, kNameTags, row.data());
  }
  Take(&bytes, sizes[1], phrases.data());
  Take(&bytes, sizes[1], classes.data());
  Take(&bytes, sizes[2], words.data());
  Take(&bytes, sizes[2], groups.data());
  model->features_ = FeatureTable(keys.size());
  for (uint32_t i = 0; i < keys.size(); ++i) model->features_.Insert(keys[i], i + 1);
  model->classes_ = FeatureTable(phrases.size());
  for (size_t i = 0; i < phrases.size(); ++i) model->classes_.Insert(phrases[i], classes[i]);
  model->groups_ = FeatureTable(words.size());
  for (size_t i = 0; i < words.size(); ++i) model->groups_.Insert(words[i], uint32_t{kWordGroups} | groups[i]);
  for (int a = 0; a < kNameTags; ++a) {
    for (int b = 0; b < kNameTags; ++b) {
      const float factor = MayFollow(a, b) ? std::exp(model->transitions_[TransitionAt(a, b)]) : 0;
      model->factors_[static_cast<size_t>(a)][static_cast<size_t>(b)] = factor;
      model->factors_into_[static_cast<size_t>(b)][static_cast<size_t>(a)] = factor;
    }
  }
  return std::unique_ptr<const NameModel>(std::move(model));
}

std::unique_ptr<const NameModel> NameModel::BuiltIn() {
  absl::StatusOr<std::unique_ptr<const NameModel>> model = Parse(BuiltInNameModel());
  // The file is part of the program: a damaged one is a build that cannot work.
  if (!model.ok()) std::abort();
  return *std::move(model);
}

TagScores NameModel::Score(const std::vector<uint32_t>& features) const {
  for (const uint32_t feature : features) features_.Prefetch(feature);
  std::array<uint32_t, kMostFeatures> known;
  size_t count = 0;
  for (const uint32_t feature : features) {
    const uint32_t number = features_.Find(feature);
    if (number == 0 || count == known.size()) continue;
    __builtin_prefetch(&rows_[number - 1]);
    known[count++] = number - 1;
  }
  static_assert(kMostFeatures * 128 <= INT16_MAX);
  std::array<int16_t, kLanes> sum{};
  for (size_t i = 0; i < count; ++i) {
    const std::array<int8_t, kLanes>& row = rows_[known[i]];
    for (size_t t = 0; t < kLanes; ++t) sum[t] = static_cast<int16_t>(sum[t] + row[t]);
  }
  TagScores scores;
  for (size_t t = 0; t < kNameTags; ++t) scores[t] = scale_ * static_cast<float>(sum[t]);
  return scores;
}

TagPath NameModel::Decode(const std::vector<TagScores>& scores) const {
  TagPath path;
  const size_t n = scores.size();
  if (n == 0) return path;
  // Forward and backward with each word's scores scaled to a sum of one; Viterbi beside them. The tag that is summed over is the outer
  // loop, so that the compiler takes several tags of the word at once.
  std::vector<Lanes> emit(n), forward(n), backward(n), best(n);
  std::vector<std::array<int8_t, kLanes>> from(n);
  for (size_t i = 0; i < n; ++i) {
    const float top = *std::max_element(scores[i].begin(), scores[i].end());
    emit[i].fill(0);
    for (size_t t = 0; t < kNameTags; ++t) emit[i][t] = std::exp(scores[i][t] - top);
  }
  for (size_t i = 0; i < n; ++i) {
    Lanes sum{};
    Lanes top{};
    std::array<int32_t, kLanes> arg{};
    for (size_t a = 0; a < (i == 0 ? 1 : kNameTags); ++a) {
      const float likely = i == 0 ? 1 : best[i - 1][a];
      const float all = i == 0 ? 1 : forward[i - 1][a];
      const Lanes& factors = factors_[a];
      for (size_t b = 0; b < kLanes; ++b) {
        const float value = likely * factors[b];
        sum[b] += all * factors[b];
        arg[b] = value > top[b] ? static_cast<int32_t>(a) : arg[b];
        top[b] = value > top[b] ? value : top[b];
      }
    }
    for (size_t b = 0; b < kLanes; ++b) {
      forward[i][b] = sum[b] * emit[i][b];
      best[i][b] = top[b] * emit[i][b];
      from[i][b] = static_cast<int8_t>(arg[b]);
    }
    Normalise(&forward[i]);
    Normalise(&best[i]);
  }
  backward[n - 1] = factors_into_[kOutside];
  for (size_t i = n - 1; i-- > 0;) {
    backward[i].fill(0);
    for (size_t b = 0; b < kNameTags; ++b) {
      const float after = emit[i + 1][b] * backward[i + 1][b];
      for (size_t a = 0; a < kLanes; ++a) backward[i][a] += factors_into_[b][a] * after;
    }
    Normalise(&backward[i]);
  }
  path.tags.resize(n);
  path.probabilities.resize(n);
  Lanes last;
  for (size_t a = 0; a < kLanes; ++a) last[a] = best[n - 1][a] * factors_into_[kOutside][a];
  auto tag = static_cast<int8_t>(std::max_element(last.begin(), last.end()) - last.begin());
  for (size_t i = n; i-- > 0;) {
    Lanes marginal;
    for (size_t t = 0; t < kLanes; ++t) marginal[t] = forward[i][t] * backward[i][t];
    Normalise(&marginal);
    std::copy_n(marginal.begin(), kNameTags, path.probabilities[i].begin());
    path.tags[i] = tag;
    tag = from[i][static_cast<size_t>(tag)];
  }
  return path;
}

uint8_t NameModel::Classes(uint32_t phrase) const { return static_cast<uint8_t>(classes_.Find(phrase)); }

uint16_t NameModel::Group(uint32_t word) const { return static_cast<uint16_t>(groups_.Find(word)); }

}  // namespace chancery::extraction
