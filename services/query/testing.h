// For tests: stores in a temporary folder, documents built by hand, and the whole graph as text.
#pragma once

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/graph.h"
#include "services/query/store.h"

namespace chancery::query::testing {

// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  std::string File(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// An empty SQLite store with its file.
class TestStore {
 public:
  TestStore();
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

// Builds a document with its analysis. Each call of Sentence appends a sentence to the text; items that are added after it
// have it as their evidence.
class DocumentBuilder {
 public:
  // `published`: EDTF, may be empty.
  DocumentBuilder(const std::string& id, const std::string& language, const std::string& published);

  DocumentBuilder& Sentence(const std::string& text);
  DocumentBuilder& Title(const std::string& title);
  DocumentBuilder& DuplicateOf(const std::string& id);

  // Each returns the index. An entity that was added under the same name is the same.
  int Person(const std::string& name, const std::string& country = "", bool family_name_first = false);
  int Entity(type::v1::EntityType type, const std::string& name, const std::string& lexicon_id = "", const std::string& country = "",
             const std::vector<std::string>& aliases = {});
  // Country of the lexicon: "vietnam", "VN".
  int Country(const std::string& name, const std::string& lexicon_id, const std::string& code);
  void Alias(int entity, const std::string& alias);
  void Name(int entity, const std::string& language, const std::string& name);
  void Mention(int entity, const std::string& words);
  void Date(const std::string& words, const std::string& edtf);
  void Role(int person, type::v1::RoleKind kind, int of, const std::string& title, bool former = false);
  int Event(type::v1::EventType type, const std::vector<int>& participants, const std::string& edtf = "", int place = -1,
            type::v1::Realis realis = type::v1::REALIS_HAPPENED);
  int Statement(int speaker, type::v1::Act act, int addressee = -1, int event = -1);
  int Fact(type::v1::FactType type, int subject, int object, const std::string& edtf = "", const std::string& value = "");

  knowledge::v1::AnalysisCommit Commit(int64_t revision = 1) const;
  // Without its analysis.
  knowledge::v1::AnalysisCommit Unanalysed(int64_t revision = 1) const;

 private:
  void Ground(type::v1::Evidence& evidence) const;
  type::v1::Span Find(const std::string& words) const;

  knowledge::v1::AnalysisCommit commit_;
  int begin_ = 0;
  int end_ = 0;
};

// A document named "d{number}" of a small world with namesakes, misspellings, bare names, acronyms and copies, in which resolution
// has to work.
knowledge::v1::AnalysisCommit RandomDocument(std::mt19937& random, int number, int64_t revision);

// Commits in one batch; the test fails if it is refused.
std::vector<bool> CommitAll(Store& store, const std::vector<knowledge::v1::AnalysisCommit>& commits);

// Every row of every table that follows from the documents in effect, sorted.
std::string DumpGraph(Store& store);

// DumpGraph of a store that got the corrections of `store` first and then all of these documents at once.
std::string DerivedAnew(Store& store, const std::vector<knowledge::v1::AnalysisCommit>& commits);

// The archive of a store (export/archive.h), its audit trail as text, and a store that takes an archive in.
std::string ArchiveOf(Store& store);
std::string AuditTrail(Store& store);
void TakeArchive(Store& store, const std::string& archive);

// Entity of the graph of a document's local entity.
std::string EntityOf(Store& store, const std::string& document, int position);

}  // namespace chancery::query::testing
