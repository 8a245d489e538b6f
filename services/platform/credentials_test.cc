#include "services/platform/credentials.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/platform/caller.h"
#include "services/platform/channel.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

using extraction::v1::ExtractionService;

struct Identity {
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
};

// A certificate for "localhost"; signed by itself without an issuer.
Identity MakeIdentity(const char* name, const Identity* issuer) {
  Identity identity{.key = EVP_EC_gen("P-256"), .certificate = X509_new()};
  X509* certificate = identity.certificate;
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), issuer == nullptr ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, identity.key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1,
                             0);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer == nullptr ? certificate : issuer->certificate));
  const auto extend = [&](int id, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  };
  if (issuer == nullptr) extend(NID_basic_constraints, "critical,CA:TRUE");
  if (issuer != nullptr) extend(NID_subject_alt_name, "DNS:localhost");
  X509_sign(certificate, issuer == nullptr ? identity.key : issuer->key, EVP_sha256());
  return identity;
}

class CredentialsTest : public testing::Test {
 protected:
  CredentialsTest() : directory_(std::filesystem::path(testing::TempDir()) / ("tls-" + RandomHex(8))) {
    SetLogSink([](std::string_view) {});
    std::filesystem::create_directories(directory_);
    const Identity authority = MakeIdentity("authority", nullptr);
    const Identity peer = MakeIdentity("peer", &authority);
    Write("ca.pem", [&](FILE* file) { PEM_write_X509(file, authority.certificate); });
    Write("cert.pem", [&](FILE* file) { PEM_write_X509(file, peer.certificate); });
    Write("key.pem", [&](FILE* file) { PEM_write_PrivateKey(file, peer.key, nullptr, nullptr, 0, nullptr, nullptr); });
    for (const Identity& identity : {authority, peer}) {
      X509_free(identity.certificate);
      EVP_PKEY_free(identity.key);
    }
  }
  ~CredentialsTest() override {
    std::filesystem::remove_all(directory_);
    SetLogSink(nullptr);
  }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  void Write(const std::string& name, const std::function<void(FILE*)>& write) const {
    FILE* file = std::fopen(Path(name).c_str(), "w");
    write(file);
    std::fclose(file);
  }

  // The code of a call: UNIMPLEMENTED if the two could talk and no service answers it.
  static grpc::StatusCode Talk(const Server& server, const TlsFiles& tls) {
    const auto channel = MakeChannel({.target = "localhost:" + std::to_string(server.port()), .tls = tls}).value();
    grpc::ClientContext context;
    PrepareCall(context, absl::Seconds(30));
    extraction::v1::GetExtractorResponse response;
    return ExtractionService::NewStub(channel)->GetExtractor(&context, extraction::v1::GetExtractorRequest(), &response).error_code();
  }

  const std::filesystem::path directory_;
};

TEST_F(CredentialsTest, TlsProtectsTheServer) {
  Server server({.listen = "localhost:0", .tls = {.cert = Path("cert.pem"), .key = Path("key.pem")}});
  ASSERT_TRUE(server.Start().ok());
  EXPECT_EQ(Talk(server, {.ca = Path("ca.pem")}), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(Talk(server, {}), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(CredentialsTest, MutualTlsAsksForACertificate) {
  const TlsFiles all{.cert = Path("cert.pem"), .key = Path("key.pem"), .ca = Path("ca.pem")};
  Server server({.listen = "localhost:0", .tls = all});
  ASSERT_TRUE(server.Start().ok());
  EXPECT_EQ(Talk(server, all), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(Talk(server, {.ca = Path("ca.pem")}), grpc::StatusCode::UNAVAILABLE);
}

// Answers who called.
class Mirror : public ExtractionService::Service {
 public:
  grpc::Status GetExtractor(grpc::ServerContext* context, const extraction::v1::GetExtractorRequest*,
                            extraction::v1::GetExtractorResponse*) override {
    caller = CallerOf(*context, /*trust_header=*/true);
    return grpc::Status::OK;
  }
  std::string caller;
};

TEST_F(CredentialsTest, CertificateTellsWhoCalls) {
  const TlsFiles all{.cert = Path("cert.pem"), .key = Path("key.pem"), .ca = Path("ca.pem")};
  Mirror mirror;
  {
    Server server({.listen = "localhost:0", .tls = all});
    server.Add<ExtractionService>(&mirror);
    ASSERT_TRUE(server.Start().ok());
    EXPECT_EQ(Talk(server, all), grpc::StatusCode::OK);
    EXPECT_EQ(mirror.caller, "tls:localhost");
  }
  Server server({.listen = "localhost:0", .tls = {.cert = Path("cert.pem"), .key = Path("key.pem")}});
  server.Add<ExtractionService>(&mirror);
  ASSERT_TRUE(server.Start().ok());
  EXPECT_EQ(Talk(server, all), grpc::StatusCode::OK);
  EXPECT_EQ(mirror.caller.substr(0, 3), "ip:") << "a certificate that nobody asked for proves nothing";
}

TEST_F(CredentialsTest, FilesThatDontFitAreRefused) {
  const auto reason = [](const TlsFiles& files) { return ErrorReason(MakeServerCredentials(files).status()); };
  EXPECT_EQ(reason({.cert = Path("cert.pem")}), "INVALID_TLS_FILES");
  EXPECT_EQ(reason({.key = Path("key.pem")}), "INVALID_TLS_FILES");
  EXPECT_EQ(reason({.ca = Path("ca.pem")}), "INVALID_TLS_FILES");
  EXPECT_EQ(reason({.cert = Path("none.pem"), .key = Path("key.pem")}), "INVALID_TLS_FILES");
  EXPECT_EQ(ErrorReason(MakeChannelCredentials({.ca = Path("none.pem")}).status()), "INVALID_TLS_FILES");
}

}  // namespace
}  // namespace chancery::platform
