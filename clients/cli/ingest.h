// `chancery ingest`: documents into the archive over one stream.
#pragma once

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"
#include "clients/cli/journal.h"

namespace chancery::cli {

struct IngestOptions {
  // Files, folders, "-".
  std::vector<std::string> paths;
  // File with addresses of pages that the server fetches, "-"; then there are no paths. See addresses.h.
  std::string addresses_file;
  // Document ids are made of the file names; otherwise the server makes them of the content.
  bool id_from_name = false;
  // Return only when every document has been analysed or has failed.
  bool wait = false;
  // File that says how far it came; if it is there, the run goes on from there. Empty: none.
  std::string resume_file;
  // File that gets what was refused and why, one JSON object a line. Empty: none.
  std::string report_file;
  // How long a lost server is waited for, since the last answer.
  std::chrono::seconds retry_for{30};
};

// Opens what a run keeps: the journal of `inputs`, and the report, which goes on where the journal does. kUsage, told to the user: a
// file can't be read or written, or is of other inputs.
ExitCode OpenRun(const Session& session, const IngestOptions& options, const std::vector<std::string>& inputs, Journal* journal,
                 std::ofstream* report);

// Ingests and tells what was refused and why. What was not acknowledged when the connection was lost is sent
// again: equal bytes are one document, so that a repeat does no harm. kRefused: at least one document was
// refused, or its analysis failed.
ExitCode Ingest(const Session& session, const IngestOptions& options);

}  // namespace chancery::cli
