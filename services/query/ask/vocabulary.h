// Values of the contract's vocabularies by the names that the tables use.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::query::ask {

// The value of "MEETING", "SUPPORT", "MEMBER_OF"; 0: none.
int EventTypeOf(std::string_view name);
int ActOf(std::string_view name);
int FactTypeOf(std::string_view name);
// The value of "foreign-minister"; 0: none.
int RoleKindOf(std::string_view name);
// "MEETING"; "HAPPENED".
std::string EventTypeName(int type);
std::string RealisName(int realis);
std::string FactTypeName(int type);
// "foreign minister".
std::string RoleKindName(int kind);

}  // namespace chancery::query::ask
