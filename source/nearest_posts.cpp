#include "source/nearest_posts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "platform/text.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/post_kinds.h"

namespace tipstaff::source {
namespace {

constexpr double kUnitsADegree = 1e5;
constexpr std::size_t kTownsAsked = 200;  // enough to hold every town of one name
constexpr std::uint32_t kMetresAKilometre = 1000;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<std::int32_t> units(std::string_view text, double most) {
  text = trimmed(text);
  double degrees = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(std::abs(degrees) <= most)) return std::nullopt;
  return static_cast<std::int32_t>(std::lround(degrees * kUnitsADegree));
}

std::string distance_text(const std::optional<std::uint32_t>& metres) {
  if (!metres) return "?";
  return std::to_string((*metres + kMetresAKilometre / 2) / kMetresAKilometre) + " km";
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

// about_text is what a post publishes for who comes in person, on lines of its own.
std::string about_text(const wire::PostRecord& post) {
  std::string out;
  const auto add = [&](const std::string& text) { if (!text.empty()) out += "      " + text + '\n'; };
  add(std::string(wire::post_kind_text(post.kind)));
  add(platform::display_text(as_bytes(post.address)));
  const auto hours = wire::hours_text(post.hours);
  add(hours.empty() ? hours : hours + " (its own clock)");
  return out;
}

// in_order lists the posts' numbers, with distances where there is a place to measure from.
std::vector<protocol::Distance> in_order(const wire::Roster& roster, const PostList& list) {
  std::vector<protocol::PlacedPost> posts;
  for (const auto& post : roster.posts)
    if (list.not_in != std::string_view(post.country.data(), 2)) posts.push_back(protocol::placed(post));
  if (list.from) return protocol::by_distance(*list.from, posts);
  std::vector<protocol::Distance> out;
  for (const auto& post : posts) out.push_back({post.id, std::nullopt});
  return out;
}

}  // namespace

std::optional<protocol::Place> parse_at(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto lat = units(text.substr(0, comma), 90);
  const auto lon = units(text.substr(comma + 1), 180);
  if (!lat || !lon) return std::nullopt;
  return protocol::Place{*lat, *lon};
}

std::optional<std::string> parse_country(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (out.size() != 2 || !std::ranges::all_of(out, letter)) return std::nullopt;
  return out;
}

std::vector<Town> find_towns(const Places& places, std::string_view typed) {
  const auto comma = typed.rfind(',');
  const auto country = comma == std::string_view::npos ? std::nullopt : parse_country(typed.substr(comma + 1));
  if (country) {
    auto towns = places.find(typed.substr(0, comma), kTownsAsked);
    std::erase_if(towns, [&](const Town& town) { return *country != std::string_view(town.country.data(), 2); });
    if (!towns.empty()) return towns;
  }
  return places.find(typed, kTownsAsked);  // a comma may belong to the name
}

std::string town_text(const Town& town) {
  const auto place = town.first_name + ", " + std::string(town.country.data(), 2);
  return town.name == town.first_name ? place : town.name + " (" + place + ")";
}

std::string posts_text(const wire::Roster& roster, const std::vector<bool>& open, const PostList& list) {
  std::string out;
  for (const auto& [id, metres] : in_order(roster, list)) {
    const auto at = std::ranges::find(roster.posts, id, &wire::PostRecord::id);
    const auto opened = open[static_cast<std::size_t>(at - roster.posts.begin())];
    out += padded(std::to_string(id), 5) + ' ';
    if (list.from) out += padded(distance_text(metres), 9) + ' ';
    out += std::string(at->country.data(), 2) + "  " + padded(opened ? "open" : "closed", 6) + "  ";
    if (const auto languages = wire::languages_text(at->langs); !languages.empty()) out += languages + "  ";
    out += platform::display_text(as_bytes(at->name)) + '\n' + about_text(*at);
  }
  return out;
}

}  // namespace tipstaff::source
