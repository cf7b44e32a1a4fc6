#include "casework/observables/scanner.h"

#include <gtest/gtest.h>

#include <fstream>

#include "casework/observables/benign.h"
#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

const Scanner& scanner() {
  static const Scanner kScanner;
  return kScanner;
}

std::vector<Observable> scan(std::string_view text) { return scanner().scan(text)->observables; }

const Observable* find(const std::vector<Observable>& all, Type type, std::string_view value) {
  for (const auto& one : all)
    if (one.type == type && one.value == value) return &one;
  return nullptr;
}

std::string listed(const std::vector<Observable>& all) {
  std::string out;
  for (const auto& one : all) out += std::string(type_name(one.type)) + "=" + one.value + " ";
  return out;
}

// has tells whether the value is found, and quotes the right bytes.
::testing::AssertionResult has(std::string_view text, Type type, std::string_view value) {
  const auto all = scan(text);
  if (find(all, type, value) != nullptr) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "in \"" << text << "\" found: " << listed(all);
}

::testing::AssertionResult has_no(std::string_view text, Type type) {
  const auto all = scan(text);
  for (const auto& one : all)
    if (one.type == type) return ::testing::AssertionFailure() << "in \"" << text << "\" found: " << listed(all);
  return ::testing::AssertionSuccess();
}

struct Spelling {
  Type type;
  std::string text, value;
};

std::vector<Spelling> spellings() {
  std::vector<Spelling> out;
  std::ifstream in(TIPSTAFF_SPELLINGS);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    out.push_back({parse_type(line.substr(0, first)), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return out;
}

TEST(Scanner, ReadsAllSixtySixDefangedSpellings) {
  const auto all = spellings();
  ASSERT_EQ(all.size(), 66u);
  for (const auto& one : all) {
    EXPECT_TRUE(has(one.text, one.type, one.value));
    EXPECT_TRUE(has_no("nothing here", one.type));
  }
}

struct Sample {
  Type type;
  const char* text;
  const char* value;
};

// One text for each type, with what must come out of it.
const Sample kSamples[] = {
    {Type::url, "see https://news.evil.co.uk:8443/a?b=c#d.", "https://news.evil.co.uk:8443/a?b=c#d"},
    {Type::url, "see evil.com/path/x.html)", "evil.com/path/x.html"},
    {Type::host, "(sub.evil-site.org)", "sub.evil-site.org"},
    {Type::ipv4, "from 45.33.32.156:443", "45.33.32.156"},
    {Type::ipv4_net, "net 45.33.32.0/20 is theirs", "45.33.32.0/20"},
    {Type::ipv6, "from 2001:DB8:0:0:8:800:200C:417A,", "2001:db8::8:800:200c:417a"},
    {Type::ipv6_net, "2a02:6b8::/32", "2a02:6b8::/32"},
    {Type::email, "mailto:Boss.77@Evil.COM", "Boss.77@evil.com"},
    {Type::mac, "card 00:1A:2b:3C:4d:5E was", "00:1a:2b:3c:4d:5e"},
    {Type::asn, "hosted in AS49505", "AS49505"},
    {Type::onion, "at duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/x",
     "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"},
    {Type::i2p, "at stats.i2p now", "stats.i2p"},
    {Type::md5, "MD5 9E107D9D372BB6826BD81D3542A419D6", "9e107d9d372bb6826bd81d3542a419d6"},
    {Type::sha1, "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"},
    {Type::sha256, "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
     "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"},
    {Type::sha384, "ca737f1014a48f4c0b6dd43cb177b0afd9e5169367544c494011e3317dbf9a509cb1e5dc1e85a941bbee3d7f2afbc9b1",
     "ca737f1014a48f4c0b6dd43cb177b0afd9e5169367544c494011e3317dbf9a509cb1e5dc1e85a941bbee3d7f2afbc9b1"},
    {Type::sha512,
     "07e547d9586f6a73f73fbac0435ed76951218fb7d0c8d788a309d785436bbb642e93a252a954f23912547d1e8a3b5ed6e1bfd7097821233fa0"
     "538f3db854fee6",
     "07e547d9586f6a73f73fbac0435ed76951218fb7d0c8d788a309d785436bbb642e93a252a954f23912547d1e8a3b5ed6e1bfd7097821233fa0"
     "538f3db854fee6"},
    {Type::ssdeep, "96:EQOJvOl4ab3hhiNFXc4wwcweomr0cNJDBoqXjmAHKX8dEt001nfEhVIuX0dDcs:3mzpAsZpprbshfu3oujjdENdp21,",
     "96:EQOJvOl4ab3hhiNFXc4wwcweomr0cNJDBoqXjmAHKX8dEt001nfEhVIuX0dDcs:3mzpAsZpprbshfu3oujjdENdp21"},
    {Type::tlsh, "T1A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4",
     "T1A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4"},
    {Type::uuid, "{550E8400-e29b-41d4-a716-446655440000}", "550e8400-e29b-41d4-a716-446655440000"},
    {Type::magnet, "magnet:?xt=urn:btih:C12FE1C06BBA254A9DC9F519B335AA7C1367A88A&dn=x",
     "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"},
    {Type::file_name, "he sent invoice_2024.pdf.exe to us", "invoice_2024.pdf.exe"},
    {Type::windows_path, "at C:\\Program Files\\Evil\\run.exe on", "C:\\Program Files\\Evil\\run.exe"},
    {Type::unix_path, "in /etc/cron.d/evil there", "/etc/cron.d/evil"},
    {Type::unc_path, "on \\\\server\\share\\a.doc there", "\\\\server\\share\\a.doc"},
    {Type::registry_key, "HKLM\\Software\\Microsoft\\Run\\x", "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Run\\x"},
    {Type::user_agent, "UA: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Safari/537.36 was",
     "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Safari/537.36"},
    {Type::pgp_key, "PGP fingerprint: 0123456789ABCDEF0123456789ABCDEF01234567", "0123456789abcdef0123456789abcdef01234567"},
    {Type::arn, "arn:aws:iam::123456789012:user/boss", "arn:aws:iam::123456789012:user/boss"},
    {Type::cve, "used cve-2021-44228.", "CVE-2021-44228"},
    {Type::cwe, "that is CWE-79", "CWE-79"},
    {Type::capec, "CAPEC-66", "CAPEC-66"},
    {Type::attack, "technique T1059.001, then", "T1059.001"},
    {Type::attack, "tactic TA0001", "TA0001"},
    {Type::doi, "doi 10.1000/xyz123 says", "10.1000/xyz123"},
    {Type::tlp, "tlp:amber", "TLP:AMBER"},
    {Type::btc, "to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {Type::btc, "to 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy.", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"},
    {Type::btc, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"},
    {Type::bch, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"},
    {Type::ltc, "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea"},
    {Type::doge, "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"},
    {Type::eth, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
    {Type::xmr, "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
     "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"},
    {Type::trx, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
    {Type::xrp, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"},
    {Type::ada,
     "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
     "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x"},
    {Type::xlm, "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",
     "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"},
    {Type::xtz, "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb", "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb"},
    {Type::sol, "Solana: So11111111111111111111111111111111111111112", "So11111111111111111111111111111111111111112"},
    {Type::ton, "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2"},
    {Type::iban, "IBAN GB82 WEST 1234 5698 7654 32.", "GB82WEST12345698765432"},
    {Type::bic, "SWIFT DEUTDEFF500", "DEUTDEFF500"},
    {Type::card, "card 4111 1111 1111 1111 exp", "411111******1111"},
    {Type::card, "on 2024 5555-5555-5555-4444", "555555******4444"},
    {Type::phone, "call +48 (22) 123-45-67 now", "+48221234567"},
    {Type::phone, "тел. +٧ ٩١٢ ٣٤٥ ٦٧ ٨٩", "+79123456789"},
    {Type::phone, "https://wa.me/79123456789", "+79123456789"},
    {Type::imei, "IMEI: 490154203237518", "490154203237518"},
    {Type::mrz, "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "UTO L898902C3"},
    {Type::inn, "ИНН 7707083893", "7707083893"},
    {Type::ogrn, "ОГРН 1027700132195", "1027700132195"},
    {Type::icp, "京ICP备12345678号", "ICP12345678"},
    {Type::vin, "VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"},
    {Type::telegram, "t.me/Boss_77", "boss_77"},
    {Type::telegram, "https://t.me/+AbCdEf123456", "+AbCdEf123456"},
    {Type::telegram, "пишите в Telegram: @boss_77!", "boss_77"},
    {Type::x_account, "https://x.com/Boss/status/1", "boss"},
    {Type::vk, "https://vk.com/id12345678", "id12345678"},
    {Type::ok, "https://ok.ru/profile/5712345", "5712345"},
    {Type::tiktok, "https://www.tiktok.com/@boss.77/video/1", "boss.77"},
    {Type::bluesky, "https://bsky.app/profile/boss.bsky.social", "boss.bsky.social"},
    {Type::bluesky, "on @boss.bsky.social today", "boss.bsky.social"},
    {Type::mastodon, "follow @boss@mastodon.social now", "@boss@mastodon.social"},
    {Type::facebook, "https://www.facebook.com/profile.php?id=100012345", "100012345"},
    {Type::instagram, "instagram.com/boss_77/", "boss_77"},
    {Type::linkedin, "https://pl.linkedin.com/in/boss-77", "boss-77"},
    {Type::youtube, "https://youtube.com/channel/UCabcdEF", "UCabcdEF"},
    {Type::reddit, "https://www.reddit.com/user/boss77", "boss77"},
    {Type::threads, "https://www.threads.net/@boss77", "boss77"},
    {Type::whatsapp, "https://chat.whatsapp.com/AbCdEf", "AbCdEf"},
    {Type::snapchat, "https://snapchat.com/add/boss77", "boss77"},
    {Type::discord, "https://discord.gg/AbCd", "AbCd"},
    {Type::github, "https://github.com/boss77/repo", "boss77"},
    {Type::pinterest, "https://www.pinterest.com/boss77/", "boss77"},
    {Type::steam, "https://steamcommunity.com/id/boss77", "boss77"},
    {Type::weibo, "https://weibo.com/u/123456", "123456"},
    {Type::rumble, "https://rumble.com/c/boss77", "boss77"},
    {Type::odysee, "https://odysee.com/@Boss:1", "Boss"},
    {Type::gettr, "https://gettr.com/user/boss77", "boss77"},
    {Type::truth_social, "https://truthsocial.com/@boss77", "boss77"},
    {Type::paypal, "https://paypal.me/boss77", "boss77"},
    {Type::handle, "ask @boss_77 about it", "boss_77"},
    {Type::analytics_ua, "UA-1234567-1", "UA-1234567-1"},
    {Type::analytics_g, "gtag G-AB12CD34EF", "G-AB12CD34EF"},
    {Type::tag_manager, "GTM-AB12CD", "GTM-AB12CD"},
    {Type::adsense, "ca-pub-1234567890123456", "pub-1234567890123456"},
    {Type::yandex_metrika, "Yandex Metrika 12345678", "12345678"},
    {Type::coordinates, "at 50.4501, 30.5234.", "50.4501,30.5234"},
    {Type::coordinates, "at 50.4501, 30.5234 with a van", "50.4501,30.5234"},
    {Type::coordinates, "at 33.8688° S, 151.2093° E", "-33.8688,151.2093"},
    {Type::coordinates, "50°27′00″N 30°31′24″E", "50.45,30.523333"},
    {Type::plus_code, "meet at 8FVC9G8F+6X ok", "8FVC9G8F+6X"},
};

TEST(Scanner, FindsEveryTypeInAText) {
  std::array<bool, kTypes> seen{};
  for (const auto& one : kSamples) {
    EXPECT_TRUE(has(one.text, one.type, one.value)) << type_name(one.type);
    seen[static_cast<std::size_t>(one.type)] = true;
  }
  // These have tests of their own, which make valid ones.
  for (const auto type : {Type::dash, Type::zec, Type::atom, Type::tox}) seen[static_cast<std::size_t>(type)] = true;
  for (std::size_t i = 0; i < kTypes; ++i) EXPECT_TRUE(seen[i]) << type_name(static_cast<Type>(i));
  EXPECT_GE(kTypes, 40u);
}

TEST(Scanner, NamesOfTypesAreReadBack) {
  for (std::size_t i = 0; i < kTypes; ++i)
    EXPECT_EQ(parse_type(type_name(static_cast<Type>(i))), static_cast<Type>(i));
  EXPECT_EQ(parse_type("no such"), Type::count_);
}

TEST(Scanner, QuotesTheOriginalBytes) {
  const std::string text = "Встреча: ｈｘｘｐ：／／evil。com/путь и boss\u200b77 at evil[.]com, +٤٨٢٢١٢٣٤٥٦٧.";
  const auto all = scan(text);
  const auto* url = find(all, Type::url, "http://evil.com/путь");
  ASSERT_NE(url, nullptr) << listed(all);
  EXPECT_EQ(text.substr(url->offset, url->length), "ｈｘｘｐ：／／evil。com/путь");
  const auto* mail = find(all, Type::email, "boss77@evil.com");
  ASSERT_NE(mail, nullptr) << listed(all);
  EXPECT_EQ(text.substr(mail->offset, mail->length), "boss\u200b77 at evil[.]com");
  EXPECT_TRUE(mail->defanged);
  const auto* phone = find(all, Type::phone, "+48221234567");
  ASSERT_NE(phone, nullptr);
  EXPECT_EQ(text.substr(phone->offset, phone->length), "+٤٨٢٢١٢٣٤٥٦٧");
  EXPECT_FALSE(phone->defanged);
}

TEST(Scanner, WhatIsInsideKnowsItsParent) {
  const auto all = scan("x https://boss.evil.com/?mail=a1@evil.org y");
  const auto* url = find(all, Type::url, "https://boss.evil.com/?mail=a1@evil.org");
  const auto* host = find(all, Type::host, "boss.evil.com");
  const auto* mail = find(all, Type::email, "a1@evil.org");
  ASSERT_TRUE(url != nullptr && host != nullptr && mail != nullptr) << listed(all);
  EXPECT_EQ(&all[static_cast<std::size_t>(host->parent)], url);
  EXPECT_EQ(&all[static_cast<std::size_t>(mail->parent)], url);
  EXPECT_EQ(url->parent, kNoParent);
}

TEST(Scanner, NamesOfOtherScriptsBecomeTheirAsciiForm) {
  EXPECT_TRUE(has("см. пример.рф", Type::host, "xn--e1afmkfd.xn--p1ai"));
  EXPECT_TRUE(has("bei www.MÜNCHEN.de", Type::host, "www.xn--mnchen-3ya.de"));
  EXPECT_TRUE(has("bei www.mu\u0308nchen.de", Type::host, "www.xn--mnchen-3ya.de"));
  EXPECT_TRUE(has("访问evil.com查看", Type::host, "evil.com"));
  EXPECT_TRUE(has("例え.jp", Type::host, "xn--r8jz45g.jp"));
}

TEST(Scanner, ALookAlikeLetterIsSaidAndKept) {
  const auto all = scan("http://g\u043e\u043egle.com/a");  // Cyrillic o
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all[0].value, "http://xn--ggle-55da.com/a");
  EXPECT_NE(all[0].warning.find("two scripts"), std::string_view::npos);
}

TEST(Scanner, ChangedChecksumsAreRefused) {
  EXPECT_TRUE(has_no("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", Type::btc));
  EXPECT_TRUE(has_no("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp", Type::btc));
  EXPECT_TRUE(has_no("GB82 WEST 1234 5698 7654 33", Type::iban));
  EXPECT_TRUE(has_no("4111 1111 1111 1112", Type::card));
  EXPECT_TRUE(has_no("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", Type::trx));
  EXPECT_TRUE(has_no("duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczae.onion", Type::onion));
  const auto all = scan("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].confidence, Confidence::low);
  EXPECT_FALSE(all[0].warning.empty());
}

TEST(Scanner, DecoysAreNotTaken) {
  for (const auto* text : {"version 1.2.3.4 of it", "firmware 10.0.0.1", "1.2.3.4.5", "256.1.1.1", "01.02.03.04"})
    EXPECT_TRUE(has_no(text, Type::ipv4));
  for (const auto* text : {"file.py is there", "e.g.Foo and", "They left at noon.Then he", "com.example.app", "3.14",
                           "the dot com bubble", "foo.bar()", "Mr.Smith", "the dot in the", "setup.sh"})
    EXPECT_TRUE(has_no(text, Type::host));
  for (const auto* text : {"met at google.com yesterday", "@home.com", "a@b", "foo@bar.nosuchtld", "at 5 dot 6"})
    EXPECT_TRUE(has_no(text, Type::email));
  EXPECT_TRUE(has_no("commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", Type::sha1));
  EXPECT_TRUE(has_no("00000000000000000000000000000000", Type::md5));
  EXPECT_TRUE(has_no("12:30:45 and 10:20", Type::ipv6));
  EXPECT_TRUE(has_no("std::vector and a::b", Type::ipv6));
  EXPECT_TRUE(has_no("1+1000000000", Type::phone));
  EXPECT_TRUE(has_no("+999 123 456 789", Type::phone));
  EXPECT_TRUE(has_no("T1000 and T2000", Type::attack));
  EXPECT_TRUE(has_no("score 3.5, 4.2", Type::coordinates));
  EXPECT_TRUE(has_no("https://t.me/share/url?x", Type::telegram));
}

TEST(Scanner, EndsOfUrlsFollowTheSentence) {
  EXPECT_TRUE(has("(see http://evil.com/a_(b))", Type::url, "http://evil.com/a_(b)"));
  EXPECT_TRUE(has("\"http://evil.com/a\"", Type::url, "http://evil.com/a"));
  EXPECT_TRUE(has("http://evil.com/a,http://evil.org/b", Type::url, "http://evil.com/a"));
  EXPECT_TRUE(has("http://evil.com/a,http://evil.org/b", Type::url, "http://evil.org/b"));
  EXPECT_TRUE(has("[x](http://evil.com/a).", Type::url, "http://evil.com/a"));
  EXPECT_TRUE(has("http://a.evil.com/?u=http%3A%2F%2Fb.evil.org%2Fx", Type::url, "http://b.evil.org/x"));
}

TEST(Scanner, BenignListsGreyOutAndNeverDelete) {
  auto all = scan("10.0.0.5 203.0.113.7 8.8.4.4 http://example.com/x bit.ly d41d8cd98f00b204e9800998ecf8427e AS64500");
  const auto count = all.size();
  BenignLists lists;
  lists.add(Type::ipv4, "8.8.4.4");
  lists.mark(all);
  EXPECT_EQ(all.size(), count);
  EXPECT_EQ(find(all, Type::ipv4, "10.0.0.5")->benign, "private or special network");
  EXPECT_EQ(find(all, Type::ipv4, "203.0.113.7")->benign, "reserved for documentation");
  EXPECT_EQ(find(all, Type::ipv4, "8.8.4.4")->benign, "operator's list");
  EXPECT_EQ(find(all, Type::url, "http://example.com/x")->benign, "example name");
  EXPECT_FALSE(find(all, Type::md5, "d41d8cd98f00b204e9800998ecf8427e")->benign.empty());
  EXPECT_FALSE(find(all, Type::asn, "AS64500")->benign.empty());
}

TEST(Scanner, DefangedValuesAreFoundAgain) {
  for (const std::string value : {"http://evil.com/a", "10.9.8.7", "boss@evil.com", "evil.co.uk"}) {
    const auto text = defang(value);
    EXPECT_EQ(text.find("http"), std::string::npos);
    const auto all = scan(text);
    ASSERT_FALSE(all.empty()) << text;
    EXPECT_EQ(all[0].value, value);
  }
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += part;
  out.resize(bytes);
  return out;
}

// Twenty families of text that slow other extractors down.
const char* const kAttacks[] = {
    "A", "a.", "a-", "1", "1.", "@", "a@", "http://", "http://a.b/http://", "[.]", "[", "(((((", " dot a", "aAT",
    "4111 ", "+1 ", "::1:", "%3A%2F%2F", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy ", "а\u200b.рф."};

TEST(Scanner, NoTextCanSlowItDown) {
  ASSERT_EQ(std::size(kAttacks), 20u);
  constexpr double kBytesLookedAtMax = 64;  // per byte of text, in the worst family
  for (const auto* attack : kAttacks) {
    SCOPED_TRACE(attack);
    std::array<double, 3> per_byte{};
    std::size_t i = 0;
    for (const std::size_t bytes : {20'000u, 200'000u, 2'000'000u}) {
      const auto text = repeated(attack, bytes);
      per_byte[i++] = static_cast<double>(scanner().scan(text)->steps) / static_cast<double>(bytes);
    }
    EXPECT_LT(per_byte[2], per_byte[0] * 1.05 + 0.01) << attack;
    EXPECT_LT(per_byte[1], per_byte[0] * 1.05 + 0.01) << attack;
    EXPECT_LT(per_byte[2], kBytesLookedAtMax) << attack;
  }
}

TEST(Scanner, HostileTextNeverLeavesTheText) {
  constexpr std::size_t kPartBytes = 11'512;
  std::vector<std::string> texts = {"", ".", "@", "://", "a://", "+", "[", "\\\\", "%3A", std::string(1, '\0'),
                                    "http://[", "http://[::1", "1.2.3.4/", "@@", "a@@b", "ICP备", "C:\\", "P<"};
  for (const auto* one : {"x", ".", "\u202e", "\u200f", "а", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f", "😀", "\u0301", "。"})
    texts.push_back(repeated(one, kPartBytes));
  std::string every;
  for (int c = 0; c < 256; ++c) every.push_back(static_cast<char>(c));
  texts.push_back(repeated(every, kPartBytes));
  for (const auto& text : texts) {
    const auto first = scanner().scan(text), second = scanner().scan(text);
    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->observables.size(), second->observables.size());
    for (const auto& one : first->observables) {
      EXPECT_LE(one.offset + one.length, text.size());
      EXPECT_GT(one.length, 0u);
      EXPECT_LT(one.parent, static_cast<std::int32_t>(first->observables.size()));
    }
  }
}

TEST(Scanner, TooLargeATextIsRefusedAndNotCut) {
  EXPECT_EQ(scanner().scan(std::string(kScanBytesMax + 1, 'a')).error().code, Errc::too_large);
}

}  // namespace
}  // namespace tipstaff::casework
