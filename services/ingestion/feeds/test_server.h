// An HTTP server on loopback that answers to the byte what a test tells it, however wrong.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/platform/clock.h"

namespace chancery::ingestion::feeds {

// Thread-safe.
class TestServer {
 public:
  struct Request {
    std::string host = {};                            // without port
    std::string target = {};                          // path and query
    std::map<std::string, std::string> headers = {};  // names in lower case
    absl::Time time = {};                             // of the clock given
  };
  struct Reply {
    std::string bytes = {};  // of status line, headers and body
    bool stall = false;      // after them nothing comes any more, until the server ends
  };
  using Handler = std::function<Reply(const Request&)>;

  // Serves on a free port of 127.0.0.1. `clock` stamps requests.
  explicit TestServer(const platform::Clock& clock = platform::Clock::Real());
  ~TestServer();
  TestServer(const TestServer&) = delete;

  int port() const { return port_; }
  // "http://HOST:PORT/PATH".
  std::string Address(const std::string& path, const std::string& host = "127.0.0.1") const;
  // For HttpOptions::resolve: every name is this server.
  std::string Resolve() const;

  // What is answered to a target (of whatever host); 404 to all others.
  void On(const std::string& target, Handler handler);
  void On(const std::string& target, std::string bytes, bool stall = false);

  std::vector<Request> requests() const;
  // The targets asked so far, in order, and none of them any more.
  std::vector<std::string> TakeTargets();

 private:
  void Accept();
  void Serve(int socket);

  const platform::Clock& clock_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  bool ending_ = false;  // guarded by mutex_, as are the next
  std::map<std::string, Handler> handlers_;
  std::vector<Request> requests_;
  size_t taken_ = 0;
  std::vector<std::thread> connections_;
  std::thread accepter_;
};

// A whole answer with its length.
std::string HttpAnswer(const std::string& status, const std::string& headers, const std::string& body);
// 200 with a body of a type.
std::string OkAnswer(const std::string& type, const std::string& body, const std::string& headers = "");
// A redirect.
std::string RedirectAnswer(const std::string& location);
// The bytes as zlib packs them; window bits as of deflateInit2: 31 makes gzip, 15 zlib, -15 raw deflate.
std::string Deflate(const std::string& bytes, int window_bits);
// gzip of bytes.
std::string GzipOf(const std::string& bytes);

}  // namespace chancery::ingestion::feeds
