#include "platform/text.h"

#include <gtest/gtest.h>

namespace tipstaff::platform {
namespace {

std::string shown(std::string_view text) { return display_text(as_bytes(text)); }

TEST(DisplayText, OrdinaryTextOfAnyScriptStays) {
  for (const auto* text : {"plain\nlines\tand tabs", "zażółć gęślą jaźń", "شهادة", "عدالت\u200cخواه",
                           "\u05e9\u05dc\u05d5\u05dd\u200f!", "举报", "🗳️"})
    EXPECT_EQ(shown(text), text);
}

TEST(DisplayText, WhatActsOnTheScreenIsSpelledOut) {
  EXPECT_EQ(shown("a\x1b[2Jb"), "a<U+001B>[2Jb");
  EXPECT_EQ(shown("a\rb\x07\x7f"), "a<U+000D>b<U+0007><U+007F>");
  EXPECT_EQ(shown("\u009b31m"), "<U+009B>31m");
  EXPECT_EQ(shown("invoice\u202egpj.exe"), "invoice<U+202E>gpj.exe");
  EXPECT_EQ(shown("\u2066x\u2069"), "<U+2066>x<U+2069>");
  EXPECT_EQ(shown("a\u200bb\ufeff"), "a<U+200B>b<U+FEFF>");
  EXPECT_EQ(shown(std::string_view("a\0b", 3)), "a<U+0000>b");
}

TEST(DisplayText, BytesThatAreNotUtf8AreReplacedOneByOne) {
  EXPECT_EQ(shown("a\xffz"), "a\ufffdz");
  EXPECT_EQ(shown("\xc0\xaf"), "\ufffd\ufffd");       // overlong slash
  EXPECT_EQ(shown("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");  // surrogate
  EXPECT_EQ(shown("cut \xe2\x82"), "cut \ufffd\ufffd");
}

// A stranger's text must not pass for what the program says.
TEST(DisplayText, NoLineOfAStrangerStandsAtTheMargin) {
  const std::string_view text = "yes\n[deadbeef] Other Post has opened your message.\n\x1b[A";
  EXPECT_EQ(display_block(as_bytes(text)),
            "  | yes\n  | [deadbeef] Other Post has opened your message.\n  | <U+001B>[A");
  EXPECT_EQ(display_line(as_bytes("a.txt (3 bytes)\n  file:\tb")), "a.txt (3 bytes)   file: b");
}

TEST(SafeFileName, OrdinaryNamesStay) {
  for (const auto* name : {"photo.jpg", "Raport końcowy.pdf", "تقرير.docx", "a b (1).tar.gz"})
    EXPECT_EQ(safe_file_name(name), name);
}

TEST(SafeFileName, NothingLeavesTheFolder) {
  EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_file_name("..\\..\\windows\\system.ini"), "system.ini");
  EXPECT_EQ(safe_file_name("/"), "file");
  EXPECT_EQ(safe_file_name(".."), "file");
  EXPECT_EQ(safe_file_name("a/.."), "file");
  EXPECT_EQ(safe_file_name("..\u2044..\u2215x"), "_.._x");  // look-alikes of a slash
  EXPECT_EQ(safe_file_name(""), "file");
}

TEST(SafeFileName, NothingHidesOrDeceives) {
  EXPECT_EQ(safe_file_name("photo\u202egpj.exe"), "photogpj.exe");
  EXPECT_EQ(safe_file_name("a\nb\tc\x1b.txt"), "abc.txt");
  EXPECT_EQ(safe_file_name(".bashrc"), "bashrc");
  EXPECT_EQ(safe_file_name("-rf"), "rf");
  EXPECT_EQ(safe_file_name("name.txt. . "), "name.txt");
  EXPECT_EQ(safe_file_name("what<is>\"this\"?.exe"), "what_is__this__.exe");
  EXPECT_EQ(safe_file_name("NUL.txt"), "_NUL.txt");
  EXPECT_EQ(safe_file_name("com7"), "_com7");
  EXPECT_EQ(safe_file_name("\u200f\u200c\ufeff"), "file");
}

TEST(SafeFileName, LongNamesAreCutBetweenCharactersAndKeepTheirExtension) {
  std::string name;
  for (int i = 0; i < 80; ++i) name += "ż";
  const auto safe = safe_file_name(name + ".jpeg");
  EXPECT_LE(safe.size(), kSafeNameBytesMax);
  EXPECT_TRUE(safe.ends_with("ż.jpeg"));
  EXPECT_TRUE(valid_utf8(as_bytes(safe)));
  EXPECT_LE(safe_file_name(std::string(300, 'a') + "." + std::string(90, 'b')).size(), kSafeNameBytesMax);
}

}  // namespace
}  // namespace tipstaff::platform
