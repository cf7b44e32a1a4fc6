#include "desk/cases/exports.h"

#include "desk/cases/case_file.h"
#include "desk/cases/export_requests.h"

#include <fstream>

#include "casework/exports/report.h"
#include "desk/cases/case_file.h"
#include "desk/cases/cases.h"
#include "desk/cases/document_bytes.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/pdf_child.h"
#include "desk/cases/suspects.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kArabic = "رأيت الشاحنة عند الميناء ليلاً، والاسم مكتوب على bad.example.com";
constexpr std::string_view kPersian = "کامیون را شب در بندر دیدم. شماره‌ی آن روی می‌خواهم@example.com است.";
constexpr std::string_view kChinese = "我夜里在港口看见了那辆卡车,它属于市长。网址 http://bad.example.com/港口";
constexpr std::string_view kAmharic = "በሌሊት በወደቡ ላይ የጭነት መኪናውን አየሁ፤ የከንቲባው ነው።";

class ExportsTest : public ::testing::Test {
 protected:
  ExportsTest() {
    EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost));
    crypto::Drbg drbg(Seed32{});
    wire::PostRecord record;
    record.id = 7;
    record.country = {'A', 'V'};
    record.name = "Embassy of Arvenia";
    EXPECT_TRUE(with([&](Vault& vault) { return vault.draw_identity(record, drbg); }));
  }
  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) { return desk_.with(use); }

  // tip puts a conversation of one message with one file in; their numbers are the same.
  std::int64_t tip(std::string_view text) {
    std::int64_t id = 0;
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      TIP_CHECK(vault.db().prepare("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke)"
                                   " VALUES(?, 'two words', 0, x'', x'', x'')").bind(ByteView(Bytes(32, ++sender_))).run());
      id = vault.db().last_row();
      TIP_CHECK(vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts,"
                                   " receipt, leaf) VALUES(?, 0, x'', x'', ?, 1700000000, 2833, 1, 1, 1, 1, 77)").bind(id).bind(as_bytes(text)).run());
      return vault.db().prepare("INSERT INTO files(message, position, name, type, bytes) VALUES(?, 0, 'van.txt', 'text/plain', x'6869')").bind(id).run();
    }));
    return id;
  }
  std::int64_t open_with(std::initializer_list<std::string_view> texts, std::string_view name = "Ballots of Port Sel") {
    const auto id = *with([&](Vault& vault) { return open_case(vault, name, 1'700'000'100); });
    for (const auto text : texts) {
      const auto message = tip(text);
      EXPECT_TRUE(with([&](Vault& vault) { return link_conversation(vault, id, message, 1'700'000'200); }));
      const Statement statement{0, std::string(text.substr(0, kStatementBytesMax)), 'B', '2', message, 0, text.size(), 0};
      EXPECT_TRUE(with([&](Vault& vault) { return add_statement(vault, id, statement, 1'700'000'300); }));
    }
    return id;
  }
  // A suspect who rests on statement 1, and two hypotheses that it goes with and against.
  void add_suspect(std::int64_t id) {
    Suspect suspect;
    suspect.case_id = id;
    suspect.name = "Ilar Vosk";
    suspect.aliases = {"the Ferryman"};
    suspect.accounts = {{casework::Type::telegram, "boss_77"}};
    suspect.note = "Drives the van of\nbad.example.com";
    suspect.statements = {1};
    EXPECT_TRUE(with([&](Vault& vault) { return save_suspect(vault, suspect, 1'700'000'310); }));
    for (const auto* text : {"The mayor ordered it", "Somebody used his van"}) {
      Hypothesis one;
      one.case_id = id;
      one.text = text;
      EXPECT_TRUE(with([&](Vault& vault) { return save_hypothesis(vault, one, 1'700'000'320); }));
    }
    EXPECT_TRUE(with([](Vault& vault) { return set_mark(vault, 1, 1, Mark::very_consistent, {}, 1'700'000'330); }));
    EXPECT_TRUE(with([](Vault& vault) { return set_mark(vault, 1, 2, Mark::very_inconsistent, {}, 1'700'000'330); }));
  }
  Result<Exported> write(std::int64_t id, ExportFormat format) {
    return with([&](Vault& vault) -> Result<Exported> {
      TIP_TRY(auto file, gather_case(vault, scanner_, nullptr, id));
      auto messages = told_of(file);
      TIP_TRY(auto out, write_export(std::move(file), scanner_, format, {casework::Tlp::red, "relay.example", 1'700'000'400, TIPSTAFF_DESK}));
      TIP_CHECK(ask_or_record(vault, false, case_leaving(id, format, "red", out, std::move(messages)), 1'700'000'400));
      return out;
    });
  }
  std::vector<AuditLine> audit() { return *with([](Vault& vault) { return read_audit(vault); }); }

  casework::Scanner scanner_;
  TestClock clock_;
  Scratch scratch_;
  std::uint8_t sender_ = 0;
  Desk desk_{scratch_.path() / "desk", clock_};
};

TEST_F(ExportsTest, EachIsAnAuditLineWithTheHashOfWhatWasWritten) {
  const auto id = open_with({kArabic});
  const auto lines = audit().size();
  for (std::size_t i = 0; i < kExportFormats.size(); ++i) {
    const auto out = write(id, static_cast<ExportFormat>(i));
    ASSERT_TRUE(out) << kExportFormats[i];
    EXPECT_FALSE(out->bytes.empty());
    const auto last = audit().back();
    EXPECT_EQ(last.action, "export");
    EXPECT_EQ(last.detail, "1 " + std::string(kExportFormats[i]) + " " + to_hex(crypto::sha256(out->bytes).view()));
  }
  EXPECT_EQ(audit().size(), lines + kExportFormats.size());
  EXPECT_EQ(write(99, ExportFormat::csv).error().code, Errc::not_found);
  EXPECT_EQ(audit().size(), lines + kExportFormats.size());
}

TEST_F(ExportsTest, TheSameCaseIsTheSameFileForPrograms) {
  const auto id = open_with({kArabic, kChinese});
  for (const auto format : {ExportFormat::csv, ExportFormat::graphml, ExportFormat::gexf, ExportFormat::stix, ExportFormat::misp})
    EXPECT_EQ(write(id, format)->bytes, write(id, format)->bytes);
}

TEST_F(ExportsTest, NothingOfOtherCasesGoesOut) {
  const auto id = open_with({kArabic});
  const auto other = open_with({"the secret is at other.example.net"}, "Another");
  ASSERT_TRUE(with([&](Vault& vault) { return merge_case(vault, id, other, 1'700'000'350); }));
  ASSERT_TRUE(with([&](Vault& vault) { return unmerge_case(vault, id, 1'700'000'360); }));
  const auto file = *with([&](Vault& vault) { return gather_case(vault, scanner_, nullptr, id); });
  EXPECT_EQ(file.conversations.size(), 1u);
  ASSERT_EQ(file.messages.size(), 1u);
  EXPECT_EQ(file.messages[0].proof, casework::LogProof::verified);
  EXPECT_EQ(file.messages[0].leaf, 77u);
  EXPECT_EQ(to_hex(file.messages[0].attachments.at(0).sha256.view()), to_hex(crypto::sha256(as_bytes("hi")).view()));
  std::string actions;
  for (const auto& one : file.custody) actions += one.action + ",";
  EXPECT_EQ(actions, "open case,link,statement,merge,unmerge,");
  const auto text = write(id, ExportFormat::stix);
  EXPECT_EQ(as_text(text->bytes).find("other.example.net"), std::string_view::npos);
}

TEST_F(ExportsTest, SuspectsAndHypothesesComeAlong) {
  const auto id = open_with({kArabic});
  add_suspect(id);
  const auto file = *with([&](Vault& vault) { return gather_case(vault, scanner_, nullptr, id); });
  ASSERT_EQ(file.suspects.size(), 1u);
  EXPECT_EQ(file.suspects[0].statements, std::vector<std::int64_t>{1});
  ASSERT_EQ(file.marks.size(), 2u);
  EXPECT_EQ(file.marks[0].fit, 2);
  EXPECT_EQ(file.marks[1].fit, -2);
  std::string actions;
  for (const auto& one : file.custody) actions += one.action + ",";
  EXPECT_EQ(actions, "open case,link,statement,suspect,hypothesis,hypothesis,mark,mark,");
  const auto odt = write(id, ExportFormat::odt);
  for (const auto* needed : {"Ilar Vosk", "telegram boss_77", "bad[.]example[.]com", "H2: Somebody used his van (against it: 1.6)"})
    EXPECT_NE(as_text(odt->bytes).find(needed), std::string_view::npos) << needed;
}

TEST(Pdf, AReportComesToTheChildAsItWas) {
  const casework::Document document{"t", "TLP:RED", 5, {{casework::BlockKind::quote, "x\ny", {}, {}}, {casework::BlockKind::table, "", {{"a", "b"}, {"c", ""}}, {40, 60}}}};
  const auto bytes = document_bytes(document);
  EXPECT_EQ(document_bytes(*document_of(bytes)), bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(document_of(ByteView(bytes).first(size)));
}

TEST(Pdf, WhoCannotDrawIsSaidToAndNothingIsRecordedAsDone) {
  EXPECT_EQ(caged_pdf("/bin/false", {}).error().code, Errc::wrong_state);
  EXPECT_EQ(caged_pdf("/nowhere", {}).error().code, Errc::wrong_state);
}

TEST_F(ExportsTest, APdfIsDrawnAndTheSameAgain) {
  const auto id = open_with({kArabic, kPersian, kChinese, kAmharic, std::string(40'000, 'W')});
  add_suspect(id);
  const auto a = write(id, ExportFormat::pdf);
  ASSERT_TRUE(a);
  EXPECT_EQ(as_text(a->bytes).substr(0, 5), "%PDF-");
  EXPECT_NE(as_text(a->bytes).find("%%EOF"), std::string_view::npos);
  const auto file = *with([&](Vault& vault) { return gather_case(vault, scanner_, nullptr, id); });
  const auto report = casework::report_of(file, scanner_);
  EXPECT_EQ(write_pdf(report)->bytes, write_pdf(report)->bytes);
  // To look at: TIPSTAFF_KEEP_PDF=/tmp/report build/release/desk/desk_tests --gtest_filter='*APdf*'
  if (const char* keep = std::getenv("TIPSTAFF_KEEP_PDF")) {
    std::ofstream(std::string(keep) + ".pdf", std::ios::binary) << as_text(a->bytes);
    std::ofstream(std::string(keep) + ".odt", std::ios::binary) << as_text(write(id, ExportFormat::odt)->bytes);
  }
}

}  // namespace
}  // namespace tipstaff::desk
