// Languages of the parts of a page that is written in several.
//
// Thread-safe: all functions are pure.
#pragma once

#include <google/protobuf/repeated_field.h>

#include <string_view>

#include "chancery/extraction/v1/analysis.pb.h"

namespace chancery::ingestion::html {

// Sets the language of each block of `text` that is long enough to tell it and that is not in `document_language`: an
// English statement quoted on a Vietnamese page, a page that holds its story in both.
void LabelLanguages(std::string_view text, std::string_view document_language,
                    google::protobuf::RepeatedPtrField<extraction::v1::Block>& blocks);

}  // namespace chancery::ingestion::html
