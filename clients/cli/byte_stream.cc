#include "clients/cli/byte_stream.h"

#include <algorithm>

namespace chancery::cli {
namespace {

constexpr size_t kChunk = 64 << 10;
constexpr int kGzip = 16 + MAX_WBITS;

}  // namespace

ByteStream::ByteStream(std::istream& in) : in_(in) {}

ByteStream::~ByteStream() {
  if (packed_) inflateEnd(&zlib_);
}

bool ByteStream::Fill() {
  if (ended_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  if (packed_ && !input_.empty()) return Inflate();
  std::string chunk(kChunk, '\0');
  in_.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
  chunk.resize(static_cast<size_t>(in_.gcount()));
  if (in_.bad()) error_ = "cannot be read";
  if (chunk.empty()) {
    if (member_open_) error_ = "the gzip stream is cut off";
    ended_ = true;
    return false;
  }
  position_ += static_cast<int64_t>(chunk.size());
  if (!started_) {
    started_ = true;
    packed_ = chunk.size() > 1 && chunk[0] == '\x1F' && chunk[1] == '\x8B';
    if (packed_) inflateInit2(&zlib_, kGzip);
  }
  if (!packed_) {
    buffer_ += chunk;
    return true;
  }
  input_ += chunk;
  return Inflate();
}

bool ByteStream::Inflate() {
  zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
  zlib_.avail_in = static_cast<uInt>(input_.size());
  const size_t before = buffer_.size();
  buffer_.resize(before + 4 * kChunk);
  zlib_.next_out = reinterpret_cast<Bytef*>(buffer_.data() + before);
  zlib_.avail_out = static_cast<uInt>(buffer_.size() - before);
  member_open_ = true;
  const int code = inflate(&zlib_, Z_NO_FLUSH);
  buffer_.resize(buffer_.size() - zlib_.avail_out);
  input_.erase(0, input_.size() - zlib_.avail_in);
  if (code == Z_STREAM_END) {
    // Another member may follow.
    member_open_ = false;
    inflateReset(&zlib_);
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    error_ = "damaged gzip stream";
    ended_ = true;
  }
  return !ended_ || buffer_.size() > before;
}

std::string_view ByteStream::Peek(size_t count) {
  while (buffer_.size() - begin_ < count && Fill()) {
  }
  return std::string_view(buffer_).substr(begin_, count);
}

void ByteStream::Read(size_t count, std::string* out) {
  out->clear();
  while (out->size() < count) {
    const std::string_view next = Peek(std::min(count - out->size(), kChunk));
    if (next.empty()) return;
    *out += next;
    begin_ += next.size();
  }
}

void ByteStream::Skip(uint64_t count) {
  while (count > 0) {
    const size_t taken = Peek(static_cast<size_t>(std::min<uint64_t>(count, kChunk))).size();
    if (taken == 0) return;
    begin_ += taken;
    count -= taken;
  }
}

bool ByteStream::ReadLine(size_t limit, std::string* line, bool* cut) {
  line->clear();
  *cut = false;
  if (Peek(1).empty()) return false;
  for (bool ended = false; !ended;) {
    std::string_view next = Peek(1);
    if (next.empty()) break;
    next = std::string_view(buffer_).substr(begin_);
    const size_t end = next.find('\n');
    ended = end != std::string_view::npos;
    const std::string_view part = next.substr(0, end);
    const size_t room = limit - std::min(limit, line->size());
    *line += part.substr(0, room);
    *cut = *cut || part.size() > room;
    begin_ += part.size() + (ended ? 1 : 0);
  }
  if (!line->empty() && line->back() == '\r') line->pop_back();
  return true;
}

}  // namespace chancery::cli
