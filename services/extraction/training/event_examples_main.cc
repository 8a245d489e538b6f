// event-examples [MODEL]: what the model of events is trained on, for train-events beside it.
//
// Reads objects of `document`, `text`, `language`, `published` and `told` (spans [begin, end] in code points of words that tell events),
// one a line of standard input. Prints one object for each: `names` ([begin, end, type, entity]), and
// - without MODEL: `words` ([sentence, begin, stem, features] of those that may tell an event) and `candidates` ([begin, entity,
//   features] of those who may take part in what a word among `told` tells), features as the model's keys;
// - with MODEL (as train-events writes it, its trees left out): `events` that rules found and `proposals` of the model ([type,
//   participants, begin, end, features of the decision, begin of the word]).
// Types are numbers of EventType.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "services/extraction/extractor.h"

namespace {

using chancery::extraction::Discourse;
using chancery::extraction::EventCandidate;
using chancery::extraction::EventFeatures;
using chancery::extraction::EventModel;
using chancery::extraction::EventModels;
using chancery::extraction::EventProposal;
using chancery::extraction::Extractor;
using chancery::extraction::Layers;
using chancery::extraction::Range;
using nlohmann::json;

// One document's object.
class Printer : public chancery::extraction::EventObserver {
 public:
  // Words overlap `told`; with `proposals` what the model makes of the text instead of its features.
  Printer(std::vector<Range> told, bool proposals) : told_(std::move(told)), proposals_(proposals) {}

  void OnSentence(const Discourse& d, const EventFeatures& features) override {
    if (proposals_) return;
    std::vector<uint32_t> keys;
    for (int32_t word = d.begin(); word < d.end(); ++word) {
      if (!features.MayTell(word)) continue;
      const Range range = d.words().RangeOf(word, word + 1);
      features.OfWord(word, &keys);
      out["words"].push_back({d.sentence(), range.begin, features.StemOf(word), keys});
      if (std::none_of(told_.begin(), told_.end(), [&](Range told) { return told.Overlaps(range); })) continue;
      const std::vector<EventCandidate> candidates = features.Candidates(word);
      const EventFeatures::Telling telling = features.Tell(word);
      for (size_t i = 0; i < candidates.size(); ++i) {
        features.OfCandidate(telling, candidates, i, &keys);
        out["candidates"].push_back({range.begin, candidates[i].entity, keys});
      }
    }
  }

  void OnDocument(const Layers& layers, const std::vector<EventProposal>& proposals) override {
    for (const auto& name : layers.names)
      out["names"].push_back({name.range.begin, name.range.end, static_cast<int>(name.type), name.entity});
    if (!proposals_) return;
    for (const auto& event : layers.events) {
      const Range range = event.evidence.front();
      out["events"].push_back({static_cast<int>(event.type), event.participants, range.begin, range.end});
    }
    for (const EventProposal& proposal : proposals) {
      out["proposals"].push_back({static_cast<int>(proposal.event.type), proposal.event.participants, proposal.sentence.begin,
                                  proposal.sentence.end, proposal.features, proposal.event.cue.begin});
    }
  }

  json out = json::object();

 private:
  std::vector<Range> told_;
  bool proposals_;
};

// No model if there is no path.
absl::StatusOr<EventModels> ReadModels(const char* path) {
  if (path == nullptr) return EventModels();
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(path);
  std::stringstream bytes;
  bytes << in.rdbuf();
  auto model = EventModel::Parse(bytes.str());
  if (!model.ok()) return model.status();
  return EventModels(*std::move(model));
}

}  // namespace

int main(int argc, char** argv) {
  const auto extractor = Extractor::Create();
  const auto models = ReadModels(argc > 1 ? argv[1] : nullptr);
  for (const absl::Status& status : {extractor.status(), models.status()}) {
    if (status.ok()) continue;
    std::cerr << status << "\n";
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const json document = json::parse(line);
    std::vector<Range> told;
    for (const json& span : document.value("told", json::array())) told.push_back({span.at(0).get<int32_t>(), span.at(1).get<int32_t>()});
    Printer printer(std::move(told), argc > 1);
    for (const char* key : {"names", "words", "candidates", "events", "proposals"}) printer.out[key] = json::array();
    const std::string text = document.at("text").get<std::string>();
    const std::string published = document.value("published", "");
    const absl::Status status = (*extractor)->Observe({text, document.at("language").get<std::string>(), published, {}}, *models, &printer);
    if (!status.ok()) {
      std::cerr << document.at("document") << ": " << status << "\n";
      return 1;
    }
    printer.out["document"] = document.at("document");
    std::cout << printer.out.dump() << "\n";
  }
  return 0;
}
