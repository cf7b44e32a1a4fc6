#pragma once
// CsvReader: rows of a CSV file from a stream, whatever is in it.

#include <memory>
#include <span>

#include "casework/campaigns/byte_source.h"
#include "casework/campaigns/reading.h"

namespace tipstaff::campaigns {

// CsvReader reads RFC 4180 with any of , ; tab | between fields, LF or CRLF, a byte order
// mark, and quotes in the middle of fields. Bad rows go to `aside` and are counted;
// reading goes on in the next line. Cost: each byte is looked at a bounded number of
// times, also in files of open quotes (after kOpenQuotesMax of them a quote is a letter).
class CsvReader {
 public:
  // `source`, `reading` and `aside` outlive the reader.
  CsvReader(ByteSource& source, Reading& reading, const KeepAside& aside);

  // begin reads the first row and guesses the separator from it.
  // Errors: bad_text (UTF-16, or bytes that no text has), too_large (more columns than
  // kColumnsMax, or a first row over kRowBytesMax), wrong_length (empty file), and the source's.
  [[nodiscard]] Result<std::vector<std::string>> begin();

  // next reads one row of as many fields as `columns`; shorter and longer rows are set
  // aside. Out: false at the end. The fields are good until the next call.
  [[nodiscard]] Result<bool> next(std::vector<std::string_view>& fields);

  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] std::string_view raw() const { return raw_; }
  void set_aside(Fault fault);

  static constexpr std::uint32_t kOpenQuotesMax = 16;

 private:
  enum class Row : std::uint8_t { whole, open_quote, too_long, end, cut };
  [[nodiscard]] Result<bool> fill();
  [[nodiscard]] Result<Row> find_row();
  void take_first_line();
  [[nodiscard]] Result<void> skip_to_line_end();
  // split cuts the raw row at its separators. Out: false for too many.
  [[nodiscard]] bool split(std::vector<std::string_view>& fields, std::size_t most);

  ByteSource& source_;
  Reading& reading_;
  const KeepAside& aside_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what is not yet read
  std::size_t end_ = 0;
  std::size_t row_size_ = 0;   // with its line end
  std::uint64_t row_lines_ = 1;
  bool row_quoted_ = false;
  bool source_ended_ = false;
  std::uint64_t line_ = 0;
  std::uint64_t lines_done_ = 0;
  std::string_view raw_;
  std::string scratch_;
  char separator_ = ',';
  std::size_t columns_ = 0;
  std::uint32_t open_quotes_ = 0;
};

// rearmed_field takes off the apostrophe with which csv_field disarms a field.
[[nodiscard]] std::string_view rearmed_field(std::string_view field);

}  // namespace tipstaff::campaigns
