// "thượng đỉnh Mỹ - Triều": a meeting of the leaders of two countries that stand behind its noun.
#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

const CueTerm& SummitTerm() {
  static const CueTerm* const kTerm = new CueTerm{"event", "MEETING", "noun"};
  return *kTerm;
}

// The entity of a country that is named at a word, though within the name of the summit; -1 if none. `end` gets the word after it.
int32_t CountryAt(const Discourse& d, int32_t word, int32_t* end) {
  if (const int32_t p = d.PhraseStartingAt(word);
      p >= 0 && d.phrases()[p].entities.size() == 1 && d.IsCountry(d.phrases()[p].entities.front())) {
    *end = d.phrases()[p].last;
    return d.phrases()[p].entities.front();
  }
  return CountryNamedAt(d, word, d.end(), end);
}

// The time right behind a noun and its countries, or right before it.
std::string TimeBeside(const EventContext& context, const Discourse& d, int32_t first, int32_t last) {
  constexpr int32_t kReach = 12;
  for (int32_t w = last; w < d.end() && w < last + kReach; ++w) {
    // "tại Helsinki, Phần Lan hôm 16/7".
    if (d.lower(w) == "," && context.IsPlace(d.PhraseStartingAt(w + 1))) continue;
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w)) break;
    if (d.TimeEnd(w) > w) return context.TimeWithin(w, d.TimeEnd(w));
  }
  return d.TimeBegin(first) < first ? context.TimeWithin(d.TimeBegin(first), first) : "";
}

// The place right behind a noun and its countries; -1 if none.
int32_t PlaceBeside(const EventContext& context, const Discourse& d, int32_t last) {
  constexpr int32_t kReach = 8;
  for (int32_t w = last; w < d.end() && w < last + kReach; ++w) {
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w)) break;
    if (!d.Is(W::kLocates, w)) continue;
    int32_t end = 0;
    const int32_t p = context.PlaceFrom(w + 1, &end);
    return p < 0 ? -1 : d.phrases()[p].entities.front();
  }
  return -1;
}

// The two countries whose occasion ("thượng đỉnh liên Triều") begins at a word, where the document names both; empty if none does.
std::vector<int32_t> SidesOfOccasion(const Discourse& d, int32_t word, int32_t* end) {
  std::vector<PhraseIndex::Match> matches;
  d.lexicon().entities().MatchesAt(d.words(), word, d.end(), &matches);
  for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
    const Entry& entry = d.lexicon().entry(d.lexicon().entity_term(match->payload).entry);
    if (entry.sides.empty()) continue;
    std::vector<int32_t> sides;
    const auto& entities = d.layers().entities;
    for (const std::string& code : entry.sides) {
      for (int32_t e = 0; e < static_cast<int32_t>(entities.size()); ++e) {
        if (entities[e].country == code && d.IsCountry(e)) AddUnique(e, &sides);
      }
    }
    *end = match->last;
    return sides.size() == 2 ? sides : std::vector<int32_t>{};
  }
  return {};
}

// The person named at a word; -1 if none. `end` gets the word after the name.
int32_t PersonAt(const Discourse& d, int32_t word, int32_t* end) {
  const int32_t p = d.PhraseStartingAt(word);
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.size() != 1) return -1;
  *end = d.phrases()[p].last;
  return d.phrases()[p].entities.front();
}

// "thượng đỉnh A - B": the countries or people behind a noun and words of manner, words [noun, end); empty if two do not stand there.
std::vector<int32_t> SidesBehind(const Discourse& d, int32_t noun, int32_t* end) {
  int32_t w = noun;
  for (int32_t next = d.Skip(W::kManner, w); next > w; next = d.Skip(W::kManner, w)) w = next;
  if (int32_t at = w; PersonAt(d, w, &at) >= 0 && (d.lower(at) == "-" || d.lower(at) == "–")) {
    const int32_t two = PersonAt(d, at + 1, end);
    return two < 0 ? std::vector<int32_t>{} : std::vector<int32_t>{PersonAt(d, w, &at), two};
  }
  const int32_t one = CountryAt(d, w, &w);
  if (one < 0 || (d.lower(w) != "-" && d.lower(w) != "–")) return {};
  const int32_t two = CountryAt(d, w + 1, &w);
  if (two < 0 || two == one) return {};
  *end = w;
  return {one, two};
}

// "A - B không đạt thỏa thuận tại thượng đỉnh": the two countries that begin a sentence; empty if none do.
std::vector<int32_t> SidesInFront(const Discourse& d, int32_t word) {
  const int32_t p = d.FirstPhraseFrom(d.begin());
  const auto country = [&](int32_t at) {
    return at < static_cast<int32_t>(d.phrases().size()) && d.phrases()[at].last < word && d.phrases()[at].entities.size() == 1 &&
           d.IsCountry(d.phrases()[at].entities.front());
  };
  if (!country(p) || !country(p + 1) || !d.BeginsSentence(d.phrases()[p].first) || d.phrases()[p + 1].first != d.phrases()[p].last + 1)
    return {};
  const std::string_view joint = d.lower(d.phrases()[p].last);
  if (joint != "-" && joint != "–" && !d.Is(W::kAnd, d.phrases()[p].last)) return {};
  return {d.phrases()[p].entities.front(), d.phrases()[p + 1].entities.front()};
}

}  // namespace

void ReadSummits(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    const int32_t noun = d.Skip(W::kLeadersMeeting, w);
    if (noun == w) continue;
    int32_t end = noun;
    std::vector<int32_t> sides = SidesOfOccasion(d, w, &end);
    if (sides.empty()) sides = SidesBehind(d, noun, &end);
    // "tại thượng đỉnh A - B": it was or will be; one that is only spoken of may never come.
    const int32_t before = d.Is(W::kNominal, w - 1) ? w - 2 : w - 1;
    const bool linked = before >= d.begin() && (d.Is(W::kLocates, before) || d.Is(W::kDuring, before) || d.Is(W::kTemporalLink, before));
    if (sides.empty() && linked && !d.Is(W::kWith, noun) && !d.Is(W::kBetween, noun)) sides = SidesInFront(d, before);
    if (sides.empty()) {
      w = noun - 1;
      continue;
    }
    const Cue cue{w, end, &SummitTerm()};
    w = end - 1;
    EventDraft event = MeetingDraft(context, cue, type::v1::EVENT_TYPE_MEETING);
    event.time = TimeBeside(context, d, cue.first, end);
    event.place = PlaceBeside(context, d, end);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) continue;
    if (event.time.empty() && event.place < 0 && !linked) continue;
    if (d.IsCountry(sides[0]))
      event.participants = {d.LeaderOf(sides[0]), d.LeaderOf(sides[1])};
    else
      event.participants = sides;
    // Those whom nobody names met for their countries.
    if (event.participants[0] < 0 || event.participants[1] < 0) event.participants = sides;
    event.rule = "event:meeting-summit";
    event.confidence = 0.6;
    context.Add(std::move(event));
  }
}

}  // namespace chancery::extraction
