// Exports as platforms write them, and as enemies do.

#include "casework/campaigns/post_reader.h"

#include <gtest/gtest.h>

#include "casework/campaigns/csv.h"
#include "casework/campaigns/generator.h"

namespace tipstaff::campaigns {
namespace {

struct Row {
  std::string account, handle, content, text, repost_of, reply_to, language, image_hash, domain, image;
  std::int64_t time_ms;
  std::vector<std::string> links, hashtags;
};

struct Read {
  std::vector<Row> rows;
  Reading reading;
  std::vector<std::pair<std::uint64_t, Fault>> aside;
  std::optional<Error> error;
  Mapping mapping;
};

void take_all(PostReader& reader, Read& out) {
  Post post;
  for (;;) {
    const auto more = reader.next(post);
    if (!more) out.error = more.error();
    if (!more || !*more) return;
    out.rows.push_back({std::string(post.account), std::string(post.handle), std::string(post.content), std::string(post.text),
                        std::string(post.repost_of), std::string(post.reply_to), std::string(post.language), std::string(post.image_hash),
                        std::string(post.domain), std::string(post.image), post.time_ms, {post.links.begin(), post.links.end()}, {post.hashtags.begin(), post.hashtags.end()}});
  }
}

constexpr std::int64_t kNow = 1'700'000'000'000;

Read read_csv(std::string_view text, std::vector<std::string> words = {}, std::size_t step = 1 << 16) {
  Read out;
  MemorySource source(text, step);
  const ReadOptions options{.now_ms = kNow, .keep_aside = [&](const BadRow& row) { out.aside.emplace_back(row.line, row.fault); }};
  auto posts = open_csv_posts(source, words, options, out.reading);
  if (!posts) return out.error = posts.error(), out;
  out.mapping = posts->mapping;
  take_all(*posts->reader, out);
  return out;
}

Read read_json(std::string_view text, std::size_t step = 1 << 16) {
  Read out;
  MemorySource source(text, step);
  const ReadOptions options{.now_ms = kNow, .keep_aside = [&](const BadRow& row) { out.aside.emplace_back(row.line, row.fault); }};
  take_all(*open_json_posts(source, options, out.reading), out);
  return out;
}

TEST(CsvPosts, InformationOperationsArchive) {
  const auto read = read_csv(
      "\"tweetid\",\"userid\",\"user_display_name\",\"user_screen_name\",\"tweet_language\",\"tweet_text\",\"tweet_time\",\"tweet_client_name\","
      "\"in_reply_to_tweetid\",\"is_retweet\",\"retweet_userid\",\"retweet_tweetid\",\"hashtags\",\"urls\",\"user_mentions\"\n"
      "\"1050118621198921728\",\"h4sh\",\"N\",\"nick\",\"en\",\"line one\nline \"\"two\"\"\",\"2018-10-10 20:19\",\"Web\",\"\",\"False\",\"\",\"\","
      "\"['one', 'two']\",\"['https://example.org/a']\",\"[]\"\n"
      "\"1050118621198921729\",\"h4sh\",\"N\",\"nick\",\"en\",\"RT x\",\"2018-10-10 20:19\",\"Web\",\"\",\"True\",\"7\",\"1050118000000000000\",\"[]\",\"[]\",\"[]\"\n");
  EXPECT_EQ(read.mapping.layout, Layout::io_archive);
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[0].account, "h4sh");
  EXPECT_EQ(read.rows[0].handle, "nick");
  EXPECT_EQ(read.rows[0].text, "line one\nline \"two\"");
  EXPECT_EQ(read.rows[0].hashtags, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(read.rows[0].links, std::vector<std::string>{"https://example.org/a"});
  EXPECT_EQ(read.rows[0].time_ms / 1000, 1'539'202'764);  // from the id, not the minute
  EXPECT_EQ(read.reading.from_snowflake, 2U);
  EXPECT_EQ(read.rows[1].repost_of, "1050118000000000000");
  EXPECT_TRUE(read.rows[1].hashtags.empty());
}

TEST(CsvPosts, FiveThirtyEight) {
  const auto read = read_csv(
      "external_author_id,author,content,region,language,publish_date,harvested_date,following,followers,updates,post_type,account_type,retweet,"
      "account_category,new_june_2018,alt_external_id,tweet_id,article_url,tco1_step1,tco2_step1,tco3_step1\n"
      "9.06E+17,10_GOP,\"a text, with comma\",Unknown,English,10/1/2017 19:58,10/1/2017 19:59,1,2,3,,Right,0,RightTroll,0,9.06E+17,"
      "914580356430536707,http://t.example/1,https://example.org/x,,\n");
  EXPECT_EQ(read.mapping.layout, Layout::ira);
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_EQ(read.rows[0].account, "10_GOP");
  EXPECT_EQ(read.rows[0].content, "914580356430536707");
  EXPECT_EQ(read.rows[0].text, "a text, with comma");
  EXPECT_EQ(read.rows[0].links, std::vector<std::string>{"https://example.org/x"});
}

TEST(CsvPosts, CrowdTangle) {
  const auto read = read_csv(
      "Page Name,User Name,Facebook Id,Page Category,Post Created,Type,URL,Message,Link,Final Link\n"
      "A page,apage,1234,NEWS,2021-08-15 06:00:00 EDT,Link,https://facebook.example/1/posts/2,Some words,https://bit.example/1,https://example.org/long\n");
  EXPECT_EQ(read.mapping.layout, Layout::crowdtangle);
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_EQ(read.rows[0].account, "1234");
  EXPECT_EQ(read.rows[0].time_ms, 1'629'021'600'000);
  EXPECT_EQ(read.rows[0].links, std::vector<std::string>{"https://example.org/long"});
  EXPECT_EQ(read.rows[0].content, "https://facebook.example/1/posts/2");
}

TEST(CsvPosts, MappingIsGuessedAndCorrected) {
  const std::string csv = "who;when;what;where\nann;1600000000;p1;example.org/a\n";
  EXPECT_EQ(read_csv(csv).error->code, Errc::not_found);
  const auto read = read_csv(csv, {"account=who", "time=2", "content=what", "links=where"});
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_EQ(read.rows[0].account, "ann");
  EXPECT_EQ(read.rows[0].links.size(), 1U);
  EXPECT_EQ(read_csv(csv, {"account=nobody"}).error->code, Errc::not_found);
  EXPECT_EQ(read_csv(csv, {"hat=who"}).error->code, Errc::bad_value);
  EXPECT_EQ(read_csv(csv, {"account=5"}).error->code, Errc::not_found);
}

constexpr std::string_view kHeader = "account_id,content_id,timestamp,text\n";

TEST(CsvPosts, BadRowsAreCountedKeptAndExplained) {
  const auto read = read_csv(std::string(kHeader) + "a,1,1600000000,good\n,2,1600000000,no account\na,3,,no time\na,4,yesterday,bad time\n"
                             "a,5,1900000000,from the future\na,6\na,7,1600000000,x,y\na,8,1600000000,\xff\xfe\na,9,1600000000,good\r\n\na,10,16000");
  EXPECT_EQ(read.rows.size(), 2U);
  const std::vector<std::pair<std::uint64_t, Fault>> expected = {
      {3, Fault::no_account}, {4, Fault::no_time}, {5, Fault::bad_time}, {6, Fault::future_time},
      {7, Fault::columns_few}, {8, Fault::columns_many}, {9, Fault::not_utf8}, {12, Fault::cut}};
  EXPECT_EQ(read.aside, expected);
  EXPECT_EQ(read.reading.bad_total(), expected.size());
  EXPECT_NE(read.reading.sentences().find("1 set aside: a time in the future"), std::string::npos);
}

TEST(CsvPosts, OpenQuoteSwallowsNothing) {
  const auto read = read_csv(std::string(kHeader) + "a,1,1600000000,\"open\na,2,1600000000,fine\na,3,1600000000,fine\n");
  EXPECT_EQ(read.rows.size(), 2U);
  ASSERT_EQ(read.aside.size(), 1U);
  EXPECT_EQ(read.aside[0], (std::pair<std::uint64_t, Fault>{2, Fault::quote_open}));
}

TEST(CsvPosts, FloodOfOpenQuotesStaysLinear) {
  std::string csv(kHeader);
  for (int i = 0; i < 200'000; ++i) csv += "a," + std::to_string(i) + ",1600000000,it is 5\" long" + (i % 2 == 0 ? "\"\"" : "") + "\n";
  csv += "a,last,1600000000,\"open\n";
  const auto read = read_csv(csv);
  EXPECT_GT(read.rows.size() + read.reading.bad_total(), 100'000U);
}

TEST(CsvPosts, EveryCutAndEveryStepIsSurvived) {
  const std::string csv = std::string(kHeader) + "a,1,1600000000,\"x, \"\"y\"\"\nz\"\nb,2,1600000001,plain\n";
  const auto whole = read_csv(csv);
  for (const std::size_t step : {1U, 2U, 7U}) EXPECT_EQ(read_csv(csv, {}, step).rows.size(), whole.rows.size());
  for (std::size_t size = 0; size < csv.size(); ++size) EXPECT_LE(read_csv(csv.substr(0, size)).rows.size(), whole.rows.size());
}

TEST(CsvPosts, TenMillionColumnsAreRefused) {
  EXPECT_EQ(read_csv(std::string(10'000'000, ',')).error->code, Errc::too_large);
  EXPECT_EQ(read_csv(std::string(100'000, ',') + "\n").error->code, Errc::too_large);
  const auto wide = read_csv(std::string(kHeader) + std::string(3'000'000, ',') + "\na,1,1600000000,good\n");
  EXPECT_EQ(wide.rows.size(), 1U);
  EXPECT_EQ(wide.aside.at(0).second, Fault::columns_many);
  const auto endless = read_csv(std::string(kHeader) + std::string(20'000'000, 'x') + "\na,1,1600000000,good\n");
  EXPECT_EQ(endless.rows.size(), 1U);
  EXPECT_EQ(endless.aside.at(0).second, Fault::row_long);
}

TEST(CsvPosts, WrongEncodingIsSaid) {
  EXPECT_EQ(read_csv(std::string_view("\xff\xfe""a\0,\0", 6)).error->code, Errc::bad_text);
  EXPECT_EQ(read_csv(std::string_view("ab\0cd\n", 6)).error->code, Errc::bad_text);
  EXPECT_EQ(read_csv("").error->code, Errc::wrong_length);
  EXPECT_EQ(read_csv("\xef\xbb\xbf" + std::string(kHeader) + "a,1,1600000000,x\n").rows.size(), 1U);
}

TEST(CsvPosts, MixedZonesAreSaidAndTheChosenOneIsTaken) {
  const std::string csv = std::string(kHeader) + "a,1,2021-08-15 12:00:00,x\na,2,2021-08-15T12:00:00Z,x\n";
  Reading reading;
  MemorySource source(csv);
  const ReadOptions options{.zone_minutes = 120};
  auto posts = open_csv_posts(source, {}, options, reading);
  ASSERT_TRUE(posts);
  Post post;
  ASSERT_TRUE(*posts->reader->next(post));
  EXPECT_EQ(post.time_ms, 1'629'021'600'000);
  ASSERT_TRUE(*posts->reader->next(post));
  EXPECT_EQ(post.time_ms, 1'629'028'800'000);
  EXPECT_NE(reading.sentences().find("do not say their zone, others do"), std::string::npos);
}

TEST(JsonPosts, LinesOfBothInterfaces) {
  const auto read = read_json(
      R"({"id_str":"1","user":{"id_str":"7","screen_name":"s"},"created_at":"Sun Aug 15 10:00:00 +0000 2021","full_text":"t","entities":{"urls":[{"expanded_url":"https://example.org/a"}],"hashtags":[{"text":"h"}]},"retweeted_status":{"id_str":"5"},"lang":"de"})"
      "\n\n"
      R"({"id":"2","author_id":"8","created_at":"2021-08-15T10:00:00.000Z","text":"u","referenced_tweets":[{"type":"replied_to","id":"1"}],"entities":{"hashtags":[{"tag":"g"}]}})"
      "\n"
      R"({"account_id":9,"content_id":3,"timestamp":1629021600,"urls":["example.org/b","example.org/c"]})"
      "\n{broken\n[1,2]\n{\"account_id\":");
  ASSERT_EQ(read.rows.size(), 3U);
  EXPECT_EQ(read.rows[0].account, "7");
  EXPECT_EQ(read.rows[0].repost_of, "5");
  EXPECT_EQ(read.rows[0].hashtags, std::vector<std::string>{"h"});
  EXPECT_EQ(read.rows[1].reply_to, "1");
  EXPECT_EQ(read.rows[1].time_ms, 1'629'021'600'000);
  EXPECT_EQ(read.rows[2].account, "9");
  EXPECT_EQ(read.rows[2].links.size(), 2U);
  const std::vector<std::pair<std::uint64_t, Fault>> expected = {{5, Fault::bad_json}, {6, Fault::bad_json}, {7, Fault::cut}};
  EXPECT_EQ(read.aside, expected);
}

constexpr std::string_view kTelegram = R"({
 "name": "Channel", "type": "public_channel", "id": 1234,
 "messages": [
  {"id": 1, "type": "service", "date": "2021-08-15T10:00:00", "date_unixtime": "1629021600", "actor": "x"},
  {"id": 2, "type": "message", "date": "2021-08-15T12:00:00", "date_unixtime": "1629021600", "from": "Channel", "from_id": "channel1234",
   "text": ["See ", {"type": "link", "text": "https://example.org/a"}, " and ", {"type": "hashtag", "text": "#news"}, "}]{"]},
  {"id": 3, "type": "message", "date": "2021-08-15T12:00:01", "date_unixtime": "1629021601", "from": "B", "from_id": "user2",
   "text": "plain \"quoted\"", "photo": "photos/photo_1.jpg", "forwarded_from": "Other", "reply_to_message_id": 2}
 ]
})";

TEST(JsonPosts, TelegramExport) {
  for (const std::size_t step : {1UL, 13UL, 1UL << 16}) {
    const auto read = read_json(kTelegram, step);
    ASSERT_EQ(read.rows.size(), 2U) << step;
    EXPECT_EQ(read.rows[0].account, "channel1234");
    EXPECT_EQ(read.rows[0].content, "1234/2");
    EXPECT_EQ(read.rows[0].text, "See https://example.org/a and #news}]{");
    EXPECT_EQ(read.rows[0].links, std::vector<std::string>{"https://example.org/a"});
    EXPECT_EQ(read.rows[0].hashtags, std::vector<std::string>{"news"});
    EXPECT_EQ(read.rows[1].repost_of, "Other: plain \"quoted\"");
    EXPECT_EQ(read.rows[1].reply_to, "1234/2");
    EXPECT_EQ(read.rows[1].image, "photos/photo_1.jpg");
    EXPECT_EQ(read.reading.bad_total(), 0U);
  }
}

TEST(JsonPosts, PersonalArchive) {
  Reading reading;
  MemorySource source(
      R"(window.YTD.tweets.part0 = [ { "tweet" : { "id_str" : "1", "created_at" : "Sun Aug 15 10:00:00 +0000 2021", "full_text" : "mine", "entities": {"urls": []} } } ])");
  const ReadOptions options{.account = "owner"};
  auto reader = open_json_posts(source, options, reading);
  Post post;
  ASSERT_TRUE(*reader->next(post));
  EXPECT_EQ(post.account, "owner");
  EXPECT_EQ(post.text, "mine");
  EXPECT_FALSE(*reader->next(post));
}

TEST(JsonPosts, CutDocumentGivesWhatIsWhole) {
  for (std::size_t size = 0; size < kTelegram.size(); ++size) {
    const auto read = read_json(kTelegram.substr(0, size));
    EXPECT_LE(read.rows.size(), 2U);
    EXPECT_LE(read.reading.bad_total(), 1U);
  }
}

TEST(JsonPosts, DepthAndLengthAreBounded) {
  const auto deep = read_json(std::string(1'000'000, '['));
  EXPECT_TRUE(deep.rows.empty());
  const auto deep_record = read_json("[{\"a\":" + std::string(500, '[') + std::string(500, ']') + "}]");
  EXPECT_EQ(deep_record.reading.bad_total(), 1U);
  const auto large = read_json("[{\"text\":\"" + std::string(6 << 20, 'x') + "\"},{\"account_id\":\"a\",\"id\":\"1\",\"timestamp\":1600000000}]");
  EXPECT_EQ(large.rows.size(), 1U);
  ASSERT_EQ(large.aside.size(), 1U);
  EXPECT_EQ(large.aside[0].second, Fault::row_long);
}

// Damage of every kind: what is read is never more than what was written, and always text.
TEST(DamagedPosts, TwoThousandMutationsAreSurvived) {
  const std::string csv = std::string(kHeader) + "a,1,1600000000,\"x, \"\"y\"\"\nz\"\nb,2,2021-08-15T10:00:00Z,plain\n";
  Random random(7);
  for (const std::string& seed : {csv, std::string(kTelegram)})
    for (int round = 0; round < 2'000; ++round) {
      auto text = seed;
      for (auto changes = 1 + random.below(6); changes > 0; --changes) {
        const auto at = random.below(text.size());
        constexpr std::string_view kNasty = "\"\n,{}[]\\:\0\xff\r;";
        if (random.below(4) == 0) text.erase(at, random.below(20));
        else if (random.below(3) == 0) text.insert(at, text.substr(random.below(text.size()), random.below(60)));
        else text[at] = kNasty[random.below(kNasty.size())];
        if (text.empty()) text = "x";
      }
      for (const auto& read : {read_csv(text, {}, 1 + random.below(100)), read_json(text, 1 + random.below(100))}) {
        EXPECT_EQ(read.reading.good, read.rows.size());
        EXPECT_LE(read.rows.size(), 1 + static_cast<std::size_t>(std::ranges::count(text, '\n') + std::ranges::count(text, '{')));
        for (const auto& row : read.rows) EXPECT_TRUE(!row.account.empty() && valid_utf8(as_bytes(row.account + row.content + row.text)));
      }
    }
}

}  // namespace
}  // namespace tipstaff::campaigns
