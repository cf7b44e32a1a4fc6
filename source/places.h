#pragma once
// The gazetteer: towns by the beginning of their name, in any script, without a
// network. places/README.md is the format; source/web/src/gazetteer.ts is its twin.

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tipstaff/bytes/error.h"
#include "tipstaff/protocol/nearest.h"

namespace tipstaff::source {

struct Town {
  std::string name;             // the name that was found
  std::string first_name;       // the one in Latin letters
  std::array<char, 2> country{};
  protocol::Place place;
  bool exact = false;           // found by its whole name
};

// Larger than any gazetteer that a page can carry; checked before memory is taken.
inline constexpr std::size_t kPlacesFileMax = 8 << 20;

class Places {
 public:
  // parse_untrusted checks form, lengths and UTF-8. Names out of order are only not
  // found. Errors: wrong_length, bad_magic, bad_padding, bad_value, bad_text, too_large.
  [[nodiscard]] static Result<Places> parse_untrusted(Bytes file);

  // find returns at most `count` towns whose name begins with `typed`, the likeliest
  // first: whole names, then large ones.
  [[nodiscard]] std::vector<Town> find(std::string_view typed, std::size_t count) const;

  // fold is the form in which names are compared.
  [[nodiscard]] std::string fold(std::string_view text) const;

 private:
  struct Names {
    std::vector<std::uint32_t> starts;  // one more than names
    std::string text;

    [[nodiscard]] std::size_t size() const { return starts.size() - 1; }
    [[nodiscard]] std::string_view at(std::size_t i) const {
      return std::string_view(text).substr(starts[i], starts[i + 1] - starts[i]);
    }
  };
  struct Hit {
    std::size_t place;
    std::string_view name;
    bool exact;
    std::size_t order;  // in which it was found: first names before other ones
  };

  [[nodiscard]] static Result<Names> read_names(ByteView lengths, ByteView text);
  Result<void> read_places(ByteView numbers, std::size_t count);
  void collect(const Names& names, const std::string& key, bool first, std::vector<Hit>& out) const;
  [[nodiscard]] Town town(const Hit& hit) const;

  std::vector<std::uint32_t> points_;  // code points that have a fold
  Names folds_;
  std::vector<protocol::Place> where_;
  std::vector<std::array<char, 2>> countries_;
  std::vector<std::uint8_t> weights_;
  Names first_;
  Names others_;
  std::vector<std::uint16_t> places_of_others_;
};

}  // namespace tipstaff::source
