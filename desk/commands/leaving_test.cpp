// What the commands let out of a desk where two must agree.
#include "desk/commands/leaving.h"

#include <boost/json.hpp>

#include "council/date.h"
#include "council/proposal.h"
#include "desk/calls/call_desk.h"
#include "desk/calls/form_json.h"
#include "desk/cases/cases.h"
#include "desk/commands/with_vault.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"
#include "platform/file.h"
#include "platform/programme_file.h"

namespace tipstaff::desk {
namespace {

class LeavingTest : public DeskFixture {
 protected:
  LeavingTest() {
    add("Anna", Role::officer);
    add("Boss", Role::supervisor);
    write("programme.conf", platform::encode_programme_file({"Honest Vote", relay_.programme(), "http://relay.test", "http://lodge.test"}));
  }
  std::filesystem::path at(std::string_view name) const { return scratch_.path() / name; }
  void write(std::string_view name, std::string_view text) {
    EXPECT_TRUE(platform::write_file(at(name), as_bytes(text), platform::Access::owner_only));
  }
  void add(const std::string& name, Role role) {
    write(name, name + " comes in");
    EXPECT_TRUE(with([&](Vault& vault) { return desk_.book(vault).add(name, role, as_bytes(name + " comes in"), 5, drbg_); }));
  }
  // by: a command line of that officer, with the setting on.
  Arguments by(const std::string& name, std::int64_t number, std::string_view to) const {
    Arguments out;
    out.data = desk_.folder().string();
    out.programme = at("programme.conf").string();
    out.officer = name;
    out.passphrase.file = at(name).string();
    out.four_eyes_export = true;
    out.number = number;
    out.to = at(to).string();
    out.format = "csv";
    return out;
  }
  std::int64_t draft() {
    return *with([&](Vault& vault) -> Result<std::int64_t> {
      TIP_TRY(const auto id, start_draft(vault, council::Proposed::open, "", relay_.programme(), now_unix()));
      TIP_TRY(auto one, find_draft(vault, id));
      const auto until = council::date_text((now_unix() / 86'400 + 60) * 86'400);
      TIP_TRY(one.form, parse_form(boost::json::parse(R"({"id": "night-cargo", "aim": "prove", "reward": "1 000 EUR",
        "basis_link": "https://law.example/1", "from": "", "until": ")" + until + R"(", "posts": "7", "persons": [],
        "texts": [{"language": "en", "title": "Who?", "basis": "Act", "text": "Crates.", "persons": []}]})").as_object()));
      TIP_CHECK(save_draft(vault, one, now_unix()));
      return id;
    });
  }
  // waits: one request of that person, of which nothing was written.
  void waits(LeavingKind what, std::string_view to) {
    EXPECT_FALSE(std::filesystem::exists(at(to)));
    const auto all = *with([](Vault& vault) { return list_export_requests(vault, now_unix()); });
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].what, what);
    EXPECT_EQ(all[0].asked_by, "Anna");
    EXPECT_EQ(all[0].state, RequestState::waiting);
  }
};

TEST_F(LeavingTest, OneOfficerAtTheCommandLineTakesNoCaseOut) {
  const auto id = *with([](Vault& vault) { return open_case(vault, "Ballots", 7); });
  EXPECT_EQ(command_cases_export(by("Anna", id, "case.csv")), kDone);
  waits(LeavingKind::of_case, "case.csv");
  auto careless = by("Anna", id, "case.csv");
  careless.four_eyes_export = false;
  EXPECT_EQ(command_cases_export(careless), kDone) << "the vault remembers";
  EXPECT_FALSE(std::filesystem::exists(at("case.csv")));
  EXPECT_EQ(command_cases_approve(by("Anna", 1, "case.csv")), kFailed) << "not by oneself";
  EXPECT_FALSE(std::filesystem::exists(at("case.csv")));
  EXPECT_EQ(command_cases_approve(by("Boss", 1, "case.csv")), kDone);
  EXPECT_TRUE(std::filesystem::exists(at("case.csv")));
  EXPECT_EQ(command_cases_approve(by("Boss", 1, "again.csv")), kFailed) << "once";
  EXPECT_FALSE(std::filesystem::exists(at("again.csv")));
}

TEST_F(LeavingTest, AProposalAtTheCommandLineWaitsForASecondPerson) {
  EXPECT_EQ(command_call_propose(by("Anna", draft(), "call.tscp")), kDone);
  waits(LeavingKind::call, "call.tscp");
  EXPECT_EQ(command_cases_approve(by("Boss", 1, "call.tscp")), kDone);
  const auto file = platform::read_file(at("call.tscp"), council::kProposalBytesMax);
  ASSERT_TRUE(file);
  EXPECT_TRUE(council::parse_untrusted_proposal(*file));
}

}  // namespace
}  // namespace tipstaff::desk
