#include "desk/page/api_calls.h"

#include <boost/json.hpp>

#include "council/testing/example.h"
#include "council/testing/pictures.h"
#include "desk/calls/form_json.h"
#include "desk/calls/published_calls.h"
#include "desk/page/json.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"
#include "platform/file.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using council::VerifiedCall;

class CallsApiTest : public DeskFixture {
 protected:
  static constexpr std::uint64_t kNow = 180'000;          // of the fixture's clock
  static constexpr std::uint64_t kUntil = 90 * 86'400;    // 1970-04-01
  const crypto::SignKey authority_{crypto::Drbg(Seed32{}).draw<crypto::SignSeed>()};  // as the fixture drew it

  VerifiedCall open(std::uint64_t until = kUntil, bool with_picture = false) {
    auto terms = council::testing::Example().terms();
    terms.posts.clear();
    if (with_picture) terms.persons[0].picture = council::strip_untrusted_picture(picture_)->ref;
    return *council::sign_opened("false-ballots", {kNow, until, terms}, kNow, relay_.programme(), authority_);
  }
  void publish(const VerifiedCall& call) {
    council::CallSet set;
    ASSERT_TRUE(set.add(call));
    served_["/calls/calls.tscs"] = *council::encode_call_set(set);
  }
  json::object ask(std::string_view name, const json::object& request = {}) {
    auto answer = api_.call(name, request);
    EXPECT_TRUE(answer) << name << " " << (answer ? "" : errc_name(answer.error().code));
    return answer ? *answer : json::object{};
  }
  std::optional<Errc> refused(std::string_view name, const json::object& request = {}) {
    const auto answer = api_.call(name, request);
    return answer ? std::nullopt : std::optional(answer.error().code);
  }
  std::int64_t begin(std::string_view what) {
    return ask("call_begin", {{"what", what}, {"call", "false-ballots"}}).at("draft").as_int64();
  }
  json::object draft(std::int64_t id) { return ask("call_draft", {{"draft", id}}); }
  // save changes the form by `change`, and returns what the desk says of it.
  template <class Change>
  json::object save(std::int64_t id, Change change) {
    auto one = draft(id);
    change(one.at("form").as_object());
    return ask("call_save", {{"draft", id}, {"edition", one.at("edition")}, {"form", one.at("form")}});
  }
  static std::string fields(const json::object& reply) {
    std::string out;
    for (const auto& fault : reply.at("faults").as_array()) out += std::string(fault.as_object().at("field").as_string()) + " ";
    return out;
  }
  static json::object& text(json::object& form, std::size_t i) { return form.at("texts").as_array().at(i).as_object(); }

  Bytes picture_ = council::testing::png(64, 80);
  std::map<std::string, Bytes, std::less<>> served_;
  CallsApi api_{desk_,
                {relay_.programme(), "Honest Vote", "http://relay.test/", {scratch_.path() / "saved", false},
                 [this](std::string_view path) -> Result<Bytes> {
                   const auto at = served_.find(path);
                   return at == served_.end() ? Result<Bytes>(fail(Errc::bad_status, "relay")) : at->second;
                 }},
                crypto::Drbg(drbg_.draw<Seed32>())};
};

TEST_F(CallsApiTest, ANewCallGoesFromAnEmptyFormToAFileForTheAuthority) {
  const auto id = ask("call_begin", {{"what", "open"}}).at("draft").as_int64();
  EXPECT_NE(fields(draft(id)).find("id "), std::string::npos);
  EXPECT_EQ(refused("call_export", {{"draft", id}, {"edition", 1}}), Errc::bad_value);
  const auto saved = save(id, [](json::object& form) {
    form = json::parse(R"({"id": "night-cargo", "aim": "prove", "reward": "1 000 EUR", "basis_link": "https://law.example/1",
      "from": "", "until": "1970-03-01", "posts": "7", "persons": [],
      "texts": [{"language": "en", "title": "Who?", "basis": "Act", "text": "Crates.", "persons": []}]})").as_object();
  });
  EXPECT_EQ(fields(saved), "");
  const auto out = ask("call_export", {{"draft", id}, {"edition", saved.at("edition")}});
  const auto file = platform::read_file(std::string(out.at("path").as_string()), council::kProposalBytesMax);
  ASSERT_TRUE(file);
  EXPECT_EQ(out.at("sha256").as_string(), to_hex(crypto::sha256(*file).view()));
  const auto proposal = council::parse_untrusted_proposal(*file);
  ASSERT_TRUE(proposal);
  const auto step = council::pages::step_of(*proposal, nullptr, kNow);
  ASSERT_TRUE(step);
  EXPECT_TRUE(council::sign_opened(step->id, std::get<council::Opened>(step->step), kNow, relay_.programme(), authority_));
  const auto lines = with([](Vault& vault) { return read_audit(vault); });
  EXPECT_EQ(lines->back().action, "export call");
}

TEST_F(CallsApiTest, OneOfficerAloneTakesNoProposalOutOfADeskOfFourEyes) {
  const auto saved_folder = scratch_.path() / "held";
  CallsApi held(desk_, {relay_.programme(), "Honest Vote", "http://relay.test/", {saved_folder, true}, [](std::string_view) -> Result<Bytes> { return fail(Errc::bad_status, "relay"); }},
                crypto::Drbg(drbg_.draw<Seed32>()));
  const auto id = ask("call_begin", {{"what", "open"}}).at("draft").as_int64();
  const auto saved = save(id, [](json::object& form) {
    form = json::parse(R"({"id": "night-cargo", "aim": "prove", "reward": "1 000 EUR", "basis_link": "https://law.example/1",
      "from": "", "until": "1970-03-01", "posts": "7", "persons": [],
      "texts": [{"language": "en", "title": "Who?", "basis": "Act", "text": "Crates.", "persons": []}]})").as_object();
  });
  desk_.act_as("Anna");
  const auto reply = held.call("call_export", {{"draft", id}, {"edition", saved.at("edition")}});
  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->contains("path"));
  EXPECT_FALSE(std::filesystem::exists(saved_folder));
  EXPECT_EQ(with([](Vault& vault) { return read_audit(vault); })->back().action, "ask for export");
  const auto request = reply->at("request").as_int64();
  const auto all = *with([](Vault& vault) { return list_export_requests(vault, kNow); });
  EXPECT_EQ(reply->at("sha256").as_string(), to_hex(all.at(0).sha256.view()));
  const auto approve = [&] { return with([&](Vault& vault) { return approve_export(vault, request, all.at(0).sha256, kNow); }); };
  EXPECT_EQ(approve().error().where, kSamePerson) << "nor from a second session";
  desk_.act_as("Boss");
  const auto out = approve();
  ASSERT_TRUE(out);
  EXPECT_TRUE(council::parse_untrusted_proposal(out->bytes));
  desk_.act_as("");
}

TEST_F(CallsApiTest, FaultsStandAtTheirFieldsAndNothingIsExported) {
  publish(open());
  ask("calls_fetch");
  const auto id = begin("amend");
  const auto saved = save(id, [](json::object& form) {
    form["reward"] = "a lot";
    form["posts"] = "65000";
    text(form, 1)["text"] = "One.\n\n<img src=https://track.example/1.gif>";
  });
  EXPECT_EQ(fields(saved), "reward text.pl.text ");
  EXPECT_EQ(fields(save(id, [](json::object& form) { form["reward"] = "5 EUR"; text(form, 1)["text"] = "Dwa."; })), "posts ");
  EXPECT_EQ(refused("call_export", {{"draft", id}, {"edition", 3}}), Errc::bad_value);
}

TEST_F(CallsApiTest, ANewCallWithAnIdThatIsTakenIsToldAtTheId) {
  publish(open());
  ask("calls_fetch");
  const auto form = form_json(council::form_of(open()));
  const auto id = ask("call_begin", {{"what", "open"}}).at("draft").as_int64();
  const auto saved = save(id, [&](json::object& fresh) { fresh = form; });
  EXPECT_EQ(fields(saved), "id ");
  EXPECT_EQ(saved.at("faults").at(0).at("code").as_string(), "conflict");
}

TEST_F(CallsApiTest, ThePreviewIsCouncilsPageAndNeedsItsName) {
  publish(open());
  ask("calls_fetch");
  const auto id = begin("amend");
  auto form = draft(id).at("form").as_object();
  text(form, 0)["title"] = "Who carried the crates?";
  const auto shown = ask("call_preview", {{"draft", id}, {"form", form}});
  const std::string path(shown.at("path").as_string());
  const auto page = api_.shelf().find(path + "call-false-ballots.en.html");
  ASSERT_TRUE(page);
  EXPECT_NE(as_text(page->bytes).find("Who carried the crates?"), std::string::npos);
  EXPECT_NE(as_text(page->bytes).find("Preview: not signed"), std::string::npos);
  EXPECT_TRUE(api_.shelf().find(path + "poster-false-ballots.pl.html"));
  EXPECT_FALSE(api_.shelf().find(path + "call-false-ballots.tsc"));
  EXPECT_FALSE(api_.shelf().find("/preview/" + std::string(64, '0') + "/call-false-ballots.en.html"));
  api_.forget();
  EXPECT_FALSE(api_.shelf().find(path + "call-false-ballots.en.html"));
}

TEST_F(CallsApiTest, NewsRenewalAndClosingAreWrittenTheSameWay) {
  publish(open());
  ask("calls_fetch");
  const auto news = begin("communique");
  EXPECT_EQ(fields(save(news, [](json::object& form) {
    for (auto& one : form.at("texts").as_array()) one.as_object()["title"] = "News", one.as_object()["text"] = "We know.";
  })), "");
  const auto renew = begin("renew");
  EXPECT_EQ(fields(draft(renew)), "until ");
  EXPECT_EQ(fields(save(renew, [](json::object& form) { form["until"] = "1970-06-01"; })), "");
  EXPECT_EQ(fields(save(renew, [](json::object& form) { form["until"] = "1972-06-01"; })), "until ");
  EXPECT_EQ(fields(save(renew, [](json::object& form) { form["until"] = "soon"; })).substr(0, 6), "until ");
  EXPECT_EQ(fields(draft(begin("close"))), "");
}

TEST_F(CallsApiTest, ARenewalAfterTheEndIsRefusedAtItsField) {
  publish(open(kNow + 600));
  ask("calls_fetch");
  const auto id = begin("renew");
  clock_.now_ms += 600'000;
  const auto saved = save(id, [](json::object& form) { form["until"] = "1970-03-01"; });
  EXPECT_EQ(fields(saved), "until ");
  EXPECT_EQ(saved.at("faults").at(0).at("code").as_string(), "expired");
}

TEST_F(CallsApiTest, WhatWasWrittenOnAnOlderCallSaysSo) {
  auto call = open();
  publish(call);
  ask("calls_fetch");
  const auto id = begin("close");
  ASSERT_TRUE(council::sign_next(call, council::Renewed{kUntil + 86'400}, kNow + 1, relay_.programme(), authority_));
  publish(call);
  ask("calls_fetch");
  EXPECT_EQ(draft(id).at("faults").at(0).at("code").as_string(), "stale");
}

TEST_F(CallsApiTest, ARelayThatForgetsOrForgesCallsIsNotBelieved) {
  auto longer = open();
  const auto shorter = longer;
  ASSERT_TRUE(council::sign_next(longer, council::Renewed{kUntil + 86'400}, kNow + 1, relay_.programme(), authority_));
  publish(longer);
  ask("calls_fetch");
  publish(shorter);
  EXPECT_EQ(refused("calls_fetch"), Errc::stale);
  served_["/calls/calls.tscs"] = *council::encode_call_set({});
  EXPECT_EQ(refused("calls_fetch"), Errc::stale);
  publish(*council::testing::Example{crypto::Drbg{Seed32::from(Bytes(32, 1))}}.open());
  EXPECT_TRUE(refused("calls_fetch").has_value());
  EXPECT_EQ(ask("calls").at("calls").at(0).at("records").as_uint64(), 2u);
}

TEST_F(CallsApiTest, PicturesAreFetchedCheckedAndStayWithTheDraft) {
  const auto call = open(kUntil, true);
  const auto name = call.terms().persons[0].picture->file_name();
  publish(call);
  EXPECT_EQ(refused("calls_fetch"), Errc::bad_status);
  served_["/calls/" + name] = council::testing::png(65, 80);
  EXPECT_TRUE(refused("calls_fetch").has_value());
  served_["/calls/" + name] = picture_;
  ask("calls_fetch");
  const auto id = begin("amend");
  const auto told = council::testing::png(70, 80, council::testing::chunk("tEXt", as_bytes("51.5 N")));
  const auto put = ask("call_picture", {{"draft", id}, {"data", to_base64(told)}});
  EXPECT_EQ(fields(save(id, [&](json::object& form) { form.at("persons").as_array().at(1).as_object()["picture"] = put.at("name"); })), "");
  EXPECT_EQ(refused("call_picture", {{"draft", id}, {"data", to_base64(council::testing::png(9000, 80))}}), Errc::too_large);
  EXPECT_EQ(refused("call_picture", {{"draft", id}, {"data", to_base64(as_bytes("<svg onload=\"alert(1)\"/>"))}}), Errc::bad_magic);
  const auto kept = with([id](Vault& vault) { return draft_pictures(vault, id); });
  ASSERT_EQ(kept->size(), 2u);
  EXPECT_EQ(kept->at(std::string(put.at("name").as_string())), council::testing::png(70, 80));
}

TEST_F(CallsApiTest, TwoOfficersDoNotWriteOverOneAnother) {
  const auto id = ask("call_begin", {{"what", "open"}}).at("draft").as_int64();
  const auto form = draft(id).at("form");
  ask("call_save", {{"draft", id}, {"edition", 1}, {"form", form}});
  EXPECT_EQ(refused("call_save", {{"draft", id}, {"edition", 1}, {"form", form}}), Errc::stale);
  EXPECT_EQ(refused("call_remove", {{"draft", id}, {"edition", 1}}), Errc::stale);
  ask("call_remove", {{"draft", id}, {"edition", 2}});
  EXPECT_EQ(refused("call_draft", {{"draft", id}}), Errc::not_found);
}

TEST_F(CallsApiTest, AFormOfAnotherShapeIsRefused) {
  const auto id = ask("call_begin", {{"what", "open"}}).at("draft").as_int64();
  for (const auto* form : {R"({})", R"({"id": 3})", R"([])"})
    EXPECT_EQ(refused("call_save", {{"draft", id}, {"edition", 1}, {"form", json::parse(form)}}), Errc::bad_value) << form;
}

}  // namespace
}  // namespace tipstaff::desk
