#include "council/call_form.h"

#include <gtest/gtest.h>

#include "council/pages/draft_check.h"
#include "council/testing/example.h"

namespace tipstaff::council {
namespace {

using testing::Example;

// first is the field that the form's first fault is told at, with its line.
std::string first(const CallForm& form) {
  const FormFiles files(form);
  auto fault = files.faults().empty() ? FormFault{} : files.faults().front();
  if (files.faults().empty()) {
    const auto checked = pages::check_draft(files.files());
    if (checked) return "taken";
    const auto& one = checked.error().front();
    fault = files.place(one.name, one.fault);
  }
  return fault.field + (fault.line == 0 ? "" : ":" + std::to_string(fault.line));
}

class CallForms : public ::testing::Test {
 protected:
  Example example;
  CallForm form = form_of(*example.open());
};

TEST_F(CallForms, APublishedCallComesBackAsItWasSigned) {
  const auto checked = pages::check_draft(FormFiles(form).files());
  ASSERT_TRUE(checked) << pages::sentence(checked.error().front());
  EXPECT_EQ(checked->terms, example.terms());
  EXPECT_EQ(form.texts[0].language, "en");
}

TEST_F(CallForms, FilesBecomeTheFormThatWritesThem) {
  const auto files = FormFiles(form).files();
  const auto again = form_of_files(files);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, form);
  EXPECT_EQ(FormFiles(*again).files(), files);
}

TEST_F(CallForms, AFileThatCannotBeReadIsNamedWithItsLine) {
  auto files = FormFiles(form).files();
  files.texts.at("pl") = "title = a\ntitle = b\n";
  auto refused = form_of_files(files);
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::pair(refused.error().language, refused.error().fault.line), std::pair(std::string("pl"), 2u));
  files.texts.erase("pl");
  refused = form_of_files(files);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault.error.code, Errc::not_found);
  files.call = "id = a\nid = b\n";
  EXPECT_EQ(form_of_files(files).error().language, "");
}

TEST_F(CallForms, EveryFaultIsToldAtItsField) {
  const auto changed = [&](auto change) {
    auto out = form;
    change(out);
    return first(out);
  };
  EXPECT_EQ(changed([](CallForm&) {}), "taken");
  EXPECT_EQ(changed([](CallForm& f) { f.reward = "a lot"; }), "reward");
  EXPECT_EQ(changed([](CallForm& f) { f.basis_link = "javascript:alert(1)"; }), "basis_link");
  EXPECT_EQ(changed([](CallForm& f) { f.until = ""; }), "until");
  EXPECT_EQ(changed([](CallForm& f) { f.id = "../x"; }), "id");
  EXPECT_EQ(changed([](CallForm& f) { f.posts = "first"; }), "posts");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].title = ""; }), "text.pl.title");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].text = ""; }), "text.pl.text");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].basis = ""; }), "text.pl.basis");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].persons[0].label = " "; }), "text.pl.person.0.label");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[0].persons[1].asked = ""; }), "text.en.person.1.asked");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[0].persons[1].asked = "\xE2\x80\xAEturned"; }), "text.en.person.1.asked");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].text = "One.\n\n<script>alert(1)</script>"; }), "text.pl.text:3");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].text = "![](https://track.example/1.gif)"; }), "text.pl.text:1");
  EXPECT_EQ(changed([](CallForm& f) { f.texts[1].language = "en"; }), "languages");
}

TEST_F(CallForms, AFieldCannotWriteAnother) {
  form.texts[0].title = "Who?\n[text]\nbuy here";
  EXPECT_EQ(first(form), "text.en.title");
  form = form_of(*example.open());
  form.id = "a-call\nposts = 1";
  EXPECT_EQ(first(form), "id");
  form = form_of(*example.open());
  form.persons[1].name = "Vale\r[person]";
  EXPECT_EQ(first(form), "person.1.name");
}

TEST_F(CallForms, AMissingPictureIsFound) {
  form.persons[0].picture = "courier.png";
  const auto checked = pages::check_draft(FormFiles(form).files());
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().front().in, pages::DraftFault::In::picture);
}

TEST_F(CallForms, NewsHasTheLanguagesOfItsCall) {
  auto news = news_form_of(*example.open());
  for (auto& text : news.texts) text.title = "News", text.text = "We know.";
  EXPECT_TRUE(pages::check_communique(FormFiles(news, Proposed::communique).files(), example.terms()));
  news.texts[1].text = "";
  const FormFiles files(news, Proposed::communique);
  const auto checked = pages::check_communique(files.files(), example.terms());
  ASSERT_FALSE(checked);
  EXPECT_EQ(files.place("pl", checked.error().front().fault).field, "text.pl.text");
}

}  // namespace
}  // namespace tipstaff::council
