#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>
#include <deque>

#include "casework/campaigns/json_scan.h"
#include "casework/campaigns/post_reader.h"

namespace tipstaff::campaigns {
namespace {

namespace json = boost::json;

constexpr std::size_t kParseDepthMax = 32;
constexpr std::size_t kFirstBytes = 1 << 16;

const json::object* object_at(const json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  return value != nullptr ? value->if_object() : nullptr;
}

const json::array* array_at(const json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  return value != nullptr ? value->if_array() : nullptr;
}

class JsonPostReader : public PostReader {
 public:
  JsonPostReader(ByteSource& source, const ReadOptions& options, Reading& reading)
      : scan_(source), options_(options), reading_(reading), memory_(first_.data(), first_.size()) {}

  Result<bool> next(Post& post) override {
    for (;;) {
      TIP_TRY(const bool more, scan_.next(record_));
      if (!more) return false;
      const auto taken = take(record_, post);
      if (taken == Taken::post) return ++reading_.good, true;
      if (taken == Taken::fault) set_aside(record_, fault_);
    }
  }
  BadRow row() const override { return {scan_.line(), {}, record_.text}; }

 private:
  enum class Taken : std::uint8_t { post, fault, skipped };

  void set_aside(const JsonRecord& record, Fault fault) {
    ++reading_.bad[static_cast<std::size_t>(fault)];
    if (options_.keep_aside) options_.keep_aside({scan_.line(), fault, record.text.substr(0, kRowBytesMax)});
  }

  Taken refuse(Fault fault) { return fault_ = fault, Taken::fault; }

  // text_at returns a string, or a number as its digits.
  std::string_view text_at(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr ? text_of(*value) : std::string_view{};
  }
  std::string_view text_of(const json::value& value) {
    if (const auto* text = value.if_string()) return {text->data(), text->size()};
    if (const auto* number = value.if_int64()) return keep(std::to_string(*number));
    if (const auto* large = value.if_uint64()) return keep(std::to_string(*large));
    if (const auto* real = value.if_double()) return keep(std::to_string(*real));
    return {};
  }
  std::string_view keep(std::string text) { return owned_.emplace_back(std::move(text)); }

  Taken take(const JsonRecord& record, Post& post) {
    if (record.too_long) return refuse(Fault::row_long);
    if (!valid_utf8(as_bytes(record.text))) return refuse(Fault::not_utf8);
    owned_.clear();
    memory_.release();
    json::parse_options depth;
    depth.max_depth = kParseDepthMax;
    json::parser parser({}, depth);
    parser.reset(&memory_);
    boost::system::error_code error;
    parser.write(record.text.data(), record.text.size(), error);
    if (error) return refuse(record.cut ? Fault::cut : Fault::bad_json);
    value_.emplace(parser.release());
    const auto* object = value_->if_object();
    if (object == nullptr) return refuse(Fault::bad_json);
    if (const auto* inner = object_at(*object, "tweet")) object = inner;  // X's personal archive
    post.clear();
    std::string_view time;
    if (object->contains("date_unixtime") || object->contains("from_id")) {
      if (text_at(*object, "type") == "service") return Taken::skipped;
      time = telegram(*object, record.chat, post);
    } else if (object->contains("created_at") && (object->contains("user") || object->contains("author_id") || object->contains("id_str"))) {
      time = tweet(*object, post);
    } else {
      time = flat(*object, post);
    }
    if (post.account.empty()) post.account = options_.account;
    if (post.content.empty()) post.content = keep("line " + std::to_string(scan_.line()));
    if (const auto fault = settle(post, time, options_, reading_)) return refuse(*fault);
    return Taken::post;
  }

  void telegram_part(const json::object& part, Post& post) {
    const auto type = text_at(part, "type");
    auto text = text_at(part, "text");
    if (type == "hashtag" && post.hashtags.size() < kListMax) {
      if (text.starts_with('#')) text.remove_prefix(1);
      post.hashtags.push_back(text);
    }
    if (type == "link" && post.links.size() < kListMax) post.links.push_back(text);
    if (type == "text_link" && post.links.size() < kListMax) post.links.push_back(text_at(part, "href"));
  }

  std::string_view telegram(const json::object& from, std::string_view chat, Post& post) {
    post.account = text_at(from, "from_id");
    post.handle = text_at(from, "from");
    post.content = keep(std::string(chat) + "/" + std::string(text_at(from, "id")));
    if (const auto* parts = array_at(from, "text")) {
      std::string whole;
      for (const auto& part : *parts) {
        if (const auto* piece = part.if_object()) {
          whole += text_at(*piece, "text");
          telegram_part(*piece, post);
        } else {
          whole += text_of(part);
        }
      }
      post.text = keep(std::move(whole));
    } else {
      post.text = text_at(from, "text");
    }
    if (const auto forwarded = text_at(from, "forwarded_from"); !forwarded.empty())
      post.repost_of = keep((std::string(forwarded) + ": " + std::string(post.text)).substr(0, kIdBytesMax));
    if (const auto answered = text_at(from, "reply_to_message_id"); !answered.empty())
      post.reply_to = keep(std::string(chat) + "/" + std::string(answered));
    post.image = text_at(from, "photo");
    const auto exact = text_at(from, "date_unixtime");
    return exact.empty() ? text_at(from, "date") : exact;
  }

  std::string_view first_of(const json::object& from, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys)
      if (const auto text = text_at(from, key); !text.empty()) return text;
    return {};
  }

  void entities(const json::object& from, Post& post) {
    if (const auto* urls = array_at(from, "urls"))
      for (const auto& url : *urls)
        if (const auto* parts = url.if_object(); parts != nullptr && post.links.size() < kListMax)
          if (const auto link = first_of(*parts, {"expanded_url", "url"}); !link.empty()) post.links.push_back(link);
    if (const auto* tags = array_at(from, "hashtags"))
      for (const auto& tag : *tags)
        if (const auto* parts = tag.if_object(); parts != nullptr && post.hashtags.size() < kListMax)
          if (const auto name = first_of(*parts, {"tag", "text"}); !name.empty()) post.hashtags.push_back(name);
  }

  std::string_view tweet(const json::object& from, Post& post) {
    post.content = first_of(from, {"id_str", "id"});
    post.account = text_at(from, "author_id");
    if (const auto* user = object_at(from, "user")) {
      post.account = first_of(*user, {"id_str", "id"});
      post.handle = text_at(*user, "screen_name");
    }
    post.text = first_of(from, {"full_text", "text"});
    post.language = text_at(from, "lang");
    post.client = text_at(from, "source");
    post.reply_to = first_of(from, {"in_reply_to_status_id_str", "in_reply_to_status_id"});
    if (const auto* original = object_at(from, "retweeted_status")) post.repost_of = first_of(*original, {"id_str", "id"});
    if (const auto* references = array_at(from, "referenced_tweets"))
      for (const auto& reference : *references)
        if (const auto* parts = reference.if_object()) {
          const auto type = text_at(*parts, "type");
          if (type == "retweeted") post.repost_of = text_at(*parts, "id");
          if (type == "replied_to") post.reply_to = text_at(*parts, "id");
        }
    if (const auto* found = object_at(from, "entities")) entities(*found, post);
    return text_at(from, "created_at");
  }

  // flat reads any object by the names that columns would have.
  std::string_view flat(const json::object& from, Post& post) {
    std::vector<std::string> keys;
    for (const auto& pair : from)
      if (keys.size() < kColumnsMax) keys.emplace_back(pair.key());
    if (keys != keys_) {
      mapping_ = guess_mapping(keys);
      keys_ = std::move(keys);
    }
    const auto get = [&](Field field) -> const json::value* {
      const int column = mapping_[field];
      return column < 0 ? nullptr : from.if_contains(keys_[static_cast<std::size_t>(column)]);
    };
    const auto text = [&](Field field) {
      const auto* value = get(field);
      return value != nullptr ? text_of(*value) : std::string_view{};
    };
    const auto list = [&](Field field, std::vector<std::string_view>& out) {
      const auto* value = get(field);
      if (value == nullptr) return;
      if (const auto* items = value->if_array()) {
        for (const auto& item : *items)
          if (const auto one = text_of(item); !one.empty() && out.size() < kListMax) out.push_back(one);
      } else if (const auto one = text_of(*value); !one.empty()) {
        out.push_back(one);
      }
    };
    post.account = text(Field::account);
    post.handle = text(Field::handle);
    post.content = text(Field::content);
    post.text = text(Field::text);
    post.repost_of = text(Field::repost_of);
    post.reply_to = text(Field::reply_to);
    post.image_hash = text(Field::image_hash);
    post.image = text(Field::image);
    post.domain = text(Field::domain);
    post.object = text(Field::object);
    post.language = text(Field::language);
    post.client = text(Field::client);
    list(Field::links, post.links);
    list(Field::hashtags, post.hashtags);
    return text(Field::time);
  }

  JsonScan scan_;
  JsonRecord record_;
  const ReadOptions& options_;
  Reading& reading_;
  std::array<unsigned char, kFirstBytes> first_;
  json::monotonic_resource memory_;
  std::optional<json::value> value_;
  std::deque<std::string> owned_;
  Fault fault_ = Fault::bad_json;
  std::vector<std::string> keys_;
  Mapping mapping_;
};

}  // namespace

std::unique_ptr<PostReader> open_json_posts(ByteSource& source, const ReadOptions& options, Reading& reading) {
  return std::make_unique<JsonPostReader>(source, options, reading);
}

}  // namespace tipstaff::campaigns
