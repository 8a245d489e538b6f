#include "services/ingestion/store_testing.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/ids.h"

namespace chancery::ingestion {

NewDocument Make(const std::string& text, const std::string& id, const std::string& language) {
  NewDocument incoming;
  if (!id.empty()) incoming.document.set_name(kDocumentPrefix + id);
  incoming.document.set_text(text);
  incoming.document.set_language_code(language);
  incoming.document.set_title("title of " + text);
  incoming.document.set_content_sha256(platform::Sha256Hex(text));
  incoming.traceparent = "trace of " + text;
  return incoming;
}

NewDocument Published(const std::string& text, const std::string& id, const std::string& day) {
  NewDocument incoming = Make(text, id);
  incoming.document.mutable_published()->set_edtf(day);
  incoming.document.mutable_published()->set_earliest(day);
  return incoming;
}

NewDocument From(const std::string& url, const std::string& text, const std::string& id) {
  NewDocument incoming = Make(text, id);
  incoming.document.set_url(url);
  return incoming;
}

std::string Story(int number) {
  std::string text;
  for (int i = 0; i < 60; ++i) absl::StrAppend(&text, "story", number, "word", i, " ");
  return text;
}

std::string Copy(int number, const std::string& by) { return by + " reports: " + Story(number).substr(120) + by; }

std::string Add(Store& store, const std::string& text, const std::string& id, const std::string& language) {
  const auto results = store.Ingest({Make(text, id, language)});
  EXPECT_TRUE(results[0].ok()) << results[0].status();
  return results[0].ok() ? results[0]->document.name() : "";
}

std::vector<Job> ClaimAll(Store& store) { return store.Claim(1000, kMuch, kLease).value(); }

int Complete(Store& store, const Job& job, Outcome::Kind kind, const absl::Status& error, absl::Time retry_at,
             const std::string& extractor_version) {
  return store
      .Complete({{.name = job.document.name(),
                  .fence = job.fence,
                  .kind = kind,
                  .error = error,
                  .retry_at = retry_at,
                  .extractor_version = extractor_version}})
      .value();
}

std::map<std::string, std::string> AnalyseAll(Store& store) {
  std::map<std::string, std::string> told;
  for (;;) {
    std::vector<Job> jobs = ClaimAll(store);
    if (jobs.empty()) return told;
    EXPECT_TRUE(store.LinkCopies(jobs).ok());
    for (const Job& job : jobs) {
      const bool held = Complete(store, job, job.kind == JobKind::kRetract ? Outcome::Kind::kRemoved : Outcome::Kind::kAnalyzed) == 1;
      if (held && job.kind == JobKind::kAnalyze) told[job.document.name()] = job.document.duplicate_of();
    }
  }
}

v1::DocumentState StateOf(Store& store, const std::string& name) { return store.Get(name, false)->state(); }

std::string OriginalOf(Store& store, const std::string& id) { return store.Get("documents/" + id, false)->duplicate_of(); }

}  // namespace chancery::ingestion
