#include <gtest/gtest.h>

#include "casework/locating/stems.h"
#include "casework/locating/testing/names_file.h"
#include "casework/locating/testing/small_names.h"

namespace tipstaff::casework {
namespace {

TEST(Gazetteer, ASmallFileIsRead) {
  const auto gazetteer = Gazetteer::parse_untrusted(small_names());
  ASSERT_TRUE(gazetteer);
  ASSERT_EQ(gazetteer->size(), 2u);
  EXPECT_EQ(gazetteer->place(1).name, "Brom");
  EXPECT_TRUE(gazetteer->place(0).is_country);
  EXPECT_EQ(gazetteer->country_place({'X', 'A'})->name, "Arvenia");
  const auto* slot = gazetteer->find(hash_more(kHashNone, hash_word("brom")));
  ASSERT_NE(slot, nullptr);
  EXPECT_EQ(gazetteer->links(slot->key)[0].place, 1u);
  const auto* begin = gazetteer->find(hash_more(kHashNone, hash_word("new")));
  ASSERT_NE(begin, nullptr);
  EXPECT_TRUE(begin->begins_more);
}

TEST(Gazetteer, EveryCutOfTheFileIsRefused) {
  const auto file = small_names();
  for (std::size_t size = 0; size < file.size(); ++size)
    ASSERT_FALSE(Gazetteer::parse_untrusted(ByteView(file).first(size))) << size;
  auto longer = file;
  longer.push_back(0);
  EXPECT_FALSE(Gazetteer::parse_untrusted(longer));
}

TEST(Gazetteer, ForgedCountsAreRefusedBeforeMemoryIsTaken) {
  for (std::size_t field = 4; field < 32; field += 4) {
    auto file = small_names();
    file[field] = 0xFF;
    const auto parsed = Gazetteer::parse_untrusted(file);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, Errc::too_large);
  }
}

// Whatever one byte becomes, what is read stays inside of the file and of the Earth.
TEST(Gazetteer, AnyBentByteIsRefusedOrHarmless) {
  for (std::size_t at = 0; at < small_names().size(); ++at)
    for (const unsigned value : {0x00u, 0x7Fu, 0x80u, 0xFFu}) {
      auto file = small_names();
      file[at] = static_cast<std::uint8_t>(value);
      const auto parsed = Gazetteer::parse_untrusted(file);
      for (std::uint32_t i = 0; parsed && i < parsed->size(); ++i) {
        const auto place = parsed->place(i);
        EXPECT_LE(place.point.lat, 90);
        EXPECT_GE(place.point.lon, -180);
      }
    }
}

TEST(Gazetteer, TheWholeFileKnowsKyivInItsAlphabets) {
  const auto& all = test_toponyms();
  EXPECT_GT(all.gazetteer().size(), 100'000u);
  for (const auto* text : {"in Kyiv", "в Киеве", "у Києві", "in Kiew", "w Kijowie", "في كييف", "在基輔"}) {
    const auto found = all.find(text);
    ASSERT_EQ(found->hints.size(), 1u) << text;
    EXPECT_EQ(country_text(found->hints[0].country), "UA") << text;
  }
}

TEST(Stems, EndingsComeOffAndShortWordsStay) {
  EXPECT_EQ(stem_of("moskvi"), "moskv");
  EXPECT_EQ(stem_of("nizhnem"), "nizhn");
  EXPECT_EQ(stem_of("oma"), "oma");
  EXPECT_EQ(particle_of("부산에서"), "에서");
  EXPECT_EQ(particle_of("에"), "");
}

}  // namespace
}  // namespace tipstaff::casework
