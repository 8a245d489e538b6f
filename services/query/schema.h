// Tables of the knowledge graph.
//
// The statements are portable SQL; a dialect fills in what differs. Text compares by its UTF-8 bytes (collation "C" where
// a database has others). Ids are made by the graph from content. Days are "YYYY-MM-DD", empty if unknown, so that they
// sort as text and the unknown ones come last when the latest come first.
#pragma once

#include <string>
#include <vector>

namespace chancery::query {

// Migrations of the SQLite store: element i takes version i to i + 1. What was released is never edited.
const std::vector<std::string>& SqliteMigrations();

}  // namespace chancery::query
