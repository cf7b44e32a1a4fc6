#include "casework/campaigns/traces.h"

#include <gtest/gtest.h>

#include "casework/campaigns/fold.h"
#include "casework/campaigns/link.h"

namespace tipstaff::campaigns {
namespace {

TEST(Link, SpellingsOfOneAddressAreOneObject) {
  const auto expected = "example.org/news/1?a=1&b=2";
  for (const auto* link : {"https://www.example.org/news/1/?b=2&a=1", "http://EXAMPLE.org:80/news/1?a=1&utm_source=x&b=2#top",
                           "//m.example.org/news/1?fbclid=Iw&b=2&a=1", "user:pass@example.org./news/1?a=1&b=2"})
    EXPECT_EQ(canonical_link(std::string_view(link).starts_with("//") ? "https:" + std::string(link) : link), expected) << link;
  EXPECT_EQ(canonical_link("https://youtu.be/abc?si=1"), "youtube.com/watch?v=abc");
  EXPECT_EQ(canonical_link("https://"), "");
  EXPECT_EQ(canonical_link("#"), "");
  EXPECT_EQ(host_of("example.org/news"), "example.org");
}

TEST(Fold, CasePunctuationNamesAndLinksGo) {
  EXPECT_EQ(fold_text("  Hello, @boss  WORLD!! https://t.co/x "), "hello world");
  EXPECT_EQ(fold_text("ПРИВЕТ Ёлка"), "привет ёлка");
  EXPECT_EQ(fold_text("Łódź\xe2\x80\x8b!"), "łódź");
  EXPECT_EQ(count_words(fold_text("one two,three - four")), 3U);
  EXPECT_EQ(fold_text("\xff\xfe broken \xf0"), fold_text("\xff\xfe broken \xf0"));  // does not crash
}

TEST(NearText, TemplatesMeetAndSubjectsDoNot) {
  NearText near;
  const auto group = [&](std::string_view text) { return near.group_of(fold_text(text)); };
  const auto first = group("The minister of trade took a bribe of 500 dollars in Lisbon on Monday evening");
  EXPECT_EQ(group("the Minister of Trade took a bribe of 700 dollars in Lisbon on Tuesday evening!"), first);
  EXPECT_NE(group("Farmers in the north say that the harvest is late because of the rain this year"), first);
  EXPECT_NE(group("The minister of trade opened a new bridge in Porto together with the mayor"), first);
}

Post post_of(std::string_view account, std::string_view content, std::string_view text) {
  Post post;
  post.account = account;
  post.content = content;
  post.text = text;
  post.time_ms = 1000;
  return post;
}

TEST(Traces, DuplicateIdsCountOnce) {
  TraceBuilder builder(TraceSet::usual(), Duplicates::drop, 1);
  EXPECT_FALSE(builder.add(post_of("a", "1", "one two three four five")).fault);
  EXPECT_EQ(builder.add(post_of("a", "1", "one two three four five")).fault, Fault::duplicate);
  EXPECT_EQ(builder.shares.rows(), 1U);
}

TEST(Traces, LaterRowsOfAPostAddWhatIsNew) {
  TraceBuilder builder({Trace::link, Trace::image}, Duplicates::drop, 1);
  auto post = post_of("a", "1", "");
  post.links = {"example.org/a"};
  EXPECT_FALSE(builder.add(post).fault);
  post.links = {"example.org/a", "example.org/b"};
  EXPECT_FALSE(builder.add(post).fault);
  EXPECT_EQ(builder.shares.rows(), 2U);
  EXPECT_EQ(builder.add(post).fault, Fault::duplicate);
  post.image_hash = "ff00";
  EXPECT_FALSE(builder.add(post).fault);
  EXPECT_EQ(builder.shares.rows(), 3U);
  post.account = "b";  // an id belongs to one account
  EXPECT_EQ(builder.add(post).fault, Fault::duplicate);
  EXPECT_EQ(builder.shares.rows(), 3U);
}

TEST(Traces, TagsInAnotherOrderAreAnotherSequence) {
  TraceBuilder builder({Trace::tag_sequence}, Duplicates::drop, 1);
  auto post = post_of("a", "1", "");
  post.hashtags = {"x", "Y", "z"};
  (void)builder.add(post);
  post.content = "2";
  post.hashtags = {"X", "y", "Z"};
  (void)builder.add(post);
  post.content = "3";
  post.hashtags = {"y", "x", "z"};
  (void)builder.add(post);
  post.content = "4";
  post.hashtags = {"x", "y"};
  (void)builder.add(post);
  EXPECT_EQ(builder.shares.objects.size(), 2U);
  EXPECT_EQ(builder.shares.rows(), 3U);
}

TEST(Traces, WhatARepostContainsIsNotCountedAgain) {
  TraceBuilder builder(TraceSet::usual(), Duplicates::drop, 1);
  auto post = post_of("a", "1", "one two three four five six");
  post.repost_of = "77";
  post.links = {"example.org/a"};
  EXPECT_FALSE(builder.add(post).fault);
  EXPECT_EQ(builder.shares.rows(), 1U);
  EXPECT_EQ(builder.shares.trace_of(0), Trace::repost);
}

TEST(Traces, RepostsWithinSecondsAreFast) {
  TraceBuilder builder({Trace::fast_repost}, Duplicates::drop, 1);
  auto post = post_of("a", "1", "");
  post.repost_of = "77";
  post.time_ms = 1'600'000'010'000;
  post.repost_time_ms = 1'600'000'000'000;
  (void)builder.add(post);
  post.content = "2";
  post.repost_time_ms = 1'500'000'000'000;  // days before: what others wrap around
  (void)builder.add(post);
  EXPECT_EQ(builder.shares.rows(), 1U);
}

}  // namespace
}  // namespace tipstaff::campaigns
