#include "clients/cli/export.h"

#include <filesystem>
#include <fstream>

namespace chancery::cli {
namespace {

grpc::Status WriteAnnotations(const Session& session, std::ostream& out) {
  grpc::ClientContext context;
  const auto stream = session.query->ExportAnnotations(&context, query::v1::ExportAnnotationsRequest());
  query::v1::ExportAnnotationsResponse response;
  while (out && stream->Read(&response)) out << response.json() << '\n';
  out.flush();
  if (!out) context.TryCancel();
  const grpc::Status status = stream->Finish();
  return out ? status : grpc::Status(grpc::StatusCode::INTERNAL, "the output cannot be written");
}

}  // namespace

ExitCode ExportAnnotations(const Session& session, const std::string& path) {
  grpc::Status status;
  if (path.empty()) {
    status = WriteAnnotations(session, session.out);
  } else {
    const std::string partial = path + ".part";
    std::ofstream file(partial, std::ios::binary);
    status = WriteAnnotations(session, file);
    file.close();
    std::error_code code;
    if (status.ok()) std::filesystem::rename(partial, path, code);
    if (code) status = {grpc::StatusCode::INTERNAL, path + ": " + code.message()};
    if (!status.ok()) std::filesystem::remove(partial, code);
  }
  return status.ok() ? kOk : Fail(session.err, status);
}

}  // namespace chancery::cli
