#include "casework/campaigns/post_texts.h"

#include <gtest/gtest.h>

namespace tipstaff::campaigns {
namespace {

struct Texts {
  Shares shares;
  PostTexts texts;
  Texts() {
    for (const auto* post : {"p0", "p1"}) {
      const auto who = shares.accounts.intern("ann").id, what = shares.contents.intern(post).id;
      EXPECT_TRUE(shares.add(Trace::link, "example.org", who, what, 0));
    }
    for (std::uint32_t row = 0; row < 2; ++row) texts.want(shares, row);
  }
  void offer(std::string_view account, std::string_view content, std::string_view text) {
    Post post;
    post.account = account;
    post.content = content;
    post.text = text;
    texts.offer(post);
  }
};

TEST(PostTexts, OnlyWhatIsShownIsKept) {
  Texts t;
  t.offer("ann", "p1", "one");
  t.offer("ann", "p7", "nobody asked");
  EXPECT_EQ(t.texts.lines(), "{\"kind\":\"text\",\"number\":1,\"bytes\":3,\"text\":\"one\"}\n");
  EXPECT_FALSE(t.texts.enough());
  t.offer("ann", "p0", "null");
  EXPECT_TRUE(t.texts.enough());
}

TEST(PostTexts, ARowOfAnotherAccountWithTheSameIdPutsNoWordsIntoItsMouth) {
  Texts t;
  t.offer("bob", "p0", "I did it");
  EXPECT_EQ(t.texts.lines(), "");
  t.offer("ann", "p0", "hello");
  t.offer("ann", "p0", "I did it");
  EXPECT_EQ(t.texts.lines(), "{\"kind\":\"text\",\"number\":0,\"bytes\":5,\"text\":\"hello\"}\n");
}

TEST(PostTexts, AMegabyteOfOneLetterIsCutBetweenLetters) {
  Texts t;
  std::string euros;
  while (euros.size() < (1 << 20)) euros += "€";
  t.offer("ann", "p0", "ab" + euros);
  const auto lines = t.texts.lines();
  EXPECT_LT(lines.size(), 1'100U);
  EXPECT_NE(lines.find("\"bytes\":" + std::to_string(euros.size() + 2)), std::string::npos);
  EXPECT_NE(lines.find("€\"}"), std::string::npos);
}

TEST(PostTexts, MarkupAndQuotesStayInsideTheirString) {
  Texts t;
  t.offer("ann", "p0", "\"}\n{\"kind\":\"end\"}\n<script>");
  const auto lines = t.texts.lines();
  EXPECT_EQ(lines.find('\n'), lines.size() - 1);
  EXPECT_NE(lines.find("\\\"}\\n{\\\"kind\\\""), std::string::npos);
}

}  // namespace
}  // namespace tipstaff::campaigns
