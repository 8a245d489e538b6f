#include "services/ingestion/feeds/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kChunk = 64 << 10;
constexpr size_t kMaxCodings = 2;
// zlib's numbers for what a stream is wrapped in.
constexpr int kGzip = 15 + 16;
constexpr int kZlib = 15;
constexpr int kBare = -15;

absl::Status Damaged() { return platform::Unavailable("the body is damaged", absl::ZeroDuration(), "BAD_ENCODING"); }
absl::Status CutOff() { return platform::Unavailable("the body is cut off", absl::ZeroDuration(), "BODY_CUT_OFF"); }
absl::Status TooLarge(size_t max_bytes) {
  return platform::ResourceExhausted(absl::StrCat("more than ", max_bytes, " bytes, unpacked"), "PAGE_TOO_LARGE");
}

absl::StatusOr<std::string> Inflate(std::string_view bytes, int wrapping, size_t max_bytes) {
  z_stream zlib = {};
  if (inflateInit2(&zlib, wrapping) != Z_OK) return absl::InternalError("zlib can't begin");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&zlib, inflateEnd);
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  for (;;) {
    const size_t before = out.size();
    out.resize(before + kChunk);
    zlib.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    zlib.avail_out = kChunk;
    const int code = inflate(&zlib, Z_NO_FLUSH);
    out.resize(out.size() - zlib.avail_out);
    if (out.size() > max_bytes) return TooLarge(max_bytes);
    if (code == Z_STREAM_END) {
      // A gzip file may be several one after the other; what is not the begin of another is padding.
      const std::string_view rest(reinterpret_cast<const char*>(zlib.next_in), zlib.avail_in);
      if (wrapping != kGzip || !IsGzip(rest)) return out;
      if (inflateReset(&zlib) != Z_OK) return Damaged();
      continue;
    }
    if (code == Z_BUF_ERROR || (code == Z_OK && zlib.avail_in == 0 && zlib.avail_out != 0)) return CutOff();
    if (code != Z_OK) return Damaged();
  }
}

absl::StatusOr<std::string> Unbrotli(std::string_view bytes, size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                 BrotliDecoderDestroyInstance);
  size_t available_in = bytes.size();
  const auto* next_in = reinterpret_cast<const uint8_t*>(bytes.data());
  std::string out;
  for (;;) {
    const size_t before = out.size();
    out.resize(before + kChunk);
    size_t available_out = kChunk;
    auto* next_out = reinterpret_cast<uint8_t*>(out.data() + before);
    const auto result = BrotliDecoderDecompressStream(state.get(), &available_in, &next_in, &available_out, &next_out, nullptr);
    out.resize(out.size() - available_out);
    if (out.size() > max_bytes) return TooLarge(max_bytes);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (result == BROTLI_DECODER_RESULT_ERROR) return Damaged();
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return CutOff();
  }
}

absl::StatusOr<std::string> Decode(const std::string& coding, std::string_view bytes, size_t max_bytes) {
  if (coding == "gzip" || coding == "x-gzip") return Inflate(bytes, kGzip, max_bytes);
  if (coding == "br") return Unbrotli(bytes, max_bytes);
  if (coding == "deflate") {
    auto inflated = Inflate(bytes, kZlib, max_bytes);
    if (platform::ErrorReason(inflated.status()) == "BAD_ENCODING") return Inflate(bytes, kBare, max_bytes);
    return inflated;
  }
  return platform::Unavailable(absl::StrCat("the body is coded as \"", coding, "\""), absl::ZeroDuration(), "BAD_ENCODING");
}

}  // namespace

bool IsGzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

absl::StatusOr<std::string> DecodeContent(std::string_view content_encoding, std::string bytes, size_t max_bytes) {
  std::vector<std::string> codings;
  for (const auto& part : absl::StrSplit(absl::AsciiStrToLower(std::string(content_encoding)), ',')) {
    const std::string coding(absl::StripAsciiWhitespace(part));
    if (!coding.empty() && coding != "identity") codings.push_back(coding);
  }
  if (codings.size() > kMaxCodings) return platform::Unavailable("the body is coded too often", absl::ZeroDuration(), "BAD_ENCODING");
  std::ranges::reverse(codings);  // the last that was put on comes off first
  for (const std::string& coding : codings) {
    auto decoded = Decode(coding, bytes, max_bytes);
    if (!decoded.ok()) return decoded.status();
    bytes = *std::move(decoded);
  }
  if (bytes.size() > max_bytes) return TooLarge(max_bytes);
  return bytes;
}

}  // namespace chancery::ingestion::feeds
