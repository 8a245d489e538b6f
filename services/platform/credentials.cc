#include "services/platform/credentials.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

using grpc::experimental::FileWatcherCertificateProvider;
using grpc::experimental::TlsChannelCredentialsOptions;
using grpc::experimental::TlsServerCredentialsOptions;

constexpr unsigned int kReloadSeconds = 10;

absl::Status Check(const TlsFiles& files) {
  if (files.cert.empty() != files.key.empty()) {
    return InvalidArgument("tls_key", "a certificate and its key go together", "INVALID_TLS_FILES");
  }
  for (const std::string& path : {files.cert, files.key, files.ca}) {
    if (!path.empty() && !std::ifstream(path).good()) {
      return InvalidArgument("tls_cert", absl::StrCat("can't read ", path), "INVALID_TLS_FILES");
    }
  }
  return absl::OkStatus();
}

std::shared_ptr<FileWatcherCertificateProvider> Watch(const TlsFiles& files) {
  return std::make_shared<FileWatcherCertificateProvider>(files.key, files.cert, files.ca, kReloadSeconds);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsFiles& files) {
  if (files.empty()) return grpc::InsecureServerCredentials();
  if (files.cert.empty()) {
    return InvalidArgument("tls_cert", "a server that trusts an authority needs a certificate", "INVALID_TLS_FILES");
  }
  if (absl::Status status = Check(files); !status.ok()) return status;
  TlsServerCredentialsOptions options(Watch(files));
  options.watch_identity_key_cert_pairs();
  if (files.ca.empty()) {
    options.set_cert_request_type(GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  } else {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelCredentials(const TlsFiles& files) {
  if (files.ca.empty()) return grpc::InsecureChannelCredentials();
  if (absl::Status status = Check(files); !status.ok()) return status;
  TlsChannelCredentialsOptions options;
  options.set_certificate_provider(Watch(files));
  options.watch_root_certs();
  if (!files.cert.empty()) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace chancery::platform
