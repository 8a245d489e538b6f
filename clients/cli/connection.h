// The way to the servers and what every command works with.
#pragma once

#include <grpcpp/channel.h>

#include <chrono>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "chancery/ingestion/v1/ingestion_service.grpc.pb.h"
#include "chancery/knowledge/v1/knowledge_service.grpc.pb.h"
#include "chancery/query/v1/query_service.grpc.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace chancery::cli {

// Where the servers are and how to speak to them.
struct ConnectionOptions {
  // host:port of the ingestion service, and of the query service unless `query_server` is set.
  std::string server = "127.0.0.1:7700";
  std::string query_server;
  // TLS; the files are PEM. Without `ca_file` the system's roots are trusted; with `cert_file` and `key_file`
  // the client proves who it is.
  bool tls = false;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
};

// A channel to `target`. INVALID_ARGUMENT: a file of the options can't be read.
grpc::Status Connect(const ConnectionOptions& options, const std::string& target, std::shared_ptr<grpc::Channel>* channel);

// What every command works with; built once, outlives them.
struct Session {
  // To the ingestion service and to the query service; may be the same.
  std::shared_ptr<grpc::Channel> channel = {};
  std::shared_ptr<grpc::Channel> query_channel = {};
  std::unique_ptr<ingestion::v1::IngestionService::StubInterface> ingestion = {};
  std::unique_ptr<query::v1::QueryService::StubInterface> query = {};
  std::unique_ptr<knowledge::v1::KnowledgeService::StubInterface> knowledge = {};
  // BCP 47 code for display names; empty: the server's choice.
  std::string language = {};
  bool json = false;
  // Columns of the output.
  int width = 100;
  // Draw a progress bar on `err`.
  bool progress = false;
  // Questions to the graph are about what was known then; absent: about the present.
  std::optional<google::protobuf::Timestamp> as_of = {};
  // Deadline of each unary call.
  std::chrono::milliseconds timeout = std::chrono::seconds(30);
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// The request, asking about the session's moment if it can.
template <typename Request>
Request AsOf(const Session& session, Request request) {
  if constexpr (requires { request.mutable_as_of(); }) {
    if (session.as_of) *request.mutable_as_of() = *session.as_of;
  }
  return request;
}

// Runs a unary call of a stub with the session's deadline.
template <typename Stub, typename Request, typename Response>
grpc::Status Call(const Session& session, Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const Request& request, Response* response) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + session.timeout);
  return (stub.*method)(&context, AsOf(session, request), response);
}

}  // namespace chancery::cli
