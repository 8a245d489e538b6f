#include "services/query/schema.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "chancery/type/v1/vocabulary.pb.h"
#include "services/query/days.h"

namespace chancery::query {
namespace {

// {bytes}: the type of binary columns. {now}: microseconds since 1970. {clustered}: rows live in their primary key, where the database can.
constexpr char kGraph[] = R"sql(
-- The fence of each document: the highest revision that was committed or retracted.
CREATE TABLE revisions (document TEXT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL){clustered};

-- Source of truth: what was committed. All other tables follow from these two.
-- number: key of the text index, the latest document the lowest. origin: the document itself, or of which it is a copy.
CREATE TABLE documents (
  document TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,
  day TEXT NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL,
  published TEXT NOT NULL,
  published_from TEXT NOT NULL,
  published_to TEXT NOT NULL,
  origin TEXT NOT NULL
);
CREATE INDEX documents_language ON documents (language);
CREATE INDEX documents_outlet ON documents (outlet) WHERE outlet <> '';
CREATE TABLE contents (
  document TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  analysis {bytes}
);

-- What people put right (see corrections.h), and the names that follow from it. `created` in microseconds.
CREATE TABLE corrections (
  correction TEXT NOT NULL PRIMARY KEY,
  created BIGINT NOT NULL,
  reverted BIGINT NOT NULL,
  request TEXT NOT NULL,
  content {bytes} NOT NULL
);
CREATE INDEX corrections_request ON corrections (request) WHERE request <> '';
CREATE TABLE renames (entity TEXT NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (entity, language)){clustered};

-- Resolution (see resolver.h).
CREATE TABLE profiles (
  profile TEXT NOT NULL PRIMARY KEY,
  features TEXT NOT NULL,
  records BIGINT NOT NULL,
  core TEXT NOT NULL,
  entity TEXT NOT NULL
){clustered};
CREATE INDEX profiles_core ON profiles (core);
CREATE TABLE profile_keys (block TEXT NOT NULL, profile TEXT NOT NULL, PRIMARY KEY (block, profile)){clustered};
CREATE TABLE cores (
  core TEXT NOT NULL PRIMARY KEY,
  features TEXT NOT NULL,
  level BIGINT NOT NULL,
  root TEXT NOT NULL
){clustered};
CREATE INDEX cores_root ON cores (root);
CREATE TABLE core_names (name TEXT NOT NULL, core TEXT NOT NULL, PRIMARY KEY (name, core)){clustered};
CREATE TABLE core_parts (
  part TEXT NOT NULL,
  evidence TEXT NOT NULL,
  core TEXT NOT NULL,
  PRIMARY KEY (part, evidence, core)
){clustered};
-- slug: the id that it would have without namesakes.
CREATE TABLE clusters (root TEXT NOT NULL PRIMARY KEY, slug TEXT NOT NULL, lexicon BIGINT NOT NULL,
  entity TEXT NOT NULL){clustered};
CREATE INDEX clusters_slug ON clusters (slug);
CREATE INDEX clusters_entity ON clusters (entity);
-- A document's local entities.
CREATE TABLE document_entities (
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  profile TEXT NOT NULL,
  entity TEXT NOT NULL,
  PRIMARY KEY (document, position)
){clustered};
CREATE INDEX document_entities_profile ON document_entities (profile, document);

-- Entities and how they are called.
CREATE TABLE entities (
  entity TEXT NOT NULL PRIMARY KEY,
  type BIGINT NOT NULL,
  country TEXT NOT NULL,
  documents BIGINT NOT NULL,
  events BIGINT NOT NULL,
  statements BIGINT NOT NULL
){clustered};
CREATE INDEX entities_country ON entities (country) WHERE country <> '';
CREATE INDEX entities_type ON entities (type, documents DESC, entity);
CREATE INDEX entities_documents ON entities (documents DESC, entity);
-- uses: documents in which the form stands; full_uses: as the fullest; preferred: as the lexicon's preferred name.
CREATE TABLE entity_names (
  entity TEXT NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  uses BIGINT NOT NULL,
  full_uses BIGINT NOT NULL,
  preferred BIGINT NOT NULL,
  PRIMARY KEY (entity, language, name)
){clustered};
-- Folded words of the names, for search, and the same the other way round, for upkeep.
CREATE TABLE entity_word_list (entity TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (entity, word)){clustered};
CREATE TABLE entity_words (word TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (word, entity)){clustered};
CREATE TABLE entity_documents (
  entity TEXT NOT NULL,
  day TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (entity, day, document)
){clustered};

-- Offices: what each document says, and in sum.
CREATE TABLE role_reports (
  person TEXT NOT NULL,
  kind BIGINT NOT NULL,
  body TEXT NOT NULL,
  day TEXT NOT NULL,
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  former BIGINT NOT NULL,
  begin_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (person, kind, body, day, document, position)
){clustered};
CREATE TABLE offices (
  person TEXT NOT NULL,
  kind BIGINT NOT NULL,
  body TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  reports BIGINT NOT NULL,
  former BIGINT NOT NULL,
  PRIMARY KEY (person, kind, body)
){clustered};
CREATE INDEX offices_body ON offices (body, last_day DESC, person, kind);
CREATE TABLE office_titles (
  person TEXT NOT NULL,
  kind BIGINT NOT NULL,
  body TEXT NOT NULL,
  title TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  uses BIGINT NOT NULL,
  PRIMARY KEY (person, kind, body, title, portfolio)
){clustered};

-- Events: what each document tells, what is told alike, and what they tell together (see event_merge.h).
CREATE TABLE event_reports (
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  profile TEXT NOT NULL,
  event TEXT NOT NULL,
  place TEXT NOT NULL,
  edtf TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  origin TEXT NOT NULL,
  begin_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (document, position)
){clustered};
CREATE INDEX event_reports_event ON event_reports (event, published, document);
CREATE INDEX event_reports_published ON event_reports (published, event);
CREATE TABLE event_profiles (
  profile TEXT NOT NULL PRIMARY KEY,
  event TEXT NOT NULL,
  features TEXT NOT NULL,
  reports BIGINT NOT NULL,
  originals BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  told TEXT NOT NULL
){clustered};
CREATE INDEX event_profiles_event ON event_profiles (event);
CREATE TABLE event_profile_keys (
  lookup TEXT NOT NULL,
  day TEXT NOT NULL,
  profile TEXT NOT NULL,
  PRIMARY KEY (lookup, day, profile)
){clustered};
-- From how many reports of each origin an event is known.
CREATE TABLE event_origins (
  event TEXT NOT NULL,
  origin TEXT NOT NULL,
  reports BIGINT NOT NULL,
  PRIMARY KEY (event, origin)
){clustered};
-- wide: the time is wider than a month or has no bound, so that its first day says little about where it can fall (see Width in days.h).
CREATE TABLE events (
  event TEXT NOT NULL PRIMARY KEY,
  type BIGINT NOT NULL,
  realis BIGINT NOT NULL,
  place TEXT NOT NULL,
  edtf TEXT NOT NULL,
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  codes TEXT NOT NULL,
  participants TEXT NOT NULL,
  countries TEXT NOT NULL,
  origins BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  told TEXT NOT NULL,
  wide BIGINT NOT NULL
){clustered};
CREATE INDEX events_wide ON events (earliest DESC, event DESC) WHERE wide = 1;
-- For the review queue.
CREATE INDEX events_unsure ON events (confidence, event) WHERE confidence <= 0.6;
CREATE INDEX events_day ON events (earliest DESC, event DESC);
CREATE INDEX events_type ON events (type, earliest DESC, event DESC);
CREATE INDEX events_place ON events (place, earliest DESC, event DESC) WHERE place <> '';
CREATE TABLE event_participants (
  entity TEXT NOT NULL,
  day TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (entity, day, event)
){clustered};
-- The countries that a participant is or belongs to.
CREATE TABLE event_countries (
  country TEXT NOT NULL,
  day TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (country, day, event)
){clustered};
-- Events that undertake something, by when they were first told of; party: a participant, or '' for all.
CREATE TABLE undertakings (
  party TEXT NOT NULL,
  kind BIGINT NOT NULL,
  told TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (party, kind, told, event)
){clustered};
-- Who met or called whom, and when.
CREATE TABLE contacts (
  entity TEXT NOT NULL,
  other TEXT NOT NULL,
  events BIGINT NOT NULL,
  PRIMARY KEY (entity, other)
){clustered};
CREATE INDEX contacts_events ON contacts (entity, events DESC, other);
CREATE TABLE contact_events (
  entity TEXT NOT NULL,
  other TEXT NOT NULL,
  day TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (entity, other, day, event)
){clustered};

-- day, edtf, earliest, latest: of the event at which it was said, else of the publication. Ids: see statement_ids.h.
CREATE TABLE statements (
  statement TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL,
  speaker TEXT NOT NULL,
  act BIGINT NOT NULL,
  addressee TEXT NOT NULL,
  event_position BIGINT NOT NULL,
  event TEXT NOT NULL,
  day TEXT NOT NULL,
  edtf TEXT NOT NULL,
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  wide BIGINT NOT NULL,
  content_begin BIGINT NOT NULL,
  content_end BIGINT NOT NULL,
  quoted BIGINT NOT NULL,
  begin_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  rules TEXT NOT NULL
){clustered};
CREATE INDEX statements_unsure ON statements (confidence, statement) WHERE confidence <= 0.6;
CREATE INDEX statements_day ON statements (day DESC, statement DESC);
CREATE INDEX statements_wide ON statements (day DESC, statement DESC) WHERE wide = 1;
CREATE INDEX statements_act ON statements (act, day DESC, statement DESC);
CREATE INDEX statements_speaker ON statements (speaker, day DESC, statement DESC);
CREATE INDEX statements_addressee ON statements (addressee, day DESC, statement DESC) WHERE addressee <> '';
CREATE INDEX statements_event ON statements (event, day DESC, statement DESC) WHERE event <> '';

CREATE TABLE facts (
  fact TEXT NOT NULL PRIMARY KEY,
  type BIGINT NOT NULL,
  subject TEXT NOT NULL,
  object TEXT NOT NULL,
  place TEXT NOT NULL,
  edtf TEXT NOT NULL,
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL
);
CREATE INDEX facts_subject ON facts (subject, fact);
CREATE INDEX facts_object ON facts (object, subject, fact);
CREATE TABLE fact_reports (
  fact TEXT NOT NULL,
  published TEXT NOT NULL,
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  value TEXT NOT NULL,
  begin_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (fact, published, document, position)
){clustered};
)sql";

// Which events changed, for those who watch: one row for each event that ever was, with the number of the transaction that wrote
// it last. Numbers rise and are never used again. No part of the graph: it depends on the order of arrival.
constexpr char kEventChanges[] = R"sql(
CREATE TABLE event_changes (event TEXT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL){clustered};
CREATE INDEX event_changes_sequence ON event_changes (sequence, event);
)sql";

// What was in effect when (see history.h). moments: of the transactions that changed the graph, in microseconds since 1970; they rise.
// The first is that from which on history is kept. versions: since when each document is as it is. past_versions: a document as
// it was from `began` until before `ended`. No part of the graph: it depends on when things came.
constexpr char kHistory[] = R"sql(
CREATE TABLE moments (moment BIGINT NOT NULL PRIMARY KEY){clustered};
CREATE TABLE versions (document TEXT NOT NULL PRIMARY KEY, began BIGINT NOT NULL){clustered};
CREATE INDEX versions_began ON versions (began);
CREATE TABLE past_versions (
  document TEXT NOT NULL,
  began BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  content {bytes} NOT NULL,
  PRIMARY KEY (document, began)
);
CREATE INDEX past_versions_ended ON past_versions (ended, began);
INSERT INTO moments (moment) VALUES ({now});
INSERT INTO versions (document, began) SELECT d.document, m.moment FROM documents d, moments m;
)sql";

// A time filter looks through what is wide apart (see TimeBands in paging.h): of a party, without its other events. (The parties beside
// keys were of use until the keys were pairs.)
constexpr char kOfParties[] = R"sql(
ALTER TABLE event_profile_keys ADD COLUMN parties BIGINT NOT NULL DEFAULT -1;
ALTER TABLE event_participants ADD COLUMN wide BIGINT NOT NULL DEFAULT 0;
ALTER TABLE event_countries ADD COLUMN wide BIGINT NOT NULL DEFAULT 0;
UPDATE event_participants SET wide = 1 WHERE event IN (SELECT event FROM events WHERE wide = 1);
UPDATE event_countries SET wide = 1 WHERE event IN (SELECT event FROM events WHERE wide = 1);
CREATE INDEX event_participants_wide ON event_participants (entity, day, event) WHERE wide = 1;
CREATE INDEX event_countries_wide ON event_countries (country, day, event) WHERE wide = 1;
CREATE INDEX statements_wide_speaker ON statements (speaker, day DESC, statement DESC) WHERE wide = 1;
)sql";

// Filters of events under names (see saved_queries.h); sequence, event: the change that was acknowledged last (see event_changes). No part
// of the graph.
constexpr char kSavedQueries[] = R"sql(
CREATE TABLE saved_queries (
  query TEXT NOT NULL PRIMARY KEY,
  filter {bytes} NOT NULL,
  description TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  event TEXT NOT NULL
);
)sql";

// Profiles are found by pairs of parties (see event_keys.h). The keys before were kind|type|party, for the kind "w" with the time behind.
constexpr char kOfPairs[] = R"sql(
CREATE TABLE old_keys (profile TEXT, time TEXT, day TEXT, type TEXT, party TEXT, PRIMARY KEY (profile, time, day, party)){clustered};
INSERT INTO old_keys
SELECT profile, CASE kind WHEN 'w' THEN 'w' || SUBSTR(rest, INSTR(rest, '|') + 1) ELSE kind END, day, type,
  CASE kind WHEN 'w' THEN SUBSTR(rest, 1, INSTR(rest, '|') - 1) ELSE rest END
FROM (SELECT profile, day, SUBSTR(lookup, 1, 1) AS kind, SUBSTR(lookup, 3, INSTR(SUBSTR(lookup, 3), '|') - 1) AS type,
  SUBSTR(lookup, 3 + INSTR(SUBSTR(lookup, 3), '|')) AS rest FROM event_profile_keys);
CREATE TABLE old_counts AS SELECT profile, COUNT(DISTINCT party) AS parties FROM old_keys GROUP BY profile;
DROP TABLE event_profile_keys;
CREATE TABLE event_profile_keys (
  lookup TEXT NOT NULL,
  day TEXT NOT NULL,
  profile TEXT NOT NULL,
  PRIMARY KEY (lookup, day, profile)
){clustered};
INSERT INTO event_profile_keys
SELECT time || '|' || type || '|1|' || party, day, profile FROM old_keys NATURAL JOIN old_counts WHERE parties = 1
UNION ALL
SELECT time || '|' || type || '|m|' || party, day, profile FROM old_keys NATURAL JOIN old_counts WHERE parties > 8
UNION ALL
SELECT time || '|' || type || '|o|' || party, day, profile FROM old_keys NATURAL JOIN old_counts WHERE parties > 1 AND type = '{visit}'
UNION ALL
SELECT a.time || '|' || a.type || '|2|' || a.party || '|' || b.party, a.day, a.profile
FROM old_counts c JOIN old_keys a ON a.profile = c.profile
JOIN old_keys b ON b.profile = a.profile AND b.time = a.time AND b.day = a.day AND b.party > a.party WHERE c.parties BETWEEN 2 AND 8
ORDER BY 1, 2, 3;
DROP TABLE old_keys;
DROP TABLE old_counts;
)sql";

// Words are letters and digits that were folded before; 'remove_diacritics 0' leaves them as they are. Without content:
// the text is in `contents`.
constexpr char kSqliteTextIndex[] =
    "CREATE VIRTUAL TABLE document_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0');";

// For events of a party in a year. Times of at most a year are found by their first day too; only what is open is looked through (see
// Width in days.h).
constexpr char kOpenTimes[] = R"sql(
UPDATE events SET wide = 2
WHERE wide = 1 AND NOT COALESCE(julianday(NULLIF(latest, '')) - julianday(NULLIF(earliest, '')) <= {year}, FALSE);
UPDATE statements SET wide = 2
WHERE wide = 1 AND NOT COALESCE(julianday(NULLIF(latest, '')) - julianday(NULLIF(earliest, '')) <= {year}, FALSE);
UPDATE event_participants SET wide = 2 WHERE wide = 1 AND event IN (SELECT event FROM events WHERE wide = 2);
UPDATE event_countries SET wide = 2 WHERE wide = 1 AND event IN (SELECT event FROM events WHERE wide = 2);
DROP INDEX events_wide;
DROP INDEX event_participants_wide;
DROP INDEX event_countries_wide;
DROP INDEX statements_wide;
DROP INDEX statements_wide_speaker;
-- `wide` stands among their columns so that they are preferred to the primary key.
CREATE INDEX events_year ON events (wide, earliest DESC, event DESC) WHERE wide = 1;
CREATE INDEX events_open ON events (wide, earliest DESC, event DESC) WHERE wide = 2;
CREATE INDEX event_participants_year ON event_participants (entity, wide, day, event) WHERE wide = 1;
CREATE INDEX event_participants_open ON event_participants (entity, wide, day, event) WHERE wide = 2;
CREATE INDEX event_countries_year ON event_countries (country, wide, day, event) WHERE wide = 1;
CREATE INDEX event_countries_open ON event_countries (country, wide, day, event) WHERE wide = 2;
CREATE INDEX statements_year ON statements (wide, day DESC, statement DESC) WHERE wide = 1;
CREATE INDEX statements_open ON statements (wide, day DESC, statement DESC) WHERE wide = 2;
CREATE INDEX statements_year_speaker ON statements (speaker, wide, day DESC, statement DESC) WHERE wide = 1;
CREATE INDEX statements_open_speaker ON statements (speaker, wide, day DESC, statement DESC) WHERE wide = 2;
)sql";

}  // namespace

const std::vector<std::string>& SqliteMigrations() {
  static const auto* const migrations = [] {
    const auto of_sqlite = [](const char* sql) {
      return absl::StrReplaceAll(sql, {{"{bytes}", "BLOB"},
                                       {"{clustered}", " WITHOUT ROWID"},
                                       {"{now}", "CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER)"},
                                       {"{year}", absl::StrCat(kYearDays)},
                                       {"{visit}", absl::StrCat(static_cast<int>(type::v1::EVENT_TYPE_VISIT))}});
    };
    return new std::vector<std::string>{absl::StrCat(of_sqlite(kGraph), kSqliteTextIndex),
                                        of_sqlite(kEventChanges),
                                        of_sqlite(kHistory),
                                        kOfParties,
                                        of_sqlite(kSavedQueries),
                                        of_sqlite(kOfPairs),
                                        of_sqlite(kOpenTimes)};
  }();
  return *migrations;
}

}  // namespace chancery::query
