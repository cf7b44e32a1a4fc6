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

TEST(Names, HostileTextIsBoundedAndDoesNotFail) {
  for (const char* one : {"Aa ", "A", "\xff", "\u202e", "Ж", "Жж ", "а\u0300", "*", "@", "•"}) {
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
