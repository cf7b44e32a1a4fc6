// Writes the first inputs of every target: objects that are right, from a fixed
// seed, so that the fuzzer starts behind the first checks.
//   seeds FOLDER

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "casework/peeled/part.h"
#include "council/call_set.h"
#include "council/proposal.h"
#include "fuzz/world.h"
#include "tipstaff/log/checkpoint.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/log/proof.h"
#include "tipstaff/log/tile.h"
#include "tipstaff/wire/enrolment.h"
#include "tipstaff/wire/message.h"
#include "tipstaff/wire/referral.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::fuzz {
namespace {

// Seeds writes one target's inputs. Zeros at the end are left out: sized() puts
// them back, and the corpus stays small.
class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void add(std::string_view target, ByteView bytes) {
    const auto folder = folder_ / target;
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / ("seed-" + std::to_string(++count_)), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  void add(std::string_view target, std::string_view text) { add(target, as_bytes(text)); }
  void add_sized(std::string_view target, ByteView bytes) {
    while (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
    add(target, bytes);
  }

 private:
  std::filesystem::path folder_;
  int count_ = 0;
};

void texts(Seeds& seeds) {
  seeds.add("hex", "00ff10");
  seeds.add("hex", "ABCDEF");
  for (const auto* text : {"", "AA==", "AAE=", "AAEC", "AB==", "/+A="}) seeds.add("base64", text);
  seeds.add("words", protocol::words_of(world().mk));
  seeds.add("words", "Abandon abandon  abandon abandon abandon abandon abandon abandon abandon abandon abandon\tABOUT\n");
  seeds.add("words", "legal winner thank year wave sausage worth useful legal winner thank yelow");
  seeds.add("row", "zoo  Zebra\nabandon able");
  seeds.add("row", " ");
  seeds.add("page_manifest", "tipstaff-page-v1\n" + std::string(64, 'a') + " app.js\n" + std::string(64, 'b') + " index.html\n");
  seeds.add("still_page", "<!doctype html>\n<html lang=\"en\"><head><link rel=\"icon\" href=\"data:,\"><script src=\"/app.js\" defer></script></head><body><a href=\"call-a.en.html\">b</a><br /><img src=\"c.png\" alt=\"\"></body></html>");
  seeds.add("programme_file",
            "# a comment\r\ntitle = Honest Vote\norigin = relay.test\nauthority_vk = " +
                to_hex(world().programme.authority_vk.view()) +
                "\nrelay_url = http://a.onion\nlodge_url=https://b.example:81/x\n");
}

void records(Seeds& seeds) {
  const auto post = wire::encode_post_record(world().roster.posts[0]);
  seeds.add_sized("post_record", post);
  seeds.add_sized("enrolment", post);
  seeds.add("enrolment", wire::encode_enrolment_text(*wire::sign_enrolment(world().roster.posts[0], world().post)));
  const auto roster = ByteView(world().roster_bytes);
  seeds.add_sized("roster", concat({Bytes{0}, roster.first(roster.size() - wire::kSignatureBytes)}));
  seeds.add("key_record", world().key_record);
  seeds.add("keys_file", Bytes{0, 0, 0, 0, 1});
  seeds.add("keys_file", concat({Bytes{9, 0xE8}, world().key_record}));
  seeds.add_sized("bulletin", wire::encode_bulletin(world().bulletin));
  seeds.add("stamp", wire::encode_stamp({}));
}

void sealed(Seeds& seeds) {
  const auto envelope = protocol::draw_dummy(world().drbg);
  wire::Stamp stamp;
  stamp.hold = 7;
  seeds.add("lodging", concat({wire::encode_stamp(stamp), Bytes(wire::kEntryBytes), envelope.view().first(64)}));
  seeds.add("envelope", Bytes{0, 0, 0, 1});
  seeds.add("envelope", Bytes{1, 0, 0, 0, 0, 1});
  seeds.add("envelope", concat({Bytes{0, 0x37, 0}, Bytes(32, 0xFF)}));
  seeds.add("challenges", world().challenges);
  seeds.add("challenges", concat({world().challenges, Bytes(130, 0xFF)}));
  seeds.add("ack", Bytes(40, 7));
  wire::Block block;
  block.type = wire::BlockType::text;
  block.data.assign(40, 'x');
  seeds.add_sized("block", wire::encode_block(block));
}

Bytes pieces(std::span<const SecretBytes> parts) {
  Bytes out;
  for (const auto& part : parts) log::append_entry(out, part);
  return out;
}

void messages(Seeds& seeds) {
  wire::Message small;
  small.text.assign(9, 'x');
  small.files.push_back({"a.txt", SecretBytes(7, 'y')});
  const auto one = *wire::split_message(small);
  seeds.add("message_head", concat({Bytes{1}, one[0]}));
  seeds.add("join_message", pieces(one));
  seeds.add("assembler", concat({Bytes{1}, pieces(one)}));
  // Two short parts, with the hash of the second left to read_parts.
  auto head = one[0];
  head[3] = 2;
  head.insert(head.end() - 16, 32, 0);
  const std::vector<SecretBytes> two = {SecretBytes(head.begin(), head.end() - 5), SecretBytes(5, 'z')};
  seeds.add("message_head", concat({Bytes{2}, two[0]}));
  seeds.add("join_message", pieces(two));
  seeds.add("assembler", concat({Bytes{0}, pieces(two)}));
}

void referrals(Seeds& seeds) {
  wire::ReferredTip tip;
  tip.text.assign(5, 'x');
  tip.files.push_back({"a.txt", SecretBytes(7, 'y')});
  tip.proof = wire::TipProof{1, 0, {}, {}, std::vector<Hash32>(5), world().latest(world().bulletin)};
  tip.chain.resize(2);
  wire::Referral referral;
  referral.note = "yours";
  referral.tips = {tip};
  const auto plain = *wire::encode_referral(referral);
  seeds.add("referral", plain);
  referral.tips[0].proof.reset();
  referral.file = wire::ReferredCase{"c", {{"s", 'A', '1', 0, 0, 1}}, {{"telegram", "b"}}, {{"n", "", {"a"}, {{"iban", "x"}}, {"p"}, {"t"}, {0}}},
                                     {"h"}, {{0, 0, 4}}};
  seeds.add("referral", *wire::encode_referral(referral));
  const auto parts = *wire::split_referral(plain);
  seeds.add("referral_part", parts[0]);
}

void logs(Seeds& seeds) {
  const auto note = log::sign_checkpoint({"relay.test", 7, {}}, world().relay);
  seeds.add("checkpoint", note);
  seeds.add("checkpoint", note.substr(0, note.find("\n\n") + 1));
  seeds.add("proof", world().latest(world().bulletin));
  seeds.add("proof", log::encode_proof({{}, 3, {Hash32{}, Hash32{}}, note}));
  Bytes bundle;
  log::append_entry(bundle, Bytes(48, 1));
  log::append_entry(bundle, {});
  seeds.add("bundle", bundle);
  seeds.add("inclusion", concat({Bytes(7), Bytes{2}, Bytes(7), Bytes{5}, Bytes(5 * 32, 9)}));
}

council::Opened opened() {
  council::Opened out{1'800'000'000, 1'801'000'000, {}};
  out.terms.reward.amount = 1;
  out.terms.basis_link = "https://law.example/12";
  out.terms.posts = {1};
  out.terms.texts = {{"en", "Who?", "Act", "A **b**."}, {"pl", "Kto?", "Ustawa", "A."}};
  council::Person person{council::Known::yes, "Vale", {"Grey"}, council::PictureRef{council::PictureKind::png, 64, 80, 90, {}}, {}};
  person.texts = {{"", "Pier", "Where?"}, {"V", "", "Gdzie?"}};
  out.terms.persons = {person};
  return out;
}

// The target signs, so that a seed is a record without its signature.
void calls(Seeds& seeds) {
  using namespace council;
  const std::vector<Step> steps = {opened(), Amended{opened().terms}, Renewed{9}, Closed{}, Communique{{{"en", "News", "We know."}}}};
  for (std::uint16_t i = 0; i < steps.size(); ++i) {
    const Hash32 prev = i == 0 ? Hash32{} : world().nr;
    const auto bytes = *sign_record({"call-a", i, 1'800'000'000, prev, steps[i]}, world().programme, world().authority);
    seeds.add("call", ByteView(bytes).first(bytes.size() - wire::kSignatureBytes));
  }
  const auto call = *sign_opened("call-a", opened(), 1'800'000'000, world().programme, world().authority);
  CallSet set;
  if (set.add(call)) seeds.add("call", *encode_call_set(set));
  seeds.add("call", encode_call(call));
}

void proposals(Seeds& seeds) {
  council::Proposal one;
  one.id = "call-a";
  one.files.call = "id = call-a\naim = locate\nreward = 5 EUR\nbasis_link = https://law.example/\nuntil = 2027-03-01\nposts = all\nlanguages = en\n";
  one.files.texts["en"] = "title = Who?\nbasis = Act\n[text]\nCrates.\n";
  seeds.add("proposal", *council::encode_proposal(one));
  one.files = {};
  one.what = council::Proposed::renew;
  one.after = world().nr;
  one.until = 1'900'000'000;
  seeds.add("proposal", *council::encode_proposal(one));
}

void drafts(Seeds& seeds) {
  seeds.add("draft", "id = call-a\naim = locate\nreward = 5 000 EUR\nbasis_link = https://law.example/\nuntil = 2027-03-01 10:00\n"
                     "posts = 1, 2\nlanguages = en, pl\n[person]\nname = Vale\nalias = Grey\npicture = a.png\n");
  seeds.add("draft", "title = Who?\nbasis = Act\n[person]\nlabel = A man\nplace = Pier\nasked = Who?\n[text]\n\nCrates.\n");
  seeds.add("markdown", "# A\n\nb **c** *d* `e` [f](https://a.example/) <https://a.example/>\n\n3. g\n4. h\n\n> i\n\n---\n");
  seeds.add("markdown", "<script>\n![x](y)\n    code\n&#x202E; &lt;\n");
  seeds.add("picture", Bytes{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'});
  seeds.add("picture", Bytes{0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0xD9});
}

void attachments(Seeds& seeds) {
  using casework::PartKind;
  const auto text = casework::frame_of({PartKind::text, "a.zip/note.txt", "body", "the harbour", {}});
  const auto property = casework::frame_of({PartKind::property, "a.jpg", "gps", "59.9139,10.7522", {}});
  const auto refused = casework::frame_of({PartKind::refused, "b", std::string(casework::refusal::kTooDeep), "", {}});
  const Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
                     0, 0, 0, 0, 0, 0, 0, 1, 'I', 'D', 'A', 'T', 0, 0, 0, 0, 0, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0};
  seeds.add("peeled", concat({text, property, refused, casework::end_frame()}));
  seeds.add("peeled", concat({casework::frame_of({PartKind::picture, "p", "", "", png}), casework::end_frame()}));
  seeds.add("rtf", "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 A;}}\\'ea\\'eb \\u1082?{\\field{\\*\\fldinst HYPERLINK \"https://ferry.example\"}{\\fldrslt x}}\\par}");
  seeds.add("rtf", "{\\rtf1{\\pict\\bin4 }}}}{\\u-10179?\\u-8704?\\uc0\\u0");
  seeds.add("charset", "\xFF\xFE\x1F\x04");
  seeds.add("charset", "\x05\xEA\xEB\xFE\xF7\xE8 plain \xC3\xA9 \xC3");
}

void sessions(Seeds& seeds) {
  // Each 0 makes or answers a request honestly; a visit has eight of them and a start.
  seeds.add("session", Bytes(9, 0));
  seeds.add("session", concat({Bytes{13, 10, 1, 3}, Bytes(6, 0), Bytes{1, 3, 'a', 'b', 'c', 0, 4, 0, 0, 0, 0, 0, 11, 0}, Bytes(9, 0)}));
  seeds.add("session", concat({Bytes{10, 1, 9}, Bytes(8, 0), Bytes{12, 0, 14, 9}, Bytes(9, 0)}));
  seeds.add("session", Bytes{13, 0, 7, 0, 200, 1, 6, 0, 0, 8, 50, 9, 1, 2, 3});
}

}  // namespace
}  // namespace tipstaff::fuzz

int main(int argc, char** argv) {
  using namespace tipstaff::fuzz;
  if (argc != 2) return std::fputs("usage: seeds FOLDER\n", stderr), 2;
  Seeds seeds{std::filesystem::path(argv[1])};
  for (const auto write : {texts, records, sealed, messages, referrals, logs, calls, drafts, attachments, sessions, proposals}) write(seeds);
}
