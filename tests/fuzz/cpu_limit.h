// What one input may take of the processor. libFuzzer's own -timeout is of the clock, which runs on while other programs have the
// machine.
//
// Only in fuzzers; in tests it does nothing, for a test has no time limit. One at a time.
#pragma once

#ifdef CHANCERY_FUZZ_CPU_SECONDS
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>
#endif

namespace chancery::fuzz {

#ifdef CHANCERY_FUZZ_CPU_SECONDS

class CpuLimit {
 public:
  CpuLimit() {
    std::signal(SIGPROF, [](int) {
      constexpr std::string_view kMessage = "ERROR: an input takes more of the processor than it may\n";
      (void)!write(STDERR_FILENO, kMessage.data(), kMessage.size());
      std::abort();  // libFuzzer writes the input down
    });
    Set(CHANCERY_FUZZ_CPU_SECONDS);
  }
  ~CpuLimit() { Set(0); }
  CpuLimit(const CpuLimit&) = delete;
  CpuLimit& operator=(const CpuLimit&) = delete;

 private:
  static void Set(int seconds) {
    const itimerval limit = {.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_usec = 0}};
    setitimer(ITIMER_PROF, &limit, nullptr);
  }
};

#else

struct CpuLimit {
  CpuLimit() {}  // it is there for what it does
};

#endif

}  // namespace chancery::fuzz
