// Files that are part of the program: embed_files.cmake makes a function that lists them.
#pragma once

#include <span>
#include <string_view>

namespace chancery::platform {

// Views of bytes that live as long as the program.
struct EmbeddedFile {
  std::string_view name;     // without folders: "countries.tsv"
  std::string_view content;  // the whole file
};

// The content of the file of that name; empty if there is none.
inline std::string_view ContentOf(std::span<const EmbeddedFile> files, std::string_view name) {
  for (const EmbeddedFile& file : files) {
    if (file.name == name) return file.content;
  }
  return {};
}

}  // namespace chancery::platform
