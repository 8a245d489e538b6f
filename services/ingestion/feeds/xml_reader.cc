#include "services/ingestion/feeds/xml_reader.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kChunk = 64 << 10;

std::string_view View(const xmlChar* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

struct Namespace {
  std::string_view uri;
  std::string_view prefix;
};
constexpr Namespace kNamespaces[] = {
    {"http://www.w3.org/2005/Atom", "atom:"},
    {"http://purl.org/atom/ns#", "atom:"},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"https://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap/0.84", ""},
    {"http://www.google.com/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news:"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"},
    {"http://purl.org/dc/elements/1.1/", "dc:"},
    {"http://purl.org/dc/terms/", "dcterms:"},
    {"http://purl.org/rss/1.0/modules/content/", "content:"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner:"},
    {"http://www.w3.org/XML/1998/namespace", "xml:"},
};

// `prefix` is the document's own; it is believed where it was not declared.
std::string NameOf(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  std::string name;
  if (uri != nullptr) {
    const auto found = std::ranges::find(kNamespaces, View(uri), &Namespace::uri);
    name = found != std::end(kNamespaces) ? found->prefix : "x:";
  } else if (prefix != nullptr) {
    name = std::string(View(prefix)) + ":";
  }
  name += View(local);
  return name;
}

// What libxml2's callbacks share.
struct Reading {
  XmlHandler& handler;
  xmlParserCtxtPtr context = nullptr;
  int depth = 0;
  bool ended = false;    // the root element did
  bool bad_tag = false;  // the tag that is being read is another one than expected, or has no end
  bool entities = false;
  bool enough = false;
  xmlEntity entity = {};  // the last one that was asked for, and its text
  std::string entity_text = {};

  // After an error libxml2 would leave out every reference, of "&amp;" too.
  void GoOn() const { context->wellFormed = 1; }
  void Stop() const { xmlStopParser(context); }
};

// An attribute's value. libxml2 writes each "&" in it as "&#38;", and of the entities that it asked for the first byte alone.
std::string ValueOf(std::string_view value) {
  constexpr std::string_view kAmpersand = "&#38;";
  std::string text;
  for (size_t end = 0; (end = value.find(kAmpersand)) != std::string_view::npos; value.remove_prefix(end + kAmpersand.size())) {
    text += value.substr(0, end);
    text += '&';
  }
  text += value;
  return platform::FindInvalidUtf8(text) ? platform::EncodeUtf8(platform::DecodeUtf8(text)) : text;
}

void OnStart(void* user, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int, const xmlChar**, int count, int,
             const xmlChar** attributes) {
  auto* reading = static_cast<Reading*>(user);
  if (reading->enough || reading->ended) return;
  reading->GoOn();
  reading->bad_tag = false;
  ++reading->depth;
  XmlAttributes found;
  for (int i = 0; i < count; ++i) {
    const xmlChar** attribute = attributes + static_cast<ptrdiff_t>(5) * i;  // name, prefix, URI, begin and end of the value
    found[NameOf(attribute[0], attribute[1], attribute[2])] =
        ValueOf({reinterpret_cast<const char*>(attribute[3]), static_cast<size_t>(attribute[4] - attribute[3])});
  }
  if (!reading->handler.OnStart(NameOf(local, prefix, uri), found)) {
    reading->enough = true;
    reading->Stop();
  }
}

void OnEnd(void* user, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  auto* reading = static_cast<Reading*>(user);
  if (reading->enough || reading->ended) return;
  reading->GoOn();
  reading->handler.OnEnd(NameOf(local, prefix, uri));
  // libxml2 takes any end tag, and half of one, for the right one.
  reading->ended = --reading->depth == 0 && !reading->bad_tag;
  reading->bad_tag = false;
}

void OnText(void* user, const xmlChar* text, int size) {
  auto* reading = static_cast<Reading*>(user);
  if (reading->enough || reading->ended || reading->depth == 0) return;
  reading->GoOn();
  reading->bad_tag = false;
  reading->handler.OnText({reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
}

void OnEntityDeclaration(void* user, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
  auto* reading = static_cast<Reading*>(user);
  reading->entities = true;
  reading->Stop();
}

// A document that uses HTML's names without declaring them means what HTML does.
xmlEntityPtr OnEntity(void* user, const xmlChar* name) {
  auto* reading = static_cast<Reading*>(user);
  const htmlEntityDesc* description = htmlEntityLookup(name);
  if (description == nullptr) return nullptr;
  const auto character = static_cast<char32_t>(description->value);
  reading->entity_text = platform::EncodeUtf8({&character, 1});
  reading->entity.type = XML_ENTITY_DECL;
  reading->entity.name = reinterpret_cast<const xmlChar*>(description->name);
  reading->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
  reading->entity.content = reinterpret_cast<xmlChar*>(reading->entity_text.data());
  reading->entity.length = static_cast<int>(reading->entity_text.size());
  return &reading->entity;
}

void OnError(void* user, xmlErrorPtr error) {
  if (error->code == XML_ERR_GT_REQUIRED || error->code == XML_ERR_TAG_NAME_MISMATCH) static_cast<Reading*>(user)->bad_tag = true;
}

xmlSAXHandler Callbacks() {
  xmlSAXHandler callbacks = {};
  callbacks.initialized = XML_SAX2_MAGIC;
  callbacks.startElementNs = OnStart;
  callbacks.endElementNs = OnEnd;
  callbacks.characters = OnText;
  callbacks.ignorableWhitespace = OnText;
  callbacks.cdataBlock = OnText;
  callbacks.entityDecl = OnEntityDeclaration;
  callbacks.getEntity = OnEntity;
  callbacks.serror = OnError;
  return callbacks;
}

// libxml2 makes a document for the entities that a feed declares, also where nobody builds one, and leaves it to the caller.
void FreeContext(xmlParserCtxtPtr context) {
  xmlFreeDoc(context->myDoc);
  xmlFreeParserCtxt(context);
}

// Without the control characters that XML forbids, for which feeds are rejected by others, and without a byte order mark.
std::string Clean(std::string_view utf8) {
  std::string clean;
  clean.reserve(utf8.size());
  for (const char c : utf8) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') clean += c;
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  size_t begin = clean.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  // A declaration must be the very first; blank lines before it are common.
  while (begin < clean.size() && absl::ascii_isspace(static_cast<unsigned char>(clean[begin]))) ++begin;
  return clean.substr(begin);
}

// The character that "&...;" at the begin of `text` stands for, with the reference's length; length 0: it is none.
std::pair<std::string, size_t> ReadReference(std::string_view text) {
  constexpr size_t kLongest = 12;
  const size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return {"", 0};
  const std::string name(text.substr(1, end - 1));
  char32_t value = 0;
  if (name[0] == '#') {
    const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    char* stop = nullptr;
    value = static_cast<char32_t>(std::strtoul(name.c_str() + (hexadecimal ? 2 : 1), &stop, hexadecimal ? 16 : 10));
    if (*stop != '\0' || value == 0) return {"", 0};
  } else if (name == "apos") {
    value = U'\'';
  } else if (const htmlEntityDesc* description = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()))) {
    value = static_cast<char32_t>(description->value);
  } else {
    return {"", 0};
  }
  return {platform::EncodeUtf8({&value, 1}), end + 1};
}

absl::Status Malformed() { return platform::InvalidArgument("feed", "is cut off, or no well-formed XML", "MALFORMED_FEED"); }

}  // namespace

absl::Status ReadXml(std::string_view utf8, XmlHandler& handler) {
  // libxml2 keeps tables that it would else make when it is first used, in whatever thread.
  static const bool initialised = [] {
    xmlInitParser();
    return true;
  }();
  (void)initialised;
  const std::string text = Clean(utf8);
  Reading reading{.handler = handler};
  xmlSAXHandler callbacks = Callbacks();
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context(
      xmlCreatePushParserCtxt(&callbacks, &reading, nullptr, 0, nullptr), FreeContext);
  if (context == nullptr) return absl::InternalError("libxml2 can't begin");
  reading.context = context.get();
  xmlCtxtUseOptions(context.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  for (size_t begin = 0; begin < text.size() && !reading.entities && !reading.enough && !reading.ended; begin += kChunk) {
    const size_t size = std::min(kChunk, text.size() - begin);
    xmlParseChunk(context.get(), text.data() + begin, static_cast<int>(size), 0);
  }
  if (!reading.entities && !reading.enough) xmlParseChunk(context.get(), nullptr, 0, 1);
  if (reading.entities) {
    return platform::InvalidArgument("feed", "declares entities, which a feed has no use for", "FEED_WITH_ENTITIES");
  }
  return reading.enough || reading.ended ? absl::OkStatus() : Malformed();
}

std::string PlainText(std::string_view html) {
  std::string text;
  const auto append = [&](std::string_view part) {
    for (const char c : part) {
      if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
        text += c;
      } else if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
    }
  };
  while (!html.empty()) {
    // "<" before anything but a letter, "/" or "!" is a sign of its own.
    if (html[0] == '<' && html.size() > 1 &&
        (absl::ascii_isalpha(static_cast<unsigned char>(html[1])) || html[1] == '/' || html[1] == '!')) {
      html.remove_prefix(std::min(html.find('>') == std::string_view::npos ? html.size() : html.find('>') + 1, html.size()));
      continue;
    }
    if (html[0] == '&') {
      if (const auto [character, length] = ReadReference(html); length > 0) {
        append(character == "\u00A0" ? " " : std::string_view(character));
        html.remove_prefix(length);
        continue;
      }
    }
    constexpr std::string_view kNoBreakSpace = "\u00A0";
    const bool blank = html.starts_with(kNoBreakSpace);
    append(blank ? " " : html.substr(0, 1));
    html.remove_prefix(blank ? kNoBreakSpace.size() : 1);
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace chancery::ingestion::feeds
