#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

#include "clients/cli/cli.h"

int main(int argc, char** argv) {
  constexpr int kNarrowest = 40;
  chancery::cli::Terminal terminal{.in = std::cin, .out = std::cout, .err = std::cerr};
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) terminal.width = size.ws_col;
  terminal.progress = isatty(STDERR_FILENO) == 1;
  return chancery::cli::Run(argc, argv, terminal);
}
