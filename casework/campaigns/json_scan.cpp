#include "casework/campaigns/json_scan.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kReadBytes = 1 << 16;

bool names_records(std::string_view key) { return key == "messages" || key == "data" || key == "tweets"; }

}  // namespace

JsonScan::JsonScan(ByteSource& source) : source_(source) {}

// fill forgets what is behind at_ and reads on. Out: whether anything came.
Result<bool> JsonScan::fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const auto size = buffer_.size();
  buffer_.resize(size + kReadBytes);
  TIP_TRY(const auto got, source_.read({reinterpret_cast<std::uint8_t*>(buffer_.data()) + size, kReadBytes}));
  buffer_.resize(size + got);
  ended_ = got == 0;
  return got > 0;
}

// one_line_is_one_object tells JSON Lines from a document by the first line.
bool JsonScan::one_line_is_one_object() const {
  const auto start = buffer_.find_first_not_of(" \t\r\n");
  if (start == std::string::npos || buffer_[start] != '{') return false;
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = start; i < buffer_.size() && buffer_[i] != '\n'; ++i) {
    const char c = buffer_[i];
    if (quoted && c == '\\') ++i;
    else if (c == '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c == '{' || c == '[') ++depth;
    else if ((c == '}' || c == ']') && --depth == 0) {
      const auto after = buffer_.find_first_not_of(" \t\r", i + 1);
      // A single object on one line is a document when it holds a list of records.
      const bool more_lines = after != std::string::npos && buffer_[after] == '\n' &&
                              buffer_.find_first_not_of(" \t\r\n", after) != std::string::npos;
      if (more_lines) return true;
      const auto line = std::string_view(buffer_).substr(start, i - start);
      return line.find("\"messages\"") == std::string_view::npos && line.find("\"data\"") == std::string_view::npos;
    }
  }
  // The line goes on beyond what was read: it is one long document.
  return false;
}

Result<bool> JsonScan::next(JsonRecord& record) {
  record = {};
  if (!started_) {
    started_ = true;
    for (bool more = true; more && buffer_.size() < kRowBytesMax && buffer_.find('\n') == std::string::npos;) {
      TIP_TRY(more, fill());
    }
    // One more read, to see whether a second line follows.
    TIP_CHECK(fill());
    if (buffer_.starts_with("\xef\xbb\xbf")) at_ = 3;
    lines_ = one_line_is_one_object();
  }
  return lines_ ? next_line(record) : next_object(record);
}

Result<bool> JsonScan::next_line(JsonRecord& record) {
  std::size_t searched = at_;
  for (;;) {
    const auto end = buffer_.find('\n', searched);
    if (end != std::string::npos || ended_) {
      const auto stop = std::min(end, buffer_.size());
      record.text = std::string_view(buffer_).substr(at_, stop - at_);
      record_line_ = line_++;
      const bool nothing_left = at_ >= buffer_.size();
      at_ = std::min(stop + 1, buffer_.size());
      if (nothing_left) return false;
      record.cut = end == std::string::npos;
      record.too_long = record.text.size() > kRowBytesMax;
      if (record.text.find_first_not_of(" \t\r") == std::string_view::npos) {
        searched = at_;
        continue;
      }
      return true;
    }
    if (buffer_.size() - at_ > kRowBytesMax) {  // drop the middle of a line without end
      at_ = buffer_.size() - kReadBytes;
    }
    const auto left = buffer_.size() - at_;
    TIP_CHECK(fill());
    searched = left;
  }
}

void JsonScan::open(bool is_array) {
  if (levels_.size() >= kDepthMax) {
    ++too_deep_;
    return;
  }
  const bool root = levels_.empty();
  if (!is_array && !collecting_ && !root && levels_.back().holds_records) {
    collecting_ = true;
    record_depth_ = levels_.size();
    record_.clear();
    record_long_ = false;
    record_line_ = line_;
    chat_ = levels_.size() >= 2 ? levels_[levels_.size() - 2].id : std::string();
  }
  levels_.push_back({is_array, is_array && (root || names_records(key_)), {}});
  key_.clear();
}

void JsonScan::close() {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  if (levels_.empty()) return;
  levels_.pop_back();
  if (collecting_ && levels_.size() == record_depth_) {
    collecting_ = false;
    record_done_ = true;
  }
}

void JsonScan::end_string() {
  in_string_ = false;
  scalar_ = string_;
}

// step takes one byte of the document.
void JsonScan::step(char c) {
  if (in_string_) {
    if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = true;
    else if (c == '"') return end_string();
    if (string_.size() < kIdBytesMax) string_ += c;
    return;
  }
  switch (c) {
    case '"': in_string_ = true; string_.clear(); break;
    case '{': case '[': open(c == '['); scalar_.clear(); break;
    case ':': key_ = scalar_; scalar_.clear(); break;
    case ',': case '}': case ']':
      if (!collecting_ && key_ == "id" && !levels_.empty()) levels_.back().id = scalar_;
      scalar_.clear();
      key_.clear();
      if (c != ',') close();
      break;
    case ' ': case '\t': case '\r': case '\n': break;
    default: if (scalar_.size() < kIdBytesMax) scalar_ += c;
  }
}

Result<bool> JsonScan::next_object(JsonRecord& record) {
  for (;;) {
    for (; at_ < buffer_.size(); ++at_) {
      const char c = buffer_[at_];
      line_ += c == '\n';
      step(c);
      if (collecting_ || record_done_) {
        if (record_.size() < kRowBytesMax) record_ += c;
        else record_long_ = true;
      }
      if (!record_done_) continue;
      ++at_;
      record_done_ = false;
      record = {record_, chat_, record_long_, false};
      return true;
    }
    TIP_TRY(const bool more, fill());
    if (more) continue;
    if (!collecting_) return false;
    collecting_ = false;
    record = {record_, chat_, false, true};
    return true;
  }
}

}  // namespace tipstaff::campaigns
