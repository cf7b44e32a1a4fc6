// Batches, and posts formed side by side, change nothing of what is found.

#include "casework/campaigns/feed.h"

#include <gtest/gtest.h>

#include <thread>

namespace tipstaff::campaigns {
namespace {

// backwards runs the jobs on threads, the last first.
void backwards(std::size_t jobs, const std::function<void(std::size_t)>& job) {
  std::vector<std::jthread> all;
  for (std::size_t i = jobs; i > 0; --i) all.emplace_back([&job, i] { job(i - 1); });
}

// A file of several batches with everything in it that a post may have, and bad rows.
std::string many_posts() {
  std::string out = "content_id,account_id,timestamp,text,url,hashtags,repost_of\n";
  for (std::size_t i = 0; i < 8 * PostBatch::kPostsMax + 77; ++i) {
    const auto n = std::to_string(i);
    if (i % 1000 == 13) out += "too,few\n";
    if (i % 997 == 5) out += "p" + std::to_string(i - 1) + ",another,1600000000,\"taken id\",,,\n";
    out += "p" + n + ",a" + std::to_string(i % 501) + ",16000" + std::to_string(10'000 + i % 90'000) + ",\"number " + std::to_string(i % 300) +
           " of the same\nold words again\",example.org/" + std::to_string(i % 71) + ",\"#a #b #c" + std::to_string(i % 5) + "\"," +
           (i % 9 == 0 ? "p" + std::to_string(i % 40) : std::string()) + '\n';
  }
  return out;
}

struct Seen {
  std::vector<std::uint32_t> object, account, content;
  std::vector<std::int64_t> time;
  std::array<std::uint64_t, kFaults> bad;
  std::uint64_t good;
  std::vector<std::string> aside;
  bool operator==(const Seen&) const = default;
};

Seen read_all(std::string_view text, const Runner& runner) {
  MemorySource source(text);
  Reading reading;
  PostBatch batch(true);
  const ReadOptions options{.keep_aside = [&](const BadRow& row) { batch.set_aside(row); }};
  auto posts = open_csv_posts(source, {}, options, reading);
  EXPECT_TRUE(posts);
  TraceBuilder builder(TraceSet::usual(), Duplicates::drop, 1);
  Seen out{};
  const KeepAside aside = [&](const BadRow& row) { out.aside.push_back(std::to_string(row.line) + ' ' + std::string(row.raw)); };
  Fed fed;
  for (bool more = true; more;) {
    more = *batch.fill(*posts->reader);
    feed(batch, builder, runner, aside, fed);
  }
  fed.put_into(reading);
  out.object.assign(builder.shares.object.begin(), builder.shares.object.end());
  out.account.assign(builder.shares.account.begin(), builder.shares.account.end());
  out.content.assign(builder.shares.content.begin(), builder.shares.content.end());
  out.time.assign(builder.shares.time.begin(), builder.shares.time.end());
  out.bad = reading.bad;
  out.good = reading.good;
  return out;
}

// One post after the other, without batches.
std::size_t shares_one_by_one(std::string_view text) {
  MemorySource source(text);
  Reading reading;
  const ReadOptions options;
  auto posts = open_csv_posts(source, {}, options, reading);
  TraceBuilder builder(TraceSet::usual(), Duplicates::drop, 1);
  Post post;
  while (*posts->reader->next(post)) (void)builder.add(post);
  return builder.shares.rows();
}

TEST(Feed, ManyThreadsReadWhatOneReads) {
  const auto text = many_posts();
  const auto alone = read_all(text, run_in_turn);
  EXPECT_TRUE(alone == read_all(text, backwards));
  EXPECT_EQ(alone.time.size(), shares_one_by_one(text));
  EXPECT_GT(alone.good, 8 * PostBatch::kPostsMax);
}

TEST(Feed, WhatIsSetAsideStandsWholeAndInTheFilesOrder) {
  const auto read = read_all(many_posts(), backwards);
  EXPECT_GT(read.bad[static_cast<std::size_t>(Fault::columns_few)], 15U);
  EXPECT_GT(read.bad[static_cast<std::size_t>(Fault::duplicate)], 15U);
  std::uint64_t before = 0;
  for (const auto& row : read.aside) {
    const auto line = std::stoull(row);
    EXPECT_GT(line, before);
    before = line;
  }
  EXPECT_NE(std::ranges::find_if(read.aside, [](const auto& row) { return row.ends_with(",another,1600000000,\"taken id\",,,"); }), read.aside.end());
}

TEST(Feed, ACutFileGivesWhatStoodBefore) {
  auto text = many_posts();
  text.resize(text.size() - 30);
  const auto read = read_all(text, backwards);
  EXPECT_EQ(read.bad[static_cast<std::size_t>(Fault::cut)], 1U);
  EXPECT_EQ(read.good, read_all(many_posts(), run_in_turn).good - 1);
}

}  // namespace
}  // namespace tipstaff::campaigns
