#include "services/query/resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "services/query/fingerprint.h"

namespace chancery::query {
namespace {

using ::testing::SizeIs;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

Profile Person(const std::string& name, std::vector<std::string> countries = {}, std::vector<std::string> offices = {}) {
  Profile profile;
  profile.type = ENTITY_TYPE_PER;
  profile.names = {name};
  profile.countries = std::move(countries);
  profile.offices = std::move(offices);
  return profile;
}

std::vector<Core> Cores(const std::vector<Profile>& profiles) {
  std::vector<std::pair<std::string, Profile>> component;
  for (const Profile& profile : profiles) component.emplace_back(Fingerprint(profile.Serialize()), profile);
  std::sort(component.begin(), component.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return FormCores(component);
}

TEST(ProfileTest, SerializationIsLossless) {
  Profile profile = Person("bui thanh son", {"VN"}, {"5|vietnam"});
  profile.shorts = {"son"};
  profile.occurrence = "55|council";
  profile.family_name_first = true;
  EXPECT_EQ(Profile::Parse(profile.Serialize()), profile);
  EXPECT_EQ(Profile::Parse(Profile().Serialize()), Profile());
}

TEST(ProfileTest, TheArticleIsNoPartOfAName) {
  extraction::v1::Analysis analysis;
  for (const char* name : {"The Syrian Democratic Forces", "Syrian Democratic Forces", "Thế giới và Việt Nam", "The"}) {
    auto* entity = analysis.add_entities();
    entity->set_type(ENTITY_TYPE_ORG);
    entity->set_name(name);
  }
  EXPECT_EQ(MakeProfile(analysis, 0), MakeProfile(analysis, 1));
  EXPECT_EQ(MakeProfile(analysis, 2).names, std::vector<std::string>{"the gioi va viet nam"});
  EXPECT_EQ(MakeProfile(analysis, 3).names, std::vector<std::string>{"the"});
}

TEST(ProfileTest, LikeNamesShareAKey) {
  const auto shares = [](const Profile& a, const Profile& b) {
    const auto x = a.BlockKeys(), y = b.BlockKeys();
    return std::any_of(x.begin(), x.end(), [&](const auto& key) { return std::find(y.begin(), y.end(), key) != y.end(); });
  };
  EXPECT_TRUE(shares(Person("hossein amir abdollahian"), Person("hossein amirabdollahian")));
  EXPECT_TRUE(shares(Person("murat nurtleu", {}, {"5|kazakhstan"}), Person("murat nurtelu", {}, {"5|kazakhstan"})));
  EXPECT_FALSE(shares(Person("murat nurtleu"), Person("murat nurtelu")));
  EXPECT_FALSE(shares(Person("tran minh", {}, {"9|x"}), Person("tran linh", {}, {"9|x"})));
}

TEST(ResolverTest, EqualNamesAreOneUnlessTheirCountriesDiffer) {
  EXPECT_THAT(Cores({Person("john smith", {"US"}), Person("john smith", {"US"}, {"18|usa"})}), SizeIs(1));
  EXPECT_THAT(Cores({Person("john smith", {"US"}), Person("john smith", {"AU"})}), SizeIs(2));
  EXPECT_THAT(Cores({Person("john smith", {"US"}), Person("john smith")}), SizeIs(1));
  EXPECT_THAT(Cores({Person("john smith", {"US"}), Person("john smith", {"AU"}), Person("john smith")}), SizeIs(3));
}

TEST(ResolverTest, MisspellingsNeedAnOffice) {
  EXPECT_THAT(Cores({Person("murat nurtleu", {}, {"5|kz"}), Person("murat nurtelu", {}, {"5|kz"})}), SizeIs(1));
  EXPECT_THAT(Cores({Person("murat nurtleu", {"KZ"}), Person("murat nurtelu", {"KZ"})}), SizeIs(2)) << "short, and the country alone";
  EXPECT_THAT(Cores({Person("hossein abdollahian", {"IR"}), Person("hossein abdolahian", {"IR"})}), SizeIs(1));
  EXPECT_THAT(Cores({Person("nguyen thanh", {"VN"}, {"9|vn"}), Person("nguyen trang", {"VN"}, {"9|vn"})}), SizeIs(2));
}

TEST(ResolverTest, ASlipInAShortWordNeedsAnOfficeOfOnePerson) {
  const auto cores = [](const std::string& a, const std::string& b, const std::string& office) {
    return Cores({Person(a, {"JP"}, {office}), Person(b, {"JP"}, {office})});
  };
  EXPECT_THAT(cores("taro aso", "taro asao", "5|japan"), SizeIs(1));
  EXPECT_THAT(cores("taro aso", "taro asao", "9|japan"), SizeIs(2)) << "there are many deputy ministers";
  EXPECT_THAT(cores("tran minh", "tran linh", "5|vietnam"), SizeIs(2)) << "another letter is another name";
  EXPECT_THAT(cores("li bo", "li boo", "5|china"), SizeIs(2));
}

TEST(ResolverTest, ASingleNameAloneSaysNothing) {
  EXPECT_THAT(Cores({Person("merkel", {"US"}), Person("merkel")}), SizeIs(2));
  EXPECT_THAT(Cores({Person("merkel"), Person("merkel")}), SizeIs(1));
  EXPECT_THAT(Cores({Person("merkel", {"DE"}), Person("merkel", {"DE"}, {"3|germany"})}), SizeIs(1));
}

TEST(ResolverTest, TheMoreCommonSpellingNamesTheCore) {
  const auto cores =
      Cores({Person("murat nurtelu", {}, {"5|kz"}), Person("murat nurtleu", {}, {"5|kz"}), Person("murat nurtleu", {"KZ"}, {"5|kz"})});
  ASSERT_THAT(cores, SizeIs(1));
  EXPECT_EQ(BaseId(cores), "murat-nurtleu");
}

TEST(ResolverTest, LexiconIdsNeverMerge) {
  Profile state = Person("georgia"), country = Person("georgia"), unknown = Person("georgia");
  for (auto* profile : {&state, &country, &unknown}) profile->type = ENTITY_TYPE_GPE;
  state.lexicon_id = "georgia-us";
  state.countries = {"US"};
  country.lexicon_id = "georgia";
  country.countries = {"GE"};
  unknown.countries = {"GE"};
  const auto cores = Cores({state, country, unknown});
  ASSERT_THAT(cores, SizeIs(2));
  EXPECT_EQ(std::max(cores[0].profiles.size(), cores[1].profiles.size()), 2u);
}

TEST(ResolverTest, ShorterNamesFindTheirPart) {
  const auto finds = [](const Profile& part, const Profile& full) {
    const auto parts = PartsOf(Cores({full})[0]);
    for (const auto& group : LookupsOf(Cores({part})[0])) {
      for (const Part& lookup : group) {
        if (std::find(parts.begin(), parts.end(), lookup) != parts.end()) return true;
      }
    }
    return false;
  };
  const Profile guterres = Person("antonio guterres", {}, {"13|un"});
  EXPECT_TRUE(finds(Person("guterres", {}, {"13|un"}), guterres));
  EXPECT_FALSE(finds(Person("guterres"), guterres)) << "nothing says that it is he";
  EXPECT_FALSE(finds(Person("guterres", {}, {"5|pt"}), guterres)) << "another office";
  Profile known = Person("angela merkel", {"DE"});
  known.lexicon_id = "angela-merkel";
  EXPECT_TRUE(finds(Person("merkel"), known)) << "everybody knows who that is";
  EXPECT_FALSE(finds(Person("merkel", {"US"}), known));
  EXPECT_TRUE(finds(Person("murat nurtleu", {"KZ"}), Person("murat abugaliuly nurtleu", {"KZ"})));
  EXPECT_TRUE(finds(Person("murat nurtleu"), Person("murat abugaliuly nurtleu", {"KZ"})));
  EXPECT_FALSE(finds(Person("murat nurtleu", {"TR"}), Person("murat abugaliuly nurtleu", {"KZ"})));
  EXPECT_FALSE(finds(Person("son", {"VN"}, {"5|vn"}), Person("le hoang son", {"VN"}, {"18|vn"})));
  EXPECT_TRUE(finds(Person("son", {"VN"}), Person("le hoang son", {"VN"}, {"18|vn"})));
  EXPECT_FALSE(finds(Person("nguyen trai"), Person("hoang phong nguyen trai"))) << "nothing is known of either";
  Profile vietnamese = Person("nguyen hoang son", {"VN"}, {"5|vn"});
  vietnamese.family_name_first = true;
  EXPECT_FALSE(finds(Person("nguyen son", {"VN"}), vietnamese)) << "each syllable counts";
  EXPECT_TRUE(finds(Person("hoang son", {"VN"}, {"5|vn"}), vietnamese));
}

TEST(ResolverTest, CoresSurviveSerialization) {
  const Core core = Cores({Person("antonio guterres", {"PT"}, {"13|un"}), Person("antonio guterres")})[0];
  const Core again = Core::Parse(core.Serialize());
  EXPECT_EQ(again.id, core.id);
  EXPECT_EQ(again.level, core.level);
  EXPECT_EQ(again.profiles, core.profiles);
  EXPECT_EQ(again.features, core.features);
}

}  // namespace
}  // namespace chancery::query
