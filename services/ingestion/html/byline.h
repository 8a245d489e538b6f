// The names in an author's line.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ingestion::html {

// "By A. Writer and B. Writer, 5 May 2020 10:00" -> "A. Writer and B. Writer"; empty if no name is left, or if the line
// is that of a reader's comment or of a form.
std::string NamesOfByline(std::string_view line);

}  // namespace chancery::ingestion::html
