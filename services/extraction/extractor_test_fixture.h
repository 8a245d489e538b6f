// What tests of the extractor share: reading a text, and an analysis as short lines.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/extractor.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {

class ExtractorTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto created = Extractor::Create();
    ASSERT_TRUE(created.ok()) << created.status();
    extractor_ = *std::move(created);
  }

  // Reads a text published on a day.
  static v1::Analysis Read(std::string_view language, std::string_view text, std::string_view published = "2025-03-14") {
    const auto analysis = extractor_->Extract({text, language, published, {}});
    EXPECT_TRUE(analysis.ok()) << analysis.status();
    return analysis.ok() ? *analysis : v1::Analysis();
  }

  static std::string Name(const v1::Analysis& a, int entity) {
    const v1::Entity& e = a.entities(entity);
    return e.lexicon_id().empty() ? e.name() : e.lexicon_id();
  }

  // "TYPE:words" of every name and time.
  static std::vector<std::string> Names(const v1::Analysis& a, std::string_view text) {
    const platform::CodePointIndex index(text);
    std::vector<std::string> out;
    for (const v1::Mention& m : a.mentions()) {
      if (m.kind() != type::v1::MENTION_KIND_NAME) continue;
      out.push_back(platform::Concat(type::v1::EntityType_Name(m.type()).substr(12), ":", index.Slice(m.span().begin(), m.span().end())));
    }
    return out;
  }

  static std::vector<std::string> Names(std::string_view language, std::string_view text) { return Names(Read(language, text), text); }

  // "person kind of".
  static std::vector<std::string> Roles(const v1::Analysis& a) {
    std::vector<std::string> out;
    for (const v1::Role& r : a.roles()) {
      out.push_back(platform::Concat(Name(a, r.person()), " ", type::v1::RoleKind_Name(r.kind()).substr(10), " ",
                                     r.has_of() ? Name(a, r.of()) : "-"));
    }
    return out;
  }

  // "TYPE who, who @place time", with realis where it did not simply happen, of each event that a rule read.
  static std::vector<std::string> Events(const v1::Analysis& a) {
    std::vector<std::string> out;
    for (const v1::Event& e : a.events()) {
      if (e.evidence().explanations(0).rule().starts_with(kModelRule)) continue;
      std::string line = type::v1::EventType_Name(e.type()).substr(11);
      for (int i = 0; i < e.participants_size(); ++i) line += (i == 0 ? " " : ", ") + Name(a, e.participants(i));
      if (e.has_place()) line += " @" + Name(a, e.place());
      if (e.has_time()) line += " " + e.time().edtf();
      if (e.realis() != type::v1::REALIS_HAPPENED) line += " " + type::v1::Realis_Name(e.realis()).substr(7);
      out.push_back(line);
    }
    return out;
  }

  // "speaker ACT addressee".
  static std::vector<std::string> Statements(const v1::Analysis& a) {
    std::vector<std::string> out;
    for (const v1::Statement& s : a.statements()) {
      out.push_back(platform::Concat(Name(a, s.speaker()), " ", type::v1::Act_Name(s.act()).substr(4), " ",
                                     s.has_addressee() ? Name(a, s.addressee()) : "-"));
    }
    return out;
  }

  static inline std::unique_ptr<const Extractor> extractor_;
};

}  // namespace chancery::extraction
