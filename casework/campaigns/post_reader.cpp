#include "casework/campaigns/post_reader.h"

#include "casework/campaigns/csv.h"
#include "casework/campaigns/time_text.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMinuteMs = 60'000;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

// What exports write where there is nothing.
bool nothing(std::string_view text) {
  return text.empty() || text == "NA" || text == "null" || text == "NULL" || text == "None" || text == "nan" || text == "[]";
}

// split_list reads "a b", "a,b" and "['a', 'b']" (the X archives write Python's form).
void split_list(std::string_view text, std::vector<std::string_view>& out) {
  constexpr std::string_view kBetween = " ,;|[]'\"\t\n";
  std::size_t at = 0;
  while (out.size() < kListMax) {
    at = text.find_first_not_of(kBetween, at);
    if (at == std::string_view::npos) return;
    const auto end = text.find_first_of(kBetween, at);
    const auto item = text.substr(at, end - at);
    if (!nothing(item)) out.push_back(item);
    if (end == std::string_view::npos) return;
    at = end;
  }
}

bool yes(std::string_view text) { return text == "1" || text == "true" || text == "True" || text == "TRUE" || text == "yes"; }

std::string_view without_hash(std::string_view tag) {
  if (tag.starts_with('#')) tag.remove_prefix(1);
  return tag;
}

class CsvPostReader : public PostReader {
 public:
  CsvPostReader(ByteSource& source, const ReadOptions& options, Reading& reading)
      : csv_(source, reading, options.keep_aside), options_(options), reading_(reading) {}
  Result<std::vector<std::string>> begin() { return csv_.begin(); }
  void use(const Mapping& mapping) { mapping_ = mapping; }

  Result<bool> next(Post& post) override {
    for (;;) {
      TIP_TRY(const bool more, csv_.next(fields_));
      if (!more) return false;
      if (const auto fault = take(post)) csv_.set_aside(*fault);
      else return ++reading_.good, true;
    }
  }
  BadRow row() const override { return {csv_.line(), {}, csv_.raw()}; }

 private:
  [[nodiscard]] std::string_view at(Field field) const {
    const int column = mapping_[field];
    if (column < 0) return {};
    const auto text = trimmed(fields_[static_cast<std::size_t>(column)]);
    return nothing(text) ? std::string_view{} : text;
  }

  std::optional<Fault> take(Post& post) {
    if (!valid_utf8(as_bytes(csv_.raw()))) return Fault::not_utf8;
    post.clear();
    post.account = at(Field::account);
    if (post.account.empty()) post.account = options_.account;
    post.handle = at(Field::handle);
    post.content = at(Field::content);
    if (post.content.empty()) name_by_line(post);
    post.text = at(Field::text);
    post.repost_of = at(Field::repost_of);
    if (post.repost_of.empty() && yes(at(Field::is_repost))) repeats_text(post);
    post.reply_to = at(Field::reply_to);
    post.image_hash = at(Field::image_hash);
    post.image = at(Field::image);
    post.domain = at(Field::domain);
    post.object = at(Field::object);
    post.language = at(Field::language);
    post.client = at(Field::client);
    split_list(at(Field::links), post.links);
    split_list(at(Field::hashtags), post.hashtags);
    for (auto& tag : post.hashtags) tag = without_hash(tag);
    return settle(post, at(Field::time), options_, reading_);
  }

  // Without ids a post is named by its line.
  void name_by_line(Post& post) {
    line_name_ = "line " + std::to_string(csv_.line());
    post.content = line_name_;
  }
  // FiveThirtyEight's set says that a row is a retweet, but not of what: the text tells.
  void repeats_text(Post& post) const { post.repost_of = post.text; }

  CsvReader csv_;
  const ReadOptions& options_;
  Reading& reading_;
  Mapping mapping_;
  std::vector<std::string_view> fields_;
  std::string line_name_;
};

}  // namespace

std::optional<Fault> settle(Post& post, std::string_view time_text, const ReadOptions& options, Reading& reading) {
  if (post.account.empty() || post.account.size() > kIdBytesMax || post.content.size() > kIdBytesMax) return Fault::no_account;
  if (time_text.empty()) return Fault::no_time;
  const auto time = parse_untrusted_time(time_text);
  if (!time) return Fault::bad_time;
  post.time_ms = time->ms;
  if (time->zone == ZoneSaid::unsaid) post.time_ms -= options.zone_minutes * kMinuteMs;
  post.minutes_only = time->precision >= Precision::minutes;
  if (post.time_ms < 0) return Fault::bad_time;
  if (options.now_ms > 0 && post.time_ms > options.now_ms + kDayMs) return Fault::future_time;
  if (options.snowflake_times) {
    // Only where the id agrees with the column to a day: elsewhere it is no such id.
    const auto exact = snowflake_ms(post.content);
    if (exact && std::abs(*exact - post.time_ms) <= kDayMs) {
      post.time_ms = *exact;
      post.minutes_only = false;
      ++reading.from_snowflake;
    }
    post.repost_time_ms = snowflake_ms(post.repost_of).value_or(0);
  }
  (time->zone == ZoneSaid::unsaid ? reading.zone_unsaid : reading.zone_said) += 1;
  reading.minutes_only += post.minutes_only;
  reading.with_text += !post.text.empty();
  return std::nullopt;
}

Result<CsvPosts> open_csv_posts(ByteSource& source, std::span<const std::string> words, const ReadOptions& options,
                                Reading& reading) {
  auto reader = std::make_unique<CsvPostReader>(source, options, reading);
  CsvPosts out;
  TIP_TRY(out.header, reader->begin());
  out.mapping = guess_mapping(out.header);
  for (const auto& word : words) TIP_CHECK(apply_mapping_word(out.mapping, out.header, word));
  if (out.mapping[Field::account] < 0 && options.account.empty()) return fail(Errc::not_found, "no column looks like the account");
  if (out.mapping[Field::time] < 0) return fail(Errc::not_found, "no column looks like the time");
  reader->use(out.mapping);
  out.reader = std::move(reader);
  return out;
}

bool looks_like_json(std::string_view start) {
  const auto first = start.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  start.remove_prefix(first);
  return start[0] == '{' || start[0] == '[' || start.starts_with("window.");
}

}  // namespace tipstaff::campaigns
