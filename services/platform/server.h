// What every server is made of: a gRPC server with health, reflection, limits, logs, metrics and an orderly
// end.
//
//   Server server(ServerOptionsFromFlags());
//   server.Add<QueryService>(&service);            // the generated class, and an implementation of its
//   ::Service server.OnDrain([&] { worker.Stop(); }); return ServeUntilSignal(server);               // exit
//   code for main
//
// A process may have several. Start and Shutdown are for one thread; the rest is thread-safe.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/server.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/credentials.h"
#include "services/platform/log.h"
#include "services/platform/metrics.h"

namespace chancery::platform {

// Name under which health answers whether the process lives, ready or not; the empty name and the name of
// each gRPC service answer whether it is ready for calls.
inline constexpr char kLivenessService[] = "liveness";

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // "host:port" (port 0: any free one) or "unix:path"; empty: in-process only
  std::string port_file = {};          // gets the bound port once the server answers; empty: none
  std::string metrics_address = {};    // "host:port"; empty: none
  TlsFiles tls = {};
  int max_receive_bytes = 16 << 20;
  int max_send_bytes = 64 << 20;
  absl::Duration max_connection_age = absl::Minutes(30);
  absl::Duration max_connection_age_grace = absl::Minutes(5);
  absl::Duration shutdown_grace = absl::Seconds(10);
  // How long beyond the grace ServeUntilSignal waits for what can't be cancelled before it ends the process.
  absl::Duration force_after = absl::Seconds(15);
  Severity call_severity = Severity::kInfo;  // of the log line at the end of each call
};

// From the flags of flags.h.
ServerOptions ServerOptionsFromFlags();

class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();  // shuts down if that was not done
  Server(const Server&) = delete;

  // Adds an implementation of a generated service; it must outlive the server. Before Start.
  template <typename Generated>
  void Add(typename Generated::Service* service) {
    services_.emplace_back(Generated::service_full_name(), service);
  }

  // Called at the end in the order of the calls here, after readiness went down and before calls in flight
  // are waited for: stop taking work, end streams that last. Before Start.
  void OnDrain(std::function<void()> callback) { drain_.push_back(std::move(callback)); }

  // Binds, answers calls and is ready. UNAVAILABLE if an address can't be bound, INVALID_ARGUMENT for wrong
  // TLS files.
  absl::Status Start();

  // "host:port" with the port that was bound; port() is 0 without a TCP address.
  const std::string& address() const { return address_; }
  int port() const { return port_; }

  // Whether calls should come: what health answers, for all services or one
  // ("chancery.query.v1.QueryService").
  void SetReady(bool ready);
  void SetReady(const std::string& service, bool ready);

  const ServerOptions& options() const { return options_; }

  // A channel inside the process.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Readiness goes down, OnDrain runs, calls in flight finish or are cancelled after the grace.
  void Shutdown();

 private:
  void WritePortFile() const;

  const ServerOptions options_;
  std::vector<std::pair<std::string, grpc::Service*>> services_;
  std::vector<std::function<void()>> drain_;
  std::unique_ptr<MetricsExposer> metrics_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  int port_ = 0;
};

// Starts the server, waits for SIGTERM or SIGINT, shuts down. Returns the exit code: 0, or 1 if it can't start. If work does
// not end in time after the signal, even after this has returned, the process ends with code 1; a second signal ends it at
// once. Call BlockTerminationSignals first in main if threads are started before.
int ServeUntilSignal(Server& server);

// Blocks SIGTERM and SIGINT for this thread and those that it starts, so that ServeUntilSignal alone gets
// them.
void BlockTerminationSignals();

}  // namespace chancery::platform
