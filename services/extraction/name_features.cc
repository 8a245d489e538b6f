#include "services/extraction/name_features.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/feature_hash.h"

namespace chancery::extraction {
namespace {

enum Shape : uint8_t { kLower = 1, kTitle, kCapitals, kInitial, kMixed, kDigits, kYear, kMark, kDigitMixed };

Shape ShapeOf(const Token& token) {
  if (token.kind == TokenKind::kNumber) return token.range.size() == 4 ? kYear : kDigits;
  if (token.kind == TokenKind::kPunctuation) return kMark;
  if (token.lower.find_first_of("0123456789") != std::string_view::npos) return kDigitMixed;
  if (token.all_caps) return kCapitals;
  if (!token.capitalised) return kLower;
  return token.range.size() == 1 ? kInitial : kTitle;
}

// How a rule came by a name, as far as it tells how sure it is.
uint8_t RuleClass(std::string_view rule) {
  static constexpr std::string_view kRules[] = {"lexicon:",      "name:vietnamese",    "name:after-title", "name:after-honorific",
                                                "name:head",     "name:given-name",    "name:capitals",    "name:acronym",
                                                "name:ministry", "name:place-context", "name:before-title"};
  for (size_t i = 0; i < std::size(kRules); ++i) {
    if (rule.starts_with(kRules[i])) return static_cast<uint8_t>(i);
  }
  return static_cast<uint8_t>(std::size(kRules));
}

enum Head : uint8_t { kOrgHead = 1, kPlaceHead = 2, kCityHead = 4, kOccasionHead = 8, kAgreementHead = 16, kStop = 32, kParticle = 64 };

}  // namespace

uint32_t PhraseHash(std::string_view folded) { return HashBytes(folded); }

NameFeatures::NameFeatures(const Lexicon& lexicon, const NameModel& model, const Words& words, const std::vector<NameMention>& names,
                           const std::vector<int8_t>& office, const std::vector<int8_t>& time)
    : lexicon_(lexicon), model_(model), words_(words), names_(names), office_(office), time_(time), info_(words.size()) {
  for (int32_t w = 0; w < words.size(); ++w) Describe(w);
  for (const NameMention& name : names) {
    const int type = NameTypeOf(name.type);
    if (type < 0) continue;
    const auto rule = static_cast<uint8_t>(1 + 2 * (RuleClass(name.rule) * kNameTypes + type));
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      info_[w].rule = static_cast<uint8_t>(rule + (w > name.first_word ? 1 : 0));
    }
  }
  for (const Block& block : words.text().blocks()) {
    blocks_.resize(static_cast<size_t>(block.last_sentence), static_cast<uint8_t>(block.kind));
  }
  DescribeDocument();
  CollectRuns();
  CollectSegments();
}

void NameFeatures::Describe(int32_t w) {
  const Token& token = words_.token(w);
  Word& info = info_[w];
  info.shape = ShapeOf(token);
  info.lower = token.kind == TokenKind::kNumber ? 1000 + static_cast<uint32_t>(token.range.size()) : HashBytes(token.lower);
  info.office = static_cast<uint8_t>(office_[w] != 0 ? 1 : time_[w] != 0 ? 2 : 0);
  if (token.sentence >= 0 && words_.text().sentences()[token.sentence].first_token == words_[w].token) {
    info.sentence = 1;
  } else if (w > 0 && words_.token(w - 1).kind == TokenKind::kPunctuation) {
    const std::string_view mark = words_.token(w - 1).lower;
    info.sentence = mark == "\"" || mark == "“" || mark == "‘" || mark == ":" || mark == "*" || mark == "-" || mark == "–" ? 2 : 0;
  }
  const WordClassSet& classes = lexicon_.ClassesOf(words_[w].lower);
  for (const auto& [word_class, head] :
       {std::pair{WordClass::kOrgHead, kOrgHead}, std::pair{WordClass::kPlaceHead, kPlaceHead}, std::pair{WordClass::kCityHead, kCityHead},
        std::pair{WordClass::kOccasionHead, kOccasionHead}, std::pair{WordClass::kAgreementHead, kAgreementHead},
        std::pair{WordClass::kStop, kStop}, std::pair{WordClass::kParticle, kParticle}}) {
    if (classes.test(static_cast<size_t>(word_class))) info.head = static_cast<uint8_t>(info.head | head);
  }
  if (token.kind != TokenKind::kWord) return;
  const std::string_view folded = token.folded;
  info.folded = HashBytes(folded);
  if (words_.language(w) == Language::kEnglish) info.group = model_.Group(info.lower);
  info.prefix2 = HashBytes(folded.substr(0, 2));
  info.prefix3 = HashBytes(folded.substr(0, 3));
  info.suffix2 = HashBytes(folded.substr(folded.size() - std::min<size_t>(2, folded.size())));
  info.suffix3 = HashBytes(folded.substr(folded.size() - std::min<size_t>(3, folded.size())));
  info.suffix4 = HashBytes(folded.substr(folded.size() - std::min<size_t>(4, folded.size())));
  info.classes = static_cast<uint8_t>(info.classes | (model_.Classes(info.folded) & ~kGazetteerPlace));
  if (lexicon_.IsGivenName(words_[w].folded)) info.classes |= kGazetteerGivenName;
  if (!lexicon_.FamilyNameCultures(words_[w].lower).empty()) info.classes = static_cast<uint8_t>(info.classes | 16);
  if (!token.capitalised) return;
  // The longest place of the gazetteer that begins here, of up to three words.
  uint32_t phrase = info.folded;
  int32_t end = w;
  for (int32_t i = w; i < words_.size() && i < w + 3 && words_.token(i).kind == TokenKind::kWord; ++i) {
    if (i > w) phrase = HashBytes(words_.token(i).folded, HashBytes(" ", phrase));
    if ((model_.Classes(phrase) & kGazetteerPlace) != 0) end = i + 1;
  }
  for (int32_t i = w; i < end; ++i) {
    if (i > w || info_[i].place == 0) info_[i].place = i == w ? 1 : 2;
  }
}

void NameFeatures::DescribeDocument() {
  struct Seen {
    uint8_t forms = 0;
    std::array<uint8_t, kNameTypes> types{};
  };
  absl::flat_hash_map<uint32_t, Seen> seen;
  for (const Word& info : info_) {
    if (info.folded == 0) continue;
    Seen& s = seen[info.folded];
    if (info.shape == kLower) s.forms |= 1;
    if (info.shape == kTitle && info.sentence == 0) s.forms |= 2;
    if (info.rule != 0) {
      uint8_t& count = s.types[static_cast<size_t>((info.rule - 1) / 2 % kNameTypes)];
      count = static_cast<uint8_t>(std::min(count + 1, 3));
    }
  }
  for (Word& info : info_) {
    if (info.folded == 0) continue;
    const Seen& s = seen[info.folded];
    info.seen = s.forms;
    const int own = info.rule == 0 ? -1 : (info.rule - 1) / 2 % kNameTypes;
    for (int t = 0; t < kNameTypes; ++t) {
      if (s.types[static_cast<size_t>(t)] > (t == own ? 1 : 0)) info.elsewhere = static_cast<uint8_t>(info.elsewhere | (1 << t));
    }
  }
}

void NameFeatures::CollectRuns() {
  for (const Sentence& sentence : words_.text().sentences()) {
    const int32_t limit = words_.AtToken(sentence.last_token);
    for (int32_t w = words_.AtToken(sentence.first_token); w < limit; ++w) {
      if (words_.token(w).kind != TokenKind::kWord || !words_.token(w).capitalised) continue;
      Run run{w, w, 0, 0};
      while (run.last < limit && words_.token(run.last).kind == TokenKind::kWord && words_.token(run.last).capitalised) {
        info_[run.last].run = static_cast<int32_t>(runs_.size());
        run.head = static_cast<uint8_t>(run.head | info_[run.last].head);
        ++run.last;
      }
      run.last_head = info_[run.last - 1].head;
      runs_.push_back(run);
      w = run.last - 1;
    }
  }
}

bool NameFeatures::MayBeUncapitalised(int32_t w, int32_t sentence) const {
  if (info_[w].shape != kLower || words_.language(w) != Language::kEnglish) return false;
  if (info_[sentence].shape == kLower) return true;
  return (model_.Classes(info_[w].folded) & kGazetteerCommonWord) == 0 && words_.token(w).range.size() > 2;
}

void NameFeatures::CollectSegments() {
  std::vector<int8_t> candidate(words_.size(), 0);
  for (const Sentence& sentence : words_.text().sentences()) {
    const int32_t first = words_.AtToken(sentence.first_token);
    const int32_t limit = words_.AtToken(sentence.last_token);
    int32_t last_anchor = -100;
    for (int32_t w = first; w < limit; ++w) {
      if (info_[w].run < 0 && info_[w].rule == 0 && !MayBeUncapitalised(w, first)) continue;
      const int32_t from = w - last_anchor <= 4 ? last_anchor : std::max(first, w - 1);
      for (int32_t i = from; i < std::min(limit, w + 3); ++i) candidate[i] = 1;
      last_anchor = w;
    }
    for (int32_t w = first; w < limit;) {
      if (candidate[w] == 0) {
        ++w;
        continue;
      }
      NameSegment segment{w, w};
      while (segment.last < limit && candidate[segment.last] != 0) ++segment.last;
      segments_.push_back(segment);
      w = segment.last;
    }
  }
}

void NameFeatures::At(int32_t w, std::vector<uint32_t>* features) const {
  features->clear();
  static const Word kNone;
  const auto info = [&](int32_t i) -> const Word& {
    return i < 0 || i >= words_.size() || words_.token(i).sentence != words_.token(w).sentence ? kNone : info_[i];
  };
  const Word& here = info_[w];
  const Word& before = info(w - 1);
  const Word& after = info(w + 1);
  const Word& before2 = info(w - 2);
  const Word& after2 = info(w + 2);
  const auto add = [&](uint32_t feature, uint32_t a, uint32_t b = 0) { features->push_back(FeatureKey(feature, a, b)); };
  const uint32_t language = words_.language(w) == Language::kEnglish ? 0 : 1;
  add(1, language);
  add(2, here.lower, here.shape == kLower ? 1 : 0);
  add(3, before.lower);
  add(4, after.lower);
  add(5, before2.lower);
  add(6, after2.lower);
  add(7, before.lower, here.lower);
  add(8, here.lower, after.lower);
  add(9, here.shape, language);
  add(10, before.shape * 16U + here.shape, after.shape * 2U + language);
  add(11, here.prefix2);
  add(12, here.prefix3);
  add(13, here.suffix2);
  add(14, here.suffix3);
  add(15, here.suffix4);
  add(16, before.suffix3);
  add(17, after.suffix3);
  add(18, here.shape * 4U + here.sentence, here.seen);
  add(19, here.rule);
  add(20, before.rule, here.rule);
  add(21, here.rule, after.rule);
  add(22, here.rule * 16U + here.shape, here.classes);
  add(23, here.rule, here.lower);
  add(24, before.office * 9U + here.office * 3U + after.office, here.shape);
  add(25, here.classes * 16U + here.shape, here.sentence);
  add(26, before.classes, here.classes * 256U + after.classes);
  add(27, here.place, here.shape * 4U + here.sentence);
  add(28, here.elsewhere, here.shape);
  add(29, here.head, here.shape);
  add(30, before.head * 256U + after.head, here.shape);
  add(31, before.lower, here.shape * 4U + here.sentence);
  add(32, after.lower, here.shape);
  add(33, before2.lower, before.lower);
  add(34, after.lower, after2.lower);
  const uint32_t block = words_.token(w).sentence < 0 ? 0 : blocks_[static_cast<size_t>(words_.token(w).sentence)];
  add(35, block, here.shape * 4U + here.sentence);
  if (language == 0) {
    const auto above = [](uint16_t group, int levels) { return static_cast<uint32_t>(group >> (levels * kGroupBits)); };
    add(48, here.group, here.shape);
    add(49, above(here.group, 1), here.shape * 4U + here.sentence);
    add(50, above(here.group, 2), here.shape * 4U + here.sentence);
    add(51, before.group, here.shape);
    add(52, above(before.group, 1), here.shape);
    add(53, after.group, here.shape);
    add(54, above(after.group, 1), here.shape);
    add(55, above(before2.group, 1));
    add(56, above(after2.group, 1));
    add(57, above(before.group, 2), above(here.group, 2));
    add(58, above(here.group, 2), above(after.group, 2));
  }
  if (here.run >= 0) {
    const Run& run = runs_[static_cast<size_t>(here.run)];
    const auto length = static_cast<uint32_t>(std::min(run.last - run.first, 6));
    const auto position = static_cast<uint32_t>(std::min(w - run.first, 3) * 2 + (w + 1 == run.last ? 1 : 0));
    const Word& left = info(run.first - 1);
    const Word& right = info(run.last);
    const Word& last = info_[run.last - 1];
    const Word& first = info_[run.first];
    add(36, length, position * 2U + language);
    add(37, run.head, position);
    add(38, run.last_head, length * 8U + position);
    add(39, left.lower, position);
    add(40, right.lower, position);
    add(41, last.lower, position);
    add(42, first.lower, position);
    add(43, last.suffix3, position);
    add(44, left.lower, length);
    add(45, right.lower, length);
    add(46, first.classes * 256U + last.classes, length * 8U + position);
    add(47, left.lower, right.lower);
    if (language == 0) {
      add(59, left.group, position);
      add(60, right.group, position);
      add(61, static_cast<uint32_t>(last.group >> kGroupBits), position);
      add(62, static_cast<uint32_t>(first.group >> kGroupBits), position);
    }
  }
}

}  // namespace chancery::extraction
