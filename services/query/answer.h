// How unary calls are answered.
#pragma once

#include <grpcpp/support/status.h>

#include <utility>

#include "absl/status/statusor.h"
#include "services/platform/status.h"
#include "services/query/store.h"

namespace chancery::query {

// Answers a question from one view of the store; its error is converted here.
template <typename Request, typename Response>
grpc::Status Answer(Store& store, absl::StatusOr<Response> (*question)(Transaction&, const Request&), const Request& request,
                    Response* response) {
  auto tx = store.Begin(Store::Mode::kRead);
  if (!tx.ok()) return platform::ToGrpc(tx.status());
  auto answer = question(**tx, request);
  if (!answer.ok()) return platform::ToGrpc(answer.status());
  *response = *std::move(answer);
  return grpc::Status::OK;
}

}  // namespace chancery::query
