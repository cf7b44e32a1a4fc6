#include "council/pages/markdown.h"

#include <gtest/gtest.h>

namespace tipstaff::council::pages {
namespace {

std::string html(std::string_view text) {
  const auto out = render_untrusted_markdown(text);
  return out ? out->str() : "refused";
}

Fault fault_of(std::string_view text) {
  const auto out = render_untrusted_markdown(text);
  return out ? Fault{{Errc{}, ""}, 0} : out.error();
}

TEST(Markdown, OfTheSubsetIsRendered) {
  EXPECT_EQ(html("A **b** *c* `d`"), "<p>A <strong>b</strong> <em>c</em> <code>d</code></p>\n");
  EXPECT_EQ(html("# A"), "<h2>A</h2>\n");
  EXPECT_EQ(html("### A\n\n# B\n\n#### C\n\n###### D\n\n# E"), "<h2>A</h2>\n<h2>B</h2>\n<h3>C</h3>\n<h4>D</h4>\n<h2>E</h2>\n");
  EXPECT_EQ(render_untrusted_markdown("## A", 4)->str(), "<h4>A</h4>\n");
  EXPECT_EQ(html("- a\n- b"), "<ul><li>a</li>\n<li>b</li>\n</ul>\n");
  EXPECT_EQ(html("3. a"), "<ol start=\"3\"><li>a</li>\n</ol>\n");
  EXPECT_EQ(html("> a"), "<blockquote><p>a</p>\n</blockquote>\n");
  EXPECT_EQ(html("a\n\n---\n\nb"), "<p>a</p>\n<hr><p>b</p>\n");
}

TEST(Markdown, LinksLeadNowhereAndShowWhereTheyWould) {
  EXPECT_EQ(html("[our bank](https://evil.example/x)"),
            "<p><span>our bank <span class=\"address\" dir=\"ltr\">https://evil.example/x</span></span></p>\n");
  EXPECT_EQ(html("<https://a.example/>"), "<p><span class=\"address\" dir=\"ltr\">https://a.example/</span></p>\n");
  EXPECT_EQ(html("[x](https://a.example \"onclick\")").find("onclick"), std::string::npos);
}

TEST(Markdown, ScriptsAndOtherHtmlAreRefusedWithTheirLine) {
  EXPECT_EQ(fault_of("a\n\n<script>alert(1)</script>").line, 3u);
  for (const auto* text : {"<script src=x></script>", "a <b onclick=x>b</b>", "<!-- -->", "a <img src=x onerror=y>",
                           "<iframe></iframe>", "<?php ?>", "- <style>*{}</style>", "<a href='x'>x</a>"})
    EXPECT_EQ(fault_of(text).error.code, Errc::bad_value) << text;
}

TEST(Markdown, TrackingPixelsAndRemotePicturesAreRefused) {
  for (const auto* text : {"![](https://track.example/1.gif)", "[![x](https://track.example/1.gif)](https://a.example)",
                           "a ![alt][p]\n\n[p]: https://track.example/1.gif", "![x](data:image/png;base64,AAAA)"})
    EXPECT_EQ(fault_of(text).error.code, Errc::bad_value) << text;
}

TEST(Markdown, AddressesOfOtherKindsAreRefused) {
  for (const auto* text : {"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))", "[x](data:text/html,x)",
                           "[x](//evil.example)", "[x](/v1/burn)", "<mailto:a@b.example>", "[x](https://user:pass@a.example/)",
                           "[x](vbscript:x)", "[x][r]\n\n[r]: javascript:alert(1)"})
    EXPECT_EQ(fault_of(text).error.code, Errc::bad_value) << text;
}

TEST(Markdown, WhatIsWrittenIsEscaped) {
  EXPECT_EQ(html("a < b & \"c\" 'd' \\<script>"), "<p>a &lt; b &amp; &quot;c&quot; &#39;d&#39; &lt;script&gt;</p>\n");
  EXPECT_EQ(html("`<script>`"), "<p><code>&lt;script&gt;</code></p>\n");
  EXPECT_EQ(html("&lt;script&gt;"), "<p>&lt;script&gt;</p>\n");
  EXPECT_EQ(html("<svg/onload=x>"), "<p>&lt;svg/onload=x&gt;</p>\n");
}

TEST(Markdown, HiddenCharactersAreRefusedAlsoAsEntities) {
  EXPECT_EQ(fault_of("a &#x202E; b").error.code, Errc::bad_text);
  EXPECT_EQ(fault_of("a\n\nb &#8203; c").line, 3u);
  EXPECT_EQ(fault_of("a\xE2\x80\xAE").error.code, Errc::bad_text);
  EXPECT_EQ(fault_of("a\tb").error.code, Errc::bad_text);
}

TEST(Markdown, BlocksOfCodeAndDeepNestingAreRefused) {
  EXPECT_EQ(fault_of("    four spaces").error.code, Errc::bad_value);
  EXPECT_EQ(fault_of("```\ncode\n```").error.code, Errc::bad_value);
  EXPECT_EQ(fault_of(std::string(200, '>') + " a").error.code, Errc::too_large);
  EXPECT_NE(html("> > > a"), "refused");
  EXPECT_EQ(fault_of(std::string(16'000, '[')).error.code, Errc{});
}

TEST(Markdown, TheFirstParagraphIsPlainWords) {
  EXPECT_EQ(first_paragraph("# T\n\nA **b**\nc\n\nd"), "A b c");
  EXPECT_EQ(first_paragraph("- a"), "");
}

}  // namespace
}  // namespace tipstaff::council::pages
