// The command line of `chancery`.
#pragma once

#include <istream>
#include <ostream>

namespace chancery::cli {

// What the program is connected to.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  // Columns of `out`.
  int width = 100;
  // `err` is a terminal, on which a progress bar may be drawn.
  bool progress = false;
};

// Runs one command and gives the exit code: 0 done, 1 refused or not found, 2 wrong usage, 3 server
// unreachable. Reads CHANCERY_* from the environment.
int Run(int argc, const char* const* argv, const Terminal& terminal);

}  // namespace chancery::cli
