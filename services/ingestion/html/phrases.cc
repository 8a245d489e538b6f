#include "services/ingestion/html/phrases.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

using platform::StringSet;

// All are folded: lower case without accents.
constexpr std::array kLeadsAway = std::to_array<std::string_view>({
    // English
    "read more", "read also", "read next", "read the full", "read full", "also read", "see also", "you may also", "you might also",
    "related:", "related stories", "related articles", "related news", "related content", "related topics", "related posts", "related links",
    "related coverage", "related video", "related story", "related article", "more from", "more stories", "more news", "more about", "more:", "recommended", "advertisement",
    "continue reading", "story continues", "article continues", "scroll to continue", "share this", "share on", "share via", "share article", "share:",
    "follow us", "follow me", "follow @", "sign up", "subscribe", "click here", "tap here", "watch:", "watch now", "watch more", "watch the", "listen:", "don't miss", "don’t miss",
    "join us", "join our", "like us", "get the latest", "get our", "get breaking", "download our", "download the app", "filed under",
    "posted in", "tags:", "tagged", "topics:", "categories:", "category:", "photo:", "photos:", "image:", "images:", "copyright", "©", "all rights reserved",
    "report a typo", "leave a reply", "leave a comment", "post a comment", "print this", "email this", "back to top", "previous post", "previous article", "next post",
    "next article", "skip to", "loading", "top stories", "view comments", "show comments", "hide caption", "toggle caption", "enlarge this image",
    "view this post on instagram", "a post shared by", "getty images", "read:", "click to", "check out our", "send us",
    // Vietnamese
    "xem them", "doc them", "tin lien quan", "bai lien quan", "tin cung chuyen muc", "tin khac", "bao loi", "tu khoa", "chia se", "theo doi chung toi",
    "binh luan", "moi ban doc", "moi quy doc gia", "moi quy vi", "gui binh luan", "y kien ban doc", "chu de:", "dang ky", ">>", "»", "tags", "nguon tin:", "lien he quang cao",
    "ban doc gui", "vui long",
    // elsewhere
    "lesen sie auch", "lesen sie mehr", "mehr zum thema", "mehr lesen", "mehr dazu", "mehr infos", "auch interessant", "siehe auch", "weiterlesen", "foto:", "bild:", "fotos:", "quelle:",
    "zum thema", "das konnte sie", "das konnte dich", "teilen", "newsletter", "a lire aussi", "lire aussi", "lee tambien", "le puede interesar",
    "lea tambien", "te puede interesar", "leggi anche", "czytaj tez", "czytaj takze", "czytaj wiecej", "zobacz tez", "zobacz takze", "publicidad", "schlagworte", "stichworte",
    "credit:", "crédit"});

// Whole lines.
const StringSet& LoneLines() {
  static const auto* lines = new StringSet{"anzeige", "werbung", "reklama", "ad", "advert", "comment", "comments", "share", "print", "email", "tweet", "facebook", "twitter", "kommentare", "kommentar",
                                           "save", "drucken", "merken", "whatsapp", "pinterest", "linkedin", "like", "reply", "quang cao", "reuters", "afp", "ap", "sponsored", "promoted", "play", "video",
                                           "photos", "gallery", "close", "menu", "home", "top", "next", "previous", "more", "related"};
  return *lines;
}

constexpr std::array kFurnitureHeadings = std::to_array<std::string_view>({
    "related", "comment", "comments", "leave a reply", "leave a comment", "leave your comment", "post a comment", "join the conversation", "more from", "more stories", "more news", "more on", "more in",
    "you may also", "you might also", "you may like", "you might like", "you may enjoy", "recommended", "popular", "trending", "most read", "most popular", "most viewed", "share this",
    "about the author", "about the authors", "about author", "latest news", "latest stories", "latest posts", "recent posts", "recent articles", "read next", "read more", "see also", "further reading",
    "sponsored", "promoted", "newsletter", "sign up", "subscribe", "tags", "follow us", "similar", "up next", "don't miss", "editor's picks", "editors' picks", "what to read next", "top stories",
    "tin lien quan", "bai lien quan", "tin cung", "tin khac", "tin moi", "tin nong", "tin doc", "bai cung", "bai khac", "bai moi", "bai viet cung", "bai viet lien quan", "bai viet khac", "doc them",
    "doc nhieu", "xem them", "xem nhieu", "cung chuyen muc", "binh luan", "y kien", "co the ban quan tam", "tin noi bat", "tu khoa",
    "kommentar", "kommentare", "ahnliche", "verwandte", "mehr zum", "mehr aus", "mehr von", "das konnte", "weitere artikel", "weitere beitrage", "weitere meldungen", "weitere news", "weitere themen",
    "schreibe einen kommentar", "schreiben sie einen kommentar", "auch interessant", "meistgelesen", "teilen", "neueste", "beliebte", "lesen sie auch", "passend dazu", "zum weiterlesen", "uber den autor",
    "uber die autorin", "hinterlasse", "commentaires", "a lire aussi", "articulos relacionados", "noticias relacionadas", "te puede interesar", "comentarios", "artigos relacionados", "deixe um comentario",
    "articoli correlati", "leggi anche", "komentarze", "polecamy", "zobacz takze", "czytaj takze"});

constexpr std::array kSigned = std::to_array<std::string_view>(
    {"by", "von", "par", "por", "text:", "author:", "written by", "tac gia", "updated", "update:", "published", "posted", "last updated", "last modified", "stand:",
     "veroffentlicht", "aktualisiert", "publicado", "actualizado", "publie", "mis a jour", "cap nhat", "ngay dang", "dang luc", "theo dong su kien", "posted on", "posted by", "zuletzt aktualisiert", "erstellt am", "autor:", "first published"});

const StringSet& CalendarWords() {
  static const auto* words = new StringSet{
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "january", "february", "march",
      "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
      "am", "pm", "gmt", "utc", "est", "edt", "pst", "pdt", "et", "ist", "th", "st", "nd", "rd", "at", "on", "of", "a", "p", "m", "t", "z", "uhr", "um", "am", "den", "der", "h", "min", "read", "hours", "hour", "minutes", "ago",
      "thu", "chu", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "ngay", "thang", "luc", "gio", "cn", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar", "februar", "marz", "mai", "juni", "juli",
      "oktober", "dezember", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "de", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
      "diciembre", "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "le", "a", "janeiro", "fevereiro", "marco", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "updated", "published"};
  return *words;
}

bool IsWord(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0; }

// A folded text without what stands before its first word (">>" and the like stay).
std::string Opening(std::string_view text) {
  constexpr size_t kEnough = 200;
  std::string folded = platform::Fold(text.substr(0, kEnough));
  const auto start = std::find_if(folded.begin(), folded.end(), [](char c) { return IsWord(c) || c == '>'; });
  folded.erase(folded.begin(), start);
  return folded;
}

template <size_t N>
bool OpensWith(const std::string& folded, const std::array<std::string_view, N>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    if (folded.compare(0, phrase.size(), phrase) != 0) return false;
    return folded.size() == phrase.size() || !IsWord(phrase.back()) || !IsWord(folded[phrase.size()]);
  });
}

std::string Trimmed(std::string folded) {
  while (!folded.empty() && !IsWord(folded.back())) folded.pop_back();
  return folded;
}

}  // namespace

bool LeadsAway(std::string_view text) {
  const std::string folded = Opening(text);
  return OpensWith(folded, kLeadsAway) || (folded.size() < 30 && LoneLines().contains(Trimmed(folded)));
}

bool HeadsFurniture(std::string_view text) {
  constexpr size_t kLongest = 80;
  if (text.size() > kLongest) return false;
  std::string folded = Opening(text);
  const size_t word = folded.find_first_not_of("0123456789 ");  // "12 comments"
  if (word != std::string::npos) folded.erase(0, word);
  return OpensWith(folded, kFurnitureHeadings);
}

bool IsBylineOrDate(std::string_view text) {
  constexpr size_t kLongest = 120;
  if (text.size() > kLongest) return false;
  const std::string folded = Opening(text);
  if (OpensWith(folded, kSigned) && folded.find(". ") == std::string::npos && !EndsLikeSentence(text)) return true;
  // Nothing but numbers and words of the calendar, a number at least.
  bool digits = false;
  std::string word;
  for (const char c : folded + " ") {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) digits = true;
    if (IsWord(c) && !absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      word += c;
      continue;
    }
    if (!word.empty() && !CalendarWords().contains(word)) return false;
    word.clear();
  }
  return digits;
}

bool EndsLikeSentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", "…", ":", ";", "\"", "”", "’", "»", ")", "]", "'"}) {
    if (text.size() >= end.size() && text.substr(text.size() - end.size()) == end) return true;
  }
  return false;
}

}  // namespace chancery::ingestion::html
