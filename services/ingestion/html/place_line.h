// The line that says from where a story was written: "GENEVA, Feb 26 (VNA) –", "Hà Nội (TTXVN) -", "(Chinhphu.vn) -".
//
// Thread-safe: all functions are pure.
#pragma once

#include <string_view>

namespace chancery::ingestion::html {

// The place line that a paragraph opens with, its dash with it; empty if there is none. A dash alone makes none: before it
// stands a place with a day, an agency or the country that it is in, a place of tables/places.tsv, or an outlet's mark. Two countries
// with a dash between them ("Việt Nam - Lào") are a relation.
std::string_view PlaceLineOf(std::string_view paragraph);

// That of a plain text: of the first of its opening paragraphs that has one.
std::string_view PlaceLineOfText(std::string_view text);

}  // namespace chancery::ingestion::html
