#include "clients/cli/export.h"

#include <filesystem>
#include <fstream>
#include <functional>

namespace chancery::cli {
namespace {

// Reads a stream to its end, each response written by `put`.
template <typename Stream, typename Response, typename Put>
grpc::Status Copy(grpc::ClientContext& context, Stream& stream, Response response, std::ostream& out, Put put) {
  while (out && stream.Read(&response)) put(response);
  out.flush();
  if (!out) context.TryCancel();
  const grpc::Status status = stream.Finish();
  return out ? status : grpc::Status(grpc::StatusCode::INTERNAL, "the output cannot be written");
}

// Lets `write` fill the file, which is there when it is complete.
ExitCode WriteFile(const Session& session, const std::string& path, const std::function<grpc::Status(std::ostream&)>& write) {
  grpc::Status status;
  if (path.empty()) {
    status = write(session.out);
  } else {
    const std::string partial = path + ".part";
    std::ofstream file(partial, std::ios::binary);
    status = write(file);
    file.close();
    std::error_code code;
    if (status.ok()) std::filesystem::rename(partial, path, code);
    if (code) status = {grpc::StatusCode::INTERNAL, path + ": " + code.message()};
    if (!status.ok()) std::filesystem::remove(partial, code);
  }
  return status.ok() ? kOk : Fail(session.err, status);
}

}  // namespace

ExitCode ExportAnnotations(const Session& session, const std::string& path) {
  return WriteFile(session, path, [&](std::ostream& out) {
    grpc::ClientContext context;
    const auto stream = session.query->ExportAnnotations(&context, AsOf(session, query::v1::ExportAnnotationsRequest()));
    return Copy(context, *stream, query::v1::ExportAnnotationsResponse(), out,
                [&](const query::v1::ExportAnnotationsResponse& response) { out << response.json() << '\n'; });
  });
}

ExitCode ExportGraph(const Session& session, query::v1::ExportRequest::Format format, const std::string& path) {
  return WriteFile(session, path, [&](std::ostream& out) {
    grpc::ClientContext context;
    query::v1::ExportRequest request;
    request.set_format(format);
    const auto stream = session.query->Export(&context, AsOf(session, request));
    return Copy(context, *stream, query::v1::ExportResponse(), out,
                [&](const query::v1::ExportResponse& response) { out << response.data(); });
  });
}

}  // namespace chancery::cli
