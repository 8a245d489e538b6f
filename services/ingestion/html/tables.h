// The lists in html/tables/*.tsv, which are part of the program.
//
// Thread-safe: all functions are pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "services/platform/embedded_file.h"

namespace chancery::ingestion::html {

// All tables.
std::span<const platform::EmbeddedFile> TableFiles();

// Lines of a table, each cut at its tabs; comments (#) and empty lines left out. They live as long as the program.
std::vector<std::vector<std::string_view>> NameTable();
std::vector<std::vector<std::string_view>> PhraseTable();
std::vector<std::vector<std::string_view>> PlaceTable();
std::vector<std::vector<std::string_view>> EncodingTable();
std::vector<std::vector<std::string_view>> DayNameTable();

}  // namespace chancery::ingestion::html
