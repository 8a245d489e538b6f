#include "services/query/graph.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/bulk.h"
#include "services/query/corrections.h"
#include "services/query/counters.h"
#include "services/query/curation.h"
#include "services/query/days.h"
#include "services/query/derivation.h"
#include "services/query/entity_graph.h"
#include "services/query/event_graph.h"
#include "services/query/fingerprint.h"
#include "services/query/history.h"
#include "services/query/names.h"
#include "services/query/resolver.h"
#include "services/query/validation.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

using extraction::v1::Analysis;
using knowledge::v1::AnalysisCommit;

constexpr int kTitleCodePoints = 80;
// A transaction that another one was in the way of is run again so many times.
constexpr int kAttempts = 5;
// Corrections that are taken over at once.
constexpr int kMaxRecords = 1000;
constexpr size_t kMaxRequestId = 64;
// Documents that are derived in one transaction when a moment is gone back to.
constexpr size_t kRewound = 200;

// The words of a document as the text index has them.
std::string IndexedWords(std::string_view title, std::string_view text) {
  return absl::StrCat(absl::StrJoin(FoldedWords(title), " "), " ", absl::StrJoin(FoldedWords(text), " "));
}

// The headline, or where there is none the first words of the text.
std::string ShownTitle(std::string_view title, std::string_view text) {
  if (!title.empty()) return std::string(title);
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  text.remove_prefix(begin);
  text = text.substr(0, text.find('\n'));
  const platform::CodePointIndex index(text.substr(0, text.find('\r')));
  if (index.size() <= kTitleCodePoints) return std::string(index.Slice(0, index.size()));
  std::string_view cut = index.Slice(0, kTitleCodePoints);
  if (const size_t space = cut.rfind(' '); space != std::string_view::npos && space > 0) cut = cut.substr(0, space);
  return std::string(cut) + "…";
}

// One write transaction's work.
class Change {
 public:
  Change(Transaction& tx, absl::Time now, absl::Duration keep_history)
      : tx_(tx),
        history_(tx, now, keep_history),
        rules_(CorrectionRules::Load(tx)),
        bulk_(tx),
        entities_(tx),
        events_(tx, bulk_, counters_, rules_),
        derivation_(tx, bulk_, counters_, events_, rules_) {}

  bool Apply(const AnalysisCommit& commit) {
    const std::string document = DocumentId(commit.document().name());
    if (!RaiseRevision(document, commit.revision(), /*at_equal=*/false)) return false;
    const auto before = history_.Current(document);
    TakeOut(document);
    PutIn(document, commit);
    history_.Changed(document, before);
    return true;
  }

  bool Retract(const std::string& document, int64_t revision) {
    if (!RaiseRevision(document, revision, /*at_equal=*/true)) return false;
    const auto before = history_.Current(document);
    if (!TakeOut(document)) return false;
    history_.Changed(document, before);
    return true;
  }

  // Makes a document what it was, or takes it out; no part of the history.
  void Restore(const AnalysisCommit& commit) {
    const std::string document = DocumentId(commit.document().name());
    tx_.Run("INSERT INTO revisions (document, revision) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET revision = excluded.revision",
            document, commit.revision());
    TakeOut(document);
    PutIn(document, commit);
  }
  void Remove(const std::string& document) { TakeOut(document); }

  // When what the transaction does takes effect.
  absl::Time moment() { return absl::FromUnixMicros(history_.Moment()); }
  // To be told of a new correction or one that was taken back.
  void Mark() { history_.Mark(); }

  // Puts a correction, new or taken back, into effect.
  void Put(const StoredCorrection& stored, const std::string& request_id) {
    PutCorrection(tx_, stored, request_id);
    rules_ = CorrectionRules::Load(tx_);
    const Touched touched = TouchedBy(tx_, stored, rules_);
    PutNames(tx_, rules_, touched.renamed);
    for (const std::string& entity : touched.renamed) counters_.Rename(entity);
    for (const std::string& event : touched.events) events_.Reconsider(event);
    touched_ = touched.documents;
    // Those that it regroups are there again when it is taken back.
    regrouped_ = CorrectionRules({stored}).regrouped();
  }

  void Finish() {
    for (const auto& [entity, sources] : rules_.regrouped()) regrouped_[entity] = sources;
    std::set<std::string> kept;
    for (const auto& [entity, sources] : regrouped_) kept.insert(entity);
    std::map<std::string, std::string> countries;  // as they were
    for (const Row& row : QueryIn(tx_, "SELECT entity, country FROM entities WHERE entity IN", kept)) countries[row.Text(0)] = row.Text(1);
    entities_.Keep(std::move(kept));
    const std::set<std::string> moved = entities_.Update();
    std::set<std::string> documents = touched_;
    Regroup(countries, documents);
    for (const std::string& profile : moved) {
      for (const Row& row : tx_.Query("SELECT DISTINCT document FROM document_entities WHERE profile = ?", profile)) {
        if (fresh_.count(row.Text(0)) == 0) documents.insert(row.Text(0));
      }
    }
    std::vector<Known> moved_documents;
    for (const std::string& document : documents) {
      auto stored = Load(document);
      if (!stored) continue;
      derivation_.Delete(stored->first, stored->second);
      Derive(stored->first, stored->second, /*stored=*/true);
      moved_documents.push_back(*std::move(stored));
    }
    for (auto& [id, fresh] : fresh_) Derive(fresh.first, fresh.second, /*stored=*/false);
    events_.Update();
    for (const auto& [document, analysis] : moved_documents) derivation_.InsertStatements(document, analysis);
    for (const auto& [id, fresh] : fresh_) derivation_.InsertStatements(fresh.first, fresh.second);
    bulk_.Flush();
    counters_.Flush(tx_);
    // Whom corrections left no document is no entity.
    for (const auto& [entity, sources] : regrouped_) {
      tx_.Run("DELETE FROM entities WHERE entity = ? AND documents <= 0", entity);
    }
    history_.Prune();
  }

 private:
  using Known = std::pair<DerivedDocument, Analysis>;

  // Gives the entities that corrections make out of others their type and country, and adds the documents of those whose country
  // was another one.
  void Regroup(const std::map<std::string, std::string>& countries, std::set<std::string>& documents) {
    for (const auto& [entity, sources] : regrouped_) {
      for (const std::string& source : sources) {
        const auto rows = tx_.Query("SELECT k.features FROM clusters c JOIN cores k ON k.core = c.root WHERE c.entity = ?", source);
        if (rows.empty()) continue;
        const Profile features = Core::Parse(rows[0].Text(0)).features;
        const std::string country = features.countries.empty() ? "" : features.countries[0];
        const auto before = countries.find(entity);
        tx_.Run(
            "INSERT INTO entities (entity, type, country, documents, events, statements) VALUES (?, ?, ?, 0, 0, 0) "
            "ON CONFLICT (entity) DO UPDATE SET type = excluded.type, country = excluded.country",
            entity, features.type, country);
        if (before != countries.end() && before->second != country) {
          for (const Row& row : tx_.Query("SELECT document FROM entity_documents WHERE entity = ?", entity)) {
            if (fresh_.count(row.Text(0)) == 0) documents.insert(row.Text(0));
          }
        }
        break;
      }
    }
  }

  // The entity of a document's local one, as corrected.
  std::string EntityOf(const std::string& profile, const std::string& document, const extraction::v1::Entity& local) {
    const std::string& entity = entities_.EntityOf(profile);
    if (rules_.regrouped().find(entity) == rules_.regrouped().end()) return entity;
    std::vector<std::string> names{local.name()};
    names.insert(names.end(), local.aliases().begin(), local.aliases().end());
    return rules_.EntityOf(entity, document, names);
  }

  bool RaiseRevision(const std::string& document, int64_t revision, bool at_equal) {
    // One statement, so that no other transaction comes between the look and the write.
    return !tx_.Query(absl::StrCat("INSERT INTO revisions (document, revision) VALUES (?, ?) ON CONFLICT (document) "
                                   "DO UPDATE SET revision = excluded.revision WHERE revisions.revision ",
                                   at_equal ? "<=" : "<", " excluded.revision RETURNING revision"),
                      document, revision)
                .empty();
  }

  // The document in effect with its entities; none if it has no analysis.
  std::optional<Known> Load(const std::string& document) {
    const auto rows = tx_.Query(
        "SELECT d.origin, d.language, d.day, d.published, d.published_from, d.published_to, "
        "c.analysis FROM documents d JOIN contents c ON c.document = d.document "
        "WHERE d.document = ?",
        document);
    if (rows.empty() || rows[0].IsNull(6)) return std::nullopt;
    const Row& row = rows[0];
    Known known;
    if (!known.second.ParseFromString(row.Blob(6))) {
      tx_.Fail(absl::DataLossError(absl::StrCat("the analysis of document ", document, " is damaged")));
      return std::nullopt;
    }
    known.first = {document,    row.Text(0), row.Text(1), known.second.language_code(), row.Text(2), row.Text(3),
                   row.Text(4), row.Text(5), {}};
    for (const Row& entity : tx_.Query("SELECT entity FROM document_entities WHERE document = ? ORDER BY position", document)) {
      known.first.entities.push_back(entity.Text(0));
    }
    return known;
  }

  bool TakeOut(const std::string& document) {
    const auto rows = tx_.Query(
        "SELECT d.number, c.title, c.text FROM documents d "
        "JOIN contents c ON c.document = d.document WHERE d.document = ?",
        document);
    if (rows.empty()) return false;
    if (const auto known = Load(document)) {
      derivation_.Delete(known->first, known->second);
      for (const Row& row : tx_.Query("DELETE FROM document_entities WHERE document = ? RETURNING profile", document)) {
        entities_.Add(row.Text(0), -1);
      }
    }
    tx_.UnindexText(rows[0].Int(0), IndexedWords(rows[0].Text(1), rows[0].Text(2)));
    tx_.Run("DELETE FROM contents WHERE document = ?", document);
    tx_.Run("DELETE FROM documents WHERE document = ?", document);
    return true;
  }

  void PutIn(const std::string& document, const AnalysisCommit& commit) {
    const auto& source = commit.document();
    const type::v1::Time published = WithBounds(source.published().edtf().empty() ? commit.analysis().published() : source.published());
    DerivedDocument derived;
    derived.document = document;
    derived.origin = source.duplicate_of().empty() ? document : DocumentId(source.duplicate_of());
    derived.document_language = source.language_code();
    derived.language = commit.has_analysis() ? commit.analysis().language_code() : source.language_code();
    derived.day = published.earliest().empty() ? published.latest() : published.earliest();
    derived.published = published.edtf();
    derived.published_from = published.earliest();
    derived.published_to = published.latest();
    const int64_t number = FreeNumber(document, derived.day);
    tx_.Run(
        "INSERT INTO documents (document, number, day, language, title, outlet, url, published, published_from, "
        "published_to, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document, number, derived.day, source.language_code(), ShownTitle(source.title(), source.text()), source.outlet(), source.url(),
        derived.published, derived.published_from, derived.published_to, derived.origin);
    const std::string bytes = commit.analysis().SerializeAsString();
    const Argument analysis = commit.has_analysis() ? Argument(BytesView{bytes}) : Argument(nullptr);
    tx_.Run("INSERT INTO contents (document, title, text, analysis) VALUES (?, ?, ?, ?)", document, source.title(), source.text(),
            analysis);
    tx_.IndexText(number, IndexedWords(source.title(), source.text()));
    if (!commit.has_analysis()) return;
    std::vector<std::string>& profiles = profiles_[document];
    for (int i = 0; i < commit.analysis().entities_size(); ++i) {
      profiles.push_back(entities_.Add(MakeProfile(commit.analysis(), i), +1));
    }
    fresh_.emplace(document, Known(std::move(derived), commit.analysis()));
  }

  // The text index lists low numbers first, so the latest documents get the lowest.
  int64_t FreeNumber(const std::string& document, const std::string& day) {
    const int64_t days = DayNumber(day).value_or(-719528) + 719529;  // 1 is the first day of the year 0
    int64_t number = -(days << 40) + static_cast<int64_t>(Digest(document) >> 24);
    while (!tx_.Query("SELECT 1 FROM documents WHERE number = ?", number).empty()) ++number;
    return number;
  }

  void Derive(DerivedDocument& document, const Analysis& analysis, bool stored) {
    if (stored) {
      int position = 0;
      for (const Row& row :
           tx_.Query("SELECT profile, entity FROM document_entities WHERE document = ? ORDER BY position", document.document)) {
        const std::string entity = EntityOf(row.Text(0), document.document, analysis.entities(position));
        if (entity != row.Text(1)) {
          tx_.Run("UPDATE document_entities SET entity = ? WHERE document = ? AND position = ?", entity, document.document, position);
        }
        document.entities[position++] = entity;
      }
    } else {
      const auto& profiles = profiles_[document.document];
      for (size_t i = 0; i < profiles.size(); ++i) {
        document.entities.push_back(EntityOf(profiles[i], document.document, analysis.entities(static_cast<int>(i))));
        bulk_.Insert("document_entities (document, position, profile, entity)", document.document, i, profiles[i],
                     document.entities.back());
      }
    }
    if (tx_.status().ok()) derivation_.Insert(document, analysis);
  }

  Transaction& tx_;
  HistoryWriter history_;
  CorrectionRules rules_;
  // Documents that a correction touches, and entities that corrections make out of others (see CorrectionRules::regrouped).
  std::set<std::string> touched_;
  std::map<std::string, std::vector<std::string>> regrouped_;
  Bulk bulk_;
  Counters counters_;
  EntityGraph entities_;
  EventGraph events_;
  Derivation derivation_;
  std::map<std::string, Known> fresh_;
  std::map<std::string, std::vector<std::string>> profiles_;
};

// Runs `body` on a Change in a transaction, again if another transaction was in the way.
template <typename Body>
absl::Status Transact(Store& store, absl::Time now, absl::Duration keep_history, Body body) {
  absl::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    auto tx = store.Begin(Store::Mode::kWrite);
    status = tx.status();
    if (status.ok()) {
      Change change(**tx, now, keep_history);
      body(**tx, change);
      change.Finish();
      status = (*tx)->Commit();
    }
    if (!absl::IsAborted(status)) break;
  }
  if (status.ok()) store.changed().Raise();
  return status;
}

}  // namespace

absl::StatusOr<std::vector<bool>> Graph::Commit(const knowledge::v1::CommitAnalysesRequest& request) {
  if (absl::Status status = Validate(request); !status.ok()) return status;
  std::vector<bool> applied;
  const absl::Status status = Transact(store_, options_.now(), options_.keep_history, [&](Transaction&, Change& change) {
    applied.clear();
    for (const AnalysisCommit& commit : request.commits()) applied.push_back(change.Apply(commit));
  });
  if (!status.ok()) return status;
  return applied;
}

absl::StatusOr<bool> Graph::Retract(const std::string& document, int64_t revision) {
  const auto id = ParseName("documents", document, "document");
  if (!id.ok()) return id.status();
  if (revision <= 0) return platform::InvalidArgument("revision", "must be above 0", "INVALID_REVISION");
  bool applied = false;
  const absl::Status status = Transact(store_, options_.now(), options_.keep_history,
                                       [&](Transaction&, Change& change) { applied = change.Retract(*id, revision); });
  if (!status.ok()) return status;
  return applied;
}

absl::StatusOr<knowledge::v1::Correction> Graph::Correct(const knowledge::v1::CreateCorrectionRequest& request, const std::string& author,
                                                         absl::Time now) {
  if (request.request_id().size() > kMaxRequestId) {
    return platform::InvalidArgument("request_id", absl::StrCat("has more than ", kMaxRequestId, " characters"), "INVALID_REQUEST_ID");
  }
  absl::StatusOr<knowledge::v1::Correction> result = absl::UnknownError("not run");
  const absl::Status status = Transact(store_, now, options_.keep_history, [&](Transaction& tx, Change& change) {
    if (!request.request_id().empty()) {
      for (const Row& row : tx.Query("SELECT content FROM corrections WHERE request = ? AND request <> ''", request.request_id())) {
        const auto before = StoredCorrection::Parse(row.Blob(0));
        if (before) result = before->correction;
        return;
      }
    }
    const auto stored = CheckCorrection(tx, request.correction(), author, change.moment());
    result = stored.ok() ? absl::StatusOr<knowledge::v1::Correction>(stored->correction) : stored.status();
    if (!stored.ok()) return;
    change.Mark();
    change.Put(*stored, request.request_id());
  });
  return status.ok() ? result : status;
}

absl::StatusOr<knowledge::v1::Correction> Graph::Revert(const knowledge::v1::RevertCorrectionRequest& request, const std::string& author,
                                                        absl::Time now) {
  const auto id = ParseName("corrections", request.name(), "name");
  if (!id.ok()) return id.status();
  if (request.reason().find_first_not_of(" \t\r\n") == std::string::npos) {
    return platform::InvalidArgument("reason", "must say why", "INVALID_REASON");
  }
  absl::StatusOr<knowledge::v1::Correction> result = absl::UnknownError("not run");
  const absl::Status status = Transact(store_, now, options_.keep_history, [&](Transaction& tx, Change& change) {
    result = platform::NotFound(request.name());
    for (const Row& row : tx.Query("SELECT content, request FROM corrections WHERE correction = ?", *id)) {
      auto stored = StoredCorrection::Parse(row.Blob(0));
      if (!stored) continue;
      if (stored->correction.has_revert_time()) {
        result = platform::FailedPrecondition("the correction is taken back already", "ALREADY_REVERTED");
        return;
      }
      *stored->correction.mutable_revert_time() = ToTimestamp(change.moment());
      stored->correction.set_revert_reason(request.reason());
      stored->correction.set_reverter(author);
      result = stored->correction;
      change.Mark();
      change.Put(*stored, row.Text(1));
    }
  });
  return status.ok() ? result : status;
}

absl::StatusOr<int> Graph::TakeOver(const knowledge::v1::ImportCorrectionsRequest& request) {
  if (request.records().empty() || request.records_size() > kMaxRecords) {
    return platform::InvalidArgument("records", absl::StrCat("must be 1 to ", kMaxRecords), "INVALID_COUNT");
  }
  std::vector<StoredCorrection> corrections;
  for (int i = 0; i < request.records_size(); ++i) {
    auto stored = CheckRecord(request.records(i));
    if (!stored.ok()) return platform::WithMetadata(stored.status(), "record", absl::StrCat(i));
    corrections.push_back(*std::move(stored));
  }
  int applied = 0;
  for (const StoredCorrection& incoming : corrections) {
    bool changed = false;
    const absl::Status status = Transact(store_, options_.now(), options_.keep_history, [&](Transaction& tx, Change& change) {
      changed = true;
      StoredCorrection stored = incoming;
      std::string request_id;
      for (const Row& row :
           tx.Query("SELECT content, request FROM corrections WHERE correction = ?", ResourceId(incoming.correction.name()))) {
        const auto known = StoredCorrection::Parse(row.Blob(0));
        if (!known) return tx.Fail(absl::DataLossError("a correction is damaged"));
        changed = incoming.correction.has_revert_time() && !known->correction.has_revert_time();
        stored = *known;
        request_id = row.Text(1);
        *stored.correction.mutable_revert_time() = incoming.correction.revert_time();
        stored.correction.set_revert_reason(incoming.correction.revert_reason());
        stored.correction.set_reverter(incoming.correction.reverter());
      }
      if (!changed) return;
      change.Mark();
      change.Put(stored, request_id);
    });
    if (!status.ok()) return status;
    applied += changed ? 1 : 0;
  }
  return applied;
}

absl::Status Graph::Rewind(Transaction& source, int64_t moment, bool copied, const std::function<bool()>& go_on) {
  const auto transact = [&](const auto& body) {
    if (!go_on()) return platform::Unavailable("the server stops");
    return Transact(store_, absl::FromUnixMicros(moment), absl::ZeroDuration(), [&](Transaction&, Change& change) { body(change); });
  };
  for (const Row& row : source.Query("SELECT content, reverted FROM corrections ORDER BY created, correction")) {
    auto stored = StoredCorrection::Parse(row.Blob(0));
    if (!stored) return absl::DataLossError("a correction is damaged");
    const bool then = stored->InEffectAt(absl::FromUnixMicros(moment)), now = copied && row.Int(1) == 0;
    if (then == now) continue;
    if (then) {
      stored->correction.clear_revert_time();
    } else {
      *stored->correction.mutable_revert_time() = stored->correction.create_time();
    }
    if (absl::Status status = transact([&](Change& change) { change.Put(*stored, ""); }); !status.ok()) return status;
  }
  VersionsAt versions = ReadVersions(source, moment, /*only_changes=*/copied);
  if (copied) {
    std::set<std::string> restored;
    for (const Version& version : versions.past) restored.insert(version.document);
    std::vector<std::string> removed;
    for (std::string& document : versions.newer) {
      if (restored.count(document) == 0) removed.push_back(std::move(document));
    }
    for (size_t begin = 0; begin < removed.size(); begin += kRewound) {
      const absl::Status status = transact([&](Change& change) {
        for (size_t i = begin; i < std::min(removed.size(), begin + kRewound); ++i) change.Remove(removed[i]);
      });
      if (!status.ok()) return status;
    }
  }
  std::vector<Version> restored = std::move(versions.current);
  restored.insert(restored.end(), versions.past.begin(), versions.past.end());
  for (size_t begin = 0; begin < restored.size(); begin += kRewound) {
    const auto last = restored.begin() + static_cast<ptrdiff_t>(std::min(restored.size(), begin + kRewound));
    const auto commits = ReadVersionContents(source, {restored.begin() + static_cast<ptrdiff_t>(begin), last});
    if (!commits.ok()) return commits.status();
    const absl::Status status = transact([&](Change& change) {
      for (const AnalysisCommit& commit : *commits) change.Restore(commit);
    });
    if (!status.ok()) return status;
  }
  return source.status();
}

}  // namespace chancery::query
