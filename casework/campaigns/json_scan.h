#pragma once
// JsonScan: the records of a large JSON file, one at a time, without parsing the rest.

#include "casework/campaigns/byte_source.h"
#include "casework/campaigns/reading.h"

namespace tipstaff::campaigns {

// JsonRecord is the text of one object, and the id of the chat that it stands in.
struct JsonRecord {
  std::string_view text;
  std::string_view chat;
  bool too_long = false;  // `text` is its start
  bool cut = false;       // the file ended inside it
};

// JsonScan finds records: each line of JSON Lines, or in one document the objects of the
// root array and of arrays named "messages", "data" and "tweets". Memory: one record.
class JsonScan {
 public:
  explicit JsonScan(ByteSource& source);
  // Out: false at the end. Errors: the source's.
  [[nodiscard]] Result<bool> next(JsonRecord& record);
  [[nodiscard]] std::uint64_t line() const { return record_line_; }

  // Telegram nests five deep; more levels than this are no export.
  static constexpr std::size_t kDepthMax = 64;

 private:
  struct Level {
    bool is_array = false;
    bool holds_records = false;
    std::string id;
  };
  [[nodiscard]] Result<bool> fill();
  [[nodiscard]] Result<bool> next_line(JsonRecord& record);
  [[nodiscard]] Result<bool> next_object(JsonRecord& record);
  void step(char c);
  void end_string();
  void open(bool is_array);
  void close();
  [[nodiscard]] bool one_line_is_one_object() const;

  ByteSource& source_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool started_ = false;
  bool lines_ = false;
  bool ended_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t record_line_ = 1;
  // The state of the document.
  std::vector<Level> levels_;
  std::size_t too_deep_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  std::string string_;   // the last string, cut at kIdBytesMax
  std::string key_;      // the name of the value that comes
  std::string scalar_;
  bool collecting_ = false;
  std::size_t record_depth_ = 0;
  std::string record_;
  std::string chat_;
  bool record_done_ = false;
  bool record_long_ = false;
};

}  // namespace tipstaff::campaigns
