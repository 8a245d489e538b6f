// Any bytes as a web archive, packed or not: records or errors, none longer than allowed, and an end.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "clients/cli/warc.h"
#include "tests/fuzz/cpu_limit.h"
#include "tests/fuzz/require.h"

using chancery::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const chancery::fuzz::CpuLimit limit;
  namespace cli = chancery::cli;
  constexpr size_t kMaxBytes = 1 << 20;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::istringstream in(bytes);
  cli::ByteStream stream(in);
  cli::Warc warc(stream, "archive.warc", {.max_bytes = kMaxBytes});
  for (cli::Item item; warc.Next(&item); item = {}) {
    Require(!item.where.empty(), "an item says where it is from");
    Require(!item.error.empty() || item.request.document().content().size() <= kMaxBytes, "no document is longer than allowed");
  }
  cli::HttpMessage message;
  if (cli::ParseHttpMessage(bytes, &message)) {
    std::string body, error;
    const bool decoded = cli::DecodeBody(message, kMaxBytes, &body, &error);
    Require(decoded == error.empty(), "a body that can't be decoded has an error");
    Require(!decoded || body.size() <= kMaxBytes, "no body is longer than allowed");
  }
  return 0;
}
