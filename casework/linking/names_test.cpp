#include "casework/linking/names.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

TEST(Names, OneNameInThreeAlphabetsAndTheirSpellingsIsOne) {
  for (const char* text : {"we saw Teodor Marsh there", "видели Теодора Марша там", "Pan Teodor Marsz był", "der Herr Theodor Marsch",
                           "TEST Téodor Mårsh", "и Теодор Марш"})
    EXPECT_EQ(names_in(text).back().find("teodor mars"), 0u) << text;
  EXPECT_EQ(sound_of("Юрий"), sound_of("Yury"));
  EXPECT_EQ(sound_of("Wacław"), sound_of("Vatslav"));
  EXPECT_EQ(sound_of("Αλέξης"), sound_of("Alexis"));
}

TEST(Names, ArticlesSmallWordsAndOtherScriptsAreNone) {
  EXPECT_TRUE(names_in("The man with the van. Der Mann mit dem Wagen. Hello, World.").empty());
  EXPECT_TRUE(names_in("NASA FBI, a B c D").empty());
  EXPECT_TRUE(names_in("付钱的人用 الرجل الذي").empty());
  EXPECT_EQ(sound_of("付"), "");
}

TEST(Names, ACommonNameInArabicIsOneWithItsLatinSpellings) {
  const auto karim = names_in("التقينا مع كريم الحداد في الميناء");
  ASSERT_EQ(karim.size(), 1u);
  for (const char* text : {"saw Karim Haddad there", "saw Kareem Haddad there", "saw Karim al-Haddad there", "كَرِيم حدّاد"})
    EXPECT_EQ(names_in(text), karim) << text;
  EXPECT_EQ(names_in("أحمد منصور"), names_in("his friend Ahmed Mansur"));
  EXPECT_EQ(names_in("نادية خليل").size(), 1u);
}

TEST(Names, ACommonNameInChineseIsOneWithItsLatinSpelling) {
  EXPECT_EQ(names_in("背后的人是王小明的朋友"), names_in("we saw Wang Xiaoming there"));
  EXPECT_EQ(names_in("他们叫他 李建国 。"), names_in("and Li Jianguo came"));
  EXPECT_EQ(names_in("張華"), names_in("met Zhang Hua twice"));
}

TEST(Names, OnlyBothHalvesOfTheTableMakeACommonName) {
  for (const char* text : {"كريم حداد", "王小明", "Li Jianguo", "Ahmed Mansur"}) EXPECT_TRUE(is_common_name(names_in(text).at(0))) << text;
  for (const char* text : {"Teodor Marsh", "Karim Dravetz", "Han Dravetz"}) EXPECT_FALSE(is_common_name(names_in(text).at(0))) << text;
  EXPECT_FALSE(is_common_name(""));
}

TEST(Names, WordsThatHoldSignsOfNamesAreNone) {
  for (const char* text : {"国王伟大", "黄海明珠", "周小平方", "كريم جدا", "الكريم حداد", "حسن النية", "كريم، حداد", "Ma Mère, Li Livre, Wu Tang", "Al-Haddad"})
    EXPECT_TRUE(names_in(text).empty()) << text << ": " << names_in(text).front();
}

TEST(Names, HostileTextIsBoundedAndDoesNotFail) {
  for (const char* one : {"Aa ", "A", "\xff", "\u202e", "Ж", "Жж ", "а\u0300", "*", "@", "•", "王", "王明", "كريم ", "كريم حداد ", "Al-"}) {
    std::string text;
    while (text.size() < 11'512) text += one;
    EXPECT_LE(names_in(text).size(), kNamesMax) << one;
  }
  std::string list;
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'a'; b <= 'z'; ++b) list += std::string("Bob") + a + b + " Kim" + a + b + " ";
  EXPECT_EQ(names_in(list).size(), kNamesMax);
}

}  // namespace
}  // namespace tipstaff::casework
