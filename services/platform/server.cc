#include "services/platform/server.h"

#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/platform/call_log.h"
#include "services/platform/flags.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

int Milliseconds(absl::Duration duration) { return static_cast<int>(std::min<int64_t>(absl::ToInt64Milliseconds(duration), INT32_MAX)); }

void LogFromGrpc(gpr_log_func_args* line) {
  Severity severity = Severity::kDebug;
  if (line->severity == GPR_LOG_SEVERITY_INFO) severity = Severity::kInfo;
  if (line->severity == GPR_LOG_SEVERITY_ERROR) severity = Severity::kError;
  Log(severity, line->message, {{"source", "grpc"}});
}

// These are settings of the process in this version of gRPC.
void EnablePluginsOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    gpr_set_log_function(LogFromGrpc);
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
}

// A handler that does not look whether its call was cancelled can't be stopped otherwise. Whatever was acknowledged is durable.
void ForceExitAfter(absl::Duration duration) {
  std::thread([duration] {
    absl::SleepFor(duration);
    Log(Severity::kError, "work did not end in time");
    _exit(1);
  }).detach();
}

sigset_t TerminationSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

ServerOptions ServerOptionsFromFlags() {
  ServerOptions options;
  options.listen = absl::GetFlag(FLAGS_listen);
  options.port_file = absl::GetFlag(FLAGS_port_file);
  options.metrics_address = absl::GetFlag(FLAGS_metrics_address);
  options.tls = {.cert = absl::GetFlag(FLAGS_tls_cert), .key = absl::GetFlag(FLAGS_tls_key), .ca = absl::GetFlag(FLAGS_tls_ca)};
  options.shutdown_grace = absl::GetFlag(FLAGS_shutdown_grace);
  return options;
}

Server::Server(ServerOptions options) : options_(std::move(options)) { EnablePluginsOnce(); }

Server::~Server() { Shutdown(); }

absl::Status Server::Start() {
  if (!options_.metrics_address.empty()) {
    auto metrics = MetricsExposer::Start(options_.metrics_address);
    if (!metrics.ok()) return metrics.status();
    metrics_ = std::move(*metrics);
    Log(Severity::kInfo, "serving metrics", {{"address", options_.metrics_address}, {"port", metrics_->port()}});
  }
  grpc::ServerBuilder builder;
  if (!options_.listen.empty()) {
    auto credentials = MakeServerCredentials(options_.tls);
    if (!credentials.ok()) return credentials.status();
    builder.AddListeningPort(options_.listen, *credentials, &port_);
    // Two servers on one port would share its connections without a word.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  }
  builder.SetMaxReceiveMessageSize(options_.max_receive_bytes);
  builder.SetMaxSendMessageSize(options_.max_send_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(options_.max_connection_age));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Milliseconds(options_.max_connection_age_grace));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(MakeCallLog(MetricsRegistry(), options_.call_severity));
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  for (const auto& [name, service] : services_) builder.RegisterService(service);

  server_ = builder.BuildAndStart();
  const bool tcp = !options_.listen.empty() && !absl::StartsWith(options_.listen, "unix:");
  if (server_ == nullptr || (tcp && port_ == 0)) {
    server_ = nullptr;
    return Unavailable(absl::StrCat("can't listen on ", options_.listen));
  }
  address_ = tcp ? absl::StrCat(options_.listen.substr(0, options_.listen.rfind(':')), ":", port_) : options_.listen;
  server_->GetHealthCheckService()->SetServingStatus(kLivenessService, true);
  SetReady(true);
  WritePortFile();
  Log(Severity::kInfo, "listening", {{"address", address_}, {"tls", !options_.tls.empty()}});
  return absl::OkStatus();
}

void Server::SetReady(bool ready) {
  SetReady("", ready);
  for (const auto& [name, service] : services_) SetReady(name, ready);
}

void Server::SetReady(const std::string& service, bool ready) { server_->GetHealthCheckService()->SetServingStatus(service, ready); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options_.max_send_bytes);
  return server_->InProcessChannel(arguments);
}

void Server::Shutdown() {
  if (server_ == nullptr) return;
  SetReady(false);
  for (const auto& callback : drain_) callback();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + options_.shutdown_grace));
  server_ = nullptr;
  Log(Severity::kInfo, "stopped", {{"address", address_}});
}

void Server::WritePortFile() const {
  if (options_.port_file.empty()) return;
  // Renamed into place, so that whoever waits for the file finds it whole.
  const std::string draft = absl::StrCat(options_.port_file, ".", getpid());
  std::ofstream(draft) << port_ << "\n";
  if (std::rename(draft.c_str(), options_.port_file.c_str()) != 0) {
    Log(Severity::kError, "can't write the port file", {{"path", options_.port_file}});
  }
}

void BlockTerminationSignals() {
  const sigset_t signals = TerminationSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int ServeUntilSignal(Server& server) {
  BlockTerminationSignals();
  if (absl::Status status = server.Start(); !status.ok()) {
    Log(Severity::kError, "can't start", {{"error", status.message()}});
    return 1;
  }
  const sigset_t signals = TerminationSignals();
  int signal = 0;
  sigwait(&signals, &signal);
  Log(Severity::kInfo, "stopping", {{"signal", signal}});
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  ForceExitAfter(server.options().shutdown_grace + server.options().force_after);
  server.Shutdown();
  return 0;
}

}  // namespace chancery::platform
