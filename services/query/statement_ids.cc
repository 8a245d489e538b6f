#include "services/query/statement_ids.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/query/fingerprint.h"

namespace chancery::query {

std::string StatementId(const std::string& document, int index) {
  return absl::StrCat("s", Fingerprint(document), absl::StrFormat("-%05d", index));
}

std::pair<std::string, std::string> StatementIds(const std::string& document) {
  const std::string prefix = absl::StrCat("s", Fingerprint(document));
  return {absl::StrCat(prefix, "-"), absl::StrCat(prefix, ".")};
}

}  // namespace chancery::query
