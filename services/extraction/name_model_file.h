// The trained files that are part of the program.
#pragma once

#include <span>
#include <string_view>

#include "services/platform/embedded_file.h"

namespace chancery::extraction {

// All files of model/.
std::span<const platform::EmbeddedFile> BuiltInModelFiles();

// model/names.bin
inline std::string_view BuiltInNameModel() { return platform::ContentOf(BuiltInModelFiles(), "names.bin"); }
// model/calibration.tsv
inline std::string_view BuiltInCalibration() { return platform::ContentOf(BuiltInModelFiles(), "calibration.tsv"); }

}  // namespace chancery::extraction
