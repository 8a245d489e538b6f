#include "services/query/counters.h"

#include "absl/strings/str_cat.h"
#include "services/query/bulk.h"
#include "services/query/words.h"

namespace chancery::query {

void Counters::Flush(Transaction& tx) {
  FlushEntities(tx);
  FlushNames(tx);
  FlushOffices(tx);
  Rows contacts;
  for (const auto& [key, delta] : contacts_) {
    if (delta != 0) contacts.Add(key.first, key.second, delta);
  }
  contacts.InsertInto(tx, "contacts (entity, other, events)",
                      " ON CONFLICT (entity, other) DO UPDATE SET events = contacts.events + excluded.events");
  for (const auto& [key, delta] : contacts_) {
    if (delta < 0) tx.Run("DELETE FROM contacts WHERE entity = ? AND other = ? AND events <= 0", key.first, key.second);
  }
  *this = Counters();
}

void Counters::FlushEntities(Transaction& tx) {
  std::vector<std::string> changed;
  for (const auto& [entity, delta] : entities_) {
    if (delta.documents != 0 || delta.events != 0 || delta.statements != 0) changed.push_back(entity);
  }
  // Those that are gone are not made again.
  Rows rows;
  for (const Row& row : QueryIn(tx, "SELECT entity, type, country FROM entities WHERE entity IN", changed)) {
    const EntityDelta& delta = entities_[row.Text(0)];
    rows.Add(row.Text(0), row.Int(1), row.Text(2), delta.documents, delta.events, delta.statements);
  }
  rows.InsertInto(tx, "entities (entity, type, country, documents, events, statements)",
                  " ON CONFLICT (entity) DO UPDATE SET documents = entities.documents + excluded.documents, "
                  "events = entities.events + excluded.events, statements = entities.statements + excluded.statements");
}

void Counters::FlushNames(Transaction& tx) {
  Rows rows;
  for (const auto& [key, delta] : names_) {
    if (delta.uses == 0 && delta.full_uses == 0 && delta.preferred == 0) continue;
    const auto& [entity, language, name] = key;
    rows.Add(entity, language, name, delta.uses, delta.full_uses, delta.preferred);
  }
  const auto written = rows.InsertInto(tx, "entity_names (entity, language, name, uses, full_uses, preferred)",
                                       " ON CONFLICT (entity, language, name) DO UPDATE SET uses = entity_names.uses + excluded.uses, "
                                       "full_uses = entity_names.full_uses + excluded.full_uses, "
                                       "preferred = entity_names.preferred + excluded.preferred "
                                       "RETURNING entity, language, name, uses, preferred");
  std::set<std::string> rewritten = renamed_;
  for (const Row& row : written) {
    const NameDelta& delta = names_[NameKey(row.Text(0), row.Text(1), row.Text(2))];
    const int64_t uses = row.Int(3), preferred = row.Int(4);
    const bool gone = uses <= 0 && preferred <= 0;
    if (gone) {
      tx.Run("DELETE FROM entity_names WHERE entity = ? AND language = ? AND name = ?", row.Text(0), row.Text(1), row.Text(2));
    }
    const bool fresh = uses == delta.uses && preferred == delta.preferred;
    if (gone || fresh) rewritten.insert(row.Text(0));
  }
  RewriteWords(tx, rewritten);
}

void Counters::RewriteWords(Transaction& tx, const std::set<std::string>& entities) {
  std::map<std::string, std::set<std::string>> words, old;
  for (const Row& row : QueryIn(tx, "SELECT entity, name FROM entity_names WHERE entity IN", entities)) {
    auto name = NameWords(row.Text(1));
    auto& of_entity = words[row.Text(0)];
    if (!name.empty()) of_entity.insert(WholeName(name));
    for (std::string& word : name) of_entity.insert(std::move(word));
  }
  for (const Row& row : QueryIn(tx, "SELECT entity, name FROM renames WHERE entity IN", entities)) {
    // Who is not named any more is not found by the name that was given.
    const auto of_entity = words.find(row.Text(0));
    if (of_entity == words.end()) continue;
    auto name = NameWords(row.Text(1));
    of_entity->second.insert(WholeName(name));
    of_entity->second.insert(name.begin(), name.end());
  }
  for (const Row& row : QueryIn(tx, "SELECT entity, word FROM entity_word_list WHERE entity IN", entities)) {
    old[row.Text(0)].insert(row.Text(1));
  }
  Rows list, index;
  for (const std::string& entity : entities) {
    for (const std::string& word : old[entity]) {
      if (words[entity].count(word) > 0) continue;
      tx.Run("DELETE FROM entity_words WHERE word = ? AND entity = ?", word, entity);
      tx.Run("DELETE FROM entity_word_list WHERE entity = ? AND word = ?", entity, word);
    }
    for (const std::string& word : words[entity]) {
      if (old[entity].count(word) > 0) continue;
      index.Add(word, entity);
      list.Add(entity, word);
    }
  }
  index.InsertInto(tx, "entity_words (word, entity)");
  list.InsertInto(tx, "entity_word_list (entity, word)");
}

void Counters::FlushOffices(Transaction& tx) {
  // Days only widen while reports come; after one went they are read again. A report of a former office tells nothing about
  // its days.
  Rows widened, read_again;
  for (const auto& [key, delta] : offices_) {
    const auto& [person, kind, body] = key;
    if (!delta.removed) {
      widened.Add(person, kind, body, delta.first_day, delta.last_day, delta.reports, delta.former);
      continue;
    }
    // By the ends of the key's order: a minister has thousands of reports.
    constexpr std::string_view kDay =
        "(SELECT day FROM role_reports WHERE person = ? AND kind = ? AND body = ? AND day > '' AND former = 0 ORDER BY day";
    static const std::string days_sql = absl::StrCat("SELECT ", std::string(kDay), " LIMIT 1), ", std::string(kDay), " DESC LIMIT 1)");
    const auto days = tx.Query(days_sql, person, kind, body, person, kind, body);
    if (days.empty()) return;
    read_again.Add(person, kind, body, days[0].Text(0), days[0].Text(1), delta.reports, delta.former);
  }
  constexpr std::string_view kInto = "offices (person, kind, body, first_day, last_day, reports, former)";
  constexpr std::string_view kSums = "reports = offices.reports + excluded.reports, former = offices.former + excluded.former";
  widened.InsertInto(tx, kInto,
                     absl::StrCat(" ON CONFLICT (person, kind, body) DO UPDATE SET "
                                  "first_day = CASE WHEN offices.first_day = '' OR (excluded.first_day <> '' AND "
                                  "excluded.first_day < offices.first_day) THEN excluded.first_day ELSE offices.first_day END, "
                                  "last_day = CASE WHEN excluded.last_day > offices.last_day THEN excluded.last_day "
                                  "ELSE offices.last_day END, ",
                                  std::string(kSums)));
  read_again.InsertInto(tx, kInto,
                        absl::StrCat(" ON CONFLICT (person, kind, body) DO UPDATE SET first_day = excluded.first_day, "
                                     "last_day = excluded.last_day, ",
                                     std::string(kSums)));
  for (const auto& [key, delta] : offices_) {
    if (!delta.removed) continue;
    const auto& [person, kind, body] = key;
    tx.Run("DELETE FROM offices WHERE person = ? AND kind = ? AND body = ? AND reports <= 0", person, kind, body);
  }
  Rows titles;
  for (const auto& [key, delta] : titles_) {
    const auto& [office, title, portfolio] = key;
    const auto& [person, kind, body] = office;
    if (delta != 0) titles.Add(person, kind, body, title, portfolio, delta);
  }
  titles.InsertInto(tx, "office_titles (person, kind, body, title, portfolio, uses)",
                    " ON CONFLICT (person, kind, body, title, portfolio) DO UPDATE SET uses = office_titles.uses + excluded.uses");
  for (const auto& [key, delta] : titles_) {
    if (delta >= 0) continue;
    const auto& [office, title, portfolio] = key;
    const auto& [person, kind, body] = office;
    tx.Run("DELETE FROM office_titles WHERE person = ? AND kind = ? AND body = ? AND title = ? AND portfolio = ? AND uses <= 0", person,
           kind, body, title, portfolio);
  }
}

}  // namespace chancery::query
