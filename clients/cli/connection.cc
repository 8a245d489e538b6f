#include "clients/cli/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <fstream>
#include <sstream>

namespace chancery::cli {
namespace {

constexpr int kMaxMessageBytes = 64 << 20;

grpc::Status ReadPem(const std::string& path, std::string* out) {
  if (path.empty()) return grpc::Status::OK;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file || bytes.str().empty()) return {grpc::StatusCode::INVALID_ARGUMENT, "cannot read " + path};
  *out = bytes.str();
  return grpc::Status::OK;
}

}  // namespace

grpc::Status Connect(const ConnectionOptions& options, const std::string& target, std::shared_ptr<grpc::Channel>* channel) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (options.tls) {
    grpc::SslCredentialsOptions ssl;
    for (const auto& [path, pem] : {std::pair(&options.ca_file, &ssl.pem_root_certs), std::pair(&options.cert_file, &ssl.pem_cert_chain),
                                    std::pair(&options.key_file, &ssl.pem_private_key)}) {
      if (grpc::Status status = ReadPem(*path, pem); !status.ok()) return status;
    }
    credentials = grpc::SslCredentials(ssl);
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetMaxSendMessageSize(kMaxMessageBytes);
  // A server that was restarted is found again within a second.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  *channel = grpc::CreateCustomChannel(target, credentials, arguments);
  return grpc::Status::OK;
}

}  // namespace chancery::cli
