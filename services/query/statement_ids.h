// Ids of statements: those of one document stand together, so that they are written, found and deleted together.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace chancery::query {

// Of the statement with this index in the document's analysis.
std::string StatementId(const std::string& document, int index);

// The bounds between which all ids of a document lie.
std::pair<std::string, std::string> StatementIds(const std::string& document);

}  // namespace chancery::query
