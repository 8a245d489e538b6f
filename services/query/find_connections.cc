#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/status.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

constexpr int kDefaultLength = 4;
constexpr int kMaxLength = 6;
constexpr int kDefaultPaths = 5;
constexpr int kMaxPaths = 20;
// What a search costs at most: entities whose events are read, and events of each, the latest first.
constexpr int kMaxEntities = 300;
constexpr int kMaxEvents = 200;
// An event of more participants, a summit, connects nobody in particular.
constexpr size_t kMaxParticipants = 12;
// Ways that are kept to an entity.
constexpr size_t kMaxWays = 4;

struct Step {
  std::string entity;  // nearer to the end from which the search began
  std::string event;
  std::string day;
};

// One end of the search: how far it came and by which steps.
struct Side {
  std::map<std::string, int> depth;
  std::map<std::string, std::vector<Step>> steps;
  std::vector<std::string> frontier;
  int reached = 0;
};

class Search {
 public:
  Search(Transaction& tx, std::vector<Condition> conditions) : tx_(tx), conditions_(std::move(conditions)) {}

  // Goes one step on from an end.
  void Expand(Side& side) {
    ++side.reached;
    std::vector<std::string> next;
    for (const std::string& entity : side.frontier) {
      if (++entities_ > kMaxEntities) {
        truncated = exhausted = true;
        break;
      }
      std::vector<Condition> all = conditions_;
      all.insert(all.begin(), {"d.entity = ?", {entity}});
      std::vector<Value> args = Args(all);
      args.emplace_back(static_cast<int64_t>(kMaxEvents) + 1);
      const auto rows = tx_.QueryValues(
          absl::StrCat("SELECT e.event, e.earliest, e.participants FROM event_participants d JOIN events e ON e.event = d.event "
                       "WHERE ",
                       Where(all), " ORDER BY d.day DESC, d.event DESC LIMIT ?"),
          args);
      if (rows.size() > static_cast<size_t>(kMaxEvents)) truncated = true;
      for (const Row& row : rows) {
        const std::vector<std::string> participants = absl::StrSplit(row.Text(2), '\t', absl::SkipEmpty());
        if (participants.size() > kMaxParticipants) continue;
        for (const std::string& other : participants) {
          if (other == entity) continue;
          const auto [at, fresh] = side.depth.try_emplace(other, side.reached);
          if (fresh) next.push_back(other);
          if (at->second != side.reached) continue;
          auto& steps = side.steps[other];
          // The latest event with each neighbour says enough.
          const bool known = std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.entity == entity; });
          if (!known && steps.size() < kMaxWays) steps.push_back({entity, row.Text(0), row.Text(1)});
        }
      }
    }
    side.frontier = std::move(next);
  }

  // There may be more than what was seen; and there is nothing left to spend.
  bool truncated = false;
  bool exhausted = false;

 private:
  Transaction& tx_;
  const std::vector<Condition> conditions_;
  int entities_ = 0;
};

struct Path {
  std::vector<std::string> entities;
  std::vector<std::string> events;
  std::vector<std::string> days;
};

// All ways from an entity back to the end of a side, the entity first.
void Ways(const Side& side, const std::string& entity, Path path, size_t most, std::vector<Path>& out) {
  if (out.size() >= most) return;
  const auto steps = side.steps.find(entity);
  if (side.depth.at(entity) == 0 || steps == side.steps.end()) {
    out.push_back(std::move(path));
    return;
  }
  for (const Step& step : steps->second) {
    Path longer = path;
    longer.entities.push_back(step.entity);
    longer.events.push_back(step.event);
    longer.days.push_back(step.day);
    Ways(side, step.entity, std::move(longer), most, out);
  }
}

std::vector<Path> Join(const Side& from, const Side& to, size_t most) {
  std::vector<Path> paths;
  for (const auto& [entity, depth] : from.depth) {
    const auto met = to.depth.find(entity);
    if (met == to.depth.end() || depth != from.reached || met->second != to.reached) continue;
    std::vector<Path> back, on;
    Ways(from, entity, {{entity}, {}, {}}, most, back);
    Ways(to, entity, {{entity}, {}, {}}, most, on);
    for (const Path& a : back) {
      for (const Path& b : on) {
        Path path;
        path.entities.assign(a.entities.rbegin(), a.entities.rend());
        path.events.assign(a.events.rbegin(), a.events.rend());
        path.days.assign(a.days.rbegin(), a.days.rend());
        path.entities.insert(path.entities.end(), b.entities.begin() + 1, b.entities.end());
        path.events.insert(path.events.end(), b.events.begin(), b.events.end());
        path.days.insert(path.days.end(), b.days.begin(), b.days.end());
        const std::set<std::string> distinct(path.entities.begin(), path.entities.end());
        if (distinct.size() == path.entities.size()) paths.push_back(std::move(path));
      }
    }
  }
  // The one whose oldest event is the latest; then by names, so that equal graphs give equal answers.
  const auto oldest = [](const Path& path) { return *std::min_element(path.days.begin(), path.days.end()); };
  std::sort(paths.begin(), paths.end(),
            [&](const Path& a, const Path& b) { return std::pair(oldest(b), a.entities) < std::pair(oldest(a), b.entities); });
  if (paths.size() > most) paths.resize(most);
  return paths;
}

absl::StatusOr<int> Bounded(int value, int standard, int most, const std::string& field) {
  if (value < 0 || value > most) return platform::InvalidArgument(field, absl::StrCat("must be between 1 and ", most), "INVALID_LIMIT");
  return value == 0 ? standard : value;
}

}  // namespace

absl::StatusOr<v1::FindConnectionsResponse> FindConnections(Transaction& tx, const v1::FindConnectionsRequest& request) {
  std::array<std::string, 2> ends;
  for (const bool first : {true, false}) {
    const std::string& name = first ? request.from() : request.to();
    const char* field = first ? "from" : "to";
    if (name.empty()) return platform::InvalidArgument(field, "must name an entity", "INVALID_NAME");
    auto entity = FilterEntity(tx, name, field);
    if (!entity.ok()) return entity.status();
    ends[first ? 0 : 1] = *std::move(entity);
  }
  if (ends[0] == ends[1]) return platform::InvalidArgument("to", "is the same entity as from", "SAME_ENTITY");
  const auto length = Bounded(request.max_length(), kDefaultLength, kMaxLength, "max_length");
  if (!length.ok()) return length.status();
  const auto limit = Bounded(request.limit(), kDefaultPaths, kMaxPaths, "limit");
  if (!limit.ok()) return limit.status();
  if (absl::Status status = CheckRange(request.time(), "time"); !status.ok()) return status;
  google::protobuf::RepeatedField<int> types = request.types();
  if (types.empty()) {
    for (const int type : {type::v1::EVENT_TYPE_MEETING, type::v1::EVENT_TYPE_CALL, type::v1::EVENT_TYPE_VISIT,
                           type::v1::EVENT_TYPE_INVITATION, type::v1::EVENT_TYPE_AGREEMENT}) {
      types.Add(type);
    }
  }
  auto conditions = AnyOf("e.type", types, type::v1::EventType_IsValid, "types");
  if (!conditions.ok()) return conditions.status();
  conditions->push_back(
      {"e.realis IN (?, ?)", {static_cast<int64_t>(type::v1::REALIS_HAPPENED), static_cast<int64_t>(type::v1::REALIS_PLANNED)}});
  if (!request.time().from().empty()) conditions->push_back({"e.latest >= ?", {request.time().from()}});
  if (!request.time().to().empty()) conditions->push_back({"e.earliest <= ? AND e.earliest <> ''", {request.time().to()}});

  Search search(tx, *conditions);
  std::array<Side, 2> sides;
  for (size_t i = 0; i < 2; ++i) {
    sides[i].depth[ends[i]] = 0;
    sides[i].frontier = {ends[i]};
  }
  std::vector<Path> paths;
  while (paths.empty() && sides[0].reached + sides[1].reached < *length && !search.exhausted) {
    // From the end that has fewer to go on from.
    Side& side = sides[0].frontier.size() <= sides[1].frontier.size() ? sides[0] : sides[1];
    if (side.frontier.empty()) break;
    search.Expand(side);
    paths = Join(sides[0], sides[1], static_cast<size_t>(*limit));
    if (!tx.status().ok()) return tx.status();
  }
  v1::FindConnectionsResponse response;
  response.set_truncated(search.truncated);
  Reader reader(tx, request.language_code());
  for (const Path& path : paths) {
    auto* out = response.add_paths();
    for (const std::string& entity : path.entities) *out->add_entities() = reader.EntityRef(entity);
    for (const std::string& event : path.events) {
      if (auto read = reader.EventById(event, Reader::kListedEvidence)) *out->add_events() = *std::move(read);
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
