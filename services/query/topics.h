// What a sentence is about, by the words that it has (topics.tsv).
//
// Thread-safe: immutable after the first call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::query {

// Ids of the topics of a sentence, those with the most words first, among equals in the table's order.
std::vector<std::string> TopicsOf(std::string_view sentence);

// Whether the table has the topic.
bool IsTopic(std::string_view id);

}  // namespace chancery::query
