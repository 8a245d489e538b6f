#include "services/extraction/analysis_writer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "services/extraction/calibration.h"
#include "services/extraction/roles.h"
#include "services/platform/edtf.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

void SetSpan(Range range, type::v1::Span* span) {
  span->set_begin(range.begin);
  span->set_end(range.end);
}

void SetEvidence(std::string_view kind, Range range, Range cue, std::string_view rule, double confidence, type::v1::Evidence* evidence) {
  SetSpan(range, evidence->add_spans());
  evidence->set_confidence(Calibration::BuiltIn().Probability(kind, rule, confidence));
  type::v1::Explanation* explanation = evidence->add_explanations();
  explanation->set_rule(std::string(rule));
  if (cue.size() > 0) SetSpan(cue, explanation->mutable_cue());
}

bool SetTime(const std::string& edtf, type::v1::Time* time) {
  const auto parsed = platform::Edtf::Parse(edtf);
  if (!parsed.ok()) return false;
  *time = parsed->ToProto();
  return true;
}

// The lower-case words of a text within code points, parted by spaces.
std::string LowerWords(const Words& words, Range range) {
  std::string out;
  for (int32_t w = words.AtToken(words.text().TokenAt(range.begin)); w < words.size() && words.token(w).range.end <= range.end; ++w) {
    out += platform::Concat(out.empty() ? "" : " ", words.token(w).lower);
  }
  return out;
}

}  // namespace

v1::Analysis WriteAnalysis(const Lexicon& lexicon, const Words& words, const Layers& layers, const std::string& version) {
  const Text& text = words.text();
  v1::Analysis analysis;
  analysis.set_language_code(std::string(CodeOf(text.language())));
  analysis.set_extractor_version(version);
  if (!layers.published.empty() && SetTime(layers.published, analysis.mutable_published())) {
    analysis.set_published_inferred(layers.published_inferred);
  } else {
    analysis.clear_published();
  }
  if (layers.dateline_place >= 0) analysis.set_dateline_place(layers.dateline_place);
  if (layers.outlet >= 0) analysis.set_outlet(layers.outlet);
  for (const Block& block : text.blocks()) {
    v1::Block* out = analysis.add_blocks();
    SetSpan(block.range, out->mutable_span());
    out->set_kind(block.kind);
    if (block.language && *block.language != text.language()) {
      out->set_language_code(std::string(CodeOf(*block.language)));
    }
  }
  for (const Sentence& sentence : text.sentences()) SetSpan(sentence.range, analysis.add_sentences());
  for (const EntityDraft& draft : layers.entities) {
    v1::Entity* out = analysis.add_entities();
    out->set_type(draft.type);
    out->set_name(draft.name);
    for (const std::string& alias : draft.aliases) out->add_aliases(alias);
    const bool whole_key = draft.entry < 0 && draft.type != type::v1::ENTITY_TYPE_PER && !absl::StartsWith(draft.key, "-") &&
                           !absl::StartsWith(draft.key, "session-") && !absl::StartsWith(draft.key, "resolution-");
    if (!draft.key.empty() && (draft.head >= 0 || whole_key)) {
      out->set_lexicon_id(draft.key);
    } else if (draft.entry >= 0) {
      const Entry& entry = lexicon.entry(draft.entry);
      out->set_lexicon_id(draft.key.empty() ? entry.id : draft.key);
      (*out->mutable_names())["en"] = entry.name_en;
      (*out->mutable_names())["vi"] = entry.name_vi;
    }
    out->set_country_code(draft.country);
    out->set_family_name_first(draft.family_name_first);
    SetEvidence("name", draft.first, {}, draft.rule, draft.confidence, out->mutable_evidence());
  }
  for (const NameMention& name : layers.names) {
    v1::Mention* out = analysis.add_mentions();
    SetSpan(name.range, out->mutable_span());
    out->set_type(name.type);
    out->set_kind(type::v1::MENTION_KIND_NAME);
    out->set_entity(name.entity);
    SetEvidence("name", name.range, {}, name.rule, name.confidence, out->mutable_evidence());
  }
  for (const TimeMention& time : layers.times) {
    v1::Mention out;
    if (!SetTime(time.edtf, out.mutable_time())) continue;
    SetSpan(time.range, out.mutable_span());
    out.set_type(type::v1::ENTITY_TYPE_DTE);
    out.set_kind(type::v1::MENTION_KIND_NAME);
    SetEvidence("time", time.range, {}, time.rule, time.confidence, out.mutable_evidence());
    *analysis.add_mentions() = std::move(out);
  }
  for (const ReferenceMention& reference : layers.references) {
    v1::Mention* out = analysis.add_mentions();
    SetSpan(reference.range, out->mutable_span());
    out->set_type(layers.entities[reference.entities.front()].type);
    out->set_kind(reference.kind);
    out->set_entity(reference.entities.front());
    for (size_t i = 1; i < reference.entities.size(); ++i) out->add_other_entities(reference.entities[i]);
    SetEvidence("reference", reference.range, {}, reference.rule, reference.confidence, out->mutable_evidence());
  }
  std::stable_sort(analysis.mutable_mentions()->begin(), analysis.mutable_mentions()->end(),
                   [](const v1::Mention& a, const v1::Mention& b) { return a.span().begin() < b.span().begin(); });
  for (const RoleDraft& role : layers.roles) {
    if (role.rule == kStyleRule) continue;
    v1::Role* out = analysis.add_roles();
    out->set_person(role.person);
    out->set_kind(role.kind);
    if (role.of >= 0) out->set_of(role.of);
    out->set_title(role.title);
    out->set_portfolio(role.portfolio);
    out->set_former(role.former);
    out->set_acting(role.acting);
    SetEvidence("role", role.evidence, role.cue, role.rule, role.confidence, out->mutable_evidence());
  }
  for (const EventDraft& event : layers.events) {
    v1::Event* out = analysis.add_events();
    out->set_type(event.type);
    for (const int32_t p : event.participants) out->add_participants(p);
    if (event.place >= 0) out->set_place(event.place);
    if (!event.time.empty() && !SetTime(event.time, out->mutable_time())) out->clear_time();
    out->set_realis(event.realis);
    std::string_view realis = type::v1::Realis_Name(event.realis);
    realis.remove_prefix(std::string_view("REALIS_").size());
    std::string_view type_name = type::v1::EventType_Name(event.type);
    type_name.remove_prefix(std::string_view("EVENT_TYPE_").size());
    const Lexicon::Coding coding = lexicon.CodingOf(type_name, realis, LowerWords(words, event.cue));
    out->set_plover_type(coding.plover_type);
    out->set_plover_mode(coding.plover_mode);
    out->set_cameo_code(coding.cameo_code);
    SetEvidence("event", event.evidence.front(), event.cue, event.rule, event.confidence, out->mutable_evidence());
    for (size_t i = 1; i < event.evidence.size(); ++i) SetSpan(event.evidence[i], out->mutable_evidence()->add_spans());
  }
  for (const StatementDraft& statement : layers.statements) {
    v1::Statement* out = analysis.add_statements();
    out->set_speaker(statement.speaker);
    out->set_act(statement.act);
    if (statement.addressee >= 0) out->set_addressee(statement.addressee);
    SetSpan(statement.content, out->mutable_content());
    out->set_quoted(statement.quoted);
    if (statement.event >= 0) out->set_event(statement.event);
    SetEvidence("statement", statement.evidence, statement.cue, statement.rule, statement.confidence, out->mutable_evidence());
  }
  for (const FactDraft& fact : layers.facts) {
    v1::Fact* out = analysis.add_facts();
    out->set_type(fact.type);
    out->set_subject(fact.subject);
    if (fact.object >= 0) out->set_object(fact.object);
    if (!fact.time.empty() && !SetTime(fact.time, out->mutable_time())) out->clear_time();
    if (fact.place >= 0) out->set_place(fact.place);
    out->set_value(fact.value);
    SetEvidence("fact", fact.evidence, fact.cue, fact.rule, fact.confidence, out->mutable_evidence());
  }
  for (const ActDraft& act : layers.acts) {
    v1::CodedAct* out = analysis.add_acts();
    if (act.source >= 0) out->set_source(act.source);
    if (act.target >= 0) out->set_target(act.target);
    out->set_plover_type(std::string(lexicon.PloverTypeOf(act.code)));
    out->set_cameo_code(act.code);
    SetEvidence("act", act.evidence, act.cue, act.rule, act.confidence, out->mutable_evidence());
  }
  return analysis;
}

}  // namespace chancery::extraction
