// A document's annotations in the form that the project's evaluation reads: one JSON object in one line.
//
// Thread-safe: pure.
#pragma once

#include <string>
#include <vector>

#include "chancery/extraction/v1/analysis.pb.h"

namespace chancery::query {

struct AnnotatedDocument {
  std::string id;
  std::string language;
  // EDTF; may be empty.
  std::string published;
  // Entity of the graph by index in the analysis.
  std::vector<std::string> entities;
};

// Mentions are names and times only; events that were denied or are hypothetical are left out.
std::string AnnotationsJson(const AnnotatedDocument& document, const extraction::v1::Analysis& analysis);

}  // namespace chancery::query
