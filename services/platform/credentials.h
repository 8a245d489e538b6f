// Transport credentials from PEM files, read again when they change.
#pragma once

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace chancery::platform {

// Paths of PEM files; all empty: no TLS.
struct TlsFiles {
  std::string cert = {};  // certificate chain; needs `key`
  std::string key = {};
  std::string ca = {};  // authorities to trust

  bool empty() const { return cert.empty() && key.empty() && ca.empty(); }
};

// Of a server: TLS if there is a certificate, mutual TLS if there is an authority too, else plain text.
// INVALID_ARGUMENT if the files don't fit together or can't be read.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsFiles& files);

// Of a client: TLS if there is an authority, with the certificate if there is one, else plain text.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelCredentials(const TlsFiles& files);

}  // namespace chancery::platform
