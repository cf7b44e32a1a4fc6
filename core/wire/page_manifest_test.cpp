#include "tipstaff/wire/page_manifest.h"

#include <gtest/gtest.h>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::wire {
namespace {

Errc error_of(std::string_view text) { return parse_untrusted_page_manifest(as_bytes(text)).error().code; }

PageFile named(std::string name) {
  PageFile out;
  out.name = std::move(name);
  return out;
}

const std::string kFirst = "tipstaff-page-v1\n";
const std::string kHex(64, 'a');

TEST(PageManifest, ReadsWhatItWrites) {
  const auto bytes = encode_page_manifest({{"style.css", crypto::sha256(as_bytes("b"))}, {"app.js", crypto::sha256(as_bytes("a"))}});
  ASSERT_TRUE(bytes);
  const auto manifest = parse_untrusted_page_manifest(*bytes);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->files()[0].name, "app.js");
  EXPECT_EQ(*manifest->find("style.css"), crypto::sha256(as_bytes("b")));
  EXPECT_EQ(manifest->find("other"), nullptr);
  EXPECT_EQ(manifest->hash(), crypto::sha256(*bytes));
  EXPECT_EQ(*encode_page_manifest(manifest->files()), *bytes);
}

TEST(PageManifest, HasOneFormOnly) {
  const auto line = [](const std::string& hex, const std::string& name) { return hex + " " + name + "\n"; };
  EXPECT_TRUE(parse_untrusted_page_manifest(as_bytes(kFirst + line(kHex, "a") + line(kHex, "b"))));
  EXPECT_EQ(error_of(kFirst + line(kHex, "b") + line(kHex, "a")), Errc::conflict);
  EXPECT_EQ(error_of(kFirst + line(kHex, "a") + line(kHex, "a")), Errc::conflict);
  EXPECT_EQ(error_of(kFirst + line(std::string(64, 'A'), "a")), Errc::bad_text);
  EXPECT_EQ(error_of(kFirst + line(kHex, "a\r")), Errc::bad_text);
  EXPECT_EQ(error_of(kFirst + kHex + "  a\n"), Errc::bad_text);
  EXPECT_EQ(error_of(kFirst + kHex + " a"), Errc::bad_text);
  EXPECT_EQ(error_of(kFirst + "\n"), Errc::bad_text);
  EXPECT_EQ(error_of("tipstaff-page-v2\n"), Errc::bad_magic);
  EXPECT_EQ(error_of(""), Errc::bad_magic);
}

TEST(PageManifest, ANameLeadsNowhereElse) {
  for (const std::string name : {"../a", "a/b", ".hidden", "", "a b", "a?b", "\xC3\xA9", "manifest.txt", "a%2fb"}) {
    EXPECT_EQ(encode_page_manifest({named(name)}).error().code, Errc::bad_text) << name;
    EXPECT_EQ(error_of(kFirst + kHex + " " + name + "\n"), Errc::bad_text) << name;
  }
  EXPECT_EQ(error_of(kFirst + kHex + " " + std::string(kPageFileNameBytesMax + 1, 'a') + "\n"), Errc::bad_text);
}

TEST(PageManifest, IsBounded) {
  std::vector<PageFile> files;
  for (std::size_t i = 0; i <= kPageFilesMax; ++i) files.push_back(named("f" + std::to_string(i)));
  EXPECT_EQ(encode_page_manifest(files).error().code, Errc::too_large);
  EXPECT_EQ(error_of(kFirst + std::string(kPageManifestBytesMax, 'a')), Errc::too_large);
}

}  // namespace
}  // namespace tipstaff::wire
