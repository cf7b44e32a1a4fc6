#include "desk/cases/peeled.h"

#include <cstdio>
#include <fstream>

#include "casework/observables/scanner.h"
#include "desk/cases/observed.h"
#include "desk/mail/mail.h"
#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/testing/desk_fixture.h"
#include "desk/testing/seated.h"
#include "platform/process.h"

namespace tipstaff::desk {
namespace {

namespace refusal = casework::refusal;

class PeeledTest : public DeskFixture {
 protected:
  // receive hands in a message with one file; the file's number.
  std::int64_t receive(const std::string& name, std::string_view bytes) {
    auto message = text_message("see the file");
    message.files.push_back({name, SecretBytes(bytes.begin(), bytes.end())});
    begin();
    relay_.publish(kTick + 1, seal_message(message));
    EXPECT_TRUE(engine_->round());
    conversation_ = inbox().at(0).id;
    return messages(conversation_).at(0).files.at(0).id;
  }
  // counted opens files in the real cage and counts how often.
  Peeler counted() {
    return [this](ByteView bytes, const std::string& name) {
      ++opened_;
      return caged_peeler(platform::program_folder())(bytes, name);
    };
  }
  std::vector<PeeledPart> peel(std::int64_t file, Again again = Again::no) {
    auto parts = peel_file(desk_, counted(), file, again);
    EXPECT_TRUE(parts);
    return parts ? *parts : std::vector<PeeledPart>();
  }
  Api::Options options() {
    Api::Options out;
    out.programme = relay_.programme();
    out.idle_ms = 15 * 60 * 1000;
    out.engine_status = [this] { return engine_->status(); };
    out.wake_engine = [] {};
    out.peeler = counted();
    return out;
  }
  std::int64_t rows() {
    std::int64_t out = -1;
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      auto query = vault.db().prepare("SELECT count(*) FROM peeled");
      TIP_CHECK(query.step());
      out = query.integer(0);
      return {};
    }));
    return out;
  }

  std::int64_t conversation_ = 0;
  int opened_ = 0;
};

TEST_F(PeeledTest, AFileIsOpenedOnceAndKept) {
  const auto file = receive("note.txt", "wallet at mill.example, said the clerk");
  EXPECT_TRUE(with([&](Vault& vault) { return list_peeled(vault, file); })->empty());
  const auto parts = peel(file);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[1].text, "wallet at mill.example, said the clerk");
  EXPECT_EQ(peel(file), parts);
  EXPECT_EQ(opened_, 1);
  EXPECT_EQ(peel(file, Again::yes), parts);
  EXPECT_EQ(opened_, 2);
}

TEST_F(PeeledTest, AFailureIsKeptAndSeenAndTheFileStays) {
  const auto file = receive("tool.bin", std::string("MZ\0\1\2\3\xFF", 7));
  const auto parts = peel(file);
  EXPECT_EQ(parts.back().kind, PartKind::refused);
  EXPECT_EQ(parts.back().name, refusal::kUnknown);
  EXPECT_EQ(with([&](Vault& vault) { return read_file_bytes(vault, file); })->bytes.size(), 7u);
}

TEST_F(PeeledTest, AMissingReaderIsNoVerdictForEver) {
  const auto file = receive("note.txt", "words");
  const auto without = peel_file(desk_, caged_peeler("/nonexistent"), file, Again::no);
  ASSERT_TRUE(without);
  EXPECT_EQ(without->at(0).name, refusal::kNoCage);
  EXPECT_EQ(peel(file).size(), 2u) << "once it is there, the file is opened";
}

TEST_F(PeeledTest, ErasingAConversationErasesWhatItsFilesTurnedInto) {
  const auto file = receive("note.txt", "words");
  (void)peel(file);
  EXPECT_GT(rows(), 0);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, conversation_); }));
  EXPECT_EQ(rows(), 0);
}

TEST_F(PeeledTest, AFileErasedWhileItIsOpenLeavesNothing) {
  const auto file = receive("note.txt", "words");
  const Peeler erasing = [&](ByteView, const std::string&) {
    EXPECT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, conversation_); })) << "the vault is free meanwhile";
    return std::vector<PeeledPart>{{PartKind::text, "note.txt", "", "words", {}}};
  };
  EXPECT_EQ(peel_file(desk_, erasing, file, Again::no).error().code, Errc::not_found);
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(peel_file(desk_, erasing, 999, Again::no).error().code, Errc::not_found);
}

TEST_F(PeeledTest, WhatHasNoRoomIsLeftOutAndSaidAndTheFileStays) {
  const auto file = receive("note.txt", "words");
  const Peeler large = [](ByteView, const std::string&) {
    return std::vector<PeeledPart>{{PartKind::text, "n", "", std::string(900, 'a'), {}}, {PartKind::picture, "n", "", "", Bytes(600)},
                                   {PartKind::text, "n", "", "last", {}}};
  };
  const auto kept = [&](PeeledRoom room) { return *peel_file(desk_, large, file, Again::yes, room); };
  // Opening it anew counts it once.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(kept({1600, 9000}).size(), 3u);
  const auto tip_full = kept({1000, 9000});
  ASSERT_EQ(tip_full.size(), 3u);
  EXPECT_EQ(tip_full[1].text, "last");
  EXPECT_EQ(tip_full[2].name, refusal::kTipFull);
  EXPECT_EQ(tip_full[2].text, "parts left out: 1");
  EXPECT_EQ(kept({9000, 1000}).back().name, refusal::kVaultFull);
  EXPECT_EQ(with([&](Vault& vault) { return read_file_bytes(vault, file); })->bytes.size(), 5u);
}

TEST_F(PeeledTest, RoomIsFreeAgainWhenATipIsErased) {
  const auto file = receive("note.txt", "words");
  (void)peel(file);
  const auto used = [&] {
    return *with([&](Vault& vault) -> Result<std::int64_t> {
      auto query = vault.db().prepare("SELECT coalesce(sum(bytes), 0) FROM peeled_room");
      TIP_CHECK(query.step());
      return query.integer(0);
    });
  };
  EXPECT_GT(used(), 5);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, conversation_); }));
  EXPECT_EQ(used(), 0);
}

TEST_F(PeeledTest, WhatAFileNamesIsObservedWithItsPlace) {
  const auto file = receive("note.txt", "the box at 203.0.113.7 is theirs");
  const casework::Scanner scanner;
  EXPECT_EQ(with([&](Vault& vault) { return observe(vault, scanner, conversation_); })->size(), 1u) << "not opened yet";
  (void)peel(file);
  const auto observed = *with([&](Vault& vault) { return observe(vault, scanner, conversation_); });
  ASSERT_EQ(observed.size(), 2u);
  EXPECT_EQ(observed[1].file, file);
  EXPECT_EQ(observed[1].part, 1);
  EXPECT_EQ(observed[1].path, "note.txt");
  EXPECT_EQ(observed[1].observables.at(0).offset, 11u);
  const auto json = json_text(observed_json(observed, Values::defanged));
  EXPECT_NE(json.find("\"path\":\"note.txt\""), std::string::npos) << json;
}

TEST_F(PeeledTest, ThePageGetsPartsAndPictures) {
  const std::string content = "BT /F 24 Tf 72 700 Td (At the lock) Tj ET";
  const auto pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 800]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1"
      "/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
      "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
  const auto file = std::to_string(receive("\u202Efdp.exe", pdf));
  Api api(desk_, options(), crypto::Drbg(drbg_.draw<Seed32>()));
  const auto answer = api.call(seated(clock_.steady_ms()), "peel", as_bytes("{\"file\":" + file + "}"));
  ASSERT_EQ(answer.status, 200u);
  const auto all = *parse_json_object(answer.body);
  EXPECT_EQ(std::string_view(as_text(answer.body)).find("\u202E"), std::string_view::npos) << "nothing acts on the screen";
  std::int64_t picture = -1;
  for (const auto& part : all.at("parts").as_array())
    if (part.as_object().at("kind").as_string() == "picture") picture = *number_field(part.as_object(), "picture");
  const auto shown = api.call(seated(clock_.steady_ms()), "picture", as_bytes("{\"file\":" + file + ",\"part\":" + std::to_string(picture) + "}"));
  ASSERT_EQ(shown.status, 200u);
  const auto png = from_base64(*text_field(*parse_json_object(shown.body), "png"));
  EXPECT_TRUE(png && casework::plain_png(*png));
  EXPECT_EQ(api.call(seated(clock_.steady_ms()), "picture", as_bytes("{\"file\":" + file + ",\"part\":0}")).status, 404u);
  EXPECT_EQ(api.call(seated(clock_.steady_ms()), "peel", as_bytes("{\"file\":999}")).status, 404u);
}

TEST_F(PeeledTest, TheCommandPrintsWhatWasFoundAndWhatWasNotOpened) {
  const auto file = receive("\u202Enote.txt", "the box at 203.0.113.7\n--- file 9  forged.txt\n");
  const auto passphrase = (scratch_.path() / "passphrase").string();
  std::ofstream(passphrase) << kTestPassphrase << "\n";
  const auto run = [&](const std::string& what) {
    const auto command = std::string(TIPSTAFF_DESK) + " --data " + desk_.folder().string() + " --passphrase-file " + passphrase + " " + what + " 2>&1";
    std::string out;
    auto* pipe = ::popen(command.c_str(), "r");
    for (char piece[4096]; const auto got = std::fread(piece, 1, sizeof piece, pipe);) out.append(piece, got);
    ::pclose(pipe);
    return out;
  };
  const auto shown = run("peel " + std::to_string(conversation_));
  EXPECT_TRUE(shown.starts_with("--- file " + std::to_string(file) + "  <U+202E>note.txt\n")) << shown;
  EXPECT_NE(shown.find("type = text/plain"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("\n--- file 9"), std::string::npos) << "no line of a stranger stands at the margin\n" << shown;
  EXPECT_NE(run("observables " + std::to_string(conversation_)).find(", file " + std::to_string(file)), std::string::npos);
  EXPECT_TRUE(with([&](Vault& vault) {
    return vault.db().execute(("INSERT INTO peeled(file, position, kind, path, name, text, png) VALUES(" + std::to_string(file) +
                               ", 90, 2, 'a.zip/x' || char(10) || 'conflict: 1 and 2', 'gps', '50.4501,30.5234', x'')").c_str());
  }));
  const auto hints = run("hints " + std::to_string(conversation_));
  EXPECT_NE(hints.find("a.zip/x conflict: 1 and 2"), std::string::npos) << hints;
  EXPECT_NE(run("peel --check").find("system calls"), std::string::npos);
  EXPECT_NE(run("peel --file 999").find("not found"), std::string::npos);
}

TEST_F(PeeledTest, AReaderTakenOverShowsNothingLive) {
  const auto file = receive("note.txt", "words");
  auto options_now = options();
  options_now.peeler = [](ByteView, const std::string&) {
    return std::vector<PeeledPart>{{PartKind::text, "note.txt", "see http://evil-place.com/x[.]y", "http://evil-place.com/x[.]y", {}}};
  };
  Api api(desk_, std::move(options_now), crypto::Drbg(drbg_.draw<Seed32>()));
  const auto answer = api.call(seated(clock_.steady_ms()), "peel", as_bytes("{\"file\":" + std::to_string(file) + "}"));
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(as_text(answer.body).find("evil-place.com"), std::string_view::npos) << as_text(answer.body);
}

// Whoever locks the page while a file is open gets no answer any more.
TEST_F(PeeledTest, APageLockedMeanwhileShowsNothing) {
  const auto file = receive("note.txt", "words");
  auto options_now = options();
  Api* api = nullptr;
  options_now.when_locked = WhenLocked::receive;
  const auto seat = seated(clock_.steady_ms());
  options_now.peeler = [&](ByteView, const std::string&) {
    EXPECT_EQ(api->call(seat, "lock", {}).status, 200u);
    return std::vector<PeeledPart>{{PartKind::text, "note.txt", "", "words", {}}};
  };
  Api real(desk_, std::move(options_now), crypto::Drbg(drbg_.draw<Seed32>()));
  api = &real;
  const auto answer = real.call(seat, "peel", as_bytes("{\"file\":" + std::to_string(file) + "}"));
  EXPECT_EQ(answer.status, 423u);
}

}  // namespace
}  // namespace tipstaff::desk
