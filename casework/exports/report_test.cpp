#include "casework/exports/report.h"

#include <gtest/gtest.h>

#include "casework/exports/defang_text.h"
#include "casework/exports/odt.h"
#include "casework/exports/testing/sample.h"

namespace tipstaff::casework {
namespace {

std::string all_text(const Document& document) {
  std::string out;
  for (const auto& block : document.blocks) {
    out += block.text + "\n";
    for (const auto& row : block.rows)
      for (const auto& cell : row) out += cell + "\n";
  }
  return out;
}

TEST(DefangText, OnlyWhatCanBeFollowedIsChanged) {
  const Scanner scanner;
  EXPECT_EQ(defang_text(scanner, "At 12.30 see http://a.example.com/x, boss@b.example.com. 50.4501, 30.5234"),
            "At 12.30 see hxxp://a[.]example[.]com/x, boss[@]b[.]example[.]com. 50.4501, 30.5234");
  EXPECT_EQ(defang_text(scanner, "already evil[.]com and بله evil.com"), "already evil[.]com and بله evil[.]com");
  EXPECT_EQ(defang_text(scanner, "می‌خواهم@example.com gopher://x, 12.30"), "می‌خواهم[@]example[.]com gopher[:]//x, 12.30");
  EXPECT_EQ(defang_text(scanner, "http://a.example.com/x[.]y"), "hxxp://a[.]example[.]com/x[.]y");
  EXPECT_EQ(defang_text(scanner, ""), "");
}

TEST(Report, ACourtSeesWhoDidEachStep) {
  const Scanner scanner;
  const auto text = all_text(report_of(sample_case(), scanner));
  EXPECT_NE(text.find("Anna\nopen case"), std::string::npos);
  EXPECT_NE(text.find("Dora Blum\nexport"), std::string::npos);
}

TEST(Report, NothingInItCanBeFollowed) {
  const Scanner scanner;
  const auto text = all_text(report_of(sample_case(), scanner));
  EXPECT_EQ(text.find("http://"), std::string::npos);
  EXPECT_EQ(text.find("https://"), std::string::npos);
  EXPECT_EQ(text.find("evil.example.com"), std::string::npos);
  EXPECT_EQ(text.find("boss@"), std::string::npos);
  EXPECT_NE(text.find("evil[.]example[.]com"), std::string::npos);
}

TEST(Report, HasWhatAJudgeAsksFor) {
  const Scanner scanner;
  const auto file = sample_case();
  const auto text = all_text(report_of(file, scanner));
  for (const auto& needed : {std::string("TLP:RED"), to_hex(file.messages[0].sha256.view()), to_hex(file.messages[1].attachments[0].sha256.view()),
                             to_hex(file.audit_head.view()), file.post_key, std::string("usually reliable"), std::string("bytes 4 to 38"),
                             std::to_string(file.messages[0].tick), std::string("H2"), std::string("II"), std::string("Ilar Vosk"),
                             std::string("was erased"), std::string("never where anybody is")})
    EXPECT_NE(text.find(needed), std::string::npos) << needed;
}

TEST(Odt, NoTextBecomesMarkup) {
  const Scanner scanner;
  const auto bytes = write_odt(report_of(sample_case(), scanner));
  const auto text = as_text(bytes);
  EXPECT_EQ(text.substr(30, 8), "mimetype");
  EXPECT_EQ(text.substr(38, 39), "application/vnd.oasis.opendocument.text");
  EXPECT_EQ(text.find("</x>"), std::string_view::npos);
  EXPECT_EQ(text.find("</name>"), std::string_view::npos);
  EXPECT_EQ(bytes, write_odt(report_of(sample_case(), scanner)));
}

TEST(Odt, AParagraphRunsLeftWhenItsFirstLetterDoes) {
  EXPECT_TRUE(runs_left("1. شاهد"));
  EXPECT_TRUE(runs_left("שלום"));
  EXPECT_FALSE(runs_left("hxxp شاهد"));
  EXPECT_FALSE(runs_left("证人"));
  EXPECT_FALSE(runs_left("ምስክር"));
  EXPECT_FALSE(runs_left("12"));
}

}  // namespace
}  // namespace tipstaff::casework
