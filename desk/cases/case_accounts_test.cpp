// Crews in cases: what a table brings in, and which tips light up.

#include "desk/cases/case_accounts.h"

#include "desk/cases/named.h"
#include "desk/testing/case_fixture.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kTable =
    "crew,account,handle,role,ties,acts,starts,first_utc,last_utc\n"
    "1,1234567890,Harbour_Voice,starter,2,9,9,,\n1,2234567890,harbour_news7,amplifier,2,9,0,,\n2,3234567890,other_one,amplifier,2,9,0,,\n";

class CaseAccountsTest : public CaseFixture {
 protected:
  Result<CrewImport> bring(std::string_view table, std::uint64_t crew = 0, casework::Type platform = casework::Type::telegram) {
    return with([&](Vault& vault) { return import_crew(vault, scanner_, case_, as_bytes(table), platform, crew, 7); });
  }
  std::vector<Lit> lit() {
    return *with([&](Vault& vault) -> Result<std::vector<Lit>> {
      TIP_CHECK(scan_new(vault, scanner_));
      return lit_by_accounts(vault);
    });
  }
  std::size_t accounts(std::int64_t id) { return with([&](Vault& vault) { return list_case_accounts(vault, id); })->size(); }

  std::int64_t case_ = open("Harbour");
};

TEST_F(CaseAccountsTest, TipThatNamesAMemberLightsUpUntilItIsLinked) {
  const auto named = tip("He writes as t.me/harbour_voice every night."), other = tip("Nothing about accounts.");
  const auto done = bring(kTable, 1);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->taken, 4U);  // names and ids of two members
  const auto found = lit();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].conversation, named);
  EXPECT_EQ(found[0].case_id, case_);
  EXPECT_EQ(found[0].account.value, "harbour_voice");
  EXPECT_EQ(found[0].account.crew, 1U);
  ASSERT_TRUE(link(case_, named));
  EXPECT_TRUE(lit().empty());
  ASSERT_TRUE(link(case_, other));
}

TEST_F(CaseAccountsTest, SecondImportAddsNothingAndIsAudited) {
  ASSERT_TRUE(bring(kTable));
  const auto again = bring(kTable);
  EXPECT_EQ(again->taken, 0U);
  EXPECT_EQ(again->known, 6U);
  EXPECT_EQ(accounts(case_), 6U);
  EXPECT_EQ(audit()->back().action, "import crew");
  EXPECT_EQ(audit()->back().detail.find("arbour"), std::string::npos);  // a hash, no names
}

TEST_F(CaseAccountsTest, MergedCaseBringsItsAccountsAlong) {
  ASSERT_TRUE(bring(kTable));
  const auto into = open("All of it");
  ASSERT_TRUE(with([&](Vault& vault) { return merge_case(vault, case_, into, 8); }));
  EXPECT_EQ(accounts(into), 6U);
  const auto named = tip("t.me/other_one");
  ASSERT_EQ(lit().size(), 1U);
  EXPECT_EQ(lit()[0].case_id, into);
  ASSERT_TRUE(link(into, named));
  EXPECT_TRUE(lit().empty());
}

TEST_F(CaseAccountsTest, WrongTablesChangeNothing) {
  const auto lines = audit()->size();
  EXPECT_EQ(bring("account,role\na,b\n").error().code, Errc::bad_value);
  EXPECT_EQ(bring(kTable, 0, casework::Type::btc).error().code, Errc::bad_value);
  EXPECT_EQ(with([&](Vault& vault) { return import_crew(vault, scanner_, 99, as_bytes(kTable), casework::Type::telegram, 0, 7); }).error().code, Errc::not_found);
  EXPECT_EQ(audit()->size(), lines);
  EXPECT_EQ(accounts(case_), 0U);
}

}  // namespace
}  // namespace tipstaff::desk
