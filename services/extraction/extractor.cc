#include "services/extraction/extractor.h"

#include <utility>

#include "services/extraction/analysis_writer.h"
#include "services/extraction/capitals.h"
#include "services/extraction/coded_acts.h"
#include "services/extraction/discourse.h"
#include "services/extraction/entities.h"
#include "services/extraction/events.h"
#include "services/extraction/facts.h"
#include "services/extraction/name_features.h"
#include "services/extraction/name_model_file.h"
#include "services/extraction/roles.h"
#include "services/extraction/state_bodies.h"
#include "services/extraction/statements.h"
#include "services/extraction/year_evidence.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

Extractor::Extractor(std::unique_ptr<const Lexicon> lexicon)
    : lexicon_(std::move(lexicon)),
      name_model_(NameModel::BuiltIn()),
      event_models_(EventModels::BuiltIn()),
      names_(*lexicon_, name_model_.get()),
      version_(platform::Concat("0.1.0+", lexicon_->digest())) {
  for (const platform::EmbeddedFile& file : BuiltInModelFiles()) version_ += platform::Concat(".", PhraseHash(file.content));
}

Extractor::~Extractor() = default;

absl::StatusOr<std::unique_ptr<const Extractor>> Extractor::Create(const std::string& lexicon_directory) {
  absl::StatusOr<std::unique_ptr<const Lexicon>> lexicon = Lexicon::Load(lexicon_directory);
  if (!lexicon.ok()) return lexicon.status();
  return std::unique_ptr<const Extractor>(new Extractor(*std::move(lexicon)));
}

namespace {

// The place in front of the story ("Geneva (VNA) –") is where it was written.
void FindPlaceLine(const Words& words, Layers* layers) {
  const Text& text = words.text();
  for (const Sentence& sentence : text.sentences()) {
    if (text.blocks()[sentence.block].kind != type::v1::BLOCK_KIND_PARAGRAPH) continue;
    if (sentence.body_begin > sentence.range.begin) {
      for (const NameMention& name : layers->names) {
        if (name.range.begin < sentence.range.begin || name.type != type::v1::ENTITY_TYPE_GPE) continue;
        if (name.range.end <= sentence.body_begin) layers->dateline_place = name.entity;
        break;
      }
    }
    // Only the first paragraph has one.
    return;
  }
}

// Reads the story's sentences in order: what happens, who speaks, what lasts. Titles and captions come after the running
// text, whose words they repeat; what is not of the story says nothing.
void ReadStory(const Lexicon& lexicon, const EventModels& models, const NameModel& groups, const Words& words, EventObserver* observer,
               Layers* layers) {
  Discourse discourse(lexicon, words, layers);
  EventReader events(&discourse, models, groups, observer);
  const Text& text = words.text();
  for (const bool running : {true, false}) {
    for (size_t s = 0; s < text.sentences().size(); ++s) {
      const type::v1::BlockKind kind = text.blocks()[text.sentences()[s].block].kind;
      const bool told = kind == type::v1::BLOCK_KIND_PARAGRAPH;
      const bool repeats = kind == type::v1::BLOCK_KIND_TITLE || kind == type::v1::BLOCK_KIND_CAPTION;
      if (running ? !told : !repeats) continue;
      discourse.Enter(static_cast<int32_t>(s));
      events.Read();
      if (!running) continue;
      ReadStatements(&discourse);
      ReadFacts(&discourse);
      ReadActs(&discourse);
    }
    discourse.CloseFrame();
  }
  events.Finish();
  DropRepeatedLead(text, layers);
}

}  // namespace

absl::StatusOr<v1::Analysis> Extractor::Extract(const ExtractionInput& input) const {
  Layers layers;
  absl::StatusOr<v1::Analysis> analysis;
  const absl::Status read = Read(input, event_models_, nullptr, &layers,
                                 [&](const Words& words) { analysis = WriteAnalysis(*lexicon_, words, layers, version_); });
  if (!read.ok()) return read;
  return analysis;
}

absl::Status Extractor::Observe(const ExtractionInput& input, const EventModels& models, EventObserver* observer) const {
  Layers layers;
  return Read(input, models, observer, &layers, [](const Words&) {});
}

absl::Status Extractor::Read(const ExtractionInput& input, const EventModels& models, EventObserver* observer, Layers* out,
                             absl::FunctionRef<void(const Words&)> write) const {
  Language language = Language::kEnglish;
  if (input.language == "vi") {
    language = Language::kVietnamese;
  } else if (input.language != "en") {
    return absl::UnimplementedError(platform::Concat("texts in language '", input.language, "' are not analysed; 'en' and 'vi' are"));
  }
  const Text text(input.text, language, input.blocks);
  if (text.tokens().empty()) return absl::InvalidArgumentError("the text is blank");
  const Words words(text, lexicon_->vocabulary());
  Layers& layers = *out;
  const TimeTagger::Written written = times_.Find(text);
  std::optional<platform::EdtfDate> published;
  double certainty = 1;
  if (!input.published.empty()) {
    const absl::StatusOr<platform::Edtf> given = platform::Edtf::Parse(input.published);
    if (!given.ok()) return given.status();
    layers.published = given->ToString();
    published = given->first();
  } else if (const std::optional<Publication> inferred = TimeTagger::InferPublication(written, FindYearEvidence(*lexicon_, words))) {
    layers.published = platform::Edtf::Of(inferred->date).ToString();
    layers.published_inferred = true;
    published = inferred->date;
    certainty = inferred->confidence;
  }
  for (const TimeExpression& time : TimeTagger::Tag(written, published, certainty)) {
    layers.times.push_back({time.range, time.value.ToString(), "time:" + time.rule, time.confidence});
  }
  for (const WrittenTime& time : written.times) {
    if (!time.named) layers.time_spans.push_back(text.TokenRange(time.first, time.last));
  }
  names_.Find(words, &layers);
  FindStatesOfBodies(*lexicon_, words, &layers);
  FindGovernments(*lexicon_, words, &layers);
  BuildEntities(*lexicon_, words, &layers);
  FindPlaceLine(words, &layers);
  BuildRoles(*lexicon_, words, &layers);
  ReadStory(*lexicon_, models, *name_model_, words, observer, &layers);
  write(words);
  return absl::OkStatus();
}

}  // namespace chancery::extraction
