// The lexicon files that are part of the program.
#pragma once

#include <span>

#include "services/platform/embedded_file.h"

namespace chancery::extraction {

// All files of lexicons/, by name.
std::span<const platform::EmbeddedFile> BuiltInLexiconFiles();

}  // namespace chancery::extraction
