#include "services/query/ask/frame.h"

#include <algorithm>
#include <span>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/query/ask/lexicon.h"
#include "services/query/ask/vocabulary.h"
#include "services/query/groups.h"

namespace chancery::query::ask {
namespace {

enum class Kind { kTime, kName, kOffice, kCue };

// Words that mean one thing.
struct Piece {
  size_t begin = 0;
  size_t end = 0;
  Kind kind = Kind::kCue;
  Link link;
  std::vector<Entry> entries;
  // It is said by another piece already.
  bool used = false;

  size_t size() const { return end - begin; }
  bool Is(std::string_view entry_kind, std::string_view value = "") const {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.kind == entry_kind && (value.empty() || entry.value == value); });
  }
  bool named() const { return kind == Kind::kName; }
  bool person() const { return named() && link.type == type::v1::ENTITY_TYPE_PER; }
};

class FrameReader {
 public:
  FrameReader(Transaction& tx, std::string_view text, absl::CivilDay today) : tx_(tx), linker_(tx), today_(today) {
    frame_.question = ReadQuestion(text);
  }

  Frame Read() {
    FindPieces();
    LinkTheRest();
    JoinOffices();
    ReadCues();
    MakeSlots();
    return std::move(frame_);
  }

 private:
  const Question& question() const { return frame_.question; }
  const Token& token(size_t i) const { return frame_.question.tokens[i]; }

  // Entries of a phrase that the question's language and accents allow.
  std::vector<Entry> Allowed(size_t begin, size_t end) const {
    std::vector<Entry> out;
    const auto* entries = Lexicon::Get().Find(question().Folded(begin, end));
    if (entries == nullptr) return out;
    for (const Entry& entry : *entries) {
      if (entry.kind == "name" || entry.kind == "alias" || entry.kind == "demonym" || entry.kind == "month" || entry.kind == "word" ||
          entry.kind == "relative" || entry.kind == "range") {
        continue;
      }
      if (entry.kind != "office" && entry.language != question().language) continue;
      if (end - begin == 1 && question().accented && entry.language == "vi" && entry.written != token(begin).written) continue;
      out.push_back(entry);
    }
    return out;
  }

  // One word can be a name only where it is written as one.
  bool CanBeName(const Link& link) const {
    const bool capital = std::ranges::any_of(std::span(question().tokens).subspan(link.begin, link.end - link.begin), &Token::capital);
    if (link.end - link.begin > 1) return true;
    const bool cue = !Allowed(link.begin, link.end).empty();
    if (question().lower_case) return !cue && token(link.begin).folded.size() > 1;
    return capital && !(cue && link.begin == 0);
  }

  void FindPieces() {
    std::vector<Piece> all;
    std::vector<TimeWords> times;
    frame_.time = FindTime(question(), today_, times);
    for (const TimeWords& words : times) all.push_back({words.begin, words.end, Kind::kTime, {}, {}, false});
    for (Link& link : linker_.WholeNames(question())) {
      if (CanBeName(link)) all.push_back({link.begin, link.end, Kind::kName, link, {}, false});
    }
    const size_t count = question().tokens.size();
    for (size_t i = 0; i < count; ++i) {
      for (size_t length = std::min(Lexicon::Get().longest(), count - i); length > 0; --length) {
        const auto entries = Allowed(i, i + length);
        Piece office{i, i + length, Kind::kOffice, {}, {}, false}, cue{i, i + length, Kind::kCue, {}, {}, false};
        for (const Entry& entry : entries) (entry.kind == "office" ? office : cue).entries.push_back(entry);
        // "Officials" of a country are people of it, whatever their office.
        const bool group =
            cue.Is("group", "PER") && std::ranges::all_of(office.entries, [](const Entry& e) { return e.value == "official"; });
        if (!office.entries.empty() && !group) all.push_back(std::move(office));
        if (!cue.entries.empty()) all.push_back(std::move(cue));
      }
    }
    DropPartsOfBodies(all);
    // A name that the store lacks and that holds one which it has says no more than that: "APEC summit".
    std::erase_if(all, [&](const Piece& piece) {
      return piece.named() && piece.link.entities.empty() && std::ranges::any_of(all, [&](const Piece& other) {
               return other.named() && !other.link.entities.empty() && other.size() < piece.size() && other.begin >= piece.begin &&
                      other.end <= piece.end;
             });
    });
    // The longest first. An office keeps its words from a longer name: "chủ tịch quốc hội | Việt Nam". A term of the glossary
    // gives way to whatever else is as long.
    const auto weight = [](const Piece& piece) {
      const bool term = piece.kind == Kind::kCue && piece.Is("term") && piece.entries.size() == 1;
      return 4 * piece.size() + (piece.kind == Kind::kOffice && piece.size() > 1 ? 5 : 0) - (term ? 1 : 0);
    };
    std::stable_sort(all.begin(), all.end(), [&](const Piece& a, const Piece& b) {
      if (weight(a) != weight(b)) return weight(a) > weight(b);
      return a.kind != b.kind ? a.kind < b.kind : a.begin < b.begin;
    });
    std::vector<char> taken(count, false);
    for (Piece& piece : all) {
      const auto words = std::span(taken).subspan(piece.begin, piece.end - piece.begin);
      if (std::ranges::any_of(words, [](char is) { return is; })) continue;
      std::ranges::fill(words, true);
      // "President" before a name is a title, also where it could be an office.
      pieces_.push_back(std::move(piece));
    }
    taken_ = taken;
    SortPieces();
    FindNamedYears(times);
  }

  // "World Bank president" is the World Bank's president, not the world's bank president.
  void DropPartsOfBodies(std::vector<Piece>& all) const {
    const auto is_office = [&](size_t begin, size_t end) {
      return std::ranges::any_of(
          all, [&](const Piece& piece) { return piece.kind == Kind::kOffice && piece.begin == begin && piece.end == end; });
    };
    std::vector<std::pair<size_t, size_t>> dropped;
    for (const Piece& name : all) {
      if (!name.named() || name.size() < 2 || question().language != "en") continue;
      for (const Piece& office : all) {
        if (office.kind == Kind::kOffice && name.begin < office.begin && office.begin < name.end && is_office(name.end, office.end)) {
          dropped.emplace_back(office.begin, office.end);
        }
      }
    }
    std::erase_if(all, [&](const Piece& piece) {
      return piece.kind == Kind::kOffice && std::ranges::find(dropped, std::pair(piece.begin, piece.end)) != dropped.end();
    });
  }

  void FindNamedYears(const std::vector<TimeWords>& times) {
    for (const Piece& name : pieces_) {
      for (const TimeWords& time : times) {
        if (name.named() && name.begin < time.begin && time.end <= name.end)
          frame_.named_years.push_back({name.begin, name.end, times.size() == 1, true});
      }
    }
    for (size_t i = 1; i < pieces_.size(); ++i) {
      const Piece &name = pieces_[i - 1], &time = pieces_[i];
      const bool body = name.named() && (name.link.type == type::v1::ENTITY_TYPE_ORG || name.link.type == type::v1::ENTITY_TYPE_EVT);
      if (time.kind != Kind::kTime || time.size() != 1 || name.end != time.begin || !body) continue;
      if (token(time.begin).folded.size() == 4) frame_.named_years.push_back({name.begin, time.end, times.size() == 1, false});
    }
  }

  void SortPieces() {
    std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  }

  // Words that no phrase explains: parts of names, misspelt or unknown names, else what the answer should speak of.
  void LinkTheRest() {
    const size_t count = question().tokens.size();
    for (size_t i = 0; i < count;) {
      if (taken_[i]) {
        ++i;
        continue;
      }
      size_t end = i;
      const bool name = IsNameLike(i);
      while (end < count && !taken_[end] && IsNameLike(end) == name && (end == i || token(end).before.empty() || token(end).before == "-"))
        ++end;
      if (!LinkRun(i, end, name)) {
        for (size_t j = i; j < end; ++j) frame_.words.push_back(WordOf(j));
      }
      i = end;
    }
    SortPieces();
  }

  bool IsNameLike(size_t i) const { return token(i).capital; }

  // A word that an answer should have. Where accents are typed they tell words apart: "thư" is no "thủ".
  std::string WordOf(size_t i) const {
    const bool accents = question().accented && question().language == "vi";
    return accents ? absl::StrCat(token(i).written, "=", token(i).folded) : token(i).folded;
  }

  void AddLink(const Link& link) { pieces_.push_back({link.begin, link.end, Kind::kName, link, {}, false}); }

  // Whether the words of a run became links or unknown names.
  bool LinkRun(size_t begin, size_t end, bool name_like) {
    const bool alone = end - begin <= 2;
    if (!name_like && !(question().lower_case && alone)) return false;
    if (Link link = linker_.PartOfName(question(), begin, end); !link.entities.empty()) {
      AddLink(link);
      return true;
    }
    const bool known_words = InDocuments(begin, end);
    if (!known_words || name_like) {
      if (Link link = linker_.Misspelt(question(), begin, end); !link.entities.empty() && !known_words) {
        AddLink(link);
        return true;
      }
    }
    // A part of the run may be known by itself: "President Nathan Singapore".
    if (name_like && end - begin > 1 && known_words) {
      bool any = false;
      for (size_t i = begin; i < end; ++i) {
        if (Link link = linker_.PartOfName(question(), i, i + 1); !link.entities.empty()) {
          AddLink(link);
          any = true;
        } else {
          frame_.words.push_back(WordOf(i));
        }
      }
      if (any) return true;
      frame_.words.resize(frame_.words.size() - (end - begin));
    }
    if (name_like && !known_words && !(begin == 0 && end == 1)) {
      frame_.unknown.push_back(question().Typed(begin, end));
      return true;
    }
    return false;
  }

  bool InDocuments(size_t begin, size_t end) {
    std::vector<std::string> words;
    for (size_t i = begin; i < end; ++i) words.push_back(token(i).folded);
    return !tx_.MatchText(words, INT64_MIN, 1).empty();
  }

  // Index of the next piece that is no small word, if only small words of a kind stand between.
  size_t NextOf(size_t i, std::initializer_list<std::string_view> skip) const {
    size_t at = pieces_[i].end;
    for (size_t j = i + 1; j < pieces_.size(); ++j) {
      if (pieces_[j].begin != at) return pieces_.size();
      if (pieces_[j].named() || pieces_[j].kind == Kind::kOffice) return j;
      const std::string words = question().Folded(pieces_[j].begin, pieces_[j].end);
      if (std::find(skip.begin(), skip.end(), words) == skip.end()) return pieces_.size();
      at = pieces_[j].end;
    }
    return pieces_.size();
  }

  // The country or body beside an office or a group of people; the number of pieces if there is none.
  size_t BodyOf(size_t i) const {
    const bool vietnamese = question().language == "vi";
    const auto body = [&](size_t j) { return j < pieces_.size() && pieces_[j].named() && !pieces_[j].person() && !pieces_[j].used; };
    const size_t after = NextOf(i, {"of", "of the", "the", "for", "from", "cua", "nuoc", "tai", "o", "thuoc", "cua nuoc"});
    const bool direct = after < pieces_.size() && pieces_[after].begin == pieces_[i].end;
    if (body(after) && (vietnamese || !direct || pieces_[i].kind == Kind::kOffice)) {
      // "Foreign Minister Retno of Indonesia" has its country further behind; "minister Iran" is no English.
      if (vietnamese || !direct) return after;
    }
    if (i > 0 && pieces_[i - 1].end == pieces_[i].begin && body(i - 1) && !vietnamese) return i - 1;
    if (body(after)) return after;
    // "UNGA president": also where Vietnamese puts the body first.
    if (i > 0 && pieces_[i - 1].end == pieces_[i].begin && body(i - 1) && pieces_[i].kind == Kind::kOffice) return i - 1;
    return pieces_.size();
  }

  void JoinOffices() {
    for (size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      const bool counterpart = piece.kind == Kind::kCue && piece.Is("counterpart");
      if (piece.kind == Kind::kOffice || counterpart) {
        JoinOffice(i, counterpart);
      } else if (piece.kind == Kind::kCue && piece.Is("group", "PER")) {
        const size_t body = BodyOf(i);
        if (body < pieces_.size()) group_.insert(body);
        // "President Suryani" of whom no office phrase is known.
        const size_t next = NextOf(i, {});
        if (next < pieces_.size() && pieces_[next].person() && piece.Is("title")) piece.used = true;
      }
    }
  }

  void JoinOffice(size_t i, bool counterpart) {
    Piece& piece = pieces_[i];
    const size_t body = BodyOf(i);
    // In apposition to a name it says nothing more: "Iranian Foreign Minister Amir-Abdollahian".
    const size_t next = NextOf(i, {"mr", "ms", "ong", "ba", "the", "of", "of the", "cua"});
    const size_t behind = body < pieces_.size() && body > i ? NextOf(body, {"mr", "ms", "ong", "ba"}) : pieces_.size();
    for (const size_t person : {next, behind}) {
      if (person < pieces_.size() && pieces_[person].person() && !counterpart) {
        piece.used = true;
        if (body < pieces_.size()) pieces_[body].used = true;
        return;
      }
    }
    if (next < pieces_.size() && pieces_[next].kind == Kind::kOffice && next > i && pieces_[next].begin == piece.end) {
      // "Deputy Prime Minister, Foreign Minister of ...": the last one decides.
      piece.used = true;
      return;
    }
    // "Which president", "thủ tướng châu Âu nào": whoever holds it is asked for.
    const size_t first = body < pieces_.size() ? std::min(piece.begin, pieces_[body].begin) : piece.begin;
    const size_t last = body < pieces_.size() ? std::max(piece.end, pieces_[body].end) : piece.end;
    const bool asked = question().language == "vi" ? last < question().tokens.size() && token(last).folded == "nao"
                                                   : first > 0 && token(first - 1).folded == "which";
    if (asked && !counterpart) {
      for (const Entry& entry : piece.entries) {
        if (const int kind = entry.kind == "office" ? RoleKindOf(entry.value) : 0; kind != 0) frame_.kinds.insert(kind);
      }
      frame_.asks.insert("who");
      frame_.groups.insert("PER");
      frame_.who = first;
      piece.used = true;
      if (body < pieces_.size()) group_.insert(body);
      return;
    }
    // Before a name that is not known.
    if (piece.end < question().tokens.size() && !taken_[piece.end] && token(piece.end).capital) {
      piece.used = true;
      return;
    }
    OfficePhrase office{piece.begin, piece.end, {}, "", question().Folded(piece.begin, piece.end), {}, counterpart};
    for (const Entry& entry : piece.entries) {
      if (entry.kind != "office") continue;
      if (const int kind = RoleKindOf(entry.value); kind != 0) office.kinds.insert(kind);
      if (office.portfolio.empty()) office.portfolio = entry.portfolio;
    }
    if (body < pieces_.size()) {
      office.bodies = pieces_[body].link.entities;
      if (office.bodies.empty()) frame_.unknown.push_back(question().Typed(pieces_[body].begin, pieces_[body].end));
      pieces_[body].used = true;
      office.begin = std::min(office.begin, pieces_[body].begin);
      office.end = std::max(office.end, pieces_[body].end);
    } else {
      for (const Entry& entry : piece.entries) {
        int type = 0;
        std::string country;
        if (!entry.default_of.empty() && linker_.Known(entry.default_of, &type, &country)) office.bodies.push_back(entry.default_of);
      }
    }
    piece.used = true;
    frame_.offices.push_back(std::move(office));
  }

  void ReadCues() {
    for (const Piece& piece : pieces_) {
      if (piece.kind != Kind::kCue) continue;
      const std::string words = question().Folded(piece.begin, piece.end);
      if (piece.size() > 1 && (words.starts_with("tai ") || words.starts_with("re ")) && piece.Is("event")) frame_.again = true;
      for (const Entry& entry : piece.entries) {
        if (entry.kind == "ask") {
          // "bao nhiêu" and the like in the middle, "did" only in front.
          if (entry.value == "whether" && piece.begin != 0 && question().language == "en") continue;
          frame_.asks.insert(entry.value);
          if (entry.value == "who" && frame_.who == std::string::npos) frame_.who = piece.begin;
        }
        if (entry.kind == "term") {
          // A term that is a cue too is looked for as the cue.
          const bool cue = std::any_of(piece.entries.begin(), piece.entries.end(), [](const Entry& other) { return other.kind != "term"; });
          const std::string term = absl::StrCat("term:", entry.value);
          if (!cue && std::find(frame_.words.begin(), frame_.words.end(), term) == frame_.words.end()) frame_.words.push_back(term);
        }
        if (entry.kind == "out") frame_.outs.insert(entry.value);
        if (entry.kind == "group") frame_.groups.insert(entry.value);
        // "Lãnh đạo nào": which leaders, not who leads.
        const bool people = piece.Is("group", "PER") && piece.end < question().tokens.size() && token(piece.end).folded == "nao";
        if (entry.kind == "chair" && !people) frame_.chairs = true;
        if (entry.kind == "hold") frame_.holds = true;
        if (entry.kind == "current") frame_.current = true;
        if (entry.kind == "former") frame_.former = true;
        if (entry.kind == "realis") (entry.value == "PLANNED" ? frame_.planned : frame_.denied) = true;
        AddCue(piece, entry);
      }
    }
  }

  void AddCue(const Piece& piece, const Entry& entry) {
    const auto add = [&](std::vector<int>& values, int value) {
      if (value == 0) return;
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    };
    if (entry.kind == "event") add(frame_.events, EventTypeOf(entry.value));
    if (entry.kind == "fact") add(frame_.facts, FactTypeOf(entry.value));
    if (entry.kind == "act") {
      if (entry.value == "SAY") {
        frame_.says = true;
      } else {
        add(frame_.acts, ActOf(entry.value));
      }
    }
    if (entry.kind != "event" && entry.kind != "act" && entry.kind != "fact") return;
    const std::string tag = absl::StrCat(entry.kind, ":", entry.value);
    if (std::find(frame_.cues.begin(), frame_.cues.end(), tag) == frame_.cues.end()) frame_.cues.push_back(tag);
    if (entry.kind == "fact") return;
    if (frame_.verb == std::string::npos) {
      frame_.verb = piece.begin;
      static constexpr std::string_view kPassive[] = {"been", "be", "was", "were", "being", "is", "are", "duoc", "bi"};
      const bool before =
          piece.begin > 0 && std::find(std::begin(kPassive), std::end(kPassive), token(piece.begin - 1).folded) != std::end(kPassive);
      frame_.passive = before || token(piece.begin).folded == "duoc";
    }
  }

  // How a piece takes part, by the word before it.
  At AtOf(size_t i) const {
    for (size_t j = i; j-- > 0;) {
      if (pieces_[j].end != pieces_[j + 1].begin) break;
      const Piece& before = pieces_[j];
      if (before.used) continue;
      if (before.kind != Kind::kCue) break;
      const std::pair<const char*, At> kinds[] = {{"about", At::kAbout},     {"place", At::kPlace},  {"by", At::kBy},
                                                  {"from", At::kFrom},       {"with", At::kWith},    {"to", At::kTo},
                                                  {"between", At::kBetween}, {"beside", At::kBeside}};
      for (const auto& [value, at] : kinds) {
        if (before.Is("at", value)) return at;
      }
      if (before.Is("event", "VISIT")) return At::kTo;
      if (!before.Is("function") && !before.Is("title")) break;
    }
    return At::kPlain;
  }

  // Whether a journey leads there: "his trip to Tehran".
  bool IsDestination(size_t i) const {
    for (size_t j = i; j-- > 0;) {
      const Piece& before = pieces_[j];
      if (before.end != pieces_[j + 1].begin || before.kind != Kind::kCue) return false;
      if (before.Is("event", "VISIT")) return true;
      if (!before.Is("at", "to") && !before.Is("at", "place") && !before.Is("function") && !before.Is("title")) return false;
    }
    return false;
  }

  // Whether a cue of a kind stands before or behind a piece.
  bool StandsBeside(size_t i, std::string_view kind, std::string_view value) const {
    const bool before = i > 0 && pieces_[i - 1].end == pieces_[i].begin && pieces_[i - 1].Is(kind, value);
    return before || (i + 1 < pieces_.size() && pieces_[i + 1].begin == pieces_[i].end && pieces_[i + 1].Is(kind, value));
  }

  void MakeSlots() {
    for (size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (!piece.named() || piece.used) continue;
      // "President Nathan of Singapore": the country is the person's.
      if (i >= 2 && pieces_[i - 2].person() && pieces_[i - 1].Is("at", "of") && pieces_[i - 1].end == piece.begin &&
          pieces_[i - 2].end == pieces_[i - 1].begin && !piece.person()) {
        continue;
      }
      if (piece.link.entities.empty()) {
        frame_.unknown.push_back(question().Typed(piece.begin, piece.end));
        continue;
      }
      Slot slot{piece.begin,        piece.end, piece.link.entities, piece.link.type,
                piece.link.country, AtOf(i),   group_.count(i) > 0, question().Typed(piece.begin, piece.end),
                IsDestination(i)};
      // "Which Chinese cities": they are in it.
      if (i + 1 < pieces_.size() && pieces_[i + 1].begin == piece.end && pieces_[i + 1].kind == Kind::kCue &&
          pieces_[i + 1].Is("group", "CITY")) {
        slot.at = At::kPlace;
      }
      // "Which Southeast Asian countries", "các nước ASEAN": one of them, not the region or the body.
      if (Groups::Get().Find(slot.entities[0]) != nullptr && (StandsBeside(i, "group", "GPE") || slot.group)) {
        slot.members = slot.group = true;
      }
      // The same once more: "Which agreement did Iraq sign to help Iraq".
      const bool again = slot.at == At::kPlain && std::ranges::any_of(frame_.slots, [&](const Slot& other) {
                           return !other.entities.empty() && other.entities[0] == slot.entities[0];
                         });
      if (again) continue;
      // In a city that the store does not know nothing can have been.
      if ((slot.at == At::kPlace || slot.destination) && piece.link.government) {
        frame_.unknown.push_back(slot.typed);
        continue;
      }
      // Namesakes of other types than the first mean something else.
      if (slot.entities.size() > 4) slot.entities.resize(4);
      frame_.slots.push_back(std::move(slot));
    }
  }

  Transaction& tx_;
  Linker linker_;
  const absl::CivilDay today_;
  Frame frame_;
  std::vector<Piece> pieces_;
  std::vector<char> taken_;
  // Names beside a group of people.
  std::set<size_t> group_;
};

}  // namespace

bool Frame::Has(const std::vector<int>& values, int value) const { return std::find(values.begin(), values.end(), value) != values.end(); }

std::optional<Frame> WithOccasions(const Frame& frame) {
  if (frame.named_years.empty()) return std::nullopt;
  Frame out = frame;
  for (const Frame::NamedYear& named : frame.named_years) {
    if (named.only_time) out.time.reset();
    if (named.known) continue;
    std::erase_if(out.slots, [&](const Slot& slot) { return slot.begin == named.begin; });
    const std::string name = frame.question.Folded(named.begin, named.end - 1), year = frame.question.Folded(named.end - 1, named.end);
    out.phrases.push_back(absl::StrCat(" ", name, " ", year, " "));
    out.phrases.push_back(absl::StrCat(" ", name, " nam ", year, " "));
  }
  out.named_years.clear();
  return out;
}

Frame ReadFrame(Transaction& tx, std::string_view text, absl::CivilDay today) { return FrameReader(tx, text, today).Read(); }

}  // namespace chancery::query::ask
