// A program of the build as a server of a test.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace chancery::testing {

// Runs a server on a free port with a folder of its own, which is removed at the end. Not thread-safe.
class ServerProcess {
 public:
  // Starts `program` with --listen, --port_file and `flags`, in which "{folder}" stands for the folder, and waits until it
  // serves. Ends the test program with the server's log if it does not.
  ServerProcess(const std::string& program, std::vector<std::string> flags);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  // Stops the server as an operator would.
  ~ServerProcess();

  // "127.0.0.1:PORT".
  const std::string& address() const { return address_; }
  // Whether the process lives.
  bool IsRunning();
  // SIGTERM; the exit code, or -1 if it did not end by itself.
  int Stop();

 private:
  std::filesystem::path folder_;
  std::string address_;
  pid_t pid_ = 0;
};

}  // namespace chancery::testing
