#include "clients/cli/curate.h"

#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>
#include <absl/time/time.h>

#include <algorithm>

#include "clients/cli/lookup.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using knowledge::v1::Correction;
using knowledge::v1::KnowledgeService;

ExitCode Show(const Session& session, const grpc::Status& status, const Correction& correction) {
  if (!status.ok()) return Fail(session.err, status);
  session.out << (session.json ? JsonLine(correction) : correction.name()) << "\n";
  return kOk;
}

ExitCode Create(const Session& session, Correction correction, const std::string& reason) {
  knowledge::v1::CreateCorrectionRequest request;
  correction.set_reason(reason);
  *request.mutable_correction() = std::move(correction);
  Correction made;
  const grpc::Status status = Call(session, *session.knowledge, &KnowledgeService::StubInterface::CreateCorrection, request, &made);
  return Show(session, status, made);
}

// What a correction does, on one line.
std::string WhatOf(const Correction& correction) {
  switch (correction.change_case()) {
    case Correction::kMergeEntities:
      return "merge " + absl::StrJoin(correction.merge_entities().entities(), " ");
    case Correction::kSplitEntity:
      return "split " + correction.split_entity().entity() + " " + absl::StrJoin(correction.split_entity().names(), ", ") + " " +
             absl::StrJoin(correction.split_entity().documents(), " ");
    case Correction::kRenameEntity:
      return "rename " + correction.rename_entity().entity() + " " + correction.rename_entity().display_name();
    case Correction::kRejectItem:
      return "reject " + correction.reject_item().item();
    case Correction::kConfirmItem:
      return "confirm " + correction.confirm_item().item();
    case Correction::kRecodeEvent:
      return "recode " + correction.recode_event().event() + " " + NameOf(correction.recode_event().type());
    default:
      return "";
  }
}

// Calls a listing method page by page.
template <typename Request, typename Response, typename Items, typename Row>
ExitCode List(const Session& session,
              grpc::Status (KnowledgeService::StubInterface::*method)(grpc::ClientContext*, const Request&, Response*), int limit,
              Items items, Table table, Row row) {
  Request request;
  int shown = 0;
  for (;;) {
    request.set_page_size(limit == 0 ? 1000 : std::min(limit - shown, 1000));
    Response response;
    if (grpc::Status status = Call(session, *session.knowledge, method, request, &response); !status.ok()) return Fail(session.err, status);
    for (const auto& item : items(response)) {
      ++shown;
      if (session.json) {
        session.out << JsonLine(item) << "\n";
      } else {
        table.AddRow(row(item));
      }
    }
    if (response.next_page_token().empty() || (limit > 0 && shown >= limit)) break;
    request.set_page_token(response.next_page_token());
  }
  if (shown == 0) {
    session.err << "chancery: nothing is found\n";
    return kRefused;
  }
  if (!session.json) session.out << table.Render(session.width);
  return kOk;
}

}  // namespace

ExitCode MergeEntities(const Session& session, const CorrectOptions& options) {
  Correction correction;
  for (const std::string& words : options.entities) {
    if (ExitCode code = FindEntityOrExplain(session, words, correction.mutable_merge_entities()->add_entities()); code != kOk) return code;
  }
  return Create(session, std::move(correction), options.reason);
}

ExitCode SplitEntity(const Session& session, const CorrectOptions& options) {
  Correction correction;
  auto* split = correction.mutable_split_entity();
  if (ExitCode code = FindEntityOrExplain(session, options.entity, split->mutable_entity()); code != kOk) return code;
  for (const std::string& name : options.names) split->add_names(name);
  for (const std::string& document : options.documents) split->add_documents(FullName("documents/", document));
  return Create(session, std::move(correction), options.reason);
}

ExitCode RenameEntity(const Session& session, const CorrectOptions& options) {
  Correction correction;
  auto* rename = correction.mutable_rename_entity();
  if (ExitCode code = FindEntityOrExplain(session, options.entity, rename->mutable_entity()); code != kOk) return code;
  rename->set_display_name(options.display_name);
  rename->set_language_code(options.name_language);
  return Create(session, std::move(correction), options.reason);
}

ExitCode RejectItem(const Session& session, const CorrectOptions& options) {
  Correction correction;
  correction.mutable_reject_item()->set_item(options.item);
  return Create(session, std::move(correction), options.reason);
}

ExitCode ConfirmItem(const Session& session, const CorrectOptions& options) {
  Correction correction;
  correction.mutable_confirm_item()->set_item(options.item);
  return Create(session, std::move(correction), options.reason);
}

ExitCode RecodeEvent(const Session& session, const CorrectOptions& options) {
  Correction correction;
  correction.mutable_recode_event()->set_event(options.item);
  if (!options.types.empty()) correction.mutable_recode_event()->set_type(options.types.back());
  return Create(session, std::move(correction), options.reason);
}

ExitCode UndoCorrection(const Session& session, const CorrectOptions& options) {
  knowledge::v1::RevertCorrectionRequest request;
  request.set_name(FullName("corrections/", options.item));
  request.set_reason(options.reason);
  Correction correction;
  const grpc::Status status = Call(session, *session.knowledge, &KnowledgeService::StubInterface::RevertCorrection, request, &correction);
  return Show(session, status, correction);
}

ExitCode ListCorrections(const Session& session, int limit) {
  return List<knowledge::v1::ListCorrectionsRequest, knowledge::v1::ListCorrectionsResponse>(
      session, &KnowledgeService::StubInterface::ListCorrections, limit,
      [](const knowledge::v1::ListCorrectionsResponse& response) -> const auto& { return response.corrections(); },
      Table({"CORRECTION", "WHAT", "WHY", "WHO", "WHEN", "TAKEN BACK"}),
      [](const Correction& correction) {
        const auto when = [](const google::protobuf::Timestamp& time) {
          return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone());
        };
        return std::vector<std::string>{correction.name(),
                                        Printable(WhatOf(correction)),
                                        Printable(correction.reason()),
                                        Printable(correction.author()),
                                        when(correction.create_time()),
                                        correction.has_revert_time() ? Printable(correction.revert_reason()) : ""};
      });
}

ExitCode ListReviewItems(const Session& session, int limit) {
  using Response = knowledge::v1::ListReviewItemsResponse;
  return List<knowledge::v1::ListReviewItemsRequest, Response>(
      session, &KnowledgeService::StubInterface::ListReviewItems, limit,
      [](const Response& response) -> const auto& { return response.items(); }, Table({"ITEM", "WHY", "WHAT", "CONFIDENCE"}),
      [](const Response::Item& item) {
        return std::vector<std::string>{item.name(), item.reason(), Printable(item.summary()),
                                        item.reason() == "low-confidence" ? absl::StrFormat("%.2f", item.confidence()) : ""};
      });
}

}  // namespace chancery::cli
