#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/query/ask/solver.h"
#include "services/query/ask/support.h"
#include "services/query/ask/vocabulary.h"
#include "services/query/names.h"
#include "services/query/queries.h"

namespace chancery::query::ask {
namespace {

constexpr int kPage = 100;
constexpr size_t kShown = 12;
constexpr int kDocumentsOfName = 2000;
constexpr size_t kShownDocuments = 20;

std::string Sentence(Context& context, const v1::Fact& fact) {
  const std::string key = absl::StrCat("fact.", FactTypeName(fact.type()));
  std::string text = context.Say(key, {fact.subject().display_name(), fact.object().display_name()});
  if (fact.has_place()) text += context.Say("place", {fact.place().display_name()});
  if (!fact.value().empty()) absl::StrAppend(&text, " (", fact.value(), ")");
  if (!fact.time().edtf().empty()) absl::StrAppend(&text, ": ", fact.time().edtf());
  return text;
}

std::vector<v1::Fact> FactsOf(Context& context, const std::string& entity, const std::vector<int>& types, std::string* query) {
  v1::ListFactsRequest request;
  request.set_entity(ResourceName("entities", entity));
  for (const int type : types) request.add_types(static_cast<type::v1::FactType>(type));
  *query = QueryText("ListFacts", request);
  request.set_page_size(kPage);
  request.set_language_code(context.language());
  const auto response = ListFacts(context.tx, request);
  if (!response.ok()) return {};
  return {response->facts().begin(), response->facts().end()};
}

void Add(Context& context, const v1::Fact& fact, const std::string& query, Draft& draft) {
  draft.Line(Sentence(context, fact));
  draft.Query(query);
  for (const auto& quote : fact.evidence()) draft.Evidence(quote);
}

}  // namespace

Answer AnswerFacts(Context& context) {
  const Frame& frame = context.frame;
  if (frame.facts.empty() || frame.slots.empty()) return std::nullopt;
  Draft draft(context);
  size_t shown = 0;
  for (const std::string& entity : frame.slots[0].entities) {
    std::string query;
    for (const auto& fact : FactsOf(context, entity, frame.facts, &query)) {
      bool fits = !frame.time || fact.type() != type::v1::FACT_TYPE_HELD || frame.time->Meets(fact.time().earliest(), fact.time().latest());
      for (size_t i = 1; i < frame.slots.size() && fits; ++i) {
        const auto& other = frame.slots[i].entities;
        const auto is = [&](const v1::EntityRef& one) { return std::find(other.begin(), other.end(), IdOf(one.name())) != other.end(); };
        fits = is(fact.subject()) || is(fact.object()) || (fact.has_place() && is(fact.place()));
      }
      if (fits && (frame.Asks("when") || frame.Asks("since"))) fits = !fact.time().edtf().empty();
      double coverage = frame.words.empty() ? 1 : 0;
      for (const auto& quote : fact.evidence()) coverage = std::max(coverage, FoldedText(quote.text()).Coverage(frame.words));
      if (frame.again) {
        fits =
            fits && std::ranges::any_of(fact.evidence(), [](const auto& quote) { return FoldedText(quote.text()).HasAny(AgainForms()); });
      }
      if (!fits || coverage < 0.5 || shown++ >= kShown) continue;
      Add(context, fact, query, draft);
    }
  }
  return draft.Finish();
}

Answer AnswerRelation(Context& context) {
  const Frame& frame = context.frame;
  if (frame.slots.size() < 2) return std::nullopt;
  Draft draft(context);
  std::string query;
  for (const std::string& entity : frame.slots[0].entities) {
    for (const auto& fact : FactsOf(context, entity, {}, &query)) {
      const auto& other = frame.slots[1].entities;
      const auto is = [&](const v1::EntityRef& one) { return std::find(other.begin(), other.end(), IdOf(one.name())) != other.end(); };
      if (is(fact.subject()) || is(fact.object())) Add(context, fact, query, draft);
    }
  }
  Answer facts = draft.Finish();
  // What both took part in, whatever it was.
  Frame together = frame;
  together.asks = {"what"};
  together.words.clear();
  together.events.clear();
  together.cues.clear();
  Context events_context(context.tx, together, context.today);
  Answer events = AnswerEvents(events_context);
  if (!facts) return events;
  if (events) {
    facts->set_answer(absl::StrCat(facts->answer(), "\n", events->answer()));
    facts->set_query(absl::StrCat(facts->query(), "\n", events->query()));
    facts->mutable_evidence()->MergeFrom(events->evidence());
  }
  return facts;
}

Answer AnswerDocuments(Context& context) {
  const Frame& frame = context.frame;
  // The reports of an event that the question tells; else the documents that name everybody.
  Frame about = frame;
  about.asks = {"what"};
  if (!frame.events.empty()) {
    Context events_context(context.tx, about, context.today);
    if (Answer events = AnswerEvents(events_context)) {
      std::vector<std::string> lines;
      std::set<std::string> seen;
      for (const auto& quote : events->evidence()) {
        if (seen.insert(quote.document().name()).second) {
          lines.push_back(context.Say("document", {quote.document().title(), quote.document().name()}));
        }
      }
      std::string text = context.Say("documents", {absl::StrCat(seen.size())});
      for (const std::string& line : lines) absl::StrAppend(&text, "\n", line);
      events->set_answer(text);
      return events;
    }
  }
  if (frame.slots.empty() && frame.words.empty()) return std::nullopt;
  std::vector<std::string> documents;
  if (!frame.slots.empty()) {
    for (const Row& row :
         context.tx.Query("SELECT document FROM entity_documents WHERE entity = ? ORDER BY day DESC, document DESC LIMIT ?",
                          frame.slots[0].entities[0], kDocumentsOfName)) {
      documents.push_back(row.Text(0));
    }
    for (size_t i = 1; i < frame.slots.size(); ++i) {
      std::erase_if(documents, [&](const std::string& document) {
        return context.tx
            .Query("SELECT 1 FROM document_entities WHERE document = ? AND entity = ? LIMIT 1", document, frame.slots[i].entities[0])
            .empty();
      });
    }
    if (!frame.words.empty()) {
      std::erase_if(documents, [&](const std::string& document) {
        const auto rows = context.tx.Query("SELECT text FROM contents WHERE document = ?", document);
        return rows.empty() || FoldedText(rows[0].Text(0)).Coverage(frame.words) < 0.6;
      });
    }
  } else {
    std::vector<std::string> words = frame.words;
    std::erase_if(words, [](const std::string& word) { return word.starts_with("term:"); });
    if (words.empty()) return std::nullopt;
    for (std::string& word : words) word = FoldedOf(word);
    for (const TextHit& hit : context.tx.RankText(words, kShownDocuments)) {
      for (const Row& row : context.tx.Query("SELECT document FROM documents WHERE number = ?", hit.number))
        documents.push_back(row.Text(0));
    }
  }
  if (documents.empty()) return std::nullopt;
  Draft draft(context);
  std::vector<std::string> parts;
  for (const Slot& slot : frame.slots) parts.push_back(absl::StrCat("\"", frame.question.Folded(slot.begin, slot.end), "\""));
  for (const std::string& word : frame.words) {
    if (!word.starts_with("term:")) parts.push_back(FoldedOf(word));
  }
  v1::SearchDocumentsRequest request;
  std::string words;
  for (const std::string& part : parts) absl::StrAppend(&words, words.empty() ? "" : " ", part);
  request.set_query(words);
  draft.Query(QueryText("SearchDocuments", request));
  draft.Line(context.Say("documents", {absl::StrCat(documents.size())}));
  for (size_t i = 0; i < documents.size() && i < kShownDocuments; ++i) {
    v1::Quote quote;
    *quote.mutable_document() = context.reader.DocumentRef(documents[i]);
    quote.set_text(quote.document().title());
    quote.set_confidence(1);
    quote.add_rules("ask:document");
    draft.Line(context.Say("document", {quote.document().title(), quote.document().name()}));
    draft.Evidence(quote);
  }
  return draft.Finish();
}

}  // namespace chancery::query::ask
