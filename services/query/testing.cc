#include "services/query/testing.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/platform/ids.h"
#include "services/platform/unicode.h"
#include "services/query/curation.h"
#include "services/query/export/archive.h"
#include "services/query/names.h"
#include "services/query/saved_queries.h"
#include "services/query/sqlite_store.h"

namespace chancery::query::testing {
namespace {

type::v1::Time TimeOf(const std::string& edtf) {
  const auto parsed = platform::Edtf::Parse(edtf);
  EXPECT_TRUE(parsed.ok()) << edtf << ": " << parsed.status();
  return parsed.ok() ? parsed->ToProto() : type::v1::Time();
}

int CodePoints(const std::string& text) { return platform::CodePointIndex(text).size(); }

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(std::filesystem::path(::testing::TempDir()) / ("chancery-query-" + platform::RandomHex(8))) {
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestStore::TestStore() {
  auto store = OpenSqliteStore(folder_.File("query.db"));
  EXPECT_TRUE(store.ok()) << store.status();
  if (store.ok()) store_ = *std::move(store);
}

DocumentBuilder::DocumentBuilder(const std::string& id, const std::string& language, const std::string& published) {
  auto& document = *commit_.mutable_document();
  document.set_name("documents/" + id);
  document.set_language_code(language);
  commit_.mutable_analysis()->set_language_code(language);
  commit_.mutable_analysis()->set_extractor_version("test");
  if (!published.empty()) *document.mutable_published() = TimeOf(published);
  Sentence("Begin.");
}

DocumentBuilder& DocumentBuilder::Sentence(const std::string& text) {
  std::string& all = *commit_.mutable_document()->mutable_text();
  if (!all.empty()) all += "\n";
  begin_ = CodePoints(all);
  all += text;
  end_ = CodePoints(all);
  auto* sentence = commit_.mutable_analysis()->add_sentences();
  sentence->set_begin(begin_);
  sentence->set_end(end_);
  return *this;
}

DocumentBuilder& DocumentBuilder::Title(const std::string& title) {
  commit_.mutable_document()->set_title(title);
  return *this;
}

DocumentBuilder& DocumentBuilder::DuplicateOf(const std::string& id) {
  commit_.mutable_document()->set_duplicate_of("documents/" + id);
  return *this;
}

int DocumentBuilder::Entity(type::v1::EntityType type, const std::string& name, const std::string& lexicon_id, const std::string& country,
                            const std::vector<std::string>& aliases) {
  auto& analysis = *commit_.mutable_analysis();
  for (int i = 0; i < analysis.entities_size(); ++i) {
    if (analysis.entities(i).name() == name && analysis.entities(i).type() == type) return i;
  }
  auto* entity = analysis.add_entities();
  entity->set_type(type);
  entity->set_name(name);
  entity->set_lexicon_id(lexicon_id);
  entity->set_country_code(country);
  for (const auto& alias : aliases) entity->add_aliases(alias);
  Ground(*entity->mutable_evidence());
  return analysis.entities_size() - 1;
}

int DocumentBuilder::Person(const std::string& name, const std::string& country, bool family_name_first) {
  const int index = Entity(type::v1::ENTITY_TYPE_PER, name, "", country);
  commit_.mutable_analysis()->mutable_entities(index)->set_family_name_first(family_name_first);
  return index;
}

int DocumentBuilder::Country(const std::string& name, const std::string& lexicon_id, const std::string& code) {
  return Entity(type::v1::ENTITY_TYPE_GPE, name, lexicon_id, code);
}

void DocumentBuilder::Alias(int entity, const std::string& alias) {
  commit_.mutable_analysis()->mutable_entities(entity)->add_aliases(alias);
}

void DocumentBuilder::Name(int entity, const std::string& language, const std::string& name) {
  (*commit_.mutable_analysis()->mutable_entities(entity)->mutable_names())[language] = name;
}

void DocumentBuilder::Mention(int entity, const std::string& words) {
  auto* mention = commit_.mutable_analysis()->add_mentions();
  mention->set_type(commit_.analysis().entities(entity).type());
  mention->set_kind(type::v1::MENTION_KIND_NAME);
  mention->set_entity(entity);
  *mention->mutable_span() = Find(words);
}

void DocumentBuilder::Date(const std::string& words, const std::string& edtf) {
  auto* mention = commit_.mutable_analysis()->add_mentions();
  mention->set_type(type::v1::ENTITY_TYPE_DTE);
  *mention->mutable_time() = TimeOf(edtf);
  *mention->mutable_span() = Find(words);
}

void DocumentBuilder::Role(int person, type::v1::RoleKind kind, int of, const std::string& title, bool former) {
  auto* role = commit_.mutable_analysis()->add_roles();
  role->set_person(person);
  role->set_kind(kind);
  if (of >= 0) role->set_of(of);
  role->set_title(title);
  role->set_former(former);
  Ground(*role->mutable_evidence());
}

int DocumentBuilder::Event(type::v1::EventType type, const std::vector<int>& participants, const std::string& edtf, int place,
                           type::v1::Realis realis) {
  auto* event = commit_.mutable_analysis()->add_events();
  event->set_type(type);
  for (const int participant : participants) event->add_participants(participant);
  if (!edtf.empty()) *event->mutable_time() = TimeOf(edtf);
  if (place >= 0) event->set_place(place);
  event->set_realis(realis);
  Ground(*event->mutable_evidence());
  return commit_.analysis().events_size() - 1;
}

int DocumentBuilder::Statement(int speaker, type::v1::Act act, int addressee, int event) {
  auto* statement = commit_.mutable_analysis()->add_statements();
  statement->set_speaker(speaker);
  statement->set_act(act);
  if (addressee >= 0) statement->set_addressee(addressee);
  if (event >= 0) statement->set_event(event);
  statement->mutable_content()->set_begin(begin_);
  statement->mutable_content()->set_end(end_);
  Ground(*statement->mutable_evidence());
  return commit_.analysis().statements_size() - 1;
}

int DocumentBuilder::Fact(type::v1::FactType type, int subject, int object, const std::string& edtf, const std::string& value) {
  auto* fact = commit_.mutable_analysis()->add_facts();
  fact->set_type(type);
  fact->set_subject(subject);
  if (object >= 0) fact->set_object(object);
  if (!edtf.empty()) *fact->mutable_time() = TimeOf(edtf);
  fact->set_value(value);
  Ground(*fact->mutable_evidence());
  return commit_.analysis().facts_size() - 1;
}

knowledge::v1::AnalysisCommit DocumentBuilder::Commit(int64_t revision) const {
  auto commit = commit_;
  commit.set_revision(revision);
  return commit;
}

knowledge::v1::AnalysisCommit DocumentBuilder::Unanalysed(int64_t revision) const {
  auto commit = Commit(revision);
  commit.clear_analysis();
  return commit;
}

void DocumentBuilder::Ground(type::v1::Evidence& evidence) const {
  auto* span = evidence.add_spans();
  span->set_begin(begin_);
  span->set_end(end_);
  evidence.set_confidence(0.9);
  evidence.add_explanations()->set_rule("test:rule");
}

type::v1::Span DocumentBuilder::Find(const std::string& words) const {
  const std::string& text = commit_.document().text();
  const size_t at = text.rfind(words);
  EXPECT_NE(at, std::string::npos) << words;
  type::v1::Span span;
  span.set_begin(CodePoints(text.substr(0, at)));
  span.set_end(span.begin() + CodePoints(words));
  return span;
}

std::vector<bool> CommitAll(Store& store, const std::vector<knowledge::v1::AnalysisCommit>& commits) {
  knowledge::v1::CommitAnalysesRequest request;
  for (const auto& commit : commits) *request.add_commits() = commit;
  const auto applied = Graph(store).Commit(request);
  EXPECT_TRUE(applied.ok()) << applied.status();
  return applied.ok() ? *applied : std::vector<bool>();
}

std::string DumpGraph(Store& store) {
  auto tx = store.Begin(Store::Mode::kRead);
  if (!tx.ok()) return tx.status().ToString();
  std::string out;
  for (const char* table : {"documents",
                            "profiles",
                            "profile_keys",
                            "cores",
                            "core_names",
                            "core_parts",
                            "clusters",
                            "document_entities",
                            "entities",
                            "entity_names",
                            "entity_words",
                            "entity_word_list",
                            "entity_documents",
                            "role_reports",
                            "offices",
                            "office_titles",
                            "event_reports",
                            "event_profiles",
                            "event_profile_keys",
                            "event_origins",
                            "events",
                            "event_participants",
                            "event_countries",
                            "contacts",
                            "contact_events",
                            "statements",
                            "facts",
                            "fact_reports"}) {
    std::vector<std::string> lines;
    for (const Row& row : (*tx)->Query(absl::StrCat("SELECT * FROM ", table))) {
      std::string line = table;
      for (size_t i = 0; i < row.size(); ++i) {
        absl::StrAppend(&line, " | ", row.IsNumber(i) ? absl::StrCat(row.Double(i)) : row.Text(i));
      }
      lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    for (const auto& line : lines) absl::StrAppend(&out, line, "\n");
  }
  EXPECT_TRUE((*tx)->status().ok()) << (*tx)->status();
  return out;
}

std::string DerivedAnew(Store& store, const std::vector<knowledge::v1::AnalysisCommit>& commits) {
  TestStore fresh;
  {
    auto from = store.Begin(Store::Mode::kRead);
    auto to = fresh->Begin(Store::Mode::kWrite);
    for (const Row& row : (*from)->Query("SELECT correction, created, reverted, request, content FROM corrections")) {
      (*to)->Run("INSERT INTO corrections (correction, created, reverted, request, content) VALUES (?, ?, ?, ?, ?)", row.Text(0),
                 row.Int(1), row.Int(2), row.Text(3), BytesView{row.Blob(4)});
    }
    for (const Row& row : (*from)->Query("SELECT entity, language, name FROM renames")) {
      (*to)->Run("INSERT INTO renames (entity, language, name) VALUES (?, ?, ?)", row.Text(0), row.Text(1), row.Text(2));
    }
    EXPECT_TRUE((*to)->Commit().ok());
  }
  if (!commits.empty()) CommitAll(*fresh, commits);
  return DumpGraph(*fresh);
}

std::string ArchiveOf(Store& store) {
  std::string archive;
  const absl::Status status = ExportArchive(store, /*past=*/false, [&](const std::string& piece) {
    archive += piece;
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return archive;
}

std::string AuditTrail(Store& store) {
  std::string trail;
  knowledge::v1::ListCorrectionsRequest request;
  request.set_page_size(1000);
  do {
    const auto page = ListCorrections(**store.Begin(Store::Mode::kRead), request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    trail += page->DebugString();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return trail;
}

void TakeArchive(Store& store, const std::string& archive) {
  knowledge::v1::CommitAnalysesRequest documents;
  knowledge::v1::ImportCorrectionsRequest corrections;
  std::vector<v1::CreateSavedQueryRequest> queries;
  const auto read = [](const std::string& line, const std::string& kind, google::protobuf::Message* message) {
    const std::string begin = "{\"" + kind + "\":";
    return line.starts_with(begin) &&
           google::protobuf::util::JsonStringToMessage(line.substr(begin.size(), line.size() - begin.size() - 1), message).ok();
  };
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(archive, '\n', absl::SkipEmpty()))) {
    knowledge::v1::AnalysisCommit commit;
    knowledge::v1::CorrectionRecord record;
    v1::CreateSavedQueryRequest saved;
    if (read(line, "commit", &commit)) {
      *documents.add_commits() = commit;
    } else if (read(line, "correctionRecord", &record)) {
      *corrections.add_records() = record;
    } else if (read(line, "savedQuery", saved.mutable_saved_query())) {
      saved.set_saved_query_id(ResourceId(saved.saved_query().name()));
      queries.push_back(saved);
    } else {
      ADD_FAILURE() << line;
    }
  }
  if (documents.commits_size() > 0) {
    const auto applied = Graph(store).Commit(documents);
    EXPECT_TRUE(applied.ok()) << applied.status();
  }
  if (corrections.records_size() > 0) {
    const auto applied = Graph(store).TakeOver(corrections);
    EXPECT_TRUE(applied.ok()) << applied.status();
  }
  for (const auto& query : queries) {
    const auto saved = CreateSavedQuery(store, query, 1000);
    EXPECT_TRUE(saved.ok()) << saved.status();
  }
}

std::string EntityOf(Store& store, const std::string& document, int position) {
  auto tx = store.Begin(Store::Mode::kRead);
  EXPECT_TRUE(tx.ok());
  const auto rows = (*tx)->Query("SELECT entity FROM document_entities WHERE document = ? AND position = ?", document, position);
  return rows.empty() ? "" : rows[0].Text(0);
}

}  // namespace chancery::query::testing
