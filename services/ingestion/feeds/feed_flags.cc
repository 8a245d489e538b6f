#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/feeds.h"

ABSL_FLAG(int, feed_workers, 4, "Threads that ask feeds and fetch what they name; 0: none, feeds wait");
ABSL_FLAG(absl::Duration, feed_min_interval, absl::Minutes(10), "Least time between two polls of a feed, whatever the feed's own is");
ABSL_FLAG(absl::Duration, feed_host_delay, absl::Seconds(1), "Least time between two requests to a host");
ABSL_FLAG(bool, feed_allow_private_addresses, false,
          "Let feeds and pages be at private, loopback and link-local addresses. Whoever may add a feed can then make this server ask "
          "any server that it reaches");
ABSL_FLAG(std::string, feed_contact, "", "Address of a page or a mailbox that hosts are told, to know whom to ask about the requests");

namespace chancery::ingestion::feeds {

FeedsOptions FeedsOptionsFromFlags() {
  FeedsOptions options;
  options.allow_private_addresses = absl::GetFlag(FLAGS_feed_allow_private_addresses);
  options.fetcher.hosts.delay = absl::GetFlag(FLAGS_feed_host_delay);
  options.fetcher.http.user_agent = "Chancery/" CHANCERY_VERSION;
  if (const std::string contact = absl::GetFlag(FLAGS_feed_contact); !contact.empty()) {
    absl::StrAppend(&options.fetcher.http.user_agent, " (+", contact, ")");
  }
  options.poller.workers = absl::GetFlag(FLAGS_feed_workers);
  options.poller.min_interval = absl::GetFlag(FLAGS_feed_min_interval);
  return options;
}

}  // namespace chancery::ingestion::feeds
