#include "casework/exports/escape.h"

#include <gtest/gtest.h>

#include "casework/exports/stamps.h"
#include "casework/exports/uuid5.h"

namespace tipstaff::casework {
namespace {

TEST(Escape, NothingLeavesTheDocumentItStandsIn) {
  EXPECT_EQ(escape_xml("</a>\"'&"), "&lt;/a&gt;&quot;&#39;&amp;");
  EXPECT_EQ(escape_xml(std::string_view("a\0b\n\xff\xef\xbf\xbe", 8)), "a\uFFFDb \uFFFD\uFFFD");
  EXPECT_EQ(escape_json("\"},{\\"), "\\\"},{\\\\");
  EXPECT_EQ(escape_json(std::string_view("\0\x1f\n\t\xc3", 5)), "\\u0000\\u001f\\n\\t\uFFFD");
  EXPECT_EQ(csv_cell("a\",\r\nb"), "\"a\"\",\r\nb\"");
}

TEST(Escape, ACellIsNeverAFormula) {
  for (const std::string text : {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20x"}) EXPECT_EQ(csv_cell(text), "\"'" + text + "\"");
}

TEST(Stamps, AreThoseOfTheCalendar) {
  EXPECT_EQ(write_stamp(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(write_iso(951'782'400'000), "2000-02-29T00:00:00Z");
  EXPECT_EQ(write_utc(1'629'021'600'250), "2021-08-15 10:00:00.250");
}

TEST(Uuid5, IsThatOfTheStandard) {
  // RFC 4122's name space for domain names, and a name whose UUID is widely published.
  const auto dns = *from_hex("6ba7b8109dad11d180b400c04fd430c8");
  EXPECT_EQ(uuid5(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

}  // namespace
}  // namespace tipstaff::casework
