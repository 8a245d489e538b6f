// `chancery correct` and `review`: what people put right, and what they should look at.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

struct CorrectOptions {
  // In words or as resource names: the one of a split or new name, those of a merge.
  std::string entity;
  std::vector<std::string> entities;
  // Names and documents that a split takes out.
  std::vector<std::string> names;
  std::vector<std::string> documents;
  // The name that an entity gets.
  std::string display_name;
  std::string name_language = "en";
  // An event, a statement, a fact; a correction to take back.
  std::string item;
  std::vector<type::v1::EventType> types;
  std::string reason;
};

// Each records one correction and prints its name; with JSON the correction. kRefused: it contradicts itself or its target is
// not found.
ExitCode MergeEntities(const Session& session, const CorrectOptions& options);
ExitCode SplitEntity(const Session& session, const CorrectOptions& options);
ExitCode RenameEntity(const Session& session, const CorrectOptions& options);
ExitCode RejectItem(const Session& session, const CorrectOptions& options);
ExitCode ConfirmItem(const Session& session, const CorrectOptions& options);
ExitCode RecodeEvent(const Session& session, const CorrectOptions& options);
// Takes a correction back.
ExitCode UndoCorrection(const Session& session, const CorrectOptions& options);
// The audit trail, newest first; with JSON one a line.
ExitCode ListCorrections(const Session& session, int limit);
// The review queue; with JSON one a line.
ExitCode ListReviewItems(const Session& session, int limit);

}  // namespace chancery::cli
