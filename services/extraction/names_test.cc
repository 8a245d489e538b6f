// How Vietnamese is typed does not change who is named: accents, capitals, composition, tone placement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <map>

#include "services/extraction/extractor.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

const Extractor& TheExtractor() {
  static const auto* const extractor = new std::unique_ptr<const Extractor>(*Extractor::Create());
  return **extractor;
}

// Names of a text, folded, with their types.
std::multimap<std::string, std::string> NamesIn(const std::string& text, const std::string& language) {
  const auto analysis = TheExtractor().Extract({text, language, "2024-02-26", {}});
  EXPECT_TRUE(analysis.ok()) << analysis.status();
  std::multimap<std::string, std::string> names;
  const std::u32string characters = platform::DecodeUtf8(text);
  for (const auto& m : analysis->mentions()) {
    if (m.kind() != type::v1::MENTION_KIND_NAME) continue;
    const std::string name = platform::EncodeUtf8(characters.substr(m.span().begin(), m.span().end() - m.span().begin()));
    names.emplace(platform::Fold(name), type::v1::EntityType_Name(m.type()).substr(12));
  }
  return names;
}

std::string Decomposed(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFDInstance(error)->normalize(icu::UnicodeString::fromUTF8(text), error).toUTF8String(out);
  return out;
}

TEST(NamesTest, VietnameseWithoutAccents) {
  const auto names = NamesIn("Bo truong Ngoai giao Bui Thanh Son da gap Tong thong My Donald Trump tai Ha Noi.", "vi");
  EXPECT_THAT(names, Contains(Pair("bui thanh son", "PER")));
  EXPECT_THAT(names, Contains(Pair("donald trump", "PER")));
  EXPECT_THAT(names, Contains(Pair("my", "GPE")));
  EXPECT_THAT(names, Contains(Pair("ha noi", "GPE")));
}

TEST(NamesTest, VietnameseInCapitals) {
  const auto names = NamesIn("BỘ TRƯỞNG NGOẠI GIAO BÙI THANH SƠN GẶP NGOẠI TRƯỞNG TRUNG QUỐC VƯƠNG NGHỊ TẠI HÀ NỘI.", "vi");
  EXPECT_THAT(names, Contains(Pair("bui thanh son", "PER")));
  EXPECT_THAT(names, Contains(Pair("vuong nghi", "PER")));
  EXPECT_THAT(names, Contains(Pair("trung quoc", "GPE")));
  EXPECT_THAT(names, Contains(Pair("ha noi", "GPE")));
}

TEST(NamesTest, VietnameseDecomposed) {
  const std::string text = "Bộ trưởng Ngoại giao Bùi Thanh Sơn đã gặp ông Vương Nghị tại Hà Nội.";
  EXPECT_EQ(NamesIn(Decomposed(text), "vi"), NamesIn(text, "vi"));
}

TEST(NamesTest, EitherTonePlacement) {
  EXPECT_EQ(NamesIn("Ông Nguyễn Hoà Bình thăm Cộng hoà Séc và tỉnh Khánh Hoà.", "vi"),
            NamesIn("Ông Nguyễn Hòa Bình thăm Cộng hòa Séc và tỉnh Khánh Hòa.", "vi"));
}

TEST(NamesTest, AnOfficeACountryAndAPerson) {
  const auto names = NamesIn("Tổng thống Mỹ Donald Trump đã đến Seoul. Tổng thống Phần Lan Sauli Niinistö cũng có mặt.", "vi");
  EXPECT_THAT(names, Contains(Pair("my", "GPE")));
  EXPECT_THAT(names, Contains(Pair("donald trump", "PER")));
  EXPECT_THAT(names, Contains(Pair("phan lan", "GPE")));
  EXPECT_THAT(names, Contains(Pair("sauli niinisto", "PER")));
}

TEST(NamesTest, NamesOfOtherScriptsInVietnameseSpelling) {
  const auto names = NamesIn("Ông Tập Cận Bình thăm Mát-xcơ-va, Ả-rập Xê-út và Anh; nước Nga, Hoa Kỳ hoan nghênh.", "vi");
  EXPECT_THAT(names, Contains(Pair("tap can binh", "PER")));
  EXPECT_THAT(names, Contains(Pair("mat-xco-va", "GPE")));
  EXPECT_THAT(names, Contains(Pair("a-rap xe-ut", "GPE")));
  EXPECT_THAT(names, Contains(Pair("anh", "GPE")));
  EXPECT_THAT(names, Contains(Pair("nga", "GPE")));
  EXPECT_THAT(names, Contains(Pair("hoa ky", "GPE")));
}

TEST(NamesTest, NumbersOfModelsAndCommonWordsAreNoNames) {
  const auto names = NamesIn("Peru mua máy bay KF-61 của Pháp. Chính phủ Peru và Quân đội Ukraine chưa bình luận.", "vi");
  EXPECT_THAT(names, Not(Contains(Pair("kf", "ORG"))));
  EXPECT_THAT(names, Not(Contains(Pair("chinh phu", "LOC"))));
  EXPECT_THAT(names, Contains(Pair("ukraine", "GPE")));
}

TEST(NamesTest, ANameGoesOnWithTheSecondSyllableOfAWord) {
  EXPECT_THAT(NamesIn("Trung tâm Hỗ trợ Tokyo và Sở Ngoại vụ đã trả lời.", "vi"), Contains(Pair("so ngoai vu", "ORG")));
}

TEST(NamesTest, PlacesNamedLikePeople) {
  const auto names = NamesIn("Đoàn thăm xã Quang Lộc, huyện Kim Thành và dừng ở đường Lý Văn Phúc. Ông Trần Quang Lộc nói.", "vi");
  EXPECT_THAT(names, Contains(Pair("quang loc", "GPE")));
  EXPECT_THAT(names, Contains(Pair("kim thanh", "GPE")));
  EXPECT_THAT(names, Contains(Pair("duong ly van phuc", "LOC")));
  EXPECT_THAT(names, Contains(Pair("tran quang loc", "PER")));
  EXPECT_THAT(NamesIn("Chủ tịch UBND huyện Trần Văn Lâm đón đoàn.", "vi"), Contains(Pair("tran van lam", "PER")));
}

TEST(NamesTest, NounsBesideForeignNames) {
  EXPECT_THAT(NamesIn("Đoàn đến núi Paektu và căn cứ Andrews.", "vi"),
              AllOf(Contains(Pair("paektu", "LOC")), Contains(Pair("andrews", "LOC"))));
  EXPECT_THAT(NamesIn("Lãnh đạo hai miền Triều Tiên gặp nhau.", "vi"), Contains(Pair("trieu tien", "LOC")));
  EXPECT_THAT(NamesIn("Hãng tin AFP dẫn lời ông Holm.", "vi"), Contains(Pair("afp", "ORG")));
  EXPECT_THAT(NamesIn("Báo Washington Post đưa tin.", "vi"), Contains(Pair("washington post", "ORG")));
  EXPECT_THAT(NamesIn("Đoàn thăm nhà máy do công ty QRST xây.", "vi"), Contains(Pair("qrst", "ORG")));
  EXPECT_THAT(NamesIn("Họ biểu tình trước đại sứ quán Peru.", "vi"), Contains(Pair("peru", "GPE")));
  // Vietnamese names keep theirs.
  EXPECT_THAT(NamesIn("Báo Nhân Dân đưa tin.", "vi"), Contains(Pair("bao nhan dan", "ORG")));
}

TEST(NamesTest, MinistriesWithinTitles) {
  EXPECT_THAT(NamesIn("Phát ngôn viên Bộ Ngoại giao Peru John Holm lên tiếng.", "vi"),
              AllOf(Contains(Pair("bo ngoai giao peru", "ORG")), Contains(Pair("john holm", "PER"))));
}

TEST(NamesTest, SecondHalvesOfWordsAreNoNewspapers) {
  EXPECT_THAT(NamesIn("Ông Holm lên tiếng. Họ cảnh báo Holm không nên vội vàng.", "vi"), Not(Contains(Pair("holm", "ORG"))));
  EXPECT_THAT(NamesIn("Theo báo Gazetta, họ đã đến.", "vi"), Contains(Pair("gazetta", "ORG")));
}

TEST(NamesTest, SummitsOfTwoStatesInLowerCaseHaveNoName) {
  const auto names = NamesIn("Ông mong chờ cuộc gặp thượng đỉnh Mỹ - Triều lần hai và hội nghị thượng đỉnh Nga - Peru.", "vi");
  EXPECT_THAT(names, AllOf(Contains(Pair("my", "GPE")), Contains(Pair("trieu", "GPE")), Contains(Pair("nga", "GPE"))));
  EXPECT_THAT(NamesIn("Hà Nội là nơi tổ chức Hội nghị thượng đỉnh Mỹ - Triều lần hai.", "vi"),
              Contains(Pair("hoi nghi thuong dinh my - trieu lan hai", "EVT")));
  EXPECT_THAT(NamesIn("Bà phát biểu tại đối thoại Shangri - La.", "vi"), Contains(Pair("doi thoai shangri - la", "EVT")));
}

TEST(NamesTest, HyphensBetweenSpaces) {
  EXPECT_THAT(NamesIn("Đại sứ Pok Song - gyon đã đến. Ông gặp bà Anna Berg - Blum, nghị sĩ.", "vi"),
              AllOf(Contains(Pair("pok song - gyon", "PER")), Contains(Pair("anna berg - blum", "PER"))));
  EXPECT_THAT(NamesIn("Lãnh đạo G 7 dự hội nghị G 20.", "vi"), AllOf(Contains(Pair("g 7", "ORG")), Contains(Pair("hoi nghi g 20", "EVT"))));
  EXPECT_THAT(NamesIn("Chủ tịch Uỷ ban Liên minh châu Âu (EU) Jean - Claude Juncker lên tiếng.", "vi"),
              Contains(Pair("jean - claude juncker", "PER")));
}

TEST(NamesTest, MakesAndInitialsAreNoNames) {
  EXPECT_THAT(NamesIn("Siêu vận tải cơ Boeing C -17 và chiếc Delta One hạ cánh. Hãng Boeing vui mừng.\n\nĐ. V (Tổng hợp)", "vi"),
              ElementsAre(Pair("boeing", "ORG")));
  EXPECT_THAT(NamesIn("Hàn Quốc triển khai thêm đơn vị THAAD.", "vi"), ElementsAre(Pair("han quoc", "GPE")));
  EXPECT_THAT(NamesIn("Ông nói tiếng Trung Quốc.", "vi"), ::testing::IsEmpty());
}

TEST(NamesTest, FirstSyllablesOfWordsAreNoNames) {
  EXPECT_THAT(NamesIn("Ông đặt hoa tại Đài tưởng niệm các Anh hùng liệt sĩ.", "vi"),
              AllOf(Not(Contains(Pair("dai", ::testing::_))), Not(Contains(Pair("anh", ::testing::_)))));
  EXPECT_THAT(NamesIn("Bà được trao giải Nobel Hòa bình.", "vi"), ::testing::IsEmpty());
  const auto names = NamesIn("Ông Phạm Công Hân phát biểu. Công trình hoàn thành. Tư lệnh Phái bộ cảm ơn ông Hân.", "vi");
  EXPECT_THAT(names, Contains(Pair("han", "PER")));
  EXPECT_THAT(names, Not(Contains(Pair("cong", ::testing::_))));
  EXPECT_THAT(names, Not(Contains(Pair("phai", ::testing::_))));
}

TEST(NamesTest, BodiesAreNamedToTheEndOfTheirWords) {
  EXPECT_THAT(NamesIn("Bà làm việc tại Văn phòng Quà tặng của Nhà Trắng.", "vi"), Contains(Pair("van phong qua tang", "ORG")));
  EXPECT_THAT(NamesIn("Đoàn thăm Sở Văn hóa, Thể thao và Du lịch.", "vi"), Contains(Pair("so van hoa, the thao va du lich", "ORG")));
  EXPECT_THAT(NamesIn("Một quan chức bộ Ngoại giao Peru cho hay.", "vi"), Contains(Pair("bo ngoai giao peru", "ORG")));
  EXPECT_THAT(NamesIn("Ông gặp Liên minh nghị sĩ hữu nghị Mekong - Nhật Bản.", "vi"),
              Contains(Pair("lien minh nghi si huu nghi mekong - nhat ban", "ORG")));
  EXPECT_THAT(NamesIn("Nga muốn tổ chức Hội nghị Thượng đỉnh Sokolov - Smith.", "vi"),
              Contains(Pair("hoi nghi thuong dinh sokolov - smith", "EVT")));
  // In lower case it has no name, as one of two states has none.
  EXPECT_THAT(NamesIn("Tổng thống Sokolov và Thủ tướng Smith đã gặp nhau. Nga muốn tổ chức hội nghị thượng đỉnh Sokolov - Smith.", "vi"),
              AllOf(Contains(Pair("sokolov", "PER")), Contains(Pair("smith", "PER"))));
}

TEST(NamesTest, VietnameseHeadsOfBodies) {
  // Of a place's first syllable.
  auto names = NamesIn("Đài Loan và Việt Nam ký bản ghi nhớ.", "vi");
  EXPECT_THAT(names, Contains(Pair("dai loan", "GPE")));
  EXPECT_THAT(names, Contains(Pair("viet nam", "GPE")));
  // Of delegations, which have no name.
  EXPECT_THAT(NamesIn("Phái đoàn Na Uy đã tới Hà Nội.", "vi"), Contains(Pair("na uy", "GPE")));
  EXPECT_THAT(NamesIn("Phái đoàn Na Uy tại Liên Hợp Quốc lên tiếng.", "vi"), Contains(Pair("phai doan na uy tai lien hop quoc", "ORG")));
  EXPECT_THAT(NamesIn("Phái đoàn Thường trực Việt Nam tại Liên Hợp Quốc lên tiếng.", "vi"),
              Contains(Pair("phai doan thuong truc viet nam tai lien hop quoc", "ORG")));
  // Of an office and who holds it, or of what country it is.
  EXPECT_THAT(NamesIn("Theo Văn phòng Tổng thống Holmberg, cuộc gặp đã kết thúc.", "vi"), Contains(Pair("holmberg", "PER")));
  EXPECT_THAT(NamesIn("Theo Văn phòng Tổng thống Peru, cuộc gặp đã kết thúc.", "vi"), Contains(Pair("van phong tong thong peru", "ORG")));
  // Two bodies, and none.
  names = NamesIn("Ông cảm ơn Liên minh châu Phi và LHQ về sự giúp đỡ.", "vi");
  EXPECT_THAT(names, Contains(Pair("lien minh chau phi", "ORG")));
  EXPECT_THAT(names, Contains(Pair("lhq", "ORG")));
  EXPECT_THAT(NamesIn("Liên minh giữa Peru và Chile tan vỡ.", "vi"), Contains(Pair("peru", "GPE")));
  // Where a body is.
  EXPECT_THAT(NamesIn("Ông thăm Bộ Chỉ huy Quân sự tỉnh Bình Dương.", "vi"), Contains(Pair("bo chi huy quan su tinh binh duong", "ORG")));
  // Only the first syllable of a ministry is a capital.
  EXPECT_THAT(NamesIn("Hôm qua Bộ ngoại giao Na Uy ra thông cáo.", "vi"), Contains(Pair("bo ngoai giao na uy", "ORG")));
  EXPECT_THAT(NamesIn("Hôm qua Bộ tài chính nước này ra thông cáo.", "vi"), Contains(Pair("bo tai chinh", "ORG")));
}

TEST(NamesTest, WhatIsNoPartOfAName) {
  auto names = NamesIn("Ngoại trưởng tuyên bố Washington sẽ đáp trả. Một tàu sân bay Mỹ đến Biển Đông với Hàn Quốc.", "vi");
  EXPECT_THAT(names, Contains(Pair("washington", "GPE")));
  EXPECT_THAT(names, Contains(Pair("my", "GPE")));
  EXPECT_THAT(names, Contains(Pair("bien dong", "LOC")));
  names = NamesIn("Hai bên họp tại trụ sở Liên Hợp Quốc, nhắc tới quan hệ Đối tác Chiến lược với Peru và cơn bão Damrey.", "vi");
  EXPECT_THAT(names, Contains(Pair("lien hop quoc", "ORG")));
  EXPECT_THAT(NamesIn("Ông phát biểu tại Trụ sở Liên Hợp Quốc.", "vi"), Contains(Pair("tru so lien hop quoc", "LOC")));
  EXPECT_THAT(names, Contains(Pair("peru", "GPE")));
  EXPECT_THAT(names, Not(Contains(Pair("damrey", ::testing::_))));
}

TEST(NamesTest, NounsBeforeForeignNames) {
  EXPECT_THAT(NamesIn("Quân đội tấn công nhóm Zabut ở miền nam.", "vi"), Contains(Pair("zabut", "ORG")));
  EXPECT_THAT(NamesIn("Ông tới hòn đảo Krestup hôm qua.", "vi"), Contains(Pair("krestup", "LOC")));
  // A language is no name, but who is famous may be of a country.
  EXPECT_THAT(NamesIn("Ông nói tiếng Nhật.", "vi"), ::testing::IsEmpty());
  EXPECT_THAT(NamesIn("Bà là ca sĩ nổi tiếng Mỹ.", "vi"), Contains(Key("my")));
  EXPECT_THAT(
      NamesIn("Tổng thống Ai Cập El - Sisi gặp Thủ tướng Haidar al - Abadi và Thủ tướng May.", "vi"),
      ::testing::AllOf(Contains(Pair("el - sisi", "PER")), Contains(Pair("haidar al - abadi", "PER")), Contains(Pair("may", "PER"))));
  EXPECT_THAT(NamesIn("Ông không dự họp, theo Quorzt.\n\nBà vắng mặt.", "vi"), Contains(Pair("quorzt", "ORG")));
}

TEST(NamesTest, AShipIsNoneWhereverItIsNamed) {
  const auto names = NamesIn("Mỹ bắt tàu hàng Wise Harriet ở Thái Bình Dương. Hôm qua Wise Harriet rời cảng.", "vi");
  EXPECT_THAT(names, Not(Contains(Pair("wise harriet", ::testing::_))));
  EXPECT_THAT(NamesIn("Ông tham chiến trong Thế chiến thứ hai.", "vi"), Contains(Pair("the chien thu hai", "EVT")));
  EXPECT_THAT(NamesIn("Khách qua cửa khẩu Lao Bảo.", "vi"), Contains(Pair("cua khau lao bao", "LOC")));
}

TEST(NamesTest, OfAnOfficeAndOfASchool) {
  EXPECT_THAT(NamesIn("Tổng thống Hàn nói hai bên sẽ gặp.", "vi"), Contains(Pair("han", "GPE")));
  EXPECT_THAT(NamesIn("Bà học tại trường ĐH Humbrecht rồi trường THPT chuyên Lý Quang Lộc.", "vi"),
              ::testing::AllOf(Contains(Pair("truong dh humbrecht", "ORG")), Contains(Pair("truong thpt chuyen ly quang loc", "ORG"))));
  EXPECT_THAT(NamesIn("Ông Vũ Hoàng Lâm viết bài. Vụ rò rỉ gây xôn xao.", "vi"), Not(Contains(Pair("vu", ::testing::_))));
}

TEST(NamesTest, PeoplesAndCountriesOfALine) {
  const auto names = NamesIn("Ông gặp thủ lĩnh người Kurd Sorvan Baxtiar. Nga, Trung tố Mỹ.", "vi");
  EXPECT_THAT(names, Contains(Pair("nguoi kurd", "NRP")));
  EXPECT_THAT(names, Contains(Pair("sorvan baxtiar", "PER")));
  EXPECT_THAT(names, Contains(Pair("trung", "GPE")));
  EXPECT_THAT(NamesIn("Hai đoàn dự Thế vận hội mùa đông PyeongChang 2018.", "vi"),
              Contains(Pair("the van hoi mua dong pyeongchang 2018", "EVT")));
}

TEST(NamesTest, UnknownNamesByTheModel) {
  const auto names = NamesIn(
      "The opposition Popular Front of Karelmia won the election in the town of Velburgen. Its leader, Ansgar Tollefsrud, thanked "
      "supporters.",
      "en");
  EXPECT_THAT(names, Contains(Pair("ansgar tollefsrud", "PER")));
  EXPECT_THAT(names, Contains(Pair("popular front of karelmia", "ORG")));
  EXPECT_THAT(names, Contains(Pair("velburgen", "GPE")));
}

TEST(NamesTest, TheModelLeavesPairsAndTitlesAlone) {
  const auto names = NamesIn("Secretary of State Antony Blinken praised U.S.-Iraq relations and China-Africa cooperation.", "en");
  EXPECT_THAT(names, Contains(Pair("iraq", "GPE")));
  EXPECT_THAT(names, Contains(Pair("china", "GPE")));
  EXPECT_THAT(names, Contains(Pair("africa", "LOC")));
  EXPECT_THAT(names, Contains(Pair("antony blinken", "PER")));
}

TEST(NamesTest, VerbsOfHeadlinesAndListsAreNoNames) {
  const auto names = NamesIn("Margaret Olsen Will Take A Hard Look At Running For President\n\nThe senator said so on Saturday.", "en");
  EXPECT_THAT(names, Contains(Pair("margaret olsen", "PER")));
  // What fits no other kind is no agreement.
  EXPECT_THAT(NamesIn("The bands were Orgy, Velvet Revolver, and Linkin Park.", "en"), Not(Contains(Pair(testing::_, "AGR"))));
}

TEST(NamesTest, MembersBehindTheNamesOfTheirBodies) {
  const auto names = NamesIn("Thượng nghị sĩ đảng Tự do Peter Walsh gặp lãnh đạo phe đa số ở Thượng viện Mỹ Robert Dunn.", "vi");
  EXPECT_THAT(names, Contains(Pair("peter walsh", "PER")));
  EXPECT_THAT(names, Contains(Pair("dang tu do", "ORG")));
  EXPECT_THAT(names, Contains(Pair("robert dunn", "PER")));
  EXPECT_THAT(names, Contains(Pair("thuong vien my", "ORG")));
}

TEST(NamesTest, ArticlesInLowerCase) {
  EXPECT_THAT(NamesIn("Officials met leaders of al-Qaida and of the al-Nuhar Front.", "en"),
              AllOf(Contains(Pair("al-qaida", "ORG")), Contains(Pair("al-nuhar front", "ORG"))));
  EXPECT_THAT(NamesIn("Lực lượng al - Qaeda và Mặt trận al - Nuhar tấn công.", "vi"),
              AllOf(Contains(Pair("al - qaeda", "ORG")), Contains(Pair("mat tran al - nuhar", "ORG"))));
}

TEST(NamesTest, HyphensBetweenSpacesInNamesOfTwoHalves) {
  const auto names = NamesIn("Ông Jean - Yves Moreau gặp Tổng thống Croatia Kolinda Marić - Horvat và bà Anna Berg - Holm.", "vi");
  EXPECT_THAT(names, Contains(Pair("jean - yves moreau", "PER")));
  EXPECT_THAT(names, Contains(Pair("anna berg - holm", "PER")));
  // Two people are not one.
  EXPECT_THAT(NamesIn("Cuộc gặp Donald Trump - Putin diễn ra hôm qua.", "vi"), Contains(Pair("putin", "PER")));
}

TEST(NamesTest, NounsBeforeForeignNamesTellWhatTheyAre) {
  const auto names =
      NamesIn("Quân đội tiến vào thị trấn Khan Sharun, rời căn cứ không quân Hikama, gần khu vực Nagoro, theo công ty Fitchex.", "vi");
  EXPECT_THAT(names, Contains(Pair("khan sharun", "GPE")));
  EXPECT_THAT(names, Contains(Pair("hikama", "LOC")));
  EXPECT_THAT(names, Contains(Pair("nagoro", "LOC")));
  EXPECT_THAT(names, Contains(Pair("fitchex", "ORG")));
}

TEST(NamesTest, CreditsAndOutlets) {
  EXPECT_THAT(NamesIn("Lễ đón diễn ra sáng qua. Ảnh: NAM TRẦN.", "vi"), Contains(Pair("nam tran", "PER")));
  EXPECT_THAT(NamesIn("Hai bên ký thỏa thuận. Minh Ngọc (Theo Hillpost)", "vi"), Contains(Pair("hillpost", "ORG")));
  EXPECT_THAT(NamesIn("Tòa án giải thể đảng đối lập Cứu quốc Campuchia (KNRP).", "vi"), Contains(Pair("knrp", "ORG")));
}

TEST(NamesTest, WhatEndsASentenceSaysNothingOfTheNext) {
  EXPECT_THAT(NamesIn("He called the general a wise brother. The minister left for Paris.", "en"), Not(Contains(Pair("the", "PER"))));
  EXPECT_THAT(NamesIn("Vụ ám sát nhằm vào Tổng thống\n\nDòng người đứng dọc hai bên đường.", "vi"), Not(Contains(Pair("dong", "PER"))));
}

TEST(NamesTest, WordsThatBeginSentencesAndAreNamesToo) {
  EXPECT_THAT(NamesIn("Thủ tướng Anh Theresa May tới Paris. Bà May mời ông Trump tới thăm.", "vi"), Contains(Pair("may", "PER")));
  // The country, where the text writes it so and nobody is called "anh".
  EXPECT_THAT(NamesIn("Quan hệ giữa Pháp và nước Anh xấu đi. Anh đang đứng trước nguy cơ rời khối.", "vi").count("anh"), 2U);
  EXPECT_THAT(NamesIn("Ông gặp một thanh niên từ nước Anh, và anh rất vui. Anh đang học ở Paris.", "vi").count("anh"), 1U);
  EXPECT_THAT(NamesIn("Căng thẳng ở Biển Đông và Hoa Đông gia tăng.", "vi"),
              AllOf(Contains(Pair("bien dong", "LOC")), Contains(Pair("hoa dong", "LOC"))));
}

TEST(NamesTest, PointsSyllablesAndDaysInEnglishNames) {
  EXPECT_THAT(NamesIn("He worked for the C.I.A. in Vienna. A U.N. spokesman met Ban Ki-moon there.", "en"),
              AllOf(Contains(Pair("c.i.a.", "ORG")), Contains(Pair("u.n.", "ORG")), Contains(Pair("ban ki-moon", "PER"))));
  EXPECT_THAT(NamesIn("Malaysian Foreign Minister Syed Karim Albar spoke. The agency quoted Mr. Syed Karim Saturday as saying so.", "en"),
              AllOf(Contains(Pair("syed karim albar", "PER")), Contains(Pair("syed karim", "PER"))));
}

TEST(NamesTest, ParticlesBehindFormsOfAddress) {
  EXPECT_THAT(NamesIn("Mr. al-Sadiq met Mr. de Villon in Paris.", "en"),
              AllOf(Contains(Pair("al-sadiq", "PER")), Contains(Pair("de villon", "PER"))));
  EXPECT_THAT(NamesIn("The 15-member Council on Friday approved it.", "en"), Not(Contains(Pair("council", "PER"))));
}

TEST(NamesTest, DaysAndOthersOccasionsAreNoPartOfNames) {
  EXPECT_THAT(
      NamesIn("They joined the Pacific Economic Leaders' Meeting on Saturday and Sunday. He works for Hanoi University Saturday.", "en"),
      AllOf(Contains(Pair("pacific economic leaders' meeting", "EVT")), Contains(Pair("hanoi university", "ORG"))));
  EXPECT_THAT(NamesIn("They postponed the third round of the Khartoum peace talks.", "en"), Contains(Pair("khartoum", "GPE")));
  EXPECT_THAT(NamesIn("He complied with Security Council Resolution 1559.", "en"),
              Contains(Pair("security council resolution 1559", "AGR")));
  EXPECT_THAT(NamesIn("Troops left Narin Air Base.", "en"), Contains(Pair("narin air base", "LOC")));
}

TEST(NamesTest, WhoseABodyIsStandsBehindItsName) {
  EXPECT_THAT(NamesIn("Ông phát biểu trước Hạ viện Thụy Sĩ. Chủ nhiệm Ủy ban Đối ngoại Hạ viện Thụy Sĩ cũng có mặt.", "vi"),
              AllOf(Contains(Pair("ha vien thuy si", "ORG")), Contains(Pair("uy ban doi ngoai ha vien thuy si", "ORG"))));
  EXPECT_THAT(NamesIn("Bà làm việc với chủ tịch UBND TP Đà Nẵng và Công an TP. Hà Nội.", "vi"),
              AllOf(Contains(Pair("ubnd tp da nang", "ORG")), Contains(Pair("cong an tp. ha noi", "ORG"))));
  EXPECT_THAT(NamesIn("Theo người phát ngôn Hải quân Argentina, tàu đã rời cảng.", "vi"), Contains(Pair("hai quan argentina", "ORG")));
  EXPECT_THAT(NamesIn("Hải quân Argentina đã rời cảng.", "vi"), Contains(Pair("argentina", "GPE")));
  // Where an embassy stands in a city, the city is a name of its own.
  EXPECT_THAT(NamesIn("Ông tới Đại sứ quán Lào ở Geneva hôm qua.", "vi"),
              AllOf(Contains(Pair("dai su quan lao", "ORG")), Contains(Pair("geneva", "GPE"))));
}

TEST(NamesTest, WordsOfTwoSyllablesInNamesOfBodies) {
  EXPECT_THAT(NamesIn("Theo Ủy ban Cơ hội Việc làm, kế hoạch đã xong.", "vi"), Contains(Pair("uy ban co hoi viec lam", "ORG")));
  EXPECT_THAT(NamesIn("Nhà chức trách thuộc Cục Tài sản Quốc gia đã tới nơi.", "vi"), Contains(Pair("cuc tai san quoc gia", "ORG")));
}

TEST(NamesTest, PartiesBehindWhatKindTheyAre) {
  EXPECT_THAT(NamesIn("Ông rời đảng cầm quyền Nhân dân Campuchia năm ngoái.", "vi"), Contains(Pair("nhan dan campuchia", "ORG")));
  EXPECT_THAT(NamesIn("Kế hoạch được cả hai đảng Cộng hòa và Dân chủ ủng hộ.", "vi"),
              AllOf(Contains(Pair("dang cong hoa", "ORG")), Contains(Pair("dan chu", "ORG"))));
  EXPECT_THAT(NamesIn("Nghị sĩ đảng Dân chủ Tom Barwick phản đối.", "vi"), Contains(Pair("tom barwick", "PER")));
}

TEST(NamesTest, HousesAndStripsArePlaces) {
  EXPECT_THAT(NamesIn("Hai ông họp báo tại Nhà Trắng. Người phát ngôn Nhà Trắng từ chối bình luận.", "vi"),
              AllOf(Contains(Pair("nha trang", "LOC")), Contains(Pair("nha trang", "ORG"))));
  EXPECT_THAT(NamesIn("Bạo lực bùng phát ở dải Gaza hôm qua.", "vi"), Contains(Pair("dai gaza", "LOC")));
  EXPECT_THAT(NamesIn("Hai ông gặp nhau tại G20 năm ngoái.", "vi"), Contains(Pair("g20", "EVT")));
  EXPECT_THAT(NamesIn("Ông ca ngợi đất nước, con người Việt Nam.", "vi"), Contains(Pair("viet nam", "GPE")));
}

TEST(NamesTest, ShipsSuffixesAndCompanies) {
  EXPECT_THAT(NamesIn("Tàu sân bay USS Ronald Reagan cập cảng Đà Nẵng.", "vi"), Not(Contains(Pair("ronald reagan", "PER"))));
  EXPECT_THAT(NamesIn("Tướng William Barwick Jr. có mặt ở đó.", "vi"), Contains(Pair("william barwick jr.", "PER")));
  EXPECT_THAT(NamesIn("Ông là Chủ tịch tập đoàn Symbionex ở châu Âu.", "vi"), Contains(Pair("symbionex", "ORG")));
  EXPECT_THAT(NamesIn("Bà ở khách sạn Shangri - la trong hai ngày.", "vi"), Contains(Pair("shangri - la", "LOC")));
  EXPECT_THAT(NamesIn("Bộ trưởng Schneider - Amman phát biểu hôm qua.", "vi"), Contains(Pair("schneider - amman", "PER")));
  EXPECT_THAT(NamesIn("Đại sứ Ja Song - nam phát biểu hôm qua. Từ Châu Âu, ông về nước.", "vi"),
              AllOf(Contains(Pair("ja song - nam", "PER")), Contains(Pair("chau au", "LOC"))));
}

}  // namespace
}  // namespace chancery::extraction
