#include "services/ingestion/feeds/test_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace chancery::ingestion::feeds {

TestServer::TestServer(const platform::Clock& clock) : clock_(clock), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener_, 64), 0);
  EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  accepter_ = std::thread([this] { Accept(); });
}

TestServer::~TestServer() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  ended_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  accepter_.join();
  for (std::thread& connection : connections_) connection.join();
  ::close(listener_);
}

std::string TestServer::Address(const std::string& path, const std::string& host) const {
  return absl::StrCat("http://", host, ":", port_, path);
}

std::string TestServer::Resolve() const { return absl::StrCat("*:", port_, ":127.0.0.1"); }

void TestServer::On(const std::string& target, Handler handler) {
  std::lock_guard<std::mutex> lock(mutex_);
  handlers_[target] = std::move(handler);
}

void TestServer::On(const std::string& target, std::string bytes, bool stall) {
  On(target, [bytes = std::move(bytes), stall](const Request&) { return Reply{.bytes = bytes, .stall = stall}; });
}

std::vector<TestServer::Request> TestServer::requests() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

std::vector<std::string> TestServer::TakeTargets() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::string> targets;
  for (; taken_ < requests_.size(); ++taken_) targets.push_back(requests_[taken_].target);
  return targets;
}

void TestServer::Accept() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::lock_guard<std::mutex> lock(mutex_);
    if (socket < 0 || ending_) {
      if (socket >= 0) ::close(socket);
      return;
    }
    connections_.emplace_back([this, socket] { Serve(socket); });
  }
}

// One request a connection.
void TestServer::Serve(int socket) {
  std::string head;
  char byte = 0;
  // What does not begin as HTTP does (TLS) is not waited for.
  while (!head.ends_with("\r\n\r\n") && (head.empty() || head[0] == 'G') && ::recv(socket, &byte, 1, 0) == 1) head += byte;
  const std::vector<std::string> lines = absl::StrSplit(head, "\r\n");
  const std::vector<std::string> words = absl::StrSplit(lines[0], ' ');
  Request request{.target = words.size() > 1 ? words[1] : "", .time = clock_.Now()};
  for (const std::string& line : lines) {
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) request.headers[absl::AsciiStrToLower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  request.host = request.headers["host"].substr(0, request.headers["host"].find(':'));
  Handler handler;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(request);
    if (const auto found = handlers_.find(request.target); found != handlers_.end()) handler = found->second;
  }
  const Reply reply = handler ? handler(request) : Reply{.bytes = HttpAnswer("404 Not Found", "", "")};
  size_t sent = 0;
  while (sent < reply.bytes.size()) {
    const ssize_t count = ::send(socket, reply.bytes.data() + sent, reply.bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<size_t>(count);
  }
  if (reply.stall) {
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return ending_; });
  }
  ::close(socket);
}

std::string HttpAnswer(const std::string& status, const std::string& headers, const std::string& body) {
  return absl::StrCat("HTTP/1.1 ", status, "\r\n", headers, "Content-Length: ", body.size(), "\r\nConnection: close\r\n\r\n", body);
}

std::string OkAnswer(const std::string& type, const std::string& body, const std::string& headers) {
  return HttpAnswer("200 OK", absl::StrCat("Content-Type: ", type, "\r\n", headers), body);
}

std::string RedirectAnswer(const std::string& location) {
  return HttpAnswer("302 Found", absl::StrCat("Location: ", location, "\r\n"), "moved");
}

std::string Deflate(const std::string& bytes, int window_bits) {
  z_stream zlib = {};
  EXPECT_EQ(deflateInit2(&zlib, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&zlib, bytes.size()) + 64, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - zlib.avail_out);
  deflateEnd(&zlib);
  return out;
}

std::string GzipOf(const std::string& bytes) { return Deflate(bytes, 31); }

}  // namespace chancery::ingestion::feeds
