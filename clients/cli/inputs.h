// Documents on this machine that are to be ingested.
//
// A text NAME.txt (or .html, .htm) may have NAME.json beside it: an object with any of url, title, published,
// language, outlet, byline, each a string.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "chancery/ingestion/v1/ingestion_service.pb.h"

namespace chancery::cli {

// Turns a file name into a document id that the server takes: letters without accents, and '-' for what is
// not allowed. Empty if nothing of the name is left.
std::string DocumentIdOf(const std::string& path);

// Whether a file is one document by its name: *.txt, *.html, *.htm.
bool IsOneDocument(const std::string& path);

// Files that `paths` name: a file is itself, a folder all documents in it and below (*.txt, *.html, *.htm, and collections:
// *.jsonl, *.ndjson, *.warc, each also with .gz) sorted by name, "-" standard input. A .json that lies beside a document is left out. False
// with `error`: a path does not exist or cannot be read.
bool CollectInputs(const std::vector<std::string>& paths, std::vector<std::string>* files, std::string* error);

// Reads one of CollectInputs' files with what lies beside it into a request. False with `error`: unreadable.
bool ReadInput(const std::string& path, bool id_from_name, std::istream& standard_input, ingestion::v1::IngestDocumentRequest* request,
               std::string* error);

}  // namespace chancery::cli
