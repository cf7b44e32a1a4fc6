// Every kind of file that is opened, through the real cage.

#include "casework/peeled/picture_hash.h"
#include "tests/peel/peel_fixture.h"

namespace tipstaff::testing {
namespace {

class FormatsTest : public PeelFixture {
 protected:
  ~FormatsTest() override { EXPECT_TRUE(whole()) << said(); }
};

TEST_F(FormatsTest, PlainTextInAnyScriptAndOldCharacterSets) {
  peel("note.txt", bytes_of("The van is behind the mill."));
  EXPECT_EQ(text_at("note.txt"), "The van is behind the mill.");
  EXPECT_EQ(property("type"), "text/plain");
  peel("note.txt", bytes_of("\xFF\xFE\x1F\x04"));  // UTF-16: П
  EXPECT_EQ(text_at("note.txt"), "П");
  peel("note.txt", bytes_of("\xEA\xEB\xFE\xF7\xE8 \xEE\xF2 \xF1\xEA\xEB\xE0\xE4\xE0"));  // windows-1251
  EXPECT_EQ(text_at("note.txt", "taken for windows-1251"), "ключи от склада");
}

TEST_F(FormatsTest, APdfGivesTextPixelsPropertiesAndWhatItWouldDo) {
  peel("letter.pdf", pdf_page("Meet at the lock", "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
                              "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://ferry.example/)>>>>]"));
  EXPECT_EQ(text_at("letter.pdf page 1"), "Meet at the lock\n\n");
  EXPECT_EQ(property("author"), "Ada Quill");
  EXPECT_EQ(property("software"), "Scribe 3");
  EXPECT_EQ(property("created"), "2024-01-02T03:04:05+03:00");
  const auto actions = properties("pdf.action");
  EXPECT_EQ(std::count(actions.begin(), actions.end(), "JavaScript: app.alert(1)"), 1);
  EXPECT_EQ(std::count(actions.begin(), actions.end(), "URI: http://ferry.example/"), 1);
  const auto picture = std::find_if(parts_.begin(), parts_.end(), [](const auto& part) { return part.kind == PartKind::picture; });
  ASSERT_NE(picture, parts_.end());
  EXPECT_TRUE(casework::plain_png(picture->png));
}

TEST_F(FormatsTest, WordsAndCodesAreReadOffPictures) {
  const auto page = peel("page.pdf", pdf_page("The van is behind the mill"));
  const auto picture = std::find_if(page.begin(), page.end(), [](const auto& part) { return part.kind == PartKind::picture; });
  ASSERT_NE(picture, page.end());
  peel("shot.png", picture->png);
  EXPECT_EQ(text_at("shot.png", casework::kReadByMachine), "The van is behind the mill\n");
  peel("code.png", qr_png("https://ferry.example/meet?at=7"));
  EXPECT_EQ(text_at("code.png", casework::kQrCode), "https://ferry.example/meet?at=7");
}

TEST_F(FormatsTest, APhotoSaysWhereWhenAndWithWhat) {
  peel("photo.webp", photo());
  EXPECT_EQ(property("gps"), "59.9139,-10.7522");
  EXPECT_EQ(property("taken"), "2024-05-06T07:08:09");
  EXPECT_EQ(property("camera"), "Lumen Pocket 2");
  EXPECT_EQ(property("serial"), "LP2-0042");
  EXPECT_EQ(property("software"), "Darkroom 1.4");
}

TEST_F(FormatsTest, APictureTakenAnewLooksLikeTheOneBefore) {
  const auto page = peel("page.pdf", pdf_page("The van is behind the mill"));
  const auto picture = std::find_if(page.begin(), page.end(), [](const auto& part) { return part.kind == PartKind::picture; });
  ASSERT_NE(picture, page.end());
  peel("shot.png", picture->png);
  const auto first = property(casework::kPhash);
  EXPECT_TRUE(casework::parse_picture_hash(first)) << first;
  peel("other.png", qr_png("https://ferry.example/meet?at=7"));
  EXPECT_NE(property(casework::kPhash), first);
}

TEST_F(FormatsTest, AWordDocumentGivesChangesCommentsAndWhereItWouldFetchFrom) {
  peel("plan.docx", docx_of("<w:document><w:body><w:p><w:r><w:t>At noon</w:t></w:r><w:ins w:author=\"Bob\" w:date=\"2024-03-03\">"
                            "<w:r><w:t> by boat</w:t></w:r></w:ins><w:del w:author=\"Eve\"><w:r><w:delText> by van</w:delText>"
                            "</w:r></w:del></w:p></w:body></w:document>"));
  EXPECT_EQ(text_at("plan.docx"), "At noon[put in by Bob on 2024-03-03:  by boat][taken out by Eve:  by van]\n");
  EXPECT_EQ(text_at("plan.docx comment 1"), "ask the ferryman\n");
  EXPECT_EQ(properties("author"), (std::vector<std::string>{"Eve", "Ada Quill"}));
  EXPECT_NE(said().find("http://template.example/t.dotm"), std::string::npos);
  EXPECT_TRUE(refused(refusal::kMacros));
}

TEST_F(FormatsTest, SheetsSlidesAndOpenDocuments) {
  const Packed types{"[Content_Types].xml", bytes_of("<Types/>")};
  peel("list.xlsx", archive_of(Packing::zip, {types,
      {"xl/worksheets/sheet1.xml", bytes_of("<worksheet><sheetData><row><c t=\"s\"><v>1</v></c><c><v>42</v></c></row></sheetData></worksheet>")},
      {"xl/sharedStrings.xml", bytes_of("<sst><si><t>mill</t></si><si><t>ferry</t></si></sst>")}}));
  EXPECT_EQ(text_at("list.xlsx/xl/worksheets/sheet1.xml"), "ferry\t42\t\n");
  peel("talk.pptx", archive_of(Packing::zip, {types, {"ppt/slides/slide1.xml", bytes_of("<p:sld><a:p><a:r><a:t>Night work</a:t></a:r></a:p></p:sld>")}}));
  EXPECT_EQ(text_at("talk.pptx/ppt/slides/slide1.xml"), "Night work\n");
  peel("note.odt", archive_of(Packing::zip, {{"mimetype", bytes_of("application/vnd.oasis.opendocument.text")},
      {"content.xml", bytes_of("<office:document-content><text:p>At dawn<office:annotation><dc:creator>Eve</dc:creator><text:p>sure?</text:p>"
                               "</office:annotation></text:p></office:document-content>")}}));
  EXPECT_EQ(text_at("note.odt"), "At dawn[comment by Eve: sure?\n]\n");
}

TEST_F(FormatsTest, ArchivesOfEachKindAndInsideOneAnother) {
  const auto inner = archive_of(Packing::tar_gz, {{"letter.pdf", pdf_page("Deep inside")}});
  for (const auto packing : {Packing::zip, Packing::tar, Packing::seven_zip}) {
    peel("a.bin", archive_of(packing, {{"box.tgz", inner}}));
    EXPECT_EQ(text_at("a.bin/box.tgz/letter.pdf page 1"), "Deep inside\n\n");
  }
  peel("note.txt.gz", gzip_of(as_bytes("packed alone")));
  EXPECT_EQ(text_at("note.txt.gz/note.txt"), "packed alone");
}

TEST_F(FormatsTest, MailGivesHeadersBodiesAndWhatIsAttached) {
  const auto mail = "Received: from mill.example by ferry.example; Mon, 1 Jan 2024 00:00:00 +0300\r\n"
      "Received: from home.example\r\n\tby mill.example\r\nFrom: =?koi8-r?B?98HO0Q==?= <v@mill.example>\r\n"
      "Date: Mon, 1 Jan 2024 00:00:00 +0300\r\nSubject: the list\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1251\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n7/Do4uXy\r\n--b\r\nContent-Type: application/pdf; name=l.pdf\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n" + to_base64(pdf_page("Attached")) + "\r\n--b--\r\n";
  peel("m.eml", bytes_of(mail));
  EXPECT_EQ(property("mail.from"), "Ваня <v@mill.example>");
  EXPECT_EQ(property("mail.date"), "Mon, 1 Jan 2024 00:00:00 +0300");
  EXPECT_EQ(properties("mail.received"), (std::vector<std::string>{"from mill.example by ferry.example; Mon, 1 Jan 2024 00:00:00 +0300",
                                                                   "from home.example by mill.example"}));
  EXPECT_EQ(text_at("m.eml", "body"), "привет");
  EXPECT_EQ(text_at("m.eml/l.pdf page 1"), "Attached\n\n");
  peel("all.mbox", bytes_of("From a@b Mon Jan  1 00:00:00 2024\nFrom: a@mill.example\n\none\n\nFrom a@b Mon Jan  1 00:00:00 2024\nFrom: b@mill.example\n\ntwo\n"));
  EXPECT_EQ(text_at("all.mbox message 1", "body"), "one\n");
  EXPECT_EQ(text_at("all.mbox message 2", "body"), "two\n");
}

TEST_F(FormatsTest, AnUnknownCharacterSetOfAMailIsNoReasonToOpenAFile) {
  peel("m.eml", bytes_of("From: a@mill.example\nContent-Type: text/plain; charset=IBM1399\n\nplain enough\n"));
  EXPECT_EQ(text_at("m.eml", "body"), "plain enough\n");
}

TEST_F(FormatsTest, ChatsOfMessengers) {
  peel("result.json", bytes_of(R"({"name":"Crew","type":"private_group","id":7,"messages":[{"id":1,"type":"message","date":"2024-01-02T03:04:05",)"
                               R"("from":"Bob","from_id":"user1","text":["see ",{"type":"link","text":"ferry.example"}]}]})"));
  EXPECT_EQ(text_at("result.json", "Telegram chat"), "Crew (private_group)\n2024-01-02T03:04:05 Bob <user1>: see ferry.example\n");
  peel("chat.txt", bytes_of("31/12/2023, 10:15 - Bob: hi\n31/12/2023, 10:16 - Al: the keys\n"));
  EXPECT_NE(text_at("chat.txt", "WhatsApp chat"), "(none)");
}

TEST_F(FormatsTest, ANameThatDisagreesIsTold) {
  peel("holiday.jpg", pdf_page("not a picture"));
  EXPECT_EQ(property("mismatch"), "called .jpg, but it is application/pdf");
}

TEST_F(FormatsTest, RichTextGivesItsWordsAndWhereItsLinksLead) {
  peel("letter.rtf", bytes_of("{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}{\\info{\\author X}}\\'ea\\'eb\\'fe\\'f7\\'e8 \\u1086?\\u1090? me\\par\n"
                              "{\\field{\\*\\fldinst HYPERLINK \"https://ferry.example/a\"}{\\fldrslt there}} \\u-10179?\\u-8704?\\{x\\}{\\pict 00ff}}"));
  EXPECT_EQ(text_at("letter.rtf"), "ключи от me\nthere 😀{x}");
  EXPECT_EQ(text_at("letter.rtf", "links"), "HYPERLINK \"https://ferry.example/a\"\n");
  EXPECT_TRUE(refused(refusal::kObjects));
  EXPECT_EQ(property("mismatch"), "(none)");
}

TEST_F(FormatsTest, RichTextThatIsCutOrNestedWithoutEndIsBoundedAndSaid) {
  peel("cut.rtf", bytes_of("{\\rtf1 the van {\\b is"));
  EXPECT_EQ(text_at("cut.rtf"), "the van is");
  EXPECT_TRUE(refused(refusal::kDamaged));
  peel("deep.rtf", bytes_of("{\\rtf1 top" + std::string(200'000, '{') + "deep" + std::string(200'000, '}') + " end}"));
  EXPECT_EQ(text_at("deep.rtf"), "top end");
}

TEST_F(FormatsTest, WhatIsNotReadSaysWhatToAskForInstead) {
  const auto ole = concat({as_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Bytes(600, 0)});
  for (const char* name : {"a.doc", "a.xls", "a.ppt"}) {
    peel(name, ole);
    EXPECT_TRUE(refused(refusal::kOldOffice)) << name;
  }
  peel("a.pst", concat({as_bytes("!BDN"), Bytes(600, 0)}));
  EXPECT_TRUE(refused(refusal::kMailStore));
  peel("a.wav", concat({as_bytes("RIFF"), Bytes{36, 0, 0, 0}, as_bytes("WAVEfmt "), Bytes{16, 0, 0, 0, 1, 0, 1, 0}, Bytes(28, 0)}));
  EXPECT_TRUE(refused(refusal::kSound));
  peel("a.mp4", concat({Bytes{0, 0, 0, 24}, as_bytes("ftypmp42"), Bytes(4, 0), as_bytes("mp42isom"), Bytes(64, 0)}));
  EXPECT_TRUE(refused(refusal::kVideo));
}

TEST_F(FormatsTest, WhatIsNotKnownIsSaidAndNamed) {
  peel("tool.exe", concat({as_bytes("MZ"), Bytes(200, 0), Bytes(200, 0xC3)}));
  EXPECT_TRUE(refused(refusal::kUnknown));
  peel("empty.txt", {});
  EXPECT_EQ(property("type"), "inode/x-empty");
}

}  // namespace
}  // namespace tipstaff::testing
