#include <absl/strings/ascii.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_split.h>
#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "clients/cli/warc.h"

namespace chancery::cli {
namespace {

constexpr size_t kChunk = 64 << 10;

// A line of the header up to CR LF or LF; false: there is none.
bool TakeLine(std::string_view* bytes, std::string_view* line) {
  const size_t end = bytes->find('\n');
  if (end == std::string_view::npos) return false;
  *line = bytes->substr(0, end);
  if (!line->empty() && line->back() == '\r') line->remove_suffix(1);
  bytes->remove_prefix(end + 1);
  return true;
}

bool Unchunk(std::string_view bytes, std::string* body) {
  body->clear();
  for (;;) {
    std::string_view line;
    if (!TakeLine(&bytes, &line)) return false;
    const std::string digits = absl::AsciiStrToLower(std::string(line.substr(0, line.find_first_of("; \t"))));
    if (digits.empty() || digits.size() > 8 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) return false;
    const size_t size = std::stoul(digits, nullptr, 16);
    if (size == 0) return true;
    if (size > bytes.size()) return false;
    *body += bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (!TakeLine(&bytes, &line) || !line.empty()) return false;
  }
}

// zlib's codings; a negative `window_bits` is deflate without a header, as some servers send it.
bool Inflate(std::string_view bytes, int window_bits, size_t max_bytes, std::string* body) {
  z_stream zlib = {};
  if (inflateInit2(&zlib, window_bits) != Z_OK) return false;
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&zlib, inflateEnd);
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  body->clear();
  for (int code = Z_OK; code != Z_STREAM_END;) {
    const size_t before = body->size();
    body->resize(before + kChunk);
    zlib.next_out = reinterpret_cast<Bytef*>(body->data() + before);
    zlib.avail_out = kChunk;
    code = inflate(&zlib, Z_NO_FLUSH);
    body->resize(body->size() - zlib.avail_out);
    if (body->size() > max_bytes) return true;  // the caller refuses it
    if (code != Z_OK && code != Z_STREAM_END) return false;
  }
  return true;
}

bool Unbrotli(std::string_view bytes, size_t max_bytes, std::string* body) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                   BrotliDecoderDestroyInstance);
  const auto* in = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t in_left = bytes.size();
  body->clear();
  for (;;) {
    const size_t before = body->size();
    body->resize(before + kChunk);
    auto* out = reinterpret_cast<uint8_t*>(body->data() + before);
    size_t out_left = kChunk;
    const auto result = BrotliDecoderDecompressStream(decoder.get(), &in_left, &in, &out_left, &out, nullptr);
    body->resize(body->size() - out_left);
    if (result == BROTLI_DECODER_RESULT_SUCCESS || body->size() > max_bytes) return true;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return false;
  }
}

bool Decode(const std::string& coding, std::string_view bytes, size_t max_bytes, std::string* body, std::string* error) {
  bool good = false;
  if (coding == "gzip" || coding == "x-gzip") {
    if (bytes.substr(0, 2) != "\x1F\x8B") {  // taken off before
      body->assign(bytes);
      return true;
    }
    good = Inflate(bytes, 16 + MAX_WBITS, max_bytes, body);
  } else if (coding == "deflate") {
    good = Inflate(bytes, MAX_WBITS, max_bytes, body) || Inflate(bytes, -MAX_WBITS, max_bytes, body);
  } else if (coding == "br") {
    good = Unbrotli(bytes, max_bytes, body);
  } else {
    *error = "content coding " + coding + " is not known";
    return false;
  }
  if (!good) *error = "damaged " + coding + " body";
  return good;
}

}  // namespace

bool ParseHttpMessage(std::string_view bytes, HttpMessage* message) {
  std::string_view line;
  if (!TakeLine(&bytes, &line) || line.substr(0, 5) != "HTTP/") return false;
  const std::vector<std::string> parts = absl::StrSplit(std::string(line), absl::MaxSplits(' ', 2));
  if (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &message->status)) return false;
  std::string* last = nullptr;
  while (TakeLine(&bytes, &line) && !line.empty()) {
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {  // a folded line
      *last += std::string(line);
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    last = &message->header[absl::AsciiStrToLower(std::string(line.substr(0, colon)))];
    *last = std::string(absl::StripAsciiWhitespace(std::string(line.substr(colon + 1))));
  }
  message->body = bytes;
  return true;
}

bool DecodeBody(const HttpMessage& message, size_t max_bytes, std::string* body, std::string* error) {
  body->assign(message.body);
  const auto codings = [&](const char* name) {
    std::vector<std::string> found;
    const auto header = message.header.find(name);
    if (header == message.header.end()) return found;
    for (const auto& part : absl::StrSplit(absl::AsciiStrToLower(header->second), ',')) {
      const std::string coding(absl::StripAsciiWhitespace(part));
      if (!coding.empty() && coding != "identity") found.push_back(coding);
    }
    std::reverse(found.begin(), found.end());  // the last that was put on comes off first
    return found;
  };
  for (const std::string& coding : codings("transfer-encoding")) {
    std::string decoded;
    // Many archives keep the header of a body that they have put together.
    if (coding == "chunked" && Unchunk(*body, &decoded)) *body = std::move(decoded);
  }
  for (const std::string& coding : codings("content-encoding")) {
    std::string decoded;
    if (!Decode(coding, *body, max_bytes, &decoded, error)) return false;
    *body = std::move(decoded);
  }
  if (body->size() <= max_bytes) return true;
  *error = "is longer than " + std::to_string(max_bytes) + " bytes";
  return false;
}

}  // namespace chancery::cli
