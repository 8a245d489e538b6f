#include "clients/cli/cli.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>
#include <absl/time/time.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/addresses.h"
#include "clients/cli/ask.h"
#include "clients/cli/connection.h"
#include "clients/cli/curate.h"
#include "clients/cli/documents.h"
#include "clients/cli/dossier.h"
#include "clients/cli/errors.h"
#include "clients/cli/export.h"
#include "clients/cli/feeds.h"
#include "clients/cli/graph_queries.h"
#include "clients/cli/import.h"
#include "clients/cli/ingest.h"
#include "clients/cli/insights.h"
#include "clients/cli/operations.h"
#include "clients/cli/render.h"
#include "clients/cli/saved.h"
#include "clients/cli/status.h"
#include "clients/cli/watch.h"

namespace chancery::cli {
namespace {

// Everything that the command line sets.
struct Arguments {
  ConnectionOptions connection;
  std::string language;
  bool json = false;
  int timeout_seconds = 30;
  IngestOptions ingest;
  int retry_seconds = 30;
  SearchOptions search;
  std::vector<std::string> search_words;
  DossierOptions dossier;
  std::vector<std::string> dossier_words;
  EventOptions events;
  StatementOptions statements;
  AskOptions ask;
  std::vector<std::string> ask_words;
  std::string export_file;
  std::string import_file;
  DocumentListOptions documents;
  std::vector<std::string> compared;
  std::vector<std::string> named;
  bool with_text = false;
  WatchOptions watch;
  SavedOptions saved;
  EventOptions watched_events;
  ingestion::v1::ReprocessDocumentsRequest reprocess;
  std::vector<ingestion::v1::DocumentState> reprocess_states;
  bool retry_all = false;
  bool wait = false;
  int operation_limit = 20;
  HolderOptions holders;
  LedgerOptions ledger;
  std::string event;
  PathOptions path;
  CountOptions count;
  std::vector<std::string> explain_words;
  CorrectOptions correct;
  int trail_limit = 20;
  FeedOptions feed;
  std::optional<google::protobuf::Timestamp> as_of;
};

// What the graph can be exported as.
struct GraphFormat {
  const char* name;
  query::v1::ExportRequest::Format format;
  const char* help;
  const char* file;
};
constexpr GraphFormat kGraphFormats[] = {
    {"archive", query::v1::ExportRequest::FORMAT_ARCHIVE, "What the graph follows from, for `import`, one JSON object a line",
     "archive.jsonl"},
    {"json", query::v1::ExportRequest::FORMAT_JSON_LINES, "Documents, entities, events, statements, facts, one JSON object a line",
     "graph.jsonl"},
    {"csv", query::v1::ExportRequest::FORMAT_CSV, "Events as a table", "events.csv"},
    {"graphml", query::v1::ExportRequest::FORMAT_GRAPHML, "Entities and the events that they share, for programs that draw graphs",
     "graph.graphml"},
    {"event-rows", query::v1::ExportRequest::FORMAT_EVENT_ROWS, "Events coded in PLOVER and CAMEO, a row for each two actors",
     "events.tsv"},
    {"act-rows", query::v1::ExportRequest::FORMAT_ACT_ROWS,
     "Who did what to whom by every clause, coded in PLOVER and CAMEO, with the sentence", "acts.tsv"},
    {"ftm", query::v1::ExportRequest::FORMAT_FOLLOW_THE_MONEY, "FollowTheMoney entities, one JSON object a line", "graph.ftm.json"},
    {"rdf", query::v1::ExportRequest::FORMAT_N_TRIPLES, "N-Triples in the vocabularies of schema.org and W3C PROV", "graph.nt"}};

// Names of an enumeration's values without their prefix, with the values.
template <typename Enum>
std::map<std::string, Enum> ValuesOf(const google::protobuf::EnumDescriptor& descriptor, size_t prefix) {
  std::map<std::string, Enum> values;
  for (int i = 0; i < descriptor.value_count(); ++i) {
    const auto value = static_cast<Enum>(descriptor.value(i)->number());
    if (descriptor.value(i)->number() != 0) values[std::string(descriptor.value(i)->name()).substr(prefix)] = value;
  }
  return values;
}

// An option that takes values of an enumeration, as often as it is given.
template <typename Enum>
void AddEnumOption(CLI::App* command, const std::string& flag, std::vector<Enum>* target,
                   const google::protobuf::EnumDescriptor& descriptor, const std::string& help, size_t prefix) {
  const auto values = ValuesOf<Enum>(descriptor, prefix);
  const std::string names = absl::StrJoin(values, ", ", [](std::string* out, const auto& value) { *out += value.first; });
  command
      ->add_option_function<std::vector<std::string>>(
          flag,
          [values, target, flag, names](const std::vector<std::string>& given) {
            for (const std::string& name : given) {
              const auto value = values.find(absl::AsciiStrToUpper(name));
              if (value == values.end()) throw CLI::ValidationError(flag, name + " is none of " + names);
              target->push_back(value->second);
            }
          },
          help + ": " + names)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("TYPE");
}

void AddLimit(CLI::App* command, int* limit, int least, const std::string& help) {
  command->add_option("--limit", *limit, help)->check(CLI::Range(least, 1000000))->capture_default_str();
}

void AddGlobalOptions(CLI::App* app, Arguments* arguments) {
  ConnectionOptions& connection = arguments->connection;
  app->add_option("--server", connection.server, "host:port of the server")->envname("CHANCERY_SERVER")->capture_default_str();
  app->add_option("--query-server", connection.query_server, "host:port of the query service where it is not the same")
      ->envname("CHANCERY_QUERY_SERVER");
  app->add_flag("--tls", connection.tls, "speak TLS")->envname("CHANCERY_TLS");
  app->add_option("--ca", connection.ca_file, "PEM file of the authorities to trust (implies --tls)")->envname("CHANCERY_CA");
  auto* cert =
      app->add_option("--cert", connection.cert_file, "PEM file of the client's certificate (implies --tls)")->envname("CHANCERY_CERT");
  auto* key = app->add_option("--key", connection.key_file, "PEM file of the certificate's key")->envname("CHANCERY_KEY");
  cert->needs(key);
  key->needs(cert);
  app->add_option("--timeout", arguments->timeout_seconds, "seconds that a call may take")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app->add_option("--language", arguments->language, "show names in this language where there are any: en, vi");
  app->add_flag("--json", arguments->json, "print JSON for scripts");
  app->add_option_function<std::string>(
         "--as-of",
         [arguments](const std::string& text) {
           absl::Time time;
           std::string error;
           if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error) && !absl::ParseTime("%Y-%m-%d", text, &time, &error)) {
             throw CLI::ValidationError("--as-of", text + " is no time");
           }
           auto& as_of = arguments->as_of.emplace();
           as_of.set_seconds(absl::ToUnixSeconds(time));
           as_of.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(as_of.seconds()))));
         },
         "of the graph: what was known at this moment; of a day its beginning (UTC)")
      ->type_name("TIME");
}

CLI::App* AddCommand(CLI::App* parent, const std::string& name, const std::string& help, const std::string& examples) {
  CLI::App* command = parent->add_subcommand(name, help);
  command->fallthrough();
  command->footer("Examples:\n" + examples);
  return command;
}

// An option that takes words, as often as it is given.
void AddWords(CLI::App* command, const std::string& flag, std::vector<std::string>* target, const std::string& help,
              const std::string& type) {
  command->add_option(flag, *target, help)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->type_name(type);
}

CLI::Option* AddBucket(CLI::App* command, query::v1::CountOverTimeRequest::Bucket* bucket, const std::string& help) {
  using Request = query::v1::CountOverTimeRequest;
  return command->add_option("--by", *bucket, help)
      ->transform(CLI::CheckedTransformer(std::map<std::string, Request::Bucket>{
          {"day", Request::BUCKET_DAY}, {"month", Request::BUCKET_MONTH}, {"year", Request::BUCKET_YEAR}}));
}

// How a list is shown.
void AddListOptions(CLI::App* command, ListOptions* options, const std::string& fields) {
  auto* sort = command->add_option("--sort", options->sort, "in this order: " + fields)->type_name("FIELD");
  auto* facets = command->add_flag("--facets", options->facets, "not the items, but how many have each value of their properties");
  facets->excludes(sort);
  AddBucket(command, &options->by, "not the items, but how many in each day, month or year")->excludes(sort)->excludes(facets);
}

// The filters of events that commands have in common.
void AddEventFilters(CLI::App* command, EventOptions* options) {
  command->add_option("--with", options->with, "takes part; given more than once: all of them take part")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("NAME");
  AddWords(command, "--any", &options->any, "takes part; given more than once: one of them takes part", "NAME");
  AddWords(command, "--topic", &options->topics, "a report is about it, as of statements", "TOPIC");
  AddEnumOption(command, "--type", &options->types, *type::v1::EventType_descriptor(), "only of a type", sizeof("EVENT_TYPE_") - 1);
  command->add_option("--from", options->from, "not before this day")->type_name("YYYY-MM-DD");
  command->add_option("--to", options->to, "not after this day")->type_name("YYYY-MM-DD");
  command->add_option("--place", options->place, "where; of a country or region (\"Southeast Asia\"): anywhere in it")->type_name("NAME");
  command->add_option("--text", options->text, "a report has these words")->type_name("WORDS");
  command->add_option("--country", options->countries, "a participant is of this country (ISO code); given more than once: of all of them")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("CODE");
  AddWords(command, "--group", &options->groups,
           "somebody of a region or group of countries takes part: ASEAN, EU, Africa; given more than once: of all of them", "NAME");
  AddEnumOption(command, "--realis", &options->realis, *type::v1::Realis_descriptor(), "only what", sizeof("REALIS_") - 1);
  command->add_option("--outlet", options->outlet, "a report is of this outlet")->type_name("NAME");
  command->add_option("--report-language", options->report_language, "a report is in this language")->type_name("CODE");
  command->add_option("--published-from", options->published_from, "a report not before this day")->type_name("YYYY-MM-DD");
  command->add_option("--published-to", options->published_to, "a report not after this day")->type_name("YYYY-MM-DD");
  command->add_option("--confidence", options->min_confidence, "at least so sure, 0 to 1")->check(CLI::Range(0.0, 1.0));
}

// How a watch goes on where one before stopped.
void AddResumption(CLI::App* command, WatchOptions* options) {
  command->add_option("--after", options->resume_token, "only what came after a change: its resumeToken of --json")->type_name("TOKEN");
  command
      ->add_option("--resume", options->resume_file,
                   "keep in this file how far it came, and go on from there if it is there; the last change may come twice")
      ->type_name("FILE");
}

void AddInsights(CLI::App* app, Arguments* arguments) {
  auto* holders = AddCommand(app, "holders", "Who held an office, ever or on a day; gaps and conflicts",
                             "  chancery holders kazakhstan --office 'foreign minister' --on 2024-02-26");
  holders->add_option("NAME", arguments->holders.of, "the country or body")->required();
  holders
      ->add_option_function<std::string>(
          "--office",
          [arguments](const std::string& name) {
            std::string words = absl::AsciiStrToLower(name);
            std::ranges::replace(words, '-', ' ');
            for (int i = type::v1::RoleKind_MIN + 1; i <= type::v1::RoleKind_MAX; ++i) {
              if (NameOf(static_cast<type::v1::RoleKind>(i)) == words) arguments->holders.kinds = {static_cast<type::v1::RoleKind>(i)};
            }
            if (arguments->holders.kinds.empty()) throw CLI::ValidationError("--office", name + " is no office");
          },
          "only this office: head of state, head of government, foreign minister, minister, ambassador, ...")
      ->type_name("OFFICE");
  holders->add_option("--portfolio", arguments->holders.portfolio, "only this portfolio: justice, defence, ...");
  holders->add_option("--on", arguments->holders.day, "on this day")->type_name("YYYY-MM-DD");

  auto* ledger = AddCommand(app, "ledger", "Invitations, pledges, requests, agreements, candidacies and what became of them",
                            "  chancery ledger --of guterres --kind INVITATION\n  chancery ledger --state OPEN --json");
  ledger->add_option("--of", arguments->ledger.entity, "by or to whom")->type_name("NAME");
  AddEnumOption(ledger, "--kind", &arguments->ledger.kinds, *query::v1::LedgerKind_descriptor(), "only of a kind",
                sizeof("LEDGER_KIND_") - 1);
  AddEnumOption(ledger, "--state", &arguments->ledger.states, *query::v1::LedgerState_descriptor(), "only in a state",
                sizeof("LEDGER_STATE_") - 1);
  ledger->add_option("--from", arguments->ledger.from, "not made before this day")->type_name("YYYY-MM-DD");
  ledger->add_option("--to", arguments->ledger.to, "not made after this day")->type_name("YYYY-MM-DD");
  ledger->add_option("--today", arguments->ledger.today, "what has lapsed by this day (default: the latest document's)")
      ->type_name("YYYY-MM-DD");
  AddLimit(ledger, &arguments->ledger.limit, 0, "at most so many; 0: all");

  auto* reports = AddCommand(app, "reports", "What each report of an event says that the others don't",
                             "  chancery reports events/meeting-0123456789abcdef");
  reports->add_option("EVENT", arguments->event, "events/...")->required();

  auto* path = AddCommand(app, "path", "What connects two: shortest chains of events", "  chancery path 'le minh khoa' 'claire moreau'");
  path->add_option("FROM", arguments->path.from, "a name")->required();
  path->add_option("TO", arguments->path.to, "a name")->required();
  path->add_option("--length", arguments->path.max_length, "at most so many events (default: 4)")->check(CLI::Range(1, 6));
  path->add_option("--limit", arguments->path.limit, "at most so many chains (default: 5)")->check(CLI::Range(1, 20));

  auto* count = AddCommand(app, "count", "Events counted over time", "  chancery count --with vietnam --type MEETING --by year");
  AddEventFilters(count, &arguments->count.events);
  AddBucket(count, &arguments->count.bucket, "day, month or year");

  auto* explain = AddCommand(app, "explain", "Why the names of an entity are taken for one", "  chancery explain khoa");
  explain->add_option("NAME", arguments->explain_words, "the name or words of it, or entities/...")->required();
}

void AddCuration(CLI::App* app, Arguments* arguments) {
  CorrectOptions* options = &arguments->correct;
  auto* correct = AddCommand(app, "correct", "Put right what the archive got wrong; kept, shown and undone by its name",
                             "  chancery correct merge 'le minh khoa' entities/khoa --reason 'the same person'\n"
                             "  chancery correct undo corrections/... --reason 'it was right'");
  correct->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& help, const std::string& example) {
    auto* command = AddCommand(correct, name, help, "  chancery correct " + example);
    command->add_option("--reason", options->reason, "why")->required();
    return command;
  };
  const auto add_item = [&](const std::string& name, const std::string& help, const std::string& item) {
    auto* command = add(name, help, name + " " + item + " --reason 'checked'");
    command->add_option("ITEM", options->item, item)->required();
    return command;
  };
  add("merge", "These are one", "merge 'le minh khoa' entities/khoa --reason 'the same person'")
      ->add_option("NAME", options->entities, "names or entities/...; the first one stays")
      ->required()
      ->expected(2, 100);
  auto* split = add("split", "Some of its names or documents are another one", "split 'john smith' --document d1 --reason 'another one'");
  split->add_option("NAME", options->entity, "a name or entities/...")->required();
  split->add_option("--name", options->names, "this name goes")->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  split->add_option("--document", options->documents, "in this document")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  auto* rename = add("rename", "It is called otherwise", "rename 'le minh khoa' 'Lê Minh Khoa' --in vi --reason 'with its accents'");
  rename->add_option("NAME", options->entity, "a name or entities/...")->required();
  rename->add_option("NEW", options->display_name, "the right name")->required();
  rename->add_option("--in", options->name_language, "the language of the name")->capture_default_str();
  add_item("reject", "It was not said, or not so", "events/...");
  add_item("confirm", "It is right", "events/...");
  AddEnumOption(add_item("recode", "It is an event of another type", "events/..."), "--type", &options->types,
                *type::v1::EventType_descriptor(), "the right type", sizeof("EVENT_TYPE_") - 1);
  add_item("undo", "Take a correction back", "corrections/...");
  auto* list = AddCommand(correct, "list", "All corrections, newest first", "  chancery correct list --json");
  AddLimit(list, &arguments->trail_limit, 0, "at most so many; 0: all");
  auto* review = AddCommand(app, "review", "What a person should look at: corrections against new evidence, what is least sure",
                            "  chancery review --limit 5");
  AddLimit(review, &arguments->trail_limit, 0, "at most so many; 0: all");
}

ExitCode Correct(const CLI::App& correct, const Session& session, const Arguments& arguments) {
  const CorrectOptions& options = arguments.correct;
  if (correct.got_subcommand("merge")) return MergeEntities(session, options);
  if (correct.got_subcommand("split")) return SplitEntity(session, options);
  if (correct.got_subcommand("rename")) return RenameEntity(session, options);
  if (correct.got_subcommand("reject")) return RejectItem(session, options);
  if (correct.got_subcommand("confirm")) return ConfirmItem(session, options);
  if (correct.got_subcommand("recode")) return RecodeEvent(session, options);
  if (correct.got_subcommand("undo")) return UndoCorrection(session, options);
  return ListCorrections(session, arguments.trail_limit);
}

void AddWait(CLI::App* command, Arguments* arguments, const std::string& help) { command->add_flag("--wait", arguments->wait, help); }

void AddReason(CLI::App* command, Arguments* arguments) {
  command
      ->add_option_function<std::string>(
          "--reason,--error-reason", [arguments](const std::string& reason) { arguments->reprocess.set_error_reason(reason); },
          "only what failed for this reason, as `documents --state FAILED` tells it")
      ->type_name("REASON");
}

void AddOperations(CLI::App* app, Arguments* arguments) {
  auto* retry = AddCommand(app, "retry", "Analyse failed documents again",
                           "  chancery retry 5f2b\n  chancery retry --all --wait\n  chancery retry --reason UNAVAILABLE");
  retry->add_option("DOCUMENT", arguments->named, "names");
  retry->add_flag("--all", arguments->retry_all, "all that failed");
  AddReason(retry, arguments);
  AddWait(retry, arguments, "with --all or --reason: return when that has ended");
  retry->callback([retry] {
    const bool by_filter = retry->count("--all") + retry->count("--reason") > 0;
    if (by_filter == (retry->count("DOCUMENT") > 0)) throw CLI::ValidationError("retry", "takes names, or --all, or --reason");
  });

  auto* reprocess = AddCommand(
      app, "reprocess", "Analyse documents again",
      "  chancery reprocess --wait --outdated\n  chancery reprocess --in vi --unless-version 0.2.0\n  chancery reprocess --state ANALYZED");
  AddEnumOption(reprocess, "--state", &arguments->reprocess_states, *ingestion::v1::DocumentState_descriptor(), "only in a state",
                sizeof("DOCUMENT_STATE_") - 1);
  reprocess
      ->add_option_function<std::string>(
          "--in", [arguments](const std::string& language) { arguments->reprocess.set_language_code(language); }, "only of this language")
      ->type_name("LANGUAGE");
  reprocess
      ->add_option_function<std::string>(
          "--unless-version", [arguments](const std::string& version) { arguments->reprocess.set_unless_extractor_version(version); },
          "not what this version of the extractor has analysed")
      ->type_name("VERSION");
  reprocess
      ->add_flag_callback(
          "--outdated", [arguments] { arguments->reprocess.set_unless_extractor_version("current"); },
          "only what another version of the extractor has analysed than the server has now")
      ->excludes("--unless-version");
  AddReason(reprocess, arguments);
  AddWait(reprocess, arguments, "return when that has ended");

  auto* operations = AddCommand(app, "operations", "What runs long on the server: how far it is; stopping it",
                                "  chancery operations\n  chancery operations show --wait 6448f2\n  chancery operations cancel 6448f2");
  operations->require_subcommand(0, 1);
  auto* list = AddCommand(operations, "list", "Operations, newest first", "  chancery operations list --limit 0");
  AddLimit(list, &arguments->operation_limit, 0, "at most so many; 0: all");
  auto* show = AddCommand(operations, "show", "How far operations are", "  chancery operations show --wait 6448f2");
  show->add_option("OPERATION", arguments->named, "names")->required();
  AddWait(show, arguments, "return when they have ended");
  auto* cancel = AddCommand(operations, "cancel", "Stop operations; what they did stays", "  chancery operations cancel 6448f2");
  cancel->add_option("OPERATION", arguments->named, "names")->required();
}

ExitCode ExecuteOperations(const CLI::App& operations, const Arguments& arguments, const Session& session) {
  if (operations.got_subcommand("show")) return ShowOperations(session, arguments.named, arguments.wait);
  if (operations.got_subcommand("cancel")) return CancelOperations(session, arguments.named);
  return ListOperations(session, arguments.operation_limit);
}

ExitCode Retry(const Arguments& arguments, const Session& session) {
  if (!arguments.named.empty()) return RetryDocuments(session, arguments.named);
  ingestion::v1::ReprocessDocumentsRequest request = arguments.reprocess;
  request.set_state(ingestion::v1::DOCUMENT_STATE_FAILED);
  return ReprocessDocuments(session, request, arguments.wait);
}

void AddFeeds(CLI::App* app, Arguments* arguments) {
  auto* feeds = AddCommand(app, "feeds", "Feeds and sitemaps that the archive is filled from",
                           "  chancery feeds add https://example.org/rss.xml --outlet 'Example News'\n  chancery feeds list");
  feeds->require_subcommand(1);
  auto* add = AddCommand(feeds, "add", "Add an RSS, Atom or JSON feed, a sitemap or a sitemap index",
                         "  chancery feeds add https://example.org/news-sitemap.xml --id example --every 30");
  add->add_option("URL", arguments->feed.url, "its address")->required();
  add->add_option("--id", arguments->feed.id, "its name (default: the server's choice)");
  add->add_option("--outlet", arguments->feed.outlet, "outlet of its documents (default: the feed's title)")->type_name("NAME");
  add->add_option("--every", arguments->feed.every_minutes, "minutes between polls (default: the server's least)")
      ->check(CLI::Range(0, 525600));
  AddCommand(feeds, "list", "All feeds, when they were last asked and how that went", "  chancery feeds list --json");
  auto* show = AddCommand(feeds, "show", "All about feeds", "  chancery feeds show example");
  auto* poll = AddCommand(feeds, "poll", "Ask feeds now", "  chancery feeds poll example");
  auto* remove = AddCommand(feeds, "delete", "Remove feeds; their documents stay", "  chancery feeds delete example");
  for (CLI::App* command : {show, poll, remove}) command->add_option("FEED", arguments->named, "names")->required();
}

ExitCode ExecuteFeeds(const CLI::App& feeds, const Arguments& arguments, const Session& session) {
  if (feeds.got_subcommand("add")) return AddFeed(session, arguments.feed);
  if (feeds.got_subcommand("show")) return ShowFeeds(session, arguments.named);
  if (feeds.got_subcommand("poll")) return PollFeeds(session, arguments.named);
  if (feeds.got_subcommand("delete")) return DeleteFeeds(session, arguments.named);
  return ListFeeds(session);
}

void AddCommands(CLI::App* app, Arguments* arguments) {
  auto* ingest = AddCommand(app, "ingest", "Give documents to the archive",
                            "  chancery ingest --wait news/\n  curl -s https://example.org/story | chancery ingest -\n"
                            "  chancery ingest --resume crawl.resume --report refused.jsonl crawl.warc.gz articles.jsonl\n"
                            "  chancery ingest --addresses pages.txt");
  auto* paths =
      ingest->add_option("PATH", arguments->ingest.paths,
                         "files; folders, with all *.txt, *.html, *.htm, *.jsonl, *.ndjson, *.warc (also .gz) below them; - for standard "
                         "input. NAME.json beside NAME.txt may give url, title, published, language, outlet");
  auto* wait = ingest->add_flag("--wait", arguments->ingest.wait, "return when every document has been analysed");
  ingest
      ->add_option("--addresses", arguments->ingest.addresses_file,
                   "instead of files: have the server fetch the pages at the addresses in this file, one a line; - for standard input")
      ->excludes(paths)
      ->excludes(wait)
      ->type_name("FILE");
  ingest->add_flag("--id-from-name", arguments->ingest.id_from_name, "make document ids of file names (default: of the content)");
  ingest->add_option("--resume", arguments->ingest.resume_file, "keep in this file how far it came, and go on from there if it is there")
      ->type_name("FILE");
  ingest->add_option("--report", arguments->ingest.report_file, "write what was refused and why to this file, one JSON object a line")
      ->type_name("FILE");
  ingest->add_option("--retry-for", arguments->retry_seconds, "seconds to wait for a server that went away")
      ->check(CLI::Range(0, 86400))
      ->capture_default_str();

  AddCommand(app, "status", "How many documents are waiting, analysed, failed", "  chancery status --json");

  auto* documents = AddCommand(app, "documents", "Documents of the archive: what became of them, copies, revisions",
                               "  chancery documents --state FAILED\n  chancery documents --copies-of 5f2b\n"
                               "  chancery documents --url https://example.org/story");
  AddEnumOption(documents, "--state", &arguments->documents.states, *ingestion::v1::DocumentState_descriptor(), "only in a state",
                sizeof("DOCUMENT_STATE_") - 1);
  documents->add_option("--in", arguments->documents.language, "only of this language")->type_name("LANGUAGE");
  documents->add_option("--copies-of", arguments->documents.copies_of, "only copies of this document")->type_name("DOCUMENT");
  documents->add_option("--url", arguments->documents.url, "only from this address, with what was there before")->type_name("URL");
  AddLimit(documents, &arguments->documents.limit, 0, "at most so many; 0: all");

  documents->require_subcommand(0, 1);
  auto* show = AddCommand(documents, "show", "All that is known of documents but what they say", "  chancery documents show --text 5f2b");
  show->add_option("DOCUMENT", arguments->named, "names")->required();
  show->add_flag("--text", arguments->with_text, "with their texts");

  auto* compare = AddCommand(app, "compare", "What two documents do not have in common", "  chancery compare 5f2b 77aa");
  compare->add_option("DOCUMENT", arguments->compared, "one or two; one alone is compared with what it is a copy of")
      ->required()
      ->expected(1, 2);

  auto* remove = AddCommand(app, "delete", "Remove documents and what they said", "  chancery delete 5f2b");
  remove->add_option("DOCUMENT", arguments->named, "names")->required();

  AddOperations(app, arguments);

  auto* watch = AddCommand(app, "watch", "What happens to documents, as it happens", "  chancery watch --new\n  chancery watch --json");
  watch->add_flag("--new", arguments->watch.only_new, "not what happened before");
  AddResumption(watch, &arguments->watch);
  auto* watched_events = AddCommand(watch, "events", "Events that are new, or told anew, as documents come",
                                    "  chancery watch events --with vietnam --type VISIT --resume visits.token\n"
                                    "  chancery watch events --place geneva --json");
  AddEventFilters(watched_events, &arguments->watched_events);
  AddResumption(watched_events, &arguments->watch);
  auto* watched_saved = AddCommand(watch, "saved", "Events that are new for a saved query since the last time",
                                   "  chancery watch saved visits\n  chancery watch saved visits --json");
  watched_saved->add_option("NAME", arguments->saved.name, "as `saved list` shows it")->required();

  auto* saved = AddCommand(app, "saved", "Queries that the server keeps under names, for `watch saved`",
                           "  chancery saved save visits --with vietnam --type VISIT --about 'visits of and to Vietnam'\n"
                           "  chancery watch saved visits");
  saved->require_subcommand(1);
  auto* save = AddCommand(saved, "save", "Keep a query with the filters of `events`; a watch of it begins here",
                          "  chancery saved save geneva --place geneva");
  save->add_option("NAME", arguments->saved.name, "a new name: a-z, 0-9 and hyphens")->required();
  save->add_option("--about", arguments->saved.description, "what it is for")->type_name("TEXT");
  AddEventFilters(save, &arguments->saved.filter);
  AddCommand(saved, "list", "All, by name", "  chancery saved list --json");
  AddCommand(saved, "delete", "Forget one", "  chancery saved delete geneva")
      ->add_option("NAME", arguments->saved.name, "as `saved list` shows it")
      ->required();

  auto* search = AddCommand(app, "search", "Find entities and documents; accents and đ don't matter",
                            "  chancery search le minh khoa\n  chancery search --type ORG human rights");
  search->add_option("WORDS", arguments->search_words, "words of a name or of a text")->required();
  AddEnumOption(search, "--type", &arguments->search.types, *type::v1::EntityType_descriptor(), "only entities of a type",
                sizeof("ENTITY_TYPE_") - 1);
  search->add_option("--outlet", arguments->search.outlet, "documents of this outlet")->type_name("NAME");
  search->add_option("--report-language", arguments->search.report_language, "documents in this language")->type_name("CODE");
  AddWords(search, "--naming", &arguments->search.naming, "documents that name it; given more than once: all of them", "NAME");
  AddListOptions(search, &arguments->search.list, "of documents: relevance, published desc");
  AddLimit(search, &arguments->search.limit, 1, "at most so many of each kind");

  auto* dossier = AddCommand(app, "dossier", "All that is known about a person, a country, a body",
                             "  chancery dossier Lê Minh Khoa\n  chancery dossier --language vi indonesia");
  dossier->add_option("NAME", arguments->dossier_words, "the name or words of it, or entities/...; left out: whoever was met most");
  AddLimit(dossier, &arguments->dossier.limit, 1, "at most so many of each kind");

  auto* events = AddCommand(app, "events", "Who met, called, visited, invited whom, when and where",
                            "  chancery events --with 'le minh khoa' --type MEETING --from 2023-05-01 --to 2023-05-31\n"
                            "  chancery events --place geneva --json");
  AddEventFilters(events, &arguments->events);
  AddListOptions(events, &arguments->events.list, "time, time desc, published, published desc, confidence desc, origin_count desc");
  AddLimit(events, &arguments->events.limit, 0, "at most so many; 0: all");

  auto* statements = AddCommand(app, "statements", "Who said, asked, promised what to whom",
                                "  chancery statements --speaker guterres --act APPRECIATE\n"
                                "  chancery statements --to iran --text 'thi truong'");
  statements->add_option("--speaker", arguments->statements.speaker, "who says it")->type_name("NAME");
  statements->add_option("--to", arguments->statements.to, "to whom")->type_name("NAME");
  AddEnumOption(statements, "--act", &arguments->statements.acts, *type::v1::Act_descriptor(), "only of an act", sizeof("ACT_") - 1);
  statements->add_option("--topic", arguments->statements.topics, "about it: trade, defence, climate, human-rights, sea-and-border, ...")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("TOPIC");
  StatementOptions* of_statements = &arguments->statements;
  statements->add_option("--with", of_statements->with, "who says it or is told it")->type_name("NAME");
  AddWords(statements, "--country", &of_statements->countries, "either is of this country (ISO code)", "CODE");
  AddWords(statements, "--group", &of_statements->groups, "either is of a region or group of countries: ASEAN, EU, Africa", "NAME");
  statements->add_option("--place", of_statements->place, "said there")->type_name("NAME");
  statements->add_option("--outlet", of_statements->outlet, "reported by this outlet")->type_name("NAME");
  statements->add_option("--report-language", of_statements->report_language, "reported in this language")->type_name("CODE");
  statements->add_option("--published-from", of_statements->published_from, "not reported before this day")->type_name("YYYY-MM-DD");
  statements->add_option("--published-to", of_statements->published_to, "not reported after this day")->type_name("YYYY-MM-DD");
  statements->add_option("--confidence", of_statements->min_confidence, "at least so sure, 0 to 1")->check(CLI::Range(0.0, 1.0));
  AddListOptions(statements, &of_statements->list, "time, time desc, confidence desc");
  statements->add_option("--text", arguments->statements.text, "the sentence has these words")->type_name("WORDS");
  statements->add_option("--from", arguments->statements.from, "not before this day")->type_name("YYYY-MM-DD");
  statements->add_option("--until", arguments->statements.until, "not after this day")->type_name("YYYY-MM-DD");
  AddLimit(statements, &arguments->statements.limit, 0, "at most so many; 0: all");

  auto* ask = AddCommand(app, "ask", "Ask a question in plain English or Vietnamese",
                         "  chancery ask 'Who did Bui Thanh Son meet in Geneva on 26 February 2024?'\n"
                         "  chancery ask Bộ trưởng Ngoại giao Iran là ai");
  ask->add_option("QUESTION", arguments->ask_words, "the question")->required();
  ask->add_option("--today", arguments->ask.today, "the day that \"today\" and \"last month\" count from (default: the server's)")
      ->type_name("YYYY-MM-DD");

  AddInsights(app, arguments);
  AddCuration(app, arguments);
  AddFeeds(app, arguments);

  auto* exports = AddCommand(app, "export", "Write what the archive knows to a file", "  chancery export annotations");
  exports->require_subcommand(1);
  auto* annotations = AddCommand(exports, "annotations", "What every document says, one JSON object a line",
                                 "  chancery export annotations -o annotations.jsonl");
  std::vector<CLI::App*> formats{annotations};
  for (const GraphFormat& format : kGraphFormats) {
    formats.push_back(AddCommand(exports, format.name, format.help, absl::StrCat("  chancery export ", format.name, " -o ", format.file)));
  }
  auto* import =
      AddCommand(app, "import", "Make the graph of another archive here: its documents and corrections",
                 "  chancery import archive.jsonl\n  chancery --server one:7700 export archive | chancery --server two:7700 import -");
  import->add_option("FILE", arguments->import_file, "what `export archive` wrote; -: standard input")->required();
  for (CLI::App* format : formats) {
    format->add_option("-o,--output", arguments->export_file, "file to write (default: standard output)")->type_name("FILE");
  }
}

ExitCode Execute(const CLI::App& app, Arguments& arguments, const Terminal& terminal) {
  ConnectionOptions& connection = arguments.connection;
  connection.tls = connection.tls || !connection.ca_file.empty() || !connection.cert_file.empty();
  Session session{.width = terminal.width,
                  .timeout = std::chrono::seconds(arguments.timeout_seconds),
                  .in = terminal.in,
                  .out = terminal.out,
                  .err = terminal.err};
  session.language = arguments.language;
  session.json = arguments.json;
  session.as_of = arguments.as_of;
  session.progress = terminal.progress;
  grpc::Status status = Connect(connection, connection.server, &session.channel);
  if (status.ok() && connection.query_server.empty()) {
    session.query_channel = session.channel;
  } else if (status.ok()) {
    status = Connect(connection, connection.query_server, &session.query_channel);
  }
  if (!status.ok()) {
    terminal.err << "chancery: " << status.error_message() << "\n";
    return kUsage;
  }
  session.ingestion = ingestion::v1::IngestionService::NewStub(session.channel);
  session.query = query::v1::QueryService::NewStub(session.query_channel);
  session.knowledge = knowledge::v1::KnowledgeService::NewStub(session.query_channel);

  if (app.got_subcommand("ingest")) {
    arguments.ingest.retry_for = std::chrono::seconds(arguments.retry_seconds);
    if (!arguments.ingest.addresses_file.empty()) return IngestAddresses(session, arguments.ingest);
    if (!arguments.ingest.paths.empty()) return Ingest(session, arguments.ingest);
    terminal.err << "chancery: ingest what? PATH or --addresses is required\n";
    return kUsage;
  }
  if (app.got_subcommand("feeds")) return ExecuteFeeds(*app.get_subcommand("feeds"), arguments, session);
  if (app.got_subcommand("status")) return ShowStatus(session);
  if (app.got_subcommand("documents")) {
    if (app.get_subcommand("documents")->got_subcommand("show")) return ShowDocuments(session, arguments.named, arguments.with_text);
    return ListDocuments(session, arguments.documents);
  }
  if (app.got_subcommand("compare")) {
    return CompareDocuments(session, arguments.compared.front(), arguments.compared.size() > 1 ? arguments.compared[1] : "");
  }
  if (app.got_subcommand("delete")) return DeleteDocuments(session, arguments.named);
  if (app.got_subcommand("retry")) return Retry(arguments, session);
  if (app.got_subcommand("reprocess")) {
    if (!arguments.reprocess_states.empty()) arguments.reprocess.set_state(arguments.reprocess_states.front());
    return ReprocessDocuments(session, arguments.reprocess, arguments.wait);
  }
  if (app.got_subcommand("operations")) return ExecuteOperations(*app.get_subcommand("operations"), arguments, session);
  if (app.got_subcommand("watch")) {
    if (app.get_subcommand("watch")->got_subcommand("events")) return WatchEvents(session, arguments.watched_events, arguments.watch);
    if (app.get_subcommand("watch")->got_subcommand("saved")) return WatchSavedQuery(session, arguments.saved.name, arguments.watch);
    return WatchDocuments(session, arguments.watch);
  }
  if (app.got_subcommand("saved")) {
    if (app.get_subcommand("saved")->got_subcommand("save")) return SaveQuery(session, arguments.saved);
    if (app.get_subcommand("saved")->got_subcommand("delete")) return DeleteSavedQuery(session, arguments.saved.name);
    return ListSavedQueries(session);
  }
  if (app.got_subcommand("search")) {
    arguments.search.words = absl::StrJoin(arguments.search_words, " ");
    return Search(session, arguments.search);
  }
  if (app.got_subcommand("dossier")) {
    arguments.dossier.words = absl::StrJoin(arguments.dossier_words, " ");
    return ShowDossier(session, arguments.dossier);
  }
  if (app.got_subcommand("events")) return ListEvents(session, arguments.events);
  if (app.got_subcommand("import")) return ImportArchive(session, arguments.import_file);
  if (app.got_subcommand("ask")) {
    arguments.ask.question = absl::StrJoin(arguments.ask_words, " ");
    return Ask(session, arguments.ask);
  }
  if (app.got_subcommand("statements")) return ListStatements(session, arguments.statements);
  if (app.got_subcommand("correct")) return Correct(*app.get_subcommand("correct"), session, arguments);
  if (app.got_subcommand("review")) return ListReviewItems(session, arguments.trail_limit);
  if (app.got_subcommand("holders")) return ListOfficeHolders(session, arguments.holders);
  if (app.got_subcommand("ledger")) return ListLedger(session, arguments.ledger);
  if (app.got_subcommand("reports")) return CompareReports(session, arguments.event);
  if (app.got_subcommand("path")) return FindConnections(session, arguments.path);
  if (app.got_subcommand("count")) return CountOverTime(session, arguments.count);
  if (app.got_subcommand("explain")) return ExplainEntity(session, absl::StrJoin(arguments.explain_words, " "));
  for (const GraphFormat& format : kGraphFormats) {
    if (app.get_subcommand("export")->got_subcommand(format.name)) return ExportGraph(session, format.format, arguments.export_file);
  }
  return ExportAnnotations(session, arguments.export_file);
}

}  // namespace

int Run(int argc, const char* const* argv, const Terminal& terminal) {
  CLI::App app("Asks and feeds Chancery, the archive of who met whom and said what in diplomacy.", "chancery");
  app.footer(
      "Exit codes: 0 done, 1 refused or not found, 2 wrong usage, 3 server unreachable.\n"
      "`chancery COMMAND --help` tells more about a command.");
  app.require_subcommand(1);
  Arguments arguments;
  AddGlobalOptions(&app, &arguments);
  AddCommands(&app, &arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, terminal.out, terminal.err) == 0 ? kOk : kUsage;
  }
  const ExitCode code = Execute(app, arguments, terminal);
  terminal.out.flush();
  if (terminal.out || code != kOk) return code;
  terminal.err << "chancery: the output cannot be written\n";
  return kRefused;
}

}  // namespace chancery::cli
