#include "clients/cli/lookup.h"

#include <absl/strings/ascii.h>

#include <algorithm>

#include "clients/cli/render.h"
#include "services/platform/unicode.h"

namespace chancery::cli {
namespace {

constexpr int kCandidates = 10;
constexpr const char kPrefix[] = "entities/";

bool IsCalled(const query::v1::Entity& entity, const std::string& folded) {
  const auto matches = [&folded](const std::string& name) { return platform::Fold(name) == folded; };
  return matches(entity.display_name()) || std::ranges::any_of(entity.aliases(), matches) ||
         std::ranges::any_of(entity.names(), [&matches](const auto& name) { return matches(name.second); });
}

// Whether the server knows a region or group of countries of this name, which then is `name`. An id of a group is its name in
// lower case without accents, with hyphens.
bool FindGroup(const Session& session, const std::string& words, std::string* name) {
  std::string id;
  for (const char c : platform::Fold(words)) {
    const bool part = static_cast<unsigned char>(c) >= 0x80 || absl::ascii_isalnum(static_cast<unsigned char>(c));
    if (part) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  if (id.empty()) return false;
  query::v1::ListEventsRequest request;
  request.mutable_filter()->add_groups(kPrefix + id);
  request.set_page_size(1);
  query::v1::ListEventsResponse response;
  if (!Call(session, *session.query, &query::v1::QueryService::StubInterface::ListEvents, request, &response).ok()) return false;
  *name = request.filter().groups(0);
  return true;
}

}  // namespace

grpc::Status FindEntity(const Session& session, const std::string& words, Lookup* lookup) {
  if (words.starts_with(kPrefix)) {
    lookup->name = words;
    return grpc::Status::OK;
  }
  query::v1::SearchEntitiesRequest request;
  request.set_query(words);
  request.set_page_size(kCandidates);
  request.set_language_code(session.language);
  query::v1::SearchEntitiesResponse response;
  grpc::Status status = Call(session, *session.query, &query::v1::QueryService::StubInterface::SearchEntities, request, &response);
  if (!status.ok()) return status;
  if (response.entities().empty()) return {grpc::StatusCode::NOT_FOUND, "nothing is called \"" + words + "\""};

  const std::string folded = platform::Fold(words);
  const auto called = [&folded](const query::v1::Entity& entity) { return IsCalled(entity, folded); };
  const auto& found = response.entities();
  auto chosen = found.end();
  if (found.size() == 1) {
    chosen = found.begin();
  } else if (std::ranges::count_if(found, called) == 1) {
    chosen = std::ranges::find_if(found, called);
  }
  for (auto it = found.begin(); it != found.end(); ++it) {
    if (it != chosen) lookup->others.push_back(*it);
  }
  if (chosen == found.end()) {
    return {grpc::StatusCode::FAILED_PRECONDITION, "several are called \"" + words + "\""};
  }
  lookup->name = chosen->name();
  return grpc::Status::OK;
}

ExitCode FindEntityOrExplain(const Session& session, const std::string& words, std::string* name) {
  Lookup lookup;
  const grpc::Status status = FindEntity(session, words, &lookup);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
    session.err << "chancery: " << status.error_message() << "\n";
    return kRefused;
  }
  if (status.error_code() == grpc::StatusCode::FAILED_PRECONDITION && !lookup.others.empty()) {
    session.err << "chancery: " << status.error_message() << "; give more of the name, or the resource name of one of\n"
                << EntityTable(lookup.others).Render(session.width, "  ");
    return kRefused;
  }
  if (!status.ok()) return Fail(session.err, status);
  *name = lookup.name;
  return kOk;
}

ExitCode FindPlaceOrExplain(const Session& session, const std::string& words, std::string* name) {
  if (words.starts_with(kPrefix)) return FindEntityOrExplain(session, words, name);
  query::v1::SearchEntitiesRequest request;
  request.set_query(words);
  request.set_page_size(kCandidates);
  query::v1::SearchEntitiesResponse response;
  grpc::Status status = Call(session, *session.query, &query::v1::QueryService::StubInterface::SearchEntities, request, &response);
  if (!status.ok()) return Fail(session.err, status);
  const std::string folded = platform::Fold(words);
  const bool called = std::ranges::any_of(response.entities(), [&folded](const auto& entity) { return IsCalled(entity, folded); });
  if (!called && FindGroup(session, words, name)) return kOk;
  return FindEntityOrExplain(session, words, name);
}

ExitCode FindGroupOrExplain(const Session& session, const std::string& words, std::string* name) {
  if (words.starts_with(kPrefix)) {
    *name = words;
    return kOk;
  }
  if (FindGroup(session, words, name)) return kOk;
  session.err << "chancery: no region or group of countries is called \"" << words << "\"\n";
  return kRefused;
}

}  // namespace chancery::cli
