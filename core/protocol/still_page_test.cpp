#include "tipstaff/protocol/still_page.h"

#include <gtest/gtest.h>

namespace tipstaff::protocol {
namespace {

constexpr std::string_view kHead = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
                                   "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/style.css\"><script src=\"/app.js\" defer></script></head>";

bool still(std::string_view body) { return still_page_links(as_bytes(std::string(kHead) + std::string(body))).has_value(); }

TEST(StillPage, OursIsTakenAndItsPagesAreNamed) {
  const auto links = still_page_links(as_bytes(std::string(kHead) + "<a href=\"call-a.en.html\">1 &lt; 2</a><hr />"
                                               "<a rel=\"noreferrer\" href=\"https://law.example/?a=1\">x</a><a href=\"/\">in</a><img src=\"ab.png\" alt=\"\">   "));
  ASSERT_TRUE(links);
  EXPECT_EQ(*links, std::vector<std::string>{"call-a.en.html"});
}

TEST(StillPage, WhatRunsOrLoadsSomethingElseIsRefused) {
  for (const auto* body : {"<script>evil()</script>", "<script src=\"/evil.js\"></script>", "<script src=\"/app.js\">evil()</script>", "<SCRIPT SRC=\"/app.js\"></SCRIPT>",
                           "<p onclick=\"evil()\">", "<img src=\"x.png\" onerror=\"evil()\">", "<img src=\"https://evil.example/x.png\">", "<a href=\"javascript:evil()\">",
                           "<a href=\"&#106;avascript:evil()\">", "<a href=\"data:text/html,x\">", "<a href=\"//evil.example\">", "<base href=\"https://evil.example/\">", "<form action=\"/x\">", "<input name=\"words\">",
                           "<textarea>", "<iframe src=\"x.html\">", "<svg><script>", "<style>p{}</style>", "<p style=\"x\">", "<meta http-equiv=\"refresh\" content=\"0\">",
                           "<link rel=\"stylesheet\" href=\"/evil.css\">", "<link rel=\"preload\" href=\"x.js\">", "<!-- x -->", "<p class='x'>", "<p class=x>", "<p\nclass=\"x\">",
                           "<p class=\"x\" class=\"y\">", "<p class=\"<script>\">", "<p", "</p x>", "<script src=\"/app.js\" src=\"/evil.js\"></script>", "<script type=\"module\"></script>"})
    EXPECT_FALSE(still(body)) << body;
  EXPECT_FALSE(still_page_links(as_bytes("<p>without a doctype")));
  EXPECT_FALSE(still_page_links({}));
}

}  // namespace
}  // namespace tipstaff::protocol
