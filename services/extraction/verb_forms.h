// The forms of an English verb as the lexicons give it: "impose", "send/sent", "give/gave/given", "ban/banned/banning", "carry
// out/carried out": regular ones need no mention, and of several words the first changes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::extraction {

enum class VerbForm { kBase, kPresent, kPast, kParticiple, kIng };

// Every form once; kPast is the participle, too, unless there is another one.
std::vector<std::pair<std::string, VerbForm>> FormsOf(std::string_view verb);

}  // namespace chancery::extraction
