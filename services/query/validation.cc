#include "services/query/validation.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/edtf.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/names.h"

namespace chancery::query {
namespace {

using extraction::v1::Analysis;
using platform::InvalidArgument;

constexpr int kMaxCommits = 1000;

// Collects the first violation; checks after it do nothing.
class Checker {
 public:
  Checker(const Analysis& analysis, int32_t code_points, std::string path)
      : analysis_(analysis), code_points_(code_points), path_(std::move(path)) {}

  absl::Status Check() {
    Time(analysis_.published(), "published");
    if (analysis_.has_dateline_place()) Entity(analysis_.dateline_place(), "dateline_place");
    if (analysis_.has_outlet()) Entity(analysis_.outlet(), "outlet");
    Each(analysis_.blocks(), "blocks", [&](const auto& block) { Span(block.span(), "span"); });
    Each(analysis_.sentences(), "sentences", [&](const auto& span) { Span(span, ""); });
    Each(analysis_.entities(), "entities", [&](const auto& entity) { CheckEntity(entity); });
    Each(analysis_.mentions(), "mentions", [&](const auto& mention) {
      Span(mention.span(), "span");
      if (mention.has_entity()) Entity(mention.entity(), "entity");
      for (const int other : mention.other_entities()) Entity(other, "other_entities");
      Time(mention.time(), "time");
    });
    Each(analysis_.roles(), "roles", [&](const auto& role) {
      Entity(role.person(), "person");
      if (role.has_of()) Entity(role.of(), "of");
      Evidence(role.evidence());
    });
    Each(analysis_.events(), "events", [&](const auto& event) {
      for (const int participant : event.participants()) Entity(participant, "participants");
      if (event.has_place()) Entity(event.place(), "place");
      Time(event.time(), "time");
      Evidence(event.evidence());
    });
    Each(analysis_.statements(), "statements", [&](const auto& statement) {
      Entity(statement.speaker(), "speaker");
      if (statement.has_addressee()) Entity(statement.addressee(), "addressee");
      if (statement.has_event()) Index(statement.event(), analysis_.events_size(), "event");
      if (statement.has_content()) Span(statement.content(), "content");
      Evidence(statement.evidence());
    });
    Each(analysis_.facts(), "facts", [&](const auto& fact) {
      Entity(fact.subject(), "subject");
      if (fact.has_object()) Entity(fact.object(), "object");
      if (fact.has_place()) Entity(fact.place(), "place");
      Time(fact.time(), "time");
      Evidence(fact.evidence());
    });
    Each(analysis_.acts(), "acts", [&](const auto& act) {
      if (act.has_source()) Entity(act.source(), "source");
      if (act.has_target()) Entity(act.target(), "target");
      Evidence(act.evidence());
    });
    return status_;
  }

 private:
  template <typename List, typename Item>
  void Each(const List& list, const char* name, Item item) {
    for (int i = 0; i < list.size() && status_.ok(); ++i) {
      item_ = absl::StrCat(name, "[", i, "]");
      item(list[i]);
    }
    item_.clear();
  }

  void Fail(const std::string& field, const std::string& description, std::string_view reason) {
    if (!status_.ok()) return;
    std::string path = path_;
    for (const std::string& part : {item_, field}) {
      if (!part.empty()) absl::StrAppend(&path, ".", part);
    }
    status_ = InvalidArgument(path, description, reason);
  }

  void Index(int index, int size, const std::string& field) {
    if (index < 0 || index >= size) {
      Fail(field, absl::StrCat(index, " is no index of a list of ", size), "INDEX_OUT_OF_RANGE");
    }
  }
  void Entity(int index, const std::string& field) { Index(index, analysis_.entities_size(), field); }

  void Span(const type::v1::Span& span, const std::string& field) {
    if (span.begin() < 0 || span.begin() >= span.end() || span.end() > code_points_) {
      Fail(field, absl::StrCat("[", span.begin(), ", ", span.end(), ") is no span of a text of ", code_points_, " code points"),
           "SPAN_OUT_OF_RANGE");
    }
  }

  void Time(const type::v1::Time& time, const std::string& field) {
    if (!time.edtf().empty()) {
      if (const auto parsed = platform::Edtf::Parse(time.edtf()); !parsed.ok()) {
        Fail(absl::StrCat(field, ".edtf"), std::string(parsed.status().message()), "INVALID_TIME");
      }
    }
    for (const std::string& day : {time.earliest(), time.latest()}) {
      if (day.empty()) continue;
      if (const auto parsed = platform::ParseDay(day); !parsed.ok()) {
        Fail(field, std::string(parsed.status().message()), "INVALID_TIME");
      }
    }
  }

  void Evidence(const type::v1::Evidence& evidence) {
    if (evidence.spans().empty()) Fail("evidence.spans", "must not be empty", "EVIDENCE_MISSING");
    for (const auto& span : evidence.spans()) Span(span, "evidence.spans");
    if (!(evidence.confidence() >= 0 && evidence.confidence() <= 1)) {
      Fail("evidence.confidence", "must be in [0, 1]", "INVALID_CONFIDENCE");
    }
  }

  void CheckEntity(const extraction::v1::Entity& entity) {
    if (entity.name().empty()) Fail("name", "must not be empty", "NAME_MISSING");
    const auto of = [](std::string_view text, auto&& allowed) { return std::all_of(text.begin(), text.end(), allowed); };
    if (!of(entity.lexicon_id(), [](char c) { return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); })) {
      Fail("lexicon_id", "must be lower-case ASCII kebab-case", "INVALID_LEXICON_ID");
    }
    if (!of(entity.country_code(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
      Fail("country_code", "must be an ISO 3166-1 alpha-2 code", "INVALID_COUNTRY_CODE");
    }
    if (entity.type() == type::v1::ENTITY_TYPE_UNSPECIFIED || entity.type() == type::v1::ENTITY_TYPE_NRP ||
        entity.type() == type::v1::ENTITY_TYPE_DTE || !type::v1::EntityType_IsValid(entity.type())) {
      Fail("type", "must be PER, ORG, GPE, LOC, EVT or AGR", "INVALID_ENTITY_TYPE");
    }
  }

  const Analysis& analysis_;
  const int32_t code_points_;
  const std::string path_;
  std::string item_;
  absl::Status status_;
};

}  // namespace

absl::Status Validate(const knowledge::v1::CommitAnalysesRequest& request) {
  if (request.commits().empty() || request.commits_size() > kMaxCommits) {
    return InvalidArgument("commits", absl::StrCat("must have 1 to ", kMaxCommits, " elements"), "INVALID_BATCH_SIZE");
  }
  std::set<std::string> names;
  for (int i = 0; i < request.commits_size(); ++i) {
    const auto& commit = request.commits(i);
    const auto& document = commit.document();
    const std::string path = absl::StrCat("commits[", i, "].");
    if (auto id = ParseName("documents", document.name(), path + "document.name"); !id.ok()) return id.status();
    if (!names.insert(document.name()).second) {
      return InvalidArgument(path + "document.name", "is in the request twice", "DUPLICATE_DOCUMENT");
    }
    if (!document.duplicate_of().empty()) {
      auto id = ParseName("documents", document.duplicate_of(), path + "document.duplicate_of");
      if (!id.ok()) return id.status();
    }
    if (commit.revision() <= 0) {
      return InvalidArgument(path + "revision", "must be above 0", "INVALID_REVISION");
    }
    if (!document.published().edtf().empty()) {
      if (const auto parsed = platform::Edtf::Parse(document.published().edtf()); !parsed.ok()) {
        return InvalidArgument(path + "document.published.edtf", std::string(parsed.status().message()), "INVALID_TIME");
      }
    }
    if (!commit.has_analysis()) continue;
    const platform::CodePointIndex index(document.text());
    Checker checker(commit.analysis(), index.size(), path + "analysis");
    if (absl::Status status = checker.Check(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace chancery::query
