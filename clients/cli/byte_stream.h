// Bytes of a file or of standard input, unpacked if they are gzip (RFC 1952, with several members as WARC files have them).
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>

namespace chancery::cli {

// Not thread-safe. `in` must outlive the object.
class ByteStream {
 public:
  explicit ByteStream(std::istream& in);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;

  // What comes next, at most `count` bytes, without taking it; shorter only at the end.
  std::string_view Peek(size_t count);
  // Takes up to `count` bytes; fewer only at the end.
  void Read(size_t count, std::string* out);
  void Skip(uint64_t count);
  // Takes a line without its end ("\n" or "\r\n"). False: there is nothing more. A line longer than `limit` is taken whole but
  // kept only to the limit, and `cut` set.
  bool ReadLine(size_t limit, std::string* line, bool* cut);

  // Packed bytes taken so far.
  int64_t position() const { return position_; }
  // Why the bytes end before their end: a damaged gzip stream, an error of the file; empty: they don't.
  const std::string& error() const { return error_; }

 private:
  bool Fill();  // adds to buffer_; false: there is nothing more
  bool Inflate();

  std::istream& in_;
  z_stream zlib_ = {};
  bool started_ = false;
  bool packed_ = false;
  bool member_open_ = false;
  bool ended_ = false;
  std::string input_;   // read and not yet unpacked
  std::string buffer_;  // unpacked and not yet taken from begin_ on
  size_t begin_ = 0;
  int64_t position_ = 0;
  std::string error_;
};

}  // namespace chancery::cli
