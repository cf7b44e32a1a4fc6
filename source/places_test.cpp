#include "source/places.h"

#include <gtest/gtest.h>

#include "core/testing/vector_file.h"

namespace tipstaff::source {
namespace {

constexpr std::size_t kAsked = 5;

Bytes small_file() { return testing::VectorFile("places.json").at(0).hex("file"); }

std::string lines_of(const std::vector<Town>& towns) {
  std::string out;
  for (const auto& town : towns)
    out += town.name + '\t' + town.first_name + '\t' + town.country[0] + town.country[1] + '\t' +
           std::to_string(town.place.lat) + '\t' + std::to_string(town.place.lon) + '\t' +
           (town.exact ? "1\n" : "0\n");
  return out;
}

// The page's reader has the same vectors (source/web/src/gazetteer.test.ts).
TEST(Places, FindsWhatTheVectorsSay) {
  const testing::VectorFile file("places.json");
  const auto places = Places::parse_untrusted(small_file());
  ASSERT_TRUE(places);
  for (std::size_t i = 1; i < file.size(); ++i) {
    const auto typed = file.at(i).hex("typed");
    const auto found = file.at(i).hex("found");
    EXPECT_EQ(lines_of(places->find(as_text(typed), kAsked)), as_text(found)) << as_text(typed);
  }
}

TEST(Places, NoTownHasANameThatIsNotUtf8) {
  const auto places = Places::parse_untrusted(small_file());
  ASSERT_TRUE(places);
  for (const auto* typed : {"\xFF", "Warsz\xC5", "\xED\xA0\x80", "\xF5\x80\x80\x80"})
    EXPECT_TRUE(places->find(typed, kAsked).empty());
}

TEST(Places, EveryCutOfTheFileIsRefused) {
  const auto file = small_file();
  for (std::size_t size = 0; size < file.size(); size += 1 + size / 64)
    ASSERT_FALSE(Places::parse_untrusted(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
}

TEST(Places, ForgedCountsAreRefusedBeforeMemoryIsTaken) {
  for (std::size_t field = 4; field < 28; field += 4) {
    auto file = small_file();
    file[field] = 0xFF;
    const auto parsed = Places::parse_untrusted(std::move(file));
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, Errc::too_large);
  }
}

TEST(Places, ANameOfAPlaceThatIsNotThereIsRefused) {
  auto file = small_file();
  const auto bytes_after = [&] {  // of the other names: lengths and text
    const auto u32 = [&](std::size_t at) { return std::size_t{file[at + 2]} << 8 | file[at + 3]; };
    return u32(12) + u32(24);
  }();
  file[file.size() - bytes_after - 2] = 0xFF;
  const auto parsed = Places::parse_untrusted(std::move(file));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Errc::bad_value);
}

}  // namespace
}  // namespace tipstaff::source
