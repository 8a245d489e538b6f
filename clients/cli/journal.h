// How far a bulk ingestion came, in a file, so that another run goes on from there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace chancery::cli {

// Not thread-safe.
class Journal {
 public:
  // `path` empty: nothing is kept. `paths` are what is ingested. False with `error`: the file can't be read, or is of other paths.
  bool Open(const std::string& path, const std::vector<std::string>& paths, std::string* error);

  // Items at the beginning that a run before is done with.
  int64_t done() const { return done_; }

  // Writes how many items at the beginning are done with: rarely, and in any case with `now`. False: it can't be written.
  bool Advance(int64_t done, bool now);

 private:
  std::string path_;
  std::vector<std::string> paths_;
  int64_t done_ = 0;
  int64_t written_ = 0;
};

}  // namespace chancery::cli
