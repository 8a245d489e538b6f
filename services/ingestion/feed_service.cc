#include "services/ingestion/ingestion_service.h"
#include "services/platform/status.h"

namespace chancery::ingestion {

using platform::NotImplemented;
using platform::ToGrpc;

grpc::Status FeedServiceImpl::CreateFeed(grpc::ServerContext*, const v1::CreateFeedRequest*, v1::Feed*) {
  return ToGrpc(NotImplemented("CreateFeed"));
}

grpc::Status FeedServiceImpl::GetFeed(grpc::ServerContext*, const v1::GetFeedRequest*, v1::Feed*) {
  return ToGrpc(NotImplemented("GetFeed"));
}

grpc::Status FeedServiceImpl::ListFeeds(grpc::ServerContext*, const v1::ListFeedsRequest*, v1::ListFeedsResponse*) {
  return ToGrpc(NotImplemented("ListFeeds"));
}

grpc::Status FeedServiceImpl::DeleteFeed(grpc::ServerContext*, const v1::DeleteFeedRequest*, google::protobuf::Empty*) {
  return ToGrpc(NotImplemented("DeleteFeed"));
}

}  // namespace chancery::ingestion
