// Any bytes as JSON Lines, packed or not: documents or errors, and an end.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "clients/cli/json_lines.h"
#include "tests/fuzz/cpu_limit.h"
#include "tests/fuzz/require.h"

using chancery::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const chancery::fuzz::CpuLimit limit;
  namespace cli = chancery::cli;
  constexpr size_t kMaxBytes = 1 << 20;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  cli::ByteStream stream(in);
  cli::JsonLines lines(stream, "documents.jsonl", {.id_from_name = true, .max_bytes = kMaxBytes});
  for (cli::Item item; lines.Next(&item); item = {}) {
    Require(!item.where.empty(), "an item says where it is from");
    if (!item.error.empty()) continue;
    Require(!item.request.document().content().empty(), "a document has a text");
    Require(!item.request.SerializeAsString().empty(), "a request can be sent");
  }
  return 0;
}
