#pragma once
// Mapping: which column of an export means what, guessed from names, confirmed by people.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::campaigns {

// Field is what a column can mean; the names are those of `Post`.
enum class Field : std::uint8_t {
  account, handle, content, time, text, repost_of, reply_to, image_hash, domain, object, language, client, links, hashtags,
  is_repost,  // yes or no: the row repeats another post
  image,      // name of a file with its picture
};
inline constexpr std::size_t kFields = 16;
[[nodiscard]] std::string_view field_name(Field field);
[[nodiscard]] std::optional<Field> field_of(std::string_view name);

// Layout is the export that the names of the columns belong to.
enum class Layout : std::uint8_t { unknown, coortweet, toolkit, io_archive, ira, crowdtangle };
[[nodiscard]] std::string_view layout_name(Layout layout);

// Mapping: column numbers by field; kNoColumn where the export has none.
struct Mapping {
  static constexpr int kNoColumn = -1;
  std::array<int, kFields> column;
  Layout layout = Layout::unknown;

  Mapping() { column.fill(kNoColumn); }
  [[nodiscard]] int operator[](Field field) const { return column[static_cast<std::size_t>(field)]; }
  void set(Field field, int at) { column[static_cast<std::size_t>(field)] = at; }
  // usable: an account and a time are there.
  [[nodiscard]] bool usable() const { return (*this)[Field::account] >= 0 && (*this)[Field::time] >= 0; }
};

// guess_mapping looks at the names of the columns alone.
[[nodiscard]] Mapping guess_mapping(std::span<const std::string> header);

// apply_mapping_word changes one field: "time=posted_at", "time=3" (the first column is
// 1) or "language=-" (none). Errors: bad_value (no such field), not_found (no such column).
[[nodiscard]] Result<void> apply_mapping_word(Mapping& mapping, std::span<const std::string> header, std::string_view word);

// describe_mapping writes a line for each field, for people to confirm.
[[nodiscard]] std::string describe_mapping(const Mapping& mapping, std::span<const std::string> header);

}  // namespace tipstaff::campaigns
