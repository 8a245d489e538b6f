#include "services/extraction/event_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

#include "services/extraction/feature_hash.h"
#include "services/extraction/name_model_file.h"

namespace chancery::extraction {
namespace {

constexpr std::string_view kMagic = "chancery events 2\n";

// Reads values off the front of the bytes; false if they are too few.
template <typename T>
bool Take(std::string_view* bytes, size_t count, T* values) {
  if (bytes->size() / sizeof(T) < count) return false;
  if (count > 0) std::memcpy(values, bytes->data(), count * sizeof(T));
  bytes->remove_prefix(count * sizeof(T));
  return true;
}

template <typename T>
bool Take(std::string_view* bytes, std::vector<T>* values) {
  uint32_t count = 0;
  if (!Take(bytes, 1, &count) || bytes->size() / sizeof(T) < count) return false;
  values->resize(count);
  return Take(bytes, count, values->data());
}

// What is added to a weight so that none is 0.
constexpr int32_t kMiddle = 128;

float Logistic(float x) { return 1 / (1 + std::exp(-x)); }

// Examples weigh alike however many features they have: each counts 3 / sqrt(n).
float Weight(size_t features) { return 3 / std::sqrt(static_cast<float>(features)); }

}  // namespace

absl::StatusOr<std::unique_ptr<const EventModel>> EventModel::Parse(std::string_view bytes) {
  const absl::Status damaged = absl::DataLossError("the model of events is damaged");
  std::unique_ptr<EventModel> model(new EventModel());
  if (!bytes.starts_with(kMagic)) return damaged;
  bytes.remove_prefix(kMagic.size());
  const size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return damaged;
  model->language_ = bytes.substr(0, end);
  bytes.remove_prefix(end + 1);
  if (!Take(&bytes, 1, &model->least_)) return damaged;
  std::vector<uint32_t> keys;
  std::vector<uint32_t> types;
  if (!Take(&bytes, &keys) || !Take(&bytes, &types) || keys.size() != types.size()) return damaged;
  model->types_ = FeatureTable(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) model->types_.Insert(keys[i], types[i]);
  std::vector<int8_t> weights;
  if (!Take(&bytes, 1, &model->word_scale_) || !Take(&bytes, model->word_bias_.size(), model->word_bias_.data())) return damaged;
  if (!Take(&bytes, &keys) || !Take(&bytes, &weights) || weights.size() != keys.size() * kEventTypes) return damaged;
  model->word_weights_.resize(keys.size());
  model->words_ = FeatureTable(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    model->words_.Insert(keys[i], static_cast<uint32_t>(i) + 1);
    model->word_weights_[i].fill(0);
    std::memcpy(model->word_weights_[i].data(), weights.data() + i * kEventTypes, kEventTypes);
  }
  if (!Take(&bytes, 1, &model->participant_scale_) || !Take(&bytes, 1, &model->participant_bias_)) return damaged;
  if (!Take(&bytes, &keys) || !Take(&bytes, &weights) || weights.size() != keys.size()) return damaged;
  model->participants_ = FeatureTable(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) model->participants_.Insert(keys[i], static_cast<uint32_t>(weights[i] + kMiddle));
  if (!Take(&bytes, 1, &model->tree_bias_) || !Take(&bytes, &model->roots_) || !Take(&bytes, &model->nodes_) || !bytes.empty())
    return damaged;
  const auto size = static_cast<int32_t>(model->nodes_.size());
  for (const int32_t root : model->roots_) {
    if (root < 0 || root >= size) return damaged;
  }
  for (int32_t i = 0; i < size; ++i) {
    const Node& node = model->nodes_[static_cast<size_t>(i)];
    if (node.feature < 0) continue;
    // What lies below a node stands behind it, so that every way ends.
    if (node.feature >= static_cast<int32_t>(kDecisionFeatures) || node.left <= i || node.right <= i || node.left >= size ||
        node.right >= size)
      return damaged;
  }
  return std::unique_ptr<const EventModel>(std::move(model));
}

EventModels EventModels::BuiltIn() {
  EventModels out;
  for (const platform::EmbeddedFile& file : BuiltInModelFiles()) {
    if (!file.name.starts_with("events-")) continue;
    absl::StatusOr<std::unique_ptr<const EventModel>> model = EventModel::Parse(file.content);
    // The file is part of the program: a damaged one is a build that cannot work.
    if (!model.ok()) std::abort();
    out.models_.push_back(*std::move(model));
  }
  return out;
}

const EventModel* EventModels::Of(std::string_view language) const {
  const auto it = std::find_if(models_.begin(), models_.end(), [&](const auto& model) { return model->language() == language; });
  return it == models_.end() ? nullptr : it->get();
}

uint32_t EventModel::TypesOf(uint32_t stem) const { return types_.Find(stem); }

std::array<float, kEventTypes> EventModel::OfWord(const std::vector<uint32_t>& features) const {
  for (const uint32_t feature : features) words_.Prefetch(feature);
  std::array<int32_t, 16> sum{};
  for (const uint32_t feature : features) {
    const uint32_t number = words_.Find(feature);
    if (number == 0) continue;
    const std::array<int8_t, 16>& row = word_weights_[number - 1];
    for (size_t t = 0; t < row.size(); ++t) sum[t] += row[t];
  }
  std::array<float, kEventTypes> out;
  const float scale = word_scale_ * Weight(features.size());
  for (size_t t = 0; t < kEventTypes; ++t) out[t] = Logistic(scale * static_cast<float>(sum[t]) + word_bias_[t]);
  return out;
}

float EventModel::OfParticipant(const std::vector<uint32_t>& features, int type) const {
  // Each feature counts by itself and with the type of event.
  const auto typed = [type](uint32_t feature) { return FeatureKey(static_cast<uint32_t>(type) + 1, feature); };
  for (const uint32_t feature : features) {
    participants_.Prefetch(feature);
    participants_.Prefetch(typed(feature));
  }
  int32_t sum = 0;
  for (const uint32_t feature : features) {
    for (const uint32_t key : {feature, typed(feature)}) {
      if (const uint32_t weight = participants_.Find(key); weight != 0) sum += static_cast<int32_t>(weight) - kMiddle;
    }
  }
  return Logistic(participant_scale_ * Weight(2 * features.size()) * static_cast<float>(sum) + participant_bias_);
}

float EventModel::OfEvent(const DecisionFeatures& features) const {
  float sum = tree_bias_;
  for (const int32_t root : roots_) {
    const Node* node = &nodes_[static_cast<size_t>(root)];
    while (node->feature >= 0) {
      node = &nodes_[static_cast<size_t>(features[static_cast<size_t>(node->feature)] <= node->value ? node->left : node->right)];
    }
    sum += node->value;
  }
  return Logistic(sum);
}

}  // namespace chancery::extraction
