// The trained model of names that is part of the program.
#pragma once

#include <string_view>

namespace chancery::extraction {

// The bytes of model/names.bin. They live as long as the program.
std::string_view BuiltInNameModel();

}  // namespace chancery::extraction
