// How long questions take while documents come in.
#pragma once

#include <string>

namespace chancery::query {

// For a tenth of `documents` and for all of them fills a store and asks it four kinds of questions, 200 a second, for a minute
// while another thread commits 100 documents a second, five times a second those together that came in (32 at most), and prints
// medians and 99th percentiles, in milliseconds, in wall-clock time and in the asking thread's CPU time; of a commit, its time
// divided by its documents. `file`: the store for all, kept; one that has so many documents already is measured as it is. Empty: a
// temporary one. Returns the exit code.
int MeasureLoad(int documents, const std::string& file);

}  // namespace chancery::query
