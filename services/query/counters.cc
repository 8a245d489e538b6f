#include "services/query/counters.h"

#include "services/query/words.h"

namespace chancery::query {

void Counters::Flush(Transaction& tx) {
  for (const auto& [entity, delta] : entities_) {
    if (delta.documents == 0 && delta.events == 0 && delta.statements == 0) continue;
    tx.Run(
        "UPDATE entities SET documents = documents + ?, events = events + ?, statements = statements + ? "
        "WHERE entity = ?",
        delta.documents, delta.events, delta.statements, entity);
  }
  FlushNames(tx);
  FlushOffices(tx);
  for (const auto& [key, delta] : contacts_) {
    if (delta == 0) continue;
    tx.Run(
        "INSERT INTO contacts (entity, other, events) VALUES (?, ?, ?) "
        "ON CONFLICT (entity, other) DO UPDATE SET events = contacts.events + excluded.events",
        key.first, key.second, delta);
    if (delta < 0) {
      tx.Run("DELETE FROM contacts WHERE entity = ? AND other = ? AND events <= 0", key.first, key.second);
    }
  }
  *this = Counters();
}

void Counters::FlushNames(Transaction& tx) {
  std::set<std::string> rewritten;
  for (const auto& [key, delta] : names_) {
    if (delta.uses == 0 && delta.full_uses == 0 && delta.preferred == 0) continue;
    const auto& [entity, language, name] = key;
    const auto rows = tx.Query(
        "INSERT INTO entity_names (entity, language, name, uses, full_uses, preferred) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (entity, language, name) DO UPDATE SET uses = entity_names.uses + excluded.uses, "
        "full_uses = entity_names.full_uses + excluded.full_uses, "
        "preferred = entity_names.preferred + excluded.preferred RETURNING uses, preferred",
        entity, language, name, delta.uses, delta.full_uses, delta.preferred);
    if (rows.empty()) return;
    const int64_t uses = rows[0].Int(0), preferred = rows[0].Int(1);
    const bool gone = uses <= 0 && preferred <= 0;
    if (gone) {
      tx.Run("DELETE FROM entity_names WHERE entity = ? AND language = ? AND name = ?", entity, language, name);
    }
    const bool fresh = uses == delta.uses && preferred == delta.preferred;
    if (gone || fresh) rewritten.insert(entity);
  }
  for (const std::string& entity : rewritten) RewriteWords(tx, entity);
}

void Counters::RewriteWords(Transaction& tx, const std::string& entity) {
  std::set<std::string> words;
  const auto names = tx.Query("SELECT name FROM entity_names WHERE entity = ?", entity);
  for (const Row& row : names) {
    for (std::string& word : NameWords(row.Text(0))) words.insert(std::move(word));
  }
  std::set<std::string> old;
  for (const Row& row : tx.Query("SELECT word FROM entity_word_list WHERE entity = ?", entity)) old.insert(row.Text(0));
  for (const std::string& word : old) {
    if (words.count(word) > 0) continue;
    tx.Run("DELETE FROM entity_words WHERE word = ? AND entity = ?", word, entity);
    tx.Run("DELETE FROM entity_word_list WHERE entity = ? AND word = ?", entity, word);
  }
  for (const std::string& word : words) {
    if (old.count(word) > 0) continue;
    tx.Run("INSERT INTO entity_words (word, entity) VALUES (?, ?)", word, entity);
    tx.Run("INSERT INTO entity_word_list (entity, word) VALUES (?, ?)", entity, word);
  }
}

void Counters::FlushOffices(Transaction& tx) {
  for (const auto& [key, delta] : offices_) {
    const auto& [person, kind, body] = key;
    // Days only widen while reports come; after one went they are read again. A report of a former office tells nothing
    // about its days.
    std::string first = delta.first_day, last = delta.last_day;
    if (delta.removed) {
      const auto days = tx.Query(
          "SELECT MIN(day), MAX(day) FROM role_reports WHERE person = ? AND kind = ? AND body = ? AND day <> '' "
          "AND former = 0",
          person, kind, body);
      if (days.empty()) return;
      first = days[0].Text(0);
      last = days[0].Text(1);
    }
    tx.Run(
        "INSERT INTO offices (person, kind, body, first_day, last_day, reports, former) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (person, kind, body) DO UPDATE SET "
        "first_day = CASE WHEN ? = 1 OR offices.first_day = '' OR (excluded.first_day <> '' AND "
        "excluded.first_day < offices.first_day) THEN excluded.first_day ELSE offices.first_day END, "
        "last_day = CASE WHEN ? = 1 OR excluded.last_day > offices.last_day THEN excluded.last_day ELSE offices.last_day END, "
        "reports = offices.reports + excluded.reports, former = offices.former + excluded.former",
        person, kind, body, first, last, delta.reports, delta.former, delta.removed, delta.removed);
    if (delta.removed) {
      tx.Run("DELETE FROM offices WHERE person = ? AND kind = ? AND body = ? AND reports <= 0", person, kind, body);
    }
  }
  for (const auto& [key, delta] : titles_) {
    if (delta == 0) continue;
    const auto& [office, title, portfolio] = key;
    const auto& [person, kind, body] = office;
    tx.Run(
        "INSERT INTO office_titles (person, kind, body, title, portfolio, uses) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (person, kind, body, title, portfolio) DO UPDATE SET uses = office_titles.uses + excluded.uses",
        person, kind, body, title, portfolio, delta);
    if (delta < 0) {
      tx.Run(
          "DELETE FROM office_titles WHERE person = ? AND kind = ? AND body = ? AND title = ? AND portfolio = ? "
          "AND uses <= 0",
          person, kind, body, title, portfolio);
    }
  }
}

}  // namespace chancery::query
