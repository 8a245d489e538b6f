#include "services/extraction/meeting_pairs.h"

#include <algorithm>

#include "services/extraction/meeting_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

bool IsOnePerson(const Discourse& d, int32_t p) { return p >= 0 && d.phrases()[p].person && d.phrases()[p].entities.size() == 1; }

// "A nói với B", "A đề nghị B": the one to whom a verb behind a word is said; -1 if there is none.
int32_t Addressed(const Discourse& d, int32_t word) {
  constexpr int32_t kAdverbs = 5;
  int32_t w = word;
  for (int steps = 0; steps < kAdverbs && w < d.end() && d.Skip(W::kAddresses, w) == w; ++steps) {
    const int32_t next = std::max(d.Skip(W::kAdverb, w), d.TimeEnd(w));
    if (next == w) return -1;
    w = next;
  }
  const int32_t to = d.Skip(W::kAddresses, w);
  const int32_t p = to > w ? d.PhraseStartingAt(to) : -1;
  return IsOnePerson(d, p) ? p : -1;
}

// Two of one side say things at a meeting, too.
bool AreOfTwoCountries(const Discourse& d, const std::vector<int32_t>& people) {
  if (people.size() != 2) return false;
  const int32_t one = d.CountryOf(people[0]);
  const int32_t two = d.CountryOf(people[1]);
  return one >= 0 && two >= 0 && one != two;
}

}  // namespace

std::vector<int32_t> SidesBehindComma(const EventContext& context, const Discourse& d, const Cue& cue, int32_t before) {
  constexpr int32_t kReach = 24;
  if (!d.BeginsSentence(before)) return {};
  int32_t p = d.FirstPhraseFrom(cue.last);
  const auto in_reach = [&] {
    return p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].first < std::min(d.end(), cue.last + kReach);
  };
  while (in_reach() && !d.phrases()[p].person) ++p;
  if (!in_reach() || !IsOnePerson(d, p) || d.lower(d.phrases()[p].first - 1) != ",") return {};
  std::vector<int32_t> sides;
  if (d.Is(W::kAnd, d.phrases()[p].last)) {
    int32_t end = 0;
    sides = context.List(d.phrases()[p].first, true, &end);
  } else if (const int32_t other = Addressed(d, d.phrases()[p].last); other >= 0) {
    sides = {d.phrases()[p].entities.front(), d.phrases()[other].entities.front()};
  }
  return AreOfTwoCountries(d, sides) ? sides : std::vector<int32_t>{};
}

std::vector<int32_t> SidesOfSentence(const EventContext& context, const Discourse& d, int32_t before) {
  const int32_t p = d.MainSubject();
  if (!IsOnePerson(d, p) || !d.BeginsSentence(d.phrases()[p].first)) return {};
  int32_t end = 0;
  std::vector<int32_t> sides = context.List(d.phrases()[p].first, true, &end);
  return end <= before && AreOfTwoCountries(d, sides) ? sides : std::vector<int32_t>{};
}

std::vector<int32_t> PeopleBetween(const Discourse& d, int32_t word, int32_t* end) {
  constexpr int32_t kReach = 28;
  std::vector<int32_t> people;
  bool joined = false;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    // "giữa A, khi đó vừa đắc cử, và B".
    if (d.lower(w) == "," && d.Is(W::kBackground, w + 1) && people.size() == 1) {
      ++w;
      while (w < d.end() && w < word + kReach && d.lower(w) != ",") ++w;
      continue;
    }
    if (d.lower(w) == ";" || d.Is(W::kThat, w) || d.Skip(W::kTakesPlace, w) > w || d.Is(W::kBackground, w)) return {};
    if (d.Is(W::kAnd, w) && !people.empty()) joined = true;
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) continue;
    w = d.phrases()[p].last - 1;
    if (!IsOnePerson(d, p) || d.phrases()[p].kind == NounPhrase::Kind::kPronoun || d.Is(W::kGenitive, d.phrases()[p].last)) continue;
    if (people.size() == 1 && !joined) continue;
    AddUnique(d.phrases()[p].entities.front(), &people);
    *end = d.phrases()[p].last;
    if (people.size() == 2) return people;
  }
  return {};
}

int32_t BetweenBehind(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 24;
  bool held = false;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.Is(W::kBetween, w)) return held ? w : -1;
    held |= d.Skip(W::kTakesPlace, w) > w;
    const int32_t p = d.PhraseStartingAt(w);
    if ((p >= 0 && d.phrases()[p].person) || d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return -1;
  }
  return -1;
}

std::vector<int32_t> SidesOfNoun(EventContext& context, int32_t word, int32_t* end) {
  const Discourse& d = context.discourse();
  const bool of = d.Is(W::kOf, word);
  const int32_t p = d.PhraseStartingAt(of ? word + 1 : word);
  if (!IsOnePerson(d, p)) return {};
  std::vector<int32_t> sides;
  const int32_t last = d.phrases()[p].last;
  if (!of) {
    const int32_t other = d.lower(last) == "-" || d.lower(last) == "–" ? d.PhraseStartingAt(last + 1) : -1;
    if (!IsOnePerson(d, other)) return {};
    *end = d.phrases()[other].last;
    sides = {d.phrases()[p].entities.front(), d.phrases()[other].entities.front()};
  } else if (d.Is(W::kAnd, last)) {
    sides = context.List(word + 1, true, end);
  } else if (const int32_t with = BehindCircumstances(context, last, W::kWith); d.Is(W::kWith, with)) {
    sides = {d.phrases()[p].entities.front()};
    for (const int32_t e : context.List(with, true, end)) AddUnique(e, &sides);
  }
  return sides.size() >= 2 ? sides : std::vector<int32_t>{};
}

int32_t HostOfAttended(const Discourse& d, const Cue& cue) {
  constexpr int32_t kBefore = 9;
  constexpr int32_t kBehind = 8;
  bool attended = false;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kBefore && !attended; --w) {
    if (d.PhraseAround(w) >= 0) return -1;
    if (!d.Is(W::kAttends, w)) continue;
    // "Nhóm thành viên dự hội đàm của A": somebody else attends.
    if (!IsOnePerson(d, d.AdjacentSubject(w))) return -1;
    attended = true;
  }
  if (!attended) return -1;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kBehind; ++w) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0) return IsOnePerson(d, p) && d.Is(W::kOf, w - 1) ? p : -1;
    if (d.lower(w) == ",") return -1;
  }
  return -1;
}

}  // namespace chancery::extraction
