#include "casework/campaigns/mapping.h"

#include <algorithm>

namespace tipstaff::campaigns {
namespace {

constexpr std::array<std::string_view, kFields> kFieldNames = {
    "account", "handle", "content", "time", "text", "repost-of", "reply-to", "image-hash",
    "domain", "object", "language", "client", "links", "hashtags", "is-repost", "image"};

// folded: lower case, and '_' for what is neither letter nor digit.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    out += upper ? static_cast<char>(c | 32) : plain ? c : '_';
  }
  while (out.ends_with('_')) out.pop_back();
  while (out.starts_with('_')) out.erase(0, 1);
  return out;
}

struct Guess {
  Field field;
  std::string_view names;  // best first, with spaces around each
};

constexpr std::array<Guess, kFields> kGuesses = {{
    {Field::account, " account_id userid user_id author_id external_author_id facebook_id page_id from_id id_account channel_id account author user username user_name screen_name page_name from channel "},
    {Field::handle, " user_screen_name screen_name username user_name handle author page_name from account_name name "},
    {Field::content, " content_id tweetid tweet_id message_id post_id status_id platform_id id_str id url "},
    {Field::time, " timestamp_share tweet_time created_at publish_date post_created timestamp date time datetime published posted_at date_unixtime created "},
    {Field::text, " tweet_text full_text message text content body caption post_text description "},
    {Field::repost_of, " retweet_tweetid repost_id retweeted_status_id retweet_id retweeted_id repost_of shared_post_id "},
    {Field::reply_to, " in_reply_to_tweetid reply_id in_reply_to_status_id reply_to in_reply_to_id reply_to_message_id parent_id "},
    {Field::image_hash, " phash_id phash image_hash image_phash "},
    {Field::domain, " domain_id domain host "},
    {Field::object, " object_id object "},
    {Field::language, " tweet_language language lang account_language "},
    {Field::client, " tweet_client_name client source app client_name "},
    {Field::links, " urls url_id final_link expanded_urls links link article_url url tco1_step1 "},
    {Field::hashtags, " hashtags hashtag_id hashtag tags "},
    {Field::is_repost, " is_retweet retweet is_repost "},
    {Field::image, " image_file media_file image media photo picture filename "},
}};

int find_column(std::span<const std::string> folded_header, std::string_view name) {
  const auto found = std::ranges::find(folded_header, name);
  return found == folded_header.end() ? Mapping::kNoColumn : static_cast<int>(found - folded_header.begin());
}

int best_column(std::span<const std::string> header, std::string_view names) {
  while (names.size() > 1) {
    names.remove_prefix(1);
    const auto size = names.find(' ');
    if (const int at = find_column(header, names.substr(0, size)); at >= 0) return at;
    names.remove_prefix(size);
  }
  return Mapping::kNoColumn;
}

Layout layout_of(std::span<const std::string> header) {
  const auto has = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::all_of(names, [&](std::string_view name) { return find_column(header, name) >= 0; });
  };
  if (has({"tweetid", "userid", "tweet_time", "tweet_text"})) return Layout::io_archive;
  if (has({"external_author_id", "author", "publish_date", "account_category"})) return Layout::ira;
  if (has({"page_name", "post_created", "message"})) return Layout::crowdtangle;
  if (has({"message_id", "user_id", "repost_id", "timestamp", "urls"})) return Layout::toolkit;
  if (has({"object_id", "account_id", "content_id", "timestamp_share"})) return Layout::coortweet;
  return Layout::unknown;
}

// Where the names alone would mislead.
void correct(Mapping& mapping, std::span<const std::string> header) {
  const auto put = [&](Field field, std::string_view name) { mapping.set(field, find_column(header, name)); };
  if (mapping.layout == Layout::ira) {
    put(Field::account, "author");  // external_author_id is rounded by spreadsheets in this set
    put(Field::text, "content");
    put(Field::content, "tweet_id");
    put(Field::links, "tco1_step1");
  } else if (mapping.layout == Layout::crowdtangle) {
    put(Field::content, "url");
    put(Field::text, "message");
    mapping.set(Field::links, best_column(header, " final_link link "));
  }
  // One column has one meaning, but for the account that is also its handle.
  if (mapping[Field::links] >= 0 && mapping[Field::links] == mapping[Field::content]) mapping.set(Field::content, Mapping::kNoColumn);
  if (mapping[Field::text] >= 0 && mapping[Field::text] == mapping[Field::content]) mapping.set(Field::text, Mapping::kNoColumn);
}

}  // namespace

std::string_view field_name(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

std::optional<Field> field_of(std::string_view name) {
  const auto found = std::ranges::find(kFieldNames, name);
  if (found == kFieldNames.end()) return std::nullopt;
  return static_cast<Field>(found - kFieldNames.begin());
}

std::string_view layout_name(Layout layout) {
  constexpr std::array<std::string_view, 6> kNames = {"unknown", "CooRTweet", "coordination-network-toolkit",
                                                      "X information operations archive", "FiveThirtyEight IRA", "CrowdTangle"};
  return kNames[static_cast<std::size_t>(layout)];
}

Mapping guess_mapping(std::span<const std::string> header) {
  std::vector<std::string> names;
  names.reserve(header.size());
  for (const auto& name : header) names.push_back(folded(name));
  Mapping out;
  out.layout = layout_of(names);
  for (const auto& guess : kGuesses) out.set(guess.field, best_column(names, guess.names));
  correct(out, names);
  return out;
}

Result<void> apply_mapping_word(Mapping& mapping, std::span<const std::string> header, std::string_view word) {
  const auto equals = word.find('=');
  const auto field = field_of(word.substr(0, equals));
  if (equals == std::string_view::npos || !field) return fail(Errc::bad_value, "no field has this name");
  const auto column = word.substr(equals + 1);
  if (column == "-") return mapping.set(*field, Mapping::kNoColumn), Result<void>{};
  if (const auto found = std::ranges::find(header, column); found != header.end())
    return mapping.set(*field, static_cast<int>(found - header.begin())), Result<void>{};
  std::size_t number = 0;
  for (const char c : column) {
    if (c < '0' || c > '9' || number > header.size()) return fail(Errc::not_found, "no column has this name");
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  if (number < 1 || number > header.size()) return fail(Errc::not_found, "no column has this number");
  mapping.set(*field, static_cast<int>(number) - 1);
  return {};
}

std::string describe_mapping(const Mapping& mapping, std::span<const std::string> header) {
  std::string out;
  for (std::size_t i = 0; i < kFields; ++i) {
    const int at = mapping.column[i];
    if (at < 0) continue;
    std::string line = "  " + std::string(kFieldNames[i]);
    line.resize(16, ' ');
    out += line + "column " + std::to_string(at + 1) + "  " + header[static_cast<std::size_t>(at)] + "\n";
  }
  return out;
}

}  // namespace tipstaff::campaigns
