// How long questions take while documents come in.
#pragma once

#include <string>

namespace chancery::query {

// Fills a store to a tenth of `documents` and to all of them; at both asks four kinds of questions, 200 a second, for a minute
// while another thread commits 100 documents a second, those together that came in during the commit before (32 at most), and prints
// medians and 99th percentiles, in milliseconds, in wall-clock time and in the asking thread's CPU time; of a commit, its time
// divided by its documents. `file`: the store to fill, kept; one that has documents already is measured as it is. Empty: a
// temporary one. Returns the exit code.
int MeasureLoad(int documents, const std::string& file);

}  // namespace chancery::query
