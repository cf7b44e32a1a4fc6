#pragma once
// A made-up case in which everything is there, and much of it hostile.

#include "casework/exports/case_file.h"
#include "casework/observables/scanner.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::casework {

inline CaseMessage sample_message(std::int64_t id, std::int64_t conversation, std::uint64_t at, std::string text) {
  static const Scanner scanner;
  CaseMessage out;
  out.id = id;
  out.conversation = conversation;
  out.at = at;
  out.tick = at / 600;
  out.leaf = static_cast<std::uint64_t>(id) * 32;
  out.proof = LogProof::verified;
  out.observables = scanner.scan(text)->observables;
  out.sha256 = crypto::sha256(as_bytes(text));
  out.text = std::move(text);
  return out;
}

// every_type_text names something of most types that the scanner knows.
inline constexpr std::string_view kEveryType =
    "see hxxps://evil[.]example[.]com/a?b=\"><x> and https://пример.рф/ж, boss[@]mail[.]example[.]org, 203.0.113.9, 203.0.113.0/24, "
    "2001:db8::5, 00:1A:2B:3C:4D:5E, AS49505, d41d8cd98f00b204e9800998ecf8427e, invoice.exe, C:\\Windows\\Temp\\x.dll, /etc/passwd, "
    "HKLM\\Software\\Run\\x, HKLM\\Software\\HKCU\\y, CVE-2021-44228, CWE-79, T1566.001, CAPEC-98, "
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe, GB82 WEST 1234 5698 7654 32, +48 22 123 45 67, "
    "t.me/boss_77, http://e.example.com/100%/[x], https://x.com/Boss, vk.com/id12345, https://www.facebook.com/some.body, ask @boss_78, UA-12345-1, "
    "50.4501, 30.5234, vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd.onion, "
    "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\n";

inline CaseFile sample_case() {
  CaseFile out;
  out.number = 3;
  out.name = "Ballots of </name> 17\"},{\x01\xff =1+1 \xe2\x80\xae" "evil.example.com";
  out.opened_at = 1'700'000'000;
  out.post = "Embassy of Arvenia";
  out.post_key = std::string(64, 'a');
  out.programme = "relay.example";
  out.conversations = {1, 2};
  out.messages = {sample_message(11, 1, 1'700'000'600, std::string(kEveryType)),
                  sample_message(12, 2, 1'700'003'600, "again t.me/boss_77 \x01\xff]]></x>\"},{ pays from 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")};
  out.messages[1].attachments = {{5, "=cmd|'/c calc'!A0\".docx</x>", "text/plain", 7, crypto::sha256(as_bytes("exhibit")),
                                  sample_message(0, 0, 0, "inside: wallet.example.net").observables}};
  out.statements = {{1, "The van at http://evil.example.com is the mayor's </x>\"},{", 'B', '2', 11, 4, 34, 1'700'004'000},
                    {2, "Erased since", 'F', '6', 0, 0, 3, 1'700'004'100}};
  out.suspects = {{1, "Ilar Vosk </x>\"},{", {"the Ferryman", "=1+1"}, {{Type::telegram, "boss_77"}, {Type::btc, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"}},
                   {"Port Sel"}, {"at night"}, "drives\na van", {1, 2, 99}}};
  out.hypotheses = {{1, "The mayor ordered it", 0.8}, {2, "Somebody used his van", 1.6}};
  out.marks = {{1, 1, 2}, {1, 2, -2}, {99, 1, 1}};
  out.hints = {{"Port Sel", true, 50.45, 30.52, 5000, "name of a town", "A town that is named is not where anybody is.", 11},
               {"UTC+2 to UTC+8", false, 0, 0, 0, "hours of several accounts", "Hours of a crowd are a band, never a place.", 0}};
  out.custody = {{1, 1'700'000'000, "open case", "Ballots", "Anna"}, {4, 1'700'009'000, "export", "3 csv", "Dora Blum"}};
  out.audit_lines = 4;
  out.audit_head = crypto::sha256(as_bytes("head"));
  return out;
}

}  // namespace tipstaff::casework
