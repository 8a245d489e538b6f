// Two documents side by side.
//
// Thread-safe: all functions are pure.
#pragma once

#include "chancery/ingestion/v1/ingestion_service.pb.h"

namespace chancery::ingestion {

// What the texts have in common, and the passages that each has alone.
v1::CompareDocumentsResponse CompareTexts(const v1::Document& document, const v1::Document& other);

}  // namespace chancery::ingestion
