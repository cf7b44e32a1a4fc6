#include "casework/campaigns/csv.h"

#include <cstring>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kBufferFirst = 1 << 18;  // doubled for long rows
constexpr std::size_t kBufferMax = 2 * kRowBytesMax;

std::string_view without_line_end(std::string_view row) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  return row;
}

// guess_separator takes the one that stands most often outside of quotes.
char guess_separator(std::string_view row) {
  constexpr std::string_view kCandidates = ",;\t|";
  std::array<std::size_t, 4> count{};
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') quoted = !quoted;
    const auto which = kCandidates.find(c);
    if (!quoted && which != std::string_view::npos) ++count[which];
  }
  return kCandidates[static_cast<std::size_t>(std::ranges::max_element(count) - count.begin())];
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, Reading& reading, const KeepAside& aside)
    : source_(source), reading_(reading), aside_(aside), buffer_(kBufferFirst) {}

void CsvReader::set_aside(Fault fault) {
  ++reading_.bad[static_cast<std::size_t>(fault)];
  if (aside_) aside_({line_, fault, raw_});
}

// fill makes room at the end and reads on. Out: whether anything came.
Result<bool> CsvReader::fill() {
  if (source_ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size() && end_ < kBufferMax) buffer_.resize(2 * end_);
  if (end_ == buffer_.size()) return false;
  TIP_TRY(const auto size, source_.read({reinterpret_cast<std::uint8_t*>(buffer_.data()) + end_, buffer_.size() - end_}));
  source_ended_ = size == 0;
  end_ += size;
  return size > 0;
}

// find_row measures the row at begin_: row_size_, row_lines_ and row_quoted_.
Result<CsvReader::Row> CsvReader::find_row() {
  const bool quotes = open_quotes_ < kOpenQuotesMax;
  std::size_t at = 0;
  bool inside = false;
  row_quoted_ = false;
  row_lines_ = 1;
  for (;;) {
    const char* const from = buffer_.data() + begin_;
    const std::size_t size = end_ - begin_;
    for (; at < size; ++at) {
      const char c = from[at];
      if (c == '"' && quotes) {
        inside = !inside;
        row_quoted_ = true;
      } else if (c == '\n') {
        if (!inside) {
          row_size_ = at + 1;
          return row_size_ > kRowBytesMax ? Row::too_long : Row::whole;
        }
        ++row_lines_;
      }
    }
    if (size > kRowBytesMax) return inside ? Row::open_quote : Row::too_long;
    TIP_TRY(const bool more, fill());
    if (more) continue;
    row_size_ = end_ - begin_;
    if (row_size_ == 0) return Row::end;
    return inside ? Row::open_quote : Row::whole;
  }
}

// take_first_line makes the row no longer than the line that it begins in.
void CsvReader::take_first_line() {
  const auto* const from = buffer_.data() + begin_;
  const auto* const found = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_));
  row_size_ = found != nullptr ? static_cast<std::size_t>(found - from) + 1 : end_ - begin_;
  row_lines_ = 1;
}

// skip_to_line_end leaves begin_ behind the next line end, which may be far away.
Result<void> CsvReader::skip_to_line_end() {
  for (;;) {
    const auto* const from = buffer_.data() + begin_;
    if (const auto* found = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_))) {
      begin_ += static_cast<std::size_t>(found - from) + 1;
      return {};
    }
    begin_ = end_;
    TIP_TRY(const bool more, fill());
    if (!more) return {};
  }
}

bool CsvReader::split(std::vector<std::string_view>& fields, std::size_t most) {
  fields.clear();
  const auto row = without_line_end(raw_);
  if (!row_quoted_) {
    for (std::size_t at = 0;;) {
      if (fields.size() == most) return false;
      const auto end = row.find(separator_, at);
      fields.push_back(row.substr(at, end - at));
      if (end == std::string_view::npos) return true;
      at = end + 1;
    }
  }
  scratch_.clear();
  scratch_.reserve(row.size());  // so that the views stay good
  std::size_t field = 0;
  bool inside = false;
  for (std::size_t i = 0; i <= row.size(); ++i) {
    if (i == row.size() || (row[i] == separator_ && !inside)) {
      if (fields.size() == most) return false;
      fields.emplace_back(scratch_.data() + field, scratch_.size() - field);
      field = scratch_.size();
    } else if (row[i] == '"') {
      if (inside && i + 1 < row.size() && row[i + 1] == '"') scratch_.push_back(row[i++]);
      else inside = !inside;
    } else {
      scratch_.push_back(row[i]);
    }
  }
  return true;
}

Result<std::vector<std::string>> CsvReader::begin() {
  TIP_TRY(const bool any, fill());
  if (!any) return fail(Errc::wrong_length, "the file is empty");
  const std::string_view start(buffer_.data(), end_);
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff"))
    return fail(Errc::bad_text, "the file is UTF-16: save it again as UTF-8");
  if (start.starts_with("\xef\xbb\xbf")) begin_ = 3;
  TIP_TRY(const auto row, find_row());
  if (row == Row::open_quote || row == Row::too_long) return fail(Errc::too_large, "the first row does not end within 4 MiB: this is not CSV");
  if (row == Row::end) return fail(Errc::wrong_length, "the file is empty");
  raw_ = {buffer_.data() + begin_, row_size_};
  if (raw_.find('\0') != std::string_view::npos) return fail(Errc::bad_text, "the first row has zero bytes: this is not text");
  if (!valid_utf8(as_bytes(raw_))) return fail(Errc::bad_text, "the first row is not UTF-8: save the file again as UTF-8");
  line_ = 1;
  separator_ = guess_separator(raw_);
  std::vector<std::string_view> fields;
  if (!split(fields, kColumnsMax)) return fail(Errc::too_large, "the first row has more than 2000 columns: this is not an export of posts");
  columns_ = fields.size();
  begin_ += row_size_;
  lines_done_ = row_lines_;
  return std::vector<std::string>(fields.begin(), fields.end());
}

Result<bool> CsvReader::next(std::vector<std::string_view>& fields) {
  for (;;) {
    TIP_TRY(const auto row, find_row());
    if (row == Row::end) return false;
    line_ = lines_done_ + 1;
    if (row == Row::open_quote) {
      // The first line is set aside; what the quote swallowed is read again as rows.
      const bool at_end = source_ended_ && std::memchr(buffer_.data() + begin_, '\n', end_ - begin_) == nullptr;
      take_first_line();
      raw_ = without_line_end({buffer_.data() + begin_, row_size_});
      set_aside(at_end ? Fault::cut : Fault::quote_open);
      reading_.quotes_plain = ++open_quotes_ >= kOpenQuotesMax;
    } else if (row == Row::too_long) {
      raw_ = {buffer_.data() + begin_, kRowBytesMax};
      set_aside(Fault::row_long);
      ++lines_done_;
      TIP_CHECK(skip_to_line_end());
      continue;
    } else {
      raw_ = {buffer_.data() + begin_, row_size_};
    }
    begin_ += row_size_;
    lines_done_ += row_lines_;
    if (row == Row::open_quote) continue;
    const bool ended = raw_.ends_with('\n');
    raw_ = without_line_end(raw_);
    if (raw_.empty()) continue;
    if (!split(fields, columns_)) set_aside(Fault::columns_many);
    else if (fields.size() < columns_) set_aside(ended ? Fault::columns_few : Fault::cut);
    else return true;
  }
}

std::string_view rearmed_field(std::string_view field) {
  constexpr std::string_view kRuns = "=+-@\t\r";
  const bool disarmed = field.size() > 1 && field[0] == '\'' && kRuns.find(field[1]) != std::string_view::npos;
  return disarmed ? field.substr(1) : field;
}

}  // namespace tipstaff::campaigns
