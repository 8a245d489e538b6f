// The trained files of model/ that are part of the program. They live as long as it.
#pragma once

#include <string_view>

namespace chancery::extraction {

// model/names.bin
std::string_view BuiltInNameModel();
// model/calibration.tsv
std::string_view BuiltInCalibration();

}  // namespace chancery::extraction
