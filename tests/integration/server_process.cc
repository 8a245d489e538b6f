#include "tests/integration/server_process.h"

#include <absl/strings/str_replace.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

namespace chancery::testing {
namespace {

constexpr auto kStartTimeout = std::chrono::seconds(60);
constexpr auto kStopTimeout = std::chrono::seconds(60);
constexpr auto kPoll = std::chrono::milliseconds(20);

std::string ReadAll(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program, std::vector<std::string> flags) {
  std::string pattern = (std::filesystem::temp_directory_path() / "chanceryXXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  const auto port_file = folder_ / "port";
  const auto log = folder_ / "log";
  flags.insert(flags.begin(), {program, "--listen=127.0.0.1:0", "--port_file=" + port_file.string()});
  std::vector<char*> argv;
  for (std::string& flag : flags) {
    flag = absl::StrReplaceAll(flag, {{"{folder}", folder_.string()}});
    argv.push_back(flag.data());
  }
  argv.push_back(nullptr);

  pid_ = fork();
  if (pid_ == 0) {
    // A test that is killed leaves no server behind.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int file = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  const auto give_up = std::chrono::steady_clock::now() + kStartTimeout;
  std::string port;
  while ((port = ReadAll(port_file)).empty()) {
    if (!IsRunning() || std::chrono::steady_clock::now() > give_up) {
      std::cerr << program << " did not start:\n" << ReadAll(log);
      std::abort();
    }
    std::this_thread::sleep_for(kPoll);
  }
  address_ = "127.0.0.1:" + std::to_string(std::stoi(port));
}

ServerProcess::~ServerProcess() {
  Stop();
  std::filesystem::remove_all(folder_);
}

bool ServerProcess::IsRunning() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
  return pid_ > 0;
}

int ServerProcess::Stop() {
  if (!IsRunning()) return -1;
  kill(pid_, SIGTERM);
  const auto give_up = std::chrono::steady_clock::now() + kStopTimeout;
  int status = 0;
  pid_t ended = 0;
  while ((ended = waitpid(pid_, &status, WNOHANG)) == 0 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(kPoll);
  }
  if (ended == 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
  }
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace chancery::testing
