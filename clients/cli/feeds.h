// `chancery feeds`: the feeds that the archive is filled from.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

struct FeedOptions {
  std::string url;
  std::string id;         // empty: the server's choice
  std::string outlet;     // empty: the feed's title
  int every_minutes = 0;  // 0: the server's least interval
};

// Adds a feed and shows it.
ExitCode AddFeed(const Session& session, const FeedOptions& options);

// All feeds, one a line.
ExitCode ListFeeds(const Session& session);

// Feeds with all that is known about them. Names may be without "feeds/"; so below.
ExitCode ShowFeeds(const Session& session, const std::vector<std::string>& names);

// Makes feeds due at once.
ExitCode PollFeeds(const Session& session, const std::vector<std::string>& names);

// Removes feeds; their documents stay.
ExitCode DeleteFeeds(const Session& session, const std::vector<std::string>& names);

}  // namespace chancery::cli
