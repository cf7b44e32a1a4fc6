#pragma once
// The list of posts, as `tipstaff posts` prints it: in the roster's order, or the
// nearest first.

#include <functional>
#include <optional>
#include <string>

#include "source/places.h"

namespace tipstaff::source {

// PostList says which posts to list and in which order.
struct PostList {
  std::optional<protocol::Place> from;  // nothing: the roster's order
  std::string not_in;                   // country that is left out, or empty
};

// parse_at reads "LAT,LON" in degrees; nothing when that is not on this earth.
[[nodiscard]] std::optional<protocol::Place> parse_at(std::string_view text);

// parse_country reads two letters in any case; nothing when it is not two letters.
[[nodiscard]] std::optional<std::string> parse_country(std::string_view text);

// find_towns finds "TOWN" or "TOWN, COUNTRY", the likeliest first.
[[nodiscard]] std::vector<Town> find_towns(const Places& places, std::string_view typed);

// town_text is "Moscow, RU", with the name that was typed in front when it is another.
[[nodiscard]] std::string town_text(const Town& town);

// posts_text is one line for each post: number, distance (when there is one to measure
// from), country, whether it is open, languages, name.
[[nodiscard]] std::string posts_text(const wire::Roster& roster, const std::vector<bool>& open,
                                     const PostList& list);

}  // namespace tipstaff::source
